//! What the box knows.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::naming::Naming;
use super::typing::Typing;
use crate::app::{Core, RequestId, Target};
use crate::domain::{AppointmentKind, AppointmentState, Id, Scope};
use crate::request::record::{NotHeld, Slot};
use crate::request::{Followed, Other, QueueRow, SlotView};
use crate::text::mask::Private;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// 延: 連絡あり preselected.
    WordCame,
    /// 欠: 無断 preselected.
    NoWord,
    /// It is recorded already; only the next slot is chosen.
    SlotOnly,
    /// It has a date, and keeps it until a reason is chosen or another date.
    Booked,
    /// Nothing was missed: the next number is booked, or the kickoff.
    Book,
}

impl Mode {
    /// Whether the reason is asked, or only the slot.
    pub const fn asks_why(self) -> bool {
        matches!(self, Self::WordCame | Self::NoWord | Self::Booked)
    }
}

/// The appointment in question.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    pub mode: Mode,
    /// Why, as far as it is known or most likely.
    pub reason: Reason,
    /// `None` where there is none yet.
    pub appointment: Option<Id>,
    pub learner: Option<Id>,
    pub pharmacy: Option<Id>,
    /// It opened by itself after a kickoff: session 1 of everybody who has none yet, one after the other.
    pub round: bool,
    pub name: Private,
    pub kind: AppointmentKind,
    pub number: Option<u8>,
    pub starts_at: DateTime<Utc>,
    pub local: NaiveDateTime,
    /// Contacts so far, newest first: when, and whether someone was reached.
    pub touches: Vec<(DateTime<Utc>, bool)>,
    pub link: Option<String>,
    /// What else than the next number is booked.
    pub other: Option<Other>,
}

impl About {
    /// A row of the day.
    pub fn of(row: &QueueRow, mode: Mode) -> Self {
        let person = row.learner.as_ref().or(row.owner.as_ref());
        let reason = match (mode, row.state) {
            (Mode::WordCame | Mode::Booked, _) | (_, AppointmentState::LateCancel) => Reason::WordCame,
            (_, AppointmentState::CancelledByUs) => Reason::OurSide,
            (Mode::NoWord | Mode::SlotOnly | Mode::Book, _) => Reason::NoWord,
        };
        Self {
            mode,
            reason,
            appointment: Some(row.appointment),
            learner: row.learner.as_ref().map(|p| p.id),
            pharmacy: Some(row.pharmacy.id),
            round: false,
            name: person.map_or_else(|| row.pharmacy.name.clone(), |p| p.name.clone()),
            kind: row.kind,
            number: row.session_no,
            starts_at: row.starts_at,
            local: row.local,
            touches: row.touches.clone(),
            link: row.meeting_url.clone(),
            other: None,
        }
    }

    /// The new date of a row that was not held: it stays, or is moved once more.
    pub fn moving(row: &QueueRow, next: &Followed) -> Self {
        let Followed { appointment, starts_at, local, .. } = *next;
        Self { appointment: Some(appointment), starts_at, local, ..Self::of(row, Mode::Booked) }
    }

    /// Session 1 of the learners of a pharmacy, right after its kickoff.
    pub fn after_kickoff(pharmacy: Id, name: Private, core: &Core) -> Option<Self> {
        let target = Target { pharmacy: Some(pharmacy), name: Some(name), ..Target::default() };
        Some(Self { round: true, ..Self::booking(target, core)? })
    }

    /// The next appointment of the learner, or the pharmacy, whom a screen means.
    pub fn booking(target: Target, core: &Core) -> Option<Self> {
        target.scope()?;
        Some(Self {
            mode: Mode::Book,
            reason: Reason::NoWord,
            appointment: None,
            learner: target.learner,
            pharmacy: target.pharmacy,
            round: false,
            name: target.name?,
            kind: AppointmentKind::Session,
            number: None,
            starts_at: core.now,
            local: core.local(core.now),
            touches: Vec::new(),
            link: target.link,
            other: None,
        })
    }

    /// An extra session of the learner whom a screen means.
    pub fn extra(target: Target, core: &Core) -> Option<Self> {
        target.learner?;
        let (kind, other) = (AppointmentKind::Extra, Some(Other::Extra(None)));
        Some(Self { kind, other, ..Self::booking(target, core)? })
    }
}

/// Why it was not held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    WordCame,
    NoWord,
    OurSide,
}

