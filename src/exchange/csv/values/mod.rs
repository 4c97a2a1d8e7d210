//! What may stand in a cell, and reading it. Every reader takes the cell after NFKC without blanks at its ends.

mod calendar;
mod words;

pub use calendar::*;
pub use words::*;

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::domain::Decimal;
use crate::request::import::{Figure, FigureForm, ProblemKind, Shape};

use calendar::small;

type Read<T> = Result<T, ProblemKind>;

/// The form in which cells are read: NFKC, without blanks at the ends.
pub fn plain(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let folded: String = text.nfkc().collect();
    Cow::Owned(folded.trim().to_owned())
}

/// A whole number from `min` to `max`. Spreadsheets write `30` as `30.0` at times.
pub fn whole(text: &str, min: u32, max: u32) -> Read<u32> {
    let out = || ProblemKind::OutOfRange { min: min.to_string(), max: max.to_string() };
    let value = Decimal::parse(text).ok_or(ProblemKind::NotA(Shape::Number))?.micros();
    let one = Decimal::whole(1).micros();
    if value % one != 0 {
        return Err(ProblemKind::NotA(Shape::Number));
    }
    u32::try_from(value / one).ok().filter(|n| (min..=max).contains(n)).ok_or_else(out)
}

/// Minutes of a meeting; `30分` too.
pub fn minutes(text: &str) -> Read<u32> {
    whole(text.strip_suffix('分').unwrap_or(text), 1, 480)
}

/// `86`, `86.5`, `86%`, `1:30`.
pub fn figure(text: &str) -> Read<Figure> {
    let not = || ProblemKind::NotA(Shape::Number);
    if let Some((hours, minutes)) = text.split_once(':') {
        let (hours, minutes) = (small(hours).ok_or_else(not)?, small(minutes).filter(|m| *m < 60).ok_or_else(not)?);
        // An hour is 60 minutes: to six places, half up.
        let micros = (i64::from(hours) * 60 + i64::from(minutes)) * Decimal::whole(1).micros();
        return Ok(Figure { value: Decimal::from_micros((micros + 30) / 60), form: FigureForm::Clock });
    }
    let (number, form) = match text.strip_suffix('%') {
        Some(number) => (number.trim_end(), FigureForm::Percent),
        None => (text, FigureForm::Plain),
    };
    Ok(Figure { value: Decimal::parse(number).ok_or_else(not)?, form })
}

/// An address that begins with `https://` and has a host.
pub fn https(text: &str) -> Read<String> {
    let not = || ProblemKind::NotA(Shape::Link);
    let head = text.get(..8).ok_or_else(not)?;
    let rest = &text[head.len()..];
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = text.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>\"\\^`{|}".contains(c));
    let good = head.eq_ignore_ascii_case("https://") && plain && !host.is_empty() && !host.contains('@');
    good.then(|| text.to_owned()).ok_or_else(not)
}

/// The parts of a list with blanks or commas between.
pub fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '、', ' ', '\n', '\t']).filter(|part| !part.is_empty())
}

