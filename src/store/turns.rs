//! Two windows on one file: one of them writes, the others read, follow, and may ask for their turn.

use std::sync::PoisonError;

use chrono::{DateTime, Utc};

use super::db::{Db, identity};
use super::door::{Door, Knock, Knocked, Waiting};
use super::holidays;
use super::lock::{self, Locked};
use super::schema::{self, OpenError};
use crate::request::{News, Took, Writer};

impl Db {
    /// Tries to become the writer after all.
    pub fn take_over(&mut self, now: DateTime<Utc>) -> Result<Took, OpenError> {
        self.enter(now, Knocked::Nobody)
    }

    /// The same after having asked: whoever let go waits until the lock is taken.
    pub fn enter(&mut self, now: DateTime<Utc>, knocked: Knocked) -> Result<Took, OpenError> {
        if self.chain.is_some() {
            return Ok(Took::Mine);
        }
        let path = self.options.path.clone();
        let tried = lock::try_lock(&path, now).map_err(|cause| OpenError::Io { path: path.clone(), cause })?;
        let silent = matches!(knocked, Knocked::Silent);
        drop(knocked);
        match tried {
            Locked::Theirs(who) => {
                self.holder.clone_from(&who);
                Ok(if silent { Took::Silent(who) } else { Took::Held(who) })
            }
            Locked::Mine(mine) => {
                self.conn = schema::open(&path, false)?;
                self.identity = identity(&path);
                self.begin_writing()?;
                self.lock = Some(mine);
                self.holder = None;
                self.work = holidays::read(&self.conn)?;
                self.settle_standings(true)?;
                Ok(Took::Mine)
            }
        }
    }

    /// Makes the door of a writer, unless it stands; `heard` is told when somebody asks for the file. Where none can be made
    /// (the path of a socket may not be long) nobody can ask.
    pub(super) fn open_door(&mut self, heard: impl Fn() + Send + 'static) {
        if self.lock.is_some() && self.door.is_none() {
            self.door = Door::open(&self.options.path, Waiting::clone(&self.waiting), heard).ok();
        }
    }

