//! What stands on the card: sections of labelled lines, wrapped to a width. No drawing, so that scrolling and drawing agree
//! on how many rows there are.

use super::facts::{deadline, for_next, next_appointment, purpose, role_play};
use super::words;
use crate::app::Core;
use crate::domain::BusinessDate;
use crate::domain::follow_up::{Reason, foremost};
use crate::i18n::{Lang, card, common, record, review};
use crate::layout::{Breakpoint, marks, reasons, words as times};
use crate::request::{CardView, NoteView};
use crate::screens::record::reply_words;
use crate::text::mask::Private;
use crate::text::width::cells;
use crate::text::wrap::Wrapped;

/// A part with a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    title: String,
    remark: String,
    lines: Vec<Line>,
}

/// A line before it is wrapped.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    label: String,
    body: Body,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Body {
    /// A text that goes on in the next row.
    Text(String),
    /// Pieces that stay whole.
    Items(Vec<Item>),
}

/// A piece that stays whole: words, a line of bars, more words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Item {
    pub before: String,
    pub bars: Vec<i64>,
    pub after: String,
}

/// The most bars of one figure.
pub(super) const BARS: usize = 8;
/// Cells between two items.
pub(super) const GAP: usize = 3;

impl Item {
    fn words(text: impl Into<String>) -> Self {
        Self { before: text.into(), ..Self::default() }
    }
    fn cells(&self) -> usize {
        let part = |cells: usize| if cells == 0 { 0 } else { cells + 1 };
        cells(&self.before) + part(self.bars.len().min(BARS)) + part(cells(&self.after))
    }
}

/// A row of the card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Row {
    Rule {
        title: String,
        remark: String,
    },
    /// Cells from the left edge to the items, with the label before them on the first row of a line.
    Words {
        label: String,
        indent: usize,
        items: Vec<Item>,
    },
    Blank,
}

/// The rows of a card in the columns that fit, each with its own list. `height` rows are in view: with room to spare blank
/// rows stand between the sections.
pub(super) fn columns(
    core: &Core,
    view: &CardView,
    breakpoint: Breakpoint,
    widths: &[usize],
    height: usize,
) -> Vec<Vec<Row>> {
    let all = sections(core, view, breakpoint);
    let halves = if widths.len() > 1 {
        let (left, right) = split(all);
        vec![left, right]
    } else {
        vec![all]
    };
    let rows = |(sections, width): (&Vec<Section>, &usize)| {
        let tight = rows(sections, *width, false);
        if tight.len() + sections.len() <= height + 1 { rows(sections, *width, true) } else { tight }
    };
    halves.iter().zip(widths).map(rows).collect()
}

/// Two columns of about the same height.
fn split(mut sections: Vec<Section>) -> (Vec<Section>, Vec<Section>) {
    let total: usize = sections.iter().map(|s| s.lines.len() + 1).sum();
    let mut height = 0;
    let at = sections
        .iter()
        .position(|section| {
            height += section.lines.len() + 1;
            height * 2 >= total
        })
        .map_or(sections.len(), |at| at + 1);
    let right = sections.split_off(at.min(sections.len()));
    (sections, right)
}

fn rows(sections: &[Section], width: usize, roomy: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    for (at, section) in sections.iter().enumerate() {
        if roomy && at > 0 {
            rows.push(Row::Blank);
        }
        rows.push(Row::Rule { title: section.title.clone(), remark: section.remark.clone() });
        let widest = section.lines.iter().map(|line| cells(&line.label)).max().unwrap_or(0);
        for line in &section.lines {
            let indent = if line.label.is_empty() { 1 } else { widest + 3 };
            let room = width.saturating_sub(indent).max(2);
            let mut label = line.label.clone();
            for items in wrapped(&line.body, room) {
                rows.push(Row::Words { label: std::mem::take(&mut label), indent, items });
            }
        }
    }
    rows
}

fn wrapped(body: &Body, room: usize) -> Vec<Vec<Item>> {
    match body {
        Body::Text(text) => Wrapped::to_read(text, room).rows().map(|row| vec![Item::words(row.text)]).collect(),
        Body::Items(items) => {
            let mut rows: Vec<Vec<Item>> = Vec::new();
            let mut used = 0;
            for item in items {
                let width = item.cells();
                // One that no row has room for is cut by nobody: it goes on below.
                if width > room && item.bars.is_empty() && item.after.is_empty() {
                    let parts = Wrapped::to_read(&item.before, room);
                    rows.extend(parts.rows().map(|row| vec![Item::words(row.text)]));
                    used = room;
                    continue;
                }
                match rows.last_mut() {
                    Some(row) if used + GAP + width <= room => {
                        row.push(item.clone());
                        used += GAP + width;
                    }
                    Some(_) | None => {
                        rows.push(vec![item.clone()]);
                        used = width;
                    }
                }
            }
            rows
        }
    }
}

fn text(label: impl Into<String>, text: impl Into<String>) -> Line {
    Line { label: label.into(), body: Body::Text(text.into()) }
}

