//! Two windows on one file: whose turn it is to write, and what the other one wrote.

use super::model::Model;
use super::msg::Effect;
use super::notices::Severity;
use super::screen::Screen;
use super::stack;
use crate::i18n::notice;
use crate::request::{Ask, News, Took, Writer};

/// Asks for the file.
pub(super) fn ask_for_it(model: &mut Model, effects: &mut Vec<Effect>) {
    let text = notice::taking_over(model.core.lang);
    model.core.say(Severity::Done, text);
    effects.push(Effect::TakeOver);
}

/// Another window wants to write. What is half typed goes to the disk first, and nothing is recorded behind it: the store
/// would refuse what is pressed from here on.
pub(super) fn wanted(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.core.file.read_only {
        return;
    }
    model.drafts_to_disk(None, effects);
    model.core.file.read_only = true;
    effects.push(Effect::LetGo);
}

/// The store has let go, or nobody took the file.
pub(super) fn let_go(model: &mut Model, writer: Writer) {
    let lang = model.core.lang;
    model.core.file.read_only = writer.is_err();
    model.core.file.holder = None;
    if let Err(holder) = writer {
        let text = match &holder {
            Some(holder) => notice::let_go(lang, holder.pid),
            None => notice::let_go_unknown(lang).to_owned(),
        };
        model.core.say(Severity::Warning, text);
        model.core.file.holder = holder;
    }
}

/// What came of asking for the file.
pub(super) fn took_over(model: &mut Model, took: Took, effects: &mut Vec<Effect>) {
    let lang = model.core.lang;
    let (text, holder) = match took {
        Took::Mine => {
            model.core.file.read_only = false;
            model.core.file.holder = None;
            model.core.say(Severity::Done, notice::took_over(lang));
            model.drafts_to_disk(None, effects);
            effects.extend(std::mem::take(&mut model.core.unkept).into_iter().map(Effect::SaveDraft));
            model.each(effects, |page, cx| page.load(cx));
            // The other window has left its half-typed texts on the disk.
            let shown = model.screens.last().map(|s| s.id);
            if let Some(id) = shown {
                model.with(id, effects, |_, cx| cx.ask(Ask::Resume));
            }
            return;
        }
        Took::Held(Some(holder)) => (notice::take_over_held(lang, holder.pid), Some(holder)),
        Took::Held(None) => (notice::take_over_failed(lang).to_owned(), None),
        Took::Silent(Some(holder)) => (notice::take_over_silent(lang, holder.pid), Some(holder)),
        Took::Silent(None) => (notice::take_over_silent_unknown(lang).to_owned(), None),
    };
    model.core.file.holder = holder;
    model.core.say(Severity::Error, text);
}

/// The window that writes has written.
pub(super) fn news(model: &mut Model, news: News, effects: &mut Vec<Effect>) {
    if !model.core.file.read_only {
        return;
    }
    model.core.file.holder = news.holder;
    model.stale = true;
    // Whoever was added first, or taken back last, changes what the first screen is.
    if std::mem::replace(&mut model.core.file.empty, news.empty) != news.empty && !model.is_typing() {
        stack::begin_anew(model, effects);
    }
}

