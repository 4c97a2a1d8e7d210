//! The note line. What is typed is never lost: leaving keeps it, and a line that could not be written comes back.

use chrono::{DateTime, Utc};

use super::rows::{self, RowKey};
use super::state::{EDITED, Focus, Line, NOTE, SentLine, State};
use crate::app::{Core, Cx, RequestId, Severity, TextField};
use crate::domain::typed::filed;
use crate::domain::{BusinessDate, Id, NoteKind};
use crate::i18n::{Lang, refusal, session};
use crate::layout::Frame;
use crate::layout::words::day;
use crate::request::record::NoteLine;
use crate::request::{NoteView, Record, SessionView};
use crate::text::edit::MAX_BYTES;
use crate::text::mask::{Private, Reveal};

/// What stands around the text of the note line.
pub(super) const LINE_AROUND: u16 = 4;

impl State {
    /// Opens the note line, with a kind or as it was left.
    pub(super) fn open_line(&mut self, kind: Option<NoteKind>, at: DateTime<Utc>) {
        self.strip = None;
        self.pick = None;
        self.focus = Focus::Line;
        if kind.is_some() {
            self.begin_line();
        }
        if self.line.field.is_empty() && self.line.editing.is_none() {
            // A line that could not be written comes back before a new one is begun.
            if let Some(at) = self.lines.iter().position(|sent| sent.request.is_none()) {
                let failed = self.lines.remove(at);
                self.line = line_of(self.appointment(), &failed.line, self.is_note(failed.line.id));
                return;
            }
        }
        if let Some(kind) = kind.filter(|kind| *kind != self.line.kind) {
            self.line.kind = kind;
            self.line.field.touch(at);
        }
    }

    /// The new line as it was left, else an empty one.
    pub(super) fn new_line(&mut self) -> Line {
        let known = self.left.iter().position(|line| line.editing.is_none());
        match known {
            Some(at) => self.left.remove(at),
            None => Line::new(self.appointment()),
        }
    }

    /// Another line comes into the field; what is half typed in this one waits.
    pub(super) fn turn_to(&mut self, line: Line) {
        let before = std::mem::replace(&mut self.line, line);
        if !before.field.is_empty() {
            self.left.push(before);
        }
    }

    /// What is typed now is a line of its own, and no part of the note that is being changed.
    fn begin_line(&mut self) {
        if self.line.editing.is_some() {
            let line = self.new_line();
            self.turn_to(line);
        }
    }

    /// A note that was opened and left as it is (or left empty) is not being changed any more; and the kind of an empty line
    /// is none of the next one.
    pub(super) fn drop_unchanged(&mut self, cx: &mut Cx<'_>) {
        let Some(id) = self.line.editing else {
            if self.line.field.is_empty() {
                self.line.kind = NoteKind::Memo;
            }
            return;
        };
        let (kind, text, _) = filed(&self.line.field.text(), self.line.kind, cx.core.today());
        if text.is_empty() || self.is_kept(id, kind, &text) {
            let line = self.new_line();
            let field = std::mem::replace(&mut self.line, line).field;
            cx.forget_draft(&field);
        }
    }

    /// Whether a note says just that on disk.
    fn is_kept(&self, id: Id, kind: NoteKind, text: &str) -> bool {
        let same = |note: &NoteView| {
            note.id == id && note.kind == kind && note.text.reveal(Reveal::granted()).as_str() == text
        };
        self.view.as_ref().is_some_and(|view| view.notes.iter().any(same))
    }

    pub(super) fn is_note(&self, id: Id) -> bool {
        self.view.as_ref().is_some_and(|view| view.notes.iter().any(|note| note.id == id))
    }

    /// Text that was typed in command state begins a new line, or goes on with the one that was begun.
    pub(super) fn type_line(&mut self, text: &str, cx: &mut Cx<'_>) {
        if self.focus == Focus::Rows {
            self.begin_line();
        }
        self.open_line(None, cx.core.now);
        let end = self.line.field.editor().len();
        self.line.field.caret_to(end);
        if self.line.field.insert(text, cx.core.now).is_err() {
            let told = refusal::too_long(cx.core.lang, MAX_BYTES);
            cx.core.say(Severity::Warning, told);
        }
    }

    pub(super) fn cycle_kind(&mut self, by: isize, at: DateTime<Utc>) {
        // Its draft is to come back as what it is now.
        self.line.field.touch(at);
        let place = NoteKind::ALL.iter().position(|kind| *kind == self.line.kind).unwrap_or(0);
        let place = isize::try_from(place).unwrap_or(0) + by;
        let len = isize::try_from(NoteKind::ALL.len()).unwrap_or(1);
        if let Some(kind) = usize::try_from(place.rem_euclid(len)).ok().and_then(|n| NoteKind::ALL.get(n)) {
            self.line.kind = *kind;
        }
    }

    /// Keeps the line and makes room for the next; an empty one is nothing.
    pub(super) fn keep_line(&mut self, cx: &mut Cx<'_>) {
        let Some(view) = &self.view else { return };
        let (kind, text, promised_by) = filed(&self.line.field.text(), self.line.kind, cx.core.today());
        if text.is_empty() {
            return;
        }
        let (section, item) = self.place(view);
        let line = NoteLine {
            id: self.line.editing.unwrap_or_else(|| cx.make_id()),
            target: cx.make_id(),
            session: Some(view.session),
            learner: None,
            pharmacy: None,
            kind,
            text,
            section,
            item,
            promised_by,
        };
        let same = self.is_kept(line.id, line.kind, &line.text);
        // The line that was left for a note comes back into the field.
        let next = self.new_line();
        let field = std::mem::replace(&mut self.line, next).field;
        self.kept = Some(line.id);
        if !same {
            let request = self.send_line(&line, cx);
            self.lines.retain(|sent| sent.line.id != line.id);
            self.lines.push(SentLine { request: Some(request), line, at: cx.core.now });
        }
        cx.forget_draft(&field);
    }

