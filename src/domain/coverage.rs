//! Coverage: which numbers a meeting covered and how far (model 2.7). One meeting may cover several numbers, and a
//! number may need several meetings.

use super::{AppointmentKind, AppointmentState, Extent, Outcome};

/// The lowest number from `start_no` to `last` that is not held; `last` + 1 when all are.
pub fn next_no(start_no: u8, last: u8, is_held: impl Fn(u8) -> bool) -> u8 {
    (start_no..=last).find(|number| !is_held(*number)).unwrap_or(last.saturating_add(1))
}

/// What became of one item of a number, taking all parts of the number together: its newest outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemSeen {
    /// The item has to be gone through.
    pub must: bool,
    /// `Planned` when nothing was recorded.
    pub outcome: Outcome,
}

/// Whether every must item got an outcome other than skipped. A number without must items asks that of all its items.
pub fn is_gone_through(items: &[ItemSeen]) -> bool {
    let any_must = items.iter().any(|item| item.must);
    let seen = |outcome| match outcome {
        Outcome::Done | Outcome::Partly | Outcome::Stuck => true,
        Outcome::Planned | Outcome::Skipped => false,
    };
    !items.is_empty() && items.iter().filter(|item| item.must || !any_must).all(|item| seen(item.outcome))
}

/// A meeting that is being wrapped up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meeting {
    /// Its kind.
    pub kind: AppointmentKind,
    /// The state it ends in.
    pub state: AppointmentState,
    /// The number it was planned for.
    pub planned: Option<u8>,
}

/// The coverage that the closing wrap-up of `meeting` writes for `number`, its planned one or a further one that it
/// touched. `was_full`: an earlier meeting covered it already. `items`: all parts of the number together. `None`: a
/// meeting of this kind, or one that did not take place, covers nothing.
pub fn wrap_up(meeting: Meeting, number: u8, was_full: bool, items: &[ItemSeen]) -> Option<Extent> {
    if !meeting.state.is_met() {
        return None;
    }
    let may_be_full = match meeting.kind {
        AppointmentKind::Kickoff | AppointmentKind::FollowUpCall => return None,
        AppointmentKind::Extra | AppointmentKind::Support => false,
        AppointmentKind::Session => true,
    };
    if was_full {
        return Some(Extent::Repeat);
    }
    let held_as_planned = meeting.state == AppointmentState::Held && meeting.planned == Some(number);
    let full = may_be_full && (held_as_planned || is_gone_through(items));
    Some(if full { Extent::Full } else { Extent::Partial })
}

#[cfg(test)]
mod tests {
    use super::*;
    use AppointmentKind::{Extra, FollowUpCall, Session, Support};
    use AppointmentState::{BrokenOff, Held, NoShow};

    fn item(must: bool, outcome: Outcome) -> ItemSeen {
        ItemSeen { must, outcome }
    }

    #[test]
    fn the_next_number_is_the_lowest_hole() {
        assert_eq!(next_no(1, 12, |_| false), 1);
        assert_eq!(next_no(1, 12, |n| n != 4 && n < 7), 4);
        assert_eq!(next_no(6, 12, |n| n == 6), 7);
        assert_eq!(next_no(1, 12, |_| true), 13);
        assert_eq!(next_no(14, 12, |_| false), 13);
    }

    #[test]
    fn a_number_is_gone_through_when_no_must_item_was_skipped() {
        let stuck = [item(true, Outcome::Stuck), item(false, Outcome::Skipped), item(true, Outcome::Done)];
        assert!(is_gone_through(&stuck));
        assert!(!is_gone_through(&[item(true, Outcome::Done), item(true, Outcome::Skipped)]));
        assert!(!is_gone_through(&[item(true, Outcome::Planned)]));
        assert!(!is_gone_through(&[]));
        assert!(!is_gone_through(&[item(false, Outcome::Done), item(false, Outcome::Planned)]));
    }

    #[test]
    fn the_wrap_up_writes_what_the_meeting_covered() {
        let meeting = |kind, state| Meeting { kind, state, planned: Some(5) };
        let through = [item(true, Outcome::Partly)];
        let skipped = [item(true, Outcome::Skipped)];
        let table = [
            // kind, state, number, was full, items -> what is written
            (Session, Held, 5, false, &skipped, Some(Extent::Full)),
            (Session, BrokenOff, 5, false, &skipped, Some(Extent::Partial)),
            (Session, BrokenOff, 5, false, &through, Some(Extent::Full)),
            (Session, Held, 6, false, &through, Some(Extent::Full)),
            (Session, Held, 6, false, &skipped, Some(Extent::Partial)),
            (Session, Held, 5, true, &through, Some(Extent::Repeat)),
            (Extra, Held, 5, false, &through, Some(Extent::Partial)),
            (Support, Held, 5, true, &through, Some(Extent::Repeat)),
            (FollowUpCall, Held, 5, false, &through, None),
            (Session, NoShow, 5, false, &through, None),
        ];
        for (kind, state, number, was_full, items, want) in table {
            let case = format!("{kind:?} {state:?} {number} {was_full}");
            assert_eq!(wrap_up(meeting(kind, state), number, was_full, items), want, "{case}");
        }
    }
}
