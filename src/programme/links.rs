//! `[text](https://…)` inside a text: shown and copied as its text, opened by its address.

/// A link in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link<'a> {
    pub text: &'a str,
    /// As written, beginning with `https://`. Whether it may be opened is decided where it is opened.
    pub url: &'a str,
}

/// The text as it is read aloud: links are their text.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, link, after)) = next(rest) {
        out.push_str(before);
        out.push_str(link.text);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The links of a text, in order.
pub fn links(text: &str) -> impl Iterator<Item = Link<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (_, link, after) = next(rest)?;
        rest = after;
        Some(link)
    })
}

/// What stands before the first link, the link, and what follows.
fn next(text: &str) -> Option<(&str, Link<'_>, &str)> {
    let mut from = 0;
    while let Some(middle) = middle(&text[from..]).map(|at| from + at) {
        let tail = &text[middle + 2..];
        let end = tail.find(|c: char| c == ')' || c.is_whitespace());
        let open = text[from..middle].rfind('[').map(|at| from + at);
        if let (Some(open), Some(end)) = (open, end)
            && tail[end..].starts_with(')')
            && open + 1 < middle
        {
            let link = Link { text: &text[open + 1..middle], url: &tail[..end] };
            return Some((&text[..open], link, &tail[end + 1..]));
        }
        from = middle + 2;
    }
    None
}

/// Where the first `](https://` is. Most texts have no link, and one character is found faster than ten.
fn middle(text: &str) -> Option<usize> {
    text.match_indices(']').map(|(at, _)| at).find(|at| text[*at..].starts_with("](https://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_read_as_their_text() {
        let text = "[手引き](https://example.com/a?b=1)を開き、[FAQ](https://example.com/faq)も見る";
        assert_eq!(plain(text), "手引きを開き、FAQも見る");
        let urls: Vec<&str> = links(text).map(|link| link.url).collect();
        assert_eq!(urls, ["https://example.com/a?b=1", "https://example.com/faq"]);
    }

    #[test]
    fn what_is_no_link_stays_as_it_is() {
        for text in [
            "[a](http://example.com)",
            "[a](javascript:alert(1))",
            "[](https://example.com)",
            "a](https://example.com)",
            "[a](https://example.com",
            "[a](https://exa mple.com)",
            "[1] と (2)",
            "",
        ] {
            assert_eq!(plain(text), text);
            assert_eq!(links(text).count(), 0);
        }
        assert_eq!(plain("x](https://a b) [ok](https://example.com)."), "x](https://a b) ok.");
    }
}
