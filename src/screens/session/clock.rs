//! The clock of the session: whether it stands, what the row under the cursor took, whether it is asked about a time in which
//! the computer slept, and that the time is over.

use super::rows::RowKey;
use super::state::{Standing, State, times};
use crate::app::{Core, Cx, Go, Open, Page, Severity, Slept};
use crate::domain::Outcome;
use crate::i18n::session;
use crate::layout::words::clock;
use crate::request::Record;

impl State {
    /// The clock stops, or runs again.
    pub(super) fn turn_clock(&mut self, cx: &mut Cx<'_>) {
        let Some(view) = self.view.as_ref().filter(|_| self.is_live() && self.pausing.is_none()) else { return };
        let session = view.session;
        let lang = cx.core.lang;
        let (record, told) = if view.paused_since.is_some() {
            (Record::Continue { session }, session::clock_runs(lang))
        } else {
            (Record::Pause { session, pause: cx.make_id() }, session::clock_stands(lang))
        };
        self.pausing = Some(cx.record_saying(record, |_| told.to_owned()));
    }

    /// The other session in progress takes the place of this one. Where this one runs its clock stands from then on.
    pub(super) fn switch(&mut self, cx: &mut Cx<'_>) {
        let Some(other) = self.view.as_ref().and_then(|view| view.beside.first()).cloned() else { return };
        // This page goes, and what is half typed on it stays on disk.
        let now = cx.core.now;
        for draft in self.take_drafts(None, now) {
            cx.keep_draft(draft);
        }
        if other.aside {
            cx.record(Record::Continue { session: other.session });
        }
        cx.go(Go::Replace(Open::Session { appointment: other.appointment }));
    }

    /// How the pause stands that was asked for.
    pub(super) fn clock_standing(&self) -> Standing {
        if self.pausing.is_some() { Standing::Pending } else { Standing::Kept }
    }

    /// The oldest stretch in which the computer slept while this session ran, and nobody has said whether it counts.
    pub(super) fn slept(&self, core: &Core) -> Option<Slept> {
        core.asleep_in(self.view.as_ref().filter(|_| self.writable(core) && self.is_live())?)
    }

    /// Seconds that the item under the cursor took so far, and its planned minutes.
    pub(super) fn item_time(&self, core: &Core) -> Option<(i64, u32)> {
        let view = self.view.as_ref().filter(|_| self.is_live())?;
        let Some(RowKey::Item(id)) = self.at else { return None };
        let item = super::rows::item(view, id)?;
        let spent = &view.spent;
        let known = spent.items.get(&id).copied().unwrap_or(0);
        if self.outcome(item).0 != Outcome::Planned {
            return Some((known, item.minutes));
        }
        let stands = view.paused_since.map_or(0, |since| (core.clock - since.max(spent.since)).num_seconds().max(0));
        let since = (core.clock - spent.since).num_seconds() - spent.paused_seconds - stands;
        Some((known + since.max(0), item.minutes))
    }

    /// A field is left: what had to wait for it is told now.
    pub(super) fn left_field(&mut self, cx: &mut Cx<'_>) {
        let Some(view) = self.view.as_ref().filter(|_| self.is_live() && !self.told_over) else { return };
        let end = times(view).end();
        if cx.core.now < end {
            return;
        }
        let over = (cx.core.now - end).num_minutes();
        self.told_over = true;
        let (lang, next) = (cx.core.lang, view.next_appointment.clone());
        let time = next.as_ref().map(|(at, _)| clock(cx.core.local(*at)));
        cx.core.say_about(Severity::Warning, |lens| {
            let named = match (&next, &time) {
                (Some((_, Some(person))), Some(time)) => {
                    session::over_next(lang, time, &crate::i18n::common::name_san(lang, &person.name.show(lens)))
                }
                (Some((_, None)), Some(time)) => session::over_next(lang, time, ""),
                (Some(_) | None, _) => session::over_no_next(lang).to_owned(),
            };
            session::over_told(lang, over, &named)
        });
    }
}
