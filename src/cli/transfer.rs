//! `import`: files in.

use std::fmt::Write as _;
use std::io::{IsTerminal, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::args::{Globals, Import};
use super::context::{Context, Environment};
use super::errors::{CliError, Exit};
use super::leftover::leftovers;
use super::unreadable::{place, unreadable};
use super::{input, print};
use crate::exchange::csv::{Setting, words_of};
use crate::exchange::intake::{Intake, read_all};
use crate::i18n::{Lang, common, import as words};
use crate::request::import::{FileKind, Problem, ProblemKind, Report, Shape};
use crate::request::record::ImportRequest;
use crate::request::{Record, Reply, Stamp};

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
    let Intake { tables, mut left } =
        read_all(&sources, setting).map_err(|e| context.told(unreadable(e, context.redact)))?;
    drop(sources);
    let mut leftovers = if saves_rejected {
        let files: Vec<_> = tables.iter().map(|(file, _)| file).collect();
        leftovers(&asked.paths, &files).map_err(|e| context.told(e))?
    } else {
        Vec::new()
    };
    let total: usize = tables.iter().map(|(file, _)| file.count).sum();
    let mut bar = Bar::new(context.lang, total);
    bar.show(err, 0);
    let actor = db.staff(&context.who).unwrap_or_default();
    let stamp = Stamp { at: now, zone: context.zone.name().to_owned(), actor };
    let request = ImportRequest {
        files: tables.iter().map(|(file, _)| file.clone()).collect(),
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
        let is_it = |path: &str, sheet: &Option<String>| path == report.path && *sheet == report.sheet;
        let table = tables.iter().find(|(file, _)| is_it(&file.path, &file.sheet)).map(|(_, table)| table);
        let leftover = leftovers.iter().position(|l| is_it(&l.input, &l.sheet)).map(|at| leftovers.remove(at));
        // They are told once, with the first sheet that was taken in.
        let mut beside: Vec<String> =
            left.extract_if(.., |(path, _)| *path == report.path).map(|(_, sheet)| sheet).collect();
        if let Some(table) = table {
            table.name_cells(report, context.lang);
        }
        if context.redact {
            hide(report, &mut beside, common::hidden(context.lang));
        }
        failed |= !report.rejected.is_empty();
        if asked.json {
            let _ = writeln!(text, "{}", document(context.lang, report, &beside));
        } else {
            tell(context.lang, report, &beside, &mut text);
        }
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

/// Takes what stands in cells out of a report: any of them may be a name, also where none belongs. So may a sheet's.
fn hide(report: &mut Report, beside: &mut [String], mask: &str) {
    for sheet in report.sheet.iter_mut().chain(beside) {
        mask.clone_into(sheet);
    }
    for problem in report.rejected.iter_mut().chain(&mut report.warnings) {
        if !problem.value.is_empty() {
            mask.clone_into(&mut problem.value);
        }
        if let ProblemKind::NotInProgramme { name, .. } = &mut problem.what {
            mask.clone_into(name);
        }
    }
}

fn tell(lang: Lang, report: &Report, beside: &[String], text: &mut String) {
    let counts = words::summary(
        lang,
        &place(lang, &report.path, report.sheet.as_deref()),
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
    if !beside.is_empty() {
        let _ = writeln!(text, "{}", words::ignored_sheets(lang, &beside.join(", ")));
    }
}

/// `manabi.import/1`.
fn document(lang: Lang, report: &Report, beside: &[String]) -> Value {
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
        "sheet": report.sheet,
        "encoding": report.encoding,
        "rows": report.rows,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "rejected": report.rejected.iter().map(cell).collect::<Vec<_>>(),
        "warnings": report.warnings.iter().map(cell).collect::<Vec<_>>(),
        "ignored_columns": report.ignored_columns,
        "ignored_sheets": beside,
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
        ProblemKind::CellError => words::cell_error(lang).to_owned(),
        ProblemKind::Removed(n) => words::removed(lang, *n),
        ProblemKind::NoTrainer => words::no_trainer(lang).to_owned(),
        ProblemKind::NotKept => words::not_kept(lang).to_owned(),
    }
}
