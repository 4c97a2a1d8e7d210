//! The words of the screens that a programme file may rename (`[words]`).

use crate::domain::StaffRole;
use crate::i18n::Lang;

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
        let [learner, account, owner] = match lang {
            Lang::Ja => ["受講者", "薬局", "経営者"],
            Lang::En => ["learner", "pharmacy", "owner"],
        };
        Self {
            learner: learner.to_owned(),
            account: account.to_owned(),
            owner: owner.to_owned(),
            trainer: "USTr".to_owned(),
            manager: "USM".to_owned(),
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
