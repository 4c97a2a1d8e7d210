//! `export`: what is recorded, as CSV or JSON.

use std::io::Write;
use std::path::Path;

use super::args::{Export, Globals};
use super::context::{Context, Environment};
use super::errors::{CliError, Exit, cannot_write};
use crate::app::core::mask_words;
use crate::domain::Zone;
use crate::exchange::csv::Encoding;
use crate::exchange::export::{Lacking, csv, csv_rows, document, masks};
use crate::i18n::{Lang, export as words};
use crate::request::export::{ExportKind, ExportRows, ExportTable};
use crate::store::private;
use crate::text::mask::{Lens, Masks, Reveal, View};

/// The kind that is all of them.
const ALL: &str = "all";

/// `manabi export`.
pub(super) fn export(
    env: &Environment,
    globals: &Globals,
    asked: &Export,
    out: &mut dyn Write,
) -> Result<Exit, CliError> {
    let mut context = Context::new(env, globals)?;
    let kinds = match (asked.kind.as_str(), ExportKind::from_word(&asked.kind)) {
        (ALL, _) => ExportKind::ALL.to_vec(),
        (_, Some(kind)) => vec![kind],
        (_, None) => {
            let kind = asked.kind.clone();
            return Err(context.told(CliError::new(Exit::Usage, move |l| words::unknown_kind(l, &kind))));
        }
    };
    let db = context.open_to_read(env)?;
    let tables = kinds.into_iter().map(|kind| db.export(kind)).collect::<Result<Vec<_>, _>>();
    let tables = tables.map_err(|e| context.told(e.into()))?;
    // A sheet has no room for all of it.
    let kept = (asked.kind == ALL).then(|| db.export_rows()).transpose();
    let kept = kept.map_err(|e| context.told(e.into()))?;
    let sheet = Sheet {
        tables: &tables,
        kept: kept.as_deref().unwrap_or_default(),
        masks: &masks(&tables),
        view: if context.redact { View::ShareSafe } else { View::Open(Reveal::granted()) },
        lang: context.lang,
        zone: context.zone,
    };
    let written = if asked.format == "json" {
        let text = format!("{}\n", document(&tables, kept.as_deref(), context.zone, sheet.lens()));
        put(asked.output.as_deref(), text.as_bytes(), out)
    } else {
        sheet.put_csv(asked, out)
    };
    written.map_err(|e| context.told(e))?;
    Ok(Exit::Done)
}

/// What CSV files are written with.
struct Sheet<'a> {
    tables: &'a [ExportTable],
    kept: &'a [ExportRows],
    masks: &'a Masks,
    view: View,
    lang: Lang,
    zone: Zone,
}

impl Sheet<'_> {
    fn lens(&self) -> Lens<'_> {
        Lens { view: self.view, masks: self.masks, words: mask_words(self.lang) }
    }

    /// One table to a file or to standard output; all of them to a folder, a file a kind, with every field of every table of
    /// the file in `rows`. Nothing is written when one of them cannot be.
    fn put_csv(&self, asked: &Export, out: &mut dyn Write) -> Result<(), CliError> {
        let encoding = match asked.encoding.as_str() {
            "utf8" => Encoding::Utf8,
            "cp932" => Encoding::Cp932,
            _ => Encoding::Utf8Bom,
        };
        let told = |Lacking(characters)| {
            let shown: Vec<String> = characters.iter().map(char::to_string).collect();
            CliError::new(Exit::Failed, move |l| words::lacking(l, &shown.join(" ")))
                .next(|l| words::hint_lossy(l).to_owned())
        };
        let one =
            |table: &ExportTable| csv(table, self.lang, self.zone, self.lens(), encoding, asked.lossy).map_err(told);
        if asked.kind != ALL {
            return self.tables.iter().try_for_each(|table| put(asked.output.as_deref(), &one(table)?, out));
        }
        let Some(folder) = asked.output.as_deref().filter(|path| *path != Path::new("-")) else {
            return Err(CliError::new(Exit::Usage, |l| words::needs_folder(l).to_owned()));
        };
        let mut files = Vec::new();
        for table in self.tables {
            files.push((folder.join(format!("{}.csv", table.kind.word())), one(table)?));
        }
        let rows = folder.join("rows");
        for table in self.kept {
            let bytes = csv_rows(table, self.zone, self.lens(), encoding, asked.lossy).map_err(told)?;
            files.push((rows.join(format!("{}.csv", table.entity.word())), bytes));
        }
        std::fs::create_dir_all(&rows).map_err(|e| cannot_write(&rows, e))?;
        files.iter().try_for_each(|(path, bytes)| put(Some(path), bytes, out))
    }
}

/// Writes to a file that is for its owner alone, or to standard output. A closed pipe is no failure.
fn put(path: Option<&Path>, bytes: &[u8], out: &mut dyn Write) -> Result<(), CliError> {
    let Some(path) = path.filter(|path| *path != Path::new("-")) else {
        return match out.write_all(bytes).and_then(|()| out.flush()) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            Err(error) => Err(CliError::failed(error.to_string())),
        };
    };
    private::write(path, bytes).map_err(|e| cannot_write(path, e))
}
