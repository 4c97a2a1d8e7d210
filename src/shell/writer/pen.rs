//! Colours and attributes: what a cell looks like on this terminal, and the shortest way from one look to the next.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::csi;

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// None (`NO_COLOR`): bold, reverse and underline only.
    None,
    /// The sixteen of its own palette.
    Ansi,
    /// 256.
    Indexed,
    /// All.
    True,
}

/// How a glyph looks, in terms of what the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// The attributes with the numbers that switch them on and off.
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Look {
    /// The terminal's own colours and no attribute.
    pub(super) const PLAIN: Self = Self { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

    pub(super) fn of(cell: &Cell, depth: Depth) -> Self {
        Self { fg: reduce(cell.fg, depth), bg: reduce(cell.bg, depth), modifier: cell.modifier }
    }

    /// Whether two cells look the same, whatever the terminal.
    pub(super) fn is_same(one: &Cell, other: &Cell) -> bool {
        (one.fg, one.bg, one.modifier) == (other.fg, other.bg, other.modifier)
    }

    /// The look of a blank: what cannot be seen on it is left out.
    pub(super) fn blank(self) -> Self {
        let seen = Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);
        let modifier = self.modifier.intersection(seen);
        Self { fg: if modifier.is_empty() { Color::Reset } else { self.fg }, modifier, ..self }
    }
}

/// Writes what turns `from` into `to`: the changes, or a reset and everything, whichever is shorter.
#[inline]
pub(super) fn switch(from: Look, to: Look, out: &mut Vec<u8>) {
    if from != to {
        change(from, to, out);
    }
}

fn change(from: Look, to: Look, out: &mut Vec<u8>) {
    let mut changes = Codes::default();
    let gone = from.modifier.difference(to.modifier);
    let mut stays = from.modifier.intersection(to.modifier);
    for (attribute, _, off) in ATTRIBUTES {
        if gone.contains(attribute) && changes.last != Some(off) {
            changes.number(off);
            // One number ends bold and dim, one both blinks: the other of the pair has to be set again.
            for (pair, _, same) in ATTRIBUTES {
                if same == off {
                    stays.remove(pair);
                }
            }
        }
    }
    changes.attributes(to.modifier.difference(stays));
    if from.fg != to.fg {
        changes.colour(to.fg, 30);
    }
    if from.bg != to.bg {
        changes.colour(to.bg, 40);
    }
    let mut afresh = Codes::default();
    if to != Look::PLAIN {
        afresh.number(0);
        afresh.attributes(to.modifier);
        if to.fg != Color::Reset {
            afresh.colour(to.fg, 30);
        }
        if to.bg != Color::Reset {
            afresh.colour(to.bg, 40);
        }
    }
    let shorter = if changes.text.len() <= afresh.text.len() { changes } else { afresh };
    out.extend_from_slice(b"\x1b[");
    out.extend_from_slice(&shorter.text);
    out.push(b'm');
}

/// The numbers of one SGR sequence.
#[derive(Debug, Default)]
struct Codes {
    text: Vec<u8>,
    last: Option<u8>,
}

impl Codes {
    fn number(&mut self, number: u8) {
        if self.last.is_some() {
            self.text.push(b';');
        }
        csi::number(&mut self.text, u32::from(number));
        self.last = Some(number);
    }

    fn attributes(&mut self, modifier: Modifier) {
        for (attribute, on, _) in ATTRIBUTES {
            if modifier.contains(attribute) {
                self.number(on);
            }
        }
    }

    /// `base` is 30 for the foreground, 40 for the background.
    fn colour(&mut self, colour: Color, base: u8) {
        match colour {
            Color::Rgb(r, g, b) => [base + 8, 2, r, g, b].into_iter().for_each(|n| self.number(n)),
            colour => match index(colour) {
                None => self.number(base + 9),
                Some(n @ 0..=7) => self.number(base + n),
                Some(n @ 8..=15) => self.number(base + 60 + (n - 8)),
                Some(n) => [base + 8, 5, n].into_iter().for_each(|n| self.number(n)),
            },
        }
    }
}

/// The colour as this depth can show it. Named colours become their number, so that equal colours are equal.
fn reduce(colour: Color, depth: Depth) -> Color {
    let plain = index(colour).map_or(colour, Color::Indexed);
    match (depth, plain) {
        (Depth::None, _) => Color::Reset,
        (Depth::Ansi, Color::Indexed(n @ 16..)) => Color::Indexed(nearest_ansi(rgb(n))),
        (Depth::Ansi, Color::Rgb(r, g, b)) => Color::Indexed(nearest_ansi([r, g, b])),
        (Depth::Indexed, Color::Rgb(r, g, b)) => Color::Indexed(nearest_indexed([r, g, b])),
        (Depth::Ansi | Depth::Indexed | Depth::True, plain) => plain,
    }
}

