//! What is said about files on their way in, for the command line and for the screen.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};

use crate::exchange::csv::{Heading, headings, meant, words_of};
use crate::i18n::{Lang, cli, import as words};
use crate::request::import::{FileKind, Problem, ProblemKind, Said, Shape};
use crate::text::SafeText;

/// A sentence in both languages.
pub fn said(sentence: impl Fn(Lang) -> String) -> Said {
    let safe = |lang| SafeText::new(&sentence(lang)).to_string();
    Said { ja: safe(Lang::Ja), en: safe(Lang::En) }
}

pub(super) fn pairs(ja: Vec<String>, en: Vec<String>) -> Vec<Said> {
    let safe = |text: String| SafeText::new(&text).to_string();
    ja.into_iter().zip(en).map(|(ja, en)| Said { ja: safe(ja), en: safe(en) }).collect()
}

/// Why the system did not do it, where there are words for that.
pub fn io_words(lang: Lang, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => cli::io_not_found(lang).to_owned(),
        ErrorKind::PermissionDenied => cli::io_denied(lang).to_owned(),
        ErrorKind::IsADirectory => cli::io_folder(lang).to_owned(),
        _ => error.to_string(),
    }
}

/// What a kind of file is called.
pub const fn kind_name(lang: Lang, kind: FileKind) -> &'static str {
    match kind {
        FileKind::Roster => words::kind_roster(lang),
        FileKind::Schedule => words::kind_schedule(lang),
        FileKind::Sessions => words::kind_sessions(lang),
        FileKind::Readings => words::kind_readings(lang),
    }
}

/// A file, or a sheet of it, as it is named to people.
pub fn place(lang: Lang, path: &str, sheet: Option<&str>) -> String {
    sheet.map_or_else(|| path.to_owned(), |sheet| words::sheet(lang, path, sheet))
}

/// The same beside its row.
pub(super) fn what_of(lang: Lang, problem: &Problem) -> String {
    let what = sentence(lang, &problem.what);
    let said = if problem.column.is_empty() { what } else { words::columns_of(lang, &problem.column, &what) };
    SafeText::new(&said).replace('\n', " ")
}

/// A cell that cannot be taken, or was taken with a doubt: where it stands and what is wrong.
pub fn line(lang: Lang, problem: &Problem) -> String {
    let what = sentence(lang, &problem.what);
    if problem.column.is_empty() {
        words::line_row(lang, problem.row, &what)
    } else if problem.value.is_empty() {
        words::line_empty(lang, problem.row, &problem.column, &what)
    } else {
        words::line(lang, problem.row, &problem.column, &problem.value, &what)
    }
}

/// The columns of every kind, a line a kind, and what may stand in those that know a few words only.
pub fn columns(lang: Lang) -> Vec<String> {
    let comma = words::between_words(lang);
    let mut lines = vec![words::columns_intro(lang).to_owned()];
    let mut told = BTreeSet::new();
    for kind in FileKind::ALL {
        let all = headings(kind);
        let named = |h: &Heading| {
            // `target:` goes on with the name of a metric.
            let name =
                if h.en.ends_with(':') { words::heading_of_metric(lang, h.get(lang)) } else { h.get(lang).to_owned() };
            if h.is_needed { format!("{name}*") } else { name }
        };
        let named: Vec<String> = all.iter().map(named).collect();
        let title = format!("{} ({})", kind_name(lang, kind), kind.word());
        lines.push(words::columns_of(lang, &title, &named.join(comma)));
        for heading in all {
            let known = words_of(heading.en, lang);
            if !known.is_empty() && told.insert(heading.en) {
                lines.push(words::words_of(lang, heading.get(lang), &known.join(comma)));
            }
        }
    }
    lines
}

/// The same in both languages.
pub fn columns_told() -> Vec<Said> {
    pairs(columns(Lang::Ja), columns(Lang::En))
}

/// What headings that were left alone may have been meant to be.
pub fn meant_columns(lang: Lang, kind: FileKind, ignored: &[String]) -> Vec<String> {
    let meant = |heading: &String| Some(words::meant(lang, heading, meant(kind, heading)?.get(lang)));
    ignored.iter().filter_map(meant).collect()
}

const fn not_a(lang: Lang, shape: Shape) -> &'static str {
    match shape {
        Shape::Date => words::not_a_date(lang),
        Shape::Time => words::not_a_time(lang),
        Shape::Number => words::not_a_number(lang),
        Shape::YesNo => words::not_yes_or_no(lang),
        Shape::Link => words::not_a_link(lang),
        Shape::Weekday => words::not_a_weekday(lang),
        Shape::Slot => words::not_a_slot(lang),
        Shape::Kickoff => words::not_a_kickoff(lang),
    }
}

/// What is wrong with a cell, in words.
pub fn sentence(lang: Lang, what: &ProblemKind) -> String {
    match what {
        ProblemKind::NotA(shape) => not_a(lang, *shape).to_owned(),
        ProblemKind::OtherWeekday => words::other_weekday(lang).to_owned(),
        ProblemKind::PromiseDate(_) => words::promise_date(lang).to_owned(),
        ProblemKind::Unknown(column) => words::unknown(lang, &words_of(column, lang).join(words::between_words(lang))),
        ProblemKind::OutOfRange { min, max } => words::out_of_range(lang, min, max),
        ProblemKind::Required => words::required(lang).to_owned(),
        ProblemKind::NoMatch => words::no_match(lang).to_owned(),
        ProblemKind::TwoMatches => words::two_matches(lang).to_owned(),
        ProblemKind::NotInProgramme { what: "programme", name } => words::no_programme(lang, name),
        ProblemKind::NotInProgramme { what: "metric", name } => words::no_metric(lang, name),
        ProblemKind::NotInProgramme { what: "stage", name } => words::no_stage(lang, name),
        ProblemKind::NotInProgramme { what: _, name } => words::no_item(lang, name),
        ProblemKind::Scores { want, got } => words::scores(lang, *want, *got),
        ProblemKind::Disagree { other_row } => words::disagree(lang, *other_row),
        ProblemKind::Twice { other_row } => words::twice(lang, *other_row),
        ProblemKind::TwoOutcomes => words::two_outcomes(lang).to_owned(),
        ProblemKind::OtherProgramme { enrolled } => words::other_programme(lang, enrolled),
        ProblemKind::NoHeading => words::no_heading(lang).to_owned(),
        ProblemKind::Unclosed => words::unclosed(lang).to_owned(),
        ProblemKind::CellError => words::cell_error(lang).to_owned(),
        ProblemKind::Removed(n) => words::removed(lang, *n),
        ProblemKind::NoTrainer => words::no_trainer(lang).to_owned(),
        ProblemKind::NotKept => words::not_kept(lang).to_owned(),
    }
}
