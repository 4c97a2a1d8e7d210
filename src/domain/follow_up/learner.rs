//! The reasons of a learner's row (model 4.2, 4.3), one function a code, in the order of the table.

use std::cmp::Reverse;

use super::decide::{self, Subject};
use super::order::Place;
use super::{Missed, Reason, Row, Shortfall, Why, manual, projection, promise, tier};
use crate::domain::judgement::{Need, is_reached, needs};
use crate::domain::standing::{Appointment, Judgement, Record, RolePlay, Source, Survey, SurveyAnswer};
use crate::domain::{
    AppointmentState, BusinessDate, Decimal, Direction, EnrolmentState, Id, JudgementResult, PharmacyFacts, ReasonCode,
    Rules, Scope, ScoreTable, Seen, Standing, WorkDays,
};

/// The learner's row on the day that is seen; `None` when nothing is the matter.
pub fn learner_row(
    seen: &Seen<'_>,
    pharmacy: &PharmacyFacts,
    rules: &Rules,
    table: &ScoreTable,
    work: &WorkDays,
) -> Option<Row> {
    let (standing, day) = (seen.standing, seen.day);
    let look = Look::new(seen, pharmacy, rules, table, work);
    let reasons = look.reasons();
    if reasons.is_empty() {
        return None;
    }
    let silent_days = seen.last_contact().map_or(0, |date| day.days_since(date));
    let place =
        Place { silent_days, pharmacy_kana: pharmacy.kana_key.clone(), learner_kana: standing.kana_key.clone() };
    let subject = Subject {
        scope: Scope::Learner,
        id: standing.learner,
        place,
        follow_ups: &standing.follow_ups,
        decisions: &standing.decisions,
    };
    decide::row(subject, reasons, table, work, day)
}

/// Everything the reasons look at.
struct Look<'a> {
    seen: &'a Seen<'a>,
    standing: &'a Standing,
    pharmacy: &'a PharmacyFacts,
    rules: &'a Rules,
    table: &'a ScoreTable,
    work: &'a WorkDays,
    day: BusinessDate,
    next: Option<&'a Appointment>,
    last_number_held: bool,
    judged: Option<&'a Judgement>,
}

impl<'a> Look<'a> {
    fn new(
        seen: &'a Seen<'a>,
        pharmacy: &'a PharmacyFacts,
        rules: &'a Rules,
        table: &'a ScoreTable,
        work: &'a WorkDays,
    ) -> Self {
        let (standing, day) = (seen.standing, seen.day);
        let next = seen.next();
        let last_number_held = seen.is_held(rules.last);
        let judged = Judgement::newest(&standing.judgements, day);
        Self { seen, standing, pharmacy, rules, table, work, day, next, last_number_held, judged }
    }

    /// All true reasons, absorbed ones with 0 points, in no order.
    fn reasons(&self) -> Vec<Reason> {
        let always = [self.record(), promise(&self.standing.promises, self.table, self.work, self.day), self.resume()];
        let mut found: Vec<Reason> = always.into_iter().chain([self.detractor(), self.grad_open()]).flatten().collect();
        if self.seen.state().is_active() {
            let of_appointments = [self.no_show(), self.late_cancel(), self.next(), self.deadline()];
            let of_work = [self.homework(), self.stuck(), self.role_play(), self.mood()];
            let of_figures = [self.metric(), self.no_reading(), self.support()];
            let own = manual(&self.standing.follow_ups, self.table, self.work, self.day);
            found.extend(of_appointments.into_iter().chain(of_work).chain(of_figures).chain([own]).flatten());
        }
        // A no-show is to be called about today; what follows from it is not counted again.
        if found.iter().any(|r| r.code() == ReasonCode::NoShow) {
            for reason in &mut found {
                if matches!(reason.code(), ReasonCode::LateCancel | ReasonCode::Next) {
                    reason.points = 0;
                }
            }
        }
        found
    }

    fn of_trainer(&self, why: Why, points: u32, due: BusinessDate, source: Source) -> Reason {
        Reason { why, points, due, owner: self.standing.trainer, source }
    }

    fn of_usm(&self, why: Why, points: u32, due: BusinessDate, source: Source) -> Reason {
        Reason { why, points, due, owner: self.pharmacy.usm, source }
    }

    fn in_bd(&self, n: u32) -> BusinessDate {
        self.work.plus(self.day, n)
    }

