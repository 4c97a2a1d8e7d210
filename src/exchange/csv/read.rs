//! A file on its way in: encoding, separator and kind found by looking, cells read into values, and every cell that cannot
//! be taken named by row and column. What a name means is not known here.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::domain::{AppointmentKind, AppointmentState, BusinessDate};
use crate::i18n::Lang;
use crate::programme::Library;
use crate::request::import::{
    FileKind, HistoryKind, ImportFile, MetricCell, Naming, Problem, ProblemKind, ReadingRow, Report, RosterRow, Rows,
    ScheduleRow, SessionRow, Shape, Spoiled,
};
use crate::text::SafeText;
use crate::text::fold::fold;

use super::columns::{Cell, Column, READINGS, ROSTER, ReadingDraft, SCHEDULE, SESSIONS, WIDE, japanese_heading};
use super::decode::{Encoding, decode, encode};
use super::sheet::{Separator, Sheet, write_row};
use super::values::{self, Nearest};

/// What reading has to know besides the bytes.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The day of the import, for dates without a year.
    pub today: BusinessDate,
    /// Whose metrics a heading may name.
    pub library: &'a Library,
    /// The kind that was asked for; otherwise it is told from the headings.
    pub kind: Option<FileKind>,
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// A workbook of Excel and not a text.
    Workbook,
    /// In none of the encodings are these bytes a text.
    NoText,
    /// There is not even a row of headings.
    Empty,
    /// The headings fit no kind of file; those of a row further down may.
    UnknownKind { headings: Vec<String>, head_row: Option<usize> },
    /// The headings fit a plan and a history alike, and every date is past.
    PlanOrHistory,
    /// Columns without which nothing of this kind can be taken in.
    Missing { kind: FileKind, columns: Vec<&'static str>, head_row: Option<usize> },
}

/// How workbooks of Excel begin: `.xlsx` is a ZIP archive, `.xls` an OLE file.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"];

/// A file that was read, with the table it was read from.
#[derive(Debug)]
pub struct Table {
    pub encoding: Encoding,
    separator: Separator,
    sheet: Sheet,
    /// The row of the headings, from 0.
    head: usize,
    /// The column, from 0, by its English heading or, of a metric, by its heading.
    columns: BTreeMap<String, usize>,
}

/// Reads a file. `path` is how the user named it.
pub fn read(path: &str, bytes: &[u8], setting: Setting<'_>) -> Result<(ImportFile, Table), ReadError> {
    if WORKBOOKS.iter().any(|mark| bytes.starts_with(mark)) {
        return Err(ReadError::Workbook);
    }
    let (text, encoding) = decode(bytes).map_err(|_| ReadError::NoText)?;
    let names = Names::new(setting.library);
    let (separator, body) = separator(&text, &names);
    let sheet = Sheet::read(body, separator);
    let head = (0..sheet.count()).find(|row| !sheet.is_blank(*row)).ok_or(ReadError::Empty)?;
    let headings = headings_of(&sheet, head);
    let (kind, in_doubt) = match setting.kind {
        Some(kind) => (kind, false),
        None => kind_of(&headings, &names).ok_or_else(|| ReadError::UnknownKind {
            headings: headings.clone(),
            head_row: row_below(&sheet, head, |headings| kind_of(headings, &names).is_some()),
        })?,
    };
    let mut reading = Reading {
        sheet: &sheet,
        head,
        headings: &headings,
        today: setting.today,
        names: &names,
        kind,
        read: Read::default(),
    };
    let (rows, spoiled) = match kind {
        FileKind::Roster => both(Rows::Roster, reading.rows(ROSTER, None, Nearest::Either, roster)),
        FileKind::Schedule => both(Rows::Schedule, reading.rows(SCHEDULE, None, Nearest::Forwards, schedule)),
        FileKind::Sessions => both(Rows::Sessions, reading.rows(SESSIONS, None, Nearest::Backwards, sessions)),
        FileKind::Readings => both(Rows::Readings, reading.rows(READINGS, Some(&WIDE), Nearest::Backwards, readings)),
    };
    let Read { columns, ignored, problems, told, warnings, count } = reading.read;
    let missing: Vec<&str> = needed(kind).iter().copied().filter(|c| !columns.contains_key(*c)).collect();
    if !missing.is_empty() {
        let fits = |headings: &[String]| needed(kind).iter().all(|en| has(headings, kind, en, &names));
        return Err(ReadError::Missing { kind, columns: missing, head_row: row_below(&sheet, head, fits) });
    }
    if in_doubt && is_past(&sheet, head, columns.get("date").copied(), setting.today) {
        return Err(ReadError::PlanOrHistory);
    }
    let file = ImportFile {
        path: path.to_owned(),
        encoding: encoding.word(),
        count,
        rows,
        spoiled: (!problems.is_empty()).then_some(Spoiled { rows: spoiled, told }),
        problems,
        warnings,
        ignored_columns: ignored,
    };
    Ok((file, Table { encoding, separator, sheet, head, columns }))
}

fn headings_of(sheet: &Sheet, row: usize) -> Vec<String> {
    (0..sheet.width(row)).map(|column| clean_line(sheet.cell(row, column))).collect()
}

/// The spreadsheet's number of a row close below that would do as headings: what stands above it is a title.
fn row_below(sheet: &Sheet, head: usize, fits: impl Fn(&[String]) -> bool) -> Option<usize> {
    (head + 1..sheet.count().min(head + 10)).find(|row| fits(&headings_of(sheet, *row))).map(|row| row + 1)
}

