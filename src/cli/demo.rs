use super::args::Globals;
use super::context::Environment;
use super::errors::{CliError, Exit};
use std::io::Write;
pub(super) fn run(_e: &Environment, _g: &Globals, _p: String, _n: bool, _o: &mut dyn Write) -> Result<Exit, CliError> {
    Ok(Exit::Done)
}
