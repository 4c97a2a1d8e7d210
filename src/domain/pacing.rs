//! What the minutes of a session went into. A stretch of time belongs to what it ends with: who marks an item has just been
//! through it. Pauses are taken out, and a clock that was set back makes nothing negative.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Id, Section};

/// Marks so close to each other speak of one stretch: several items were gone through before somebody marked them.
const TOGETHER: TimeDelta = TimeDelta::seconds(10);

/// A part of the session that has minutes of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Lecture,
    RolePlay,
    Homework,
}

impl Part {
    pub const ALL: [Self; 3] = [Self::Lecture, Self::RolePlay, Self::Homework];

    /// As the record names it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Lecture => "lecture",
            Self::RolePlay => "role_play",
            Self::Homework => "homework",
        }
    }

    /// Whose minutes an item of that section takes.
    pub const fn of(section: Section) -> Self {
        match section {
            Section::RolePlay => Self::RolePlay,
            Section::Homework => Self::Homework,
            Section::Prepare
            | Section::Lecture
            | Section::Questions
            | Section::GoNoGo
            | Section::Tips
            | Section::Metrics
            | Section::Graduation => Self::Lecture,
        }
    }
}

/// Whether an item takes any of the minutes: looking at homework does where there is some to look at.
pub const fn takes_time(reviews_homework: bool, homework: bool) -> bool {
    !reviews_homework || homework
}

/// How something was touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It was gone through.
    Worked,
    /// It was left out.
    LeftOut,
    /// A line was written while the cursor stood on it.
    Noted,
}

/// A moment at which the trainer did something to a row of the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Touch {
    pub at: DateTime<Utc>,
    pub item: Option<Id>,
    pub part: Part,
    /// Its planned minutes: what several rows that were marked together share a stretch by.
    pub planned: u32,
    pub how: How,
}

/// What the minutes went into, in seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spent {
    pub items: BTreeMap<Id, i64>,
    parts: BTreeMap<Part, i64>,
    /// Up to here the time is given away; what came later belongs to what the trainer is at.
    pub since: DateTime<Utc>,
}

impl Spent {
    pub fn part(&self, part: Part) -> i64 {
        self.parts.get(&part).copied().unwrap_or(0)
    }

    fn give(&mut self, touch: &Touch, seconds: i64) {
        *self.parts.entry(touch.part).or_default() += seconds;
        if let Some(item) = touch.item {
            *self.items.entry(item).or_default() += seconds;
        }
    }
}

/// How long the clock stood between two moments; pauses that overlap are counted once.
pub fn stood(from: DateTime<Utc>, to: DateTime<Utc>, pauses: &[(DateTime<Utc>, DateTime<Utc>)]) -> TimeDelta {
    let mut pauses: Vec<_> = pauses.iter().map(|(a, b)| ((*a).max(from), (*b).min(to))).collect();
    pauses.sort_unstable();
    let (mut stood, mut upto) = (TimeDelta::zero(), from);
    for (begin, end) in pauses {
        let begin = begin.max(upto);
        if end > begin {
            stood += end - begin;
            upto = end;
        }
    }
    stood
}

/// Seconds from one moment to another without the pauses.
pub fn running(from: DateTime<Utc>, to: DateTime<Utc>, pauses: &[(DateTime<Utc>, DateTime<Utc>)]) -> i64 {
    (to - from - stood(from, to, pauses)).num_seconds().max(0)
}

/// Whole minutes, half up.
pub const fn minutes(seconds: i64) -> i64 {
    (seconds + 30).div_euclid(60)
}

/// Gives the time from the start to the last touch to what was touched.
pub fn spent(
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    pauses: &[(DateTime<Utc>, DateTime<Utc>)],
    touches: &[Touch],
) -> Spent {
    let to = to.max(from);
    let mut touches: Vec<Touch> = touches.iter().map(|t| Touch { at: t.at.clamp(from, to), ..*t }).collect();
    touches.sort_by_key(|touch| touch.at);
    let mut spent = Spent { items: BTreeMap::new(), parts: BTreeMap::new(), since: from };
    for group in touches.chunk_by(|a, b| b.at - a.at <= TOGETHER) {
        let Some(last) = group.last() else { continue };
        let seconds = running(spent.since, last.at, pauses);
        share(&mut spent, group, seconds);
        spent.since = last.at;
    }
    spent
}

