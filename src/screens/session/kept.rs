//! The panes as they were laid out last. A letter typed into a note changes none of them, and to break their texts and to lay
//! their lines anew was most of what it cost to draw it.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use super::content::Content;
use super::pages::{Broken, lay};
use super::places::Line;
use super::rows::RowKey;
use super::state::State;
use crate::i18n::Lang;
use crate::layout::Rect;

/// A pane with its lines.
#[derive(Debug)]
pub(super) struct Placed {
    broken: Rc<Broken>,
    /// With its rule, where it has one.
    pub rect: Rect,
    by: By,
    pub lines: Vec<Line>,
    /// There is more than these lines.
    pub more: bool,
}

/// By what the lines of a pane were laid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct By {
    /// The place of the lines.
    room: Rect,
    /// The row of the cursor.
    at: Option<RowKey>,
    /// The page that was turned to.
    page: usize,
}

impl Placed {
    pub(super) fn content(&self) -> &Content {
        &self.broken.of
    }
}

#[derive(Default)]
pub(super) struct Kept {
    broken: RefCell<Vec<Rc<Broken>>>,
    placed: RefCell<Vec<Rc<Placed>>>,
}

impl Kept {
    /// The texts of a pane broken to a width: those that are kept, as long as they are of the same.
    pub(super) fn broken(&self, content: &Content, width: u16, lang: Lang) -> Rc<Broken> {
        let mut kept = self.broken.borrow_mut();
        if let Some(same) = kept.iter().find(|broken| broken.by == (width, lang) && broken.of == *content) {
            return Rc::clone(same);
        }
        let broken = Rc::new(Broken::new(content, width, lang));
        kept.retain(|broken| broken.of.pane != content.pane);
        kept.push(Rc::clone(&broken));
        broken
    }

    /// A pane in its place, its lines in their room there: the one that is kept, as long as it is of these very texts.
    pub(super) fn placed(&self, broken: Rc<Broken>, rect: Rect, room: Rect, state: &State) -> Rc<Placed> {
        let page = if broken.of.pane == state.pane() { state.page() } else { 0 };
        let by = By { room, at: state.at, page };
        let mut kept = self.placed.borrow_mut();
        let is_same =
            |placed: &&Rc<Placed>| Rc::ptr_eq(&placed.broken, &broken) && placed.rect == rect && placed.by == by;
        if let Some(same) = kept.iter().find(is_same) {
            return Rc::clone(same);
        }
        let (lines, more) = lay(&broken, room, by.at, by.page);
        kept.retain(|placed| placed.broken.of.pane != broken.of.pane);
        let placed = Rc::new(Placed { broken, rect, by, lines, more });
        kept.push(Rc::clone(&placed));
        placed
    }

    /// What is drawn by somebody for whom nothing is kept.
    #[cfg(test)]
    pub(super) fn without<T>(&self, draw: impl FnOnce() -> T) -> T {
        let kept = (self.broken.take(), self.placed.take());
        let drawn = draw();
        (*self.broken.borrow_mut(), *self.placed.borrow_mut()) = kept;
        drawn
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kept({} panes)", self.broken.borrow().len())
    }
}

#[cfg(test)]
mod tests {
    use super::super::content::Below;
    use super::super::rows::Pane;
    use super::*;

    fn pane(pane: Pane, text: &str) -> Content {
        Content {
            pane,
            title: String::new(),
            count: String::new(),
            rows: Vec::new(),
            lead: None,
            below: vec![Below::line(text.to_owned())],
            foot: Vec::new(),
        }
    }

    #[test]
    fn what_is_kept_is_of_the_same_texts_width_and_language() {
        let kept = Kept::default();
        let text = "一二三四五六七八九十";
        let first = kept.broken(&pane(Pane::Lecture, text), 40, Lang::Ja);
        kept.broken(&pane(Pane::Homework, text), 40, Lang::Ja);
        assert!(Rc::ptr_eq(&first, &kept.broken(&pane(Pane::Lecture, text), 40, Lang::Ja)));
        let others = [
            kept.broken(&pane(Pane::Lecture, "一二三"), 40, Lang::Ja),
            kept.broken(&pane(Pane::Lecture, text), 14, Lang::Ja),
            kept.broken(&pane(Pane::Lecture, text), 14, Lang::En),
            kept.broken(&pane(Pane::Lecture, text), 40, Lang::Ja),
        ];
        assert!(others.iter().all(|other| !Rc::ptr_eq(&first, other)));
        assert_eq!(others.map(|broken| broken.height()), [1, 2, 2, 1]);
        assert_eq!(kept.broken.borrow().len(), 2, "one of each pane");
    }
}
