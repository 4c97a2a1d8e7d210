//! The practice day: an invented team, six pharmacies and twenty learners, relative to the day of practice T, and those who
//! came before, for the figures. What import files can say goes the way of an import; what they cannot are rows as they
//! are; what happened in a call is played by the same requests that the screens send.
//!
//! | file | subject |
//! | --- | --- |
//! | `calendar` | the day of practice, where its clock starts, days counted from it |
//! | `assets` | the invented data as written in `assets/demo/` |
//! | `scene` | the day with its people: ids, texts in its language |
//! | `facts` | rows that no import file can express |
//! | `history` | what an import says: roster, earlier sessions, readings |
//! | `archive` | those who came before |
//! | `play` | calls as a trainer holds them: yesterday's open record, and the day until the evening |
//! | `rehearsal` | one session of any programme, with a learner who is nobody |

mod archive;
mod assets;
mod calendar;
mod facts;
mod history;
mod play;
mod rehearsal;
mod scene;
#[cfg(test)]
mod tests;

pub use calendar::{Preset, begin, practice_date};
pub use rehearsal::Rehearsal;

use crate::domain::{BusinessDate, Entity, Id, IdMaker, Zone};
use crate::request::import::Problem;
use crate::request::record::ImportRequest;
use crate::request::{Ask, Failure, Record, Reply, Stamp};
use facts::Facts;
use scene::Scene;

/// Which practice day is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PracticeDay {
    pub preset: Preset,
    /// T: see [`practice_date`].
    pub date: BusinessDate,
    /// The home zone of the file.
    pub zone: Zone,
    /// Names and texts in Japanese, else in English.
    pub japanese: bool,
}

/// What the store is asked to do next.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    Ask(Ask),
    Record(Stamp, Record),
}

/// The store, as far as it matters here.
pub type Send<'a> = dyn FnMut(Step) -> Result<Reply, Failure> + 'a;

/// Why there is no practice day.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// The data that is built in cannot be read: a fault of this build.
    #[error("the practice data cannot be read: {0}")]
    Assets(#[from] toml::de::Error),
    /// The programme that is built in cannot be read: a fault of this build.
    #[error("the programme of the practice day is missing")]
    Programme,
    #[error("the store did not take the practice day: {0:?}")]
    Store(Failure),
    #[error("rows of the practice day were rejected: {0:?}")]
    Rejected(Vec<Problem>),
    #[error("the store answered something else than asked for")]
    Answer,
}

impl From<Failure> for FillError {
    fn from(failure: Failure) -> Self {
        Self::Store(failure)
    }
}

/// A practice day that is being written.
#[derive(Debug)]
pub struct Practice {
    scene: Scene,
}

impl Practice {
    /// Reads what is built in. `ids` must differ from those of other runs.
    pub fn new(day: PracticeDay, ids: IdMaker) -> Result<Self, FillError> {
        Ok(Self { scene: Scene::new(day, ids)? })
    }

    /// The trainer whose day it is.
    pub fn trainer(&mut self) -> Id {
        self.scene.id(Entity::Staff, scene::DEMO_USER)
    }

    /// Writes the morning: nothing of it is meant to be undone.
    pub fn prepare(&mut self, send: &mut Send<'_>) -> Result<(), FillError> {
        let scene = &mut self.scene;
        let mut facts = Facts::new();
        facts::write(scene, &mut facts);
        archive::write(scene, &mut facts);
        let stamp = scene.stamp(scene.eve(), calendar::EARLY);
        send(Step::Record(stamp.clone(), Record::Facts(facts.into_inner())))?;
        let request = ImportRequest {
            files: history::files(scene),
            today: scene.eve(),
            now: stamp.at,
            dry_run: false,
            partial: false,
            programme: Some(scene.programme().identity.id.clone()),
        };
        let reply = send(Step::Record(stamp, Record::Import(Box::new(request))))?;
        let Reply::Imported(reports) = reply else { return Err(FillError::Answer) };
        let rejected: Vec<Problem> = reports.into_iter().flat_map(|report| report.rejected).collect();
        if !rejected.is_empty() {
            return Err(FillError::Rejected(rejected));
        }
        play::yesterday(scene, send)
    }

    /// Writes what happens until the evening, after [`Practice::prepare`], as the trainer would have recorded it. Nothing in
    /// the morning preset.
    pub fn play(&mut self, send: &mut Send<'_>) -> Result<(), FillError> {
        match self.scene.day.preset {
            Preset::Morning => Ok(()),
            Preset::Evening => play::today(&mut self.scene, send),
        }
    }
}
