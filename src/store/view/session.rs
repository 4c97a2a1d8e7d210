//! Everything the session screen shows.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::OptionalExtension;

use super::super::db::{Db, gone};
use super::super::minutes::{self, Pauses};
use super::super::record::{further, played, script, scripts};
use super::super::rows::{Appointment, Enrolment, Homework, Session, SessionItem};
use super::super::sql::At;
use super::super::{history, live};
use super::{answers, brief, load, opening, people, role_play};
use crate::domain::pacing::stood;
use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, Entity, Extent, HomeworkState, Id, Level, Outcome, Scope, Section,
    SessionNo,
};
use crate::programme::{Flag, Programme, Session as Script, links};
use crate::request::{
    BesideView, Failure, HomeworkView, ItemView, KickoffView, NoteView, Planned, PromiseView, RecordView, SessionView,
    SpentView, StripCell, SuggestionView,
};
use crate::text::mask::Private;

/// The session of an appointment that was started.
pub(super) fn session(db: &Db, id: Id) -> Result<SessionView, Failure> {
    let conn = &db.conn;
    let appointment = Appointment::find(conn, id)?.ok_or_else(|| gone(Entity::Appointment))?;
    let session = Session::of_appointment(conn, id)?.ok_or_else(|| gone(Entity::Session))?;
    let programme = db.programmes.of_appointment(conn, &appointment, &db.options.lang)?;
    let script = script(&programme, &appointment);
    let enrolment = match appointment.enrolment {
        Some(id) => Enrolment::find(conn, id)?,
        None => None,
    };
    let pharmacy_id = match (&enrolment, appointment.pharmacy) {
        (Some(e), _) => people::pharmacy_of(db, e.learner)?,
        (None, given) => given,
    };
    let (purpose, concerns) = owner_words(db, pharmacy_id)?;
    let phase = script.and_then(|s| programme.phase(&s.phase));
    let starts_at = appointment.starts_at;
    let rows = SessionItem::of_session(conn, session.id)?;
    let further: Vec<u8> = further(&rows, appointment.number).into_iter().collect();
    let further = if appointment.kind == AppointmentKind::Session { further } else { Vec::new() };
    let scripts = scripts(&programme, &appointment, &rows);
    let play = played(&scripts);
    let next_appointment = next_appointment(db, &appointment)?;
    let open = session.closed_at.is_none();
    let ends_at = end(&appointment, &rows, &further, next_appointment.as_ref().map(|(at, _)| *at).filter(|_| open));
    let room = u16::try_from((ends_at - starts_at).num_minutes()).ok().filter(|_| !further.is_empty());
    let last_homework = history::homework_to_look_at(db, &session)?;
    let late = history::homework_missed_before(conn, &session)?.into_iter();
    let late = late.map(|row| HomeworkView { missed_before: true, ..brief::view(row) });
    let looked_at: Vec<_> = last_homework.into_iter().map(brief::view).chain(late).collect();
    // A closed record tells all that it set, whatever became of it since.
    let set = match session.closed_at {
        Some(_) => all_set_here(db, &session)?,
        None => set_here(db, &session)?,
    };
    let open_questions = open_questions(db, session.id)?;
    let promises = opening::promises(db, &session, pharmacy_id, &open_questions)?;
    let (wins, win_count) = opening::wins(db, &programme, &appointment, &session)?;
    let pauses = minutes::pauses(conn, session.id)?;
    let (aside_seconds, aside_since) = live::aside(conn, session.id)?;
    let day = db.options.zone.business_date(session.started_at);
    let goal_words = enrolment.as_ref().and_then(|e| people::free(e.goal_sentence.clone()));
    Ok(SessionView {
        appointment: appointment.id,
        session: session.id,
        kind: appointment.kind,
        state: appointment.state,
        closed: session.closed_at.is_some(),
        record: match session.closed_at {
            Some(_) => Some(record(db, &session)?),
            None => None,
        },
        part: session.part,
        session_no: appointment.number,
        title: script.map(|s| s.title.clone()).unwrap_or_default(),
        goal: script.and_then(|s| s.goal.clone()),
        learner: match &enrolment {
            Some(e) => people::learner(db, e.learner)?,
            None => None,
        },
        owner: match (&enrolment, pharmacy_id) {
            (None, Some(pharmacy)) => people::owner(db, pharmacy)?,
            (Some(_), _) | (None, None) => None,
        },
        pharmacy: people::account(db, pharmacy_id.unwrap_or(appointment.id))?,
        trainer: people::staff(db, appointment.trainer)?,
        phase_title: phase.map(|p| p.title.clone()),
        panes: phase.map_or([None, None, None], |p| p.panes.clone()),
        planned: scripts.iter().map(|s| plan(s.planned)).fold(Planned::default(), sum),
        starts_at,
        ends_at,
        started_at: session.started_at,
        ended_at: session.ended_at,
        paused_seconds: stood(session.started_at, DateTime::<Utc>::MAX_UTC, &pauses).num_seconds(),
        paused_since: paused_since(db, session.id)?,
        aside_seconds,
        aside_since,
        beside: beside_it(db, &appointment)?,
        spent: spent(db, &session, &rows, &pauses)?,
        items: items(db, &programme, &appointment, &rows, enrolment.as_ref(), purpose.as_ref())?,
        role_play: match play {
            Some(play) => Some(role_play::role_play(db, &programme, play, &session)?),
            None => None,
        },
        no_role_play: none_of(&scripts, Section::RolePlay, play.is_some()),
        no_homework: none_of(&scripts, Section::Homework, scripts.iter().any(|s| s.homework().is_some())),
        suggestions: suggestions(&programme, scripts.iter().copied(), &appointment, &rows),
        last_homework: looked_at,
        next_homework: set,
        notes: notes(db, session.id)?,
        open_questions,
        promises,
        wins,
        win_count,
        words_on_top: words_on_top(&appointment, script, purpose.clone(), goal_words),
        purpose,
        concerns,
        kickoff: match (appointment.kind, pharmacy_id) {
            (AppointmentKind::Kickoff, Some(pharmacy)) => Some(kickoff(db, pharmacy, script)?),
            _ => None,
        },
        next_focus: match &enrolment {
            Some(e) => brief::next_focus(db, e.id)?,
            None => None,
        },
        last_text: match &enrolment {
            Some(e) => brief::last_text(db, e.id, session.started_at)?,
            None => None,
        },
        figures: match &enrolment {
            Some(e) => brief::figures(db, e, day)?,
            None => Vec::new(),
        },
        tips: scripts.iter().flat_map(|s| &s.tips).map(|tip| links::plain(&tip.text)).collect(),
        questions: scripts.iter().flat_map(|s| &s.questions).map(|question| links::plain(&question.text)).collect(),
        strip: match &enrolment {
            Some(e) => strip(db, &programme, e, running(&appointment))?,
            None => Vec::new(),
        },
        can_take_in: match (&enrolment, appointment.kind, session.closed_at) {
            (Some(e), AppointmentKind::Session, None) => can_take_in(db, &programme, e, &appointment, &further)?,
            _ => None,
        },
        load: (appointment.kind != AppointmentKind::Kickoff && session.closed_at.is_none())
            .then(|| load::here(&programme, &rows, room))
            .flatten(),
        further,
        flag: match (&enrolment, pharmacy_id) {
            (Some(e), _) => flag(db, Scope::Learner, e.learner)?,
            (None, Some(p)) => flag(db, Scope::Pharmacy, p)?,
            (None, None) => None,
        },
        meeting_url: match (&appointment.meeting_url, &enrolment) {
            (None, Some(e)) => people::meeting_url(db, e.learner)?,
            (given, _) => given.clone(),
        },
        next_appointment,
    })
}

