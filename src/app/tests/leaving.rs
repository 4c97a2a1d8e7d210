//! The ways out of the program.

use super::*;

#[test]
fn escape_never_quits_and_ctrl_c_asks_once() {
    let mut b = today();
    b.press("Esc Esc Esc").sees("ここが最初の画面です");
    b.press("Ctrl-C").sees("もう一度 Ctrl-C で終了");
    b.wait(3).press("Ctrl-C");
    assert!(!b.effects.contains(&Effect::Quit));
    b.press("Ctrl-C");
    assert!(b.effects.contains(&Effect::Quit));
}

#[test]
fn q_quits_and_asks_only_when_a_session_runs() {
    let mut b = today();
    b.press("q");
    assert!(b.effects.contains(&Effect::Quit));
    let mut b = today();
    b.press("Enter g t");
    b.model.core.running = Some(fixture::appointment(2));
    b.fresh().press("q").sees("1on1 が進行中です");
    assert!(!b.effects.contains(&Effect::Quit));
    b.press("q");
    assert!(b.effects.contains(&Effect::Quit));
}
