//! What the wrap-up says, and what closing then writes.

use manabi::i18n::Lang;

use crate::support::days::Day;
use crate::support::stage::{Start, play};

#[test]
fn homework_that_is_due_before_the_next_meeting_says_its_day() {
    play(&Start::new(Day::Morning, Lang::Ja).now(14, 0).size(120, 40), async |desk| {
        desk.keys("<Home>jjjjj<Enter>").await;
        for _ in 0..20 {
            desk.keys("1").await;
        }
        desk.keys("w").await;
        let slot = desk.row_with("第9回");
        assert!(slot.contains("12/02(水)"), "{}", desk.picture());
        desk.sees("12/01(火) まで");
        desk.keys("c").await;
        let copied = desk.copied().unwrap();
        assert!(copied.contains("次回までの宿題 (12/01(火) まで)"), "{copied}");
        desk.keys("<Enter>").await;
        let due = "SELECT due FROM homework WHERE state = 'assigned' AND session_id = (SELECT id FROM session ORDER BY started_at DESC LIMIT 1)";
        assert_eq!(desk.db().ask(due), ["-1d"]);
    });
}

#[test]
fn a_number_that_nobody_came_to_is_not_told_as_skipped() {
    for (lang, both, word) in [(Lang::Ja, "第6回+第7回", "必須"), (Lang::En, "6+7", "must")] {
        play(&Start::new(Day::Morning, lang).now(9, 31).size(120, 40), async |desk| {
            desk.keys("<Enter>1 1131 111 33333").await;
            desk.keys("w").await;
            assert!(!desk.picture().contains(word), "nothing is left unsaid:\n{}", desk.picture());
            desk.keys("<Esc>N").await;
            desk.sees(both);
            desk.keys("w").await;
            assert!(!desk.picture().contains(word), "{}", desk.picture());
            desk.keys("<Enter>").await;
            desk.sees_not(both);
            let set = "SELECT count(*) FROM homework WHERE item_id LIKE 's07%' AND deleted_at IS NULL \
                       AND session_id = (SELECT id FROM session ORDER BY started_at DESC LIMIT 1)";
            assert_eq!(desk.db().count(set), 0);
        });
    }
}

#[test]
fn a_plan_that_is_too_full_counts_the_look_at_homework() {
    play(&Start::new(Day::Morning, Lang::En).now(10, 10).size(160, 45), async |desk| {
        desk.keys("<Home>j<Enter>").await;
        // Thirty planned and six carried.
        desk.sees("36/30");
    });
}
