//! The morning after an evening on which somebody was forgotten: today says it first, and its keys settle it.

use chrono::TimeDelta;
use manabi::i18n::Lang;

use crate::support::days::{Day, at};
use crate::support::stage::{Start, play, play_on};

/// 9:00 on the day after the practice day, of which nothing was started.
fn start(lang: Lang) -> Start {
    Start { now: at(9, 0) + TimeDelta::days(1), ..Start::new(Day::Morning, lang) }
}

fn of_yesterday(state: &str) -> String {
    let (from, to) = (at(4, 0).timestamp_millis(), at(23, 59).timestamp_millis());
    format!(
        "SELECT count(*) FROM appointment a JOIN staff s ON s.id = a.trainer_id WHERE a.state = '{state}' \
         AND a.starts_at BETWEEN {from} AND {to} AND s.name IN ((SELECT name FROM staff ORDER BY name))"
    )
}

#[test]
fn yesterday_stands_first_until_somebody_says_what_became_of_it() {
    play(&start(Lang::En).size(80, 24), async |desk| {
        desk.sees("no outcome yet: 7");
        let first = desk.rows()[2].clone();
        assert!(first.starts_with(" 11/25 -- "), "{}", desk.picture());
        // The cursor is on the day itself.
        assert!(desk.row_with(">").starts_with(">10:00"), "{}", desk.picture());
        // Of an earlier day nothing starts any more.
        desk.keys("<Home><Enter>").await;
        desk.sees("o says what became of it");
        desk.keys("<Esc>o4<Enter>").await;
        desk.sees("no outcome yet: 6");
        assert_eq!(desk.db().count(&of_yesterday("no_show")), 1);
        assert!(desk.row_with(">").starts_with(">11/25"), "the next of them is under the cursor\n{}", desk.picture());
        // Nobody has said whether they met: there is nothing to write yet. What was due then is still to be looked at.
        desk.keys("<Home>c").await;
        desk.sees("on Today, o says what became of it");
        assert!(desk.rows()[2].contains("hw0/1"), "{}", desk.picture());
        desk.keys("u").await;
        desk.sees("no outcome yet: 7");
        // What was held has the time of its slot.
        desk.keys("<Home>o1").await;
        desk.keys("1<Enter>").await;
        let minutes = "SELECT (s.ended_at - s.started_at) / 60000 - a.minutes + (s.started_at - a.starts_at) \
                       + coalesce(a.late_minutes, 0) FROM session s JOIN appointment a ON a.id = s.appointment_id \
                       ORDER BY s.started_at DESC LIMIT 1";
        assert_eq!(desk.db().count(minutes), 0, "{}", desk.picture());
        assert_eq!(desk.db().count(&of_yesterday("held")), 1, "{}", desk.picture());
        desk.sees("no outcome yet: 6");
        desk.db().check();
    });
}

#[test]
fn the_review_lists_what_has_no_outcome_and_goes_to_it() {
    play(&start(Lang::En), async |desk| {
        desk.keys("r").await;
        desk.sees("no outcome yet: 7");
        desk.keys("<Tab>").await;
        for _ in 0..2 {
            desk.keys("<Down>").await;
        }
        desk.keys("<End>o").await;
        assert!(desk.row_with(">").starts_with(">11/25"), "{}", desk.picture());
    });
}

#[test]
fn what_is_over_is_not_ahead() {
    play(&Start::new(Day::Morning, Lang::En).now(17, 2), async |desk| {
        desk.keys("r").await;
        desk.sees("no outcome yet: 7");
        desk.sees_not("still ahead");
    });
}

/// The morning begins at 9:31 with the first 1on1, and the program is opened again at some other time.
fn begun(lang: Lang, path: &std::path::Path) {
    play_on(path, &Start::new(Day::Morning, lang).now(9, 31), async |desk| {
        desk.keys("<Enter>1").await;
    });
}

#[test]
fn what_was_left_open_overnight_asks_whether_the_night_counts() {
    let folder = tempfile::tempdir().expect("a folder");
    for lang in Lang::ALL {
        let path = Day::Morning.copy(lang, folder.path());
        begun(lang, &path);
        play_on(&path, &start(lang).size(100, 30), async |desk| {
            desk.sees(if lang == Lang::Ja { "分とじていました。含めますか" } else { "min. Count them?" });
            desk.keys("<Esc>").await;
            // Today has its row, under the cursor, and the way back works.
            assert!(desk.row_with(">").starts_with(">11/25"), "{}", desk.picture());
            desk.keys("gsx").await;
            desk.keys("w<Tab>").await;
            desk.keys("<Esc>").await;
            desk.keys("w<Enter>1").await;
            desk.keys("<Enter>").await;
            let total = "SELECT json_extract(actual_minutes, '$.total') FROM session WHERE ended_at IS NOT NULL \
                         ORDER BY started_at DESC LIMIT 1";
            assert!(desk.db().count(total) < 5, "{}", desk.picture());
        });
    }
}

#[test]
fn a_clock_that_was_set_back_takes_no_minutes_away_and_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = Day::Morning.copy(Lang::En, folder.path());
    begun(Lang::En, &path);
    play_on(&path, &Start::new(Day::Morning, Lang::En).now(9, 5), async |desk| {
        desk.sees("The clock was set back");
        assert!(desk.rows()[1].starts_with("  0:00"), "{}", desk.picture());
        desk.keys("w<Enter>1<Enter>").await;
        let took =
            "SELECT ended_at >= started_at AND closed_at > started_at FROM session ORDER BY started_at DESC LIMIT 1";
        assert_eq!(desk.db().count(took), 1, "{}", desk.picture());
    });
}

#[test]
fn what_was_forgotten_for_a_month_is_counted_and_can_be_settled() {
    let month = |lang| Start { now: at(9, 0) + TimeDelta::days(30), ..Start::new(Day::Morning, lang) };
    for (lang, says, listed) in
        [(Lang::Ja, "12/11 より前", "前の日の結果まち"), (Lang::En, "before 12/11:", "no outcome yet:")]
    {
        for (width, height) in [(60, 20), (80, 24), (160, 45)] {
            play(&month(lang).size(width, height), async |desk| {
                // Beside what is listed it is said in short.
                let old = "SELECT count(*) FROM appointment WHERE state IN ('scheduled', 'waiting')";
                let before = desk.db().count(old);
                desk.sees("(O)");
                desk.keys("O").await;
                desk.sees(listed);
                desk.keys("<Home>").await;
                assert!(desk.row_with(">").starts_with(">11/2"), "{}", desk.picture());
                desk.keys("o4<Enter>").await;
                assert!(desk.row_with(">").starts_with(">11/2"), "the next of them\n{}", desk.picture());
                // A new date is open as well.
                let after = desk.db().count(&format!("{old} AND starts_at < {}", at(9, 0).timestamp_millis()));
                assert!(after < before, "{}", desk.picture());
                desk.keys("r").await;
                desk.sees_not(says);
                desk.keys("O").await;
                desk.sees(says);
            });
        }
    }
}
