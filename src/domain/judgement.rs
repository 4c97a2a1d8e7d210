//! Success in two stages (model 5): the figures reach their targets, or the way of working makes it likely that they will.

use super::{
    BusinessDate, Decimal, Direction, Id, JudgementKind, JudgementResult, MetricRule, PharmacyFacts, PharmacyMetric,
    Rules, Seen, Stage1Rule, Standing, Target, TargetScope,
};
use crate::domain::standing::MetricFacts;

/// Whether `value` reaches `target`. Exact, no tolerance.
pub fn is_reached(value: Decimal, target: Decimal, direction: Direction) -> bool {
    match direction {
        Direction::Up => value >= target,
        Direction::Down => value <= target,
    }
}

/// The target that counts on `day`, and whose it is: the learner's, else the pharmacy's that takes precedence, else the
/// programme's, as copied when the learner went live. Of each the newest that is valid by then.
pub fn effective_target(
    metric: &MetricRule,
    learner: Option<&MetricFacts>,
    pharmacy: Option<&PharmacyMetric>,
    day: BusinessDate,
) -> (Decimal, TargetScope) {
    let newest = |targets: &[Target]| {
        let valid = targets.iter().filter(|t| t.valid_from.is_none_or(|from| from <= day));
        valid.max_by_key(|t| t.valid_from).map(|t| t.value)
    };
    if let Some(own) = learner.and_then(|facts| newest(&facts.own)) {
        return (own, TargetScope::Learner);
    }
    if let Some(theirs) = pharmacy.and_then(|facts| newest(&facts.targets)) {
        return (theirs, TargetScope::Pharmacy);
    }
    let copied = learner.and_then(|facts| newest(&facts.copied));
    (copied.or_else(|| newest(&metric.recomputed)).unwrap_or(metric.target), TargetScope::Programme)
}

/// A metric that this learner's success needs, with the target that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need<'a> {
    /// The metric.
    pub metric: &'a MetricRule,
    /// The target that counts.
    pub target: Decimal,
    /// Whose target it is.
    pub scope: TargetScope,
}

/// What success needs of this learner on `day`: the programme's required metrics, less those waived, and what the
/// pharmacy adds; in the order of the file.
pub fn needs<'a>(rules: &'a Rules, learner: &Standing, pharmacy: &PharmacyFacts, day: BusinessDate) -> Vec<Need<'a>> {
    let need = |metric: &'a MetricRule| {
        let own = learner.metrics.iter().find(|facts| facts.metric == metric.id);
        let theirs = pharmacy.metrics.iter().find(|facts| facts.metric == metric.id);
        let waived = own.is_some_and(|facts| facts.waived);
        let required = (metric.required || theirs.is_some_and(|facts| facts.added)) && !waived;
        let (target, scope) = effective_target(metric, own, theirs, day);
        required.then_some(Need { metric, target, scope })
    };
    rules.metrics.iter().filter_map(need).collect()
}

/// A check session that was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// Its number.
    pub number: u8,
    /// The session that held it.
    pub session: Id,
    /// Its date.
    pub date: BusinessDate,
    /// The date of the next older held session: a figure of that day or before belongs to an earlier check.
    pub after: Option<BusinessDate>,
}

/// The check sessions held by the day `seen` looks from, ascending.
pub fn checks_held(seen: &Seen<'_>, rules: &Rules) -> Vec<Check> {
    let check = |number: &u8| {
        let meeting = seen.full_meeting(*number)?;
        let older = seen.held_sessions().find(|a| (a.start, a.id) < (meeting.start, meeting.id));
        let session = meeting.record.as_ref()?.session;
        Some(Check { number: *number, session, date: meeting.date, after: older.map(|a| a.date) })
    };
    rules.checks.iter().filter_map(check).collect()
}

