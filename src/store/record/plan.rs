//! What a session plans: its items at the start, the homework it sets.

use std::collections::{BTreeMap, BTreeSet};

use super::super::db::Db;
use super::super::failure::gone;
use super::super::recording::Done;
use super::super::rows::{Appointment, Homework, Session, SessionItem};
use super::super::tx::{Tx, Value};
use super::super::{history, outcomes};
use super::numbers::further;
use super::start::open_session;
use crate::domain::transitions;
use crate::domain::{AppointmentKind, Entity, HomeworkState, Id, Outcome, Section, SessionNo, SessionRef};
use crate::programme::{Due, Flag, Item, Programme, RolePlay, Session as Script};
use crate::request::Failure;
use crate::request::record::Task;

/// Rows of one session are ten apart, so that a branch that opens later finds its place.
pub(super) const STEP: i64 = 10;

/// Copies the texts of the script into the session, carried items first: editing the file never rewrites what was held.
pub(super) fn plan_items(
    db: &Db,
    tx: &mut Tx<'_>,
    programme: &Programme,
    appointment: &Appointment,
    session: Id,
) -> Result<(), Failure> {
    let outcomes = match appointment.enrolment {
        Some(enrolment) => outcomes::of_enrolment(db, tx.conn(), enrolment, None)?,
        None => outcomes::Outcomes::default(),
    };
    let script = script(programme, appointment);
    let number = appointment.number.unwrap_or(0);
    let review =
        script.and_then(|s| s.homework.items.iter().chain(&s.lecture).find(|i| i.flags.contains(&Flag::Review)));
    let mut position = 0;
    let mut next = || {
        position += STEP;
        position
    };
    if let Some(item) = review {
        let section = script.map_or(Section::Homework, |s| section_of(s, &item.id));
        add(tx, session, number, section, item, next(), None, 0)?;
    }
    // A number that was held before is repeated in full; else what is behind us stays behind us.
    let repeated = match (appointment.enrolment, appointment.number) {
        (Some(enrolment), Some(number)) if appointment.kind == AppointmentKind::Session => {
            history::held_numbers(tx.conn(), enrolment)?.contains(&number)
        }
        _ => false,
    };
    // The second part of a number goes on where the first one stopped: what it left stands where the file has it.
    let goes_on = match (appointment.enrolment, appointment.kind) {
        (Some(enrolment), AppointmentKind::Session) => {
            history::parts(tx.conn(), enrolment, appointment.number)? > 0 && !repeated
        }
        _ => false,
    };
    let mut rows = Vec::new();
    for carried in outcomes.carried() {
        let Some((home, section, item)) = find(programme, &carried.item) else { continue };
        if repeated && home == number {
            continue;
        }
        let place = if goes_on && home >= number { outcomes::file_order(programme, &item.id) } else { 0 };
        rows.push(Planned { place, section, item, carried: Some((home, carried)) });
    }
    for (section, item) in script.into_iter().flat_map(lines) {
        let opens_session = review.is_some_and(|r| r.id == item.id);
        let behind_us = !repeated && outcomes.newest(&item.id).is_some();
        if opens_session || behind_us || !branch_open(item, |id| outcomes.newest(id)) {
            continue;
        }
        rows.push(Planned { place: outcomes::file_order(programme, &item.id), section, item, carried: None });
    }
    if goes_on {
        rows.sort_by_key(|row| row.place);
    }
    for Planned { section, item, carried, .. } in rows {
        match carried {
            Some((home, carried)) => carry(tx, session, home, section, item, next(), &carried)?,
            None => add(tx, session, number, section, item, next(), None, outcomes.count(&item.id))?,
        }
    }
    Ok(())
}

/// An item on its way into a session.
struct Planned<'p> {
    place: usize,
    section: Section,
    item: &'p Item,
    /// The number that it is of, and how it was left.
    carried: Option<(u8, outcomes::Carried)>,
}

fn carry(
    tx: &mut Tx<'_>,
    session: Id,
    home: u8,
    section: Section,
    item: &Item,
    position: i64,
    carried: &outcomes::Carried,
) -> Result<(), Failure> {
    let id = tx.new_id();
    tx.create(
        Entity::SessionItem,
        id,
        &[
            ("session_id", session.into()),
            ("session_no", home.into()),
            ("item_id", item.id.clone().into()),
            ("section", section.into()),
            ("position", Value::Int(position)),
            ("text", item.text.clone().into()),
            ("planned_minutes", u32::from(carried.minutes).into()),
            ("must", item.is(Flag::Must).into()),
            ("outcome", Outcome::Planned.into()),
            ("carried_from", home.into()),
            ("carry_count", u32::from(carried.times).into()),
        ],
    )?;
    Ok(())
}

