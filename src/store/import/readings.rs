//! Rows of figures: readings, the stage that was seen, a judgement that somebody made.

use std::collections::HashMap;

use super::super::tx::{Tx, Value};
use super::ledger::Ledger;
use super::people::Meant;
use super::script::{self, Script};
use super::{Fate, Flaws, Import, Sheet, names_learner};
use crate::domain::{BusinessDate, Decimal, Entity, Id, JudgementKind, JudgementResult};
use crate::request::Failure;
use crate::request::import::{ProblemKind, ReadingRow, Rows};

/// What a good row says, in ids.
#[derive(Debug)]
pub(super) struct Found {
    sheet: usize,
    date: BusinessDate,
    learner: Option<Meant>,
    pharmacy: Option<Id>,
    /// Metric, whether it is the pharmacy's, and the figure.
    values: Vec<(String, bool, Decimal)>,
    stage: Option<String>,
    judgement: Option<JudgementResult>,
}

impl Import<'_> {
    /// Whom the rows speak of and what they say; bad ones are told to their sheet.
    pub(super) fn readings(&mut self, tx: &Tx<'_>, rows: &[Rows], sheets: &mut [Sheet]) -> Result<Vec<Found>, Failure> {
        let mut found = Vec::new();
        let mut said: HashMap<(Id, String, BusinessDate), (usize, String)> = HashMap::new();
        for (n, rows) in rows.iter().enumerate() {
            let Rows::Readings(rows) = rows else { continue };
            for row in rows {
                match self.reading(tx, row)? {
                    Ok(mut good) => {
                        good.sheet = n;
                        if let Some((column, other_row)) = repeated(&good, row, &mut said) {
                            sheets[n].reject(row.row, &column, "", ProblemKind::Twice { other_row });
                        } else {
                            found.push(good);
                        }
                    }
                    Err(flaws) => flaws.tell(row.row, &mut sheets[n]),
                }
            }
        }
        Ok(found)
    }

    pub(super) fn reading(&self, tx: &Tx<'_>, row: &ReadingRow) -> Result<Result<Found, Flaws>, Failure> {
        let learner = if names_learner(&row.who) {
            match self.people.learner(&row.who) {
                Ok(meant) => Some(meant),
                Err(nobody) => return Ok(Err(Flaws::one(nobody))),
            }
        } else {
            None
        };
        let pharmacy = match learner {
            Some(meant) => meant.pharmacy,
            None => match self.people.account(&row.who) {
                Ok(id) => Some(id),
                Err(nobody) => return Ok(Err(Flaws::one(nobody))),
            },
        };
        let resident = || {
            let of = |id: Id| self.people.pharmacy_of(id) == pharmacy;
            self.people.enrolled().find(|(learner, _)| of(*learner)).map(|(_, enrolment)| enrolment)
        };
        let script = match learner.map(|meant| meant.enrolment).or_else(resident) {
            Some(enrolment) => self.people.script(self.scripts, tx, enrolment)?,
            None => self.configured.clone(),
        };
        Ok(checked(row, &script, learner, pharmacy))
    }

    /// Writes the figures.
    pub(super) fn take_readings(
        &mut self,
        tx: &mut Tx<'_>,
        rows: Vec<Found>,
        sheets: &mut [Sheet],
    ) -> Result<(), Failure> {
        let mut ledger = Ledger::default();
        for row in rows {
            if let Some(meant) = row.learner {
                self.touched.enrolments.insert(meant.enrolment);
            }
            self.touched.pharmacies.extend(row.pharmacy);
            let mut seen = Seen::default();
            for (metric, of_pharmacy, value) in &row.values {
                let owner = if *of_pharmacy { row.pharmacy } else { row.learner.map(|m| m.enrolment) };
                let Some(owner) = owner else { continue };
                seen.note(figure(&mut ledger, tx, owner, *of_pharmacy, metric, *value, row.date)?);
            }
            if let Some(meant) = row.learner {
                if let Some(stage) = &row.stage {
                    let clause = "enrolment_id = ?1 AND assessed_on = ?2 ORDER BY created_at DESC, id DESC LIMIT 1";
                    let id = dated(&mut ledger, tx, Entity::StageAssessment, clause, meant.enrolment, row.date)?;
                    let new = ledger.is_new(Entity::StageAssessment, id);
                    ledger.set(Entity::StageAssessment, id, "assessed_on", row.date);
                    seen.note((new, ledger.set(Entity::StageAssessment, id, "stage_id", stage.as_str())));
                }
                if let Some(result) = row.judgement {
                    let clause = "enrolment_id = ?1 AND made_on = ?2 AND kind = 'final' AND worked_out IS NOT 1 \
                         ORDER BY created_at DESC, id DESC LIMIT 1";
                    let id = dated(&mut ledger, tx, Entity::Judgement, clause, meant.enrolment, row.date)?;
                    let new = ledger.is_new(Entity::Judgement, id);
                    ledger.set(Entity::Judgement, id, "made_on", row.date);
                    ledger.set(Entity::Judgement, id, "kind", JudgementKind::Final);
                    seen.note((new, ledger.set(Entity::Judgement, id, "result", result)));
                }
            }
            sheets[row.sheet].settle(seen.fate());
        }
        ledger.write(tx)?;
        Ok(())
    }
}

/// The row of an enrolment and a date; made when there is none.
fn dated(
    ledger: &mut Ledger,
    tx: &Tx<'_>,
    entity: Entity,
    clause: &str,
    enrolment: Id,
    date: BusinessDate,
) -> Result<Id, Failure> {
    let natural = Id::natural(entity, &format!("{enrolment}:{date}"));
    if ledger.has(entity, natural) {
        return Ok(natural);
    }
    if let Some(known) = ledger.load(tx.conn(), entity, clause, (enrolment, date))?.first() {
        return Ok(*known);
    }
    ledger.make(entity, natural, None);
    ledger.set(entity, natural, "enrolment_id", enrolment);
    Ok(natural)
}

