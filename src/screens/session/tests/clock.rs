//! The clock on the screen: what it advises, and the time asleep.

use chrono::TimeDelta;

use super::*;

#[test]
fn behind_it_names_what_can_wait_and_near_the_end_the_homework() {
    let mut desk = on_items();
    desk.pass(5 * 60);
    assert!(desk.picture().contains("おくれ (場面と二.. は次回へ)"), "{}", desk.picture());
    // The only row that is no must is behind us: what is left cannot be cut.
    desk.keys("↓ ↓ ↓ ↓ 1");
    desk.pass(4 * 60);
    assert!(desk.picture().contains("(必須6件だけ、手短に)"), "{}", desk.picture());
    desk.pass(16 * 60 + 30);
    assert!(desk.picture().contains("(残り5分: 宿題を先に)"), "{}", desk.picture());
    desk.check("advice");
}

#[test]
fn the_row_under_the_cursor_shows_its_minutes_without_the_pauses() {
    let mut desk = Desk::started(Lang::Ja, (160, 45), Meeting::Usual);
    desk.keys("↓ ↓");
    desk.pass(185);
    assert!(desk.picture().contains(" 3 / 4分 ──"), "{}", desk.picture());
    desk.keys("t");
    desk.pass(600);
    desk.keys("t");
    desk.pass(60);
    assert!(desk.picture().contains(" 4 / 4分 ──"), "{}", desk.picture());
    desk.keys("1");
    desk.pass(20);
    assert!(desk.picture().contains(" 0 / 3分 ──"), "{}", desk.picture());
    // What is on disk knows it after a sudden end, too.
    desk.restart();
    desk.keys("↑");
    assert!(desk.picture().contains(" 4 / 4分 ──"), "{}", desk.picture());
}

fn sleep(desk: &mut Desk, minutes: i64) {
    desk.now += TimeDelta::minutes(minutes);
    desk.send(Msg::Resumed(TimeDelta::minutes(minutes)));
}

#[test]
fn time_asleep_is_asked_about_and_left_out_by_one_key() {
    let mut desk = on_items();
    desk.pass(60);
    sleep(&mut desk, 14);
    assert!(
        desk.picture().contains("パソコンが14分止まりました。含めますか  i 含める  x 含めない"),
        "{}",
        desk.picture()
    );
    // It holds nothing up.
    desk.keys("1");
    assert_eq!(outcomes(&desk)[0], Outcome::Done);
    let before = desk.on_disk().paused_seconds;
    desk.keys("x");
    assert_eq!((before, desk.on_disk().paused_seconds), (0, 14 * 60));
    assert!(!desk.picture().contains("含めますか"), "{}", desk.picture());
    assert!(desk.picture().contains(" 1:0"), "{}", desk.picture());
    desk.keys("u");
    assert_eq!(desk.on_disk().paused_seconds, 0);
}

#[test]
fn time_asleep_that_counts_is_no_pause_and_each_stretch_is_asked_about_once() {
    let mut desk = on_items();
    sleep(&mut desk, 14);
    sleep(&mut desk, 3);
    desk.keys("i");
    assert!(desk.picture().contains("パソコンが3分止まりました"), "{}", desk.picture());
    desk.failing = Some(Failure::Trouble(Trouble::DiskFull));
    desk.keys("x");
    assert!(desk.picture().contains("3分"), "the question stands until the answer is on disk");
    desk.failing = None;
    desk.keys("x");
    assert_eq!(desk.on_disk().paused_seconds, 3 * 60);
    let recorded = desk.recorded.len();
    desk.keys("x i");
    assert_eq!(desk.recorded.len(), recorded);
    // A clock that was set back is no sleep, and while the clock stands nothing counts.
    desk.now -= TimeDelta::minutes(5);
    desk.send(Msg::Resumed(TimeDelta::minutes(-5)));
    assert!(!desk.picture().contains("i 含"), "{}", desk.picture());
    desk.keys("t");
    sleep(&mut desk, 8);
    assert!(!desk.picture().contains("i 含"), "{}", desk.picture());
}

