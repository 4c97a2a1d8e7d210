//! Each check by a file that fails it.

use super::*;

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
