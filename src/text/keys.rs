//! Keys as a Japanese input method sends them: aliases of command keys, and telling typed text from keys.

/// The command key that a full-width character stands for when it comes alone; `None` for every other character.
pub fn alias(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '\u{3000}' => Some(' '),
        '・' => Some('/'),
        '。' => Some('.'),
        '、' => Some(','),
        '「' => Some('['),
        '」' => Some(']'),
        'ー' => Some('-'),
        '￥' => Some('\\'),
        _ => None,
    }
}

/// Whether the printable characters of one read of the terminal are text, which never runs a command: two or more with
/// one outside ASCII, four or more of ASCII that are not one key held down, or a single kana or kanji that is no alias.
pub fn is_text(read: &[char]) -> bool {
    match read {
        [] => false,
        [c] => !c.is_ascii() && alias(*c).is_none(),
        [first, rest @ ..] => !read.iter().all(char::is_ascii) || read.len() >= 4 && rest.iter().any(|c| c != first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_keys_are_keys() {
        let full: String =
            "！＂＃０９：；＠ＡＺ［＼］＾＿｀ａｚ｛｜｝～　・。、「」ー￥".chars().filter_map(alias).collect();
        assert_eq!(full, "!\"#09:;@AZ[\\]^_`az{|}~ /.,[]-\\");
    }

    #[test]
    fn nothing_else_is_an_alias() {
        for c in "か漢カａb1 〜゛ﾞ｡é\u{ff00}\u{ff5f}".chars().filter(|&c| c != 'ａ') {
            assert_eq!(alias(c), None, "{c}");
        }
    }

    #[test]
    fn text_is_told_from_keys() {
        for (read, text) in [
            ("", false),
            ("j", false),
            ("１", false),
            ("　", false),
            ("ー", false),
            ("か", true),
            ("漢", true),
            ("ｶ", true),
            ("é", true),
            ("jk", false),
            ("jk1", false),
            ("jjjj", false),
            ("jjjjjjjjjjjjjjjjjjjj", false),
            ("jjjk", true),
            ("test", true),
            ("ぜひjk1使います", true),
            ("j漢", true),
            ("１１", true),
        ] {
            assert_eq!(is_text(&read.chars().collect::<Vec<_>>()), text, "{read}");
        }
    }
}
