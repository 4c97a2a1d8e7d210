//! Every screen and every box, each a variant. To add one: a variant, two arms here, an arm in `screens::view`.

use super::page::{Open, Page, PageId};
use crate::command::{Context, Facts};
use crate::screens::{
    black_out, card, drop_item, end_follow_up, first_run, gates, help, history, import, move_note, not_held, notices,
    palette, record, review, session, switch, today, wrap_up,
};
use crate::text::mask::Private;
use crate::text::short::Shorts;

/// What fills the terminal.
#[derive(Debug)]
pub enum Screen {
    FirstRun(Box<first_run::State>),
    Today(Box<today::State>),
    Session(Box<session::State>),
    WrapUp(Box<wrap_up::State>),
    Review(Box<review::State>),
    Card(Box<card::State>),
    Record(Box<record::State>),
    Import(Box<import::State>),
}

/// A box above a screen.
#[derive(Debug)]
pub enum Overlay {
    Help(Box<help::State>),
    Palette(Box<palette::State>),
    Notices(Box<notices::State>),
    NotHeld(Box<not_held::State>),
    Gates(Box<gates::State>),
    Switch(Box<switch::State>),
    History(Box<history::State>),
    BlackOut(Box<black_out::State>),
    DropItem(Box<drop_item::State>),
    EndFollowUp(Box<end_follow_up::State>),
    MoveNote(Box<move_note::State>),
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
            Self::FirstRun(s) => s.as_ref(),
            Self::Today(s) => s.as_ref(),
            Self::Session(s) => s.as_ref(),
            Self::WrapUp(s) => s.as_ref(),
            Self::Review(s) => s.as_ref(),
            Self::Card(s) => s.as_ref(),
            Self::Record(s) => s.as_ref(),
            Self::Import(s) => s.as_ref(),
        }
    }
    pub fn page_mut(&mut self) -> &mut dyn Page {
        match self {
            Self::FirstRun(s) => s.as_mut(),
            Self::Today(s) => s.as_mut(),
            Self::Session(s) => s.as_mut(),
            Self::WrapUp(s) => s.as_mut(),
            Self::Review(s) => s.as_mut(),
            Self::Card(s) => s.as_mut(),
            Self::Record(s) => s.as_mut(),
            Self::Import(s) => s.as_mut(),
        }
    }
}

