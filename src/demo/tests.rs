//! The practice day as the store shows it, on many dates: the rows that the design names, and nothing out of place.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveTime;

use super::{Practice, PracticeDay, Preset, Step};
use crate::domain::ReasonCode::{
    self, Deadline, Flow, GradOpen, Homework, Kickoff, LateCancel, Metric, Mood, Next, NoShow, Promise, Resume,
    RolePlay, Stuck, Support,
};
use crate::domain::{AppointmentState, BusinessDate, Entity, Id, IdMaker, Level, ScoreTable, WorkDays, Zone};
use crate::programme::Library;
use crate::request::{Ask, Back, DayView, Record, Reply, ReviewView, Stamp, Who};
use crate::store::fields::{Kind, fields};
use crate::store::{Db, Options};
use crate::text::mask::Reveal;

mod leftovers;

/// A practice day in memory.
struct Bench {
    db: Db,
    day: PracticeDay,
    /// Codes by learner and pharmacy.
    codes: HashMap<Id, String>,
}

impl Bench {
    fn new(name: &str, date: BusinessDate, preset: Preset, japanese: bool) -> Self {
        let practice = Practice::new(PracticeDay { preset, date, zone: tokyo(), japanese }, IdMaker::new(7)).unwrap();
        Self::filled(name, practice)
    }

    /// Six pharmacies alone: the archive is two thirds of the work and makes no row.
    fn without_archive(name: &str, date: BusinessDate, preset: Preset) -> Self {
        let day = PracticeDay { preset, date, zone: tokyo(), japanese: true };
        let mut practice = Practice::new(day, IdMaker::new(7)).unwrap();
        practice.scene.forget_archive();
        Self::filled(name, practice)
    }

    fn filled(name: &str, mut practice: Practice) -> Self {
        let day = practice.scene.day;
        let PracticeDay { preset, date, zone, japanese } = day;
        let now = zone.on(date, preset.opens());
        let options = Options {
            path: format!("file:/demo-{name}-{date}-{}?vfs=memdb", preset.word()).into(),
            now,
            zone,
            zone_given: true,
            lang: if japanese { "ja" } else { "en" }.to_owned(),
            machine: "bench".to_owned(),
            trainer: None,
            programme: None,
            scores: ScoreTable::default(),
            read_only: false,
            kanji: Vec::new(),
        };
        let mut db = Db::open(options, Library::new([])).unwrap();
        db.clear_holidays().unwrap();
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
        match self.db.ask(&Ask::Review { date: self.day.date, who, back: Back::TwoWeeks }).unwrap() {
            Reply::Review(view) => *view,
            other => panic!("{other:?}"),
        }
    }

