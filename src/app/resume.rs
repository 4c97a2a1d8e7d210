//! What the last run left: a session that was going on, and texts that were half typed.

use super::asleep;
use super::model::Model;
use super::msg::Effect;
use super::notices::Severity;
use super::page::{Open, PageId};
use super::stack::open;
use crate::i18n::notice;
use crate::layout::words;
use crate::request::{Draft, ResumeView};

/// What was going on when the program last ended: a session that runs is gone on with, where it was.
pub(super) fn resume(model: &mut Model, view: &ResumeView, effects: &mut Vec<Effect>) {
    model.core.running = view.running;
    // A second window is no return: the session goes on in the first.
    let Some(appointment) = view.running.filter(|_| !model.core.file.read_only) else { return };
    asleep::reopened(model, view, effects);
    open(model, Open::Session { appointment }, effects);
    let text = notice::resumed(model.core.lang);
    model.core.say(Severity::Warning, text);
    if let Some(known) = view.last_sign {
        asleep::clock_changed(&mut model.core, known);
    }
}

/// Half-typed texts on disk go back into their fields as soon as their page is open.
pub(super) fn offer_drafts(model: &mut Model, page: PageId, drafts: &[Draft], effects: &mut Vec<Effect>) {
    let lang = model.core.lang;
    // What was typed here since is newer than what the other window has left.
    let unkept = model.core.unkept.clone();
    for draft in unkept.iter().chain(drafts) {
        if model.with(page, effects, |page, _| page.restore(draft)) {
            let time = words::clock(model.core.local(draft.at));
            model.core.say(Severity::Warning, notice::restored(lang, &time));
        }
    }
}
