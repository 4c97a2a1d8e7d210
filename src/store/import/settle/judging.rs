//! Judgements of the program that figures or sessions of the files may have changed.

use std::collections::BTreeSet;

use super::super::Import;
use crate::domain::{Entity, Id, JudgementKind};
use crate::request::Failure;
use crate::store::judge;
use crate::store::tx::Tx;

impl Import<'_> {
    /// Judges those anew whose figures or sessions this call may have changed. What a file or a person judged stands.
    pub(in crate::store::import) fn judge(&mut self, tx: &mut Tx<'_>) -> Result<(), Failure> {
        let residents = self.people.residents();
        let of_pharmacies = self.touched.pharmacies.iter().filter_map(|id| residents.get(id)).flatten();
        let mut enrolments: BTreeSet<Id> = of_pharmacies.filter_map(|l| self.people.enrolment(*l)).collect();
        enrolments.extend(&self.touched.enrolments);
        for enrolment in enrolments {
            let script = self.people.script(self.scripts, tx, enrolment)?;
            let Some(last) = script.programme.check_sessions().iter().max().map(|n| n.get()) else { continue };
            if !script.programme.has_judgement() {
                continue;
            }
            // A last check that turned out not to have been held judges nobody.
            if !is_covered(tx, enrolment, last)? || is_given(tx, enrolment)? {
                drop_worked_out(tx, enrolment)?;
            } else {
                judge::after(self.db, tx, enrolment, None)?;
            }
        }
        Ok(())
    }
}

fn is_covered(tx: &Tx<'_>, enrolment: Id, number: u8) -> rusqlite::Result<bool> {
    tx.conn()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM session s JOIN coverage c ON c.session_id = s.id WHERE s.enrolment_id = ?1 \
             AND c.session_no = ?2 AND c.extent = 'full' AND c.deleted_at IS NULL AND s.deleted_at IS NULL)",
        )?
        .query_row((enrolment, number), |row| row.get(0))
}

fn is_given(tx: &Tx<'_>, enrolment: Id) -> rusqlite::Result<bool> {
    tx.conn()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM judgement WHERE enrolment_id = ?1 AND kind <> ?2 AND worked_out IS NOT 1 \
             AND deleted_at IS NULL)",
        )?
        .query_row((enrolment, JudgementKind::Provisional.word()), |row| row.get(0))
}

/// What the program made of the figures by itself goes.
fn drop_worked_out(tx: &mut Tx<'_>, enrolment: Id) -> rusqlite::Result<()> {
    let stale: Vec<Id> = tx
        .conn()
        .prepare_cached(
            "SELECT id FROM judgement WHERE enrolment_id = ?1 AND kind = ?2 AND worked_out = 1 AND deleted_at IS NULL",
        )?
        .query_map((enrolment, JudgementKind::Final.word()), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for id in stale {
        tx.delete(Entity::Judgement, id)?;
    }
    Ok(())
}
