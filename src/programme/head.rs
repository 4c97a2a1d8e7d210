//! The front matter: what its tables and keys mean. What is wrong with an entry is told and filled up, so that one slip
//! does not make every line that names the entry a second one; a file with problems is never used.

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::front::{Front, Lines, Table};
use super::problem::{ProblemKind, Problems, Wanted};
use super::shape::{
    Anchors, CompletedBy, Completion, Identity, Meta, Metric, Phase, Programme, Rubric, Stage, Success, TimeToComplete,
    Word,
};
use super::terms;
use crate::domain::{Decimal, Direction, MetricScope, SessionNo, Stage1Rule, TouchModel, Unit};

/// The value of `format`.
const FORMAT: &str = "manabi-programme/1";

/// The parts of an identity that stand in the front matter, and the title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub id: String,
    pub lang: String,
    pub version: String,
    pub title: String,
}

/// The label of a file, from as little of it as will do; `None` when it has none.
pub(super) fn label(front: &str) -> Option<Label> {
    let top = front.find("\n[").map_or(front, |at| &front[..at]);
    let read = |text: &str| {
        let table = DeTable::parse(text).ok()?;
        let text = |key| Some(table.get_ref().get(key)?.get_ref().as_str()?.to_owned());
        Some(Label { id: text("id")?, lang: text("lang")?, version: text("version")?, title: text("title")? })
    };
    read(top).or_else(|| read(front))
}

/// What the front matter says, without sessions, and the line of its key `sessions`. `None` when it is no TOML.
pub(super) fn read(text: &str, problems: &mut Problems) -> Option<(Programme, u32)> {
    let lines = Lines::of(text);
    match DeTable::parse(text) {
        Ok(table) => {
            let mut front = Front { lines, terms: BTreeMap::new(), problems };
            let top = Table::new("", table.get_ref(), 1);
            let programme = programme(&mut front, &top);
            front.unasked(&top);
            Some((programme, front.line_of(&top, "sessions")))
        }
        Err(error) => {
            let line = lines.at(error.span().map_or(0, |span| span.start));
            let index = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(2);
            let found = text.lines().nth(index).unwrap_or_default().to_owned();
            let reason = error.message().to_owned();
            let twice = reason.starts_with("duplicate key");
            problems.add(
                line,
                if twice { ProblemKind::KeyTwice { found } } else { ProblemKind::NotToml { found, reason } },
            );
            None
        }
    }
}

fn programme(front: &mut Front<'_>, top: &Table<'_, '_>) -> Programme {
    front.terms = front.free_texts(top, "terms", |front, line, key, text| {
        // A term is not made of terms.
        for inner in terms::keys(text) {
            front.problems.add(line, ProblemKind::TermUnknown { key: inner.to_owned() });
        }
        Some((key.to_owned(), text.to_owned()))
    });
    if front.need_text(top, "format").is_some_and(|format| format != FORMAT) {
        front.wrong(top, "format", Wanted::OneOf(&[FORMAT]));
    }
    let identity = Identity {
        id: front.need_text(top, "id").unwrap_or_default(),
        lang: front.need_text(top, "lang").unwrap_or_default(),
        version: front.need_text(top, "version").unwrap_or_default(),
        hash: String::new(),
    };
    let words = front.free_texts(top, "words", |front, line, key, text| {
        let Some(word) = Word::from_word(key) else {
            front.problems.add(line, ProblemKind::KeyUnknown { table: "words", key: key.to_owned() });
            return None;
        };
        Some((word, front.filled(line, text)))
    });
    Programme {
        identity,
        meta: meta(front, top),
        words,
        phases: front.entries(top, "phases", phase, |phase| &phase.id),
        metrics: front.entries(top, "metrics", metric, |metric| &metric.id),
        stages: front.entries(top, "stages", stage, |stage| &stage.id),
        success: success(front, top),
        rubric: front.table(top, "rubric", "rubric", rubric).unwrap_or_else(usual_rubric),
        completion: front.entries(top, "completion", completion, |completion| &completion.id),
        time_to_complete: front.entries(top, "time_to_complete", time_to_complete, |ttc| &ttc.id),
        nps_question: front.table(top, "nps", "nps", |front, nps| front.need_words(nps, "question")).flatten(),
        terms: std::mem::take(&mut front.terms),
        kickoff: None,
        sessions: Vec::new(),
    }
}

