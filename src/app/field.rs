//! A text field as screens hold one: the editor, and where its draft is kept.

use chrono::{DateTime, TimeDelta, Utc};

use crate::command::{Code, Key};
use crate::domain::Id;
use crate::request::Draft;
use crate::text::edit::{EditKey, Editor, Lines, TooLong};
use crate::text::short::{By, Shorts};

/// When a draft goes on its way after the first change. On disk it may be 250 ms behind what was typed; the rest is for the
/// write.
const DRAFT_EVERY: TimeDelta = TimeDelta::milliseconds(200);

/// Letters that are at most so far apart are taken back together.
const LETTERS_APART: TimeDelta = TimeDelta::seconds(1);

/// One text field.
#[derive(Debug, Clone)]
pub struct TextField {
    editor: Editor,
    lines: Lines,
    keep: Option<(&'static str, Id)>,
    /// When the first change happened that is not on disk.
    dirty_since: Option<DateTime<Utc>>,
    /// When the newest letter of the keyboard was typed, while nothing else has come.
    letter_at: Option<DateTime<Utc>>,
    /// The next text that is typed takes the place of all that stands here.
    spent: bool,
}

impl TextField {
    /// A field of one line whose text is not kept.
    pub fn line(text: &str) -> Self {
        Self {
            editor: Editor::new(text, Lines::One),
            lines: Lines::One,
            keep: None,
            dirty_since: None,
            letter_at: None,
            spent: false,
        }
    }

    /// A field of several lines.
    pub fn lines(text: &str) -> Self {
        Self {
            editor: Editor::new(text, Lines::Many),
            lines: Lines::Many,
            keep: None,
            dirty_since: None,
            letter_at: None,
            spent: false,
        }
    }

    /// With its draft kept on disk under this name, as a field of that session, learner or day.
    #[must_use]
    pub fn kept(mut self, field: &'static str, owner: Id) -> Self {
        self.keep = Some((field, owner));
        self
    }

    /// Puts back what was half typed.
    pub fn restore(&mut self, draft: &Draft) {
        self.editor = Editor::new(&draft.text, self.lines);
        self.editor.set_caret(draft.caret);
    }

    pub const fn editor(&self) -> &Editor {
        &self.editor
    }
    pub fn text(&self) -> String {
        self.editor.text()
    }
    pub fn is_empty(&self) -> bool {
        self.editor.is_empty()
    }
    /// Whether a draft of this name and owner belongs here.
    pub fn keeps(&self, draft: &Draft) -> bool {
        self.keep.is_some_and(|(field, owner)| field == draft.field && owner == draft.owner)
    }
    /// Under which name and whose the draft is kept.
    pub const fn kept_as(&self) -> Option<(&'static str, Id)> {
        self.keep
    }

    /// Takes in one burst of typing or a paste, or one letter.
    pub fn insert(&mut self, text: &str, at: DateTime<Utc>) -> Result<(), TooLong> {
        let letter = matches!(text.as_bytes(), [b' '..=b'~']);
        let since = self.letter_at.map(|before| at - before);
        let goes_on = since.is_some_and(|since| since >= TimeDelta::zero() && since <= LETTERS_APART);
        self.letter_at = letter.then_some(at);
        if std::mem::take(&mut self.spent) {
            self.editor.set_caret(self.editor.len());
            if self.editor.insert_over(self.editor.len(), text)?.is_some() {
                self.touch(at);
            }
            return Ok(());
        }
        let edit = if letter { self.editor.insert_letter(text, goes_on) } else { self.editor.insert(text) };
        if edit?.is_some() {
            self.touch(at);
        }
        Ok(())
    }

    /// Puts the text that `;name` before the caret calls in its place, as a burst of its own; whether there was one.
    pub fn expand(&mut self, shorts: &Shorts, by: By, at: DateTime<Utc>) -> Result<bool, TooLong> {
        let Some((bytes, short)) = shorts.called(self.editor.before_caret(), by) else { return Ok(false) };
        self.editor.insert_over(bytes, &short.text)?;
        self.touch(at);
        Ok(true)
    }

    /// Does what an editing key does; whether it was one.
    pub fn key(&mut self, key: Key, at: DateTime<Utc>) -> bool {
        let Some(edit) = edit_key(key) else { return false };
        self.spent = false;
        if self.editor.apply(edit).is_some() {
            self.touch(at);
        }
        true
    }

    /// What stands here has done what it was typed for: text that comes next takes its place, and an editing key goes on with
    /// it.
    pub const fn spend(&mut self) {
        self.spent = true;
    }

    /// Takes typing back; whether there was any.
    pub fn undo(&mut self, at: DateTime<Utc>) -> bool {
        self.spent = false;
        let undone = self.editor.undo().is_some();
        if undone {
            self.touch(at);
        }
        undone
    }

    pub fn redo(&mut self, at: DateTime<Utc>) {
        if self.editor.redo().is_some() {
            self.touch(at);
        }
    }

    /// Replaces the text, as a typed change.
    pub fn set(&mut self, text: &str, at: DateTime<Utc>) {
        self.editor = Editor::new(text, self.lines);
        self.touch(at);
    }

    /// Whether the text, wrapped to so many cells, has a row above the caret.
    pub fn has_row_above(&self, width: usize) -> bool {
        self.editor.has_row_above(width)
    }

    /// The caret goes to the row above or below; whether there is one.
    pub fn move_row(&mut self, down: bool, width: usize) -> bool {
        self.editor.move_rows(if down { 1 } else { -1 }, width)
    }

