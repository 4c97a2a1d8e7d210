//! Appointments (model 3.2). Whether a slot is taken is asked where appointments are, by their index.

use chrono::{DateTime, TimeDelta, Utc};

use super::Refusal;
use crate::domain::{AppointmentState, Gate};

/// A session may start that long before its time.
pub const EARLY_START: TimeDelta = TimeDelta::minutes(30);

/// What an appointment is to the keys of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowIs {
    Startable,
    /// More than [`EARLY_START`] ahead.
    Ahead,
    Running,
    Held,
    BrokenOff,
    Missed,
    Moved,
}

impl RowIs {
    /// `follower` is the state of the appointment that took its place: part 2, or the one it was booked anew for.
    pub fn of(
        state: AppointmentState,
        starts_at: DateTime<Utc>,
        follower: Option<AppointmentState>,
        now: DateTime<Utc>,
    ) -> Self {
        match state {
            AppointmentState::Scheduled if now < starts_at - EARLY_START => Self::Ahead,
            AppointmentState::Scheduled | AppointmentState::Waiting => Self::Startable,
            AppointmentState::InProgress => Self::Running,
            AppointmentState::Held => Self::Held,
            AppointmentState::BrokenOff if follower == Some(AppointmentState::Held) => Self::Held,
            AppointmentState::BrokenOff => Self::BrokenOff,
            AppointmentState::NoShow | AppointmentState::LateCancel | AppointmentState::CancelledByUs
                if matches!(follower, Some(AppointmentState::Held | AppointmentState::InProgress)) =>
            {
                Self::Moved
            }
            AppointmentState::NoShow | AppointmentState::LateCancel | AppointmentState::CancelledByUs => Self::Missed,
            AppointmentState::Rescheduled | AppointmentState::Cancelled => Self::Moved,
        }
    }
}
/// Word that comes at least that long before moves an appointment; later it is a late cancellation.
const FAIR_WORD: TimeDelta = TimeDelta::hours(24);

/// What happens to an appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppointmentEvent<'a> {
    /// It starts.
    Start {
        /// The moment.
        at: DateTime<Utc>,
        /// Gates of its number that are unmet on its date.
        unmet: &'a [Gate],
        /// Somebody overrode them with a reason.
        overridden: bool,
    },
    /// Its time has come and the learner is not there.
    NotThere {
        /// The moment.
        at: DateTime<Utc>,
    },
    /// It took place to its end.
    Finish,
    /// It ended before its end: the line, a customer at the counter, the learner left.
    BreakOff,
    /// Nobody came and nobody said why.
    NoShow,
    /// Their side says that it cannot be kept.
    Word {
        /// When the word came.
        at: DateTime<Utc>,
        /// They want another date.
        new_date: bool,
    },
    /// Our side cannot keep it.
    ByUs,
    /// A new date is agreed for one that did not take place to its end.
    NewDate,
}

/// The next state of an appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointmentChange {
    /// The state.
    pub state: AppointmentState,
    /// What follows.
    pub effects: Vec<AppointmentEffect>,
}

/// What follows from a change of an appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppointmentEffect {
    /// A session begins to be recorded.
    OpenSession,
    /// The waiting clock runs from that moment.
    WaitSince(DateTime<Utc>),
    /// A new appointment of the same number, with `rescheduled_from` this one.
    NewAppointment,
    /// The new appointment continues the number: its session is the next part.
    NextPart,
    /// The chain of moves is one longer.
    CountMove,
    /// Homework due in this session is due in the next one.
    CarryHomework,
    /// It did not take place after all: the session is taken back, its notes stay with the learner.
    DropSession,
}

