//! The JSON documents of `today` and `review` (`manabi.today/1`, `manabi.review/1`).

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::domain::{Scope, Zone};
use crate::i18n::Lang;
use crate::layout::reasons;
use crate::request::{Account, DayView, Older, Person, QueueRow, ReviewRow, ReviewView};
use crate::text::mask::Private;

/// How names are printed: as they are, or masked (`--redact`).
pub trait Names {
    fn show(&self, name: &Private) -> String;
}

/// `manabi.today/1`.
pub fn today(view: &DayView, zone: Zone, names: &impl Names) -> Value {
    let rows: Vec<Value> = view.rows.iter().map(|row| appointment(row, zone, names)).collect();
    json!({
        "schema": "manabi.today/1",
        "date": view.date.to_string(),
        "trainer": view.file.me.as_ref().map(|me| names.show(&me.name)),
        "appointments": rows,
        "earlier": earlier(&view.earlier, zone, names),
        "older": view.older.map(older),
    })
}

/// `manabi.review/1`.
pub fn review(view: &ReviewView, lang: Lang, zone: Zone, names: &impl Names) -> Value {
    let open: Vec<Value> = view
        .open_records
        .iter()
        .map(|r| {
            json!({
                "session_id": r.session.to_string(),
                "learner": r.learner.as_ref().map(|n| names.show(n)),
                "date": r.date.to_string(),
                "session_no": r.session_no.filter(|n| *n > 0),
            })
        })
        .collect();
    let tomorrow: Vec<Value> = view.tomorrow.iter().map(|row| appointment(row, zone, names)).collect();
    let rows: Vec<Value> = view.rows.iter().map(|row| review_row(row, lang, names)).collect();
    json!({
        "schema": "manabi.review/1",
        "date": view.date.to_string(),
        "trainer": view.file.me.as_ref().map(|me| names.show(&me.name)),
        "rows": rows,
        "open_records": open,
        "tomorrow": tomorrow,
        "closed": view.closed,
        "earlier": earlier(&view.earlier, zone, names),
        "older": view.older.map(older),
    })
}

/// Appointments of earlier days that have no outcome, as those of the day are told.
fn earlier(rows: &[QueueRow], zone: Zone, names: &impl Names) -> Vec<Value> {
    rows.iter().map(|row| appointment(row, zone, names)).collect()
}

/// How many more there are, too old to be listed.
fn older(older: Older) -> Value {
    json!({ "before": older.before.to_string(), "count": older.count })
}

fn review_row(row: &ReviewRow, lang: Lang, names: &impl Names) -> Value {
    let reasons: Vec<Value> = row
        .reasons
        .iter()
        .map(|r| json!({ "code": r.code().word(), "points": r.points, "text": reasons::sentence(lang, &r.why, &row.metrics) }))
        .collect();
    json!({
        "scope": match row.scope { Scope::Learner => "learner", Scope::Pharmacy => "pharmacy" },
        "id": row.id.to_string(),
        "name": names.show(&row.name),
        "pharmacy": names.show(&row.pharmacy),
        "score": row.score,
        "level": row.level.word(),
        "reasons": reasons,
        "due_on": row.due_on.to_string(),
        "owner": row.owner_name.as_ref().map(|n| names.show(n)),
        "decision": row.decision.map(|d| json!({
            "kind": d.kind.word(),
            "until": d.until.map(|u| u.to_string()),
            "reason": row.decision_reason.as_ref().map(|r| names.show(r)),
        })),
    })
}

fn appointment(row: &QueueRow, zone: Zone, names: &impl Names) -> Value {
    let carried: Vec<Value> =
        row.carried.iter().map(|c| json!({ "item_id": c.item_id, "text": c.text, "times": c.times })).collect();
    let flags: Vec<&str> = row.flags.iter().map(|f| f.word()).collect();
    json!({
        "id": row.appointment.to_string(),
        "starts_at": instant(zone, row.starts_at),
        "minutes": row.minutes,
        "kind": row.kind.word(),
        "state": row.state.word(),
        "session_no": row.session_no.filter(|n| *n > 0),
        "title": row.title,
        "phase": row.phase,
        "learner": row.learner.as_ref().map(|p| person(p, names)),
        "pharmacy": account(&row.pharmacy, names),
        "trainer": row.trainer.as_ref().map(|t| names.show(t)),
        "planned": {
            "lecture": row.planned.lecture,
            "role_play": row.planned.role_play,
            "homework": row.planned.homework,
        },
        "carried": carried,
        "homework": { "due": row.homework_due, "handed_in": row.homework_in },
        "gates": row.gates,
        "flags": flags,
    })
}

fn person(person: &Person, names: &impl Names) -> Value {
    let kana = names.show(&person.kana);
    json!({
        "id": person.id.to_string(),
        "name": names.show(&person.name),
        "kana": (!kana.is_empty()).then_some(kana),
    })
}

fn account(account: &Account, names: &impl Names) -> Value {
    json!({ "id": account.id.to_string(), "name": names.show(&account.name) })
}

fn instant(zone: Zone, at: DateTime<Utc>) -> String {
    zone.rfc3339(at)
}
