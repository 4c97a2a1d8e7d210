//! A rehearsal: one session of any programme with a learner who is nobody, everything before it held as planned.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;

use super::assets::Words;
use super::facts::Facts;
use super::history::{coded, file};
use super::{FillError, Send, Step};
use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, EnrolmentState, Entity, FlowStatus, HomeworkState, Id, IdMaker,
    JudgementResult, SessionNo, SessionRef, StaffRole, Zone,
};
use crate::programme::Programme;
use crate::request::import::{HistoryKind, Naming, ReadingRow, Rows, SessionRow};
use crate::request::record::ImportRequest;
use crate::request::{Record, Reply, Stamp};

/// Days between two sessions, and between the kickoff and what stands around it.
const WEEK: i64 = 7;

/// What is rehearsed, and when it begins.
#[derive(Debug, Clone)]
pub struct Rehearsal {
    pub programme: Arc<Programme>,
    pub session: SessionRef,
    pub start: DateTime<Utc>,
    pub zone: Zone,
    /// Names and texts in Japanese, else in English.
    pub japanese: bool,
    /// Who rehearses; `None` = somebody new.
    pub trainer: Option<Id>,
}

/// The words of a rehearsal, as `assets/demo/rehearsal.toml` has them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines {
    trainer: Words,
    customer: Words,
    owner: Words,
    learner: Words,
    purpose: Words,
    goal: Words,
    focus: Words,
}

/// Who and what the rows hang on.
#[derive(Clone, Copy)]
struct Cast {
    trainer: Id,
    pharmacy: Id,
    learner: Id,
    enrolment: Id,
}

impl Rehearsal {
    /// Writes the learner, what went before and the appointment; the trainer who rehearses.
    pub fn write(&self, ids: &mut IdMaker, send: &mut Send<'_>) -> Result<Id, FillError> {
        let lines: Lines = toml::from_str(include_str!("../../assets/demo/rehearsal.toml"))?;
        let mut fresh = || ids.make(self.start.timestamp_millis());
        let trainer = self.trainer.unwrap_or_else(&mut fresh);
        let cast = Cast { trainer, pharmacy: fresh(), learner: fresh(), enrolment: fresh() };
        let mut facts = Facts::new();
        self.people(&lines, cast, &mut facts);
        self.appointment(cast, fresh(), &mut facts);
        if self.number().is_some() && self.programme.has_flow() {
            facts
                .row(Entity::OperationFlow, fresh())
                .link("pharmacy_id", cast.pharmacy)
                .text("status", FlowStatus::Agreed.word())
                .date("agreed_on", self.kickoff());
        }
        let stamp = Stamp { at: self.start, zone: self.zone.name().to_owned(), actor: Some(trainer) };
        send(Step::Record(stamp.clone(), Record::Facts(facts.into_inner())))?;
        let Some(number) = self.number() else { return Ok(trainer) };
        let request = ImportRequest {
            files: self.history(&lines, cast, number),
            today: self.today(),
            now: self.start,
            dry_run: false,
            partial: false,
            programme: Some(self.programme.identity.id.clone()),
        };
        let Reply::Imported(reports) = send(Step::Record(stamp, Record::Import(Box::new(request))))? else {
            return Err(FillError::Answer);
        };
        let rejected: Vec<_> = reports.into_iter().flat_map(|report| report.rejected).collect();
        if rejected.is_empty() { Ok(trainer) } else { Err(FillError::Rejected(rejected)) }
    }

