//! Keys in, rows on disk and cells on the screen out.

use proptest::prelude::*;
use ratatui::style::Modifier;

use super::bench::{Desk, Meeting, told};
use super::rows::Pane;
use crate::app::{Input, Msg, Screen, next_timer};
use crate::command::{Context, Key};
use crate::domain::{HomeworkState, NoteKind, Outcome};
use crate::i18n::{Lang, common, session};
use crate::request::{Failure, Record, Refusal, Trouble};
use crate::text::mask::Reveal;
use crate::text::width::cells;
use crate::text::wrap::Wrapped;

mod clock;
mod further;
mod moving;
mod runaway;
mod told;

const SIZES: [(u16, u16); 4] = [(60, 20), (80, 24), (100, 30), (160, 45)];
const MEETINGS: [Meeting; 4] = [Meeting::Usual, Meeting::First, Meeting::Late, Meeting::Kickoff];

fn desk() -> Desk {
    Desk::started(Lang::Ja, (100, 30), Meeting::Usual)
}

/// Past the homework of last time, on the first item of the lecture.
fn on_items() -> Desk {
    let mut desk = desk();
    desk.keys("↓ ↓");
    desk
}

fn outcomes(desk: &Desk) -> Vec<Outcome> {
    desk.on_disk().items.iter().filter(|item| !item.review).map(|item| item.outcome).take(4).collect()
}

fn notes(desk: &Desk) -> Vec<(NoteKind, String)> {
    desk.on_disk().notes.iter().map(|n| (n.kind, n.text.reveal(Reveal::granted()).to_string())).collect()
}

fn line(desk: &Desk) -> String {
    match desk.model.screen() {
        Some(Screen::Session(state)) => state.line.field.text(),
        _ => panic!("not in a session"),
    }
}

#[test]
fn homework_of_last_time_opens_the_session_and_gives_the_review_item_its_outcome() {
    let mut desk = desk();
    assert!(desk.picture().contains(">未 前回: 二人分を登録する"), "{}", desk.picture());
    desk.keys("1 3");
    assert_eq!(desk.homework(), [HomeworkState::Reviewed, HomeworkState::Missing]);
    let view = desk.on_disk();
    assert!(view.items[0].review && view.items[0].outcome != Outcome::Planned);
    assert!(desk.picture().contains(">未 1 注意表示"), "{}", desk.picture());
}

#[test]
fn wrapped_texts_leave_their_minutes_room_in_both_languages() {
    for lang in [Lang::Ja, Lang::En] {
        let picture = Desk::started(lang, (200, 50), Meeting::Usual).picture();
        let timed: Vec<&str> =
            picture.lines().filter(|row| row.contains(if lang == Lang::Ja { "分 " } else { " min" })).collect();
        assert!(!timed.is_empty(), "{picture}");
        for n in 1..=30 {
            let cut = if lang == Lang::Ja { format!(".. {n}分") } else { format!(".. {n} min") };
            assert!(!picture.replace("  ", " ").contains(&cut), "{cut} in\n{picture}");
        }
    }
}

#[test]
fn a_pane_that_has_more_is_turned_page_by_page_to_its_last_word() {
    for (lang, size) in [(Lang::Ja, (80, 24)), (Lang::En, (80, 24)), (Lang::Ja, (60, 20)), (Lang::En, (100, 30))] {
        let mut desk = Desk::started(lang, size, Meeting::Usual);
        // To the role-play, whose parts, scene and lines stand below its criteria.
        while !matches!(desk.model.screen(), Some(Screen::Session(state)) if state.pane() == Pane::RolePlay) {
            desk.keys("Tab");
        }
        let more = common::more_lines(lang, 1).chars().take(2).collect::<String>();
        let first = desk.picture();
        assert!(first.contains(&more), "{first}");
        let at = |desk: &Desk| match desk.model.screen() {
            Some(Screen::Session(state)) => state.at,
            _ => None,
        };
        // Below the clock.
        let body = |desk: &Desk| desk.picture().lines().skip(4).collect::<Vec<_>>().join("\n");
        let (cursor, mut seen, mut turned) = (at(&desk), String::new(), 0);
        while body(&desk).contains(&more) {
            seen.push_str(&body(&desk));
            desk.keys("PgDn");
            turned += 1;
        }
        seen.push_str(&body(&desk));
        let last = body(&desk);
        desk.keys("PgDn");
        assert_eq!((body(&desk), at(&desk)), (last, cursor), "nowhere to go, and the cursor stays where the marks go");
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let seen = bare(&seen);
        let play = desk.on_disk().role_play.unwrap();
        let told = [play.persona, play.setting, play.task];
        assert!(told.iter().any(Option::is_some));
        for word in told.iter().flatten().flat_map(|text| text.split_whitespace()).filter(|word| word.is_ascii()) {
            assert!(seen.contains(word), "{word} is on no page");
        }
        for _ in 0..turned {
            desk.keys("PgUp");
        }
        assert_eq!(body(&desk), first.lines().skip(4).collect::<Vec<_>>().join("\n"));
    }
}

#[test]
fn what_was_missing_before_waits_behind_the_work_of_the_day() {
    use super::rows::{self, Pane, RowKey};
    let mut view = desk().on_disk();
    let ids: Vec<_> = view.last_homework.iter().map(|h| h.id).collect();
    for homework in &mut view.last_homework {
        (homework.missed_before, homework.state) = (true, HomeworkState::Missing);
    }
    let order = rows::order(&view);
    let first = order.iter().position(|(_, key)| *key == RowKey::Homework(ids[0])).unwrap();
    assert!(order[..first].iter().all(|(pane, _)| *pane != Pane::Homework) && first > 0, "{order:?}");
    assert_eq!(order[first + 1].1, RowKey::Homework(ids[1]));
    // The review has nothing to look at: its minutes are not waited for.
    let steps = rows::steps(&view, |item| item.outcome);
    assert!(view.items[0].review && !view.looks_at_homework());
    assert_eq!(steps.len(), view.items.len() - 1);
}

