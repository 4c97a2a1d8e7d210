//! Criteria, attempts, and what is said of them.

use super::*;

#[test]
fn criteria_are_rated_and_space_leaves_one_out() {
    let mut desk = on_items();
    desk.keys("1 1 1 1 1 1 1 4 Space 2");
    let scores = |desk: &Desk| desk.on_disk().role_play.unwrap().criteria.iter().map(|c| c.score).collect::<Vec<_>>();
    assert_eq!(scores(&desk), [Some(4), None, Some(2), None, None]);
    assert!(desk.picture().contains("ロープレ ───────── 評価2/5 ──"), "{}", desk.picture());
    assert!(desk.picture().contains("評価: 4"), "{}", desk.picture());
    desk.keys("r 3");
    let play = desk.on_disk().role_play.unwrap();
    assert_eq!((play.attempt, scores(&desk)[0]), (2, Some(3)));
    assert!(desk.picture().contains("2本目 評価1/5"), "{}", desk.picture());
}

/// On the first criterion of the role-play.
fn on_rubric(lang: Lang, size: (u16, u16)) -> Desk {
    let mut desk = Desk::started(lang, size, Meeting::Usual);
    while !matches!(desk.model.screen(), Some(Screen::Session(state)) if matches!(state.at, Some(super::super::rows::RowKey::Criterion(0))))
    {
        desk.keys("↓");
    }
    desk
}

#[test]
fn a_further_attempt_is_one_key_and_the_earlier_ones_stay_readable() {
    let mut desk = on_rubric(Lang::Ja, (160, 45));
    desk.keys("4");
    assert!(desk.picture().contains("平均 4.0 (1/5)") && !desk.picture().contains("合格"), "{}", desk.picture());
    desk.keys("↑ 1 2 3 2 2");
    assert!(desk.picture().contains("結果 もう少し (平均 2.0)"), "{}", desk.picture());
    assert!(desk.screen().0.last().unwrap().contains("r もう1本"), "{}", desk.picture());
    desk.keys("r");
    assert!(desk.picture().contains("この回 1本目 2.0"), "{}", desk.picture());
    desk.keys("4 Space 3 3 3");
    let play = desk.on_disk().role_play.unwrap();
    assert_eq!((play.attempts.len(), play.attempt, play.criteria[1].score), (2, 2, None));
    let picture = desk.picture();
    assert!(picture.contains("この回 1本目 2.0  2本目 3.3") && picture.contains("結果 合格 (平均 3.3)"), "{picture}");
    // Where there is no room below the rubric, its heading says it.
    desk.send(Msg::Resize(crate::app::Size { width: 80, height: 24 }));
    desk.keys("↑ ↑ ↑");
    let row = desk.picture().lines().find(|row| row.contains("評価 1-4")).unwrap().to_owned();
    assert!(row.contains("合格 (平均 3.3)") && row.contains("1本目 2.0"), "{row}");
    desk.keys("Ctrl-G");
    assert!(!desk.picture().contains("3.3") && !desk.picture().contains("合格"), "{}", desk.picture());
}

#[test]
fn what_went_well_and_what_to_try_is_typed_from_the_rubric() {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            let mut desk = on_rubric(lang, size);
            desk.keys("2 ↑ Enter");
            assert_eq!(desk.model.context(), Context::Words, "{}", desk.picture());
            desk.commit("calm and clear");
            desk.check("comment");
            desk.keys("Enter");
            assert!(desk.picture().contains(session::comment_next(lang)), "{}", desk.picture());
            desk.commit("the answer first");
            // Left half typed, it is there again, also after a restart.
            desk.keys("Esc");
            desk.restart();
            assert!(desk.picture().contains("the answer first"), "{}", desk.picture());
            desk.keys("Enter");
            assert_eq!(desk.model.context(), Context::Session);
            let play = desk.on_disk().role_play.unwrap();
            let shown = |text: &Option<crate::text::mask::Private>| {
                text.as_ref().map(|text| text.reveal(Reveal::granted()).to_string())
            };
            let attempt = play.attempts.last().unwrap();
            assert_eq!(shown(&attempt.good).as_deref(), Some("calm and clear"));
            assert_eq!(shown(&attempt.next).as_deref(), Some("the answer first"));
            // Opened and left as it is, it is not half typed: what is taken back stays taken back.
            desk.keys("u Enter Esc u");
            assert_eq!(desk.on_disk().role_play.unwrap().attempts[0].good, None);
            desk.keys("w Esc");
            assert_eq!(desk.on_disk().role_play.unwrap().attempts[0].good, None);
        }
    }
}
