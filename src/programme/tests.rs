//! Whole files: the three of `assets/programmes`, and every check with files broken on purpose. A broken file is the
//! real one with one edit, and the test names every problem it has, with code and line, so nothing follows along.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::domain::{Decimal, SessionRef};

const JA: &str = include_str!("../../assets/programmes/programme-ja.md");
const EN: &str = include_str!("../../assets/programmes/programme-en.md");
const ACCOUNTING: &str = include_str!("../../assets/programmes/programme-accounting-en.md");

fn good(text: &str) -> Programme {
    let parsed = parse(text);
    assert_eq!(parsed.problems, []);
    Arc::unwrap_or_clone(parsed.programme.unwrap())
}

/// The text with `old`, which has to stand in it exactly once, replaced.
fn edit(text: &str, old: &str, new: &str) -> String {
    assert_eq!(text.matches(old).count(), 1, "not exactly once: {old}");
    text.replace(old, new)
}

/// The same, where only what stands after `from` counts.
fn edit_after(text: &str, from: &str, old: &str, new: &str) -> String {
    let at = text.find(from).unwrap_or_else(|| panic!("not there: {from}"));
    format!("{}{}", &text[..at], text[at..].replacen(old, new, 1))
}

/// The line that a path names: `A > B` is the first line that begins with B after the first that begins with A.
fn line_of(text: &str, path: &str) -> u32 {
    let mut lines = text.lines().zip(1..);
    let mut found = 0;
    for part in path.split(" > ") {
        let line = lines.find(|(line, _)| line.starts_with(part));
        found = line.unwrap_or_else(|| panic!("no line {part} of {path}")).1;
    }
    found
}

/// Asserts that the text has exactly these problems, and that each can be told in both languages.
fn assert_problems(text: &str, expected: &[(Code, &str)]) {
    let problems = parse(text).problems;
    let told: Vec<(Code, u32)> = problems.iter().map(|problem| (problem.code, problem.line)).collect();
    let mut wanted: Vec<(Code, u32)> = expected.iter().map(|(code, path)| (*code, line_of(text, path))).collect();
    wanted.sort_by_key(|(code, line)| (*line, *code));
    assert_eq!(told, wanted, "{problems:#?}");
    for problem in &problems {
        assert_told(problem);
    }
}

fn assert_told(problem: &Problem) {
    let (ja, en) = (problem.sentence(true), problem.sentence(false));
    assert!(ja.chars().any(|c| c > '\u{3040}'), "{ja}");
    assert!(en.is_char_boundary(0) && en.contains(' ') && ja != en, "{en}");
    assert!(!ja.contains('\n') && !en.contains('\n'));
}

#[test]
fn the_files_that_come_along_have_no_problem() {
    for (text, sessions, minutes, ids) in [(JA, 12, 310, 195), (EN, 12, 310, 195), (ACCOUNTING, 2, 40, 15)] {
        let programme = good(text);
        assert_eq!(programme.sessions.len(), sessions);
        assert_eq!(programme.sessions.iter().map(|s| u32::from(s.planned.total())).sum::<u32>(), minutes);
        let counted = |s: &Session| s.items().count() + s.role_play.criteria.len();
        assert_eq!(programme.all_sessions().map(counted).sum::<usize>(), ids);
    }
    assert_eq!(check_pair(&good(JA), &good(EN)), []);
    assert_eq!(check_pair(&good(JA), &good(ACCOUNTING)), []);
}

#[test]
fn a_programme_survives_json() {
    for text in [JA, EN, ACCOUNTING] {
        let programme = good(text);
        let json = serde_json::to_string(&programme).unwrap();
        assert_eq!(serde_json::from_str::<Programme>(&json).unwrap(), programme);
    }
}

