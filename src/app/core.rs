//! What every screen may know: language, time, size, who looks, what is on its way to the disk.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, Utc};

use super::msg::{Effect, RequestId, Size};
use super::notices::{Notices, Severity};
use super::page::PageId;
use super::words::Words;
use crate::command::{Fact, Facts, Keymap};
use crate::domain::id::IdMaker;
use crate::domain::{BusinessDate, Id, Zone};
use crate::i18n::{Lang, common};
use crate::request::import::Said;
use crate::request::{Back, Draft, FileView, SessionView, Who};
use crate::text::SafeText;
use crate::text::mask::{Lens, MaskWords, Masks, Private, Reveal, View};
use crate::text::short::Shorts;

/// A request whose answer has not come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// Who asked.
    pub page: PageId,
    /// It changes something: drawn dim until the answer says that it is on disk.
    pub records: bool,
    /// What to say when it is.
    pub(super) done: Option<Done>,
}

/// A sentence about somebody, for the trainer and for everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub(super) open: SafeText,
    pub(super) shared: SafeText,
}

/// The computer slept while a 1on1 ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slept {
    pub appointment: Id,
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
    /// The program was not open; elsewhere it was the computer that slept.
    pub closed: bool,
}

impl Slept {
    /// In whole minutes.
    pub fn minutes(&self) -> i64 {
        (self.to - self.from).num_minutes()
    }
}

impl Core {
    /// The oldest stretch in which the computer slept in the 1on1 that runs, as long as nobody has said whether it counts.
    pub fn asleep(&self) -> Option<Slept> {
        let running = self.running.filter(|_| !self.file.read_only)?;
        self.slept.iter().find(|slept| slept.appointment == running).copied()
    }

    /// The same where the 1on1 is known: while its clock stood nothing counts anyway.
    pub fn asleep_in(&self, view: &SessionView) -> Option<Slept> {
        let asked = self.slept.iter().find(|slept| slept.appointment == view.appointment)?;
        let counts = view.paused_since.is_none_or(|since| since >= asked.to) && asked.to > view.started_at;
        counts.then_some(*asked)
    }
}

/// The part of the model that is no screen.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is switched by a key of its own and none depends on another")]
pub struct Core {
    pub lang: Lang,
    pub zone: Zone,
    /// When the newest message came.
    pub now: DateTime<Utc>,
    /// The time that the screen shows: `now` by the minute, but standing still while a text field has the focus.
    pub clock: DateTime<Utc>,
    pub size: Size,
    /// Ambiguous glyphs take two cells: chrome is drawn in ASCII.
    pub ascii_chrome: bool,
    pub share_safe: bool,
    /// So many minutes of homework a week are not too much; 0 = any.
    pub homework_minutes: u32,
    pub blank: bool,
    pub masks: Masks,
    pub words: Words,
    pub who: Who,
    /// Today and the review show everybody's; who sits here stays who records.
    pub everybody: bool,
    /// How far back today and the review list what has no outcome.
    pub back: Back,
    pub file: FileView,
    /// The appointment that is in progress, as far as known.
    pub running: Option<Id>,
    /// The appointment that today puts its cursor on when it is gone to.
    pub meant: Option<Id>,
    /// Stretches in which the computer slept while a 1on1 ran, oldest first, as long as nobody has said whether they count.
    pub slept: Vec<Slept>,
    /// Those that are on their way out of the session.
    pub(super) leaving_out: Vec<(RequestId, Slept)>,
    pub(super) last_call: Option<super::Call>,
    /// What the text is that was copied last: an answer says how it went.
    pub(super) copied: &'static str,
    /// When a record was closed by the key that would start the next 1on1.
    pub closed_at: Option<DateTime<Utc>>,
    pub notices: Notices,
    /// When the newest recording came to rest on disk.
    pub saved_at: Option<DateTime<Utc>>,
    pub pending: BTreeMap<RequestId, Pending>,
    /// How much of how much is done of a recording that takes long.
    pub progress: Option<(RequestId, usize, usize)>,
    pub keymap: Keymap,
    /// Drafts of a window that only reads: the disk is another's, and this one may write again.
    pub(super) unkept: Vec<Draft>,
    /// What files may hold, for whoever is about to name one.
    pub columns: fn() -> Vec<Said>,
    /// Short texts of the trainer's own.
    pub shorts: Shorts,
    pub(super) ids: IdMaker,
    pub(super) last_request: u64,
    pub(super) last_page: u64,
    /// The end of the practice was told.
    pub(super) praised: bool,
    /// How often a full-width key was taken for its twin: said the first three times.
    pub(super) ime_hints: u8,
    pub(super) drag_hinted: bool,
    /// The newest recording has blacked out a line, which no undo brings back.
    pub blacked_out: bool,
    pub(super) quit_armed: Option<DateTime<Utc>>,
    /// A record cannot be closed without the words that its session asks for: the session opens on them.
    pub words_wanted: bool,
}