/// What becomes of an appointment that is planned for `starts_at` and stands in `state`.
pub fn change_appointment(
    state: AppointmentState,
    starts_at: DateTime<Utc>,
    event: AppointmentEvent<'_>,
) -> Result<AppointmentChange, Refusal> {
    use AppointmentEffect as Effect;
    use AppointmentState as State;
    let to = |state, effects: &[Effect]| Ok(AppointmentChange { state, effects: effects.to_vec() });
    // What was begun and did not take place is taken back first and then goes the way of an appointment that waits.
    let missed = |next, effects: &[Effect]| {
        let taken_back: &[Effect] = if state == State::InProgress { &[Effect::DropSession] } else { &[] };
        to(next, &[taken_back, effects].concat())
    };
    let too_early = |limit: TimeDelta| Err(Refusal::TooEarly { minutes: limit.num_minutes() });
    let ahead = matches!(state, State::Scheduled | State::Waiting);
    match event {
        AppointmentEvent::Start { at, unmet, overridden } if ahead => {
            if at < starts_at - EARLY_START {
                too_early(EARLY_START)
            } else if !unmet.is_empty() && !overridden {
                Err(Refusal::GatesUnmet(unmet.to_vec()))
            } else {
                to(State::InProgress, &[Effect::OpenSession])
            }
        }
        AppointmentEvent::NotThere { at } if state == State::Scheduled => {
            if at < starts_at {
                too_early(TimeDelta::zero())
            } else {
                to(State::Waiting, &[Effect::WaitSince(at)])
            }
        }
        AppointmentEvent::Finish if state == State::InProgress => to(State::Held, &[]),
        AppointmentEvent::BreakOff if state == State::InProgress => {
            to(State::BrokenOff, &[Effect::NewAppointment, Effect::NextPart, Effect::CarryHomework])
        }
        AppointmentEvent::NoShow if state.is_open() => missed(State::NoShow, &[Effect::CarryHomework]),
        AppointmentEvent::ByUs if state.is_open() => missed(State::CancelledByUs, &[Effect::CarryHomework]),
        AppointmentEvent::Word { at, new_date } if state.is_open() => {
            let fair = state == State::Scheduled && starts_at - at >= FAIR_WORD;
            let next = match (fair, new_date) {
                (true, true) => State::Rescheduled,
                (true, false) => State::Cancelled,
                (false, _) => State::LateCancel,
            };
            let moved: &[Effect] = &[Effect::NewAppointment, Effect::CountMove, Effect::CarryHomework];
            missed(next, if new_date { moved } else { &[Effect::CarryHomework] })
        }
        AppointmentEvent::NewDate if state == State::BrokenOff => {
            to(state, &[Effect::NewAppointment, Effect::NextPart])
        }
        AppointmentEvent::NewDate if matches!(state, State::NoShow | State::LateCancel | State::CancelledByUs) => {
            to(state, &[Effect::NewAppointment])
        }
        AppointmentEvent::Start { .. }
        | AppointmentEvent::NotThere { .. }
        | AppointmentEvent::Finish
        | AppointmentEvent::BreakOff
        | AppointmentEvent::NoShow
        | AppointmentEvent::ByUs
        | AppointmentEvent::Word { .. }
        | AppointmentEvent::NewDate => Err(Refusal::Appointment(state)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use AppointmentEffect as Effect;
    use AppointmentState as State;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000, 0).unwrap() + TimeDelta::minutes(minutes)
    }
    fn word(hours: i64, new_date: bool) -> AppointmentEvent<'static> {
        AppointmentEvent::Word { at: at(-hours * 60), new_date }
    }
    fn change(state: State, event: AppointmentEvent<'_>) -> Result<(State, Vec<Effect>), Refusal> {
        change_appointment(state, at(0), event).map(|change| (change.state, change.effects))
    }
    const START: AppointmentEvent<'static> =
        AppointmentEvent::Start { at: DateTime::<Utc>::MAX_UTC, unmet: &[], overridden: false };

    #[test]
    fn the_table_of_states() {
        let events =
            [START, AppointmentEvent::NotThere { at: at(0) }, AppointmentEvent::Finish, AppointmentEvent::BreakOff];
        let more = [AppointmentEvent::NoShow, AppointmentEvent::ByUs, word(24, true), word(24, false), word(23, true)];
        let row = |state: State| -> Vec<Option<State>> {
            let all = events.into_iter().chain(more).chain([AppointmentEvent::NewDate]);
            all.map(|event| change(state, event).ok().map(|(next, _)| next)).collect()
        };
        let missed = [Some(State::NoShow), Some(State::CancelledByUs)];
        let late = [Some(State::LateCancel); 3];
        let open =
            |first: [Option<State>; 4], words: [Option<State>; 3]| [&first[..], &missed, &words, &[None]].concat();
        let fair = [Some(State::Rescheduled), Some(State::Cancelled), Some(State::LateCancel)];
        assert_eq!(row(State::Scheduled), open([Some(State::InProgress), Some(State::Waiting), None, None], fair));
        assert_eq!(row(State::Waiting), open([Some(State::InProgress), None, None, None], late));
        assert_eq!(row(State::InProgress), open([None, None, Some(State::Held), Some(State::BrokenOff)], late));
        for state in [State::Held, State::Rescheduled, State::Cancelled] {
            assert_eq!(row(state), [None; 10], "{state:?}");
        }
        for state in [State::BrokenOff, State::NoShow, State::LateCancel, State::CancelledByUs] {
            let mut want = [None; 10];
            want[9] = Some(state);
            assert_eq!(row(state), want, "{state:?}");
        }
        assert_eq!(change(State::Held, AppointmentEvent::Finish), Err(Refusal::Appointment(State::Held)));
    }

    #[test]
    fn a_start_waits_for_its_time_and_its_gates() {
        let start = |minutes, unmet, overridden| {
            change(State::Scheduled, AppointmentEvent::Start { at: at(minutes), unmet, overridden })
        };
        assert_eq!(start(-31, &[], false), Err(Refusal::TooEarly { minutes: 30 }));
        assert_eq!(start(-30, &[], false), Ok((State::InProgress, vec![Effect::OpenSession])));
        assert_eq!(start(0, &[Gate::Device], false), Err(Refusal::GatesUnmet(vec![Gate::Device])));
        assert!(start(0, &[Gate::Device], true).is_ok());
        let absent = |minutes| change(State::Scheduled, AppointmentEvent::NotThere { at: at(minutes) });
        assert_eq!(absent(-1), Err(Refusal::TooEarly { minutes: 0 }));
        assert_eq!(absent(2), Ok((State::Waiting, vec![Effect::WaitSince(at(2))])));
    }

    #[test]
    fn what_follows() {
        let broken = change(State::InProgress, AppointmentEvent::BreakOff).unwrap();
        assert_eq!(broken.1, [Effect::NewAppointment, Effect::NextPart, Effect::CarryHomework]);
        let moved = [Effect::NewAppointment, Effect::CountMove, Effect::CarryHomework];
        assert_eq!(change(State::Scheduled, word(24, true)).unwrap(), (State::Rescheduled, moved.to_vec()));
        assert_eq!(change(State::Scheduled, word(1, true)).unwrap(), (State::LateCancel, moved.to_vec()));
        let dropped = change(State::InProgress, AppointmentEvent::NoShow).unwrap();
        assert_eq!(dropped.1, [Effect::DropSession, Effect::CarryHomework]);
        let part = change(State::BrokenOff, AppointmentEvent::NewDate).unwrap();
        assert_eq!(part.1, [Effect::NewAppointment, Effect::NextPart]);
    }
}
