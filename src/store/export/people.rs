//! Learners as a roster says them, and pharmacies.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::Row;

use super::super::rows::Enrolment;
use super::{Cells, Out, document, free, id, number, table, word};
use crate::domain::{BusinessDate, Decimal, EnrolmentState, FlowStatus, Id};
use crate::request::Failure;
use crate::request::export::{ExportCell, ExportKind, ExportTable};
use crate::text::mask::Private;

const ACCOUNT: [&str; 17] = [
    "pharmacy",
    "pharmacy_kana",
    "owner",
    "owner_kana",
    "contract_date",
    "device_due",
    "device_installed",
    "go_live_target",
    "go_live_actual",
    "kickoff_date",
    "kickoff_held",
    "flow",
    "purpose",
    "touch_model",
    "cohort",
    "usm",
    "closed_weekdays",
];

const LEARNER: [&str; 23] = [
    "takes_precedence",
    "learner_id",
    "learner",
    "learner_kana",
    "job",
    "trainer",
    "programme",
    "state",
    "state_on",
    "state_reason",
    "paused_until",
    "next_no",
    "slot",
    "meeting_url",
    "deadline",
    "plan_on",
    "graduation_done",
    "survey_sent",
    "survey_on",
    "survey_score",
    "survey_comment",
    "current_state",
    "id",
];

const ACCOUNT_SQL: &str = "SELECT p.id, p.name, p.kana, c.id, c.name, c.kana, p.contract_date, p.device_due, p.device_installed, \
     p.go_live_target, p.go_live_actual, p.kickoff_planned, p.kickoff_held, p.purpose, p.touch_model, p.regime, p.usm_id, \
     p.closed_weekdays, p.concerns, p.prefecture, p.specialty, p.prescriptions_per_day, p.staff_count, p.expected_revenue, \
     p.host_system FROM pharmacy p LEFT JOIN contact c ON c.id = (SELECT o.id FROM contact o WHERE o.pharmacy_id = p.id \
     AND o.role = 'owner' AND o.deleted_at IS NULL ORDER BY o.created_at, o.id LIMIT 1) WHERE p.deleted_at IS NULL ORDER BY p.id";

/// Own targets by whose they are: metric, value, whether it takes precedence.
type Targets = HashMap<Id, Vec<(String, Decimal, bool)>>;

