//! The commands that work everywhere, and the way between pages.

use std::collections::{BTreeMap, BTreeSet};

use super::core::Pending;
use super::lines;
use super::model::{Model, QUIT_WITHIN};
use super::msg::{Effect, RequestId};
use super::notices::Severity;
use super::page::{Go, Open, PageId};
use super::runaway::{Before, Did, TakeBack};
use super::screen::{Below, Fresh, Placed, Screen, fresh, is_open};
use super::words::Words;
use super::{asleep, say, windows};
use crate::command::global::Global;
use crate::command::{Command, Context, Key, Row};
use crate::domain::link::{self, LinkRefusal};
use crate::domain::{AppointmentState, Deed, Entity, Level, TouchKind};
use crate::i18n::{Lang, notice, practice, refusal};
use crate::layout::words;
use crate::request::{Ask, Draft, Record, ResumeView, Reverted};
use crate::screens::not_held::About;

/// Runs a command whose predicate holds.
pub(super) fn run(model: &mut Model, row: &Row, key: Key, effects: &mut Vec<Effect>) {
    match row.command {
        Command::Global(global) => everywhere(model, global, effects),
        Command::Field(field) => super::input::edit(model, field, key, effects),
        command @ (Command::Move(_)
        | Command::Overlay(_)
        | Command::FirstRun(_)
        | Command::Today(_)
        | Command::Session(_)
        | Command::WrapUp(_)
        | Command::Review(_)
        | Command::Card(_)
        | Command::Record(_)) => model.top(effects, |page, cx| page.command(command, key, cx)),
    }
}

