//! Figures and judgements, follow-ups and decisions.

use super::super::sql::At;
use super::people::json;
use super::{Out, free, id, number, table, word};
use crate::domain::{BusinessDate, Decimal};
use crate::request::Failure;
use crate::request::export::{ExportKind, ExportTable};

impl Out<'_> {
    /// Readings in the long form; a stage that was seen and a judgement that somebody gave are rows of their own.
    pub(super) fn readings(&self) -> Result<ExportTable, Failure> {
        let columns = [
            "period_end",
            "learner",
            "learner_id",
            "pharmacy",
            "metric",
            "value",
            "stage",
            "judgement",
            "source",
            "id",
        ];
        let mut rows = self.read(
            "SELECT id, period_end, enrolment_id, pharmacy_id, metric_id, value, source FROM metric_reading \
             WHERE deleted_at IS NULL ORDER BY period_end, metric_id, id",
            |r| {
                let mut cells = self.who(r.get(2)?, r.get(3)?);
                cells.extend([
                    id(r, 0)?,
                    ("period_end", r.get::<_, Option<BusinessDate>>(1)?.into()),
                    ("metric", word(r.get(4)?)),
                    ("value", r.get::<_, Option<Decimal>>(5)?.into()),
                    ("source", word(r.get(6)?)),
                ]);
                Ok(cells)
            },
        )?;
        rows.extend(self.read(
            "SELECT id, assessed_on, enrolment_id, stage_id FROM stage_assessment WHERE deleted_at IS NULL \
             ORDER BY assessed_on, id",
            |r| {
                let mut cells = self.who(r.get(2)?, None);
                cells.extend([
                    id(r, 0)?,
                    ("period_end", r.get::<_, Option<BusinessDate>>(1)?.into()),
                    ("stage", word(r.get(3)?)),
                ]);
                Ok(cells)
            },
        )?);
        rows.extend(self.read(
            "SELECT id, made_on, enrolment_id, result FROM judgement WHERE deleted_at IS NULL AND kind = 'final' \
             AND worked_out IS NOT 1 ORDER BY made_on, id",
            |r| {
                let mut cells = self.who(r.get(2)?, None);
                cells.extend([
                    id(r, 0)?,
                    ("period_end", r.get::<_, Option<BusinessDate>>(1)?.into()),
                    ("judgement", word(r.get(3)?)),
                ]);
                Ok(cells)
            },
        )?);
        Ok(table(ExportKind::Readings, &columns, rows))
    }

    pub(super) fn judgements(&self) -> Result<ExportTable, Failure> {
        let columns = [
            "made_on",
            "learner",
            "learner_id",
            "pharmacy",
            "kind",
            "result",
            "stage",
            "worked_out",
            "detail",
            "trainer",
            "id",
        ];
        let rows = self.read(
            "SELECT id, made_on, enrolment_id, kind, result, stage_id, worked_out, detail, made_by FROM judgement \
             WHERE deleted_at IS NULL ORDER BY made_on, id",
            |r| {
                let mut cells = self.who(r.get(2)?, None);
                cells.extend([
                    id(r, 0)?,
                    ("made_on", r.get::<_, Option<BusinessDate>>(1)?.into()),
                    ("kind", word(r.get(3)?)),
                    ("result", word(r.get(4)?)),
                    ("stage", word(r.get(5)?)),
                    ("worked_out", r.get::<_, Option<bool>>(6)?.into()),
                    ("detail", json(r.get(7)?)),
                    ("trainer", self.person(r.get(8)?)),
                ]);
                Ok(cells)
            },
        )?;
        Ok(table(ExportKind::Judgements, &columns, rows))
    }

    pub(super) fn follow_ups(&self) -> Result<ExportTable, Failure> {
        let columns = [
            "made_on",
            "learner",
            "learner_id",
            "pharmacy",
            "title",
            "level",
            "points",
            "codes",
            "owner",
            "due_on",
            "channel",
            "state",
            "snoozed_until",
            "result",
            "done_on",
            "id",
        ];
        let rows = self.read(
            "SELECT id, created_at, scope, scope_id, title, level, points, codes, owner_id, due_on, channel, state, \
             snoozed_until, result, done_at FROM follow_up WHERE deleted_at IS NULL ORDER BY created_at, id",
            |r| {
                let mut cells = self.scoped(r.get(2)?, r.get(3)?);
                cells.extend([
                    id(r, 0)?,
                    ("made_on", self.day(r.get::<_, Option<At>>(1)?)),
                    ("title", free(r.get(4)?)),
                    ("level", word(r.get(5)?)),
                    ("points", number(r.get(6)?)),
                    ("codes", json(r.get(7)?)),
                    ("owner", self.person(r.get(8)?)),
                    ("due_on", r.get::<_, Option<BusinessDate>>(9)?.into()),
                    ("channel", word(r.get(10)?)),
                    ("state", word(r.get(11)?)),
                    ("snoozed_until", r.get::<_, Option<BusinessDate>>(12)?.into()),
                    ("result", free(r.get(13)?)),
                    ("done_on", self.day(r.get(14)?)),
                ]);
                Ok(cells)
            },
        )?;
        Ok(table(ExportKind::FollowUps, &columns, rows))
    }

    pub(super) fn decisions(&self) -> Result<ExportTable, Failure> {
        let columns = ["day", "learner", "learner_id", "pharmacy", "kind", "until", "reason", "codes", "id"];
        let rows = self.read(
            "SELECT id, day, scope, scope_id, kind, until_on, reason, codes FROM decision WHERE deleted_at IS NULL \
             ORDER BY day, id",
            |r| {
                let mut cells = self.scoped(r.get(2)?, r.get(3)?);
                cells.extend([
                    id(r, 0)?,
                    ("day", r.get::<_, Option<BusinessDate>>(1)?.into()),
                    ("kind", word(r.get(4)?)),
                    ("until", r.get::<_, Option<BusinessDate>>(5)?.into()),
                    ("reason", free(r.get(6)?)),
                    ("codes", json(r.get(7)?)),
                ]);
                Ok(cells)
            },
        )?;
        Ok(table(ExportKind::Decisions, &columns, rows))
    }
}
