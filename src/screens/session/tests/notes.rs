//! Notes that stand: reached, changed, taken elsewhere, blacked out.

use super::*;

#[test]
fn the_last_note_is_edited_by_up_and_typing_is_taken_back_by_ctrl_z() {
    let mut desk = desk();
    desk.commit("一行目");
    desk.keys("Enter ↑");
    assert_eq!(line(&desk), "一行目");
    desk.commit("、なおした");
    desk.commit("ごじ");
    desk.keys("Ctrl-Z");
    assert_eq!(line(&desk), "一行目、なおした");
    let recorded = desk.recorded.len();
    desk.keys("Ctrl-Z Ctrl-Z Ctrl-Z");
    assert_eq!((line(&desk), desk.recorded.len()), ("一行目".to_owned(), recorded));
    desk.keys("Ctrl-Y Enter");
    assert_eq!(notes(&desk), [(NoteKind::Memo, "一行目、なおした".to_owned())]);
}

#[test]
fn a_note_that_could_not_be_written_comes_back_into_the_line() {
    let mut desk = desk();
    desk.commit("大事なこと");
    desk.failing = Some(Failure::Trouble(Trouble::Disk));
    desk.keys("Enter");
    assert_eq!(line(&desk), "大事なこと");
    desk.failing = None;
    desk.keys("Enter");
    assert_eq!(notes(&desk).len(), 1);
    // While the next line is being typed it waits in the list, told apart, and comes back when there is room.
    desk.slow = true;
    desk.commit("二つめ");
    desk.keys("Enter");
    desk.commit("三つめ");
    desk.failing = Some(Failure::Trouble(Trouble::Disk));
    desk.answer();
    assert!(desk.picture().contains("未保存"), "{}", desk.picture());
    desk.failing = None;
    desk.keys("Enter Esc n");
    assert_eq!(line(&desk), "二つめ");
    desk.keys("Enter");
    let texts: Vec<String> = notes(&desk).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["大事なこと", "三つめ", "二つめ"]);
}

#[test]
fn notes_are_reached_by_tab_edited_and_deleted() {
    let mut desk = desk();
    for text in ["一つめ", "二つめ"] {
        desk.commit(text);
        desk.keys("Enter");
    }
    desk.keys("Esc Tab ↑ Enter");
    assert_eq!(line(&desk), "一つめ");
    desk.keys("Esc d");
    assert_eq!(notes(&desk), [(NoteKind::Memo, "二つめ".to_owned())]);
    desk.keys("u");
    assert_eq!(notes(&desk).len(), 2);
    desk.keys("Esc");
    assert!(desk.picture().contains(">未 前回: 二人分"), "{}", desk.picture());
}

#[test]
fn a_half_typed_line_waits_while_a_note_is_changed() {
    let mut desk = on_items();
    desk.commit("はじめのメモ");
    desk.keys("Enter Esc v");
    desk.commit("書きかけ");
    // To the notes, and into the last of them.
    desk.keys("Esc Shift-Tab Enter");
    assert_eq!(line(&desk), "はじめのメモ");
    desk.commit("、なおした");
    // The line waits through a crash as well.
    desk.pass(1);
    desk.restart();
    assert_eq!(line(&desk), "はじめのメモ、なおした");
    desk.keys("Enter");
    assert_eq!((desk.model.context(), line(&desk)), (Context::Note, "書きかけ".to_owned()));
    desk.keys("Enter");
    let kept = [(NoteKind::Memo, "はじめのメモ、なおした".to_owned()), (NoteKind::Request, "書きかけ".to_owned())];
    assert_eq!(notes(&desk), kept);
}

#[test]
fn a_note_that_was_only_looked_at_takes_nothing_that_is_typed_later() {
    let mut desk = on_items();
    desk.commit("はじめのメモ");
    desk.keys("Enter ↑ Esc");
    desk.commit("べつのメモ");
    assert_eq!(line(&desk), "べつのメモ");
    desk.keys("Enter ↑");
    desk.commit("、半分");
    // Half changed and left: what is typed is a line of its own, and the change is there when its note is opened again.
    desk.keys("Esc");
    desk.commit("三つめ");
    desk.keys("Enter Esc Shift-Tab ↑ Enter");
    assert_eq!(line(&desk), "べつのメモ、半分");
    desk.keys("Esc w");
    let texts: Vec<String> = notes(&desk).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["はじめのメモ", "べつのメモ、半分", "三つめ"]);
}

#[test]
fn the_arrows_walk_through_the_notes_that_are_unchanged_and_back_to_the_new_line() {
    let mut desk = on_items();
    for text in ["一つめ", "二つめ", "三つめ"] {
        desk.commit(text);
        desk.keys("Enter");
    }
    desk.keys("↑");
    assert_eq!(line(&desk), "三つめ");
    desk.keys("↑ ↑");
    assert_eq!(line(&desk), "一つめ");
    desk.keys("↑");
    assert_eq!(line(&desk), "一つめ", "there is none before");
    desk.keys("↓");
    assert_eq!(line(&desk), "二つめ");
    desk.commit("、なおした");
    desk.keys("↑");
    assert_eq!(line(&desk), "二つめ、なおした", "what is changed is kept or left first");
    desk.keys("Enter ↑ ↓");
    assert_eq!(line(&desk), "");
    let texts: Vec<String> = notes(&desk).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["一つめ", "二つめ、なおした", "三つめ"]);
}

