//! `demo` and `rehearse`: a practice day, or one session alone, in a database of its own, then the screen on it.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Timelike, Utc};

use super::args::Globals;
use super::context::{Context, Environment};
use super::errors::{CliError, Exit, held, open_error};
use super::{print, programme, screen};
use crate::demo::{self, FillError, Practice, PracticeDay, Preset, Rehearsal, Step};
use crate::domain::{BusinessDate, Id, IdMaker, Zone};
use crate::i18n::{Lang, cli};
use crate::programme::DEFAULT_PROGRAMME;
use crate::store::Db;

pub(super) fn run(
    env: &Environment,
    globals: &Globals,
    preset: &str,
    no_screen: bool,
    out: &mut dyn Write,
) -> Result<Exit, CliError> {
    let context = Context::new(env, globals)?;
    let preset = if preset == "evening" { Preset::Evening } else { Preset::Morning };
    // A file of the trainer's own is never taken for practice: only one named here, or the practice file.
    let path = globals.db.clone().unwrap_or_else(|| context.paths.practice());
    let (date, start) = demo::begin(preset, context.zone, context.now, context.now_given);
    let mut file = PracticeFile::open(env, &context, &path, globals.db.is_none(), start)?;
    if !file.practises {
        let day = PracticeDay { preset, date, zone: context.zone, japanese: context.lang == Lang::Ja };
        file.fill(&context, date, start, |send| {
            let mut practice = Practice::new(day, IdMaker::new(env.seed))?;
            practice.prepare(send).and_then(|()| practice.play(send))?;
            Ok(practice.trainer())
        })?;
        file.db.begin_tasks().map_err(|e| failed(&context, &e))?;
    }
    drop(file);
    let ready = cli::practice_ready(context.lang, &path.display().to_string());
    if no_screen {
        return print(out, &format!("{ready}\n"));
    }
    go_on(env, globals, context, &path)
}

/// One session of a programme, with a learner who is nobody: in the practice file, beside what it holds when it was named.
pub(super) fn rehearse(
    env: &Environment,
    globals: &Globals,
    id: Option<&str>,
    number: &str,
    no_screen: bool,
    out: &mut dyn Write,
) -> Result<Exit, CliError> {
    let context = Context::new(env, globals)?;
    let library = context.library();
    let id = id.or(context.config.programme.as_deref()).unwrap_or(DEFAULT_PROGRAMME);
    let programme = programme::find(&context, &library, id)?;
    let session = programme::find_session(&context, programme, number)?.no;
    let path = globals.db.clone().unwrap_or_else(|| context.paths.practice());
    let usual = if context.now_given { context.now } else { hours(context.now, context.zone) };
    let mut file = PracticeFile::open(env, &context, &path, globals.db.is_none(), usual)?;
    let trainer = file.db.meta("practice_trainer").map_err(|e| failed(&context, &e))?;
    let start = if file.practises { context.clock(&file.db) } else { usual };
    let rehearsal = Rehearsal {
        programme: Arc::clone(programme),
        session,
        start,
        zone: file.db.zone(),
        japanese: context.lang == Lang::Ja,
        trainer,
    };
    let date = rehearsal.zone.business_date(start);
    file.fill(&context, date, start, |send| rehearsal.write(&mut IdMaker::new(env.seed), send))?;
    drop(file);
    let ready = cli::rehearsal_ready(context.lang, number, &path.display().to_string());
    if no_screen {
        return print(out, &format!("{ready}\n"));
    }
    go_on(env, globals, context, &path)
}

/// When a 1on1 that is rehearsed now begins: on the minute, so that it has all of its time, and in the hours of a working
/// day, so that what comes next is not proposed for the night.
fn hours(now: DateTime<Utc>, zone: Zone) -> DateTime<Utc> {
    const WORK: std::ops::Range<u32> = 9..18;
    const USUAL: u32 = 10;
    let local = zone.local(now);
    let (hour, minute) = if WORK.contains(&local.hour()) { (local.hour(), local.minute()) } else { (USUAL, 0) };
    local.date().and_hms_opt(hour, minute, 0).map_or(now, |start| zone.instant(start))
}

