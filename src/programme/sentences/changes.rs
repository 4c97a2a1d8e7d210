//! What differs between two files of a programme, in a sentence.

use super::super::compare::{Change, Part, Place};
use super::super::keywords::{field_name, section_name};
use super::{QUOTED, quoted};
use crate::domain::SessionRef;

impl Change {
    /// The change in a sentence: from the older file to the newer one.
    pub fn sentence(&self, ja: bool) -> String {
        let (place, part) = (self.place.name(ja), self.part.name(ja));
        let (old, new) = self.sides(ja);
        let told = match (&self.old, &self.new) {
            (None, _) if ja => format!("{place}が加わりました：{new}"),
            (None, _) => format!("{place} is new: {new}"),
            (_, None) if ja => format!("{place}が無くなりました：{old}"),
            (_, None) => format!("{place} is gone: {old}"),
            _ if ja => format!("{place}の{part}：{old} → {new}"),
            _ => format!("{place}, {part}: {old} -> {new}"),
        };
        told.trim_start().to_owned()
    }

    /// The change as a difference between the file in `lang` and this one.
    pub(super) fn beside(&self, lang: &str, ja: bool) -> String {
        let (place, part) = (self.place.name(ja), self.part.name(ja));
        let (theirs, ours) = self.sides(ja);
        let told = match (&self.old, &self.new) {
            (None, _) if ja => format!("{place}は {lang} のファイルにありません"),
            (None, _) => format!("{place} is not in the {lang} file"),
            (_, None) if ja => format!("{lang} のファイルにある{place}がありません"),
            (_, None) => format!("{place} is in the {lang} file and not here"),
            _ if ja => format!("{place}の{part}が違います：{lang} のファイルでは {theirs}、ここでは {ours}"),
            _ => format!("{place}, {part}: {theirs} in the {lang} file, {ours} here"),
        };
        told.trim_start().to_owned()
    }

    /// What stood there and what stands there. Of two long texts only the end of what they share is shown.
    fn sides(&self, ja: bool) -> (String, String) {
        let (old, new) = (self.old.as_deref().unwrap_or_default(), self.new.as_deref().unwrap_or_default());
        let shared = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
        let skipped = if shared > QUOTED / 2 { shared - QUOTED / 4 } else { 0 };
        let side = |text: &str| {
            let rest: String = text.chars().skip(skipped).collect();
            match quoted(&rest) {
                shown if shown.is_empty() => (if ja { "（なし）" } else { "(nothing)" }).to_owned(),
                shown if skipped > 0 => format!("…{shown}"),
                shown => shown,
            }
        };
        (side(old), side(new))
    }
}

impl Place {
    fn name(&self, ja: bool) -> String {
        match (self, ja) {
            (Self::Programme, true) => "プログラム".to_owned(),
            (Self::Programme, false) => "the programme".to_owned(),
            (Self::Entry(table, id), true) => format!(" {table} {id} "),
            (Self::Entry(table, id), false) => format!("{table} {id}"),
            (Self::Session(SessionRef::Kickoff), true) => "キックオフ".to_owned(),
            (Self::Session(SessionRef::Kickoff), false) => "the kickoff".to_owned(),
            (Self::Session(SessionRef::Number(no)), true) => format!("第{no}回"),
            (Self::Session(SessionRef::Number(no)), false) => format!("session {no}"),
            (Self::Line(id), true) => format!(" {id} "),
            (Self::Line(id), false) => id.clone(),
        }
    }
}

impl Part {
    fn name(self, ja: bool) -> String {
        let say = |japanese: &str, english: &str| (if ja { japanese } else { english }).to_owned();
        match self {
            Self::Whole => say("全体", "all of it"),
            Self::Key(key) => say(&format!(" {key} "), key),
            Self::Field(field) => field_name(field, ja).to_owned(),
            Self::Lines(field) => {
                let field = field_name(field, ja);
                say(&format!("{field}の行の数"), &format!("lines of {field}"))
            }
            Self::Section => say("置き場所", "where it stands"),
            Self::Order(section) => {
                let section = section_name(section, ja);
                say(&format!("{section}の順番"), &format!("order of {section}"))
            }
            Self::Title => say("題名", "title"),
            Self::Text => say("文", "text"),
            Self::Flags => say("印", "flags"),
            Self::Criteria => say("評価の数", "number of criteria"),
        }
    }
}
