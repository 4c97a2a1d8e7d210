//! Rows of a roster: who is meant, whether rows agree with each other, and what they change.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::super::tx::{Tx, Value};
use super::people::{By, Meant, People, one};
use super::script::{self, Script, Scripts};
use super::{Fate, Sheet};
use crate::domain::{
    BusinessDate, Decimal, EnrolmentState, Entity, FlowStatus, GraduationKind, Id, PlanState, StaffRole,
};
use crate::request::Failure;
use crate::request::import::{MetricCell, Problem, ProblemKind, RosterRow, SurveyScore};
use crate::text::fold::fold;

/// The word of a cell that means everything.
const ALL: &str = "all";

/// A column, and what a row says in it, comparable.
type Column = (&'static str, fn(&RosterRow) -> Option<String>);

macro_rules! told {
    ($($column:literal => $($field:ident).+),+ $(,)?) => {
        &[$(($column, |row: &RosterRow| row.$($field).+.as_ref().map(|value| format!("{value:?}")))),+]
    };
}

/// What is the pharmacy's: every row of one says the same.
const OF_PHARMACY: &[Column] = told![
    "pharmacy_kana" => pharmacy_kana, "owner" => owner, "owner_kana" => owner_kana, "contract_date" => contract_date,
    "device_due" => device_due, "device_installed" => device_installed, "go_live_target" => go_live_target,
    "go_live_actual" => go_live_actual, "kickoff_date" => kickoff_date, "kickoff_held" => kickoff_held, "flow" => flow,
    "purpose" => purpose, "touch_model" => touch_model, "cohort" => cohort, "usm" => usm,
    "closed_weekdays" => closed_weekdays, "takes_precedence" => takes_precedence,
];

/// What is the learner's: a second row of one says nothing else.
const OF_LEARNER: &[Column] = told![
    "learner_id" => who.learner_id, "learner" => who.learner, "learner_kana" => who.learner_kana,
    "pharmacy" => who.pharmacy, "job" => job, "trainer" => trainer, "programme" => programme, "state" => state,
    "state_on" => state_on, "state_reason" => state_reason, "paused_until" => paused_until, "next_no" => next_no,
    "slot" => slot, "meeting_url" => meeting_url, "deadline" => deadline, "plan_on" => plan_on,
    "graduation_done" => graduation_done, "survey_sent" => survey_sent, "survey_on" => survey_on,
    "survey_score" => survey_score, "survey_comment" => survey_comment,
];

/// What rows of one subject said so far, with the row that said it first.
#[derive(Default)]
struct Said<'r> {
    columns: HashMap<&'static str, (usize, String)>,
    /// Own targets by heading.
    targets: HashMap<&'r str, (usize, Decimal)>,
}

impl<'r> Said<'r> {
    /// The column in which `row` says something else than an earlier row, and that row.
    fn against(&self, row: &RosterRow, columns: &[Column], targets: &[MetricCell]) -> Option<(String, usize)> {
        let differing = columns.iter().find_map(|(column, read)| {
            let (other, said) = self.columns.get(column)?;
            (read(row)? != *said).then(|| ((*column).to_owned(), *other))
        });
        differing.or_else(|| {
            targets.iter().find_map(|cell| {
                let (other, said) = self.targets.get(cell.column.as_str())?;
                (cell.figure.value != *said).then(|| (cell.column.clone(), *other))
            })
        })
    }

    /// Whether `row` says something that no earlier row said.
    fn is_new(&self, row: &RosterRow, columns: &[Column], targets: &[MetricCell]) -> bool {
        columns.iter().any(|(column, read)| !self.columns.contains_key(column) && read(row).is_some())
            || targets.iter().any(|cell| !self.targets.contains_key(cell.column.as_str()))
    }

    fn hear(&mut self, row: &'r RosterRow, columns: &[Column], targets: &'r [MetricCell]) {
        for (column, read) in columns {
            if let Some(said) = read(row) {
                self.columns.entry(column).or_insert((row.row, said));
            }
        }
        for cell in targets {
            self.targets.entry(&cell.column).or_insert((row.row, cell.figure.value));
        }
    }
}

