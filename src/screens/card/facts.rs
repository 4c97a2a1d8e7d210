//! What the summary and the progress say in one piece each: the same on screen and in the brief.

use crate::app::Core;
use crate::domain::BusinessDate;
use crate::i18n::{Lang, card};
use crate::layout::words as times;
use crate::request::{CardView, KickoffState};
use crate::text::mask::Private;

/// `次回 11/25(水) 14:00 (30分)`.
pub(super) fn next_appointment(lang: Lang, view: &CardView) -> String {
    match view.next_appointment {
        Some((start, minutes, _)) => {
            card::next_at(lang, &times::day(lang, start.date()), &times::clock(start), minutes)
        }
        // Before it there is no other.
        None => match view.kickoff {
            KickoffState::Booked(start, minutes) => {
                card::next_kickoff(lang, &times::day(lang, start.date()), &times::clock(start), minutes)
            }
            KickoffState::NotInProgramme | KickoffState::Missing | KickoffState::Held => {
                card::next_none(lang).to_owned()
            }
        },
    }
}

/// The deadline, and the day on which the learner is likely to graduate.
pub(super) fn deadline(lang: Lang, view: &CardView) -> Vec<String> {
    let date = |date: crate::domain::BusinessDate| times::month_day(date.0);
    let deadline = view.deadline.map(|by| card::deadline(lang, &date(by)));
    let projected = view.projected.map(|projected| {
        let late = view.deadline.map_or(0, |by| projected.days_since(by));
        if late > 0 {
            card::projected_late(lang, &date(projected), late)
        } else {
            card::projected(lang, &date(projected))
        }
    });
    deadline.into_iter().chain(projected).collect()
}

/// The owner's purpose with the date of the kickoff.
pub(super) fn purpose(core: &Core, view: &CardView) -> Option<String> {
    let (date, purpose) = view.purpose.as_ref()?;
    let purpose = core.show(purpose);
    Some(match date {
        Some(date) => card::purpose_agreed(core.lang, &purpose, &times::month_day(date.0)),
        None => purpose.into_owned(),
    })
}

/// What was noted for the next meeting, but for the line that became the hand-over line and is told as that.
pub(super) fn for_next(view: &CardView) -> impl Iterator<Item = &(BusinessDate, Private)> {
    let told = view.brief.next_focus.as_ref().map(|(_, text)| text);
    view.for_next.iter().filter(move |(_, text)| Some(text) != told)
}

pub(super) fn role_play(lang: Lang, view: &CardView) -> Option<String> {
    let (_, mean) = view.brief.last_role_play?;
    let mean = mean.tenths();
    Some(match view.brief.role_play_before {
        Some(before) => card::role_play_before(lang, &mean, &before.tenths()),
        None => card::role_play(lang, &mean),
    })
}
