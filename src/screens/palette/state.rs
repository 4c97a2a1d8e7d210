//! What the palette knows.

use crate::app::{RequestId, TextField};
use crate::command::table::rows;
use crate::command::{Class, Context, Facts, Group, Row, keymap};
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
    /// How many of them can run, and of those how many begin with what was typed.
    here: usize,
    begin: usize,
    people: bool,
}

/// Whether a command is looked for where it does not run: those of a screen, and those of a box that have a name of their
/// own. "Settle" and "next field" are no names.
fn is_elsewhere(row: &Row) -> bool {
    let of_a_screen =
        row.on.iter().any(|(context, _)| context.class() == Class::Screen && *context != Context::FirstRun);
    !row.prefix && row.group != Group::Hands && (of_a_screen || !row.also.is_empty())
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
            begin: 0,
            people,
        };
        state.search();
        state
    }

    /// Finds the commands anew.
    pub(super) fn search(&mut self) {
        let query = Query::new(&self.query.text());
        let finds = |row: &&Row| query.is_empty() || query.finds(keymap::searchable(row));
        // What begins with it comes first, and in the order of the table otherwise.
        let begins = |row: &&'static Row| query.is_empty() || query.begins(keymap::searchable(row));
        let ranked = |rows: Vec<&'static Row>| {
            let (first, rest): (Vec<_>, Vec<_>) = rows.into_iter().partition(begins);
            first.into_iter().chain(rest)
        };
        let here = keymap::offered(self.context, self.facts).filter(finds).collect();
        self.commands = ranked(here).take(COMMANDS).collect();
        self.begin = self.commands.iter().filter(|row| begins(row)).count();
        if query.is_empty() && self.people {
            self.commands.clear();
            self.begin = 0;
        }
        self.here = self.commands.len();
        if !query.is_empty() {
            // What was looked for and works elsewhere is found as well: choosing it says where.
            let elsewhere = rows().filter(|row| is_elsewhere(row) && !self.runs(row)).filter(finds).collect();
            self.commands.extend(ranked(elsewhere).take(COMMANDS - self.here));
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

    /// The key that does it on the page below: in a text field none that would be typing.
    pub(super) fn keys(&self, row: &Row) -> Option<&'static str> {
        row.keys_in(self.context).next()
    }

    /// The screen or box that has it, when the page below has not.
    pub(super) fn elsewhere(&self, lang: Lang, row: &Row) -> Option<&'static str> {
        row.on.first().filter(|_| !row.is_in(self.context)).map(|(context, _)| context.title().get(lang))
    }

    /// Why it cannot.
    pub(super) fn why_not(&self, lang: Lang, row: &Row) -> String {
        match self.elsewhere(lang, row) {
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

    /// Everything that can be chosen, from the top. A name that was typed comes before commands that have those letters
    /// somewhere in the middle.
    pub fn choices(&self) -> Vec<Choice> {
        let commands = (0..self.begin).map(Choice::Command);
        let somewhere = (self.begin..self.here).map(Choice::Command);
        let elsewhere = (self.here..self.commands.len()).map(Choice::Command);
        let shorts = (0..self.shorts.len()).map(Choice::Short);
        let people = (0..self.found.people.len()).map(Choice::Person);
        let notes = (0..self.found.notes.len()).map(Choice::Note);
        commands.chain(shorts).chain(people).chain(somewhere).chain(notes).chain(elsewhere).collect()
    }

    /// What was found has come. Whoever has moved to a row stays on it.
    pub(super) fn take(&mut self, found: FoundView) {
        let on = self.chosen().filter(|_| self.cursor.at(self.choices().len()) > 0);
        self.found = found;
        let place = on.and_then(|on| self.choices().iter().position(|choice| *choice == on));
        self.cursor.set(place.unwrap_or(0));
    }

    /// The one under the cursor.
    pub fn chosen(&self) -> Option<Choice> {
        let choices = self.choices();
        choices.get(self.cursor.at(choices.len())).copied()
    }
}
