//! What was asked and recorded is answered, early, late or not at all.

use super::*;

#[test]
fn what_is_recorded_is_dim_until_it_is_on_disk() {
    let mut b = today();
    let mark = |b: &Bench| {
        let (x, y) = b.find("14:00 未");
        b.draw().0[(x + 6, y)].modifier
    };
    let plain = mark(&b);
    b.slow = true;
    b.press("o 5");
    assert_ne!(mark(&b), plain);
    b.sees_not("待っています");
    b.catch_up().sees("待っています: 佐藤 美咲");
    assert_eq!(mark(&b), plain);
}

#[test]
fn a_failed_write_says_so_until_it_is_dismissed() {
    let mut b = today().keeping(|_| Err(Failure::Trouble(Trouble::DiskFull)));
    b.press("o 5").wait(60).sees("ディスクがいっぱいで保存できません");
    b.press("Esc").sees_not("ディスク");
    b.press("g n").sees("ディスクがいっぱいで保存できません");
}

#[test]
fn a_call_and_a_flag_take_one_key() {
    let mut b = today();
    b.fresh().press("a f");
    let learner = fixture::row(Lang::Ja, 2).learner.unwrap().id;
    let [Record::Touch { scope, id, kind, reached, .. }, Record::Flag { level, .. }] = b.records()[..] else {
        panic!("{:?}", b.records())
    };
    assert_eq!((*scope, *id, *kind, *reached), (Scope::Learner, learner, TouchKind::Call, false));
    assert_eq!(*level, Some(Level::Contact));
}

#[test]
fn the_day_is_not_over_while_the_last_one_runs() {
    let mut b = Bench::with(
        Setup::new(Lang::Ja, (100, 30)),
        Box::new(|ask| {
            let mut reply = fixture::answer(Lang::Ja, ask);
            if let Some(Reply::Day(view)) = &mut reply {
                view.rows.iter_mut().for_each(|row| row.state = AppointmentState::Held);
                view.rows.last_mut().unwrap().state = AppointmentState::InProgress;
            }
            reply
        }),
    );
    b.fresh().sees("進行中  このあとの予定はありません").sees_not("終わりました");
}

#[test]
fn the_same_key_again_says_that_the_call_was_answered() {
    let touches = |b: &Bench| -> Vec<(Id, bool)> {
        let of = |record: &&Record| match record {
            Record::Touch { touch, reached, .. } => Some((*touch, *reached)),
            _ => None,
        };
        b.records().iter().filter_map(of).collect()
    };
    let mut b = today();
    b.fresh().press("a").sees("電話、出ず").sees("もう一度 a で「話せた」");
    b.wait(2).press("a").sees("電話、話せた");
    let [(first, false), (again, true)] = touches(&b)[..] else { panic!("{:?}", touches(&b)) };
    assert_eq!(again, first, "one call, and no second");
    // A third one is a new call, as is one on somebody else, or after the first was taken back.
    b.wait(2).press("a").wait(2).press("↓ a").wait(2).press("u a");
    let all = touches(&b);
    assert!(all[2..].iter().all(|(id, reached)| !reached && *id != first), "{all:?}");
    assert_eq!(all.len(), 5);
    // Who rings back was reached at once.
    b.wait(2).press("↑ Ctrl-P {つながった} Enter").sees("電話、話せた");
    assert!(touches(&b)[5].1);
}

#[test]
fn an_answer_to_an_older_question_changes_nothing() {
    let mut b = today();
    b.slow = true;
    b.press("{けっ} {せき}");
    let finds: Vec<RequestId> = b
        .effects
        .iter()
        .filter_map(|e| if let Effect::Ask(id, Ask::Find { .. }) = e { Some(*id) } else { None })
        .collect();
    let [older, .., newest] = finds[..] else { panic!("{finds:?}") };
    let found = |query: &str| Box::new(Ok(Reply::Found(fixture::found(Lang::Ja, query))));
    b.send(Msg::Reply(older, found("けっ")));
    b.sees_not("あおば薬局 駅前店  第5回");
    b.send(Msg::Reply(newest, found("けっせき")));
    b.sees("あおば薬局 駅前店  第5回");
}

#[test]
fn an_answer_to_nothing_changes_nothing() {
    let mut b = today();
    let before = b.screen();
    b.send(Msg::Reply(RequestId(9999), Box::new(Err(Failure::Trouble(Trouble::Damaged)))));
    assert_eq!(b.screen(), before);
}
