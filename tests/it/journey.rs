//! Journeys in the user's keys, through the real program: what stands on the screen, and what is on disk.

use manabi::i18n::Lang;

use crate::support::days::Day;
use crate::support::stage::{Start, play};

#[test]
fn a_started_session_is_on_disk_and_one_key_takes_it_back() {
    for lang in Lang::ALL {
        play(&Start::new(Day::Small, lang), async |desk| {
            println!("{}", desk.picture());
            let (rows, before) = (desk.rows(), desk.db().everything());
            desk.keys("o5").await;
            println!("{}", desk.picture());
            let state = "SELECT state FROM appointment ORDER BY starts_at LIMIT 1";
            assert_eq!(desk.db().one(state), "waiting");
            desk.keys("u").await;
            assert_eq!(desk.db().everything(), before);
            desk.db().check();
            println!("{}", desk.picture());
            assert_eq!(rows[2..10], desk.rows()[2..10]);
        });
    }
}
