//! A soft warning about what looks like a patient's data. It never blocks, and it is better silent than wrong too often: a
//! warning that cries at dates and appointment times is not read any more.

use super::fold::fold;

/// Forms of address behind a name.
const HONORIFICS: [&str; 8] = ["さん", "様", "さま", "氏", "くん", "君", "ちゃん", "殿"];
/// Forms of address before a name.
const TITLES: [&str; 5] = ["mr", "mrs", "ms", "miss", "mx"];
/// What is addressed like somebody and is nobody in particular, or only ends like it (たくさん, 仕様).
const NOBODY: [&str; 24] = [
    "患者",
    "お客",
    "皆",
    "みな",
    "医者",
    "薬剤師",
    "薬局",
    "事務",
    "業者",
    "奥",
    "お子",
    "店長",
    "社長",
    "受講者",
    "担当者",
    "お母",
    "お父",
    "たく",
    "仕",
    "同",
    "多",
    "模",
    "この",
    "その",
];
/// What begins like a form of address and is none.
const NO_ADDRESS: [&str; 4] = ["様子", "様式", "様々", "氏名"];
const AGES: [&str; 8] = ["歳", "才", "years old", "year-old", "year old", "yo ", "y/o", "y.o"];
/// How many characters may stand between a name and an age.
const REACH: usize = 16;
/// The numbers on insurance cards and the like, from the shortest to the longest.
const CARD_DIGITS: std::ops::RangeInclusive<usize> = 7..=12;

/// Whether `text` looks like a patient's data: a name with a form of address beside an age, a phone number, or a number as
/// long as those on an insurance card.
pub fn patient_hint(text: &str) -> bool {
    // Every one of them has figures; this is asked at each key of a note.
    if !text.contains(|c: char| c.is_numeric() || is_figure(c)) {
        return false;
    }
    let folded: Vec<char> = fold(text).chars().collect();
    name_with_age(&folded) || telling_number(&folded)
}

fn name_with_age(text: &[char]) -> bool {
    let around = |age: usize| age.saturating_sub(REACH)..text.len().min(age + REACH);
    (0..text.len()).filter(|&at| is_age(text, at)).any(|age| around(age).any(|at| is_name(text, at)))
}

/// Whether an age begins here: `78歳`, `七十八才`, `78 years old`, `78 y/o`, `aged 78`.
fn is_age(text: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| text[before]);
    let rest = &text[at..];
    if let Some(rest) = rest.strip_prefix(&['a', 'g', 'e', 'd', ' ']) {
        return !before.is_some_and(char::is_alphanumeric) && rest.first().is_some_and(char::is_ascii_digit);
    }
    let digits = rest.iter().take(4).take_while(|c| is_figure(**c)).count();
    if !(1..=3).contains(&digits) || before.is_some_and(is_figure) {
        return false;
    }
    let unit: String = rest[digits..].iter().skip_while(|c| matches!(c, ' ' | '-')).take(9).chain([&' ']).collect();
    AGES.iter().any(|word| unit.starts_with(word))
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十百".contains(c)
}

/// Whether a form of address begins here and belongs to a name.
fn is_name(text: &[char], at: usize) -> bool {
    let before: String = text[at.saturating_sub(4)..at].iter().collect();
    let rest: String = text[at..].iter().take(6).collect();
    let titled = TITLES.iter().any(|title| rest.strip_prefix(title).is_some_and(|rest| rest.starts_with(['.', ' '])));
    if titled {
        return !before.ends_with(char::is_alphanumeric);
    }
    HONORIFICS.iter().any(|word| rest.starts_with(word))
        && before.ends_with(char::is_alphabetic)
        && !NO_ADDRESS.iter().any(|word| rest.starts_with(word))
        && !NOBODY.iter().any(|word| before.ends_with(word))
}

/// Whether there is a phone number, a personal number in fours, or a number as long as one on an insurance card.
fn telling_number(text: &[char]) -> bool {
    let mut at = 0;
    while at < text.len() {
        let chain = chain(&text[at..]);
        let before = at.checked_sub(1).map(|before| text[before]);
        // What stands in a word or behind a point is an id or a fraction; meeting links are full of digits.
        let bare = !before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ','));
        if bare && !chain.is_empty() {
            let next = text.get(at + chain.iter().map(|run| run.len + run.gap).sum::<usize>()).copied();
            if is_phone(&chain, before) || is_in_fours(&chain) || is_card(&chain, next) {
                return true;
            }
        }
        at += match chain.first() {
            Some(run) => run.len + run.gap,
            None => link(&text[at..]).max(1),
        };
    }
    false
}

