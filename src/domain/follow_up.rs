use super::*;
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    pub code: ReasonCode,
    pub points: u8,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    pub kind: DecisionKind,
}
