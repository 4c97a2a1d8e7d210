//! How it looks.

use super::State;
use crate::app::Model;
use crate::command::Context;
use crate::layout::Frame;
use crate::ui::Canvas;
use crate::ui::frame::{Part, header};

/// Draws the screen.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, _state: &State, layout: &Frame) {
    let left = [Part::strong(Context::Review.title().get(model.core.lang))];
    header(canvas, model, layout.header, &left, None);
}
