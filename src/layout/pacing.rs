//! The clock of a session against its plan, and the bar that shows it. The plan ends where the slot ends: who starts late
//! has less time, not a later end. Who starts early has no more time than the slot is long, and who starts when the slot is
//! over has all of it, since there is no end left to keep. Nor is there one for a session that was set aside for another.

use chrono::{DateTime, TimeDelta, Utc};

use crate::text::width::cells;

/// When a session runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    pub starts_at: DateTime<Utc>,
    /// The fixed end of the slot.
    pub ends_at: DateTime<Utc>,
    pub started_at: DateTime<Utc>,
    /// Ended pauses, in seconds.
    pub paused_seconds: i64,
    /// The pause that runs.
    pub paused_since: Option<DateTime<Utc>>,
    /// So many seconds another session went first, and since when one does: the end waits for that.
    pub aside_seconds: i64,
    pub aside_since: Option<DateTime<Utc>>,
}

impl Times {
    /// When the whole length of the slot has passed since the start.
    fn full(&self) -> DateTime<Utc> {
        self.started_at + (self.ends_at - self.starts_at)
    }

    /// Whether it began when nothing was left of its slot.
    pub fn is_after_slot(&self) -> bool {
        self.started_at >= self.ends_at
    }

    /// When the session has to be over.
    pub fn end(&self) -> DateTime<Utc> {
        if self.is_after_slot() { self.full() } else { self.full().min(self.ends_at) }
    }
}

/// What is planned for a row of the script, and whether it is behind us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    pub minutes: u32,
    pub done: bool,
}

/// Where the session stands, in whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Since the start, without the pauses.
    pub elapsed: i64,
    /// How long the session has from its start to its end, in whole minutes.
    pub slot: i64,
    /// Until that end; negative when it is over.
    pub left: i64,
    /// By how much what is still to do is longer than what is left; 0 = in time.
    pub behind: i64,
    /// By how much the whole plan is longer than the slot: nobody is late for that.
    pub too_much: i64,
    /// How long the pause that runs has lasted.
    pub paused: Option<i64>,
    /// All pauses so far.
    pub pauses: i64,
}

/// Works out where a session stands at a moment. `steps` are in the order of the screen; the first one that is not behind
/// us is being worked on, and what is left of it counts.
pub fn pace(now: DateTime<Utc>, times: &Times, steps: &[Step]) -> Pace {
    let seconds = |from: DateTime<Utc>, to: DateTime<Utc>| (to - from).num_seconds();
    // A clock that was set back behind the start has run for no time at all.
    let now = now.max(times.started_at);
    let paused = times.paused_since.map(|since| seconds(since, now).max(0));
    let pauses = times.paused_seconds + paused.unwrap_or(0);
    let (end, since) = (times.end(), seconds(times.started_at, now));
    // Where the end is counted from the start, what has passed and what is left add up to the second.
    let aside = times.aside_seconds + times.aside_since.map_or(0, |since| seconds(since, now).max(0));
    let left = if end == times.full() { seconds(times.started_at, end) - since } else { seconds(now, end) } + aside;
    let elapsed = (since - pauses).max(0);
    let planned = |step: &Step| i64::from(step.minutes) * 60;
    let done: i64 = steps.iter().filter(|s| s.done).map(planned).sum();
    let to_do: i64 = steps.iter().filter(|s| !s.done).map(planned).sum();
    let current = steps.iter().find(|s| !s.done).map_or(0, planned);
    let needed = to_do - (elapsed - done).clamp(0, current);
    let behind = if to_do == 0 { 0 } else { (needed - left.max(0)).max(0) };
    // A start some seconds late does not make the plan a minute shorter.
    let slot = (seconds(times.started_at, end).max(0) + 59) / 60 * 60;
    let too_much = (done + to_do - seconds(times.starts_at, times.ends_at)).max(0);
    Pace { elapsed, slot, left, behind, too_much, paused, pauses }
}

/// Behind by fewer seconds is in time: nobody can cut a minute.
const TOLERANCE: i64 = 60;

impl Pace {
    pub const fn is_late(&self) -> bool {
        self.behind >= TOLERANCE
    }

    /// What is behind comes from a plan that is longer than its slot, but for less than a minute.
    pub const fn is_overfull(&self) -> bool {
        self.too_much > 0 && self.is_late() && self.behind < self.too_much + TOLERANCE
    }
}

/// When the clock of a session shows something new after `clock`.
pub fn next_second(clock: DateTime<Utc>) -> DateTime<Utc> {
    let into = TimeDelta::milliseconds(clock.timestamp_subsec_millis().into());
    clock - into + TimeDelta::seconds(1)
}

/// `15:20`; hours do not come up, minutes go on.
pub fn minutes_seconds(seconds: i64) -> String {
    let seconds = seconds.max(0);
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// A part of the bar: its names from the longest to the shortest, and its length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub names: Vec<String>,
    pub minutes: u32,
}

