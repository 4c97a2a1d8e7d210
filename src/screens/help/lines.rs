//! The lines of the help box, from the table.

use super::state::State;
use crate::command::{Class, Context, Group, Row, table};
use crate::i18n::{Lang, command, help};
use crate::text::romaji::{Query, Searchable};

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    Heading(String),
    /// Keys and what they do; up to two beside each other.
    Keys(String, &'static str),
    Text(&'static str),
}

impl State {
    /// Everything that help says about the page below, as far as the filter lets it through.
    pub(super) fn lines(&self, lang: Lang) -> Vec<Line> {
        let query = Query::new(&self.filter.text());
        let finds = |row: &Row| {
            let mut texts = vec![row.long.ja, row.short.ja, row.long.en, row.short.en];
            texts.extend(row.keys.iter().chain(row.also));
            query.finds(&Searchable::new(&texts))
        };
        let mut lines = Vec::new();
        for group in [Group::Here, Group::Everywhere] {
            let mut keys: Vec<(String, &'static str)> = Vec::new();
            for row in table::rows().filter(|r| r.group == group && r.is_in(self.context) && finds(r)) {
                // Rows that could run now stand for their twins that could not.
                let twin = |other: &(String, &str)| other.0 == keys_of(row, self.context);
                if let Some(known) = keys.iter_mut().find(|k| twin(k)) {
                    if row.holds(self.facts) {
                        known.1 = row.long.get(lang);
                    }
                } else {
                    keys.push((keys_of(row, self.context), row.long.get(lang)));
                }
            }
            if keys.is_empty() {
                continue;
            }
            lines.push(Line::Heading(match group {
                Group::Here => command::group_here(lang, self.context.title().get(lang)),
                Group::Everywhere | Group::Hands => command::group_everywhere(lang).to_owned(),
            }));
            lines.extend(keys.into_iter().map(|(keys, label)| Line::Keys(keys, label)));
        }
        if query.is_empty() {
            lines.push(Line::Heading(command::group_typing(lang).to_owned()));
            lines.push(Line::Text(help::ime_keys(lang)));
            let notes = matches!(self.context, Context::Session | Context::Card | Context::Note);
            if self.context.class() == Class::Screen {
                lines.push(Line::Text(if notes { help::ime_note(lang) } else { help::ime_search(lang) }));
            }
            lines.push(Line::Text(help::ime_full_width(lang)));
        } else if lines.is_empty() {
            lines.push(Line::Text(help::nothing(lang)));
        }
        lines
    }
}

/// `Space / F3`.
fn keys_of(row: &Row, context: Context) -> String {
    row.keys_in(context).take(2).collect::<Vec<_>>().join(" / ")
}
