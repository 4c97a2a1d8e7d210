//! What may stand in a cell, and reading it. Every reader takes the cell after NFKC without blanks at its ends.

use std::borrow::Cow;

use chrono::{Datelike, NaiveTime};
use unicode_normalization::UnicodeNormalization;

use crate::domain::day_words::WEEKDAYS;
use crate::domain::{
    AppointmentKind, AppointmentState, BusinessDate, Decimal, EnrolmentState, FlowStatus, HomeworkState, Job,
    JudgementResult, TouchModel,
};
use crate::i18n::Lang;
use crate::request::import::{Figure, FigureForm, HistoryKind, ProblemKind, Shape, SurveyScore};

type Read<T> = Result<T, ProblemKind>;

/// The form in which cells are read: NFKC, without blanks at the ends.
pub fn plain(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let folded: String = text.nfkc().collect();
    Cow::Owned(folded.trim().to_owned())
}

/// Which year is meant by a date that leaves it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nearest {
    /// The last one up to today.
    Backwards,
    /// The next one from today on.
    Forwards,
    Either,
}

impl Nearest {
    /// The date of month and day that is meant, seen from `today`.
    fn date(self, month: u32, day: u32, today: BusinessDate) -> Option<BusinessDate> {
        // The 29th of February may be eight years away (1900 had none, nor will 2100).
        let years = today.0.year() - 8..=today.0.year() + 8;
        let dates = years.filter_map(|year| BusinessDate::new(year, month, day));
        match self {
            Self::Backwards => dates.filter(|d| *d <= today).max(),
            Self::Forwards => dates.filter(|d| *d >= today).min(),
            Self::Either => dates.min_by_key(|d| (d.days_since(today).abs(), *d)),
        }
    }
}

/// `2026-11-21`, `2026/11/21`, `11/21`, `11月21日`, `2026年11月21日`, `令和8年11月21日`; midnight behind it, as spreadsheets
/// write a date cell, is passed over, and so is its day of the week in brackets.
pub fn date(text: &str, nearest: Nearest, today: BusinessDate) -> Read<BusinessDate> {
    let not = || ProblemKind::NotA(Shape::Date);
    let (text, said) = match text.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
        Some((day, name)) => (day.trim_end(), Some(weekday(name).ok_or_else(not)?)),
        None => (text, None),
    };
    let date = read_date(text, nearest, today).ok_or_else(not)?;
    if said.is_some_and(|said| u32::from(said) != date.0.weekday().number_from_monday()) {
        return Err(ProblemKind::OtherWeekday);
    }
    // Farther away a date is a slip of the hand, and what is reckoned from it leaves the calendar.
    let (first, last) = (BusinessDate::new(1900, 1, 1), BusinessDate::new(2199, 12, 31));
    match (first, last) {
        (Some(first), Some(last)) if date < first || date > last => {
            Err(ProblemKind::OutOfRange { min: first.to_string(), max: last.to_string() })
        }
        _ => Ok(date),
    }
}

fn read_date(text: &str, nearest: Nearest, today: BusinessDate) -> Option<BusinessDate> {
    let text = match text.split_once(' ') {
        Some((day, clock)) if time(clock).is_ok_and(|t| t == NaiveTime::MIN) => day,
        Some(_) | None => text,
    };
    let (year, month, day) = if let Some(kanji) = text.strip_suffix('日') {
        let (year, rest) = match kanji.split_once('年') {
            Some((year, rest)) => (Some(year_of(year)?), rest),
            None => (None, kanji),
        };
        let (month, day) = rest.split_once('月')?;
        (year, month, day)
    } else {
        let separator = if text.contains('-') { '-' } else { '/' };
        let parts: Vec<&str> = text.split(separator).collect();
        match parts[..] {
            [year, month, day] if year.len() == 4 => (Some(year_of(year)?), month, day),
            [month, day] if separator == '/' => (None, month, day),
            _ => return None,
        }
    };
    let (month, day) = (small(month)?, small(day)?);
    match year {
        Some(year) => BusinessDate::new(year, month, day),
        None => nearest.date(month, day, today),
    }
}

/// Eras by the year before their first.
const ERAS: [(&str, i32); 3] = [("令和", 2018), ("平成", 1988), ("昭和", 1925)];

fn year_of(text: &str) -> Option<i32> {
    for (era, before) in ERAS {
        if let Some(year) = text.strip_prefix(era) {
            let year = if year == "元" { 1 } else { small(year).filter(|y| (1..=99).contains(y))? };
            return Some(before + i32::try_from(year).ok()?);
        }
    }
    (text.len() == 4).then(|| small(text)).flatten().and_then(|year| i32::try_from(year).ok())
}

