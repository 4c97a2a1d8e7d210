//! The next session (model 8): which number, how long, and the first three slots that fit, each with the reason it was
//! chosen. Times are those on the wall of the home zone.

mod fit;
mod gates;
mod history;
mod plan;

pub use fit::{Busy, Calendar, Misfit, WeekHours};
pub use gates::{Gated, Warning, gated};
pub use history::{History, history};
pub use plan::{Plan, PlanItem, plan};

use chrono::{NaiveDateTime, NaiveTime, TimeDelta, Weekday};

use super::BusinessDate;

/// How many slots are offered.
const OFFERS: usize = 3;
/// Minutes tried on the day itself, in this order.
const TIMES: [i64; 7] = [0, 30, -30, 60, -60, 90, -90];
/// Other days tried, in this order, and the minutes on each.
const DAYS: [i64; 5] = [1, -1, 2, -2, 3];
const TIMES_ELSEWHERE: [i64; 3] = [0, 30, -30];
/// How far a slot may lie from the usual distance to the last one: with a cadence of 7 days never under 4 or over 10.
const PLAY: i64 = 3;
/// The least days between the session before and the device session, or two sessions of one week.
const SHORTEST_GAP: i64 = 2;
/// How far ahead a missed session is made up, in working days.
const MAKE_UP_BD: u32 = 5;
/// How far ahead the first slot after the device is looked for, in days.
const DEVICE_SEARCH: i64 = 28;
/// When nothing says at what time to begin.
const USUAL_START: (u32, u32) = (10, 0);

/// What a proposal is asked with.
#[derive(Debug, Clone, Copy)]
pub struct Ask {
    /// Now, on the wall clock.
    pub now: NaiveDateTime,
    /// The length of the session.
    pub minutes: u16,
    /// Days from one session to the next.
    pub cadence_days: u8,
    /// Slot of the last met session, the weekly slot, and whether the newest appointment was missed.
    pub history: History,
    /// The learner's preferred slot; it counts until there is a weekly one.
    pub preferred: Option<(Weekday, NaiveTime)>,
    /// The date of the gates.
    pub not_before: Option<BusinessDate>,
    /// It is the device session: as soon as the device is there.
    pub is_device_session: bool,
    /// Two sessions a week, to catch up.
    pub fast_lane: bool,
    /// The slot that gets another date: it is none of the proposals.
    pub moving: Option<NaiveDateTime>,
}

/// A slot that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// Its start on the wall clock.
    pub start: NaiveDateTime,
    /// Why this day.
    pub day: WhyDay,
    /// Minutes later than the usual time; negative = earlier.
    pub shift: i64,
}

/// Why a slot lies on its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyDay {
    /// The usual weekday, a cadence after the last session.
    Usual,
    /// The day of the date that is moved.
    SameDay,
    /// So many days from the usual one, because that one does not fit.
    Beside(i64),
    /// A week later than usual: nothing nearer fits, and the learner is without a session for that long.
    WeekLater,
    /// As soon as the device is there.
    AfterDevice,
    /// Making up for a missed session, so many working days ahead.
    MakeUp(u32),
    /// The second session of the week.
    FastLane,
    /// The weekday that the learner prefers, before there is a usual one.
    Preferred,
    /// Nothing says when: it is free.
    Open,
    /// It is booked already.
    Booked,
}

/// The first three slots that fit; fewer, or none, when the calendar is full.
pub fn propose(ask: &Ask, calendar: &Calendar<'_>) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    for offer in candidates(ask, calendar) {
        let gated = ask.not_before.is_none_or(|date| offer.start.date() >= date.0);
        let new = ask.moving != Some(offer.start) && offers.iter().all(|other| other.start != offer.start);
        if new && gated && offer.start > ask.now && calendar.fits(offer.start, ask.minutes) {
            offers.push(ask.seen_from_the_old_date(offer));
        }
        if offers.len() == OFFERS {
            break;
        }
    }
    offers
}

/// Everything that may be tried, best first.
fn candidates(ask: &Ask, calendar: &Calendar<'_>) -> Vec<Offer> {
    if let Some(missed) = ask.history.missed {
        let mut all = make_up(ask, calendar, missed);
        all.extend(weekly(ask, calendar));
        return all;
    }
    match ask.not_before {
        Some(date) if ask.is_device_session => after_device(ask, calendar, date),
        Some(_) | None => weekly(ask, calendar),
    }
}

/// The slots of one day around a time.
fn around(day: BusinessDate, time: NaiveTime, shifts: &[i64], why: WhyDay) -> impl Iterator<Item = Offer> {
    let slot =
        move |shift: &i64| Offer { start: day.0.and_time(time) + TimeDelta::minutes(*shift), day: why, shift: *shift };
    shifts.iter().map(slot)
}

/// The day of a missed session is over: the next working days at its time.
fn make_up(ask: &Ask, calendar: &Calendar<'_>, missed: NaiveDateTime) -> Vec<Offer> {
    let days = (1..=MAKE_UP_BD).map(|n| (n, calendar.work.plus(ask.today(), n)));
    days.flat_map(|(n, day)| around(day, missed.time(), &TIMES, WhyDay::MakeUp(n))).collect()
}

