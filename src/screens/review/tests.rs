//! The review by its keys: what is recorded, where the cursor goes, how the day closes, and how it looks.

mod closing;
mod deciding;
mod editing;

use chrono::TimeDelta;
use proptest::prelude::*;

use super::bench::{Bench, SIZES, date, id};
use super::fixture::{drawn, evening, finished, follow, secrets};
use crate::app::{Effect, Msg, Screen, Size};
use crate::domain::transitions::FollowUpEnd;
use crate::domain::{AppointmentState, DecisionKind, ReasonCode, Scope};
use crate::i18n::Lang;
use crate::request::record::Decide;
use crate::request::{Ask, Back, Failure, HistoryOf, Older, Record, Reply, ResumeView, ReviewView, Trouble};
use crate::text::mask::Private;

fn review(lang: Lang, size: (u16, u16), view: ReviewView) -> Bench {
    let mut bench = Bench::new(lang, size);
    bench.press("g r");
    show(&mut bench, view);
    bench
}

/// The store answers the newest question for the rows.
fn show(bench: &mut Bench, view: ReviewView) {
    let asked = bench.asked(|ask| matches!(ask, Ask::Review { .. }));
    bench.answer(asked, Ok(Reply::Review(Box::new(view))));
}

fn state(bench: &Bench) -> &super::State {
    match bench.model.screen() {
        Some(Screen::Review(state)) => state,
        other => panic!("{other:?}"),
    }
}

fn cursor(bench: &Bench) -> usize {
    state(bench).place()
}

fn decisions(bench: &Bench) -> Vec<Decide> {
    let decide = |(_, record)| match record {
        Record::Decide(decide) => Some(decide),
        _ => None,
    };
    bench.records().into_iter().filter_map(decide).collect()
}

fn closes(bench: &Bench) -> usize {
    bench.records().iter().filter(|(_, record)| matches!(record, Record::CloseDay { .. })).count()
}

#[test]
fn the_cursor_begins_on_the_first_row_that_waits() {
    let bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    assert_eq!(cursor(&bench), 2);
    assert!(bench.screen().contains("判断のこり 9"));
}

#[test]
fn letters_that_were_typing_leave_the_cursor_where_it_was() {
    for text in ["fxsca", "jfjsacx", "scxja1f"] {
        let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
        bench.press("↓");
        let before = (cursor(&bench), state(&bench).at);
        for c in text.chars() {
            // The bench itself takes 200 ms for a key.
            bench.now -= chrono::TimeDelta::milliseconds(130);
            bench.press(&c.to_string());
        }
        assert!(bench.screen().contains("操作は取り消しました"), "{text}\n{}", bench.screen());
        assert_eq!((cursor(&bench), state(&bench).at), before, "{text}\n{}", bench.screen());
    }
}

#[test]
fn one_key_shows_the_history_of_whatever_the_cursor_is_on() {
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    let asked = |bench: &Bench, wanted| bench.asked(|ask| *ask == Ask::History { of: wanted });
    bench.press("H");
    let row = state(&bench).rows()[cursor(&bench)].id;
    asked(&bench, HistoryOf::Learner(row));
    bench.press("Esc End H");
    let record = match state(&bench).left_here().unwrap().1.at {
        super::state::At::Record(session) => session,
        other => panic!("{other:?}"),
    };
    asked(&bench, HistoryOf::Record(record));
}

#[test]
fn every_reason_of_a_row_is_read_with_its_points() {
    use crate::domain::follow_up::{Reason, Why};
    for lang in Lang::ALL {
        let mut view = drawn(lang);
        let like = view.rows[2].reasons[0].clone();
        let reason = |why, points| Reason { why, points, ..like.clone() };
        let four = vec![
            reason(Why::Homework(2), 30),
            reason(Why::Stuck { items: 2, again: false }, 25),
            reason(Why::RolePlay { scores: vec![2, 2, 1], twice: false }, 20),
            reason(Why::Mood { mood: 2, before: None }, 10),
        ];
        view.rows[2].reasons = four.clone();
        for size in SIZES.into_iter().chain([(80, 20), (70, 24), (99, 29), (120, 35), (200, 60)]) {
            let bench = review(lang, size, view.clone());
            let screen = bench.screen().replace(' ', "");
            for r in &four {
                let wanted = format!("{}{}", crate::layout::reasons::label(lang, r.code()), r.points);
                assert!(screen.contains(&wanted.replace(' ', "")), "{wanted}\n{}", bench.screen());
            }
        }
    }
}

#[test]
fn each_open_record_has_its_row_where_there_is_room() {
    for lang in Lang::ALL {
        let mut view = drawn(lang);
        for size in SIZES {
            let bench = review(lang, size, view.clone());
            let screen = bench.screen();
            let below = &screen[screen.rfind(super::bench::told(lang, "閉じていない記録", "open records")).unwrap()..];
            for name in [["藤田 恵", "Fujita Megumi"], ["石川 拓", "Ishikawa Taku"]] {
                let name = super::bench::told(lang, name[0], name[1]);
                assert!(below.contains(name) || size.0 < 100, "{name}\n{screen}");
            }
            let told = below.contains("石川") || below.contains("Ishikawa") || below.contains("more");
            assert!(told || size.0 < 80, "{screen}");
        }
        // With more of them than rows it is said how many there are besides.
        let record = view.open_records[1].clone();
        for n in 0..18_u128 {
            view.open_records.push(crate::request::OpenRecord { session: id(800 + n), ..record.clone() });
        }
        for size in SIZES {
            let mut bench = review(lang, size, view.clone());
            for keys in ["Home", "End", "↑"] {
                bench.press(keys);
                let more = super::bench::told(lang, "ほか ", "more");
                assert!(bench.screen().contains(more), "{}", bench.screen());
            }
        }
    }
}

