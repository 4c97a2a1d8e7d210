//! A date for whoever is under the cursor.

use super::*;

#[test]
fn the_learner_under_the_cursor_is_booked() {
    let mut b = today();
    b.fresh().press("B").sees("佐藤 美咲 さん  第6回 の予約").press("↓ Enter");
    let [Record::Book { learner, slot, number: Some(6), .. }] = b.records()[..] else { panic!("{:?}", b.records()) };
    assert_eq!(*learner, fixture::row(Lang::Ja, 2).learner.unwrap().id);
    assert_eq!(slot.start, fixture::slots()[1].start);
    assert_eq!(b.model.context(), Context::Today);
}

/// Somebody whose next number has a date already.
fn booked(state: AppointmentState) -> Bench {
    let answer = move |ask: &Ask| match (ask, fixture::answer(Lang::Ja, ask)) {
        (Ask::Booking { .. }, Some(Reply::Booking(mut view))) => {
            let row = fixture::row(Lang::Ja, 2);
            let (appointment, starts_at, local) = (row.appointment, row.starts_at, row.local);
            view.booked = Some(Followed { appointment, state, starts_at, local });
            Some(Reply::Booking(view))
        }
        (_, other) => other,
    };
    Bench::with(Setup::new(Lang::Ja, (80, 24)), Box::new(answer))
}

#[test]
fn booking_who_is_booked_changes_nothing_by_itself() {
    let mut b = booked(AppointmentState::Scheduled);
    b.fresh().press("B").sees("は予約ずみです").sees("そのまま").sees("移す先の案").sees_not("c 文面");
    b.press("Enter");
    assert!(b.records().is_empty() && b.model.context() == Context::Today, "{}", b.screen());
    // A reason, or another date, is chosen by hand.
    b.press("B 3 Enter");
    assert!(matches!(b.records()[..], [Record::Result { result: NotHeld::ByUs, .. }]), "{:?}", b.records());
    let mut b = booked(AppointmentState::Scheduled);
    b.fresh().press("B Tab Enter");
    let [Record::Result { result: NotHeld::Moved, next: Some(slot), .. }] = b.records()[..] else {
        panic!("{:?}", b.records())
    };
    assert_eq!(slot.start, fixture::slots()[0].start);
}

#[test]
fn booking_who_is_in_a_meeting_points_to_its_wrap_up() {
    let mut b = booked(AppointmentState::InProgress);
    b.fresh().press("B").sees("次回はその締め (w) で決めます");
    assert_eq!(b.model.context(), Context::Today);
}

#[test]
fn a_date_typed_by_hand_is_booked_once_nothing_speaks_against_it() {
    let answer = |ask: &Ask| match ask {
        Ask::Fit { slot, .. } if slot.start.time().format("%H").to_string() == "15" => {
            Some(Reply::Fit(vec![SlotDoubt::Taken(slot.start)]))
        }
        Ask::Fit { slot, .. } if slot.start.time().format("%H").to_string() == "16" => {
            Some(Reply::Fit(vec![SlotDoubt::Close(slot.start)]))
        }
        other => fixture::answer(Lang::Ja, other),
    };
    let mut b = Bench::with(Setup::new(Lang::Ja, (100, 30)), Box::new(answer));
    b.fresh().press("B").sees("4 ほかの日時を打つ").press("4").sees("例 11/28 14:00");
    assert_eq!(b.model.context(), Context::DateField);
    for (typed, said) in [
        ("来週", "日付「来週」が読めません"),
        ("11/28", "11/28(土) の何時ですか"),
        ("11/28T25:00", "11/28(土) の時刻「25:00」が読めません"),
        ("11/20T10:00", "もう過ぎています"),
        ("11/28T14:00-16:00", "11/28(土): 長さは20〜30分です"),
        ("11/28T15:00", ": 15:00 の予定と重なります"),
        ("11/28T16:00", "5分ありません"),
    ] {
        b.press(&format!("Ctrl-U {{{typed}}} Enter")).sees(said);
        assert!(b.records().is_empty(), "{typed}");
    }
    // What is only doubted is booked by Enter once more; what is typed anew is looked at anew.
    b.press("Ctrl-U {１１／２８Ｔ１７：００} Enter");
    let [Record::Book { slot, number: Some(6), .. }] = b.records()[..] else { panic!("{:?}", b.records()) };
    assert_eq!(slot.start.to_string(), "2026-11-28 17:00:00");
    let mut b = Bench::with(Setup::new(Lang::Ja, (100, 30)), Box::new(answer));
    b.fresh().press("B 4 {11/28T16:00} Enter Enter");
    let [Record::Book { slot, .. }] = b.records()[..] else { panic!("{:?}", b.records()) };
    assert_eq!(slot.start.to_string(), "2026-11-28 16:00:00");
    // Tab goes from the date to its time.
    let mut b = today();
    b.fresh().press("B 4 {12/4} Tab Tab {14:00} Enter");
    let [Record::Book { slot, .. }] = b.records()[..] else { panic!("{:?}", b.records()) };
    assert_eq!(slot.start.to_string(), "2026-12-04 14:00:00");
    // Esc leaves the field, then the box.
    let mut b = today();
    b.fresh().press("B 4 Esc");
    assert_eq!(b.model.context(), Context::Booking);
    b.press("Esc");
    assert_eq!(b.model.context(), Context::Today);
}

#[test]
fn a_kickoff_is_booked_or_left_for_session_1() {
    let pharmacy = Id::natural(Entity::Pharmacy, "p");
    let answer = move |ask: &Ask| match ask {
        Ask::Booking { without_kickoff, .. } => {
            let mut view = BookingView { kickoff_missing: true, slots: fixture::slots(), ..BookingView::default() };
            if *without_kickoff {
                (view.number, view.minutes) = (Some(1), (20, 30));
            } else {
                (view.kickoff, view.minutes) = (Some(pharmacy), (30, 60));
            }
            Some(Reply::Booking(Box::new(view)))
        }
        other => fixture::answer(Lang::Ja, other),
    };
    let mut b = Bench::with(Setup::new(Lang::Ja, (100, 30)), Box::new(answer));
    b.fresh().press("B").sees("キックオフ の予約").press("K").sees("第1回 の予約").press("K Enter");
    let [Record::BookKickoff { pharmacy: of, slot, .. }] = b.records()[..] else { panic!("{:?}", b.records()) };
    assert_eq!((*of, slot.start), (pharmacy, fixture::slots()[0].start));
    b.sees("キックオフを入れました").sees_not("次回を入れました");
}
