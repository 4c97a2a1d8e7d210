//! Files on their way into the database: who and what a row means, what it changes, and what follows from all rows together.
//!
//! One call is one transaction. The roster comes first, then plans, history and figures, whatever the order of the files;
//! what hangs on other rows (numbers, minutes, homework, states, deadlines) is worked out after the last file. Everything
//! goes on in memory, learner by learner, and only what differs from the disk is written (`ledger`).

mod case;
mod derive;
mod homework;
mod ledger;
mod notes;
mod past;
mod people;
mod readings;
mod roster;
mod schedule;
mod script;
mod settle;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::db::Db;
use super::recording::Done;
use super::tx::Tx;
use crate::domain::{BusinessDate, HomeworkState, Id, StaffRole};
use crate::request::Failure;
use crate::request::import::{
    FileKind, ImportFile, Naming, Problem, ProblemKind, Report, RosterRow, Rows, ScheduleRow, SessionRow, Spoiled,
};
use crate::request::record::ImportRequest;

use case::{Case, Subject};
use people::People;
use script::{Script, Scripts};

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Created,
    Updated,
    Unchanged,
}

/// A file and what is said about its rows.
#[derive(Debug)]
struct Sheet {
    kind: FileKind,
    path: String,
    name: Option<String>,
    encoding: &'static str,
    count: usize,
    ignored_columns: Vec<String>,
    /// Created, updated, unchanged.
    fates: [usize; 3],
    rejected: Vec<Problem>,
    spoiled: Option<Spoiled>,
    warnings: Vec<Problem>,
}

impl Sheet {
    /// A file apart from its rows.
    fn new(file: ImportFile) -> (Self, Rows) {
        let sheet = Self {
            kind: file.rows.kind(),
            path: file.path,
            name: file.sheet,
            encoding: file.encoding,
            count: file.count,
            ignored_columns: file.ignored_columns,
            fates: [0; 3],
            rejected: file.problems,
            spoiled: file.spoiled,
            warnings: file.warnings,
        };
        (sheet, file.rows)
    }

    fn reject(&mut self, row: usize, column: &str, value: &str, what: ProblemKind) {
        self.rejected.push(Problem { row, column: column.to_owned(), value: value.to_owned(), what });
    }

    fn settle(&mut self, fate: Fate) {
        let at = match fate {
            Fate::Created => 0,
            Fate::Updated => 1,
            Fate::Unchanged => 2,
        };
        self.fates[at] += 1;
    }

    fn report(mut self, written: bool) -> Report {
        self.rejected.sort_by_key(|p| p.row);
        self.warnings.sort_by_key(|p| p.row);
        let [created, updated, unchanged] = self.fates;
        Report {
            kind: self.kind,
            path: self.path,
            sheet: self.name,
            encoding: self.encoding,
            rows: self.count,
            created,
            updated,
            unchanged,
            rejected: self.rejected,
            warnings: self.warnings,
            ignored_columns: self.ignored_columns,
            written,
        }
    }
}

/// From this many rows on an import gets a large page cache.
const LONG: usize = 1000;
/// 64 MiB; negative numbers are KiB.
const CACHE_KIB: i64 = -64 * 1024;

/// Takes files in, telling after each learner how many rows of how many are behind it.
pub(super) fn import(
    db: &Db,
    tx: &mut Tx<'_>,
    request: ImportRequest,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Done, Failure> {
    let mut files = request.files;
    files.sort_by_key(|file| file.rows.kind());
    let (mut sheets, rows): (Vec<Sheet>, Vec<Rows>) = files.into_iter().map(Sheet::new).unzip();
    let scripts = Scripts::new(db);
    let configured = scripts.configured(request.programme.as_deref())?;
    let people = People::load(tx)?;
    let kickoffs = settle::kickoffs(db, tx)?;
    let total = sheets.iter().map(|sheet| sheet.count).sum();
    let usual: i64 = tx.conn().pragma_query_value(None, "cache_size", |row| row.get(0))?;
    if total > LONG {
        // The pages of a long import are read and written again and again.
        tx.conn().pragma_update(None, "cache_size", CACHE_KIB)?;
    }
    let mut import = Import {
        db,
        scripts: &scripts,
        configured,
        today: request.today,
        people,
        kickoffs_before: kickoffs.clone(),
        kickoffs,
        first_sessions: HashMap::new(),
        touched: Touched::default(),
        done: 0,
    };
    let ran = import.run(tx, &rows, &mut sheets, &mut |done| progress(done, total));
    tx.conn().pragma_update(None, "cache_size", usual)?;
    ran?;
    let bad = sheets.iter().any(|sheet| !sheet.rejected.is_empty());
    let keep_nothing = request.dry_run || (bad && !request.partial);
    let reports = sheets.into_iter().map(|sheet| sheet.report(!keep_nothing)).collect();
    Ok(Done { imported: Some(reports), keep_nothing, ..Done::default() })
}

/// One call while it goes on.
struct Import<'a> {
    db: &'a Db,
    scripts: &'a Scripts<'a>,
    configured: Rc<Script>,
    today: BusinessDate,
    people: People,
    /// When the newest kickoff of a pharmacy was held, by its own row.
    kickoffs: HashMap<Id, BusinessDate>,
    /// The same as it was when this call began.
    kickoffs_before: HashMap<Id, BusinessDate>,
    /// What became of the kickoff's task, by the session 1 that looked at it.
    first_sessions: HashMap<Id, HomeworkState>,
    touched: Touched,
    done: usize,
}

