//! Tables as spreadsheets write them.

mod cells;
mod columns;
pub mod decode;
mod headings;
mod kind;
mod read;
mod rows;
mod sheet;
mod table;
#[cfg(test)]
mod tests;
mod told;
pub mod values;

pub use columns::{ALL, japanese_heading};
pub use decode::Encoding;
pub use read::{ReadError, Setting, Source, read};
pub use table::Table;
pub use told::{Heading, headings, meant};
pub use values::words_of;

#[cfg(feature = "xlsx")]
pub(super) use sheet::Sheet;
pub(super) use sheet::{Separator, write_row};

/// What a spreadsheet takes for the beginning of a formula.
pub(super) const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
