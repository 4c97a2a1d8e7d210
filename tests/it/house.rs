//! The house: who may know whom (docs/ARCHITECTURE.md). The sources are read as text, so an arrow that is not on the list
//! fails here before it becomes a habit.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Rooms and what each may name of the crate. `*` = everything.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("i18n", &[]),
    ("domain", &["text"]),
    ("programme", &["domain", "text"]),
    ("request", &["domain", "programme", "text"]),
    ("command", &["i18n", "text"]),
    ("config", &["command", "i18n", "domain", "text"]),
    ("layout", &["domain", "programme", "text", "command", "i18n", "request"]),
    ("demo", &["domain", "programme", "request", "text"]),
    ("ui", &["domain", "programme", "request", "text", "command", "i18n", "layout", "config", "app"]),
    ("app", &["domain", "programme", "request", "text", "command", "i18n", "layout", "config", "screens", "demo"]),
    (
        "screens",
        &["domain", "programme", "request", "text", "command", "i18n", "layout", "config", "app", "ui", "demo"],
    ),
    ("store", &["request", "domain", "programme", "text"]),
    ("exchange", &["domain", "programme", "text", "i18n", "request"]),
    ("shell", &["*"]),
    ("cli", &["*"]),
];

/// Crates that only these rooms may name.
const KEPT: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("tokio", &["shell", "cli"]),
    ("crossterm", &["shell"]),
    ("rustix", &["shell"]),
    ("ratatui", &["shell", "ui", "screens"]),
    ("clap", &["cli"]),
    ("calamine", &["exchange"]),
    ("zip", &["exchange"]),
];

/// Files of `screens` that may draw; the others know no terminal.
const DRAWS: &[&str] = &["view.rs", "view"];

pub(crate) fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &mut found);
    for (path, _) in &mut found {
        *path = path.strip_prefix(&root).unwrap().to_path_buf();
    }
    found
}

fn room(path: &Path) -> Option<String> {
    let first = Path::new(path.components().next()?.as_os_str());
    first.extension().is_none().then(|| first.display().to_string())
}

/// The code of a file: no comments, no tests (they may use what they test with).
pub(crate) fn code(text: &str) -> String {
    let before_tests = text.split("#[cfg(test)]\nmod ").next().unwrap_or(text);
    before_tests.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn is_test_file(path: &Path) -> bool {
    let parts: Vec<_> = path.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    parts.iter().any(|p| {
        matches!(
            p.as_str(),
            "tests" | "tests.rs" | "bench" | "bench.rs" | "fixture.rs" | "fixtures" | "vectors.rs" | "properties.rs"
        )
    })
}

#[test]
fn every_room_is_on_the_list() {
    let rooms: BTreeSet<String> = sources().iter().filter_map(|(path, _)| room(path)).collect();
    for name in rooms {
        assert!(ROOMS.iter().any(|(room, _)| *room == name), "room {name} is not in the plan");
    }
}

#[test]
fn arrows_only_where_the_plan_has_them() {
    let mut wrong = Vec::new();
    for (path, text) in sources().into_iter().filter(|(path, _)| !is_test_file(path)) {
        let Some(here) = room(&path) else { continue };
        let Some((_, may)) = ROOMS.iter().find(|(name, _)| *name == here) else { continue };
        let code = code(&text);
        for piece in code.split("crate::").skip(1) {
            let there: String = piece.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            let known = ROOMS.iter().any(|(name, _)| *name == there);
            if known && there != here && !may.contains(&"*") && !may.contains(&there.as_str()) {
                wrong.push(format!("{} -> {there}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that are not in the plan:\n{}", wrong.join("\n"));
}

#[test]
fn libraries_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (path, text) in sources().into_iter().filter(|(path, _)| !is_test_file(path)) {
        let Some(here) = room(&path) else { continue };
        let code = code(&text);
        for (library, rooms) in KEPT {
            let names = code.contains(&format!("{library}::"));
            if names && !rooms.contains(&here.as_str()) {
                wrong.push(format!("{} names {library}", path.display()));
            }
        }
        let draws = path.components().any(|c| DRAWS.contains(&c.as_os_str().to_string_lossy().as_ref()));
        if here == "screens" && !draws && code.contains("ratatui::") {
            wrong.push(format!("{} names ratatui and is no view", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_core_reads_no_clock_no_disk_and_no_environment() {
    let pure = ["text", "i18n", "domain", "programme", "request", "command", "layout", "app", "screens", "demo", "ui"];
    let banned = ["std::env", "std::fs", "SystemTime", "Instant::now", "Utc::now", "Local::now", "rand::"];
    let mut wrong = Vec::new();
    for (path, text) in sources().into_iter().filter(|(path, _)| !is_test_file(path)) {
        let Some(here) = room(&path).filter(|here| pure.contains(&here.as_str())) else { continue };
        let code = code(&text);
        for word in banned {
            if code.contains(word) {
                wrong.push(format!("{} ({here}) names {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_are_revealed_only_where_someone_may_read_them() {
    let may = ["app", "store", "exchange", "cli", "text"];
    let wrong: Vec<String> = sources()
        .into_iter()
        .filter(|(path, _)| !is_test_file(path))
        .filter(|(path, text)| {
            let draws = path.components().any(|c| DRAWS.contains(&c.as_os_str().to_string_lossy().as_ref()));
            let allowed = room(path).is_some_and(|r| may.contains(&r.as_str()) || r == "screens" && !draws);
            code(text).contains("Reveal::granted") && !allowed
        })
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(wrong.is_empty(), "these may not reveal: {wrong:?}");
}
