//! Text that cannot act on a terminal: [`SafeText`] at ingest, [`display`] once more where it is drawn.

use std::borrow::Cow;
use std::fmt;
use std::ops::{AddAssign, Deref};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::width::is_ascii;

/// Combining marks that one base may carry; real scripts need four, the rest is there to bury a screen.
const MARKS_PER_BASE: usize = 8;
/// Joiners within one emoji; the longest in use has four.
const JOINERS_PER_EMOJI: usize = 8;
/// Letters and digits of a flag written in tag characters, before the closing tag.
const TAGS_PER_FLAG: usize = 6;

const VS16: char = '\u{fe0f}';
const ZERO_WIDTH_JOINER: char = '\u{200d}';
const BLACK_FLAG: char = '\u{1f3f4}';
const END_OF_TAGS: char = '\u{e007f}';

/// Text without control, bidi and hidden characters, in NFC, with `\n` as its only line end.
///
/// CJK compatibility ideographs stay as they came, although NFC would replace them: they are how some people write their
/// name, and cp932 files carry them. `Debug` shows the length only, so that no note reaches a log.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SafeText(Box<str>);

impl SafeText {
    /// The text that may stay of `raw`, and a count of what may not. Line ends of every kind become `\n`.
    pub fn clean(raw: &str) -> (Self, Removed) {
        if is_plain(raw) {
            return (Self(raw.into()), Removed::default());
        }
        let (text, removed) = sieve(raw);
        (Self(text.into()), removed)
    }

    /// [`SafeText::clean`] where nobody is told what was removed.
    pub fn new(raw: &str) -> Self {
        Self::clean(raw).0
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for SafeText {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for SafeText {
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}

impl From<String> for SafeText {
    fn from(raw: String) -> Self {
        if is_plain(&raw) { Self(raw.into()) } else { Self::new(&raw) }
    }
}

impl PartialEq<str> for SafeText {
    fn eq(&self, other: &str) -> bool {
        *self.0 == *other
    }
}

impl PartialEq<&str> for SafeText {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == **other
    }
}

impl fmt::Display for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SafeText({} bytes)", self.0.len())
    }
}

impl Serialize for SafeText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for SafeText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

/// How many characters [`SafeText::clean`] took out, by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Removed {
    /// Control characters: C0 but line ends and tabs, DEL, C1.
    pub control: usize,
    /// The twelve characters that reorder what follows.
    pub bidi: usize,
    /// Characters that draw nothing: zero-width ones, tags, fillers, joiners and selectors without a use.
    pub hidden: usize,
    /// Combining marks without a base or beyond the eighth.
    pub marks: usize,
}

impl Removed {
    /// All of them.
    pub const fn total(self) -> usize {
        self.control + self.bidi + self.hidden + self.marks
    }
}

impl AddAssign for Removed {
    fn add_assign(&mut self, more: Self) {
        self.control += more.control;
        self.bidi += more.bidi;
        self.hidden += more.hidden;
        self.marks += more.marks;
    }
}

/// What a line end becomes in a text that is drawn on one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewLine {
    /// A blank.
    Space,
    /// `⏎`, where the reader should see that there is more than one line.
    Sign,
}

/// `text` as it may be drawn on one row: the filter of [`SafeText::clean`] for whatever did not pass it, tabs as a blank,
/// and no U+FE0F, on whose width terminals disagree.
pub fn display(text: &str, new_line: NewLine) -> Cow<'_, str> {
    if is_ascii(text) || is_plain(text) && !text.contains(['\n', '\t']) {
        return Cow::Borrowed(text);
    }
    let sign = match new_line {
        NewLine::Space => ' ',
        NewLine::Sign => '⏎',
    };
    let drawn = |c| match c {
        '\n' => sign,
        '\t' => ' ',
        other => other,
    };
    Cow::Owned(sieve(text).0.chars().filter(|&c| c != VS16).map(drawn).collect())
}

/// Whether a character is never part of a drawn row: [`display`] drops it wherever it stands.
pub(super) fn never_drawn(c: char) -> bool {
    c == VS16 || matches!(fate(c), Fate::Control | Fate::Bidi | Fate::Hidden)
}

/// Whether a character chooses the form of the one before it (U+FE0F, and the selectors of variant kanji).
pub(super) const fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{180b}'..='\u{180d}' | '\u{180f}')
}

/// What becomes of a character, wherever it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Stays,
    Ends,
    Control,
    Bidi,
    Hidden,
    /// Stays inside an emoji, or in a script that needs it.
    Joiner,
    /// Stays inside a flag.
    Tag,
}

