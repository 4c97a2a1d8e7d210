//! What became of a record, a learner or a pharmacy: the log, told by actions, newest first.

use std::collections::HashMap;

use serde_json::{Map, Value as Json};

use super::super::db::Db;
use super::super::event;
use super::super::failure::gone;
use super::super::fields::{Kind, field};
use super::super::record::script;
use super::super::rows::{Appointment, Enrolment, Session};
use super::super::sql::At;
use super::super::tx::{Value, current};
use super::people;
use crate::domain::{BusinessDate, Deed, Entity, Id};
use crate::programme::links;
use crate::request::{
    Failure, HistoryAction, HistoryChange, HistoryField, HistoryHow, HistoryOf, HistoryValue, HistoryView,
};
use crate::text::mask::Private;

/// So many events are told; older ones are said to be there.
const EVENTS: usize = 400;

/// Rows of a session.
const OF_RECORD: &str = "WITH RECURSIVE moved(id) AS (SELECT appointment_id FROM session WHERE id = ?1 \
     UNION SELECT a.rescheduled_from FROM moved JOIN appointment a ON a.id = moved.id \
     WHERE a.rescheduled_from IS NOT NULL) SELECT ?1 UNION ALL SELECT id FROM moved \
     UNION ALL SELECT id FROM session_item WHERE session_id = ?1 UNION ALL SELECT id FROM note WHERE session_id = ?1 \
     UNION ALL SELECT id FROM role_play WHERE session_id = ?1 \
     UNION ALL SELECT r.id FROM role_play_rating r JOIN role_play p ON p.id = r.role_play_id WHERE p.session_id = ?1 \
     UNION ALL SELECT id FROM homework WHERE session_id = ?1 \
     UNION ALL SELECT h.id FROM session s JOIN homework h ON h.enrolment_id = s.enrolment_id \
     WHERE s.id = ?1 AND h.decided_in = ?1 \
     UNION ALL SELECT h.id FROM session s JOIN enrolment e ON e.id = s.enrolment_id \
     JOIN learner l ON l.id = e.learner_id JOIN homework h ON h.pharmacy_id = l.pharmacy_id \
     WHERE s.id = ?1 AND h.decided_in = ?1 \
     UNION ALL SELECT q.id FROM session s JOIN question q ON q.enrolment_id = s.enrolment_id \
     WHERE s.id = ?1 AND q.asked_in = ?1 \
     UNION ALL SELECT q.id FROM session s JOIN question q ON q.pharmacy_id = s.pharmacy_id \
     WHERE s.id = ?1 AND q.asked_in = ?1 \
     UNION ALL SELECT entity_id FROM event WHERE command IN ('move_note', 'amend') AND entity = 'note' \
     AND instr(changes, ?2) > 0";

/// Homework that the session before found missing: what became of it since this one began is told here, too.
const LATE: &str = "SELECT h.id FROM session s JOIN homework h ON h.enrolment_id = s.enrolment_id \
     WHERE s.id = ?1 AND h.decided_in = (SELECT p.id FROM session p WHERE p.enrolment_id = s.enrolment_id \
     AND p.started_at < s.started_at AND p.deleted_at IS NULL ORDER BY p.started_at DESC, p.id DESC LIMIT 1)";

/// An appointment that nobody started, with those that it was moved from.
const OF_APPOINTMENT: &str = "WITH RECURSIVE moved(id) AS (SELECT ?1 \
     UNION SELECT a.rescheduled_from FROM moved JOIN appointment a ON a.id = moved.id \
     WHERE a.rescheduled_from IS NOT NULL) SELECT id FROM moved";

