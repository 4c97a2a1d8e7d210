//! The thread that owns the database: requests in order, replies through a callback of the asker's choice.

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
    Reply(RequestId, Result<Reply, Failure>),
    /// Whether this process is the writer now.
    TookOver(RequestId, Result<bool, Failure>),
    DraftFailed(Failure),
}

/// The asker's end. Dropping it lets the thread finish what is queued, then waits for it.
#[derive(Debug)]
pub struct StoreThread {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl StoreThread {
    /// Starts the thread; `open` runs on it, `answer` is called on it for each answer, `opened` once before all.
    pub fn start<E: Send + 'static>(
        open: impl FnOnce() -> Result<Db, E> + Send + 'static,
        opened: impl FnOnce(Result<&Db, E>) + Send + 'static,
        answer: impl Fn(Answer) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (jobs, queue) = channel();
        let thread = std::thread::Builder::new().name("store".to_owned()).spawn(move || match open() {
            Ok(mut db) => {
                opened(Ok(&db));
                serve(&mut db, &queue, &answer);
            }
            Err(error) => opened(Err(error)),
        })?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Queues a job. `Err` when the thread has ended.
    pub fn send(&self, job: Job) -> Result<(), Failure> {
        let gone = || Failure::Trouble(Trouble::Gone);
        self.jobs.as_ref().ok_or_else(gone)?.send(job).map_err(|_| gone())
    }
}

impl Drop for StoreThread {
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the store was told by the hook; leaving must not panic again.
            let _ = thread.join();
        }
    }
}

fn serve(db: &mut Db, queue: &Receiver<Job>, answer: &impl Fn(Answer)) {
    while let Ok(job) = queue.recv() {
        match job {
            Job::Ask(id, ask) => answer(Answer::Reply(id, db.ask(&ask))),
            Job::Record(id, stamp, record) => answer(Answer::Reply(id, db.record(&stamp, *record))),
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
