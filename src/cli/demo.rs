//! `demo`: the practice day, made anew in a database of its own, then the screen on it.

use std::io::Write;
use std::path::Path;

use super::args::Globals;
use super::context::{Context, Environment};
use super::errors::{CliError, Exit, held, open_error};
use super::{print, screen};
use crate::demo::{self, FillError, Practice, PracticeDay, Preset, Step};
use crate::domain::IdMaker;
use crate::i18n::{Lang, cli};
use crate::store::Db;

pub(super) fn run(
    env: &Environment,
    globals: &Globals,
    preset: &str,
    no_screen: bool,
    out: &mut dyn Write,
) -> Result<Exit, CliError> {
    let mut context = Context::new(env, globals)?;
    let preset = if preset == "evening" { Preset::Evening } else { Preset::Morning };
    // A file of the trainer's own is never taken for practice: only one named here, or the practice file.
    let path = globals.db.clone().unwrap_or_else(|| context.paths.practice());
    make(env, &context, preset, &path, globals.db.is_none())?;
    if no_screen {
        return print(out, &format!("{}\n", cli::practice_ready(context.lang, &path.display().to_string())));
    }
    context.now_given = false;
    screen::open(env, globals, &context, &path)
}

/// The practice day from the screen of an empty file: in the practice file, whatever file was named.
pub(super) fn open(env: &Environment, globals: &Globals) -> Result<Exit, CliError> {
    let globals = Globals { db: None, ..globals.clone() };
    run(env, &globals, Preset::Morning.word(), false, &mut std::io::sink())
}

/// Makes the practice day, anew or in an empty file; one that holds a practice day already goes on where it stood.
fn make(env: &Environment, context: &Context, preset: Preset, path: &Path, anew: bool) -> Result<(), CliError> {
    let (date, start) = demo::begin(preset, context.zone, context.now, context.now_given);
    let mut options = context.options(env, path.to_path_buf(), false);
    options.now = start;
    let open = if anew { Db::begin_anew } else { Db::open };
    let mut db = open(options, context.library()).map_err(|e| context.told(open_error(path, &e)))?;
    let is_practice =
        db.meta::<bool>("practice").map_err(|e| context.told(CliError::failed(e.to_string())))?.unwrap_or(false);
    if is_practice {
        return Ok(());
    }
    let file = db.file(&crate::request::Who::Everybody).map_err(|e| context.told(e.into()))?;
    if !file.empty {
        let path = path.display().to_string();
        return Err(context.told(CliError::new(Exit::Locked, move |l| cli::not_practice(l, &path))));
    }
    let day = PracticeDay { preset, date, zone: context.zone, japanese: context.lang == Lang::Ja };
    let fail =
        |e: FillError| context.told(CliError::new(Exit::Failed, move |l| cli::practice_failed(l, &e.to_string())));
    if let Err(holder) = db.writer() {
        return Err(context.told(held(path.display().to_string(), holder.as_ref())));
    }
    db.clear_holidays().map_err(|e| context.told(CliError::failed(e.to_string())))?;
    let mut practice = Practice::new(day, IdMaker::new(env.seed)).map_err(fail)?;
    let mut send = |step: Step| match step {
        Step::Ask(ask) => db.ask(&ask),
        Step::Record(stamp, record) => db.record(&stamp, record),
    };
    practice.prepare(&mut send).and_then(|()| practice.play(&mut send)).map_err(fail)?;
    db.forget_undo().map_err(|e| context.told(CliError::failed(e.to_string())))?;
    db.set_meta("practice", true).map_err(|e| context.told(CliError::failed(e.to_string())))?;
    db.set_meta("practice_trainer", practice.trainer()).map_err(|e| context.told(CliError::failed(e.to_string())))?;
    db.set_meta("practice_date", date).map_err(|e| context.told(CliError::failed(e.to_string())))?;
    db.set_meta("practice_clock", start.timestamp_millis())
        .map_err(|e| context.told(CliError::failed(e.to_string())))?;
    Ok(())
}
