//! What comes in and what goes out: messages from the world, effects on it. Both are plain data, so that a test reads like
//! a specification: message in, model and effects out.

use chrono::{DateTime, TimeDelta, Utc};

use crate::command::Key;
use crate::domain::Id;
use crate::i18n::Lang;
use crate::request::import::Wish;
use crate::request::{Ask, Draft, Failure, FileView, News, Record, Reply, Stamp, Took, Writer};
use crate::text::SafeText;

/// The number of a request; its answer carries it. Later requests have larger numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct RequestId(pub u64);

/// Cells of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub width: u16,
    pub height: u16,
}

/// One thing out of a read of the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    /// A bracketed paste.
    Paste(String),
    /// A bracketed paste that never ended; what came is handed on all the same.
    BrokenPaste(String),
    Mouse(Mouse),
}

/// What the mouse did, at a cell counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    pub kind: MouseKind,
    pub x: u16,
    pub y: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    Click,
    Drag,
    WheelUp,
    WheelDown,
}

/// How a text reached the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    Native,
    /// Handed to the terminal, which may or may not have taken it.
    Terminal,
    Failed,
}

/// Something happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// What one read of the terminal brought: committed words, pastes and keys are told apart by it.
    Input(Vec<Input>),
    Resize(Size),
    /// What the store answered.
    Reply(RequestId, Box<Result<Reply, Failure>>),
    /// So much of a long recording is done.
    Progress {
        id: RequestId,
        done: usize,
        total: usize,
    },
    /// What is known of the file now that much of it has changed.
    File(Box<FileView>),
    /// The moment that [`next_timer`](super::next_timer) named has come.
    Tick,
    /// The terminal gained or lost the focus.
    Focus(bool),
    /// The computer woke up after that long; below zero its clock was set back.
    Resumed(TimeDelta),
    /// The program has to end now: half-typed texts go to the disk.
    Stop,
    /// The terminal draws ambiguous glyphs two cells wide (or not).
    AmbiguousWidth {
        wide: bool,
    },
    Copied(Copied),
    /// Whether the desktop took the link.
    Opened {
        url: String,
        ok: bool,
    },
    /// A half-typed text could not be kept.
    DraftFailed(Failure),
    /// What came of asking for the file.
    TookOver(Took),
    /// Another window asks for the file.
    Wanted,
    /// Who writes after this one was to let go.
    LetGo(Writer),
    /// The window that writes has written.
    News(News),
}

/// Something to be done, in this order.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    Ask(RequestId, Ask),
    Record(RequestId, Stamp, Record),
    /// Read these files and take them in, or say what would happen.
    Import(RequestId, Stamp, Wish),
    /// Keep what is half typed.
    SaveDraft(Draft),
    ClearDraft {
        field: String,
        owner: Id,
    },
    /// Not through the terminal while the screen is shared.
    Copy {
        text: SafeText,
    },
    /// Checked against the allow-list.
    OpenLink {
        url: String,
    },
    /// The store answers with programme texts in this language from now on.
    SetLang(Lang),
    /// Clear the screen, draw everything, ask the terminal about itself again.
    Redraw,
    /// Give the mouse back to the terminal.
    ReleaseMouse,
    /// Become the window that writes.
    TakeOver,
    /// Leave the file to the window that asks for it, behind everything that was to be recorded.
    LetGo,
    /// The file remembers whether the line of the practice day is put away.
    HidePractice(bool),
    /// The file remembers that the program was open until now.
    StillOpen,
    /// Leave this file for the practice day.
    Practise,
    /// Keep the drafts, then leave.
    Quit,
}

/// When an effect was decided, in which zone and by whom.
pub(super) fn stamp(at: DateTime<Utc>, zone: crate::domain::Zone, actor: Option<Id>) -> Stamp {
    Stamp { at, zone: zone.name().to_owned(), actor }
}
