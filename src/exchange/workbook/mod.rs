//! Workbooks of Excel: what a file is that is no text, and its sheets as tables. Without the feature `xlsx` they are known
//! and not read.

mod book;
#[cfg(feature = "xlsx")]
mod bounds;
#[cfg(feature = "xlsx")]
mod cell;
#[cfg(feature = "xlsx")]
mod loose;
#[cfg(feature = "xlsx")]
mod open;
#[cfg(feature = "xlsx")]
#[cfg(test)]
mod tests;

use super::csv::Source;

pub use book::Unopened;

/// The sheets of a workbook that somebody can see, in their order; `None` for a file that is no workbook.
pub fn sheets(bytes: &[u8]) -> Option<Result<Vec<Source>, Unopened>> {
    Some(book::is_xlsx(bytes)?.and_then(|()| read(bytes)))
}

#[cfg(feature = "xlsx")]
fn read(bytes: &[u8]) -> Result<Vec<Source>, Unopened> {
    bounds::keep(bytes)?;
    open::sheets(bytes)
}

#[cfg(not(feature = "xlsx"))]
const fn read(_: &[u8]) -> Result<Vec<Source>, Unopened> {
    Err(Unopened::NotBuilt)
}
