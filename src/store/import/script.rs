//! What the rows of a file are checked against: one programme version, with its metrics by every name they have.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use rusqlite::Connection;

use crate::domain::{BusinessDate, Decimal, MetricScope, Section, SessionNo, SessionRef, Unit};
use crate::programme::{Criterion, Flag, Item, Metric, Programme};
use crate::request::Failure;
use crate::request::import::{Figure, FigureForm, ProblemKind, Shape};
use crate::text::fold::fold;

use super::super::db::Db;
use super::super::rows::Enrolment;

/// A programme version as imports look at it.
#[derive(Debug)]
pub(super) struct Script {
    pub programme: Arc<Programme>,
    /// Ids and names in every language, folded -> place among the metrics.
    metrics: HashMap<String, usize>,
    stages: HashMap<String, String>,
    /// Item id -> number (0 = kickoff), section, place in its session, place in the file.
    items: HashMap<String, Home>,
}

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Home {
    /// 0 is the kickoff.
    pub number: u8,
    pub section: Section,
    /// Its place in the file.
    pub place: usize,
}

/// The sections whose lines can have an outcome.
const MARKED: [Section; 5] =
    [Section::Prepare, Section::Lecture, Section::RolePlay, Section::Homework, Section::Graduation];

/// The number of a session; 0 is the kickoff.
fn number_of(no: SessionRef) -> u8 {
    no.number().map_or(0, SessionNo::get)
}

fn session_ref(number: u8) -> SessionRef {
    SessionNo::new(number).map_or(SessionRef::Kickoff, SessionRef::Number)
}

impl Script {
    fn new(programme: Arc<Programme>, variants: &[Arc<Programme>]) -> Self {
        let mut metrics = HashMap::new();
        let mut stages = HashMap::new();
        for variant in std::iter::once(&programme).chain(variants) {
            for metric in &variant.metrics {
                let Some(at) = programme.metrics.iter().position(|m| m.id == metric.id) else { continue };
                metrics.insert(fold(&metric.id), at);
                metrics.entry(fold(&metric.name)).or_insert(at);
            }
            for stage in &variant.stages {
                stages.insert(fold(&stage.id), stage.id.clone());
                stages.entry(fold(&stage.title)).or_insert_with(|| stage.id.clone());
            }
        }
        let lines = programme.all_sessions().flat_map(|s| s.items().map(|(section, item)| (s.no, section, item)));
        let items = lines
            .enumerate()
            .filter(|(_, (_, section, _))| MARKED.contains(section))
            .map(|(place, (no, section, item))| (item.id.clone(), Home { number: number_of(no), section, place }))
            .collect();
        Self { programme, metrics, stages, items }
    }

    /// The metric of an id or name.
    pub(super) fn metric(&self, name: &str) -> Option<&Metric> {
        self.programme.metrics.get(*self.metrics.get(&fold(name))?)
    }

    /// The id of a stage.
    pub(super) fn stage(&self, name: &str) -> Option<&str> {
        self.stages.get(&fold(name)).map(String::as_str)
    }

    pub(super) fn home(&self, item: &str) -> Option<Home> {
        self.items.get(item).copied()
    }

    pub(super) fn item(&self, item: &str) -> Option<&Item> {
        let home = self.home(item)?;
        let session = self.programme.session(session_ref(home.number))?;
        session.in_section(home.section).iter().find(|i| i.id == item)
    }

    /// The items of a number that are done when a held session of an import names none of them.
    pub(super) fn unnamed(&self, number: u8) -> impl Iterator<Item = &Item> {
        self.programme.session(session_ref(number)).into_iter().flat_map(|s| s.script().map(|(_, item)| item))
    }

    /// The highest number.
    pub(super) fn last(&self) -> u8 {
        self.programme.last().get()
    }

    /// Minutes of a meeting of this number (`None` = of no number) where nobody says.
    pub(super) fn minutes(&self, number: Option<u8>) -> u32 {
        let planned = number.and_then(|n| self.programme.minutes(session_ref(n))).filter(|m| *m > 0);
        u32::from(planned.unwrap_or(30))
    }

    /// What a role-play of these numbers is rated by: the rubric of the highest one that has one.
    pub(super) fn rubric(&self, numbers: &[u8]) -> &[Criterion] {
        let rubrics = numbers.iter().rev().filter(|n| **n > 0).map(|n| self.programme.criteria(session_ref(*n)));
        rubrics.into_iter().find(|criteria| !criteria.is_empty()).unwrap_or_default()
    }

    /// The new homework of a number.
    pub(super) fn task(&self, number: u8) -> Option<Task<'_>> {
        let session = self.programme.session(session_ref(number))?;
        let item = session.flagged(Flag::Task).next()?;
        let verify = session.homework.verify.as_ref().map(|v| v.kind.word());
        Some(Task { item, verify, effort: session.homework.effort })
    }

    /// The lines of the graduation check.
    pub(super) fn graduation(&self) -> impl Iterator<Item = &Item> {
        self.programme.all_sessions().flat_map(|s| &s.graduation)
    }

    /// The date by which a learner should graduate who begins with a kickoff on `from`.
    pub(super) fn deadline(&self, from: BusinessDate) -> Option<BusinessDate> {
        self.programme.meta.deadline_days.map(|days| from.plus(i64::from(days)))
    }

    /// When the device is due after the contract.
    pub(super) fn device_due(&self, contract: BusinessDate) -> Option<BusinessDate> {
        self.programme.meta.device_after_contract_days.map(|days| contract.plus(i64::from(days)))
    }
}

