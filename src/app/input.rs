//! How one read of the terminal is taken. Text never runs a command: what came in one read and looks like typing, and
//! every paste, goes to the field with the focus, else to the page that wants it, else to the palette.

use super::model::Model;
use super::msg::{Effect, Input, Mouse, MouseKind};
use super::notices::Severity;
use super::page::{Open, Page};
use super::runaway::{Before, Caught};
use super::typing::{Came, expand, insert};
use super::why_not::why_not;
use super::{global, stack, undo};
use crate::command::fields::Field;
use crate::command::global::Global;
use crate::command::key::chord;
use crate::command::moves::Move;
use crate::command::{Code, Command, Context, Hint, Key, Lookup, Row, Step, keymap, table};
use crate::i18n::notice;
use crate::layout::{Breakpoint, Frame, footer};
use crate::request::view::{QUERY_CHARS, query_head};
use crate::screens::which_key;
use crate::text::keys::{alias, is_text};
use crate::text::short::{By, calls};

/// Takes one read of the terminal.
pub(super) fn read(model: &mut Model, read: Vec<Input>, effects: &mut Vec<Effect>) {
    let typed: Vec<char> = read.iter().filter_map(typed_char).collect();
    // Keys that come with a paste are text: a paste may carry its own end mark.
    let pasted = read.iter().any(|i| matches!(i, Input::Paste(_) | Input::BrokenPaste(_)));
    if pasted || is_text(&typed) {
        text_and_keys(model, read, if pasted { Came::Pasted } else { Came::Typed }, effects);
        return;
    }
    for input in read {
        match input {
            Input::Key(key) => press(model, key, effects),
            Input::Mouse(mouse) => point(model, mouse, effects),
            Input::Paste(text) | Input::BrokenPaste(text) => take_text(model, &text, Came::Pasted, effects),
        }
    }
}

const fn typed_char(input: &Input) -> Option<char> {
    match input {
        Input::Key(key) => key.typed(),
        Input::Paste(_) | Input::BrokenPaste(_) | Input::Mouse(_) => None,
    }
}

/// A read that is text: bursts of characters, with whatever stands between them. Enter keeps the line where a line is all
/// that it can keep; elsewhere it is a blank, for it must not open or close anything.
fn text_and_keys(model: &mut Model, read: Vec<Input>, came: Came, effects: &mut Vec<Effect>) {
    let mut burst = String::new();
    let flush = |model: &mut Model, burst: &mut String, effects: &mut Vec<Effect>| {
        if !burst.is_empty() {
            take_text(model, burst, came, effects);
            burst.clear();
        }
    };
    for input in read {
        // A line feed stands for Enter here as in a field: it must not run what the text before it has opened.
        let input = if let Input::Key(key) = input { Input::Key(normal(key, true)) } else { input };
        match input {
            Input::Key(key) if key.typed().is_some() => burst.extend(key.typed()),
            Input::Key(Key { code: Code::Enter | Code::Tab, .. })
                if !matches!(model.context(), Context::Note | Context::CardNote) =>
            {
                burst.push(' ');
            }
            Input::Paste(text) => burst.push_str(&text),
            Input::BrokenPaste(text) => {
                burst.push_str(&text);
                let told = notice::paste_cut(model.core.lang);
                model.core.say(Severity::Warning, told);
            }
            Input::Key(key) => {
                flush(model, &mut burst, effects);
                press(model, key, effects);
            }
            Input::Mouse(_) => {}
        }
    }
    flush(model, &mut burst, effects);
}

