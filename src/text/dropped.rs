//! Paths in a line: typed by hand, or dropped onto a terminal, which types them the way that a shell would read them.

/// The paths of a line, in its order. Quotes of either kind, backslashes before a character, and `file://` links are read;
/// a leading `~` is left to whoever knows the home.
pub fn paths(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = line.chars().peekable();
    loop {
        while rest.next_if(|c| c.is_whitespace()).is_some() {}
        if rest.peek().is_none() {
            return found;
        }
        let mut path = String::new();
        let mut quote = None;
        // Where Windows has drives a backslash parts folders.
        let mut drive = false;
        while let Some(c) = rest.next_if(|c| quote.is_some() || !c.is_whitespace()) {
            match (quote, c) {
                (None, '\'' | '"') => quote = Some(c),
                (Some(open), c) if open == c => quote = None,
                (None, '\\') if !drive => path.extend(rest.next()),
                (Some('"'), '\\') => path.push(rest.next_if(|c| matches!(c, '"' | '\\' | '$' | '`')).unwrap_or('\\')),
                (_, c) => path.push(c),
            }
            drive |= path.len() == 2 && path.ends_with(':');
        }
        let path = path.strip_prefix("file://").map(of_link).unwrap_or(path);
        if !path.is_empty() {
            found.push(path);
        }
    }
}

/// Whether a line can only be paths: what was dropped where nobody asked for a file.
pub fn is_dropped(line: &str) -> bool {
    let line = line.trim_start();
    let begins = ["/", "'/", "\"/", "~/", "file:///"].iter().any(|start| line.starts_with(start));
    begins && line.chars().filter(|c| matches!(c, '/')).count() > 1
}

/// The path of a `file://` link, behind the name of the machine.
fn of_link(link: &str) -> String {
    let path = link.find('/').and_then(|at| link.get(at..)).unwrap_or(link);
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let code = (byte == b'%').then(|| hex(ahead.next(), ahead.next())).flatten();
        if code.is_some() {
            rest = ahead;
        }
        bytes.push(code.unwrap_or(byte));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(high: Option<u8>, low: Option<u8>) -> Option<u8> {
    let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_as_terminals_type_them() {
        for (line, found) in [
            ("  ", vec![]),
            ("/files/roster.csv ", vec!["/files/roster.csv"]),
            ("'/files/受講者 名簿.csv' '/files/b.csv' ", vec!["/files/受講者 名簿.csv", "/files/b.csv"]),
            (r"'/files/it'\''s.csv'", vec!["/files/it's.csv"]),
            (r"/Users/m/My\ Files/a\(1\).csv ~/b.csv", vec!["/Users/m/My Files/a(1).csv", "~/b.csv"]),
            (r#""/tmp/a \"b\" c\d.csv""#, vec![r#"/tmp/a "b" c\d.csv"#]),
            (r#""C:\Users\m\a b.csv" D:\c.csv"#, vec![r"C:\Users\m\a b.csv", r"D:\c.csv"]),
            ("file:///files/%E5%90%8D%20%zz.csv", vec!["/files/名 %zz.csv"]),
            ("file://desk/files/a.csv", vec!["/files/a.csv"]),
            // A quotation mark that is never closed ends with the line.
            ("'/tmp/a b", vec!["/tmp/a b"]),
            (r"/tmp/a\", vec!["/tmp/a"]),
        ] {
            assert_eq!(paths(line), found, "{line}");
        }
    }

    #[test]
    fn a_name_is_no_path() {
        for line in ["/files/a.csv", "'/files/a b.csv' ", " \"/files/a.csv\"", "~/my/a.csv", "file:///a.csv"] {
            assert!(is_dropped(line), "{line}");
        }
        for line in ["森田 由美", "/", "//", "a/b/c", "~", "'quoted'"] {
            assert_eq!(is_dropped(line), line == "//", "{line}");
        }
    }
}
