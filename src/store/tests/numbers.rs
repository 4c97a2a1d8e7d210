//! One meeting for two numbers, a number again or out of its order, what is too much, and what is carried no further.

use super::Bench;
use crate::domain::{AppointmentKind, Extent, Id, Outcome, Scope, Section};
use crate::request::record::{CloseResult, Slot, Task};
use crate::request::{
    Ask, BookingView, CardView, Failure, LoadView, Other, Record, Refusal, Reply, SessionView, WrapUpView,
};
use crate::text::mask::Reveal;

impl Bench {
    fn booking(&self, learner: Id, other: Option<Other>) -> BookingView {
        let ask =
            Ask::Booking { scope: Scope::Learner, id: learner, me: None, without_kickoff: true, other, now: self.now };
        match self.db.ask(&ask).unwrap() {
            Reply::Booking(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    fn card(&self, learner: Id) -> CardView {
        let date = crate::domain::BusinessDate(self.local().date());
        match self.db.ask(&Ask::Card { learner, date }).unwrap() {
            Reply::Card(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    fn wrap_up(&self, session: Id) -> WrapUpView {
        match self.db.ask(&Ask::WrapUp { session, now: self.now }).unwrap() {
            Reply::WrapUp(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    fn mark_all(&mut self, view: &SessionView, outcome: Outcome) {
        for item in view.items.iter().filter(|item| !item.review) {
            self.record(Record::Mark { item: item.id, outcome, actual_minutes: None });
        }
    }

    /// With the homework that the wrap-up has ticked.
    fn close_as_proposed(&mut self, session: Id) {
        let mut close = self.closing(session);
        let proposed = self.wrap_up(session).session.suggestions.into_iter().filter(|task| task.ticked);
        close.tasks = proposed
            .map(|task| Task {
                id: self.ids.make(self.now.timestamp_millis()),
                item: task.item_id,
                text: task.text,
                effort_minutes: task.effort_minutes,
            })
            .collect();
        self.record(Record::Close(Box::new(close)));
    }

    fn close_held(&mut self, session: Id) {
        let close = self.closing(session);
        self.record(Record::Close(Box::new(close)));
    }

    /// Books a number now, with a reason.
    fn again(&mut self, learner: Id, kind: AppointmentKind, number: u8) -> Id {
        self.minutes(24 * 60);
        let appointment = self.id();
        let slot = Slot { start: self.local(), minutes: 20 };
        let reason = Some("もう一度見たい".to_owned());
        self.record(Record::Book { learner, appointment, slot, kind, number: Some(number), reason });
        appointment
    }

    fn extents(&self, learner: Id) -> Vec<(u8, Option<Extent>, bool)> {
        self.card(learner).strip.iter().take(4).map(|cell| (cell.number, cell.extent, cell.hole)).collect()
    }
}

#[test]
fn one_meeting_covers_two_numbers_in_full_or_in_part() {
    let mut bench = Bench::new();
    let (learner, appointment) = bench.learner();
    let session = bench.start(appointment);
    let before = bench.session(appointment);
    assert_eq!((before.can_take_in, before.further.as_slice()), (Some(2), &[][..]));
    let twice = Record::TakeIn { session, number: 1 };
    assert_eq!(bench.try_record(twice), Err(Failure::Refused(Refusal::NotTakenIn { number: 1 })));
    bench.record(Record::TakeIn { session, number: 2 });
    let view = bench.session(appointment);
    assert_eq!((view.further.as_slice(), view.can_take_in), (&[2][..], Some(3)));
    let own = before.items.len();
    assert!(view.items.len() > own && view.items[own..].iter().all(|item| item.session_no == 2), "below, and of 2");
    assert!(view.items[own..].iter().all(|item| !item.review), "there is no homework of 1 to look at yet");
    assert!(view.planned.total() > before.planned.total());
    // Undo takes it back as a whole.
    bench.record(Record::Undo);
    assert_eq!(bench.session(appointment).items, before.items);
    bench.record(Record::TakeIn { session, number: 2 });
    let view = bench.session(appointment);
    bench.mark_all(&view, Outcome::Done);
    assert_eq!(bench.wrap_up(session).next_number, Some(3));
    bench.close_held(session);
    let full = Some(Extent::Full);
    assert_eq!(bench.extents(learner), [(1, full, false), (2, full, false), (3, None, false), (4, None, false)]);
    assert!(bench.chain_holds());

    let mut bench = Bench::new();
    let (learner, appointment) = bench.learner();
    let session = bench.start(appointment);
    bench.record(Record::TakeIn { session, number: 2 });
    let view = bench.session(appointment);
    let first = view.items.iter().find(|item| item.session_no == 2).unwrap().id;
    bench.record(Record::Mark { item: first, outcome: Outcome::Done, actual_minutes: None });
    assert_eq!(bench.wrap_up(session).next_number, Some(2));
    bench.close_held(session);
    let want = [(1, full, false), (2, Some(Extent::Partial), false), (3, None, false), (4, None, false)];
    assert_eq!(bench.extents(learner), want);
}

#[test]
fn a_number_that_nobody_came_to_is_neither_covered_nor_carried() {
    let mut bench = Bench::new();
    let (learner, appointment) = bench.learner();
    let session = bench.start(appointment);
    let view = bench.session(appointment);
    bench.record(Record::TakeIn { session, number: 2 });
    bench.mark_all(&view, Outcome::Done);
    assert!(bench.session(appointment).is_idle(2) && !bench.session(appointment).is_idle(1));
    bench.close_held(session);
    assert_eq!(bench.extents(learner)[1], (2, None, false));
    let second = bench.book(learner, 2);
    bench.start(second);
    assert!(bench.session(second).items.iter().all(|item| item.carried_from.is_none()));
}

#[test]
fn a_number_comes_again_or_out_of_its_order_only_with_a_reason() {
    let mut bench = Bench::new();
    let (learner, appointment) = bench.learner();
    let session = bench.start(appointment);
    let view = bench.session(appointment);
    bench.mark_all(&view, Outcome::Done);
    bench.close_held(session);
    bench.minutes(24 * 60);
    let (id, slot) = (bench.id(), Slot { start: bench.local(), minutes: 20 });
    let book = |number, reason: Option<&str>| Record::Book {
        learner,
        appointment: id,
        slot,
        kind: AppointmentKind::Session,
        number: Some(number),
        reason: reason.map(str::to_owned),
    };
    for number in [1, 3] {
        let refused = bench.try_record(book(number, Some("  ")));
        assert_eq!(refused, Err(Failure::Refused(Refusal::OutOfOrder { next: Some(2) })), "{number}");
    }
    let offer = bench.booking(learner, Some(Other::Number(1)));
    assert_eq!((offer.number, offer.repeats, offer.next, offer.last), (Some(1), true, Some(2), 12));
    assert!(!offer.slots.is_empty());
    let again = bench.again(learner, AppointmentKind::Session, 1);
    let session = bench.start(again);
    let repeated = bench.session(again);
    assert_eq!(repeated.items.iter().filter(|i| !i.review).count(), view.items.iter().filter(|i| !i.review).count());
    bench.mark_all(&repeated, Outcome::Done);
    bench.close_held(session);
    assert_eq!(bench.extents(learner)[0], (1, Some(Extent::Repeat), false));
    let why: Option<String> = bench
        .db
        .conn()
        .query_row("SELECT override_reason FROM appointment WHERE id = ?1", [again], |row| row.get(0))
        .unwrap();
    assert_eq!(why.as_deref(), Some("もう一度見たい"), "the start leaves it there");
    // Ahead of 2: that one is a hole until it is held.
    let ahead = bench.again(learner, AppointmentKind::Session, 4);
    let session = bench.start_anyway(ahead);
    let view = bench.session(ahead);
    bench.mark_all(&view, Outcome::Done);
    bench.close_held(session);
    let full = Some(Extent::Full);
    let want = [(1, Some(Extent::Repeat), false), (2, None, true), (3, None, true), (4, full, false)];
    assert_eq!(bench.extents(learner), want);
}

#[test]
fn a_broken_off_number_goes_on_and_is_whole_afterwards() {
    let mut bench = Bench::new();
    let (learner, appointment) = bench.learner();
    let session = bench.start(appointment);
    let view = bench.session(appointment);
    let done = view.items.iter().find(|item| !item.review).unwrap();
    bench.record(Record::Mark { item: done.id, outcome: Outcome::Done, actual_minutes: None });
    let mut close = bench.closing(session);
    close.result = CloseResult::BrokenOff;
    bench.record(Record::Close(Box::new(close)));
    assert_eq!(bench.extents(learner)[0], (1, Some(Extent::Partial), false));
    bench.minutes(30);
    let second = bench.id();
    let Reply::Recorded(made) = bench.record(Record::Start { appointment, session: second, override_reason: None })
    else {
        panic!()
    };
    let part = bench.session(made.made.unwrap());
    assert_eq!(part.part, 2);
    assert!(part.items.iter().all(|item| item.item_id != done.item_id), "what is done does not come again");
    bench.close_held(second);
    assert_eq!(bench.extents(learner)[0], (1, Some(Extent::Full), false));
}

/// The must items of a session left partly done.
fn left_partly(bench: &mut Bench, appointment: Id) -> Id {
    let session = bench.start(appointment);
    let view = bench.session(appointment);
    for item in view.items.iter().filter(|item| !item.review) {
        let outcome = if item.must { Outcome::Stuck } else { Outcome::Done };
        bench.record(Record::Mark { item: item.id, outcome, actual_minutes: None });
    }
    session
}

#[test]
fn too_much_is_said_with_what_is_cut_and_the_third_time() {
    let mut bench = Bench::new();
    let (learner, first) = bench.learner();
    let session = left_partly(&mut bench, first);
    let ahead = bench.wrap_up(session).next_load.unwrap();
    assert!(ahead.is_over() && !ahead.cut.is_empty() && ahead.third.is_empty(), "{ahead:?}");
    bench.close_as_proposed(session);
    let second = bench.book(learner, 2);
    let load = |bench: &Bench, appointment: Id| -> Option<LoadView> {
        match bench.db.ask(&Ask::Brief { appointment }).unwrap() {
            Reply::Brief(brief) => brief.load,
            other => panic!("{other:?}"),
        }
    };
    let seen = load(&bench, second).unwrap();
    assert_eq!((seen.needed, &seen.cut), (ahead.needed, &ahead.cut), "the brief says what the wrap-up said");
    bench.start(second);
    let here = bench.session(second).load.unwrap();
    assert_eq!((here.longest, here.needed), (30, ahead.needed), "and the session, with the look at the homework");
    let before = bench.session(second);
    let review = before.items.iter().find(|item| item.review).unwrap().minutes;
    bench.record(Record::Undo);
    bench.db.conn().execute("UPDATE homework SET deleted_at = 1", []).unwrap();
    assert_eq!(load(&bench, second).unwrap().needed, ahead.needed - review, "without any it takes no time");
    bench.db.conn().execute("UPDATE homework SET deleted_at = NULL", []).unwrap();
    let session = left_partly(&mut bench, second);
    bench.close_held(session);
    let third = bench.book(learner, 3);
    let seen = load(&bench, third).unwrap();
    assert!(!seen.third.is_empty(), "twice left, so it comes for the third time: {seen:?}");
}

#[test]
fn an_extra_session_is_offered_from_fifteen_carried_minutes_on() {
    for (most, offered) in [(14, false), (u32::MAX, true)] {
        let mut bench = Bench::new();
        let (_, first) = bench.learner();
        let session = bench.start(first);
        let mut carried = 0;
        for item in bench.session(first).items.into_iter().filter(|item| !item.review) {
            let with = carried + item.minutes.max(3);
            let outcome = if with <= most { Outcome::Stuck } else { Outcome::Done };
            carried = if with <= most { with } else { carried };
            bench.record(Record::Mark { item: item.id, outcome, actual_minutes: None });
        }
        let load = bench.wrap_up(session).next_load.unwrap();
        assert_eq!((load.is_over(), load.extra, carried >= 15), (true, offered, offered), "{carried} {load:?}");
    }
}

#[test]
fn an_extra_session_goes_through_what_is_carried_of_its_own_number() {
    let mut bench = Bench::new();
    let (learner, first) = bench.learner();
    let session = left_partly(&mut bench, first);
    bench.close_held(session);
    let offer = bench.booking(learner, Some(Other::Extra(None)));
    assert_eq!((offer.number, offer.extra, offer.repeats), (Some(1), true, false));
    assert!(!offer.slots.is_empty());
    let extra = bench.again(learner, AppointmentKind::Extra, 1);
    let session = bench.start(extra);
    let view = bench.session(extra);
    assert!(!view.items.is_empty() && view.items.iter().all(|item| item.carried_from == Some(1)), "{:?}", view.items);
    assert_eq!(view.can_take_in, None);
    bench.mark_all(&view, Outcome::Done);
    bench.close_held(session);
    let second = bench.book(learner, 2);
    bench.start(second);
    assert!(bench.session(second).items.iter().all(|item| item.carried_from.is_none()));
    assert_eq!(bench.extents(learner)[0], (1, Some(Extent::Full), false));
}

#[test]
fn a_carried_item_is_dropped_with_a_reason_and_does_not_come_again() {
    let mut bench = Bench::new();
    let (learner, first) = bench.learner();
    let session = left_partly(&mut bench, first);
    bench.close_held(session);
    let second = bench.book(learner, 2);
    let session = bench.start(second);
    let view = bench.session(second);
    let carried = view.items.iter().find(|item| item.carried_from.is_some()).unwrap().clone();
    let own = view.items.iter().find(|item| item.carried_from.is_none()).unwrap().id;
    let drop = |item, reason: &str| Record::DropItem { item, reason: reason.to_owned() };
    assert_eq!(bench.try_record(drop(own, "もうできる")), Err(Failure::Refused(Refusal::NotCarried)));
    assert_eq!(bench.try_record(drop(carried.id, " ")), Err(Failure::Refused(Refusal::NotCarried)));
    bench.record(drop(carried.id, "もうできる"));
    let dropped = |bench: &Bench| {
        let item = bench.session(second).items.into_iter().find(|item| item.id == carried.id).unwrap();
        (item.outcome, item.dropped.is_some())
    };
    assert_eq!(dropped(&bench), (Outcome::Skipped, true));
    bench.record(Record::Undo);
    assert_eq!(dropped(&bench), (Outcome::Planned, false));
    bench.record(drop(carried.id, "もうできる"));
    // Gone on with after all: the reason is no longer true.
    bench.record(Record::Mark { item: carried.id, outcome: Outcome::Stuck, actual_minutes: None });
    assert_eq!(dropped(&bench), (Outcome::Stuck, false));
    bench.record(drop(carried.id, "もうできる"));
    bench.close_held(session);
    let third = bench.book(learner, 3);
    bench.start_anyway(third);
    let items = bench.session(third).items;
    assert!(items.iter().all(|item| item.item_id != carried.item_id), "{items:?}");
    assert!(items.iter().any(|item| item.carried_from.is_some()), "the others still come");
}

#[test]
fn what_became_homework_stays_on_the_agenda_that_is_shown() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    let view = bench.session(appointment);
    let item = view.items.iter().find(|item| item.section == Section::Lecture && !item.review).unwrap().clone();
    let shown = |bench: &Bench| match bench.db.ask(&Ask::Show).unwrap() {
        Reply::Show(view) => view.unwrap(),
        other => panic!("{other:?}"),
    };
    bench.record(Record::Mark { item: item.id, outcome: Outcome::Partly, actual_minutes: None });
    let before = shown(&bench).sections;
    let (id, text) = (bench.id(), "もう一度".to_owned());
    let task = Task { id, item: Some(item.item_id), text, effort_minutes: None };
    bench.record(Record::Assign { session, tasks: vec![task] });
    bench.record(Record::TakeIn { session, number: 2 });
    let after = shown(&bench);
    assert_eq!(
        (after.sections[0].items[..before[0].items.len()].to_vec(), after.further),
        (before[0].items.clone(), vec![2])
    );
    assert_eq!(after.next_homework.len(), 1);
}

#[test]
fn the_summary_of_a_record_reads_a_link_as_its_words() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    let item = bench.session(appointment).items.iter().find(|item| !item.review).unwrap().id;
    let linked = "UPDATE session_item SET text = '[受付](https://example.com/a)の画面' WHERE id = ?1";
    bench.db.conn().execute(linked, [item]).unwrap();
    bench.record(Record::Mark { item, outcome: Outcome::Stuck, actual_minutes: None });
    bench.close_held(session);
    let summary: String = bench.db.conn().query_row("SELECT summary FROM session", [], |row| row.get(0)).unwrap();
    assert!(summary.ends_with("詰: 受付の画面"), "{summary}");
}

#[test]
fn an_optional_item_that_was_skipped_has_its_reason_asked_and_no_other_has() {
    let mut bench = Bench::new();
    let (learner, first) = bench.learner();
    let session = bench.start(first);
    bench.close_held(session);
    let second = bench.book(learner, 2);
    let session = bench.start_anyway(second);
    let view = bench.session(second);
    let optional = view.items.iter().find(|item| item.asks_why(Outcome::Skipped)).unwrap().id;
    let must = view.items.iter().find(|item| item.must && item.carried_from.is_none()).unwrap().id;
    let review = view.items.iter().find(|item| item.review).unwrap().id;
    let why = |item, reason: &str| Record::SkipReason { item, reason: reason.to_owned() };
    let refused = Err(Failure::Refused(Refusal::NoReasonAsked));
    assert_eq!(bench.try_record(why(optional, "時間がない")).map(drop), refused, "it is not skipped");
    for item in [optional, must, review] {
        bench.record(Record::Mark { item, outcome: Outcome::Skipped, actual_minutes: None });
    }
    for (item, reason) in [(must, "時間がない"), (review, "時間がない"), (optional, " ")] {
        assert_eq!(bench.try_record(why(item, reason)).map(drop), refused);
    }
    assert!(bench.try_record(why(optional, &"あ".repeat(401))).is_err());
    let load = bench.session(second).load;
    let said = |bench: &Bench| {
        let item = bench.session(second).items.into_iter().find(|item| item.id == optional).unwrap();
        let reason = item.reason(item.outcome).map(|why| why.reveal(Reveal::granted()).to_string());
        (item.outcome, reason)
    };
    bench.record(why(optional, " 時間がない "));
    assert_eq!(said(&bench), (Outcome::Skipped, Some("時間がない".to_owned())));
    assert_eq!(bench.session(second).load, load, "the plan is what it was");
    bench.record(Record::Undo);
    assert_eq!(said(&bench), (Outcome::Skipped, None));
    bench.record(Record::Redo);
    // Done after all: the reason is no longer true.
    bench.record(Record::Mark { item: optional, outcome: Outcome::Done, actual_minutes: None });
    assert_eq!(said(&bench), (Outcome::Done, None));
    bench.record(Record::Mark { item: optional, outcome: Outcome::Skipped, actual_minutes: None });
    assert_eq!(said(&bench), (Outcome::Skipped, None));
    bench.close_held(session);
    assert_eq!(bench.try_record(why(optional, "遅い")).map(drop), Err(Failure::Refused(Refusal::Closed)));
}