/// A stretch that ends with several touches belongs to what was gone through, by its planned minutes; without such a thing
/// to the first one, where the cursor stood.
fn share(spent: &mut Spent, group: &[Touch], seconds: i64) {
    let worked: Vec<&Touch> = group.iter().filter(|touch| touch.how == How::Worked).collect();
    let whole: i64 = worked.iter().map(|touch| i64::from(touch.planned.max(1))).sum();
    if whole == 0 {
        if let Some(first) = group.first() {
            spent.give(first, seconds);
        }
        return;
    }
    let (mut planned, mut given) = (0, 0);
    for touch in worked {
        planned += i64::from(touch.planned.max(1));
        let upto = seconds * planned / whole;
        spent.give(touch, upto - given);
        given = upto;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + seconds, 0).unwrap()
    }

    fn id(n: u128) -> Id {
        Id(uuid::Uuid::from_u128(n))
    }

    fn touch(seconds: i64, item: u128, part: Part, how: How) -> Touch {
        Touch { at: at(seconds), item: Some(id(item)), part, planned: 4, how }
    }

    fn of(spent: &Spent, items: &[u128]) -> Vec<i64> {
        items.iter().map(|n| spent.items.get(&id(*n)).copied().unwrap_or(0)).collect()
    }

    #[test]
    fn a_stretch_belongs_to_what_it_ends_with() {
        let touches = [
            touch(120, 1, Part::Homework, How::Worked),
            touch(300, 2, Part::Lecture, How::Noted),
            touch(420, 2, Part::Lecture, How::Worked),
            touch(1020, 3, Part::RolePlay, How::Worked),
        ];
        let found = spent(at(0), at(1500), &[], &touches);
        assert_eq!(of(&found, &[1, 2, 3]), [120, 300, 600]);
        assert_eq!(Part::ALL.map(|part| found.part(part)), [300, 600, 120]);
        assert_eq!(found.since, at(1020), "the wrap-up is nobody's");
    }

    #[test]
    fn pauses_are_taken_out_once() {
        let pauses = [(at(60), at(120)), (at(90), at(180)), (at(290), at(310))];
        assert_eq!(running(at(0), at(300), &pauses), 170);
        let touches = [touch(300, 1, Part::Lecture, How::Worked), touch(400, 2, Part::Lecture, How::Worked)];
        assert_eq!(of(&spent(at(0), at(400), &pauses, &touches), &[1, 2]), [170, 90]);
    }

    #[test]
    fn what_is_marked_together_shares_its_stretch_and_what_is_left_out_took_none() {
        let mut touches = [
            touch(300, 1, Part::Lecture, How::Worked),
            touch(303, 2, Part::Lecture, How::LeftOut),
            touch(306, 3, Part::Lecture, How::Worked),
        ];
        touches[2].planned = 12;
        assert_eq!(of(&spent(at(0), at(900), &[], &touches), &[1, 2, 3]), [76, 0, 230]);
        let alone = [touch(300, 1, Part::Lecture, How::Worked), touch(420, 2, Part::Lecture, How::LeftOut)];
        assert_eq!(of(&spent(at(0), at(900), &[], &alone), &[1, 2]), [300, 120], "it was tried, and left");
    }

    #[test]
    fn a_clock_that_was_set_back_makes_nothing_negative() {
        let touches = [touch(-600, 1, Part::Lecture, How::Worked), touch(2000, 2, Part::Lecture, How::Worked)];
        let found = spent(at(0), at(900), &[(at(500), at(100))], &touches);
        assert_eq!(of(&found, &[1, 2]), [0, 900]);
        assert_eq!(spent(at(900), at(0), &[], &touches).part(Part::Lecture), 0);
        assert_eq!([0, 29, 30, 89, 90].map(minutes), [0, 0, 1, 1, 2]);
    }

    proptest! {
        #[test]
        fn no_second_is_lost_or_doubled(
            touches in prop::collection::vec((0i64..3000, 0u128..5, 0usize..3, 0usize..3), 0..12),
            pauses in prop::collection::vec((0i64..3000, 0i64..600), 0..4),
        ) {
            let touches: Vec<Touch> = touches
                .into_iter()
                .map(|(s, n, part, how)| {
                    touch(s, n, Part::ALL[part], [How::Worked, How::LeftOut, How::Noted][how])
                })
                .collect();
            let pauses: Vec<_> = pauses.into_iter().map(|(from, len)| (at(from), at(from + len))).collect();
            let found = spent(at(0), at(3000), &pauses, &touches);
            let sum: i64 = Part::ALL.map(|part| found.part(part)).into_iter().sum();
            prop_assert_eq!(sum, running(at(0), found.since, &pauses));
            prop_assert_eq!(sum, found.items.values().sum::<i64>());
            prop_assert!(found.items.values().all(|seconds| *seconds >= 0));
        }
    }
}
