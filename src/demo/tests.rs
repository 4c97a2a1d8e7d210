//! The practice day as the store shows it, on many dates: the rows that the design names, and nothing out of place.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{NaiveTime, TimeDelta};

use super::{FillError, Practice, PracticeDay, Preset, Step, calendar};
use crate::domain::ReasonCode::{
    self, Deadline, Flow, GradOpen, Homework, Kickoff, LateCancel, Metric, Mood, Next, NoShow, Promise, Resume,
    RolePlay, Stuck, Support,
};
use crate::domain::{
    AppointmentState, BusinessDate, EnrolmentState, Entity, Id, IdMaker, Level, Scope, ScoreTable, WorkDays, Zone,
};
use crate::programme::Library;
use crate::request::{Ask, DayView, Record, Reply, ReviewView, Stamp, Who};
use crate::store::fields::{Kind, fields};
use crate::store::{Db, Options};
use crate::text::mask::Reveal;

/// A practice day in memory.
struct Bench {
    db: Db,
    day: PracticeDay,
    /// Codes by learner and pharmacy.
    codes: HashMap<Id, String>,
}

impl Bench {
    fn new(name: &str, date: BusinessDate, preset: Preset, japanese: bool) -> Self {
        let zone = Zone::named("Asia/Tokyo").unwrap();
        let now = zone.on(date, preset.opens());
        let options = Options {
            path: format!("file:/demo-{name}-{date}-{}?vfs=memdb", preset.word()).into(),
            now,
            zone,
            zone_given: false,
            lang: if japanese { "ja" } else { "en" }.to_owned(),
            machine: "bench".to_owned(),
            trainer: None,
            programme: None,
            scores: ScoreTable::default(),
            read_only: false,
        };
        let mut db = Db::open(options, Library::new([])).unwrap();
        let day = PracticeDay { preset, date, zone, japanese };
        let mut practice = Practice::new(day, IdMaker::new(7)).unwrap();
        db.set_meta("practice_trainer", practice.trainer()).unwrap();
        let mut send = |step| match step {
            Step::Ask(ask) => db.ask(&ask),
            Step::Record(stamp, record) => db.record(&stamp, record),
        };
        practice.prepare(&mut send).unwrap();
        practice.play(&mut send).unwrap();
        let mut codes = HashMap::new();
        for table in ["learner", "pharmacy"] {
            let mut statement = db.conn().prepare(&format!("SELECT id, code FROM {table}")).unwrap();
            let rows = statement.query_map([], |r| Ok((r.get::<_, Id>(0)?, r.get::<_, String>(1)?))).unwrap();
            codes.extend(rows.map(Result::unwrap));
        }
        Self { db, day, codes }
    }

