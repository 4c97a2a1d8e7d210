//! Files on their way out: every kind can be written, nothing private leaves, and what was imported comes back as it went in.

use std::ffi::OsString;

use serde_json::Value;

use crate::desk::{Desk, counts};

const KINDS: [&str; 16] = [
    "learners",
    "pharmacies",
    "sessions",
    "outcomes",
    "role-plays",
    "notes",
    "questions",
    "homework",
    "follow-ups",
    "decisions",
    "touches",
    "wins",
    "voices",
    "readings",
    "judgements",
    "appointments",
];

/// The kinds that an import takes in, in its order.
const BACK: [&str; 4] = ["learners", "appointments", "sessions", "readings"];

fn practice_day() -> Vec<OsString> {
    ["roster.csv", "schedule.csv", "sessions.csv", "readings.csv"]
        .map(|name| format!("{}/tests/fixtures/import/{name}", env!("CARGO_MANIFEST_DIR")).into())
        .to_vec()
}

/// Everything that the four kinds of file can say.
fn full() -> Desk {
    let desk = Desk::new();
    let (code, documents) = desk.import_paths(&practice_day(), &[]);
    assert_eq!(code, 0, "{documents:#?}");
    desk.import(&[
        "pharmacy,owner,kickoff_date,purpose,touch_model,cohort,closed_weekdays,takes_precedence,target:active_hours,learner,\
         learner_id,job,state,state_on,state_reason,paused_until,next_no,slot,meeting_url,learner_target:record_minutes,\
         plan_on,graduation_done,survey_sent,survey_score,survey_comment\n\
         =Minato,+81,2026-09-01,\"家に\n帰れる\",low,旧,水 日,active_hours,1.5,@山 田,007,manager,withdrawn,2026-11-20,\"too busy, he said\",,5,\
         火 14:00,https://zoom.us/j/1,2.5,2026-12-01,s12-g-line,2026-11-01,declined,-\n\
         =Minato,,,,,,,,,Novak,008,part_time,,,leave,2026-12-24,3,,,,,,,,\n",
        "date,start,minutes,learner,learner_id,pharmacy,kind,session_no,trainer,result,closed,mood,done,partly,stuck,skipped,role_play,\
         homework,summary,next_focus,notes\n\
         2026-09-01,9:30,50,,,=Minato,,K,Okafor,held,no,4,,k-dates,,,,,wir,ihr,\"约: x\nrequest: farbe\"\n\
         2026-10-06,,,Novak,,,,\"3,4\",Okafor,held,,5,,,s03-last,s04-compare,\"3,-,2,4;4,4,4,4\",missing,\"eins\nzwei\",drei,\
         \"win: suche\npromise(2026-10-09): frage\n質問: warum\nmemo\"\n\
         2026-10-13,10:00,25,Novak,,,,5,Okafor,broken_off,,,s05-alerts,,s03-last,,,,,,\n\
         2026-10-14,10:00,25,Novak,,,,5,,no_show,,,,,,,,,weg,weiter,\"notiz\"\n\
         2026-10-15,10:00,25,Novak,,,support,,,held,,,,,,,,reviewed,,,kept: frage\n\
         2026-10-16,,,Novak,,,call,,Okafor,,,,,,,,,,angerufen,,\n\
         2026-10-17,11:00,,,,=Minato,call,,,,,,,,,,,,,,inhaber\n",
        "date,start,learner,kind,session_no,uid\n2026-11-30,10:00,Novak,,5,x@1\n2026-12-01,10:00,Novak,extra,,\n\
         2026-12-02,10:00,,,K,k@1\n"
            .replace("2026-12-02,10:00,,,K,k@1", "2026-12-02,10:00,Novak,kickoff,K,k@1")
            .as_str(),
        "period_end,learner,pharmacy,metric,value,stage,judgement\n2026-11-01,Novak,,record_minutes,2.9,,\n2026-11-02,Novak,,,,B,\n\
         2026-11-03,Novak,,,,,stage2\n",
    ]);
    desk
}

