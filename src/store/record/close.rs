//! The wrap-up: a meeting ends, its record is closed, the next one is booked. One action.

use chrono::TimeDelta;
use rusqlite::OptionalExtension;

use super::super::db::Db;
use super::super::failure::gone;
use super::super::minutes::{self, End};
use super::super::recording::Done;
use super::super::rows::{Appointment, Enrolment, Session, SessionItem};
use super::super::tx::{Tx, Value};
use super::super::{history, judge};
use super::numbers::further;
use super::{calendar, during, enrolment, never_held, plan, review};
use crate::domain::transitions::{self};
use crate::domain::{AppointmentKind, AppointmentState, Entity, Extent, HomeworkState, Id, Outcome, Scope};
use crate::programme::{Flag, links};
use crate::request::record::{Close, CloseResult};
use crate::request::{Failure, Refusal};

/// Carries out the whole wrap-up.
pub(super) fn close(db: &Db, tx: &mut Tx<'_>, close: &Close) -> Result<Done, Failure> {
    let session = super::start::open_session(tx, close.session)?;
    let appointment = during::appointment_of(tx, &session)?;
    if let CloseResult::Not(result) = close.result {
        return never_held::undo_start(db, tx, &session, &appointment, result, close);
    }
    if close.confirmed {
        check_complete(tx, &session, &appointment, close.result)?;
    }
    let held = close.result == CloseResult::Held;
    during::end_pause(tx, session.id)?;
    // A clock that was set back since it began takes no minutes away.
    let ended = session.ended_at.unwrap_or(tx.stamp().at).max(session.started_at);
    // A record that stands closed from its start on came from a file.
    let closed = tx.stamp().at.max(session.started_at + TimeDelta::milliseconds(1));
    let end_of = match (close.unmarked, held) {
        (Some(Outcome::Done), _) => End::AllDone,
        (_, true) => End::Finished,
        (_, false) => End::BrokenOff,
    };
    minutes::write(tx, &session, ended, end_of)?;
    // Without any mark it is asked what was done, and a record that is not confirmed was not asked about.
    if close.confirmed || close.unmarked.is_some() || is_marked(tx, session.id)? {
        settle_items(db, tx, &session, &appointment, close.unmarked, held)?;
    }
    if held && close.confirmed {
        settle_homework(db, tx, &session, &appointment, close.unmarked)?;
    }
    plan::set_tasks(db, tx, session.enrolment, session.pharmacy, appointment.id, session.id, &close.tasks)?;
    let actor = tx.stamp().actor;
    let state = if held { AppointmentState::Held } else { AppointmentState::BrokenOff };
    tx.change(Entity::Appointment, appointment.id, &[("state", state.into())])?;
    cover(db, tx, &session, &appointment, held)?;
    let summary = summary(db, tx, &session)?;
    tx.change(
        Entity::Session,
        session.id,
        &[
            ("ended_at", ended.into()),
            ("mood", close.mood.into()),
            ("next_focus", if close.next_focus.is_empty() { Value::Null } else { close.next_focus.clone().into() }),
            ("summary", summary.into()),
            ("confirmed", close.confirmed.into()),
            ("unconfirmed", serde_json::to_string(&close.unconfirmed).unwrap_or_default().into()),
            ("closed_at", close.confirmed.then_some(closed).into()),
            ("closed_by", close.confirmed.then_some(actor).flatten().into()),
        ],
    )?;
    if appointment.kind == AppointmentKind::Kickoff {
        enrolment::kickoff_held(db, tx, &session, &appointment)?;
    }
    let made = match (close.next, session.enrolment) {
        (Some(slot), Some(enrolment)) => Some(book_next(db, tx, &appointment, enrolment, slot, close, held)?),
        (Some(_) | None, _) => None,
    };
    if let Some(enrolment) = session.enrolment {
        if held {
            enrolment::go_live(db, tx, enrolment)?;
        }
        judge::after(db, tx, enrolment, Some(&session))?;
        let learner = Enrolment::find(tx.conn(), enrolment)?.map(|e| e.learner);
        if let Some(learner) = learner {
            set_flag(db, tx, learner, close)?;
        }
    }
    Ok(Done { made, ..Done::default() })
}