fn items(label: impl Into<String>, items: Vec<Item>) -> Line {
    Line { label: label.into(), body: Body::Items(items) }
}

/// The sections in the order of the screen; what is empty is left out, but summary, promises and notes always stand there.
fn sections(core: &Core, view: &CardView, breakpoint: Breakpoint) -> Vec<Section> {
    let build = Build { core, view, lang: core.lang };
    let narrow = breakpoint <= Breakpoint::Narrow;
    let first = [build.summary(), build.promises()];
    let mut all: Vec<Section> = first.into_iter().chain([build.progress()]).collect();
    if narrow {
        all.extend(build.follow_up());
        all.push(build.notes(3));
    } else {
        all.extend([build.figures(), build.follow_up(), build.voices()].into_iter().flatten());
        all.push(build.notes(usize::MAX));
        all.extend(build.focus());
        all.push(build.people());
    }
    all
}

struct Build<'a> {
    core: &'a Core,
    view: &'a CardView,
    lang: Lang,
}

impl Build<'_> {
    fn section(&self, title: &str, lines: Vec<Line>) -> Section {
        let none = || vec![text("", card::none_yet(self.lang))];
        let hidden = || vec![text("", common::hidden(self.lang))];
        let lines = match (self.core.share_safe, lines.is_empty()) {
            (true, _) => hidden(),
            (false, true) => none(),
            (false, false) => lines,
        };
        Section { title: title.to_owned(), remark: String::new(), lines }
    }

    /// The same, left out when there is nothing.
    fn some(&self, title: &str, lines: Vec<Line>) -> Option<Section> {
        (!lines.is_empty()).then(|| self.section(title, lines))
    }

    fn show(&self, private: &Private) -> String {
        self.core.show(private).into_owned()
    }

    fn summary(&self) -> Section {
        let (lang, view) = (self.lang, self.view);
        let mut facts = vec![Item::words(words::state(lang, view))];
        facts.extend(view.job.map(|job| Item::words(self.core.words.job(lang, job))));
        facts.push(Item::words(next_appointment(lang, view)));
        // How somebody does is nobody else's business.
        if !self.core.share_safe {
            facts.extend(deadline(lang, view).into_iter().map(Item::words));
            facts.extend(self.score().map(Item::words));
        }
        let mut lines = vec![items("", facts)];
        let brief = &view.brief;
        if self.core.share_safe {
            lines.push(text("", common::hidden(lang)));
        } else {
            let focus = brief.next_focus.as_ref().map(|(date, focus)| {
                text(card::last_time(lang), card::dated(lang, &times::month_day(date.0), &self.show(focus)))
            });
            let goal = brief.goal.as_ref().map(|goal| text(card::goal(lang), self.show(goal)));
            let worries = brief.worries.as_ref().map(|worries| text(card::worries(lang), self.show(worries)));
            let purpose = purpose(self.core, view).map(|purpose| text(card::purpose(lang), purpose));
            lines.extend([focus, goal, worries, purpose].into_iter().flatten());
        }
        Section { title: card::summary(lang).to_owned(), remark: String::new(), lines }
    }

    /// `要 30`.
    fn score(&self) -> Option<String> {
        let row = self.view.row.as_ref()?;
        Some(card::score(self.lang, marks::level(row.level).get(self.lang), row.score))
    }

    fn promises(&self) -> Section {
        let (lang, view) = (self.lang, self.view);
        let mut lines = Vec::new();
        for question in &view.questions {
            let shown = self.show(&question.text);
            lines.push(match question.by {
                Some(by) => text(card::promise(lang), card::promise_by(lang, &shown, &times::month_day(by.0))),
                None => text(card::asked(lang), shown),
            });
        }
        let dated =
            |(date, said): &(BusinessDate, Private)| card::dated(lang, &times::month_day(date.0), &self.show(said));
        lines.extend(for_next(view).map(|said| text(card::for_next(lang), dated(said))));
        lines.extend(view.snags.iter().map(|said| text(card::snag(lang), dated(said))));
        let carried: Vec<Item> = view.brief.stuck.iter().map(|item| Item::words(words::carried(lang, item))).collect();
        if !carried.is_empty() {
            lines.push(items(card::stuck(lang), carried));
        }
        let homework = view.brief.homework.iter();
        let homework: Vec<Item> =
            homework.map(|h| Item::words(card::marked(lang, marks::homework(h.state).get(lang), &h.text))).collect();
        if !homework.is_empty() {
            lines.push(items(card::homework(lang), homework));
        }
        lines.extend(view.brief.wins.iter().map(|win| text(card::win(lang), self.show(win))));
        self.section(card::promises(lang), lines)
    }

    /// Why the learner stands in the review; not shown to others, not even that it is so.
    fn follow_up(&self) -> Option<Section> {
        let lang = self.lang;
        if self.core.share_safe {
            return None;
        }
        let open = self.view.follow_up.as_ref().map(|open| {
            let due = open.due_on.map(|due| review::due_by(lang, &times::month_day(due.0))).unwrap_or_default();
            let title = open.title.as_ref().map(|title| self.show(title));
            let title = title.unwrap_or_else(|| review::end_flag(lang).to_owned());
            text(card::open_follow_up(lang), card::open_follow_up_is(lang, &title, &due).trim().to_owned())
        });
        let Some(row) = self.view.row.as_ref() else {
            return self.some(card::follow_up(lang), open.into_iter().collect());
        };
        let line = |r: &Reason| {
            let label = card::reason(lang, reasons::label(lang, r.code()), r.points);
            text(label, reasons::sentence(lang, &r.why, &row.metrics))
        };
        let mut lines: Vec<Line> = row.reasons.iter().filter(|r| r.counts()).map(line).collect();
        lines.extend(foremost(&row.reasons).map(|r| text(card::to_do(lang), reasons::action(lang, r.code()))));
        lines.extend(open);
        let mut section = self.some(card::follow_up(lang), lines)?;
        section.remark = self.score().unwrap_or_default();
        Some(section)
    }

    fn progress(&self) -> Section {
        let (lang, view) = (self.lang, self.view);
        let mut facts = vec![Item::words(words::strip(lang, &view.strip))];
        if !self.core.share_safe {
            facts.push(Item::words(card::attendance(lang, view.attended.0, view.attended.1)));
            facts.push(Item::words(card::moved(lang, view.moved)));
            facts.push(Item::words(card::homework_count(lang, view.homework.0, view.homework.1)));
            facts.extend(role_play(lang, view).map(Item::words));
        }
        let mut lines = vec![items("", facts)];
        if !self.core.share_safe {
            let labels = [record::good(lang), record::try_next(lang)];
            let said = labels.into_iter().zip(&view.role_play_said);
            lines.extend(said.filter_map(|(label, said)| Some(text(label, self.show(said.as_ref()?)))));
        }
        Section { title: card::progress(lang).to_owned(), remark: String::new(), lines }
    }

    fn figures(&self) -> Option<Section> {
        let (lang, view) = (self.lang, self.view);
        let figure = |(before, bars, after): (String, Vec<i64>, String)| Item { before, bars, after };
        let mut facts: Vec<Item> =
            view.brief.figures.iter().filter_map(|f| words::figure(lang, f)).map(figure).collect();
        facts.extend(view.stage.as_ref().map(|stage| Item::words(card::stage(lang, stage))));
        facts.extend(view.judgement.map(|result| Item::words(words::judgement(lang, result))));
        let lines = if facts.is_empty() { Vec::new() } else { vec![items("", facts)] };
        self.some(card::figures(lang), lines)
    }

    fn voices(&self) -> Option<Section> {
        let (lang, view) = (self.lang, self.view);
        let mut lines: Vec<Line> = view.requests.iter().map(|request| text("-", self.show(request))).collect();
        // An open question stands above, with the promises.
        for settled in &view.settled {
            lines.push(text(card::asked(lang), self.show(&settled.text)));
            lines.push(text(record::reply(lang), reply_words(self.core, settled)));
        }
        let title = match view.settled.len() {
            0 => card::requests(lang, view.requests.len()),
            settled => card::voices(lang, view.requests.len(), settled),
        };
        let title = if self.core.share_safe { card::voices_hidden(lang).to_owned() } else { title };
        self.some(&title, lines)
    }

    fn notes(&self, most: usize) -> Section {
        let line = |note: &NoteView| {
            let date = times::month_day(self.core.local(note.at).date());
            let kind = words::kind(self.lang, note.kind);
            text(format!("{date} {kind}"), self.show(&note.text))
        };
        self.section(card::notes(self.lang), self.view.notes.iter().take(most).map(line).collect())
    }

    /// Hand-over lines, but for one that stands in the summary.
    fn focus(&self) -> Option<Section> {
        let newest = self.view.brief.next_focus.as_ref();
        let older = self.view.focus_lines.iter().filter(|line| newest != Some(*line));
        let lines = older.map(|(date, line)| text(times::month_day(date.0), self.show(line))).collect();
        self.some(card::focus(self.lang), lines)
    }

    fn people(&self) -> Section {
        let (lang, view) = (self.lang, self.view);
        let words = &self.core.words;
        let role = |name: &Private, role: &str| Item::words(card::trainer(lang, &self.show(name), role));
        let trainer = view.trainer.as_ref().map(|name| role(name, &words.trainer));
        let usm = view.usm.as_ref().map(|name| role(name, &words.manager));
        let ours: Vec<Item> = trainer.into_iter().chain(usm).collect();
        let mut lines = if ours.is_empty() { Vec::new() } else { vec![items("", ours)] };
        for (at, reached, said) in &view.touches {
            let date = times::month_day(self.core.local(*at).date());
            let head = if *reached { card::reached_at(lang, &date) } else { card::not_reached_at(lang, &date) };
            let said = self.show(said);
            lines.push(text(card::contact(lang), if said.is_empty() { head } else { card::dated(lang, &head, &said) }));
        }
        self.section(card::people(lang), lines)
    }
}