fn has(headings: &[String], kind: FileKind, en: &str, names: &Names<'_>) -> bool {
    headings.iter().any(|heading| names.column(kind, heading) == names.column(kind, en))
}

fn both<R>(of: fn(Vec<R>) -> Rows, (good, spoiled): (Vec<R>, Vec<R>)) -> (Rows, Rows) {
    (of(good), of(spoiled))
}

impl Table {
    /// Puts the headings and cells of the file into what the store said about it; a column that the file lacks is named
    /// in the language of the reader.
    pub fn name_cells(&self, report: &mut Report, lang: Lang) {
        for problem in report.rejected.iter_mut().chain(&mut report.warnings) {
            let Some(column) = self.columns.get(&problem.column) else {
                if let (Lang::Ja, Some(heading)) = (lang, japanese_heading(&problem.column)) {
                    problem.column = heading;
                }
                continue;
            };
            if matches!(problem.what, ProblemKind::PromiseDate(_)) {
                continue;
            }
            problem.column = clean_line(self.sheet.cell(self.head, *column));
            problem.value = SafeText::new(self.sheet.cell(problem.row.saturating_sub(1), *column)).to_string();
        }
    }

    /// The rejected rows under the headings of the file, written as the file is; `None` without any.
    pub fn rejected(&self, report: &Report) -> Option<Vec<u8>> {
        let rows: BTreeSet<usize> = report.rejected.iter().map(|p| p.row.saturating_sub(1)).collect();
        if rows.is_empty() {
            return None;
        }
        let mut text = String::new();
        for row in std::iter::once(self.head).chain(rows) {
            let cells = (0..self.sheet.width(row)).map(|column| self.sheet.cell(row, column));
            write_row(&mut text, cells, self.separator);
        }
        // What came out of an encoding goes into it again; UTF-8 takes everything.
        Some(encode(&text, self.encoding).unwrap_or_else(|_| text.into_bytes()))
    }
}

/// What headings may say: the columns of every kind by their names, and the metrics at hand.
struct Names<'a> {
    kinds: [HashMap<String, Named>; 4],
    library: &'a Library,
    /// Ids and names of all metrics, folded; looked up only for headings that no table has.
    metrics: OnceCell<BTreeSet<String>>,
}

/// Which column of a table a name belongs to.
#[derive(Clone, Copy)]
struct Named {
    column: usize,
    of_metric: bool,
}

impl<'a> Names<'a> {
    fn new(library: &'a Library) -> Self {
        fn of<D>(columns: &[Column<D>]) -> HashMap<String, Named> {
            let named = |(at, column): (usize, &Column<D>)| {
                let place = Named { column: at, of_metric: column.of_metric };
                [column.en, column.ja].map(|name| (key(name.trim_end_matches(':')), place))
            };
            columns.iter().enumerate().flat_map(named).collect()
        }
        let kinds = FileKind::ALL.map(|kind| match kind {
            FileKind::Roster => of(ROSTER),
            FileKind::Schedule => of(SCHEDULE),
            FileKind::Sessions => of(SESSIONS),
            FileKind::Readings => of(READINGS),
        });
        Self { kinds, library, metrics: OnceCell::new() }
    }

    /// The column of a kind that a heading names, and the metric that the heading goes on with.
    fn column<'h>(&self, kind: FileKind, heading: &'h str) -> Option<(usize, &'h str)> {
        let names = FileKind::ALL.into_iter().position(|k| k == kind).and_then(|at| self.kinds.get(at))?;
        if let Some(named) = names.get(&key(heading)).filter(|named| !named.of_metric) {
            return Some((named.column, ""));
        }
        let (before, metric) = heading.split_once([':', '：'])?;
        let named = names.get(&key(before)).filter(|named| named.of_metric)?;
        (!metric.trim().is_empty()).then_some((named.column, metric.trim()))
    }

    fn is_metric(&self, name: &str) -> bool {
        let names = self.metrics.get_or_init(|| {
            let programmes = self.library.entries().iter().filter_map(|entry| entry.usable());
            programmes.flat_map(|p| &p.metrics).flat_map(|m| [fold(&m.id), fold(&m.name)]).collect()
        });
        !name.is_empty() && names.contains(&fold(name))
    }

    /// The kinds that know a heading. Whether it is a metric is asked last: the answer is in the programme files.
    fn kinds_of(&self, heading: &str) -> Vec<FileKind> {
        let mut kinds: Vec<FileKind> =
            FileKind::ALL.into_iter().filter(|kind| self.column(*kind, heading).is_some()).collect();
        if kinds.is_empty() && self.is_metric(heading) {
            kinds.push(FileKind::Readings);
        }
        kinds
    }
}

/// The separator under which most headings are known, then the one that gives most cells; and the text behind the line
/// `sep=;` that Excel understands.
fn separator<'t>(text: &'t str, names: &Names<'_>) -> (Separator, &'t str) {
    let told = Separator::ALL.into_iter().find_map(|separator| {
        let rest = text.strip_prefix("sep=")?.strip_prefix(separator.char())?;
        let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n']))?;
        Some((separator, rest))
    });
    let looked = || {
        let first = text.trim_start().lines().next().unwrap_or_default();
        let fit = |separator: &Separator| {
            let row = Sheet::read(first, *separator);
            let headings = (0..row.width(0)).map(|column| clean_line(row.cell(0, column)));
            (headings.filter(|heading| !names.kinds_of(heading).is_empty()).count(), row.width(0))
        };
        // Of equals the last is taken, and a comma is the usual one.
        Separator::ALL.into_iter().rev().max_by_key(fit).unwrap_or(Separator::Comma)
    };
    told.unwrap_or_else(|| (looked(), text))
}

