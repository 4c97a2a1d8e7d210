//! Masks go by first appearance: whoever arrives in an answer gets one, in the order in which screens show them. Done in
//! one place, so that no screen can forget it.

use crate::request::{
    Account, CardView, DayView, FoundView, Person, QueueRow, Reply, ReviewRow, ReviewView, SessionView,
};
use crate::text::mask::Masks;

/// Gives masks to everybody in an answer.
pub fn reply(masks: &mut Masks, reply: &Reply) {
    match reply {
        Reply::Day(view) => day(masks, view),
        Reply::Session(view) => session(masks, view),
        Reply::WrapUp(view) => session(masks, &view.session),
        Reply::Review(view) => review(masks, view),
        Reply::Card(view) => card(masks, view),
        Reply::LearnerForm(view) => [&view.name, &view.pharmacy].into_iter().for_each(|name| masks.meet(name)),
        Reply::History(view) => {
            let by = view.actions.iter().filter_map(|action| action.by.as_ref());
            view.name.iter().chain(by).for_each(|name| masks.meet(name));
        }
        Reply::Found(view) => found(masks, view),
        Reply::Booking(view) => view.name.iter().for_each(|name| masks.meet(name)),
        Reply::Reverted(reverted) => reverted.about.iter().for_each(|p| person(masks, p)),
        // A brief names nobody but in free text; what the learner may see is in another program.
        Reply::Brief(_)
        | Reply::Show(_)
        | Reply::Slots(_)
        | Reply::Fit(_)
        | Reply::Practice(_)
        | Reply::Programmes(_)
        | Reply::Resume(_)
        | Reply::Recorded(_)
        | Reply::Imported(_)
        // The program itself says what stood in its cells, and where it may be read.
        | Reply::TakenIn(_) => {}
    }
}

fn person(masks: &mut Masks, person: &Person) {
    masks.meet(&person.name);
}

fn account(masks: &mut Masks, account: &Account) {
    masks.meet(&account.name);
}

fn day(masks: &mut Masks, view: &DayView) {
    view.earlier.iter().chain(&view.rows).for_each(|row| queue_row(masks, row));
    view.leftovers.first.iter().for_each(|row| masks.meet(&row.name));
}

fn queue_row(masks: &mut Masks, row: &QueueRow) {
    row.learner.iter().chain(&row.owner).for_each(|p| person(masks, p));
    account(masks, &row.pharmacy);
}

fn review_row(masks: &mut Masks, row: &ReviewRow) {
    masks.meet(&row.name);
    masks.meet(&row.pharmacy);
}

fn session(masks: &mut Masks, view: &SessionView) {
    view.learner.iter().chain(&view.owner).for_each(|p| person(masks, p));
    account(masks, &view.pharmacy);
    view.next_appointment.iter().filter_map(|(_, p)| p.as_ref()).for_each(|p| person(masks, p));
    view.beside.iter().for_each(|other| masks.meet(&other.name));
    view.record.iter().filter_map(|record| record.closed_by.as_ref()).for_each(|name| masks.meet(name));
}

fn review(masks: &mut Masks, view: &ReviewView) {
    view.rows.iter().for_each(|row| review_row(masks, row));
    for record in &view.open_records {
        record.learner.iter().for_each(|name| masks.meet(name));
        masks.meet(&record.pharmacy);
    }
    view.without_next_names.iter().for_each(|name| masks.meet(name));
    view.earlier.iter().chain(&view.today).chain(&view.tomorrow).for_each(|row| queue_row(masks, row));
}

fn card(masks: &mut Masks, view: &CardView) {
    person(masks, &view.learner);
    account(masks, &view.pharmacy);
}

fn found(masks: &mut Masks, view: &FoundView) {
    for row in &view.people {
        masks.meet(&row.name);
        masks.meet(&row.pharmacy);
    }
    view.notes.iter().filter_map(|n| n.name.as_ref()).for_each(|name| masks.meet(name));
}