#[test]
fn a_session_opens_on_what_it_has_not_decided_yet() {
    use super::rows::{RowKey, order, resume_at};
    let mut view = desk().on_disk();
    let ids: Vec<_> = view.last_homework.iter().map(|h| h.id).collect();
    let (due, old) = (RowKey::Homework(ids[0]), RowKey::Homework(ids[1]));
    (view.last_homework[1].missed_before, view.last_homework[1].state) = (true, HomeworkState::Missing);
    let rows: Vec<RowKey> = order(&view).into_iter().map(|(_, key)| key).collect();
    assert_eq!((rows[0], rows.contains(&old)), (due, true));
    let with = |done: &[RowKey]| resume_at(&view, |key| key == old || done.contains(&key)).unwrap();
    assert_eq!(with(&[]), due, "what was missing before says nothing about today");
    assert_eq!(with(&rows[..3]), rows[3]);
    // One that was passed over waits until nothing behind it is open any more.
    assert_eq!(with(&[rows[0], rows[2]]), rows[3]);
    let but_second: Vec<RowKey> = rows.iter().copied().filter(|key| *key != rows[1]).collect();
    assert_eq!(with(&but_second), rows[1]);
    assert_eq!(with(&rows), *rows.last().unwrap());
}

#[test]
fn a_session_without_homework_says_why_beside_the_task_of_last_time() {
    use super::content::contents;
    use super::rows::Pane;
    let desk = desk();
    let mut view = desk.on_disk();
    view.items.retain(|item| item.review || Pane::of(item) != Pane::Homework);
    (view.no_homework, view.next_homework) = (Some("卒業の回のため".to_owned()), Vec::new());
    assert!(!view.last_homework.is_empty());
    let mut state = super::State::new(desk.appointment);
    state.view = Some(Box::new(view));
    let panes = contents(&state, &desk.model.core);
    let homework = panes.iter().find(|content| content.pane == Pane::Homework).unwrap();
    assert_eq!(homework.foot[0].text, "宿題はありません: 卒業の回のため");
    assert!(homework.rows.iter().all(|row| !row.text.contains("h で追加")), "{:?}", homework.rows);
}

#[test]
fn every_mark_moves_on() {
    let mut desk = on_items();
    desk.keys("Space 2 3 4");
    assert_eq!(outcomes(&desk), [Outcome::Done, Outcome::Partly, Outcome::Stuck, Outcome::Skipped]);
    assert_eq!(desk.recorded.len(), 5, "start and four marks: {:?}", desk.recorded);
}

#[test]
fn the_row_of_marks_in_the_palette_puts_them_up_to_choose_from() {
    let mut desk = on_items();
    let recorded = desk.recorded.len();
    desk.keys("Ctrl-P");
    desk.commit("つまずき");
    desk.keys("Enter");
    assert_eq!(desk.model.context(), Context::Marks, "{}", desk.picture());
    assert_eq!((desk.recorded.len(), outcomes(&desk)[0]), (recorded, Outcome::Planned));
    desk.keys("3");
    assert_eq!(outcomes(&desk)[0], Outcome::Stuck);
}

#[test]
fn the_keys_of_an_input_method_mark_as_well() {
    let mut desk = on_items();
    desk.keys("F3 Ctrl-N");
    desk.read(vec![Input::Key(Key::char('１'))]);
    desk.read(vec![Input::Key(Key::char('\u{3000}'))]);
    assert_eq!(outcomes(&desk), [Outcome::Done; 4]);
    assert_eq!(notes(&desk), []);
}

#[test]
fn the_strip_chooses_by_arrows_also_from_a_note_and_gives_the_note_back() {
    let mut desk = on_items();
    desk.keys("F4 → → Enter");
    assert_eq!(outcomes(&desk)[0], Outcome::Stuck);
    desk.commit("書きかけの");
    desk.keys("Ctrl-R");
    assert_eq!(desk.model.context(), Context::Marks);
    assert!(desk.picture().contains("[1 済 できた]"), "{}", desk.picture());
    desk.keys("→ Enter");
    assert_eq!(outcomes(&desk)[..2], [Outcome::Stuck, Outcome::Partly]);
    assert_eq!((desk.model.context(), line(&desk)), (Context::Note, "書きかけの".to_owned()));
    desk.keys("F4 3");
    assert_eq!(outcomes(&desk)[2], Outcome::Stuck);
}

#[test]
fn the_same_mark_on_the_same_item_is_no_second_event() {
    let mut desk = on_items();
    desk.keys("1 ↑ 1 ↑ 1");
    assert_eq!(desk.recorded.len(), 2, "{:?}", desk.recorded);
    desk.slow = true;
    desk.keys("3 ↑ 3");
    desk.answer();
    assert_eq!(desk.recorded.len(), 3);
}

#[test]
fn a_mark_is_dim_until_it_is_on_disk() {
    let mut desk = on_items();
    desk.slow = true;
    desk.keys("3");
    let dim = |desk: &Desk| {
        let (buffer, _) = desk.buffer();
        // Row 4 is the first of the panes; the mark stands behind the cursor.
        (buffer[(1, 4)].symbol().to_owned(), buffer[(1, 4)].modifier.contains(Modifier::DIM))
    };
    assert_eq!(dim(&desk), ("詰".to_owned(), true));
    desk.answer();
    assert_eq!(dim(&desk), ("詰".to_owned(), false));
    assert_eq!(outcomes(&desk)[0], Outcome::Stuck);
}

