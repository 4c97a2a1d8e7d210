//! A trainer's day in the real binary, in a terminal, from the first look in the morning to the closed day: every screen is
//! read row by row, and the file afterwards. The program's clock runs as clocks do, so the day has five sittings, each a
//! program of its own on the same file, as a trainer with a laptop has them.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;

use manabi::command::table;
use manabi::domain::{AppointmentState, Deed, EnrolmentState, HomeworkState, Outcome};
use manabi::i18n::{Lang, rows};
use manabi::text::width::cells;

use crate::support::days::{Day, at};
use crate::support::db::Rows;
use crate::support::escapes::Also;
use crate::support::keys::{Press, presses};
use crate::support::pty::{Ended, Session, Start, poll};

/// A day that is being played.
struct Played {
    session: Session,
    lang: Lang,
    size: (u16, u16),
    /// Texts of the other language that no screen may show.
    foreign: Vec<&'static str>,
    /// The last key was a letter.
    after_letter: Cell<bool>,
}

/// A person's pause between two letters: what comes faster is a sentence to the program.
const BETWEEN_LETTERS: Duration = Duration::from_millis(160);

/// The parts of a message between its arguments.
fn pieces(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.split(['{', '}']).step_by(2).map(str::trim)
}

/// What would tell that a label is of the other language: longer parts of messages that this language does not have, and
/// the words of files and logs, which no screen of either language has.
fn foreign(lang: Lang) -> Vec<&'static str> {
    let own: Vec<&str> = rows().map(|row| row.text.get(lang)).collect();
    let labels = table::rows().flat_map(|row| [row.short, row.long]);
    let all = rows().map(|row| row.text).chain(labels).flat_map(|both| pieces(both.get(lang.other())));
    let telling = |piece: &&str| piece.chars().filter(|c| c.is_alphabetic()).count() >= 6 && piece.contains(' ');
    let words = [AppointmentState::WORDS, EnrolmentState::WORDS, Deed::WORDS, Outcome::WORDS, HomeworkState::WORDS];
    let words = words.into_iter().flatten().copied().filter(|word| word.len() >= 5);
    let all = all.filter(telling).chain(words);
    all.filter(|piece| !own.iter().any(|text| text.contains(piece))).collect()
}

fn japanese(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}')
}

/// What stands before the first line or corner of a row.
fn before_lines(row: &str) -> &str {
    row.split(['│', '┌', '└', '├']).next().unwrap_or_default()
}

/// Where the second and the third cell of a row of the day begin: ` 09:30 未   森田 ..`. The mark may have 仮 behind it.
fn cells_of_time_row(row: &str) -> Option<(usize, usize)> {
    let row = before_lines(row);
    let mut chars = row.chars();
    let time: String = chars.by_ref().take(7).collect();
    let shape: String = time.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    if !matches!(shape.as_str(), " 00:00 " | ">00:00 ") {
        return None;
    }
    let rest = &row[time.len()..];
    let mark = rest.find(|c: char| c != ' ')?;
    let behind = mark + rest[mark..].find(' ')?;
    let name = behind + rest[behind..].find(|c: char| c != ' ')?;
    Some((7 + cells(&rest[..mark]), 7 + cells(&rest[..name])))
}

/// In which columns a row has upright lines.
fn uprights(row: &str) -> Vec<usize> {
    row.match_indices('│').map(|(at, _)| cells(&row[..at])).collect()
}

impl Played {
    fn new(lang: Lang, size: (u16, u16), time: &str) -> Self {
        Self::on(Start::day(Day::Morning, lang, time), lang, size)
    }

    fn on(start: Start, lang: Lang, size: (u16, u16)) -> Self {
        let session = start.size(size.0, size.1).start();
        let foreign = if lang == Lang::Ja { foreign(lang) } else { Vec::new() };
        let day = Self { session, lang, size, foreign, after_letter: Cell::new(false) };
        day.keys("", day.say("ヘルプ", "help"));
        day
    }

    /// Leaves the program in good order, and comes back later on the same day.
    #[track_caller]
    fn later(self, time: &str) -> Self {
        let (lang, size) = (self.lang, self.size);
        let session = self.leave();
        Self::on(Start::again(&session, lang, time), lang, size)
    }

    #[track_caller]
    fn leave(mut self) -> Session {
        self.session.check_escapes(0, Also::LinksAndClipboard);
        self.press(&presses("q")[0]);
        assert_eq!(self.session.ended(), Ended::Code(0));
        assert!(self.session.is_cooked());
        self.session
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
        for press in presses(keys) {
            self.press(&press);
            self.quiet();
        }
        self.session.wait_for(wait);
        self.quiet();
        self.read(keys);
    }

