//! Another number than the next one, typed with its reason in one line: `5 もう一度見たい`. A plus makes it an extra session
//! of that number: `7+`.

use super::state::{Date, Mode, State};
use crate::app::{Cx, TextField};
use crate::domain::AppointmentKind;
use crate::request::Other;
use crate::text::keys::alias;

/// The field and what became of its text.
#[derive(Debug)]
pub(super) struct Naming {
    pub field: TextField,
    pub wrong: Option<Unnamed>,
}

/// Why no number was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unnamed {
    /// The line begins with no number that the programme has.
    Number { last: u8 },
    /// It is not the next one, and nothing is said about why.
    Reason { next: Option<u8> },
}

impl State {
    /// Whether the number can be chosen here: a learner was to be booked, even if what comes next turned out to be booked.
    pub(super) const fn can_name(&self) -> bool {
        self.last > 0
            && self.about.learner.is_some()
            && !self.about.round
            && !matches!(self.about.kind, AppointmentKind::Kickoff)
    }

    pub(super) fn open_naming(&mut self) {
        if self.can_name() {
            self.naming = Some(Box::new(Naming { field: TextField::line(""), wrong: None }));
        }
    }

    /// Reads the line; the proposals of what it names are asked for.
    pub(super) fn named(&mut self, cx: &mut Cx<'_>) {
        let (last, next) = (self.last, self.next);
        let Some(naming) = &mut self.naming else { return };
        let read = read(&naming.field.text(), last);
        match read {
            None => naming.wrong = Some(Unnamed::Number { last }),
            Some((Other::Number(number), None)) if Some(number) != next => {
                naming.wrong = Some(Unnamed::Reason { next });
            }
            Some((other, why)) => {
                let is_next = other == Other::Number(next.unwrap_or(0));
                self.other = (!is_next).then_some(other);
                self.why = why;
                self.naming = None;
                // The next number may be booked; this one is another, and nothing is moved.
                (self.about.mode, self.about.appointment, self.on_slots) = (Mode::Book, None, true);
                (self.slots, self.slot, self.date) = (None, 0, Date::IsOff);
                crate::app::Page::load(self, cx);
            }
        }
    }
}

/// The number, whether it is an extra session, and the reason as it was typed.
fn read(text: &str, last: u8) -> Option<(Other, Option<String>)> {
    let plain = |c: char| alias(c).unwrap_or(c);
    let text = text.trim().trim_start_matches('第');
    let end = text.find(|c: char| !plain(c).is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    let digits: String = digits.chars().map(plain).collect();
    let number: u8 = digits.parse().ok().filter(|number| (1..=last).contains(number))?;
    let rest = rest.strip_prefix('回').unwrap_or(rest);
    let extra = rest.chars().next().is_some_and(|c| plain(c) == '+');
    let why = rest.chars().skip(usize::from(extra)).collect::<String>().trim().to_owned();
    let other = if extra { Other::Extra(Some(number)) } else { Other::Number(number) };
    Some((other, (!why.is_empty()).then_some(why)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_a_number_and_says_why() {
        let why = |text: &str| Some(text.to_owned());
        assert_eq!(read("5 もう一度", 12), Some((Other::Number(5), why("もう一度"))));
        assert_eq!(read("第５回　モウ一度", 12), Some((Other::Number(5), why("モウ一度"))));
        assert_eq!(read("７＋", 12), Some((Other::Extra(Some(7)), None)));
        assert_eq!(read("7+", 12), Some((Other::Extra(Some(7)), None)));
        assert_eq!(read("12", 12), Some((Other::Number(12), None)));
        for text in ["", "13 x", "0 x", "もう一度", "5555"] {
            assert_eq!(read(text, 12), None, "{text}");
        }
    }
}