/// Digits and nothing else, at most four of them.
fn small(text: &str) -> Option<u32> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// `14:00`, `14:00:00`, `14時`, `14時30分`, `14時半`.
pub fn time(text: &str) -> Read<NaiveTime> {
    read_time(text).ok_or(ProblemKind::NotA(Shape::Time))
}

fn read_time(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = if let Some((hour, rest)) = text.split_once('時') {
        let minute = match rest {
            "" => 0,
            "半" => 30,
            rest => small(rest.strip_suffix('分')?)?,
        };
        (hour, minute)
    } else {
        let (hour, rest) = text.split_once(':')?;
        let (minute, second) = rest.split_once(':').unwrap_or((rest, "00"));
        if minute.len() != 2 || second.len() != 2 || small(second)? > 59 {
            return None;
        }
        (hour, small(minute)?)
    };
    NaiveTime::from_hms_opt(small(hour)?, minute, 0)
}

/// `yes no 1 0 true false ○ × はい いいえ`.
pub fn yes_no(text: &str) -> Read<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "1" | "true" | "○" | "◯" | "〇" | "はい" => Ok(true),
        "no" | "0" | "false" | "×" | "いいえ" => Ok(false),
        _ => Err(ProblemKind::NotA(Shape::YesNo)),
    }
}

/// A whole number from `min` to `max`. Spreadsheets write `30` as `30.0` at times.
pub fn whole(text: &str, min: u32, max: u32) -> Read<u32> {
    let out = || ProblemKind::OutOfRange { min: min.to_string(), max: max.to_string() };
    let value = Decimal::parse(text).ok_or(ProblemKind::NotA(Shape::Number))?.micros();
    let one = Decimal::whole(1).micros();
    if value % one != 0 {
        return Err(ProblemKind::NotA(Shape::Number));
    }
    u32::try_from(value / one).ok().filter(|n| (min..=max).contains(n)).ok_or_else(out)
}

/// Minutes of a meeting; `30分` too.
pub fn minutes(text: &str) -> Read<u32> {
    whole(text.strip_suffix('分').unwrap_or(text), 1, 480)
}

/// `86`, `86.5`, `86%`, `1:30`.
pub fn figure(text: &str) -> Read<Figure> {
    let not = || ProblemKind::NotA(Shape::Number);
    if let Some((hours, minutes)) = text.split_once(':') {
        let (hours, minutes) = (small(hours).ok_or_else(not)?, small(minutes).filter(|m| *m < 60).ok_or_else(not)?);
        // An hour is 60 minutes: to six places, half up.
        let micros = (i64::from(hours) * 60 + i64::from(minutes)) * Decimal::whole(1).micros();
        return Ok(Figure { value: Decimal::from_micros((micros + 30) / 60), form: FigureForm::Clock });
    }
    let (number, form) = match text.strip_suffix('%') {
        Some(number) => (number.trim_end(), FigureForm::Percent),
        None => (text, FigureForm::Plain),
    };
    Ok(Figure { value: Decimal::parse(number).ok_or_else(not)?, form })
}

/// An address that begins with `https://` and has a host.
pub fn https(text: &str) -> Read<String> {
    let not = || ProblemKind::NotA(Shape::Link);
    let head = text.get(..8).ok_or_else(not)?;
    let rest = &text[head.len()..];
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = text.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>\"\\^`{|}".contains(c));
    let good = head.eq_ignore_ascii_case("https://") && plain && !host.is_empty() && !host.contains('@');
    good.then(|| text.to_owned()).ok_or_else(not)
}

/// Monday = 1 … Sunday = 7.
fn weekday(text: &str) -> Option<u8> {
    let lower = text.to_lowercase();
    let japanese = lower.trim_end_matches("曜日").trim_end_matches('曜');
    let at = WEEKDAYS.iter().position(|(ja, en)| *ja == japanese || lower.len() >= 3 && en.starts_with(&lower))?;
    u8::try_from(at + 1).ok()
}

