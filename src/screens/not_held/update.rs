//! What keys do in the box. `Enter` on what is preselected is a no-show and the first proposal.

use chrono::TimeDelta;

use super::state::{Date, Kickoff, Mode, Reason, State};
use crate::app::{Core, Cx, Page, RequestId, Severity, Target, TextField};
use crate::command::moves::Move;
use crate::command::overlays::Overlay;
use crate::command::{Command, Context, Fact, Facts, Key};
use crate::domain::transitions::EARLY_START;
use crate::domain::{AppointmentKind, AppointmentState, Scope};
use crate::i18n::{notice, today};
use crate::layout::words::{clock, day, meeting};
use crate::request::{AfterWhat, Ask, BookingView, Failure, Record, Reply, SlotView};
use crate::screens::today::{BREATH, new_date, when};
use crate::text::mask::{Lens, View};

impl Page for State {
    fn context(&self) -> Context {
        match self.about.mode.asks_why() {
            _ if self.naming.is_some() => Context::NumberField,
            _ if self.typing.is_some() => Context::DateField,
            true => Context::NotHeld,
            false => Context::Booking,
        }
    }

    fn facts(&self, _core: &Core) -> Facts {
        Facts::of(&[Fact::HasSomeone])
            .with_if(Fact::CanName, self.can_name())
            .with_if(Fact::WasMissed, !matches!(self.about.mode, Mode::Book | Mode::Booked))
            .with_if(Fact::Kept, self.keeps())
            .with_if(Fact::KickoffMissing, self.about.mode == Mode::Book && self.kickoff != Kickoff::Settled)
    }

    fn target(&self) -> Target {
        Target {
            learner: self.about.learner,
            pharmacy: self.about.pharmacy,
            name: Some(self.about.name.clone()),
            link: self.about.link.clone(),
            flag: None,
        }
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let (now, me) = (cx.core.now, cx.core.file.me.as_ref().map(|me| me.id));
        let (without_kickoff, other) = (self.kickoff == Kickoff::LeftOut, self.other);
        let ask = match (self.about.appointment, self.asked_for) {
            (Some(appointment), _) => Ask::Slots { appointment, after: AfterWhat::NotHeld, now },
            (None, Some((scope, id))) => Ask::Booking { scope, id, me, without_kickoff, other, now },
            (None, None) => return,
        };
        self.asked = Some(cx.ask(ask));
    }

    fn command(&mut self, command: Command, key: Key, cx: &mut Cx<'_>) {
        if let Command::Move(towards) = command {
            self.step(towards);
            return;
        }
        let Command::Overlay(overlay) = command else { return };
        match overlay {
            Overlay::Settle | Overlay::Book => self.enter(cx),
            Overlay::KeepDate => cx.close(),
            Overlay::TypeDate => self.open_typing(),
            Overlay::DateDone => self.typed(cx),
            Overlay::DateGap => self.gap(cx),
            Overlay::OtherNumber => self.open_naming(),
            Overlay::NumberDone => self.named(cx),
            Overlay::KickoffOrNot => {
                self.kickoff = match self.kickoff {
                    Kickoff::LeftOut => Kickoff::Proposed,
                    Kickoff::Settled | Kickoff::Proposed => Kickoff::LeftOut,
                };
                (self.slots, self.slot) = (None, 0);
                self.load(cx);
            }
            Overlay::Choose => {
                let nth = key.digit().and_then(|d| usize::from(d).checked_sub(1));
                if let Some(reason) = nth.and_then(|n| Reason::ALL.get(n)) {
                    self.give_up_date(*reason);
                    self.on_slots = false;
                }
            }
            Overlay::ChooseSlot => {
                let slots = self.offered();
                let nth = key.digit().and_then(|d| usize::from(d).checked_sub(1));
                self.slot = nth.filter(|nth| *nth < slots).unwrap_or(self.slot);
            }
            Overlay::NextSlot => self.step_slot(1),
            Overlay::PreviousSlot => self.step_slot(-1),
            Overlay::NotHeldCall => self.log_call(cx),
            Overlay::NotHeldText => {
                let text = self.message(cx.core, false);
                cx.copy(&text, true, notice::copy_contact(cx.core.lang));
            }
            Overlay::NotHeldTextMasked => {
                let text = self.message(cx.core, true);
                cx.copy(&text, false, notice::copy_contact(cx.core.lang));
            }
            // Of the other boxes.
            Overlay::Filter
            | Overlay::FilterDone
            | Overlay::Run
            | Overlay::StartAnyway
            | Overlay::Switch
            | Overlay::SwitchNth
            | Overlay::EndFollowUp
            | Overlay::OtherEnd
            | Overlay::Drop
            | Overlay::KeepReason => {}
        }
    }

