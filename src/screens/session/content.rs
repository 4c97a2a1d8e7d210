//! What the panes say, as plain text: rows with their marks, and the lines below them. What is private comes through the
//! lens, so that a shared screen shows its mask; what only the trainer should read is left out there.

use chrono::{DateTime, Utc};

use super::numbers::{load_lines, with_further};
use super::rows::{self, Pane, RowKey};
use super::state::{Standing, State};
use super::tasks::task_text;
use crate::app::Core;
use crate::domain::{AppointmentKind, HomeworkState, Id, NoteKind, Outcome};
use crate::i18n::{Lang, common, session};
use crate::layout::{marks, words};
use crate::request::{ItemView, SessionView};
use crate::text::mask::Private;

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
    pub minutes: Option<u32>,
}

impl Row {
    pub(super) fn whole(&self) -> String {
        format!("{}{}", self.text, self.tail)
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

/// A line of the notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoteRow {
    pub id: Id,
    pub at: DateTime<Utc>,
    pub kind: NoteKind,
    pub text: Private,
    /// For the trainer alone.
    pub private: bool,
    pub standing: Standing,
}

/// The notes, with what is on its way to the disk.
pub(super) fn notes(state: &State) -> Vec<NoteRow> {
    let Some(view) = &state.view else { return Vec::new() };
    let mut rows: Vec<NoteRow> = view
        .notes
        .iter()
        .map(|note| NoteRow {
            id: note.id,
            at: note.at,
            kind: note.kind,
            text: note.text.clone(),
            private: note.private,
            standing: Standing::Kept,
        })
        .collect();
    for sent in &state.lines {
        let standing = if sent.request.is_some() { Standing::Pending } else { Standing::Failed };
        let text = Private::free(sent.line.text.as_str());
        if let Some(row) = rows.iter_mut().find(|row| row.id == sent.line.id) {
            (row.kind, row.text, row.standing) = (sent.line.kind, text, standing);
        } else {
            let (id, at, kind) = (sent.line.id, sent.at, sent.line.kind);
            rows.push(NoteRow { id, at, kind, text, private: false, standing });
        }
    }
    rows
}

/// What a kind of note is called.
pub const fn kind_word(lang: Lang, kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Memo => session::kind_memo(lang),
        NoteKind::Question => session::kind_question(lang),
        NoteKind::Request => session::kind_request(lang),
        NoteKind::Stuck => session::kind_stuck(lang),
        NoteKind::Homework => session::kind_homework(lang),
        NoteKind::Promise => session::kind_promise(lang),
        NoteKind::Next => session::kind_next(lang),
        NoteKind::Win => session::kind_win(lang),
    }
}

/// What a meeting is called: 第5回, キックオフ.
pub fn number_words(view: &SessionView, lang: Lang) -> String {
    match (view.kind, view.session_no) {
        (AppointmentKind::Session, Some(n)) => with_further(lang, common::session_no(lang, n), view),
        (AppointmentKind::Extra, Some(n)) => common::extra(lang, n),
        (AppointmentKind::Kickoff, _) => common::kickoff(lang).to_owned(),
        (AppointmentKind::FollowUpCall, _) => common::follow_up_call(lang).to_owned(),
        (AppointmentKind::Support | AppointmentKind::Session | AppointmentKind::Extra, _) => {
            common::support(lang).to_owned()
        }
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
    let worries = line(session::worries(lang), worries, gap);
    sales.into_iter().chain(device).chain(Some(worries)).collect()
}

const fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Planned | Outcome::Skipped => Tone::Plain,
        Outcome::Done => Tone::Good,
        Outcome::Partly => Tone::Warn,
        Outcome::Stuck => Tone::Bad,
    }
}

fn item_row(state: &State, core: &Core, item: &ItemView, number: usize) -> Row {
    let lang = core.lang;
    let (outcome, standing) = state.outcome(item);
    let further = further_number(state, item);
    let tail = match (item.carried_from, item.carry_count) {
        (Some(_), _) if item.dropped.is_some() && outcome == Outcome::Skipped => session::dropped(lang).to_owned(),
        (None, _) if further.is_some() => further.map_or_else(String::new, |n| session::of_number(lang, n)),
        (Some(_), times) if times >= 2 => session::carried_often(lang, times),
        (Some(_), _) => session::carried(lang).to_owned(),
        (None, _) => String::new(),
    };
    Row {
        key: Some(RowKey::Item(item.id)),
        mark: marks::outcome(outcome).get(lang).to_owned(),
        tone: tone(outcome),
        standing,
        number: format!("{number} "),
        text: item.text.clone(),
        tail,
        minutes: (item.minutes > 0).then_some(item.minutes),
    }
}

