//! Which programme a row means: an enrolment keeps the version it began with, the screen takes the variant of its
//! language, else the one there is.

use std::cell::RefCell;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};

use super::rows::{Appointment, Enrolment};
use crate::domain::{Decimal, Gate, Id, MetricRule, MetricScope, Rules, SessionNo};
use crate::programme::{DEFAULT_PROGRAMME, Flag, Identity, Library, Programme, identity};
use crate::request::{Failure, ProgrammeName, Refusal};

/// A programme as it was asked for: the revision that an enrolment keeps, or the one at hand.
#[derive(Debug, PartialEq, Eq)]
struct Wanted {
    id: String,
    version: String,
    lang: String,
    which: Which,
}

#[derive(Debug, PartialEq, Eq)]
enum Which {
    AtHand,
    /// Of an enrolment that may know the hash of its revision.
    Kept(Option<String>),
}

/// The programmes of the library and of the file, each parsed once.
#[derive(Debug)]
pub(super) struct Programmes {
    library: Library,
    /// The configured one.
    own: Option<String>,
    /// What was asked for so far: a handful, and asked for once a row.
    parsed: RefCell<Vec<(Wanted, Arc<Programme>)>>,
}

impl Programmes {
    pub(super) fn new(library: Library, own: Option<String>) -> Self {
        Self { library, own, parsed: RefCell::default() }
    }

    /// The configured programme (else the default one), newest version.
    pub(super) fn configured(&self, id: Option<&str>, lang: &str) -> Result<Arc<Programme>, Failure> {
        let id = id.unwrap_or(DEFAULT_PROGRAMME);
        self.newest(id, lang).ok_or_else(|| Refusal::NoProgramme { id: id.to_owned() }.into())
    }

    /// Every programme that can be used, by its newest version in that language, the configured one first.
    pub(super) fn names(&self, configured: Option<&str>, lang: &str) -> Vec<ProgrammeName> {
        let mut names: Vec<ProgrammeName> = Vec::new();
        let ids = self.library.entries().iter().filter_map(|entry| Some(&entry.label()?.id));
        for id in ids.map(String::as_str) {
            if names.iter().all(|name| name.id != id)
                && let Some(found) = self.newest(id, lang)
            {
                names.push(ProgrammeName { id: id.to_owned(), title: found.meta.title.clone() });
            }
        }
        names.sort_by_key(|name| name.id != configured.unwrap_or(DEFAULT_PROGRAMME));
        names
    }

    /// The newest version of a programme that is at hand.
    pub(super) fn newest(&self, id: &str, lang: &str) -> Option<Arc<Programme>> {
        let entry = self.library.find(id, None, lang)?;
        let version = &entry.label()?.version;
        self.at_hand(id, version, lang)
    }

    /// The programme of an enrolment.
    pub(super) fn of_enrolment(
        &self,
        conn: &Connection,
        row: &Enrolment,
        lang: &str,
    ) -> Result<Arc<Programme>, Failure> {
        self.of_version(conn, &row.programme, &row.version, row.hash.as_deref(), lang)
    }

    /// A version of a programme: the revision kept in the file, else the one at hand, else the newest at hand.
    pub(super) fn of_version(
        &self,
        conn: &Connection,
        id: &str,
        version: &str,
        hash: Option<&str>,
        lang: &str,
    ) -> Result<Arc<Programme>, Failure> {
        let wanted = |w: &Wanted| {
            w.id == id
                && w.version == version
                && w.lang == lang
                && matches!(&w.which, Which::Kept(h) if h.as_deref() == hash)
        };
        if let Some(known) = self.known(wanted) {
            return Ok(known);
        }
        let found = self
            .kept(conn, id, version, hash, lang)?
            .or_else(|| self.at_hand(id, version, lang))
            .or_else(|| self.newest(id, lang))
            .ok_or_else(|| Refusal::NoProgramme { id: id.to_owned() })?;
        let which = Which::Kept(hash.map(str::to_owned));
        let wanted = Wanted { id: id.to_owned(), version: version.to_owned(), lang: lang.to_owned(), which };
        self.parsed.borrow_mut().push((wanted, Arc::clone(&found)));
        Ok(found)
    }

