//! The lines of a pane: its texts broken to its width, what of them the first page shows, and the pages behind it.

use super::content::{Below, Content, Row};
use super::places::{Line, What};
use super::rows::RowKey;
use crate::i18n::{Lang, session};
use crate::layout::Rect;
use crate::layout::list::seen;
use crate::text::width::{cells, truncate};
use crate::text::wrap::Wrapped;

/// From this width on a pane shows the minutes of its items.
const MINUTES_FROM: u16 = 37;
/// From this width on a short label stands before its text.
const INLINE_FROM: u16 = 40;
const SHORT_LABEL: u16 = 8;
/// Blank cells before and behind the minutes at the right edge.
const AROUND_MINUTES: u16 = 3;
/// Cursor, mark and the blank behind it.
const LEAD: u16 = 4;

/// Cells for the text of a row behind its lead and number, and before its minutes where they are shown.
fn text_cells(lang: Lang, width: u16, row: &Row) -> u16 {
    let taken = |text: &str| u16::try_from(cells(text)).unwrap_or(0);
    let behind = match row.minutes.filter(|_| shows_minutes(width)) {
        Some(minutes) => taken(&session::minutes(lang, minutes)) + AROUND_MINUTES,
        None => 1,
    };
    width.saturating_sub(LEAD + taken(&row.number) + behind).max(4)
}

/// Whether the minutes of a pane so wide are shown.
pub(super) const fn shows_minutes(width: u16) -> bool {
    width >= MINUTES_FROM
}

fn wrapped(text: &str, width: u16) -> Vec<String> {
    Wrapped::to_read(text, usize::from(width)).rows().map(|row| row.text.to_owned()).collect()
}

/// What is cut is first why it was skipped, then the text, and not that it was carried.
fn in_one_line(row: &Row, room: usize) -> String {
    if !row.reason.is_empty() {
        let said = Row { reason: String::new(), ..row.clone() };
        let beside = room.saturating_sub(cells(&said.whole()));
        let why = truncate(&row.reason, beside.max(LEAST_OF_REASON));
        let left = room.saturating_sub(cells(&why));
        let text = in_one_line(&said, left);
        return if left < LEAST_BEFORE_TAIL { said.whole() } else { format!("{}{why}", truncate(&text, left)) };
    }
    let tail = cells(&row.tail);
    if row.tail.is_empty() || cells(&row.text) + tail <= room || room <= tail + LEAST_BEFORE_TAIL {
        return row.whole();
    }
    format!("{}{}", truncate(&row.text, room - tail), row.tail)
}

fn below_lines(below: &Below, width: u16) -> Vec<(String, u16, String)> {
    let label = u16::try_from(cells(&below.label)).unwrap_or(0);
    // A short label stands before its text where there is room for both.
    let apart = below.apart && (width < INLINE_FROM || label > SHORT_LABEL);
    let indent = match (apart || label == 0, below.apart) {
        (true, _) => 3,
        (false, true) => 3 + label + 2,
        (false, false) => 3 + label,
    };
    let mut lines = Vec::new();
    if apart {
        lines.push((below.label.clone(), 3, String::new()));
    }
    for (n, text) in wrapped(&below.text, width.saturating_sub(indent + 1).max(4)).into_iter().enumerate() {
        let label = if n == 0 && !apart { below.label.clone() } else { String::new() };
        lines.push((label, indent, text));
    }
    lines
}

/// The texts of a pane broken to its width.
#[derive(Debug)]
pub(super) struct Broken {
    pub of: Content,
    /// The width, and the language that minutes are written in.
    pub by: (u16, Lang),
    /// Indent and lines of each row.
    rows: Vec<(u16, Vec<String>)>,
    /// Each row on one line.
    cut: Vec<String>,
    below: Vec<Vec<(String, u16, String)>>,
    foot: Vec<Vec<(String, u16, String)>>,
    /// Blank lines between the parts.
    gaps: usize,
}

impl Broken {
    pub(super) fn new(content: &Content, width: u16, lang: Lang) -> Self {
        let rows = content.rows.iter().map(|row| {
            let room = text_cells(lang, width, row);
            (LEAD + u16::try_from(cells(&row.number)).unwrap_or(0), wrapped(&row.whole(), room))
        });
        let cut = content.rows.iter().map(|row| in_one_line(row, usize::from(text_cells(lang, width, row))));
        Self {
            of: content.clone(),
            by: (width, lang),
            rows: rows.collect(),
            cut: cut.collect(),
            below: content.below.iter().map(|below| below_lines(below, width)).collect(),
            foot: content.foot.iter().map(|below| below_lines(below, width)).collect(),
            gaps: content.below.iter().chain(&content.foot).filter(|below| below.gap).count(),
        }
    }

