//! Sentences typed at the screen that were meant for the chat of the call.

use chrono::TimeDelta;

use super::*;
use crate::command::Code;

/// Two marks, then the sentence, letter by letter as people type.
fn chat(text: &str, apart: i64) -> Desk {
    let mut desk = on_items();
    desk.keys("1 3");
    for c in text.chars() {
        desk.now += TimeDelta::milliseconds(apart);
        let key = if c == '\n' { Key::plain(Code::Enter) } else { Key::char(c) };
        desk.send(Msg::Input(vec![Input::Key(key)]));
    }
    desk
}

/// The place of the cursor among the rows.
fn at(desk: &Desk) -> Option<usize> {
    let Some(Screen::Session(state)) = desk.model.screen() else { return None };
    let rows = super::super::rows::order(state.view.as_deref()?);
    rows.iter().position(|(_, key)| Some(*key) == state.at)
}

const SENTENCES: [&str; 9] = [
    "what about friday",
    "thank you",
    "hello team",
    "sounds good",
    "see you soon",
    "ok one moment",
    "thequickbrown",
    "how is your week",
    "just a moment please",
];

#[test]
fn a_sentence_for_the_chat_changes_nothing_and_is_kept() {
    let before = chat("", 80);
    for text in SENTENCES {
        for apart in [60, 120] {
            let desk = chat(text, apart);
            let (now, then) = (desk.on_disk(), before.on_disk());
            assert_eq!(outcomes(&desk), outcomes(&before), "{text}");
            assert_eq!(
                (now.state, now.paused_since, now.next_homework.len()),
                (then.state, None, then.next_homework.len()),
                "{text}"
            );
            assert!(at(&desk).is_some() && at(&desk) == at(&before), "{text}: the cursor is where it was");
            assert_eq!(desk.model.context(), Context::Note, "{text}");
            assert_eq!(line(&desk), text, "{text}");
            assert!(desk.picture().contains("操作は取り消しました"), "{text}\n{}", desk.picture());
        }
    }
}

#[test]
fn enter_behind_it_keeps_it_as_a_note_and_closes_nothing() {
    for text in SENTENCES {
        let desk = chat(&format!("{text}\n"), 80);
        assert_eq!(notes(&desk), [(NoteKind::Memo, text.to_owned())], "{text}");
        assert!(!desk.on_disk().closed, "{text}");
    }
}

#[test]
fn a_note_that_is_begun_with_its_key_is_a_note() {
    for text in ["hello", "good question about friday"] {
        let desk = chat(&format!("n{text}"), 60);
        assert_eq!(line(&desk), text);
        assert!(!desk.picture().contains("操作は取り消しました"));
    }
}

#[test]
fn what_is_typed_fast_behind_the_key_of_a_line_is_never_taken_for_commands() {
    for (before, text) in [
        ("1n", "hello"),
        ("un", "asks for sorting"),
        ("jn", "hello again"),
        ("jk3n", "stuck in the search"),
        ("jjkn", "what about friday"),
        ("2y", "send the manual"),
        ("uv", "wants a dark screen"),
        ("tn", "phone rang twice"),
    ] {
        for apart in [40, 100, 140] {
            let slow = chat(before, 400);
            let desk = chat(&format!("{before}{text}"), apart);
            assert_eq!((line(&desk).as_str(), desk.model.context()), (text, Context::Note), "{before} {apart}");
            assert_eq!(outcomes(&desk), outcomes(&slow), "{before} {apart}");
            assert_eq!(desk.recorded.len(), slow.recorded.len(), "{before} {apart}");
            assert!(!desk.picture().contains("操作は取り消しました"), "{before} {apart}");
        }
    }
}

#[test]
fn fast_motions_and_the_wrap_up_are_commands() {
    for keys in ["jjkjw", "kkkkkw", "jkjkjkt", "1 j3k2w"] {
        let desk = chat(keys, 40);
        assert!(!desk.picture().contains("操作は取り消しました"), "{keys}");
        assert_eq!(desk.model.context() == Context::WrapUp, keys.ends_with('w'), "{keys}");
    }
}