fn exported(desk: &Desk, kind: &str, options: &[&str]) -> Vec<u8> {
    let to = desk.path("out");
    let mut args: Vec<OsString> = vec!["export".into(), kind.into(), "-o".into(), to.clone().into()];
    args.extend(options.iter().map(OsString::from));
    let printed = desk.call(args);
    assert_eq!((printed.code, printed.err.as_str()), (0, ""));
    std::fs::read(to).unwrap()
}

fn json(desk: &Desk, kind: &str) -> Value {
    serde_json::from_slice(&exported(desk, kind, &["--format", "json"])).unwrap()
}

/// A document without what differs between two files that hold the same.
fn facts(desk: &Desk, kind: &str) -> Vec<String> {
    let mut document = json(desk, kind);
    let rows = document[kind].as_array_mut().unwrap();
    for row in rows.iter_mut().filter_map(Value::as_object_mut) {
        row.remove("id");
    }
    let mut rows: Vec<String> = rows.iter().map(ToString::to_string).collect();
    rows.sort();
    rows
}

#[test]
fn what_was_imported_comes_back_as_it_went_in() {
    for (lang, encoding) in [("ja", "utf8-bom"), ("en", "utf8"), ("ja", "cp932")] {
        let mut desk = full();
        desk.lang = lang;
        let bytes: Vec<Vec<u8>> = BACK
            .iter()
            .map(|kind| {
                // What cp932 lacks may be lost in one of the three.
                exported(&desk, kind, &["--encoding", encoding, "--lossy"])
            })
            .collect();
        desk.lang = "en";
        let again = Desk::new();
        let paths: Vec<OsString> =
            BACK.iter().zip(&bytes).map(|(kind, bytes)| again.write(&format!("{kind}.csv"), bytes)).collect();
        let (code, documents) = again.import_paths(&paths, &[]);
        assert_eq!(code, 0, "{documents:#?}");
        assert!(documents.iter().all(|d| d["encoding"] == encoding));
        if encoding == "cp932" {
            continue;
        }
        for kind in BACK.iter().chain(&[
            "outcomes",
            "role-plays",
            "homework",
            "questions",
            "wins",
            "voices",
            "notes",
            "touches",
        ]) {
            assert_eq!(facts(&again, kind), facts(&desk, kind), "{kind}");
        }
        assert_eq!(
            again.review("2026-11-25")["rows"].as_array().map(Vec::len),
            desk.review("2026-11-25")["rows"].as_array().map(Vec::len)
        );
        assert_eq!(again.reasons("2026-11-25"), desk.reasons("2026-11-25"));
        // Into the file that it came from it changes nothing.
        let events = desk.events();
        let paths: Vec<OsString> =
            BACK.iter().zip(&bytes).map(|(kind, bytes)| desk.write(&format!("{kind}.csv"), bytes)).collect();
        let (code, documents) = desk.import_paths(&paths, &[]);
        assert_eq!(code, 0, "{documents:#?}");
        assert!(documents.iter().all(|d| counts(d)[0] == 0), "{documents:#?}");
        let told = desk.sql(&format!("SELECT entity, op, changes FROM event WHERE seq > {events}"));
        assert_eq!(told, Vec::<String>::new(), "{encoding}");
    }
}

