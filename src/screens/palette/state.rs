//! What the palette knows.

use crate::app::{RequestId, TextField};
use crate::command::table::rows;
use crate::command::{Context, Facts, Group, Row, keymap};
use crate::i18n::{Lang, notice};
use crate::layout::list::Cursor;
use crate::request::FoundView;
use crate::text::mask::Private;
use crate::text::romaji::{Query, Searchable};
use crate::text::short::{Short, Shorts};

/// How many commands are offered at most.
const COMMANDS: usize = 6;
/// How many texts of one's own.
const SHORTS: usize = 6;

/// The query and what it finds.
#[derive(Debug)]
pub struct State {
    pub(super) query: TextField,
    /// The page below, on which a command would run.
    context: Context,
    facts: Facts,
    /// Whom its commands would act on.
    pub(super) about: Option<Private>,
    pub(super) cursor: Cursor,
    pub(super) asked: Option<RequestId>,
    pub(super) found: FoundView,
    /// The commands that match, worked out once a query: those that can run, and then those of other moments.
    commands: Vec<&'static Row>,
    /// The trainer's own texts, and those of them that match.
    all_shorts: Shorts,
    shorts: Vec<Short>,
    /// How many of them can run.
    here: usize,
    people: bool,
}

/// A line that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Of the commands.
    Command(usize),
    Short(usize),
    Person(usize),
    Note(usize),
}

impl State {
    pub fn new(
        query: &str,
        people: bool,
        context: Context,
        facts: Facts,
        about: Option<Private>,
        shorts: Shorts,
    ) -> Self {
        let mut state = Self {
            query: TextField::line(query),
            context,
            facts,
            about,
            cursor: Cursor::default(),
            asked: None,
            found: FoundView::default(),
            commands: Vec::new(),
            all_shorts: shorts,
            shorts: Vec::new(),
            here: 0,
            people,
        };
        state.search();
        state
    }

    /// Finds the commands anew. Labels of both languages are found: a name is known in the one in which it was learnt.
    pub(super) fn search(&mut self) {
        let query = Query::new(&self.query.text());
        let finds = |row: &&Row| {
            let mut texts = vec![row.long.ja, row.short.ja, row.long.en, row.short.en, row.word];
            texts.extend(row.also);
            query.is_empty() || query.finds(&Searchable::new(&texts))
        };
        self.commands = keymap::offered(self.context, self.facts).filter(finds).take(COMMANDS).collect();
        if query.is_empty() && self.people {
            self.commands.clear();
        }
        self.here = self.commands.len();
        if !query.is_empty() {
            // What was looked for and works elsewhere is found as well: choosing it says where.
            let elsewhere = rows().filter(|row| !row.prefix && row.group != Group::Hands && !self.runs(row));
            let found: Vec<_> = elsewhere.filter(finds).take(COMMANDS - self.here).collect();
            self.commands.extend(found);
        }
        let typed = self.query.text();
        let named = typed.trim().strip_prefix([';', '；']).map(Query::new);
        let offered = |short: &&Short| match &named {
            Some(name) => name.is_empty() || name.finds(&Searchable::new(&[&short.name])),
            None => !query.is_empty() && query.finds(&Searchable::new(&[&short.name, &short.text])),
        };
        self.shorts = self.all_shorts.iter().filter(offered).take(SHORTS).cloned().collect();
    }

    /// Whether it can run on the page below.
    pub(super) fn runs(&self, row: &Row) -> bool {
        row.is_in(self.context) && row.holds(self.facts)
    }

    /// Why it cannot.
    pub(super) fn why_not(&self, lang: Lang, row: &Row) -> String {
        let screen = row.on.first().map(|(context, _)| context.title().get(lang));
        match screen.filter(|_| !row.is_in(self.context)) {
            Some(screen) => notice::not_now_because(lang, row.long.get(lang), &notice::why_elsewhere(lang, screen)),
            None => crate::app::why_not(lang, row, self.facts),
        }
    }

    /// People are listed without a query.
    pub(super) const fn lists_people(&self) -> bool {
        self.people
    }

    /// The texts of the trainer's own that match. A `;` alone finds all.
    pub fn shorts(&self) -> &[Short] {
        &self.shorts
    }

    /// The commands that match, in the order of the table. Without a query the ones of the screen.
    pub fn commands(&self) -> &[&'static Row] {
        &self.commands
    }

    /// Everything that can be chosen, from the top.
    pub fn choices(&self) -> Vec<Choice> {
        let commands = (0..self.here).map(Choice::Command);
        let elsewhere = (self.here..self.commands.len()).map(Choice::Command);
        let shorts = (0..self.shorts.len()).map(Choice::Short);
        let people = (0..self.found.people.len()).map(Choice::Person);
        let notes = (0..self.found.notes.len()).map(Choice::Note);
        commands.chain(shorts).chain(people).chain(notes).chain(elsewhere).collect()
    }

    /// The one under the cursor.
    pub fn chosen(&self) -> Option<Choice> {
        let choices = self.choices();
        choices.get(self.cursor.at(choices.len())).copied()
    }
}
