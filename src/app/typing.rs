//! Text on its way into the field with the focus, and the short texts that it calls.

use chrono::{DateTime, Utc};

use super::field::TextField;
use super::model::Model;
use super::msg::Effect;
use super::notices::Severity;
use crate::command::Context;
use crate::i18n::{notice, refusal};
use crate::text::edit::{MAX_BYTES, TooLong};
use crate::text::short::{By, Shorts, calls};

/// How a text came. What is typed may call a short text, what is pasted is taken as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Came {
    Typed,
    Pasted,
}

/// Takes in one burst of typing or a paste.
pub(super) fn insert(model: &mut Model, text: &str, came: Came, effects: &mut Vec<Effect>) {
    change(model, effects, |field, _, now| field.insert(text, now));
    if came == Came::Typed && calls(text) {
        expand(model, By::Blank, effects);
    }
}

/// In a line that is kept, the `;name` before the caret gives way to its text.
pub(super) fn expand(model: &mut Model, by: By, effects: &mut Vec<Effect>) {
    if takes_shorts(model.context()) {
        change(model, effects, |field, shorts, now| field.expand(shorts, by, now).map(drop));
    }
}

const fn takes_shorts(context: Context) -> bool {
    matches!(context, Context::Note | Context::CardNote | Context::WrapUpField)
}

/// A short text that was chosen by its name, in the line with the focus or in a new one; elsewhere it is said where it goes.
pub(super) fn put_short(model: &mut Model, name: &str, text: &str, effects: &mut Vec<Effect>) {
    if takes_shorts(model.context()) {
        insert(model, text, Came::Pasted, effects);
    } else if model.is_typing() || !model.top(effects, |page, cx| page.typed(text, cx)) {
        let told = notice::short_where(model.core.lang, name);
        model.core.say(Severity::Done, told);
    }
}

/// Changes the field with the focus, if it is not too much for it.
fn change(
    model: &mut Model,
    effects: &mut Vec<Effect>,
    act: impl FnOnce(&mut TextField, &Shorts, DateTime<Utc>) -> Result<(), TooLong>,
) {
    let now = model.core.now;
    let fits = model.top(effects, |page, cx| {
        let done = page.field_mut().is_none_or(|field| act(field, &cx.core.shorts, now).is_ok());
        page.edited(cx);
        done
    });
    if !fits {
        let told = refusal::too_long(model.core.lang, MAX_BYTES);
        model.core.say(Severity::Warning, told);
    }
}

#[cfg(test)]
mod tests;
