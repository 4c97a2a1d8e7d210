//! The log in the words of the reader.

use chrono::{Datelike, NaiveDate};

use crate::app::{Core, say};
use crate::domain::{AppointmentState, Entity, HomeworkState, Level, NoteKind, Outcome};
use crate::i18n::{Lang, common, history, record};
use crate::layout::{marks, words};
use crate::request::{HistoryAction, HistoryChange, HistoryField, HistoryHow, HistoryValue};
use crate::screens::session::kind_word;
use crate::text::width::truncate;

/// Room for what a change was about.
const SUBJECT_CELLS: usize = 30;

/// `11/25 10:31  田中  締め  [追記・訂正]`.
pub(super) fn heading(core: &Core, action: &HistoryAction) -> String {
    let lang = core.lang;
    let at = core.local(action.at);
    let mut parts = vec![format!("{} {}", day(core, at.date()), words::clock(at))];
    parts.extend(action.by.as_ref().map(|by| core.show(by).into_owned()));
    let deed = action.deed.map_or_else(|| history::unknown_deed(lang), |deed| say::label(lang, deed));
    // That it is an amendment is said by its badge.
    if !action.amends {
        parts.push(deed.to_owned());
    }
    if action.amends {
        parts.push(history::amendment(lang).to_owned());
    }
    if action.inverts {
        parts.push(history::taken_back(lang).to_owned());
    }
    parts.join("  ")
}

/// `12/02(水)`; a day of another year, which is no day of this one, has its year: `2027/01/22(金)`.
fn day(core: &Core, date: NaiveDate) -> String {
    let day = words::month_day(date);
    let day = if date.year() == core.today().0.year() { day } else { format!("{}/{day}", date.year()) };
    common::day(core.lang, &day, words::weekday(core.lang, date.weekday()))
}

/// What became of one row, a line each field.
pub(super) fn change(core: &Core, change: &HistoryChange) -> Vec<String> {
    let lang = core.lang;
    let what = about(core, change);
    let fields = || change.fields.iter().filter_map(|field| one(core, change, field));
    match change.how {
        HistoryHow::Deleted => vec![history::deleted(lang, &what)],
        HistoryHow::Moved => vec![history::moved(lang, &what)],
        HistoryHow::Imported => vec![history::imported(lang, &what)],
        HistoryHow::Erased => vec![history::erased(lang, &what)],
        HistoryHow::Made => {
            std::iter::once(history::made(lang, &what)).chain(fields().map(|text| format!("  {text}"))).collect()
        }
        HistoryHow::Changed => fields().map(|text| format!("{what}  {text}")).collect(),
    }
}

fn about(core: &Core, change: &HistoryChange) -> String {
    let lang = core.lang;
    let what = entity(core, change.entity);
    let attempt = change.attempt.map(|nth| format!("{what} {}", record::attempt(lang, nth)));
    let what = attempt.as_deref().unwrap_or(what);
    // Where its text is what changed, it is told once.
    let tells_itself = change.fields.iter().any(|field| field.field == "text");
    match change.subject.as_ref().filter(|_| !tells_itself) {
        Some(subject) => history::of_subject(lang, what, &truncate(&core.show(subject), SUBJECT_CELLS)),
        None => what.to_owned(),
    }
}

fn one(core: &Core, change: &HistoryChange, field: &HistoryField) -> Option<String> {
    let lang = core.lang;
    let label = label(lang, change.entity, &field.field)?;
    let text = |value: &Option<HistoryValue>| match value {
        Some(known) => value_text(core, change.entity, &field.field, known),
        None => history::empty(lang).to_owned(),
    };
    Some(if change.how == HistoryHow::Made {
        history::set(lang, label, &text(&field.to))
    } else {
        history::change(lang, label, &text(&field.from), &text(&field.to))
    })
}

fn value_text(core: &Core, entity: Entity, field: &str, value: &HistoryValue) -> String {
    let lang = core.lang;
    match value {
        HistoryValue::Text(text) => core.show(text).into_owned(),
        HistoryValue::Word(known) => word(lang, entity, field, known),
        HistoryValue::At(at) => {
            let local = core.local(*at);
            format!("{} {}", day(core, local.date()), words::clock(local))
        }
        HistoryValue::Date(date) => day(core, date.0),
        // A figure about somebody is hidden like a name.
        HistoryValue::Number(_) if core.share_safe => common::mask_figure(lang).to_owned(),
        HistoryValue::Number(n) => n.to_string(),
        HistoryValue::Yes(true) => history::yes(lang).to_owned(),
        HistoryValue::Yes(false) => history::no(lang).to_owned(),
    }
}