fn is_marked(tx: &Tx<'_>, session: Id) -> rusqlite::Result<bool> {
    Ok(SessionItem::of_session(tx.conn(), session)?.iter().any(|row| row.outcome != Outcome::Planned))
}

fn set_flag(db: &Db, tx: &mut Tx<'_>, learner: Id, close: &Close) -> Result<(), Failure> {
    let has = review::open_follow_up(tx, Scope::Learner, learner)?.is_some();
    if has || close.flag.is_some() {
        review::flag(db, tx, Scope::Learner, learner, close.flag_id, close.flag)?;
    }
    Ok(())
}

/// What has to be decided before a record may be closed.
fn check_complete(
    tx: &Tx<'_>,
    session: &Session,
    appointment: &Appointment,
    result: CloseResult,
) -> Result<(), Failure> {
    if let (AppointmentKind::Kickoff, CloseResult::Held, Some(pharmacy)) = (appointment.kind, result, session.pharmacy)
        && super::super::tx::current(tx.conn(), Entity::Pharmacy, pharmacy, "purpose")? == Value::Null
    {
        return Err(Refusal::PurposeMissing.into());
    }
    let open: Option<Id> = tx
        .conn()
        .prepare_cached(
            "SELECT id FROM question WHERE asked_in = ?1 AND state = 'open' AND promised_by IS NULL \
             AND deleted_at IS NULL ORDER BY created_at, id LIMIT 1",
        )?
        .query_row([session.id], |row| row.get(0))
        .optional()?;
    open.map_or(Ok(()), |question| Err(Refusal::QuestionOpen { question }.into()))
}

/// Items that nobody marked: what was asked for at once, else must items of a held session are skipped and carried. The
/// others are dropped by having no outcome; a broken-off session keeps all of them for its next part.
fn settle_items(
    db: &Db,
    tx: &mut Tx<'_>,
    session: &Session,
    appointment: &Appointment,
    unmarked: Option<Outcome>,
    held: bool,
) -> Result<(), Failure> {
    let programme = db.programmes.of_appointment(tx.conn(), appointment, &db.options.lang)?;
    let is_review = |row: &SessionItem| programme.item(&row.item).is_some_and(|found| found.item.is(Flag::Review));
    let rows = SessionItem::of_session(tx.conn(), session.id)?;
    // A further number that nobody came to is not begun: nothing of it is skipped or carried.
    let begun = |number: u8| rows.iter().any(|row| row.number == number && row.outcome != Outcome::Planned);
    let idle: Vec<u8> = further(&rows, appointment.number).into_iter().filter(|number| !begun(*number)).collect();
    for row in rows {
        // The review row takes its outcome from the homework; without any it says none and has no outcome.
        if row.outcome != Outcome::Planned || is_review(&row) {
            continue;
        }
        let outcome = match unmarked {
            Some(Outcome::Done) => Some(Outcome::Done),
            _ if row.carried_from.is_none() && idle.contains(&row.number) => None,
            _ if held => transitions::at_finish(row.outcome, row.must),
            _ => None,
        };
        if let Some(outcome) = outcome {
            let said = row.must && outcome == Outcome::Done;
            tx.change(Entity::SessionItem, row.id, &[("outcome", outcome.into()), ("said", said.into())])?;
        }
    }
    Ok(())
}