/// Opens the screen on what was made, at the clock of the file.
fn go_on(env: &Environment, globals: &Globals, mut context: Context, path: &Path) -> Result<Exit, CliError> {
    context.now_given = false;
    screen::open(env, globals, &context, path)
}

/// The practice day from the screen of an empty file: in the practice file, whatever file was named.
pub(super) fn open(env: &Environment, globals: &Globals) -> Result<Exit, CliError> {
    let globals = Globals { db: None, ..globals.clone() };
    run(env, &globals, Preset::Morning.word(), false, &mut std::io::sink())
}

fn failed(context: &Context, error: &impl ToString) -> CliError {
    context.told(CliError::failed(error.to_string()))
}

/// A database for practice, opened to be written.
struct PracticeFile {
    db: Db,
    /// It holds a practice day or a rehearsal already.
    practises: bool,
}

impl PracticeFile {
    /// A new file, or one that is empty or for practice.
    fn open(
        env: &Environment,
        context: &Context,
        path: &Path,
        anew: bool,
        start: DateTime<Utc>,
    ) -> Result<Self, CliError> {
        let mut options = context.options(env, path.to_path_buf(), false);
        options.now = start;
        let open = if anew { Db::begin_anew } else { Db::open };
        let db = open(options, context.library()).map_err(|e| context.told(open_error(path, &e)))?;
        let practises = db.meta::<bool>("practice").map_err(|e| failed(context, &e))?.unwrap_or(false);
        if !practises && !db.file(&crate::request::Who::Everybody).map_err(|e| context.told(e.into()))?.empty {
            let path = path.display().to_string();
            return Err(context.told(CliError::new(Exit::Locked, move |l| cli::not_practice(l, &path))));
        }
        Ok(Self { db, practises })
    }

    /// Lets `write` fill the file, which is a practice file from then on; nothing of that is meant to be undone.
    fn fill(
        &mut self,
        context: &Context,
        date: BusinessDate,
        start: DateTime<Utc>,
        write: impl FnOnce(&mut demo::Send<'_>) -> Result<Id, FillError>,
    ) -> Result<(), CliError> {
        let db = &mut self.db;
        if let Err(holder) = db.writer() {
            return Err(context.told(held(db.path().display().to_string(), holder.as_ref())));
        }
        if !self.practises {
            db.clear_holidays().map_err(|e| failed(context, &e))?;
        }
        let mut send = |step: Step| match step {
            Step::Ask(ask) => db.ask(&ask),
            Step::Record(stamp, record) => db.record(&stamp, record),
        };
        let trainer = write(&mut send)
            .map_err(|e| context.told(CliError::new(Exit::Failed, move |l| cli::practice_failed(l, &e.to_string()))))?;
        db.forget_undo().map_err(|e| failed(context, &e))?;
        db.set_meta("practice", true).map_err(|e| failed(context, &e))?;
        db.set_meta("practice_trainer", trainer).map_err(|e| failed(context, &e))?;
        db.set_meta("practice_date", date).map_err(|e| failed(context, &e))?;
        db.set_meta("practice_clock", start.timestamp_millis()).map_err(|e| failed(context, &e))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rehearsal_begins_on_the_minute_and_by_day() {
        let zone = Zone::named("Asia/Tokyo").unwrap();
        let begins = |time: &str| {
            let now = DateTime::parse_from_rfc3339(&format!("2026-11-25T{time}+09:00")).unwrap().to_utc();
            zone.local(hours(now, zone)).to_string()
        };
        assert_eq!(begins("14:07:25"), "2026-11-25 14:07:00");
        assert_eq!(begins("22:17:00"), "2026-11-25 10:00:00");
        assert_eq!(begins("05:59:59"), "2026-11-25 10:00:00");
    }
}