/// The parts of a list of names, which may hold blanks: commas and line ends between.
pub fn names(text: &str) -> Vec<String> {
    text.split([',', '、', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Ids, each once, in the order of the cell.
pub fn ids(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for id in list(text) {
        if !found.iter().any(|known| known == id) {
            found.push(id.to_owned());
        }
    }
    found
}

/// Whether a cell means everything.
pub fn is_all(text: &str) -> bool {
    text.eq_ignore_ascii_case("all") || matches!(text, "すべて" | "全て" | "全部")
}

/// `5`, `4,5`, `K`, `第5回`: the numbers of a meeting, ascending; 0 stands for the kickoff.
pub fn numbers(text: &str) -> Read<Vec<u8>> {
    if matches!(text, "K" | "k" | "キックオフ") {
        return Ok(vec![0]);
    }
    let mut found = Vec::new();
    for part in list(text) {
        let bare = part.strip_prefix('第').unwrap_or(part);
        found.push(u8::try_from(whole(bare.strip_suffix('回').unwrap_or(bare), 1, 99)?).unwrap_or(u8::MAX));
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// `3,2,1,2,3` in the order of the rubric, `-` = not rated; attempts with `;` between, oldest first.
pub fn attempts(text: &str) -> Read<Vec<Vec<Option<u8>>>> {
    text.split(';').filter(|attempt| !attempt.trim().is_empty()).map(scores).collect()
}

fn scores(attempt: &str) -> Read<Vec<Option<u8>>> {
    list(attempt)
        .map(|score| match score {
            "-" | "−" | "–" | "—" | "ー" => Ok(None),
            score => Ok(Some(u8::try_from(whole(score, 1, 4)?).unwrap_or(u8::MAX))),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_their_range() {
        assert_eq!(minutes("30"), Ok(30));
        assert_eq!(minutes("30分"), Ok(30));
        assert_eq!(minutes("30.0"), Ok(30));
        for (text, problem) in [
            ("0", ProblemKind::OutOfRange { min: "1".to_owned(), max: "480".to_owned() }),
            ("481", ProblemKind::OutOfRange { min: "1".to_owned(), max: "480".to_owned() }),
            ("-5", ProblemKind::OutOfRange { min: "1".to_owned(), max: "480".to_owned() }),
            ("30.5", ProblemKind::NotA(Shape::Number)),
            ("x", ProblemKind::NotA(Shape::Number)),
        ] {
            assert_eq!(minutes(text), Err(problem), "{text}");
        }
        assert_eq!(numbers("5"), Ok(vec![5]));
        assert_eq!(numbers("5,4"), Ok(vec![4, 5]));
        assert_eq!(numbers("第5回"), Ok(vec![5]));
        assert_eq!(numbers("K"), Ok(vec![0]));
        assert!(numbers("0").is_err() && numbers("100").is_err() && numbers("K,1").is_err() && numbers("x").is_err());
    }

    #[test]
    fn figures_keep_their_form() {
        let f = |value: &str, form| Ok(Figure { value: Decimal::parse(value).unwrap(), form });
        assert_eq!(figure("86%"), f("86", FigureForm::Percent));
        assert_eq!(figure("86.0"), f("86", FigureForm::Plain));
        assert_eq!(figure("1:30"), f("1.5", FigureForm::Clock));
        assert_eq!(figure("1:20"), f("1.333333", FigureForm::Clock));
        assert!(figure("1:60").is_err() && figure("%").is_err() && figure("86,5").is_err() && figure("a").is_err());
    }

    #[test]
    fn https_only() {
        for text in ["https://zoom.us/j/1?pwd=x#y", "HTTPS://zoom.us"] {
            assert_eq!(https(text), Ok(text.to_owned()));
        }
        for text in [
            "http://zoom.us/j/1",
            "https://",
            "https:///x",
            "zoom.us",
            "https://a b",
            "javascript:x",
            "https://u@h/",
            "日本語のリンク",
        ] {
            assert_eq!(https(text), Err(ProblemKind::NotA(Shape::Link)), "{text}");
        }
    }

    #[test]
    fn role_plays_and_lists() {
        assert_eq!(attempts("3,2,-"), Ok(vec![vec![Some(3), Some(2), None]]));
        assert_eq!(attempts("1 2;3,4;"), Ok(vec![vec![Some(1), Some(2)], vec![Some(3), Some(4)]]));
        assert!(attempts("5").is_err() && attempts("0,1").is_err() && attempts("x").is_err());
        assert_eq!(ids("a, b  c、a"), ["a", "b", "c"]);
        assert_eq!(names("Notes left for next time, 利用時間"), ["Notes left for next time", "利用時間"]);
        assert!(is_all("ALL") && is_all("すべて") && !is_all("a"));
    }
}