/// The words of masks.
pub fn mask_words(lang: Lang) -> MaskWords<'static> {
    MaskWords {
        learner: common::mask_learner(lang),
        pharmacy: common::mask_pharmacy(lang),
        person: common::mask_person(lang),
        free: common::hidden(lang),
        figure: common::mask_figure(lang),
    }
}

impl Core {
    /// What private text is drawn through.
    pub fn lens(&self) -> Lens<'_> {
        self.lens_for(self.share_safe)
    }

    pub(super) fn lens_for(&self, share_safe: bool) -> Lens<'_> {
        let view = if share_safe { View::ShareSafe } else { View::Open(Reveal::granted()) };
        Lens { view, masks: &self.masks, words: self.words.masks(self.lang) }
    }

    /// A private text as it may be seen now.
    pub fn show<'a>(&'a self, text: &'a Private) -> Cow<'a, str> {
        text.show(self.lens())
    }

    /// Says something that names nobody.
    pub fn say(&mut self, severity: Severity, text: impl Into<String>) {
        let text = text.into();
        self.notices.push(self.now, severity, &text, &text);
    }

    /// Says something about somebody: `text` is asked for the open and for the shared form.
    pub fn say_about(&mut self, severity: Severity, text: impl Fn(Lens<'_>) -> String) {
        let (open, shared) = (text(self.lens_for(false)), text(self.lens_for(true)));
        self.notices.push(self.now, severity, &open, &shared);
    }

    /// A draft goes where this window may keep it.
    pub(super) fn keep_draft(&mut self, draft: Draft, effects: &mut Vec<Effect>) {
        if self.file.read_only {
            self.forget_unkept(&draft.field, draft.owner);
            self.unkept.push(draft);
        } else {
            effects.push(Effect::SaveDraft(draft));
        }
    }

    pub(super) fn forget_unkept(&mut self, field: &str, owner: Id) {
        self.unkept.retain(|kept| kept.field != field || kept.owner != owner);
    }

    /// Whose rows today and the review ask for.
    pub fn whose(&self) -> Who {
        if self.everybody { Who::Everybody } else { self.who.clone() }
    }

    /// What a screen's answer says of the file. Who writes is known from messages of its own, which are newer, and an answer
    /// about everybody does not know who sits here.
    pub fn heard_of(&mut self, file: &FileView) {
        let me = if self.everybody { self.file.me.take() } else { file.me.clone() };
        let (read_only, holder) = (self.file.read_only, self.file.holder.take());
        self.file = FileView { read_only, holder, me, ..file.clone() };
    }

    pub fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        self.zone.local(at)
    }
    /// The business date of now.
    pub fn today(&self) -> BusinessDate {
        self.zone.business_date(self.now)
    }
    pub fn make_id(&mut self) -> Id {
        self.ids.make(self.now.timestamp_millis())
    }
    /// Whether something is on its way to the disk.
    pub fn is_saving(&self) -> bool {
        self.pending.values().any(|p| p.records)
    }
    /// Whether this request's recording is not yet on disk.
    pub fn is_pending(&self, request: Option<RequestId>) -> bool {
        request.is_some_and(|id| self.pending.contains_key(&id))
    }

    pub(super) fn facts(&self) -> Facts {
        Facts::NONE
            .with_if(Fact::Practises, self.file.tasks.as_ref().is_some_and(|tasks| tasks.next().is_some()))
            .with_if(Fact::SeesAll, self.everybody)
            .with_if(Fact::SeesOlder, self.back == Back::All)
            .with_if(Fact::KnowsMe, self.file.me.is_some())
            .with_if(Fact::ReadOnly, self.file.read_only)
            .with_if(Fact::ShareSafe, self.share_safe)
            .with_if(Fact::SessionRuns, self.running.is_some())
    }
}
