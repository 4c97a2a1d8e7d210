//! From keys to a row of the table, and from a moment to the hints of its footer.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::facts::{Fact, Facts};
use super::key::{Key, Step, chord};
use super::readings::read_aloud;
use super::table::rows;
use super::{Class, Command, Context, Group, Row};
use crate::i18n::Lang;
use crate::text::romaji::Searchable;

/// What keys mean in a context.
#[derive(Debug, Clone, Copy)]
pub enum Lookup {
    /// Nothing begins with them.
    Nothing,
    /// They begin a chord; its row names the box that shows how it goes on.
    Begins(&'static Row),
    /// A command; not `enabled` when its predicate does not hold.
    Row { row: &'static Row, enabled: bool },
}

/// A hint of the footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    pub command: Command,
    pub keys: &'static str,
    pub label: &'static str,
}

/// The chords of the table, read once.
#[derive(Debug, Clone)]
pub struct Keymap {
    chords: Vec<(Vec<Step>, &'static Row)>,
}

impl Default for Keymap {
    fn default() -> Self {
        let chords = rows().flat_map(|row| row.keys.iter().filter_map(move |cell| Some((chord(cell)?, row)))).collect();
        Self { chords }
    }
}

impl Keymap {
    /// What `keys` mean. Of several rows with the same key the one whose predicate holds is meant.
    pub fn lookup(&self, context: Context, facts: Facts, keys: &[Key]) -> Lookup {
        let typing = context.class() == Class::Field;
        let starts = |steps: &[Step]| {
            steps.len() >= keys.len()
                && steps.iter().zip(keys).all(|(step, key)| step.takes(*key))
                && !(typing && steps.first().is_some_and(|s| s.types()))
        };
        let mut found = Lookup::Nothing;
        for (steps, row) in self.chords.iter().filter(|(steps, row)| row.is_in(context) && starts(steps)) {
            if steps.len() > keys.len() {
                continue;
            }
            if row.prefix {
                return if row.holds(facts) { Lookup::Begins(row) } else { Lookup::Row { row, enabled: false } };
            }
            if row.holds(facts) {
                return Lookup::Row { row, enabled: true };
            }
            // What only the computer's sleep makes possible is nothing that a key lacks. And what this place is for, and
            // something else forbids, says more about the key than what it does in other places.
            let fits = |row: &Row| row.when.iter().all(|fact| facts.has(*fact));
            let says_more = match &found {
                Lookup::Row { row: first, .. } => !fits(first) && fits(row),
                Lookup::Nothing | Lookup::Begins(_) => true,
            };
            if says_more && !row.when.contains(&Fact::Slept) {
                found = Lookup::Row { row, enabled: false };
            }
        }
        found
    }

    /// How a chord goes on: the enabled rows whose chord begins with `keys`, with what is left of it.
    pub fn after(&self, context: Context, facts: Facts, keys: &[Key]) -> Vec<(String, &'static Row)> {
        let mut rows = Vec::new();
        for (steps, row) in &self.chords {
            let goes_on = steps.len() > keys.len() && steps.iter().zip(keys).all(|(step, key)| step.takes(*key));
            if goes_on && row.is_in(context) && row.holds(facts) {
                let rest: Vec<String> = steps[keys.len()..].iter().map(step_text).collect();
                rows.push((rest.join(" "), *row));
            }
        }
        rows
    }
}

fn step_text(step: &Step) -> String {
    match step {
        Step::Key(key) => key.to_string(),
        Step::Digits(from, to) => format!("{from}-{to}"),
    }
}

/// The hints of a footer, most important first, without help: its place at the right edge is fixed.
pub fn hints(context: Context, facts: Facts, lang: Lang) -> Vec<Hint> {
    let ranked = RANKED.iter().find(|(of, _)| *of == context).into_iter().flat_map(|(_, rows)| rows);
    ranked
        .filter(|(_, row, _)| row.holds(facts))
        .map(|(_, row, keys)| Hint { command: row.command, keys, label: row.short.get(lang) })
        .collect()
}

/// Its rank, a row with a place in a footer, and the key that stands there.
type Ranked = (u8, &'static Row, &'static str);

/// The rows of each footer by their rank, read once from the table: a footer is drawn with every frame.
static RANKED: LazyLock<Vec<(Context, Vec<Ranked>)>> = LazyLock::new(|| {
    let mut footers: Vec<(Context, Vec<Ranked>)> = Vec::new();
    for row in rows() {
        for (context, rank) in row.on.iter().copied().filter(|(context, rank)| row.rank(*context) == Some(*rank)) {
            let Some(keys) = row.keys_in(context).next() else { continue };
            match footers.iter_mut().find(|(of, _)| *of == context) {
                Some((_, ranked)) => ranked.push((rank, row, keys)),
                None => footers.push((context, vec![(rank, row, keys)])),
            }
        }
    }
    for (_, ranked) in &mut footers {
        ranked.sort_by_key(|(rank, ..)| *rank);
    }
    footers
});

/// The texts by which a row is found: labels of both languages as they are written and as they are read, and its further
/// words. A name is known in the language in which it was learnt.
pub fn searchable(row: &Row) -> &'static Searchable {
    static MADE: LazyLock<BTreeMap<&'static str, Searchable>> = LazyLock::new(|| {
        let made = |row: &'static Row| {
            let written: Vec<&str> = [row.long.ja, row.short.ja].into_iter().chain(row.also.iter().copied()).collect();
            let read: Vec<String> = written.iter().map(|text| read_aloud(text)).collect();
            let mut texts = vec![row.long.en, row.short.en, row.word];
            texts.extend(written.iter().copied().chain(read.iter().map(String::as_str)));
            texts.sort_unstable();
            texts.dedup();
            (row.word, Searchable::new(&texts))
        };
        rows().map(made).collect()
    });
    static NONE: LazyLock<Searchable> = LazyLock::new(Searchable::default);
    MADE.get(row.word).unwrap_or(&NONE)
}

