//! Arguments. A bare `manabi` with known options is read by hand, because the parser of the sub-commands costs time on the
//! way to the first frame.

mod grammar;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgMatches;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use self::grammar::command;
use super::context::{Environment, language, language_of_run};
use super::errors::{CliError, Exit};
use crate::domain::BusinessDate;
use crate::i18n::{Lang, cli};

/// Options of every command.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Globals {
    pub db: Option<PathBuf>,
    pub config: Option<PathBuf>,
    pub lang: Option<Lang>,
    pub trainer: Option<String>,
    pub now: Option<String>,
    pub redact: bool,
    pub color: Option<String>,
}

/// What was asked for.
#[derive(Debug)]
pub(super) enum Parsed {
    Screen(Globals),
    Command(Globals, Command),
    /// Help or version, to be printed.
    Text(String),
}

#[derive(Debug)]
pub(super) enum Command {
    Demo {
        preset: String,
        no_screen: bool,
    },
    /// A number or `K`, of that programme or the usual one.
    Rehearse {
        programme: Option<String>,
        session: String,
        no_screen: bool,
    },
    Today {
        date: Option<BusinessDate>,
        json: bool,
    },
    Review {
        date: Option<BusinessDate>,
        json: bool,
    },
    /// The window for the learner; of the practice file when asked.
    Show {
        practice: bool,
    },
    Import(Import),
    Export(Export),
    Programme(Programme),
    Paths {
        json: bool,
    },
}

#[derive(Debug)]
pub(super) struct Import {
    pub paths: Vec<PathBuf>,
    pub kind: Option<String>,
    pub dry_run: bool,
    pub partial: bool,
    pub json: bool,
}

#[derive(Debug)]
pub(super) struct Export {
    pub kind: String,
    pub format: String,
    pub output: Option<PathBuf>,
    pub encoding: String,
    pub lossy: bool,
}

#[derive(Debug)]
pub(super) enum Programme {
    Check { files: Vec<PathBuf> },
    List { json: bool },
    Show { id: String, session: Option<String>, file: bool },
}

/// Reads the arguments.
pub(super) fn parse(env: &Environment, args: &[OsString]) -> Result<Parsed, CliError> {
    if let Some(globals) = by_hand(args) {
        return Ok(Parsed::Screen(globals));
    }
    let lang = language(env, asked_lang(args), None);
    let argv = std::iter::once(OsString::from("manabi")).chain(args.iter().cloned());
    let matches = match command(lang).try_get_matches_from(argv) {
        Ok(matches) => matches,
        Err(error) => {
            return match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Ok(Parsed::Text(error.render().to_string())),
                kind => {
                    let mut told = mistake(kind, &error);
                    told.lang = Some(lang);
                    Err(told)
                }
            };
        }
    };
    let globals = globals(&matches);
    match matches.subcommand() {
        None => Ok(Parsed::Screen(globals)),
        Some((name, sub)) => match subcommand(name, sub) {
            Ok(command) => Ok(Parsed::Command(globals, command)),
            Err(mut told) => {
                told.lang = Some(language_of_run(env, &globals));
                Err(told)
            }
        },
    }
}

/// `None` when there is anything but global options: then the parser reads (and judges) them.
fn by_hand(args: &[OsString]) -> Option<Globals> {
    let mut globals = Globals::default();
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        let text = arg.to_str()?;
        let (name, inline) = match text.split_once('=') {
            Some((name, value)) => (name, Some(OsString::from(value))),
            None => (text, None),
        };
        if name == "--redact" && inline.is_none() {
            globals.redact = true;
            continue;
        }
        let known = matches!(name, "--db" | "--config" | "--lang" | "--trainer" | "--now" | "--color");
        if !known {
            return None;
        }
        let value = inline.or_else(|| rest.next().cloned())?;
        match name {
            "--db" => globals.db = Some(PathBuf::from(value)),
            "--config" => globals.config = Some(PathBuf::from(value)),
            "--lang" => globals.lang = Some(Lang::from_word(value.to_str()?)?),
            "--trainer" => globals.trainer = Some(value.to_str()?.to_owned()),
            "--now" => globals.now = Some(value.to_str()?.to_owned()),
            _ => globals.color = Some(value.to_str().filter(|v| matches!(*v, "auto" | "always" | "never"))?.to_owned()),
        }
    }
    Some(globals)
}

/// The help itself is in the language that was asked for.
fn asked_lang(args: &[OsString]) -> Option<Lang> {
    let texts: Vec<&str> = args.iter().filter_map(|a| a.to_str()).collect();
    let inline = texts.iter().find_map(|t| t.strip_prefix("--lang="));
    let apart = texts.iter().position(|t| *t == "--lang").and_then(|i| texts.get(i + 1).copied());
    Lang::from_word(inline.or(apart)?)
}

