//! A small program for the loop: it shows what was typed and what happened, and obeys a few keys.

use crossterm::event::{KeyCode, KeyModifiers};
use manabi::shell::clock::{Moment, Mono};
use manabi::shell::input::InputEvent;
use manabi::shell::run::{App, Event, Order};
use manabi::shell::writer::Caret;
use manabi::ui::Picture;
use ratatui::style::Style;

/// Row 0 is the text that was typed, row 1 the last thing that happened, row 2 how much text there is.
#[derive(Debug, Default)]
pub struct Notebook {
    pub text: String,
    pub last: String,
    /// Everything that happened, in order.
    pub log: Vec<String>,
    pub timer: Option<Mono>,
    /// Leaves at once when it is told to end.
    pub obedient: bool,
    pub drawn: usize,
}

impl Notebook {
    fn key(&mut self, event: &InputEvent) -> Vec<Order> {
        let key = match event {
            InputEvent::Key(key) => key,
            InputEvent::Text(text) | InputEvent::PasteCut { text, .. } => {
                self.text.push_str(text);
                return Vec::new();
            }
            InputEvent::PasteDrained { .. } | InputEvent::Mouse(_) | InputEvent::Focus(_) | InputEvent::Reply(_) => {
                return Vec::new();
            }
        };
        match (key.code, key.modifiers.contains(KeyModifiers::CONTROL)) {
            (KeyCode::Char('q'), true) => vec![Order::Leave(7)],
            (KeyCode::Char('l'), true) => vec![Order::Redraw],
            (KeyCode::Char('z'), true) => vec![Order::Suspend],
            (KeyCode::Char('a'), true) => vec![Order::Ask],
            (KeyCode::Char('y'), true) => vec![Order::Copy(self.text.clone())],
            (KeyCode::Char('p'), true) => panic!("{}", self.text),
            (KeyCode::Char(c), false) => {
                self.text.push(c);
                vec![Order::Draw]
            }
            _ => Vec::new(),
        }
    }
}

impl App for Notebook {
    type Reply = String;

    fn handle(&mut self, _: Moment, event: Event<String>) -> Vec<Order> {
        let name = match &event {
            Event::Input(batch) => {
                let names: Vec<String> = batch.events.iter().map(name).collect();
                names.join(" ")
            }
            Event::Size { columns, rows } => format!("size {columns}x{rows}"),
            Event::Reply(reply) => format!("reply {reply}"),
            Event::Slept(gap) => format!("slept {}", gap.skipped),
            Event::Shown => "shown".to_owned(),
            Event::Asked => "asked".to_owned(),
            Event::RepliesEnded => "replies ended".to_owned(),
            Event::Timer => "timer".to_owned(),
            Event::Resumed => "resumed".to_owned(),
            Event::Stop(stop) => format!("stop {stop:?}"),
        };
        self.log.push(name.clone());
        match event {
            Event::Input(batch) => {
                let mut orders: Vec<Order> = batch.events.iter().flat_map(|event| self.key(event)).collect();
                self.last = name;
                orders.push(Order::Draw);
                orders
            }
            Event::Reply(_) | Event::RepliesEnded | Event::Resumed | Event::Slept(_) => {
                self.last = name;
                vec![Order::Draw]
            }
            Event::Timer => {
                self.timer = None;
                self.last = name;
                vec![Order::Draw]
            }
            Event::Stop(_) if self.obedient => vec![Order::Leave(0)],
            Event::Size { .. } | Event::Shown | Event::Asked | Event::Stop(_) => Vec::new(),
        }
    }

    fn next_timer(&self) -> Option<Mono> {
        self.timer
    }

    fn draw(&mut self, picture: &mut Picture) -> Caret {
        self.drawn += 1;
        let buffer = picture.by_hand();
        let width = usize::from(buffer.area.width);
        let (column, row) = buffer.set_stringn(0, 0, &self.text, width, Style::new());
        let characters = format!("{} characters", self.text.chars().count());
        for (y, line) in [(1, &self.last), (2, &characters)] {
            if y < buffer.area.height {
                buffer.set_stringn(0, y, line, width, Style::new());
            }
        }
        Caret::Shown(column, row)
    }
}

fn name(event: &InputEvent) -> String {
    match event {
        InputEvent::Key(key) if key.modifiers.contains(KeyModifiers::CONTROL) => format!("C-{}", key.code),
        InputEvent::Key(key) => key.code.to_string(),
        InputEvent::Text(text) => format!("text {text}"),
        InputEvent::PasteCut { text, why } => format!("cut {why:?} {text}"),
        InputEvent::PasteDrained { bytes } => format!("drained {bytes}"),
        InputEvent::Mouse(mouse) => format!("mouse {},{}", mouse.column, mouse.row),
        InputEvent::Focus(focus) => format!("focus {focus}"),
        InputEvent::Reply(reply) => format!("{reply:?}"),
    }
}
