//! The model and its one transition.

use std::collections::BTreeMap;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use super::core::{Core, Done};
use super::msg::{Copied, Effect, Msg, RequestId, Size};
use super::notices::{Notices, Severity};
use super::page::{Cx, Page, PageId};
use super::runaway::{Did, Streak, TakeBack};
use super::screen::{Overlay, Placed, Screen};
use super::words::Words;
use super::{asleep, global, input, meet, resume, say, stack, undo, windows};
use crate::command::{Class, Context, Fact, Facts, Key, Keymap};
use crate::domain::Zone;
use crate::domain::id::IdMaker;
use crate::domain::practice::Practice;
use crate::i18n::{Lang, notice, practice};
use crate::request::{Ask, Back, Failure, FileView, Reply, Who};
use crate::text::mask::Masks;
use crate::text::short::Shorts;

/// How long a second Ctrl-C is waited for.
pub(super) const QUIT_WITHIN: TimeDelta = TimeDelta::seconds(2);

/// Everything that is on the screen and everything needed to go on.
#[derive(Debug)]
pub struct Model {
    pub core: Core,
    /// The screens, the one in view last; never empty.
    pub screens: Vec<Placed<Screen>>,
    /// The boxes above it, the topmost last.
    pub overlays: Vec<Placed<Overlay>>,
    /// The keys of a chord that has begun: the which-key box is open.
    pub chord: Vec<Key>,
    /// The request for what was going on when the program last ended.
    pub(super) resume: Option<RequestId>,
    pub(super) streak: Streak,
    pub(super) take_back: TakeBack,
    /// When the file was last told that the program is open.
    pub(super) open_told: Option<DateTime<Utc>>,
    /// Another window has written since the screen in view was loaded.
    pub(super) stale: bool,
}

/// With what the program starts.
#[derive(Debug, Clone)]
pub struct Start {
    pub lang: Lang,
    pub zone: Zone,
    pub now: DateTime<Utc>,
    pub size: Size,
    pub who: Who,
    pub file: FileView,
    /// Different in every run: ids are made from it.
    pub seed: u64,
    pub share_safe: bool,
    /// What the terminal answered last time.
    pub ascii_chrome: bool,
}

/// Minutes of homework a week, unless the configuration says otherwise.
const HOMEWORK_MINUTES: u32 = 30;

/// The first model, and what has to be done for it.
pub fn start(start: Start) -> (Model, Vec<Effect>) {
    let empty = start.file.empty;
    let first = if empty { Screen::FirstRun(Box::default()) } else { Screen::Today(Box::default()) };
    let praised = start.file.tasks.as_ref().is_some_and(|tasks| tasks.next().is_none());
    let core = Core {
        praised,
        lang: start.lang,
        zone: start.zone,
        now: start.now,
        clock: start.now,
        size: start.size,
        ascii_chrome: start.ascii_chrome,
        share_safe: start.share_safe,
        homework_minutes: HOMEWORK_MINUTES,
        blank: false,
        masks: Masks::default(),
        words: Words::of(start.lang).renamed(&start.file.words),
        who: start.who,
        everybody: false,
        back: Back::TwoWeeks,
        file: start.file,
        running: None,
        meant: None,
        slept: Vec::new(),
        leaving_out: Vec::new(),
        notices: Notices::default(),
        saved_at: None,
        pending: BTreeMap::new(),
        progress: None,
        keymap: Keymap::default(),
        columns: Vec::new,
        shorts: Shorts::default(),
        ids: IdMaker::new(start.seed),
        last_request: 0,
        last_page: 0,
        ime_hints: 0,
        drag_hinted: false,
        blacked_out: false,
        quit_armed: None,
        copied: "",
        last_call: None,
        words_wanted: false,
        closed_at: None,
        unkept: Vec::new(),
    };
    let screens = vec![Placed { id: PageId(0), what: first }];
    let mut model = Model {
        core,
        screens,
        overlays: Vec::new(),
        chord: Vec::new(),
        resume: None,
        streak: Streak::default(),
        take_back: TakeBack::default(),
        open_told: None,
        stale: false,
    };
    let mut effects = Vec::new();
    model.load_top(&mut effects);
    if !empty {
        model.resume = Some(model.top(&mut effects, |_, cx| cx.ask(Ask::Resume)));
    }
    (model, effects)
}

