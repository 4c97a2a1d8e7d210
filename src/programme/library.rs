//! The programmes at hand: those built in, and files from the config folder that the caller has read. Labels are read
//! at once (a few lines a file), the rest when somebody asks for it.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::{Arc, OnceLock};

use super::check::check_pair;
use super::head::Label;
use super::packed;
use super::parse::{Parsed, label, parse};
use super::problem::Problem;
use super::shape::Programme;

/// The programme that is used when nobody chose one.
pub const DEFAULT_PROGRAMME: &str = "e-medication-record-standard";

/// A programme built in: the name of its file, its text, and its packed form unless that was made of another text.
pub(super) struct BuiltIn {
    pub name: &'static str,
    pub text: &'static str,
    pub packed: Option<&'static [u8]>,
}

macro_rules! built_in {
    ($name:literal) => {{
        const TEXT: &str = include_str!(concat!("../../assets/programmes/", $name, ".md"));
        const PACKED: &[u8] = include_bytes!(concat!("../../assets/packed/", $name, ".bin"));
        BuiltIn { name: concat!($name, ".md"), text: TEXT, packed: const { packed::of(TEXT, PACKED) } }
    }};
}

pub(super) const BUILT_IN: [BuiltIn; 3] =
    [built_in!("programme-ja"), built_in!("programme-en"), built_in!("programme-accounting-en")];

/// One file of the library.
#[derive(Debug)]
pub struct Entry {
    name: Cow<'static, str>,
    text: Cow<'static, str>,
    packed: Option<&'static [u8]>,
    label: Option<Label>,
    parsed: OnceLock<Parsed>,
}

impl Entry {
    fn of_file(name: String, text: String) -> Self {
        let (name, label, text) = (name.into(), label(&text), text.into());
        Self { name, text, packed: None, label, parsed: OnceLock::new() }
    }

    fn built_in(from: &BuiltIn) -> Self {
        let BuiltIn { name, text, packed } = *from;
        let label = packed.and_then(packed::label).or_else(|| label(text));
        Self { name: name.into(), text: text.into(), packed, label, parsed: OnceLock::new() }
    }

    /// The name of the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is a file of somebody's and not built in.
    pub const fn is_own(&self) -> bool {
        matches!(self.text, Cow::Owned(_))
    }

    /// The file as it is written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Id, language, version and title; `None` when the front matter does not say.
    pub const fn label(&self) -> Option<&Label> {
        self.label.as_ref()
    }

    /// The file, read when first asked for.
    pub fn parsed(&self) -> &Parsed {
        let unpacked = || self.packed.and_then(packed::programme).map(Parsed::faultless);
        self.parsed.get_or_init(|| unpacked().unwrap_or_else(|| parse(&self.text)))
    }

