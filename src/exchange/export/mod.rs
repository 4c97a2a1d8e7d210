//! Tables on their way out: CSV that Excel opens right and that an import takes in again, and JSON for programs.

mod headings;
mod words;

use serde_json::{Map, Number, Value, json};

use crate::domain::Zone;
use crate::exchange::csv::decode::{Encoding, encode, for_cp932};
use crate::exchange::csv::{FORMULA, Separator, write_row};
use crate::i18n::Lang;
use crate::request::export::{ExportCell, ExportColumn, ExportKind, ExportRows, ExportTable};
use crate::text::mask::{Lens, Masks};

/// Characters that an encoding lacks, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacking(pub Vec<char>);

/// Who wears which mask, by first appearance in these tables.
pub fn masks(tables: &[ExportTable]) -> Masks {
    let mut masks = Masks::default();
    for cell in tables.iter().flat_map(|table| table.rows.iter().flatten()) {
        if let ExportCell::Private(private) = cell {
            masks.meet(private);
        }
    }
    masks
}

/// A table as a spreadsheet reads it. A character that cp932 lacks is told and nothing is written, unless `lossy` puts 〓 in
/// its place.
pub fn csv(
    table: &ExportTable,
    lang: Lang,
    zone: Zone,
    lens: Lens<'_>,
    encoding: Encoding,
    lossy: bool,
) -> Result<Vec<u8>, Lacking> {
    let shown: Vec<bool> = table.columns.iter().map(|column| !column.for_machines).collect();
    let head: Vec<String> =
        table.columns.iter().filter(|c| !c.for_machines).map(|c| headings::heading(&c.key, lang)).collect();
    let mut text = String::new();
    write_row(&mut text, head.iter().map(String::as_str), Separator::Comma);
    for row in &table.rows {
        let cells: Vec<String> = row
            .iter()
            .zip(&table.columns)
            .zip(&shown)
            .filter(|(_, shown)| **shown)
            .map(|((cell, column), _)| written(cell, column, table.kind, lang, zone, lens))
            .collect();
        write_row(&mut text, cells.iter().map(String::as_str), Separator::Comma);
    }
    encoded(&text, encoding, lossy)
}

/// The rows of a table of the file, for programs and for whoever misses a column elsewhere: fields by their names, words and
/// ids as they are kept, instants with their offset.
pub fn csv_rows(
    table: &ExportRows,
    zone: Zone,
    lens: Lens<'_>,
    encoding: Encoding,
    lossy: bool,
) -> Result<Vec<u8>, Lacking> {
    let mut text = String::new();
    write_row(&mut text, table.columns.iter().copied(), Separator::Comma);
    for row in &table.rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| match cell {
                ExportCell::At(at) => zone.rfc3339(*at),
                _ => plain(cell, zone, lens),
            })
            .collect();
        write_row(&mut text, cells.iter().map(String::as_str), Separator::Comma);
    }
    encoded(&text, encoding, lossy)
}

fn encoded(text: &str, encoding: Encoding, lossy: bool) -> Result<Vec<u8>, Lacking> {
    if lossy && encoding == Encoding::Cp932 { encode(&for_cp932(text), encoding) } else { encode(text, encoding) }
        .map_err(Lacking)
}

/// A cell in the words of a sheet's language.
fn written(
    cell: &ExportCell,
    column: &ExportColumn,
    kind: ExportKind,
    lang: Lang,
    zone: Zone,
    lens: Lens<'_>,
) -> String {
    match (cell, lang) {
        (ExportCell::Word(word), Lang::Ja) => {
            words::japanese(kind, &column.key, word).map_or_else(|| plain(cell, zone, lens), str::to_owned)
        }
        (ExportCell::Yes(yes), _) => yes_no(*yes, lang).to_owned(),
        _ => plain(cell, zone, lens),
    }
}

