//! The day of the screens as drawn: six appointments on a Saturday, 13:52, in either language. Everybody is invented.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::follow_up::{Reason, Why};
use crate::domain::proposal::WhyDay;
use crate::domain::standing::Source;
use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, Decimal, Deed, Entity, HomeworkState, Id, Level, Outcome,
    QuestionState, StaffRole, Unit, VerifyKind, Zone,
};
use crate::i18n::Lang;
use crate::request::{
    Account, Ask, BookingView, BriefView, CarriedView, DayView, FigureView, FileView, FoundNote, FoundPerson,
    FoundView, HomeworkView, Leftover, Leftovers, Me, Person, Planned, PromiseView, QueueRow, Reply, ResumeView,
    Reverted, SlotView,
};
use crate::text::mask::Private;

pub fn id(entity: Entity, key: &str) -> Id {
    Id::natural(entity, key)
}

fn pick(lang: Lang, ja: &str, en: &str) -> String {
    match lang {
        Lang::Ja => ja.to_owned(),
        Lang::En => en.to_owned(),
    }
}

fn free(lang: Lang, ja: &str, en: &str) -> Private {
    Private::free(pick(lang, ja, en).as_str())
}

pub fn date() -> BusinessDate {
    BusinessDate::new(2026, 11, 21).unwrap()
}

pub fn at(hour: u32, minute: u32) -> DateTime<Utc> {
    Zone::named("Asia/Tokyo").unwrap().instant(date().0.and_hms_opt(hour, minute, 0).unwrap())
}

pub fn person(key: &str, name: &str) -> Person {
    let id = id(Entity::Learner, key);
    Person { id, name: Private::learner(id.0.as_u128(), name), kana: Private::learner(id.0.as_u128(), name) }
}

pub fn account(key: &str, name: &str) -> Account {
    let id = id(Entity::Pharmacy, key);
    Account { id, name: Private::pharmacy(id.0.as_u128(), name) }
}

pub fn file(lang: Lang) -> FileView {
    let id = id(Entity::Staff, "me");
    let name = Private::person(id.0.as_u128(), pick(lang, "田中 一郎", "Tanaka").as_str());
    FileView { me: Some(Me { id, name, role: StaffRole::Ustr }), ..FileView::default() }
}

/// Names and pharmacies of the queue in both languages, in its order: none of them may be seen in share-safe.
pub const PEOPLE: [([&str; 2], [&str; 2]); 6] = [
    (["中村 彩", "Aya Naka"], ["ひまわり薬局", "Himawari"]),
    (["小林 翔", "Sho Koba"], ["みどり調剤 本店", "Midori Main"]),
    (["佐藤 美咲", "Misaki S."], ["あおば薬局 駅前店", "Aoba Ekimae"]),
    (["鈴木 健", "Ken Suzuki"], ["ひまわり薬局", "Himawari"]),
    (["高橋 由紀", "Yuki Taka"], ["コスモス薬局 西口店", "Cosmos West"]),
    (["伊藤 大輔", "D. Ito"], ["さくら薬局", "Sakura"]),
];

