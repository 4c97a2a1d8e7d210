//! What the box knows.

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::app::{Core, RequestId, Target};
use crate::domain::{AppointmentKind, AppointmentState, Id};
use crate::request::record::NotHeld;
use crate::request::{Followed, QueueRow, SlotView};
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
    /// Nothing was missed: the learner's next number is booked.
    Book,
}

impl Mode {
    /// Whether the reason is asked, or only the slot.
    pub const fn asks_why(self) -> bool {
        matches!(self, Self::WordCame | Self::NoWord)
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
    pub pharmacy: Id,
    pub name: Private,
    pub kind: AppointmentKind,
    pub number: Option<u8>,
    pub starts_at: DateTime<Utc>,
    pub local: NaiveDateTime,
    /// Contacts so far, newest first: when, and whether someone was reached.
    pub touches: Vec<(DateTime<Utc>, bool)>,
    pub link: Option<String>,
}

impl About {
    /// A row of the day.
    pub fn of(row: &QueueRow, mode: Mode) -> Self {
        let person = row.learner.as_ref().or(row.owner.as_ref());
        let reason = match (mode, row.state) {
            (Mode::WordCame, _) | (_, AppointmentState::LateCancel) => Reason::WordCame,
            (_, AppointmentState::CancelledByUs) => Reason::OurSide,
            (Mode::NoWord | Mode::SlotOnly | Mode::Book, _) => Reason::NoWord,
        };
        Self {
            mode,
            reason,
            appointment: Some(row.appointment),
            learner: row.learner.as_ref().map(|p| p.id),
            pharmacy: row.pharmacy.id,
            name: person.map_or_else(|| row.pharmacy.name.clone(), |p| p.name.clone()),
            kind: row.kind,
            number: row.session_no,
            starts_at: row.starts_at,
            local: row.local,
            touches: row.touches.clone(),
            link: row.meeting_url.clone(),
        }
    }

    /// The new date of a row that was not held: it can be moved once more.
    pub fn moving(row: &QueueRow, next: &Followed) -> Self {
        let Followed { appointment, starts_at, local, .. } = *next;
        Self { appointment: Some(appointment), starts_at, local, ..Self::of(row, Mode::WordCame) }
    }

    /// The next appointment of the learner whom a screen means.
    pub fn booking(target: Target, core: &Core) -> Option<Self> {
        Some(Self {
            mode: Mode::Book,
            reason: Reason::NoWord,
            appointment: None,
            learner: Some(target.learner?),
            pharmacy: target.pharmacy?,
            name: target.name?,
            kind: AppointmentKind::Session,
            number: None,
            starts_at: core.now,
            local: core.local(core.now),
            touches: Vec::new(),
            link: target.link,
        })
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

/// The box.
#[derive(Debug)]
pub struct State {
    pub(super) about: About,
    pub(super) reason: Reason,
    /// `None` until they have come.
    pub(super) slots: Option<Vec<SlotView>>,
    /// Which proposal; one behind the last is "later".
    pub(super) slot: usize,
    /// The arrows move among the proposals: Tab went there.
    pub(super) on_slots: bool,
    pub(super) asked: Option<RequestId>,
    pub(super) recording: Option<RequestId>,
    pub(super) logging: Option<RequestId>,
    /// Enter came before the proposals did: settle as soon as they are here.
    pub(super) eager: bool,
}

impl State {
    pub fn new(about: About) -> Self {
        let reason = about.reason;
        let on_slots = !about.mode.asks_why();
        Self {
            about,
            reason,
            slots: None,
            slot: 0,
            on_slots,
            asked: None,
            recording: None,
            logging: None,
            eager: false,
        }
    }
    /// The chosen proposal; `None` = decided later.
    pub(super) fn chosen(&self) -> Option<&SlotView> {
        self.slots.as_ref().and_then(|slots| slots.get(self.slot))
    }
}
