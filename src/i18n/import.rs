//! What an import says about a file, a row, a cell.

use super::messages;

messages! {
    not_a_date() = "日付として読めません (例: 2026-11-21、11/21、令和8年11月21日)", "not a date (for example 2026-11-21 or 11/21)";
    not_a(what: &str) = "{what} として読めません", "cannot be read as {what}";
    unknown(what: &str) = "{what} にない言葉です", "not one of the words of {what}";
    out_of_range(min: &str, max: &str) = "{min} から {max} までです", "must be from {min} to {max}";
    required() = "空にできません", "must not be empty";
    no_match() = "だれのことか見つかりません。名簿に加えるか、コードを書いてください", "nobody of that name: add them to the roster or give a code";
    two_matches() = "同じ名前が二人以上います。コードを書いてください", "two people are meant: give a code";
    not_in_programme(what: &str, name: &str) = "プログラムにない {what} です: {name}", "the programme has no such {what}: {name}";
    scores(want: usize, got: usize) = "評価の観点は {want} 個ですが、{got} 個あります", "the rubric has {want} criteria, {got} scores are given";
    disagree(row: usize) = "{row} 行目と同じ薬局ですが、内容がちがいます", "says something else about the same pharmacy than row {row}";
    twice(row: usize) = "{row} 行目と同じものです", "the same as row {row}";
    two_outcomes() = "ひとつの項目に二つの結果があります", "one item has two outcomes";
    other_programme(enrolled: &str) = "別のプログラムを受講しています: {enrolled}", "is enrolled in another programme: {enrolled}";
    no_heading() = "見出しのない列に値があります", "a cell stands under no heading";
    unclosed() = "引用符が閉じていません", "a quotation mark is never closed";
    removed(n: usize) = "制御文字 {n} 個を除きました", "{n} control characters were removed";
    not_kept() = "実施されなかった回、またはこの種類にはない内容なので、取り込みません", "not kept: the meeting did not take place, or its kind has no such thing";
    line(row: usize, column: &str, value: &str, what: &str) = "  {row} 行目 {column}「{value}」: {what}", "  row {row}, {column} \"{value}\": {what}";
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
    hint_kind() = "--kind で roster schedule sessions readings のどれかを指定してください", "name it with --kind roster, schedule, sessions or readings";
    plan_or_history(path: &str) = "{path} は予定にも、これまでの記録にも見えます (日付がどれも過ぎていて、結果の列がありません)", "{path} may be a plan or a history: every date is past, and no column says what became of the meetings";
    hint_plan_or_history() = "このファイルだけを、記録なら --kind sessions、予定なら --kind schedule をつけて取り込んでください", "import this file alone with --kind sessions (what was held) or --kind schedule (what is planned)";
    missing(path: &str, kind: &str, columns: &str) = "{path} ({kind}) に必要な列がありません: {columns}", "{path} ({kind}) lacks columns: {columns}";
    progress(done: usize, total: usize) = "  {done} / {total} 行", "  {done} / {total} rows";
}