impl Out<'_> {
    pub(super) fn pharmacies(&self) -> Result<ExportTable, Failure> {
        let columns: Vec<&str> = ACCOUNT
            .into_iter()
            .chain([
                "concerns",
                "prefecture",
                "specialty",
                "prescriptions_per_day",
                "staff_count",
                "expected_revenue",
                "host_system",
                "id",
            ])
            .collect();
        let flows = self.flows()?;
        let rows = self.read(ACCOUNT_SQL, |r| {
            let mut cells = self.account(r, &flows)?;
            cells.extend([
                ("concerns", free(r.get(18)?)),
                ("prefecture", word(r.get(19)?)),
                ("specialty", word(r.get(20)?)),
                ("prescriptions_per_day", number(r.get(21)?)),
                ("staff_count", number(r.get(22)?)),
                ("expected_revenue", number(r.get(23)?)),
                ("host_system", word(r.get(24)?)),
                id(r, 0)?,
            ]);
            Ok(cells)
        })?;
        Ok(table(ExportKind::Pharmacies, &columns, rows))
    }

    fn account(&self, r: &Row<'_>, flows: &HashMap<Id, FlowStatus>) -> rusqlite::Result<Cells> {
        let pharmacy: Id = r.get(0)?;
        let owner: Option<Id> = r.get(3)?;
        let kana = |text: Option<String>| text.map(|text| Private::pharmacy(pharmacy.0.as_u128(), text));
        let of_owner = |text: Option<String>| Some(Private::person(owner?.0.as_u128(), text?));
        let date = |at: usize| -> rusqlite::Result<ExportCell> { Ok(r.get::<_, Option<BusinessDate>>(at)?.into()) };
        Ok(vec![
            ("pharmacy", self.pharmacy(Some(pharmacy))),
            ("pharmacy_kana", kana(r.get(2)?).into()),
            ("owner", of_owner(r.get(4)?).into()),
            ("owner_kana", of_owner(r.get(5)?).into()),
            ("contract_date", date(6)?),
            ("device_due", date(7)?),
            ("device_installed", date(8)?),
            ("go_live_target", date(9)?),
            ("go_live_actual", date(10)?),
            ("kickoff_date", date(11)?),
            ("kickoff_held", date(12)?),
            ("flow", word(flows.get(&pharmacy).map(|status| status.word().to_owned()))),
            ("purpose", free(r.get(13)?)),
            ("touch_model", word(r.get(14)?)),
            ("cohort", word(r.get(15)?)),
            ("usm", self.person(r.get(16)?)),
            ("closed_weekdays", weekdays(r.get(17)?)),
        ])
    }

    /// The newest operation flow of each pharmacy.
    fn flows(&self) -> rusqlite::Result<HashMap<Id, FlowStatus>> {
        self.conn
            .prepare(
                "SELECT pharmacy_id, status FROM operation_flow WHERE deleted_at IS NULL AND pharmacy_id IS NOT NULL \
                 AND status IS NOT NULL ORDER BY created_at, id",
            )?
            .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
            .collect()
    }

    pub(super) fn learners(&self) -> Result<ExportTable, Failure> {
        let flows = self.flows()?;
        let mut accounts: HashMap<Id, Cells> = HashMap::new();
        let mut order: Vec<Id> = Vec::new();
        self.read(ACCOUNT_SQL, |r| {
            let pharmacy: Id = r.get(0)?;
            order.push(pharmacy);
            accounts.insert(pharmacy, self.account(r, &flows)?);
            Ok(Vec::new())
        })?;
        let (of_pharmacy, of_learner) = (self.targets("pharmacy")?, self.targets("learner")?);
        let graduated = self.graduation_items()?;
        let mut metrics: [BTreeSet<String>; 2] = [BTreeSet::new(), BTreeSet::new()];
        let mut rows: Vec<(Cells, BTreeMap<String, Decimal>)> = Vec::new();
        let sql = "SELECT l.id, l.kana, l.job, l.preferred_slot, l.meeting_url, l.pharmacy_id FROM learner l \
             WHERE l.deleted_at IS NULL ORDER BY l.created_at, l.id";
        let mut statement = self.conn.prepare(sql)?;
        let mut found = statement.query([])?;
        while let Some(r) = found.next()? {
            let learner: Id = r.get(0)?;
            let pharmacy: Option<Id> = r.get(5)?;
            let mut cells: Cells = pharmacy.and_then(|id| accounts.get(&id).cloned()).unwrap_or_default();
            cells.retain(|(key, _)| *key != "pharmacy");
            cells.extend(self.about(Some(learner), pharmacy));
            cells.extend([
                ("id", ExportCell::Word(learner.to_string())),
                (
                    "learner_kana",
                    r.get::<_, Option<String>>(1)?.map(|kana| Private::learner(learner.0.as_u128(), kana)).into(),
                ),
                ("job", word(r.get(2)?)),
                ("slot", slot(r.get(3)?)),
                ("meeting_url", free(r.get(4)?)),
            ]);
            if let Some(enrolment) = Enrolment::newest(self.conn, learner)? {
                cells.extend(self.enrolment(&enrolment, graduated.get(&enrolment.id))?);
            }
            let mut own: BTreeMap<String, Decimal> = BTreeMap::new();
            let mut precedes: Vec<String> = Vec::new();
            for (metric, value, takes) in pharmacy.and_then(|id| of_pharmacy.get(&id)).into_iter().flatten() {
                own.insert(format!("target:{metric}"), *value);
                metrics[0].insert(metric.clone());
                if *takes {
                    precedes.push(metric.clone());
                }
            }
            for (metric, value, _) in of_learner.get(&learner).into_iter().flatten() {
                own.insert(format!("learner_target:{metric}"), *value);
                metrics[1].insert(metric.clone());
            }
            if !precedes.is_empty() {
                cells.push(("takes_precedence", ExportCell::List(precedes)));
            }
            rows.push((cells, own));
        }
        Ok(with_targets(rows, &metrics))
    }

    /// Own targets that hold from the beginning, or the newest of later ones.
    fn targets(&self, scope: &str) -> rusqlite::Result<Targets> {
        let mut found: Targets = HashMap::new();
        let mut statement = self.conn.prepare(
            "SELECT scope_id, metric_id, value, coalesce(takes_precedence, 0) FROM metric_target WHERE scope = ?1 \
             AND scope_id IS NOT NULL AND value IS NOT NULL AND deleted_at IS NULL ORDER BY valid_from, id",
        )?;
        let mut rows = statement.query([scope])?;
        while let Some(r) = rows.next()? {
            let list = found.entry(r.get(0)?).or_default();
            let metric: String = r.get(1)?;
            list.retain(|(known, ..)| *known != metric);
            list.push((metric, r.get(2)?, r.get(3)?));
        }
        Ok(found)
    }

    /// The done items of the graduation check of each enrolment.
    fn graduation_items(&self) -> rusqlite::Result<HashMap<Id, Vec<String>>> {
        let mut found: HashMap<Id, Vec<String>> = HashMap::new();
        let mut statement = self.conn.prepare(
            "SELECT enrolment_id, item_id FROM graduation_item WHERE deleted_at IS NULL AND enrolment_id IS NOT NULL \
             AND (done_on IS NOT NULL OR reason IS NOT NULL) ORDER BY item_id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(r) = rows.next()? {
            found.entry(r.get(0)?).or_default().push(r.get(1)?);
        }
        Ok(found)
    }

    fn enrolment(&self, row: &Enrolment, graduated: Option<&Vec<String>>) -> Result<Cells, Failure> {
        let (columns, dated) = match row.state {
            EnrolmentState::Graduated => ("NULL, NULL", "graduated_on"),
            EnrolmentState::Withdrawn => ("withdraw_reason, NULL", "withdrawn_on"),
            EnrolmentState::Paused => ("pause_reason, paused_until", "paused_on"),
            EnrolmentState::Invited => ("defer_reason, deferred_until", "NULL"),
            EnrolmentState::KickoffDone | EnrolmentState::Learning | EnrolmentState::Live => ("NULL, NULL", "NULL"),
        };
        let sql = format!("SELECT {columns}, {dated}, state_set FROM enrolment WHERE id = ?1");
        let read = |r: &Row<'_>| -> rusqlite::Result<Cells> {
            // What follows from the rest is worked out again; given by a file it would stand for ever.
            let given = match (r.get::<_, Option<bool>>(3)?, row.state) {
                (Some(true), _) | (_, EnrolmentState::Graduated | EnrolmentState::Withdrawn) => true,
                (by_file, EnrolmentState::Paused) => by_file.is_none(),
                (
                    _,
                    EnrolmentState::Invited
                    | EnrolmentState::KickoffDone
                    | EnrolmentState::Learning
                    | EnrolmentState::Live,
                ) => false,
            };
            Ok(vec![
                ("state", word(given.then(|| row.state.word().to_owned()))),
                ("state_reason", free(r.get(0)?)),
                ("paused_until", r.get::<_, Option<BusinessDate>>(1)?.into()),
                ("state_on", r.get::<_, Option<BusinessDate>>(2)?.into()),
            ])
        };
        let mut cells = self.conn.prepare_cached(&sql)?.query_row([row.id], read)?;
        cells.extend([
            ("trainer", self.person(row.trainer)),
            ("programme", ExportCell::Word(row.programme.clone())),
            ("current_state", ExportCell::Word(row.state.word().to_owned())),
            ("next_no", (row.start_no > 1).then_some(i64::from(row.start_no)).into()),
            ("deadline", row.deadline.into()),
            ("graduation_done", graduated.cloned().map_or(ExportCell::Empty, ExportCell::List)),
        ]);
        let plan: Option<BusinessDate> = self
            .conn
            .prepare_cached(
                "SELECT max(next_judgement_on) FROM support_plan WHERE enrolment_id = ?1 AND deleted_at IS NULL",
            )?
            .query_row([row.id], |r| r.get(0))?;
        cells.push(("plan_on", plan.into()));
        let mut statement = self.conn.prepare_cached(
            "SELECT sent_on, answered_on, score, declined, comment FROM survey_response WHERE enrolment_id = ?1 \
             AND deleted_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1",
        )?;
        let mut rows = statement.query([row.id])?;
        if let Some(r) = rows.next()? {
            let declined = r.get::<_, Option<bool>>(3)? == Some(true);
            let score = if declined { word(Some("declined".to_owned())) } else { number(r.get(2)?) };
            cells.extend([
                ("survey_sent", r.get::<_, Option<BusinessDate>>(0)?.into()),
                ("survey_on", r.get::<_, Option<BusinessDate>>(1)?.into()),
                ("survey_score", score),
                ("survey_comment", free(r.get(4)?)),
            ]);
        }
        Ok(cells)
    }
}

