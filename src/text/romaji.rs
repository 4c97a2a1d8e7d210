//! Finding a name by kanji, kana or romaji, whichever the searcher types.

use std::fmt;

use wana_kana::ConvertJapanese;

use super::fold::fold;

/// A query as typed, taken apart once. `Debug` tells no word of it: people search for names.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Query(Vec<Term>);

#[derive(Clone, PartialEq, Eq)]
struct Term {
    folded: String,
    /// The kana that a romaji term spells, when it is complete: `kesseki` does, `kess` does not.
    kana: Option<String>,
    /// A romaji term in the one spelling that [`spelling`] makes of all, as far as it is typed.
    romaji: Option<String>,
    /// The same as if it were typed to its end, and a kana term as it would be written: for names in Latin letters.
    whole: Option<String>,
    /// How the term may be written in kanji.
    kanji: Vec<String>,
}

/// The texts by which one thing can be found, made ready once: a name, its reading, its Latin form, a label.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Searchable {
    texts: Vec<String>,
    romaji: Vec<String>,
    /// Names that are written in Latin letters, in the one spelling.
    latin: Vec<String>,
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Query({} terms)", self.0.len())
    }
}

impl fmt::Debug for Searchable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Searchable({} texts)", self.texts.len())
    }
}

impl Query {
    /// Takes the terms between blanks.
    pub fn new(query: &str) -> Self {
        Self(fold(query).split(' ').filter(|term| !term.is_empty()).map(Term::new).collect())
    }

    /// The same query, each term also in the kanji that it may be written in: for what has no reading of its own.
    #[must_use]
    pub fn in_kanji(mut self, kanji: &[Vec<String>]) -> Self {
        for (term, kanji) in self.0.iter_mut().zip(kanji) {
            term.kanji.clone_from(kanji);
        }
        self
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether every term is found.
    pub fn finds(&self, target: &Searchable) -> bool {
        self.finds_among(&[target])
    }

    /// Whether every term is found in one of several.
    pub fn finds_among(&self, targets: &[&Searchable]) -> bool {
        self.0.iter().all(|term| targets.iter().any(|target| term.is_in(target)))
    }

    /// Whether a text, or a word of it, begins with what was typed first: that is looked for rather than what only has it
    /// somewhere.
    pub fn begins(&self, target: &Searchable) -> bool {
        self.0.first().is_some_and(|term| term.begins(target))
    }
}

impl Term {
    fn new(folded: &str) -> Self {
        let latin = folded.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '-' | '\'' | 'ā' | 'ī' | 'ū' | 'ō'));
        let kana =
            latin.then(|| folded.to_hiragana()).filter(|kana| kana.chars().all(|c| matches!(c, 'ぁ'..='ゖ' | 'ー')));
        // A lone hyphen has no sound and would be found in everything.
        let romaji = latin.then(|| spelling(folded)).filter(|romaji| !romaji.is_empty());
        let written = folded.chars().all(|c| matches!(c, 'ぁ'..='ゖ' | 'ー')).then(|| folded.to_romaji());
        let whole = latin.then(|| shorten(&spelt(folded, false))).or_else(|| written.map(|w| spelling(&w)));
        Self {
            folded: folded.to_owned(),
            kana,
            romaji,
            whole: whole.filter(|whole| !whole.is_empty()),
            kanji: Vec::new(),
        }
    }

    fn begins(&self, target: &Searchable) -> bool {
        let starts = |texts: &[String], part: &Option<String>| {
            let part = part.as_deref().unwrap_or("\0");
            texts.iter().any(|text| text.split(' ').any(|word| word.starts_with(part)))
        };
        starts(&target.texts, &Some(self.folded.clone()))
            || starts(&target.texts, &self.kana)
            || starts(&target.romaji, &self.romaji)
            || starts(&target.latin, &self.whole)
            || self.kanji.iter().any(|word| target.texts.iter().any(|text| text.starts_with(word.as_str())))
    }

    fn is_in(&self, target: &Searchable) -> bool {
        let text_has = |part: &String| target.texts.iter().any(|text| text.contains(part.as_str()));
        text_has(&self.folded)
            || self.kana.as_ref().is_some_and(text_has)
            || self.romaji.as_ref().is_some_and(|part| target.romaji.iter().any(|text| text.contains(part.as_str())))
            || self.whole.as_ref().is_some_and(|part| target.latin.iter().any(|text| text.contains(part.as_str())))
            || self.kanji.iter().any(text_has)
    }
}