fn everywhere(model: &mut Model, global: Global, effects: &mut Vec<Effect>) {
    let lang = model.core.lang;
    keep_draft_now(model, effects);
    match global {
        Global::Help if matches!(model.context(), Context::Help | Context::HelpFilter) => close_top(model, effects),
        Global::Help => open(model, Open::Help, effects),
        Global::Palette | Global::Search => {
            if model.context() != Context::Palette {
                open(model, Open::Palette { query: String::new(), people: global == Global::Search }, effects);
            }
        }
        Global::Back => back(model, effects),
        // Whoever undoes right after it means that; it must not cost them what they did before.
        Global::Undo if std::mem::take(&mut model.core.blacked_out) => {
            model.core.say(Severity::Warning, notice::blacked_out_stays(lang));
        }
        Global::Undo => {
            model.top(effects, |_, cx| cx.record(Record::Undo));
        }
        Global::Redo => {
            model.top(effects, |_, cx| cx.record(Record::Redo));
        }
        Global::ShareOn => hide_names(model),
        Global::ShareOff => {
            model.core.share_safe = false;
            model.core.say(Severity::Done, notice::share_off(lang));
        }
        Global::Blank => model.core.blank = !model.core.blank,
        // Its box opens by the chord; from the palette it opens the same way.
        Global::Go => model.chord = vec![Key::char('g')],
        Global::GoToday => home(model, effects),
        Global::GoSession => {
            if let Some(appointment) = model.core.running {
                open(model, Open::Session { appointment }, effects);
            }
        }
        Global::GoReview => open(model, Open::Review, effects),
        Global::GoNotices => open(model, Open::Notices, effects),
        Global::OpenCard => {
            if let Some(learner) = model.page().and_then(|page| page.target().learner) {
                open(model, Open::Card { learner }, effects);
            }
        }
        Global::OpenLink => open_link(model, effects),
        Global::Book => {
            let about = model.page().and_then(|page| About::booking(page.target(), &model.core));
            if let Some(about) = about {
                open(model, Open::NotHeld(Box::new(about)), effects);
            }
        }
        Global::BookExtra => {
            let about = model.page().and_then(|page| About::extra(page.target(), &model.core));
            if let Some(about) = about {
                open(model, Open::NotHeld(Box::new(about)), effects);
            }
        }
        Global::PracticeLine => put_away(model, effects),
        Global::Import => open(model, Open::Import { line: String::new() }, effects),
        Global::AddLearner => open(model, Open::AddLearner, effects),
        Global::History => {
            if let Some(of) = model.page().and_then(lines::history_of) {
                open(model, Open::History { of }, effects);
            }
        }
        Global::PrivateNote | Global::OpenNote => lines::turn_private(model, effects),
        Global::MoveNote | Global::BlackOut => {
            if let Some(note) = model.page().and_then(super::Page::note).cloned().map(Box::new) {
                let box_of = if global == Global::BlackOut { Open::BlackOut } else { Open::MoveNote };
                open(model, box_of(note), effects);
            }
        }
        Global::LogCall => log_call(model, effects),
        Global::Flag => flag(model, effects),
        Global::GapCounts => asleep::settle(model, true, effects),
        Global::GapOut => asleep::settle(model, false, effects),
        Global::SaveAck if model.core.file.read_only && !model.core.is_saving() => {
            model.core.say(Severity::Warning, refusal::read_only(lang));
        }
        Global::SaveAck => {
            let text = match (model.core.is_saving(), model.core.saved_at) {
                (true, _) => notice::saving(lang).to_owned(),
                (false, Some(at)) => notice::saved_at(lang, &words::clock_seconds(model.core.local(at))),
                (false, None) => notice::nothing_to_save(lang).to_owned(),
            };
            model.core.say(Severity::Done, text);
        }
        Global::Redraw => effects.push(Effect::Redraw),
        Global::Language => {
            model.core.lang = model.core.lang.other();
            // The words of the programme come with the next answer.
            model.core.words = Words::of(model.core.lang);
            effects.push(Effect::SetLang(model.core.lang));
            model.each(effects, |page, cx| page.load(cx));
        }
        Global::ReleaseMouse => {
            effects.push(Effect::ReleaseMouse);
            model.core.say(Severity::Done, notice::mouse_off(lang));
        }
        Global::TakeOver => windows::ask_for_it(model, effects),
        Global::Interrupt => {
            if model.core.quit_armed.is_some_and(|at| model.core.now - at <= QUIT_WITHIN) {
                effects.push(Effect::Quit);
            } else {
                model.core.quit_armed = Some(model.core.now);
                let unkept = model.has_unkept_typing();
                let text = if unkept { notice::quit_unkept(lang) } else { notice::quit_again(lang) };
                model.core.say(Severity::Done, text);
            }
        }
        Global::Quit => {
            // A letter of a sentence typed at the screen must not end the program.
            if model.streak.is_fast() {
                return;
            }
            let asked = model.core.quit_armed.is_some_and(|at| model.core.now - at <= QUIT_WITHIN);
            let unkept = model.has_unkept_typing();
            if asked || (model.core.running.is_none() && !unkept) {
                effects.push(Effect::Quit);
            } else {
                model.core.quit_armed = Some(model.core.now);
                let text = match (unkept, model.core.file.practice) {
                    (true, _) => notice::quit_unkept(lang),
                    (false, true) => notice::quit_practice(lang),
                    (false, false) => notice::quit_running(lang),
                };
                model.core.say(Severity::Done, text);
            }
        }
    }
}

/// Share-safe, if it is not on already.
pub(super) fn hide_names(model: &mut Model) {
    if !std::mem::replace(&mut model.core.share_safe, true) {
        let told = notice::share_on(model.core.lang);
        model.core.say(Severity::Done, told);
    }
}

/// A field that is about to be left or covered keeps its text on disk first.
fn keep_draft_now(model: &mut Model, effects: &mut Vec<Effect>) {
    let now = model.core.now;
    model.top(effects, |page, cx| {
        for draft in page.take_drafts(None, now) {
            cx.core.keep_draft(draft, cx.effects);
        }
    });
}

fn back(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.top(effects, |page, cx| page.back(cx)) {
        return;
    }
    if !model.overlays.is_empty() {
        close_top(model, effects);
    } else if model.core.notices.dismiss() {
        // The error line was the step back.
    } else if model.screens.len() > 1 {
        close_top(model, effects);
    } else {
        let text = notice::nothing_further(model.core.lang);
        model.core.say(Severity::Done, text);
    }
}

