//! Short texts of one's own: `;name` and a blank or Enter behind it becomes the text.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::fold::fold;

/// The longest name. Further back from the caret nobody looks for a `;`.
const NAME_CHARS: usize = 32;
const SIGNS: [char; 2] = [';', '；'];
const BLANKS: [char; 2] = [' ', '\u{3000}'];

/// A text with the name that calls it. `Debug` shows the name only.
#[derive(Clone, PartialEq, Eq)]
pub struct Short {
    pub name: String,
    pub text: String,
    folded: String,
}

/// All of them, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(try_from = "BTreeMap<String, String>")]
pub struct Shorts(Vec<Short>);

impl Shorts {
    pub fn iter(&self) -> impl Iterator<Item = &Short> {
        self.0.iter()
    }

    /// The text that a line is calling whose end, up to the caret, is `head`: `…;name` and then `by`. And how many bytes of
    /// `head` it takes the place of. Width, case and kana of the name do not matter.
    pub fn called(&self, head: &str, by: By) -> Option<(usize, &Short)> {
        let mut near = head.char_indices().rev().take(NAME_CHARS + 2);
        let (at, sign) = near.find(|(_, c)| SIGNS.contains(c))?;
        let name = &head[at + sign.len_utf8()..];
        let name = match by {
            By::Blank => name.strip_suffix(BLANKS)?,
            By::Enter => name,
        };
        let name = fold(Some(name).filter(|name| !name.contains(char::is_whitespace))?);
        let short = self.0.iter().find(|short| short.folded == name)?;
        Some((head.len() - at, short))
    }
}

/// What stands behind the name that calls a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A blank, which is in the line already. Whoever takes such a text back has the name and the blank, and keeps them.
    Blank,
    /// The key that keeps the line.
    Enter,
}

/// Whether typed text ends with what calls a short text.
pub fn calls(typed: &str) -> bool {
    typed.ends_with(BLANKS)
}

impl TryFrom<BTreeMap<String, String>> for Shorts {
    type Error = String;

    fn try_from(table: BTreeMap<String, String>) -> Result<Self, String> {
        let mut shorts: Vec<Short> = Vec::with_capacity(table.len());
        for (name, text) in table {
            let wrong = |c: char| c.is_whitespace() || c.is_control() || SIGNS.contains(&c);
            let folded = fold(&name);
            if folded.is_empty() || name.chars().count() > NAME_CHARS || name.contains(wrong) {
                return Err(format!("{name:?} is no name: 1 to {NAME_CHARS} characters, none of them a blank or a ;"));
            }
            if text.trim().is_empty() {
                return Err(format!("{name:?} has no text"));
            }
            if let Some(other) = shorts.iter().find(|short| short.folded == folded) {
                return Err(format!("{name:?} and {:?} are the same name", other.name));
            }
            shorts.push(Short { name, text, folded });
        }
        Ok(Self(shorts))
    }
}

impl fmt::Debug for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Short({})", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shorts(table: &[(&str, &str)]) -> Result<Shorts, String> {
        table.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect::<BTreeMap<_, _>>().try_into()
    }

    #[test]
    fn the_name_right_before_the_caret_calls() {
        let shorts = shorts(&[("a", "あ"), ("arigato", "ありがとうございました"), ("おれい", "お礼")]).unwrap();
        use By::{Blank, Enter};
        for (head, by, called) in [
            (";a", Enter, Some((2, "あ"))),
            (";a ", Blank, Some((3, "あ"))),
            ("説明した;arigato", Enter, Some((8, "ありがとうございました"))),
            ("；ＡＲＩＧＡＴＯ　", Blank, Some((27, "ありがとうございました"))),
            (";;a", Enter, Some((2, "あ"))),
            (";オレイ", Enter, Some((10, "お礼"))),
            (";a", Blank, None),
            (";a ", Enter, None),
            ("a", Enter, None),
            (";", Enter, None),
            ("; a", Enter, None),
            (";a b", Enter, None),
            (";a  ", Blank, None),
            (";ar", Enter, None),
            (";b ", Blank, None),
            ("", Enter, None),
        ] {
            assert_eq!(shorts.called(head, by).map(|(bytes, s)| (bytes, s.text.as_str())), called, "{head:?}");
        }
        assert_eq!(Shorts::default().called(";a ", Blank), None);
    }

    #[test]
    fn a_name_that_nobody_could_call_is_refused() {
        for table in [&[("a b", "x")][..], &[("", "x")], &[("a;", "x")], &[("a", " ")], &[("A", "x"), ("ａ", "y")]] {
            assert!(shorts(table).is_err(), "{table:?}");
        }
        assert!(shorts(&[(&"あ".repeat(33), "x")]).is_err());
        let longest = "あ".repeat(32);
        let kept = shorts(&[(&longest, "x")]).unwrap();
        assert!(kept.called(&format!(";{longest}　"), By::Blank).is_some());
        assert!(!format!("{kept:?}").contains('x'));
    }
}
