//! What is said about an attempt at the role-play: what went well, then what to try next. One key on the rubric opens it.

use super::rows::RowKey;
use super::state::{Focus, State};
use crate::app::{Cx, RequestId, TextField};
use crate::domain::Id;
use crate::i18n::session;
use crate::request::record::Comment;
use crate::request::{AttemptView, Draft, Record};
use crate::text::mask::{Private, Reveal};

/// The names under which half-typed comments are kept.
const GOOD: &str = "comment-good";
const NEXT: &str = "comment-next";

/// A comment that is being typed.
#[derive(Debug)]
pub(super) struct Commenting {
    pub which: Comment,
    pub field: TextField,
}

/// One on its way to the disk.
#[derive(Debug)]
pub(super) struct SentComment {
    pub request: RequestId,
    pub which: Comment,
    pub text: String,
}

const fn kept_as(which: Comment) -> &'static str {
    match which {
        Comment::Good => GOOD,
        Comment::Next => NEXT,
    }
}

/// Whether a draft is one of these.
pub(super) fn is_comment(draft: &Draft) -> bool {
    matches!(draft.field.as_str(), GOOD | NEXT)
}

impl State {
    /// The attempt that goes on, once something of it is on disk.
    pub(super) fn running_attempt(&self) -> Option<&AttemptView> {
        let play = self.view.as_ref()?.role_play.as_ref()?;
        play.attempts.last().filter(|attempt| !self.is_new_run() && play.id == Some(attempt.id))
    }

    fn comment(&self, which: Comment) -> String {
        let text = self.running_attempt().and_then(|attempt| match which {
            Comment::Good => attempt.good.as_ref(),
            Comment::Next => attempt.next.as_ref(),
        });
        text.map(|text| text.reveal(Reveal::granted()).to_string()).unwrap_or_default()
    }

    /// Opens the first of the two, or the one that was left half typed.
    pub(super) fn open_comment(&mut self) {
        if self.commenting.is_none() {
            self.begin_comment(Comment::Good);
        }
        self.strip = None;
        if self.commenting.is_some() {
            self.focus = Focus::Comment;
        }
    }

    fn begin_comment(&mut self, which: Comment) {
        let Some(session) = self.view.as_ref().filter(|view| view.role_play.is_some()).map(|view| view.session) else {
            return;
        };
        let field = TextField::line(&self.comment(which)).kept(kept_as(which), session);
        self.commenting = Some(Commenting { which, field });
    }

    /// Enter: keeps it and goes on to the other one, and from there back to the rows.
    pub(super) fn next_comment(&mut self, cx: &mut Cx<'_>) {
        let which = self.commenting.as_ref().map(|commenting| commenting.which);
        self.keep_comment(cx);
        self.focus = Focus::Rows;
        if which == Some(Comment::Good) {
            self.begin_comment(Comment::Next);
            self.open_comment();
        }
    }

    /// Keeps the comment that is in the field.
    pub(super) fn keep_comment(&mut self, cx: &mut Cx<'_>) {
        let (Some(Commenting { which, field }), Some(view)) = (self.commenting.take(), &self.view) else { return };
        let (text, session) = (field.text().trim().to_owned(), view.session);
        cx.forget_draft(&field);
        if text == self.comment(which) {
            return;
        }
        let role_play = self.attempt_id(cx);
        let lang = cx.core.lang;
        let record = Record::Comment { session, role_play, which, text: text.clone() };
        let request = cx.record_saying(record, |_| session::comment_kept(lang).to_owned());
        self.comments_sent.push(SentComment { request, which, text });
    }

    /// One that was opened and left as it is is not being typed any more.
    pub(super) fn drop_unchanged_comment(&mut self, cx: &mut Cx<'_>) {
        let Some(commenting) = self.commenting.take() else { return };
        if commenting.field.text().trim() == self.comment(commenting.which) {
            cx.forget_draft(&commenting.field);
        } else {
            self.commenting = Some(commenting);
        }
    }

    /// The attempt that the next word is about; the first word makes it.
    pub(super) fn attempt_id(&mut self, cx: &mut Cx<'_>) -> Id {
        let known = self.view.as_ref().and_then(|view| view.role_play.as_ref()).and_then(|play| play.id);
        match self.run.or(known) {
            Some(run) => run,
            None => *self.run.insert(cx.make_id()),
        }
    }

    /// The answer to a comment; whether it was one. What could not be written comes back.
    pub(super) fn comment_kept(&mut self, id: RequestId, ok: bool, cx: &Cx<'_>) -> bool {
        let Some(at) = self.comments_sent.iter().position(|sent| sent.request == id) else { return false };
        let SentComment { which, text, .. } = self.comments_sent.remove(at);
        if ok {
            let run = self.run;
            let play = self.view.as_mut().and_then(|view| view.role_play.as_mut());
            let newest = play.and_then(|play| play.attempts.last_mut());
            if let Some(attempt) = newest.filter(|attempt| run.is_none_or(|run| attempt.id == run)) {
                let text = (!text.is_empty()).then(|| Private::free(text));
                match which {
                    Comment::Good => attempt.good = text,
                    Comment::Next => attempt.next = text,
                }
            }
        } else if self.commenting.is_none()
            && let Some(session) = self.view.as_ref().map(|view| view.session)
        {
            let mut field = TextField::line("").kept(kept_as(which), session);
            field.set(&text, cx.core.now);
            self.commenting = Some(Commenting { which, field });
        }
        true
    }

    /// Puts back a half-typed comment; whether it did.
    pub(super) fn take_comment(&mut self, draft: &Draft) -> bool {
        let which = if draft.field == GOOD { Comment::Good } else { Comment::Next };
        let ours = self.view.as_ref().is_some_and(|view| view.session == draft.owner && view.role_play.is_some());
        if !ours || self.commenting.is_some() {
            return false;
        }
        self.begin_comment(which);
        if let Some(commenting) = &mut self.commenting {
            commenting.field.restore(draft);
        }
        self.at = Some(RowKey::Criterion(0));
        self.focus = Focus::Comment;
        true
    }
}
