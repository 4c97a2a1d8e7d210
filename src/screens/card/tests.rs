//! The card by its keys, and how it looks.

mod fixture;
mod notes;

use proptest::prelude::*;

use self::fixture::{bare, inoue};
use crate::app::{Effect, Msg, Screen, Size};
use crate::domain::follow_up::{Reason, Why};
use crate::domain::standing::Source;
use crate::domain::{
    AppointmentState, Decimal, EnrolmentState, Extent, HomeworkState, Job, JudgementResult, Level, NoteKind, Outcome,
    QuestionState, Scope, TouchKind, Unit,
};
use crate::i18n::Lang;
use crate::request::record::NoteLine;
use crate::request::{
    Account, AnswerView, Ask, BriefView, CardView, CarriedView, Draft, Failure, FigureView, HomeworkView, KickoffState,
    LearnerFormView, NoteView, Person, PromiseView, Record, Reply, ResumeView, ReviewRow, StripCell, Trouble,
};
use crate::screens::review::bench::{Bench, SIZES, at, date, id, told};
use crate::text::mask::{Private, Reveal};

fn secrets(lang: Lang) -> Vec<String> {
    let view = inoue(lang);
    let show = |private: &Private| private.reveal(Reveal::granted()).to_string();
    let brief = &view.brief;
    let mut all = vec![show(&view.learner.name), show(&view.pharmacy.name)];
    all.extend(view.purpose.iter().map(|(_, text)| show(text)));
    all.extend(brief.goal.iter().chain(&brief.worries).chain(&brief.wins).chain(&view.requests).map(show));
    all.extend(view.questions.iter().map(|q| show(&q.text)));
    all.extend(view.settled.iter().flat_map(|q| [Some(&q.text), q.answer.as_ref()]).flatten().map(show));
    all.extend(view.role_play_said.iter().flatten().map(show));
    all.extend(view.notes.iter().map(|n| show(&n.text)));
    all.extend(view.focus_lines.iter().map(|(_, text)| show(text)));
    all.extend(view.snags.iter().chain(&view.for_next).map(|(_, text)| show(text)));
    all.extend(view.touches.iter().map(|(_, _, text)| show(text)).filter(|text| !text.is_empty()));
    all.extend(["61.5", "66%", "2.2", "4/6", "6/7"].map(str::to_owned));
    all
}

/// Opened from the review, as `b` does.
fn card(lang: Lang, size: (u16, u16), view: Option<CardView>) -> Bench {
    let mut bench = Bench::new(lang, size);
    bench.press("g r");
    let learner = id(2);
    bench.open_card(learner);
    if let Some(view) = view {
        show(&mut bench, view);
    }
    bench
}

fn show(bench: &mut Bench, view: CardView) {
    let asked = bench.asked(|ask| matches!(ask, Ask::Card { .. }));
    bench.answer(asked, Ok(Reply::Card(Box::new(view))));
}

fn state(bench: &Bench) -> &super::State {
    match bench.model.screen() {
        Some(Screen::Card(state)) => state,
        other => panic!("{other:?}"),
    }
}

fn notes(bench: &Bench) -> Vec<NoteLine> {
    let note = |(_, record)| match record {
        Record::Note(line) => Some(line),
        _ => None,
    };
    bench.records().into_iter().filter_map(note).collect()
}

#[test]
fn enter_goes_to_todays_session_and_starts_it_when_it_is_time() {
    let opened = |bench: &Bench| {
        bench.effects.iter().rev().find_map(|effect| match effect {
            Effect::Ask(_, Ask::Session { appointment }) => Some(*appointment),
            _ => None,
        })
    };
    let mut held = card(Lang::Ja, (80, 24), Some(inoue(Lang::Ja)));
    held.press("Enter");
    assert_eq!(opened(&held), Some(id(31)));

    let soon = |minute| CardView {
        today: Some((id(31), AppointmentState::Scheduled, at(11, 25, 17, minute))),
        ..inoue(Lang::Ja)
    };
    let mut bench = card(Lang::Ja, (80, 24), Some(soon(30)));
    bench.press("Enter Enter");
    let starts = bench.records();
    assert!(matches!(starts.as_slice(), [(_, Record::Start { appointment, .. })] if *appointment == id(31)));
    assert_eq!(opened(&bench), None);
    bench.on_disk(starts[0].0);
    assert_eq!((opened(&bench), bench.model.core.running), (Some(id(31)), Some(id(31))));

    let mut ahead = card(Lang::Ja, (80, 24), Some(soon(50)));
    ahead.press("Enter");
    assert_eq!((ahead.records().len(), opened(&ahead)), (0, None));
}