    fn review(&self, who: Who) -> ReviewView {
        match self.db.ask(&Ask::Review { date: self.day.date, who }).unwrap() {
            Reply::Review(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    fn day(&self) -> DayView {
        let now = self.day.zone.on(self.day.date, self.day.preset.opens());
        match self.db.ask(&Ask::Day { date: self.day.date, now, who: Who::Me }).unwrap() {
            Reply::Day(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    fn rows(&self) -> Vec<Got> {
        let view = self.review(Who::Me);
        let row = |row: &crate::request::ReviewRow| Got {
            who: self.codes[&row.id].clone(),
            reasons: row.reasons.iter().map(|r| (r.code(), r.points)).collect(),
            score: row.score,
            level: row.level,
            due: row.due_on.days_since(self.day.date),
            owner: row.owner_name.as_ref().unwrap().reveal(Reveal::granted()).as_str().to_owned(),
        };
        view.rows.iter().map(row).collect()
    }

    fn all<T: rusqlite::types::FromSql>(&self, sql: &str) -> Vec<T> {
        let mut statement = self.db.conn().prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    fn one<T: rusqlite::types::FromSql>(&self, sql: &str) -> T {
        self.all(sql).into_iter().next().unwrap()
    }
}

#[derive(Debug, PartialEq)]
struct Got {
    who: String,
    reasons: Vec<(ReasonCode, u32)>,
    score: u32,
    level: Level,
    due: i64,
    owner: String,
}

type Want = (&'static str, &'static [(ReasonCode, u32)], u32, Level);

/// The tables of the design: rows in order, with every reason, its points, score and level.
const MORNING: [Want; 13] = [
    ("L17", &[(Metric, 40), (Deadline, 20), (Support, 40)], 100, Level::Urgent),
    ("L02", &[(Homework, 30), (Stuck, 25), (RolePlay, 20), (Mood, 10)], 85, Level::Urgent),
    ("L05", &[(Metric, 40), (Promise, 30)], 70, Level::Urgent),
    ("L09", &[(NoShow, 60), (Next, 0)], 60, Level::Urgent),
    ("L03", &[(LateCancel, 15), (Next, 25)], 40, Level::Urgent),
    ("P3", &[(Flow, 40)], 40, Level::Urgent),
    ("L13", &[(ReasonCode::Record, 30)], 30, Level::Contact),
    ("P6", &[(Kickoff, 30)], 30, Level::Contact),
    ("L20", &[(Resume, 25)], 25, Level::Contact),
    ("L11", &[(RolePlay, 20)], 20, Level::Contact),
    ("L16", &[(GradOpen, 20)], 20, Level::Contact),
    ("L10", &[(Homework, 10)], 10, Level::Watch),
    ("L06", &[(Promise, 10)], 10, Level::Watch),
];
const EVENING: [Want; 13] = [
    ("L17", &[(Metric, 40), (Deadline, 20), (Support, 40)], 100, Level::Urgent),
    ("L05", &[(Metric, 20), (ReasonCode::Record, 15), (Support, 40)], 75, Level::Urgent),
    ("L09", &[(NoShow, 60), (Next, 0)], 60, Level::Urgent),
    ("L11", &[(NoShow, 40), (RolePlay, 20)], 60, Level::Urgent),
    ("L03", &[(LateCancel, 15), (Next, 25)], 40, Level::Urgent),
    ("P3", &[(Flow, 40)], 40, Level::Urgent),
    ("L13", &[(ReasonCode::Record, 30)], 30, Level::Contact),
    ("P6", &[(Kickoff, 30)], 30, Level::Contact),
    ("L20", &[(Resume, 25)], 25, Level::Contact),
    ("L16", &[(GradOpen, 20)], 20, Level::Contact),
    ("L02", &[(Stuck, 20)], 20, Level::Contact),
    ("L10", &[(Homework, 10)], 10, Level::Watch),
    ("L06", &[(Promise, 10)], 10, Level::Watch),
];

fn d(text: &str) -> BusinessDate {
    BusinessDate::parse(text).unwrap()
}

fn wednesday() -> BusinessDate {
    d("2026-11-25")
}

/// Weekdays from a date on.
fn weekdays(from: BusinessDate, days: i64) -> impl Iterator<Item = BusinessDate> {
    (0..days).map(move |n| from.plus(n)).filter(|day| WorkDays::default().is_work_day(*day))
}

fn check_rows(date: BusinessDate) {
    for (preset, want) in [(Preset::Morning, &MORNING), (Preset::Evening, &EVENING)] {
        let bench = Bench::new("rows", date, preset, true);
        let rows = bench.rows();
        let got: Vec<Want2<'_>> = rows.iter().map(|r| (r.who.as_str(), &r.reasons[..], r.score, r.level)).collect();
        assert_eq!(got, want, "{} of {date}", preset.word());
    }
}

type Want2<'a> = (&'a str, &'a [(ReasonCode, u32)], u32, Level);

#[test]
fn both_presets_give_their_rows() {
    // Every weekday of four weeks, the ends of months and years, a leap day.
    let special = ["2026-12-31", "2027-01-01", "2027-02-26", "2027-03-01", "2028-02-28", "2028-02-29", "2028-03-01"];
    for date in weekdays(d("2026-11-23"), 28).chain(special.into_iter().map(d)) {
        check_rows(date);
    }
}

#[test]
#[ignore = "two years of both presets take minutes: run before a release"]
fn both_presets_give_their_rows_on_every_weekday_of_two_years() {
    for date in weekdays(d("2026-11-23"), 2 * 366) {
        check_rows(date);
    }
}
