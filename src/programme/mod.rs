//! Programme files: text -> `Programme`, what is wrong with a file (P01-P14), what changed between two, and the
//! programmes at hand. `docs/PROGRAMMES.md` says how such a file is written. Nothing here reads a disk.

mod body;
mod check;
mod compare;
mod front;
mod head;
mod keywords;
mod library;
mod line;
pub mod links;
mod lookup;
mod packed;
mod parse;
mod problem;
mod sentences;
mod shape;
mod terms;
#[cfg(test)]
mod tests;
mod value;

pub use check::{CHECKS, Check, check_pair};
pub use compare::{Change, compare};
pub use head::Label;
pub use keywords::Field;
pub use library::{DEFAULT_PROGRAMME, Entry, Library, check_files, known};
pub use lookup::Found;
pub use parse::{Parsed, identity, parse, parse_bytes};
pub use problem::{Code, Problem, ProblemKind, Wanted};
pub use shape::*;
