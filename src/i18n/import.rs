//! What an import says about a file, a row, a cell.

use super::messages;

messages! {
    not_a_date() = "日付として読めません (例: 2026-11-21、11/21、令和8年11月21日)", "not a date (for example 2026-11-21 or 11/21)";
    not_a_time() = "時刻として読めません (例: 14:00、14時30分)", "not a time (for example 14:00)";
    not_a_number() = "数として読めません (例: 5)", "not a number (for example 5)";
    not_yes_or_no() = "「はい」か「いいえ」で書いてください", "write yes or no";
    not_a_link() = "https:// で始まるリンクではありません", "not a link that begins with https://";
    not_a_weekday() = "曜日として読めません (例: 日、水 日)", "not a day of the week (for example Sun)";
    not_a_slot() = "曜日と時刻として読めません (例: 火 14:00)", "not a day of the week and a time (for example Tue 14:00)";
    not_a_kickoff() = "キックオフに番号はありません。K と書くか、空けてください", "a kickoff has no number: write K or nothing";
    other_weekday() = "曜日が日付と合いません", "the day of the week is not that of the date";
    promise_date() = "約束の日付として読めません (例: 約束(2026-11-27): 折り返す)", "not a date of a promise (for example promise(2026-11-27): call back)";
    unknown(words: &str) = "使える言葉は {words} です", "write one of {words}";
    between_words() = "、", ", ";
    out_of_range(min: &str, max: &str) = "{min} から {max} までです", "must be from {min} to {max}";
    required() = "空にできません", "must not be empty";
    no_match() = "だれのことか見つかりません。名簿に加えるか、コードを書いてください", "nobody of that name: add them to the roster or give a code";
    two_matches() = "同じ名前が二人以上います。コードを書いてください", "two people are meant: give a code";
    no_item(name: &str) = "プログラムにない項目です: {name} (manabi programme show で確かめられます)", "the programme has no such item: {name} (see manabi programme show)";
    no_metric(name: &str) = "プログラムにない指標です: {name}", "the programme has no such metric: {name}";
    no_stage(name: &str) = "プログラムにない段階です: {name}", "the programme has no such stage: {name}";
    no_programme(name: &str) = "そのプログラムはありません: {name} (manabi programme list で一覧が見られます)", "no such programme: {name} (see manabi programme list)";
    scores(want: usize, got: usize) = "評価の観点は {want} 個ですが、{got} 個あります", "the rubric has {want} criteria, {got} scores are given";
    disagree(row: usize) = "{row} 行目と同じ薬局ですが、内容がちがいます", "says something else about the same pharmacy than row {row}";
    twice(row: usize) = "{row} 行目と同じものです", "the same as row {row}";
    two_outcomes() = "ひとつの項目に二つの結果があります", "one item has two outcomes";
    other_programme(enrolled: &str) = "別のプログラムを受講しています: {enrolled}", "is enrolled in another programme: {enrolled}";
    no_heading() = "見出しのない列に値があります", "a cell stands under no heading";
    unclosed() = "引用符が閉じていません", "a quotation mark is never closed";
    removed(n: usize) = "制御文字 {n} 個を除きました", "{n} control characters were removed";
    no_trainer() = "担当がいないので、だれの「今日」にも出ません (--trainer all には出ます)", "no trainer, so the learner is on nobody's day (but with --trainer all)";
    not_kept() = "実施されなかった回、またはこの種類にはない内容なので、取り込みません", "not kept: the meeting did not take place, or its kind has no such thing";
    line(row: usize, column: &str, value: &str, what: &str) = "  {row} 行目 {column}「{value}」: {what}", "  row {row}, {column} \"{value}\": {what}";
    line_empty(row: usize, column: &str, what: &str) = "  {row} 行目 {column}: {what}", "  row {row}, {column}: {what}";
    line_row(row: usize, what: &str) = "  {row} 行目: {what}", "  row {row}: {what}";
    /// `what` is the kind and the encoding of the file.
    summary(path: &str, what: &str, created: usize, updated: usize, unchanged: usize, rejected: usize) = "{path} ({what}): 新規 {created}  更新 {updated}  変わりなし {unchanged}  はじいた行 {rejected}", "{path} ({what}): {created} created, {updated} updated, {unchanged} unchanged, {rejected} rejected";
    ignored(columns: &str) = "  使わなかった列: {columns}", "  columns left alone: {columns}";
    written() = "取り込みました", "written";
    not_written() = "書いていません。行を直すか、--partial をつけてください", "nothing was written: correct the rows, or add --partial";
    dry_run() = "ためしただけで、書いていません", "a dry run: nothing was written";
    saved_rejected(path: &str) = "はじいた行: {path}", "rejected rows: {path}";
    partial_needs_file() = "標準入力には --partial を使えません。はじいた行を残す場所がないためです", "--partial cannot be used with standard input: the rejected rows would have no place";
    no_text(path: &str) = "{path} の文字コードが分かりません (UTF-8、UTF-16、cp932 のどれでもありません)", "{path} is in no known encoding (UTF-8, UTF-16, cp932)";
    empty(path: &str) = "{path} には見出しの行がありません", "{path} has not even a row of headings";
    unknown_kind(path: &str, headings: &str) = "{path} の種類が見出しから分かりません: {headings}", "the kind of {path} is not told by its headings: {headings}";
    hint_headings() = "見出しは、名簿なら「薬局、受講者」、予定なら「日付、開始、受講者」、記録なら「日付、受講者、回、結果」、数値なら「集計日、受講者、指標、値」のように書いてください", "headings are like these: roster pharmacy, learner; schedule date, start, learner; sessions date, learner, session_no, result; readings period_end, learner, metric, value";
    hint_head_row(row: usize) = "見出しは {row} 行目のようです。その上の行を消してから取り込んでください", "the headings seem to stand in row {row}: delete the rows above it";
    kind_roster() = "名簿", "a roster";
    kind_schedule() = "予定", "a schedule";
    kind_sessions() = "記録", "sessions";
    kind_readings() = "数値", "readings";
    workbook(path: &str) = "{path} は Excel のブックで、このままでは読めません", "{path} is an Excel workbook, which cannot be read as it is";
    hint_workbook() = "Excel の「名前を付けて保存」でファイルの種類を「CSV UTF-8 (コンマ区切り)」にして、できた .csv を取り込んでください", "in Excel choose Save As, type CSV UTF-8 (Comma delimited), and import that .csv file";
    plan_or_history(path: &str) = "{path} は予定にも、これまでの記録にも見えます (日付がどれも過ぎていて、結果の列がありません)", "{path} may be a plan or a history: every date is past, and no column says what became of the meetings";
    hint_plan_or_history() = "このファイルだけを、記録なら --kind sessions、予定なら --kind schedule をつけて取り込んでください", "import this file alone with --kind sessions (what was held) or --kind schedule (what is planned)";
    missing(path: &str, kind: &str, columns: &str) = "{path} を{kind}として読むには、次の見出しの列が必要です: {columns}", "{path} cannot be read as {kind} without the columns {columns}";
    progress(done: usize, total: usize) = "  {done} / {total} 行", "  {done} / {total} rows";
}
