//! What is kept of the coming days of every standing (`domain::follow_up::ahead`): the list of leftovers of a day is read
//! from an index, without the standings of those who are not on it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rusqlite::types::ValueRef;
use rusqlite::{Transaction, TransactionBehavior};

use super::super::db::Db;
use super::super::history;
use super::super::programmes::rules;
use super::super::rows::Enrolment;
use super::kept::open_rows;
use super::{SHAPE, kept_pharmacy, stored};
use crate::domain::follow_up::{self, Glance, learner_row, pharmacy_row};
use crate::domain::standing::{PharmacyFacts, PharmacyStanding, Seen, Standing};
use crate::domain::{BusinessDate, Id, Rules, Scope};
use crate::request::Failure;

/// After so many days what was kept is worked out anew, while some of it still holds.
const RENEWED: i32 = 7;

/// Works out the coming days from one day on.
#[derive(Debug)]
pub(super) struct Ahead<'d> {
    db: &'d Db,
    pub from: BusinessDate,
    facts: BTreeMap<Id, Option<Rc<PharmacyFacts>>>,
}

impl<'d> Ahead<'d> {
    pub(super) fn new(db: &'d Db, from: BusinessDate) -> Self {
        Self { db, from, facts: BTreeMap::new() }
    }

    /// The facts of a pharmacy as they have just been worked out.
    pub(super) fn knows(&mut self, pharmacy: Id, facts: Option<PharmacyFacts>) {
        self.facts.insert(pharmacy, facts.map(Rc::new));
    }

    fn facts(&mut self, pharmacy: Id) -> Result<Option<Rc<PharmacyFacts>>, Failure> {
        if let Some(known) = self.facts.get(&pharmacy) {
            return Ok(known.clone());
        }
        let found = kept_pharmacy(self.db, pharmacy)?.map(|p| Rc::new(p.facts));
        self.facts.insert(pharmacy, found.clone());
        Ok(found)
    }

    /// No bytes at all where nothing can be said beforehand: whoever reads them has to look.
    pub(super) fn of_learner(
        &mut self,
        standing: &Standing,
        pharmacy: Option<Id>,
        rules: &Rules,
    ) -> Result<Vec<u8>, Failure> {
        let facts = pharmacy.map(|id| self.facts(id)).transpose()?.flatten();
        let Some(facts) = facts else { return Ok(Vec::new()) };
        let (table, work) = (&self.db.options.scores, &self.db.work);
        let bytes = follow_up::ahead(self.from, table, |day| {
            learner_row(&Seen::new(standing, day), &facts, rules, table, work)
        });
        Ok(bytes.map_or_else(Vec::new, Vec::from))
    }

    /// The rules are those that an enrolment keeps: a pharmacy without one goes by what is at hand on the day.
    pub(super) fn of_pharmacy(
        &self,
        standing: &PharmacyStanding,
        first: Option<&Enrolment>,
    ) -> Result<Vec<u8>, Failure> {
        let Some(first) = first else { return Ok(Vec::new()) };
        let rules = self.rules(first)?;
        let (table, work) = (&self.db.options.scores, &self.db.work);
        let bytes = follow_up::ahead(self.from, table, |day| pharmacy_row(standing, &rules, table, work, day));
        Ok(bytes.map_or_else(Vec::new, Vec::from))
    }

    fn rules(&self, row: &Enrolment) -> Result<Rules, Failure> {
        let programme = self.db.programmes.of_enrolment(&self.db.conn, row, &self.db.options.lang)?;
        Ok(rules(&programme))
    }

    /// Works out anew the coming days of a standing that is as it was. Those of one that was left come with it.
    pub(super) fn again(&mut self, scope: Scope, id: Id) -> Result<(), Failure> {
        let conn = &self.db.conn;
        let bytes = match scope {
            Scope::Learner => {
                let Some(standing) = stored::<Standing>(conn, scope, id)? else { return Ok(()) };
                let Some(row) = Enrolment::find(conn, standing.enrolment)? else { return Ok(()) };
                self.of_learner(&standing, history::pharmacy_of(conn, row.id)?, &self.rules(&row)?)?
            }
            Scope::Pharmacy => {
                let Some(standing) = stored::<PharmacyStanding>(conn, scope, id)? else { return Ok(()) };
                self.of_pharmacy(&standing, Enrolment::of_pharmacy(conn, id)?.first())?
            }
        };
        conn.prepare_cached("UPDATE standing SET outlook_from = ?3, outlook = ?4 WHERE scope = ?1 AND scope_id = ?2")?
            .execute((scope.word(), id, self.from.counted(), bytes))?;
        Ok(())
    }
}

/// Who may be on the list of a day, and as what; `None` = that has to be looked at.
pub(in super::super) fn glances(
    db: &Db,
    day: BusinessDate,
    wanted: impl Fn(Scope, Id) -> bool,
) -> Result<Vec<(Scope, Id, Option<Glance>)>, Failure> {
    let mut found = Vec::new();
    // A learner's reasons hang on the pharmacy: what was left of one is left of its learners.
    let mut left: BTreeSet<Id> = BTreeSet::new();
    let today = day.counted();
    // Most people: SQLite leaves them out by their byte.
    let somebody = format!(
        "AND (v <> {SHAPE} OR outlook_from > {today} OR substr(outlook, {today} - outlook_from + 1, 1) IS NOT x'00')"
    );
    for scope in [Scope::Pharmacy, Scope::Learner] {
        let also = if left.is_empty() { somebody.as_str() } else { "" };
        open_rows(db, scope, day, "v, outlook_from, outlook, scope_id, pharmacy_id", also, |row| {
            let mut is_kept = db.settled_holds && row.get::<_, i64>(0)? == SHAPE;
            if scope == Scope::Learner && !left.is_empty() {
                is_kept &= row.get::<_, Option<Id>>(4)?.is_some_and(|pharmacy| !left.contains(&pharmacy));
            }
            let from: Option<i32> = if is_kept { row.get(1)? } else { None };
            let glance = match (from, row.get_ref(2)?) {
                (Some(from), ValueRef::Blob(bytes)) => follow_up::glance(bytes, today.saturating_sub(from)),
                _ => None,
            };
            if glance == Some(Glance::Nothing) {
                return Ok(());
            }
            let id = row.get(3)?;
            if scope == Scope::Pharmacy && !is_kept {
                left.insert(id);
            }
            if wanted(scope, id) {
                found.push((scope, id, glance));
            }
            Ok(())
        })?;
    }
    Ok(found)
}

/// Works out anew what will soon hold for no day any more: otherwise those about whom nothing is recorded for long would be
/// looked at one by one at every start.
pub(in super::super) fn renew(db: &Db, today: BusinessDate) -> Result<(), Failure> {
    let mut old = Vec::new();
    for scope in [Scope::Pharmacy, Scope::Learner] {
        open_rows(db, scope, today, "scope_id, v, outlook_from", "", |row| {
            let from: Option<i32> = row.get(2)?;
            let is_fresh = from.is_some_and(|from| (0..RENEWED).contains(&today.counted().saturating_sub(from)));
            if !is_fresh && row.get::<_, i64>(1)? == SHAPE {
                old.push((scope, row.get(0)?));
            }
            Ok(())
        })?;
    }
    if old.is_empty() {
        return Ok(());
    }
    let tx = Transaction::new_unchecked(&db.conn, TransactionBehavior::Immediate)?;
    let mut ahead = Ahead::new(db, today);
    old.into_iter().try_for_each(|(scope, id)| ahead.again(scope, id))?;
    Ok(tx.commit()?)
}