#[test]
fn a_call_and_a_flag_go_to_the_learner() {
    let mut bench = card(Lang::Ja, (80, 24), Some(inoue(Lang::Ja)));
    bench.press("a f z");
    let records: Vec<Record> = bench.records().into_iter().map(|(_, record)| record).collect();
    let [Record::Touch { scope, id: who, kind, reached, .. }, Record::Flag { level, id: flagged, .. }] =
        records.as_slice()
    else {
        panic!("{records:?}")
    };
    assert_eq!((*scope, *who, *kind, *reached), (Scope::Learner, id(2), TouchKind::Call, false));
    assert_eq!((*flagged, *level), (id(2), Some(Level::Urgent)));
    assert!(bench.effects.iter().any(|effect| matches!(effect, Effect::OpenLink { .. })));
    // What was recorded here is asked for anew.
    let asked = bench.asked(|ask| matches!(ask, Ask::Card { .. }));
    let (first, _) = bench.records()[0];
    bench.on_disk(first);
    assert!(bench.asked(|ask| matches!(ask, Ask::Card { .. })) > asked);
}

#[test]
fn the_card_scrolls_to_its_last_row_and_back() {
    let mut bench = card(Lang::Ja, (80, 24), Some(inoue(Lang::Ja)));
    assert!(bench.screen().contains("(PgDn)"));
    assert!(!bench.screen().contains("藤原 美咲"));
    bench.press("PgDn PgDn PgDn PgDn");
    assert!(bench.screen().contains("端末の置き場所") && !bench.screen().contains("(PgDn)"));
    let last = state(&bench).offset;
    bench.press("↓");
    assert_eq!(state(&bench).offset, last);
    bench.press("↑");
    assert_eq!(state(&bench).offset, last - 1);
    bench.press("Home");
    assert!(bench.screen().contains("30秒サマリー"));
}

#[test]
fn letters_that_were_typing_leave_the_same_rows_in_sight() {
    let mut bench = card(Lang::Ja, (60, 20), Some(inoue(Lang::Ja)));
    bench.press("↓ ↓ ↓");
    assert_eq!(state(&bench).offset, 3);
    for c in "fjjjacjxe".chars() {
        // The bench itself takes 200 ms for a key.
        bench.now -= chrono::TimeDelta::milliseconds(130);
        bench.press(&c.to_string());
    }
    assert!(bench.screen().contains("操作は取り消しました"), "{}", bench.screen());
    assert_eq!(state(&bench).offset, 3, "{}", bench.screen());
}

#[test]
fn every_row_of_the_card_comes_into_view() {
    for lang in Lang::ALL {
        let tall = card(lang, (80, 120), Some(inoue(lang)));
        let rows = |bench: &Bench| -> Vec<String> {
            let rows = bench.rows();
            rows[1..rows.len() - 3].iter().map(|r| r.trim_end().to_owned()).filter(|r| !r.is_empty()).collect()
        };
        let all = rows(&tall);
        let mut short = card(lang, (80, 18), Some(inoue(lang)));
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..60 {
            seen.extend(rows(&short));
            short.press("↓");
        }
        for row in all {
            assert!(seen.contains(&row), "{row}");
        }
    }
}

