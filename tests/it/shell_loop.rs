//! The real loop with a screen in memory and a clock moved by hand.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use manabi::shell::clock::{Clock, Mono};
use manabi::shell::run::{BACKGROUND_MS, Exit, GRACE_MS, Stop, run};
use manabi::shell::signals::Signal;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::support::memory::Player;
use crate::support::notebook::Notebook;

/// The other end of the answers.
#[derive(Clone)]
struct Store(Rc<RefCell<Option<UnboundedSender<String>>>>);

impl Store {
    fn answer(&self, reply: &str) {
        let store = self.0.borrow();
        store.as_ref().expect("not ended").send(reply.to_owned()).expect("the loop listens");
    }

    fn end(&self) {
        self.0.take();
    }
}

/// Runs a notebook while `script` plays it, and returns how it ended. A script that returns while the loop runs drops it.
fn play<F: Future<Output = ()>>(
    mut notebook: Notebook,
    script: impl FnOnce(Player, Store) -> F,
) -> (Option<Exit>, Notebook) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let exit = runtime.block_on(async {
        let (player, outside) = Player::new(40, 3);
        let (replies, receiver) = unbounded_channel();
        let store = Store(Rc::new(RefCell::new(Some(replies))));
        let script = async {
            player.settle().await;
            script(player.clone(), store.clone()).await;
        };
        let mut script = std::pin::pin!(script);
        let mut program = std::pin::pin!(run(&mut notebook, outside, receiver));
        tokio::select! {
            biased;
            exit = &mut program => {
                script.await;
                Some(exit)
            }
            () = &mut script => {
                // It may have been told to end in the last step.
                tokio::select! { biased; exit = &mut program => Some(exit), () = tokio::task::yield_now() => None }
            }
        }
    });
    (exit, notebook)
}

fn writes(player: &Player) -> usize {
    player.writes().len()
}

#[test]
fn the_first_frame_waits_for_nothing_and_questions_come_after_it() {
    let (_, notebook) = play(Notebook::default(), async |player, _| {
        let first = player.writes();
        assert_eq!(first.len(), 1);
        assert!(first[0].starts_with("\x1b[?2026h"), "{first:?}");
        assert!(!first[0].contains("6n"));
        player.send("\x01").await;
        let asked = player.writes();
        assert_eq!(asked.len(), 1);
        assert!(asked[0].contains("\x1b[6n") && asked[0].ends_with("\x1b[c"), "{asked:?}");
    });
    assert_eq!(notebook.log[..2], ["size 40x3", "shown"]);
}

#[test]
fn a_batch_is_one_message_and_one_frame() {
    let (_, notebook) = play(Notebook::default(), async |player, _| {
        writes(&player);
        player.send("服薬の").await;
        assert_eq!(writes(&player), 1);
        assert_eq!((player.row(0), player.caret()), ("服薬の".to_owned(), Some((6, 0))));
        player.send("\x1b[I").await;
        assert_eq!(writes(&player), 1);
        // The same again changes nothing that shows.
        player.send("\x1b[I").await;
        assert_eq!(writes(&player), 0);
    });
    assert_eq!(notebook.log[2..], ["服 薬 の", "focus true", "focus true"]);
}

#[test]
fn signals_come_before_answers_and_answers_before_keys() {
    let (exit, notebook) = play(Notebook::default(), async |player, store| {
        player.pass(1_000).await;
        for reply in ["1", "2", "3"] {
            store.answer(reply);
        }
        player.at_once(&[Signal::Resume], b"j").await;
        player.send("\x11").await;
    });
    assert_eq!(exit, Some(Exit::Left(7)));
    assert_eq!(notebook.log[2..], ["resumed", "reply 1", "reply 2", "reply 3", "j", "C-q"]);
    // First frame, resumed, the three answers together, the key.
    assert_eq!(notebook.drawn, 4);
}

