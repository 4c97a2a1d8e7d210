use super::args::{Export, Globals, Import};
use super::context::Environment;
use super::errors::{CliError, Exit};
use std::io::Write;
pub(super) fn import(
    _e: &Environment,
    _g: &Globals,
    _i: &Import,
    _o: &mut dyn Write,
    _r: &mut dyn Write,
) -> Result<Exit, CliError> {
    Ok(Exit::Done)
}
pub(super) fn export(
    _e: &Environment,
    _g: &Globals,
    _i: &Export,
    _o: &mut dyn Write,
    _r: &mut dyn Write,
) -> Result<Exit, CliError> {
    Ok(Exit::Done)
}
