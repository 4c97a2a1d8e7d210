//! The values of fields and flags: what stands after the colon or in the braces.

use super::keywords;
use super::line::{self, Unit};
use super::shape::{Branch, Due, Planned, Verify};
use crate::domain::{Outcome, Section, VerifyKind};

/// A list with commas of either width.
pub(super) fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '、', '，']).map(str::trim).filter(|word| !word.is_empty())
}

/// `lecture 10 / role-play 10 / homework 5`: each of the three once.
pub(super) fn planned(text: &str) -> Option<Planned> {
    let (mut lecture, mut role_play, mut homework) = (None, None, None);
    for part in text.split(['/', '／', ',', '、', '，']) {
        let (word, number) = part.trim().rsplit_once(char::is_whitespace)?;
        let minutes = line::minutes(number, Unit::Optional)?;
        let slot = match keywords::section(word.trim())? {
            Section::Lecture => &mut lecture,
            Section::RolePlay => &mut role_play,
            Section::Homework => &mut homework,
            Section::Prepare
            | Section::Questions
            | Section::GoNoGo
            | Section::Tips
            | Section::Metrics
            | Section::Graduation => return None,
        };
        if slot.replace(minutes).is_some() {
            return None;
        }
    }
    Some(Planned { lecture: lecture?, role_play: role_play?, homework: homework? })
}

/// `log; what to look at`.
pub(super) fn verify(text: &str) -> Option<Verify> {
    let (kind, text) = text.split_once([';', '；']).unwrap_or((text, ""));
    Some(Verify { kind: VerifyKind::from_word(kind.trim())?, text: text.trim().to_owned() })
}

/// Minutes outside the session: `15m`, `15分` or `15`.
pub(super) fn effort(text: &str) -> Option<u16> {
    line::minutes(text, Unit::Optional)
}

/// `next` or `-2d`.
pub(super) fn due(text: &str) -> Option<Due> {
    if text == "next" {
        return Some(Due::Next);
    }
    let days = text.strip_prefix('-')?.strip_suffix('d')?;
    (!days.starts_with('+')).then(|| days.parse().ok().map(Due::DaysBefore)).flatten()
}

/// `if=ID:OUTCOME`; `planned` is no outcome that anybody has.
pub(super) fn branch(word: &str) -> Option<Branch> {
    let (item, outcome) = word.strip_prefix("if=")?.split_once(':')?;
    let outcome = Outcome::from_word(outcome).filter(|outcome| *outcome != Outcome::Planned)?;
    line::is_id(item).then(|| Branch { item: item.to_owned(), outcome })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_name_each_section_once_in_any_order_and_language() {
        let planned = |text| planned(text).map(|p| (p.lecture, p.role_play, p.homework));
        assert_eq!(planned("講義 10 / ロールプレイ 8 / 宿題 5"), Some((10, 8, 5)));
        assert_eq!(planned("homework 5m, lecture 10 分、ロールプレイ ８"), None); // the unit belongs to the number
        assert_eq!(planned("homework 5m, lecture 10分、ロールプレイ ８"), Some((10, 8, 5)));
        for bad in [
            "",
            "lecture 10",
            "lecture 10 / role-play 8 / homework 5 / lecture 1",
            "lecture / role-play 8 / homework 5",
        ] {
            assert_eq!(planned(bad), None, "{bad}");
        }
    }

    #[test]
    fn homework_fields() {
        assert_eq!(due("next"), Some(Due::Next));
        assert_eq!(due("-2d"), Some(Due::DaysBefore(2)));
        for bad in ["", "Next", "2d", "-d", "--2d", "-+2d", "-99999d", "-2"] {
            assert_eq!(due(bad), None, "{bad}");
        }
        assert_eq!(verify("quiz； 一つ選ぶ").map(|v| (v.kind.word(), v.text)), Some(("quiz", "一つ選ぶ".to_owned())));
        assert_eq!(verify("self").map(|v| v.text), Some(String::new()));
        assert_eq!(verify("look; x"), None);
        assert_eq!((effort("15分"), effort("15"), effort("soon")), (Some(15), Some(15), None));
    }
}
