//! The second window: how it looks, and its few keys.

use ratatui::layout::Rect;

use super::{Does, State, draw};
use crate::command::Key;
use crate::domain::{AppointmentKind, Decimal, Section, Unit};
use crate::i18n::{self, Lang};
use crate::request::show::{ShowItem, ShowSection, ShowTask, ShowView};
use crate::request::{Failure, FigureView, Reply, Trouble};
use crate::screens::review::bench::{date, told};
use crate::text::mask::Private;
use crate::text::width::cells;
use crate::ui::{Picture, Theme};

/// Session 6 of the practice morning, two items in.
fn running(lang: Lang) -> ShowView {
    let item = |ja, en, done, now| ShowItem { text: told(lang, ja, en).to_owned(), done, now };
    let task = |ja, en, done| ShowTask { text: Private::free(told(lang, ja, en)), done };
    let part = |section, minutes, items| ShowSection { section, title: None, minutes, items };
    let figure = |ja, en, values: &[&str], target| FigureView {
        metric: "rate".to_owned(),
        name: told(lang, ja, en).to_owned(),
        unit: Unit::Percent,
        readings: values.iter().zip(1..).map(|(v, day)| (date(11, day), Decimal::parse(v).unwrap())).collect(),
        target: Decimal::parse(target),
        own_target: false,
        reached: Some(false),
        required: true,
    };
    ShowView {
        kind: AppointmentKind::Session,
        session_no: Some(6),
        further: Vec::new(),
        title: told(lang, "服薬指導：画面を一緒に見ながら話す", "Counselling: talk with the screen between you")
            .to_owned(),
        goal: Some(
            told(lang, "画面を見せながら、話題を二つに絞って話せる", "Talk about two topics with the screen")
                .to_owned(),
        ),
        sections: vec![
            part(
                Section::Lecture,
                12,
                vec![
                    item("前回の宿題を一緒に見る", "Look at the homework together", true, false),
                    item(
                        "服薬指導の提案から選ぶ：全部は読まない。その人に今いる二つを選び、順番を決める",
                        "Choosing from the counselling suggestions: do not read them all, pick the two that matter today",
                        false,
                        false,
                    ),
                    item(
                        "画面の見せ方：角度、指し方、ほかの人の情報を隠す",
                        "Showing the screen: angle, pointing, hiding other people's details",
                        false,
                        true,
                    ),
                ],
            ),
            part(Section::RolePlay, 10, vec![]),
            part(Section::Homework, 5, vec![item("次回までの宿題を決める", "Agree on the homework", false, false)]),
        ],
        last_homework: vec![
            task("練習用の例題三つを最後まで", "Three practice cases to the end", true),
            task("一日一件、その場で下書き", "One draft on the spot a day", false),
        ],
        next_homework: vec![task("二つの話題を選んで話す", "Choose two topics and talk", false)],
        figures: vec![
            figure("当日中に仕上げた割合", "Records finished the same day", &["52", "63"], "80"),
            figure("指導文の利用", "Use of suggestions", &["35"], "50"),
        ],
        wins: vec![Private::free(told(lang, "一件は見ながらできた", "I did one without help"))],
    }
}

fn showing(lang: Lang, view: Option<ShowView>) -> State {
    let mut state = State::new(lang, false);
    state.answer(Ok(Reply::Show(view.map(Box::new))));
    state
}

fn rows(state: &State, (width, height): (u16, u16)) -> Vec<String> {
    let mut picture = Picture::new(Rect::new(0, 0, width, height));
    draw(state, Theme { colour: false }, &mut picture);
    let buffer = picture.cells();
    let row = |y| {
        let mut text = String::new();
        let mut x = 0;
        while x < width {
            let symbol = buffer[(x, y)].symbol();
            text.push_str(symbol);
            x += u16::try_from(cells(symbol)).unwrap().max(1);
        }
        text
    };
    (0..height).map(row).collect()
}

