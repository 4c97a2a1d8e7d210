//! Why a slot is offered as the next one (model 8.6).

use super::messages;

messages! {
    usual() = "同じ曜日・時刻", "same slot";
    same_day() = "同じ日", "same day";
    preferred() = "希望の曜日", "preferred day";
    open() = "空いている時間", "free then";
    booked() = "予約済み", "booked already";
    later(time: &str) = "{time}後", "{time} later";
    earlier(time: &str) = "{time}前", "{time} earlier";
    minutes(minutes: i64) = "{minutes}分", "{minutes} min";
    hours(hours: i64) = "{hours}時間", "{hours} h";
    hours_and_half(hours: i64) = "{hours}時間半", "{hours}.5 h";
    hours_and(hours: i64, minutes: i64) = "{hours}時間{minutes}分", "{hours} h {minutes} min";
    day_and_time(day: &str, time: &str) = "{day} {time}", "{day}, {time}";
    day_after() = "次の日", "the day after";
    day_before() = "前の日", "the day before";
    days_after(days: i64) = "{days}日あと", "{days} d later";
    days_before(days: i64) = "{days}日まえ", "{days} d earlier";
    week_later() = "1週あと", "a week later";
    after_device() = "端末が届きしだい", "once the device is there";
    next_work_day() = "次の営業日", "next working day";
    work_days(n: u32) = "{n}営業日後", "{n} working days on";
    fast_lane() = "週2回目", "second this week";
    same_time() = "同じ時刻", "same time";
}