/// What rows are applied with.
pub(super) struct Roster<'a, 'c> {
    pub people: &'a mut People,
    pub scripts: &'a Scripts<'a>,
    pub tx: &'a Tx<'c>,
    pub configured: &'a Rc<Script>,
    pub today: BusinessDate,
    /// Pharmacies whose kickoff some meeting dates.
    pub kickoffs: &'a HashMap<Id, BusinessDate>,
}

impl Roster<'_, '_> {
    /// Takes the rows in; bad ones are told to the sheet.
    pub(super) fn take(&mut self, rows: &[RosterRow], sheet: &mut Sheet) -> Result<Vec<Meant>, Failure> {
        let mut met = Vec::with_capacity(rows.len());
        let mut good: Vec<(&RosterRow, Rc<Script>)> = Vec::with_capacity(rows.len());
        let mut accounts: HashMap<String, Said<'_>> = HashMap::new();
        for row in rows {
            let Some(script) = self.check(row, sheet) else { continue };
            let account = row.who.pharmacy.as_deref().map(fold);
            if let Some(said) = account.map(|key| accounts.entry(key).or_default()) {
                if let Some((column, other_row)) = said.against(row, OF_PHARMACY, &row.targets) {
                    sheet.reject(row.row, &column, "", ProblemKind::Disagree { other_row });
                    continue;
                }
                said.hear(row, OF_PHARMACY, &row.targets);
            }
            good.push((row, script));
        }
        for (row, _) in &good {
            if let Some(trainer) = &row.trainer {
                self.people.is_trainer(trainer);
            }
        }
        let named = self.named(&good);
        let mut without_trainer: Vec<usize> = Vec::new();
        let mut learners: HashMap<Id, Said<'_>> = HashMap::new();
        for (row, script) in good {
            let found = match self.find(row, &named) {
                Ok(found) => found,
                Err((column, value, what)) => {
                    sheet.reject(row.row, column, &value, what);
                    continue;
                }
            };
            if let Some(said) = found.and_then(|learner| learners.get(&learner))
                && let Some((column, other_row)) = said.against(row, OF_LEARNER, &row.learner_targets)
            {
                sheet.reject(row.row, &column, "", ProblemKind::Twice { other_row });
                continue;
            }
            if let Some(enrolled) = self.enrolled_elsewhere(found, row, &script)? {
                sheet.reject(row.row, "programme", "", ProblemKind::OtherProgramme { enrolled });
                continue;
            }
            let again = found.and_then(|learner| {
                let said = learners.get(&learner)?;
                Some(said.is_new(row, OF_LEARNER, &row.learner_targets))
            });
            let (meant, differs) = self.apply(row, &script, found)?;
            learners.entry(meant.learner).or_default().hear(row, OF_LEARNER, &row.learner_targets);
            met.push(meant);
            if self.needs_trainer(meant.enrolment) {
                without_trainer.push(row.row);
            }
            sheet.settle(match again {
                None if found.is_none() => Fate::Created,
                None | Some(true) if differs => Fate::Updated,
                None | Some(_) => Fate::Unchanged,
            });
        }
        // Where nobody has a name, everybody sees all learners.
        if self.people.has_staff() {
            sheet.warnings.extend(without_trainer.into_iter().map(|row| Problem {
                row,
                column: "trainer".to_owned(),
                value: String::new(),
                what: ProblemKind::NoTrainer,
            }));
        }
        Ok(met)
    }

    /// Nobody's day would show the learner.
    fn needs_trainer(&self, enrolment: Id) -> bool {
        let ledger = &self.people.ledger;
        let over = [EnrolmentState::Graduated, EnrolmentState::Withdrawn].map(EnrolmentState::word);
        let state = ledger.text(Entity::Enrolment, enrolment, "state");
        ledger.reference(Entity::Enrolment, enrolment, "trainer_id").is_none()
            && !state.is_some_and(|state| over.contains(&state))
    }

