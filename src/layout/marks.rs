//! The marks: one kanji, always two cells, readable without colour; two letters in English. One table for all of them.

use crate::domain::{AppointmentState, Extent, HomeworkState, Level, Outcome};
use crate::i18n::Both;
use crate::request::StripCell;

/// What happened to an item.
pub const fn outcome(outcome: Outcome) -> Both {
    match outcome {
        Outcome::Planned => Both::new("未", "--"),
        Outcome::Done => Both::new("済", "OK"),
        Outcome::Partly => Both::new("半", "HF"),
        Outcome::Stuck => Both::new("詰", "ST"),
        Outcome::Skipped => Both::new("飛", "SK"),
    }
}

/// Homework of last time.
pub const fn homework(state: HomeworkState) -> Both {
    match state {
        HomeworkState::Assigned => Both::new("未", "--"),
        HomeworkState::Reviewed => Both::new("済", "OK"),
        HomeworkState::Submitted => Both::new("提", "IN"),
        HomeworkState::Missing => Both::new("無", "NO"),
        HomeworkState::Waived => Both::new("免", "WV"),
    }
}

/// A number in the strip of sessions.
pub const fn strip(cell: &StripCell) -> Both {
    match (cell.running, cell.extent) {
        (true, _) => Both::new("今", "ON"),
        (false, Some(Extent::Full)) => Both::new("完", "DN"),
        (false, Some(Extent::Partial)) => Both::new("途", "PT"),
        (false, Some(Extent::Repeat)) => Both::new("再", "RP"),
        (false, None) if cell.hole => Both::new("抜", "GP"),
        (false, None) => Both::new("・", ". "),
    }
}

/// An appointment.
pub const fn appointment(state: AppointmentState) -> Both {
    match state {
        AppointmentState::Scheduled => Both::new("未", "--"),
        AppointmentState::Waiting => Both::new("待", "WT"),
        AppointmentState::InProgress => Both::new("今", "ON"),
        AppointmentState::Held => Both::new("完", "DN"),
        AppointmentState::BrokenOff => Both::new("途", "PT"),
        AppointmentState::Rescheduled => Both::new("延", "RS"),
        AppointmentState::Cancelled => Both::new("消", "CX"),
        AppointmentState::LateCancel => Both::new("欠", "LC"),
        AppointmentState::NoShow => Both::new("欠", "NS"),
        AppointmentState::CancelledByUs => Both::new("欠", "US"),
    }
}

/// One in progress that waits while another goes first.
pub const ASIDE: Both = Both::new("停", "HD");

/// Behind the mark of an appointment whose record nobody has confirmed.
pub const PROVISIONAL: Both = Both::new("仮", "?");

/// How urgent a follow-up is.
pub const fn level(level: Level) -> Both {
    match level {
        Level::Urgent => Both::new("急", "!!"),
        Level::Contact => Both::new("要", "FU"),
        Level::Watch => Both::new("見", ".."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::cells;

    #[test]
    fn every_mark_takes_two_cells_in_both_languages() {
        let all = [
            Outcome::ALL.iter().map(|o| outcome(*o)).collect::<Vec<_>>(),
            HomeworkState::ALL.iter().map(|h| homework(*h)).collect(),
            AppointmentState::ALL.iter().map(|a| appointment(*a)).collect(),
            Level::ALL.iter().map(|l| level(*l)).collect(),
            vec![ASIDE],
        ];
        for mark in all.into_iter().flatten() {
            assert_eq!((cells(mark.ja), cells(mark.en)), (2, 2), "{mark:?}");
        }
    }
}
