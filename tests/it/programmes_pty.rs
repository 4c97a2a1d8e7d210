//! Programme files of one's own, as the real binary finds them when it starts.

use manabi::i18n::Lang;

use crate::support::days::Day;
use crate::support::pty::Start;

const SHIPPED: &str = include_str!("../../assets/programmes/programme-en.md");

#[test]
fn a_text_that_was_edited_under_its_version_is_told_at_the_start() {
    let edited = SHIPPED.replacen("## [1] ", "## [1] Anew: ", 1);
    assert_ne!(edited, SHIPPED);
    let start = || Start::day(Day::Small, Lang::En, "09:22:00").size(160, 45);
    let session = start().config("programmes/own.md", &edited).start();
    session.wait_for("in use with other contents");
    // The same text is no other one.
    let session = start().config("programmes/own.md", SHIPPED).start();
    session.wait_for("help");
    assert!(!session.picture().contains("other contents"), "{}", session.picture());
}
