//! Where the cursor goes.

use super::places::places;
use super::rows::{self, Pane, RowKey};
use super::state::State;
use crate::app::{Core, Cx};
use crate::command::moves::Move;

impl State {
    /// Turns the pages of a pane that has more than fits; says whether it has.
    fn turn_page(&mut self, down: bool, core: &Core) -> bool {
        let now = self.page();
        let pane = self.pane();
        let on_notes = matches!(self.at, Some(RowKey::Note(_)));
        let more = !on_notes
            && places(self, core).is_some_and(|places| places.panes.iter().any(|p| p.content().pane == pane && p.more));
        match (down, more, now) {
            (true, true, _) => self.turned = (self.at, now + 1),
            (false, _, 1..) => self.turned = (self.at, now - 1),
            // On the last page there is nowhere to go.
            (true, false, 1..) => {}
            (_, _, _) => return false,
        }
        true
    }

    pub(super) fn go(&mut self, towards: Move, cx: &Cx<'_>) {
        if self.strip.is_some() {
            self.step_strip(if matches!(towards, Move::Up | Move::PageUp | Move::Home) { -1 } else { 1 });
            return;
        }
        let page = crate::layout::Frame::of(cx.core.size.width, cx.core.size.height).body.height / 2;
        if let Some(pick) = &mut self.pick {
            pick.cursor.go(towards, pick.rows.len(), usize::from(page));
            return;
        }
        if matches!(towards, Move::PageDown | Move::PageUp) && self.turn_page(towards == Move::PageDown, cx.core) {
            return;
        }
        let page = isize::try_from(page).unwrap_or(1);
        match towards {
            Move::Up => self.step_up(),
            Move::Down => self.step_down(),
            Move::PageUp => self.step_row(-page),
            Move::PageDown => self.step_row(page),
            Move::Home => self.step_row(isize::MIN),
            Move::End => self.step_row(isize::MAX),
            Move::NextPart => self.go_to_part(1, cx.core),
            Move::PreviousPart => self.go_to_part(-1, cx.core),
        }
    }

    /// Tab: the panes that this session has, words that have yet to be typed, the notes, and round. Into words that are there
    /// already only Enter leads: the digit that marks the next row would be typed behind them.
    fn go_to_part(&mut self, by: isize, core: &Core) {
        let Some(view) = &self.view else { return };
        let panes: Vec<Pane> =
            Pane::ALL.into_iter().filter(|p| rows::order(view).iter().any(|(q, _)| q == p)).collect();
        let words = self.wants_words() && self.writable(core);
        let notes = !view.notes.is_empty();
        let on_notes = matches!(self.at, Some(RowKey::Note(_)));
        let parts = panes.len() + usize::from(words) + usize::from(notes);
        let at = if on_notes { parts - 1 } else { panes.iter().position(|p| *p == self.pane()).unwrap_or(0) };
        let len = isize::try_from(parts.max(1)).unwrap_or(1);
        let to = usize::try_from((isize::try_from(at).unwrap_or(0) + by).rem_euclid(len)).unwrap_or(0);
        if let Some(pane) = panes.get(to) {
            self.enter(*pane);
        } else if words && to == panes.len() {
            self.open_words();
        } else {
            self.at = view.notes.last().map(|note| RowKey::Note(note.id)).or(self.at);
        }
    }

    /// Into a pane: its first row without a mark, else its first.
    pub(super) fn enter(&mut self, pane: Pane) {
        let Some(view) = &self.view else { return };
        let rows: Vec<RowKey> = rows::order(view).into_iter().filter(|(p, _)| *p == pane).map(|(_, key)| key).collect();
        let open = rows.iter().find(|key| !self.is_marked(**key));
        self.at = open.or(rows.first()).copied().or(self.at);
    }
}
