//! A standing as it looks on one business date: what is dated after it is left out (model 4.1).

use std::cmp::Reverse;

use super::{Appointment, Moment, Standing};
use crate::domain::{AppointmentKind, AppointmentState, BusinessDate, EnrolmentState, Id, Rules, coverage};

/// One learner's standing on one day.
#[derive(Debug)]
pub struct Seen<'a> {
    /// The whole standing.
    pub standing: &'a Standing,
    /// The day.
    pub day: BusinessDate,
    /// Counted appointments, newest first.
    counted: Vec<&'a Appointment>,
    /// The numbers that the met ones among them gave full coverage.
    full: Numbers,
}

/// A set of session numbers. A review asks for every number of everybody.
#[derive(Debug, Clone, Copy, Default)]
struct Numbers([u128; 2]);

impl Numbers {
    fn insert(&mut self, number: u8) {
        self.0[usize::from(number / 128)] |= 1 << (number % 128);
    }

    fn contains(&self, number: u8) -> bool {
        self.0[usize::from(number / 128)] & (1 << (number % 128)) != 0
    }
}

/// A met session whose record nobody closed. Orders by age, oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenRecord {
    /// Its date.
    pub date: BusinessDate,
    /// Its start.
    pub start: Moment,
    /// The session.
    pub session: Id,
    /// The planned number; `None` for a kickoff.
    pub number: Option<u8>,
    /// Who closes it.
    pub trainer: Option<Id>,
}

impl<'a> Seen<'a> {
    /// Looks at `standing` from `day`.
    pub fn new(standing: &'a Standing, day: BusinessDate) -> Self {
        // The store lists them by start: seen from the end little is left to sort.
        let newest_first = standing.appointments.iter().rev();
        let mut counted: Vec<&Appointment> =
            newest_first.filter(|a| a.kind.is_of_run() && a.state.is_counted() && a.date <= day).collect();
        counted.sort_unstable_by_key(|a| Reverse((a.start, a.id)));
        let mut full = Numbers::default();
        for number in counted.iter().filter(|a| a.state.is_met()).flat_map(|a| &a.full) {
            full.insert(*number);
        }
        Self { standing, day, counted, full }
    }

    /// The state on that day. Graduation is the one state with a date of its own; before it the learner was live.
    pub fn state(&self) -> EnrolmentState {
        let graduated_later = self.standing.graduated_on.is_some_and(|date| date > self.day);
        match self.standing.state {
            EnrolmentState::Graduated if graduated_later => EnrolmentState::Live,
            state => state,
        }
    }

    /// Whether the learner uses the system in real work. Without a live session that begins with the first held one.
    pub fn is_live(&self, rules: &Rules) -> bool {
        let state = self.state();
        let begun = || rules.live_session().is_none() && state.is_active() && self.held_sessions().next().is_some();
        state == EnrolmentState::Live || begun()
    }

    /// Held, broken off, missed and cancelled late: newest first.
    pub fn counted(&self) -> &[&'a Appointment] {
        &self.counted
    }

    /// The met ones among the counted, newest first.
    pub fn met(&self) -> impl Iterator<Item = &'a Appointment> {
        self.counted.iter().copied().filter(|a| a.state.is_met())
    }

    /// The last session.
    pub fn last(&self) -> Option<&'a Appointment> {
        self.met().next()
    }

    /// Held appointments of kind session, newest first.
    pub fn held_sessions(&self) -> impl Iterator<Item = &'a Appointment> {
        let held = |a: &&Appointment| a.kind == AppointmentKind::Session && a.state == AppointmentState::Held;
        self.counted.iter().copied().filter(held)
    }

    /// The highest number with full coverage in the newest held session.
    pub fn last_held_number(&self) -> Option<u8> {
        self.held_sessions().next().and_then(|a| a.full.iter().copied().max())
    }

    /// The earliest open session, extra or support meeting that does not lie before the day.
    pub fn next(&self) -> Option<&'a Appointment> {
        let open = |a: &&Appointment| a.kind.is_of_run() && a.state.is_open() && a.date >= self.day;
        self.standing.appointments.iter().filter(open).min_by_key(|a| (a.start, a.id))
    }

    /// The meeting that gave `number` full coverage, the first one if several say so.
    pub fn full_meeting(&self, number: u8) -> Option<&'a Appointment> {
        self.met().filter(|a| a.full.contains(&number)).last()
    }

    /// Whether `number` is held, here or elsewhere.
    pub fn is_held(&self, number: u8) -> bool {
        number < self.standing.start_no || self.full.contains(number)
    }

    /// The lowest number without full coverage; `last` + 1 when none is left.
    pub fn next_no(&self, last: u8) -> u8 {
        coverage::next_no(self.standing.start_no, last, |number| self.is_held(number))
    }

    /// The latest meeting of any kind, or touch that reached the learner.
    pub fn last_contact(&self) -> Option<BusinessDate> {
        let contacts = self.standing.meetings().chain(self.standing.touches.iter().copied());
        contacts.filter(|date| *date <= self.day).max()
    }

    /// The records that are open on that day, of every enrolment, oldest first.
    pub fn open_records(&self) -> Vec<OpenRecord> {
        let trainer = self.standing.trainer;
        let own = self.standing.appointments.iter().filter(|a| a.state.is_met()).filter_map(|a| {
            let record = a.record.as_ref().filter(|r| !r.closed.by(self.day))?;
            Some(OpenRecord { date: a.date, start: a.start, session: record.session, number: a.number, trainer })
        });
        let older = self.standing.older.iter().filter(|m| !m.closed.by(self.day)).map(|m| OpenRecord {
            date: m.date,
            start: m.start,
            session: m.session,
            number: m.number,
            trainer,
        });
        let mut records: Vec<OpenRecord> = own.chain(older).filter(|r| r.date <= self.day).collect();
        records.sort_unstable();
        records
    }
}
