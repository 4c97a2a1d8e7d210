//! The practice day with everybody in it: who has which id, which day is meant, and texts in the day's language.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, NaiveTime, Utc};

use super::assets::{Assets, Learner, Name, Words};
use super::calendar::{EARLY, off};
use super::{FillError, PracticeDay};
use crate::domain::{BusinessDate, Entity, Id, IdMaker, SessionNo, StaffRole};
use crate::programme::{DEFAULT_PROGRAMME, Library, Programme};
use crate::request::Stamp;

/// The trainer whose day it is, as `people.toml` calls her.
pub(super) const DEMO_USER: &str = "U1";

/// Zoom's own page for trying out a meeting: a link in the practice day must lead nowhere near a real one.
pub(super) const MEETING_URL: &str = "https://zoom.us/test";

#[derive(Debug)]
pub(super) struct Scene {
    pub day: PracticeDay,
    assets: Rc<Assets>,
    programme: Arc<Programme>,
    ids: IdMaker,
    cast: HashMap<(Entity, String), Id>,
}

impl Scene {
    pub(super) fn new(day: PracticeDay, ids: IdMaker) -> Result<Self, FillError> {
        let library = Library::new([]);
        let lang = if day.japanese { "ja" } else { "en" };
        let programme = library.find(DEFAULT_PROGRAMME, None, lang).and_then(|entry| entry.usable());
        Ok(Self {
            day,
            assets: Rc::new(Assets::read()?),
            programme: Arc::clone(programme.ok_or(FillError::Programme)?),
            ids,
            cast: HashMap::new(),
        })
    }

    #[cfg(test)]
    pub(super) fn forget_archive(&mut self) {
        Rc::make_mut(&mut self.assets).archive.cohort.clear();
    }

    pub(super) fn assets(&self) -> Rc<Assets> {
        Rc::clone(&self.assets)
    }

    pub(super) fn programme(&self) -> Arc<Programme> {
        Arc::clone(&self.programme)
    }

    /// The id of what the data calls `key`; made when it is first asked for.
    pub(super) fn id(&mut self, entity: Entity, key: &str) -> Id {
        if let Some(known) = self.cast.get(&(entity, key.to_owned())) {
            return *known;
        }
        let id = self.fresh();
        self.cast.insert((entity, key.to_owned()), id);
        id
    }

    /// An id of something that nobody refers to.
    pub(super) fn fresh(&mut self) -> Id {
        self.ids.make(self.at(self.eve(), EARLY).timestamp_millis())
    }

    pub(super) fn learner(&mut self, key: &str) -> Id {
        self.id(Entity::Learner, key)
    }

    /// The enrolment of a learner.
    pub(super) fn enrolment(&mut self, learner: &str) -> Id {
        self.id(Entity::Enrolment, learner)
    }

    pub(super) fn pharmacy(&mut self, key: &str) -> Id {
        self.id(Entity::Pharmacy, key)
    }

    pub(super) fn staff(&mut self, key: &str) -> Id {
        self.id(Entity::Staff, key)
    }

    /// The appointment for a number of a learner's.
    pub(super) fn appointment(&mut self, learner: &str, number: u8) -> Id {
        self.id(Entity::Appointment, &format!("{learner} {number}"))
    }

    /// Who trains a learner.
    pub(super) fn trainer_of(&mut self, learner: &Learner) -> Id {
        self.staff(learner.trainer.as_deref().unwrap_or(DEMO_USER))
    }

    pub(super) fn text<'w>(&self, words: &'w Words) -> &'w str {
        if self.day.japanese { &words.ja } else { &words.en }
    }

    pub(super) fn name<'n>(&self, name: &'n Name) -> &'n str {
        if self.day.japanese { &name.ja } else { &name.en }
    }

    /// The name of one of the team.
    pub(super) fn staff_name(&self, key: &str) -> Option<String> {
        let staff = self.assets.people.staff.iter().find(|s| s.id == key)?;
        Some(self.name(&staff.name).to_owned())
    }

    /// The name of the success manager, who looks after every pharmacy.
    pub(super) fn usm(&self) -> Option<String> {
        let usm = self.assets.people.staff.iter().find(|s| s.role == StaffRole::Usm)?;
        Some(self.name(&usm.name).to_owned())
    }

    /// The day so many days from T, off weekends.
    pub(super) fn on(&self, days: i64) -> BusinessDate {
        off(self.day.date, days)
    }

    /// The working day before T: the last one that is history.
    pub(super) fn eve(&self) -> BusinessDate {
        self.on(-1)
    }

    pub(super) fn at(&self, date: BusinessDate, time: NaiveTime) -> DateTime<Utc> {
        self.day.zone.on(date, time)
    }

    /// The demo user records at that time.
    pub(super) fn stamp(&mut self, date: BusinessDate, time: NaiveTime) -> Stamp {
        Stamp { at: self.at(date, time), zone: self.day.zone.name().to_owned(), actor: Some(self.staff(DEMO_USER)) }
    }

    /// Minutes that the programme plans for a number.
    pub(super) fn minutes(&self, number: u8) -> u32 {
        let planned = SessionNo::new(number).and_then(|no| self.programme.minutes(no));
        planned.map_or(30, u32::from)
    }
}

impl Learner {
    /// The days of the sessions held, by number, oldest first.
    pub(super) fn held_on(&self, today: BusinessDate) -> Vec<(u8, BusinessDate)> {
        let Some(held) = &self.held else { return Vec::new() };
        let mut days = Vec::new();
        let mut last = 0;
        for back in 0..held.last {
            last = held.on.get(usize::from(back)).copied().unwrap_or(last - 7);
            days.push((held.last - back, off(today, last)));
        }
        days.reverse();
        days
    }

    /// The number of the next session.
    pub(super) fn next_number(&self) -> u8 {
        self.held.as_ref().map_or(0, |held| held.last) + 1
    }
}
