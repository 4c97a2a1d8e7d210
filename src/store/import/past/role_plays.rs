//! The role-plays of a record, attempt by attempt.

use std::rc::Rc;

use super::Case;
use crate::domain::{Entity, Id, role_play};
use crate::request::import::SessionRow;

impl Case<'_> {
    /// The attempts at a role-play, newest last. An empty cell changes nothing.
    pub(super) fn role_plays(&mut self, at: usize, session: Id, row: &SessionRow) -> bool {
        if row.role_play.is_empty() {
            return false;
        }
        let mut differs = false;
        let known: Vec<Id> = self.of_session(Entity::RolePlay, session).collect();
        let script = Rc::clone(&self.script);
        let rubric = script.rubric(&self.meetings[at].numbers);
        let (pass, low) = (script.programme.rubric.pass_mean, script.programme.rubric.low_mean);
        for (n, scores) in row.role_play.iter().enumerate() {
            let id = known.get(n).copied().unwrap_or_else(|| self.make_role_play(session, n));
            for (criterion, score) in rubric.iter().zip(scores) {
                differs |= self.rating(id, &criterion.id, *score);
            }
            let rated: Vec<u8> = scores.iter().flatten().copied().collect();
            let failed = rubric.iter().zip(scores).any(|(c, score)| c.must && score.is_some_and(|s| s < 2));
            let (mean, result) = role_play::sum_up(&rated, failed, pass, low);
            self.ledger.set(Entity::RolePlay, id, "mean", mean);
            self.ledger.set(Entity::RolePlay, id, "result", result.map(role_play::RolePlayResult::word));
            differs |= self.ledger.is_new(Entity::RolePlay, id);
        }
        for id in known.into_iter().skip(row.role_play.len()) {
            let ratings: Vec<Id> = self.ledger.under(Entity::RolePlayRating, id).collect();
            for rating in ratings {
                self.ledger.remove(Entity::RolePlayRating, rating);
            }
            self.ledger.remove(Entity::RolePlay, id);
            differs = true;
        }
        differs
    }

    fn make_role_play(&mut self, session: Id, n: usize) -> Id {
        let id = self.people.fresh();
        self.ledger.make(Entity::RolePlay, id, None);
        self.ledger.set(Entity::RolePlay, id, "session_id", session);
        self.ledger.set(Entity::RolePlay, id, "attempt", u32::try_from(n + 1).unwrap_or(u32::MAX));
        id
    }

    fn rating(&mut self, play: Id, criterion: &str, score: Option<u8>) -> bool {
        let id = Id::natural(Entity::RolePlayRating, &format!("{play}:{criterion}"));
        let there = self.ledger.has(Entity::RolePlayRating, id);
        match score {
            None if there => {
                self.ledger.remove(Entity::RolePlayRating, id);
                true
            }
            None => false,
            Some(score) => {
                if !there {
                    self.ledger.make(Entity::RolePlayRating, id, None);
                    self.ledger.set(Entity::RolePlayRating, id, "role_play_id", play);
                    self.ledger.set(Entity::RolePlayRating, id, "criterion_id", criterion);
                }
                self.ledger.set(Entity::RolePlayRating, id, "score", score)
            }
        }
    }
}
