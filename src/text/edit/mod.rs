//! The buffer behind every text field: paragraphs, one caret, undo by burst.
//!
//! An edit costs what its paragraph costs, not what the text costs. Positions are bytes of the whole text, whose paragraphs
//! are joined by `\n`; the caret always stands between graphemes. What goes in is cleaned as [`SafeText`] is, together with
//! its neighbours, so that a voicing mark that arrives late still joins its kana.

mod history;
mod rows;
mod word;

use std::borrow::Cow;
use std::fmt;

use unicode_segmentation::GraphemeCursor;

use self::history::{History, Run};
use self::word::word_start;
use super::safe::SafeText;
use super::wrap::Paragraph;

/// The size beyond which nothing more is taken in.
pub const MAX_BYTES: usize = 1 << 20;

/// How many lines a field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// One: line ends and tabs come in as blanks.
    One,
    /// As many as are typed.
    Many,
}

/// What a key does in a field. Up and down need the width: [`Editor::move_rows`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditKey {
    /// One grapheme towards the beginning.
    Left,
    /// One grapheme towards the end.
    Right,
    /// To the head of the line, not of the row: [`Editor::move_to_edge`].
    Home,
    /// To the end of the line.
    End,
    /// Deletes the grapheme before the caret; at a line's head joins the line with the one before.
    Backspace,
    /// Deletes the grapheme after the caret; at a line's end joins the next line.
    Delete,
    /// Deletes the word before the caret: kanji, hiragana, katakana and Latin each make words of their own.
    DeleteWord,
    /// Deletes from the head of the line to the caret.
    DeleteToHome,
    /// Deletes from the caret to the end of the line; at its end joins the next line.
    DeleteToEnd,
}

/// A change of the text: at byte `at`, `removed` went and `inserted` came. `Debug` shows lengths only.
#[derive(Clone, PartialEq, Eq)]
pub struct Edit {
    /// Byte of the whole text.
    pub at: usize,
    /// What stood there.
    pub removed: String,
    /// What stands there now.
    pub inserted: String,
}

impl Edit {
    fn inverse(&self) -> Self {
        Self { at: self.at, removed: self.inserted.clone(), inserted: self.removed.clone() }
    }
}

impl fmt::Debug for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Edit(at {}: -{} +{} bytes)", self.at, self.removed.len(), self.inserted.len())
    }
}

/// The text would be larger than [`MAX_BYTES`]; nothing was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong;

/// A text field's content.
#[derive(Clone)]
pub struct Editor {
    lines: Lines,
    /// Never empty.
    paragraphs: Vec<String>,
    bytes: usize,
    caret: usize,
    /// The cell that up and down aim for.
    goal: Option<usize>,
    history: History,
}

impl Editor {
    /// A field that opens with `text`, the caret at its end. Undo goes back to this text and no further.
    pub fn new(text: &str, lines: Lines) -> Self {
        let text = SafeText::new(text);
        let text = lines.fit(&text);
        Self {
            lines,
            paragraphs: text.split('\n').map(str::to_owned).collect(),
            bytes: text.len(),
            caret: text.len(),
            goal: None,
            history: History::default(),
        }
    }

    /// The whole text.
    pub fn text(&self) -> String {
        self.paragraphs.join("\n")
    }

    /// Bytes of the whole text.
    pub fn len(&self) -> usize {
        self.bytes
    }

    /// Whether nothing is in the field.
    pub fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// The byte before which the caret stands.
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// The line that the caret is in, up to the caret.
    pub fn before_caret(&self) -> &str {
        let (p, at) = self.place(self.caret);
        &self.paragraphs[p][..at]
    }

    /// Puts the caret before the byte `at`, or at the next place where it can stand.
    pub fn set_caret(&mut self, at: usize) {
        self.goal = None;
        self.history.end_run();
        self.caret = self.snapped(at);
    }

    /// Takes in what one read of the terminal or one paste brought, as one undo step. `None` when nothing of it may stay.
    pub fn insert(&mut self, burst: &str) -> Result<Option<Edit>, TooLong> {
        self.insert_over(0, burst)
    }

