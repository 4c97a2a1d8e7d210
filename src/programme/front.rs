//! TOML tables, read key by key: every problem has its line, figures keep their exact digits, and a key that nobody
//! asked for is told: a misspelt `required` would drop a target without a word.

use std::cell::RefCell;
use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{ProblemKind, Problems, Wanted};
use super::terms;
use crate::domain::{Decimal, SessionNo};

/// Line numbers of byte positions. The front matter begins on line 2 of the file.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at).collect())
    }
    pub(super) fn at(&self, position: usize) -> u32 {
        u32::try_from(self.0.partition_point(|end| *end < position)).unwrap_or(u32::MAX).saturating_add(2)
    }
}

/// A table, its name for sentences (`""` is the top), and the keys that were asked for.
pub(super) struct Table<'a, 'i> {
    pub name: &'static str,
    pub line: u32,
    map: &'a DeTable<'i>,
    asked: RefCell<Vec<&'static str>>,
}

impl<'a, 'i> Table<'a, 'i> {
    pub(super) const fn new(name: &'static str, map: &'a DeTable<'i>, line: u32) -> Self {
        Self { name, line, map, asked: RefCell::new(Vec::new()) }
    }
    fn value(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'i>>> {
        self.asked.borrow_mut().push(key);
        self.map.get(key)
    }
    pub(super) fn has(&self, key: &'static str) -> bool {
        self.value(key).is_some()
    }
    /// What stands there, for those who tell themselves what is wrong with it.
    pub(super) fn word(&self, key: &'static str) -> Option<String> {
        let value = self.value(key)?.get_ref();
        Some(value.as_str().map_or_else(|| shown(value), str::to_owned))
    }
}

/// Reads tables and collects what is wrong with them.
pub(super) struct Front<'p> {
    pub lines: Lines,
    pub terms: BTreeMap<String, String>,
    pub problems: &'p mut Problems,
}

