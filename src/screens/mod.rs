//! A folder a screen: `state.rs` what it knows, `update.rs` what keys do, `view.rs` how it looks. The view reads the model
//! and writes nothing back.

pub mod black_out;
pub mod card;
pub mod drop_item;
pub mod end_follow_up;
pub mod first_run;
pub mod gates;
pub mod help;
pub mod history;
pub mod import;
pub mod move_note;
pub mod not_held;
pub mod notices;
pub mod palette;
pub mod record;
pub mod review;
pub mod session;
pub mod show;
pub mod switch;
pub mod today;
pub mod view;
pub mod which_key;
pub mod wrap_up;

#[cfg(test)]
mod tests;