fn meta(front: &mut Front<'_>, top: &Table<'_, '_>) -> Meta {
    let mut session_minutes = front.counts(top, "session_minutes").unwrap_or_else(|| vec![20, 25, 30]);
    session_minutes.sort_unstable();
    session_minutes.dedup();
    let kickoff_minutes = match front.counts(top, "kickoff_minutes").as_deref() {
        None => (30, 60),
        Some([least, most]) if least <= most => (*least, *most),
        Some(_) => {
            front.wrong(top, "kickoff_minutes", Wanted::Range);
            (0, u16::MAX)
        }
    };
    let touch_model = front.choice(top, "touch_model", TouchModel::from_word, TouchModel::WORDS);
    Meta {
        title: front.need_words(top, "title").unwrap_or_default(),
        heading: String::new(),
        intro: String::new(),
        touch_model: touch_model.unwrap_or(TouchModel::High),
        cadence_days: front.count(top, "cadence_days").unwrap_or(7),
        session_minutes,
        kickoff_minutes,
        sessions: front.needed(top, "sessions", Front::count).unwrap_or_default(),
        deadline_days: front.count(top, "deadline_days"),
        device_after_contract_days: front.count(top, "device_after_contract_days"),
        go_live_after_device_days: front.count(top, "go_live_after_device_days"),
    }
}

fn phase(front: &mut Front<'_>, table: &Table<'_, '_>) -> Option<Phase> {
    let id = front.need_text(table, "id");
    let title = front.need_words(table, "title");
    let first = front.needed(table, "first", Front::session_no);
    let last = front.needed(table, "last", Front::session_no);
    let panes = panes(front, table, id.as_deref().unwrap_or_default());
    let (first, last) = (first.unwrap_or(SessionNo::FIRST), last.unwrap_or(SessionNo::FIRST));
    Some(Phase { id: id?, title: title.unwrap_or_default(), first, last, panes, line: table.line })
}

fn panes(front: &mut Front<'_>, table: &Table<'_, '_>, phase: &str) -> [Option<String>; 3] {
    let Some(titles) = front.texts(table, "panes") else { return [None, None, None] };
    let (line, found) = (front.line_of(table, "panes"), titles.len());
    let own = |title: String| (!title.is_empty()).then_some(title);
    if let Ok(titles) = <[String; 3]>::try_from(titles) {
        return titles.map(own);
    }
    front.problems.add(line, ProblemKind::PanesNotThree { phase: phase.to_owned(), found });
    [None, None, None]
}

fn metric(front: &mut Front<'_>, table: &Table<'_, '_>) -> Option<Metric> {
    let id = front.need_text(table, "id");
    let name = front.need_words(table, "name");
    let told = id.as_deref().unwrap_or_default();
    let unit = metric_word(front, table, told, "unit", None, Unit::from_word, Unit::WORDS);
    let scope = metric_word(front, table, told, "scope", Some("learner"), MetricScope::from_word, MetricScope::WORDS);
    let direction = metric_word(front, table, told, "direction", None, Direction::from_word, Direction::WORDS);
    let required = front.flag(table, "required").unwrap_or(false);
    if required && scope == Some(MetricScope::Pharmacy) {
        front.problems.add(table.line, ProblemKind::RequiredNotLearner { metric: told.to_owned() });
    }
    let target = front.number(table, "target");
    let basis = front.text(table, "basis");
    let min_step = front.number(table, "min_step");
    let definition = front.words(table, "definition");
    Some(Metric {
        id: id?,
        name: name.unwrap_or_default(),
        unit: unit.unwrap_or(Unit::Count),
        scope: scope.unwrap_or(MetricScope::Learner),
        direction: direction.unwrap_or(Direction::Up),
        required,
        target,
        basis,
        min_step,
        definition,
        line: table.line,
    })
}

/// Unit, scope and direction of a metric: what is wrong with them is P10, not P01.
fn metric_word<T>(
    front: &mut Front<'_>,
    table: &Table<'_, '_>,
    metric: &str,
    key: &'static str,
    default: Option<&str>,
    read: impl Fn(&str) -> Option<T>,
    all: &'static [&'static str],
) -> Option<T> {
    let found = table.word(key).or_else(|| default.map(str::to_owned)).unwrap_or_default();
    let word = read(&found);
    if word.is_none() {
        let line = front.line_of(table, key);
        let metric = metric.to_owned();
        front.problems.add(line, ProblemKind::MetricValue { metric, key, found, wanted: Wanted::OneOf(all) });
    }
    word
}

