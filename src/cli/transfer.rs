//! `import`: files in.

use std::fmt::Write as _;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::args::{Globals, Import};
use super::context::{Context, Environment};
use super::errors::{CliError, Exit, cannot_write};
use super::{input, print};
use crate::exchange::csv::{ReadError, Setting, Table, japanese_heading, read, words_of};
use crate::i18n::{Lang, common, import as words};
use crate::request::import::{FileKind, ImportFile, Problem, ProblemKind, Report, Shape};
use crate::request::record::ImportRequest;
use crate::request::{Record, Reply, Stamp};
use crate::store::private::Draft;

/// `manabi import`.
pub(super) fn import(
    env: &Environment,
    globals: &Globals,
    asked: &Import,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Exit, CliError> {
    let mut context = Context::new(env, globals)?;
    let saves_rejected = asked.partial && !asked.dry_run;
    if saves_rejected && asked.paths.iter().any(|path| path == Path::new("-")) {
        return Err(context.told(CliError::new(Exit::Usage, |l| words::partial_needs_file(l).to_owned())));
    }
    let mut db = context.open(env)?;
    let now = context.clock(&db);
    let today = context.zone.business_date(now);
    let library = context.library();
    let kind = asked.kind.as_deref().and_then(|k| FileKind::ALL.into_iter().find(|f| f.word() == k));
    let mut sources: Vec<(String, Vec<u8>)> = Vec::with_capacity(asked.paths.len());
    for path in &asked.paths {
        sources.push((path.display().to_string(), input::read(path).map_err(|e| context.told(e))?));
    }
    let setting = Setting { today, library: &library, kind };
    let files = read_all(&sources, setting, context.redact).map_err(|e| context.told(e))?;
    let mut leftovers = if saves_rejected { leftovers(&asked.paths).map_err(|e| context.told(e))? } else { Vec::new() };
    let total: usize = files.iter().map(|(file, _)| file.count).sum();
    let mut bar = Bar::new(context.lang, total);
    bar.show(err, 0);
    let actor = db.staff(&context.who).unwrap_or_default();
    let stamp = Stamp { at: now, zone: context.zone.name().to_owned(), actor };
    let request = ImportRequest {
        files: files.iter().map(|(file, _)| file.clone()).collect(),
        today,
        now,
        dry_run: asked.dry_run,
        partial: asked.partial,
        programme: context.config.programme.clone(),
    };
    let mut last = 0;
    let reply = db.record_telling(&stamp, Record::Import(Box::new(request)), &mut |done, total| {
        // A hundred steps are smooth enough.
        if done.saturating_sub(last) * 100 >= total {
            last = done;
            bar.show(err, done);
        }
    });
    let reply = reply.map_err(|e| context.told(e.into()));
    bar.clear(err);
    let Reply::Imported(mut reports) = reply? else { return Ok(Exit::Failed) };
    let mut text = String::new();
    let (mut failed, mut unsaved) = (false, None);
    for report in &mut reports {
        let table = files.iter().find(|(file, _)| file.path == report.path).map(|(_, table)| table);
        if let Some(table) = table {
            table.name_cells(report, context.lang);
        }
        if context.redact {
            hide(report, common::hidden(context.lang));
        }
        failed |= !report.rejected.is_empty();
        if asked.json {
            let _ = writeln!(text, "{}", document(context.lang, report));
        } else {
            tell(context.lang, report, &mut text);
        }
        let leftover = leftovers.iter().position(|l| l.input == report.path).map(|at| leftovers.swap_remove(at));
        if report.written
            && let Some(leftover) = leftover
            && let Some(bytes) = table.and_then(|table| table.rejected(report))
        {
            match leftover.save(&bytes) {
                Ok(_) if asked.json => {}
                Ok(path) => {
                    let _ = writeln!(text, "{}", words::saved_rejected(context.lang, &path.display().to_string()));
                }
                Err(error) => unsaved = Some(error),
            }
        }
    }
    if !asked.json {
        let closing = match (asked.dry_run, reports.iter().any(|r| r.written)) {
            (true, _) => words::dry_run(context.lang),
            (false, false) if failed => words::not_written(context.lang),
            (false, true | false) => words::written(context.lang),
        };
        let _ = writeln!(text, "{closing}");
    }
    print(out, &text)?;
    // The rows are in: what became of them has been told, whatever else went wrong.
    if let Some(error) = unsaved {
        return Err(context.told(error));
    }
    Ok(if failed { Exit::Failed } else { Exit::Done })
}

/// Reads the files of a call. A plan of past days that could be a history is a plan where another file is the history.
fn read_all(
    sources: &[(String, Vec<u8>)],
    setting: Setting<'_>,
    redact: bool,
) -> Result<Vec<(ImportFile, Table)>, CliError> {
    let tried: Vec<_> = sources.iter().map(|(path, bytes)| read(path, bytes, setting)).collect();
    let has_history = tried.iter().flatten().any(|(file, _)| file.rows.kind() == FileKind::Sessions);
    let mut files = Vec::with_capacity(tried.len());
    for ((path, bytes), tried) in sources.iter().zip(tried) {
        let file = match tried {
            Err(ReadError::PlanOrHistory) if has_history => {
                read(path, bytes, Setting { kind: Some(FileKind::Schedule), ..setting })
            }
            tried => tried,
        };
        files.push(file.map_err(|error| unreadable(path.clone(), error, redact))?);
    }
    Ok(files)
}

fn unreadable(path: String, error: ReadError, redact: bool) -> CliError {
    match error {
        ReadError::Workbook => {
            CliError::new(Exit::Failed, move |l| words::workbook(l, &path)).next(|l| words::hint_workbook(l).to_owned())
        }
        ReadError::NoText => CliError::new(Exit::Failed, move |l| words::no_text(l, &path)),
        ReadError::Empty => CliError::new(Exit::Failed, move |l| words::empty(l, &path)),
        ReadError::UnknownKind { headings, head_row } => {
            let headings = headings.join(", ");
            // What is no row of headings may be a row of names.
            let shown = move |l| if redact { common::hidden(l).to_owned() } else { headings.clone() };
            CliError::new(Exit::Failed, move |l| words::unknown_kind(l, &path, &shown(l)))
                .next(move |l| hint_headings(l, head_row))
        }
        ReadError::PlanOrHistory => CliError::new(Exit::Failed, move |l| words::plan_or_history(l, &path))
            .next(|l| words::hint_plan_or_history(l).to_owned()),
        ReadError::Missing { kind, columns, head_row } => {
            let named = move |l| {
                let name =
                    |en: &&str| japanese_heading(en).filter(|_| l == Lang::Ja).unwrap_or_else(|| (*en).to_owned());
                columns.iter().map(name).collect::<Vec<_>>().join(", ")
            };
            CliError::new(Exit::Failed, move |l| words::missing(l, &path, kind_name(l, kind), &named(l)))
                .next(move |l| hint_headings(l, head_row))
        }
    }
}

/// A place for the rows of a file that cannot be taken in.
struct Leftover {
    /// The file, as its report names it.
    input: String,
    path: PathBuf,
    draft: Draft,
}

impl Leftover {
    /// Puts the rows there; says where.
    fn save(mut self, rows: &[u8]) -> Result<PathBuf, CliError> {
        let written = self.draft.file.write_all(rows).and_then(|()| self.draft.publish());
        written.map_err(|e| cannot_write(&self.path, e))?;
        Ok(self.path)
    }
}

/// Places for what may be left over, before anything is written: a file each, none of which is there already.
fn leftovers(inputs: &[PathBuf]) -> Result<Vec<Leftover>, CliError> {
    let mut places: Vec<Leftover> = Vec::with_capacity(inputs.len());
    for input in inputs {
        let free = |path: &PathBuf| !path.exists() && places.iter().all(|place| place.path != *path);
        let path = (1..1000).map(|nth| rejected_path(input, nth)).find(free);
        let path =
            path.ok_or_else(|| cannot_write(&rejected_path(input, 1), std::io::ErrorKind::AlreadyExists.into()))?;
        let draft = Draft::begin(&path).map_err(|e| cannot_write(&path, e))?;
        places.push(Leftover { input: input.display().to_string(), path, draft });
    }
    Ok(places)
}

/// What the headings should be, or in which row they seem to stand.
fn hint_headings(lang: Lang, head_row: Option<usize>) -> String {
    head_row.map_or_else(|| words::hint_headings(lang).to_owned(), |row| words::hint_head_row(lang, row))
}

fn kind_name(lang: Lang, kind: FileKind) -> &'static str {
    match kind {
        FileKind::Roster => words::kind_roster(lang),
        FileKind::Schedule => words::kind_schedule(lang),
        FileKind::Sessions => words::kind_sessions(lang),
        FileKind::Readings => words::kind_readings(lang),
    }
}

