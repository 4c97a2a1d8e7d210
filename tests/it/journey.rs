//! Journeys in the user's keys, through the real program: what stands on the screen, and what is on disk.

use manabi::i18n::Lang;

use crate::support::days::Day;
use crate::support::keys::strokes;
use crate::support::stage::{Desk, Start, play, play_on};

/// What a trainer sees of the work: no clock, no notice, no footer.
fn seen(desk: &Desk) -> Vec<String> {
    let rows = desk.rows();
    let work = rows.len() - 3;
    rows[..work].iter().map(|row| timeless(row)).collect()
}

/// A row with every time of day and every count of minutes and seconds left out.
fn timeless(row: &str) -> String {
    let mut out = String::new();
    let mut rest = row;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, digits) = rest.split_at(at);
        let end = digits.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(digits.len());
        out.push_str(before);
        out.push_str(if digits[..end].contains(':') { "0:00" } else { &digits[..end] });
        rest = &digits[end..];
    }
    out.push_str(rest);
    out
}

#[track_caller]
fn same(now: &[String], before: &[String], what: &str) {
    let differs = |n: &usize| now.get(*n) != before.get(*n);
    if let Some(n) = (0..now.len().max(before.len())).find(differs) {
        panic!("{what}: row {n}\n  was {:?}\n  is  {:?}", before.get(n), now.get(n));
    }
}

/// Steps of a day, each from where the one before it stands, and each taken back once before it is done for good.
const STEPS: &[&str] = &[
    "o5",
    "<Enter>",
    "1",
    "2",
    "3",
    "<Space>",
    "4",
    "v{要望の下書き}<Enter><Esc>",
    "+{一人でできた}<Enter><Esc>",
    "y{調べておく}<Enter><Esc>",
    "h<Space><Enter>",
    "t",
    "t",
    "f",
    "1",
    "1",
    "1",
    "3",
    "3",
    "2",
    "3",
    "3",
];

#[test]
fn undo_after_every_step_changes_nothing_that_is_seen_or_kept() {
    for lang in Lang::ALL {
        play(&Start::new(Day::Morning, lang).now(9, 30).size(120, 40), async |desk| {
            for (n, step) in STEPS.iter().enumerate() {
                let what = |word: &str| format!("{} step {n} {step} {word}", lang.word());
                let (shown, kept) = (seen(desk), desk.db().everything());
                desk.keys(step).await;
                let done = desk.db().everything();
                assert!(done != kept, "{}:\n{}", what("records nothing"), desk.picture());
                desk.keys("u").await;
                same(&desk.db().everything(), &kept, &what("undone"));
                same(&seen(desk), &shown, &what("undone"));
                desk.keys("U").await;
                same(&desk.db().everything(), &done, &what("done again"));
                desk.keys("u").await;
                desk.keys(step).await;
            }
            desk.db().check();
        });
    }
}

/// Everything that belongs to the learner of an appointment at this time of the day, and what it became.
pub fn state_at(hour: u32, minute: u32) -> String {
    let at = crate::support::days::at(hour, minute).timestamp_millis();
    format!("SELECT state FROM appointment WHERE starts_at = {at} AND deleted_at IS NULL")
}

pub const RUNNING: &str = "SELECT i.outcome FROM session_item i JOIN session s ON s.id = i.session_id JOIN appointment a \
                       ON a.id = s.appointment_id WHERE a.state = 'in_progress' ORDER BY i.position";

/// The keys of the eleven tasks that this program is measured by; text in braces is typed in every tool and not counted.
pub const TASKS: [&str; 11] = [
    "<Enter>",
    "<Space>",
    "3",
    "v{下書きを紙に出したい}<Enter>",
    "h<Space><Enter>",
    "w<Enter>",
    "o4<Enter>",
    "u",
    "fxsfxs",
    "p",
    "c",
];

/// How many keys each may take.
pub const COUNTS: [usize; 11] = [1, 1, 1, 2, 3, 2, 3, 1, 6, 1, 1];

#[test]
fn the_eleven_tasks_take_no_more_keys_than_they_did() {
    let counts: Vec<usize> = TASKS.iter().map(|keys| strokes(keys)).collect();
    assert_eq!(counts, COUNTS);
    assert!(counts.iter().sum::<usize>() <= 22);
}

