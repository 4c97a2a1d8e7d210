//! A bare `manabi`: the screen. The store is opened and asked before the terminal is: the first frame has the day.

use std::path::Path;

use tokio::sync::mpsc::unbounded_channel;

use super::args::Globals;
use super::context::{Context, Environment};
use super::errors::{CliError, Exit, open_error};
use crate::app;
use crate::i18n::cli;
use crate::shell::clock::{Clock, SystemClock};
use crate::shell::guard::{CrashNote, Modes, install_panic_hook};
use crate::shell::input::EscWait;
use crate::shell::intake::Desk;
use crate::shell::program::{Around, Program, Told};
use crate::shell::run::{Outside, run as run_loop};
use crate::shell::signals::ProcessSignals;
use crate::shell::terminals::Terminals;
use crate::shell::tty;
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
    let _ = std::fs::create_dir_all(&context.paths.state);
    install_panic_hook(CrashNote {
        sentence: cli::crashed(context.lang).to_owned(),
        file: context.paths.state_file("crash.txt"),
    });
    let (tell, mut answers) = unbounded_channel::<Told>();
    let told_here = tell.downgrade();
    let db = Db::open(context.options(env, path.to_path_buf(), false), context.library());
    let db = db.map_err(|error| context.told(open_error(path, &error)))?;
    let (file, zone) = (db.file(&context.who).unwrap_or_default(), db.zone());
    let clock = SystemClock::starting_at(context.clock(&db));
    let store = StoreThread::new(db, move |answer| drop(tell.send(Told::Store(answer))));
    let terminals = Terminals::new(
        context.paths.state_file("terminals"),
        env.term.as_deref(),
        env.term_program.as_deref(),
        env.tmux,
    );
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
    model.core.shorts = context.config.short.clone();
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
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|e| CliError::failed(e.to_string()))?;
    let exit = runtime.block_on(async {
        let signals = ProcessSignals::new().map_err(|e| CliError::failed(e.to_string()))?;
        let modes =
            Modes { mouse: context.config.mouse.unwrap_or(true), focus: context.config.share_safe.on_focus_lost };
        let wait = if env.ssh { EscWait::Remote } else { EscWait::Local };
        let (terminal, input) = tty::open(modes, wait).map_err(|e| CliError::failed(e.to_string()))?;
        let outside = Outside { terminal, input, signals, clock, depth };
        Ok::<_, CliError>(run_loop(&mut program, outside, answers).await)
    });
    Ok(match exit.map_err(|e| context.told(e))?.code() {
        0 if program.practises() => {
            drop(program);
            return super::demo::open(env, globals);
        }
        0 => Exit::Done,
        code => Exit::Signal(code),
    })
}

/// Where there is no terminal there is no screen.
pub(super) fn needs_terminal(env: &Environment, context: &Context) -> Result<(), CliError> {
    if env.stdin_is_terminal && env.stdout_is_terminal {
        return Ok(());
    }
    let error = CliError::new(Exit::Usage, |l| cli::no_terminal(l).to_owned());
    Err(context.told(error.next(|l| cli::hint_no_terminal(l).to_owned())))
}

/// The colours of this terminal: none where they are not wanted or not there.
pub(super) fn depth(env: &Environment, globals: &Globals, context: &Context) -> Depth {
    let wish = globals.color.as_deref().or(context.config.color.as_deref()).unwrap_or("auto");
    let term = env.term.as_deref().unwrap_or("");
    let has = match env.color_term.as_deref() {
        Some("truecolor" | "24bit") => Depth::True,
        _ if term.contains("256color") => Depth::Indexed,
        _ => Depth::Ansi,
    };
    match wish {
        "never" => Depth::None,
        "always" => has,
        _ if env.no_color || term == "dumb" => Depth::None,
        _ => has,
    }
}
