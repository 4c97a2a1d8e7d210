//! What happens in a running session: outcomes, ratings, homework of last time, typed words, pauses.

use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension;

use super::super::db::Db;
use super::super::failure::gone;
use super::super::recording::Done;
use super::super::rows::{Appointment, Homework, Session, SessionItem};
use super::super::tx::{Tx, Value};
use super::super::{history, live};
use super::plan;
use super::start::open_session;
use crate::domain::transitions::{self, HomeworkEvent};
use crate::domain::{AppointmentKind, Entity, HomeworkState, Id, Outcome, SessionRef};
use crate::programme::Flag;
use crate::request::{Failure, Refusal};

/// The longest text of a field, in bytes.
const LONGEST: usize = 1 << 20;

/// The outcome of an item.
pub(super) fn mark(
    db: &Db,
    tx: &mut Tx<'_>,
    item: Id,
    outcome: Outcome,
    minutes: Option<u32>,
) -> Result<Done, Failure> {
    let row = SessionItem::find(tx.conn(), item)?.ok_or_else(|| gone(Entity::SessionItem))?;
    let session = open_session(tx, row.session)?;
    // Said = gone through: a must item that was skipped was not said.
    let said = row.must && !matches!(outcome, Outcome::Planned | Outcome::Skipped);
    let mut set = vec![("outcome", Value::from(outcome)), ("said", Value::from(said))];
    if row.note.is_some() && row.outcome != outcome {
        // It is gone on with after all: why it was dropped is no longer true.
        set.push(("note", Value::Null));
    }
    if minutes.is_some() {
        set.push(("actual_minutes", minutes.into()));
    }
    tx.change(Entity::SessionItem, item, &set)?;
    let appointment = appointment_of(tx, &session)?;
    if row.outcome != outcome {
        plan::follow_branches(db, tx, &appointment, &row, outcome)?;
        tick_graduation(db, tx, &session, &row, outcome)?;
    }
    Ok(Done::default())
}

/// An item of the graduation check that is done is done for the graduation, too.
pub(super) fn tick_graduation(
    db: &Db,
    tx: &mut Tx<'_>,
    session: &Session,
    row: &SessionItem,
    outcome: Outcome,
) -> Result<(), Failure> {
    let (crate::domain::Section::Graduation, Some(enrolment)) = (row.section, session.enrolment) else { return Ok(()) };
    let id = Id::natural(Entity::GraduationItem, &format!("{enrolment}:{}", row.item));
    let done_on = (outcome == Outcome::Done).then(|| db.options.zone.business_date(tx.stamp().at));
    tx.put(
        Entity::GraduationItem,
        id,
        &[("enrolment_id", enrolment.into()), ("item_id", row.item.clone().into()), ("done_on", done_on.into())],
    )?;
    Ok(())
}

/// The homework of last time; the `review` item takes its outcome from it. What comes late is of an earlier session, and
/// the review item of this one stays as it is.
pub(super) fn homework(db: &Db, tx: &mut Tx<'_>, id: Id, state: HomeworkState, session: Id) -> Result<Done, Failure> {
    let session = open_session(tx, session)?;
    if let Some((row, outcome)) = looked(db, tx, &session, id, state)? {
        plan::follow_branches(db, tx, &appointment_of(tx, &session)?, &row, outcome)?;
    }
    Ok(Done::default())
}

/// The same of a session that is open or closed. Answers the review item as it was, with its new outcome, where that is
/// another one.
pub(super) fn looked(
    db: &Db,
    tx: &mut Tx<'_>,
    session: &Session,
    id: Id,
    state: HomeworkState,
) -> Result<Option<(SessionItem, Outcome)>, Failure> {
    let found = look_at(db, tx, session, id, state)?;
    if found != HomeworkState::Assigned {
        return Ok(None);
    }
    let rows = SessionItem::of_session(tx.conn(), session.id)?;
    let appointment = appointment_of(tx, session)?;
    let programme = db.programmes.of_appointment(tx.conn(), &appointment, &db.options.lang)?;
    let script = plan::script(&programme, &appointment);
    let review = script.and_then(|s| plan::lines(s).find(|(_, i)| i.flags.contains(&Flag::Review)));
    if let Some(row) = review.and_then(|(_, item)| rows.into_iter().find(|r| r.item == item.id)) {
        let outcome = transitions::review_outcome(state);
        tx.change(
            Entity::SessionItem,
            row.id,
            &[("outcome", outcome.into()), ("said", (outcome == Outcome::Done).into())],
        )?;
        if row.outcome != outcome {
            return Ok(Some((row, outcome)));
        }
    }
    Ok(None)
}

