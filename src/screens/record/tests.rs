//! A closed record by its keys: what is changed in it, and what its history says.

use super::state::Key;
use crate::app::Screen;
use crate::command::Context;
use crate::domain::{HomeworkState, NoteKind, Outcome};
use crate::i18n::Lang;
use crate::request::{BAR, Record};
use crate::screens::session::bench::{Desk, Meeting, told};
use crate::text::mask::Reveal;

const SIZES: [(u16, u16); 4] = [(60, 20), (80, 24), (100, 30), (160, 45)];

/// In the record of a session that was closed, with one note in it.
fn record_on(lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = Desk::started(lang, size, Meeting::Usual);
    desk.keys("1 3 1 3 2 1 n");
    desk.commit("first-line");
    desk.keys("Enter Esc w Enter");
    assert!(desk.on_disk().closed, "{}", desk.picture());
    desk.now += chrono::TimeDelta::minutes(3);
    desk.keys("↑ Enter");
    assert_eq!(desk.model.context(), Context::Record, "{}", desk.picture());
    desk
}

fn record() -> Desk {
    record_on(Lang::Ja, (80, 24))
}

fn notes(desk: &Desk) -> Vec<(NoteKind, String, bool)> {
    desk.on_disk().notes.iter().map(|n| (n.kind, n.text.reveal(Reveal::granted()).to_string(), n.private)).collect()
}

/// To the first note.
fn to_note(desk: &mut Desk) {
    desk.keys("Home");
    while !matches!(desk.model.screen(), Some(Screen::Record(s)) if matches!(s.at, Some(Key::Note(_)))) {
        desk.keys("↓");
    }
}

/// A command of the palette that has no key.
fn palette(desk: &mut Desk, words: &str) {
    desk.keys("Ctrl-P");
    desk.commit(words);
    desk.keys("Enter");
}

#[test]
fn outcomes_texts_and_the_mood_are_amended_and_taken_back() {
    let mut desk = record();
    desk.keys("↓ 3");
    assert_eq!(desk.on_disk().items[1].outcome, Outcome::Stuck);
    assert!(desk.picture().contains("追記・訂正として残しました"), "{}", desk.picture());
    to_note(&mut desk);
    desk.keys("1");
    assert!(desk.picture().contains("いまはできません: 項目の結果を直す: 1 済 2 半 3 詰 4 飛"), "{}", desk.picture());
    desk.keys("Enter End");
    desk.commit("と追記");
    desk.keys("Enter");
    desk.commit("要望: 字を大きく");
    desk.keys("Enter");
    let texts = notes(&desk);
    assert_eq!(texts[0].1, "first-lineと追記");
    assert_eq!(texts[1], (NoteKind::Request, "字を大きく".to_owned(), false));
    desk.keys("End 5 ↑ Enter Ctrl-U");
    desk.commit("つぎは確認から");
    desk.keys("Enter");
    let said = desk.on_disk().record.unwrap();
    assert_eq!(said.mood, Some(5));
    assert_eq!(said.next_focus.unwrap().reveal(Reveal::granted()).as_str(), "つぎは確認から");
    assert!(desk.recorded.iter().filter(|r| matches!(r, Record::Amend(_))).count() == 5);
    // Each is taken back by itself; the closing is not, for its record was amended since.
    desk.keys("u u u u u");
    let view = desk.on_disk();
    assert_eq!((view.notes.len(), view.record.unwrap().mood), (1, None));
    desk.keys("u");
    assert!(desk.picture().contains("締めは取り消せません"), "{}", desk.picture());
    assert!(desk.on_disk().closed && desk.model.context() == Context::Record);
}

/// To the row of a kind.
fn to(desk: &mut Desk, wanted: impl Fn(&Key) -> bool) {
    desk.keys("Home");
    for _ in 0..60 {
        if matches!(desk.model.screen(), Some(Screen::Record(s)) if s.at.as_ref().is_some_and(&wanted)) {
            return;
        }
        desk.keys("↓");
    }
    panic!("no such row\n{}", desk.picture());
}

