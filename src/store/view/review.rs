//! The end-of-day review: rows of the people and pharmacies that are mine, worked out from their standings.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

use rusqlite::OptionalExtension;

use super::super::db::Db;
use super::super::gates::GateSide;
use super::super::live;
use super::super::programmes::rules;
use super::super::rows::{Appointment, Enrolment};
use super::super::sql::At;
use super::super::standing::{self, Revision};
use super::{brief, day, people, proposed, queue};
use crate::domain::follow_up::{self, Reason, Row};
use crate::domain::standing::{OpenRecord as OpenStanding, PharmacyStanding, Seen};
use crate::domain::{AppointmentState, BusinessDate, Entity, FollowUpState, Id, Rules, Scope};
use crate::request::{Back, Failure, FollowUpView, OpenRecord, ReviewRow, ReviewView, Who};
use crate::text::mask::Private;

/// Whose rows are shown.
pub(super) enum Mine {
    Everybody,
    Some { learners: HashSet<Id>, pharmacies: HashSet<Id> },
}

impl Mine {
    fn learner(&self, id: Id) -> bool {
        match self {
            Self::Everybody => true,
            Self::Some { learners, .. } => learners.contains(&id),
        }
    }
    fn pharmacy(&self, id: Id) -> bool {
        match self {
            Self::Everybody => true,
            Self::Some { pharmacies, .. } => pharmacies.contains(&id),
        }
    }
}

/// Everything scored on one day: rows in order, and what stands behind them.
pub(super) struct Scored {
    /// As of which day.
    pub day: BusinessDate,
    mine: Mine,
    pub rows: Vec<Row>,
    pub open: Vec<(Option<Id>, Id, OpenStanding)>,
    /// What is known of each learner besides the row.
    sides: BTreeMap<Id, Side>,
    /// Active learners without a next appointment.
    pub without_next: Vec<Id>,
}

struct Side {
    pharmacy: Id,
    gates: GateSide,
}

impl Scored {
    /// What gates look at for a learner, where it is known.
    pub(super) fn gates(&self, learner: Id) -> Option<&GateSide> {
        self.sides.get(&learner).map(|side| &side.gates)
    }

    /// The row of a learner, also of one whose appointment I hold for somebody else: the review does not list that row.
    pub(super) fn learner(&self, db: &Db, id: Id) -> Result<Option<Cow<'_, Row>>, Failure> {
        if self.mine.learner(id) {
            let row = self.rows.iter().find(|r| r.scope == Scope::Learner && r.id == id);
            return Ok(row.map(Cow::Borrowed));
        }
        Ok(row_of(db, id, self.day)?.map(|(row, _)| Cow::Owned(row)))
    }
}

/// Scores everybody of `mine` on a day.
pub(super) fn score(db: &Db, mine: Mine, day: BusinessDate) -> Result<Scored, Failure> {
    let mut context = Context::new(db);
    let mut scored = Scored {
        day,
        mine: Mine::Everybody,
        rows: Vec::new(),
        open: Vec::new(),
        without_next: Vec::new(),
        sides: BTreeMap::new(),
    };
    // Pharmacies first: the learners' rows hang on them.
    let mut pharmacies = Vec::new();
    standing::pharmacies_on(
        db,
        day,
        |id| mine.pharmacy(id),
        |kept| {
            let standing = Rc::new(kept.standing);
            context.pharmacies.insert(kept.pharmacy, Some(Rc::clone(&standing)));
            pharmacies.push((kept.pharmacy, kept.programme, standing));
            Ok(())
        },
    )?;
    standing::learners_on(
        db,
        day,
        |id| mine.learner(id),
        |kept| {
            let (standing, pharmacy) = (kept.standing, kept.pharmacy);
            let rules = context.rules_of(kept.programme.as_ref())?;
            let seen = Seen::new(&standing, day);
            if seen.state().is_active() && seen.next().is_none() && !seen.is_held(rules.last) {
                scored.without_next.push(standing.learner);
            }
            scored.open.extend(seen.open_records().into_iter().map(|r| (Some(standing.learner), pharmacy, r)));
            let Some(of_pharmacy) = context.pharmacy(pharmacy)? else { return Ok(()) };
            let row = follow_up::learner_row(&seen, &of_pharmacy.facts, &rules, &db.options.scores, &db.work);
            scored.rows.extend(row);
            let gates = GateSide { judgements: standing.judgements, pharmacy: of_pharmacy, rules };
            scored.sides.insert(standing.learner, Side { pharmacy, gates });
            Ok(())
        },
    )?;
    for (pharmacy, programme, standing) in pharmacies {
        scored.open.extend(standing.open_records(day).into_iter().map(|r| (None, pharmacy, r)));
        let rules = context.rules_of(programme.as_ref())?;
        scored.rows.extend(follow_up::pharmacy_row(&standing, &rules, &db.options.scores, &db.work, day));
    }
    scored.mine = mine;
    follow_up::sort(&mut scored.rows);
    scored.open.sort_by_key(|a| a.2);
    Ok(scored)
}

