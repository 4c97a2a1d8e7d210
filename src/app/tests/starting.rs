//! Sessions are started, gone on with, and opened again.

use super::*;

#[test]
fn enter_starts_the_next_session_and_opens_it_once_it_is_on_disk() {
    let mut b = today();
    b.fresh();
    b.slow = true;
    b.press("Enter Enter");
    let [Record::Start { appointment, override_reason: None, .. }] = b.records()[..] else {
        panic!("{:?}", b.records())
    };
    assert_eq!(*appointment, fixture::appointment(2));
    assert!(matches!(b.model.screen(), Some(Screen::Today(_))));
    b.catch_up();
    assert!(matches!(b.model.screen(), Some(Screen::Session(_))));
    assert_eq!(b.model.core.running, Some(fixture::appointment(2)));
}

/// Today with its second row (途) followed by another appointment.
fn broken_off(state: Option<AppointmentState>) -> Bench {
    let answer = move |ask: &Ask| match fixture::answer(Lang::Ja, ask) {
        Some(Reply::Day(mut view)) => {
            let (appointment, starts_at, local) =
                (fixture::appointment(90), view.rows[1].starts_at, view.rows[1].local);
            view.rows[1].followed = state.map(|state| Followed { appointment, state, starts_at, local });
            Some(Reply::Day(view))
        }
        other => other,
    };
    let mut b = Bench::with(Setup::new(Lang::Ja, (100, 30)), Box::new(answer));
    b.press("↑").fresh();
    b
}

#[test]
fn part_two_opens_as_the_session_that_was_started() {
    let made = fixture::appointment(90);
    let mut b = broken_off(None).keeping(move |_| Ok(Reply::Recorded(Recorded { changed: true, made: Some(made) })));
    b.press("Enter");
    assert!(matches!(b.records()[..], [Record::Start { appointment, .. }] if *appointment == fixture::appointment(1)));
    assert_eq!(b.model.core.running, Some(made));
    assert!(matches!(b.model.screen(), Some(Screen::Session(s)) if s.appointment() == made));
}

#[test]
fn a_part_two_that_runs_or_is_over_is_not_started_again() {
    for state in [AppointmentState::InProgress, AppointmentState::Held] {
        let mut b = broken_off(Some(state));
        b.press("Enter");
        assert!(b.records().is_empty(), "{state:?}");
        let opened = match b.model.screen() {
            Some(Screen::Session(s)) => (s.appointment(), AppointmentState::InProgress),
            Some(Screen::Record(s)) => (s.appointment(), AppointmentState::Held),
            other => panic!("{other:?}"),
        };
        let whose = if state == AppointmentState::Held { 1 } else { 90 };
        assert_eq!(opened, (fixture::appointment(whose), state));
    }
}

#[test]
fn more_than_half_an_hour_ahead_enter_opens_the_card() {
    let mut b = today();
    b.press("↓ Enter");
    assert!(matches!(b.model.screen(), Some(Screen::Card(_))));
    assert!(b.records().is_empty());
    // And says from when on it starts the 1on1.
    b.sees("14:10 になると、今日の画面の Enter ではじまります");
    let answer = |ask: &Ask| match fixture::answer(Lang::Ja, ask) {
        Some(Reply::Day(mut view)) => {
            view.rows.drain(..3);
            Some(Reply::Day(view))
        }
        other => other,
    };
    Bench::with(Setup::new(Lang::Ja, (80, 24)), Box::new(answer)).sees("次まで あと48分  14:10 から Enter");
}

#[test]
fn an_unmet_gate_asks_for_a_reason_and_keeps_it() {
    let mut first = true;
    let mut b = today().keeping(move |_| {
        if std::mem::take(&mut first) {
            return Err(Failure::Refused(Refusal::Gates { unmet: vec!["device".to_owned()] }));
        }
        Ok(Reply::Recorded(crate::request::Recorded { changed: true, made: None }))
    });
    b.press("Enter").sees("まだ: 端末の到着");
    b.fresh().press("Enter");
    assert!(b.records().is_empty());
    b.press("{仮の端末がある} Enter");
    let [Record::Start { override_reason: Some(why), .. }] = b.records()[..] else { panic!("{:?}", b.records()) };
    assert_eq!(why, "仮の端末がある");
    assert!(matches!(b.model.screen(), Some(Screen::Session(_))));
}

#[test]
fn a_running_session_is_opened_again_and_said_to_be() {
    let running = |ask: &Ask| match ask {
        Ask::Resume => Some(Reply::Resume(ResumeView {
            running: Some(fixture::appointment(2)),
            last_sign: None,
            drafts: Vec::new(),
        })),
        other => fixture::answer(Lang::Ja, other),
    };
    let mut b = Bench::with(Setup::new(Lang::Ja, (100, 30)), Box::new(running));
    assert!(matches!(b.model.screen(), Some(Screen::Session(_))));
    b.sees("前回のつづきです");
    // A second window beside the one in which it runs.
    let mut setup = Setup::new(Lang::Ja, (100, 30));
    setup.file = FileView { read_only: true, ..FileView::default() };
    let mut b = Bench::with(setup, Box::new(running));
    assert!(matches!(b.model.screen(), Some(Screen::Today(_))));
    b.sees_not("前回のつづきです");
}
