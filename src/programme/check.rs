//! The checks P01-P14: a row each, with the rule in both languages. What can be told from one line is found while the
//! line is read (`head`, `body`); the rest is here.

use super::compare;
use super::keywords::Field;
use super::lookup::TIMED;
use super::problem::{Code, Problem, ProblemKind, Problems};
use super::shape::{CompletedBy, Flag, Programme, Session};
use crate::domain::{Section, SessionNo, SessionRef};

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    pub code: Code,
    ja: &'static str,
    en: &'static str,
    run: Option<fn(&Subject<'_>, &mut Problems)>,
}

impl Check {
    /// The check of a code.
    pub const fn of(code: Code) -> &'static Self {
        &CHECKS[code as usize]
    }

    /// The rule in a sentence.
    pub const fn rule(&self, ja: bool) -> &'static str {
        if ja { self.ja } else { self.en }
    }
}

/// Every check, in the order of `Code`.
pub const CHECKS: [Check; 14] = [
    Check {
        code: Code::P01,
        ja: "先頭の設定（+++ の間）が TOML として読め、format・id・lang・title・version があり、知らないキーが無く、\
             panes は題名が三つ、目標は数である",
        en: "The front matter (between the +++ lines) reads as TOML; format, id, lang, title and version are there; it \
             has no unknown key; panes has three titles; targets are numbers",
        run: None,
    },
    Check {
        code: Code::P02,
        ja: "題名は一つ。回は1から抜けなく並び、sessions の数と合い、キックオフ [K] は最初にある。\
             見出し・キーはどれも知っているもので、どの行も読める",
        en: "There is one title; sessions are numbered from 1 without gaps and are as many as `sessions` says; the \
             kickoff [K] comes first; every heading and key is a known one and every line can be read",
        run: Some(order),
    },
    Check {
        code: Code::P03,
        ja: "「時間」に講義・ロールプレイ・宿題が一つずつあり、合計が session_minutes のどれか\
             （キックオフは kickoff_minutes の範囲）である",
        en: "`minutes` names lecture, role-play and homework once each, and their total is one of `session_minutes` (for \
             the kickoff: within `kickoff_minutes`)",
        run: Some(totals),
    },
    Check {
        code: Code::P04,
        ja: "講義・ロールプレイ・宿題の見出しがあり、その分数が「時間」と同じである",
        en: "The sections lecture, role-play and homework are there, with the minutes that `minutes` says",
        run: Some(headings),
    },
    Check {
        code: Code::P05,
        ja: "項目の分数の合計が、その見出しの分数と同じである",
        en: "The minutes of the items add up to those of their section",
        run: Some(sums),
    },
    Check {
        code: Code::P06,
        ja: "ロールプレイには患者（相手役）・処方（題材）・課題・一つ以上の台詞と、三つから五つの評価がある。\
             0分なら「なし」に理由を書く",
        en: "A role-play has a persona, material, a task, at least one `say`, and three to five criteria; one of 0 \
             minutes has `none` with the reason",
        run: Some(role_plays),
    },
    Check {
        code: Code::P07,
        ja: "task の印がある宿題には、確認方法と所要がある。0分なら「なし」に理由を書く",
        en: "Homework with an item flagged `task` has `verify` and `effort`; one of 0 minutes has `none` with the reason",
        run: Some(homework),
    },
    Check {
        code: Code::P08,
        ja: "項目・評価・質問・コツには、ほかと重ならない id がある。印は知っているもので、\
             if= と item: は、前にある項目を指す",
        en: "Every item, criterion, question and tip has an id of its own; flags are known; `if=` and `item:` name an \
             item that stands before",
        run: None,
    },
    Check {
        code: Code::P09,
        ja: "段階は [[phases]] にあるもので、[[phases]] はすべての回を順に、重なりも抜けもなく覆う",
        en: "The phase of a session is one of [[phases]], and [[phases]] cover all sessions in order without overlap",
        run: Some(phases),
    },
    Check {
        code: Code::P10,
        ja: "指標の unit・scope・direction は知っているもの。必須の指標は受講者のもので、window_sessions の回の\
             「数値確認」にすべて出てくる。名前の出る指標は [[metrics]] にある",
        en: "Unit, scope and direction of a metric are known; a required metric is the learner's, and every session of \
             `window_sessions` asks for it under `metrics`; a metric that is named is one of [[metrics]]",
        run: Some(metrics),
    },
    Check {
        code: Code::P11,
        ja: "最後の回に「卒業確認」がある",
        en: "The last session has a `graduation` section",
        run: Some(graduation),
    },
    Check {
        code: Code::P12,
        ja: "go-live を前提とする最初の回の一つ前に、flow の印がある項目がある",
        en: "The session before the first one that requires `go-live` has an item flagged `flow`",
        run: Some(flow),
    },
    Check {
        code: Code::P13,
        ja: "{{ }} の中の言葉は [terms] にある",
        en: "Every {{term}} is one of [terms]",
        run: None,
    },
    Check {
        code: Code::P14,
        ja: "同じ id の、ほかの言語のファイルと、id・分数・数・段階・確認方法・評価の数がそろっている",
        en: "Files of one programme in several languages agree in ids, minutes, numbers, phases, ways to verify and \
             numbers of criteria",
        run: None,
    },
];

