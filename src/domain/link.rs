//! Which links may be handed to the desktop: `https` on a host of Zoom, and nothing else.

/// A link that is not opened; its host as far as it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRefusal {
    pub host: String,
}

/// The host of an `https` link without user, password or port in front of it; `None` for any other text.
pub fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    (!authority.is_empty() && authority.chars().all(plain)).then_some(authority)
}

/// Whether a text is a link that may be kept: `https` with a host, and nothing in it that is no part of an address.
pub fn is_https(text: &str) -> bool {
    let rest = text.get(..8).filter(|head| head.eq_ignore_ascii_case("https://")).and_then(|_| text.get(8..));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"\\^`{|}".contains(c);
    text.chars().all(plain) && !host.is_empty() && !host.contains('@')
}

/// Whether a link is a meeting that may be opened: its host, or why not. What a shell or a browser might take for more
/// than an address is refused.
pub fn meeting(url: &str) -> Result<&str, LinkRefusal> {
    let refusal = || LinkRefusal { host: url.chars().filter(|c| !c.is_control()).take(40).collect() };
    let safe =
        |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '`' | '<' | '>' | '|' | '^' | '\\' | '{' | '}');
    if !url.chars().all(safe) {
        return Err(refusal());
    }
    let host = host(url).ok_or_else(refusal)?;
    let lower = host.to_ascii_lowercase();
    if lower == "zoom.us" || lower.ends_with(".zoom.us") {
        Ok(host)
    } else {
        Err(LinkRefusal { host: host.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zoom_over_https_is_opened() {
        assert_eq!(meeting("https://us02web.zoom.us/j/123?pwd=a_b&x=1"), Ok("us02web.zoom.us"));
        assert_eq!(meeting("https://zoom.us/j/1"), Ok("zoom.us"));
    }

    #[test]
    fn only_https_is_kept() {
        for link in ["https://zoom.us/j/1?pwd=a", "HTTPS://meet.example.com:8443/a"] {
            assert!(is_https(link), "{link}");
        }
        for text in [
            "",
            "zoom.us/j/1",
            "http://zoom.us/j/1",
            "https://",
            "https://a@b/",
            "https://zoom.us/j/1 id 3",
            "日本語の会議",
        ] {
            assert!(!is_https(text), "{text}");
        }
    }

    #[test]
    fn nothing_else_is() {
        for url in [
            "http://zoom.us/j/1",
            "zoommtg://zoom.us/join",
            "file:///etc/passwd",
            "https://zoom.us.example.com/j/1",
            "https://evilzoom.us/j/1",
            "https://zoom.us@example.com/",
            "https://zoom.us:443/j/1",
            "https://zoom.us/j/1\u{7}",
            "https://zoom.us/j/1 --flag",
            "https://zoom.us/j/1\"&calc",
            "https:///j",
            "",
        ] {
            assert!(meeting(url).is_err(), "{url}");
        }
    }
}
