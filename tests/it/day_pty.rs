//! A trainer's day in the real binary, in a terminal: every screen is read row by row, and the file afterwards.

use std::thread;
use std::time::Duration;

use manabi::command::table;
use manabi::i18n::{Lang, rows};
use manabi::text::width::cells;

use crate::support::days::{Day, at};
use crate::support::escapes::Also;
use crate::support::pty::{Ended, Session, Start, poll};

/// A day that is being played.
struct Played {
    session: Session,
    lang: Lang,
    size: (u16, u16),
    /// Texts of the other language that no screen may show.
    foreign: Vec<&'static str>,
}

/// The parts of a message between its arguments.
fn pieces(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.split(['{', '}']).step_by(2).map(str::trim)
}

/// What would tell that a label is of the other language: longer parts of messages that this language does not have.
fn foreign(lang: Lang) -> Vec<&'static str> {
    let own: Vec<&str> = rows().map(|row| row.text.get(lang)).collect();
    let labels = table::rows().flat_map(|row| [row.short, row.long]);
    let all = rows().map(|row| row.text).chain(labels).flat_map(|both| pieces(both.get(lang.other())));
    let telling = |piece: &&str| piece.chars().filter(|c| c.is_alphabetic()).count() >= 6 && piece.contains(' ');
    all.filter(telling).filter(|piece| !own.iter().any(|text| text.contains(piece))).collect()
}

fn japanese(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}')
}

impl Played {
    fn new(lang: Lang, size: (u16, u16)) -> Self {
        let session = Start::day(Day::Morning, lang, "09:25:00").size(size.0, size.1).start();
        let foreign = if lang == Lang::Ja { foreign(lang) } else { Vec::new() };
        Self { session, lang, size, foreign }
    }

    fn say(&self, ja: &'static str, en: &'static str) -> &'static str {
        if self.lang == Lang::Ja { ja } else { en }
    }

    fn events(&self) -> i64 {
        self.session.db().count("SELECT count(*) FROM event")
    }

    /// Presses keys, one after the other, waits until something stands there, and reads the screen.
    #[track_caller]
    fn keys(&self, keys: &str, wait: &str) {
        for press in crate::support::keys::presses(keys) {
            self.session.send(press.bytes);
            self.quiet();
        }
        self.session.wait_for(wait);
        self.quiet();
        self.read(keys);
    }

    /// Keys of which each is written down.
    #[track_caller]
    fn records(&self, keys: &str) {
        for press in crate::support::keys::presses(keys) {
            let before = self.events();
            self.session.send(press.bytes);
            poll(&format!("{} to be recorded", press.name), || (self.events() > before).then_some(()));
            self.quiet();
        }
        self.read(keys);
    }

    /// A frame is whole when nothing follows it.
    fn quiet(&self) {
        poll("quiet", || {
            let before = self.session.written();
            thread::sleep(Duration::from_millis(40));
            (self.session.written() == before).then_some(())
        });
    }

    /// Every row of the screen as it is.
    #[track_caller]
    fn read(&self, after: &str) {
        let rows = self
            .session
            .look(|screen| screen.rows(0, self.size.0).map(|row| row.trim_end().to_owned()).collect::<Vec<_>>());
        let picture = || format!("after {after} in {} at {:?}:\n{}", self.lang.word(), self.size, rows.join("\n"));
        assert_eq!(rows.len(), usize::from(self.size.1));
        for row in &rows {
            assert!(cells(row) <= usize::from(self.size.0), "{row:?} is too wide {}", picture());
            assert!(!row.contains('\u{fffd}'), "a broken character in {row:?} {}", picture());
            match self.lang {
                Lang::En => assert!(!row.contains(japanese), "Japanese in {row:?} {}", picture()),
                Lang::Ja => {
                    for piece in &self.foreign {
                        assert!(!row.contains(piece), "{piece:?} in {row:?} {}", picture());
                    }
                }
            }
        }
        assert!(rows[0].starts_with(" manabi"), "no header {}", picture());
        self.footer(rows.last().expect("rows"), &picture());
    }

    /// The footer is whole hints, each of the table, and help at the right edge.
    #[track_caller]
    fn footer(&self, row: &str, picture: &str) {
        let mut rest = row.trim();
        while !rest.is_empty() {
            let hint = table::rows()
                .flat_map(|row| row.keys.iter().map(move |key| format!("{key} {}", row.short.get(self.lang))))
                .filter(|hint| {
                    rest.strip_prefix(hint.as_str()).is_some_and(|after| {
                        after.is_empty()
                            || after.starts_with("  ")
                            || after.starts_with(' ') && after.trim_start().starts_with(['?', 'F'])
                    })
                })
                .max_by_key(String::len);
            let Some(hint) = hint else { panic!("{rest:?} begins with no whole hint {picture}") };
            rest = rest[hint.len()..].trim_start();
        }
        let help = self.say("ヘルプ", "help");
        assert!(row.ends_with(&format!("? {help}")) || row.ends_with(&format!("F1 {help}")), "no help {picture}");
        assert_eq!(cells(row), usize::from(self.size.0) - 1, "help is not at the edge {picture}");
    }
}