/// The palette number of a colour that has one.
const fn index(colour: Color) -> Option<u8> {
    Some(match colour {
        Color::Reset | Color::Rgb(..) => return None,
        Color::Indexed(n) => n,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    })
}

/// The sixteen as xterm has them; what a user's palette makes of them is unknown.
const ANSI: [[u8; 3]; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

/// The steps of a channel in the 6x6x6 cube that starts at number 16.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

fn rgb(number: u8) -> [u8; 3] {
    match number {
        0..=15 => ANSI[usize::from(number)],
        16..=231 => {
            let n = usize::from(number - 16);
            [STEPS[n / 36], STEPS[n / 6 % 6], STEPS[n % 6]]
        }
        232..=255 => [8 + 10 * (number - 232); 3],
    }
}

fn nearest_ansi(colour: [u8; 3]) -> u8 {
    nearest(0..=15, colour)
}

fn nearest_indexed(colour: [u8; 3]) -> u8 {
    nearest(16..=255, colour)
}

fn nearest(numbers: impl Iterator<Item = u8>, colour: [u8; 3]) -> u8 {
    let distance =
        |number: &u8| -> u32 { rgb(*number).iter().zip(colour).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum() };
    numbers.min_by_key(distance).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(fg: Color, bg: Color, modifier: Modifier) -> Look {
        Look { fg, bg, modifier }
    }

    fn switched(from: Look, to: Look) -> String {
        let mut out = Vec::new();
        switch(from, to, &mut out);
        String::from_utf8(out).expect("ASCII").replace('\x1b', "")
    }

    #[test]
    fn the_shorter_way_is_taken() {
        let none = Modifier::empty();
        let red = look(Color::Indexed(1), Color::Reset, none);
        let bold_red = look(Color::Indexed(1), Color::Reset, Modifier::BOLD);
        let all = look(Color::Indexed(9), Color::Indexed(200), Modifier::BOLD | Modifier::UNDERLINED);
        assert_eq!(switched(red, red), "");
        assert_eq!(switched(Look::PLAIN, red), "[31m");
        assert_eq!(switched(red, bold_red), "[1m");
        assert_eq!(switched(bold_red, red), "[22m");
        assert_eq!(switched(all, Look::PLAIN), "[m");
        assert_eq!(switched(Look::PLAIN, all), "[1;4;91;48;5;200m");
        assert_eq!(switched(all, red), "[0;31m");
        let dim = look(Color::Reset, Color::Reset, Modifier::DIM | Modifier::REVERSED);
        let bold = look(Color::Reset, Color::Reset, Modifier::BOLD | Modifier::DIM | Modifier::REVERSED);
        assert_eq!(switched(bold, dim), "[22;2m");
        let rgb = look(Color::Rgb(1, 2, 3), Color::Reset, none);
        assert_eq!(switched(red, rgb), "[38;2;1;2;3m");
    }

    #[test]
    fn colours_fall_to_what_the_terminal_has() {
        let orange = Color::Rgb(255, 135, 0);
        for (depth, expected) in [
            (Depth::None, Color::Reset),
            (Depth::Ansi, Color::Indexed(3)),
            (Depth::Indexed, Color::Indexed(208)),
            (Depth::True, orange),
        ] {
            assert_eq!(reduce(orange, depth), expected);
        }
        assert_eq!(reduce(Color::Indexed(196), Depth::Ansi), Color::Indexed(9));
        assert_eq!(reduce(Color::Indexed(5), Depth::Ansi), reduce(Color::Magenta, Depth::True));
        assert_eq!(reduce(Color::Reset, Depth::Ansi), Color::Reset);
        assert_eq!(reduce(Color::Rgb(9, 9, 9), Depth::Indexed), Color::Indexed(232));
    }

    #[test]
    fn what_a_blank_cannot_show_is_left_out() {
        let styled = look(Color::Indexed(1), Color::Indexed(2), Modifier::BOLD | Modifier::ITALIC);
        assert_eq!(styled.blank(), look(Color::Reset, Color::Indexed(2), Modifier::empty()));
        let reversed = look(Color::Indexed(1), Color::Reset, Modifier::REVERSED | Modifier::BOLD);
        assert_eq!(reversed.blank(), look(Color::Indexed(1), Color::Reset, Modifier::REVERSED));
    }
}
