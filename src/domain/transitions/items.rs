//! Items of the script: what is carried into the next session, and for how many minutes (model 3.3).

use crate::domain::{HomeworkState, Outcome};

/// One item as one met session left it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemPast<'a> {
    /// The item's id in the programme.
    pub item: &'a str,
    /// Its place in the file.
    pub place: usize,
    /// It has to be gone through.
    pub must: bool,
    /// It looks at last time's homework; such an item is never carried.
    pub review: bool,
    /// What became of it.
    pub outcome: Outcome,
    /// The minutes it was planned with.
    pub planned: u16,
    /// The minutes it took, when somebody measured them.
    pub actual: u16,
    /// A trainer took it out of the next plan, with a reason.
    pub dropped: bool,
}

/// An item that an earlier session left for the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carried<'a> {
    /// The item's id in the programme.
    pub item: &'a str,
    /// It has to be gone through.
    pub must: bool,
    /// Its newest outcome.
    pub outcome: Outcome,
    /// The minutes it takes along.
    pub minutes: u16,
    /// How often it was left so far; from 2 on the plan warns.
    pub times: u8,
}

/// The items that the met sessions in `history`, oldest first, leave for the next: those whose newest outcome is partly,
/// stuck, or skipped though they must be gone through. In the order of the sessions of that outcome, then of the file.
pub fn carried_items<'a>(history: &[Vec<ItemPast<'a>>]) -> Vec<Carried<'a>> {
    let outcomes = |item: &'a str| {
        let of_item = move |session: &Vec<ItemPast<'a>>| session.iter().find(|past| past.item == item).copied();
        history.iter().filter_map(of_item).filter(|past| past.outcome != Outcome::Planned)
    };
    let mut left = Vec::new();
    for (n, session) in history.iter().enumerate() {
        let mut here: Vec<&ItemPast<'a>> = session.iter().filter(|past| is_left(past)).collect();
        here.sort_by_key(|past| past.place);
        for past in here {
            let mut since = history.iter().skip(n + 1).flatten();
            if since.any(|later| later.item == past.item && later.outcome != Outcome::Planned) {
                continue;
            }
            left.push(Carried {
                item: past.item,
                must: past.must,
                outcome: past.outcome,
                minutes: minutes_carried(past.outcome, past.planned, past.actual),
                times: carry_count(outcomes(past.item).map(|past| past.outcome)),
            });
        }
    }
    left
}

fn is_left(past: &ItemPast<'_>) -> bool {
    let carries = match past.outcome {
        Outcome::Partly | Outcome::Stuck => true,
        Outcome::Skipped => past.must,
        Outcome::Planned | Outcome::Done => false,
    };
    carries && !past.review && !past.dropped
}

/// How many of these sessions, oldest first, left the item unfinished since it was last done.
pub fn carry_count(outcomes: impl IntoIterator<Item = Outcome>) -> u8 {
    outcomes.into_iter().fold(0, |count: u8, outcome| match outcome {
        Outcome::Done => 0,
        Outcome::Partly | Outcome::Stuck | Outcome::Skipped => count.saturating_add(1),
        Outcome::Planned => count,
    })
}

/// The minutes that an item takes along.
pub fn minutes_carried(outcome: Outcome, planned: u16, actual: u16) -> u16 {
    match outcome {
        Outcome::Done | Outcome::Planned => 0,
        Outcome::Partly => planned.saturating_sub(actual).max(2),
        Outcome::Stuck => planned.max(3),
        Outcome::Skipped => planned,
    }
}

/// What the end of the session makes of an outcome: an unmarked must item was skipped, any other unmarked item leaves no
/// trace (`None`).
pub fn at_finish(outcome: Outcome, must: bool) -> Option<Outcome> {
    match outcome {
        Outcome::Planned => must.then_some(Outcome::Skipped),
        Outcome::Done | Outcome::Partly | Outcome::Stuck | Outcome::Skipped => Some(outcome),
    }
}

/// Whether a skipped item asks why: one that is carried anyway does not, nor does missing homework.
pub const fn needs_reason(outcome: Outcome, must: bool, review: bool) -> bool {
    matches!(outcome, Outcome::Skipped) && !must && !review
}

