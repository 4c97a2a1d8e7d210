//! Files to play on: each is made once and copied for every test that wants one.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chrono::{DateTime, NaiveDate, Utc};
use manabi::cli::Environment;
use manabi::config::paths::PathVars;
use manabi::domain::{AppointmentKind, Entity, Id, IdMaker, ScoreTable, Zone};
use manabi::i18n::Lang;
use manabi::programme::Library;
use manabi::request::record::{Fact, FactValue, Slot};
use manabi::request::{Record, Stamp};
use manabi::store::{Db, Options};

/// Which day is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// A file of one pharmacy and three learners, typed in by hand: first 1on1s at 9:30, 10:10 and 14:00.
    Small,
    /// The practice day at 9:00, nothing started.
    Morning,
    /// The practice day at 16:30.
    Evening,
}

/// Where every day is: 2026-11-25, a Wednesday, in Japan.
pub const ZONE: &str = "Asia/Tokyo";

/// A time of the day that is played.
pub fn at(hour: u32, minute: u32) -> DateTime<Utc> {
    let date = NaiveDate::from_ymd_opt(2026, 11, 25).expect("a date");
    zone().instant(date.and_hms_opt(hour, minute, 0).expect("a time"))
}

pub fn zone() -> Zone {
    Zone::named(ZONE).expect("a zone")
}

/// How a program opens a file of these.
pub fn options(path: &Path, lang: Lang, now: DateTime<Utc>) -> Options {
    Options {
        path: path.to_path_buf(),
        now,
        zone: zone(),
        zone_given: true,
        lang: lang.word().to_owned(),
        machine: "test".to_owned(),
        trainer: None,
        programme: None,
        scores: ScoreTable::default(),
        read_only: false,
        kanji: Vec::new(),
    }
}

impl Day {
    /// Its file.
    pub fn bytes(self, lang: Lang) -> &'static [u8] {
        static MADE: [OnceLock<Vec<u8>>; 6] = [const { OnceLock::new() }; 6];
        let nth = match self {
            Self::Small => 0,
            Self::Morning => 2,
            Self::Evening => 4,
        };
        MADE[nth + usize::from(lang == Lang::En)].get_or_init(|| {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("day.db");
            match self {
                Self::Small => small(&path, lang),
                Self::Morning => practice(&path, lang, "morning"),
                Self::Evening => practice(&path, lang, "evening"),
            }
            std::fs::read(&path).expect("a database")
        })
    }

    /// A copy of its file in a folder.
    pub fn copy(self, lang: Lang, folder: &Path) -> PathBuf {
        let path = folder.join("day.db");
        write_private(&path, self.bytes(lang));
        path
    }
}

/// As the program makes its files: for nobody else to read.
fn write_private(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).expect("a file");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).expect("permissions");
    }
}

/// As `manabi demo` makes it.
fn practice(path: &Path, lang: Lang, preset: &str) {
    let home = path.parent().expect("a folder").to_path_buf();
    let environment = Environment {
        paths: PathVars { manabi_home: Some(home), ..PathVars::default() },
        zone: Some(ZONE.to_owned()),
        machine: "test".to_owned(),
        seed: 7,
        wall: at(8, 0),
        ..Environment::default()
    };
    let file = path.to_str().expect("a path");
    let args = [
        "--db",
        file,
        "--lang",
        lang.word(),
        "--now",
        "2026-11-25T09:00:00+09:00",
        "demo",
        "--no-screen",
        "--preset",
        preset,
    ];
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = manabi::cli::run(&environment, &args.map(Into::into), &mut out, &mut err);
    assert_eq!(code, 0, "{}", String::from_utf8_lossy(&err));
}

fn small(path: &Path, lang: Lang) {
    let mut db = Db::open(options(path, lang, at(8, 0)), Library::new([])).expect("a new file");
    let mut ids = IdMaker::new(7);
    let mut id = || ids.make(at(8, 0).timestamp_millis());
    let stamp = Stamp { at: at(8, 0), zone: ZONE.to_owned(), actor: None };
    let mut record = |record| db.record(&stamp, record).expect("recorded");
    let people = match lang {
        Lang::Ja => ["森田 由美", "井上 健", "村上 さくら"],
        Lang::En => ["Yumi Morita", "Ken Inoue", "Sakura Murakami"],
    };
    let pharmacy_name = if lang == Lang::Ja { "あおば薬局" } else { "Aoba Pharmacy" };
    let pharmacy = id();
    for (n, (name, time)) in people.into_iter().zip([(9, 30), (10, 10), (14, 0)]).enumerate() {
        let (learner, enrolment) = (id(), id());
        let (name, pharmacy_name) = (name.to_owned(), pharmacy_name.to_owned());
        record(Record::AddLearner { learner, enrolment, pharmacy, name, pharmacy_name });
        if n == 0 {
            record(Record::Facts(vec![kickoff_held(pharmacy)]));
        }
        let slot = Slot { start: zone().local(at(time.0, time.1)), minutes: 20 };
        let kind = AppointmentKind::Session;
        record(Record::Book { learner, appointment: id(), slot, kind, number: Some(1), reason: None });
    }
}

fn kickoff_held(pharmacy: Id) -> Fact {
    let held = FactValue::Text("2026-11-02".to_owned());
    Fact { entity: Entity::Pharmacy, id: pharmacy, fields: vec![("kickoff_held", held)] }
}

#[test]
fn a_day_is_a_whole_file() {
    let folder = tempfile::tempdir().expect("a folder");
    for lang in Lang::ALL {
        for (day, booked) in [(Day::Small, 3), (Day::Morning, 7), (Day::Evening, 0)] {
            let rows = super::db::Rows::of(&day.copy(lang, folder.path()));
            rows.check();
            let (from, to) = (at(0, 0).timestamp_millis(), at(23, 59).timestamp_millis());
            let today = format!(
                "SELECT count(*) FROM appointment a JOIN staff s ON s.id = a.trainer_id WHERE state = 'scheduled' \
                 AND starts_at BETWEEN {from} AND {to} AND s.name IN ((SELECT name FROM staff ORDER BY name))"
            );
            let today = if day == Day::Small {
                "SELECT count(*) FROM appointment WHERE state = 'scheduled'".to_owned()
            } else {
                today
            };
            assert_eq!(rows.count(&today), booked, "{day:?}");
        }
    }
}
