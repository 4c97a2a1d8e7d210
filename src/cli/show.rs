//! `show`: the second window, for the learner. It opens the file to read alone, so that it can neither write nor become the
//! one that writes.

use std::path::Path;

use tokio::sync::mpsc::unbounded_channel;

use super::args::Globals;
use super::context::{Context, Environment};
use super::errors::{CliError, Exit};
use super::screen::{depth, needs_terminal};
use crate::i18n::cli;
use crate::screens::show::State;
use crate::shell::clock::SystemClock;
use crate::shell::follow::Follower;
use crate::shell::guard::{CrashNote, Modes, install_panic_hook};
use crate::shell::input::EscWait;
use crate::shell::program::Told;
use crate::shell::run::{Outside, run as run_loop};
use crate::shell::signals::ProcessSignals;
use crate::shell::terminals::Terminals;
use crate::shell::tty;
use crate::shell::writer::Depth;
use crate::store::StoreThread;
use crate::store::lock::is_held;
use crate::ui::Theme;

/// Whether the practice day is what a trainer means who names no file: it runs and the own file does not, or there is no
/// other.
fn follows_practice(own: &Path, practice: &Path) -> bool {
    (is_held(practice) && !is_held(own)) || (practice.exists() && !own.exists())
}

pub(super) fn run(env: &Environment, globals: &Globals, practice: bool) -> Result<Exit, CliError> {
    let mut context = Context::new(env, globals)?;
    needs_terminal(env, &context)?;
    let named = globals.db.is_some() || env.db.is_some();
    if practice || (!named && follows_practice(&context.db, &context.paths.practice())) {
        context.db = context.paths.practice();
    }
    let db = context.open_to_follow(env)?;
    let _ = std::fs::create_dir_all(&context.paths.state);
    install_panic_hook(CrashNote {
        sentence: cli::crashed(context.lang).to_owned(),
        file: context.paths.state_file("crash.txt"),
    });
    let (tell, mut answers) = unbounded_channel::<Told>();
    let store = StoreThread::new(db, move |answer| drop(tell.send(Told::Store(answer))));
    let terminals = Terminals::new(
        context.paths.state_file("terminals"),
        env.term.as_deref(),
        env.term_program.as_deref(),
        env.tmux,
    );
    let depth = depth(env, globals, &context);
    let theme = Theme { colour: depth != Depth::None };
    let mut follower = Follower::new(State::new(context.lang, terminals.is_wide()), store, theme);
    follower.begin(&mut answers);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|e| CliError::failed(e.to_string()))?;
    let exit = runtime.block_on(async {
        let signals = ProcessSignals::new().map_err(|e| CliError::failed(e.to_string()))?;
        let wait = if env.ssh { EscWait::Remote } else { EscWait::Local };
        let (terminal, input) =
            tty::open(Modes { mouse: false, focus: false }, wait).map_err(|e| CliError::failed(e.to_string()))?;
        let clock = SystemClock::starting_at(context.now);
        let outside = Outside { terminal, input, signals, clock, depth };
        Ok::<_, CliError>(run_loop(&mut follower, outside, answers).await)
    });
    Ok(match exit.map_err(|e| context.told(e))?.code() {
        0 => Exit::Done,
        code => Exit::Signal(code),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::lock::{Locked, try_lock};

    #[test]
    fn the_practice_day_is_followed_where_nothing_else_is_meant() {
        let folder = tempfile::tempdir().unwrap();
        let (own, practice) = (folder.path().join("own.db"), folder.path().join("practice.db"));
        let held = |path: &Path| match try_lock(path, chrono::DateTime::UNIX_EPOCH).unwrap() {
            Locked::Mine(lock) => lock,
            Locked::Theirs(_) => panic!("not free"),
        };
        assert!(!follows_practice(&own, &practice), "there is neither");
        std::fs::write(&practice, "").unwrap();
        assert!(follows_practice(&own, &practice), "there is no other");
        std::fs::write(&own, "").unwrap();
        assert!(!follows_practice(&own, &practice), "nobody runs either");
        let _practising = held(&practice);
        assert!(follows_practice(&own, &practice), "only the practice runs");
        let _working = held(&own);
        assert!(!follows_practice(&own, &practice), "the own work comes first");
    }
}