/// Whether an item with the branch `if=ITEM:OUTCOME` is planned, given the newest outcome of the item it names.
pub fn is_planned(branch: Outcome, newest: Option<Outcome>) -> bool {
    newest == Some(branch)
}

/// The outcome that the review item takes from the homework it looks at. Without earlier homework it stays planned, and
/// out of all counts.
pub fn review_outcome(homework: HomeworkState) -> Outcome {
    match homework {
        HomeworkState::Reviewed | HomeworkState::Submitted | HomeworkState::Waived => Outcome::Done,
        HomeworkState::Missing => Outcome::Skipped,
        HomeworkState::Assigned => Outcome::Planned,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Outcome::{Done, Partly, Planned, Skipped, Stuck};

    fn past(item: &str, place: usize, outcome: Outcome) -> ItemPast<'_> {
        ItemPast { item, place, must: true, review: false, outcome, planned: 4, actual: 0, dropped: false }
    }
    fn carried(history: &[Vec<ItemPast<'static>>]) -> Vec<(&'static str, u16, u8)> {
        carried_items(history).into_iter().map(|c| (c.item, c.minutes, c.times)).collect()
    }

    #[test]
    fn minutes_follow_the_outcome() {
        let table = [(Done, 5, 0, 0), (Partly, 5, 2, 3), (Partly, 5, 4, 2), (Partly, 5, 9, 2), (Stuck, 2, 0, 3)];
        for (outcome, planned, actual, want) in table.into_iter().chain([(Stuck, 5, 5, 5), (Skipped, 4, 1, 4)]) {
            assert_eq!(minutes_carried(outcome, planned, actual), want, "{outcome:?} {planned} {actual}");
        }
    }

    #[test]
    fn the_newest_outcome_decides() {
        let history = [
            vec![past("a", 0, Partly), past("b", 1, Stuck), past("c", 2, Skipped)],
            vec![past("a", 0, Done), past("b", 1, Stuck), past("d", 3, Planned)],
        ];
        assert_eq!(carried(&history), [("c", 4, 1), ("b", 4, 2)]);
        let planned_only = [vec![past("a", 0, Stuck)], vec![past("a", 0, Planned)]];
        assert_eq!(carried(&planned_only), [("a", 4, 1)], "being planned again is no outcome");
    }

    #[test]
    fn oldest_session_first_then_as_in_the_file() {
        let history = [vec![past("late", 9, Stuck)], vec![past("z", 7, Stuck), past("y", 2, Partly)]];
        let items: Vec<&str> = carried(&history).into_iter().map(|(item, ..)| item).collect();
        assert_eq!(items, ["late", "y", "z"]);
    }

    #[test]
    fn what_is_optional_reviewed_or_dropped_stays_behind() {
        let optional = ItemPast { must: false, ..past("optional", 0, Skipped) };
        let review = ItemPast { review: true, ..past("review", 1, Skipped) };
        let dropped = ItemPast { dropped: true, ..past("dropped", 2, Stuck) };
        let half = ItemPast { must: false, ..past("half", 3, Partly) };
        assert_eq!(carried(&[vec![optional, review, dropped, half]]), [("half", 4, 1)]);
    }

    #[test]
    fn counts_start_anew_when_it_is_done() {
        assert_eq!(carry_count([Partly, Stuck, Skipped]), 3);
        assert_eq!(carry_count([Partly, Done, Planned, Stuck]), 1);
        assert_eq!(carry_count([Stuck, Done]), 0);
    }

    #[test]
    fn unmarked_items_at_the_end() {
        assert_eq!((at_finish(Planned, true), at_finish(Planned, false)), (Some(Skipped), None));
        assert_eq!(at_finish(Stuck, false), Some(Stuck));
        assert!(needs_reason(Skipped, false, false));
        assert!(!needs_reason(Skipped, true, false) && !needs_reason(Skipped, false, true));
        assert!(!needs_reason(Stuck, false, false));
    }

    #[test]
    fn branches_and_the_review_item_follow_other_facts() {
        assert!(is_planned(Stuck, Some(Stuck)));
        assert!(!is_planned(Stuck, Some(Done)) && !is_planned(Stuck, None));
        assert_eq!(review_outcome(HomeworkState::Waived), Done);
        assert_eq!(review_outcome(HomeworkState::Missing), Skipped);
        assert_eq!(review_outcome(HomeworkState::Assigned), Planned);
    }
}