/// What is wrong with the arguments, in our own words: those of the parser are English.
fn mistake(kind: ErrorKind, error: &clap::Error) -> CliError {
    let told = |kind: ContextKind| -> Vec<String> {
        match error.get(kind) {
            Some(ContextValue::String(text)) => vec![text.clone()],
            Some(ContextValue::Strings(texts)) => texts.clone(),
            _ => Vec::new(),
        }
    };
    // `--lang <LANG>` is the option `--lang`.
    let arg = told(ContextKind::InvalidArg)
        .iter()
        .map(|arg| arg.split(" <").next().unwrap_or(arg))
        .collect::<Vec<_>>()
        .join(" ");
    let value = told(ContextKind::InvalidValue).concat();
    let what = match kind {
        ErrorKind::InvalidSubcommand => {
            let word = told(ContextKind::InvalidSubcommand).concat();
            CliError::new(Exit::Usage, move |l| cli::unknown_command(l, &word))
        }
        ErrorKind::MissingSubcommand => CliError::new(Exit::Usage, |l| cli::missing_command(l).to_owned()),
        ErrorKind::UnknownArgument => CliError::new(Exit::Usage, move |l| cli::unknown_argument(l, &arg)),
        ErrorKind::MissingRequiredArgument => CliError::new(Exit::Usage, move |l| cli::missing_argument(l, &arg)),
        ErrorKind::ArgumentConflict => CliError::new(Exit::Usage, move |l| cli::given_twice(l, &arg)),
        _ if value.is_empty() => CliError::new(Exit::Usage, move |l| cli::missing_value(l, &arg)),
        _ => CliError::new(Exit::Usage, move |l| cli::bad_argument(l, &arg, &value)),
    };
    let valid = told(ContextKind::ValidValue).join(" ");
    let meant = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let meant = meant.into_iter().flat_map(told).next();
    what.next(move |l| match &meant {
        Some(meant) => cli::hint_meant(l, meant),
        None if valid.is_empty() => cli::hint_help(l).to_owned(),
        None => cli::hint_choices(l, &valid),
    })
}

fn globals(matches: &ArgMatches) -> Globals {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
    Globals {
        db: path("db"),
        config: path("config"),
        lang: text("lang").as_deref().and_then(Lang::from_word),
        trainer: text("trainer"),
        now: text("now"),
        redact: matches.get_flag("redact"),
        color: text("color"),
    }
}

fn subcommand(name: &str, sub: &ArgMatches) -> Result<Command, CliError> {
    let text = |name: &str| sub.get_one::<String>(name).cloned();
    let files = |m: &ArgMatches, name: &str| m.get_many::<PathBuf>(name).into_iter().flatten().cloned().collect();
    Ok(match name {
        "demo" => Command::Demo { preset: text("preset").unwrap_or_default(), no_screen: sub.get_flag("no-screen") },
        "rehearse" => Command::Rehearse {
            programme: text("programme"),
            session: text("number").unwrap_or_default(),
            no_screen: sub.get_flag("no-screen"),
        },
        "today" => Command::Today { date: date(sub)?, json: sub.get_flag("json") },
        "review" => Command::Review { date: date(sub)?, json: sub.get_flag("json") },
        "show" => Command::Show { practice: sub.get_flag("practice") },
        "import" => Command::Import(Import {
            paths: files(sub, "paths"),
            kind: text("kind"),
            dry_run: sub.get_flag("dry-run"),
            partial: sub.get_flag("partial"),
            json: sub.get_flag("json"),
        }),
        "export" => Command::Export(Export {
            kind: text("kind").unwrap_or_default(),
            format: text("format").unwrap_or_default(),
            output: sub.get_one::<PathBuf>("output").cloned(),
            encoding: text("encoding").unwrap_or_default(),
            lossy: sub.get_flag("lossy"),
        }),
        "programme" => Command::Programme(match sub.subcommand() {
            Some(("check", m)) => Programme::Check { files: files(m, "files") },
            Some(("show", m)) => Programme::Show {
                file: m.get_flag("file"),
                id: m.get_one::<String>("id").cloned().unwrap_or_default(),
                session: m.get_one::<String>("session").cloned(),
            },
            other => Programme::List { json: other.is_some_and(|(_, m)| m.get_flag("json")) },
        }),
        _ => Command::Paths { json: sub.get_flag("json") },
    })
}