/// The number of an item that came in with a further one.
fn further_number(state: &State, item: &ItemView) -> Option<u8> {
    let view = state.view.as_ref()?;
    view.further.contains(&item.session_no).then_some(item.session_no)
}

fn quiet(mark: &str, text: String) -> Row {
    Row {
        key: None,
        mark: mark.to_owned(),
        tone: Tone::Quiet,
        standing: Standing::Kept,
        number: String::new(),
        text,
        tail: String::new(),
        minutes: None,
    }
}

fn items_of(view: &SessionView, pane: Pane) -> impl Iterator<Item = &ItemView> {
    view.items.iter().filter(move |item| !item.review && Pane::of(item) == pane)
}

/// The trainer's own lines to the row under the cursor.
fn script(state: &State, core: &Core, view: &SessionView, pane: Pane) -> Option<Below> {
    if core.share_safe {
        return None;
    }
    let lines = match state.at {
        Some(RowKey::Item(id)) => {
            rows::item(view, id).filter(|item| Pane::of(item) == pane).map(|item| item.script.join("\n"))
        }
        Some(RowKey::Homework(_)) if pane == Pane::Homework => {
            view.items.iter().find(|item| item.review).map(|item| item.script.join("\n"))
        }
        Some(RowKey::Homework(_) | RowKey::Criterion(_) | RowKey::Note(_)) | None => None,
    };
    let text = lines.filter(|text| !text.is_empty())?;
    Some(Below::apart(session::script(core.lang), text))
}

fn lecture(state: &State, core: &Core, view: &SessionView) -> Content {
    let items: Vec<&ItemView> = items_of(view, Pane::Lecture).collect();
    // A closed record counts what took place.
    let counts = |is: Outcome| is != Outcome::Planned && !(view.closed && is == Outcome::Skipped);
    let marked = items.iter().filter(|item| counts(state.outcome(item).0)).count();
    let rows = items.iter().enumerate().map(|(n, item)| item_row(state, core, item, n + 1)).collect();
    let mut below: Vec<Below> = script(state, core, view, Pane::Lecture).into_iter().collect();
    below.extend(super::opening::all_wins(core, view));
    if !view.questions.is_empty() && !core.share_safe {
        below.push(Below::apart(session::questions(core.lang), view.questions.join("\n")));
    }
    below.extend(load_lines(core, view).into_iter().map(|text| Below::line(text).gap()));
    Content {
        pane: Pane::Lecture,
        title: String::new(),
        count: session::pane_count(core.lang, marked, items.len()),
        rows,
        lead: None,
        below,
        foot: Vec::new(),
    }
}

fn role_play(state: &State, core: &Core, view: &SessionView) -> Content {
    let lang = core.lang;
    let mut rows: Vec<Row> =
        items_of(view, Pane::RolePlay).enumerate().map(|(n, item)| item_row(state, core, item, n + 1)).collect();
    // Who is at a step of it reads the scene; who rates has the criteria.
    let steps = rows.len();
    let lead = rows.iter().any(|row| row.key == state.at).then_some(steps);
    let mut below: Vec<Below> = Vec::new();
    let mut count = {
        let items: Vec<&ItemView> = items_of(view, Pane::RolePlay).collect();
        let marked = items.iter().filter(|item| state.outcome(item).0 != Outcome::Planned).count();
        session::pane_count(lang, marked, items.len())
    };
    if let Some(play) = &view.role_play {
        let mut rated = 0;
        if !rows.is_empty() && !play.criteria.is_empty() {
            rows.push(quiet("  ", super::attempts::heading(state, core, play)));
        }
        for (nth, criterion) in play.criteria.iter().enumerate() {
            let (score, standing) = state.score(nth, criterion);
            rated += usize::from(score.is_some());
            let mark = match score {
                Some(_) if core.share_safe => common::mask_figure(lang).to_owned(),
                Some(score) => format!(" {score}"),
                None => marks::outcome(Outcome::Planned).get(lang).to_owned(),
            };
            let tone = match score {
                Some(1) if !core.share_safe => Tone::Bad,
                Some(2) if !core.share_safe => Tone::Warn,
                Some(3..) if !core.share_safe => Tone::Good,
                Some(_) | None => Tone::Plain,
            };
            rows.push(Row {
                key: Some(RowKey::Criterion(nth)),
                mark,
                tone,
                standing,
                number: format!("{} ", nth + 1),
                text: criterion.text.clone(),
                tail: if criterion.must { session::must_criterion(lang).to_owned() } else { String::new() },
                minutes: None,
            });
        }
        if !play.criteria.is_empty() {
            count =
                if core.share_safe { String::new() } else { session::rated_count(lang, rated, play.criteria.len()) };
            if state.attempt() > 1 {
                count = format!("{} {count}", session::attempt(lang, state.attempt()));
            }
        }
        let attempts = super::attempts::lines(state, core, play);
        let mut lines: Vec<String> = Vec::new();
        lines.extend(play.persona.as_ref().map(|text| session::persona(lang, text)));
        lines.extend(play.setting.as_ref().map(|text| session::setting(lang, text)));
        lines.extend(play.task.as_ref().map(|text| session::watch(lang, text)));
        if !core.share_safe {
            lines.extend(play.say.iter().map(|text| session::say(lang, text)));
        }
        lines.extend(play.material.iter().map(|text| session::material(lang, text)));
        let scene = lines.into_iter().enumerate().map(|(n, line)| {
            let line = Below::line(line);
            if n == 0 { line.gap() } else { line }
        });
        let scene: Vec<Below> = scene.chain(script(state, core, view, Pane::RolePlay)).collect();
        below.extend(if lead.is_some() { [scene, attempts] } else { [attempts, scene] }.into_iter().flatten());
    }
    Content { pane: Pane::RolePlay, title: String::new(), count, rows, lead, below, foot: Vec::new() }
}