#[test]
fn the_question_about_the_time_asleep_fits_every_size() {
    for (lang, words) in
        [(Lang::Ja, ["含めますか", "スリープ中？", "停止14分"]), (Lang::En, ["Count them?", "Asleep?", "i in, x out"])]
    {
        for size in [(160, 45), (100, 30), (80, 24), (60, 20)] {
            let mut desk = Desk::started(lang, size, Meeting::Usual);
            sleep(&mut desk, 14);
            let row = desk.screen().0[1].clone();
            assert!(words.iter().any(|word| row.contains(word)), "{size:?} {row}");
            desk.check("asleep");
        }
    }
}

#[test]
fn the_question_stands_and_is_answered_wherever_the_trainer_is() {
    let asks = |desk: &Desk| desk.picture().contains("パソコンが14分止まりました。含めますか  i 含める  x 含めない");
    for keys in ["w", "g t", "b", "g t b r"] {
        let mut desk = on_items();
        desk.keys("1");
        desk.keys(keys);
        sleep(&mut desk, 14);
        assert!(asks(&desk), "{keys}\n{}", desk.picture());
        desk.check(keys);
        // Nothing said in passing hides it, and it is there on the way back.
        desk.keys("Ctrl-S");
        assert!(asks(&desk) && desk.picture().contains("保存済み"), "{keys}\n{}", desk.picture());
        desk.keys("g s");
        assert!(desk.picture().contains("含めますか"), "{keys}\n{}", desk.picture());
        desk.keys(keys);
        desk.keys("x");
        assert_eq!(desk.on_disk().paused_seconds, 14 * 60, "{keys}");
        assert!(!asks(&desk) && desk.picture().contains("止まっていた14分を除きました"), "{keys}\n{}", desk.picture());
        desk.keys("Ctrl-Z");
        assert_eq!(desk.on_disk().paused_seconds, if keys == "w" { 14 * 60 } else { 0 }, "{keys}");
    }
}

#[test]
fn where_letters_are_typed_or_mean_something_else_it_says_where_to_answer() {
    for lang in Lang::ALL {
        let waits = crate::i18n::session::slept_waits(lang, 14);
        for keys in ["g t Ctrl-P", "g r", "w ↓ Ctrl-P", "g n"] {
            let mut desk = Desk::started(lang, (160, 45), Meeting::Usual);
            desk.keys("1");
            desk.keys(keys);
            sleep(&mut desk, 14);
            assert!(desk.picture().contains(&waits), "{keys}\n{}", desk.picture());
            desk.check(keys);
            desk.keys("Esc");
            desk.keys("g s x");
            assert_eq!(desk.on_disk().paused_seconds, 14 * 60, "{keys}");
        }
    }
}

#[test]
fn a_record_is_not_closed_before_it_is_said_whether_the_time_asleep_counts() {
    for (answer, paused) in [("i", 0), ("x", 14 * 60)] {
        let mut desk = on_items();
        desk.keys("1 1 1 1 1 1 1 1 1 w");
        sleep(&mut desk, 14);
        desk.keys("Enter");
        assert!(!desk.on_disk().closed && desk.picture().contains("その前に"), "{}", desk.picture());
        desk.keys(answer);
        desk.keys("Enter");
        let view = desk.on_disk();
        assert!(view.closed && view.paused_seconds == paused, "{answer}\n{}", desk.picture());
    }
    // What the clock stood through is not asked about.
    let mut desk = on_items();
    desk.keys("1 1 1 1 1 1 1 1 1 t w");
    sleep(&mut desk, 14);
    assert!(!desk.picture().contains("含めますか"), "{}", desk.picture());
    desk.keys("Enter");
    assert!(desk.on_disk().closed, "{}", desk.picture());
}