    /// Checks a row by itself; the programme it speaks of.
    pub(super) fn check(&self, row: &RosterRow, sheet: &mut Sheet) -> Option<Rc<Script>> {
        let mut flaws: Vec<(String, String, ProblemKind)> = Vec::new();
        let script = match &row.programme {
            Some(id) => self.scripts.newest(id),
            None => Some(Rc::clone(self.configured)),
        };
        let Some(script) = script else {
            let name = row.programme.clone().unwrap_or_default();
            let what = ProblemKind::NotInProgramme { what: "programme", name: name.clone() };
            sheet.reject(row.row, "programme", &name, what);
            return None;
        };
        for cell in row.targets.iter().chain(&row.learner_targets) {
            let checked = match script.metric(&cell.metric) {
                Some(metric) => script::value(cell.figure, metric).map(|_| ()),
                None => Err(ProblemKind::NotInProgramme { what: "metric", name: cell.metric.clone() }),
            };
            flaws.extend(checked.err().map(|what| (cell.column.clone(), cell.figure.value.to_string(), what)));
        }
        if let Err(name) = precedence(&script, row.takes_precedence.as_deref().unwrap_or_default()) {
            let what = ProblemKind::NotInProgramme { what: "metric", name: name.clone() };
            flaws.push(("takes_precedence".to_owned(), name, what));
        }
        if let Some(number) = row.next_no.filter(|n| *n > script.last()) {
            let what = ProblemKind::OutOfRange { min: "1".to_owned(), max: script.last().to_string() };
            flaws.push(("next_no".to_owned(), number.to_string(), what));
        }
        for id in row.graduation_done.iter().flatten().filter(|id| *id != ALL) {
            if !script.graduation().any(|item| item.id == *id) {
                let what = ProblemKind::NotInProgramme { what: "item", name: id.clone() };
                flaws.push(("graduation_done".to_owned(), id.clone(), what));
            }
        }
        for (column, name) in [("trainer", &row.trainer), ("usm", &row.usm)] {
            let Some(name) = name else { continue };
            flaws.extend(self.people.check_staff(name).err().map(|what| (column.to_owned(), name.clone(), what)));
        }
        if let Some(name) = &row.who.pharmacy {
            let found = self.people.pharmacy(name);
            flaws.extend(found.err().map(|what| ("pharmacy".to_owned(), name.clone(), what)));
        }
        let good = flaws.is_empty();
        for (column, value, what) in flaws {
            sheet.reject(row.row, &column, &value, what);
        }
        good.then_some(script)
    }

    /// Learners that some row of the file means by code or name.
    fn named(&self, rows: &[(&RosterRow, Rc<Script>)]) -> HashSet<Id> {
        rows.iter().flat_map(|(row, _)| self.by_code_or_name(row).unwrap_or_default()).collect()
    }

    fn by_code_or_name(&self, row: &RosterRow) -> Option<Vec<Id>> {
        if let Some(code) = &row.who.learner_id {
            let coded = self.people.coded(code);
            if !coded.is_empty() {
                return Some(coded.to_vec());
            }
        }
        let name = row.who.learner.as_deref()?;
        let pharmacy = match &row.who.pharmacy {
            // A pharmacy that is new has no learners yet.
            Some(pharmacy) => Some(self.people.pharmacy(pharmacy).ok().flatten()?),
            None => None,
        };
        Some(self.people.called(By::Name, name, pharmacy, row.who.learner_id.is_some()))
    }

    /// The learner that a row means; `None` for a new one. A kana alone means somebody only if no row of the file calls
    /// that person by another name: two colleagues may sound the same.
    fn find(&self, row: &RosterRow, named: &HashSet<Id>) -> Result<Option<Id>, super::people::Nobody> {
        let column = if row.who.learner_id.is_some() { "learner_id" } else { "learner" };
        let told = |what| (column, String::new(), what);
        let found = self.by_code_or_name(row).unwrap_or_default();
        if !found.is_empty() {
            return one(&found).map_err(told);
        }
        let pharmacy = row.who.pharmacy.as_deref().and_then(|name| self.people.pharmacy(name).ok().flatten());
        if row.who.pharmacy.is_none() || pharmacy.is_some() {
            let kanas = [row.who.learner_kana.as_deref(), row.who.learner.as_deref()];
            for kana in kanas.into_iter().flatten() {
                let mut found = self.people.called(By::Kana, kana, pharmacy, row.who.learner_id.is_some());
                found.retain(|id| !named.contains(id) && !self.people.ledger.is_new(Entity::Learner, *id));
                if !found.is_empty() {
                    return one(&found).map_err(told);
                }
            }
        }
        if row.who.pharmacy.is_none() {
            return Err(("pharmacy", String::new(), ProblemKind::Required));
        }
        Ok(None)
    }

