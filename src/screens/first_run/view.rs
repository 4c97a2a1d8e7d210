//! How the first screen looks.

use super::form::{Form, Line};
use super::state::State;
use crate::app::{Core, Model};
use crate::i18n::{common, first_run};
use crate::layout::{Frame, Rect, words};
use crate::text::width::cells;
use crate::ui::frame::header;
use crate::ui::{Canvas, Role, parts};

/// Draws the screen.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, state: &State, layout: &Frame) {
    let core = &model.core;
    let day = words::day(core.lang, core.local(core.clock).date());
    header(canvas, model, layout.header, &[], Some(day));
    if let Some(form) = &state.form {
        learner_form(canvas, core, form, state.learner().is_some(), layout.body);
    } else if state.only.is_some() {
        canvas.label(layout.body.x + 1, layout.body.y, layout.body.right(), common::loading(core.lang), Role::Quiet);
    } else {
        let below = choices(canvas, core, state, layout.body);
        about(canvas, core, below);
    }
}

fn learner_form(canvas: &mut Canvas<'_>, core: &Core, form: &Form, edits: bool, body: Rect) {
    let lang = core.lang;
    let learner = core.words.learner.as_str();
    let title = if edits { first_run::edit_title(lang, learner) } else { first_run::form_title(lang, learner) };
    canvas.rule(body, body.y, &title, "");
    let column = form.lines().map(|(line, _)| cells(&line.label(core))).max().unwrap_or(0);
    let x = body.x + 5 + u16::try_from(column).unwrap_or(0);
    // With room to spare a blank row keeps the rule and what must be there apart from the rest.
    let gap = u16::from(body.height >= 14);
    let mut y = body.y + 1 + gap;
    for (line, field) in form.lines() {
        let focused = form.line() == line;
        canvas.label(body.x + 1, y, body.right(), if focused { ">" } else { " " }, Role::Strong);
        canvas.label(body.x + 3, y, body.right(), &line.label(core), Role::Quiet);
        let place = Rect::new(x, y, body.right().saturating_sub(x + 1), 1);
        let hidden = core.share_safe.then(|| common::typing_hidden(lang));
        parts::field(canvas, place, field, focused, hidden.filter(|_| focused || !field.is_empty()));
        if let (Line::Programme, true, Some(usual)) = (line, field.is_empty() && !focused, form.programmes.first()) {
            canvas.put(place.x, y, place.right(), &usual.title, Role::Quiet);
        }
        y += 1;
    }
    let below = |y: u16| body.split_top((y + gap).saturating_sub(body.y)).1.inset(3, 0);
    let y = canvas.paragraph(below(y), &form.hint(core, edits), Role::Text);
    let keys = if edits { first_run::edit_hint(lang) } else { first_run::form_hint(lang) };
    canvas.paragraph(below(y), keys, Role::Quiet);
}

/// The three ways to begin; what is left below them. What each means stands beside it, or below it where that is too wide.
fn choices(canvas: &mut Canvas<'_>, core: &Core, state: &State, body: Rect) -> Rect {
    let lang = core.lang;
    let learner = core.words.learner.as_str();
    canvas.rule(body, body.y, first_run::title(lang), "");
    let roomy = body.height >= 18;
    let gap = u16::from(roomy);
    let y = canvas.paragraph(body.split_top(1 + gap).1.inset(3, 0), &first_run::nobody_yet(lang, learner), Role::Text);
    let choices = [
        (first_run::practice(lang), first_run::practice_about(lang, learner)),
        (first_run::import(lang), first_run::import_about(lang, learner)),
        (first_run::by_hand(lang), first_run::by_hand_about(lang, &core.words.account)),
    ];
    let names = choices.iter().map(|(name, _)| cells(name)).max().unwrap_or(0);
    let abouts = choices.iter().map(|(_, about)| cells(about)).max().unwrap_or(0);
    let column = u16::try_from(names).unwrap_or(0) + 10;
    let beside = usize::from(column) + abouts < usize::from(body.width);
    let mut y = y + gap;
    for (i, (name, about)) in choices.iter().enumerate() {
        let here = state.cursor.at(choices.len()) == i;
        canvas.label(body.x + 1, y, body.right(), if here { ">" } else { " " }, Role::Strong);
        canvas.label(body.x + 3, y, body.right(), &(i + 1).to_string(), Role::Key);
        canvas.label(body.x + 5, y, body.right(), name, Role::Strong);
        if beside {
            canvas.label(body.x + column, y, body.right(), about, Role::Quiet);
            y += 1;
        } else {
            let place = Rect::new(body.x + 7, y + 1, body.width.saturating_sub(8), body.bottom().saturating_sub(y + 1));
            y = canvas.paragraph(place, about, Role::Quiet).max(y + 1);
        }
    }
    let used = (y + gap).saturating_sub(body.y);
    body.split_top(used).1
}

/// What a newcomer asks first, where there is room for all of it.
fn about(canvas: &mut Canvas<'_>, core: &Core, place: Rect) {
    let lang = core.lang;
    let facts = [
        (first_run::about_data(lang), first_run::about_data_text(lang)),
        (first_run::about_place(lang), first_run::about_place_text(lang)),
        (first_run::about_language(lang), first_run::about_language_text(lang)),
        (first_run::about_programme(lang), first_run::about_programme_text(lang)),
    ];
    if place.height < 5 {
        return;
    }
    canvas.rule(place, place.y, first_run::about(lang), "");
    let mut y = place.y + 1;
    for (name, text) in facts {
        canvas.label(place.x + 3, y, place.right(), name, Role::Quiet);
        let room = Rect::new(place.x + 17, y, place.width.saturating_sub(18), place.bottom().saturating_sub(y));
        y = canvas.paragraph(room, text, Role::Text).max(y + 1);
    }
}