    /// The same with one letter of the keyboard. Letters that follow each other are one undo step, up to the blank behind
    /// them; one that does not go on with the one before it begins another.
    pub fn insert_letter(&mut self, letter: &str, goes_on: bool) -> Result<Option<Edit>, TooLong> {
        if !goes_on {
            self.history.end_run();
        }
        let edit = self.put(0, letter, Run::Letters);
        if letter == " " {
            self.history.end_run();
        }
        edit
    }

    /// The same in the place of the `bytes` before the caret, which are of its line and end between graphemes.
    pub fn insert_over(&mut self, bytes: usize, burst: &str) -> Result<Option<Edit>, TooLong> {
        self.put(bytes, burst, Run::None)
    }

    fn put(&mut self, bytes: usize, burst: &str, run: Run) -> Result<Option<Edit>, TooLong> {
        let burst = self.lines.fit(burst);
        let (p, at) = self.place(self.caret);
        let begin = at.saturating_sub(bytes);
        let others = self.bytes - (at - begin);
        if others + burst.len() > MAX_BYTES && others + SafeText::new(&burst).len() > MAX_BYTES {
            return Err(TooLong);
        }
        let paragraph = &self.paragraphs[p];
        let before = previous(paragraph, begin).map_or("", |from| &paragraph[from..begin]);
        let after = next(paragraph, at).map_or("", |to| &paragraph[at..to]);
        let joined = SafeText::new(&[before, burst.as_ref(), after].concat());
        // Neighbours that came out as they were are no part of the change.
        let kept_before = if joined.starts_with(before) { before } else { "" };
        let kept_after = if joined[kept_before.len()..].ends_with(after) { after } else { "" };
        let inserted = joined[kept_before.len()..joined.len() - kept_after.len()].to_owned();
        let from = self.caret - (at - begin) - (before.len() - kept_before.len());
        let to = self.caret + (after.len() - kept_after.len());
        Ok(self.change(from, to, inserted, run))
    }

    /// Does what a key does; the change when the text changed.
    pub fn apply(&mut self, key: EditKey) -> Option<Edit> {
        let caret = self.caret;
        let (p, at) = self.place(caret);
        let paragraph = &self.paragraphs[p];
        let head = caret - at;
        let end = head + paragraph.len();
        let left = previous(paragraph, at).map_or(caret.saturating_sub(1), |from| head + from);
        let right = next(paragraph, at).map_or((caret + 1).min(self.bytes), |to| head + to);
        match key {
            EditKey::Left => self.set_caret(left),
            EditKey::Right => self.set_caret(right),
            EditKey::Home => self.set_caret(head),
            EditKey::End => self.set_caret(end),
            EditKey::Backspace => return self.change(left, caret, String::new(), Run::Back),
            EditKey::Delete => return self.change(caret, right, String::new(), Run::Forward),
            EditKey::DeleteWord => {
                let from = if at == 0 { left } else { head + word_start(&paragraph[..at]) };
                return self.change(from, caret, String::new(), Run::None);
            }
            EditKey::DeleteToHome => return self.change(head, caret, String::new(), Run::None),
            EditKey::DeleteToEnd => {
                let to = if caret == end { right } else { end };
                return self.change(caret, to, String::new(), Run::None);
            }
        }
        None
    }

    /// Takes back the last burst, run of letters or run of deletions; the change that does it, `None` at the text the field opened with.
    pub fn undo(&mut self) -> Option<Edit> {
        let (edit, caret) = self.history.undo()?;
        Some(self.replay(edit, caret))
    }

    /// Brings back what was undone last.
    pub fn redo(&mut self) -> Option<Edit> {
        let (edit, caret) = self.history.redo()?;
        Some(self.replay(edit, caret))
    }

    fn replay(&mut self, edit: Edit, caret: usize) -> Edit {
        self.splice(edit.at, edit.at + edit.removed.len(), &edit.inserted);
        self.goal = None;
        self.caret = caret;
        edit
    }

