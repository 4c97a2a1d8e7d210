//! The wrap-up.

use super::commands;

commands! {
    /// Closing a session.
    WrapUp {
        Settle = "wrap-up-settle" ["Enter"], on [WrapUp 10], group Here,
            short "確定" "close", long "確定して次へ" "close the record", also ["かくてい"], unless [ReadOnly];
    }
}
