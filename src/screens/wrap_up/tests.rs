//! Tests of the wrap-up.

use crate::i18n::Lang;
use crate::screens::session::bench::{Desk, Meeting};

#[test]
fn look() {
    for (lang, size, meeting) in [
        (Lang::Ja, (100, 30), Meeting::Usual),
        (Lang::Ja, (80, 24), Meeting::Usual),
        (Lang::Ja, (60, 20), Meeting::Usual),
        (Lang::En, (100, 30), Meeting::Usual),
        (Lang::En, (60, 20), Meeting::Usual),
        (Lang::Ja, (100, 30), Meeting::Kickoff),
    ] {
        let mut desk = Desk::started(lang, size, meeting);
        desk.pass(400);
        desk.keys("w");
        println!("{}\n", desk.picture());
        desk.keys("Esc 1 3 Space 2 3");
        desk.commit("質問: 並び順を変えられるか");
        desk.keys("Enter");
        desk.keys("F5");
        println!("{}\n", desk.picture());
        desk.keys("1 Tab 4 Tab Space 2 f + Tab Tab");
        println!("{}\n", desk.picture());
        desk.keys("Tab Tab Enter Enter");
        println!("{}\n", desk.picture());
        desk.keys("C");
        println!("{:?}\n", desk.copied);
        println!("{:?}", desk.recorded.last());
    }
}
