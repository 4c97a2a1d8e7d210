//! How the labels of the table are read aloud, so that kana and romaji find every one of them and not only those that
//! somebody gave further words.

/// Words and their readings. Where one begins with another, the longer one counts.
const READINGS: &[(&str, &str)] = &[
    ("全員", "ぜんいん"),
    ("自分", "じぶん"),
    ("一日の締め", "いちにちのしめ"),
    ("個人情報", "こじんじょうほう"),
    ("共有安全", "きょうゆうあんぜん"),
    ("表示", "ひょうじ"),
    ("崩れ", "くずれ"),
    ("日本語入力", "にほんごにゅうりょく"),
    ("日本語", "にほんご"),
    ("英語", "えいご"),
    ("言語", "げんご"),
    ("言葉", "ことば"),
    ("受講者", "じゅこうしゃ"),
    ("引継ぎ", "ひきつぎ"),
    ("引き継ぎ", "ひきつぎ"),
    ("塗りつぶ", "ぬりつぶ"),
    ("黒塗り", "くろぬり"),
    ("持ち越し", "もちこし"),
    ("振り返り", "ふりかえり"),
    ("ふり返り", "ふりかえり"),
    ("再実施", "さいじっし"),
    ("再描画", "さいびょうが"),
    ("再開", "さいかい"),
    ("停止中", "ていしちゅう"),
    ("段", "だん"),
    ("期日", "きじつ"),
    ("先送り", "さきおくり"),
    ("非公開", "ひこうかい"),
    ("公開", "こうかい"),
    ("進行中", "しんこうちゅう"),
    ("確か", "たしか"),
    ("取り込", "とりこ"),
    ("正し", "ただし"),
    ("一部", "いちぶ"),
    ("数字", "すうじ"),
    ("担当", "たんとう"),
    ("日時", "にちじ"),
    ("時刻", "じこく"),
    ("変え", "かえ"),
    ("営業日", "えいぎょうび"),
    ("連絡文", "れんらくぶん"),
    ("連絡", "れんらく"),
    ("電話", "でんわ"),
    ("保存済み", "ほぞんずみ"),
    ("保存", "ほぞん"),
    ("宿題", "しゅくだい"),
    ("欠席", "けっせき"),
    ("延期", "えんき"),
    ("待機", "たいき"),
    ("中断", "ちゅうだん"),
    ("途中", "とちゅう"),
    ("遅刻", "ちこく"),
    ("無断", "むだん"),
    ("不要", "ふよう"),
    ("要望", "ようぼう"),
    ("約束", "やくそく"),
    ("質問", "しつもん"),
    ("目的", "もくてき"),
    ("評価", "ひょうか"),
    ("様子", "ようす"),
    ("記録", "きろく"),
    ("履歴", "りれき"),
    ("訂正", "ていせい"),
    ("追記", "ついき"),
    ("追加", "ついか"),
    ("削除", "さくじょ"),
    ("変更", "へんこう"),
    ("編集", "へんしゅう"),
    ("移動", "いどう"),
    ("検索", "けんさく"),
    ("練習", "れんしゅう"),
    ("課題", "かだい"),
    ("案内", "あんない"),
    ("予定", "よてい"),
    ("予約", "よやく"),
    ("日程", "にってい"),
    ("日付", "ひづけ"),
    ("日報", "にっぽう"),
    ("時計", "とけい"),
    ("時間", "じかん"),
    ("今日", "きょう"),
    ("次回", "じかい"),
    ("前回", "ぜんかい"),
    ("翌週", "よくしゅう"),
    ("前週", "ぜんしゅう"),
    ("補講", "ほこう"),
    ("順番", "じゅんばん"),
    ("番号", "ばんごう"),
    ("番目", "ばんめ"),
    ("種類", "しゅるい"),
    ("理由", "りゆう"),
    ("結果", "けっか"),
    ("確定", "かくてい"),
    ("判断", "はんだん"),
    ("実施", "じっし"),
    ("実行", "じっこう"),
    ("開始", "かいし"),
    ("終了", "しゅうりょう"),
    ("登録", "とうろく"),
    ("新規", "しんき"),
    ("名簿", "めいぼ"),
    ("名前", "なまえ"),
    ("本人", "ほんにん"),
    ("画面", "がめん"),
    ("端末", "たんまつ"),
    ("項目", "こうもく"),
    ("文面", "ぶんめん"),
    ("通知", "つうち"),
    ("自動", "じどう"),
    ("自由", "じゆう"),
    ("選択", "せんたく"),
    ("必須", "ひっす"),
    ("返事", "へんじ"),
    ("末尾", "まつび"),
    ("先頭", "せんとう"),
    ("直前", "ちょくぜん"),
    ("最後", "さいご"),
    ("共有", "きょうゆう"),
    ("取消", "とりけし"),
    ("取り", "とり"),
    ("消", "け"),
    ("直", "なお"),
    ("戻", "もど"),
    ("移", "うつ"),
    ("締め", "しめ"),
    ("書", "か"),
    ("打", "う"),
    ("押", "お"),
    ("描", "か"),
    ("見る", "みる"),
    ("使", "つか"),
    ("出", "で"),
    ("入れ", "いれ"),
    ("入", "いり"),
    ("切", "きり"),
    ("外", "はず"),
    ("隠", "かく"),
    ("解", "と"),
    ("残", "のこ"),
    ("決め", "きめ"),
    ("選", "えら"),
    ("探", "さが"),
    ("送", "おく"),
    ("返", "かえ"),
    ("続け", "つづけ"),
    ("加え", "くわえ"),
    ("足", "た"),
    ("含め", "ふくめ"),
    ("除", "のぞ"),
    ("閉じ", "とじ"),
    ("待", "まち"),
    ("来な", "こな"),
    ("止ま", "とま"),
    ("片づけ", "かたづけ"),
    ("答え", "こたえ"),
    ("知らせ", "しらせ"),
    ("礼", "れい"),
    ("点", "てん"),
    ("長い", "ながい"),
    ("多す", "おおす"),
    ("新し", "あたらし"),
    ("空", "から"),
    ("同じ", "おなじ"),
    ("逆", "ぎゃく"),
    ("別", "べつ"),
    ("一つ", "ひとつ"),
    ("一度", "いちど"),
    ("週", "しゅう"),
    ("行", "ぎょう"),
    ("欄", "らん"),
    ("案", "あん"),
    ("声", "こえ"),
    ("方", "ほう"),
    ("人", "ひと"),
    ("何", "なに"),
    ("文", "ぶん"),
    ("次", "つぎ"),
    ("先", "さき"),
    ("前", "まえ"),
    ("後", "あと"),
    ("上", "うえ"),
    ("下", "した"),
    ("左", "ひだり"),
    ("右", "みぎ"),
    ("日", "にち"),
    ("回", "かい"),
    ("本", "ほん"),
    ("分", "ぶん"),
    ("目", "め"),
    ("第", "だい"),
    ("順", "じゅん"),
    ("済", "すみ"),
    ("半", "はん"),
    ("詰", "つまり"),
    ("飛", "とばし"),
    ("提", "てい"),
    ("無", "む"),
    ("免", "めん"),
    ("完", "かん"),
    ("途", "と"),
    ("延", "えん"),
    ("欠", "けつ"),
    ("要", "よう"),
    ("急", "きゅう"),
];