/// Homework that a session sets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Task<'a> {
    pub item: &'a Item,
    pub verify: Option<&'static str>,
    pub effort: Option<u16>,
}

/// A figure in the unit of its metric.
pub(super) fn value(figure: Figure, metric: &Metric) -> Result<Decimal, ProblemKind> {
    let fits = match figure.form {
        FigureForm::Plain => true,
        FigureForm::Percent => metric.unit == Unit::Percent,
        FigureForm::Clock => metric.unit == Unit::Hours,
    };
    if !fits {
        return Err(ProblemKind::NotA(Shape::Number));
    }
    let most = match metric.unit {
        Unit::Percent => Some(Decimal::whole(100)),
        Unit::Hours => Some(Decimal::whole(24)),
        Unit::Minutes | Unit::Count | Unit::Yen => None,
    };
    let least = Decimal::whole(0);
    if figure.value < least || most.is_some_and(|most| figure.value > most) {
        let max = most.map(|m| m.to_string()).unwrap_or_default();
        return Err(ProblemKind::OutOfRange { min: least.to_string(), max });
    }
    Ok(figure.value)
}

/// Whether a metric is the pharmacy's.
pub(super) fn is_of_pharmacy(metric: &Metric) -> bool {
    metric.scope == MetricScope::Pharmacy
}

/// The programmes that rows speak of, each looked up once.
pub(super) struct Scripts<'a> {
    db: &'a Db,
    /// By id, version and hash of the revision.
    known: RefCell<HashMap<(String, String, String), Rc<Script>>>,
    newest: RefCell<HashMap<String, Option<Rc<Script>>>>,
}

const LANGS: [&str; 2] = ["ja", "en"];

impl<'a> Scripts<'a> {
    pub(super) fn new(db: &'a Db) -> Self {
        Self { db, known: RefCell::default(), newest: RefCell::default() }
    }

    /// A revision that was looked up before.
    pub(super) fn known(&self, id: &str, version: &str, hash: &str) -> Option<Rc<Script>> {
        self.known.borrow().get(&(id.to_owned(), version.to_owned(), hash.to_owned())).cloned()
    }

    /// The newest version of a programme; `None` when it is not at hand.
    pub(super) fn newest(&self, id: &str) -> Option<Rc<Script>> {
        if let Some(known) = self.newest.borrow().get(id) {
            return known.clone();
        }
        let programmes = &self.db.programmes;
        let found = programmes.newest(id, &self.db.options.lang).map(|programme| {
            let variants: Vec<_> = LANGS.iter().filter_map(|lang| programmes.newest(id, lang)).collect();
            self.keep(programme, &variants)
        });
        self.newest.borrow_mut().insert(id.to_owned(), found.clone());
        found
    }

    /// The programme that is used where a row names none.
    pub(super) fn configured(&self, asked: Option<&str>) -> Result<Rc<Script>, Failure> {
        let options = &self.db.options;
        let id = asked.or(options.programme.as_deref());
        let programme = self.db.programmes.configured(id, &options.lang)?;
        self.newest(programme.id())
            .ok_or_else(|| crate::request::Refusal::NoProgramme { id: programme.id().to_owned() }.into())
    }

    /// The programme of an enrolment that is on disk.
    pub(super) fn of(&self, row: &Enrolment) -> Result<Rc<Script>, Failure> {
        let hash = row.hash.clone().unwrap_or_default();
        if let Some(known) = self.known(&row.programme, &row.version, &hash) {
            return Ok(known);
        }
        let find = |lang: &str| self.db.programmes.of_enrolment(&self.db.conn, row, lang);
        let programme = find(&self.db.options.lang)?;
        let variants: Vec<_> = LANGS.iter().filter_map(|lang| find(lang).ok()).collect();
        let script = self.keep(programme, &variants);
        self.known.borrow_mut().insert((row.programme.clone(), row.version.clone(), hash), Rc::clone(&script));
        Ok(script)
    }

    /// Puts a programme into the file, for an enrolment that begins with it.
    pub(super) fn store(&self, conn: &Connection, script: &Script) -> Result<(), Failure> {
        let identity = &script.programme.identity;
        self.db.programmes.keep_version(conn, &identity.id, &identity.version)
    }

    fn keep(&self, programme: Arc<Programme>, variants: &[Arc<Programme>]) -> Rc<Script> {
        let identity = &programme.identity;
        let key = (identity.id.clone(), identity.version.clone(), identity.hash.clone());
        let mut known = self.known.borrow_mut();
        Rc::clone(known.entry(key).or_insert_with(|| Rc::new(Script::new(programme, variants))))
    }
}
