//! What a problem or a change is called: a row each, Japanese beside English. Keys, flags and ids are words of the file
//! and stay as they are; section and field names are those a file of that language uses.

mod changes;

use std::fmt::Arguments;

use super::keywords::{Field, field_name, section_name};
use super::problem::{Problem, ProblemKind, Wanted};
use crate::domain::Section;

/// The longest piece of a file that a sentence quotes, in characters.
const QUOTED: usize = 60;

impl Problem {
    /// The problem in a sentence.
    pub fn sentence(&self, ja: bool) -> String {
        self.what.sentence(ja)
    }
}

impl ProblemKind {
    fn sentence(&self, ja: bool) -> String {
        let say = |japanese: Arguments<'_>, english: Arguments<'_>| (if ja { japanese } else { english }).to_string();
        let field = |field: Field| field_name(field, ja);
        let part = |section: Section| section_name(section, ja);
        match self {
            Self::NotUtf8 => say(
                format_args!("UTF-8 のファイルではありません。UTF-8 で保存し直してください"),
                format_args!("this is not a UTF-8 file; save it as UTF-8"),
            ),
            Self::NoFence => {
                say(format_args!("1行目は +++ だけにします"), format_args!("line 1 has to be +++ and nothing else"))
            }
            Self::FenceNotClosed => say(
                format_args!("先頭の設定を閉じる +++ の行がありません"),
                format_args!("the line +++ that closes the front matter is missing"),
            ),
            Self::NotToml { found, reason } => say(
                format_args!("先頭の設定が TOML として読めません：「{}」", quoted(found)),
                format_args!("the front matter is no TOML here: “{}” ({reason})", quoted(found)),
            ),
            Self::KeyTwice { found } => say(
                format_args!("同じキーが二つあります：「{}」", quoted(found)),
                format_args!("this key stands twice: “{}”", quoted(found)),
            ),
            Self::KeyMissing { table, key } => say(
                format_args!("{}に {key} がありません", table_name(table, ja)),
                format_args!("{key} is missing in {}", table_name(table, ja)),
            ),
            Self::KeyUnknown { table, key } => say(
                format_args!("{}に知らないキー {} があります", table_name(table, ja), quoted(key)),
                format_args!("unknown key {} in {}", quoted(key), table_name(table, ja)),
            ),
            Self::ValueWrong { table, key, found, wanted } => say(
                format_args!(
                    "{}の {key} は{}にします（今は {}）",
                    table_name(table, ja),
                    wanted.name(ja),
                    quoted(found)
                ),
                format_args!("{key} in {} has to be {}, not {}", table_name(table, ja), wanted.name(ja), quoted(found)),
            ),
            Self::PanesNotThree { phase, found } => say(
                format_args!("段階 {} の panes は題名が三つ要ります（今は{found}）", quoted(phase)),
                format_args!("panes of phase {} needs three titles, not {found}", quoted(phase)),
            ),
            Self::EntryTwice { table, id } => say(
                format_args!("{}に {} が二つあります", table_name(table, ja), quoted(id)),
                format_args!("{} stands twice in {}", quoted(id), table_name(table, ja)),
            ),
            Self::TitleMissing => {
                say(format_args!("題名の行（# 題名）がありません"), format_args!("the title line (# Title) is missing"))
            }
            Self::TitleTwice => {
                say(format_args!("題名の行（# 題名）は一つだけです"), format_args!("there is a second title line"))
            }
            Self::CannotRead { found } => say(
                format_args!("この行は読めません：「{}」", quoted(found)),
                format_args!("this line cannot be read: “{}”", quoted(found)),
            ),
            Self::Ticked { found } => say(
                format_args!("項目は「- [ ] 」で始めます。進み具合はファイルには書きません：「{}」", quoted(found)),
                format_args!("an item begins with “- [ ] ”; progress is not kept in the file: “{}”", quoted(found)),
            ),
            Self::SessionHeading { found } => say(
                format_args!("回の見出しは「## [3] 題名」か「## [K] 題名」です：「{}」", quoted(found)),
                format_args!("a session heading is “## [3] Title” or “## [K] Title”: “{}”", quoted(found)),
            ),
            Self::NoSession => say(
                format_args!("回（## [1] 題名）が一つもありません"),
                format_args!("there is no session (## [1] Title)"),
            ),
            Self::SessionOrder { found, expected } => say(
                format_args!("ここは第{expected}回のはずですが、[{found}] です"),
                format_args!("session {expected} should stand here, but it is [{found}]"),
            ),
            Self::SessionCount { declared, found } => say(
                format_args!("sessions は {declared} ですが、回は{found}あります"),
                format_args!("sessions says {declared}, but there are {found}"),
            ),
            Self::KickoffNotFirst => say(
                format_args!("キックオフ [K] は一つだけ、最初に置きます"),
                format_args!("there is one kickoff [K] at most, and it comes first"),
            ),
            Self::SectionUnknown { found } => say(
                format_args!("知らない見出しです：「{}」。使えるのは {}", quoted(found), all_sections(ja)),
                format_args!("unknown section “{}”; there are {}", quoted(found), all_sections(ja)),
            ),
            Self::SectionTwice { section, first } => say(
                format_args!("見出し「{}」が二つあります（初めは{first}行目）", part(*section)),
                format_args!("section {} stands twice (first on line {first})", part(*section)),
            ),
            Self::RubricOutOfPlace => say(
                format_args!("「#### 評価」はロールプレイの中にだけ置けます"),
                format_args!("“#### rubric” stands inside role-play only, and nothing else does at this level"),
            ),
            Self::FieldUnknown { found, place } => say(
                format_args!("{}に「{}」というキーはありません", place_name(*place, ja), quoted(found)),
                format_args!("there is no key “{}” in {}", quoted(found), place_name(*place, ja)),
            ),
            Self::FieldTwice { field: key } => say(
                format_args!("「{}」は一度だけ書きます", field(*key)),
                format_args!("{} may stand once only", field(*key)),
            ),
            Self::FieldValue { field: key, found } => say(
                format_args!("「{}」の値「{}」は使えません", field(*key), quoted(found)),
                format_args!("{} cannot be “{}”", field(*key), quoted(found)),
            ),
            Self::GateUnknown { found } => say(
                format_args!(
                    "前提「{}」はありません。使えるのは kickoff, device, flow, go-live, judgement, item:ID",
                    quoted(found)
                ),
                format_args!(
                    "unknown gate “{}”; there are kickoff, device, flow, go-live, judgement and item:ID",
                    quoted(found)
                ),
            ),
            Self::NoteAlone => say(
                format_args!("「  > 」のメモの上に、付ける相手の行がありません"),
                format_args!("this note has no line above it that it belongs to"),
            ),
            Self::MinutesUnread { found } if found.is_empty() => say(
                format_args!("「時間」の行がありません（例：講義 10 / ロールプレイ 10 / 宿題 5）"),
                format_args!("minutes is missing (like: lecture 10 / role-play 10 / homework 5)"),
            ),
            Self::MinutesUnread { found } => say(
                format_args!("「時間」には講義・ロールプレイ・宿題を一つずつ書きます（今は「{}」）", quoted(found)),
                format_args!("minutes has to name lecture, role-play and homework once each, not “{}”", quoted(found)),
            ),
            Self::SessionTotal { total, allowed } => say(
                format_args!("合計は{total}分ですが、session_minutes は {} です", listed(allowed)),
                format_args!("the total is {total} minutes, session_minutes allows {}", listed(allowed)),
            ),
            Self::KickoffTotal { total, least, most } => say(
                format_args!("キックオフの合計は{total}分ですが、kickoff_minutes は{least}〜{most}分です"),
                format_args!("the kickoff takes {total} minutes, kickoff_minutes allows {least} to {most}"),
            ),
            Self::SectionMissing { section } => say(
                format_args!("見出し「### {}」がありません（0分の時も書きます）", part(*section)),
                format_args!("section {} is missing (it is needed with 0 minutes, too)", part(*section)),
            ),
            Self::HeadingMinutes { section, heading: Some(heading), field } => say(
                format_args!("{}：見出しは{heading}分、「時間」は{field}分です", part(*section)),
                format_args!("{}: the heading says {heading} minutes, `minutes` says {field}", part(*section)),
            ),
            Self::HeadingMinutes { section, heading: None, field } => say(
                format_args!("{}：見出しに分数がありません（「時間」は{field}分）", part(*section)),
                format_args!("{}: the heading has no minutes, `minutes` says {field}", part(*section)),
            ),
            Self::ItemsSum { section, says, sum } => say(
                format_args!("{}は{says}分、項目の合計は{sum}分です", part(*section)),
                format_args!("{} says {says}, items add up to {sum}", part(*section)),
            ),
            Self::RolePlayReason => say(
                format_args!("ロールプレイが0分なら「- なし: 理由」を書きます"),
                format_args!("a role-play of 0 minutes needs “- none: reason”"),
            ),
            Self::RolePlayLacks { field: key } => say(
                format_args!("ロールプレイに「{}」がありません", field(*key)),
                format_args!("the role-play has no {}", field(*key)),
            ),
            Self::CriteriaCount { found } => say(
                format_args!("評価は三つから五つです（今は{found}）"),
                format_args!("a rubric has 3 to 5 criteria, this one has {found}"),
            ),
            Self::HomeworkReason => say(
                format_args!("宿題が0分なら「- なし: 理由」を書きます"),
                format_args!("homework of 0 minutes needs “- none: reason”"),
            ),
            Self::HomeworkLacks { field: key } => say(
                format_args!("宿題（task）に「{}」がありません", field(*key)),
                format_args!("the homework task has no {}", field(*key)),
            ),
            Self::HomeworkValue { field: key, found } => say(
                format_args!("宿題の「{}」の値「{}」は読めません（{}）", field(*key), quoted(found), example(*key)),
                format_args!("{} of the homework cannot be “{}” (write {})", field(*key), quoted(found), example(*key)),
            ),
            Self::IdMissing => say(
                format_args!("行の終わりに {{#id}} がありません"),
                format_args!("the {{#id}} at the end of the line is missing"),
            ),
            Self::IdForm { found } => say(
                format_args!("id「{}」は使えません。半角の小文字・数字と - . _ だけです", quoted(found)),
                format_args!("“{}” is no id: lower-case letters, digits and - . _ only", quoted(found)),
            ),
            Self::IdTwice { id, first } => say(
                format_args!("id {id} は{first}行目にもあります"),
                format_args!("id {id} stands on line {first} already"),
            ),
            Self::FlagUnknown { found } => say(
                format_args!("知らない印です：「{}」", quoted(found)),
                format_args!("unknown flag “{}”", quoted(found)),
            ),
            Self::BranchTwice => {
                say(format_args!("if= は一つの項目に一つだけです"), format_args!("an item has one if= at most"))
            }
            Self::NotBefore { id } => say(
                format_args!("{} という項目は、これより前にありません", quoted(id)),
                format_args!("no item {} stands before this", quoted(id)),
            ),
            Self::PhaseUnknown { found } if found.is_empty() => {
                say(format_args!("「段階」がありません"), format_args!("phase is missing"))
            }
            Self::PhaseUnknown { found } => say(
                format_args!("段階「{}」は [[phases]] にありません", quoted(found)),
                format_args!("phase “{}” is not in [[phases]]", quoted(found)),
            ),
            Self::PhaseElsewhere { phase, first, last, no } => say(
                format_args!("段階「{}」は第{first}〜{last}回で、第{no}回を含みません", quoted(phase)),
                format_args!("phase “{}” is sessions {first} to {last}, not {no}", quoted(phase)),
            ),
            Self::PhaseStart { phase, first, expected } => say(
                format_args!("段階「{}」は第{first}回からですが、第{expected}回からのはずです", quoted(phase)),
                format_args!("phase “{}” begins with session {first}, it should be {expected}", quoted(phase)),
            ),
            Self::PhaseBackwards { phase, first, last } => say(
                format_args!("段階「{}」は第{first}回から第{last}回で、逆向きです", quoted(phase)),
                format_args!("phase “{}” runs backwards, from {first} to {last}", quoted(phase)),
            ),
            Self::PhasesEnd { last, sessions } => say(
                format_args!("段階は第{last}回で終わりますが、回は{sessions}あります"),
                format_args!("the phases end with session {last}, but there are {sessions} sessions"),
            ),
            Self::MetricUnknown { id } => say(
                format_args!("指標 {} は [[metrics]] にありません", quoted(id)),
                format_args!("metric {} is not in [[metrics]]", quoted(id)),
            ),
            Self::MetricValue { metric, key, found, wanted } => say(
                format_args!("指標 {metric} の {key} は{}にします（今は「{}」）", wanted.name(ja), quoted(found)),
                format_args!("{key} of metric {metric} has to be {}, not “{}”", wanted.name(ja), quoted(found)),
            ),
            Self::RequiredNotLearner { metric } => say(
                format_args!("必須の指標 {metric} の scope は learner にします"),
                format_args!("required metric {metric} has to have scope learner"),
            ),
            Self::CheckSessionUnknown { no } => say(
                format_args!("window_sessions の第{no}回はありません"),
                format_args!("window_sessions names session {no}, which does not exist"),
            ),
            Self::MetricsNotAsked { no, missing } => say(
                format_args!("第{no}回の「数値確認」に必須の指標がありません：{}", listed(missing)),
                format_args!("`metrics` of session {no} lacks required metrics: {}", listed(missing)),
            ),
            Self::NoGraduation { no } => say(
                format_args!("最後の第{no}回に「### 卒業確認」がありません"),
                format_args!("session {no} is the last one and has no section graduation"),
            ),
            Self::NoFlow { no, live } => say(
                format_args!("第{live}回が go-live を前提とするので、第{no}回に flow の印がある項目が要ります"),
                format_args!("session {live} requires go-live, so session {no} needs an item flagged flow"),
            ),
            Self::TermUnknown { key } => say(
                format_args!("{{{{{}}}}} は [terms] にありません", quoted(key)),
                format_args!("{{{{{}}}}} is not in [terms]", quoted(key)),
            ),
            Self::VariantDiffers { lang, change } => change.beside(lang, ja),
            Self::EditedWithoutVersion { version } => say(
                format_args!("版 {version} のまま、中身だけが変わっています。version を上げてください"),
                format_args!("the text has changed but the version is still {version}; give it a new one"),
            ),
            Self::InUse { version } => say(
                format_args!("版 {version} は、ちがう中身ですでに使われています。version を上げてください"),
                format_args!("version {version} is already in use with other contents; give it a new version"),
            ),
        }
    }
}

