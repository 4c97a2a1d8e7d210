//! The day as its screen lists it.

use super::*;

#[test]
fn what_is_due_stands_before_what_is_left_over() {
    let answer = |ask: &Ask| match fixture::answer(Lang::Ja, ask) {
        Some(Reply::Day(mut view)) => {
            view.leftovers.first[0].due = Some(Private::free("電話で続きを聞く".to_owned()));
            view.leftovers.due = 1;
            Some(Reply::Day(view))
        }
        other => other,
    };
    let mut b = Bench::with(Setup::new(Lang::Ja, (100, 30)), Box::new(answer));
    b.sees("持ちこしフォロー 1  きょうのフォロー 1").sees("きょう 次回 -> 電話で続きを聞く");
    b.press("Ctrl-G").sees_not("電話で続きを聞く");
}

#[test]
fn what_to_do_stands_behind_many_reasons() {
    let answer = |ask: &Ask| match fixture::answer(Lang::Ja, ask) {
        Some(Reply::Day(mut view)) => {
            let reason = |why, points| Reason { why, points, ..view.leftovers.first[0].reasons[0].clone() };
            let reasons = vec![
                reason(Why::NoShow(Vec::new()), 40),
                reason(Why::LateCancel(1), 15),
                reason(Why::Homework(1), 10),
                reason(Why::Stuck { items: 1, again: false }, 20),
                reason(Why::Next { days: 9 }, 25),
            ];
            view.leftovers.first[0].reasons = reasons;
            Some(Reply::Day(view))
        }
        other => other,
    };
    let b = Bench::with(Setup::new(Lang::Ja, (80, 24)), Box::new(answer));
    let row = b.rows().into_iter().find(|row| row.contains("欠席")).unwrap();
    assert!(row.contains(".. -> 今日中に電話し、責めずに理由を聞く"), "{row}");
}

#[test]
fn a_call_of_the_day_stands_beside_the_row() {
    let answer = |ask: &Ask| match fixture::answer(Lang::Ja, ask) {
        Some(Reply::Day(mut view)) => {
            view.rows[2].touches = vec![(view.rows[2].starts_at - chrono::TimeDelta::minutes(9), false)];
            Some(Reply::Day(view))
        }
        other => other,
    };
    for size in [(80, 24), (100, 30)] {
        Bench::with(Setup::new(Lang::Ja, size), Box::new(answer)).sees("13:51 電話 (出ず)");
    }
}

#[test]
fn leftovers_take_the_rows_that_nothing_else_needs() {
    let answer = |ask: &Ask| match fixture::answer(Lang::Ja, ask) {
        Some(Reply::Day(mut view)) => {
            let row = view.leftovers.first[0].clone();
            view.leftovers.first.extend(std::iter::repeat_n(row, 9));
            view.leftovers.count = view.leftovers.first.len();
            Some(Reply::Day(view))
        }
        other => other,
    };
    for size in [(100, 30), (100, 45), (160, 45)] {
        let mut b = Bench::with(Setup::new(Lang::Ja, size), Box::new(answer));
        b.sees("持ちこしフォロー 11").sees_not("ほか").sees("きょうの見どころ").sees("第12回");
    }
    let mut b = Bench::with(Setup::new(Lang::Ja, (100, 24)), Box::new(answer));
    b.sees("ほか ");
}

#[test]
fn a_label_of_the_brief_is_whole_or_not_there() {
    let mean = |tenths: i64| crate::domain::Decimal::from_micros(tenths * 100_000);
    for (size, lang) in [((80, 24), Lang::Ja), ((60, 20), Lang::Ja), ((80, 24), Lang::En), ((100, 30), Lang::En)] {
        let answer = move |ask: &Ask| match fixture::answer(lang, ask) {
            Some(Reply::Day(mut view)) => {
                let brief = view.brief.as_mut().unwrap();
                brief.promises.clear();
                brief.next_focus = Some((fixture::date(), crate::text::mask::Private::free("x")));
                brief.last_role_play = Some((4, mean(34)));
                brief.role_play_before = Some(mean(30));
                brief.homework[2].text = "a long task that leaves no room for much else".to_owned();
                view.rows[2].phase_title = Some("Learning the features of the system".to_owned());
                Some(Reply::Day(view))
            }
            other => other,
        };
        let mut b = Bench::with(Setup::new(lang, size), Box::new(answer));
        let focus = if lang == Lang::Ja { "前のひとこと" } else { "Last time" };
        b.sees(focus);
        for label in ["(前..", "(前は..", "(before ..", "(b..", "前回のひと.."] {
            b.sees_not(label);
        }
        if size.0 == 100 {
            b.sees(" 3/6  14:00-14:25");
        }
    }
}