impl Searchable {
    /// Of texts as they are stored.
    pub fn new(texts: &[&str]) -> Self {
        let texts: Vec<String> = texts.iter().map(|text| closed_up(&fold(text))).filter(|t| !t.is_empty()).collect();
        let romaji = texts.iter().filter(|text| !text.is_ascii()).map(|text| spelling(&text.to_romaji())).collect();
        Self { texts, romaji, latin: Vec::new() }
    }

    /// Of a name as it is stored: in Latin letters it has as many spellings as its romaji.
    pub fn name(texts: &[&str]) -> Self {
        let mut name = Self::new(texts);
        name.latin =
            name.texts.iter().filter(|text| text.is_ascii()).map(|text| shorten(&spelt(text, false))).collect();
        name
    }
}

/// The kana that a romaji word spells as far as it goes: `kesse` is けっせ, `kess` is けっ. `None` for a word that is none,
/// and for one syllable: that stands in every text.
pub fn kana(word: &str) -> Option<String> {
    let folded = fold(word);
    if !folded.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '-' | '\'')) {
        return None;
    }
    let kana = folded.to_hiragana();
    // A syllable that is still being typed is left out; a letter that begins none makes the word another language's.
    let spelled = kana.trim_end_matches(|c: char| "kstnhmyrwgzdbpjfc".contains(c));
    let all = spelled.chars().all(|c| matches!(c, 'ぁ'..='ゖ' | 'ー'));
    (all && spelled.chars().count() > 1).then(|| spelled.to_owned())
}

/// The hiragana of a word that is kana, or spells some as far as it goes. `None` for any other, and for one syllable.
pub fn reading(word: &str) -> Option<String> {
    let folded = fold(word);
    let written = folded.chars().all(|c| matches!(c, 'ぁ'..='ゖ' | 'ー')) && folded.chars().count() > 1;
    if written { Some(folded) } else { kana(&folded) }
}

/// Without the blanks beside Japanese characters: 佐藤美咲 finds 佐藤 美咲.
fn closed_up(folded: &str) -> String {
    let mut closed = String::with_capacity(folded.len());
    for word in folded.split(' ') {
        let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
        if ascii(closed.chars().next_back()) && ascii(word.chars().next()) {
            closed.push(' ');
        }
        closed.push_str(word);
    }
    closed
}

/// As written, as meant, and as meant while the word ends there because it is still being typed: a final `c` becomes `ch`
/// or `cc` yet, a final `m` may be ん. The first that fits is taken; a term of that letter alone is taken as meant.
const SPELLINGS: [(&str, &str, &str); 32] = [
    ("cchi", "tti", "tti"),
    ("tchi", "tti", "tti"),
    ("cch", "tty", "tt"),
    ("tch", "tty", "tt"),
    ("cc", "tt", "tt"),
    ("tc", "tt", "tt"),
    ("chi", "ti", "ti"),
    ("ch", "ty", "t"),
    ("cy", "ty", "t"),
    ("c", "c", "t"),
    ("shi", "si", "si"),
    ("sh", "sy", "s"),
    ("tsu", "tu", "tu"),
    ("ts", "t", "t"),
    ("jji", "zzi", "zzi"),
    ("jj", "zzy", "zz"),
    ("jy", "zy", "zy"),
    ("ji", "zi", "zi"),
    ("j", "zy", "z"),
    ("di", "zi", "zi"),
    ("du", "zu", "zu"),
    ("d", "d", ""),
    ("fu", "hu", "hu"),
    ("f", "hu", "h"),
    ("mb", "nb", "nb"),
    ("mp", "np", "np"),
    ("mm", "nm", "n"),
    ("m", "m", ""),
    ("ā", "a", "a"),
    ("ī", "i", "i"),
    ("ū", "u", "u"),
    ("ō", "o", "o"),
];