#[test]
fn a_mark_that_could_not_be_written_is_kept_and_tried_again_by_the_same_key() {
    let mut desk = on_items();
    desk.failing = Some(Failure::Trouble(Trouble::DiskFull));
    desk.keys("3");
    assert!(desk.picture().contains(" 詰 1 注意表示"), "{}", desk.picture());
    assert_eq!(outcomes(&desk)[0], Outcome::Planned);
    desk.failing = None;
    desk.keys("↑ 3");
    assert_eq!(outcomes(&desk)[0], Outcome::Stuck);
    desk.failing = Some(Failure::Refused(Refusal::Closed));
    desk.keys("2");
    assert!(desk.picture().contains(" 未 2 "), "{}", desk.picture());
}

#[test]
fn undo_takes_the_last_mark_back() {
    let mut desk = on_items();
    desk.keys("3 u");
    assert_eq!(outcomes(&desk)[0], Outcome::Planned);
    assert!(desk.picture().contains("詰 -> 未"), "{:?}", desk.model.core.notices.current());
    desk.keys("U");
    assert_eq!(outcomes(&desk)[0], Outcome::Stuck);
}

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
fn what_looks_like_a_patient_is_hinted_at_and_kept() {
    let mut desk = desk();
    desk.commit("田中さん 78歳 糖尿病");
    assert!(desk.picture().contains("患者さんの情報かもしれません"), "{}", desk.picture());
    desk.keys("Enter");
    assert_eq!(notes(&desk).len(), 1);
}

#[test]
fn homework_is_three_keys() {
    let mut desk = on_items();
    desk.keys("3 2 h Space Enter");
    let set: Vec<_> = desk.on_disk().next_homework.iter().map(|h| h.item_id.clone().unwrap()).collect();
    assert_eq!(set, ["s05-alerts", "s05-choices"], "the first was unticked");
    // Opened again it shows what is set; the same once more is no event.
    let before = desk.recorded.len();
    desk.keys("h Enter");
    assert_eq!(desk.recorded.len(), before);
    desk.keys("h 1 Esc");
    assert_eq!(desk.on_disk().next_homework.len(), 2);
    desk.failing = Some(Failure::Trouble(Trouble::Disk));
    desk.keys("h 1 Enter");
    assert_eq!(desk.model.context(), Context::Homework, "the list comes back");
}

#[test]
fn criteria_are_rated_and_space_leaves_one_out() {
    let mut desk = on_items();
    desk.keys("1 1 1 1 1 1 1 4 Space 2");
    let scores = |desk: &Desk| desk.on_disk().role_play.unwrap().criteria.iter().map(|c| c.score).collect::<Vec<_>>();
    assert_eq!(scores(&desk), [Some(4), None, Some(2), None, None]);
    assert!(desk.picture().contains("ロープレ ───────── 評価2/5 ──"), "{}", desk.picture());
    assert!(desk.picture().contains("評価: 4"), "{}", desk.picture());
    desk.keys("r 3");
    let play = desk.on_disk().role_play.unwrap();
    assert_eq!((play.attempt, scores(&desk)[0]), (2, Some(3)));
    assert!(desk.picture().contains("2本目 評価1/5"), "{}", desk.picture());
}

#[test]
fn the_owners_words_are_typed_into_their_item() {
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Kickoff);
    let picture = desk.picture();
    assert!(picture.contains("今井 隆 さん (経営者)"), "{picture}");
    assert!(picture.contains("ロールプレイはありません: "), "{picture}");
    desk.keys("Enter");
    assert_eq!(desk.model.context(), Context::Words);
    desk.commit("顔を見て話せる店に");
    desk.keys("Enter");
    assert_eq!(desk.model.context(), Context::Session);
    let words = desk.on_disk().purpose.unwrap();
    assert_eq!(words.reveal(Reveal::granted()).as_str(), "顔を見て話せる店に");
    assert!(desk.picture().contains("   顔を見て話せる店に"), "{}", desk.picture());
    // Tab reaches them, too; nothing changed is nothing recorded.
    let before = desk.recorded.len();
    desk.keys("Tab Tab Enter");
    assert_eq!((desk.model.context(), desk.recorded.len()), (Context::Session, before));
}

#[test]
fn the_purpose_stands_on_top_of_the_first_script_and_the_goal_on_later_ones() {
    for size in SIZES {
        let first = Desk::started(Lang::Ja, size, Meeting::First).picture();
        assert!(first.contains(told(Lang::Ja).purpose), "{first}");
        let later = Desk::started(Lang::Ja, size, Meeting::Usual).picture();
        assert!(later.contains(told(Lang::Ja).goal), "{later}");
    }
}

#[test]
fn a_session_without_role_play_says_why_and_shows_the_figures() {
    let picture = Desk::started(Lang::Ja, (100, 30), Meeting::Late).picture();
    assert!(picture.contains("ロールプレイはありません"), "{picture}");
    assert!(picture.contains("質問・数値・コツ") && picture.contains("当日の薬歴完了率"), "{picture}");
}

#[test]
fn the_clock_moves_each_second_and_stands_still_while_text_is_typed() {
    let mut desk = desk();
    let due = next_timer(&desk.model).unwrap();
    assert!((due - desk.now).num_milliseconds() <= 1000);
    let before = desk.screen().0;
    desk.pass(1);
    let after = desk.screen().0;
    let changed: Vec<usize> = (0..before.len()).filter(|y| before[*y] != after[*y]).collect();
    assert_eq!(changed, [1], "only the row of the clock");
    desk.keys("n");
    assert_eq!(next_timer(&desk.model), None);
    let shown = desk.screen().0;
    desk.now += chrono::TimeDelta::seconds(9);
    desk.send(Msg::Tick);
    assert_eq!(desk.screen().0, shown);
    desk.commit("か");
    assert_ne!(desk.screen().0[1], shown[1], "the next key brings the clock up to date");
}

