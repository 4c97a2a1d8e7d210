//! Where the terminal's cursor is, and the shortest way to where it must be.

use super::csi::sequence;

/// What is known of the cursor's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Column and row.
    At(u16, u16),
    /// Only the row: what was written last may be wider than thought, or stands in the last column.
    Row(u16),
    /// Nothing.
    Lost,
}

impl Place {
    /// Brings the cursor to a column and row.
    #[inline]
    pub(super) fn go(&mut self, column: u16, row: u16, out: &mut Vec<u8>) {
        // Mostly it is there: what was written last ended there.
        if *self != Self::At(column, row) {
            self.way(column, row).write(out);
            *self = Self::At(column, row);
        }
    }

    /// A glyph was written in a row of `columns` columns.
    pub(super) fn wrote(&mut self, width: u16, spill: u16, columns: u16) {
        let Self::At(column, row) = *self else { return };
        let end = column.saturating_add(width);
        *self = if spill == 0 && end < columns {
            Self::At(end, row)
        } else if spill == 0 || end.saturating_add(spill) < columns {
            Self::Row(row)
        } else {
            Self::Lost
        };
    }

    fn way(self, column: u16, row: u16) -> Way {
        let home = (column == 0).then_some(Way::Return);
        let ways = match self {
            Self::Row(from) if from == row => [home, Some(Way::Column(column))],
            Self::At(_, from) if from == row && column == 0 => [home, None],
            Self::At(from, same) if same == row => {
                let way = if from < column { Way::Right(column - from) } else { Way::Left(from - column) };
                [Some(way), Some(Way::Column(column))]
            }
            Self::Row(from) | Self::At(_, from) if from.checked_add(1) == Some(row) && column == 0 => {
                [Some(Way::NextRow), None]
            }
            Self::At(same, from) if same == column => {
                [Some(if from < row { Way::Down(row - from) } else { Way::Up(from - row) }), None]
            }
            Self::Lost | Self::Row(_) | Self::At(..) => [None, None],
        };
        // Among equals the one that does not depend on where the cursor was.
        ways.into_iter()
            .flatten()
            .fold(Way::To(column, row), |best, way| if way.len() < best.len() { way } else { best })
    }
}

/// One way to move the cursor.
#[derive(Debug, Clone, Copy)]
enum Way {
    To(u16, u16),
    Column(u16),
    Right(u16),
    Left(u16),
    Down(u16),
    Up(u16),
    Return,
    NextRow,
}

impl Way {
    /// The bytes that it takes, without writing it: every move of a frame compares several.
    fn len(self) -> usize {
        match self {
            Self::To(0, 0) | Self::Right(1) | Self::Down(1) | Self::Up(1) => 3,
            Self::To(0, row) => 3 + digits(row),
            Self::To(column, row) => 4 + digits(row) + digits(column),
            Self::Column(column) => 3 + digits(column),
            Self::Left(n @ 0..=3) => usize::from(n),
            Self::Left(n) | Self::Right(n) | Self::Down(n) | Self::Up(n) => 3 + digits(n - 1),
            Self::Return => 1,
            Self::NextRow => 2,
        }
    }

    fn write(self, out: &mut Vec<u8>) {
        let from_one = |n: u16| u32::from(n) + 1;
        match self {
            Self::To(0, 0) => out.extend_from_slice(b"\x1b[H"),
            Self::To(0, row) => sequence(out, &[from_one(row)], b'H'),
            Self::To(column, row) => sequence(out, &[from_one(row), from_one(column)], b'H'),
            Self::Column(column) => sequence(out, &[from_one(column)], b'G'),
            Self::Left(n @ 0..=3) => out.extend_from_slice(&b"\x08\x08\x08"[..usize::from(n)]),
            Self::Left(n) => counted(out, n, b'D'),
            Self::Right(n) => counted(out, n, b'C'),
            Self::Down(n) => counted(out, n, b'B'),
            Self::Up(n) => counted(out, n, b'A'),
            Self::Return => out.push(b'\r'),
            Self::NextRow => out.extend_from_slice(b"\r\n"),
        }
    }
}

/// The digits of the number that a terminal counts from 1.
fn digits(from_zero: u16) -> usize {
    match from_zero {
        0..=8 => 1,
        9..=98 => 2,
        99..=998 => 3,
        999..=9998 => 4,
        9999.. => 5,
    }
}

/// A move by `n`; one step needs no number.
fn counted(out: &mut Vec<u8>, n: u16, last: u8) {
    match n {
        1 => sequence(out, &[], last),
        n => sequence(out, &[u32::from(n)], last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_way_is_taken() {
        for (from, (column, row), bytes) in [
            (Place::At(5, 5), (5, 5), ""),
            (Place::At(5, 5), (6, 5), "\x1b[C"),
            (Place::At(5, 5), (9, 5), "\x1b[4C"),
            (Place::At(5, 5), (3, 5), "\x08\x08"),
            (Place::At(5, 5), (0, 5), "\r"),
            (Place::At(5, 5), (0, 6), "\r\n"),
            (Place::At(5, 5), (5, 6), "\x1b[B"),
            (Place::At(5, 5), (5, 3), "\x1b[2A"),
            (Place::At(100, 5), (4, 5), "\x1b[5G"),
            (Place::At(5, 5), (9, 9), "\x1b[10;10H"),
            (Place::Row(5), (9, 5), "\x1b[10G"),
            (Place::Row(5), (0, 6), "\r\n"),
            (Place::Lost, (0, 0), "\x1b[H"),
            (Place::Lost, (0, 7), "\x1b[8H"),
            (Place::Lost, (65_535, 65_535), "\x1b[65536;65536H"),
        ] {
            let mut place = from;
            let mut out = Vec::new();
            place.go(column, row, &mut out);
            assert_eq!(String::from_utf8_lossy(&out), bytes, "{from:?} to {column},{row}");
            assert_eq!(place, Place::At(column, row));
        }
    }

    #[test]
    fn a_way_is_as_long_as_it_is_written() {
        for n in [1, 2, 3, 4, 8, 9, 10, 11, 98, 99, 100, 101, 998, 999, 1000, 9998, 9999, 10_000, u16::MAX] {
            let to =
                [Way::To(0, 0), Way::To(0, n), Way::To(n, 0), Way::To(n, n), Way::Column(n), Way::Return, Way::NextRow];
            for way in to.into_iter().chain([Way::Right(n), Way::Left(n), Way::Down(n), Way::Up(n)]) {
                let mut bytes = Vec::new();
                way.write(&mut bytes);
                assert_eq!(way.len(), bytes.len(), "{way:?}");
            }
        }
    }

    #[test]
    fn after_the_last_column_or_an_unsure_glyph_the_column_is_unknown() {
        for (width, spill, expected) in [
            (1, 0, Place::At(6, 3)),
            (5, 0, Place::Row(3)),
            (2, 1, Place::Row(3)),
            (2, 3, Place::Lost),
            (4, 1, Place::Lost),
        ] {
            let mut place = Place::At(5, 3);
            place.wrote(width, spill, 10);
            assert_eq!(place, expected);
        }
    }
}