struct Slot {
    time: (u32, u32),
    state: AppointmentState,
    number: u8,
    title: [&'static str; 2],
    homework: (u32, u32),
    level: Option<Level>,
    phase: ([&'static str; 2], u8, u8),
}

const LEARN: [&str; 2] = ["仕様理解", "Learning"];
const OPERATE: [&str; 2] = ["運用", "Live use"];
const BEFORE: [&str; 2] = ["導入前", "Before"];

const SLOTS: [Slot; 6] = [
    Slot {
        time: (13, 0),
        state: AppointmentState::Held,
        number: 3,
        title: ["薬歴の基本操作", "Basics"],
        homework: (3, 3),
        level: None,
        phase: (LEARN, 1, 6),
    },
    Slot {
        time: (13, 30),
        state: AppointmentState::BrokenOff,
        number: 7,
        title: ["指導文テンプレート", "Templates"],
        homework: (1, 2),
        level: Some(Level::Contact),
        phase: (LEARN, 5, 6),
    },
    Slot {
        time: (14, 0),
        state: AppointmentState::Scheduled,
        number: 5,
        title: ["服薬指導の下書き", "Drafts"],
        homework: (2, 3),
        level: None,
        phase: (LEARN, 3, 6),
    },
    Slot {
        time: (14, 40),
        state: AppointmentState::Scheduled,
        number: 9,
        title: ["数値の見かた", "Reading data"],
        homework: (1, 1),
        level: None,
        phase: (OPERATE, 1, 4),
    },
    Slot {
        time: (15, 20),
        state: AppointmentState::Scheduled,
        number: 2,
        title: ["目的の共有", "Sharing aims"],
        homework: (0, 0),
        level: None,
        phase: (BEFORE, 2, 2),
    },
    Slot {
        time: (16, 0),
        state: AppointmentState::Scheduled,
        number: 12,
        title: ["卒業と引き継ぎ", "Farewell"],
        homework: (2, 2),
        level: Some(Level::Urgent),
        phase: (OPERATE, 4, 4),
    },
];

/// The key of a row, by its place in the queue.
pub fn appointment(n: usize) -> Id {
    id(Entity::Appointment, &n.to_string())
}

pub fn row(lang: Lang, n: usize) -> QueueRow {
    let slot = &SLOTS[n];
    let (name, pharmacy) = PEOPLE[n];
    let (phase, place, of) = slot.phase;
    let text = |pair: [&str; 2]| pick(lang, pair[0], pair[1]);
    let starts_at = at(slot.time.0, slot.time.1);
    QueueRow {
        appointment: appointment(n),
        starts_at,
        local: date().0.and_hms_opt(slot.time.0, slot.time.1, 0).unwrap(),
        minutes: 25,
        kind: AppointmentKind::Session,
        state: slot.state,
        aside: false,
        provisional: false,
        session: (!slot.state.is_open()).then(|| id(Entity::Session, &n.to_string())),
        followed: None,
        waiting_since: None,
        session_no: Some(slot.number),
        title: Some(text(slot.title)),
        phase: Some("phase".to_owned()),
        phase_title: Some(text(phase)),
        phase_place: Some((place, of)),
        last: 12,
        learner: Some(person(name[0], &text(name))),
        owner: None,
        pharmacy: account(pharmacy[0], &text(pharmacy)),
        trainer: None,
        planned: Planned { lecture: 10, role_play: 10, homework: 5 },
        carried: Vec::new(),
        homework_in: slot.homework.0,
        homework_due: slot.homework.1,
        gates: Vec::new(),
        flags: Vec::new(),
        level: slot.level,
        flag: None,
        meeting_url: Some("https://us02web.zoom.us/j/123456".to_owned()),
        touches: Vec::new(),
    }
}

pub fn brief(lang: Lang) -> BriefView {
    let carried = |text: String, outcome| CarriedView {
        item_id: "i".to_owned(),
        text,
        times: 1,
        outcome,
        session_no: 4,
        minutes: 3,
    };
    let task = |text: String, state| HomeworkView {
        id: id(Entity::Homework, &text),
        item_id: None,
        text,
        state,
        verify: Some(VerifyKind::Log),
        effort_minutes: Some(5),
        missed_before: false,
        days_before: None,
    };
    let readings = |values: [i64; 4]| {
        (1_i64..).zip(values).map(|(week, value)| (date().plus(-28 + 7 * week), Decimal::whole(value))).collect()
    };
    let figure = |name: String, values, target| FigureView {
        metric: name.clone(),
        name,
        unit: Unit::Percent,
        readings: readings(values),
        target: Some(Decimal::whole(target)),
        own_target: false,
        reached: Some(false),
        required: true,
    };
    BriefView {
        appointment: Some(appointment(2)),
        promises: vec![PromiseView {
            question: id(Entity::Question, "q"),
            text: free(lang, "下書き機能を1日1回ためす", "try drafts once a day"),
            by: None,
            state: QuestionState::Open,
        }],
        stuck: vec![
            carried(pick(lang, "検索の絞り込み", "narrowing a search"), Outcome::Stuck),
            carried(pick(lang, "テンプレ呼び出し", "opening templates"), Outcome::Partly),
        ],
        homework: vec![
            task(pick(lang, "下書きを3件つくる", "write three drafts"), HomeworkState::Reviewed),
            task(pick(lang, "ショートカット表を読む", "read the shortcuts"), HomeworkState::Reviewed),
            task(pick(lang, "患者メモの転記", "copy patient memos"), HomeworkState::Missing),
        ],
        figures: vec![
            figure(pick(lang, "当日記入", "same day"), [40, 45, 52, 62], 80),
            figure(pick(lang, "指導文", "texts"), [30, 36, 38, 41], 50),
        ],
        ..BriefView::default()
    }
}

fn leftover(lang: Lang, n: usize, level: Level, why: Why) -> Leftover {
    let (name, _) = PEOPLE[n];
    let reason = Reason { why, points: 40, due: date(), owner: None, source: Source::Date(date()) };
    Leftover { name: person(name[0], &pick(lang, name[0], name[1])).name, level, due: None, reasons: vec![reason] }
}

pub fn day(lang: Lang) -> DayView {
    DayView {
        others: 0,
        date: date(),
        file: file(lang),
        earlier: Vec::new(),
        older: None,
        rows: (0..SLOTS.len()).map(|n| row(lang, n)).collect(),
        brief: Some(brief(lang)),
        leftovers: Leftovers {
            first: vec![
                leftover(lang, 1, Level::Contact, Why::Next { days: 9 }),
                leftover(lang, 5, Level::Urgent, Why::Metric(Vec::new())),
            ],
            count: 2,
            due: 0,
        },
        day_closed: false,
    }
}

pub fn slots() -> Vec<SlotView> {
    let start =
        |day: u32, hour, minute| NaiveDate::from_ymd_opt(2026, 11, day).unwrap().and_hms_opt(hour, minute, 0).unwrap();
    let slot =
        |start, shift| SlotView { start, minutes: 30, number: Some(5), day: WhyDay::MakeUp(1), shift, free: true };
    vec![slot(start(24, 14, 0), 0), slot(start(24, 14, 30), 30), slot(start(24, 15, 0), 60)]
}

/// A deed that was undone and told nothing but its name.
pub fn undone(deed: Deed) -> Reverted {
    Reverted {
        action: id(Entity::SessionItem, "action"),
        deed: Some(deed),
        redone: false,
        fields: Vec::new(),
        about: None,
        subject: None,
        gone: Vec::new(),
        empty: false,
    }
}

pub fn found(lang: Lang, query: &str) -> FoundView {
    let (name, pharmacy) = PEOPLE[2];
    let misaki = person(name[0], &pick(lang, name[0], name[1]));
    FoundView {
        query: query.to_owned(),
        people: vec![FoundPerson {
            learner: misaki.id,
            name: misaki.name.clone(),
            pharmacy: account(pharmacy[0], &pick(lang, pharmacy[0], pharmacy[1])).name,
            next_no: Some(5),
        }],
        notes: vec![FoundNote {
            note: id(Entity::Note, "n"),
            learner: Some(misaki.id),
            name: Some(misaki.name),
            at: at(9, 0),
            text: free(lang, "欠席の日は翌朝に電話", "call the morning after"),
        }],
    }
}

/// What the store answers on this day; `None` where a test says so itself.
pub fn answer(lang: Lang, ask: &Ask) -> Option<Reply> {
    match ask {
        Ask::Day { .. } => Some(Reply::Day(Box::new(day(lang)))),
        Ask::Brief { appointment } => {
            Some(Reply::Brief(Box::new(BriefView { appointment: Some(*appointment), ..BriefView::default() })))
        }
        Ask::Slots { .. } => Some(Reply::Slots(slots())),
        Ask::Booking { .. } => {
            let booking = BookingView { number: Some(6), minutes: (20, 30), slots: slots(), ..BookingView::default() };
            Some(Reply::Booking(Box::new(booking)))
        }
        Ask::Fit { .. } => Some(Reply::Fit(Vec::new())),
        Ask::Find { query, .. } => Some(Reply::Found(found(lang, query))),
        Ask::Practice => Some(Reply::Practice(None)),
        Ask::Resume => Some(Reply::Resume(ResumeView::default())),
        Ask::Session { .. }
        | Ask::WrapUp { .. }
        | Ask::Review { .. }
        | Ask::Card { .. }
        | Ask::History { .. }
        | Ask::LearnerForm { .. }
        | Ask::Programmes
        | Ask::Show => None,
    }
}
