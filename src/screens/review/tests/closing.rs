//! When a day is done, and who was left out of it.

use super::*;

#[test]
fn reaching_zero_closes_the_day_once() {
    let mut view = finished(Lang::Ja);
    view.closed = false;
    view.rows[10].decided = false;
    let mut bench = review(Lang::Ja, (100, 30), view);
    bench.press("f");
    let (id, _) = bench.records()[0];
    bench.on_disk(id);
    assert_eq!(closes(&bench), 0);
    show(&mut bench, finished(Lang::Ja));
    assert_eq!(closes(&bench), 1);
    assert!(bench.screen().contains("おつかれさまでした。実施6件、予約のない人 0、つぎ 2件"));
    // On disk, and looked at again: nothing more is recorded.
    let (id, _) = *bench.records().last().unwrap();
    bench.on_disk(id);
    let closed = |day_closed| ReviewView { day_closed, ..finished(Lang::Ja) };
    show(&mut bench, closed(true));
    assert_eq!(closes(&bench), 1);
    // Undone, it stays undone until something else is decided.
    show(&mut bench, closed(false));
    assert_eq!(closes(&bench), 1);
}

#[test]
fn a_day_whose_meetings_are_not_over_is_not_done() {
    let mut view = finished(Lang::Ja);
    view.today[0].state = AppointmentState::InProgress;
    view.today[1].state = AppointmentState::Scheduled;
    view.today[1].starts_at = super::super::bench::at(11, 25, 18, 0);
    let bench = review(Lang::Ja, (80, 24), view);
    let screen = bench.screen();
    assert!(!screen.contains("本日終了") && !screen.contains("おつかれさま"), "{screen}");
    assert!(
        screen.contains("判断はすべて済みました") && screen.contains("あと 2件のこっています (うち進行中 1)"),
        "{screen}"
    );
}

#[test]
fn the_end_of_the_day_names_who_has_no_next_appointment() {
    let mut view = finished(Lang::Ja);
    view.without_next = 5;
    view.without_next_names = view.rows.iter().take(2).map(|row| row.name.clone()).collect();
    let name = view.rows[0].name.clone();
    let bench = review(Lang::Ja, (100, 30), view);
    assert!(bench.screen().contains("予約のない人 5"), "{}", bench.screen());
    let shown = bench.model.core.show(&name).into_owned();
    let row = bench.screen().lines().find(|row| row.contains("次回の予約がない人:")).map(str::to_owned).unwrap();
    assert!(row.contains(&shown) && row.contains("ほか 3"), "{row}");
    // Where all of them are named there is room for what to do.
    let mut view = finished(Lang::Ja);
    view.without_next = 1;
    view.without_next_names = vec![name];
    let bench = review(Lang::Ja, (100, 30), view);
    assert!(bench.screen().contains("B で予約"), "{}", bench.screen());
}

#[test]
fn who_was_left_out_is_named_at_every_size_and_in_the_report() {
    for lang in Lang::ALL {
        let mut view = finished(lang);
        let learners = view.rows.iter().filter(|row| row.scope == Scope::Learner);
        view.without_next_names = learners.take(5).map(|row| row.name.clone()).collect();
        view.without_next = 5;
        let names = view.without_next_names.clone();
        for size in SIZES {
            let mut bench = review(lang, size, view.clone());
            let text = bench.screen();
            let row = text
                .lines()
                .find(|row| row.contains(super::super::bench::told(lang, "予約がない人:", "No next")))
                .unwrap();
            assert!(row.contains(&*bench.model.core.show(&names[0])), "{text}");
            let all = row.contains(&*bench.model.core.show(&names[4]));
            assert!(all || row.contains(super::super::bench::told(lang, "ほか", "more")), "{text}");
            bench.press("c");
            let report = bench.copied().unwrap();
            assert!(names.iter().all(|name| report.contains(&*bench.model.core.show(name))), "{report}");
        }
    }
}

#[test]
fn looking_closes_no_day_that_has_appointments_ahead() {
    let mut view = finished(Lang::Ja);
    view.today[6].state = AppointmentState::Scheduled;
    view.today[6].starts_at = super::super::bench::at(11, 25, 18, 0);
    assert_eq!(closes(&review(Lang::Ja, (100, 30), view)), 0);
    // An evening that has nothing left is over.
    assert_eq!(closes(&review(Lang::Ja, (100, 30), finished(Lang::Ja))), 1);
    // A day on which nobody was met is not.
    let nobody = ReviewView { today: Vec::new(), ..finished(Lang::Ja) };
    assert_eq!(closes(&review(Lang::Ja, (100, 30), nobody)), 0);
    let mut read_only = finished(Lang::Ja);
    read_only.file.read_only = true;
    let mut bench = Bench::new(Lang::Ja, (100, 30));
    bench.model.core.file.read_only = true;
    bench.press("g r");
    show(&mut bench, read_only);
    assert_eq!(closes(&bench), 0);
}