/// A task without the words that it was given out with: when it is looked at, that time has come.
pub(super) fn bare(task: &str) -> &str {
    Lang::ALL.iter().find_map(|lang| task.strip_prefix(session::task_prefix(*lang))).unwrap_or(task)
}

/// Whether an item is homework for next time, which is given out here and done later.
fn is_given_out(view: &SessionView, item: &ItemView) -> bool {
    item.task && !rows::is_kickoff(view)
}

fn homework(state: &State, core: &Core, view: &SessionView) -> Content {
    let lang = core.lang;
    let masked = |text: &str| if core.share_safe { common::hidden(lang).to_owned() } else { text.to_owned() };
    let mut rows = Vec::new();
    let mut done = 0;
    for homework in &view.last_homework {
        let (is, standing) = state.homework(homework);
        done += usize::from(matches!(is, HomeworkState::Reviewed | HomeworkState::Submitted));
        let tone = match is {
            HomeworkState::Assigned | HomeworkState::Waived => Tone::Plain,
            HomeworkState::Submitted | HomeworkState::Reviewed => Tone::Good,
            HomeworkState::Missing => Tone::Bad,
        };
        rows.push(Row {
            key: Some(RowKey::Homework(homework.id)),
            mark: marks::homework(is).get(lang).to_owned(),
            tone,
            standing,
            number: String::new(),
            text: session::last(lang, &masked(bare(&homework.text))),
            tail: String::new(),
            minutes: None,
        });
    }
    if !view.looks_at_homework() && view.items.iter().any(|item| item.review) {
        rows.push(quiet("  ", session::no_last_homework(lang).to_owned()));
    }
    let items: Vec<&ItemView> = items_of(view, Pane::Homework).collect();
    for (n, item) in items.iter().enumerate() {
        let mut row = item_row(state, core, item, n + 1);
        let outcome = state.outcome(item).0;
        done += usize::from(outcome == Outcome::Done);
        if is_given_out(view, item) {
            row.number.clear();
            if outcome == Outcome::Planned {
                "+ ".clone_into(&mut row.mark);
            }
        }
        rows.push(row);
    }
    let of_item = |id: &Option<String>| items.iter().any(|i| id.as_ref() == Some(&i.item_id));
    let set: Vec<_> = view.next_homework.iter().filter(|h| !of_item(&h.item_id)).collect();
    rows.extend(set.iter().map(|h| quiet("+ ", session::next(lang, &masked(&h.text)))));
    let task = items.iter().any(|item| item.task);
    // Where the programme wants none, the foot says why.
    let wanted = view.no_homework.is_none() || rows::is_kickoff(view);
    if set.is_empty() && !task && wanted && state.writable(core) {
        rows.push(quiet("+ ", session::next_empty(lang).to_owned()));
    }
    let verify = view.kickoff.as_ref().and_then(|known| known.verify.as_ref());
    let verify =
        verify.map(|text| Below { label: format!("{}  ", session::verify(lang)), ..Below::line(text.clone()) });
    let mut below: Vec<Below> = verify.into_iter().chain(script(state, core, view, Pane::Homework)).collect();
    let from_outcomes: Vec<String> = view
        .suggestions
        .iter()
        .filter(|s| s.from.is_some() && !view.next_homework.iter().any(|h| h.item_id == s.item_id))
        .map(|s| task_text(s, lang))
        .filter(|text| !view.next_homework.iter().any(|h| h.text == *text))
        .collect();
    if !from_outcomes.is_empty() && !core.share_safe && !rows::is_kickoff(view) && !view.closed {
        let lines: Vec<String> = from_outcomes.iter().map(|text| session::one_of(lang, text)).collect();
        below.push(Below::apart(session::candidates(lang), lines.join("\n")));
    }
    if !view.tips.is_empty() {
        let lines: Vec<String> = view.tips.iter().map(|text| session::one_of(lang, text)).collect();
        below.push(Below::apart(&session::tips(lang, view.tips.len()), lines.join("\n")));
    }
    let all = view.last_homework.len() + items.len();
    let count = if core.share_safe || all == 0 { String::new() } else { session::pane_count(lang, done, all) };
    Content { pane: Pane::Homework, title: String::new(), count, rows, lead: None, below, foot: Vec::new() }
}

