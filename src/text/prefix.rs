//! The prefixes that file a note line: `要望: …`, `promise: …`, and the two forms that imports add.

use super::fold::fold;

/// The stable word of a kind of note, and how it is written at the head of a line.
const WORDS: [(&str, &[&str]); 7] = [
    ("request", &["要望", "request"]),
    ("question", &["質問", "question"]),
    ("homework", &["宿題", "homework"]),
    ("promise", &["約束", "promise"]),
    ("next", &["次回", "next"]),
    ("stuck", &["つまずき", "stuck"]),
    ("win", &["できた", "win", "could"]),
];
const MEMO: &str = "memo";
const PROMISE: &str = "promise";
const KEPT: [&str; 2] = ["約束済", "kept"];
/// Further into a line a colon is no prefix: the longest, with a date in it, is far shorter.
const LONGEST: usize = 96;

/// What stands before the colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefix<'a> {
    /// A kind of note by its stable word; `memo` when there is no prefix.
    Kind(&'static str),
    /// `約束(2026-11-27):`, a promise by a date; the date as written.
    PromiseBy(&'a str),
    /// `約束済:`, a promise that was kept.
    PromiseKept,
}

impl Prefix<'_> {
    /// The stable word of the kind of note.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Kind(word) => word,
            Self::PromiseBy(_) | Self::PromiseKept => PROMISE,
        }
    }
}

/// The prefix of a line and the text behind it. Width, case and kana do not matter, nor do blanks around the colon. A line
/// without a prefix is a memo and stays as it is.
pub fn split(line: &str) -> (Prefix<'_>, &str) {
    parse(line).unwrap_or((Prefix::Kind(MEMO), line))
}

fn parse(line: &str) -> Option<(Prefix<'_>, &str)> {
    let (colon, _) = line.char_indices().take_while(|(at, _)| *at <= LONGEST).find(|(_, c)| matches!(c, ':' | '：'))?;
    let head = line[..colon].trim();
    let rest = line[colon..].trim_start_matches([':', '：']).trim_start();
    let found = |head: &str| {
        let head = fold(head);
        let known = |words: &[&str]| words.iter().any(|word| fold(word) == head);
        let kind = WORDS.iter().find(|(_, written)| known(written)).map(|(word, _)| Prefix::Kind(word));
        kind.or_else(|| known(&KEPT).then_some(Prefix::PromiseKept))
    };
    if let Some(prefix) = found(head) {
        return Some((prefix, rest));
    }
    let (word, date) = head.strip_suffix([')', '）'])?.split_once(['(', '（'])?;
    let date = date.trim();
    match found(word)? {
        Prefix::Kind(PROMISE) if !date.is_empty() => Some((Prefix::PromiseBy(date), rest)),
        Prefix::Kind(_) | Prefix::PromiseBy(_) | Prefix::PromiseKept => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_and_both_colons() {
        for (line, word, rest) in [
            ("要望: 並び順を変えたい", "request", "並び順を変えたい"),
            ("要望：並び順", "request", "並び順"),
            ("質問:指導文は", "question", "指導文は"),
            ("宿題： 検索で3人", "homework", "検索で3人"),
            ("約束:調べる", "promise", "調べる"),
            ("次回:一覧", "next", "一覧"),
            ("つまずき:検索", "stuck", "検索"),
            ("ツマズキ ：　検索", "stuck", "検索"),
            ("できた: 下書き", "win", "下書き"),
            ("request: sorting", "request", "sorting"),
            ("Question : why", "question", "why"),
            ("ＨＯＭＥＷＯＲＫ：x", "homework", "x"),
            ("promise: x", "promise", "x"),
            ("next: x", "next", "x"),
            ("STUCK: x", "stuck", "x"),
            ("win: a: b", "win", "a: b"),
            ("Could: chose one line alone", "win", "chose one line alone"),
            ("　要望: 先頭の空白", "request", "先頭の空白"),
            ("要望:", "request", ""),
            ("要望:一行目\n二行目", "request", "一行目\n二行目"),
        ] {
            assert_eq!(split(line), (Prefix::Kind(word), rest), "{line}");
        }
    }

    #[test]
    fn promises_of_imports() {
        for (line, prefix, rest) in [
            ("約束(2026-11-27): 調べる", Prefix::PromiseBy("2026-11-27"), "調べる"),
            ("約束（11月27日）：調べる", Prefix::PromiseBy("11月27日"), "調べる"),
            ("Promise (2026-11-27): look it up", Prefix::PromiseBy("2026-11-27"), "look it up"),
            ("約束済: 調べた", Prefix::PromiseKept, "調べた"),
            ("Kept: looked it up", Prefix::PromiseKept, "looked it up"),
        ] {
            assert_eq!(split(line), (prefix, rest), "{line}");
            assert_eq!(prefix.word(), "promise");
        }
    }

    #[test]
    fn everything_else_is_a_memo() {
        for line in [
            "",
            "ただのメモ",
            "要望が多い",
            "10:30 から",
            "URL: https://example.org",
            "要望(高): x",
            "約束(): x",
            "約束済(x): y",
            " 字下げ",
            "質問\n要望: 二行目",
            ": x",
        ] {
            assert_eq!(split(line), (Prefix::Kind("memo"), line), "{line}");
        }
        let far = format!("{}: x", "あ".repeat(60));
        assert_eq!(split(&far).0, Prefix::Kind("memo"));
    }
}
