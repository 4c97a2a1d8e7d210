//! Cells as they come out of a sheet of a workbook, until they stand in rows.

use super::Unopened;
use super::bounds::{COLUMNS, MOST_CELLS, MOST_TEXT, ROWS};
use crate::exchange::csv::Sheet;

/// A cell and its text. Row and column are from 0.
#[derive(Debug, Clone, Copy)]
struct Cell {
    row: u32,
    column: u32,
    /// Where its text begins and ends.
    text: (usize, usize),
    error: bool,
}

/// The cells of one sheet.
#[derive(Debug, Default)]
pub(super) struct Loose {
    text: String,
    cells: Vec<Cell>,
}

/// Cells that are shown as one: the first row and column, and the last row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Merged {
    pub row: u32,
    pub column: u32,
    pub last_row: u32,
}

impl Loose {
    pub(super) fn add(&mut self, (row, column): (u32, u32), text: &str, error: bool) -> Result<(), Unopened> {
        if row >= ROWS || column >= COLUMNS {
            return Err(Unopened::Damaged);
        }
        if self.text.len() + text.len() > MOST_TEXT || self.cells.len() >= MOST_CELLS {
            return Err(Unopened::TooLarge);
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.cells.push(Cell { row, column, text: (start, self.text.len()), error });
        Ok(())
    }

    fn sort(&mut self) {
        // The first of two at one place stands.
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        self.cells.dedup_by_key(|cell| (cell.row, cell.column));
    }

    fn at(&self, row: u32, column: u32) -> Option<Cell> {
        let found = self.cells.binary_search_by_key(&(row, column), |cell| (cell.row, cell.column));
        found.ok().and_then(|at| self.cells.get(at)).copied()
    }

    /// What stands in cells that are merged over several rows is meant in each of them that says anything else.
    fn fill(&mut self, merged: &[Merged]) -> Result<(), Unopened> {
        let Some(last) = self.cells.last().map(|cell| cell.row) else { return Ok(()) };
        let mut rows: Vec<u32> = self.cells.iter().map(|cell| cell.row).collect();
        rows.dedup();
        let mut added = Vec::new();
        for area in merged {
            let Some(first) = self.at(area.row, area.column) else { continue };
            let from = rows.partition_point(|row| *row <= area.row);
            let below = rows.iter().skip(from).take_while(|row| **row <= area.last_row.min(last));
            added.extend(below.map(|row| Cell { row: *row, ..first }));
            if self.cells.len() + added.len() > MOST_CELLS {
                return Err(Unopened::TooLarge);
            }
        }
        self.cells.extend(added);
        self.sort();
        Ok(())
    }

    /// The cells in their rows, which are numbered as the spreadsheet does.
    pub(super) fn into_sheet(mut self, merged: &[Merged]) -> Result<Sheet, Unopened> {
        self.sort();
        self.fill(merged)?;
        let mut sheet = Sheet::default();
        let (mut slots, mut texts) = (0_usize, 0_usize);
        let mut row: Vec<&str> = Vec::new();
        let mut rest = self.cells.as_slice();
        for number in 0.. {
            let Some(next) = rest.first() else { break };
            row.clear();
            let here = rest.iter().take_while(|cell| cell.row == number).count();
            // A row beyond the next one that holds anything is empty.
            if next.row == number {
                let (cells, behind) = rest.split_at(here);
                rest = behind;
                for cell in cells {
                    row.resize(usize::try_from(cell.column).unwrap_or(usize::MAX), "");
                    row.push(self.text.get(cell.text.0..cell.text.1).unwrap_or_default());
                    texts += cell.text.1 - cell.text.0;
                    if cell.error {
                        sheet.add_error(usize::try_from(number).unwrap_or(usize::MAX), row.len() - 1);
                    }
                }
            }
            slots += row.len();
            if slots > MOST_CELLS || texts > MOST_TEXT {
                return Err(Unopened::TooLarge);
            }
            sheet.add(row.iter().copied());
        }
        Ok(sheet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(cells: &[(u32, u32, &str)], merged: &[Merged]) -> Result<Sheet, Unopened> {
        let mut loose = Loose::default();
        for (row, column, text) in cells {
            loose.add((*row, *column), text, *text == "#N/A")?;
        }
        loose.into_sheet(merged)
    }

    #[test]
    fn cells_stand_where_they_stood() {
        let sheet = sheet(&[(4, 1, "d"), (0, 0, "a"), (0, 2, "b"), (4, 1, "again"), (2, 0, "#N/A")], &[]).unwrap();
        assert_eq!((sheet.count(), sheet.width(0), sheet.width(1), sheet.width(4)), (5, 3, 0, 2));
        assert_eq!([sheet.cell(0, 0), sheet.cell(0, 1), sheet.cell(0, 2), sheet.cell(4, 1)], ["a", "", "b", "d"]);
        assert!(sheet.is_error(2, 0) && !sheet.is_error(0, 0) && sheet.is_blank(1));
    }

    #[test]
    fn a_cell_over_several_rows_is_meant_in_each() {
        let cells = [(1, 0, "Aoba"), (1, 1, "a"), (2, 1, "b"), (4, 1, "c"), (5, 1, "d")];
        let area = Merged { row: 1, column: 0, last_row: 4 };
        let sheet = sheet(&cells, &[area, Merged { row: 9, column: 0, last_row: 900_000 }]).unwrap();
        let column: Vec<&str> = (0..sheet.count()).map(|row| sheet.cell(row, 0)).collect();
        assert_eq!(column, ["", "Aoba", "Aoba", "", "Aoba", ""]);
    }

    #[test]
    fn no_cell_is_beyond_the_last_row_and_no_sheet_beyond_memory() {
        assert_eq!(sheet(&[(ROWS, 0, "a")], &[]), Err(Unopened::Damaged));
        assert_eq!(sheet(&[(0, COLUMNS, "a")], &[]), Err(Unopened::Damaged));
        let wide: Vec<(u32, u32, &str)> = (0..1100).map(|row| (row, COLUMNS - 1, "a")).collect();
        assert_eq!(sheet(&wide, &[]), Err(Unopened::TooLarge));
    }
}
