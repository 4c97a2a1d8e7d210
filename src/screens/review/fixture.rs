//! The practice evening (25 November 2026) as the store would show it, with or without its first two decisions.

use crate::domain::follow_up::{Missed, Reason, Shortfall, Shown, Why};
use crate::domain::standing::Source;
use crate::domain::{AppointmentKind, AppointmentState, BusinessDate, Decimal, DecisionKind, Id, Level, Scope};
use crate::i18n::Lang;
use crate::layout::reasons;
use crate::request::{Account, FollowUpView, OpenRecord, Person, Planned, QueueRow, ReviewRow, ReviewView};
use crate::text::mask::Private;

use super::bench::{at, date, file, id, told, zone};

/// Everything on the screen that nobody else may read.
pub(crate) fn secrets(view: &ReviewView, lang: Lang) -> Vec<String> {
    let show = |private: &Private| private.reveal(crate::text::mask::Reveal::granted()).to_string();
    let mut all: Vec<String> = Vec::new();
    for row in &view.rows {
        all.extend([show(&row.name), show(&row.pharmacy)]);
        all.extend(row.next_focus.iter().map(show));
        all.extend(row.reasons.iter().filter(|r| r.points > 0).map(|r| reasons::sentence(lang, &r.why, &row.metrics)));
    }
    all.extend(view.open_records.iter().filter_map(|r| r.learner.as_ref()).map(show));
    all.extend(view.tomorrow.iter().filter_map(|r| r.learner.as_ref()).map(|p| show(&p.name)));
    all
}

