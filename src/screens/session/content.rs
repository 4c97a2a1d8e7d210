//! What the panes say, as plain text: rows with their marks, and the lines below them. What is private comes through the
//! lens, so that a shared screen shows its mask; what only the trainer should read is left out there.

mod cursor;
mod homework;
mod item;
mod lecture;
mod notes;
mod role_play;

use super::rows::{self, Pane, RowKey};
use super::state::{Standing, State};
use crate::app::Core;
use crate::i18n::session;
use crate::layout::words;
use crate::request::SessionView;
use crate::text::mask::Private;

use homework::homework;
pub(super) use item::is_given_out;
use lecture::lecture;
use role_play::role_play;

pub(super) use cursor::{choices, current};
pub use notes::kind_word;
pub(super) use notes::{NoteRow, notes};

/// A pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Content {
    pub pane: Pane,
    /// `1 レクチャー`.
    pub title: String,
    /// `3/4`.
    pub count: String,
    pub rows: Vec<Row>,
    /// Where not everything fits only so many rows stand before what is below, and the others behind it.
    pub lead: Option<usize>,
    pub below: Vec<Below>,
    /// At the bottom, whatever else there is room for: why another pane is missing.
    pub foot: Vec<Below>,
}

/// How a mark feels; the view knows the roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Plain,
    Quiet,
    Good,
    Warn,
    Bad,
}

/// A row of the script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// `None`: the cursor passes over it.
    pub key: Option<RowKey>,
    /// Two cells.
    pub mark: String,
    pub tone: Tone,
    pub standing: Standing,
    /// Before the text: `1 `.
    pub number: String,
    pub text: String,
    /// Behind the text, and kept where that is cut: ` (持ち越し)`.
    pub tail: String,
    /// Why it was skipped, behind all that; shortened where that is cut.
    pub reason: String,
    pub minutes: Option<u32>,
}

impl Row {
    pub(super) fn whole(&self) -> String {
        format!("{}{}{}", self.text, self.tail, self.reason)
    }
}

/// A line below the rows, wrapped behind its label.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Below {
    pub label: String,
    pub text: String,
    /// The text begins on a row of its own.
    pub apart: bool,
    /// Blank row before it.
    pub gap: bool,
}

impl Below {
    pub(super) fn line(text: String) -> Self {
        Self { text, ..Self::default() }
    }
    pub(super) fn apart(label: &str, text: String) -> Self {
        Self { label: label.to_owned(), text, apart: true, gap: true }
    }
    pub(super) fn gap(mut self) -> Self {
        self.gap = true;
        self
    }
}

/// The panes that this session has, in order.
pub(super) fn contents(state: &State, core: &Core) -> Vec<Content> {
    let Some(view) = &state.view else { return Vec::new() };
    let panes: Vec<Pane> = Pane::ALL.into_iter().filter(|pane| rows::has(view, *pane)).collect();
    panes
        .iter()
        .map(|pane| {
            let mut content = match pane {
                Pane::Lecture => lecture(state, core, view),
                Pane::RolePlay => role_play(state, core, view),
                Pane::Homework => homework(state, core, view),
            };
            content.title = title(view, *pane, core);
            content
        })
        .map(|mut content| {
            content.foot = missing(view, content.pane, &panes, core);
            content
        })
        .collect()
}

/// What a pane is called in this phase.
pub(super) fn title(view: &SessionView, pane: Pane, core: &Core) -> String {
    let (own, usual) = match pane {
        Pane::Lecture => (&view.panes[0], session::lecture_title(core.lang)),
        Pane::RolePlay => (&view.panes[1], session::role_play_title(core.lang)),
        Pane::Homework => (&view.panes[2], session::homework_title(core.lang)),
    };
    own.clone().unwrap_or_else(|| usual.to_owned())
}

/// Why a pane is not there is said in one that is.
fn missing(view: &SessionView, here: Pane, panes: &[Pane], core: &Core) -> Vec<Below> {
    let lang = core.lang;
    let mut said = Vec::new();
    if let (Pane::Homework, false, true, Some(why)) =
        (here, rows::is_kickoff(view), view.next_homework.is_empty(), &view.no_homework)
    {
        said.push(Below::line(session::no_homework(lang, why)).gap());
    }
    // The kickoff has its room in the requests, the sessions in the lecture.
    let place = if rows::is_kickoff(view) && panes.contains(&Pane::Homework) { Pane::Homework } else { Pane::Lecture };
    if here != place {
        return said;
    }
    if let Some(why) = view.no_role_play.as_ref().filter(|_| !panes.contains(&Pane::RolePlay)) {
        said.push(Below::line(session::no_role_play(lang, why)).gap());
    }
    if let Some(why) = view.no_homework.as_ref().filter(|_| !panes.contains(&Pane::Homework)) {
        said.push(Below::line(session::no_homework(lang, why)).gap());
    }
    if rows::is_kickoff(view) {
        said.extend(known_before(view, core));
    }
    said
}

/// What the trainer brings into a kickoff: how the task is checked, what sales said, the device, the owner's worries.
fn known_before(view: &SessionView, core: &Core) -> Vec<Below> {
    let lang = core.lang;
    let shown = |text: &Private| core.show(text).into_owned();
    let line = |label: &str, text: String, gap: bool| Below { label: format!("{label}  "), text, apart: false, gap };
    let known = view.kickoff.clone().unwrap_or_default();
    let sales = known.sales_note.as_ref().map(|note| line(session::sales_note(lang), shown(note), true));
    let device = known.device_due.map(|due| line(session::device_due(lang), words::day(lang, due.0), sales.is_none()));
    let worries = view.concerns.as_ref().map_or_else(|| session::worries_none(lang).to_owned(), shown);
    let gap = sales.is_none() && device.is_none();
    let worries = line(&session::worries(lang, &core.words.owner), worries, gap);
    sales.into_iter().chain(device).chain(Some(worries)).collect()
}