    /// Rows that the pane would like to have.
    pub(super) fn height(&self) -> u16 {
        let rows: usize = self.rows.iter().map(|(_, lines)| lines.len()).sum();
        let below: usize = self.below.iter().chain(&self.foot).map(Vec::len).sum();
        u16::try_from(rows + below + self.gaps).unwrap_or(u16::MAX)
    }
}

/// Cells of a text that make sense before what stands behind it.
const LEAST_BEFORE_TAIL: usize = 6;
/// Cells of a reason that make sense behind a text that is cut for them.
const LEAST_OF_REASON: usize = 14;
/// Lines below the rows that are worth more than whole texts of rows that the cursor is not on.
const WORTH: usize = 4;

/// The lines of a pane with the cursor on that row, and whether there are more: those of the page that was turned to.
pub(super) fn lay(broken: &Broken, rect: Rect, at: Option<RowKey>, page: usize) -> (Vec<Line>, bool) {
    let mut content = &broken.of;
    let all = content.rows.len();
    let mut lead = all;
    let mut first = front(content, broken, rect, at, lead);
    let tight;
    if let Some(few) = content.lead.filter(|_| first.hidden > 0) {
        lead = few.min(all);
        // No blank rows where lines are short of room.
        let below = content.below.iter().map(|below| Below { gap: false, ..below.clone() }).collect();
        tight = Content { below, ..content.clone() };
        content = &tight;
        first = front(content, broken, rect, at, lead);
    }
    if page == 0 {
        return (first.lines, first.hidden > 0);
    }
    turned(content, &whole(content, broken, lead, first.foot), rect, (page, first.covered), at)
}

/// A page that was not turned.
struct First {
    lines: Vec<Line>,
    /// So many lines of the whole are on it, or so short that they are known.
    covered: usize,
    /// So many are not.
    hidden: usize,
    /// The foot stands at the bottom.
    foot: bool,
}

/// The first page with so many rows before what stands below them.
fn front(content: &Content, broken: &Broken, rect: Rect, at: Option<RowKey>, lead: usize) -> First {
    let (mut lines, foot) = first_page(content, broken, rect, at, lead);
    let foot_rows = if foot { broken.foot.iter().map(Vec::len).sum() } else { 0 };
    let feet = lines.split_off(lines.len() - foot_rows);
    let bottom = rect.bottom() - u16::try_from(foot_rows).unwrap_or(0);
    let all = whole(content, broken, lead, foot);
    let mut covered = covered(content, broken, &lines, lead);
    if behind(&all, covered) > 0 && rect.height > 0 {
        // The line that tells so takes the place of one of those below; no row gives way to it.
        let last = bottom.saturating_sub(1);
        let gives_way = lines.last().filter(|line| line.y == last).map(|line| match line.what {
            What::Hidden(_) | What::Below(..) => true,
            What::Row(nth, _) => nth >= lead,
            What::More(..) => false,
        });
        if gives_way == Some(true) {
            lines.pop();
            covered = self::covered(content, broken, &lines, lead);
        }
        if gives_way != Some(false) {
            lines.push(Line { y: last, key: None, what: What::Hidden(behind(&all, covered)) });
        }
    }
    lines.extend(feet);
    First { lines, covered, hidden: behind(&all, covered), foot }
}

/// How many lines that say something come from there on.
fn behind(whole: &[(Option<RowKey>, What)], from: usize) -> usize {
    let says = |what: &What| !matches!(what, What::Below(label, _, text) if label.is_empty() && text.is_empty());
    whole.iter().skip(from).filter(|(_, what)| says(what)).count()
}

/// How many lines of the whole a first page shows.
fn covered(content: &Content, broken: &Broken, lines: &[Line], lead: usize) -> usize {
    let long = |n: usize| broken.rows.get(n).map_or(0, |(_, texts)| texts.len());
    let rows: Vec<usize> =
        lines.iter().filter_map(|line| if let What::Row(nth, _) = line.what { Some(nth) } else { None }).collect();
    let seen = rows.iter().filter(|nth| **nth < lead).max().map_or(0, |nth| nth + 1);
    let mut count: usize = (0..seen).map(long).sum();
    if seen < lead {
        return count;
    }
    let mut left = lines.iter().filter(|line| matches!(line.what, What::Below(..))).count();
    for (below, texts) in content.below.iter().zip(&broken.below) {
        if left == 0 {
            return count;
        }
        let shown = texts.len().min(left);
        count += usize::from(below.gap) + shown;
        left -= shown;
    }
    count + rows.iter().filter(|nth| **nth >= lead).map(|nth| long(*nth)).sum::<usize>()
}

