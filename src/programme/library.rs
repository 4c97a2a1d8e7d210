//! The programmes at hand: those built in, and files from the config folder that the caller has read. Labels are read
//! at once (a few lines a file), the rest when somebody asks for it.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::OnceLock;

use super::check::check_pair;
use super::head::Label;
use super::parse::{Parsed, label, parse};
use super::problem::Problem;
use super::shape::Programme;

/// The programme that is used when nobody chose one.
pub const DEFAULT_PROGRAMME: &str = "e-medication-record-standard";

const EMBEDDED: [(&str, &str); 3] = [
    ("programme-ja.md", include_str!("../../assets/programmes/programme-ja.md")),
    ("programme-en.md", include_str!("../../assets/programmes/programme-en.md")),
    ("programme-accounting-en.md", include_str!("../../assets/programmes/programme-accounting-en.md")),
];

/// One file of the library.
#[derive(Debug)]
pub struct Entry {
    name: Cow<'static, str>,
    text: Cow<'static, str>,
    label: Option<Label>,
    parsed: OnceLock<Parsed>,
}

impl Entry {
    fn new(name: Cow<'static, str>, text: Cow<'static, str>) -> Self {
        Self { label: label(&text), name, text, parsed: OnceLock::new() }
    }

    /// The name of the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Id, language, version and title; `None` when the front matter does not say.
    pub const fn label(&self) -> Option<&Label> {
        self.label.as_ref()
    }

    /// The file, read when first asked for.
    pub fn parsed(&self) -> &Parsed {
        self.parsed.get_or_init(|| parse(&self.text))
    }

    /// The programme, if its file has no problem.
    pub fn usable(&self) -> Option<&Programme> {
        self.parsed().usable()
    }
}

/// All programmes at hand.
#[derive(Debug)]
pub struct Library {
    entries: Vec<Entry>,
}

impl Library {
    /// The programmes built in and `files` (name and text). A file with the id, language and version of one that came
    /// before takes its place.
    pub fn new(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let embedded = EMBEDDED.iter().map(|(name, text)| Entry::new((*name).into(), (*text).into()));
        let own = files.into_iter().map(|(name, text)| Entry::new(name.into(), text.into()));
        let mut entries: Vec<Entry> = Vec::new();
        for entry in embedded.chain(own) {
            entries.retain(|earlier| entry.label.is_none() || !same_file(earlier, &entry));
            entries.push(entry);
        }
        Self { entries }
    }

    /// Every file, the built-in ones first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The file of a programme in a language, else in the one there is. Without a version the newest one; a version of
    /// which no file is at hand is not found.
    pub fn find(&self, id: &str, version: Option<&str>, lang: &str) -> Option<&Entry> {
        let labelled = || self.entries.iter().filter_map(|entry| Some((entry, entry.label()?)));
        let mine = || labelled().filter(|(_, label)| label.id == id);
        let newest = || mine().map(|(_, label)| label.version.as_str()).max_by(|a, b| compare_versions(a, b));
        let version = version.or_else(newest)?;
        let of_version = || mine().filter(|(_, label)| label.version == version);
        of_version().find(|(_, label)| label.lang == lang).or_else(|| of_version().next()).map(|(entry, _)| entry)
    }
}

fn same_file(a: &Entry, b: &Entry) -> bool {
    let key = |entry: &Entry| entry.label.as_ref().map(|l| (l.id.clone(), l.lang.clone(), l.version.clone()));
    key(a) == key(b)
}

/// Versions by their numbers: 1.10.0 is newer than 1.9.0, a release newer than `1.9.0-draft`.
fn compare_versions(a: &str, b: &str) -> Ordering {
    let parts = |version: &str| -> (Vec<u64>, bool, String) {
        let version = version.split('+').next().unwrap_or_default();
        let (numbers, rest) = version.split_once('-').unwrap_or((version, ""));
        let numbers = numbers.split('.').map(|n| n.parse().unwrap_or(0)).collect();
        (numbers, rest.is_empty(), rest.to_owned())
    };
    parts(a).cmp(&parts(b))
}

/// Checks several files: each by itself, and every pair; what a pair says stands with the later file.
pub fn check_files(files: impl IntoIterator<Item = Parsed>) -> Vec<Parsed> {
    let mut checked: Vec<Parsed> = Vec::new();
    for mut file in files {
        if let Some(ours) = &file.programme {
            let earlier = checked.iter().filter_map(|other| other.programme.as_ref());
            let told: Vec<Problem> = earlier.flat_map(|theirs| check_pair(theirs, ours)).collect();
            file.problems.extend(told);
            file.problems.sort_by_key(|problem| (problem.line, problem.code));
        }
        checked.push(file);
    }
    checked
}
