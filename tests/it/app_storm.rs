//! Random messages into the pure core, with the real store behind it: it goes on, whatever the order.
//!
//! `MANABI_STORMS=2000 cargo test --test it -- app_storm` makes many of them.

use chrono::TimeDelta;
use manabi::app::{self, Copied, Input, Mouse, MouseKind, Msg, RequestId, Size};
use manabi::command::Key;
use manabi::i18n::Lang;
use manabi::request::{Failure, Took, Trouble};
use manabi::screens::view;
use manabi::store::event;
use manabi::text::width::cells;
use manabi::ui::{Picture, Theme};
use proptest::prelude::*;
use ratatui::layout::Rect;

use crate::carets::misplaced;
use crate::support::days::Day;
use crate::support::times;
use crate::support::world::{World, memory_db};

/// Something that happens to the core.
#[derive(Debug, Clone)]
enum Happens {
    Keys(Vec<Key>),
    Text(String),
    Paste(String, bool),
    Mouse(MouseKind, u16, u16),
    Resize(u16, u16),
    Wait(i64),
    Slept(i64),
    Wide(bool),
    Focus(bool),
    Copied(Copied),
    Opened(bool),
    TookOver(bool),
    /// An answer to something that was never asked.
    Stray(u64),
    /// The disk says no to the next recording.
    DiskFull,
}

/// Keys that do something somewhere, more often than any others.
const KEYS: &[&str] = &[
    "Enter",
    "Esc",
    "Space",
    "Tab",
    "Shift-Tab",
    "↑",
    "↓",
    "←",
    "→",
    "Home",
    "End",
    "PgUp",
    "PgDn",
    "Backspace",
    "Delete",
    "1",
    "2",
    "3",
    "4",
    "5",
    "9",
    "o",
    "b",
    "r",
    "g",
    "t",
    "s",
    "l",
    "n",
    "w",
    "h",
    "v",
    "y",
    "Q",
    "+",
    "-",
    "f",
    "x",
    "u",
    "U",
    "d",
    "c",
    "C",
    "e",
    "O",
    "z",
    "a",
    "p",
    "?",
    "/",
    ":",
    "T",
    "H",
    "F",
    "F1",
    "F2",
    "F3",
    "F4",
    "F5",
    "Ctrl-G",
    "Ctrl-P",
    "Ctrl-F",
    "Ctrl-Z",
    "Ctrl-Y",
    "Ctrl-N",
    "Ctrl-R",
    "Ctrl-O",
    "Ctrl-T",
    "Ctrl-S",
    "Ctrl-L",
    "Ctrl-\\",
    "Ctrl-A",
    "Ctrl-E",
    "Ctrl-W",
    "Ctrl-U",
    "Ctrl-K",
    "Ctrl-J",
    "Ctrl-H",
    "か",
    "１",
    "　",
    "ｎ",
    "Ｑ",
];

fn key() -> impl Strategy<Value = Key> {
    prop_oneof![
        20 => proptest::sample::select(KEYS).prop_map(|name| Key::named(name).expect(name)),
        1 => any::<char>().prop_filter("a character that a terminal sends", |c| !c.is_control()).prop_map(Key::char),
    ]
}

fn text() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] = &[
        "ぜひjk1使います",
        "要望: 下書きを紙に",
        "約束(11/27): 調べる",
        "abcdef",
        "日本語abｃ😀か゛",
        "e\u{301}\u{301}",
        "\u{202e}逆",
        "\t\n",
    ];
    prop_oneof![proptest::sample::select(KNOWN).prop_map(str::to_owned), "\\PC{0,40}"]
}

/// A column or row: mostly in or near a window, but a terminal may report anything.
fn cell(near: u16) -> impl Strategy<Value = u16> {
    prop_oneof![8 => 0..near, 1 => any::<u16>(), 1 => Just(u16::MAX)]
}

