//! Proposals on the practice trainer's calendar, Wednesday 2026-11-25.

use super::*;
use crate::domain::WorkDays;

fn at(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
    BusinessDate::new(2026, 11, day).unwrap().0.and_hms_opt(hour, minute, 0).unwrap()
}
fn date(day: u32) -> BusinessDate {
    BusinessDate(at(day, 0, 0).date())
}
fn time(hour: u32, minute: u32) -> NaiveTime {
    at(1, hour, minute).time()
}
fn hours() -> WeekHours {
    let day = vec![(time(9, 15), time(16, 30))];
    [day.clone(), day.clone(), day.clone(), day.clone(), day, vec![], vec![]]
}
/// Asked on Wednesday at 14:11, after a session of Wednesday the 18th at 14:00.
fn ask() -> Ask {
    let last = at(18, 14, 0);
    Ask {
        now: at(25, 14, 11),
        minutes: 30,
        cadence_days: 7,
        history: History { last: Some(last), weekly: Some((Weekday::Wed, last.time())), missed: None },
        preferred: None,
        not_before: None,
        is_device_session: false,
        fast_lane: false,
        moving: None,
    }
}
/// Asked right after the session of Wednesday the 11th.
fn early() -> Ask {
    Ask { now: at(11, 15, 0), history: History { last: Some(at(11, 14, 0)), ..ask().history }, ..ask() }
}
fn offers(ask: &Ask, busy: &[Busy]) -> Vec<(NaiveDateTime, WhyDay, i64)> {
    let (work, hours) = (WorkDays::default(), hours());
    let calendar = Calendar { work: &work, hours: Some(&hours), closed: &[], busy };
    propose(ask, &calendar).into_iter().map(|offer| (offer.start, offer.day, offer.shift)).collect()
}
fn busy(day: u32, hour: u32, minute: u32, minutes: u16) -> Busy {
    Busy { start: at(day, hour, minute), minutes }
}
/// A whole day that is taken.
fn full(day: u32) -> Busy {
    busy(day, 9, 0, 480)
}

#[test]
fn the_same_slot_a_week_later_and_two_beside_it() {
    let want =
        [(at(18, 14, 0), WhyDay::Usual, 0), (at(18, 14, 30), WhyDay::Usual, 30), (at(18, 13, 30), WhyDay::Usual, -30)];
    assert_eq!(offers(&early(), &[]), want);
}

#[test]
fn a_taken_slot_is_stepped_around() {
    let want =
        [(at(18, 15, 0), WhyDay::Usual, 60), (at(18, 13, 0), WhyDay::Usual, -60), (at(18, 15, 30), WhyDay::Usual, 90)];
    assert_eq!(offers(&early(), &[busy(18, 13, 45, 60)]), want);
    // The day is full: Thursday and Tuesday at the same time; Saturday is nobody's.
    let want = [
        (at(19, 14, 0), WhyDay::Beside(1), 0),
        (at(19, 14, 30), WhyDay::Beside(1), 30),
        (at(19, 13, 30), WhyDay::Beside(1), -30),
    ];
    assert_eq!(offers(&early(), &[full(18)]), want);
    let most = [full(16), full(17), full(18), full(19), full(20)];
    assert_eq!(offers(&early(), &most), [(at(25, 14, 0), WhyDay::WeekLater, 0)]);
}

#[test]
fn what_is_past_moves_on_by_weeks() {
    let forgotten = Ask { now: at(24, 9, 0), ..early() };
    assert_eq!(offers(&forgotten, &[])[0], (at(25, 14, 0), WhyDay::Usual, 0));
    let wednesday_itself = Ask { now: at(18, 14, 0), ..early() };
    assert_eq!(offers(&wednesday_itself, &[])[0], (at(25, 14, 0), WhyDay::Usual, 0), "the slot has begun");
}

#[test]
fn a_date_that_is_moved_is_no_proposal_and_the_others_are_told_from_it() {
    // Wednesday the 18th is booked at the usual time.
    let moving = Ask { moving: Some(at(18, 14, 0)), ..early() };
    let want = [
        (at(18, 14, 30), WhyDay::SameDay, 30),
        (at(18, 13, 30), WhyDay::SameDay, -30),
        (at(18, 15, 0), WhyDay::SameDay, 60),
    ];
    assert_eq!(offers(&moving, &[]), want);
    // One that was made up on a Thursday at 10:30 goes back to the usual slot, which is the day before.
    let made_up = Ask { moving: Some(at(19, 10, 30)), ..early() };
    assert_eq!(offers(&made_up, &[])[0], (at(18, 14, 0), WhyDay::Beside(-1), 210));
    // What was missed today is still made up from the next working day on.
    let missed = History { missed: Some(at(25, 14, 0)), ..ask().history };
    let missed = Ask { now: at(25, 9, 0), moving: Some(at(25, 14, 0)), history: missed, ..ask() };
    assert_eq!(offers(&missed, &[])[0], (at(26, 14, 0), WhyDay::MakeUp(1), 0));
}

