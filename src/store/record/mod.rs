//! Recording: a file a subject. Each use case reads what it needs, checks the rules between rows (a person records here;
//! imports and sync skip them), and writes through the transaction.

mod amend;
mod beside;
mod calendar;
mod close;
mod during;
mod enrolment;
mod follow_up;
mod learner;
mod lines;
mod never_held;
mod notes;
mod numbers;
mod people;
mod plan;
mod review;
mod role_play;
mod start;
mod tasks;

pub(super) use amend::still_opens;
pub(super) use during::end_pause;
pub(super) use numbers::further;
pub(super) use plan::{lines, played, script, scripts};
pub(super) use review::codes;

use super::db::Db;
use super::recording::Done;
use super::tx::Tx;
use super::undo::Way;
use crate::domain::Deed;
use crate::request::{Failure, Record};

/// What a use case is in the log.
pub(super) const fn command(record: &Record) -> Deed {
    match record {
        Record::Start { .. } | Record::Switch { .. } | Record::Held { .. } => Deed::Start,
        Record::Wait { .. } => Deed::Wait,
        Record::Mark { .. } => Deed::Mark,
        Record::Homework { .. } => Deed::Homework,
        Record::Rate { .. } => Deed::Rate,
        Record::Comment { .. } => Deed::Comment,
        Record::Note(_) => Deed::Note,
        Record::DeleteNote { .. } => Deed::DeleteNote,
        Record::Amend(_) => Deed::Amend,
        Record::PrivateNote { .. } => Deed::PrivateNote,
        Record::BlackOut { .. } => Deed::BlackOut,
        Record::MoveNote { .. } => Deed::MoveNote,
        Record::Words { .. } => Deed::Words,
        Record::Assign { .. } => Deed::Assign,
        Record::TakeIn { .. } => Deed::TakeIn,
        Record::DropItem { .. } => Deed::DropItem,
        Record::SkipReason { .. } => Deed::SkipReason,
        Record::Pause { .. } | Record::LeaveOut { .. } => Deed::Pause,
        Record::Continue { .. } => Deed::Continue,
        Record::Flag { .. } => Deed::Flag,
        Record::EndFollowUp { .. } => Deed::EndFollowUp,
        Record::Close(_) => Deed::Close,
        Record::Result { .. } => Deed::Result,
        Record::Book { .. } | Record::BookKickoff { .. } => Deed::Book,
        Record::Touch { .. } => Deed::Touch,
        Record::Decide(_) => Deed::Decide,
        Record::CloseDay { .. } => Deed::CloseDay,
        Record::AddLearner { .. } => Deed::AddLearner,
        Record::Learner(form) if form.enrolment.is_some() => Deed::AddLearner,
        Record::Learner(_) => Deed::EditLearner,
        Record::Question { .. } => Deed::Question,
        Record::Undo => Deed::Undo,
        Record::Redo | Record::RedoAction { .. } => Deed::Redo,
        Record::Import(_) => Deed::Import,
        Record::Facts(_) => Deed::Facts,
    }
}

/// Recorded while a 1on1 runs, many times in it.
pub(super) const fn is_in_session(record: &Record) -> bool {
    matches!(
        record,
        Record::Mark { .. }
            | Record::Homework { .. }
            | Record::Rate { .. }
            | Record::Comment { .. }
            | Record::Note(_)
            | Record::Words { .. }
            | Record::Assign { .. }
            | Record::TakeIn { .. }
            | Record::DropItem { .. }
            | Record::SkipReason { .. }
            | Record::Pause { .. }
            | Record::Continue { .. }
            | Record::LeaveOut { .. }
    )
}

/// Undo and redo go another way than recordings.
pub(super) fn way(record: &Record) -> Option<Way> {
    match record {
        Record::Undo => Some(Way::Undo),
        Record::Redo => Some(Way::Redo),
        Record::RedoAction { action } => Some(Way::RedoAction(*action)),
        _ => None,
    }
}

/// Carries out a recording inside the transaction.
pub(super) fn carry_out(
    db: &Db,
    tx: &mut Tx<'_>,
    record: Record,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Done, Failure> {
    match record {
        Record::Start { appointment, session, override_reason } => {
            start::start(db, tx, appointment, session, override_reason)
        }
        Record::Switch { appointment, session, override_reason } => {
            start::switch(db, tx, appointment, session, override_reason)
        }
        Record::Held { appointment, session, override_reason, beside } => {
            start::held(db, tx, (appointment, session), override_reason, beside)
        }
        Record::Wait { appointment } => start::wait(tx, appointment),
        Record::Mark { item, outcome, actual_minutes } => during::mark(db, tx, item, outcome, actual_minutes),
        Record::Homework { homework, state, session } => during::homework(db, tx, homework, state, session),
        Record::Rate { session, role_play, criterion, score } => {
            during::rate(db, tx, session, role_play, &criterion, score)
        }
        Record::Comment { session, role_play, which, text } => role_play::comment(tx, session, role_play, which, &text),
        Record::Note(line) => notes::note(db, tx, line),
        Record::DeleteNote { note } => notes::delete(tx, note),
        Record::Amend(amend) => amend::amend(db, tx, *amend),
        Record::PrivateNote { note, private } => lines::private(tx, note, private),
        Record::BlackOut { note } => lines::black_out(tx, note),
        Record::MoveNote { note, to } => lines::move_to(db, tx, note, to),
        Record::Words { session, item, text } => during::words(db, tx, session, item, &text),
        Record::Assign { session, tasks } => plan::assign(db, tx, session, &tasks),
        Record::TakeIn { session, number } => numbers::take_in(db, tx, session, number),
        Record::DropItem { item, reason } => numbers::drop_item(tx, item, &reason),
        Record::SkipReason { item, reason } => numbers::skip_reason(db, tx, item, &reason),
        Record::Pause { session, pause } => during::pause(tx, session, pause),
        Record::Continue { session } => during::resume(tx, session),
        Record::LeaveOut { appointment, pause, from, to } => during::leave_out(tx, appointment, pause, from, to),
        Record::Flag { scope, id, follow_up, level } => review::flag(db, tx, scope, id, follow_up, level),
        Record::EndFollowUp { scope, id, end, text } => follow_up::end(tx, scope, id, end, &text),
        Record::Close(close) => close::close(db, tx, &close),
        Record::Result { appointment, result, next, new_appointment } => {
            calendar::result(db, tx, appointment, result, next, new_appointment)
        }
        Record::Book { learner, appointment, slot, kind, number, reason } => {
            calendar::book(db, tx, learner, appointment, slot, (kind, number), reason)
        }
        Record::BookKickoff { pharmacy, appointment, slot } => {
            calendar::book_kickoff(db, tx, pharmacy, appointment, slot)
        }
        Record::Touch { touch, scope, id, kind, reached, text, minutes_ago } => {
            review::touch(tx, touch, scope, id, kind, reached, &text, minutes_ago)
        }
        Record::Decide(decide) => review::decide(db, tx, decide),
        Record::CloseDay { date } => review::close_day(tx, date),
        Record::AddLearner { learner, enrolment, pharmacy, name, pharmacy_name } => {
            people::add(db, tx, learner, enrolment, (pharmacy, &pharmacy_name), &name, None)
        }
        Record::Learner(form) => learner::keep(db, tx, &form),
        Record::Question { question, answer } => notes::answer(tx, question, answer),
        Record::Import(request) => super::import::import(db, tx, *request, progress),
        Record::Facts(facts) => people::facts(tx, facts),
        Record::Undo | Record::Redo | Record::RedoAction { .. } => Ok(Done::default()),
    }
}