/// The rows that a palette offers in a context: everything that can run now and is more than moving the cursor.
pub fn offered(context: Context, facts: Facts) -> impl Iterator<Item = &'static Row> {
    rows().filter(move |row| row.is_in(context) && row.holds(facts) && !row.prefix && row.group != Group::Hands)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::facts::EXCLUSIVE;
    use super::*;
    use crate::i18n::Lang;

    fn keys(text: &str) -> Vec<Key> {
        text.split(' ').map(|word| Key::named(word).unwrap()).collect()
    }

    /// Whether two rows could both be meant by one key in one moment.
    fn collide(one: &Row, other: &Row) -> bool {
        let shut_out = |a: &Row, b: &Row| a.when.iter().any(|f| b.unless.contains(f));
        let exclusive = |row: &Row| -> Vec<Fact> {
            row.when.iter().chain(row.any).copied().filter(|f| EXCLUSIVE.contains(f)).collect()
        };
        let (a, b) = (exclusive(one), exclusive(other));
        let apart = !a.is_empty() && !b.is_empty() && !a.iter().any(|f| b.contains(f));
        !(shut_out(one, other) || shut_out(other, one) || apart)
    }

    #[test]
    fn a_key_that_does_nothing_is_told_by_what_it_would_do_in_this_place() {
        let map = Keymap::default();
        let told = |facts: &[Fact]| match map.lookup(Context::Session, Facts::of(facts), &keys("d")) {
            Lookup::Row { row, enabled: false } => row.word,
            other => panic!("{other:?}"),
        };
        assert_eq!(told(&[]), "skip-reason");
        assert_eq!(told(&[Fact::OnNote, Fact::ReadOnly]), "note-delete");
        assert_eq!(told(&[Fact::OnCarried, Fact::Locked]), "drop-item");
    }

    /// Pairs of rows that share a key in a context without their predicates keeping them apart, and chords that a shorter
    /// one hides.
    fn conflicts() -> Vec<(Context, &'static str, &'static str)> {
        let mut found = Vec::new();
        for context in Context::ALL.iter().copied() {
            let chords: Vec<(Vec<Step>, &Row)> = rows()
                .filter(|row| row.is_in(context))
                .flat_map(|row| row.keys_in(context).filter_map(move |cell| Some((chord(cell)?, row))))
                .collect();
            for (i, (steps, row)) in chords.iter().enumerate() {
                for (other_steps, other) in &chords[i + 1..] {
                    let shared = steps.len().min(other_steps.len());
                    let meet = steps.iter().zip(other_steps).all(|(a, b)| a.meets(*b));
                    let short_one = if steps.len() == shared { row } else { other };
                    let by_design = steps.len() != other_steps.len() && short_one.prefix;
                    if meet && !by_design && row.command != other.command && collide(row, other) {
                        found.push((context, row.word, other.word));
                    }
                }
            }
        }
        found
    }

    #[test]
    fn every_cell_can_be_read_and_every_word_is_one_of_a_kind() {
        let mut words = BTreeSet::new();
        for row in rows() {
            assert!(words.insert(row.word), "{} twice", row.word);
            for cell in row.keys {
                assert!(chord(cell).is_some(), "{}: {cell}", row.word);
            }
        }
    }

    #[test]
    fn no_key_means_two_things() {
        assert_eq!(conflicts(), []);
    }

    #[test]
    fn every_row_is_reached_by_its_keys_where_it_works() {
        let keymap = Keymap::default();
        for row in rows() {
            let facts = Facts::of(row.when).and(Facts::of(&row.any[..row.any.len().min(1)]));
            let mut places = 0;
            for context in Context::ALL.iter().copied().filter(|c| row.is_in(*c)) {
                for cell in row.keys_in(context) {
                    places += 1;
                    let pressed: Vec<Key> = chord(cell)
                        .unwrap()
                        .into_iter()
                        .map(|step| match step {
                            Step::Key(key) => key,
                            Step::Digits(from, _) => Key::char(char::from(b'0' + from)),
                        })
                        .collect();
                    match keymap.lookup(context, facts, &pressed) {
                        Lookup::Row { row: found, enabled: true } => {
                            assert_eq!(found.word, row.word, "{context:?} {cell}");
                        }
                        Lookup::Begins(found) => assert!(row.prefix && found.word == row.word, "{context:?} {cell}"),
                        other => panic!("{} in {context:?} by {cell}: {other:?}", row.word),
                    }
                }
            }
            assert!(places > 0 || row.keys.is_empty(), "{} works nowhere", row.word);
        }
    }

    #[test]
    fn every_context_has_a_way_back_help_and_share_safe() {
        let keymap = Keymap::default();
        for context in Context::ALL.iter().copied() {
            for (press, word) in [("Esc", "back"), ("F1", "help"), ("Ctrl-G", "share-safe"), ("Ctrl-\\", "blank")] {
                let found = keymap.lookup(context, Facts::NONE, &keys(press));
                assert!(
                    matches!(found, Lookup::Row { row, enabled: true } if row.word == word),
                    "{context:?} {press} {found:?}"
                );
            }
        }
    }

    #[test]
    fn no_key_that_terminals_or_input_methods_take_is_bound() {
        let taken = [
            "Ctrl-J", "Ctrl-I", "Ctrl-M", "Ctrl-[", "Ctrl-B", "Ctrl-D", "Ctrl-Q", "Ctrl-X", "F6", "F7", "F8", "F9",
            "F10", "F11", "F12",
        ];
        for row in rows() {
            for cell in row.keys {
                assert!(!taken.contains(cell), "{} {cell}", row.word);
            }
        }
    }

    #[test]
    fn typing_in_a_field_is_no_command() {
        let keymap = Keymap::default();
        for c in (' '..='~').chain(['か', '１']) {
            for context in Context::ALL.iter().copied().filter(|c| c.class() == Class::Field) {
                assert!(matches!(keymap.lookup(context, Facts::NONE, &[Key::char(c)]), Lookup::Nothing), "{c}");
            }
        }
    }

    #[test]
    fn a_chord_begins_goes_on_and_ends() {
        let keymap = Keymap::default();
        let facts = Facts::of(&[Fact::RowStartable]);
        assert!(
            matches!(keymap.lookup(Context::Today, facts, &keys("o")), Lookup::Begins(row) if row.word == "result")
        );
        let next: Vec<String> = keymap.after(Context::Today, facts, &keys("o")).into_iter().map(|(k, _)| k).collect();
        assert_eq!(next, ["1", "3", "4", "5"]);
        assert!(matches!(
            keymap.lookup(Context::Today, facts, &keys("o 4")),
            Lookup::Row { row, enabled: true } if row.word == "result-not-held"
        ));
        assert!(matches!(keymap.lookup(Context::Today, facts, &keys("o 9")), Lookup::Nothing));
    }

    #[test]
    fn a_footer_has_every_row_of_its_context_that_holds_and_has_a_rank() {
        for context in Context::ALL.iter().copied() {
            for facts in rows().map(|row| Facts::of(row.when).and(Facts::of(row.any))) {
                let mut ranked: Vec<(u8, &str)> = rows()
                    .filter(|row| row.is_in(context) && row.holds(facts) && row.keys_in(context).next().is_some())
                    .filter_map(|row| Some((row.rank(context)?, row.short.ja)))
                    .collect();
                ranked.sort_by_key(|(rank, _)| *rank);
                let labels: Vec<&str> = ranked.into_iter().map(|(_, label)| label).collect();
                let shown: Vec<&str> = hints(context, facts, Lang::Ja).iter().map(|hint| hint.label).collect();
                assert_eq!(shown, labels, "{context:?}");
            }
        }
    }

    #[test]
    fn the_footer_follows_the_row_under_the_cursor() {
        let first = |facts| hints(Context::Today, facts, Lang::Ja).first().map(|h| (h.keys, h.label));
        assert_eq!(first(Facts::of(&[Fact::RowStartable])), Some(("Enter", "はじめる")));
        assert_eq!(first(Facts::of(&[Fact::RowMissed])), Some(("Enter", "次回")));
        assert_eq!(first(Facts::of(&[Fact::RowStartable, Fact::ReadOnly])), Some(("Ctrl-G", "隠す")));
    }
}
