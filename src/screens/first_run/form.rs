//! The form of one learner: its fields, what they are called, and what is made of them.

use chrono::{DateTime, Utc};

use super::words::{job_typed, jobs};
use crate::app::words::Words;
use crate::app::{Core, TextField};
use crate::domain::link::is_https;
use crate::domain::weekly::{WeeklyTypo, typed_weekly, weekly_text};
use crate::domain::{Entity, Id};
use crate::i18n::{Lang, first_run};
use crate::request::record::LearnerForm;
use crate::request::{Draft, LearnerFormView, ProgrammeName};
use crate::text::fold::fold;
use crate::text::mask::{Private, Reveal};

/// One line of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Name,
    Pharmacy,
    Kana,
    Job,
    Slot,
    Zoom,
    Trainer,
    /// Only for somebody new, and only where there is a choice.
    Programme,
}

impl Line {
    /// What has to be there comes first.
    pub(super) const ALL: [Self; 8] =
        [Self::Name, Self::Pharmacy, Self::Kana, Self::Job, Self::Slot, Self::Zoom, Self::Trainer, Self::Programme];

    /// Under which name its draft is kept.
    const fn kept_as(self) -> &'static str {
        match self {
            Self::Name => "first-run-name",
            Self::Pharmacy => "first-run-pharmacy",
            Self::Kana => "first-run-kana",
            Self::Job => "first-run-job",
            Self::Slot => "first-run-slot",
            Self::Zoom => "first-run-zoom",
            Self::Trainer => "first-run-trainer",
            Self::Programme => "first-run-programme",
        }
    }

    /// The same over what a learner who is there has in it.
    const fn edited_as(self) -> &'static str {
        match self {
            Self::Name => "edit-name",
            Self::Pharmacy => "edit-pharmacy",
            Self::Kana => "edit-kana",
            Self::Job => "edit-job",
            Self::Slot => "edit-slot",
            Self::Zoom => "edit-zoom",
            Self::Trainer => "edit-trainer",
            Self::Programme => "edit-programme",
        }
    }

    pub(super) fn label(self, core: &Core) -> String {
        let lang = core.lang;
        match self {
            Self::Name => first_run::form_name(lang).to_owned(),
            Self::Pharmacy => first_run::form_pharmacy(lang, &core.words.account),
            Self::Kana => first_run::form_kana(lang).to_owned(),
            Self::Job => first_run::form_job(lang).to_owned(),
            Self::Slot => first_run::form_slot(lang).to_owned(),
            Self::Zoom => first_run::form_zoom(lang).to_owned(),
            Self::Trainer => first_run::form_trainer(lang).to_owned(),
            Self::Programme => first_run::form_programme(lang).to_owned(),
        }
    }

    /// What goes into it.
    fn hint(self, core: &Core, edits: bool, programmes: &[ProgrammeName]) -> String {
        let lang = core.lang;
        match self {
            Self::Name => first_run::hint_name(lang).to_owned(),
            Self::Pharmacy if edits => first_run::hint_pharmacy_edit(lang, &core.words.account),
            Self::Pharmacy => first_run::hint_pharmacy(lang, &core.words.account),
            Self::Kana => first_run::hint_kana(lang).to_owned(),
            Self::Job => first_run::hint_job(lang, &jobs(&core.words, lang, " / ")),
            Self::Slot => first_run::hint_slot(lang).to_owned(),
            Self::Zoom => first_run::hint_zoom(lang).to_owned(),
            Self::Trainer if edits => first_run::hint_trainer_edit(lang).to_owned(),
            Self::Trainer => first_run::hint_trainer(lang).to_owned(),
            Self::Programme => {
                let named = |p: &ProgrammeName| first_run::programme_choice(lang, &p.id, &p.title);
                let usual = programmes.first().map(|p| p.title.clone()).unwrap_or_default();
                let all: Vec<String> = programmes.iter().map(named).collect();
                first_run::hint_programme(lang, &usual, &all.join(" / "))
            }
        }
    }
}