/// The kind that knows most of the headings and has what it needs; of equals the one with headings that no other knows.
/// What could still be a plan or a history is a plan when it says at what time: a history tells of results. That it could
/// be either is answered as well.
fn kind_of(headings: &[String], names: &Names<'_>) -> Option<(FileKind, bool)> {
    let known: Vec<Vec<FileKind>> = headings.iter().map(|heading| names.kinds_of(heading)).collect();
    let has_all = |kind: &FileKind| needed(*kind).iter().all(|en| has(headings, *kind, en, names));
    let fit = |kind: &FileKind| {
        let knows = known.iter().filter(|kinds| kinds.contains(kind));
        (knows.clone().count(), knows.filter(|kinds| kinds.len() == 1).count())
    };
    // Of equals the last is taken.
    let order = [FileKind::Readings, FileKind::Roster, FileKind::Sessions, FileKind::Schedule];
    let kind = order.into_iter().filter(has_all).max_by_key(fit)?;
    Some((kind, kind == FileKind::Schedule && fit(&kind) == fit(&FileKind::Sessions)))
}

/// Whether every date that can be read is past; one without a year is the nearest of all, so that neither kind is favoured.
fn is_past(sheet: &Sheet, head: usize, column: Option<usize>, today: BusinessDate) -> bool {
    let cells = (head + 1..sheet.count()).filter_map(|row| Some(values::plain(unquoted(sheet.cell(row, column?)))));
    let mut dates = cells.filter_map(|cell| values::date(&cell, Nearest::Either, today).ok()).peekable();
    dates.peek().is_some() && dates.all(|date| date < today)
}

/// Columns without which a file is not of its kind.
fn needed(kind: FileKind) -> &'static [&'static str] {
    match kind {
        FileKind::Roster => &["learner"],
        FileKind::Schedule => &["date", "start"],
        FileKind::Sessions => &["date"],
        FileKind::Readings => &["period_end"],
    }
}

/// A heading as it is compared: folded, a blank or hyphen as `_`.
fn key(heading: &str) -> String {
    fold(heading).replace([' ', '-'], "_")
}

/// A cell as text of one line without what may not stay.
fn clean_line(raw: &str) -> String {
    SafeText::new(raw).replace(['\n', '\t'], " ").trim().to_owned()
}

/// Exports put `'` before what a spreadsheet would take for a formula.
fn unquoted(raw: &str) -> &str {
    match raw.strip_prefix('\'') {
        Some(rest) if rest.starts_with(super::FORMULA) => rest,
        Some(_) | None => raw,
    }
}

/// One file while its cells are read.
struct Reading<'a> {
    sheet: &'a Sheet,
    head: usize,
    headings: &'a [String],
    today: BusinessDate,
    names: &'a Names<'a>,
    kind: FileKind,
    read: Read,
}

/// What reading found besides the rows.
#[derive(Default)]
struct Read {
    columns: BTreeMap<String, usize>,
    ignored: Vec<String>,
    problems: Vec<Problem>,
    /// Row and column of the cells that `problems` speak of.
    told: BTreeSet<(usize, &'static str)>,
    warnings: Vec<Problem>,
    count: usize,
}

/// Where a column of a table stands in the file.
struct Place<'a, D> {
    column: &'a Column<D>,
    at: usize,
    heading: &'a str,
    metric: &'a str,
}

/// What is wrong with a row as a whole, by column.
struct Flaws {
    problems: Vec<(&'static str, ProblemKind)>,
    warnings: Vec<(&'static str, ProblemKind)>,
}

/// What completes a row once all its cells are read; its number is the spreadsheet's.
type Finish<D, R> = fn(D, usize, &mut Flaws) -> R;

impl<'a> Reading<'a> {
    fn rows<D: Default, R>(
        &mut self,
        columns: &'a [Column<D>],
        wide: Option<&'a Column<D>>,
        nearest: Nearest,
        finish: Finish<D, R>,
    ) -> (Vec<R>, Vec<R>) {
        let places = self.places(columns, wide);
        let mut spoiled = Vec::new();
        let mut rows = Vec::with_capacity(self.sheet.count());
        for at in self.head + 1..self.sheet.count() {
            if self.sheet.is_blank(at) {
                continue;
            }
            self.read.count += 1;
            let before = self.read.problems.len();
            let mut draft = D::default();
            for place in &places {
                self.cell(&mut draft, at, place, nearest);
            }
            let in_shape = self.shape(at);
            let mut flaws = Flaws { problems: Vec::new(), warnings: Vec::new() };
            let row = finish(draft, at + 1, &mut flaws);
            self.tell(at, flaws);
            if self.read.problems.len() == before {
                rows.push(row);
            } else if in_shape {
                spoiled.push(row);
            }
        }
        (rows, spoiled)
    }

    /// Finds the columns, in the order of the table: a cell may need what an earlier one said.
    fn places<D>(&mut self, columns: &'a [Column<D>], wide: Option<&'a Column<D>>) -> Vec<Place<'a, D>> {
        let mut places = Vec::new();
        for (at, heading) in self.headings.iter().enumerate() {
            let found =
                self.names.column(self.kind, heading).and_then(|(n, metric)| Some((n, columns.get(n)?, metric)));
            let place = match (found, wide) {
                (Some((n, column, metric)), _) if !column.of_metric || self.names.is_metric(metric) => {
                    Some((n, Place { column, at, heading, metric }))
                }
                (None, Some(column)) if self.names.is_metric(heading) => {
                    Some((columns.len(), Place { column, at, heading, metric: heading }))
                }
                (Some(_) | None, _) => None,
            };
            let name = |place: &Place<'a, D>| {
                if place.column.of_metric { heading.clone() } else { place.column.en.to_owned() }
            };
            match place {
                Some((n, place)) if !self.read.columns.contains_key(&name(&place)) => {
                    self.read.columns.insert(name(&place), at);
                    places.push((n, place));
                }
                Some(_) | None => self.ignore(at),
            }
        }
        places.sort_by_key(|(n, place)| (*n, place.at));
        places.into_iter().map(|(_, place)| place).collect()
    }