/// Rows of a learner, with those of their enrolments.
const OF_LEARNER: &str = "WITH e AS (SELECT id FROM enrolment WHERE learner_id = ?1) SELECT ?1 UNION ALL SELECT id FROM e \
     UNION ALL SELECT id FROM appointment WHERE enrolment_id IN (SELECT id FROM e) \
     UNION ALL SELECT id FROM session WHERE enrolment_id IN (SELECT id FROM e) \
     UNION ALL SELECT i.id FROM session_item i JOIN session s ON s.id = i.session_id WHERE s.enrolment_id IN (SELECT id FROM e) \
     UNION ALL SELECT p.id FROM role_play p JOIN session s ON s.id = p.session_id WHERE s.enrolment_id IN (SELECT id FROM e) \
     UNION ALL SELECT r.id FROM role_play_rating r JOIN role_play p ON p.id = r.role_play_id \
     JOIN session s ON s.id = p.session_id WHERE s.enrolment_id IN (SELECT id FROM e) \
     UNION ALL SELECT id FROM note WHERE enrolment_id IN (SELECT id FROM e) \
     UNION ALL SELECT id FROM homework WHERE enrolment_id IN (SELECT id FROM e) \
     UNION ALL SELECT id FROM question WHERE enrolment_id IN (SELECT id FROM e) \
     UNION ALL SELECT id FROM follow_up WHERE scope_id = ?1 UNION ALL SELECT id FROM decision WHERE scope_id = ?1 \
     UNION ALL SELECT id FROM touch WHERE scope_id = ?1";

const OF_PHARMACY: &str = "SELECT ?1 UNION ALL SELECT id FROM operation_flow WHERE pharmacy_id = ?1 \
     UNION ALL SELECT id FROM appointment WHERE pharmacy_id = ?1 UNION ALL SELECT id FROM session WHERE pharmacy_id = ?1 \
     UNION ALL SELECT id FROM note WHERE pharmacy_id = ?1 UNION ALL SELECT id FROM homework WHERE pharmacy_id = ?1 \
     UNION ALL SELECT id FROM question WHERE pharmacy_id = ?1 UNION ALL SELECT id FROM follow_up WHERE scope_id = ?1 \
     UNION ALL SELECT id FROM decision WHERE scope_id = ?1 UNION ALL SELECT id FROM touch WHERE scope_id = ?1";

/// Its events, newest first.
fn sql(of: HistoryOf) -> String {
    let rows = match of {
        HistoryOf::Record(_) => OF_RECORD,
        HistoryOf::Appointment(_) => OF_APPOINTMENT,
        HistoryOf::Learner(_) => OF_LEARNER,
        HistoryOf::Pharmacy(_) => OF_PHARMACY,
    };
    let late = match of {
        HistoryOf::Record(_) => {
            format!("OR entity_id IN ({LATE}) AND at >= (SELECT started_at FROM session WHERE id = ?1)")
        }
        HistoryOf::Appointment(_) | HistoryOf::Learner(_) | HistoryOf::Pharmacy(_) => String::new(),
    };
    format!(
        "SELECT action, at, actor, command, undoes, entity, entity_id, op, changes, v FROM event \
         WHERE entity_id IN ({rows}) {late} ORDER BY seq DESC LIMIT {}",
        EVENTS + 1
    )
}

