//! THE TABLE: one row a command. Keys, footer, help, palette and the key pages are made from it, and the predicate that
//! shows a command is the one that lets it run.
//!
//! | file | subject |
//! | --- | --- |
//! | `key` | keys and chords, and how they are written |
//! | `facts` | what a row may ask about the moment |
//! | `readings` | how labels are read aloud, for kana and romaji |
//! | `table/*` | the rows, a file an area |
//! | `keymap` | from keys to a row; hints of a footer; rows of help and palette |

pub mod facts;
pub mod key;
pub mod keymap;
pub mod readings;
pub mod table;

pub use facts::{Fact, Facts};
pub use key::{Code, Key, Step};
pub use keymap::{Hint, Keymap, Lookup};
pub use table::{card, fields, first_run, global, moves, overlays, record, review, session, today, wrap_up};

use crate::i18n::Both;

/// Where keys go: what stands on top, and whether it takes typing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    FirstRun,
    /// Name and pharmacy of a learner typed in by hand.
    LearnerForm,
    /// The line with the files to take in.
    ImportLine,
    /// What would become of them, or what did.
    Import,
    Today,
    Session,
    WrapUp,
    Review,
    Card,
    /// A closed record.
    Record,
    /// A text of it that is amended.
    RecordField,
    /// What became of a record, a learner or a pharmacy.
    History,
    /// A line is about to be blacked out.
    BlackOut,
    /// Where a line belongs.
    MoveNote,
    /// The note line of the session.
    Note,
    /// The words that an item asks for: purpose, goal.
    Words,
    /// The outcomes side by side, for hands on an input method.
    Marks,
    /// Homework for next time, to tick.
    Homework,
    /// The note line of the card.
    CardNote,
    /// A text field of the wrap-up.
    WrapUpField,
    /// Date or reason of a decision.
    ReviewField,
    Help,
    HelpFilter,
    Palette,
    Notices,
    /// Why it was not held, and the next slot.
    NotHeld,
    /// Only the next slot: nothing is asked about the one before.
    Booking,
    /// A date typed by hand in either.
    DateField,
    /// Another number, typed with its reason.
    NumberField,
    /// Why a carried item is dropped, or an optional one was skipped.
    DropReason,
    /// What came of a follow-up, or why it is dropped.
    FollowUpEnd,
    /// Why a session starts although a gate is not met.
    GateReason,
    /// What becomes of the session that runs, when another one is to start.
    Switch,
}

/// How a context takes keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// A screen in command state.
    Screen,
    /// A box above a screen, in command state.
    Overlay,
    /// A text field has the focus: characters are typing, never commands.
    Field,
}

impl Context {
    pub const ALL: &'static [Self] = &[
        Self::FirstRun,
        Self::LearnerForm,
        Self::ImportLine,
        Self::Import,
        Self::Today,
        Self::Session,
        Self::WrapUp,
        Self::Review,
        Self::Card,
        Self::Record,
        Self::RecordField,
        Self::History,
        Self::BlackOut,
        Self::MoveNote,
        Self::Note,
        Self::Words,
        Self::Marks,
        Self::Homework,
        Self::CardNote,
        Self::WrapUpField,
        Self::ReviewField,
        Self::Help,
        Self::HelpFilter,
        Self::Palette,
        Self::Notices,
        Self::NotHeld,
        Self::Booking,
        Self::DateField,
        Self::NumberField,
        Self::DropReason,
        Self::FollowUpEnd,
        Self::GateReason,
        Self::Switch,
    ];

    pub const fn class(self) -> Class {
        match self {
            Self::FirstRun
            | Self::Import
            | Self::Today
            | Self::Session
            | Self::WrapUp
            | Self::Review
            | Self::Card
            | Self::Record => Class::Screen,
            Self::Help
            | Self::Notices
            | Self::NotHeld
            | Self::Booking
            | Self::Marks
            | Self::Homework
            | Self::History
            | Self::Switch
            | Self::BlackOut => Class::Overlay,
            Self::LearnerForm
            | Self::ImportLine
            | Self::Note
            | Self::Words
            | Self::CardNote
            | Self::RecordField
            | Self::MoveNote
            | Self::WrapUpField
            | Self::ReviewField
            | Self::HelpFilter
            | Self::GateReason
            | Self::DateField
            | Self::NumberField
            | Self::DropReason
            | Self::FollowUpEnd
            | Self::Palette => Class::Field,
        }
    }

    /// Its name in help and key pages.
    pub const fn title(self) -> Both {
        match self {
            Self::FirstRun => Both::new("はじめに", "first run"),
            Self::LearnerForm => Both::new("名簿に加える", "add to the roster"),
            Self::ImportLine => Both::new("取り込むファイル", "files to import"),
            Self::Import => Both::new("取り込み", "import"),
            Self::Today => Both::new("今日", "today"),
            Self::Session => Both::new("1on1", "1on1"),
            Self::WrapUp => Both::new("締め", "wrap-up"),
            Self::Review => Both::new("ふり返り", "review"),
            Self::Card => Both::new("引継ぎカード", "card"),
            Self::Record => Both::new("記録", "record"),
            Self::RecordField => Both::new("記録の欄", "field of the record"),
            Self::History => Both::new("履歴", "history"),
            Self::BlackOut => Both::new("塗りつぶし", "blacking out"),
            Self::MoveNote => Both::new("メモの移動", "moving a note"),
            Self::Note => Both::new("メモ入力中", "note line"),
            Self::Words => Both::new("ことばの欄", "their words"),
            Self::Marks => Both::new("結果", "outcomes"),
            Self::Homework => Both::new("次回までの宿題", "homework for next time"),
            Self::CardNote => Both::new("カードのメモ", "note on the card"),
            Self::WrapUpField => Both::new("締めの欄", "wrap-up field"),
            Self::ReviewField => Both::new("ふり返りの欄", "review field"),
            Self::Help => Both::new("ヘルプ", "help"),
            Self::HelpFilter => Both::new("ヘルプのしぼりこみ", "help filter"),
            Self::Palette => Both::new("検索", "palette"),
            Self::Notices => Both::new("お知らせ", "notices"),
            Self::NotHeld => Both::new("欠席・延期", "not held"),
            Self::Booking => Both::new("予約", "booking"),
            Self::DateField => Both::new("日時の欄", "date typed by hand"),
            Self::NumberField => Both::new("ほかの回の欄", "another session"),
            Self::DropReason => Both::new("外す・飛ばす理由", "why it is dropped or skipped"),
            Self::FollowUpEnd => Both::new("フォローを終える", "ending a follow-up"),
            Self::GateReason => Both::new("前提を待たない理由", "why start anyway"),
            Self::Switch => Both::new("1on1 の入れかえ", "another 1on1 runs"),
        }
    }
}

