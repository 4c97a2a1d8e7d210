//! Undo is told in words.

use super::*;

#[test]
fn a_closing_that_was_undone_is_called_so() {
    let closing = Reverted {
        fields: vec![RevertedField {
            entity: Entity::SessionItem,
            id: fixture::id(Entity::SessionItem, "item"),
            field: "outcome".to_owned(),
            from: Some("done".to_owned()),
            to: Some("planned".to_owned()),
        }],
        about: fixture::row(Lang::Ja, 2).learner,
        subject: Some(Private::free("理由を聞く".to_owned())),
        ..fixture::undone(Deed::Close)
    };
    let mut b = today().keeping(move |_| Ok(Reply::Reverted(Box::new(closing.clone()))));
    b.press("u").sees("取り消しました: 佐藤 美咲 の締め").sees_not("理由を聞く");
}

#[test]
fn undo_says_what_it_undid() {
    let learner = fixture::row(Lang::Ja, 2).learner.unwrap();
    let reverted = Reverted {
        fields: vec![RevertedField {
            entity: Entity::SessionItem,
            id: learner.id,
            field: "outcome".to_owned(),
            from: Some("partly".to_owned()),
            to: Some("planned".to_owned()),
        }],
        about: Some(learner),
        ..fixture::undone(Deed::Mark)
    };
    let mut b = today().keeping(move |_| Ok(Reply::Reverted(Box::new(reverted.clone()))));
    b.press("u").sees("取り消しました: 佐藤 美咲  半 -> 未");
    b.press("p u").sees("取り消しました: 受講者C  半 -> 未");
    let rating = Reverted {
        fields: vec![RevertedField {
            entity: Entity::RolePlayRating,
            id: fixture::appointment(3),
            field: "score".to_owned(),
            from: Some("3".to_owned()),
            to: None,
        }],
        about: fixture::row(Lang::Ja, 2).learner,
        ..fixture::undone(Deed::Rate)
    };
    let mut b = today().keeping(move |_| Ok(Reply::Reverted(Box::new(rating.clone()))));
    b.press("u").sees("取り消しました: 佐藤 美咲 の評価  3 -> 未");
    let mut b = today().keeping(|_| Err(Failure::Refused(Refusal::NothingToUndo)));
    b.press("Ctrl-Z").sees("取り消すものはありません");
}

#[test]
fn what_was_undone_is_said_in_the_language_of_the_screen() {
    for deed in Deed::ALL.iter().copied() {
        let nothing = fixture::undone(deed);
        let mut b = today().keeping(move |_| Ok(Reply::Reverted(Box::new(nothing.clone()))));
        b.press("u").sees("取り消しました: ");
        let rows = b.rows();
        let told = rows.iter().find_map(|row| row.split_once("取り消しました: ")).unwrap().1.trim();
        assert!(!told.is_empty() && told.replace("1on1", "").chars().all(|c| !c.is_ascii_alphabetic()), "{told}");
    }
    for state in AppointmentState::ALL.iter().copied() {
        let mut b = today().keeping(move |_| Err(Failure::Refused(Refusal::Appointment { is: state })));
        b.press("u").sees("この予定ではできません").sees_not(state.word());
    }
}

#[test]
fn what_is_gone_is_told_in_words() {
    for what in Entity::ALL.iter().copied() {
        let mut b = today().keeping(move |_| Err(Failure::Refused(Refusal::Gone { what })));
        b.press("u").sees("はもうありません").sees_not(what.word());
    }
}

#[test]
fn who_changed_it_since_is_not_told_while_the_screen_is_shared() {
    let by = Private::person(7, "宮本 直樹");
    let since = Refusal::ChangedSince { at: fixture::at(13, 40), by: Some(by) };
    let mut b = today().keeping(move |_| Err(Failure::Refused(since.clone())));
    b.press("u").sees("宮本 直樹").press("p").sees_not("宮本");
}