/// The row of one learner.
pub(super) fn learner_row(db: &Db, learner: Id, day: BusinessDate) -> Result<Option<ReviewRow>, Failure> {
    row_of(db, learner, day)?.map(|(row, pharmacy)| show(db, &row, Some(pharmacy))).transpose()
}

/// The scored row of one learner, with the pharmacy.
pub(super) fn row_of(db: &Db, learner: Id, day: BusinessDate) -> Result<Option<(Row, Id)>, Failure> {
    let Some(standing) = standing::kept_learner(db, learner)? else { return Ok(None) };
    let Some(pharmacy) = people::pharmacy_of(db, learner)? else { return Ok(None) };
    let mut context = Context::new(db);
    let Some(enrolment) = Enrolment::find(&db.conn, standing.enrolment)? else { return Ok(None) };
    let revision = Revision { id: enrolment.programme, version: enrolment.version, hash: enrolment.hash };
    let rules = context.rules_of(Some(&Rc::new(revision)))?;
    let Some(of_pharmacy) = context.pharmacy(pharmacy)? else { return Ok(None) };
    let seen = Seen::new(&standing, day);
    let row = follow_up::learner_row(&seen, &of_pharmacy.facts, &rules, &db.options.scores, &db.work);
    Ok(row.map(|row| (row, pharmacy)))
}

/// What is still in progress has no closed record either: a session that was set aside in the morning is not lost there.
fn in_progress(db: &Db, mine: &Mine, day: BusinessDate) -> Result<Vec<OpenRecord>, Failure> {
    let mut open = Vec::new();
    for one in live::all(&db.conn)? {
        let Some(row) = Appointment::find(&db.conn, one.appointment)? else { continue };
        let date = db.options.zone.business_date(row.starts_at);
        let enrolment = row.enrolment.map(|id| Enrolment::find(&db.conn, id)).transpose()?.flatten();
        let learner = enrolment.map(|enrolment| enrolment.learner);
        let pharmacy = match learner {
            Some(learner) => people::pharmacy_of(db, learner)?,
            None => row.pharmacy,
        };
        let (Some(pharmacy), true) = (pharmacy, date <= day) else { continue };
        if !learner.map_or_else(|| mine.pharmacy(pharmacy), |learner| mine.learner(learner)) {
            continue;
        }
        open.push(OpenRecord {
            session: one.session,
            appointment: one.appointment,
            scope: if learner.is_some() { Scope::Learner } else { Scope::Pharmacy },
            scope_id: learner.unwrap_or(pharmacy),
            learner: match learner {
                Some(id) => people::learner(db, id)?.map(|p| p.name),
                None => None,
            },
            pharmacy: people::account(db, pharmacy)?.name,
            date,
            session_no: row.number,
        });
    }
    Ok(open)
}

/// The review of a day.
pub(super) fn review(db: &Db, day: BusinessDate, who: &Who, back: Back) -> Result<ReviewView, Failure> {
    let me = db.staff(who)?;
    let mine = mine(db, me, day)?;
    let scored = score(db, mine, day)?;
    let rows = show_all(db, &scored, &scored.rows)?;
    let mut open_records = Vec::with_capacity(scored.open.len());
    for (learner, pharmacy, record) in &scored.open {
        open_records.push(OpenRecord {
            session: record.session,
            appointment: appointment_of(db, record.session)?,
            scope: if learner.is_some() { Scope::Learner } else { Scope::Pharmacy },
            scope_id: learner.unwrap_or(*pharmacy),
            learner: match learner {
                Some(id) => people::learner(db, *id)?.map(|p| p.name),
                None => None,
            },
            pharmacy: people::account(db, *pharmacy)?.name,
            date: record.date,
            session_no: record.number,
        });
    }
    open_records.extend(in_progress(db, &scored.mine, day)?);
    let mut missing = Vec::new();
    for learner in &scored.without_next {
        missing.extend(people::learner(db, *learner)?.map(|person| person.name));
    }
    // What was begun and not ended is among the open records.
    let mut earlier = day::earlier(db, day, me, &scored, back)?;
    earlier.retain(|row| row.state != AppointmentState::InProgress);
    let (tomorrow_date, tomorrow) = day::next_day(db, day, me, &scored)?;
    Ok(ReviewView {
        date: day,
        file: people::file(db, me)?,
        closed: follow_up::is_day_closed(&scored.rows, !open_records.is_empty(), &db.options.scores),
        rows,
        open_records,
        tomorrow,
        tomorrow_date,
        earlier,
        older: day::older(db, day, me, back)?,
        today: queue::queue(db, day, me, &scored)?,
        without_next: scored.without_next.len(),
        without_next_names: missing,
        contact_points: db.options.scores.contact,
        day_closed: day::closed(db, day, me)?,
    })
}