/// Still assigned when the held session's record closes = missing (model 3.4); who said that all was done means the
/// homework, too, and with it the item that looks at it. A record that is not confirmed is not closed: the trainer has yet
/// to say what came.
fn settle_homework(
    db: &Db,
    tx: &mut Tx<'_>,
    session: &Session,
    appointment: &Appointment,
    unmarked: Option<Outcome>,
) -> Result<(), Failure> {
    if appointment.kind != AppointmentKind::Session {
        return Ok(());
    }
    for homework in history::homework_to_look_at(db, session)? {
        let own = homework.enrolment.is_some();
        let state = match (homework.state, unmarked) {
            (HomeworkState::Assigned, Some(Outcome::Done)) => HomeworkState::Reviewed,
            (state, _) => transitions::close_homework(state, AppointmentState::Held),
        };
        if own && state != homework.state {
            during::homework(db, tx, homework.id, state, session.id)?;
        }
    }
    Ok(())
}

/// Which numbers this meeting covered, and how far (model 2.7).
pub(super) fn cover(
    db: &Db,
    tx: &mut Tx<'_>,
    session: &Session,
    appointment: &Appointment,
    held: bool,
) -> Result<(), Failure> {
    let (AppointmentKind::Session, Some(enrolment)) = (appointment.kind, session.enrolment) else { return Ok(()) };
    for (number, extent) in history::closing_coverage(db, tx.conn(), session, appointment, enrolment, held)? {
        let id = Id::natural(Entity::Coverage, &format!("{}:{number}", session.id));
        tx.put(
            Entity::Coverage,
            id,
            &[
                ("session_id", session.id.into()),
                ("session_no", number.into()),
                ("part", session.part.into()),
                ("extent", Extent::into(extent)),
            ],
        )?;
    }
    Ok(())
}

/// One line of what happened, in the marks of the screen: it needs no language.
pub(super) fn summary(db: &Db, tx: &Tx<'_>, session: &Session) -> Result<String, Failure> {
    let rows = SessionItem::of_session(tx.conn(), session.id)?;
    let count = |outcome| rows.iter().filter(|r| r.outcome == outcome).count();
    let marks: [(Outcome, &str, &str); 4] = [
        (Outcome::Done, "済", "done"),
        (Outcome::Partly, "半", "partly"),
        (Outcome::Stuck, "詰", "stuck"),
        (Outcome::Skipped, "飛", "skipped"),
    ];
    let japanese = db.options.lang == "ja";
    let parts: Vec<String> = marks
        .iter()
        .map(|(outcome, ja, en)| format!("{} {}", if japanese { ja } else { en }, count(*outcome)))
        .collect();
    let stuck: Vec<String> =
        rows.iter().filter(|r| r.outcome == Outcome::Stuck).map(|r| links::plain(&r.text)).collect();
    let mut text = parts.join(if japanese { "　" } else { ", " });
    for item in stuck {
        text.push_str(if japanese { "　詰: " } else { "; stuck: " });
        text.push_str(&item);
    }
    // At most 400 characters (model 2.3).
    Ok(text.chars().take(400).collect())
}

fn book_next(
    db: &Db,
    tx: &mut Tx<'_>,
    appointment: &Appointment,
    enrolment: Id,
    slot: crate::request::record::Slot,
    close: &Close,
    held: bool,
) -> Result<Id, Failure> {
    if !held {
        return calendar::follow(db, tx, appointment, slot, close.new_appointment, appointment.number, false);
    }
    let row = Enrolment::find(tx.conn(), enrolment)?.ok_or_else(|| gone(Entity::Enrolment))?;
    let number = match close.next_number {
        Some(number) => Some(number),
        None => history::next_no(db, &row)?,
    };
    if let Some(number) = number
        && let Some(booked) = Appointment::open(tx.conn(), enrolment, number)?
    {
        // It was booked before the record was closed: it stays, or moves to the slot that was chosen now.
        if booked.starts_at == db.options.zone.instant(slot.start) {
            return Ok(booked.id);
        }
        tx.change(Entity::Appointment, booked.id, &[("state", AppointmentState::Rescheduled.into())])?;
        return calendar::follow(db, tx, &booked, slot, close.new_appointment, Some(number), true);
    }
    let trainer = row.trainer.or(appointment.trainer);
    calendar::book_for(db, tx, &row, trainer, close.new_appointment, slot, AppointmentKind::Session, number)?;
    Ok(close.new_appointment)
}
