//! The score of one day: of each learner and pharmacy when it is asked for, or of everybody that is mine.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

use super::super::db::Db;
use super::super::gates::GateSide;
use super::super::programmes::rules;
use super::super::rows::Enrolment;
use super::super::standing::{self, Kept, Revision, Revisions};
use super::people;
use crate::domain::follow_up::{self, Row};
use crate::domain::standing::{OpenRecord, PharmacyStanding, Seen, Standing};
use crate::domain::{BusinessDate, Id, Level, ReasonCode, Rules, Scope};
use crate::request::Failure;

/// Whose rows are shown.
pub(super) enum Mine {
    Everybody,
    Some { learners: HashSet<Id>, pharmacies: HashSet<Id> },
}

impl Mine {
    pub(super) fn has(&self, scope: Scope, id: Id) -> bool {
        match (self, scope) {
            (Self::Everybody, _) => true,
            (Self::Some { learners, .. }, Scope::Learner) => learners.contains(&id),
            (Self::Some { pharmacies, .. }, Scope::Pharmacy) => pharmacies.contains(&id),
        }
    }
}

/// What a queue says of a learner.
pub(super) struct Known {
    pub pharmacy: Id,
    /// Of the learner's row, where there is one.
    pub level: Option<Level>,
    pub flags: Vec<ReasonCode>,
    pub gates: GateSide,
}

/// Everybody of mine on one day: rows in order, and what stands behind them.
pub(super) struct Scored {
    pub rows: Vec<Row>,
    /// Records that nobody closed, with learner and pharmacy.
    pub open: Vec<(Option<Id>, Id, OpenRecord)>,
    /// Active learners without a next appointment.
    pub without_next: Vec<Id>,
}

/// The scores of one day; what was worked out once is not worked out again.
pub(super) struct Scores<'d> {
    db: &'d Db,
    /// As of which day.
    pub day: BusinessDate,
    read: RefCell<Read>,
}

/// What was read so far.
#[derive(Default)]
struct Read {
    revisions: Revisions,
    /// By revision; a file knows a handful, and its rows share them.
    rules: Vec<(Option<Rc<Revision>>, Rc<Rules>)>,
    pharmacies: BTreeMap<Id, Option<Rc<PharmacyStanding>>>,
    learners: BTreeMap<Id, Option<Rc<Known>>>,
}

impl<'d> Scores<'d> {
    pub(super) fn new(db: &'d Db, day: BusinessDate) -> Self {
        Self { db, day, read: RefCell::default() }
    }

    /// What a queue says of a learner; `None` where nothing is kept of that one.
    pub(super) fn learner(&self, id: Id) -> Result<Option<Rc<Known>>, Failure> {
        let known = self.read.borrow().learners.get(&id).cloned();
        match known {
            Some(known) => Ok(known),
            None => {
                self.learner_row(id)?;
                Ok(self.read.borrow().learners.get(&id).cloned().flatten())
            }
        }
    }

    /// Takes what a queue has read of a learner together with the rest: `standing::kept_at` that column.
    pub(super) fn meet(&self, learner: Id, row: &rusqlite::Row<'_>, at: usize) -> Result<(), Failure> {
        let mut read = self.read.borrow_mut();
        if !read.learners.contains_key(&learner)
            && let Some(kept) = standing::kept_at(row, at, &mut read.revisions)?
        {
            read.weigh(self.db, self.day, kept, |_, _, _| ())?;
        }
        Ok(())
    }

    /// The row of a learner.
    pub(super) fn learner_row(&self, id: Id) -> Result<Option<Row>, Failure> {
        let mut read = self.read.borrow_mut();
        match standing::one_learner(self.db, id, &mut read.revisions)? {
            Some(kept) => read.weigh(self.db, self.day, kept, |_, _, _| ()),
            None => {
                read.learners.insert(id, None);
                Ok(None)
            }
        }
    }

    /// The row of a pharmacy.
    pub(super) fn pharmacy_row(&self, id: Id) -> Result<Option<Row>, Failure> {
        let mut read = self.read.borrow_mut();
        let Some(kept) = standing::one_pharmacy(self.db, id, &mut read.revisions)? else { return Ok(None) };
        let rules = read.rules_of(self.db, kept.programme.as_ref())?;
        let options = &self.db.options;
        Ok(follow_up::pharmacy_row(&kept.standing, &rules, &options.scores, &self.db.work, self.day))
    }