#[test]
fn every_kind_is_written_in_both_forms() {
    let desk = full();
    let all = json(&desk, "all");
    assert_eq!(all["schema"], "manabi.export/1");
    for kind in KINDS {
        assert_eq!(all[kind], json(&desk, kind)[kind], "{kind}");
        let text = String::from_utf8(exported(&desk, kind, &[])).unwrap();
        let lines = text.strip_prefix('\u{feff}').expect("a byte order mark");
        assert!(lines.contains("\r\n") && lines.starts_with(|c: char| c.is_ascii_lowercase()), "{kind}");
    }
    assert_eq!(all["learners"].as_array().unwrap().len(), 22);
    let printed = desk.call([OsString::from("export"), "all".into(), "-o".into(), desk.path("folder").into()]);
    assert_eq!(printed.code, 0, "{}", printed.err);
    for kind in KINDS {
        assert!(desk.path(&format!("folder/{kind}.csv")).exists(), "{kind}");
    }
    // Every field of every table, as in the document.
    for (table, rows) in all["rows"].as_object().unwrap() {
        let text = std::fs::read_to_string(desk.path(&format!("folder/rows/{table}.csv"))).unwrap();
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let head = reader.headers().unwrap().clone();
        let read: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        assert_eq!(read.len(), rows.as_array().unwrap().len(), "{table}");
        for (record, row) in read.iter().zip(rows.as_array().unwrap()) {
            assert_eq!(record.len(), row.as_object().unwrap().len(), "{table}");
            for (name, cell) in head.iter().zip(record) {
                let want = match &row[name] {
                    serde_json::Value::Null => String::new(),
                    serde_json::Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                assert_eq!(cell.trim_start_matches('\''), want, "{table}.{name}");
            }
        }
    }
    assert_eq!(desk.call(["export", "all"]).code, 2);
    assert_eq!(desk.call(["export", "nonsense"]).code, 2);
}

#[test]
fn japanese_headings_have_no_english_among_them() {
    let desk = Desk { lang: "ja", ..full() };
    for kind in KINDS {
        let text = String::from_utf8(exported(&desk, kind, &["--encoding", "utf8"])).unwrap();
        for heading in text.lines().next().unwrap().split(',') {
            let known = ["uid", "Zoom", "NPS", "担当USM"].contains(&heading) || heading.contains(':');
            assert!(known || !heading.bytes().any(|b| b.is_ascii_alphabetic()), "{kind}: {heading}");
        }
    }
}

#[test]
fn japanese_sheets_hold_no_english_words() {
    use manabi::domain::*;
    let words = [
        AppointmentState::WORDS,
        HomeworkState::WORDS,
        Outcome::WORDS,
        Section::WORDS,
        NoteKind::WORDS,
        QuestionState::WORDS,
        JudgementKind::WORDS,
        JudgementResult::WORDS,
        FollowUpState::WORDS,
        DecisionKind::WORDS,
        VerifyKind::WORDS,
        TouchKind::WORDS,
        VoiceKind::WORDS,
        VoiceState::WORDS,
        Level::WORDS,
    ]
    .concat();
    let desk = Desk { lang: "ja", ..full() };
    for kind in KINDS {
        let text = String::from_utf8(exported(&desk, kind, &["--encoding", "utf8"])).unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let head = reader.headers().unwrap().clone();
        for record in reader.records() {
            for (column, cell) in head.iter().zip(&record.unwrap()) {
                // 内容 is what somebody wrote.
                assert!(column == "内容" || !words.contains(&cell), "{kind}.{column}: {cell}");
            }
        }
    }
}

#[test]
fn what_cp932_lacks_is_told_and_nothing_is_written() {
    let desk = Desk::new();
    desk.import(&["pharmacy,learner\n𠮷野薬局,髙橋\n"]);
    let to = desk.path("out.csv");
    let args = |more: &[&str]| -> Vec<OsString> {
        let fixed = ["export", "learners", "--encoding", "cp932", "-o"].map(OsString::from);
        fixed.into_iter().chain([to.clone().into()]).chain(more.iter().map(OsString::from)).collect()
    };
    let printed = desk.call(args(&[]));
    assert_eq!(printed.code, 1);
    assert!(printed.err.contains('𠮷') && !printed.err.contains('髙'), "{}", printed.err);
    assert!(!to.exists());
    assert_eq!(desk.call(args(&["--lossy"])).code, 0);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&to).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_read_is_refused_with_what_to_do() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.import(&["pharmacy,learner\nAoba,a\n"]);
    let db = desk.path("home/data/manabi.db");
    std::fs::set_permissions(&db, PermissionsExt::from_mode(0o644)).unwrap();
    for command in ["today", "export"] {
        let args: Vec<&str> = [command].into_iter().chain((command == "export").then_some("learners")).collect();
        let printed = desk.call(args);
        assert_eq!(printed.code, 1);
        assert!(printed.err.contains(&format!("chmod 600 '{}'", db.display())), "{}", printed.err);
    }
}

