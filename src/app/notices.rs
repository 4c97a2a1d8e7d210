//! What the program has to say, one line above the footer: success for 3 seconds, a warning for 20, an error until it is
//! dismissed, and the last 50 to read again. A notice that could name a customer is kept in two forms, so that it obeys
//! the share-safe state of the moment in which it is read.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};

use crate::text::SafeText;

/// How many are kept to read again.
const HISTORY: usize = 50;

/// How long a notice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// 3 seconds.
    Done,
    /// 20 seconds.
    Warning,
    /// Until Esc.
    Error,
}

impl Severity {
    const fn lifetime(self) -> Option<TimeDelta> {
        match self {
            Self::Done => Some(TimeDelta::seconds(3)),
            Self::Warning => Some(TimeDelta::seconds(20)),
            Self::Error => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub at: DateTime<Utc>,
    pub severity: Severity,
    /// As the trainer alone may read it, and as everybody may.
    open: SafeText,
    shared: SafeText,
}

impl Notice {
    fn end(&self) -> Option<DateTime<Utc>> {
        Some(self.at + self.severity.lifetime()?)
    }

    pub fn text(&self, share_safe: bool) -> &str {
        if share_safe { self.shared.as_str() } else { self.open.as_str() }
    }
}

/// The line and its history.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notices {
    /// Newest last.
    history: VecDeque<Notice>,
    /// Errors that nobody has dismissed, and the newest warning and success; indices would move, so they are copies.
    errors: Vec<Notice>,
    warning: Option<Notice>,
    done: Option<Notice>,
    /// How many there ever were: the history does not grow for ever.
    said: u64,
}

impl Notices {
    /// How many there ever were. Whoever runs a command sees by it whether the command had something to say.
    pub const fn said(&self) -> u64 {
        self.said
    }

    pub fn push(&mut self, at: DateTime<Utc>, severity: Severity, open: &str, shared: &str) {
        self.said += 1;
        let notice = Notice { at, severity, open: SafeText::new(open), shared: SafeText::new(shared) };
        if self.history.len() == HISTORY {
            self.history.pop_front();
        }
        self.history.push_back(notice.clone());
        match severity {
            Severity::Error => {
                // The same fault again is one line, not a pile to dismiss.
                self.errors.retain(|e| e.open != notice.open);
                self.errors.push(notice);
                (self.warning, self.done) = (None, None);
            }
            Severity::Warning => (self.warning, self.done) = (Some(notice), None),
            Severity::Done => self.done = Some(notice),
        }
    }

    /// What stands on the line: the newest that is neither over nor dismissed. A fresh success shows above a warning or an
    /// old error, which comes back when it is over: what matters is not gone because the next key had something to say.
    pub fn current(&self) -> Option<&Notice> {
        self.done.as_ref().or(self.warning.as_ref()).or(self.errors.last())
    }

    /// Takes the newest error off the line; whether there was one.
    pub fn dismiss(&mut self) -> bool {
        self.errors.pop().is_some()
    }

    /// What was asked for is asked no more: a warning that stands goes.
    pub fn withdraw(&mut self) {
        self.warning = None;
    }

    /// A notice from what is now the future stands from now on.
    pub(super) fn clock_set_back(&mut self, now: DateTime<Utc>) {
        for notice in self.done.iter_mut().chain(&mut self.warning) {
            notice.at = notice.at.min(now);
        }
    }

    /// When the line changes by itself.
    pub fn next_end(&self) -> Option<DateTime<Utc>> {
        self.done.iter().chain(&self.warning).filter_map(Notice::end).min()
    }

    pub fn expire(&mut self, now: DateTime<Utc>) {
        for notice in [&mut self.done, &mut self.warning] {
            notice.take_if(|notice| notice.end().is_some_and(|end| end <= now));
        }
    }

    /// Newest first.
    pub fn history(&self) -> impl DoubleEndedIterator<Item = &Notice> + ExactSizeIterator {
        self.history.iter().rev()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000 + seconds, 0).unwrap()
    }

    fn say(notices: &mut Notices, seconds: i64, severity: Severity, text: &str) {
        notices.push(at(seconds), severity, text, &format!("{text} masked"));
    }

    #[test]
    fn each_stands_as_long_as_its_weight() {
        let mut notices = Notices::default();
        say(&mut notices, 0, Severity::Error, "disk");
        say(&mut notices, 1, Severity::Warning, "late");
        notices.expire(at(20));
        assert_eq!(notices.current().unwrap().text(false), "late");
        notices.expire(at(21));
        assert_eq!(notices.current().unwrap().text(true), "disk masked");
        assert_eq!(notices.next_end(), None);
        assert!(notices.dismiss() && !notices.dismiss());
        assert_eq!(notices.current(), None);
        assert_eq!(notices.history().count(), 2);
    }

    #[test]
    fn a_warning_comes_back_when_the_success_above_it_is_over() {
        let mut notices = Notices::default();
        say(&mut notices, 0, Severity::Warning, "late");
        say(&mut notices, 2, Severity::Done, "marked");
        let stands = |notices: &Notices| notices.current().map(|notice| notice.text(false).to_owned());
        assert_eq!(stands(&notices).as_deref(), Some("marked"));
        assert_eq!(notices.next_end(), Some(at(5)));
        notices.expire(at(5));
        assert_eq!((stands(&notices).as_deref(), notices.next_end()), (Some("late"), Some(at(20))));
        notices.expire(at(20));
        assert_eq!((stands(&notices), notices.next_end()), (None, None));
        // Taken back under a success it stays gone.
        say(&mut notices, 30, Severity::Warning, "late");
        say(&mut notices, 31, Severity::Done, "marked");
        notices.withdraw();
        notices.expire(at(34));
        assert_eq!(stands(&notices), None);
    }

    #[test]
    fn a_repeated_error_is_one_line_and_history_is_bounded() {
        let mut notices = Notices::default();
        for i in 0..60 {
            say(&mut notices, i, Severity::Error, "disk");
        }
        assert_eq!((notices.history().len(), notices.said()), (HISTORY, 60));
        assert!(notices.dismiss());
        assert_eq!(notices.current(), None);
    }
}
