//! The review by its keys: what is recorded, where the cursor goes, how the day closes, and how it looks.

use proptest::prelude::*;

use super::bench::{Bench, SIZES, date, id};
use super::fixture::{drawn, evening, finished, follow, secrets};
use crate::app::{Effect, Msg, Screen, Size};
use crate::domain::transitions::FollowUpEnd;
use crate::domain::{AppointmentState, DecisionKind, ReasonCode, Scope};
use crate::i18n::Lang;
use crate::request::record::Decide;
use crate::request::{Ask, Failure, HistoryOf, Record, Reply, ResumeView, ReviewView, Trouble};
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
fn w_ends_the_follow_up_of_a_row_with_a_line() {
    for lang in Lang::ALL {
        for size in SIZES {
            let mut bench = review(lang, size, drawn(lang));
            // Nothing is under way on the row that waits.
            bench.press("w");
            assert!(bench.model.overlays.is_empty(), "{}", bench.screen());
            bench.press("Home w Enter");
            assert!(bench.records().is_empty());
            bench.press("Tab");
            let text = match lang {
                Lang::Ja => "もう要らない",
                Lang::En => "not needed any more",
            };
            bench.type_text(text);
            bench.check(&[]);
            bench.press("Tab Enter Enter");
            let (_, first) = drawn(lang).rows.into_iter().map(|row| (row.scope, row.id)).next().unwrap();
            let [(request, record)] = bench.records().try_into().unwrap();
            let text = text.to_owned();
            let end = FollowUpEnd::Done;
            assert_eq!(record, Record::EndFollowUp { scope: Scope::Learner, id: first, end, text });
            bench.on_disk(request);
            assert!(bench.model.overlays.is_empty());
        }
    }
}

#[test]
fn what_came_of_a_follow_up_stands_where_it_was_decided() {
    let mut view = drawn(Lang::Ja);
    let done = Some((date(11, 25), Some(Private::free("電話で話せた"))));
    view.rows[0].follow_up.as_mut().unwrap().done = done;
    let bench = review(Lang::Ja, (120, 30), view);
    assert!(bench.screen().contains("決定: 済 きょう 電話で話せた"), "{}", bench.screen());
}

