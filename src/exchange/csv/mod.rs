//! Tables as spreadsheets write them.

mod columns;
pub mod decode;
mod read;
mod sheet;
pub mod values;

pub use columns::{ALL, japanese_heading};
pub use decode::Encoding;
pub use read::{ReadError, Setting, Table, read};
pub use values::words_of;

pub(super) use sheet::{Separator, write_row};

/// What a spreadsheet takes for the beginning of a formula.
pub(super) const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
