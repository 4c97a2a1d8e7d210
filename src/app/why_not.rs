//! What a key would have needed, for the line that says that it did nothing.

use crate::command::{Fact, Facts, Row};
use crate::i18n::{Lang, notice};

/// `いまはできません: …`, with what is missing where that can be said.
pub fn why_not(lang: Lang, row: &Row, facts: Facts) -> String {
    let label = row.long.get(lang);
    row.blocked_by(facts)
        .and_then(|blocked| reason(lang, blocked, facts))
        .map_or_else(|| notice::not_now(lang, label), |why| notice::not_now_because(lang, label, why))
}

fn reason(lang: Lang, blocked: (Fact, bool), facts: Facts) -> Option<&'static str> {
    Some(match blocked {
        (Fact::ReadOnly, false) => notice::why_read_only(lang),
        (Fact::ReadOnly, true) => notice::why_writes_already(lang),
        (Fact::ShareSafe, false) => notice::why_shared(lang),
        (Fact::KnowsMe, true) => notice::why_all_are_shown(lang),
        (Fact::HasOlder, true) => notice::why_nothing_older(lang),
        (Fact::SessionRuns, true) => notice::why_nothing_runs(lang),
        (Fact::RowStartable, true) if facts.has(Fact::RowAhead) => notice::why_too_early(lang),
        (Fact::RowStartable | Fact::RowAhead, true) => notice::why_not_ahead(lang),
        (Fact::RowRunning, true) => notice::why_row_not_running(lang),
        (Fact::RowHeld | Fact::RowBrokenOff | Fact::RowMissed | Fact::RowMoved, true) => notice::why_row_not_over(lang),
        (Fact::HasLearner | Fact::HasSomeone, true) => notice::why_nobody(lang),
        (Fact::HasLink, true) => notice::link_missing(lang),
        (Fact::FieldEmpty, true) => notice::why_field_filled(lang),
        (Fact::FieldEmpty, false) => notice::why_field_empty(lang),
        (Fact::Locked, false) => notice::why_locked(lang),
        (Fact::Paused, true) => notice::why_clock_runs(lang),
        (Fact::OnWords, true) => notice::why_no_words(lang),
        (Fact::HasNote, true) => notice::why_no_note_meant(lang),
        (Fact::OtherLive, true) => notice::why_no_other(lang),
        (Fact::CanTakeIn, true) => notice::why_nothing_to_take_in(lang),
        (Fact::OnCarried, true) => notice::why_not_carried(lang),
        (Fact::OnSkipped, true) => notice::why_not_skipped(lang),
        (Fact::OnCriterion, true) => notice::why_no_criterion(lang),
        (Fact::Slept, true) => notice::why_not_slept(lang),
        (Fact::Practises, true) => notice::why_no_practice(lang),
        (Fact::OnNote, true) => notice::why_no_note(lang),
        (Fact::OnNote, false) => notice::why_on_note(lang),
        (Fact::OnText, true) => notice::why_no_text(lang),
        (Fact::Rated, true) => notice::why_not_rated(lang),
        (Fact::ReviewUndecided | Fact::ReviewDecided | Fact::ReviewRecord | Fact::ReviewSlot, true) => {
            notice::why_no_row(lang)
        }
        (Fact::HasFollowUp, true) => notice::why_no_follow_up(lang),
        (Fact::OnButton, false) => notice::why_on_button(lang),
        // The rest are of keys that another row takes at that moment, or say it themselves.
        _ => return None,
    })
}
