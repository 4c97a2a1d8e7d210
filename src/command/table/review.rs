//! The end-of-day review.

use super::commands;

commands! {
    /// One key a row.
    Review {
        FollowUp = "review-follow-up" ["f"], on [Review 10], group Here,
            short "要" "follow up", long "要フォローにする" "follow up", also ["ふぉろー"], unless [ReadOnly];
    }
}
