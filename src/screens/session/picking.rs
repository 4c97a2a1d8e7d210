//! Two lists that open above the panes: the outcomes side by side, for hands on an input method, and homework to tick.

use super::rows::RowKey;
use super::state::{Pick, State};
use super::tasks::{candidates, ticked, toggle};
use super::trimming::trim;
use crate::app::{Cx, RequestId};
use crate::i18n::session;
use crate::layout::list::Cursor;
use crate::request::Record;

impl State {
    /// Opens the strip. The note line below it keeps what is typed.
    pub(super) fn open_strip(&mut self) {
        if matches!(self.at, Some(RowKey::Item(_) | RowKey::Homework(_) | RowKey::Criterion(_))) {
            self.strip = Some(0);
        }
    }

    pub(super) fn step_strip(&mut self, by: isize) {
        if let Some(at) = self.strip {
            self.strip = Some(at.saturating_add_signed(by).min(3));
        }
    }

    pub(super) fn settle_strip(&mut self, nth: Option<u8>, cx: &mut Cx<'_>) {
        let chosen = self.strip.take().and_then(|at| u8::try_from(at + 1).ok());
        if let Some(nth) = nth.or(chosen) {
            self.mark(nth, cx);
        }
    }

    pub(super) fn open_pick(&mut self, cx: &mut Cx<'_>) {
        if let Some(view) = &self.view {
            let rows = candidates(view, cx.core.lang, || cx.make_id());
            self.pick = Some(Pick { rows, cursor: Cursor::default() });
        }
    }

    pub(super) fn tick_pick(&mut self, nth: Option<usize>) {
        if let Some(pick) = &mut self.pick {
            let at = nth.unwrap_or_else(|| pick.cursor.at(pick.rows.len()));
            if at < pick.rows.len() {
                pick.cursor.set(at);
                toggle(&mut pick.rows, at);
            }
        }
    }

    /// What is too much for a week is left out.
    pub(super) fn trim_pick(&mut self, cx: &Cx<'_>) {
        if let Some(pick) = &mut self.pick {
            trim(&mut pick.rows, cx.core.homework_minutes);
        }
    }

    pub(super) fn settle_pick(&mut self, cx: &mut Cx<'_>) {
        let (Some(pick), Some(view)) = (self.pick.take(), &self.view) else { return };
        let (lang, tasks) = (cx.core.lang, ticked(&pick.rows));
        let known: Vec<_> = view.next_homework.iter().map(|h| h.id).collect();
        let same = tasks.len() == known.len() && tasks.iter().all(|t| known.contains(&t.id));
        if same {
            return;
        }
        let count = tasks.len();
        let record = Record::Assign { session: view.session, tasks };
        let request = cx.record_saying(record, |_| session::assigned(lang, count));
        self.assigning = Some((request, pick));
    }

    /// The answer to the list; whether it was one.
    pub(super) fn assigned(&mut self, id: RequestId, ok: bool) -> bool {
        match self.assigning.take_if(|(request, _)| *request == id) {
            Some((_, pick)) => {
                if !ok {
                    self.pick.get_or_insert(pick);
                }
                true
            }
            None => false,
        }
    }
}
