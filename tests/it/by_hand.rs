//! A newcomer types everything in: from an empty file to the first 1on1.

use std::time::Duration;

use manabi::i18n::Lang;
use manabi::programme::Library;
use manabi::store::Db;

use crate::support::days::{Day, at, options};
use crate::support::stage::{Desk, Start, play_on};

#[test]
fn from_an_empty_file_to_the_first_1on1_that_runs() {
    for (lang, size) in [(Lang::Ja, (80, 24)), (Lang::En, (60, 20))] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("manabi.db");
        drop(Db::open(options(&path, lang, at(9, 22)), Library::new([])).expect("a new file"));
        play_on(&path, &Start::new(Day::Small, lang).size(size.0, size.1), async |desk| {
            desk.keys("3{伊藤 大輔}<Enter>{さくら薬局}").await;
            desk.keys("<Tab><Tab><Tab><Tab>{https://zoom.us/j/12}<Tab>{宮元}<Enter>").await;
            assert_eq!(desk.db().one("SELECT meeting_url FROM learner"), "https://zoom.us/j/12");
            // The typing mistake is put right from the card, and taken back, and put right again.
            let trainer = "SELECT group_concat(name) FROM staff WHERE deleted_at IS NULL";
            desk.keys("e<Tab><Tab><Tab><Tab><Tab><Tab><Backspace>{本}<Enter>").await;
            assert_eq!(desk.db().one(trainer), "宮本", "{}", desk.picture());
            desk.keys("u").await;
            assert_eq!(desk.db().one(trainer), "宮元");
            desk.keys("U").await;
            // The first session, without the kickoff, in ten minutes.
            desk.keys("BK4{11/25 09:30}<Enter>").await;
            // There was no kickoff: the card asks why, as today does.
            desk.keys("<Enter>{急ぎの開始}<Enter>").await;
            assert_eq!(desk.db().one("SELECT state FROM appointment"), "in_progress", "{}", desk.picture());
            // What was missing is said no longer.
            desk.sees_not(if lang == Lang::Ja { "前提がそろっていません" } else { "Not ready" });
        });
    }
}

#[test]
fn what_is_nobodys_is_counted_on_today_and_shown_by_a_key() {
    for (lang, size) in [(Lang::Ja, (80, 24)), (Lang::En, (60, 20))] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("manabi.db");
        drop(Db::open(options(&path, lang, at(9, 22)), Library::new([])).expect("a new file"));
        play_on(&path, &Start::new(Day::Small, lang).size(size.0, size.1), async |desk| {
            desk.keys("3{伊藤 大輔}<Enter>{さくら薬局}<Enter>").await;
            // Nobody has a name yet: whoever types is the trainer all the same.
            let me = if lang == Lang::Ja { "自分" } else { "Me" };
            let trainer = "SELECT s.name FROM enrolment e JOIN staff s ON s.id = e.trainer_id";
            assert_eq!(desk.db().one(trainer), me);
            desk.keys("BK4{11/25 09:30}<Enter><Esc>").await;
            desk.sees("さくら薬局");
            // Taken from that trainer the 1on1 is nobody's.
            desk.keys("be<Tab><Tab><Tab><Tab><Tab><Tab><C-u><Enter><Esc>").await;
            desk.sees_not("さくら薬局");
            desk.sees(if lang == Lang::Ja {
                "ほかの担当・担当なし 1件 (e で全員)"
            } else {
                "1 not yours (e: everybody's)"
            });
            desk.keys("e").await;
            desk.sees("さくら薬局");
            desk.sees(if lang == Lang::Ja { "1on1  全員" } else { "1on1  everybody's" });
            // Whoever sits here stays who records.
            desk.keys("<Enter>{急ぎの開始}<Enter>").await;
            let by = "SELECT count(*) FROM event WHERE command = 'start' AND actor IS NULL";
            assert_eq!(desk.db().one(by), "0", "{}", desk.picture());
            desk.keys("u").await;
            desk.keys("gte").await;
            desk.sees_not("さくら薬局");
        });
    }
}

/// A draft is on its way without anybody waiting for it.
fn drafts(desk: &Desk, wanted: &str) {
    let count = || desk.db().one("SELECT count(*) FROM draft");
    let there = (0..500).any(|_| {
        let there = count() == wanted;
        if !there {
            std::thread::sleep(Duration::from_millis(10));
        }
        there
    });
    assert!(there, "{} drafts\n{}", count(), desk.picture());
}

#[test]
fn a_learner_who_is_half_edited_comes_back_after_the_window_is_gone() {
    let zoom = "SELECT meeting_url FROM learner";
    for lang in Lang::ALL {
        let restored =
            if lang == Lang::Ja { "書きかけを戻しました" } else { "Restored what you were typing" };
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("manabi.db");
        drop(Db::open(options(&path, lang, at(9, 22)), Library::new([])).expect("a new file"));
        let start = Start::new(Day::Small, lang).size(80, 24);
        play_on(&path, &start, async |desk| {
            desk.keys("3{伊藤 大輔}<Enter>{さくら薬局}").await;
            desk.keys("<Tab><Tab><Tab><Tab>{https://zoom.us/j/12}<Enter>").await;
            // Left with Esc it is as it was, and nothing comes back.
            desk.keys("e<Tab><Tab>{いとう}").await;
            desk.minutes(1).await;
            drafts(desk, "1");
            desk.keys("<Esc>").await;
            drafts(desk, "0");
            desk.keys("e").await;
            desk.sees_not("いとう");
            desk.keys("<Tab><Tab><Tab><Tab><Tab><Backspace>{34}").await;
            desk.minutes(1).await;
            drafts(desk, "1");
        });
        play_on(&path, &start, async |desk| {
            desk.keys("/{伊藤}<Enter>").await;
            desk.keys("e").await;
            desk.sees(restored);
            desk.sees("https://zoom.us/j/134");
            assert_eq!(desk.db().one(zoom), "https://zoom.us/j/12", "it is half typed");
            desk.keys("{5}<Enter>").await;
            assert_eq!(desk.db().one(zoom), "https://zoom.us/j/1345", "{}", desk.picture());
            drafts(desk, "0");
        });
    }
}