/// `roster.csv` -> `roster.rejected.csv`; with that one there, `roster.rejected-2.csv`.
fn rejected_path(path: &Path, nth: usize) -> PathBuf {
    let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let nth = if nth == 1 { String::new() } else { format!("-{nth}") };
    path.with_file_name(format!("{stem}.rejected{nth}.csv"))
}

/// A line on standard error while a long file is taken in; nothing where nobody looks.
struct Bar {
    lang: Lang,
    total: usize,
    shown: bool,
}

impl Bar {
    fn new(lang: Lang, total: usize) -> Self {
        Self { lang, total, shown: total >= 1000 && std::io::stderr().is_terminal() }
    }
    fn show(&mut self, err: &mut dyn Write, done: usize) {
        if self.shown {
            let _ = write!(err, "\r{}", words::progress(self.lang, done, self.total));
            let _ = err.flush();
        }
    }
    fn clear(&mut self, err: &mut dyn Write) {
        if self.shown {
            self.show(err, self.total);
            let _ = write!(err, "\r\x1b[K");
        }
    }
}

/// Takes what stands in cells out of a report: any of them may be a name, also where none belongs.
fn hide(report: &mut Report, mask: &str) {
    for problem in report.rejected.iter_mut().chain(&mut report.warnings) {
        if !problem.value.is_empty() {
            mask.clone_into(&mut problem.value);
        }
        if let ProblemKind::NotInProgramme { name, .. } = &mut problem.what {
            mask.clone_into(name);
        }
    }
}