fn close_top(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.overlays.pop().is_some() {
        return;
    }
    if model.screens.len() > 1 {
        model.screens.pop();
        model.load_top(effects);
    }
}

fn home(model: &mut Model, effects: &mut Vec<Effect>) {
    model.overlays.clear();
    model.screens.truncate(1);
    model.load_top(effects);
}

/// Opens a page above the one on top. A screen that is on the stack already is gone back to.
pub(super) fn open(model: &mut Model, open: Open, effects: &mut Vec<Effect>) {
    let below = Below {
        context: model.context(),
        facts: model.facts(),
        name: model.page().and_then(|page| page.target().name),
        shorts: model.core.shorts.clone(),
    };
    if let Some(at) = model.screens.iter().position(|s| is_open(&s.what, &open)) {
        model.overlays.clear();
        model.screens.truncate(at + 1);
        model.load_top(effects);
        return;
    }
    model.core.last_page += 1;
    let id = PageId(model.core.last_page);
    let keeps_drafts = match open {
        Open::Session { .. }
        | Open::WrapUp { .. }
        | Open::Review
        | Open::Card { .. }
        | Open::Record { .. }
        | Open::Gates(_) => true,
        // The form of one more learner asks when it loads.
        Open::Help
        | Open::Palette { .. }
        | Open::Notices
        | Open::NotHeld(_)
        | Open::Import { .. }
        | Open::AddLearner
        | Open::EditLearner { .. }
        | Open::History { .. }
        | Open::BlackOut(_)
        | Open::DropItem(_)
        | Open::Switch(_)
        | Open::MoveNote(_) => false,
    };
    match fresh(open, below) {
        Fresh::Screen(what) => {
            model.overlays.clear();
            model.screens.push(Placed { id, what });
        }
        Fresh::Overlay(what) => model.overlays.push(Placed { id, what }),
    }
    model.load_top(effects);
    if keeps_drafts {
        model.top(effects, |_, cx| cx.ask(Ask::Resume));
    }
}

/// Takes a page where it wants to go.
pub(super) fn go(model: &mut Model, from: PageId, go: Go, effects: &mut Vec<Effect>) {
    match go {
        Go::Open(what) => open(model, what, effects),
        Go::Close => close(model, from, effects),
        Go::Home => home(model, effects),
        Go::Done => match model.screens.iter().position(|s| matches!(s.what, Screen::Review(_))) {
            Some(at) => {
                model.overlays.clear();
                model.screens.truncate(at + 1);
                model.load_top(effects);
            }
            None => home(model, effects),
        },
        Go::Replace(what) => {
            model.screens.retain(|s| s.id != from);
            model.overlays.retain(|o| o.id != from);
            open(model, what, effects);
        }
        Go::Run(row) => {
            close(model, from, effects);
            // What was offered a moment ago may not hold any more.
            if row.holds(model.facts()) {
                let key = row.keys.first().and_then(|cell| Key::named(cell)).unwrap_or(Key::char(' '));
                let said = model.core.notices.said();
                run(model, row, key, effects);
                // Every use teaches the key, unless the command itself had something to say.
                if let Some(keys) = row.keys.first().filter(|_| model.core.notices.said() == said) {
                    let text = notice::next_time(model.core.lang, keys);
                    model.core.say(Severity::Done, text);
                }
            }
        }
        Go::Short(short) => {
            close(model, from, effects);
            super::typing::put_short(model, &short.name, &short.text, effects);
        }
        Go::Begin => begin(model, Screen::Today(Box::default()), effects),
    }
}

/// The first screen of a file that somebody is in now, or nobody any more.
pub(super) fn begin_anew(model: &mut Model, effects: &mut Vec<Effect>) {
    let empty = model.core.file.empty;
    let first = if empty { Screen::FirstRun(Box::default()) } else { Screen::Today(Box::default()) };
    begin(model, first, effects);
}

/// One screen in place of all.
fn begin(model: &mut Model, what: Screen, effects: &mut Vec<Effect>) {
    model.core.last_page += 1;
    let id = PageId(model.core.last_page);
    model.overlays.clear();
    model.screens = vec![Placed { id, what }];
    model.load_top(effects);
}

