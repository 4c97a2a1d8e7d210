//! Tables as spreadsheets write them.

mod columns;
pub mod decode;
mod read;
mod sheet;
pub mod values;

pub use columns::ALL;
pub use decode::Encoding;
pub use read::{ReadError, Setting, Table, read};

pub(super) use columns::japanese_heading;
pub(super) use sheet::{Separator, write_row};

/// What a spreadsheet takes for the beginning of a formula.
pub(super) const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
