//! The pure core with the real store behind it: messages in, a model to look at.

use chrono::{DateTime, Utc};
use manabi::app::{self, Effect, Model, Msg, Size};
use manabi::i18n::Lang;
use manabi::programme::Library;
use manabi::request::{Failure, Who};
use manabi::store::Db;

use super::days::{Day, at, options, zone};

pub struct World {
    pub model: Model,
    pub db: Db,
    pub now: DateTime<Utc>,
    /// What the store says to the next recording.
    pub refuses: Option<Failure>,
    pub over: bool,
}

impl World {
    pub fn new(db: Db, lang: Lang, share_safe: bool) -> Self {
        let now = at(9, 22);
        let (model, effects) = app::start(app::Start {
            lang,
            zone: zone(),
            now,
            size: Size { width: 80, height: 24 },
            who: Who::Me,
            file: db.file(&Who::Me).expect("a file's view"),
            seed: 3,
            share_safe,
            ascii_chrome: false,
        });
        let mut world = Self { model, db, now, refuses: None, over: false };
        world.carry_out(effects);
        world
    }

    pub fn tell(&mut self, msg: Msg) {
        let effects = app::update(&mut self.model, self.now, msg);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask(id, ask) => {
                    let reply = self.db.ask(&ask);
                    self.tell(Msg::Reply(id, Box::new(reply)));
                }
                Effect::Record(id, stamp, record) => {
                    let reply = self.refuses.take().map_or_else(|| self.db.record(&stamp, record), Err);
                    self.tell(Msg::Reply(id, Box::new(reply)));
                }
                Effect::SaveDraft(draft) => self.db.save_draft(&draft).expect("a draft is kept"),
                Effect::ClearDraft { field, owner } => self.db.clear_draft(&field, owner).expect("a draft is cleared"),
                Effect::SetLang(lang) => self.db.set_lang(lang.word()),
                Effect::Quit => self.over = true,
                Effect::Import(..)
                | Effect::Copy { .. }
                | Effect::OpenLink { .. }
                | Effect::Redraw
                | Effect::StillOpen
                | Effect::HidePractice(_)
                | Effect::ReleaseMouse
                | Effect::TakeOver
                | Effect::LetGo
                | Effect::Practise => {}
            }
        }
    }
}

/// A copy of a day that a test may lose.
pub fn memory_db(day: Day, lang: Lang) -> (tempfile::TempDir, Db) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = day.copy(lang, folder.path());
    let db = Db::open(options(&path, lang, at(9, 22)), Library::new([])).expect("the day opens");
    db.conn().execute_batch("PRAGMA synchronous = OFF").expect("a test's disk need not survive");
    (folder, db)
}