#[test]
fn a_late_answer_changes_nothing() {
    let mut bench = Bench::new(Lang::Ja, (100, 30));
    bench.press("g r");
    let first = bench.asked(|ask| matches!(ask, Ask::Review { .. }));
    bench.press("g t g r");
    show(&mut bench, drawn(Lang::Ja));
    bench.answer(first, Ok(Reply::Review(Box::new(finished(Lang::Ja)))));
    assert_eq!(state(&bench).waiting(), 9);
}

#[test]
fn what_has_no_outcome_is_not_done_and_today_says_it() {
    for (lang, count) in [(Lang::Ja, "結果まち 2"), (Lang::En, "no outcome yet: 2")] {
        let mut view = finished(lang);
        let mut forgotten = view.today[1].clone();
        (forgotten.state, forgotten.starts_at) = (AppointmentState::Scheduled, super::super::bench::at(11, 24, 10, 10));
        view.earlier.push(forgotten.clone());
        // Of the day, and over at five past five.
        view.today[6].state = AppointmentState::Waiting;
        for size in SIZES {
            let mut bench = review(lang, size, view.clone());
            let text = bench.screen();
            assert!(text.contains(count) && closes(&bench) == 0, "{size:?} {text}");
            assert!(!text.contains("あと 1件") && !text.contains("still ahead"), "{text}");
            bench.press("c");
            let report = bench.copied().unwrap();
            let name = bench.model.core.show(&forgotten.learner.as_ref().unwrap().name).into_owned();
            assert!(report.lines().any(|line| line.contains("11/24") && line.contains(&name)), "{report}");
            bench.press("Tab o");
            assert!(matches!(bench.model.screen(), Some(Screen::Today(_))), "{}", bench.screen());
            assert_eq!(bench.model.core.meant, None, "today has taken it");
        }
    }
}

#[test]
fn what_ends_while_the_review_is_open_is_not_done_from_that_minute_on() {
    let mut view = finished(Lang::Ja);
    (view.today[6].state, view.today[6].minutes) = (AppointmentState::Scheduled, 30);
    view.today[6].starts_at = super::super::bench::at(11, 25, 16, 50);
    let ends = super::super::bench::at(11, 25, 17, 20);
    let minute = |bench: &mut Bench, at| {
        bench.now = at;
        bench.send(Msg::Tick);
    };
    let mut bench = review(Lang::Ja, (80, 24), view.clone());
    bench.press("Home ↓");
    let row = cursor(&bench);
    minute(&mut bench, ends - TimeDelta::seconds(1));
    assert_eq!((state(&bench).left_counts(), closes(&bench)), ((0, 0), 0));
    assert!(bench.screen().contains("判断はすべて済みました"), "{}", bench.screen());
    minute(&mut bench, ends);
    let text = bench.screen();
    assert!(text.contains("結果まち 1") && text.contains("まだ終わっていないこと"), "{text}");
    assert!(!text.contains("おつかれさま"), "{text}");
    assert_eq!((cursor(&bench), closes(&bench)), (row, 0), "the cursor stays, nothing is closed by the clock");
    // Settled elsewhere, the day is over.
    view.today[6].state = AppointmentState::Held;
    bench.send(Msg::Resumed(TimeDelta::zero()));
    show(&mut bench, view);
    assert_eq!((state(&bench).left_counts(), closes(&bench)), ((0, 0), 1));
    assert!(bench.screen().contains("おつかれさま"), "{}", bench.screen());
}

#[test]
fn nothing_moves_under_the_box_of_a_decision() {
    let mut view = drawn(Lang::Ja);
    view.today[6].state = AppointmentState::Waiting;
    view.today[6].starts_at = super::super::bench::at(11, 25, 17, 0);
    let mut bench = review(Lang::Ja, (80, 24), view);
    bench.press("Home Enter");
    bench.now = super::super::bench::at(11, 25, 18, 0);
    bench.send(Msg::Tick);
    assert_eq!(state(&bench).left_counts(), (2, 0));
    bench.press("Esc");
    bench.send(Msg::Tick);
    assert_eq!(state(&bench).left_counts(), (2, 1));
}

#[test]
fn what_is_too_old_to_be_listed_is_counted_and_listed_on_one_key() {
    for (lang, says) in [(Lang::Ja, "11/11 より前"), (Lang::En, "before 11/11: 30")] {
        for view in [drawn(lang), finished(lang)] {
            let view = ReviewView { older: Some(Older { count: 30, before: date(11, 11) }), ..view };
            for size in SIZES {
                let mut bench = review(lang, size, view.clone());
                let row = bench.rows().into_iter().find(|row| row.contains(says)).unwrap();
                assert!(row.contains("30 (O)"), "{size:?} {}", bench.screen());
                bench.check(&[]);
                bench.press("c");
                assert!(bench.copied().unwrap().contains("11/11"), "{:?}", bench.copied());
                bench.press("O");
                bench.asked(|ask| matches!(ask, Ask::Review { back: Back::All, .. }));
                show(&mut bench, ReviewView { older: None, ..view.clone() });
                assert!(!bench.screen().contains(says), "{}", bench.screen());
                bench.effects.clear();
                bench.press("O");
                bench.asked(|ask| matches!(ask, Ask::Review { back: Back::TwoWeeks, .. }));
            }
        }
    }
}
