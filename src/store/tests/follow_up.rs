//! Decisions, flags and the follow-ups that they leave.

use super::*;

#[test]
fn a_decision_shows_its_follow_up_and_is_taken_back_by_name() {
    use crate::domain::standing::Covered;
    use crate::domain::{DecisionKind, Scope};
    use crate::request::record::Decide;
    let mut bench = Bench::new();
    let (learner, _) = bench.learner();
    let line = bench.card_line(learner, NoteKind::Promise, "調べておく");
    bench.record(Record::Note(NoteLine { promised_by: BusinessDate::new(2026, 11, 24), ..line }));
    let day = BusinessDate::new(2026, 11, 25).unwrap();
    let review = |bench: &Bench| match bench
        .db
        .ask(&Ask::Review { date: day, who: Who::Everybody, back: Back::TwoWeeks })
        .unwrap()
    {
        Reply::Review(view) => *view,
        other => panic!("{other:?}"),
    };
    let view = review(&bench);
    assert_eq!((view.rows.len(), view.contact_points, view.closed, view.day_closed), (1, 20, false, false));
    assert_eq!(view.today[0].state, AppointmentState::Scheduled);
    let row = view.rows[0].clone();
    let covered = |r: &crate::domain::follow_up::Reason| Covered { code: r.code(), points: r.points, source: r.source };
    bench.record(Record::Decide(Decide {
        day,
        scope: Scope::Learner,
        id: learner,
        kind: DecisionKind::FollowUp,
        until: None,
        reason: "まとめて確認".to_owned(),
        title: Some("電話する".to_owned()),
        codes: row.reasons.iter().filter(|r| r.points > 0).map(covered).collect(),
        due_on: Some(row.due_on),
        owner: row.owner,
    }));
    // It is decided, and today reminds of it from its day on.
    let due = |bench: &Bench, date| match bench.db.ask(&Ask::Day {
        date,
        now: bench.now,
        who: Who::Everybody,
        back: Back::TwoWeeks,
    }) {
        Ok(Reply::Day(view)) => (view.leftovers.count, view.leftovers.due, view.leftovers.first.len()),
        other => panic!("{other:?}"),
    };
    assert_eq!(due(&bench, row.due_on), (1, 1, 1));
    let before = if row.due_on > day { (0, 0, 0) } else { (1, 1, 1) };
    assert_eq!(due(&bench, day), before);
    let view = review(&bench);
    let open = crate::text::mask::Reveal::granted();
    let follow_up = view.rows[0].follow_up.clone().unwrap();
    assert_eq!((follow_up.due_on, view.closed), (Some(row.due_on), true));
    assert_eq!(follow_up.title.unwrap().reveal(open).as_str(), "電話する");
    assert_eq!(view.rows[0].decision_reason.as_ref().unwrap().reveal(open).as_str(), "まとめて確認");
    bench.record(Record::CloseDay { date: day });
    assert!(review(&bench).day_closed);
    let Reply::Reverted(day_again) = bench.record(Record::Undo) else { panic!() };
    assert_eq!((day_again.deed, day_again.about), (Some(Deed::CloseDay), None));
    let Reply::Reverted(decision) = bench.record(Record::Undo) else { panic!() };
    assert_eq!(decision.about.unwrap().id, learner);
    let view = review(&bench);
    assert_eq!((view.rows[0].follow_up.is_none(), view.rows[0].decided), (true, false));
}

/// What stands of follow-ups: state, level, whether it carries codes, when it is due.
fn follow_ups(bench: &Bench) -> Vec<(String, Option<String>, bool, Option<String>)> {
    let sql = "SELECT state, level, codes IS NOT NULL, due_on FROM follow_up WHERE deleted_at IS NULL ORDER BY id";
    let mut statement = bench.db.conn().prepare(sql).unwrap();
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

#[test]
fn putting_off_what_was_followed_up_leaves_no_follow_up_behind() {
    use crate::domain::standing::{Covered, Source};
    use crate::domain::{DecisionKind, Level, ReasonCode, Scope};
    use crate::request::record::Decide;
    let day = BusinessDate::new(2026, 11, 25).unwrap();
    for flagged in [false, true] {
        for kind in [DecisionKind::Snooze, DecisionKind::Dismiss] {
            let mut bench = Bench::new();
            let (learner, _) = bench.learner();
            if flagged {
                let follow_up = bench.id();
                let (scope, level) = (Scope::Learner, Some(Level::Contact));
                bench.record(Record::Flag { scope, id: learner, follow_up, level });
            }
            let decide = |kind| {
                let codes = vec![Covered { code: ReasonCode::Next, points: 25, source: Source::Date(day) }];
                let due_on = (kind == DecisionKind::FollowUp).then_some(day);
                let (scope, reason) = (Scope::Learner, "まとめて確認".to_owned());
                let (id, until, title, owner) = (learner, None, None, None);
                Record::Decide(Decide { day, scope, id, kind, until, reason, title, codes, due_on, owner })
            };
            bench.record(decide(DecisionKind::FollowUp));
            let level = flagged.then(|| "contact".to_owned());
            let followed = ("open".to_owned(), level.clone(), true, Some("2026-11-25".to_owned()));
            assert_eq!(follow_ups(&bench), [followed]);
            bench.record(decide(kind));
            let left = if flagged {
                ("open".to_owned(), level, false, None)
            } else {
                ("dropped".to_owned(), None, true, Some("2026-11-25".to_owned()))
            };
            assert_eq!(follow_ups(&bench), [left], "{flagged} {kind:?}");
        }
    }
}

#[test]
fn a_flag_is_due_when_the_config_says() {
    use crate::domain::{Level, Scope};
    let mut bench = Bench::new();
    let (learner, _) = bench.learner();
    bench.db.options.scores.manual.contact_due_bd = 1;
    let follow_up = bench.id();
    let level = Some(Level::Contact);
    bench.record(Record::Flag { scope: Scope::Learner, id: learner, follow_up, level });
    assert_eq!(follow_ups(&bench)[0].3.as_deref(), Some("2026-11-26"));
}

#[test]
fn what_closing_proposed_and_nobody_touched_is_told_as_that() {
    use crate::domain::follow_up::Why;
    use crate::domain::{Level, Scope};
    let day = BusinessDate::new(2026, 11, 25).unwrap();
    for (untouched, by_hand_later) in [(true, false), (false, false), (true, true)] {
        let mut bench = Bench::new();
        let (learner, appointment) = bench.learner();
        let session = bench.start(appointment);
        let mut close = bench.closing(session);
        close.flag = Some(Level::Contact);
        close.unconfirmed = if untouched { vec!["follow_up".to_owned()] } else { Vec::new() };
        bench.record(Record::Close(Box::new(close)));
        if by_hand_later {
            let follow_up = bench.id();
            let level = Some(Level::Urgent);
            bench.record(Record::Flag { scope: Scope::Learner, id: learner, follow_up, level });
        }
        let asked = Ask::Review { date: day, who: Who::Everybody, back: Back::TwoWeeks };
        let Reply::Review(view) = bench.db.ask(&asked).unwrap() else { panic!() };
        let row = view.rows.iter().find(|row| row.id == learner).unwrap();
        let why = row.reasons.iter().find(|r| r.code() == crate::domain::ReasonCode::Manual).map(|r| &r.why);
        assert_eq!(
            matches!(why, Some(Why::Proposed { level: Level::Contact, .. })),
            untouched && !by_hand_later,
            "{why:?}"
        );
        assert!(why.is_some());
    }
}