/// Where a row works besides the places that it lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Only there.
    Listed,
    /// On every screen in command state.
    Screens,
    /// On every screen and in every text field.
    ScreensAndFields,
    /// On every screen and box in command state.
    Lists,
    /// In every text field.
    Fields,
    Everywhere,
}

impl Reach {
    const fn covers(self, class: Class) -> bool {
        match (self, class) {
            (Self::Everywhere, _)
            | (Self::Screens | Self::ScreensAndFields | Self::Lists, Class::Screen)
            | (Self::Lists, Class::Overlay)
            | (Self::ScreensAndFields | Self::Fields, Class::Field) => true,
            (Self::Listed, _)
            | (Self::Screens | Self::ScreensAndFields | Self::Fields, Class::Overlay)
            | (Self::Screens | Self::Lists, Class::Field)
            | (Self::Fields, Class::Screen) => false,
        }
    }
}

/// Where a row stands in help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// What this screen does.
    Here,
    /// What every screen does.
    Everywhere,
    /// What is left to the hands: arrows and editing keys.
    Hands,
}

/// What the trainer wants. One enum an area, so that a screen matches its own area to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    Global(global::Global),
    Move(moves::Move),
    Field(fields::Field),
    Overlay(overlays::Overlay),
    FirstRun(first_run::FirstRun),
    Today(today::Today),
    Session(session::Session),
    WrapUp(wrap_up::WrapUp),
    Review(review::Review),
    Card(card::Card),
    Record(record::Record),
}

/// A row of the table.
#[derive(Debug)]
pub struct Row {
    pub command: Command,
    /// Stable name, for configuration and key pages.
    pub word: &'static str,
    /// Chords as they are written; the first is the one that footer and palette show.
    pub keys: &'static [&'static str],
    /// Places with their rank in the footer; 0 = not in the footer.
    pub on: &'static [(Context, u8)],
    pub reach: Reach,
    pub group: Group,
    /// The first key of chords: opens the which-key box and is no command of its own.
    pub prefix: bool,
    /// For the footer.
    pub short: Both,
    /// For help and palette.
    pub long: Both,
    /// Further words by which the palette finds it. Kana and romaji of the labels come by themselves.
    pub also: &'static [&'static str],
    /// All of these must hold …
    pub when: &'static [Fact],
    /// … one of these, if any are named …
    pub any: &'static [Fact],
    /// … and none of these.
    pub unless: &'static [Fact],
}

impl Row {
    pub fn is_in(&self, context: Context) -> bool {
        self.reach.covers(context.class()) || self.on.iter().any(|(c, _)| *c == context)
    }
    /// Whether the command may run, and whether it is shown.
    pub fn holds(&self, facts: Facts) -> bool {
        self.when.iter().all(|f| facts.has(*f))
            && (self.any.is_empty() || self.any.iter().any(|f| facts.has(*f)))
            && !self.unless.iter().any(|f| facts.has(*f))
    }
    /// What keeps the command from running: a fact that is missing, or one that is in the way (`false`).
    pub fn blocked_by(&self, facts: Facts) -> Option<(Fact, bool)> {
        let missing = self.when.iter().find(|f| !facts.has(**f)).map(|f| (*f, true));
        let in_the_way = || self.unless.iter().find(|f| facts.has(**f)).map(|f| (*f, false));
        let none_of = || self.any.first().filter(|_| !self.any.iter().any(|f| facts.has(*f))).map(|f| (*f, true));
        in_the_way().or(missing).or_else(none_of)
    }
    /// Its rank in the footer of a context, if it has a place there.
    pub fn rank(&self, context: Context) -> Option<u8> {
        self.on.iter().find(|(c, rank)| *c == context && *rank > 0).map(|(_, rank)| *rank)
    }
    /// Its chords that work in a context: in a text field a character is typing.
    pub fn keys_in(&self, context: Context) -> impl Iterator<Item = &'static str> + '_ {
        let typing = context.class() == Class::Field;
        self.keys.iter().copied().filter(move |cell| {
            !typing || key::chord(cell).is_some_and(|steps| steps.first().is_some_and(|step| !step.types()))
        })
    }
}