/// Rows with names.
pub(super) fn show_all(db: &Db, scored: &Scored, rows: &[Row]) -> Result<Vec<ReviewRow>, Failure> {
    rows.iter()
        .map(|row| {
            let pharmacy = match row.scope {
                Scope::Learner => scored.sides.get(&row.id).map(|side| side.pharmacy),
                Scope::Pharmacy => Some(row.id),
            };
            show(db, row, pharmacy)
        })
        .collect()
}

fn show(db: &Db, row: &Row, pharmacy: Option<Id>) -> Result<ReviewRow, Failure> {
    let account = match pharmacy {
        Some(id) => people::account(db, id)?.name,
        None => Private::free(String::new()),
    };
    let enrolment = match row.scope {
        Scope::Learner => Enrolment::newest(&db.conn, row.id)?,
        Scope::Pharmacy => None,
    };
    Ok(ReviewRow {
        scope: row.scope,
        id: row.id,
        name: match row.scope {
            Scope::Learner => people::learner(db, row.id)?.map_or_else(|| Private::free(String::new()), |p| p.name),
            Scope::Pharmacy => account.clone(),
        },
        pharmacy: account,
        score: row.score,
        level: row.level,
        reasons: proposed::told(db, &row.reasons)?,
        metrics: match &enrolment {
            Some(e) => metrics(db, e, &row.reasons)?,
            None => Vec::new(),
        },
        due_on: row.due,
        owner: row.owner,
        owner_name: people::staff(db, row.owner)?,
        decided: row.decided,
        decision: row.decision,
        decision_reason: match row.decision {
            Some(shown) => decision_reason(db, row, shown.day)?,
            None => None,
        },
        follow_up: follow_up_of(db, row.scope, row.id)?,
        number: match &enrolment {
            Some(e) => super::super::history::next_no(db, e)?,
            None => None,
        },
        next_focus: match &enrolment {
            Some(e) => brief::next_focus(db, e.id)?.map(|f| f.1),
            None => None,
        },
    })
}

/// The open follow-up of a learner or a pharmacy, of which there is at most one; without it the one that was done last.
pub(super) fn follow_up_of(db: &Db, scope: Scope, id: Id) -> Result<Option<FollowUpView>, Failure> {
    let found = db
        .conn
        .prepare_cached(
            "SELECT title, due_on, state, done_at, result FROM follow_up WHERE scope = ?1 AND scope_id = ?2 \
             AND state IN ('open', 'snoozed', 'done') AND deleted_at IS NULL ORDER BY state = 'done', done_at DESC LIMIT 1",
        )?
        .query_row((scope.word(), id), |r| {
            let (state, done_at): (FollowUpState, Option<At>) = (r.get(2)?, r.get(3)?);
            let done_on = done_at.map(|at| db.options.zone.business_date(at.0));
            Ok(FollowUpView {
                title: people::free(r.get(0)?),
                due_on: r.get(1)?,
                done: done_on.filter(|_| state == FollowUpState::Done).zip(Some(people::free(r.get(4)?))),
            })
        })
        .optional()?;
    Ok(found)
}

