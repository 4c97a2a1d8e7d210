//! What keys do to the rows: one key a row, and the cursor is on the next one that waits.

use chrono::{DateTime, Utc};

use super::places::places;
use super::report;
use super::state::{At, Counts, Edit, Field, FreshDecision, Left, REASON, State, Wrong};
use super::words;
use crate::app::{Core, Cx, Go, Open, Page, RequestId, Target, TextField};
use crate::command::moves::Move;
use crate::command::review::Review;
use crate::command::{Command, Context, Fact, Facts, Key};
use crate::domain::follow_up::foremost;
use crate::domain::standing::Covered;
use crate::domain::typed::typed_date;
use crate::domain::{BusinessDate, DecisionKind, Id, Scope};
use crate::i18n::{notice, review};
use crate::layout::reasons;
use crate::request::record::Decide;
use crate::request::{Ask, Draft, Failure, FollowUpView, Record, Reply, ReviewRow, ReviewView};
use crate::screens::end_follow_up::About;
use crate::text::mask::{Lens, Private, Reveal};

impl Page for State {
    fn context(&self) -> Context {
        if self.edit.is_some() { Context::ReviewField } else { Context::Review }
    }

    fn facts(&self, _core: &Core) -> Facts {
        let row = self.row();
        let decided = row.is_some_and(|row| self.is_decided(row));
        Facts::NONE
            .with_if(Fact::ReviewDecided, decided)
            .with_if(Fact::ReviewUndecided, row.is_some() && !decided)
            .with_if(Fact::ReviewRecord, self.left_here().is_some_and(|(_, left)| left.is_record()))
            .with_if(Fact::ReviewSlot, self.left_here().is_some_and(|(_, left)| !left.is_record()))
            .with_if(Fact::ReviewRowRecord, self.record_of_row().is_some())
            .with_if(Fact::HasFollowUp, self.follow_up().is_some())
            .with_if(Fact::HasLearner, row.is_some_and(|row| row.scope == Scope::Learner))
            .with_if(Fact::HasSomeone, row.is_some())
            .with_if(Fact::HasParts, !self.left().is_empty())
            .with_if(Fact::HasOlder, self.view.as_deref().is_some_and(|view| view.older.is_some()))
    }

    fn target(&self) -> Target {
        let Some(row) = self.row() else { return Target::default() };
        let (learner, pharmacy) = match row.scope {
            Scope::Learner => (Some(row.id), None),
            Scope::Pharmacy => (None, Some(row.id)),
        };
        Target { learner, pharmacy, name: Some(row.name.clone()), link: None, flag: None }
    }

    fn follow_up(&self) -> Option<About> {
        let row = self.row()?;
        let follow_up = row.follow_up.clone().filter(FollowUpView::is_open)?;
        Some(About { scope: row.scope, id: row.id, name: row.name.clone(), follow_up })
    }

    /// Of an open record.
    fn record(&self) -> Option<Id> {
        match self.left_here()?.1.at {
            At::Record(session) => Some(session),
            At::Row(..) | At::Slot(_) => None,
        }
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        let ask = Ask::Review { date: cx.core.today(), who: cx.core.whose(), back: cx.core.back };
        self.asked = Some(cx.ask(ask));
    }

    fn command(&mut self, command: Command, _key: Key, cx: &mut Cx<'_>) {
        match command {
            Command::Move(towards) => self.go(towards, cx.core),
            Command::Review(review) => self.act(review, cx),
            Command::Global(_)
            | Command::Field(_)
            | Command::Overlay(_)
            | Command::FirstRun(_)
            | Command::Today(_)
            | Command::Session(_)
            | Command::WrapUp(_)
            | Command::Card(_)
            | Command::Record(_) => {}
        }
    }