/// Everything that a pane has, in whole texts: so many rows, what stands below them, the others, and the foot where it has no
/// place of its own.
fn whole(content: &Content, broken: &Broken, lead: usize, foot: bool) -> Vec<(Option<RowKey>, What)> {
    let row = |n: usize| {
        let (row, (indent, texts)) = content.rows.get(n).zip(broken.rows.get(n))?;
        let line = |(nth, text): (usize, String)| {
            (row.key, if nth == 0 { What::Row(n, text) } else { What::More(*indent, text) })
        };
        Some(texts.iter().cloned().enumerate().map(line).collect::<Vec<_>>())
    };
    let below = |below: &Below, lines: &[(String, u16, String)]| {
        let gap = below.gap.then(|| (None, What::Below(String::new(), 0, String::new())));
        let lines = lines.iter().cloned().map(|(label, indent, text)| (None, What::Below(label, indent, text)));
        gap.into_iter().chain(lines).collect::<Vec<_>>()
    };
    let feet = content.foot.iter().zip(&broken.foot).filter(|_| !foot);
    let mut all: Vec<_> = (0..lead).filter_map(row).flatten().collect();
    all.extend(content.below.iter().zip(&broken.below).flat_map(|(b, lines)| below(b, lines)));
    all.extend((lead..content.rows.len()).filter_map(row).flatten());
    all.extend(feet.flat_map(|(b, lines)| below(b, lines)));
    all
}

/// A further page, from where the first one ended. The row under the cursor stays in sight on top of it: marks go there.
fn turned(
    content: &Content,
    whole: &[(Option<RowKey>, What)],
    rect: Rect,
    (page, covered): (usize, usize),
    at: Option<RowKey>,
) -> (Vec<Line>, bool) {
    let height = usize::from(rect.height);
    let step = height.saturating_sub(2).max(1);
    let first = (covered + page.saturating_sub(1) * step).min(whole.len().saturating_sub(step));
    let is_cursor = |key: Option<RowKey>| key.is_some() && key == at;
    let pinned = content.rows.iter().position(|row| is_cursor(row.key)).filter(|_| height > 2).filter(|nth| {
        let seen = |(_, what): &(Option<RowKey>, What)| matches!(what, What::Row(n, _) if n == nth);
        !whole.iter().skip(first).take(step).any(seen)
    });
    let mut y = rect.y;
    let mut lines = Vec::new();
    let mut push = |key, what| {
        lines.push(Line { y, key, what });
        y += 1;
    };
    if let Some(nth) = pinned {
        push(at, What::Row(nth, content.rows.get(nth).map(Row::whole).unwrap_or_default()));
    }
    for (key, what) in whole.iter().skip(first).take(step).cloned() {
        push(key, what);
    }
    let hidden = behind(whole, first + step);
    if hidden > 0 && height > 1 {
        lines.push(Line { y: rect.bottom() - 1, key: None, what: What::Hidden(hidden) });
    }
    (lines, hidden > 0)
}

/// The first page. Rows are wrapped while that leaves room for what stands below them, else only the one under the cursor,
/// else none; what does not fit below goes first. Rows behind the first ones stand below all that, one line each. And whether
/// the foot has its place at the end.
fn first_page(content: &Content, broken: &Broken, rect: Rect, at: Option<RowKey>, lead: usize) -> (Vec<Line>, bool) {
    let foot: Vec<_> = broken.foot.iter().flatten().cloned().collect();
    let foot_rows = u16::try_from(foot.len()).unwrap_or(u16::MAX);
    let bare = u16::try_from(lead).unwrap_or(u16::MAX);
    let foot_rows = if bare.saturating_add(foot_rows) < rect.height { foot_rows } else { 0 };
    let room = Rect { height: rect.height - foot_rows, ..rect };
    let mut lines = rows_of(content, broken, room, at, lead);
    let mut y = lines.last().map_or(room.y, |line| line.y + 1);
    let bottom = room.bottom();
    for (below, broken) in content.below.iter().zip(&broken.below) {
        let gap = u16::from(below.gap && y > room.y);
        let apart = broken.first().is_some_and(|(_, _, text)| text.is_empty());
        // A label without its text, or half a row of a blank, is nothing.
        if y + gap + u16::from(apart) >= bottom {
            break;
        }
        y += gap;
        for (label, indent, text) in broken.iter().cloned() {
            if y < bottom {
                lines.push(Line { y, key: None, what: What::Below(label, indent, text) });
                y += 1;
            }
        }
    }
    let below: usize = broken.below.iter().map(Vec::len).sum();
    let shown = lines.iter().filter(|line| matches!(line.what, What::Below(..))).count();
    let later = content.rows.iter().enumerate().skip(lead).filter(|_| shown == below);
    for (y, (n, row)) in (y..bottom).zip(later) {
        lines.push(Line { y, key: row.key, what: What::Row(n, broken.cut.get(n).cloned().unwrap_or_default()) });
    }
    for (y, (label, indent, text)) in (bottom..rect.bottom()).zip(foot) {
        lines.push(Line { y, key: None, what: What::Below(label, indent, text) });
    }
    (lines, foot_rows > 0)
}