/// The names of the metrics that reasons speak of.
fn metrics(db: &Db, enrolment: &Enrolment, reasons: &[Reason]) -> Result<Vec<(String, String)>, Failure> {
    let ids: Vec<&String> = reasons.iter().flat_map(|reason| reason.why.metrics()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let programme = db.programmes.of_enrolment(&db.conn, enrolment, &db.options.lang)?;
    let named = programme.metrics.iter().filter(|m| ids.contains(&&m.id));
    Ok(named.map(|m| (m.id.clone(), m.name.clone())).collect())
}

fn decision_reason(db: &Db, row: &Row, day: BusinessDate) -> Result<Option<Private>, Failure> {
    let id = Id::natural(Entity::Decision, &format!("{}:{}:{day}", row.scope.word(), row.id));
    let text: Option<Option<String>> = db
        .conn
        .prepare_cached("SELECT reason FROM decision WHERE id = ?1 AND deleted_at IS NULL")?
        .query_row([id], |r| r.get(0))
        .optional()?;
    Ok(people::free(text.flatten()))
}

fn appointment_of(db: &Db, session: Id) -> Result<Id, Failure> {
    let id = db
        .conn
        .prepare_cached("SELECT appointment_id FROM session WHERE id = ?1")?
        .query_row([session], |r| r.get(0))?;
    Ok(id)
}

/// Learners and pharmacies of a member of the team on a day (formats: "Whose rows").
pub(super) fn mine(db: &Db, me: Option<Id>, day: BusinessDate) -> Result<Mine, Failure> {
    let Some(me) = me else { return Ok(Mine::Everybody) };
    let mut lent: HashSet<Id> = ids(
        db,
        "SELECT enrolment_id FROM hand_over WHERE to_id = ?1 AND accepted_at IS NULL AND enrolment_id IS NOT NULL \
         AND kind = 'trainer_to_trainer' AND deleted_at IS NULL",
        me,
    )?;
    let mut trainers = vec![me];
    let mut statement = db.conn.prepare_cached(
        "SELECT from_id, enrolment_id FROM stand_in WHERE to_id = ?1 AND (from_on IS NULL OR from_on <= ?2) \
         AND (until_on IS NULL OR until_on >= ?2) AND deleted_at IS NULL",
    )?;
    let stand_ins: Vec<(Option<Id>, Option<Id>)> =
        statement.query_map((me, day), |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    for (from, enrolment) in stand_ins {
        match (enrolment, from) {
            (Some(enrolment), _) => {
                lent.insert(enrolment);
            }
            (None, Some(from)) => trainers.push(from),
            (None, None) => {}
        }
    }
    // Who is a USM is told by the pharmacies, not by the role: the same name may train elsewhere.
    let mut learners = ids(
        db,
        "SELECT l.id FROM learner l JOIN pharmacy p ON p.id = l.pharmacy_id WHERE p.usm_id = ?1 AND l.deleted_at IS NULL",
        me,
    )?;
    let mut pharmacies = ids(db, "SELECT id FROM pharmacy WHERE usm_id = ?1 AND deleted_at IS NULL", me)?;
    for trainer in trainers {
        for (learner, pharmacy, withdrawn) in standing::of_trainer(db, trainer)? {
            learners.insert(learner);
            pharmacies.extend(pharmacy.filter(|_| !withdrawn));
        }
    }
    for id in lent {
        let Some(row) = Enrolment::find(&db.conn, id)? else { continue };
        // An older enrolment of somebody who came back elsewhere is no longer mine.
        if Enrolment::newest(&db.conn, row.learner)?.map(|n| n.id) != Some(id) {
            continue;
        }
        learners.insert(row.learner);
        if row.state != crate::domain::EnrolmentState::Withdrawn {
            pharmacies.extend(people::pharmacy_of(db, row.learner)?);
        }
    }
    Ok(Mine::Some { learners, pharmacies })
}

fn ids(db: &Db, sql: &str, of: Id) -> Result<HashSet<Id>, Failure> {
    Ok(db.conn.prepare_cached(sql)?.query_map([of], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Rules and pharmacies, each read once.
struct Context<'d> {
    db: &'d Db,
    /// By revision; a file knows a handful, and its rows share them.
    rules: Vec<(Option<Rc<Revision>>, Rc<Rules>)>,
    pharmacies: BTreeMap<Id, Option<Rc<PharmacyStanding>>>,
}

impl<'d> Context<'d> {
    fn new(db: &'d Db) -> Self {
        Self { db, rules: Vec::new(), pharmacies: BTreeMap::new() }
    }

    /// The rules of a programme revision; of the configured one without any.
    fn rules_of(&mut self, revision: Option<&Rc<Revision>>) -> Result<Rc<Rules>, Failure> {
        let same = |known: &Option<Rc<Revision>>| match (known, revision) {
            (Some(known), Some(revision)) => Rc::ptr_eq(known, revision),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if let Some((_, known)) = self.rules.iter().find(|(of, _)| same(of)) {
            return Ok(Rc::clone(known));
        }
        let (programmes, options) = (&self.db.programmes, &self.db.options);
        let programme = match revision {
            None => programmes.configured(options.programme.as_deref(), &options.lang)?,
            Some(r) => programmes.of_version(&self.db.conn, &r.id, &r.version, r.hash.as_deref(), &options.lang)?,
        };
        let found = Rc::new(rules(&programme));
        self.rules.push((revision.map(Rc::clone), Rc::clone(&found)));
        Ok(found)
    }

    fn pharmacy(&mut self, id: Id) -> Result<Option<Rc<PharmacyStanding>>, Failure> {
        if let Some(known) = self.pharmacies.get(&id) {
            return Ok(known.clone());
        }
        let found = standing::kept_pharmacy(self.db, id)?.map(Rc::new);
        self.pharmacies.insert(id, found.clone());
        Ok(found)
    }
}