/// Digits, and how many dividers led from them to the next digits.
struct Run {
    digits: String,
    len: usize,
    gap: usize,
}

/// The runs of digits that begin here, with one or two of hyphen, blank and bracket between them; four are enough.
fn chain(text: &[char]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut rest = text;
    while runs.len() < 4 {
        let digits: String = rest.iter().take_while(|c| c.is_ascii_digit()).collect();
        if digits.is_empty() {
            break;
        }
        let len = digits.len();
        let dividers = rest[len..].iter().take_while(|c| matches!(c, '-' | 'ー' | ' ' | '(' | ')')).count();
        let goes_on = (1..=2).contains(&dividers) && rest.get(len + dividers).is_some_and(char::is_ascii_digit);
        let gap = if goes_on { dividers } else { 0 };
        rest = &rest[len + gap..];
        runs.push(Run { digits, len, gap });
        if !goes_on {
            break;
        }
    }
    runs
}

/// Ten or eleven digits with a 0 before them, in one to three runs; with +81 in place of the 0.
fn is_phone(chain: &[Run], before: Option<char>) -> bool {
    (1..=chain.len()).any(|runs| {
        let digits: String = chain[..runs].iter().map(|run| run.digits.as_str()).collect();
        match before {
            Some('+') => digits.starts_with("81") && (11..=12).contains(&digits.len()),
            _ => runs <= 3 && digits.starts_with('0') && (10..=11).contains(&digits.len()),
        }
    })
}

fn is_in_fours(chain: &[Run]) -> bool {
    chain.len() >= 3 && chain[..3].iter().all(|run| run.len == 4)
}

/// One run as long as a card's number that is no date and no price.
fn is_card(chain: &[Run], next: Option<char>) -> bool {
    let Some(run) = chain.first() else { return false };
    let part = |from: usize, to: usize| run.digits.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let date =
        matches!(part(0, 2), Some(19 | 20)) && matches!(part(4, 6), Some(1..=12)) && matches!(part(6, 8), Some(1..=31));
    let price = chain.len() == 1 && next == Some('円');
    CARD_DIGITS.contains(&run.len) && !(date && matches!(run.len, 8 | 12)) && !price
}

/// The length of what stands behind the scheme of a web address; 0 when no such thing begins here.
fn link(text: &[char]) -> usize {
    if text.starts_with(&[':', '/', '/']) { text.iter().take_while(|c| c.is_ascii_graphic()).count() } else { 0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn patients_are_noticed() {
        for text in [
            "田中さん 78歳 糖尿病",
            "山田様（８２才）の薬歴",
            "78歳の佐藤さん",
            "鈴木ちゃん、七歳",
            "Mr. Tanaka, 78 years old",
            "mrs sato is aged 78",
            "Ms. Ito (82 y/o)",
            "連絡先 090-1234-5678",
            "電話０３（１２３４）５６７８ まで",
            "09012345678",
            "090ー1234ー5678に電話",
            "03 1234 5678 15時以降",
            "+81 90-1234-5678",
            "保険者番号 06123456",
            "受給者番号1234567です",
            "1234-5678-9012",
            "番号は123456789012",
        ] {
            assert!(patient_hint(text), "{text}");
        }
    }

    #[test]
    fn everyday_notes_are_left_alone() {
        for text in [
            "",
            "忙しい時間帯は 11時と17時。下書きは朝に作る",
            "佐藤さん 第5回 14:00-14:25 25分",
            "佐藤さん、入力は1件3分",
            "患者さんは75歳以上が多い",
            "80代の患者さんにも読みやすい文字",
            "この様子だと5歳児には",
            "仕様が変わる 3歳",
            "2026-11-27 までに、20261127",
            "202611271400 の予約",
            "約束(2026-11-27): 0900-1730 に電話",
            "https://zoom.us/j/91234567890?pwd=1234567 で",
            "売上 1000000円、1,000,000 件",
            "目標 85.1234567 %",
            "L01 item1234567 v1.20.300",
            "9:00〜10:00 10:30〜11:00 13:00",
            "packaged 78 items for Mr. Tanaka",
        ] {
            assert!(!patient_hint(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_looked_at(text in any::<String>()) {
            let _ = patient_hint(&text);
        }

        #[test]
        fn a_phone_number_is_noticed_anywhere(before in "[ぁ-ん、 ]{0,8}", after in "[ぁ-ん、]{0,8}", line in 1000u32..10_000) {
            let text = format!("{before}080-{line}-{line}{after}");
            prop_assert!(patient_hint(&text), "{text}");
        }
    }
}
