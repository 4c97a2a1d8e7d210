//! What the palette finds, in which order, and which key it teaches.

use crate::app::bench::{Bench, Setup, fixture};
use crate::command::Context;
use crate::domain::{Entity, Id};
use crate::i18n::Lang;
use crate::request::{Ask, FoundPerson, FoundView, Reply};
use crate::text::mask::Private;

fn on_today(lang: Lang) -> Bench {
    Bench::new(Setup::new(lang, (80, 24)))
}

/// A file in which every query finds these people.
fn with_people(names: &'static [&'static str]) -> Bench {
    let person = |name: &&str| {
        let learner = Id::natural(Entity::Learner, name);
        let pharmacy = Private::free("薬局");
        FoundPerson { learner, name: Private::learner(learner.0.as_u128(), *name), pharmacy, next_no: Some(3) }
    };
    let answer = move |ask: &Ask| match ask {
        Ask::Find { query, .. } => {
            let people = names.iter().map(person).collect();
            Some(Reply::Found(FoundView { query: query.clone(), people, notes: Vec::new() }))
        }
        other => fixture::answer(Lang::Ja, other),
    };
    Bench::with(Setup::new(Lang::Ja, (80, 24)), Box::new(answer))
}

/// The rows of the box that can be chosen, without its frame.
fn rows(bench: &Bench) -> Vec<String> {
    let inside = |row: &String| row.split('│').nth(1).map(|row| row.trim_end().to_owned());
    let rows: Vec<String> = bench.rows().iter().filter_map(inside).collect();
    rows.into_iter().skip(2).take_while(|row| !row.contains("──")).collect()
}

#[test]
fn a_command_is_found_by_kanji_kana_romaji_and_english_in_either_language() {
    for lang in Lang::ALL {
        for query in ["欠席", "けっせき", "kesseki", "kesse", "not held"] {
            let mut b = on_today(lang);
            b.press(":");
            b.press(&format!("{{{}}}", query.replace(' ', "} Space {")));
            let found = rows(&b).join("\n");
            let label = if lang == Lang::Ja { "欠席 にする" } else { "mark not held" };
            let row = found.lines().find(|row| row.contains(label)).unwrap_or_else(|| panic!("{query}: {found}"));
            assert!(row.trim_end().ends_with("o 4"), "{row}");
        }
    }
}

#[test]
fn what_begins_with_the_query_comes_before_a_name_and_a_name_before_what_only_has_it() {
    let mut b = with_people(&["大野 直子"]);
    // このヘルプ has "ono" in it.
    b.press(": {ono}");
    let found = rows(&b);
    let at = |text: &str| found.iter().position(|row| row.contains(text)).unwrap_or_else(|| panic!("{found:#?}"));
    assert!(at("大野") == 0 && at("このヘルプ") > 0, "{found:#?}");
    b.press("Ctrl-U {へるぷ}");
    let found = rows(&b);
    assert!(found[0].contains("このヘルプ") && found[1].contains("大野"), "{found:#?}");
}

#[test]
fn whoever_has_moved_stays_on_the_row_when_the_answer_comes() {
    let mut b = with_people(&["大野 直子", "小野 恵"]);
    b.slow = true;
    b.press(": {ono} ↓");
    let before = rows(&b).into_iter().find(|row| row.trim_start().starts_with('>')).expect("a cursor");
    b.catch_up();
    let after = rows(&b).into_iter().find(|row| row.trim_start().starts_with('>')).expect("a cursor");
    assert_eq!(before, after);
}

#[test]
fn a_command_of_elsewhere_names_its_screen_and_no_key_that_does_nothing_here() {
    let mut b = on_today(Lang::Ja);
    b.press(": {塗りつぶす}");
    let found = rows(&b).join("\n");
    assert!(found.contains("1on1") && found.contains("このメモを塗りつぶす"), "{found}");
    b.press("Ctrl-U {要望を書く}");
    let row = rows(&b).into_iter().find(|row| row.contains("要望を書く")).expect("a row");
    assert!(row.trim_end().ends_with("1on1"), "{row}");
    b.press("Ctrl-U {決める}");
    assert!(!rows(&b).join("\n").contains("えらんだ日時で予約する"), "what a box settles is no command to look for");
}

#[test]
fn after_a_refusal_what_is_typed_takes_the_place_of_the_old_query() {
    let mut b = with_people(&[]);
    b.press(": {要望を書く} Enter").sees("いまはできません");
    assert_eq!(b.model.context(), Context::Palette);
    b.press("{へるぷ}").sees("> へるぷ").sees_not("要望を書くへ");
    b.press("Ctrl-Z").sees("> 要望を書く");
    // One letter at a time as well, and an editing key goes on with what is there.
    b.press("Enter h e l p").sees("> help");
    b.press("Ctrl-U {要望を書く} Enter Backspace {き}").sees("> 要望を書き");
}

#[test]
fn in_a_text_field_the_key_is_one_that_works_there() {
    let mut b = on_today(Lang::Ja);
    b.press("A Ctrl-P {へるぷ}");
    assert_eq!(b.model.context(), Context::Palette);
    let row = rows(&b).into_iter().find(|row| row.contains("このヘルプ")).expect("a row");
    assert!(row.trim_end().ends_with("F1"), "{row}");
    b.sees("つぎから: F1 の1打");
}

#[test]
fn nothing_found_says_what_to_try_and_not_before_it_is_known() {
    let mut b = with_people(&[]);
    b.slow = true;
    b.press(": {ぬるぽ}").sees_not("見つかりません");
    b.catch_up().sees("見つかりません").sees("人は読みでも見つかります");
    b.press("Ctrl-U {qqqqq}").sees("漢字で打つと見つかります");
    for (width, height) in [(60, 15), (60, 20), (80, 24), (160, 45)] {
        b.send(crate::app::Msg::Resize(crate::app::Size { width, height }));
        b.sees("見つかりません");
    }
    b.press("Ctrl-U {english} Enter : {xyzzy}").sees("Nothing found").sees("another spelling");
}

#[test]
fn a_click_chooses_and_a_second_one_runs() {
    let mut b = with_people(&["大野 直子", "小野 恵"]);
    b.press(": {小野}");
    let (x, y) = b.find("小野 恵");
    b.click(x, y).sees("> 人     小野 恵");
    assert_eq!(b.model.context(), Context::Palette);
    b.click(x, y);
    assert_eq!(b.model.context(), Context::Card);
}
