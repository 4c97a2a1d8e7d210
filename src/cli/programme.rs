//! `programme check | list | show`.

use std::fmt::Write as _;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use super::args::{Globals, Programme as Asked};
use super::context::{Context, Environment};
use super::errors::{CliError, Exit};
use super::{input, print};
use crate::domain::{Section, SessionRef, VerifyKind};
use crate::i18n::{Lang, cli, common};
use crate::layout::{marks, words};
use crate::programme::{
    Audience, Due, Entry, Flag, Library, Parsed, Programme, Session, Word, check_files, links, parse_bytes,
};

pub(super) fn run(env: &Environment, globals: &Globals, asked: &Asked, out: &mut dyn Write) -> Result<Exit, CliError> {
    let context = Context::new(env, globals)?;
    match asked {
        Asked::Check { files } => check(&context, env, files, out),
        Asked::List { json } => list(&context, *json, out),
        Asked::Show { id, file: true, .. } => file(&context, id, out),
        Asked::Show { id, session, file: false } => show(&context, id, session.as_deref(), out),
    }
}

fn check(context: &Context, env: &Environment, files: &[PathBuf], out: &mut dyn Write) -> Result<Exit, CliError> {
    let mut parsed: Vec<Parsed> = Vec::new();
    for path in files {
        parsed.push(parse_bytes(&input::read(path).map_err(|e| context.told(e))?));
    }
    let (text, errors, _) = checked(context, env, files, parsed);
    print(out, &text)?;
    Ok(if errors == 0 { Exit::Done } else { Exit::Failed })
}

/// A line a problem: file, line, code, sentence; and one a file with what it holds. How many of them are errors, and the
/// files as they were checked.
pub(super) fn checked(
    context: &Context,
    env: &Environment,
    files: &[PathBuf],
    parsed: Vec<Parsed>,
) -> (String, usize, Vec<Parsed>) {
    let japanese = context.lang == Lang::Ja;
    let mut text = String::new();
    let mut errors = 0;
    let mut checked = check_files(parsed, &context.known_programmes());
    // No file of learners, or one that cannot be read: then nothing is known of it, and the check goes on.
    if let Ok(db) = Context::clone(context).open_to_follow(env) {
        for file in &mut checked {
            let identity = file.programme.as_ref().map(|programme| &programme.identity);
            if identity.is_some_and(|identity| db.knows_otherwise(identity).unwrap_or(false)) {
                file.in_use();
            }
        }
    }
    for (path, file) in files.iter().zip(&checked) {
        let path = path.display().to_string();
        for problem in &file.problems {
            errors += usize::from(!problem.is_notice());
            let _ = writeln!(text, "{path}:{}: {:?} {}", problem.line, problem.code, problem.sentence(japanese));
        }
        if let Some(programme) = &file.programme {
            let minutes: usize = programme.sessions.iter().map(|s| usize::from(s.planned.total())).sum();
            let ids = programme.all_sessions().map(|s| s.items().count() + s.role_play.criteria.len()).sum();
            let found = file.problems.iter().filter(|p| !p.is_notice()).count();
            let holds = cli::checked(context.lang, &path, programme.sessions.len(), minutes, ids);
            let _ = writeln!(text, "{holds}, {}", cli::problems(context.lang, found));
        }
    }
    if errors > 0 {
        let _ = writeln!(text, "{}", cli::programme_form(context.lang));
    }
    (text, errors, checked)
}

fn list(context: &Context, as_json: bool, out: &mut dyn Write) -> Result<Exit, CliError> {
    let library = context.library();
    let known = context.known_programmes();
    let mut text = String::new();
    let mut rows = Vec::new();
    for entry in library.entries() {
        let problems = entry.parsed().problems.iter().filter(|p| !p.is_notice()).count();
        if let Some(label) = entry.label().filter(|_| problems == 0) {
            let _ = writeln!(text, "{}  {}  {}  {}", label.id, label.lang, label.version, label.title);
            // It takes the place of another that calls itself the same.
            let named = |other: &&Entry| {
                other.label().is_some_and(|l| (&l.id, &l.lang, &l.version) == (&label.id, &label.lang, &label.version))
            };
            let hash = |entry: &Entry| entry.parsed().programme.as_ref().map(|p| p.identity.hash.clone());
            if known.iter().filter(named).any(|other| hash(other) != hash(entry)) {
                let _ = writeln!(text, "  {}", cli::programme_edited(context.lang, entry.name()));
            }
            rows.push(serde_json::json!({
                "id": label.id, "lang": label.lang, "version": label.version, "title": label.title,
                "file": entry.name(), "problems": 0,
            }));
        } else {
            let _ = writeln!(text, "{}", cli::programme_broken(context.lang, entry.name(), problems.max(1)));
            rows.push(serde_json::json!({
                "id": null, "lang": null, "version": null, "title": null,
                "file": entry.name(), "problems": problems.max(1),
            }));
        }
    }
    if as_json {
        text = format!("{}\n", serde_json::json!({ "schema": "manabi.programmes/1", "programmes": rows }));
    }
    print(out, &text)
}

