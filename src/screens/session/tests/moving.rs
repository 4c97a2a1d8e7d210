//! Where the cursor goes, and that it is always seen.

use super::super::rows::RowKey;
use super::*;
use crate::programme::Library;

const JA: &str = include_str!("../../../../assets/programmes/programme-ja.md");

fn at(desk: &Desk) -> Option<RowKey> {
    match desk.model.screen() {
        Some(Screen::Session(state)) => state.at,
        _ => None,
    }
}

/// The text of the item under the cursor, on disk.
fn item(desk: &Desk) -> String {
    let Some(RowKey::Item(id)) = at(desk) else { panic!("not on an item\n{}", desk.picture()) };
    desk.on_disk().items.into_iter().find(|item| item.id == id).unwrap().text
}

/// On the first item of a lecture in which another one hangs on the second.
fn branched() -> Desk {
    let text = JA.replace("id = \"e-medication-record-standard\"", "id = \"branched\"").replacen(
        "(3m) {#s05-choices must}",
        "(1m) {#s05-choices must}\n- [ ] 三つの対応をもう一度 (2m) {#s05-again if=s05-choices:stuck}",
        1,
    );
    let library = Library::new([("branched.md".to_owned(), text)]);
    let mut desk = Desk::of(Lang::Ja, (100, 30), Meeting::Usual, (library, Some("branched")));
    desk.now += chrono::TimeDelta::minutes(2);
    desk.keys("Enter ↓ ↓");
    desk
}

#[test]
fn the_cursor_goes_to_the_item_that_a_mark_opened() {
    let mut desk = branched();
    desk.keys("1 3");
    assert_eq!(item(&desk), "三つの対応をもう一度", "{}", desk.picture());
    desk.keys("u");
    assert!(item(&desk).starts_with("表示が出た時の三つの対応"), "{}", desk.picture());
}

#[test]
fn who_went_on_before_it_opened_stays_where_the_next_mark_goes() {
    let mut desk = branched();
    desk.keys("1");
    desk.slow = true;
    desk.keys("3 ↓");
    let before = at(&desk);
    desk.answer();
    assert_eq!(at(&desk), before, "{}", desk.picture());
}

/// In the pane, on its first open row.
fn to_pane(desk: &mut Desk, pane: Pane) {
    while !matches!(desk.model.screen(), Some(Screen::Session(state)) if state.pane() == pane) {
        desk.keys("Tab");
    }
}

fn to_rubric(desk: &mut Desk) {
    to_pane(desk, Pane::RolePlay);
    while !matches!(at(desk), Some(RowKey::Criterion(_))) {
        desk.keys("↓");
    }
}

/// Whether a row of the panes has the mark of the cursor, in any column.
fn is_seen(desk: &Desk) -> bool {
    let (rows, _) = desk.screen();
    let (body, _) = rows[2..].split_at(rows.len() - 8);
    body.iter().any(|row| row.starts_with('>') || row.contains("│>"))
}

/// How many lines the pane of a narrow window says to have below.
fn below(desk: &Desk, lang: Lang) -> Option<usize> {
    let rows = desk.screen().0;
    (1..99).find(|n| rows.iter().any(|row| row.starts_with(&format!(" {}", common::more_lines(lang, *n)))))
}

#[test]
fn the_cursor_is_in_sight_on_every_page_and_fewer_lines_are_left_on_each() {
    for lang in [Lang::Ja, Lang::En] {
        for size in [(60, 20), (80, 24), (100, 30)] {
            for down in 0..9 {
                let mut desk = Desk::started(lang, size, Meeting::Usual);
                to_pane(&mut desk, Pane::RolePlay);
                for _ in 0..down {
                    desk.keys("↓");
                }
                let mut left = below(&desk, lang).unwrap_or(usize::MAX);
                for page in 0..8 {
                    assert!(is_seen(&desk), "{down} {page}\n{}", desk.picture());
                    if size.0 < 100 && page > 0 {
                        let now = below(&desk, lang).unwrap_or(0);
                        assert!(now <= left, "{now} lines below, and {left} a page before\n{}", desk.picture());
                        left = now;
                    }
                    desk.keys("PgDn");
                }
            }
        }
    }
}

#[test]
fn a_further_run_begins_in_sight() {
    for size in [(60, 20), (80, 24), (100, 30)] {
        let mut desk = Desk::started(Lang::Ja, size, Meeting::Usual);
        to_rubric(&mut desk);
        desk.keys("3 3 3 3 3");
        desk.keys("Home");
        to_rubric(&mut desk);
        desk.keys("PgDn r");
        assert_eq!(at(&desk), Some(RowKey::Criterion(0)));
        assert!(is_seen(&desk), "{}", desk.picture());
    }
}

#[test]
fn who_is_at_a_step_of_the_role_play_reads_the_scene_and_who_rates_the_criteria() {
    for (lang, scene, criterion) in
        [(Lang::Ja, "配役: あなた=山口", "注意表示を開き"), (Lang::En, "You play", "Opened the")]
    {
        let mut desk = Desk::started(lang, (80, 24), Meeting::Usual);
        to_pane(&mut desk, Pane::RolePlay);
        let rows = desk.screen().0;
        let step = rows.iter().position(|row| row.starts_with('>')).unwrap();
        assert!(rows[step + 1..step + 4].iter().any(|row| row.contains(scene)), "{}", desk.picture());
        to_rubric(&mut desk);
        assert!(desk.picture().contains(criterion), "{}", desk.picture());
    }
}

#[test]
fn a_row_that_was_left_unrated_says_so() {
    let mut desk = desk();
    to_rubric(&mut desk);
    desk.keys("Space");
    assert!(desk.picture().contains("評価せずに次へ進みました  1-4 で評価"), "{}", desk.picture());
    desk.keys("3 ↑ Space");
    assert!(!desk.picture().contains("評価せずに"), "it was rated\n{}", desk.picture());
}

#[test]
fn the_part_of_the_cursor_has_the_brackets_also_among_the_notes() {
    let mut desk = Desk::started(Lang::Ja, (80, 24), Meeting::Usual);
    desk.keys("n");
    desk.commit("朝がよい");
    desk.keys("Enter Esc");
    assert!(desk.picture().contains("[宿題") && !desk.picture().contains("[メモ]"), "{}", desk.picture());
    while !matches!(at(&desk), Some(RowKey::Note(_))) {
        desk.keys("Tab");
    }
    let picture = desk.picture();
    assert!(picture.contains("── [メモ] ──"), "{picture}");
    assert!(!picture.contains("[レクチャー"), "{picture}");
}
