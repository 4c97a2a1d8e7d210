//! Who there is: team, pharmacies, learners and their enrolments, in memory, and finding the one that a row means.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::super::rows::Enrolment;
use super::super::staff::is_myself;
use super::super::tx::{Tx, Value};
use super::ledger::Ledger;
use super::script::{Script, Scripts};
use crate::domain::id::IdMaker;
use crate::domain::{Entity, Id, StaffRole};
use crate::request::Failure;
use crate::request::import::{Naming, ProblemKind};
use crate::text::fold::fold;

/// Everybody, as on disk and as this call leaves it.
pub(super) struct People {
    pub ledger: Ledger,
    maker: IdMaker,
    millis: i64,
    staff: Names,
    pharmacies: HashMap<String, Vec<Id>>,
    codes: HashMap<String, Vec<Id>>,
    learners: Names,
    /// The newest enrolment of each learner.
    enrolments: HashMap<Id, Id>,
    owners: HashMap<Id, Id>,
    /// The newest operation flow of each pharmacy.
    flows: HashMap<Id, Id>,
    /// Folded names that some row gives as a trainer's.
    trainers: HashSet<String>,
}

/// Rows by folded name and by folded kana.
#[derive(Debug, Default)]
struct Names {
    name: HashMap<String, Vec<Id>>,
    kana: HashMap<String, Vec<Id>>,
}

