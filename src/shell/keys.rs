//! Keys and mouse of the terminal as the core knows them.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use crate::app::{Input, Mouse, MouseKind};
use crate::command::{Code, Key};

/// A key press. `Alt+x` is `Esc` then `x`; `Ctrl-4` is what some terminals call `Ctrl-\`. Releases are nothing.
pub fn key(event: KeyEvent) -> Vec<Input> {
    if event.kind == KeyEventKind::Release {
        return Vec::new();
    }
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let code = match event.code {
        KeyCode::Char('4') if ctrl => return vec![Input::Key(Key::ctrl('\\'))],
        KeyCode::Char(c) if ctrl => {
            let key = Key::ctrl(c);
            return with_escape(event.modifiers, key);
        }
        KeyCode::Char(c) => Key::char(c),
        KeyCode::Enter => Key::plain(Code::Enter),
        KeyCode::Esc => Key::plain(Code::Esc),
        KeyCode::Tab => Key { code: Code::Tab, ctrl: false, shift },
        KeyCode::BackTab => Key { code: Code::Tab, ctrl: false, shift: true },
        KeyCode::Backspace => Key::plain(Code::Backspace),
        KeyCode::Delete => Key::plain(Code::Delete),
        KeyCode::Up => Key { code: Code::Up, ctrl: false, shift },
        KeyCode::Down => Key { code: Code::Down, ctrl: false, shift },
        KeyCode::Left => Key::plain(Code::Left),
        KeyCode::Right => Key::plain(Code::Right),
        KeyCode::Home => Key::plain(Code::Home),
        KeyCode::End => Key::plain(Code::End),
        KeyCode::PageUp => Key::plain(Code::PageUp),
        KeyCode::PageDown => Key::plain(Code::PageDown),
        KeyCode::F(n) => Key::plain(Code::F(n)),
        KeyCode::Insert
        | KeyCode::Null
        | KeyCode::CapsLock
        | KeyCode::ScrollLock
        | KeyCode::NumLock
        | KeyCode::PrintScreen
        | KeyCode::Pause
        | KeyCode::Menu
        | KeyCode::KeypadBegin
        | KeyCode::Media(_)
        | KeyCode::Modifier(_) => return Vec::new(),
    };
    with_escape(event.modifiers, code)
}

fn with_escape(modifiers: KeyModifiers, key: Key) -> Vec<Input> {
    if modifiers.contains(KeyModifiers::ALT) {
        vec![Input::Key(Key::plain(Code::Esc)), Input::Key(key)]
    } else {
        vec![Input::Key(key)]
    }
}

/// Clicks, drags of the left button, and the wheel.
pub fn mouse(event: MouseEvent) -> Option<Input> {
    let kind = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseKind::Click,
        MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
        MouseEventKind::ScrollUp => MouseKind::WheelUp,
        MouseEventKind::ScrollDown => MouseKind::WheelDown,
        MouseEventKind::Down(_)
        | MouseEventKind::Drag(_)
        | MouseEventKind::Up(_)
        | MouseEventKind::Moved
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => return None,
    };
    Some(Input::Mouse(Mouse { kind, x: event.column, y: event.row }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: KeyCode, modifiers: KeyModifiers) -> Vec<Input> {
        key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn alt_is_escape_and_the_key() {
        let keys = of(KeyCode::Char('n'), KeyModifiers::ALT);
        assert_eq!(keys, [Input::Key(Key::plain(Code::Esc)), Input::Key(Key::char('n'))]);
    }

    #[test]
    fn both_names_of_the_blank_key() {
        for code in [KeyCode::Char('4'), KeyCode::Char('\\')] {
            assert_eq!(of(code, KeyModifiers::CONTROL), [Input::Key(Key::ctrl('\\'))]);
        }
    }

    #[test]
    fn letters_carry_their_case_and_releases_are_nothing() {
        assert_eq!(of(KeyCode::Char('U'), KeyModifiers::SHIFT), [Input::Key(Key::char('U'))]);
        let mut release = KeyEvent::new(KeyCode::Char('u'), KeyModifiers::NONE);
        release.kind = KeyEventKind::Release;
        assert!(key(release).is_empty());
    }
}
