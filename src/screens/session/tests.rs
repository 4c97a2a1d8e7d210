//! Keys in, rows on disk and cells on the screen out.

use super::bench::{Desk, Meeting};
use crate::i18n::Lang;

#[test]
fn look() {
    for (lang, size, meeting) in [
        (Lang::Ja, (100, 30), Meeting::Usual),
        (Lang::Ja, (80, 24), Meeting::Usual),
        (Lang::Ja, (60, 20), Meeting::Usual),
        (Lang::En, (100, 30), Meeting::Usual),
        (Lang::Ja, (100, 30), Meeting::Kickoff),
        (Lang::Ja, (100, 30), Meeting::Late),
        (Lang::Ja, (100, 30), Meeting::First),
        (Lang::Ja, (160, 45), Meeting::Usual),
    ] {
        let mut desk = Desk::started(lang, size, meeting);
        desk.pass(400);
        desk.keys("1 3 Space 2 3");
        desk.commit("要望: 並び順を変えたい");
        desk.keys("Enter");
        desk.keys("Esc");
        println!("{}\n", desk.picture());
        desk.keys("h");
        println!("{}\n", desk.picture());
        desk.keys("Esc n");
        println!("{}\n", desk.picture());
    }
}
