//! What to do about the time that is left: what to take first near the end, and what to cut or leave for the next session
//! when more is planned than there is time for. A must item is never among it.

use super::pacing::Pace;

/// So many seconds before the end the homework comes first.
const NEAR_THE_END: i64 = 300;

/// A row of the script that has no mark yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ahead<'a> {
    pub text: &'a str,
    pub minutes: u32,
    pub must: bool,
    /// It sets the homework for next time.
    pub homework: bool,
}

/// What the header advises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice<'a> {
    /// Few minutes are left, so many of them begun, and other rows stand before the homework.
    HomeworkFirst(i64),
    /// A further run of the role-play goes on that nobody planned.
    OneRun,
    /// These can wait: the first of them, how many others, and whether that is enough.
    Later(&'a str, usize, bool),
    /// Nothing can: only so many must items are left.
    MustOnly(usize),
}

/// What to do, if anything. `ahead` is in the order of the screen; `again`: the role-play is run once more.
pub fn advise<'a>(pace: &Pace, ahead: &[Ahead<'a>], again: bool) -> Option<Advice<'a>> {
    let others = || ahead.iter().filter(|row| !row.homework);
    if pace.left <= NEAR_THE_END && ahead.iter().any(|row| row.homework) && others().next().is_some() {
        return Some(Advice::HomeworkFirst((pace.left + 59).div_euclid(60).max(0)));
    }
    if !pace.is_late() {
        return None;
    }
    if again {
        return Some(Advice::OneRun);
    }
    // What is being worked on goes last of all.
    let can_wait = |row: &&Ahead<'_>| !row.must && !row.homework && row.minutes > 0;
    let mut waiting: Vec<&Ahead<'a>> = ahead.iter().skip(1).filter(can_wait).collect();
    if waiting.is_empty() {
        waiting = ahead.iter().take(1).filter(can_wait).collect();
    }
    let (mut won, mut from) = (0, waiting.len());
    while won < pace.behind && from > 0 {
        from -= 1;
        won += waiting.get(from).map_or(0, |row| i64::from(row.minutes) * 60);
    }
    match waiting.get(from) {
        Some(first) => Some(Advice::Later(first.text, waiting.len() - from - 1, won >= pace.behind)),
        None => Some(others().filter(|row| row.must).count()).filter(|n| *n > 0).map(Advice::MustOnly),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn pace(left: i64, behind: i64) -> Pace {
        Pace { elapsed: 600, slot: 1500, left, behind, too_much: 0, paused: None, pauses: 0 }
    }

    const fn row(text: &str, minutes: u32, must: bool) -> Ahead<'_> {
        Ahead { text, minutes, must, homework: false }
    }

    #[test]
    fn in_time_it_says_nothing_and_behind_it_names_what_can_wait_from_the_end() {
        let ahead = [row("a", 3, false), row("b", 2, true), row("c", 2, false), row("d", 1, false)];
        assert_eq!(advise(&pace(900, 0), &ahead, false), None);
        assert_eq!(advise(&pace(900, 59), &ahead, false), None, "less than a minute is in time");
        assert_eq!(advise(&pace(900, 60), &ahead, false), Some(Advice::Later("d", 0, true)));
        assert_eq!(advise(&pace(900, 80), &ahead, false), Some(Advice::Later("c", 1, true)));
        let later = |ahead| advise(&pace(900, 999), ahead, false);
        assert_eq!(later(&ahead), Some(Advice::Later("c", 1, false)), "not what is being worked on");
        assert_eq!(later(&ahead[..2]), Some(Advice::Later("a", 0, false)), "unless nothing else is");
    }

    #[test]
    fn a_must_item_is_never_cut() {
        let ahead = [row("a", 3, true), row("b", 2, true), row("c", 0, false)];
        assert_eq!(advise(&pace(900, 80), &ahead, false), Some(Advice::MustOnly(2)));
        assert_eq!(advise(&pace(900, 80), &ahead, true), Some(Advice::OneRun), "a second run was never planned");
        assert_eq!(advise(&pace(900, 80), &[], false), None);
    }

    #[test]
    fn near_the_end_the_homework_comes_first_also_in_time() {
        let homework = Ahead { homework: true, ..row("h", 3, false) };
        let ahead = [row("a", 2, true), homework];
        assert_eq!(advise(&pace(301, 0), &ahead, false), None);
        assert_eq!(advise(&pace(300, 0), &ahead, false), Some(Advice::HomeworkFirst(5)));
        assert_eq!(advise(&pace(-70, 30), &ahead, false), Some(Advice::HomeworkFirst(0)));
        assert_eq!(advise(&pace(100, 0), &ahead[1..], false), None, "it is first already");
        assert_eq!(advise(&pace(100, 90), &ahead[1..], false), None, "and nobody cuts it");
    }
}
