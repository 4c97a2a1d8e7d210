//! Effects outside the terminal and the store: the desktop's clipboard, its browser.

use std::io::Write;
use std::process::{Command, Stdio};

/// Whether the desktop took a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    Yes,
    No,
}

/// Programs that take a text on their standard input and put it on the desktop's clipboard; the first that is there.
const COPIERS: [(&str, &[&str]); 5] = [
    ("pbcopy", &[]),
    ("wl-copy", &[]),
    ("xclip", &["-selection", "clipboard"]),
    ("xsel", &["--clipboard", "--input"]),
    ("clip.exe", &[]),
];

/// Puts a text on the desktop's clipboard. `false` when no program for it is there or none could.
pub fn copy_native(text: &str) -> bool {
    COPIERS.iter().any(|(program, args)| {
        let child =
            Command::new(program).args(*args).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let Ok(mut child) = child else { return false };
        let fed = child.stdin.take().is_some_and(|mut input| input.write_all(text.as_bytes()).is_ok());
        fed && child.wait().is_ok_and(|status| status.success())
    })
}

/// Programs that hand a link to the desktop.
const OPENERS: [(&str, &[&str]); 3] = [("xdg-open", &[]), ("open", &[]), ("wslview", &[])];

/// Hands a link to the desktop. It was checked against the allow-list; it goes as an argument, never through a shell.
pub fn open_link(url: &str) -> Opened {
    for (program, args) in OPENERS {
        let child = Command::new(program)
            .args(args)
            .arg(url)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        if child.is_ok() {
            return Opened::Yes;
        }
    }
    Opened::No
}