impl Front<'_> {
    // Tables

    /// Reads the table under a key, `None` when there is none.
    pub(super) fn table<T>(
        &mut self,
        of: &Table<'_, '_>,
        key: &'static str,
        name: &'static str,
        read: impl FnOnce(&mut Self, &Table<'_, '_>) -> T,
    ) -> Option<T> {
        let value = of.value(key)?;
        let Some(map) = value.get_ref().as_table() else {
            self.wrong(of, key, Wanted::Table);
            return None;
        };
        let table = Table::new(name, map, self.line_of(of, key));
        let read = read(self, &table);
        self.unasked(&table);
        Some(read)
    }

    /// Reads `[[name]]` tables, each with an id of its own. An entry without an id is left out.
    pub(super) fn entries<T>(
        &mut self,
        top: &Table<'_, '_>,
        name: &'static str,
        mut read: impl FnMut(&mut Self, &Table<'_, '_>) -> Option<T>,
        id: impl Fn(&T) -> &String,
    ) -> Vec<T> {
        let mut all: Vec<T> = Vec::new();
        let Some(value) = top.value(name) else { return all };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong(top, name, Wanted::Tables);
            return all;
        };
        for value in list {
            let line = self.lines.at(value.span().start);
            let Some(map) = value.get_ref().as_table() else {
                let (key, found) = (name.to_owned(), shown(value.get_ref()));
                self.problems.add(line, ProblemKind::ValueWrong { table: "", key, found, wanted: Wanted::Tables });
                continue;
            };
            let table = Table::new(name, map, line);
            let entry = read(self, &table);
            self.unasked(&table);
            let Some(entry) = entry else { continue };
            if all.iter().any(|other| id(other) == id(&entry)) {
                self.problems.add(line, ProblemKind::EntryTwice { table: name, id: id(&entry).clone() });
            }
            all.push(entry);
        }
        all
    }

    /// Reads a table of texts whose keys are free; `read` gets the line, the key and the text.
    pub(super) fn free_texts<K: Ord>(
        &mut self,
        top: &Table<'_, '_>,
        name: &'static str,
        mut read: impl FnMut(&mut Self, u32, &str, &str) -> Option<(K, String)>,
    ) -> BTreeMap<K, String> {
        let mut all = BTreeMap::new();
        let Some(value) = top.value(name) else { return all };
        let Some(map) = value.get_ref().as_table() else {
            self.wrong(top, name, Wanted::Table);
            return all;
        };
        for (key, value) in map {
            let line = self.lines.at(key.span().start);
            if let Some(text) = value.get_ref().as_str() {
                all.extend(read(self, line, key.get_ref(), text));
            } else {
                let (key, found) = (key.get_ref().to_string(), shown(value.get_ref()));
                self.problems.add(line, ProblemKind::ValueWrong { table: name, key, found, wanted: Wanted::Text });
            }
        }
        all
    }

    /// Tells the keys of a table that nobody asked for.
    pub(super) fn unasked(&mut self, table: &Table<'_, '_>) {
        let asked = table.asked.borrow();
        for key in table.map.keys().filter(|key| !asked.contains(&key.get_ref().as_ref())) {
            let line = self.lines.at(key.span().start);
            let key = key.get_ref().to_string();
            self.problems.add(line, ProblemKind::KeyUnknown { table: table.name, key });
        }
    }

    // Values

    /// The line of a key; of its table when the key is missing.
    pub(super) fn line_of(&self, table: &Table<'_, '_>, key: &str) -> u32 {
        table.map.get_key_value(key).map_or(table.line, |(key, _)| self.lines.at(key.span().start))
    }

    /// Tells that a value is not what it has to be.
    pub(super) fn wrong(&mut self, table: &Table<'_, '_>, key: &'static str, wanted: Wanted) {
        let found = table.map.get(key).map(|value| shown(value.get_ref())).unwrap_or_default();
        let (line, key) = (self.line_of(table, key), key.to_owned());
        self.problems.add(line, ProblemKind::ValueWrong { table: table.name, key, found, wanted });
    }

    /// The value read, `None` when the key is missing; a value that cannot be read is a problem.
    fn get<'a, T>(
        &mut self,
        table: &Table<'a, '_>,
        key: &'static str,
        wanted: Wanted,
        read: impl FnOnce(&'a DeValue<'_>) -> Option<T>,
    ) -> Option<T> {
        let value = read(table.value(key)?.get_ref());
        if value.is_none() {
            self.wrong(table, key, wanted);
        }
        value
    }

    /// As `read`, and a missing key is a problem.
    pub(super) fn needed<T>(
        &mut self,
        table: &Table<'_, '_>,
        key: &'static str,
        read: impl FnOnce(&mut Self, &Table<'_, '_>, &'static str) -> Option<T>,
    ) -> Option<T> {
        let value = read(self, table, key);
        if value.is_none() && !table.map.contains_key(key) {
            self.problems.add(table.line, ProblemKind::KeyMissing { table: table.name, key });
        }
        value
    }

    pub(super) fn text(&mut self, table: &Table<'_, '_>, key: &'static str) -> Option<String> {
        self.get(table, key, Wanted::Text, |value| value.as_str().map(str::to_owned))
    }

    /// A text that has to be there.
    pub(super) fn need_text(&mut self, table: &Table<'_, '_>, key: &'static str) -> Option<String> {
        let text = self.needed(table, key, Self::text)?;
        if text.trim().is_empty() {
            self.wrong(table, key, Wanted::Text);
        }
        Some(text)
    }

    /// A text for the screen: its terms are filled in.
    pub(super) fn words(&mut self, table: &Table<'_, '_>, key: &'static str) -> Option<String> {
        let text = self.text(table, key)?;
        Some(self.filled_of(table, key, text))
    }

    pub(super) fn need_words(&mut self, table: &Table<'_, '_>, key: &'static str) -> Option<String> {
        let text = self.need_text(table, key)?;
        Some(self.filled_of(table, key, text))
    }

    pub(super) fn texts(&mut self, table: &Table<'_, '_>, key: &'static str) -> Option<Vec<String>> {
        let text = |value: &DeValue<'_>| value.as_str().map(str::to_owned);
        let texts = self.get(table, key, Wanted::Texts, |value| each(value, text))?;
        Some(texts.into_iter().map(|text| self.filled_of(table, key, text)).collect())
    }

    pub(super) fn flag(&mut self, table: &Table<'_, '_>, key: &'static str) -> Option<bool> {
        self.get(table, key, Wanted::YesNo, yes_no)
    }

    pub(super) fn number(&mut self, table: &Table<'_, '_>, key: &'static str) -> Option<Decimal> {
        self.get(table, key, Wanted::Number, decimal)
    }

    pub(super) fn count(&mut self, table: &Table<'_, '_>, key: &'static str) -> Option<u16> {
        self.get(table, key, Wanted::Count, count)
    }

    pub(super) fn counts(&mut self, table: &Table<'_, '_>, key: &'static str) -> Option<Vec<u16>> {
        self.get(table, key, Wanted::Counts, |value| each(value, count))
    }

    pub(super) fn session_no(&mut self, table: &Table<'_, '_>, key: &'static str) -> Option<SessionNo> {
        self.get(table, key, Wanted::SessionNo, session_no)
    }

    pub(super) fn session_nos(&mut self, table: &Table<'_, '_>, key: &'static str) -> Option<Vec<SessionNo>> {
        self.get(table, key, Wanted::SessionNos, |value| each(value, session_no))
    }

    pub(super) fn choice<T>(
        &mut self,
        table: &Table<'_, '_>,
        key: &'static str,
        read: impl Fn(&str) -> Option<T>,
        all: &'static [&'static str],
    ) -> Option<T> {
        self.get(table, key, Wanted::OneOf(all), |value| read(value.as_str()?))
    }

    /// The text of a key, its terms filled in.
    fn filled_of(&mut self, table: &Table<'_, '_>, key: &str, text: String) -> String {
        if terms::has_any(&text) { self.filled(self.line_of(table, key), &text) } else { text }
    }

    /// A text with its terms filled in; an unknown one is a problem.
    pub(super) fn filled(&mut self, line: u32, text: &str) -> String {
        for key in terms::keys(text).filter(|key| !self.terms.contains_key(*key)) {
            self.problems.add(line, ProblemKind::TermUnknown { key: key.to_owned() });
        }
        terms::fill(text, &self.terms)
    }
}

