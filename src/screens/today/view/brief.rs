//! What a trainer reads in the half minute before the call, as lines.

use super::super::contact;
use crate::app::Core;
use crate::domain::{AppointmentKind, HomeworkState, Outcome};
use crate::i18n::{common, today};
use crate::layout::{marks, words};
use crate::request::{BriefView, CarriedView, FigureView, HomeworkView, PromiseView, QueueRow};
use crate::screens::session::load_words;
use crate::text::width::{cells, pad, truncate};
use crate::ui::Role;
use crate::ui::parts::sparkline;

/// Pieces of a line, from the left.
pub(super) type Line = Vec<Piece>;

/// A piece of a line: data is cut where it does not fit, a label is left out whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub text: String,
    pub role: Role,
    pub whole: bool,
}

fn label(text: impl Into<String>, role: Role) -> Piece {
    Piece { text: text.into(), role, whole: true }
}

fn data(text: impl Into<String>) -> Piece {
    Piece { text: text.into(), role: Role::Text, whole: false }
}

/// Cells of a label before its value, below the queue.
const LABEL: usize = 13;
/// Cells of a figure's name below the queue where whole names have no room.
const SHORT_NAME: usize = 8;
/// Cells of a figure's name beside the queue.
const NAME: usize = 12;
/// The least cells of a phase's name.
const PHASE: usize = 6;
/// Bars of a sparkline.
const BARS: usize = 4;

/// `佐藤 美咲 さん`, `今井 隆 さん (経営者)`.
pub(super) fn who(core: &Core, row: &QueueRow) -> String {
    match (&row.learner, &row.owner) {
        (Some(learner), _) => common::name_san(core.lang, &core.show(&learner.name)),
        (None, Some(owner)) => common::owner_san(core.lang, &core.show(&owner.name), &core.words.owner),
        (None, None) => core.show(&row.pharmacy.name).into_owned(),
    }
}

/// `第5回 服薬指導の下書き`.
pub(super) fn what(core: &Core, row: &QueueRow) -> String {
    let number = words::meeting(core.lang, row.kind, row.session_no);
    match &row.title {
        // A kickoff is called so in its title as well.
        Some(title) if title.starts_with(&number) => title.clone(),
        Some(title) => format!("{number} {title}"),
        None => number,
    }
}

fn text(core: &Core, text: &crate::text::mask::Private) -> String {
    core.show(text).into_owned()
}

fn line(head: &str, value: impl Into<String>) -> Line {
    let head = pad(head, LABEL.max(cells(head) + 1));
    vec![label(head, Role::Quiet), data(value)]
}

/// The lines below the queue, at most `rows` of `width` cells: first words, snags, homework and figures before what only free
/// rows have room for, and the link last.
pub(super) fn below(
    core: &Core,
    row: &QueueRow,
    brief: Option<&BriefView>,
    (rows, width): (usize, usize),
) -> Vec<Line> {
    let lang = core.lang;
    // Where nothing starts any more there is nobody behind the link.
    let is_over = core.zone.business_date(row.starts_at) < core.today();
    let link = row.meeting_url.as_ref().filter(|_| !is_over);
    let link = link.map(|_| line(today::link(lang), today::link_text(lang, &words::clock(row.local))));
    if core.share_safe {
        let hidden = vec![label(today::hidden_kinds(lang), Role::Quiet)];
        return [Some(hidden), link].into_iter().flatten().take(rows).collect();
    }
    let Some(brief) = brief else {
        let loading = vec![label(common::loading(lang), Role::Quiet)];
        return [Some(loading), link].into_iter().flatten().take(rows).collect();
    };
    // The link keeps its place however much there is to read.
    let room = rows.saturating_sub(usize::from(link.is_some()));
    let mut lines = ranked(core, row, brief, width);
    let mut ranks: Vec<u8> = lines.iter().map(|(rank, _)| *rank).collect();
    ranks.sort_unstable();
    let last = room.checked_sub(1).and_then(|at| ranks.get(at.min(ranks.len().saturating_sub(1)))).copied();
    lines.retain(|(rank, _)| last.is_some_and(|last| *rank <= last));
    lines.into_iter().map(|(_, line)| line).take(room).chain(link).collect()
}

/// How many lines a brief has below the queue where there is room for all of them.
pub(in crate::screens::today) fn height(core: &Core, row: &QueueRow, brief: &BriefView) -> usize {
    below(core, row, Some(brief), (usize::MAX, usize::MAX)).len()
}

