//! The sentence of a refusal or a fault: what happened and the next step. Made here, where the language is known.

use super::words::Words;
use crate::domain::Zone;
use crate::domain::{AppointmentState, Deed, Entity, HomeworkState, Level, Outcome};
use crate::i18n::{Lang, notice, refusal};
use crate::layout::{marks, words};
use crate::request::{Failure, Refusal, Reverted, RevertedField, Trouble};
use crate::text::mask::{Lens, View};
use crate::text::width::truncate;

/// Room for what a change was about.
const SUBJECT_CELLS: usize = 32;

/// The sentence of a failure.
pub fn failure(lang: Lang, zone: Zone, words: &Words, lens: Lens<'_>, failure: &Failure) -> String {
    match failure {
        Failure::Refused(why) => refused(lang, zone, words, lens, why),
        Failure::Trouble(what) => match what {
            Trouble::DiskFull => refusal::disk_full(lang),
            Trouble::Disk => refusal::disk_trouble(lang),
            Trouble::Busy => refusal::busy(lang),
            Trouble::Moved => refusal::file_moved(lang),
            Trouble::Damaged => refusal::damaged(lang),
            Trouble::Failed => refusal::store_failed(lang),
            Trouble::Gone => refusal::store_gone(lang),
        }
        .to_owned(),
    }
}

/// The sentence of a refusal.
pub fn refused(lang: Lang, zone: Zone, called: &Words, lens: Lens<'_>, why: &Refusal) -> String {
    match why {
        Refusal::NotFound { what: _, name } => refusal::not_found(lang, name),
        Refusal::Gone { what } => refusal::gone(lang, kind(lang, called, *what)),
        Refusal::AlreadyThere { learner, pharmacy } => {
            refusal::already_there(lang, &learner.show(lens), &pharmacy.show(lens))
        }
        Refusal::Ambiguous { name } => refusal::ambiguous(lang, name),
        Refusal::ReadOnly { holder: _ } => refusal::read_only(lang).to_owned(),
        Refusal::Appointment { is } => refusal::wrong_state(lang, words::appointment(lang, *is)),
        Refusal::Homework { is } => refusal::wrong_homework(lang, marks::homework(*is).get(lang)),
        Refusal::Finished => refusal::finished(lang).to_owned(),
        Refusal::Running { appointment: _ } => refusal::running(lang).to_owned(),
        Refusal::TooEarly { minutes } => refusal::too_early(lang, *minutes),
        Refusal::Gates { unmet } => {
            let unmet: Vec<String> = unmet.iter().map(|id| words::gate(lang, &called.owner, id)).collect();
            refusal::gates(lang, &unmet.join(", "))
        }
        Refusal::OutOfOrder { next: Some(next) } => refusal::out_of_order(lang, *next),
        Refusal::OutOfOrder { next: None } => refusal::out_of_order_none(lang).to_owned(),
        Refusal::NotTakenIn { number } => refusal::not_taken_in(lang, *number),
        Refusal::NotCarried => refusal::not_carried(lang).to_owned(),
        Refusal::NoReasonAsked => refusal::no_reason_asked(lang).to_owned(),
        Refusal::KickoffHeld => refusal::kickoff_held(lang).to_owned(),
        Refusal::Length { least, most } => refusal::length(lang, *least, *most),
        Refusal::Overlap { appointment: _ } => refusal::overlap(lang).to_owned(),
        Refusal::AlreadyBooked { appointment: _, starts_at } => {
            let local = zone.local(*starts_at);
            refusal::already_booked(lang, &format!("{} {}", words::day(lang, local.date()), words::clock(local)))
        }
        Refusal::Closed => refusal::closed(lang).to_owned(),
        Refusal::NotClosed => refusal::not_closed(lang).to_owned(),
        Refusal::Amended { at, by } => {
            let time = zone.local(*at).format("%m/%d %H:%M").to_string();
            by.as_ref().map_or_else(
                || refusal::amended_unknown(lang, &time),
                |by| refusal::amended(lang, &time, &by.show(lens)),
            )
        }
        Refusal::Erased => refusal::erased(lang).to_owned(),
        Refusal::ResultMissing => refusal::result_missing(lang).to_owned(),
        Refusal::TooManyCharacters { max } => refusal::too_many_characters(lang, *max),
        Refusal::PurposeMissing => refusal::purpose_missing(lang).to_owned(),
        Refusal::QuestionOpen { question: _ } => refusal::question_open(lang).to_owned(),
        Refusal::NothingToUndo => refusal::nothing_to_undo(lang).to_owned(),
        Refusal::NothingToRedo => refusal::nothing_to_redo(lang).to_owned(),
        Refusal::ChangedSince { at, by } => {
            let time = zone.local(*at).format("%m/%d %H:%M").to_string();
            by.as_ref().map_or_else(
                || refusal::changed_since_unknown(lang, &time),
                |by| refusal::changed_since(lang, &time, &by.show(lens)),
            )
        }
        Refusal::NoProgramme { id } => refusal::no_programme(lang, id),
        Refusal::TooLong { max } => refusal::too_long(lang, *max),
    }
}

/// What a row is to people.
fn kind(lang: Lang, words: &Words, entity: Entity) -> &str {
    match entity {
        // An enrolment is the learner's, and nobody speaks of it by itself.
        Entity::Learner | Entity::Enrolment => &words.learner,
        Entity::Pharmacy => &words.account,
        Entity::Appointment => refusal::kind_appointment(lang),
        Entity::Session => refusal::kind_session(lang),
        Entity::SessionItem => refusal::kind_item(lang),
        Entity::Homework => refusal::kind_homework(lang),
        Entity::Note => refusal::kind_note(lang),
        Entity::Question => refusal::kind_question(lang),
        Entity::FollowUp => refusal::kind_follow_up(lang),
        _ => refusal::kind_other(lang),
    }
}

