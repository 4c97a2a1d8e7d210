//! Today: the queue, what is left over, and a brief of the row under the cursor.

mod contact;
mod places;
mod state;
mod update;
mod view;

pub(crate) use contact::{call, new_date, when};
pub use state::State;
pub(super) use update::{BREATH, started};
pub use view::draw;

#[cfg(test)]
mod tests;
