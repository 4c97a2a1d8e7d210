//! What others may see: masks, the blank screen, copies and links.

use super::*;

#[test]
fn a_link_that_does_not_open_is_shown_but_not_to_others() {
    let mut b = today();
    let url = "https://zoom.us/j/123";
    b.send(Msg::Opened { url: url.to_owned(), ok: false });
    b.sees(url).press("Ctrl-G Esc");
    b.send(Msg::Opened { url: url.to_owned(), ok: false });
    b.sees("リンクをひらけませんでした").sees_not(url);
}

#[test]
fn share_safe_is_one_key_everywhere_and_copies_obey_it() {
    let mut b = today();
    b.press("{佐藤さん} Ctrl-G").sees("入力中").sees_not("佐藤");
    b.press("Esc").sees("[共有安全]").fresh().press("c");
    assert!(!b.effects.iter().any(|e| matches!(e, Effect::Copy { .. })));
    b.sees("名前なしのコピー (C)").press("C");
    let Some(Effect::Copy { text }) = b.effects.last() else { panic!("{:?}", b.effects) };
    assert!(text.contains("受講者C") && !text.contains("佐藤"), "{text}");
    b.press("p").sees("佐藤 美咲");
}

#[test]
fn a_message_to_the_learner_says_what_became_of_the_meeting() {
    for (state, says) in [
        (AppointmentState::Held, "ありがとうございました"),
        (AppointmentState::BrokenOff, "途中までとなりました"),
        (AppointmentState::Rescheduled, "日をあらためます"),
        (AppointmentState::CancelledByUs, "こちらの都合で"),
        (AppointmentState::NoShow, "お会いできませんでした"),
    ] {
        let mut b = Bench::with(
            Setup::new(Lang::Ja, (100, 30)),
            Box::new(move |ask| {
                let mut reply = fixture::answer(Lang::Ja, ask);
                if let Some(Reply::Day(view)) = &mut reply {
                    view.rows.iter_mut().for_each(|row| row.state = state);
                }
                reply
            }),
        );
        b.fresh().press("c");
        let Some(Effect::Copy { text }) = b.effects.last() else { panic!("{:?}", b.effects) };
        assert!(text.contains(says) && !text.contains("zoom.us"), "{state:?}: {text}");
    }
}

#[test]
fn a_message_to_the_learner_carries_name_time_and_link() {
    let mut b = today();
    b.fresh().press("c");
    let Some(Effect::Copy { text }) = b.effects.last() else { panic!("{:?}", b.effects) };
    assert!(
        text.contains("佐藤 美咲さま") && text.contains("14:00") && text.contains("https://us02web.zoom.us/"),
        "{text}"
    );
    b.send(Msg::Copied(Copied::Native));
    b.sees("連絡の文面をコピーしました (クリップボード)");
}

#[test]
fn a_blank_screen_shows_nothing_runs_nothing_and_keeps_typing() {
    let mut b = today();
    b.press("{けっ} Ctrl-\\");
    let screen = b.screen();
    assert!(!screen.contains("けっ") && !screen.contains("佐藤") && screen.contains("Ctrl-\\ でもどる"));
    b.press("せ き Enter").press("Ctrl-\\").sees("> けっせき");
    let mut b = today();
    b.fresh().press("Ctrl-\\ Enter o 4 Enter q");
    assert!(b.effects.is_empty(), "{:?}", b.effects);
    b.press("Ctrl-\\").sees("佐藤 美咲");
}

#[test]
fn only_zoom_links_are_opened() {
    let mut b = today();
    b.fresh().press("z");
    assert!(matches!(&b.effects[..], [Effect::OpenLink { url }] if url.starts_with("https://us02web.zoom.us")));
    let mut b = Bench::with(
        Setup::new(Lang::Ja, (100, 30)),
        Box::new(|ask| {
            let mut reply = fixture::answer(Lang::Ja, ask)?;
            if let Reply::Day(day) = &mut reply {
                day.rows[2].meeting_url = Some("https://zoom.us.example.com/j/1".to_owned());
            }
            Some(reply)
        }),
    );
    b.fresh().press("z").sees("このリンクはひらきません: zoom.us.example.com");
    assert!(b.effects.is_empty());
}

#[test]
fn names_are_hidden_when_the_window_loses_the_focus_and_stay_so() {
    let mut b = today();
    b.send(Msg::Focus(false));
    b.sees("[共有安全]").sees_not("佐藤 美咲").sees("共有安全にしました");
    b.send(Msg::Focus(true));
    b.sees("[共有安全]").sees_not("佐藤 美咲");
}
