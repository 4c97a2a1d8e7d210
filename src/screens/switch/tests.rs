//! One 1on1 runs, and another one is to start.

use crate::app::Screen;
use crate::command::Context;
use crate::domain::AppointmentState;
use crate::i18n::Lang;
use crate::screens::session::bench::{Desk, Meeting, told};

const SIZES: [(u16, u16); 4] = [(60, 20), (80, 24), (100, 30), (160, 45)];

const fn half(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "半分だけ",
        Lang::En => "half a line",
    }
}

/// In the first with a line half typed, asked what becomes of it.
fn asked(lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = Desk::started(lang, size, Meeting::Usual);
    desk.pass(24 * 60);
    desk.keys("↓ ↓ 2");
    desk.commit(half(lang));
    desk.keys("Esc Esc ↓ Enter");
    assert_eq!(desk.model.context(), Context::Switch, "{}", desk.picture());
    desk
}

fn shown(desk: &Desk) -> crate::domain::Id {
    match desk.model.screen() {
        Some(Screen::Session(state)) => state.appointment(),
        _ => panic!("not in a session:\n{}", desk.picture()),
    }
}

#[test]
fn the_box_names_both_and_fits_every_size() {
    for lang in Lang::ALL {
        for size in SIZES {
            let mut desk = asked(lang, size);
            let (picture, told) = (desk.picture(), told(lang));
            assert!(picture.contains(told.learner) && picture.contains(told.other), "{picture}");
            desk.check("switch");
            desk.keys("Esc");
            assert!(matches!(desk.model.screen(), Some(Screen::Today(_))));
        }
    }
}

#[test]
fn a_switch_and_one_key_back_keep_draft_place_and_marks() {
    for lang in Lang::ALL {
        for size in SIZES {
            let mut desk = asked(lang, size);
            let first = desk.appointment;
            desk.keys("2");
            assert_ne!(shown(&desk), first);
            assert_eq!(desk.model.core.running, Some(shown(&desk)));
            assert!(desk.picture().lines().next().unwrap().contains(" S "), "{}", desk.picture());
            desk.check("beside");
            desk.pass(600);
            desk.keys("S");
            assert_eq!((shown(&desk), desk.model.core.running), (first, Some(first)));
            assert!(desk.picture().contains(half(lang)), "{}", desk.picture());
            let view = desk.on_disk();
            assert_eq!((view.paused_since, view.paused_seconds), (None, 600));
            assert_eq!(view.items.iter().filter(|i| i.outcome != crate::domain::Outcome::Planned).count(), 1);
            desk.check("back");
        }
    }
}

#[test]
fn the_row_of_today_shows_that_it_waits_and_goes_back_with_one_key() {
    let mut desk = asked(Lang::Ja, (100, 30));
    desk.keys("2");
    assert!(!desk.picture().contains("どうするかえらんで"), "the question is answered:\n{}", desk.picture());
    desk.keys("Esc");
    assert!(desk.picture().contains("14:00 停 佐藤 美咲"), "{}", desk.picture());
    assert!(desk.picture().contains("14:50 今"), "{}", desk.picture());
    assert!(desk.picture().contains("今1 停1"), "{}", desk.picture());
    desk.keys("↑ Enter");
    assert_eq!(shown(&desk), desk.appointment);
    assert_eq!(desk.on_disk().paused_since, None);
    // Both keep what they have through a power cut, and the one that runs comes back.
    desk.keys("Esc Esc");
    desk.restart();
    assert_eq!(shown(&desk), desk.appointment);
    assert!(desk.picture().contains("半分だけ") && desk.picture().contains("S 停止中"), "{}", desk.picture());
}

#[test]
fn undo_takes_the_switch_back_whole() {
    let mut desk = asked(Lang::Ja, (100, 30));
    desk.keys("2 u");
    assert!(matches!(desk.model.screen(), Some(Screen::Today(_))), "{}", desk.picture());
    assert_eq!((desk.on_disk().paused_since, desk.model.core.running), (None, Some(desk.appointment)));
    assert!(!desk.picture().contains('停'), "{}", desk.picture());
}

#[test]
fn breaking_off_is_the_third_choice() {
    let mut desk = asked(Lang::Ja, (100, 30));
    desk.keys("3");
    assert_ne!(shown(&desk), desk.appointment);
    assert_eq!(desk.on_disk().state, AppointmentState::BrokenOff);
    assert!(!desk.picture().contains("停止中"), "{}", desk.picture());
}

#[test]
fn after_the_wrap_up_of_the_second_the_day_goes_on_with_the_first() {
    let mut desk = asked(Lang::Ja, (100, 30));
    desk.keys("2 Space w 1 Enter");
    for _ in 0..4 {
        if matches!(desk.model.screen(), Some(Screen::Today(_))) {
            break;
        }
        desk.keys("Enter");
    }
    assert!(matches!(desk.model.screen(), Some(Screen::Today(_))), "{}", desk.picture());
    assert_eq!(desk.model.core.running, Some(desk.appointment));
    desk.keys("Enter");
    assert_eq!((shown(&desk), desk.on_disk().paused_since), (desk.appointment, None));
}
