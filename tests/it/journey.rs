//! Journeys in the user's keys, through the real program: what stands on the screen, and what is on disk.

use manabi::i18n::Lang;

use crate::support::days::Day;
use crate::support::stage::{Start, play};

#[test]
fn look() {
    for lang in Lang::ALL {
        play(&Start::new(Day::Morning, lang), async |desk| {
            println!("{}", desk.picture());
            desk.keys("<Enter>").await;
            println!("{}", desk.picture());
            println!("{:#?}", desk.db().ask("SELECT l.name, a.state, a.session_no FROM appointment a JOIN enrolment e ON e.id = a.enrolment_id JOIN learner l ON l.id = e.learner_id WHERE a.starts_at > 1795566000000 AND a.starts_at < 1795566000000 + 80000000 ORDER BY a.starts_at"));
            println!("{:#?}", desk.db().ask("SELECT * FROM session_item i JOIN session s ON s.id = i.session_id WHERE s.ended_at IS NULL ORDER BY position"));
        });
        play(&Start::new(Day::Morning, lang).now(14, 11), async |desk| {
            println!("{}", desk.picture());
            desk.keys("o4").await;
            println!("{}", desk.picture());
            desk.keys("<Enter>").await;
            println!("{}", desk.picture());
        });
    }
}
