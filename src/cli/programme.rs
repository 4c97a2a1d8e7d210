//! `programme check | list | show`.

use std::fmt::Write as _;
use std::io::Write;
use std::path::PathBuf;

use super::args::{Globals, Programme as Asked};
use super::context::{Context, Environment};
use super::errors::{CliError, Exit};
use super::{input, print};
use crate::domain::{Section, SessionRef};
use crate::i18n::{Lang, cli};
use crate::programme::{Entry, Flag, Parsed, Programme, Session, check_files, links, parse_bytes};

pub(super) fn run(env: &Environment, globals: &Globals, asked: &Asked, out: &mut dyn Write) -> Result<Exit, CliError> {
    let context = Context::new(env, globals)?;
    match asked {
        Asked::Check { files } => check(&context, files, out),
        Asked::List { json } => list(&context, *json, out),
        Asked::Show { id, session } => show(&context, id, session.as_deref(), out),
    }
}

/// A line a problem: file, line, code, sentence; and one a file with what it holds.
fn check(context: &Context, files: &[PathBuf], out: &mut dyn Write) -> Result<Exit, CliError> {
    let japanese = context.lang == Lang::Ja;
    let mut parsed: Vec<Parsed> = Vec::new();
    for path in files {
        parsed.push(parse_bytes(&input::read(path).map_err(|e| context.told(e))?));
    }
    let mut text = String::new();
    let mut errors = 0;
    for (path, file) in files.iter().zip(check_files(parsed, &context.known_programmes())) {
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
    print(out, &text)?;
    Ok(if errors == 0 { Exit::Done } else { Exit::Failed })
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

fn show(context: &Context, id: &str, session: Option<&str>, out: &mut dyn Write) -> Result<Exit, CliError> {
    let library = context.library();
    let found = library.find(id, None, context.lang.word()).and_then(|e| e.usable());
    let Some(programme) = found else {
        let id = id.to_owned();
        let error = CliError::new(Exit::NotFound, move |l| cli::no_such_programme(l, &id));
        return Err(context.told(error.next(|l| cli::hint_programmes(l).to_owned())));
    };
    let text = match session {
        None => outline(programme),
        Some(number) => {
            let Some(session) = SessionRef::parse(number).and_then(|no| programme.session(no)) else {
                let number = number.to_owned();
                return Err(context.told(CliError::new(Exit::NotFound, move |l| cli::no_such_session(l, &number))));
            };
            script(programme, session)
        }
    };
    print(out, &text)
}

fn outline(programme: &Programme) -> String {
    let mut text = format!("{}  {}\n", programme.meta.heading, programme.identity.version);
    for session in programme.all_sessions() {
        let minutes = session.planned.total();
        let _ = writeln!(text, "{:>2}  {:>2}m  {}", session.no.to_string(), minutes, session.title);
    }
    text
}

/// One session as it is held: items with minutes, role-play, homework.
fn script(programme: &Programme, session: &Session) -> String {
    let mut text = format!("[{}] {}\n", session.no, session.title);
    if let Some(goal) = &session.goal {
        let _ = writeln!(text, "  {goal}");
    }
    for block in &session.blocks {
        let minutes = block.minutes.map(|m| format!(" ({m}m)")).unwrap_or_default();
        let _ = writeln!(text, "\n{}{minutes}", block.section.word());
        if let Some(reason) = session.reason_for_none(block.section) {
            let _ = writeln!(text, "  {reason}");
        }
        for item in session.in_section(block.section) {
            let minutes = item.minutes.map(|m| format!(" ({m}m)")).unwrap_or_default();
            let must = if item.is(Flag::Must) { " *" } else { "" };
            let _ = writeln!(text, "  - {}{minutes}{must}  #{}", links::plain(&item.text), item.id);
            for note in &item.notes {
                let _ = writeln!(text, "      {note}");
            }
        }
        if block.section == Section::RolePlay {
            for criterion in programme.criteria(session.no) {
                let _ = writeln!(text, "  {}  #{}", criterion.text, criterion.id);
            }
        }
    }
    text
}
