//! Where the next character goes, there is the cursor: in every text field, at every size. An input method draws what is
//! composed at the terminal's cursor and nowhere else.

use std::path::Path;

use manabi::app::Size;
use manabi::command::{Class, Context};
use manabi::i18n::Lang;
use manabi::text::safe::{NewLine, display};
use manabi::text::width::{cells, graphemes};
use ratatui::buffer::Buffer;

use crate::support::stops::{Stop, evening, frame, open, press, size, stop, text};
use crate::support::world::World;

/// Every field of a context, one after the other; none where nothing is typed. A new context does not compile here until it
/// says which it has.
fn fields(context: Context) -> Vec<Stop> {
    let stop = |keys| stop(context, keys);
    let evening = |keys| evening(context, keys);
    match context {
        Context::FirstRun
        | Context::Today
        | Context::Session
        | Context::WrapUp
        | Context::Review
        | Context::Card
        | Context::Record
        | Context::History
        | Context::BlackOut
        | Context::Marks
        | Context::Homework
        | Context::Help
        | Context::Notices
        | Context::NotHeld
        | Context::Switch
        | Context::Import
        | Context::Booking => Vec::new(),
        Context::ImportLine => vec![stop(": {インポート} Enter")],
        Context::LearnerForm => {
            let first = |keys| Stop { day: None, bare: true, ..stop(keys) };
            vec![
                first("3"),
                first("3 {森田由美} Enter"),
                stop("A"),
                stop("A {森田由美} Enter"),
                stop("A Tab Tab"),
                stop("A Tab Tab Tab"),
                stop("A Tab Tab Tab Tab"),
                stop("A Tab Tab Tab Tab Tab"),
                stop("A Tab Tab Tab Tab Tab Tab"),
                // One that is there already, with something in every line.
                stop("b e"),
                stop("b e ↓"),
            ]
        }
        // A new line, one of another kind, one that is edited.
        Context::Note => vec![stop("Enter n"), stop("Enter v"), stop("Enter n {朝は忙しい} Enter ↑")],
        // Their purpose, and what is said of a role-play.
        Context::Words => vec![
            Stop { hour: (14, 50), ..stop("End Enter ↓ Enter") },
            Stop { hour: (10, 5), ..stop("Home ↓ Enter Shift-Tab ↓ ↓ ↓ Enter") },
            Stop { hour: (10, 5), ..stop("Home ↓ Enter Shift-Tab ↓ ↓ ↓ Enter {よかった} Enter") },
        ],
        Context::CardNote => vec![stop("b n")],
        Context::RecordField => {
            vec![stop("b r n"), stop("b r End ↑ ↑ Enter"), stop("b r End ↑ Enter"), evening("Enter n")]
        }
        Context::MoveNote => vec![stop("Enter n {ここではない} Enter Esc End ↓ : {移動} Enter")],
        Context::WrapUpField => {
            vec![stop("Enter w Tab Tab Tab Tab Tab"), stop("Enter 1 1 Q {並び順は} Enter Esc w 1")]
        }
        Context::ReviewField => vec![evening("r Enter"), evening("r Enter Tab")],
        Context::HelpFilter => vec![stop("? /")],
        Context::Palette => vec![stop(":"), stop("b :"), stop("/")],
        Context::DateField => vec![stop("B 4"), stop("o 4 4"), evening("r B 4")],
        Context::NumberField => vec![stop("B N"), stop("↓ B N")],
        Context::DropReason => {
            vec![Stop { hour: (10, 5), ..stop("Home ↓ Enter ↓ d") }, stop("Enter Shift-Tab 4 ↑ d")]
        }
        Context::FollowUpEnd => vec![stop("f b w"), evening("r f Home w Tab")],
        Context::GateReason => vec![stop("! Enter")],
    }
}

/// What the input method has committed so far; no two neighbours alike, so that a cell beside the caret is told from the next.
const WORDS: &str = "日本語abｃ😀か゛服薬の後";

/// In how many places of each room of the screens a field is made.
const MADE: &[(&str, usize)] = &[
    ("card", 2),
    ("drop_item", 2),
    ("end_follow_up", 1),
    ("first_run", 2),
    ("gates", 1),
    ("help", 1),
    ("import", 1),
    ("move_note", 1),
    ("not_held", 2),
    ("palette", 1),
    ("record", 1),
    ("review", 2),
    ("session", 9),
    ("wrap_up", 3),
];

/// The small window draws the field alone.
const SIZES: [(u16, u16); 7] = [(60, 20), (80, 24), (100, 30), (160, 45), (60, 15), (85, 15), (40, 10)];

fn symbol(buffer: &Buffer, (x, y): (u16, u16)) -> &str {
    if buffer.area.contains((x, y).into()) { buffer[(x, y)].symbol() } else { "" }
}

fn width(grapheme: &str) -> u16 {
    u16::try_from(cells(grapheme)).expect("narrow")
}

