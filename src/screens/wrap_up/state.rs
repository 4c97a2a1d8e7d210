//! What this screen knows.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;

use super::parts::Part;
use crate::app::{RequestId, TextField};
use crate::domain::transitions::at_finish;
use crate::domain::{AppointmentKind, BusinessDate, HomeworkState, Id, Level, Outcome, QuestionState};
use crate::request::record::{CloseResult, NotHeld};
use crate::request::{ItemView, PromiseView, RolePlayView, SessionView, SlotView, WrapUpView};
use crate::screens::session::tasks::Candidate;
use crate::text::mask::Private;

/// The names under which half-typed texts are kept: the hand-over line of the session, the answer to a question.
pub(super) const FOCUS: &str = "next-focus";
pub(super) const ANSWER: &str = "answer";

/// A wrap-up.
#[derive(Debug)]
pub struct State {
    session: Id,
    /// The 1on1 was started only to say what became of it.
    pub(super) begun: bool,
    pub(super) asked: Option<RequestId>,
    pub(super) view: Option<Box<WrapUpView>>,
    pub(super) form: Option<Form>,
    pub(super) part: Part,
    /// The answer to a question that is being typed.
    pub(super) answering: Option<(Id, TextField)>,
    /// The next meeting is about to begin: only the result is asked, and the record waits for the review.
    pub(super) short: bool,
    /// Closing asked for the choice that it needs, and the line above the footer says its digits.
    pub(super) asking: bool,
    /// The whole of it on its way to the disk.
    pub(super) closing: Option<RequestId>,
    /// Proposals for a session that did not take place.
    pub(super) slots_asked: Option<RequestId>,
    pub(super) missed_slots: Vec<SlotView>,
    /// The question whose answer was promised last, until the cursor is moved: its day can still be changed.
    pub(super) promised: Option<Id>,
    /// What was chosen here, oldest first, and what was taken back of it, newest last.
    pub(super) done: Vec<Step>,
    pub(super) undone: Vec<Step>,
}

/// Something that undo takes back before the wrap-up is closed.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    /// The form as it stood on the other side of a choice.
    Choice(Box<Choices>),
    /// A question was settled: that is on disk already.
    Recorded(Settled),
}

/// A question that was settled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Settled {
    pub request: RequestId,
    /// Where the cursor was on the other side of it …
    pub part: Part,
    /// … which promise `+` and `-` changed, and the day of promises.
    pub promised: Option<Id>,
    pub answer_by: Option<BusinessDate>,
}

/// What keys choose in the form; the hand-over line has an undo of its own.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choices {
    /// Where the cursor was.
    pub part: Part,
    pub result: CloseResult,
    pub unmarked: Option<bool>,
    pub mood: Option<u8>,
    pub tasks: Vec<Candidate>,
    pub slot: Option<Chosen>,
    pub flag: Option<Level>,
    pub touched: BTreeSet<Touched>,
    pub answer_by: Option<BusinessDate>,
}

/// Fields whose defaults count as unconfirmed until somebody touches them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Touched {
    Result,
    Homework,
    Next,
    FollowUp,
    Focus,
}

impl Touched {
    /// Its name in the record.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Result => "result",
            Self::Homework => "homework",
            Self::Next => "next",
            Self::FollowUp => "follow_up",
            Self::Focus => "next_focus",
        }
    }
}

/// The slot that is booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen {
    pub start: NaiveDateTime,
    pub minutes: u32,
    /// Free of the trainer's other appointments; `None` = moved by hand, checked when it is booked.
    pub free: Option<bool>,
}

impl Chosen {
    pub(super) fn of(slot: &SlotView) -> Self {
        Self { start: slot.start, minutes: slot.minutes, free: Some(slot.free) }
    }
}