/// The history of a record, a learner or a pharmacy.
pub(super) fn history(db: &Db, of: HistoryOf) -> Result<HistoryView, Failure> {
    let of = match of {
        HistoryOf::Appointment(id) => Session::of_appointment(&db.conn, id)?.map_or(of, |s| HistoryOf::Record(s.id)),
        HistoryOf::Record(_) | HistoryOf::Learner(_) | HistoryOf::Pharmacy(_) => of,
    };
    let (HistoryOf::Record(id) | HistoryOf::Appointment(id) | HistoryOf::Learner(id) | HistoryOf::Pharmacy(id)) = of;
    let mut statement = db.conn.prepare(&sql(of))?;
    let text = id.to_string();
    // A line that was moved out of a record is told of by the id that it had there.
    let mut found = match of {
        HistoryOf::Record(_) => statement.query((id, &text))?,
        HistoryOf::Appointment(_) | HistoryOf::Learner(_) | HistoryOf::Pharmacy(_) => statement.query([id])?,
    };
    let mut view = HistoryView { name: name(db, of)?, actions: Vec::new(), more: false };
    let mut people_of: HashMap<Id, Option<Private>> = HashMap::new();
    let mut last: Option<Id> = None;
    let mut told = 0;
    while let Some(row) = found.next()? {
        told += 1;
        if told > EVENTS {
            view.more = true;
            break;
        }
        let Some(entity) = Entity::from_word(&row.get::<_, String>(5)?) else { continue };
        let (action, command): (Id, String) = (row.get(0)?, row.get(3)?);
        let actor: Option<Id> = row.get(2)?;
        if last != Some(action) {
            last = Some(action);
            let deed = Deed::from_word(&command);
            let by = match actor {
                Some(id) => match people_of.get(&id) {
                    Some(known) => known.clone(),
                    None => people_of.entry(id).or_insert(people::staff(db, Some(id))?).clone(),
                },
                None => None,
            };
            let inverts = row.get::<_, Option<Id>>(4)?.is_some();
            let amends = deed == Some(Deed::Amend);
            let at = row.get::<_, At>(1)?.0;
            view.actions.push(HistoryAction { at, by, deed, amends, inverts, changes: Vec::new() });
        }
        let (id, op, v): (Id, String, i64) = (row.get(6)?, row.get(7)?, row.get(9)?);
        let changes: Option<String> = row.get(8)?;
        if let Some(change) = change(db, entity, id, &op, changes.as_deref(), v)?
            && let Some(action) = view.actions.last_mut()
        {
            // The log is read backwards; what one action did is told in its order.
            action.changes.insert(0, change);
        }
    }
    view.actions.retain(|action| !action.changes.is_empty());
    Ok(view)
}

fn name(db: &Db, of: HistoryOf) -> Result<Option<Private>, Failure> {
    let person = |id| Ok::<_, Failure>(people::learner(db, id)?.map(|p| p.name));
    match of {
        HistoryOf::Learner(id) => person(id),
        HistoryOf::Pharmacy(id) => Ok(Some(people::account(db, id)?.name)),
        HistoryOf::Record(_) | HistoryOf::Appointment(_) => {
            let (enrolment, pharmacy) = match of {
                HistoryOf::Record(id) => Session::find(&db.conn, id)?.map(|s| (s.enrolment, s.pharmacy)),
                HistoryOf::Appointment(id) => Appointment::find(&db.conn, id)?.map(|a| (a.enrolment, a.pharmacy)),
                HistoryOf::Learner(_) | HistoryOf::Pharmacy(_) => None,
            }
            .ok_or_else(|| gone(Entity::Session))?;
            match (enrolment, pharmacy) {
                (Some(id), _) => match Enrolment::find(&db.conn, id)? {
                    Some(enrolment) => person(enrolment.learner),
                    None => Ok(None),
                },
                (None, Some(id)) => Ok(Some(people::account(db, id)?.name)),
                (None, None) => Ok(None),
            }
        }
    }
}

fn change(
    db: &Db,
    entity: Entity,
    id: Id,
    op: &str,
    changes: Option<&str>,
    v: i64,
) -> Result<Option<HistoryChange>, Failure> {
    let how = match (changes, v, op) {
        (None, _, _) => HistoryHow::Erased,
        (Some(_), event::RECORD, "delete") => HistoryHow::Deleted,
        (Some(_), event::RECORD, _) => HistoryHow::Imported,
        (Some(_), _, "create") => HistoryHow::Made,
        (Some(_), _, "delete") => HistoryHow::Deleted,
        (Some(_), _, _) => HistoryHow::Changed,
    };
    let object: Map<String, Json> = changes.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let moved = how == HistoryHow::Changed && entity == Entity::Note;
    let moved = moved && ["session_id", "enrolment_id"].iter().any(|home| object.contains_key(*home));
    let how = if moved { HistoryHow::Moved } else { how };
    let whole = matches!(how, HistoryHow::Moved | HistoryHow::Imported | HistoryHow::Erased | HistoryHow::Deleted);
    let fields: Vec<HistoryField> = if whole {
        Vec::new()
    } else {
        object
            .iter()
            // The next session is when homework is due as a matter of course.
            .filter(|(name, pair)| how != HistoryHow::Made || *name != "due" || pair.get(1) != Some(&"next".into()))
            .filter_map(|(name, pair)| {
                let (from, to) = (value(entity, name, pair.get(0)), value(entity, name, pair.get(1)));
                (from.is_some() || to.is_some()).then(|| HistoryField { field: name.clone(), from, to })
            })
            .collect()
    };
    if how == HistoryHow::Changed && fields.is_empty() {
        return Ok(None);
    }
    // Items are planned by the dozen when a session starts; that they were is told by the start.
    if how == HistoryHow::Made && matches!(entity, Entity::SessionItem | Entity::Coverage | Entity::RolePlay) {
        return Ok(None);
    }
    // A rating is a row of its own, but to people it is the score of a criterion.
    let how = if how == HistoryHow::Made && entity == Entity::RolePlayRating { HistoryHow::Changed } else { how };
    let (subject, attempt) = match role_play_of(db, entity, id)? {
        Some(play) => about_attempt(db, entity, id, play)?,
        None => (subject(db, entity, id, how)?, None),
    };
    Ok(Some(HistoryChange { entity, how, subject, attempt, fields }))
}

