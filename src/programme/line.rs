//! One line of a programme file, taken apart. Nothing here knows where the line stands.

use crate::domain::{SessionNo, SessionRef};

/// The end of a line: `text (8m) {#id must}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tail<'a> {
    pub text: &'a str,
    pub minutes: Option<u16>,
    pub attr: Option<Attr<'a>>,
}

/// `{#id flag flag}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attr<'a> {
    pub id: &'a str,
    pub flags: &'a str,
}

/// Takes off the attributes, then the duration.
pub(super) fn timed(line: &str) -> Tail<'_> {
    let Tail { text, attr, .. } = plain(line);
    let (text, minutes) = duration(text);
    Tail { text, minutes, attr }
}

/// Takes off the attributes; a duration stays part of the text. Attributes that are not closed are none.
pub(super) fn plain(line: &str) -> Tail<'_> {
    let line = line.trim();
    let attr = line.strip_suffix('}').and_then(|rest| {
        let (text, inner) = before_attr(rest)?;
        let (id, flags) = first_word(inner);
        has_no_brace(inner).then(|| (text.trim_end(), Attr { id, flags }))
    });
    if let Some((text, attr)) = attr {
        return Tail { text, minutes: None, attr: Some(attr) };
    }
    let unclosed = before_attr(line).filter(|(_, inner)| !inner.contains('}'));
    Tail { text: unclosed.map_or(line, |(text, _)| text.trim_end()), minutes: None, attr: None }
}

/// The first word and the rest. Ids are ASCII: what is not goes the long way.
fn first_word(text: &str) -> (&str, &str) {
    match text.bytes().position(|b| !b.is_ascii_graphic()) {
        None => (text, ""),
        Some(at) if text.as_bytes()[at] == b' ' => (&text[..at], &text[at + 1..]),
        Some(_) => text.split_once(char::is_whitespace).unwrap_or((text, "")),
    }
}

fn has_no_brace(text: &str) -> bool {
    text.bytes().all(|b| !matches!(b, b'{' | b'}'))
}

/// What stands before and after the last `{#`.
fn before_attr(line: &str) -> Option<(&str, &str)> {
    let mut end = line.len();
    loop {
        end = line.as_bytes()[..end].iter().rposition(|b| *b == b'{')?;
        if let Some(inner) = line[end + 1..].strip_prefix('#') {
            return Some((&line[..end], inner));
        }
    }
}

/// Takes `(8m)`, `(8min)`, `（8分）` off the end. A number that no clock holds reads as the largest one.
pub(super) fn duration(text: &str) -> (&str, Option<u16>) {
    let text = text.trim_end();
    let taken = text.strip_suffix([')', '）']).and_then(|rest| {
        let (before, inside) = rest.rsplit_once(['(', '（'])?;
        Some((before.trim_end(), minutes(inside, Unit::Needed)?))
    });
    taken.map_or((text, None), |(rest, minutes)| (rest, Some(minutes)))
}

/// Whether `8` alone is minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Needed,
    Optional,
}

/// Reads `8m`, `8 min`, `８分`.
pub(super) fn minutes(text: &str, unit: Unit) -> Option<u16> {
    let text = text.trim();
    let number = ["min", "m", "分"].iter().find_map(|unit| text.strip_suffix(unit));
    match (number, unit) {
        (Some(number), _) => digits(number.trim_end()),
        (None, Unit::Optional) => digits(text),
        (None, Unit::Needed) => None,
    }
}

/// A whole number in digits of either width.
fn digits(text: &str) -> Option<u16> {
    if text.is_empty() {
        return None;
    }
    text.chars().try_fold(0_u16, |sum, c| {
        let digit = u16::try_from(narrow(c).to_digit(10)?).ok()?;
        Some(sum.saturating_mul(10).saturating_add(digit))
    })
}

/// A full-width digit as the usual one.
fn narrow(c: char) -> char {
    match u32::from(c).checked_sub(0xff10) {
        Some(n @ 0..=9) => char::from_digit(n, 10).unwrap_or(c),
        _ => c,
    }
}

/// `key: value` with a colon of either width; `None` when there is no key that could be one.
pub(super) fn field(text: &str) -> Option<(&str, &str)> {
    let (key, value) = at_colon(text)?;
    let key = key.trim();
    (!key.is_empty() && !key.bytes().any(|b| matches!(b, b'[' | b']'))).then_some((key, value.trim()))
}

/// What stands before and after the first colon. Byte by byte: a key is short, and no other character has these bytes.
fn at_colon(text: &str) -> Option<(&str, &str)> {
    const WIDE: &str = "：";
    let wide = |at: usize| text.as_bytes()[at..].starts_with(WIDE.as_bytes());
    let (at, colon) = text.bytes().enumerate().find(|(at, b)| match b {
        b':' => true,
        0xef => wide(*at),
        _ => false,
    })?;
    Some((&text[..at], &text[at + if colon == b':' { 1 } else { WIDE.len() }..]))
}

