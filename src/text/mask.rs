//! What is private and how it looks while the screen is shared.
//!
//! A name, a pharmacy, a free text or a figure is a [`Private`] (a figure that is no text a [`Masked`]): it can be drawn only
//! through a [`Lens`], and a lens without a [`Reveal`] shows the mask. `Debug` never shows what is behind it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use super::safe::SafeText;

/// Permission to see what is private. The app grants it to its views while the screen is not shared; the store, the exports
/// and the search grant it to themselves, because their work is the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reveal(());

impl Reveal {
    /// Grants it. Where this is called, private text may leave: views never call it.
    pub const fn granted() -> Self {
        Self(())
    }
}

/// Who looks at the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// The trainer alone.
    Open(Reveal),
    /// Whoever the screen is shared with.
    ShareSafe,
}

/// A value that is seen only with permission.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Masked<T>(T);

impl<T> Masked<T> {
    /// Hides a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, for who has permission.
    pub const fn reveal(&self, _permission: Reveal) -> &T {
        &self.0
    }

    /// The value in an open view, nothing in a shared one.
    pub const fn seen(&self, view: View) -> Option<&T> {
        match view {
            View::Open(permission) => Some(self.reveal(permission)),
            View::ShareSafe => None,
        }
    }
}

impl<T> fmt::Debug for Masked<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Masked")
    }
}

/// What a private text tells about whom, and so which mask it wears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrivateKind {
    /// A learner's name: 受講者A.
    Learner,
    /// A pharmacy's name: 店舗1.
    Pharmacy,
    /// Anyone else: an owner, a contact, one of the team.
    Person,
    /// Notes, promises, titles, whatever was typed.
    Free,
    /// Figures and counts that tell how somebody does.
    Figure,
}

/// A private text. Two with the same kind and key wear the same mask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Private {
    kind: PrivateKind,
    key: u128,
    text: Masked<SafeText>,
}

impl Private {
    /// A learner's name; `key` is the learner's id.
    pub fn learner(key: u128, name: impl Into<SafeText>) -> Self {
        Self { kind: PrivateKind::Learner, key, text: Masked(name.into()) }
    }

    /// A pharmacy's name; `key` is the pharmacy's id.
    pub fn pharmacy(key: u128, name: impl Into<SafeText>) -> Self {
        Self { kind: PrivateKind::Pharmacy, key, text: Masked(name.into()) }
    }

    /// The name of a contact or of one of the team; `key` is the person's id.
    pub fn person(key: u128, name: impl Into<SafeText>) -> Self {
        Self { kind: PrivateKind::Person, key, text: Masked(name.into()) }
    }

    /// A free text. All free texts wear one mask.
    pub fn free(text: impl Into<SafeText>) -> Self {
        Self { kind: PrivateKind::Free, key: 0, text: Masked(text.into()) }
    }

    /// A figure as text. All figures wear one mask.
    pub fn figure(text: impl Into<SafeText>) -> Self {
        Self { kind: PrivateKind::Figure, key: 0, text: Masked(text.into()) }
    }

    /// The kind.
    pub const fn kind(&self) -> PrivateKind {
        self.kind
    }

    /// Whose it is, among those of its kind.
    pub const fn key(&self) -> u128 {
        self.key
    }

    /// What is drawn: the text in an open view, its mask in a shared one. A mask tells nothing of the length of the text;
    /// the column pads both to its own width.
    pub fn show<'a>(&'a self, lens: Lens<'a>) -> Cow<'a, str> {
        match self.text.seen(lens.view) {
            Some(text) => Cow::Borrowed(text.as_str()),
            None => lens.mask(self.kind, self.key),
        }
    }

    /// The text, for who has permission.
    pub const fn reveal(&self, permission: Reveal) -> &SafeText {
        self.text.reveal(permission)
    }
}

/// The words of masks, in the language of the screen. A space stands between a Latin word and what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaskWords<'a> {
    /// 受講者 / Learner.
    pub learner: &'a str,
    /// 店舗 / Pharmacy.
    pub pharmacy: &'a str,
    /// 関係者 / Person.
    pub person: &'a str,
    /// (非表示) / (hidden), for free text.
    pub free: &'a str,
    /// For a figure.
    pub figure: &'a str,
}

/// Which mask everybody wears, by first appearance, from the start of the program to its end.
#[derive(Debug, Clone, Default)]
pub struct Masks {
    learners: Wearers,
    pharmacies: Wearers,
    people: Wearers,
}

type Wearers = BTreeMap<u128, usize>;

impl Masks {
    /// Gives a mask to who has none yet. Done where rows arrive, in the order in which they are shown.
    pub fn note(&mut self, kind: PrivateKind, key: u128) {
        let wearers = match kind {
            PrivateKind::Learner => &mut self.learners,
            PrivateKind::Pharmacy => &mut self.pharmacies,
            PrivateKind::Person => &mut self.people,
            PrivateKind::Free | PrivateKind::Figure => return,
        };
        let next = wearers.len();
        wearers.entry(key).or_insert(next);
    }

