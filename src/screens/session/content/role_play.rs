//! What the pane of the role-play says: steps, criteria, the scene.

use super::super::attempts;
use super::super::rows::{Pane, RowKey};
use super::super::state::{Standing, State};
use super::item::{item_row, items_of, quiet, script};
use super::{Below, Content, Row, Tone};
use crate::app::Core;
use crate::domain::Outcome;
use crate::i18n::{common, session};
use crate::layout::marks;
use crate::request::{CriterionView, ItemView, RolePlayView, SessionView};

pub(super) fn role_play(state: &State, core: &Core, view: &SessionView) -> Content {
    let lang = core.lang;
    let mut rows: Vec<Row> =
        items_of(view, Pane::RolePlay).enumerate().map(|(n, item)| item_row(state, core, item, n + 1)).collect();
    // Who is at a step of it reads the scene; who rates has the criteria.
    let steps = rows.len();
    let lead = rows.iter().any(|row| row.key == state.at).then_some(steps);
    let mut below: Vec<Below> = Vec::new();
    let mut count = {
        let items: Vec<&ItemView> = items_of(view, Pane::RolePlay).collect();
        let marked = items.iter().filter(|item| state.outcome(item).0 != Outcome::Planned).count();
        session::pane_count(lang, marked, items.len())
    };
    if let Some(play) = &view.role_play {
        let mut rated = 0;
        if !rows.is_empty() && !play.criteria.is_empty() {
            rows.push(quiet("  ", attempts::heading(state, core, play)));
        }
        for (nth, criterion) in play.criteria.iter().enumerate() {
            rated += usize::from(state.score(nth, criterion).0.is_some());
            rows.push(Row {
                key: Some(RowKey::Criterion(nth)),
                ..row_of(core, nth, criterion, state.score(nth, criterion))
            });
        }
        // What was rated of the other number stays in sight, behind what is rated now. It is put right in the record.
        for other in &play.others {
            rows.push(quiet("  ", attempts::other_heading(core, play, other)));
            let kept = |(nth, c): (usize, &CriterionView)| row_of(core, nth, c, (c.score, Standing::Kept));
            rows.extend(other.criteria.iter().enumerate().map(kept));
        }
        if !play.criteria.is_empty() {
            count =
                if core.share_safe { String::new() } else { session::rated_count(lang, rated, play.criteria.len()) };
            if state.attempt() > 1 {
                count = format!("{} {count}", session::attempt(lang, state.attempt()));
            }
        }
        let attempts = attempts::lines(state, core, play);
        let scene = scene(state, core, view, play);
        below.extend(if lead.is_some() { [scene, attempts] } else { [attempts, scene] }.into_iter().flatten());
    }
    Content { pane: Pane::RolePlay, title: String::new(), count, rows, lead, below, foot: Vec::new() }
}

fn row_of(core: &Core, nth: usize, criterion: &CriterionView, (score, standing): (Option<u8>, Standing)) -> Row {
    let lang = core.lang;
    let mark = match score {
        Some(_) if core.share_safe => common::mask_figure(lang).to_owned(),
        Some(score) => format!(" {score}"),
        None => marks::outcome(Outcome::Planned).get(lang).to_owned(),
    };
    let tone = match score {
        Some(1) if !core.share_safe => Tone::Bad,
        Some(2) if !core.share_safe => Tone::Warn,
        Some(3..) if !core.share_safe => Tone::Good,
        Some(_) | None => Tone::Plain,
    };
    Row {
        key: None,
        mark,
        tone,
        standing,
        number: format!("{} ", nth + 1),
        text: criterion.text.clone(),
        tail: if criterion.must { session::must_criterion(lang).to_owned() } else { String::new() },
        reason: String::new(),
        minutes: None,
    }
}

/// The scene as the criteria do not tell it. What the trainer says in it is for nobody else to read.
fn scene(state: &State, core: &Core, view: &SessionView, play: &RolePlayView) -> Vec<Below> {
    let lang = core.lang;
    let mut lines: Vec<String> = Vec::new();
    lines.extend(play.persona.as_ref().map(|text| session::persona(lang, text)));
    lines.extend(play.setting.as_ref().map(|text| session::setting(lang, text)));
    lines.extend(play.task.as_ref().map(|text| session::watch(lang, text)));
    if !core.share_safe {
        lines.extend(play.say.iter().map(|text| session::say(lang, text)));
    }
    lines.extend(play.material.iter().map(|text| session::material(lang, text)));
    let scene = lines.into_iter().enumerate().map(|(n, line)| {
        let line = Below::line(line);
        if n == 0 { line.gap() } else { line }
    });
    scene.chain(script(state, core, view, Pane::RolePlay)).collect()
}
