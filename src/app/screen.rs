//! Every screen and every box, each a variant. To add one: a variant, two arms here, an arm in `screens::view`.

use super::page::{Open, Page, PageId};
use crate::command::{Context, Facts};
use crate::screens::{card, first_run, help, not_held, notices, palette, review, session, today, wrap_up};
use crate::text::mask::Private;

/// What fills the terminal.
#[derive(Debug)]
pub enum Screen {
    FirstRun(first_run::State),
    Today(today::State),
    /// The largest by far.
    Session(Box<session::State>),
    WrapUp(wrap_up::State),
    Review(review::State),
    Card(card::State),
}

/// A box above a screen.
#[derive(Debug)]
pub enum Overlay {
    Help(help::State),
    Palette(palette::State),
    Notices(notices::State),
    NotHeld(not_held::State),
}

/// Something on one of the two stacks, with its number.
#[derive(Debug)]
pub struct Placed<T> {
    pub id: PageId,
    pub what: T,
}

impl Screen {
    pub fn page(&self) -> &dyn Page {
        match self {
            Self::FirstRun(s) => s,
            Self::Today(s) => s,
            Self::Session(s) => s.as_ref(),
            Self::WrapUp(s) => s,
            Self::Review(s) => s,
            Self::Card(s) => s,
        }
    }
    pub fn page_mut(&mut self) -> &mut dyn Page {
        match self {
            Self::FirstRun(s) => s,
            Self::Today(s) => s,
            Self::Session(s) => s.as_mut(),
            Self::WrapUp(s) => s,
            Self::Review(s) => s,
            Self::Card(s) => s,
        }
    }
}

impl Overlay {
    pub fn page(&self) -> &dyn Page {
        match self {
            Self::Help(s) => s,
            Self::Palette(s) => s,
            Self::Notices(s) => s,
            Self::NotHeld(s) => s,
        }
    }
    pub fn page_mut(&mut self) -> &mut dyn Page {
        match self {
            Self::Help(s) => s,
            Self::Palette(s) => s,
            Self::Notices(s) => s,
            Self::NotHeld(s) => s,
        }
    }
}

/// A page about to be put on its stack.
#[derive(Debug)]
pub(super) enum Fresh {
    Screen(Screen),
    Overlay(Overlay),
}

/// The page below a new one, of which help and palette speak.
#[derive(Debug)]
pub(super) struct Below {
    pub context: Context,
    pub facts: Facts,
    pub name: Option<Private>,
}

/// What an [`Open`] stands for.
pub(super) fn fresh(open: Open, below: Below) -> Fresh {
    match open {
        Open::Session { appointment } => Fresh::Screen(Screen::Session(Box::new(session::State::new(appointment)))),
        Open::WrapUp { session } => Fresh::Screen(Screen::WrapUp(wrap_up::State::new(session))),
        Open::Review => Fresh::Screen(Screen::Review(review::State::default())),
        Open::Card { learner } => Fresh::Screen(Screen::Card(card::State::new(learner))),
        Open::Help => Fresh::Overlay(Overlay::Help(help::State::new(below.context, below.facts))),
        Open::Palette { query } => {
            let Below { context, facts, name } = below;
            Fresh::Overlay(Overlay::Palette(palette::State::new(&query, context, facts, name)))
        }
        Open::Notices => Fresh::Overlay(Overlay::Notices(notices::State::default())),
        Open::NotHeld(about) => Fresh::Overlay(Overlay::NotHeld(not_held::State::new(*about))),
    }
}

/// Whether a screen is what an [`Open`] asks for, so that it is gone back to instead of opened twice.
pub(super) fn is_open(screen: &Screen, open: &Open) -> bool {
    match (screen, open) {
        (Screen::Session(s), Open::Session { appointment }) => s.appointment() == *appointment,
        (Screen::WrapUp(s), Open::WrapUp { session }) => s.session() == *session,
        (Screen::Card(s), Open::Card { learner }) => s.learner() == *learner,
        (Screen::Review(_), Open::Review) => true,
        (
            Screen::FirstRun(_)
            | Screen::Today(_)
            | Screen::Session(_)
            | Screen::WrapUp(_)
            | Screen::Review(_)
            | Screen::Card(_),
            Open::Session { .. }
            | Open::WrapUp { .. }
            | Open::Review
            | Open::Card { .. }
            | Open::Help
            | Open::Palette { .. }
            | Open::Notices
            | Open::NotHeld(_),
        ) => false,
    }
}
