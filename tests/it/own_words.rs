//! A programme renames the words of the screens (`[words]`): on no screen stand those that it has replaced.

use std::collections::BTreeMap;

use manabi::i18n::Lang;
use manabi::programme::Library;
use manabi::store::Db;

use crate::support::days::{at, options};
use crate::support::stops::{Stop, everywhere, keys_in, press, screen, size};
use crate::support::world::World;

/// The accounting programme, in a language and with words of its own.
fn programme(lang: Lang) -> (String, String) {
    let words = match lang {
        Lang::Ja => ["経理係", "商店", "店主", "コーチ", "次長"],
        Lang::En => ["clerk", "shop", "boss", "coach", "lead"],
    };
    let [learner, account, owner, trainer, manager] = words;
    let words = format!(
        "[words]\nlearner = \"{learner}\"\naccount = \"{account}\"\nowner = \"{owner}\"\n\
         trainer = \"{trainer}\"\nmanager = \"{manager}\"\n\n[terms]\n"
    );
    let text = include_str!("../../assets/programmes/programme-accounting-en.md")
        .replace("id = \"accounting-mini\"", "id = \"own-words\"")
        .replace("lang = \"en\"", &format!("lang = \"{}\"", lang.word()))
        .replace("[terms]\n", &words);
    ("own-words.md".to_owned(), text)
}

fn open(stop: &Stop, lang: Lang) -> (tempfile::TempDir, World) {
    let now = at(stop.hour.0, stop.hour.1);
    let folder = tempfile::tempdir().expect("a folder");
    let path = match stop.day {
        Some(day) => day.copy(lang, folder.path()),
        None => folder.path().join("new.db"),
    };
    let mut options = options(&path, lang, now);
    options.programme = Some("own-words".to_owned());
    let db = Db::open(options, Library::new([programme(lang)])).expect("a file");
    db.conn().execute_batch("PRAGMA synchronous = OFF").expect("a test's disk need not survive");
    let mut world = World::new(db, lang, false);
    world.now = now;
    (folder, world)
}

/// What scripts and people of the practice day say is theirs.
const DATA: &[&str] = &[
    include_str!("../../assets/programmes/programme-ja.md"),
    include_str!("../../assets/programmes/programme-en.md"),
    include_str!("../../assets/demo/day.toml"),
    include_str!("../../assets/demo/learners.toml"),
    include_str!("../../assets/demo/people.toml"),
    include_str!("../../assets/demo/archive.toml"),
    include_str!("../../assets/demo/voices.toml"),
    include_str!("../../assets/demo/rehearsal.toml"),
];

/// The offer of the practice day, which is that of the standard programme.
const OFFER: [&str; 4] = ["架空の薬局6店", "invented pharmacies", "電子薬歴", "standard, 12 sessions"];

/// Where the word stands among others than in a text of somebody's: with what is written beside it, up to where it is cut.
fn label_with(text: &str, word: &str) -> Option<String> {
    text.lines().filter(|line| !OFFER.iter().any(|offer| line.contains(offer))).find_map(|line| {
        line.to_lowercase().match_indices(&word.to_lowercase()).find_map(|(at, _)| {
            // Rows are as long in lower case: what is not ASCII here has no case.
            let joined = |c: &char| !c.is_whitespace() && !matches!(c, '│' | '(' | ')' | '「' | '」' | '.');
            let mut before: Vec<char> = line[..at].chars().rev().take_while(joined).take(3).collect();
            before.reverse();
            let after: String = line[at + word.len()..].chars().take_while(joined).take(3).collect();
            let near = format!("{}{}{after}", before.iter().collect::<String>(), &line[at..at + word.len()]);
            (!DATA.iter().any(|data| data.contains(&near))).then(|| line.to_owned())
        })
    })
}

#[test]
fn renamed_words_stand_on_no_screen() {
    let mut found = BTreeMap::new();
    for (lang, stop) in everywhere() {
        let (_folder, mut world) = open(stop, lang);
        press(&mut world, &keys_in(lang, stop.keys));
        let words: &[&str] = match lang {
            Lang::Ja => &["受講者", "薬局", "薬剤師", "経営者", "USTr", "USM"],
            Lang::En => &["learner", "pharmac", "owner", "trainer", "USTr", "USM"],
        };
        for at in [(100, 30), (160, 45), (60, 20)] {
            size(&mut world, at);
            for shared in [false, true] {
                let seen = screen(&world);
                for word in words {
                    found.extend(label_with(&seen, word).map(|label| (label, (*word, stop.keys, shared))));
                }
                press(&mut world, "Ctrl-G");
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}