/// Sets the state of a homework that this session looks at, beginning from the state in which it found it, which is the
/// answer: a second mark corrects the first one and is no step of its own.
pub(super) fn look_at(
    db: &Db,
    tx: &mut Tx<'_>,
    session: &Session,
    id: Id,
    state: HomeworkState,
) -> Result<HomeworkState, Failure> {
    let row = Homework::find(tx.conn(), id)?.ok_or_else(|| gone(Entity::Homework))?;
    let found = history::state_found(&row, session);
    let event = match state {
        HomeworkState::Submitted => Some(HomeworkEvent::HandIn { late: false }),
        HomeworkState::Reviewed => Some(HomeworkEvent::Review),
        HomeworkState::Missing => Some(HomeworkEvent::Miss),
        HomeworkState::Waived => Some(HomeworkEvent::Waive),
        HomeworkState::Assigned => None,
    };
    let refused = || Refusal::Homework { is: found };
    let late = if state == found {
        false
    } else {
        let change = transitions::change_homework(found, event.ok_or_else(refused)?).map_err(|_| refused())?;
        change.late.unwrap_or(false)
    };
    let mut set = vec![("state", Value::from(state))];
    // What was handed in before keeps the day on which it was.
    if found != HomeworkState::Submitted {
        let handed_in = matches!(state, HomeworkState::Submitted | HomeworkState::Reviewed);
        // What is said of a session that is over was so when it ended.
        let at = session.ended_at.unwrap_or(tx.stamp().at);
        set.push(("submitted_at", handed_in.then_some(at).into()));
        set.push(("late", late.into()));
    }
    // What was decided before stays due in the session that decided it.
    if found == HomeworkState::Assigned {
        let date = db.options.zone.business_date(session.started_at);
        let decided = state != HomeworkState::Assigned;
        set.push(("decided_on", decided.then_some(date).into()));
        set.push(("decided_in", decided.then_some(session.id).into()));
    }
    tx.change(Entity::Homework, id, &set)?;
    Ok(found)
}

/// One criterion of the running attempt.
pub(super) fn rate(
    db: &Db,
    tx: &mut Tx<'_>,
    session: Id,
    role_play: Id,
    criterion: &str,
    score: u8,
) -> Result<Done, Failure> {
    let session = open_session(tx, session)?;
    score_it(db, tx, &session, role_play, criterion, score)
}

/// The same of a session that is open or closed.
pub(super) fn score_it(
    db: &Db,
    tx: &mut Tx<'_>,
    session: &Session,
    role_play: Id,
    criterion: &str,
    score: u8,
) -> Result<Done, Failure> {
    if !(1..=4).contains(&score) {
        return Err(Refusal::NotFound { what: "score", name: score.to_string() }.into());
    }
    attempt(tx, session, role_play)?;
    let id = Id::natural(Entity::RolePlayRating, &format!("{role_play}:{criterion}"));
    tx.put(
        Entity::RolePlayRating,
        id,
        &[("role_play_id", role_play.into()), ("criterion_id", criterion.into()), ("score", score.into())],
    )?;
    sum_up(db, tx, session, role_play)?;
    Ok(Done::default())
}

/// The row of an attempt; the first word about a new one makes it.
pub(super) fn attempt(tx: &mut Tx<'_>, session: &Session, role_play: Id) -> Result<(), Failure> {
    if super::super::tx::deleted(tx.conn(), Entity::RolePlay, role_play)?.is_some() {
        return Ok(());
    }
    let attempts: u32 = tx
        .conn()
        .prepare_cached("SELECT count(*) FROM role_play WHERE session_id = ?1 AND deleted_at IS NULL")?
        .query_row([session.id], |row| row.get(0))?;
    let set = [("session_id", session.id.into()), ("attempt", (attempts + 1).into())];
    tx.create(Entity::RolePlay, role_play, &set)?;
    Ok(())
}

