//! One recording: a request in, one transaction, an answer that says what is on disk.

use super::db::{Db, identity};
use super::failure::fault;
use super::tx::{Chain, Tx};
use super::undo::{self, Way};
use super::{record, standing};
use crate::domain::{Deed, Id};
use crate::request::{Failure, Record, Recorded, Refusal, Reply, Stamp, Trouble};

impl Db {
    /// Records: everything of it is on disk when this answers `Ok`, nothing when it does not.
    pub fn record(&mut self, stamp: &Stamp, record: Record) -> Result<Reply, Failure> {
        self.record_telling(stamp, record, &mut |_, _| {})
    }

    /// The same; what takes long tells how much of how much is done.
    pub fn record_telling(
        &mut self,
        stamp: &Stamp,
        record: Record,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Reply, Failure> {
        let Some(chain) = self.chain.clone() else {
            return Err(Refusal::ReadOnly { holder: self.holder.clone() }.into());
        };
        let wipes = matches!(record, Record::BlackOut { .. });
        let reply = self.record_at_once(chain, stamp, record, progress)?;
        if wipes {
            self.wipe()?;
        }
        Ok(reply)
    }

    fn record_at_once(
        &mut self,
        chain: Chain,
        stamp: &Stamp,
        record: Record,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Reply, Failure> {
        self.conn.prepare_cached("BEGIN IMMEDIATE").and_then(|mut s| s.execute([]))?;
        match self.record_inside(chain, stamp, record, progress) {
            Ok((reply, Some(chain))) => {
                let committed = self.conn.prepare_cached("COMMIT").and_then(|mut s| s.execute([]));
                if let Err(error) = committed {
                    self.roll_back();
                    return Err(fault(&error));
                }
                self.chain = Some(chain);
                if self.identity.is_some() && identity(&self.options.path) != self.identity {
                    return Err(Failure::Trouble(Trouble::Moved));
                }
                Ok(reply)
            }
            Ok((reply, None)) => {
                self.roll_back();
                Ok(reply)
            }
            Err(failure) => {
                self.roll_back();
                Err(failure)
            }
        }
    }

    /// What was deleted is on no page of the file any more, nor in the log beside it. Pages that were rearranged keep copies
    /// of what once stood on them even though deleted cells are zeroed, so the file is written anew.
    fn wipe(&self) -> Result<(), Failure> {
        self.conn.flush_prepared_statement_cache();
        self.conn.execute_batch("VACUUM")?;
        let busy: bool = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy { Err(Failure::Trouble(Trouble::Busy)) } else { Ok(()) }
    }

    /// The chain comes back only when something is to be committed.
    fn record_inside(
        &self,
        chain: Chain,
        stamp: &Stamp,
        record: Record,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<(Reply, Option<Chain>), Failure> {
        let device = chain.device;
        if let Some(way) = record::way(&record) {
            let Some((action, command)) = undo::next(&self.conn, way)? else {
                return Err(nothing(way).into());
            };
            let mut tx = Tx::new(&self.conn, chain, stamp, record::command(&record).word()).inverting(action);
            if command == Deed::Amend.word() {
                tx.amends();
            } else if command == Deed::Close.word() && way == Way::Undo {
                record::still_opens(&tx, action)?;
            }
            let mut reverted = undo::invert(&mut tx, way, action, &command)??;
            standing::refresh(self, &tx.touched, self.options.zone.business_date(stamp.at))?;
            super::view::reverted(self, &tx.touched, &mut reverted)?;
            return Ok((Reply::Reverted(Box::new(reverted)), Some(tx.into_chain())));
        }
        let command = record::command(&record).word();
        let in_session = record::is_in_session(&record);
        let mut tx = Tx::new(&self.conn, chain, stamp, command);
        let done = record::carry_out(self, &mut tx, record, progress)?;
        if !tx.wrote() || done.keep_nothing {
            return Ok((done.reply(false), None));
        }
        if in_session {
            standing::leave(&self.conn, &tx.touched)?;
        } else {
            standing::refresh(self, &tx.touched, self.options.zone.business_date(stamp.at))?;
        }
        if !done.for_good {
            undo::remember(&self.conn, tx.action(), device, tx.command())?;
        }
        Ok((done.reply(true), Some(tx.into_chain())))
    }
}

fn nothing(way: Way) -> Refusal {
    match way {
        Way::Undo => Refusal::NothingToUndo,
        Way::Redo | Way::RedoAction(_) => Refusal::NothingToRedo,
    }
}

/// What a use case did.
#[derive(Debug, Default)]
pub(super) struct Done {
    pub made: Option<Id>,
    pub imported: Option<Vec<crate::request::import::Report>>,
    /// A dry run: everything was tried, nothing stays.
    pub keep_nothing: bool,
    /// No action that undo knows of.
    pub for_good: bool,
}

impl Done {
    fn reply(self, changed: bool) -> Reply {
        match self.imported {
            Some(reports) => Reply::Imported(reports),
            None => Reply::Recorded(Recorded { changed, made: self.made }),
        }
    }
}
