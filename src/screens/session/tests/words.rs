//! Words of the owner and of the learner: typed, on top, promised, read out.

use super::*;

#[test]
fn the_owners_words_are_typed_into_their_item() {
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Kickoff);
    let picture = desk.picture();
    assert!(picture.contains("今井 隆 さん (経営者)"), "{picture}");
    assert!(picture.contains("ロールプレイはありません: "), "{picture}");
    desk.keys("Enter");
    assert_eq!(desk.model.context(), Context::Words);
    desk.commit("顔を見て話せる店に");
    desk.keys("Enter");
    assert_eq!(desk.model.context(), Context::Session);
    let words = desk.on_disk().purpose.unwrap();
    assert_eq!(words.reveal(Reveal::granted()).as_str(), "顔を見て話せる店に");
    assert!(desk.picture().contains("   顔を見て話せる店に"), "{}", desk.picture());
    // Nothing changed is nothing recorded.
    let before = desk.recorded.len();
    desk.keys("Enter Enter");
    assert_eq!((desk.model.context(), desk.recorded.len()), (Context::Session, before));
}

#[test]
fn tab_opens_the_owners_words_only_while_there_are_none() {
    let mut desk = Desk::started(Lang::Ja, (100, 30), Meeting::Kickoff);
    desk.keys("Tab Tab");
    assert_eq!(desk.model.context(), Context::Words);
    desk.commit("顔を見て話せる店に");
    desk.keys("Enter Tab Tab");
    assert_eq!(desk.model.context(), Context::Session, "{}", desk.picture());
    // The digit marks a row again, and is no part of what the owner said.
    desk.keys("1");
    let kept = desk.on_disk();
    assert_eq!(kept.purpose.unwrap().reveal(Reveal::granted()).as_str(), "顔を見て話せる店に");
    assert!(kept.items.iter().any(|item| item.outcome == Outcome::Done));
}

#[test]
fn the_purpose_stands_on_top_of_the_first_script_and_the_goal_on_later_ones() {
    for size in SIZES {
        let first = Desk::started(Lang::Ja, size, Meeting::First).picture();
        assert!(first.contains(told(Lang::Ja).purpose), "{first}");
        let later = Desk::started(Lang::Ja, size, Meeting::Usual).picture();
        assert!(later.contains(told(Lang::Ja).goal), "{later}");
    }
}

#[test]
fn a_session_opens_with_promises_and_with_what_they_could_do() {
    use crate::domain::{Entity, Id};
    use crate::request::Stamp;
    use crate::request::record::{Fact, FactValue};
    for (lang, said, asked) in
        [(Lang::Ja, "ひとりで検索できた", "印刷の手順を送る"), (Lang::En, "searched alone", "send steps")]
    {
        for size in SIZES {
            for meeting in [Meeting::Usual, Meeting::Late] {
                let mut desk = Desk::started(lang, size, meeting);
                let sql = "SELECT enrolment_id FROM session ORDER BY started_at DESC LIMIT 1";
                let enrolment: Id = desk.db.conn().query_row(sql, [], |row| row.get(0)).unwrap();
                let text = |text: &str| FactValue::Text(text.to_owned());
                let of = |entity, n: u8, mut fields: Vec<(&'static str, FactValue)>| {
                    fields.push(("enrolment_id", FactValue::Ref(enrolment)));
                    Fact { entity, id: Id::natural(entity, &n.to_string()), fields }
                };
                let mut facts: Vec<Fact> =
                    (0..4).map(|n| of(Entity::Win, n, vec![("text", text(&format!("{said} {n}")))])).collect();
                let by = vec![("text", text(asked)), ("state", text("open")), ("promised_by", text("2026-11-27"))];
                facts.push(of(Entity::Question, 9, by));
                let stamp = Stamp { at: desk.now, zone: "Asia/Tokyo".to_owned(), actor: None };
                desk.db.record(&stamp, Record::Facts(facts)).unwrap();
                desk.restart();
                desk.check(&format!("{lang:?} {size:?} {meeting:?}"));
                let top = desk.picture();
                assert!(top.contains(asked) && top.contains("11/27"), "{top}");
                if size.0 >= 80 {
                    assert!(top.contains(said), "{top}");
                }
                desk.keys("Ctrl-G");
                desk.check("shared");
                assert!(!desk.picture().contains(said), "{}", desk.picture());
                desk.keys("Ctrl-G g t");
                let today = desk.picture();
                assert!(today.contains(asked) && today.contains("11/27"), "{today}");
            }
        }
    }
}

#[test]
fn at_the_last_session_everything_they_could_do_is_read_out() {
    use super::super::content::contents;
    let desk = desk();
    let mut view = desk.on_disk();
    view.wins = ["登録できた", "検索できた"].map(crate::text::mask::Private::free).into();
    view.win_count = 2;
    let below = |view: &crate::request::SessionView| {
        let mut state = super::super::State::new(desk.appointment);
        state.view = Some(Box::new(view.clone()));
        let lecture = contents(&state, &desk.model.core).into_iter().find(|content| content.pane == Pane::Lecture);
        lecture.unwrap().below.into_iter().map(|below| below.text).collect::<Vec<_>>().join("\n")
    };
    assert!(!below(&view).contains("検索できた"), "at another one the row on top is enough");
    let running = view.strip.iter_mut().map(|cell| std::mem::take(&mut cell.running)).collect::<Vec<_>>();
    assert!(running.contains(&true));
    view.strip.last_mut().unwrap().running = true;
    assert!(below(&view).contains("「登録できた」\n「検索できた」"), "{}", below(&view));
}
