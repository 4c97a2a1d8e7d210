//! What a proposal needs to know of the learner's appointments so far.

use chrono::{Datelike, NaiveDateTime, NaiveTime, Weekday};

use crate::domain::standing::Appointment;
use crate::domain::{AppointmentKind, AppointmentState, BusinessDate, Seen, Zone};

/// Slots of the past, on the wall clock of the home zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct History {
    /// The slot of the last session.
    pub last: Option<NaiveDateTime>,
    /// The weekly slot: that of the last session as it was planned first, so that a session which was made up on another
    /// day leads back to the usual one.
    pub weekly: Option<(Weekday, NaiveTime)>,
    /// The slot of the newest appointment, when that was a no-show, a late cancellation or cancelled by our side.
    pub missed: Option<NaiveDateTime>,
}

impl History {
    /// The date of the last session.
    pub(super) fn last_date(&self) -> Option<BusinessDate> {
        self.last.map(|at| BusinessDate(at.date()))
    }
}

/// Reads the past slots from a standing.
pub fn history(seen: &Seen<'_>, zone: Zone) -> History {
    let local = |appointment: &Appointment| zone.local(appointment.start.at());
    let run = || seen.standing.appointments.iter().filter(|a| a.kind.is_of_run() && a.date <= seen.day);
    let last_numbered = seen.met().find(|a| a.kind == AppointmentKind::Session);
    let first_planned = last_numbered.map(|last| {
        let same = run().filter(|a| a.kind == AppointmentKind::Session && a.number == last.number);
        let earlier = same.filter(|a| a.number.is_some() && a.start <= last.start);
        earlier.min_by_key(|a| (a.start, a.id)).map_or_else(|| local(last), local)
    });
    let counts = |a: &&Appointment| a.state.is_counted() || a.state == AppointmentState::CancelledByUs;
    let newest = run().filter(counts).max_by_key(|a| (a.start, a.id));
    History {
        last: seen.last().map(local),
        weekly: first_planned.map(|at| (at.weekday(), at.time())),
        missed: newest.filter(|a| !a.state.is_met()).map(local),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Standing;
    use crate::domain::follow_up::fixture::{appointment, later, learner, wednesday};
    use AppointmentState::{CancelledByUs, Held, LateCancel, NoShow, Rescheduled};

    fn at(days_ago: i64, state: AppointmentState, number: u8) -> Appointment {
        Appointment { number: Some(number), ..appointment(wednesday().plus(-days_ago), state) }
    }
    fn of(appointments: impl IntoIterator<Item = Appointment>) -> History {
        let standing: Standing = learner("L").with(appointments);
        history(&Seen::new(&standing, wednesday()), Zone::named("Asia/Tokyo").unwrap())
    }
    fn ten(days_ago: i64) -> NaiveDateTime {
        wednesday().plus(-days_ago).0.and_hms_opt(10, 0, 0).unwrap()
    }
    fn weekly(days_ago: i64) -> (Weekday, NaiveTime) {
        (wednesday().plus(-days_ago).weekday(), ten(0).time())
    }

    #[test]
    fn the_weekly_slot_is_where_the_last_number_was_planned_first() {
        assert_eq!(of([]), History::default());
        let plain = of([at(14, Held, 4), at(7, Held, 5)]);
        assert_eq!(plain, History { last: Some(ten(7)), weekly: Some(weekly(7)), missed: None });
        let made_up = of([at(7, NoShow, 5), later(at(5, Held, 5), 3)]);
        assert_eq!(made_up.last, Some(ten(5) + chrono::TimeDelta::hours(3)));
        assert_eq!((made_up.weekly, made_up.missed), (Some(weekly(7)), None));
        let moved = of([at(7, Rescheduled, 5), at(6, Held, 5)]);
        assert_eq!(moved.weekly, Some(weekly(7)));
        let extra = Appointment { kind: AppointmentKind::Extra, ..at(2, Held, 5) };
        let after_extra = of([at(7, Held, 5), extra]);
        assert_eq!((after_extra.last, after_extra.weekly), (Some(ten(2)), Some(weekly(7))));
    }

    #[test]
    fn only_the_newest_appointment_can_be_missed() {
        for state in [NoShow, LateCancel, CancelledByUs] {
            assert_eq!(of([at(7, Held, 5), at(1, state, 6)]).missed, Some(ten(1)), "{state:?}");
        }
        assert_eq!(of([at(7, NoShow, 5), at(1, Held, 5)]).missed, None);
        assert_eq!(of([at(7, Held, 5), at(1, Rescheduled, 6)]).missed, None);
        assert_eq!(of([at(7, Held, 5), at(-1, NoShow, 6)]).missed, None, "after the day");
    }
}