#[test]
fn scores_and_comments_of_the_role_play_are_amended_with_a_key_each() {
    for lang in Lang::ALL {
        let mut desk = record_on(lang, (100, 30));
        let attempts = |desk: &Desk| desk.on_disk().role_play.unwrap().attempts;
        assert!(attempts(&desk).is_empty(), "nobody rated it in the call");
        to(&mut desk, |key| matches!(key, Key::Score(0, 0)));
        desk.check("nobody rated");
        desk.keys("3 ↓ 4 5");
        let not_now = if lang == Lang::Ja { "いまはできません" } else { "Not possible here" };
        assert!(desk.picture().contains(not_now), "{}", desk.picture());
        to(&mut desk, |key| matches!(key, Key::Comment(0, _)));
        desk.keys("Enter");
        desk.commit("声がよい");
        desk.keys("Enter ↓ Enter");
        desk.commit("すぐに聞く");
        desk.keys("Enter");
        let play = attempts(&desk).remove(0);
        let said = [play.good, play.next].map(|text| text.unwrap().reveal(Reveal::granted()).to_string());
        let scores: Vec<u8> = play.scores.iter().map(|(_, score)| *score).collect();
        assert_eq!((scores, said), (vec![3, 4], ["声がよい".to_owned(), "すぐに聞く".to_owned()]));
        assert_eq!(attempts(&desk).len(), 1, "all of it is one attempt");
        to(&mut desk, |key| matches!(key, Key::Score(0, 0)));
        desk.keys("1 H");
        let tells = if lang == Lang::Ja { "評価: 3 -> 1" } else { "score: 3 -> 1" };
        assert!(desk.picture().contains(tells), "{}", desk.picture());
        desk.keys("Esc u");
        assert_eq!(attempts(&desk)[0].scores[0].1, 3);
        assert!(desk.recorded.iter().all(|r| !matches!(r, Record::Rate { .. } | Record::Comment { .. })));
        desk.keys("Ctrl-G");
        assert!(!desk.picture().contains("声がよい"), "{}", desk.picture());
    }
}

#[test]
fn homework_that_was_looked_at_and_homework_that_was_set_are_amended() {
    let mut desk = record();
    assert_eq!(desk.homework(), [HomeworkState::Reviewed, HomeworkState::Missing]);
    to(&mut desk, |key| matches!(key, Key::Homework(_)));
    desk.keys("↓ 2");
    assert_eq!(desk.homework(), [HomeworkState::Reviewed, HomeworkState::Submitted]);
    desk.keys("H");
    assert!(desk.picture().contains("「患者メモの書きうつし」  状態: 無 -> 提"), "{}", desk.picture());
    desk.keys("Esc u");
    assert_eq!(desk.homework(), [HomeworkState::Reviewed, HomeworkState::Missing]);

    let set = |desk: &Desk| desk.on_disk().next_homework;
    let before = set(&desk).len();
    to(&mut desk, |key| matches!(key, Key::Task(_)));
    desk.check("a task");
    assert!(desk.picture().contains("1-5 期日"), "{}", desk.picture());
    desk.keys("3 Enter Ctrl-U");
    desk.commit("例題を一つ");
    desk.keys("Enter");
    assert_eq!((set(&desk)[0].days_before, set(&desk)[0].text.as_str()), (Some(2), "例題を一つ"));
    assert!(desk.picture().contains("例題を一つ (次回の2日前まで)"), "{}", desk.picture());
    desk.keys("H");
    assert!(desk.picture().contains("期日: 次回まで -> 次回の2日前まで"), "{}", desk.picture());
    desk.keys("Esc d");
    assert_eq!(set(&desk).len(), before - 1);
    desk.keys("u u u");
    assert_eq!((set(&desk).len(), set(&desk)[0].days_before), (before, None));
    // What a later line says is one more.
    desk.keys("n");
    desk.commit("宿題: もう一つ");
    desk.keys("Enter");
    assert_eq!(set(&desk).len(), before + 1);
}

#[test]
fn undo_of_the_closing_leads_back_into_the_session() {
    let mut desk = record();
    desk.keys("u");
    assert!(!desk.on_disk().closed);
    assert!(matches!(desk.model.screen(), Some(Screen::Session(_))), "{}", desk.picture());
}

#[test]
fn what_is_half_written_waits_and_what_could_not_be_written_comes_back() {
    let mut desk = record();
    desk.commit("書きかけ");
    desk.keys("Esc");
    assert_eq!(desk.model.context(), Context::Record);
    desk.keys("n");
    assert!(desk.picture().contains("書きかけ"), "{}", desk.picture());
    desk.failing = Some(crate::request::Failure::Trouble(crate::request::Trouble::DiskFull));
    desk.keys("Enter");
    assert!(desk.model.context() == Context::RecordField && desk.picture().contains("書きかけ"));
    desk.failing = None;
    desk.keys("Enter");
    assert_eq!(notes(&desk).len(), 2);
}

