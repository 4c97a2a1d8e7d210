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
        toml::from_str(text).map_err(|error| ConfigError {
            line: error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1),
            what: error.message().trim().to_owned(),
        })
    }
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
