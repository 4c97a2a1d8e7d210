//! What keys do to the day.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::contact;
use super::state::{Starting, State, next_row};
use crate::app::words::Words;
use crate::app::{Core, Cx, Open, Page, RequestId, Severity, Target};
use crate::command::today::Today;
use crate::command::{Command, Context, Fact, Facts, Key};
use crate::domain::transitions::{EARLY_START, RowIs};
use crate::domain::{AppointmentState, Id};
use crate::i18n::notice;
use crate::layout::Frame;
use crate::layout::words::clock;
use crate::request::record::NotHeld;
use crate::request::{Ask, DayView, Failure, QueueRow, Record, Recorded, Refusal, Reply};
use crate::screens::not_held::{About, Mode};
use crate::screens::wrap_up::of_record;
use crate::screens::{gates, switch};

/// Right after a record was closed Enter starts nothing: the cursor is on the next 1on1, and that Enter was meant for the
/// wrap-up.
pub(in crate::screens) const BREATH: TimeDelta = TimeDelta::seconds(1);

impl Page for State {
    fn context(&self) -> Context {
        Context::Today
    }

    fn facts(&self, core: &Core) -> Facts {
        let older = Facts::NONE.with_if(Fact::HasOlder, self.view.as_deref().is_some_and(|view| view.older.is_some()));
        let Some(row) = self.row() else { return older };
        let is = match RowIs::of(row.state, row.starts_at, row.followed.as_ref().map(|f| f.state), core.now) {
            RowIs::Startable if self.is_earlier(row) => Fact::RowForgotten,
            RowIs::Startable => Fact::RowStartable,
            RowIs::Ahead => Fact::RowAhead,
            RowIs::Running => Fact::RowRunning,
            RowIs::Held => Fact::RowHeld,
            RowIs::BrokenOff => Fact::RowBrokenOff,
            RowIs::Missed => Fact::RowMissed,
            RowIs::Moved => Fact::RowMoved,
        };
        older
            .with(is)
            .with(Fact::HasSomeone)
            .with_if(Fact::HasLearner, row.learner.is_some())
            .with_if(Fact::HasLink, row.meeting_url.is_some())
    }

    fn target(&self) -> Target {
        let Some(row) = self.row() else { return Target::default() };
        let person = row.learner.as_ref().or(row.owner.as_ref());
        Target {
            learner: row.learner.as_ref().map(|p| p.id),
            pharmacy: Some(row.pharmacy.id),
            name: Some(person.map_or_else(|| row.pharmacy.name.clone(), |p| p.name.clone())),
            link: row.meeting_url.clone(),
            flag: row.flag,
        }
    }

    fn appointment(&self) -> Option<Id> {
        self.row().map(|row| row.appointment)
    }

    fn load(&mut self, cx: &mut Cx<'_>) {
        self.at = cx.core.meant.take().or(self.at);
        let (date, now, who, back) = (cx.core.today(), cx.core.now, cx.core.whose(), cx.core.back);
        self.asked = Some(cx.ask(Ask::Day { date, now, who, back }));
    }

    fn command(&mut self, command: Command, _key: Key, cx: &mut Cx<'_>) {
        if let Command::Move(towards) = command {
            cx.core.closed_at = None;
            let page = usize::from(Frame::of(cx.core.size.width, cx.core.size.height).body.height / 2);
            let len = self.rows().len();
            if self.cursor.go(towards, len, page) {
                self.settled(cx);
            }
        } else if let Command::Today(today) = command {
            if let Some(row) = self.row().cloned() {
                self.act(today, &row, cx);
            } else if today == Today::Review {
                cx.open(Open::Review);
            }
        }
    }

    fn reply(&mut self, id: RequestId, reply: Result<Reply, Failure>, cx: &mut Cx<'_>) {
        self.pending.retain(|_, request| *request != id);
        if let Some((_, starting)) = self.starting.take_if(|(request, _)| *request == id) {
            if let Err(Failure::Refused(Refusal::Gates { unmet })) = reply {
                self.ask_why(starting, unmet, cx);
            } else if let Err(Failure::Refused(Refusal::Running { appointment })) = reply {
                self.ask_which(starting, appointment, cx);
            } else if let Ok(reply) = &reply {
                let appointment = started(reply, starting.appointment);
                cx.core.running = Some(appointment);
                // Coming back, the trainer comes from what runs, not from the part before it.
                self.at = Some(appointment);
                // Below the wrap-up lies the 1on1, where Esc goes back to.
                cx.open(Open::Session { appointment });
                if starting.wrap_up {
                    cx.open(Open::WrapUp { session: starting.session, begun: true });
                }
            }
            return;
        }
        let copying = self.copying.take_if(|(request, _)| *request == id);
        let Ok(reply) = reply else { return };
        if let (Reply::Session(met), Some((_, masked))) = (&reply, copying) {
            cx.copy(&of_record(cx.core, met, masked), !masked, notice::copy_thanks(cx.core.lang));
            return;
        }
        match reply {
            Reply::Day(view) if self.asked == Some(id) => self.arrived(*view, cx),
            Reply::Brief(brief) => {
                if let Some((_, at)) = self.asked_brief.take_if(|(request, _)| *request == id) {
                    self.briefs.insert(at, *brief);
                }
            }
            // Something was recorded on this page: the day is asked anew.
            Reply::Recorded(_) => self.load(cx),
            _ => {}
        }
    }