    fn field(&self) -> Option<&TextField> {
        self.edit.as_deref().map(Edit::field)
    }
    fn field_mut(&mut self) -> Option<&mut TextField> {
        self.edit.as_deref_mut().map(Edit::field_mut)
    }
    fn edited(&mut self, _cx: &mut Cx<'_>) {
        if let Some(edit) = &mut self.edit {
            edit.wrong = None;
        }
    }
    fn take_drafts(&mut self, now: Option<DateTime<Utc>>, at: DateTime<Utc>) -> Vec<Draft> {
        self.edit.as_mut().and_then(|edit| edit.reason.take_draft(now, at)).into_iter().collect()
    }
    /// Leaving the box keeps the reason that is half typed for its row.
    fn back(&mut self, _cx: &mut Cx<'_>) -> bool {
        let Some(edit) = self.edit.take() else { return false };
        let text = edit.reason.text();
        if text != edit.reason_was {
            self.reasons.insert(edit.row.id, text);
        }
        true
    }
    /// It waits until its row is edited again: there is nothing to tell before.
    fn restore(&mut self, draft: &Draft) -> bool {
        if draft.field == REASON && !draft.text.is_empty() {
            self.reasons.entry(draft.owner).or_insert_with(|| draft.text.clone());
        }
        false
    }

    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, cx: &mut Cx<'_>) {
        if reply.is_err() {
            // It is not on disk: the row is undecided again.
            self.fresh.retain(|fresh| fresh.request != id);
        }
        if self.closing == Some(id) {
            self.closing = None;
        }
        match reply {
            Ok(Reply::Review(view)) if self.asked == Some(id) => self.arrived(view, cx),
            // One look at the rows when the last of several quick decisions is on disk.
            Ok(Reply::Recorded(_)) if !self.fresh.iter().any(|f| cx.core.is_pending(Some(f.request))) => self.load(cx),
            Ok(_) | Err(_) => {}
        }
    }

    fn spot(&self) -> Option<String> {
        self.at.map(At::to_word)
    }
    fn back_to(&mut self, spot: &str, _cx: &mut Cx<'_>) {
        if let Some(place) = At::from_word(spot).and_then(|at| self.find(at)) {
            self.cursor.set(place);
            self.settled();
        }
    }

    /// Appointments end while the screen is open. Under the box nothing moves; the minute comes again when it closes.
    fn tick(&mut self, cx: &mut Cx<'_>) {
        if self.edit.is_some() {
            return;
        }
        let Some(view) = self.view.as_deref() else { return };
        let left = Left::all(view, cx.core.zone, cx.core.now);
        if left != self.left {
            let was = self.left_here().map(|(at, _)| at);
            self.left = left;
            self.stay(was, false);
            // What has just ended reopens the day: settling it reaches zero once more.
            self.was_closed = self.is_done();
        }
    }

    fn click(&mut self, x: u16, y: u16, cx: &mut Cx<'_>) {
        if self.edit.is_some() {
            return;
        }
        if let Some(at) = places(self, cx.core).row_at(x, y) {
            self.cursor.set(at);
            self.settled();
        }
    }
}

impl State {
    fn arrived(&mut self, view: Box<ReviewView>, cx: &mut Cx<'_>) {
        cx.core.heard_of(&view.file);
        let first = self.view.is_none();
        let was = self.left_here().map(|(at, _)| at);
        self.left = Left::all(&view, cx.core.zone, cx.core.now);
        self.view = Some(view);
        // What is on disk the view shows; what is still on its way it cannot show yet.
        self.fresh.retain(|fresh| cx.core.is_pending(Some(fresh.request)));
        self.stay(was, first);
        self.close_when_done(cx);
    }

    /// The cursor stays with what it was on. `was` is its place among what is not done, where it stood there.
    fn stay(&mut self, was: Option<usize>, first: bool) {
        match self.at.and_then(|at| self.find(at)) {
            Some(place) => self.cursor.set(place),
            None if first => self.cursor.set(self.next_waiting(0).unwrap_or(0)),
            // That is done: the next one that is not, the last of them, or the rows again.
            None => match (was, self.left().len().checked_sub(1)) {
                (Some(at), Some(last)) => self.cursor.set(self.rows().len() + at.min(last)),
                (Some(_), None) => self.cursor.set(self.next_waiting(0).unwrap_or(0)),
                (None, _) => {}
            },
        }
        self.settled();
    }

