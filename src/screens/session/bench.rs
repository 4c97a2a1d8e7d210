//! A desk for tests: the app on a store in memory, driven by keys. Session and wrap-up share it.

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{Effect, Input, Model, Msg, Screen, Size, Start, start, update};
use crate::command::Key;
use crate::domain::{AppointmentKind, AppointmentState, Entity, HomeworkState, Id, IdMaker, ScoreTable, Zone};
use crate::i18n::Lang;
use crate::programme::Library;
use crate::request::record::{Close, CloseResult, Fact, FactValue, Slot, Task};
use crate::request::{Ask, Failure, Record, Reply, SessionView, Stamp, Who};
use crate::store::{Db, Options};
use crate::text::width::cells;
use crate::ui::{Picture, Theme};

static DESKS: AtomicU64 = AtomicU64::new(0);

/// What is private on the desk, in the language of its screen.
#[derive(Debug)]
pub struct Told {
    pub trainer: &'static str,
    pub learner: &'static str,
    pub pharmacy: &'static str,
    pub owner: &'static str,
    pub other: &'static str,
    pub purpose: &'static str,
    pub goal: &'static str,
    pub focus: &'static str,
    pub tasks: [&'static str; 2],
}

const JA: Told = Told {
    trainer: "宮本",
    learner: "佐藤 美咲",
    pharmacy: "あおば薬局 駅前店",
    owner: "今井 隆",
    other: "鈴木 健",
    purpose: "患者さんの顔を見て話せる店にしたい",
    goal: "18時半に閉めて19時に帰る",
    focus: "検索でとまった。朝が話しやすい",
    tasks: ["二人分を登録する", "患者メモの書きうつし"],
};

const EN: Told = Told {
    trainer: "A. Miyamoto",
    learner: "Ken Inoue",
    pharmacy: "Aoba Pharmacy",
    owner: "Takashi Imai",
    other: "Misaki Sato",
    purpose: "A pharmacy that sees the faces of its patients",
    goal: "Close at half past six, home by seven",
    focus: "Got stuck in the search; mornings are better",
    tasks: ["Register two people", "Copy the patient memo"],
};

/// What is private on a desk in that language.
pub const fn told(lang: Lang) -> &'static Told {
    match lang {
        Lang::Ja => &JA,
        Lang::En => &EN,
    }
}

impl Told {
    /// What no shared screen may show. The trainer is not among them, who shares it.
    pub fn secrets(&self) -> [&'static str; 9] {
        let [one, two] = self.tasks;
        [self.learner, self.pharmacy, self.owner, self.other, self.purpose, self.goal, self.focus, one, two]
    }
}

/// What is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meeting {
    /// Session 5: role-play, homework of last time.
    Usual,
    /// Session 1: no role-play, the owner's purpose on top.
    First,
    /// Session 11: figures, no role-play.
    Late,
    Kickoff,
}

/// The app, its store, and what it asked for.
#[derive(Debug)]
pub struct Desk {
    pub model: Model,
    pub db: Db,
    pub now: DateTime<Utc>,
    pub appointment: Id,
    /// Everything that was recorded, in order.
    pub recorded: Vec<Record>,
    pub copied: Vec<String>,
    /// Answers are held back until [`Desk::answer`].
    pub slow: bool,
    held: Vec<Effect>,
    /// The next recordings fail so.
    pub failing: Option<Failure>,
}

fn at(hour: u32, minute: u32) -> DateTime<Utc> {
    let zone = Zone::named("Asia/Tokyo").unwrap();
    zone.instant(NaiveDate::from_ymd_opt(2026, 11, 25).unwrap().and_hms_opt(hour, minute, 0).unwrap())
}

fn text(value: &str) -> FactValue {
    FactValue::Text(value.to_owned())
}

struct Making {
    db: Db,
    ids: IdMaker,
    now: DateTime<Utc>,
    actor: Id,
}