    /// The programme in which the learner is already enrolled, when the row says another one.
    fn enrolled_elsewhere(
        &self,
        learner: Option<Id>,
        row: &RosterRow,
        script: &Script,
    ) -> Result<Option<String>, Failure> {
        let enrolment = learner.and_then(|learner| self.people.enrolment(learner));
        let (Some(enrolment), true) = (enrolment, row.programme.is_some()) else { return Ok(None) };
        let current = self.people.script(self.scripts, self.tx, enrolment)?;
        let enrolled = current.programme.id();
        Ok((enrolled != script.programme.id()).then(|| enrolled.to_owned()))
    }

    /// Applies a row; whom it means, and whether anything differs from what is on disk.
    fn apply(&mut self, row: &RosterRow, script: &Rc<Script>, found: Option<Id>) -> Result<(Meant, bool), Failure> {
        let mut differs = false;
        let pharmacy = match row.who.pharmacy.as_deref() {
            Some(name) => Some(self.named_account(name, script)),
            None => found.and_then(|learner| self.people.pharmacy_of(learner)),
        };
        if let Some(pharmacy) = pharmacy {
            self.account(pharmacy, row, script, &mut differs)?;
        }
        let created = found.is_none();
        let meant = self.learner(row, script, found, pharmacy, &mut differs)?;
        self.enrolment(row, meant, created, &mut differs)?;
        self.graduation(row, script, meant, &mut differs)?;
        self.survey(row, meant, &mut differs)?;
        Ok((meant, differs))
    }

    /// The pharmacy of a name; made when there is none.
    fn named_account(&mut self, name: &str, script: &Script) -> Id {
        if let Some(known) = self.people.pharmacy(name).ok().flatten() {
            return known;
        }
        let id = self.people.add_pharmacy(name);
        let ledger = &mut self.people.ledger;
        ledger.set(Entity::Pharmacy, id, "touch_model", script.programme.meta.touch_model.word());
        ledger.set(Entity::Pharmacy, id, "regime", "new");
        ledger.set(Entity::Pharmacy, id, "programme_id", script.programme.id());
        id
    }

    /// What is the pharmacy's.
    fn account(&mut self, id: Id, row: &RosterRow, script: &Script, differs: &mut bool) -> Result<(), Failure> {
        let usm = row.usm.as_deref().and_then(|name| self.people.staff(name, StaffRole::Usm));
        let weekdays = row.closed_weekdays.as_ref().map(|days| weekdays_text(days));
        // A kickoff that was held is dated by its own row, which wins.
        let kickoff_held = row.kickoff_held.filter(|_| !self.kickoffs.contains_key(&id));
        let fields: [(&str, Option<Value>); 13] = [
            ("kana", row.pharmacy_kana.clone().map(Value::from)),
            ("contract_date", row.contract_date.map(Value::from)),
            ("device_due", row.device_due.map(Value::from)),
            ("device_installed", row.device_installed.map(Value::from)),
            ("go_live_target", row.go_live_target.map(Value::from)),
            ("go_live_actual", row.go_live_actual.map(Value::from)),
            ("kickoff_planned", row.kickoff_date.map(Value::from)),
            ("kickoff_held", kickoff_held.map(Value::from)),
            ("purpose", row.purpose.clone().map(Value::from)),
            ("touch_model", row.touch_model.map(|t| Value::from(t.word()))),
            ("regime", row.cohort.clone().map(Value::from)),
            ("usm_id", usm.map(Value::from)),
            ("closed_weekdays", weekdays.map(Value::from)),
        ];
        for (field, value) in fields {
            *differs |= self.people.ledger.set_some(Entity::Pharmacy, id, field, value);
        }
        if row.owner.is_some() || row.owner_kana.is_some() {
            let owner = self.people.owner(id);
            let ledger = &mut self.people.ledger;
            *differs |= ledger.set_some(Entity::Contact, owner, "name", row.owner.clone());
            *differs |= ledger.set_some(Entity::Contact, owner, "kana", row.owner_kana.clone());
        }
        if let Some(status) = row.flow {
            self.flow(id, status, differs);
        }
        self.targets(script, "pharmacy", id, &row.targets, differs)?;
        self.precedence(script, id, row, differs)
    }

