//! What every command needs: the environment (read once, in `main`), paths, config, language, zone, clock, database.

use std::path::PathBuf;

use chrono::{DateTime, Utc};

use super::args::Globals;
use super::errors::{CliError, Exit, io_words, open_error};
use crate::config::paths::{PathVars, Paths, programme_files};
use crate::config::{Config, ConfigError};
use crate::domain::Zone;
use crate::i18n::{Lang, cli};
use crate::programme::{Entry, Library, known};
use crate::request::Who;
use crate::store::{Db, OpenError, Options};

/// What the program takes from outside besides its arguments.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the surroundings")]
pub struct Environment {
    pub paths: PathVars,
    /// `HOME`: what a leading `~` stands for.
    pub home: Option<PathBuf>,
    /// `MANABI_DB`.
    pub db: Option<PathBuf>,
    /// `MANABI_NOW`.
    pub now: Option<String>,
    /// `MANABI_REDACT` is 1.
    pub redact: bool,
    /// The first of `LC_ALL`, `LC_MESSAGES`, `LANG` that is set.
    pub locale: Option<String>,
    /// `TZ`, else the system's zone.
    pub zone: Option<String>,
    pub no_color: bool,
    pub term: Option<String>,
    /// `TERM_PROGRAM`.
    pub term_program: Option<String>,
    pub color_term: Option<String>,
    pub ssh: bool,
    pub tmux: bool,
    /// Something that is the same at every start on this machine and on no other.
    pub machine: String,
    /// Differs at every start.
    pub seed: u64,
    pub wall: DateTime<Utc>,
    pub stdin_is_terminal: bool,
    pub stdout_is_terminal: bool,
}

/// Everything worked out for one run.
#[derive(Debug, Clone)]
pub(super) struct Context {
    pub paths: Paths,
    pub config: Config,
    pub lang: Lang,
    pub zone: Zone,
    /// Where the clock starts; from there it runs on.
    pub now: DateTime<Utc>,
    /// `--now` or `MANABI_NOW` was given.
    pub now_given: bool,
    pub who: Who,
    pub redact: bool,
    pub db: PathBuf,
}

/// `--lang`, config, then the locale; English where none of them says.
pub(super) fn language(env: &Environment, asked: Option<Lang>, config: Option<&Config>) -> Lang {
    asked
        .or_else(|| config.and_then(|c| Lang::from_word(c.lang.as_deref()?)))
        .or_else(|| Lang::from_word(env.locale.as_deref()?))
        .unwrap_or(Lang::En)
}

/// The language of a run that gets no further: what it would have been, as far as that can be told.
pub(super) fn language_of_run(env: &Environment, globals: &Globals) -> Lang {
    match Context::new(env, globals) {
        Ok(context) => context.lang,
        Err(error) => error.lang.unwrap_or_else(|| language(env, globals.lang, None)),
    }
}

impl Context {
    pub(super) fn new(env: &Environment, globals: &Globals) -> Result<Self, CliError> {
        let with_lang = |mut error: CliError, lang: Option<Lang>| {
            error.lang = lang;
            error
        };
        let paths = Paths::new(&env.paths).ok_or_else(|| {
            CliError::new(Exit::Failed, |l| cli::no_home(l).to_owned()).next(|l| cli::hint_home(l).to_owned())
        })?;
        let config =
            read_config(&globals.config.clone().unwrap_or_else(|| paths.config_file()), globals.config.is_some())
                .map_err(|e| with_lang(e, globals.lang))?;
        let lang = language(env, globals.lang, Some(&config));
        let fail = |error| with_lang(error, Some(lang));
        let zone_name = config.zone.clone().or_else(|| env.zone.clone()).unwrap_or_else(|| "UTC".to_owned());
        let zone = Zone::named(&zone_name).ok_or_else(|| {
            let name = zone_name.clone();
            let error = CliError::new(Exit::Failed, move |l| cli::unknown_zone(l, &name));
            fail(error.next(|l| cli::hint_zone(l).to_owned()))
        })?;
        let given = globals.now.clone().or_else(|| env.now.clone());
        let now = match &given {
            Some(text) => DateTime::parse_from_rfc3339(text).map(|t| t.with_timezone(&Utc)).map_err(|_| {
                let text = text.clone();
                let error = CliError::new(Exit::Usage, move |l| cli::bad_option(l, "now", &text));
                fail(error.next(|l| cli::hint_now(l).to_owned()))
            })?,
            None => env.wall,
        };
        let who = match globals.trainer.as_deref() {
            None => Who::Me,
            Some("all") => Who::Everybody,
            Some(name) => Who::Named(name.to_owned()),
        };
        let db = globals
            .db
            .clone()
            .or_else(|| env.db.clone())
            .or_else(|| config.db.clone())
            .unwrap_or_else(|| paths.database());
        Ok(Self {
            paths,
            lang,
            zone,
            now,
            now_given: given.is_some(),
            who,
            redact: globals.redact || env.redact,
            db,
            config,
        })
    }