/// What the checks look at.
pub(super) struct Subject<'a> {
    pub programme: &'a Programme,
    /// Fields that were told to be unreadable, with the line of their heading.
    pub misread: &'a [(u32, Field)],
    /// The line of `sessions` in the front matter.
    pub sessions_line: u32,
}

/// Runs everything that looks at the file as a whole.
pub(super) fn run(subject: &Subject<'_>, problems: &mut Problems) {
    for check in CHECKS.iter().filter_map(|check| check.run) {
        check(subject, problems);
    }
}

/// What two files say about each other; the lines are those of `ours`. Two languages of one programme have to agree
/// (P14); the same language and version with another text is an edit, a notice.
pub fn check_pair(theirs: &Programme, ours: &Programme) -> Vec<Problem> {
    let (a, b) = (&theirs.identity, &ours.identity);
    let mut problems = Problems::default();
    if a.id == b.id && a.lang != b.lang {
        for change in compare::compare(theirs, ours).into_iter().filter(|change| !change.is_wording) {
            problems.add(change.line, ProblemKind::VariantDiffers { lang: a.lang.clone(), change });
        }
    } else if a.id == b.id && a.version == b.version && a.hash != b.hash {
        problems.add(1, ProblemKind::EditedWithoutVersion { version: b.version.clone() });
    }
    problems.sorted()
}

impl Subject<'_> {
    /// The sessions whose minutes are known.
    fn planned(&self) -> impl Iterator<Item = &Session> {
        self.programme.all_sessions().filter(|session| !self.misread.contains(&(session.line, Field::Minutes)))
    }
}

fn order(subject: &Subject<'_>, problems: &mut Problems) {
    let (declared, found) = (subject.programme.meta.sessions, subject.programme.sessions.len());
    if usize::from(declared) != found {
        problems.add(subject.sessions_line, ProblemKind::SessionCount { declared, found });
    }
}

fn totals(subject: &Subject<'_>, problems: &mut Problems) {
    let meta = &subject.programme.meta;
    let (least, most) = meta.kickoff_minutes;
    for session in subject.planned() {
        let total = session.planned.total();
        match session.no {
            SessionRef::Kickoff if !(least..=most).contains(&total) => {
                problems.add(session.line, ProblemKind::KickoffTotal { total, least, most });
            }
            SessionRef::Number(_) if !meta.session_minutes.contains(&total) => {
                let allowed = meta.session_minutes.clone();
                problems.add(session.line, ProblemKind::SessionTotal { total, allowed });
            }
            SessionRef::Kickoff | SessionRef::Number(_) => {}
        }
    }
}

fn headings(subject: &Subject<'_>, problems: &mut Problems) {
    for session in subject.planned() {
        for section in TIMED {
            let field = session.planned.of(section);
            match session.block(section) {
                None => problems.add(session.line, ProblemKind::SectionMissing { section }),
                Some(block) if block.minutes != Some(field) => {
                    let heading = block.minutes;
                    problems.add(block.line, ProblemKind::HeadingMinutes { section, heading, field });
                }
                Some(_) => {}
            }
        }
    }
}

fn sums(subject: &Subject<'_>, problems: &mut Problems) {
    for session in subject.planned() {
        for section in TIMED {
            let Some(block) = session.block(section) else { continue };
            let says = session.planned.of(section);
            let sum: u32 = session.in_section(section).iter().filter_map(|item| item.minutes).map(u32::from).sum();
            if sum != u32::from(says) {
                problems.add(block.line, ProblemKind::ItemsSum { section, says, sum });
            }
        }
    }
}