    /// Home and End in a text whose rows are walked: to the edge of its row; whether the caret went there. Their Control twins
    /// are those of the line.
    pub fn move_to_edge(&mut self, key: Key, width: usize) -> bool {
        match (key.code, key.ctrl) {
            (Code::Home, false) => self.editor.move_to_edge(false, width),
            (Code::End, false) => self.editor.move_to_edge(true, width),
            _ => false,
        }
    }

    pub fn caret_to(&mut self, offset: usize) {
        self.editor.set_caret(offset);
    }

    /// What belongs to the text changed, though the text did not: its draft is to be written again.
    pub fn touch(&mut self, at: DateTime<Utc>) {
        if self.keep.is_some() {
            self.dirty_since.get_or_insert(at);
        }
    }

    /// When the draft has to be on its way.
    pub fn draft_due(&self) -> Option<DateTime<Utc>> {
        self.dirty_since.map(|since| since + DRAFT_EVERY)
    }

    /// The draft, when it has to be written: its time has come, or the field is left (`now` = `None`).
    pub fn take_draft(&mut self, now: Option<DateTime<Utc>>, at: DateTime<Utc>) -> Option<Draft> {
        let due = self.draft_due()?;
        if now.is_some_and(|now| now < due) {
            return None;
        }
        self.dirty_since = None;
        let (field, owner) = self.keep?;
        let (text, caret) = (self.text(), self.editor.caret());
        Some(Draft { field: field.to_owned(), owner, text, caret, beside: String::new(), at })
    }
}

/// The editing keys, with their Control twins.
fn edit_key(key: Key) -> Option<EditKey> {
    let Key { code, ctrl, shift: _ } = key;
    let edit = match (code, ctrl) {
        (Code::Left, false) => EditKey::Left,
        (Code::Right, false) => EditKey::Right,
        (Code::Home, false) | (Code::Char('A'), true) => EditKey::Home,
        (Code::End, false) | (Code::Char('E'), true) => EditKey::End,
        (Code::Backspace, _) | (Code::Char('H'), true) => EditKey::Backspace,
        (Code::Delete, false) => EditKey::Delete,
        (Code::Char('W'), true) => EditKey::DeleteWord,
        (Code::Char('U'), true) => EditKey::DeleteToHome,
        (Code::Char('K'), true) => EditKey::DeleteToEnd,
        _ => return None,
    };
    Some(edit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Entity;

    fn at(millis: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(1_700_000_000_000 + millis).unwrap()
    }

    #[test]
    fn a_draft_is_due_a_fifth_of_a_second_after_the_first_change() {
        let owner = Id::natural(Entity::Session, "s");
        let mut field = TextField::line("").kept("note", owner);
        assert_eq!(field.draft_due(), None);
        field.insert("要望", at(0)).unwrap();
        field.insert("です", at(150)).unwrap();
        assert_eq!(field.draft_due(), Some(at(200)));
        assert_eq!(field.take_draft(Some(at(199)), at(199)), None);
        let draft = field.take_draft(Some(at(200)), at(200)).unwrap();
        assert_eq!(
            (draft.field.as_str(), draft.owner, draft.text.as_str(), draft.caret),
            ("note", owner, "要望です", 12)
        );
        assert_eq!(field.draft_due(), None);
    }

    #[test]
    fn letters_are_taken_back_by_the_word_and_by_the_pause() {
        let mut field = TextField::line("");
        let mut millis = 0;
        let mut type_on = |field: &mut TextField, text: &str, apart: i64| {
            for c in text.chars() {
                millis += apart;
                field.insert(c.encode_utf8(&mut [0; 4]), at(millis)).unwrap();
            }
        };
        type_on(&mut field, "asks for ", 200);
        type_on(&mut field, "sor", 200);
        type_on(&mut field, "ting", 1_000);
        field.insert("並び順", at(9_000)).unwrap();
        type_on(&mut field, "ab", 200);
        assert!(field.key(Key::plain(Code::Left), at(20_000)));
        type_on(&mut field, "c", 200);
        let mut seen = Vec::new();
        while field.undo(at(30_000)) {
            seen.push(field.text());
        }
        let steps =
            ["asks for sorting並び順ab", "asks for sorting並び順", "asks for sorting", "asks for ", "asks ", ""];
        assert_eq!(seen, steps);
        for _ in 0..3 {
            field.redo(at(40_000));
        }
        assert_eq!(field.text(), "asks for sorting");
    }

    #[test]
    fn a_pause_between_letters_parts_what_is_taken_back() {
        let mut field = TextField::line("");
        for (text, millis) in [("a", 0), ("b", 1_000), ("c", 2_001), ("か", 2_100), ("d", 2_200)] {
            field.insert(text, at(millis)).unwrap();
        }
        let mut seen = Vec::new();
        while field.undo(at(5_000)) {
            seen.push(field.text());
        }
        assert_eq!(seen, ["abcか", "abc", "ab", ""]);
    }

    #[test]
    fn leaving_writes_at_once_and_an_unkept_field_writes_nothing() {
        let mut field = TextField::line("").kept("note", Id::natural(Entity::Session, "s"));
        field.insert("a", at(0)).unwrap();
        assert!(field.take_draft(None, at(1)).is_some());
        let mut free = TextField::line("");
        free.insert("a", at(0)).unwrap();
        assert!(free.key(Key::ctrl('u'), at(1)) && free.is_empty());
        assert_eq!(free.take_draft(None, at(1)), None);
    }
}
