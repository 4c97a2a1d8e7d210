//! The command line: one file a sub-command; the only rooms that print. Nothing prompts, a closed pipe is silent, errors
//! say what happened, why, and what to do.

mod args;
mod context;
mod demo;
mod errors;
mod export;
mod input;
mod json;
mod programme;
mod programme_in;
mod screen;
mod show;
mod transfer;
mod views;
mod window;

use std::ffi::OsString;
use std::io::Write;

pub use context::Environment;

use crate::text::SafeText;
use errors::{CliError, Exit};

/// Runs the program. `args` without the program's name; the answer is the exit code.
pub fn run(env: &Environment, args: &[OsString], out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let exit = match args::parse(env, args) {
        Ok(args::Parsed::Screen(globals)) => screen::run(env, &globals),
        Ok(args::Parsed::Command(globals, command)) => dispatch(env, &globals, command, out, err),
        Ok(args::Parsed::Text(text)) => print(out, &text),
        Err(error) => Err(error),
    };
    match exit {
        Ok(exit) => exit.code(),
        Err(error) => {
            let lang = error.lang.unwrap_or_else(|| context::language(env, None, None));
            // Standard error may be closed as well; there is nobody left to tell.
            let _ = error.write(lang, err);
            error.exit.code()
        }
    }
}

fn dispatch(
    env: &Environment,
    globals: &args::Globals,
    command: args::Command,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Exit, CliError> {
    match command {
        args::Command::Today { date, json } => views::today(env, globals, date, json, out),
        args::Command::Review { date, json } => views::review(env, globals, date, json, out),
        args::Command::Demo { preset, no_screen } => demo::run(env, globals, &preset, no_screen, out),
        args::Command::Rehearse { programme, session, no_screen } => {
            demo::rehearse(env, globals, programme.as_deref(), &session, no_screen, out)
        }
        args::Command::Import(import) => transfer::import(env, globals, &import, out, err),
        args::Command::Export(export) => export::export(env, globals, &export, out),
        args::Command::Programme(command) => programme::run(env, globals, &command, out),
        args::Command::Show { practice } => show::run(env, globals, practice),
        args::Command::Paths { json } => views::paths(env, globals, json, out),
    }
}

/// Writes a text, without anything in it that acts on a terminal; a closed pipe is no failure.
fn print(out: &mut dyn Write, text: &str) -> Result<Exit, CliError> {
    let text = SafeText::new(text);
    match out.write_all(text.as_str().as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(Exit::Done),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(Exit::Done),
        Err(error) => Err(CliError::failed(error.to_string())),
    }
}
