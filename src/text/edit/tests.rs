use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::super::width::glyphs;
use super::super::wrap::Wrapped;
use super::*;

fn many(text: &str) -> Editor {
    Editor::new(text, Lines::Many)
}

/// The text with `|` at the caret.
fn shown(editor: &Editor) -> String {
    let mut text = editor.text();
    text.insert(editor.caret(), '|');
    text
}

/// An editor from a text with `|` at the caret.
fn at(marked: &str) -> Editor {
    let mut editor = many(&marked.replace('|', ""));
    editor.set_caret(marked.find('|').unwrap());
    editor
}

#[test]
fn a_burst_is_one_change_and_one_step() {
    let mut editor = many("メモ");
    let edit = editor.insert("日本語abｃ😀か゛").unwrap().unwrap();
    assert_eq!((edit.at, edit.removed.as_str(), edit.inserted.as_str()), (6, "", "日本語abｃ😀か゛"));
    assert_eq!(shown(&editor), "メモ日本語abｃ😀か゛|");
    editor.undo().unwrap();
    assert_eq!(shown(&editor), "メモ|");
    assert_eq!(editor.undo(), None);
    editor.redo().unwrap();
    assert_eq!(shown(&editor), "メモ日本語abｃ😀か゛|");
    assert_eq!(editor.redo(), None);
}

#[test]
fn bursts_are_taken_back_one_by_one_down_to_the_opening_text() {
    let mut editor = many("初め");
    for burst in ["あ", "い", "う"] {
        editor.insert(burst).unwrap();
    }
    editor.undo();
    assert_eq!(shown(&editor), "初めあい|");
    editor.insert("え").unwrap();
    assert_eq!(editor.redo(), None);
    for left in ["初めあい|", "初めあ|", "初め|"] {
        editor.undo().unwrap();
        assert_eq!(shown(&editor), left);
    }
    assert_eq!(editor.undo(), None);
}

#[test]
fn a_run_of_deletions_is_one_step() {
    let mut editor = many("あいう");
    for _ in 0..2 {
        editor.apply(EditKey::Backspace);
    }
    editor.apply(EditKey::Left);
    editor.apply(EditKey::Delete);
    assert_eq!(shown(&editor), "|");
    editor.undo();
    assert_eq!(shown(&editor), "|あ");
    editor.undo();
    assert_eq!(shown(&editor), "あいう|");
    editor.redo();
    assert_eq!(shown(&editor), "あ|");

    let mut forward = at("|あいう");
    forward.apply(EditKey::Delete);
    forward.apply(EditKey::Delete);
    assert_eq!(shown(&forward), "|う");
    let back = forward.undo().unwrap();
    assert_eq!((back.at, back.inserted.as_str()), (0, "あい"));
    assert_eq!(shown(&forward), "|あいう");
}

#[test]
fn what_comes_together_by_a_deletion_is_a_step_of_its_own() {
    // Without the x the two parts of a Hangul syllable are one grapheme, and the caret stands behind it.
    let mut editor = at("ᄒx|ᅡy");
    editor.apply(EditKey::Backspace);
    editor.apply(EditKey::Backspace);
    assert_eq!(shown(&editor), "|y");
    editor.undo();
    editor.undo();
    assert_eq!(shown(&editor), "ᄒx|ᅡy");
}

#[test]
fn the_caret_goes_by_graphemes() {
    let text = "か\u{3099}ｶﾞ👩\u{200d}🏫🇯🇵葛\u{e0100}";
    let mut editor = many(text);
    let mut places = vec![editor.caret()];
    while editor.caret() > 0 {
        editor.apply(EditKey::Left);
        places.push(editor.caret());
    }
    // が came in composed, so it is of three bytes.
    assert_eq!(places, [35, 28, 20, 9, 3, 0]);
}

#[test]
fn backspace_and_delete_take_whole_graphemes() {
    let mut editor = many("が👩\u{200d}🏫");
    let edit = editor.apply(EditKey::Backspace).unwrap();
    assert_eq!(edit.removed, "👩\u{200d}🏫");
    assert_eq!(shown(&editor), "が|");
    editor.apply(EditKey::Home);
    editor.apply(EditKey::Delete);
    assert_eq!(shown(&editor), "|");
    assert_eq!(editor.apply(EditKey::Delete), None);
    assert_eq!(editor.apply(EditKey::Backspace), None);
}