/// The row under the cursor, as the line below the panes names it.
pub(super) fn current(state: &State, core: &Core) -> Option<String> {
    let (view, at, lang) = (state.view.as_ref()?, state.at?, core.lang);
    match at {
        RowKey::Item(id) => {
            let item = rows::item(view, id)?;
            if is_given_out(view, item) {
                return Some(session::current_task(lang, bare(&item.text)));
            }
            let nth = rows::number(view, item);
            Some(session::current(lang, &session::candidate_number(lang, nth, &item.text)))
        }
        RowKey::Homework(id) => {
            let found = view.last_homework.iter().find(|h| h.id == id)?;
            let text = if core.share_safe { common::hidden(lang) } else { bare(&found.text) };
            Some(session::current_of_last(lang, text))
        }
        RowKey::Criterion(nth) => {
            let criterion = view.role_play.as_ref()?.criteria.get(nth)?;
            Some(session::current_criterion(lang, &session::candidate_number(lang, nth + 1, &criterion.text)))
        }
        RowKey::Note(id) => {
            let note = view.notes.iter().find(|note| note.id == id)?;
            Some(session::current_note(lang, &core.show(&note.text)))
        }
    }
}

/// What the digits mean on the row under the cursor: digit, mark and words of each.
pub(super) fn choices(state: &State, core: &Core) -> Vec<(u8, String, String)> {
    let lang = core.lang;
    let numbered = |rows: Vec<(&'static str, String)>| {
        (1..).zip(rows).map(|(n, (mark, words))| (n, mark.to_owned(), words)).collect()
    };
    match state.at {
        Some(RowKey::Item(id)) => {
            let view = state.view.as_deref();
            let given = view.is_some_and(|view| rows::item(view, id).is_some_and(|item| is_given_out(view, item)));
            let words = |outcome| match outcome {
                Outcome::Done if given => session::given_out(lang),
                _ => outcome_words(outcome, lang),
            };
            numbered(
                super::marking::OUTCOMES
                    .into_iter()
                    .map(|outcome| (marks::outcome(outcome).get(lang), words(outcome).to_owned()))
                    .collect(),
            )
        }
        Some(RowKey::Homework(_)) => numbered(
            super::marking::HOMEWORK
                .into_iter()
                .map(|is| {
                    let words = match is {
                        HomeworkState::Reviewed | HomeworkState::Assigned => session::reviewed(lang),
                        HomeworkState::Submitted => session::submitted(lang),
                        HomeworkState::Missing => session::missing(lang),
                        HomeworkState::Waived => session::waived(lang),
                    };
                    (marks::homework(is).get(lang), words.to_owned())
                })
                .collect(),
        ),
        Some(RowKey::Criterion(nth)) => {
            let view = state.view.as_ref();
            let criterion = view.and_then(|v| v.role_play.as_ref()).and_then(|play| play.criteria.get(nth));
            let anchors = criterion.map(|c| c.anchors.clone()).unwrap_or_default();
            numbered(anchors.into_iter().map(|anchor| ("", anchor.unwrap_or_default())).collect())
        }
        Some(RowKey::Note(_)) | None => Vec::new(),
    }
}

const fn outcome_words(outcome: Outcome, lang: Lang) -> &'static str {
    match outcome {
        Outcome::Done | Outcome::Planned => session::done(lang),
        Outcome::Partly => session::partly(lang),
        Outcome::Stuck => session::stuck(lang),
        Outcome::Skipped => session::skipped(lang),
    }
}
