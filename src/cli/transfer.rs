//! `import`: files in.

use std::fmt::Write as _;
use std::io::{IsTerminal, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::args::{Globals, Import};
use super::context::{Context, Environment};
use super::errors::{CliError, Exit, held};
use super::{print, programme_in};
use crate::i18n::{Lang, import as words};
use crate::request::import::{FileKind, Problem, Report};
use crate::request::record::ImportRequest;
use crate::request::{Record, Reply, Stamp};
use crate::shell::intake::words::{line, meant_columns, place, sentence};
use crate::shell::intake::{Asked, Sheets, Unread, hide};

/// `manabi import`.
pub(super) fn import(
    env: &Environment,
    globals: &Globals,
    asked: &Import,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Exit, CliError> {
    let mut context = Context::new(env, globals)?;
    if programme_in::is_meant(asked) {
        return programme_in::import(&context, env, asked, out);
    }
    let saves_rejected = asked.partial && !asked.dry_run;
    if saves_rejected && asked.paths.iter().any(|path| path == Path::new("-")) {
        return Err(context.told(CliError::new(Exit::Usage, |l| words::partial_needs_file(l).to_owned())));
    }
    let mut db = context.open(env)?;
    if !db.writes() {
        if !asked.dry_run {
            let holder = db.writer().err().flatten();
            return Err(context.told(held(context.db.display().to_string(), holder.as_ref())));
        }
        // Another window writes the file. Trying asks nothing of it.
        db = db.trial(context.library()).map_err(|e| context.told(CliError::failed(e.to_string())))?;
    }
    let now = context.clock(&db);
    let today = context.zone.business_date(now);
    let library = context.library();
    let kind = asked.kind.as_deref().and_then(|k| FileKind::ALL.into_iter().find(|f| f.word() == k));
    let opened = Sheets::read(&Asked { paths: &asked.paths, kind, today, library: &library, saves_rejected });
    let mut opened = opened.map_err(|e| context.told(unread(e, context.redact)))?;
    let total = opened.rows();
    let mut bar = Bar::new(context.lang, total);
    bar.show(err, 0);
    let actor = db.staff(&context.who).unwrap_or_default();
    let stamp = Stamp { at: now, zone: context.zone.name().to_owned(), actor };
    let request = ImportRequest {
        files: opened.files(),
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
    let failed = reports.iter().any(|report| !report.rejected.is_empty());
    let (text, unsaved) = told(&context, asked, &mut opened, &mut reports, failed);
    print(out, &text)?;
    // The rows are in: what became of them has been told, whatever else went wrong.
    if let Some(error) = unsaved {
        return Err(context.told(error));
    }
    Ok(if failed { Exit::Failed } else { Exit::Done })
}

/// What is printed of the files; and what went wrong where the rows of one that were not taken should be saved.
fn told(
    context: &Context,
    asked: &Import,
    opened: &mut Sheets,
    reports: &mut [Report],
    failed: bool,
) -> (String, Option<CliError>) {
    let lang = context.lang;
    let mut text = String::new();
    let mut unsaved = None;
    for report in &mut *reports {
        // What is saved is what stands in the file, whatever is printed.
        let saved = opened.save_rejected(report);
        let mut beside = opened.take_beside(report);
        opened.name_cells(report, lang);
        if context.redact {
            hide(report, &mut beside, lang);
        }
        if asked.json {
            let _ = writeln!(text, "{}", document(lang, report, &beside));
        } else {
            tell(lang, report, &beside, &mut text);
        }
        match saved {
            Some(Ok(path)) if !asked.json => {
                let _ = writeln!(text, "{}", words::saved_rejected(lang, &path.display().to_string()));
            }
            Some(Err(error)) => unsaved = Some(unread(error, context.redact)),
            Some(Ok(_)) | None => {}
        }
    }
    if !asked.json {
        let closing = match (asked.dry_run, reports.iter().any(|r| r.written)) {
            (true, _) => words::dry_run(lang),
            (false, false) if failed => words::not_written(lang),
            (false, true | false) => words::written(lang),
        };
        let _ = writeln!(text, "{closing}");
    }
    (text, unsaved)
}

/// A file that cannot be read, as the command line tells it.
pub(super) fn unread(error: Unread, redact: bool) -> CliError {
    let error = std::rc::Rc::new(error);
    let has_next = error.next(Lang::En).is_some();
    let what = std::rc::Rc::clone(&error);
    let told = CliError::new(Exit::Failed, move |l| what.what(l, redact));
    if has_next { told.next(move |l| error.next(l).unwrap_or_default()) } else { told }
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
        let _ = writeln!(text, "  {}", line(lang, problem));
    }
    if !report.ignored_columns.is_empty() {
        let _ = writeln!(text, "{}", words::ignored(lang, &report.ignored_columns.join(", ")));
        for meant in meant_columns(lang, report.kind, &report.ignored_columns) {
            let _ = writeln!(text, "    {meant}");
        }
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