#[test]
fn redaction_leaves_no_name_and_no_text() {
    let desk = full();
    let text = String::from_utf8(exported(&desk, "all", &["--format", "json", "--redact"])).unwrap();
    for secret in [
        "森田",
        "もりた",
        "あおば",
        "宮本",
        "Novak",
        "Okafor",
        "Minato",
        "+81",
        "印刷",
        "angerufen",
        "zoom.us",
        "too busy",
        "\"007\"",
    ] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert!(text.contains("Learner A") && text.contains("Pharmacy 1"));
}

#[test]
fn private_lines_never_leave() {
    let desk = Desk::new();
    desk.import(&[
        "pharmacy,learner\nAoba,a\n",
        "date,start,learner,session_no,result,notes\n2026-11-20,10:00,a,1,held,\"offen\ngeheim\"\n",
    ]);
    let db = rusqlite::Connection::open(desk.path("home/data/manabi.db")).unwrap();
    db.execute("UPDATE note SET private = 1 WHERE text = 'geheim'", []).unwrap();
    drop(db);
    let text = String::from_utf8(exported(&desk, "all", &["--format", "json"])).unwrap();
    assert!(text.contains("offen") && !text.contains("geheim"));
    let rows: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(rows["rows"]["note"][0]["text"], "offen");
    assert_eq!(rows["rows"]["session"][0]["ended_at"], "2026-11-20T10:20:00+09:00");
}

#[test]
fn a_file_of_no_bytes_is_an_empty_one_and_one_half_made_is_not_the_fault_of_a_permission() {
    let desk = Desk::new();
    let db = desk.write("x.db", "");
    let today = || desk.call(["today".into(), "--json".into(), "--db".into(), db.clone()]);
    let printed = today();
    assert_eq!((printed.code, printed.err.as_str()), (0, ""));
    for beside in ["x.db", "x.db-wal", "x.db-shm", "x.db.lock"] {
        let _ = std::fs::remove_file(desk.path(beside));
    }
    // Whoever began it got no further than the kind of its journal.
    rusqlite::Connection::open(&db).unwrap().pragma_update(None, "journal_mode", "WAL").unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&db, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let printed = today();
    assert_eq!(printed.code, 1);
    assert!(printed.err.contains("not set up yet"), "{}", printed.err);
}

#[test]
fn commands_that_only_read_make_no_file() {
    let mut desk = Desk::new();
    let db = desk.path("nope/x.db");
    for lang in ["ja", "en"] {
        desk.lang = lang;
        for command in [&["today"][..], &["review", "--json"], &["export", "learners"], &["export", "all", "-o", "-"]] {
            let mut args: Vec<std::ffi::OsString> = command.iter().map(Into::into).collect();
            args.extend(["--db".into(), db.clone().into_os_string()]);
            let printed = desk.call(args);
            assert_eq!((printed.code, printed.out.as_str()), (3, ""), "{command:?}");
            assert!(printed.err.contains("nope/x.db") && printed.err.contains("--db"), "{}", printed.err);
            assert!(
                printed.err.contains(if lang == "ja" { "ありません" } else { "there is no file" }),
                "{}",
                printed.err
            );
            assert!(!desk.path("nope").exists(), "{command:?}");
        }
        let printed = desk.call(["today"]);
        assert!(printed.code == 3 && printed.err.contains("manabi.db"), "{}", printed.err);
        assert!(!desk.path("home/data").exists());
    }
}

#[test]
fn a_date_that_cannot_be_read_is_told_in_the_language_of_the_run() {
    let mut desk = Desk::new();
    for (lang, says) in [("ja", "読めません"), ("en", "cannot be read")] {
        desk.lang = lang;
        for command in ["today", "review"] {
            let printed = desk.call([command, "--date", "xx"]);
            assert_eq!(printed.code, 2);
            assert!(printed.err.contains(says), "{lang} {command}: {}", printed.err);
        }
    }
}