    fn spot(&self) -> Option<String> {
        self.at.map(|at| at.to_string())
    }
    fn back_to(&mut self, spot: &str, cx: &mut Cx<'_>) {
        let at = self.queue.iter().position(|row| row.appointment.to_string() == spot);
        if let Some(at) = at {
            self.cursor.set(at);
            self.settled(cx);
        }
    }

    /// The day rolls over while the screen is open. A window that only reads follows the one that writes, minute by minute.
    fn tick(&mut self, cx: &mut Cx<'_>) {
        if cx.core.file.read_only {
            self.load(cx);
        } else if self.view.as_deref().is_some_and(|view| view.date != cx.core.today()) {
            self.at = None;
            self.load(cx);
        }
    }

    fn click(&mut self, x: u16, y: u16, cx: &mut Cx<'_>) {
        if let Some(at) = super::places::places(self, cx.core).row_at(x, y) {
            self.cursor.set(at);
            self.settled(cx);
        }
    }
}

impl State {
    fn arrived(&mut self, view: DayView, cx: &mut Cx<'_>) {
        let was_met = |at| self.rows().iter().any(|r| r.appointment == at && r.state.is_met());
        let was_met: BTreeSet<Id> = view.rows.iter().map(|row| row.appointment).filter(|at| was_met(*at)).collect();
        let first = self.view.is_none();
        let stood = self.cursor.at(self.rows().len());
        let settles_earlier = !first && stood < self.earlier;
        cx.core.words = Words::of(cx.core.lang).renamed(&view.file.words);
        cx.core.heard_of(&view.file);
        let brief = view.brief.clone().and_then(|brief| Some((brief.appointment?, brief)));
        self.arrange(view);
        let next = next_row(&self.queue, self.earlier);
        let runs = |row: &&QueueRow| row.state == AppointmentState::InProgress;
        cx.core.running = self.queue.get(next).filter(runs).map(|row| row.appointment);
        // Who was just met is behind the trainer: the cursor goes on to the next 1on1.
        let stays = |row: &QueueRow| !row.state.is_met() || was_met.contains(&row.appointment);
        let at = self.at.and_then(|at| self.queue.iter().position(|row| row.appointment == at));
        let keep = at.filter(|at| first || self.queue.get(*at).is_some_and(stays));
        // Who settles what earlier days left goes on with that.
        let along = (settles_earlier && self.earlier > 0).then(|| stood.min(self.earlier - 1));
        self.cursor.set(keep.or(along).unwrap_or(next));
        self.briefs.clear();
        self.briefs.extend(brief);
        self.settled(cx);
    }

    /// The cursor stands on a row: it stays with it, and its brief is asked for.
    fn settled(&mut self, cx: &mut Cx<'_>) {
        self.at = self.row().map(|row| row.appointment);
        let missing = self.at.filter(|at| !self.briefs.contains_key(at));
        let on_its_way = self.asked_brief.is_some_and(|(_, at)| Some(at) == missing);
        if let Some(appointment) = missing.filter(|_| !on_its_way) {
            self.asked_brief = Some((cx.ask(Ask::Brief { appointment }), appointment));
        }
    }

    fn act(&mut self, today: Today, row: &QueueRow, cx: &mut Cx<'_>) {
        let lang = cx.core.lang;
        let appointment = row.appointment;
        match today {
            Today::Start => self.start(appointment, false, cx),
            Today::PartTwo => match row.followed.as_ref().filter(|f| f.state == AppointmentState::InProgress) {
                Some(running) => self.go_on(running.appointment, cx),
                None => self.start(appointment, false, cx),
            },
            Today::Look => match row.learner.as_ref().map(|p| p.id) {
                Some(learner) => {
                    cx.open(Open::Card { learner });
                    if self.is_earlier(row) {
                        cx.core.say(Severity::Done, notice::say_what_became(lang));
                    }
                    if row.state == AppointmentState::Scheduled && cx.core.now < row.starts_at - EARLY_START {
                        let text = notice::startable_from(lang, &clock(row.local - EARLY_START));
                        cx.core.say(Severity::Done, text);
                    }
                }
                None => {
                    let told = notice::owner_has_no_card(lang, &cx.core.words.owner);
                    cx.core.say(Severity::Done, told);
                }
            },
            Today::Continue => self.go_on(appointment, cx),
            // What is not confirmed yet is closed in its session.
            Today::OpenRecord if row.provisional => cx.open(Open::Session { appointment }),
            Today::OpenRecord => cx.open(Open::Record { appointment }),
            Today::NextSlot => {
                // A new date that is booked already can only be moved.
                let about = row
                    .followed
                    .as_ref()
                    .map_or_else(|| About::of(row, Mode::SlotOnly), |next| About::moving(row, next));
                cx.open(Open::NotHeld(Box::new(about)));
            }
            // The box of a chord, not a command.
            Today::Result => {}
            Today::Held => match row.session {
                Some(session) if row.state == AppointmentState::InProgress => {
                    cx.open(Open::Session { appointment });
                    cx.open(Open::WrapUp { session, begun: false });
                }
                _ => self.start(appointment, true, cx),
            },
            Today::BrokenOff => {
                let new_appointment = cx.make_id();
                let result = NotHeld::BrokenOff;
                let name = name_of(row);
                let record = Record::Result { appointment, result, next: None, new_appointment };
                let request = cx.record_saying(record, |lens| notice::recorded_not_held(lang, &name.show(lens)));
                self.pending.insert(appointment, request);
            }
            Today::Moved => cx.open(Open::NotHeld(Box::new(About::of(row, Mode::WordCame)))),
            Today::NotHeld => cx.open(Open::NotHeld(Box::new(About::of(row, Mode::NoWord)))),
            Today::Waiting => {
                let name = name_of(row);
                let request =
                    cx.record_saying(Record::Wait { appointment }, |lens| notice::waiting(lang, &name.show(lens)));
                self.pending.insert(appointment, request);
            }
            Today::Review => cx.open(Open::Review),
            Today::CopyContact => self.copy(row, false, cx),
            Today::CopyContactMasked => self.copy(row, true, cx),
        }
    }

