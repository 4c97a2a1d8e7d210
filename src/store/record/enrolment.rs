//! What starts, kickoffs and held sessions make of enrolments.

use super::super::db::Db;
use super::super::failure::gone;
use super::super::programmes::rules;
use super::super::rows::{Appointment, Enrolment, Session};
use super::super::tx::{Tx, Value};
use super::super::{history, standing};
use crate::domain::follow_up::projected_sessions;
use crate::domain::standing::Seen;
use crate::domain::transitions::{EnrolmentEvent, change_enrolment};
use crate::domain::{BusinessDate, EnrolmentState, Entity, Id, MetricScope};
use crate::request::Failure;

/// The first session turns `kickoff_done` into `learning`; the version that was begun with is kept for good.
pub(super) fn begin_learning(db: &Db, tx: &mut Tx<'_>, id: Id, date: BusinessDate) -> Result<(), Failure> {
    let enrolment = Enrolment::find(tx.conn(), id)?.ok_or_else(|| gone(Entity::Enrolment))?;
    db.programmes.keep(tx.conn(), &enrolment)?;
    let programme = db.programmes.of_enrolment(tx.conn(), &enrolment, &db.options.lang)?;
    let event = EnrolmentEvent::SessionStarted { on: date };
    if let Some(change) = change_enrolment(enrolment.facts(), &rules(&programme), event) {
        tx.change(Entity::Enrolment, id, &[("state", change.state.into()), ("started_on", date.into())])?;
    }
    Ok(())
}

/// A held session, after which the learner may work with the system (model 3.1). The programme's targets of that day are
/// the learner's.
pub(super) fn go_live(db: &Db, tx: &mut Tx<'_>, enrolment: Id) -> Result<(), Failure> {
    let Some(row) = Enrolment::find(tx.conn(), enrolment)? else { return Ok(()) };
    if row.state != EnrolmentState::Learning {
        return Ok(());
    }
    let programme = db.programmes.of_enrolment(tx.conn(), &row, &db.options.lang)?;
    let today = db.options.zone.business_date(tx.stamp().at);
    let confirmed = match history::pharmacy_of(tx.conn(), enrolment)? {
        Some(pharmacy) => tx.current(Entity::Pharmacy, pharmacy, "go_live_actual")?,
        None => Value::Null,
    };
    let is_live = matches!(confirmed, Value::Text(date) if BusinessDate::parse(&date).is_some_and(|d| d <= today));
    let event = EnrolmentEvent::SessionHeld { is_live, next: history::next_no(db, &row)? };
    let Some(change) = change_enrolment(row.facts(), &rules(&programme), event) else { return Ok(()) };
    tx.change(Entity::Enrolment, enrolment, &[("state", change.state.into())])?;
    for metric in programme.metrics.iter().filter(|m| m.scope == MetricScope::Learner) {
        let Some(target) = metric.target else { continue };
        let basis = metric.basis.clone().unwrap_or_else(|| "provisional".to_owned());
        tx.put(
            Entity::MetricTarget,
            Id::natural(Entity::MetricTarget, &format!("programme:{enrolment}:{}:", metric.id)),
            &[
                ("metric_id", metric.id.clone().into()),
                ("scope", "programme".into()),
                ("scope_id", enrolment.into()),
                ("value", target.to_string().into()),
                ("basis", basis.into()),
                ("valid_from", today.into()),
            ],
        )?;
    }
    Ok(())
}

/// A held kickoff dates the pharmacy and lets its invited learners in.
pub(super) fn kickoff_held(
    db: &Db,
    tx: &mut Tx<'_>,
    session: &Session,
    appointment: &Appointment,
) -> Result<(), Failure> {
    let Some(pharmacy) = session.pharmacy else { return Ok(()) };
    let date = db.options.zone.business_date(appointment.starts_at);
    tx.change(Entity::Pharmacy, pharmacy, &[("kickoff_held", date.into())])?;
    for enrolment in Enrolment::of_pharmacy(tx.conn(), pharmacy)? {
        // Nobody else's programme is asked for.
        if enrolment.state != EnrolmentState::Invited {
            continue;
        }
        let programme = db.programmes.of_enrolment(tx.conn(), &enrolment, &db.options.lang)?;
        let event = EnrolmentEvent::KickoffHeld { on: date };
        let Some(change) = change_enrolment(enrolment.facts(), &rules(&programme), event) else { continue };
        let mut set = vec![("state", Value::from(change.state))];
        if enrolment.deadline.is_none() {
            set.push(("deadline", programme.meta.deadline_days.and(change.deadline()).into()));
        }
        if enrolment.trainer.is_none() {
            set.push(("trainer_id", appointment.trainer.into()));
        }
        tx.change(Entity::Enrolment, enrolment.id, &set)?;
    }
    expect_go_live(db, tx, pharmacy, date)
}

/// The day that the owner is told to expect: the working day after the last session before going live, of the learner who
/// gets there last (model 2.1). What somebody agreed on stays.
fn expect_go_live(db: &Db, tx: &mut Tx<'_>, pharmacy: Id, today: BusinessDate) -> Result<(), Failure> {
    if tx.current(Entity::Pharmacy, pharmacy, "go_live_target")? != Value::Null {
        return Ok(());
    }
    let mut latest = None;
    for row in Enrolment::of_pharmacy(tx.conn(), pharmacy)?.into_iter().filter(|row| row.state.is_active()) {
        let programme = db.programmes.of_enrolment(tx.conn(), &row, &db.options.lang)?;
        let (Some(live), Some(standing), Some(facts)) =
            (programme.live_session(), standing::learner(db, row.learner)?, standing::pharmacy_facts_of(db, row.id)?)
        else {
            continue;
        };
        let ahead = projected_sessions(&Seen::new(&standing, today), &facts, &rules(&programme), &db.work);
        latest = ahead.iter().filter(|s| s.number < live.get()).map(|s| s.date).max().max(latest);
    }
    if let Some(last) = latest {
        tx.change(Entity::Pharmacy, pharmacy, &[("go_live_target", db.work.plus(last, 1).into())])?;
    }
    Ok(())
}

/// Learning begins with the first session that is started: without any other it has not begun.
pub(super) fn undo_learning(db: &Db, tx: &mut Tx<'_>, session: &Session, enrolment: Id) -> Result<(), Failure> {
    let Some(row) = Enrolment::find(tx.conn(), enrolment)? else { return Ok(()) };
    let others: bool = tx
        .conn()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM session WHERE enrolment_id = ?1 AND id <> ?2 AND deleted_at IS NULL)",
        )?
        .query_row((enrolment, session.id), |r| r.get(0))?;
    // Where a file says that it began, another day stands there.
    let here = row.started_on == Some(db.options.zone.business_date(session.started_at));
    if others || !here || row.state != EnrolmentState::Learning {
        return Ok(());
    }
    let programme = db.programmes.of_enrolment(tx.conn(), &row, &db.options.lang)?;
    let on = db.options.zone.business_date(session.started_at);
    let before = super::people::before_learning(tx, &programme, row.learner, on)?;
    tx.change(Entity::Enrolment, enrolment, &[("state", before.state.into()), ("started_on", Value::Null)])?;
    Ok(())
}
