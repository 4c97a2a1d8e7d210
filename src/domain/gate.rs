//! What has to be a fact before a session may start.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One gate of a session (model 3.2 says when each is met).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gate {
    Kickoff,
    Device,
    Flow,
    GoLive,
    Judgement,
    /// The newest outcome of the item with this id is done.
    Item(String),
}

impl Gate {
    /// The gates that are one word.
    const PLAIN: [Self; 5] = [Self::Kickoff, Self::Device, Self::Flow, Self::GoLive, Self::Judgement];

    const fn word(&self) -> &'static str {
        match self {
            Self::Kickoff => "kickoff",
            Self::Device => "device",
            Self::Flow => "flow",
            Self::GoLive => "go-live",
            Self::Judgement => "judgement",
            Self::Item(_) => "item",
        }
    }

    /// Reads `kickoff`, `device`, `flow`, `go-live`, `judgement` or `item:ID`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.strip_prefix("item:") {
            Some(id) => (!id.is_empty()).then(|| Self::Item(id.to_owned())),
            None => Self::PLAIN.into_iter().find(|gate| gate.word() == text),
        }
    }
}

impl fmt::Display for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())?;
        match self {
            Self::Item(id) => write!(f, ":{id}"),
            Self::Kickoff | Self::Device | Self::Flow | Self::GoLive | Self::Judgement => Ok(()),
        }
    }
}

impl Serialize for Gate {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Gate {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a gate"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gate_reads_what_it_writes() {
        for text in ["kickoff", "device", "flow", "go-live", "judgement", "item:s07-handoff"] {
            let gate = Gate::parse(text).unwrap();
            assert_eq!(gate.to_string(), text);
            assert_eq!(serde_json::from_str::<Gate>(&serde_json::to_string(&gate).unwrap()).unwrap(), gate);
        }
        for bad in ["", "Device", "golive", "item:", "item"] {
            assert_eq!(Gate::parse(bad), None, "{bad}");
        }
    }
}
