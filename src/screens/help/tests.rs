//! Help tells every key of every context, whole, and can be read to its end.

use super::lines::{Line, column};
use super::state::State;
use crate::app::bench::{Bench, Setup};
use crate::command::{Context, Fact, Facts, Group, table};
use crate::i18n::Lang;
use crate::text::width::cells;

#[test]
fn every_label_is_whole_in_every_context_at_every_width() {
    for lang in Lang::ALL {
        for context in Context::ALL.iter().copied() {
            for width in [56, 76, 94] {
                let lines = State::new(context, Facts::NONE).lines(lang, width);
                let mut told = String::new();
                for line in &lines {
                    let right = match line {
                        Line::Heading(text) => cells(text),
                        Line::Text(text) => 2 + cells(text),
                        Line::Keys(one, None) => 2 + column(one) + cells(&one.label),
                        Line::Keys(_, Some(other)) => 1 + width / 2 + column(other) + cells(&other.label),
                        Line::Rest(text, _) => 15 + cells(text),
                    };
                    assert!(right < width, "{context:?} {width} {line:?}");
                    match line {
                        Line::Keys(one, beside) => {
                            told.push_str(&one.label);
                            told.extend(beside.iter().map(|entry| entry.label.as_str()));
                        }
                        Line::Rest(text, _) => told.push_str(text),
                        Line::Heading(_) | Line::Text(_) => {}
                    }
                }
                // What could be done in some moment stands there in every one, blanks at the ends of rows aside.
                let bare = |text: &str| text.replace(' ', "");
                let told = bare(&told);
                let here = || table::rows().filter(|row| row.is_in(context) && row.group == Group::Here);
                for row in
                    here().filter(|row| !row.when.iter().any(|fact| matches!(fact, Fact::WasMissed | Fact::Slept)))
                {
                    let Some(key) = row.keys_in(context).next() else { continue };
                    // Of the meanings that a key has, one is told.
                    let mut same = here().filter(|other| other.keys_in(context).next() == Some(key));
                    assert!(same.any(|row| told.contains(&bare(row.long.get(lang)))), "{context:?} {}", row.word);
                }
            }
        }
    }
}

#[test]
fn the_last_line_can_be_read() {
    for lang in Lang::ALL {
        for size in [(60, 15), (60, 20), (80, 24), (100, 30)] {
            let mut b = Bench::new(Setup::new(lang, size));
            b.press("? End").sees("manabi paths").sees_not("(PgDn)");
            b.press("↑").sees("(PgDn)").press("↓").sees("manabi paths");
        }
    }
}

#[test]
fn the_filter_finds_keys_kana_and_romaji() {
    for query in ["Ctrl-G", "かくす", "kakusu", "share"] {
        let mut b = Bench::new(Setup::new(Lang::Ja, (80, 24)));
        b.press(&format!("? / {{{query}}}")).sees("共有安全 (名前を隠す)").sees_not("ふり返りへ");
    }
}
