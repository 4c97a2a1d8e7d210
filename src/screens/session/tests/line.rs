//! The note line: what is typed, how it is filed, where the caret is.

use super::*;

#[test]
fn committed_text_is_a_note_and_runs_nothing() {
    let mut desk = desk();
    let before = desk.recorded.len();
    desk.commit("ぜひjk1使います");
    assert_eq!((desk.model.context(), line(&desk)), (Context::Note, "ぜひjk1使います".to_owned()));
    assert_eq!(desk.recorded.len(), before);
    desk.keys("Enter");
    assert_eq!(notes(&desk), [(NoteKind::Memo, "ぜひjk1使います".to_owned())]);
    // It stays for the next line; an empty one is nothing.
    desk.keys("Enter Enter");
    assert_eq!((desk.model.context(), notes(&desk).len()), (Context::Note, 1));
    desk.keys("Esc");
    desk.commit("か");
    assert_eq!(line(&desk), "か");
    desk.keys("Esc");
    desk.read(vec![Input::Paste("j1ww".to_owned())]);
    assert_eq!(line(&desk), "かj1ww");
}

#[test]
fn lines_are_filed_by_key_by_tab_and_by_prefix() {
    let mut desk = desk();
    for (key, kind) in
        [("v", NoteKind::Request), ("y", NoteKind::Promise), ("Q", NoteKind::Question), ("+", NoteKind::Win)]
    {
        desk.keys(key);
        desk.commit("テスト");
        desk.keys("Enter Esc");
        assert_eq!(notes(&desk).last().unwrap().0, kind, "{key}");
    }
    desk.keys("F2 Tab Tab Tab");
    assert!(desk.picture().contains("[つまずき]"), "{}", desk.picture());
    desk.commit("一覧が長い");
    desk.keys("Enter Shift-Tab");
    assert!(desk.picture().contains("[できた]"), "{}", desk.picture());
    desk.keys("Tab");
    desk.commit("宿題： 三人さがす");
    assert!(desk.picture().contains("[宿題]"), "{}", desk.picture());
    desk.keys("Enter");
    let found = notes(&desk);
    assert_eq!(found[4], (NoteKind::Stuck, "一覧が長い".to_owned()));
    assert_eq!(found[5], (NoteKind::Homework, "三人さがす".to_owned()));
    assert!(desk.on_disk().next_homework.iter().any(|h| h.text == "三人さがす"));
    assert_eq!(desk.on_disk().open_questions.len(), 2, "a promise and a question");
}

#[test]
fn a_note_knows_its_minute_and_what_was_taught() {
    let mut desk = on_items();
    desk.pass(190);
    desk.keys("n");
    desk.commit("忙しい");
    desk.keys("Enter");
    let Some(Record::Note(note)) = desk.recorded.last() else { panic!("{:?}", desk.recorded.last()) };
    assert_eq!((note.section.as_deref(), note.item.as_deref()), (Some("lecture"), Some("s05-alerts")));
    assert_eq!(desk.on_disk().notes[0].minute, Some(3));
    assert!(desk.picture().contains(" 14:03 メモ     忙しい"), "{}", desk.picture());
}

#[test]
fn the_words_of_the_record_before_come_into_an_empty_line_and_go_as_one() {
    let of_last = "(SELECT id FROM session WHERE closed_at IS NOT NULL ORDER BY started_at DESC LIMIT 1)";
    // Its hand-over line, else its summary, else what was noted last in it; a private line is for nobody.
    for (sql, taken) in [
        (String::new(), told(Lang::Ja).focus),
        (
            format!("UPDATE session SET next_focus = '', summary = '検索まで進んだ' WHERE id = {of_last};"),
            "検索まで進んだ",
        ),
        (
            format!(
                "UPDATE session SET next_focus = NULL, summary = NULL WHERE id = {of_last};
                 INSERT INTO note (id, session_id, text, at, private, created_at, updated_at) VALUES
                 (x'01', {of_last}, '最後の行', 7, 0, 0, 0), (x'02', {of_last}, '内緒', 8, 1, 0, 0);"
            ),
            "最後の行",
        ),
    ] {
        let mut desk = Desk::new(Lang::Ja, (100, 30), Meeting::Usual);
        desk.db.conn().execute_batch(&sql).unwrap();
        desk.keys("Enter n Ctrl-T");
        assert_eq!(line(&desk), taken, "{}", desk.picture());
        desk.commit("、続き");
        desk.keys("Ctrl-T Ctrl-Z Ctrl-Z");
        assert_eq!(line(&desk), "");
    }
    let mut first = Desk::started(Lang::Ja, (100, 30), Meeting::First);
    first.keys("n Ctrl-T");
    assert!(line(&first).is_empty() && first.picture().contains("前回の記録に文がありません"), "{}", first.picture());
}

