//! The computer slept while a 1on1 ran: whether that counts is asked until somebody says so, whatever screen is on top.

use chrono::{DateTime, TimeDelta, Utc};

use super::core::Slept;
use super::model::Model;
use super::msg::{Effect, RequestId};
use super::notices::Severity;
use super::screen::Screen;
use crate::command::{Command, global::Global, table};
use crate::i18n::{notice, session};
use crate::request::Record;

/// What is asked now; a box above a screen changes nothing about it.
pub fn asked(model: &Model) -> Option<Slept> {
    model.screen()?.page().asleep(&model.core)
}

/// The computer woke up.
pub(super) fn woke(model: &mut Model, at: DateTime<Utc>, asleep: TimeDelta) {
    // What was said before is as old as the time asleep.
    model.core.notices.expire(at);
    if let (Some(appointment), Some(from)) = (model.core.running, at.checked_sub_signed(asleep)) {
        model.core.slept.push(Slept { appointment, from, to: at });
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
pub(super) fn answered(model: &mut Model, id: RequestId, ok: bool) {
    let core = &mut model.core;
    let Some(at) = core.leaving_out.iter().position(|(request, _)| *request == id) else { return };
    let (_, slept) = core.leaving_out.remove(at);
    if !ok {
        core.slept.insert(0, slept);
    }
}

/// The question as a line, where no screen has its own place for it in sight.
pub fn line(model: &Model) -> Option<String> {
    if matches!(model.screen(), Some(Screen::Session(_))) && model.overlays.is_empty() {
        return None;
    }
    let (lang, minutes) = (model.core.lang, asked(model)?.minutes());
    let here = table::rows()
        .find(|row| row.command == Command::Global(Global::GapOut))
        .is_some_and(|row| row.is_in(model.context()));
    Some(if here { session::slept(lang, minutes) } else { session::slept_waits(lang, minutes) })
}