#[test]
fn a_pause_is_shown_and_the_fixed_end_stays() {
    let mut desk = desk();
    desk.pass(60);
    desk.keys("t");
    desk.pass(90);
    let picture = desk.picture();
    assert!(picture.contains("停止中 1:30") && picture.contains(" 1:00 / 30:00"), "{picture}");
    assert!(picture.contains("残り 27:2"), "{picture}");
    desk.keys("t");
    desk.pass(30);
    assert!(desk.picture().contains("おくれ") || desk.picture().contains("予定どおり"), "{}", desk.picture());
    assert_eq!(desk.on_disk().paused_since, None);
    assert!(desk.on_disk().paused_seconds >= 90);
}

#[test]
fn over_time_is_told_with_the_next_learner_when_the_field_is_left() {
    let mut desk = desk();
    desk.keys("n");
    desk.now += chrono::TimeDelta::minutes(31);
    desk.keys("Esc");
    let picture = desk.picture();
    assert!(picture.contains("時間を 1分 過ぎました  次 14:50 鈴木 健 さん"), "{picture}");
    assert!(picture.contains("超過 1:00"), "{picture}");
    desk.keys("Ctrl-G");
    desk.check("over time");
}

#[test]
fn who_starts_when_the_slot_is_over_is_not_over_time_at_once() {
    let mut desk = Desk::new(Lang::Ja, (100, 30), Meeting::Usual);
    desk.pass(33 * 60);
    desk.keys("Enter n Esc");
    let picture = desk.picture();
    assert!(picture.contains("0:00 / 30:00") && picture.contains("残り"), "{picture}");
    assert!(!picture.contains("過ぎました") && !picture.contains("超過"), "{picture}");
}

#[test]
fn after_a_crash_the_same_item_and_the_half_typed_line_are_there() {
    let mut desk = on_items();
    desk.keys("1 2");
    desk.commit("書きかけの一行");
    desk.pass(1);
    desk.send(Msg::Tick);
    desk.restart();
    assert_eq!((desk.model.context(), line(&desk)), (Context::Note, "書きかけの一行".to_owned()));
    let picture = desk.picture();
    assert!(picture.contains("書きかけを戻しました") && picture.contains(">未 3 "), "{picture}");
    // Left and reopened within one run it is there as well, and a line that was changed knows which.
    desk.keys("Enter ↑");
    desk.commit("、つづき");
    desk.keys("Esc Esc Enter");
    assert_eq!((desk.model.context(), line(&desk)), (Context::Note, "書きかけの一行、つづき".to_owned()));
    desk.keys("Enter");
    assert_eq!(notes(&desk), [(NoteKind::Memo, "書きかけの一行、つづき".to_owned())]);
    desk.restart();
    assert_eq!((desk.model.context(), line(&desk)), (Context::Session, String::new()), "nothing was half typed");
    assert!(desk.picture().contains("前回のつづきです"), "{}", desk.picture());
}

#[test]
fn a_line_comes_back_with_its_kind_on_the_row_on_which_it_was_typed() {
    let mut desk = on_items();
    desk.keys("1 2 3 ↑ ↑ v Tab");
    desk.commit("詰まった");
    desk.pass(1);
    desk.restart();
    let picture = desk.picture();
    assert!(picture.contains(">半 2 ") && picture.contains("[つまずき]"), "{picture}");
    // A kind that changed after the text was typed.
    desk.keys("Shift-Tab");
    desk.pass(1);
    desk.restart();
    assert!(desk.picture().contains("[要望]"), "{}", desk.picture());
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
fn a_session_that_was_closed_is_only_read() {
    let mut desk = on_items();
    desk.keys("1 2 1 1 w Enter");
    assert!(desk.on_disk().closed);
    // It was closed while its screen lay below another.
    let what = Screen::Session(Box::new(super::State::new(desk.appointment)));
    desk.model.screens.push(crate::app::screen::Placed { id: crate::app::PageId(900), what });
    desk.send(Msg::Resumed(chrono::TimeDelta::zero()));
    assert!(matches!(desk.model.screen(), Some(Screen::Session(_))));
    let before = desk.recorded.len();
    assert!(desk.picture().contains("確定済みの記録です"), "{}", desk.picture());
    desk.keys("1 Space 3 n h t w F3");
    assert_eq!((desk.recorded.len(), desk.model.context()), (before, Context::Session));
    // Help lists what a closed record can do, and nothing that it refuses.
    desk.keys("?");
    let help = desk.picture();
    assert!(help.contains("要注意") || help.contains("引継ぎ"), "{help}");
    for refused in ["メモを書く", "締める", "時計をとめる", "要望を書く"] {
        assert!(!help.contains(refused), "{refused}\n{help}");
    }
    desk.keys("Esc");
    desk.commit("あとから");
    assert_eq!(desk.model.context(), Context::Palette, "nothing typed is lost, nothing locked is changed");
    assert_eq!(desk.recorded.len(), before);
}

#[test]
fn the_wrap_up_keeps_what_is_half_typed() {
    let mut desk = desk();
    desk.commit("最後のひとこと");
    desk.keys("F5");
    assert_eq!(notes(&desk), [(NoteKind::Memo, "最後のひとこと".to_owned())]);
    assert_eq!(desk.model.context(), Context::WrapUp);
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
fn a_click_goes_to_its_row_and_a_tab_to_its_pane() {
    let mut desk = desk();
    let click = |desk: &mut Desk, x, y| {
        let mouse = crate::app::Mouse { kind: crate::app::MouseKind::Click, x, y };
        desk.read(vec![Input::Mouse(mouse)]);
    };
    let y = desk.screen().0.iter().position(|row| row.contains("実演する")).unwrap();
    click(&mut desk, 40, u16::try_from(y).unwrap());
    assert!(desk.picture().contains(">未 2 実演する"), "{}", desk.picture());
    let mut desk = Desk::started(Lang::Ja, (80, 24), Meeting::Usual);
    click(&mut desk, 25, 4);
    assert!(desk.picture().contains("[ロープレ"), "{}", desk.picture());
}

#[test]
fn every_size_language_and_state_is_a_whole_screen() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            for meeting in MEETINGS {
                let mut desk = Desk::started(lang, size, meeting);
                let name = format!("{lang:?} {size:?} {meeting:?}");
                let both = |desk: &mut Desk, what: &str| {
                    desk.check(&format!("{name} {what}"));
                    desk.keys("Ctrl-G");
                    desk.check(&format!("{name} {what} shared"));
                    desk.keys("Ctrl-G");
                    // What was said about it is over.
                    desk.model.core.notices = crate::app::notices::Notices::default();
                };
                both(&mut desk, "begun");
                desk.keys("1 3 2 3 1");
                both(&mut desk, "marked");
                desk.keys("Tab");
                both(&mut desk, "next pane");
                if desk.model.context() == Context::Words {
                    desk.keys("Esc");
                }
                desk.keys("h");
                both(&mut desk, "homework");
                desk.keys("Esc n");
                both(&mut desk, "note");
                desk.keys("F4");
                desk.check(&format!("{name} strip"));
                desk.keys("Esc Esc t");
                desk.pass(2400);
                both(&mut desk, "late");
                desk.keys("End");
                both(&mut desk, "end");
            }
        }
    }
}

