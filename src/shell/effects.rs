//! Effects outside the terminal and the store: the desktop's clipboard, its browser. Other programs do them, and nobody
//! waits for those in the loop.

use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

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

/// So often, and so far apart, is looked whether one of them is done: two seconds, then it hangs and is ended. A display
/// that went away does that.
const LOOKS: u32 = 200;
const APART: Duration = Duration::from_millis(10);

/// Puts a text on the desktop's clipboard, on a thread of its own; `told` hears there whether some program took it. False
/// when there can be no thread: then nobody is told.
pub fn copy_native(text: String, told: impl FnOnce(String, bool) + Send + 'static) -> bool {
    let copy = move || {
        let taken = COPIERS.iter().any(|(program, args)| {
            let mut command = Command::new(program);
            command.args(*args);
            feed(command, &text, LOOKS)
        });
        told(text, taken);
    };
    thread::Builder::new().name("clipboard".to_owned()).spawn(copy).is_ok()
}

/// Gives a program a text; whether it ended well after at most so many looks.
fn feed(mut command: Command, text: &str, looks: u32) -> bool {
    let child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let Ok(mut child) = child else { return false };
    let text = text.to_owned();
    // One that reads nothing would hold whoever feeds it.
    let fed = child
        .stdin
        .take()
        .is_some_and(|mut input| thread::Builder::new().spawn(move || input.write_all(text.as_bytes())).is_ok());
    for _ in 0..if fed { looks } else { 0 } {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => thread::sleep(APART),
            Err(_) => break,
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    false
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
        if let Ok(mut child) = child {
            // Somebody has to hear of its end, which may be that of a browser, or it stays in the list of processes.
            let _ = thread::Builder::new().name("link".to_owned()).spawn(move || child.wait());
            return Opened::Yes;
        }
    }
    Opened::No
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_program_that_takes_the_text_ends_well() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("copied");
        assert!(feed(shell(&format!("cat > '{}'", file.display())), "服薬", LOOKS));
        assert_eq!(std::fs::read_to_string(file).unwrap(), "服薬");
        assert!(!feed(shell("cat > /dev/null; exit 1"), "服薬", LOOKS));
        assert!(!feed(Command::new("/nowhere/at/all"), "服薬", LOOKS));
    }

    #[test]
    fn a_program_that_hangs_is_ended_even_when_it_reads_nothing() {
        assert!(!feed(shell("exec sleep 600"), &"長い文".repeat(100_000), 3));
    }
}