struct Who {
    key: u128,
    name: [&'static str; 2],
    pharmacy: usize,
}

const PHARMACIES: [[&str; 2]; 6] = [
    ["あおば薬局 青葉台店", "Aoba Pharmacy Aobadai"],
    ["ひまわり調剤薬局", "Himawari Pharmacy"],
    ["みなと薬局 本町店", "Minato Pharmacy Honcho"],
    ["さくら坂薬局", "Sakurazaka Pharmacy"],
    ["北斗調剤薬局", "Hokuto Pharmacy"],
    ["つばめ薬局 駅前店", "Tsubame Pharmacy Ekimae"],
];

const fn who(key: u128, ja: &'static str, en: &'static str, pharmacy: usize) -> Who {
    Who { key, name: [ja, en], pharmacy: pharmacy - 1 }
}

fn learner_name(lang: Lang, who: &Who) -> Private {
    Private::learner(id(who.key).0.as_u128(), told(lang, who.name[0], who.name[1]))
}

fn account(lang: Lang, pharmacy: usize) -> Account {
    let [ja, en] = PHARMACIES[pharmacy];
    let id = id(200 + u128::try_from(pharmacy).unwrap());
    Account { id, name: Private::pharmacy(id.0.as_u128(), told(lang, ja, en)) }
}

fn reason_of(why: Why, points: u32, due: BusinessDate) -> Reason {
    let source = Source::Row(id(500));
    Reason { why, points, due, owner: Some(id(99)), source }
}

fn level(score: u32) -> Level {
    match score {
        40.. => Level::Urgent,
        20.. => Level::Contact,
        _ => Level::Watch,
    }
}

fn row(lang: Lang, scope: Scope, who: &Who, reasons: Vec<Reason>, due: BusinessDate) -> ReviewRow {
    let account = account(lang, who.pharmacy);
    let score = reasons.iter().map(|r| r.points).sum::<u32>().min(100);
    let names = [("rate", "当日の薬歴完了率", "same-day rate"), ("use", "指導文の利用率", "suggestion use")];
    ReviewRow {
        scope,
        id: match scope {
            Scope::Learner => id(who.key),
            Scope::Pharmacy => account.id,
        },
        name: match scope {
            Scope::Learner => learner_name(lang, who),
            Scope::Pharmacy => account.name.clone(),
        },
        pharmacy: account.name,
        score,
        level: level(score),
        reasons,
        metrics: names.into_iter().map(|(id, ja, en)| (id.to_owned(), told(lang, ja, en).to_owned())).collect(),
        due_on: due,
        owner: Some(id(99)),
        owner_name: Some(Private::person(99, told(lang, "宮本 彩", "Miyamoto Aya"))),
        decided: false,
        decision: None,
        decision_reason: None,
        follow_up: None,
        number: None,
        next_focus: None,
    }
}

/// As the store shows it once a follow-up was made with one key.
pub(crate) fn follow(lang: Lang, row: &mut ReviewRow, due: BusinessDate, title: &str) {
    row.decided = true;
    row.decision = Some(Shown { day: date(11, 25), kind: DecisionKind::FollowUp, until: None });
    row.decision_reason = Some(Private::free(told(lang, "まとめて確認", "reviewed")));
    row.follow_up = Some(FollowUpView { title: Some(Private::free(title)), due_on: Some(due), done: None });
}

/// The thirteen rows of the practice evening, none of them decided.
pub(crate) fn evening(lang: Lang) -> ReviewView {
    let today = date(11, 25);
    let short = |metric: &str, before: &str, value: &str, target: &str| {
        let decimal = |text| Decimal::parse(text).unwrap();
        Shortfall { metric: metric.to_owned(), value: decimal(value), before: decimal(before), target: decimal(target) }
    };
    let missed = |month, day, number| Missed { date: date(month, day), number: Some(number) };
    let learner = |who: Who, reasons, due| row(lang, Scope::Learner, &who, reasons, due);
    let pharmacy = |number, reasons| row(lang, Scope::Pharmacy, &who(0, "", "", number), reasons, today);
    let mut rows = vec![
        learner(
            who(17, "三浦 望", "Miura Nozomi", 5),
            vec![
                reason_of(
                    Why::Metric(vec![short("rate", "58", "59", "80"), short("use", "40", "41", "60")]),
                    40,
                    date(11, 27),
                ),
                reason_of(Why::Deadline { projected: date(11, 27), days: 2 }, 20, date(11, 30)),
                reason_of(Why::Support { judged_on: date(11, 21) }, 40, date(11, 26)),
            ],
            date(11, 26),
        ),
        learner(
            who(5, "石川 拓", "Ishikawa Taku", 2),
            vec![
                reason_of(Why::Metric(vec![short("rate", "61.5", "62", "80")]), 20, date(11, 27)),
                reason_of(Why::Record { oldest: today, records: 1 }, 15, today),
                reason_of(Why::Support { judged_on: today }, 40, date(11, 26)),
            ],
            today,
        ),
        learner(
            who(9, "坂本 大輔", "Sakamoto Daisuke", 3),
            vec![
                reason_of(Why::NoShow(vec![missed(11, 20, 7), missed(11, 18, 7)]), 60, today),
                reason_of(Why::Next { days: 14 }, 0, today),
            ],
            today,
        ),
        learner(
            who(11, "松井 康平", "Matsui Kohei", 3),
            vec![
                reason_of(Why::NoShow(vec![missed(11, 25, 8)]), 40, today),
                reason_of(Why::RolePlay { scores: vec![3, 2, 1, 2, 3], twice: false }, 20, today),
            ],
            today,
        ),
        learner(
            who(3, "村上 さくら", "Murakami Sakura", 1),
            vec![reason_of(Why::LateCancel(1), 15, date(11, 26)), reason_of(Why::Next { days: 9 }, 25, today)],
            today,
        ),
        pharmacy(3, vec![reason_of(Why::Flow { days: 6 }, 40, today)]),
        learner(
            who(13, "藤田 恵", "Fujita Megumi", 4),
            vec![reason_of(Why::Record { oldest: date(11, 24), records: 1 }, 30, today)],
            today,
        ),
        pharmacy(6, vec![reason_of(Why::Kickoff { days: 10, booked: false }, 30, today)]),
        learner(
            who(20, "金子 由紀", "Kaneko Yuki", 1),
            vec![reason_of(Why::Resume { since: today }, 25, today)],
            today,
        ),
        learner(
            who(16, "福田 誠", "Fukuda Makoto", 5),
            vec![reason_of(Why::GradOpen { check: true, survey: false }, 20, date(11, 26))],
            date(11, 26),
        ),
        learner(
            who(2, "井上 健", "Inoue Ken", 1),
            vec![reason_of(Why::Stuck { items: 1, again: false }, 20, date(11, 27))],
            date(11, 27),
        ),
        learner(
            who(10, "中島 愛", "Nakajima Ai", 3),
            vec![reason_of(Why::Homework(1), 10, date(11, 24))],
            date(11, 24),
        ),
        learner(
            who(6, "長谷川 涼", "Hasegawa Ryo", 2),
            vec![reason_of(Why::Promise { promised_by: date(11, 26), late_bd: -1 }, 10, date(11, 26))],
            date(11, 26),
        ),
    ];
    rows[2].next_focus = Some(Private::free(told(lang, "人が足りない", "too few people")));
    let record = |session: u128, who: &Who, day, number| OpenRecord {
        session: id(session),
        appointment: id(session + 100),
        scope: Scope::Learner,
        scope_id: id(who.key),
        learner: Some(learner_name(lang, who)),
        pharmacy: account(lang, who.pharmacy).name,
        date: day,
        session_no: Some(number),
    };
    let queue = |who: &Who, time: (u32, u32, u32), state, number| queue_row(lang, who, time, state, number);
    use AppointmentState::{Held, NoShow, Scheduled};
    ReviewView {
        date: today,
        file: file(lang),
        rows,
        open_records: vec![
            record(601, &who(13, "藤田 恵", "Fujita Megumi", 4), date(11, 24), 1),
            record(602, &who(5, "石川 拓", "Ishikawa Taku", 2), today, 11),
        ],
        tomorrow: vec![
            queue(&who(7, "前田 千尋", "Maeda Chihiro", 2), (26, 10, 0), Scheduled, 12),
            queue(&who(10, "中島 愛", "Nakajima Ai", 3), (26, 13, 0), Scheduled, 8),
        ],
        tomorrow_date: Some(date(11, 26)),
        earlier: Vec::new(),
        older: None,
        today: vec![
            queue(&who(1, "森田 由美", "Morita Yumi", 1), (25, 9, 30), Held, 6),
            queue(&who(2, "井上 健", "Inoue Ken", 1), (25, 10, 10), Held, 6),
            queue(&who(4, "清水 美穂", "Shimizu Miho", 2), (25, 11, 0), Held, 11),
            queue(&who(5, "石川 拓", "Ishikawa Taku", 2), (25, 11, 35), Held, 11),
            queue(&who(8, "大野 直子", "Ono Naoko", 3), (25, 13, 0), Held, 8),
            queue(&who(11, "松井 康平", "Matsui Kohei", 3), (25, 14, 0), NoShow, 8),
            queue(&who(12, "岡本 真理", "Okamoto Mari", 4), (25, 15, 0), Held, 1),
        ],
        without_next: 3,
        without_next_names: Vec::new(),
        contact_points: 20,
        closed: false,
        day_closed: false,
    }
}

/// The evening after its first two decisions, as it is drawn.
pub(crate) fn drawn(lang: Lang) -> ReviewView {
    let mut view = evening(lang);
    for row in &mut view.rows[..2] {
        follow(lang, row, date(11, 26), told(lang, "支援の計画を決める", "agree the plan"));
    }
    view
}

/// Everything decided and closed.
pub(crate) fn finished(lang: Lang) -> ReviewView {
    let mut view = drawn(lang);
    for row in &mut view.rows {
        row.decided = true;
    }
    view.open_records.clear();
    view.without_next = 0;
    view.closed = true;
    view
}

fn queue_row(
    lang: Lang,
    who: &Who,
    (day, hour, minute): (u32, u32, u32),
    state: AppointmentState,
    number: u8,
) -> QueueRow {
    let starts_at = at(11, day, hour, minute);
    let name = learner_name(lang, who);
    let learner: Id = id(who.key);
    QueueRow {
        appointment: id(700 + who.key + u128::from(day)),
        starts_at,
        local: zone().local(starts_at),
        minutes: 30,
        kind: AppointmentKind::Session,
        state,
        aside: false,
        provisional: false,
        session: None,
        followed: None,
        waiting_since: None,
        session_no: Some(number),
        title: None,
        phase: None,
        phase_title: None,
        phase_place: None,
        last: 12,
        learner: Some(Person { id: learner, kana: name.clone(), name }),
        owner: None,
        pharmacy: account(lang, who.pharmacy),
        trainer: None,
        planned: Planned::default(),
        carried: Vec::new(),
        homework_due: 0,
        homework_in: 0,
        gates: Vec::new(),
        flags: Vec::new(),
        level: None,
        flag: None,
        meeting_url: None,
        touches: Vec::new(),
    }
}