/// Whether things were new, and whether anything differs from what is on disk.
#[derive(Debug, Default)]
struct Seen {
    new: bool,
    old: bool,
    differs: bool,
}

impl Seen {
    fn note(&mut self, (new, differs): (bool, bool)) {
        self.new |= new;
        self.old |= !new;
        self.differs |= differs;
    }

    fn fate(&self) -> Fate {
        match (self.new, self.old, self.differs) {
            (true, false, _) => Fate::Created,
            (_, _, true) => Fate::Updated,
            (_, _, false) => Fate::Unchanged,
        }
    }
}

/// Sets one reading; whether it is new, and whether it differs.
fn figure(
    ledger: &mut Ledger,
    tx: &Tx<'_>,
    owner: Id,
    of_pharmacy: bool,
    metric: &str,
    value: Decimal,
    date: BusinessDate,
) -> Result<(bool, bool), Failure> {
    let id = Id::natural(Entity::MetricReading, &format!("{owner}:{metric}:{date}"));
    let place = if of_pharmacy { "pharmacy_id" } else { "enrolment_id" };
    let mut known = ledger.has(Entity::MetricReading, id).then_some(id);
    if known.is_none() {
        let clause = format!(
            "{place} = ?1 AND metric_id = ?2 AND period_end = ?3 ORDER BY id = ?4 DESC, created_at DESC LIMIT 1"
        );
        known = ledger.load(tx.conn(), Entity::MetricReading, &clause, (owner, metric, date, id))?.first().copied();
    }
    let id = known.unwrap_or(id);
    if known.is_none() {
        ledger.make(Entity::MetricReading, id, None);
        let fields: [(&str, Value); 4] = [
            (place, owner.into()),
            ("metric_id", metric.into()),
            ("period_end", date.into()),
            ("source", "imported".into()),
        ];
        for (field, value) in fields {
            ledger.set(Entity::MetricReading, id, field, value);
        }
    }
    // 86 and 86.0 are the same figure.
    let same = ledger.text(Entity::MetricReading, id, "value").and_then(Decimal::parse) == Some(value);
    let differs = !same && ledger.set(Entity::MetricReading, id, "value", value);
    Ok((ledger.is_new(Entity::MetricReading, id), differs))
}

/// Checks a row by itself.
fn checked(row: &ReadingRow, script: &Script, learner: Option<Meant>, pharmacy: Option<Id>) -> Result<Found, Flaws> {
    let mut flaws = Flaws::default();
    let mut values = Vec::new();
    for cell in &row.values {
        let long = cell.column == "value";
        let Some(metric) = script.metric(&cell.metric) else {
            let column = if long { "metric" } else { cell.column.as_str() };
            let what = ProblemKind::NotInProgramme { what: "metric", name: cell.metric.clone() };
            flaws.push(column, cell.metric.as_str(), what);
            continue;
        };
        let of_pharmacy = script::is_of_pharmacy(metric);
        if of_pharmacy && pharmacy.is_none() {
            flaws.push("pharmacy", "", ProblemKind::Required);
        }
        if !of_pharmacy && learner.is_none() {
            flaws.push("learner", "", ProblemKind::Required);
        }
        match script::value(cell.figure, metric) {
            Ok(value) => values.push((metric.id.clone(), of_pharmacy, value)),
            Err(what) => flaws.push(&cell.column, cell.figure.value.to_string(), what),
        }
    }
    let mut stage = None;
    if let Some(name) = &row.stage {
        match script.stage(name) {
            Some(id) => stage = Some(id.to_owned()),
            None => {
                flaws.push("stage", name.as_str(), ProblemKind::NotInProgramme { what: "stage", name: name.clone() });
            }
        }
    }
    if learner.is_none() && (row.stage.is_some() || row.judgement.is_some()) {
        flaws.push("learner", "", ProblemKind::Required);
    }
    match row.period_end {
        Some(date) if flaws.0.is_empty() => {
            Ok(Found { sheet: 0, date, learner, pharmacy, values, stage, judgement: row.judgement })
        }
        Some(_) | None => Err(flaws),
    }
}

/// Whether an earlier row of the call says something else of the same thing: the column, and that row.
fn repeated(
    found: &Found,
    row: &ReadingRow,
    said: &mut HashMap<(Id, String, BusinessDate), (usize, String)>,
) -> Option<(String, usize)> {
    let learner = found.learner.map(|m| m.enrolment);
    let mut facts: Vec<(Id, String, String, String)> = Vec::new();
    for ((metric, of_pharmacy, value), cell) in found.values.iter().zip(&row.values) {
        let owner = if *of_pharmacy { found.pharmacy } else { learner };
        facts.extend(owner.map(|owner| (owner, format!("metric:{metric}"), value.to_string(), cell.column.clone())));
    }
    let stage = found.stage.clone().map(|stage| ("stage", stage));
    let judgement = found.judgement.map(|result| ("judgement", result.word().to_owned()));
    for (column, value) in stage.into_iter().chain(judgement) {
        facts.extend(learner.map(|owner| (owner, column.to_owned(), value, column.to_owned())));
    }
    for (owner, what, value, column) in facts {
        let key = (owner, what, found.date);
        match said.get(&key) {
            Some((other, earlier)) if *earlier != value => return Some((column, *other)),
            Some(_) => {}
            None => {
                said.insert(key, (row.row, value));
            }
        }
    }
    None
}
