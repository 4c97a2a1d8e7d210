//! What the owner and sales said before: a kickoff begins with it, a session has the purpose on top.

use rusqlite::OptionalExtension;

use super::super::people;
use crate::domain::{AppointmentKind, BusinessDate, Id};
use crate::programme::{Flag, Session as Script, links};
use crate::request::{Failure, KickoffView};
use crate::store::db::Db;
use crate::store::rows::Appointment;
use crate::text::mask::Private;

pub(super) fn owner_words(db: &Db, pharmacy: Option<Id>) -> Result<(Option<Private>, Option<Private>), Failure> {
    let row: (Option<String>, Option<String>) = db
        .conn
        .prepare_cached("SELECT purpose, concerns FROM pharmacy WHERE id = ?1")?
        .query_row([pharmacy], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?
        .unwrap_or_default();
    Ok((people::free(row.0), people::free(row.1)))
}

/// The owner's purpose stands on top of the scripts that come before the device; later ones carry the learner's own words.
pub(super) fn words_on_top(
    appointment: &Appointment,
    script: Option<&Script>,
    purpose: Option<Private>,
    goal: Option<Private>,
) -> Option<Private> {
    if appointment.kind == AppointmentKind::Kickoff {
        return None;
    }
    let asks_for_words =
        script.is_some_and(|s| s.flagged(Flag::Purpose).next().is_some() || s.flagged(Flag::Goal).next().is_some());
    if asks_for_words { purpose } else { goal.or(purpose) }
}

/// What a kickoff begins with.
pub(super) fn kickoff(db: &Db, pharmacy: Id, script: Option<&Script>) -> Result<KickoffView, Failure> {
    let device_due: Option<Option<BusinessDate>> = db
        .conn
        .prepare_cached("SELECT device_due FROM pharmacy WHERE id = ?1")?
        .query_row([pharmacy], |r| r.get(0))
        .optional()?;
    let sales_note: Option<Option<String>> = db
        .conn
        .prepare_cached(
            "SELECT brief FROM hand_over WHERE pharmacy_id = ?1 AND kind = 'sales_to_us' AND deleted_at IS NULL \
             ORDER BY created_at DESC, id DESC LIMIT 1",
        )?
        .query_row([pharmacy], |r| r.get(0))
        .optional()?;
    let verify = script.and_then(|s| s.homework.verify.as_ref()).map(|v| links::plain(&v.text));
    Ok(KickoffView {
        sales_note: people::free(sales_note.flatten()),
        device_due: device_due.flatten(),
        verify: verify.filter(|text| !text.trim().is_empty()),
    })
}