/// Loads what is in view when it is older than the file: not while text is composed, for that would draw.
pub(super) fn follow(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.is_typing() || !std::mem::take(&mut model.stale) {
        return;
    }
    // The first screen shows nothing of the file but half-typed texts, and those are of the other window.
    let shown = model.screens.last().filter(|s| !matches!(s.what, Screen::FirstRun(_)));
    if let Some(id) = shown.map(|s| s.id) {
        model.with(id, effects, |page, cx| page.load(cx));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Msg;
    use crate::app::bench::{Bench, Setup, fixture};
    use crate::i18n::Lang;
    use crate::request::{Failure, FileView, Holder, Record, Refusal, Reply, ResumeView};

    /// A window with a reason half typed.
    fn typing() -> Bench {
        let gates = |_: &Record| Err(Failure::Refused(Refusal::Gates { unmet: vec!["flow".to_owned()] }));
        let mut b = Bench::new(Setup::new(Lang::Ja, (100, 30))).keeping(gates);
        b.press("Enter {理由}").fresh();
        b
    }

    fn reading() -> Bench {
        let mut setup = Setup::new(Lang::Ja, (100, 30));
        setup.file = FileView { read_only: true, holder: Some(other()), ..FileView::default() };
        Bench::new(setup)
    }

    fn other() -> Holder {
        Holder { pid: 4712, since: fixture::at(9, 31) }
    }

    fn drafts(b: &Bench) -> Vec<&str> {
        b.effects
            .iter()
            .filter_map(|e| if let Effect::SaveDraft(d) = e { Some(d.text.as_str()) } else { None })
            .collect()
    }

    #[test]
    fn whoever_is_asked_keeps_what_is_half_typed_and_lets_go_behind_it() {
        let mut b = typing();
        b.send(Msg::Wanted);
        assert!(matches!(&b.effects[..], [Effect::SaveDraft(d), Effect::LetGo] if d.text == "理由"), "{:?}", b.effects);
        // What is pressed before the answer comes records nothing.
        b.fresh().press("Enter");
        assert!(b.records().is_empty());
        b.send(Msg::LetGo(Err(Some(other()))));
        b.sees("ほかのウィンドウ (PID 4712) に移しました").sees("[閲覧のみ]").sees("理由");
        // It is told once.
        b.fresh().send(Msg::Wanted);
        assert_eq!(b.effects, []);
        let mut b = typing();
        b.send(Msg::Wanted);
        b.send(Msg::LetGo(Ok(())));
        b.sees_not("[閲覧のみ]").sees_not("移しました").press("Enter");
        assert_eq!(b.records().len(), 1);
    }

    #[test]
    fn what_is_typed_while_another_writes_stays_in_its_field_until_this_one_may() {
        let mut b = typing();
        b.send(Msg::Wanted);
        b.send(Msg::LetGo(Err(None)));
        b.fresh().press("{の続き}").sees("理由の続き");
        b.wait(5).send(Msg::Stop);
        assert!(drafts(&b).is_empty(), "{:?}", b.effects);
        b.press("Ctrl-S").sees("このウィンドウは閲覧のみです");
        b.press("Ctrl-C").sees("閲覧のみの間に書いた分は保存できません");
        b.send(Msg::TookOver(Took::Mine));
        assert_eq!(drafts(&b), ["理由の続き"]);
        b.sees("理由の続き");
    }

    #[test]
    fn whoever_takes_over_gets_what_the_other_was_typing() {
        let mut b = Bench::with(
            Setup::new(Lang::Ja, (100, 30)),
            Box::new(|ask| match ask {
                Ask::Resume => Some(Reply::Resume(ResumeView { running: None, last_sign: None, drafts: Vec::new() })),
                other => fixture::answer(Lang::Ja, other),
            }),
        );
        b.fresh().press("T");
        assert!(!b.effects.contains(&Effect::TakeOver), "it writes already");
        b.send(Msg::Wanted);
        b.send(Msg::LetGo(Err(None)));
        b.fresh().press("T").sees("頼んでいます").send(Msg::TookOver(Took::Mine));
        assert!(b.effects.contains(&Effect::TakeOver));
        assert!(b.effects.iter().any(|e| matches!(e, Effect::Ask(_, Ask::Resume))));
    }

    #[test]
    fn a_window_that_may_not_write_says_why() {
        let mut b = reading();
        b.send(Msg::TookOver(Took::Silent(Some(other()))));
        b.sees("もう一方のウィンドウ (PID 4712) が答えません").sees("[閲覧のみ]").press("Esc");
        b.send(Msg::TookOver(Took::Held(Some(other()))));
        b.sees("PID 4712 が書いています").sees("[閲覧のみ]");
    }

    #[test]
    fn a_window_that_reads_loads_what_the_other_wrote_but_not_under_what_is_composed() {
        let loads = |b: &Bench| b.effects.iter().any(|e| matches!(e, Effect::Ask(_, Ask::Day { .. })));
        let mut b = reading();
        b.fresh().send(Msg::News(News { holder: Some(other()), empty: false }));
        assert!(loads(&b));
        b.sees("PID 4712, 09:31 から");
        b.press("Ctrl-P {あ}").fresh().send(Msg::News(News { holder: Some(other()), empty: false }));
        assert!(!loads(&b));
        b.press("Esc");
        assert!(loads(&b));
    }
}
