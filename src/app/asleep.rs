//! The computer slept while a 1on1 ran: whether that counts is asked until somebody says so, whatever screen is on top.

use chrono::{DateTime, TimeDelta, Utc};

use super::core::{Core, Slept};
use super::model::Model;
use super::msg::{Effect, RequestId};
use super::notices::Severity;
use super::screen::Screen;
use crate::command::{Command, global::Global, table};
use crate::domain::Id;
use crate::i18n::{Lang, notice, session};
use crate::request::{Draft, Record, ResumeView};

/// The name under which an open question is kept.
const KEPT: &str = "asleep";

/// Stands before a stretch in which the program was not open.
const CLOSED: &str = "c";

/// So long without a sign of anybody, and the program is opened again: whether that was the 1on1 is asked.
const ABSENT: TimeDelta = TimeDelta::minutes(15);

/// So far apart the file is told that the program is open.
const BEAT: TimeDelta = TimeDelta::minutes(1);

/// What is asked now; a box above a screen changes nothing about it.
pub fn asked(model: &Model) -> Option<Slept> {
    model.screen()?.page().asleep(&model.core)
}

/// The computer woke up.
pub(super) fn woke(model: &mut Model, at: DateTime<Utc>, asleep: TimeDelta, effects: &mut Vec<Effect>) {
    // What was said before is as old as the time asleep.
    model.core.notices.expire(at);
    if let (Some(appointment), Some(from)) = (model.core.running, at.checked_sub_signed(asleep)) {
        model.core.slept.push(Slept { appointment, from, to: at, closed: false });
        keep(&mut model.core, appointment, effects);
    }
    // The question says it, too, and stands longer.
    if asked(model).is_none() {
        let text = notice::asleep(model.core.lang, asleep.num_minutes());
        model.core.say(Severity::Warning, text);
    }
}

/// The answer: it counts, or it is a pause.
pub(super) fn settle(model: &mut Model, counts: bool, effects: &mut Vec<Effect>) {
    let Some(slept) = asked(model) else { return };
    let (lang, minutes) = (model.core.lang, slept.minutes());
    model.core.slept.retain(|other| *other != slept);
    if counts {
        keep(&mut model.core, slept.appointment, effects);
        model.core.say(Severity::Done, session::slept_counted(lang, minutes));
        return;
    }
    model.top(effects, |_, cx| {
        let (appointment, from, to) = (slept.appointment, slept.from, slept.to);
        let record = Record::LeaveOut { appointment, pause: cx.make_id(), from, to };
        let request = cx.record_saying(record, |_| session::slept_left_out(lang, minutes));
        cx.core.leaving_out.push((request, slept));
    });
}

/// The answer of the disk; without it the question stands again.
pub(super) fn answered(model: &mut Model, id: RequestId, ok: bool, effects: &mut Vec<Effect>) {
    let core = &mut model.core;
    let Some(at) = core.leaving_out.iter().position(|(request, _)| *request == id) else { return };
    let (_, slept) = core.leaving_out.remove(at);
    if !ok {
        core.slept.insert(0, slept);
    }
    keep(core, slept.appointment, effects);
}

/// What nobody has answered stands on the disk like a half-typed text, so that no end of the program loses it.
fn keep(core: &mut Core, appointment: Id, effects: &mut Vec<Effect>) {
    if core.file.read_only {
        return;
    }
    let open = core.slept.iter().chain(core.leaving_out.iter().map(|(_, slept)| slept));
    let texts: Vec<String> = open
        .filter(|slept| slept.appointment == appointment)
        .map(|slept| {
            let mark = if slept.closed { CLOSED } else { "" };
            format!("{mark}{}-{}", slept.from.timestamp_millis(), slept.to.timestamp_millis())
        })
        .collect();
    let (field, owner) = (KEPT.to_owned(), appointment);
    if texts.is_empty() {
        effects.push(Effect::ClearDraft { field, owner });
        return;
    }
    let (text, at) = (texts.join(" "), core.now);
    core.keep_draft(Draft { field, owner, text, caret: 0, beside: String::new(), at }, effects);
}

/// What was asked when the program ended is asked again.
pub(super) fn resumed(core: &mut Core, view: &ResumeView) {
    let mark = |text: &str| text.strip_prefix(CLOSED).map_or((false, text.to_owned()), |rest| (true, rest.to_owned()));
    let ours = |draft: &&Draft| draft.field == KEPT && Some(draft.owner) == view.running;
    for draft in view.drafts.iter().filter(ours) {
        for (closed, text) in draft.text.split(' ').map(mark) {
            let Some((from, to)) = text.split_once('-') else { continue };
            let at = |text: &str| text.parse().ok().and_then(DateTime::from_timestamp_millis);
            if let (Some(from), Some(to)) = (at(from), at(to))
                && !core.slept.iter().any(|known| known.to.timestamp_millis() == to.timestamp_millis())
            {
                core.slept.push(Slept { appointment: draft.owner, from, to, closed });
            }
        }
    }
}

/// The clock shows a time that is behind what is known to have passed.
pub(super) fn clock_changed(core: &mut Core, known: DateTime<Utc>) {
    if known - core.now >= TimeDelta::minutes(1) {
        let text = notice::clock_set_back(core.lang);
        core.say(Severity::Warning, text);
    }
}

/// A 1on1 runs in which nobody did anything for long: the program was not open, and nobody knows whether they went on.
pub(super) fn reopened(model: &mut Model, view: &ResumeView, effects: &mut Vec<Effect>) {
    let to = model.core.now;
    if let (Some(appointment), Some(from)) = (view.running, view.last_sign)
        && to - from >= ABSENT
    {
        model.core.slept.push(Slept { appointment, from, to, closed: true });
        keep(&mut model.core, appointment, effects);
    }
}

/// While a 1on1 runs the file knows until when the program was open, to a minute, and exactly when it ends in order: a talk
/// in which nobody touches a key is no gap. Nothing wakes for it; it goes with whatever wakes the program anyway.
pub(super) fn still_open(model: &mut Model, at: DateTime<Utc>, ends: bool, effects: &mut Vec<Effect>) {
    // Not before it is known until when it was open the last time.
    if model.core.running.is_none() || model.core.file.read_only || model.resume.is_some() {
        return;
    }
    let told = model.open_told;
    if ends || told.is_none_or(|told| (at - told).abs() >= BEAT) {
        model.open_told = Some(at);
        effects.push(Effect::StillOpen);
    }
}

/// The question in words.
pub fn question(lang: Lang, slept: &Slept) -> String {
    let say = if slept.closed { session::closed } else { session::slept };
    say(lang, slept.minutes())
}

/// The question as a line, where no screen has its own place for it in sight.
pub fn line(model: &Model) -> Option<String> {
    if matches!(model.screen(), Some(Screen::Session(_))) && model.overlays.is_empty() {
        return None;
    }
    let (lang, slept) = (model.core.lang, asked(model)?);
    let here = table::rows()
        .find(|row| row.command == Command::Global(Global::GapOut))
        .is_some_and(|row| row.is_in(model.context()));
    let waits = if slept.closed { session::closed_waits } else { session::slept_waits };
    Some(if here { question(lang, &slept) } else { waits(lang, slept.minutes()) })
}