/// A cell as CSV writes it. What a spreadsheet would take for a formula gets `'` before it; figures are typed as figures.
fn plain(cell: &ExportCell, zone: Zone, lens: Lens<'_>) -> String {
    let text = |text: String| if text.starts_with(FORMULA) { format!("'{text}") } else { text };
    match cell {
        ExportCell::Empty => String::new(),
        ExportCell::Private(private) => text(private.show(lens).into_owned()),
        ExportCell::Word(word) => text(word.clone()),
        ExportCell::Number(n) => n.to_string(),
        ExportCell::Decimal(figure) => figure.to_string(),
        ExportCell::Yes(yes) => yes_no(*yes, Lang::En).to_owned(),
        ExportCell::Date(date) => date.to_string(),
        ExportCell::Time(time) => time.format("%H:%M").to_string(),
        ExportCell::At(at) => zone.local(*at).format("%Y-%m-%d %H:%M").to_string(),
        ExportCell::List(ids) => text(ids.join(" ")),
        ExportCell::Document(document) => text(document.clone()),
    }
}

const fn yes_no(yes: bool, lang: Lang) -> &'static str {
    match (yes, lang) {
        (true, Lang::Ja) => "はい",
        (false, Lang::Ja) => "いいえ",
        (true, Lang::En) => "yes",
        (false, Lang::En) => "no",
    }
}

/// Columns that hold lists; without a value they are empty lists.
const LISTS: [&str; 9] =
    ["done", "partly", "stuck", "skipped", "graduation_done", "takes_precedence", "closed_weekdays", "codes", "detail"];

/// `manabi.export/1`: a list a kind; with everything, also the rows of the file as they are kept, a list a table.
pub fn document(tables: &[ExportTable], kept: Option<&[ExportRows]>, zone: Zone, lens: Lens<'_>) -> Value {
    let mut document = Map::new();
    document.insert("schema".to_owned(), json!("manabi.export/1"));
    for table in tables {
        let rows: Vec<Value> = table
            .rows
            .iter()
            .map(|row| {
                let cells = table.columns.iter().zip(row);
                let cells = cells.map(|(c, cell)| (c.key.clone(), value(cell, &c.key, zone, lens)));
                Value::Object(cells.collect())
            })
            .collect();
        document.insert(table.kind.word().to_owned(), Value::Array(rows));
    }
    if let Some(kept) = kept {
        let of = |table: &ExportRows| -> Vec<Value> {
            let row = |row: &Vec<ExportCell>| {
                let cells = table.columns.iter().zip(row);
                Value::Object(cells.map(|(key, cell)| ((*key).to_owned(), value(cell, "", zone, lens))).collect())
            };
            table.rows.iter().map(row).collect()
        };
        let rows: Map<String, Value> = kept.iter().map(|t| (t.entity.word().to_owned(), of(t).into())).collect();
        document.insert("rows".to_owned(), Value::Object(rows));
    }
    Value::Object(document)
}