/// The table with a column for every metric that anybody has a target of their own for.
fn with_targets(rows: Vec<(Cells, BTreeMap<String, Decimal>)>, metrics: &[BTreeSet<String>; 2]) -> ExportTable {
    let columns: Vec<&str> = ACCOUNT.into_iter().chain(LEARNER).collect();
    let (cells, own): (Vec<Cells>, Vec<BTreeMap<String, Decimal>>) = rows.into_iter().unzip();
    let mut table = table(ExportKind::Learners, &columns, cells);
    let named = |prefix: &'static str, metrics: &BTreeSet<String>| -> Vec<String> {
        metrics.iter().map(|metric| format!("{prefix}:{metric}")).collect()
    };
    for key in named("target", &metrics[0]).into_iter().chain(named("learner_target", &metrics[1])) {
        for (row, own) in table.rows.iter_mut().zip(&own) {
            row.push(own.get(&key).copied().into());
        }
        table.columns.push(super::column(key));
    }
    table
}

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

fn weekday(number: &str) -> Option<&'static str> {
    WEEKDAYS.get(number.parse::<usize>().ok()?.checked_sub(1)?).copied()
}

/// `3 7` -> Wed, Sun.
fn weekdays(text: Option<String>) -> ExportCell {
    let days: Vec<String> = text.unwrap_or_default().split([',', ' ']).filter_map(weekday).map(str::to_owned).collect();
    if days.is_empty() { ExportCell::Empty } else { ExportCell::List(days) }
}

/// `2 14:00` -> `Tue 14:00`.
fn slot(text: Option<String>) -> ExportCell {
    let told = text.and_then(|text| {
        let (day, time) = text.split_once(' ')?;
        Some(format!("{} {time}", weekday(day)?))
    });
    word(told)
}

/// What nobody but a program reads.
pub(super) fn json(text: Option<String>) -> ExportCell {
    document(text.filter(|text| !text.is_empty()))
}