/// The attempt that a row is, or is a rating of.
fn role_play_of(db: &Db, entity: Entity, id: Id) -> Result<Option<Id>, Failure> {
    Ok(match entity {
        Entity::RolePlay => Some(id),
        Entity::RolePlayRating => match current(&db.conn, entity, id, "role_play_id")? {
            Value::Ref(play) => Some(play),
            Value::Null | Value::Text(_) | Value::Int(_) => None,
        },
        _ => None,
    })
}

/// The criterion of a rating, and which attempt it was.
fn about_attempt(db: &Db, entity: Entity, id: Id, play: Id) -> Result<(Option<Private>, Option<u8>), Failure> {
    let attempt = match current(&db.conn, Entity::RolePlay, play, "attempt")? {
        Value::Int(n) => u8::try_from(n).ok(),
        Value::Null | Value::Text(_) | Value::Ref(_) => None,
    };
    let criterion = match current(&db.conn, entity, id, "criterion_id")? {
        Value::Text(id) => id,
        Value::Null | Value::Int(_) | Value::Ref(_) => return Ok((None, attempt)),
    };
    let Value::Ref(session) = current(&db.conn, Entity::RolePlay, play, "session_id")? else {
        return Ok((None, attempt));
    };
    let Value::Ref(appointment) = current(&db.conn, Entity::Session, session, "appointment_id")? else {
        return Ok((None, attempt));
    };
    let Some(appointment) = Appointment::find(&db.conn, appointment)? else { return Ok((None, attempt)) };
    let programme = db.programmes.of_appointment(&db.conn, &appointment, &db.options.lang)?;
    let criteria = script(&programme, &appointment).map_or(&[][..], |script| &script.role_play.criteria);
    let text = criteria.iter().find(|known| known.id == criterion).map(|known| links::plain(&known.text));
    Ok((text.map(Private::free), attempt))
}

/// What a row says, so that its change is understood.
fn subject(db: &Db, entity: Entity, id: Id, how: HistoryHow) -> Result<Option<Private>, Failure> {
    let column = match entity {
        Entity::SessionItem | Entity::Homework | Entity::Question => "text",
        Entity::Note if how != HistoryHow::Made => "text",
        _ => return Ok(None),
    };
    Ok(match current(&db.conn, entity, id, column)? {
        Value::Text(text) if matches!(entity, Entity::SessionItem | Entity::Homework) => {
            Some(Private::free(links::plain(&text)))
        }
        Value::Text(text) => Some(Private::free(text)),
        _ => None,
    })
}

