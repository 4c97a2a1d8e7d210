//! The practice day leads through its tasks and ticks them by what is on disk.

use manabi::i18n::Lang;

use crate::support::days::Day;
use crate::support::stage::{Desk, Start, play, play_on};

fn line(desk: &Desk) -> String {
    let rows = desk.rows();
    rows[rows.len() - 3].trim().to_owned()
}

/// A program that a test beside this one starts has the lock of the file as well until it is the other program.
fn closed() {
    std::thread::sleep(std::time::Duration::from_millis(500));
}

#[test]
fn six_tasks_of_a_day_are_ticked_and_outlive_the_program() {
    let japanese = ["練習 1/7", "練習 2/7", "練習 3/7", "練習 4/7", "練習 5/7", "練習 6/7", "練習 7/7"];
    let english = [
        "Practice 1/7",
        "Practice 2/7",
        "Practice 3/7",
        "Practice 4/7",
        "Practice 5/7",
        "Practice 6/7",
        "Practice 7/7",
    ];
    for (lang, says) in [(Lang::Ja, japanese), (Lang::En, english)] {
        for size in [(60, 20), (80, 24), (100, 30)] {
            let folder = tempfile::tempdir().expect("a folder");
            let path = Day::Morning.copy(lang, folder.path());
            let start = Start::new(Day::Morning, lang).size(size.0, size.1);
            let steps = [
                ("", 0),
                ("<Enter>", 1),
                // The homework of last time, where the cursor begins, is the first of three marks.
                ("11", 1),
                ("2", 2),
                ("n{忙しいのは朝}<Enter><Esc>", 3),
                ("v{下書きを紙に出したい}<Enter><Esc>", 4),
                ("w<Enter>", 5),
            ];
            play_on(&path, &start, async |desk| {
                for (keys, at) in steps {
                    desk.keys(keys).await;
                    // A sentence of the program stands there first.
                    desk.minutes(1).await;
                    assert!(line(desk).starts_with(says[at]), "{keys}: {}\n{}", says[at], desk.picture());
                }
            });
            closed();
            // It goes on where it was, and is put away for good with one command.
            play_on(&path, &start, async |desk| {
                assert!(line(desk).starts_with(says[5]), "{}", desk.picture());
                desk.keys("o4<Enter><Enter>").await;
                desk.minutes(1).await;
                assert!(line(desk).starts_with(says[6]), "{}", desk.picture());
                desk.keys(":{practice line}<Enter>").await;
                desk.minutes(1).await;
                assert_eq!(line(desk), "", "{}", desk.picture());
            });
            closed();
            play_on(&path, &start, async |desk| assert_eq!(line(desk), "", "{}", desk.picture()));
        }
    }
}

#[test]
fn a_file_of_ones_own_has_no_tasks() {
    play(&Start::new(Day::Small, Lang::Ja), async |desk| {
        assert_eq!(line(desk), "", "{}", desk.picture());
        desk.keys("<Enter>").await;
        desk.minutes(1).await;
        assert!(!desk.picture().contains("練習"), "{}", desk.picture());
    });
}
