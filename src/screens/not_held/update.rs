//! What keys do in the box. `Enter` on what is preselected is a no-show and the first proposal.

use chrono::TimeDelta;

use super::state::{Mode, Reason, State};
use crate::app::{Core, Cx, Page, RequestId, Target};
use crate::command::moves::Move;
use crate::command::overlays::Overlay;
use crate::command::{Command, Context, Fact, Facts, Key};
use crate::domain::TouchKind;
use crate::i18n::{notice, today};
use crate::layout::words::{clock, day, meeting};
use crate::request::record::Slot;
use crate::request::{AfterWhat, Ask, Failure, Record, Reply};
use crate::screens::today::{new_date, when};

impl Page for State {
    fn context(&self) -> Context {
        Context::NotHeld
    }

    fn facts(&self, _core: &Core) -> Facts {
        Facts::of(&[Fact::HasSomeone])
    }

    fn target(&self) -> Target {
        Target {
            learner: self.about.learner,
            pharmacy: Some(self.about.pharmacy),
            name: Some(self.about.name.clone()),
            link: self.about.link.clone(),
            flag: None,
        }
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let (appointment, now) = (self.about.appointment, cx.core.now);
        self.asked = Some(cx.ask(Ask::Slots { appointment, after: AfterWhat::NotHeld, now }));
    }

    fn command(&mut self, command: Command, key: Key, cx: &mut Cx<'_>) {
        if let Command::Move(towards) = command {
            self.step(towards);
            return;
        }
        let Command::Overlay(overlay) = command else { return };
        match overlay {
            Overlay::Settle => self.settle(cx),
            Overlay::Choose => {
                let nth = key.digit().and_then(|d| usize::from(d).checked_sub(1));
                if let Some(reason) = nth.and_then(|n| Reason::ALL.get(n)) {
                    self.reason = *reason;
                    self.on_slots = self.about.mode == Mode::SlotOnly;
                }
            }
            Overlay::NextSlot => self.step_slot(1),
            Overlay::PreviousSlot => self.step_slot(-1),
            Overlay::NotHeldCall => self.log_call(cx),
            Overlay::NotHeldText => {
                let text = self.message(cx.core);
                cx.copy(&text, true);
            }
            // Of the other boxes.
            Overlay::Filter | Overlay::FilterDone | Overlay::Run | Overlay::StartAnyway => {}
        }
    }

    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, cx: &mut Cx<'_>) {
        if self.recording == Some(id) {
            self.recording = None;
            if reply.is_ok() {
                cx.close();
            }
            return;
        }
        if self.logging == Some(id) {
            self.logging = None;
            if reply.is_ok() {
                self.about.touches.insert(0, (cx.core.now, false));
            }
            return;
        }
        if self.asked == Some(id) {
            self.asked = None;
            // Without proposals it can still be recorded; the refusal stands on the notice line.
            self.slots = Some(if let Ok(Reply::Slots(slots)) = reply { slots } else { Vec::new() });
            if std::mem::take(&mut self.eager) {
                self.settle(cx);
            }
        }
    }
}

impl State {
    /// The arrows choose in the list with the cursor: the reasons, or the proposals once Tab went there.
    fn step(&mut self, towards: Move) {
        let back = matches!(towards, Move::Up | Move::PageUp | Move::Home | Move::PreviousPart);
        if self.on_slots {
            self.step_slot(if back { -1 } else { 1 });
            return;
        }
        let at = Reason::ALL.iter().position(|r| *r == self.reason).unwrap_or(0);
        let to = if back { at.saturating_sub(1) } else { at + 1 };
        if let Some(reason) = Reason::ALL.get(to) {
            self.reason = *reason;
        }
    }

    fn step_slot(&mut self, by: isize) {
        self.on_slots = true;
        let places = self.slots.as_ref().map_or(1, |slots| slots.len() + 1);
        let at = isize::try_from(self.slot).unwrap_or(0) + by;
        let places = isize::try_from(places).unwrap_or(1);
        self.slot = usize::try_from(at.rem_euclid(places)).unwrap_or(0);
    }

    fn settle(&mut self, cx: &mut Cx<'_>) {
        if self.recording.is_some() {
            return;
        }
        if self.slots.is_none() {
            self.eager = true;
            return;
        }
        let next = self.chosen().map(|slot| Slot { start: slot.start, minutes: slot.minutes });
        let (lang, appointment, name) = (cx.core.lang, self.about.appointment, self.about.name.clone());
        let booked = next.map(|slot| format!("{} {}", day(lang, slot.start.date()), clock(slot.start)));
        let new_appointment = cx.make_id();
        self.recording = match (self.about.mode, next) {
            // Its result is recorded: only the new date is.
            (Mode::SlotOnly, Some(_)) => {
                let record = Record::Result { appointment, result: self.reason.recorded(true), next, new_appointment };
                Some(cx.record_saying(record, |_| notice::booked(lang, booked.as_deref().unwrap_or_default())))
            }
            (Mode::SlotOnly, None) => {
                cx.close();
                None
            }
            (Mode::WordCame | Mode::NoWord, next) => {
                let result = self.reason.recorded(next.is_some());
                let record = Record::Result { appointment, result, next, new_appointment };
                Some(cx.record_saying(record, |lens| {
                    let name = name.show(lens);
                    booked.as_deref().map_or_else(
                        || notice::recorded_not_held(lang, &name),
                        |slot| notice::recorded_and_booked(lang, &name, slot),
                    )
                }))
            }
        };
    }

    fn log_call(&mut self, cx: &mut Cx<'_>) {
        if self.logging.is_some() {
            return;
        }
        let Some((scope, id)) = self.target().scope() else { return };
        let (touch, lang) = (cx.make_id(), cx.core.lang);
        let record = Record::Touch {
            touch,
            scope,
            id,
            kind: TouchKind::Call,
            reached: false,
            text: String::new(),
            minutes_ago: 0,
        };
        self.logging = Some(cx.record_saying(record, |_| notice::contact_logged(lang).to_owned()));
    }

    fn message(&self, core: &Core) -> String {
        let lang = core.lang;
        let (name, when) = (core.show(&self.about.name), when(core, self.about.local));
        let number = meeting(lang, self.about.kind, self.about.number);
        let what_happened = match self.reason {
            Reason::WordCame => today::contact_moved(lang, &name, &when, &number),
            Reason::NoWord => today::contact_missed(lang, &name, &when, &number),
            Reason::OurSide => today::contact_ours(lang, &name, &when, &number),
        };
        let slot = self.chosen().map(|slot| format!("{} {}", day(lang, slot.start.date()), clock(slot.start)));
        new_date(lang, &what_happened, slot.as_deref())
    }

    /// Whether word that comes now comes at least 24 hours before, and so is a move and not a late cancellation.
    pub(super) fn is_early(&self, core: &Core) -> bool {
        self.about.starts_at - core.now >= TimeDelta::hours(24)
    }
}