impl Wanted {
    fn name(self, ja: bool) -> String {
        let say = |japanese: &str, english: &str| (if ja { japanese } else { english }).to_owned();
        match self {
            Self::Text => say("文字（空でないもの）", "a text that is not empty"),
            Self::Count => say("0以上の整数", "a whole number from 0"),
            Self::SessionNo => say("1〜99の回", "a session from 1 to 99"),
            Self::Number => say("数", "a number"),
            Self::YesNo => say("true か false", "true or false"),
            Self::Texts => say("文字の並び [\"…\"]", "a list of texts"),
            Self::Counts => say("整数の並び", "a list of whole numbers"),
            Self::SessionNos => say("回の並び", "a list of sessions"),
            Self::Range => say("[最短, 最長]", "[least, most]"),
            Self::Table => say("[表]", "a [table]"),
            Self::Tables => say("[[表]]", "[[tables]]"),
            Self::OneOf([word]) => say(&format!(" {word} "), word),
            Self::OneOf(words) => {
                say(&format!(" {} のどれか", words.join("・")), &format!("one of {}", words.join(", ")))
            }
        }
    }
}

fn table_name(table: &str, ja: bool) -> String {
    match (table, ja) {
        ("", true) => "先頭の設定".to_owned(),
        ("", false) => "the front matter".to_owned(),
        (table, true) => format!("[{table}] "),
        (table, false) => format!("[{table}]"),
    }
}

