//! The program as the loop runs it: what the world says becomes a message of the core, and the core's effects are carried
//! out, each in one place.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::mpsc::{UnboundedReceiver, WeakUnboundedSender};

use super::clock::{Moment, Mono};
use super::effects::{self, Opened};
use super::input::{Batch, InputEvent, PasteCut, Reply as Answered};
use super::intake::words::said;
use super::intake::{Desk, Sheets, Unread};
use super::keys;
use super::run::{App, Event, Order, Stop};
use super::terminals::Terminals;
use super::writer::Caret;
use crate::app::{self, Copied, Effect, Model, Msg, RequestId, Size};
use crate::request::import::{Taken, Wish};
use crate::request::record::ImportRequest;
use crate::request::{Failure, Record, Reply, Stamp, Took, Trouble};
use crate::screens::view;
use crate::store::{Answer, Job, StoreThread};
use crate::ui::{Picture, Theme};

/// What is told to the program from other threads.
#[derive(Debug)]
pub enum Told {
    Store(Answer),
    /// Whether the desktop's clipboard took a text.
    Copied {
        text: String,
        native: bool,
    },
    /// The files of a wish, or why there are none.
    Files(Box<Files>),
}

/// Files that were read for a request.
#[derive(Debug)]
pub struct Files {
    id: RequestId,
    stamp: Stamp,
    wish: Wish,
    opened: Result<Sheets, Unread>,
}

/// What a program has around it besides its store.
#[derive(Debug)]
pub struct Around {
    pub theme: Theme,
    /// Where threads of its own tell it something. It does not keep that open: when the store is gone, it ends.
    pub tell: WeakUnboundedSender<Told>,
    pub terminals: Terminals,
}

/// An answer of the terminal that takes longer is too late: somebody reads the screen by then.
const ANSWER_MS: u64 = 200;
/// The terminal is asked when the first frame has rested that long: over a slow line it is seen whole before anything is
/// written behind it, and what was typed ahead has been read.
const REST_MS: u64 = 250;

/// Everything between the loop and the core.
#[derive(Debug)]
pub struct Program {
    model: Model,
    /// Gone once the program is leaving and everything queued is on disk.
    store: Option<StoreThread>,
    around: Around,
    /// So many texts are on their way to the desktop's clipboard.
    copying: usize,
    /// When the terminal is to be asked.
    ask_at: Option<Mono>,
    /// When the terminal was asked what it has not answered.
    asked: Option<Mono>,
    /// What the core wants done and the loop has not taken yet.
    orders: Vec<Order>,
    /// The last moment, to turn the core's times into the loop's.
    last: Moment,
    /// The first frame has what it shows.
    begun: bool,
    /// The practice day keeps its clock in the file.
    practice: bool,
    failed: Vec<(RequestId, Failure)>,
    /// It was left for the practice day.
    practises: bool,
    desk: Desk,
    /// Files whose rows are with the store.
    taking: BTreeMap<RequestId, Sheets>,
}

impl Program {
    /// A program over a model that was just started, with the effects of its start.
    pub fn new(model: Model, started: Vec<Effect>, store: StoreThread, around: Around, at: Moment) -> Self {
        let practice = model.core.file.practice;
        let mut program = Self {
            model,
            store: Some(store),
            around,
            copying: 0,
            ask_at: None,
            asked: None,
            orders: Vec::new(),
            last: at,
            begun: false,
            practice,
            failed: Vec::new(),
            practises: false,
            desk: Desk::default(),
            taking: BTreeMap::new(),
        };
        program.carry_out(at.wall, started);
        program
    }

    /// With what it needs to read files for somebody.
    #[must_use]
    pub fn at_desk(self, desk: Desk) -> Self {
        Self { desk, ..self }
    }

    /// Reads what the first frame shows, so that it is the day and not a promise of it.
    pub fn begin(&mut self, at: Moment, answers: &mut UnboundedReceiver<Told>) {
        self.last = at;
        loop {
            if let Some(store) = &mut self.store {
                store.answer_here();
            }
            let Ok(told) = answers.try_recv() else { break };
            self.hear(at.wall, told);
        }
        self.begun = true;
    }