    /// Records a line. Who stays in the field is told how it is taken back: undo there takes typing alone.
    fn send_line(&self, line: &NoteLine, cx: &mut Cx<'_>) -> RequestId {
        let lang = cx.core.lang;
        let promised = (line.kind == NoteKind::Promise).then(|| promise_day(lang, line.promised_by));
        let record = Record::Note(line.clone());
        match (self.focus == Focus::Line, promised) {
            (true, promised) => cx.record_saying(record, |_| {
                session::kept_undo(lang, promised.as_deref().unwrap_or(session::note_kept(lang)))
            }),
            (false, Some(promised)) => cx.record_saying(record, |_| promised.clone()),
            (false, None) => cx.record(record),
        }
    }

    /// Section and item that are being taught.
    fn place(&self, view: &SessionView) -> (Option<String>, Option<String>) {
        let pane = self.pane().section().word().to_owned();
        match self.at {
            Some(RowKey::Item(id)) => match rows::item(view, id) {
                Some(item) => (Some(item.section.word().to_owned()), Some(item.item_id.clone())),
                None => (None, None),
            },
            Some(RowKey::Homework(_)) => {
                let review = view.items.iter().find(|item| item.review).map(|item| item.item_id.clone());
                (Some(pane), review)
            }
            Some(RowKey::Criterion(_)) => (Some(pane), None),
            Some(RowKey::Note(_)) | None => (None, None),
        }
    }

    /// The note in the line is as it is on disk, so that leaving it loses nothing.
    pub(super) fn is_as_kept(&self, core: &Core) -> bool {
        let Some(id) = self.line.editing else { return false };
        let (kind, text, _) = filed(&self.line.field.text(), self.line.kind, core.today());
        self.is_kept(id, kind, &text)
    }

    /// A row up or down in a line that goes on in further rows; from its first row to the note before, and from its last one
    /// to the note after.
    pub(super) fn line_row(&mut self, down: bool, cx: &mut Cx<'_>) {
        if self.line.field.move_row(down, line_cells(cx.core)) {
            return;
        }
        match down {
            false if self.line.field.is_empty() || self.is_as_kept(cx.core) => self.edit_beside(-1, cx),
            true if self.is_as_kept(cx.core) => self.edit_beside(1, cx),
            // A reflex in a line that is being typed: nothing happens and nothing is said.
            false | true => {}
        }
    }

    /// What was said last time becomes the text of an empty line.
    pub(super) fn take_text(&mut self, cx: &mut Cx<'_>) {
        let last = self.view.as_ref().and_then(|view| view.last_text.as_ref());
        let Some(text) = last.filter(|_| self.line.field.is_empty()) else {
            return cx.core.say(Severity::Done, session::no_last_text(cx.core.lang));
        };
        let text = text.reveal(Reveal::granted()).as_str().to_owned();
        // One burst, which undo takes back as one; more than a line takes is in no record.
        let _ = self.line.field.insert(&text, cx.core.now);
    }

    /// The answer to a line; whether it was one.
    pub(super) fn line_kept(&mut self, id: RequestId, ok: bool, cx: &Cx<'_>) -> bool {
        let Some(at) = self.lines.iter().position(|sent| sent.request == Some(id)) else { return false };
        if !ok {
            if self.line.field.is_empty() && self.line.editing.is_none() {
                let failed = self.lines.remove(at);
                let known = self.is_note(failed.line.id);
                self.line = line_of(self.appointment(), &failed.line, known);
                // A typed change, so that its draft goes to the disk as soon as there is one.
                self.line.field.set(&failed.line.text, cx.core.now);
            } else if let Some(sent) = self.lines.get_mut(at) {
                sent.request = None;
            }
            return true;
        }
        let sent = self.lines.remove(at);
        if let Some(view) = &mut self.view {
            let text = Private::free(sent.line.text);
            if let Some(note) = view.notes.iter_mut().find(|note| note.id == sent.line.id) {
                (note.kind, note.text) = (sent.line.kind, text);
            } else {
                let minute = u32::try_from((sent.at - view.started_at).num_minutes().max(0)).ok();
                let (id, at, kind, section) = (sent.line.id, sent.at, sent.line.kind, sent.line.section);
                let private = false;
                view.notes.push(NoteView { id, at, minute, kind, text, section, private });
            }
        }
        true
    }
}

/// The cells of a row of the note line: `>` and a blank on both sides of it are none of them.
pub(super) fn line_cells(core: &Core) -> usize {
    usize::from(Frame::of(core.size.width, core.size.height).body.width.saturating_sub(LINE_AROUND))
}

fn line_of(appointment: Id, line: &NoteLine, editing: bool) -> Line {
    let mut fresh = Line::new(appointment);
    fresh.kind = line.kind;
    if editing {
        fresh.field = TextField::line(&line.text).kept(EDITED, line.id);
        fresh.editing = Some(line.id);
    } else {
        fresh.field = TextField::line(&line.text).kept(NOTE, appointment);
    }
    fresh
}

/// By when a promise stands that was just written.
fn promise_day(lang: Lang, by: Option<BusinessDate>) -> String {
    match by {
        Some(date) => session::promise_by(lang, &day(lang, date.0)),
        None => session::promise_soon(lang).to_owned(),
    }
}