#[test]
fn undo_in_the_line_takes_typing_alone_and_says_how_the_rest_goes() {
    let mut desk = on_items();
    desk.keys("3");
    desk.commit("一行目");
    desk.keys("Enter");
    assert!(desk.picture().contains("メモを残しました  Esc u で取消"), "{}", desk.picture());
    desk.commit("二行目");
    desk.keys("Enter a b c");
    desk.keys("Ctrl-Z");
    assert_eq!((line(&desk).as_str(), notes(&desk).len()), ("", 2));
    let recorded = desk.recorded.len();
    desk.keys("Ctrl-Z Ctrl-Z Ctrl-Z");
    assert_eq!((notes(&desk).len(), desk.recorded.len()), (2, recorded), "what was kept stays");
    assert!(desk.picture().contains("打った分はもうありません。残した記録の取消は Esc u"), "{}", desk.picture());
    desk.keys("F3");
    assert!(desk.picture().contains("済 にしました  Esc u で取消"), "{}", desk.picture());
    desk.keys("Ctrl-Z");
    assert_eq!(outcomes(&desk)[..2], [Outcome::Stuck, Outcome::Done]);
    desk.keys("Esc u u");
    assert_eq!((outcomes(&desk)[1], notes(&desk).len()), (Outcome::Planned, 1));
    // Half typed, undo is as near; and the half-typed line stays.
    desk.commit("約束: 送る");
    desk.keys("Enter");
    assert!(desk.picture().contains("その日)  Esc u で取消"), "{}", desk.picture());
    desk.commit("半分");
    desk.keys("Esc u");
    assert_eq!((notes(&desk).len(), line(&desk).as_str()), (1, "半分"));
}

#[test]
fn typing_that_is_taken_back_stops_at_the_text_the_line_opened_with() {
    let mut desk = on_items();
    desk.commit("一行目");
    desk.keys("Enter ↑");
    desk.commit("と半分");
    desk.keys("Ctrl-Z Ctrl-Z Ctrl-Z");
    assert_eq!(line(&desk), "一行目");
    assert!(desk.picture().contains("打った分はもうありません"), "{}", desk.picture());
    assert_eq!(notes(&desk).len(), 1);
}

#[test]
fn a_long_line_goes_on_in_the_row_below_typed_and_kept() {
    for size in [(80, 24), (60, 20), (100, 30)] {
        let mut desk = Desk::started(Lang::Ja, size, Meeting::Usual);
        let head = "検索のしかたをもう一度";
        let tail = "つぎの回で紙を渡す";
        let text = format!("{head}{}{tail}", "あ".repeat(usize::from(size.0) / 2 - 8));
        desk.commit(&text);
        let rows = |desk: &Desk| desk.screen().0;
        let at = |rows: &[String], what: &str| rows.iter().position(|row| row.contains(what));
        let typed = rows(&desk);
        assert_eq!(at(&typed, "紙を渡す"), at(&typed, head).map(|y| y + 1), "{}", desk.picture());
        let caret = desk.screen().1.unwrap();
        assert_eq!(Some(usize::from(caret.1)), at(&typed, "紙を渡す"));
        desk.keys("Enter Esc");
        let kept = rows(&desk);
        assert_eq!(at(&kept, "紙を渡す"), at(&kept, head).map(|y| y + 1), "{}", desk.picture());
    }
}

#[test]
fn what_looks_like_a_patient_is_hinted_at_and_kept() {
    let mut desk = desk();
    desk.commit("田中さん 78歳 糖尿病");
    assert!(desk.picture().contains("患者さんの情報かもしれません"), "{}", desk.picture());
    desk.keys("Enter");
    assert_eq!(notes(&desk).len(), 1);
}

#[test]
fn a_line_that_a_stray_enter_split_is_joined_by_backspace() {
    let mut desk = on_items();
    desk.commit("検索でとまり");
    desk.keys("Enter");
    desk.commit("やすい");
    desk.keys("Home Backspace");
    assert_eq!(line(&desk), "検索でとまりやすい");
    desk.commit("、");
    desk.keys("Enter");
    assert_eq!(notes(&desk), [(NoteKind::Memo, "検索でとまり、やすい".to_owned())]);
    // On the empty line behind it as well, but not when that was emptied by holding the key.
    desk.keys("Backspace");
    assert_eq!(line(&desk), "検索でとまり、やすい");
    desk.keys("Esc n x Backspace Backspace");
    assert_eq!(line(&desk), "");
}

#[test]
fn behind_the_blank_page_a_note_is_typed_corrected_and_kept() {
    let mut desk = on_items();
    desk.keys("Ctrl-\\");
    desk.commit("見えなくても書ける");
    desk.keys("Backspace Enter Ctrl-\\");
    assert_eq!(notes(&desk), [(NoteKind::Memo, "見えなくても書け".to_owned())]);
    assert_eq!(outcomes(&desk)[0], Outcome::Planned);
}