    /// So many days before the next appointment; the day itself without one.
    fn before_next(&self, days: u32) -> BusinessDate {
        self.next.map_or(self.day, |next| next.date.plus(-i64::from(days)))
    }

    fn no_show(&self) -> Option<Reason> {
        let run: Vec<&Appointment> =
            self.seen.counted().iter().copied().take_while(|a| a.state == AppointmentState::NoShow).collect();
        let newest = run.first()?;
        let points = if run.len() > 1 { self.table.no_show.twice } else { self.table.no_show.once };
        let why = Why::NoShow(run.iter().map(|a| Missed { date: a.date, number: a.number }).collect());
        Some(self.of_trainer(why, points, self.day, Source::Row(newest.id)))
    }

    fn late_cancel(&self) -> Option<Reason> {
        let row = &self.table.late_cancel;
        let among = |newest: usize| {
            let window = self.seen.counted().iter().copied().take(newest);
            window.filter(|a| a.state == AppointmentState::LateCancel).collect::<Vec<&Appointment>>()
        };
        let (few, more) = (among(row.once_within), among(row.twice_within));
        let once = (!few.is_empty()).then_some(row.once);
        let twice = (more.len() > 1).then_some(row.twice);
        let points = once.max(twice)?;
        let newest = few.first().or(more.first())?;
        let why = Why::LateCancel(few.len().max(more.len()));
        Some(self.of_trainer(why, points, self.in_bd(row.due_bd), Source::Row(newest.id)))
    }

    fn homework(&self) -> Option<Reason> {
        let next = self.next.map(|a| a.date);
        let mut due: Vec<_> =
            self.standing.homework.iter().filter_map(|h| Some((h.decided(self.day, next)?, h.id))).collect();
        due.sort_unstable_by_key(|(decided, id)| Reverse((decided.due, decided.start, *id)));
        let run = due.iter().take_while(|(decided, _)| decided.missing).count();
        let (_, newest) = due.first().filter(|_| run > 0)?;
        let points = if run > 1 { self.table.homework.twice } else { self.table.homework.once };
        let by = self.before_next(self.table.homework.before_next_days);
        Some(self.of_trainer(Why::Homework(run), points, by, Source::Row(*newest)))
    }