/// The kind of a judgement made after these checks: final once the last check session is held.
pub fn kind_after(checks: &[Check], rules: &Rules) -> JudgementKind {
    let last = rules.checks.iter().max();
    if checks.iter().any(|check| Some(&check.number) == last) {
        JudgementKind::Final
    } else {
        JudgementKind::Provisional
    }
}

/// A reading as a judgement sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The metric's id.
    pub metric: String,
    /// The figure.
    pub value: Decimal,
    /// The last day it speaks of.
    pub period_end: BusinessDate,
    /// The session it was taken in, when it names one.
    pub session: Option<Id>,
}

impl Taken {
    /// Whether it was taken at that check.
    fn is_at(&self, check: &Check) -> bool {
        match self.session {
            Some(session) => session == check.session,
            None => self.period_end <= check.date && check.after.is_none_or(|after| self.period_end > after),
        }
    }
}

/// What a judgement rests on, for one metric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// The metric's id.
    pub metric: String,
    /// The figure that was looked at; `None` when there is none.
    pub value: Option<Decimal>,
    /// The target that counts.
    pub target: Decimal,
    /// Whose target it is.
    pub scope: TargetScope,
    /// Whether the figure reaches it.
    pub reached: bool,
}

/// A result with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The result.
    pub result: JudgementResult,
    /// One entry a needed metric, in the order of the file.
    pub detail: Vec<Detail>,
}

