//! Sessions as the sheet of a team says them: a row a meeting that is over, and a row a call, with everything in its cells,
//! so that an import takes them in again.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::Row;

use super::super::rows::Enrolment;
use super::super::sql::At;
use super::{Cells, Out, free, number, table, word};
use crate::domain::{AppointmentKind, AppointmentState, BusinessDate, HomeworkState, Id, NoteKind, Outcome, SessionNo};
use crate::programme::Programme;
use crate::request::Failure;
use crate::request::export::{ExportCell, ExportKind, ExportTable};
use crate::text::mask::Private;

const COLUMNS: [&str; 23] = [
    "date",
    "start",
    "minutes",
    "learner",
    "learner_id",
    "pharmacy",
    "kind",
    "session_no",
    "trainer",
    "result",
    "closed",
    "mood",
    "done",
    "partly",
    "stuck",
    "skipped",
    "role_play",
    "homework",
    "summary",
    "next_focus",
    "notes",
    "starts_at",
    "id",
];

/// What hangs on sessions, by session.
struct Parts {
    numbers: HashMap<Id, Vec<i64>>,
    items: HashMap<Id, Vec<(String, Outcome)>>,
    plays: HashMap<Id, Vec<HashMap<String, i64>>>,
    homework: HashMap<Id, HomeworkState>,
    /// Lines with their prefixes; those without a session by their owner.
    notes: HashMap<Id, Vec<(i64, String)>>,
}

