//! The learner card.

use super::commands;

commands! {
    /// One learner on one page.
    Card {
        Note = "card-note" ["n", "F2"], on [Card 20], group Here,
            short "メモ" "note", long "メモを書く" "write a note", also ["めも"], unless [ReadOnly];
    }
}
