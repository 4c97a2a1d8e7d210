//! The footer is a menu: in every context each of its labels, clicked, does what its key does.

use std::collections::HashSet;

use chrono::TimeDelta;
use manabi::app::{Input, Mouse, MouseKind, Msg};
use manabi::command::{Command, Context};
use manabi::i18n::Lang;
use manabi::layout::footer::{self, Placed};

use crate::support::stops::{STOPS, Stop, keys_in, open, press, screen, size};
use crate::support::world::World;

/// Wide enough for every label of any footer.
const SIZE: (u16, u16) = (200, 30);

fn labels(world: &World) -> Vec<Placed> {
    footer::fit(&world.model.hints(), world.model.help_hint(), SIZE.0).hints
}

fn click(world: &mut World, x: u16) {
    world.now += TimeDelta::milliseconds(400);
    world.tell(Msg::Input(vec![Input::Mouse(Mouse { kind: MouseKind::Click, x, y: SIZE.1 - 1 })]));
}

/// What a label leads to: what is on the screen, what is on disk, and whether the program is left.
fn outcome(world: &World) -> (Context, String, i64, bool) {
    let events = world.db.conn().query_row("SELECT count(*) FROM event", [], |row| row.get(0)).expect("a count");
    (world.model.context(), screen(world), events, world.over)
}

fn at(stop: &Stop, lang: Lang) -> (tempfile::TempDir, World) {
    let (folder, mut world) = open(stop, lang);
    press(&mut world, &keys_in(lang, stop.keys));
    size(&mut world, SIZE);
    (folder, world)
}

#[test]
fn a_click_on_a_label_is_its_key_in_every_context() {
    let mut clicked: HashSet<(Context, Command)> = HashSet::new();
    // Labels differ between languages, what they do does not: every other stop is in English.
    for (stop, lang) in STOPS.iter().zip(Lang::ALL.into_iter().cycle()) {
        let (_folder, world) = at(stop, lang);
        let placed = labels(&world);
        assert!(placed.len() > 1, "{:?} has no label but help", stop.context);
        for label in placed.into_iter().filter(|label| clicked.insert((stop.context, label.hint.command))) {
            let (_one, mut by_mouse) = at(stop, lang);
            let before = outcome(&by_mouse);
            click(&mut by_mouse, label.x + label.width - 1);
            let here = format!("{:?} after {:?}: {} {}", stop.context, stop.keys, label.hint.keys, label.hint.label);
            if label.hint.keys.contains('-') && label.hint.keys.starts_with(|c: char| c.is_ascii_digit()) {
                // Nobody said which digit: nothing is recorded, and something is said or put up to choose from.
                assert!(outcome(&by_mouse).1 != before.1 && outcome(&by_mouse).2 == before.2, "{here}\n{}", before.1);
                continue;
            }
            let (_other, mut by_key) = at(stop, lang);
            press(&mut by_key, label.hint.keys);
            assert_eq!(outcome(&by_mouse), outcome(&by_key), "{here}");
        }
    }
    for context in Context::ALL {
        assert!(clicked.iter().any(|(there, _)| there == context), "nobody clicks in {context:?}");
    }
}
