//! Kickoffs: booked, held, joined later.

use super::*;

#[test]
fn a_kickoff_without_learners_takes_the_programme_that_is_meant() {
    for (configured, own, want) in [
        (None, None, crate::programme::DEFAULT_PROGRAMME),
        (Some("accounting-mini"), None, "accounting-mini"),
        (None, Some("accounting-mini"), "accounting-mini"),
    ] {
        let mut bench = Bench::new();
        let options = Options { programme: configured.map(str::to_owned), ..bench.db.options.clone() };
        let away = Options { path: "file:/off?vfs=memdb".into(), ..options.clone() };
        drop(std::mem::replace(&mut bench.db, Db::open(away, Library::new([])).unwrap()));
        bench.db = Db::open(options, Library::new([])).unwrap();
        let (pharmacy, appointment) = (bench.id(), bench.id());
        let at = bench.now.timestamp_millis().to_string();
        let mut fields = vec![("name", "みどり薬局")];
        fields.extend(own.map(|id| ("programme_id", id)));
        bench.record(Record::Facts(vec![
            fact(Entity::Pharmacy, pharmacy, &fields),
            fact(
                Entity::Appointment,
                appointment,
                &[
                    ("kind", "kickoff"),
                    ("pharmacy_id", &pharmacy.to_string()),
                    ("starts_at", &at),
                    ("minutes", "30"),
                    ("state", "scheduled"),
                ],
            ),
        ]));
        bench.start(appointment);
        let meant = bench.db.programmes.newest(want, "ja").unwrap();
        let title = bench.session(appointment).title;
        let kickoff = meant.session(crate::domain::SessionRef::Kickoff);
        assert_eq!(title, kickoff.map(|k| k.title.clone()).unwrap_or_default(), "{configured:?} {own:?}");
    }
}

#[test]
fn a_held_kickoff_tells_when_to_expect_going_live() {
    let mut bench = Bench::new();
    let (learner, enrolment, pharmacy) = (bench.id(), bench.id(), bench.id());
    let (name, pharmacy_name) = ("試験 花子".to_owned(), "試験薬局".to_owned());
    bench.record(Record::AddLearner { learner, enrolment, pharmacy, name, pharmacy_name });
    let appointment = bench.id();
    let at = bench.now.timestamp_millis().to_string();
    let pharmacy_id = pharmacy.to_string();
    bench.record(Record::Facts(vec![
        fact(Entity::Pharmacy, pharmacy, &[("purpose", "早く帰る")]),
        fact(
            Entity::Appointment,
            appointment,
            &[
                ("kind", "kickoff"),
                ("pharmacy_id", &pharmacy_id),
                ("starts_at", &at),
                ("minutes", "30"),
                ("state", "scheduled"),
            ],
        ),
    ]));
    let session = bench.start(appointment);
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    let target: Option<String> =
        bench.db.conn().query_row("SELECT go_live_target FROM pharmacy", [], |r| r.get(0)).unwrap();
    // Kickoff on Wednesday 11-25, eight weekly sessions from 12-02 on, then the next working day.
    assert_eq!(target.as_deref(), Some("2027-01-21"));
}

#[test]
fn who_joins_after_the_kickoff_has_a_deadline_and_the_cohort_of_the_pharmacy() {
    let mut bench = Bench::new();
    let (first, _) = bench.learner();
    let of = |bench: &Bench, learner: Id| -> (String, Option<String>, Option<String>) {
        let sql = "SELECT state, deadline, cohort FROM enrolment WHERE learner_id = ?1";
        bench.db.conn().query_row(sql, [learner], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).unwrap()
    };
    assert_eq!(of(&bench, first), ("invited".to_owned(), None, Some("new".to_owned())));
    let pharmacy: Id = bench.db.conn().query_row("SELECT id FROM pharmacy", [], |r| r.get(0)).unwrap();
    bench.record(Record::Facts(vec![fact(Entity::Pharmacy, pharmacy, &[("regime", "春の組")])]));
    let (learner, enrolment, unused) = (bench.id(), bench.id(), bench.id());
    let (name, pharmacy_name) = ("試験 次郎".to_owned(), "試験薬局".to_owned());
    bench.record(Record::AddLearner { learner, enrolment, pharmacy: unused, name, pharmacy_name });
    // 98 days from the invitation, which is later than the kickoff.
    let want = ("kickoff_done".to_owned(), Some("2027-03-03".to_owned()), Some("春の組".to_owned()));
    assert_eq!(of(&bench, learner), want);
}

