//! Whatever comes, in whatever order.

use super::*;

fn any_key() -> impl Strategy<Value = Key> {
    let names = [
        "Enter",
        "Esc",
        "Tab",
        "Shift-Tab",
        "Backspace",
        "Delete",
        "↑",
        "↓",
        "←",
        "→",
        "Home",
        "End",
        "PgUp",
        "PgDn",
        "Space",
        "F1",
        "F2",
        "F3",
        "F5",
        "Ctrl-G",
        "Ctrl-P",
        "Ctrl-Z",
        "Ctrl-Y",
        "Ctrl-\\",
        "Ctrl-L",
        "Ctrl-S",
        "Ctrl-W",
        "Ctrl-U",
        "Ctrl-J",
        "Shift-↓",
    ];
    prop_oneof![
        3 => prop::sample::select("abcfghjknopqrtuzwTUC?/:,.1234567890ｏ４か漢。、ー".chars().collect::<Vec<_>>()).prop_map(Key::char),
        2 => prop::sample::select(names.to_vec()).prop_map(|name| Key::named(name).unwrap()),
        1 => any::<char>().prop_map(Key::char),
    ]
}

#[derive(Debug, Clone)]
enum Step {
    Read(Vec<Input>),
    Resize(u16, u16),
    Wait(i64),
    Slow(bool),
    Fail(bool),
    Other(Msg),
}

fn any_step() -> impl Strategy<Value = Step> {
    let input = prop_oneof![
        8 => any_key().prop_map(Input::Key),
        1 => any::<String>().prop_map(Input::Paste),
        1 => (0..4_u8, 0..120_u16, 0..40_u16).prop_map(|(kind, x, y)| {
            let kinds = [MouseKind::Click, MouseKind::Drag, MouseKind::WheelUp, MouseKind::WheelDown];
            Input::Mouse(Mouse { kind: kinds[usize::from(kind)], x, y })
        }),
    ];
    prop_oneof![
        20 => prop::collection::vec(input, 1..4).prop_map(Step::Read),
        2 => (0..170_u16, 0..50_u16).prop_map(|(w, h)| Step::Resize(w, h)),
        2 => (0..5000_i64).prop_map(Step::Wait),
        1 => any::<bool>().prop_map(Step::Slow),
        1 => any::<bool>().prop_map(Step::Fail),
        1 => prop::sample::select(vec![
            Msg::Tick,
            Msg::Stop,
            Msg::Focus(false),
            Msg::TookOver(Took::Mine),
            Msg::TookOver(Took::Held(None)),
            Msg::TookOver(Took::Silent(None)),
            Msg::Wanted,
            Msg::LetGo(Err(None)),
            Msg::LetGo(Ok(())),
            Msg::News(News { holder: None, empty: false }),
            Msg::AmbiguousWidth { wide: true },
            Msg::Resumed(chrono::TimeDelta::minutes(14)),
            Msg::Copied(Copied::Terminal),
        ])
        .prop_map(Step::Other),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_can_happen_breaks_the_program(steps in prop::collection::vec(any_step(), 1..60), empty in any::<bool>()) {
        let mut setup = Setup::new(Lang::Ja, (100, 30));
        setup.file = FileView { empty, ..FileView::default() };
        let failing = std::rc::Rc::new(std::cell::Cell::new(false));
        let fails = std::rc::Rc::clone(&failing);
        let mut b = Bench::new(setup).keeping(move |record| match record {
            _ if fails.get() => Err(Failure::Trouble(Trouble::Disk)),
            Record::Start { .. } => Err(Failure::Refused(Refusal::Gates { unmet: vec!["item:x".to_owned()] })),
            _ => Ok(Reply::Recorded(crate::request::Recorded { changed: true, made: None })),
        });
        for step in steps {
            match step {
                Step::Read(read) => {
                    b.at += chrono::TimeDelta::milliseconds(40);
                    b.send(Msg::Input(read));
                }
                Step::Resize(width, height) => b.send(Msg::Resize(Size { width, height })),
                Step::Wait(seconds) => { b.wait(seconds); }
                Step::Slow(slow) => if slow { b.slow = true } else { b.catch_up(); },
                Step::Fail(fail) => failing.set(fail),
                Step::Other(msg) => b.send(msg),
            }
            let model = &b.model;
            prop_assert!(!model.screens.is_empty());
            prop_assert!(model.chord.is_empty() || model.context().class() != Class::Field);
            prop_assert!(model.core.notices.history().len() <= 50);
            // A timer that has fired is over: nothing may keep the loop awake.
            b.send(Msg::Tick);
            prop_assert!(next_timer(&b.model).is_none_or(|next| next > b.at), "{:?} at {}", next_timer(&b.model), b.at);
            let (_, caret) = b.draw();
            let model = &b.model;
            if let Some((x, y)) = caret {
                prop_assert!(x < model.core.size.width && y < model.core.size.height);
            }
            // Where text is typed, the cursor is at it, unless there is no room for it at all.
            if model.core.size.width >= 60 && model.core.size.height >= 15 {
                prop_assert_eq!(caret.is_some(), model.is_typing() && !model.core.blank, "{}", b.screen());
            }
        }
    }
}
