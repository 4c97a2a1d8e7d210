//! Share-safe on every screen, in every field and box: one frame after the key nothing of anybody is on the terminal.
//!
//! The walk is that of `support::stops`.

use chrono::TimeDelta;
use manabi::app::{Input, Mouse, MouseKind, Msg};
use manabi::command::{Class, Context, Key};
use manabi::domain::StaffRole;
use manabi::i18n::{Lang, common};
use manabi::screens::view;
use manabi::shell::writer::{Caret, Depth, Painter};
use manabi::ui::Theme;

use crate::support::secrets::Secrets;
use crate::support::stops::{STOPS, Stop, everywhere, frame, keys_in, open, press, screen, size, stop, text};
use crate::support::world::World;

const SIZES: [(u16, u16); 6] = [(100, 30), (60, 15), (60, 20), (80, 24), (160, 45), (40, 10)];

#[track_caller]
fn nothing_of_anybody(secrets: &Secrets, text: &str, stop: &Stop, when: &str) {
    let found = secrets.in_text(text);
    assert!(found.is_empty(), "{when}, {:?} after {:?}: {found:?}\n{text}", stop.context, stop.keys);
    // Figures and counts tell how somebody does.
    let decimal = |three: &[char]| three[0].is_ascii_digit() && three[1] == '.' && three[2].is_ascii_digit();
    // How far a proposal lies from the appointment tells nothing: 1.5 h later. Nor does a dose of the script.
    let chars: Vec<char> = text.replace("1.5 h later", "").replace("2.5mg", "").replace("2.5 mg", "").chars().collect();
    let counts = ["%", "宿0/", "宿1/", "宿2/", "hw0/", "hw1/", "hw2/"].iter().any(|figure| text.contains(figure))
        || chars.windows(3).any(decimal);
    assert!(!counts, "{when}, {:?} after {:?}\n{text}", stop.context, stop.keys);
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
