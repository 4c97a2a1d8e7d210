//! The store as its askers see it: requests in, rows and answers out, on a real file.

mod branches;
mod questions;
mod role_play;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc, Weekday};

use super::{Db, Options};
use crate::domain::proposal::WhyDay;
use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, Deed, Entity, HomeworkState, Id, IdMaker, NoteKind, Outcome,
    Scope, ScoreTable, Section, Zone,
};
use crate::programme::Library;
use crate::request::record::{Close, CloseResult, NotHeld, NoteLine, Slot, Task};
use crate::request::{Ask, Failure, Record, Refusal, Reply, SlotDoubt, Stamp, Took, Who, Whose};

mod amend;
mod amended_work;
mod free_time;
mod learner;
mod live;
mod numbers;
mod practice;

mod pacing;

/// A database of its own with a clock that the test moves.
struct Bench {
    _folder: tempfile::TempDir,
    db: Db,
    ids: IdMaker,
    now: DateTime<Utc>,
}

/// How a trainer in Tokyo opens a file of this path on the morning of 25 November 2026.
pub(super) fn options(path: std::path::PathBuf) -> Options {
    let zone = Zone::named("Asia/Tokyo").unwrap();
    Options {
        path,
        now: zone.instant(NaiveDate::from_ymd_opt(2026, 11, 25).unwrap().and_hms_opt(9, 0, 0).unwrap()),
        zone,
        zone_given: false,
        lang: "ja".to_owned(),
        machine: "bench".to_owned(),
        trainer: None,
        programme: None,
        scores: ScoreTable::default(),
        read_only: false,
    }
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = options(folder.path().join("bench.db"));
        let now = options.now;
        let db = Db::open(options, Library::new([])).unwrap();
        Self { _folder: folder, db, ids: IdMaker::new(7), now }
    }

    fn id(&mut self) -> Id {
        self.ids.make(self.now.timestamp_millis())
    }

    fn try_record(&mut self, record: Record) -> Result<Reply, Failure> {
        let stamp = Stamp { at: self.now, zone: "Asia/Tokyo".to_owned(), actor: None };
        self.db.record(&stamp, record)
    }

    fn record(&mut self, record: Record) -> Reply {
        self.try_record(record).unwrap()
    }

    fn minutes(&mut self, n: i64) {
        self.now += TimeDelta::minutes(n);
    }

    /// A learner with an appointment of kind session now.
    fn learner(&mut self) -> (Id, Id) {
        let (learner, enrolment, pharmacy) = (self.id(), self.id(), self.id());
        let (name, pharmacy_name) = ("試験 花子".to_owned(), "試験薬局".to_owned());
        self.record(Record::AddLearner { learner, enrolment, pharmacy, name, pharmacy_name });
        self.record(Record::Facts(vec![crate::request::record::Fact {
            entity: Entity::Pharmacy,
            id: pharmacy,
            fields: vec![("kickoff_held", crate::request::record::FactValue::Text("2026-11-01".to_owned()))],
        }]));
        let appointment = self.id();
        let slot = Slot { start: self.local(), minutes: 20 };
        let kind = AppointmentKind::Session;
        self.record(Record::Book { learner, appointment, slot, kind, number: Some(1), reason: None });
        (learner, appointment)
    }

    /// A session of a learner a day later, at the then moment.
    fn book(&mut self, learner: Id, number: u8) -> Id {
        self.minutes(24 * 60);
        let appointment = self.id();
        let slot = Slot { start: self.local(), minutes: 20 };
        let kind = AppointmentKind::Session;
        self.record(Record::Book {
            learner,
            appointment,
            slot,
            kind,
            number: Some(number),
            reason: Some("順番".to_owned()),
        });
        appointment
    }

    fn local(&self) -> chrono::NaiveDateTime {
        Zone::named("Asia/Tokyo").unwrap().local(self.now)
    }

    /// The same although a gate is not met.
    fn start_anyway(&mut self, appointment: Id) -> Id {
        let session = self.id();
        let override_reason = Some("確認".to_owned());
        self.record(Record::Start { appointment, session, override_reason });
        session
    }

    fn start(&mut self, appointment: Id) -> Id {
        let session = self.id();
        self.record(Record::Start { appointment, session, override_reason: None });
        session
    }

    fn session(&self, appointment: Id) -> crate::request::SessionView {
        match self.db.ask(&Ask::Session { appointment }).unwrap() {
            Reply::Session(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    fn day(&self) -> crate::request::DayView {
        let date = BusinessDate::new(2026, 11, 25).unwrap();
        match self.db.ask(&Ask::Day { date, now: self.now, who: Who::Me }).unwrap() {
            Reply::Day(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    fn closing(&mut self, session: Id) -> Close {
        Close {
            session,
            result: CloseResult::Held,
            unmarked: None,
            mood: None,
            tasks: Vec::new(),
            next: None,
            next_number: None,
            new_appointment: self.id(),
            flag: None,
            flag_id: self.id(),
            next_focus: String::new(),
            unconfirmed: vec!["result".to_owned()],
            confirmed: true,
        }
    }

    fn chain_holds(&self) -> bool {
        super::event::verify(self.db.conn()).unwrap().is_none()
    }
}

#[test]
fn a_decision_shows_its_follow_up_and_is_taken_back_by_name() {
    use crate::domain::standing::Covered;
    use crate::domain::{DecisionKind, Scope};
    use crate::request::record::Decide;
    let mut bench = Bench::new();
    let (learner, _) = bench.learner();
    let (id, target) = (bench.id(), bench.id());
    bench.record(Record::Note(NoteLine {
        id,
        target,
        session: None,
        learner: Some(learner),
        pharmacy: None,
        kind: NoteKind::Promise,
        text: "調べておく".to_owned(),
        section: None,
        item: None,
        promised_by: BusinessDate::new(2026, 11, 24),
    }));
    let day = BusinessDate::new(2026, 11, 25).unwrap();
    let review = |bench: &Bench| match bench.db.ask(&Ask::Review { date: day, who: Who::Everybody }).unwrap() {
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
    let due = |bench: &Bench, date| match bench.db.ask(&Ask::Day { date, now: bench.now, who: Who::Everybody }) {
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

#[test]
fn a_session_from_start_to_wrap_up() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    assert_eq!(bench.day().rows[0].state, AppointmentState::Scheduled);
    let session = bench.start(appointment);
    let view = bench.session(appointment);
    assert_eq!(view.state, AppointmentState::InProgress);
    let ids: Vec<&str> = view.items.iter().map(|i| i.item_id.as_str()).collect();
    assert_eq!(ids, ["s01-map", "s01-purpose", "s01-workday", "s01-absence", "s01-hw"]);
    for (item, outcome) in view.items.iter().zip([Outcome::Done, Outcome::Stuck, Outcome::Partly]) {
        bench.minutes(2);
        bench.record(Record::Mark { item: item.id, outcome, actual_minutes: None });
    }
    let (id, target) = (bench.id(), bench.id());
    bench.record(Record::Note(NoteLine {
        id,
        target,
        session: Some(session),
        learner: None,
        pharmacy: None,
        kind: NoteKind::Request,
        text: "下書きを紙に出したい".to_owned(),
        section: None,
        item: None,
        promised_by: None,
    }));
    let mut close = bench.closing(session);
    let next = bench.local() + TimeDelta::days(7);
    close.next = Some(Slot { start: next, minutes: 25 });
    bench.record(Record::Close(Box::new(close)));
    let view = bench.session(appointment);
    assert!(view.closed);
    assert_eq!(view.state, AppointmentState::Held);
    assert_eq!(view.strip[0].extent, Some(crate::domain::Extent::Full));
    // A must item that nobody marked was skipped.
    assert_eq!(view.items[3].outcome, Outcome::Skipped);
    assert!(bench.chain_holds());
    let voices: i64 = bench.db.conn().query_row("SELECT count(*) FROM voice", [], |r| r.get(0)).unwrap();
    assert_eq!(voices, 1);
}

#[test]
fn what_nobody_marked_is_carried_also_when_it_stands_first() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    // Session 1 of the default programme has no review row: its first row is a must item like any other.
    for item in &bench.session(appointment).items[1..] {
        bench.record(Record::Mark { item: item.id, outcome: Outcome::Done, actual_minutes: None });
    }
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    assert_eq!(bench.session(appointment).items[0].outcome, Outcome::Skipped);
    let brief = match bench.db.ask(&Ask::Brief { appointment }).unwrap() {
        Reply::Brief(view) => *view,
        other => panic!("{other:?}"),
    };
    assert_eq!(brief.stuck.iter().map(|c| c.item_id.as_str()).collect::<Vec<_>>(), ["s01-map"]);
}

#[test]
fn a_review_row_without_homework_has_no_outcome() {
    let mut bench = Bench::new();
    let (learner, first) = bench.learner();
    let session = bench.start(first);
    let mut close = bench.closing(session);
    close.unmarked = Some(Outcome::Done);
    bench.record(Record::Close(Box::new(close)));
    let second = bench.book(learner, 2);
    let session = bench.start(second);
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    let items = bench.session(second).items;
    assert!(items[0].review && items[0].outcome == Outcome::Planned, "{:?}", items[0]);
    assert!(items[1..].iter().all(|i| !i.must || i.outcome == Outcome::Skipped));
}

/// A learner whose first session set one task for next time, and the appointment of the second.
fn with_homework(bench: &mut Bench) -> (Id, Id, Id) {
    let (learner, first) = bench.learner();
    let session = bench.start(first);
    let task = bench.id();
    let mut close = bench.closing(session);
    close.tasks = vec![Task { id: task, item: None, text: "例題を一つ".to_owned(), effort_minutes: None }];
    bench.record(Record::Close(Box::new(close)));
    let second = bench.book(learner, 2);
    (learner, second, task)
}

fn homework(bench: &Bench, id: Id) -> (String, Option<bool>, bool, bool) {
    let sql = "SELECT state, late, decided_in IS NOT NULL, submitted_at IS NOT NULL FROM homework WHERE id = ?1";
    let read = |r: &rusqlite::Row<'_>| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?));
    bench.db.conn().query_row(sql, [id], read).unwrap()
}

#[test]
fn a_second_mark_on_homework_corrects_the_first() {
    let mut bench = Bench::new();
    let (_, second, task) = with_homework(&mut bench);
    let session = bench.start(second);
    let mark = |state| Record::Homework { homework: task, state, session };
    bench.record(mark(HomeworkState::Missing));
    bench.record(mark(HomeworkState::Submitted));
    assert_eq!(homework(&bench, task), ("submitted".to_owned(), Some(false), true, true), "it came in time");
    bench.record(mark(HomeworkState::Missing));
    assert_eq!(homework(&bench, task), ("missing".to_owned(), Some(false), true, false));
}

#[test]
fn what_the_first_part_gave_out_is_not_looked_at_in_the_second() {
    let mut bench = Bench::new();
    let (_, first) = bench.learner();
    let session = bench.start(first);
    let task = bench.id();
    let mut close = bench.closing(session);
    close.result = CloseResult::BrokenOff;
    close.tasks = vec![Task { id: task, item: None, text: "例題を一つ".to_owned(), effort_minutes: None }];
    bench.record(Record::Close(Box::new(close)));
    bench.minutes(30);
    let second = bench.id();
    let part = match bench.record(Record::Start { appointment: first, session: second, override_reason: None }) {
        Reply::Recorded(done) => done.made.unwrap(),
        other => panic!("{other:?}"),
    };
    let view = bench.session(part);
    assert!(view.last_homework.iter().all(|h| h.id != task), "{:?}", view.last_homework);
    assert!(view.next_homework.iter().any(|h| h.id == task), "{:?}", view.next_homework);
    // Given out once: the wrap-up of the second part finds it ticked.
    let mut close = bench.closing(second);
    close.tasks = vec![Task { id: bench.id(), item: None, text: "例題を一つ".to_owned(), effort_minutes: None }];
    bench.record(Record::Close(Box::new(close)));
    let count: u32 =
        bench.db.conn().query_row("SELECT count(*) FROM homework WHERE deleted_at IS NULL", [], |r| r.get(0)).unwrap();
    assert_eq!((count, homework(&bench, task).0.as_str()), (1, "assigned"));
}

#[test]
fn the_learners_own_link_stands_in_for_a_missing_one() {
    let mut bench = Bench::new();
    let (learner, appointment) = bench.learner();
    let url = "https://zoom.us/j/1";
    bench.record(Record::Facts(vec![fact(Entity::Learner, learner, &[("meeting_url", url)])]));
    bench.start(appointment);
    let view = bench.session(appointment);
    assert_eq!((view.meeting_url.as_deref(), bench.day().rows[0].meeting_url.as_deref()), (Some(url), Some(url)));
}

#[test]
fn ratings_stand_in_the_order_of_the_sheet() {
    let mut bench = Bench::new();
    let (learner, _) = bench.learner();
    let one = |bench: &Bench, sql: &str| -> Id { bench.db.conn().query_row(sql, [], |r| r.get(0)).unwrap() };
    let (enrolment, pharmacy) = (one(&bench, "SELECT id FROM enrolment"), one(&bench, "SELECT id FROM pharmacy"));
    bench.record(Record::Facts(vec![
        fact(Entity::Enrolment, enrolment, &[("start_no", "6")]),
        fact(Entity::Pharmacy, pharmacy, &[("device_installed", "2026-11-01")]),
    ]));
    let sixth = bench.book(learner, 6);
    let session = bench.start(sixth);
    let programme = bench.db.programmes.newest(crate::programme::DEFAULT_PROGRAMME, "ja").unwrap();
    let sheet: Vec<String> =
        programme.criteria(crate::domain::SessionNo::new(6).unwrap()).iter().map(|c| c.id.clone()).collect();
    assert!(!sheet.is_sorted(), "else this proves nothing");
    let role_play = bench.id();
    for (n, criterion) in sheet.iter().enumerate() {
        let score = u8::try_from(n + 1).unwrap().min(4);
        bench.record(Record::Rate { session, role_play, criterion: criterion.clone(), score });
    }
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    let standing = super::standing::kept_learner(&bench.db, learner).unwrap().unwrap();
    let record = standing.appointments.iter().find(|a| a.id == sixth).and_then(|a| a.record.as_ref()).unwrap();
    let scores = record.role_play.as_ref().unwrap().scores.clone();
    assert_eq!(scores.len(), sheet.len());
    assert!(scores.is_sorted(), "{scores:?}");
}

#[test]
fn who_has_held_all_before_going_live_is_live_when_the_pharmacy_is() {
    for (confirmed, want) in [(None, "learning"), (Some("2026-11-20"), "live"), (Some("2027-01-01"), "learning")] {
        let mut bench = Bench::new();
        let (learner, _) = bench.learner();
        let one = |bench: &Bench, sql: &str| -> Id { bench.db.conn().query_row(sql, [], |r| r.get(0)).unwrap() };
        let (enrolment, pharmacy) = (one(&bench, "SELECT id FROM enrolment"), one(&bench, "SELECT id FROM pharmacy"));
        let mut dates = vec![("device_installed", "2026-11-01")];
        dates.extend(confirmed.map(|date| ("go_live_actual", date)));
        bench.record(Record::Facts(vec![
            fact(Entity::Enrolment, enrolment, &[("start_no", "8")]),
            fact(Entity::Pharmacy, pharmacy, &dates),
        ]));
        let eighth = bench.book(learner, 8);
        let session = bench.start(eighth);
        let close = bench.closing(session);
        bench.record(Record::Close(Box::new(close)));
        let state: String = bench.db.conn().query_row("SELECT state FROM enrolment", [], |r| r.get(0)).unwrap();
        let sql = "SELECT count(*) FROM metric_target WHERE scope = 'programme' AND scope_id = ?1";
        let copied: u32 = bench.db.conn().query_row(sql, [enrolment], |r| r.get(0)).unwrap();
        assert_eq!((state.as_str(), copied > 0), (want, want == "live"), "{confirmed:?}");
    }
}

#[test]
fn a_mark_leaves_the_score_to_who_reads_it() {
    let mut bench = Bench::new();
    let (learner, second, task) = with_homework(&mut bench);
    let session = bench.start(second);
    let kept = |bench: &Bench| -> i64 {
        let sql = "SELECT v FROM standing WHERE scope = 'learner' AND scope_id = ?1";
        bench.db.conn().query_row(sql, [learner], |r| r.get(0)).unwrap()
    };
    let rows = |bench: &Bench| {
        let date = bench.db.options.zone.business_date(bench.now);
        match bench.db.ask(&Ask::Review { date, who: Who::Everybody }).unwrap() {
            Reply::Review(view) => view.rows,
            other => panic!("{other:?}"),
        }
    };
    let before = rows(&bench);
    bench.record(Record::Homework { homework: task, state: HomeworkState::Missing, session });
    assert_eq!(kept(&bench), 0, "left");
    let left = rows(&bench);
    assert_ne!(left, before, "missing homework counts at once");
    super::standing::rebuild(&bench.db).unwrap();
    assert_eq!((kept(&bench), rows(&bench)), (super::standing::SHAPE, left), "as if it had been kept");
    bench.record(Record::Homework { homework: task, state: HomeworkState::Submitted, session });
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    assert_eq!(kept(&bench), super::standing::SHAPE, "closing works it out");
}

#[test]
fn missing_homework_comes_late_in_the_session_after() {
    let mut bench = Bench::new();
    let (learner, second, task) = with_homework(&mut bench);
    let session = bench.start(second);
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    assert_eq!(homework(&bench, task), ("missing".to_owned(), Some(false), true, false));
    let third = bench.book(learner, 3);
    bench.record(Record::Facts(vec![crate::request::record::Fact {
        entity: Entity::Pharmacy,
        id: bench.db.conn().query_row("SELECT id FROM pharmacy", [], |r| r.get(0)).unwrap(),
        fields: vec![("device_installed", crate::request::record::FactValue::Text("2026-11-01".to_owned()))],
    }]));
    let session = bench.start(third);
    let view = bench.session(third);
    let offered: Vec<(Id, bool)> = view.last_homework.iter().map(|h| (h.id, h.missed_before)).collect();
    assert_eq!((offered, view.looks_at_homework()), (vec![(task, true)], false));
    let review = |bench: &Bench| bench.session(third).items.iter().find(|i| i.review).unwrap().outcome;
    let mark = |state| Record::Homework { homework: task, state, session };
    bench.record(mark(HomeworkState::Submitted));
    bench.record(mark(HomeworkState::Reviewed));
    assert_eq!(homework(&bench, task), ("reviewed".to_owned(), Some(true), true, true));
    assert_eq!(review(&bench), Outcome::Planned, "the review row speaks of what this session decides");
    let refused = bench.try_record(mark(HomeworkState::Waived));
    assert!(matches!(refused, Err(Failure::Refused(Refusal::Homework { .. }))), "{refused:?}");
    // Corrected: it did not come after all.
    bench.record(mark(HomeworkState::Missing));
    assert_eq!(homework(&bench, task), ("missing".to_owned(), Some(false), true, false));
    bench.record(mark(HomeworkState::Submitted));
    // The session did not take place: what came in it did not come.
    let mut close = bench.closing(session);
    close.result = CloseResult::Not(NotHeld::NoShow);
    bench.record(Record::Close(Box::new(close)));
    assert_eq!(homework(&bench, task), ("missing".to_owned(), Some(false), true, false));
}

#[test]
fn homework_is_missing_once_the_record_is_confirmed() {
    let mut bench = Bench::new();
    let (_, second, task) = with_homework(&mut bench);
    let session = bench.start(second);
    let mut close = bench.closing(session);
    close.confirmed = false;
    bench.record(Record::Close(Box::new(close.clone())));
    assert_eq!(homework(&bench, task).0, "assigned");
    close.confirmed = true;
    bench.record(Record::Close(Box::new(close)));
    assert_eq!(homework(&bench, task).0, "missing");
    assert_eq!(bench.session(second).items[0].outcome, Outcome::Skipped);
}

#[test]
fn what_did_not_take_place_leaves_only_what_was_said() {
    use crate::request::record::{Fact, FactValue};
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let one = |bench: &Bench, sql: &str| -> (Option<String>, bool) {
        bench.db.conn().query_row(sql, [], |r| Ok((r.get(0)?, r.get(1)?))).unwrap()
    };
    let pharmacy: Id = bench.db.conn().query_row("SELECT id FROM pharmacy", [], |r| r.get(0)).unwrap();
    let kickoff = bench.id();
    bench.record(Record::Facts(vec![Fact {
        entity: Entity::Homework,
        id: kickoff,
        fields: vec![("pharmacy_id", FactValue::Ref(pharmacy)), ("state", FactValue::Text("assigned".to_owned()))],
    }]));
    let before = (Some("kickoff_done".to_owned()), true);
    let session = bench.start(appointment);
    bench.record(Record::Homework { homework: kickoff, state: HomeworkState::Reviewed, session });
    let (id, target, task) = (bench.id(), bench.id(), bench.id());
    bench.record(Record::Note(NoteLine {
        id,
        target,
        session: Some(session),
        learner: None,
        pharmacy: None,
        kind: NoteKind::Question,
        text: "印刷できますか".to_owned(),
        section: None,
        item: None,
        promised_by: None,
    }));
    let task = Task { id: task, item: None, text: "例題を一つ".to_owned(), effort_minutes: None };
    bench.record(Record::Assign { session, tasks: vec![task] });
    assert_eq!(one(&bench, "SELECT state, started_on IS NULL FROM enrolment"), (Some("learning".to_owned()), false));
    let mut close = bench.closing(session);
    close.result = CloseResult::Not(NotHeld::NoShow);
    bench.record(Record::Close(Box::new(close)));
    assert_eq!(one(&bench, "SELECT state, started_on IS NULL FROM enrolment"), before);
    assert_eq!(homework(&bench, kickoff), ("assigned".to_owned(), Some(false), false, false));
    assert!(one(&bench, "SELECT text, asked_in IS NULL FROM question WHERE deleted_at IS NULL").1);
    assert!(one(&bench, "SELECT text, session_id IS NULL FROM note WHERE deleted_at IS NULL").1);
    let left: i64 = bench
        .db
        .conn()
        .query_row("SELECT count(*) FROM homework WHERE deleted_at IS NULL AND pharmacy_id IS NULL", [], |r| r.get(0))
        .unwrap();
    assert_eq!(left, 0, "what was ticked for next time was never assigned");
    bench.record(Record::Undo);
    assert_eq!(homework(&bench, kickoff).0, "reviewed");
}

#[test]
fn checks_ticked_in_what_did_not_take_place_are_open_again() {
    let mut bench = Bench::new();
    let (learner, _) = bench.learner();
    let last = bench.book(learner, 12);
    let session = bench.id();
    let why = Some("確認".to_owned());
    bench.record(Record::Start { appointment: last, session, override_reason: why });
    let check = bench.session(last).items.into_iter().find(|i| i.section == crate::domain::Section::Graduation);
    bench.record(Record::Mark { item: check.unwrap().id, outcome: Outcome::Done, actual_minutes: None });
    let done = |bench: &Bench| -> i64 {
        let sql = "SELECT count(*) FROM graduation_item WHERE done_on IS NOT NULL AND deleted_at IS NULL";
        bench.db.conn().query_row(sql, [], |r| r.get(0)).unwrap()
    };
    assert_eq!(done(&bench), 1);
    let mut close = bench.closing(session);
    close.result = CloseResult::Not(NotHeld::NoShow);
    bench.record(Record::Close(Box::new(close)));
    assert_eq!(done(&bench), 0);
}

#[test]
fn a_promised_date_stays_while_its_line_is_edited() {
    let mut bench = Bench::new();
    let (learner, _) = bench.learner();
    let (id, target) = (bench.id(), bench.id());
    let day = |day| BusinessDate::new(2026, 12, day);
    let mut line = NoteLine {
        id,
        target,
        session: None,
        learner: Some(learner),
        pharmacy: None,
        kind: NoteKind::Question,
        text: "印刷できますか".to_owned(),
        section: None,
        item: None,
        promised_by: None,
    };
    let mut edit =
        |bench: &mut Bench, kind: NoteKind, text: &str, promised_by: Option<BusinessDate>| -> Option<BusinessDate> {
            (line.kind, line.text, line.promised_by) = (kind, text.to_owned(), promised_by);
            bench.record(Record::Note(line.clone()));
            bench.db.conn().query_row("SELECT promised_by FROM question", [], |r| r.get(0)).unwrap()
        };
    assert_eq!(edit(&mut bench, NoteKind::Question, "印刷できますか", None), None);
    let by = day(10).unwrap();
    bench.record(Record::Question { question: target, answer: crate::request::record::Answer::Promised { by } });
    assert_eq!(edit(&mut bench, NoteKind::Question, "紙に印刷できますか", None), day(10));
    assert_eq!(edit(&mut bench, NoteKind::Promise, "紙の印刷を調べる", None), day(10), "it was promised already");
    assert_eq!(edit(&mut bench, NoteKind::Promise, "紙の印刷を調べる", day(15)), day(15));
    assert_eq!(edit(&mut bench, NoteKind::Promise, "印刷を調べる", None), day(15));
    assert_eq!(edit(&mut bench, NoteKind::Question, "印刷は", None), None, "no promise any more");
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

fn fact(entity: Entity, id: Id, fields: &[(&'static str, &str)]) -> crate::request::record::Fact {
    use crate::request::record::{Fact, FactValue};
    let value = |text: &str| match (Id::parse(text), text.parse()) {
        (Some(id), _) => FactValue::Ref(id),
        (None, Ok(number)) => FactValue::Int(number),
        (None, Err(_)) => FactValue::Text(text.to_owned()),
    };
    Fact { entity, id, fields: fields.iter().map(|(name, text)| (*name, value(text))).collect() }
}

#[test]
fn a_learner_who_moves_leaves_nothing_behind() {
    let mut bench = Bench::new();
    let (learner, _) = bench.learner();
    let elsewhere = bench.id();
    bench.record(Record::Facts(vec![fact(Entity::Pharmacy, elsewhere, &[("name", "みどり薬局")])]));
    let kept = |bench: &Bench| -> Vec<String> {
        let sql = "SELECT hex(scope_id) || hex(data) || coalesce(settled_on, '-') || coalesce(programme_id, '-') \
                   FROM standing ORDER BY scope, scope_id";
        let mut statement = bench.db.conn().prepare(sql).unwrap();
        let rows = statement.query_map([], |r| r.get(0)).unwrap();
        rows.collect::<rusqlite::Result<_>>().unwrap()
    };
    let before = kept(&bench);
    bench.record(Record::Facts(vec![fact(Entity::Learner, learner, &[("pharmacy_id", &elsewhere.to_string())])]));
    let moved = kept(&bench);
    assert_ne!(moved, before);
    super::standing::rebuild(&bench.db).unwrap();
    assert_eq!(kept(&bench), moved, "what is kept is what the rows say");
}

#[test]
fn who_is_settled_follows_the_score_table() {
    let mut bench = Bench::new();
    let (_, _) = bench.learner();
    let (enrolment, learner): (Id, Id) =
        bench.db.conn().query_row("SELECT id, learner_id FROM enrolment", [], |r| Ok((r.get(0)?, r.get(1)?))).unwrap();
    let survey = bench.id();
    bench.record(Record::Facts(vec![
        fact(Entity::Enrolment, enrolment, &[("state", "graduated"), ("graduated_on", "2026-11-20")]),
        fact(
            Entity::SurveyResponse,
            survey,
            &[
                ("enrolment_id", &enrolment.to_string()),
                ("sent_on", "2026-11-20"),
                ("answered_on", "2026-11-21"),
                ("score", "7"),
            ],
        ),
    ]));
    let listed = |db: &Db| {
        let date = BusinessDate::new(2026, 11, 25).unwrap();
        match db.ask(&Ask::Review { date, who: Who::Everybody }).unwrap() {
            Reply::Review(view) => view.rows.iter().any(|row| row.id == learner),
            other => panic!("{other:?}"),
        }
    };
    assert!(!listed(&bench.db));
    let mut strict = bench.db.options.clone();
    strict.scores.detractor.score = 8;
    let reader = Db::open(Options { read_only: true, ..strict.clone() }, Library::new([])).unwrap();
    assert!(listed(&reader), "one that only reads");
    drop(reader);
    let options = Options { path: "file:/gone?vfs=memdb".into(), ..bench.db.options.clone() };
    drop(std::mem::replace(&mut bench.db, Db::open(options, Library::new([])).unwrap()));
    bench.db = Db::open(strict, Library::new([])).unwrap();
    assert!(listed(&bench.db));
    let kept: Option<String> =
        bench.db.conn().query_row("SELECT settled_on FROM standing WHERE scope = 'learner'", [], |r| r.get(0)).unwrap();
    assert_eq!(kept, None, "worked out anew");
}

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
fn only_a_date_that_was_asked_for_counts_as_a_move() {
    for (result, hours, want) in
        [(NotHeld::NoShow, 0, 0), (NotHeld::ByUs, 0, 0), (NotHeld::Moved, 0, 1), (NotHeld::Moved, 48, 1)]
    {
        let mut bench = Bench::new();
        let (_, appointment) = bench.learner();
        bench.minutes(-60 * hours);
        let new_appointment = bench.id();
        let next = Some(Slot { start: bench.local() + TimeDelta::days(4), minutes: 20 });
        bench.record(Record::Result { appointment, result, next, new_appointment });
        let sql = "SELECT moves FROM appointment WHERE id = ?1";
        let moves: i64 = bench.db.conn().query_row(sql, [new_appointment], |r| r.get(0)).unwrap();
        assert_eq!(moves, want, "{result:?} {hours} hours before");
    }
}

#[test]
fn nobody_is_waited_for_before_the_time() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    bench.minutes(-8);
    let early = bench.try_record(Record::Wait { appointment });
    assert_eq!(early, Err(Failure::Refused(Refusal::TooEarly { minutes: 9 })));
    bench.minutes(8);
    bench.record(Record::Wait { appointment });
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
fn a_record_that_is_closed_late_leaves_later_homework_alone() {
    let mut bench = Bench::new();
    let (learner, second, task) = with_homework(&mut bench);
    let session = bench.start(second);
    let mut late = bench.closing(session);
    late.confirmed = false;
    bench.record(Record::Close(Box::new(late.clone())));
    let third = bench.book(learner, 3);
    let again = bench.id();
    let why = Some("確認".to_owned());
    bench.record(Record::Start { appointment: third, session: again, override_reason: why });
    let newer = bench.id();
    let mut close = bench.closing(again);
    close.tasks = vec![Task { id: newer, item: None, text: "例題をもう一つ".to_owned(), effort_minutes: None }];
    close.confirmed = false;
    bench.record(Record::Close(Box::new(close)));
    late.confirmed = true;
    bench.record(Record::Close(Box::new(late)));
    assert_eq!((homework(&bench, task).0, homework(&bench, newer).0), ("missing".to_owned(), "assigned".to_owned()));
}

fn ask_booking(learner: Id, now: chrono::DateTime<chrono::Utc>) -> Ask {
    Ask::Booking { scope: Scope::Learner, id: learner, me: None, without_kickoff: false, other: None, now }
}

#[test]
fn the_next_number_is_offered_or_said_to_be_booked() {
    let mut bench = Bench::new();
    let (learner, appointment) = bench.learner();
    let booking = |bench: &Bench| match bench.db.ask(&ask_booking(learner, bench.now)).unwrap() {
        Reply::Booking(view) => *view,
        other => panic!("{other:?}"),
    };
    let view = booking(&bench);
    assert_eq!((view.number, view.booked.map(|b| b.appointment)), (Some(1), Some(appointment)));
    let session = bench.start(appointment);
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    let view = booking(&bench);
    assert_eq!((view.number, view.booked), (Some(2), None));
    let (slot, id) = (view.slots[0].clone(), bench.id());
    let slot = Slot { start: slot.start, minutes: slot.minutes };
    bench.record(Record::Book {
        learner,
        appointment: id,
        slot,
        kind: AppointmentKind::Session,
        number: view.number,
        reason: None,
    });
    let moved = booking(&bench);
    assert_eq!(moved.booked.map(|b| b.appointment), Some(id));
    assert!(!moved.slots.is_empty() && moved.slots.iter().all(|s| s.start != slot.start), "{:?}", moved.slots);
}

#[test]
fn a_first_appointment_is_like_no_other() {
    let mut bench = Bench::new();
    let (learner, enrolment, pharmacy) = (bench.id(), bench.id(), bench.id());
    let (name, pharmacy_name) = ("試験 太郎".to_owned(), "試験薬局".to_owned());
    bench.record(Record::AddLearner { learner, enrolment, pharmacy, name, pharmacy_name });
    let Reply::Booking(view) = bench.db.ask(&ask_booking(learner, bench.now)).unwrap() else { panic!() };
    let why: Vec<WhyDay> = view.slots.iter().map(|slot| slot.day).collect();
    assert_eq!(why, [WhyDay::Open; 3]);
}

#[test]
fn closed_records_are_locked_until_the_closing_is_undone() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    let item = bench.session(appointment).items[0].id;
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    let mark = Record::Mark { item, outcome: Outcome::Stuck, actual_minutes: None };
    assert_eq!(bench.try_record(mark.clone()), Err(Failure::Refused(Refusal::Closed)));
    bench.record(Record::Undo);
    bench.record(mark);
    assert_eq!(bench.session(appointment).items[0].outcome, Outcome::Stuck);
}

#[test]
fn undo_and_redo_walk_the_same_way_back_and_forth() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    bench.start(appointment);
    let items: Vec<Id> = bench.session(appointment).items.iter().map(|i| i.id).collect();
    for item in &items[..3] {
        bench.record(Record::Mark { item: *item, outcome: Outcome::Done, actual_minutes: None });
    }
    let outcomes = |bench: &Bench| -> Vec<Outcome> {
        bench.session(appointment).items.iter().take(3).map(|i| i.outcome).collect()
    };
    let (done, planned) = (Outcome::Done, Outcome::Planned);
    bench.record(Record::Undo);
    bench.record(Record::Undo);
    assert_eq!(outcomes(&bench), [done, planned, planned]);
    bench.record(Record::Redo);
    assert_eq!(outcomes(&bench), [done, done, planned]);
    bench.record(Record::Undo);
    bench.record(Record::Redo);
    bench.record(Record::Redo);
    assert_eq!(outcomes(&bench), [done, done, done]);
    assert_eq!(bench.try_record(Record::Redo), Err(Failure::Refused(Refusal::NothingToRedo)));
    // A new action ends what could have been done again.
    bench.record(Record::Undo);
    bench.record(Record::Mark { item: items[3], outcome: Outcome::Skipped, actual_minutes: None });
    assert_eq!(bench.try_record(Record::Redo), Err(Failure::Refused(Refusal::NothingToRedo)));
    assert!(bench.chain_holds());
}

#[test]
fn an_undone_rating_says_which_score_it_was() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    let role_play = bench.id();
    bench.record(Record::Rate { session, role_play, criterion: "start".to_owned(), score: 3 });
    let score = |reply: Reply| match reply {
        Reply::Reverted(reverted) => {
            let field = reverted.fields.into_iter().find(|f| f.entity == Entity::RolePlayRating).unwrap();
            (field.field, field.from, field.to)
        }
        other => panic!("{other:?}"),
    };
    let (name, three) = ("score".to_owned(), Some("3".to_owned()));
    assert_eq!(score(bench.record(Record::Undo)), (name.clone(), three.clone(), None));
    assert_eq!(score(bench.record(Record::Redo)), (name, None, three));
}

#[test]
fn without_a_next_meeting_an_answer_is_proposed_in_two_working_days() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    // The Friday before a Monday that is a holiday.
    let now = bench.now - TimeDelta::days(5);
    let Ok(Reply::WrapUp(view)) = bench.db.ask(&Ask::WrapUp { session, now }) else { panic!("no wrap-up") };
    assert_eq!(Some(view.answer_by), BusinessDate::new(2026, 11, 25));
}

#[test]
fn undo_survives_a_restart() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    bench.start(appointment);
    let item = bench.session(appointment).items[0].id;
    bench.record(Record::Mark { item, outcome: Outcome::Stuck, actual_minutes: None });
    let options = bench.db.options.clone();
    drop(std::mem::replace(
        &mut bench.db,
        Db::open(Options { path: "file:/elsewhere?vfs=memdb".into(), ..options.clone() }, Library::new([])).unwrap(),
    ));
    bench.db = Db::open(options, Library::new([])).unwrap();
    bench.record(Record::Undo);
    assert_eq!(bench.session(appointment).items[0].outcome, Outcome::Planned);
}

#[test]
fn undo_of_everything_leaves_nothing() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    let item = bench.session(appointment).items[1].id;
    bench.record(Record::Mark { item, outcome: Outcome::Stuck, actual_minutes: None });
    let close = bench.closing(session);
    bench.record(Record::Close(Box::new(close)));
    let mut steps = 0;
    while bench.try_record(Record::Undo).is_ok() {
        steps += 1;
    }
    assert_eq!(steps, 6, "learner, kickoff fact, booking, start, mark, wrap-up");
    for table in ["learner", "enrolment", "appointment", "session", "session_item", "coverage"] {
        let sql = format!("SELECT count(*) FROM {table} WHERE deleted_at IS NULL");
        let left: i64 = bench.db.conn().query_row(&sql, [], |r| r.get(0)).unwrap();
        assert_eq!(left, 0, "{table}");
    }
}

#[test]
fn a_no_show_is_booked_again_in_one_action() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    bench.minutes(11);
    let new_appointment = bench.id();
    let next = Some(Slot { start: bench.local() + TimeDelta::days(1), minutes: 20 });
    bench.record(Record::Result { appointment, result: NotHeld::NoShow, next, new_appointment });
    assert_eq!(bench.day().rows[0].state, AppointmentState::NoShow);
    let from: Id = bench
        .db
        .conn()
        .query_row("SELECT rescheduled_from FROM appointment WHERE id = ?1", [new_appointment], |r| r.get(0))
        .unwrap();
    assert_eq!(from, appointment);
    bench.record(Record::Undo);
    assert_eq!(bench.day().rows[0].state, AppointmentState::Scheduled);
}

#[test]
fn a_broken_off_session_goes_on_as_part_two() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    let first = bench.session(appointment).items[0].id;
    bench.record(Record::Mark { item: first, outcome: Outcome::Done, actual_minutes: None });
    let mut close = bench.closing(session);
    close.result = CloseResult::BrokenOff;
    bench.record(Record::Close(Box::new(close)));
    bench.minutes(5);
    let again = bench.id();
    let Reply::Recorded(made) = bench.record(Record::Start { appointment, session: again, override_reason: None })
    else {
        panic!("not recorded")
    };
    let second = made.made.unwrap();
    let view = bench.session(second);
    assert_eq!(view.part, 2);
    let followed = bench.day().rows.iter().find(|r| r.appointment == appointment).unwrap().followed.clone().unwrap();
    assert_eq!((followed.appointment, followed.state), (second, AppointmentState::InProgress));
    assert!(view.items.iter().all(|i| i.item_id != "s01-map"), "what was done in part 1 is behind us");
    assert_eq!(view.session_no, Some(1));
    let close = bench.closing(again);
    bench.record(Record::Close(Box::new(close)));
    let third = bench.id();
    let started = bench.try_record(Record::Start { appointment, session: third, override_reason: None });
    assert!(matches!(started, Err(Failure::Refused(Refusal::Appointment { .. }))), "the number is held: {started:?}");
}

#[test]
fn breaking_off_ends_the_session_there_and_its_pause() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let session = bench.start(appointment);
    bench.minutes(4);
    let pause = bench.id();
    bench.record(Record::Pause { session, pause });
    bench.minutes(2);
    let new_appointment = bench.id();
    bench.record(Record::Result { appointment, result: NotHeld::BrokenOff, next: None, new_appointment });
    let view = bench.session(appointment);
    assert_eq!((view.ended_at, view.paused_since, view.paused_seconds), (Some(bench.now), None, 120));
    bench.minutes(300);
    let mut close = bench.closing(session);
    close.result = CloseResult::BrokenOff;
    bench.record(Record::Close(Box::new(close)));
    let minutes = "SELECT actual_minutes FROM session WHERE id = ?1";
    let minutes: String = bench.db.conn().query_row(minutes, [session], |row| row.get(0)).unwrap();
    assert_eq!(minutes, r#"{"homework":0,"lecture":4,"role_play":0,"total":4}"#);
    for _ in 0..2 {
        bench.record(Record::Undo);
    }
    assert_eq!(bench.session(appointment).ended_at, None);
    assert!(bench.chain_holds());
}

#[test]
fn two_sessions_never_run_at_once_and_none_starts_too_early() {
    let mut bench = Bench::new();
    let (learner, appointment) = bench.learner();
    let later = bench.id();
    let slot = Slot { start: bench.local() + TimeDelta::minutes(45), minutes: 25 };
    let kind = AppointmentKind::Session;
    bench.record(Record::Book {
        learner,
        appointment: later,
        slot,
        kind,
        number: Some(2),
        reason: Some("順番".to_owned()),
    });
    let session = bench.id();
    let start = Record::Start { appointment: later, session, override_reason: None };
    assert_eq!(bench.try_record(start.clone()), Err(Failure::Refused(Refusal::TooEarly { minutes: 16 })));
    bench.start(appointment);
    bench.minutes(20);
    assert_eq!(bench.try_record(start), Err(Failure::Refused(Refusal::Running { appointment })));
}

#[test]
fn a_second_window_reads_and_cannot_write() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    let mut second = Db::open(bench.db.options.clone(), Library::new([])).unwrap();
    assert!(second.writer().is_err());
    assert!(second.ask(&Ask::Brief { appointment }).is_ok());
    let stamp = Stamp { at: bench.now, zone: "Asia/Tokyo".to_owned(), actor: None };
    let refused = second.record(&stamp, Record::Wait { appointment });
    assert!(matches!(refused, Err(Failure::Refused(Refusal::ReadOnly { holder: Some(_) }))));
    let options = Options { path: "file:/away?vfs=memdb".into(), ..bench.db.options.clone() };
    drop(std::mem::replace(&mut bench.db, Db::open(options, Library::new([])).unwrap()));
    assert_eq!(second.take_over(bench.now).unwrap(), Took::Mine);
    assert!(second.record(&stamp, Record::Wait { appointment }).is_ok());
}

