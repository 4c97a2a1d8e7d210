//! The morning after an evening on which somebody was forgotten: today says it first, and its keys settle it.

use chrono::TimeDelta;
use manabi::i18n::Lang;

use crate::support::days::{Day, at};
use crate::support::stage::{Start, play};

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
