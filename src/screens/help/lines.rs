//! The lines of the help box, from the table.

use super::state::State;
use crate::command::{Context, Fact, Group, Row, keymap, table};
use crate::i18n::{Lang, command, help};
use crate::text::romaji::{Query, Searchable};
use crate::text::width::cells;
use crate::text::wrap::Wrapped;

/// Keys and what they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub keys: String,
    pub label: String,
    /// It could run at this moment.
    pub now: bool,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    Heading(String),
    /// Beside each other when both fit into half the width.
    Keys(Entry, Option<Entry>),
    /// How the label of the entry above goes on.
    Rest(String, bool),
    Text(String),
}

/// What keeps keys from working as long as the page below is open.
const LASTING: [Fact; 2] = [Fact::ReadOnly, Fact::Locked];

/// What somebody or something else has to do first.
const HAPPENS: [Fact; 2] = [Fact::WasMissed, Fact::Slept];

/// So many keys of a command are told: the letter, and those for hands on an input method.
const TWINS: usize = 3;

/// Cells of the keys before their label.
pub(super) const KEYS: usize = 13;

impl State {
    /// Everything that help says about the page below in `width` cells, as far as the filter lets it through.
    pub(super) fn lines(&self, lang: Lang, width: usize) -> Vec<Line> {
        let query = Query::new(&self.filter.text());
        let mut lines = Vec::new();
        for group in [Group::Here, Group::Everywhere] {
            let entries = self.entries(lang, group, &query);
            if entries.is_empty() {
                continue;
            }
            lines.push(Line::Heading(match group {
                Group::Here => command::group_here(lang, self.context.title().get(lang)),
                Group::Everywhere | Group::Hands => command::group_everywhere(lang).to_owned(),
            }));
            lines.extend(paired(entries, width));
        }
        if query.is_empty() {
            lines.push(Line::Heading(command::group_typing(lang).to_owned()));
            let typing = matches!(self.context, Context::Session | Context::Card | Context::Note | Context::CardNote);
            let typing = if typing { help::ime_note(lang) } else { help::ime_search(lang) };
            if matches!(self.context, Context::Session | Context::Card) {
                let wrapped = Wrapped::to_read(help::strip(lang), width.saturating_sub(4));
                lines.extend(wrapped.rows().map(|row| Line::Text(row.text.to_owned())));
            }
            let last = [help::practice(lang), help::settings(lang)];
            for text in [help::ime_keys(lang), typing, help::ime_full_width(lang)].into_iter().chain(last) {
                // Two cells of indent, one free at either edge.
                let wrapped = Wrapped::to_read(text, width.saturating_sub(4));
                lines.extend(wrapped.rows().map(|row| Line::Text(row.text.to_owned())));
            }
        } else if lines.is_empty() {
            lines.push(Line::Text(help::nothing(lang).to_owned()));
        }
        lines
    }

    fn entries(&self, lang: Lang, group: Group, query: &Query) -> Vec<Entry> {
        let finds =
            |row: &Row| query.is_empty() || query.finds_among(&[keymap::searchable(row), &Searchable::new(row.keys)]);
        let mut entries: Vec<Entry> = Vec::new();
        for row in table::rows().filter(|r| r.group == group && r.is_in(self.context) && finds(r)) {
            let keys = row.keys_in(self.context).take(TWINS).collect::<Vec<_>>().join(" / ");
            let entry = Entry { keys, label: row.long.get(lang).to_owned(), now: row.holds(self.facts) };
            // What is true everywhere but not now (taking over, the running session) is not worth a line, and neither is
            // what nothing that can be done here would make possible.
            let never = row.unless.iter().any(|fact| LASTING.contains(fact) && self.facts.has(*fact))
                || row.when.iter().any(|fact| HAPPENS.contains(fact)) && !entry.now;
            if entry.keys.is_empty() || never || group == Group::Everywhere && !entry.now {
                continue;
            }
            // Of the meanings that one key has, the one of this moment is shown.
            match entries.iter_mut().find(|known| known.keys == entry.keys) {
                Some(known) if entry.now => *known = entry,
                Some(_) => {}
                None => entries.push(entry),
            }
        }
        entries
    }
}

/// Two entries a line where both fit into half of it.
fn paired(entries: Vec<Entry>, width: usize) -> Vec<Line> {
    let half = width / 2;
    let fits = |entry: &Entry| cells(&entry.keys) < KEYS && KEYS + cells(&entry.label) + 3 <= half;
    let mut lines = Vec::new();
    let mut entries = entries.into_iter().peekable();
    while let Some(entry) = entries.next() {
        let beside = if fits(&entry) { entries.next_if(fits) } else { None };
        lines.extend(whole(&entry, beside, width));
    }
    lines
}

/// Where the label of an entry begins: behind its keys, which may be long.
pub(super) fn column(entry: &Entry) -> usize {
    KEYS.max(cells(&entry.keys) + 1)
}

/// An entry in as many lines as its label takes: a label is never cut.
fn whole(entry: &Entry, beside: Option<Entry>, width: usize) -> Vec<Line> {
    let room = width.saturating_sub(column(entry) + 4);
    let wrapped = Wrapped::to_read(&entry.label, room);
    let mut rows = wrapped.rows().map(|row| row.text.trim_end().to_owned());
    let first = Entry { label: rows.next().unwrap_or_default(), ..entry.clone() };
    let mut lines = vec![Line::Keys(first, beside)];
    lines.extend(rows.map(|row| Line::Rest(row, entry.now)));
    lines
}