/// Every line there is, in the order of reading, each with how early it is wanted; no two are wanted alike.
fn ranked(core: &Core, row: &QueueRow, brief: &BriefView, width: usize) -> Vec<(u8, Line)> {
    let lang = core.lang;
    let mut lines: Vec<(u8, Line)> = Vec::new();
    let early = row.session_no.is_none_or(|n| n <= 2);
    let said_by = |words| text(core, words);
    let purpose =
        brief.purpose.as_ref().map(|words| (if early { 5 } else { 13 }, today::purpose(lang), said_by(words)));
    // The first thing to say: what was promised, else what was noted for this time, else goal, worry, purpose.
    let promise = brief.promises.first().map(|p| (0, today::promise(lang), promised(core, p)));
    let focus = brief.next_focus.as_ref().map(|(_, words)| (10, today::next_focus(lang), said_by(words)));
    let goal = brief.goal.as_ref().map(|words| (6, today::goal(lang), said_by(words)));
    let worry = brief.worries.as_ref().map(|words| (11, today::worries(lang), said_by(words)));
    let said = [promise, focus, goal, worry, purpose].into_iter().flatten().enumerate();
    lines.extend(said.map(|(at, (rank, head, words))| (if at == 0 { 0 } else { rank }, line(head, words))));
    lines.extend(brief.wins.first().map(|win| (7, line(today::win(lang), text(core, win)))));
    lines.extend(brief.promises.get(1).map(|p| {
        let more = brief.promises.len() - 2;
        let said = promised(core, p);
        let said = if more == 0 { said } else { today::promise_more(lang, &said, more) };
        (9, line(today::promise(lang), said))
    }));
    if begun(brief).next().is_some() {
        let mut snags = line(today::stuck_short(lang), "");
        for item in begun(brief) {
            snags.push(label(marks::outcome(item.outcome).get(lang), Role::Warn));
            snags.push(data(format!(" {}  ", item.text)));
        }
        lines.push((1, snags));
    }
    // What the plan has too much of is said before what was done of it.
    let load: Vec<String> = brief.load.iter().flat_map(|load| load_words(lang, load)).collect();
    if !load.is_empty() {
        lines.push((2, line(today::load(lang), load.join("  "))));
    }
    if !brief.homework.is_empty() || brief.last_role_play.is_some() {
        // While it runs, what was looked at is not open any more: the row has counted it.
        let (done, due) = match handed_in(&brief.homework) {
            (_, 0) => (row.homework_in.try_into().unwrap_or(0), row.homework_due.try_into().unwrap_or(0)),
            open => open,
        };
        let head =
            if due == 0 { today::homework_head(lang).to_owned() } else { today::homework_count(lang, done, due) };
        let mut shown = line(&head, "");
        for task in brief.homework.iter().filter(|task| !is_in(task)) {
            shown.push(label(marks::homework(task.state).get(lang), Role::Warn));
            shown.push(data(format!(" {}  ", task.text)));
        }
        shown.extend(role_play(core, brief));
        lines.push((3, shown));
    }
    lines.extend(brief.weak_criterion.as_ref().map(|weak| (8, line(today::weak(lang), weak.as_str()))));
    if !brief.figures.is_empty() {
        let mut shown = line(today::figures(lang), "");
        // Names are whole where all of them have room.
        let whole = |f: &FigureView| cells(&figure_text(core, f, &f.name, |t| format!("/{t}"))) + 3;
        let fits = LABEL + brief.figures.iter().map(whole).sum::<usize>() <= width;
        let name = if fits { usize::MAX } else { SHORT_NAME };
        for figure in &brief.figures {
            let text = figure_text(core, figure, &truncate(&figure.name, name), |t| format!("/{t}"));
            shown.push(label(format!("{text}   "), Role::Text));
        }
        lines.push((4, shown));
    }
    lines
}

/// A promise with its day.
fn promised(core: &Core, promise: &PromiseView) -> String {
    let said = text(core, &promise.text);
    promise.by.map_or_else(|| said.clone(), |by| today::promise_by(core.lang, &said, &words::month_day(by.0)))
}

/// `ロープレ 3.4`, and `  (前は 3.0)`.
fn role_play(core: &Core, brief: &BriefView) -> Vec<Piece> {
    let Some((_, mean)) = brief.last_role_play else { return Vec::new() };
    let now = label(today::role_play(core.lang, &mean.tenths()), Role::Text);
    let before = brief.role_play_before.map(|before| today::role_play_before(core.lang, &before.tenths()));
    std::iter::once(now).chain(before.map(|text| label(text, Role::Text))).collect()
}

const fn is_in(task: &HomeworkView) -> bool {
    matches!(task.state, HomeworkState::Submitted | HomeworkState::Reviewed | HomeworkState::Waived)
}

fn handed_in(homework: &[HomeworkView]) -> (usize, usize) {
    (homework.iter().filter(|task| is_in(task)).count(), homework.len())
}

