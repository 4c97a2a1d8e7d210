//! Bytes from outside, with the errors of the command line.

use std::path::Path;

use super::errors::CliError;
use super::transfer::unread;
use crate::shell::intake::bytes;

/// The bytes of a file; `-` is standard input.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    bytes(path).map_err(|error| unread(error, false))
}
