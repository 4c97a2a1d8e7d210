//! What terminals answered last time, so that the first frame, which waits for no answer, fits the terminal that it is
//! drawn on: a line each, the name of the terminal and whether it draws ambiguous glyphs two cells wide.

use std::path::PathBuf;

/// So many terminals are remembered, the newest.
const KEPT: usize = 50;
const WIDE: &str = "wide";
const NARROW: &str = "narrow";

/// The file of answers, and which of them is about this terminal.
#[derive(Debug, Clone)]
pub struct Terminals {
    file: PathBuf,
    name: String,
}

impl Terminals {
    /// A terminal is known by `TERM`, `TERM_PROGRAM` and whether tmux stands between, which draws by its own rules.
    pub fn new(file: PathBuf, term: Option<&str>, program: Option<&str>, tmux: bool) -> Self {
        let multiplexer = if tmux { "tmux" } else { "-" };
        let name = [term.unwrap_or("-"), program.unwrap_or("-"), multiplexer].join("/");
        let name = name.chars().map(|c| if c.is_ascii_graphic() { c } else { '_' }).take(100).collect();
        Self { file, name }
    }

    /// Whether this one was wide last time; narrow when it was never asked, or nothing can be read.
    pub fn is_wide(&self) -> bool {
        self.known().as_deref() == Some(WIDE)
    }

    /// Keeps what it answered. That it cannot be kept is no loss: the next start asks again.
    pub fn keep(&self, wide: bool) {
        let word = if wide { WIDE } else { NARROW };
        if self.known().as_deref() == Some(word) {
            return;
        }
        let old = self.lines();
        let here = format!("{} {word}", self.name);
        let others = old.iter().map(String::as_str).filter(|line| self.answer(line).is_none());
        let mut lines: Vec<&str> = others.chain([here.as_str(), ""]).collect();
        lines.drain(..lines.len().saturating_sub(KEPT + 1));
        let _ = std::fs::write(&self.file, lines.join("\n"));
    }

    fn known(&self) -> Option<String> {
        self.lines().iter().rev().find_map(|line| self.answer(line).map(str::to_owned))
    }

    fn lines(&self) -> Vec<String> {
        std::fs::read_to_string(&self.file).unwrap_or_default().lines().map(str::to_owned).collect()
    }

    fn answer<'a>(&self, line: &'a str) -> Option<&'a str> {
        line.strip_prefix(self.name.as_str())?.strip_prefix(' ')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_terminal_has_its_own_answer_and_the_last_one_counts() {
        let folder = tempfile::tempdir().unwrap();
        let of = |program: &str, tmux| {
            Terminals::new(folder.path().join("terminals"), Some("xterm-256color"), Some(program), tmux)
        };
        let here = of("Apple_Terminal", false);
        assert!(!here.is_wide());
        here.keep(true);
        of("Apple_Terminal", true).keep(false);
        assert!(here.is_wide() && !of("Apple_Terminal", true).is_wide() && !of("iTerm.app", false).is_wide());
        here.keep(false);
        here.keep(true);
        assert!(here.is_wide());
        assert_eq!(here.lines().len(), 2, "{:?}", here.lines());
    }

    #[test]
    fn the_file_stays_small_and_whatever_stands_in_it_does_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("terminals");
        std::fs::write(&file, "\u{0}x\n\nxterm/-/-\nxterm/-/- maybe\n").unwrap();
        let of = |term: &str| Terminals::new(file.clone(), Some(term), None, false);
        assert!(!of("xterm").is_wide());
        for n in 0..200 {
            of(&format!("odd name\n{n}")).keep(n % 2 == 0);
        }
        assert_eq!(of("odd name\n199").lines().len(), KEPT);
        assert!(of("odd name\n198").is_wide() && !of("odd name\n199").is_wide());
    }
}
