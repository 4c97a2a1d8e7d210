//! What the second window knows, and its few keys.

use crate::command::{Code, Key};
use crate::i18n::Lang;
use crate::request::show::ShowView;
use crate::request::{Failure, Reply};
use crate::text::mask::{Private, Reveal};

/// The second window.
#[derive(Debug)]
pub struct State {
    pub lang: Lang,
    /// Ambiguous glyphs take two cells.
    pub ascii_chrome: bool,
    pub blank: bool,
    /// The session that runs.
    pub view: Option<Box<ShowView>>,
    /// The file could not be read when it was asked last.
    pub trouble: bool,
    /// So many lines further down than where the item that is spoken of is in view.
    pub(super) moved: isize,
}

/// What a key asks of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    Nothing,
    Draw,
    Leave,
}

/// Lines that PgDn goes on by.
const PAGE: isize = 8;
const MOST: isize = 64;

impl State {
    pub const fn new(lang: Lang, ascii_chrome: bool) -> Self {
        Self { lang, ascii_chrome, blank: false, view: None, trouble: false, moved: 0 }
    }

    /// What the store answered.
    pub fn answer(&mut self, answer: Result<Reply, Failure>) {
        match answer {
            Ok(Reply::Show(view)) => {
                self.trouble = false;
                // Whoever has looked at something else is brought along when the session moves on.
                if place(self.view.as_deref()) != place(view.as_deref()) {
                    self.moved = 0;
                }
                self.view = view;
            }
            // Nothing else was asked for.
            Ok(_) => {}
            Err(_) => self.trouble = true,
        }
    }

    pub fn key(&mut self, key: Key) -> Does {
        if key == Key::ctrl('\\') {
            self.blank = !self.blank;
            return Does::Draw;
        }
        if key == Key::ctrl('C') {
            return Does::Leave;
        }
        // While the page is blank, keys do nothing behind it.
        if self.blank {
            return Does::Nothing;
        }
        match key.code {
            Code::Char('q' | 'ｑ') if !key.ctrl => return Does::Leave,
            Code::Down | Code::Char('j') => self.moved += 1,
            Code::PageDown | Code::Char(' ') => self.moved += PAGE,
            Code::Up | Code::Char('k') => self.moved -= 1,
            Code::PageUp => self.moved -= PAGE,
            Code::Home | Code::Esc => self.moved = 0,
            _ => return Does::Nothing,
        }
        // More lines than any agenda has: nobody has to come back from farther away.
        self.moved = self.moved.clamp(-MOST, MOST);
        Does::Draw
    }

    /// What is private is the learner's own here, and shown to them.
    pub(super) fn read(text: &Private) -> &str {
        text.reveal(Reveal::granted()).as_str()
    }
}

/// The session and the item that is spoken of.
fn place(view: Option<&ShowView>) -> Option<(&str, Option<usize>)> {
    let view = view?;
    Some((&view.title, view.sections.iter().flat_map(|s| &s.items).position(|item| item.now)))
}
