//! The words of a programme file, in every spelling, and where each may stand. There is no other list of them.

use serde::{Deserialize, Serialize};

use crate::domain::Section;
use crate::domain::kinds::words;

words!(
    /// The keys of `- key: text` lines.
    Field {
        Phase = "phase", Minutes = "minutes", Goal = "goal", Audience = "audience", Requires = "requires",
        None = "none", Persona = "persona", Material = "material", Setting = "setting", Task = "task", Say = "say",
        Verify = "verify", Effort = "effort", Due = "due", Go = "go", Hold = "hold",
    }
);

/// Where a field stands: between the session's heading and its first section, or in a section.
pub(super) type Place = Option<Section>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keyword {
    Section(Section),
    Rubric,
    Field(Field, &'static [Place], Times),
}

/// How often a field may stand in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Times {
    Once,
    Any,
}
use Times::{Any, Once};

/// A row: the word, its Japanese name, and other spellings.
struct Row(Keyword, &'static str, &'static [&'static str]);

const SESSION: &[Place] = &[None];
const ROLE_PLAY: &[Place] = &[Some(Section::RolePlay)];
const HOMEWORK: &[Place] = &[Some(Section::Homework)];
const GO_NO_GO: &[Place] = &[Some(Section::GoNoGo)];
const EITHER: &[Place] = &[Some(Section::RolePlay), Some(Section::Homework)];

/// Where the rows of the fields begin: the sections, the rubric and the fields stand in the order of their words.
const FIELDS: usize = Section::ALL.len() + 1;

const TABLE: &[Row] = &[
    Row(Keyword::Section(Section::Prepare), "準備", &[]),
    Row(Keyword::Section(Section::Lecture), "講義", &[]),
    Row(Keyword::Section(Section::RolePlay), "ロールプレイ", &[]),
    Row(Keyword::Section(Section::Homework), "宿題", &[]),
    Row(Keyword::Section(Section::Questions), "質問", &[]),
    Row(Keyword::Section(Section::GoNoGo), "進行判断", &[]),
    Row(Keyword::Section(Section::Tips), "コツ", &[]),
    Row(Keyword::Section(Section::Metrics), "数値確認", &[]),
    Row(Keyword::Section(Section::Graduation), "卒業確認", &[]),
    Row(Keyword::Rubric, "評価", &[]),
    Row(Keyword::Field(Field::Phase, SESSION, Once), "段階", &[]),
    Row(Keyword::Field(Field::Minutes, SESSION, Once), "時間", &[]),
    Row(Keyword::Field(Field::Goal, SESSION, Once), "ねらい", &[]),
    Row(Keyword::Field(Field::Audience, SESSION, Once), "対象", &[]),
    Row(Keyword::Field(Field::Requires, SESSION, Any), "前提", &[]),
    Row(Keyword::Field(Field::None, EITHER, Once), "なし", &[]),
    Row(Keyword::Field(Field::Persona, ROLE_PLAY, Once), "患者", &["相手役", "patient"]),
    Row(Keyword::Field(Field::Material, ROLE_PLAY, Any), "処方", &["題材", "prescription"]),
    Row(Keyword::Field(Field::Setting, ROLE_PLAY, Once), "場面", &[]),
    Row(Keyword::Field(Field::Task, ROLE_PLAY, Once), "課題", &[]),
    Row(Keyword::Field(Field::Say, ROLE_PLAY, Any), "台詞", &[]),
    Row(Keyword::Field(Field::Verify, HOMEWORK, Once), "確認方法", &[]),
    Row(Keyword::Field(Field::Effort, HOMEWORK, Once), "所要", &[]),
    Row(Keyword::Field(Field::Due, HOMEWORK, Once), "提出", &[]),
    Row(Keyword::Field(Field::Go, GO_NO_GO, Any), "進む", &[]),
    Row(Keyword::Field(Field::Hold, GO_NO_GO, Any), "待つ", &[]),
];

impl Keyword {
    const fn canonical(self) -> &'static str {
        match self {
            Self::Section(section) => section.word(),
            Self::Rubric => "rubric",
            Self::Field(field, ..) => field.word(),
        }
    }
}

impl Row {
    fn answers_to(&self, text: &str) -> bool {
        self.1 == text || self.0.canonical() == text || self.2.contains(&text)
    }
}

/// The row of a word.
fn row(text: &str) -> Option<&'static Row> {
    let section = Section::from_word(text).map(|section| section as usize);
    let field = || Field::from_word(text).map(|field| FIELDS + field as usize);
    match section.or_else(field) {
        Some(at) => TABLE.get(at),
        None => TABLE.iter().find(|row| row.answers_to(text)),
    }
}

