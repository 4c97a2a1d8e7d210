//! The rows at the bottom: what the digits mean on the row under the cursor, the outcomes side by side, or the field with
//! the focus. They have the same place whatever is in them, so that nothing moves when a note is begun.

use super::super::content::{choices, current};
use super::super::noting::LINE_AROUND;
use super::super::places::Places;
use super::super::rows::RowKey;
use super::super::state::{Focus, State};
use super::{kind_word, words_title};
use crate::app::{Core, TextField};
use crate::domain::NoteKind;
use crate::domain::typed::filed;
use crate::i18n::{Lang, common, review, session, wrap_up};
use crate::layout::{Breakpoint, Rect, marks};
use crate::request::RecordView;
use crate::request::record::Comment;
use crate::text::lint::patient_hint;
use crate::text::width::cells;
use crate::text::wrap::Wrapped;
use crate::ui::parts::field;
use crate::ui::{Canvas, Role};

pub(super) fn draw(canvas: &mut Canvas<'_>, core: &Core, state: &State, places: &Places) {
    let rect = places.block;
    if rect.height == 0 {
        return;
    }
    if state.strip.is_some() {
        strip(canvas, core, state, rect);
        return;
    }
    match state.focus {
        Focus::Line => line(canvas, core, state, places),
        Focus::Words => words(canvas, core, state, rect),
        Focus::Comment => comment(canvas, core, state, rect),
        Focus::Rows => under_cursor(canvas, core, state, places),
    }
}

fn row(rect: Rect, n: u16) -> Option<u16> {
    (n < rect.height).then(|| rect.y + n)
}

fn under_cursor(canvas: &mut Canvas<'_>, core: &Core, state: &State, places: &Places) {
    let rect = places.block;
    let wide = places.frame.breakpoint >= Breakpoint::Two;
    let criterion = matches!(state.at, Some(RowKey::Criterion(_)));
    if wide {
        let title = current(state, core).unwrap_or_default();
        // Whole minutes: the rows at the bottom stand still while the seconds of the clock run.
        let minutes = state.item_time(core);
        let minutes = minutes.map(|(spent, planned)| session::item_minutes(core.lang, spent / 60, planned));
        canvas.rule(rect, rect.y, &title, minutes.as_deref().unwrap_or_default());
    }
    let first = u16::from(wide);
    if let Some(record) = state.view.as_ref().and_then(|view| view.record.as_ref()) {
        closed(canvas, core, state, record, rect.split_top(first).1);
    }
    if !state.writable(core) {
        return;
    }
    let choices = choices(state, core);
    if criterion {
        // The words of each level, one below the other.
        for (n, (digit, _, words)) in (first..).zip(&choices) {
            if let Some(y) = row(rect, n) {
                canvas.label(rect.x + 1, y, rect.right(), &digit.to_string(), Role::Key);
                canvas.put(rect.x + 3, y, rect.right(), words, Role::Text);
            }
        }
        return;
    }
    if let Some(y) = row(rect, first).filter(|_| matches!(state.at, Some(RowKey::Note(_)))) {
        canvas.label(rect.x + 1, y, rect.right(), session::note_palette(core.lang), Role::Quiet);
    } else if let Some(y) = row(rect, first) {
        options(canvas, &choices, None, Rect { y, height: 1, ..rect });
    }
    let hint = if wide { rect.height.checked_sub(1).filter(|n| *n >= 3) } else { rect.height.checked_sub(1) };
    if let Some(y) = hint.and_then(|n| row(rect, n)) {
        let draft = state.line.field.text();
        if draft.is_empty() {
            canvas.label(rect.x + 1, y, rect.right(), session::note_how(core.lang), Role::Quiet);
        } else {
            let text = if core.share_safe { common::hidden(core.lang).to_owned() } else { draft };
            canvas.put(rect.x + 1, y, rect.right(), &session::note_draft(core.lang, &text), Role::Warn);
        }
    }
}