    /// Nothing is left: the day is closed, once. Merely looking does not close a day whose appointments are ahead, nor one
    /// that had none.
    fn close_when_done(&mut self, cx: &mut Cx<'_>) {
        let Some(view) = &self.view else { return };
        let counts = Counts::of(view, cx.core.now);
        let is_done = self.is_done();
        let just_now = is_done && !self.was_closed;
        self.was_closed = is_done;
        let may = !view.day_closed && !cx.core.file.read_only && self.closing.is_none();
        if just_now && may && (self.acted || counts.open() == 0 && counts.met() > 0) {
            let (lang, date, left) = (cx.core.lang, view.date, view.without_next);
            let said = |_: Lens<'_>| match left {
                _ if counts.open() > 0 => review::closed_early(lang, counts.open()),
                0 => review::day_closed(lang, counts.met()),
                _ => review::day_closed_left_out(lang, counts.met(), left),
            };
            self.closing = Some(cx.record_saying(Record::CloseDay { date }, said));
        }
    }

    /// The cursor stays with what it stands on.
    fn settled(&mut self) {
        let row = self.row().map(|row| At::Row(row.scope, row.id));
        self.at = row.or_else(|| self.left_here().map(|(_, left)| left.at));
    }

    fn go(&mut self, towards: Move, core: &Core) {
        let rows = self.rows().len();
        match towards {
            // The two parts: rows, and what else is not done.
            Move::NextPart | Move::PreviousPart => {
                let to = if self.place() < rows { rows } else { self.next_waiting(0).unwrap_or(0) };
                self.cursor.set(to);
            }
            Move::Up | Move::Down | Move::PageUp | Move::PageDown | Move::Home | Move::End => {
                let page = places(self, core).seen.rows;
                self.cursor.go(towards, self.len(), page);
            }
        }
        self.settled();
    }

    fn act(&mut self, command: Review, cx: &mut Cx<'_>) {
        match command {
            Review::FollowUp => self.decide_here(DecisionKind::FollowUp, cx),
            Review::Dismiss => self.decide_here(DecisionKind::Dismiss, cx),
            Review::Snooze => self.decide_here(DecisionKind::Snooze, cx),
            Review::Edit | Review::Set => self.open_edit(cx.core),
            Review::OpenRecord => {
                if let Some((_, record)) = self.left_here() {
                    cx.open(Open::Session { appointment: record.appointment });
                }
            }
            // Its row of today has the keys that say it.
            Review::Outcome => {
                if let Some((_, slot)) = self.left_here() {
                    cx.core.meant = Some(slot.appointment);
                    cx.go(Go::Home);
                }
            }
            Review::RowRecord => {
                if let Some(record) = self.record_of_row() {
                    cx.open(Open::Session { appointment: record.appointment });
                }
            }
            Review::Copy => self.copy(false, cx),
            Review::CopyMasked => self.copy(true, cx),
            Review::EditDone => self.save_edit(cx),
            Review::EditNext | Review::EditBefore => {
                if let Some(edit) = self.edit.as_mut().filter(|edit| edit.has_date()) {
                    edit.focus = match edit.focus {
                        Field::Date => Field::Reason,
                        Field::Reason => Field::Date,
                    };
                }
            }
        }
    }

    fn copy(&self, without_names: bool, cx: &mut Cx<'_>) {
        if let Some(view) = &self.view {
            let text = report::text(cx.core, self, view, without_names);
            cx.copy(&text, !without_names, notice::copy_report(cx.core.lang));
        }
    }

    /// One key: the row under the cursor is decided with the standard reason, and the cursor is on the next that waits.
    fn decide_here(&mut self, kind: DecisionKind, cx: &mut Cx<'_>) {
        let Some(row) = self.row().cloned() else { return };
        let due = match kind {
            DecisionKind::FollowUp => Some(self.not_past(row.due_on)),
            DecisionKind::Snooze | DecisionKind::Dismiss => None,
        };
        let reason = review::standard_reason(cx.core.lang).to_owned();
        self.decide(&row, kind, due, reason, cx);
        if let Some(next) = self.next_waiting(self.place() + 1) {
            self.cursor.set(next);
        }
        self.settled();
    }

    /// Records a decision about the reasons of this moment. `date` is when a follow-up is due or to when it is put off.
    fn decide(
        &mut self,
        row: &ReviewRow,
        kind: DecisionKind,
        date: Option<BusinessDate>,
        given: String,
        cx: &mut Cx<'_>,
    ) {
        let Some(view) = &self.view else { return };
        let (lang, day) = (cx.core.lang, view.date);
        let standard = words::is_standard(&given);
        let action = foremost(&row.reasons).map(|r| reasons::action(lang, r.code()).to_owned());
        let (until, due_on) = match kind {
            DecisionKind::FollowUp => (None, date),
            DecisionKind::Snooze => (date, None),
            DecisionKind::Dismiss => (None, None),
        };
        let codes = row.reasons.iter().filter(|r| r.counts());
        let record = Record::Decide(Decide {
            day,
            scope: row.scope,
            id: row.id,
            kind,
            until,
            title: action.clone().filter(|_| standard),
            reason: given.clone(),
            codes: codes.map(|r| Covered { code: r.code(), points: r.points, source: r.source }).collect(),
            due_on,
            owner: row.owner,
        });
        let name = row.name.clone();
        let what = if standard { action.unwrap_or_default() } else { given };
        let request = cx.record_saying(record, |lens| {
            let name = name.show(lens);
            match (kind, until) {
                (DecisionKind::FollowUp, _) => review::said_follow_up(
                    lang,
                    &name,
                    &words::seen(lens, Some(&Private::free(&*what))).unwrap_or_default(),
                ),
                (DecisionKind::Snooze, Some(until)) => {
                    review::said_snoozed(lang, &name, &words::date(lang, day, until))
                }
                (DecisionKind::Snooze, None) => review::said_snoozed_undated(lang, &name),
                (DecisionKind::Dismiss, _) => review::said_dismissed(lang, &name),
            }
        });
        self.acted = true;
        self.fresh.push(FreshDecision { request, scope: row.scope, id: row.id, kind, date });
    }

    /// What is decided today is due today at the earliest, however long ago its reason was.
    fn not_past(&self, date: BusinessDate) -> BusinessDate {
        self.view.as_deref().map_or(date, |view| date.max(view.date))
    }

    fn open_edit(&mut self, core: &Core) {
        let Some(row) = self.row().cloned() else { return };
        let Some(view) = &self.view else { return };
        let fresh = self.fresh(&row).copied();
        let kind = fresh.map(|f| f.kind).or(row.decision.map(|d| d.kind)).unwrap_or(DecisionKind::FollowUp);
        let decided_date = match kind {
            DecisionKind::FollowUp => {
                let made = row.follow_up.as_ref().filter(|f| f.is_open()).and_then(|f| f.due_on);
                Some(self.not_past(made.unwrap_or(row.due_on)))
            }
            DecisionKind::Snooze => row.decision.and_then(|d| d.until).or(Some(view.date.plus(1))),
            DecisionKind::Dismiss => None,
        };
        let date = fresh.and_then(|f| f.date).or(decided_date);
        let given = row.decision_reason.as_ref().filter(|_| fresh.is_none());
        // The field holds the text itself; while the screen is shared the view hides the field.
        let reason = given.map_or_else(
            || review::standard_reason(core.lang).to_owned(),
            |text| text.reveal(Reveal::granted()).to_string(),
        );
        let date = date.map(|date| crate::layout::words::month_day(date.0)).unwrap_or_default();
        let half_typed = self.reasons.get(&row.id).unwrap_or(&reason);
        let mut edit = Edit {
            kind,
            date: TextField::line(&date),
            reason: TextField::line(half_typed).kept(REASON, row.id),
            reason_was: reason,
            row,
            focus: Field::Date,
            wrong: None,
        };
        if !edit.has_date() {
            edit.focus = Field::Reason;
        }
        self.edit = Some(Box::new(edit));
    }

    fn save_edit(&mut self, cx: &mut Cx<'_>) {
        let (Some(edit), Some(view)) = (&mut self.edit, &self.view) else { return };
        let date = typed_date(&edit.date.text(), view.date);
        if edit.has_date() {
            edit.wrong = match (edit.kind, date) {
                (_, None) => Some(Wrong::NoDate),
                (DecisionKind::Snooze, Some(date)) if date <= view.date => Some(Wrong::NotAhead),
                (DecisionKind::FollowUp, Some(date)) if date < view.date => Some(Wrong::Past),
                (DecisionKind::FollowUp | DecisionKind::Snooze | DecisionKind::Dismiss, Some(_)) => None,
            };
            if edit.wrong.is_some() {
                edit.focus = Field::Date;
                return;
            }
        }
        let text = edit.reason.text();
        let reason = text.trim();
        let reason = if reason.is_empty() { review::standard_reason(cx.core.lang) } else { reason }.to_owned();
        let (row, kind) = (edit.row.clone(), edit.kind);
        cx.forget_draft(&edit.reason);
        self.reasons.remove(&row.id);
        self.edit = None;
        let was_decided = self.is_decided(&row);
        self.decide(&row, kind, date.filter(|_| kind != DecisionKind::Dismiss), reason, cx);
        if !was_decided {
            if let Some(next) = self.next_waiting(self.place() + 1) {
                self.cursor.set(next);
            }
            self.settled();
        }
    }
}