#[test]
fn a_no_show_is_made_up_from_the_next_working_day_on() {
    // The practice day: tomorrow 13:00 is taken until 13:30, which leaves no buffer before 13:30.
    let missed = Ask { history: History { missed: Some(at(25, 14, 0)), ..ask().history }, ..ask() };
    let want = [
        (at(26, 14, 0), WhyDay::MakeUp(1), 0),
        (at(26, 14, 30), WhyDay::MakeUp(1), 30),
        (at(26, 15, 0), WhyDay::MakeUp(1), 60),
    ];
    assert_eq!(offers(&missed, &[busy(26, 13, 0, 30)]), want);
    // Thursday and Friday are full: Monday is the third working day ahead.
    assert_eq!(offers(&missed, &[full(26), full(27)])[0], (at(30, 14, 0), WhyDay::MakeUp(3), 0));
}

#[test]
fn after_a_made_up_session_the_weekly_slot_is_back() {
    // The weekly slot is Wednesday 14:00; the last session was made up on Friday the 13th at 10:00.
    let history = History { last: Some(at(13, 10, 0)), ..early().history };
    let ask = Ask { history, now: at(13, 11, 0), ..early() };
    assert_eq!(offers(&ask, &[])[0], (at(18, 14, 0), WhyDay::Usual, 0));
    // Five days after the last one; four is the least, so Tuesday is tried and Monday is not.
    let days: Vec<u32> =
        offers(&ask, &[full(18), full(19)]).iter().map(|offer| chrono::Datelike::day(&offer.0)).collect();
    assert_eq!(days, [17, 17, 17]);
    let elsewhere = offers(&ask, &[full(17), full(18), full(19)]);
    assert_eq!(elsewhere[0], (at(20, 14, 0), WhyDay::Beside(2), 0));
}

#[test]
fn the_device_session_is_as_soon_as_the_device_is_there() {
    let ask = Ask { not_before: Some(date(13)), is_device_session: true, ..early() };
    let want = [
        (at(13, 14, 0), WhyDay::AfterDevice, 0),
        (at(13, 14, 30), WhyDay::AfterDevice, 30),
        (at(13, 13, 30), WhyDay::AfterDevice, -30),
    ];
    assert_eq!(offers(&ask, &[]), want);
    let installed_long_ago = Ask { not_before: Some(date(2)), ..ask };
    assert_eq!(offers(&installed_long_ago, &[])[0].0, at(13, 14, 0), "two days after the session before");
    assert_eq!(offers(&ask, &[full(13)])[0].0, at(16, 14, 0), "the weekend is nobody's");
    let undated = Ask { not_before: None, ..ask };
    assert_eq!(offers(&undated, &[])[0], (at(18, 14, 0), WhyDay::Usual, 0));
}

#[test]
fn a_gate_moves_the_weekly_slot() {
    let gated = Ask { not_before: Some(date(19)), ..early() };
    assert_eq!(offers(&gated, &[])[0], (at(25, 14, 0), WhyDay::Usual, 0));
    // Beside the moved day nothing before the gate is offered.
    let near = offers(&gated, &[full(25), full(26), full(24)]);
    assert_eq!(near[0], (at(27, 14, 0), WhyDay::Beside(2), 0));
}

#[test]
fn the_first_session_takes_the_preferred_slot() {
    let new = Ask { history: History::default(), preferred: Some((Weekday::Mon, time(11, 0))), ..ask() };
    assert_eq!(offers(&new, &[])[0], (at(30, 11, 0), WhyDay::Preferred, 0));
    let none = Ask { preferred: None, ..new };
    assert_eq!(offers(&none, &[])[0], (at(26, 9, 15), WhyDay::Open, 0), "tomorrow when work begins");
    let after_kickoff = Ask { not_before: Some(date(28)), ..none };
    assert_eq!(offers(&after_kickoff, &[])[0].0, at(30, 9, 15), "a Saturday moves to Monday");
}

#[test]
fn the_fast_lane_puts_a_second_session_into_the_week() {
    let fast = Ask { fast_lane: true, ..early() };
    // Three days after Wednesday is Saturday: Friday keeps the gap of two days, Sunday is nobody's.
    let first = offers(&fast, &[])[0];
    assert_eq!(first, (at(13, 14, 0), WhyDay::Beside(-1), 0));
    let monday = History { last: Some(at(9, 14, 0)), weekly: Some((Weekday::Mon, time(14, 0))), missed: None };
    let fast = Ask { now: at(9, 15, 0), history: monday, ..fast };
    assert_eq!(offers(&fast, &[])[0], (at(12, 14, 0), WhyDay::FastLane, 0));
    let crowded = offers(&fast, &[full(12), full(13), full(11)]);
    assert!(crowded.iter().all(|offer| offer.0 >= at(11, 0, 0)), "{crowded:?}");
}

#[test]
fn a_full_calendar_offers_nothing() {
    let taken: Vec<Busy> = (1..=30).map(full).collect();
    assert_eq!(offers(&early(), &taken), []);
}

#[test]
fn no_offer_stands_twice() {
    // Wednesday the 25th is both the fifth working day after the missed one and the weekly slot.
    let history = History { missed: Some(at(18, 14, 0)), ..early().history };
    let ask = Ask { now: at(18, 15, 0), history, ..early() };
    let taken = [full(19), full(20), full(23), full(24), busy(25, 13, 0, 55), busy(25, 14, 35, 55)];
    let want = [
        (at(25, 14, 0), WhyDay::MakeUp(5), 0),
        (at(26, 14, 0), WhyDay::Beside(1), 0),
        (at(26, 14, 30), WhyDay::Beside(1), 30),
    ];
    assert_eq!(offers(&ask, &taken), want);
}
