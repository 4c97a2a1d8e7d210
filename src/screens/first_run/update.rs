//! What keys do on the first screen.

use chrono::{DateTime, Utc};

use super::state::{CHOICES, State};
use crate::app::{Core, Cx, Go, Open, Page, RequestId, Severity, TextField};
use crate::command::first_run::FirstRun;
use crate::command::moves::Move;
use crate::command::{Command, Context, Fact, Facts, Key};
use crate::i18n::{first_run, notice};
use crate::request::{Ask, Draft, Failure, Record, Reply};
use crate::text::dropped::is_dropped;

impl Page for State {
    fn context(&self) -> Context {
        if self.form.is_some() { Context::LearnerForm } else { Context::FirstRun }
    }

    fn facts(&self, _core: &Core) -> Facts {
        Facts::NONE.with_if(Fact::HasParts, self.form.is_some())
    }

    /// There is nothing to show but what was half typed in the last run.
    fn load(&mut self, cx: &mut Cx<'_>) {
        cx.ask(Ask::Resume);
    }

    fn command(&mut self, command: Command, key: Key, cx: &mut Cx<'_>) {
        if let Command::Move(towards) = command {
            if let Some(form) = &mut self.form {
                form.second = towards == Move::NextPart || towards == Move::Down;
            } else {
                self.cursor.go(towards, CHOICES, CHOICES);
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
            FirstRun::FormDone => self.form_done(cx),
            FirstRun::ImportCheck
            | FirstRun::ImportAll
            | FirstRun::ImportGood
            | FirstRun::ImportAgain
            | FirstRun::ImportDone => {}
        }
    }

    fn field(&self) -> Option<&TextField> {
        self.form.as_ref().map(|form| if form.second { &form.pharmacy } else { &form.name })
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        self.form.as_mut().map(|form| if form.second { &mut form.pharmacy } else { &mut form.name })
    }

    /// Text typed before a choice is a name: nothing typed is lost.
    /// What can only be a path is a file to take in.
    fn typed(&mut self, text: &str, cx: &mut Cx<'_>) -> bool {
        if is_dropped(text) {
            cx.open(Open::Import { line: text.to_owned() });
            return true;
        }
        let mut form = self.left.take().unwrap_or_default();
        form.second = false;
        let fits = form.name.insert(text, cx.core.now).is_ok();
        self.form = Some(form);
        fits
    }

    fn take_drafts(&mut self, now: Option<DateTime<Utc>>, at: DateTime<Utc>) -> Vec<Draft> {
        let fields = self.form.as_mut().into_iter().flat_map(|form| [&mut form.name, &mut form.pharmacy]);
        fields.filter_map(|field| field.take_draft(now, at)).collect()
    }

    fn restore(&mut self, draft: &Draft) -> bool {
        let open = self.form.is_some();
        let mut form = self.form.take().or_else(|| self.left.take()).unwrap_or_default();
        let fields = [&mut form.name, &mut form.pharmacy];
        let field = fields.into_iter().find(|field| field.keeps(draft) && field.is_empty());
        let came = field.filter(|_| !draft.text.is_empty()).map(|field| field.restore(draft)).is_some();
        if came || open {
            self.form = Some(form);
        } else {
            self.left = Some(form);
        }
        came
    }

    fn back(&mut self, _cx: &mut Cx<'_>) -> bool {
        match &mut self.form {
            Some(form) if form.second => {
                form.second = false;
                true
            }
            Some(_) if !self.one_more => {
                self.left = self.form.take();
                true
            }
            Some(_) | None => false,
        }
    }

    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, cx: &mut Cx<'_>) {
        if let Some((_, learner)) = self.adding.take_if(|(adding, _)| *adding == id)
            && reply.is_ok()
        {
            if let Some(form) = &self.form {
                cx.forget_draft(&form.name);
                cx.forget_draft(&form.pharmacy);
            }
            cx.core.file.empty = false;
            // On the card of who is new the first appointment is one key away.
            if self.one_more {
                cx.go(Go::Replace(Open::Card { learner }));
            } else {
                cx.go(Go::Begin);
                cx.open(Open::Card { learner });
            }
        }
    }
}

impl State {
    fn begin(&mut self, nth: usize, cx: &mut Cx<'_>) {
        match nth {
            0 => cx.practise(),
            1 => cx.open(Open::Import { line: String::new() }),
            _ => self.form = Some(self.left.take().unwrap_or_default()),
        }
    }

    fn form_done(&mut self, cx: &mut Cx<'_>) {
        let Some(form) = &mut self.form else { return };
        let (name, pharmacy) = (form.name.text().trim().to_owned(), form.pharmacy.text().trim().to_owned());
        let lang = cx.core.lang;
        if name.is_empty() {
            form.second = false;
            let told = first_run::form_needs_name(lang, &cx.core.words.learner);
            cx.core.say(Severity::Warning, told);
        } else if !form.second {
            form.second = true;
        } else if pharmacy.is_empty() {
            let told = first_run::form_needs_pharmacy(lang, &cx.core.words.account);
            cx.core.say(Severity::Warning, told);
        } else if self.adding.is_none() {
            let (learner, enrolment, pharmacy_id) = (cx.make_id(), cx.make_id(), cx.make_id());
            let shown = crate::text::mask::Private::learner(learner.0.as_u128(), name.as_str());
            cx.core.masks.meet(&shown);
            let record =
                Record::AddLearner { learner, enrolment, pharmacy: pharmacy_id, name, pharmacy_name: pharmacy };
            let request = cx.record_saying(record, |lens| notice::learner_added(lang, &shown.show(lens)));
            self.adding = Some((request, learner));
        }
    }
}