/// The file of a programme as it is written: what one's own begins with.
fn file(context: &Context, id: &str, out: &mut dyn Write) -> Result<Exit, CliError> {
    let library = context.library();
    find(context, &library, id)?;
    let entry = library.find(id, None, context.lang.word());
    print(out, entry.map_or("", Entry::text))
}

fn show(context: &Context, id: &str, session: Option<&str>, out: &mut dyn Write) -> Result<Exit, CliError> {
    let library = context.library();
    let programme = find(context, &library, id)?;
    let text = match session {
        None => outline(programme),
        Some(number) => script(context.lang, programme, find_session(context, programme, number)?),
    };
    // It reads like a file and is none.
    let text = format!("{text}{}\n", cli::show_is_no_file(context.lang, id));
    print(out, &text)
}

/// The newest of the programmes that call themselves so.
pub(super) fn find<'l>(context: &Context, library: &'l Library, id: &str) -> Result<&'l Arc<Programme>, CliError> {
    let found = library.find(id, None, context.lang.word()).and_then(|e| e.usable());
    found.ok_or_else(|| {
        let id = id.to_owned();
        let error = CliError::new(Exit::NotFound, move |l| cli::no_such_programme(l, &id));
        context.told(error.next(|l| cli::hint_programmes(l).to_owned()))
    })
}

/// A session by its number, or the kickoff by `K`.
pub(super) fn find_session<'p>(
    context: &Context,
    programme: &'p Programme,
    number: &str,
) -> Result<&'p Session, CliError> {
    SessionRef::parse(number).and_then(|no| programme.session(no)).ok_or_else(|| {
        let (number, id) = (number.to_owned(), programme.identity.id.clone());
        let error = CliError::new(Exit::NotFound, move |l| cli::no_such_session(l, &number));
        context.told(error.next(move |l| cli::hint_sessions(l, &id)))
    })
}

fn outline(programme: &Programme) -> String {
    let mut text = format!("{}  {}\n", programme.meta.heading, programme.identity.version);
    for session in programme.all_sessions() {
        let minutes = session.planned.total();
        let _ = writeln!(text, "{:>2}  {:>2}m  {}", session.no.to_string(), minutes, session.title);
    }
    text
}

/// One session as it is held, with everything that its file says of it.
fn script(lang: Lang, programme: &Programme, session: &Session) -> String {
    let mut text = format!("[{}] {}\n", session.no, session.title);
    let phase = programme.phase(&session.phase).map(|phase| phase.title.as_str());
    line(&mut text, cli::field_phase(lang), phase);
    let planned = common::unit_minutes(lang, session.planned.total());
    line(&mut text, cli::field_minutes(lang), Some(&planned));
    line(&mut text, cli::field_goal(lang), session.goal.as_deref());
    let ja = lang == Lang::Ja;
    let owner = programme.word(Word::Owner, ja);
    let audience = session.audience.iter().map(|who| match who {
        Audience::Learner => programme.word(Word::Learner, ja),
        Audience::Owner => owner,
    });
    line(&mut text, cli::field_audience(lang), Some(&audience.collect::<Vec<_>>().join(", ")));
    let gates = session.requires.iter().map(|gate| words::gate(lang, owner, &gate.to_string()));
    line(&mut text, cli::field_requires(lang), Some(&gates.collect::<Vec<_>>().join(", ")));
    notes(&mut text, &session.notes);
    for block in &session.blocks {
        let said = section(lang, programme, session, block.section);
        if said.is_empty() {
            continue;
        }
        let minutes = block.minutes.filter(|m| *m > 0);
        let minutes = minutes.map(|m| format!(" ({})", common::unit_minutes(lang, m))).unwrap_or_default();
        let _ = write!(text, "\n{}{minutes}\n{said}", heading(lang, block.section));
    }
    text
}

