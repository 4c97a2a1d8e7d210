//! What a screen (or a box above one) is to the app, and what the app is to a screen.

use chrono::{DateTime, Utc};

use super::core::{Core, Done, Pending, Slept};
use super::field::TextField;
use super::msg::{Effect, RequestId, stamp};
use super::notices::Severity;
use crate::command::{Command, Context, Facts, Key, Row};
use crate::domain::{Id, Level, Scope};
use crate::i18n::{notice, refusal};
use crate::request::import::Wish;
use crate::request::{Account, Ask, Draft, Failure, HistoryOf, NoteView, Person, Record, Reply, Reverted, Stamp};
use crate::text::SafeText;
use crate::text::mask::{Lens, Private};
use crate::text::short::Short;

/// One page that is or was open; an answer finds its page by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u64);

/// Whom and what the commands that several screens share act on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Target {
    pub learner: Option<Id>,
    pub pharmacy: Option<Id>,
    pub name: Option<Private>,
    pub link: Option<String>,
    /// The trainer's own flag as it stands.
    pub flag: Option<Level>,
}

impl Target {
    /// Those of a meeting: a kickoff is with the owner, the others are with a learner.
    pub fn of_meeting(learner: Option<&Person>, owner: Option<&Person>, pharmacy: &Account) -> Self {
        let person = learner.or(owner);
        Self {
            learner: learner.map(|person| person.id),
            pharmacy: Some(pharmacy.id),
            name: Some(person.map_or_else(|| pharmacy.name.clone(), |person| person.name.clone())),
            ..Self::default()
        }
    }

    /// Whose row a call or a flag goes to.
    pub fn scope(&self) -> Option<(Scope, Id)> {
        self.learner.map(|id| (Scope::Learner, id)).or(self.pharmacy.map(|id| (Scope::Pharmacy, id)))
    }
}

/// A page that can be opened.
#[derive(Debug, Clone, PartialEq)]
pub enum Open {
    Session {
        appointment: Id,
    },
    WrapUp {
        session: Id,
        /// Opened by the same key that started the 1on1: leaving it takes the start back.
        begun: bool,
    },
    Review,
    Card {
        learner: Id,
    },
    /// A closed record.
    Record {
        appointment: Id,
    },
    History {
        of: HistoryOf,
    },
    /// A line that is to be blacked out.
    BlackOut(Box<NoteView>),
    /// A carried item that is not to be carried any further: the reason is asked.
    DropItem(Box<crate::request::ItemView>),
    /// What came of a follow-up, or why it is dropped.
    EndFollowUp(Box<crate::screens::end_follow_up::About>),
    /// A line that belongs elsewhere.
    MoveNote(Box<NoteView>),
    Help,
    Palette {
        query: String,
        /// People were asked for: without a query they are listed, and not the commands.
        people: bool,
    },
    Notices,
    /// Files to take in; the line may have what was dropped.
    Import {
        line: String,
    },
    /// The form for one more learner.
    AddLearner,
    /// The same for one who is there.
    EditLearner {
        learner: Id,
    },
    NotHeld(Box<crate::screens::not_held::About>),
    /// A start that the programme advises against: the reason is asked.
    Gates(Box<crate::screens::gates::About>),
    /// A start while another session runs: what becomes of that one is asked.
    Switch(Box<crate::screens::switch::About>),
}

