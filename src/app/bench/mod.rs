//! The program on a bench: keys in, screen out, a store that answers from a fixture. Keys are named as in the table and
//! come one read each, 200 ms apart; a word in braces is one read.

pub mod fixture;

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Effect, Input, Model, Mouse, MouseKind, Msg, Size, Start, start, update};
use crate::command::Key;
use crate::domain::Zone;
use crate::i18n::Lang;
use crate::request::{Ask, Failure, FileView, Record, Recorded, Reply, Who};
use crate::screens::view::draw;
use crate::ui::{Picture, Theme};

type Answers = Box<dyn FnMut(&Ask) -> Option<Reply>>;
type Keeps = Box<dyn FnMut(&Record) -> Result<Reply, Failure>>;

/// A model with everything that it asked for carried out.
pub struct Bench {
    pub model: Model,
    pub at: DateTime<Utc>,
    /// Everything that was to be done, in order.
    pub effects: Vec<Effect>,
    /// Requests are not answered while this is set.
    pub slow: bool,
    answers: Answers,
    keeps: Keeps,
}

/// How a bench begins.
pub struct Setup {
    pub lang: Lang,
    pub size: (u16, u16),
    pub now: &'static str,
    pub file: FileView,
}

impl Setup {
    pub fn new(lang: Lang, size: (u16, u16)) -> Self {
        Self { lang, size, now: "2026-11-21T13:52:00+09:00", file: FileView::default() }
    }
}

impl Bench {
    /// A program whose store answers from the fixture of its language.
    pub fn new(setup: Setup) -> Self {
        let lang = setup.lang;
        Self::with(setup, Box::new(move |ask| fixture::answer(lang, ask)))
    }

    pub fn with(setup: Setup, answers: Answers) -> Self {
        let at = DateTime::parse_from_rfc3339(setup.now).unwrap().to_utc();
        let (model, effects) = start(Start {
            lang: setup.lang,
            zone: Zone::named("Asia/Tokyo").unwrap(),
            now: at,
            size: Size { width: setup.size.0, height: setup.size.1 },
            who: Who::Me,
            file: setup.file,
            seed: 1,
            share_safe: false,
            ascii_chrome: false,
        });
        let keeps: Keeps = Box::new(|_| Ok(Reply::Recorded(Recorded { changed: true, made: None })));
        let mut bench = Self { model, at, effects: Vec::new(), slow: false, answers, keeps };
        bench.carry_out(effects);
        bench
    }

    /// What the store makes of recordings.
    #[must_use]
    pub fn keeping(mut self, keeps: impl FnMut(&Record) -> Result<Reply, Failure> + 'static) -> Self {
        self.keeps = Box::new(keeps);
        self
    }