#[test]
fn a_programme_is_checked_against_those_at_hand() {
    let mut desk = Desk::new();
    let shipped = include_str!("../../assets/programmes/programme-ja.md");
    let edited = desk.write("mine.md", shipped.replacen("三か所だけ覚える", "三か所を覚える", 1));
    let own = shipped.replacen("id = \"e-medication-record-standard\"", "id = \"own\"", 1);
    let own_edited = desk.write("own.md", own.replacen("三か所だけ覚える", "三か所を覚える", 1));
    std::fs::create_dir_all(desk.path("home/config/programmes")).unwrap();
    desk.write("home/config/programmes/own.md", &own);
    for (lang, says) in [("ja", "version を上げてください"), ("en", "give it a new one")] {
        desk.lang = lang;
        for file in [&edited, &own_edited] {
            let printed = desk.call(["programme".into(), "check".into(), file.clone()]);
            assert!(printed.out.contains(" P14 ") && printed.out.contains(says), "{lang}: {}", printed.out);
            assert_eq!(printed.code, 0, "a notice is no error");
        }
        let same = desk.path("home/config/programmes/own.md").into_os_string();
        assert!(!desk.call(["programme".into(), "check".into(), same]).out.contains("P14"));
        assert!(!desk.call(["programme", "list"]).out.contains("P14"));
    }
    desk.write("home/config/programmes/mine.md", std::fs::read(&edited).unwrap());
    assert!(desk.call(["programme", "list"]).out.contains("mine.md stands in for another file"));
}

#[test]
fn a_session_is_shown_with_everything_its_file_says() {
    let mut desk = Desk::new();
    let headings = [
        (
            "ja",
            ["講義 (", "ロールプレイ (", "相手役: ", "題材: ", "課題: ", "台詞: ", "確認方法: ", "所要: ", "提出: "],
        ),
        (
            "en",
            ["lecture (", "role-play (", "persona: ", "material: ", "task: ", "say: ", "verify: ", "effort: ", "due: "],
        ),
    ];
    for (lang, wanted) in headings {
        desk.lang = lang;
        let show = |session: &str| {
            let printed = desk.call(["programme", "show", "e-medication-record-standard", "--session", session]);
            assert_eq!((printed.code, printed.err.as_str()), (0, ""));
            printed.out
        };
        let third = show("3");
        for word in wanted {
            assert!(third.contains(word), "{lang} {word}:\n{third}");
        }
        for no in ["K", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"] {
            let text = show(no);
            // No heading stands above nothing, and none says that it takes no time.
            for part in text.split("\n\n").skip(1) {
                assert!(part.trim_end().lines().count() > 1, "{lang} {no}: {part:?}");
            }
            assert!(!text.contains("(0 min)") && !text.contains("(0分)"), "{lang} {no}:\n{text}");
            if lang == "ja" {
                let headings = text.split("\n\n").skip(1).filter_map(|part| part.lines().next());
                for heading in headings {
                    assert!(!heading.chars().any(|c| c.is_ascii_alphabetic()), "{no}: {heading}");
                }
            }
        }
    }
}

#[test]
fn the_file_of_a_programme_is_what_ones_own_begins_with() {
    let mut desk = Desk::new();
    for lang in ["ja", "en"] {
        desk.lang = lang;
        let shown = desk.call(["programme", "show", "accounting-mini"]).out;
        assert!(shown.contains("manabi programme show accounting-mini --file"), "{shown}");
        let file = desk.call(["programme", "show", "accounting-mini", "--file"]).out;
        let path = desk.write("mine.md", &file);
        let checked = desk.call(["programme".into(), "check".into(), path]);
        assert_eq!(checked.code, 0, "{}", checked.out);
        // What is only for reading is no file, and says where one is.
        let path = desk.write("shown.md", &shown);
        let checked = desk.call(["programme".into(), "check".into(), path]);
        assert!(checked.code == 1 && checked.out.contains("--file > my.md"), "{}", checked.out);
        assert!(desk.call(["programme", "--help"]).out.contains("--file > my.md"));
    }
}