#[test]
fn task_1_opens_the_next_1on1_with_the_brief_of_last_time() {
    play(&Start::new(Day::Morning, Lang::Ja), async |desk| {
        desk.keys(TASKS[0]).await;
        assert_eq!(desk.db().one(&state_at(9, 30)), "in_progress");
        assert_eq!(desk.db().ask(RUNNING).len(), 9);
        desk.sees("森田 由美");
        // What was given as homework, and what the learner wants.
        desk.sees("前回: 練習用の例題");
        desk.sees("18時半に閉めて19時に帰る");
    });
}

#[test]
fn tasks_2_3_and_8_mark_and_take_back() {
    play(&Start::new(Day::Morning, Lang::Ja), async |desk| {
        // The homework of last time comes first; its row is that of the script's review item.
        desk.keys("<Enter>1").await;
        assert_eq!(desk.db().ask(RUNNING)[..3], ["done", "planned", "planned"]);
        desk.keys(TASKS[1]).await;
        assert_eq!(desk.db().ask(RUNNING)[..3], ["done", "done", "planned"]);
        assert!(desk.row_with(">未").contains(">未 2 指導文の候補"), "{}", desk.picture());
        desk.keys(TASKS[2]).await;
        assert_eq!(desk.db().ask(RUNNING)[..3], ["done", "done", "stuck"]);
        assert!(desk.row_with(">未").contains(">未 3 画面の見せ方"), "{}", desk.picture());
        desk.keys(TASKS[7]).await;
        assert_eq!(desk.db().ask(RUNNING)[..3], ["done", "done", "planned"]);
        assert_eq!(
            desk.db().ask("SELECT command, undoes IS NOT NULL FROM event ORDER BY seq DESC LIMIT 1"),
            ["undo|1"]
        );
        // What is marked next is what was wrong, not the row after it.
        desk.keys("2").await;
        assert_eq!(desk.db().ask(RUNNING)[..3], ["done", "done", "partly"]);
    });
}

#[test]
fn task_4_takes_a_request_down_with_its_minute_and_item() {
    play(&Start::new(Day::Morning, Lang::Ja), async |desk| {
        desk.keys("<Enter>1").await;
        desk.minutes(3).await;
        desk.keys(TASKS[3]).await;
        let note = "SELECT kind, minute, item_id, text FROM note ORDER BY at DESC LIMIT 1";
        assert_eq!(desk.db().one(note), "request|3|s06-before|下書きを紙に出したい");
        assert_eq!(
            desk.db().ask("SELECT verbatim, state FROM voice ORDER BY created_at DESC LIMIT 1"),
            ["下書きを紙に出したい|captured"]
        );
    });
}

#[test]
fn task_5_sets_two_of_three_suggested_tasks() {
    play(&Start::new(Day::Morning, Lang::Ja), async |desk| {
        desk.keys("<Enter>123").await;
        let before = desk.db().count("SELECT count(*) FROM homework");
        desk.keys(TASKS[4]).await;
        let set = desk.db().ask("SELECT h.due, h.state, h.item_id FROM homework h JOIN session s ON s.id = h.session_id \
                                 JOIN appointment a ON a.id = s.appointment_id WHERE a.state = 'in_progress' ORDER BY h.item_id");
        assert_eq!(set, ["next|assigned|s06-before", "next|assigned|s06-choose"]);
        assert_eq!(desk.db().count("SELECT count(*) FROM homework"), before + 2);
    });
}

#[test]
fn task_6_closes_a_session_as_it_is_filled_in() {
    play(&Start::new(Day::Morning, Lang::Ja), async |desk| {
        desk.keys("<Enter>1 1131 111 33333").await;
        desk.minutes(26).await;
        desk.keys(TASKS[5]).await;
        assert_eq!(desk.db().one(&state_at(9, 30)), "held");
        let closed = "SELECT s.closed_at IS NOT NULL, s.confirmed, s.ended_at - s.started_at >= 26 * 60000 FROM session s \
                      JOIN appointment a ON a.id = s.appointment_id WHERE a.state = 'held' ORDER BY s.started_at DESC LIMIT 1";
        assert_eq!(desk.db().one(closed), "1|1|1");
        // A week later at the same time.
        let next = crate::support::days::at(9, 30).timestamp_millis() + 7 * 86_400_000;
        let booked = format!("SELECT state, session_no, minutes FROM appointment WHERE starts_at = {next}");
        assert_eq!(desk.db().ask(&booked), ["scheduled|7|30"]);
        let homework = "SELECT h.item_id FROM homework h JOIN session s ON s.id = h.session_id WHERE h.state = 'assigned' \
                        AND s.started_at = (SELECT max(started_at) FROM session) ORDER BY h.item_id";
        assert_eq!(desk.db().ask(homework), ["s06-hw", "s06-show"]);
        desk.sees("今日");
        desk.sees("閉じました: 森田 由美");
    });
}

