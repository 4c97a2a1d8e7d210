//! Moving: the same everywhere, and so well known that no footer names it.

use super::commands;

commands! {
    /// The arrows, their silent aliases, and Tab.
    Move {
        Up = "up" ["↑", "k"], on [LearnerForm 0, Palette 0, MoveNote 0] reach Lists, group Hands, short "上" "up", long "一つ上へ" "one up";
        Down = "down" ["↓", "j"], on [LearnerForm 0, Palette 0, MoveNote 0] reach Lists, group Hands, short "下" "down", long "一つ下へ" "one down";
        PageUp = "page-up" ["PgUp"], on [Palette 0, ImportLine 0, MoveNote 0] reach Lists, group Hands, short "前" "page up", long "前のページ" "a page up";
        PageDown = "page-down" ["PgDn"], on [Palette 0, ImportLine 0, MoveNote 0] reach Lists, group Hands, short "次" "page down", long "次のページ" "a page down";
        Home = "first" ["Home"], on [] reach Lists, group Hands, short "先頭" "first", long "はじめへ" "to the first";
        End = "last" ["End"], on [] reach Lists, group Hands, short "末尾" "last", long "おわりへ" "to the last";
        NextPart = "next-part" ["Tab"], on [LearnerForm 20, WrapUp 20] reach Screens, group Hands,
            short "次の欄" "next part", long "つぎの欄・パネルへ" "next part", when [HasParts];
        PreviousPart = "previous-part" ["Shift-Tab"], on [LearnerForm 0] reach Screens, group Hands,
            short "前の欄" "previous part", long "まえの欄・パネルへ" "previous part", when [HasParts];
    }
}