    /// Keys of which each is written down.
    #[track_caller]
    fn records(&self, keys: &str) {
        for press in presses(keys) {
            let before = self.events();
            self.press(&press);
            poll(&format!("{} to be recorded", press.name), || (self.events() > before).then_some(()));
            self.quiet();
        }
        self.read(keys);
    }

    fn press(&self, press: &Press) {
        let letter = press.bytes.len() == 1 && press.bytes[0].is_ascii_alphabetic();
        if self.after_letter.replace(letter) && letter {
            thread::sleep(BETWEEN_LETTERS);
        }
        self.session.send(&press.bytes);
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
        aligned(&rows, &picture());
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

/// The cells of rows that stand together begin in the same columns, and the lines between panes are straight.
#[track_caller]
fn aligned(rows: &[String], picture: &str) {
    for table in rows.chunk_by(|a, b| cells_of_time_row(a).is_some() == cells_of_time_row(b).is_some()) {
        let columns: BTreeSet<(usize, usize)> = table.iter().filter_map(|row| cells_of_time_row(row)).collect();
        assert!(columns.len() <= 1, "cells in the columns {columns:?} {picture}");
    }
    // A box lies over the lines.
    if !rows.iter().any(|row| row.contains('┌')) {
        for pane in rows.chunk_by(|a, b| uprights(a).is_empty() == uprights(b).is_empty()) {
            let lines: BTreeSet<Vec<usize>> = pane.iter().map(|row| uprights(row)).collect();
            assert!(lines.len() <= 1, "lines in the columns {lines:?} {picture}");
        }
    }
}

/// 8:57. What the day brings, whom it brings, and a card found by a name.
#[track_caller]
fn morning(day: &Played) {
    day.keys("?", day.say("しぼりこみ", "filter"));
    day.keys("<Esc>", day.say("カード", "card"));
    day.keys("<Down><Up>", day.say(">09:30 未", ">09:30 --"));
    let card = day.say("30秒サマリー", "In 30 seconds");
    day.keys("b", card);
    day.keys("<Esc>", day.say("持ちこしフォロー", "left over"));
    let name = day.say("石川 拓", "Taku Ishikawa");
    day.keys(&format!("/{{{name}}}"), day.say("> 人 ", "> person "));
    day.keys("<Enter>", card);
    assert!(day.session.row(0).contains(name), "{}", day.session.picture());
    day.keys("<Esc>", day.say(">09:30", ">09:30"));
}

/// What is typed in the first 1on1: memo, request by its prefix, request, promise, question and win.
fn typed(day: &Played) -> [(&'static str, &'static str); 6] {
    [
        ("memo", day.say("下書きを一人で直した", "mended the draft alone")),
        ("request", day.say("紙に出したい", "wants it on paper")),
        ("request", day.say("候補の順をかえたい", "wants another order")),
        ("promise", day.say("印刷の手順を送る", "send the steps to print")),
        ("question", day.say("並び順は変えられるか", "can the order be changed")),
        ("win", day.say("候補を一つだけ選べた", "chose one line alone")),
    ]
}

/// 9:33. The learner is late; then the whole 1on1, its wrap-up, and a look at the shared screen.
#[track_caller]
fn first_meeting(day: &Played) {
    day.keys("o", day.say("o のあと", "after o"));
    day.records("5");
    day.keys("", day.say(">09:30 待", ">09:30 WT"));
    day.keys("c", day.say("貼り付けて確かめて", "paste it to check"));
    day.records("a");
    day.records("<Enter>");
    day.keys("", day.say("できた次へ", "done, next"));
    // Homework of last time, items, notes of every kind.
    day.records("1 12 3");
    day.records("<Space>");
    let [memo, by_prefix, request, promise, question, win] = typed(day).map(|(_, text)| text);
    day.keys("n", day.say("メモ入力中", "Note"));
    day.keys(&format!("{{{memo}}}"), memo);
    day.records("<Enter>");
    let prefix = day.say("要望: ", "request: ");
    day.keys(&format!("{{{prefix}{by_prefix}}}"), by_prefix);
    day.records("<Enter>");
    day.keys("<Esc>", day.say("できた次へ", "done, next"));
    for (key, kind, text) in [
        ("v", day.say("[要望]", "[request]"), request),
        ("y", day.say("[約束]", "[promise]"), promise),
        ("Q", day.say("[質問]", "[question]"), question),
        ("+", day.say("[できた]", "[win]"), win),
    ] {
        day.keys(key, kind);
        day.keys(&format!("{{{text}}}"), text);
        day.records("<Enter>");
        day.keys("<Esc>", day.say("できた次へ", "done, next"));
    }
    // The role-play with its ratings, homework for next time, and a customer at the counter.
    day.records("111 33332");
    day.keys("h", day.say("次回までの宿題", "next time"));
    day.records("<Enter>");
    day.records("t");
    day.keys("", day.say("停止中", "stopped"));
    day.records("t");
    // The wrap-up: the open question first, then the mood, the rest as it is filled in.
    day.keys("w", day.say("答えていない質問 1", "Open questions 1"));
    day.records("2");
    day.keys("<Tab>4", day.say("様子 1-5 4", "Mood 1-5 4"));
    day.keys("<Enter>", day.say("> [ 確定して次へ", "> [ Close and go on"));
    day.keys("c", day.say("貼り付けて確かめて", "paste it to check"));
    day.records("<Enter>");
    day.session.wait_for(day.say("閉じました", "Closed"));
    // Names are hidden, and shown again.
    let before = day.session.written();
    day.keys("p", day.say("共有安全", "Share-safe"));
    let name = day.say("森田", "Yumi");
    assert!(!day.session.picture().contains(name), "{}", day.session.picture());
    day.session.check_escapes(before, Also::Nothing);
    day.keys("p", name);
}

/// The record is closed as it is filled in, and today comes back.
#[track_caller]
fn wrapped_up(day: &Played) {
    wrapped_up_to(day, day.say("閉じました", "Closed"));
    day.session.wait_for(day.say(" manabi  今日", " manabi  Today"));
}

#[track_caller]
fn wrapped_up_to(day: &Played, back: &str) {
    day.keys("w", day.say("確定して次へ", "Close and go on"));
    // Where hardly anything was marked, what became of it is asked.
    if day.session.picture().contains(day.say("1-4 でえらびます", "choose 1-4")) {
        day.keys("1", day.say("> [ 確定して次へ", "> [ Close and go on"));
    }
    day.records("<Enter>");
    day.session.wait_for(back);
}

/// 11:20. One that was over before anything was recorded, one that breaks off and goes on, one in time.
#[track_caller]
fn forenoon(day: &Played) {
    day.keys("", day.say(">10:10 未", ">10:10 --"));
    day.keys("o", day.say("o のあと", "after o"));
    day.records("1");
    day.keys("", day.say("印がひとつもありません", "Nothing was marked"));
    day.keys("1", day.say("> [ 確定して次へ", "> [ Close and go on"));
    day.records("<Enter>");
    // An Enter right behind a wrap-up starts nobody; the cursor was moved.
    day.keys("<Down><Up>", day.say(">11:00 未", ">11:00 --"));
    day.records("<Enter>");
    day.keys("", day.say("できた次へ", "done, next"));
    day.records("1 1");
    day.keys("<Esc>", day.say(">11:00 今", ">11:00 ON"));
    day.keys("o", day.say("o のあと", "after o"));
    day.records("2");
    day.keys("", day.say("途仮", "PT?"));
    day.keys("<Home><Down><Down>", day.say(">11:00 途仮", ">11:00 PT?"));
    day.records("<Enter>");
    day.keys("", day.say("できた次へ", "done, next"));
    day.records("1 2");
    wrapped_up(day);
    day.keys("<Down><Up>", day.say(">11:35 未", ">11:35 --"));
    day.records("<Enter>");
    day.keys("", day.say("できた次へ", "done, next"));
    day.records("2 1");
    wrapped_up(day);
}

/// 14:35. Two more, and between them one who never comes, is called and booked again.
#[track_caller]
fn afternoon(day: &Played) {
    day.keys("", day.say(">13:00 未", ">13:00 --"));
    day.records("<Enter>");
    day.keys("", day.say("できた次へ", "done, next"));
    day.records("1 1");
    wrapped_up(day);
    day.keys("", day.say(">14:00 未", ">14:00 --"));
    day.keys("o", day.say("o のあと", "after o"));
    day.records("5");
    day.keys("", day.say(">14:00 待", ">14:00 WT"));
    day.keys("o", day.say("欠", "not held"));
    day.keys("4", day.say("無断", "no word"));
    day.records("a");
    day.keys("", day.say("連絡を記録しました", "Call logged"));
    day.records("<Enter>");
    day.keys("", day.say(">14:00 欠", ">14:00 NS"));
    day.keys("<End>", day.say(">15:00 未", ">15:00 --"));
    day.records("<Enter>");
    day.keys("", day.say("できた次へ", "done, next"));
    day.records("1");
    wrapped_up(day);
}

/// How many rows the review still wants decided.
#[track_caller]
fn undecided(day: &Played) -> usize {
    let picture = day.session.picture();
    let told = picture.split_once(day.say("まだ終わっていないこと", "Not done yet")).map_or("", |(_, rest)| rest);
    // `[ ] 20点以上で未判断 9行`, or without its points where there is little room: the last number in its box.
    let boxed = told.split(['[', ']']).nth(2).and_then(|boxed| boxed.lines().next()).unwrap_or_default();
    let number = boxed.split(|c: char| !c.is_ascii_digit()).rfind(|digits| !digits.is_empty());
    number.and_then(|digits| digits.parse().ok()).unwrap_or_else(|| panic!("no count on\n{picture}"))
}

/// 17:30. Every row is decided, every record closed, and with the last of them the day. How often each key was pressed.
#[track_caller]
fn evening(day: &Played) -> [usize; 3] {
    day.keys("r", day.say("まだ終わっていないこと", "Not done yet"));
    let mut pressed = [0; 3];
    for turn in 0.. {
        let left = undecided(day);
        if left == 0 {
            break;
        }
        let nth = turn % 3;
        day.records(["f", "x", "s"][nth]);
        pressed[nth] += 1;
        assert_eq!(undecided(day), left - 1, "{}", day.session.picture());
    }
    day.keys("c", day.say("貼り付けて確かめて", "paste it to check"));
    // Yesterday's record, and the part that was broken off.
    day.keys("<Tab>", "");
    for done in ["ふり返り", "おつかれさまでした"].into_iter().zip(["review", "Well done"]) {
        day.keys("<Enter>", day.say("締め", "wrap up"));
        wrapped_up_to(day, day.say(done.0, done.1));
    }
    day.keys("gt", day.say("一日を締めました", "the day is closed"));
    pressed
}

/// The rows on disk say what the keys said.
#[track_caller]
fn kept(day: &Played, db: &Rows, [follow_ups, dismissed, snoozed]: [usize; 3]) {
    db.check();
    let begins = |hour, minute, days: i64| at(hour, minute).timestamp_millis() + days * 86_400_000;
    let appointment = |hour, minute, days: i64| {
        let at = begins(hour, minute, days);
        db.ask(&format!("SELECT state, session_no FROM appointment WHERE starts_at = {at} AND deleted_at IS NULL"))
    };
    for (hour, minute, today, later) in [
        (9, 30, "held|6", Some((7, "scheduled|7"))),
        (10, 10, "held|6", Some((7, "scheduled|7"))),
        (11, 0, "broken_off|11", Some((7, "scheduled|12"))),
        (11, 35, "held|11", Some((7, "scheduled|12"))),
        (13, 0, "held|8", Some((7, "scheduled|9"))),
        (14, 0, "no_show|8", Some((1, "scheduled|8"))),
        (15, 0, "held|1", None),
    ] {
        assert_eq!(appointment(hour, minute, 0), [today], "{hour}:{minute}");
        if let Some((days, next)) = later {
            assert_eq!(appointment(hour, minute, days), [next], "{hour}:{minute} in {days} days");
        }
    }
    let of = |columns: &str, table: &str, hour, minute, order: &str| {
        let session = format!(
            "SELECT s.id FROM session s JOIN appointment a ON a.id = s.appointment_id WHERE a.starts_at = {} AND s.deleted_at IS NULL",
            begins(hour, minute, 0)
        );
        db.ask(&format!(
            "SELECT {columns} FROM {table} WHERE session_id = ({session}) AND deleted_at IS NULL ORDER BY {order}"
        ))
    };
    let late = "SELECT late_minutes, waiting_since IS NOT NULL FROM appointment WHERE starts_at = ";
    assert_eq!(db.one(&format!("{late}{}", begins(9, 30, 0))), "3|1");
    assert_eq!(
        of("item_id, outcome", "session_item", 9, 30, "position"),
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
    let notes = typed(day).map(|(kind, text)| format!("{kind}|{text}"));
    assert_eq!(of("kind, text", "note", 9, 30, "at"), notes);
    let texts = |kind: &str| {
        let texts: Vec<&str> = typed(day).into_iter().filter(|(k, _)| *k == kind).map(|(_, text)| text).collect();
        texts
    };
    assert_eq!(of("verbatim", "voice", 9, 30, "captured_at"), texts("request"));
    assert_eq!(of("text", "win", 9, 30, "created_at"), texts("win"));
    // The questions: what was asked got a date, and what was promised has one of its own.
    let asked =
        db.ask("SELECT text, state FROM question WHERE promised_by IS NOT NULL ORDER BY created_at DESC LIMIT 2");
    assert_eq!(
        asked,
        [texts("question"), texts("promise")].concat().iter().map(|text| format!("{text}|open")).collect::<Vec<_>>()
    );
    let mut scores = db.ask(&format!(
        "SELECT r.score FROM role_play_rating r JOIN role_play p ON p.id = r.role_play_id \
         JOIN session s ON s.id = p.session_id JOIN appointment a ON a.id = s.appointment_id WHERE a.starts_at = {}",
        begins(9, 30, 0)
    ));
    scores.sort_unstable();
    assert_eq!(scores, ["2", "3", "3", "3", "3"]);
    assert_eq!(of("item_id, due", "homework", 9, 30, "item_id"), ["s06-choose|next", "s06-hw|next", "s06-show|next"]);
    assert_eq!(of("to_at >= from_at", "pause", 9, 30, "from_at"), ["1"]);
    let reviewed = "SELECT h.state FROM homework h JOIN session s ON s.id = h.decided_in \
                    JOIN appointment a ON a.id = s.appointment_id WHERE a.starts_at = ";
    assert_eq!(db.ask(&format!("{reviewed}{}", begins(9, 30, 0))), ["reviewed"]);
    assert_eq!(db.ask(&format!("{reviewed}{}", begins(11, 35, 0))), ["submitted"]);
    // Every record is closed and confirmed. The first has the mood that was typed; the broken-off one its few minutes, and
    // what was over before anything was recorded the half hour of its slot.
    let sessions = db.ask(&format!(
        "SELECT a.session_no, s.part, s.mood, a.state, s.confirmed, s.closed_at IS NOT NULL, s.ended_at - s.started_at < 600000 \
         FROM session s JOIN appointment a ON a.id = s.appointment_id WHERE s.started_at >= {} AND s.deleted_at IS NULL \
         ORDER BY s.started_at",
        begins(9, 0, 0)
    ));
    assert_eq!(
        sessions,
        [
            "6|1|4|held|1|1|1",
            "6|1|-|held|1|1|0",
            "11|1|-|broken_off|1|1|1",
            "11|2|-|held|1|1|1",
            "11|1|-|held|1|1|1",
            "8|1|-|held|1|1|1",
            "1|1|-|held|1|1|1"
        ]
    );
    assert_eq!(db.count("SELECT count(*) FROM session WHERE closed_at IS NULL AND deleted_at IS NULL"), 0);
    // Two calls, one each to who was late and who never came, that nobody took.
    let calls = format!(
        "SELECT count(*), count(DISTINCT scope_id), max(reached) FROM touch WHERE kind = 'call' AND at >= {}",
        begins(0, 0, 0)
    );
    assert_eq!(db.one(&calls), "2|2|0");
    let decided =
        |kind: &str| db.count(&format!("SELECT count(*) FROM decision WHERE kind = '{kind}' AND deleted_at IS NULL"));
    let decisions = [decided("follow_up"), decided("dismiss"), decided("snooze")];
    assert_eq!(decisions.map(|n| usize::try_from(n).expect("a count")), [follow_ups, dismissed, snoozed]);
    assert!(follow_ups > 2 && dismissed > 2 && snoozed > 2);
    assert_eq!(db.ask("SELECT date, closed_at IS NOT NULL FROM day WHERE date = '2026-11-25'"), ["2026-11-25|1"]);
    assert_eq!(db.count("SELECT count(*) FROM draft WHERE text <> ''"), 0, "a draft of what was kept");
}

#[track_caller]
fn a_day(lang: Lang, size: (u16, u16)) {
    let day = Played::new(lang, size, "08:57:00");
    morning(&day);
    let day = day.later("09:33:00");
    first_meeting(&day);
    let day = day.later("11:20:00");
    forenoon(&day);
    let day = day.later("14:35:00");
    afternoon(&day);
    let day = day.later("17:30:00");
    let pressed = evening(&day);
    kept(&day, &day.session.db(), pressed);
    day.leave();
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
