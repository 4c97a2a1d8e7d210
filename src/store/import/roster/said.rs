//! What rows of one pharmacy or one learner say: they may not say two different things.

use std::collections::HashMap;

use crate::domain::Decimal;
use crate::request::import::{MetricCell, RosterRow};

/// A column, and what a row says in it, comparable.
type Column = (&'static str, fn(&RosterRow) -> Option<String>);

macro_rules! told {
    ($($column:literal => $($field:ident).+),+ $(,)?) => {
        &[$(($column, |row: &RosterRow| row.$($field).+.as_ref().map(|value| format!("{value:?}")))),+]
    };
}

/// What is the pharmacy's: every row of one says the same.
pub(super) const OF_PHARMACY: &[Column] = told![
    "pharmacy_kana" => pharmacy_kana, "owner" => owner, "owner_kana" => owner_kana, "contract_date" => contract_date,
    "device_due" => device_due, "device_installed" => device_installed, "go_live_target" => go_live_target,
    "go_live_actual" => go_live_actual, "kickoff_date" => kickoff_date, "kickoff_held" => kickoff_held, "flow" => flow,
    "purpose" => purpose, "touch_model" => touch_model, "cohort" => cohort, "usm" => usm,
    "closed_weekdays" => closed_weekdays, "takes_precedence" => takes_precedence,
];

/// What is the learner's: a second row of one says nothing else.
pub(super) const OF_LEARNER: &[Column] = told![
    "learner_id" => who.learner_id, "learner" => who.learner, "learner_kana" => who.learner_kana,
    "pharmacy" => who.pharmacy, "job" => job, "trainer" => trainer, "programme" => programme, "state" => state,
    "state_on" => state_on, "state_reason" => state_reason, "paused_until" => paused_until, "next_no" => next_no,
    "slot" => slot, "meeting_url" => meeting_url, "deadline" => deadline, "plan_on" => plan_on,
    "graduation_done" => graduation_done, "survey_sent" => survey_sent, "survey_on" => survey_on,
    "survey_score" => survey_score, "survey_comment" => survey_comment,
];

/// What rows of one subject said so far, with the row that said it first.
#[derive(Default)]
pub(super) struct Said<'r> {
    columns: HashMap<&'static str, (usize, String)>,
    /// Own targets by heading.
    targets: HashMap<&'r str, (usize, Decimal)>,
}

impl<'r> Said<'r> {
    /// The column in which `row` says something else than an earlier row, and that row.
    pub(super) fn against(
        &self,
        row: &RosterRow,
        columns: &[Column],
        targets: &[MetricCell],
    ) -> Option<(String, usize)> {
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
    pub(super) fn is_new(&self, row: &RosterRow, columns: &[Column], targets: &[MetricCell]) -> bool {
        columns.iter().any(|(column, read)| !self.columns.contains_key(column) && read(row).is_some())
            || targets.iter().any(|cell| !self.targets.contains_key(cell.column.as_str()))
    }

    pub(super) fn hear(&mut self, row: &'r RosterRow, columns: &[Column], targets: &'r [MetricCell]) {
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
