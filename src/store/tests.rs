//! The store as its askers see it: requests in, rows and answers out, on a real file.

mod amend;
mod amended_work;
mod booking;
mod branches;
mod earlier;
mod file;
mod finding;
mod follow_up;
mod follow_ups;
mod free_time;
mod homework;
mod kanji;
mod kickoff;
mod learner;
mod links;
mod live;
mod meeting;
mod not_held;
mod numbers;
mod pacing;
mod people;
mod practice;
mod questions;
mod queue;
mod role_play;
mod standing;
mod undo;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc, Weekday};

use super::{Db, Options};
use crate::domain::proposal::WhyDay;
use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, Deed, Entity, HomeworkState, Id, IdMaker, NoteKind, Outcome,
    Scope, ScoreTable, Section, Zone,
};
use crate::programme::Library;
use crate::request::record::{Close, CloseResult, NotHeld, NoteLine, Slot, Task};
use crate::request::{Ask, Back, Failure, Record, Refusal, Reply, SlotDoubt, Stamp, Took, Who, Whose};

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
        kanji: Vec::new(),
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

    /// With a programme of its own.
    fn taught(id: &str, text: String) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut options = options(folder.path().join("bench.db"));
        options.programme = Some(id.to_owned());
        let now = options.now;
        let db = Db::open(options, Library::new([(format!("{id}.md"), text)])).unwrap();
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
        match self.db.ask(&Ask::Day { date, now: self.now, who: Who::Me, back: Back::TwoWeeks }).unwrap() {
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

    /// A line that is typed in a session.
    fn line(&mut self, session: Id, kind: NoteKind, text: &str) -> NoteLine {
        NoteLine {
            id: self.id(),
            target: self.id(),
            session: Some(session),
            learner: None,
            pharmacy: None,
            kind,
            text: text.to_owned(),
            section: None,
            item: None,
            promised_by: None,
        }
    }

    /// A line that is typed on the card of a learner.
    fn card_line(&mut self, learner: Id, kind: NoteKind, text: &str) -> NoteLine {
        NoteLine { session: None, learner: Some(learner), ..self.line(learner, kind, text) }
    }

    fn chain_holds(&self) -> bool {
        super::event::verify(self.db.conn()).unwrap().is_none()
    }
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

fn fact(entity: Entity, id: Id, fields: &[(&'static str, &str)]) -> crate::request::record::Fact {
    use crate::request::record::{Fact, FactValue};
    let value = |text: &str| match (Id::parse(text), text.parse()) {
        (Some(id), _) => FactValue::Ref(id),
        (None, Ok(number)) => FactValue::Int(number),
        (None, Err(_)) => FactValue::Text(text.to_owned()),
    };
    Fact { entity, id, fields: fields.iter().map(|(name, text)| (*name, value(text))).collect() }
}