/// When a meeting has to be over: with its slot. The numbers that came in bring their minutes along, up to whoever comes
/// next.
fn end(appointment: &Appointment, rows: &[SessionItem], further: &[u8], next: Option<DateTime<Utc>>) -> DateTime<Utc> {
    let slot = appointment.starts_at + TimeDelta::minutes(i64::from(appointment.minutes));
    let came_in = rows.iter().filter(|row| row.carried_from.is_none() && further.contains(&row.number));
    let whole = slot + TimeDelta::minutes(came_in.map(|row| i64::from(row.planned_minutes)).sum());
    next.map_or(whole, |next| whole.min(next.max(slot)))
}

/// Why a meeting has none of a section.
fn none_of(scripts: &[&Script], section: Section, some: bool) -> Option<String> {
    let reason = scripts.first().and_then(|script| script.reason_for_none(section));
    reason.filter(|_| !some).map(str::to_owned)
}

/// Who else is live while this one is.
fn beside_it(db: &Db, appointment: &Appointment) -> Result<Vec<BesideView>, Failure> {
    let mut found = Vec::new();
    if appointment.state != AppointmentState::InProgress {
        return Ok(found);
    }
    for one in live::all(&db.conn)?.into_iter().filter(|one| one.appointment != appointment.id) {
        let Some(row) = Appointment::find(&db.conn, one.appointment)? else { continue };
        let enrolment = row.enrolment.map(|id| Enrolment::find(&db.conn, id)).transpose()?.flatten();
        let learner = match &enrolment {
            Some(e) => people::learner(db, e.learner)?,
            None => None,
        };
        let name = match learner {
            Some(person) => person.name,
            None => people::account(db, row.pharmacy.unwrap_or(row.id))?.name,
        };
        let aside = one.aside.is_some();
        found.push(BesideView { appointment: one.appointment, session: one.session, name, aside });
    }
    Ok(found)
}

