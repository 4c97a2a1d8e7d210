//! A walk to every screen, box and field of the program, in either language.
//!
//! It is driven by the table's own list of contexts: a screen, box or field that nobody walks to fails the test.

use chrono::TimeDelta;
use manabi::app::{Input, Msg, Overlay, Screen, Size};
use manabi::command::{Context, Key};
use manabi::i18n::Lang;
use manabi::programme::Library;
use manabi::request::{Failure, Refusal};
use manabi::screens::view;
use manabi::store::Db;
use manabi::text::width::cells;
use manabi::ui::{Picture, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::days::{Day, at, options};
use super::world::{World, memory_db};

/// A place to press the key in.
pub struct Stop {
    pub day: Option<Day>,
    pub hour: (u32, u32),
    /// Keys as the table names them; a word in braces comes in one read, as typing does.
    pub keys: &'static str,
    pub context: Context,
    /// Nobody is named there.
    pub bare: bool,
}

pub const fn stop(context: Context, keys: &'static str) -> Stop {
    Stop { day: Some(Day::Morning), hour: (9, 22), keys, context, bare: false }
}

pub const fn evening(context: Context, keys: &'static str) -> Stop {
    Stop { day: Some(Day::Evening), hour: (17, 5), keys, context, bare: false }
}

pub const STOPS: &[Stop] = &[
    Stop { day: None, hour: (9, 22), keys: "", context: Context::FirstRun, bare: true },
    Stop {
        day: None,
        hour: (9, 22),
        keys: "Enter {ぬるぽ} Enter {ぬるぽ}",
        context: Context::LearnerForm,
        bare: false,
    },
    stop(Context::LearnerForm, "A {ぬるぽ}"),
    stop(Context::LearnerForm, "b e"),
    stop(Context::ImportLine, ": {インポート} Enter {ぬるぽ}"),
    Stop { bare: true, ..stop(Context::Import, ": {インポート} Enter {ぬるぽ} Enter") },
    stop(Context::Today, ""),
    stop(Context::Today, "↓ ↓"),
    stop(Context::Today, "End"),
    // What was said of somebody stands on the line, and an error until it is dismissed.
    stop(Context::Today, "f"),
    stop(Context::Today, "a"),
    stop(Context::Today, "f u"),
    // Chords: the box of their keys is open.
    stop(Context::Today, "g"),
    stop(Context::Today, "o"),
    stop(Context::Session, "Enter"),
    stop(Context::Session, "Enter ↓ ↓"),
    stop(Context::Session, "Enter Tab"),
    stop(Context::Session, "Enter Tab Tab"),
    stop(Context::Session, "Enter 3 3 Tab 1 2"),
    stop(Context::Session, "Enter n {約束:ぬるぽ} Enter Esc End"),
    stop(Context::Session, "Enter n {ぬるぽ} Esc"),
    stop(Context::Session, "Enter Tab h {4} Enter"),
    evening(Context::Record, "Enter"),
    stop(Context::Note, "Enter n {ぬるぽ}"),
    stop(Context::Note, "Enter n Ctrl-T"),
    stop(Context::Note, "Enter + {ぬるぽ}"),
    stop(Context::Note, "Enter n {要望:ぬるぽ} Enter ↑"),
    Stop { hour: (14, 50), ..stop(Context::Words, "End Enter ↓ Enter {ぬるぽ}") },
    stop(Context::Marks, "Enter F4"),
    stop(Context::Homework, "Enter 3 2 h"),
    stop(Context::Homework, "Enter n {宿題:ぬるぽ} Enter Esc h"),
    stop(Context::WrapUp, "Enter 3 n {約束:ぬるぽ} Enter Esc w"),
    stop(Context::WrapUp, "Enter w Tab Tab"),
    stop(Context::WrapUp, "Enter w Tab Tab Tab"),
    stop(Context::WrapUp, "Enter w Tab Tab Tab Tab"),
    stop(Context::WrapUpField, "Enter w Tab 4 Tab Space Tab + → Tab 3 Tab {ぬるぽ}"),
    evening(Context::Review, "r"),
    evening(Context::Review, "r ↓ ↓ f"),
    evening(Context::Review, "r End"),
    evening(Context::ReviewField, "r Enter Tab {ぬるぽ}"),
    stop(Context::Card, "b"),
    stop(Context::Card, "b PgDn"),
    stop(Context::Card, "b End"),
    stop(Context::CardNote, "b n {ぬるぽ}"),
    stop(Context::Help, "?"),
    stop(Context::HelpFilter, "? / {ぬるぽ}"),
    stop(Context::Palette, ": {ぬるぽ}"),
    stop(Context::Palette, ": {森田}"),
    stop(Context::Palette, ": {もりた}"),
    stop(Context::Palette, ": {時間}"),
    stop(Context::Palette, "b :"),
    stop(Context::Notices, "f f a g n"),
    stop(Context::NotHeld, "o 4"),
    stop(Context::NotHeld, "o 4 1 Tab"),
    stop(Context::NotHeld, "B"),
    stop(Context::Booking, "o 4 Tab Tab Tab Enter Enter"),
    evening(Context::Booking, "r B"),
    evening(Context::DateField, "r B 4 {ぬるぽ}"),
    stop(Context::Today, "B 4 {12/1\u{3000}10:00} Enter"),
    stop(Context::DateField, "B 4 {ぬるぽ} Enter"),
    stop(Context::DateField, "o 4 4 {ぬるぽ}"),
    stop(Context::GateReason, "! Enter {ぬるぽ}"),
    Stop { hour: (10, 5), ..stop(Context::Switch, "Home Enter Esc ↓ Enter") },
    Stop { hour: (10, 5), ..stop(Context::Session, "Home Enter Esc ↓ Enter 2") },
    stop(Context::Record, "b r"),
    stop(Context::Record, "b r End"),
    stop(Context::RecordField, "b r n {ぬるぽ}"),
    stop(Context::History, "b H"),
    stop(Context::History, "b r H"),
    stop(Context::BlackOut, "Enter n {ぬるぽ} Enter Esc End ↓ : {塗りつぶす} Enter"),
    stop(Context::MoveNote, "Enter n {ぬるぽ} Enter Esc End ↓ : {移動} Enter"),
    stop(Context::NumberField, "B N {ぬるぽ}"),
    Stop { hour: (10, 5), ..stop(Context::DropReason, "Home ↓ Enter ↓ d {ぬるぽ}") },
    stop(Context::DropReason, "Enter Shift-Tab 4 ↑ d {ぬるぽ}"),
    stop(Context::FollowUpEnd, "f b w {ぬるぽ}"),
    evening(Context::FollowUpEnd, "r f Home w Tab {ぬるぽ}"),
];

/// What each screen and box is walked to as. A new one does not compile here until it has a place in the walk.
pub const fn walked(screen: &Screen) -> &'static [Context] {
    match screen {
        Screen::FirstRun(_) => &[Context::FirstRun, Context::LearnerForm],
        Screen::Import(_) => &[Context::ImportLine, Context::Import],
        Screen::Today(_) => &[Context::Today],
        Screen::Session(_) => &[Context::Session, Context::Note, Context::Words, Context::Marks, Context::Homework],
        Screen::WrapUp(_) => &[Context::WrapUp, Context::WrapUpField],
        Screen::Review(_) => &[Context::Review, Context::ReviewField],
        Screen::Card(_) => &[Context::Card, Context::CardNote],
        Screen::Record(_) => &[Context::Record, Context::RecordField],
    }
}

