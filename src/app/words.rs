//! The words of the screens that a programme file may rename (`[words]`).

use crate::domain::StaffRole;
use crate::i18n::{Lang, common};
use crate::programme::Word;

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
        }
        self
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