#[test]
fn f_makes_a_follow_up_of_the_row_and_goes_on() {
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    bench.press("f");
    let [decide] = decisions(&bench).try_into().unwrap();
    assert_eq!((decide.day, decide.scope, decide.id), (date(11, 25), Scope::Learner, id(9)));
    assert_eq!((decide.kind, decide.reason.as_str()), (DecisionKind::FollowUp, "まとめて確認"));
    assert_eq!(decide.title.as_deref(), Some("今日中に電話し、責めずに理由を聞く"));
    assert_eq!((decide.due_on, decide.until, decide.owner), (Some(date(11, 25)), None, Some(id(99))));
    // The absorbed reason is none that was decided.
    let codes: Vec<_> = decide.codes.iter().map(|c| (c.code, c.points)).collect();
    assert_eq!(codes, [(ReasonCode::NoShow, 60)]);
    assert_eq!(cursor(&bench), 3);
    // Not on disk yet, but decided as far as the keys go.
    assert!(bench.screen().contains("判断のこり 8"));
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
fn six_rows_take_six_keys() {
    let mut bench = review(Lang::Ja, (80, 24), drawn(Lang::Ja));
    bench.press("f x s f x s");
    let kinds: Vec<DecisionKind> = decisions(&bench).iter().map(|d| d.kind).collect();
    use DecisionKind::{Dismiss, FollowUp, Snooze};
    assert_eq!(kinds, [FollowUp, Dismiss, Snooze, FollowUp, Dismiss, Snooze]);
    let rows: std::collections::BTreeSet<_> = decisions(&bench).iter().map(|d| d.id).collect();
    assert_eq!(rows.len(), 6);
    assert_eq!(cursor(&bench), 8);
    // The rows are asked for once, when the last of them is on disk.
    let asked =
        |bench: &Bench| bench.effects.iter().filter(|e| matches!(e, Effect::Ask(_, Ask::Review { .. }))).count();
    let before = asked(&bench);
    for (id, _) in bench.records() {
        bench.on_disk(id);
    }
    assert_eq!(asked(&bench), before + 1);
}

#[test]
fn watched_rows_are_not_asked_about_but_can_be_decided() {
    let mut view = evening(Lang::Ja);
    for row in &mut view.rows[..11] {
        follow(Lang::Ja, row, date(11, 26), "x");
    }
    let mut bench = review(Lang::Ja, (80, 24), view);
    assert_eq!(state(&bench).waiting(), 0);
    bench.press("End ↑ ↑ x");
    assert_eq!(decisions(&bench)[0].id, id(6));
    assert!(bench.screen().contains("なし"));
}

#[test]
fn a_decision_that_did_not_reach_the_disk_is_none() {
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    bench.press("f");
    let (id, _) = bench.records()[0];
    bench.answer(id, Err(Failure::Trouble(Trouble::DiskFull)));
    assert_eq!(state(&bench).waiting(), 9);
}

#[test]
fn a_decision_stays_shown_until_the_rows_show_it() {
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    bench.press("x");
    let (id, _) = bench.records()[0];
    bench.on_disk(id);
    assert_eq!(state(&bench).waiting(), 8);
    let mut view = drawn(Lang::Ja);
    view.rows[2].decided = true;
    show(&mut bench, view);
    assert_eq!((state(&bench).waiting(), state(&bench).fresh.len()), (8, 0));
}

#[test]
fn a_half_typed_reason_waits_for_its_row() {
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    bench.press("Home Enter Tab");
    bench.type_text("電話がほしい");
    bench.press("Esc");
    let typed = |bench: &Bench| bench.screen().contains("電話がほしい");
    assert!(!typed(&bench));
    bench.press("Enter");
    assert!(typed(&bench));
    let saved = bench.effects.iter().find_map(|effect| match effect {
        Effect::SaveDraft(draft) => Some(draft.clone()),
        _ => None,
    });
    // In the next run as well.
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    let asked = bench.asked(|ask| matches!(ask, Ask::Resume));
    bench.answer(
        asked,
        Ok(Reply::Resume(ResumeView { running: None, last_sign: None, drafts: saved.into_iter().collect() })),
    );
    bench.press("Home Enter");
    assert!(typed(&bench));
    bench.press("Enter");
    assert!(bench.effects.iter().any(|effect| matches!(effect, Effect::ClearDraft { .. })));
}

#[test]
fn enter_edits_date_and_reason() {
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    bench.press("Home Enter Ctrl-U");
    bench.type_text("12/1");
    bench.press("Tab Ctrl-U");
    bench.type_text("薬局長と相談してから");
    assert!(bench.screen().contains("12/1"));
    bench.press("Enter");
    let [decide] = decisions(&bench).try_into().unwrap();
    assert_eq!((decide.id, decide.kind, decide.due_on), (id(17), DecisionKind::FollowUp, Some(date(12, 1))));
    // The words of the trainer are the title as well.
    assert_eq!((decide.reason.as_str(), decide.title), ("薬局長と相談してから", None));
    assert_eq!(cursor(&bench), 0);
}

#[test]
fn a_date_that_is_none_stays_in_its_field() {
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    bench.press("Home Enter Ctrl-U");
    bench.type_text("いつか");
    bench.press("Tab Enter");
    assert!(bench.screen().contains("日付が読めません"));
    assert_eq!(decisions(&bench), []);
    bench.press("Esc");
    assert!(state(&bench).edit.is_none());
    assert_eq!(decisions(&bench), []);
}

#[test]
fn a_follow_up_is_due_today_at_the_earliest() {
    let overdue = || {
        let mut view = evening(Lang::Ja);
        view.rows[0].due_on = date(11, 23);
        review(Lang::Ja, (100, 30), view)
    };
    let mut bench = overdue();
    bench.press("Enter");
    assert!(bench.screen().contains("三浦 望 さん の判断: 要 フォロー"), "{}", bench.screen());
    bench.press("Enter");
    assert_eq!(decisions(&bench)[0].due_on, Some(date(11, 25)));
    let mut bench = overdue();
    bench.press("f");
    assert_eq!(decisions(&bench)[0].due_on, Some(date(11, 25)));
    let mut bench = overdue();
    bench.press("Enter Ctrl-U");
    bench.type_text("11/23");
    bench.press("Enter");
    assert!(bench.screen().contains("きょうか、後の日付"), "{}", bench.screen());
    assert_eq!(decisions(&bench), []);
}

#[test]
fn a_snooze_ends_after_today() {
    let mut view = drawn(Lang::Ja);
    view.rows[0].decision = view.rows[0].decision.map(|d| crate::domain::follow_up::Shown {
        kind: DecisionKind::Snooze,
        until: Some(date(11, 26)),
        ..d
    });
    let mut bench = review(Lang::Ja, (100, 30), view);
    bench.press("Home Enter Ctrl-U");
    bench.type_text("11/25");
    bench.press("Enter");
    assert!(bench.screen().contains("きょうより後"));
    bench.press("Ctrl-U");
    bench.type_text("11/30");
    bench.press("Enter");
    assert_eq!(decisions(&bench)[0].until, Some(date(11, 30)));
}

#[test]
fn enter_on_an_undecided_row_follows_up_with_a_date() {
    let mut bench = review(Lang::Ja, (100, 30), drawn(Lang::Ja));
    bench.press("Enter Enter");
    let [decide] = decisions(&bench).try_into().unwrap();
    assert_eq!((decide.id, decide.kind, decide.due_on), (id(9), DecisionKind::FollowUp, Some(date(11, 25))));
    assert_eq!(cursor(&bench), 3);
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
fn reaching_zero_closes_the_day_once() {
    let mut view = finished(Lang::Ja);
    view.closed = false;
    view.rows[10].decided = false;
    let mut bench = review(Lang::Ja, (100, 30), view);
    bench.press("f");
    let (id, _) = bench.records()[0];
    bench.on_disk(id);
    assert_eq!(closes(&bench), 0);
    show(&mut bench, finished(Lang::Ja));
    assert_eq!(closes(&bench), 1);
    assert!(bench.screen().contains("おつかれさまでした。実施6件、予約のない人 0、つぎ 2件"));
    // On disk, and looked at again: nothing more is recorded.
    let (id, _) = *bench.records().last().unwrap();
    bench.on_disk(id);
    let closed = |day_closed| ReviewView { day_closed, ..finished(Lang::Ja) };
    show(&mut bench, closed(true));
    assert_eq!(closes(&bench), 1);
    // Undone, it stays undone until something else is decided.
    show(&mut bench, closed(false));
    assert_eq!(closes(&bench), 1);
}

#[test]
fn a_day_whose_meetings_are_not_over_is_not_done() {
    let mut view = finished(Lang::Ja);
    view.today[0].state = AppointmentState::InProgress;
    view.today[1].state = AppointmentState::Scheduled;
    view.today[1].starts_at = super::bench::at(11, 25, 18, 0);
    let bench = review(Lang::Ja, (80, 24), view);
    let screen = bench.screen();
    assert!(!screen.contains("本日終了") && !screen.contains("おつかれさま"), "{screen}");
    assert!(
        screen.contains("判断はすべて済みました") && screen.contains("あと 2件のこっています (うち進行中 1)"),
        "{screen}"
    );
}

#[test]
fn the_end_of_the_day_names_who_has_no_next_appointment() {
    let mut view = finished(Lang::Ja);
    view.without_next = 5;
    view.without_next_names = view.rows.iter().take(2).map(|row| row.name.clone()).collect();
    let name = view.rows[0].name.clone();
    let bench = review(Lang::Ja, (100, 30), view);
    assert!(bench.screen().contains("予約のない人 5"), "{}", bench.screen());
    let shown = bench.model.core.show(&name).into_owned();
    let row = bench.screen().lines().find(|row| row.contains("次回の予約がない人:")).map(str::to_owned).unwrap();
    assert!(row.contains(&shown) && row.contains("ほか 3"), "{row}");
    // Where all of them are named there is room for what to do.
    let mut view = finished(Lang::Ja);
    view.without_next = 1;
    view.without_next_names = vec![name];
    let bench = review(Lang::Ja, (100, 30), view);
    assert!(bench.screen().contains("B で予約"), "{}", bench.screen());
}

#[test]
fn who_was_left_out_is_named_at_every_size_and_in_the_report() {
    for lang in Lang::ALL {
        let mut view = finished(lang);
        let learners = view.rows.iter().filter(|row| row.scope == Scope::Learner);
        view.without_next_names = learners.take(5).map(|row| row.name.clone()).collect();
        view.without_next = 5;
        let names = view.without_next_names.clone();
        for size in SIZES {
            let mut bench = review(lang, size, view.clone());
            let text = bench.screen();
            let row =
                text.lines().find(|row| row.contains(super::bench::told(lang, "予約がない人:", "No next"))).unwrap();
            assert!(row.contains(&*bench.model.core.show(&names[0])), "{text}");
            let all = row.contains(&*bench.model.core.show(&names[4]));
            assert!(all || row.contains(super::bench::told(lang, "ほか", "more")), "{text}");
            bench.press("c");
            let report = bench.copied().unwrap();
            assert!(names.iter().all(|name| report.contains(&*bench.model.core.show(name))), "{report}");
        }
    }
}

#[test]
fn looking_closes_no_day_that_has_appointments_ahead() {
    let mut view = finished(Lang::Ja);
    view.today[6].state = AppointmentState::Scheduled;
    view.today[6].starts_at = super::bench::at(11, 25, 18, 0);
    assert_eq!(closes(&review(Lang::Ja, (100, 30), view)), 0);
    // An evening that has nothing left is over.
    assert_eq!(closes(&review(Lang::Ja, (100, 30), finished(Lang::Ja))), 1);
    // A day on which nobody was met is not.
    let nobody = ReviewView { today: Vec::new(), ..finished(Lang::Ja) };
    assert_eq!(closes(&review(Lang::Ja, (100, 30), nobody)), 0);
    let mut read_only = finished(Lang::Ja);
    read_only.file.read_only = true;
    let mut bench = Bench::new(Lang::Ja, (100, 30));
    bench.model.core.file.read_only = true;
    bench.press("g r");
    show(&mut bench, read_only);
    assert_eq!(closes(&bench), 0);
}

#[test]
fn a_late_answer_changes_nothing() {
    let mut bench = Bench::new(Lang::Ja, (100, 30));
    bench.press("g r");
    let first = bench.asked(|ask| matches!(ask, Ask::Review { .. }));
    bench.press("g t g r");
    show(&mut bench, drawn(Lang::Ja));
    bench.answer(first, Ok(Reply::Review(Box::new(finished(Lang::Ja)))));
    assert_eq!(state(&bench).waiting(), 9);
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

#[test]
fn what_has_no_outcome_is_not_done_and_today_says_it() {
    for (lang, count) in [(Lang::Ja, "結果まち 2"), (Lang::En, "no outcome yet: 2")] {
        let mut view = finished(lang);
        let mut forgotten = view.today[1].clone();
        (forgotten.state, forgotten.starts_at) = (AppointmentState::Scheduled, super::bench::at(11, 24, 10, 10));
        view.earlier.push(forgotten.clone());
        // Of the day, and over at five past five.
        view.today[6].state = AppointmentState::Waiting;
        for size in SIZES {
            let mut bench = review(lang, size, view.clone());
            let text = bench.screen();
            assert!(text.contains(count) && closes(&bench) == 0, "{size:?} {text}");
            assert!(!text.contains("あと 1件") && !text.contains("still ahead"), "{text}");
            bench.press("c");
            let report = bench.copied().unwrap();
            let name = bench.model.core.show(&forgotten.learner.as_ref().unwrap().name).into_owned();
            assert!(report.lines().any(|line| line.contains("11/24") && line.contains(&name)), "{report}");
            bench.press("Tab o");
            assert!(matches!(bench.model.screen(), Some(Screen::Today(_))), "{}", bench.screen());
            assert_eq!(bench.model.core.meant, None, "today has taken it");
        }
    }
}