fn screen(state: &State, size: (u16, u16)) -> String {
    rows(state, size).iter().map(|row| row.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_second_window_looks_like_this() {
    for lang in Lang::ALL {
        for (width, height) in [(80, 24), (100, 30)] {
            let state = showing(lang, Some(running(lang)));
            insta::assert_snapshot!(format!("show_{width}x{height}_{}", lang.word()), screen(&state, (width, height)));
            let waits = showing(lang, None);
            let name = format!("show_waits_{width}x{height}_{}", lang.word());
            insta::assert_snapshot!(name, screen(&waits, (width, height)));
        }
    }
}

#[test]
fn it_fits_every_size_in_its_own_language() {
    for lang in Lang::ALL {
        for size in
            [(60, 15), (60, 24), (79, 15), (80, 24), (99, 40), (100, 15), (149, 60), (200, 60), (40, 10), (1, 1)]
        {
            for view in [Some(running(lang)), None] {
                let mut state = showing(lang, view);
                for key in ["PgDn", "PgDn", "PgDn", "Home", "Ctrl-\\"] {
                    let rows = rows(&state, size);
                    assert!(rows.iter().all(|row| cells(row) == usize::from(size.0)), "{rows:#?}");
                    let drawn = rows.join("\n");
                    match lang {
                        Lang::En => {
                            let ours = |c: char| c.is_ascii() || "─│".contains(c);
                            assert!(drawn.chars().all(ours), "{drawn}");
                        }
                        Lang::Ja => {
                            for row in i18n::show::ROWS.iter().filter(|row| row.text.en.len() > 4) {
                                let label = row.text.en;
                                assert!(row.text.ja == label || !drawn.contains(label), "{label}\n{drawn}");
                            }
                        }
                    }
                    state.key(Key::named(key).unwrap());
                }
            }
        }
    }
}

#[test]
fn what_is_spoken_of_is_in_view_until_somebody_looks_elsewhere() {
    let size = (60, 15);
    let mut view = running(Lang::Ja);
    let late = |view: &ShowView, state: &State| {
        let item = view.sections.iter().flat_map(|s| &s.items).find(|item| item.now).unwrap();
        screen(state, size).contains(&format!("> 未 {}", item.text).replace("> ", ">"))
    };
    let now = |view: &mut ShowView, nth: usize| {
        for (n, item) in view.sections.iter_mut().flat_map(|s| &mut s.items).enumerate() {
            item.now = n == nth;
        }
    };
    now(&mut view, 3);
    let mut state = showing(Lang::Ja, Some(view.clone()));
    assert!(late(&view, &state), "{}", screen(&state, size));
    for _ in 0..5 {
        state.key(Key::named("PgDn").unwrap());
    }
    assert!(screen(&state, size).contains("一件は見ながらできた") && !late(&view, &state));
    // A note in the other window moves nothing; the next mark does.
    state.answer(Ok(Reply::Show(Some(Box::new(view.clone())))));
    assert!(!late(&view, &state));
    now(&mut view, 2);
    state.answer(Ok(Reply::Show(Some(Box::new(view)))));
    assert!(screen(&state, size).contains(">未 画面の見せ方"), "{}", screen(&state, size));
}

#[test]
fn the_blank_page_hides_everything_and_comes_back_as_it_was() {
    let mut state = showing(Lang::Ja, Some(running(Lang::Ja)));
    state.key(Key::named("PgDn").unwrap());
    let before = screen(&state, (80, 24));
    assert_eq!(state.key(Key::ctrl('\\')), Does::Draw);
    assert_eq!(screen(&state, (80, 24)).trim(), "Ctrl-\\ でもどる");
    for key in ["q", "PgDn", "Esc"] {
        assert_eq!(state.key(Key::named(key).unwrap()), Does::Nothing);
    }
    state.key(Key::ctrl('\\'));
    assert_eq!(screen(&state, (80, 24)), before);
    assert_eq!(state.key(Key::char('q')), Does::Leave);
    assert_eq!(state.key(Key::ctrl('C')), Does::Leave);
    assert_eq!(state.key(Key::char('1')), Does::Nothing);
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_the_last_agenda_stays() {
    let mut state = showing(Lang::En, None);
    state.answer(Err(Failure::Trouble(Trouble::Gone)));
    assert!(screen(&state, (80, 24)).contains("It cannot be read now"));
    let mut state = showing(Lang::En, Some(running(Lang::En)));
    state.answer(Err(Failure::Trouble(Trouble::Gone)));
    assert!(screen(&state, (80, 24)).contains("Lecture"));
}