/// The text with every word that is in the table put as it is read.
pub fn read_aloud(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let longest = READINGS.iter().filter(|(word, _)| rest.starts_with(word)).max_by_key(|(word, _)| word.len());
        if let Some((word, kana)) = longest {
            read.push_str(kana);
            rest = &rest[word.len()..];
        } else {
            read.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use wana_kana::ConvertJapanese;

    use super::*;
    use crate::command::table::rows;
    use crate::text::romaji::Query;

    const fn is_kanji(c: char) -> bool {
        matches!(c, '\u{4e00}'..='\u{9fff}')
    }

    #[test]
    fn every_label_can_be_read() {
        for row in rows() {
            for text in [row.short.ja, row.long.ja].into_iter().chain(row.also.iter().copied()) {
                let read = read_aloud(text);
                assert!(!read.contains(is_kanji), "{}: {text} is read {read}", row.word);
            }
        }
        assert_eq!(read_aloud("欠席の連絡文をコピー"), "けっせきのれんらくぶんをコピー");
        assert_eq!(read_aloud("今日と日"), "きょうとにち");
    }

    #[test]
    fn every_command_is_found_by_the_kana_and_the_romaji_of_its_labels_and_by_its_english_ones() {
        for row in rows() {
            let searchable = super::super::keymap::searchable(row);
            for label in [row.short.ja, row.long.ja] {
                // Up to the first sign that nobody types.
                let words: String = label.chars().take_while(|c| c.is_alphabetic() || *c == 'ー').collect();
                let kana = read_aloud(&words);
                if words.is_ascii() {
                    continue;
                }
                for query in [words.clone(), kana.clone(), kana.to_romaji()] {
                    assert!(Query::new(&query).finds(searchable), "{}: {query}", row.word);
                }
            }
            for label in [row.short.en, row.long.en] {
                assert!(Query::new(label).finds(searchable), "{}: {label}", row.word);
            }
        }
    }

    #[test]
    fn no_word_stands_twice() {
        for (n, (word, _)) in READINGS.iter().enumerate() {
            assert!(READINGS[n + 1..].iter().all(|(other, _)| other != word), "{word}");
        }
    }
}