/// What the wrap-up said, where an open record has its keys.
fn closed(canvas: &mut Canvas<'_>, core: &Core, state: &State, record: &RecordView, rect: Rect) {
    let lang = core.lang;
    let right = rect.right();
    let mood = match record.mood {
        _ if core.share_safe => common::mask_figure(lang).to_owned(),
        Some(mood) => mood.to_string(),
        None => wrap_up::mood_empty(lang).to_owned(),
    };
    let level = state.view.as_ref().and_then(|view| view.flag);
    let level = level.map_or_else(|| wrap_up::follow_none(lang), |level| marks::level(level).get(lang));
    let level = if core.share_safe { common::mask_figure(lang) } else { level };
    let words: Vec<&str> = record.unconfirmed.iter().filter_map(|field| field_words(field, lang)).collect();
    let untouched = (!words.is_empty()).then(|| session::record_unconfirmed(lang, &words.join(review::comma(lang))));
    let mut lines = vec![session::record_says(lang, &mood, level)];
    // Both on one line where it holds them: the hand-over line has the rest.
    match (lines.last_mut(), untouched) {
        (Some(line), Some(text)) if cells(line) + cells(&text) + 4 < usize::from(rect.width) => {
            line.push_str("   ");
            line.push_str(&text);
        }
        (_, Some(text)) => lines.push(text),
        (_, None) => {}
    }
    let focus = record.next_focus.as_ref().map(|text| session::record_focus(lang, &core.show(text)));
    if let Some(focus) = focus {
        let wrapped = Wrapped::to_read(&focus, usize::from(rect.width.saturating_sub(2)).max(1));
        lines.extend(wrapped.rows().map(|line| line.text.to_owned()));
    }
    for (n, line) in (0..).zip(&lines) {
        if let Some(y) = row(rect, n) {
            canvas.put(rect.x + 1, y, right, line, Role::Text);
        }
    }
}

/// What a field of the wrap-up is called by the name that the record has for it.
pub fn field_words(field: &str, lang: Lang) -> Option<&'static str> {
    match field {
        "result" => Some(wrap_up::result(lang)),
        "homework" => Some(wrap_up::homework(lang)),
        "next" => Some(wrap_up::next(lang)),
        "follow_up" => Some(wrap_up::follow_up(lang)),
        "next_focus" => Some(wrap_up::focus_short(lang)),
        "mood" => Some(session::record_mood(lang)),
        _ => None,
    }
}

/// `1 済 できた   2 半 途中まで   …`, the chosen one in brackets.
fn options(canvas: &mut Canvas<'_>, choices: &[(u8, String, String)], chosen: Option<usize>, rect: Rect) {
    let right = rect.right();
    let mut x = rect.x + 1;
    let gap = if rect.width >= 80 { 3 } else { 2 };
    for (n, (digit, mark, words)) in choices.iter().enumerate() {
        let text = match (mark.is_empty(), words.is_empty()) {
            (true, _) => format!("{digit} {words}"),
            (false, true) => format!("{digit} {mark}"),
            (false, false) => format!("{digit} {mark} {words}"),
        };
        let here = chosen == Some(n);
        let text = if here { format!("[{text}]") } else { text };
        let end = canvas.label(x, rect.y, right, &text, if here { Role::Strong } else { Role::Text });
        if end == x {
            return;
        }
        if here {
            canvas.tint(Rect { x, width: end - x, ..rect }, Role::Cursor);
        }
        x = end + gap;
    }
}

fn strip(canvas: &mut Canvas<'_>, core: &Core, state: &State, rect: Rect) {
    canvas.rule(rect, rect.y, session::choose_title(core.lang), "");
    let mut choices = choices(state, core);
    if matches!(state.at, Some(RowKey::Criterion(_))) {
        for (_, _, words) in &mut choices {
            words.clear();
        }
    }
    if let Some(y) = row(rect, 1) {
        options(canvas, &choices, state.strip, Rect { y, height: 1, ..rect });
    }
    if let (Some(y), Some(title)) = (row(rect, 2), current(state, core)) {
        canvas.put(rect.x + 1, y, rect.right(), &title, Role::Quiet);
    }
}