    fn known(&self, wanted: impl Fn(&Wanted) -> bool) -> Option<Arc<Programme>> {
        self.parsed.borrow().iter().find(|(of, _)| wanted(of)).map(|(_, known)| Arc::clone(known))
    }

    /// A revision that was kept in the file: of that hash if there is one, in that language if there is one.
    fn kept(
        &self,
        conn: &Connection,
        id: &str,
        version: &str,
        hash: Option<&str>,
        lang: &str,
    ) -> rusqlite::Result<Option<Arc<Programme>>> {
        let kept: Vec<(String, String)> = conn
            .prepare_cached("SELECT lang, hash FROM programme WHERE id = ?1 AND version = ?2 ORDER BY lang, hash")?
            .query_map((id, version), |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let nearest = kept.into_iter().min_by_key(|(l, h)| (l != lang, Some(h.as_str()) != hash));
        let Some((lang, hash)) = nearest else { return Ok(None) };
        // Mostly the file of that revision is still at hand, and read for its words already.
        let same = |p: &Arc<Programme>| p.identity.lang == lang && p.identity.hash == hash;
        if let Some(same) = self.at_hand(id, version, &lang).filter(same) {
            return Ok(Some(same));
        }
        let text: String = conn
            .prepare_cached("SELECT parsed FROM programme WHERE id = ?1 AND version = ?2 AND lang = ?3 AND hash = ?4")?
            .query_row((id, version, lang, hash), |row| row.get(0))?;
        Ok(serde_json::from_str(&text).ok().map(Arc::new))
    }

    /// The programme of an appointment: its enrolment's; of a kickoff that of the pharmacy's enrolments, without any the
    /// one that the pharmacy is for, else the configured one.
    pub(super) fn of_appointment(
        &self,
        conn: &Connection,
        row: &Appointment,
        lang: &str,
    ) -> Result<Arc<Programme>, Failure> {
        let enrolment = match (row.enrolment, row.pharmacy) {
            (Some(id), _) => Enrolment::find(conn, id)?,
            (None, Some(pharmacy)) => Enrolment::of_pharmacy(conn, pharmacy)?.into_iter().next(),
            (None, None) => None,
        };
        match (enrolment, row.pharmacy) {
            (Some(enrolment), _) => self.of_enrolment(conn, &enrolment, lang),
            (None, Some(pharmacy)) => self.meant(conn, pharmacy, lang),
            (None, None) => self.configured(self.own.as_deref(), lang),
        }
    }

    /// The programme of a pharmacy: that of its learners, before there are any the one that it is for.
    pub(super) fn for_pharmacy(&self, conn: &Connection, pharmacy: Id, lang: &str) -> Result<Arc<Programme>, Failure> {
        match Enrolment::of_pharmacy(conn, pharmacy)?.into_iter().next() {
            Some(enrolment) => self.of_enrolment(conn, &enrolment, lang),
            None => self.meant(conn, pharmacy, lang),
        }
    }

    fn meant(&self, conn: &Connection, pharmacy: Id, lang: &str) -> Result<Arc<Programme>, Failure> {
        let meant = self.of_pharmacy(conn, pharmacy, lang)?;
        meant.map_or_else(|| self.configured(self.own.as_deref(), lang), Ok)
    }

    /// The programme that a pharmacy is for, as long as nobody of it is enrolled.
    pub(super) fn of_pharmacy(
        &self,
        conn: &Connection,
        pharmacy: Id,
        lang: &str,
    ) -> rusqlite::Result<Option<Arc<Programme>>> {
        let id: Option<Option<String>> = conn
            .prepare_cached("SELECT programme_id FROM pharmacy WHERE id = ?1")?
            .query_row([pharmacy], |r| r.get(0))
            .optional()?;
        Ok(id.flatten().and_then(|id| self.newest(&id, lang)))
    }

    /// Keeps every language of the version that an enrolment began with, whatever becomes of the files.
    pub(super) fn keep(&self, conn: &Connection, row: &Enrolment) -> Result<(), Failure> {
        self.keep_version(conn, &row.programme, &row.version)
    }

    /// The same, of an enrolment that has no row yet.
    pub(super) fn keep_version(&self, conn: &Connection, id: &str, version: &str) -> Result<(), Failure> {
        for lang in ["ja", "en"] {
            if let Some(programme) = self.at_hand(id, version, lang) {
                Self::keep_current(conn, &programme)?;
            }
        }
        Ok(())
    }

    /// Keeps one revision.
    pub(super) fn keep_current(conn: &Connection, programme: &Programme) -> Result<(), Failure> {
        let identity = &programme.identity;
        let known: bool = conn
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM programme WHERE id = ?1 AND version = ?2 AND lang = ?3 AND hash = ?4)",
            )?
            .query_row((&identity.id, &identity.version, &identity.lang, &identity.hash), |r| r.get(0))?;
        if known {
            return Ok(());
        }
        let parsed = serde_json::to_string(programme).unwrap_or_default();
        conn.prepare_cached("INSERT OR IGNORE INTO programme (id, lang, version, hash, parsed) VALUES (?,?,?,?,?)")?
            .execute((&identity.id, &identity.lang, &identity.version, &identity.hash, parsed))?;
        Ok(())
    }

    fn at_hand(&self, id: &str, version: &str, lang: &str) -> Option<Arc<Programme>> {
        let wanted = |w: &Wanted| w.id == id && w.version == version && w.lang == lang && w.which == Which::AtHand;
        if let Some(known) = self.known(wanted) {
            return Some(known);
        }
        let programme = Arc::clone(self.library.find(id, Some(version), lang)?.usable()?);
        let wanted =
            Wanted { id: id.to_owned(), version: version.to_owned(), lang: lang.to_owned(), which: Which::AtHand };
        self.parsed.borrow_mut().push((wanted, Arc::clone(&programme)));
        Some(programme)
    }
}

