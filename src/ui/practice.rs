//! The quiet line of the practice day: the next task and its key, in the row that a notice would take.

use crate::app::Core;
use crate::command::table;
use crate::domain::practice::Task;
use crate::i18n::practice;

/// The line; nothing outside a practice day, after its last task, or when it was put away.
pub fn line(core: &Core) -> Option<String> {
    let state = core.file.tasks.as_ref().filter(|state| core.file.practice && !state.hidden)?;
    let task = state.next()?;
    let (lang, nth) = (core.lang, state.ticked.len() + 1);
    let (text, command) = match task {
        Task::Start => (practice::start(lang), "start"),
        Task::ThreeItems => (practice::three_items(lang), "mark"),
        Task::Note => (practice::note(lang), "note"),
        Task::Request => (practice::request(lang), "note-request"),
        Task::WrapUp => (practice::wrap_up(lang), "wrap-up"),
        Task::NoShow => (practice::no_show(lang), "result-not-held"),
        Task::CloseDay => (practice::close_day(lang), "review"),
    };
    let keys = table::rows().find(|row| row.word == command).and_then(|row| row.keys.first())?;
    Some(practice::line(lang, nth, text, keys))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_task_has_a_key_of_the_table() {
        for word in ["start", "mark", "note", "note-request", "wrap-up", "result-not-held", "review"] {
            assert!(table::rows().any(|row| row.word == word && !row.keys.is_empty()), "{word}");
        }
    }
}
