//! Share-safe on every screen, in every field and box: one frame after the key nothing of anybody is on the terminal.
//!
//! The walk is driven by the table's own list of contexts: a screen, box or field that nobody walks to fails the test.

use chrono::TimeDelta;
use manabi::app::{Input, Mouse, MouseKind, Msg, Overlay, Screen, Size};
use manabi::command::{Class, Context, Key};
use manabi::domain::StaffRole;
use manabi::i18n::{Lang, common};
use manabi::programme::Library;
use manabi::request::{Failure, Refusal};
use manabi::screens::view;
use manabi::shell::writer::{Caret, Depth, Painter};
use manabi::store::Db;
use manabi::text::width::cells;
use manabi::ui::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::support::days::{Day, at, options};
use crate::support::secrets::Secrets;
use crate::support::world::{World, memory_db};

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

const STOPS: &[Stop] = &[
    Stop { day: None, hour: (9, 22), keys: "", context: Context::FirstRun, bare: true },
    Stop {
        day: None,
        hour: (9, 22),
        keys: "Enter {ぬるぽ} Enter {ぬるぽ}",
        context: Context::LearnerForm,
        bare: false,
    },
    stop(Context::LearnerForm, "A {ぬるぽ}"),
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
];

/// What each screen and box is walked to as. A new one does not compile here until it has a place in the walk.
const fn walked(screen: &Screen) -> &'static [Context] {
    match screen {
        Screen::FirstRun(_) => &[Context::FirstRun, Context::LearnerForm],
        Screen::Today(_) => &[Context::Today],
        Screen::Session(_) => &[Context::Session, Context::Note, Context::Words, Context::Marks, Context::Homework],
        Screen::WrapUp(_) => &[Context::WrapUp, Context::WrapUpField],
        Screen::Review(_) => &[Context::Review, Context::ReviewField],
        Screen::Card(_) => &[Context::Card, Context::CardNote],
        Screen::Record(_) => &[Context::Record, Context::RecordField],
    }
}

const fn walked_box(overlay: &Overlay) -> &'static [Context] {
    match overlay {
        Overlay::Help(_) => &[Context::Help, Context::HelpFilter],
        Overlay::Palette(_) => &[Context::Palette],
        Overlay::Notices(_) => &[Context::Notices],
        Overlay::NotHeld(_) => &[Context::NotHeld, Context::Booking, Context::DateField, Context::NumberField],
        Overlay::History(_) => &[Context::History],
        Overlay::BlackOut(_) => &[Context::BlackOut],
        Overlay::MoveNote(_) => &[Context::MoveNote],
        Overlay::DropItem(_) => &[Context::DropReason],
        Overlay::Gates(_) => &[Context::GateReason],
        Overlay::Switch(_) => &[Context::Switch],
    }
}

/// The keys of a stop, with the words that are looked for in the language of the file.
fn keys_in(lang: Lang, keys: &str) -> String {
    let words =
        [("森田", "Morita"), ("もりた", "yumi"), ("時間", "time"), ("約束:", "promise:"), ("要望:", "request:")];
    match lang {
        Lang::Ja => keys.to_owned(),
        Lang::En => words.iter().fold(keys.to_owned(), |keys, (ja, en)| keys.replace(ja, en)),
    }
}

