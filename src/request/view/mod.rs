//! What the store shows: everything a screen or a document needs, already joined. Names and free text are [`Private`].

mod booking;
mod card;
mod day;
mod find;
mod history;
mod review;
mod session;

pub use booking::*;
pub use card::*;
pub use day::*;
pub use find::*;
pub use history::*;
pub use review::*;
pub use session::*;

use chrono::{DateTime, Utc};

use crate::domain::{Id, StaffRole};
use crate::programme::Word;
use crate::text::mask::Private;

use super::Holder;

/// A learner (or an owner, in a kickoff) as lists show one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Learner; contact for an owner.
    pub id: Id,
    pub name: Private,
    pub kana: Private,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: Id,
    pub name: Private,
}

/// Minutes of the three timed sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Planned {
    pub lecture: u32,
    pub role_play: u32,
    pub homework: u32,
}

impl Planned {
    pub const fn total(self) -> u32 {
        self.lecture + self.role_play + self.homework
    }
}

/// What is known of the file and of who uses it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileView {
    /// `[練習]`.
    pub practice: bool,
    /// The tasks of a practice day, and which are done.
    pub tasks: Option<crate::domain::practice::Practice>,
    /// No learner and no pharmacy yet.
    pub empty: bool,
    /// This window only reads; the holder is who writes.
    pub read_only: bool,
    pub holder: Option<Holder>,
    pub me: Option<Me>,
    /// The words that the configured programme gives to the screens, in the language of the store.
    pub words: Vec<(Word, String)>,
}

/// Who sits at this keyboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Me {
    pub id: Id,
    pub name: Private,
    pub role: StaffRole,
}

/// What was going on when the program last ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ResumeView {
    /// The appointment in progress.
    pub running: Option<Id>,
    /// When something was last recorded or typed, or the program was open, while its clock runs.
    pub last_sign: Option<DateTime<Utc>>,
    pub drafts: Vec<Draft>,
}

/// A text that was being typed. `owner` is the session, learner or day that the field belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub field: String,
    pub owner: Id,
    pub text: String,
    /// Byte offset of the caret.
    pub caret: usize,
    /// What the page needs besides to go on: the kind of a line, the row of the cursor.
    pub beside: String,
    pub at: DateTime<Utc>,
}
