//! THE TABLE of what the four kinds of file may hold: a row a column, with its heading in both languages and how its cells
//! are read. Reading, `manabi explain`, exports and the documentation go by it.

use crate::domain::{BusinessDate, NoteKind};
use crate::request::import::{
    Figure, HistoryNote, MetricCell, ProblemKind, PromiseLine, ReadingRow, RosterRow, ScheduleRow, SessionRow, Shape,
};
use crate::text::prefix::{self, Prefix};

use super::values::{self, Nearest};

/// A cell that holds something, on its way into a row.
pub(super) struct Cell<'a> {
    /// As it came, without what may not stay.
    pub text: &'a str,
    /// After NFKC, without blanks at its ends.
    pub plain: &'a str,
    /// The heading it stands under.
    pub heading: &'a str,
    /// The metric of a heading like `target:METRIC`, or the heading itself where that is a metric.
    pub metric: &'a str,
    pub nearest: Nearest,
    pub today: BusinessDate,
}

type Read<T> = Result<T, ProblemKind>;

impl Cell<'_> {
    /// A text of one line; line ends and tabs become blanks.
    #[expect(clippy::unnecessary_wraps, reason = "what it is assigned to is empty without a cell")]
    fn line(&self) -> Option<String> {
        Some(self.text.replace(['\n', '\t'], " "))
    }
    #[expect(clippy::unnecessary_wraps, reason = "what it is assigned to is empty without a cell")]
    fn lines(&self) -> Option<String> {
        Some(self.text.to_owned())
    }
    fn date(&self) -> Read<Option<BusinessDate>> {
        values::date(self.plain, self.nearest, self.today).map(Some)
    }
    fn own(&self) -> Read<MetricCell> {
        let figure = values::figure(self.plain)?;
        Ok(MetricCell { metric: self.metric.to_owned(), figure, column: self.heading.to_owned() })
    }
}

/// One column of a kind of file.
pub(super) struct Column<D> {
    pub en: &'static str,
    pub ja: &'static str,
    /// The heading goes on with the name of a metric.
    pub of_metric: bool,
    pub set: fn(&mut D, &Cell<'_>) -> Read<()>,
}

macro_rules! columns {
    ($name:ident: $draft:ty { $($en:literal $ja:literal |$d:ident, $c:ident| $set:expr;)+ }) => {
        pub(super) const $name: &[Column<$draft>] = &[$(
            Column {
                en: $en,
                ja: $ja,
                of_metric: $en.as_bytes()[$en.len() - 1] == b':',
                set: |$d: &mut $draft, $c: &Cell<'_>| {
                    $set;
                    Ok(())
                },
            }
        ),+];
    };
}

columns!(ROSTER: RosterRow {
    "pharmacy" "薬局" |r, c| r.who.pharmacy = c.line();
    "pharmacy_kana" "薬局かな" |r, c| r.pharmacy_kana = c.line();
    "owner" "経営者" |r, c| r.owner = c.line();
    "owner_kana" "経営者かな" |r, c| r.owner_kana = c.line();
    "contract_date" "契約日" |r, c| r.contract_date = c.date()?;
    "device_due" "端末予定日" |r, c| r.device_due = c.date()?;
    "device_installed" "端末到着日" |r, c| r.device_installed = c.date()?;
    "go_live_target" "運用開始予定日" |r, c| r.go_live_target = c.date()?;
    "go_live_actual" "運用開始日" |r, c| r.go_live_actual = c.date()?;
    "kickoff_date" "キックオフ日" |r, c| r.kickoff_date = c.date()?;
    "kickoff_held" "キックオフ実施" |r, c| r.kickoff_held = c.date()?;
    "flow" "運用フロー" |r, c| r.flow = Some(values::flow(c.plain)?);
    "purpose" "導入目的" |r, c| r.purpose = c.lines();
    "touch_model" "タッチモデル" |r, c| r.touch_model = Some(values::touch_model(c.plain)?);
    "cohort" "体制" |r, c| r.cohort = Some(values::cohort(c.plain).to_owned());
    "usm" "担当USM" |r, c| r.usm = c.line();
    "closed_weekdays" "定休日" |r, c| r.closed_weekdays = Some(values::weekdays(c.plain)?);
    "target:" "目標:" |r, c| r.targets.push(c.own()?);
    "takes_precedence" "優先する目標" |r, c| r.takes_precedence = Some(all_or(c.plain, values::names));
    "learner_id" "コード" |r, c| r.who.learner_id = c.line();
    "learner" "受講者" |r, c| r.who.learner = c.line();
    "learner_kana" "受講者かな" |r, c| r.who.learner_kana = c.line();
    "job" "職種" |r, c| r.job = Some(values::job(c.plain)?);
    "trainer" "担当" |r, c| r.trainer = c.line();
    "programme" "プログラム" |r, c| r.programme = Some(c.plain.to_owned());
    "state" "状態" |r, c| r.state = Some(values::state(c.plain)?);
    "state_on" "状態日" |r, c| r.state_on = c.date()?;
    "state_reason" "状態の理由" |r, c| r.state_reason = c.lines();
    "paused_until" "再開日" |r, c| r.paused_until = c.date()?;
    "next_no" "次回" |r, c| r.next_no = Some(one_number(c.plain)?);
    "slot" "曜日時刻" |r, c| r.slot = Some(values::slot(c.plain)?);
    "meeting_url" "Zoom" |r, c| r.meeting_url = Some(values::https(c.plain)?);
    "deadline" "期限" |r, c| r.deadline = c.date()?;
    "learner_target:" "本人目標:" |r, c| r.learner_targets.push(c.own()?);
    "plan_on" "再判定日" |r, c| r.plan_on = c.date()?;
    "graduation_done" "卒業確認済" |r, c| r.graduation_done = Some(all_or(c.plain, values::ids));
    "survey_sent" "アンケート送付日" |r, c| r.survey_sent = c.date()?;
    "survey_on" "回答日" |r, c| r.survey_on = c.date()?;
    "survey_score" "NPS" |r, c| r.survey_score = Some(values::survey_score(c.plain)?);
    "survey_comment" "ひとこと" |r, c| r.survey_comment = c.lines();
});