#[test]
fn the_screens_look_as_designed() {
    for (lang, word) in [(Lang::Ja, "ja"), (Lang::En, "en")] {
        for size in [(80, 24), (100, 30)] {
            let name = |what: &str| format!("{what}_{word}_{}x{}", size.0, size.1);
            let mut desk = Desk::started(lang, size, Meeting::Usual);
            desk.pass(400);
            desk.keys("1 3 Space 2 3");
            desk.keys("v");
            desk.commit(if lang == Lang::Ja { "並び順を変えたい" } else { "another order of the list" });
            desk.keys("Enter Esc");
            desk.pass(4);
            insta::assert_snapshot!(name("session"), desk.picture());
            desk.keys("n Tab Tab Tab");
            desk.commit(if lang == Lang::Ja { "一覧の並び順" } else { "order of the list" });
            insta::assert_snapshot!(name("note"), desk.picture());
        }
        for (meeting, what) in [(Meeting::Kickoff, "kickoff"), (Meeting::Late, "late")] {
            let mut desk = Desk::started(lang, (100, 30), meeting);
            desk.keys("1 1");
            desk.pass(610);
            insta::assert_snapshot!(format!("{what}_{word}_100x30"), desk.picture());
        }
    }
    let mut desk = Desk::started(Lang::Ja, (60, 20), Meeting::Usual);
    desk.keys("1 1 1 3");
    desk.pass(30);
    insta::assert_snapshot!("session_ja_60x20", desk.picture());
    let mut desk = Desk::started(Lang::Ja, (160, 45), Meeting::Usual);
    desk.keys("1 1 1 3");
    desk.pass(1000);
    insta::assert_snapshot!("session_ja_160x45", desk.picture());
}