/// One learner typed in by hand, or put right.
#[derive(Debug)]
pub(super) struct Form {
    fields: [TextField; 8],
    /// What each of them had when it was opened.
    was: [String; 8],
    at: usize,
    /// Into which somebody new may come, the usual one first; none when somebody is edited.
    pub programmes: Vec<ProgrammeName>,
}

impl Default for Form {
    fn default() -> Self {
        // There is one form in a file that is empty.
        let owner = Id::natural(Entity::Learner, "first-run");
        Self {
            fields: Line::ALL.map(|line| TextField::line("").kept(line.kept_as(), owner)),
            was: Default::default(),
            at: 0,
            programmes: Vec::new(),
        }
    }
}

/// A line that cannot be taken, and what to do about it.
#[derive(Debug)]
pub(super) struct Wrong {
    pub line: Line,
    pub told: String,
}

impl Form {
    /// The form as a learner is now.
    pub(super) fn of(view: &LearnerFormView, learner: Id, lang: Lang, words: &Words) -> Self {
        let reveal = |text: &Private| text.reveal(Reveal::granted()).to_string();
        let text = |line| match line {
            Line::Name => reveal(&view.name),
            Line::Pharmacy => reveal(&view.pharmacy),
            Line::Kana => reveal(&view.kana),
            Line::Job => view.job.map(|job| words.job(lang, job).to_owned()).unwrap_or_default(),
            Line::Slot => view.slot.map(|slot| weekly_text(slot, lang == Lang::Ja)).unwrap_or_default(),
            Line::Zoom => view.meeting_url.clone().unwrap_or_default(),
            Line::Trainer => view.trainer.as_ref().map(reveal).unwrap_or_default(),
            Line::Programme => String::new(),
        };
        let was = Line::ALL.map(text);
        let kept = |line: Line, text: &str| TextField::line(text).kept(line.edited_as(), learner);
        let fields = std::array::from_fn(|n| kept(Line::ALL[n], &was[n]));
        Self { fields, was, at: 0, programmes: Vec::new() }
    }

    /// The drafts that have to be written, each with what it was typed over.
    pub(super) fn take_drafts(&mut self, now: Option<DateTime<Utc>>, at: DateTime<Utc>) -> Vec<Draft> {
        let fields = self.fields.iter_mut().zip(&self.was);
        let draft =
            |(field, was): (&mut TextField, &String)| Some(Draft { beside: was.clone(), ..field.take_draft(now, at)? });
        fields.filter_map(draft).collect()
    }

    /// Puts back what was half typed over a value that is still the same; over another one it would take back what somebody
    /// has changed since. The line that was left last has the focus.
    pub(super) fn restore_over(&mut self, draft: &Draft) -> bool {
        let is_mine = |(field, was): (&TextField, &String)| {
            field.keeps(draft) && field.text() == *was && draft.beside == *was && draft.text != *was
        };
        let Some(nth) = self.fields.iter().zip(&self.was).position(is_mine) else { return false };
        self.fields[nth].restore(draft);
        let stands = self.fields.get(self.at).zip(self.was.get(self.at));
        if stands.is_some_and(|(field, was)| field.text() == *was) {
            self.at = nth;
        }
        true
    }

    /// The lines that are shown.
    pub(super) fn lines(&self) -> impl Iterator<Item = (Line, &TextField)> {
        Line::ALL.into_iter().zip(&self.fields).take(self.count())
    }
    /// The last line is the programme.
    fn count(&self) -> usize {
        Line::ALL.len() - usize::from(self.programmes.len() < 2)
    }
    /// What goes into the line with the focus.
    pub(super) fn hint(&self, core: &Core, edits: bool) -> String {
        self.line().hint(core, edits, &self.programmes)
    }
    pub(super) fn fields(&self) -> impl Iterator<Item = &TextField> {
        self.fields.iter()
    }
    pub(super) fn fields_mut(&mut self) -> impl Iterator<Item = &mut TextField> {
        self.fields.iter_mut()
    }

    /// The line with the focus.
    pub(super) fn line(&self) -> Line {
        Line::ALL.get(self.at).copied().unwrap_or(Line::Name)
    }
    pub(super) fn go(&mut self, line: Line) {
        self.at = Line::ALL.iter().position(|l| *l == line).unwrap_or(0);
    }
    pub(super) fn step(&mut self, by: isize) {
        self.at = self.at.saturating_add_signed(by).min(self.count() - 1);
    }
    pub(super) fn field(&self) -> Option<&TextField> {
        self.fields.get(self.at)
    }
    pub(super) fn field_mut(&mut self) -> Option<&mut TextField> {
        self.fields.get_mut(self.at)
    }