#[track_caller]
fn a_day(lang: Lang, size: (u16, u16)) {
    let day = Played::new(lang, size);
    day.keys("", day.say("ヘルプ", "help"));
    day.keys("?", day.say("しぼりこみ", "filter"));
    day.keys("<Esc>", day.say("はじめる", "start"));
    day.keys("<Down><Up>", day.say("はじめる", "start"));
    // The 1on1: homework of last time, items, a note, a request by its prefix.
    day.keys("<Enter>", day.say("できた次へ", "done, next"));
    day.records("1 12 3");
    day.records("<Space>");
    day.keys("n", day.say("メモ入力中", "Note"));
    let (note, request) = (
        day.say("下書きを一人で直した", "mended the draft alone"),
        day.say("要望: 紙に出したい", "request: wants it on paper"),
    );
    day.keys(&format!("{{{note}}}"), note);
    day.records("<Enter>");
    day.keys(&format!("{{{request}}}"), request);
    day.records("<Enter>");
    day.keys("<Esc>", day.say("できた次へ", "done, next"));
    day.records("111 33332");
    day.keys("h", day.say("次回までの宿題", "next time"));
    day.records("<Enter>");
    // The wrap-up with what is filled in.
    day.keys("w", day.say("確定", "close"));
    day.records("<Enter>");
    day.session.wait_for(day.say("閉じました", "Closed"));
    // Somebody does not come.
    day.keys("<End><Up>", day.say(">14:00", ">14:00"));
    day.keys("o", day.say("欠", "not held"));
    day.keys("4", day.say("無断", "no word"));
    day.records("<Enter>");
    // Names are hidden, and shown again.
    day.keys("p", day.say("共有安全", "Share-safe"));
    let name = day.say("森田", "Yumi");
    assert!(!day.session.picture().contains(name), "{}", day.session.picture());
    day.keys("p", name);
    day.session.check_escapes(0, Also::Nothing);

    let db = day.session.db();
    db.check();
    let begins = |hour, minute| at(hour, minute).timestamp_millis();
    let state = |hour, minute, days: i64| {
        let at = begins(hour, minute) + days * 86_400_000;
        db.ask(&format!("SELECT state FROM appointment WHERE starts_at = {at} AND deleted_at IS NULL"))
    };
    assert_eq!(state(9, 30, 0), ["held"]);
    assert_eq!(state(9, 30, 7), ["scheduled"]);
    assert_eq!(state(14, 0, 0), ["no_show"]);
    assert_eq!(state(14, 0, 1), ["scheduled"]);
    let outcomes = "SELECT i.item_id, i.outcome FROM session_item i JOIN session s ON s.id = i.session_id \
                    JOIN appointment a ON a.id = s.appointment_id WHERE a.starts_at = ";
    let outcomes = db.ask(&format!("{outcomes}{} ORDER BY i.position", begins(9, 30)));
    assert_eq!(
        outcomes,
        [
            "s06-hw-review|done",
            "s06-before|done",
            "s06-choose|partly",
            "s06-show|stuck",
            "s06-capture|done",
            "s06-rp-brief|done",
            "s06-rp-act|done",
            "s06-rp-review|done",
            "s06-hw|planned"
        ]
    );
    let notes = "SELECT n.kind, n.text FROM note n JOIN session s ON s.id = n.session_id JOIN appointment a ON a.id = s.appointment_id \
                 WHERE a.starts_at = ";
    let notes = db.ask(&format!("{notes}{} ORDER BY n.at", begins(9, 30)));
    let wanted = day.say("request|紙に出したい", "request|wants it on paper");
    assert_eq!(notes, [format!("memo|{note}"), wanted.to_owned()]);
    let scores = "SELECT r.criterion_id, r.score FROM role_play_rating r JOIN role_play p ON p.id = r.role_play_id \
                  JOIN session s ON s.id = p.session_id JOIN appointment a ON a.id = s.appointment_id WHERE a.starts_at = ";
    let scores: Vec<String> = db.ask(&format!("{scores}{}", begins(9, 30)));
    assert_eq!(scores.len(), 5, "{scores:?}");
    drop(db);

    let mut day = day;
    day.session.send("q");
    assert_eq!(day.session.ended(), Ended::Code(0));
    assert!(day.session.is_cooked());
}

#[test]
fn a_day_at_80x24_in_japanese() {
    a_day(Lang::Ja, (80, 24));
}

#[test]
fn a_day_at_80x24_in_english() {
    a_day(Lang::En, (80, 24));
}

#[test]
fn a_day_at_100x30_in_japanese() {
    a_day(Lang::Ja, (100, 30));
}

#[test]
fn a_day_at_100x30_in_english() {
    a_day(Lang::En, (100, 30));
}

#[test]
fn a_day_at_160x45_in_japanese() {
    a_day(Lang::Ja, (160, 45));
}

#[test]
fn a_day_at_160x45_in_english() {
    a_day(Lang::En, (160, 45));
}
