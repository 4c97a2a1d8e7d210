//! The standing of one pharmacy, from the rows.

use rusqlite::OptionalExtension;

use super::super::db::Db;
use super::super::rows::Enrolment;
use super::super::sql::At;
use super::{closed, date, decisions, follow_ups, promises};
use crate::domain::standing::{Booked, KickoffRecord, PharmacyFacts, PharmacyMetric, PharmacyStanding, Since};
use crate::domain::{BusinessDate, EnrolmentState, FlowStatus, Id, Scope, Target};
use crate::request::Failure;

type Dates = [Option<BusinessDate>; 7];

/// `None` when the pharmacy is gone.
pub(super) fn build(db: &Db, pharmacy: Id) -> Result<Option<PharmacyStanding>, Failure> {
    let conn = &db.conn;
    let row: Option<(String, Option<Id>, Dates)> = conn
        .prepare_cached(
            "SELECT coalesce(folded_kana, folded, ''), usm_id, contract_date, kickoff_planned, kickoff_held, device_due, \
             device_installed, go_live_target, go_live_actual FROM pharmacy WHERE id = ?1 AND deleted_at IS NULL",
        )?
        .query_row([pharmacy], |r| {
            let dates = [r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?, r.get(7)?, r.get(8)?];
            Ok((r.get(0)?, r.get(1)?, dates))
        })
        .optional()?;
    let Some((kana_key, usm, dates)) = row else { return Ok(None) };
    let [contract_date, kickoff_planned, kickoff_held, device_due, device_installed, go_live_target, go_live_actual] =
        dates;
    let (flow, flow_agreed_on) = flow(db, pharmacy)?;
    let meetings = meetings(db, pharmacy)?;
    Ok(Some(PharmacyStanding {
        pharmacy,
        facts: PharmacyFacts {
            kana_key,
            usm,
            kickoff_held,
            device_due,
            device_installed,
            go_live_target,
            go_live_actual,
            metrics: metrics(db, pharmacy)?,
        },
        contract_date,
        kickoff_planned,
        kickoffs_open: kickoffs_open(db, pharmacy)?,
        flow,
        flow_agreed_on,
        booked: booked(db, pharmacy)?,
        all_over: all_over(db, pharmacy)?,
        kickoffs: kickoffs(db, pharmacy)?,
        promises: promises(db, "pharmacy_id", pharmacy)?,
        contacts: meetings,
        follow_ups: follow_ups(db, Scope::Pharmacy, pharmacy)?,
        decisions: decisions(db, Scope::Pharmacy, pharmacy)?,
    }))
}

fn metrics(db: &Db, pharmacy: Id) -> Result<Vec<PharmacyMetric>, Failure> {
    let rows: Vec<(String, Target)> = db
        .conn
        .prepare_cached(
            "SELECT metric_id, valid_from, value FROM metric_target WHERE scope = 'pharmacy' AND scope_id = ?1 \
             AND takes_precedence = 1 AND deleted_at IS NULL ORDER BY metric_id, valid_from, id",
        )?
        .query_map([pharmacy], |r| Ok((r.get(0)?, Target { valid_from: r.get(1)?, value: r.get(2)? })))?
        .collect::<rusqlite::Result<_>>()?;
    let mut found: Vec<PharmacyMetric> = Vec::new();
    for (metric, target) in rows {
        match found.iter_mut().find(|m| m.metric == metric) {
            Some(known) => known.targets.push(target),
            None => found.push(PharmacyMetric { metric, added: false, targets: vec![target] }),
        }
    }
    Ok(found)
}