/// `当日記入 62% ⣀⣀⣤⣶ 目標80`.
fn figure_text(core: &Core, figure: &FigureView, name: &str, target: impl Fn(&str) -> String) -> String {
    let lang = core.lang;
    let values: Vec<i64> = figure.readings.iter().map(|(_, value)| value.micros()).collect();
    let now = figure.readings.last().map(|(_, value)| words::figure(lang, *value, figure.unit)).unwrap_or_default();
    let goal = figure.target.map(|value| target(&value.to_string())).unwrap_or_default();
    format!("{name} {now} {} {goal}", sparkline(&values, BARS))
}

/// The lines beside the queue, in so many cells.
pub(super) fn beside(core: &Core, row: &QueueRow, brief: Option<&BriefView>, room: usize) -> Vec<Line> {
    let lang = core.lang;
    let quiet = |text: &str| vec![label(text, Role::Quiet)];
    let inner = |text: &str| vec![data(format!("  {text}"))];
    let name = Piece { role: Role::Strong, ..data(who(core, row)) };
    let mut lines = vec![vec![name, data(format!("  {}", core.show(&row.pharmacy.name)))]];
    let end = row.local + chrono::TimeDelta::minutes(i64::from(row.minutes));
    let number = match (row.kind, row.session_no) {
        (AppointmentKind::Session, Some(n)) if n > 0 => today::place(lang, n, row.last),
        (kind, number) => words::meeting(lang, kind, number),
    };
    let time = format!("  {}-{}", words::clock(row.local), words::clock(end));
    let phase = phase(row, room.saturating_sub(cells(&number) + cells(&time)));
    lines.push(vec![label(number, Role::Text), label(phase, Role::Text), label(time, Role::Text)]);
    lines.push(Vec::new());
    if core.share_safe {
        for head in [today::promise(lang), today::stuck(lang), today::hidden_figures(lang)] {
            lines.push(quiet(head));
            lines.push(inner(common::hidden(lang)));
        }
        return lines;
    }
    let Some(brief) = brief else {
        lines.push(quiet(common::loading(lang)));
        return lines;
    };
    let mut part = |head: &str, texts: Vec<String>| {
        if !texts.is_empty() {
            lines.push(quiet(head));
            lines.extend(texts.iter().map(|text| inner(text)));
        }
    };
    let one = |text: &Option<crate::text::mask::Private>| text.iter().map(|t| core.show(t).into_owned()).collect();
    part(today::calls(lang), row.touches.iter().take(3).map(|touch| contact::call(core, *touch)).collect());
    part(today::promise(lang), brief.promises.iter().map(|p| promised(core, p)).collect());
    part(today::next_focus(lang), brief.next_focus.iter().map(|(_, words)| text(core, words)).collect());
    part(
        today::stuck(lang),
        begun(brief).map(|i| format!("{} {}", marks::outcome(i.outcome).get(lang), i.text)).collect(),
    );
    part(today::load(lang), brief.load.iter().flat_map(|load| load_words(lang, load)).collect());
    let (done, due) = handed_in(&brief.homework);
    part(
        &today::homework_done(lang, done, due),
        brief.homework.iter().map(|h| format!("{} {}", marks::homework(h.state).get(lang), h.text)).collect(),
    );
    part(today::win(lang), brief.wins.iter().take(1).map(|w| text(core, w)).collect());
    part(today::goal(lang), one(&brief.goal));
    part(today::worries(lang), one(&brief.worries));
    if row.session_no.is_some_and(|n| n <= 2) {
        part(today::purpose(lang), one(&brief.purpose));
    }
    part(today::weak(lang), brief.weak_criterion.iter().cloned().collect());
    let play = role_play(core, brief);
    if !play.is_empty() {
        lines.push(play);
    }
    let head = pad(today::figures(lang), cells(today::figures(lang)) + 2);
    let names = brief.figures.iter().map(|f| cells(&f.name)).max().unwrap_or(0).min(NAME);
    for (i, figure) in brief.figures.iter().enumerate() {
        let before = if i == 0 { head.clone() } else { " ".repeat(cells(&head)) };
        let text = figure_text(core, figure, &pad(&figure.name, names), |t| today::target(lang, t));
        lines.push(vec![label(before, Role::Quiet), data(text)]);
    }
    lines
}

/// `  仕様理解 3/6`: the name is cut before the place in it is, and with less than a few letters of it left out.
fn phase(row: &QueueRow, room: usize) -> String {
    let Some(title) = &row.phase_title else { return String::new() };
    let place = row.phase_place.map(|(at, of)| format!(" {at}/{of}")).unwrap_or_default();
    let room = room.saturating_sub(cells(&place) + 2);
    if room < cells(title).min(PHASE) { String::new() } else { format!("  {}{place}", truncate(title, room)) }
}

/// What somebody was at and did not finish; what was never begun is carried, but nobody is stuck at it.
fn begun(brief: &BriefView) -> impl Iterator<Item = &CarriedView> {
    brief.stuck.iter().filter(|item| item.outcome != Outcome::Skipped)
}
