//! The form of one learner by its keys.

use chrono::{DateTime, NaiveTime, Utc};

use super::form::{Form, Line};
use crate::app::Screen;
use crate::app::bench::{Bench, Setup};
use crate::app::words::Words;
use crate::domain::{Entity, Id, Job};
use crate::i18n::Lang;
use crate::request::record::LearnerForm;
use crate::request::{Ask, FileView, LearnerFormView, ProgrammeName, Record, Reply};
use crate::text::mask::Private;

fn empty(lang: Lang, size: (u16, u16)) -> Bench {
    let mut setup = Setup::new(lang, size);
    setup.file = FileView { empty: true, ..FileView::default() };
    Bench::new(setup)
}

fn kept(b: &Bench) -> Vec<&LearnerForm> {
    let records = b.records().into_iter();
    records.filter_map(|record| if let Record::Learner(form) = record { Some(form.as_ref()) } else { None }).collect()
}

#[test]
fn everything_else_can_be_typed_when_a_learner_is_added() {
    for size in [(80, 24), (60, 20)] {
        let mut b = empty(Lang::Ja, size);
        b.press("3 {森田由美} Enter {つばめ薬局} Tab {もりたゆみ} Tab {店長} Enter");
        b.sees("職種は 管理薬剤師、薬剤師、パート").press("Ctrl-U {パート} ↓ {火の午後} Enter");
        b.sees("火 14:00 のように")
            .press("Ctrl-U {火曜14時半} Tab {zoom.us/j/1} Enter")
            .sees("https:// で始まるリンクだけ");
        assert!(b.records().is_empty());
        b.press("Ctrl-U {https://zoom.us/j/1} Tab {宮本} Enter");
        let [form] = kept(&b)[..] else { panic!("{:?}", b.records()) };
        assert!(form.enrolment.is_some());
        assert_eq!((form.kana.as_str(), form.trainer.as_str()), ("もりたゆみ", "宮本"));
        assert_eq!((form.job, form.slot), (Some(Job::PartTime), NaiveTime::from_hms_opt(14, 30, 0).map(|t| (2, t))));
        assert_eq!(form.meeting_url, "https://zoom.us/j/1");
        assert!(matches!(b.model.screen(), Some(Screen::Card(_))));
    }
}

#[test]
fn what_was_typed_over_a_value_that_has_changed_since_stays_away() {
    let view = |zoom: &str| LearnerFormView {
        name: Private::learner(1, "森田 由美"),
        pharmacy: Private::pharmacy(1, "つばめ薬局"),
        kana: Private::free(""),
        job: None,
        slot: None,
        meeting_url: Some(zoom.to_owned()),
        trainer: None,
    };
    let learner = Id::natural(Entity::Learner, "someone");
    let mut form = Form::of(&view("https://a"), learner, Lang::Ja, &Words::of(Lang::Ja));
    let at = DateTime::<Utc>::UNIX_EPOCH;
    form.go(Line::Zoom);
    form.field_mut().unwrap().insert("b", at).unwrap();
    let [draft] = &form.take_drafts(None, at)[..] else { panic!() };
    let mut same = Form::of(&view("https://a"), learner, Lang::Ja, &Words::of(Lang::Ja));
    assert!(same.restore_over(draft) && same.line() == Line::Zoom && same.text(Line::Zoom) == "https://ab");
    let mut changed = Form::of(&view("https://c"), learner, Lang::Ja, &Words::of(Lang::Ja));
    assert!(!changed.restore_over(draft) && changed.text(Line::Zoom) == "https://c");
    let other = Id::natural(Entity::Learner, "other");
    assert!(!Form::of(&view("https://a"), other, Lang::Ja, &Words::of(Lang::Ja)).restore_over(draft));
}

#[test]
fn the_programme_is_chosen_where_there_is_a_choice() {
    let names = || {
        let name = |id: &str, title: &str| ProgrammeName { id: id.to_owned(), title: title.to_owned() };
        vec![name("standard", "電子薬歴 標準"), name("my-two", "うちの2回"), name("my-three", "うちの3回")]
    };
    let setup = || {
        let mut setup = Setup::new(Lang::Ja, (80, 24));
        setup.file = FileView { empty: true, ..FileView::default() };
        setup
    };
    let fill = "3 {森田由美} Enter {つばめ薬局} Tab Tab Tab Tab Tab Tab";
    // One programme is no choice.
    let mut b = empty(Lang::Ja, (80, 24));
    b.press(fill).sees_not("プログラム  ");
    let answers = move |ask: &Ask| match ask {
        Ask::Programmes => Some(Reply::Programmes(names())),
        ask => crate::app::bench::fixture::answer(Lang::Ja, ask),
    };
    let mut b = Bench::with(setup(), Box::new(answers));
    b.press(fill).sees("空のままなら 電子薬歴 標準").sees("/ my-two");
    b.press("{うちの} Enter").sees("standard, my-two, my-three のどれか");
    assert!(b.records().is_empty());
    b.press("Ctrl-U {うちの３回} Enter");
    let [form] = kept(&b)[..] else { panic!("{:?}", b.records()) };
    assert_eq!(form.programme.as_deref(), Some("my-three"));
}
