//! What was undone: every page in view shows it, and letters that were typing take back what they did.

use std::collections::{BTreeMap, BTreeSet};

use super::core::Pending;
use super::model::Model;
use super::msg::{Effect, RequestId};
use super::notices::Severity;
use super::page::Go;
use super::runaway::{Before, Did, TakeBack};
use super::say;
use super::screen::{Placed, Screen};
use super::stack::{begin_anew, go};
use crate::domain::{AppointmentState, Deed, Entity};
use crate::i18n::notice;
use crate::request::Reverted;

/// Undo says what it undid, and every page in view shows it. One among letters that were typing says nothing.
pub(super) fn told_of_undo(
    model: &mut Model,
    (id, taken_back): (RequestId, bool),
    reverted: &Reverted,
    effects: &mut Vec<Effect>,
) {
    let lang = model.core.lang;
    model.take_back.untold.remove(&id);
    if !taken_back {
        model.core.say_about(Severity::Done, |lens| {
            let what = say::reverted(lang, lens, reverted);
            if reverted.redone { notice::redone(lang, &what) } else { notice::undone(lang, &what) }
        });
    }
    for field in reverted.fields.iter().filter(|f| f.entity == Entity::Appointment && f.field == "state") {
        let runs = |state: &Option<String>| state.as_deref() == Some(AppointmentState::InProgress.word());
        if runs(&field.to) {
            model.core.running = Some(field.id);
        } else if runs(&field.from) && model.core.running == Some(field.id) {
            model.core.running = None;
        }
    }
    if reverted.deed == Some(Deed::Start) && !reverted.redone {
        model.core.running = None;
        let begun = model.screens.last().filter(|s| matches!(s.what, Screen::Session(_) | Screen::WrapUp(_)));
        if let Some(id) = begun.map(|s| s.id) {
            // There is no session any more; what it covered loads by itself.
            go(model, id, Go::Close, effects);
            return;
        }
    }
    if reverted.empty != model.core.file.empty {
        model.core.file.empty = reverted.empty;
        begin_anew(model, effects);
        return;
    }
    // A card of somebody who is not there any more would take notes for nobody: the one below it is gone back to.
    let is_gone = |s: &Placed<Screen>| matches!(&s.what, Screen::Card(c) if reverted.gone.contains(&c.learner()));
    if let Some(at) = model.screens.iter().position(is_gone).filter(|at| *at > 0) {
        model.overlays.clear();
        model.screens.truncate(at);
        model.load_top(effects);
        return;
    }
    if let Some(id) = model.screens.last().map(|s| s.id) {
        model.with(id, effects, |page, cx| {
            page.reverted(reverted);
            page.load(cx);
        });
    }
    if !model.overlays.is_empty() {
        model.load_top(effects);
    }
}

/// Letters that were typing: what they did is taken back, and they become text.
pub(super) fn take_back(
    model: &mut Model,
    before: &Before,
    recorded: BTreeMap<RequestId, Did>,
    effects: &mut Vec<Effect>,
) {
    model.overlays.retain(|o| before.overlays.contains(&o.id));
    let kept = model.screens.iter().take_while(|s| before.screens.contains(&s.id)).count();
    if kept > 0 && kept < model.screens.len() {
        model.screens.truncate(kept);
        model.load_top(effects);
    }
    model.core.share_safe = before.share_safe;
    model.core.blank = false;
    let newer = |(id, pending): (&RequestId, &Pending)| (pending.records && id.0 > before.last_request).then_some(*id);
    let waiting = model.core.pending.iter().filter_map(newer).collect();
    let spot = before.screens.last().copied().zip(before.spot.clone());
    model.take_back = TakeBack { waiting, done: recorded, untold: BTreeSet::new(), spot };
    record_taken_back(model, effects);
    cursor_taken_back(model, effects);
}

/// The cursor is where it was before the letters; what they did and undid has moved it.
pub(super) fn cursor_taken_back(model: &mut Model, effects: &mut Vec<Effect>) {
    if let Some((page, spot)) = model.take_back.spot.clone() {
        model.with(page, effects, |page, cx| page.back_to(&spot, cx));
    }
}

/// One of the recordings that are to be taken back was answered: `did` is what is on disk of it.
pub(super) fn take_back_answered(model: &mut Model, id: RequestId, did: Option<Did>, effects: &mut Vec<Effect>) {
    if model.take_back.waiting.remove(&id) {
        model.take_back.done.extend(did.map(|did| (id, did)));
        record_taken_back(model, effects);
    }
}

fn record_taken_back(model: &mut Model, effects: &mut Vec<Effect>) {
    for record in model.take_back.due() {
        let id = model.top(effects, |_, cx| cx.record(record));
        model.take_back.untold.insert(id);
    }
}