/// One message in, the effects out.
pub fn update(model: &mut Model, at: DateTime<Utc>, msg: Msg) -> Vec<Effect> {
    let mut effects = Vec::new();
    if at < model.core.now {
        clock_set_back(model, at, &mut effects);
    }
    model.core.now = at;
    let mut draws_clock = true;
    let stops = matches!(msg, Msg::Stop);
    match msg {
        Msg::Input(read) => input::read(model, read, &mut effects),
        Msg::Resize(size) => model.core.size = size,
        Msg::Reply(id, result) => {
            answer(model, id, *result, &mut effects);
            // A field that an answer has opened takes letters as text: no chord goes on in it.
            if model.is_typing() {
                model.chord.clear();
            }
        }
        Msg::Progress { id, done, total } => model.core.progress = Some((id, done, total)),
        Msg::File(file) => {
            model.core.words = Words::of(model.core.lang).renamed(&file.words);
            // Who writes is told by other messages, which may be on their way.
            let (read_only, holder) = (model.core.file.read_only, model.core.file.holder.take());
            model.core.file = FileView { read_only, holder, ..*file };
        }
        Msg::Tick => {
            draws_clock = !model.is_typing();
            if draws_clock {
                model.core.notices.expire(at);
            }
            model.each(&mut effects, |page, cx| page.tick(cx));
        }
        Msg::Focus(true) => {}
        // Only told to a trainer who wants names hidden then.
        Msg::Focus(false) => global::hide_names(model),
        Msg::Stop => model.drafts_to_disk(None, &mut effects),
        Msg::Resumed(time) => {
            // A clock that was set back is no sleep.
            if time > TimeDelta::zero() {
                asleep::woke(model, at, time, &mut effects);
            }
            model.each(&mut effects, |page, cx| page.load(cx));
        }
        Msg::AmbiguousWidth { wide } => model.core.ascii_chrome = wide,
        Msg::Copied(how) => {
            let lang = model.core.lang;
            let (severity, text) = match how {
                Copied::Native => (Severity::Done, notice::copied_native(lang, model.core.copied)),
                Copied::Terminal => (Severity::Warning, notice::copied_osc52(lang, model.core.copied)),
                Copied::Failed => (Severity::Error, notice::copy_failed(lang).to_owned()),
            };
            model.core.say(severity, text);
        }
        Msg::Opened { url, ok } => {
            let lang = model.core.lang;
            if ok {
                let host = crate::domain::link::host(&url).unwrap_or_default();
                model.core.say(Severity::Done, notice::link_opened(lang, host));
            } else {
                let (open, shared) = (notice::link_failed_at(lang, &url), notice::link_failed(lang));
                model.core.notices.push(model.core.now, Severity::Error, &open, shared);
            }
        }
        Msg::DraftFailed(failure) => {
            let (lang, zone, words) = (model.core.lang, model.core.zone, model.core.words.clone());
            model.core.say_about(Severity::Error, |lens| say::failure(lang, zone, &words, lens, &failure));
        }
        Msg::TookOver(took) => windows::took_over(model, took, &mut effects),
        Msg::Wanted => windows::wanted(model, &mut effects),
        Msg::LetGo(writer) => windows::let_go(model, writer),
        Msg::News(news) => windows::news(model, news, &mut effects),
    }
    windows::follow(model, &mut effects);
    asleep::still_open(model, at, stops, &mut effects);
    model.drafts_to_disk(Some(at), &mut effects);
    if draws_clock {
        model.core.clock = at;
    }
    effects
}

/// When [`Msg::Tick`] is wanted next.
pub fn next_timer(model: &Model) -> Option<DateTime<Utc>> {
    let core = &model.core;
    let drafts = model.fields().filter_map(super::TextField::draft_due);
    if model.is_typing() {
        // Nothing may be drawn while text is composed: only drafts go to the disk.
        return drafts.min();
    }
    let minute = core
        .clock
        .duration_trunc(TimeDelta::minutes(1))
        .ok()
        .and_then(|minute| minute.checked_add_signed(TimeDelta::minutes(1)));
    // What is covered is drawn when it is uncovered.
    let seen = model.screens.last().map(|s| s.what.page()).into_iter();
    let pages = seen.chain(model.overlays.iter().map(|o| o.what.page())).filter_map(|page| page.next_timer(core));
    drafts.chain(pages).chain(minute).chain(core.notices.next_end()).min()
}