#[test]
fn a_name_is_not_cut_beside_empty_cells() {
    let answer = |ask: &Ask| match fixture::answer(Lang::En, ask) {
        Some(Reply::Day(mut view)) => {
            let learner = view.rows[2].learner.as_mut().unwrap();
            learner.name = crate::text::mask::Private::learner(learner.id.0.as_u128(), "Yumi Morita-Sato");
            Some(Reply::Day(view))
        }
        other => other,
    };
    for size in [(80, 24), (100, 30), (160, 45)] {
        let mut b = Bench::with(Setup::new(Lang::En, size), Box::new(answer));
        b.sees("Yumi Morita-Sato Aoba").sees_not("Yumi Mo..");
    }
}

#[test]
fn a_new_day_is_asked_for_when_it_comes() {
    let mut b = today();
    b.at = fixture::at(23, 59) + chrono::TimeDelta::hours(4);
    b.fresh().send(Msg::Tick);
    assert!(asked(&b).is_empty());
    b.at += chrono::TimeDelta::minutes(2);
    b.send(Msg::Tick);
    assert!(matches!(asked(&b)[..], [Ask::Day { date, .. }, ..] if *date == fixture::date().plus(1)));
}

#[test]
fn free_rows_below_the_queue_tell_goal_win_and_what_to_practise() {
    let answer = |ask: &Ask| match fixture::answer(Lang::Ja, ask) {
        Some(Reply::Day(mut view)) => {
            let free = |text: &str| Private::free(text.to_owned());
            let brief = view.brief.as_mut().unwrap();
            brief.goal = Some(free("18時半に閉める"));
            brief.wins = vec![free("検索を一人でできた")];
            brief.weak_criterion = Some("相手に確かめる".to_owned());
            view.rows.truncate(4);
            Some(Reply::Day(view))
        }
        other => other,
    };
    let mut b = Bench::with(Setup::new(Lang::Ja, (80, 24)), Box::new(answer));
    b.sees("本人のゴール").sees("検索を一人でできた").sees("ロープレ課題 相手に確かめる").sees("持ちこし");
    // The link keeps its place, and what is left over its row.
    let mut b = Bench::with(Setup::new(Lang::Ja, (60, 20)), Box::new(answer));
    b.sees("18時半に閉める").sees("z でひらく").sees("持ちこし");
    let mut b = Bench::with(Setup::new(Lang::Ja, (100, 30)), Box::new(answer));
    b.sees("ロープレ課題").sees("相手に確かめる");
}

#[test]
fn a_wide_window_says_what_to_do_about_everybody_who_is_left_over() {
    let wide = Bench::new(Setup::new(Lang::Ja, (160, 45)));
    let rows = wide.rows();
    let at = rows.iter().position(|row| row.contains("持ちこしフォロー")).unwrap();
    assert!(rows[at + 1].contains("小林 翔") && !rows[at + 1].contains("->"), "{}", wide.screen());
    assert!(rows[at + 2].contains("-> 次回を提案する"), "{}", wide.screen());
    assert!(rows[at + 4].contains("-> "), "{}", wide.screen());
}

#[test]
fn what_earlier_days_left_has_its_counts_at_every_width() {
    for (lang, listed, older) in [(Lang::Ja, "前の日の結果まち 1", "12 (O)"), (Lang::En, "no outcome yet: 1", "12 (O)")]
    {
        let answer = move |ask: &Ask| match fixture::answer(lang, ask) {
            Some(Reply::Day(mut view)) => {
                let mut row = fixture::row(lang, 5);
                row.state = AppointmentState::Scheduled;
                view.earlier.push(row);
                view.older = Some(Older { count: 12, before: fixture::date().plus(-14) });
                view.others = 3;
                Some(Reply::Day(view))
            }
            other => other,
        };
        for size in [(60, 20), (80, 24), (100, 30), (160, 45)] {
            let mut b = Bench::with(Setup::new(lang, size), Box::new(answer));
            b.sees(listed).sees(older).sees("(e");
            b.fresh().press("O");
            assert!(matches!(asked(&b)[..], [Ask::Day { back: Back::All, .. }, ..]), "{:?}", asked(&b));
        }
    }
    let mut b = today();
    b.fresh().press("O").sees(notice::why_nothing_older(Lang::Ja));
    assert!(asked(&b).is_empty());
}