    /// [`Masks::note`] for a private text.
    pub fn meet(&mut self, private: &Private) {
        self.note(private.kind, private.key);
    }

    /// The mask of `key`; a neutral one, the same for all, for who was never noted.
    pub fn label<'a>(&self, kind: PrivateKind, key: u128, words: MaskWords<'a>) -> Cow<'a, str> {
        let (word, sign) = match kind {
            PrivateKind::Learner => (words.learner, self.learners.get(&key).map(|&n| letters(n))),
            PrivateKind::Pharmacy => (words.pharmacy, self.pharmacies.get(&key).map(|&n| (n + 1).to_string())),
            PrivateKind::Person => (words.person, self.people.get(&key).map(|&n| letters(n))),
            PrivateKind::Free => return Cow::Borrowed(words.free),
            PrivateKind::Figure => return Cow::Borrowed(words.figure),
        };
        let space = if word.ends_with(|c: char| c.is_ascii_alphanumeric()) { " " } else { "" };
        Cow::Owned(format!("{word}{space}{}", sign.as_deref().unwrap_or("?")))
    }
}

/// What a view draws private text through.
#[derive(Debug, Clone, Copy)]
pub struct Lens<'a> {
    /// Who looks.
    pub view: View,
    /// Who wears which mask.
    pub masks: &'a Masks,
    /// The words of the masks.
    pub words: MaskWords<'a>,
}

impl<'a> Lens<'a> {
    /// The mask of `key`, whoever looks.
    pub fn mask(self, kind: PrivateKind, key: u128) -> Cow<'a, str> {
        self.masks.label(kind, key, self.words)
    }
}

/// A to Z, then AA, AB, …
fn letters(n: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = n + 1;
    while rest > 0 {
        rest -= 1;
        letters.extend(u8::try_from(rest % 26).map(|letter| char::from(b'A' + letter)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const JA: MaskWords<'_> =
        MaskWords { learner: "受講者", pharmacy: "店舗", person: "関係者", free: "(非表示)", figure: "--" };
    const EN: MaskWords<'_> =
        MaskWords { learner: "Learner", pharmacy: "Pharmacy", person: "Person", free: "(hidden)", figure: "--" };

    fn shared<'a>(masks: &'a Masks, words: MaskWords<'a>) -> Lens<'a> {
        Lens { view: View::ShareSafe, masks, words }
    }

    #[test]
    fn masks_go_by_first_appearance_and_stay() {
        let sato = Private::learner(7, "佐藤 美咲");
        let suzuki = Private::learner(3, "鈴木 健");
        let aoba = Private::pharmacy(7, "あおば薬局");
        let mut masks = Masks::default();
        for private in [&sato, &aoba, &suzuki, &sato] {
            masks.meet(private);
        }
        let lens = shared(&masks, JA);
        assert_eq!([sato.show(lens), suzuki.show(lens), aoba.show(lens)], ["受講者A", "受講者B", "店舗1"]);
        let lens = shared(&masks, EN);
        assert_eq!([sato.show(lens), suzuki.show(lens), aoba.show(lens)], ["Learner A", "Learner B", "Pharmacy 1"]);
    }

    #[test]
    fn an_open_view_shows_the_text() {
        let masks = Masks::default();
        let lens = Lens { view: View::Open(Reveal::granted()), masks: &masks, words: JA };
        assert_eq!(Private::learner(1, "佐藤 美咲").show(lens), "佐藤 美咲");
        assert_eq!(Private::free("メモ").show(lens), "メモ");
        assert_eq!(Masked::new(86).seen(lens.view), Some(&86));
        assert_eq!(Masked::new(86).seen(View::ShareSafe), None);
    }

    #[test]
    fn text_and_figures_wear_one_mask() {
        let masks = Masks::default();
        let lens = shared(&masks, JA);
        assert_eq!(Private::free("短い").show(lens), Private::free("とても長いメモ").show(lens));
        assert_eq!(Private::figure("86%").show(lens), "--");
    }

    #[test]
    fn a_stranger_wears_a_neutral_mask() {
        let mut masks = Masks::default();
        assert_eq!(Private::learner(1, "佐藤").show(shared(&masks, JA)), "受講者?");
        assert_eq!(Private::person(1, "店長").show(shared(&masks, EN)), "Person ?");
        masks.note(PrivateKind::Person, 1);
        assert_eq!(Private::person(1, "店長").show(shared(&masks, EN)), "Person A");
        masks.note(PrivateKind::Free, 1);
        assert_eq!(Private::free("文").show(shared(&masks, EN)), "(hidden)");
    }

    #[test]
    fn after_z_comes_aa() {
        let signs: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(letters).into();
        assert_eq!(signs, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn debug_never_unmasks() {
        let told = format!("{:?} {:?}", Private::learner(1, "佐藤 美咲"), Masked::new("秘密"));
        assert!(!told.contains('佐') && !told.contains('秘'), "{told}");
    }
}
