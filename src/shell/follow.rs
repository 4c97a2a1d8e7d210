//! The second window as the loop runs it: it reads what the other one wrote and draws it. It has no way to write.

use tokio::sync::mpsc::UnboundedReceiver;

use super::clock::{Moment, Mono};
use super::input::InputEvent;
use super::keys;
use super::program::Told;
use super::run::{App, Event, Order, Stop};
use super::writer::Caret;
use crate::app::Input;
use crate::request::Ask;
use crate::screens::show::{self, Does, State};
use crate::store::{Answer, Job, StoreThread};
use crate::ui::{Picture, Theme};

/// Follows the window that writes.
#[derive(Debug)]
pub struct Follower {
    state: State,
    /// Opened to read alone; gone once the window is leaving.
    store: Option<StoreThread>,
    theme: Theme,
    asked: u64,
}

impl Follower {
    pub const fn new(state: State, store: StoreThread, theme: Theme) -> Self {
        Self { state, store: Some(store), theme, asked: 0 }
    }

    /// Reads what the first frame shows.
    pub fn begin(&mut self, answers: &mut UnboundedReceiver<Told>) {
        self.ask();
        if let Some(store) = &mut self.store {
            store.answer_here();
        }
        while let Ok(told) = answers.try_recv() {
            self.hear(told);
        }
    }

    fn ask(&mut self) {
        self.asked += 1;
        let job = Job::Ask(self.asked, Ask::Show);
        if self.store.as_ref().is_none_or(|store| store.send(job).is_err()) {
            self.state.trouble = true;
        }
    }

    fn hear(&mut self, told: Told) {
        match told {
            // An older answer is of an older state of the file.
            Told::Store(Answer::Reply(id, result)) if id == self.asked => self.state.answer(*result),
            Told::Store(Answer::News(_)) => self.ask(),
            // Whoever never writes is asked for nothing and asks nobody.
            Told::Store(_) | Told::Copied { .. } | Told::Files(_) => {}
        }
    }

    fn leave(&mut self, code: u8) -> Order {
        self.store = None;
        Order::Leave(code)
    }
}

impl App for Follower {
    type Reply = Told;

    fn handle(&mut self, _: Moment, event: Event<Told>) -> Vec<Order> {
        match event {
            Event::Shown => {
                // Without a thread nothing is followed, and the next request says so.
                let _ = self.store.as_mut().map(StoreThread::start);
                Vec::new()
            }
            Event::Asked | Event::RepliesEnded | Event::Timer => Vec::new(),
            Event::Size { .. } => vec![Order::Draw],
            Event::Input(batch) => {
                let keys = batch.events.into_iter().filter_map(|event| match event {
                    InputEvent::Key(key) => Some(keys::key(key)),
                    InputEvent::Text(_)
                    | InputEvent::PasteCut { .. }
                    | InputEvent::PasteDrained { .. }
                    | InputEvent::Mouse(_)
                    | InputEvent::Focus(_)
                    | InputEvent::Reply(_) => None,
                });
                for input in keys.flatten() {
                    if let Input::Key(key) = input
                        && self.state.key(key) == Does::Leave
                    {
                        return vec![self.leave(0)];
                    }
                }
                vec![Order::Draw]
            }
            Event::Reply(told) => {
                self.hear(told);
                vec![Order::Draw]
            }
            Event::Slept(_) => {
                self.ask();
                Vec::new()
            }
            Event::Resumed => vec![Order::Redraw],
            Event::Stop(stop) => {
                let code = match stop {
                    Stop::Signal(number) => 128 + number,
                    Stop::HungUp => 129,
                    Stop::Crashed => 101,
                };
                vec![self.leave(code)]
            }
        }
    }

    fn next_timer(&self) -> Option<Mono> {
        None
    }

    fn draw(&mut self, picture: &mut Picture) -> Caret {
        let area = picture.area();
        show::draw(&self.state, self.theme, picture);
        Caret::Parked(area.width.saturating_sub(1), area.height.saturating_sub(1))
    }
}