columns!(SCHEDULE: ScheduleRow {
    "date" "日付" |r, c| r.date = c.date()?;
    "start" "開始" |r, c| r.start = Some(values::time(c.plain)?);
    "minutes" "分" |r, c| r.minutes = Some(values::minutes(c.plain)?);
    "learner" "受講者" |r, c| r.who.learner = c.line();
    "learner_id" "コード" |r, c| r.who.learner_id = c.line();
    "pharmacy" "薬局" |r, c| r.who.pharmacy = c.line();
    "session_no" "回" |r, c| r.number = Some(one_number_or_kickoff(c.plain)?);
    "kind" "種類" |r, c| r.kind = Some(values::appointment_kind(c.plain)?);
    "trainer" "担当" |r, c| r.trainer = c.line();
    "meeting_url" "Zoom" |r, c| r.meeting_url = Some(values::https(c.plain)?);
    "uid" "uid" |r, c| r.uid = c.line();
});

columns!(SESSIONS: SessionRow {
    "date" "日付" |r, c| r.date = c.date()?;
    "start" "開始" |r, c| r.start = Some(values::time(c.plain)?);
    "minutes" "分" |r, c| r.minutes = Some(values::minutes(c.plain)?);
    "learner" "受講者" |r, c| r.who.learner = c.line();
    "learner_id" "コード" |r, c| r.who.learner_id = c.line();
    "pharmacy" "薬局" |r, c| r.who.pharmacy = c.line();
    "kind" "種類" |r, c| r.kind = Some(values::history_kind(c.plain)?);
    "session_no" "回" |r, c| r.numbers = values::numbers(c.plain)?;
    "trainer" "担当" |r, c| r.trainer = c.line();
    "result" "結果" |r, c| r.result = Some(values::result(c.plain)?);
    "closed" "記録済" |r, c| r.closed = Some(values::yes_no(c.plain)?);
    "mood" "様子" |r, c| r.mood = Some(u8::try_from(values::whole(c.plain, 1, 5)?).unwrap_or(u8::MAX));
    "done" "済" |r, c| r.done = values::ids(c.plain);
    "partly" "途中" |r, c| r.partly = values::ids(c.plain);
    "stuck" "つまずき" |r, c| r.stuck = values::ids(c.plain);
    "skipped" "飛ばし" |r, c| r.skipped = values::ids(c.plain);
    "role_play" "ロープレ" |r, c| r.role_play = values::attempts(c.plain)?;
    "homework" "宿題" |r, c| r.homework = Some(values::homework(c.plain)?);
    "summary" "要約" |r, c| r.summary = c.lines();
    "next_focus" "次の焦点" |r, c| r.next_focus = c.lines();
    "notes" "メモ" |r, c| r.notes = notes(c.text, r.date)?;
});

/// A row of readings while it is read: in the long form metric and value stand apart.
#[derive(Debug, Default)]
pub(super) struct ReadingDraft {
    pub row: ReadingRow,
    pub metric: Option<String>,
    pub figure: Option<Figure>,
}