/// What the wrap-up of a closed session said.
fn record(db: &Db, session: &Session) -> Result<RecordView, Failure> {
    let (unconfirmed, closed_by): (Option<String>, Option<Id>) = db
        .conn
        .prepare_cached("SELECT unconfirmed, closed_by FROM session WHERE id = ?1")?
        .query_row([session.id], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(RecordView {
        closed_at: session.closed_at,
        closed_by: people::staff(db, closed_by)?,
        summary: people::free(session.summary.clone()),
        earlier: beside(db, session, "<", "DESC")?,
        later: beside(db, session, ">", "ASC")?,
        mood: session.mood,
        next_focus: people::free(session.next_focus.clone()),
        // A list that cannot be read names nothing.
        unconfirmed: unconfirmed.and_then(|list| serde_json::from_str(&list).ok()).unwrap_or_default(),
        answers: answers::of_lines(db, session.id)?,
    })
}

/// The nearest closed record of the same people before or after this one.
fn beside(db: &Db, session: &Session, side: &str, order: &str) -> Result<Option<Id>, Failure> {
    let sql = format!(
        "SELECT s.appointment_id FROM session s JOIN appointment a ON a.id = s.appointment_id \
         WHERE s.enrolment_id IS ?1 AND s.pharmacy_id IS ?2 AND s.started_at {side} ?3 AND s.closed_at IS NOT NULL \
         AND s.deleted_at IS NULL AND a.deleted_at IS NULL ORDER BY s.started_at {order} LIMIT 1"
    );
    let found = db
        .conn
        .prepare_cached(&sql)?
        .query_row((session.enrolment, session.pharmacy, session.started_at.timestamp_millis()), |r| r.get(0))
        .optional()?;
    Ok(found)
}

/// The newest closed record of an enrolment, as its appointment.
pub(super) fn newest_record(db: &Db, enrolment: Id) -> Result<Option<Id>, Failure> {
    let found = db
        .conn
        .prepare_cached(
            "SELECT s.appointment_id FROM session s JOIN appointment a ON a.id = s.appointment_id \
             WHERE s.enrolment_id = ?1 AND s.closed_at IS NOT NULL AND s.deleted_at IS NULL AND a.deleted_at IS NULL \
             ORDER BY s.started_at DESC LIMIT 1",
        )?
        .query_row([enrolment], |r| r.get(0))
        .optional()?;
    Ok(found)
}

/// Minutes as the views carry them.
pub(super) fn plan(planned: crate::programme::Planned) -> Planned {
    Planned { lecture: planned.lecture.into(), role_play: planned.role_play.into(), homework: planned.homework.into() }
}

/// The minutes of several numbers.
pub(super) const fn sum(one: Planned, more: Planned) -> Planned {
    Planned {
        lecture: one.lecture + more.lecture,
        role_play: one.role_play + more.role_play,
        homework: one.homework + more.homework,
    }
}

/// The number that could come into this meeting: the lowest that is neither held nor part of it.
fn can_take_in(
    db: &Db,
    programme: &Programme,
    enrolment: &Enrolment,
    appointment: &Appointment,
    further: &[u8],
) -> Result<Option<u8>, Failure> {
    let mut held = history::held_numbers(&db.conn, enrolment.id)?;
    held.extend(appointment.number);
    held.extend(further);
    let last = programme.last().get();
    let next = crate::domain::coverage::next_no(enrolment.start_no, last, |number| held.contains(&number));
    Ok((next <= last).then_some(next))
}

/// The number that runs now.
fn running(appointment: &Appointment) -> Option<u8> {
    let runs = appointment.state == AppointmentState::InProgress && appointment.kind == AppointmentKind::Session;
    appointment.number.filter(|_| runs)
}

/// What a kickoff begins with.
fn kickoff(db: &Db, pharmacy: Id, script: Option<&Script>) -> Result<KickoffView, Failure> {
    let device_due: Option<Option<BusinessDate>> = db
        .conn
        .prepare_cached("SELECT device_due FROM pharmacy WHERE id = ?1")?
        .query_row([pharmacy], |r| r.get(0))
        .optional()?;
    let sales_note: Option<Option<String>> = db
        .conn
        .prepare_cached(
            "SELECT brief FROM hand_over WHERE pharmacy_id = ?1 AND kind = 'sales_to_us' AND deleted_at IS NULL \
             ORDER BY created_at DESC, id DESC LIMIT 1",
        )?
        .query_row([pharmacy], |r| r.get(0))
        .optional()?;
    let verify = script.and_then(|s| s.homework.verify.as_ref()).map(|v| links::plain(&v.text));
    Ok(KickoffView {
        sales_note: people::free(sales_note.flatten()),
        device_due: device_due.flatten(),
        verify: verify.filter(|text| !text.trim().is_empty()),
    })
}

fn owner_words(db: &Db, pharmacy: Option<Id>) -> Result<(Option<Private>, Option<Private>), Failure> {
    let row: (Option<String>, Option<String>) = db
        .conn
        .prepare_cached("SELECT purpose, concerns FROM pharmacy WHERE id = ?1")?
        .query_row([pharmacy], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?
        .unwrap_or_default();
    Ok((people::free(row.0), people::free(row.1)))
}

/// The owner's purpose stands on top of the scripts that come before the device; later ones carry the learner's own words.
fn words_on_top(
    appointment: &Appointment,
    script: Option<&Script>,
    purpose: Option<Private>,
    goal: Option<Private>,
) -> Option<Private> {
    if appointment.kind == AppointmentKind::Kickoff {
        return None;
    }
    let asks_for_words =
        script.is_some_and(|s| s.flagged(Flag::Purpose).next().is_some() || s.flagged(Flag::Goal).next().is_some());
    if asks_for_words { purpose } else { goal.or(purpose) }
}

fn items(
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
                script: found.as_ref().map_or_else(Vec::new, |f| f.item.notes.clone()),
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
fn suggestions<'a>(
    programme: &Programme,
    scripts: impl Iterator<Item = &'a Script>,
    appointment: &Appointment,
    rows: &[SessionItem],
) -> Vec<SuggestionView> {
    let mut found = Vec::new();
    for (task, homework) in scripts.filter_map(|s| Some((s.task()?, s.homework()?))) {
        found.push(SuggestionView {
            item_id: Some(task.id.clone()),
            text: links::plain(&task.text),
            effort_minutes: homework.effort.map(u32::from),
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
            effort_minutes: None,
            ticked: true,
            from: Some(row.outcome),
            role_play,
        });
    }
    found
}

/// Homework that this meeting has set so far, and that nobody has looked at since.
pub(super) fn set_here(db: &Db, session: &Session) -> Result<Vec<HomeworkView>, Failure> {
    let mut set = all_set_here(db, session)?;
    set.retain(|h| h.state == HomeworkState::Assigned);
    Ok(set)
}

/// Homework that this meeting has set, in whatever state it is now.
fn all_set_here(db: &Db, session: &Session) -> Result<Vec<HomeworkView>, Failure> {
    let rows = match (session.enrolment, session.pharmacy) {
        (Some(id), _) => Homework::of_enrolment(&db.conn, id)?,
        (None, Some(id)) => Homework::of_pharmacy(&db.conn, id)?,
        (None, None) => Vec::new(),
    };
    let parts = history::parts_of_meeting(db, session)?;
    let mine = |h: &Homework| h.session.is_some_and(|s| parts.contains(&s));
    Ok(rows.into_iter().filter(mine).map(brief::view).collect())
}

/// The lines of a session.
pub(super) fn notes(db: &Db, session: Id) -> Result<Vec<NoteView>, Failure> {
    let rows = db
        .conn
        .prepare_cached(
            "SELECT id, at, minute, kind, text, section, private FROM note WHERE session_id = ?1 AND deleted_at IS NULL \
             ORDER BY at, created_at, id",
        )?
        .query_map([session], note)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Reads id, at, minute, kind, text, section, private.
pub(super) fn note(row: &rusqlite::Row<'_>) -> rusqlite::Result<NoteView> {
    Ok(NoteView {
        id: row.get(0)?,
        at: row.get::<_, At>(1)?.0,
        minute: row.get(2)?,
        kind: row.get(3)?,
        text: Private::free(row.get::<_, Option<String>>(4)?.unwrap_or_default()),
        section: row.get(5)?,
        private: row.get::<_, Option<bool>>(6)?.unwrap_or(false),
    })
}

fn open_questions(db: &Db, session: Id) -> Result<Vec<PromiseView>, Failure> {
    brief::promises(db, "asked_in", session)
}

/// The start of the pause that runs.
fn paused_since(db: &Db, session: Id) -> rusqlite::Result<Option<DateTime<Utc>>> {
    let since: Option<At> = db
        .conn
        .prepare_cached(
            "SELECT from_at FROM pause WHERE session_id = ?1 AND to_at IS NULL AND deleted_at IS NULL LIMIT 1",
        )?
        .query_row([session], |r| r.get(0))
        .optional()?;
    Ok(since.map(|a| a.0))
}

/// What the time of a session that runs went into so far.
fn spent(db: &Db, session: &Session, rows: &[SessionItem], pauses: &Pauses) -> Result<SpentView, Failure> {
    if session.ended_at.is_some() {
        return Ok(SpentView::from(session.started_at));
    }
    let end = DateTime::<Utc>::MAX_UTC;
    let spent = minutes::of_session(&db.conn, session, rows, end)?;
    let later = stood(spent.since, end, pauses).num_seconds();
    Ok(SpentView { items: spent.items, since: spent.since, paused_seconds: later })
}

/// One cell a number: how far it is covered, and which runs now.
pub(super) fn strip(
    db: &Db,
    programme: &Programme,
    enrolment: &Enrolment,
    running: Option<u8>,
) -> Result<Vec<StripCell>, Failure> {
    // Whoever began later has no holes before that.
    let (enrolment, from) = (enrolment.id, enrolment.start_no);
    let rows: Vec<(u8, Extent)> = db
        .conn
        .prepare_cached(
            "SELECT c.session_no, c.extent FROM coverage c JOIN session s ON s.id = c.session_id \
             WHERE s.enrolment_id = ?1 AND c.deleted_at IS NULL AND s.deleted_at IS NULL ORDER BY s.started_at",
        )?
        .query_map([enrolment], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let extent = |number: u8| {
        let mine = || rows.iter().filter(|(n, _)| *n == number).map(|(_, e)| *e);
        if mine().any(|e| e == Extent::Repeat) {
            Some(Extent::Repeat)
        } else if mine().any(|e| e == Extent::Full) {
            Some(Extent::Full)
        } else {
            mine().next()
        }
    };
    let mut cells: Vec<StripCell> = programme
        .numbers()
        .map(SessionNo::get)
        .map(|number| StripCell { number, extent: extent(number), running: running == Some(number), hole: false })
        .collect();
    let mut later = false;
    for cell in cells.iter_mut().rev() {
        cell.hole = later && cell.extent.is_none() && !cell.running && cell.number >= from;
        later |= cell.extent.is_some() || cell.running;
    }
    Ok(cells)
}

/// The trainer's own flag.
pub(super) fn flag(db: &Db, scope: Scope, id: Id) -> Result<Option<Level>, Failure> {
    let level: Option<Option<Level>> = db
        .conn
        .prepare_cached(
            "SELECT level FROM follow_up WHERE scope = ?1 AND scope_id = ?2 AND state IN ('open', 'snoozed') \
             AND deleted_at IS NULL LIMIT 1",
        )?
        .query_row((scope.word(), id), |r| r.get(0))
        .optional()?;
    Ok(level.flatten())
}

type Next = Option<(chrono::DateTime<chrono::Utc>, Option<crate::request::Person>)>;

/// Who comes after this appointment on the same day.
fn next_appointment(db: &Db, appointment: &Appointment) -> Result<Next, Failure> {
    let day = db.options.zone.business_date(appointment.starts_at);
    let (_, end) = db.options.zone.span(day);
    let row: Option<(At, Option<Id>)> = db
        .conn
        .prepare_cached(
            "SELECT starts_at, enrolment_id FROM appointment WHERE starts_at > ?1 AND starts_at < ?2 AND trainer_id IS ?3 \
             AND state IN ('scheduled', 'waiting') AND deleted_at IS NULL ORDER BY starts_at, id LIMIT 1",
        )?
        .query_row(
            (appointment.starts_at.timestamp_millis(), end.timestamp_millis(), appointment.trainer),
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .optional()?;
    let Some((at, enrolment)) = row else { return Ok(None) };
    let person = match enrolment {
        Some(id) => match Enrolment::find(&db.conn, id)? {
            Some(e) => people::learner(db, e.learner)?,
            None => None,
        },
        None => None,
    };
    Ok(Some((at.0, person)))
}