/// Mean and result of an attempt follow from its ratings.
fn sum_up(db: &Db, tx: &mut Tx<'_>, session: &Session, role_play: Id) -> Result<(), Failure> {
    let scores: Vec<(String, u8)> = tx
        .conn()
        .prepare_cached(
            "SELECT criterion_id, score FROM role_play_rating WHERE role_play_id = ?1 AND deleted_at IS NULL \
             AND score IS NOT NULL",
        )?
        .query_map([role_play], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let appointment = appointment_of(tx, session)?;
    let programme = db.programmes.of_appointment(tx.conn(), &appointment, &db.options.lang)?;
    let rows = SessionItem::of_session(tx.conn(), session.id)?;
    let scripts = plan::scripts(&programme, &appointment, &rows);
    let mut criteria = scripts.iter().flat_map(|script| &script.role_play.criteria);
    let failed = criteria.any(|c| c.must && scores.iter().any(|(id, score)| *id == c.id && *score < 2));
    let values: Vec<u8> = scores.iter().map(|(_, score)| *score).collect();
    let (mean, result) =
        crate::domain::role_play::sum_up(&values, failed, programme.rubric.pass_mean, programme.rubric.low_mean);
    tx.change(
        Entity::RolePlay,
        role_play,
        &[("mean", mean.into()), ("result", result.map(crate::domain::role_play::RolePlayResult::word).into())],
    )?;
    Ok(())
}

/// The words that an item flagged `purpose` or `goal` asks for.
pub(super) fn words(db: &Db, tx: &mut Tx<'_>, session: Id, item: Id, text: &str) -> Result<Done, Failure> {
    if text.len() > LONGEST {
        return Err(Refusal::TooLong { max: LONGEST }.into());
    }
    let session = open_session(tx, session)?;
    let row = SessionItem::find(tx.conn(), item)?.ok_or_else(|| gone(Entity::SessionItem))?;
    let appointment = appointment_of(tx, &session)?;
    let programme = db.programmes.of_appointment(tx.conn(), &appointment, &db.options.lang)?;
    let no = match appointment.kind {
        AppointmentKind::Kickoff => programme.session(SessionRef::Kickoff),
        _ => plan::script(&programme, &appointment),
    };
    let flags = no
        .and_then(|s| plan::lines(s).find(|(_, i)| i.id == row.item))
        .or_else(|| plan::find(&programme, &row.item).map(|(_, section, item)| (section, item)))
        .map(|(_, i)| i.flags.clone())
        .unwrap_or_default();
    let value = if text.trim().is_empty() { Value::Null } else { Value::from(text) };
    if flags.contains(&Flag::Purpose) {
        match (appointment.kind, session.pharmacy, session.enrolment) {
            (AppointmentKind::Kickoff, Some(pharmacy), _) => {
                tx.change(Entity::Pharmacy, pharmacy, &[("purpose", value)])?;
            }
            (_, _, Some(enrolment)) => {
                tx.change(Entity::Enrolment, enrolment, &[("purpose_words", value)])?;
            }
            _ => {}
        }
    } else if let (true, Some(enrolment)) = (flags.contains(&Flag::Goal), session.enrolment) {
        tx.change(Entity::Enrolment, enrolment, &[("goal_sentence", value)])?;
    }
    Ok(Done::default())
}

/// The clock stands: a question, or a customer at the counter.
pub(super) fn pause(tx: &mut Tx<'_>, session: Id, pause: Id) -> Result<Done, Failure> {
    let session = open_session(tx, session)?;
    if open_pause(tx, session.id)?.is_none() {
        let at = tx.stamp().at;
        tx.create(Entity::Pause, pause, &[("session_id", session.id.into()), ("from_at", at.into())])?;
    }
    Ok(Done::default())
}

/// The clock runs again. Only one does: whichever else ran is set aside.
pub(super) fn resume(tx: &mut Tx<'_>, session: Id) -> Result<Done, Failure> {
    let session = open_session(tx, session)?;
    live::set_others_aside(tx, Some(session.id))?;
    end_pause(tx, session.id)?;
    Ok(Done::default())
}

/// A stretch that does not count, as a pause that is over: at most what the session has of it, and nothing while the clock
/// stands anyway.
pub(super) fn leave_out(
    tx: &mut Tx<'_>,
    appointment: Id,
    pause: Id,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Done, Failure> {
    let session = Session::of_appointment(tx.conn(), appointment)?.ok_or_else(|| gone(Entity::Session))?;
    let session = open_session(tx, session.id)?;
    let (from, to) = (from.max(session.started_at), to.min(session.ended_at.unwrap_or(tx.stamp().at)));
    if to > from && open_pause(tx, session.id)?.is_none() {
        tx.create(
            Entity::Pause,
            pause,
            &[
                ("session_id", session.id.into()),
                ("from_at", from.into()),
                ("to_at", to.into()),
                ("reason", "asleep".into()),
            ],
        )?;
    }
    Ok(Done::default())
}

/// Ends a pause that still runs.
pub(in crate::store) fn end_pause(tx: &mut Tx<'_>, session: Id) -> Result<(), Failure> {
    if let Some(pause) = open_pause(tx, session)? {
        let at = tx.stamp().at;
        tx.change(Entity::Pause, pause, &[("to_at", at.into())])?;
    }
    Ok(())
}

fn open_pause(tx: &Tx<'_>, session: Id) -> rusqlite::Result<Option<Id>> {
    tx.conn()
        .prepare_cached("SELECT id FROM pause WHERE session_id = ?1 AND to_at IS NULL AND deleted_at IS NULL LIMIT 1")?
        .query_row([session], |row| row.get(0))
        .optional()
}

/// The appointment of a session.
pub(super) fn appointment_of(tx: &Tx<'_>, session: &Session) -> Result<Appointment, Failure> {
    Appointment::find(tx.conn(), session.appointment)?.ok_or_else(|| gone(Entity::Appointment))
}
