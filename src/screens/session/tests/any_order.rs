//! Whatever keys come, in whatever order.

use super::*;

fn any_key() -> impl Strategy<Value = Input> {
    let keys = [
        "Enter",
        "Esc",
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
        "Space",
        "F2",
        "F3",
        "F4",
        "F5",
        "Ctrl-N",
        "Ctrl-R",
        "Ctrl-Z",
        "Ctrl-Y",
        "Ctrl-T",
        "Ctrl-G",
        "Backspace",
        "1",
        "2",
        "3",
        "4",
        "5",
        "n",
        "v",
        "y",
        "Q",
        "+",
        "-",
        "h",
        "t",
        "f",
        "w",
        "r",
        "d",
        "u",
        "U",
        "c",
        "C",
    ];
    prop_oneof![
        8 => proptest::sample::select(keys.to_vec()).prop_map(|name| Input::Key(Key::named(name).unwrap())),
        1 => "[ぁ-ん一-三a-z:：]{1,6}".prop_map(Input::Paste),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn no_keys_bring_it_down(
        keys in prop::collection::vec((any_key(), 0i64..200), 0..70),
        size in proptest::sample::select(vec![(40u16, 10u16), (60, 15), (60, 20), (80, 24), (100, 15), (100, 30), (160, 45)]),
        meeting in proptest::sample::select(MEETINGS.to_vec()),
    ) {
        let mut desk = Desk::started(Lang::Ja, size, meeting);
        for (key, seconds) in keys {
            desk.read(vec![key]);
            desk.pass(seconds);
            prop_assert_eq!(desk.buffer(), desk.afresh());
            let (rows, _) = desk.screen();
            for row in rows {
                prop_assert_eq!(cells(&row), usize::from(size.0));
            }
        }
    }
}
