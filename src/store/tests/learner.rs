//! A learner typed in by hand is put right, and whatever was changed can be taken back.

use chrono::NaiveTime;

use super::*;
use crate::domain::Job;
use crate::request::KickoffState;
use crate::request::import::{ImportFile, Naming, RosterRow, Rows};
use crate::request::record::{Fact, FactValue, ImportRequest, LearnerForm};

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
        programme: None,
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
fn a_new_learner_comes_into_the_programme_that_was_chosen() {
    let mut bench = Bench::new();
    let Reply::Programmes(names) = bench.db.ask(&Ask::Programmes).unwrap() else { panic!() };
    let ids: Vec<&str> = names.iter().map(|name| name.id.as_str()).collect();
    assert_eq!(ids, ["e-medication-record-standard", "accounting-mini"]);
    let (learner, enrolment) = (bench.id(), bench.id());
    let programme = Some("accounting-mini".to_owned());
    let form = LearnerForm { enrolment: Some(enrolment), programme, ..form(&mut bench, learner) };
    bench.record(Record::Learner(Box::new(form.clone())));
    assert_eq!(one(&bench, "SELECT programme_id FROM enrolment"), "accounting-mini");
    let (learner, enrolment) = (bench.id(), bench.id());
    let programme = Some("gone".to_owned());
    let form = LearnerForm { learner, enrolment: Some(enrolment), programme, name: "試験 次郎".to_owned(), ..form };
    let refused = bench.try_record(Record::Learner(Box::new(form))).unwrap_err();
    assert!(matches!(refused, Failure::Refused(Refusal::NoProgramme { .. })), "{refused:?}");
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

/// A new learner whose trainer was left empty.
fn given_to_nobody(bench: &mut Bench, name: &str) -> LearnerForm {
    let learner = bench.id();
    let enrolment = Some(bench.id());
    LearnerForm { enrolment, name: name.to_owned(), trainer: String::new(), ..form(bench, learner) }
}

/// Everybody with their trainer, and the team.
fn trainers(bench: &Bench) -> (String, String) {
    let led = "SELECT coalesce(group_concat(l.name || ':' || coalesce(s.name, '-')), '') FROM enrolment e \
               JOIN learner l ON l.id = e.learner_id LEFT JOIN staff s ON s.id = e.trainer_id WHERE e.deleted_at IS NULL";
    let team = "SELECT coalesce(group_concat(name), '') FROM staff WHERE deleted_at IS NULL";
    (one(bench, led), one(bench, team))
}

fn are(led: &str, team: &str) -> (String, String) {
    (led.to_owned(), team.to_owned())
}

#[test]
fn an_empty_trainer_is_who_sits_here_before_anybody_has_a_name() {
    let mut bench = Bench::new();
    let first = given_to_nobody(&mut bench, "試験 花子");
    bench.record(Record::Learner(Box::new(first.clone())));
    assert_eq!(trainers(&bench), are("試験 花子:自分", "自分"));
    bench.record(Record::Undo);
    assert_eq!(trainers(&bench), are("", ""));
    bench.record(Record::Redo);
    let second = given_to_nobody(&mut bench, "試験 次郎");
    bench.record(Record::Learner(Box::new(second)));
    assert_eq!(trainers(&bench), are("試験 花子:自分,試験 次郎:自分", "自分"));
    // A name that is typed later is the name of that trainer, whomever else they lead.
    let typed = LearnerForm { enrolment: None, trainer: "宮本".to_owned(), ..first };
    bench.record(Record::Learner(Box::new(typed)));
    assert_eq!(trainers(&bench), are("試験 花子:宮本,試験 次郎:宮本", "宮本"));
}

#[test]
fn an_empty_trainer_hides_no_learner_of_nobody() {
    let mut bench = Bench::new();
    bench.learner();
    let form = given_to_nobody(&mut bench, "試験 次郎");
    bench.record(Record::Learner(Box::new(form)));
    assert_eq!(trainers(&bench), are("試験 花子:-,試験 次郎:-", ""));
    assert_eq!(bench.db.staff(&Who::Me), Ok(None));
}

#[test]
fn the_configured_name_is_who_sits_here() {
    let mut bench = Bench::new();
    bench.db.options.trainer = Some("宮本 彩".to_owned());
    let form = given_to_nobody(&mut bench, "試験 花子");
    bench.record(Record::Learner(Box::new(form)));
    assert_eq!(trainers(&bench), are("試験 花子:宮本 彩", "宮本 彩"));
    assert!(bench.db.staff(&Who::Me).unwrap().is_some());
}

#[test]
fn what_is_not_listed_of_a_day_is_counted() {
    let mut bench = Bench::new();
    bench.learner();
    let count = |bench: &Bench, who: Who| {
        let date = bench.db.options.zone.business_date(bench.now);
        let Reply::Day(day) = bench.db.ask(&Ask::Day { date, now: bench.now, who, back: Back::TwoWeeks }).unwrap()
        else {
            panic!()
        };
        (day.rows.len(), day.others)
    };
    assert_eq!(count(&bench, Who::Me), (1, 0), "nobody is known, and everything is listed");
    let other = given_to_nobody(&mut bench, "試験 次郎");
    bench.record(Record::Learner(Box::new(LearnerForm { trainer: "宮本".to_owned(), ..other })));
    assert_eq!(count(&bench, Who::Me), (0, 1));
    assert_eq!(count(&bench, Who::Everybody), (1, 0));
}

#[test]
fn an_imported_learner_without_a_trainer_is_theirs_who_has_told_no_name() {
    let mut bench = Bench::new();
    let first = given_to_nobody(&mut bench, "試験 花子");
    bench.record(Record::Learner(Box::new(first)));
    let who =
        Naming {
            learner: Some("試験 次郎".to_owned()), pharmacy: Some("みなと薬局".to_owned()), ..Naming::default()
        };
    let file = ImportFile {
        path: "roster.csv".to_owned(),
        sheet: None,
        encoding: "utf8",
        count: 1,
        rows: Rows::Roster(vec![RosterRow { row: 2, who, ..RosterRow::default() }]),
        problems: Vec::new(),
        spoiled: None,
        warnings: Vec::new(),
        ignored_columns: Vec::new(),
    };
    let request = ImportRequest {
        files: vec![file],
        today: bench.db.options.zone.business_date(bench.now),
        now: bench.now,
        dry_run: false,
        partial: false,
        programme: None,
    };
    let Reply::Imported(reports) = bench.record(Record::Import(Box::new(request))) else { panic!() };
    assert_eq!(reports[0].warnings, []);
    assert_eq!(trainers(&bench), are("試験 花子:自分,試験 次郎:自分", "自分"));
}

#[test]
fn the_card_knows_how_far_the_kickoff_is() {
    let mut bench = Bench::new();
    let (learner, enrolment, pharmacy) = (bench.id(), bench.id(), bench.id());
    let (name, pharmacy_name) = ("試験 花子".to_owned(), "試験薬局".to_owned());
    bench.record(Record::AddLearner { learner, enrolment, pharmacy, name, pharmacy_name });
    let kickoff = |bench: &Bench| {
        let date = bench.db.options.zone.business_date(bench.now);
        let Reply::Card(card) = bench.db.ask(&Ask::Card { learner, date }).unwrap() else { panic!() };
        card.kickoff
    };
    assert_eq!(kickoff(&bench), KickoffState::Missing);
    let (appointment, start) = (bench.id(), bench.local() + chrono::TimeDelta::hours(5));
    bench.record(Record::BookKickoff { pharmacy, appointment, slot: Slot { start, minutes: 30 } });
    assert_eq!(kickoff(&bench), KickoffState::Booked(start, 30));
    let fields = vec![("kickoff_held", FactValue::Text("2026-11-24".to_owned()))];
    bench.record(Record::Facts(vec![Fact { entity: Entity::Pharmacy, id: pharmacy, fields }]));
    assert_eq!(kickoff(&bench), KickoffState::Held);
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
