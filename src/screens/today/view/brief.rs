//! What a trainer reads in the half minute before the call, as lines.

use crate::app::Core;
use crate::domain::{AppointmentKind, HomeworkState};
use crate::i18n::{common, today};
use crate::layout::{marks, words};
use crate::request::{BriefView, FigureView, HomeworkView, QueueRow};
use crate::text::width::{cells, pad, truncate};
use crate::ui::Role;
use crate::ui::parts::sparkline;

/// Pieces of a line, each with its role.
pub(super) type Line = Vec<(String, Role)>;

/// Cells of a label before its value, below the queue.
const LABEL: usize = 13;
/// Cells of a figure's name beside the queue.
const NAME: usize = 12;
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
    row.title.as_ref().map_or_else(|| number.clone(), |title| format!("{number} {title}"))
}

fn text(core: &Core, text: &crate::text::mask::Private) -> String {
    core.show(text).into_owned()
}

fn line(label: &str, value: impl Into<String>) -> Line {
    vec![(pad(label, LABEL), Role::Quiet), (value.into(), Role::Text)]
}

/// The lines below the queue, at most `rows`: the most telling first words, snags, homework, figures, and the link last.
pub(super) fn below(core: &Core, row: &QueueRow, brief: Option<&BriefView>, rows: usize) -> Vec<Line> {
    let lang = core.lang;
    let link =
        row.meeting_url.as_ref().map(|_| line(today::link(lang), today::link_text(lang, &words::clock(row.local))));
    if core.share_safe {
        let hidden = vec![(today::hidden_kinds(lang).to_owned(), Role::Quiet)];
        return [Some(hidden), link].into_iter().flatten().take(rows).collect();
    }
    let Some(brief) = brief else {
        let loading = vec![(common::loading(lang).to_owned(), Role::Quiet)];
        return [Some(loading), link].into_iter().flatten().take(rows).collect();
    };
    let mut lines: Vec<Line> = first_words(core, brief).into_iter().collect();
    if !brief.stuck.is_empty() {
        let mut snags = line(today::stuck_short(lang), "");
        for item in &brief.stuck {
            snags.push((marks::outcome(item.outcome).get(lang).to_owned(), Role::Warn));
            snags.push((format!(" {}  ", item.text), Role::Text));
        }
        lines.push(snags);
    }
    if !brief.homework.is_empty() || brief.last_role_play.is_some() {
        let (done, due) = handed_in(&brief.homework);
        let label =
            if due == 0 { today::homework_head(lang).to_owned() } else { today::homework_count(lang, done, due) };
        let mut shown = line(&label, "");
        for task in brief.homework.iter().filter(|task| !is_in(task)) {
            shown.push((marks::homework(task.state).get(lang).to_owned(), Role::Warn));
            shown.push((format!(" {}  ", task.text), Role::Text));
        }
        shown.extend(role_play(core, brief).map(|text| (text, Role::Text)));
        lines.push(shown);
    }
    if !brief.figures.is_empty() {
        let mut shown = line(today::figures(lang), "");
        for figure in &brief.figures {
            shown.push((
                format!("{}   ", figure_text(core, figure, &truncate(&figure.name, 8), |t| format!("/{t}"))),
                Role::Text,
            ));
        }
        lines.push(shown);
    }
    // The link keeps its place however much there is to read.
    lines.truncate(rows.saturating_sub(usize::from(link.is_some())));
    lines.extend(link);
    lines
}

/// The first thing to say: what was promised, else what was noted for this time, else goal, purpose, worry.
fn first_words(core: &Core, brief: &BriefView) -> Option<Line> {
    let lang = core.lang;
    let promise = brief.promises.first().map(|p| (today::promise(lang), &p.text));
    let focus = brief.next_focus.as_ref().map(|(_, text)| (today::next_focus(lang), text));
    let goal = brief.goal.as_ref().map(|text| (today::goal(lang), text));
    let worry = brief.worries.as_ref().map(|text| (today::worries(lang), text));
    let purpose = brief.purpose.as_ref().map(|text| (today::purpose(lang), text));
    let (label, words) = promise.or(focus).or(goal).or(worry).or(purpose)?;
    Some(line(label, text(core, words)))
}

fn role_play(core: &Core, brief: &BriefView) -> Option<String> {
    let (_, mean) = brief.last_role_play?;
    let mean = mean.with_places(1);
    Some(brief.role_play_before.map_or_else(
        || today::role_play(core.lang, &mean),
        |before| today::role_play_before(core.lang, &mean, &before.with_places(1)),
    ))
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

/// The lines beside the queue.
pub(super) fn beside(core: &Core, row: &QueueRow, brief: Option<&BriefView>) -> Vec<Line> {
    let lang = core.lang;
    let plain = |text: String| vec![(text, Role::Text)];
    let quiet = |text: &str| vec![(text.to_owned(), Role::Quiet)];
    let inner = |text: &str| vec![(format!("  {text}"), Role::Text)];
    let mut lines =
        vec![vec![(who(core, row), Role::Strong), (format!("  {}", core.show(&row.pharmacy.name)), Role::Text)]];
    let end = row.local + chrono::TimeDelta::minutes(i64::from(row.minutes));
    let number = match (row.kind, row.session_no) {
        (AppointmentKind::Session, Some(n)) if n > 0 => today::place(lang, n, row.last),
        (kind, number) => words::meeting(lang, kind, number),
    };
    let phase = match (&row.phase_title, row.phase_place) {
        (Some(title), Some((at, of))) => format!("  {title} {at}/{of}"),
        (Some(title), None) => format!("  {title}"),
        (None, _) => String::new(),
    };
    lines.push(plain(format!("{number}{phase}  {}-{}", words::clock(row.local), words::clock(end))));
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
    part(today::promise(lang), brief.promises.iter().map(|p| text(core, &p.text)).collect());
    part(today::next_focus(lang), brief.next_focus.iter().map(|(_, words)| text(core, words)).collect());
    part(
        today::stuck(lang),
        brief.stuck.iter().map(|i| format!("{} {}", marks::outcome(i.outcome).get(lang), i.text)).collect(),
    );
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
    if let Some(text) = role_play(core, brief) {
        lines.push(plain(text));
    }
    let head = pad(today::figures(lang), cells(today::figures(lang)) + 2);
    let names = brief.figures.iter().map(|f| cells(&f.name)).max().unwrap_or(0).min(NAME);
    for (i, figure) in brief.figures.iter().enumerate() {
        let label = if i == 0 { head.clone() } else { " ".repeat(cells(&head)) };
        let text = figure_text(core, figure, &pad(&figure.name, names), |t| today::target(lang, t));
        lines.push(vec![(label, Role::Quiet), (text, Role::Text)]);
    }
    lines
}
