//! Homework (model 3.4). That homework with a date of its own is missing once the date is over is worked out when read
//! (`standing::Homework::decided`); everything else that changes its state is here.

use super::Refusal;
use crate::domain::{AppointmentState, HomeworkState};

/// What happens to homework.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HomeworkEvent {
    /// The learner hands it in; `late`: after it was due.
    HandIn {
        /// After it was due.
        late: bool,
    },
    /// The trainer looks at it and finds it done.
    Review,
    /// The session that looks at it finds nothing.
    Miss,
    /// The trainer lets it go; the reason, where one was given, stands beside it.
    Waive,
}

/// The next state of a homework.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HomeworkChange {
    /// The state.
    pub state: HomeworkState,
    /// Whether it counts as late from now on; `None` = as before.
    pub late: Option<bool>,
}

/// What becomes of homework in `state`. A second mark in the same session is no event of its own: it starts again from the
/// state that the session found.
pub fn change_homework(state: HomeworkState, event: HomeworkEvent) -> Result<HomeworkChange, Refusal> {
    use HomeworkState::{Assigned, Missing, Reviewed, Submitted, Waived};
    let to = |state, late| Ok(HomeworkChange { state, late });
    match (state, event) {
        (Assigned, HomeworkEvent::HandIn { late }) => to(Submitted, Some(late)),
        // What was missing once is late when it comes after all.
        (Missing, HomeworkEvent::HandIn { .. }) => to(Submitted, Some(true)),
        (Missing, HomeworkEvent::Review) => to(Reviewed, Some(true)),
        (Assigned | Submitted, HomeworkEvent::Review) => to(Reviewed, None),
        (Assigned, HomeworkEvent::Miss) => to(Missing, None),
        (Assigned, HomeworkEvent::Waive) => to(Waived, None),
        (Submitted | Reviewed | Waived, HomeworkEvent::HandIn { .. })
        | (Reviewed | Waived, HomeworkEvent::Review)
        | (Submitted | Missing | Reviewed | Waived, HomeworkEvent::Miss | HomeworkEvent::Waive) => {
            Err(Refusal::Homework(state))
        }
    }
}

/// The state of homework due `next` when the record of a meeting closes. Only a held session looks at it: what is still
/// assigned then is missing; a no-show, a late cancellation, a move or a broken-off call carries it along.
pub fn close_homework(state: HomeworkState, meeting: AppointmentState) -> HomeworkState {
    let looked_at = state == HomeworkState::Assigned && meeting == AppointmentState::Held;
    if looked_at { HomeworkState::Missing } else { state }
}

#[cfg(test)]
mod tests {
    use super::*;
    use HomeworkEvent::{HandIn, Miss, Review, Waive};
    use HomeworkState::{Assigned, Missing, Reviewed, Submitted, Waived};

    #[test]
    fn every_arrow_of_the_table_and_no_other() {
        let events = [HandIn { late: false }, Review, Miss, Waive];
        let table = [
            (Assigned, [Some(Submitted), Some(Reviewed), Some(Missing), Some(Waived)]),
            (Submitted, [None, Some(Reviewed), None, None]),
            (Missing, [Some(Submitted), Some(Reviewed), None, None]),
            (Reviewed, [None; 4]),
            (Waived, [None; 4]),
        ];
        for (state, row) in table {
            for (event, want) in events.into_iter().zip(row) {
                let got = change_homework(state, event);
                assert_eq!(got.as_ref().ok().map(|change| change.state), want, "{state:?} {event:?}");
                assert!(want.is_some() || got == Err(Refusal::Homework(state)));
            }
        }
    }

    #[test]
    fn late_is_what_came_after_it_was_due() {
        let late = |state, event| change_homework(state, event).unwrap().late;
        assert_eq!(late(Assigned, HandIn { late: false }), Some(false));
        assert_eq!(late(Assigned, HandIn { late: true }), Some(true));
        assert_eq!(late(Missing, HandIn { late: false }), Some(true));
        assert_eq!(late(Submitted, Review), None);
    }

    #[test]
    fn only_a_held_session_makes_it_missing() {
        assert_eq!(close_homework(Assigned, AppointmentState::Held), Missing);
        assert_eq!(close_homework(Assigned, AppointmentState::BrokenOff), Assigned);
        assert_eq!(close_homework(Assigned, AppointmentState::NoShow), Assigned);
        assert_eq!(close_homework(Submitted, AppointmentState::Held), Submitted);
    }
}