impl super::Db {
    /// The files of one's own that somebody is taught by another text of, under the same version.
    pub fn edited_programmes(&self) -> Vec<Identity> {
        let own = self.programmes.library.entries().iter().filter(|entry| entry.is_own());
        let identities = own.filter_map(|entry| identity(entry.text()));
        identities.filter(|identity| self.knows_otherwise(identity).unwrap_or(false)).collect()
    }

    /// Whether somebody is taught by another text of that version.
    pub fn knows_otherwise(&self, identity: &Identity) -> rusqlite::Result<bool> {
        let Identity { id, version, lang, hash } = identity;
        self.conn
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM programme WHERE id = ?1 AND version = ?2 AND lang = ?3 AND hash <> ?4)",
            )?
            .query_row((id, version, lang, hash), |row| row.get(0))
    }
}

/// The numbers of a programme that the rules look at.
pub(super) fn rules(programme: &Programme) -> Rules {
    let with = |gate: &Gate| -> Vec<u8> {
        programme
            .sessions
            .iter()
            .filter(|s| s.requires.contains(gate))
            .filter_map(|s| s.no.number().map(SessionNo::get))
            .collect()
    };
    Rules {
        last: programme.last().get(),
        cadence_days: u8::try_from(programme.meta.cadence_days).unwrap_or(7),
        deadline_days: programme.meta.deadline_days.unwrap_or(u16::MAX),
        has_kickoff: programme.has_kickoff(),
        has_flow: programme.all_sessions().any(|s| s.flagged(Flag::Flow).next().is_some()),
        device_numbers: with(&Gate::Device),
        live_numbers: with(&Gate::GoLive),
        checks: programme.check_sessions().iter().map(|n| n.get()).collect(),
        stage1_rule: programme.success.stage1_rule,
        stage2_top: (!programme.stages.is_empty())
            .then(|| u8::try_from(programme.success.stage2_top).unwrap_or(u8::MAX)),
        low_mean: programme.rubric.low_mean,
        metrics: programme
            .metrics
            .iter()
            .filter(|m| m.scope == MetricScope::Learner)
            .filter_map(|m| {
                Some(MetricRule {
                    id: m.id.clone(),
                    required: m.required,
                    direction: m.direction,
                    min_step: m.min_step.unwrap_or(Decimal::whole(0)),
                    target: m.target?,
                    recomputed: Vec::new(),
                })
            })
            .collect(),
    }
}
