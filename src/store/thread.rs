//! The thread that owns the database: requests in order, replies through a callback of the asker's choice. What the first
//! frame needs is answered before that thread is there: nobody could do anything else meanwhile.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::db::Db;
use super::door::{self, Knocked};
use super::schema::OpenError;
use crate::domain::Id;
use crate::request::{Ask, Draft, Failure, FileView, News, Record, Reply, Stamp, Took, Trouble, Who, Writer};

/// How often a window that only reads looks whether the other one has written. SQLite tells no other process of a commit, and
/// to watch the files beside the database is another thing on every system; the number asked for stands in shared memory.
pub(super) const LOOK: Duration = Duration::from_secs(1);

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
    /// Become the writer: at once when nobody is, else whoever is gets asked.
    TakeOver(DateTime<Utc>),
    /// The same when that one has been asked.
    Enter(Knocked, DateTime<Utc>),
    /// Leave the file to the window that asks for it.
    LetGo(DateTime<Utc>),
    /// Remembers something about this file on this computer: the clock of a practice file, until when the program was open.
    SetMeta(&'static str, i64),
    /// What is known of the file, after much of it has changed.
    File(Who),
}

/// What it answers.
#[derive(Debug)]
pub enum Answer {
    Reply(RequestId, Box<Result<Reply, Failure>>),
    /// So much of a long recording is done, of how much.
    Progress(RequestId, usize, usize),
    File(Box<FileView>),
    /// What came of asking the writer, to be handed back with `Job::Enter`.
    Asked(Knocked),
    TookOver(Result<Took, Failure>),
    /// Another window wants to write: `Job::LetGo` when nothing is half done.
    Wanted,
    /// Who writes after having let go, or not.
    LetGo(Writer),
    /// Others have written to the file that is only read here.
    News(News),
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
    answer: Arc<dyn Fn(Answer) + Send + Sync>,
    /// The writer is being asked.
    asking: bool,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

impl StoreThread {
    /// A database that nobody serves yet: what is sent to it waits for `answer_here` or `start`.
    pub fn new(db: Db, answer: impl Fn(Answer) + Send + Sync + 'static) -> Self {
        let (jobs, queue) = channel();
        let store = Store { db, queue, answer: Arc::new(answer), asking: false };
        Self { jobs: Some(jobs), served: Served::Here(Box::new(store)) }
    }

    /// Answers on the asker's thread what was sent so far.
    pub fn answer_here(&mut self) {
        if let Served::Here(store) = &mut self.served {
            while let Ok(job) = store.queue.try_recv() {
                store.serve(job);
            }
        }
    }

    /// From now on a thread of its own answers, and other windows are heard and followed. `Err` when there can be none; nobody answers then.
    pub fn start(&mut self) -> Result<(), Failure> {
        self.served = match std::mem::replace(&mut self.served, Served::Ended) {
            Served::Here(mut store) => {
                let thread = std::thread::Builder::new().name("store".to_owned()).spawn(move || store.run());
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
    fn run(&mut self) {
        self.db.settle_in();
        self.open_door();
        loop {
            // Only a window that follows another one wakes by itself.
            let job = match self.db.writer() {
                Ok(()) => self.queue.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Err(_) => self.queue.recv_timeout(LOOK),
            };
            match job {
                Ok(job) => self.serve(job),
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(news) = self.db.news() {
                        (self.answer)(Answer::News(news));
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn open_door(&mut self) {
        let answer = Arc::clone(&self.answer);
        self.db.open_door(move || answer(Answer::Wanted));
    }

    fn take_over(&mut self, now: DateTime<Utc>) {
        let took = self.db.take_over(now);
        if !matches!(took, Ok(Took::Held(_))) {
            self.took(took);
        } else if !std::mem::replace(&mut self.asking, true) {
            // Not on this thread: what is read meanwhile would wait for somebody who may never answer.
            let (path, answer) = (self.db.path().to_path_buf(), Arc::clone(&self.answer));
            let ask = move || answer(Answer::Asked(door::knock(&path)));
            if std::thread::Builder::new().name("knock".to_owned()).spawn(ask).is_err() {
                self.asking = false;
                self.took(took);
            }
        }
    }

    fn took(&mut self, took: Result<Took, OpenError>) {
        self.open_door();
        (self.answer)(Answer::TookOver(took.map_err(|_| Failure::Trouble(Trouble::Disk))));
    }

    fn serve(&mut self, job: Job) {
        let Self { db, answer, .. } = self;
        match job {
            Job::Ask(id, ask) => answer(Answer::Reply(id, Box::new(db.ask(&ask)))),
            Job::Record(id, stamp, record) => {
                let mut told = 0;
                let reply = db.record_telling(&stamp, *record, &mut |done, total| {
                    // A hundred steps are smooth enough.
                    if done.saturating_sub(told) * 100 >= total {
                        told = done;
                        answer(Answer::Progress(id, done, total));
                    }
                });
                answer(Answer::Reply(id, Box::new(reply)));
            }
            Job::File(who) => {
                // Without an answer the program goes on with what it knew.
                if let Ok(file) = db.file(&who) {
                    answer(Answer::File(Box::new(file)));
                }
            }
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
            Job::TakeOver(now) => self.take_over(now),
            Job::Enter(knocked, now) => {
                self.asking = false;
                let took = db.enter(now, knocked);
                self.took(took);
            }
            Job::LetGo(now) => {
                let writer = db.let_go(now);
                answer(Answer::LetGo(writer));
                self.open_door();
            }
            Job::SetMeta(key, value) => {
                // Losing one costs an offset of a clock, or a question about a gap that is longer than it was; nothing typed.
                let _ = db.set_meta(key, value);
            }
        }
    }
}