/// Text goes to the focused field, else to the page, else to the palette.
fn take_text(model: &mut Model, text: &str, came: Came, effects: &mut Vec<Effect>) {
    model.chord.clear();
    if model.is_typing() {
        insert(model, text, came, effects);
    } else if model.top(effects, |page, cx| page.typed(text, cx)) {
        if came == Came::Typed && calls(text) {
            expand(model, By::Blank, effects);
        }
    } else if !model.core.blank {
        let query = one_line(text);
        let head = query_head(&query);
        stack::open(model, Open::Palette { query: head.to_owned(), people: false }, effects);
        if head.len() < query.len() {
            let told = notice::query_cut(model.core.lang, QUERY_CHARS);
            model.core.say(Severity::Warning, told);
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An editing key on the field with the focus.
pub(super) fn edit(model: &mut Model, field: Field, key: Key, effects: &mut Vec<Effect>) {
    let now = model.core.now;
    let reads = model.core.file.read_only;
    let no_typing_left = model.top(effects, |page, cx| {
        let at_start = page.field().is_some_and(|line| line.editor().caret() == 0);
        if key.code == Code::Backspace && at_start && !reads && page.before_start(cx) {
            return false;
        }
        let mut no_typing_left = false;
        let row_cells = page.row_cells(cx.core);
        if let Some(line) = page.field_mut() {
            match field {
                Field::Edit => {
                    if !row_cells.is_some_and(|width| line.move_to_edge(key, width)) {
                        line.key(key, now);
                    }
                }
                Field::UndoTyping => no_typing_left = !line.undo(now),
                Field::RedoTyping => line.redo(now),
            }
        }
        page.edited(cx);
        no_typing_left
    });
    // Nothing that was kept goes with it: who wants that back is told how.
    if no_typing_left && matches!(model.context(), Context::Note | Context::CardNote) {
        let told = notice::no_typing_left(model.core.lang);
        model.core.say(Severity::Done, told);
    }
}

/// One key.
pub(super) fn press(model: &mut Model, key: Key, effects: &mut Vec<Effect>) {
    let key = normal(key, model.is_typing());
    if model.core.blank {
        press_blanked(model, key, effects);
        return;
    }
    let context = model.context();
    if model.is_typing() {
        match (model.core.keymap.lookup(context, model.facts(), &[key]), key.typed()) {
            (Lookup::Row { row, enabled: true }, _) => run_in_field(model, row, key, effects),
            (Lookup::Row { row, enabled: false }, _) => {
                let told = why_not(model.core.lang, row, model.facts());
                model.core.say(Severity::Done, told);
            }
            (Lookup::Nothing | Lookup::Begins(_), Some(c)) => {
                insert(model, c.encode_utf8(&mut [0; 4]), Came::Typed, effects);
            }
            (Lookup::Nothing | Lookup::Begins(_), None) => {}
        }
        model.streak.key_in_field(key, model.core.now);
        catch(model, effects);
        return;
    }
    command_key(model, context, key, effects);
}

/// Enter takes what the line calls before it keeps the line.
fn run_in_field(model: &mut Model, row: &Row, key: Key, effects: &mut Vec<Effect>) {
    if key.code == Code::Enter {
        expand(model, By::Enter, effects);
    }
    global::run(model, row, key, effects);
}

fn command_key(model: &mut Model, context: Context, pressed: Key, effects: &mut Vec<Effect>) {
    let full_width = pressed.typed().and_then(alias);
    let key = full_width.map_or(pressed, Key::char);
    if key.code == Code::Esc && !model.chord.is_empty() {
        model.chord.clear();
        return;
    }
    let in_chord = !model.chord.is_empty();
    // Asked for by the first of fast letters only.
    model.streak.key(key, model.core.now, || Before {
        screens: model.screens.iter().map(|s| s.id).collect(),
        overlays: model.overlays.iter().map(|o| o.id).collect(),
        share_safe: model.core.share_safe,
        spot: model.screens.last().and_then(|s| s.what.page().spot()),
        last_request: model.core.last_request,
    });
    look_up(model, context, (pressed, key, full_width.is_some()), in_chord, effects);
    if let Some(field) = model.page().and_then(Page::field).filter(|_| model.is_typing()) {
        model.streak.opened(&field.text());
    }
    catch(model, effects);
}

/// Letters that were no commands: it is as if they had not been pressed, and they are text.
fn catch(model: &mut Model, effects: &mut Vec<Effect>) {
    let Some(Caught { text, before, recorded, field }) = model.streak.caught() else { return };
    model.chord.clear();
    if let Some(was) = field {
        let now = model.core.now;
        model.top(effects, |page, cx| {
            if let Some(field) = page.field_mut() {
                field.set(&was, now);
            }
            page.edited(cx);
            page.back(cx)
        });
    }
    undo::take_back(model, &before, recorded, effects);
    take_text(model, &text, Came::Typed, effects);
    let lang = model.core.lang;
    let told = if model.context() == Context::Palette { notice::runaway_search(lang) } else { notice::runaway(lang) };
    model.core.say(Severity::Warning, told);
}

fn look_up(
    model: &mut Model,
    context: Context,
    (pressed, key, full_width): (Key, Key, bool),
    in_chord: bool,
    effects: &mut Vec<Effect>,
) {
    if in_chord && key.ctrl && breaks_in(model, context, key, effects) {
        return;
    }
    model.chord.push(key);
    let keys = model.chord.clone();
    match model.core.keymap.lookup(context, model.facts(), &keys) {
        Lookup::Begins(_) => {}
        Lookup::Row { row, enabled } => {
            model.chord.clear();
            if !enabled {
                model.streak.meant_nothing();
                let told = why_not(model.core.lang, row, model.facts());
                model.core.say(Severity::Done, told);
                return;
            }
            if let (true, Some(typed)) = (full_width, pressed.typed()) {
                global::hint_full_width(model, typed, row);
            }
            model.streak.ran(row);
            global::run(model, row, key, effects);
        }
        Lookup::Nothing => {
            model.chord.clear();
            model.streak.meant_nothing();
            match key.typed() {
                Some(c) if !c.is_ascii() && !in_chord => take_text(model, &c.to_string(), Came::Typed, effects),
                Some(_) => {
                    let shown: Vec<String> = keys.iter().map(Key::to_string).collect();
                    let told = notice::not_bound(model.core.lang, &shown.join(" "));
                    model.core.say(Severity::Done, told);
                }
                None => {}
            }
        }
    }
}

/// A control key in the middle of a chord is what it is everywhere: whoever hides the screen does not wait for the chord to
/// be done. What only hides leaves the chord as it was.
fn breaks_in(model: &mut Model, context: Context, key: Key, effects: &mut Vec<Effect>) -> bool {
    let Lookup::Row { row, enabled: true } = model.core.keymap.lookup(context, model.facts(), &[key]) else {
        return false;
    };
    if !matches!(row.command, Command::Global(Global::ShareOn | Global::ShareOff | Global::Blank)) {
        model.chord.clear();
    }
    global::run(model, row, key, effects);
    true
}

/// While the screen is blank, keys reach the focused text field and nothing else, but for the ways out.
fn press_blanked(model: &mut Model, key: Key, effects: &mut Vec<Effect>) {
    let found = model.core.keymap.lookup(model.context(), model.facts(), &[key]);
    match (found, key.typed()) {
        (Lookup::Row { row, enabled: true }, _)
            if matches!(row.command, Command::Global(Global::Blank | Global::Interrupt | Global::ShareOn)) =>
        {
            global::run(model, row, key, effects);
        }
        (Lookup::Row { row, enabled: true }, _) if model.is_typing() && reaches_field(model.context(), row, key) => {
            run_in_field(model, row, key, effects);
        }
        (_, Some(c)) if model.is_typing() => insert(model, c.encode_utf8(&mut [0; 4]), Came::Typed, effects),
        // What an input method has committed is text, also when it is one character: a note where notes are taken.
        (_, Some(c)) if !c.is_ascii() && alias(c).is_none() => {
            take_text(model, c.encode_utf8(&mut [0; 4]), Came::Typed, effects);
        }
        _ => {}
    }
}

/// A key that the field itself understands, with the Enter that keeps a line and stays in it.
fn reaches_field(context: Context, row: &Row, key: Key) -> bool {
    let keeps = key.code == Code::Enter && matches!(context, Context::Note | Context::CardNote);
    keeps || matches!(row.command, Command::Field(_))
}

/// Keys that terminals send under another name.
fn normal(key: Key, typing: bool) -> Key {
    match key {
        // Some libraries name 0x1c so.
        k if k == Key::ctrl('4') => Key::ctrl('\\'),
        k if k == Key::ctrl('J') && typing => Key::plain(Code::Enter),
        k if k == Key::ctrl('H') => Key::plain(Code::Backspace),
        k => k,
    }
}

/// The mouse: wheel, footer labels, and whatever the page finds under the cell.
fn point(model: &mut Model, mouse: Mouse, effects: &mut Vec<Effect>) {
    let size = model.core.size;
    // Below the smallest size nothing is drawn that could be meant; and terminals report cells outside of the window.
    let nowhere =
        Breakpoint::of(size.width, size.height) == Breakpoint::Tiny || mouse.x >= size.width || mouse.y >= size.height;
    if model.core.blank || nowhere {
        return;
    }
    if mouse.kind == MouseKind::Click
        && let Some(keys) = which_key::keys_at(model, mouse.x, mouse.y)
    {
        // A row of the box is the rest of its chord; the rest of the box is nothing, and covers what is below.
        for key in keys {
            press(model, key, effects);
        }
        return;
    }
    model.chord.clear();
    match mouse.kind {
        MouseKind::WheelUp => wheel(model, Move::Up, effects),
        MouseKind::WheelDown => wheel(model, Move::Down, effects),
        MouseKind::Drag => {
            if !std::mem::replace(&mut model.core.drag_hinted, true) {
                let told = notice::mouse_drag(model.core.lang);
                model.core.say(Severity::Done, told);
            }
        }
        MouseKind::Click => {
            if Frame::of(size.width, size.height).footer.contains(mouse.x, mouse.y) {
                let hit = footer::fit(&model.hints(), help_label(model), size.width).hit(mouse.x);
                if let Some(command) = hit {
                    run_hint(model, command, effects);
                }
            } else {
                model.top(effects, |page, cx| page.click(mouse.x, mouse.y, cx));
            }
        }
    }
}

fn wheel(model: &mut Model, towards: Move, effects: &mut Vec<Effect>) {
    let key = Key::plain(if towards == Move::Up { Code::Up } else { Code::Down });
    model.top(effects, |page, cx| page.command(Command::Move(towards), key, cx));
}

/// A click on a footer label is its key.
fn run_hint(model: &mut Model, command: Command, effects: &mut Vec<Effect>) {
    let Some(row) = table::rows().find(|row| row.command == command) else { return };
    // The key that the label shows: in a text field not the one that would be typing.
    let first = row.keys_in(model.context()).next().and_then(chord).unwrap_or_default();
    for step in first {
        match step {
            Step::Key(key) => press(model, key, effects),
            // Which of the digits is meant nobody said: the same as from the palette, and what is left to do.
            Step::Digits(from, to) if row.holds(model.facts()) => {
                let said = model.core.notices.said();
                global::run(model, row, Key::char(' '), effects);
                if model.core.notices.said() == said {
                    let told = notice::digit_wanted(model.core.lang, from, to);
                    model.core.say(Severity::Done, told);
                }
            }
            Step::Digits(..) => {}
        }
    }
}

/// The label of help, whose place in the footer is fixed.
pub fn help_label(model: &Model) -> Hint {
    let lang = model.core.lang;
    let row = table::rows().find(|row| row.command == Command::Global(Global::Help));
    Hint {
        command: Command::Global(Global::Help),
        // In a text field a question mark is typing.
        keys: if model.is_typing() { "F1" } else { "?" },
        label: row.map_or("?", |row| row.short.get(lang)),
    }
}

impl Model {
    /// The hints of the footer: of the box on top, whose keys alone work, else of the screen.
    pub fn hints(&self) -> Vec<Hint> {
        keymap::hints(self.context(), self.facts(), self.core.lang)
    }
    /// The hint that always stands at the right edge.
    pub fn help_hint(&self) -> Hint {
        help_label(self)
    }
}
