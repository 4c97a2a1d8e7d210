//! Bytes from outside: regular files of a size that people make, or standard input up to the same.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::errors::{CliError, Exit, cannot_read};
use crate::i18n::cli;

/// A sheet of a hundred thousand sessions is a fifth of that.
const MOST_MIB: u64 = 64;

/// The bytes of a file; `-` is standard input.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    let bytes = if path == Path::new("-") {
        at_most(io::stdin())
    } else {
        // Looked at before it is opened: opening a pipe waits for whoever writes to it.
        std::fs::metadata(path).and_then(|there| {
            let regular = there.is_file();
            if regular { at_most(File::open(path)?) } else { Err(io::Error::other("not a regular file")) }
        })
    };
    let shown = path.display().to_string();
    match bytes {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(CliError::new(Exit::Failed, move |l| cli::too_large(l, &shown, MOST_MIB))),
        Err(error) => Err(cannot_read(path, error)),
    }
}

/// `None` when there is more.
fn at_most(from: impl Read) -> io::Result<Option<Vec<u8>>> {
    let most = MOST_MIB * 1024 * 1024;
    let mut bytes = Vec::new();
    let read = from.take(most + 1).read_to_end(&mut bytes)?;
    Ok((read as u64 <= most).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_ends_is_given_up() {
        assert_eq!(at_most(io::repeat(b',')).unwrap(), None);
        assert_eq!(at_most(&b"a,b\n"[..]).unwrap(), Some(b"a,b\n".to_vec()));
    }
}