    pub(super) fn text(&self, line: Line) -> String {
        self.lines().find(|(l, _)| *l == line).map(|(_, field)| field.text().trim().to_owned()).unwrap_or_default()
    }

    /// Whether nothing but the name and the pharmacy is typed.
    pub(super) fn is_short(&self) -> bool {
        self.lines().all(|(line, field)| matches!(line, Line::Name | Line::Pharmacy) || field.text().trim().is_empty())
    }

    /// What is to be recorded, or the first line that cannot be.
    pub(super) fn read(&self, core: &Core, ids: Ids) -> Result<LearnerForm, Wrong> {
        let lang = core.lang;
        let wrong = |line, told: String| Wrong { line, told };
        let [name, pharmacy_name, kana, job, slot, meeting_url, trainer, programme] =
            Line::ALL.map(|line| self.text(line));
        if name.is_empty() {
            return Err(wrong(Line::Name, first_run::form_needs_name(lang, &core.words.learner)));
        }
        if pharmacy_name.is_empty() {
            return Err(wrong(Line::Pharmacy, first_run::form_needs_pharmacy(lang, &core.words.account)));
        }
        let job = match job.as_str() {
            "" => None,
            typed => Some(job_typed(typed).ok_or_else(|| {
                wrong(
                    Line::Job,
                    first_run::bad_job(lang, &jobs(&core.words, lang, crate::i18n::import::between_words(lang))),
                )
            })?),
        };
        let slot = match slot.as_str() {
            "" => None,
            typed => Some(typed_weekly(typed).map_err(|typo| wrong(Line::Slot, not_weekly(core, &typo)))?),
        };
        if !meeting_url.is_empty() && !is_https(&meeting_url) {
            return Err(wrong(Line::Zoom, first_run::bad_zoom(lang).to_owned()));
        }
        let programme = match programme.as_str() {
            "" => None,
            typed => Some(self.programme(typed).ok_or_else(|| {
                let ids: Vec<&str> = self.programmes.iter().map(|p| p.id.as_str()).collect();
                wrong(Line::Programme, first_run::bad_programme(lang, &ids.join(", ")))
            })?),
        };
        let Ids { learner, enrolment, pharmacy, staff } = ids;
        Ok(LearnerForm {
            learner,
            enrolment,
            pharmacy,
            staff,
            name,
            kana,
            pharmacy_name,
            job,
            slot,
            meeting_url,
            trainer,
            programme,
        })
    }

    /// The id of the programme that is meant by an id, by a title, or by how either begins where no other does.
    fn programme(&self, typed: &str) -> Option<String> {
        let typed = fold(typed);
        let names = |p: &ProgrammeName| [fold(&p.id), fold(&p.title)];
        let exact = self.programmes.iter().find(|p| names(p).contains(&typed));
        let mut begun = self.programmes.iter().filter(|p| names(p).iter().any(|name| name.starts_with(&typed)));
        let found = exact.or_else(|| begun.next().filter(|_| begun.next().is_none()))?;
        Some(found.id.clone())
    }
}

/// Which part of a weekday with a time cannot be read.
fn not_weekly(core: &Core, typo: &WeeklyTypo) -> String {
    let lang = core.lang;
    match typo {
        WeeklyTypo::Day => first_run::bad_slot_day(lang).to_owned(),
        // What is typed is nobody's business while the screen is shared.
        _ if core.share_safe => first_run::bad_slot_time(lang).to_owned(),
        WeeklyTypo::NoTime { day } => first_run::bad_slot_no_time(lang, day),
        WeeklyTypo::Time { day, text } => first_run::bad_slot_time_of(lang, day, text),
    }
}

/// The rows that a form is about, or may have to make.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ids {
    pub learner: Id,
    pub enrolment: Option<Id>,
    pub pharmacy: Id,
    pub staff: Id,
}
