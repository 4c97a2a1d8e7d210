//! The words of an item: typed, kept, and what became of them.

use super::rows::{self, RowKey};
use super::state::{Focus, State, WORDS};
use crate::app::{Cx, RequestId, TextField};
use crate::i18n::session;
use crate::request::Record;
use crate::text::mask::{Private, Reveal};

impl State {
    /// Words have yet to be typed, or were left half typed.
    pub(super) fn wants_words(&self) -> bool {
        let item = self.view.as_ref().and_then(|view| rows::words_item(view, None));
        item.is_some_and(|item| self.words.is_some() || item.words == Some(None))
    }

    /// The words of the item under the cursor.
    pub(super) fn open_words(&mut self) {
        let Some(view) = &self.view else { return };
        let Some(item) = rows::words_item(view, self.at) else { return };
        let (id, has) = (item.id, item.words.clone().flatten());
        if self.words.as_ref().is_none_or(|(known, _)| *known != id) {
            let text = has.map(|words| words.reveal(Reveal::granted()).as_str().to_owned()).unwrap_or_default();
            self.words = Some((id, TextField::line(&text).kept(WORDS, id)));
        }
        self.at = Some(RowKey::Item(id));
        self.focus = Focus::Words;
    }

    /// Keeps the words as they were typed.
    pub(super) fn keep_words(&mut self, cx: &mut Cx<'_>) {
        self.focus = Focus::Rows;
        let (Some((item, field)), Some(view)) = (self.words.take(), &self.view) else { return };
        let text = field.text().trim().to_owned();
        let before = rows::item(view, item).and_then(|item| item.words.clone().flatten());
        let before = before.map(|words| words.reveal(Reveal::granted()).as_str().to_owned()).unwrap_or_default();
        if text != before {
            let lang = cx.core.lang;
            let record = Record::Words { session: view.session, item, text: text.clone() };
            let request = cx.record_saying(record, |_| session::words_kept(lang).to_owned());
            self.words_sent = Some((request, item, text));
        }
        cx.forget_draft(&field);
    }

    /// The answer to the words; whether it was one.
    pub(super) fn words_kept(&mut self, id: RequestId, ok: bool, cx: &Cx<'_>) -> bool {
        let Some((_, item, text)) = self.words_sent.take_if(|(request, _, _)| *request == id) else { return false };
        if ok {
            let found = self.view.as_mut().and_then(|view| view.items.iter_mut().find(|i| i.id == item));
            if let Some(found) = found {
                found.words = Some((!text.is_empty()).then(|| Private::free(text)));
            }
        } else if self.words.is_none() {
            let mut field = TextField::line("").kept(WORDS, item);
            field.set(&text, cx.core.now);
            self.words = Some((item, field));
        }
        true
    }
}
