//! How the long lists of a standing are written: entry after entry in plain bytes. A review reads
//! thousands of them before the first frame, and field by field through a format's own reader they took a quarter of it.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

use super::{Appointment, Due, Few, Homework, Looked, Moment, Record, RolePlay, Since};
use crate::domain::{AppointmentKind, AppointmentState, BusinessDate, Id};

pub(super) fn serialize<T: Packed, S: Serializer>(list: &[T], to: S) -> Result<S::Ok, S::Error> {
    let mut bytes = Vec::with_capacity(list.len() * 64);
    for entry in list {
        entry.pack(&mut bytes);
    }
    to.serialize_bytes(&bytes)
}

pub(super) fn deserialize<'de, T: Packed, D: Deserializer<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    from.deserialize_bytes(List(PhantomData))
}

struct List<T>(PhantomData<T>);

impl<T: Packed> Visitor<'_> for List<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("packed entries")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<T>, E> {
        let mut bytes = Bytes(bytes);
        let mut list = Vec::with_capacity(bytes.0.len() / 32);
        while !bytes.0.is_empty() {
            list.push(T::unpack(&mut bytes).ok_or_else(|| E::custom("cut short"))?);
        }
        Ok(list)
    }
}

/// What is left to read.
pub(super) struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }
}

/// Something with bytes of its own, whose length they tell.
pub(super) trait Packed: Sized {
    fn pack(&self, to: &mut Vec<u8>);
    /// `None` where bytes are missing or mean nothing.
    fn unpack(from: &mut Bytes<'_>) -> Option<Self>;
}

impl Packed for u8 {
    fn pack(&self, to: &mut Vec<u8>) {
        to.push(*self);
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        from.take().map(|[byte]| byte)
    }
}

impl Packed for Id {
    fn pack(&self, to: &mut Vec<u8>) {
        to.extend_from_slice(self.0.as_bytes());
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        from.take().map(|bytes| Self(uuid::Uuid::from_bytes(bytes)))
    }
}

impl Packed for BusinessDate {
    fn pack(&self, to: &mut Vec<u8>) {
        // Three bytes reach further than the four digits of a year.
        let [a, b, c, _] = self.packed().to_le_bytes();
        to.extend_from_slice(&[a, b, c]);
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        let [a, b, c] = from.take()?;
        Self::unpacked(i32::from_le_bytes([0, a, b, c]) >> 8)
    }
}

impl Packed for Moment {
    fn pack(&self, to: &mut Vec<u8>) {
        to.extend_from_slice(&self.0.to_le_bytes());
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        from.take().map(|bytes| Self(i64::from_le_bytes(bytes)))
    }
}

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, to: &mut Vec<u8>) {
        to.push(u8::from(self.is_some()));
        if let Some(value) = self {
            value.pack(to);
        }
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        match u8::unpack(from)? {
            0 => Some(None),
            1 => T::unpack(from).map(Some),
            _ => None,
        }
    }
}

impl Packed for Few {
    fn pack(&self, to: &mut Vec<u8>) {
        // One byte says how many: no session has as many items, no criterion as many scores.
        let few = &self[..self.len().min(usize::from(u8::MAX))];
        to.push(u8::try_from(few.len()).unwrap_or(u8::MAX));
        to.extend_from_slice(few);
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        let count = u8::unpack(from)?;
        let (few, rest) = from.0.split_at_checked(usize::from(count))?;
        from.0 = rest;
        Some(Self::from_slice(few))
    }
}

impl Packed for Since {
    fn pack(&self, to: &mut Vec<u8>) {
        match self {
            Self::Never => to.push(0),
            Self::Always => to.push(1),
            Self::On(date) => {
                to.push(2);
                date.pack(to);
            }
        }
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        match u8::unpack(from)? {
            0 => Some(Self::Never),
            1 => Some(Self::Always),
            2 => BusinessDate::unpack(from).map(Self::On),
            _ => None,
        }
    }
}

/// Words of a table, by their place in it.
macro_rules! words {
    ($($name:ident),+) => { $(impl Packed for $name {
        fn pack(&self, to: &mut Vec<u8>) {
            let place = Self::ALL.iter().position(|word| word == self);
            to.push(place.and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX));
        }
        fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
            Self::ALL.get(usize::from(u8::unpack(from)?)).copied()
        }
    })+ };
}

words!(AppointmentKind, AppointmentState);