fn fate(c: char) -> Fate {
    match c {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => Fate::Ends,
        '\t' => Fate::Stays,
        c if c.is_control() => Fate::Control,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Fate::Bidi,
        '\u{200c}' | ZERO_WIDTH_JOINER => Fate::Joiner,
        '\u{e0020}'..=END_OF_TAGS => Fate::Tag,
        '\u{ad}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fdd0}'..='\u{fdef}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e00ff}'
        | '\u{e01f0}'..='\u{e0fff}' => Fate::Hidden,
        c if u32::from(c) & 0xfffe == 0xfffe => Fate::Hidden,
        _ => Fate::Stays,
    }
}

/// Whether every character is of the kinds that never need a second look: ASCII, kana, the common kanji, full-width forms.
/// What is typed all day is, and then nothing is copied or normalised.
fn is_plain(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(c,
            ' '..='~' | '\n' | '\t'
            | '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{309b}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff9d}')
    })
}

/// What may stay of `text`. Once more as long as something goes, because it may have been what held something else: a mark
/// under a joiner, a joiner between marks that now change places. Eight marks a base end that after a few passes.
fn sieve(text: &str) -> (String, Removed) {
    let mut removed = Removed::default();
    let mut text = pass(text, &mut removed);
    let mut before = Removed::default();
    while removed != before {
        before = removed;
        text = pass(&text, &mut removed);
    }
    (text, removed)
}

fn pass(text: &str, removed: &mut Removed) -> String {
    let kept = if is_nfc(text) { strip(text, removed) } else { strip(&compose(text), removed) };
    thin_marks(&kept, removed)
}

/// Drops what may not stay and makes every line end `\n`.
fn strip(text: &str, removed: &mut Removed) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.chars();
    // The picture that a joiner would go on from, and how many joiners led to it.
    let mut picture = None::<usize>;
    while let Some(c) = rest.next() {
        match fate(c) {
            Fate::Stays => {
                kept.push(c);
                if is_picture(c) {
                    let joined = picture.filter(|_| kept[..kept.len() - c.len_utf8()].ends_with(ZERO_WIDTH_JOINER));
                    picture = Some(joined.unwrap_or(0));
                } else if !dresses_picture(c) {
                    picture = None;
                }
                if c == BLACK_FLAG {
                    let tags = flag_tags(rest.as_str());
                    kept.push_str(tags);
                    rest = rest.as_str()[tags.len()..].chars();
                }
            }
            Fate::Ends => {
                if c == '\r' && rest.as_str().starts_with('\n') {
                    rest.next();
                }
                kept.push('\n');
                picture = None;
            }
            Fate::Joiner => {
                let in_emoji = c == ZERO_WIDTH_JOINER && rest.clone().next().is_some_and(is_picture);
                if let Some(joins) = picture.filter(|&joins| in_emoji && joins < JOINERS_PER_EMOJI) {
                    picture = Some(joins + 1);
                    kept.push(c);
                } else if kept.ends_with(needs_joiners) {
                    kept.push(c);
                } else {
                    removed.hidden += 1;
                }
            }
            Fate::Control => removed.control += 1,
            Fate::Bidi => removed.bidi += 1,
            Fate::Hidden | Fate::Tag => removed.hidden += 1,
        }
    }
    kept
}

/// The tag characters at the head of `rest` that make a flag of the black one; empty when they spell none.
fn flag_tags(rest: &str) -> &str {
    let mut spelled = 0;
    for (at, c) in rest.char_indices() {
        match c {
            '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}' if spelled < TAGS_PER_FLAG => spelled += 1,
            END_OF_TAGS if spelled > 0 => return &rest[..at + c.len_utf8()],
            _ => break,
        }
    }
    ""
}

/// Characters that a joiner can tie into one emoji: the blocks of pictures, a little more generous than Unicode's list.
fn is_picture(c: char) -> bool {
    matches!(c,
        '\u{203c}' | '\u{2049}' | '\u{2139}' | '\u{2194}'..='\u{21aa}' | '\u{231a}'..='\u{23ff}'
        | '\u{25aa}'..='\u{25fe}' | '\u{2600}'..='\u{27bf}' | '\u{2934}' | '\u{2935}' | '\u{2b05}'..='\u{2b55}'
        | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1f1e5}' | '\u{1f200}'..='\u{1f3fa}'
        | '\u{1f400}'..='\u{1faff}')
}

/// Skin tones, selectors and marks stand between a picture and its joiner.
fn dresses_picture(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}') || is_combining_mark(c)
}

/// Arabic and the Indic scripts spell with joiners.
fn needs_joiners(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{77f}' | '\u{900}'..='\u{dff}')
}