    /// Names an unknown column; one without a heading by its place, and only if something stands in it.
    fn ignore(&mut self, at: usize) {
        if !self.headings[at].is_empty() {
            self.read.ignored.push(self.headings[at].clone());
        } else if (self.head + 1..self.sheet.count()).any(|row| !self.sheet.cell(row, at).trim().is_empty()) {
            self.read.ignored.push(format!("({})", at + 1));
        }
    }

    fn cell<D>(&mut self, draft: &mut D, at: usize, place: &Place<'a, D>, nearest: Nearest) {
        let raw = unquoted(self.sheet.cell(at, place.at));
        if raw.is_empty() {
            return;
        }
        let (text, removed) = SafeText::clean(raw);
        let problem = |what| Problem {
            row: at + 1,
            column: place.heading.to_owned(),
            value: match &what {
                // Of a long cell only the line is quoted.
                ProblemKind::PromiseDate(line) => line.clone(),
                _ => text.to_string(),
            },
            what,
        };
        if removed.total() > 0 {
            self.read.warnings.push(problem(ProblemKind::Removed(removed.total())));
        }
        let plain = values::plain(&text);
        if plain.is_empty() {
            return;
        }
        let cell = Cell {
            text: &text,
            plain: &plain,
            heading: place.heading,
            metric: place.metric,
            nearest,
            today: self.today,
        };
        if let Err(what) = (place.column.set)(draft, &cell) {
            self.read.problems.push(problem(what));
            self.read.told.insert((at + 1, place.column.en));
        }
    }

    /// More cells than headings means a separator in a text: what stands where is then anybody's guess.
    fn shape(&mut self, at: usize) -> bool {
        let before = self.read.problems.len();
        let beyond = (self.headings.len()..self.sheet.width(at)).find(|c| !self.sheet.cell(at, *c).trim().is_empty());
        let value = beyond.map(|column| SafeText::new(self.sheet.cell(at, column)).to_string());
        let mut push = |value: String, what| {
            self.read.problems.push(Problem { row: at + 1, column: String::new(), value, what });
        };
        if let Some(value) = value {
            push(value, ProblemKind::NoHeading);
        }
        if self.sheet.is_unclosed(at) {
            push(String::new(), ProblemKind::Unclosed);
        }
        self.read.problems.len() == before
    }

    fn tell(&mut self, at: usize, flaws: Flaws) {
        let problem = |(column, what): (&'static str, ProblemKind)| {
            let place = self.read.columns.get(column).copied();
            Problem {
                row: at + 1,
                column: place.map_or_else(|| column.to_owned(), |c| self.headings[c].clone()),
                value: place.map_or_else(String::new, |c| SafeText::new(self.sheet.cell(at, c)).to_string()),
                what,
            }
        };
        // A cell that could not be read is told once: it is not also missing.
        let told = &self.read.told;
        let new: Vec<_> = flaws.problems.into_iter().filter(|(column, _)| !told.contains(&(at + 1, *column))).collect();
        let also: Vec<_> = new.iter().map(|(column, _)| (at + 1, *column)).collect();
        let problems: Vec<Problem> = new.into_iter().map(problem).collect();
        let warnings: Vec<Problem> = flaws.warnings.into_iter().map(problem).collect();
        self.read.told.extend(also);
        self.read.problems.extend(problems);
        self.read.warnings.extend(warnings);
    }
}

impl Flaws {
    fn require(&mut self, column: &'static str, there: bool) {
        if !there {
            self.problems.push((column, ProblemKind::Required));
        }
    }
    /// A value that the row has no use for.
    fn unused(&mut self, column: &'static str, there: bool) {
        if there {
            self.warnings.push((column, ProblemKind::NotKept));
        }
    }
}

fn names_learner(who: &Naming) -> bool {
    who.learner.is_some() || who.learner_id.is_some()
}

fn roster(mut row: RosterRow, at: usize, flaws: &mut Flaws) -> RosterRow {
    row.row = at;
    flaws.require("learner", row.who.learner.is_some());
    row
}