/// `日`, `水 日`, `水日`, `Sun`: days of the week, each once, Monday = 1 … Sunday = 7.
pub fn weekdays(text: &str) -> Read<Vec<u8>> {
    let mut found = Vec::new();
    for part in list(text) {
        let days: Option<Vec<u8>> = match weekday(part) {
            Some(day) => Some(vec![day]),
            None => part.chars().map(|c| weekday(c.encode_utf8(&mut [0; 4]))).collect(),
        };
        found.extend(days.filter(|d| !d.is_empty()).ok_or(ProblemKind::NotA(Shape::Weekday))?);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// `火 14:00`, `Tue 14:00`.
pub fn slot(text: &str) -> Read<(u8, NaiveTime)> {
    let not = || ProblemKind::NotA(Shape::Slot);
    let (day, clock) = text.split_at(text.find(|c: char| c.is_ascii_digit()).ok_or_else(not)?);
    let day = weekday(day.trim()).ok_or_else(not)?;
    Ok((day, time(clock).map_err(|_| not())?))
}

/// The parts of a list with blanks or commas between.
pub fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '、', ' ', '\n', '\t']).filter(|part| !part.is_empty())
}

/// The parts of a list of names, which may hold blanks: commas and line ends between.
pub fn names(text: &str) -> Vec<String> {
    text.split([',', '、', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Ids, each once, in the order of the cell.
pub fn ids(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for id in list(text) {
        if !found.iter().any(|known| known == id) {
            found.push(id.to_owned());
        }
    }
    found
}

/// Whether a cell means everything.
pub fn is_all(text: &str) -> bool {
    text.eq_ignore_ascii_case("all") || matches!(text, "すべて" | "全て" | "全部")
}

/// `5`, `4,5`, `K`, `第5回`: the numbers of a meeting, ascending; 0 stands for the kickoff.
pub fn numbers(text: &str) -> Read<Vec<u8>> {
    if matches!(text, "K" | "k" | "キックオフ") {
        return Ok(vec![0]);
    }
    let mut found = Vec::new();
    for part in list(text) {
        let bare = part.strip_prefix('第').unwrap_or(part);
        found.push(u8::try_from(whole(bare.strip_suffix('回').unwrap_or(bare), 1, 99)?).unwrap_or(u8::MAX));
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// `3,2,1,2,3` in the order of the rubric, `-` = not rated; attempts with `;` between, oldest first.
pub fn attempts(text: &str) -> Read<Vec<Vec<Option<u8>>>> {
    text.split(';').filter(|attempt| !attempt.trim().is_empty()).map(scores).collect()
}

fn scores(attempt: &str) -> Read<Vec<Option<u8>>> {
    list(attempt)
        .map(|score| match score {
            "-" | "−" | "–" | "—" | "ー" => Ok(None),
            score => Ok(Some(u8::try_from(whole(score, 1, 4)?).unwrap_or(u8::MAX))),
        })
        .collect()
}

/// A word of a column: a value and how it is written in Japanese, all spellings.
type Words<T> = &'static [(T, &'static [&'static str])];

fn word<T: Copy>(text: &str, column: &'static str, table: Words<T>, english: fn(T) -> &'static str) -> Read<T> {
    let lower = text.to_lowercase().replace(['-', ' '], "_");
    let meant =
        |(value, japanese): &&(T, &'static [&'static str])| english(*value) == lower || japanese.contains(&text);
    table.iter().find(meant).map(|(value, _)| *value).ok_or(ProblemKind::Unknown(column))
}

/// The Japanese spelling of a value, as exports write it.
fn spelled<T: Copy + PartialEq>(value: T, table: Words<T>) -> &'static str {
    table
        .iter()
        .find(|(known, _)| *known == value)
        .and_then(|(_, japanese)| japanese.first())
        .copied()
        .unwrap_or_default()
}

macro_rules! word_columns {
    ($($read:ident, $write:ident: $ty:ty, $column:literal, $english:expr, [$($value:expr => [$($ja:literal),+]),+ $(,)?];)+) => { $(
        #[doc = concat!("A word of the column `", $column, "`, in either language.")]
        pub fn $read(text: &str) -> Read<$ty> {
            word(text, $column, &[$(($value, &[$($ja),+])),+], $english)
        }
        #[doc = concat!("The Japanese word of the column `", $column, "`.")]
        pub fn $write(value: $ty) -> &'static str {
            spelled(value, &[$(($value, &[$($ja),+])),+])
        }
    )+
        /// The words that a column knows; none of one that knows more than words.
        pub fn words_of(column: &str, lang: Lang) -> Vec<&'static str> {
            match (column, lang) {
                $(
                    ($column, Lang::Ja) => vec![$([$($ja),+][0]),+],
                    ($column, Lang::En) => vec![$(($english)($value)),+],
                )+
                _ => Vec::new(),
            }
        }
    };
}

word_columns! {
    flow, flow_ja: FlowStatus, "flow", FlowStatus::word, [
        FlowStatus::None => ["未"], FlowStatus::Draft => ["下書き"], FlowStatus::Agreed => ["合意"],
        FlowStatus::Revised => ["改訂"],
    ];
    touch_model, touch_model_ja: TouchModel, "touch_model", TouchModel::word, [
        TouchModel::High => ["ハイ"], TouchModel::Low => ["ロー"], TouchModel::Tech => ["テック"],
    ];
    job, job_ja: Job, "job", Job::word, [
        Job::Manager => ["管理薬剤師"], Job::Staff => ["薬剤師"], Job::PartTime => ["パート"],
    ];
    state, state_ja: EnrolmentState, "state", EnrolmentState::word, [
        EnrolmentState::Invited => ["招待済"], EnrolmentState::KickoffDone => ["キックオフ済"],
        EnrolmentState::Learning => ["学習中"], EnrolmentState::Live => ["運用中"], EnrolmentState::Paused => ["休止"],
        EnrolmentState::Graduated => ["卒業"], EnrolmentState::Withdrawn => ["辞退"],
    ];
    history_kind, history_kind_ja: HistoryKind, "kind", kind_word, [
        HistoryKind::Appointment(AppointmentKind::Session) => ["1on1"],
        HistoryKind::Appointment(AppointmentKind::Kickoff) => ["キックオフ"],
        HistoryKind::Appointment(AppointmentKind::Extra) => ["補講"],
        HistoryKind::Appointment(AppointmentKind::Support) => ["支援"],
        HistoryKind::Call => ["連絡"],
    ];
    plan_kind, plan_kind_ja: HistoryKind, "plan_kind", kind_word, [
        HistoryKind::Appointment(AppointmentKind::Session) => ["1on1"],
        HistoryKind::Appointment(AppointmentKind::Kickoff) => ["キックオフ"],
        HistoryKind::Appointment(AppointmentKind::Extra) => ["補講"],
        HistoryKind::Appointment(AppointmentKind::Support) => ["支援"],
    ];
    result, result_ja: AppointmentState, "result", AppointmentState::word, [
        AppointmentState::Held => ["実施"], AppointmentState::BrokenOff => ["中断"], AppointmentState::NoShow => ["無断欠席"],
        AppointmentState::LateCancel => ["直前キャンセル"], AppointmentState::Rescheduled => ["延期"],
        AppointmentState::Cancelled => ["中止"], AppointmentState::CancelledByUs => ["当方都合"],
    ];
    homework, homework_ja: HomeworkState, "homework", HomeworkState::word, [
        HomeworkState::Reviewed => ["確認済"], HomeworkState::Submitted => ["提出"], HomeworkState::Missing => ["未提出"],
        HomeworkState::Waived => ["免除"],
    ];
    judgement, judgement_ja: JudgementResult, "judgement", JudgementResult::word, [
        JudgementResult::Stage1 => ["一段階目"], JudgementResult::Stage2 => ["二段階目"],
        JudgementResult::AdditionalSupport => ["追加の支援"], JudgementResult::Undetermined => ["未確認"],
    ];
}

/// The stable word of a kind of history row.
pub fn kind_word(kind: HistoryKind) -> &'static str {
    match kind {
        HistoryKind::Appointment(kind) => kind.word(),
        HistoryKind::Call => "call",
    }
}

/// A kind of appointment that may be scheduled.
pub fn appointment_kind(text: &str) -> Read<AppointmentKind> {
    match plan_kind(text)? {
        HistoryKind::Appointment(kind) => Ok(kind),
        HistoryKind::Call => Err(ProblemKind::Unknown("plan_kind")),
    }
}

/// 0–10, or `declined` / 辞退.
pub fn survey_score(text: &str) -> Read<SurveyScore> {
    if text.eq_ignore_ascii_case("declined") || text == "辞退" {
        return Ok(SurveyScore::Declined);
    }
    Ok(SurveyScore::Score(u8::try_from(whole(text, 0, 10)?).unwrap_or(u8::MAX)))
}

/// The group that learners are compared by: 新 and 旧 are `new` and `old`, anything else is an id of its own.
pub fn cohort(text: &str) -> &str {
    match text {
        "新" | "新体制" => "new",
        "旧" | "旧体制" => "old",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> BusinessDate {
        BusinessDate::parse(text).unwrap()
    }

    #[test]
    fn dates_with_a_year() {
        for text in [
            "2026-11-21",
            "2026/11/21",
            "2026年11月21日",
            "令和8年11月21日",
            "2026/11/21 0:00",
            "2026-11-21 00:00:00",
            "2026/11/21(土)",
            "2026年11月21日 (土曜日)",
            "2026-11-21 (Sat)",
        ] {
            assert_eq!(date(text, Nearest::Either, d("1999-01-01")), Ok(d("2026-11-21")), "{text}");
        }
        for (text, want) in
            [("2026/1/5", "2026-01-05"), ("令和元年5月1日", "2019-05-01"), ("平成31年4月30日", "2019-04-30")]
        {
            assert_eq!(date(text, Nearest::Either, d("1999-01-01")), Ok(d(want)), "{text}");
        }
        for text in [
            "",
            "2026-02-29",
            "26/11/21",
            "2026/11",
            "11-21",
            "21/11/2026",
            "11/31",
            "令和0年1月1日",
            "令和8年11月",
            "明日",
            "2026-11-21 14:00",
            "2026-11-21-01",
            "+1/2",
            "2026--1-2",
            "11月21",
            "2026/11/21/",
            "2026/11/21(祝)",
            "2026/11/21(",
        ] {
            assert_eq!(date(text, Nearest::Either, d("2026-11-25")), Err(ProblemKind::NotA(Shape::Date)), "{text}");
        }
    }

    #[test]
    fn dates_of_another_age_are_out_of_range() {
        let out = ProblemKind::OutOfRange { min: "1900-01-01".to_owned(), max: "2199-12-31".to_owned() };
        for text in ["9999-12-31", "2200/1/1", "1899-12-31", "0001年1月1日"] {
            assert_eq!(date(text, Nearest::Either, d("2026-11-25")), Err(out.clone()), "{text}");
        }
        for text in ["1900-01-01", "2199-12-31"] {
            assert_eq!(date(text, Nearest::Either, d("2026-11-25")), Ok(d(text)), "{text}");
        }
    }

    #[test]
    fn dates_without_a_year_are_near() {
        let today = d("2026-11-25");
        assert_eq!(date("11/21(土)", Nearest::Backwards, today), Ok(d("2026-11-21")));
        assert_eq!(date("11/21(月)", Nearest::Backwards, today), Err(ProblemKind::OtherWeekday));
        for (text, back, ahead, either) in [
            ("11/21", "2026-11-21", "2027-11-21", "2026-11-21"),
            ("11月25日", "2026-11-25", "2026-11-25", "2026-11-25"),
            ("11/26", "2025-11-26", "2026-11-26", "2026-11-26"),
            ("1/5", "2026-01-05", "2027-01-05", "2027-01-05"),
            ("6/1", "2026-06-01", "2027-06-01", "2026-06-01"),
            ("2/29", "2024-02-29", "2028-02-29", "2028-02-29"),
        ] {
            assert_eq!(date(text, Nearest::Backwards, today), Ok(d(back)), "{text}");
            assert_eq!(date(text, Nearest::Forwards, today), Ok(d(ahead)), "{text}");
            assert_eq!(date(text, Nearest::Either, today), Ok(d(either)), "{text}");
        }
    }

    #[test]
    fn times_and_slots() {
        let at = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
        for (text, want) in [
            ("14:00", at(14, 0)),
            ("9:05", at(9, 5)),
            ("14:30:00", at(14, 30)),
            ("14時", at(14, 0)),
            ("14時30分", at(14, 30)),
            ("9時半", at(9, 30)),
        ] {
            assert_eq!(time(text), Ok(want), "{text}");
        }
        for text in ["", "14", "24:00", "14:60", "14:5", "14時分", "14:00 PM", ":30", "時"] {
            assert!(time(text).is_err(), "{text}");
        }
        for (text, day) in
            [("火 14:00", 2), ("Tue 14:00", 2), ("火曜14時", 2), ("日曜日 14:00", 7), ("sunday 14:00", 7)]
        {
            assert_eq!(slot(text), Ok((day, at(14, 0))), "{text}");
        }
        for text in ["火", "14:00", "x 14:00", "Tu 14:00", "火 25:00"] {
            assert_eq!(slot(text), Err(ProblemKind::NotA(Shape::Slot)), "{text}");
        }
    }

    #[test]
    fn weekday_sets() {
        for (text, want) in
            [("日", &[7][..]), ("水 日", &[3, 7]), ("水日", &[3, 7]), ("Sun", &[7]), ("日、水,日", &[3, 7])]
        {
            assert_eq!(weekdays(text).unwrap(), want, "{text}");
        }
        assert!(weekdays("祝").is_err() && weekdays("Su").is_err());
    }

    #[test]
    fn numbers_in_their_range() {
        assert_eq!(minutes("30"), Ok(30));
        assert_eq!(minutes("30分"), Ok(30));
        assert_eq!(minutes("30.0"), Ok(30));
        for (text, problem) in [
            ("0", ProblemKind::OutOfRange { min: "1".to_owned(), max: "480".to_owned() }),
            ("481", ProblemKind::OutOfRange { min: "1".to_owned(), max: "480".to_owned() }),
            ("-5", ProblemKind::OutOfRange { min: "1".to_owned(), max: "480".to_owned() }),
            ("30.5", ProblemKind::NotA(Shape::Number)),
            ("x", ProblemKind::NotA(Shape::Number)),
        ] {
            assert_eq!(minutes(text), Err(problem), "{text}");
        }
        assert_eq!(numbers("5"), Ok(vec![5]));
        assert_eq!(numbers("5,4"), Ok(vec![4, 5]));
        assert_eq!(numbers("第5回"), Ok(vec![5]));
        assert_eq!(numbers("K"), Ok(vec![0]));
        assert!(numbers("0").is_err() && numbers("100").is_err() && numbers("K,1").is_err() && numbers("x").is_err());
    }

    #[test]
    fn figures_keep_their_form() {
        let f = |value: &str, form| Ok(Figure { value: Decimal::parse(value).unwrap(), form });
        assert_eq!(figure("86%"), f("86", FigureForm::Percent));
        assert_eq!(figure("86.0"), f("86", FigureForm::Plain));
        assert_eq!(figure("1:30"), f("1.5", FigureForm::Clock));
        assert_eq!(figure("1:20"), f("1.333333", FigureForm::Clock));
        assert!(figure("1:60").is_err() && figure("%").is_err() && figure("86,5").is_err() && figure("a").is_err());
    }

    #[test]
    fn https_only() {
        for text in ["https://zoom.us/j/1?pwd=x#y", "HTTPS://zoom.us"] {
            assert_eq!(https(text), Ok(text.to_owned()));
        }
        for text in [
            "http://zoom.us/j/1",
            "https://",
            "https:///x",
            "zoom.us",
            "https://a b",
            "javascript:x",
            "https://u@h/",
            "日本語のリンク",
        ] {
            assert_eq!(https(text), Err(ProblemKind::NotA(Shape::Link)), "{text}");
        }
    }

    #[test]
    fn role_plays_and_lists() {
        assert_eq!(attempts("3,2,-"), Ok(vec![vec![Some(3), Some(2), None]]));
        assert_eq!(attempts("1 2;3,4;"), Ok(vec![vec![Some(1), Some(2)], vec![Some(3), Some(4)]]));
        assert!(attempts("5").is_err() && attempts("0,1").is_err() && attempts("x").is_err());
        assert_eq!(ids("a, b  c、a"), ["a", "b", "c"]);
        assert_eq!(names("Notes left for next time, 利用時間"), ["Notes left for next time", "利用時間"]);
        assert!(is_all("ALL") && is_all("すべて") && !is_all("a"));
    }

    #[test]
    fn words_in_both_languages() {
        assert_eq!(state("運用中"), Ok(EnrolmentState::Live));
        assert_eq!(state("Kickoff done"), Ok(EnrolmentState::KickoffDone));
        assert_eq!(result("無断欠席"), Ok(AppointmentState::NoShow));
        assert_eq!(result("no-show"), Ok(AppointmentState::NoShow));
        assert_eq!(result("scheduled"), Err(ProblemKind::Unknown("result")));
        assert_eq!(homework("assigned"), Err(ProblemKind::Unknown("homework")));
        assert_eq!(history_kind("連絡"), Ok(HistoryKind::Call));
        assert_eq!(appointment_kind("call"), Err(ProblemKind::Unknown("plan_kind")));
        assert_eq!(survey_score("辞退"), Ok(SurveyScore::Declined));
        assert_eq!(survey_score("10"), Ok(SurveyScore::Score(10)));
        assert!(survey_score("11").is_err());
        assert_eq!(
            [yes_no("○"), yes_no("×"), yes_no("YES"), yes_no("いいえ")],
            [Ok(true), Ok(false), Ok(true), Ok(false)]
        );
        assert_eq!(cohort("旧"), "old");
    }
}