#[test]
fn a_late_voicing_mark_joins_its_kana() {
    let mut editor = at("か|き");
    let edit = editor.insert("\u{3099}").unwrap().unwrap();
    assert_eq!((edit.at, edit.removed.as_str(), edit.inserted.as_str()), (0, "か", "が"));
    assert_eq!(shown(&editor), "が|き");
    editor.undo();
    assert_eq!(shown(&editor), "か|き");
}

#[test]
fn what_may_not_stay_does_not_come_in() {
    let mut editor = many("");
    assert_eq!(editor.insert("\x1b\u{202e}\u{200b}\u{3099}"), Ok(None));
    editor.insert("か\u{3099}\x1b[31m").unwrap();
    assert_eq!(editor.text(), "が[31m");
}

#[test]
fn home_and_end_are_those_of_the_line() {
    let mut editor = at("一行目\n二行|目\n三");
    editor.apply(EditKey::Home);
    assert_eq!(shown(&editor), "一行目\n|二行目\n三");
    editor.apply(EditKey::End);
    assert_eq!(shown(&editor), "一行目\n二行目|\n三");
    editor.apply(EditKey::Right);
    assert_eq!(shown(&editor), "一行目\n二行目\n|三");
    editor.apply(EditKey::Left);
    assert_eq!(shown(&editor), "一行目\n二行目|\n三");
}

#[test]
fn line_keys_delete_what_they_say() {
    for (before, key, after) in [
        ("一二|三\n四", EditKey::DeleteToHome, "|三\n四"),
        ("一\n|四", EditKey::DeleteToHome, "一\n|四"),
        ("一|二三\n四", EditKey::DeleteToEnd, "一|\n四"),
        ("一|\n四", EditKey::DeleteToEnd, "一|四"),
        ("一\n|四", EditKey::Backspace, "一|四"),
        ("一|\n四", EditKey::Delete, "一|四"),
        ("検索の絞り込み|", EditKey::DeleteWord, "検索の絞り込|"),
        ("絞り込みテンプレート|一覧", EditKey::DeleteWord, "絞り込み|一覧"),
        ("hello world  |x", EditKey::DeleteWord, "hello |x"),
        ("朝に作る。|", EditKey::DeleteWord, "朝に作る|"),
        ("一\n|二", EditKey::DeleteWord, "一|二"),
        ("　|", EditKey::DeleteWord, "|"),
    ] {
        let mut editor = at(before);
        editor.apply(key);
        assert_eq!(shown(&editor), after, "{before} {key:?}");
        editor.undo();
        assert_eq!(shown(&editor), before);
    }
}

#[test]
fn a_paste_with_line_ends() {
    let mut editor = at("前|後");
    let edit = editor.insert("一\r\n二\r三").unwrap().unwrap();
    assert_eq!(edit.inserted, "一\n二\n三");
    assert_eq!(shown(&editor), "前一\n二\n三|後");
    let back = editor.undo().unwrap();
    assert_eq!(back.removed, "一\n二\n三");
    assert_eq!(shown(&editor), "前|後");

    let mut line = Editor::new("前\n後", Lines::One);
    line.insert("一\r\n二\t三\u{2028}四\n").unwrap();
    assert_eq!(line.text(), "前 後一 二 三 四");
}

#[test]
fn too_much_is_refused_whole() {
    let mut editor = many(&"あ".repeat(MAX_BYTES / 3));
    let before = editor.clone();
    assert_eq!(editor.insert("い"), Err(TooLong));
    assert_eq!((editor.text(), editor.caret()), (before.text(), before.caret()));
    assert!(editor.insert("x").unwrap().is_some());
    assert_eq!(editor.len(), MAX_BYTES);
    // What would not stay does not count.
    assert_eq!(editor.insert("\u{200b}"), Ok(None));
}

