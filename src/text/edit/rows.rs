//! The rows that a text has when it is wrapped to a width: up and down, and to the edges of one.

use super::Editor;
use crate::text::wrap::Paragraph;

impl Editor {
    /// Whether there is a row above that of the caret in the text as it is wrapped to `width`.
    pub fn has_row_above(&self, width: usize) -> bool {
        let (p, at) = self.place(self.caret);
        p > 0 || self.wrapped(p, width).cell_of(at).0 > 0
    }

    /// Moves the caret `rows` down (up when negative) in the text as it is wrapped to `width`, aiming for the cell where the
    /// movement began. `false` when it already stood in the outermost row. A line that is shown in one row is not to be asked.
    pub fn move_rows(&mut self, rows: isize, width: usize) -> bool {
        let (mut p, at) = self.place(self.caret);
        let mut head = self.caret - at;
        let mut shape = self.wrapped(p, width);
        let (start, cell) = shape.cell_of(at);
        let goal = self.goal.unwrap_or(cell);
        let (mut row, mut moved) = (start, false);
        for _ in 0..rows.unsigned_abs() {
            if rows > 0 && row + 1 < carets_rows(&shape) {
                row += 1;
            } else if rows > 0 && p + 1 < self.paragraphs.len() {
                head += self.paragraphs[p].len() + 1;
                p += 1;
                shape = self.wrapped(p, width);
                row = 0;
            } else if rows < 0 && row > 0 {
                row -= 1;
            } else if rows < 0 && p > 0 {
                p -= 1;
                head -= self.paragraphs[p].len() + 1;
                shape = self.wrapped(p, width);
                row = carets_rows(&shape) - 1;
            } else {
                break;
            }
            moved = true;
        }
        if moved {
            self.set_caret(head + shape.offset_at(row, goal));
            self.goal = Some(goal);
        }
        moved
    }

    /// Moves the caret to the beginning or the end of its row in the text as it is wrapped to `width`. `false` when it stood
    /// there already, or where the row ends with its line: what is left is the line. A row's end is the next row's beginning,
    /// so that of one that goes on is before its last character.
    pub fn move_to_edge(&mut self, end: bool, width: usize) -> bool {
        let (p, at) = self.place(self.caret);
        let shape = self.wrapped(p, width);
        let (row, _) = shape.cell_of(at);
        if end && row + 1 >= shape.height() {
            return false;
        }
        let to = self.caret - at + shape.offset_at(row, if end { usize::MAX } else { 0 });
        let moves = to != self.caret;
        if moves {
            self.set_caret(to);
        }
        moves
    }
}

fn carets_rows(shape: &Paragraph) -> usize {
    shape.height() + usize::from(shape.caret_needs_row())
}
