//! What changed from one programme to another: between two versions for the reader, between two languages for P14.

use std::collections::{HashMap, HashSet};

use super::keywords::Field;
use super::shape::{CompletedBy, Due, Item, Programme, Session};
use crate::domain::{Section, SessionRef};

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub place: Place,
    pub part: Part,
    /// `None` when the place or the part is new.
    pub old: Option<String>,
    /// `None` when it is gone.
    pub new: Option<String>,
    /// Only words differ, which two languages always do.
    pub is_wording: bool,
    /// Where to look in the newer file.
    pub line: u32,
}

/// Where something differs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    Programme,
    /// A table of the front matter and an id in it.
    Entry(&'static str, String),
    Session(SessionRef),
    /// The id of an item, a question, a tip or a criterion.
    Line(String),
}

/// What of it differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// All of it: new or gone.
    Whole,
    /// A key of the front matter.
    Key(&'static str),
    /// What a field says.
    Field(Field),
    /// How many lines a field has.
    Lines(Field),
    /// The section that an item stands in.
    Section,
    /// The lines of a section stand in another order: the first one that differs.
    Order(Section),
    Title,
    Text,
    Flags,
    Criteria,
}

/// The differences from `old` to `new`, in the order of `new`; what is gone stands at its session.
pub fn compare(old: &Programme, new: &Programme) -> Vec<Change> {
    let (old, new) = (Facts::of(old), Facts::of(new));
    let before: HashMap<&Place, &Thing> = old.0.iter().map(|thing| (&thing.place, thing)).collect();
    let after: HashMap<&Place, &Thing> = new.0.iter().map(|thing| (&thing.place, thing)).collect();
    let mut changes = Vec::new();
    for thing in &new.0 {
        let Some(was) = before.get(&thing.place) else {
            changes.push(thing.whole(None, Some(thing.name.clone()), thing.line));
            continue;
        };
        for fact in &thing.facts {
            let Some(then) = was.facts.iter().find(|other| other.part == fact.part) else { continue };
            let (a, b) = match fact.part {
                Part::Order(_) => moved(&then.value, &fact.value),
                _ => (then.value.as_str(), fact.value.as_str()),
            };
            if a != b {
                changes.push(Change {
                    place: thing.place.clone(),
                    part: fact.part,
                    old: Some(a.to_owned()),
                    new: Some(b.to_owned()),
                    is_wording: fact.is_wording,
                    line: thing.line,
                });
            }
        }
    }
    for thing in old.0.iter().filter(|thing| !after.contains_key(&thing.place)) {
        let line = thing.session.and_then(|no| after.get(&Place::Session(no))).map_or(1, |session| session.line);
        changes.push(thing.whole(Some(thing.name.clone()), None, line));
    }
    changes.sort_by_key(|change| change.line);
    changes
}

/// The first pair of ids that stand in another order; ids of one side only do not count.
fn moved<'a>(old: &'a str, new: &'a str) -> (&'a str, &'a str) {
    let (a, b): (HashSet<&str>, HashSet<&str>) = (old.split(' ').collect(), new.split(' ').collect());
    let olds = old.split(' ').filter(|id| b.contains(id));
    let news = new.split(' ').filter(|id| a.contains(id));
    olds.zip(news).find(|(x, y)| x != y).unwrap_or(("", ""))
}

/// A place of a programme with what is said of it.
struct Thing {
    place: Place,
    session: Option<SessionRef>,
    /// What it is called when it is new or gone.
    name: String,
    line: u32,
    facts: Vec<Fact>,
}

struct Fact {
    part: Part,
    value: String,
    is_wording: bool,
}

