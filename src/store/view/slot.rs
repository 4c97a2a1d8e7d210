//! An appointment in a queue with what is known of it, as one query reads it.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use rusqlite::ToSql;

use super::super::db::Db;
use super::super::outcomes::{self, Carried};
use super::super::rows::Appointment;
use super::super::standing;
use super::people;
use super::scores::Scores;
use crate::domain::{AppointmentKind, AppointmentState, BusinessDate, Id, Level};
use crate::programme::Programme;
use crate::request::{Account, Failure, Person, QueueRow};
use crate::text::mask::Private;

/// An appointment and the rows that it speaks of. A queue has sixty of them: what all of them need is one query, and what
/// few of them need is asked for those.
pub(super) struct Slot {
    pub appointment: Appointment,
    pub taught: Option<Taught>,
    pub learner: Option<Person>,
    pub pharmacy: Option<Account>,
    pub trainer: Option<Private>,
    pub session: Option<Id>,
    /// A session of it has a record that is not closed.
    pub record_open: bool,
    /// It is the learner's next appointment of kind session: one of an earlier day that is still open was forgotten.
    pub is_next: bool,
    /// The learner's homework that nobody has looked at yet, and how much of it is handed in.
    pub open_homework: (u32, u32),
    /// The trainer's own flag.
    pub flag: Option<Level>,
    /// Somebody called or wrote on that day.
    pub touched: bool,
    /// Where the learner is always met.
    pub learner_url: Option<String>,
}

/// The enrolment of an appointment.
pub(super) struct Taught {
    pub enrolment: Id,
    pub learner: Id,
    pub programme: Arc<Programme>,
    /// What would move on into this session; nothing once it is over.
    pub carried: Vec<Carried>,
}

/// The appointment and what is joined to it. Most of a table's columns say nothing in a queue.
const COLUMNS: &str = "a.id, a.kind, a.enrolment_id, a.pharmacy_id, a.session_no, a.trainer_id, a.starts_at, a.minutes, \
     a.state, a.waiting_since, a.rescheduled_from, a.moves, a.meeting_url, \
     e.id, e.learner_id, e.programme_id, e.programme_version, e.programme_hash, k.carried, \
     l.id, l.name, l.kana, l.meeting_url, p.id, p.name";

/// Where the learner's standing begins, which the score is worked out from.
const STANDING: usize = 29;

/// One of what stands to be handed in or looked at counts one; one that is handed in counts this much more.
const HANDED_IN: i64 = 1 << 32;

impl Slot {
    /// Of the columns of a queue. `seen`: the enrolments that have an open session before it.
    fn read(db: &Db, row: &rusqlite::Row<'_>, seen: &[Id]) -> Result<Self, Failure> {
        let appointment = Appointment::read(row)?;
        let taught = match row.get(13)? {
            Some(enrolment) => Some(Taught::read(db, row, enrolment, appointment.state.is_open())?),
            None => None,
        };
        let text = |at: usize| row.get::<_, Option<String>>(at).map(Option::unwrap_or_default);
        let pharmacy = match row.get::<_, Option<Id>>(23)? {
            Some(id) => Some(Account { id, name: Private::pharmacy(id.0.as_u128(), text(24)?) }),
            None => None,
        };
        let learner = match row.get::<_, Option<Id>>(19)? {
            Some(id) => Some(Person {
                id,
                name: Private::learner(id.0.as_u128(), text(20)?),
                kana: Private::learner(id.0.as_u128(), text(21)?),
            }),
            None => None,
        };
        let homework: i64 = row.get::<_, Option<i64>>(27)?.unwrap_or(0);
        let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        Ok(Self {
            taught,
            learner,
            pharmacy,
            trainer: None,
            session: None,
            record_open: false,
            is_next: match row.get(28)? {
                Some(next) => next,
                None => !appointment.enrolment.is_some_and(|enrolment| seen.contains(&enrolment)),
            },
            open_homework: (count(homework % HANDED_IN), count(homework / HANDED_IN)),
            flag: row.get(25)?,
            touched: row.get(26)?,
            learner_url: row.get(22)?,
            appointment,
        })
    }

