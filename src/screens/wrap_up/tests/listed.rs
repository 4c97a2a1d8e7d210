//! The level of the follow-up beside what the points say.

use super::*;
use crate::domain::ScoreTable;

#[test]
fn a_level_below_what_the_points_say_is_told_where_it_is_chosen() {
    for (lang, words) in [(Lang::Ja, ["一覧は点数 ", " で 急"]), (Lang::En, ["listed !! by ", " points"])] {
        for size in SIZES {
            let mut desk = Desk::started(lang, size, Meeting::Usual);
            desk.db.set_scores(ScoreTable { contact: 1, urgent: 1, ..ScoreTable::default() });
            desk.keys("1 3 1 3 2 1 w");
            let says = |desk: &Desk| words.iter().all(|word| desk.picture().contains(word));
            assert!(says(&desk), "{size:?}\n{}", desk.picture());
            desk.check("listed higher");
            desk.keys("f");
            assert!(!says(&desk), "{size:?}\n{}", desk.picture());
            desk.keys("f");
            assert!(says(&desk), "{size:?}\n{}", desk.picture());
            desk.keys("Ctrl-G");
            assert!(!says(&desk), "{size:?}\n{}", desk.picture());
        }
    }
}