#[test]
fn the_card_opens_the_newest_record_and_arrows_turn_to_the_others() {
    let mut desk = record();
    desk.keys("b r");
    let at = |desk: &Desk| match desk.model.screen() {
        Some(Screen::Record(state)) => state.appointment(),
        other => panic!("{other:?}"),
    };
    assert_eq!(at(&desk), desk.appointment);
    desk.keys("←");
    assert!(at(&desk) != desk.appointment && desk.picture().contains("第4回"), "{}", desk.picture());
    desk.keys("→");
    assert_eq!(at(&desk), desk.appointment);
    desk.keys("→");
    assert!(desk.picture().contains("これより後の記録はありません"), "{}", desk.picture());
}

#[test]
fn the_history_tells_who_when_and_what_in_both_languages() {
    for (lang, says) in [
        (Lang::Ja, ["履歴  佐藤 美咲", "[追記・訂正]", "様子: (なし) -> 2", "締め"]),
        (Lang::En, ["History  Ken Inoue", "[amendment]", "mood: (none) -> 2", "closed"]),
    ] {
        let mut desk = record_on(lang, (100, 30));
        desk.keys("End 2 H");
        assert_eq!(desk.model.context(), Context::History);
        for text in says.iter().chain([&told(lang).trainer]) {
            assert!(desk.picture().contains(text), "{text}\n{}", desk.picture());
        }
        assert!(!desk.picture().contains("next_focus") && !desk.picture().contains("outcome_"));
        // It scrolls to its end and back.
        let top = desk.picture();
        desk.keys("End");
        assert!(desk.picture() != top);
        desk.keys("Home");
        assert_eq!(desk.picture(), top);
        desk.keys("Esc b H");
        assert_eq!(desk.model.context(), Context::History, "of the learner");
        desk.keys("Esc g t H");
        assert_eq!(desk.model.context(), Context::History, "of a row");
    }
}

#[test]
fn every_screen_with_a_record_in_focus_shows_its_history() {
    let mut desk = Desk::new(Lang::Ja, (100, 30), Meeting::Usual);
    // A row of the day is its appointment, and not the weeks before it.
    desk.keys("H");
    assert_eq!(desk.model.context(), Context::History);
    assert!(desk.picture().contains("履歴  佐藤 美咲") && desk.picture().contains("予定 を作りました"));
    assert!(!desk.picture().contains("締め"), "{}", desk.picture());
    desk.keys("Esc Enter 1 3");
    // Once it runs, the row is its record, and so are the 1on1 and the wrap-up.
    for keys in ["H", "g t H", "g s w H"] {
        desk.keys(keys);
        assert_eq!(desk.model.context(), Context::History, "{keys}");
        assert!(desk.picture().contains("状態: 未 -> 済"), "{keys}\n{}", desk.picture());
        desk.keys("Esc");
    }
    assert_eq!(desk.model.context(), Context::WrapUp);
}

#[test]
fn record_and_history_are_whole_and_masked_at_every_size() {
    for lang in Lang::ALL {
        for size in SIZES {
            let mut desk = record_on(lang, size);
            desk.keys("End 4");
            for keys in ["Home", "End", "n", "Esc", "H", "End", "Esc"] {
                desk.keys(keys);
                desk.check(&format!("{size:?} {keys}"));
            }
            to_note(&mut desk);
            desk.keys("Ctrl-G");
            assert!(!desk.picture().contains("first-line"), "{}", desk.picture());
            for keys in ["Home", "End", "H", "End"] {
                desk.keys(keys);
                desk.check(&format!("{size:?} {keys} shared"));
                assert!(!desk.picture().contains("first-line"), "{}", desk.picture());
            }
        }
    }
}

#[test]
fn a_line_is_private_is_moved_and_is_blacked_out_by_a_key_of_its_own() {
    let mut desk = record();
    to_note(&mut desk);
    palette(&mut desk, "非公開");
    assert!(notes(&desk)[0].2 && desk.picture().contains("[非公開]"), "{}", desk.picture());
    palette(&mut desk, "非公開");
    assert!(!notes(&desk)[0].2);

    palette(&mut desk, "移す");
    assert_eq!(desk.model.context(), Context::MoveNote, "{}", desk.picture());
    desk.check("where to");
    desk.commit("鈴木");
    assert!(desk.picture().contains("鈴木 健"), "{}", desk.picture());
    desk.keys("Enter");
    assert_eq!((notes(&desk).len(), desk.model.context()), (0, Context::Record), "{}", desk.picture());
    desk.keys("H");
    assert!(desk.picture().contains("を移しました"), "{}", desk.picture());
    desk.keys("Esc u");
    assert_eq!(notes(&desk).len(), 1);

    to_note(&mut desk);
    desk.keys("d");
    assert_eq!((notes(&desk).len(), desk.model.context()), (0, Context::Record));
    desk.keys("H");
    assert!(desk.picture().contains("メモ 「first-line」 を消しました"), "{}", desk.picture());
    desk.keys("Esc u");

    to_note(&mut desk);
    desk.keys("Enter End");
    desk.commit("の書きかけ");
    desk.keys("Esc");
    palette(&mut desk, "塗りつぶす");
    assert_eq!(desk.model.context(), Context::BlackOut);
    desk.check("asked once more");
    desk.keys("Enter Space");
    assert_eq!(notes(&desk)[0].1, "first-line", "only its own key goes on");
    desk.keys("x");
    assert_eq!((notes(&desk)[0].1.as_str(), desk.model.context()), (BAR, Context::Record));
    desk.keys("Enter");
    assert!(!desk.picture().contains("first-line"), "{}", desk.picture());
    desk.keys("Esc H");
    assert!(desk.picture().contains("言葉は消されています") && !desk.picture().contains("first-line"));
}

