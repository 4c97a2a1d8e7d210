//! Roles, not colours. The text itself keeps the terminal's own foreground; a role is never told by colour alone, so
//! `NO_COLOR` loses nothing.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of the screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Data and sentences.
    Text,
    /// Labels, rules, what is there but not looked for.
    Quiet,
    /// Names of parts, the learner in the header.
    Strong,
    /// The row under the cursor.
    Cursor,
    /// On its way to the disk.
    Pending,
    /// Keys in hints.
    Key,
    /// 済, 完, a success.
    Good,
    /// 半, 途, 要, a warning.
    Warn,
    /// 詰, 欠, 急, an error.
    Bad,
    /// [練習], [共有安全], [閲覧のみ].
    Badge,
}

/// Styles of the roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Colours are used.
    pub colour: bool,
}

impl Theme {
    pub fn style(self, role: Role) -> Style {
        let plain = Style::new();
        let (colour, bare) = match role {
            Role::Text => (plain, plain),
            Role::Quiet => (plain.fg(Color::DarkGray), plain.add_modifier(Modifier::DIM)),
            Role::Strong => (plain.add_modifier(Modifier::BOLD), plain.add_modifier(Modifier::BOLD)),
            Role::Cursor => (plain.add_modifier(Modifier::REVERSED), plain.add_modifier(Modifier::REVERSED)),
            Role::Pending => (plain.add_modifier(Modifier::DIM), plain.add_modifier(Modifier::DIM)),
            Role::Key => (plain.fg(Color::Cyan), plain.add_modifier(Modifier::BOLD)),
            Role::Good => (plain.fg(Color::Green), plain),
            Role::Warn => (plain.fg(Color::Yellow), plain.add_modifier(Modifier::UNDERLINED)),
            Role::Bad => {
                let strong = plain.add_modifier(Modifier::BOLD);
                (strong.fg(Color::Red), strong.add_modifier(Modifier::UNDERLINED))
            }
            Role::Badge => {
                let strong = plain.add_modifier(Modifier::BOLD);
                (strong.fg(Color::Magenta), strong.add_modifier(Modifier::REVERSED))
            }
        };
        if self.colour { colour } else { bare }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_no_role_is_coloured_and_what_matters_still_differs() {
        let bare = Theme { colour: false };
        let roles = [
            Role::Quiet,
            Role::Strong,
            Role::Cursor,
            Role::Pending,
            Role::Key,
            Role::Good,
            Role::Warn,
            Role::Bad,
            Role::Badge,
        ];
        for role in roles {
            let style = bare.style(role);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
        }
        for role in [Role::Cursor, Role::Pending, Role::Warn, Role::Bad, Role::Badge] {
            assert_ne!(bare.style(role), bare.style(Role::Text), "{role:?}");
        }
    }
}
