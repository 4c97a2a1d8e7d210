//! Whether a slot fits: hours, other appointments, closed days, holidays, breaks (model 8, step 5).

use chrono::{Datelike, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

use crate::domain::{BusinessDate, WorkDays};

/// Sessions a day and trainer.
const MOST_A_DAY: usize = 8;
/// Room between two sessions.
const BUFFER: TimeDelta = TimeDelta::minutes(5);
/// A pause of that length ends a stretch of work.
const BREAK: TimeDelta = TimeDelta::minutes(30);
/// The longest stretch of work without such a pause.
const STRETCH: TimeDelta = TimeDelta::hours(4);

/// Working hours of a week, Monday first: from, to.
pub type WeekHours = [Vec<(NaiveTime, NaiveTime)>; 7];

/// A taken time on the wall clock of the home zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Busy {
    /// Its start.
    pub start: NaiveDateTime,
    /// Its length.
    pub minutes: u16,
}

impl Busy {
    fn end(self) -> NaiveDateTime {
        self.start + TimeDelta::minutes(i64::from(self.minutes))
    }
}

/// Why a slot does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// It overlaps the appointment that begins then.
    Taken(NaiveDateTime),
    /// There is no buffer between it and that one.
    Close(NaiveDateTime),
    Holiday,
    /// The pharmacy is closed.
    Closed,
    /// The trainer does not work.
    Hours,
    /// Too many sessions that day, or too many without a break.
    Full,
}

/// What a slot has to fit into.
#[derive(Debug, Clone, Copy)]
pub struct Calendar<'a> {
    /// Holidays.
    pub work: &'a WorkDays,
    /// The trainer's hours; `None` = not written down: any time from Monday to Friday.
    pub hours: Option<&'a WeekHours>,
    /// The weekdays on which the pharmacy is closed.
    pub closed: &'a [Weekday],
    /// The trainer's open and held appointments.
    pub busy: &'a [Busy],
}