fn any_key() -> impl Strategy<Value = Input> {
    let keys = [
        "Enter",
        "Esc",
        "Tab",
        "Shift-Tab",
        "↑",
        "↓",
        "←",
        "→",
        "Home",
        "End",
        "PgUp",
        "PgDn",
        "Space",
        "F2",
        "F3",
        "F4",
        "F5",
        "Ctrl-N",
        "Ctrl-R",
        "Ctrl-Z",
        "Ctrl-Y",
        "Ctrl-T",
        "Ctrl-G",
        "Backspace",
        "1",
        "2",
        "3",
        "4",
        "5",
        "n",
        "v",
        "y",
        "Q",
        "+",
        "-",
        "h",
        "t",
        "f",
        "w",
        "r",
        "d",
        "u",
        "U",
        "c",
        "C",
    ];
    prop_oneof![
        8 => proptest::sample::select(keys.to_vec()).prop_map(|name| Input::Key(Key::named(name).unwrap())),
        1 => "[ぁ-ん一-三a-z:：]{1,6}".prop_map(Input::Paste),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn no_keys_bring_it_down(
        keys in prop::collection::vec((any_key(), 0i64..200), 0..70),
        size in proptest::sample::select(vec![(40u16, 10u16), (60, 15), (60, 20), (80, 24), (100, 15), (100, 30), (160, 45)]),
        meeting in proptest::sample::select(MEETINGS.to_vec()),
    ) {
        let mut desk = Desk::started(Lang::Ja, size, meeting);
        for (key, seconds) in keys {
            desk.read(vec![key]);
            desk.pass(seconds);
            let (rows, _) = desk.screen();
            for row in rows {
                prop_assert_eq!(cells(&row), usize::from(size.0));
            }
        }
    }
}

#[test]
fn no_key_records_in_a_window_that_only_reads_and_what_is_typed_stays() {
    // What was open when the other window took over, and the keys that would record from there.
    let open = [
        ("↓ ↓", "Space 1 2 3 4 n v y Q + h t w f u U Enter d r"),
        ("↓ ↓ F4", "Enter 1 2"),
        ("h", "Enter"),
        ("n 服 Enter", "Backspace Ctrl-Z Enter"),
        ("n 服 薬", "Enter F3 Ctrl-O"),
    ];
    for (before, keys) in open {
        for key in keys.split(' ') {
            let mut desk = desk();
            desk.keys(before);
            let context = desk.model.context();
            desk.model.core.file.read_only = true;
            let (recorded, said) = (desk.recorded.len(), desk.model.core.notices.history().count());
            let typed = line(&desk);
            desk.keys(key);
            assert_eq!(desk.recorded.len(), recorded, "{key} after {before}");
            assert_eq!(line(&desk), typed, "{key} after {before}");
            // A key that means nothing there says so, and a letter in a field is typing.
            if (before, key) != ("n 服 Enter", "Backspace") {
                assert!(desk.model.core.notices.history().count() > said, "{key} after {before} in {context:?}");
            }
        }
    }
    let mut desk = desk();
    desk.model.core.saved_at = None;
    assert!(desk.picture().contains("自動保存"));
    desk.model.core.file.read_only = true;
    assert!(!desk.picture().contains("自動保存"));
    desk.keys("服");
    assert_eq!(desk.model.context(), Context::Palette);
    assert!(desk.model.core.notices.current().is_some_and(|n| n.text(false).contains("閲覧のみ")));
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
fn the_header_counts_the_must_items_that_nobody_has_said() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            let mut desk = Desk::started(lang, size, Meeting::Usual);
            let left = desk.on_disk().items.iter().filter(|i| i.must && !i.review).count();
            let says = |desk: &Desk, n: usize| {
                let header = desk.screen().0.first().cloned().unwrap();
                header.contains(&session::must_left(lang, n))
            };
            assert!(says(&desk, left), "{}", desk.picture());
            desk.keys("↓ ↓ 1 3 4");
            assert!(says(&desk, left - 2), "what was skipped was not said\n{}", desk.picture());
            desk.keys("u u");
            assert!(says(&desk, left - 1), "{}", desk.picture());
        }
        for size in [(80, 24), (100, 30), (160, 45)] {
            let desk = Desk::started(lang, size, Meeting::Kickoff);
            let left = desk.on_disk().items.iter().filter(|i| i.must && !i.review).count();
            let header = desk.screen().0.first().cloned().unwrap();
            assert!(left > 0 && header.contains(&session::must_left(lang, left)), "{header}");
        }
    }
}

/// On the first criterion of the role-play.
fn on_rubric(lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = Desk::started(lang, size, Meeting::Usual);
    while !matches!(desk.model.screen(), Some(Screen::Session(state)) if matches!(state.at, Some(super::rows::RowKey::Criterion(0))))
    {
        desk.keys("↓");
    }
    desk
}

#[test]
fn a_further_attempt_is_one_key_and_the_earlier_ones_stay_readable() {
    let mut desk = on_rubric(Lang::Ja, (160, 45));
    desk.keys("1 2 3 2 2");
    assert!(desk.picture().contains("結果 もう少し (平均 2.0)"), "{}", desk.picture());
    assert!(desk.screen().0.last().unwrap().contains("r もう1本"), "{}", desk.picture());
    desk.keys("r");
    assert!(desk.picture().contains("この回 1本目 2.0"), "{}", desk.picture());
    desk.keys("4 Space 3 3 3");
    let play = desk.on_disk().role_play.unwrap();
    assert_eq!((play.attempts.len(), play.attempt, play.criteria[1].score), (2, 2, None));
    let picture = desk.picture();
    assert!(picture.contains("この回 1本目 2.0  2本目 3.3") && picture.contains("結果 合格 (平均 3.3)"), "{picture}");
    // Where there is no room below the rubric, its heading says it.
    desk.send(Msg::Resize(crate::app::Size { width: 80, height: 24 }));
    desk.keys("↑ ↑ ↑");
    let row = desk.picture().lines().find(|row| row.contains("評価 1-4")).unwrap().to_owned();
    assert!(row.contains("合格 (平均 3.3)") && row.contains("1本目 2.0"), "{row}");
    desk.keys("Ctrl-G");
    assert!(!desk.picture().contains("3.3") && !desk.picture().contains("合格"), "{}", desk.picture());
}

#[test]
fn what_went_well_and_what_to_try_is_typed_from_the_rubric() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            let mut desk = on_rubric(lang, size);
            desk.keys("2 ↑ Enter");
            assert_eq!(desk.model.context(), Context::Words, "{}", desk.picture());
            desk.commit("calm and clear");
            desk.check("comment");
            desk.keys("Enter");
            assert!(desk.picture().contains(session::comment_next(lang)), "{}", desk.picture());
            desk.commit("the answer first");
            // Left half typed, it is there again, also after a restart.
            desk.keys("Esc");
            desk.restart();
            assert!(desk.picture().contains("the answer first"), "{}", desk.picture());
            desk.keys("Enter");
            assert_eq!(desk.model.context(), Context::Session);
            let play = desk.on_disk().role_play.unwrap();
            let shown = |text: &Option<crate::text::mask::Private>| {
                text.as_ref().map(|text| text.reveal(Reveal::granted()).to_string())
            };
            let attempt = play.attempts.last().unwrap();
            assert_eq!(shown(&attempt.good).as_deref(), Some("calm and clear"));
            assert_eq!(shown(&attempt.next).as_deref(), Some("the answer first"));
            // Opened and left as it is, it is not half typed: what is taken back stays taken back.
            desk.keys("u Enter Esc u");
            assert_eq!(desk.on_disk().role_play.unwrap().attempts[0].good, None);
            desk.keys("w Esc");
            assert_eq!(desk.on_disk().role_play.unwrap().attempts[0].good, None);
        }
    }
}