columns!(READINGS: ReadingDraft {
    "period_end" "集計日" |r, c| r.row.period_end = c.date()?;
    "learner" "受講者" |r, c| r.row.who.learner = c.line();
    "learner_id" "コード" |r, c| r.row.who.learner_id = c.line();
    "pharmacy" "薬局" |r, c| r.row.who.pharmacy = c.line();
    "metric" "指標" |r, c| r.metric = c.line();
    "value" "値" |r, c| r.figure = Some(values::figure(c.plain)?);
    "stage" "段階" |r, c| r.row.stage = c.line();
    "judgement" "判定" |r, c| r.row.judgement = Some(values::judgement(c.plain)?);
});

/// A column of the wide form: its heading is a metric.
pub(super) const WIDE: Column<ReadingDraft> = Column {
    en: "",
    ja: "",
    of_metric: true,
    set: |r, c| {
        r.row.values.push(c.own()?);
        Ok(())
    },
};

/// The Japanese heading of a column by its English one.
pub fn japanese_heading(key: &str) -> Option<String> {
    fn of<D>(columns: &[Column<D>], key: &str) -> Option<String> {
        columns.iter().find_map(|column| {
            if column.of_metric {
                return key.strip_prefix(column.en).map(|metric| format!("{}{metric}", column.ja));
            }
            (column.en == key).then(|| column.ja.to_owned())
        })
    }
    of(ROSTER, key).or_else(|| of(SESSIONS, key)).or_else(|| of(SCHEDULE, key)).or_else(|| of(READINGS, key))
}

/// The word for everything, as the store knows it.
pub const ALL: &str = "all";

fn all_or(text: &str, read: fn(&str) -> Vec<String>) -> Vec<String> {
    if values::is_all(text) { vec![ALL.to_owned()] } else { read(text) }
}

fn one_number(text: &str) -> Read<u8> {
    Ok(u8::try_from(values::whole(text, 1, 99)?).unwrap_or(u8::MAX))
}

fn one_number_or_kickoff(text: &str) -> Read<u8> {
    match values::numbers(text)?[..] {
        [number] => Ok(number),
        _ => Err(ProblemKind::NotA(Shape::Number)),
    }
}

/// The lines of a notes cell. A promise without a year is one of the year after the session.
fn notes(text: &str, session: Option<BusinessDate>) -> Read<Vec<HistoryNote>> {
    let mut found = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let (prefix, rest) = prefix::split(line);
        let promise = match prefix {
            Prefix::Kind(word) => (word == NoteKind::Promise.word()).then_some(PromiseLine::Open(None)),
            Prefix::PromiseKept => Some(PromiseLine::Kept),
            Prefix::PromiseBy(date) => {
                let not = || ProblemKind::PromiseDate(line.to_owned());
                let near = session.ok_or_else(not)?;
                let by = values::date(&values::plain(date), Nearest::Forwards, near).map_err(|_| not())?;
                Some(PromiseLine::Open(Some(by)))
            }
        };
        let kind = NoteKind::from_word(prefix.word()).unwrap_or(NoteKind::Memo);
        found.push(HistoryNote { line: line.to_owned(), kind, text: rest.to_owned(), promise });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_told_by_their_prefix() {
        let date = BusinessDate::parse("2026-11-25");
        let text = "要望：並び順\n約束(11/27): 調べる\n\npromise: look\n約束済: 調べた\nただのメモ";
        let found = notes(text, date).unwrap();
        let short: Vec<(NoteKind, &str, Option<PromiseLine>)> =
            found.iter().map(|n| (n.kind, n.text.as_str(), n.promise)).collect();
        assert_eq!(
            short,
            [
                (NoteKind::Request, "並び順", None),
                (NoteKind::Promise, "調べる", Some(PromiseLine::Open(BusinessDate::parse("2026-11-27")))),
                (NoteKind::Promise, "look", Some(PromiseLine::Open(None))),
                (NoteKind::Promise, "調べた", Some(PromiseLine::Kept)),
                (NoteKind::Memo, "ただのメモ", None),
            ]
        );
        assert_eq!(found[0].line, "要望：並び順");
        let line = "約束(いつか): x";
        assert_eq!(notes(&format!("長いメモ\n{line}"), date), Err(ProblemKind::PromiseDate(line.to_owned())));
    }

    #[test]
    fn no_heading_means_two_columns() {
        fn unique<D>(columns: &[Column<D>]) {
            let mut names: Vec<&str> = columns.iter().flat_map(|c| [c.en, c.ja]).collect();
            names.sort_unstable();
            let all = names.len();
            names.dedup();
            // `uid` is written the same in both languages.
            assert!(all - names.len() <= 1, "{names:?}");
        }
        unique(ROSTER);
        unique(SCHEDULE);
        unique(SESSIONS);
        unique(READINGS);
    }
}