#[test]
fn a_moved_file_is_noticed_and_nothing_is_called_saved() {
    let mut bench = Bench::new();
    let (_, appointment) = bench.learner();
    std::fs::rename(&bench.db.options.path, bench.db.options.path.with_extension("gone")).unwrap();
    let failed = bench.try_record(Record::Wait { appointment });
    assert!(failed == Err(Failure::Trouble(crate::request::Trouble::Moved)));
}

#[test]
fn damage_in_the_log_is_found() {
    let mut bench = Bench::new();
    bench.learner();
    assert!(bench.chain_holds());
    bench.db.conn().execute("UPDATE event SET changes = replace(changes, '花子', '太郎')", []).unwrap();
    assert!(!bench.chain_holds());
}

#[test]
fn notes_and_people_are_found_by_romaji() {
    let mut bench = Bench::new();
    let (learner, _) = bench.learner();
    bench.record(Record::Facts(vec![fact(Entity::Learner, learner, &[("kana", "しけん はなこ")])]));
    for text in ["しゅくだいをわすれた", "シュクダイの例", "memo about shukudai", "欠席の連絡"] {
        let line = NoteLine {
            id: bench.id(),
            target: bench.id(),
            session: None,
            learner: Some(learner),
            pharmacy: None,
            kind: NoteKind::Memo,
            text: text.to_owned(),
            section: None,
            item: None,
            promised_by: None,
        };
        bench.minutes(1);
        bench.record(Record::Note(line));
    }
    let find = |query: &str| {
        let query = query.to_owned();
        let Reply::Found(found) = bench.db.ask(&Ask::Find { query, limit: 6 }).unwrap() else { panic!() };
        (found.people.len(), found.notes.len())
    };
    assert_eq!(find("hanako").0, 1);
    assert_eq!(find("HANA shiken").0, 1);
    for query in ["shukudai", "syukudai", "shukudai wasureta"] {
        assert!(find(query).1 >= 1, "{query}");
    }
    assert_eq!(find("shukudai").1, 3);
    assert_eq!(find("shukud").1, 3, "while it is typed");
    assert_eq!(find("to").1, 0);
}