fn everywhere() -> impl Iterator<Item = (Lang, &'static Stop)> {
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
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let caret = view::draw(&world.model, Theme { colour: true }, &mut buffer);
    (buffer, caret)
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

fn screen(world: &World) -> String {
    text(&frame(world).0)
}

pub fn size(world: &mut World, (width, height): (u16, u16)) {
    world.tell(Msg::Resize(Size { width, height }));
}

const SIZES: [(u16, u16); 6] = [(100, 30), (60, 15), (60, 20), (80, 24), (160, 45), (40, 10)];

#[track_caller]
fn nothing_of_anybody(secrets: &Secrets, text: &str, stop: &Stop, when: &str) {
    let found = secrets.in_text(text);
    assert!(found.is_empty(), "{when}, {:?} after {:?}: {found:?}\n{text}", stop.context, stop.keys);
    // Figures and counts tell how somebody does.
    let decimal = |three: &[char]| three[0].is_ascii_digit() && three[1] == '.' && three[2].is_ascii_digit();
    // How far a proposal lies from the appointment tells nothing: 1.5 h later.
    let chars: Vec<char> = text.replace("1.5 h later", "").chars().collect();
    let counts = ["%", "宿0/", "宿1/", "宿2/", "hw0/", "hw1/", "hw2/"].iter().any(|figure| text.contains(figure))
        || chars.windows(3).any(decimal);
    assert!(!counts, "{when}, {:?} after {:?}\n{text}", stop.context, stop.keys);
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

#[test]
fn one_frame_after_the_key_nothing_of_anybody_is_there() {
    for (lang, stop) in everywhere() {
        let (_folder, mut world) = open(stop, lang);
        press(&mut world, &keys_in(lang, stop.keys));
        let secrets = Secrets::of(stop.day, lang);
        for at in SIZES {
            size(&mut world, at);
            let before = screen(&world);
            let shows = !secrets.in_text(&before).is_empty();
            assert!(
                shows || stop.bare || at != (100, 30) || stop.context == Context::Help,
                "{:?}\n{before}",
                stop.keys
            );
            // As the terminal gets it: this frame, and what it takes to come to the next.
            let mut painter = Painter::new(at.0, at.1, Depth::True);
            view::draw(&world.model, Theme { colour: true }, painter.canvas());
            painter.frame(Caret::Parked(0, 0));
            press(&mut world, "Ctrl-G");
            let (buffer, caret) = frame(&world);
            let shared = text(&buffer);
            nothing_of_anybody(secrets, &shared, stop, "one frame after the key");
            assert!(at.0 < 60 || shared.contains(common::badge_share_safe(lang)), "{shared}");
            view::draw(&world.model, Theme { colour: true }, painter.canvas());
            let bytes = String::from_utf8(painter.frame(Caret::Parked(0, 0)).to_vec()).expect("UTF-8");
            nothing_of_anybody(secrets, &bytes, stop, "in the bytes of that frame");
            assert!(!bytes.contains("\x1b]"), "a title or a link: {bytes:?}");
            if stop.keys.ends_with('}') {
                assert!(caret.is_some() && shared.contains(common::typing_hidden(lang)), "{:?}\n{shared}", stop.keys);
            }
            press(&mut world, "Ctrl-G");
            // What was there comes back, but for what the key itself says.
            if at == (100, 30) && stop.context.class() == Class::Field {
                assert_eq!(shows, !secrets.in_text(&screen(&world)).is_empty(), "{:?}", stop.keys);
            }
        }
    }
}

#[test]
fn shared_from_the_beginning_nothing_of_anybody_ever_comes() {
    for (lang, stop) in everywhere() {
        let (_folder, mut world) = open(stop, lang);
        let secrets = Secrets::of(stop.day, lang);
        press(&mut world, "Ctrl-G");
        for word in keys_in(lang, stop.keys).split(' ').filter(|word| !word.is_empty()) {
            press(&mut world, word);
            nothing_of_anybody(secrets, &screen(&world), stop, word);
        }
    }
}

#[test]
fn no_click_and_no_wheel_shows_anything() {
    for (lang, stop) in everywhere() {
        let (_folder, mut world) = open(stop, lang);
        let secrets = Secrets::of(stop.day, lang);
        press(&mut world, &keys_in(lang, stop.keys));
        size(&mut world, (100, 30));
        press(&mut world, "Ctrl-G");
        for y in (1..29).step_by(4) {
            for (kind, x) in
                [(MouseKind::Click, 4), (MouseKind::Drag, 30), (MouseKind::WheelDown, 30), (MouseKind::Click, 70)]
            {
                world.now += TimeDelta::milliseconds(100);
                world.tell(Msg::Input(vec![Input::Mouse(Mouse { kind, x, y })]));
                nothing_of_anybody(secrets, &screen(&world), stop, "after a click");
            }
        }
    }
}

#[test]
fn blank_is_the_same_empty_page_everywhere_and_brings_everything_back() {
    let events = |world: &World| {
        let count = world.db.conn().query_row("SELECT count(*) FROM event", [], |row| row.get::<_, i64>(0));
        count.expect("a count")
    };
    for (lang, stop) in everywhere() {
        let (_folder, mut world) = open(stop, lang);
        press(&mut world, &keys_in(lang, stop.keys));
        size(&mut world, (100, 30));
        let (before, recorded) = (screen(&world), events(&world));
        // No time passes: a clock that has gone on is no other state.
        let key = |world: &mut World, name: &str| {
            world.tell(Msg::Input(vec![Input::Key(Key::named(name).unwrap_or_else(|| panic!("no key {name}")))]));
        };
        let blank = |world: &World| {
            assert_eq!(screen(world).trim(), common::blank_way_back(lang), "{:?}", stop.keys);
            assert_eq!(frame(world).1, None);
        };
        key(&mut world, "Ctrl-\\");
        blank(&world);
        // In a field text goes on; anywhere else nothing happens behind the page.
        if stop.context.class() != Class::Field {
            for name in ["1", "Enter", "Space", "o", "4", "f", "x", "q", "Tab", "w", "F5", "Ctrl-P", "?", "Esc", "↓"]
            {
                key(&mut world, name);
                blank(&world);
            }
            world.tell(Msg::Input(vec![Input::Mouse(Mouse { kind: MouseKind::Click, x: 20, y: 3 })]));
        }
        blank(&world);
        assert_eq!(events(&world), recorded, "{:?}", stop.keys);
        key(&mut world, "Ctrl-\\");
        assert_eq!(screen(&world), before, "{:?}", stop.keys);
        assert_eq!(world.model.context(), stop.context);
    }
}

#[test]
fn the_key_in_a_field_hides_what_is_said_of_it_and_what_comes_after() {
    let (stop, lang) = (stop(Context::Note, "Enter n"), Lang::Ja);
    let (_folder, mut world) = open(&stop, lang);
    press(&mut world, &keys_in(lang, stop.keys));
    press(&mut world, "Ctrl-G {ぬるぽの話} ");
    let secrets = Secrets::of(stop.day, lang);
    nothing_of_anybody(secrets, &screen(&world), &stop, "while typing");
    press(&mut world, "Enter {患者さんは82歳} Enter Esc");
    let after = screen(&world);
    nothing_of_anybody(secrets, &after, &stop, "after keeping");
    assert!(!after.contains("82歳") && !after.contains("患者さんは"), "{after}");
    press(&mut world, "Ctrl-G");
    assert!(screen(&world).contains("ぬるぽの話"));
}

#[test]
fn the_one_at_the_keyboard_has_a_role() {
    // The header names them in the open view; the walk would not notice if nobody sat there.
    let (_folder, world) = open(&STOPS[3], Lang::En);
    assert_eq!(world.model.core.file.me.as_ref().map(|me| me.role), Some(StaffRole::Ustr));
}
