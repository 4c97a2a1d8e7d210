//! The practice day says when it is done and that it begins anew.

use super::*;

#[test]
fn leaving_a_running_practice_says_that_it_begins_anew() {
    let mut b = today();
    b.press("Enter Esc");
    b.model.core.file.practice = true;
    b.model.core.running = Some(fixture::appointment(1));
    b.press("q").sees("はじめるたびに最初から");
}

#[test]
fn the_last_task_of_the_practice_is_praised_once() {
    use crate::domain::practice::{Practice, Task};
    for (lang, says) in [(Lang::Ja, "七つともできました"), (Lang::En, "All seven done")] {
        let mut setup = Setup::new(lang, (100, 30));
        let tasks = Some(Practice { ticked: Task::ALL[..6].iter().copied().collect(), ..Practice::default() });
        setup.file = FileView { practice: true, tasks: tasks.clone(), ..FileView::default() };
        let done = Practice { ticked: Task::ALL.iter().copied().collect(), ..Practice::default() };
        let answers = move |ask: &Ask| match ask {
            Ask::Practice => Some(Reply::Practice(Some(done.clone()))),
            Ask::Day { .. } => match fixture::answer(lang, ask) {
                Some(Reply::Day(mut view)) => {
                    (view.file.practice, view.file.tasks) = (true, tasks.clone());
                    Some(Reply::Day(view))
                }
                other => other,
            },
            other => fixture::answer(lang, other),
        };
        let mut b = Bench::with(setup, Box::new(answers));
        b.sees("7/7");
        b.press("f");
        b.sees(says);
        b.sees_not("7/7");
        b.press("f");
        let praises = b.model.core.notices.history().filter(|n| n.text(false).contains(says)).count();
        assert_eq!(praises, 1);
    }
}
