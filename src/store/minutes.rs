//! What the minutes of a session went into, worked out from what is on disk: when its rows got their marks, its ratings and
//! its lines. Nothing is kept in memory, so a program that ends without a word loses none of it.

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use serde_json::{Map, Value as Json};

use super::rows::{Session, SessionItem};
use super::sql::At;
use super::tx::{Tx, Value, current};
use crate::domain::pacing::{How, Part, Spent, Touch, minutes, running, spent};
use crate::domain::{Entity, HomeworkState, Id, Outcome};

/// From when to when the clock stood.
pub(super) type Pauses = Vec<(DateTime<Utc>, DateTime<Utc>)>;

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Finished,
    /// Somebody said that all that has no mark was gone through.
    AllDone,
    BrokenOff,
}

/// The ended pauses of a session.
pub(super) fn pauses(conn: &Connection, session: Id) -> rusqlite::Result<Pauses> {
    conn.prepare_cached(
        "SELECT from_at, to_at FROM pause WHERE session_id = ?1 AND to_at IS NOT NULL AND deleted_at IS NULL \
         ORDER BY from_at, id",
    )?
    .query_map([session], |row| Ok((row.get::<_, At>(0)?.0, row.get::<_, At>(1)?.0)))?
    .collect()
}

/// What the time of a session up to `end` went into.
pub(super) fn of_session(
    conn: &Connection,
    session: &Session,
    rows: &[SessionItem],
    end: DateTime<Utc>,
) -> rusqlite::Result<Spent> {
    let touches = touches(conn, session, rows)?;
    Ok(spent(session.started_at, end, &pauses(conn, session.id)?, &touches))
}

/// The same, when it ends: without any mark all of it was gone through, if somebody says so; and who breaks off was at the
/// first row that is open behind the last mark.
fn at_end(
    conn: &Connection,
    session: &Session,
    rows: &[SessionItem],
    end: DateTime<Utc>,
    end_of: End,
) -> rusqlite::Result<Spent> {
    let mut touches = touches(conn, session, rows)?;
    let touch = |row: &SessionItem, how| touch(row, end, how);
    let open = rows.iter().filter(|row| row.outcome == Outcome::Planned && row.planned_minutes > 0);
    match end_of {
        End::Finished => {}
        End::AllDone => touches.extend(open.map(|row| touch(row, How::Worked))),
        End::BrokenOff => {
            let last = rows.iter().rposition(|row| row.outcome != Outcome::Planned).map_or(0, |nth| nth + 1);
            let behind = rows.iter().skip(last).find(|row| row.outcome == Outcome::Planned);
            touches.extend(behind.map(|row| touch(row, How::Noted)));
        }
    }
    Ok(spent(session.started_at, end, &pauses(conn, session.id)?, &touches))
}

/// Writes the minutes of a session that is over: those of its items, and of its sections with the whole of it. What an item
/// has already stays, since its end is the same.
pub(super) fn write(tx: &mut Tx<'_>, session: &Session, end: DateTime<Utc>, end_of: End) -> rusqlite::Result<()> {
    let rows = SessionItem::of_session(tx.conn(), session.id)?;
    let spent = at_end(tx.conn(), session, &rows, end, end_of)?;
    for row in &rows {
        let Some(seconds) = spent.items.get(&row.id) else { continue };
        if current(tx.conn(), Entity::SessionItem, row.id, "actual_minutes")? == Value::Null {
            tx.change(Entity::SessionItem, row.id, &[("actual_minutes", Value::Int(minutes(*seconds)))])?;
        }
    }
    let whole = running(session.started_at, end, &pauses(tx.conn(), session.id)?) / 60;
    let mut parts: Map<String, Json> =
        Part::ALL.into_iter().map(|part| (part.word().to_owned(), minutes(spent.part(part)).into())).collect();
    parts.insert("total".to_owned(), whole.into());
    let json = Json::Object(parts).to_string();
    tx.change(Entity::Session, session.id, &[("actual_minutes", json.into())])?;
    Ok(())
}

fn touch(row: &SessionItem, at: DateTime<Utc>, how: How) -> Touch {
    Touch { at, item: Some(row.id), part: Part::of(row.section), planned: row.planned_minutes, how }
}

