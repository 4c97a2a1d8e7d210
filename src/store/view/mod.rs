//! Views: what screens and documents show, joined from rows. Reading only.

mod answers;
mod booking;
mod brief;
mod calendar;
mod card;
mod day;
mod find;
mod history;
mod leftovers;
mod load;
mod opening;
mod people;
mod proposed;
mod queue;
mod reverted;
mod review;
mod role_play;
mod said;
mod scores;
mod session;
mod show;
mod slot;
mod wrap_up;

use super::db::Db;
use crate::request::{Ask, Failure, Reply};

#[cfg(test)]
pub(crate) use history::is_told;
pub(super) use people::{file, is_empty};
pub(super) use reverted::reverted;

/// Answers a request to read.
pub(super) fn answer(db: &Db, ask: &Ask) -> Result<Reply, Failure> {
    Ok(match ask {
        Ask::Day { date, now, who, back } => Reply::Day(Box::new(day::day(db, *date, *now, who, *back)?)),
        Ask::Brief { appointment } => Reply::Brief(Box::new(brief::of_appointment(db, *appointment)?)),
        Ask::Session { appointment } => Reply::Session(Box::new(session::session(db, *appointment)?)),
        Ask::WrapUp { session, now } => Reply::WrapUp(Box::new(wrap_up::wrap_up(db, *session, *now)?)),
        Ask::Slots { appointment, after, now } => Reply::Slots(calendar::slots(db, *appointment, *after, *now)?),
        Ask::Booking { scope, id, me, without_kickoff, other, now } => {
            Reply::Booking(Box::new(booking::booking(db, *scope, *id, *me, (*without_kickoff, *other), *now)?))
        }
        Ask::Fit { whose, slot, me, now } => Reply::Fit(booking::fit(db, *whose, *slot, *me, *now)?),
        Ask::Review { date, who, back } => Reply::Review(Box::new(review::review(db, *date, who, *back)?)),
        Ask::Card { learner, date } => Reply::Card(Box::new(card::card(db, *learner, *date)?)),
        Ask::LearnerForm { learner } => Reply::LearnerForm(Box::new(card::form(db, *learner)?)),
        Ask::Programmes => Reply::Programmes(db.programmes.names(db.options.programme.as_deref(), &db.options.lang)),
        Ask::History { of } => Reply::History(Box::new(history::history(db, *of)?)),
        Ask::Find { query, limit } => Reply::Found(find::find(db, query, *limit)?),
        Ask::Show => Reply::Show(show::show(db)?.map(Box::new)),
        Ask::Practice => Reply::Practice(super::practice::practice(db)?),
        Ask::Resume => Reply::Resume(find::resume(db)?),
    })
}