/// Whether the next try of the same may well succeed, so that a warning is enough.
pub const fn is_passing(failure: &Failure) -> bool {
    match failure {
        Failure::Refused(_) => true,
        Failure::Trouble(what) => matches!(what, Trouble::Busy),
    }
}

/// What an undo took back (or a redo did again): whom it concerned and the one change that tells it best.
pub fn reverted(lang: Lang, lens: Lens<'_>, reverted: &Reverted) -> String {
    let who = reverted.about.as_ref().map(|person| person.name.show(lens));
    // Closing writes many rows of its own accord: none of them tells it.
    if let (Some(Deed::Close), Some(who)) = (reverted.deed, &who) {
        return notice::deed_about(lang, who, label(lang, Deed::Close));
    }
    // An import writes rows of many: whoever comes first tells nothing of it.
    if let Some(Deed::Import) = reverted.deed {
        return label(lang, Deed::Import).to_owned();
    }
    // A long text is cut, so that the change behind it is seen.
    let what = reverted.subject.as_ref().map(|text| text.show(lens));
    let what = what.as_deref().map(|text| truncate(text, SUBJECT_CELLS));
    let change = reverted.fields.iter().find_map(|field| mark_change(lang, field));
    let about = match (who, what) {
        (Some(who), Some(what)) => match reverted.deed {
            // Which of many it was; in front of others its mask would tell nothing.
            Some(deed @ (Deed::Note | Deed::DeleteNote | Deed::SkipReason | Deed::DropItem)) if change.is_none() => {
                let of = notice::deed_about(lang, &who, label(lang, deed));
                match lens.view {
                    View::Open(_) => notice::deed_which(lang, &of, &what),
                    View::ShareSafe => of,
                }
            }
            _ => format!("{who} {what}"),
        },
        (Some(who), None) => match reverted.deed.filter(|_| change.is_none()) {
            Some(deed) => notice::deed_about(lang, &who, label(lang, deed)),
            None => who.into_owned(),
        },
        (None, Some(what)) => what.into_owned(),
        (None, None) => reverted.deed.map_or_else(|| notice::deed_unknown(lang), |deed| label(lang, deed)).to_owned(),
    };
    let rating =
        || reverted.fields.iter().find(|field| field.entity == Entity::RolePlayRating && field.field == "score");
    match (change, rating()) {
        (Some((from, to)), _) => notice::changed_from_to(lang, &about, from, to),
        (None, Some(rating)) => {
            let none = marks::outcome(Outcome::Planned).get(lang);
            let (from, to) = (rating.from.as_deref().unwrap_or(none), rating.to.as_deref().unwrap_or(none));
            notice::changed_from_to(lang, &about, from, to)
        }
        (None, None) => about,
    }
}

/// What was done, as a noun.
pub const fn label(lang: Lang, deed: Deed) -> &'static str {
    match deed {
        Deed::Start => notice::deed_start(lang),
        Deed::Wait => notice::deed_wait(lang),
        Deed::Mark => notice::deed_mark(lang),
        Deed::Homework => notice::deed_homework(lang),
        Deed::Rate => notice::deed_rate(lang),
        Deed::Comment => notice::deed_comment(lang),
        Deed::Note => notice::deed_note(lang),
        Deed::DeleteNote => notice::deed_delete_note(lang),
        Deed::Words => notice::deed_words(lang),
        Deed::Assign => notice::deed_assign(lang),
        Deed::Pause => notice::deed_pause(lang),
        Deed::Continue => notice::deed_continue(lang),
        Deed::Flag => notice::deed_flag(lang),
        Deed::Close => notice::deed_close(lang),
        Deed::Result => notice::deed_result(lang),
        Deed::Book => notice::deed_book(lang),
        Deed::Touch => notice::deed_touch(lang),
        Deed::Decide => notice::deed_decide(lang),
        Deed::CloseDay => notice::deed_close_day(lang),
        Deed::AddLearner => notice::deed_add_learner(lang),
        Deed::EditLearner => notice::deed_edit_learner(lang),
        Deed::Question => notice::deed_question(lang),
        Deed::Undo => notice::deed_undo(lang),
        Deed::Redo => notice::deed_redo(lang),
        Deed::Import => notice::deed_import(lang),
        Deed::Facts => notice::deed_facts(lang),
        Deed::Amend => notice::deed_amend(lang),
        Deed::PrivateNote => notice::deed_private_note(lang),
        Deed::BlackOut => notice::deed_black_out(lang),
        Deed::MoveNote => notice::deed_move_note(lang),
        Deed::TakeIn => notice::deed_take_in(lang),
        Deed::DropItem => notice::deed_drop_item(lang),
        Deed::EndFollowUp => notice::deed_end_follow_up(lang),
        Deed::SkipReason => notice::deed_skip_reason(lang),
    }
}

/// A field whose values have marks.
fn mark_change(lang: Lang, field: &RevertedField) -> Option<(&'static str, &'static str)> {
    let mark = |word: &str| {
        let outcome = Outcome::from_word(word).map(marks::outcome);
        let homework = || HomeworkState::from_word(word).map(marks::homework);
        let appointment = || AppointmentState::from_word(word).map(marks::appointment);
        let level = || Level::from_word(word).map(marks::level);
        outcome.or_else(homework).or_else(appointment).or_else(level).map(|mark| mark.get(lang))
    };
    let (from, to) = (field.from.as_deref()?, field.to.as_deref()?);
    matches!(field.field.as_str(), "outcome" | "state" | "level").then(|| Some((mark(from)?, mark(to)?))).flatten()
}