#[test]
fn task_7_records_a_no_show_and_books_again() {
    play(&Start::new(Day::Morning, Lang::Ja).now(14, 5), async |desk| {
        desk.keys("jjjjjo5").await;
        desk.minutes(6).await;
        assert_eq!(desk.db().one(&state_at(14, 0)), "waiting");
        let homework = "SELECT count(*) FROM homework WHERE state = 'assigned'";
        let before = desk.db().count(homework);
        desk.keys(TASKS[6]).await;
        assert_eq!(desk.db().one(&state_at(14, 0)), "no_show");
        let next = crate::support::days::at(14, 0).timestamp_millis() + 86_400_000;
        let booked = format!(
            "SELECT n.state, n.session_no, o.state FROM appointment n JOIN appointment o ON o.id = n.rescheduled_from WHERE n.starts_at = {next}"
        );
        assert_eq!(desk.db().ask(&booked), ["scheduled|8|no_show"]);
        assert_eq!(desk.db().count(homework), before);
        desk.sees("松井 康平  次回 11/26(木) 14:00");
    });
}

/// Names that are on the screens of the practice day, whole or as far as a column is wide.
pub const NAMES: [&str; 12] =
    ["森田", "井上", "清水", "石川", "大野", "松井", "岡本", "あおば", "ひまわり", "みなと", "さくら坂", "宮本"];

#[test]
fn task_10_hides_every_name_in_one_frame() {
    for keys in ["", "<Enter>", "<Enter>1w", "?", "b", "r"] {
        play(&Start::new(Day::Morning, Lang::Ja), async |desk| {
            desk.keys(keys).await;
            let kept = desk.db().everything();
            desk.keys(if keys == "<Enter>1w" { "<C-g>" } else { TASKS[9] }).await;
            for name in NAMES {
                desk.sees_not(name);
            }
            assert_eq!(desk.db().everything(), kept);
            desk.keys("<C-g>").await;
            if !["?", "r"].contains(&keys) {
                desk.sees("森田");
            }
        });
    }
}

#[test]
fn task_9_decides_six_rows_in_six_keys() {
    play(&Start::new(Day::Evening, Lang::Ja).now(16, 31), async |desk| {
        desk.keys("r").await;
        desk.sees("判断のこり 11");
        desk.keys(TASKS[8]).await;
        desk.sees("判断のこり 5");
        let kinds = desk.db().ask("SELECT kind, count(*) FROM decision GROUP BY kind ORDER BY kind");
        assert_eq!(kinds, ["dismiss|2", "follow_up|2", "snooze|2"]);
        let made = "SELECT count(*) FROM event WHERE command = 'decide' AND entity = 'follow_up' AND op = 'create'";
        assert_eq!(desk.db().count(made), 2);
        for left in 6..=11 {
            desk.keys("u").await;
            desk.sees(&format!("判断のこり {left}"));
        }
        assert_eq!(desk.db().count("SELECT count(*) FROM decision WHERE deleted_at IS NULL"), 0);
    });
}

#[test]
fn task_11_copies_the_brief_and_not_in_share_safe() {
    play(&Start::new(Day::Morning, Lang::Ja), async |desk| {
        let kept = desk.db().everything();
        desk.keys("b").await;
        desk.keys(TASKS[10]).await;
        let copied = desk.copied().expect("a text on the clipboard");
        assert!(copied.contains("森田 由美") && copied.contains("18時半に閉めて19時に帰る"), "{copied}");
        desk.keys("<C-g>").await;
        desk.keys("c").await;
        assert_eq!(desk.copied(), None);
        desk.keys("C").await;
        let masked = desk.copied().unwrap_or_default();
        assert!(NAMES.iter().all(|name| !masked.contains(name)), "{masked}");
        assert_eq!(desk.db().everything(), kept);
    });
}