pub const fn walked_box(overlay: &Overlay) -> &'static [Context] {
    match overlay {
        Overlay::Help(_) => &[Context::Help, Context::HelpFilter],
        Overlay::Palette(_) => &[Context::Palette],
        Overlay::Notices(_) => &[Context::Notices],
        Overlay::NotHeld(_) => &[Context::NotHeld, Context::Booking, Context::DateField, Context::NumberField],
        Overlay::History(_) => &[Context::History],
        Overlay::BlackOut(_) => &[Context::BlackOut],
        Overlay::MoveNote(_) => &[Context::MoveNote],
        Overlay::DropItem(_) => &[Context::DropReason],
        Overlay::EndFollowUp(_) => &[Context::FollowUpEnd],
        Overlay::Gates(_) => &[Context::GateReason],
        Overlay::Switch(_) => &[Context::Switch],
    }
}

/// The keys of a stop, with the words that are looked for in the language of the file.
pub fn keys_in(lang: Lang, keys: &str) -> String {
    let words =
        [("森田", "Morita"), ("もりた", "yumi"), ("時間", "time"), ("約束:", "promise:"), ("要望:", "request:")];
    match lang {
        Lang::Ja => keys.to_owned(),
        Lang::En => words.iter().fold(keys.to_owned(), |keys, (ja, en)| keys.replace(ja, en)),
    }
}