impl Making {
    fn id(&mut self) -> Id {
        self.ids.make(self.now.timestamp_millis())
    }
    fn record(&mut self, record: Record) {
        let stamp = Stamp { at: self.now, zone: "Asia/Tokyo".to_owned(), actor: Some(self.actor) };
        self.db.record(&stamp, record).unwrap();
    }
    fn fact(&mut self, entity: Entity, id: Id, fields: Vec<(&'static str, FactValue)>) {
        self.record(Record::Facts(vec![Fact { entity, id, fields }]));
    }
    fn learner(&mut self, name: &str, pharmacy: &str) -> (Id, Id, Id) {
        let (learner, enrolment, new) = (self.id(), self.id(), self.id());
        let (name, pharmacy_name) = (name.to_owned(), pharmacy.to_owned());
        self.record(Record::AddLearner { learner, enrolment, pharmacy: new, name, pharmacy_name });
        (learner, enrolment, new)
    }
    fn book(&mut self, learner: Id, number: u8, at: DateTime<Utc>, minutes: u32) -> Id {
        let appointment = self.id();
        let start = Zone::named("Asia/Tokyo").unwrap().local(at);
        let (slot, kind) = (Slot { start, minutes }, AppointmentKind::Session);
        self.record(Record::Book { learner, appointment, slot, kind, number: Some(number), reason: None });
        appointment
    }
}

fn usual(make: &mut Making, told: &Told, meeting: Meeting, (pharmacy, learner, enrolment): (Id, Id, Id)) -> Id {
    let number: u8 = match meeting {
        Meeting::Usual | Meeting::Kickoff => 5,
        Meeting::First => 1,
        Meeting::Late => 11,
    };
    // Held week by week, the last one with homework and a word for today.
    for held in 1..number {
        let is_last = held + 1 == number;
        make.now = at(14, 0) - TimeDelta::days(7 * i64::from(number - held));
        let last = make.book(learner, held, make.now, 30);
        let session = make.id();
        make.record(Record::Start { appointment: last, session, override_reason: Some("bench".to_owned()) });
        let given: &[&str] = if is_last { &told.tasks } else { &[] };
        let tasks = given.iter().map(|text| Task {
            id: make.id(),
            item: None,
            text: (*text).to_owned(),
            effort_minutes: Some(15),
        });
        let tasks = tasks.collect();
        let (new_appointment, flag_id) = (make.id(), make.id());
        make.record(Record::Close(Box::new(Close {
            session,
            result: CloseResult::Held,
            unmarked: Some(crate::domain::Outcome::Done),
            mood: Some(4),
            tasks,
            next: None,
            next_number: None,
            new_appointment,
            flag: None,
            flag_id,
            next_focus: if is_last { told.focus.to_owned() } else { String::new() },
            unconfirmed: Vec::new(),
            confirmed: true,
        })));
    }
    let readings: &[(i64, &str)] = if number > 1 { &[(14, "62"), (7, "78")] } else { &[] };
    for (days, value) in readings {
        let id = make.id();
        let day = (at(14, 0) - TimeDelta::days(*days)).date_naive();
        make.fact(
            Entity::MetricReading,
            id,
            vec![
                ("enrolment_id", FactValue::Ref(enrolment)),
                ("metric_id", text("same_day_record_rate")),
                ("value", text(value)),
                ("period_end", text(&day.to_string())),
                ("source", text("typed")),
            ],
        );
    }
    make.now = at(9, 0);
    if meeting == Meeting::Kickoff {
        let appointment = make.id();
        make.fact(
            Entity::Appointment,
            appointment,
            vec![
                ("kind", text("kickoff")),
                ("pharmacy_id", FactValue::Ref(pharmacy)),
                ("trainer_id", FactValue::Ref(make.actor)),
                ("starts_at", FactValue::Int(at(14, 0).timestamp_millis())),
                ("zone", text("Asia/Tokyo")),
                ("minutes", FactValue::Int(45)),
                ("state", text(AppointmentState::Scheduled.word())),
                ("moves", FactValue::Int(0)),
                ("sequence", FactValue::Int(0)),
            ],
        );
        appointment
    } else {
        make.book(learner, number, at(14, 0), if number == 5 { 30 } else { 25 })
    }
}

fn run(lang: Lang, size: Size, now: DateTime<Utc>, seed: u64) -> (Model, Vec<Effect>) {
    start(Start {
        lang,
        zone: Zone::named("Asia/Tokyo").unwrap(),
        now,
        size,
        who: Who::Me,
        file: crate::request::FileView::default(),
        seed,
        share_safe: false,
        ascii_chrome: false,
    })
}

impl Desk {
    /// At the table of today, two minutes before the meeting.
    pub fn new(lang: Lang, size: (u16, u16), meeting: Meeting) -> Self {
        Self::of(lang, size, meeting, (Library::new([]), None))
    }