    /// No flow and a flow that says none are the same.
    fn flow(&mut self, pharmacy: Id, status: FlowStatus, differs: &mut bool) {
        if status == FlowStatus::None && !self.people.has_flow(pharmacy) {
            return;
        }
        let flow = self.people.flow(pharmacy);
        *differs |= self.people.ledger.set(Entity::OperationFlow, flow, "status", status);
    }

    fn targets(
        &mut self,
        script: &Script,
        scope: &'static str,
        id: Id,
        cells: &[MetricCell],
        differs: &mut bool,
    ) -> Result<(), Failure> {
        for cell in cells {
            let Some(metric) = script.metric(&cell.metric) else { continue };
            let Ok(value) = script::value(cell.figure, metric) else { continue };
            let target = self.target(scope, id, &metric.id)?;
            let ledger = &mut self.people.ledger;
            *differs |= ledger.set(Entity::MetricTarget, target, "value", value);
            if ledger.is_new(Entity::MetricTarget, target) {
                ledger.set(Entity::MetricTarget, target, "basis", "agreed");
            }
        }
        Ok(())
    }

    /// The target of a metric that holds from the beginning; made when there is none.
    fn target(&mut self, scope: &'static str, id: Id, metric: &str) -> Result<Id, Failure> {
        let target = target_id(scope, id, metric);
        let ledger = &mut self.people.ledger;
        if !ledger.has(Entity::MetricTarget, target) {
            ledger.load(self.tx.conn(), Entity::MetricTarget, "id = ?1", [target])?;
        }
        if !ledger.has(Entity::MetricTarget, target) {
            ledger.make(Entity::MetricTarget, target, None);
            ledger.set(Entity::MetricTarget, target, "metric_id", metric);
            ledger.set(Entity::MetricTarget, target, "scope", scope);
            ledger.set(Entity::MetricTarget, target, "scope_id", id);
        }
        Ok(target)
    }

    /// Which of the pharmacy's own targets replace the default; without a cell it stays as it was, at first none.
    fn precedence(
        &mut self,
        script: &Script,
        pharmacy: Id,
        row: &RosterRow,
        differs: &mut bool,
    ) -> Result<(), Failure> {
        let Some(cell) = &row.takes_precedence else { return Ok(()) };
        let wanted = precedence(script, cell).unwrap_or_default();
        for metric in &script.programme.metrics {
            let id = target_id("pharmacy", pharmacy, &metric.id);
            let ledger = &mut self.people.ledger;
            if !ledger.has(Entity::MetricTarget, id) {
                ledger.load(self.tx.conn(), Entity::MetricTarget, "id = ?1", [id])?;
            }
            if ledger.has(Entity::MetricTarget, id) {
                let takes = wanted.iter().any(|m| m == ALL || *m == metric.id);
                let said = ledger.int(Entity::MetricTarget, id, "takes_precedence") == Some(1);
                if takes != said || takes {
                    *differs |= ledger.set(Entity::MetricTarget, id, "takes_precedence", takes);
                }
            }
        }
        Ok(())
    }

