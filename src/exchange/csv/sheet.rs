//! A table as it stands in the file: rows of cells, and nothing known of what they mean.

use std::collections::BTreeSet;
use std::ops::Range;

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    Comma,
    Tab,
    Semicolon,
}

impl Separator {
    pub const ALL: [Self; 3] = [Self::Comma, Self::Tab, Self::Semicolon];

    pub const fn char(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Tab => '\t',
            Self::Semicolon => ';',
        }
    }
}

/// The cells of a file. Rows are numbered as a spreadsheet does: a row with line ends in a cell is one, an empty one counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// All cells behind each other, without their quotation marks.
    text: String,
    /// Where each cell ends in `text`.
    ends: Vec<usize>,
    rows: Vec<Row>,
    /// Row and column of cells in which a spreadsheet could not work out a value.
    errors: BTreeSet<(usize, usize)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    cells: Range<usize>,
    /// A quotation mark was opened here and never closed.
    unclosed: bool,
}

impl Sheet {
    /// Splits a text. Nothing is wrong with any text: what a mark does that is not at the head of a cell, it does as itself.
    pub fn read(text: &str, separator: Separator) -> Self {
        let mut sheet = Self { text: String::with_capacity(text.len()), ..Self::default() };
        let mut rest = text;
        while !rest.is_empty() {
            rest = sheet.read_row(rest, separator.char());
        }
        sheet
    }

    fn read_row<'t>(&mut self, text: &'t str, separator: char) -> &'t str {
        let first = self.ends.len();
        let mut unclosed = false;
        let mut rest = text;
        loop {
            if let Some(quoted) = rest.strip_prefix('"') {
                let behind = self.read_quoted(quoted);
                unclosed = behind.is_none();
                rest = behind.unwrap_or_default();
            }
            // What follows a closing mark belongs to the cell as well, as spreadsheets read it.
            let end = rest.find([separator, '\n', '\r']).unwrap_or(rest.len());
            self.text.push_str(&rest[..end]);
            self.ends.push(self.text.len());
            rest = &rest[end..];
            match rest.strip_prefix(separator) {
                Some(behind) => rest = behind,
                None => break,
            }
        }
        self.rows.push(Row { cells: first..self.ends.len(), unclosed });
        rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n'])).unwrap_or(rest)
    }

    /// Takes a quoted cell without its opening mark; what stands behind the closing one, `None` when there is none.
    fn read_quoted<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let mut rest = text;
        loop {
            let Some(mark) = rest.find('"') else {
                self.text.push_str(rest);
                return None;
            };
            self.text.push_str(&rest[..mark]);
            rest = &rest[mark + 1..];
            match rest.strip_prefix('"') {
                Some(behind) => {
                    self.text.push('"');
                    rest = behind;
                }
                None => return Some(rest),
            }
        }
    }

    /// Adds a row of cells that somebody else has split.
    #[cfg(feature = "xlsx")]
    pub fn add<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) {
        let first = self.ends.len();
        for cell in cells {
            self.text.push_str(cell);
            self.ends.push(self.text.len());
        }
        self.rows.push(Row { cells: first..self.ends.len(), unclosed: false });
    }

    /// Says that a spreadsheet could not work out the value of a cell.
    #[cfg(feature = "xlsx")]
    pub fn add_error(&mut self, row: usize, column: usize) {
        self.errors.insert((row, column));
    }

    /// Whether the cell holds what a spreadsheet writes when it cannot work out a value.
    pub fn is_error(&self, row: usize, column: usize) -> bool {
        self.errors.contains(&(row, column))
    }

    /// How many rows there are, empty ones included.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// The cell at a place (both from 0); empty beyond the end of the row.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.rows
            .get(row)
            .and_then(|r| r.cells.clone().nth(column))
            .map_or("", |cell| &self.text[cell.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[cell]])
    }

    /// How many cells a row has.
    pub fn width(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, |r| r.cells.len())
    }

    /// Whether no cell of the row holds anything.
    pub fn is_blank(&self, row: usize) -> bool {
        (0..self.width(row)).all(|column| self.cell(row, column).trim().is_empty())
    }

    /// Whether a quotation mark of the row is never closed, so that it swallowed the rest of the file.
    pub fn is_unclosed(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|r| r.unclosed)
    }
}

/// Writes one row, quoting what needs it.
pub fn write_row<'c>(out: &mut String, cells: impl IntoIterator<Item = &'c str>, separator: Separator) {
    for (n, cell) in cells.into_iter().enumerate() {
        if n > 0 {
            out.push(separator.char());
        }
        if cell.contains(['"', '\n', '\r', separator.char()]) || cell.starts_with(' ') || cell.ends_with(' ') {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let sheet = Sheet::read(text, Separator::Comma);
        (0..sheet.count()).map(|r| (0..sheet.width(r)).map(|c| sheet.cell(r, c).to_owned()).collect()).collect()
    }

    #[test]
    fn a_row_with_line_ends_in_a_cell_is_one() {
        assert_eq!(cells("a,\"b\nc\"\r\nd,e"), [["a", "b\nc"], ["d", "e"]]);
        assert_eq!(cells("a,b\rc,d\r"), [["a", "b"], ["c", "d"]]);
    }

    #[test]
    fn an_empty_row_counts() {
        let sheet = Sheet::read("a\n\n,\nb", Separator::Comma);
        assert_eq!((sheet.count(), sheet.is_blank(1), sheet.is_blank(2), sheet.is_blank(3)), (4, true, true, false));
        assert_eq!(cells(""), Vec::<Vec<String>>::new());
    }

    #[test]
    fn marks_mean_something_at_the_head_of_a_cell_only() {
        assert_eq!(cells("\"a \"\"b\"\"\",c\"d\",\"e\"f"), [["a \"b\"", "c\"d\"", "ef"]]);
        assert_eq!(cells("a,,\"\""), [["a", "", ""]]);
        assert_eq!(cells("a,"), [["a", ""]]);
    }

    #[test]
    fn an_unclosed_mark_is_known() {
        let sheet = Sheet::read("a\nb,\"c\nd,e\n", Separator::Comma);
        assert_eq!((sheet.count(), sheet.is_unclosed(0), sheet.is_unclosed(1)), (2, false, true));
        assert_eq!(sheet.cell(1, 1), "c\nd,e\n");
    }

    #[test]
    fn beyond_the_end_there_is_nothing() {
        let sheet = Sheet::read("a,b\n", Separator::Comma);
        assert_eq!((sheet.cell(0, 2), sheet.cell(1, 0), sheet.width(1)), ("", "", 0));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(rows in prop::collection::vec(prop::collection::vec("[a-c,;\t\"\r\n 薬]{0,6}", 1..4), 1..5)) {
            for separator in Separator::ALL {
                let mut text = String::new();
                for row in &rows {
                    write_row(&mut text, row.iter().map(String::as_str), separator);
                }
                let sheet = Sheet::read(&text, separator);
                prop_assert_eq!(sheet.count(), rows.len());
                for (r, row) in rows.iter().enumerate() {
                    prop_assert_eq!(sheet.width(r), row.len());
                    for (c, cell) in row.iter().enumerate() {
                        prop_assert_eq!(sheet.cell(r, c), cell);
                    }
                }
            }
        }

        #[test]
        fn no_text_is_too_strange(text in any::<String>()) {
            for separator in Separator::ALL {
                let sheet = Sheet::read(&text, separator);
                prop_assert!((0..sheet.count()).all(|r| sheet.width(r) > 0));
            }
        }
    }
}
