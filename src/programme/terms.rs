//! `{{key}}` in a text stands for a word of `[terms]`: the same script serves another product.

use std::collections::BTreeMap;

/// The keys of all `{{key}}` in a text, in order.
pub(super) fn keys(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (_, after) = at_braces(rest)?;
        let (key, after) = after.split_once("}}")?;
        rest = after;
        Some(key.trim())
    })
}

/// Whether a text may have terms in it. To its end without a break: that way several characters are looked at in one step,
/// and nearly every line has to be looked through anyway.
pub(super) fn has_any(text: &str) -> bool {
    let Some((_, seconds)) = text.as_bytes().split_first() else { return false };
    let pairs = text.as_bytes().iter().zip(seconds);
    pairs.fold(0, |any, (a, b)| any | (u8::from(*a == b'{') & u8::from(*b == b'{'))) > 0
}

/// The text with its terms filled in; an unknown key stays as it stands.
pub(super) fn fill(text: &str, terms: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = at_braces(rest) {
        let Some((key, after)) = after.split_once("}}") else { break };
        out.push_str(before);
        match terms.get(key.trim()) {
            Some(word) => out.push_str(word),
            None => out.push_str(&rest[before.len()..rest.len() - after.len()]),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What stands before and after the first `{{`. Every line of a programme is looked through before the first frame, and one
/// character is found faster than two.
fn at_braces(text: &str) -> Option<(&str, &str)> {
    text.match_indices('{').find_map(|(at, brace)| Some((&text[..at], text[at + 1..].strip_prefix(brace)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_filled_and_the_rest_stays() {
        let terms = BTreeMap::from([("queue".to_owned(), "受付一覧".to_owned())]);
        for (text, filled) in [
            ("{{queue}}から", "受付一覧から"),
            ("{{queue}}{{ queue }}", "受付一覧受付一覧"),
            ("{{nothing}} {{queue}}", "{{nothing}} 受付一覧"),
            ("{{queue", "{{queue"),
            ("}} {{", "}} {{"),
            ("{a} {{{queue}}", "{a} {{{queue}}"),
            ("{ {{queue}}", "{ 受付一覧"),
            ("", ""),
        ] {
            assert_eq!(fill(text, &terms), filled);
            assert_eq!(has_any(text), text.contains("{{"), "{text}");
        }
        assert_eq!(keys("{{a}} x {{ b }} {{}} {{c").collect::<Vec<_>>(), ["a", "b", ""]);
    }
}
