//! Two windows on one file.

use super::*;

#[test]
fn a_second_window_reads_and_can_take_over() {
    let holder = Holder { pid: 4711, since: fixture::at(9, 2) };
    let mut setup = Setup::new(Lang::Ja, (100, 30));
    setup.file = FileView { read_only: true, holder: Some(holder), ..FileView::default() };
    let mut b = Bench::new(setup);
    b.sees("[閲覧のみ]").sees("PID 4711, 09:02 から");
    b.fresh().press("Enter");
    assert!(b.records().is_empty());
    b.sees("いまはできません: 1on1 をはじめる (閲覧のみです。T で移せます)").press("T");
    assert!(b.effects.contains(&Effect::TakeOver));
    b.send(Msg::TookOver(Took::Mine));
    b.sees("こちらのウィンドウで書けるようになりました").sees_not("[閲覧のみ]");
}
