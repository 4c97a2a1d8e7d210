//! How the first screen looks.

use super::state::State;
use crate::app::Model;
use crate::i18n::{common, first_run};
use crate::layout::{Frame, Rect, words};
use crate::text::width::cells;
use crate::ui::frame::header;
use crate::ui::{Canvas, Role, parts};

/// Draws the screen.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    let lang = core.lang;
    let day = words::day(lang, core.local(core.clock).date());
    header(canvas, model, layout.header, &[], Some(day));
    let body = layout.body;
    if let Some(form) = &state.form {
        let title = first_run::form_title(lang, &core.words.learner);
        canvas.rule(body, body.y, &title, "");
        let labels = [first_run::form_name(lang).to_owned(), first_run::form_pharmacy(lang, &core.words.account)];
        let column = labels.iter().map(|l| cells(l)).max().unwrap_or(0);
        for (i, (label, field)) in labels.iter().zip([&form.name, &form.pharmacy]).enumerate() {
            let y = body.y + 2 + u16::try_from(i).unwrap_or(0);
            let focused = form.second == (i == 1);
            canvas.label(body.x + 1, y, body.right(), if focused { ">" } else { " " }, Role::Text);
            canvas.label(body.x + 3, y, body.right(), label, Role::Quiet);
            let x = body.x + 5 + u16::try_from(column).unwrap_or(0);
            let hidden = core.share_safe.then(|| common::typing_hidden(lang));
            let place = Rect::new(x, y, body.right().saturating_sub(x + 1), 1);
            parts::field(canvas, place, field, focused, hidden.filter(|_| focused || !field.is_empty()));
        }
        canvas.put(body.x + 3, body.y + 5, body.right(), first_run::form_hint(lang), Role::Quiet);
        return;
    }
    canvas.rule(body, body.y, first_run::title(lang), "");
    canvas.put(body.x + 3, body.y + 2, body.right(), &first_run::nobody_yet(lang, &core.words.learner), Role::Text);
    let learner = &core.words.learner;
    let choices = [
        (first_run::practice(lang), first_run::practice_about(lang, learner)),
        (first_run::import(lang), first_run::import_about(lang, learner)),
        (first_run::by_hand(lang), first_run::by_hand_about(lang).to_owned()),
    ];
    let column = u16::try_from(choices.iter().map(|(name, _)| cells(name)).max().unwrap_or(0)).unwrap_or(0) + 10;
    for (i, (name, about)) in choices.iter().enumerate() {
        let y = body.y + 4 + u16::try_from(i).unwrap_or(0);
        let here = state.cursor.at(choices.len()) == i;
        canvas.label(body.x + 1, y, body.right(), if here { ">" } else { " " }, Role::Strong);
        canvas.label(body.x + 3, y, body.right(), &(i + 1).to_string(), Role::Key);
        canvas.label(body.x + 5, y, body.right(), name, Role::Strong);
        canvas.label(body.x + column, y, body.right(), about, Role::Quiet);
    }
    let (_, below) = body.split_top(8);
    if below.height < 5 {
        return;
    }
    canvas.rule(below, below.y, first_run::about(lang), "");
    let facts = [
        (first_run::about_data(lang), first_run::about_data_text(lang)),
        (first_run::about_place(lang), first_run::about_place_text(lang)),
        (first_run::about_language(lang), first_run::about_language_text(lang)),
        (first_run::about_programme(lang), first_run::about_programme_text(lang)),
    ];
    for (i, (name, text)) in facts.iter().enumerate() {
        let y = below.y + 1 + u16::try_from(i).unwrap_or(0);
        canvas.label(below.x + 3, y, below.right(), name, Role::Quiet);
        canvas.label(below.x + 17, y, below.right(), text, Role::Text);
    }
}
