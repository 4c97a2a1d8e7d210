//! Opening a workbook with calamine, sheet by sheet and cell by cell: its own tables are as large as the farthest cell says.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::Unopened;
use super::cell::{Said, Shown, said};
use super::loose::{Loose, Merged};
use crate::exchange::csv::Source;
use crate::text::SafeText;

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// The sheets that somebody can see; a hidden one is nobody's to import.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Source>, Unopened> {
    quietly(|| {
        let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| unopened(&e))?;
        let seen =
            |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
        let names: Vec<String> = book.sheets_metadata().iter().filter(seen).map(|sheet| sheet.name.clone()).collect();
        names.iter().map(|name| sheet(&mut book, name)).collect()
    })
}

fn sheet(book: &mut Book<'_>, name: &str) -> Result<Source, Unopened> {
    let from_1904 = book.has_1904_epoch();
    let mut reader = book.worksheet_cells_reader(name).map_err(|e| unopened(&e))?;
    let code = |style: &calamine::Style| style.number_format.as_ref().map(|format| Shown::by(&format.format_code));
    let shown: Vec<Shown> = reader.styles().iter().map(|style| code(style).unwrap_or(Shown::AsIs)).collect();
    let mut loose = Loose::default();
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|e| unopened(&e))? {
        let shown = shown.get(style).copied().unwrap_or(Shown::AsIs);
        match said(cell.get_value(), shown, from_1904) {
            Said::Nothing => {}
            Said::Text(text) => loose.add(cell.get_position(), &text, false)?,
            Said::Error(text) => loose.add(cell.get_position(), &text, true)?,
        }
    }
    drop(reader);
    let merged = book.merge_cells_by_sheet_name(name).map_err(|e| unopened(&e))?;
    let areas: Vec<Merged> =
        merged.iter().map(|area| Merged { row: area.start.0, column: area.start.1, last_row: area.end.0 }).collect();
    Ok(Source::of_workbook(SafeText::new(name).to_string(), loose.into_sheet(&areas)?))
}

fn unopened(error: &XlsxError) -> Unopened {
    match error {
        XlsxError::Password => Unopened::Locked,
        _ => Unopened::Damaged,
    }
}

/// Some numbers that no spreadsheet writes make the library panic. To the user that is a damaged file and no crash of the
/// program, so the hook of the program does not hear of it.
fn quietly<T>(read: impl FnOnce() -> Result<T, Unopened>) -> Result<T, Unopened> {
    let hook = take_hook();
    set_hook(Box::new(|_| {}));
    let done = catch_unwind(AssertUnwindSafe(read));
    set_hook(hook);
    done.unwrap_or(Err(Unopened::Damaged))
}