    /// Whether answers are awaited.
    pub fn is_waiting(&self) -> bool {
        !self.model.core.pending.is_empty() || self.copying > 0
    }

    /// Whether it was left for the practice day.
    pub const fn practises(&self) -> bool {
        self.practises
    }

    fn hear(&mut self, at: DateTime<Utc>, told: Told) {
        match told {
            Told::Store(answer) => self.answered(at, answer),
            Told::Copied { text, native } => {
                self.copying = self.copying.saturating_sub(1);
                self.copied(at, text, native);
            }
            Told::Files(files) => self.opened(at, *files),
        }
    }

    fn answered(&mut self, at: DateTime<Utc>, answer: Answer) {
        let msg = match answer {
            Answer::Reply(id, result) => {
                let id = RequestId(id);
                let result = match (self.taking.remove(&id), *result) {
                    (Some(opened), Ok(Reply::Imported(reports))) => Ok(Reply::TakenIn(Box::new(opened.told(reports)))),
                    (_, result) => result,
                };
                if matches!(&result, Ok(Reply::TakenIn(taken)) if taken.is_written()) {
                    self.send(None, Job::File(self.model.core.who.clone()));
                }
                Msg::Reply(id, Box::new(result))
            }
            Answer::Progress(id, done, total) => Msg::Progress { id: RequestId(id), done, total },
            Answer::File(file) => Msg::File(file),
            // What came of asking is the store's own affair, told here because it was not waited for there.
            Answer::Asked(knocked) => return self.send(None, Job::Enter(knocked, at)),
            // It could not even look.
            Answer::TookOver(result) => Msg::TookOver(result.unwrap_or(Took::Held(None))),
            Answer::Wanted => Msg::Wanted,
            Answer::LetGo(writer) => Msg::LetGo(writer),
            Answer::News(news) => Msg::News(news),
            Answer::DraftFailed(failure) => Msg::DraftFailed(failure),
        };
        self.tell(at, msg);
    }

    fn tell(&mut self, at: DateTime<Utc>, msg: Msg) {
        let effects = app::update(&mut self.model, at, msg);
        self.carry_out(at, effects);
    }