fn schedule(mut row: ScheduleRow, at: usize, flaws: &mut Flaws) -> ScheduleRow {
    row.row = at;
    flaws.require("date", row.date.is_some());
    flaws.require("start", row.start.is_some());
    if let Some(kind) = meeting_kind(row.kind, row.number.as_slice(), flaws) {
        row.kind = Some(kind);
    }
    if row.kind == Some(AppointmentKind::Kickoff) {
        row.number = None;
        flaws.require("pharmacy", row.who.pharmacy.is_some() || names_learner(&row.who));
    } else {
        flaws.require("learner", names_learner(&row.who));
    }
    row
}

/// A row with `K` is a kickoff, and a kickoff has no other number.
fn meeting_kind(kind: Option<AppointmentKind>, numbers: &[u8], flaws: &mut Flaws) -> Option<AppointmentKind> {
    let kickoff = numbers.first() == Some(&0);
    match kind {
        None | Some(AppointmentKind::Session) if kickoff => Some(AppointmentKind::Kickoff),
        Some(AppointmentKind::Kickoff) if !kickoff && !numbers.is_empty() => {
            flaws.problems.push(("session_no", ProblemKind::NotA(Shape::Kickoff)));
            None
        }
        Some(AppointmentKind::Extra | AppointmentKind::Support | AppointmentKind::FollowUpCall) if kickoff => {
            flaws.problems.push(("session_no", ProblemKind::NotA(Shape::Number)));
            None
        }
        kind => kind,
    }
}

fn sessions(mut row: SessionRow, at: usize, flaws: &mut Flaws) -> SessionRow {
    row.row = at;
    flaws.require("date", row.date.is_some());
    match row.kind {
        Some(HistoryKind::Call) => call(&mut row, flaws),
        None | Some(HistoryKind::Appointment(_)) => meeting(&mut row, flaws),
    }
    row
}

fn call(row: &mut SessionRow, flaws: &mut Flaws) {
    flaws.require("learner", names_learner(&row.who) || row.who.pharmacy.is_some());
    row.numbers.clear();
    drop_record(row, flaws);
}

fn meeting(row: &mut SessionRow, flaws: &mut Flaws) {
    let given = match row.kind {
        Some(HistoryKind::Appointment(kind)) => Some(kind),
        Some(HistoryKind::Call) | None => None,
    };
    let kind = meeting_kind(given, &row.numbers, flaws);
    row.kind = kind.map(HistoryKind::Appointment);
    if kind == Some(AppointmentKind::Kickoff) {
        row.numbers.clear();
        flaws.require("pharmacy", row.who.pharmacy.is_some() || names_learner(&row.who));
        flaws.unused("homework", row.homework.take().is_some());
    } else {
        flaws.require("learner", names_learner(&row.who));
    }
    if !row.result.unwrap_or(AppointmentState::Held).is_met() {
        drop_record(row, flaws);
    }
    let outcomes = [&row.done, &row.partly, &row.stuck, &row.skipped];
    for (n, column) in ["done", "partly", "stuck", "skipped"].into_iter().enumerate() {
        if outcomes[n].iter().any(|id| outcomes[..n].iter().any(|earlier| earlier.contains(id))) {
            flaws.problems.push((column, ProblemKind::TwoOutcomes));
        }
    }
}

/// What is not the record of a meeting has no use for what only a record holds.
fn drop_record(row: &mut SessionRow, flaws: &mut Flaws) {
    flaws.unused("mood", row.mood.take().is_some());
    flaws.unused("role_play", !std::mem::take(&mut row.role_play).is_empty());
    flaws.unused("homework", row.homework.take().is_some());
    for (column, ids) in
        [("done", &mut row.done), ("partly", &mut row.partly), ("stuck", &mut row.stuck), ("skipped", &mut row.skipped)]
    {
        flaws.unused(column, !std::mem::take(ids).is_empty());
    }
}

