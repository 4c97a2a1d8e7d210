//! What a row of a roster says of the way through the programme: trainer, state, support, graduation and survey.

use super::super::people::Meant;
use super::super::script::Script;
use super::{ALL, Roster};
use crate::domain::{BusinessDate, EnrolmentState, Entity, GraduationKind, Id, PlanState, StaffRole};
use crate::request::Failure;
use crate::request::import::{RosterRow, SurveyScore};
use crate::store::tx::Value;

impl Roster<'_, '_> {
    pub(super) fn enrolment(
        &mut self,
        row: &RosterRow,
        meant: Meant,
        created: bool,
        differs: &mut bool,
    ) -> Result<(), Failure> {
        let id = meant.enrolment;
        let trainer = row.trainer.as_deref().and_then(|name| self.people.staff(name, StaffRole::Ustr));
        let trainer = trainer.or_else(|| self.people.myself().filter(|_| created));
        let cohort = match (&row.cohort, created, meant.pharmacy) {
            (Some(cohort), _, _) => Some(cohort.clone()),
            (None, true, Some(p)) => self.people.ledger.text(Entity::Pharmacy, p, "regime").map(str::to_owned),
            (None, _, _) => None,
        };
        let fields: [(&str, Option<Value>); 4] = [
            ("trainer_id", trainer.map(Value::from)),
            ("start_no", row.next_no.map(Value::from)),
            ("deadline", row.deadline.map(Value::from)),
            ("cohort", cohort.map(Value::from)),
        ];
        for (field, value) in fields {
            *differs |= self.people.ledger.set_some(Entity::Enrolment, id, field, value);
        }
        self.state(row, id, differs);
        if let Some(plan_on) = row.plan_on {
            self.plan(id, plan_on, differs)?;
        }
        Ok(())
    }

    /// The state that the file gives, with the dates and reasons that belong to it. What only a worked-out state can place
    /// stands where it is found again: the date of a pause is that of an invitation put off until the kickoff is held.
    fn state(&mut self, row: &RosterRow, id: Id, differs: &mut bool) {
        let ledger = &mut self.people.ledger;
        let given = row.state.is_some();
        if let Some(state) = row.state {
            *differs |= ledger.set(Entity::Enrolment, id, "state", state);
            *differs |= ledger.set(Entity::Enrolment, id, "state_set", true);
            let of_paused = ["paused_on", "paused_until", "paused_from", "pause_reason"];
            let of_invited = ["deferred_until", "defer_reason"];
            let stale_pause = of_paused.iter().filter(|_| state != EnrolmentState::Paused);
            let stale_deferral = of_invited.iter().filter(|_| state != EnrolmentState::Invited);
            for place in stale_pause.chain(stale_deferral) {
                if ledger.get(Entity::Enrolment, id, place) != &Value::Null {
                    *differs |= ledger.set(Entity::Enrolment, id, place, Value::Null);
                }
            }
        }
        let current = ledger.text(Entity::Enrolment, id, "state").and_then(EnrolmentState::from_word);
        let state = current.unwrap_or(EnrolmentState::Invited);
        // Worked out, a learner with a date to come back on is paused or put off; which one is known after the last file.
        let waiting = ledger.int(Entity::Enrolment, id, "state_set") != Some(1) && !given;
        let on = |place: &str| match (state, waiting) {
            (EnrolmentState::Graduated, _) => place == "graduated_on",
            (EnrolmentState::Withdrawn, _) => place == "withdrawn_on",
            (EnrolmentState::Paused, _) | (_, true) => place == "paused_on",
            (_, false) => false,
        };
        for place in ["graduated_on", "withdrawn_on", "paused_on"] {
            *differs |= ledger.set_some(Entity::Enrolment, id, place, row.state_on.filter(|_| on(place)));
        }
        let reason = match (state, waiting) {
            (EnrolmentState::Withdrawn, _) => Some("withdraw_reason"),
            (EnrolmentState::Invited, _) => Some("defer_reason"),
            (EnrolmentState::Paused, _) | (_, true) => Some("pause_reason"),
            (_, false) => None,
        };
        if let (Some(place), Some(text)) = (reason, &row.state_reason) {
            *differs |= ledger.set(Entity::Enrolment, id, place, text.as_str());
        }
        let until = match (state, waiting) {
            (EnrolmentState::Invited, _) => Some("deferred_until"),
            (EnrolmentState::Paused, _) | (_, true) => Some("paused_until"),
            (_, false) => None,
        };
        if let (Some(place), Some(date)) = (until, row.paused_until) {
            *differs |= ledger.set(Entity::Enrolment, id, place, date);
        }
    }

