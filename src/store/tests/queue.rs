//! The rows of a day against what each of them asks for by itself.

use super::*;
use crate::request::{DayView, QueueRow, ReviewView};

/// Numbers that are the same at every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }
}

fn today() -> BusinessDate {
    BusinessDate::new(2026, 11, 25).unwrap()
}

/// When a day begins, in milliseconds.
fn begins(day: BusinessDate) -> i64 {
    Zone::named("Asia/Tokyo").unwrap().span(day).0.timestamp_millis()
}

/// Three days of everything that can stand in a queue, for two trainers and a few learners.
fn fill(bench: &mut Bench, dice: &mut Dice) -> Vec<Id> {
    let trainers = [bench.id(), bench.id()];
    for (at, trainer) in trainers.iter().enumerate() {
        let sql = "INSERT INTO staff (id, name, role, created_at, updated_at) VALUES (?1, ?2, 'ustr', 0, 0)";
        bench.db.conn().execute(sql, (trainer, format!("講師{at}"))).unwrap();
    }
    let mut enrolments: Vec<(Id, Id)> = Vec::new();
    for at in 0..6 {
        let (learner, enrolment, pharmacy) = (bench.id(), bench.id(), bench.id());
        let (name, pharmacy_name) = (format!("試験{at} 花子"), format!("試験{at}薬局"));
        bench.record(Record::AddLearner { learner, enrolment, pharmacy, name, pharmacy_name });
        enrolments.push((enrolment, learner));
    }
    let hour = 3_600_000;
    for _ in 0..90 {
        let (enrolment, learner) = dice.of(&enrolments);
        let id = bench.id();
        // Hours on the hour: many begin together.
        let at = begins(today()) + hour * (i64::try_from(dice.below(60)).unwrap() - 12);
        let state = dice.of(&["scheduled", "scheduled", "waiting", "held", "broken_off", "no_show", "rescheduled"]);
        let kind = dice.of(&["session", "session", "session", "extra", "follow_up_call"]);
        let deleted = (dice.below(10) == 0).then_some(1);
        let sql = "INSERT INTO appointment (id, kind, enrolment_id, session_no, trainer_id, starts_at, minutes, state, \
                   created_at, updated_at, deleted_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 30, ?7, 0, 0, ?8)";
        let number = i64::try_from(2 + dice.below(8)).unwrap();
        let trainer = dice.of(&[Some(trainers[0]), Some(trainers[1]), None]);
        bench.db.conn().execute(sql, (id, kind, enrolment, number, trainer, at, state, deleted)).unwrap();
        for _ in 0..dice.below(3) {
            let sql = "INSERT INTO session (id, appointment_id, started_at, closed_at, created_at, updated_at, deleted_at) \
                       VALUES (?1, ?2, ?3, ?4, 0, 0, ?5)";
            let started = at + i64::try_from(dice.below(1000)).unwrap();
            let (closed, deleted) = ((dice.below(2) == 0).then_some(at), (dice.below(4) == 0).then_some(1));
            bench.db.conn().execute(sql, (bench.ids.make(at), id, started, closed, deleted)).unwrap();
        }
        if dice.below(3) == 0 {
            let sql = "INSERT INTO homework (id, enrolment_id, state, decided_on, decided_in, created_at, updated_at, \
                       deleted_at) VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, ?6)";
            let state = dice.of(&["assigned", "submitted", "reviewed", "missing", "waived"]);
            let on = (dice.below(4) == 0).then_some("2026-11-20");
            let decided = (dice.below(6) == 0).then_some(id);
            let deleted = (dice.below(8) == 0).then_some(1);
            bench.db.conn().execute(sql, (bench.ids.make(at), enrolment, state, on, decided, deleted)).unwrap();
        }
        if dice.below(6) == 0 {
            let sql = "INSERT INTO touch (id, kind, at, scope, scope_id, reached, created_at, updated_at) \
                       VALUES (?1, 'call', ?2, 'learner', ?3, 1, 0, 0)";
            bench.db.conn().execute(sql, (bench.ids.make(at), at, learner)).unwrap();
        }
        if dice.below(20) == 0 {
            let sql = "INSERT INTO follow_up (id, scope, scope_id, level, state, created_at, updated_at) \
                       VALUES (?1, 'learner', ?2, 'watch', ?3, 0, 0)";
            let state = dice.of(&["open", "snoozed", "done"]);
            bench.db.conn().execute(sql, (bench.ids.make(at), learner, state)).unwrap();
        }
    }
    trainers.to_vec()
}

/// What a row shows that is asked for beside the appointment.
type Asked = (Option<Id>, bool, Option<String>, bool, bool, Option<(u32, u32)>);

fn shown(row: &QueueRow, name: Option<String>) -> Asked {
    let homework =
        (row.kind == AppointmentKind::Session && row.state.is_open()).then_some((row.homework_due, row.homework_in));
    (row.session, row.provisional, name, row.flag.is_some(), !row.touches.is_empty(), homework)
}