impl Thing {
    fn new(place: Place, session: Option<SessionRef>, name: &str, line: u32) -> Self {
        Self { place, session, name: name.to_owned(), line, facts: Vec::new() }
    }
    /// A number, a name or a choice: the same in every language.
    fn same(mut self, part: Part, value: &impl ToString) -> Self {
        self.facts.push(Fact { part, value: value.to_string(), is_wording: false });
        self
    }
    /// Words: another language has others.
    fn wording(mut self, part: Part, value: &impl ToString) -> Self {
        self.facts.push(Fact { part, value: value.to_string(), is_wording: true });
        self
    }
    fn whole(&self, old: Option<String>, new: Option<String>, line: u32) -> Change {
        Change { place: self.place.clone(), part: Part::Whole, old, new, is_wording: false, line }
    }
}

/// Everything a programme says, a place each.
struct Facts(Vec<Thing>);

impl Facts {
    fn of(programme: &Programme) -> Self {
        let mut all = Self(vec![top(programme)]);
        all.entries(programme);
        for session in programme.all_sessions() {
            all.session(session);
        }
        all
    }

    fn entries(&mut self, programme: &Programme) {
        let entry =
            |table, id: &str, name: &str, line| Thing::new(Place::Entry(table, id.to_owned()), None, name, line);
        for phase in &programme.phases {
            self.0.push(
                entry("phases", &phase.id, &phase.title, phase.line)
                    .wording(Part::Title, &phase.title)
                    .same(Part::Key("first"), &phase.first)
                    .same(Part::Key("last"), &phase.last)
                    .wording(Part::Key("panes"), &joined(phase.panes.iter().map(|title| or_empty(title.as_ref())))),
            );
        }
        for metric in &programme.metrics {
            self.0.push(
                entry("metrics", &metric.id, &metric.name, metric.line)
                    .wording(Part::Title, &metric.name)
                    .same(Part::Key("unit"), &metric.unit.word())
                    .same(Part::Key("scope"), &metric.scope.word())
                    .same(Part::Key("direction"), &metric.direction.word())
                    .same(Part::Key("required"), &metric.required)
                    .same(Part::Key("target"), &or_empty(metric.target))
                    .same(Part::Key("basis"), &or_empty(metric.basis.as_ref()))
                    .same(Part::Key("min_step"), &or_empty(metric.min_step))
                    .wording(Part::Key("definition"), &or_empty(metric.definition.as_ref())),
            );
        }
        for stage in &programme.stages {
            self.0.push(
                entry("stages", &stage.id, &stage.title, stage.line)
                    .wording(Part::Title, &stage.title)
                    .same(Part::Key("rank"), &stage.rank)
                    .wording(Part::Key("signs"), &joined(&stage.signs)),
            );
        }
        for completion in &programme.completion {
            let by = match &completion.by {
                CompletedBy::Action { actions } => format!("action {}", joined(actions)),
                CompletedBy::Usage { metric, threshold } => format!("usage {metric} {threshold}"),
            };
            self.0.push(
                entry("completion", &completion.id, &completion.title, completion.line)
                    .wording(Part::Title, &completion.title)
                    .same(Part::Key("kind"), &by)
                    .same(Part::Key("window_days"), &completion.window_days)
                    .same(Part::Key("target"), &or_empty(completion.target)),
            );
        }
        for ttc in &programme.time_to_complete {
            self.0.push(
                entry("time_to_complete", &ttc.id, &ttc.id, ttc.line)
                    .same(Part::Key("from"), &ttc.from)
                    .same(Part::Key("to"), &ttc.to)
                    .same(Part::Key("target_days"), &or_empty(ttc.target_days)),
            );
        }
    }

