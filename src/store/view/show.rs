//! The running session for the learner's eyes: agenda, homework, own figures, own words. What only the trainer should read
//! is not even asked for here, or left behind.

use rusqlite::OptionalExtension;

use super::super::db::Db;
use super::super::failure::gone;
use super::super::record::{further, script, scripts};
use super::super::rows::{Appointment, Enrolment, Homework, Session, SessionItem};
use super::super::{history, live};
use super::{brief, session};
use crate::domain::{AppointmentKind, Entity, HomeworkState, Id, Outcome, Section};
use crate::programme::{Flag, Programme, links};
use crate::request::show::{ShowItem, ShowSection, ShowTask, ShowView};
use crate::request::{Failure, FigureView, Planned};
use crate::text::mask::Private;

/// The session that runs, if any.
pub(super) fn show(db: &Db) -> Result<Option<ShowView>, Failure> {
    let conn = &db.conn;
    // One that was set aside is nobody's on the screen that is shared now.
    let Some(id) = live::running(conn)?.map(|live| live.appointment) else { return Ok(None) };
    let appointment = Appointment::find(conn, id)?.ok_or_else(|| gone(Entity::Appointment))?;
    let Some(session) = Session::of_appointment(conn, id)? else { return Ok(None) };
    let programme = db.programmes.of_appointment(conn, &appointment, &db.options.lang)?;
    let script = script(&programme, &appointment);
    let enrolment = match session.enrolment {
        Some(id) => Enrolment::find(conn, id)?,
        None => None,
    };
    let mut rows = SessionItem::of_session(conn, session.id)?;
    let scripts = scripts(&programme, &appointment, &rows);
    let further = further(&rows, appointment.number);
    let planned = scripts.iter().map(|s| session::plan(s.planned)).fold(Planned::default(), session::sum);
    let set = session::set_here(db, &session)?;
    // What is given out stands among the homework; and where there is none of last time nobody looks at it.
    let given = |row: &SessionItem| set.iter().any(|h| h.item_id.as_ref() == Some(&row.item));
    // What is done once more at home was gone through all the same.
    rows.retain(|row| row.section != Section::Homework || !given(row));
    if history::homework_to_look_at(db, &session)?.is_empty() {
        rows.retain(|row| !is_review(&programme, row));
    }
    let panes = script.and_then(|s| programme.phase(&s.phase)).map_or([None, None, None], |p| p.panes.clone());
    let day = db.options.zone.business_date(session.started_at);
    let figures: Vec<FigureView> = match &enrolment {
        Some(e) => brief::figures(db, e, day)?,
        None => Vec::new(),
    };
    Ok(Some(ShowView {
        kind: appointment.kind,
        session_no: appointment.number,
        further: further.into_iter().filter(|_| appointment.kind == AppointmentKind::Session).collect(),
        title: script.map(|s| s.title.clone()).unwrap_or_default(),
        goal: script.and_then(|s| s.goal.clone()),
        sections: sections(&programme, rows, newest_mark(db, session.id)?, planned, panes),
        last_homework: last_homework(db, &session)?,
        next_homework: set
            .into_iter()
            .map(|h| ShowTask { text: Private::free(links::plain(&h.text)), done: false })
            .collect(),
        figures,
        wins: match &enrolment {
            Some(e) => brief::wins(db, e.id)?,
            None => Vec::new(),
        },
    }))
}

/// Whether an item looks at the homework of last time.
fn is_review(programme: &Programme, row: &SessionItem) -> bool {
    programme.item(&row.item).is_some_and(|found| found.item.is(Flag::Review))
}

