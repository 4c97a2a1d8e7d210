//! What completes a row once all its cells are read: what it cannot do without, and what does not go together.

use crate::domain::{AppointmentKind, AppointmentState};
use crate::request::import::{
    HistoryKind, MetricCell, Naming, ProblemKind, ReadingRow, RosterRow, ScheduleRow, SessionRow, Shape,
};

use super::cells::Flaws;
use super::columns::ReadingDraft;

fn names_learner(who: &Naming) -> bool {
    who.learner.is_some() || who.learner_id.is_some()
}

pub(super) fn roster(mut row: RosterRow, at: usize, flaws: &mut Flaws) -> RosterRow {
    row.row = at;
    flaws.require("learner", row.who.learner.is_some());
    row
}

pub(super) fn schedule(mut row: ScheduleRow, at: usize, flaws: &mut Flaws) -> ScheduleRow {
    row.row = at;
    flaws.require("date", row.date.is_some());
    flaws.require("start", row.start.is_some());
    if let Some(kind) = meeting_kind(row.kind, row.number.as_slice(), flaws) {
        row.kind = Some(kind);
    }
    if row.kind == Some(AppointmentKind::Kickoff) {
        row.number = None;
        flaws.require("pharmacy", row.who.pharmacy.is_some() || names_learner(&row.who));
    } else {
        flaws.require("learner", names_learner(&row.who));
    }
    row
}

/// A row with `K` is a kickoff, and a kickoff has no other number.
fn meeting_kind(kind: Option<AppointmentKind>, numbers: &[u8], flaws: &mut Flaws) -> Option<AppointmentKind> {
    let kickoff = numbers.first() == Some(&0);
    match kind {
        None | Some(AppointmentKind::Session) if kickoff => Some(AppointmentKind::Kickoff),
        Some(AppointmentKind::Kickoff) if !kickoff && !numbers.is_empty() => {
            flaws.problems.push(("session_no", ProblemKind::NotA(Shape::Kickoff)));
            None
        }
        Some(AppointmentKind::Extra | AppointmentKind::Support | AppointmentKind::FollowUpCall) if kickoff => {
            flaws.problems.push(("session_no", ProblemKind::NotA(Shape::Number)));
            None
        }
        kind => kind,
    }
}

pub(super) fn sessions(mut row: SessionRow, at: usize, flaws: &mut Flaws) -> SessionRow {
    row.row = at;
    flaws.require("date", row.date.is_some());
    match row.kind {
        Some(HistoryKind::Call) => call(&mut row, flaws),
        None | Some(HistoryKind::Appointment(_)) => meeting(&mut row, flaws),
    }
    row
}

fn call(row: &mut SessionRow, flaws: &mut Flaws) {
    flaws.require("learner", names_learner(&row.who) || row.who.pharmacy.is_some());
    row.numbers.clear();
    drop_record(row, flaws);
}

fn meeting(row: &mut SessionRow, flaws: &mut Flaws) {
    let given = match row.kind {
        Some(HistoryKind::Appointment(kind)) => Some(kind),
        Some(HistoryKind::Call) | None => None,
    };
    let kind = meeting_kind(given, &row.numbers, flaws);
    row.kind = kind.map(HistoryKind::Appointment);
    if kind == Some(AppointmentKind::Kickoff) {
        row.numbers.clear();
        flaws.require("pharmacy", row.who.pharmacy.is_some() || names_learner(&row.who));
        flaws.unused("homework", row.homework.take().is_some());
    } else {
        flaws.require("learner", names_learner(&row.who));
    }
    if !row.result.unwrap_or(AppointmentState::Held).is_met() {
        drop_record(row, flaws);
    }
    let outcomes = [&row.done, &row.partly, &row.stuck, &row.skipped];
    for (n, column) in ["done", "partly", "stuck", "skipped"].into_iter().enumerate() {
        if outcomes[n].iter().any(|id| outcomes[..n].iter().any(|earlier| earlier.contains(id))) {
            flaws.problems.push((column, ProblemKind::TwoOutcomes));
        }
    }
}

/// What is not the record of a meeting has no use for what only a record holds.
fn drop_record(row: &mut SessionRow, flaws: &mut Flaws) {
    flaws.unused("mood", row.mood.take().is_some());
    flaws.unused("role_play", !std::mem::take(&mut row.role_play).is_empty());
    flaws.unused("homework", row.homework.take().is_some());
    for (column, ids) in
        [("done", &mut row.done), ("partly", &mut row.partly), ("stuck", &mut row.stuck), ("skipped", &mut row.skipped)]
    {
        flaws.unused(column, !std::mem::take(ids).is_empty());
    }
}

pub(super) fn readings(draft: ReadingDraft, at: usize, flaws: &mut Flaws) -> ReadingRow {
    let ReadingDraft { mut row, metric, figure } = draft;
    row.row = at;
    flaws.require("period_end", row.period_end.is_some());
    flaws.require("learner", names_learner(&row.who) || row.who.pharmacy.is_some());
    match (metric, figure) {
        (Some(metric), Some(figure)) => row.values.push(MetricCell { metric, figure, column: "value".to_owned() }),
        (None, Some(_)) => flaws.require("metric", false),
        // A metric without a figure is a row prepared for later.
        (Some(_) | None, None) => {}
    }
    row
}
