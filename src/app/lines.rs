//! What is done with the note under the cursor, whatever screen it stands on.

use super::model::Model;
use super::msg::Effect;
use super::page::Page;
use crate::i18n::record;
use crate::request::{HistoryOf, Record};

/// Whose history a page asks for: of the record or the appointment that is meant, else of the learner or pharmacy.
pub(super) fn history_of(page: &dyn Page) -> Option<HistoryOf> {
    let target = page.target();
    let record = page.record().map(HistoryOf::Record);
    let record = record.or(page.appointment().map(HistoryOf::Appointment));
    record.or(target.learner.map(HistoryOf::Learner)).or(target.pharmacy.map(HistoryOf::Pharmacy))
}

/// For the trainer alone, or not any more.
pub(super) fn turn_private(model: &mut Model, effects: &mut Vec<Effect>) {
    let lang = model.core.lang;
    model.top(effects, |page, cx| {
        let Some((note, private)) = page.note().map(|note| (note.id, !note.private)) else { return };
        cx.record_saying(Record::PrivateNote { note, private }, |_| {
            if private { record::now_private(lang) } else { record::now_open(lang) }.to_owned()
        });
    });
}
