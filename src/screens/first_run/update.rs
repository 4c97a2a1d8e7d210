//! What keys do on the first screen and in the form.

use chrono::{DateTime, Utc};

use super::form::{Form, Ids, Line, Wrong};
use super::state::{CHOICES, Only, State};
use crate::app::{Core, Cx, Go, Open, Page, RequestId, Severity, TextField};
use crate::command::first_run::FirstRun;
use crate::command::moves::Move;
use crate::command::{Command, Context, Fact, Facts, Key};
use crate::i18n::{first_run, notice};
use crate::request::{Ask, Draft, Failure, Record, Reply};
use crate::text::dropped::is_dropped;
use crate::text::mask::Private;

impl Page for State {
    fn context(&self) -> Context {
        if self.form.is_some() || self.only.is_some() { Context::LearnerForm } else { Context::FirstRun }
    }

    fn facts(&self, _core: &Core) -> Facts {
        Facts::NONE.with_if(Fact::HasParts, self.form.is_some()).with_if(Fact::EditsLearner, self.learner().is_some())
    }

    /// There is nothing to show but what was half typed in the last run, or who is edited.
    fn load(&mut self, cx: &mut Cx<'_>) {
        match &mut self.only {
            Some(Only::Edit { learner, asked }) if self.form.is_none() => {
                *asked = Some(cx.ask(Ask::LearnerForm { learner: *learner }));
            }
            // What is typed over it stays.
            Some(Only::Edit { .. }) => {}
            Some(Only::More) | None => {
                cx.ask(Ask::Resume);
                self.asked_programmes = Some(cx.ask(Ask::Programmes));
            }
        }
    }

    fn command(&mut self, command: Command, key: Key, cx: &mut Cx<'_>) {
        if let Command::Move(towards) = command {
            match (&mut self.form, towards) {
                (Some(form), Move::NextPart | Move::Down) => form.step(1),
                (Some(form), Move::PreviousPart | Move::Up) => form.step(-1),
                (Some(_), _) => {}
                (None, towards) => {
                    self.cursor.go(towards, CHOICES, CHOICES);
                }
            }
            return;
        }
        let Command::FirstRun(command) = command else { return };
        match command {
            FirstRun::Accept => self.begin(self.cursor.at(CHOICES), cx),
            FirstRun::Choose => {
                if let Some(nth) = key.digit().and_then(|d| usize::from(d).checked_sub(1)) {
                    self.cursor.set(nth);
                    self.begin(nth, cx);
                }
            }
            FirstRun::FormDone | FirstRun::FormSave => self.form_done(cx),
            FirstRun::ImportCheck
            | FirstRun::ImportAll
            | FirstRun::ImportGood
            | FirstRun::ImportAgain
            | FirstRun::ImportDone => {}
        }
    }

    fn field(&self) -> Option<&TextField> {
        self.form.as_ref().and_then(Form::field)
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        self.form.as_mut().and_then(Form::field_mut)
    }

    /// Text typed before a choice is a name: nothing typed is lost. What can only be a path is a file to take in.
    fn typed(&mut self, text: &str, cx: &mut Cx<'_>) -> bool {
        if is_dropped(text) {
            cx.open(Open::Import { line: text.to_owned() });
            return true;
        }
        let mut form = self.left.take().unwrap_or_default();
        form.go(Line::Name);
        form.programmes.clone_from(&self.programmes);
        let fits = form.field_mut().is_some_and(|name| name.insert(text, cx.core.now).is_ok());
        self.form = Some(form);
        fits
    }

    fn kept(&self) -> Vec<&TextField> {
        self.form.iter().flat_map(Form::fields).collect()
    }

    fn take_drafts(&mut self, now: Option<DateTime<Utc>>, at: DateTime<Utc>) -> Vec<Draft> {
        self.form.as_mut().map(|form| form.take_drafts(now, at)).unwrap_or_default()
    }

    fn restore(&mut self, draft: &Draft) -> bool {
        if self.learner().is_some() {
            return self.form.as_mut().is_some_and(|form| form.restore_over(draft));
        }
        let open = self.form.is_some();
        let mut form = self.form.take().or_else(|| self.left.take()).unwrap_or_default();
        form.programmes.clone_from(&self.programmes);
        let field = form.fields_mut().find(|field| field.keeps(draft) && field.is_empty());
        let came = field.filter(|_| !draft.text.is_empty()).map(|field| field.restore(draft)).is_some();
        if came || open {
            self.form = Some(form);
        } else {
            self.left = Some(form);
        }
        came
    }

