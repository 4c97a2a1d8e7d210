//! Jobs as they are shown and as they are typed.

use crate::domain::Job;
use crate::i18n::{Lang, card};
use crate::text::fold::fold;

pub(super) const fn job_words(lang: Lang, job: Job) -> &'static str {
    match job {
        Job::Manager => card::job_manager(lang),
        Job::Staff => card::job_staff(lang),
        Job::PartTime => card::job_part_time(lang),
    }
}

/// A job by its word in either language or in files.
pub(super) fn job_typed(text: &str) -> Option<Job> {
    let typed = fold(text);
    let is = |job: &Job| {
        let words = Lang::ALL.map(|lang| job_words(lang, *job)).into_iter().chain([job.word()]);
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
            for text in [job_words(Lang::Ja, job), job_words(Lang::En, job), job.word()] {
                assert_eq!(job_typed(text), Some(job), "{text}");
            }
        }
        assert_eq!(job_typed("店長"), None);
    }
}
