//! The form in which texts are compared and searched. The store keeps it in a column, so a change here is a change of the
//! file: what was folded before has to be folded again.

use unicode_normalization::UnicodeNormalization;

use super::safe;

/// `text` without what searchers should not have to care about: NFKC (width, half-width kana, ligatures), lower case,
/// katakana as hiragana, wave dashes as `~`, hyphens and minus signs as `-`, selectors of variant kanji dropped, runs of
/// blanks and line ends as one blank, none at the ends. The long vowel `ー` stays.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars().filter_map(prepared).nfkc().flat_map(char::to_lowercase).map(plain_form) {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        if gap && !folded.is_empty() {
            folded.push(' ');
        }
        gap = false;
        match voiced_form(c) {
            Some(base) => folded.extend([base, '\u{3099}']),
            None => folded.push(c),
        }
    }
    folded
}

/// Before NFKC: a spacing `゛` is meant for the kana before it, and NFKC would put a blank between them.
fn prepared(c: char) -> Option<char> {
    match c {
        '\u{309b}' => Some('\u{3099}'),
        '\u{309c}' => Some('\u{309a}'),
        c if c.is_whitespace() => Some(' '),
        c if safe::never_drawn(c) || safe::is_selector(c) => None,
        c => Some(c),
    }
}

fn plain_form(c: char) -> char {
    match c {
        '〜' => '~',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => hiragana(other),
    }
}

/// The hiragana of a katakana; any other character as it is.
fn hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        other => other,
    }
}

/// The four voiced katakana whose hiragana needs a mark of its own.
const fn voiced_form(c: char) -> Option<char> {
    match c {
        'ヷ' => Some('わ'),
        'ヸ' => Some('ゐ'),
        'ヹ' => Some('ゑ'),
        'ヺ' => Some('を'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn width_case_and_kana_do_not_matter() {
        for (one, other) in [
            ("ﾌﾟﾚｾﾞﾝ", "ぷれぜん"),
            ("プレゼン", "ぷれぜん"),
            ("１ｏｎ１", "1ON1"),
            ("COMPLAINT", "ｃｏｍｐｌａｉｎｔ"),
            ("9:00〜10:00", "９：００～１０：００"),
            ("か\u{3099}っこう", "ガッコウ"),
            ("日本語abｃ😀か゛", "日本語ABC😀が"),
            ("ワ゛", "ヷ"),
            ("㈱あおば", "(株)アオバ"),
            ("葛\u{e0100}城", "葛城"),
            ("\u{fa19}谷", "神谷"),
            ("薬\u{200b}局", "薬局"),
            ("03−1234", "03－1234"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
    }

    #[test]
    fn the_long_vowel_stays() {
        assert_eq!(fold("ロールプレイ"), "ろーるぷれい");
        assert_ne!(fold("ビル"), fold("ビール"));
    }

    #[test]
    fn blanks_are_one_and_inside() {
        assert_eq!(fold(" 　佐藤　 \t美咲\r\nさん\u{a0}"), "佐藤 美咲 さん");
        assert_eq!(fold("　"), "");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(raw in any::<String>()) {
            let once = fold(&raw);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn folding_kana_twice_is_folding_once(raw in "[ｦ-ﾟァ-ヿぁ-ゟ\u{3099}\u{309a}Ａ-ｚ 　～-]{0,20}") {
            let once = fold(&raw);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