const fn heading(lang: Lang, section: Section) -> &'static str {
    match section {
        Section::Prepare => cli::section_prepare(lang),
        Section::Lecture => cli::section_lecture(lang),
        Section::RolePlay => cli::section_role_play(lang),
        Section::Homework => cli::section_homework(lang),
        Section::Questions => cli::section_questions(lang),
        Section::GoNoGo => cli::section_go_no_go(lang),
        Section::Tips => cli::section_tips(lang),
        Section::Metrics => cli::section_metrics(lang),
        Section::Graduation => cli::section_graduation(lang),
    }
}

/// What stands below a heading.
fn section(lang: Lang, programme: &Programme, session: &Session, section: Section) -> String {
    let mut text = String::new();
    line(&mut text, cli::field_none(lang), session.reason_for_none(section));
    if section == Section::RolePlay {
        let play = &session.role_play;
        line(&mut text, cli::field_persona(lang), play.persona.as_deref());
        lines(&mut text, cli::field_material(lang), &play.material);
        line(&mut text, cli::field_setting(lang), play.setting.as_deref());
        line(&mut text, cli::field_task(lang), play.task.as_deref());
        lines(&mut text, cli::field_say(lang), &play.say);
    }
    for item in session.in_section(section) {
        let minutes = item.minutes.map(|m| format!(" ({})", common::unit_minutes(lang, m))).unwrap_or_default();
        let must = if item.is(Flag::Must) { " *" } else { "" };
        let branch = item
            .branch
            .as_ref()
            .map(|branch| format!("  {}", cli::only_if(lang, &branch.item, marks::outcome(branch.outcome).get(lang))));
        let branch = branch.unwrap_or_default();
        let _ = writeln!(text, "  - {}{minutes}{must}  #{}{branch}", links::plain(&item.text), item.id);
        notes(&mut text, &item.notes);
    }
    match section {
        Section::RolePlay => {
            if !session.role_play.criteria.is_empty() {
                let _ = writeln!(text, "  {}:", cli::field_rubric(lang));
            }
            for criterion in &session.role_play.criteria {
                let must = if criterion.must { " *" } else { "" };
                let _ = writeln!(text, "  - {}{must}  #{}", links::plain(&criterion.text), criterion.id);
                for (score, anchor) in (1..).zip(&criterion.anchors) {
                    line(&mut text, &format!("    {score}"), anchor.as_deref());
                }
                notes(&mut text, &criterion.notes);
            }
            notes(&mut text, &session.role_play.notes);
        }
        Section::Homework => {
            let work = &session.homework;
            let verify = work.verify.as_ref().map(|verify| {
                let kind = how_verified(lang, verify.kind);
                if verify.text.is_empty() { kind.to_owned() } else { format!("{kind}; {}", verify.text) }
            });
            line(&mut text, cli::field_verify(lang), verify.as_deref());
            let effort = work.effort.map(|minutes| common::unit_minutes(lang, minutes));
            line(&mut text, cli::field_effort(lang), effort.as_deref());
            if work.items.iter().any(|item| item.is(Flag::Task)) {
                let due = match work.due {
                    Due::Next => cli::due_next(lang).to_owned(),
                    Due::DaysBefore(days) => cli::due_before(lang, days),
                };
                line(&mut text, cli::field_due(lang), Some(&due));
            }
            notes(&mut text, &work.notes);
        }
        Section::GoNoGo => {
            lines(&mut text, cli::field_go(lang), &session.go);
            lines(&mut text, cli::field_hold(lang), &session.hold);
        }
        Section::Metrics => {
            for figure in &session.metrics {
                let name = programme.metric(&figure.metric).map_or(figure.metric.as_str(), |metric| &metric.name);
                line(&mut text, &format!("- {name}"), Some(&figure.text));
                notes(&mut text, &figure.notes);
            }
        }
        Section::Prepare | Section::Lecture | Section::Questions | Section::Tips | Section::Graduation => {}
    }
    text
}

const fn how_verified(lang: Lang, kind: VerifyKind) -> &'static str {
    match kind {
        VerifyKind::Log => cli::verify_log(lang),
        VerifyKind::Show => cli::verify_show(lang),
        VerifyKind::File => cli::verify_file(lang),
        VerifyKind::Quiz => cli::verify_quiz(lang),
        VerifyKind::SelfReport => cli::verify_self(lang),
    }
}

/// A field, if it says something.
fn line(text: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        let _ = writeln!(text, "  {name}: {}", links::plain(value));
    }
}

fn lines(text: &mut String, name: &str, values: &[String]) {
    for value in values {
        line(text, name, Some(value));
    }
}

fn notes(text: &mut String, notes: &[String]) {
    for note in notes {
        let _ = writeln!(text, "      {}", links::plain(note));
    }
}