#[test]
fn the_brief_is_markdown_and_without_names_has_none() {
    for lang in Lang::ALL {
        let mut bench = card(lang, (80, 24), Some(inoue(lang)));
        bench.press("c");
        insta::assert_snapshot!(format!("brief_{}", lang.word()), bench.copied().unwrap());
        bench.press("C");
        let copied = bench.copied().unwrap();
        for secret in secrets(lang) {
            assert!(!copied.contains(&secret), "{secret}\n{copied}");
        }
        let mut shared = card(lang, (80, 24), Some(inoue(lang)));
        shared.press("p c");
        assert_eq!(shared.copied(), None);
        // What the key that is offered would do, the other says.
        let says = lang == Lang::Ja && shared.screen().contains("共有安全の間は C で名前なし");
        assert!(says || lang == Lang::En && shared.screen().contains("(C leaves names out)"), "{}", shared.screen());
    }
}

#[test]
fn a_long_task_goes_on_in_the_next_row_and_a_mean_has_one_place() {
    let mut view = inoue(Lang::Ja);
    view.brief.homework[0].text =
        "練習用の例題三つで、問い合わせる・進むを決め、理由を一行ずつ書いて次回に見せる".to_owned();
    view.brief.last_role_play = Some((6, Decimal::parse("2.333333").unwrap()));
    let shown = card(Lang::Ja, (100, 30), Some(view)).screen();
    assert!(shown.contains("次回に見せる") && !shown.contains(".."), "{shown}");
    assert!(shown.contains("ロープレ 2.3 (前は 1.8)"), "{shown}");
}

#[test]
fn every_size_language_and_state_keeps_its_rows_whole() {
    for lang in Lang::ALL {
        let secrets = secrets(lang);
        for size in SIZES.into_iter().chain([(79, 15), (99, 29), (149, 60), (200, 60)]) {
            for view in [inoue(lang), bare(lang)] {
                let mut bench = card(lang, size, Some(view));
                for keys in ["PgDn", "End", "n", "Ctrl-G", "Esc", "Home", "PgDn", "End"] {
                    bench.press(keys);
                    bench.check(&secrets);
                }
            }
        }
    }
}

#[test]
fn the_card_looks_like_this() {
    for lang in Lang::ALL {
        for (width, height) in SIZES {
            let bench = card(lang, (width, height), Some(inoue(lang)));
            insta::assert_snapshot!(format!("card_{width}x{height}_{}", lang.word()), bench.screen());
        }
        let mut bench = card(lang, (80, 24), Some(inoue(lang)));
        bench.press("n");
        insta::assert_snapshot!(format!("card_note_{}", lang.word()), bench.screen());
        bench.press("Esc Ctrl-G");
        insta::assert_snapshot!(format!("card_share_safe_{}", lang.word()), bench.screen());
    }
}