fn close(model: &mut Model, id: PageId, effects: &mut Vec<Effect>) {
    if let Some(at) = model.overlays.iter().position(|o| o.id == id) {
        model.overlays.remove(at);
    } else if let Some(at) = model.screens.iter().position(|s| s.id == id).filter(|at| *at > 0) {
        model.screens.truncate(at);
        model.load_top(effects);
    }
}

fn open_link(model: &mut Model, effects: &mut Vec<Effect>) {
    let lang = model.core.lang;
    let Some(url) = model.page().and_then(|page| page.target().link) else {
        model.core.say(Severity::Warning, notice::link_missing(lang));
        return;
    };
    match link::meeting(&url) {
        Ok(_) => effects.push(Effect::OpenLink { url }),
        Err(LinkRefusal { host }) => model.core.say(Severity::Error, notice::link_refused(lang, &host)),
    }
}

fn log_call(model: &mut Model, effects: &mut Vec<Effect>) {
    let lang = model.core.lang;
    model.top(effects, |page, cx| {
        let Some((scope, id)) = page.target().scope() else { return };
        let touch = cx.make_id();
        let record = Record::Touch {
            touch,
            scope,
            id,
            kind: TouchKind::Call,
            reached: false,
            text: String::new(),
            minutes_ago: 0,
        };
        cx.record_saying(record, |_| notice::contact_logged(lang).to_owned());
    });
}

/// The line of the practice day goes, or comes back; the file remembers it.
fn put_away(model: &mut Model, effects: &mut Vec<Effect>) {
    let lang = model.core.lang;
    let Some(tasks) = &mut model.core.file.tasks else { return };
    tasks.hidden = !tasks.hidden;
    effects.push(Effect::HidePractice(tasks.hidden));
    let text = if tasks.hidden { practice::hidden(lang) } else { practice::shown(lang) };
    model.core.say(Severity::Done, text);
}

/// 要 -> 急 -> none.
fn flag(model: &mut Model, effects: &mut Vec<Effect>) {
    let lang = model.core.lang;
    model.top(effects, |page, cx| {
        let target = page.target();
        let (Some((scope, id)), Some(name)) = (target.scope(), target.name) else { return };
        let level = match target.flag {
            None | Some(Level::Watch) => Some(Level::Contact),
            Some(Level::Contact) => Some(Level::Urgent),
            Some(Level::Urgent) => None,
        };
        let follow_up = cx.make_id();
        cx.record_saying(Record::Flag { scope, id, follow_up, level }, |lens| {
            let name = name.show(lens);
            match level {
                Some(Level::Urgent) => notice::flag_urgent(lang, &name),
                Some(Level::Contact | Level::Watch) => notice::flag_contact(lang, &name),
                None => notice::flag_none(lang, &name),
            }
        });
    });
}

/// Undo says what it undid, and every page in view shows it.
pub(super) fn told_of_undo(model: &mut Model, id: RequestId, reverted: &Reverted, effects: &mut Vec<Effect>) {
    let lang = model.core.lang;
    if !model.take_back.untold.remove(&id) {
        model.core.say_about(Severity::Done, |lens| {
            let what = say::reverted(lang, lens, reverted);
            if reverted.redone { notice::redone(lang, &what) } else { notice::undone(lang, &what) }
        });
    }
    for field in reverted.fields.iter().filter(|f| f.entity == Entity::Appointment && f.field == "state") {
        let runs = |state: &Option<String>| state.as_deref() == Some(AppointmentState::InProgress.word());
        if runs(&field.to) {
            model.core.running = Some(field.id);
        } else if runs(&field.from) && model.core.running == Some(field.id) {
            model.core.running = None;
        }
    }
    if reverted.deed == Some(Deed::Start) && !reverted.redone {
        model.core.running = None;
        let begun = model.screens.last().filter(|s| matches!(s.what, Screen::Session(_) | Screen::WrapUp(_)));
        if let Some(id) = begun.map(|s| s.id) {
            // There is no session any more; what it covered loads by itself.
            go(model, id, Go::Close, effects);
            return;
        }
    }
    if reverted.empty != model.core.file.empty {
        model.core.file.empty = reverted.empty;
        begin_anew(model, effects);
        return;
    }
    // A card of somebody who is not there any more would take notes for nobody: the one below it is gone back to.
    let is_gone = |s: &Placed<Screen>| matches!(&s.what, Screen::Card(c) if reverted.gone.contains(&c.learner()));
    if let Some(at) = model.screens.iter().position(is_gone).filter(|at| *at > 0) {
        model.overlays.clear();
        model.screens.truncate(at);
        model.load_top(effects);
        return;
    }
    if let Some(id) = model.screens.last().map(|s| s.id) {
        model.with(id, effects, |page, cx| {
            page.reverted(reverted);
            page.load(cx);
        });
    }
    if !model.overlays.is_empty() {
        model.load_top(effects);
    }
}

