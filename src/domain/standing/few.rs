//! How [`Few`] is written: as bytes at once, which in a compact format is what a list of small numbers is anyway, and a
//! fraction of the work to read.

use std::fmt;

use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserializer, Serializer};

use super::Few;

pub(super) fn serialize<S: Serializer>(few: &Few, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bytes(few)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Few, D::Error> {
    from.deserialize_bytes(Numbers)
}

struct Numbers;

impl<'de> Visitor<'de> for Numbers {
    type Value = Few;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("small numbers")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Few, E> {
        Ok(Few::from_slice(bytes))
    }

    // Formats for people have no bytes.
    fn visit_seq<A: SeqAccess<'de>>(self, mut numbers: A) -> Result<Few, A::Error> {
        let mut few = Few::new();
        while let Some(number) = numbers.next_element()? {
            few.push(number);
        }
        Ok(few)
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Held {
        #[serde(with = "super")]
        numbers: Few,
    }

    #[test]
    fn it_is_written_like_a_list() {
        for numbers in [vec![], vec![3_u8, 4], (0..=255).collect()] {
            let held = Held { numbers: numbers.clone().into() };
            let bytes = postcard::to_stdvec(&held).unwrap();
            assert_eq!(bytes, postcard::to_stdvec(&numbers).unwrap());
            assert_eq!(postcard::from_bytes::<Held>(&bytes).unwrap(), held);
            let text = serde_json::to_string(&held).unwrap();
            assert_eq!(serde_json::from_str::<Held>(&text).unwrap(), held);
        }
    }
}