#[test]
fn the_question_outlives_the_end_of_the_program() {
    let mut desk = on_items();
    desk.keys("1 g t");
    sleep(&mut desk, 14);
    desk.restart();
    assert!(desk.picture().contains("14分") && desk.picture().contains("含めますか"), "{}", desk.picture());
    desk.failing = Some(Failure::Trouble(Trouble::DiskFull));
    desk.keys("x");
    desk.failing = None;
    desk.restart();
    desk.keys("x");
    assert_eq!(desk.on_disk().paused_seconds, 14 * 60);
    desk.restart();
    assert!(!desk.picture().contains("含めますか"), "answered once and for all\n{}", desk.picture());
    let recorded = desk.recorded.len();
    sleep(&mut desk, 3);
    desk.keys("i");
    desk.restart();
    assert!(!desk.picture().contains("含めますか") && desk.recorded.len() == recorded, "{}", desk.picture());
}

/// Keys ago, talk, then the end in order, and the same program opened again so many minutes later.
fn talk_then_closed(talk: i64, closed: i64) -> Desk {
    let mut desk = on_items();
    desk.keys("1");
    for _ in 0..talk * 60 {
        desk.pass(1);
    }
    desk.send(Msg::Stop);
    desk.now += TimeDelta::minutes(closed);
    desk.restart();
    desk
}

#[test]
fn a_talk_without_a_key_is_no_time_in_which_the_program_was_closed() {
    let desk = talk_then_closed(16, 0);
    assert!(!desk.picture().contains("とじていました"), "{}", desk.picture());
    let desk = talk_then_closed(16, 14);
    assert!(!desk.picture().contains("とじていました"), "{}", desk.picture());
    // The gap is what it was closed, not the talk before it.
    let desk = talk_then_closed(7, 20);
    assert!(desk.picture().contains("manabi が20分とじていました"), "{}", desk.picture());
}

#[test]
fn what_is_killed_was_open_until_the_last_minute() {
    let mut desk = on_items();
    desk.keys("1");
    for _ in 0..(6 * 60 + 40) {
        desk.pass(1);
    }
    // Nobody says goodbye.
    desk.now += TimeDelta::minutes(18);
    desk.restart();
    assert!(desk.picture().contains("18分とじていました"), "{}", desk.picture());
}

#[test]
fn that_it_is_open_is_told_once_a_minute_and_wakes_nobody_who_types() {
    use crate::app::{Effect, next_timer, update};
    let mut desk = on_items();
    let mut told = 0;
    for _ in 0..600 {
        desk.now += TimeDelta::seconds(1);
        let effects = update(&mut desk.model, desk.now, Msg::Tick);
        told += effects.iter().filter(|effect| matches!(effect, Effect::StillOpen)).count();
    }
    assert_eq!(told, 10);
    desk.keys("n");
    desk.pass(5);
    assert_eq!(next_timer(&desk.model), None, "an open line without a letter");
}

#[test]
fn what_to_cut_is_named_in_both_languages_at_the_usual_sizes() {
    for (lang, cut) in [(Lang::Ja, "は次回"), (Lang::En, "(cut ")] {
        for size in [(80, 24), (100, 30)] {
            let mut desk = Desk::started(lang, size, Meeting::Usual);
            desk.pass(9 * 60);
            let row = desk.screen().0[1].clone();
            // Nothing of it is cut but the name, and there is a bar.
            assert!(row.contains(cut) && row.contains(')') && row.contains('[') && row.contains(']'), "{row}");
        }
    }
}

#[test]
fn of_several_that_wait_the_first_is_named_and_the_others_are_counted() {
    let cuts = |lang| crate::screens::session::view::later(lang, "Showing the screen: angle", 2, true);
    assert_eq!(cuts(Lang::En)[2], "cut Showing the .. and 2 more");
    assert_eq!(cuts(Lang::Ja)[3], "Showing .. ほか2件は次回");
    let brief = crate::screens::session::view::later(Lang::En, "Agenda", 0, false);
    assert_eq!(brief[0], "leave for next time: Agenda; be brief with the rest");
}

#[test]
fn some_seconds_are_no_delay() {
    let mut desk = Desk::new(Lang::Ja, (100, 30), Meeting::Usual);
    desk.now += TimeDelta::seconds(122);
    desk.keys("Enter");
    desk.pass(1);
    assert!(desk.picture().contains("予定どおり"), "{}", desk.picture());
    desk.now += TimeDelta::seconds(4 * 60 + 90);
    desk.send(Msg::Tick);
    assert!(desk.picture().contains("おくれ"), "{}", desk.picture());
}

