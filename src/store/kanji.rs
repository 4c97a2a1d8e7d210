//! The dictionary that finds what is written in kanji by what was typed in kana or romaji, where this computer has one.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::db::Db;
use crate::text::romaji::reading;
use crate::text::skk::Dictionary;

/// Larger than any dictionary that people use, and no burden.
pub(super) const LARGEST: u64 = 32 << 20;

impl Db {
    /// The kanji of each word that is kana or spells some; for all others, and without a dictionary, none. The file is read
    /// when the first such word is looked for.
    pub(super) fn kanji_of(&self, words: &[&str]) -> Vec<Vec<String>> {
        let of = |word: &&str| {
            let kana = reading(word)?;
            let dictionary = self.kanji.get_or_init(|| self.options.kanji.iter().find_map(|place| read(place)));
            Some(dictionary.as_ref()?.kanji(&kana))
        };
        words.iter().map(|word| of(word).unwrap_or_default()).collect()
    }
}

/// A file that is not there, too large, or no file at all is no dictionary, and nobody needs to hear of it.
fn read(place: &Path) -> Option<Dictionary> {
    let about = std::fs::metadata(place).ok()?;
    if !about.is_file() || about.len() > LARGEST {
        return None;
    }
    let mut bytes = Vec::new();
    std::fs::File::open(place).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?;
    Some(Dictionary::new(bytes))
}

/// The names under which the dictionaries are installed, the fullest first.
const NAMES: [&str; 3] = ["SKK-JISYO.L", "SKK-JISYO.M", "SKK-JISYO.S"];

/// Where one may lie: a folder of the user's own comes before those of the system.
pub fn places(own: &[PathBuf]) -> Vec<PathBuf> {
    let system = ["/usr/share/skk", "/usr/local/share/skk"].map(PathBuf::from);
    let folders = own.iter().chain(&system);
    folders.flat_map(|folder| NAMES.iter().map(move |name| folder.join(name))).collect()
}