fn tell(lang: Lang, report: &Report, text: &mut String) {
    let counts = words::summary(
        lang,
        &report.path,
        &format!("{}, {}", report.kind.word(), report.encoding),
        report.created,
        report.updated,
        report.unchanged,
        report.rejected_rows(),
    );
    let _ = writeln!(text, "{counts}");
    for problem in report.rejected.iter().chain(&report.warnings) {
        let what = sentence(lang, &problem.what);
        let line = if problem.column.is_empty() {
            words::line_row(lang, problem.row, &what)
        } else if problem.value.is_empty() {
            words::line_empty(lang, problem.row, &problem.column, &what)
        } else {
            words::line(lang, problem.row, &problem.column, &problem.value, &what)
        };
        let _ = writeln!(text, "{line}");
    }
    if !report.ignored_columns.is_empty() {
        let _ = writeln!(text, "{}", words::ignored(lang, &report.ignored_columns.join(", ")));
    }
}

/// `manabi.import/1`.
fn document(lang: Lang, report: &Report) -> Value {
    let cell = |p: &Problem| {
        json!({
            "row": p.row,
            "column": p.column,
            "value": p.value,
            "problem": sentence(lang, &p.what),
        })
    };
    json!({
        "schema": "manabi.import/1",
        "kind": report.kind.word(),
        "file": report.path,
        "encoding": report.encoding,
        "rows": report.rows,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "rejected": report.rejected.iter().map(cell).collect::<Vec<_>>(),
        "warnings": report.warnings.iter().map(cell).collect::<Vec<_>>(),
        "ignored_columns": report.ignored_columns,
        "written": report.written,
    })
}

const fn not_a(lang: Lang, shape: Shape) -> &'static str {
    match shape {
        Shape::Date => words::not_a_date(lang),
        Shape::Time => words::not_a_time(lang),
        Shape::Number => words::not_a_number(lang),
        Shape::YesNo => words::not_yes_or_no(lang),
        Shape::Link => words::not_a_link(lang),
        Shape::Weekday => words::not_a_weekday(lang),
        Shape::Slot => words::not_a_slot(lang),
        Shape::Kickoff => words::not_a_kickoff(lang),
    }
}

/// What is wrong with a cell, in words.
fn sentence(lang: Lang, what: &ProblemKind) -> String {
    match what {
        ProblemKind::NotA(shape) => not_a(lang, *shape).to_owned(),
        ProblemKind::OtherWeekday => words::other_weekday(lang).to_owned(),
        ProblemKind::PromiseDate(_) => words::promise_date(lang).to_owned(),
        ProblemKind::Unknown(column) => words::unknown(lang, &words_of(column, lang).join(words::between_words(lang))),
        ProblemKind::OutOfRange { min, max } => words::out_of_range(lang, min, max),
        ProblemKind::Required => words::required(lang).to_owned(),
        ProblemKind::NoMatch => words::no_match(lang).to_owned(),
        ProblemKind::TwoMatches => words::two_matches(lang).to_owned(),
        ProblemKind::NotInProgramme { what: "programme", name } => words::no_programme(lang, name),
        ProblemKind::NotInProgramme { what: "metric", name } => words::no_metric(lang, name),
        ProblemKind::NotInProgramme { what: "stage", name } => words::no_stage(lang, name),
        ProblemKind::NotInProgramme { what: _, name } => words::no_item(lang, name),
        ProblemKind::Scores { want, got } => words::scores(lang, *want, *got),
        ProblemKind::Disagree { other_row } => words::disagree(lang, *other_row),
        ProblemKind::Twice { other_row } => words::twice(lang, *other_row),
        ProblemKind::TwoOutcomes => words::two_outcomes(lang).to_owned(),
        ProblemKind::OtherProgramme { enrolled } => words::other_programme(lang, enrolled),
        ProblemKind::NoHeading => words::no_heading(lang).to_owned(),
        ProblemKind::Unclosed => words::unclosed(lang).to_owned(),
        ProblemKind::Removed(n) => words::removed(lang, *n),
        ProblemKind::NoTrainer => words::no_trainer(lang).to_owned(),
        ProblemKind::NotKept => words::not_kept(lang).to_owned(),
    }
}