/// After an item got its outcome: branches that hang on it open, or close while nothing happened to them.
pub(super) fn follow_branches(
    db: &Db,
    tx: &mut Tx<'_>,
    appointment: &Appointment,
    item: &SessionItem,
    outcome: Outcome,
) -> Result<(), Failure> {
    let (session, further, item) =
        (item.session, item.carried_from.is_none().then_some(item.number), item.item.as_str());
    let programme = db.programmes.of_appointment(tx.conn(), appointment, &db.options.lang)?;
    // A number that came into the meeting has branches of its own.
    let further = further.filter(|number| Some(*number) != appointment.number).and_then(SessionNo::new);
    let Some(script) = further.and_then(|no| programme.session(no)).or_else(|| script(&programme, appointment)) else {
        return Ok(());
    };
    let number = further.map(SessionNo::get).or(appointment.number).unwrap_or(0);
    let mut branches = lines(script).filter(|(_, i)| i.branch.as_ref().is_some_and(|b| b.item == item)).peekable();
    if branches.peek().is_none() {
        return Ok(());
    }
    let rows = SessionItem::of_session(tx.conn(), session)?;
    let by_id: BTreeMap<&str, _> = rows.iter().map(|r| (r.item.as_str(), r)).collect();
    for (section, branch) in branches {
        let wanted = branch_open(branch, |_| Some(outcome));
        match (wanted, by_id.get(branch.id.as_str())) {
            (true, None) => {
                let at = place(script, &branch.id, |id| by_id.get(id).map(|r| r.position))
                    .unwrap_or_else(|| by_id.get(item).map_or(0, |r| r.position) + 1);
                add(tx, session, number, section, branch, at, None, 0)?;
            }
            (false, Some(row)) if row.outcome == Outcome::Planned => tx.delete(Entity::SessionItem, row.id)?,
            (true, Some(_)) | (false, Some(_) | None) => {}
        }
    }
    Ok(())
}

/// Where a branch that opens stands: behind the item that stands before it in the file and always has a row, and behind
/// the branches between the two, whether they are open or not.
fn place(script: &Script, branch: &str, position: impl Fn(&str) -> Option<i64>) -> Option<i64> {
    let before: Vec<&Item> = lines(script).map(|(_, item)| item).take_while(|item| item.id != branch).collect();
    let (mut between, mut anchor) = (1, None);
    for item in before.into_iter().rev() {
        anchor = position(&item.id).filter(|_| item.branch.is_none());
        if anchor.is_some() {
            break;
        }
        between += i64::from(item.branch.is_some());
    }
    anchor.map(|at| at + between.min(STEP - 1))
}

pub(super) fn branch_open(item: &Item, newest: impl Fn(&str) -> Option<Outcome>) -> bool {
    item.branch.as_ref().is_none_or(|b| transitions::is_planned(b.outcome, newest(&b.item)))
}

/// The script of an appointment; an extra or support session has none of its own.
pub(in crate::store) fn script<'p>(programme: &'p Programme, appointment: &Appointment) -> Option<&'p Script> {
    match appointment.kind {
        AppointmentKind::Kickoff => programme.session(SessionRef::Kickoff),
        AppointmentKind::Session => programme.session(SessionRef::Number(SessionNo::new(appointment.number?)?)),
        AppointmentKind::Extra | AppointmentKind::Support | AppointmentKind::FollowUpCall => None,
    }
}

/// The scripts that a meeting goes through: its own first, then those of the numbers that came in.
pub(in crate::store) fn scripts<'p>(
    programme: &'p Programme,
    appointment: &Appointment,
    rows: &[SessionItem],
) -> Vec<&'p Script> {
    let numbers = match appointment.kind {
        AppointmentKind::Session => further(rows, appointment.number),
        AppointmentKind::Kickoff
        | AppointmentKind::Extra
        | AppointmentKind::Support
        | AppointmentKind::FollowUpCall => BTreeSet::new(),
    };
    let more = numbers.into_iter().filter_map(|number| programme.session(SessionNo::new(number)?));
    script(programme, appointment).into_iter().chain(more).collect()
}

/// The role-play that a meeting rates: of several numbers that of the highest one that has one. What is over tells what was
/// `rated`, so that a number that merely came in hides nothing.
pub(in crate::store) fn played<'p>(scripts: &[&'p Script], rated: &[String], runs: bool) -> Option<&'p RolePlay> {
    let mut plays: Vec<_> = scripts.iter().filter_map(|s| Some((s.no.number(), s.role_play()?))).collect();
    plays.sort_by_key(|(number, _)| std::cmp::Reverse(number.map(SessionNo::get)));
    let counts = |play: &RolePlay| !runs && play.criteria.iter().any(|criterion| rated.contains(&criterion.id));
    let chosen = plays.iter().find(|(_, play)| counts(play)).or_else(|| plays.first());
    chosen.map(|(_, play)| *play)
}

/// The check boxes of a session in the order of the file: what has minutes, then the graduation check.
pub(in crate::store) fn lines(script: &Script) -> impl Iterator<Item = (Section, &Item)> {
    let check = script.graduation.iter().map(|item| (Section::Graduation, item));
    script.script().chain(check)
}