fn kickoffs_open(db: &Db, pharmacy: Id) -> Result<Vec<BusinessDate>, Failure> {
    let zone = db.options.zone;
    let rows = db
        .conn
        .prepare_cached(
            "SELECT starts_at FROM appointment WHERE pharmacy_id = ?1 AND kind = 'kickoff' \
             AND state IN ('scheduled', 'waiting', 'in_progress') AND deleted_at IS NULL",
        )?
        .query_map([pharmacy], |r| Ok(date(zone, r.get(0)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// The newest flow, and since when it is agreed without a break.
fn flow(db: &Db, pharmacy: Id) -> Result<(FlowStatus, Option<BusinessDate>), Failure> {
    let rows: Vec<(FlowStatus, Option<BusinessDate>)> = db
        .conn
        .prepare_cached(
            "SELECT status, agreed_on FROM operation_flow WHERE pharmacy_id = ?1 AND deleted_at IS NULL \
             ORDER BY created_at DESC, id DESC",
        )?
        .query_map([pharmacy], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let newest = rows.first().map_or(FlowStatus::None, |r| r.0);
    let agreed = rows.iter().take_while(|(status, _)| matches!(status, FlowStatus::Agreed | FlowStatus::Revised));
    Ok((newest, agreed.filter_map(|(_, on)| *on).min()))
}

fn booked(db: &Db, pharmacy: Id) -> Result<Vec<Booked>, Failure> {
    let zone = db.options.zone;
    let rows = db
        .conn
        .prepare_cached(
            "SELECT a.starts_at, a.session_no FROM learner l JOIN enrolment e ON e.learner_id = l.id \
             JOIN appointment a ON a.enrolment_id = e.id WHERE l.pharmacy_id = ?1 AND a.session_no IS NOT NULL \
             AND a.state IN ('scheduled', 'waiting', 'in_progress') AND a.deleted_at IS NULL AND e.deleted_at IS NULL \
             AND l.deleted_at IS NULL ORDER BY a.starts_at",
        )?
        .query_map([pharmacy], |r| Ok(Booked { date: date(zone, r.get(0)?), number: r.get(1)? }))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// From when on all of its enrolments are graduated or withdrawn.
fn all_over(db: &Db, pharmacy: Id) -> Result<Since, Failure> {
    let enrolments = Enrolment::of_pharmacy(&db.conn, pharmacy)?;
    let mut since = if enrolments.is_empty() { Since::Never } else { Since::Always };
    for enrolment in enrolments {
        if !matches!(enrolment.state, EnrolmentState::Graduated | EnrolmentState::Withdrawn) {
            return Ok(Since::Never);
        }
        let on: Option<BusinessDate> = db
            .conn
            .prepare_cached("SELECT coalesce(graduated_on, withdrawn_on) FROM enrolment WHERE id = ?1")?
            .query_row([enrolment.id], |r| r.get(0))?;
        since = match (since, on) {
            (Since::On(latest), Some(on)) if latest >= on => since,
            (_, Some(on)) => Since::On(on),
            (_, None) => since,
        };
    }
    Ok(since)
}

fn kickoffs(db: &Db, pharmacy: Id) -> Result<Vec<KickoffRecord>, Failure> {
    let zone = db.options.zone;
    let rows = db
        .conn
        .prepare_cached(
            "SELECT s.id, a.starts_at, s.closed_at, s.imported, a.trainer_id FROM appointment a \
             JOIN session s ON s.appointment_id = a.id AND s.deleted_at IS NULL \
             WHERE a.pharmacy_id = ?1 AND a.kind = 'kickoff' AND a.state IN ('held', 'broken_off') AND a.deleted_at IS NULL",
        )?
        .query_map([pharmacy], |r| {
            let start: At = r.get(1)?;
            Ok(KickoffRecord {
                session: r.get(0)?,
                date: date(zone, start),
                start: start.0.into(),
                closed: closed(zone, r.get(2)?, r.get(3)?),
                trainer: r.get(4)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Dates of met meetings and of touches that reached the owner or anyone of the pharmacy.
fn meetings(db: &Db, pharmacy: Id) -> Result<Vec<BusinessDate>, Failure> {
    let zone = db.options.zone;
    let mut dates: Vec<BusinessDate> = db
        .conn
        .prepare_cached(
            "SELECT a.starts_at FROM learner l JOIN enrolment e ON e.learner_id = l.id \
             JOIN appointment a ON a.enrolment_id = e.id WHERE l.pharmacy_id = ?1 AND a.state IN ('held', 'broken_off') \
             AND a.deleted_at IS NULL \
             UNION ALL SELECT starts_at FROM appointment WHERE pharmacy_id = ?1 AND state IN ('held', 'broken_off') \
             AND deleted_at IS NULL \
             UNION ALL SELECT t.at FROM touch t WHERE t.reached = 1 AND t.deleted_at IS NULL AND (t.scope_id = ?1 \
             OR t.scope_id IN (SELECT id FROM learner WHERE pharmacy_id = ?1))",
        )?
        .query_map([pharmacy], |r| Ok(date(zone, r.get(0)?)))?
        .collect::<rusqlite::Result<_>>()?;
    dates.sort_unstable();
    dates.dedup();
    Ok(dates)
}
