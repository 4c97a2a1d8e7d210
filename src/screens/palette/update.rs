//! What keys do in the palette. Typing searches; nothing runs but by Enter.

use super::state::{Choice, State};
use super::view::choice_at;
use crate::app::{Core, Cx, Go, Open, Page, RequestId, Severity, TextField};
use crate::command::overlays::Overlay;
use crate::command::{Command, Context, Facts, Key};
use crate::i18n::notice;
use crate::layout::Frame;
use crate::request::view::{QUERY_CHARS, query_head};
use crate::request::{Ask, Failure, FoundView, Reply};

/// People to ask for without a query.
const LISTED: usize = 200;
/// People and notes to ask for.
const FOUND: usize = 6;

impl Page for State {
    fn context(&self) -> Context {
        Context::Palette
    }

    fn facts(&self, _core: &Core) -> Facts {
        Facts::NONE
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let query = self.query.text();
        if query.trim().is_empty() {
            // Nothing of an earlier query stays.
            self.found = FoundView::default();
            self.asked = self.lists_people().then(|| cx.ask(Ask::Find { query: String::new(), limit: LISTED }));
        } else {
            self.asked = Some(cx.ask(Ask::Find { query, limit: FOUND }));
        }
    }

    fn command(&mut self, command: Command, _key: Key, cx: &mut Cx<'_>) {
        if let Command::Move(towards) = command {
            let len = self.choices().len();
            self.cursor.go(towards, len, 5);
        } else if command == Command::Overlay(Overlay::Run) {
            self.run(cx);
        }
    }

    fn field(&self) -> Option<&TextField> {
        Some(&self.query)
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        Some(&mut self.query)
    }

    fn edited(&mut self, cx: &mut Cx<'_>) {
        let typed = self.query.text();
        let head = query_head(&typed);
        if head.len() < typed.len() {
            self.query.set(head, cx.core.now);
            let told = notice::query_cut(cx.core.lang, QUERY_CHARS);
            cx.core.say(Severity::Warning, told);
        }
        self.cursor.set(0);
        self.search();
        self.load(cx);
    }

    /// A click is the cursor on that row; a second one opens or runs it.
    fn click(&mut self, x: u16, y: u16, cx: &mut Cx<'_>) {
        let layout = Frame::of(cx.core.size.width, cx.core.size.height);
        let choices = self.choices().len();
        let cursor = self.cursor.at(choices);
        match choice_at(&layout, choices, cursor, (x, y)) {
            Some(at) if at == cursor => self.run(cx),
            Some(at) => self.cursor.set(at),
            None => {}
        }
    }

    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, _cx: &mut Cx<'_>) {
        // Answers to what was typed before are too late.
        if let (true, Ok(Reply::Found(found))) = (self.asked == Some(id), reply) {
            self.take(found);
        }
    }
}

impl State {
    /// Opens or runs what is under the cursor.
    fn run(&mut self, cx: &mut Cx<'_>) {
        match self.chosen() {
            Some(Choice::Command(n)) => {
                let row = self.commands().get(n).copied();
                match row.filter(|row| !self.runs(row)) {
                    Some(row) => {
                        let why = self.why_not(cx.core.lang, row);
                        cx.core.say(Severity::Warning, why);
                        // Whoever types on looks for something else.
                        self.query.spend();
                    }
                    None => row.into_iter().for_each(|row| cx.go(Go::Run(row))),
                }
            }
            Some(Choice::Short(n)) => {
                if let Some(short) = self.shorts().get(n).cloned() {
                    cx.go(Go::Short(short));
                }
            }
            Some(Choice::Person(n)) => {
                if let Some(learner) = self.found.people.get(n).map(|p| p.learner) {
                    cx.go(Go::Replace(Open::Card { learner }));
                }
            }
            Some(Choice::Note(n)) => {
                if let Some(learner) = self.found.notes.get(n).and_then(|note| note.learner) {
                    cx.go(Go::Replace(Open::Card { learner }));
                }
            }
            None => {}
        }
    }
}
