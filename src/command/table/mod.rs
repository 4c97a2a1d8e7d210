//! The rows, a file an area. Adding a command is adding a row; `keymap` holds the tests that every row has to pass.

pub mod card;
pub mod fields;
pub mod first_run;
pub mod global;
pub mod moves;
pub mod overlays;
pub mod record;
pub mod review;
pub mod session;
pub mod today;
pub mod wrap_up;

use super::Row;

/// Declares the commands of an area: an enum of them and their rows, in the order of the help page. The parts in
/// parentheses may be left out, the order is fixed:
///
/// ```text
/// Name = "stable-name" ["first key", "twin"] (none: palette only), on [Context rank, …] (reach Screens), group Here (prefix),
///     short "終了" "quit", long "終了する" "quit manabi" (, also ["おわる"]) (, when [Fact]) (, any [Fact]) (, unless [Fact]);
/// ```
macro_rules! commands {
    ($(#[$doc:meta])* $area:ident { $(
        $(#[$rdoc:meta])*
        $name:ident = $word:literal [$($key:literal),* $(,)?],
            on [$($context:ident $rank:literal),* $(,)?] $(reach $reach:ident)?, group $group:ident $(prefix $prefix:literal)?,
            short $sja:literal $sen:literal, long $lja:literal $len:literal
            $(, also [$($also:literal),* $(,)?])? $(, when [$($when:ident),* $(,)?])? $(, any [$($any:ident),* $(,)?])?
            $(, unless [$($unless:ident),* $(,)?])? ;
    )+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $area { $( $(#[$rdoc])* $name ),+ }

        pub(super) const ROWS: &[$crate::command::Row] = &[ $( $crate::command::Row {
            command: $crate::command::Command::$area($area::$name),
            word: $word,
            keys: &[$($key),*],
            on: &[$(($crate::command::Context::$context, $rank)),*],
            reach: commands!(@reach $($reach)?),
            group: $crate::command::Group::$group,
            prefix: commands!(@prefix $($prefix)?),
            short: $crate::i18n::Both::new($sja, $sen),
            long: $crate::i18n::Both::new($lja, $len),
            also: &[$($($also),*)?],
            when: &[$($($crate::command::Fact::$when),*)?],
            any: &[$($($crate::command::Fact::$any),*)?],
            unless: &[$($($crate::command::Fact::$unless),*)?],
        } ),+ ];
    };
    (@reach) => { $crate::command::Reach::Listed };
    (@reach $reach:ident) => { $crate::command::Reach::$reach };
    (@prefix) => { false };
    (@prefix $prefix:literal) => { $prefix };
}
use commands;

/// Every row, in the order of help and palette: what the screens do, then what works everywhere.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    [
        first_run::ROWS,
        today::ROWS,
        session::ROWS,
        wrap_up::ROWS,
        review::ROWS,
        card::ROWS,
        record::ROWS,
        overlays::ROWS,
        global::ROWS,
        fields::ROWS,
        moves::ROWS,
    ]
    .into_iter()
    .flatten()
}
