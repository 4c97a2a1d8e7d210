//! Keys as a test writes them: `<Enter>113nテスト<Enter><Esc>w<Enter>`. Blanks mean nothing, `<Space>` is the key, a word in
//! braces comes in one read as an input method or a paste sends it, and everything else is a key of its own.

/// One read of the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Press {
    pub bytes: Vec<u8>,
    /// As it was written, for messages.
    pub name: String,
    /// A key that a hand presses; text in braces is no stroke.
    pub stroke: bool,
}

const NAMED: &[(&str, &str)] = &[
    ("Enter", "\r"),
    ("Esc", "\x1b"),
    ("Space", " "),
    ("Tab", "\t"),
    ("S-Tab", "\x1b[Z"),
    ("Backspace", "\x7f"),
    ("Delete", "\x1b[3~"),
    ("Up", "\x1b[A"),
    ("Down", "\x1b[B"),
    ("Right", "\x1b[C"),
    ("Left", "\x1b[D"),
    ("Home", "\x1b[H"),
    ("End", "\x1b[F"),
    ("PgUp", "\x1b[5~"),
    ("PgDn", "\x1b[6~"),
    ("F1", "\x1bOP"),
    ("F2", "\x1bOQ"),
    ("F3", "\x1bOR"),
    ("F4", "\x1bOS"),
    ("F5", "\x1b[15~"),
    ("lt", "<"),
];

fn named(name: &str) -> Vec<u8> {
    if let Some((_, bytes)) = NAMED.iter().find(|(known, _)| *known == name) {
        return bytes.as_bytes().to_vec();
    }
    match name.strip_prefix("C-").map(str::as_bytes) {
        Some([letter @ (b'a'..=b'z' | b'\\')]) => vec![letter & 0x1f],
        _ => panic!("no key <{name}>"),
    }
}

/// The reads of a text, in order.
#[track_caller]
pub fn presses(text: &str) -> Vec<Press> {
    let mut found = Vec::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let mut until = |end: char| rest.by_ref().take_while(|c| *c != end).collect::<String>();
        match c {
            '<' => {
                let name = until('>');
                found.push(Press { bytes: named(&name), name: format!("<{name}>"), stroke: true });
            }
            '{' => {
                let word = until('}');
                found.push(Press { bytes: word.clone().into_bytes(), name: format!("{{{word}}}"), stroke: false });
            }
            c if c.is_ascii_whitespace() => {}
            c => found.push(Press { bytes: c.to_string().into_bytes(), name: c.to_string(), stroke: true }),
        }
    }
    found
}

/// How many keys a hand presses for it.
pub fn strokes(text: &str) -> usize {
    presses(text).iter().filter(|press| press.stroke).count()
}

#[test]
fn keys_names_and_words_are_told_apart() {
    let names = |text: &str| presses(text).into_iter().map(|p| (p.name, p.bytes)).collect::<Vec<_>>();
    let key = |name: &str, bytes: &str| (name.to_owned(), bytes.as_bytes().to_vec());
    assert_eq!(
        names("<Enter> 1n テ{ぜひ jk}<C-g><Space>"),
        [
            key("<Enter>", "\r"),
            key("1", "1"),
            key("n", "n"),
            key("テ", "テ"),
            key("{ぜひ jk}", "ぜひ jk"),
            key("<C-g>", "\x07"),
            key("<Space>", " "),
        ]
    );
    assert_eq!(strokes("v{下書きを}<Enter>"), 2);
    assert!(std::panic::catch_unwind(|| presses("<F9>")).is_err());
}