impl Overlay {
    pub fn page(&self) -> &dyn Page {
        match self {
            Self::Help(s) => s.as_ref(),
            Self::Palette(s) => s.as_ref(),
            Self::Notices(s) => s.as_ref(),
            Self::NotHeld(s) => s.as_ref(),
            Self::Gates(s) => s.as_ref(),
            Self::Switch(s) => s.as_ref(),
            Self::History(s) => s.as_ref(),
            Self::BlackOut(s) => s.as_ref(),
            Self::DropItem(s) => s.as_ref(),
            Self::EndFollowUp(s) => s.as_ref(),
            Self::MoveNote(s) => s.as_ref(),
        }
    }
    pub fn page_mut(&mut self) -> &mut dyn Page {
        match self {
            Self::Help(s) => s.as_mut(),
            Self::Palette(s) => s.as_mut(),
            Self::Notices(s) => s.as_mut(),
            Self::NotHeld(s) => s.as_mut(),
            Self::Gates(s) => s.as_mut(),
            Self::Switch(s) => s.as_mut(),
            Self::History(s) => s.as_mut(),
            Self::BlackOut(s) => s.as_mut(),
            Self::DropItem(s) => s.as_mut(),
            Self::EndFollowUp(s) => s.as_mut(),
            Self::MoveNote(s) => s.as_mut(),
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
    pub shorts: Shorts,
}

/// What an [`Open`] stands for.
pub(super) fn fresh(open: Open, below: Below) -> Fresh {
    match open {
        Open::Session { appointment } => Fresh::Screen(Screen::Session(Box::new(session::State::new(appointment)))),
        Open::WrapUp { session, begun } => {
            Fresh::Screen(Screen::WrapUp(Box::new(wrap_up::State::new(session).begun(begun))))
        }
        Open::Review => Fresh::Screen(Screen::Review(Box::default())),
        Open::Card { learner } => Fresh::Screen(Screen::Card(Box::new(card::State::new(learner)))),
        Open::Record { appointment } => Fresh::Screen(Screen::Record(Box::new(record::State::new(appointment)))),
        Open::History { of } => Fresh::Overlay(Overlay::History(Box::new(history::State::new(of)))),
        Open::BlackOut(note) => Fresh::Overlay(Overlay::BlackOut(Box::new(black_out::State::new(*note)))),
        Open::DropItem(item) => Fresh::Overlay(Overlay::DropItem(Box::new(drop_item::State::new(*item)))),
        Open::EndFollowUp(about) => Fresh::Overlay(Overlay::EndFollowUp(Box::new(end_follow_up::State::new(*about)))),
        Open::MoveNote(note) => Fresh::Overlay(Overlay::MoveNote(Box::new(move_note::State::new(*note)))),
        Open::EditLearner { learner } => Fresh::Screen(Screen::FirstRun(Box::new(first_run::State::editing(learner)))),
        Open::Import { line } => {
            let first = below.context == Context::FirstRun;
            Fresh::Screen(Screen::Import(Box::new(import::State::new(&line, first))))
        }
        Open::AddLearner => Fresh::Screen(Screen::FirstRun(Box::new(first_run::State::one_more()))),
        Open::Help => Fresh::Overlay(Overlay::Help(Box::new(help::State::new(below.context, below.facts)))),
        Open::Palette { query, people } => {
            let Below { context, facts, name, shorts } = below;
            let found = palette::State::new(&query, people, context, facts, name, shorts);
            Fresh::Overlay(Overlay::Palette(Box::new(found)))
        }
        Open::Notices => Fresh::Overlay(Overlay::Notices(Box::default())),
        Open::NotHeld(about) => Fresh::Overlay(Overlay::NotHeld(Box::new(not_held::State::new(*about)))),
        Open::Switch(about) => Fresh::Overlay(Overlay::Switch(Box::new(switch::State::new(*about)))),
        Open::Gates(about) => Fresh::Overlay(Overlay::Gates(Box::new(gates::State::new(*about)))),
    }
}

/// Whether a screen is what an [`Open`] asks for, so that it is gone back to instead of opened twice.
pub(super) fn is_open(screen: &Screen, open: &Open) -> bool {
    match (screen, open) {
        (Screen::Session(s), Open::Session { appointment }) => s.appointment() == *appointment,
        (Screen::WrapUp(s), Open::WrapUp { session, .. }) => s.session() == *session,
        (Screen::Card(s), Open::Card { learner }) => s.learner() == *learner,
        (Screen::Record(s), Open::Record { appointment }) => s.appointment() == *appointment,
        (Screen::Review(_), Open::Review) | (Screen::Import(_), Open::Import { .. }) => true,
        (Screen::FirstRun(s), Open::AddLearner) => s.is_one_more(),
        (
            Screen::FirstRun(_)
            | Screen::Today(_)
            | Screen::Session(_)
            | Screen::WrapUp(_)
            | Screen::Review(_)
            | Screen::Card(_)
            | Screen::Record(_)
            | Screen::Import(_),
            Open::Session { .. }
            | Open::WrapUp { .. }
            | Open::Review
            | Open::Card { .. }
            | Open::Record { .. }
            | Open::History { .. }
            | Open::BlackOut(_)
            | Open::DropItem(_)
            | Open::EndFollowUp(_)
            | Open::MoveNote(_)
            | Open::Help
            | Open::Palette { .. }
            | Open::Notices
            | Open::AddLearner
            | Open::EditLearner { .. }
            | Open::Import { .. }
            | Open::NotHeld(_)
            | Open::Switch(_)
            | Open::Gates(_),
        ) => false,
    }
}
