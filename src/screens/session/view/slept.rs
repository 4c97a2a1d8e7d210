//! The question whether the time counts in which the computer slept. It stands where the bar is, and holds nothing up.

use crate::app::asleep::question;
use crate::app::{Core, Slept};
use crate::i18n::session;
use crate::layout::Rect;
use crate::text::width::cells;
use crate::ui::{Canvas, Role};

/// Draws the longest words that leave `kept` cells free; the cell behind them.
pub(super) fn draw(canvas: &mut Canvas<'_>, core: &Core, slept: Slept, rect: Rect, kept: usize) -> u16 {
    let (lang, minutes) = (core.lang, slept.minutes());
    let mid = if slept.closed { session::closed_mid } else { session::slept_mid };
    let texts = [question(lang, &slept), mid(lang, minutes), session::slept_short(lang, minutes)];
    let [.., shortest] = &texts;
    let fits = |text: &&String| cells(text) + kept <= usize::from(rect.width);
    let text = texts.iter().find(fits).unwrap_or(shortest);
    canvas.label(rect.x, rect.y, rect.right(), text, Role::Warn)
}
