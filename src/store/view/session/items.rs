//! The items of a meeting as its script has them, and the homework that follows from what became of them.

use super::super::people;
use crate::domain::{AppointmentKind, Outcome, Section, SessionNo};
use crate::programme::{Due, Flag, Programme, Session as Script, links};
use crate::request::{Failure, ItemView, SuggestionView};
use crate::store::db::Db;
use crate::store::rows::{Appointment, Enrolment, SessionItem};
use crate::text::mask::Private;

pub(super) fn items(
    db: &Db,
    programme: &Programme,
    appointment: &Appointment,
    rows: &[SessionItem],
    enrolment: Option<&Enrolment>,
    purpose: Option<&Private>,
) -> Result<Vec<ItemView>, Failure> {
    let purpose_words: Option<String> = match enrolment {
        Some(e) => db
            .conn
            .prepare_cached("SELECT purpose_words FROM enrolment WHERE id = ?1")?
            .query_row([e.id], |r| r.get(0))?,
        None => None,
    };
    Ok(rows
        .iter()
        .map(|row| {
            let found = programme.item(&row.item);
            let is = |flag| found.as_ref().is_some_and(|f| f.item.is(flag));
            let words = if is(Flag::Purpose) {
                Some(if appointment.kind == AppointmentKind::Kickoff {
                    purpose.cloned()
                } else {
                    people::free(purpose_words.clone())
                })
            } else if is(Flag::Goal) {
                Some(enrolment.and_then(|e| people::free(e.goal_sentence.clone())))
            } else {
                None
            };
            ItemView {
                id: row.id,
                item_id: row.item.clone(),
                section: row.section,
                text: links::plain(&row.text),
                session_no: row.number,
                minutes: row.planned_minutes,
                must: row.must,
                outcome: row.outcome,
                dropped: people::free(row.note.clone()),
                carried_from: row.carried_from,
                carry_count: row.carry_count,
                script: found
                    .as_ref()
                    .map_or_else(Vec::new, |f| f.item.notes.iter().map(|note| links::plain(note)).collect()),
                link: links::links(&row.text).next().map(|l| l.url.to_owned()),
                words,
                review: is(Flag::Review),
                task: is(Flag::Task),
            }
        })
        .collect())
}

/// The task of the script, and one for what the learner was taught and is partly or stuck with. The other lines of a
/// script are steps of the trainer: of a role-play it is all of it that the learner does again.
pub(super) fn suggestions<'a>(
    programme: &Programme,
    scripts: impl Iterator<Item = &'a Script>,
    appointment: &Appointment,
    rows: &[SessionItem],
) -> Vec<SuggestionView> {
    let mut found = Vec::new();
    for (script, task, homework) in scripts.filter_map(|s| Some((s, s.task()?, s.homework()?))) {
        let number = script.no.number().map(SessionNo::get);
        found.push(SuggestionView {
            item_id: Some(task.id.clone()),
            text: links::plain(&task.text),
            number,
            effort_minutes: homework.effort.map(u32::from),
            days_before: match homework.due {
                Due::Next => None,
                Due::DaysBefore(days) => u8::try_from(days).ok(),
            },
            ticked: true,
            from: None,
            role_play: false,
        });
    }
    if appointment.kind == AppointmentKind::Kickoff {
        return found;
    }
    for row in rows.iter().filter(|r| matches!(r.outcome, Outcome::Partly | Outcome::Stuck)) {
        let flagged = |flag| programme.item(&row.item).is_some_and(|f| f.item.is(flag));
        if flagged(Flag::Review) || flagged(Flag::Task) {
            continue;
        }
        let role_play = match row.section {
            Section::Lecture | Section::Tips => false,
            Section::RolePlay if found.iter().any(|s| s.role_play) => continue,
            Section::RolePlay => true,
            Section::Homework
            | Section::Prepare
            | Section::Questions
            | Section::GoNoGo
            | Section::Metrics
            | Section::Graduation => continue,
        };
        found.push(SuggestionView {
            item_id: Some(row.item.clone()),
            text: links::plain(&row.text),
            number: None,
            effort_minutes: None,
            days_before: None,
            ticked: true,
            from: Some(row.outcome),
            role_play,
        });
    }
    found
}