    /// Lets whoever waits at the door write, if somebody still does; who writes now. One who asked and then did not take it
    /// leaves it here.
    pub fn let_go(&mut self, now: DateTime<Utc>) -> Writer {
        let waits = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).take().filter(Knock::still_waits);
        let Some(knock) = waits.filter(|_| self.lock.is_some()) else { return self.writer() };
        // From here on what others write is news.
        let Ok(version) = self.data_version() else { return self.writer() };
        if self.conn.pragma_update(None, "query_only", true).is_err() {
            return self.writer();
        }
        self.version = version;
        self.chain = None;
        self.door = None;
        self.lock = None;
        knock.let_in();
        // Whoever cannot even look who has it does not have it.
        let _ = self.take_over(now);
        self.writer()
    }

    /// Who holds the file that is only read here, when others have written since this was asked last.
    pub fn news(&mut self) -> Option<News> {
        let version = self.data_version().ok().filter(|version| *version != self.version)?;
        self.version = version;
        self.holder = lock::holder(&self.options.path);
        Some(News { holder: self.holder.clone(), empty: super::view::is_empty(self).ok()? })
    }

    pub(super) fn data_version(&self) -> rusqlite::Result<i64> {
        self.conn.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))
    }

    /// Whether this process writes the file, and who does if not.
    pub fn writer(&self) -> Writer {
        if self.chain.is_some() { Ok(()) } else { Err(self.holder.clone()) }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::mpsc::{Receiver, channel};
    use std::time::Duration;

    use chrono::TimeDelta;

    use super::super::{Answer, Job, Options, StoreThread};
    use super::*;
    use crate::domain::{Entity, Id, ScoreTable, Zone};
    use crate::programme::Library;
    use crate::request::{Draft, Failure, Record, Refusal, Reply, Stamp};

    /// A window on the file, its answers one by one.
    struct Window {
        store: StoreThread,
        answers: Receiver<Answer>,
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_763_700_000, 0).unwrap()
    }

    fn open(path: &Path) -> Window {
        let options = Options {
            path: path.to_path_buf(),
            now: now(),
            zone: Zone::named("Asia/Tokyo").unwrap(),
            zone_given: true,
            lang: "ja".to_owned(),
            machine: "test".to_owned(),
            trainer: None,
            programme: None,
            scores: ScoreTable::default(),
            read_only: false,
            kanji: Vec::new(),
        };
        let (tell, answers) = channel();
        let db = Db::open(options, Library::new([])).unwrap();
        let mut store = StoreThread::new(db, move |answer| drop(tell.send(answer)));
        store.start().unwrap();
        Window { store, answers }
    }

    impl Window {
        fn send(&self, job: Job) {
            self.store.send(job).unwrap();
        }

        /// The next answer, but for news.
        fn next(&self) -> Answer {
            loop {
                match self.answers.recv_timeout(Duration::from_secs(20)).unwrap() {
                    Answer::News(_) => {}
                    answer => return answer,
                }
            }
        }

        fn asks(&self) {
            self.send(Job::TakeOver(now()));
        }

        /// What the program does with the answer of whoever was asked.
        fn goes_in(&self) -> Took {
            let Answer::Asked(knocked) = self.next() else { panic!("not asked") };
            self.send(Job::Enter(knocked, now()));
            let Answer::TookOver(Ok(took)) = self.next() else { panic!("not tried") };
            took
        }

        fn lets_go(&self) {
            assert!(matches!(self.next(), Answer::Wanted));
            self.send(Job::LetGo(now()));
        }

        fn writer(&self) -> Writer {
            let Answer::LetGo(writer) = self.next() else { panic!("no answer") };
            writer
        }

        /// A whole turn, from the window that writes.
        fn gives_to(&self, to: &Self) {
            to.asks();
            self.lets_go();
            assert_eq!(to.goes_in(), Took::Mine);
            assert!(matches!(self.writer(), Err(Some(holder)) if holder.pid == std::process::id()));
        }

        fn records(&self) -> Result<Reply, Failure> {
            let stamp = Stamp { at: now(), zone: "Asia/Tokyo".to_owned(), actor: None };
            self.send(Job::Record(1, Box::new(stamp), Box::new(Record::Undo)));
            let Answer::Reply(1, result) = self.next() else { panic!("no answer") };
            *result
        }

        fn writes(&self) -> bool {
            // There is nothing to undo, which only a writer knows.
            self.records() == Err(Failure::Refused(Refusal::NothingToUndo))
        }

        fn types(&self, text: &str) {
            let owner = Id::natural(Entity::Session, "s");
            let at = now() + TimeDelta::seconds(1);
            let (field, text, beside) = ("note".to_owned(), text.to_owned(), String::new());
            self.send(Job::SaveDraft(Draft { field, owner, caret: text.len(), text, beside, at }));
        }
    }

    #[test]
    fn the_file_goes_from_window_to_window_and_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let (first, second) = (open(&path), open(&path));
        assert!(first.writes() && !second.writes());
        for (from, to) in [(&first, &second), (&second, &first), (&first, &second)] {
            from.gives_to(to);
            assert!(to.writes() && !from.writes());
        }
        drop(second);
        first.asks();
        assert!(matches!(first.next(), Answer::TookOver(Ok(Took::Mine))));
        drop(first);
        assert!(!super::super::header::beside(&path, ".door").exists());
    }

    #[test]
    fn one_who_does_not_answer_keeps_the_file_and_is_not_asked_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let (first, second) = (open(&path), open(&path));
        second.asks();
        assert!(matches!(first.next(), Answer::Wanted));
        assert!(matches!(second.goes_in(), Took::Silent(Some(_))));
        // It comes round when nobody waits any more.
        first.send(Job::LetGo(now()));
        assert!(first.writer().is_ok());
        assert!(first.writes() && !second.writes());
    }

    #[test]
    fn one_who_asked_and_did_not_take_it_leaves_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let (first, second) = (open(&path), open(&path));
        second.asks();
        first.lets_go();
        let Answer::Asked(knocked) = second.next() else { panic!("not asked") };
        assert!(matches!(knocked, Knocked::LetIn(_)));
        drop(knocked);
        assert!(first.writer().is_ok());
        assert!(first.writes());
        // And hears the next one at a door of its own.
        let third = open(&path);
        first.gives_to(&third);
    }

    #[test]
    fn one_who_reads_is_told_when_the_other_has_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let (first, second) = (open(&path), open(&path));
        first.types("服薬");
        let news = second.answers.recv_timeout(Duration::from_secs(20)).unwrap();
        assert!(matches!(news, Answer::News(News { holder: Some(holder), .. }) if holder.pid == std::process::id()));
        // Once for what was written, and its own reading is no news.
        assert!(second.answers.recv_timeout(super::super::thread::LOOK * 3).is_err());
        assert!(first.answers.try_recv().is_err());
        // The other way round after the turn.
        first.gives_to(&second);
        second.types("服薬指導");
        assert!(matches!(first.answers.recv_timeout(Duration::from_secs(20)).unwrap(), Answer::News(_)));
    }
}