    /// The record of the last session.
    fn last_record(&self) -> Option<&'a Record> {
        self.seen.last()?.record.as_ref()
    }

    fn stuck(&self) -> Option<Reason> {
        let row = &self.table.stuck;
        let record = self.last_record().filter(|r| !r.stuck.is_empty())?;
        let items = record.stuck.len();
        let again = record.stuck.iter().any(|carried| *carried > 0);
        let more = u32::try_from(items - 1).unwrap_or(u32::MAX);
        let plain = row.first.saturating_add(row.each_more.saturating_mul(more)).min(row.most);
        let points = if again { plain.max(row.again) } else { plain };
        Some(self.of_trainer(Why::Stuck { items, again }, points, self.in_bd(row.due_bd), Source::Row(record.session)))
    }

    fn role_play(&self) -> Option<Reason> {
        let rated = |a: &'a Appointment| a.record.as_ref()?.role_play.as_ref().filter(|r| !r.scores.is_empty());
        let mut plays = self.seen.met().filter_map(rated);
        let newest = plays.next().filter(|play| self.is_low(play))?;
        let twice = plays.next().is_some_and(|play| self.is_low(play));
        let points = if twice { self.table.role_play.twice } else { self.table.role_play.once };
        let by = self.before_next(self.table.role_play.before_next_days);
        let why = Why::RolePlay { scores: newest.scores.to_vec(), twice };
        Some(self.of_trainer(why, points, by, Source::Row(newest.id)))
    }

    /// The mean lies below the bound, or some score is 1. The mean is compared as a fraction.
    fn is_low(&self, play: &RolePlay) -> bool {
        let sum: i64 = play.scores.iter().map(|score| i64::from(*score)).sum();
        let count = i64::try_from(play.scores.len()).unwrap_or(i64::MAX);
        let below = Decimal::whole(sum).micros() < self.rules.low_mean.micros().saturating_mul(count);
        below || play.scores.contains(&1)
    }

    /// The metrics that METRIC and NOREADING look at: none once success is judged.
    fn needs(&self) -> Vec<Need<'a>> {
        let success = |j: &Judgement| match j.result {
            JudgementResult::Stage1 | JudgementResult::Stage2 => true,
            JudgementResult::AdditionalSupport | JudgementResult::Undetermined => false,
        };
        if !self.rules.judges() || self.judged.is_some_and(success) {
            return Vec::new();
        }
        needs(self.rules, self.standing, self.pharmacy, self.day)
    }

    fn metric(&self) -> Option<Reason> {
        if !self.seen.is_live(self.rules) {
            return None;
        }
        let row = &self.table.metric;
        let short: Vec<_> = self.needs().iter().filter_map(|need| self.shortfall(need)).collect();
        // The newest of the readings; of equals the first in the file.
        let (_, newest, _) = short.iter().rev().max_by_key(|(read_on, ..)| *read_on)?;
        let source = Source::Row(*newest);
        let count = u32::try_from(short.len()).unwrap_or(u32::MAX);
        let points = row.each.saturating_mul(count).min(row.most);
        let why = Why::Metric(short.into_iter().map(|(.., shortfall)| shortfall).collect());
        Some(self.of_trainer(why, points, self.in_bd(row.due_bd), source))
    }

    /// What a metric lacks, with date and id of its newest reading.
    fn shortfall(&self, need: &Need<'_>) -> Option<(BusinessDate, Id, Shortfall)> {
        let facts = self.standing.metrics.iter().find(|facts| facts.metric == need.metric.id)?;
        let known = || facts.readings.iter().filter(|r| r.period_end <= self.day);
        let newest = known().max_by_key(|r| (r.period_end, r.id))?;
        let apart = |older: BusinessDate| newest.period_end.days_since(older) >= self.table.metric.apart_days;
        let before = known().filter(|r| apart(r.period_end)).max_by_key(|r| (r.period_end, r.id))?;
        let improvement = match need.metric.direction {
            Direction::Up => newest.value - before.value,
            Direction::Down => before.value - newest.value,
        };
        let fine = is_reached(newest.value, need.target, need.metric.direction) || improvement >= need.metric.min_step;
        let shortfall = Shortfall {
            metric: need.metric.id.clone(),
            value: newest.value,
            before: before.value,
            target: need.target,
        };
        (!fine).then_some((newest.period_end, newest.id, shortfall))
    }

    fn no_reading(&self) -> Option<Reason> {
        self.seen.last_held_number().filter(|number| self.rules.checks.contains(number))?;
        let mut held = self.seen.held_sessions();
        let newest = held.next()?;
        let since = held.next().map(|older| older.date);
        let has_reading = |metric: &str| {
            let of_metric = self.standing.metrics.iter().filter(|facts| facts.metric == metric);
            let mut readings = of_metric.flat_map(|facts| &facts.readings);
            readings.any(|r| r.period_end <= self.day && since.is_none_or(|since| r.period_end > since))
        };
        let needs = self.needs();
        let without = needs.iter().map(|need| &need.metric.id).filter(|id| !has_reading(id));
        let missing: Vec<String> = without.cloned().collect();
        let row = &self.table.no_reading;
        let source = Source::Row(newest.record.as_ref().map_or(newest.id, |record| record.session));
        (!missing.is_empty())
            .then(|| self.of_trainer(Why::NoReading(missing), row.points, self.in_bd(row.due_bd), source))
    }

    fn next(&self) -> Option<Reason> {
        if self.next.is_some() || self.last_number_held {
            return None;
        }
        let happened = |date: Option<BusinessDate>| date.filter(|date| *date <= self.day);
        let never_met = || happened(self.pharmacy.kickoff_held).max(happened(self.standing.invited_on));
        let since = self.seen.last().map(|last| last.date).or_else(never_met)?;
        let days = self.day.days_since(since);
        let (_, points) = tier(self.table.next.points, self.table.next.days, days)?;
        Some(self.of_trainer(Why::Next { days }, points, self.day, Source::Date(since)))
    }

    fn record(&self) -> Option<Reason> {
        let open = self.seen.open_records();
        let oldest = open.first()?;
        let points = if oldest.date < self.day { self.table.record.older } else { self.table.record.today };
        let why = Why::Record { oldest: oldest.date, records: open.len() };
        Some(self.of_trainer(why, points, self.day, Source::Row(oldest.session)))
    }

    fn deadline(&self) -> Option<Reason> {
        let deadline = self.standing.deadline.filter(|_| !self.last_number_held)?;
        let projected = projection::projected_graduation(self.seen, self.pharmacy, self.rules, self.work)?;
        let days = projected.days_since(deadline);
        let row = &self.table.deadline;
        let (place, points) = tier(row.points, row.days, days)?;
        let (why, by) = (Why::Deadline { projected, days }, self.in_bd(row.due_bd));
        let source = Source::Date(deadline);
        Some(if place + 1 == row.points.len() {
            self.of_usm(why, points, by, source)
        } else {
            self.of_trainer(why, points, by, source)
        })
    }

    fn resume(&self) -> Option<Reason> {
        let until = match self.seen.state() {
            EnrolmentState::Paused => self.standing.paused_until,
            EnrolmentState::Invited => self.standing.deferred_until,
            EnrolmentState::KickoffDone
            | EnrolmentState::Learning
            | EnrolmentState::Live
            | EnrolmentState::Graduated
            | EnrolmentState::Withdrawn => None,
        };
        let since = until.filter(|date| *date <= self.day)?;
        Some(self.of_trainer(Why::Resume { since }, self.table.resume.points, self.day, Source::Date(since)))
    }

    fn support(&self) -> Option<Reason> {
        let unplanned = |j: &&Judgement| j.result == JudgementResult::AdditionalSupport && !j.plan_dated;
        let judgement = self.judged.filter(unplanned).filter(|_| self.rules.judges())?;
        let row = &self.table.support;
        let why = Why::Support { judged_on: judgement.made_on };
        Some(self.of_usm(why, row.points, self.in_bd(row.due_bd), Source::Row(judgement.id)))
    }

    fn detractor(&self) -> Option<Reason> {
        let row = &self.table.detractor;
        let low = |survey: &'a Survey| match survey.answer {
            SurveyAnswer::Answered { on, score: Some(score) } if on <= self.day && score <= row.score => {
                Some((on, score, survey.id))
            }
            SurveyAnswer::Answered { .. } | SurveyAnswer::Silent | SurveyAnswer::Declined(_) => None,
        };
        let contacted = |on: BusinessDate| self.standing.contacts_since(on).any(|date| date <= self.day);
        let unheard = self.standing.surveys.iter().filter_map(low).filter(|(on, ..)| !contacted(*on));
        let (_, score, id) = unheard.max_by_key(|(on, _, id)| (*on, *id))?;
        Some(self.of_usm(Why::Detractor { score }, row.points, self.in_bd(row.due_bd), Source::Row(id)))
    }

    fn grad_open(&self) -> Option<Reason> {
        let row = &self.table.grad_open;
        let long_ago = |date: BusinessDate, bd: i64| self.work.between(date, self.day) >= bd;
        let checked = self.standing.graduation_check.by(self.day);
        let last = self.seen.full_meeting(self.rules.last).filter(|a| !checked && long_ago(a.date, row.items_bd));
        let silent = |survey: &&Survey| match survey.answer {
            SurveyAnswer::Silent => true,
            SurveyAnswer::Declined(on) => on.is_some_and(|on| on > self.day),
            SurveyAnswer::Answered { on, .. } => on > self.day,
        };
        let waits =
            |survey: &&Survey| survey.sent_on.is_some_and(|sent| long_ago(sent, row.survey_bd)) && silent(survey);
        let survey = self.standing.surveys.iter().filter(waits).max_by_key(|s| (s.sent_on, s.id));
        let of_last = last.map(|a| a.record.as_ref().map_or(a.id, |record| record.session));
        let source = Source::Row(of_last.or(survey.map(|s| s.id))?);
        let why = Why::GradOpen { check: last.is_some(), survey: survey.is_some() };
        Some(self.of_trainer(why, row.points, self.in_bd(row.due_bd), source))
    }

    fn mood(&self) -> Option<Reason> {
        let row = &self.table.mood;
        let record = self.last_record()?;
        let mood = record.mood?;
        let before = self.seen.met().skip(1).find_map(|a| a.record.as_ref()?.mood);
        let fell = before.is_some_and(|before| before.saturating_sub(mood) >= row.fall);
        let by = self.next.map_or(self.day, |next| next.date);
        (mood <= row.low || fell)
            .then(|| self.of_trainer(Why::Mood { mood, before }, row.points, by, Source::Row(record.session)))
    }
}
