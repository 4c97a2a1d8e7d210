//! The end-of-day report for the clipboard: plain Markdown out of what the review shows. Without names everybody is masked
//! as in share-safe and free text is left out.

use super::state::{Counts, State};
use super::words;
use crate::app::Core;
use crate::domain::Scope;
use crate::i18n::{common, review};
use crate::layout::{marks, words as times};
use crate::request::{QueueRow, ReviewRow, ReviewView};
use crate::text::mask::{Lens, View};

/// The report.
pub(super) fn text(core: &Core, state: &State, view: &ReviewView, without_names: bool) -> String {
    let lang = core.lang;
    let lens = if without_names { Lens { view: View::ShareSafe, ..core.lens() } } else { core.lens() };
    let report = Report { core, state, view, lens };
    let mut parts = vec![report.head(), report.sessions(), report.attention(), report.not_closed()];
    parts.extend(report.tomorrow());
    let made = core.local(core.now).format("%Y-%m-%d %H:%M").to_string();
    parts.push(review::report_made(lang, &made));
    let mut text = parts.join("\n\n");
    text.push('\n');
    text
}

struct Report<'a> {
    core: &'a Core,
    state: &'a State,
    view: &'a ReviewView,
    lens: Lens<'a>,
}

impl Report<'_> {
    fn head(&self) -> String {
        let lang = self.core.lang;
        let weekday = times::weekday(lang, self.view.date.weekday());
        let title = review::report_title(lang, &self.view.date.to_string(), weekday);
        match self.view.file.me.as_ref().filter(|_| words::is_open(self.lens)) {
            Some(me) => format!("{title}\n\n{}", review::report_by(lang, &me.name.show(self.lens))),
            None => title,
        }
    }

    fn sessions(&self) -> String {
        let lang = self.core.lang;
        let counts = words::counts(lang, Counts::of(self.view, self.core.now)).join(" ");
        let lines: Vec<String> = self.view.today.iter().map(|row| format!("- {}", self.appointment(row))).collect();
        section(review::report_sessions(lang), std::iter::once(counts).chain(lines))
    }

    fn appointment(&self, row: &QueueRow) -> String {
        let lang = self.core.lang;
        let person = row.learner.as_ref().or(row.owner.as_ref()).map_or(&row.pharmacy.name, |p| &p.name);
        let provisional = if row.provisional { marks::PROVISIONAL.get(lang) } else { "" };
        let mark = format!("{}{provisional}", marks::appointment(row.state).get(lang));
        let number = words::number(lang, row.session_no);
        review::report_time(lang, &times::clock(row.local), &mark, &person.show(self.lens), &number, row.minutes)
    }

    fn attention(&self) -> String {
        let lang = self.core.lang;
        let listed = self.view.rows.iter().filter(|row| row.score >= self.view.contact_points);
        let lines: Vec<String> = listed.map(|row| format!("- {}", self.row(row))).collect();
        always(lang, review::report_attention(lang), lines)
    }

    fn row(&self, row: &ReviewRow) -> String {
        let lang = self.core.lang;
        let (mark, name) = (marks::level(row.level).get(lang), row.name.show(self.lens));
        let who = match row.scope {
            Scope::Learner => review::report_row(lang, mark, row.score, &name, &row.pharmacy.show(self.lens)),
            Scope::Pharmacy => review::report_row_account(lang, mark, row.score, &name),
        };
        let told = words::decision(lang, self.lens, self.state, self.view.date, row);
        let decision = told.map_or_else(
            || review::undecided(lang).to_owned(),
            |told| match told.text {
                Some(text) => format!("{} {text}", told.what),
                None => told.what,
            },
        );
        let reasons = words::reasons(lang, row, false).join(", ");
        format!("{who}: {}", review::report_decision(lang, &reasons, &decision))
    }

    fn not_closed(&self) -> String {
        let lang = self.core.lang;
        let waiting = self.state.waiting();
        let rows = (waiting > 0).then(|| format!("- {}", review::report_undecided(lang, waiting)));
        let records = self.state.left().iter().map(|left| {
            let name = left.name.show(self.lens);
            let number = words::number(lang, left.session_no);
            let date = times::month_day(left.date.0);
            let say = if left.is_record() { review::report_open_record } else { review::report_open_slot };
            format!("- {}", say(lang, &date, &name, &number))
        });
        let older = self
            .view
            .older
            .map(|older| format!("- {}", review::report_older(lang, &times::month_day(older.before.0), older.count)));
        let missing = self.view.without_next_names.iter();
        let missing = missing.map(|name| format!("- {}", review::report_left_out(lang, &name.show(self.lens))));
        always(
            lang,
            review::report_not_closed(lang),
            rows.into_iter().chain(records).chain(older).chain(missing).collect(),
        )
    }

    fn tomorrow(&self) -> Option<String> {
        let lang = self.core.lang;
        let date = self.view.tomorrow_date?;
        let lines = self.view.tomorrow.iter().map(|row| {
            let line = self.appointment(row);
            if row.gates.is_empty() {
                format!("- {line}")
            } else {
                format!(
                    "- {line}  {}",
                    common::gate_unmet(
                        lang,
                        &row.gates
                            .iter()
                            .map(|g| times::gate(lang, &self.core.words.owner, g))
                            .collect::<Vec<_>>()
                            .join(", ")
                    )
                )
            }
        });
        Some(section(&review::report_tomorrow(lang, &times::day(lang, date.0)), lines))
    }
}

fn section(heading: &str, lines: impl IntoIterator<Item = String>) -> String {
    let lines: Vec<String> = lines.into_iter().collect();
    format!("{heading}\n\n{}", lines.join("\n"))
}

/// A part that says so when there is nothing in it.
fn always(lang: crate::i18n::Lang, heading: &str, lines: Vec<String>) -> String {
    let lines = if lines.is_empty() { vec![review::report_none(lang).to_owned()] } else { lines };
    section(heading, lines)
}
