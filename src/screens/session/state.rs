//! What this screen knows.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::commenting::{Commenting, SentComment};
use super::kept::Kept;
use super::rows::{self, RowKey};
use super::tasks::Candidate;
use crate::app::{Core, RequestId, TextField};
use crate::domain::{AppointmentState, HomeworkState, Id, NoteKind, Outcome};
use crate::layout::list::Cursor;
use crate::layout::pacing::{Pace, Times, pace};
use crate::request::record::NoteLine;
use crate::request::{CriterionView, Draft, HomeworkView, ItemView, SessionView};

/// The names under which half-typed texts are kept: a new line and the words of the appointment, an edited line of its note.
pub(super) const NOTE: &str = "note";
pub(super) const WORDS: &str = "words";
pub(super) const EDITED: &str = "note-edit";

/// A 1on1.
#[derive(Debug)]
pub struct State {
    appointment: Id,
    pub(super) asked: Option<RequestId>,
    pub(super) view: Option<Box<SessionView>>,
    pub(super) at: Option<RowKey>,
    /// How many pages down the pane was turned, while the cursor stood there.
    pub(super) turned: (Option<RowKey>, usize),
    pub(super) focus: Focus,
    /// The line that is in the field, or comes into it next.
    pub(super) line: Line,
    /// Lines that were left half typed for another: at most one new one, and notes that are being changed.
    pub(super) left: Vec<Line>,
    /// The words of an item that is being typed.
    pub(super) words: Option<(Id, TextField)>,
    /// Words on their way to the disk.
    pub(super) words_sent: Option<(RequestId, Id, String)>,
    /// A comment on the role-play that is being typed, and those on their way to the disk.
    pub(super) commenting: Option<Commenting>,
    pub(super) comments_sent: Vec<SentComment>,
    /// The outcomes side by side, with the one that is chosen.
    pub(super) strip: Option<usize>,
    pub(super) pick: Option<Pick>,
    /// The list on its way to the disk; it comes back when that fails.
    pub(super) assigning: Option<(RequestId, Pick)>,
    /// Marks that are not on disk yet, or could not be written.
    pub(super) marks: BTreeMap<RowKey, Sent>,
    /// Lines that are not on disk yet, or could not be written.
    pub(super) lines: Vec<SentLine>,
    /// The line that was kept just before the one in the field was begun: a stray Enter may have split them.
    pub(super) kept: Option<Id>,
    pub(super) pausing: Option<RequestId>,
    /// The rows that had their mark when an action was taken back; until the session as it is now has come.
    pub(super) marked_before_undo: Option<Vec<RowKey>>,
    /// Closing needs the words that an item asks for: they are opened as soon as the view is here.
    pub(super) wants_words: bool,
    /// The row that was marked last, and the one to which the cursor went from there.
    pub(super) stepped: Option<(RowKey, RowKey)>,
    /// A run of the role-play that the store does not know yet.
    pub(super) run: Option<Id>,
    /// Half-typed lines that wait for the notes to come.
    pub(super) drafts: Vec<Draft>,
    /// The row on which the cursor was with a line that came back before the rows did.
    pub(super) was_at: Option<RowKey>,
    pub(super) told_over: bool,
    pub(super) panes: Kept,
}

/// Which text field has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    Rows,
    Line,
    Words,
    Comment,
}

/// The note line. It keeps what is typed when it is left.
#[derive(Debug)]
pub struct Line {
    pub field: TextField,
    pub kind: NoteKind,
    /// The note that is being changed.
    pub editing: Option<Id>,
}

/// Homework for next time, to tick.
#[derive(Debug, Clone)]
pub struct Pick {
    pub rows: Vec<Candidate>,
    pub cursor: Cursor,
}

/// What a digit sets on a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Set {
    Outcome(Outcome),
    Homework(HomeworkState),
    Score(u8),
}

/// A mark that is not known to be on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// `None`: it could not be written; the same key tries again.
    pub request: Option<RequestId>,
    pub set: Set,
}

/// A line that is not known to be on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentLine {
    pub request: Option<RequestId>,
    pub line: NoteLine,
    pub at: DateTime<Utc>,
}

/// How sure a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Kept,
    Pending,
    Failed,
}

impl Line {
    pub(super) fn new(appointment: Id) -> Self {
        Self { field: TextField::line("").kept(NOTE, appointment), kind: NoteKind::Memo, editing: None }
    }
}

impl State {
    pub fn new(appointment: Id) -> Self {
        Self {
            appointment,
            asked: None,
            marked_before_undo: None,
            wants_words: false,
            view: None,
            at: None,
            turned: (None, 0),
            focus: Focus::Rows,
            line: Line::new(appointment),
            left: Vec::new(),
            words: None,
            words_sent: None,
            commenting: None,
            comments_sent: Vec::new(),
            strip: None,
            pick: None,
            assigning: None,
            marks: BTreeMap::new(),
            lines: Vec::new(),
            kept: None,
            pausing: None,
            stepped: None,
            run: None,
            drafts: Vec::new(),
            was_at: None,
            told_over: false,
            panes: Kept::default(),
        }
    }