fn readings(draft: ReadingDraft, at: usize, flaws: &mut Flaws) -> ReadingRow {
    let ReadingDraft { mut row, metric, figure } = draft;
    row.row = at;
    flaws.require("period_end", row.period_end.is_some());
    flaws.require("learner", names_learner(&row.who) || row.who.pharmacy.is_some());
    match (metric, figure) {
        (Some(metric), Some(figure)) => row.values.push(MetricCell { metric, figure, column: "value".to_owned() }),
        (None, Some(_)) => flaws.require("metric", false),
        // A metric without a figure is a row prepared for later.
        (Some(_) | None, None) => {}
    }
    row
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Decimal, EnrolmentState, FlowStatus, NoteKind};
    use crate::request::import::{FigureForm, SurveyScore};

    fn d(text: &str) -> BusinessDate {
        BusinessDate::parse(text).unwrap()
    }

    fn library() -> &'static Library {
        static LIBRARY: std::sync::OnceLock<Library> = std::sync::OnceLock::new();
        LIBRARY.get_or_init(|| Library::new([]))
    }

    fn read_as(kind: Option<FileKind>, text: &str) -> Result<(ImportFile, Table), ReadError> {
        read("x.csv", text.as_bytes(), Setting { today: d("2026-11-25"), library: library(), kind })
    }

    fn file(text: &str) -> ImportFile {
        read_as(None, text).unwrap().0
    }

    fn roster_rows(text: &str) -> Vec<RosterRow> {
        match file(text).rows {
            Rows::Roster(rows) => rows,
            other => panic!("{other:?}"),
        }
    }

    fn session_rows(text: &str) -> Vec<SessionRow> {
        match file(text).rows {
            Rows::Sessions(rows) => rows,
            other => panic!("{other:?}"),
        }
    }

    fn problems(text: &str) -> Vec<(usize, String, String, ProblemKind)> {
        file(text).problems.into_iter().map(|p| (p.row, p.column, p.value, p.what)).collect()
    }

    #[test]
    fn the_kind_is_told_from_the_headings() {
        let kind = |head: &str| read_as(None, head).map(|(file, _)| file.rows.kind());
        for (head, want) in [
            ("薬局,受講者", FileKind::Roster),
            ("learner,pharmacy,next_no,date", FileKind::Roster),
            ("日付,開始,分,受講者,薬局,回,担当,uid", FileKind::Schedule),
            ("date,start,learner,session_no,trainer", FileKind::Schedule),
            ("date,learner,session_no,trainer", FileKind::Sessions),
            ("日付,受講者,回,結果", FileKind::Sessions),
            ("date,start,learner,session_no,result", FileKind::Sessions),
            ("集計日,受講者,指標,値", FileKind::Readings),
            ("period_end,learner,same_day_record_rate", FileKind::Readings),
            ("集計日,受講者,薬局,当日の薬歴完了率", FileKind::Readings),
        ] {
            assert_eq!(kind(head), Ok(want), "{head}");
        }
        assert!(
            matches!(kind("a,b,c"), Err(ReadError::UnknownKind { headings, head_row: None }) if headings == ["a", "b", "c"])
        );
        assert_eq!(kind(""), Err(ReadError::Empty));
        // What tells of no result and of no time ahead may be a history as well; today is the 25th.
        let dated = |dates: [&str; 2]| {
            let rows = dates.map(|date| format!("{date},10:00,森田,9\n")).concat();
            read_as(None, &format!("日付,開始,受講者,回\n{rows}")).map(|(file, _)| file.rows.kind())
        };
        assert_eq!(dated(["2026-11-18", "2026-11-24"]), Err(ReadError::PlanOrHistory));
        assert_eq!(dated(["11/18", "11月24日"]), Err(ReadError::PlanOrHistory));
        assert_eq!(dated(["2026-11-18", "2026-11-25"]), Ok(FileKind::Schedule));
        let told = read_as(Some(FileKind::Sessions), "日付,開始,受講者,回\n2026-11-18,10:00,森田,9");
        assert_eq!(told.map(|(file, _)| file.rows.kind()), Ok(FileKind::Sessions));
        assert!(matches!(
            read_as(Some(FileKind::Schedule), "date,learner").map(|(file, _)| file.count),
            Err(ReadError::Missing { kind: FileKind::Schedule, columns, head_row: None }) if columns == ["start"]
        ));
    }

    #[test]
    fn separators_and_headings_are_found_by_looking() {
        for text in [
            "薬局,受講者,状態\nあおば,森田,運用中",
            "状態\t受講者\t薬局\n運用中\t森田\tあおば",
            "Learner;STATE;pharmacy\n森田;live;あおば",
            "sep=;\n受講者;state;薬局\n森田;Live;あおば",
            "\n \n薬局,受講者,状態\nあおば,森田,運用中",
            "薬局,\"受講者\",状態,,\r\n\r\nあおば,森田,運用中,,\r\n",
        ] {
            let rows = roster_rows(text);
            assert_eq!(rows.len(), 1, "{text}");
            assert_eq!(rows[0].who.learner.as_deref(), Some("森田"));
            assert_eq!(rows[0].who.pharmacy.as_deref(), Some("あおば"));
            assert_eq!(rows[0].state, Some(EnrolmentState::Live));
        }
    }

    #[test]
    fn every_column_of_a_roster_is_read_in_both_languages() {
        let cells = [
            "あおば薬局",
            "あおばやっきょく",
            "高木 雅子",
            "たかぎ まさこ",
            "2026/10/16",
            "10/30",
            "令和8年11月2日",
            "12月10日",
            "2026-12-11",
            "10/18",
            "10/18",
            "合意",
            "家に\n帰れる店",
            "ハイ",
            "旧",
            "藤原 美咲",
            "日 水",
            "80",
            "all",
            "A-1",
            "森田 由美",
            "もりた ゆみ",
            "パート",
            "宮本 彩",
            "e-medication-record-standard",
            "休止",
            "11/1",
            "leave",
            "12/1",
            "６",
            "火 14:00",
            "https://zoom.us/j/1",
            "2027/1/24",
            "2:30",
            "2026-12-20",
            "s12-g-line s12-g-nps",
            "11/2",
            "11/3",
            "9",
            "よい",
        ];
        let head = |ja: bool| -> String {
            let metric = if ja { "当日の薬歴完了率" } else { "same_day_record_rate" };
            let named = |c: &Column<RosterRow>| {
                let name = if ja { c.ja } else { c.en };
                if c.of_metric { format!("{name}{metric}") } else { name.to_owned() }
            };
            ROSTER.iter().map(named).collect::<Vec<_>>().join(",")
        };
        let quoted: Vec<String> = cells.iter().map(|c| format!("\"{c}\"")).collect();
        let english = roster_rows(&format!("{}\n{}", head(false), quoted.join(",")));
        let mut japanese = roster_rows(&format!("{}\n{}", head(true), quoted.join(",")));
        let row = english[0].clone();
        assert_eq!(japanese[0].targets[0].metric, "当日の薬歴完了率");
        japanese[0].targets.clone_from(&row.targets);
        japanese[0].learner_targets.clone_from(&row.learner_targets);
        assert_eq!(japanese, english);
        assert_eq!(row.row, 2);
        assert_eq!(row.device_due, Some(d("2026-10-30")));
        assert_eq!((row.go_live_target, row.go_live_actual), (Some(d("2026-12-10")), Some(d("2026-12-11"))));
        assert_eq!((row.flow, row.cohort.as_deref()), (Some(FlowStatus::Agreed), Some("old")));
        assert_eq!((row.purpose.as_deref(), row.closed_weekdays), (Some("家に\n帰れる店"), Some(vec![3, 7])));
        assert_eq!((row.next_no, row.survey_score), (Some(6), Some(SurveyScore::Score(9))));
        assert_eq!(row.takes_precedence, Some(vec!["all".to_owned()]));
        assert_eq!(row.graduation_done.map(|ids| ids.len()), Some(2));
        assert_eq!(row.learner_targets[0].figure.form, FigureForm::Clock);
        assert_eq!(row.paused_until, Some(d("2026-12-01")));
    }

    #[test]
    fn a_history_row_is_read_whole() {
        let text = "日付,開始,分,受講者,回,結果,記録済,様子,済,途中,つまずき,飛ばし,ロープレ,宿題,要約,次の焦点,メモ\n\
                    11/21,14時,30分,森田,\"4,5\",,×,2,s03-last,s04-import,\"s05-choices, s05-query\",,\"3,2,-,2;4,4,4,4\",未提出,要約文,検索,\"要望: 並び\n約束(11/27): 調べる\"";
        let row = &session_rows(text)[0];
        assert_eq!(row.date, Some(d("2026-11-21")));
        assert_eq!((row.numbers.as_slice(), row.closed, row.mood), (&[4, 5][..], Some(false), Some(2)));
        assert_eq!(row.kind, None);
        assert_eq!((row.stuck.len(), row.role_play.len(), row.role_play[0].len()), (2, 2, 4));
        assert_eq!(row.notes.iter().map(|n| n.kind).collect::<Vec<_>>(), [NoteKind::Request, NoteKind::Promise]);
    }

    #[test]
    fn kickoffs_and_calls_are_told_by_number_or_kind() {
        let rows = session_rows(
            "date,pharmacy,kind,session_no,result\n2026-11-01,あおば,,K,\n2026-11-02,あおば,1on1,Ｋ,\n2026-11-03,あおば,連絡,,",
        );
        let kinds: Vec<Option<HistoryKind>> = rows.iter().map(|r| r.kind).collect();
        let kickoff = Some(HistoryKind::Appointment(AppointmentKind::Kickoff));
        assert_eq!(kinds, [kickoff, kickoff, Some(HistoryKind::Call)]);
        let wrong =
            problems("date,learner,kind,session_no,result\n2026-11-01,森田,キックオフ,5,\n2026-11-02,森田,補講,K,");
        assert_eq!(wrong[0].3, ProblemKind::NotA(Shape::Kickoff));
        assert_eq!(wrong[1].3, ProblemKind::NotA(Shape::Number));
    }

    #[test]
    fn every_problem_is_told_by_row_and_column() {
        let text = "日付,開始,分,受講者,メモ,結果\n2026-02-30,25:00,0,森田,\"一\n二\",x\n\n2026-11-20,9:00,30,,,実施\n2026-11-20,9:00,30,森田,a,実施,はみ出し\n2026-11-20,9:00,30,森田,\"開いた";
        assert_eq!(
            problems(text),
            [
                (2, "日付".into(), "2026-02-30".into(), ProblemKind::NotA(Shape::Date)),
                (2, "開始".into(), "25:00".into(), ProblemKind::NotA(Shape::Time)),
                (2, "分".into(), "0".into(), ProblemKind::OutOfRange { min: "1".into(), max: "480".into() }),
                (2, "結果".into(), "x".into(), ProblemKind::Unknown("result")),
                (4, "受講者".into(), String::new(), ProblemKind::Required),
                (5, String::new(), "はみ出し".into(), ProblemKind::NoHeading),
                (6, String::new(), String::new(), ProblemKind::Unclosed),
            ]
        );
        let read = file(text);
        assert_eq!((read.count, session_rows("日付,受講者,結果\n2026-11-20,森田,\n").len()), (4, 1));
    }

    #[test]
    fn an_item_has_one_outcome() {
        let found = problems("date,learner,session_no,partly,stuck\n2026-11-20,森田,5,a b,b");
        assert_eq!(found, [(2, "stuck".into(), "b".into(), ProblemKind::TwoOutcomes)]);
    }

    #[test]
    fn what_did_not_take_place_has_no_record() {
        let text = "date,learner,session_no,result,mood,homework,stuck\n2026-11-20,森田,5,no_show,2,missing,a";
        let (file, _) = read_as(None, text).unwrap();
        assert_eq!(file.problems, []);
        let told: Vec<(&str, ProblemKind)> =
            file.warnings.iter().map(|w| (w.column.as_str(), w.what.clone())).collect();
        assert_eq!(
            told,
            [("mood", ProblemKind::NotKept), ("homework", ProblemKind::NotKept), ("stuck", ProblemKind::NotKept)]
        );
        let row = &session_rows(text)[0];
        assert_eq!((row.mood, row.homework, row.stuck.len()), (None, None, 0));
    }

    #[test]
    fn unknown_columns_are_named_and_left_alone() {
        let read = file("受講者,備考,目標:なぞ,薬局,\n森田,x,1,あおば,y");
        assert_eq!(read.ignored_columns, ["備考", "目標:なぞ", "(5)"]);
        assert_eq!(read.problems, []);
    }

    #[test]
    fn control_and_bidi_characters_go_and_are_counted() {
        let text = "薬局,受講者\nあお\u{202e}ば\u{1b}[31m,森田";
        assert_eq!(roster_rows(text)[0].who.pharmacy.as_deref(), Some("あおば[31m"));
        let warnings = file(text).warnings;
        assert_eq!((warnings[0].row, warnings[0].column.as_str()), (2, "薬局"));
        assert_eq!(warnings[0].what, ProblemKind::Removed(2));
    }

    #[test]
    fn what_a_formula_was_kept_from_is_taken_back() {
        assert_eq!(roster_rows("薬局,受講者\n'=あおば,'森田")[0].who.pharmacy.as_deref(), Some("=あおば"));
        assert_eq!(roster_rows("薬局,受講者\n'=あおば,'森田")[0].who.learner.as_deref(), Some("'森田"));
    }

    #[test]
    fn readings_are_long_or_wide() {
        let values = |text: &str| match file(text).rows {
            Rows::Readings(rows) => rows.into_iter().map(|r| r.values).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        let long =
            values("period_end,learner,metric,value\n11/18,森田,same_day_record_rate,86%\n11/18,森田,利用時間,1:30");
        assert_eq!(long[0][0].figure.form, FigureForm::Percent);
        assert_eq!((long[1][0].metric.as_str(), long[1][0].figure.value), ("利用時間", Decimal::parse("1.5").unwrap()));
        let wide = values("集計日,受講者,当日の薬歴完了率,suggestion_use_rate,段階\n11/18,森田,８６,,A");
        assert_eq!(wide[0].len(), 1);
        assert_eq!((wide[0][0].metric.as_str(), wide[0][0].column.as_str()), ("当日の薬歴完了率", "当日の薬歴完了率"));
        let text = "period_end,learner,metric,value\n11/18,森田,,86";
        assert_eq!(problems(text), [(2, "metric".into(), String::new(), ProblemKind::Required)]);
    }

    #[test]
    fn rejected_rows_are_written_as_the_file_is() {
        let text = "日付;受講者;結果;メモ\r\n2026-11-20;森田;実施;\"a;b\"\r\n2026-11-21;髙橋;x;\"一\r\n二\"\r\n";
        let bytes = encode(text, Encoding::Cp932).unwrap();
        let setting = Setting { today: d("2026-11-25"), library: library(), kind: None };
        let (file, table) = read("x.csv", &bytes, setting).unwrap();
        assert_eq!((file.encoding, file.problems.len()), ("cp932", 1));
        let report = Report {
            kind: FileKind::Sessions,
            path: file.path,
            encoding: file.encoding,
            rows: 2,
            created: 1,
            updated: 0,
            unchanged: 0,
            rejected: file.problems,
            warnings: vec![],
            ignored_columns: vec![],
            written: true,
        };
        let back = decode(&table.rejected(&report).unwrap()).unwrap();
        assert_eq!(back, ("日付;受講者;結果;メモ\r\n2026-11-21;髙橋;x;\"一\r\n二\"\r\n".to_owned(), Encoding::Cp932));
    }

    #[test]
    fn the_store_speaks_of_columns_in_the_words_of_the_file() {
        let (_, table) = read_as(None, "日付,受講者,結果\n2026-11-20,森\u{7}田,実施").unwrap();
        let problem = Problem { row: 2, column: "learner".into(), value: "?".into(), what: ProblemKind::NoMatch };
        let mut report = Report {
            kind: FileKind::Sessions,
            path: String::new(),
            encoding: "utf8",
            rows: 1,
            created: 0,
            updated: 0,
            unchanged: 0,
            rejected: vec![problem],
            warnings: vec![],
            ignored_columns: vec![],
            written: false,
        };
        table.name_cells(&mut report, Lang::En);
        assert_eq!((report.rejected[0].column.as_str(), report.rejected[0].value.as_str()), ("受講者", "森田"));
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..200), kind in 0..5_usize) {
            let setting = Setting { today: d("2026-11-25"), library: library(), kind: FileKind::ALL.get(kind).copied() };
            let _ = read("x", &bytes, setting);
        }

        #[test]
        fn no_cells_are_too_strange(cells in prop::collection::vec("[\\PC\\n\\t0-9:/,;%年月日時-]{0,12}", 1..30), kind in 0..4_usize) {
            let heads: Vec<&str> = match FileKind::ALL[kind] {
                FileKind::Roster => ROSTER.iter().map(|c| c.en).collect(),
                FileKind::Schedule => SCHEDULE.iter().map(|c| c.en).collect(),
                FileKind::Sessions => SESSIONS.iter().map(|c| c.en).collect(),
                FileKind::Readings => READINGS.iter().map(|c| c.en).collect(),
            };
            let mut text = String::new();
            write_row(&mut text, heads.iter().copied(), Separator::Comma);
            write_row(&mut text, cells.iter().map(String::as_str), Separator::Comma);
            let read = read_as(Some(FileKind::ALL[kind]), &text).unwrap().0;
            prop_assert!(read.count <= 1);
        }
    }
}
