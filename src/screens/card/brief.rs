//! The hand-over brief for the clipboard: plain Markdown out of what the card shows. Without names everybody is masked as in
//! share-safe, and what somebody typed or figures say is left out.

use super::facts::{deadline, for_next, next_appointment, role_play};
use super::words;
use crate::app::Core;
use crate::domain::BusinessDate;
use crate::i18n::{card, common};
use crate::layout::{marks, reasons, words as times};
use crate::request::CardView;
use crate::text::mask::{Lens, Private, View};

/// The brief.
pub(super) fn text(core: &Core, view: &CardView, without_names: bool) -> String {
    let lens = if without_names { Lens { view: View::ShareSafe, ..core.lens() } } else { core.lens() };
    let brief = Brief { core, view, lens };
    let mut parts = vec![brief.head(), brief.glance()];
    let open = [brief.purpose(), brief.so_far(), brief.stuck(), brief.figures(), brief.promises(), brief.voices()];
    parts.extend(open.into_iter().flatten());
    parts.extend([brief.next(), brief.how()].into_iter().flatten());
    let made = core.local(core.now).format("%Y-%m-%d %H:%M").to_string();
    parts.push(card::brief_made(core.lang, &made));
    let mut text = parts.join("\n\n");
    text.push('\n');
    text
}

struct Brief<'a> {
    core: &'a Core,
    view: &'a CardView,
    lens: Lens<'a>,
}

