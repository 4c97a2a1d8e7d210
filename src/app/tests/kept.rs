//! What is half typed is kept in time and comes back.

use super::*;

#[test]
fn an_idle_screen_wakes_once_a_minute_and_a_field_never() {
    let mut b = today();
    b.at += chrono::TimeDelta::seconds(20);
    b.send(Msg::Tick);
    assert_eq!(next_timer(&b.model), Some(fixture::at(13, 53)));
    b.press("Ctrl-P");
    assert_eq!(next_timer(&b.model), None);
    let before = b.screen();
    b.at += chrono::TimeDelta::minutes(9);
    b.send(Msg::Tick);
    assert_eq!(b.screen(), before);
    b.press("Esc").sees("14:01");
}

#[test]
fn a_half_typed_reason_is_on_its_way_in_time_or_when_it_is_left() {
    let gates = |_: &Record| Err(Failure::Refused(Refusal::Gates { unmet: vec!["flow".to_owned()] }));
    let drafts = |b: &Bench| {
        let drafts = b.effects.iter().filter_map(|e| if let Effect::SaveDraft(draft) = e { Some(draft) } else { None });
        drafts.map(|d| d.text.clone()).collect::<Vec<_>>()
    };
    let mut b = today().keeping(gates);
    b.press("Enter {理由}");
    assert_eq!(next_timer(&b.model), Some(b.at + chrono::TimeDelta::milliseconds(200)));
    b.wait(1);
    assert_eq!(drafts(&b), ["理由"]);
    b.press("{の続き} Esc");
    assert_eq!(drafts(&b), ["理由", "理由の続き"]);
    let mut b = today().keeping(gates);
    b.press("Enter {理由}").send(Msg::Stop);
    assert_eq!(drafts(&b), ["理由"]);
}

#[test]
fn a_clock_that_is_set_back_holds_nothing_up() {
    let gates = |_: &Record| Err(Failure::Refused(Refusal::Gates { unmet: vec!["flow".to_owned()] }));
    let mut b = today().keeping(gates);
    b.press("Enter {理由}").fresh();
    b.at -= chrono::TimeDelta::hours(1);
    b.send(Msg::Tick);
    assert!(matches!(&b.effects[..], [Effect::SaveDraft(draft)] if draft.text == "理由"), "{:?}", b.effects);
    let mut b = today();
    b.press("Ctrl-C").sees("もう一度 Ctrl-C で終了");
    b.at -= chrono::TimeDelta::hours(1);
    b.send(Msg::Resumed(chrono::TimeDelta::hours(-1)));
    b.sees_not("止まっていました").wait(4).sees_not("もう一度 Ctrl-C で終了");
    b.press("Ctrl-C");
    assert!(!b.effects.contains(&Effect::Quit));
    b.send(Msg::Resumed(chrono::TimeDelta::hours(8)));
    b.sees("480分 止まっていました");
}

#[test]
fn a_half_typed_text_comes_back_when_its_page_opens() {
    let owner = fixture::appointment(2);
    let draft = Draft {
        field: "override".to_owned(),
        owner,
        text: "仮の端末".to_owned(),
        caret: 12,
        beside: String::new(),
        at: fixture::at(13, 40),
    };
    let mut b = Bench::with(
        Setup::new(Lang::Ja, (100, 30)),
        Box::new(move |ask| match ask {
            Ask::Resume => {
                Some(Reply::Resume(ResumeView { running: None, last_sign: None, drafts: vec![draft.clone()] }))
            }
            other => fixture::answer(Lang::Ja, other),
        }),
    )
    .keeping(|_| Err(Failure::Refused(Refusal::Gates { unmet: vec!["flow".to_owned()] })));
    b.press("Enter").sees("理由  仮の端末").sees("13:40 の書きかけを戻しました");
}

#[test]
fn a_half_typed_name_is_kept_when_its_form_is_left_and_after_an_end() {
    let empty = || {
        let mut setup = Setup::new(Lang::Ja, (80, 24));
        setup.file = FileView { empty: true, ..FileView::default() };
        setup
    };
    let mut b = Bench::new(empty());
    b.press("3 {森田由美} Esc").sees_not("森田由美");
    let Some(Effect::SaveDraft(draft)) = b.effects.iter().find(|e| matches!(e, Effect::SaveDraft(_))).cloned() else {
        panic!("{:?}", b.effects)
    };
    b.press("3").sees("森田由美");
    let mut b = Bench::with(
        empty(),
        Box::new(move |ask| match ask {
            Ask::Resume => {
                Some(Reply::Resume(ResumeView { running: None, last_sign: None, drafts: vec![draft.clone()] }))
            }
            other => fixture::answer(Lang::Ja, other),
        }),
    );
    b.sees("森田由美").sees("書きかけを戻しました");
}
