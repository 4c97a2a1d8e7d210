//! Editing text: the keys that every field shares.

use super::commands;

commands! {
    /// Carried out on the field with the focus, before its screen hears of anything.
    Field {
        Edit = "edit" ["←", "→", "Home", "End", "Backspace", "Delete", "Ctrl-A", "Ctrl-E", "Ctrl-W", "Ctrl-U", "Ctrl-K", "Ctrl-H"],
            on [] reach Fields, group Hands, short "編集" "edit", long "行の編集" "line editing";
        UndoTyping = "undo-typing" ["Ctrl-Z"], on [Note 60, CardNote 60] reach Fields, group Hands,
            short "取消" "undo", long "打った分を取り消す" "take typing back";
        RedoTyping = "redo-typing" ["Ctrl-Y"], on [] reach Fields, group Hands,
            short "やり直し" "redo", long "打った分をやり直す" "type it again";
    }
}
