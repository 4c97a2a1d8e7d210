//! Rows on their way out, a table a kind. Private notes never leave.

mod figures;
mod history;
mod people;
mod rows;
mod sheet;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row};

use super::db::Db;
use super::sql::At;
use crate::domain::{BusinessDate, Id, Scope, Zone};
use crate::request::Failure;
use crate::request::export::{ExportCell, ExportColumn, ExportKind, ExportRows, ExportTable};
use crate::text::mask::Private;

impl Db {
    /// Every row as it is kept.
    pub fn export_rows(&self) -> Result<Vec<ExportRows>, Failure> {
        Ok(rows::all(&self.conn)?)
    }

    /// The rows of a kind, oldest first.
    pub fn export(&self, kind: ExportKind) -> Result<ExportTable, Failure> {
        let out = Out::new(self)?;
        match kind {
            ExportKind::Learners => out.learners(),
            ExportKind::Pharmacies => out.pharmacies(),
            ExportKind::Sessions => out.sessions(),
            ExportKind::Outcomes => out.outcomes(),
            ExportKind::RolePlays => out.role_plays(),
            ExportKind::Notes => out.notes(),
            ExportKind::Questions => out.questions(),
            ExportKind::Homework => out.homework(),
            ExportKind::FollowUps => out.follow_ups(),
            ExportKind::Decisions => out.decisions(),
            ExportKind::Touches => out.touches(),
            ExportKind::Wins => out.wins(),
            ExportKind::Voices => out.voices(),
            ExportKind::Readings => out.readings(),
            ExportKind::Judgements => out.judgements(),
            ExportKind::Appointments => out.appointments(),
        }
    }
}

/// A row by the keys of its columns; a column that is not named is empty.
type Cells = Vec<(&'static str, ExportCell)>;

/// Columns that stand in JSON only.
const FOR_MACHINES: [&str; 3] = ["id", "starts_at", "current_state"];

/// What every kind needs: who is behind an id.
struct Out<'a> {
    db: &'a Db,
    conn: &'a Connection,
    zone: Zone,
    learners: HashMap<Id, Learner>,
    pharmacies: HashMap<Id, String>,
    staff: HashMap<Id, String>,
    /// The learner of an enrolment.
    enrolments: HashMap<Id, Id>,
}

struct Learner {
    name: String,
    code: Option<String>,
    pharmacy: Option<Id>,
}

impl<'a> Out<'a> {
    fn new(db: &'a Db) -> Result<Self, Failure> {
        let conn = &db.conn;
        let pairs = |sql: &str| -> rusqlite::Result<HashMap<Id, String>> {
            conn.prepare(sql)?
                .query_map([], |r| Ok((r.get(0)?, r.get::<_, Option<String>>(1)?.unwrap_or_default())))?
                .collect()
        };
        let learner = |r: &Row<'_>| {
            let name: Option<String> = r.get(1)?;
            Ok((r.get(0)?, Learner { name: name.unwrap_or_default(), code: r.get(2)?, pharmacy: r.get(3)? }))
        };
        Ok(Self {
            db,
            conn,
            zone: db.options.zone,
            learners: conn
                .prepare("SELECT id, name, code, pharmacy_id FROM learner")?
                .query_map([], learner)?
                .collect::<rusqlite::Result<_>>()?,
            pharmacies: pairs("SELECT id, name FROM pharmacy")?,
            staff: pairs("SELECT id, name FROM staff")?,
            enrolments: conn
                .prepare("SELECT id, learner_id FROM enrolment WHERE learner_id IS NOT NULL")?
                .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?,
        })
    }

    /// Reads rows.
    fn read(
        &self,
        sql: &str,
        mut row: impl FnMut(&Row<'_>) -> rusqlite::Result<Cells>,
    ) -> rusqlite::Result<Vec<Cells>> {
        self.conn.prepare(sql)?.query_map([], |r| row(r))?.collect()
    }

    /// Name, code and pharmacy of an enrolment's learner; of a kickoff only the pharmacy.
    fn who(&self, enrolment: Option<Id>, pharmacy: Option<Id>) -> Cells {
        self.about(enrolment.and_then(|id| self.enrolments.get(&id).copied()), pharmacy)
    }

    fn about(&self, learner: Option<Id>, pharmacy: Option<Id>) -> Cells {
        let row = learner.and_then(|id| Some((id, self.learners.get(&id)?)));
        let home = row.and_then(|(_, learner)| learner.pharmacy).or(pharmacy);
        vec![
            ("learner", row.map(|(id, learner)| Private::learner(id.0.as_u128(), learner.name.clone())).into()),
            ("learner_id", row.and_then(|(_, learner)| learner.code.clone()).map(Private::free).into()),
            ("pharmacy", self.pharmacy(home)),
        ]
    }

    /// The learner or pharmacy that a row of either scope is about.
    fn scoped(&self, scope: Option<Scope>, id: Option<Id>) -> Cells {
        match scope {
            Some(Scope::Learner) => self.about(id, None),
            Some(Scope::Pharmacy) | None => self.about(None, id),
        }
    }

    fn pharmacy(&self, id: Option<Id>) -> ExportCell {
        let named = id.and_then(|id| Some(Private::pharmacy(id.0.as_u128(), self.pharmacies.get(&id)?.clone())));
        named.into()
    }

    fn person(&self, id: Option<Id>) -> ExportCell {
        let named = id.and_then(|id| Some(Private::person(id.0.as_u128(), self.staff.get(&id)?.clone())));
        named.into()
    }

    /// Date and time on the wall of an instant.
    fn wall(&self, at: Option<At>) -> Cells {
        let local = at.map(|at| self.zone.local(at.0));
        vec![
            ("date", local.map(|l| BusinessDate(l.date())).into()),
            ("start", local.map(|l| l.time()).into()),
            ("starts_at", at.map(|at| at.0).into()),
        ]
    }

    /// The business date of an instant.
    fn day(&self, at: Option<At>) -> ExportCell {
        at.map(|at| self.zone.business_date(at.0)).into()
    }
}

/// Puts rows under their columns.
fn table(kind: ExportKind, columns: &[&str], rows: Vec<Cells>) -> ExportTable {
    let columns: Vec<String> = columns.iter().map(|key| (*key).to_owned()).collect();
    let rows = rows
        .into_iter()
        .map(|mut cells| {
            let mut take = |key: &String| {
                let at = cells.iter().position(|(named, _)| named == key);
                at.map_or(ExportCell::Empty, |at| cells.swap_remove(at).1)
            };
            columns.iter().map(&mut take).collect()
        })
        .collect();
    ExportTable { kind, columns: columns.into_iter().map(column).collect(), rows }
}

fn column(key: String) -> ExportColumn {
    ExportColumn { for_machines: FOR_MACHINES.contains(&key.as_str()), key }
}

fn free(text: Option<String>) -> ExportCell {
    text.filter(|text| !text.is_empty()).map(Private::free).into()
}

fn word(text: Option<String>) -> ExportCell {
    text.map_or(ExportCell::Empty, ExportCell::Word)
}

fn number(n: Option<i64>) -> ExportCell {
    n.into()
}

fn document(text: Option<String>) -> ExportCell {
    text.map_or(ExportCell::Empty, ExportCell::Document)
}

fn id(row: &Row<'_>, at: usize) -> rusqlite::Result<(&'static str, ExportCell)> {
    Ok(("id", ExportCell::Word(row.get::<_, Id>(at)?.to_string())))
}

fn instant(at: Option<At>) -> Option<DateTime<Utc>> {
    at.map(|at| at.0)
}
