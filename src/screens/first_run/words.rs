//! Jobs as they are shown and as they are typed.

use crate::app::words::Words;
use crate::domain::Job;
use crate::i18n::{Lang, card};
use crate::text::fold::fold;

/// The jobs to choose from.
pub(super) fn jobs(words: &Words, lang: Lang, between: &str) -> String {
    Job::ALL.iter().map(|job| words.job(lang, *job)).collect::<Vec<_>>().join(between)
}

/// All that a job is called on screens in a language, whatever is trained.
const fn called(lang: Lang, job: Job) -> [&'static str; 2] {
    match job {
        Job::Manager => [card::job_manager(lang), card::job_lead(lang)],
        Job::Staff => [card::job_staff(lang), card::job_member(lang)],
        Job::PartTime => [card::job_part_time(lang), card::job_part_time(lang)],
    }
}

/// A job by its word in either language or in files.
pub(super) fn job_typed(text: &str) -> Option<Job> {
    let typed = fold(text);
    let is = |job: &Job| {
        let words = Lang::ALL.into_iter().flat_map(|lang| called(lang, *job)).chain([job.word()]);
        words.map(fold).any(|word| word == typed)
    };
    Job::ALL.iter().copied().find(is)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_read_in_every_way_it_is_written() {
        for job in Job::ALL.iter().copied() {
            for text in Lang::ALL.into_iter().flat_map(|lang| called(lang, job)).chain([job.word()]) {
                assert_eq!(job_typed(text), Some(job), "{text}");
            }
        }
        assert_eq!(job_typed("店長"), None);
    }

    #[test]
    fn only_a_pharmacy_has_pharmacists() {
        use crate::programme::Word;
        let shop = Words::of(Lang::Ja).renamed(&[(Word::Account, "店".to_owned())]);
        assert_eq!(jobs(&shop, Lang::Ja, " / "), "責任者 / スタッフ / パート");
        assert_eq!(jobs(&Words::of(Lang::Ja), Lang::Ja, " / "), "管理薬剤師 / 薬剤師 / パート");
    }
}