#[test]
fn behind_the_blank_page_one_committed_character_is_a_note_and_a_full_width_digit_nothing() {
    let mut desk = on_items();
    desk.keys("Ctrl-\\");
    desk.commit("３");
    desk.commit("か");
    desk.commit("ぜ");
    desk.keys("Ctrl-\\");
    assert_eq!((desk.model.context(), line(&desk)), (Context::Note, "かぜ".to_owned()));
    assert_eq!(outcomes(&desk)[0], Outcome::Planned);
}

#[test]
fn notes_work_in_a_window_that_is_too_small() {
    let mut desk = Desk::started(Lang::Ja, (52, 12), Meeting::Usual);
    desk.commit("ちいさな窓");
    let (rows, caret) = desk.screen();
    assert!(rows[0].contains("広げてください") && rows[1].contains("ちいさな窓"), "{rows:?}");
    assert_eq!(caret, Some((10, 1)));
    desk.keys("Enter");
    assert_eq!(notes(&desk).len(), 1);
}

#[test]
fn the_caret_is_where_the_text_goes() {
    let text = "日本語abｃ😀か゛";
    for size in SIZES {
        let mut desk = Desk::started(Lang::Ja, size, Meeting::Usual);
        desk.commit(text);
        let (rows, caret) = desk.screen();
        let (x, y) = caret.unwrap();
        assert!(rows[usize::from(y)].starts_with(&format!(" > {text}")), "{}", rows[usize::from(y)]);
        assert_eq!(usize::from(x), 3 + cells(text));
        desk.keys("Home");
        assert_eq!(desk.screen().1, Some((3, y)));
        desk.keys("Ctrl-G");
        let (rows, caret) = desk.screen();
        assert!(rows[usize::from(y)].contains("入力中") && caret.is_some(), "{}", rows[usize::from(y)]);
    }
}

#[test]
fn home_and_end_of_a_long_line_are_those_of_the_row_first() {
    for size in [(60, 20), (80, 24), (100, 30)] {
        let mut desk = Desk::started(Lang::Ja, size, Meeting::Usual);
        let row = usize::from(size.0 - 4) / 2;
        desk.commit(&"あ".repeat(row * 2 + 3));
        let caret = |desk: &Desk| {
            let Some(Screen::Session(state)) = desk.model.screen() else { panic!("not in a session") };
            state.line.field.editor().caret() / "あ".len()
        };
        desk.keys("↑");
        assert_eq!(caret(&desk), row + 3);
        desk.keys("Home");
        assert_eq!(caret(&desk), row, "{size:?}: of its row");
        desk.keys("Home");
        assert_eq!(caret(&desk), 0, "{size:?}: of the line");
        desk.keys("End");
        assert_eq!(caret(&desk), row - 1, "{size:?}: the last place of its row");
        desk.keys("End");
        assert_eq!(caret(&desk), row * 2 + 3, "{size:?}");
        desk.keys("Ctrl-A");
        assert_eq!(caret(&desk), 0, "{size:?}: at once");
        desk.keys("Ctrl-E");
        assert_eq!(caret(&desk), row * 2 + 3, "{size:?}");
    }
}

#[test]
fn up_and_down_walk_through_the_rows_of_a_long_line() {
    for size in [(60, 20), (80, 24), (100, 30)] {
        let mut desk = Desk::started(Lang::Ja, size, Meeting::Usual);
        desk.commit("一つめ");
        desk.keys("Enter");
        // A closing bracket does not begin a row, so that the first one is shorter than it could be.
        let row = usize::from(size.0 - 4) / 2;
        let text = format!("{}）{}", "あ".repeat(row), "い".repeat(row + 3));
        desk.commit(&text);
        let cell = |desk: &Desk| {
            let Some(Screen::Session(state)) = desk.model.screen() else { panic!("not in a session") };
            Wrapped::to_edit(&text, usize::from(size.0 - 4)).cell_of(state.line.field.editor().caret())
        };
        let start = cell(&desk);
        assert!(start.0 >= 2, "{size:?}: {start:?}");
        let x = desk.screen().1.unwrap().0;
        desk.keys("↑");
        assert_eq!(
            (cell(&desk), line(&desk), desk.model.context()),
            ((start.0 - 1, start.1), text.clone(), Context::Note)
        );
        assert_eq!(desk.screen().1.unwrap().0, x, "{size:?}: the same cell\n{}", desk.picture());
        desk.keys("↓ ↓");
        assert_eq!((cell(&desk), line(&desk)), (start, text.clone()), "{size:?}: the last row");
        desk.keys("↑ ↑ ↑ ↑");
        assert_eq!(line(&desk), text, "half typed, no other line comes into its place");
        // As it is kept, the first row leads on to the line before.
        desk.keys("Enter ↑ ↑ ↑");
        assert_eq!(line(&desk), text, "{size:?}");
        desk.keys("↑");
        assert_eq!(line(&desk), "一つめ", "{size:?}");
        desk.keys("↓");
        assert_eq!(line(&desk), text);
        desk.keys("↓");
        assert_eq!(line(&desk), "");
    }
}
