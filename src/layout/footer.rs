//! The footer: hints by priority, each whole or not at all, help always at the right edge.

use crate::command::{Command, Hint};
use crate::text::width::cells;

/// Cells between two hints.
const GAP: u16 = 2;

/// A hint in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    pub x: u16,
    pub width: u16,
    pub hint: Hint,
}

/// The hints that fit, help last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Footer {
    pub hints: Vec<Placed>,
}

fn width_of(hint: &Hint) -> u16 {
    u16::try_from(cells(hint.keys) + 1 + cells(hint.label)).unwrap_or(u16::MAX)
}

/// Places hints into `width` cells, one cell free at either edge. From the first that does not fit on, all are left out.
pub fn fit(hints: &[Hint], help: Hint, width: u16) -> Footer {
    let help_width = width_of(&help);
    let Some(help_x) = width.checked_sub(help_width.saturating_add(1)) else { return Footer::default() };
    let mut placed = Vec::new();
    let mut x: u16 = 1;
    for hint in hints {
        let taken = width_of(hint);
        if x.saturating_add(taken).saturating_add(1) > help_x {
            break;
        }
        placed.push(Placed { x, width: taken, hint: hint.clone() });
        x += taken + GAP;
    }
    placed.push(Placed { x: help_x, width: help_width, hint: help });
    Footer { hints: placed }
}

impl Footer {
    /// The command of the label at a cell.
    pub fn hit(&self, x: u16) -> Option<Command> {
        self.hints.iter().find(|p| (p.x..p.x + p.width).contains(&x)).map(|p| p.hint.command)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::global::Global;
    use crate::command::today::Today;

    fn hint(keys: &'static str, label: &'static str, command: Command) -> Hint {
        Hint { command, keys, label }
    }

    fn some() -> (Vec<Hint>, Hint) {
        let hints = vec![
            hint("Enter", "はじめる", Command::Today(Today::Start)),
            hint("Ctrl-G", "隠す", Command::Global(Global::ShareOn)),
            hint("o", "結果", Command::Today(Today::Result)),
        ];
        (hints, hint("?", "ヘルプ", Command::Global(Global::Help)))
    }

    #[test]
    fn whole_hints_only_and_help_at_the_edge() {
        let (hints, help) = some();
        for width in 0..80 {
            let footer = fit(&hints, help.clone(), width);
            let mut end = 0;
            for p in &footer.hints {
                assert!(p.x >= end, "{width}: {p:?}");
                end = p.x + p.width;
            }
            match footer.hints.last() {
                Some(last) => assert_eq!((last.hint.keys, end + 1), ("?", width)),
                None => assert!(width < 9),
            }
        }
        assert_eq!(fit(&hints, help.clone(), 80).hints.len(), 4);
        assert_eq!(fit(&hints, help, 30).hints.len(), 2);
    }

    #[test]
    fn a_label_is_hit_over_its_whole_width() {
        let (hints, help) = some();
        let footer = fit(&hints, help, 80);
        assert_eq!(footer.hit(0), None);
        assert_eq!(footer.hit(1), Some(Command::Today(Today::Start)));
        assert_eq!(footer.hit(14), Some(Command::Today(Today::Start)));
        assert_eq!(footer.hit(15), None);
        assert_eq!(footer.hit(78), Some(Command::Global(Global::Help)));
        assert_eq!(footer.hit(79), None);
    }
}