    fn learner(
        &mut self,
        row: &RosterRow,
        script: &Script,
        found: Option<Id>,
        pharmacy: Option<Id>,
        differs: &mut bool,
    ) -> Result<Meant, Failure> {
        let learner = found.unwrap_or_else(|| self.people.fresh());
        let ledger = &mut self.people.ledger;
        if found.is_none() {
            ledger.make(Entity::Learner, learner, None);
        }
        let fields: [(&str, Option<Value>); 7] = [
            ("code", row.who.learner_id.clone().map(Value::from)),
            ("pharmacy_id", pharmacy.map(Value::from)),
            ("name", row.who.learner.clone().map(Value::from)),
            ("kana", row.who.learner_kana.clone().map(Value::from)),
            ("job", row.job.map(Value::from)),
            ("preferred_slot", row.slot.map(|slot| Value::from(slot_text(slot)))),
            ("meeting_url", row.meeting_url.clone().map(Value::from)),
        ];
        for (field, value) in fields {
            *differs |= ledger.set_some(Entity::Learner, learner, field, value);
        }
        self.people.index_learner(learner);
        self.targets(script, "learner", learner, &row.learner_targets, differs)?;
        let enrolment = match self.people.enrolment(learner) {
            Some(known) => known,
            None => self.enrol(learner, script)?,
        };
        Ok(Meant { learner, enrolment, pharmacy: self.people.pharmacy_of(learner) })
    }

    fn enrol(&mut self, learner: Id, script: &Script) -> Result<Id, Failure> {
        self.scripts.store(self.tx.conn(), script)?;
        let id = self.people.fresh();
        let identity = &script.programme.identity;
        let ledger = &mut self.people.ledger;
        ledger.make(Entity::Enrolment, id, None);
        let fields: [(&str, Value); 7] = [
            ("learner_id", learner.into()),
            ("programme_id", identity.id.as_str().into()),
            ("programme_version", identity.version.as_str().into()),
            ("programme_hash", identity.hash.as_str().into()),
            ("state", EnrolmentState::Invited.into()),
            ("state_set", false.into()),
            ("start_no", 1_i64.into()),
        ];
        for (field, value) in fields {
            ledger.set(Entity::Enrolment, id, field, value);
        }
        self.people.enrol(learner, id);
        Ok(id)
    }

    fn enrolment(&mut self, row: &RosterRow, meant: Meant, created: bool, differs: &mut bool) -> Result<(), Failure> {
        let id = meant.enrolment;
        let trainer = row.trainer.as_deref().and_then(|name| self.people.staff(name, StaffRole::Ustr));
        let cohort = match (&row.cohort, created, meant.pharmacy) {
            (Some(cohort), _, _) => Some(cohort.clone()),
            (None, true, Some(p)) => self.people.ledger.text(Entity::Pharmacy, p, "regime").map(str::to_owned),
            (None, _, _) => None,
        };
        let fields: [(&str, Option<Value>); 4] = [
            ("trainer_id", trainer.map(Value::from)),
            ("start_no", row.next_no.map(Value::from)),
            ("deadline", row.deadline.map(Value::from)),
            ("cohort", cohort.map(Value::from)),
        ];
        for (field, value) in fields {
            *differs |= self.people.ledger.set_some(Entity::Enrolment, id, field, value);
        }
        self.state(row, id, differs);
        if let Some(plan_on) = row.plan_on {
            self.plan(id, plan_on, differs)?;
        }
        Ok(())
    }