    /// The programme, if its file has no problem.
    pub fn usable(&self) -> Option<&Arc<Programme>> {
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
        let mut entries: Vec<Entry> = Vec::new();
        for entry in known(files) {
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
    fn key(entry: &Entry) -> Option<[&str; 3]> {
        entry.label.as_ref().map(|label| [&*label.id, &*label.lang, &*label.version])
    }
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

/// The programmes built in and `files` (name and text), none in the place of another: what a file is checked against.
pub fn known(files: impl IntoIterator<Item = (String, String)>) -> Vec<Entry> {
    let own = files.into_iter().map(|(name, text)| Entry::of_file(name, text));
    BUILT_IN.iter().map(Entry::built_in).chain(own).collect()
}

/// Checks several files: each by itself, every pair, and each against what is at hand; what a pair says stands with the
/// later file. Of what is at hand only the same version counts: a new version is translated one file after the other.
pub fn check_files(files: impl IntoIterator<Item = Parsed>, known: &[Entry]) -> Vec<Parsed> {
    let mut checked: Vec<Parsed> = Vec::new();
    for mut file in files {
        if let Some(ours) = &file.programme {
            let earlier = checked.iter().filter_map(|other| other.programme.as_ref());
            let mut told: Vec<Problem> = earlier.flat_map(|theirs| check_pair(theirs, ours)).collect();
            let same = |label: &Label| label.id == ours.identity.id && label.version == ours.identity.version;
            let at_hand = known.iter().filter(|entry| entry.label().is_some_and(same));
            for problem in at_hand.filter_map(Entry::usable).flat_map(|theirs| check_pair(theirs, ours)) {
                // A file that was named may be at hand, too.
                if !told.contains(&problem) {
                    told.push(problem);
                }
            }
            file.problems.extend(told);
            file.problems.sort_by_key(|problem| (problem.line, problem.code));
        }
        checked.push(file);
    }
    checked
}

#[cfg(test)]
mod tests {
    use super::super::problem::Code;
    use super::*;

    fn version_of(text: &str, from: &str, to: &str) -> String {
        text.replacen(&format!("version = \"{from}\""), &format!("version = \"{to}\""), 1)
    }

    fn name_of(entry: Option<&Entry>) -> Option<&str> {
        entry.map(Entry::name)
    }

    #[test]
    fn the_built_in_programmes_are_there_and_usable() {
        let library = Library::new([]);
        assert_eq!(library.entries().len(), BUILT_IN.len());
        for entry in library.entries() {
            let (label, programme) = (entry.label().unwrap(), entry.usable().unwrap());
            assert_eq!((&label.id, &label.lang), (&programme.identity.id, &programme.identity.lang));
            assert_eq!((&label.version, &label.title), (&programme.identity.version, &programme.meta.title));
        }
        assert!(library.find(DEFAULT_PROGRAMME, None, "ja").is_some());
    }

    #[test]
    fn only_what_is_asked_for_is_read() {
        let library = Library::new([]);
        library.find(DEFAULT_PROGRAMME, None, "en").unwrap().usable();
        let read: Vec<bool> = library.entries().iter().map(|entry| entry.parsed.get().is_some()).collect();
        assert_eq!(read, [false, true, false]);
    }

    #[test]
    fn the_language_asked_for_else_the_one_there_is() {
        let library = Library::new([]);
        let find = |id, lang| name_of(library.find(id, None, lang));
        assert_eq!(find(DEFAULT_PROGRAMME, "ja"), Some("programme-ja.md"));
        assert_eq!(find(DEFAULT_PROGRAMME, "en"), Some("programme-en.md"));
        assert_eq!(find(DEFAULT_PROGRAMME, "fr"), Some("programme-ja.md"));
        assert_eq!(find("accounting-mini", "ja"), Some("programme-accounting-en.md"));
        assert_eq!(find("nothing", "ja"), None);
    }

    #[test]
    fn the_newest_version_unless_one_is_named() {
        let newer = version_of(BUILT_IN[0].text, "1.0.0", "1.10.0");
        let new = version_of(BUILT_IN[0].text, "1.0.0", "1.9.0");
        let library = Library::new([("newer.md".to_owned(), newer), ("new.md".to_owned(), new)]);
        let find = |version, lang| name_of(library.find(DEFAULT_PROGRAMME, version, lang));
        assert_eq!(find(None, "ja"), Some("newer.md"));
        assert_eq!(find(None, "en"), Some("newer.md"));
        assert_eq!(find(Some("1.0.0"), "en"), Some("programme-en.md"));
        assert_eq!(find(Some("1.9.0"), "en"), Some("new.md"));
        assert_eq!(find(Some("2.0.0"), "ja"), None);
    }

    #[test]
    fn a_file_of_ones_own_takes_the_place_of_the_built_in_one() {
        let edited = BUILT_IN[0].text.replacen("三か所だけ覚える", "三か所を覚える", 1);
        let library = Library::new([("mine.md".to_owned(), edited), ("notes.md".to_owned(), "just notes".to_owned())]);
        assert_eq!(name_of(library.find(DEFAULT_PROGRAMME, None, "ja")), Some("mine.md"));
        assert_eq!(library.entries().len(), BUILT_IN.len() + 1);
        assert!(library.entries().iter().any(|entry| entry.label().is_none() && entry.usable().is_none()));
    }

    #[test]
    fn a_file_is_checked_against_what_is_at_hand() {
        let check = |text: &str, own: &[&str]| {
            let own = own.iter().map(|text| ("own.md".to_owned(), (*text).to_owned()));
            let mut checked = check_files([parse(text)], &known(own));
            checked.remove(0).problems
        };
        let shipped = BUILT_IN[0].text;
        assert_eq!(check(shipped, &[shipped]), []);
        let edited = shipped.replacen("三か所だけ覚える", "三か所を覚える", 1);
        let codes = |problems: &[Problem]| problems.iter().map(|p| (p.code, p.is_notice())).collect::<Vec<_>>();
        assert_eq!(codes(&check(&edited, &[])), [(Code::P14, true)]);
        // It lies in the folder already, beside another edit of the same: told once.
        assert_eq!(codes(&check(&edited, &[&edited, shipped])), [(Code::P14, true)]);
        let newer = version_of(&edited, "1.0.0", "1.1.0");
        assert_eq!(check(&newer, &[]), []);
        let again = newer.replacen("三か所を覚える", "三か所は覚える", 1);
        assert_eq!(codes(&check(&again, &[&newer])), [(Code::P14, true)]);
    }

    #[test]
    fn versions_are_ordered_by_their_numbers() {
        let ordered = ["0.9", "1.0.0-draft", "1.0.0", "1.0.0+7", "1.9.0", "1.10.0", "2"];
        for pair in ordered.windows(2) {
            assert!(compare_versions(pair[0], pair[1]).is_le(), "{pair:?}");
        }
        assert!(compare_versions("1.10.0", "1.9.0").is_gt());
    }
}