    /// Every effect, in order. One match, no wildcard: a new effect is carried out or does not compile.
    fn carry_out(&mut self, at: DateTime<Utc>, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask(id, ask) => self.send(Some(id), Job::Ask(id.0, ask)),
                Effect::Record(id, stamp, record) => {
                    // Whoever is the only trainer of the file is who sits here.
                    let moves_staff =
                        matches!(record, Record::Learner(_) | Record::Undo | Record::Redo | Record::RedoAction { .. });
                    self.send(Some(id), Job::Record(id.0, Box::new(stamp), Box::new(record)));
                    // Where both share one processor the disk is the slower of the two: it begins first, and the dim mark is
                    // drawn while it works.
                    std::thread::yield_now();
                    if moves_staff {
                        self.send(None, Job::File(self.model.core.who.clone()));
                    }
                }
                Effect::Import(id, stamp, wish) => self.open(id, stamp, wish),
                Effect::SaveDraft(draft) => self.send(None, Job::SaveDraft(draft)),
                Effect::ClearDraft { field, owner } => self.send(None, Job::ClearDraft { field, owner }),
                Effect::Copy { text } => self.copy(at, text.as_str().to_owned()),
                Effect::OpenLink { url } => {
                    let ok = effects::open_link(&url) == Opened::Yes;
                    self.tell(at, Msg::Opened { url, ok });
                }
                Effect::Redraw => self.orders.extend([Order::Redraw, Order::Ask]),
                Effect::ReleaseMouse => self.orders.push(Order::Mouse(false)),
                Effect::TakeOver => self.send(None, Job::TakeOver(at)),
                Effect::LetGo => self.send(None, Job::LetGo(at)),
                Effect::SetLang(lang) => self.send(None, Job::SetLang(lang.word().to_owned())),
                Effect::HidePractice(hidden) => {
                    self.send(None, Job::SetMeta(crate::store::PRACTICE_HIDDEN, i64::from(hidden)));
                }
                Effect::StillOpen => self.send(None, Job::SetMeta(crate::store::OPEN_UNTIL, at.timestamp_millis())),
                Effect::Practise => {
                    self.practises = true;
                    self.leave(at, 0);
                }
                Effect::Quit => self.leave(at, 0),
            }
        }
        // What could not even be asked is answered here, after the effects of this turn.
        for (id, failure) in std::mem::take(&mut self.failed) {
            self.tell(at, Msg::Reply(id, Box::new(Err(failure))));
        }
    }

    fn send(&mut self, id: Option<RequestId>, job: Job) {
        let begun = self.begun;
        let sent = self.store.as_mut().is_some_and(|store| {
            // The first that is asked for after the first frame gives the store its thread.
            (!begun || store.start().is_ok()) && store.send(job).is_ok()
        });
        if let (false, Some(id)) = (sent, id) {
            self.failed.push((id, Failure::Trouble(Trouble::Gone)));
        }
    }

    /// Reads the files of a wish on a thread of its own: a long one takes a while.
    fn open(&mut self, id: RequestId, stamp: Stamp, wish: Wish) {
        let desk = self.desk.clone();
        let begun = self.around.tell.upgrade().is_some_and(|tell| {
            let read = move || {
                let opened = desk.read(&wish);
                drop(tell.send(Told::Files(Box::new(Files { id, stamp, wish, opened }))));
            };
            std::thread::Builder::new().name("import".to_owned()).spawn(read).is_ok()
        });
        if !begun {
            self.failed.push((id, Failure::Trouble(Trouble::Failed)));
        }
    }

    /// The rows go to the store; what cannot be read is told.
    fn opened(&mut self, at: DateTime<Utc>, files: Files) {
        let Files { id, stamp, wish, opened } = files;
        match opened {
            Ok(opened) => {
                let request = ImportRequest {
                    files: opened.files(),
                    today: wish.today,
                    now: stamp.at,
                    dry_run: wish.dry_run,
                    partial: wish.partial,
                    programme: self.desk.programme.clone(),
                };
                self.taking.insert(id, opened);
                let record = Record::Import(Box::new(request));
                self.send(Some(id), Job::Record(id.0, Box::new(stamp), Box::new(record)));
                // What could not even be asked is answered by the next effects.
                self.carry_out(at, Vec::new());
            }
            Err(error) => {
                let next = error.next_on_screen(crate::i18n::Lang::En).is_some();
                let next = next.then(|| said(|lang| error.next_on_screen(lang).unwrap_or_default()));
                let unread = Taken::Unread { what: said(|lang| error.what(lang, false)), next };
                self.tell(at, Msg::Reply(id, Box::new(Ok(Reply::TakenIn(Box::new(unread))))));
            }
        }
    }

    /// The desktop's clipboard first, then the terminal's; that one never while the screen is shared.
    fn copy(&mut self, at: DateTime<Utc>, text: String) {
        let kept = text.clone();
        let begun = self.around.tell.upgrade().is_some_and(|tell| {
            effects::copy_native(text, move |text, native| drop(tell.send(Told::Copied { text, native })))
        });
        if begun {
            self.copying += 1;
        } else {
            self.copied(at, kept, false);
        }
    }

    fn copied(&mut self, at: DateTime<Utc>, text: String, native: bool) {
        let how = if native {
            Copied::Native
        } else if self.model.core.share_safe {
            Copied::Failed
        } else {
            self.orders.push(Order::Copy(text));
            Copied::Terminal
        };
        self.tell(at, Msg::Copied(how));
    }

    /// Drafts to disk, the practice clock kept, the store closed, then out.
    fn leave(&mut self, at: DateTime<Utc>, code: u8) {
        self.tell(at, Msg::Stop);
        if self.practice {
            self.send(None, Job::SetMeta("practice_clock", at.timestamp_millis()));
        }
        // Dropping the thread's handle waits until everything queued is on disk.
        self.store = None;
        self.orders.push(Order::Leave(code));
    }

    fn input(&mut self, moment: Moment, batch: Batch) {
        let at = moment.wall;
        let mut read = Vec::new();
        for event in batch.events {
            match event {
                InputEvent::Key(key) => read.extend(keys::key(key)),
                InputEvent::Text(text) => read.push(app::Input::Paste(text)),
                InputEvent::PasteCut { text, why: PasteCut::TooLong | PasteCut::NoEnd | PasteCut::Interrupted } => {
                    read.push(app::Input::BrokenPaste(text));
                }
                InputEvent::PasteDrained { bytes: _ } => {}
                InputEvent::Mouse(mouse) => read.extend(keys::mouse(mouse)),
                InputEvent::Focus(on) => self.tell(at, Msg::Focus(on)),
                InputEvent::Reply(reply) => self.answer_of_terminal(moment, reply),
            }
        }
        if !read.is_empty() {
            self.tell(at, Msg::Input(read));
        }
    }

    fn answer_of_terminal(&mut self, at: Moment, reply: Answered) {
        match reply {
            // The probe writes one ambiguous glyph at the first column and asks where the cursor is. Without an open
            // question this is a key: Ctrl-F3 of some terminals.
            Answered::Cursor { column: column @ 1..=2, row: 0 } => {
                if self.asked.take().is_some_and(|asked| at.mono.since(asked) <= ANSWER_MS) {
                    let wide = column == 2;
                    self.around.terminals.keep(wide);
                    self.tell(at.wall, Msg::AmbiguousWidth { wide });
                }
            }
            Answered::Mode { mode: 2026, state } => self.orders.push(Order::Synchronize(matches!(state, 1..=3))),
            Answered::Cursor { .. }
            | Answered::Mode { .. }
            | Answered::Background(..)
            | Answered::Scheme(_)
            | Answered::Device => {}
        }
    }
}

