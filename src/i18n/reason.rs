use super::Lang;
use crate::domain::{ReasonCode, follow_up::Why};
pub fn label(_l: Lang, c: ReasonCode) -> &'static str {
    c.word()
}
pub fn sentence(_l: Lang, w: &Why) -> String {
    w.code().word().to_owned()
}
