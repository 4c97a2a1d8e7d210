//! Files in and out. Bytes become values with the row and column they stood in; what they mean is the store's to match.

pub mod csv;
pub mod export;
pub mod intake;
pub mod workbook;