impl Out<'_> {
    pub(super) fn sessions(&self) -> Result<ExportTable, Failure> {
        let parts = self.parts()?;
        let mut programmes: HashMap<Id, Option<Arc<Programme>>> = HashMap::new();
        let mut rows: Vec<(i64, Cells)> = Vec::new();
        let mut statement = self.conn.prepare(
            "SELECT a.id, a.starts_at, s.started_at, a.minutes, a.enrolment_id, a.pharmacy_id, a.kind, a.session_no, \
             a.trainer_id, a.state, s.id, s.closed_at IS NOT NULL, s.mood, s.summary, s.next_focus, s.imported IS 1 FROM appointment a \
             LEFT JOIN session s ON s.appointment_id = a.id AND s.deleted_at IS NULL WHERE a.deleted_at IS NULL \
             AND a.kind <> 'follow_up_call' AND a.state NOT IN ('scheduled', 'waiting', 'in_progress') \
             ORDER BY a.starts_at, a.id",
        )?;
        let mut found = statement.query([])?;
        while let Some(r) = found.next()? {
            let enrolment: Option<Id> = r.get(4)?;
            if let Some(id) = enrolment.filter(|id| !programmes.contains_key(id)) {
                programmes.insert(id, self.programme(id)?);
            }
            let programme = enrolment.and_then(|id| programmes.get(&id).cloned().flatten());
            let at: At = r.get(1)?;
            rows.push((at.0.timestamp_millis(), self.meeting(r, &parts, programme.as_deref())?));
        }
        rows.extend(self.calls()?);
        rows.sort_by_key(|(at, _)| *at);
        Ok(table(ExportKind::Sessions, &COLUMNS, rows.into_iter().map(|(_, cells)| cells).collect()))
    }

    fn programme(&self, enrolment: Id) -> Result<Option<Arc<Programme>>, Failure> {
        match Enrolment::find(self.conn, enrolment)? {
            Some(row) => Ok(self.db.programmes.of_enrolment(self.conn, &row, &self.db.options.lang).ok()),
            None => Ok(None),
        }
    }

    fn meeting(&self, r: &Row<'_>, parts: &Parts, programme: Option<&Programme>) -> rusqlite::Result<Cells> {
        let (planned, began): (At, Option<At>) = (r.get(1)?, r.get(2)?);
        let kind: AppointmentKind = r.get(6)?;
        let state: AppointmentState = r.get(9)?;
        let session: Option<Id> = r.get(10)?;
        let (enrolment, pharmacy): (Option<Id>, Option<Id>) = (r.get(4)?, r.get(5)?);
        // What began in the program began when somebody pressed a key; a sheet says when it was meant to.
        let by_sheet: bool = r.get(15)?;
        let mut cells = self.wall(Some(began.filter(|_| by_sheet).unwrap_or(planned)));
        cells.extend(self.who(enrolment, pharmacy));
        let covered = session.and_then(|id| parts.numbers.get(&id)).cloned().unwrap_or_default();
        let numbers = if covered.is_empty() { r.get::<_, Option<i64>>(7)?.into_iter().collect() } else { covered };
        cells.extend([
            ("id", ExportCell::Word(r.get::<_, Id>(0)?.to_string())),
            ("minutes", number(r.get(3)?)),
            ("kind", ExportCell::Word(kind.word().to_owned())),
            ("session_no", session_no(kind, &numbers)),
            ("trainer", self.person(r.get(8)?)),
            ("result", ExportCell::Word(state.word().to_owned())),
        ]);
        let owner = enrolment.or(pharmacy);
        let Some(session) = session.filter(|_| state.is_met()) else {
            let began = planned.0.timestamp_millis();
            let lines = owner.and_then(|id| parts.notes.get(&id)).into_iter().flatten();
            cells.push(("notes", lines_cell(lines.filter(|(at, _)| (began..began + 1000).contains(at)))));
            return Ok(cells);
        };
        cells.extend([
            ("closed", ExportCell::Yes(r.get(11)?)),
            ("mood", number(r.get(12)?)),
            ("summary", free(r.get(13)?)),
            ("next_focus", free(r.get(14)?)),
            ("homework", word(parts.homework.get(&session).map(|state| state.word().to_owned()))),
            ("notes", lines_cell(parts.notes.get(&session).into_iter().flatten())),
            ("role_play", role_play(parts.plays.get(&session).map_or(&[][..], Vec::as_slice), &numbers, programme)),
        ]);
        let items = parts.items.get(&session).map_or(&[][..], Vec::as_slice);
        for (column, outcome) in [
            ("done", Outcome::Done),
            ("partly", Outcome::Partly),
            ("stuck", Outcome::Stuck),
            ("skipped", Outcome::Skipped),
        ] {
            let ids: Vec<String> = items.iter().filter(|(_, o)| *o == outcome).map(|(id, _)| id.clone()).collect();
            cells.push((column, if ids.is_empty() { ExportCell::Empty } else { ExportCell::List(ids) }));
        }
        Ok(cells)
    }

    fn parts(&self) -> Result<Parts, Failure> {
        let mut parts = Parts {
            numbers: HashMap::new(),
            items: HashMap::new(),
            plays: HashMap::new(),
            homework: HashMap::new(),
            notes: HashMap::new(),
        };
        let mut each = |sql: &str, row: &mut dyn FnMut(&Row<'_>, &mut Parts) -> rusqlite::Result<()>| {
            let mut statement = self.conn.prepare(sql)?;
            let mut found = statement.query([])?;
            while let Some(r) = found.next()? {
                row(r, &mut parts)?;
            }
            Ok::<(), rusqlite::Error>(())
        };
        each(
            "SELECT session_id, session_no FROM coverage WHERE deleted_at IS NULL ORDER BY session_no",
            &mut |r, parts| {
                parts.numbers.entry(r.get(0)?).or_default().push(r.get(1)?);
                Ok(())
            },
        )?;
        each(
            "SELECT session_id, item_id, outcome FROM session_item WHERE deleted_at IS NULL AND outcome <> 'planned' \
             ORDER BY position, id",
            &mut |r, parts| {
                parts.items.entry(r.get(0)?).or_default().push((r.get(1)?, r.get(2)?));
                Ok(())
            },
        )?;
        let mut attempts: HashMap<Id, (Id, usize)> = HashMap::new();
        each("SELECT id, session_id FROM role_play WHERE deleted_at IS NULL ORDER BY attempt, id", &mut |r, parts| {
            let session: Id = r.get(1)?;
            let plays = parts.plays.entry(session).or_default();
            attempts.insert(r.get(0)?, (session, plays.len()));
            plays.push(HashMap::new());
            Ok(())
        })?;
        each(
            "SELECT role_play_id, criterion_id, score FROM role_play_rating WHERE deleted_at IS NULL AND score IS NOT NULL",
            &mut |r, parts| {
                let place = attempts.get(&r.get::<_, Id>(0)?);
                let play = place.and_then(|(session, at)| parts.plays.get_mut(session)?.get_mut(*at));
                if let Some(play) = play {
                    play.insert(r.get(1)?, r.get(2)?);
                }
                Ok(())
            },
        )?;
        each(
            "SELECT decided_in, state FROM homework WHERE deleted_at IS NULL AND decided_in IS NOT NULL ORDER BY id",
            &mut |r, parts| {
                parts.homework.insert(r.get(0)?, r.get(1)?);
                Ok(())
            },
        )?;
        self.note_lines(&mut parts)?;
        Ok(parts)
    }

    /// Notes with the prefix of their kind; a promise with its date, or as kept when it has none.
    fn note_lines(&self, parts: &mut Parts) -> Result<(), Failure> {
        let promised: HashMap<Id, BusinessDate> = self
            .conn
            .prepare("SELECT id, promised_by FROM question WHERE promised_by IS NOT NULL AND deleted_at IS NULL")?
            .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut statement = self.conn.prepare(
            "SELECT coalesce(session_id, enrolment_id, pharmacy_id), at, kind, text, target FROM note \
             WHERE deleted_at IS NULL AND private IS NOT 1 AND coalesce(session_id, enrolment_id, pharmacy_id) IS NOT NULL \
             ORDER BY at, id",
        )?;
        let mut found = statement.query([])?;
        while let Some(r) = found.next()? {
            let kind: NoteKind = r.get(2)?;
            let text = r.get::<_, Option<String>>(3)?.unwrap_or_default().replace('\n', " ");
            let target: Option<String> = r.get(4)?;
            let question = target.as_deref().and_then(super::super::tx::record_key).map(|(_, id)| id);
            let line = match kind {
                NoteKind::Memo => text,
                NoteKind::Promise => match question.and_then(|id| promised.get(&id)) {
                    Some(by) => format!("promise({by}): {text}"),
                    None => format!("kept: {text}"),
                },
                NoteKind::Question
                | NoteKind::Request
                | NoteKind::Stuck
                | NoteKind::Homework
                | NoteKind::Next
                | NoteKind::Win => format!("{}: {text}", kind.word()),
            };
            parts.notes.entry(r.get(0)?).or_default().push((r.get(1)?, line));
        }
        Ok(())
    }

    /// Calls that reached somebody.
    fn calls(&self) -> Result<Vec<(i64, Cells)>, Failure> {
        let mut rows = Vec::new();
        let mut statement = self.conn.prepare(
            "SELECT id, at, scope, scope_id, text, by_id FROM touch WHERE deleted_at IS NULL AND kind = 'call' \
             AND reached = 1 ORDER BY at, id",
        )?;
        let mut found = statement.query([])?;
        while let Some(r) = found.next()? {
            let at: At = r.get(1)?;
            let mut cells = self.wall(Some(at));
            cells.extend(self.scoped(r.get(2)?, r.get(3)?));
            cells.extend([
                ("id", ExportCell::Word(r.get::<_, Id>(0)?.to_string())),
                ("kind", ExportCell::Word("call".to_owned())),
                ("summary", free(r.get(4)?)),
                ("trainer", self.person(r.get(5)?)),
            ]);
            rows.push((at.0.timestamp_millis(), cells));
        }
        Ok(rows)
    }
}