/// The bar: `[lecture=======|role-play>--------|homework--|close-]`, exactly `width` cells. A name that does not fit its part
/// is left out whole. The last part is the wrap-up, which has a place even where the plan gives it no minutes.
pub fn bar(parts: &[Part], elapsed: i64, width: usize) -> String {
    let Some(inner) = width.checked_sub(1 + parts.len()).filter(|inner| !parts.is_empty() && *inner >= parts.len())
    else {
        return String::new();
    };
    let lengths = share(parts, inner);
    let (at, within) = position(parts, elapsed);
    let mut out = String::with_capacity(width);
    for (n, (part, length)) in parts.iter().zip(&lengths).enumerate() {
        out.push(if n == 0 { '[' } else { '|' });
        let name = name_for(part, *length);
        let label = cells(name);
        out.push_str(name);
        // The marker is never under the name, so that both can be read.
        let marker = (n == at).then(|| {
            let cell = usize::try_from(within.saturating_mul(i64::try_from(*length).unwrap_or(1)) / 1000).unwrap_or(0);
            cell.clamp(label, length.saturating_sub(1).max(label))
        });
        for cell in label..*length {
            out.push(match marker {
                Some(marker) if cell == marker => '>',
                Some(marker) if cell < marker => '=',
                None if n < at => '=',
                Some(_) | None => '-',
            });
        }
    }
    out.push(']');
    out
}

/// The part in which a moment falls, and how far into it in thousandths.
fn position(parts: &[Part], elapsed: i64) -> (usize, i64) {
    let mut from = 0;
    for (n, part) in parts.iter().enumerate() {
        let length = i64::from(part.minutes) * 60;
        if elapsed < from + length {
            return (n, (elapsed - from).max(0) * 1000 / length.max(1));
        }
        from += length;
    }
    (parts.len().saturating_sub(1), 1000)
}

/// Cells of the parts: the last one a few, the others by their minutes, none without any.
fn share(parts: &[Part], inner: usize) -> Vec<usize> {
    let few = (inner.saturating_sub(11) * 2 / 9).clamp(2, 9);
    let total: usize = parts.iter().map(|p| usize::try_from(p.minutes).unwrap_or(0)).sum();
    let capped = parts.last().is_some_and(|p| p.minutes == 0);
    let spread = if capped { inner.saturating_sub(few) } else { inner };
    let count = parts.len() - usize::from(capped);
    let mut lengths: Vec<usize> = Vec::with_capacity(parts.len());
    let (mut minutes, mut given) = (0, 0);
    for (n, part) in parts.iter().take(count).enumerate() {
        minutes += usize::try_from(part.minutes).unwrap_or(0);
        // Rounded on the running sum, so that the cells add up; each part keeps at least one.
        let upto = (spread * minutes + total / 2).checked_div(total).unwrap_or(spread * (n + 1) / count);
        let rest = count - n - 1;
        let upto = upto.clamp(given + 1, spread.saturating_sub(rest).max(given + 1));
        lengths.push(upto - given);
        given = upto;
    }
    if capped {
        lengths.push(inner.saturating_sub(given));
    }
    // A part that is too short for its name takes the cells from the longest one.
    for n in 0..count {
        let name = parts.get(n).and_then(|part| part.names.last()).map_or(0, |name| cells(name) + 1);
        let short = lengths.get(n).map_or(0, |length| name.saturating_sub(*length));
        let longest = (0..count).max_by_key(|at| lengths.get(*at).copied().unwrap_or(0)).unwrap_or(0);
        if short > 0 && longest != n && lengths.get(longest).is_some_and(|length| *length > 2 * (short + name)) {
            lengths[longest] -= short;
            lengths[n] += short;
        }
    }
    lengths
}

