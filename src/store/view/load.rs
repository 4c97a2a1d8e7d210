//! How much a session would have to go through: its number and what is carried, against the longest session there is.

use std::collections::BTreeSet;

use super::super::db::Db;
use super::super::history;
use super::super::outcomes::{self, Outcomes};
use super::super::rows::{Appointment, Enrolment, SessionItem};
use crate::domain::pacing::takes_time;
use crate::domain::proposal::{self, PlanItem};
use crate::domain::transitions::{Carried, minutes_carried};
use crate::domain::{AppointmentKind, Outcome, SessionNo};
use crate::programme::{Flag, Programme, Session as Script, links};
use crate::request::{Failure, LoadView};

/// From that many times on an item that is carried is warned of: it comes for the third time.
const OFTEN: u32 = 2;

/// An item that would come along.
struct Load<'a> {
    item: &'a str,
    must: bool,
    minutes: u16,
    times: u32,
}

/// Of an open appointment, into which `kept` moves on. `homework`: there is some to look at.
pub(super) fn ahead(
    db: &Db,
    row: &Enrolment,
    appointment: &Appointment,
    kept: &[outcomes::Carried],
    homework: bool,
) -> Result<Option<LoadView>, Failure> {
    let programme = db.programmes.of_enrolment(&db.conn, row, &db.options.lang)?;
    let script = super::super::record::script(&programme, appointment);
    if fits_anyway(&programme, script, kept) {
        return Ok(None);
    }
    let outcomes = outcomes::of_row(db, &db.conn, row, None)?;
    let repeats = match (appointment.kind, appointment.number) {
        (AppointmentKind::Session, Some(number)) => history::held_numbers(&db.conn, row.id)?.contains(&number),
        _ => false,
    };
    Ok(of(&programme, script.map(|script| (script, repeats)), &outcomes, &[], homework))
}

/// Whether there is room for all of it whatever was done before: then no history is read.
fn fits_anyway(programme: &Programme, script: Option<&Script>, kept: &[outcomes::Carried]) -> bool {
    let own = script.into_iter().flat_map(super::super::record::lines).filter_map(|(_, item)| item.minutes);
    let needed: u32 = own.chain(kept.iter().map(|c| c.minutes)).map(u32::from).sum();
    let longest = programme.meta.session_minutes.iter().copied().max();
    longest.is_some_and(|longest| needed <= longest.into()) && kept.iter().all(|c| u32::from(c.times) < OFTEN)
}

/// Of the number after a session that runs: what that one has not finished comes along, and the homework that it sets.
pub(super) fn after(
    db: &Db,
    row: &Enrolment,
    programme: &Programme,
    number: u8,
    running: &[SessionItem],
    homework: bool,
) -> Result<Option<LoadView>, Failure> {
    let outcomes = outcomes::of_row(db, &db.conn, row, None)?;
    let script = SessionNo::new(number).and_then(|no| programme.session(no));
    Ok(of(programme, script.map(|script| (script, false)), &outcomes, running, homework))
}

/// Of a session that runs, from its rows. `room`: how many minutes there are, where several numbers share them.
pub(super) fn here(programme: &Programme, rows: &[SessionItem], room: Option<u16>, homework: bool) -> Option<LoadView> {
    let counts = |row: &&SessionItem| {
        takes_time(programme.item(&row.item).is_some_and(|found| found.item.is(Flag::Review)), homework)
    };
    // Why something of its own was skipped makes the plan no smaller.
    let kept = |row: &&SessionItem| row.carried_from.is_none() || row.note.is_none();
    let (carried, own): (Vec<&SessionItem>, Vec<&SessionItem>) =
        rows.iter().filter(kept).partition(|row| row.carried_from.is_some());
    let minutes = |row: &SessionItem| u16::try_from(row.planned_minutes).unwrap_or(u16::MAX);
    let carried = carried.into_iter().map(|row| Load {
        item: &row.item,
        must: row.must,
        minutes: minutes(row),
        times: row.carry_count,
    });
    let own = own.into_iter().filter(counts).map(|row| Load {
        item: &row.item,
        must: row.must,
        minutes: minutes(row),
        times: 0,
    });
    let lengths = room.map_or_else(|| programme.meta.session_minutes.clone(), |room| vec![room]);
    told(programme, &carried.collect::<Vec<_>>(), &own.collect::<Vec<_>>(), &lengths)
}