#[test]
fn rows_are_those_on_the_screen() {
    let mut editor = at("一二三四五六七\n八|");
    assert!(editor.move_rows(-1, 6));
    assert_eq!(shown(&editor), "一二三四五六七|\n八");
    assert!(editor.move_rows(-1, 6));
    assert_eq!(shown(&editor), "一二三四|五六七\n八");
    assert!(editor.move_rows(5, 6));
    assert_eq!(shown(&editor), "一二三四五六七\n八|");
    assert!(!editor.move_rows(1, 6));
    assert!(editor.move_rows(-9, 6));
    assert_eq!(shown(&editor), "一|二三四五六七\n八");
    assert!(!editor.move_rows(-1, 6));
}

#[test]
fn up_and_down_remember_where_they_began() {
    let mut editor = at("一二三四五|\nx\n一二三四五");
    editor.move_rows(1, 20);
    assert_eq!(shown(&editor), "一二三四五\nx|\n一二三四五");
    editor.move_rows(1, 20);
    assert_eq!(shown(&editor), "一二三四五\nx\n一二三四五|");
    editor.apply(EditKey::Left);
    editor.move_rows(-2, 20);
    assert_eq!(shown(&editor), "一二三四|五\nx\n一二三四五");
}

#[test]
fn a_full_row_has_a_row_for_the_caret_below() {
    let mut editor = at("一二三|\n四");
    assert!(editor.move_rows(1, 6));
    assert_eq!(shown(&editor), "一二三\n|四");
    assert!(editor.move_rows(-1, 6));
    assert_eq!(shown(&editor), "一二三|\n四");
    assert!(editor.move_rows(-1, 6));
    assert_eq!(shown(&editor), "|一二三\n四");
}

#[test]
fn one_long_line_has_the_rows_that_it_is_wrapped_to() {
    let mut editor = Editor::new("とても長い一行", Lines::One);
    assert!(editor.has_row_above(4));
    assert!(editor.move_rows(-1, 4));
    assert_eq!(shown(&editor), "とても長い|一行");
    assert!(!editor.has_row_above(20) && !editor.move_rows(-1, 20));
}

#[test]
fn the_edges_of_a_row_come_before_those_of_its_line() {
    let mut editor = Editor::new("一二三四五六七", Lines::One);
    editor.set_caret("一二三四".len());
    assert!(editor.move_to_edge(true, 6));
    assert_eq!(shown(&editor), "一二三四五|六七", "what is behind it would stand in the next row");
    assert!(!editor.move_to_edge(true, 6), "the second press is that of the line");
    assert!(editor.move_to_edge(false, 6));
    assert_eq!(shown(&editor), "一二三|四五六七");
    assert!(!editor.move_to_edge(false, 6));
    // The last row ends with its line, and so does a line of one row.
    editor.set_caret(editor.len());
    assert!(!editor.move_to_edge(true, 6));
    assert!(editor.move_to_edge(false, 6));
    assert_eq!(shown(&editor), "一二三四五六|七");
    assert!(!editor.move_to_edge(true, 6) && !editor.move_to_edge(true, 20));
    // A blank that is not drawn ends its row, and the caret stands before it.
    let mut editor = Editor::new("ab cd ef", Lines::One);
    editor.set_caret(0);
    assert!(editor.move_to_edge(true, 6));
    assert_eq!(shown(&editor), "ab cd| ef");
}

#[test]
fn rows_of_one_line_are_walked_by_cells_and_never_split_a_grapheme() {
    // か with a voicing mark of its own and a family are one place each; a closing bracket does not begin a row.
    let family = "👨\u{200d}👩\u{200d}👧";
    let text = format!("一二三四）か\u{3099}{family}五六abc七");
    for width in 4..14 {
        let mut editor = Editor::new(&text, Lines::One);
        let mut seen = vec![editor.caret()];
        while editor.has_row_above(width) {
            assert!(editor.move_rows(-1, width), "{width}");
            seen.push(editor.caret());
            assert!(seen.len() < 40, "{width}: {seen:?}");
        }
        assert!(!editor.move_rows(-1, width), "{width}");
        let text = editor.text();
        let places: Vec<usize> = glyphs(&text).map(|(at, _, _)| at).chain([text.len()]).collect();
        let wrapped = Wrapped::to_edit(&text, width);
        let rows: Vec<usize> = seen.iter().map(|at| wrapped.cell_of(*at).0).collect();
        assert!(seen.iter().all(|at| places.contains(at)), "{width}: {seen:?}");
        assert_eq!(rows, (0..wrapped.height()).rev().collect::<Vec<_>>(), "{width}: each row once");
        // Down again, to the cell where it began.
        for _ in 0..rows.len() {
            editor.move_rows(1, width);
        }
        assert_eq!(editor.caret(), text.len(), "{width}");
    }
}

