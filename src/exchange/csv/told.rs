//! The columns of a kind as they are told to people: all of them, and the one that a heading was perhaps meant to be.

use super::columns::{Column, READINGS, ROSTER, SCHEDULE, SESSIONS};
use super::headings::key;
use super::kind::needed;
use crate::i18n::Lang;
use crate::request::import::FileKind;

/// A column by both its headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading {
    pub en: &'static str,
    pub ja: &'static str,
    /// Without it nothing of its kind can be taken in.
    pub is_needed: bool,
}

impl Heading {
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.ja,
            Lang::En => self.en,
        }
    }
}

/// The columns of a kind of file, in the order of their table.
pub fn headings(kind: FileKind) -> Vec<Heading> {
    fn of<D>(kind: FileKind, columns: &[Column<D>]) -> Vec<Heading> {
        let told = |c: &Column<D>| Heading { en: c.en, ja: c.ja, is_needed: needed(kind).contains(&c.en) };
        columns.iter().map(told).collect()
    }
    match kind {
        FileKind::Roster => of(kind, ROSTER),
        FileKind::Schedule => of(kind, SCHEDULE),
        FileKind::Sessions => of(kind, SESSIONS),
        FileKind::Readings => of(kind, READINGS),
    }
}

/// What other sheets call a column, by the English heading that it has here.
const ELSEWHERE: &[(&str, &[&str])] = &[
    ("learner_kana", &["よみ", "読み", "よみがな", "ふりがな", "かな", "yomi", "furigana", "kana", "reading"]),
    ("learner", &["氏名", "名前", "お名前", "生徒", "name", "full_name", "student"]),
    ("learner_id", &["番号", "id", "社員番号", "code"]),
    ("pharmacy", &["店舗", "店名", "店舗名", "会社", "store", "shop", "account", "company"]),
    ("trainer", &["トレーナー", "講師", "teacher", "coach"]),
    ("slot", &["曜日", "曜日・時刻", "定例", "weekday", "usual_time"]),
    ("state", &["ステータス", "進捗", "status"]),
    ("result", &["状態", "ステータス", "出欠", "status", "state"]),
    ("start", &["時刻", "時間", "開始時刻", "開始時間", "time", "start_time"]),
    ("date", &["日", "日時", "実施日", "予定日", "day"]),
    ("minutes", &["所要", "所要時間", "長さ", "duration"]),
    ("session_no", &["回数", "第何回", "no", "session", "number"]),
    ("kind", &["種別", "区分", "type"]),
    ("mood", &["気分", "機嫌"]),
    ("notes", &["備考", "コメント", "note", "comment", "remarks"]),
    ("period_end", &["日付", "日", "月", "date", "month"]),
    ("metric", &["項目", "kpi"]),
    ("value", &["数値", "数", "figure"]),
    ("meeting_url", &["url", "リンク", "ミーティング", "link"]),
    ("programme", &["コース", "course", "program"]),
    ("job", &["役職", "職位", "role"]),
];

/// The column of a kind that a heading which names none may have been meant for.
pub fn meant(kind: FileKind, heading: &str) -> Option<Heading> {
    let typed = key(heading);
    let all = headings(kind);
    let elsewhere = || {
        let said = |(_, names): &&(&str, &[&str])| names.iter().any(|name| key(name) == typed);
        let mut columns = ELSEWHERE.iter().filter(said).map(|(column, _)| *column);
        columns.find_map(|column| all.iter().find(|h| h.en == column).copied())
    };
    // Else the one that shares the longest part with it, or is a letter away.
    let near = || {
        let shared = |h: &&Heading| -> usize {
            let of = |name: &str| {
                let name = key(name.trim_end_matches(':'));
                let (long, short) = if name.len() > typed.len() { (&name, &typed) } else { (&typed, &name) };
                let within = short.chars().count() >= 2 && long.contains(short.as_str());
                if within || name.chars().count() >= 4 && is_a_letter_away(&name, &typed) { short.len() } else { 0 }
            };
            of(h.ja).max(of(h.en))
        };
        all.iter().filter(|h| shared(h) > 0).max_by_key(|h| (shared(h), h.is_needed)).copied()
    };
    elsewhere().or_else(near)
}

/// Whether one letter more, less or other makes one of the other.
fn is_a_letter_away(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = |x: &mut dyn Iterator<Item = (&char, &char)>| x.take_while(|(a, b)| a == b).count();
    let ahead = same(&mut a.iter().zip(&b));
    let behind = same(&mut a.iter().rev().zip(b.iter().rev()));
    a.len().abs_diff(b.len()) <= 1 && ahead + behind + 1 >= a.len().max(b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_other_sheets_are_told_what_they_are_called_here() {
        let meant = |kind, heading| meant(kind, heading).map(|h| h.ja);
        for (heading, expected) in [
            ("よみ", Some("受講者かな")),
            ("フリガナ", Some("受講者かな")),
            ("曜日", Some("曜日時刻")),
            ("氏名", Some("受講者")),
            ("受講者名", Some("受講者")),
            ("担当者", Some("担当")),
            ("Learner Name", Some("受講者")),
            ("triner", Some("担当")),
            ("ステータス", Some("状態")),
            ("血液型", None),
            ("", None),
        ] {
            assert_eq!(meant(FileKind::Roster, heading), expected, "{heading}");
        }
        assert_eq!(meant(FileKind::Sessions, "状態"), Some("結果"));
        assert_eq!(meant(FileKind::Schedule, "時刻"), Some("開始"));
        assert_eq!(meant(FileKind::Readings, "日付"), Some("集計日"));
    }

    #[test]
    fn what_other_sheets_say_is_no_heading_here_and_leads_to_one() {
        for (column, names) in ELSEWHERE {
            let kinds = || FileKind::ALL.into_iter().map(headings).filter(|all| all.iter().any(|h| h.en == *column));
            assert!(kinds().next().is_some(), "{column}");
            for name in *names {
                let taken = |all: &Vec<Heading>| all.iter().any(|h| [h.en, h.ja].iter().any(|n| key(n) == key(name)));
                assert!(!kinds().all(|all| taken(&all)), "{name}");
            }
        }
    }
}
