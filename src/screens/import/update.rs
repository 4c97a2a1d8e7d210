//! What keys do here: check, import, go back to the line.

use super::content::places;
use super::state::{Counts, Stage, State};
use crate::app::{Core, Cx, Go, Page, RequestId, Severity, TextField};
use crate::command::first_run::FirstRun;
use crate::command::moves::Move;
use crate::command::{Command, Context, Fact, Facts, Key};
use crate::domain::Deed;
use crate::i18n::first_run;
use crate::layout::list::scrolled;
use crate::request::import::{Taken, Wish};
use crate::request::{Failure, Reply, Reverted};

/// Rows that a page of the columns below the line is long.
const LINE_PAGE: usize = 6;

impl Page for State {
    fn context(&self) -> Context {
        match self.stage {
            Stage::Line(_) => Context::ImportLine,
            Stage::Busy { .. } | Stage::Checked(_) | Stage::Done(_) => Context::Import,
        }
    }

    fn facts(&self, _core: &Core) -> Facts {
        let counts = Counts::of(self.files());
        let ready = counts.rejected == 0 && counts.good() > counts.unchanged;
        match self.stage {
            Stage::Checked(_) => Facts::NONE
                .with_if(Fact::ImportReady, ready)
                .with_if(Fact::ImportRefused, !ready)
                .with_if(Fact::ImportMixed, counts.rejected > 0 && counts.good() > 0),
            Stage::Done(_) => Facts::NONE.with(Fact::ImportDone),
            Stage::Line(_) | Stage::Busy { .. } => Facts::NONE,
        }
    }

    fn load(&mut self, _cx: &mut Cx<'_>) {}

    fn command(&mut self, command: Command, _key: Key, cx: &mut Cx<'_>) {
        match command {
            Command::Move(towards) => self.scroll(towards, cx.core),
            Command::FirstRun(FirstRun::ImportCheck) => self.ask(true, false, cx),
            Command::FirstRun(FirstRun::ImportAll) => self.ask(false, false, cx),
            Command::FirstRun(FirstRun::ImportGood) => self.ask(false, true, cx),
            Command::FirstRun(FirstRun::ImportAgain) => self.line_again(),
            Command::FirstRun(FirstRun::ImportDone) => self.end(cx),
            _ => {}
        }
    }

    fn field(&self) -> Option<&TextField> {
        matches!(self.stage, Stage::Line(_)).then_some(&self.line)
    }
    fn field_mut(&mut self) -> Option<&mut TextField> {
        matches!(self.stage, Stage::Line(_)).then_some(&mut self.line)
    }

    fn back(&mut self, cx: &mut Cx<'_>) -> bool {
        match self.stage {
            Stage::Line(_) => return false,
            // What is only tried can be left at any time; its answer finds nobody.
            Stage::Checked(_) | Stage::Busy { trial: true, .. } => self.line_again(),
            Stage::Busy { trial: false, .. } => {
                let told = first_run::import_busy(cx.core.lang);
                cx.core.say(Severity::Warning, told);
            }
            Stage::Done(_) => self.end(cx),
        }
        true
    }

    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, _cx: &mut Cx<'_>) {
        let Stage::Busy { request, trial } = self.stage else { return };
        if request != id {
            return;
        }
        self.offset = 0;
        self.stage = match reply {
            Ok(Reply::TakenIn(taken)) => match *taken {
                Taken::Unread { what, next } => Stage::Line(Some((what, next))),
                // The file has changed since it was checked: what is wrong with it now is shown as by the check.
                Taken::Files(files) if trial || files.iter().any(|file| !file.written) => Stage::Checked(files),
                Taken::Files(files) => Stage::Done(files),
            },
            Ok(_) | Err(_) => Stage::Line(None),
        };
    }

    /// What was taken in is out again: the line is there for another try.
    fn reverted(&mut self, reverted: &Reverted) {
        if reverted.deed == Some(Deed::Import) && !reverted.redone && matches!(self.stage, Stage::Done(_)) {
            self.stage = Stage::Line(None);
        }
    }
}

impl State {
    fn line_again(&mut self) {
        self.stage = Stage::Line(None);
        self.offset = 0;
    }

    fn ask(&mut self, trial: bool, partial: bool, cx: &mut Cx<'_>) {
        if matches!(self.stage, Stage::Busy { .. }) {
            return;
        }
        let wish = Wish { line: self.line.text(), today: cx.core.today(), dry_run: trial, partial };
        self.stage = Stage::Busy { request: cx.import(wish), trial };
        self.offset = 0;
    }

    fn end(&self, cx: &mut Cx<'_>) {
        cx.go(if self.first { Go::Begin } else { Go::Home });
    }

    fn scroll(&mut self, towards: Move, core: &Core) {
        let places = places(self, core);
        if matches!(self.stage, Stage::Line(_)) {
            let last = places.rows.len().saturating_sub(1);
            self.offset = scrolled(towards, self.offset.min(last), last, LINE_PAGE);
            return;
        }
        self.offset = scrolled(towards, places.offset, places.last_offset, usize::from(places.body.height));
    }
}