/// What is wrong with the place of the caret in a frame, if anything.
pub fn misplaced(world: &World, buffer: &Buffer, caret: Option<(u16, u16)>) -> Option<String> {
    let Size { width: columns, height } = world.model.core.size;
    let page = world.model.page();
    let Some(field) = page.filter(|_| world.model.is_typing()).and_then(manabi::app::Page::field) else {
        return caret.map(|at| format!("a caret at {at:?} where nothing is typed"));
    };
    let Some((x, y)) = caret else {
        return (height > 1 && columns > 0 && !world.model.core.blank).then(|| "no caret".to_owned());
    };
    // Nobody reads what is typed, or there is no room for it.
    if world.model.core.share_safe || columns < 10 {
        return None;
    }
    let (before, text) = (field.editor().before_caret().to_owned(), field.text());
    let (before, after) = (display(&before, NewLine::Space), display(&text[before.len()..], NewLine::Space));
    // What no terminal draws by itself, such as half a syllable, has no cell to look for.
    let drawn = |grapheme: &&str| width(grapheme) > 0;
    let after = graphemes(&after).find(drawn).map(str::to_owned);
    let under = symbol(buffer, (x, y));
    if let Some(after) = after.filter(|after| !after.trim().is_empty()) {
        if under != after {
            return Some(format!("{under:?} under the caret at {x},{y}, and not {after:?}"));
        }
    } else if !under.trim().is_empty() {
        return Some(format!("{under:?} under the caret at {x},{y} behind the text"));
    }
    let last = graphemes(&before).rfind(drawn).filter(|last| !last.trim().is_empty())?;
    let beside = x.checked_sub(width(last)).map_or("", |x| symbol(buffer, (x, y)));
    if beside == last {
        return None;
    }
    // A line that goes on below begins with the caret.
    let row = |y: u16| (0..buffer.area.width).map(|x| symbol(buffer, (x, y))).collect::<String>();
    let goes_on = y > 0 && row(y - 1).contains(last) && (0..x).all(|x| symbol(buffer, (x, y)).trim().is_empty());
    (!goes_on).then(|| format!("{beside:?} before the caret at {x},{y}, and not {last:?}"))
}

#[track_caller]
fn in_place(world: &World, what: &str) {
    let (buffer, caret) = frame(world);
    if let Some(wrong) = misplaced(world, &buffer, caret) {
        panic!("{what}: {wrong}\n{}", text(&buffer));
    }
}

#[test]
fn every_field_has_its_caret_where_the_next_character_goes() {
    for context in Context::ALL {
        let places = fields(*context);
        assert_eq!(places.is_empty(), context.class() != Class::Field, "{context:?}");
        assert_eq!(places.is_empty(), !under_an_input_method(*context), "{context:?} in tests/ime/fields.txt");
        for (place, lang) in places.iter().flat_map(|place| Lang::ALL.map(|lang| (place, lang))) {
            let (_folder, mut world) = open(place, lang);
            let what = |at: &str| format!("{context:?} after {:?} in {lang:?} {at}", place.keys);
            size(&mut world, (100, 30));
            press(&mut world, place.keys);
            assert_eq!(world.model.context(), *context, "{}\n{}", place.keys, text(&frame(&world).0));
            in_place(&world, &what("as it opens"));
            // The small ones once.
            for at in SIZES.into_iter().take(if lang == Lang::Ja { SIZES.len() } else { 4 }) {
                size(&mut world, at);
                let step = |world: &mut World, keys: &str| {
                    press(world, keys);
                    in_place(world, &what(&format!("at {at:?}, {keys}")));
                };
                step(&mut world, "End");
                step(&mut world, "Ctrl-U");
                // The first character comes where the caret stood.
                let empty = frame(&world).1;
                step(&mut world, "{要}");
                let first = empty.map(|at| symbol(&frame(&world).0, at).to_owned());
                assert_eq!(first.as_deref(), Some("要"), "{} {empty:?}", what(&format!("at {at:?}")));
                // Past the edge of every window, and past the rows of the line.
                for _ in 0..3 {
                    step(&mut world, &format!("{{{}}}", WORDS.repeat(7)));
                    step(&mut world, "{要}");
                }
                for keys in ["←", "←", "{間}", "Home", "→", "End Ctrl-U"] {
                    step(&mut world, keys);
                }
                // Candidates are listed below the line: it is not one of the last.
                let row = frame(&world).1.map_or(0, |(_, y)| y);
                assert!(at.1 < 20 || row + 2 < at.1, "{}: in row {row} of {at:?}", what("too low"));
                assert_eq!(world.model.context(), *context, "{}", what("still there"));
            }
        }
    }
}

/// Whether `tests/ime/run` composes there, too.
fn under_an_input_method(context: Context) -> bool {
    let name = format!("{context:?} ");
    include_str!("../ime/fields.txt").lines().any(|line| line.starts_with(&name))
}

/// A field that is made somewhere else has to be walked to here as well.
#[test]
fn every_field_that_is_made_is_known() {
    let mut made = std::collections::BTreeMap::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/screens")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
                let source = std::fs::read_to_string(&path).expect("a source");
                let count = source.matches("TextField::line").count();
                let room = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
                *made.entry(room).or_insert(0) += count;
            }
        }
    }
    made.retain(|_, count| *count > 0);
    let made: Vec<(&str, usize)> = made.iter().map(|(room, count)| (room.as_str(), *count)).collect();
    assert_eq!(made, MADE, "a new field wants its place in `fields`");
}
