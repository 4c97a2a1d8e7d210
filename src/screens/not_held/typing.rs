//! A date that is typed by hand: it is read, and the store says what speaks against it.

use chrono::NaiveDateTime;

use super::state::{Mode, State};
use crate::app::{Core, Cx, RequestId, TextField};
use crate::domain::typed::{SlotTypo, typed_slot};
use crate::domain::{AppointmentKind, BusinessDate};
use crate::request::record::Slot;
use crate::request::{Ask, SlotDoubt, Whose};

/// How long a meeting takes where nothing says so.
const USUAL_MINUTES: u32 = 30;

/// The field and what became of its text.
#[derive(Debug)]
pub(super) struct Typing {
    pub field: TextField,
    pub wrong: Option<Wrong>,
    /// What date and time was understood, of whatever came out of it.
    pub meant: Option<NaiveDateTime>,
    /// What was read; with a doubt it is booked by Enter once more.
    pub checked: Option<Slot>,
    pub asked: Option<(RequestId, Slot)>,
}

/// Why it is not booked, or not yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wrong {
    Typo(SlotTypo),
    Past,
    Length {
        least: u32,
        most: u32,
    },
    Taken(NaiveDateTime),
    /// It can be booked all the same.
    Doubt(SlotDoubt),
}

impl State {
    /// Opens the field; what is typed there is booked by Enter.
    pub(super) fn open_typing(&mut self) {
        self.give_up_date(self.reason);
        self.on_slots = true;
        self.slot = self.offered() + 1;
        self.typing =
            Some(Box::new(Typing { field: TextField::line(""), wrong: None, meant: None, checked: None, asked: None }));
    }

    /// Tab goes on from the date to its time, as between two fields.
    pub(super) fn gap(&mut self, cx: &Cx<'_>) {
        let Some(typing) = &mut self.typing else { return };
        let text = typing.field.text();
        if !text.is_empty() && !text.ends_with(' ') {
            // A field that is full stays as it is.
            let _ = typing.field.insert(" ", cx.core.now);
        }
    }

    /// Reads the field. What was doubted before and is still the same is booked.
    pub(super) fn typed(&mut self, cx: &mut Cx<'_>) {
        let (whose, usual, lengths) = (self.whose(), self.usual_minutes(), self.lengths);
        let Some(typing) = &mut self.typing else { return };
        if typing.asked.is_some() {
            return;
        }
        let read = typed_slot(&typing.field.text(), cx.core.today()).map_err(Wrong::Typo);
        typing.meant = read.as_ref().ok().map(|(start, _)| *start);
        match read.and_then(|read| fitting(read, usual, lengths, cx.core)) {
            Err(wrong) => (typing.wrong, typing.checked) = (Some(wrong), None),
            Ok(slot) if typing.checked == Some(slot) => self.settle(cx),
            Ok(slot) => {
                let (now, me) = (cx.core.now, cx.core.file.me.as_ref().map(|me| me.id));
                (typing.wrong, typing.checked) = (None, None);
                let Some(whose) = whose else { return };
                typing.asked = Some((cx.ask(Ask::Fit { whose, slot, me, now }), slot));
            }
        }
    }

    /// The store has said what speaks against it; whether this was its answer.
    pub(super) fn fits(&mut self, id: RequestId, doubts: Option<&[SlotDoubt]>, cx: &mut Cx<'_>) -> bool {
        let Some(typing) = &mut self.typing else { return false };
        let Some((_, slot)) = typing.asked.take_if(|(asked, _)| *asked == id) else { return false };
        match doubts {
            None => {}
            Some([]) => {
                typing.checked = Some(slot);
                self.settle(cx);
            }
            Some([SlotDoubt::Taken(at), ..]) => typing.wrong = Some(Wrong::Taken(*at)),
            Some([doubt, ..]) => (typing.wrong, typing.checked) = (Some(Wrong::Doubt(*doubt)), Some(slot)),
        }
        true
    }

    fn whose(&self) -> Option<Whose> {
        let about = &self.about;
        match (about.mode, about.appointment, about.kind) {
            (Mode::WordCame | Mode::NoWord | Mode::SlotOnly, Some(appointment), _) => Some(Whose::Again(appointment)),
            (_, _, AppointmentKind::Kickoff) => about.pharmacy.map(Whose::Kickoff),
            (..) => about.learner.map(|learner| Whose::Number { learner, number: about.number }),
        }
    }

    fn usual_minutes(&self) -> u32 {
        let offered = self.slots.as_ref().and_then(|slots| slots.first()).map(|slot| slot.minutes);
        let (least, most) = self.lengths.unwrap_or((1, u32::MAX));
        offered.unwrap_or(USUAL_MINUTES).clamp(least, most.max(least))
    }
}

fn fitting(
    (start, minutes): (NaiveDateTime, Option<u32>),
    usual: u32,
    lengths: Option<(u32, u32)>,
    core: &Core,
) -> Result<Slot, Wrong> {
    let minutes = minutes.unwrap_or(usual);
    if start <= core.local(core.now) {
        return Err(Wrong::Past);
    }
    if let Some((least, most)) = lengths.filter(|(least, most)| !(*least..=*most).contains(&minutes)) {
        return Err(Wrong::Length { least, most });
    }
    if minutes == 0 {
        let at = start.format("%H:%M");
        return Err(Wrong::Typo(SlotTypo::Time { date: BusinessDate(start.date()), text: format!("{at}-{at}") }));
    }
    Ok(Slot { start, minutes })
}