impl Names {
    fn add(&mut self, id: Id, name: Option<&str>, kana: Option<&str>) {
        for (index, text) in [(&mut self.name, name), (&mut self.kana, kana)] {
            let Some(key) = text.map(fold).filter(|key| !key.is_empty()) else { continue };
            let ids = index.entry(key).or_default();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
}

/// A learner that a row means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meant {
    pub learner: Id,
    pub enrolment: Id,
    pub pharmacy: Option<Id>,
}

/// Why a row means nobody: the column at fault, what stands there, and the reason.
pub(super) type Nobody = (&'static str, String, ProblemKind);

impl People {
    pub(super) fn load(tx: &mut Tx<'_>) -> rusqlite::Result<Self> {
        let conn = tx.conn();
        let mut ledger = Ledger::default();
        let staff_ids = ledger.load(conn, Entity::Staff, "1 ORDER BY id", [])?;
        let pharmacy_ids = ledger.load(conn, Entity::Pharmacy, "1 ORDER BY id", [])?;
        let learner_ids = ledger.load(conn, Entity::Learner, "1 ORDER BY id", [])?;
        let enrolment_ids = ledger.load(conn, Entity::Enrolment, "1 ORDER BY created_at, id", [])?;
        let contact_ids = ledger.load(conn, Entity::Contact, "role = 'owner' ORDER BY created_at DESC, id DESC", [])?;
        let flow_ids = ledger.load(conn, Entity::OperationFlow, "1 ORDER BY created_at, id", [])?;
        let of = |entity, ids: Vec<Id>, column| -> HashMap<Id, Id> {
            ids.into_iter().filter_map(|id| Some((ledger.reference(entity, id, column)?, id))).collect()
        };
        let enrolments = of(Entity::Enrolment, enrolment_ids, "learner_id");
        let owners = of(Entity::Contact, contact_ids, "pharmacy_id");
        let flows = of(Entity::OperationFlow, flow_ids, "pharmacy_id");
        // Ids of one call sort as they were made, so that what stands first in a file comes first everywhere.
        let seed = tx.new_id().0.as_u64_pair().1;
        let mut people = Self {
            ledger,
            maker: IdMaker::new(seed),
            millis: tx.stamp().at.timestamp_millis(),
            staff: Names::default(),
            pharmacies: HashMap::new(),
            codes: HashMap::new(),
            learners: Names::default(),
            enrolments,
            owners,
            flows,
            trainers: HashSet::new(),
        };
        for id in staff_ids {
            let (name, kana) = people.named(Entity::Staff, id);
            people.staff.add(id, name.as_deref(), kana.as_deref());
        }
        for id in pharmacy_ids {
            people.index_pharmacy(id);
        }
        for id in learner_ids {
            people.index_learner(id);
        }
        Ok(people)
    }

    /// A new id; later ones sort behind earlier ones.
    pub(super) fn fresh(&mut self) -> Id {
        self.maker.make(self.millis)
    }

    fn named(&self, entity: Entity, id: Id) -> (Option<String>, Option<String>) {
        let text = |name| self.ledger.text(entity, id, name).map(str::to_owned);
        (text("name"), text("kana"))
    }

    fn index_pharmacy(&mut self, id: Id) {
        if let Some(name) = self.ledger.text(Entity::Pharmacy, id, "name") {
            self.pharmacies.entry(fold(name)).or_default().push(id);
        }
    }

    /// Makes a learner findable by what it is called now.
    pub(super) fn index_learner(&mut self, id: Id) {
        let (name, kana) = self.named(Entity::Learner, id);
        self.learners.add(id, name.as_deref(), kana.as_deref());
        if let Some(code) = self.ledger.text(Entity::Learner, id, "code").map(fold) {
            let ids = self.codes.entry(code).or_default();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }

    pub(super) fn enrolment(&self, learner: Id) -> Option<Id> {
        self.enrolments.get(&learner).copied()
    }

    pub(super) fn enrol(&mut self, learner: Id, enrolment: Id) {
        self.enrolments.insert(learner, enrolment);
    }

    /// Every learner with the newest enrolment.
    pub(super) fn enrolled(&self) -> impl Iterator<Item = (Id, Id)> {
        self.enrolments.iter().map(|(learner, enrolment)| (*learner, *enrolment))
    }

    pub(super) fn pharmacy_of(&self, learner: Id) -> Option<Id> {
        self.ledger.reference(Entity::Learner, learner, "pharmacy_id")
    }

    /// The programme of an enrolment.
    pub(super) fn script(&self, scripts: &Scripts<'_>, tx: &Tx<'_>, enrolment: Id) -> Result<Rc<Script>, Failure> {
        let text = |name| self.ledger.text(Entity::Enrolment, enrolment, name).unwrap_or_default();
        if let Some(known) = scripts.known(text("programme_id"), text("programme_version"), text("programme_hash")) {
            return Ok(known);
        }
        match Enrolment::find(tx.conn(), enrolment)? {
            Some(row) => scripts.of(&row),
            None => scripts.configured(Some(text("programme_id"))),
        }
    }

    /// The learners of each pharmacy, in the order in which they came.
    pub(super) fn residents(&self) -> HashMap<Id, Vec<Id>> {
        let mut residents: HashMap<Id, Vec<Id>> = HashMap::new();
        for learner in self.ledger.ids(Entity::Learner) {
            if let Some(pharmacy) = self.pharmacy_of(learner) {
                residents.entry(pharmacy).or_default().push(learner);
            }
        }
        residents
    }

    /// The pharmacy of a name; `Ok(None)` when there is none.
    pub(super) fn pharmacy(&self, name: &str) -> Result<Option<Id>, ProblemKind> {
        one(self.pharmacies.get(&fold(name)).map_or(&[][..], Vec::as_slice))
    }

    pub(super) fn add_pharmacy(&mut self, name: &str) -> Id {
        let id = self.fresh();
        self.ledger.make(Entity::Pharmacy, id, None);
        self.ledger.set(Entity::Pharmacy, id, "name", name);
        self.index_pharmacy(id);
        id
    }

    /// The learners of a code.
    pub(super) fn coded(&self, code: &str) -> &[Id] {
        self.codes.get(&fold(code)).map_or(&[], Vec::as_slice)
    }

    fn has_code(&self, learner: Id) -> bool {
        self.ledger.text(Entity::Learner, learner, "code").is_some()
    }

    /// The learners of a name (or, asked for, of a kana), at a pharmacy when one is given; `uncoded`: only those without a
    /// code, because the row gives one that nobody has.
    pub(super) fn called(&self, by: By, text: &str, pharmacy: Option<Id>, uncoded: bool) -> Vec<Id> {
        let index = match by {
            By::Name => &self.learners.name,
            By::Kana => &self.learners.kana,
        };
        let found = index.get(&fold(text)).into_iter().flatten().copied();
        found
            .filter(|id| pharmacy.is_none() || self.pharmacy_of(*id) == pharmacy)
            .filter(|id| !(uncoded && self.has_code(*id)))
            .collect()
    }

    /// The learner that a row means, in any file but the roster.
    pub(super) fn learner(&self, who: &Naming) -> Result<Meant, Nobody> {
        let told = |column, text: &Option<String>, what| (column, text.clone().unwrap_or_default(), what);
        if let Some(code) = &who.learner_id
            && let Some(found) = one(self.coded(code)).map_err(|what| told("learner_id", &who.learner_id, what))?
        {
            return self.meant(found).ok_or_else(|| told("learner_id", &who.learner_id, ProblemKind::NoMatch));
        }
        let Some(name) = &who.learner else {
            return Err(told("learner_id", &who.learner_id, ProblemKind::NoMatch));
        };
        let pharmacy = match &who.pharmacy {
            Some(pharmacy) => {
                let found = self.pharmacy(pharmacy).and_then(|found| found.ok_or(ProblemKind::NoMatch));
                Some(found.map_err(|what| told("pharmacy", &who.pharmacy, what))?)
            }
            None => None,
        };
        let mut found = self.called(By::Name, name, pharmacy, who.learner_id.is_some());
        if found.is_empty() {
            found = self.called(By::Kana, name, pharmacy, who.learner_id.is_some());
        }
        let found = one(&found).map_err(|what| told("learner", &who.learner, what))?;
        found.and_then(|id| self.meant(id)).ok_or_else(|| told("learner", &who.learner, ProblemKind::NoMatch))
    }

    pub(super) fn meant(&self, learner: Id) -> Option<Meant> {
        Some(Meant { learner, enrolment: self.enrolment(learner)?, pharmacy: self.pharmacy_of(learner) })
    }

    /// The pharmacy that a row means: as named, else that of its learner.
    pub(super) fn account(&self, who: &Naming) -> Result<Id, Nobody> {
        let told = |what| ("pharmacy", who.pharmacy.clone().unwrap_or_default(), what);
        match &who.pharmacy {
            Some(name) => self.pharmacy(name).map_err(told)?.ok_or_else(|| told(ProblemKind::NoMatch)),
            None => self.learner(who)?.pharmacy.ok_or_else(|| told(ProblemKind::NoMatch)),
        }
    }

    /// Whether a name means at most one of the team.
    pub(super) fn check_staff(&self, name: &str) -> Result<Option<Id>, ProblemKind> {
        let key = fold(name);
        let by = |index: &HashMap<String, Vec<Id>>| one(index.get(&key).map_or(&[][..], Vec::as_slice));
        match by(&self.staff.kana)? {
            Some(id) => Ok(Some(id)),
            None => by(&self.staff.name),
        }
    }

    /// Notes that somebody is a trainer, whatever else a file calls them.
    pub(super) fn is_trainer(&mut self, name: &str) {
        self.trainers.insert(fold(name));
    }

    /// Whether anybody of the team is known.
    pub(super) fn has_staff(&self) -> bool {
        self.ledger.ids(Entity::Staff).next().is_some()
    }

    /// The staff row of a name; makes one for an unknown name.
    pub(super) fn staff(&mut self, name: &str, role: StaffRole) -> Option<Id> {
        if let Some(known) = self.check_staff(name).ok()? {
            return Some(known);
        }
        let role = if self.trainers.contains(&fold(name)) { StaffRole::Ustr } else { role };
        let id = self.fresh();
        self.ledger.make(Entity::Staff, id, None);
        for (field, value) in [("name", Value::from(name)), ("role", role.into()), ("active", true.into())] {
            self.ledger.set(Entity::Staff, id, field, value);
        }
        self.staff.add(id, Some(name), None);
        Some(id)
    }

    /// The trainer who has told no name, if there is one: whom a row without a trainer belongs to.
    pub(super) fn myself(&self) -> Option<Id> {
        let ids: Vec<Id> = self.ledger.ids(Entity::Staff).collect();
        ids.into_iter().find(|id| self.ledger.text(Entity::Staff, *id, "name").is_some_and(is_myself))
    }

    /// The owner of a pharmacy; makes the contact when there is none.
    pub(super) fn owner(&mut self, pharmacy: Id) -> Id {
        if let Some(known) = self.owners.get(&pharmacy) {
            return *known;
        }
        let id = self.fresh();
        self.ledger.make(Entity::Contact, id, None);
        self.ledger.set(Entity::Contact, id, "pharmacy_id", pharmacy);
        self.ledger.set(Entity::Contact, id, "role", "owner");
        self.owners.insert(pharmacy, id);
        id
    }

    pub(super) fn has_flow(&self, pharmacy: Id) -> bool {
        self.flows.contains_key(&pharmacy)
    }

    /// The operation flow of a pharmacy; makes one when there is none.
    pub(super) fn flow(&mut self, pharmacy: Id) -> Id {
        if let Some(known) = self.flows.get(&pharmacy) {
            return *known;
        }
        let id = self.fresh();
        self.ledger.make(Entity::OperationFlow, id, None);
        self.ledger.set(Entity::OperationFlow, id, "pharmacy_id", pharmacy);
        self.flows.insert(pharmacy, id);
        id
    }
}

/// What a learner is looked for by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Name,
    Kana,
}

/// The only one; two are a problem, never a guess.
pub(super) fn one(ids: &[Id]) -> Result<Option<Id>, ProblemKind> {
    match ids {
        [] => Ok(None),
        [id] => Ok(Some(*id)),
        _ => Err(ProblemKind::TwoMatches),
    }
}