/// Whom this call spoke of.
#[derive(Debug, Default)]
struct Touched {
    enrolments: BTreeSet<Id>,
    pharmacies: BTreeSet<Id>,
}

/// The rows of one subject, each with the place of its sheet.
#[derive(Default)]
struct Work<'r> {
    plans: Vec<(usize, &'r ScheduleRow)>,
    past: Vec<(usize, &'r SessionRow)>,
}

impl Import<'_> {
    fn run(
        &mut self,
        tx: &mut Tx<'_>,
        rows: &[Rows],
        sheets: &mut [Sheet],
        progress: &mut dyn FnMut(usize),
    ) -> Result<(), Failure> {
        for (rows, sheet) in rows.iter().zip(sheets.iter_mut()) {
            if let Rows::Roster(rows) = rows {
                self.roster(tx, rows, sheet)?;
                self.done += rows.len();
                progress(self.done);
            }
        }
        let works = self.works(tx, rows, sheets)?;
        let readings = self.readings(tx, rows, sheets)?;
        self.recheck(tx, sheets)?;
        self.date_kickoffs(&works);
        self.people.ledger.write(tx)?;
        for (subject, work) in works {
            self.history(tx, subject, &work, sheets)?;
            self.done += work.plans.len() + work.past.len();
            progress(self.done);
        }
        self.take_readings(tx, readings, sheets)?;
        self.settle(tx)?;
        self.people.ledger.write(tx)?;
        self.judge(tx)
    }

    fn roster(&mut self, tx: &Tx<'_>, rows: &[RosterRow], sheet: &mut Sheet) -> Result<(), Failure> {
        let met = self.roster_of(tx).take(rows, sheet)?;
        self.touched.enrolments.extend(met.iter().map(|meant| meant.enrolment));
        self.touched.pharmacies.extend(met.iter().filter_map(|meant| meant.pharmacy));
        Ok(())
    }

    fn roster_of<'r, 'c>(&'r mut self, tx: &'r Tx<'c>) -> roster::Roster<'r, 'c> {
        roster::Roster {
            people: &mut self.people,
            scripts: self.scripts,
            tx,
            configured: &self.configured,
            today: self.today,
            kickoffs: &self.kickoffs,
        }
    }

    /// What else is wrong with rows that have a cell that cannot be read: all of it is told at once.
    fn recheck(&mut self, tx: &Tx<'_>, sheets: &mut [Sheet]) -> Result<(), Failure> {
        let residents = self.people.residents();
        for sheet in sheets {
            let Some(Spoiled { rows, told }) = sheet.spoiled.take() else { continue };
            // Who is meant has to be known before anything else can be asked.
            let is_known = |row: usize| !told.contains(&(row, "learner")) && !told.contains(&(row, "pharmacy"));
            let before = sheet.rejected.len();
            match &rows {
                Rows::Roster(rows) => {
                    let roster = self.roster_of(tx);
                    for row in rows {
                        roster.check(row, sheet);
                    }
                }
                Rows::Schedule(rows) => {
                    for row in rows.iter().filter(|row| is_known(row.row)) {
                        if let Err(flaws) = self.plan_subject(tx, row, &residents)? {
                            flaws.tell(row.row, sheet);
                        }
                    }
                }
                Rows::Sessions(rows) => {
                    for row in rows.iter().filter(|row| is_known(row.row)) {
                        if let Err(flaws) = self.past_subject(tx, row, &residents)? {
                            flaws.tell(row.row, sheet);
                        }
                    }
                }
                Rows::Readings(rows) => {
                    for row in rows.iter().filter(|row| is_known(row.row)) {
                        if let Err(flaws) = self.reading(tx, row)? {
                            flaws.tell(row.row, sheet);
                        }
                    }
                }
            }
            let found = sheet.rejected.split_off(before);
            // The scores are as many as the rubric of the number has criteria: without the number nobody knows.
            let guessed = |p: &Problem| p.column == "role_play" && told.contains(&(p.row, "session_no"));
            let new = |p: &Problem| !told.iter().any(|(row, column)| *row == p.row && *column == p.column);
            sheet.rejected.extend(found.into_iter().filter(|p| new(p) && !guessed(p)));
        }
        Ok(())
    }

    /// Plans and history by whom they speak of, in the order of the files.
    fn works<'r>(
        &mut self,
        tx: &Tx<'_>,
        rows: &'r [Rows],
        sheets: &mut [Sheet],
    ) -> Result<Vec<(Subject, Work<'r>)>, Failure> {
        let mut works: Vec<(Subject, Work<'r>)> = Vec::new();
        let mut places: BTreeMap<Id, usize> = BTreeMap::new();
        let mut at = |subject: Subject, works: &mut Vec<(Subject, Work<'r>)>| -> usize {
            *places.entry(subject.id()).or_insert_with(|| {
                works.push((subject, Work::default()));
                works.len() - 1
            })
        };
        let residents = self.people.residents();
        for (n, rows) in rows.iter().enumerate() {
            match rows {
                Rows::Roster(_) | Rows::Readings(_) => {}
                Rows::Schedule(rows) => {
                    for row in rows {
                        match self.plan_subject(tx, row, &residents)? {
                            Ok(subject) => {
                                let place = at(subject, &mut works);
                                works[place].1.plans.push((n, row));
                            }
                            Err(flaws) => flaws.tell(row.row, &mut sheets[n]),
                        }
                    }
                }
                Rows::Sessions(rows) => {
                    for row in rows {
                        match self.past_subject(tx, row, &residents)? {
                            Ok(subject) => {
                                let place = at(subject, &mut works);
                                works[place].1.past.push((n, row));
                            }
                            Err(flaws) => flaws.tell(row.row, &mut sheets[n]),
                        }
                    }
                }
            }
        }
        // Bookings whose number nobody gave follow a roster that says where a learner begins, without a row of their own.
        for learner in schedule::unnumbered(tx)? {
            let meant = self.people.meant(learner).filter(|meant| self.touched.enrolments.contains(&meant.enrolment));
            if let Some(meant) = meant {
                at(Subject::Learner(meant), &mut works);
            }
        }
        for (_, work) in &mut works {
            schedule::drop_superseded(work, sheets);
            past::drop_repeated(work, sheets);
        }
        // The team is complete before anything refers to it.
        for (_, work) in &works {
            let trainers = work.plans.iter().map(|(_, r)| &r.trainer).chain(work.past.iter().map(|(_, r)| &r.trainer));
            for name in trainers.flatten() {
                self.people.is_trainer(name);
                self.people.staff(name, StaffRole::Ustr);
            }
        }
        Ok(works)
    }

    fn history(
        &mut self,
        tx: &mut Tx<'_>,
        subject: Subject,
        work: &Work<'_>,
        sheets: &mut [Sheet],
    ) -> Result<(), Failure> {
        let script = match subject {
            Subject::Learner(meant) => {
                self.touched.enrolments.insert(meant.enrolment);
                self.touched.pharmacies.extend(meant.pharmacy);
                self.people.script(self.scripts, tx, meant.enrolment)?
            }
            Subject::Pharmacy { id, enrolment } => {
                self.touched.pharmacies.insert(id);
                match enrolment {
                    Some(enrolment) => self.people.script(self.scripts, tx, enrolment)?,
                    None => Rc::clone(&self.configured),
                }
            }
        };
        let mut case = Case::open(self.db, tx, &mut self.people, subject, script)?;
        case.coming = past::numbers_held(&work.past);
        case.plan(&work.plans, sheets);
        case.past(&work.past, sheets);
        case.finish();
        self.first_sessions.extend(case.kickoff_tasks());
        case.write(tx)?;
        Ok(())
    }
}

/// What is wrong with a row, by column.
#[derive(Debug, Default)]
struct Flaws(Vec<(String, String, ProblemKind)>);

impl Flaws {
    fn one((column, value, what): people::Nobody) -> Self {
        Self(vec![(column.to_owned(), value, what)])
    }

    fn push(&mut self, column: &str, value: impl Into<String>, what: ProblemKind) {
        self.0.push((column.to_owned(), value.into(), what));
    }

    fn tell(self, row: usize, sheet: &mut Sheet) {
        for (column, value, what) in self.0 {
            sheet.reject(row, &column, &value, what);
        }
    }
}

/// Whether a row names a learner.
fn names_learner(who: &Naming) -> bool {
    who.learner.is_some() || who.learner_id.is_some()
}