fn date(sub: &ArgMatches) -> Result<Option<BusinessDate>, CliError> {
    let Some(text) = sub.get_one::<String>("date").cloned() else { return Ok(None) };
    match BusinessDate::parse(&text) {
        Some(date) => Ok(Some(date)),
        None => Err(CliError::new(Exit::Usage, move |l| cli::bad_option(l, "date", &text))
            .next(|l| cli::hint_date(l).to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_line(line: &str) -> Result<Parsed, CliError> {
        let args: Vec<OsString> = line.split_whitespace().map(OsString::from).collect();
        parse(&Environment::default(), &args)
    }

    #[test]
    fn both_readers_agree_about_the_screen() {
        for line in ["", "--db x.db", "--db=x.db --lang ja", "--trainer all --now 2026-11-25T09:00:00Z --redact"] {
            let args: Vec<OsString> = line.split_whitespace().map(OsString::from).collect();
            let Ok(Parsed::Screen(fast)) = parse_line(line) else { panic!("{line}") };
            let slow = command(Lang::En).try_get_matches_from(std::iter::once("manabi".into()).chain(args)).unwrap();
            assert_eq!(fast, globals(&slow), "{line}");
        }
    }

    #[test]
    fn options_may_stand_behind_the_command() {
        let Ok(Parsed::Command(globals, Command::Today { json: true, .. })) = parse_line("today --json --db x.db")
        else {
            panic!("not read")
        };
        assert_eq!(globals.db, Some("x.db".into()));
    }

    #[test]
    fn the_programme_of_a_rehearsal_may_be_left_out() {
        for (line, id, number) in [("rehearse 5", None, "5"), ("rehearse accounting K", Some("accounting"), "K")] {
            let Ok(Parsed::Command(_, Command::Rehearse { programme, session, .. })) = parse_line(line) else {
                panic!("{line}")
            };
            assert_eq!((programme.as_deref(), session.as_str()), (id, number), "{line}");
        }
        let Ok(Parsed::Text(help)) = parse_line("--lang en rehearse --help") else { panic!("no help") };
        assert!(help.contains("[PROGRAMME] <N>"), "{help}");
    }

    #[test]
    fn mistakes_are_usage() {
        for line in ["--lnag ja", "today --date tomorrow", "programme", "import", "--lang fr", "nonsense"] {
            assert_eq!(parse_line(line).unwrap_err().exit, Exit::Usage, "{line}");
        }
    }

    /// Words of the parser that are not ours.
    const PARSERS: [&str; 12] = [
        "Usage",
        "Options",
        "Commands",
        "Arguments",
        "Print ",
        "unexpected",
        "possible values",
        "default:",
        "required",
        "unrecognized",
        "invalid",
        "error",
    ];

    #[test]
    fn the_japanese_help_and_its_mistakes_have_no_words_of_the_parser() {
        let mut helps = vec!["--help".to_owned(), "programme --help".to_owned()];
        let all = command(Lang::Ja);
        helps.extend(all.get_subcommands().map(|sub| format!("{} --help", sub.get_name())));
        let programme = all.get_subcommands().find(|sub| sub.get_name() == "programme").unwrap();
        helps.extend(programme.get_subcommands().map(|sub| format!("programme {} -h", sub.get_name())));
        for line in helps {
            let Ok(Parsed::Text(text)) = parse_line(&format!("--lang ja {line}")) else { panic!("{line}") };
            for word in PARSERS {
                assert!(!text.contains(word), "{line}: {word}\n{text}");
            }
            assert!(text.contains("使い方: manabi") && text.contains("オプション:"), "{line}\n{text}");
        }
        for (line, says) in [
            ("--lnag ja", "知らない引数です: --lnag"),
            ("programme", "コマンドが足りません"),
            ("import", "引数が足りません: <PATH>..."),
            ("--color blue", "--color に blue は選べません"),
            ("demo --preset", "--preset の値がありません"),
            ("nonsense", "知らないコマンドです: nonsense"),
            ("today --json --json", "二度書かれています: --json"),
        ] {
            let mut told = Vec::new();
            parse_line(&format!("--lang ja {line}")).unwrap_err().write(Lang::Ja, &mut told).unwrap();
            let told = String::from_utf8(told).unwrap();
            assert!(told.contains(says) && told.contains("次の一手"), "{line}: {told}");
            assert!(!PARSERS.iter().any(|word| told.contains(word)), "{line}: {told}");
        }
    }

    #[test]
    fn help_is_in_the_language_that_was_asked_for() {
        let Ok(Parsed::Text(ja)) = parse_line("--lang ja --help") else { panic!("no help") };
        let Ok(Parsed::Text(en)) = parse_line("--help --lang=en") else { panic!("no help") };
        assert!(ja.contains("練習の1日") && !en.contains("練習"));
    }
}
