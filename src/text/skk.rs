//! Kanji for what was typed in kana, from a dictionary of the input method SKK: `けっせき /欠席/結石;medicine/` and, for
//! words that are inflected, `わすr /忘/`.

use std::collections::BTreeSet;
use std::fmt;

use encoding_rs::EUC_JP;
use wana_kana::ConvertJapanese;

use super::fold::fold;

/// The most words for one reading: homophones are many, and every one of them is looked for.
const MOST: usize = 16;
/// From so many kana on the words that only begin with them count, too: what is typed may not be at its end.
const BEGINS_FROM: usize = 3;
/// Of each of those so many words.
const OF_EACH: usize = 3;

/// A dictionary as its file has it, in EUC-JP or UTF-8. Only the lines that are asked for are read.
pub struct Dictionary {
    bytes: Vec<u8>,
    utf8: bool,
}

/// What a line is looked for by, in the bytes of the file, and what its words end in.
struct Wanted {
    key: Vec<u8>,
    ending: String,
}

impl Dictionary {
    pub fn new(bytes: Vec<u8>) -> Self {
        let utf8 = std::str::from_utf8(&bytes).is_ok();
        Self { bytes, utf8 }
    }

    /// The words that are read so, folded, the likeliest first. `kana` is hiragana.
    pub fn kanji(&self, kana: &str) -> Vec<String> {
        let whole = self.encoded(kana);
        let Some(first) = kana.chars().next().map(|c| self.encoded(c.encode_utf8(&mut [0; 4]))) else {
            return Vec::new();
        };
        let begins = kana.chars().count() >= BEGINS_FROM;
        let inflected = self.inflected(kana);
        let (mut exact, mut endings, mut longer) = (Vec::new(), Vec::new(), Vec::new());
        for line in self.bytes.split(|b| *b == b'\n').filter(|line| line.starts_with(&first)) {
            let Some(blank) = line.iter().position(|b| *b == b' ') else { continue };
            let (key, words) = line.split_at(blank);
            if key == whole {
                exact.extend(self.words(words));
            } else if let Some(wanted) = inflected.iter().find(|wanted| wanted.key == key) {
                endings.extend(self.words(words).map(|word| word + &wanted.ending));
            } else if begins && key.starts_with(&whole) && !key.last().is_some_and(u8::is_ascii_lowercase) {
                longer.push((key.len(), words));
            }
        }
        longer.sort_by_key(|(length, _)| *length);
        let longer = longer.into_iter().take(MOST).flat_map(|(_, words)| self.words(words).take(OF_EACH));
        let mut seen = BTreeSet::new();
        let words = exact.into_iter().chain(endings).chain(longer);
        words.filter(|word| seen.insert(word.clone())).take(MOST).collect()
    }

    /// わすれた is in the dictionary as わすr: a stem, and the consonant of what follows it.
    fn inflected(&self, kana: &str) -> Vec<Wanted> {
        let splits = kana.char_indices().skip(1).filter_map(|(at, _)| {
            let (stem, ending) = kana.split_at(at);
            let letter = match ending.to_romaji().chars().next()? {
                'c' => 't',
                'j' => 'z',
                'f' => 'h',
                letter => letter,
            };
            let mut key = self.encoded(stem);
            key.push(u8::try_from(letter).ok().filter(u8::is_ascii_lowercase)?);
            Some(Wanted { key, ending: ending.to_owned() })
        });
        splits.collect()
    }

    fn encoded(&self, kana: &str) -> Vec<u8> {
        if self.utf8 { kana.as_bytes().to_vec() } else { EUC_JP.encode(kana).0.into_owned() }
    }

    /// The words of a line without their notes. Those that are made by a program, or are no kanji, are left out.
    fn words(&self, line: &[u8]) -> impl Iterator<Item = String> + use<> {
        let text = if self.utf8 { String::from_utf8_lossy(line) } else { EUC_JP.decode_without_bom_handling(line).0 };
        let words = text.split('/').map(|word| word.split(';').next().unwrap_or_default().trim());
        let plain = |word: &&str| word.chars().any(is_kanji) && !word.starts_with(['(', '[']) && !word.contains('#');
        words.filter(plain).map(fold).collect::<Vec<_>>().into_iter()
    }
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dictionary({} bytes)", self.bytes.len())
    }
}

const fn is_kanji(c: char) -> bool {
    matches!(c, '々' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = ";; okuri-ari entries.\n\
        わすr /忘/\n\
        かk /書/描;picture/[く/欠/]/\n\
        ;; okuri-nasi entries.\n\
        けっせい /結成/血清/\n\
        けっせき /欠席/結石;kidney/\n\
        けっせきとどけ /欠席届/\n\
        くすり /薬/クスリ/(concat \"薬\\057\")/\n\
        だい# /第#1/\n\
        さとう /佐藤/砂糖/\n";

    fn both() -> [Dictionary; 2] {
        [Dictionary::new(LINES.into()), Dictionary::new(EUC_JP.encode(LINES).0.into_owned())]
    }

    #[test]
    fn a_reading_has_its_words_in_either_encoding() {
        for dictionary in both() {
            let words = |kana: &str| dictionary.kanji(kana).join(" ");
            assert_eq!(words("けっせき"), "欠席 結石 欠席届");
            assert_eq!(words("くすり"), "薬", "no kana, and nothing that a program makes");
            assert_eq!(words("さとう"), "佐藤 砂糖");
            assert_eq!(words("だい"), "");
            assert_eq!(words("ぬるぽ"), "");
            assert_eq!(words(""), "");
        }
    }

    #[test]
    fn what_is_still_typed_has_the_words_that_begin_so() {
        for dictionary in both() {
            assert_eq!(dictionary.kanji("けっせ"), ["結成", "血清", "欠席", "結石", "欠席届"]);
            assert!(dictionary.kanji("けっ").is_empty(), "too many begin so");
        }
    }

    #[test]
    fn an_inflected_word_is_found_by_its_stem_and_keeps_its_ending() {
        for dictionary in both() {
            assert_eq!(dictionary.kanji("わすれた"), ["忘れた"]);
            assert_eq!(dictionary.kanji("かいて"), Vec::<String>::new(), "another consonant");
            assert_eq!(dictionary.kanji("かく"), ["書く", "描く", "欠く"]);
        }
    }

    #[test]
    fn a_common_reading_has_no_more_than_are_worth_looking_for() {
        let words: Vec<String> = ('一'..).take(90).map(|c| format!("{c}生")).collect();
        let dictionary = Dictionary::new(format!("こうせい /{}/\n", words.join("/")).into_bytes());
        assert_eq!(dictionary.kanji("こうせい"), words[..MOST]);
    }

    #[test]
    fn a_file_that_is_no_dictionary_has_no_words() {
        for bytes in [b"".to_vec(), vec![0xff; 400], b"\xe3\x81\n / / //".to_vec(), "けっせき".into()] {
            assert!(Dictionary::new(bytes).kanji("けっせき").is_empty());
        }
    }
}
