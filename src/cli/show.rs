//! `show`: the second window, for the learner. It opens the file to read alone, so that it can neither write nor become the
//! one that writes.

use std::path::Path;

use tokio::sync::mpsc::unbounded_channel;

use super::args::Globals;
use super::context::{Context, Environment};
use super::errors::{CliError, Exit};
use super::window::{depth, needs_terminal, note_crashes, run_on_terminal, terminals};
use crate::screens::show::State;
use crate::shell::clock::SystemClock;
use crate::shell::follow::Follower;
use crate::shell::guard::Modes;
use crate::shell::program::Told;
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
    note_crashes(&context);
    let (tell, mut answers) = unbounded_channel::<Told>();
    let store = StoreThread::new(db, move |answer| drop(tell.send(Told::Store(answer))));
    let terminals = terminals(env, &context);
    let depth = depth(env, globals, &context);
    let theme = Theme { colour: depth != Depth::None };
    let mut follower = Follower::new(State::new(context.lang, terminals.is_wide()), store, theme);
    follower.begin(&mut answers);
    let modes = Modes { mouse: false, focus: false };
    let clock = SystemClock::starting_at(context.now);
    Ok(match run_on_terminal(&mut follower, (env, &context), modes, (clock, depth), answers)? {
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