#[test]
fn the_evening_ends_when_nobody_is_left() {
    for lang in Lang::ALL {
        play(&Start::new(Day::Evening, lang).now(16, 31), async |desk| {
            desk.keys("r fxsfxsfffff").await;
            assert_eq!(desk.db().ask("SELECT count(*) FROM day WHERE closed_at IS NOT NULL"), ["0"]);
            // Two records are open; each is opened from below the list and closed as it is filled in.
            // Closed, it gives way to the next one.
            desk.keys("<Tab>").await;
            for left in [1, 0] {
                desk.keys("<Enter>").await;
                desk.keys("w<Enter>").await;
                let open = "SELECT count(*) FROM session s JOIN appointment a ON a.id = s.appointment_id \
                            WHERE a.state = 'held' AND s.closed_at IS NULL AND s.deleted_at IS NULL";
                assert_eq!(desk.db().count(open), left, "{}", desk.picture());
                desk.sees(if lang == Lang::Ja { "ふり返り" } else { "review" });
            }
            assert_eq!(
                desk.db().ask("SELECT count(*) FROM day WHERE closed_at IS NOT NULL"),
                ["1"],
                "{}",
                desk.picture()
            );
            desk.db().check();
        });
    }
}

#[test]
fn a_learner_whose_adding_is_undone_leaves_no_card_behind() {
    // The only one in the file: the first screen is back, and doing it again is today.
    let folder = tempfile::tempdir().expect("a folder");
    let start = Start::new(Day::Small, Lang::Ja);
    play_on(&folder.path().join("new.db"), &start, async |desk| {
        desk.keys("3{試験 花子}<Enter>{試験薬局}<Enter>").await;
        desk.sees("引継ぎ");
        desk.keys("u").await;
        desk.sees("練習の1日をためす");
        desk.sees("取り消しました: 試験 花子 の名簿への追加");
        desk.sees_not("もうありません");
        assert_eq!(desk.db().count("SELECT count(*) FROM learner WHERE deleted_at IS NULL"), 0);
        desk.keys("U").await;
        desk.sees("やり直しました: 試験 花子 の名簿への追加");
        desk.sees_not("練習の1日をためす");
        assert_eq!(desk.db().count("SELECT count(*) FROM learner WHERE deleted_at IS NULL"), 1);
    });
    // One of several: today, above which the card stood.
    play(&Start::new(Day::Small, Lang::En), async |desk| {
        desk.keys("A{Hanako Test}<Enter>{Aoba Pharmacy}<Enter>").await;
        desk.keys("u").await;
        desk.sees("Undone: adding to the roster (Hanako Test)");
        desk.sees("Yumi Morita");
        // What is typed now is a search and no note for somebody who is not there.
        desk.keys("n{a note}<Enter><Esc>").await;
        assert_eq!(desk.db().count("SELECT count(*) FROM note"), 0);
        desk.db().check();
    });
}

#[test]
fn the_same_learner_is_not_added_twice() {
    play(&Start::new(Day::Small, Lang::Ja), async |desk| {
        desk.keys("A{森田　由美}<Enter>{あおば薬局}<Enter>").await;
        desk.sees("森田 由美 さん (あおば薬局) はもう登録されています");
        assert_eq!(desk.db().count("SELECT count(*) FROM learner"), 3);
        // The form stands as it was, and another name goes through.
        desk.keys("<S-Tab>{子}<Enter><Enter>").await;
        assert_eq!(desk.db().count("SELECT count(*) FROM learner"), 4);
        desk.keys("<C-g>").await;
        desk.sees_not("森田");
    });
}

