//! What screens share when they draw: a canvas through which all text reaches the picture, roles instead of colours, and
//! the pieces that more than one screen has.

pub mod canvas;
pub mod frame;
pub mod parts;
pub mod picture;
pub mod practice;
pub mod theme;

pub use canvas::Canvas;
pub use picture::Picture;
pub use theme::{Role, Theme};
