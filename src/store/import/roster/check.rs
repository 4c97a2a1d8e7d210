//! A row of a roster by itself, against the programme it speaks of and the people that are known.

use std::rc::Rc;

use super::super::Sheet;
use super::super::script::{self, Script};
use super::targets::precedence;
use super::{ALL, Roster};
use crate::request::import::{ProblemKind, RosterRow};

impl Roster<'_, '_> {
    /// Checks a row by itself; the programme it speaks of.
    pub(in crate::store::import) fn check(&self, row: &RosterRow, sheet: &mut Sheet) -> Option<Rc<Script>> {
        let mut flaws: Vec<(String, String, ProblemKind)> = Vec::new();
        let script = match &row.programme {
            Some(id) => self.scripts.newest(id),
            None => Some(Rc::clone(self.configured)),
        };
        let Some(script) = script else {
            let name = row.programme.clone().unwrap_or_default();
            let what = ProblemKind::NotInProgramme { what: "programme", name: name.clone() };
            sheet.reject(row.row, "programme", &name, what);
            return None;
        };
        for cell in row.targets.iter().chain(&row.learner_targets) {
            let checked = match script.metric(&cell.metric) {
                Some(metric) => script::value(cell.figure, metric).map(|_| ()),
                None => Err(ProblemKind::NotInProgramme { what: "metric", name: cell.metric.clone() }),
            };
            flaws.extend(checked.err().map(|what| (cell.column.clone(), cell.figure.value.to_string(), what)));
        }
        if let Err(name) = precedence(&script, row.takes_precedence.as_deref().unwrap_or_default()) {
            let what = ProblemKind::NotInProgramme { what: "metric", name: name.clone() };
            flaws.push(("takes_precedence".to_owned(), name, what));
        }
        if let Some(number) = row.next_no.filter(|n| *n > script.last()) {
            let what = ProblemKind::OutOfRange { min: "1".to_owned(), max: script.last().to_string() };
            flaws.push(("next_no".to_owned(), number.to_string(), what));
        }
        for id in row.graduation_done.iter().flatten().filter(|id| *id != ALL) {
            if !script.graduation().any(|item| item.id == *id) {
                let what = ProblemKind::NotInProgramme { what: "item", name: id.clone() };
                flaws.push(("graduation_done".to_owned(), id.clone(), what));
            }
        }
        for (column, name) in [("trainer", &row.trainer), ("usm", &row.usm)] {
            let Some(name) = name else { continue };
            flaws.extend(self.people.check_staff(name).err().map(|what| (column.to_owned(), name.clone(), what)));
        }
        if let Some(name) = &row.who.pharmacy {
            let found = self.people.pharmacy(name);
            flaws.extend(found.err().map(|what| ("pharmacy".to_owned(), name.clone(), what)));
        }
        let good = flaws.is_empty();
        for (column, value, what) in flaws {
            sheet.reject(row.row, &column, &value, what);
        }
        good.then_some(script)
    }
}