    fn back(&mut self, cx: &mut Cx<'_>) -> bool {
        let edits = self.learner().is_some();
        if edits {
            // Esc leaves the learner as it was, and nothing of it comes back.
            self.forget(cx);
        }
        match &mut self.form {
            Some(form) if !edits && form.line() == Line::Pharmacy => {
                form.go(Line::Name);
                true
            }
            Some(_) if self.only.is_none() => {
                self.left = self.form.take();
                true
            }
            Some(_) | None => false,
        }
    }

    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, cx: &mut Cx<'_>) {
        if let Some(Only::Edit { learner, asked }) = self.only
            && asked == Some(id)
        {
            match reply {
                Ok(Reply::LearnerForm(view)) => {
                    self.form = Some(Form::of(&view, learner, cx.core.lang, &cx.core.words));
                    cx.ask(Ask::Resume);
                }
                // Somebody took the learner out of the file.
                Ok(_) | Err(_) => cx.close(),
            }
            return;
        }
        if self.asked_programmes.take_if(|asked| *asked == id).is_some() {
            if let Ok(Reply::Programmes(names)) = reply {
                self.programmes = names;
                self.offer_programmes();
            }
            return;
        }
        let Some((_, learner)) = self.sent.take_if(|(sent, _)| *sent == id) else { return };
        if reply.is_err() {
            return;
        }
        self.forget(cx);
        cx.core.file.empty = false;
        match self.only {
            Some(Only::Edit { .. }) => cx.close(),
            // On the card of who is new the first appointment is one key away.
            Some(Only::More) => cx.go(Go::Replace(Open::Card { learner })),
            None => {
                cx.go(Go::Begin);
                cx.open(Open::Card { learner });
            }
        }
    }
}

impl State {
    /// What is half typed is used, or given up.
    fn forget(&self, cx: &mut Cx<'_>) {
        for field in self.form.iter().flat_map(Form::fields) {
            cx.forget_draft(field);
        }
    }

    fn begin(&mut self, nth: usize, cx: &mut Cx<'_>) {
        match nth {
            0 => cx.practise(),
            1 => cx.open(Open::Import { line: String::new() }),
            _ => self.form = Some(self.left.take().unwrap_or_default()),
        }
        self.offer_programmes();
    }

    /// The form of somebody new knows what it may be about.
    fn offer_programmes(&mut self) {
        for form in self.form.iter_mut().chain(&mut self.left) {
            form.programmes.clone_from(&self.programmes);
        }
    }

    /// What is missing is gone to, and told unless it is only the next thing to type; the rest is recorded.
    fn form_done(&mut self, cx: &mut Cx<'_>) {
        let edited = self.learner();
        let Some(form) = self.form.as_mut().filter(|_| self.sent.is_none()) else { return };
        let enrolment = edited.is_none().then(|| cx.make_id());
        let learner = edited.unwrap_or_else(|| cx.make_id());
        let ids = Ids { learner, enrolment, pharmacy: cx.make_id(), staff: cx.make_id() };
        let read = match form.read(cx.core, ids) {
            Ok(read) => read,
            Err(Wrong { line, told }) => {
                let comes_next = form.line() == Line::Name && line == Line::Pharmacy;
                form.go(line);
                if !comes_next {
                    cx.core.say(Severity::Warning, told);
                }
                return;
            }
        };
        let lang = cx.core.lang;
        let shown = Private::learner(learner.0.as_u128(), read.name.as_str());
        cx.core.masks.meet(&shown);
        let record = match enrolment {
            // Where nobody is known yet the form makes the one who sits here.
            Some(enrolment) if form.is_short() && cx.core.file.me.is_some() => Record::AddLearner {
                learner,
                enrolment,
                pharmacy: read.pharmacy,
                name: read.name,
                pharmacy_name: read.pharmacy_name,
            },
            _ => Record::Learner(Box::new(read)),
        };
        let request = cx.record_saying(record, |lens| {
            let name = shown.show(lens);
            if edited.is_some() { first_run::changed(lang, &name) } else { notice::learner_added(lang, &name) }
        });
        self.sent = Some((request, learner));
    }
}