/// Judges on the figures taken at `checks`. `stage`: the rank of the newest operation stage that was seen (1 = best),
/// consulted only when the figures do not decide.
pub fn judge(rules: &Rules, needs: &[Need<'_>], checks: &[Check], readings: &[Taken], stage: Option<u8>) -> Verdict {
    let newest = |need: &Need<'_>, at: &[Check]| {
        let taken = readings.iter().filter(|r| r.metric == need.metric.id && at.iter().any(|check| r.is_at(check)));
        taken.max_by_key(|r| r.period_end).map(|r| r.value)
    };
    let detail = |need: &Need<'_>, value: Option<Decimal>| Detail {
        metric: need.metric.id.clone(),
        value,
        target: need.target,
        scope: need.scope,
        reached: value.is_some_and(|v| is_reached(v, need.target, need.metric.direction)),
    };
    let at =
        |checks: &[Check]| -> Vec<Detail> { needs.iter().map(|need| detail(need, newest(need, checks))).collect() };
    let all_reached = |row: &[Detail]| row.iter().all(|d| d.reached);
    let latest = at(checks);
    let (kept, detail) = match rules.stage1_rule {
        Stage1Rule::Latest => (all_reached(&latest), latest),
        Stage1Rule::AnySameCheck => {
            let mut each = checks.iter().rev().map(|check| at(std::slice::from_ref(check)));
            match each.find(|row| all_reached(row)) {
                Some(row) => (true, row),
                None => (needs.is_empty(), latest),
            }
        }
        Stage1Rule::EachOnce => {
            let best = |(need, latest): (&Need<'_>, Detail)| {
                let mut each = checks.iter().rev().map(|check| detail(need, newest(need, std::slice::from_ref(check))));
                each.find(|d| d.reached).unwrap_or(latest)
            };
            let row: Vec<Detail> = needs.iter().zip(latest).map(best).collect();
            (all_reached(&row), row)
        }
    };
    let result = if kept {
        JudgementResult::Stage1
    } else if detail.iter().any(|d| d.value.is_none()) {
        JudgementResult::Undetermined
    } else {
        match (rules.stage2_top, stage) {
            (Some(_), None) => JudgementResult::Undetermined,
            (Some(top), Some(rank)) if rank <= top => JudgementResult::Stage2,
            // Without stages the figures alone decide.
            (None, _) | (Some(_), Some(_)) => JudgementResult::AdditionalSupport,
        }
    };
    Verdict { result, detail }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rules::fixture::{default_rules, metric};
    use JudgementResult::{AdditionalSupport, Stage1, Stage2, Undetermined};

    fn day(offset: i64) -> BusinessDate {
        BusinessDate::new(2026, 11, 25).unwrap().plus(offset)
    }
    fn dec(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }
    fn id(n: u128) -> Id {
        Id::at(0, n)
    }
    /// Checks at 9, 10 and 11, a week apart; session 8 a week before.
    fn checks() -> Vec<Check> {
        let check = |number: u8| {
            let date = day((i64::from(number) - 11) * 7);
            Check { number, session: id(u128::from(number)), date, after: Some(date.plus(-7)) }
        };
        (9..=11).map(check).collect()
    }
    const METRICS: [&str; 2] = ["same_day_record_rate", "suggestion_use_rate"];

    /// Readings of the two required metrics dated as a check; "-" = none.
    fn at(number: u8, values: [&str; 2]) -> Vec<Taken> {
        let period_end = day((i64::from(number) - 11) * 7);
        let taken = |(metric, value): (&str, &str)| Taken {
            metric: metric.to_owned(),
            value: dec(value),
            period_end,
            session: None,
        };
        METRICS.into_iter().zip(values).filter(|(_, value)| *value != "-").map(taken).collect()
    }
    fn verdict(rule: Stage1Rule, targets: [&str; 2], readings: &[Taken], stage: Option<u8>) -> Verdict {
        let rules = Rules { stage1_rule: rule, ..default_rules() };
        let need = |(metric, target): (&'static str, &str)| Need {
            metric: rules.metric(metric).unwrap(),
            target: dec(target),
            scope: TargetScope::Programme,
        };
        let needs: Vec<Need<'_>> = METRICS.into_iter().zip(targets).map(need).collect();
        judge(&rules, &needs, &checks(), readings, stage)
    }
    const LATEST: Stage1Rule = Stage1Rule::Latest;
    const USUAL: [&str; 2] = ["85", "60"];
    const B: Option<u8> = Some(2);
    const C: Option<u8> = Some(3);

    #[test]
    fn the_vectors_of_the_model() {
        type Vector = (Stage1Rule, [&'static str; 2], Vec<Taken>, Option<u8>, JudgementResult);
        let table: Vec<Vector> = vec![
            (LATEST, USUAL, at(11, ["86", "62"]), None, Stage1),
            (LATEST, USUAL, at(11, ["86", "59.9"]), B, Stage2),
            (LATEST, USUAL, at(11, ["86", "59.9"]), C, AdditionalSupport),
            (LATEST, USUAL, at(11, ["86", "-"]), B, Undetermined),
            (LATEST, USUAL, at(11, ["86", "59.9"]), None, Undetermined),
            (LATEST, ["80", "60"], at(11, ["80", "62"]), C, Stage1),
            (LATEST, USUAL, at(11, ["80", "62"]), C, AdditionalSupport),
            (LATEST, USUAL, [at(10, ["90", "70"]), at(11, ["84", "70"])].concat(), C, AdditionalSupport),
            (Stage1Rule::AnySameCheck, USUAL, [at(10, ["90", "70"]), at(11, ["84", "70"])].concat(), C, Stage1),
            (
                Stage1Rule::AnySameCheck,
                USUAL,
                [at(10, ["90", "50"]), at(11, ["84", "70"])].concat(),
                C,
                AdditionalSupport,
            ),
            (Stage1Rule::EachOnce, USUAL, [at(10, ["90", "50"]), at(11, ["84", "70"])].concat(), C, Stage1),
        ];
        for (n, (rule, targets, readings, stage, want)) in table.into_iter().enumerate() {
            assert_eq!(verdict(rule, targets, &readings, stage).result, want, "row {n}");
        }
        assert!(is_reached(dec("2.9"), dec("3"), Direction::Down));
        assert!(is_reached(dec("3"), dec("3"), Direction::Down));
        assert!(!is_reached(dec("3.000001"), dec("3"), Direction::Down));
    }

    #[test]
    fn latest_takes_the_newest_reading_of_any_check() {
        // Session 11 has only the first figure; the second is that of session 10.
        let verdict = verdict(LATEST, USUAL, &[at(10, ["70", "61"]), at(11, ["86", "-"])].concat(), None);
        assert_eq!(verdict.result, Stage1);
        assert_eq!(verdict.detail[1].value, Some(dec("61")));
    }

    #[test]
    fn a_reading_belongs_to_the_session_it_names_or_to_the_days_before_a_check() {
        let nine = checks()[0];
        let taken =
            |offset: i64, session| Taken { metric: String::new(), value: dec("1"), period_end: day(offset), session };
        assert!(taken(-14, None).is_at(&nine));
        assert!(taken(-20, None).is_at(&nine));
        assert!(!taken(-21, None).is_at(&nine), "the day of session 8 belongs to the check before");
        assert!(!taken(-13, None).is_at(&nine), "after the check");
        assert!(taken(-400, None).is_at(&Check { after: None, ..nine }), "no lower bound without an older session");
        assert!(taken(3, Some(id(9))).is_at(&nine), "a named session decides, whatever the date");
        assert!(!taken(-14, Some(id(10))).is_at(&nine));
    }

    #[test]
    fn without_stages_a_missed_target_means_support() {
        let rules = Rules { stage2_top: None, ..default_rules() };
        let needs = [Need { metric: &rules.metrics[0], target: dec("85"), scope: TargetScope::Programme }];
        let verdict = judge(&rules, &needs, &checks(), &at(11, ["84", "-"]), None);
        assert_eq!(verdict.result, AdditionalSupport);
    }

    #[test]
    fn a_waiver_of_every_metric_leaves_nothing_to_miss() {
        for rule in Stage1Rule::ALL {
            let rules = Rules { stage1_rule: *rule, ..default_rules() };
            assert_eq!(judge(&rules, &[], &checks(), &[], None).result, Stage1);
        }
    }

    #[test]
    fn the_nearest_target_wins_and_of_each_the_newest_valid_one() {
        let target = |from: Option<i64>, value| Target { valid_from: from.map(day), value: dec(value) };
        let rule = MetricRule { recomputed: vec![target(Some(-30), "84")], ..metric("m", 85) };
        let facts = |own: Vec<Target>, copied: Vec<Target>| MetricFacts {
            metric: "m".to_owned(),
            waived: false,
            own,
            copied,
            readings: vec![],
        };
        let pharmacy = PharmacyMetric {
            metric: "m".to_owned(),
            added: false,
            targets: vec![target(None, "80"), target(Some(1), "75")],
        };
        let at = |own: Option<&MetricFacts>, pharmacy, offset| effective_target(&rule, own, pharmacy, day(offset));
        assert_eq!(at(None, None, -31), (dec("85"), TargetScope::Programme));
        assert_eq!(at(None, None, 0), (dec("84"), TargetScope::Programme));
        assert_eq!(at(None, Some(&pharmacy), 0), (dec("80"), TargetScope::Pharmacy));
        assert_eq!(at(None, Some(&pharmacy), 1), (dec("75"), TargetScope::Pharmacy));
        let copied = facts(vec![], vec![target(Some(-60), "85")]);
        assert_eq!(at(Some(&copied), None, 0), (dec("85"), TargetScope::Programme), "what was copied stays");
        let own = facts(vec![target(Some(2), "70")], vec![]);
        assert_eq!(at(Some(&own), Some(&pharmacy), 1), (dec("75"), TargetScope::Pharmacy), "not valid yet");
        assert_eq!(at(Some(&own), Some(&pharmacy), 2), (dec("70"), TargetScope::Learner));
    }

    #[test]
    fn only_the_last_check_makes_it_final() {
        let rules = default_rules();
        assert_eq!(kind_after(&checks()[..2], &rules), JudgementKind::Provisional);
        assert_eq!(kind_after(&checks(), &rules), JudgementKind::Final);
    }
}
