//! The words of the screens that a programme file may rename (`[words]`).

use super::core::mask_words;
use crate::domain::{Job, StaffRole};
use crate::i18n::{Lang, card, common};
use crate::programme::Word;
use crate::text::mask::MaskWords;

/// Each in the language of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// 受講者 / learner.
    pub learner: String,
    /// 薬局 / pharmacy.
    pub account: String,
    /// 経営者 / owner.
    pub owner: String,
    /// What the roles of the team are called: USTr, USM.
    pub trainer: String,
    pub manager: String,
    /// What learners and accounts are called where their names are hidden.
    pub mask_learner: String,
    pub mask_account: String,
}

impl Words {
    /// What they are called until a programme says otherwise.
    pub fn of(lang: Lang) -> Self {
        Self {
            learner: common::word_learner(lang).to_owned(),
            account: common::word_account(lang).to_owned(),
            owner: common::word_owner(lang).to_owned(),
            trainer: common::word_trainer(lang).to_owned(),
            manager: common::word_manager(lang).to_owned(),
            mask_learner: common::mask_learner(lang).to_owned(),
            mask_account: common::mask_pharmacy(lang).to_owned(),
        }
    }

    /// With the words of a programme in place of ours.
    #[must_use]
    pub fn renamed(mut self, words: &[(Word, String)]) -> Self {
        for (word, text) in words {
            let place = match word {
                Word::Learner => &mut self.learner,
                Word::Account => &mut self.account,
                Word::Owner => &mut self.owner,
                Word::Trainer => &mut self.trainer,
                Word::Manager => &mut self.manager,
                // No sentence of the screens has these as an argument.
                Word::Product | Word::Engagement | Word::Line => continue,
            };
            place.clone_from(text);
            match word {
                Word::Learner => self.mask_learner = capital(text),
                Word::Account => self.mask_account = capital(text),
                _ => {}
            }
        }
        self
    }

    /// What stands in place of names.
    pub fn masks(&self, lang: Lang) -> MaskWords<'_> {
        MaskWords { learner: &self.mask_learner, pharmacy: &self.mask_account, ..mask_words(lang) }
    }

    /// What a job is called: only a pharmacy has pharmacists.
    pub fn job(&self, lang: Lang, job: Job) -> &'static str {
        let pharmacy = self.account == common::word_account(lang);
        match job {
            Job::Manager if pharmacy => card::job_manager(lang),
            Job::Manager => card::job_lead(lang),
            Job::Staff if pharmacy => card::job_staff(lang),
            Job::Staff => card::job_member(lang),
            Job::PartTime => card::job_part_time(lang),
        }
    }

    /// What a role is called, for the roles that run sessions.
    pub fn role(&self, role: StaffRole) -> Option<&str> {
        match role {
            StaffRole::Ustr => Some(&self.trainer),
            StaffRole::Usm => Some(&self.manager),
            StaffRole::Engagement
            | StaffRole::AccountSuccess
            | StaffRole::Sales
            | StaffRole::Support
            | StaffRole::Admin => None,
        }
    }
}

/// A mask stands like a name: `Clerk A`.
fn capital(word: &str) -> String {
    let mut rest = word.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}