pub fn everywhere() -> impl Iterator<Item = (Lang, &'static Stop)> {
    Lang::ALL.into_iter().flat_map(|lang| STOPS.iter().map(move |stop| (lang, stop)))
}

pub fn open(stop: &Stop, lang: Lang) -> (tempfile::TempDir, World) {
    let now = at(stop.hour.0, stop.hour.1);
    let (folder, db) = match stop.day {
        Some(day) => memory_db(day, lang),
        None => {
            let folder = tempfile::tempdir().expect("a folder");
            let db = Db::open(options(&folder.path().join("new.db"), lang, now), Library::new([])).expect("a file");
            (folder, db)
        }
    };
    let mut world = World::new(db, lang, false);
    // The clock of a world is its own.
    world.now = now;
    (folder, world)
}

pub fn press(world: &mut World, keys: &str) {
    for word in keys.split(' ').filter(|word| !word.is_empty()) {
        world.now += TimeDelta::milliseconds(400);
        if word == "!" {
            let unmet = vec!["device".to_owned()];
            world.refuses = Some(Failure::Refused(Refusal::Gates { unmet }));
            continue;
        }
        let read = match word.strip_prefix('{').and_then(|w| w.strip_suffix('}')) {
            Some(text) => text.chars().map(|c| Input::Key(Key::char(c))).collect(),
            None => vec![Input::Key(Key::named(word).unwrap_or_else(|| panic!("no key {word}")))],
        };
        world.tell(Msg::Input(read));
    }
}

pub fn frame(world: &World) -> (Buffer, Option<(u16, u16)>) {
    let Size { width, height } = world.model.core.size;
    let mut picture = Picture::new(Rect::new(0, 0, width, height));
    let caret = view::draw(&world.model, Theme { colour: true }, &mut picture);
    (picture.into_cells(), caret)
}

pub fn text(buffer: &Buffer) -> String {
    let area = buffer.area;
    let row = |y: u16| {
        let mut text = String::new();
        let mut x = area.x;
        while x < area.right() {
            let symbol = buffer[(x, y)].symbol();
            text.push_str(symbol);
            x += u16::try_from(cells(symbol)).expect("narrow").max(1);
        }
        text
    };
    (area.y..area.bottom()).map(row).collect::<Vec<_>>().join("\n")
}

pub fn screen(world: &World) -> String {
    text(&frame(world).0)
}

pub fn size(world: &mut World, (width, height): (u16, u16)) {
    world.tell(Msg::Resize(Size { width, height }));
}

#[test]
fn the_walk_goes_everywhere() {
    let there: Vec<Context> = STOPS.iter().map(|stop| stop.context).collect();
    for context in Context::ALL {
        assert!(there.contains(context), "nobody presses the key in {context:?}");
    }
    for (lang, stop) in everywhere() {
        let (_folder, mut world) = open(stop, lang);
        press(&mut world, &keys_in(lang, stop.keys));
        assert_eq!(world.model.context(), stop.context, "{:?}\n{}", stop.keys, screen(&world));
        let screen = world.model.screen().map_or(&[][..], walked);
        let boxes = world.model.overlays.last().map_or(screen, |placed| walked_box(&placed.what));
        assert!(boxes.contains(&stop.context), "{:?}", stop.context);
    }
}
