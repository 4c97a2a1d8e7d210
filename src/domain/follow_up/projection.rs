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
    let Some(first) = first_date(seen, pharmacy, rules, work) else { return Vec::new() };
    let open = (seen.next_no(rules.last)..=rules.last).filter(|number| !seen.is_held(*number));
    let mut free = first;
    open.map(|number| {
        let date = free.max(gate(number, seen.day, pharmacy, rules, work).unwrap_or(free));
        free = date.plus(i64::from(rules.cadence_days));
        Projected { number, date }
    })
    .collect()
}

/// The projected graduation: the last of [`projected_sessions`].
pub fn projected_graduation(
    seen: &Seen<'_>,
    pharmacy: &PharmacyFacts,
    rules: &Rules,
    work: &WorkDays,
) -> Option<BusinessDate> {
    projected_sessions(seen, pharmacy, rules, work).last().map(|p| p.date)
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

/// The date before which a number cannot be held. An empty one is no gate.
fn gate(
    number: u8,
    day: BusinessDate,
    pharmacy: &PharmacyFacts,
    rules: &Rules,
    work: &WorkDays,
) -> Option<BusinessDate> {
    let happened = |date: Option<BusinessDate>| date.filter(|date| *date <= day);
    let device =
        rules.device_numbers.contains(&number).then(|| happened(pharmacy.device_installed).or(pharmacy.device_due));
    let live =
        rules.live_numbers.contains(&number).then(|| happened(pharmacy.go_live_actual).or(pharmacy.go_live_target));
    let after_go_live = live.flatten().map(|date| work.plus(date, 1));
    device.flatten().max(after_go_live)
}
