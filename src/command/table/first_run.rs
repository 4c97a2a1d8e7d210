//! The first screen of an empty file, and the form for one learner.

use super::commands;

commands! {
    /// First run.
    FirstRun {
        Accept = "first-run-accept" ["Enter"], on [FirstRun 10], group Here,
            short "えらぶ" "choose", long "えらんだことをはじめる" "begin with the choice";
        Choose = "first-run-choose" ["1-3"], on [FirstRun 20], group Here,
            short "番号でえらぶ" "by number", long "番号でえらぶ" "choose by number";
        FormDone = "learner-form-done" ["Enter"], on [LearnerForm 10], group Here,
            short "次へ/登録" "next/add", long "次の欄へ、最後の欄で登録" "next field, at the last one add", unless [ReadOnly];
    }
}