#[test]
fn a_kickoff_is_booked_held_and_followed_by_session_1() {
    play(&Start::new(Day::Small, Lang::Ja).now(16, 0).size(100, 30), async |desk| {
        desk.keys("A{試験 花子}<Enter>{試験薬局}<Enter>").await;
        desk.keys("B").await;
        desk.sees("キックオフ の予約");
        desk.keys("4{11/25T16:20-16:40}<Enter>").await;
        desk.sees("長さは30〜60分です");
        desk.keys("<C-u>{11/25T16:20-17:00}<Enter>").await;
        let kickoff = "SELECT state, minutes FROM appointment WHERE kind = 'kickoff' AND deleted_at IS NULL";
        assert_eq!(desk.db().ask(kickoff), ["scheduled|40"], "{}", desk.picture());
        desk.keys("u").await;
        assert!(desk.db().ask(kickoff).is_empty());
        desk.keys("U<Esc>").await;
        desk.keys("<End><Enter>").await;
        desk.sees("試験薬局 必須7  キックオフ");
        desk.keys("<Enter>{残業を減らす}<Enter>").await;
        desk.minutes(30).await;
        desk.keys("w").await;
        desk.sees("第1回の日時を一人ずつ提案します");
        desk.keys("1<Enter>").await;
        assert_eq!(desk.db().ask(kickoff), ["held|40"], "{}", desk.picture());
        desk.sees("試験 花子 さん  第1回 の予約");
        desk.minutes(1).await;
        desk.keys("<Enter>").await;
        let first = "SELECT a.session_no, a.state FROM appointment a JOIN enrolment e ON e.id = a.enrolment_id \
                     JOIN learner l ON l.id = e.learner_id WHERE l.name = '試験 花子'";
        assert_eq!(desk.db().ask(first), ["1|scheduled"], "{}", desk.picture());
        // Nobody else waits for a first session.
        desk.sees_not("の予約");
        desk.db().check();
    });
}

#[test]
fn homework_that_was_looked_at_still_counts_while_the_1on1_runs() {
    play(&Start::new(Day::Morning, Lang::Ja).size(80, 24), async |desk| {
        desk.sees("宿0/1");
        desk.keys("<Enter>1<Esc>").await;
        let row = desk.row_with(">09:30 今");
        assert!(row.contains("宿1/1"), "{row}");
        desk.sees("宿題 1/1");
    });
}

#[test]
fn a_closed_record_is_amended_and_says_so_in_its_history() {
    play(&Start::new(Day::Morning, Lang::Ja), async |desk| {
        desk.keys("<Enter>1 1131 111 33333w<Enter>").await;
        let mood = "SELECT mood FROM session ORDER BY started_at DESC LIMIT 1";
        // Back to the row that was just closed, and into its record.
        desk.keys("<Home><Enter>").await;
        while !desk.picture().contains(" manabi  記録") {
            desk.keys("<Esc><Down><Enter>").await;
        }
        desk.keys("<End>4").await;
        assert_eq!(desk.db().one(mood), "4");
        assert_eq!(desk.db().one("SELECT command FROM event ORDER BY seq DESC LIMIT 1"), "amend");
        desk.keys("H").await;
        desk.sees("[追記・訂正]");
        desk.sees("様子: (なし) -> 4");
        desk.keys("<Esc>u").await;
        assert_eq!(
            desk.db().ask("SELECT command, undoes IS NOT NULL FROM event ORDER BY seq DESC LIMIT 1"),
            ["amend|1"]
        );
        desk.keys("u").await;
        desk.sees("締めは取り消せません");
        desk.db().check();
    });
}

#[test]
fn backing_out_of_a_result_starts_nothing() {
    play(&Start::new(Day::Morning, Lang::Ja), async |desk| {
        desk.keys("o1").await;
        assert_eq!(desk.db().one(&state_at(9, 30)), "in_progress");
        desk.keys("<Esc>").await;
        assert_eq!(desk.db().one(&state_at(9, 30)), "scheduled");
        desk.sees(">09:30 未");
        assert_eq!(desk.db().count("SELECT count(*) FROM session WHERE closed_at IS NULL AND deleted_at IS NULL"), 1);
    });
}

#[test]
fn steps_of_a_role_play_do_not_become_homework() {
    play(&Start::new(Day::Morning, Lang::Ja).size(100, 30), async |desk| {
        desk.keys("<Enter>").await;
        // To the role-play, whose first step is stuck.
        desk.keys("<Tab><Tab>").await;
        desk.keys("3h").await;
        desk.sees("もう一度: きょうのロープレの場面を、声に出してためす");
        desk.sees_not("[x] 場面を説明し");
    });
}

#[test]
fn people_are_listed_without_a_query() {
    play(&Start::new(Day::Morning, Lang::Ja), async |desk| {
        desk.keys("/").await;
        desk.sees("> 人 ");
        desk.sees("続き");
    });
}

#[test]
fn names_of_figures_are_whole_where_there_is_room() {
    play(&Start::new(Day::Morning, Lang::Ja).size(80, 24), async |desk| {
        desk.keys("jj").await;
        desk.sees("当日の薬歴完了率 84%");
        desk.sees("指導文の利用率 63%");
    });
}