    /// What was done and what is to be done stands in the record, which is asked for first.
    fn copy(&mut self, row: &QueueRow, masked: bool, cx: &mut Cx<'_>) {
        let appointment = row.appointment;
        // Nobody has said yet whether they met.
        if self.is_earlier(row) && row.state != AppointmentState::InProgress {
            cx.core.say(Severity::Warning, notice::say_what_became(cx.core.lang));
            return;
        }
        let allowed = masked || !cx.core.share_safe;
        if row.state == AppointmentState::Held && row.session.is_some() && allowed {
            self.copying = Some((cx.ask(Ask::Session { appointment }), masked));
        } else {
            cx.copy(&contact::text(cx.core, row, masked), !masked, notice::copy_contact(cx.core.lang));
        }
    }

    fn start(&mut self, appointment: Id, wrap_up: bool, cx: &mut Cx<'_>) {
        // A second Enter while the first is on its way starts nothing twice.
        if self.starting.is_some() {
            return;
        }
        let now = cx.core.now;
        if cx.core.closed_at.is_some_and(|at| now - at < BREATH) {
            // A key that is held down goes on doing nothing.
            cx.core.closed_at = Some(now);
            let text = notice::start_after_a_breath(cx.core.lang);
            cx.core.say(Severity::Done, text);
            return;
        }
        cx.core.closed_at = None;
        let session = cx.make_id();
        let request = cx.record(if wrap_up {
            Record::Held { appointment, session, override_reason: None, beside: false }
        } else {
            Record::Start { appointment, session, override_reason: None }
        });
        self.starting = Some((request, Starting { appointment, session, wrap_up }));
        self.pending.insert(appointment, request);
    }
}

impl State {
    /// A gate is not met: the session can start all the same, with a reason.
    fn ask_why(&self, starting: Starting, unmet: Vec<String>, cx: &mut Cx<'_>) {
        let row = self.rows().iter().find(|row| row.appointment == starting.appointment);
        if let Some(name) = row.map(name_of) {
            let Starting { appointment, session, wrap_up } = starting;
            cx.open(Open::Gates(Box::new(gates::About { appointment, session, wrap_up, beside: false, name, unmet })));
        }
    }

    /// Another session runs: what becomes of it is asked.
    fn ask_which(&self, starting: Starting, running: Id, cx: &mut Cx<'_>) {
        let row = self.rows().iter().find(|row| row.appointment == starting.appointment);
        if let Some(name) = row.map(name_of) {
            let Starting { appointment, session: _, wrap_up } = starting;
            cx.open(Open::Switch(Box::new(switch::About { running, appointment, name, wrap_up })));
        }
    }

    /// Back into a session in progress. The clock of one that was set aside goes on.
    fn go_on(&self, appointment: Id, cx: &mut Cx<'_>) {
        let row = self.rows().iter().find(|row| row.appointment == appointment);
        if let Some(session) = row.filter(|row| row.aside && !cx.core.file.read_only).and_then(|row| row.session) {
            cx.record(Record::Continue { session });
        }
        cx.open(Open::Session { appointment });
    }
}

/// What runs now: part 2 of a broken-off 1on1 is an appointment of its own.
pub(in crate::screens) fn started(reply: &Reply, asked: Id) -> Id {
    if let Reply::Recorded(Recorded { made: Some(made), .. }) = reply { *made } else { asked }
}

fn name_of(row: &QueueRow) -> crate::text::mask::Private {
    let person = row.learner.as_ref().or(row.owner.as_ref());
    person.map_or_else(|| row.pharmacy.name.clone(), |p| p.name.clone())
}