/// The agenda in the order of the screen. Homework of last time is looked at at the beginning, and stands with the homework as
/// it does on the trainer's screen.
fn sections(
    programme: &Programme,
    rows: Vec<SessionItem>,
    newest: Option<Id>,
    planned: Planned,
    panes: [Option<String>; 3],
) -> Vec<ShowSection> {
    let mut rows: Vec<(Section, SessionItem)> = rows
        .into_iter()
        .filter_map(|row| {
            let section = match row.section {
                _ if is_review(programme, &row) => Section::Homework,
                Section::Lecture | Section::RolePlay | Section::Homework => row.section,
                // What the trainer prepares, asks and keeps in mind is no item of the meeting.
                _ => return None,
            };
            Some((section, row))
        })
        .collect();
    rows.sort_by_key(|(section, row)| {
        (!is_review(programme, row)).then(|| SECTIONS.iter().position(|s| s == section)).flatten()
    });
    let now = spoken_of(&rows, newest);
    let minutes = [planned.lecture, planned.role_play, planned.homework];
    let sections = SECTIONS.into_iter().zip(panes).zip(minutes).map(|((section, title), minutes)| {
        let mine = rows.iter().filter(|(of, _)| *of == section).map(|(_, row)| ShowItem {
            text: links::plain(&row.text),
            done: row.outcome == Outcome::Done,
            now: now == Some(row.id),
        });
        ShowSection { section, title, minutes, items: mine.collect() }
    });
    sections.filter(|section| section.minutes > 0 || !section.items.is_empty()).collect()
}

const SECTIONS: [Section; 3] = [Section::Lecture, Section::RolePlay, Section::Homework];

/// Where the cursor of the other window is stands on no disk: whoever marks goes on to the next item that has no mark.
fn spoken_of(rows: &[(Section, SessionItem)], newest: Option<Id>) -> Option<Id> {
    let open = |row: &&(Section, SessionItem)| row.1.outcome == Outcome::Planned;
    let after = newest.and_then(|id| rows.iter().position(|(_, row)| row.id == id)).map_or(0, |at| at + 1);
    rows.iter().skip(after).find(open).or_else(|| rows.iter().find(open)).map(|(_, row)| row.id)
}

fn newest_mark(db: &Db, session: Id) -> rusqlite::Result<Option<Id>> {
    db.conn
        .prepare_cached(
            "SELECT id FROM session_item WHERE session_id = ?1 AND outcome <> 'planned' AND deleted_at IS NULL \
             ORDER BY updated_at DESC, position DESC LIMIT 1",
        )?
        .query_row([session], |row| row.get(0))
        .optional()
}

/// The learner's own: session 1 looks at the owner's task too, which is no affair of theirs.
fn last_homework(db: &Db, session: &Session) -> rusqlite::Result<Vec<ShowTask>> {
    let late = history::homework_missed_before(&db.conn, session)?;
    let rows = history::homework_to_look_at(db, session)?.into_iter().chain(late);
    let own = |h: &Homework| h.enrolment == session.enrolment && h.state != HomeworkState::Waived;
    Ok(rows
        .filter(own)
        .map(|h| ShowTask {
            done: matches!(h.state, HomeworkState::Submitted | HomeworkState::Reviewed),
            text: Private::free(links::plain(&h.text)),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(n: u128, outcome: Outcome) -> (Section, SessionItem) {
        let item = SessionItem {
            id: Id::at(0, n),
            session: Id::at(0, 99),
            number: 5,
            item: format!("s05-{n}"),
            section: Section::Lecture,
            position: 0,
            text: String::new(),
            planned_minutes: 3,
            must: false,
            outcome,
            carried_from: None,
            carry_count: 0,
            note: None,
        };
        (Section::Lecture, item)
    }

    #[test]
    fn the_first_open_item_behind_the_newest_mark_is_spoken_of() {
        use Outcome::{Done, Planned, Stuck};
        let rows = |outcomes: &[Outcome]| outcomes.iter().zip(1..).map(|(o, n)| row(n, *o)).collect::<Vec<_>>();
        let spoken = |outcomes: &[Outcome], newest: Option<u128>| {
            spoken_of(&rows(outcomes), newest.map(|n| Id::at(0, n))).map(|id| (1..9).find(|n| Id::at(0, *n) == id))
        };
        assert_eq!(spoken(&[Planned, Planned], None), Some(Some(1)));
        assert_eq!(spoken(&[Done, Planned, Planned], Some(1)), Some(Some(2)));
        // Somebody went on further down: what was left out above waits.
        assert_eq!(spoken(&[Planned, Stuck, Done, Planned], Some(2)), Some(Some(4)));
        assert_eq!(spoken(&[Planned, Planned, Done], Some(3)), Some(Some(1)));
        assert_eq!(spoken(&[Done, Stuck], Some(2)), None);
        assert_eq!(spoken(&[], None), None);
    }
}
