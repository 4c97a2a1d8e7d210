//! Columns that are worked out when a row is written: the folded texts that names are compared and searched by. They are
//! in no event, so a better way to fold is a migration, not a rewrite of history.

use super::tx::Value;
use crate::domain::Entity;
use crate::text::fold::fold;

/// Entity, field, and the column that holds it folded.
const FOLDED: [(Entity, &str, &str); 7] = [
    (Entity::Staff, "name", "folded"),
    (Entity::Staff, "kana", "folded_kana"),
    (Entity::Pharmacy, "name", "folded"),
    (Entity::Pharmacy, "kana", "folded_kana"),
    (Entity::Learner, "name", "folded"),
    (Entity::Learner, "kana", "folded_kana"),
    (Entity::Note, "text", "folded"),
];

/// Adds the folded columns of the fields that are being written.
pub(super) fn columns(entity: Entity, names: &mut Vec<&'static str>, values: &mut Vec<Value>) {
    for (_, source, column) in FOLDED.iter().filter(|row| row.0 == entity) {
        if let Some(at) = names.iter().position(|n| n == source) {
            let folded = match &values[at] {
                Value::Text(text) => Value::Text(fold(text)),
                Value::Null | Value::Int(_) | Value::Ref(_) => Value::Null,
            };
            names.push(column);
            values.push(folded);
        }
    }
}
