//! How long the next session is, and what is cut when it does not fit (model 8, step 2).

use crate::domain::transitions::Carried;

/// An item of the number that is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanItem<'a> {
    /// The item's id in the programme.
    pub item: &'a str,
    /// Its minutes.
    pub minutes: u16,
    /// It has to be gone through.
    pub must: bool,
    /// The learner knows it already: it is taken out.
    pub skipped: bool,
    /// The readings show that the learner does not use it: it is kept before other optional items.
    pub unused: bool,
}

/// The length of the next session and what fits into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan<'a> {
    /// One of the allowed lengths.
    pub minutes: u16,
    /// What everything together would take.
    pub needed: u16,
    /// What fits: the carried items, oldest first, then the number's own in the order of the file.
    pub kept: Vec<&'a str>,
    /// What does not, in the same order.
    pub cut: Vec<&'a str>,
    /// So much is carried that an extra session helps more than cutting.
    pub suggest_extra: bool,
}

/// From that many carried minutes on a plan that is too long suggests an extra session.
const MUCH_CARRIED: u16 = 15;

/// Plans `items` and `carried`, oldest first, into one of the `allowed` lengths. When all is too long for the longest one,
/// the must items stay, then the oldest carried ones, then what the learner does not use yet, then the rest, as far as it fits.
pub fn plan<'a>(items: &[PlanItem<'a>], carried: &[Carried<'a>], allowed: &[u16]) -> Plan<'a> {
    /// In the order in which room is given.
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    enum Rank {
        Must,
        Carried,
        Unused,
        Other,
    }
    let own = items.iter().filter(|item| !item.skipped).map(|item| {
        let optional = if item.unused { Rank::Unused } else { Rank::Other };
        (if item.must { Rank::Must } else { optional }, item.item, item.minutes)
    });
    let all: Vec<(Rank, &str, u16)> = carried.iter().map(|c| (Rank::Carried, c.item, c.minutes)).chain(own).collect();
    let needed = all.iter().fold(0_u16, |sum, (.., minutes)| sum.saturating_add(*minutes));
    let carried_minutes = carried.iter().fold(0_u16, |sum, c| sum.saturating_add(c.minutes));
    let longest = allowed.iter().copied().max().unwrap_or(needed);
    let fitting = allowed.iter().copied().filter(|length| *length >= needed).min();

    let mut by_rank: Vec<usize> = (0..all.len()).collect();
    by_rank.sort_by(|a, b| all[*a].0.cmp(&all[*b].0));
    let mut used = 0_u16;
    let mut keeps = vec![false; all.len()];
    for n in by_rank {
        let (rank, _, minutes) = &all[n];
        let with = used.saturating_add(*minutes);
        if *rank == Rank::Must || with <= longest {
            keeps[n] = true;
            used = with;
        }
    }
    let pick = |kept: bool| {
        all.iter().zip(&keeps).filter(|(_, keep)| **keep == kept).map(|((_, item, _), _)| *item).collect::<Vec<&str>>()
    };
    Plan {
        minutes: fitting.unwrap_or(longest),
        needed,
        kept: pick(true),
        cut: pick(false),
        suggest_extra: needed > longest && carried_minutes >= MUCH_CARRIED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Outcome;

    fn item(item: &str, minutes: u16, must: bool) -> PlanItem<'_> {
        PlanItem { item, minutes, must, skipped: false, unused: false }
    }
    fn carried(item: &str, minutes: u16) -> Carried<'_> {
        Carried { item, must: true, outcome: Outcome::Stuck, minutes, times: 1 }
    }
    const LENGTHS: [u16; 3] = [20, 25, 30];

    #[test]
    fn the_length_is_rounded_up() {
        for (own, want) in [(18, 20), (20, 20), (21, 25), (26, 30), (30, 30)] {
            let plan = plan(&[item("a", own, true)], &[], &LENGTHS);
            assert_eq!((plan.minutes, plan.cut.len()), (want, 0), "{own}");
        }
        assert_eq!(plan(&[item("a", 18, true)], &[carried("c", 4)], &LENGTHS).minutes, 25);
        assert_eq!(plan(&[item("a", 18, true)], &[], &[]).minutes, 18);
    }

    #[test]
    fn a_usual_session_with_six_carried_minutes_cuts_six() {
        let items = [item("must", 20, true), item("act", 7, false), item("look", 3, false)];
        let plan = plan(&items, &[carried("s05-choices", 3), carried("s05-query", 3)], &LENGTHS);
        assert_eq!((plan.minutes, plan.needed, plan.suggest_extra), (30, 36, false));
        assert_eq!(plan.kept, ["s05-choices", "s05-query", "must", "look"]);
        assert_eq!(plan.cut, ["act"]);
    }

    #[test]
    fn the_oldest_carried_items_come_before_newer_ones_and_optional_items() {
        let items = [item("must", 22, true), item("optional", 8, false)];
        let plan = plan(&items, &[carried("oldest", 5), carried("older", 4), carried("new", 3)], &LENGTHS);
        assert_eq!(plan.kept, ["oldest", "new", "must"]);
        assert_eq!(plan.cut, ["older", "optional"]);
    }

    #[test]
    fn much_carried_suggests_an_extra_session() {
        let items = [item("must", 20, true)];
        assert!(plan(&items, &[carried("c", 15)], &LENGTHS).suggest_extra);
        assert!(!plan(&items, &[carried("c", 14)], &LENGTHS).suggest_extra);
        assert!(!plan(&items, &[carried("c", 10)], &LENGTHS).suggest_extra, "it fits");
    }

    #[test]
    fn known_items_leave_and_unused_ones_are_kept_first() {
        let known = PlanItem { skipped: true, ..item("known", 10, true) };
        let unused = PlanItem { unused: true, ..item("unused", 10, false) };
        let plan = plan(&[known, item("must", 20, true), item("used", 10, false), unused], &[], &LENGTHS);
        assert_eq!(plan.kept, ["must", "unused"]);
        assert_eq!(plan.cut, ["used"]);
    }
}