/// One spelling for all the ways to write a sound in Latin letters: Hepburn, Kunrei and what is typed into an input method
/// agree, and long vowels and a doubled n count once (sato, satou, satō; kenkyu, kennkyuu).
fn spelling(romaji: &str) -> String {
    shorten(&spelt(romaji, true))
}

/// The same with its long vowels. `typing`: the word ends there only because it is still being typed.
fn spelt(romaji: &str, typing: bool) -> String {
    let mut spelt = String::with_capacity(romaji.len());
    let mut rest = romaji;
    while let Some(c) = rest.chars().next() {
        if let Some(&(written, meant, at_end)) = SPELLINGS.iter().find(|(written, ..)| rest.starts_with(written)) {
            rest = &rest[written.len()..];
            let alone = spelt.is_empty() && at_end.is_empty();
            spelt.push_str(if typing && rest.is_empty() && !alone { at_end } else { meant });
        } else {
            rest = &rest[c.len_utf8()..];
            // Ohno, Itoh: an h that no vowel follows makes the o long.
            if c == 'h' && spelt.ends_with('o') && !rest.starts_with(['a', 'i', 'u', 'e', 'o']) {
                continue;
            }
            // Apostrophes divide syllables and hyphens lengthen them: neither is a sound.
            if !matches!(c, '\'' | '-') {
                spelt.push(c);
            }
        }
    }
    spelt
}

