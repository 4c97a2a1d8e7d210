//! The words for why a slot is offered.

use crate::domain::proposal::WhyDay;
use crate::i18n::{Lang, slot};

/// The day's reason and, when the time differs from the usual one, by how much.
pub fn why(lang: Lang, day: WhyDay, shift: i64) -> String {
    let time = match shift {
        0 => None,
        1.. => Some(slot::later(lang, &span(lang, shift))),
        _ => Some(slot::earlier(lang, &span(lang, -shift))),
    };
    let day = match day {
        WhyDay::Usual => return time.unwrap_or_else(|| slot::usual(lang).to_owned()),
        WhyDay::SameDay => slot::same_day(lang).to_owned(),
        WhyDay::Preferred => slot::preferred(lang).to_owned(),
        // There is no usual time that it could differ from.
        WhyDay::Open => return slot::open(lang).to_owned(),
        WhyDay::Booked => return slot::booked(lang).to_owned(),
        WhyDay::Beside(-1) => slot::day_before(lang).to_owned(),
        WhyDay::Beside(1) => slot::day_after(lang).to_owned(),
        WhyDay::Beside(days) if days < 0 => slot::days_before(lang, -days),
        WhyDay::Beside(days) => slot::days_after(lang, days),
        WhyDay::WeekLater => slot::week_later(lang).to_owned(),
        WhyDay::AfterDevice => slot::after_device(lang).to_owned(),
        WhyDay::MakeUp(1) => slot::next_work_day(lang).to_owned(),
        WhyDay::MakeUp(n) => slot::work_days(lang, n),
        WhyDay::FastLane => slot::fast_lane(lang).to_owned(),
    };
    slot::day_and_time(lang, &day, time.as_deref().unwrap_or(slot::same_time(lang)))
}

/// So many minutes as one says it: 30分, 1時間, 3時間半.
fn span(lang: Lang, minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => slot::minutes(lang, minutes),
        (hours, 0) => slot::hours(lang, hours),
        (hours, 30) => slot::hours_and_half(lang, hours),
        (hours, minutes) => slot::hours_and(lang, hours, minutes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_stands_before_the_time() {
        assert_eq!(why(Lang::Ja, WhyDay::Usual, 0), "同じ曜日・時刻");
        assert_eq!(why(Lang::En, WhyDay::Usual, 30), "30 min later");
        assert_eq!(why(Lang::Ja, WhyDay::MakeUp(1), 0), "次の営業日 同じ時刻");
        assert_eq!(why(Lang::Ja, WhyDay::Preferred, 0), "希望の曜日 同じ時刻");
        assert_eq!(why(Lang::Ja, WhyDay::SameDay, -30), "同じ日 30分前");
        assert_eq!(why(Lang::En, WhyDay::Open, 30), "free then");
        assert_eq!(why(Lang::En, WhyDay::Beside(-2), -30), "2 d earlier, 30 min earlier");
        assert_eq!(why(Lang::Ja, WhyDay::Beside(-1), 210), "前の日 3時間半後");
        assert_eq!(why(Lang::En, WhyDay::Beside(-1), 210), "the day before, 3.5 h later");
        assert_eq!(why(Lang::Ja, WhyDay::Usual, 60), "1時間後");
        assert_eq!(why(Lang::En, WhyDay::SameDay, -100), "same day, 1 h 40 min earlier");
    }
}