    /// The row of an enrolment that has at most one of its kind: the newest on disk, else a new one.
    fn only(&mut self, entity: Entity, enrolment: Id) -> Result<Id, Failure> {
        let ledger = &mut self.people.ledger;
        let natural = Id::natural(entity, &enrolment.to_string());
        if ledger.has(entity, natural) {
            return Ok(natural);
        }
        if !ledger.is_new(Entity::Enrolment, enrolment) {
            let clause = "enrolment_id = ?1 ORDER BY created_at DESC, id DESC LIMIT 1";
            if let Some(known) = ledger.load(self.tx.conn(), entity, clause, [enrolment])?.first() {
                return Ok(*known);
            }
        }
        ledger.make(entity, natural, None);
        ledger.set(entity, natural, "enrolment_id", enrolment);
        Ok(natural)
    }

    /// Extra support with the date on which it is judged again.
    fn plan(&mut self, enrolment: Id, on: BusinessDate, differs: &mut bool) -> Result<(), Failure> {
        let plan = self.only(Entity::SupportPlan, enrolment)?;
        let ledger = &mut self.people.ledger;
        // A plan that was gone through since is not opened again by the date that it had.
        if ledger.set(Entity::SupportPlan, plan, "next_judgement_on", on) {
            ledger.set(Entity::SupportPlan, plan, "state", PlanState::Open.word());
            *differs = true;
        }
        Ok(())
    }

    pub(super) fn graduation(
        &mut self,
        row: &RosterRow,
        script: &Script,
        meant: Meant,
        differs: &mut bool,
    ) -> Result<(), Failure> {
        let enrolment = meant.enrolment;
        let state = self.people.ledger.text(Entity::Enrolment, enrolment, "state");
        let graduated = state.and_then(EnrolmentState::from_word) == Some(EnrolmentState::Graduated);
        if graduated && row.state.is_some() {
            let id = self.only(Entity::Graduation, enrolment)?;
            let ledger = &mut self.people.ledger;
            if ledger.is_new(Entity::Graduation, id) {
                ledger.set(Entity::Graduation, id, "kind", GraduationKind::Normal.word());
            }
            *differs |= ledger.set_some(Entity::Graduation, id, "date", row.state_on);
        }
        let everything = vec![ALL.to_owned()];
        let done = match &row.graduation_done {
            Some(done) => done,
            None if graduated && row.state.is_some() => &everything,
            None => return Ok(()),
        };
        let items = script.graduation().filter(|item| done.iter().any(|id| id == ALL || *id == item.id));
        for item in items {
            let id = Id::natural(Entity::GraduationItem, &format!("{enrolment}:{}", item.id));
            let ledger = &mut self.people.ledger;
            if !ledger.has(Entity::GraduationItem, id) && !ledger.is_new(Entity::Enrolment, enrolment) {
                ledger.load(self.tx.conn(), Entity::GraduationItem, "id = ?1", [id])?;
            }
            let settled = ledger.text(Entity::GraduationItem, id, "done_on").is_some()
                || ledger.text(Entity::GraduationItem, id, "reason").is_some();
            if settled {
                continue;
            }
            if !ledger.has(Entity::GraduationItem, id) {
                ledger.make(Entity::GraduationItem, id, None);
                ledger.set(Entity::GraduationItem, id, "enrolment_id", enrolment);
                ledger.set(Entity::GraduationItem, id, "item_id", item.id.as_str());
            }
            // Without a date of its own it holds from the beginning; that somebody said so is the reason.
            *differs |= ledger.set(Entity::GraduationItem, id, "reason", "imported");
        }
        Ok(())
    }

    pub(super) fn survey(&mut self, row: &RosterRow, meant: Meant, differs: &mut bool) -> Result<(), Failure> {
        let answer = row.survey_score.is_some() || row.survey_comment.is_some() || row.survey_on.is_some();
        if !answer && row.survey_sent.is_none() {
            return Ok(());
        }
        let enrolment = meant.enrolment;
        let id = self.only(Entity::SurveyResponse, enrolment)?;
        let ledger = &mut self.people.ledger;
        let (score, declined) = match row.survey_score {
            Some(SurveyScore::Score(score)) => (Some(score), Some(false)),
            Some(SurveyScore::Declined) => (None, Some(true)),
            None => (None, None),
        };
        let fields: [(&str, Option<Value>); 5] = [
            ("sent_on", row.survey_sent.map(Value::from)),
            ("answered_on", row.survey_on.map(Value::from)),
            ("score", score.map(Value::from)),
            ("declined", declined.map(Value::from)),
            ("comment", row.survey_comment.clone().map(Value::from)),
        ];
        for (field, value) in fields {
            *differs |= ledger.set_some(Entity::SurveyResponse, id, field, value);
        }
        if declined == Some(true) {
            *differs |= ledger.get(Entity::SurveyResponse, id, "score") != &Value::Null
                && ledger.set(Entity::SurveyResponse, id, "score", Value::Null);
        }
        // An answer without a date came back when the survey was sent, else today.
        let undated = ledger.get(Entity::SurveyResponse, id, "answered_on") == &Value::Null;
        if score.is_some() && undated {
            let sent = ledger.date(Entity::SurveyResponse, id, "sent_on");
            ledger.set(Entity::SurveyResponse, id, "answered_on", sent.unwrap_or(self.today));
        }
        Ok(())
    }
}