/// The first free slots once the device is there.
fn after_device(ask: &Ask, calendar: &Calendar<'_>, device: BusinessDate) -> Vec<Offer> {
    let after_last = ask.history.last_date().map(|last| last.plus(SHORTEST_GAP));
    let first = device.max(ask.today()).max(after_last.unwrap_or(device));
    let days = (0..DEVICE_SEARCH).map(|n| first.plus(n));
    days.flat_map(|day| around(day, ask.usual_time(calendar, day), &TIMES, WhyDay::AfterDevice)).collect()
}

/// The weekly slot and what lies around it.
fn weekly(ask: &Ask, calendar: &Calendar<'_>) -> Vec<Offer> {
    let why = match (ask.history.weekly, ask.preferred) {
        _ if ask.fast_lane => WhyDay::FastLane,
        (Some(_), _) => WhyDay::Usual,
        (None, Some(_)) => WhyDay::Preferred,
        (None, None) => WhyDay::Open,
    };
    let day = base_day(ask, calendar);
    let time = ask.usual_time(calendar, day);
    let here = around(day, time, &TIMES, why);
    let near = DAYS.into_iter().filter(|n| is_near(ask, day, day.plus(*n)));
    // Where nothing is usual, no day lies beside it.
    let or_open = |other: WhyDay| if why == WhyDay::Open { why } else { other };
    let beside = near.flat_map(|n| around(day.plus(n), time, &TIMES_ELSEWHERE, or_open(WhyDay::Beside(n))));
    here.chain(beside).chain(around(day.plus(7), time, &[0], or_open(WhyDay::WeekLater))).collect()
}

/// Whether `other` keeps the distance to the last session. Beside a base that a gate or the calendar moved away from it,
/// there is none to keep.
fn is_near(ask: &Ask, base: BusinessDate, other: BusinessDate) -> bool {
    let Some(last) = ask.history.last_date() else { return true };
    let cadence = i64::from(ask.cadence_days);
    let shortest = if ask.fast_lane { SHORTEST_GAP } else { (cadence - PLAY).max(1) };
    let allowed = last.plus(shortest)..=last.plus(cadence + PLAY);
    !allowed.contains(&base) || allowed.contains(&other)
}

/// The day that the other slots are counted from.
fn base_day(ask: &Ask, calendar: &Calendar<'_>) -> BusinessDate {
    let weekday = ask.slot().map(|(weekday, _)| weekday);
    let is_usual = |day: &BusinessDate| Some(day.weekday()) == weekday;
    let cadence = i64::from(ask.cadence_days);
    let mut day = match ask.history.last_date() {
        Some(last) if ask.fast_lane => last.plus((cadence / 2).max(SHORTEST_GAP)),
        Some(last) => {
            let due = last.plus(cadence);
            // Of the seven days around it exactly one has the weekday of the weekly slot.
            (-PLAY..=PLAY).map(|n| due.plus(n)).find(is_usual).unwrap_or(due)
        }
        None => {
            let tomorrow = ask.today().plus(1);
            let first = ask.not_before.map_or(tomorrow, |date| date.max(tomorrow));
            let on_weekday = (0..7).map(|n| first.plus(n)).find(is_usual);
            on_weekday.unwrap_or(calendar.work.on_or_after(first))
        }
    };
    // What is past or before a gate moves on, on the same weekday.
    let is_too_early = |day: BusinessDate| {
        let past = day.0.and_time(ask.usual_time(calendar, day)) <= ask.now;
        past || ask.not_before.is_some_and(|date| day < date)
    };
    while is_too_early(day) {
        let next = day.plus(cadence.clamp(1, 7));
        if next == day {
            break; // the end of the calendar
        }
        day = next;
    }
    day
}

impl Ask {
    fn today(&self) -> BusinessDate {
        BusinessDate(self.now.date())
    }

    /// Beside a date that is still to come, days and minutes are counted from that one: it is the one that is known.
    fn seen_from_the_old_date(&self, offer: Offer) -> Offer {
        let Some(old) = self.moving.filter(|old| *old > self.now && self.history.missed != Some(*old)) else {
            return offer;
        };
        let day = match (offer.start.date() - old.date()).num_days() {
            0 => WhyDay::SameDay,
            7 => WhyDay::WeekLater,
            days => WhyDay::Beside(days),
        };
        Offer { day, shift: (offer.start.time() - old.time()).num_minutes(), ..offer }
    }

    /// The weekly slot; before the first session the learner's preferred one.
    fn slot(&self) -> Option<(Weekday, NaiveTime)> {
        self.history.weekly.or(self.preferred)
    }

    /// The time of day of the weekly slot, else of the missed session, else when work begins.
    fn usual_time(&self, calendar: &Calendar<'_>, day: BusinessDate) -> NaiveTime {
        let known = self.slot().map(|(_, time)| time).or(self.history.missed.map(|at| at.time()));
        let (hour, minute) = USUAL_START;
        let usual = || NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        known.or_else(|| calendar.first_hour(day.weekday())).unwrap_or_else(usual)
    }
}

#[cfg(test)]
mod tests;