#[test]
fn a_session_opens_with_promises_and_with_what_they_could_do() {
    use crate::domain::{Entity, Id};
    use crate::request::Stamp;
    use crate::request::record::{Fact, FactValue};
    for (lang, said, asked) in
        [(Lang::Ja, "ひとりで検索できた", "印刷の手順を送る"), (Lang::En, "searched alone", "send steps")]
    {
        for size in SIZES {
            for meeting in [Meeting::Usual, Meeting::Late] {
                let mut desk = Desk::started(lang, size, meeting);
                let sql = "SELECT enrolment_id FROM session ORDER BY started_at DESC LIMIT 1";
                let enrolment: Id = desk.db.conn().query_row(sql, [], |row| row.get(0)).unwrap();
                let text = |text: &str| FactValue::Text(text.to_owned());
                let of = |entity, n: u8, mut fields: Vec<(&'static str, FactValue)>| {
                    fields.push(("enrolment_id", FactValue::Ref(enrolment)));
                    Fact { entity, id: Id::natural(entity, &n.to_string()), fields }
                };
                let mut facts: Vec<Fact> =
                    (0..4).map(|n| of(Entity::Win, n, vec![("text", text(&format!("{said} {n}")))])).collect();
                let by = vec![("text", text(asked)), ("state", text("open")), ("promised_by", text("2026-11-27"))];
                facts.push(of(Entity::Question, 9, by));
                let stamp = Stamp { at: desk.now, zone: "Asia/Tokyo".to_owned(), actor: None };
                desk.db.record(&stamp, Record::Facts(facts)).unwrap();
                desk.restart();
                desk.check(&format!("{lang:?} {size:?} {meeting:?}"));
                let top = desk.picture();
                assert!(top.contains(asked) && top.contains("11/27"), "{top}");
                if size.0 >= 80 {
                    assert!(top.contains(said), "{top}");
                }
                desk.keys("Ctrl-G");
                desk.check("shared");
                assert!(!desk.picture().contains(said), "{}", desk.picture());
                desk.keys("Ctrl-G g t");
                let today = desk.picture();
                assert!(today.contains(asked) && today.contains("11/27"), "{today}");
            }
        }
    }
}

#[test]
fn at_the_last_session_everything_they_could_do_is_read_out() {
    use super::content::contents;
    let desk = desk();
    let mut view = desk.on_disk();
    view.wins = ["登録できた", "検索できた"].map(crate::text::mask::Private::free).into();
    view.win_count = 2;
    let below = |view: &crate::request::SessionView| {
        let mut state = super::State::new(desk.appointment);
        state.view = Some(Box::new(view.clone()));
        let lecture = contents(&state, &desk.model.core).into_iter().find(|content| content.pane == Pane::Lecture);
        lecture.unwrap().below.into_iter().map(|below| below.text).collect::<Vec<_>>().join("\n")
    };
    assert!(!below(&view).contains("検索できた"), "at another one the row on top is enough");
    let running = view.strip.iter_mut().map(|cell| std::mem::take(&mut cell.running)).collect::<Vec<_>>();
    assert!(running.contains(&true));
    view.strip.last_mut().unwrap().running = true;
    assert!(below(&view).contains("「登録できた」\n「検索できた」"), "{}", below(&view));
}

#[test]
fn too_much_homework_is_said_and_left_out_with_one_key() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            let mut desk = Desk::started(lang, size, Meeting::Usual);
            desk.keys("3 3 h");
            let sum = |desk: &Desk| match desk.model.screen() {
                Some(Screen::Session(state)) => super::trimming::total(&state.pick.as_ref().unwrap().rows),
                _ => panic!("not in a session"),
            };
            let says =
                |desk: &Desk| desk.picture().contains(if lang == Lang::Ja { "1週 30分" } else { "30 min a week" });
            assert!(sum(&desk) <= 30 && !says(&desk), "{}", desk.picture());
            desk.keys("x");
            assert_eq!(desk.model.context(), Context::Homework, "nothing to leave out");
            desk.keys("2 3");
            assert!(sum(&desk) > 30 && says(&desk), "{}", desk.picture());
            desk.check("too much");
            assert!(desk.screen().0.last().unwrap().contains(" x "), "{}", desk.picture());
            desk.keys("Ctrl-G");
            desk.check("too much, shared");
            desk.keys("Ctrl-G x");
            assert!(sum(&desk) <= 30 && !says(&desk), "{}", desk.picture());
            desk.keys("Enter");
            assert_eq!(desk.on_disk().next_homework.len(), 2);
            desk.model.core.homework_minutes = 10;
            desk.keys("h");
            assert!(
                desk.picture().contains(if lang == Lang::Ja { "1週 10分" } else { "10 min a week" }),
                "{}",
                desk.picture()
            );
        }
    }
}

#[test]
fn the_names_of_the_panes_have_no_digits_that_look_like_keys() {
    for (lang, size) in [(Lang::Ja, (80, 24)), (Lang::Ja, (60, 20)), (Lang::En, (100, 30))] {
        let picture = Desk::started(lang, size, Meeting::Usual).picture();
        for name in ["1 レク", "2 ロープレ", "3 宿題", "1 Lecture", "2 Role-play", "3 Homework"] {
            assert!(!picture.contains(name), "{name} in\n{picture}");
        }
    }
}