    /// Most of a morning's rows have not begun: nothing is looked for behind them.
    fn read_sessions(&mut self, db: &Db) -> rusqlite::Result<()> {
        if self.appointment.state == AppointmentState::Scheduled {
            return Ok(());
        }
        let mut statement = db.conn.prepare_cached(
            "SELECT id, closed_at IS NULL FROM session WHERE appointment_id = ?1 AND deleted_at IS NULL \
             ORDER BY started_at DESC",
        )?;
        let mut rows = statement.query([self.appointment.id])?;
        while let Some(row) = rows.next()? {
            self.session = Some(self.session.map_or_else(|| row.get(0), Ok)?);
            self.record_open |= row.get::<_, bool>(1)?;
        }
        Ok(())
    }
}

impl Taught {
    fn read(db: &Db, row: &rusqlite::Row<'_>, enrolment: Id, open: bool) -> Result<Self, Failure> {
        // Read where they lie: all rows of a queue name the same few programmes.
        let text = |at: usize| Ok::<_, rusqlite::Error>(row.get_ref(at)?.as_str_or_null()?);
        let (id, version) = (text(15)?.unwrap_or_default(), text(16)?.unwrap_or_default());
        let programme = db.programmes.of_version(&db.conn, id, version, text(17)?, &db.options.lang)?;
        let kept = row.get_ref(18)?.as_blob_or_null().map_err(rusqlite::Error::from)?;
        let carried = if open { outcomes::carried(db, enrolment, kept)? } else { Vec::new() };
        Ok(Self { enrolment, learner: row.get(14)?, programme, carried })
    }
}

/// From when on an appointment may be the learner's next one.
#[derive(Debug, Clone, Copy)]
pub(super) enum Next {
    /// From the beginning of the stretch on, of which no open one is left out: the rows say it themselves.
    Here,
    /// From the beginning of a day on.
    From(BusinessDate),
}

/// The appointments of a stretch of time in the states that `states` lets through, by start, each made a row as it is read.
pub(super) fn read(
    db: &Db,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
    states: &str,
    next: Next,
    me: Option<Id>,
    scores: &Scores<'_>,
    row: impl Fn(Slot) -> Result<QueueRow, Failure>,
) -> Result<Vec<QueueRow>, Failure> {
    let (from, to) = (from.timestamp_millis(), to.timestamp_millis());
    let mut given: Vec<&dyn ToSql> = vec![&from, &to];
    let seen_from = match next {
        Next::Here => None,
        Next::From(day) => Some(db.options.zone.span(day).0.timestamp_millis()),
    };
    given.extend(seen_from.as_ref().map(|at| at as &dyn ToSql));
    given.extend(me.as_ref().map(|me| me as &dyn ToSql));
    let mut statement = db.conn.prepare_cached(&asked(states, next, me.map(|_| given.len())))?;
    let mut found = statement.query(&*given)?;
    let mut trainers: Vec<(Id, Option<Private>)> = Vec::new();
    let (mut rows, mut seen) = (Vec::new(), Vec::new());
    while let Some(read) = found.next()? {
        let mut slot = Slot::read(db, read, &seen)?;
        slot.read_sessions(db)?;
        if let Some(taught) = &slot.taught {
            scores.meet(taught.learner, read, STANDING)?;
        }
        let Appointment { kind, state, enrolment, trainer, .. } = slot.appointment;
        if kind == AppointmentKind::Session && state.is_open() {
            seen.extend(enrolment);
        }
        slot.trainer = match trainer {
            Some(id) => name_of(db, &mut trainers, id)?,
            None => None,
        };
        rows.push(row(slot)?);
    }
    Ok(rows)
}