#[test]
fn the_front_matter_is_read_whole() {
    let programme = good(JA);
    let meta = &programme.meta;
    assert_eq!(programme.identity.id, DEFAULT_PROGRAMME);
    assert_eq!((programme.identity.lang.as_str(), programme.identity.version.as_str()), ("ja", "1.0.0"));
    assert_eq!(programme.identity.hash, blake3::hash(JA.as_bytes()).to_hex().to_string());
    assert_eq!((meta.cadence_days, meta.deadline_days, meta.kickoff_minutes), (7, Some(98), (30, 60)));
    assert_eq!((meta.device_after_contract_days, meta.go_live_after_device_days), (Some(14), Some(35)));
    assert_eq!(meta.session_minutes, [20, 25, 30]);
    assert_eq!(meta.heading, meta.title);
    assert!(meta.intro.starts_with("調剤薬局の") && meta.intro.contains("\n\nロールプレイの患者さん"));
    let last = &programme.metrics[4];
    assert_eq!((last.id.as_str(), last.min_step), ("active_hours", Decimal::parse("0.1")));
    assert_eq!(programme.metrics.iter().filter(|metric| metric.required).count(), 2);
    assert_eq!(programme.stages.iter().map(|stage| stage.rank).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(programme.success.stage2_top, 2);
    assert_eq!((programme.rubric.pass_mean, programme.rubric.low_mean), (Decimal::whole(3), Decimal::whole(2)));
    let usage = CompletedBy::Usage { metric: "active_hours".to_owned(), threshold: Decimal::whole(1) };
    assert_eq!((&programme.completion[1].by, programme.completion[1].window_days), (&usage, 98));
    assert_eq!(programme.time_to_complete[1].from, "contract_signed");
    assert!(programme.nps_question.as_deref().is_some_and(|question| question.contains("電子薬歴システム")));
}

#[test]
fn figures_keep_their_digits() {
    for (written, read) in
        [("85.25", "85.25"), ("8_5", "85"), ("+85.0", "85"), ("8.5e1", "85"), ("0.000001", "0.000001")]
    {
        let text = edit(JA, "target = 85\n", &format!("target = {written}\n"));
        assert_eq!(good(&text).metrics[0].target, Decimal::parse(read), "{written}");
    }
    for bad in ["0.0000001", "nan", "inf", "\"85\"", "true"] {
        let text = edit(JA, "target = 85\n", &format!("target = {bad}\n"));
        assert_problems(&text, &[(Code::P01, "[[metrics]] > target")]);
    }
}

#[test]
fn a_session_is_read_whole() {
    let programme = good(JA);
    let session = programme.session(SessionRef::parse("5").unwrap()).unwrap();
    assert_eq!(session.title, "処方監査・鑑査：注意表示を読み、疑義照会を残す");
    assert_eq!((session.planned.lecture, session.planned.role_play, session.planned.homework), (12, 13, 5));
    assert_eq!(session.lecture.len(), 4);
    assert_eq!(session.lecture[3].notes.len(), 1);
    let role_play = session.role_play().unwrap();
    assert!(role_play.persona.as_deref().is_some_and(|persona| persona.starts_with("山口 正さん")));
    assert_eq!((role_play.material.len(), role_play.say.len(), role_play.criteria.len()), (2, 3, 5));
    assert_eq!(role_play.items[2].notes.len(), 1);
    let homework = session.homework().unwrap();
    assert_eq!(homework.verify.as_ref().map(|v| v.kind.word()), Some("quiz"));
    assert_eq!((homework.effort, homework.due), (Some(20), Due::Next));
    assert_eq!(programme.sessions[7].homework.due, Due::DaysBefore(1));
    assert_eq!((session.questions.len(), session.go.len(), session.hold.len()), (2, 1, 1));
    assert_eq!(programme.sessions[8].metrics.len(), 3);
    assert_eq!(programme.sessions[11].graduation.len(), 7);
    assert!(programme.sessions[2].goal.as_deref().is_some_and(|goal| goal.starts_with("受付一覧から患者画面を開き")));
    assert_eq!(session.audience, [Audience::Learner]);
    assert_eq!(programme.kickoff.unwrap().audience, [Audience::Owner]);
    let both = edit(JA, "- 対象: owner", "- 対象: owner、learner");
    assert_eq!(good(&both).kickoff.unwrap().audience, [Audience::Owner, Audience::Learner]);
    let first = &good(ACCOUNTING).sessions[0].role_play.criteria[0];
    assert_eq!(first.anchors.each_ref().map(Option::is_some), [true, false, true, false]);
}

#[test]
fn how_a_file_was_saved_does_not_matter() {
    let plain = good(JA);
    assert_eq!(good(&JA.replace('\n', "\r\n")), plain);
    assert_eq!(good(&format!("\u{feff}{JA}")), plain);
    let (front, body) = JA.split_at(JA.find("# 電子薬歴").unwrap());
    let trailing = front.replace('\n', " \t\n") + &body.replace('\n', " \u{3000}\t\n");
    let mut read = good(&trailing);
    read.identity.hash.clone_from(&plain.identity.hash);
    assert_eq!(read, plain);
    assert_eq!(parse_bytes(JA.as_bytes()).programme, Some(Arc::new(plain)));
    let mut bytes = JA.as_bytes().to_vec();
    let at = JA.find("# 電子薬歴").unwrap();
    bytes[at + 2] = 0x81;
    assert_eq!(parse_bytes(&bytes).problems, [Problem::new(line_of(JA, "# 電子薬歴"), ProblemKind::NotUtf8)]);
}

#[test]
fn durations_and_colons_of_either_width() {
    let text = edit_after(JA, "## [3]", "### 講義 (10m)", "### 講義（１０分）");
    let text = edit_after(&text, "## [3]", "画面をロックする (2m)", "画面をロックする（2分）");
    let text = edit_after(&text, "## [3]", "終わった人 (2m)", "終わった人 (2min)");
    let text = edit_after(
        &text,
        "## [3]",
        "- 時間: 講義 10 / ロールプレイ 10 / 宿題 5",
        "- 時間：講義 10分／ロールプレイ 10、homework 5m",
    );
    let text = edit_after(&text, "## [3]", "- 段階: learn", "- phase：仕様理解");
    let (read, plain) = (good(&text), good(JA));
    assert_eq!(read.sessions, plain.sessions);
}

#[test]
fn comments_links_and_terms() {
    let text =
        edit_after(JA, "## [3]", "### 講義 (10m)\n", "### 講義 (10m)\n<!-- {{nothing}} ### oops -->\n  <!-- - x -->\n");
    let text = edit(&text, "前回の薬歴と申し送りの見つけ方", "[手引き](https://example.com/x)と{{ chart }}");
    let programme = good(&text);
    let item = programme.item("s03-last").unwrap().item;
    assert_eq!(item.text, "[手引き](https://example.com/x)と患者画面");
    assert_eq!(links::plain(&item.text), "手引きと患者画面");
    let text = edit(
        ACCOUNTING,
        "## [1] Link the bank",
        "## [see also](https://example.com)\n\n## [1] [Link](https://example.com) the bank",
    );
    let programme = good(&text);
    assert!(programme.meta.intro.ends_with("## [see also](https://example.com)"));
    assert!(programme.sessions[0].title.starts_with("[Link](https://example.com) the bank"));
}

#[test]
fn branches_name_an_item_above_them() {
    let branch =
        |id: &str, outcome: &str| edit(JA, "{#s03-chart must}", &format!("{{#s03-chart must if={id}:{outcome}}}"));
    for (id, outcome) in [("s03-queue", "stuck"), ("k-purpose", "skipped")] {
        let programme = good(&branch(id, outcome));
        let item = programme.item("s03-chart").unwrap().item;
        let found = item.branch.as_ref().unwrap();
        assert_eq!((found.item.as_str(), found.outcome.word()), (id, outcome));
        assert!(item.is(Flag::Must));
    }
    for (id, outcome) in [
        ("s03-last", "done"),     // stands below
        ("s03-chart", "done"),    // is the item itself
        ("nowhere", "done"),      // does not exist
        ("s02-q-show", "done"),   // a question has no outcome
        ("s03-queue", "planned"), // nothing has happened
        ("s03-queue", ""),
    ] {
        assert_problems(&branch(id, outcome), &[(Code::P08, "## [3] > - [ ] {{chart}}")]);
    }
}

#[test]
fn notes_keep_to_the_line_above() {
    let text = edit(JA, "- 台詞: 「手帳？ はい、これ」\n", "- 台詞: 「手帳？ はい、これ」\n  > 手帳は青い\n");
    let text = edit(
        &text,
        "2. 前回の申し送りを30秒以内に見つけた {#s03-r-find}\n",
        "2. 前回の申し送りを30秒以内に見つけた {#s03-r-find}\n  > 時計を見る\n",
    );
    let programme = good(&text);
    let role_play = &programme.sessions[2].role_play;
    assert_eq!(role_play.notes, ["手帳は青い"]);
    assert_eq!(role_play.criteria[1].notes, ["時計を見る"]);
    let alone = edit_after(JA, "## [3]", "### 講義 (10m)\n", "### 講義 (10m)\n  > だれのメモ\n");
    assert_problems(&alone, &[(Code::P02, "## [3] >   >")]);
}

#[test]
fn p01_the_front_matter() {
    for (text, line) in [
        (edit(JA, "id = \"e-medication-record-standard\"\n", ""), "+++"),
        (edit(JA, "lang = \"ja\"", "lang = \"\""), "lang"),
        (edit(JA, "format = \"manabi-programme/1\"", "format = \"manabi-programme/2\""), "format"),
        (edit(JA, "version = \"1.0.0\"", "version = 1.0"), "version"),
        (edit(JA, "cadence_days = 7", "cadence_days = = 7"), "cadence_days"),
        (edit(JA, "cadence_days = 7", "cadence_days = 7\ncadence_days = 8"), "cadence_days > cadence_days"),
        (edit(JA, "cadence_days = 7", "candence_days = 7"), "candence_days"),
        (edit(JA, "cadence_days = 7", "cadence_days = -7"), "cadence_days"),
        (edit(JA, "kickoff_minutes = [30, 60]", "kickoff_minutes = [60, 30]"), "kickoff_minutes"),
        (edit(JA, "[terms]", "[words]\nacount = \"店\"\n\n[terms]"), "[words] > acount"),
        (edit(JA, "[\"対話\", \"\", \"お願い\"]", "[\"対話\", \"お願い\"]"), "[[phases]] > panes"),
        (edit(JA, "[\"対話\", \"\", \"お願い\"]", "\"対話\""), "[[phases]] > panes"),
        (
            edit(JA, "threshold = 1\nwindow_days = 98", "threshold = 1\nwindow_days = \"98\""),
            "[[completion]] > [[completion]] > window_days",
        ),
        (edit(JA, "threshold = 1\n", "threshold = 1\ntarget = \"60%\"\n"), "[[completion]] > [[completion]] > target"),
        (edit(JA, "from = \"contract_signed\"\n", "from = \"contract_signed\"\ntarget_days = true\n"), "target_days"),
        (edit(JA, "kind = \"usage\"", "kind = \"use\""), "[[completion]] > [[completion]] > kind"),
        (edit(JA, "stage1_rule = \"latest\"", "stage1_rule = \"last\""), "stage1_rule"),
        (edit(JA, "id = \"B\"", "id = \"A\""), "[[stages]] > [[stages]]"),
        (edit(JA, "window_sessions = [9, 10, 11]", "window_sessions = [\"9\"]"), "window_sessions"),
        (edit(JA, "1 = \"手が止まる。担当者が代わりに操作した\"", "5 = \"手が止まる\""), "5 ="),
    ] {
        assert_problems(&text, &[(Code::P01, line)]);
    }
    assert_eq!(parse("").problems, [Problem::new(1, ProblemKind::NoFence)]);
    assert_eq!(parse("+++\nid = \"x\"\n").problems, [Problem::new(1, ProblemKind::FenceNotClosed)]);
    assert!(parse("---\n").programme.is_none());
}

#[test]
fn what_can_be_told_without_a_front_matter_is_told() {
    let text = edit(JA, "cadence_days = 7", "cadence_days = = 7");
    let text = edit(&text, "{#s03-chart must}", "{#s03-chart mst}");
    assert_problems(&text, &[(Code::P01, "cadence_days"), (Code::P08, "## [3] > - [ ] {{chart}}")]);
}

#[test]
fn p02_order_and_words() {
    for (text, line) in [
        (edit(JA, "sessions = 12", "sessions = 13"), "sessions"),
        (edit(JA, "## [12] ", "## [11] "), "## [11] > ## [11]"),
        (
            edit(JA, "# 電子薬歴 標準プログラム 12回\n", "# 電子薬歴 標準プログラム 12回\n# もう一つ\n"),
            "# 電子薬歴 > # もう一つ",
        ),
        (edit(JA, "# 電子薬歴 標準プログラム 12回\n", ""), "+++ > +++ > "),
        (edit_after(JA, "## [3]", "### 準備\n", "### じゅんび\n"), "## [3] > ### じゅんび"),
        (edit_after(JA, "## [3]", "### 質問\n", "### 準備\n"), "## [3] > ### 準備 > ### 準備"),
        (edit_after(JA, "## [3]", "- 場面:", "- 情景:"), "## [3] > - 情景"),
        (edit_after(JA, "## [3]", "- 所要: 10m\n", "- 所要: 10m\n- 場面: 夜\n"), "## [3] > ### 宿題 > - 場面"),
        (edit_after(JA, "## [3]", "- 所要: 10m\n", "- 所要: 10m\n- 所要: 15m\n"), "## [3] > - 所要 > - 所要"),
        (edit_after(JA, "## [3]", "### 準備\n", "### 準備\nただの文\n"), "## [3] > ただの文"),
        (edit_after(JA, "## [3]", "- [ ] 端末が届き", "- [x] 端末が届き"), "## [3] > - [x]"),
        (edit_after(JA, "## [3]", "- [ ] 端末が届き", "- [ ]端末が届き"), "## [3] > - [ ]端末"),
        (edit_after(JA, "## [3]", "- 前提: device", "- 前提: devise, kickoff"), "## [3]"),
        (edit_after(JA, "## [K]", "- 対象: owner", "- 対象: boss"), "## [K]"),
        (edit_after(JA, "## [3]", "#### 評価", "#### ひょうか"), "## [3] > ####"),
        (edit(JA, "## [K] ", "## [k] "), "## [k]"),
        (edit(JA, "## [3] ", "## [3 ] "), "## [3 ]"),
        (edit(JA, "### コツ\n- 数値を見る日", "## 付録\n- 数値を見る日"), "## 付録"),
    ] {
        assert_problems(&text, &[(Code::P02, line)]);
    }
    // The kickoff of the accounting programme stands last.
    let late = format!(
        "{ACCOUNTING}\n## [K] Late\n- phase: setup\n- minutes: lecture 30 / role-play 0 / homework 0\n\n### lecture (30m)\n\
         - [ ] Talk (30m) {{#k-talk}}\n\n### role-play (0m)\n- none: A meeting\n\n### homework (0m)\n- none: A meeting\n"
    );
    assert_problems(&late, &[(Code::P02, "## [K]")]);
    assert_problems(
        "+++\nid = \"x\"\n+++\n# T\n",
        &[
            (Code::P01, "+++"),
            (Code::P01, "+++"),
            (Code::P01, "+++"),
            (Code::P01, "+++"),
            (Code::P01, "+++"),
            (Code::P02, "# T"),
        ],
    );
}

#[test]
fn p03_minutes() {
    for (new, no) in [
        ("- 時間: 講義 10 / ロールプレイ 10", "## [3]"),
        ("- 時間: 講義 10 / ロールプレイ 10 / 宿題 5 / 宿題 5", "## [3]"),
        ("- 時間: 講義 十 / ロールプレイ 10 / 宿題 5", "## [3]"),
        ("- 時間: 講義 10 / ロールプレイ 10 / 宿題 5 / コツ 5", "## [3]"),
        ("<!-- -->", "## [3]"),
    ] {
        let text = edit_after(JA, "## [3]", "- 時間: 講義 10 / ロールプレイ 10 / 宿題 5", new);
        assert_problems(&text, &[(Code::P03, no)]);
    }
    assert_problems(
        &edit(JA, "session_minutes = [20, 25, 30]", "session_minutes = [20, 25]"),
        &[(Code::P03, "## [5]"), (Code::P03, "## [6]"), (Code::P03, "## [7]"), (Code::P03, "## [8]")],
    );
    let short = edit(JA, "kickoff_minutes = [30, 60]", "kickoff_minutes = [50, 60]");
    assert_problems(&short, &[(Code::P03, "## [K]")]);
    let what = ProblemKind::KickoffTotal { total: 45, least: 50, most: 60 };
    assert_eq!(parse(&short).problems[0].what, what);
}

#[test]
fn p04_headings() {
    let other = edit_after(JA, "## [3]", "### 講義 (10m)", "### 講義 (9m)");
    assert_problems(&other, &[(Code::P04, "## [3] > ### 講義")]);
    assert_eq!(parse(&other).problems[0].sentence(false), "lecture: the heading says 9 minutes, `minutes` says 10");
    let none = edit_after(JA, "## [3]", "### ロールプレイ (10m)", "### ロールプレイ");
    assert_problems(&none, &[(Code::P04, "## [3] > ### ロールプレイ")]);
    let missing = edit(ACCOUNTING, "### homework (0m)\n- none: Last session\n", "");
    assert_problems(&missing, &[(Code::P04, "## [2]")]);
}

#[test]
fn p05_sums() {
    let less = edit(JA, "三か所だけ覚える (3m)", "三か所だけ覚える (2m)");
    assert_problems(&less, &[(Code::P05, "## [3] > ### 講義")]);
    let problem = &parse(&less).problems[0];
    assert_eq!(problem.sentence(false), "lecture says 10, items add up to 9");
    assert_eq!(problem.sentence(true), "講義は10分、項目の合計は9分です");
    let none = edit(JA, "前回の確認表を見る (2m)", "前回の確認表を見る");
    assert_problems(&none, &[(Code::P05, "## [3] > ### 宿題")]);
    let much = edit(JA, "三か所だけ覚える (3m)", "三か所だけ覚える (99999999m)");
    assert_problems(&much, &[(Code::P05, "## [3] > ### 講義")]);
}

#[test]
fn p06_role_plays() {
    let role_play = "## [3] > ### ロールプレイ";
    for start in ["- 患者: 田中", "- 課題: {{queue}}から田中"] {
        let line = JA.lines().find(|line| line.starts_with(start)).unwrap();
        assert_problems(&edit(JA, &format!("{line}\n"), ""), &[(Code::P06, role_play)]);
        let key = &start[..start.find(':').unwrap()];
        assert_problems(&edit(JA, line, &format!("{key}:")), &[(Code::P06, role_play)]);
    }
    let two = edit(
        JA,
        "3. 見つけた内容を使って最初の一言をかけた {#s03-r-opening}\n4. 終わったら{{chart}}を閉じて{{queue}}に戻った {#s03-r-close}\n",
        "",
    );
    assert_problems(&two, &[(Code::P06, role_play)]);
    let nothing = edit(JA, "- なし: 端末がまだ無く、目的の理解を先にする回のため\n", "");
    assert_problems(&nothing, &[(Code::P06, "## [1] > ### ロールプレイ")]);
    let empty = edit(JA, "- なし: 端末がまだ無く、目的の理解を先にする回のため", "- なし: ");
    assert_problems(&empty, &[(Code::P06, "## [1] > ### ロールプレイ")]);
    let kept = |line: &&str| !line.starts_with("- say:") && !line.starts_with("- material:");
    let silent = ACCOUNTING.lines().filter(kept).collect::<Vec<_>>().join("\n");
    assert_problems(&silent, &[(Code::P06, "### role-play"), (Code::P06, "### role-play")]);
}

#[test]
fn p07_homework() {
    let homework = "## [3] > ### 宿題";
    for (old, new) in [
        ("- 確認方法: log; 本人のID", "- 確認方法: look; 本人のID"),
        ("- 所要: 10m\n", ""),
        ("- 所要: 10m\n", "- 所要: 少し\n"),
        ("- 提出: next\n", "- 提出: 次\n"),
    ] {
        assert_problems(&edit_after(JA, "## [3]", old, new), &[(Code::P07, homework)]);
    }
    let nothing = edit(ACCOUNTING, "- none: Last session\n", "");
    assert_problems(&nothing, &[(Code::P07, "## [2] > ### homework")]);
}

#[test]
fn p08_ids_and_flags() {
    let chart = "## [3] > - [ ] {{chart}}";
    for attr in ["", " {#S03 must}", " {#s03-queue must}", " {#s03-chart musst}", " {#s03-chart must"] {
        assert_problems(&edit(JA, " {#s03-chart must}", attr), &[(Code::P08, chart)]);
    }
    let twice = edit(JA, "{#s03-r-find}", "{#s03-r-identify}");
    assert_problems(&twice, &[(Code::P08, "## [3] > 2. ")]);
    let first = line_of(JA, "## [3] > 1. ");
    assert_eq!(parse(&twice).problems[0].what, ProblemKind::IdTwice { id: "s03-r-identify".to_owned(), first });
    assert_problems(&edit(JA, " {#s03-q-place}", ""), &[(Code::P08, "## [3] > - 端末はどこ")]);
    let gate = edit_after(JA, "## [3]", "- 前提: device", "- 前提: device, item:s04-import");
    assert_problems(&gate, &[(Code::P08, "## [3]")]);
    good(&edit_after(JA, "## [3]", "- 前提: device", "- 前提: device, item:s02-goal"));
}

#[test]
fn p09_phases() {
    for (text, lines) in [
        (edit_after(JA, "## [3]", "- 段階: learn", "- 段階: leran"), vec!["## [3]"]),
        (edit_after(JA, "## [3]", "- 段階: learn\n", ""), vec!["## [3]"]),
        (edit_after(JA, "## [3]", "- 段階: learn", "- 段階: 運用"), vec!["## [3]"]),
        (edit(JA, "first = 3\n", "first = 2\n"), vec!["[[phases]] > [[phases]]"]),
        (edit(JA, "first = 3\n", "first = 4\n"), vec!["[[phases]] > [[phases]]", "## [3]"]),
        (edit(JA, "last = 12\n", "last = 11\n"), vec!["[[phases]] > [[phases]] > [[phases]]", "## [12]"]),
    ] {
        let expected: Vec<(Code, &str)> = lines.into_iter().map(|line| (Code::P09, line)).collect();
        assert_problems(&text, &expected);
    }
}

#[test]
fn p10_metrics() {
    for (text, line) in [
        (
            edit(JA, "unit = \"hours\"", "unit = \"hour\""),
            "[[metrics]] > [[metrics]] > [[metrics]] > [[metrics]] > [[metrics]] > unit",
        ),
        (
            edit(JA, "unit = \"minutes\"\ndirection = \"down\"", "unit = \"minutes\"\ndirection = \"less\""),
            "[[metrics]] > [[metrics]] > [[metrics]] > direction",
        ),
        (edit(JA, "unit = \"hours\"\n", "unit = \"hours\"\nscope = \"team\"\n"), "scope"),
        (edit(JA, "target = 85\n", "target = 85\nscope = \"pharmacy\"\n"), "[[metrics]]"),
        (edit(JA, "metric = \"active_hours\"", "metric = \"active\""), "[[completion]] > [[completion]]"),
        (edit(JA, "window_sessions = [9, 10, 11]", "window_sessions = [9, 10, 13]"), "window_sessions"),
        (
            edit(JA, "- handoff_note_rate: 参考\n\n### 質問\n- 数値", "- handoff: 参考\n\n### 質問\n- 数値"),
            "## [10] > - handoff",
        ),
        (edit(JA, "- suggestion_use_rate: 二回目。前回からの差を見る\n", ""), "## [10]"),
        (edit(ACCOUNTING, "### metrics\n- auto_match_rate: Used for the judgement\n", ""), "## [2]"),
    ] {
        assert_problems(&text, &[(Code::P10, line)]);
    }
}

#[test]
fn p11_graduation() {
    let start = JA.find("### 卒業確認").unwrap();
    let end = JA[start..].find("### コツ").unwrap() + start;
    assert_problems(&format!("{}{}", &JA[..start], &JA[end..]), &[(Code::P11, "## [12]")]);
    let start = ACCOUNTING.find("### graduation").unwrap();
    assert_problems(&ACCOUNTING[..start], &[(Code::P11, "## [2]")]);
}

#[test]
fn p12_flow() {
    assert_problems(&edit(ACCOUNTING, " flow}", "}"), &[(Code::P12, "## [1]")]);
    let (start, end) = (JA.find("## [8]").unwrap(), JA.find("## [9]").unwrap());
    let text = format!("{}{}{}", &JA[..start], JA[start..end].replace(" flow}", "}"), &JA[end..]);
    assert_problems(&text, &[(Code::P12, "## [8]")]);
    good(&edit(&edit(ACCOUNTING, " flow}", "}"), "- requires: go-live\n", ""));
}

#[test]
fn p13_terms() {
    for (text, line) in [
        (edit(JA, "三つまでにして、使わないもの", "三つまでにして、{{unused}}"), "- 自分用の定型文"),
        (edit(JA, "## [3] 受付：", "## [3] {{reception}}："), "## [3]"),
        (edit(JA, "やさしい操作から始めます", "{{easy}}から始めます"), "調剤薬局の"),
        (edit(JA, "{{product}}を知り合い", "{{produkt}}を知り合い"), "question"),
        (edit(JA, "- 患者: 田中", "- 患者: {{}}田中"), "## [3] > - 患者"),
    ] {
        assert_problems(&text, &[(Code::P13, line)]);
    }
}

#[test]
fn p14_variants() {
    let ja = good(JA);
    let told = |text: &str| {
        let problems = check_pair(&ja, &good(text));
        problems.iter().for_each(assert_told);
        problems.iter().map(|problem| (problem.code, problem.line)).collect::<Vec<_>>()
    };
    for (text, lines) in [
        (edit(EN, "{#s03-chart must}", "{#s03-chart}"), vec!["## [3] > - [ ] Open {{chart}}"]),
        (edit(EN, "{#s03-chart must}", "{#s03-map must}"), vec!["## [3]", "## [3] > - [ ] Open {{chart}}"]),
        (edit(EN, "- verify: quiz;", "- verify: log;"), vec!["## [5]"]),
        (edit(EN, "target = 85\n", "target = 80\n"), vec!["[[metrics]]"]),
        (edit(EN, "deadline_days = 98", "deadline_days = 90"), vec!["+++"]),
        (edit_after(EN, "## [5]", "- requires: device", "- requires: device, flow"), vec!["## [5]"]),
        (edit_after(EN, "## [4]", "- say: ", "- say: A line more\n- say: "), vec!["## [4]"]),
        (
            edit(
                &edit(EN, "(3m) {#s03-chart must}", "(2m) {#s03-chart must}"),
                "(2m) {#s03-login must}",
                "(3m) {#s03-login must}",
            ),
            vec!["## [3] > - [ ] Sign in", "## [3] > - [ ] Open {{chart}}"],
        ),
        (
            edit(&edit(&edit(EN, "#s03-q-stop", "#s03-q"), "#s03-q-place", "#s03-q-stop"), "#s03-q}", "#s03-q-place}"),
            vec!["## [3]"],
        ),
        (edit(EN, "5. Told the patient why there is a wait {#s05-r-explain}\n", ""), vec!["## [5]", "## [5]"]),
        (edit(EN, "5. Told the patient why there is a wait", "5. Said why it takes time"), vec![]),
    ] {
        let expected: Vec<(Code, u32)> = lines.iter().map(|line| (Code::P14, line_of(&text, line))).collect();
        assert_eq!(told(&text), expected);
    }
}

#[test]
fn a_pair_is_checked_though_one_of_it_is_broken() {
    let broken = edit(EN, "(3m) {#s03-chart must}", "(2m) {#s03-chart must}");
    let checked = check_files([parse(JA), parse(&broken), parse(ACCOUNTING)], &[]);
    assert!(checked[0].usable().is_some() && checked[1].usable().is_none() && checked[2].usable().is_some());
    let told: Vec<(Code, u32)> = checked[1].problems.iter().map(|problem| (problem.code, problem.line)).collect();
    let lecture = line_of(&broken, "## [3] > ### lecture");
    assert_eq!(told, [(Code::P05, lecture), (Code::P14, lecture + 3)]);
    let what = "s03-chart, minutes: 3 in the ja file, 2 here";
    assert_eq!(checked[1].problems[1].sentence(false), what);
    assert_eq!(checked[1].problems[1].sentence(true), "s03-chart の時間が違います：ja のファイルでは 3、ここでは 2");
}

#[test]
fn an_edit_without_a_new_version_is_told_and_harms_nothing() {
    let edited = edit(JA, "三か所だけ覚える", "三か所を覚える");
    let checked = check_files([parse(JA), parse(&edited)], &[]);
    let problem = &checked[1].problems[0];
    assert_eq!(problem.what, ProblemKind::EditedWithoutVersion { version: "1.0.0".to_owned() });
    assert!(problem.is_notice() && checked[1].usable().is_some());
    assert_told(problem);
    let newer = edit(&edited, "version = \"1.0.0\"", "version = \"1.0.1\"");
    assert_eq!(check_pair(&good(JA), &good(&newer)), []);
    assert_eq!(check_pair(&good(JA), &good(JA)), []);
}

#[test]
fn the_guides_list_every_check() {
    for (guide, ja) in
        [(include_str!("../../docs/PROGRAMMES.md"), false), (include_str!("../../docs/PROGRAMMES.ja.md"), true)]
    {
        for check in CHECKS {
            let row = format!("| {} | {} |", check.code.word(), check.rule(ja));
            assert!(guide.contains(&row), "not in the guide: {row}");
        }
    }
}

#[test]
fn the_examples_of_the_guides_have_no_problem() {
    for guide in [include_str!("../../docs/PROGRAMMES.md"), include_str!("../../docs/PROGRAMMES.ja.md")] {
        let start = guide.find("```markdown\n").unwrap() + "```markdown\n".len();
        let end = guide[start..].find("\n```").unwrap() + start;
        good(&guide[start..=end]);
    }
}

/// A slip of the hand in a real file.
fn slipped(seed: &[u16]) -> String {
    let source = [JA, EN, ACCOUNTING][usize::from(seed[0]) % 3];
    let mut lines: Vec<String> = source.lines().map(str::to_owned).collect();
    for slip in seed[1..].chunks_exact(3) {
        let (at, other) = (usize::from(slip[1]) % lines.len(), usize::from(slip[2]) % lines.len());
        match slip[0] % 6 {
            0 => lines[at].clear(),
            1 => lines.swap(at, other),
            2 => lines.insert(at, lines[other].clone()),
            3 => lines[at] = lines[at].chars().filter(|c| u32::from(*c) % 7 != u32::from(slip[2]) % 7).collect(),
            4 => lines[at] = format!("{}{}", lines[at], lines[other]),
            _ => {
                let cut = lines[at].char_indices().map(|(i, _)| i).nth(usize::from(slip[2]) % 20).unwrap_or(0);
                let odd = ["{{", "}}", "{#", "}", "(", "）", "：", "## [", "+++", "\u{202e}", "９", "- [ ] "];
                lines[at].insert_str(cut, odd[usize::from(slip[2]) % odd.len()]);
            }
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        parse_bytes(&bytes);
        let mut behind = b"+++\nid = \"x\"\n+++\n## [1] x\n".to_vec();
        behind.extend(bytes);
        parse_bytes(&behind);
    }

    #[test]
    fn no_lines_make_it_panic(lines in prop::collection::vec("[-#>{}\\[\\]()（）:： 0-9a-zKX段階準備講義]{0,24}", 0..60)) {
        let text = lines.join("\n");
        parse(&text);
        parse(&format!("+++\n{text}\n+++\n{text}"));
        links::plain(&text);
    }

    #[test]
    fn whatever_slips_is_told_in_order_and_nothing_panics(seed in prop::collection::vec(any::<u16>(), 4..20)) {
        let text = slipped(&seed);
        let parsed = parse(&text);
        let end = u32::try_from(text.lines().count()).unwrap() + 1;
        prop_assert!(parsed.problems.is_sorted_by_key(|problem| (problem.line, problem.code)));
        for problem in &parsed.problems {
            prop_assert!((1..=end).contains(&problem.line), "{problem:?}");
            let sentences = problem.sentence(true) + &problem.sentence(false);
            let moves_the_cursor = |c: char| c.is_control() || c == '\u{202e}';
            prop_assert!(!sentences.contains(moves_the_cursor), "{}", sentences);
        }
        if let Some(programme) = &parsed.programme {
            check_pair(&good(JA), programme);
            let json = serde_json::to_string(&**programme).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Programme>(&json).unwrap(), &**programme);
        }
    }
}
