//! The config file and where things are kept. Reading files is the caller's; here a text becomes settings, and what is
//! wrong with it is told with its line.

pub mod paths;

use std::path::PathBuf;

use serde::Deserialize;

use crate::domain::ScoreTable;
use crate::text::short::Shorts;

/// The defaults, as a file to copy from.
pub const DEFAULTS: &str = include_str!("../../assets/config.toml");

/// Everything that can be set. Every key may be left out.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `ja` or `en`.
    pub lang: Option<String>,
    /// IANA name of the home zone; the machine's when left out.
    pub zone: Option<String>,
    /// Name of the trainer whose rows are shown.
    pub trainer: Option<String>,
    /// Programme id for learners typed in by hand and rosters that name none.
    pub programme: Option<String>,
    /// The database file.
    pub db: Option<PathBuf>,
    /// Wheel and clicks. On.
    pub mouse: Option<bool>,
    /// `auto`, `always` or `never`.
    pub color: Option<String>,
    /// Minutes of homework a week that are not too much: 30; 0 = any.
    pub homework_minutes: Option<u32>,
    pub share_safe: ShareSafe,
    /// Short texts by the name that calls them.
    pub short: Shorts,
    pub score: ScoreTable,
}

/// When names are hidden without being asked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ShareSafe {
    /// Start hidden.
    pub at_start: bool,
    /// Hide when the terminal loses the focus.
    pub on_focus_lost: bool,
}

/// What is wrong with a config file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// Counted from 1; `None` when the reader does not say.
    pub line: Option<usize>,
    /// In the words of the TOML reader; names the key.
    pub what: String,
}

impl Config {
    /// Reads a config file.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let config: Self = toml::from_str(text).map_err(|error| ConfigError {
            line: error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1),
            what: error.message().trim().to_owned(),
        })?;
        match config.unknown_value() {
            Some((key, what)) => Err(ConfigError { line: line_of(text, key), what }),
            None => Ok(config),
        }
    }

    /// A key whose value would change nothing in silence, and what is wrong with it.
    fn unknown_value(&self) -> Option<(&'static str, String)> {
        let is_one_of = |value: &Option<String>, known: &[&str]| value.as_deref().is_none_or(|v| known.contains(&v));
        let score = &self.score;
        if !is_one_of(&self.lang, &LANGS) {
            Some(("lang", format!("lang: {}", LANGS.join(" | "))))
        } else if !is_one_of(&self.color, &COLORS) {
            Some(("color", format!("color: {}", COLORS.join(" | "))))
        } else if score.urgent < score.contact {
            Some(("urgent", format!("score.urgent {} < score.contact {}", score.urgent, score.contact)))
        } else {
            None
        }
    }
}

const LANGS: [&str; 2] = ["ja", "en"];
const COLORS: [&str; 3] = ["auto", "always", "never"];

/// The first line that sets a key.
fn line_of(text: &str, key: &str) -> Option<usize> {
    let sets = |line: &str| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
    text.lines().position(sets).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_file_parses_to_the_defaults() {
        assert_eq!(Config::parse(DEFAULTS), Ok(Config::default()));
    }

    #[test]
    fn a_mistyped_key_is_told_with_its_line() {
        let error = Config::parse("lang = \"ja\"\nzoen = \"Asia/Tokyo\"\n").unwrap_err();
        assert_eq!(error.line, Some(2));
        assert!(error.what.contains("zoen"), "{}", error.what);
    }

    #[test]
    fn a_value_that_would_change_nothing_is_told_with_its_line() {
        for (text, line, what) in [
            ("zone = \"Asia/Tokyo\"\nlang = \"fr\"\n", 2, "ja | en"),
            ("color = \"blue\"\n", 1, "always"),
            ("[score]\ncontact = 50\nurgent = 10\n", 3, "urgent 10 < score.contact 50"),
        ] {
            let error = Config::parse(text).unwrap_err();
            assert_eq!(error.line, Some(line), "{text}");
            assert!(error.what.contains(what), "{}", error.what);
        }
    }

    #[test]
    fn the_homework_of_a_week_has_a_limit_of_ones_own() {
        assert_eq!(Config::parse("homework_minutes = 45\n").unwrap().homework_minutes, Some(45));
        assert_eq!(Config::parse(DEFAULTS).unwrap().homework_minutes, None, "the program's own");
        assert!(DEFAULTS.contains("# homework_minutes = 30 "));
    }

    #[test]
    fn short_texts_have_names_that_can_be_typed() {
        let config =
            Config::parse("[short]\nok = \"よくできました\"\n\"お礼\" = \"本日はありがとうございました\"\n").unwrap();
        let names: Vec<&str> = config.short.iter().map(|short| short.name.as_str()).collect();
        assert_eq!(names, ["ok", "お礼"]);
        let error = Config::parse("lang = \"ja\"\n\n[short]\n\"o k\" = \"x\"\n").unwrap_err();
        assert_eq!(error.line, Some(3));
        assert!(error.what.contains("o k"), "{}", error.what);
    }

    #[test]
    fn a_number_of_the_score_can_be_changed_alone() {
        let config = Config::parse("[score]\nNOSHOW = { once = 50 }\n").unwrap();
        assert_eq!((config.score.no_show.once, config.score.no_show.twice), (50, 60));
    }
}