#[test]
fn who_begins_with_what_is_typed_comes_before_who_has_it_somewhere() {
    let mut bench = Bench::new();
    let mut add = |name: &str, kana: &str| {
        let (learner, enrolment, pharmacy) = (bench.id(), bench.id(), bench.id());
        let (name, pharmacy_name) = (name.to_owned(), "試験薬局".to_owned());
        bench.record(Record::AddLearner { learner, enrolment, pharmacy, name, pharmacy_name });
        bench.record(Record::Facts(vec![fact(Entity::Learner, learner, &[("kana", kana)])]));
        learner
    };
    for n in 0..8 {
        add(&format!("青木 美香{n}"), "あおき みか");
    }
    let (mika, kohei) = (add("三上 恵", "みかみ めぐみ"), add("Kohei Ohno", ""));
    let first = |query: &str| {
        let query = query.to_owned();
        let Reply::Found(found) = bench.db.ask(&Ask::Find { query, limit: 6 }).unwrap() else { panic!() };
        found.people.first().map(|person| person.learner)
    };
    for query in ["mika", "みか", "三"] {
        assert_eq!(first(query), Some(mika), "{query}");
    }
    for query in ["kouhei", "こうへい", "oono", "おおの"] {
        assert_eq!(first(query), Some(kohei), "{query}");
    }
}

