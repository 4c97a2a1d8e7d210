//! What is said twice says the same: both languages, the default config, the keys of the README.

use std::path::Path;

use manabi::command::key::chord;
use manabi::command::table;
use manabi::config::{Config, DEFAULTS};
use manabi::i18n::{Both, rows};
use manabi::text::prefix::{Prefix, split};

use crate::house::{code, sources};

fn japanese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}'))
}

#[test]
fn every_message_says_something_in_each_language() {
    let names = |both: &Both, what: &str| {
        assert!(!both.ja.trim().is_empty() && !both.en.trim().is_empty(), "{what}");
        assert!(!japanese(both.en), "{what}: {}", both.en);
    };
    for row in rows() {
        names(&row.text, row.name);
    }
    for row in table::rows() {
        names(&row.short, row.word);
        names(&row.long, row.word);
    }
}

#[test]
fn every_file_of_messages_is_counted() {
    let counted: Vec<&str> = rows().map(|row| row.name).collect();
    for (path, text) in sources() {
        if path.parent() != Some(Path::new("i18n")) || path.ends_with("mod.rs") {
            continue;
        }
        let mut found = 0;
        for line in code(&text).lines() {
            let Some((head, rest)) = line.trim().split_once('(') else { continue };
            let is_row =
                !head.is_empty() && head.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
            if is_row && rest.contains(") = \"") {
                assert!(counted.contains(&head), "{head} of {} is not among the rows", path.display());
                found += 1;
            }
        }
        assert!(found > 0, "no message in {}", path.display());
    }
}

#[test]
fn the_config_file_lists_every_setting() {
    // What is commented out is read as well.
    let is_name = |name: &str| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let commented = |rest: &&str| rest.split_once(" = ").is_some_and(|(name, _)| is_name(name));
    let lines = DEFAULTS.lines().map(|line| line.strip_prefix("# ").filter(commented).unwrap_or(line));
    let all = lines.collect::<Vec<_>>().join("\n");
    let config = Config::parse(&all).expect("the defaults, and what is commented out");
    let Config { lang, zone, trainer, programme, db, mouse, color, .. } = config;
    let texts = [lang, zone, trainer, programme, color, db.map(|path| path.display().to_string())];
    assert!(texts.iter().all(Option::is_some) && mouse == Some(true), "{texts:?} {mouse:?}");
}

/// Rooms that say nothing by themselves: what they show comes from `i18n`, the table, or the data.
const SILENT: &[&str] = &["app", "screens", "ui", "shell", "cli"];

#[test]
fn no_sentence_stands_outside_the_messages() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        let room = path.components().next().map(|c| c.as_os_str().to_string_lossy().into_owned());
        let tests = path.components().any(|c| {
            matches!(
                c.as_os_str().to_string_lossy().as_ref(),
                "tests" | "tests.rs" | "bench" | "bench.rs" | "fixture.rs"
            )
        });
        if tests || !room.is_some_and(|room| SILENT.contains(&room.as_str())) {
            continue;
        }
        for line in code(&text).lines() {
            let literals = line.split('"').skip(1).step_by(2);
            // A pair of both languages is complete where it stands.
            let pair = line.contains("Both::new(") || line.contains("Lang::Ja =>");
            if literals.clone().any(japanese) && !pair {
                found.push(format!("{}: {}", path.display(), line.trim()));
            }
        }
    }
    assert_eq!(found, [] as [&str; 0]);
}

#[test]
fn the_default_config_says_the_defaults() {
    assert_eq!(Config::parse(DEFAULTS), Ok(Config::default()));
}

/// The words in backticks of the tables of keys: those whose head says so.
fn keys_of(readme: &str) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        if !line.starts_with('|') {
            inside = false;
        } else if line.contains("| keys |") || line.contains("| キー |") {
            inside = true;
        } else if inside {
            let Some((_, cell)) = line.trim_end_matches('|').rsplit_once(" | ") else { continue };
            // The other cell may name prefixes, the last one names keys.
            for (n, part) in line.split('`').enumerate().filter(|(n, _)| n % 2 == 1) {
                let of_keys = cell.split('`').enumerate().any(|(m, key)| m % 2 == 1 && key == part);
                assert!(n > 0);
                found.push((part.to_owned(), of_keys));
            }
        }
    }
    found
}

fn is_a_key(word: &str) -> bool {
    let Some(steps) = chord(word) else { return false };
    table::rows().any(|row| {
        row.keys
            .iter()
            .filter_map(|cell| chord(cell))
            .any(|known| known.len() == steps.len() && known.iter().zip(&steps).all(|(known, step)| known.meets(*step)))
    })
}

fn is_a_prefix(word: &str) -> bool {
    word.ends_with([':', '：']) && !matches!(split(word), (Prefix::Kind("memo"), _))
}

#[test]
fn the_readme_names_keys_that_exist() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("a file");
    let words = keys_of(&readme);
    let wrong: Vec<&str> =
        words.iter().map(|(word, _)| word.as_str()).filter(|word| !is_a_key(word) && !is_a_prefix(word)).collect();
    assert_eq!(wrong, [] as [&str; 0]);
    for expected in ["Enter", "Space", "4", "o", "Ctrl-\\", "U", "?", "要望:"] {
        assert!(words.iter().any(|(word, _)| word == expected), "the README does not speak of {expected}");
    }
}

#[test]
fn a_wrong_key_would_be_found() {
    let words = keys_of("| x | keys |\n| --- | --- |\n| mark | `Ctrl-Q` or `1`, `メモ:` |\n\n| `F12` | else |\n");
    assert_eq!(words.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>(), ["Ctrl-Q", "1", "メモ:"]);
    assert!(!is_a_key("Ctrl-Q") && is_a_key("1") && !is_a_prefix("メモ:"));
}