impl Brief<'_> {
    fn is_open(&self) -> bool {
        match self.lens.view {
            View::Open(_) => true,
            View::ShareSafe => false,
        }
    }

    /// Free text; nothing where it would only be a mask.
    fn free(&self, text: &Private) -> Option<String> {
        self.is_open().then(|| text.show(self.lens).into_owned())
    }

    fn labelled(&self, label: &str, text: Option<&Private>) -> Option<String> {
        let text = self.free(text?)?;
        Some(card::brief_labelled(self.core.lang, label, &text))
    }

    fn dated(&self, (date, text): &(BusinessDate, Private)) -> Option<String> {
        Some(card::dated(self.core.lang, &times::month_day(date.0), &self.free(text)?))
    }

    fn head(&self) -> String {
        let (lang, view) = (self.core.lang, self.view);
        let number =
            view.next_no.map_or_else(|| words::state(lang, view).to_owned(), |n| card::place(lang, n, view.last));
        let name = common::name_san(lang, &view.learner.name.show(self.lens));
        let title = card::brief_title(lang, &name, &number);
        let today = self.core.today().to_string();
        match self.core.file.me.as_ref().filter(|_| self.is_open()) {
            Some(me) => format!("{title}\n\n{}", card::brief_by(lang, &me.name.show(self.lens), &today)),
            None => title,
        }
    }

    fn glance(&self) -> String {
        let (lang, view) = (self.core.lang, self.view);
        let pharmacy = view.pharmacy.name.show(self.lens).into_owned();
        let job = view.job.map(|job| self.core.words.job(lang, job).to_owned());
        let state = words::state(lang, view).to_owned();
        let who: Vec<String> = std::iter::once(pharmacy).chain(job).chain([state]).collect();
        let mut lines = vec![who.join(", "), next_appointment(lang, view)];
        let dates = deadline(lang, view);
        if !dates.is_empty() {
            lines.push(dates.join(", "));
        }
        lines.extend(view.row.as_ref().map(|row| {
            let reasons = row.reasons.iter().filter(|r| r.counts());
            let each: Vec<String> =
                reasons.map(|r| card::reason(lang, reasons::label(lang, r.code()), r.points)).collect();
            let score = card::score(lang, marks::level(row.level).get(lang), row.score);
            card::brief_score(lang, &score, &each.join(", "))
        }));
        section(card::brief_glance(lang), &lines)
    }

    fn purpose(&self) -> Option<String> {
        let (lang, brief) = (self.core.lang, &self.view.brief);
        let purpose = self.view.purpose.as_ref().map(|(_, purpose)| purpose);
        let mut lines: Vec<String> =
            [self.labelled(card::purpose(lang), purpose), self.labelled(card::goal(lang), brief.goal.as_ref())]
                .into_iter()
                .flatten()
                .collect();
        lines.extend(brief.wins.iter().filter_map(|win| self.labelled(card::win(lang), Some(win))));
        some(card::brief_purpose(lang), &lines)
    }

    fn so_far(&self) -> Option<String> {
        let (lang, view) = (self.core.lang, self.view);
        let mut lines = vec![words::strip(lang, &view.strip)];
        if self.is_open() {
            let counts = [
                card::attendance(lang, view.attended.0, view.attended.1),
                card::moved(lang, view.moved),
                card::homework_count(lang, view.homework.0, view.homework.1),
            ];
            lines.push(counts.into_iter().chain(role_play(lang, view)).collect::<Vec<_>>().join(", "));
        }
        some(card::brief_so_far(lang), &lines)
    }

    fn stuck(&self) -> Option<String> {
        let lang = self.core.lang;
        let mut lines: Vec<String> = self.view.brief.stuck.iter().map(|item| words::carried(lang, item)).collect();
        lines.extend(self.view.snags.iter().filter_map(|said| self.dated(said)));
        some(card::brief_stuck(lang), &lines)
    }

    fn figures(&self) -> Option<String> {
        let (lang, view) = (self.core.lang, self.view);
        if !self.is_open() {
            return None;
        }
        let figures = view.brief.figures.iter().filter_map(|figure| {
            let (newest, _, target) = words::figure(lang, figure)?;
            let readings = figure.readings.iter().rev().take(3).rev();
            let each: Vec<String> =
                readings.map(|(date, value)| card::dated(lang, &times::month_day(date.0), &value.short())).collect();
            Some(card::brief_labelled(lang, &newest, &[each.join(", "), target].join("; ")))
        });
        let mut lines: Vec<String> = figures.collect();
        lines.extend(view.stage.as_ref().map(|stage| card::stage(lang, stage)));
        lines.extend(view.judgement.map(|result| words::judgement(lang, result).to_owned()));
        some(card::brief_figures(lang), &lines)
    }

    /// Always there, so that nobody has to wonder.
    fn promises(&self) -> Option<String> {
        let lang = self.core.lang;
        let lines: Vec<String> = self
            .view
            .questions
            .iter()
            .filter_map(|question| {
                let text = self.free(&question.text)?;
                Some(match question.by {
                    Some(by) => card::promise_by(lang, &text, &times::month_day(by.0)),
                    None => card::brief_labelled(lang, card::asked(lang), &text),
                })
            })
            .collect();
        let none = [card::brief_none(lang).to_owned()];
        let nothing = self.view.questions.is_empty();
        some(card::brief_promises(lang), if nothing { &none } else { &lines })
    }

    fn voices(&self) -> Option<String> {
        let lines: Vec<String> = self.view.requests.iter().filter_map(|request| self.free(request)).collect();
        some(card::brief_voices(self.core.lang), &lines)
    }

    fn next(&self) -> Option<String> {
        let lang = self.core.lang;
        let row = self.view.row.as_ref();
        let actions = row.into_iter().flat_map(|row| row.reasons.iter().filter(|r| r.points > 0));
        // What the trainer wrote down for it comes before what the figures say.
        let mut lines: Vec<String> = for_next(self.view).filter_map(|said| self.dated(said)).collect();
        lines.extend(actions.map(|r| reasons::action(lang, r.code()).to_owned()));
        some(card::brief_next(lang), &lines)
    }

    fn how(&self) -> Option<String> {
        let (lang, view) = (self.core.lang, self.view);
        let mut lines: Vec<String> =
            self.labelled(card::worries(lang), view.brief.worries.as_ref()).into_iter().collect();
        lines.extend(view.focus_lines.iter().filter_map(|line| self.dated(line)));
        some(card::brief_how(lang), &lines)
    }
}

fn section(heading: &str, lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| format!("- {}", line.replace('\n', " "))).collect();
    format!("{heading}\n\n{}", lines.join("\n"))
}

/// A section; nothing when it has no lines.
fn some(heading: &str, lines: &[String]) -> Option<String> {
    (!lines.is_empty()).then(|| section(heading, lines))
}
