//! What a window is to its terminal, whichever window it is: whether there is one, its colours, what a crash leaves, the loop.

use tokio::sync::mpsc::UnboundedReceiver;

use super::args::Globals;
use super::context::{Context, Environment};
use super::errors::{CliError, Exit};
use crate::i18n::cli;
use crate::shell::clock::SystemClock;
use crate::shell::guard::{CrashNote, Modes, install_panic_hook};
use crate::shell::input::EscWait;
use crate::shell::run::{App, Outside, run};
use crate::shell::signals::ProcessSignals;
use crate::shell::terminals::Terminals;
use crate::shell::tty;
use crate::shell::writer::Depth;

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

/// Whoever is thrown out by a crash reads a sentence, and finds a file to send in.
pub(super) fn note_crashes(context: &Context) {
    let _ = std::fs::create_dir_all(&context.paths.state);
    install_panic_hook(CrashNote {
        sentence: cli::crashed(context.lang).to_owned(),
        file: context.paths.state_file("crash.txt"),
    });
}

/// What is known of this terminal from earlier runs.
pub(super) fn terminals(env: &Environment, context: &Context) -> Terminals {
    Terminals::new(context.paths.state_file("terminals"), env.term.as_deref(), env.term_program.as_deref(), env.tmux)
}

/// Opens the terminal for a program and runs it until it leaves; the code that it leaves with.
pub(super) fn run_on_terminal<A: App>(
    app: &mut A,
    (env, context): (&Environment, &Context),
    modes: Modes,
    (clock, depth): (SystemClock, Depth),
    answers: UnboundedReceiver<A::Reply>,
) -> Result<u8, CliError> {
    let failed = |error: std::io::Error| CliError::failed(error.to_string());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    let exit = runtime.block_on(async {
        let signals = ProcessSignals::new().map_err(failed)?;
        let wait = if env.ssh { EscWait::Remote } else { EscWait::Local };
        let (terminal, input) = tty::open(modes, wait).map_err(|e| CliError::failed(e.to_string()))?;
        let outside = Outside { terminal, input, signals, clock, depth };
        Ok::<_, CliError>(run(app, outside, answers).await)
    });
    Ok(exit.map_err(|error| context.told(error))?.code())
}
