//! Learners for the card: one with a word in every place, and one of whom only the name is known.

use super::*;

/// Inoue Ken on the practice evening, with a word in every place.
pub(super) fn inoue(lang: Lang) -> CardView {
    let free = |ja, en| Private::free(told(lang, ja, en));
    let name = Private::learner(id(2).0.as_u128(), told(lang, "井上 健", "Inoue Ken"));
    let pharmacy = Private::pharmacy(id(200).0.as_u128(), told(lang, "あおば薬局 青葉台店", "Aoba Pharmacy Aobadai"));
    let figure = |metric: &str, ja, en, values: &[&str], target, reached| FigureView {
        metric: metric.to_owned(),
        name: told(lang, ja, en).to_owned(),
        unit: Unit::Percent,
        readings: values.iter().zip(1..).map(|(v, day)| (date(11, day), Decimal::parse(v).unwrap())).collect(),
        target: Decimal::parse(target),
        own_target: metric == "rate",
        reached: Some(reached),
        required: true,
    };
    let carried = |ja, en, outcome, times| CarriedView {
        item_id: "s05-choices".to_owned(),
        text: told(lang, ja, en).to_owned(),
        times,
        outcome,
        session_no: 5,
        minutes: 3,
    };
    let question =
        |key, ja, en, by| PromiseView { question: id(key), text: free(ja, en), by, state: QuestionState::Open };
    let note = |key, day, kind, ja, en| NoteView {
        id: id(key),
        at: at(11, day, 10, 14),
        minute: Some(4),
        kind,
        text: free(ja, en),
        section: None,
        private: false,
    };
    let homework = |key, ja, en, state| HomeworkView {
        id: id(key),
        item_id: None,
        text: told(lang, ja, en).to_owned(),
        state,
        verify: None,
        effort_minutes: None,
        missed_before: false,
        days_before: None,
    };
    let reason = |why, points| Reason { why, points, due: date(11, 27), owner: None, source: Source::Row(id(7)) };
    let staff = |key, ja, en| Some(Private::person(key, told(lang, ja, en)));
    let cell = |number, extent| StripCell { number, extent, running: false, hole: false };
    let mut strip: Vec<StripCell> = (1..=12).map(|n| cell(n, (n < 7).then_some(Extent::Full))).collect();
    (strip[2].extent, strip[4].extent) = (Some(Extent::Partial), Some(Extent::Repeat));
    let focus = vec![
        (date(11, 18), free("手を動かすと早い。説明は短く", "quick with the hands, keep it short")),
        (date(11, 11), free("朝なら集中できる", "focused in the morning")),
    ];
    CardView {
        follow_up: None,
        learner: Person { id: id(2), kana: name.clone(), name: name.clone() },
        pharmacy: Account { id: id(200), name: pharmacy.clone() },
        job: Some(Job::Staff),
        state: EnrolmentState::Learning,
        kickoff: KickoffState::Held,
        next_no: Some(7),
        last: 12,
        phase_title: Some(told(lang, "仕様理解", "learn").to_owned()),
        purpose: Some((
            Some(date(10, 18)),
            free(
                "薬歴の残業を無くして、家に帰れる店にしたい。急がなくてよいので、全員が同じやり方で書けるようになること",
                "no more overtime for records, so that everybody gets home in time; no hurry, but all of us write in the same way",
            ),
        )),
        brief: BriefView {
            load: None,
            appointment: None,
            purpose: None,
            goal: Some(free("18時に薬歴を終える", "records done by 18:00")),
            worries: Some(free("打つのが遅い", "types slowly")),
            next_focus: focus.first().cloned(),
            promises: Vec::new(),
            wins: vec![free("下書きを朝のうちに作れた", "wrote the drafts in the morning")],
            stuck: vec![
                carried("検索の絞り込み", "narrowing a search", Outcome::Stuck, 2),
                carried("テンプレ呼び出し", "calling a template", Outcome::Partly, 1),
            ],
            homework: vec![
                homework(41, "下書きを三件つくる", "write three drafts", HomeworkState::Reviewed),
                homework(42, "検索で三人さがす", "search for three people", HomeworkState::Missing),
            ],
            last_role_play: Some((6, Decimal::parse("2.2").unwrap())),
            role_play_before: Decimal::parse("1.8"),
            weak_criterion: None,
            figures: vec![
                figure("rate", "当日の薬歴完了率", "same-day rate", &["52", "58", "61.5", "62"], "80", false),
                figure("use", "指導文の利用率", "suggestion use", &["30", "41", "62", "66"], "60", true),
            ],
        },
        strip,
        attended: (6, 7),
        moved: 1,
        homework: (4, 6),
        stage: Some(told(lang, "B 使いこなし中", "B on the way").to_owned()),
        judgement: Some(JudgementResult::Undetermined),
        row: Some(ReviewRow {
            scope: Scope::Learner,
            id: id(2),
            name,
            pharmacy,
            score: 30,
            level: Level::Contact,
            reasons: vec![
                reason(Why::Homework(1), 10),
                reason(Why::Stuck { items: 1, again: false }, 20),
                reason(Why::Next { days: 2 }, 0),
            ],
            metrics: Vec::new(),
            due_on: date(11, 27),
            owner: None,
            owner_name: None,
            decided: false,
            decision: None,
            decision_reason: None,
            follow_up: None,
            number: Some(7),
            next_focus: None,
        }),
        next_appointment: Some((date(12, 2).0.and_hms_opt(10, 10, 0).unwrap(), 30, Some(7))),
        today: Some((id(31), AppointmentState::Held, at(11, 25, 10, 10))),
        deadline: Some(date(12, 28)),
        projected: Some(date(12, 30)),
        requests: vec![
            free("患者メモから下書きへ自動で写したい", "copy the memo into the draft by itself"),
            free("注意の表示が多くて、どれが大事か分からない", "too many warnings, cannot tell which matter"),
        ],
        questions: vec![
            question(51, "印刷のしかたを調べる", "find out how to print", Some(date(11, 26))),
            question(52, "指導文は書きかえられるか", "can suggestions be edited", None),
        ],
        settled: vec![AnswerView {
            text: free("取り消した指導文は戻せるか", "can a deleted suggestion come back"),
            state: QuestionState::Answered,
            answer: Some(free("画面の右上から戻せる", "yes, at the top right")),
            by: None,
        }],
        role_play_said: [None, Some(free("理由を先に言う", "say the reason first"))],
        newest_record: None,
        notes: vec![
            note(61, 25, NoteKind::Memo, "忙しいのは11時と17時", "busy at 11 and 17"),
            note(62, 25, NoteKind::Request, "もっと大きな字で見たい", "wants larger letters"),
            note(
                63,
                18,
                NoteKind::Stuck,
                "一覧が長くて目的のものが見つからない",
                "cannot find things in the long list",
            ),
        ],
        snags: vec![(
            date(11, 18),
            free("一覧が長くて目的のものが見つからない", "cannot find things in the long list"),
        )],
        for_next: vec![
            (date(11, 25), focus[0].1.clone()),
            (date(11, 25), free("向きの設定から始める", "begin with the orientation")),
        ],
        touches: vec![
            (at(11, 20, 9, 0), false, Private::free("")),
            (at(11, 19, 9, 0), true, free("端末の置き場所を変えたそうです", "moved the device")),
        ],
        focus_lines: focus,
        trainer: staff(99, "宮本 彩", "Miyamoto Aya"),
        usm: staff(98, "藤原 美咲", "Fujiwara Misaki"),
        meeting_url: Some("https://zoom.us/j/1".to_owned()),
        flag: Some(Level::Contact),
    }
}

/// A learner of whom nothing is known but the name.
pub(super) fn bare(lang: Lang) -> CardView {
    let full = inoue(lang);
    CardView {
        job: None,
        state: EnrolmentState::Invited,
        kickoff: KickoffState::Missing,
        next_no: None,
        phase_title: None,
        purpose: None,
        brief: BriefView::default(),
        stage: None,
        judgement: None,
        row: None,
        next_appointment: None,
        today: None,
        deadline: None,
        projected: None,
        requests: Vec::new(),
        questions: Vec::new(),
        settled: Vec::new(),
        role_play_said: [None, None],
        focus_lines: Vec::new(),
        notes: Vec::new(),
        snags: Vec::new(),
        for_next: Vec::new(),
        touches: Vec::new(),
        trainer: None,
        usm: None,
        meeting_url: None,
        flag: None,
        ..full
    }
}
