//! A learner typed in by hand is put right, and whatever was changed can be taken back.

use chrono::NaiveTime;

use super::*;
use crate::domain::Job;
use crate::request::record::LearnerForm;

/// The form as somebody typed it, for a learner who is there.
fn form(bench: &mut Bench, learner: Id) -> LearnerForm {
    LearnerForm {
        learner,
        enrolment: None,
        pharmacy: bench.id(),
        staff: bench.id(),
        name: "試験 花子".to_owned(),
        kana: "しけん はなこ".to_owned(),
        pharmacy_name: "試験薬局".to_owned(),
        job: Some(Job::PartTime),
        slot: NaiveTime::from_hms_opt(14, 0, 0).map(|time| (2, time)),
        meeting_url: "https://zoom.us/j/1".to_owned(),
        trainer: "宮本".to_owned(),
    }
}

fn one(bench: &Bench, sql: &str) -> String {
    bench.db.conn().query_row(sql, [], |row| row.get(0)).unwrap()
}

const LEARNER: &str = "SELECT name || '|' || coalesce(kana, '-') || '|' || coalesce(job, '-') || '|' || coalesce(preferred_slot, '-') \
                       || '|' || coalesce(meeting_url, '-') FROM learner";

#[test]
fn what_was_typed_in_is_changed_and_taken_back_in_one_step() {
    let mut bench = Bench::new();
    let (learner, appointment) = bench.learner();
    let before = one(&bench, LEARNER);
    let form = LearnerForm { name: "試験 華子".to_owned(), ..form(&mut bench, learner) };
    bench.record(Record::Learner(Box::new(form.clone())));
    assert_eq!(one(&bench, LEARNER), "試験 華子|しけん はなこ|part_time|2 14:00|https://zoom.us/j/1");
    // The 1on1 that is booked goes along with the trainer.
    let of_appointment = format!(
        "SELECT s.name FROM appointment a JOIN staff s ON s.id = a.trainer_id WHERE hex(a.id) = '{}'",
        appointment.to_string().replace('-', "").to_uppercase()
    );
    assert_eq!(one(&bench, &of_appointment), "宮本");
    let Reply::LearnerForm(view) = bench.db.ask(&Ask::LearnerForm { learner }).unwrap() else { panic!() };
    assert_eq!((view.job, view.slot, view.meeting_url.as_deref()), (form.job, form.slot, Some("https://zoom.us/j/1")));
    // The same again is no action.
    assert!(matches!(bench.record(Record::Learner(Box::new(form.clone()))), Reply::Recorded(r) if !r.changed));
    // What is emptied is gone.
    let bare = LearnerForm { kana: String::new(), job: None, slot: None, meeting_url: String::new(), ..form };
    bench.record(Record::Learner(Box::new(bare)));
    assert_eq!(one(&bench, LEARNER), "試験 華子|-|-|-|-");
    let Reply::Reverted(reverted) = bench.record(Record::Undo) else { panic!() };
    assert!(reverted.about.is_some());
    bench.record(Record::Undo);
    assert_eq!(one(&bench, LEARNER), before);
    assert_eq!(one(&bench, "SELECT count(*) || '' FROM staff WHERE deleted_at IS NULL"), "0");
}

#[test]
fn a_new_learner_comes_with_everything_that_was_typed() {
    let mut bench = Bench::new();
    let (learner, enrolment) = (bench.id(), bench.id());
    let form = LearnerForm { enrolment: Some(enrolment), ..form(&mut bench, learner) };
    bench.record(Record::Learner(Box::new(form)));
    assert_eq!(one(&bench, LEARNER), "試験 花子|しけん はなこ|part_time|2 14:00|https://zoom.us/j/1");
    let trainer = "SELECT s.name FROM enrolment e JOIN staff s ON s.id = e.trainer_id";
    assert_eq!(one(&bench, trainer), "宮本");
    bench.record(Record::Undo);
    assert_eq!(one(&bench, "SELECT count(*) || '' FROM learner WHERE deleted_at IS NULL"), "0");
}

#[test]
fn a_pharmacy_is_renamed_unless_the_name_is_that_of_another_one() {
    let mut bench = Bench::new();
    let (learner, _) = bench.learner();
    let form = form(&mut bench, learner);
    let typed = |name: &str| LearnerForm { pharmacy_name: name.to_owned(), ..form.clone() };
    bench.record(Record::Learner(Box::new(typed("さくら薬局"))));
    assert_eq!(one(&bench, "SELECT group_concat(name) FROM pharmacy"), "さくら薬局");
    let (other, enrolment, pharmacy) = (bench.id(), bench.id(), bench.id());
    let (name, pharmacy_name) = ("試験 次郎".to_owned(), "みなと薬局".to_owned());
    bench.record(Record::AddLearner { learner: other, enrolment, pharmacy, name, pharmacy_name });
    bench.record(Record::Learner(Box::new(typed("みなと薬局"))));
    let home =
        "SELECT group_concat(l.name || p.name) FROM learner l JOIN pharmacy p ON p.id = l.pharmacy_id ORDER BY l.id";
    assert_eq!(one(&bench, home), "試験 花子みなと薬局,試験 次郎みなと薬局");
    // Two of one name in one pharmacy could not be told apart.
    let twin = LearnerForm { name: "試験　次郎".to_owned(), ..typed("みなと薬局") };
    let refused = bench.try_record(Record::Learner(Box::new(twin))).unwrap_err();
    assert!(matches!(refused, Failure::Refused(Refusal::AlreadyThere { .. })), "{refused:?}");
}

#[test]
fn the_name_of_a_trainer_is_put_right_or_another_one_takes_over() {
    let mut bench = Bench::new();
    let (learner, _) = bench.learner();
    let form = form(&mut bench, learner);
    let typed = |name: &str| LearnerForm { trainer: name.to_owned(), ..form.clone() };
    bench.record(Record::Learner(Box::new(typed("宮元"))));
    bench.record(Record::Learner(Box::new(typed("宮本"))));
    let staff = "SELECT group_concat(name) FROM (SELECT name FROM staff WHERE deleted_at IS NULL ORDER BY name)";
    assert_eq!(one(&bench, staff), "宮本");
    let (other, enrolment) = (bench.id(), bench.id());
    let pharmacy = bench.id();
    let second = LearnerForm {
        learner: other,
        enrolment: Some(enrolment),
        pharmacy,
        name: "試験 次郎".to_owned(),
        ..typed("宮本")
    };
    bench.record(Record::Learner(Box::new(second)));
    // Somebody who leads others keeps the name.
    let staff_id = bench.id();
    bench.record(Record::Learner(Box::new(LearnerForm { staff: staff_id, ..typed("加藤") })));
    assert_eq!(one(&bench, staff), "加藤,宮本");
    bench.record(Record::Learner(Box::new(typed(""))));
    assert_eq!(one(&bench, "SELECT count(*) || '' FROM enrolment WHERE trainer_id IS NULL"), "1");
}

#[test]
fn whoever_is_gone_is_not_changed() {
    let mut bench = Bench::new();
    let nobody = bench.id();
    let form = form(&mut bench, nobody);
    let refused = bench.try_record(Record::Learner(Box::new(form))).unwrap_err();
    assert!(matches!(refused, Failure::Refused(Refusal::Gone { what: Entity::Learner })), "{refused:?}");
    assert!(bench.db.ask(&Ask::LearnerForm { learner: nobody }).is_err());
}
