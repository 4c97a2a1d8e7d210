//! The message to a learner, polite, because it goes to a client.

use crate::app::Core;
use crate::domain::AppointmentState;
use crate::i18n::today;
use crate::layout::words::{clock, meeting};
use crate::request::QueueRow;
use crate::text::mask::{Lens, View};

/// Before its time a reminder, at its time a call, afterwards a word of regret. Without names, everybody is masked as in
/// share-safe and the link is left out.
pub(super) fn text(core: &Core, row: &QueueRow, without_names: bool) -> String {
    let lang = core.lang;
    let lens = if without_names { Lens { view: View::ShareSafe, ..core.lens() } } else { core.lens() };
    let person = row.learner.as_ref().or(row.owner.as_ref());
    let name = person.map_or_else(|| row.pharmacy.name.show(lens), |p| p.name.show(lens));
    let time = clock(row.local);
    let number = meeting(lang, row.kind, row.session_no);
    let ahead = core.now < row.starts_at;
    let message = match row.state {
        AppointmentState::Scheduled if ahead => today::contact_before(lang, &name, &time, &number),
        AppointmentState::Scheduled | AppointmentState::Waiting | AppointmentState::InProgress => {
            today::contact_waiting(lang, &name, &time, &number)
        }
        AppointmentState::Held
        | AppointmentState::BrokenOff
        | AppointmentState::Rescheduled
        | AppointmentState::Cancelled
        | AppointmentState::LateCancel
        | AppointmentState::NoShow
        | AppointmentState::CancelledByUs => today::contact_missed(lang, &name, &time, &number),
    };
    match row.meeting_url.as_ref().filter(|_| row.state.is_open() && !without_names) {
        Some(url) => format!("{message}\n{}", today::contact_link(lang, url)),
        None => message,
    }
}