/// What is asked for them: ?1 to ?2 is the stretch, ?3 from when on the next ones are looked for, `me` the place of the trainer.
fn asked(states: &str, next: Next, me: Option<usize>) -> String {
    let is_next = match next {
        Next::Here => "NULL",
        // What is written with CASE is asked of each row and planned for no index: planning takes longer than asking.
        Next::From(_) => {
            "a.state <> 'held' AND a.starts_at >= ?3 AND NOT EXISTS (\
             SELECT 1 FROM appointment n INDEXED BY appointment_enrolment WHERE n.enrolment_id = a.enrolment_id \
             AND n.starts_at >= ?3 AND n.starts_at <= a.starts_at \
             AND CASE WHEN n.starts_at = a.starts_at THEN n.id < a.id ELSE 1 END AND n.kind = 'session' \
             AND CASE n.state WHEN 'scheduled' THEN 1 WHEN 'waiting' THEN 1 WHEN 'in_progress' THEN 1 END \
             AND n.deleted_at IS NULL)"
        }
    };
    let whose = me.map_or_else(String::new, |at| format!("AND a.trainer_id = ?{at}"));
    format!(
        "SELECT {COLUMNS}, \
             (SELECT level FROM follow_up WHERE scope = CASE WHEN e.id IS NULL THEN 'pharmacy' ELSE 'learner' END \
             AND scope_id = CASE WHEN e.id IS NULL THEN p.id ELSE e.learner_id END \
             AND state IN ('open', 'snoozed') AND deleted_at IS NULL LIMIT 1), \
             EXISTS (SELECT 1 FROM touch WHERE scope = 'learner' AND scope_id = e.learner_id \
             AND at >= ?1 AND at < ?2 AND deleted_at IS NULL), \
             CASE a.state WHEN 'held' THEN 0 ELSE (SELECT sum(CASE h.state WHEN 'submitted' THEN {HANDED_IN} + 1 \
             WHEN 'reviewed' THEN {HANDED_IN} + 1 ELSE 1 END) FROM homework h INDEXED BY homework_open \
             WHERE h.enrolment_id = a.enrolment_id AND h.decided_in IS NULL AND h.decided_on IS NULL \
             AND h.deleted_at IS NULL AND h.state <> 'waived') END, \
             {is_next}, k.data, k.pharmacy_id, k.programme_id, k.programme_version, k.programme_hash \
             FROM appointment a INDEXED BY appointment_start \
             LEFT JOIN enrolment e ON e.id = a.enrolment_id AND e.deleted_at IS NULL \
             LEFT JOIN learner l ON l.id = e.learner_id \
             LEFT JOIN pharmacy p ON p.id = CASE WHEN e.id IS NULL THEN a.pharmacy_id ELSE l.pharmacy_id END \
             LEFT JOIN standing k ON k.scope = 'learner' AND k.scope_id = e.learner_id AND k.v = {} \
             WHERE a.starts_at >= ?1 AND a.starts_at < ?2 {whose} \
             AND {states} AND a.deleted_at IS NULL ORDER BY a.starts_at, a.id",
        standing::SHAPE
    )
}

/// The name of a trainer: a day has rows of a handful.
fn name_of(db: &Db, known: &mut Vec<(Id, Option<Private>)>, id: Id) -> rusqlite::Result<Option<Private>> {
    let at = match known.iter().position(|(of, _)| *of == id) {
        Some(at) => at,
        None => {
            known.push((id, people::staff(db, Some(id))?));
            known.len() - 1
        }
    };
    Ok(known.get(at).and_then(|(_, name)| name.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_queue_is_read_without_an_index() {
        let path = std::path::Path::new("file:/queue?vfs=memdb");
        let conn = super::super::super::schema::open(path, false).unwrap();
        let day = BusinessDate::new(2026, 11, 25).unwrap();
        for (next, me) in [(Next::Here, None), (Next::From(day), None), (Next::From(day), Some(4))] {
            let sql = format!("EXPLAIN QUERY PLAN {}", asked("a.state <> 'rescheduled'", next, me));
            let mut statement = conn.prepare(&sql).unwrap();
            let (mut plan, mut steps): (Vec<String>, _) = (Vec::new(), statement.raw_query());
            while let Some(step) = steps.next().unwrap() {
                plan.push(step.get(3).unwrap());
            }
            assert!(
                plan.iter().any(|step| step.contains("appointment_start (starts_at>? AND starts_at<?)")),
                "{plan:?}"
            );
            assert!(plan.iter().all(|step| !step.contains("SCAN") && !step.contains("TEMP B-TREE")), "{plan:?}");
        }
    }
}