    /// Replaces the bytes `from..to` and remembers it.
    fn change(&mut self, from: usize, to: usize, inserted: String, run: Run) -> Option<Edit> {
        if from == to && inserted.is_empty() {
            return None;
        }
        let before = self.caret;
        let removed = self.splice(from, to, &inserted);
        self.goal = None;
        self.caret = self.snapped(from + inserted.len());
        let edit = Edit { at: from, removed, inserted };
        self.history.record(edit.clone(), before, self.caret, run);
        Some(edit)
    }

    fn splice(&mut self, from: usize, to: usize, inserted: &str) -> String {
        let (first, start) = self.place(from);
        let (last, end) = self.place(to);
        self.bytes = self.bytes + inserted.len() - (to - from);
        if first == last && !inserted.contains('\n') {
            let paragraph = &mut self.paragraphs[first];
            let removed = paragraph[start..end].to_owned();
            paragraph.replace_range(start..end, inserted);
            return removed;
        }
        let removed = if first == last {
            self.paragraphs[first][start..end].to_owned()
        } else {
            let between = self.paragraphs[first + 1..last].iter().map(String::as_str);
            let parts = std::iter::once(&self.paragraphs[first][start..]).chain(between);
            parts.chain([&self.paragraphs[last][..end]]).collect::<Vec<_>>().join("\n")
        };
        let joined = [&self.paragraphs[first][..start], inserted, &self.paragraphs[last][end..]].concat();
        self.paragraphs.splice(first..=last, joined.split('\n').map(str::to_owned));
        removed
    }

    /// The paragraph that holds the byte `at` of the text, and the byte in it.
    fn place(&self, at: usize) -> (usize, usize) {
        let mut head = 0;
        for (p, paragraph) in self.paragraphs.iter().enumerate() {
            if at <= head + paragraph.len() {
                return (p, at - head);
            }
            head += paragraph.len() + 1;
        }
        let last = self.paragraphs.len() - 1;
        (last, self.paragraphs[last].len())
    }

    /// `at`, or the next place between graphemes.
    fn snapped(&self, at: usize) -> usize {
        let at = at.min(self.bytes);
        let (p, inside) = self.place(at);
        let paragraph = &self.paragraphs[p];
        let inside_char =
            (inside..=paragraph.len()).find(|&i| paragraph.is_char_boundary(i)).unwrap_or(paragraph.len());
        let mut cursor = GraphemeCursor::new(inside_char, paragraph.len(), true);
        let fits = cursor.is_boundary(paragraph, 0).unwrap_or(true);
        let place = if fits { inside_char } else { next(paragraph, inside_char).unwrap_or(paragraph.len()) };
        at - inside + place
    }

    fn wrapped(&self, p: usize, width: usize) -> Paragraph {
        Paragraph::new(self.paragraphs[p].as_str(), width)
    }
}

impl fmt::Debug for Editor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Editor({:?}, {} bytes, caret {})", self.lines, self.bytes, self.caret)
    }
}

/// Everything that [`SafeText`] makes a line end of.
const LINE_ENDS: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];

impl Lines {
    /// `text` as a field of so many lines can hold it. A line end at the end of a one-line paste says nothing and goes.
    fn fit(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::One if text.contains(LINE_ENDS) || text.contains('\t') => Cow::Owned(
                text.trim_end_matches(LINE_ENDS).replace("\r\n", " ").replace(LINE_ENDS, " ").replace('\t', " "),
            ),
            Self::One | Self::Many => Cow::Borrowed(text),
        }
    }
}

/// The beginning of the grapheme that ends at `at`.
fn previous(paragraph: &str, at: usize) -> Option<usize> {
    GraphemeCursor::new(at, paragraph.len(), true).prev_boundary(paragraph, 0).ok().flatten()
}

/// The end of the grapheme that begins at `at`.
fn next(paragraph: &str, at: usize) -> Option<usize> {
    GraphemeCursor::new(at, paragraph.len(), true).next_boundary(paragraph, 0).ok().flatten()
}

#[cfg(test)]
mod tests;