    /// The state that the file gives, with the dates and reasons that belong to it. What only a worked-out state can place
    /// stands where it is found again: the date of a pause is that of an invitation put off until the kickoff is held.
    fn state(&mut self, row: &RosterRow, id: Id, differs: &mut bool) {
        let ledger = &mut self.people.ledger;
        let given = row.state.is_some();
        if let Some(state) = row.state {
            *differs |= ledger.set(Entity::Enrolment, id, "state", state);
            *differs |= ledger.set(Entity::Enrolment, id, "state_set", true);
            let of_paused = ["paused_on", "paused_until", "paused_from", "pause_reason"];
            let of_invited = ["deferred_until", "defer_reason"];
            let stale_pause = of_paused.iter().filter(|_| state != EnrolmentState::Paused);
            let stale_deferral = of_invited.iter().filter(|_| state != EnrolmentState::Invited);
            for place in stale_pause.chain(stale_deferral) {
                if ledger.get(Entity::Enrolment, id, place) != &Value::Null {
                    *differs |= ledger.set(Entity::Enrolment, id, place, Value::Null);
                }
            }
        }
        let current = ledger.text(Entity::Enrolment, id, "state").and_then(EnrolmentState::from_word);
        let state = current.unwrap_or(EnrolmentState::Invited);
        // Worked out, a learner with a date to come back on is paused or put off; which one is known after the last file.
        let waiting = ledger.int(Entity::Enrolment, id, "state_set") != Some(1) && !given;
        let on = |place: &str| match (state, waiting) {
            (EnrolmentState::Graduated, _) => place == "graduated_on",
            (EnrolmentState::Withdrawn, _) => place == "withdrawn_on",
            (EnrolmentState::Paused, _) | (_, true) => place == "paused_on",
            (_, false) => false,
        };
        for place in ["graduated_on", "withdrawn_on", "paused_on"] {
            *differs |= ledger.set_some(Entity::Enrolment, id, place, row.state_on.filter(|_| on(place)));
        }
        let reason = match (state, waiting) {
            (EnrolmentState::Withdrawn, _) => Some("withdraw_reason"),
            (EnrolmentState::Invited, _) => Some("defer_reason"),
            (EnrolmentState::Paused, _) | (_, true) => Some("pause_reason"),
            (_, false) => None,
        };
        if let (Some(place), Some(text)) = (reason, &row.state_reason) {
            *differs |= ledger.set(Entity::Enrolment, id, place, text.as_str());
        }
        let until = match (state, waiting) {
            (EnrolmentState::Invited, _) => Some("deferred_until"),
            (EnrolmentState::Paused, _) | (_, true) => Some("paused_until"),
            (_, false) => None,
        };
        if let (Some(place), Some(date)) = (until, row.paused_until) {
            *differs |= ledger.set(Entity::Enrolment, id, place, date);
        }
    }

    /// The row of an enrolment that has at most one of its kind: the newest on disk, else a new one.
    fn only(&mut self, entity: Entity, enrolment: Id) -> Result<Id, Failure> {
        let ledger = &mut self.people.ledger;
        let natural = Id::natural(entity, &enrolment.to_string());
        if ledger.has(entity, natural) {
            return Ok(natural);
        }
        if !ledger.is_new(Entity::Enrolment, enrolment) {
            let clause = "enrolment_id = ?1 ORDER BY created_at DESC, id DESC LIMIT 1";
            if let Some(known) = ledger.load(self.tx.conn(), entity, clause, [enrolment])?.first() {
                return Ok(*known);
            }
        }
        ledger.make(entity, natural, None);
        ledger.set(entity, natural, "enrolment_id", enrolment);
        Ok(natural)
    }

    /// Extra support with the date on which it is judged again.
    fn plan(&mut self, enrolment: Id, on: BusinessDate, differs: &mut bool) -> Result<(), Failure> {
        let plan = self.only(Entity::SupportPlan, enrolment)?;
        let ledger = &mut self.people.ledger;
        // A plan that was gone through since is not opened again by the date that it had.
        if ledger.set(Entity::SupportPlan, plan, "next_judgement_on", on) {
            ledger.set(Entity::SupportPlan, plan, "state", PlanState::Open.word());
            *differs = true;
        }
        Ok(())
    }