/// The value of a field as people read it. Ids, and what the program keeps for itself, say nothing to them.
fn value(entity: Entity, name: &str, json: Option<&Json>) -> Option<HistoryValue> {
    let kind = field(entity, name)?.kind;
    match (told_as(entity, name)?, kind, json?) {
        (Told::Text, Kind::Text, Json::String(text)) => Some(HistoryValue::Text(Private::free(text.clone()))),
        (Told::Word, Kind::Text, Json::String(word)) => Some(HistoryValue::Word(word.clone())),
        (Told::Date, Kind::Text, Json::String(date)) => BusinessDate::parse(date).map(HistoryValue::Date),
        (Told::At, Kind::Int, Json::Number(n)) => {
            n.as_i64().and_then(chrono::DateTime::from_timestamp_millis).map(HistoryValue::At)
        }
        (Told::Number, Kind::Int, Json::Number(n)) => n.as_i64().map(HistoryValue::Number),
        (Told::Yes, Kind::Int, Json::Number(n)) => n.as_i64().map(|n| HistoryValue::Yes(n == 1)),
        _ => None,
    }
}

/// How a field is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Text,
    Word,
    Date,
    At,
    Number,
    Yes,
}

/// The fields that are told; the screen that shows the history has a name for each.
fn told_as(entity: Entity, name: &str) -> Option<Told> {
    use Told::{At, Date, Number, Text, Word, Yes};
    Some(match (entity, name) {
        (Entity::Session, "next_focus" | "summary")
        | (Entity::Note | Entity::Homework | Entity::Question | Entity::Win | Entity::Touch, "text")
        | (Entity::Question, "answer")
        | (Entity::RolePlay, "comment_good" | "comment_next")
        | (Entity::Voice, "verbatim")
        | (Entity::SessionItem, "note")
        | (Entity::Enrolment, "goal_sentence" | "purpose_words")
        | (Entity::Pharmacy, "name" | "purpose" | "concerns")
        | (Entity::Learner, "name" | "kana" | "contact" | "strengths" | "worries")
        | (Entity::Decision | Entity::Appointment, "reason" | "override_reason")
        | (Entity::FollowUp, "title" | "result") => Text,
        (Entity::SessionItem, "outcome")
        | (Entity::Homework | Entity::Appointment | Entity::FollowUp, "state")
        | (Entity::Note | Entity::Decision, "kind")
        | (Entity::Homework, "due")
        | (Entity::FollowUp, "level") => Word,
        (Entity::Question, "promised_by")
        | (Entity::FollowUp, "due_on")
        | (Entity::Decision, "until_on")
        | (Entity::Enrolment, "deadline" | "started_on" | "graduated_on")
        | (
            Entity::Pharmacy,
            "contract_date" | "device_due" | "device_installed" | "go_live_target" | "go_live_actual" | "kickoff_held",
        ) => Date,
        (Entity::Session, "started_at" | "ended_at" | "closed_at") | (Entity::Appointment, "starts_at") => At,
        (Entity::Session, "mood") | (Entity::RolePlayRating, "score") => Number,
        (Entity::Note, "private") | (Entity::Touch, "reached") => Yes,
        _ => return None,
    })
}

/// Whether a field is told at all.
#[cfg(test)]
pub(crate) fn is_told(entity: Entity, name: &str) -> bool {
    told_as(entity, name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Id;

    #[test]
    fn no_history_reads_the_whole_log_or_a_whole_table() {
        let folder = tempfile::tempdir().unwrap();
        let options = crate::store::tests::options(folder.path().join("a.db"));
        let db = Db::open(options, crate::programme::Library::new([])).unwrap();
        let id = Id::natural(Entity::Session, "any");
        let all = [HistoryOf::Record(id), HistoryOf::Appointment(id), HistoryOf::Learner(id), HistoryOf::Pharmacy(id)];
        for of in all {
            let mut statement = db.conn.prepare(&format!("EXPLAIN QUERY PLAN {}", sql(of))).unwrap();
            let steps: Vec<String> = statement.raw_query().mapped(|row| row.get(3)).collect::<Result<_, _>>().unwrap();
            let scans: Vec<&String> = steps
                .iter()
                .filter(|s| {
                    s.starts_with("SCAN") && !["SCAN CONSTANT ROW", "SCAN moved", "SCAN e"].contains(&s.as_str())
                })
                .collect();
            assert_eq!(scans, Vec::<&String>::new(), "{of:?} {steps:#?}");
        }
    }
}
