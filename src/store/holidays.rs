//! The national holidays of Japan: a table of the program, copied into every file but practice ones.

use rusqlite::{Connection, TransactionBehavior};

use crate::domain::{BusinessDate, WorkDays};

/// `date,name`, 2015 to 2035, as the law stood in 2026. The equinoxes of coming years are announced a year ahead; these are
/// the computed ones.
const TABLE: &str = include_str!("../../assets/holidays-jp.csv");

/// Raised with every change of the table: a file is given the newest one that has opened it.
const VERSION: i64 = 1;

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().skip(1).filter_map(|line| line.split_once(','))
}

/// Copies the table into a file whose own is older.
pub(super) fn fill(conn: &Connection) -> rusqlite::Result<()> {
    if version(conn)?.is_some_and(|version| version >= VERSION) {
        return Ok(());
    }
    let tx = rusqlite::Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
    tx.execute("DELETE FROM holiday", [])?;
    for row in rows() {
        tx.prepare_cached("INSERT INTO holiday (date, name) VALUES (?1, ?2)")?.execute(row)?;
    }
    super::db::set_meta(&tx, "holidays", VERSION)?;
    tx.commit()
}

/// Of which table the holidays of a file are.
pub(super) fn version(conn: &Connection) -> rusqlite::Result<Option<i64>> {
    super::db::meta(conn, "holidays")
}

/// The holidays of the file.
pub(super) fn read(conn: &Connection) -> rusqlite::Result<WorkDays> {
    // There are hundreds, and every start reads them: as one row.
    let dates: Option<String> =
        conn.prepare_cached("SELECT group_concat(date, ' ') FROM holiday")?.query_row([], |row| row.get(0))?;
    Ok(WorkDays::new(dates.iter().flat_map(|dates| dates.split(' ')).filter_map(BusinessDate::parse)))
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Weekday};

    use super::*;

    fn date(text: &str) -> BusinessDate {
        BusinessDate::parse(text).unwrap()
    }

    fn name(text: &str) -> Option<&'static str> {
        rows().find(|(at, _)| *at == text).map(|(_, name)| name)
    }

    fn open() -> Connection {
        super::super::schema::open(std::path::Path::new("file:/holidays?vfs=memdb"), false).unwrap()
    }

    #[test]
    fn the_table_changes_with_its_version() {
        // Another table: raise VERSION too, else no file that exists is given it.
        let hash = blake3::hash(TABLE.as_bytes()).to_hex();
        assert_eq!((VERSION, &hash[..16]), (1, "513d78e400689074"));
    }

    #[test]
    fn every_row_is_a_date_after_the_one_before() {
        let dates: Vec<_> = rows().map(|(at, _)| date(at)).collect();
        assert!(dates.is_sorted_by(|a, b| a < b));
        assert_eq!(dates.len() + 1, TABLE.lines().count());
        assert_eq!((dates[0], dates[dates.len() - 1]), (date("2015-01-01"), date("2035-11-23")));
    }

    #[test]
    fn the_days_that_move_are_where_they_were_announced() {
        for (at, what) in [
            ("2018-12-23", "天皇誕生日"),
            ("2019-04-30", "国民の休日"),
            ("2019-05-01", "天皇の即位の日"),
            ("2019-05-02", "国民の休日"),
            ("2019-10-14", "体育の日"),
            ("2019-10-22", "即位礼正殿の儀の行われる日"),
            ("2020-05-06", "振替休日"),
            ("2020-07-24", "スポーツの日"),
            ("2021-08-09", "振替休日"),
            ("2024-03-20", "春分の日"),
            ("2024-09-22", "秋分の日"),
            ("2024-09-23", "振替休日"),
            ("2025-11-24", "振替休日"),
            ("2026-05-06", "振替休日"),
            ("2026-09-21", "敬老の日"),
            ("2026-09-22", "国民の休日"),
            ("2026-09-23", "秋分の日"),
            ("2026-11-23", "勤労感謝の日"),
            ("2027-03-21", "春分の日"),
            ("2027-03-22", "振替休日"),
            ("2032-09-21", "国民の休日"),
        ] {
            assert_eq!(name(at), Some(what), "{at}");
        }
        for at in ["2015-08-11", "2019-02-23", "2019-12-23", "2020-07-20", "2020-10-12", "2021-08-11"] {
            assert_eq!(name(at), None, "{at}");
        }
    }

    #[test]
    fn a_holiday_on_a_sunday_is_made_up_for() {
        let sundays = rows().filter(|(at, _)| date(at).weekday() == Weekday::Sun).count();
        assert_eq!(sundays, rows().filter(|(_, name)| *name == "振替休日").count());
        assert!(rows().filter(|(_, name)| *name == "振替休日").all(|(at, _)| date(at).0.weekday() != Weekday::Sun));
        assert_eq!(rows().filter(|(at, _)| date(at).0.year() == 2026).count(), 18);
    }

    #[test]
    fn a_file_of_an_older_table_is_given_this_one_and_a_newer_one_is_kept() {
        let conn = open();
        conn.execute("INSERT INTO holiday VALUES ('2026-07-07', 'old')", []).unwrap();
        super::super::db::set_meta(&conn, "holidays", VERSION - 1).unwrap();
        fill(&conn).unwrap();
        let work = read(&conn).unwrap();
        assert!(work.is_holiday(date("2026-11-23")) && !work.is_holiday(date("2026-07-07")));
        super::super::db::set_meta(&conn, "holidays", VERSION + 1).unwrap();
        conn.execute("INSERT INTO holiday VALUES ('2040-01-01', '元日')", []).unwrap();
        fill(&conn).unwrap();
        assert!(read(&conn).unwrap().is_holiday(date("2040-01-01")));
    }
}
