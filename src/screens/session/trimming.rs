//! Homework takes time outside the session: how much the ticked tasks take, and what to leave out of too much.

use super::tasks::Candidate;
use crate::app::Core;
use crate::i18n::{review, session};

/// Minutes of what is ticked, as far as they are known.
pub fn total(tasks: &[Candidate]) -> u32 {
    tasks.iter().filter(|task| task.ticked).filter_map(|task| task.effort_minutes).sum()
}

/// Whether that is more than a week has; a limit of 0 is none.
pub fn is_over(tasks: &[Candidate], limit: u32) -> bool {
    limit > 0 && total(tasks) > limit
}

/// What to leave out so that the rest fits: the longest first, of equals the later one, and nothing that must be done.
pub fn too_much(tasks: &[Candidate], limit: u32) -> Vec<usize> {
    if !is_over(tasks, limit) {
        return Vec::new();
    }
    let mut left = total(tasks);
    let mut long: Vec<(u32, usize)> = tasks
        .iter()
        .enumerate()
        .filter(|(_, task)| task.ticked && !task.must)
        .filter_map(|(n, task)| Some((task.effort_minutes.filter(|minutes| *minutes > 0)?, n)))
        .collect();
    long.sort_unstable();
    let mut out = Vec::new();
    while let Some((minutes, n)) = long.pop().filter(|_| left > limit) {
        left -= minutes;
        out.push(n);
    }
    out.sort_unstable();
    out
}

/// Leaves it out; whether there was anything.
pub fn trim(tasks: &mut [Candidate], limit: u32) -> bool {
    let out = too_much(tasks, limit);
    for n in &out {
        if let Some(task) = tasks.get_mut(*n) {
            task.ticked = false;
        }
    }
    !out.is_empty()
}

/// The sentence that says so; nothing where the week has room.
pub fn sentence(core: &Core, tasks: &[Candidate]) -> Option<String> {
    let (lang, limit) = (core.lang, core.homework_minutes);
    if !is_over(tasks, limit) {
        return None;
    }
    let out: Vec<&Candidate> = too_much(tasks, limit).into_iter().filter_map(|n| tasks.get(n)).collect();
    let names: Vec<String> =
        out.iter().map(|task| session::over_task(lang, &task.text, task.effort_minutes.unwrap_or(0))).collect();
    Some(if names.is_empty() {
        session::homework_over(lang, limit)
    } else if core.share_safe {
        session::homework_trim(lang, limit, crate::i18n::common::hidden(lang))
    } else {
        session::homework_trim(lang, limit, &names.join(review::comma(lang)))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Entity, Id};

    fn tasks(of: &[(u32, bool)]) -> Vec<Candidate> {
        let task = |(n, (minutes, must)): (usize, &(u32, bool))| Candidate {
            id: Id::natural(Entity::Homework, &n.to_string()),
            item: None,
            text: String::new(),
            effort_minutes: Some(*minutes),
            days_before: None,
            ticked: true,
            from: None,
            left_over: false,
            must: *must,
        };
        of.iter().enumerate().map(task).collect()
    }

    #[test]
    fn the_longest_that_need_not_be_goes_first() {
        let out = |of: &[(u32, bool)], limit| too_much(&tasks(of), limit);
        assert_eq!(out(&[(15, false), (15, false)], 30), Vec::<usize>::new(), "just enough is not too much");
        assert_eq!(out(&[(10, false), (20, false), (5, false)], 30), [1]);
        assert_eq!(out(&[(20, true), (10, false), (15, false)], 30), [2]);
        assert_eq!(out(&[(15, false), (15, false), (15, false)], 30), [2], "of equals the later one");
        assert_eq!(out(&[(40, true)], 30), Vec::<usize>::new(), "what must be done stays");
        assert_eq!(out(&[(99, false)], 0), Vec::<usize>::new(), "no limit");
    }

    proptest! {
        #[test]
        fn what_is_left_fits_or_must_be_done(of in prop::collection::vec((0u32..60, any::<bool>()), 0..8), limit in 1u32..90) {
            let mut all = tasks(&of);
            trim(&mut all, limit);
            let only_musts = all.iter().filter(|task| task.ticked && task.effort_minutes != Some(0)).all(|task| task.must);
            prop_assert!(total(&all) <= limit || only_musts);
        }
    }
}