/// The same by a query for each of them.
fn asked(bench: &Bench, row: &QueueRow, seen_from: i64, (from, to): (i64, i64)) -> Asked {
    const OPEN: &str = "('scheduled', 'waiting', 'in_progress')";
    const HOMEWORK: &str = "SELECT count(*) FROM homework WHERE enrolment_id = a.enrolment_id AND decided_in IS NULL \
         AND decided_on IS NULL AND deleted_at IS NULL";
    let sql = format!(
        "SELECT CASE WHEN a.state <> 'scheduled' THEN (SELECT id FROM session WHERE appointment_id = a.id \
         AND deleted_at IS NULL ORDER BY started_at DESC LIMIT 1) END, \
         a.state <> 'scheduled' AND EXISTS (SELECT 1 FROM session WHERE appointment_id = a.id AND closed_at IS NULL \
         AND deleted_at IS NULL), \
         (SELECT name FROM staff WHERE id = a.trainer_id), \
         EXISTS (SELECT 1 FROM follow_up WHERE scope_id = e.learner_id AND state IN ('open', 'snoozed')), \
         EXISTS (SELECT 1 FROM touch WHERE scope_id = e.learner_id AND at >= ?3 AND at < ?4), \
         a.starts_at >= ?2 AND NOT EXISTS (SELECT 1 FROM appointment n WHERE n.enrolment_id = a.enrolment_id \
         AND n.starts_at >= ?2 AND (n.starts_at < a.starts_at OR n.starts_at = a.starts_at AND n.id < a.id) \
         AND n.kind = 'session' AND n.state IN {OPEN} AND n.deleted_at IS NULL), \
         ({HOMEWORK} AND state <> 'waived'), ({HOMEWORK} AND state IN ('submitted', 'reviewed')), \
         a.kind = 'session' AND a.state IN {OPEN} \
         FROM appointment a JOIN enrolment e ON e.id = a.enrolment_id WHERE a.id = ?1"
    );
    let read = |r: &rusqlite::Row<'_>| -> rusqlite::Result<Asked> {
        let homework = if r.get(5)? { (r.get(6)?, r.get(7)?) } else { (0, 0) };
        let record_open: bool = r.get(1)?;
        let homework = r.get::<_, bool>(8)?.then_some(homework);
        Ok((r.get(0)?, record_open && row.state.is_met(), r.get(2)?, r.get(3)?, r.get(4)?, homework))
    };
    bench.db.conn().query_row(&sql, (row.appointment, seen_from, from, to), read).unwrap()
}

fn day(bench: &Bench, who: &Who) -> DayView {
    match bench.db.ask(&Ask::Day { date: today(), now: bench.now, who: who.clone(), back: Back::TwoWeeks }).unwrap() {
        Reply::Day(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn review(bench: &Bench, who: &Who) -> ReviewView {
    match bench.db.ask(&Ask::Review { date: today(), who: who.clone(), back: Back::TwoWeeks }).unwrap() {
        Reply::Review(view) => *view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_row_shows_what_it_would_say_by_itself() {
    let mut bench = Bench::new();
    let trainers = fill(&mut bench, &mut Dice(11));
    let open = crate::text::mask::Reveal::granted();
    let (mut due, mut rows) = (0, 0);
    for who in [Who::Everybody, Who::Staff(trainers[0]), Who::Staff(trainers[1])] {
        let (view, review) = (day(&bench, &who), review(&bench, &who));
        let tomorrow = review.tomorrow_date.unwrap();
        for (of, list) in [(today(), &view.rows), (today(), &review.today), (tomorrow, &review.tomorrow)] {
            assert!(list.is_sorted_by_key(|row| (row.starts_at, row.appointment)), "{who:?} {of}");
            for row in list {
                let span = (begins(of), begins(of.plus(1)));
                let name = row.trainer.as_ref().map(|name| name.reveal(open).as_str().to_owned());
                assert_eq!(shown(row, name), asked(&bench, row, begins(today()), span), "{who:?} {of} {row:?}");
                due += row.homework_due;
                rows += 1;
            }
        }
        let all: i64 = {
            let sql = "SELECT count(*) FROM appointment WHERE starts_at >= ?1 AND starts_at < ?2 AND deleted_at IS NULL \
                       AND state <> 'rescheduled' AND (?3 IS NULL OR trainer_id = ?3)";
            let me = if let Who::Staff(id) = who { Some(id) } else { None };
            bench.db.conn().query_row(sql, (begins(today()), begins(today().plus(1)), me), |r| r.get(0)).unwrap()
        };
        assert_eq!(i64::try_from(view.rows.len()).unwrap(), all);
    }
    assert!(rows > 100 && due > 10, "{rows} {due}");
}