    /// One message, and everything that follows from it.
    pub fn send(&mut self, msg: Msg) {
        let effects = update(&mut self.model, self.at, msg);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.effects.push(effect.clone());
            if !self.slow {
                self.answer(effect);
            }
        }
    }

    fn answer(&mut self, effect: Effect) {
        match effect {
            Effect::Ask(id, ask) => {
                if let Some(reply) = (self.answers)(&ask) {
                    self.send(Msg::Reply(id, Box::new(Ok(reply))));
                }
            }
            Effect::Record(id, _, record) => {
                let result = (self.keeps)(&record);
                self.send(Msg::Reply(id, Box::new(result)));
            }
            Effect::Import(..)
            | Effect::SaveDraft(_)
            | Effect::ClearDraft { .. }
            | Effect::Copy { .. }
            | Effect::OpenLink { .. }
            | Effect::SetLang(_)
            | Effect::Redraw
            | Effect::ReleaseMouse
            | Effect::TakeOver
            | Effect::LetGo
            | Effect::StillOpen
            | Effect::HidePractice(_)
            | Effect::Practise
            | Effect::Quit => {}
        }
    }

    /// What was asked while it was slow is answered now.
    pub fn catch_up(&mut self) -> &mut Self {
        self.slow = false;
        for effect in self.effects.clone() {
            if matches!(&effect, Effect::Ask(id, _) | Effect::Record(id, ..) if self.model.core.pending.contains_key(id))
            {
                self.answer(effect);
            }
        }
        self
    }

    /// Letters, each in a read of its own, so many milliseconds apart.
    pub fn type_keys(&mut self, letters: &str, apart: i64) -> &mut Self {
        for c in letters.chars() {
            self.at += TimeDelta::milliseconds(apart);
            self.send(Msg::Input(vec![Input::Key(Key::char(c))]));
        }
        self
    }

    /// A click at a cell.
    pub fn click(&mut self, x: u16, y: u16) -> &mut Self {
        self.send(Msg::Input(vec![Input::Mouse(Mouse { kind: MouseKind::Click, x, y })]));
        self
    }

    /// The cell of the first occurrence of a text.
    #[track_caller]
    pub fn find(&self, text: &str) -> (u16, u16) {
        let found = self.rows().iter().enumerate().find_map(|(y, row)| {
            let at = row.find(text)?;
            Some((u16::try_from(crate::text::width::cells(&row[..at])).unwrap(), u16::try_from(y).unwrap()))
        });
        found.unwrap_or_else(|| panic!("{text:?} is not on\n{}", self.screen()))
    }

    /// Keys as the table names them: `o 4 Enter`; `{ぜひjk1}` is one read.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for word in keys.split_whitespace() {
            self.at += TimeDelta::milliseconds(200);
            let read = match word.strip_prefix('{').and_then(|w| w.strip_suffix('}')) {
                Some(text) => text.chars().map(|c| Input::Key(Key::char(c))).collect(),
                None => vec![Input::Key(Key::named(word).unwrap_or_else(|| panic!("no key {word}")))],
            };
            self.send(Msg::Input(read));
        }
        self
    }

    /// Time passes, in the steps that the program asked for.
    pub fn wait(&mut self, seconds: i64) -> &mut Self {
        let end = self.at + TimeDelta::seconds(seconds);
        while let Some(next) = super::next_timer(&self.model).filter(|next| *next <= end) {
            self.at = next.max(self.at + TimeDelta::milliseconds(1));
            self.send(Msg::Tick);
        }
        self.at = end;
        self
    }

    pub fn records(&self) -> Vec<&Record> {
        self.effects
            .iter()
            .filter_map(|e| if let Effect::Record(_, _, record) = e { Some(record) } else { None })
            .collect()
    }

    /// Forgets what was done so far.
    pub fn fresh(&mut self) -> &mut Self {
        self.effects.clear();
        self
    }

    pub fn draw(&self) -> (Buffer, Option<(u16, u16)>) {
        let Size { width, height } = self.model.core.size;
        let mut picture = Picture::new(Rect::new(0, 0, width, height));
        let caret = draw(&self.model, Theme { colour: true }, &mut picture);
        (picture.into_cells(), caret)
    }

    /// The rows of the screen, each as wide as it.
    pub fn rows(&self) -> Vec<String> {
        rows_of(&self.draw().0)
    }

    pub fn screen(&self) -> String {
        self.rows().join("\n")
    }

    #[track_caller]
    pub fn sees(&mut self, text: &str) -> &mut Self {
        assert!(self.screen().contains(text), "{text:?} is not on\n{}", self.screen());
        self
    }

    #[track_caller]
    pub fn sees_not(&mut self, text: &str) -> &mut Self {
        assert!(!self.screen().contains(text), "{text:?} is on\n{}", self.screen());
        self
    }
}

/// The text of each row; the blank that a wide glyph hides is not part of it.
pub fn rows_of(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    (area.top()..area.bottom())
        .map(|y| {
            let mut row = String::new();
            let mut x = area.left();
            while x < area.right() {
                let symbol = buffer[(x, y)].symbol();
                row.push_str(symbol);
                x += u16::try_from(crate::text::width::cells(symbol)).unwrap().max(1);
            }
            row
        })
        .collect()
}