/// The section of a `### ` heading.
pub(super) fn section(text: &str) -> Option<Section> {
    match row(text)?.0 {
        Keyword::Section(section) => Some(section),
        Keyword::Rubric | Keyword::Field(..) => None,
    }
}

/// Whether a `#### ` heading is the rubric.
pub(super) fn is_rubric(text: &str) -> bool {
    row(text).is_some_and(|row| row.0 == Keyword::Rubric)
}

/// The field of a key that may stand in `place`, and whether it may stand there more than once.
pub(super) fn field(text: &str, place: Place) -> Option<(Field, bool)> {
    match row(text)?.0 {
        Keyword::Field(field, places, times) => places.contains(&place).then_some((field, times == Any)),
        Keyword::Section(_) | Keyword::Rubric => None,
    }
}

/// The name of a section as a file in that language writes it.
pub(super) fn section_name(section: Section, ja: bool) -> &'static str {
    name(ja, section.word(), |word| word == Keyword::Section(section))
}

/// The name of a field as a file in that language writes it.
pub(super) fn field_name(field: Field, ja: bool) -> &'static str {
    name(ja, field.word(), |word| matches!(word, Keyword::Field(f, ..) if f == field))
}

fn name(ja: bool, canonical: &'static str, is: impl Fn(Keyword) -> bool) -> &'static str {
    if ja { TABLE.iter().find(|row| is(row.0)).map_or(canonical, |row| row.1) } else { canonical }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_and_field_has_one_row_and_no_spelling_two_meanings() {
        for s in Section::ALL {
            assert_eq!(TABLE.iter().filter(|row| row.0 == Keyword::Section(*s)).count(), 1, "{s:?}");
            assert_eq!(section(s.word()), Some(*s));
            assert_eq!(section(section_name(*s, true)), Some(*s));
        }
        for f in Field::ALL {
            assert_eq!(
                TABLE.iter().filter(|row| matches!(row.0, Keyword::Field(x, ..) if x == *f)).count(),
                1,
                "{f:?}"
            );
        }
        for (at, row) in TABLE.iter().enumerate() {
            let place = match row.0 {
                Keyword::Section(section) => section as usize,
                Keyword::Rubric => FIELDS - 1,
                Keyword::Field(field, ..) => FIELDS + field as usize,
            };
            assert_eq!(place, at, "{}", row.1);
        }
        let mut spellings: Vec<&str> = Vec::new();
        for row in TABLE {
            spellings.push(row.0.canonical());
            spellings.push(row.1);
            spellings.extend(row.2);
        }
        let all = spellings.len();
        spellings.sort_unstable();
        spellings.dedup();
        assert_eq!(spellings.len(), all);
    }

    #[test]
    fn a_field_is_known_only_where_it_may_stand() {
        for text in ["persona", "患者", "相手役", "patient"] {
            assert_eq!(field(text, Some(Section::RolePlay)), Some((Field::Persona, false)));
            assert_eq!(field(text, Some(Section::Homework)), None);
            assert_eq!(field(text, None), None);
        }
        assert_eq!(field("なし", Some(Section::Homework)), Some((Field::None, false)));
        assert_eq!(field("台詞", Some(Section::RolePlay)), Some((Field::Say, true)));
        assert!(is_rubric("評価") && is_rubric("rubric") && !is_rubric("講義"));
    }
}
