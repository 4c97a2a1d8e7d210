//! What is known of the learner, at the right of a wide screen; and the figures, where a session looks at them.

use super::super::opening;
use super::purpose_on_top;
use crate::app::Core;
use crate::domain::Unit;
use crate::i18n::{Lang, common, session};
use crate::layout::{Rect, marks, words};
use crate::request::{FigureView, SessionView, StripCell};
use crate::text::width::pad;
use crate::text::wrap::Wrapped;
use crate::ui::parts::sparkline;
use crate::ui::{Canvas, Role};

/// The column at the right.
pub(super) fn draw(canvas: &mut Canvas<'_>, core: &Core, view: &SessionView, rect: Rect) {
    if rect.width == 0 || rect.height == 0 {
        return;
    }
    let lang = core.lang;
    canvas.rule(rect, rect.y, session::brief(lang), "");
    canvas.bar(rect.x - 1, rect.y, rect.bottom());
    let mut y = rect.y + 1;
    // Promises lead, and what they could do; a shared screen has one mask for all of it.
    if !view.closed && !view.promises.is_empty() {
        let all: Vec<String> = view.promises.iter().map(|promise| opening::promise(core, promise)).collect();
        y = paragraph(canvas, rect, y, session::promised(lang), &all.join("\n"));
    }
    if !view.closed && !view.wins.is_empty() {
        let title = session::wins_before(lang, view.win_count);
        y = paragraph(canvas, rect, y, &title, &opening::wins(core, view).join("\n"));
    }
    let on_top = view.words_on_top.as_ref().or(view.purpose.as_ref());
    if let Some(text) = on_top {
        let goal = view.words_on_top.is_some() && !purpose_on_top(view);
        let title = if goal { session::own_goal(lang) } else { session::purpose(lang) };
        y = paragraph(canvas, rect, y, title, &core.show(text));
    }
    if let Some((date, text)) = &view.next_focus {
        y = paragraph(canvas, rect, y, &session::last_focus(lang, &words::month_day(date.0)), &core.show(text));
    }
    if let Some(text) = &view.concerns {
        y = paragraph(canvas, rect, y, &session::worries(lang, &core.words.owner), &core.show(text));
    }
    let open: Vec<String> = view.open_questions.iter().map(|q| core.show(&q.text).into_owned()).collect();
    if !open.is_empty() {
        y = paragraph(canvas, rect, y, session::open_questions(lang), &open.join("\n"));
    }
    let figures = view.figures.len().min(4);
    let strip = if view.strip.is_empty() { 0 } else { 3 };
    let wanted = u16::try_from(if figures == 0 { 0 } else { figures + 2 }).unwrap_or(0);
    if figures > 0 && y + wanted <= rect.bottom() {
        y += 1;
        canvas.rule(rect, y, session::figures(lang), "");
        for figure in view.figures.iter().take(figures) {
            y += 1;
            figure_line(canvas, core, figure, Rect { y, height: 1, ..rect });
        }
        y += 1;
    }
    if strip > 0 && y + strip < rect.bottom() {
        canvas.rule(rect, y + 1, session::progress(lang), "");
        strip_cells(canvas, lang, &view.strip, Rect { y: y + 2, height: 2, ..rect });
    }
}

fn paragraph(canvas: &mut Canvas<'_>, rect: Rect, y: u16, title: &str, text: &str) -> u16 {
    let mut y = y;
    // A title without a line below it says nothing.
    if y + 1 >= rect.bottom() {
        return y;
    }
    canvas.put(rect.x + 1, y, rect.right(), title, Role::Quiet);
    y += 1;
    for row in Wrapped::to_read(text, usize::from(rect.width.saturating_sub(3))).rows().take(3) {
        if y < rect.bottom() {
            canvas.put(rect.x + 2, y, rect.right(), row.text, Role::Text);
            y += 1;
        }
    }
    y
}

fn value(core: &Core, figure: &FigureView, n: Option<crate::domain::Decimal>) -> String {
    match n {
        _ if core.share_safe => common::mask_figure(core.lang).to_owned(),
        None => String::from("-"),
        Some(n) => match figure.unit {
            Unit::Percent => format!("{}%", n.with_places(0)),
            Unit::Minutes | Unit::Hours | Unit::Count | Unit::Yen => n.short(),
        },
    }
}