fn word(lang: Lang, entity: Entity, field: &str, word: &str) -> String {
    if (entity, field) == (Entity::Homework, "due") {
        let days = word.strip_prefix('-').and_then(|rest| rest.strip_suffix('d')?.parse().ok());
        return days.map_or_else(|| record::due_next(lang).to_owned(), |days: u8| record::due_before(lang, days));
    }
    let known = match (entity, field) {
        (Entity::SessionItem, "outcome") => Outcome::from_word(word).map(|o| marks::outcome(o).get(lang)),
        (Entity::Homework, "state") => HomeworkState::from_word(word).map(|s| marks::homework(s).get(lang)),
        (Entity::Appointment, "state") => AppointmentState::from_word(word).map(|s| words::appointment(lang, s)),
        (Entity::Note, "kind") => NoteKind::from_word(word).map(|k| kind_word(lang, k)),
        (Entity::FollowUp, "level") => Level::from_word(word).map(|l| marks::level(l).get(lang)),
        _ => match word {
            "open" => Some(history::word_open(lang)),
            "answered" => Some(history::word_answered(lang)),
            "handed_over" => Some(history::word_handed_over(lang)),
            "snoozed" | "snooze" => Some(history::word_snoozed(lang)),
            "done" => Some(history::word_done(lang)),
            "dropped" => Some(history::word_dropped(lang)),
            "follow_up" => Some(history::word_follow_up(lang)),
            "dismiss" => Some(history::word_dismiss(lang)),
            _ => None,
        },
    };
    known.unwrap_or_else(|| history::word_other(lang)).to_owned()
}

fn entity(core: &Core, entity: Entity) -> &str {
    let lang = core.lang;
    match entity {
        Entity::Pharmacy => &core.words.account,
        Entity::Learner => &core.words.learner,
        Entity::Enrolment => history::entity_enrolment(lang),
        Entity::Appointment => history::entity_appointment(lang),
        Entity::Session => history::entity_session(lang),
        Entity::SessionItem => history::entity_item(lang),
        Entity::Note => history::entity_note(lang),
        Entity::RolePlay => history::entity_role_play(lang),
        Entity::RolePlayRating => history::entity_rating(lang),
        Entity::Homework => history::entity_homework(lang),
        Entity::Question => history::entity_question(lang),
        Entity::FollowUp => history::entity_follow_up(lang),
        Entity::Decision => history::entity_decision(lang),
        Entity::Touch => history::entity_touch(lang),
        Entity::OperationFlow => history::entity_flow(lang),
        _ => history::entity_other(lang),
    }
}

/// What a field is called; `None` for one that is not told.
pub(super) fn label(lang: Lang, entity: Entity, field: &str) -> Option<&'static str> {
    Some(match (entity, field) {
        (_, "outcome") => history::field_outcome(lang),
        (_, "state") => history::field_state(lang),
        (_, "reason") | (Entity::SessionItem, "note") => history::field_reason(lang),
        (_, "text" | "verbatim" | "note") => history::field_text(lang),
        (_, "kind") => history::field_kind(lang),
        (_, "private") => history::field_private(lang),
        (_, "summary") => history::field_summary(lang),
        (_, "next_focus") => history::field_focus(lang),
        (_, "mood") => history::field_mood(lang),
        (_, "started_at" | "started_on") => history::field_started(lang),
        (_, "ended_at") => history::field_ended(lang),
        (_, "closed_at") => history::field_closed(lang),
        (_, "starts_at") => history::field_starts(lang),
        (_, "override_reason") => history::field_override(lang),
        (_, "score") => history::field_score(lang),
        (_, "answer") => history::field_answer(lang),
        (_, "promised_by") => history::field_promised(lang),
        (_, "level") => history::field_level(lang),
        (_, "title") => history::field_title(lang),
        (_, "result") => history::field_result(lang),
        (_, "comment_good") => history::field_good(lang),
        (_, "comment_next") => history::field_try(lang),
        (_, "due_on" | "due") => history::field_due(lang),
        (_, "until_on") => history::field_until(lang),
        (_, "reached") => history::field_reached(lang),
        (_, "name") => history::field_name(lang),
        (_, "kana") => history::field_kana(lang),
        (_, "contact") => history::field_contact(lang),
        (_, "strengths") => history::field_strengths(lang),
        (_, "worries") => history::field_worries(lang),
        (_, "purpose" | "purpose_words") => history::field_purpose(lang),
        (_, "concerns") => history::field_concerns(lang),
        (_, "goal_sentence") => history::field_goal(lang),
        (_, "deadline") => history::field_deadline(lang),
        (_, "graduated_on") => history::field_graduated(lang),
        (_, "contract_date") => history::field_contract(lang),
        (_, "device_due") => history::field_device_due(lang),
        (_, "device_installed") => history::field_device(lang),
        (_, "go_live_target") => history::field_go_live_target(lang),
        (_, "go_live_actual") => history::field_go_live(lang),
        (_, "kickoff_held") => history::field_kickoff(lang),
        _ => return None,
    })
}