#[test]
fn debug_tells_no_text() {
    let mut editor = many("");
    let edit = editor.insert("佐藤さん").unwrap().unwrap();
    assert_eq!(format!("{edit:?}"), "Edit(at 0: -0 +12 bytes)");
    assert!(!format!("{editor:?}").contains('佐'));
}

#[derive(Debug, Clone)]
enum Act {
    Insert(&'static str),
    Letter(&'static str, bool),
    Key(EditKey),
    Caret(prop::sample::Index),
    Rows(isize),
    Edge(bool),
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = Act> {
    let bursts = prop::sample::select(vec![
        "日本",
        "a",
        "か",
        "\u{3099}",
        "ｶ",
        "ﾞ",
        "👩",
        "\u{200d}🏫",
        "🇯",
        "🇵",
        "\n",
        "一\r\n二",
        " ",
        "。",
        "\u{1b}",
        "ᄒ",
        "ᅡ",
        "\u{fe0f}",
    ]);
    let keys = prop::sample::select(vec![
        EditKey::Left,
        EditKey::Right,
        EditKey::Home,
        EditKey::End,
        EditKey::Backspace,
        EditKey::Delete,
        EditKey::DeleteWord,
        EditKey::DeleteToHome,
        EditKey::DeleteToEnd,
    ]);
    prop_oneof![
        4 => bursts.prop_map(Act::Insert),
        3 => (prop::sample::select(vec!["a", "b", " "]), any::<bool>()).prop_map(|(l, on)| Act::Letter(l, on)),
        4 => keys.prop_map(Act::Key),
        1 => any::<prop::sample::Index>().prop_map(Act::Caret),
        1 => (-3isize..4).prop_map(Act::Rows),
        1 => any::<bool>().prop_map(Act::Edge),
        1 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ]
}

proptest! {
    #[test]
    fn whatever_is_done_the_changes_tell_it(
        acts in prop::collection::vec(act(), 0..60), one in any::<bool>(), width in 2usize..12)
    {
        let mut editor = Editor::new("初め🇯\nか", if one { Lines::One } else { Lines::Many });
        let opened = editor.text();
        let mut mirror = opened.clone();
        for act in acts {
            let edit = match act {
                Act::Insert(burst) => editor.insert(burst).unwrap(),
                Act::Letter(letter, goes_on) => editor.insert_letter(letter, goes_on).unwrap(),
                Act::Key(key) => editor.apply(key),
                Act::Caret(at) => { editor.set_caret(at.index(editor.len() + 1)); None }
                Act::Edge(end) => { editor.move_to_edge(end, width); None }
                Act::Rows(rows) => { editor.move_rows(rows, width); None }
                Act::Undo => editor.undo(),
                Act::Redo => editor.redo(),
            };
            if let Some(edit) = edit {
                let end = edit.at + edit.removed.len();
                prop_assert_eq!(&mirror[edit.at..end], edit.removed.as_str());
                mirror.replace_range(edit.at..end, &edit.inserted);
            }
            let text = editor.text();
            prop_assert_eq!(&text, &mirror);
            prop_assert_eq!(editor.len(), text.len());
            prop_assert!(!one || !text.contains('\n'));
            let stands = text.grapheme_indices(true).any(|(at, _)| at == editor.caret()) || editor.caret() == text.len();
            prop_assert!(stands, "{} in {text:?}", editor.caret());
            let (row, cell) = Wrapped::to_edit(&text, width).cell_of(editor.caret());
            prop_assert!(cell < width, "{row} {cell}");
        }
        let done = (editor.text(), editor.caret());
        let mut steps = 0;
        while editor.undo().is_some() { steps += 1; }
        prop_assert_eq!(editor.text(), opened);
        if steps > 0 {
            let mut after = editor.clone();
            for _ in 0..steps { after.redo(); }
            prop_assert_eq!(after.text(), done.0);
        }
    }
}
