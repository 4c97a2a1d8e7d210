//! Appointments and what belongs to meetings, a row each.

use super::super::sql::At;
use super::{Cells, Out, free, id, instant, number, table, word};
use crate::domain::{AppointmentKind, BusinessDate, Decimal, Id};
use crate::request::Failure;
use crate::request::export::{ExportCell, ExportKind, ExportTable};

impl Out<'_> {
    pub(super) fn appointments(&self) -> Result<ExportTable, Failure> {
        let columns = [
            "date",
            "start",
            "minutes",
            "learner",
            "learner_id",
            "pharmacy",
            "session_no",
            "kind",
            "trainer",
            "meeting_url",
            "uid",
            "state",
            "moves",
            "starts_at",
            "id",
        ];
        let rows = self.read(
            "SELECT id, starts_at, minutes, enrolment_id, pharmacy_id, session_no, kind, trainer_id, meeting_url, uid, state, \
             moves FROM appointment WHERE deleted_at IS NULL AND kind <> 'follow_up_call' ORDER BY starts_at, id",
            |r| {
                let kind: AppointmentKind = r.get(6)?;
                let mut cells = self.wall(r.get(1)?);
                cells.extend(self.who(r.get(3)?, r.get(4)?));
                cells.extend([
                    id(r, 0)?,
                    ("minutes", number(r.get(2)?)),
                    ("session_no", planned_number(kind, r.get(5)?)),
                    ("kind", ExportCell::Word(kind.word().to_owned())),
                    ("trainer", self.person(r.get(7)?)),
                    ("meeting_url", free(r.get(8)?)),
                    ("uid", free(r.get(9)?)),
                    ("state", word(r.get(10)?)),
                    ("moves", number(r.get(11)?)),
                ]);
                Ok(cells)
            },
        )?;
        Ok(table(ExportKind::Appointments, &columns, rows))
    }

    pub(super) fn outcomes(&self) -> Result<ExportTable, Failure> {
        let columns = [
            "date",
            "start",
            "learner",
            "learner_id",
            "pharmacy",
            "session_no",
            "item_id",
            "section",
            "text",
            "outcome",
            "must",
            "said",
            "planned_minutes",
            "actual_minutes",
            "carried_from",
            "carry_count",
            "starts_at",
            "id",
        ];
        let rows = self.read(
            "SELECT i.id, a.starts_at, a.enrolment_id, a.pharmacy_id, i.session_no, i.item_id, i.section, i.text, i.outcome, \
             i.must, i.said, i.planned_minutes, i.actual_minutes, i.carried_from, i.carry_count FROM session_item i \
             JOIN session s ON s.id = i.session_id AND s.deleted_at IS NULL \
             JOIN appointment a ON a.id = s.appointment_id AND a.deleted_at IS NULL \
             WHERE i.deleted_at IS NULL AND i.outcome <> 'planned' ORDER BY a.starts_at, a.id, i.position, i.id",
            |r| {
                let mut cells = self.wall(r.get(1)?);
                cells.extend(self.who(r.get(2)?, r.get(3)?));
                cells.extend([
                    id(r, 0)?,
                    ("session_no", item_number(r.get(4)?)),
                    ("item_id", word(r.get(5)?)),
                    ("section", word(r.get(6)?)),
                    ("text", word(r.get(7)?)),
                    ("outcome", word(r.get(8)?)),
                    ("must", r.get::<_, Option<bool>>(9)?.into()),
                    ("said", r.get::<_, Option<bool>>(10)?.into()),
                    ("planned_minutes", number(r.get(11)?)),
                    ("actual_minutes", number(r.get(12)?)),
                    ("carried_from", number(r.get(13)?)),
                    ("carry_count", number(r.get(14)?)),
                ]);
                Ok(cells)
            },
        )?;
        Ok(table(ExportKind::Outcomes, &columns, rows))
    }

    pub(super) fn role_plays(&self) -> Result<ExportTable, Failure> {
        let columns = [
            "date",
            "start",
            "learner",
            "learner_id",
            "pharmacy",
            "session_no",
            "attempt",
            "criterion",
            "score",
            "mean",
            "result",
            "starts_at",
            "id",
        ];
        let rows = self.read(
            "SELECT g.id, a.starts_at, a.enrolment_id, a.pharmacy_id, a.session_no, p.attempt, g.criterion_id, g.score, p.mean, \
             p.result FROM role_play_rating g JOIN role_play p ON p.id = g.role_play_id AND p.deleted_at IS NULL \
             JOIN session s ON s.id = p.session_id AND s.deleted_at IS NULL \
             JOIN appointment a ON a.id = s.appointment_id AND a.deleted_at IS NULL \
             WHERE g.deleted_at IS NULL AND g.score IS NOT NULL ORDER BY a.starts_at, a.id, p.attempt, g.criterion_id",
            |r| {
                let mut cells = self.wall(r.get(1)?);
                cells.extend(self.who(r.get(2)?, r.get(3)?));
                cells.extend([
                    id(r, 0)?,
                    ("session_no", number(r.get(4)?)),
                    ("attempt", number(r.get(5)?)),
                    ("criterion", word(r.get(6)?)),
                    ("score", number(r.get(7)?)),
                    ("mean", r.get::<_, Option<Decimal>>(8)?.into()),
                    ("result", word(r.get(9)?)),
                ]);
                Ok(cells)
            },
        )?;
        Ok(table(ExportKind::RolePlays, &columns, rows))
    }

    pub(super) fn notes(&self) -> Result<ExportTable, Failure> {
        let columns = [
            "date",
            "start",
            "learner",
            "learner_id",
            "pharmacy",
            "kind",
            "text",
            "section",
            "item_id",
            "minute",
            "starts_at",
            "id",
        ];
        let rows = self.read(
            "SELECT id, at, enrolment_id, pharmacy_id, kind, text, section, item_id, minute FROM note \
             WHERE deleted_at IS NULL AND private IS NOT 1 ORDER BY at, id",
            |r| {
                let mut cells = self.wall(r.get(1)?);
                cells.extend(self.who(r.get(2)?, r.get(3)?));
                cells.extend([
                    id(r, 0)?,
                    ("kind", word(r.get(4)?)),
                    ("text", free(r.get(5)?)),
                    ("section", word(r.get(6)?)),
                    ("item_id", word(r.get(7)?)),
                    ("minute", number(r.get(8)?)),
                ]);
                Ok(cells)
            },
        )?;
        Ok(table(ExportKind::Notes, &columns, rows))
    }

    pub(super) fn questions(&self) -> Result<ExportTable, Failure> {
        let columns = [
            "asked_on",
            "learner",
            "learner_id",
            "pharmacy",
            "text",
            "state",
            "promised_by",
            "answer",
            "answered_on",
            "owner",
            "id",
        ];
        let rows = self.read(
            "SELECT q.id, s.started_at, q.enrolment_id, q.pharmacy_id, q.text, q.state, q.promised_by, q.answer, q.answered_at, \
             q.owner_id FROM question q LEFT JOIN session s ON s.id = q.asked_in WHERE q.deleted_at IS NULL \
             ORDER BY coalesce(s.started_at, q.created_at), q.id",
            |r| {
                let mut cells = self.who(r.get(2)?, r.get(3)?);
                cells.extend([
                    id(r, 0)?,
                    ("asked_on", self.day(r.get(1)?)),
                    ("text", free(r.get(4)?)),
                    ("state", word(r.get(5)?)),
                    ("promised_by", r.get::<_, Option<BusinessDate>>(6)?.into()),
                    ("answer", free(r.get(7)?)),
                    ("answered_on", self.day(r.get(8)?)),
                    ("owner", self.person(r.get(9)?)),
                ]);
                Ok(cells)
            },
        )?;
        Ok(table(ExportKind::Questions, &columns, rows))
    }

    pub(super) fn homework(&self) -> Result<ExportTable, Failure> {
        let columns = [
            "assigned_on",
            "learner",
            "learner_id",
            "pharmacy",
            "session_no",
            "item_id",
            "text",
            "verify",
            "effort_minutes",
            "due",
            "state",
            "decided_on",
            "late",
            "evidence",
            "review_note",
            "id",
        ];
        let rows = self.read(
            "SELECT h.id, s.started_at, h.enrolment_id, h.pharmacy_id, h.session_no, h.item_id, h.text, h.verify_kind, \
             h.effort_minutes, h.due, h.state, h.decided_on, h.late, h.evidence, h.review_note FROM homework h \
             LEFT JOIN session s ON s.id = h.session_id WHERE h.deleted_at IS NULL \
             ORDER BY coalesce(s.started_at, h.created_at), h.id",
            |r| {
                let mut cells = self.who(r.get(2)?, r.get(3)?);
                cells.extend([
                    id(r, 0)?,
                    ("assigned_on", self.day(r.get(1)?)),
                    ("session_no", item_number(r.get(4)?)),
                    ("item_id", word(r.get(5)?)),
                    ("text", free(r.get(6)?)),
                    ("verify", word(r.get(7)?)),
                    ("effort_minutes", number(r.get(8)?)),
                    ("due", word(r.get(9)?)),
                    ("state", word(r.get(10)?)),
                    ("decided_on", r.get::<_, Option<BusinessDate>>(11)?.into()),
                    ("late", r.get::<_, Option<bool>>(12)?.into()),
                    ("evidence", free(r.get(13)?)),
                    ("review_note", free(r.get(14)?)),
                ]);
                Ok(cells)
            },
        )?;
        Ok(table(ExportKind::Homework, &columns, rows))
    }

    pub(super) fn wins(&self) -> Result<ExportTable, Failure> {
        let columns = ["date", "start", "learner", "learner_id", "pharmacy", "item_id", "text", "starts_at", "id"];
        let rows = self.read(
            "SELECT w.id, s.started_at, w.enrolment_id, w.item_id, w.text FROM win w \
             LEFT JOIN session s ON s.id = w.session_id WHERE w.deleted_at IS NULL \
             ORDER BY coalesce(s.started_at, w.created_at), w.id",
            |r| {
                let mut cells: Cells = self.wall(r.get(1)?);
                cells.extend(self.who(r.get(2)?, None));
                cells.extend([id(r, 0)?, ("item_id", word(r.get(3)?)), ("text", free(r.get(4)?))]);
                Ok(cells)
            },
        )?;
        Ok(table(ExportKind::Wins, &columns, rows))
    }

    pub(super) fn voices(&self) -> Result<ExportTable, Failure> {
        let columns = [
            "captured_at",
            "learner",
            "learner_id",
            "pharmacy",
            "trainer",
            "verbatim",
            "situation",
            "trouble",
            "workaround",
            "impact",
            "kind",
            "state",
            "theme",
            "answer",
            "answer_text",
            "answered_on",
            "id",
        ];
        let rows = self.read(
            "SELECT v.id, v.captured_at, v.learner_id, v.pharmacy_id, v.captured_by, v.verbatim, v.situation, v.trouble, \
             v.workaround, v.impact, v.kind, v.state, t.title, t.answer, t.answer_text, t.answered_on FROM voice v \
             LEFT JOIN theme t ON t.id = v.theme_id AND t.deleted_at IS NULL WHERE v.deleted_at IS NULL \
             ORDER BY v.captured_at, v.id",
            |r| {
                let mut cells = self.about(r.get(2)?, r.get(3)?);
                cells.extend([
                    id(r, 0)?,
                    ("captured_at", instant(r.get(1)?).into()),
                    ("trainer", self.person(r.get(4)?)),
                    ("verbatim", free(r.get(5)?)),
                    ("situation", free(r.get(6)?)),
                    ("trouble", free(r.get(7)?)),
                    ("workaround", free(r.get(8)?)),
                    ("impact", number(r.get(9)?)),
                    ("kind", word(r.get(10)?)),
                    ("state", word(r.get(11)?)),
                    ("theme", free(r.get(12)?)),
                    ("answer", word(r.get(13)?)),
                    ("answer_text", free(r.get(14)?)),
                    ("answered_on", r.get::<_, Option<BusinessDate>>(15)?.into()),
                ]);
                Ok(cells)
            },
        )?;
        Ok(table(ExportKind::Voices, &columns, rows))
    }

    pub(super) fn touches(&self) -> Result<ExportTable, Failure> {
        let columns = [
            "date",
            "start",
            "kind",
            "learner",
            "learner_id",
            "pharmacy",
            "reached",
            "text",
            "trainer",
            "starts_at",
            "id",
        ];
        let rows = self.read(
            "SELECT id, at, scope, scope_id, kind, reached, text, by_id FROM touch WHERE deleted_at IS NULL ORDER BY at, id",
            |r| {
                let mut cells = self.wall(r.get::<_, Option<At>>(1)?);
                cells.extend(self.scoped(r.get(2)?, r.get::<_, Option<Id>>(3)?));
                cells.extend([
                    id(r, 0)?,
                    ("kind", word(r.get(4)?)),
                    ("reached", r.get::<_, Option<bool>>(5)?.into()),
                    ("text", free(r.get(6)?)),
                    ("trainer", self.person(r.get(7)?)),
                ]);
                Ok(cells)
            },
        )?;
        Ok(table(ExportKind::Touches, &columns, rows))
    }
}

/// `K` for a kickoff, else the number that was planned.
fn planned_number(kind: AppointmentKind, planned: Option<i64>) -> ExportCell {
    match kind {
        AppointmentKind::Kickoff => ExportCell::Word("K".to_owned()),
        AppointmentKind::Session
        | AppointmentKind::Extra
        | AppointmentKind::Support
        | AppointmentKind::FollowUpCall => number(planned),
    }
}

/// `K` for what belongs to the kickoff.
fn item_number(n: Option<i64>) -> ExportCell {
    if n == Some(0) { ExportCell::Word("K".to_owned()) } else { number(n) }
}
