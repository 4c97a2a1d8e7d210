//! One learner as the form has it: added with all that was typed, or put right.

use rusqlite::OptionalExtension;

use super::super::db::Db;
use super::super::failure::gone;
use super::super::recording::Done;
use super::super::rows::Enrolment;
use super::super::staff;
use super::super::tx::{Tx, Value, deleted};
use super::people;
use crate::domain::{AppointmentState, Entity, Id, StaffRole};
use crate::request::record::LearnerForm;
use crate::request::{Failure, Refusal, Who};
use crate::text::fold::fold;
use crate::text::mask::Private;

/// Adds a learner when the form has an enrolment to make, else changes the one that is there.
pub(super) fn keep(db: &Db, tx: &mut Tx<'_>, form: &LearnerForm) -> Result<Done, Failure> {
    let learner = form.learner;
    let made = match form.enrolment {
        Some(enrolment) => {
            let programme = form.programme.as_deref();
            people::add(db, tx, learner, enrolment, (form.pharmacy, &form.pharmacy_name), &form.name, programme)?;
            Some(learner)
        }
        None if deleted(tx.conn(), Entity::Learner, learner)? != Some(false) => return Err(gone(Entity::Learner)),
        None => {
            let pharmacy = moved_to(tx, form)?;
            refuse_namesake(tx, form, pharmacy)?;
            tx.change(
                Entity::Learner,
                learner,
                &[("name", form.name.as_str().into()), ("pharmacy_id", pharmacy.into())],
            )?;
            None
        }
    };
    let slot = form.slot.map(|(weekday, time)| format!("{weekday} {}", time.format("%H:%M")));
    let set = [
        ("kana", text(&form.kana)),
        ("job", form.job.into()),
        ("preferred_slot", slot.into()),
        ("meeting_url", text(&form.meeting_url)),
    ];
    tx.change(Entity::Learner, learner, &set)?;
    // Whoever adds a learner and names nobody is the trainer.
    match form.enrolment.filter(|_| form.trainer.is_empty()) {
        None => trainer(db, tx, form)?,
        Some(enrolment) if tx.stamp().actor.is_none() => {
            if let Some(me) = sits_here(db, tx, form)? {
                tx.change(Entity::Enrolment, enrolment, &[("trainer_id", me.into())])?;
            }
        }
        Some(_) => {}
    }
    Ok(Done { made, ..Done::default() })
}

/// A text of the form; an empty one is none.
fn text(typed: &str) -> Value {
    (!typed.is_empty()).then_some(typed).into()
}

