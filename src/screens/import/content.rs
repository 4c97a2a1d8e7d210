//! What is told of the files: rows wrapped to the width. No drawing, so that scrolling and drawing agree on how many there
//! are.

use super::state::{Counts, Stage, State};
use crate::app::Core;
use crate::i18n::{Lang, common, first_run, import};
use crate::layout::{Frame, Rect};
use crate::request::import::{FileTold, Said};
use crate::text::wrap::Wrapped;

/// A row of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Row {
    Rule { title: String, remark: String },
    Text { tone: Tone, indent: u16, text: String },
    Blank,
}

/// How a text is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Plain,
    Strong,
    Quiet,
    Good,
    Doubt,
    Bad,
}

/// The report on this screen.
#[derive(Debug)]
pub(super) struct Places {
    pub body: Rect,
    pub rows: Vec<Row>,
    pub offset: usize,
    pub last_offset: usize,
}

/// Of what is wrong with a file so many lines are enough to see what it is.
const LINES: usize = 300;

pub(super) fn places(state: &State, core: &Core) -> Places {
    let body = Frame::of(core.size.width, core.size.height).body;
    // What stands below the line is set in by as much as the hints above it.
    let width = if matches!(state.stage, Stage::Line(_)) { body.width.saturating_sub(6) } else { body.width };
    let rows = Build { core, width, rows: Vec::new() }.all(state);
    // The row that says how many are left takes the place of one.
    let last_offset = rows.len().saturating_sub(usize::from(body.height));
    Places { body, offset: state.offset.min(last_offset), last_offset, rows }
}

/// A sentence in the language of the screen.
pub(super) fn say(lang: Lang, said: &Said) -> &str {
    match lang {
        Lang::Ja => &said.ja,
        Lang::En => &said.en,
    }
}

/// An encoding as programs name it that people know.
fn encoding(word: &'static str) -> &'static str {
    match word {
        "utf8" => "UTF-8",
        "utf8-bom" => "UTF-8 (BOM)",
        "utf16" => "UTF-16",
        "cp932" => "Shift_JIS",
        "xlsx" => "Excel (.xlsx)",
        other => other,
    }
}

struct Build<'a> {
    core: &'a Core,
    width: u16,
    rows: Vec<Row>,
}

impl Build<'_> {
    fn all(mut self, state: &State) -> Vec<Row> {
        let lang = self.core.lang;
        let counts = Counts::of(state.files());
        match &state.stage {
            Stage::Line(_) => {
                for line in &(self.core.columns)() {
                    self.text(Tone::Quiet, 0, say(lang, line));
                }
                return self.rows;
            }
            Stage::Busy { .. } => return Vec::new(),
            Stage::Checked(_) => self.rule(first_run::import_checked(lang), ""),
            Stage::Done(_) => self.rule(first_run::import_done(lang), ""),
        }
        self.counts(counts);
        match &state.stage {
            Stage::Done(_) => {
                self.text(Tone::Good, 1, first_run::import_undo(lang));
                self.text(Tone::Quiet, 1, first_run::import_next(lang));
            }
            _ if counts.rejected == 0 && counts.good() == counts.unchanged => {
                self.text(Tone::Good, 1, first_run::import_nothing(lang));
            }
            _ if counts.rejected == 0 => self.text(Tone::Good, 1, first_run::import_ready(lang)),
            _ if counts.good() == 0 => {
                self.text(Tone::Bad, 1, &first_run::import_refused(lang, counts.rejected));
            }
            _ => self.text(Tone::Bad, 1, &first_run::import_mixed(lang, counts.rejected, counts.good())),
        }
        for file in state.files() {
            self.file(file, state.files().len() == 1);
        }
        self.rows
    }

    fn file(&mut self, file: &FileTold, alone: bool) {
        let lang = self.core.lang;
        self.rows.push(Row::Blank);
        let name = file.path.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = match &file.sheet {
            // The name of a sheet may be a person's.
            _ if self.core.share_safe => common::hidden(lang).to_owned(),
            Some(sheet) => import::sheet(lang, name, sheet),
            None => name.to_owned(),
        };
        let kind = format!("{}, {}", say(lang, &file.kind), encoding(file.encoding));
        self.rule(&name, &kind);
        if !alone {
            self.counts(Counts::of(std::slice::from_ref(file)));
        }
        match &file.saved {
            Some(Ok(path)) => {
                let path = if self.core.share_safe { common::hidden(lang) } else { path };
                self.text(Tone::Strong, 1, &import::saved_rejected(lang, path));
            }
            Some(Err(why)) => self.said(Tone::Bad, 1, why),
            None => {}
        }
        self.lines(Tone::Bad, &first_run::import_problems(lang, file.problems.len()), &file.problems);
        self.lines(Tone::Doubt, &first_run::import_warnings(lang, file.warnings.len()), &file.warnings);
        if !file.ignored_columns.is_empty() {
            // A heading may be a cell of a file without headings.
            let columns = file.ignored_columns.join(", ");
            let columns = if self.core.share_safe { common::hidden(lang) } else { &columns };
            self.text(Tone::Quiet, 1, import::ignored(lang, columns).trim_start());
            if !self.core.share_safe {
                file.meant.iter().for_each(|said| self.said(Tone::Doubt, 3, said));
            }
        }
        if !file.ignored_sheets.is_empty() {
            let sheets = file.ignored_sheets.join(", ");
            let sheets = if self.core.share_safe { common::hidden(lang) } else { &sheets };
            self.text(Tone::Quiet, 1, import::ignored_sheets(lang, sheets).trim_start());
        }
    }

    fn lines(&mut self, tone: Tone, title: &str, lines: &[Said]) {
        if lines.is_empty() {
            return;
        }
        let lang = self.core.lang;
        self.text(tone, 1, title);
        if self.core.share_safe {
            return self.text(Tone::Quiet, 3, common::hidden(lang));
        }
        for line in lines.iter().take(LINES) {
            self.said(Tone::Plain, 3, line);
        }
        if let Some(more) = lines.len().checked_sub(LINES).filter(|more| *more > 0) {
            self.text(Tone::Quiet, 3, &common::more_lines(lang, more));
        }
    }

    fn counts(&mut self, counts: Counts) {
        let Counts { created, updated, unchanged, rejected } = counts;
        self.text(Tone::Plain, 1, &first_run::import_counts(self.core.lang, created, updated, unchanged, rejected));
    }

    fn rule(&mut self, title: &str, remark: &str) {
        self.rows.push(Row::Rule { title: title.to_owned(), remark: remark.to_owned() });
    }

    /// What names a file or a cell: nothing of it while the screen is shared.
    fn said(&mut self, tone: Tone, indent: u16, said: &Said) {
        let lang = self.core.lang;
        let text = if self.core.share_safe { common::hidden(lang) } else { say(lang, said) };
        self.text(tone, indent, text);
    }

    fn text(&mut self, tone: Tone, indent: u16, text: &str) {
        let room = usize::from(self.width.saturating_sub(indent + 1));
        for row in Wrapped::to_read(text, room).rows() {
            self.rows.push(Row::Text { tone, indent, text: row.text.to_owned() });
        }
    }
}