/// `## [K] title` or `## [3] title`, without the `## [`.
pub(super) fn session(rest: &str) -> Option<(SessionRef, &str)> {
    let (label, title) = rest.split_once("] ")?;
    let title = title.trim();
    let no = if label == "K" {
        SessionRef::Kickoff
    } else {
        let long = label.chars().count();
        let number = if long <= 2 { digits(label)? } else { return None };
        SessionRef::Number(SessionNo::new(u8::try_from(number).ok()?)?)
    };
    (!title.is_empty()).then_some((no, title))
}

/// `1. text`: the text.
pub(super) fn numbered(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(|c| narrow(c).is_ascii_digit())?;
    rest.strip_prefix(". ")
}

/// `    - 1: text`: the level as an index and the text.
pub(super) fn anchor(line: &str) -> Option<(usize, &str)> {
    let (level, text) = field(line.strip_prefix("    - ")?)?;
    let level = ["1", "2", "3", "4"].iter().position(|l| *l == level)?;
    (!text.is_empty()).then_some((level, text))
}

/// `<!-- … -->` and nothing else on the line.
pub(super) fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("<!--") && line.trim_end().strip_prefix("<!--").is_some_and(|rest| rest.ends_with("-->"))
}

/// The form of an id.
pub(super) fn is_id(text: &str) -> bool {
    let first = |b: &u8| matches!(b, b'a'..=b'z' | b'0'..=b'9');
    let rest = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_');
    text.as_bytes().first().is_some_and(first) && text.bytes().all(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_in_every_spelling() {
        for text in [
            "聞く (8m)",
            "聞く (8min)",
            "聞く（8分）",
            "聞く（８分）",
            "聞く（8分)",
            "聞く ( 8 min )",
            "聞く　（8m）  ",
        ] {
            assert_eq!(duration(text), ("聞く", Some(8)), "{text}");
        }
        for text in ["聞く (8h)", "聞く (8)", "聞く (m)", "聞く 8m", "聞く (-8m)", "(8m) 聞く", "聞く (8m))", ")", "（"]
        {
            assert_eq!(duration(text), (text, None), "{text}");
        }
        assert_eq!(duration("a (99999999999m)"), ("a", Some(u16::MAX)));
        assert_eq!(minutes("15", Unit::Optional), Some(15));
        assert_eq!(minutes("15", Unit::Needed), None);
    }

    #[test]
    fn attributes_end_a_line_and_come_after_the_duration() {
        let tail = timed("見る{{x}} (2m) {#s03-a must if=a:done}  ");
        assert_eq!((tail.text, tail.minutes), ("見る{{x}}", Some(2)));
        assert_eq!(tail.attr, Some(Attr { id: "s03-a", flags: "must if=a:done" }));
        assert_eq!(plain("within (3m) {#a}").text, "within (3m)");
        assert_eq!(timed("見る (2m) {#s03-a"), Tail { text: "見る", minutes: Some(2), attr: None });
        for (attr, id, flags) in
            [("a must", "a", "must"), ("a\u{3000}must", "a", "must"), ("あ b", "あ", "b"), ("a ", "a", "")]
        {
            assert_eq!(plain(&format!("x {{#{attr}}}")).attr, Some(Attr { id, flags }), "{attr}");
        }
        assert_eq!(plain("x {#a} {#b}").attr, Some(Attr { id: "b", flags: "" }));
        assert_eq!(plain("x {#a {b}").attr, None);
        for text in ["ends with {{term}}", "{#a} text", "text {#{a}}"] {
            assert_eq!(plain(text), Tail { text, minutes: None, attr: None }, "{text}");
        }
    }

    #[test]
    fn headings_fields_anchors_and_criteria() {
        assert_eq!(session("K] 始める"), Some((SessionRef::Kickoff, "始める")));
        assert_eq!(session("１２] 卒業").map(|(no, _)| no.to_string()), Some("12".to_owned()));
        for bad in ["k] x", "0] x", "100] x", "3]x", "3] ", "] x", "3 ] x", "x"] {
            assert_eq!(session(bad), None, "{bad}");
        }
        assert_eq!(field("段階：before"), Some(("段階", "before")));
        assert_eq!(field("say: (a: b)"), Some(("say", "(a: b)")));
        assert_eq!(field("none:"), Some(("none", "")));
        // The first byte of a wide colon begins other characters, too.
        assert_eq!(field("ｋｅｙ：ｖ: x"), Some(("ｋｅｙ", "ｖ: x")));
        assert_eq!(field("ｋｅｙ"), None);
        for bad in ["no colon", ": x", "[a](https://example.com)"] {
            assert_eq!(field(bad), None, "{bad}");
        }
        assert_eq!(anchor("    - 3: alone"), Some((2, "alone")));
        for bad in ["    - 5: x", "    - 0: x", "   - 1: x", "    - 1:", "    - 1 x"] {
            assert_eq!(anchor(bad), None, "{bad}");
        }
        assert_eq!(numbered("2. text"), Some("text"));
        assert_eq!(numbered("12. text"), None);
        assert!(
            is_comment("  <!-- a -->") && is_comment("<!---->") && !is_comment("<!-->") && !is_comment("<!-- a --> b")
        );
        assert!(is_id("s03-a.b_c") && is_id("0") && !is_id("-a") && !is_id("A") && !is_id("") && !is_id("あ"));
    }
}