fn session_no(kind: AppointmentKind, numbers: &[i64]) -> ExportCell {
    match (kind, numbers) {
        (AppointmentKind::Kickoff, _) => ExportCell::Word("K".to_owned()),
        (_, []) => ExportCell::Empty,
        (_, [one]) => ExportCell::Number(*one),
        (_, several) => ExportCell::Word(several.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")),
    }
}

/// `3,2,-,3;4,4,4,4` in the order of the rubric that an import would read it by.
fn role_play(plays: &[HashMap<String, i64>], numbers: &[i64], programme: Option<&Programme>) -> ExportCell {
    let of_number = |n: &i64| {
        let number = SessionNo::new(u8::try_from(*n).ok()?)?;
        Some(programme?.criteria(number)).filter(|criteria| !criteria.is_empty())
    };
    let Some(rubric) = numbers.iter().rev().find_map(of_number) else { return ExportCell::Empty };
    let rated = plays.iter().filter(|play| !play.is_empty());
    let attempt = |play: &HashMap<String, i64>| {
        let score = |id: &String| play.get(id).map_or_else(|| "-".to_owned(), ToString::to_string);
        rubric.iter().map(|criterion| score(&criterion.id)).collect::<Vec<_>>().join(",")
    };
    let text = rated.map(attempt).collect::<Vec<_>>().join(";");
    if text.is_empty() { ExportCell::Empty } else { ExportCell::Word(text) }
}

fn lines_cell<'l>(lines: impl Iterator<Item = &'l (i64, String)>) -> ExportCell {
    let text = lines.map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("\n");
    if text.is_empty() { ExportCell::Empty } else { ExportCell::Private(Private::free(text)) }
}
