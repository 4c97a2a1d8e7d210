//! The thread that owns the database: requests in order, replies through a callback of the asker's choice. What the first
//! frame needs is answered before that thread is there: nobody could do anything else meanwhile.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use super::db::Db;
use crate::domain::Id;
use crate::request::{Ask, Draft, Failure, Record, Reply, Stamp, Trouble};

/// Tells an answer that comes too late from the one that is awaited.
pub type RequestId = u64;

/// What the thread is asked to do.
#[derive(Debug)]
pub enum Job {
    Ask(RequestId, Ask),
    Record(RequestId, Box<Stamp>, Box<Record>),
    SaveDraft(Draft),
    ClearDraft {
        field: String,
        owner: Id,
    },
    SetLang(String),
    TakeOver(RequestId, chrono::DateTime<chrono::Utc>),
    /// Remembers the clock of a practice file.
    SetMeta(&'static str, i64),
}

/// What it answers.
#[derive(Debug)]
pub enum Answer {
    Reply(RequestId, Box<Result<Reply, Failure>>),
    /// Whether this process is the writer now.
    TookOver(RequestId, Result<bool, Failure>),
    DraftFailed(Failure),
}

/// The asker's end. Dropping it lets the store finish what is queued, then waits for it.
#[derive(Debug)]
pub struct StoreThread {
    jobs: Option<Sender<Job>>,
    served: Served,
}

/// Who answers.
#[derive(Debug)]
enum Served {
    /// Whoever holds the asker's end.
    Here(Box<Store>),
    /// A thread of its own.
    Thread(JoinHandle<()>),
    /// Nobody any more.
    Ended,
}

struct Store {
    db: Db,
    queue: Receiver<Job>,
    answer: Box<dyn Fn(Answer) + Send>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

impl StoreThread {
    /// A database that nobody serves yet: what is sent to it waits for `answer_here` or `start`.
    pub fn new(db: Db, answer: impl Fn(Answer) + Send + 'static) -> Self {
        let (jobs, queue) = channel();
        Self { jobs: Some(jobs), served: Served::Here(Box::new(Store { db, queue, answer: Box::new(answer) })) }
    }

    /// Answers on the asker's thread what was sent so far.
    pub fn answer_here(&mut self) {
        if let Served::Here(store) = &mut self.served {
            while let Ok(job) = store.queue.try_recv() {
                store.serve(job);
            }
        }
    }

    /// From now on a thread of its own answers. `Err` when there can be none; nobody answers then.
    pub fn start(&mut self) -> Result<(), Failure> {
        self.served = match std::mem::replace(&mut self.served, Served::Ended) {
            Served::Here(mut store) => {
                let thread = std::thread::Builder::new().name("store".to_owned()).spawn(move || {
                    while let Ok(job) = store.queue.recv() {
                        store.serve(job);
                    }
                });
                Served::Thread(thread.map_err(|_| Failure::Trouble(Trouble::Gone))?)
            }
            served @ (Served::Thread(_) | Served::Ended) => served,
        };
        Ok(())
    }

    /// Queues a job. `Err` when nobody serves any more.
    pub fn send(&self, job: Job) -> Result<(), Failure> {
        let gone = || Failure::Trouble(Trouble::Gone);
        self.jobs.as_ref().ok_or_else(gone)?.send(job).map_err(|_| gone())
    }
}

impl Drop for StoreThread {
    fn drop(&mut self) {
        self.answer_here();
        drop(self.jobs.take());
        if let Served::Thread(thread) = std::mem::replace(&mut self.served, Served::Ended) {
            // A panic of the store was told by the hook; leaving must not panic again.
            let _ = thread.join();
        }
    }
}

impl Store {
    fn serve(&mut self, job: Job) {
        let Self { db, answer, .. } = self;
        match job {
            Job::Ask(id, ask) => answer(Answer::Reply(id, Box::new(db.ask(&ask)))),
            Job::Record(id, stamp, record) => answer(Answer::Reply(id, Box::new(db.record(&stamp, *record)))),
            Job::SaveDraft(draft) => {
                if let Err(failure) = db.save_draft(&draft) {
                    answer(Answer::DraftFailed(failure));
                }
            }
            Job::ClearDraft { field, owner } => {
                if let Err(failure) = db.clear_draft(&field, owner) {
                    answer(Answer::DraftFailed(failure));
                }
            }
            Job::SetLang(lang) => db.set_lang(&lang),
            Job::TakeOver(id, now) => {
                let result = db.take_over(now).map_err(|_| Failure::Trouble(Trouble::Disk));
                answer(Answer::TookOver(id, result));
            }
            Job::SetMeta(key, value) => {
                // Only a practice file keeps its clock; losing it costs the offset, nothing typed.
                let _ = db.set_meta(key, value);
            }
        }
    }
}