#[test]
fn answers_that_end_are_told_once() {
    let (_, notebook) = play(Notebook::default(), async |player, store| {
        store.end();
        player.settle().await;
        player.send("j").await;
    });
    assert_eq!(notebook.log[2..], ["replies ended", "j"]);
}

#[test]
fn timers_and_the_esc_key_go_by_the_clock() {
    let notebook = Notebook { timer: Some(Mono(1_000)), ..Notebook::default() };
    let (_, notebook) = play(notebook, async |player, _| {
        player.pass(900).await;
        player.send("\x1b").await;
        player.pass(49).await;
        assert_eq!(player.row(1), "");
        player.pass(1).await;
        assert_eq!(player.row(1), "Esc");
        player.send("[A").await;
        assert_eq!(player.row(1), "Esc");
        player.pass(50).await;
        assert_eq!(player.row(1), "timer");
        writes(&player);
        player.pass(3_600_000).await;
        assert_eq!(writes(&player), 0);
    });
    assert_eq!(notebook.log[2..], ["Esc", "timer"]);
}

#[test]
fn a_machine_that_slept_is_told_before_the_key_that_woke_it() {
    let (_, notebook) = play(Notebook::default(), async |player, _| {
        player.pass(5_000).await;
        player.clock.jump(28_800_000);
        player.send("j").await;
        player.send("k").await;
    });
    assert_eq!(notebook.log[2..], ["slept 28800000", "j", "k"]);
}

#[test]
fn a_storm_of_resizes_draws_once_in_16_ms() {
    let (_, notebook) = play(Notebook::default(), async |player, _| {
        player.pass(1_000).await;
        writes(&player);
        for n in 0..1_000_u16 {
            player.resize(20 + n % 50, 3).await;
        }
        assert_eq!(writes(&player), 1);
        player.pass(15).await;
        assert_eq!(writes(&player), 0);
        player.pass(1).await;
        assert_eq!(writes(&player), 1);
        player.send("日").await;
        assert_eq!(player.row(0), "日");
        player.resize(1, 1).await;
        player.pass(16).await;
        // The same size again is no news.
        writes(&player);
        player.resize(1, 1).await;
        player.pass(16).await;
        assert_eq!(writes(&player), 0);
    });
    assert_eq!(notebook.drawn, 5);
}

#[test]
fn a_slow_terminal_gets_the_newest_frame_and_no_queue() {
    let (_, notebook) = play(Notebook::default(), async |player, _| {
        writes(&player);
        player.slow_down(0);
        for c in "abcdefghij".chars() {
            player.send(c.to_string()).await;
        }
        assert_eq!((writes(&player), player.row(0)), (1, String::new()));
        player.take_more(10).await;
        assert_eq!(writes(&player), 0);
        player.take_more(10_000).await;
        assert_eq!((writes(&player), player.row(0)), (1, "abcdefghij".to_owned()));
    });
    // The first frame, the one for `a` that was held back, and one for all the rest.
    assert_eq!(notebook.drawn, 3);
}

#[test]
fn a_program_told_to_end_gets_a_moment_and_no_more() {
    for (signal, code) in [(Signal::Terminate, 143), (Signal::Interrupt, 130), (Signal::Quit, 131)] {
        let (exit, notebook) = play(Notebook::default(), async |player, _| {
            player.signal(signal).await;
            player.send("j").await;
            player.pass(u32::try_from(GRACE_MS).expect("short") - 1).await;
            assert_eq!(player.done(), [] as [&str; 0]);
            player.pass(1).await;
            assert_eq!(player.done(), ["drop"]);
        });
        assert_eq!(exit.map(Exit::code), Some(code));
        assert!(notebook.log.last().is_some_and(|last| last.starts_with("stop Signal")), "{:?}", notebook.log);
    }
    let obedient = Notebook { obedient: true, ..Notebook::default() };
    let (exit, _) = play(obedient, async |player, _| player.signal(Signal::Terminate).await);
    assert_eq!(exit, Some(Exit::Stopped(Stop::Signal(15))));
    let (exit, _) = play(Notebook::default(), async |player, _| {
        player.at_once(&[Signal::Terminate, Signal::Interrupt], b"").await;
    });
    assert_eq!(exit.map(Exit::code), Some(143));
}

