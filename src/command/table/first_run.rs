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
            short "次へ/登録" "next/add", long "足りない欄へ、そろっていれば登録" "to a field that is missing, else add", unless [ReadOnly, EditsLearner];
        FormSave = "learner-form-save" ["Enter"], on [LearnerForm 10], group Here,
            short "保存" "save", long "直したところを保存" "save what was changed", when [EditsLearner], unless [ReadOnly];
        ImportCheck = "files-check" ["Enter"], on [ImportLine 10], group Here,
            short "確かめる" "check", long "ファイルを確かめる (まだ書きません)" "check the files (nothing is written yet)", unless [ReadOnly];
        ImportAll = "files-all" ["Enter"], on [Import 10], group Here,
            short "取り込む" "import", long "すべて取り込む" "import everything", when [ImportReady], unless [ReadOnly];
        ImportGood = "files-good" ["P"], on [Import 20], group Here,
            short "正しい行だけ" "good rows", long "正しい行だけ取り込み、ほかはファイルに残す" "import the good rows, save the others to a file",
            also ["とりこむ", "一部"], when [ImportMixed], unless [ReadOnly];
        ImportAgain = "files-again" ["Enter"], on [Import 10], group Here,
            short "もう一度" "again", long "もう一度ファイルを確かめる" "name and check the files again", when [ImportRefused];
        ImportDone = "files-done" ["Enter"], on [Import 10], group Here,
            short "今日へ" "to today", long "今日の画面へ" "on to today", when [ImportDone];
    }
}
