//! What the ratings of an attempt add up to (model 2.3).

use serde::{Deserialize, Serialize};

use super::Decimal;
use super::kinds::words;

words!(RolePlayResult { Met = "met", Developing = "developing", NotYet = "not_yet" });

/// Mean over the rated criteria (six places, half away from zero) and the result; neither without ratings. `must_failed`:
/// a criterion flagged `must` is rated below 2. The result compares the exact fraction, not the rounded mean.
pub fn sum_up(
    scores: &[u8],
    must_failed: bool,
    pass: Decimal,
    low: Decimal,
) -> (Option<Decimal>, Option<RolePlayResult>) {
    let Ok(n) = i64::try_from(scores.len()) else { return (None, None) };
    if n == 0 {
        return (None, None);
    }
    let micros = scores.iter().map(|s| i64::from(*s)).sum::<i64>() * Decimal::whole(1).micros();
    let mean = Decimal::from_micros((micros + n / 2) / n);
    let result = if must_failed || micros < low.micros() * n {
        RolePlayResult::NotYet
    } else if micros >= pass.micros() * n {
        RolePlayResult::Met
    } else {
        RolePlayResult::Developing
    };
    (Some(mean), Some(result))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_follows_mean_and_must() {
        let (pass, low) = (Decimal::whole(3), Decimal::whole(2));
        let result = |scores: &[u8], must| sum_up(scores, must, pass, low).1;
        assert_eq!(result(&[], false), None);
        assert_eq!(result(&[3, 3, 3, 3], false), Some(RolePlayResult::Met));
        assert_eq!(result(&[3, 3, 3, 2], false), Some(RolePlayResult::Developing));
        assert_eq!(result(&[2, 2, 2], false), Some(RolePlayResult::Developing));
        assert_eq!(result(&[2, 2, 1], false), Some(RolePlayResult::NotYet));
        assert_eq!(result(&[4, 4, 4, 1], true), Some(RolePlayResult::NotYet));
        assert_eq!(sum_up(&[4, 3, 3, 4, 3], false, pass, low).0, Decimal::parse("3.4"));
        assert_eq!(sum_up(&[3, 3, 2], false, pass, low).0, Decimal::parse("2.666667"));
    }
}