fn of(
    programme: &Programme,
    script: Option<(&Script, bool)>,
    outcomes: &Outcomes,
    running: &[SessionItem],
    homework: bool,
) -> Option<LoadView> {
    let seen: BTreeSet<&str> =
        running.iter().filter(|row| row.outcome != Outcome::Planned).map(|row| row.item.as_str()).collect();
    let kept = outcomes.carried();
    let must = |item: &str| programme.item(item).is_some_and(|found| found.item.is(Flag::Must));
    let mut carried: Vec<Load<'_>> = kept
        .iter()
        .filter(|carried| !seen.contains(carried.item.as_str()))
        .map(|c| Load { item: &c.item, must: must(&c.item), minutes: c.minutes, times: u32::from(c.times) })
        .collect();
    let left = running.iter().filter(|row| match row.outcome {
        Outcome::Partly | Outcome::Stuck => true,
        Outcome::Skipped => row.must && row.note.is_none(),
        Outcome::Planned | Outcome::Done => false,
    });
    carried.extend(left.map(|row| {
        let planned = u16::try_from(row.planned_minutes).unwrap_or(u16::MAX);
        let minutes = minutes_carried(row.outcome, planned, 0);
        Load { item: &row.item, must: row.must, minutes, times: row.carry_count + 1 }
    }));
    let repeats = script.is_some_and(|(_, repeats)| repeats);
    let own = script.into_iter().flat_map(|(script, _)| super::super::record::lines(script)).filter(|(_, item)| {
        let known = outcomes.newest(&item.id).is_some() || seen.contains(item.id.as_str());
        item.branch.is_none() && takes_time(item.is(Flag::Review), homework) && (repeats || !known)
    });
    let own: Vec<Load<'_>> = own
        .map(|(_, item)| Load {
            item: &item.id,
            must: item.is(Flag::Must),
            minutes: item.minutes.unwrap_or(0),
            times: 0,
        })
        .collect();
    if repeats {
        carried.retain(|load| own.iter().all(|mine| mine.item != load.item));
    }
    told(programme, &carried, &own, &programme.meta.session_minutes)
}

/// `None` when it fits and nothing comes for the third time.
fn told(programme: &Programme, carried: &[Load<'_>], own: &[Load<'_>], lengths: &[u16]) -> Option<LoadView> {
    let text =
        |item: &str| programme.item(item).map_or_else(|| item.to_owned(), |found| links::plain(&found.item.text));
    let items: Vec<PlanItem<'_>> = own
        .iter()
        .map(|load| PlanItem { item: load.item, minutes: load.minutes, must: load.must, skipped: false, unused: false })
        .collect();
    let rest: Vec<Carried<'_>> = carried
        .iter()
        .map(|load| Carried {
            item: load.item,
            must: load.must,
            outcome: Outcome::Partly,
            minutes: load.minutes,
            times: u8::try_from(load.times).unwrap_or(u8::MAX),
        })
        .collect();
    let plan = proposal::plan(&items, &rest, lengths);
    let view = LoadView {
        needed: plan.needed.into(),
        longest: lengths.iter().copied().max().unwrap_or(plan.needed).into(),
        cut: plan.cut.iter().map(|item| text(item)).collect(),
        extra: plan.suggest_extra,
        third: carried.iter().filter(|load| load.times >= OFTEN).map(|load| text(load.item)).collect(),
    };
    (view.is_over() || !view.third.is_empty()).then_some(view)
}