fn bars(core: &Core, figure: &FigureView, width: usize) -> String {
    if core.share_safe {
        return String::new();
    }
    let values: Vec<i64> = figure.readings.iter().map(|(_, n)| n.micros()).collect();
    sparkline(&values, width)
}

fn figure_line(canvas: &mut Canvas<'_>, core: &Core, figure: &FigureView, rect: Rect) {
    let right = rect.right().saturating_sub(1);
    let target = figure.target.map(|t| session::target(core.lang, &value(core, figure, Some(t))));
    let edge = target.map_or(right, |text| canvas.label_right(rect.x + 12, rect.y, right, &text, Role::Quiet));
    let spark = bars(core, figure, 4);
    let edge = canvas.label_right(rect.x + 12, rect.y, edge.saturating_sub(2), &spark, Role::Text);
    let newest = value(core, figure, figure.readings.last().map(|(_, n)| *n));
    let edge = canvas.label_right(rect.x + 12, rect.y, edge.saturating_sub(1), &newest, Role::Text);
    canvas.put(rect.x + 1, rect.y, edge.saturating_sub(1), &figure.name, Role::Text);
}

fn strip_cells(canvas: &mut Canvas<'_>, lang: Lang, strip: &[StripCell], rect: Rect) {
    let mut x = rect.x + 1;
    for cell in strip {
        let mark = marks::strip(cell).get(lang);
        if x + 3 > rect.right() {
            break;
        }
        canvas.label(x, rect.y, rect.right(), mark, Role::Text);
        canvas.label(x, rect.y + 1, rect.right(), &pad(&cell.number.to_string(), 2), Role::Quiet);
        x += 3;
    }
}

/// The figures beside the script of a session that looks at them.
pub(super) fn figures(canvas: &mut Canvas<'_>, core: &Core, view: &SessionView, rect: Rect) {
    if rect.height == 0 {
        return;
    }
    let lang = core.lang;
    let judged: Vec<&FigureView> = view.figures.iter().filter(|f| f.reached.is_some()).collect();
    let reached = judged.iter().filter(|f| f.reached == Some(true)).count();
    let remark = if judged.is_empty() || core.share_safe {
        String::new()
    } else {
        session::figures_reached(lang, reached, judged.len())
    };
    canvas.rule(rect, rect.y, session::figures(lang), &remark);
    canvas.bar(rect.x - 1, rect.y, rect.bottom());
    let right = rect.right().saturating_sub(1);
    let mut y = rect.y + 1;
    for figure in &view.figures {
        if y >= rect.bottom() {
            return;
        }
        let target = figure.target.map(|t| session::target(lang, &value(core, figure, Some(t)))).unwrap_or_default();
        let edge = canvas.label_right(rect.x + 1 + half(rect.width), y, right, &target, Role::Quiet);
        canvas.put(rect.x + 1, y, edge.saturating_sub(1), &figure.name, Role::Strong);
        y += 1;
        let newest = figure.readings.len().saturating_sub(1);
        for (n, (date, reading)) in figure.readings.iter().enumerate().skip(figure.readings.len().saturating_sub(3)) {
            if y >= rect.bottom() {
                return;
            }
            let x = canvas.label(rect.x + 3, y, right, &words::month_day(date.0), Role::Quiet) + 2;
            let x = canvas.label(x, y, right, &value(core, figure, Some(*reading)), Role::Text) + 2;
            let values: Vec<i64> = figure.readings.iter().take(n + 1).map(|(_, v)| v.micros()).collect();
            let bar = if core.share_safe { String::new() } else { sparkline(&values, 3) };
            let bar: String = bar.chars().last().into_iter().collect();
            let x = canvas.label(x, y, right, &bar, Role::Text) + 2;
            let verdict = figure.reached.filter(|_| n == newest && !core.share_safe);
            let (word, role) = match verdict {
                Some(true) => (session::reached(lang), Role::Good),
                Some(false) => (session::not_reached(lang), Role::Warn),
                None => ("", Role::Text),
            };
            canvas.label(x, y, right, word, role);
            y += 1;
        }
        if figure.own_target && y < rect.bottom() {
            canvas.label(rect.x + 3, y, right, session::target_own(lang), Role::Quiet);
            y += 1;
        }
    }
}

/// Room that a name keeps beside its target.
const fn half(width: u16) -> u16 {
    width / 3
}
