//! The practice day: both presets as standings, and the rows they must give on every weekday of three years.

use super::super::fixture::{
    ANSWERER, SAME_DAY, Scorer, TRAINER, USM, appointment, learner, met, pharmacy, role_play, target,
};
use super::super::*;
use crate::domain::standing::Few;
use crate::domain::standing::{
    Appointment, Booked, PharmacyMetric, PharmacyStanding, Promise, Since, Standing, SurveyAnswer,
};
use crate::domain::{AppointmentState, EnrolmentState, FlowStatus, JudgementResult, PharmacyFacts};
use AppointmentState::{Held, LateCancel, NoShow};
use EnrolmentState::{Graduated, Invited, KickoffDone, Learning, Live, Paused};
use ReasonCode as Code;

/// The day `n` of the practice: one that falls on a weekend moves back to Friday, ahead to Monday.
fn on(today: BusinessDate, n: i64) -> BusinessDate {
    let mut date = today.plus(n);
    while !WorkDays::default().is_work_day(date) {
        date = date.plus(if n > 0 { 1 } else { -1 });
    }
    date
}

struct World {
    today: BusinessDate,
    learners: Vec<(&'static str, usize, Standing)>,
    pharmacies: Vec<PharmacyStanding>,
}

const PHARMACIES: [(&str, &str); 6] = [
    ("P1", "あおばやっきょく あおばだいてん"),
    ("P2", "ひまわりちょうざいやっきょく"),
    ("P3", "みなとやっきょく ほんちょうてん"),
    ("P4", "さくらざかやっきょく"),
    ("P5", "ほくとちょうざいやっきょく"),
    ("P6", "つばめやっきょく えきまえてん"),
];

/// id, pharmacy, kana, state, the offsets of the held sessions (the last one first, older ones weekly before it), the
/// number of the last one, the offset of the next appointment.
type Line = (&'static str, usize, &'static str, EnrolmentState, &'static [i64], u8, Option<i64>);
const LEARNERS: [Line; 20] = [
    ("L01", 0, "もりた ゆみ", Learning, &[-7], 5, Some(0)),
    ("L02", 0, "いのうえ けん", Learning, &[-7], 5, Some(0)),
    ("L03", 0, "むらかみ さくら", Learning, &[-9], 4, None),
    ("L20", 0, "かねこ ゆき", Paused, &[-20], 3, None),
    ("L04", 1, "しみず みほ", Live, &[-7], 10, Some(0)),
    ("L05", 1, "いしかわ たく", Live, &[-7], 10, Some(0)),
    ("L06", 1, "はせがわ りょう", Live, &[-5, -21], 9, Some(2)),
    ("L07", 1, "まえだ ちひろ", Live, &[-6, -12, -18, -22], 11, Some(1)),
    ("L08", 2, "おおの なおこ", Learning, &[-7], 7, Some(0)),
    ("L09", 2, "さかもと だいすけ", Learning, &[-14], 6, None),
    ("L10", 2, "なかじま あい", Learning, &[-6], 7, Some(1)),
    ("L11", 2, "まつい こうへい", Learning, &[-7], 7, Some(0)),
    ("L12", 3, "おかもと まり", KickoffDone, &[], 0, Some(0)),
    ("L13", 3, "ふじた めぐみ", Learning, &[-1], 1, Some(6)),
    ("L14", 3, "にしむら しょう", KickoffDone, &[], 0, Some(2)),
    ("L15", 4, "あおき かおり", Graduated, &[-5], 12, None),
    ("L16", 4, "ふくだ まこと", Live, &[-6], 12, None),
    ("L17", 4, "みうら のぞみ", Live, &[-4, -11, -18, -34], 11, None),
    ("L18", 5, "はら みわ", Invited, &[], 0, None),
    ("L19", 5, "たけうち れん", Invited, &[], 0, None),
];

/// A weekly learner: every session held and closed, homework reviewed in the next one, role-plays 3, moods 3.
fn line(today: BusinessDate, (key, at, kana, state, held, last_no, next): Line) -> (&'static str, usize, Standing) {
    let mut standing = learner(key).in_state(state);
    kana.clone_into(&mut standing.kana_key);
    let mut offset = 0;
    for back in 0..last_no {
        offset = held.get(usize::from(back)).copied().unwrap_or(offset - 7);
        let number = last_no - back;
        hold(&mut standing, on(today, offset), number);
    }
    standing.appointments.extend(next.map(|n| appointment(on(today, n), AppointmentState::Scheduled)));
    (key, at, standing)
}

/// Holds a number as planned, on a day of its own.
fn hold(standing: &mut Standing, date: BusinessDate, number: u8) {
    let mut session = met(date, Held, &[number]);
    let record = session.record.as_mut().unwrap();
    record.mood = Some(3);
    record.role_play = (3..=8).contains(&number).then(|| role_play(date, &[3, 3, 3, 3]));
    standing.appointments.push(session);
    if number > 1 {
        standing.homework_at(date, false);
    }
}

impl World {
    fn learner(&mut self, key: &str) -> &mut Standing {
        &mut self.learners.iter_mut().find(|(k, ..)| *k == key).unwrap().2
    }

    /// The record of the session that held a number.
    fn record(&mut self, key: &str, number: u8) -> &mut crate::domain::standing::Record {
        let held = |a: &&mut Appointment| a.full.contains(&number);
        self.learner(key).appointments.iter_mut().find(held).unwrap().record.as_mut().unwrap()
    }

    fn rate(&mut self, key: &str, number: u8, scores: &[u8]) {
        self.record(key, number).role_play.as_mut().unwrap().scores = scores.into();
    }

    /// The homework of `number`, due and looked at in the next one, is missing.
    fn miss_homework(&mut self, key: &str, number: u8) {
        let due = self.date(key, number + 1);
        let standing = self.learner(key);
        standing.homework.retain(|h| h.decided(due, None).is_none_or(|d| d.due != due));
        standing.homework_at(due, true);
    }

    fn date(&mut self, key: &str, number: u8) -> BusinessDate {
        self.learner(key).appointments.iter().find(|a| a.full.contains(&number)).unwrap().date
    }

    fn read(&mut self, key: &str, number: u8, values: [&str; 2]) {
        let date = self.date(key, number);
        self.learner(key).read_both(date, values);
    }

    fn judge(&mut self, key: &str, result: JudgementResult) {
        let date = self.date(key, 11);
        self.learner(key).judged(date, result);
    }

    /// Today's appointment takes place as planned.
    fn hold_today(&mut self, key: &str, number: u8) {
        let today = self.today;
        self.cancel_today(key);
        hold(self.learner(key), today, number);
    }

    fn cancel_today(&mut self, key: &str) {
        let today = self.today;
        self.learner(key).appointments.retain(|a| !(a.date == today && a.state == AppointmentState::Scheduled));
    }

    fn book(&mut self, key: &str, offset: i64) {
        let date = on(self.today, offset);
        self.learner(key).appointments.push(appointment(date, AppointmentState::Scheduled));
    }
}

fn facts(today: BusinessDate, n: usize) -> PharmacyStanding {
    let (key, kana) = PHARMACIES[n];
    let day = |offset| Some(on(today, offset));
    let mut p = pharmacy(key);
    kana.clone_into(&mut p.facts.kana_key);
    let f = &mut p.facts;
    let contract;
    (contract, f.kickoff_held, f.device_due, f.go_live_target) = match n {
        0 => (-40, day(-38), day(-23), day(15)),
        1 => (-75, day(-73), day(-58), day(-20)),
        2 => (-54, day(-52), day(-37), day(6)),
        3 => (-9, day(-7), day(5), day(43)),
        4 => (-87, day(-85), day(-70), day(-32)),
        _ => (-10, None, day(4), None),
    };
    p.contract_date = day(contract);
    f.device_installed = f.device_due.filter(|due| *due < today);
    f.go_live_actual = f.go_live_target.filter(|target| *target < today);
    (p.flow, p.flow_agreed_on) = match n {
        0 => (FlowStatus::Draft, None),
        1 => (FlowStatus::Agreed, day(-21)),
        4 => (FlowStatus::Agreed, day(-33)),
        _ => (FlowStatus::None, None),
    };
    p
}

fn morning(today: BusinessDate) -> World {
    let learners = LEARNERS.iter().map(|l| line(today, *l)).collect();
    let mut w = World { today, learners, pharmacies: (0..6).map(|n| facts(today, n)).collect() };
    for (_, at, standing) in &mut w.learners {
        standing.deadline = w.pharmacies[*at].facts.kickoff_held.map(|kickoff| kickoff.plus(98));
    }
    let own =
        |metric: &str, value| PharmacyMetric { metric: metric.to_owned(), added: false, targets: vec![target(value)] };
    w.pharmacies[1].facts.metrics = vec![own(SAME_DAY, 80)];
    let day = |offset| on(today, offset);
    let missed = |offset, state| appointment(on(today, offset), state);

    w.rate("L01", 3, &[3, 3, 3, 2]);
    w.rate("L01", 5, &[4, 3, 3, 4, 3]);
    w.record("L02", 5).stuck = Few::from_slice(&[0, 0]);
    w.rate("L02", 4, &[2, 2, 3, 2]);
    w.rate("L02", 5, &[2, 2, 2, 2, 1]);
    w.miss_homework("L02", 3);
    w.miss_homework("L02", 4);
    w.record("L02", 5).mood = Some(2);
    w.learner("L03").appointments.push(missed(-2, LateCancel));
    w.learner("L20").paused_until = Some(today);
    w.read("L04", 9, ["78.0", "55.0"]);
    w.read("L04", 10, ["84.0", "63.0"]);
    w.read("L05", 9, ["61.0", "30.0"]);
    w.read("L05", 10, ["61.5", "31.0"]);
    w.learner("L05").promise(day(-1));
    w.read("L06", 9, ["70.0", "64.0"]);
    w.learner("L06").promise(day(1));
    for (number, values) in [(9, ["74.0", "40.0"]), (10, ["79.0", "45.0"]), (11, ["82.0", "48.0"])] {
        w.read("L07", number, values);
    }
    w.judge("L07", JudgementResult::Stage2);
    w.learner("L09").appointments.extend([missed(-7, NoShow), missed(-3, NoShow)]);
    w.miss_homework("L10", 6);
    w.rate("L11", 6, &[3, 3, 3, 3, 2]);
    w.rate("L11", 7, &[3, 2, 1, 2, 3]);
    w.record("L13", 1).closed = Since::Never;
    for key in ["L15", "L16"] {
        w.read(key, 11, ["88.0", "66.0"]);
        w.judge(key, JudgementResult::Stage1);
    }
    w.learner("L15").graduated_on = Some(day(-5));
    w.learner("L15").survey(day(-5), SurveyAnswer::Answered { on: day(-4), score: Some(10) });
    w.learner("L16").graduation_check = Since::Never;
    w.learner("L16").survey(day(-6), SurveyAnswer::Silent);
    for (number, values) in [(9, ["57.0", "38.0"]), (10, ["58.0", "40.0"]), (11, ["59.0", "41.0"])] {
        w.read("L17", number, values);
    }
    w.judge("L17", JudgementResult::AdditionalSupport);
    w.learner("L17").deadline = Some(today);
    w
}

fn evening(today: BusinessDate) -> World {
    let mut w = morning(today);
    w.hold_today("L01", 6);
    w.rate("L01", 6, &[3, 4, 3, 4, 3]);
    w.hold_today("L02", 6);
    w.record("L02", 6).stuck = Few::from_slice(&[0]);
    w.rate("L02", 6, &[2, 2, 3, 2, 2]);
    w.hold_today("L04", 11);
    w.read("L04", 11, ["83.0", "64.0"]);
    w.judge("L04", JudgementResult::Stage1);
    w.hold_today("L05", 11);
    w.record("L05", 11).closed = Since::Never;
    w.read("L05", 11, ["62.0", "33.0"]);
    w.judge("L05", JudgementResult::AdditionalSupport);
    let answered = |p: &mut Promise| p.settled = Since::On(today);
    w.learner("L05").promises.iter_mut().for_each(answered);
    w.hold_today("L08", 8);
    w.pharmacies[2].flow = FlowStatus::Draft;
    w.cancel_today("L11");
    w.learner("L11").appointments.push(appointment(today, NoShow));
    w.hold_today("L12", 1);
    w.learner("L12").state = Learning;
    for key in ["L01", "L02", "L04", "L12"] {
        w.book(key, 7);
    }
    w
}

/// The rows of the review: whose, reasons with points, due, owner.
type Shown = (String, Vec<(Code, u32)>, i64, Option<Id>);

fn review(w: &mut World, scorer: &Scorer) -> Vec<Shown> {
    let today = w.today;
    let mut rows = Vec::new();
    let mut names = Vec::new();
    for (n, p) in w.pharmacies.iter_mut().enumerate() {
        let of_pharmacy = || w.learners.iter().filter(|(_, at, _)| *at == n).map(|(.., standing)| standing);
        p.contacts = of_pharmacy().flat_map(Standing::meetings).collect();
        let open = of_pharmacy().flat_map(|s| &s.appointments).filter(|a| a.state.is_open());
        p.booked = open.filter_map(|a| Some(Booked { date: a.date, number: a.number? })).collect();
        names.push((p.pharmacy, PHARMACIES[n].0));
        rows.extend(scorer.pharmacy(p, today));
    }
    for (key, at, standing) in &w.learners {
        names.push((standing.learner, key));
        rows.extend(scorer.learner(standing, &w.pharmacies[*at].facts, today));
    }
    sort(&mut rows);
    let shown = |row: &Row| {
        let (_, name) = names.iter().find(|(id, _)| *id == row.id).unwrap();
        ((*name).to_owned(), super::super::fixture::points(Some(row)), row.due.days_since(today), row.owner)
    };
    rows.iter().map(shown).collect()
}

type Want = (&'static str, &'static [(Code, u32)]);
const MORNING: [Want; 13] = [
    ("L17", &[(Code::Metric, 40), (Code::Deadline, 20), (Code::Support, 40)]),
    ("L02", &[(Code::Homework, 30), (Code::Stuck, 25), (Code::RolePlay, 20), (Code::Mood, 10)]),
    ("L05", &[(Code::Metric, 40), (Code::Promise, 30)]),
    ("L09", &[(Code::NoShow, 60), (Code::Next, 0)]),
    ("L03", &[(Code::LateCancel, 15), (Code::Next, 25)]),
    ("P3", &[(Code::Flow, 40)]),
    ("L13", &[(Code::Record, 30)]),
    ("P6", &[(Code::Kickoff, 30)]),
    ("L20", &[(Code::Resume, 25)]),
    ("L11", &[(Code::RolePlay, 20)]),
    ("L16", &[(Code::GradOpen, 20)]),
    ("L10", &[(Code::Homework, 10)]),
    ("L06", &[(Code::Promise, 10)]),
];
const EVENING: [Want; 13] = [
    ("L17", &[(Code::Metric, 40), (Code::Deadline, 20), (Code::Support, 40)]),
    ("L05", &[(Code::Metric, 20), (Code::Record, 15), (Code::Support, 40)]),
    ("L09", &[(Code::NoShow, 60), (Code::Next, 0)]),
    ("L11", &[(Code::NoShow, 40), (Code::RolePlay, 20)]),
    ("L03", &[(Code::LateCancel, 15), (Code::Next, 25)]),
    ("P3", &[(Code::Flow, 40)]),
    ("L13", &[(Code::Record, 30)]),
    ("P6", &[(Code::Kickoff, 30)]),
    ("L20", &[(Code::Resume, 25)]),
    ("L16", &[(Code::GradOpen, 20)]),
    ("L02", &[(Code::Stuck, 20)]),
    ("L10", &[(Code::Homework, 10)]),
    ("L06", &[(Code::Promise, 10)]),
];

#[test]
fn both_presets_give_their_rows_on_every_weekday_of_three_years() {
    let scorer = Scorer::new();
    let first = BusinessDate::new(2026, 11, 23).unwrap();
    let weekdays = (0..=3 * 365).map(|n| first.plus(n)).filter(|day| scorer.work.is_work_day(*day));
    for today in weekdays {
        for (preset, mut world, want) in [("morning", morning(today), MORNING), ("evening", evening(today), EVENING)] {
            let rows = review(&mut world, &scorer);
            let got: Vec<(&str, &[(Code, u32)])> = rows.iter().map(|(key, why, ..)| (key.as_str(), &why[..])).collect();
            assert_eq!(got, want, "{preset} of {today}");
        }
    }
}

#[test]
fn due_dates_and_owners_on_a_wednesday() {
    let scorer = Scorer::new();
    let today = super::super::fixture::wednesday();
    let shown = |mut world: World| -> Vec<(i64, Option<Id>)> {
        review(&mut world, &scorer).into_iter().map(|(.., due, owner)| (due, owner)).collect()
    };
    let (trainer, usm, answerer) = (Some(TRAINER), Some(USM), Some(ANSWERER));
    let want_morning = [
        (1, trainer),
        (-2, trainer),
        (0, trainer),
        (0, trainer),
        (0, trainer),
        (0, usm),
        (0, trainer),
        (0, usm),
        (0, trainer),
        (-1, trainer),
        (1, trainer),
        (-1, trainer),
        (1, answerer),
    ];
    assert_eq!(shown(morning(today)), want_morning);
    let want_evening = [
        (1, trainer),
        (0, usm),
        (0, trainer),
        (0, trainer),
        (0, trainer),
        (0, usm),
        (0, trainer),
        (0, usm),
        (0, trainer),
        (1, trainer),
        (2, trainer),
        (-1, trainer),
        (1, answerer),
    ];
    assert_eq!(shown(evening(today)), want_evening);
}

#[test]
fn the_standing_of_a_usual_history_is_small() {
    let today = super::super::fixture::wednesday();
    let mut world = morning(today);
    let size = |world: &mut World, key: &str| postcard::to_stdvec(world.learner(key)).unwrap().len();
    // Five sessions and twelve, with all that belongs to them; ids are two thirds of it.
    assert!(size(&mut world, "L02") <= 640, "{}", size(&mut world, "L02"));
    assert!(size(&mut world, "L16") <= 1450, "{}", size(&mut world, "L16"));
    let whole = world.learner("L17").clone();
    let bytes = postcard::to_stdvec(&whole).unwrap();
    assert_eq!(postcard::from_bytes::<Standing>(&bytes).unwrap(), whole);
    let facts: &PharmacyFacts = &world.pharmacies[1].facts;
    let bytes = postcard::to_stdvec(&world.pharmacies[1]).unwrap();
    assert_eq!(postcard::from_bytes::<PharmacyStanding>(&bytes).unwrap().facts, *facts);
}