    fn session(&mut self, session: &Session) {
        let (role_play, homework) = (&session.role_play, &session.homework);
        let planned = session.planned;
        let minutes = format!("{}/{}/{}", planned.lecture, planned.role_play, planned.homework);
        let verify = homework.verify.as_ref();
        let due = match homework.due {
            Due::Next => "next".to_owned(),
            Due::DaysBefore(days) => format!("-{days}d"),
        };
        let none = [&role_play.none, &homework.none].into_iter().flatten();
        let verified = verify.iter().map(|verify| &verify.text);
        let rest = verified.chain(session.metrics.iter().map(|line| &line.text));
        let notes = [&role_play.notes, &homework.notes, &session.notes].into_iter().flatten();
        let mut thing = Thing::new(Place::Session(session.no), Some(session.no), &session.title, session.line)
            .wording(Part::Title, &session.title)
            .same(Part::Field(Field::Phase), &session.phase)
            .same(Part::Field(Field::Minutes), &minutes)
            .same(Part::Field(Field::Audience), &joined(session.audience.iter().map(|audience| audience.word())))
            .same(Part::Field(Field::Requires), &joined(&session.requires))
            .wording(Part::Field(Field::Goal), &or_empty(session.goal.as_ref()))
            .wording(Part::Field(Field::None), &joined(none))
            .wording(Part::Field(Field::Persona), &or_empty(role_play.persona.as_ref()))
            .wording(Part::Field(Field::Task), &or_empty(role_play.task.as_ref()))
            .same(Part::Criteria, &role_play.criteria.len())
            .same(Part::Field(Field::Verify), &or_empty(verify.map(|verify| verify.kind.word())))
            .same(Part::Field(Field::Effort), &or_empty(homework.effort))
            .same(Part::Field(Field::Due), &due)
            .same(Part::Key("metrics"), &joined(session.metrics.iter().map(|line| &line.metric)))
            .wording(Part::Text, &joined(rest.chain(notes)));
        let setting: Vec<String> = role_play.setting.iter().cloned().collect();
        for (field, lines) in [
            (Field::Material, &role_play.material),
            (Field::Setting, &setting),
            (Field::Say, &role_play.say),
            (Field::Go, &session.go),
            (Field::Hold, &session.hold),
        ] {
            thing = thing.same(Part::Lines(field), &lines.len()).wording(Part::Field(field), &joined(lines));
        }
        for block in &session.blocks {
            let ids = session.in_section(block.section).iter().map(|item| item.id.as_str());
            thing = thing.same(Part::Order(block.section), &ids.collect::<Vec<_>>().join(" "));
        }
        self.0.push(thing);
        for (section, item) in session.items() {
            self.0.push(line(session.no, section, item));
        }
        for criterion in &role_play.criteria {
            self.0.push(
                Thing::new(Place::Line(criterion.id.clone()), Some(session.no), &criterion.text, criterion.line)
                    .wording(Part::Text, &criterion.text)
                    .same(Part::Section, &format!("{} rubric", session.no))
                    .same(Part::Flags, &if criterion.must { "must" } else { "" }),
            );
        }
    }
}

fn top(programme: &Programme) -> Thing {
    let (meta, success) = (&programme.meta, &programme.success);
    let (least, most) = meta.kickoff_minutes;
    Thing::new(Place::Programme, None, &meta.title, 1)
        .wording(Part::Title, &meta.title)
        .wording(Part::Text, &joined([&meta.heading, &meta.intro]))
        .wording(
            Part::Key("words"),
            &joined(programme.words.iter().map(|(word, text)| format!("{}={text}", word.word()))),
        )
        .wording(Part::Key("nps"), &or_empty(programme.nps_question.as_ref()))
        .wording(Part::Key("anchors"), &joined(programme.rubric.anchors.iter().map(|text| or_empty(text.as_ref()))))
        .same(Part::Key("touch_model"), &meta.touch_model.word())
        .same(Part::Key("cadence_days"), &meta.cadence_days)
        .same(Part::Key("session_minutes"), &joined(&meta.session_minutes))
        .same(Part::Key("kickoff_minutes"), &format!("{least}, {most}"))
        .same(Part::Key("sessions"), &programme.sessions.len())
        .same(Part::Key("deadline_days"), &or_empty(meta.deadline_days))
        .same(Part::Key("device_after_contract_days"), &or_empty(meta.device_after_contract_days))
        .same(Part::Key("go_live_after_device_days"), &or_empty(meta.go_live_after_device_days))
        .same(Part::Key("window_sessions"), &joined(&success.window_sessions))
        .same(Part::Key("stage1_rule"), &success.stage1_rule.word())
        .same(Part::Key("stage2_top"), &success.stage2_top)
        .same(Part::Key("pass_mean"), &programme.rubric.pass_mean)
        .same(Part::Key("low_mean"), &programme.rubric.low_mean)
}