/// NFC, but for the compatibility ideographs.
fn compose(text: &str) -> String {
    let mut composed = String::with_capacity(text.len());
    for run in text.split_inclusive(is_compatibility_ideograph) {
        let kept = run.chars().next_back().filter(|&c| is_compatibility_ideograph(c));
        let plain = &run[..run.len() - kept.map_or(0, char::len_utf8)];
        composed.extend(plain.nfc());
        composed.extend(kept);
    }
    composed
}

fn is_compatibility_ideograph(c: char) -> bool {
    matches!(c, '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

/// Drops marks that stand on nothing or on too many others, and all but the first selector of a base.
fn thin_marks(text: &str, removed: &mut Removed) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut marks = None::<usize>;
    let mut selected = false;
    for c in text.chars() {
        let voicing = matches!(c, '\u{ff9e}' | '\u{ff9f}');
        if c == '\n' || c == '\t' {
            marks = None;
        } else if is_selector(c) {
            if selected || marks.is_none() {
                removed.hidden += 1;
                continue;
            }
            selected = true;
        } else if is_combining_mark(c) || voicing {
            // The half-width voicing marks have a cell of their own and need no base.
            match marks.or(voicing.then_some(0)) {
                Some(count) if count < MARKS_PER_BASE => marks = Some(count + 1),
                _ => {
                    removed.marks += 1;
                    continue;
                }
            }
        } else if fate(c) != Fate::Joiner {
            marks = Some(0);
            selected = false;
        }
        kept.push(c);
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cleaned(raw: &str) -> String {
        SafeText::new(raw).to_string()
    }

    fn removed(raw: &str) -> Removed {
        SafeText::clean(raw).1
    }

    #[test]
    fn control_characters_go_and_are_counted() {
        let raw = "a\x1b]52;c;ZZ\x07b\u{9b}31m\x7f\0";
        assert_eq!(cleaned(raw), "a]52;c;ZZb31m");
        assert_eq!(removed(raw), Removed { control: 5, ..Removed::default() });
    }

    #[test]
    fn line_ends_of_every_kind_become_one() {
        assert_eq!(cleaned("a\r\nb\rc\u{2028}d\te\n"), "a\nb\nc\nd\te\n");
        assert_eq!(removed("a\r\nb\rc\u{2028}d\te\n").total(), 0);
    }

    #[test]
    fn all_twelve_bidi_controls_go() {
        let raw = "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}x";
        assert_eq!(cleaned(raw), "x");
        assert_eq!(removed(raw), Removed { bidi: 12, ..Removed::default() });
    }

    #[test]
    fn decomposed_kana_is_composed() {
        assert_eq!(cleaned("か\u{3099}きく\u{3099}・ハ\u{309a}"), "がきぐ・パ");
        assert_eq!(removed("か\u{3099}").total(), 0);
    }

    #[test]
    fn the_kanji_of_a_name_stay_as_typed() {
        // U+FA19 is a form of U+795E that NFC would replace; 髙 and 﨑 have no decomposition, 葛 carries a selector.
        for name in ["\u{fa19}谷", "髙橋", "山﨑", "葛\u{e0100}城", "①㈱～"] {
            assert_eq!(cleaned(name), name);
        }
        assert_eq!(cleaned("か\u{3099}\u{fa19}か\u{3099}"), "が\u{fa19}が");
    }

    #[test]
    fn hidden_characters_go() {
        assert_eq!(cleaned("\u{feff}薬\u{200b}局\u{2060}\u{ad}\u{3164}"), "薬局");
        assert_eq!(removed("\u{feff}薬\u{200b}局\u{2060}\u{ad}\u{3164}"), Removed { hidden: 5, ..Removed::default() });
        assert_eq!(cleaned("a\u{200d}b\u{200c}c\u{e0041}d"), "abcd");
        assert_eq!(cleaned("a\u{fe0f}\u{fe0f}\u{e0100}"), "a\u{fe0f}");
    }

    #[test]
    fn emoji_stay_whole() {
        let flag = "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
        for emoji in [
            "👩\u{200d}🏫",
            "👨\u{200d}👩\u{200d}👧\u{200d}👦",
            "❤\u{fe0f}\u{200d}🔥",
            "👍🏽",
            "🇯🇵",
            flag,
            "1\u{fe0f}\u{20e3}",
        ] {
            assert_eq!(cleaned(emoji), emoji, "{emoji}");
        }
    }

    #[test]
    fn a_flag_hides_no_message() {
        assert_eq!(cleaned("🏴\u{e0068}\u{e0069}!"), "🏴!");
        let long: String = "🏴".chars().chain(('\u{e0061}'..='\u{e007a}').chain([END_OF_TAGS])).collect();
        assert_eq!(cleaned(&long), "🏴");
    }

    #[test]
    fn a_chain_of_joined_pictures_ends() {
        let chain = vec!["👩"; 40].join("\u{200d}");
        // Of 39 joiners every ninth goes.
        assert_eq!(removed(&chain), Removed { hidden: 4, ..Removed::default() });
        assert_eq!(cleaned(&chain).matches(ZERO_WIDTH_JOINER).count(), 35);
    }

    #[test]
    fn marks_are_few_and_stand_on_something() {
        let tower = format!("か{}", "\u{301}".repeat(10_000));
        assert_eq!(cleaned(&tower).chars().count(), 9);
        assert_eq!(removed(&tower).marks, 10_000 - 8);
        assert_eq!(cleaned("\u{301}a\n\u{3099}b"), "a\nb");
        assert_eq!(cleaned("ﾞｶﾞ"), "ﾞｶﾞ");
    }

    #[test]
    fn a_joiner_goes_with_what_held_it() {
        assert_eq!(cleaned("क\u{94d}\u{200d}ष"), "क\u{94d}\u{200d}ष");
        assert_eq!(cleaned("\u{94d}\u{200d}x"), "x");
        // In NFC the two marks change places, and the joiner stands on the one that needs none.
        assert_eq!(cleaned("👩\u{301}\u{94d}\u{200d}"), "👩\u{94d}\u{301}");
    }

    #[test]
    fn debug_tells_the_length_only() {
        let name = SafeText::new("佐藤 美咲");
        assert_eq!(format!("{name:?}"), "SafeText(13 bytes)");
        assert_eq!(format!("{name}"), "佐藤 美咲");
    }

    #[test]
    fn what_is_read_back_is_clean() {
        let text: SafeText = serde_json::from_str("\"a\\u001b[2J\\u202eb\"").unwrap();
        assert_eq!(text, "a[2Jb");
        assert_eq!(serde_json::to_string(&text).unwrap(), "\"a[2Jb\"");
    }

    #[test]
    fn drawn_text_is_one_row() {
        assert_eq!(display("ふつうの文 abc", NewLine::Space), "ふつうの文 abc");
        assert!(matches!(display("ふつうの文 abc", NewLine::Space), Cow::Borrowed(_)));
        assert_eq!(display("一\r\n二\t三", NewLine::Space), "一 二 三");
        assert_eq!(display("一\n二", NewLine::Sign), "一⏎二");
        assert_eq!(display("❤\u{fe0f}\x1b[31m\u{202e}x", NewLine::Space), "❤[31mx");
    }

    proptest! {
        #[test]
        fn nothing_harmful_is_left(raw in any::<String>()) {
            let text = cleaned(&raw);
            prop_assert!(text.chars().all(|c| c == '\n' || c == '\t' || !c.is_control()));
            prop_assert!(!text.chars().any(|c| fate(c) == Fate::Bidi || fate(c) == Fate::Hidden));
            prop_assert!(!display(&raw, NewLine::Sign).contains(['\n', '\t', VS16]));
        }

        #[test]
        fn cleaning_twice_is_cleaning_once(raw in hostile()) {
            let once = cleaned(&raw);
            prop_assert_eq!(removed(&once).total(), 0);
            prop_assert_eq!(cleaned(&once), once);
        }

        #[test]
        fn plain_text_is_a_fixed_point(raw in "[ -~ぁ-ゖァ-ヺー一-龥、。！-～\n]{0,40}") {
            prop_assert!(is_plain(&raw));
            prop_assert_eq!(sieve(&raw), (raw, Removed::default()));
        }
    }

    /// Texts in which the special characters meet each other.
    fn hostile() -> impl Strategy<Value = String> {
        let special = prop::sample::select(vec![
            '\u{200d}',
            '\u{200c}',
            '👩',
            '🏫',
            '🏴',
            '🇯',
            '🏽',
            '\u{e0067}',
            END_OF_TAGS,
            VS16,
            '\u{e0100}',
            'か',
            '\u{3099}',
            '\u{301}',
            'e',
            '\u{fa19}',
            'ｶ',
            'ﾞ',
            '\u{200b}',
            '\r',
            '\n',
            '\t',
            'क',
            '\u{94d}',
            'ᄒ',
            'ᅡ',
            'ᆫ',
            '\u{1b}',
        ]);
        prop::collection::vec(prop_oneof![4 => special, 1 => any::<char>()], 0..30)
            .prop_map(|cs| cs.into_iter().collect())
    }
}
