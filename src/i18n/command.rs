//! Headings of the help page and names of groups.

use super::messages;

messages! {
    group_here(screen: &str) = "ここでできること ({screen})", "Keys here ({screen})";
    group_everywhere() = "どこでも", "Everywhere";
    group_typing() = "日本語入力が ON のとき", "With a Japanese input method on";
}