fn answer(model: &mut Model, id: RequestId, result: Result<Reply, Failure>, effects: &mut Vec<Effect>) {
    // An answer to nothing that was asked, or the second one to it, changes nothing.
    let Some(pending) = model.core.pending.remove(&id) else { return };
    model.core.progress.take_if(|(of, ..)| *of == id);
    let recorded = pending.records && result.is_ok();
    let did = result.as_ref().ok().filter(|_| pending.records).and_then(Did::of);
    if let Some(did) = did {
        model.streak.recorded(id, did);
    }
    let taken_back = model.take_back.has(id);
    undo::take_back_answered(model, id, did, effects);
    asleep::answered(model, id, result.is_ok(), effects);
    match &result {
        Ok(reply) => {
            meet::reply(&mut model.core.masks, reply);
            if recorded {
                model.core.saved_at = Some(model.core.now);
                // What is taken back is not told as done.
                if let Some(Done { open, shared }) = pending.done.filter(|_| !taken_back) {
                    model.core.notices.push(model.core.now, Severity::Done, &open, &shared);
                }
            }
        }
        Err(failure) => {
            let (lang, zone, words) = (model.core.lang, model.core.zone, model.core.words.clone());
            let severity = if say::is_passing(failure) { Severity::Warning } else { Severity::Error };
            model.core.say_about(severity, |lens| say::failure(lang, zone, &words, lens, failure));
        }
    }
    if let Ok(Reply::Resume(view)) = &result {
        asleep::resumed(&mut model.core, view);
        if model.resume.take_if(|asked| *asked == id).is_some() {
            resume::resume(model, view, effects);
        } else {
            resume::offer_drafts(model, pending.page, &view.drafts, effects);
        }
        return;
    }
    if let Ok(Reply::Practice(tasks)) = result {
        practised(model, tasks);
        return;
    }
    if recorded && model.core.file.tasks.as_ref().is_some_and(|tasks| tasks.next().is_some()) {
        model.top(effects, |_, cx| cx.ask(Ask::Practice));
    }
    if let Ok(Reply::Reverted(reverted)) = &result {
        undo::told_of_undo(model, (id, taken_back), reverted, effects);
        if taken_back {
            undo::cursor_taken_back(model, effects);
        }
        return;
    }
    if matches!(&result, Ok(Reply::TakenIn(taken)) if taken.is_written()) {
        model.core.file.empty = false;
    }
    model.with(pending.page, effects, |page, cx| page.reply(id, result, cx));
    // What a box recorded, the screen below it shows; covered screens load when they are uncovered.
    let shown = model.screens.last().map(|s| s.id).filter(|id| recorded && *id != pending.page);
    if let Some(id) = shown {
        model.with(id, effects, |page, cx| page.load(cx));
    }
}

/// What is on disk of the practice day; the last task is told once.
fn practised(model: &mut Model, tasks: Option<Practice>) {
    let is_done = tasks.as_ref().is_some_and(|tasks| tasks.next().is_none());
    if is_done && !std::mem::replace(&mut model.core.praised, true) {
        let text = practice::done(model.core.lang);
        model.core.say(Severity::Done, text);
    }
    model.core.file.tasks = tasks;
}

/// The wall clock was set back. Whatever waits for a moment would wait so much longer: drafts go at once, and what counts
/// for a short while begins anew.
fn clock_set_back(model: &mut Model, at: DateTime<Utc>, effects: &mut Vec<Effect>) {
    let known = std::mem::replace(&mut model.core.now, at);
    model.drafts_to_disk(None, effects);
    model.core.notices.clock_set_back(at);
    model.core.quit_armed = None;
    model.streak = Streak::default();
    asleep::clock_changed(&mut model.core, known);
}