    fn day(&self) -> DayView {
        let now = self.day.zone.on(self.day.date, self.day.preset.opens());
        match self.db.ask(&Ask::Day { date: self.day.date, now, who: Who::Me, back: Back::TwoWeeks }).unwrap() {
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

    /// The first column of rows that name a learner or pharmacy by code, with the others as text.
    fn table(&self, sql: &str) -> Vec<Vec<String>> {
        let mut statement = self.db.conn().prepare(sql).unwrap();
        let columns = statement.column_count();
        let read = |row: &rusqlite::Row<'_>| (0..columns).map(|n| row.get_ref(n).map(text)).collect();
        statement.query_map([], read).unwrap().map(Result::unwrap).collect()
    }

    fn one<T: rusqlite::types::FromSql>(&self, sql: &str) -> T {
        self.all(sql).into_iter().next().unwrap()
    }
}

fn text(value: rusqlite::types::ValueRef<'_>) -> String {
    use rusqlite::types::ValueRef;
    match value {
        ValueRef::Null => "-".to_owned(),
        ValueRef::Integer(n) => n.to_string(),
        ValueRef::Real(x) => x.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(_) => "blob".to_owned(),
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

type Want = Shown<'static>;

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

fn tokyo() -> Zone {
    Zone::named("Asia/Tokyo").unwrap()
}

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

fn check(bench: &Bench) {
    let (rows, preset) = (bench.rows(), bench.day.preset);
    let want = match preset {
        Preset::Morning => &MORNING,
        Preset::Evening => &EVENING,
    };
    assert_eq!(shown(&rows), want, "{} of {}", preset.word(), bench.day.date);
    assert_eq!(overlaps(bench), [""; 0], "{} of {}", preset.word(), bench.day.date);
}

/// As the tables have them.
type Shown<'a> = (&'a str, &'a [(ReasonCode, u32)], u32, Level);

fn shown(rows: &[Got]) -> Vec<Shown<'_>> {
    rows.iter().map(|r| (r.who.as_str(), &r.reasons[..], r.score, r.level)).collect()
}

/// Appointments of a trainer that overlap, but for those that one took the place of another.
fn overlaps(bench: &Bench) -> Vec<String> {
    bench.all(
        "SELECT s.name || ' ' || datetime(a.starts_at / 1000, 'unixepoch') FROM appointment a \
         JOIN appointment b ON b.trainer_id = a.trainer_id AND b.id <> a.id AND b.starts_at >= a.starts_at \
         AND b.starts_at < a.starts_at + a.minutes * 60000 JOIN staff s ON s.id = a.trainer_id",
    )
}

#[test]
fn both_presets_give_their_rows() {
    // Every weekday of four weeks, the ends of months and years, a leap day.
    let special = ["2026-12-31", "2027-01-01", "2027-02-26", "2027-03-01", "2028-02-28", "2028-02-29", "2028-03-01"];
    for date in weekdays(d("2026-11-23"), 28).chain(special.into_iter().map(d)) {
        for preset in [Preset::Morning, Preset::Evening] {
            check(&Bench::without_archive("rows", date, preset));
        }
    }
}

#[test]
fn the_archive_makes_no_row() {
    for date in weekdays(d("2026-11-23"), 7) {
        check(&Bench::new("archived", date, Preset::Evening, true));
    }
}

#[test]
#[ignore = "every weekday of two years takes minutes: run after a change of the data or the rules"]
fn both_presets_give_their_rows_for_two_years() {
    for date in weekdays(d("2026-11-23"), 2 * 366) {
        for preset in [Preset::Morning, Preset::Evening] {
            check(&Bench::new("years", date, preset, true));
        }
    }
}

/// Everybody of a pharmacy that is not in the archive.
const OURS: &str = "l.code LIKE 'L%'";

fn strings(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
}

#[test]
fn rows_have_their_due_dates_and_owners() {
    let of = |preset| -> Vec<(i64, String)> {
        Bench::without_archive("due", wednesday(), preset).rows().into_iter().map(|row| (row.due, row.owner)).collect()
    };
    let (u1, u2, u3) = ("宮本 彩", "岡田 直人", "藤原 美咲");
    let morning = [
        (1, u2),
        (-2, u1),
        (0, u1),
        (0, u1),
        (0, u1),
        (0, u3),
        (0, u1),
        (0, u3),
        (0, u1),
        (-1, u1),
        (1, u2),
        (-1, u1),
        (1, u1),
    ];
    assert_eq!(of(Preset::Morning), morning.map(|(due, owner)| (due, owner.to_owned())));
    let evening = [
        (1, u2),
        (0, u3),
        (0, u1),
        (0, u1),
        (0, u1),
        (0, u3),
        (0, u1),
        (0, u3),
        (0, u1),
        (1, u2),
        (2, u1),
        (-1, u1),
        (1, u1),
    ];
    assert_eq!(of(Preset::Evening), evening.map(|(due, owner)| (due, owner.to_owned())));
}

#[test]
fn the_brief_counts_the_look_at_the_homework() {
    let bench = Bench::new("planned", wednesday(), Preset::Morning, true);
    let appointment =
        bench.day().rows.iter().find(|row| row.local.format("%H:%M").to_string() == "10:10").unwrap().appointment;
    let Reply::Brief(brief) = bench.db.ask(&Ask::Brief { appointment }).unwrap() else { panic!() };
    let load = brief.load.unwrap();
    assert_eq!((load.needed, load.longest), (36, 30), "30 of its own and 6 carried");
}

#[test]
fn seven_sessions_wait_in_the_morning() {
    for date in [wednesday(), d("2026-11-23"), d("2028-02-29")] {
        let bench = Bench::without_archive("queue", date, Preset::Morning);
        let view = bench.day();
        let rows: Vec<_> = view
            .rows
            .iter()
            .map(|row| {
                assert_eq!((row.state, &row.gates[..]), (AppointmentState::Scheduled, &[][..]));
                let who = bench.codes[&row.learner.as_ref().unwrap().id].as_str();
                let carried: Vec<(&str, u32)> = row.carried.iter().map(|c| (c.item_id.as_str(), c.minutes)).collect();
                let time = row.local.format("%H:%M").to_string();
                (time, who, row.session_no.unwrap(), row.minutes, row.planned.total(), carried, row.homework_due)
            })
            .collect();
        let row = |time: &str, who, number, minutes, carried, homework| {
            (time.to_owned(), who, number, minutes, minutes, carried, homework)
        };
        let want = [
            row("09:30", "L01", 6, 30, vec![], 1),
            row("10:10", "L02", 6, 30, vec![("s05-choices", 3), ("s05-query", 3)], 1),
            row("11:00", "L04", 11, 25, vec![], 1),
            row("11:35", "L05", 11, 25, vec![], 1),
            row("13:00", "L08", 8, 30, vec![("s07-handoff", 2)], 1),
            row("14:00", "L11", 8, 30, vec![], 1),
            row("15:00", "L12", 1, 20, vec![], 0),
        ];
        assert_eq!(rows, want, "{date}");
        assert_eq!(rows.iter().map(|row| row.3).sum::<u32>(), 190);
    }
}

#[test]
fn the_evening_has_the_day_behind_it() {
    let bench = Bench::without_archive("evening", wednesday(), Preset::Evening);
    let states: Vec<(AppointmentState, bool)> = bench.day().rows.iter().map(|r| (r.state, r.provisional)).collect();
    let held = (AppointmentState::Held, false);
    let want = [held, held, held, (AppointmentState::Held, true), held, (AppointmentState::NoShow, false), held];
    assert_eq!(states, want);
    let view = bench.review(Who::Me);
    let open: Vec<_> = view.open_records.iter().map(|r| (r.date, r.session_no)).collect();
    assert_eq!(open, [(d("2026-11-24"), Some(1)), (wednesday(), Some(11))]);
    let tomorrow: Vec<_> = view.tomorrow.iter().map(|r| (r.local.format("%H:%M").to_string(), r.session_no)).collect();
    assert_eq!(tomorrow, [("10:00".to_owned(), Some(12)), ("13:00".to_owned(), Some(8))]);
    assert!(!view.closed);
    let booked = bench.table(
        "SELECT l.code, a.session_no, a.minutes, strftime('%m-%d %H:%M', a.starts_at / 1000 + 9 * 3600, 'unixepoch') \
         FROM appointment a JOIN enrolment e ON e.id = a.enrolment_id JOIN learner l ON l.id = e.learner_id \
         WHERE a.state = 'scheduled' ORDER BY a.starts_at",
    );
    let want = [
        ["L07", "12", "20", "11-26 10:00"],
        ["L10", "8", "30", "11-26 13:00"],
        ["L06", "10", "25", "11-27 11:00"],
        ["L14", "1", "20", "11-27 15:00"],
        ["L13", "2", "25", "12-01 14:00"],
        ["L01", "7", "30", "12-02 09:30"],
        ["L02", "7", "30", "12-02 10:10"],
        ["L04", "12", "20", "12-02 11:00"],
        ["L12", "2", "25", "12-02 15:00"],
    ];
    assert_eq!(booked, want);
    let minutes: String = bench.one(
        "SELECT s.actual_minutes FROM session s JOIN enrolment e ON e.id = s.enrolment_id \
         JOIN learner l ON l.id = e.learner_id WHERE l.code = 'L02' ORDER BY s.started_at DESC LIMIT 1",
    );
    assert_eq!(minutes, r#"{"homework":5,"lecture":17,"role_play":15,"total":36}"#);
    let outcomes = bench.table(
        "SELECT i.outcome, count(*) FROM session_item i JOIN session s ON s.id = i.session_id \
         JOIN enrolment e ON e.id = s.enrolment_id JOIN learner l ON l.id = e.learner_id \
         WHERE l.code = 'L02' AND s.imported IS NULL AND i.section = 'lecture' GROUP BY 1 ORDER BY 1",
    );
    assert_eq!(outcomes, [["done", "5"], ["stuck", "1"]], "what is carried counts among them");
    assert_eq!(bench.one::<String>("SELECT state FROM question ORDER BY state LIMIT 1"), "answered");
    assert_eq!(bench.all::<i64>("SELECT 1 FROM touch WHERE at > (SELECT max(at) FROM event) - 86400000"), [0; 0]);
}

#[test]
fn the_evening_can_be_taken_back_step_by_step() {
    let mut bench = Bench::without_archive("undo", wednesday(), Preset::Evening);
    let stamp = Stamp {
        at: bench.day.zone.on(wednesday(), NaiveTime::from_hms_opt(16, 31, 0).unwrap()),
        zone: "Asia/Tokyo".to_owned(),
        actor: None,
    };
    let mut taken_back = 0;
    while bench.day().rows[0].state != AppointmentState::Scheduled {
        bench.db.record(&stamp, Record::Undo).unwrap();
        taken_back += 1;
    }
    assert_eq!(shown(&bench.rows()), MORNING, "after {taken_back} steps");
}

#[test]
fn everybody_stands_where_the_design_says() {
    let bench = Bench::without_archive("states", wednesday(), Preset::Morning);
    let rows = bench.table(&format!(
        "SELECT l.code, e.state FROM enrolment e JOIN learner l ON l.id = e.learner_id WHERE {OURS} ORDER BY l.code"
    ));
    let learning = |code: &'static str| [code, "learning"];
    let live = |code: &'static str| [code, "live"];
    let want = [
        learning("L01"),
        learning("L02"),
        learning("L03"),
        live("L04"),
        live("L05"),
        live("L06"),
        live("L07"),
        learning("L08"),
        learning("L09"),
        learning("L10"),
        learning("L11"),
        ["L12", "kickoff_done"],
        learning("L13"),
        ["L14", "kickoff_done"],
        ["L15", "graduated"],
        live("L16"),
        live("L17"),
        ["L18", "invited"],
        ["L19", "invited"],
        ["L20", "paused"],
    ];
    assert_eq!(rows, want);
    let deadlines = bench.table(&format!(
        "SELECT l.code, e.deadline FROM enrolment e JOIN learner l ON l.id = e.learner_id \
         WHERE {OURS} AND l.code IN ('L01', 'L17', 'L18') ORDER BY l.code"
    ));
    // 38 days ago is a Sunday, so the kickoff was on the Friday before.
    assert_eq!(deadlines, [["L01", "2027-01-22"], ["L17", "2026-11-25"], ["L18", "-"]]);
}

#[test]
fn judgements_follow_from_the_figures() {
    let final_ones = |preset| {
        Bench::without_archive("judged", wednesday(), preset).table(&format!(
            "SELECT l.code, j.result, j.stage_id FROM judgement j JOIN enrolment e ON e.id = j.enrolment_id \
             JOIN learner l ON l.id = e.learner_id WHERE {OURS} AND j.kind = 'final' AND j.deleted_at IS NULL ORDER BY 1"
        ))
    };
    let (l07, l15) = (["L07", "stage2", "B"], ["L15", "stage1", "-"]);
    let (l16, l17) = (["L16", "stage1", "-"], ["L17", "additional_support", "C"]);
    assert_eq!(final_ones(Preset::Morning), [l07, l15, l16, l17]);
    let (l04, l05) = (["L04", "stage1", "A"], ["L05", "additional_support", "C"]);
    assert_eq!(final_ones(Preset::Evening), [l04, l05, l07, l15, l16, l17]);
}

#[test]
fn role_plays_and_homework_are_as_written() {
    let bench = Bench::without_archive("work", wednesday(), Preset::Morning);
    let unusual = bench.table(&format!(
        "SELECT l.code, a.session_no, p.mean FROM role_play p JOIN session s ON s.id = p.session_id \
         JOIN appointment a ON a.id = s.appointment_id JOIN enrolment e ON e.id = s.enrolment_id \
         JOIN learner l ON l.id = e.learner_id WHERE {OURS} AND p.mean <> '3' ORDER BY 1, 2"
    ));
    let want: [&[&str]; 6] = [
        &["L01", "3", "2.75"],
        &["L01", "5", "3.4"],
        &["L02", "4", "2.25"],
        &["L02", "5", "1.8"],
        &["L11", "6", "2.8"],
        &["L11", "7", "2.2"],
    ];
    assert_eq!(unusual, strings(&want));
    let homework = bench.table(&format!(
        "SELECT l.code, h.session_no, h.state FROM homework h JOIN enrolment e ON e.id = h.enrolment_id \
         JOIN learner l ON l.id = e.learner_id WHERE {OURS} AND h.state NOT IN ('reviewed', 'assigned') ORDER BY 1, 2"
    ));
    let want: [&[&str]; 3] = [&["L02", "3", "missing"], &["L02", "4", "missing"], &["L10", "6", "missing"]];
    assert_eq!(homework, strings(&want));
    let moods = bench.table(&format!(
        "SELECT l.code, s.mood FROM session s JOIN enrolment e ON e.id = s.enrolment_id \
         JOIN learner l ON l.id = e.learner_id WHERE {OURS} AND s.mood IS NOT 3"
    ));
    assert_eq!(moods, [["L02", "2"]]);
}

#[test]
fn eight_voices_stand_in_two_themes() {
    let midnight = tokyo().span(wednesday()).0.timestamp_millis();
    let voices = |preset| {
        Bench::without_archive("voices", wednesday(), preset).table(&format!(
            "SELECT l.code, v.state, v.kind, t.product_ref, v.captured_at >= {midnight} FROM voice v \
             JOIN learner l ON l.id = v.learner_id LEFT JOIN theme t ON t.id = v.theme_id ORDER BY l.code"
        ))
    };
    let today = |said| {
        strings(&[
            &["L02", "triaged", "complaint", "REQ-118", said],
            &["L04", "triaged", "praise", "-", "0"],
            &["L05", "captured", "request", "-", said],
            &["L07", "told", "request", "REQ-104", "0"],
            &["L08", "captured", "request", "-", said],
            &["L11", "merged", "complaint", "REQ-118", "0"],
            &["L15", "answered", "request", "REQ-104", "0"],
            &["L16", "merged", "request", "REQ-118", "0"],
        ])
    };
    assert_eq!(voices(Preset::Morning), today("0"));
    assert_eq!(voices(Preset::Evening), today("1"));
}

#[test]
fn the_archive_gives_the_figures_of_the_comparison() {
    let bench = Bench::new("archive", wednesday(), Preset::Morning, true);
    let of = |cohort: &str| {
        bench.table(&format!(
            "SELECT e.state, e.withdraw_reason, s.score, julianday(e.graduated_on) - julianday(date(min(a.starts_at) \
             / 1000 + 9 * 3600, 'unixepoch')), (SELECT count(*) FROM milestone m WHERE m.scope_id = l.id \
             AND m.done_on <= e.graduated_on), max(a.session_no) FROM enrolment e JOIN learner l ON l.id = e.learner_id \
             LEFT JOIN survey_response s ON s.enrolment_id = e.id JOIN appointment a ON a.enrolment_id = e.id \
             AND a.state = 'held' WHERE e.cohort = '{cohort}' AND (l.code LIKE '{cohort}%' OR l.code = 'L15') \
             GROUP BY e.id"
        ))
    };
    for (cohort, done, in_time, withdrawn, nps) in [("old", 15, 9, 9, [3, 5, 7]), ("new", 18, 17, 2, [9, 6, 3])] {
        let rows = of(cohort);
        let graduated: Vec<_> = rows.iter().filter(|row| row[0] == "graduated").collect();
        assert_eq!((graduated.len(), rows.len() - graduated.len()), (done, withdrawn), "{cohort}");
        assert!(graduated.iter().all(|row| row[4] == "2" && row[5] == "12"), "{cohort}");
        let days = |row: &[String]| row[3].parse::<f64>().unwrap();
        assert_eq!(graduated.iter().filter(|row| days(row) <= 98.0).count(), in_time, "{cohort}");
        let score = |row: &[String]| row[2].parse::<u8>().unwrap();
        let count = |from: u8, to: u8| graduated.iter().filter(|row| (from..=to).contains(&score(row))).count();
        assert_eq!([count(9, 10), count(7, 8), count(0, 6)], nps, "{cohort}");
        let mut all: Vec<i64> = graduated.iter().map(|row| format!("{:.0}", days(row)).parse().unwrap()).collect();
        all.sort_unstable();
        let median = all.iter().rev().nth((all.len() - 1) / 2).zip(all.get((all.len() - 1) / 2)).unwrap();
        assert_eq!((median.0 + median.1) / 2, if cohort == "old" { 90 } else { 84 }, "{cohort}");
    }
    let reasons = bench.table(
        "SELECT e.cohort, e.withdraw_reason, count(*) FROM enrolment e WHERE e.state = 'withdrawn' GROUP BY 1, 2",
    );
    let want: [&[&str]; 5] = [
        &["new", "left_job", "1"],
        &["new", "too_busy", "1"],
        &["old", "declined", "3"],
        &["old", "other", "3"],
        &["old", "too_busy", "3"],
    ];
    assert_eq!(reasons, strings(&want));
    let calls: i64 = bench.one("SELECT count(*) FROM touch WHERE reached = 1");
    assert_eq!(calls, 7 + 3, "one for every detractor");
    let rows = bench.review(Who::Everybody).rows;
    assert_eq!(rows.len(), MORNING.len(), "nobody of the archive makes a row");
}

#[test]
fn nobody_of_the_archive_was_met_in_the_last_two_months() {
    let bench = Bench::new("past", wednesday(), Preset::Morning, true);
    let limit = bench.day.zone.span(wednesday().plus(-60)).0.timestamp_millis();
    let late = bench.table(&format!(
        "SELECT l.code FROM learner l JOIN enrolment e ON e.learner_id = l.id JOIN appointment a ON a.enrolment_id = e.id \
         WHERE NOT {OURS} AND a.starts_at >= {limit} UNION ALL SELECT l.code FROM learner l JOIN touch t \
         ON t.scope_id = l.id WHERE NOT {OURS} AND t.at >= {limit}"
    ));
    assert_eq!(late, strings(&[]));
}

#[test]
fn every_reference_leads_to_a_row() {
    for preset in [Preset::Morning, Preset::Evening] {
        let bench = Bench::new("references", wednesday(), preset, true);
        let mut known: BTreeSet<Id> = BTreeSet::new();
        for entity in Entity::ALL {
            known.extend(bench.all::<Id>(&format!("SELECT id FROM {}", entity.word())));
        }
        for entity in Entity::ALL {
            for field in fields(*entity).iter().filter(|f| f.kind == Kind::Ref) {
                let sql = format!("SELECT {0} FROM {1} WHERE {0} IS NOT NULL", field.name, entity.word());
                for id in bench.all::<Id>(&sql) {
                    assert!(known.contains(&id), "{}.{} leads nowhere", entity.word(), field.name);
                }
            }
        }
    }
}

#[test]
fn the_english_day_is_english() {
    let bench = Bench::new("english", wednesday(), Preset::Evening, false);
    let mut checked = 0;
    for entity in Entity::ALL {
        for field in fields(*entity).iter().filter(|f| f.kind == Kind::Text && f.name != "kana") {
            let sql = format!("SELECT {0} FROM {1} WHERE {0} IS NOT NULL", field.name, entity.word());
            for text in bench.all::<String>(&sql) {
                checked += 1;
                assert!(text.is_ascii(), "{}.{}: {text}", entity.word(), field.name);
            }
        }
    }
    assert!(checked > 5000, "{checked}");
    let rows = bench.rows();
    assert_eq!((rows[0].who.as_str(), rows[0].owner.as_str()), ("L17", "Naoto Okada"));
    assert_eq!(bench.one::<String>("SELECT kana FROM learner WHERE name = 'Yumi Morita'"), "もりた ゆみ");
}
