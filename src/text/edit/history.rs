//! What a field can take back: one step a burst, one a run of the same deletion or of letters typed one by one.

use std::collections::VecDeque;

use super::Edit;

/// Bytes of text that the steps of one field may hold; beyond, the oldest are forgotten.
const MAX_BYTES: usize = 8 << 20;

/// Changes that belong together when they follow each other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Run {
    /// Stands alone.
    None,
    /// Backspace.
    Back,
    /// Delete.
    Forward,
    /// Letters, each of a key of its own.
    Letters,
}

#[derive(Clone)]
struct Step {
    edit: Edit,
    before: usize,
    after: usize,
}

#[derive(Clone)]
pub(super) struct History {
    past: VecDeque<Step>,
    future: Vec<Step>,
    bytes: usize,
    /// The run that the newest step may still grow by.
    run: Run,
}

impl Default for History {
    fn default() -> Self {
        Self { past: VecDeque::new(), future: Vec::new(), bytes: 0, run: Run::None }
    }
}

impl Step {
    fn bytes(&self) -> usize {
        self.edit.removed.len() + self.edit.inserted.len()
    }
}

impl History {
    /// Remembers a change with the caret before and after it.
    pub(super) fn record(&mut self, edit: Edit, before: usize, after: usize, run: Run) {
        self.future.clear();
        self.bytes += edit.removed.len() + edit.inserted.len();
        let same = run == self.run;
        self.run = run;
        // The caret may have been pushed on, past what came together when the text between went: then it is a new step.
        let meets = |last: &Edit| match run {
            Run::None => false,
            Run::Back => edit.at + edit.removed.len() == last.at,
            Run::Forward => edit.at == last.at,
            Run::Letters => {
                let only_came = edit.removed.is_empty() && last.removed.is_empty();
                only_came && edit.at == last.at + last.inserted.len()
            }
        };
        if let Some(last) = self.past.back_mut().filter(|last| same && meets(&last.edit)) {
            match run {
                Run::Back => {
                    last.edit.removed.insert_str(0, &edit.removed);
                    last.edit.at = edit.at;
                }
                Run::Forward => last.edit.removed.push_str(&edit.removed),
                Run::Letters => last.edit.inserted.push_str(&edit.inserted),
                Run::None => {}
            }
            last.after = after;
        } else {
            self.past.push_back(Step { edit, before, after });
        }
        while self.bytes > MAX_BYTES && self.past.len() > 1 {
            self.bytes -= self.past.pop_front().map_or(0, |step| step.bytes());
        }
    }

    /// The caret moved, or there was a pause: the next change is a step of its own.
    pub(super) fn end_run(&mut self) {
        self.run = Run::None;
    }

    /// The change that takes back the newest step, and where the caret goes.
    pub(super) fn undo(&mut self) -> Option<(Edit, usize)> {
        self.run = Run::None;
        let step = self.past.pop_back()?;
        self.bytes -= step.bytes();
        let answer = (step.edit.inverse(), step.before);
        self.future.push(step);
        Some(answer)
    }

    /// The change that brings back what was undone last.
    pub(super) fn redo(&mut self) -> Option<(Edit, usize)> {
        let step = self.future.pop()?;
        self.bytes += step.bytes();
        let answer = (step.edit.clone(), step.after);
        self.past.push_back(step);
        Some(answer)
    }
}