fn section_of(script: &Script, id: &str) -> Section {
    lines(script).find(|(_, i)| i.id == id).map_or(Section::Homework, |(section, _)| section)
}

/// An item of any session of the programme, with the number it belongs to.
pub(in crate::store) fn find<'p>(programme: &'p Programme, id: &str) -> Option<(u8, Section, &'p Item)> {
    programme.sessions.iter().find_map(|session| {
        let number = session.no.number().map_or(0, SessionNo::get);
        lines(session).find(|(_, i)| i.id == id).map(|(section, item)| (number, section, item))
    })
}

#[expect(clippy::too_many_arguments, reason = "the columns of one row")]
pub(super) fn add(
    tx: &mut Tx<'_>,
    session: Id,
    number: u8,
    section: Section,
    item: &Item,
    position: i64,
    carried_from: Option<u8>,
    carry_count: u32,
) -> Result<(), Failure> {
    let id = tx.new_id();
    tx.create(
        Entity::SessionItem,
        id,
        &[
            ("session_id", session.into()),
            ("session_no", number.into()),
            ("item_id", item.id.clone().into()),
            ("section", section.into()),
            ("position", Value::Int(position)),
            ("text", item.text.clone().into()),
            ("planned_minutes", Value::Int(i64::from(item.minutes.unwrap_or(0)))),
            ("must", item.flags.contains(&Flag::Must).into()),
            ("outcome", Outcome::Planned.into()),
            ("carried_from", carried_from.into()),
            ("carry_count", carry_count.into()),
        ],
    )?;
    Ok(())
}

/// Homework for next time: what is ticked, in full. What was ticked before and is no longer goes.
pub(super) fn assign(db: &Db, tx: &mut Tx<'_>, session: Id, tasks: &[Task]) -> Result<Done, Failure> {
    let open = open_session(tx, session)?;
    set_tasks(db, tx, open.enrolment, open.pharmacy, open.appointment, session, tasks)?;
    Ok(Done::default())
}

/// Writes the homework that a session assigns.
pub(super) fn set_tasks(
    db: &Db,
    tx: &mut Tx<'_>,
    enrolment: Option<Id>,
    pharmacy: Option<Id>,
    appointment: Id,
    session: Id,
    tasks: &[Task],
) -> Result<(), Failure> {
    let all = match enrolment {
        Some(id) => Homework::of_enrolment(tx.conn(), id)?,
        None => pharmacy.map_or(Ok(Vec::new()), |id| Homework::of_pharmacy(tx.conn(), id))?,
    };
    let parts = match Session::find(tx.conn(), session)? {
        Some(session) => history::parts_of_meeting(db, &session)?,
        None => vec![session],
    };
    let mine = |h: &Homework| h.session.is_some_and(|s| parts.contains(&s));
    let before: Vec<Homework> = all.into_iter().filter(mine).collect();
    for gone in before.iter().filter(|h| !tasks.iter().any(|t| same(h, t))) {
        tx.delete(Entity::Homework, gone.id)?;
    }
    let meeting = Appointment::find(tx.conn(), appointment)?.ok_or_else(|| gone(Entity::Appointment))?;
    let programme = db.programmes.of_appointment(tx.conn(), &meeting, &db.options.lang)?;
    // A number that came in has its own task, with its own day and its own way to be looked at.
    let rows = SessionItem::of_session(tx.conn(), session)?;
    let scripts = scripts(&programme, &meeting, &rows);
    for task in tasks {
        if let Some(kept) = before.iter().find(|h| same(h, task)) {
            tx.change(Entity::Homework, kept.id, &[("text", task.text.clone().into())])?;
            continue;
        }
        let own = task.item.as_ref().and_then(|id| {
            scripts.iter().map(|script| &script.homework).find(|h| h.items.iter().any(|item| item.id == *id))
        });
        let due = match own.map(|h| h.due) {
            Some(Due::DaysBefore(days)) => format!("-{days}d"),
            Some(Due::Next) | None => "next".to_owned(),
        };
        tx.create(
            Entity::Homework,
            task.id,
            &[
                ("enrolment_id", enrolment.into()),
                ("pharmacy_id", if enrolment.is_none() { pharmacy.into() } else { Value::Null }),
                ("session_id", session.into()),
                ("session_no", meeting.number.into()),
                ("item_id", task.item.clone().into()),
                ("text", task.text.clone().into()),
                ("verify_kind", own.and_then(|h| h.verify.as_ref()).map(|v| v.kind.word()).into()),
                ("effort_minutes", task.effort_minutes.into()),
                ("due", due.into()),
                ("state", HomeworkState::Assigned.into()),
            ],
        )?;
    }
    Ok(())
}

/// A task is the same when it comes from the same item, or is the same free text.
fn same(homework: &Homework, task: &Task) -> bool {
    homework.id == task.id
        || match (&homework.item, &task.item) {
            (Some(a), Some(b)) => a == b,
            (None, None) => homework.text == task.text,
            (Some(_), None) | (None, Some(_)) => false,
        }
}