fn line(canvas: &mut Canvas<'_>, core: &Core, state: &State, places: &Places) {
    let (lang, rect) = (core.lang, places.block);
    let text = state.line.field.text();
    // A prefix shows its kind while it is typed.
    let (kind, ..) = filed(&text, state.line.kind, core.today());
    let open = if state.line.editing.is_some() { session::note_edit(lang) } else { session::note_open(lang) };
    let wide = places.frame.breakpoint >= Breakpoint::Two;
    let kinds = if wide {
        let all: Vec<String> = NoteKind::ALL
            .iter()
            .map(|k| if *k == kind { format!("[{}]", kind_word(lang, *k)) } else { kind_word(lang, *k).to_owned() })
            .collect();
        format!("{}   {}", session::note_kinds(lang, &all.join(" ")), session::note_kind_tab(lang))
    } else {
        session::note_kind(lang, kind_word(lang, kind))
    };
    canvas.rule(rect, rect.y, &format!("{open}  {kinds}"), "");
    let hidden = core.share_safe.then(|| common::typing_hidden(lang));
    if let Some(y) = row(rect, 1) {
        canvas.label(rect.x + 1, y, rect.right(), ">", Role::Strong);
        // Down to the first hint.
        let last = rect.height.saturating_sub(1);
        let hints = if wide && last >= 3 { 2 } else { u16::from(last >= 2) };
        let place = Rect::new(rect.x + 3, y, rect.width.saturating_sub(LINE_AROUND), (last - hints).max(1));
        field(canvas, place, &state.line.field, true, hidden);
    }
    hints(canvas, lang, places, patient_hint(&text), state.line.editing.is_some());
}

/// How to go on, what else can be done with a note that is changed, or that this looks like a patient's data.
fn hints(canvas: &mut Canvas<'_>, lang: Lang, places: &Places, patient: bool, editing: bool) {
    let rect = places.block;
    let wide = places.frame.breakpoint >= Breakpoint::Two;
    let narrow = places.frame.breakpoint <= Breakpoint::Narrow;
    let ime = if wide { session::note_hint_ime(lang) } else { session::note_hint_ime_short(lang) };
    let prefix = if narrow { session::note_hint_prefix_short(lang) } else { session::note_hint_prefix(lang) };
    let last = rect.height.saturating_sub(1);
    if let Some(y) = last.checked_sub(1).filter(|n| wide && *n >= 2).and_then(|n| row(rect, n)) {
        canvas.label(rect.x + 1, y, rect.right(), ime, Role::Quiet);
    }
    if let Some(y) = row(rect, last).filter(|_| last >= 2) {
        if patient {
            canvas.label(rect.x + 1, y, rect.right(), patient_words(lang, narrow), Role::Warn);
        } else {
            let hint = if editing { session::note_palette(lang) } else { prefix };
            canvas.label(rect.x + 1, y, rect.right(), hint, Role::Quiet);
        }
    }
}

const fn patient_words(lang: Lang, narrow: bool) -> &'static str {
    if narrow { session::note_patient_short(lang) } else { session::note_patient(lang) }
}

fn comment(canvas: &mut Canvas<'_>, core: &Core, state: &State, rect: Rect) {
    let Some(commenting) = &state.commenting else { return };
    let title = match commenting.which {
        Comment::Good => session::comment_good(core.lang),
        Comment::Next => session::comment_next(core.lang),
    };
    typed(canvas, core, title, &commenting.field, rect);
}

fn words(canvas: &mut Canvas<'_>, core: &Core, state: &State, rect: Rect) {
    let (Some(view), Some((_, text))) = (&state.view, &state.words) else { return };
    typed(canvas, core, &words_title(core, view, rect.width), text, rect);
}

fn typed(canvas: &mut Canvas<'_>, core: &Core, title: &str, text: &TextField, rect: Rect) {
    canvas.rule(rect, rect.y, title, "");
    let hidden = core.share_safe.then(|| common::typing_hidden(core.lang));
    if let Some(y) = row(rect, 1) {
        canvas.label(rect.x + 1, y, rect.right(), ">", Role::Strong);
        let rows = rect.height.saturating_sub(if rect.height > 2 { 2 } else { 1 }).max(1);
        field(canvas, Rect::new(rect.x + 3, y, rect.width.saturating_sub(4), rows), text, true, hidden);
    }
    if let Some(y) = row(rect, rect.height.saturating_sub(1)).filter(|_| rect.height > 2) {
        canvas.label(rect.x + 1, y, rect.right(), session::words_hint(core.lang), Role::Quiet);
    }
}