impl Reason {
    pub const ALL: [Self; 3] = [Self::WordCame, Self::NoWord, Self::OurSide];

    /// How it is recorded. Word that came without a new date being wanted is a cancellation.
    pub const fn recorded(self, rebooked: bool) -> NotHeld {
        match self {
            Self::WordCame if rebooked => NotHeld::Moved,
            Self::WordCame => NotHeld::Cancelled,
            Self::NoWord => NotHeld::NoShow,
            Self::OurSide => NotHeld::ByUs,
        }
    }
}

/// Whether a row leaves the date as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Date {
    CanStay,
    /// There is none, or it was given up before the box opened.
    IsOff,
}

/// What comes of a kickoff that may still be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kickoff {
    /// It is held or booked, or nobody asked.
    Settled,
    /// It is what is proposed.
    Proposed,
    /// The learner is booked without it.
    LeftOut,
}

/// The box.
#[derive(Debug)]
pub struct State {
    pub(super) about: About,
    pub(super) date: Date,
    pub(super) reason: Reason,
    /// `None` until they have come.
    pub(super) slots: Option<Vec<SlotView>>,
    /// Which row of the list: a proposal, then "later", then the date that is typed by hand.
    pub(super) slot: usize,
    /// The arrows move among the proposals: Tab went there.
    pub(super) on_slots: bool,
    pub(super) asked: Option<RequestId>,
    pub(super) recording: Option<RequestId>,
    pub(super) logging: Option<RequestId>,
    /// Who was asked for, and as whom: what is booked may be another's.
    pub(super) asked_for: Option<(Scope, Id)>,
    pub(super) asked_name: Private,
    /// The date that is being typed by hand.
    pub(super) typing: Option<Box<Typing>>,
    /// Another number than the next one, as it is typed with its reason.
    pub(super) naming: Option<Box<Naming>>,
    pub(super) other: Option<Other>,
    pub(super) why: Option<String>,
    /// The number that comes next, the last one of the programme, and whether what is booked was covered in full before.
    pub(super) next: Option<u8>,
    pub(super) last: u8,
    pub(super) repeats: bool,
    /// How long what is booked may take, where the store said so.
    pub(super) lengths: Option<(u32, u32)>,
    pub(super) kickoff: Kickoff,
    /// Enter came before the proposals did: settle as soon as they are here.
    pub(super) eager: bool,
    /// The reason of which it was said that the meeting is still ahead.
    pub(super) warned: Option<Reason>,
}

impl State {
    pub fn new(about: About) -> Self {
        let reason = about.reason;
        let on_slots = !about.mode.asks_why();
        let learner = about.learner.map(|id| (Scope::Learner, id));
        let asked_for = learner.or(about.pharmacy.map(|id| (Scope::Pharmacy, id)));
        let asked_name = about.name.clone();
        let other = about.other;
        let date = if about.mode == Mode::Booked { Date::CanStay } else { Date::IsOff };
        Self {
            about,
            date,
            reason,
            slots: None,
            slot: 0,
            on_slots,
            asked: None,
            recording: None,
            logging: None,
            asked_for,
            asked_name,
            typing: None,
            naming: None,
            other,
            why: None,
            next: None,
            last: 0,
            repeats: false,
            lengths: None,
            kickoff: Kickoff::Settled,
            eager: false,
            warned: None,
        }
    }
    /// The date stays as it is: nothing was chosen that would change it.
    pub(super) fn keeps(&self) -> bool {
        self.about.mode == Mode::Booked
    }
    /// It will not take place on its date, because of `reason`.
    pub(super) fn give_up_date(&mut self, reason: Reason) {
        (self.reason, self.warned) = (reason, None);
        if self.keeps() {
            self.about.mode = Mode::WordCame;
        }
    }
    /// How many proposals there are.
    pub(super) fn offered(&self) -> usize {
        self.slots.as_ref().map_or(0, Vec::len)
    }
    /// The cursor is on the row that takes a date typed by hand.
    pub(super) fn is_on_other(&self) -> bool {
        self.slots.is_some() && self.slot > self.offered()
    }
    /// The chosen date; `None` = decided later.
    pub(super) fn chosen(&self) -> Option<Slot> {
        if let Some(typing) = &self.typing {
            return typing.checked;
        }
        let slot = self.slots.as_ref()?.get(self.slot)?;
        Some(Slot { start: slot.start, minutes: slot.minutes })
    }
}
