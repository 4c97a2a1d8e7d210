//! Words, as one key deletes them.

use unicode_segmentation::UnicodeSegmentation;

/// Where the last word of `head` begins; blanks behind it go with it.
pub(super) fn word_start(head: &str) -> usize {
    let word = head.trim_end();
    let kind = word.graphemes(true).next_back().map(Script::of);
    let cut = word.grapheme_indices(true).rev().find(|(_, grapheme)| Some(Script::of(grapheme)) != kind);
    cut.map_or(0, |(at, grapheme)| at + grapheme.len())
}

/// What makes a word for [`super::EditKey::DeleteWord`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Blank,
    Kanji,
    Hiragana,
    Katakana,
    Letters,
    Signs,
}

impl Script {
    fn of(grapheme: &str) -> Self {
        match grapheme.chars().next() {
            Some('ぁ'..='ゟ') => Self::Hiragana,
            Some('ァ'..='ヺ' | 'ー'..='ヿ' | 'ｦ'..='ﾟ') => Self::Katakana,
            Some('々' | '〆' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}') => {
                Self::Kanji
            }
            Some(c) if c.is_whitespace() => Self::Blank,
            Some(c) if c.is_alphanumeric() => Self::Letters,
            _ => Self::Signs,
        }
    }
}