    fn field(&self) -> Option<&TextField> {
        let naming = self.naming.as_ref().map(|naming| &naming.field);
        naming.or(self.typing.as_ref().map(|typing| &typing.field))
    }
    fn field_mut(&mut self) -> Option<&mut TextField> {
        let naming = self.naming.as_mut().map(|naming| &mut naming.field);
        naming.or(self.typing.as_mut().map(|typing| &mut typing.field))
    }
    fn edited(&mut self, _cx: &mut Cx<'_>) {
        if let Some(naming) = &mut self.naming {
            naming.wrong = None;
            return;
        }
        if let Some(typing) = &mut self.typing {
            (typing.wrong, typing.checked, typing.asked) = (None, None, None);
        }
    }
    fn back(&mut self, _cx: &mut Cx<'_>) -> bool {
        self.naming.take().is_some() || self.typing.take().is_some()
    }

    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, cx: &mut Cx<'_>) {
        if self.recording == Some(id) {
            self.recording = None;
            match (reply.is_ok(), self.about.round) {
                // The next learner of the pharmacy.
                (true, true) => {
                    (self.slots, self.slot, self.typing) = (None, 0, None);
                    self.load(cx);
                }
                (true, false) => cx.close(),
                // The same Enter must not send again what was refused.
                (false, _) => {
                    if let Some(typing) = &mut self.typing {
                        typing.checked = None;
                    }
                }
            }
            return;
        }
        let doubts = if let Ok(Reply::Fit(doubts)) = &reply { Some(doubts.as_slice()) } else { None };
        if self.fits(id, doubts, cx) {
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
            self.slots = Some(match reply {
                Ok(Reply::Slots(slots)) => slots,
                // What runs now is neither moved nor missed, and its wrap-up knows what comes next.
                Ok(Reply::Booking(booking)) if runs(&booking) => {
                    cx.close();
                    let text = notice::book_while_running(cx.core.lang);
                    cx.core.say(Severity::Warning, text);
                    return;
                }
                Ok(Reply::Booking(booking)) => self.found(*booking),
                Ok(_) | Err(_) => Vec::new(),
            });
            if self.about.round && self.about.learner.is_none() {
                cx.close();
                return;
            }
            if std::mem::take(&mut self.eager) {
                self.settle(cx);
            }
        }
    }
}

impl State {
    /// What is booked, and for whom. One that is booked already stays or is moved, and the box says so.
    fn found(&mut self, booking: BookingView) -> Vec<SlotView> {
        let about = &mut self.about;
        about.number = booking.number;
        about.pharmacy = booking.kickoff.or(about.pharmacy);
        about.kind = match (booking.kickoff, booking.extra) {
            (Some(_), _) => AppointmentKind::Kickoff,
            (None, true) => AppointmentKind::Extra,
            (None, false) => AppointmentKind::Session,
        };
        (self.next, self.last, self.repeats) = (booking.next, booking.last, booking.repeats);
        if let Some((Scope::Pharmacy, _)) = self.asked_for {
            about.learner = booking.learner;
        }
        about.name = booking.name.unwrap_or_else(|| self.asked_name.clone());
        self.kickoff = match (booking.kickoff_missing, booking.kickoff) {
            (false, _) => Kickoff::Settled,
            (true, Some(_)) => Kickoff::Proposed,
            (true, None) => Kickoff::LeftOut,
        };
        self.lengths = (booking.number.is_some() || booking.kickoff.is_some()).then_some(booking.minutes);
        if let Some(booked) = booking.booked {
            self.about.mode = Mode::Booked;
            self.date = Date::CanStay;
            self.about.appointment = Some(booked.appointment);
            self.about.starts_at = booked.starts_at;
            self.about.local = booked.local;
            self.reason = Reason::WordCame;
            self.on_slots = false;
            self.eager = false;
        }
        booking.slots
    }

    /// The arrows choose in the list with the cursor: the reasons, or the proposals once Tab went there.
    fn step(&mut self, towards: Move) {
        let back = matches!(towards, Move::Up | Move::PageUp | Move::Home | Move::PreviousPart);
        if self.on_slots {
            self.step_slot(if back { -1 } else { 1 });
            return;
        }
        let at = Reason::ALL.iter().position(|r| *r == self.reason).unwrap_or(0);
        let to = match back {
            true if self.date == Date::CanStay && at == 0 => {
                self.about.mode = Mode::Booked;
                return;
            }
            true => at.saturating_sub(1),
            false if self.keeps() => 0,
            false => at + 1,
        };
        if let Some(reason) = Reason::ALL.get(to) {
            self.give_up_date(*reason);
        }
    }