fn stage(front: &mut Front<'_>, table: &Table<'_, '_>) -> Option<Stage> {
    let id = front.need_text(table, "id");
    let rank = front.needed(table, "rank", Front::count);
    let title = front.need_words(table, "title");
    let signs = front.texts(table, "signs").unwrap_or_default();
    let (rank, title) = (rank.unwrap_or_default(), title.unwrap_or_default());
    Some(Stage { id: id?, rank, title, signs, line: table.line })
}

fn success(front: &mut Front<'_>, top: &Table<'_, '_>) -> Success {
    let stages = top.has("stages");
    let read = front.table(top, "success", "success", |front, table| Success {
        window_sessions: front.needed(table, "window_sessions", Front::session_nos).unwrap_or_default(),
        stage1_rule: front
            .choice(table, "stage1_rule", Stage1Rule::from_word, Stage1Rule::WORDS)
            .unwrap_or(Stage1Rule::Latest),
        stage2_top: if stages {
            front.needed(table, "stage2_top", Front::count).unwrap_or_default()
        } else {
            front.count(table, "stage2_top").unwrap_or_default()
        },
        line: front.line_of(table, "window_sessions"),
    });
    read.unwrap_or(Success { window_sessions: Vec::new(), stage1_rule: Stage1Rule::Latest, stage2_top: 0, line: 1 })
}

fn usual_rubric() -> Rubric {
    Rubric { pass_mean: Decimal::whole(3), low_mean: Decimal::whole(2), anchors: Anchors::default() }
}

fn rubric(front: &mut Front<'_>, table: &Table<'_, '_>) -> Rubric {
    let usual = usual_rubric();
    Rubric {
        pass_mean: front.number(table, "pass_mean").unwrap_or(usual.pass_mean),
        low_mean: front.number(table, "low_mean").unwrap_or(usual.low_mean),
        anchors: front
            .table(table, "anchors", "rubric.anchors", |front, anchors| {
                ["1", "2", "3", "4"].map(|level| front.words(anchors, level))
            })
            .unwrap_or_default(),
    }
}

fn completion(front: &mut Front<'_>, table: &Table<'_, '_>) -> Option<Completion> {
    let id = front.need_text(table, "id");
    let title = front.need_words(table, "title");
    let window_days = front.needed(table, "window_days", Front::count);
    let target = front.number(table, "target");
    // Whatever the kind is, these keys are known ones.
    let _ = ["actions", "metric", "threshold"].map(|key| table.has(key));
    let by = match front.need_text(table, "kind").as_deref() {
        Some("action") => {
            Some(CompletedBy::Action { actions: front.needed(table, "actions", Front::texts).unwrap_or_default() })
        }
        Some("usage") => {
            let metric = front.need_text(table, "metric");
            let threshold = front.needed(table, "threshold", Front::number);
            metric.zip(threshold).map(|(metric, threshold)| CompletedBy::Usage { metric, threshold })
        }
        Some(_) => {
            front.wrong(table, "kind", Wanted::OneOf(&["action", "usage"]));
            None
        }
        None => None,
    };
    let by = by.unwrap_or(CompletedBy::Action { actions: Vec::new() });
    let (title, window_days) = (title.unwrap_or_default(), window_days.unwrap_or_default());
    Some(Completion { id: id?, title, window_days, target, by, line: table.line })
}

fn time_to_complete(front: &mut Front<'_>, table: &Table<'_, '_>) -> Option<TimeToComplete> {
    let id = front.need_text(table, "id");
    let from = front.need_text(table, "from");
    let to = front.need_text(table, "to");
    let target_days = front.number(table, "target_days");
    let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
    Some(TimeToComplete { id: id?, from, to, target_days, line: table.line })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_read_from_the_top_or_else_from_all_of_it() {
        let of = |text: &str| {
            label(text).map(|label| format!("{} {} {} {}", label.id, label.lang, label.version, label.title))
        };
        let plain = "id = \"a\"\nlang = \"en\"\nversion = \"1\"\ntitle = 'T'\n";
        assert_eq!(of(plain).as_deref(), Some("a en 1 T"));
        assert_eq!(of(&format!("{plain}[terms]\nbroken = = 1\n")).as_deref(), Some("a en 1 T"));
        // The list begins a line with a bracket: the top alone is no TOML.
        assert_eq!(of(&format!("session_minutes = [\n[\n20]]\n{plain}")).as_deref(), Some("a en 1 T"));
        assert_eq!(of("id = \"a\"\n"), None);
        assert_eq!(of("= ="), None);
    }
}
