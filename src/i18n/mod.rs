//! Every sentence of the program, once: one row a message, Japanese and English side by side, arguments typed. A row that
//! lacks a language, or a language that leaves out an argument, does not compile.
//!
//! Rows are whole sentences, never pieces to be glued. Words that the programme file may rename (`[words]`) are arguments.
//! A file an area, so that rows of different screens never meet in one diff.

pub mod card;
pub mod cli;
pub mod command;
pub mod common;
pub mod export;
pub mod first_run;
pub mod help;
pub mod history;
pub mod import;
pub mod notice;
pub mod palette;
pub mod practice;
pub mod reason;
pub mod record;
pub mod refusal;
pub mod review;
pub mod session;
pub mod show;
pub mod slot;
pub mod today;
pub mod wrap_up;

/// The language of screens and messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    Ja,
    En,
}

impl Lang {
    /// Both languages, Japanese first.
    pub const ALL: [Self; 2] = [Self::Ja, Self::En];

    /// The one that is not this.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Ja => Self::En,
            Self::En => Self::Ja,
        }
    }

    /// The word of command line and configuration.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The language of a word such as `ja` or `en_GB.UTF-8`; `None` for any other.
    pub fn from_word(word: &str) -> Option<Self> {
        let tag = word.split(['_', '-', '.']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|l| tag.eq_ignore_ascii_case(l.word()))
    }
}

/// A text in both languages, for tables that carry their own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Both {
    pub ja: &'static str,
    pub en: &'static str,
}

impl Both {
    pub const fn new(ja: &'static str, en: &'static str) -> Self {
        Self { ja, en }
    }
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.ja,
            Lang::En => self.en,
        }
    }
}

/// A message as written, for tests that look for a label of the other language on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    pub name: &'static str,
    pub text: Both,
}

/// Declares messages: `name(arg: type, …) = "日本語 {arg}", "English {arg}";` makes `name(lang, arg, …)`, and `ROWS` of the
/// file. Named arguments are handed on by name, so that one which a language does not use is an error.
macro_rules! messages {
    ($( $(#[$doc:meta])* $name:ident ( $($arg:ident : $ty:ty),* $(,)? ) = $ja:literal, $en:literal; )+) => {
        $( messages!(@one $(#[$doc])* $name ( $($arg : $ty),* ) $ja, $en); )+
        /// Every message of this file.
        pub const ROWS: &[$crate::i18n::Row] = &[
            $( $crate::i18n::Row { name: stringify!($name), text: $crate::i18n::Both::new($ja, $en) } ),+
        ];
    };
    (@one $(#[$doc:meta])* $name:ident () $ja:literal, $en:literal) => {
        $(#[$doc])*
        pub const fn $name(lang: $crate::i18n::Lang) -> &'static str {
            $crate::i18n::Both::new($ja, $en).get(lang)
        }
    };
    (@one $(#[$doc:meta])* $name:ident ( $($arg:ident : $ty:ty),+ ) $ja:literal, $en:literal) => {
        $(#[$doc])*
        #[allow(clippy::too_many_arguments, reason = "a sentence has as many as it has")]
        pub fn $name(lang: $crate::i18n::Lang, $($arg: $ty),+) -> String {
            match lang {
                $crate::i18n::Lang::Ja => format!($ja, $($arg = $arg),+),
                $crate::i18n::Lang::En => format!($en, $($arg = $arg),+),
            }
        }
    };
}
pub(crate) use messages;

/// Every message of every area.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    OF_SCREENS.into_iter().chain([cli::ROWS, command::ROWS, export::ROWS, import::ROWS]).flatten()
}

/// The files of what stands on screens and nowhere else.
const OF_SCREENS: [&[Row]; 17] = [
    card::ROWS,
    common::ROWS,
    first_run::ROWS,
    help::ROWS,
    history::ROWS,
    notice::ROWS,
    palette::ROWS,
    practice::ROWS,
    reason::ROWS,
    record::ROWS,
    refusal::ROWS,
    review::ROWS,
    session::ROWS,
    show::ROWS,
    slot::ROWS,
    today::ROWS,
    wrap_up::ROWS,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_a_language() {
        assert_eq!(Lang::from_word("ja_JP.UTF-8"), Some(Lang::Ja));
        assert_eq!(Lang::from_word("EN"), Some(Lang::En));
        assert_eq!(Lang::from_word("C"), None);
        assert_eq!(Lang::from_word("jabber"), None);
    }

    #[test]
    fn english_rows_hold_no_japanese_and_no_row_is_empty() {
        for row in rows() {
            assert!(!row.text.ja.is_empty() && !row.text.en.is_empty(), "{}", row.name);
            assert!(row.text.en.is_ascii(), "{}: {}", row.name, row.text.en);
        }
    }

    /// A programme may call them otherwise (`[words]`): they are arguments. What is said before any programme, and the
    /// headings of files, which are the same for all, keep them.
    #[test]
    fn rows_of_the_screens_hold_no_word_that_a_programme_renames() {
        let named = ["word_", "mask_", "job_", "practice_about", "about_programme_text"];
        let rows = OF_SCREENS.into_iter().flatten().filter(|row| !named.iter().any(|name| row.name.starts_with(name)));
        let commands = crate::command::table::rows().flat_map(|row| [row.short, row.long]);
        let places = crate::command::Context::ALL.iter().map(|place| place.title());
        for text in rows.map(|row| row.text).chain(commands).chain(places) {
            let said = |text: &str| text.split(['{', '}']).step_by(2).collect::<String>().to_lowercase();
            let (ja, en) = (said(text.ja), said(text.en));
            for word in ["受講者", "薬局", "薬剤師", "経営者", "電子薬歴", "ustr", "usm"] {
                assert!(!ja.contains(word), "{word}: {}", text.ja);
            }
            for word in ["learner", "pharmac", "owner", "trainer", "ustr", "usm"] {
                assert!(!en.contains(word), "{word}: {}", text.en);
            }
        }
    }
}