fn line(no: SessionRef, section: Section, item: &Item) -> Thing {
    let branch = item.branch.as_ref().map(|branch| format!(" if={}:{}", branch.item, branch.outcome.word()));
    let mut flags: Vec<&str> = item.flags.iter().map(|flag| flag.word()).collect();
    flags.sort_unstable();
    Thing::new(Place::Line(item.id.clone()), Some(no), &item.text, item.line)
        .wording(Part::Text, &joined([&item.text].into_iter().chain(&item.notes)))
        .same(Part::Section, &format!("{no} {}", section.word()))
        .same(Part::Field(Field::Minutes), &or_empty(item.minutes))
        .same(Part::Flags, &(flags.join(" ") + &or_empty(branch)))
}

fn or_empty(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn joined<T: ToString>(values: impl IntoIterator<Item = T>) -> String {
    values.into_iter().map(|value| value.to_string()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    const OLD: &str = include_str!("../../assets/programmes/programme-accounting-en.md");

    /// What changed, in sentences.
    fn changes(edits: &[(&str, &str)]) -> Vec<String> {
        let text = edits.iter().fold(OLD.to_owned(), |text, (old, new)| {
            assert!(text.contains(old), "{old}");
            text.replacen(old, new, 1)
        });
        let (old, new) = (parse(OLD).programme.unwrap(), parse(&text).programme.unwrap());
        compare(&old, &new).iter().map(|change| change.sentence(false)).collect()
    }

    #[test]
    fn nothing_changed() {
        assert_eq!(changes(&[]), Vec::<String>::new());
        assert_eq!(changes(&[("## [1]", "<!-- moved down -->\n\n## [1]")]), Vec::<String>::new());
    }

    #[test]
    fn items_are_added_changed_moved_and_removed() {
        let told = changes(&[
            ("(3m) {#a1-map must}", "(4m) {#a1-map}"),
            ("- [ ] Link one bank account (3m) {#a1-link must}\n", ""),
            ("### homework (4m)\n", "### homework (4m)\n- [ ] Look at the bank (2m) {#a1-look}\n"),
            ("electricity to suitable accounts {", "electricity to the right accounts {"),
        ]);
        assert_eq!(
            told,
            [
                "a1-link is gone: Link one bank account",
                "a1-map, minutes: 3 -> 4",
                "a1-map, flags: must -> (nothing)",
                "a1-r-accounts, text: …electricity to suitable accounts -> …electricity to the right accounts",
                "a1-look is new: Look at the bank",
            ]
        );
    }

    #[test]
    fn the_order_is_told_once() {
        let told = changes(&[
            ("(3m) {#a1-map must}", "(3m) {#x must}"),
            ("(3m) {#a1-link must}", "(3m) {#a1-map must}"),
            ("(3m) {#x must}", "(3m) {#a1-link must}"),
        ]);
        assert_eq!(told[0], "session 1, order of lecture: a1-map -> a1-link");
        assert_eq!(told.len(), 3, "{told:?}");
    }

    #[test]
    fn figures_and_sessions() {
        assert_eq!(changes(&[("target = 70", "target = 72.5")]), ["metrics auto_match_rate, target: 70 -> 72.5"]);
        assert_eq!(changes(&[("deadline_days = 28\n", "")]), ["the programme, deadline_days: 28 -> (nothing)"]);
        assert_eq!(changes(&[("- verify: log;", "- verify: show;")]), ["session 1, verify: log -> show"]);
        assert_eq!(changes(&[("lecture 8 /", "lecture 9 /")]), ["session 1, minutes: 8/8/4 -> 9/8/4"]);
        assert_eq!(
            changes(&[("id = \"C\"", "id = \"D\"")]),
            ["stages C is gone: Posted at month end", "stages D is new: Posted at month end",]
        );
    }
}