/// Where a page wants to go. Carried out when its turn is over.
#[derive(Debug, Clone)]
pub enum Go {
    Open(Open),
    /// Closes the page that asks.
    Close,
    /// Down to the screen at the bottom of the stack.
    Home,
    /// What was opened here is done: back to the review if it was opened from there, home otherwise.
    Done,
    /// Opens in place of the page that asks.
    Replace(Open),
    /// Closes the page that asks and runs a command on the one below: how the palette acts.
    Run(&'static Row),
    /// Closes the page that asks and puts this short text into the line below it.
    Short(Short),
    /// The first screen gives way to today: somebody is in the file now.
    Begin,
}

/// A screen or a box: what it knows and what keys do to it. How it looks is `view.rs` beside it, and no part of this.
pub trait Page {
    /// Where keys go now. A page with a text field in focus answers with the context of the field.
    fn context(&self) -> Context;
    /// What the table may ask about this moment.
    fn facts(&self, core: &Core) -> Facts;
    /// Whom the shared commands act on.
    fn target(&self) -> Target {
        Target::default()
    }
    /// The time asleep that this page asks about.
    fn asleep(&self, core: &Core) -> Option<Slept> {
        core.asleep()
    }
    /// The appointment under the cursor.
    fn appointment(&self) -> Option<Id> {
        None
    }
    /// The session whose record the page shows, or which the cursor is on.
    fn record(&self) -> Option<Id> {
        None
    }
    /// The open follow-up of whoever is meant.
    fn follow_up(&self) -> Option<crate::screens::end_follow_up::About> {
        None
    }
    /// The note under the cursor, or the one that is being changed.
    fn note(&self) -> Option<&NoteView> {
        None
    }
    /// Asks for its data: when opened, when uncovered, after undo and after what another page recorded.
    fn load(&mut self, cx: &mut Cx<'_>);
    /// A command of the table whose predicate holds. `key` is the last key of its chord (digits count).
    fn command(&mut self, command: Command, key: Key, cx: &mut Cx<'_>);
    /// The text field with the focus.
    fn field(&self) -> Option<&TextField> {
        None
    }
    /// The same, to type into.
    fn field_mut(&mut self) -> Option<&mut TextField> {
        None
    }
    /// Cells of its rows, where it goes on in further rows that the arrows walk through.
    fn row_cells(&self, _core: &Core) -> Option<usize> {
        None
    }
    /// Every text of which a draft is kept, with the focus or without: what is typed right before a field is left has to get
    /// to the disk, too.
    fn kept(&self) -> Vec<&TextField> {
        self.field().into_iter().collect()
    }
    /// Of those, the drafts that have to be written: see [`TextField::take_draft`].
    fn take_drafts(&mut self, now: Option<DateTime<Utc>>, at: DateTime<Utc>) -> Vec<Draft> {
        self.field_mut().and_then(|field| field.take_draft(now, at)).into_iter().collect()
    }
    /// Esc: one step back within the page, leaving a field or a filter; `false` when there is none and the page closes.
    fn back(&mut self, _cx: &mut Cx<'_>) -> bool {
        false
    }
    /// Backspace at the very beginning of that field; whether it meant something.
    fn before_start(&mut self, _cx: &mut Cx<'_>) -> bool {
        false
    }
    /// The text of that field changed.
    fn edited(&mut self, _cx: &mut Cx<'_>) {}
    /// Text typed or pasted in command state. `false`: not wanted here, the palette takes it.
    fn typed(&mut self, _text: &str, _cx: &mut Cx<'_>) -> bool {
        false
    }
    /// An answer to one of its requests. The app has told the trainer of a failure already.
    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, cx: &mut Cx<'_>);
    /// A half-typed text was found when the page was opened; whether it came back to its field. Never over what is typed.
    fn restore(&mut self, _draft: &Draft) -> bool {
        false
    }
    /// An action was taken back (or done again); what it changed is loaded right after this.
    fn reverted(&mut self, _reverted: &Reverted) {}
    /// Where the cursor stands, in a word of the page's own …
    fn spot(&self) -> Option<String> {
        None
    }
    /// … and back there, with whatever else it holds that was never recorded.
    fn back_to(&mut self, _spot: &str, _cx: &mut Cx<'_>) {}
    /// A click on a cell that no footer label covers.
    fn click(&mut self, _x: u16, _y: u16, _cx: &mut Cx<'_>) {}
    /// When this page wants to be drawn again by itself, besides the minute of the clock.
    fn next_timer(&self, _core: &Core) -> Option<DateTime<Utc>> {
        None
    }
    /// Time has passed.
    fn tick(&mut self, _cx: &mut Cx<'_>) {}
}

/// What a page may do: read and change the core, ask, record, say, go.
#[derive(Debug)]
pub struct Cx<'a> {
    pub core: &'a mut Core,
    pub(super) page: PageId,
    pub(super) effects: &'a mut Vec<Effect>,
    pub(super) go: &'a mut Vec<Go>,
}

impl Cx<'_> {
    fn request(&mut self, records: bool, done: Option<Done>) -> RequestId {
        self.core.last_request += 1;
        let id = RequestId(self.core.last_request);
        self.core.pending.insert(id, Pending { page: self.page, records, done });
        id
    }

    /// Asks the store; the answer comes to [`Page::reply`] with this number.
    pub fn ask(&mut self, ask: Ask) -> RequestId {
        let id = self.request(false, None);
        self.effects.push(Effect::Ask(id, ask));
        id
    }

    /// Records; pending until the answer says that it is on disk.
    pub fn record(&mut self, record: Record) -> RequestId {
        self.send(record, None)
    }

    /// Records, and says so once it is on disk. The sentence is asked for the open and for the shared form.
    pub fn record_saying(&mut self, record: Record, text: impl Fn(Lens<'_>) -> String) -> RequestId {
        let sentence = |share_safe| SafeText::new(&text(self.core.lens_for(share_safe)));
        let done = Done { open: sentence(false), shared: sentence(true) };
        self.send(record, Some(done))
    }

    fn send(&mut self, record: Record, done: Option<Done>) -> RequestId {
        let id = self.request(true, done);
        let stamp = self.stamp();
        self.core.blacked_out = false;
        if matches!(record, Record::Undo | Record::Redo | Record::RedoAction { .. }) {
            // It may be the call that was taken back.
            self.core.last_call = None;
        }
        self.effects.push(Effect::Record(id, stamp, record));
        id
    }

    /// Takes files in, or says what would happen; the answer comes as to a recording.
    pub fn import(&mut self, wish: Wish) -> RequestId {
        let id = self.request(!wish.dry_run, None);
        let stamp = self.stamp();
        self.effects.push(Effect::Import(id, stamp, wish));
        id
    }

    fn stamp(&self) -> Stamp {
        stamp(self.core.now, self.core.zone, self.core.file.me.as_ref().map(|me| me.id))
    }

    pub fn make_id(&mut self) -> Id {
        self.core.make_id()
    }

    /// The practice day, in a file of its own.
    pub fn practise(&mut self) {
        self.effects.push(Effect::Practise);
    }

    pub fn go(&mut self, go: Go) {
        self.go.push(go);
    }
    pub fn open(&mut self, open: Open) {
        self.go(Go::Open(open));
    }
    pub fn close(&mut self) {
        self.go(Go::Close);
    }

    /// Copies a text, and says of what kind it is. `private` = it may name a customer: refused in share-safe.
    pub fn copy(&mut self, text: &str, private: bool, what: &'static str) {
        if private && self.core.share_safe {
            let text = notice::copy_only_masked(self.core.lang);
            self.core.say(Severity::Warning, text);
        } else {
            self.core.copied = what;
            self.effects.push(Effect::Copy { text: SafeText::new(text) });
        }
    }

    /// Says that this window only reads, if so.
    pub fn refuse_to_write(&mut self) -> bool {
        if self.core.file.read_only {
            let text = refusal::read_only(self.core.lang);
            self.core.say(Severity::Warning, text);
        }
        self.core.file.read_only
    }

    /// Keeps what is half typed on a page that goes.
    pub fn keep_draft(&mut self, draft: Draft) {
        self.core.keep_draft(draft, self.effects);
    }

    /// Keeps the draft of a field that is left, or forgets it when its text was used.
    pub fn forget_draft(&mut self, field: &TextField) {
        if let Some((name, owner)) = field.kept_as() {
            self.core.forget_unkept(name, owner);
            self.effects.push(Effect::ClearDraft { field: name.to_owned(), owner });
        }
    }
}
