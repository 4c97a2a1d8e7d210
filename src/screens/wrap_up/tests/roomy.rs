//! What is decided by Enter is on the screen, however small it is.

use super::*;

#[test]
fn the_next_appointment_and_what_becomes_of_must_items_are_seen_in_every_size() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            let mut desk = Desk::started(lang, size, Meeting::Usual);
            desk.keys("1 3 3 1 1 w");
            let both = |desk: &Desk, what: &str| {
                let seen = desk.picture();
                let slot = if lang == Lang::Ja { "12/02(水) 14:00-14:30" } else { "Wed 12/02 14:00-14:30" };
                assert!(seen.contains(slot), "{lang:?} {size:?} {what}\n{seen}");
                let must = if lang == Lang::Ja { "必須 3件は" } else { "3 must items" };
                assert!(seen.contains(must), "{lang:?} {size:?} {what}\n{seen}");
                let third = if lang == Lang::Ja { "3 引き渡す" } else { "3 hand over" };
                assert!(what != "with a question" || seen.contains(third), "{lang:?} {size:?} {what}\n{seen}");
                let urgent = if lang == Lang::Ja { "( ) 急" } else { "( ) !!" };
                assert!(seen.contains(urgent), "{lang:?} {size:?} {what}\n{seen}");
                let homework = if lang == Lang::Ja { "宿題 1/2" } else { "homework 1/2" };
                // The smallest one gives its rows to what is asked.
                let asks = what == "with a question" && size == (60, 20);
                assert!(asks || seen.contains(homework), "{lang:?} {size:?} {what}\n{seen}");
                desk.check(what);
            };
            both(&desk, "as it is");
            desk.keys("Esc Q");
            desk.commit("order");
            desk.keys("Enter F5");
            both(&desk, "with a question");
            desk.keys("2");
            both(&desk, "with a promise");
        }
    }
}

#[test]
fn what_was_not_said_is_named_with_the_whole_row() {
    let mut desk = Desk::started(Lang::En, (60, 20), Meeting::Usual);
    desk.keys("1 3 3 1 1 w");
    let named = desk.picture().lines().find(|row| row.contains("must items unmarked (SK): ")).unwrap().to_owned();
    assert!(cells(named.trim_end()) > 50, "{}", desk.picture());
}