#[test]
fn who_starts_when_the_slot_is_over_reads_so_and_who_is_next() {
    for (lang, over, next) in
        [(Lang::Ja, "枠は終了", "次 14:50 鈴木 健 さん"), (Lang::En, "slot is over", "next 14:50 Misaki Sato")]
    {
        for size in [(80, 24), (100, 30)] {
            let mut desk = Desk::new(lang, size, Meeting::Usual);
            desk.pass(33 * 60);
            desk.keys("Enter");
            let row = desk.screen().0[1].clone();
            assert!(row.contains(over) && row.contains(next), "{row}");
            assert!(!row.contains("予定どおり") && !row.contains("on time"), "{row}");
        }
    }
}

#[test]
fn stopping_the_clock_says_so_and_that_the_end_stays() {
    let mut desk = on_items();
    desk.keys("t");
    assert!(desk.picture().contains("時計をとめました。枠の終わりはそのままです  t で再開"), "{}", desk.picture());
    desk.keys("t");
    assert!(desk.picture().contains("時計がまた動きます"), "{}", desk.picture());
}

#[test]
fn the_advice_has_the_names_of_the_panes_of_the_phase() {
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::First);
    let pane = desk.on_disk().panes[2].clone();
    desk.pass(21 * 60);
    let row = desk.screen().0[1].clone();
    let name = pane.unwrap_or_else(|| session::homework_title(Lang::Ja).to_owned());
    assert!(row.contains(&format!("{name}を先に")), "{row}");
}

#[test]
fn the_clock_moves_each_second_and_stands_still_while_text_is_typed() {
    let mut desk = desk();
    let due = next_timer(&desk.model).unwrap();
    assert!((due - desk.now).num_milliseconds() <= 1000);
    let before = desk.screen().0;
    desk.pass(1);
    let after = desk.screen().0;
    let changed: Vec<usize> = (0..before.len()).filter(|y| before[*y] != after[*y]).collect();
    assert_eq!(changed, [1], "only the row of the clock");
    desk.keys("n");
    assert_eq!(next_timer(&desk.model), None);
    let shown = desk.screen().0;
    desk.now += chrono::TimeDelta::seconds(9);
    desk.send(Msg::Tick);
    assert_eq!(desk.screen().0, shown);
    desk.commit("か");
    assert_ne!(desk.screen().0[1], shown[1], "the next key brings the clock up to date");
}

#[test]
fn a_pause_is_shown_and_the_fixed_end_stays() {
    let mut desk = desk();
    desk.pass(60);
    desk.keys("t");
    desk.pass(90);
    let picture = desk.picture();
    assert!(picture.contains("停止中 1:30") && picture.contains(" 1:00 / 30:00"), "{picture}");
    assert!(picture.contains("残り 27:2"), "{picture}");
    desk.keys("t");
    desk.pass(30);
    assert!(desk.picture().contains("おくれ") || desk.picture().contains("予定どおり"), "{}", desk.picture());
    assert_eq!(desk.on_disk().paused_since, None);
    assert!(desk.on_disk().paused_seconds >= 90);
}

#[test]
fn over_time_is_told_with_the_next_learner_when_the_field_is_left() {
    let mut desk = desk();
    desk.keys("n");
    desk.now += chrono::TimeDelta::minutes(31);
    desk.keys("Esc");
    let picture = desk.picture();
    assert!(picture.contains("時間を 1分 過ぎました  次 14:50 鈴木 健 さん"), "{picture}");
    assert!(picture.contains("超過 1:00"), "{picture}");
    desk.keys("Ctrl-G");
    desk.check("over time");
}

#[test]
fn who_starts_when_the_slot_is_over_is_not_over_time_at_once() {
    let mut desk = Desk::new(Lang::Ja, (100, 30), Meeting::Usual);
    desk.pass(33 * 60);
    desk.keys("Enter n Esc");
    let picture = desk.picture();
    assert!(picture.contains("0:00 / 30:00") && picture.contains("残り"), "{picture}");
    assert!(!picture.contains("過ぎました") && !picture.contains("超過"), "{picture}");
}