#[test]
fn a_terminal_that_is_gone_is_not_touched() {
    for with_signal in [true, false] {
        let (exit, notebook) = play(Notebook::default(), async |player, store| {
            writes(&player);
            if with_signal {
                player.signal(Signal::Hangup).await;
            } else {
                player.hang_up().await;
            }
            // The store may still answer.
            store.answer("late");
            player.settle().await;
            assert_eq!((writes(&player), player.done()), (0, vec!["abandon"]));
            player.pass(u32::try_from(GRACE_MS).expect("short")).await;
        });
        assert_eq!(exit.map(Exit::code), Some(129));
        assert_eq!(notebook.log[2..], ["stop HungUp", "reply late"]);
    }
}

#[test]
fn a_stopped_program_writes_nothing_and_then_everything() {
    for by_key in [true, false] {
        let (_, notebook) = play(Notebook::default(), async |player, store| {
            player.send("日本").await;
            writes(&player);
            if by_key {
                player.send("\x1a").await;
            } else {
                player.signal(Signal::Suspend).await;
            }
            store.answer("1");
            player.settle().await;
            assert_eq!((writes(&player), player.done()), (0, vec!["suspend"]));
            player.pass(60_000).await;
            player.signal(Signal::Resume).await;
            assert_eq!(player.done(), ["resume"]);
            let frame = player.writes().concat();
            assert!(frame.contains("\x1b[2J") && frame.contains("日本"), "{frame:?}");
        });
        assert_eq!(notebook.log.last().map(String::as_str), Some("resumed"));
    }
}

#[test]
fn in_the_background_it_listens_to_signals_before_it_stops_again() {
    let (_, notebook) = play(Notebook::default(), async |player, _| {
        player.signal(Signal::Suspend).await;
        writes(&player);
        player.go_on(true).await;
        assert_eq!(player.done(), ["suspend", "background"]);
        player.pass(u32::try_from(BACKGROUND_MS).expect("short") - 1).await;
        assert_eq!(player.done(), [] as [&str; 0]);
        player.pass(1).await;
        assert_eq!((player.done(), writes(&player)), (vec!["suspend"], 0));
        player.go_on(false).await;
        assert_eq!(player.done(), ["resume"]);
    });
    assert_eq!(notebook.log[2..], ["resumed"]);
    let (exit, _) = play(Notebook { obedient: true, ..Notebook::default() }, async |player, _| {
        player.signal(Signal::Suspend).await;
        player.go_on(true).await;
        player.signal(Signal::Terminate).await;
        assert_eq!(player.done(), ["suspend", "background", "drop"]);
    });
    assert_eq!(exit, Some(Exit::Stopped(Stop::Signal(15))));
}

#[test]
fn the_moment_of_a_question_is_told() {
    let (_, notebook) = play(Notebook::default(), async |player, _| {
        player.slow_down(0);
        player.send("j\x01").await;
        player.take_more(100_000).await;
    });
    assert_eq!(notebook.log[2..], ["j C-a", "asked"]);
}

#[test]
fn what_is_copied_goes_out_with_the_next_frame() {
    play(Notebook::default(), async |player, _| {
        player.send("hi").await;
        writes(&player);
        player.send("\x19").await;
        let writes = player.writes();
        assert_eq!(writes.len(), 1);
        assert!(writes[0].starts_with("\x1b]52;c;aGk=\x1b\\"), "{writes:?}");
    });
}

#[test]
fn a_clock_that_stands_still_wakes_nobody() {
    play(Notebook::default(), async |player, _| {
        writes(&player);
        let before = player.clock.now();
        player.settle().await;
        assert_eq!((writes(&player), player.clock.now()), (0, before));
    });
}