impl App for Program {
    type Reply = Told;

    fn handle(&mut self, at: Moment, event: Event<Told>) -> Vec<Order> {
        self.last = at;
        let wall = at.wall;
        let mut shows = true;
        match event {
            Event::Size { columns, rows } => self.tell(wall, Msg::Resize(Size { width: columns, height: rows })),
            Event::Shown => {
                self.ask_at = Some(at.mono.plus(REST_MS));
                // Other windows are heard and followed also when nothing is asked for here. Without a thread nothing can be
                // asked for either, and that is told then.
                let _ = self.store.as_mut().map(StoreThread::start);
            }
            Event::Asked => self.asked = Some(at.mono),
            Event::Input(batch) => self.input(at, batch),
            Event::Reply(told) => self.hear(wall, told),
            Event::RepliesEnded => {}
            Event::Timer => {
                let effects = app::update(&mut self.model, wall, Msg::Tick);
                // While somebody may be composing text time does no more than bring drafts to the disk.
                let kept = |effect: &Effect| matches!(effect, Effect::SaveDraft(_) | Effect::StillOpen);
                shows = !(self.model.is_typing() && effects.iter().all(kept));
                self.carry_out(wall, effects);
            }
            Event::Slept(gap) => self.tell(wall, Msg::Resumed(TimeDelta::milliseconds(gap.skipped))),
            Event::Resumed => self.orders.push(Order::Redraw),
            Event::Stop(stop) => {
                let code = match stop {
                    Stop::Signal(number) => 128 + number,
                    Stop::HungUp => 129,
                    Stop::Crashed => 101,
                };
                self.leave(wall, code);
            }
        }
        // Not while somebody may be composing text: the cursor would leave its place.
        if !self.model.is_typing() && self.ask_at.take_if(|due| *due <= at.mono).is_some() {
            self.orders.push(Order::Ask);
        }
        if shows {
            self.orders.push(Order::Draw);
        }
        std::mem::take(&mut self.orders)
    }

    fn next_timer(&self) -> Option<Mono> {
        let of_app = app::next_timer(&self.model).map(|at| {
            let wait = (at - self.last.wall).num_milliseconds().max(0);
            self.last.mono.plus(u64::try_from(wait).unwrap_or(0))
        });
        [of_app, self.ask_at.filter(|_| !self.model.is_typing())].into_iter().flatten().min()
    }

    fn draw(&mut self, picture: &mut Picture) -> Caret {
        let area = picture.area();
        match view::draw(&self.model, self.around.theme, picture) {
            Some((x, y)) => Caret::Shown(x, y),
            None => Caret::Parked(area.width.saturating_sub(1), area.height.saturating_sub(1)),
        }
    }
}