fn happens() -> impl Strategy<Value = Happens> {
    let kinds = [MouseKind::Click, MouseKind::Drag, MouseKind::WheelUp, MouseKind::WheelDown];
    let copied = [Copied::Native, Copied::Terminal, Copied::Failed];
    prop_oneof![
        30 => proptest::collection::vec(key(), 1..4).prop_map(Happens::Keys),
        3 => text().prop_map(Happens::Text),
        1 => (text(), any::<bool>()).prop_map(|(text, whole)| Happens::Paste(text, whole)),
        3 => (proptest::sample::select(kinds.to_vec()), cell(220), cell(70)).prop_map(|(kind, x, y)| Happens::Mouse(kind, x, y)),
        2 => (1..220_u16, 1..70_u16).prop_map(|(width, height)| Happens::Resize(width, height)),
        1 => (0..12_u16, 0..6_u16).prop_map(|(width, height)| Happens::Resize(width, height)),
        4 => (0..40_000_i64).prop_map(Happens::Wait),
        1 => (-7_200..90_000_i64).prop_map(Happens::Slept),
        1 => any::<bool>().prop_map(Happens::Wide),
        1 => any::<bool>().prop_map(Happens::Focus),
        1 => proptest::sample::select(copied.to_vec()).prop_map(Happens::Copied),
        1 => any::<bool>().prop_map(Happens::Opened),
        1 => any::<bool>().prop_map(Happens::TookOver),
        1 => (0..50_u64).prop_map(Happens::Stray),
        1 => Just(Happens::DiskFull),
    ]
}

/// Lets something happen.
fn happen(world: &mut World, happens: Happens) {
    world.now += TimeDelta::milliseconds(200);
    match happens {
        Happens::Keys(keys) => world.tell(Msg::Input(keys.into_iter().map(Input::Key).collect())),
        Happens::Text(text) => world.tell(Msg::Input(text.chars().map(|c| Input::Key(Key::char(c))).collect())),
        Happens::Paste(text, true) => world.tell(Msg::Input(vec![Input::Paste(text)])),
        Happens::Paste(text, false) => world.tell(Msg::Input(vec![Input::BrokenPaste(text)])),
        Happens::Mouse(kind, x, y) => world.tell(Msg::Input(vec![Input::Mouse(Mouse { kind, x, y })])),
        Happens::Resize(width, height) => world.tell(Msg::Resize(Size { width, height })),
        Happens::Wait(millis) => {
            let end = world.now + TimeDelta::milliseconds(millis);
            for _ in 0..200 {
                let Some(next) = app::next_timer(&world.model).filter(|next| *next <= end) else { break };
                world.now = world.now.max(next);
                world.tell(Msg::Tick);
            }
            world.now = world.now.max(end);
        }
        Happens::Slept(seconds) => {
            world.now += TimeDelta::seconds(seconds);
            world.tell(Msg::Resumed(TimeDelta::seconds(seconds)));
        }
        Happens::Wide(wide) => world.tell(Msg::AmbiguousWidth { wide }),
        Happens::Focus(on) => world.tell(Msg::Focus(on)),
        Happens::Copied(how) => world.tell(Msg::Copied(how)),
        Happens::Opened(ok) => world.tell(Msg::Opened { url: "https://zoom.us/j/1".to_owned(), ok }),
        Happens::TookOver(done) => world.tell(Msg::TookOver(if done { Took::Mine } else { Took::Held(None) })),
        Happens::Stray(id) => {
            world.tell(Msg::Reply(RequestId(id), Box::new(Err(Failure::Trouble(Trouble::Busy)))));
        }
        Happens::DiskFull => world.refuses = Some(Failure::Trouble(Trouble::DiskFull)),
    }
}