    /// The rows of everybody of `mine`.
    pub(super) fn all(&self, mine: &Mine) -> Result<Scored, Failure> {
        let (db, day) = (self.db, self.day);
        let mut read = self.read.borrow_mut();
        let mut scored = Scored { rows: Vec::new(), open: Vec::new(), without_next: Vec::new() };
        // Pharmacies first: the learners' rows hang on them.
        let mut pharmacies = Vec::new();
        standing::pharmacies_on(
            db,
            day,
            |id| mine.has(Scope::Pharmacy, id),
            |kept| {
                let standing = Rc::new(kept.standing);
                read.pharmacies.insert(kept.pharmacy, Some(Rc::clone(&standing)));
                pharmacies.push((kept.pharmacy, kept.programme, standing));
                Ok(())
            },
        )?;
        standing::learners_on(
            db,
            day,
            |id| mine.has(Scope::Learner, id),
            |kept| {
                let row = read.weigh(db, day, kept, |seen, pharmacy, rules| {
                    let learner = seen.standing.learner;
                    if seen.state().is_active() && seen.next().is_none() && !seen.is_held(rules.last) {
                        scored.without_next.push(learner);
                    }
                    scored.open.extend(seen.open_records().into_iter().map(|r| (Some(learner), pharmacy, r)));
                })?;
                scored.rows.extend(row);
                Ok(())
            },
        )?;
        for (pharmacy, programme, standing) in pharmacies {
            scored.open.extend(standing.open_records(day).into_iter().map(|r| (None, pharmacy, r)));
            let rules = read.rules_of(db, programme.as_ref())?;
            scored.rows.extend(follow_up::pharmacy_row(&standing, &rules, &db.options.scores, &db.work, day));
        }
        follow_up::sort(&mut scored.rows);
        scored.open.sort_by_key(|a| a.2);
        Ok(scored)
    }
}

impl Read {
    /// The row of a learner whose standing was read; what a queue says of that one is known from then on.
    fn weigh(
        &mut self,
        db: &Db,
        day: BusinessDate,
        kept: Kept<Standing>,
        also: impl FnOnce(&Seen<'_>, Id, &Rules),
    ) -> Result<Option<Row>, Failure> {
        let Kept { standing, pharmacy, programme } = kept;
        let rules = self.rules_of(db, programme.as_ref())?;
        let seen = Seen::new(&standing, day);
        also(&seen, pharmacy, &rules);
        let Some(of_pharmacy) = self.pharmacy(db, pharmacy)? else {
            self.learners.insert(standing.learner, None);
            return Ok(None);
        };
        let row = follow_up::learner_row(&seen, &of_pharmacy.facts, &rules, &db.options.scores, &db.work);
        let known = Known {
            pharmacy,
            level: row.as_ref().map(|row| row.level),
            flags: row.iter().flat_map(Row::flags).collect(),
            gates: GateSide { judgements: standing.judgements, pharmacy: of_pharmacy, rules },
        };
        self.learners.insert(standing.learner, Some(Rc::new(known)));
        Ok(row)
    }

    /// The rules of a programme revision; of the configured one without any.
    fn rules_of(&mut self, db: &Db, revision: Option<&Rc<Revision>>) -> Result<Rc<Rules>, Failure> {
        let same = |known: &Option<Rc<Revision>>| match (known, revision) {
            (Some(known), Some(revision)) => Rc::ptr_eq(known, revision),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if let Some((_, known)) = self.rules.iter().find(|(of, _)| same(of)) {
            return Ok(Rc::clone(known));
        }
        let (programmes, options) = (&db.programmes, &db.options);
        let programme = match revision {
            None => programmes.configured(options.programme.as_deref(), &options.lang)?,
            Some(r) => programmes.of_version(&db.conn, &r.id, &r.version, r.hash.as_deref(), &options.lang)?,
        };
        let found = Rc::new(rules(&programme));
        self.rules.push((revision.map(Rc::clone), Rc::clone(&found)));
        Ok(found)
    }

    fn pharmacy(&mut self, db: &Db, id: Id) -> Result<Option<Rc<PharmacyStanding>>, Failure> {
        if let Some(known) = self.pharmacies.get(&id) {
            return Ok(known.clone());
        }
        let found = standing::kept_pharmacy(db, id)?.map(Rc::new);
        self.pharmacies.insert(id, found.clone());
        Ok(found)
    }
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