#[test]
fn a_query_of_any_length_finds_or_does_not_and_is_no_fault() {
    let bench = Bench::new();
    for query in ["薬歴 ".repeat(1_100), "a".repeat(51_000), "\u{fdfa}".repeat(5_000), "%".repeat(60_000)] {
        let reply = bench.db.ask(&Ask::Find { query, limit: 6 });
        assert!(matches!(&reply, Ok(Reply::Found(found)) if found.notes.is_empty()), "{reply:?}");
    }
}

#[test]
fn nothing_is_written_down_for_a_learner_who_is_gone() {
    let mut bench = Bench::new();
    let (learner, enrolment, pharmacy) = (bench.id(), bench.id(), bench.id());
    let (name, pharmacy_name) = ("試験 花子".to_owned(), "試験薬局".to_owned());
    bench.record(Record::AddLearner { learner, enrolment, pharmacy, name, pharmacy_name });
    let Reply::Reverted(reverted) = bench.record(Record::Undo) else { panic!("not undone") };
    assert_eq!((reverted.gone, reverted.empty), (vec![learner], true));
    assert_eq!(reverted.about.map(|person| person.id), Some(learner));
    let gone = Failure::Refused(Refusal::Gone { what: Entity::Learner });
    let (id, target) = (bench.id(), bench.id());
    let note = |learner| {
        let (session, pharmacy, section, item, promised_by) = (None, None, None, None, None);
        let (kind, text) = (NoteKind::Memo, "だれのもの".to_owned());
        NoteLine { id, target, session, learner, pharmacy, kind, text, section, item, promised_by }
    };
    assert_eq!(bench.try_record(Record::Note(note(Some(learner)))).unwrap_err(), gone);
    assert_eq!(bench.db.ask(&Ask::Card { learner, date: BusinessDate::new(2026, 11, 25).unwrap() }).unwrap_err(), gone);
    let Reply::Reverted(reverted) = bench.record(Record::Redo) else { panic!("not done again") };
    assert_eq!((reverted.gone, reverted.empty), (vec![], false));
    bench.record(Record::Note(note(Some(learner))));
}

