//! What a meeting opens with: what was promised in an earlier one, and what the learner could do there. One row on top of the
//! script, and at the last session the whole list.

use super::content::Below;
use crate::app::Core;
use crate::domain::QuestionState;
use crate::i18n::session;
use crate::layout::words;
use crate::request::{PromiseView, SessionView};

/// Whether there is anything to open with.
pub(super) fn is_there(view: &SessionView) -> bool {
    let nothing = view.promises.is_empty() && view.wins.is_empty();
    !view.closed && !nothing
}

/// The row on top: promises first.
pub(super) fn line(core: &Core, view: &SessionView) -> String {
    let lang = core.lang;
    let mut parts = Vec::new();
    if let Some(first) = view.promises.first() {
        let more = view.promises.len() - 1;
        let text = promise(core, first);
        parts.push(if more == 0 { text } else { session::opening_more(lang, &text, more) });
    }
    if !view.wins.is_empty() {
        parts.push(session::opening_wins(lang, view.win_count, &wins(core, view).join(" ")));
    }
    parts.join("  ")
}

/// `約束 手順を送る (11/27 まで)`.
pub(super) fn promise(core: &Core, promise: &PromiseView) -> String {
    let (lang, text) = (core.lang, core.show(&promise.text));
    match promise.by.filter(|_| promise.state == QuestionState::Open) {
        Some(by) => session::opening_promise(lang, &text, &words::month_day(by.0)),
        None => session::opening_question(lang, &text),
    }
}

/// Their words, as they are read out.
pub(super) fn wins(core: &Core, view: &SessionView) -> Vec<String> {
    view.wins.iter().map(|win| session::quoted(core.lang, &core.show(win))).collect()
}

/// The whole list, where it is longer than the row on top tells.
pub(super) fn all_wins(core: &Core, view: &SessionView) -> Option<Below> {
    let all = view.win_count > 0 && view.wins.len() == view.win_count && view.win_count > 1;
    let last = view.strip.last().is_some_and(|cell| cell.running);
    let lines = wins(core, view).join("\n");
    (all && last && !core.share_safe).then(|| Below::apart(&session::all_wins(core.lang, view.win_count), lines))
}
