//! When the rest would be held at the programme's pace (model 4.3, Projection).

use crate::domain::{BusinessDate, PharmacyFacts, Rules, Seen, WorkDays};

/// A number that is still to be held, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Projected {
    /// The number.
    pub number: u8,
    /// Its date at the usual pace.
    pub date: BusinessDate,
}

/// The numbers from `next_no` to the last that lack full coverage, with their dates. Empty when nothing is left, or when
/// there is neither a next appointment nor a session nor a kickoff to count from.
pub fn projected_sessions(seen: &Seen<'_>, pharmacy: &PharmacyFacts, rules: &Rules, work: &WorkDays) -> Vec<Projected> {
    walk(seen, pharmacy, rules, work).into_iter().flatten().collect()
}

/// The projected graduation: the last of [`projected_sessions`].
pub fn projected_graduation(
    seen: &Seen<'_>,
    pharmacy: &PharmacyFacts,
    rules: &Rules,
    work: &WorkDays,
) -> Option<BusinessDate> {
    walk(seen, pharmacy, rules, work)?.last().map(|p| p.date)
}

fn walk(
    seen: &Seen<'_>,
    pharmacy: &PharmacyFacts,
    rules: &Rules,
    work: &WorkDays,
) -> Option<impl Iterator<Item = Projected>> {
    let mut free = first_date(seen, pharmacy, rules, work)?;
    let gates = Gates::new(seen.day, pharmacy, work);
    let open = (seen.next_no(rules.last)..=rules.last).filter(|number| !seen.is_held(*number));
    Some(open.map(move |number| {
        let date = free.max(gates.before(number, rules).unwrap_or(free));
        free = date.plus(i64::from(rules.cadence_days));
        Projected { number, date }
    }))
}

/// The next appointment as it is; without one a cadence after the last session, or the kickoff, on a working day.
fn first_date(seen: &Seen<'_>, pharmacy: &PharmacyFacts, rules: &Rules, work: &WorkDays) -> Option<BusinessDate> {
    if let Some(next) = seen.next() {
        return Some(next.date);
    }
    let kickoff = pharmacy.kickoff_held.filter(|held| *held <= seen.day);
    let base = seen.last().map(|last| last.date).or(kickoff)?;
    let date = base.plus(i64::from(rules.cadence_days));
    Some(work.on_or_after(if date < seen.day { seen.day.plus(1) } else { date }))
}

/// The dates before which some numbers cannot be held. An empty one is no gate.
struct Gates {
    device: Option<BusinessDate>,
    after_go_live: Option<BusinessDate>,
}

impl Gates {
    fn new(day: BusinessDate, pharmacy: &PharmacyFacts, work: &WorkDays) -> Self {
        let happened = |date: Option<BusinessDate>| date.filter(|date| *date <= day);
        let live = happened(pharmacy.go_live_actual).or(pharmacy.go_live_target);
        Self {
            device: happened(pharmacy.device_installed).or(pharmacy.device_due),
            after_go_live: live.map(|date| work.plus(date, 1)),
        }
    }

    fn before(&self, number: u8, rules: &Rules) -> Option<BusinessDate> {
        let device = self.device.filter(|_| rules.device_numbers.contains(&number));
        let live = self.after_go_live.filter(|_| rules.live_numbers.contains(&number));
        device.max(live)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{learner, met, pharmacy};
    use super::super::tests::{place, t, with};
    use super::*;
    use crate::domain::rules::fixture::default_rules;
    use crate::domain::{AppointmentState::Held, PharmacyStanding, Standing};

    #[test]
    fn the_projection_walks_the_holes_and_waits_at_gates() {
        let rules = default_rules();
        let work = WorkDays::default();
        let at = place(|p| {
            p.facts.device_due = Some(t(20));
            p.facts.go_live_target = Some(t(70));
            p.facts.kickoff_held = Some(t(-1));
        });
        let dates = |standing: &Standing, at: &PharmacyStanding, day| {
            let seen = Seen::new(standing, day);
            let walk = projected_sessions(&seen, &at.facts, &rules, &work);
            walk.iter().map(|p| (p.number, p.date.days_since(t(0)))).collect::<Vec<_>>()
        };
        // Booked on a Saturday it stays; session 3 waits for the device, session 9 for the working day after go-live.
        let saturday = learner("L").booked(t(3));
        let want = [3, 10, 20, 27, 34, 41, 48, 55, 71, 78, 85, 92];
        assert_eq!(dates(&saturday, &at, t(0)), (1..=12).zip(want).collect::<Vec<_>>());
        // Without an appointment: a week after the kickoff; once that is past, tomorrow, on a working day.
        assert_eq!(dates(&learner("L"), &at, t(0))[0], (1, 6));
        assert_eq!(dates(&learner("L"), &at, t(9))[0], (1, 12), "Friday: Saturday moves to Monday");
        // Installed and live, the gates are the real dates.
        let real = place(|p| {
            p.facts = at.facts.clone();
            p.facts.device_installed = Some(t(-3));
            p.facts.go_live_actual = Some(t(-2));
        });
        assert_eq!(dates(&saturday, &real, t(0)).last(), Some(&(12, 80)));
        // A hole is walked, what is held behind it is not.
        let holes = with(saturday.clone(), |s| {
            s.start_no = 9;
            s.appointments.extend([met(t(-1), Held, &[10]), met(t(-2), Held, &[11])]);
        });
        assert_eq!(dates(&holes, &real, t(0)), [(9, 3), (12, 10)]);
        assert_eq!(dates(&learner("L"), &pharmacy("P"), t(0)), [], "nothing to count from");
    }
}