impl Calendar<'_> {
    /// Whether the trainer and the pharmacy are free from `start` for so many minutes.
    pub fn fits(&self, start: NaiveDateTime, minutes: u16) -> bool {
        let slot = Busy { start, minutes };
        let date = start.date();
        !self.closed.contains(&date.weekday())
            && !self.work.is_holiday(BusinessDate(date))
            && self.is_within_hours(slot)
            && !self.busy.iter().any(|other| slot.start < other.end() + BUFFER && other.start < slot.end() + BUFFER)
            && self.busy.iter().filter(|other| other.start.date() == date).count() < MOST_A_DAY
            && self.stretch(slot) <= STRETCH
    }

    /// What keeps a slot from fitting, the worst first.
    pub fn misfits(&self, start: NaiveDateTime, minutes: u16) -> Vec<Misfit> {
        let slot = Busy { start, minutes };
        let date = start.date();
        let near = |other: &&Busy| slot.start < other.end() + BUFFER && other.start < slot.end() + BUFFER;
        let overlaps = |other: &&Busy| slot.start < other.end() && other.start < slot.end();
        let taken = self.busy.iter().find(overlaps).map(|other| Misfit::Taken(other.start));
        let close = self.busy.iter().find(near).map(|other| Misfit::Close(other.start));
        let on_that_day = self.busy.iter().filter(|other| other.start.date() == date).count();
        [
            taken.or(close),
            self.work.is_holiday(BusinessDate(date)).then_some(Misfit::Holiday),
            self.closed.contains(&date.weekday()).then_some(Misfit::Closed),
            (!self.is_within_hours(slot)).then_some(Misfit::Hours),
            (on_that_day >= MOST_A_DAY || self.stretch(slot) > STRETCH).then_some(Misfit::Full),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// When the trainer begins on that weekday.
    pub(super) fn first_hour(&self, weekday: Weekday) -> Option<NaiveTime> {
        let day = self.hours?.get(weekday.num_days_from_monday() as usize)?;
        day.iter().map(|(from, _)| *from).min()
    }

    fn is_within_hours(&self, slot: Busy) -> bool {
        let weekday = slot.start.weekday();
        let Some(hours) = self.hours else { return !matches!(weekday, Weekday::Sat | Weekday::Sun) };
        let Some(day) = hours.get(weekday.num_days_from_monday() as usize) else { return false };
        let same_day = slot.end().date() == slot.start.date();
        same_day && day.iter().any(|(from, to)| *from <= slot.start.time() && slot.end().time() <= *to)
    }

    /// How long the work without a break would be that this slot is part of.
    fn stretch(&self, slot: Busy) -> TimeDelta {
        let (mut from, mut to) = (slot.start, slot.end());
        let mut others: Vec<&Busy> = self.busy.iter().collect();
        others.sort_unstable_by_key(|other| other.start);
        for other in others.iter().rev().filter(|other| other.start < slot.start) {
            if from - other.end() < BREAK {
                from = from.min(other.start);
            }
        }
        for other in others.iter().filter(|other| other.start >= slot.start) {
            if other.start - to < BREAK {
                to = to.max(other.end());
            }
        }
        to - from
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        BusinessDate::new(2026, 11, day).unwrap().0.and_hms_opt(hour, minute, 0).unwrap()
    }
    fn busy(day: u32, hour: u32, minute: u32, minutes: u16) -> Busy {
        Busy { start: at(day, hour, minute), minutes }
    }
    fn hours() -> WeekHours {
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        let day = vec![(time(9, 15), time(16, 30))];
        [day.clone(), day.clone(), day.clone(), day.clone(), day, vec![], vec![]]
    }

    #[test]
    fn inside_the_hours_on_an_open_day() {
        let (work, hours) = (WorkDays::new([BusinessDate::new(2026, 11, 23).unwrap()]), hours());
        let calendar = Calendar { work: &work, hours: Some(&hours), closed: &[Weekday::Thu], busy: &[] };
        let table = [
            (at(25, 9, 15), true),
            (at(25, 9, 14), false),
            (at(25, 16, 0), true),
            (at(25, 16, 1), false),
            (at(23, 10, 0), false), // holiday
            (at(26, 10, 0), false), // closed on Thursdays
            (at(28, 10, 0), false), // Saturday without hours
        ];
        for (start, want) in table {
            assert_eq!(calendar.fits(start, 30), want, "{start}");
            assert_eq!(calendar.misfits(start, 30).is_empty(), want, "{start}");
        }
        assert_eq!(calendar.first_hour(Weekday::Mon), NaiveTime::from_hms_opt(9, 15, 0));
        assert_eq!(calendar.first_hour(Weekday::Sun), None);
        let any = Calendar { hours: None, ..calendar };
        assert!(any.fits(at(25, 20, 0), 30) && !any.fits(at(28, 10, 0), 30), "Monday to Friday");
        let mut saturdays = hours.clone();
        saturdays[5] = saturdays[0].clone();
        assert!(Calendar { hours: Some(&saturdays), ..calendar }.fits(at(28, 10, 0), 30));
    }

    #[test]
    fn five_minutes_around_every_appointment() {
        let work = WorkDays::default();
        let taken = [busy(25, 10, 0, 30)];
        let calendar = Calendar { work: &work, hours: None, closed: &[], busy: &taken };
        for (hour, minute, want) in [(9, 25, true), (9, 26, false), (10, 10, false), (10, 34, false), (10, 35, true)] {
            assert_eq!(calendar.fits(at(25, hour, minute), 30), want, "{hour}:{minute}");
        }
        assert_eq!(calendar.misfits(at(25, 10, 10), 30), [Misfit::Taken(at(25, 10, 0))]);
        assert_eq!(calendar.misfits(at(25, 10, 30), 30), [Misfit::Close(at(25, 10, 0))]);
    }

    #[test]
    fn at_most_eight_a_day() {
        let work = WorkDays::default();
        let full: Vec<Busy> = (9..17).map(|hour| busy(25, hour, 0, 20)).collect();
        let calendar = Calendar { work: &work, hours: None, closed: &[], busy: &full };
        assert!(!calendar.fits(at(25, 18, 0), 20));
        assert!(Calendar { busy: &full[1..], ..calendar }.fits(at(25, 18, 0), 20));
        assert!(calendar.fits(at(26, 18, 0), 20));
    }

    #[test]
    fn a_break_of_half_an_hour_within_four_hours() {
        let work = WorkDays::default();
        // 9:00-12:25 without a break of half an hour.
        let morning = [busy(25, 9, 0, 60), busy(25, 10, 20, 60), busy(25, 11, 40, 45)];
        let calendar = Calendar { work: &work, hours: None, closed: &[], busy: &morning };
        assert!(calendar.fits(at(25, 12, 35), 25), "ends at 13:00, four hours");
        assert!(!calendar.fits(at(25, 12, 35), 30));
        assert!(calendar.fits(at(25, 12, 55), 30), "after a break of 30 minutes");
        assert!(!calendar.fits(at(25, 8, 0), 35), "joins the morning from the front");
    }
}
