#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotReason {
    Same,
}