#[test]
fn a_private_line_says_so() {
    let mut desk = on_items();
    desk.commit("自分だけ");
    desk.keys("Enter Esc Shift-Tab Ctrl-P");
    desk.commit("非公開");
    desk.keys("Enter");
    assert!(desk.on_disk().notes[0].private, "{}", desk.picture());
    assert!(desk.picture().contains("[非公開] 自分だけ"), "{}", desk.picture());
}

#[test]
fn down_leads_from_the_script_to_the_notes_and_up_back() {
    let mut desk = on_items();
    for text in ["一つめ", "二つめ"] {
        desk.commit(text);
        desk.keys("Enter");
    }
    let cursor = |desk: &Desk| {
        desk.picture().lines().find(|row| row.starts_with('>') || row.contains("│>")).unwrap_or_default().to_owned()
    };
    desk.keys("Esc End");
    let last_row = cursor(&desk);
    desk.keys("↓");
    assert!(cursor(&desk).contains("一つめ"), "{}", desk.picture());
    desk.keys("↓ ↓");
    assert!(cursor(&desk).contains("二つめ"), "{}", desk.picture());
    desk.keys("↑ ↑");
    assert_eq!(cursor(&desk), last_row);
    // In a line that is being typed the arrow says nothing.
    desk.commit("書きかけ");
    let said = desk.model.core.notices.history().count();
    desk.keys("↓");
    assert_eq!((line(&desk).as_str(), desk.model.core.notices.history().count()), ("書きかけ", said));
}

#[test]
fn a_note_that_is_being_changed_is_made_private_moved_and_blacked_out() {
    for lang in Lang::ALL {
        let mut desk = Desk::started(lang, (80, 24), Meeting::Usual);
        desk.commit("first line");
        desk.keys("Enter");
        desk.commit("second line");
        desk.keys("Enter ↑");
        assert!(desk.picture().contains(session::note_palette(lang)), "{}", desk.picture());
        desk.keys("Ctrl-P");
        desk.commit("private note line");
        desk.keys("Enter");
        let private = |desk: &Desk| desk.on_disk().notes.iter().map(|note| note.private).collect::<Vec<_>>();
        assert_eq!((private(&desk), desk.model.context()), (vec![false, true], Context::Note));
        desk.keys("Ctrl-P");
        desk.commit("move-note");
        desk.keys("Enter");
        assert_eq!(desk.model.context(), Context::MoveNote, "{}", desk.picture());
        desk.keys("Esc Ctrl-P");
        desk.commit("black-out");
        desk.keys("Enter");
        assert_eq!(desk.model.context(), Context::BlackOut, "{}", desk.picture());
        desk.keys("x");
        assert!(desk.on_disk().notes[1].is_blacked_out() && !desk.on_disk().notes[0].is_blacked_out());
        assert_eq!((line(&desk).as_str(), desk.model.context()), ("", Context::Note));
        // An empty line means no note.
        desk.keys("Ctrl-P");
        desk.commit("private note line");
        desk.keys("Enter");
        assert_eq!(desk.model.context(), Context::Palette, "{}", desk.picture());
        assert!(desk.picture().contains(crate::i18n::notice::why_no_note_meant(lang)), "{}", desk.picture());
    }
}

#[test]
fn a_change_of_a_note_that_has_gone_elsewhere_is_a_line_of_its_own() {
    let mut desk = on_items();
    desk.commit("一つめ");
    desk.keys("Enter ↑");
    desk.commit("と半分");
    let note = desk.on_disk().notes[0].id;
    desk.keys("Esc u n");
    assert_eq!((desk.on_disk().notes.len(), line(&desk).as_str()), (0, "一つめと半分"));
    desk.keys("Enter");
    assert_eq!(notes(&desk), [(NoteKind::Memo, "一つめと半分".to_owned())]);
    assert_ne!(desk.on_disk().notes[0].id, note);
}

#[test]
fn undo_right_after_blacking_out_says_that_it_stays_and_takes_nothing_else() {
    for lang in Lang::ALL {
        let mut desk = Desk::started(lang, (80, 24), Meeting::Usual);
        desk.keys("↓ ↓ 3");
        desk.commit("first line");
        desk.keys("Enter ↑ Ctrl-P");
        desk.commit("black-out");
        desk.keys("Enter x Esc");
        let recorded = desk.recorded.len();
        desk.keys("u");
        assert_eq!((desk.recorded.len(), outcomes(&desk)[0]), (recorded, Outcome::Stuck));
        assert!(desk.picture().contains(crate::i18n::notice::blacked_out_stays(lang)), "{}", desk.picture());
        desk.keys("u");
        assert_eq!(desk.recorded.len(), recorded + 1, "the next one goes on");
        // Whatever is recorded in between is what undo means.
        desk.keys("3 u");
        assert_eq!(desk.recorded.len(), recorded + 3);
    }
}

#[test]
fn the_texts_of_all_kinds_begin_in_one_column() {
    for lang in Lang::ALL {
        let mut desk = Desk::started(lang, (100, 30), Meeting::Usual);
        desk.keys("n");
        for (kind, tabs) in NoteKind::ALL.iter().zip(0..) {
            (0..tabs).for_each(|_| desk.keys("Tab"));
            desk.commit(&format!("◎{}", kind.word()));
            desk.keys("Enter");
        }
        desk.keys("Esc");
        let rows = desk.screen().0;
        let begins: Vec<usize> = rows
            .iter()
            .filter(|row| row.starts_with(" 14:"))
            .filter_map(|row| row.split_once('◎'))
            .map(|(before, _)| cells(before))
            .collect();
        assert!(begins.len() >= 2 && begins.iter().all(|at| Some(at) == begins.first()), "{}", desk.picture());
    }
}