#[test]
fn a_question_says_what_became_of_it() {
    let mut desk = record();
    desk.keys("n");
    desk.commit("質問: 印刷できますか");
    desk.keys("Enter");
    to_note(&mut desk);
    desk.keys("↓ ↓");
    let picture = desk.picture();
    let reply = picture.lines().skip_while(|line| !line.contains("質問 印刷できますか")).nth(1).unwrap_or_default();
    assert_eq!(reply.trim(), "返事: まだ", "{picture}");
    desk.keys("Ctrl-G");
    assert!(!desk.picture().contains("印刷できますか"), "{}", desk.picture());
}

#[test]
fn a_record_from_outside_says_so_and_has_no_empty_parts() {
    for lang in Lang::ALL {
        let mut desk = record_on(lang, (100, 30));
        if let Some(Screen::Record(state)) = desk.model.screens.last_mut().map(|placed| &mut placed.what) {
            let view = state.view.as_mut().unwrap();
            view.items.clear();
            view.record.as_mut().unwrap().closed_at = Some(view.started_at);
        }
        let picture = desk.picture();
        assert!(picture.contains(crate::i18n::record::no_items(lang)), "{picture}");
        assert!(picture.contains(crate::i18n::record::imported_by_nobody(lang)), "{picture}");
        let closed = if lang == Lang::Ja { "  締め " } else { "  closed " };
        assert!(!picture.contains(closed), "no time that nobody knows\n{picture}");
    }
}

#[test]
fn the_footer_says_what_the_digits_of_a_row_are() {
    let mut desk = record_on(Lang::Ja, (100, 30));
    let footer = |desk: &Desk| desk.picture().lines().last().unwrap_or_default().to_owned();
    assert!(footer(&desk).contains("1-4 済 半 詰 飛"), "{}", desk.picture());
    to(&mut desk, |key| matches!(key, Key::Homework(_)));
    assert!(footer(&desk).contains("1-4 済 提 無 免"), "{}", desk.picture());
    to(&mut desk, |key| matches!(key, Key::Score(..)));
    assert!(footer(&desk).contains("1-4 評価を直す"), "{}", desk.picture());
    to_note(&mut desk);
    assert!(!footer(&desk).contains("1-"), "{}", desk.picture());
    to(&mut desk, |key| *key == Key::Mood);
    assert!(footer(&desk).contains("1-5 様子を直す"), "{}", desk.picture());
}

#[test]
fn the_drawn_sizes() {
    for lang in Lang::ALL {
        for (width, height) in [(80, 24), (60, 20)] {
            let mut desk = record_on(lang, (width, height));
            let name = |what: &str| format!("{what}_{}_{width}x{height}", lang.word());
            insta::assert_snapshot!(name("record"), desk.picture());
            desk.keys("3 End 4");
            insta::assert_snapshot!(name("record_end"), desk.picture());
            to_note(&mut desk);
            desk.keys("Enter");
            insta::assert_snapshot!(name("record_amending"), desk.picture());
            desk.keys("Esc H");
            insta::assert_snapshot!(name("history"), desk.picture());
            desk.keys("Ctrl-G");
            insta::assert_snapshot!(name("history_shared"), desk.picture());
            desk.keys("Ctrl-G Esc");
            palette(&mut desk, if lang == Lang::Ja { "塗りつぶす" } else { "black out" });
            insta::assert_snapshot!(name("black_out"), desk.picture());
            desk.keys("Esc");
            palette(&mut desk, if lang == Lang::Ja { "移す" } else { "another learner" });
            insta::assert_snapshot!(name("move_note"), desk.picture());
        }
    }
}