#[test]
fn the_caret_stands_in_the_note_line() {
    let mut bench = card(Lang::Ja, (80, 24), Some(inoue(Lang::Ja)));
    bench.type_text("日本語");
    assert_eq!(bench.caret(), Some((7, 20)));
    bench.press("Ctrl-G");
    // Hidden, but the input method keeps its place.
    assert!(bench.screen().contains("入力中") && bench.caret().is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_keys_break_it(
        keys in prop::collection::vec(
            prop::sample::select(vec![
                "n", "Enter", "Esc", "↑", "↓", "PgDn", "PgUp", "Home", "End", "Tab", "Shift-Tab", "a", "f", "c", "C", "z",
                "u", "Ctrl-G", "Backspace", "x", "q", "F2",
            ]),
            1..40,
        ),
        width in 40_u16..170,
        height in 8_u16..50,
        loaded in any::<bool>(),
    ) {
        let mut bench = card(Lang::Ja, (width, height), loaded.then(|| inoue(Lang::Ja)));
        for key in keys {
            bench.press(key);
            bench.rows();
        }
        bench.send(Msg::Resize(Size { width: height, height: width.min(60) }));
        bench.rows();
        prop_assert!(notes(&bench).iter().all(|note| !note.text.is_empty()));
    }
}

#[test]
fn a_learner_is_put_right_in_the_form_that_made_them() {
    let view = || LearnerFormView {
        name: Private::learner(2, "井上 健"),
        kana: Private::learner(2, ""),
        pharmacy: Private::pharmacy(3, "つばめ薬局"),
        job: Some(Job::Manager),
        slot: chrono::NaiveTime::from_hms_opt(10, 0, 0).map(|time| (3, time)),
        meeting_url: None,
        trainer: Some(Private::person(4, "宮本")),
    };
    let mut bench = card(Lang::Ja, (80, 24), Some(inoue(Lang::Ja)));
    let open = |bench: &mut Bench| {
        bench.press("e");
        let asked = bench.asked(|ask| matches!(ask, Ask::LearnerForm { learner } if *learner == id(2)));
        bench.answer(asked, Ok(Reply::LearnerForm(Box::new(view()))));
    };
    open(&mut bench);
    let shown = bench.screen();
    for text in ["受講者の情報をなおす", "井上 健", "管理薬剤師", "水 10:00", "宮本", "Enter 保存"]
    {
        assert!(shown.contains(text), "{text}\n{shown}");
    }
    bench.press("Esc");
    assert!(bench.records().is_empty() && matches!(bench.model.screen(), Some(Screen::Card(_))));
    open(&mut bench);
    bench.press("Backspace");
    bench.type_text("健太");
    bench.press("Tab Tab Tab Tab Tab");
    bench.type_text("http://zoom.us/j/1");
    bench.press("Enter");
    assert!(bench.records().is_empty() && bench.screen().contains("https:// で始まるリンクだけ"), "{}", bench.screen());
    // What is typed stays while something else is looked at.
    bench.press("F1 Esc");
    assert!(bench.screen().contains("http://zoom.us/j/1"), "{}", bench.screen());
    bench.press("Ctrl-U");
    bench.type_text("https://zoom.us/j/1");
    bench.press("Enter");
    let [(sent, Record::Learner(form))] = &bench.records()[..] else { panic!("{:?}", bench.records()) };
    assert_eq!((form.learner, form.enrolment, form.name.as_str()), (id(2), None, "井上 健太"));
    assert_eq!((form.pharmacy_name.as_str(), form.trainer.as_str()), ("つばめ薬局", "宮本"));
    assert_eq!((form.job, form.meeting_url.as_str()), (Some(Job::Manager), "https://zoom.us/j/1"));
    bench.on_disk(*sent);
    assert!(bench.screen().contains("保存しました: 井上 健太"), "{}", bench.screen());
    assert!(matches!(bench.model.screen(), Some(Screen::Card(_))));
    // What was kept on the way is forgotten: the learner is on the disk.
    let forgotten = |name: &str, effects: &[Effect]| {
        let is_it = |e: &Effect| matches!(e, Effect::ClearDraft { field, owner } if field == name && *owner == id(2));
        effects.iter().any(is_it)
    };
    for (at, effect) in bench.effects.iter().enumerate() {
        if let Effect::SaveDraft(draft) = effect {
            assert!(draft.owner == id(2) && forgotten(&draft.field, &bench.effects[at..]), "{draft:?}");
        }
    }
}

#[test]
fn the_kickoff_is_told_as_it_is() {
    let at = |kickoff, state| {
        let view = CardView { kickoff, state, next_appointment: None, ..bare(Lang::Ja) };
        (super::words::state(Lang::Ja, &view), super::facts::next_appointment(Lang::Ja, &view))
    };
    let start = chrono::NaiveDate::from_ymd_opt(2026, 11, 25).unwrap().and_hms_opt(14, 0, 0).unwrap();
    let none = || "次回未定".to_owned();
    assert_eq!(at(KickoffState::Missing, EnrolmentState::Invited), ("招待済 (キックオフ前)", none()));
    let booked = at(KickoffState::Booked(start, 30), EnrolmentState::Invited);
    assert_eq!(booked, ("招待済 (キックオフ前)", "キックオフ 11/25(水) 14:00 (30分)".to_owned()));
    assert_eq!(at(KickoffState::Held, EnrolmentState::Invited), ("招待済", none()));
    assert_eq!(at(KickoffState::NotInProgramme, EnrolmentState::KickoffDone), ("はじめる前", none()));
}
