//! What a meeting is called, a further number in it, what is too much for it, and what is carried no further.

use super::rows::{self, RowKey};
use super::state::State;
use crate::app::{Core, Cx, Open};
use crate::domain::{AppointmentKind, AppointmentState};
use crate::i18n::{Lang, common, notice, session};
use crate::request::{ItemView, LoadView, Record, SessionView};

impl State {
    /// The next number comes into this meeting.
    pub(super) fn take_in(&mut self, cx: &mut Cx<'_>) {
        let Some((session, number)) = self.view.as_ref().and_then(|view| Some((view.session, view.can_take_in?)))
        else {
            return;
        };
        let lang = cx.core.lang;
        cx.record_saying(Record::TakeIn { session, number }, |_| notice::taken_in(lang, number));
    }

    /// The carried item under the cursor.
    pub(super) fn carried(&self) -> Option<&ItemView> {
        let Some(RowKey::Item(id)) = self.at else { return None };
        rows::item(self.view.as_ref()?, id).filter(|item| item.carried_from.is_some())
    }

    /// The optional item under the cursor that was skipped, and nobody said why.
    pub(super) fn skipped(&self) -> Option<&ItemView> {
        let Some(RowKey::Item(id)) = self.at else { return None };
        let unsaid = |item: &&ItemView| {
            let outcome = self.outcome(item).0;
            item.asks_why(outcome) && item.reason(outcome).is_none()
        };
        rows::item(self.view.as_ref()?, id).filter(unsaid)
    }

    /// What is dropped or was skipped asks why.
    pub(super) fn ask_why(&self, cx: &mut Cx<'_>) {
        if let Some(item) = self.carried().or(self.skipped()) {
            cx.open(Open::DropItem(Box::new(item.clone())));
        }
    }
}

/// What a meeting is called: 第5回, キックオフ.
pub fn number_words(view: &SessionView, lang: Lang) -> String {
    // What is over tells what was gone through.
    words_of(view, lang, view.state == AppointmentState::InProgress)
}

/// The same without a further number that nobody came to.
pub fn gone_through_words(view: &SessionView, lang: Lang) -> String {
    words_of(view, lang, false)
}

fn words_of(view: &SessionView, lang: Lang, all: bool) -> String {
    match (view.kind, view.session_no) {
        (AppointmentKind::Session, Some(n)) => with_further(lang, common::session_no(lang, n), view, all),
        (AppointmentKind::Extra, Some(n)) => common::extra(lang, n),
        (AppointmentKind::Kickoff, _) => common::kickoff(lang).to_owned(),
        (AppointmentKind::FollowUpCall, _) => common::follow_up_call(lang).to_owned(),
        (AppointmentKind::Support | AppointmentKind::Session | AppointmentKind::Extra, _) => {
            common::support(lang).to_owned()
        }
    }
}

/// `第5回+第6回`: the numbers that came in behind the meeting's own.
fn with_further(lang: Lang, words: String, view: &SessionView, all: bool) -> String {
    let told = |number: &&u8| all || !view.is_idle(**number);
    view.further.iter().filter(told).fold(words, |words, number| words + &session::also_number(lang, *number))
}

/// Minutes of the plan where they are too many, for the head of the screen.
pub(super) fn load_head(lang: Lang, view: &SessionView) -> Option<String> {
    let load = view.load.as_ref().filter(|load| !view.closed && load.is_over())?;
    Some(session::load(lang, load.needed, load.longest))
}

/// What does not fit and what comes for the third time.
pub(super) fn load_lines(core: &Core, view: &SessionView) -> Vec<String> {
    match &view.load {
        Some(load) if !view.closed && !core.share_safe => {
            let how = (!load.cut.is_empty()).then(|| session::load_how(core.lang).to_owned());
            told(core.lang, load).into_iter().chain(how).collect()
        }
        Some(_) | None => Vec::new(),
    }
}

/// The same of any plan: how much it is and, where that helps, the key of an extra session, then what comes too often, then what does not fit.
pub fn told(lang: Lang, load: &LoadView) -> Vec<String> {
    let between = if lang == Lang::Ja { "、" } else { ", " };
    let over = load.is_over().then(|| load_short(lang, load));
    let third = (!load.third.is_empty()).then(|| session::load_third(lang, &load.third.join(between)));
    let cut = (!load.cut.is_empty()).then(|| session::load_cut(lang, &load.cut.join(between)));
    over.into_iter().chain(third).chain(cut).collect()
}

/// `予定 46分/30分  E 補講`. The extra session is offered where much is carried: of a plan that is merely long something waits.
pub fn load_short(lang: Lang, load: &LoadView) -> String {
    let words = session::load(lang, load.needed, load.longest);
    if load.extra { format!("{words}  {}", session::load_extra(lang)) } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extra_session_is_offered_where_much_is_carried_and_not_for_a_minute_too_many() {
        let load = |needed, extra| LoadView { needed, longest: 30, cut: Vec::new(), third: Vec::new(), extra };
        assert_eq!(load_short(Lang::Ja, &load(31, false)), "予定 31分/30分");
        assert_eq!(load_short(Lang::Ja, &load(46, true)), "予定 46分/30分  E 補講");
        assert_eq!(told(Lang::En, &load(31, false)), ["planned 31/30 min"]);
    }
}