/// Draws over the frame before, and looks whether that is what a blank picture gets, and whether what stands there fits.
fn draw(world: &World, picture: &mut Picture) {
    let Size { width, height } = world.model.core.size;
    let area = Rect::new(0, 0, width, height);
    if picture.area() != area {
        *picture = Picture::new(area);
    }
    let caret = view::draw(&world.model, Theme { colour: true }, picture);
    let mut afresh = Picture::new(area);
    assert_eq!(view::draw(&world.model, Theme { colour: true }, &mut afresh), caret);
    assert_eq!(picture.cells(), afresh.cells(), "what is kept of the frame before is another picture");
    let buffer = afresh.into_cells();
    if let Some((x, y)) = caret {
        assert!(x < width.max(1) && y < height.max(1), "the caret is outside: {x},{y} of {width}x{height}");
    }
    assert_eq!(misplaced(world, &buffer, caret), None);
    for y in 0..height {
        let mut x = 0;
        while x < width {
            let taken = u16::try_from(cells(buffer[(x, y)].symbol())).expect("narrow").max(1);
            assert!(x + taken <= width, "a glyph over the edge in row {y}");
            x += taken;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: times("MANABI_STORMS", 24), failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn it_goes_on_whatever_happens(
        story in proptest::collection::vec(happens(), 1..80),
        japanese in any::<bool>(),
        share_safe in proptest::bool::weighted(0.2),
        morning in any::<bool>(),
    ) {
        let lang = if japanese { Lang::Ja } else { Lang::En };
        let (_folder, db) = memory_db(if morning { Day::Morning } else { Day::Evening }, lang);
        let mut world = World::new(db, lang, share_safe);
        let mut picture = Picture::default();
        draw(&world, &mut picture);
        for happens in story {
            happen(&mut world, happens);
            draw(&world, &mut picture);
            if world.over {
                break;
            }
        }
        prop_assert_eq!(event::verify(world.db.conn()).expect("a log"), None);
        let running = world.db.conn().query_row(
            "SELECT count(*) FROM appointment a WHERE state = 'in_progress' AND deleted_at IS NULL AND NOT EXISTS \
             (SELECT 1 FROM session s JOIN pause p ON p.session_id = s.id WHERE s.appointment_id = a.id \
             AND p.reason = 'aside' AND p.to_at IS NULL AND p.deleted_at IS NULL)",
            [],
            |row| row.get::<_, i64>(0),
        );
        prop_assert!(running.expect("a count") <= 1, "two sessions run at once");
    }
}

/// What fast letters did is taken back, and nothing that was there before them: neither what an undo among them undid nor
/// what stands below.
#[test]
fn fast_letters_leave_earlier_work_as_it_was() {
    for letters in ["fubar", "ufabr", "uufab", "ufUba"] {
        let (_folder, db) = memory_db(Day::Morning, Lang::Ja);
        let mut world = World::new(db, Lang::Ja, false);
        let press = |world: &mut World, key: Key, millis: i64| {
            world.now += TimeDelta::milliseconds(millis);
            world.tell(Msg::Input(vec![Input::Key(key)]));
        };
        for key in ["f", "↓", "f", "a"] {
            press(&mut world, Key::named(key).expect(key), 1_000);
        }
        let state = |world: &World| {
            let sql = "SELECT 'flag', hex(scope_id), level || ifnull(result, '') FROM follow_up WHERE deleted_at IS NULL AND state = 'open' \
                       UNION ALL SELECT 'call', hex(id), at FROM touch WHERE deleted_at IS NULL ORDER BY 1, 2";
            let mut statement = world.db.conn().prepare(sql).expect("a query");
            let rows = statement.query_map([], |row| {
                Ok(format!("{} {} {:?}", row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get_ref(2)?))
            });
            rows.expect("rows").collect::<Result<Vec<_>, _>>().expect("texts")
        };
        let before = state(&world);
        assert!(before.len() >= 3, "{before:?}");
        press(&mut world, Key::named("↑").expect("a key"), 1_000);
        for c in letters.chars() {
            press(&mut world, Key::char(c), 60);
        }
        assert_eq!(world.model.context(), manabi::command::Context::Palette, "{letters}");
        assert_eq!(state(&world), before, "{letters}");
    }
}

/// What a key says is longer than a row, and the field that it was pressed in stands just above.
#[test]
fn a_long_notice_leaves_the_field_in_sight() {
    for (lang, keys) in [(Lang::En, ["b", "n", "x", "Ctrl-T", "y"]), (Lang::Ja, ["b", "n", "x", "Ctrl-T", "y"])] {
        let (_folder, db) = memory_db(Day::Evening, lang);
        let mut world = World::new(db, lang, false);
        let mut picture = Picture::default();
        for (width, height) in [(80, 24), (60, 20)] {
            world.tell(Msg::Resize(Size { width, height }));
            for key in keys {
                world.now += TimeDelta::milliseconds(1_000);
                world.tell(Msg::Input(vec![Input::Key(Key::named(key).unwrap_or_else(|| Key::char('x')))]));
                draw(&world, &mut picture);
            }
            assert!(world.model.is_typing() && world.model.core.notices.current().is_some());
        }
    }
}
