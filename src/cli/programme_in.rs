//! `import --kind programme`: a programme file is checked and copied into the config folder.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::args::Import;
use super::context::{Context, Environment};
use super::errors::{CliError, Exit, io_words};
use super::programme::checked;
use super::{input, print};
use crate::i18n::{Lang, cli, import as words};
use crate::programme::{Parsed, parse_bytes};

/// The kind as it is written.
const KIND: &str = "programme";

/// What an import of one file does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Created,
    Unchanged,
    /// Another file has that name.
    Taken,
}

/// Whether an import means programmes: that was said, or all of the files are Markdown.
pub(super) fn is_meant(asked: &Import) -> bool {
    let is_markdown = |path: &PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md"));
    asked.kind.as_deref().map_or_else(|| asked.paths.iter().all(is_markdown), |kind| kind == KIND)
}

/// All of them or none.
pub(super) fn import(
    context: &Context,
    env: &Environment,
    asked: &Import,
    out: &mut dyn Write,
) -> Result<Exit, CliError> {
    let mut files: Vec<Vec<u8>> = Vec::new();
    for path in &asked.paths {
        files.push(input::read(path).map_err(|e| context.told(e))?);
    }
    let parsed: Vec<Parsed> = files.iter().map(|bytes| parse_bytes(bytes)).collect();
    let (text, errors, parsed) = checked(context, env, &asked.paths, parsed);
    let folder = context.paths.programmes();
    let mut targets: Vec<(PathBuf, Fate)> = Vec::new();
    for ((path, bytes), file) in asked.paths.iter().zip(&files).zip(&parsed) {
        let target = folder.join(name(path, file));
        // Two of one import may have the same name, too.
        let first = targets.iter().position(|(other, _)| *other == target).and_then(|n| files.get(n)).cloned();
        let there = first.or_else(|| std::fs::read(&target).ok());
        let fate = match there {
            None => Fate::Created,
            Some(there) if there == *bytes => Fate::Unchanged,
            Some(_) => Fate::Taken,
        };
        targets.push((target, fate));
    }
    let taken = targets.iter().find(|(_, fate)| *fate == Fate::Taken).map(|(target, _)| target.display().to_string());
    if let (Some(path), 0) = (taken, errors) {
        let error = CliError::new(Exit::Locked, move |l| cli::programme_there(l, &path));
        return Err(context.told(error.next(|l| cli::hint_programme_there(l).to_owned())));
    }
    let written = errors == 0 && !asked.dry_run;
    if written {
        for ((target, fate), bytes) in targets.iter().zip(&files) {
            if *fate == Fate::Created {
                copy(&folder, target, bytes).map_err(|error| context.told(unwritten(target, error)))?;
            }
        }
    }
    let told = if asked.json {
        let documents = asked.paths.iter().zip(&parsed).zip(&targets);
        documents.map(|((path, file), (_, fate))| document(context.lang, path, file, *fate, written)).collect()
    } else {
        let end = match (errors, asked.dry_run) {
            (0, true) => words::dry_run(context.lang),
            (0, false) if targets.iter().all(|(_, fate)| *fate == Fate::Unchanged) => {
                cli::programme_unchanged(context.lang)
            }
            (0, false) => words::written(context.lang),
            (_, _) => cli::programme_not_written(context.lang),
        };
        format!("{text}{end}\n")
    };
    print(out, &told)?;
    Ok(if errors == 0 { Exit::Done } else { Exit::Failed })
}

/// Its own name; what comes through a pipe has none and is called by what it says of itself.
fn name(path: &Path, file: &Parsed) -> PathBuf {
    if let Some(name) = path.file_name().filter(|name| *name != OsStr::new("-")) {
        return Path::new(name).with_extension("md");
    }
    let identity = file.programme.as_ref().map(|p| format!("{}-{}", p.identity.id, p.identity.version));
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.') { c } else { '-' };
    PathBuf::from(format!("{}.md", identity.unwrap_or_else(|| KIND.to_owned()).chars().map(plain).collect::<String>()))
}

/// The file is there whole or not at all.
fn copy(folder: &Path, target: &Path, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let half = target.with_extension("part");
    std::fs::write(&half, bytes)?;
    std::fs::rename(&half, target)
}

fn unwritten(path: &Path, error: std::io::Error) -> CliError {
    let shown = path.display().to_string();
    CliError::new(Exit::Failed, move |l| cli::cannot_write(l, &shown, &io_words(l, &error)))
}

/// `manabi.import/1`; a file is one row.
fn document(lang: Lang, path: &Path, file: &Parsed, fate: Fate, written: bool) -> String {
    let told = |notices: bool| -> Vec<_> {
        let those = file.problems.iter().filter(|p| p.is_notice() == notices);
        those
            .map(|p| {
                json!({
                    "row": p.line,
                    "column": format!("{:?}", p.code),
                    "value": "",
                    "problem": p.sentence(lang == Lang::Ja),
                })
            })
            .collect()
    };
    let (rejected, warnings) = (told(false), told(true));
    let good = rejected.is_empty();
    let document = json!({
        "schema": "manabi.import/1",
        "kind": KIND,
        "file": path.display().to_string(),
        "sheet": null,
        "encoding": "utf8",
        "rows": 1,
        "created": usize::from(good && fate == Fate::Created),
        "updated": 0,
        "unchanged": usize::from(good && fate == Fate::Unchanged),
        "rejected": rejected,
        "warnings": warnings,
        "ignored_columns": [],
        "ignored_sheets": [],
        "written": written,
    });
    format!("{document}\n")
}
