//! The end of a follow-up.

use super::*;
use crate::domain::transitions::FollowUpEnd;
use crate::domain::{Level, Scope};

#[test]
fn a_follow_up_ends_with_a_line_and_is_in_the_export() {
    let mut bench = Bench::new();
    let (learner, _) = bench.learner();
    let end = |end, text: &str| Record::EndFollowUp { scope: Scope::Learner, id: learner, end, text: text.to_owned() };
    let refused = |what| Err(Failure::Refused(what));
    let gone = Refusal::Gone { what: Entity::FollowUp };
    assert_eq!(bench.try_record(end(FollowUpEnd::Done, "x")), refused(gone.clone()), "there is none");
    let follow_up = bench.id();
    bench.record(Record::Flag { scope: Scope::Learner, id: learner, follow_up, level: Some(Level::Contact) });
    assert_eq!(bench.try_record(end(FollowUpEnd::Done, "  ")), refused(Refusal::ResultMissing));
    let long = "あ".repeat(401);
    assert_eq!(bench.try_record(end(FollowUpEnd::Done, &long)), refused(Refusal::TooManyCharacters { max: 400 }));
    bench.record(end(FollowUpEnd::Done, " 電話で話せた "));
    let kept = |bench: &Bench| -> (String, Option<String>, bool) {
        let sql = "SELECT state, result, done_at IS NOT NULL FROM follow_up";
        bench.db.conn().query_row(sql, [], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).unwrap()
    };
    assert_eq!(kept(&bench), ("done".to_owned(), Some("電話で話せた".to_owned()), true));
    assert_eq!(bench.try_record(end(FollowUpEnd::Dropped, "x")), refused(gone), "it is over");
    let Reply::Reverted(reverted) = bench.record(Record::Undo) else { panic!("not undone") };
    assert_eq!(reverted.deed, Some(Deed::EndFollowUp));
    assert_eq!(kept(&bench), ("open".to_owned(), None, false));
    bench.record(end(FollowUpEnd::Dropped, "本人がことわった"));
    assert_eq!(kept(&bench), ("dropped".to_owned(), Some("本人がことわった".to_owned()), false));
    assert!(bench.chain_holds());
}