/// What was going on when the program last ended: a session that runs is gone on with, where it was.
pub(super) fn resume(model: &mut Model, view: &ResumeView, effects: &mut Vec<Effect>) {
    model.core.running = view.running;
    // A second window is no return: the session goes on in the first.
    let Some(appointment) = view.running.filter(|_| !model.core.file.read_only) else { return };
    open(model, Open::Session { appointment }, effects);
    let text = notice::resumed(model.core.lang);
    model.core.say(Severity::Warning, text);
}

/// Half-typed texts on disk go back into their fields as soon as their page is open.
pub(super) fn offer_drafts(model: &mut Model, page: PageId, drafts: &[Draft], effects: &mut Vec<Effect>) {
    let lang = model.core.lang;
    // What was typed here since is newer than what the other window has left.
    let unkept = model.core.unkept.clone();
    for draft in unkept.iter().chain(drafts) {
        if model.with(page, effects, |page, _| page.restore(draft)) {
            let time = words::clock(model.core.local(draft.at));
            model.core.say(Severity::Warning, notice::restored(lang, &time));
        }
    }
}

/// Letters that were typing: what they did is taken back, and they become text.
pub(super) fn take_back(
    model: &mut Model,
    before: &Before,
    recorded: BTreeMap<RequestId, Did>,
    effects: &mut Vec<Effect>,
) {
    model.overlays.retain(|o| before.overlays.contains(&o.id));
    let kept = model.screens.iter().take_while(|s| before.screens.contains(&s.id)).count();
    if kept > 0 && kept < model.screens.len() {
        model.screens.truncate(kept);
        model.load_top(effects);
    }
    model.core.share_safe = before.share_safe;
    model.core.blank = false;
    let newer = |(id, pending): (&RequestId, &Pending)| (pending.records && id.0 > before.last_request).then_some(*id);
    let waiting = model.core.pending.iter().filter_map(newer).collect();
    model.take_back = TakeBack { waiting, done: recorded, untold: BTreeSet::new() };
    record_taken_back(model, effects);
}

/// One of the recordings that are to be taken back was answered: `did` is what is on disk of it.
pub(super) fn take_back_answered(model: &mut Model, id: RequestId, did: Option<Did>, effects: &mut Vec<Effect>) {
    if model.take_back.waiting.remove(&id) {
        model.take_back.done.extend(did.map(|did| (id, did)));
        record_taken_back(model, effects);
    }
}

fn record_taken_back(model: &mut Model, effects: &mut Vec<Effect>) {
    for record in model.take_back.due() {
        let id = model.top(effects, |_, cx| cx.record(record));
        model.take_back.untold.insert(id);
    }
}

/// The label of a key that ran although the input method was on: said three times, then known.
pub(super) fn hint_full_width(model: &mut Model, typed: char, row: &Row) {
    if model.core.ime_hints < 3 {
        model.core.ime_hints += 1;
        let lang: Lang = model.core.lang;
        let text = notice::ime_key(lang, &typed.to_string(), row.long.get(lang));
        model.core.say(Severity::Done, text);
    }
}