fn value(cell: &ExportCell, key: &str, zone: Zone, lens: Lens<'_>) -> Value {
    match cell {
        ExportCell::Empty if LISTS.contains(&key) => json!([]),
        ExportCell::Empty => Value::Null,
        ExportCell::Private(private) => json!(private.show(lens)),
        ExportCell::Word(word) => json!(word),
        ExportCell::Number(n) => json!(n),
        // Few places, so the nearest binary number is written as the same digits.
        ExportCell::Decimal(figure) => {
            figure.to_string().parse::<f64>().ok().and_then(Number::from_f64).map_or(Value::Null, Value::Number)
        }
        ExportCell::Yes(yes) => json!(yes),
        ExportCell::Date(date) => json!(date.to_string()),
        ExportCell::Time(time) => json!(time.format("%H:%M").to_string()),
        ExportCell::At(at) => json!(zone.rfc3339(*at)),
        ExportCell::List(ids) => json!(ids),
        ExportCell::Document(text) => serde_json::from_str(text).unwrap_or(Value::Null),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{BusinessDate, Decimal};
    use crate::text::mask::{MaskWords, Private, Reveal, View};

    const WORDS: MaskWords<'_> =
        MaskWords { learner: "受講者", pharmacy: "店舗", person: "関係者", free: "(非表示)", figure: "--" };

    fn lens(masks: &Masks, view: View) -> Lens<'_> {
        Lens { view, masks, words: WORDS }
    }

    fn table() -> ExportTable {
        let column = |key: &str| ExportColumn { key: key.to_owned(), for_machines: key == "id" };
        let row = |name: &str, text: &str| {
            vec![
                ExportCell::Word("x-1".to_owned()),
                ExportCell::Private(Private::learner(name.len() as u128, name)),
                ExportCell::Word("live".to_owned()),
                ExportCell::Date(BusinessDate::new(2026, 11, 25).unwrap()),
                ExportCell::Decimal(Decimal::parse("86.5").unwrap()),
                ExportCell::Private(Private::free(text)),
                ExportCell::Empty,
            ]
        };
        ExportTable {
            kind: ExportKind::Learners,
            columns: ["id", "learner", "state", "deadline", "target:x", "purpose", "graduation_done"]
                .map(column)
                .into(),
            rows: vec![row("=森田", "一行目\n\"二\""), row("髙橋𠮷", "-")],
        }
    }

    fn text(lang: Lang, encoding: Encoding, lossy: bool, view: View) -> Result<String, Lacking> {
        let (table, zone) = (table(), Zone::named("Asia/Tokyo").unwrap());
        let masks = masks(std::slice::from_ref(&table));
        let bytes = csv(&table, lang, zone, lens(&masks, view), encoding, lossy)?;
        Ok(crate::exchange::csv::decode::decode(&bytes).unwrap().0)
    }

    const OPEN: View = View::Open(Reveal::granted());

    #[test]
    fn cells_are_quoted_against_formulas_and_for_csv() {
        assert_eq!(
            text(Lang::Ja, Encoding::Utf8Bom, false, OPEN).unwrap(),
            "受講者,状態,期限,目標:x,導入目的,卒業確認済\r\n\
             '=森田,運用中,2026-11-25,86.5,\"一行目\n\"\"二\"\"\",\r\n\
             髙橋𠮷,運用中,2026-11-25,86.5,'-,\r\n"
        );
        assert!(
            text(Lang::En, Encoding::Utf8, false, OPEN)
                .unwrap()
                .starts_with("learner,state,deadline,target:x,purpose,")
        );
    }

    #[test]
    fn what_cp932_lacks_is_told_unless_it_may_be_lost() {
        assert_eq!(text(Lang::Ja, Encoding::Cp932, false, OPEN), Err(Lacking(vec!['𠮷'])));
        assert!(text(Lang::Ja, Encoding::Cp932, true, OPEN).unwrap().contains("髙橋〓"));
    }

    #[test]
    fn masks_cover_names_and_texts() {
        let masked = text(Lang::Ja, Encoding::Utf8, false, View::ShareSafe).unwrap();
        assert!(masked.contains("受講者A,運用中,2026-11-25,86.5,(非表示)"), "{masked}");
        assert!(!masked.contains('森') && !masked.contains('髙'));
    }

    #[test]
    fn json_has_a_list_a_kind() {
        let (table, zone) = (table(), Zone::named("Asia/Tokyo").unwrap());
        let masks = masks(std::slice::from_ref(&table));
        let document = document(&[table], None, zone, lens(&masks, OPEN));
        assert_eq!(document["schema"], "manabi.export/1");
        assert_eq!(
            document["learners"][0],
            json!({"id": "x-1", "learner": "=森田", "state": "live", "deadline": "2026-11-25", "target:x": 86.5,
                "purpose": "一行目\n\"二\"", "graduation_done": []})
        );
    }
}