/// What is filled in.
#[derive(Debug)]
pub struct Form {
    pub result: CloseResult,
    /// Nothing was marked: whether all was done.
    pub unmarked: Option<bool>,
    pub mood: Option<u8>,
    pub tasks: Vec<Candidate>,
    pub slot: Option<Chosen>,
    pub flag: Option<Level>,
    pub focus: TextField,
    pub touched: BTreeSet<Touched>,
    /// The day of a promised answer, once somebody chose one.
    pub answer_by: Option<BusinessDate>,
}

impl State {
    pub fn new(session: Id) -> Self {
        Self {
            session,
            begun: false,
            asked: None,
            view: None,
            form: None,
            part: Part::Settle,
            answering: None,
            short: false,
            asking: false,
            closing: None,
            slots_asked: None,
            missed_slots: Vec::new(),
            promised: None,
            done: Vec::new(),
            undone: Vec::new(),
        }
    }
    /// Whether the 1on1 was started only to say what became of it.
    #[must_use]
    pub fn begun(self, begun: bool) -> Self {
        Self { begun, ..self }
    }
    pub const fn session(&self) -> Id {
        self.session
    }

    /// The session that is wrapped up.
    pub(super) fn met(&self) -> Option<&SessionView> {
        self.view.as_ref().map(|view| &view.session)
    }

    /// Questions that are neither answered, promised nor handed over.
    pub(super) fn open_questions(&self) -> Vec<&PromiseView> {
        let open = |q: &&PromiseView| q.state == QuestionState::Open && q.by.is_none();
        self.met().map_or_else(Vec::new, |session| session.open_questions.iter().filter(open).collect())
    }

    /// It has to be asked whether all or nothing was done.
    pub(super) fn asks_unmarked(&self) -> bool {
        let held = self.form.as_ref().is_some_and(|form| form.result == CloseResult::Held || form.unmarked.is_some());
        held && self.met().is_some_and(nothing_marked)
    }

    /// The answer promised last, with its day as it is on disk.
    pub(super) fn just_promised(&self) -> Option<(&Private, BusinessDate)> {
        let id = self.promised?;
        let question = self.met()?.open_questions.iter().find(|q| q.question == id)?;
        Some((&question.text, question.by?))
    }

    /// Hardly a must item was gone through: whether that meeting was held or broken off has to be said, not assumed.
    pub(super) fn asks_result(&self) -> bool {
        let Some(form) = self.form.as_ref().filter(|_| !self.short && !self.asks_unmarked()) else { return false };
        let proposed = form.result == CloseResult::Held && !form.touched.contains(&Touched::Result);
        proposed && self.met().is_some_and(hardly_begun)
    }

    /// How much of the learner's last homework nobody has looked at.
    pub(super) fn unlooked_homework(&self) -> usize {
        let assigned = |h: &&crate::request::HomeworkView| h.state == HomeworkState::Assigned;
        let session = |met: &&SessionView| met.kind == AppointmentKind::Session;
        self.met().filter(session).map_or(0, |met| met.last_homework.iter().filter(assigned).count())
    }

    /// How many items closing records as skipped: without a mark, and a must of a held session.
    pub(super) fn becomes_skipped(&self) -> usize {
        let held = self.form.as_ref().is_some_and(|form| form.result == CloseResult::Held);
        // Without any mark it is asked, and either answer leaves nothing to skip.
        if !held || self.asks_unmarked() {
            return 0;
        }
        let skipped = |item: &&ItemView| !item.review && at_finish(item.outcome, item.must) == Some(Outcome::Skipped);
        let open = |item: &&ItemView| item.outcome == Outcome::Planned;
        self.met().map_or(0, |met| met.items.iter().filter(open).filter(skipped).filter(|i| !met.stays(i)).count())
    }

    /// A choice stands between the trainer and the closed record.
    pub(super) fn choice_open(&self) -> bool {
        let Some(form) = self.form.as_ref().filter(|_| !self.short) else { return false };
        let took_place = !matches!(form.result, CloseResult::Not(_));
        let unmarked = self.asks_unmarked() && form.unmarked.is_none();
        took_place && !self.open_questions().is_empty() || unmarked || self.asks_result()
    }