    /// The programmes built in and those of the config folder.
    pub(super) fn library(&self) -> Library {
        Library::new(programme_files(&self.paths.programmes()))
    }

    /// The same, none in the place of another.
    pub(super) fn known_programmes(&self) -> Vec<Entry> {
        known(programme_files(&self.paths.programmes()))
    }

    /// How a database is to be opened.
    pub(super) fn options(&self, env: &Environment, path: PathBuf, read_only: bool) -> Options {
        Options {
            path,
            now: self.now,
            zone: self.zone,
            zone_given: self.config.zone.is_some(),
            lang: self.lang.word().to_owned(),
            machine: env.machine.clone(),
            trainer: self.config.trainer.clone(),
            programme: self.config.programme.clone(),
            scores: self.config.score,
            read_only,
            kanji: crate::store::kanji::places(&self.paths.skk()),
        }
    }

    /// Opens the database of this run.
    pub(super) fn open(&mut self, env: &Environment) -> Result<Db, CliError> {
        let options = self.options(env, self.db.clone(), false);
        self.adopt(Db::open(options, self.library()))
    }

    /// From here on the zone is that of the file.
    fn adopt(&mut self, opened: Result<Db, OpenError>) -> Result<Db, CliError> {
        let db = opened.map_err(|e| self.told(open_error(&self.db, &e)))?;
        self.zone = db.zone();
        Ok(db)
    }

    /// Opens the database to look at it: one of no bytes is an empty one, and a running screen is not disturbed. Where there
    /// is none, a path was mistyped or nothing was begun yet; a new file would hide either.
    pub(super) fn open_to_read(&mut self, env: &Environment) -> Result<Db, CliError> {
        self.must_be_there()?;
        let there = std::fs::metadata(&self.db).is_ok_and(|file| file.len() > 0);
        let options = self.options(env, self.db.clone(), there);
        self.adopt(Db::open(options, self.library()))
    }

    /// Opens the database to follow who writes it: whatever it is, not a byte is written to it.
    pub(super) fn open_to_follow(&mut self, env: &Environment) -> Result<Db, CliError> {
        self.must_be_there()?;
        let options = self.options(env, self.db.clone(), true);
        self.adopt(Db::open(options, self.library()))
    }

    fn must_be_there(&self) -> Result<(), CliError> {
        if !std::fs::metadata(&self.db).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
            return Ok(());
        }
        let path = self.db.display().to_string();
        let error = CliError::new(Exit::NotFound, move |l| cli::no_file(l, &path));
        Err(self.told(error.next(|l| cli::hint_no_file(l).to_owned())))
    }

    /// The clock of a file.
    pub(super) fn clock(&self, db: &Db) -> DateTime<Utc> {
        clock(db, self.now, self.now_given)
    }

    /// Today in that file.
    pub(super) fn today(&self, db: &Db) -> crate::domain::BusinessDate {
        self.zone.business_date(self.clock(db))
    }

    /// An error in the language of this run.
    pub(super) fn told(&self, mut error: CliError) -> CliError {
        error.lang = Some(self.lang);
        error
    }
}

fn read_config(path: &std::path::Path, must_exist: bool) -> Result<Config, CliError> {
    let shown = path.display().to_string();
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !must_exist => return Ok(Config::default()),
        Err(error) => {
            let told = CliError::new(Exit::Failed, move |l| cli::config_unread(l, &shown, &io_words(l, &error)));
            return Err(told.next(|l| cli::hint_config_unread(l).to_owned()));
        }
    };
    Config::parse(&text).map_err(|ConfigError { line, what }| {
        CliError::new(Exit::Failed, move |l| cli::config_broken(l, &shown, line.unwrap_or(1), &what))
            .next(|l| cli::hint_config(l).to_owned())
    })
}

/// A practice day goes on at the clock it had when it was closed, unless `--now` says otherwise; one that was killed at the
/// last moment that left something in it.
pub(super) fn clock(db: &Db, now: DateTime<Utc>, given: bool) -> DateTime<Utc> {
    let kept: Option<i64> = db.meta("practice_clock").ok().flatten();
    let Some(kept) = kept.filter(|_| !given) else { return now };
    let newest = db.newest_moment().ok().flatten().unwrap_or(kept);
    DateTime::from_timestamp_millis(kept.max(newest)).unwrap_or(now)
}
