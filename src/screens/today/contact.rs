//! The message to a learner, polite, because it goes to a customer.

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::app::Core;
use crate::domain::AppointmentState;
use crate::i18n::{Lang, today};
use crate::layout::words::{clock, day, meeting};
use crate::request::QueueRow;
use crate::text::mask::{Lens, View};

/// Before its time a reminder, at its time a call, afterwards a word that fits what became of it. Without names, everybody is masked as in
/// share-safe and the link is left out.
pub(super) fn text(core: &Core, row: &QueueRow, without_names: bool) -> String {
    let lang = core.lang;
    let lens = if without_names { Lens { view: View::ShareSafe, ..core.lens() } } else { core.lens() };
    let person = row.learner.as_ref().or(row.owner.as_ref());
    let name = person.map_or_else(|| row.pharmacy.name.show(lens), |p| p.name.show(lens));
    let time = clock(row.local);
    let number = meeting(lang, row.kind, row.session_no);
    let ahead = core.now < row.starts_at;
    let is_over = core.zone.business_date(row.starts_at) < core.today();
    let when = when(core, row.local);
    let message = match row.state {
        AppointmentState::Scheduled | AppointmentState::Waiting if is_over => {
            new_date(lang, &today::contact_missed(lang, &name, &when, &number), booked(core, row).as_deref())
        }
        AppointmentState::Scheduled if ahead => today::contact_before(lang, &name, &time, &number),
        AppointmentState::Scheduled | AppointmentState::Waiting | AppointmentState::InProgress => {
            today::contact_waiting(lang, &name, &time, &number)
        }
        AppointmentState::Held => today::contact_held(lang, &name, &number),
        AppointmentState::BrokenOff => {
            new_date(lang, &today::contact_broken_off(lang, &name, &number), booked(core, row).as_deref())
        }
        AppointmentState::NoShow => {
            new_date(lang, &today::contact_missed(lang, &name, &when, &number), booked(core, row).as_deref())
        }
        AppointmentState::Rescheduled | AppointmentState::Cancelled | AppointmentState::LateCancel => {
            new_date(lang, &today::contact_moved(lang, &name, &when, &number), booked(core, row).as_deref())
        }
        AppointmentState::CancelledByUs => {
            new_date(lang, &today::contact_ours(lang, &name, &when, &number), booked(core, row).as_deref())
        }
    };
    match row.meeting_url.as_ref().filter(|_| row.state.is_open() && !without_names) {
        Some(url) => format!("{message}\n{}", today::contact_link(lang, url)),
        None => message,
    }
}

/// `14:05 電話 (出ず)`.
pub(crate) fn call(core: &Core, (at, reached): (DateTime<Utc>, bool)) -> String {
    let time = clock(core.local(at));
    if reached { today::call_reached(core.lang, &time) } else { today::call_no_answer(core.lang, &time) }
}

/// `14:05 出ず`.
pub(super) fn call_in_short(core: &Core, (at, reached): (DateTime<Utc>, bool)) -> String {
    let time = clock(core.local(at));
    if reached { today::call_reached_short(core.lang, &time) } else { today::call_no_answer_short(core.lang, &time) }
}

/// `本日 14:00`, on another day `11/26(木) 14:00`.
pub(crate) fn when(core: &Core, local: NaiveDateTime) -> String {
    let time = clock(local);
    if local.date() == core.today().0 {
        today::contact_today(core.lang, &time)
    } else {
        format!("{} {time}", day(core.lang, local.date()))
    }
}

/// A meeting that did not take place: what happened, and the date that is offered or asked for.
pub(crate) fn new_date(lang: Lang, what_happened: &str, slot: Option<&str>) -> String {
    let next = slot.map_or_else(|| today::contact_ask(lang).to_owned(), |slot| today::contact_offer(lang, slot));
    format!("{what_happened}{}{next}", if lang == Lang::Ja { "" } else { " " })
}

/// The new date, once there is one.
fn booked(core: &Core, row: &QueueRow) -> Option<String> {
    let next = row.followed.as_ref().filter(|next| next.state == AppointmentState::Scheduled)?;
    Some(format!("{} {}", day(core.lang, next.local.date()), clock(next.local)))
}
