use crate::domain::Outcome;
#[derive(Debug)]
pub struct ItemRecord {
    pub item: String,
    pub number: u8,
    pub outcome: Outcome,
    pub must: bool,
    pub planned_minutes: u16,
    pub actual_minutes: Option<u16>,
    pub never_carried: bool,
}
#[derive(Debug)]
pub struct MeetingRecord {
    pub items: Vec<ItemRecord>,
}
#[derive(Debug)]
pub struct Carried {
    pub item: String,
    pub number: u8,
    pub outcome: Outcome,
    pub times: u32,
    pub minutes: u16,
}
pub fn newest_outcome(m: &[MeetingRecord], item: &str) -> Option<Outcome> {
    m.iter().rev().find_map(|x| x.items.iter().find(|i| i.item == item).map(|i| i.outcome))
}
pub fn carry_count(_m: &[MeetingRecord], _item: &str) -> u32 {
    0
}
pub fn carried(_m: &[MeetingRecord], _o: impl Fn(&str) -> usize) -> Vec<Carried> {
    vec![]
}
