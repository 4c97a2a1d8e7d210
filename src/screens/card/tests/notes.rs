//! The note line of the card.

use super::*;

#[test]
fn undo_in_the_line_takes_typing_alone_and_the_kept_line_goes_from_outside() {
    let mut bench = card(Lang::Ja, (80, 24), Some(inoue(Lang::Ja)));
    bench.press("n");
    bench.press("Ctrl-Z");
    assert!(bench.records().is_empty(), "nothing was kept");
    bench.type_text("一行目");
    bench.press("Enter");
    let kept = bench.records()[0].0;
    bench.on_disk(kept);
    assert!(bench.screen().contains("メモを残しました  Esc u で取消"), "{}", bench.screen());
    bench.press("Ctrl-Z Ctrl-Z");
    assert!(matches!(bench.records()[..], [(_, Record::Note(_))]), "{:?}", bench.records());
    assert!(bench.screen().contains("打った分はもうありません。残した記録の取消は Esc u"), "{}", bench.screen());
    bench.press("Esc u");
    assert!(matches!(bench.records()[..], [(_, Record::Note(_)), (_, Record::Undo)]), "{:?}", bench.records());
}

#[test]
fn the_last_hand_over_line_comes_into_the_empty_line() {
    let mut bench = card(Lang::Ja, (80, 24), Some(inoue(Lang::Ja)));
    bench.press("n Ctrl-T");
    assert_eq!(state(&bench).note.text(), "手を動かすと早い。説明は短く");
    bench.press("Ctrl-T Ctrl-Z");
    assert!(state(&bench).note.is_empty());
}

#[test]
fn help_of_the_note_line_knows_that_typing_is_a_note() {
    let mut bench = card(Lang::Ja, (120, 50), Some(inoue(Lang::Ja)));
    bench.press("n F1");
    assert!(bench.screen().contains("文字を打つとメモになります"), "{}", bench.screen());
}

#[test]
fn japanese_typing_opens_a_note_and_enter_keeps_it() {
    let mut bench = card(Lang::Ja, (80, 24), Some(inoue(Lang::Ja)));
    bench.type_text("要望: 字を大きく");
    assert!(bench.screen().contains("要望: 字を大きく"));
    bench.press("Enter");
    let [line] = notes(&bench).try_into().unwrap();
    assert_eq!((line.learner, line.session, line.kind), (Some(id(2)), None, NoteKind::Request));
    assert_eq!(line.text, "字を大きく");
    // The line stays open for the next one; Esc leaves it.
    assert!(state(&bench).typing && state(&bench).note.is_empty());
    bench.press("Enter");
    assert_eq!(notes(&bench).len(), 1);
    bench.press("Esc");
    assert!(!state(&bench).typing);
}

#[test]
fn tab_changes_the_kind_and_a_prefix_overrules_it() {
    let mut bench = card(Lang::Ja, (80, 24), Some(inoue(Lang::Ja)));
    bench.press("n Tab");
    bench.type_text("印刷はできるか");
    bench.press("Enter Shift-Tab");
    bench.type_text("約束(11/30): 調べて答える");
    bench.press("Enter");
    let kept: Vec<_> = notes(&bench).into_iter().map(|n| (n.kind, n.text, n.promised_by)).collect();
    assert_eq!(
        kept,
        [
            (NoteKind::Question, "印刷はできるか".to_owned(), None),
            (NoteKind::Promise, "調べて答える".to_owned(), Some(date(11, 30))),
        ]
    );
}

#[test]
fn a_note_that_did_not_reach_the_disk_is_in_the_field_again() {
    let mut bench = card(Lang::Ja, (80, 24), Some(inoue(Lang::Ja)));
    bench.type_text("大事なこと");
    bench.press("Enter");
    bench.type_text("つぎの行");
    let (id, _) = bench.records()[0];
    bench.answer(id, Err(Failure::Trouble(Trouble::DiskFull)));
    assert_eq!(state(&bench).note.text(), "大事なこと つぎの行");
}

#[test]
fn what_looks_like_a_patient_is_said() {
    let mut bench = card(Lang::Ja, (80, 24), Some(inoue(Lang::Ja)));
    bench.type_text("佐々木さま 78歳の薬歴");
    bench.press("Enter");
    assert!(bench.screen().contains("患者さんの情報のようです"));
    let (id, _) = bench.records()[0];
    bench.on_disk(id);
    assert!(bench.screen().contains("患者さんの情報のようです"));
}

#[test]
fn a_promise_by_a_date_that_cannot_be_read_keeps_its_words() {
    let mut bench = card(Lang::Ja, (80, 24), Some(inoue(Lang::Ja)));
    bench.type_text("約束(来週): 調べる");
    bench.press("Enter");
    let [line] = notes(&bench).try_into().unwrap();
    assert_eq!((line.kind, line.text.as_str(), line.promised_by), (NoteKind::Promise, "約束(来週): 調べる", None));
}

#[test]
fn a_half_typed_line_survives_leaving_and_a_restart() {
    let mut bench = card(Lang::Ja, (80, 24), Some(inoue(Lang::Ja)));
    bench.type_text("書きかけ");
    bench.press("Esc");
    let saved = bench.effects.iter().rev().find_map(|effect| match effect {
        Effect::SaveDraft(draft) => Some(draft.clone()),
        _ => None,
    });
    let draft = saved.unwrap();
    assert_eq!((draft.field.as_str(), draft.owner, draft.text.as_str()), ("card_note", id(2), "書きかけ"));
    bench.press("n");
    assert_eq!(state(&bench).note.text(), "書きかけ");
    let mut fresh = super::super::State::new(id(2));
    assert!(crate::app::Page::restore(&mut fresh, &draft) && fresh.note.text() == "書きかけ");
    assert!(!crate::app::Page::restore(&mut fresh, &draft), "never over what is typed");
    // Closed and opened again within one run.
    bench.press("Esc");
    bench.press("Esc");
    bench.open_card(id(2));
    show(&mut bench, inoue(Lang::Ja));
    assert!(state(&bench).note.is_empty());
    let asked = bench.asked(|ask| matches!(ask, Ask::Resume));
    let draft = Draft { beside: "promise".to_owned(), ..draft };
    bench.answer(asked, Ok(Reply::Resume(ResumeView { running: None, last_sign: None, drafts: vec![draft] })));
    assert_eq!((state(&bench).note.text(), state(&bench).kind), ("書きかけ".to_owned(), NoteKind::Promise));
    assert!(bench.screen().contains("書きかけを戻しました"));
}
