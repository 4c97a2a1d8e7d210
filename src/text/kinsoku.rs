//! Where a row may break: what must not begin a row, what must not end one, and which words stay whole.

/// How a character behaves at the edge of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A blank; the row may break behind it.
    Blank,
    /// Part of a Latin word.
    Word,
    /// Latin closing punctuation: part of the word before it.
    WordEnd,
    /// Must not end a row.
    Open,
    /// Must not begin a row.
    Close,
    /// Comes in runs that stay together: …… and ――.
    Run(char),
    /// Kanji, kana, pictures: breaks on either side.
    Free,
}

/// What holds two neighbours together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bond {
    /// Nothing: the row may break here.
    None,
    /// They are of one word, which is broken only when it is wider than a row.
    Word,
    /// The rule of the row's edge.
    Kinsoku,
}

impl Class {
    /// The class of a grapheme by its first character.
    pub(super) fn of(c: char) -> Self {
        match c {
            // What most texts are of comes first.
            'a'..='z' | 'A'..='Z' | '0'..='9' => Self::Word,
            '\u{4e00}'..='\u{9fff}' => Self::Free,
            ' ' | '\t' | '\u{3000}' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{205f}' => Self::Blank,
            '「' | '『' | '（' | '【' | '〔' | '［' | '｛' | '〈' | '《' | '〘' | '〖' | '｟' | '｢' | '‘' | '“' | '«' | '(' | '['
            | '{' | '￥' | '＄' | '￡' | '＃' | '№' | '〝' => Self::Open,
            '、' | '。' | '，' | '．' | '・' | '：' | '；' | '！' | '？' | '‼' | '⁇' | '⁈' | '⁉' | '」' | '』' | '）' | '】' | '〕'
            | '］' | '｝' | '〉' | '》' | '〙' | '〗' | '｠' | '｡' | '､' | '｣' | '･' | '”' | '»' | '〟' | '〞'
            // Marks of repetition and length, and what goes on from a figure.
            | 'ー' | 'ｰ' | '々' | '〻' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' | '゛' | '゜' | 'ﾞ' | 'ﾟ' | '〜' | '～' | '゠' | '％' | '‰' | '℃'
            | '°' | '′' | '″'
            // Small kana.
            | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ'
            | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ'
            | '\u{31f0}'..='\u{31ff}' | 'ｧ'..='ｯ' => Self::Close,
            ',' | '.' | '!' | '?' | ':' | ';' | ')' | ']' | '}' | '%' | '’' => Self::WordEnd,
            '…' | '‥' | '—' | '―' => Self::Run(c),
            c if c.is_ascii_graphic() => Self::Word,
            // From U+00A0 on, the blanks that do not break are here too.
            '\u{a0}'..='\u{10ff}' | '\u{1e00}'..='\u{1fff}' | '\u{2007}' | '\u{2010}'..='\u{2013}' | '\u{202f}' => Self::Word,
            _ => Self::Free,
        }
    }

    const fn is_word(self) -> bool {
        matches!(self, Self::Word | Self::WordEnd)
    }

    /// What holds `self` and the character after it together.
    pub(super) fn bond(self, next: Self) -> Bond {
        // The second of several blanks may begin a row, and `:` or `.` after a blank begins a word of its own.
        if self == Self::Blank && matches!(next, Self::Blank | Self::WordEnd) {
            return Bond::None;
        }
        let run = self == next && matches!(self, Self::Run(_));
        if run || self == Self::Open || matches!(next, Self::Blank | Self::Close | Self::WordEnd) {
            return Bond::Kinsoku;
        }
        if self.is_word() && (next.is_word() || next == Self::Open) { Bond::Word } else { Bond::None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bond(pair: &str) -> Bond {
        let mut classes = pair.chars().map(Class::of);
        classes.next().unwrap().bond(classes.next().unwrap())
    }

    #[test]
    fn nothing_that_closes_or_goes_on_begins_a_row() {
        for c in "、。，．」』）】！？：；ー々ゝっゃゅょァッャヵ・〜～゛ﾞｰｯ｡､｣％℃".chars()
        {
            assert_eq!(bond(&format!("あ{c}")), Bond::Kinsoku, "{c}");
            assert_eq!(bond(&format!("a{c}")), Bond::Kinsoku, "{c}");
            assert_eq!(bond(&format!("{c}あ")), Bond::None, "{c}");
        }
    }

    #[test]
    fn nothing_that_opens_ends_a_row() {
        for c in "「『（【〔［｢“￥".chars() {
            assert_eq!(bond(&format!("{c}あ")), Bond::Kinsoku, "{c}");
            assert_eq!(bond(&format!("あ{c}")), Bond::None, "{c}");
        }
    }

    #[test]
    fn words_hold_together() {
        for pair in ["ab", "a1", "1/", "-b", "é!", "./", "n'", ":3", "f("] {
            assert_ne!(bond(pair), Bond::None, "{pair}");
        }
        for pair in ["aあ", "あa", "😀😀", "漢字", "1回", " a", " :", "　あ", "。あ"] {
            assert_eq!(bond(pair), Bond::None, "{pair}");
        }
    }

    #[test]
    fn runs_are_not_parted() {
        assert_eq!(bond("……"), Bond::Kinsoku);
        assert_eq!(bond("――"), Bond::Kinsoku);
        assert_eq!(bond("…―"), Bond::None);
        assert_eq!(bond("あ…"), Bond::None);
    }
}