    /// The same with a programme of its own.
    pub fn of(
        lang: Lang,
        (width, height): (u16, u16),
        meeting: Meeting,
        (library, programme): (Library, Option<&str>),
    ) -> Self {
        let told = told(lang);
        let zone = Zone::named("Asia/Tokyo").unwrap();
        let nth = DESKS.fetch_add(1, Ordering::Relaxed);
        let options = Options {
            path: format!("file:/desk-{nth}?vfs=memdb").into(),
            now: at(9, 0),
            zone,
            zone_given: false,
            lang: lang.word().to_owned(),
            machine: "desk".to_owned(),
            trainer: Some(told.trainer.to_owned()),
            programme: programme.map(str::to_owned),
            scores: ScoreTable::default(),
            read_only: false,
            kanji: Vec::new(),
        };
        let mut db = Db::open(options, library).unwrap();
        db.clear_holidays().unwrap();
        let actor = Id::natural(Entity::Staff, "desk");
        let mut make = Making { db, ids: IdMaker::new(3), now: at(14, 0) - TimeDelta::days(30), actor };
        make.fact(Entity::Staff, actor, vec![("name", text(told.trainer)), ("role", text("ustr"))]);
        let (learner, enrolment, pharmacy) = make.learner(told.learner, told.pharmacy);
        let contact = make.id();
        make.fact(
            Entity::Contact,
            contact,
            vec![("pharmacy_id", FactValue::Ref(pharmacy)), ("role", text("owner")), ("name", text(told.owner))],
        );
        if meeting != Meeting::Kickoff {
            make.fact(
                Entity::Pharmacy,
                pharmacy,
                vec![
                    ("kickoff_held", text("2026-10-28")),
                    ("device_installed", text("2026-11-01")),
                    ("go_live_actual", text("2026-11-10")),
                    ("purpose", text(told.purpose)),
                ],
            );
            make.fact(Entity::Enrolment, enrolment, vec![("goal_sentence", text(told.goal))]);
        }
        let appointment = usual(&mut make, told, meeting, (pharmacy, learner, enrolment));
        let (other, _, _) = make.learner(told.other, told.pharmacy);
        make.book(other, 1, at(14, 50), 20);
        let now = at(13, 58);
        let (model, effects) = run(lang, Size { width, height }, now, 11);
        let mut desk = Self {
            model,
            db: make.db,
            now,
            appointment,
            recorded: Vec::new(),
            copied: Vec::new(),
            slow: false,
            held: Vec::new(),
            failing: None,
        };
        desk.carry_out(effects);
        desk
    }

    /// In the meeting, at 14:00.
    pub fn started(lang: Lang, size: (u16, u16), meeting: Meeting) -> Self {
        let mut desk = Self::new(lang, size, meeting);
        desk.now = at(14, 0);
        desk.keys("Enter");
        assert!(matches!(desk.model.screen(), Some(Screen::Session(_))), "{:?}", desk.model.core.notices.current());
        desk
    }

    /// The program ends without a word and is started again on the same file.
    pub fn restart(&mut self) {
        let (model, effects) = run(self.model.core.lang, self.model.core.size, self.now, 12);
        self.model = model;
        self.held.clear();
        self.carry_out(effects);
    }

    /// A message, and everything that comes of it.
    pub fn send(&mut self, msg: Msg) {
        let effects = update(&mut self.model, self.now, msg);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if self.slow && matches!(effect, Effect::Ask(..) | Effect::Record(..)) {
                self.held.push(effect);
                continue;
            }
            self.one(effect);
        }
    }

    fn one(&mut self, effect: Effect) {
        match effect {
            Effect::Ask(id, ask) => {
                let reply = self.db.ask(&ask);
                self.send(Msg::Reply(id, Box::new(reply)));
            }
            Effect::Record(id, stamp, record) => {
                self.recorded.push(record.clone());
                let reply = match &self.failing {
                    Some(failure) => Err(failure.clone()),
                    None => self.db.record(&stamp, record),
                };
                self.send(Msg::Reply(id, Box::new(reply)));
            }
            Effect::SaveDraft(draft) => self.db.save_draft(&draft).unwrap(),
            Effect::ClearDraft { field, owner } => self.db.clear_draft(&field, owner).unwrap(),
            Effect::StillOpen => self.db.set_meta(crate::store::OPEN_UNTIL, self.now.timestamp_millis()).unwrap(),
            Effect::Copy { text } => self.copied.push(text.as_str().to_owned()),
            Effect::OpenLink { .. }
            | Effect::Redraw
            | Effect::ReleaseMouse
            | Effect::TakeOver
            | Effect::LetGo
            | Effect::HidePractice(_)
            | Effect::Practise
            | Effect::SetLang(_)
            | Effect::Import(..)
            | Effect::Quit => {}
        }
    }