fn touches(conn: &Connection, session: &Session, rows: &[SessionItem]) -> rusqlite::Result<Vec<Touch>> {
    let (marked, looked_at) = marks(conn, session.id)?;
    let mut touches: Vec<Touch> = rows
        .iter()
        .filter(|row| row.outcome != Outcome::Planned)
        .filter_map(|row| {
            let how = if row.outcome == Outcome::Skipped { How::LeftOut } else { How::Worked };
            Some(touch(row, marked.iter().find(|(id, _)| *id == row.id)?.1, how))
        })
        .collect();
    touches.extend(looked_at.into_iter().map(|at| Touch {
        at,
        item: None,
        part: Part::Homework,
        planned: 1,
        how: How::Noted,
    }));
    touches.extend(ratings(conn, session.id)?.into_iter().map(|at| {
        let mine = || rows.iter().filter(|row| Part::of(row.section) == Part::RolePlay);
        let before = |row: &&SessionItem| marked.iter().any(|(id, then)| *id == row.id && *then <= at);
        let row = mine().rfind(before).or_else(|| mine().next());
        Touch { at, item: row.map(|row| row.id), part: Part::RolePlay, planned: 1, how: How::Noted }
    }));
    let mut statement = conn.prepare_cached(
        "SELECT at, item_id FROM note WHERE session_id = ?1 AND item_id IS NOT NULL AND deleted_at IS NULL",
    )?;
    let lines = statement.query_map([session.id], |row| Ok((row.get::<_, At>(0)?.0, row.get::<_, String>(1)?)))?;
    for line in lines {
        let (at, item) = line?;
        touches.extend(rows.iter().find(|row| row.item == item).map(|row| touch(row, at, How::Noted)));
    }
    Ok(touches)
}

/// Items with their moments, and the moments of the homework.
type Marks = (Vec<(Id, DateTime<Utc>)>, Vec<DateTime<Utc>>);

/// What was changed in the items of a session and in the homework that it decided, the newest first.
const MARKS: &str = "SELECT at, entity, entity_id, changes FROM event WHERE op <> 'create' AND entity_id IN \
     (SELECT id FROM session_item WHERE session_id = ?1 \
     UNION ALL SELECT h.id FROM session s JOIN homework h ON h.enrolment_id = s.enrolment_id \
     WHERE s.id = ?1 AND h.decided_in = ?1 \
     UNION ALL SELECT h.id FROM session s JOIN enrolment e ON e.id = s.enrolment_id \
     JOIN learner l ON l.id = e.learner_id JOIN homework h ON h.pharmacy_id = l.pharmacy_id \
     WHERE s.id = ?1 AND h.decided_in = ?1) ORDER BY seq DESC";

/// When each item got the mark that it has, and when homework of last time was looked at. A later correction is no more
/// work; what was taken back is none.
fn marks(conn: &Connection, session: Id) -> rusqlite::Result<Marks> {
    let mut statement = conn.prepare_cached(MARKS)?;
    let (mut marked, mut looked_at) = Marks::default();
    let mut events = statement.query([session])?;
    while let Some(row) = events.next()? {
        let (entity, id): (String, Id) = (row.get(1)?, row.get(2)?);
        let changes: Option<String> = row.get(3)?;
        let changes: Map<String, Json> = changes.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let change = |field: &str| {
            let pair = changes.get(field)?.as_array()?;
            Some((pair.first()?.as_str()?.to_owned(), pair.get(1)?.as_str()?.to_owned()))
        };
        let at = row.get::<_, At>(0)?.0;
        if entity == Entity::SessionItem.word() {
            // Read from the end: the first such change that is found is the newest.
            if change("outcome").is_some_and(|(old, _)| old == Outcome::Planned.word())
                && marked.iter().all(|(known, _)| *known != id)
            {
                marked.push((id, at));
            }
        } else if change("state").is_some_and(|(old, _)| old == HomeworkState::Assigned.word())
            && changes.get("decided_in").and_then(|pair| pair.get(1)).and_then(Json::as_str)
                == Some(session.to_string().as_str())
        {
            looked_at.push(at);
        }
    }
    Ok((marked, looked_at))
}

/// When something of the role-play was rated.
fn ratings(conn: &Connection, session: Id) -> rusqlite::Result<Vec<DateTime<Utc>>> {
    conn.prepare_cached(
        "SELECT r.created_at FROM role_play p JOIN role_play_rating r ON r.role_play_id = p.id \
         WHERE p.session_id = ?1 AND p.deleted_at IS NULL AND r.deleted_at IS NULL AND r.score IS NOT NULL",
    )?
    .query_map([session], |row| Ok(row.get::<_, At>(0)?.0))?
    .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_session_of_long_ago_reads_its_own_events_alone() {
        let folder = tempfile::tempdir().unwrap();
        let options = crate::store::tests::options(folder.path().join("a.db"));
        let db = crate::store::Db::open(options, crate::programme::Library::new([])).unwrap();
        let mut statement = db.conn().prepare(&format!("EXPLAIN QUERY PLAN {}", super::MARKS)).unwrap();
        let steps: Vec<String> = statement.raw_query().mapped(|row| row.get(3)).collect::<Result<_, _>>().unwrap();
        assert!(steps.iter().any(|step| step.contains("event_entity")), "{steps:#?}");
        assert!(!steps.iter().any(|step| step.starts_with("SCAN")), "{steps:#?}");
    }
}