#[test]
fn a_carried_item_is_dropped_with_two_keys_and_comes_back_with_one() {
    const CARRIED: &str = "SELECT i.outcome, i.note FROM session_item i JOIN session s ON s.id = i.session_id \
                           JOIN appointment a ON a.id = s.appointment_id WHERE a.state = 'in_progress' \
                           AND i.carried_from IS NOT NULL ORDER BY i.position LIMIT 1";
    for (lang, reason, mark) in [(Lang::Ja, "もうできている", "飛 1"), (Lang::En, "can do it by now", "SK 1")] {
        for size in [(60, 20), (80, 24), (100, 30)] {
            play(&Start::new(Day::Morning, lang).now(10, 5).size(size.0, size.1), async |desk| {
                // The second of the day: two items of his last session got stuck.
                desk.keys("<Home>j<Enter>").await;
                assert_eq!(desk.db().one(CARRIED), "planned|-", "{}", desk.picture());
                desk.keys("j").await;
                desk.keys("d").await;
                desk.sees(reason);
                desk.keys("<Enter>").await;
                assert_eq!(desk.db().one(CARRIED), format!("skipped|{reason}"), "{}", desk.picture());
                if size.0 >= 100 {
                    desk.sees(mark);
                }
                desk.keys("u").await;
                assert_eq!(desk.db().one(CARRIED), "planned|-");
            });
        }
    }
}

#[test]
fn why_an_optional_item_was_skipped_is_typed_after_its_mark_and_read_in_the_record() {
    const SKIPPED: &str = "SELECT i.outcome, i.note FROM session_item i JOIN session s ON s.id = i.session_id \
                           JOIN appointment a ON a.id = s.appointment_id WHERE a.state = 'in_progress' \
                           AND i.item_id = 's06-rp-brief'";
    for (lang, reason) in [(Lang::Ja, "時間がなかった"), (Lang::En, "no time left")] {
        for size in [(60, 20), (80, 24), (100, 30)] {
            play(&Start::new(Day::Morning, lang).now(9, 30).size(size.0, size.1), async |desk| {
                desk.keys("<Enter><S-Tab>").await;
                // On the step that sets the scene.
                desk.keys("4<Up>").await;
                assert_eq!(desk.db().one(SKIPPED), "skipped|-", "{}", desk.picture());
                desk.keys("d").await;
                desk.sees(reason);
                desk.keys("<Enter>").await;
                assert_eq!(desk.db().one(SKIPPED), format!("skipped|{reason}"), "{}", desk.picture());
                desk.keys("u").await;
                assert_eq!(desk.db().one(SKIPPED), "skipped|-");
                desk.keys("d<Enter>").await;
                desk.sees(if lang == Lang::Ja { "(理由: " } else { "(reason: " });
            });
        }
    }
}

#[test]
fn a_number_comes_again_from_the_card_with_its_reason_in_one_line() {
    play(&Start::new(Day::Morning, Lang::Ja), async |desk| {
        desk.keys("BN{3}<Enter>").await;
        desk.sees("理由を続けて打ってください");
        desk.keys("{ もう一度見たい}<Enter>").await;
        desk.sees("第3回 (もう一度)");
        desk.keys("<Enter>").await;
        let booked =
            "SELECT session_no, kind, override_reason FROM appointment ORDER BY created_at DESC, id DESC LIMIT 1";
        assert_eq!(desk.db().one(booked), "3|session|もう一度見たい");
        desk.keys("E<Enter>").await;
        let extra = "SELECT kind FROM appointment ORDER BY created_at DESC, id DESC LIMIT 1";
        assert_eq!(desk.db().one(extra), "extra");
    });
}

#[test]
fn a_letter_of_a_note_is_one_frame_and_its_way_to_the_disk_none() {
    play(&Start::new(Day::Morning, Lang::Ja).now(9, 30).size(120, 40), async |desk| {
        desk.keys("o5<Enter>n").await;
        let before = desk.drawn();
        desk.keys("a").await;
        assert_eq!(desk.drawn(), before + 1);
        // A draft goes to the disk; the clock stands as long as somebody may be composing.
        let shown = desk.rows();
        desk.player.pass(2_000).await;
        assert_eq!(desk.drawn(), before + 1);
        assert_eq!(desk.rows(), shown);
        desk.keys("<Esc>").await;
        assert!(desk.drawn() > before + 1);
    });
}
