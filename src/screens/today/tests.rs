//! Who is waited for, and who is met meanwhile.

use crate::app::Screen;
use crate::app::bench::{Bench, Setup, fixture};
use crate::domain::{AppointmentState, Outcome};
use crate::i18n::Lang;
use crate::request::{Ask, Reply};
use crate::screens::session::bench::{Desk, Meeting};

fn remark(desk: &Desk) -> String {
    desk.screen().0[1].clone()
}

#[test]
fn a_late_learner_has_a_clock_a_message_at_five_and_a_no_show_at_ten() {
    let mut desk = Desk::new(Lang::Ja, (100, 30), Meeting::Usual);
    desk.pass(121);
    desk.keys("o 5");
    assert!(desk.picture().contains("14:00 待 佐藤 美咲"), "{}", desk.picture());
    assert!(remark(&desk).contains("14:00 から 0分 "), "{}", remark(&desk));
    desk.pass(299);
    assert!(remark(&desk).contains("c 文面  a 連絡  14:00 から 5分"), "{}", remark(&desk));
    desk.keys("c");
    assert!(desk.copied[0].contains("Zoom でお待ちしています"), "{:?}", desk.copied);
    desk.pass(300);
    assert!(remark(&desk).contains("c 文面  o 4 欠席  14:00 から 10分"), "{}", remark(&desk));
    // The learner came after all: the session knows how late, and its end stays.
    desk.pass(60);
    desk.keys("Enter");
    let view = desk.on_disk();
    assert_eq!(view.state, AppointmentState::InProgress);
    assert_eq!((view.ends_at - view.started_at).num_minutes(), 18);
}

#[test]
fn the_offers_to_a_late_learner_fit_every_size() {
    for (lang, offer) in [(Lang::Ja, "o 4 欠席"), (Lang::En, "o 4 no-show")] {
        for size in [(160, 45), (100, 30), (80, 24), (60, 20)] {
            let mut desk = Desk::new(lang, size, Meeting::Usual);
            desk.pass(121);
            desk.keys("o 5");
            desk.pass(660);
            assert!(remark(&desk).contains(offer), "{size:?} {}", remark(&desk));
            desk.check("waiting");
        }
    }
}

#[test]
fn a_second_session_asks_and_the_first_keeps_its_draft() {
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Usual);
    desk.pass(24 * 60);
    desk.commit("半分だけ");
    desk.keys("Esc Esc");
    assert!(matches!(desk.model.screen(), Some(Screen::Today(_))));
    desk.keys("↓ Enter");
    assert!(desk.picture().contains("ほかの 1on1 が進行中です"), "{}", desk.picture());
    assert!(matches!(desk.model.screen(), Some(Screen::Today(_))));
    // A second Enter is the way back into the one that runs.
    desk.keys("Enter");
    assert!(desk.picture().contains("> 半分だけ"), "{}", desk.picture());
    assert_eq!(desk.on_disk().paused_since, None);
    // On purpose: the first is broken off here, with its line and its minutes, and the other starts.
    desk.keys("Esc Esc ↑ o 2 ↓ Enter");
    assert!(matches!(desk.model.screen(), Some(Screen::Session(_))), "{}", desk.picture());
    assert_eq!(desk.on_disk().state, AppointmentState::BrokenOff);
    let draft = "SELECT text FROM draft WHERE field = 'note'";
    let drafts: String = desk.db.conn().query_row(draft, [], |row| row.get(0)).unwrap();
    assert_eq!(drafts, "半分だけ");
}

#[test]
fn nobody_is_stuck_at_what_was_never_begun() {
    for size in [(160, 45), (100, 30), (80, 24)] {
        let answers = |ask: &Ask| match fixture::answer(Lang::Ja, ask) {
            Some(Reply::Day(mut view)) => {
                let brief = view.brief.as_mut().unwrap();
                brief.stuck[1].outcome = Outcome::Skipped;
                Some(Reply::Day(view))
            }
            other => other,
        };
        let mut bench = Bench::with(Setup::new(Lang::Ja, size), Box::new(answers));
        bench.sees("検索の絞り込み").sees_not("テンプレ呼び出し");
    }
}

#[test]
fn the_last_call_stands_beside_the_heading_of_the_brief_however_long_that_is() {
    for (lang, missed) in [(Lang::Ja, "13:58 出ず ──"), (Lang::En, "13:58 no answer ──")] {
        let mut desk = Desk::new(lang, (80, 24), Meeting::Usual);
        let heading = |desk: &Desk| {
            let rows = desk.screen().0;
            rows.into_iter().find(|row| row.starts_with("── 次: ") || row.starts_with("── Next: ")).unwrap()
        };
        let before = heading(&desk);
        desk.keys("a");
        let row = heading(&desk);
        assert!(row.trim_end().ends_with(missed), "{row}");
        assert!(row.contains(crate::screens::session::bench::told(lang).learner), "{row}");
        assert!(row.contains('5') && before.contains('5'), "{row}");
        // What was cut of the heading is seen to be cut.
        assert!(row.contains(".. ─"), "{before}\n{row}");
        desk.check("a call");
    }
}