    fn text<'w>(&self, words: &'w Words) -> &'w str {
        if self.japanese { &words.ja } else { &words.en }
    }

    fn number(&self) -> Option<SessionNo> {
        self.session.number()
    }

    fn today(&self) -> BusinessDate {
        self.zone.business_date(self.start)
    }

    /// The day of a number: a week apart, the rehearsed one today.
    fn day_of(&self, number: SessionNo) -> BusinessDate {
        let now = self.number().map_or(0, |no| i64::from(no.get()));
        self.today().plus((i64::from(number.get()) - now) * WEEK)
    }

    /// A week before the first session.
    fn kickoff(&self) -> BusinessDate {
        self.day_of(SessionNo::FIRST).plus(-WEEK)
    }

    /// The day before a number, as far as the rehearsal has come.
    fn before(&self, number: Option<SessionNo>) -> Option<BusinessDate> {
        let day = self.day_of(number?).plus(-1);
        (self.number().is_some() && day < self.today()).then_some(day)
    }

    /// As its rows name the learner: like no other of the file.
    fn code(cast: Cast) -> String {
        cast.learner.to_string()
    }

    fn people(&self, lines: &Lines, cast: Cast, facts: &mut Facts) {
        if self.trainer.is_none() {
            facts
                .row(Entity::Staff, cast.trainer)
                .text("name", self.text(&lines.trainer))
                .text("role", StaffRole::Ustr.word())
                .int("active", 1);
        }
        let number = self.number();
        let device = self.programme.device_session();
        let due = device.filter(|_| number.is_some()).map(|no| self.day_of(no).plus(-1));
        let identity = &self.programme.identity;
        facts
            .row(Entity::Pharmacy, cast.pharmacy)
            .text("name", self.text(&lines.customer))
            .text("programme_id", &identity.id)
            .date("contract_date", self.kickoff().plus(-WEEK))
            .maybe("device_due", due.as_ref())
            .maybe("device_installed", self.before(device).as_ref())
            .maybe("go_live_target", self.programme.live_session().map(|no| self.day_of(no).plus(-1)).as_ref())
            .maybe("go_live_actual", self.before(self.programme.live_session()).as_ref())
            .maybe("kickoff_held", number.map(|_| self.kickoff()).as_ref())
            .maybe("purpose", number.map(|_| self.text(&lines.purpose)));
        facts
            .row(Entity::Contact, Id::natural(Entity::Contact, &format!("{}:owner", cast.pharmacy)))
            .link("pharmacy_id", cast.pharmacy)
            .text("role", "owner")
            .text("name", self.text(&lines.owner));
        facts
            .row(Entity::Learner, cast.learner)
            .text("code", Self::code(cast))
            .link("pharmacy_id", cast.pharmacy)
            .text("name", self.text(&lines.learner));
        let state = if number.is_some() { EnrolmentState::KickoffDone } else { EnrolmentState::Invited };
        facts
            .row(Entity::Enrolment, cast.enrolment)
            .link("learner_id", cast.learner)
            .text("programme_id", &identity.id)
            .text("programme_version", &identity.version)
            .text("programme_hash", &identity.hash)
            .link("trainer_id", cast.trainer)
            .text("state", state.word())
            .int("state_set", 0)
            .int("start_no", 1)
            .date("invited_on", self.kickoff().plus(-WEEK))
            .maybe("goal_sentence", number.filter(|no| no.get() > 2).map(|_| self.text(&lines.goal)));
    }

    fn appointment(&self, cast: Cast, id: Id, facts: &mut Facts) {
        let minutes = self.programme.minutes(self.session).unwrap_or(30);
        let starts = self.start - TimeDelta::milliseconds(self.start.timestamp_millis().rem_euclid(60_000));
        let row = facts
            .row(Entity::Appointment, id)
            .link("trainer_id", cast.trainer)
            .link("pharmacy_id", cast.pharmacy)
            .at("starts_at", starts)
            .text("zone", self.zone.name())
            .int("minutes", i64::from(minutes))
            .text("state", AppointmentState::Scheduled.word());
        match self.number() {
            None => row.text("kind", AppointmentKind::Kickoff.word()),
            Some(no) => row
                .text("kind", AppointmentKind::Session.word())
                .link("enrolment_id", cast.enrolment)
                .int("session_no", i64::from(no.get())),
        };
    }

    /// The sessions before, held as planned, and the judgement where the number asks for one.
    fn history(&self, lines: &Lines, cast: Cast, number: SessionNo) -> Vec<crate::request::import::ImportFile> {
        let code = Self::code(cast);
        let mut sessions = Vec::new();
        for no in number.before().into_iter().flat_map(|last| SessionNo::FIRST.up_to(last)) {
            let criteria = self.programme.criteria(no).len();
            sessions.push(SessionRow {
                row: sessions.len() + 2,
                who: coded(&code),
                date: Some(self.day_of(no)),
                minutes: self.programme.minutes(no).map(u32::from),
                kind: Some(HistoryKind::Appointment(AppointmentKind::Session)),
                numbers: vec![no.get()],
                trainer: None,
                result: Some(AppointmentState::Held),
                closed: Some(true),
                mood: Some(3),
                role_play: if criteria > 0 { vec![vec![Some(3); criteria]] } else { Vec::new() },
                homework: (no > SessionNo::FIRST).then_some(HomeworkState::Reviewed),
                next_focus: (no.after() == Some(number)).then(|| self.text(&lines.focus).to_owned()),
                ..SessionRow::default()
            });
        }
        let mut files = Vec::new();
        if !sessions.is_empty() {
            files.push(file(Rows::Sessions(sessions)));
        }
        let judged = self.programme.check_sessions().last().copied().filter(|last| *last < number);
        if let Some(last) = judged.filter(|_| self.programme.has_judgement()) {
            let reading = ReadingRow {
                row: 2,
                who: Naming { learner_id: Some(code), ..Naming::default() },
                period_end: Some(self.day_of(last)),
                judgement: Some(JudgementResult::Stage1),
                ..ReadingRow::default()
            };
            files.push(file(Rows::Readings(vec![reading])));
        }
        files
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ScoreTable;
    use crate::programme::Library;
    use crate::request::{Ask, Back, Who};
    use crate::store::{Db, Options};

    /// Rehearses a session until its first item; the file, and the day as its queue shows it.
    fn rehearsed(programme: &Arc<Programme>, session: SessionRef, japanese: bool) -> (Db, crate::request::DayView) {
        let zone = Zone::named("Asia/Tokyo").unwrap();
        let start = "2026-11-25T00:10:20Z".parse().unwrap();
        let lang = if japanese { "ja" } else { "en" };
        let options = Options {
            path: format!("file:/rehearsal-{}-{lang}-{session}?vfs=memdb", programme.id()).into(),
            now: start,
            zone,
            zone_given: true,
            lang: lang.to_owned(),
            machine: "bench".to_owned(),
            trainer: None,
            programme: None,
            scores: ScoreTable::default(),
            read_only: false,
            kanji: Vec::new(),
        };
        let mut db = Db::open(options, Library::new([])).unwrap();
        let rehearsal = Rehearsal { programme: Arc::clone(programme), session, start, zone, japanese, trainer: None };
        let mut send = |step| match step {
            Step::Ask(ask) => db.ask(&ask),
            Step::Record(stamp, record) => db.record(&stamp, record),
        };
        let trainer = rehearsal.write(&mut IdMaker::new(3), &mut send).unwrap();
        db.set_meta("practice_trainer", trainer).unwrap();
        let day = match db
            .ask(&Ask::Day { date: zone.business_date(start), now: start, who: Who::Me, back: Back::TwoWeeks })
            .unwrap()
        {
            Reply::Day(view) => *view,
            other => panic!("{other:?}"),
        };
        assert_eq!(day.rows[0].gates, [""; 0], "{} {session}", programme.id());
        let appointment = day.rows[0].appointment;
        let stamp = Stamp { at: start, zone: zone.name().to_owned(), actor: Some(trainer) };
        let started = Record::Start { appointment, session: Id::at(1, 7), override_reason: None };
        db.record(&stamp, started).unwrap_or_else(|e| panic!("{} {session}: {e:?}", programme.id()));
        (db, day)
    }

    #[test]
    fn every_session_of_every_programme_can_be_rehearsed_at_once() {
        for entry in Library::new([]).entries() {
            let (Some(programme), Some(label)) = (entry.usable(), entry.label()) else { continue };
            let japanese = label.lang == "ja";
            for session in programme.all_sessions().map(|session| session.no) {
                let (db, day) = rehearsed(programme, session, japanese);
                assert_eq!(day.rows.len(), 1, "{} {session}", programme.id());
                assert_eq!(
                    day.rows[0].session_no,
                    session.number().map(SessionNo::get),
                    "{} {session}",
                    programme.id()
                );
                let items: i64 = db.conn().query_row("SELECT count(*) FROM session_item", [], |r| r.get(0)).unwrap();
                let (planned, script) = (items, programme.session(session).unwrap().script().count());
                assert!(planned > 0 && usize::try_from(planned).unwrap() >= script / 2, "{} {session}", programme.id());
            }
        }
    }

    #[test]
    fn what_went_before_is_there() {
        let library = Library::new([]);
        let programme = library.find(crate::programme::DEFAULT_PROGRAMME, None, "ja").unwrap().usable().unwrap();
        let (db, _) = rehearsed(programme, SessionRef::parse("5").unwrap(), true);
        let full: i64 =
            db.conn().query_row("SELECT count(*) FROM coverage WHERE extent = 'full'", [], |r| r.get(0)).unwrap();
        assert_eq!(full, 4);
        let focus: String = db
            .conn()
            .query_row("SELECT next_focus FROM session WHERE next_focus IS NOT NULL", [], |r| r.get(0))
            .unwrap();
        assert!(focus.contains("引きつぎ"));
    }
}
