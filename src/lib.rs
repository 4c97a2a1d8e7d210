//! manabi: a trainer's day in a terminal.
//!
//! The **core** is pure: data in, data out, no clock, no disk, no terminal. The **shell** does everything else and
//! decides nothing. A key travels one way:
//!
//! ```text
//! terminal -> shell::input -> command::keymap -> Msg -> app::update(&mut Model, at, Msg) -> Vec<Effect>
//!                                                ^                                              |
//!   store replies, timers, signals, resize ------+              shell::effects  <---------------+
//!                                                                       |
//!                                                store thread · timers · clipboard · links · quit
//! then, once, if anything changed:   view(&Model, &Layout) -> buffer -> one write to the terminal
//! ```

pub mod app;
pub mod cli;
pub mod command;
pub mod config;
pub mod demo;
pub mod domain;
pub mod exchange;
pub mod i18n;
pub mod layout;
pub mod programme;
pub mod request;
pub mod screens;
pub mod shell;
pub mod store;
pub mod text;
pub mod ui;
