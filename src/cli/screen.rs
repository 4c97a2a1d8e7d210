//! A bare `manabi`: the screen. The store is opened and asked before the terminal is: the first frame has the day.

use std::path::Path;

use tokio::sync::mpsc::unbounded_channel;

use super::args::Globals;
use super::context::{Context, Environment};
use super::errors::{CliError, Exit, open_error};
use super::window::{depth, needs_terminal, note_crashes, run_on_terminal, terminals};
use crate::app;
use crate::app::notices::Severity;
use crate::i18n::notice;
use crate::shell::clock::{Clock, SystemClock};
use crate::shell::guard::Modes;
use crate::shell::intake::Desk;
use crate::shell::intake::words::columns_told;
use crate::shell::program::{Around, Program, Told};
use crate::shell::writer::Depth;
use crate::store::{Db, StoreThread};
use crate::ui::Theme;

/// Opens the screen on the trainer's file.
pub(super) fn run(env: &Environment, globals: &Globals) -> Result<Exit, CliError> {
    let context = Context::new(env, globals)?;
    open(env, globals, &context, &context.db)
}

/// Opens the screen on a file.
pub(super) fn open(env: &Environment, globals: &Globals, context: &Context, path: &Path) -> Result<Exit, CliError> {
    needs_terminal(env, context)?;
    note_crashes(context);
    let (tell, mut answers) = unbounded_channel::<Told>();
    let told_here = tell.downgrade();
    let db = Db::open(context.options(env, path.to_path_buf(), false), context.library());
    let db = db.map_err(|error| context.told(open_error(path, &error)))?;
    let (file, zone) = (db.file(&context.who).unwrap_or_default(), db.zone());
    let edited = db.edited_programmes();
    let clock = SystemClock::starting_at(context.clock(&db));
    let store = StoreThread::new(db, move |answer| drop(tell.send(Told::Store(answer))));
    let terminals = terminals(env, context);
    let at = clock.now();
    let (mut model, effects) = app::start(app::Start {
        lang: context.lang,
        zone,
        now: at.wall,
        size: app::Size { width: 80, height: 24 },
        who: context.who.clone(),
        file,
        seed: env.seed,
        share_safe: context.config.share_safe.at_start,
        ascii_chrome: terminals.is_wide(),
    });
    if let Some(minutes) = context.config.homework_minutes {
        model.core.homework_minutes = minutes;
    }
    model.core.columns = columns_told;
    model.core.shorts = context.config.short.clone();
    for programme in edited {
        let told = notice::programme_in_use(context.lang, &programme.id, &programme.version);
        model.core.say(Severity::Warning, told);
    }
    let depth = depth(env, globals, context);
    let theme = Theme { colour: depth != Depth::None };
    let desk = Desk {
        home: env.home.clone(),
        programmes: context.paths.programmes(),
        programme: context.config.programme.clone(),
    };
    let program = Program::new(model, effects, store, Around { theme, tell: told_here, terminals }, at);
    let mut program = program.at_desk(desk);
    program.begin(at, &mut answers);
    let modes = Modes { mouse: context.config.mouse.unwrap_or(true), focus: context.config.share_safe.on_focus_lost };
    Ok(match run_on_terminal(&mut program, (env, context), modes, (clock, depth), answers)? {
        0 if program.practises() => {
            drop(program);
            return super::demo::open(env, globals);
        }
        0 => Exit::Done,
        code => Exit::Signal(code),
    })
}
