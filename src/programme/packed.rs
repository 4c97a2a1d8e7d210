//! The programmes built in, as they are when their files are read. A start asks for one before its first frame, and reading
//! the text takes four times as long. What counts is the text: a packed form names the text it was made of, and beside
//! another one it is passed over. `tests/packed.rs` compares them, and makes them anew.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::head::Label;
use super::shape::{Branch, CompletedBy, Completion, Flag, Identity, Item, Programme};
use crate::domain::Decimal;

/// The bytes before the programme: of which text it was made.
pub(super) const MARK: usize = 8;

/// The packed form of a text, if it was made of this one. Worked out by the compiler.
pub(super) const fn of(text: &str, packed: &'static [u8]) -> Option<&'static [u8]> {
    match packed.split_first_chunk::<MARK>() {
        Some((mark, rest)) if u64::from_le_bytes(*mark) == fingerprint(text) => Some(rest),
        Some(_) | None => None,
    }
}

/// Which text this is, to nobody who would deceive us (FNV-1a).
pub(super) const fn fingerprint(text: &str) -> u64 {
    let (bytes, mut at, mut hash) = (text.as_bytes(), 0, 0xcbf2_9ce4_8422_2325_u64);
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash
}

pub(super) fn programme(packed: &[u8]) -> Option<Programme> {
    postcard::from_bytes(packed).ok()
}

/// Who the programme is, which stands first.
pub(super) fn label(packed: &[u8]) -> Option<Label> {
    /// How a [`Programme`] begins.
    #[derive(Deserialize)]
    struct Begin {
        identity: Identity,
        title: String,
    }
    let (Begin { identity, title }, _) = postcard::take_from_bytes(packed).ok()?;
    let Identity { id, lang, version, hash: _ } = identity;
    Some(Label { id, lang, version, title })
}

// Two shapes are JSON's own: what is empty is left out of an item, and what completes somebody stands beside the rest.

#[derive(Serialize)]
#[serde(remote = "Item")]
struct ToldItem {
    id: String,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<u16>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    flags: Vec<Flag>,
    #[serde(skip_serializing_if = "Option::is_none")]
    branch: Option<Branch>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
    line: u32,
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            return ToldItem::serialize(self, to);
        }
        let Self { id, text, minutes, flags, branch, notes, line } = self;
        (id, text, minutes, flags, branch, notes, line).serialize(to)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Completion")]
struct ToldCompletion {
    id: String,
    title: String,
    window_days: u16,
    target: Option<Decimal>,
    #[serde(flatten)]
    by: CompletedBy,
    line: u32,
}

type PlainCompletion = (String, String, u16, Option<Decimal>, Vec<String>, Option<(String, Decimal)>, u32);

impl Serialize for Completion {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            return ToldCompletion::serialize(self, to);
        }
        let Self { id, title, window_days, target, by, line } = self.clone();
        let (actions, usage) = match by {
            CompletedBy::Action { actions } => (actions, None),
            CompletedBy::Usage { metric, threshold } => (Vec::new(), Some((metric, threshold))),
        };
        let plain: PlainCompletion = (id, title, window_days, target, actions, usage, line);
        plain.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Completion {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            return ToldCompletion::deserialize(from);
        }
        let (id, title, window_days, target, actions, usage, line) = PlainCompletion::deserialize(from)?;
        let by = match usage {
            None => CompletedBy::Action { actions },
            Some((metric, threshold)) => CompletedBy::Usage { metric, threshold },
        };
        Ok(Self { id, title, window_days, target, by, line })
    }
}
