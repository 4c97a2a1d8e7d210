//! The whole frame: the screen, the boxes above it, what stands around them.

use super::{
    black_out, card, drop_item, end_follow_up, first_run, gates, help, history, import, move_note, not_held, notices,
    palette, record, review, session, switch, today, which_key, wrap_up,
};
use crate::app::{Model, Overlay, Screen};
use crate::layout::{Breakpoint, Frame};
use crate::ui::{Canvas, Picture, Theme, frame};

/// Draws the model; where the real cursor belongs, when a text field has the focus.
pub fn draw(model: &Model, theme: Theme, picture: &mut Picture) -> Option<(u16, u16)> {
    picture.draw(theme, model.core.ascii_chrome, |canvas| {
        all(canvas, model);
        canvas.caret()
    })
}

fn all(canvas: &mut Canvas<'_>, model: &Model) {
    let area = canvas.area();
    let layout = Frame::of(area.width, area.height);
    if model.core.blank {
        frame::blank(canvas, model.core.lang);
        return;
    }
    if layout.breakpoint == Breakpoint::Tiny {
        tiny(canvas, model);
        return;
    }
    match model.screen() {
        Some(Screen::FirstRun(s)) => first_run::draw(canvas, model, s, &layout),
        Some(Screen::Today(s)) => today::draw(canvas, model, s, &layout),
        Some(Screen::Session(s)) => session::draw(canvas, model, s, &layout),
        Some(Screen::WrapUp(s)) => wrap_up::draw(canvas, model, s, &layout),
        Some(Screen::Review(s)) => review::draw(canvas, model, s, &layout),
        Some(Screen::Card(s)) => card::draw(canvas, model, s, &layout),
        Some(Screen::Record(s)) => record::draw(canvas, model, s, &layout),
        Some(Screen::Import(s)) => import::draw(canvas, model, s, &layout),
        None => {}
    }
    frame::around(canvas, model, &layout);
    for overlay in &model.overlays {
        canvas.drop_caret();
        match &overlay.what {
            Overlay::Help(s) => help::draw(canvas, model, s, &layout),
            Overlay::Palette(s) => palette::draw(canvas, model, s, &layout),
            Overlay::Notices(s) => notices::draw(canvas, model, s, &layout),
            Overlay::Switch(s) => switch::draw(canvas, model, s, &layout),
            Overlay::Gates(s) => gates::draw(canvas, model, s, &layout),
            Overlay::History(s) => history::draw(canvas, model, s, &layout),
            Overlay::DropItem(s) => drop_item::draw(canvas, model, s, &layout),
            Overlay::EndFollowUp(s) => end_follow_up::draw(canvas, model, s, &layout),
            Overlay::BlackOut(s) => black_out::draw(canvas, model, s, &layout),
            Overlay::MoveNote(s) => move_note::draw(canvas, model, s, &layout),
            Overlay::NotHeld(s) => not_held::draw(canvas, model, s, &layout),
        }
    }
    if !model.overlays.is_empty() {
        // A sentence of several rows stands above the box as well: what a key in the box says has to be read there.
        frame::notice(canvas, model, layout.notice);
    }
    if !model.chord.is_empty() {
        which_key::draw(canvas, model, &layout);
    }
}

/// One line, and below it the field with the focus: notes still work.
fn tiny(canvas: &mut Canvas<'_>, model: &Model) {
    use crate::i18n::common;
    use crate::layout::Rect;
    frame::widen(canvas, model.core.lang);
    let area = canvas.area();
    let typing = model.is_typing() && area.height > 1;
    if let Some(field) = model.page().and_then(crate::app::Page::field).filter(|_| typing) {
        let row = Rect::new(area.x, area.y + 1, area.width, 1);
        let hidden = model.core.share_safe.then(|| common::typing_hidden(model.core.lang));
        crate::ui::parts::field(canvas, row, field, true, hidden);
    }
}