/// Drops the second half of long vowels and of a doubled n.
fn shorten(spelt: &str) -> String {
    let mut short = String::with_capacity(spelt.len());
    for c in spelt.chars() {
        let long = match short.chars().next_back() {
            Some('o') => matches!(c, 'o' | 'u'),
            Some(last @ ('a' | 'i' | 'u' | 'e' | 'n')) => c == last,
            _ => false,
        };
        if !long {
            short.push(c);
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn matches_query(query: &str, name: &str, kana: &str) -> bool {
        Query::new(query).finds(&Searchable::name(&[name, kana]))
    }

    fn finds(query: &str) -> bool {
        matches_query(query, "佐藤 美咲", "さとう みさき")
    }

    #[test]
    fn kanji_kana_and_romaji_find_a_name() {
        for query in [
            "",
            "佐藤",
            "美咲",
            "佐藤美咲",
            "佐藤　美咲",
            "さとう",
            "サトウ",
            "ｻﾄｳ",
            "satou",
            "sato",
            "SATŌ",
            "Misaki",
            "ｍｉｓａ",
        ] {
            assert!(finds(query), "{query}");
        }
        for query in ["鈴木", "すずき", "suzuki", "-", "佐藤 suzuki"] {
            assert!(!finds(query), "{query}");
        }
    }

    #[test]
    fn a_romaji_word_is_kana_as_far_as_it_goes() {
        for (word, want) in [
            ("kesseki", Some("けっせき")),
            ("KESSEKI", Some("けっせき")),
            ("kesse", Some("けっせ")),
            ("shukudai", Some("しゅくだい")),
            ("syukudai", Some("しゅくだい")),
            ("ro-rupure", Some("ろーるぷれ")),
            ("to", None),
            ("zoom2", None),
            ("欠席", None),
            ("mail", None),
        ] {
            assert_eq!(kana(word).as_deref(), want, "{word}");
        }
    }

    #[test]
    fn all_terms_in_any_order() {
        assert!(finds("misaki 佐藤"));
        assert!(finds("みさき sato"));
        assert!(finds("satomisaki"));
        assert!(!finds("misaki 田中"));
    }

    #[test]
    fn a_word_is_found_at_every_keystroke() {
        for (kana, typed) in [
            ("けっせき", "kesseki"),
            ("しんいち", "shinichi"),
            ("しんいち", "shin'ichi"),
            ("しんいち", "sin'iti"),
            ("ながしま", "nagashima"),
            ("まっちゃ", "matcha"),
            ("まっちゃ", "maccha"),
            ("まっちゃ", "mattya"),
            ("けんきゅう", "kennkyuu"),
            ("けんきゅう", "kenkyu"),
            ("つづき", "tsuzuki"),
            ("つづき", "tuduki"),
            ("ロールプレイ", "ro-rupurei"),
            ("ロールプレイ", "rorupurei"),
            ("おおの", "oono"),
            ("おおの", "ono"),
            ("ぐんま", "gumma"),
            ("ブリッジ", "burijji"),
            ("だいち", "daichi"),
            ("しゅくだい", "shukudai"),
            ("しゅくだい", "syukudai"),
            ("じょうし", "jousi"),
            ("じょうし", "zyoshi"),
            ("ふじた", "fujita"),
            ("ふじた", "huzita"),
            ("しんばし", "shimbashi"),
            ("ファイル", "fairu"),
            ("おおの", "ohno"),
            ("いとう", "itoh"),
            ("おおやま", "ohyama"),
            ("おはら", "ohara"),
            ("こうへい", "kohhei"),
        ] {
            for (at, c) in typed.char_indices() {
                let so_far = &typed[..at + c.len_utf8()];
                assert!(matches_query(so_far, "名", kana), "{so_far} of {typed} in {kana}");
            }
        }
    }

    #[test]
    fn sounds_that_differ_are_told_apart() {
        assert!(!matches_query("sasaki", "", "ささやき"));
        assert!(!matches_query("kato", "", "さとう"));
        assert!(!matches_query("shi", "", "さそう"));
    }

    #[test]
    fn latin_names_are_found_word_by_word() {
        assert!(matches_query("aoki KAORI", "Kaori Aoki", ""));
        assert!(!matches_query("riao", "Kaori Aoki", ""));
    }

    #[test]
    fn a_name_in_latin_letters_has_as_many_spellings() {
        for (name, typed) in [
            ("Kohei Matsui", "kouhei matui"),
            ("Sho Nishimura", "shou"),
            ("Sho Nishimura", "nisimura"),
            ("Naoko Ono", "oono"),
            ("Naoko Ono", "ohno"),
            ("Megumi Fujita", "huzita"),
            ("Chihiro Maeda", "tihiro"),
            ("Yumi Morita", "もりた"),
            ("Kohei Matsui", "こうへい"),
        ] {
            assert!(matches_query(typed, name, ""), "{typed} for {name}");
        }
        // A letter more tells names apart, it does not find them all.
        assert!(!matches_query("am", "Ai Nakajima", "") && !matches_query("kad", "Kaori", ""));
    }

    #[test]
    fn what_begins_with_it_is_told_from_what_has_it_somewhere() {
        let begins = |query: &str, text: &str| Query::new(query).begins(&Searchable::name(&[text]));
        for (query, text) in
            [("mo", "もりた ゆみ"), ("もり", "もりた ゆみ"), ("森", "森田 由美"), ("aoki", "Kaori Aoki")]
        {
            assert!(begins(query, text), "{query}");
        }
        assert!(!begins("ta", "もりた") && !begins("ori", "Kaori Aoki") && !begins("", "Kaori"));
    }

    /// Readings of syllables that are spoken.
    fn reading() -> impl Strategy<Value = String> {
        let syllables = prop::sample::select(vec![
            "あ",
            "い",
            "う",
            "え",
            "お",
            "か",
            "し",
            "ち",
            "つ",
            "ふ",
            "な",
            "ん",
            "ま",
            "や",
            "ゆ",
            "り",
            "わ",
            "が",
            "じ",
            "づ",
            "ぼ",
            "ぱ",
            "きゃ",
            "しゅ",
            "ちょ",
            "じゃ",
            "りゅ",
            "っか",
            "っち",
            "っしょ",
            "ろー",
            "かー",
            "コ",
            "シャ",
            "ッピ",
            "トー",
        ]);
        prop::collection::vec(syllables, 1..8).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn every_reading_is_found_by_its_kana_and_its_romaji(kana in reading()) {
            prop_assert!(matches_query(&kana, "名", &kana));
            prop_assert!(matches_query(&kana.to_romaji(), "名", &kana), "{}", kana.to_romaji());
        }

        #[test]
        fn any_query_can_be_asked(query in any::<String>(), name in any::<String>()) {
            prop_assert!(matches_query("", &name, &query));
            prop_assert!(Query::new(&query).is_empty() || !matches_query(&query, "", ""));
        }
    }
}