fn place_name(place: Option<Section>, ja: bool) -> &'static str {
    match place {
        Some(section) => section_name(section, ja),
        None if ja => "回の見出しの下",
        None => "a session before its first section",
    }
}

fn all_sections(ja: bool) -> String {
    Section::ALL.iter().map(|section| section_name(*section, ja)).collect::<Vec<_>>().join(if ja {
        "・"
    } else {
        ", "
    })
}

/// What the value of a homework field looks like.
const fn example(field: Field) -> &'static str {
    match field {
        Field::Verify => "log / show / file / quiz / self",
        Field::Effort => "15m",
        Field::Due => "next / -1d",
        Field::Phase
        | Field::Minutes
        | Field::Goal
        | Field::Audience
        | Field::Requires
        | Field::None
        | Field::Persona
        | Field::Material
        | Field::Setting
        | Field::Task
        | Field::Say
        | Field::Go
        | Field::Hold => "",
    }
}

fn listed<T: ToString>(values: &[T]) -> String {
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// A piece of a file, short and without anything that could move a cursor.
fn quoted(text: &str) -> String {
    let text = text.trim();
    let mut out: String =
        text.chars().take(QUOTED).map(|c| if c.is_control() || is_bidi(c) { '·' } else { c }).collect();
    if text.chars().nth(QUOTED).is_some() {
        out.push('…');
    }
    out
}

/// Characters that turn the direction of what follows.
const fn is_bidi(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
