//! The 1on1.

use super::commands;

commands! {
    /// A running (or held) session.
    Session {
        WrapUp = "wrap-up" ["w", "F5", "Ctrl-O"], on [Session 40, Note 40], group Here,
            short "締め" "wrap up", long "締める" "wrap up", also ["しめ", "おわる"], unless [ReadOnly];
    }
}
