//! Whole files: the three of `assets/programmes`, and every check with files broken on purpose. A broken file is the
//! real one with one edit, and the test names every problem it has, with code and line, so nothing follows along.

mod checks;
mod packed;
mod slips;

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
    assert!(programme.sessions[0].title.starts_with("Link the bank"), "{}", programme.sessions[0].title);
    let text = edit(ACCOUNTING, "- persona: The shop owner", "- persona: The [shop owner](https://example.com)");
    assert!(good(&text).sessions[0].role_play.persona.as_deref().unwrap().starts_with("The shop owner, who"));
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