    /// The choice was asked for, and its digits answer it.
    pub(super) fn is_asked(&self) -> bool {
        self.asking && self.choice_open()
    }

    /// The digits say whether all or nothing was done, and not what became of the appointment.
    pub(super) fn digits_answer_unmarked(&self) -> bool {
        let asked = self.is_asked() && !self.part.has_choice() && self.open_questions().is_empty();
        self.asks_unmarked() && (asked || self.part == Part::Unmarked)
    }

    /// The proposals that go with the chosen result.
    pub(super) fn slots(&self) -> &[SlotView] {
        let missed = self.form.as_ref().is_some_and(|form| matches!(form.result, CloseResult::Not(_)));
        if missed { &self.missed_slots } else { self.view.as_ref().map_or(&[], |view| &view.slots) }
    }

    /// The places of the cursor, from the top.
    pub(super) fn parts(&self) -> Vec<Part> {
        if self.short {
            return vec![Part::Result, Part::Settle];
        }
        let answering = self.answering.as_ref().map(|(id, _)| *id);
        let of_question = |id| {
            let answer = (answering == Some(id)).then_some(Part::Answer(id));
            std::iter::once(Part::Question(id)).chain(answer)
        };
        let mut parts: Vec<Part> = self.open_questions().iter().flat_map(|q| of_question(q.question)).collect();
        if self.asks_unmarked() {
            parts.push(Part::Unmarked);
        }
        parts.extend([Part::Result, Part::Mood]);
        let tasks = self.form.as_ref().map_or(0, |form| form.tasks.len());
        parts.extend((0..tasks).map(Part::Homework));
        parts.extend([Part::Slot, Part::FollowUp, Part::Focus, Part::Settle]);
        parts
    }
}

/// Nothing at all has its mark.
pub(super) fn nothing_marked(session: &SessionView) -> bool {
    let items = session.items.iter().filter(|item| !item.review);
    let mut any = items.clone().any(|item| item.outcome != Outcome::Planned);
    // Homework that is missing was looked at, but nothing was done with it.
    let looked_at = |state| !matches!(state, HomeworkState::Assigned | HomeworkState::Missing);
    any |= session.last_homework.iter().any(|h| !h.missed_before && looked_at(h.state));
    // What was rated of a first number before the second came in was done, too.
    let rated = |play: &RolePlayView| !play.others.is_empty() || play.criteria.iter().any(|c| c.score.is_some());
    any |= session.role_play.as_ref().is_some_and(rated);
    !any && items.count() > 0
}

/// Of so many must items one has to be gone through, that what is left may count as left out of a held session.
const OF_SO_MANY: usize = 3;

/// Most of the must items were neither gone through nor skipped by anybody: the number would be used up without them.
pub(super) fn hardly_begun(session: &SessionView) -> bool {
    let must = || session.items.iter().filter(|item| item.must && !item.review && !session.stays(item));
    let said = must().filter(|item| item.outcome != Outcome::Planned).count();
    session.kind == AppointmentKind::Session && said * OF_SO_MANY < must().count()
}

/// In the order of the digits; 欠 has its three reasons.
pub(super) const RESULTS: [CloseResult; 4] =
    [CloseResult::Held, CloseResult::BrokenOff, CloseResult::Not(NotHeld::Moved), CloseResult::Not(NotHeld::NoShow)];

/// Which of the four it is.
pub(super) const fn result_index(result: CloseResult) -> usize {
    match result {
        CloseResult::Held => 0,
        CloseResult::BrokenOff | CloseResult::Not(NotHeld::BrokenOff) => 1,
        CloseResult::Not(NotHeld::Moved) => 2,
        CloseResult::Not(NotHeld::NoShow | NotHeld::Cancelled | NotHeld::ByUs) => 3,
    }
}