fn role_plays(subject: &Subject<'_>, problems: &mut Problems) {
    for session in subject.planned() {
        let Some(line) = session.block(Section::RolePlay).map(|block| block.line) else { continue };
        let Some(role_play) = session.role_play() else {
            if session.role_play.none.is_none() {
                problems.add(line, ProblemKind::RolePlayReason);
            }
            continue;
        };
        for (field, there) in [
            (Field::Persona, role_play.persona.is_some()),
            (Field::Material, !role_play.material.is_empty()),
            (Field::Task, role_play.task.is_some()),
            (Field::Say, !role_play.say.is_empty()),
        ] {
            if !there {
                problems.add(line, ProblemKind::RolePlayLacks { field });
            }
        }
        let found = role_play.criteria.len();
        if !(3..=5).contains(&found) {
            problems.add(line, ProblemKind::CriteriaCount { found });
        }
    }
}

fn homework(subject: &Subject<'_>, problems: &mut Problems) {
    for session in subject.planned() {
        let Some(line) = session.block(Section::Homework).map(|block| block.line) else { continue };
        let homework = &session.homework;
        if session.homework().is_none() && homework.none.is_none() {
            problems.add(line, ProblemKind::HomeworkReason);
        }
        if !homework.items.iter().any(|item| item.is(Flag::Task)) {
            continue;
        }
        for (field, there) in [(Field::Verify, homework.verify.is_some()), (Field::Effort, homework.effort.is_some())] {
            if !there && !subject.misread.contains(&(line, field)) {
                problems.add(line, ProblemKind::HomeworkLacks { field });
            }
        }
    }
}

fn phases(subject: &Subject<'_>, problems: &mut Problems) {
    let programme = subject.programme;
    for session in programme.all_sessions() {
        match (programme.phase(&session.phase), session.no) {
            (None, _) => problems.add(session.line, ProblemKind::PhaseUnknown { found: session.phase.clone() }),
            (Some(phase), SessionRef::Number(no)) if !(phase.first..=phase.last).contains(&no) => {
                let (phase, first, last) = (phase.title.clone(), phase.first, phase.last);
                problems.add(session.line, ProblemKind::PhaseElsewhere { phase, first, last, no });
            }
            (Some(_), _) => {}
        }
    }
    let mut covered = 0;
    for phase in &programme.phases {
        let (title, first, last) = (phase.title.clone(), phase.first, phase.last);
        if first.get() != covered + 1 {
            problems.add(phase.line, ProblemKind::PhaseStart { phase: title, first, expected: covered + 1 });
        } else if last < first {
            problems.add(phase.line, ProblemKind::PhaseBackwards { phase: title, first, last });
        }
        covered = last.get();
    }
    let sessions = programme.sessions.len();
    if usize::from(covered) != sessions {
        let line = programme.phases.last().map_or(1, |phase| phase.line);
        problems.add(line, ProblemKind::PhasesEnd { last: covered, sessions });
    }
}

fn metrics(subject: &Subject<'_>, problems: &mut Problems) {
    let programme = subject.programme;
    for completion in &programme.completion {
        if let CompletedBy::Usage { metric, .. } = &completion.by
            && programme.metric(metric).is_none()
        {
            problems.add(completion.line, ProblemKind::MetricUnknown { id: metric.clone() });
        }
    }
    for asked in programme.all_sessions().flat_map(|session| &session.metrics) {
        if programme.metric(&asked.metric).is_none() {
            problems.add(asked.line, ProblemKind::MetricUnknown { id: asked.metric.clone() });
        }
    }
    for no in programme.check_sessions() {
        let Some(session) = programme.session(*no) else {
            problems.add(programme.success.line, ProblemKind::CheckSessionUnknown { no: *no });
            continue;
        };
        let asked = |id: &str| session.metrics.iter().any(|line| line.metric == id);
        let missing: Vec<String> =
            programme.required_metrics().filter(|metric| !asked(&metric.id)).map(|metric| metric.id.clone()).collect();
        if !missing.is_empty() {
            problems.add(session.line, ProblemKind::MetricsNotAsked { no: *no, missing });
        }
    }
}

fn graduation(subject: &Subject<'_>, problems: &mut Problems) {
    if let Some(last) = subject.programme.sessions.last()
        && last.block(Section::Graduation).is_none()
    {
        problems.add(last.line, ProblemKind::NoGraduation { no: last.no });
    }
}

fn flow(subject: &Subject<'_>, problems: &mut Problems) {
    let Some(live) = subject.programme.live_session() else { return };
    let Some(before) = live.before().and_then(|no| subject.programme.session(no)) else { return };
    if before.flagged(Flag::Flow).next().is_none() {
        let no = before.no.number().unwrap_or(SessionNo::FIRST);
        problems.add(before.line, ProblemKind::NoFlow { no, live });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_code_in_its_place() {
        for code in Code::ALL {
            assert_eq!(Check::of(*code).code, *code);
        }
        assert_eq!(CHECKS.len(), Code::ALL.len());
    }
}