/// Fields, one behind the other.
macro_rules! fields {
    ($($name:ident { $($field:ident),+ })+) => { $(impl Packed for $name {
        fn pack(&self, to: &mut Vec<u8>) {
            let Self { $($field),+ } = self;
            $($field.pack(to);)+
        }
        fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
            Some(Self { $($field: Packed::unpack(from)?),+ })
        }
    })+ };
}

fields! {
    Appointment { id, date, start, kind, state, number, full, record }
    Record { session, closed, mood, stuck, role_play }
    RolePlay { id, scores }
    Homework { id, due, missing, handed_in, waived }
    Looked { date, start }
}

impl Packed for Due {
    fn pack(&self, to: &mut Vec<u8>) {
        match self {
            Self::Next(looked) => {
                to.push(0);
                looked.pack(to);
            }
            Self::Before { days, fixed } => {
                to.push(1);
                days.pack(to);
                fixed.pack(to);
            }
        }
    }
    fn unpack(from: &mut Bytes<'_>) -> Option<Self> {
        match u8::unpack(from)? {
            0 => Packed::unpack(from).map(Self::Next),
            1 => Some(Self::Before { days: u8::unpack(from)?, fixed: Packed::unpack(from)? }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Lists {
        #[serde(with = "super")]
        appointments: Vec<Appointment>,
        #[serde(with = "super")]
        homework: Vec<Homework>,
    }

    fn date(day: u32) -> BusinessDate {
        BusinessDate::new(2026, 11, day).unwrap()
    }

    fn lists() -> Lists {
        let id = |n: u128| Id(uuid::Uuid::from_u128(n));
        let start = |day| Moment::from(date(day).0.and_hms_opt(1, 30, 0).unwrap().and_utc());
        let role_play = RolePlay { id: id(7), scores: [1, 4, 3].into_iter().collect() };
        let bare = Record { session: id(5), closed: Since::Never, mood: None, stuck: Few::new(), role_play: None };
        let rich = Record {
            closed: Since::On(date(3)),
            mood: Some(4),
            stuck: (0..40).collect(),
            role_play: Some(role_play),
            ..bare.clone()
        };
        let records = [None, Some(bare.clone()), Some(rich), Some(Record { closed: Since::Always, ..bare })];
        let mut appointments = Vec::new();
        for (n, record) in records.into_iter().enumerate() {
            for (kind, state) in AppointmentKind::ALL.iter().zip(AppointmentState::ALL) {
                let number = (n > 1).then_some(12);
                let full = (1..n).map(|n| u8::try_from(n).unwrap()).collect();
                let record = record.clone();
                let (date, start) = (date(2), start(2));
                appointments.push(Appointment {
                    id: id(n as u128),
                    date,
                    start,
                    kind: *kind,
                    state: *state,
                    number,
                    full,
                    record,
                });
            }
        }
        let early = BusinessDate::new(1, 1, 1).unwrap();
        let dues = [
            Due::Next(None),
            Due::Next(Some(Looked { date: date(9), start: start(9) })),
            Due::Before { days: 2, fixed: None },
            Due::Before { days: 255, fixed: Some(early) },
        ];
        let homework = dues.map(|due| Homework {
            id: id(9),
            due,
            missing: Since::On(date(30)),
            handed_in: Since::Always,
            waived: Since::Never,
        });
        Lists { appointments, homework: homework.into() }
    }

    #[test]
    fn lists_come_back() {
        for lists in [lists(), Lists { appointments: Vec::new(), homework: Vec::new() }] {
            let bytes = postcard::to_stdvec(&lists).unwrap();
            assert_eq!(postcard::from_bytes::<Lists>(&bytes).unwrap(), lists);
        }
    }

    #[test]
    fn what_is_cut_short_or_senseless_is_not_read() {
        let mut whole = Vec::new();
        let lists = lists();
        let record =
            lists.appointments.iter().rev().find(|a| a.record.as_ref().is_some_and(|r| r.mood.is_some())).unwrap();
        record.pack(&mut whole);
        for end in 0..whole.len() {
            assert_eq!(Appointment::unpack(&mut Bytes(&whole[..end])), None, "{end}");
        }
        let mut rest = Bytes(&whole);
        assert_eq!(Appointment::unpack(&mut rest).as_ref(), Some(record));
        assert!(rest.0.is_empty());
        for (at, wrong) in [(27, 99), (28, 99), (29, 2)] {
            let mut bytes = whole.clone();
            bytes[at] = wrong;
            assert_eq!(Appointment::unpack(&mut Bytes(&bytes)), None, "{at}");
        }
    }
}