#[test]
fn enter_on_an_open_record_goes_to_its_session() {
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    bench.press("Tab ↓ Enter");
    let asked = bench.effects.iter().rev().find_map(|effect| match effect {
        Effect::Ask(_, Ask::Session { appointment }) => Some(*appointment),
        _ => None,
    });
    assert_eq!(asked, Some(id(702)));
    // Back on the review the cursor is where it was.
    bench.press("Esc");
    show(&mut bench, drawn(Lang::Ja));
    assert_eq!(cursor(&bench), 14);
}

#[test]
fn b_opens_the_card_of_a_learner_and_of_no_pharmacy() {
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    bench.press("b");
    assert!(matches!(bench.model.screen(), Some(Screen::Card(card)) if card.learner() == id(9)));
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    bench.press("↓ ↓ ↓ b");
    assert!(matches!(bench.model.screen(), Some(Screen::Review(_))));
}

#[test]
fn a_row_that_complains_about_a_record_opens_it() {
    let view = evening(Lang::Ja);
    let at = view.rows.iter().position(|row| row.id == view.open_records[0].scope_id).unwrap();
    let appointment = view.open_records[0].appointment;
    let mut bench = review(Lang::Ja, (80, 24), view);
    bench.press("Home");
    assert!(!bench.screen().contains("o 記録") && bench.screen().contains("Tab で記録へ"), "{}", bench.screen());
    for _ in 0..at {
        bench.press("↓");
    }
    bench.press("o");
    let open = |screen: Option<&Screen>| matches!(screen, Some(Screen::Session(s)) if s.appointment() == appointment);
    assert!(open(bench.model.screen()), "{}", bench.screen());
}

#[test]
fn the_report_names_rows_decisions_and_what_is_open() {
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    bench.press("c");
    insta::assert_snapshot!("report_ja", bench.copied().unwrap());
    let mut bench = review(Lang::En, (100, 30), drawn(Lang::En));
    bench.press("c");
    insta::assert_snapshot!("report_en", bench.copied().unwrap());
}

#[test]
fn the_report_without_names_has_none() {
    for lang in Lang::ALL {
        let view = drawn(lang);
        let mut bench = review(lang, (100, 30), view.clone());
        bench.press("p c");
        assert_eq!(bench.copied(), None);
        bench.press("C");
        let copied = bench.copied().unwrap().to_owned();
        for secret in secrets(&view, lang) {
            assert!(!copied.contains(&secret), "{secret}\n{copied}");
        }
    }
}

#[test]
fn every_size_language_and_state_keeps_its_rows_whole() {
    for lang in Lang::ALL {
        for size in SIZES.into_iter().chain([(79, 15), (99, 29), (149, 60), (200, 60)]) {
            for view in [drawn(lang), finished(lang), ReviewView { rows: Vec::new(), ..drawn(lang) }] {
                let secrets = secrets(&view, lang);
                let mut bench = review(lang, size, view);
                for keys in ["↓", "Home", "Enter", "Esc", "End", "Ctrl-G", "Home", "Enter", "Esc", "End"] {
                    bench.press(keys);
                    bench.check(&secrets);
                }
            }
        }
    }
}

#[test]
fn it_looks_as_it_was_drawn() {
    for lang in Lang::ALL {
        for (width, height) in [(60, 20), (80, 24), (100, 30), (160, 45)] {
            let bench = review(lang, (width, height), drawn(lang));
            insta::assert_snapshot!(format!("review_{width}x{height}_{}", lang.word()), bench.screen());
        }
        let bench = review(lang, (80, 24), finished(lang));
        insta::assert_snapshot!(format!("review_finished_{}", lang.word()), bench.screen());
        let mut bench = review(lang, (100, 30), drawn(lang));
        bench.press("Home Enter");
        insta::assert_snapshot!(format!("review_edit_{}", lang.word()), bench.screen());
        bench.press("Esc Ctrl-G");
        insta::assert_snapshot!(format!("review_share_safe_{}", lang.word()), bench.screen());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_keys_break_it(
        keys in prop::collection::vec(
            prop::sample::select(vec![
                "f", "x", "s", "Enter", "Esc", "↑", "↓", "PgDn", "PgUp", "Home", "End", "Tab", "Shift-Tab", "b", "c",
                "C", "u", "Ctrl-G", "Backspace", "1", "/", "Ctrl-U",
            ]),
            1..40,
        ),
        width in 40_u16..170,
        height in 8_u16..50,
        answered in any::<bool>(),
    ) {
        let mut bench = review(Lang::Ja, (width, height), drawn(Lang::Ja));
        for key in keys {
            bench.press(key);
            if answered {
                for (id, _) in bench.records() {
                    bench.on_disk(id);
                }
            }
            bench.rows();
        }
        bench.send(Msg::Resize(Size { width: height, height: width.min(60) }));
        bench.rows();
        let decided = decisions(&bench);
        prop_assert!(decided.iter().all(|d| !d.codes.is_empty()));
    }
}
