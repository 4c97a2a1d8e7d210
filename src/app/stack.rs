//! The stack of pages: what is opened above what, what closes, and the way back.

use super::global::run;
use super::model::Model;
use super::msg::Effect;
use super::notices::Severity;
use super::page::{Go, Open, PageId};
use super::screen::{Below, Fresh, Placed, Screen, fresh, is_open};
use crate::command::Key;
use crate::i18n::notice;
use crate::request::Ask;

/// Opens a page above the one on top. A screen that is on the stack already is gone back to.
pub(super) fn open(model: &mut Model, open: Open, effects: &mut Vec<Effect>) {
    let below = Below {
        context: model.context(),
        facts: model.facts(),
        name: model.page().and_then(|page| page.target().name),
        shorts: model.core.shorts.clone(),
    };
    if let Some(at) = model.screens.iter().position(|s| is_open(&s.what, &open)) {
        model.overlays.clear();
        model.screens.truncate(at + 1);
        model.load_top(effects);
        return;
    }
    model.core.last_page += 1;
    let id = PageId(model.core.last_page);
    let keeps_drafts = match open {
        Open::Session { .. }
        | Open::WrapUp { .. }
        | Open::Review
        | Open::Card { .. }
        | Open::Record { .. }
        | Open::Gates(_) => true,
        // The form of one more learner asks when it loads.
        Open::Help
        | Open::Palette { .. }
        | Open::Notices
        | Open::NotHeld(_)
        | Open::Import { .. }
        | Open::AddLearner
        | Open::EditLearner { .. }
        | Open::History { .. }
        | Open::BlackOut(_)
        | Open::DropItem(_)
        | Open::EndFollowUp(_)
        | Open::Switch(_)
        | Open::MoveNote(_) => false,
    };
    match fresh(open, below) {
        Fresh::Screen(what) => {
            model.overlays.clear();
            model.screens.push(Placed { id, what });
        }
        Fresh::Overlay(what) => model.overlays.push(Placed { id, what }),
    }
    model.load_top(effects);
    if keeps_drafts {
        model.top(effects, |_, cx| cx.ask(Ask::Resume));
    }
}

/// Takes a page where it wants to go.
pub(super) fn go(model: &mut Model, from: PageId, go: Go, effects: &mut Vec<Effect>) {
    match go {
        Go::Open(what) => open(model, what, effects),
        Go::Close => close(model, from, effects),
        Go::Home => home(model, effects),
        Go::Done => match model.screens.iter().position(|s| matches!(s.what, Screen::Review(_))) {
            Some(at) => {
                model.overlays.clear();
                model.screens.truncate(at + 1);
                model.load_top(effects);
            }
            None => home(model, effects),
        },
        Go::Replace(what) => {
            model.screens.retain(|s| s.id != from);
            model.overlays.retain(|o| o.id != from);
            open(model, what, effects);
        }
        Go::Run(row) => {
            close(model, from, effects);
            // What was offered a moment ago may not hold any more.
            if row.holds(model.facts()) {
                let key = row.keys.first().and_then(|cell| Key::named(cell)).unwrap_or(Key::char(' '));
                let said = model.core.notices.said();
                run(model, row, key, effects);
                // Every use teaches the key, unless the command itself had something to say.
                if let Some(keys) = row.keys.first().filter(|_| model.core.notices.said() == said) {
                    let text = notice::next_time(model.core.lang, keys);
                    model.core.say(Severity::Done, text);
                }
            }
        }
        Go::Short(short) => {
            close(model, from, effects);
            super::typing::put_short(model, &short.name, &short.text, effects);
        }
        Go::Begin => begin(model, Screen::Today(Box::default()), effects),
    }
}

pub(super) fn back(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.top(effects, |page, cx| page.back(cx)) {
        return;
    }
    if !model.overlays.is_empty() {
        close_top(model, effects);
    } else if model.core.notices.dismiss() {
        // The error line was the step back.
    } else if model.screens.len() > 1 {
        close_top(model, effects);
    } else {
        let text = notice::nothing_further(model.core.lang);
        model.core.say(Severity::Done, text);
    }
}

pub(super) fn close_top(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.overlays.pop().is_some() {
        return;
    }
    if model.screens.len() > 1 {
        model.screens.pop();
        model.load_top(effects);
    }
}

pub(super) fn home(model: &mut Model, effects: &mut Vec<Effect>) {
    model.overlays.clear();
    model.screens.truncate(1);
    model.load_top(effects);
}

fn close(model: &mut Model, id: PageId, effects: &mut Vec<Effect>) {
    if let Some(at) = model.overlays.iter().position(|o| o.id == id) {
        model.overlays.remove(at);
    } else if let Some(at) = model.screens.iter().position(|s| s.id == id).filter(|at| *at > 0) {
        model.screens.truncate(at);
        model.load_top(effects);
    }
}

/// The first screen of a file that somebody is in now, or nobody any more.
pub(super) fn begin_anew(model: &mut Model, effects: &mut Vec<Effect>) {
    let empty = model.core.file.empty;
    let first = if empty { Screen::FirstRun(Box::default()) } else { Screen::Today(Box::default()) };
    begin(model, first, effects);
}

/// One screen in place of all.
fn begin(model: &mut Model, what: Screen, effects: &mut Vec<Effect>) {
    model.core.last_page += 1;
    let id = PageId(model.core.last_page);
    model.overlays.clear();
    model.screens = vec![Placed { id, what }];
    model.load_top(effects);
}