/// The pharmacy that the form names: another one that is known, else the learner's own, whose name is put right.
fn moved_to(tx: &mut Tx<'_>, form: &LearnerForm) -> Result<Id, Failure> {
    let own = match tx.current(Entity::Learner, form.learner, "pharmacy_id")? {
        Value::Ref(own) => Some(own),
        Value::Null | Value::Text(_) | Value::Int(_) => None,
    };
    let folded = fold(&form.pharmacy_name);
    let known: Vec<Id> = tx
        .conn()
        .prepare_cached("SELECT id FROM pharmacy WHERE folded = ?1 AND deleted_at IS NULL ORDER BY id")?
        .query_map([&folded], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let name = [("name", Value::from(form.pharmacy_name.as_str()))];
    match (own, known.first()) {
        // The same name, perhaps written in another way.
        (Some(own), found) if found.is_none() || known.contains(&own) => {
            tx.change(Entity::Pharmacy, own, &name)?;
            Ok(own)
        }
        (_, Some(other)) => Ok(*other),
        (_, None) => {
            let set = [name[0].clone(), ("touch_model", "high".into()), ("regime", "new".into())];
            tx.create(Entity::Pharmacy, form.pharmacy, &set)?;
            Ok(form.pharmacy)
        }
    }
}

/// Files name people by name and pharmacy: nothing could tell two of one name apart.
fn refuse_namesake(tx: &Tx<'_>, form: &LearnerForm, pharmacy: Id) -> Result<(), Failure> {
    let same: Option<(Id, String)> = tx
        .conn()
        .prepare_cached(
            "SELECT id, name FROM learner WHERE pharmacy_id = ?1 AND folded = ?2 AND id <> ?3 AND deleted_at IS NULL LIMIT 1",
        )?
        .query_row((pharmacy, fold(&form.name), form.learner), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((same, name)) = same else { return Ok(()) };
    let refusal = Refusal::AlreadyThere {
        learner: Private::learner(same.0.as_u128(), name),
        pharmacy: Private::pharmacy(pharmacy.0.as_u128(), form.pharmacy_name.clone()),
    };
    Err(refusal.into())
}

/// Who leads the learner, and with the learner the 1on1s that are booked.
fn trainer(db: &Db, tx: &mut Tx<'_>, form: &LearnerForm) -> Result<(), Failure> {
    let enrolment = Enrolment::newest(tx.conn(), form.learner)?.ok_or_else(|| gone(Entity::Enrolment))?;
    let before = enrolment.trainer;
    let now = match form.trainer.as_str() {
        "" => None,
        name => Some(named(db, tx, name, before, enrolment.id, form.staff)?),
    };
    if now == before {
        return Ok(());
    }
    tx.change(Entity::Enrolment, enrolment.id, &[("trainer_id", now.into())])?;
    let open: Vec<Id> = tx
        .conn()
        .prepare_cached(
            "SELECT id FROM appointment WHERE enrolment_id = ?1 AND state = ?2 AND trainer_id IS ?3 AND deleted_at IS NULL",
        )?
        .query_map((enrolment.id, AppointmentState::Scheduled.word(), before), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for appointment in open {
        tx.change(Entity::Appointment, appointment, &[("trainer_id", now.into())])?;
    }
    Ok(())
}

/// Who sits here where nobody has said so: whom the configuration names, or a first trainer without a name. Beside learners
/// whom nobody leads there is none: everybody's are shown then, and a trainer would hide them.
fn sits_here(db: &Db, tx: &mut Tx<'_>, form: &LearnerForm) -> Result<Option<Id>, Failure> {
    let name = match staff::resolve(db, &Who::Me) {
        Ok(Some(me)) => return Ok(Some(me)),
        Ok(None) => {
            let of_nobody: bool = tx
                .conn()
                .prepare_cached(
                    "SELECT EXISTS (SELECT 1 FROM enrolment WHERE trainer_id IS NULL AND learner_id <> ?1 AND deleted_at IS NULL)",
                )?
                .query_row([form.learner], |row| row.get(0))?;
            if of_nobody || staff::has_trainer(db)? {
                return Ok(None);
            }
            staff::myself(&db.options.lang).to_owned()
        }
        Err(Failure::Refused(Refusal::NotFound { name, .. })) => name,
        Err(failure) => return Err(failure),
    };
    new_trainer(tx, form.staff, &name)?;
    Ok(Some(form.staff))
}

fn new_trainer(tx: &mut Tx<'_>, id: Id, name: &str) -> rusqlite::Result<()> {
    tx.create(Entity::Staff, id, &[("name", name.into()), ("role", StaffRole::Ustr.into()), ("active", true.into())])
}

/// A member of the team by kana or name. A new name of somebody who leads nobody else is that one's name put right; of
/// anybody else it is one more.
fn named(db: &Db, tx: &mut Tx<'_>, name: &str, before: Option<Id>, enrolment: Id, new: Id) -> Result<Id, Failure> {
    match staff::named(db, name) {
        Err(Failure::Refused(Refusal::NotFound { .. })) => {}
        found => return found,
    }
    if let Some(me) = tx.stamp().actor.filter(|_| staff::is_myself(name)) {
        return Ok(me);
    }
    if let Some(before) = before {
        // Whoever had no name yet has one now, whomever else they lead.
        let nameless =
            matches!(tx.current(Entity::Staff, before, "name")?, Value::Text(name) if staff::is_myself(&name));
        let leads_others: bool = tx
            .conn()
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM enrolment WHERE trainer_id = ?1 AND id <> ?2 AND deleted_at IS NULL) \
                 OR EXISTS (SELECT 1 FROM appointment WHERE trainer_id = ?1 AND enrolment_id IS NOT ?2 AND deleted_at IS NULL) \
                 OR EXISTS (SELECT 1 FROM pharmacy WHERE usm_id = ?1 AND deleted_at IS NULL)",
            )?
            .query_row((before, enrolment), |row| row.get(0))?;
        if nameless || !leads_others {
            tx.change(Entity::Staff, before, &[("name", name.into())])?;
            return Ok(before);
        }
    }
    new_trainer(tx, new, name)?;
    Ok(new)
}