fn name_for(part: &Part, length: usize) -> &str {
    let fits = |slack: usize| part.names.iter().find(|name| cells(name) + slack <= length);
    fits(1).or_else(|| fits(0)).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(minutes: i64, seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 / 60 * 60 + minutes * 60 + seconds, 0).unwrap()
    }

    fn times(late: i64) -> Times {
        Times {
            starts_at: at(0, 0),
            ends_at: at(25, 0),
            started_at: at(late, 0),
            paused_seconds: 0,
            paused_since: None,
            aside_seconds: 0,
            aside_since: None,
        }
    }

    fn steps(done: usize) -> Vec<Step> {
        [3, 4, 3, 10, 5].iter().enumerate().map(|(n, m)| Step { minutes: *m, done: n < done }).collect()
    }

    #[test]
    fn on_time_while_the_current_row_lasts_and_behind_after_it() {
        for (done, now, behind) in [
            (0, at(0, 0), 0),
            (0, at(3, 0), 0),
            (0, at(4, 20), 80),
            (2, at(7, 0), 0),
            (2, at(10, 0), 0),
            (2, at(11, 20), 80),
            (4, at(12, 0), 0),
            (5, at(40, 0), 0),
        ] {
            assert_eq!(pace(now, &times(0), &steps(done)).behind, behind, "{done} {now}");
        }
    }

    #[test]
    fn some_seconds_make_nobody_late() {
        let late = |seconds| pace(at(3, seconds), &times(0), &steps(0)).is_late();
        assert_eq!([0, 2, 59, 60, 61].map(late), [false, false, false, true, true]);
    }

    #[test]
    fn a_plan_longer_than_its_slot_makes_nobody_late() {
        let mut full = steps(0);
        full.push(Step { minutes: 5, done: false });
        let start = pace(at(0, 0), &times(0), &full);
        assert_eq!((start.behind, start.too_much, start.is_overfull()), (300, 300, true));
        // A start that is two minutes late is that.
        assert!(!pace(at(2, 0), &times(2), &full).is_overfull());
        assert!(!pace(at(4, 20), &times(0), &steps(0)).is_overfull());
    }

    #[test]
    fn a_late_start_is_behind_at_once_and_the_end_stays() {
        let pace = pace(at(5, 0), &times(3), &steps(0));
        assert_eq!((pace.elapsed, pace.left, pace.behind, pace.slot), (120, 1200, 180, 1320));
    }

    #[test]
    fn what_is_left_is_never_more_than_the_session_is_long() {
        let early = pace(at(-29, 0), &times(-30), &steps(0));
        assert_eq!((early.elapsed, early.left, early.behind, early.slot), (60, 1440, 0, 1500));
        let mut between = times(-30);
        between.started_at += TimeDelta::milliseconds(300);
        let later = pace(at(-29, 0), &between, &steps(0));
        assert_eq!((later.elapsed + later.left, later.behind), (1500, 0), "no second is lost between two ticks");
        // Nothing is left of the slot: the plan counts from the start.
        let after = pace(at(31, 0), &times(31), &steps(0));
        assert_eq!((after.elapsed, after.left, after.behind, after.slot), (0, 1500, 0, 1500));
    }

    #[test]
    fn a_pause_stops_the_clock_but_not_the_end() {
        let mut t = times(0);
        t.paused_seconds = 60;
        t.paused_since = Some(at(10, 0));
        let pace = pace(at(12, 10), &t, &steps(2));
        assert_eq!((pace.elapsed, pace.paused, pace.pauses, pace.left), (540, Some(130), 190, 770));
        assert_eq!(pace.behind, 190);
    }

    #[test]
    fn a_session_that_was_set_aside_has_as_much_left_as_it_had() {
        let mut t = times(0);
        let before = pace(at(10, 0), &t, &steps(2));
        (t.paused_since, t.aside_since) = (Some(at(10, 0)), Some(at(10, 0)));
        let meanwhile = pace(at(40, 0), &t, &steps(2));
        assert_eq!((meanwhile.elapsed, meanwhile.left, meanwhile.behind), (before.elapsed, before.left, 0));
        (t.paused_since, t.aside_since, t.paused_seconds, t.aside_seconds) = (None, None, 1800, 1800);
        let after = pace(at(41, 0), &t, &steps(2));
        assert_eq!((after.elapsed, after.left), (before.elapsed + 60, before.left - 60));
    }

    #[test]
    fn over_time_is_negative_and_a_clock_set_back_is_nothing() {
        assert_eq!(pace(at(26, 20), &times(0), &steps(5)).left, -80);
        assert_eq!(pace(at(-9, 0), &times(0), &steps(0)).elapsed, 0);
    }

    fn parts() -> Vec<Part> {
        let part = |names: &[&str], minutes| Part { names: names.iter().map(|n| (*n).to_owned()).collect(), minutes };
        vec![part(&["レク"], 10), part(&["ロープレ"], 10), part(&["宿題", "宿"], 5), part(&["まとめ", "締め", "締"], 0)]
    }

    #[test]
    fn the_bar_is_drawn_as_designed() {
        assert_eq!(bar(&parts(), 920, 52), "[レク============|ロープレ>------|宿題----|まとめ--]");
        assert_eq!(bar(&parts(), 0, 40), "[レク>-------|ロープレ----|宿題--|締め-]");
        assert_eq!(bar(&parts(), 920, 28), "[レク====|ロープレ>|宿--|締]");
        assert_eq!(bar(&parts(), 9999, 40), "[レク========|ロープレ====|宿題==|締め>]");
    }

    #[test]
    fn a_second_ends_where_the_clock_says() {
        let t = DateTime::from_timestamp_millis(1_795_000_000_400).unwrap();
        assert_eq!(next_second(t).timestamp_millis(), 1_795_000_001_000);
    }

    proptest! {
        #[test]
        fn the_bar_is_always_as_wide_as_asked(
            minutes in prop::collection::vec(0u32..60, 1..6),
            elapsed in -100i64..10_000,
            width in 14usize..120,
        ) {
            let names = vec!["ながい名前".to_owned(), "短".to_owned()];
            let parts: Vec<Part> = minutes.iter().map(|m| Part { names: names.clone(), minutes: *m }).collect();
            prop_assert_eq!(cells(&bar(&parts, elapsed, width)), width);
        }
    }
}
