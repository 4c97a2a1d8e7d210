//! Messages in, model and effects out.

mod answers;
mod any_order;
mod booking;
mod finding;
mod kept;
mod keys;
mod learners;
mod leaving;
mod missed;
mod mouse;
mod practice;
mod queue;
mod shared;
mod starting;
mod typed;
mod undone;
mod windows;

use proptest::prelude::*;

use super::bench::{Bench, Setup, fixture};
use super::{Copied, Effect, Input, Mouse, MouseKind, Msg, RequestId, Screen, Size, next_timer};
use crate::command::{Class, Context, Key};
use crate::domain::follow_up::{Reason, Why};
use crate::domain::standing::Source;
use crate::domain::{AppointmentState, Deed, Entity, Id, Level, Scope, TouchKind};
use crate::i18n::{Lang, notice};
use crate::request::record::NotHeld;
use crate::request::{
    Ask, Back, BookingView, Draft, Failure, FileView, Followed, Holder, News, Older, Record, Recorded, Refusal, Reply,
    ResumeView, Reverted, RevertedField, SlotDoubt, Took, Trouble,
};
use crate::text::mask::Private;

fn today() -> Bench {
    Bench::new(Setup::new(Lang::Ja, (100, 30)))
}

fn asked(bench: &Bench) -> Vec<&Ask> {
    bench.effects.iter().filter_map(|e| if let Effect::Ask(_, ask) = e { Some(ask) } else { None }).collect()
}
