//! A model with one screen opened by its keys, whose store is the test: answers are handed in, effects are read.

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{self, Effect, Input, Model, Msg, RequestId, Size, Start};
use crate::command::Key;
use crate::domain::{BusinessDate, Id, Zone};
use crate::i18n::{self, Lang};
use crate::layout::footer;
use crate::request::{Ask, Failure, FileView, Me, Record, Recorded, Reply, Who};
use crate::text::mask::Private;
use crate::text::width::cells;
use crate::ui::{Picture, Theme};

pub(crate) const SIZES: [(u16, u16); 4] = [(60, 20), (80, 24), (100, 30), (160, 45)];

pub(crate) struct Bench {
    pub model: Model,
    pub effects: Vec<Effect>,
    pub now: DateTime<Utc>,
}

/// An id that is the same in every run.
pub(crate) fn id(unique: u128) -> Id {
    Id::at(1_700_000_000_000, unique)
}

pub(crate) fn date(month: u32, day: u32) -> BusinessDate {
    BusinessDate::new(2026, month, day).unwrap()
}

pub(crate) fn zone() -> Zone {
    Zone::named("Asia/Tokyo").unwrap()
}

pub(crate) fn at(month: u32, day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
    zone().instant(date(month, day).0.and_hms_opt(hour, minute, 0).unwrap())
}

/// Text in the language of the screen, so that an English screen with English data is ASCII.
pub(crate) const fn told(lang: Lang, ja: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}

pub(crate) fn file(lang: Lang) -> FileView {
    let name = Private::person(99, told(lang, "宮本 彩", "Miyamoto Aya"));
    let me = Me { id: id(99), name, role: crate::domain::StaffRole::Ustr };
    FileView {
        practice: true,
        tasks: None,
        empty: false,
        read_only: false,
        holder: None,
        me: Some(me),
        words: Vec::new(),
    }
}

impl Bench {
    /// Opened over today at 17:05 of the practice evening.
    pub fn new(lang: Lang, (width, height): (u16, u16)) -> Self {
        let now = at(11, 25, 17, 5);
        let start = Start {
            lang,
            zone: zone(),
            now,
            size: Size { width, height },
            who: Who::Me,
            file: file(lang),
            seed: 5,
            share_safe: false,
            ascii_chrome: false,
        };
        let (model, effects) = app::start(start);
        let mut bench = Self { model, effects, now };
        bench.effects.clear();
        bench
    }

    pub fn send(&mut self, msg: Msg) {
        self.now += TimeDelta::milliseconds(200);
        let effects = app::update(&mut self.model, self.now, msg);
        self.effects.extend(effects);
    }

    /// Keys as the table writes them, blank between two.
    pub fn press(&mut self, keys: &str) {
        for name in keys.split(' ') {
            let key = Key::named(name).unwrap();
            self.send(Msg::Input(vec![Input::Key(key)]));
        }
    }

    /// The card of a learner, above the review: a row about the learner is all that the review shows.
    pub fn open_card(&mut self, learner: Id) {
        let mut view = super::fixture::drawn(self.model.core.lang);
        view.rows.retain(|row| row.id == learner);
        let asked = self.asked(|ask| matches!(ask, Ask::Review { .. }));
        self.answer(asked, Ok(Reply::Review(Box::new(view))));
        self.press("Home b");
    }

    /// Characters of one read.
    pub fn type_text(&mut self, text: &str) {
        self.send(Msg::Input(text.chars().map(|c| Input::Key(Key::char(c))).collect()));
    }

    /// The newest request to read that `wanted` takes.
    pub fn asked(&self, wanted: impl Fn(&Ask) -> bool) -> RequestId {
        let found = self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Ask(id, ask) if wanted(ask) => Some(*id),
            _ => None,
        });
        found.unwrap()
    }

    pub fn answer(&mut self, id: RequestId, reply: Result<Reply, Failure>) {
        self.send(Msg::Reply(id, Box::new(reply)));
    }

    /// Everything that was recorded, oldest first.
    pub fn records(&self) -> Vec<(RequestId, Record)> {
        let record = |effect: &Effect| match effect {
            Effect::Record(id, _, record) => Some((*id, record.clone())),
            _ => None,
        };
        self.effects.iter().filter_map(record).collect()
    }

    /// The store says that a recording is on disk.
    pub fn on_disk(&mut self, id: RequestId) {
        self.answer(id, Ok(Reply::Recorded(Recorded { changed: true, made: None })));
    }

    /// What was copied last.
    pub fn copied(&self) -> Option<&str> {
        self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Copy { text, .. } => Some(text.as_str()),
            _ => None,
        })
    }

    pub fn buffer(&self) -> Buffer {
        let Size { width, height } = self.model.core.size;
        let mut picture = Picture::new(Rect::new(0, 0, width, height));
        crate::screens::view::draw(&self.model, Theme { colour: false }, &mut picture);
        picture.into_cells()
    }

    /// Where the real cursor is.
    pub fn caret(&self) -> Option<(u16, u16)> {
        let Size { width, height } = self.model.core.size;
        let mut picture = Picture::new(Rect::new(0, 0, width, height));
        crate::screens::view::draw(&self.model, Theme { colour: false }, &mut picture)
    }

    /// The rows of the screen.
    pub fn rows(&self) -> Vec<String> {
        rows(&self.buffer())
    }
    pub fn screen(&self) -> String {
        let rows: Vec<String> = self.rows().iter().map(|row| row.trim_end().to_owned()).collect();
        rows.join("\n")
    }

    /// What has to hold on every screen of every size.
    pub fn check(&self, secrets: &[String]) {
        let core = &self.model.core;
        let buffer = self.buffer();
        let rows = rows(&buffer);
        let screen = self.screen();
        for row in &rows {
            assert_eq!(cells(row), usize::from(core.size.width), "{row}\n{screen}");
        }
        // Hints stand whole, help at the edge.
        let footer = rows.last().unwrap();
        let fitted = footer::fit(&self.model.hints(), self.model.help_hint(), core.size.width);
        assert!(fitted.hints.len() > 2, "{screen}");
        for placed in &fitted.hints {
            let hint = format!("{} {}", placed.hint.keys, placed.hint.label);
            assert!(footer.contains(&hint), "{hint}: {footer}");
        }
        match core.lang {
            // The data of the English fixtures is ASCII, so nothing else may be on the screen.
            Lang::En => {
                let drawn = |c: char| c.is_ascii() || "─│┌┐└┘⣀⣤⣶⣿".contains(c);
                let strange: String = screen.chars().filter(|c| !drawn(*c)).collect();
                assert_eq!(strange, "", "{screen}");
            }
            Lang::Ja => {
                for row in i18n::rows() {
                    let label = row.text.en;
                    let is_label = row.text.ja != label && !label.contains('{') && label.len() > 4;
                    assert!(!is_label || !screen.contains(label), "{label}\n{screen}");
                }
            }
        }
        if core.share_safe {
            for secret in secrets {
                assert!(!screen.contains(secret.as_str()), "{secret}\n{screen}");
            }
        }
    }
}

/// The texts of a buffer's rows.
fn rows(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    let row = |y: u16| {
        let mut text = String::new();
        let mut x = area.x;
        while x < area.right() {
            let symbol = buffer[(x, y)].symbol();
            text.push_str(symbol);
            x += u16::try_from(cells(symbol)).unwrap().max(1);
        }
        text
    };
    (area.y..area.bottom()).map(row).collect()
}
