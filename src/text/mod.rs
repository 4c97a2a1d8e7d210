//! text
pub fn fold(s: &str) -> String {
    s.to_lowercase()
}
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Private(String);
impl std::fmt::Debug for Private {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "…")
    }
}
