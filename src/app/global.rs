//! The commands that work everywhere.

use super::lines;
use super::model::{Model, QUIT_WITHIN};
use super::msg::Effect;
use super::notices::Severity;
use super::page::Open;
use super::stack::{back, close_top, home, open};
use super::words::Words;
use super::{asleep, windows};
use crate::command::global::Global;
use crate::command::{Command, Context, Key, Row};
use crate::domain::Level;
use crate::domain::link::{self, LinkRefusal};
use crate::i18n::{Lang, notice, practice, refusal};
use crate::layout::words;
use crate::request::{Back, Record};
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
        Global::Everybody | Global::OnlyMine => {
            model.core.everybody = global == Global::Everybody;
            let text = if model.core.everybody { notice::everybodys(lang) } else { notice::only_mine(lang) };
            model.core.say(Severity::Done, text);
            model.load_top(effects);
        }
        Global::Older | Global::OnlyNewer => {
            model.core.back = if global == Global::Older { Back::All } else { Back::TwoWeeks };
            let text = if global == Global::Older { notice::older(lang) } else { notice::only_newer(lang) };
            model.core.say(Severity::Done, text);
            model.load_top(effects);
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
        Global::LogCall => log_call(model, effects, false),
        Global::LogReached => log_call(model, effects, true),
        Global::EndFollowUp => end_follow_up(model, effects),
        Global::Flag => flag(model, effects),
        Global::GapCounts => asleep::settle(model, true, effects),
        Global::GapOut => asleep::settle(model, false, effects),
        Global::SaveAck => tell_saved(model),
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
        Global::Interrupt => interrupt(model, effects),
        Global::Quit => quit(model, effects),
    }
}

/// When the last change was written, for a reflex that wants to hear it.
fn tell_saved(model: &mut Model) {
    let lang = model.core.lang;
    if model.core.file.read_only && !model.core.is_saving() {
        return model.core.say(Severity::Warning, refusal::read_only(lang));
    }
    let text = match (model.core.is_saving(), model.core.saved_at) {
        (true, _) => notice::saving(lang).to_owned(),
        (false, Some(at)) => notice::saved_at(lang, &words::clock_seconds(model.core.local(at))),
        (false, None) => notice::nothing_to_save(lang).to_owned(),
    };
    model.core.say(Severity::Done, text);
}

/// Whether quitting was asked for a moment ago, so that asking again means it.
fn asked_to_quit(model: &Model) -> bool {
    model.core.quit_armed.is_some_and(|at| model.core.now - at <= QUIT_WITHIN)
}

fn interrupt(model: &mut Model, effects: &mut Vec<Effect>) {
    if asked_to_quit(model) {
        effects.push(Effect::Quit);
        return;
    }
    let lang = model.core.lang;
    let unkept = model.has_unkept_typing();
    let text = if unkept { notice::quit_unkept(lang) } else { notice::quit_again(lang) };
    model.core.quit_armed = Some(model.core.now);
    model.core.say(Severity::Done, text);
}

fn quit(model: &mut Model, effects: &mut Vec<Effect>) {
    // A letter of a sentence typed at the screen must not end the program.
    if model.streak.is_fast() {
        return;
    }
    let unkept = model.has_unkept_typing();
    if asked_to_quit(model) || (model.core.running.is_none() && !unkept) {
        effects.push(Effect::Quit);
        return;
    }
    let lang = model.core.lang;
    let text = match (unkept, model.core.file.practice) {
        (true, _) => notice::quit_unkept(lang),
        (false, true) => notice::quit_practice(lang),
        (false, false) => notice::quit_running(lang),
    };
    model.core.quit_armed = Some(model.core.now);
    model.core.say(Severity::Done, text);
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

/// What came of the follow-up of whoever is meant is asked.
fn end_follow_up(model: &mut Model, effects: &mut Vec<Effect>) {
    model.top(effects, |page, cx| {
        if let Some(about) = page.follow_up() {
            cx.open(Open::EndFollowUp(Box::new(about)));
        }
    });
}

fn log_call(model: &mut Model, effects: &mut Vec<Effect>, answered: bool) {
    model.top(effects, |page, cx| {
        if let Some(whom) = page.target().scope() {
            if answered {
                cx.log_answered(whom);
            } else {
                cx.log_call(whom);
            }
        }
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

/// The label of a key that ran although the input method was on: said three times, then known.
pub(super) fn hint_full_width(model: &mut Model, typed: char, row: &Row) {
    if model.core.ime_hints < 3 {
        model.core.ime_hints += 1;
        let lang: Lang = model.core.lang;
        let text = notice::ime_key(lang, &typed.to_string(), row.long.get(lang));
        model.core.say(Severity::Done, text);
    }
}