#[test]
fn a_learner_is_added_once_to_a_pharmacy() {
    let mut bench = Bench::new();
    let mut add = |name: &str, pharmacy_name: &str| {
        let (learner, enrolment, pharmacy) = (bench.id(), bench.id(), bench.id());
        let (name, pharmacy_name) = (name.to_owned(), pharmacy_name.to_owned());
        bench.try_record(Record::AddLearner { learner, enrolment, pharmacy, name, pharmacy_name })
    };
    add("試験 花子", "試験薬局").unwrap();
    // As an import would take them for one.
    let again = add("試験　花子", "試験薬局 ").unwrap_err();
    assert!(matches!(again, Failure::Refused(Refusal::AlreadyThere { .. })), "{again:?}");
    add("試験 花子", "ほかの薬局").unwrap();
    add("試験 次郎", "試験薬局").unwrap();
    let count = "SELECT (SELECT count(*) FROM learner) * 10 + (SELECT count(*) FROM pharmacy)";
    assert_eq!(bench.db.conn().query_row(count, [], |row| row.get::<_, i64>(0)).unwrap(), 32);
    // Who was undone is in nobody's way.
    bench.record(Record::Undo);
    let (learner, enrolment, pharmacy) = (bench.id(), bench.id(), bench.id());
    let (name, pharmacy_name) = ("試験 次郎".to_owned(), "試験薬局".to_owned());
    bench.record(Record::AddLearner { learner, enrolment, pharmacy, name, pharmacy_name });
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

#[test]
fn a_typed_date_is_looked_at_as_a_proposal_is() {
    let mut bench = Bench::new();
    let (learner, appointment) = bench.learner();
    let local = bench.db.options.zone.local(bench.now);
    let at = |days: i64, hour: u32, minute: u32| {
        (local + TimeDelta::days(days)).date().and_hms_opt(hour, minute, 0).unwrap()
    };
    let taken: i64 = bench
        .db
        .conn
        .query_row("SELECT starts_at FROM appointment WHERE id = ?1", [appointment], |r| r.get(0))
        .unwrap();
    let taken = bench.db.options.zone.local(DateTime::from_timestamp_millis(taken).unwrap());
    let me = Some(bench.id());
    bench.db.conn.execute("UPDATE appointment SET trainer_id = ?1 WHERE id = ?2", (me, appointment)).unwrap();
    let doubts = |start| {
        let ask = Ask::Fit {
            whose: Whose::Number { learner, number: Some(2) },
            slot: Slot { start, minutes: 20 },
            me,
            now: bench.now,
        };
        let Reply::Fit(doubts) = bench.db.ask(&ask).unwrap() else { panic!() };
        doubts
    };
    assert_eq!(doubts(taken + TimeDelta::minutes(10))[0], SlotDoubt::Taken(taken));
    assert_eq!(doubts(taken - TimeDelta::minutes(22))[0], SlotDoubt::Close(taken));
    let tuesday = (1..8).map(|n| at(n, 11, 0)).find(|d| d.date().weekday() == Weekday::Tue).unwrap();
    assert_eq!(doubts(tuesday), []);
    assert_eq!(doubts(tuesday - TimeDelta::days(2)), [SlotDoubt::Hours]);
}

#[test]
fn a_learner_is_shown_the_own_homework_and_no_judgement() {
    let mut bench = Bench::new();
    let show = |bench: &Bench| match bench.db.ask(&Ask::Show).unwrap() {
        Reply::Show(view) => view,
        other => panic!("{other:?}"),
    };
    let (_, appointment) = bench.learner();
    assert_eq!(show(&bench), None);
    for (column, table, text) in
        [("pharmacy_id", "pharmacy", "経営者の宿題"), ("enrolment_id", "enrolment", "本人の宿題")]
    {
        let sql = format!(
            "INSERT INTO homework (id, {column}, text, state, due, created_at, updated_at) \
             VALUES (randomblob(16), (SELECT id FROM {table}), '{text}', 'assigned', 'next', 1, 1)"
        );
        bench.db.conn().execute(&sql, []).unwrap();
    }
    bench.start(appointment);
    let view = bench.session(appointment);
    assert_eq!(view.last_homework.len(), 2, "{:?}", view.last_homework);
    let shown = show(&bench).unwrap();
    let texts = |tasks: &[crate::request::show::ShowTask]| -> Vec<String> {
        let reveal = crate::text::mask::Reveal::granted();
        tasks.iter().map(|task| task.text.reveal(reveal).as_str().to_owned()).collect()
    };
    assert_eq!(texts(&shown.last_homework), ["本人の宿題"]);
    // A stuck item is not done yet, and no more; the next one is spoken of.
    let all = |view: &crate::request::show::ShowView| -> Vec<crate::request::show::ShowItem> {
        view.sections.iter().flat_map(|s| s.items.clone()).collect()
    };
    assert!(all(&shown)[0].now);
    let item = view.items[0].id;
    bench.minutes(2);
    bench.record(Record::Mark { item, outcome: Outcome::Stuck, actual_minutes: None });
    let items = all(&show(&bench).unwrap());
    assert_eq!((items[0].done, items[0].now, items[1].now), (false, false, true), "{items:?}");
    bench.record(Record::Mark { item, outcome: Outcome::Done, actual_minutes: None });
    assert!(all(&show(&bench).unwrap())[0].done);
    bench.record(Record::Undo);
    bench.record(Record::Undo);
    assert!(all(&show(&bench).unwrap())[0].now);
}