impl Model {
    /// The page on top: where keys go.
    pub fn page(&self) -> Option<&dyn Page> {
        let overlay = self.overlays.last().map(|o| o.what.page());
        overlay.or_else(|| self.screens.last().map(|s| s.what.page()))
    }
    /// The screen in view, below all boxes.
    pub fn screen(&self) -> Option<&Screen> {
        self.screens.last().map(|s| &s.what)
    }
    pub fn context(&self) -> Context {
        self.page().map_or(Context::Today, Page::context)
    }
    /// What the table may ask about this moment.
    pub fn facts(&self) -> Facts {
        let own = self.page().map_or(Facts::NONE, |page| page.facts(&self.core));
        let has_note = self.page().is_some_and(|page| page.note().is_some());
        let asleep = asleep::asked(self).is_some();
        self.core.facts().and(own).with_if(Fact::Slept, asleep).with_if(Fact::HasNote, has_note)
    }
    /// Whether a text field has the focus.
    pub fn is_typing(&self) -> bool {
        self.context().class() == Class::Field
    }

    fn pages(&self) -> impl Iterator<Item = &dyn Page> {
        self.screens.iter().map(|s| s.what.page()).chain(self.overlays.iter().map(|o| o.what.page()))
    }
    fn fields(&self) -> impl Iterator<Item = &super::TextField> {
        self.pages().flat_map(Page::kept)
    }
    /// Sends drafts on their way: those whose time has come, or all of them.
    pub(super) fn drafts_to_disk(&mut self, due: Option<DateTime<Utc>>, effects: &mut Vec<Effect>) {
        let now = self.core.now;
        let drafts: Vec<_> = self.pages_mut().flat_map(|page| page.take_drafts(due, now)).collect();
        for draft in drafts {
            self.core.keep_draft(draft, effects);
        }
    }

    /// Whether something is typed that no disk has.
    pub(super) fn has_unkept_typing(&self) -> bool {
        let dirty = self.core.file.read_only && self.fields().any(|f| f.draft_due().is_some() && !f.is_empty());
        dirty || self.core.unkept.iter().any(|draft| !draft.text.is_empty())
    }

    fn pages_mut(&mut self) -> impl Iterator<Item = &mut dyn Page> {
        let screens = self.screens.iter_mut().map(|s| s.what.page_mut());
        screens.chain(self.overlays.iter_mut().map(|o| o.what.page_mut()))
    }

    /// The page on top with the app lent to it. Where it wants to go, it is taken at once.
    pub(super) fn top<T>(&mut self, effects: &mut Vec<Effect>, turn: impl FnOnce(&mut dyn Page, &mut Cx<'_>) -> T) -> T
    where
        T: Default,
    {
        let id = self.overlays.last().map(|o| o.id).or_else(|| self.screens.last().map(|s| s.id));
        id.map_or_else(T::default, |id| self.with(id, effects, turn))
    }

    /// The page on top asks for its data.
    pub(super) fn load_top(&mut self, effects: &mut Vec<Effect>) {
        self.top(effects, |page, cx| page.load(cx));
    }

    /// The page of that number, if it is still there.
    pub(super) fn with<T>(
        &mut self,
        id: PageId,
        effects: &mut Vec<Effect>,
        turn: impl FnOnce(&mut dyn Page, &mut Cx<'_>) -> T,
    ) -> T
    where
        T: Default,
    {
        let mut go = Vec::new();
        let screens = self.screens.iter_mut().filter(|s| s.id == id).map(|s| s.what.page_mut());
        let overlays = self.overlays.iter_mut().filter(|o| o.id == id).map(|o| o.what.page_mut());
        let out = match screens.chain(overlays).next() {
            Some(page) => turn(page, &mut Cx { core: &mut self.core, page: id, effects, go: &mut go }),
            None => T::default(),
        };
        for go in go {
            stack::go(self, id, go, effects);
        }
        out
    }

    /// Every page, from the bottom.
    pub(super) fn each(&mut self, effects: &mut Vec<Effect>, turn: impl Fn(&mut dyn Page, &mut Cx<'_>)) {
        let ids: Vec<PageId> = self.screens.iter().map(|s| s.id).chain(self.overlays.iter().map(|o| o.id)).collect();
        for id in ids {
            self.with(id, effects, |page, cx| turn(page, cx));
        }
    }
}