    pub const fn appointment(&self) -> Id {
        self.appointment
    }

    /// The record can be changed here and now.
    pub(super) fn writable(&self, core: &Core) -> bool {
        !core.file.read_only && self.view.as_ref().is_some_and(|view| !view.closed)
    }

    /// The clock runs.
    pub(super) fn is_live(&self) -> bool {
        self.view
            .as_ref()
            .is_some_and(|view| view.state == AppointmentState::InProgress && view.ended_at.is_none() && !view.closed)
    }

    fn sent(&self, key: RowKey) -> Option<(Set, Standing)> {
        let sent = self.marks.get(&key)?;
        Some((sent.set, if sent.request.is_some() { Standing::Pending } else { Standing::Failed }))
    }

    /// The outcome of an item as it was last marked.
    pub(super) fn outcome(&self, item: &ItemView) -> (Outcome, Standing) {
        match self.sent(RowKey::Item(item.id)) {
            Some((Set::Outcome(outcome), standing)) => (outcome, standing),
            Some((Set::Homework(_) | Set::Score(_), _)) | None => (item.outcome, Standing::Kept),
        }
    }

    /// What became of homework of last time, as it was last marked.
    pub(super) fn homework(&self, homework: &HomeworkView) -> (HomeworkState, Standing) {
        match self.sent(RowKey::Homework(homework.id)) {
            Some((Set::Homework(state), standing)) => (state, standing),
            Some((Set::Outcome(_) | Set::Score(_), _)) | None => (homework.state, Standing::Kept),
        }
    }

    /// The rating of a criterion in the run that goes on.
    pub(super) fn score(&self, nth: usize, criterion: &CriterionView) -> (Option<u8>, Standing) {
        match self.sent(RowKey::Criterion(nth)) {
            Some((Set::Score(score), standing)) => (Some(score), standing),
            Some((Set::Outcome(_) | Set::Homework(_), _)) | None if self.is_new_run() => (None, Standing::Kept),
            Some((Set::Outcome(_) | Set::Homework(_), _)) | None => (criterion.score, Standing::Kept),
        }
    }

    /// A further run was begun, and nothing of it is on disk.
    pub(super) fn is_new_run(&self) -> bool {
        let known = self.view.as_ref().and_then(|view| view.role_play.as_ref()).and_then(|play| play.id);
        matches!((self.run, known), (Some(run), Some(known)) if run != known)
    }

    /// Which run of the role-play goes on.
    pub(super) fn attempt(&self) -> u8 {
        let known = self.view.as_ref().and_then(|view| view.role_play.as_ref()).map_or(1, |play| play.attempt);
        known.saturating_add(u8::from(self.is_new_run()))
    }

    /// Whether a row has its mark.
    pub(super) fn is_marked(&self, key: RowKey) -> bool {
        let Some(view) = &self.view else { return false };
        match key {
            RowKey::Homework(id) => view
                .last_homework
                .iter()
                .find(|h| h.id == id)
                .is_some_and(|h| self.homework(h).0 != HomeworkState::Assigned),
            RowKey::Item(id) => rows::item(view, id).is_some_and(|i| self.outcome(i).0 != Outcome::Planned),
            RowKey::Criterion(nth) => view
                .role_play
                .as_ref()
                .and_then(|play| play.criteria.get(nth))
                .is_some_and(|c| self.score(nth, c).0.is_some()),
            RowKey::Note(_) => false,
        }
    }

    /// Where the session stands on the clock that the screen shows.
    pub(super) fn pace(&self, core: &Core) -> Option<Pace> {
        let view = self.view.as_ref()?;
        Some(pace(core.clock, &times(view), &rows::steps(view, |item| self.outcome(item).0)))
    }

    /// The pane of the cursor; the lecture while it is among the notes.
    /// Which page of the pane of the cursor is seen. A cursor that moves is seen, so it begins on the first.
    pub(super) fn page(&self) -> usize {
        if self.turned.0 == self.at { self.turned.1 } else { 0 }
    }

    pub(super) fn pane(&self) -> rows::Pane {
        let Some(view) = &self.view else { return rows::Pane::Lecture };
        let at = self.at;
        rows::order(view).iter().find(|(_, key)| Some(*key) == at).map_or(rows::Pane::Lecture, |(pane, _)| *pane)
    }
}

/// When the session runs.
pub(super) fn times(view: &SessionView) -> Times {
    Times {
        starts_at: view.starts_at,
        ends_at: view.ends_at,
        started_at: view.started_at,
        paused_seconds: view.paused_seconds,
        paused_since: view.paused_since,
        aside_seconds: view.aside_seconds,
        aside_since: view.aside_since,
    }
}