#[test]
fn the_meaning_of_the_digits_is_seen_in_every_size() {
    for size in SIZES {
        let mut desk = Desk::started(Lang::Ja, size, Meeting::Usual);
        desk.keys("↓ ↓");
        assert!(desk.picture().contains("1 済 できた") && desk.picture().contains("4 飛 とばす"), "{}", desk.picture());
    }
}

#[test]
fn steps_of_the_trainer_are_not_the_learners_homework() {
    use super::tasks::candidates;
    use crate::domain::Section;
    use crate::request::SuggestionView;
    let mut desk = on_items();
    desk.keys("3");
    let view = desk.on_disk();
    let made = |view: &crate::request::SessionView, lang| {
        let found = candidates(view, lang, || desk.appointment);
        found.into_iter().filter(|c| c.from.is_some()).map(|c| c.text).collect::<Vec<_>>()
    };
    let taught = view.items.iter().find(|i| i.section == Section::Lecture && !i.review).unwrap().text.clone();
    assert_eq!(made(&view, Lang::Ja), [format!("もう一度: {taught}")]);
    // Of a role-play it is all of it that is done again.
    let mut play = view.clone();
    let step = |text: &str| SuggestionView {
        item_id: Some(text.to_owned()),
        text: text.to_owned(),
        effort_minutes: None,
        ticked: true,
        from: Some(Outcome::Stuck),
        role_play: true,
    };
    play.suggestions = vec![step("1分で準備してもらう"), step("もう一本")];
    assert_eq!(made(&play, Lang::En), ["Once more: try today's role-play scene aloud"]);
}

#[test]
fn the_next_number_comes_in_with_a_key_and_goes_with_undo() {
    for (lang, own, both) in [(Lang::Ja, "第5回 ", "第5回+第6回"), (Lang::En, "session 5 ", "session 5+6")] {
        let mut desk = Desk::started(lang, (100, 30), Meeting::Usual);
        let before = desk.on_disk().items.len();
        desk.keys("N");
        assert!(desk.on_disk().items.len() > before && desk.on_disk().further == [6]);
        assert!(desk.picture().contains(both), "{}", desk.picture());
        desk.keys("u");
        assert_eq!(desk.on_disk().items.len(), before);
        assert!(desk.picture().contains(own), "{}", desk.picture());
    }
}

#[test]
fn an_extra_session_is_one_key_away() {
    for lang in [Lang::Ja, Lang::En] {
        let mut desk = Desk::started(lang, (80, 24), Meeting::Usual);
        desk.keys("E");
        assert_eq!(desk.model.context(), Context::Booking, "{}", desk.picture());
        let title = if lang == Lang::Ja { "第5回 補講" } else { "extra" };
        assert!(desk.picture().contains(title), "{}", desk.picture());
        desk.keys("Enter");
        assert_eq!(desk.model.context(), Context::Session, "{}", desk.picture());
        assert!(desk.on_disk().further.is_empty());
    }
}

#[test]
fn another_number_is_typed_with_its_reason() {
    let mut desk = Desk::new(Lang::Ja, (80, 24), Meeting::Usual);
    desk.keys("B");
    if desk.model.context() != Context::Booking {
        // It is booked already: another number is chosen from its extra session.
        desk.keys("Esc E");
    }
    desk.keys("N");
    assert_eq!(desk.model.context(), Context::NumberField, "{}", desk.picture());
    desk.commit("3");
    desk.keys("Enter");
    assert!(desk.picture().contains("理由を続けて打ってください"), "{}", desk.picture());
    desk.commit(" もう一度見たい");
    desk.keys("Enter");
    assert_eq!(desk.model.context(), Context::Booking, "{}", desk.picture());
    let picture = desk.picture();
    assert!(picture.contains("第3回 (もう一度)") && picture.contains("理由: もう一度見たい"), "{picture}");
    desk.keys("Enter");
    assert_eq!(desk.model.context(), Context::Today, "{}", desk.picture());
    desk.check("after booking");
}

#[test]
fn every_label_of_the_footer_is_clicked_as_its_key_is_pressed() {
    use crate::app::{Mouse, MouseKind};
    use crate::layout::footer;
    let click = |desk: &mut Desk, x: u16| {
        let y = desk.model.core.size.height - 1;
        desk.read(vec![Input::Mouse(Mouse { kind: MouseKind::Click, x, y })]);
    };
    let places: &[&[&str]] = &[&[], &["n"], &["h"], &["w"], &["E"], &["b"], &["g r"], &["Esc"]];
    for lang in [Lang::Ja, Lang::En] {
        for keys in places {
            let begin = || {
                let mut desk = Desk::started(lang, (100, 30), Meeting::Usual);
                for key in *keys {
                    desk.keys(key);
                }
                desk
            };
            let labels = {
                let desk = begin();
                footer::fit(&desk.model.hints(), desk.model.help_hint(), 100).hints
            };
            assert!(labels.len() > 1, "{keys:?}");
            for placed in labels {
                let (mut clicked, mut pressed) = (begin(), begin());
                click(&mut clicked, placed.x + 1);
                if placed.hint.keys.contains('-') {
                    // Nobody said which digit: what is put up or done differs from nothing where it can.
                    continue;
                }
                pressed.keys(placed.hint.keys);
                assert_eq!(clicked.picture(), pressed.picture(), "{keys:?} {}", placed.hint.keys);
            }
        }
    }
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Usual);
    let labels = footer::fit(&desk.model.hints(), desk.model.help_hint(), 100).hints;
    let marks = labels.iter().find(|placed| placed.hint.keys == "1-4").unwrap().x;
    click(&mut desk, marks);
    assert_eq!(desk.model.context(), Context::Marks, "the outcomes are put up to choose from");
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