    /// What was held back is answered.
    pub fn answer(&mut self) {
        self.slow = false;
        for effect in std::mem::take(&mut self.held) {
            self.one(effect);
        }
    }

    /// Keys by their names, 200 ms apart.
    pub fn keys(&mut self, names: &str) {
        for name in names.split(' ') {
            let key = Key::named(name).unwrap_or_else(|| panic!("{name}"));
            self.read(vec![Input::Key(key)]);
        }
    }

    /// Characters in one read of the terminal: what an input method commits.
    pub fn commit(&mut self, text: &str) {
        self.read(text.chars().map(|c| Input::Key(Key::char(c))).collect());
    }

    pub fn read(&mut self, read: Vec<Input>) {
        self.now += TimeDelta::milliseconds(200);
        self.send(Msg::Input(read));
    }

    /// Time passes; the clock ticks once if it has to.
    pub fn pass(&mut self, seconds: i64) {
        self.now += TimeDelta::seconds(seconds);
        if crate::app::next_timer(&self.model).is_some_and(|due| due <= self.now) {
            self.send(Msg::Tick);
        }
    }

    /// The session as it is on disk.
    pub fn on_disk(&self) -> SessionView {
        self.session().unwrap()
    }

    fn session(&self) -> Result<SessionView, Failure> {
        match self.db.ask(&Ask::Session { appointment: self.appointment })? {
            Reply::Session(view) => Ok(*view),
            other => panic!("{other:?}"),
        }
    }

    /// The words of the homework states of last time, on disk.
    pub fn homework(&self) -> Vec<HomeworkState> {
        self.on_disk().last_homework.iter().map(|h| h.state).collect()
    }

    /// What is drawn, and the cell of the real cursor.
    pub fn buffer(&self) -> (Buffer, Option<(u16, u16)>) {
        let Size { width, height } = self.model.core.size;
        let mut picture = Picture::new(Rect::new(0, 0, width, height));
        let caret = crate::screens::view::draw(&self.model, Theme { colour: false }, &mut picture);
        (picture.into_cells(), caret)
    }

    /// What is drawn where nothing of the panes is kept from the frame before.
    pub fn afresh(&self) -> (Buffer, Option<(u16, u16)>) {
        match self.model.screen() {
            Some(Screen::Session(state)) => state.panes.without(|| self.buffer()),
            _ => self.buffer(),
        }
    }

    /// The rows of the screen, and the cell of the real cursor.
    pub fn screen(&self) -> (Vec<String>, Option<(u16, u16)>) {
        let (buffer, caret) = self.buffer();
        (rows(&buffer), caret)
    }

    /// What every screen of this desk has to be: rows as wide as the screen, whole labels, its own language, and while it
    /// is shared nothing that is private.
    pub fn check(&self, what: &str) {
        let (rows, caret) = self.screen();
        let size = self.model.core.size;
        let lang = self.model.core.lang;
        let all = rows.join("\n");
        for row in &rows {
            assert_eq!(cells(row), usize::from(size.width), "{what}: {row}");
        }
        let footer = rows.last().map_or("", String::as_str);
        assert!(!footer.contains(".."), "{what}: {footer}");
        if lang == Lang::En {
            let japanese = |c: char| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
            assert!(!all.contains(japanese), "{what}\n{all}");
        } else {
            for label in crate::i18n::rows().filter(|row| row.text.en.len() > 9 && !row.text.en.contains('{')) {
                assert!(!all.contains(label.text.en), "{what}: {}\n{all}", label.text.en);
            }
        }
        if self.model.core.share_safe {
            for secret in told(lang).secrets() {
                assert!(!all.contains(secret), "{what}: {secret}\n{all}");
            }
        }
        assert_eq!(caret.is_some(), self.model.is_typing(), "{what}\n{all}");
    }

    /// The same as one text.
    pub fn picture(&self) -> String {
        let rows: Vec<String> = self.screen().0.iter().map(|row| row.trim_end().to_owned()).collect();
        rows.join("\n")
    }
}

/// The text of each row, wide glyphs once.
pub fn rows(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    (0..area.height)
        .map(|y| {
            let mut row = String::new();
            let mut x = 0;
            while x < area.width {
                let symbol = buffer[(x, y)].symbol();
                row.push_str(symbol);
                x += u16::try_from(cells(symbol).max(1)).unwrap();
            }
            row
        })
        .collect()
}