    fn step_slot(&mut self, by: isize) {
        self.on_slots = true;
        if self.keeps() {
            // None was chosen yet: the first one is.
            self.give_up_date(self.reason);
            return;
        }
        // The proposals, "later", the date typed by hand.
        let places = self.slots.as_ref().map_or(1, |slots| slots.len() + 2);
        let at = isize::try_from(self.slot).unwrap_or(0) + by;
        let places = isize::try_from(places).unwrap_or(1);
        self.slot = usize::try_from(at.rem_euclid(places)).unwrap_or(0);
    }

    fn enter(&mut self, cx: &mut Cx<'_>) {
        // It opened by itself: that Enter was still meant for the wrap-up.
        let now = cx.core.now;
        if self.about.round && cx.core.closed_at.is_some_and(|at| now - at < BREATH) {
            cx.core.closed_at = Some(now);
            let text = notice::start_after_a_breath(cx.core.lang);
            cx.core.say(Severity::Done, text);
        } else if self.is_on_other() {
            self.open_typing();
        } else {
            self.settle(cx);
        }
    }

    pub(super) fn settle(&mut self, cx: &mut Cx<'_>) {
        if self.recording.is_some() {
            return;
        }
        // Nobody is missed long before the time: that is asked once.
        let missed = self.about.mode.asks_why() && !self.keeps() && self.reason == Reason::NoWord;
        if missed && self.warned.is_none() && cx.core.now < self.about.starts_at - EARLY_START {
            self.warned = Some(self.reason);
            let (lang, time) = (cx.core.lang, clock(self.about.local));
            // In a field a digit is typing.
            let text = if self.typing.is_some() {
                notice::not_yet_missed_typing(lang, &time)
            } else {
                notice::not_yet_missed(lang, &time)
            };
            cx.core.say(Severity::Warning, text);
            return;
        }
        if self.slots.is_none() {
            self.eager = true;
            return;
        }
        let next = self.chosen();
        let (lang, appointment, name) = (cx.core.lang, self.about.appointment, self.about.name.clone());
        let booked = next.map(|slot| format!("{} {}", day(lang, slot.start.date()), clock(slot.start)));
        let new_appointment = cx.make_id();
        let said = |_: Lens<'_>| notice::booked(lang, booked.as_deref().unwrap_or_default());
        self.recording = match (self.about.mode, next, appointment, self.about.learner) {
            (Mode::Book, Some(slot), ..) if self.about.kind == AppointmentKind::Kickoff => {
                let Some(pharmacy) = self.about.pharmacy else { return };
                let record = Record::BookKickoff { pharmacy, appointment: new_appointment, slot };
                Some(cx.record_saying(record, |lens| {
                    notice::booked_kickoff(lang, &name.show(lens), booked.as_deref().unwrap_or_default())
                }))
            }
            (Mode::Book, Some(slot), _, Some(learner)) => {
                let (kind, number) = (self.about.kind, self.about.number);
                let reason = self.why.clone();
                let record = Record::Book { learner, appointment: new_appointment, slot, kind, number, reason };
                Some(cx.record_saying(record, said))
            }
            // Its result is recorded: only the new date is.
            (Mode::SlotOnly, Some(_), Some(appointment), _) => {
                let record = Record::Result { appointment, result: self.reason.recorded(true), next, new_appointment };
                Some(cx.record_saying(record, said))
            }
            (Mode::WordCame | Mode::NoWord, next, Some(appointment), _) => {
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
            (Mode::Book | Mode::SlotOnly | Mode::Booked | Mode::WordCame | Mode::NoWord, ..) => {
                cx.close();
                None
            }
        };
    }

    fn log_call(&mut self, cx: &mut Cx<'_>) {
        if self.logging.is_some() {
            return;
        }
        if let Some(whom) = self.target().scope() {
            self.logging = cx.log_call(whom);
        }
    }

    fn message(&self, core: &Core, without_names: bool) -> String {
        let lang = core.lang;
        let lens = if without_names { Lens { view: View::ShareSafe, ..core.lens() } } else { core.lens() };
        let (name, when) = (self.about.name.show(lens), when(core, self.about.local));
        let number = meeting(lang, self.about.kind, self.about.number);
        let what_happened = match self.reason {
            Reason::WordCame => today::contact_moved(lang, &name, &when, &number),
            // Nobody was missed before the time has come.
            Reason::NoWord if core.now < self.about.starts_at => today::contact_off(lang, &name, &when, &number),
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

fn runs(booking: &BookingView) -> bool {
    booking.booked.as_ref().is_some_and(|booked| booked.state == AppointmentState::InProgress)
}
