//! Everything in a file that is somebody's, in pieces as they could stand in a row of a screen. It is read from the file
//! itself: who adds a table or a column need not remember this place.

use std::collections::{BTreeSet, HashSet};
use std::sync::OnceLock;

use manabi::command::{Context, table};
use manabi::i18n::{self, Lang};
use manabi::programme::Library;

use super::days::Day;
use super::db::Rows;

/// So many characters in a row are enough to know a sentence by: Japanese ones, and ASCII ones.
const WINDOW: usize = 4;
const ASCII_WINDOW: usize = 12;

/// What tests type into fields. It is no word of the program.
pub const TYPED: &str = "ぬるぽ";

/// What no screen and no byte may hold.
#[derive(Debug, Clone)]
pub struct Secrets {
    /// Parts of Japanese names: they are looked for anywhere.
    names: BTreeSet<String>,
    /// Parts of names in Latin letters: they are looked for as words.
    words: HashSet<String>,
    pieces: HashSet<String>,
}

impl Secrets {
    /// Those of a day, read once. A day that is made by hand in a test has none.
    pub fn of(day: Option<Day>, lang: Lang) -> &'static Self {
        static READ: [OnceLock<Secrets>; 5] = [const { OnceLock::new() }; 5];
        let (nth, day) = match day {
            None | Some(Day::Small) => return READ[0].get_or_init(Self::typed),
            Some(day @ Day::Morning) => (1, day),
            Some(day @ Day::Evening) => (3, day),
        };
        READ[nth + usize::from(lang == Lang::En)].get_or_init(|| {
            let folder = tempfile::tempdir().expect("a folder");
            Self::read(&Rows::of(&day.copy(lang, folder.path())), lang)
        })
    }

    /// Only what the test itself types.
    fn typed() -> Self {
        Self { names: BTreeSet::from([TYPED.to_owned()]), words: HashSet::new(), pieces: HashSet::new() }
    }

    /// Those of a file.
    pub fn read(rows: &Rows, lang: Lang) -> Self {
        let public = public(lang);
        let known: HashSet<&str> = words(&public).collect();
        let said: HashSet<String> = windows(&public).collect();
        let mut secrets = Self::typed();
        // Names by their parts, whatever else is made of the same characters.
        for table in ["learner", "contact", "staff", "pharmacy"] {
            for column in
                rows.ask(&format!("SELECT name FROM pragma_table_info('{table}') WHERE name IN ('name', 'kana')"))
            {
                for name in rows.ask(&format!("SELECT {column} FROM {table} WHERE {column} IS NOT NULL")) {
                    for part in name.split([' ', '\u{3000}']).filter(|part| part.chars().count() > 1) {
                        if part.is_ascii() {
                            let told = part.contains(|c: char| c.is_ascii_alphabetic()) && !known.contains(part);
                            secrets.words.extend(told.then(|| part.to_owned()));
                        } else if !public.contains(part) {
                            secrets.names.insert(part.to_owned());
                        }
                    }
                }
            }
        }
        // Every sentence of every table; what the programme says, everybody may read.
        for table in rows.ask("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%search%'") {
            if ["event", "action", "programme", "standing", "holiday", "meta"].contains(&table.as_str()) {
                continue;
            }
            for column in rows.ask(&format!("SELECT name FROM pragma_table_info('{table}') WHERE type = 'TEXT'")) {
                if column.starts_with("folded") {
                    continue;
                }
                for text in rows.ask(&format!("SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL")) {
                    secrets.pieces.extend(windows(&text).filter(|piece| !said.contains(piece)));
                    // Where a meeting is: who has the link can come in.
                    secrets.names.extend(text.split_once("://").map(|(_, place)| place.to_owned()));
                }
            }
        }
        let (names, pieces) = (secrets.names.len() + secrets.words.len(), secrets.pieces.len());
        assert!(names > 40 && pieces > 500, "little is looked for: {names} {pieces}");
        secrets
    }

    /// Without what these texts say: the learner's own, where the learner may see it.
    #[must_use]
    pub fn but(mut self, allowed: &[String]) -> Self {
        for text in allowed {
            for piece in windows(text) {
                self.pieces.remove(&piece);
            }
        }
        self
    }

    /// What of it stands in a text.
    pub fn in_text(&self, text: &str) -> Vec<String> {
        let names = self.names.iter().filter(|name| text.contains(name.as_str())).cloned();
        let named = words(text).filter(|word| self.words.contains(*word)).map(str::to_owned);
        names.chain(named).chain(windows(text).filter(|piece| self.pieces.contains(piece))).collect()
    }
}

/// The words of a text in Latin letters.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() > 1)
}

/// The pieces of a text that are long enough to know it by.
fn windows(text: &str) -> impl Iterator<Item = String> {
    let chars: Vec<char> = text.chars().collect();
    // Dates, ids and words of the file's own are ASCII, and no sentence.
    let japanese = |window: &&[char]| window.iter().filter(|c| !c.is_ascii()).count() >= 3;
    let sentence = |window: &&[char]| {
        let letters = window.iter().filter(|c| c.is_ascii_alphabetic()).count();
        letters + 3 >= ASCII_WINDOW
            && letters < ASCII_WINDOW
            && window.iter().all(|c| matches!(c, ' '..='~'))
            && window.contains(&' ')
            && !window.windows(2).any(|two| two == [' ', ' '])
    };
    let short = chars.windows(WINDOW).filter(japanese).map(|window| window.iter().collect());
    let long = chars.windows(ASCII_WINDOW).filter(sentence).map(|window| window.iter().collect());
    short.chain(long).collect::<Vec<String>>().into_iter()
}

/// What the program and its programmes say by themselves.
fn public(lang: Lang) -> String {
    // With the programme's own words where they stand in a sentence.
    let account = if lang == Lang::Ja { "薬局" } else { "pharmacy" };
    let mut text: Vec<String> = i18n::rows().map(|row| row.text.get(lang).replace("{account}", account)).collect();
    text.extend(table::rows().flat_map(|row| [row.short.get(lang), row.long.get(lang)]).map(str::to_owned));
    text.extend(Context::ALL.iter().map(|context| context.title().get(lang).to_owned()));
    // As they are read: with their terms filled in.
    text.extend(Library::new([]).entries().iter().map(|entry| format!("{:?}", entry.usable().expect("a programme"))));
    text.join("\n")
}

#[test]
fn what_is_somebodys_is_found_in_both_languages() {
    for (lang, told, free) in [
        (Lang::Ja, ["受講者A  森田", "約束 聞くのが恥ずかしい", "ひまわり調剤"], "1on1 をはじめる"),
        (Lang::En, ["Learner A  Morita", "promise: that asking is embarrassing", "Himawari D"], "start the 1on1"),
    ] {
        let secrets = Secrets::of(Some(Day::Evening), lang);
        for told in told {
            assert!(!secrets.in_text(told).is_empty(), "{told}");
        }
        assert_eq!(secrets.in_text(free), Vec::<String>::new());
    }
}
