//! Keys in, rows on disk and cells on the screen out.

mod any_order;
mod clock;
mod further;
mod homework;
mod kept;
mod line;
mod marking;
mod mouse;
mod moving;
mod notes;
mod numbers;
mod panes;
mod rating;
mod read_only;
mod runaway;
mod skipping;
mod told;
mod words;

use proptest::prelude::*;
use ratatui::style::Modifier;

use super::bench::{Desk, Meeting, told};
use super::rows::Pane;
use crate::app::{Input, Msg, Screen, next_timer};
use crate::command::{Context, Key};
use crate::domain::{HomeworkState, NoteKind, Outcome};
use crate::i18n::{Lang, common, session};
use crate::request::{Failure, Record, Refusal, Trouble};
use crate::text::mask::Reveal;
use crate::text::width::cells;
use crate::text::wrap::Wrapped;

const SIZES: [(u16, u16); 4] = [(60, 20), (80, 24), (100, 30), (160, 45)];

const MEETINGS: [Meeting; 4] = [Meeting::Usual, Meeting::First, Meeting::Late, Meeting::Kickoff];

fn desk() -> Desk {
    Desk::started(Lang::Ja, (100, 30), Meeting::Usual)
}

/// Past the homework of last time, on the first item of the lecture.
fn on_items() -> Desk {
    let mut desk = desk();
    desk.keys("↓ ↓");
    desk
}

fn outcomes(desk: &Desk) -> Vec<Outcome> {
    desk.on_disk().items.iter().filter(|item| !item.review).map(|item| item.outcome).take(4).collect()
}

fn notes(desk: &Desk) -> Vec<(NoteKind, String)> {
    desk.on_disk().notes.iter().map(|n| (n.kind, n.text.reveal(Reveal::granted()).to_string())).collect()
}

fn line(desk: &Desk) -> String {
    match desk.model.screen() {
        Some(Screen::Session(state)) => state.line.field.text(),
        _ => panic!("not in a session"),
    }
}

#[test]
fn every_size_language_and_state_is_a_whole_screen() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            for meeting in MEETINGS {
                let mut desk = Desk::started(lang, size, meeting);
                let name = format!("{lang:?} {size:?} {meeting:?}");
                let both = |desk: &mut Desk, what: &str| {
                    desk.check(&format!("{name} {what}"));
                    desk.keys("Ctrl-G");
                    desk.check(&format!("{name} {what} shared"));
                    desk.keys("Ctrl-G");
                    // What was said about it is over.
                    desk.model.core.notices = crate::app::notices::Notices::default();
                };
                both(&mut desk, "begun");
                desk.keys("1 3 2 3 1");
                both(&mut desk, "marked");
                desk.keys("Tab");
                both(&mut desk, "next pane");
                if desk.model.context() == Context::Words {
                    desk.keys("Esc");
                }
                desk.keys("h");
                both(&mut desk, "homework");
                desk.keys("Esc n");
                both(&mut desk, "note");
                desk.keys("F4");
                desk.check(&format!("{name} strip"));
                desk.keys("Esc Esc t");
                desk.pass(2400);
                both(&mut desk, "late");
                desk.keys("End");
                both(&mut desk, "end");
            }
        }
    }
}

#[test]
fn the_screens_look_as_designed() {
    for (lang, word) in [(Lang::Ja, "ja"), (Lang::En, "en")] {
        for size in [(80, 24), (100, 30)] {
            let name = |what: &str| format!("{what}_{word}_{}x{}", size.0, size.1);
            let mut desk = Desk::started(lang, size, Meeting::Usual);
            desk.pass(400);
            desk.keys("1 3 Space 2 3");
            desk.keys("v");
            desk.commit(if lang == Lang::Ja { "並び順を変えたい" } else { "another order of the list" });
            desk.keys("Enter Esc");
            desk.pass(4);
            insta::assert_snapshot!(name("session"), desk.picture());
            desk.keys("n Tab Tab Tab");
            desk.commit(if lang == Lang::Ja { "一覧の並び順" } else { "order of the list" });
            insta::assert_snapshot!(name("note"), desk.picture());
        }
        for (meeting, what) in [(Meeting::Kickoff, "kickoff"), (Meeting::Late, "late")] {
            let mut desk = Desk::started(lang, (100, 30), meeting);
            desk.keys("1 1");
            desk.pass(610);
            insta::assert_snapshot!(format!("{what}_{word}_100x30"), desk.picture());
        }
    }
    let mut desk = Desk::started(Lang::Ja, (60, 20), Meeting::Usual);
    desk.keys("1 1 1 3");
    desk.pass(30);
    insta::assert_snapshot!("session_ja_60x20", desk.picture());
    let mut desk = Desk::started(Lang::Ja, (160, 45), Meeting::Usual);
    desk.keys("1 1 1 3");
    desk.pass(1000);
    insta::assert_snapshot!("session_ja_160x45", desk.picture());
}