fn rows_of(content: &Content, broken: &Broken, rect: Rect, at: Option<RowKey>, lead: usize) -> Vec<Line> {
    let height = usize::from(rect.height);
    let rows = content.rows.get(..lead).unwrap_or(&content.rows);
    let cursor = rows.iter().position(|row| row.key.is_some() && row.key == at);
    let texts = broken.rows.get(..lead).unwrap_or(&broken.rows);
    let whole: usize = texts.iter().map(|(_, lines)| lines.len()).sum();
    let below: usize = content.below.iter().zip(&broken.below).map(|(b, lines)| lines.len() + usize::from(b.gap)).sum();
    let cursor_rows = cursor.and_then(|n| texts.get(n)).map_or(1, |(_, lines)| lines.len());
    let all = whole + below.min(WORTH) <= height;
    let one = rows.len() + cursor_rows <= height + 1;
    let cut = |n: usize| broken.cut.get(n).cloned().unwrap_or_default();
    let mut lines = Vec::new();
    let mut y = rect.y;
    let mut push = |key, what| {
        lines.push(Line { y, key, what });
        y += 1;
    };
    if all || one {
        for (n, (row, (indent, texts))) in rows.iter().zip(texts).enumerate() {
            if all || Some(n) == cursor {
                for (nth, text) in texts.iter().cloned().enumerate() {
                    push(row.key, if nth == 0 { What::Row(n, text) } else { What::More(*indent, text) });
                }
            } else {
                push(row.key, What::Row(n, cut(n)));
            }
        }
        return lines;
    }
    let seen = seen(rows.len(), cursor.unwrap_or(0), height);
    for (n, row) in rows.iter().enumerate().skip(seen.first).take(seen.rows) {
        push(row.key, What::Row(n, cut(n)));
    }
    if seen.below > 0 {
        push(None, What::Hidden(seen.below));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_before_the_word_that_it_was_carried() {
        let row = |text: &str| Row {
            key: None,
            mark: String::new(),
            tone: super::super::content::Tone::Plain,
            standing: super::super::state::Standing::Kept,
            number: String::new(),
            text: text.to_owned(),
            tail: " (持ち越し)".to_owned(),
            reason: String::new(),
            minutes: None,
        };
        assert_eq!(in_one_line(&row("検索の絞り込み"), 26), "検索の絞り込み (持ち越し)");
        assert_eq!(in_one_line(&row("検索の絞り込みと並べ替え"), 26), "検索の絞り込.. (持ち越し)");
        assert_eq!(in_one_line(&row("検索"), 8), "検索 (持ち越し)", "too narrow for both");
    }

    #[test]
    fn a_reason_is_shortened_before_the_text_that_it_is_about() {
        let row = |text: &str, reason: &str| Row {
            key: None,
            mark: String::new(),
            tone: super::super::content::Tone::Plain,
            standing: super::super::state::Standing::Kept,
            number: String::new(),
            text: text.to_owned(),
            tail: String::new(),
            reason: session::because(Lang::Ja, reason),
            minutes: None,
        };
        assert_eq!(in_one_line(&row("検索", "もう知っている"), 40), "検索 (理由: もう知っている)");
        assert_eq!(in_one_line(&row("検索の絞り込み", "もう知っている"), 32), "検索の絞り込み (理由: もう知っ..");
        assert_eq!(in_one_line(&row("検索の絞り込み", "もう知っている"), 24), "検索の絞.. (理由: もう..");
        assert_eq!(in_one_line(&row("検索の絞り込み", "もう"), 12), "検索の絞り込み", "too narrow for both");
    }
}
