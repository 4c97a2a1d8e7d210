//! The fields of a session, of its role-play and of its homework.

use super::super::keywords::{self, Field};
use super::super::problem::ProblemKind;
use super::super::shape::Audience;
use super::super::value;
use super::{Last, Reader};
use crate::domain::{Gate, Section};

impl<'a> Reader<'a, '_> {
    pub(super) fn field(&mut self, line: u32, place: Option<Section>, key: &str, value: &'a str) {
        self.last = Last::Field;
        let Some((field, repeats)) = keywords::field(key, place) else {
            self.problems.add(line, ProblemKind::FieldUnknown { found: key.to_owned(), place });
            return;
        };
        if self.fields.contains(&field) && !repeats {
            self.problems.add(line, ProblemKind::FieldTwice { field });
            return;
        }
        self.fields.push(field);
        // Nobody reads these four aloud.
        let is_read = !matches!(field, Field::Phase | Field::Minutes | Field::Audience | Field::Requires);
        let text = is_read.then(|| self.aloud(value)).filter(|text| !text.is_empty());
        let Some(session) = self.body.sessions.last_mut() else { return };
        let heading = session.block(Section::Homework).map_or(line, |block| block.line);
        let mut misread = |what| {
            self.problems.add(heading, what);
            self.body.misread.push((heading, field));
        };
        match field {
            Field::Phase => {
                let known = self.phases.iter().find(|phase| phase.id == value || phase.title == value);
                known.map_or(value, |phase| &phase.id).clone_into(&mut session.phase);
            }
            Field::Minutes => match value::planned(value) {
                Some(planned) => {
                    session.planned = planned;
                    self.planned = true;
                }
                None => self.minutes_text = value,
            },
            Field::Audience => {
                let read = |word: &str| {
                    let found = Audience::from_word(word);
                    if found.is_none() {
                        self.problems.add(session.line, ProblemKind::FieldValue { field, found: word.to_owned() });
                    }
                    found
                };
                let audience: Vec<Audience> = value::listed(value).filter_map(read).collect();
                if !audience.is_empty() {
                    session.audience = audience;
                }
            }
            Field::Requires => {
                for word in value::listed(value) {
                    match Gate::parse(word) {
                        None => self.problems.add(session.line, ProblemKind::GateUnknown { found: word.to_owned() }),
                        Some(gate) => {
                            if let Gate::Item(id) = &gate
                                && !self.ids.get(id.as_str()).is_some_and(|seen| seen.outcome)
                            {
                                self.problems.add(session.line, ProblemKind::NotBefore { id: id.clone() });
                            }
                            session.requires.push(gate);
                        }
                    }
                }
            }
            Field::None if place == Some(Section::Homework) => session.homework.none = text,
            Field::None => session.role_play.none = text,
            Field::Goal => session.goal = text,
            Field::Persona => session.role_play.persona = text,
            Field::Material => session.role_play.material.extend(text),
            Field::Setting => session.role_play.setting = text,
            Field::Task => session.role_play.task = text,
            Field::Say => session.role_play.say.extend(text),
            Field::Verify => match text.as_deref().and_then(value::verify) {
                Some(verify) => session.homework.verify = Some(verify),
                None => misread(ProblemKind::HomeworkValue { field, found: value.to_owned() }),
            },
            Field::Effort => match value::effort(value) {
                Some(minutes) => session.homework.effort = Some(minutes),
                None => misread(ProblemKind::HomeworkValue { field, found: value.to_owned() }),
            },
            Field::Due => match value::due(value) {
                Some(due) => session.homework.due = due,
                None => misread(ProblemKind::HomeworkValue { field, found: value.to_owned() }),
            },
            Field::Go => session.go.extend(text),
            Field::Hold => session.hold.extend(text),
        }
    }
}