fn each<T>(value: &DeValue<'_>, read: impl Fn(&DeValue<'_>) -> Option<T>) -> Option<Vec<T>> {
    value.as_array()?.iter().map(|value| read(value.get_ref())).collect()
}

fn yes_no(value: &DeValue<'_>) -> Option<bool> {
    value.as_bool()
}

/// Exactly the digits of the file; a number with an exponent is read through its shortest form.
fn decimal(value: &DeValue<'_>) -> Option<Decimal> {
    match value {
        DeValue::Integer(n) => Decimal::parse(&i64::from_str_radix(n.as_str(), n.radix()).ok()?.to_string()),
        DeValue::Float(x) => {
            let text = x.as_str().trim_start_matches('+');
            Decimal::parse(text).or_else(|| Decimal::parse(&text.parse::<f64>().ok()?.to_string()))
        }
        DeValue::String(_) | DeValue::Boolean(_) | DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

fn count(value: &DeValue<'_>) -> Option<u16> {
    decimal(value)?.to_string().parse().ok()
}

fn session_no(value: &DeValue<'_>) -> Option<SessionNo> {
    SessionNo::new(u8::try_from(count(value)?).ok()?)
}

/// A value as a sentence may quote it.
fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("\"{text}\""),
        DeValue::Integer(n) => n.to_string(),
        DeValue::Float(x) => x.to_string(),
        DeValue::Boolean(b) => b.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Array(list) => {
            format!("[{}]", list.iter().map(|v| shown(v.get_ref())).collect::<Vec<_>>().join(", "))
        }
        DeValue::Table(_) => "{…}".to_owned(),
    }
}