    fn graduation(
        &mut self,
        row: &RosterRow,
        script: &Script,
        meant: Meant,
        differs: &mut bool,
    ) -> Result<(), Failure> {
        let enrolment = meant.enrolment;
        let state = self.people.ledger.text(Entity::Enrolment, enrolment, "state");
        let graduated = state.and_then(EnrolmentState::from_word) == Some(EnrolmentState::Graduated);
        if graduated && row.state.is_some() {
            let id = self.only(Entity::Graduation, enrolment)?;
            let ledger = &mut self.people.ledger;
            if ledger.is_new(Entity::Graduation, id) {
                ledger.set(Entity::Graduation, id, "kind", GraduationKind::Normal.word());
            }
            *differs |= ledger.set_some(Entity::Graduation, id, "date", row.state_on);
        }
        let everything = vec![ALL.to_owned()];
        let done = match &row.graduation_done {
            Some(done) => done,
            None if graduated && row.state.is_some() => &everything,
            None => return Ok(()),
        };
        let items = script.graduation().filter(|item| done.iter().any(|id| id == ALL || *id == item.id));
        for item in items {
            let id = Id::natural(Entity::GraduationItem, &format!("{enrolment}:{}", item.id));
            let ledger = &mut self.people.ledger;
            if !ledger.has(Entity::GraduationItem, id) && !ledger.is_new(Entity::Enrolment, enrolment) {
                ledger.load(self.tx.conn(), Entity::GraduationItem, "id = ?1", [id])?;
            }
            let settled = ledger.text(Entity::GraduationItem, id, "done_on").is_some()
                || ledger.text(Entity::GraduationItem, id, "reason").is_some();
            if settled {
                continue;
            }
            if !ledger.has(Entity::GraduationItem, id) {
                ledger.make(Entity::GraduationItem, id, None);
                ledger.set(Entity::GraduationItem, id, "enrolment_id", enrolment);
                ledger.set(Entity::GraduationItem, id, "item_id", item.id.as_str());
            }
            // Without a date of its own it holds from the beginning; that somebody said so is the reason.
            *differs |= ledger.set(Entity::GraduationItem, id, "reason", "imported");
        }
        Ok(())
    }

    fn survey(&mut self, row: &RosterRow, meant: Meant, differs: &mut bool) -> Result<(), Failure> {
        let answer = row.survey_score.is_some() || row.survey_comment.is_some() || row.survey_on.is_some();
        if !answer && row.survey_sent.is_none() {
            return Ok(());
        }
        let enrolment = meant.enrolment;
        let id = self.only(Entity::SurveyResponse, enrolment)?;
        let ledger = &mut self.people.ledger;
        let (score, declined) = match row.survey_score {
            Some(SurveyScore::Score(score)) => (Some(score), Some(false)),
            Some(SurveyScore::Declined) => (None, Some(true)),
            None => (None, None),
        };
        let fields: [(&str, Option<Value>); 5] = [
            ("sent_on", row.survey_sent.map(Value::from)),
            ("answered_on", row.survey_on.map(Value::from)),
            ("score", score.map(Value::from)),
            ("declined", declined.map(Value::from)),
            ("comment", row.survey_comment.clone().map(Value::from)),
        ];
        for (field, value) in fields {
            *differs |= ledger.set_some(Entity::SurveyResponse, id, field, value);
        }
        if declined == Some(true) {
            *differs |= ledger.get(Entity::SurveyResponse, id, "score") != &Value::Null
                && ledger.set(Entity::SurveyResponse, id, "score", Value::Null);
        }
        // An answer without a date came back when the survey was sent, else today.
        let undated = ledger.get(Entity::SurveyResponse, id, "answered_on") == &Value::Null;
        if score.is_some() && undated {
            let sent = ledger.date(Entity::SurveyResponse, id, "sent_on");
            ledger.set(Entity::SurveyResponse, id, "answered_on", sent.unwrap_or(self.today));
        }
        Ok(())
    }
}

/// The natural id of a target that holds from the beginning.
fn target_id(scope: &str, id: Id, metric: &str) -> Id {
    Id::natural(Entity::MetricTarget, &format!("{scope}:{id}:{metric}:"))
}

/// The ids of the metrics that a cell names; `all` as it is, `none` as nothing. Names may hold blanks: what is no name as a
/// whole is a list. The first that is no metric is the error.
fn precedence(script: &Script, cell: &[String]) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for part in cell {
        if part == ALL {
            return Ok(vec![ALL.to_owned()]);
        }
        if matches!(part.to_lowercase().as_str(), "none" | "なし") {
            continue;
        }
        match script.metric(part) {
            Some(metric) => found.push(metric.id.clone()),
            None => {
                for word in part.split_whitespace() {
                    found.push(script.metric(word).ok_or_else(|| word.to_owned())?.id.clone());
                }
            }
        }
    }
    Ok(found)
}

/// `3 7`: Monday is 1.
fn weekdays_text(days: &[u8]) -> String {
    days.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// `2 14:00`: Monday is 1.
fn slot_text((weekday, time): (u8, chrono::NaiveTime)) -> String {
    format!("{weekday} {}", time.format("%H:%M"))
}