#[test]
fn a_kickoff_is_booked_where_there_is_none_and_leads_to_the_first_sessions() {
    let mut bench = Bench::new();
    let (learner, enrolment, pharmacy) = (bench.id(), bench.id(), bench.id());
    let (name, pharmacy_name) = ("試験 太郎".to_owned(), "試験薬局".to_owned());
    bench.record(Record::AddLearner { learner, enrolment, pharmacy, name, pharmacy_name });
    let booking = |bench: &Bench, scope, id, without_kickoff| {
        let ask = Ask::Booking { scope, id, me: None, without_kickoff, other: None, now: bench.now };
        let Reply::Booking(view) = bench.db.ask(&ask).unwrap() else { panic!() };
        *view
    };
    let view = booking(&bench, Scope::Learner, learner, false);
    assert_eq!((view.kickoff, view.number, view.booked.is_some()), (Some(pharmacy), None, false));
    assert_eq!((view.kickoff_missing, view.minutes, view.slots.len()), (true, (30, 60), 3));
    assert!(view.slots.iter().all(|s| (30..=60).contains(&s.minutes)), "{:?}", view.slots);
    assert_eq!(booking(&bench, Scope::Learner, learner, true).number, Some(1));
    let start = view.slots[0].start;
    let id = bench.id();
    let book = |minutes| Record::BookKickoff { pharmacy, appointment: id, slot: Slot { start, minutes } };
    let too_short = Refusal::Length { least: 30, most: 60 };
    assert_eq!(bench.try_record(book(20)), Err(Failure::Refused(too_short)));
    bench.record(book(view.slots[0].minutes));
    let moved = booking(&bench, Scope::Pharmacy, pharmacy, false);
    assert_eq!(moved.booked.map(|b| b.appointment), Some(id));
    assert!(!moved.slots.is_empty() && moved.slots.iter().all(|s| s.start != start), "{:?}", moved.slots);
    assert!(matches!(bench.try_record(book(45)), Err(Failure::Refused(Refusal::AlreadyBooked { .. }))));
    // It is booked: the learner's own session is next.
    let view = booking(&bench, Scope::Learner, learner, false);
    assert_eq!((view.number, view.kickoff), (Some(1), None));
    bench.record(Record::Undo);
    assert!(booking(&bench, Scope::Pharmacy, pharmacy, false).booked.is_none());
    bench.record(Record::Redo);
    bench.now = bench.db.options.zone.instant(start);
    let session = bench.start(id);
    bench.db.conn.execute("UPDATE pharmacy SET device_due = '2026-11-30' WHERE id = ?1", [pharmacy]).unwrap();
    let note = bench.id();
    let hand_over = "INSERT INTO hand_over (id, kind, pharmacy_id, brief, created_at, updated_at) \
                     VALUES (?1, 'sales_to_us', ?2, '12回は多すぎると言われた', 1, 1)";
    bench.db.conn.execute(hand_over, (note, pharmacy)).unwrap();
    let known = bench.session(id).kickoff.unwrap();
    assert_eq!(known.device_due, BusinessDate::new(2026, 11, 30));
    assert!(known.sales_note.is_some() && known.verify.is_some());
    let words = bench.session(id).items.iter().find(|i| i.words.is_some()).map(|i| i.id).unwrap();
    bench.record(Record::Words { session, item: words, text: "残業を減らす".to_owned() });
    let mut close = bench.closing(session);
    close.next = None;
    bench.record(Record::Close(Box::new(close)));
    let view = booking(&bench, Scope::Pharmacy, pharmacy, false);
    assert_eq!((view.number, view.learner, view.kickoff), (Some(1), Some(learner), None));
    let slot = Slot { start: view.slots[0].start, minutes: view.slots[0].minutes };
    let first = bench.id();
    bench.record(Record::Book {
        learner,
        appointment: first,
        slot,
        kind: AppointmentKind::Session,
        number: Some(1),
        reason: None,
    });
    assert_eq!(booking(&bench, Scope::Pharmacy, pharmacy, false).number, None);
}
