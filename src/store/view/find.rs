//! People and notes for the palette, and what was going on when the program last ended.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, params_from_iter};

use super::super::db::Db;
use super::super::live::OPEN_UNTIL;
use super::super::rows::Enrolment;
use super::super::sql::At;
use super::super::{history, live};
use super::people;
use crate::domain::Id;
use crate::request::view::{QUERY_TERMS, query_head};
use crate::request::{Draft, Failure, FoundNote, FoundPerson, FoundView, ResumeView};
use crate::text::fold::fold;
use crate::text::mask::Private;
use crate::text::romaji::{Query, Searchable, kana};

/// People by kanji, kana or romaji, those whose name begins with it first, and behind them those whom the pharmacy or the
/// code tells; notes by every term of the query in any order.
pub(super) fn find(db: &Db, query: &str, limit: usize) -> Result<FoundView, Failure> {
    let query = query_head(query);
    let mut found = FoundView { query: query.to_owned(), ..FoundView::default() };
    // Without a query everybody is listed, and no note.
    let terms = Query::new(query);
    let folded = fold(query);
    let words: Vec<&str> = folded.split_whitespace().take(QUERY_TERMS).collect();
    let kanji = db.kanji_of(&words);
    // Whoever has a reading is found by it, and by nothing that is only read like it.
    let unread = terms.clone().in_kanji(&kanji);
    let mut statement = db.conn.prepare_cached(
        "SELECT l.id, l.name, coalesce(l.kana, ''), l.pharmacy_id, coalesce(l.code, ''), coalesce(p.name, ''), \
         coalesce(p.kana, '') FROM learner l LEFT JOIN pharmacy p ON p.id = l.pharmacy_id \
         WHERE l.deleted_at IS NULL ORDER BY l.folded_kana, l.id",
    )?;
    let mut rows = statement.query([])?;
    let (mut first, mut rest, mut elsewhere) = (Vec::new(), Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let (name, kana): (String, String) = (row.get(1)?, row.get(2)?);
        let (learner, pharmacy): (Id, Option<Id>) = (row.get(0)?, row.get(3)?);
        let known_as = Searchable::name(&[&name, &kana]);
        let terms = if kana.is_empty() { &unread } else { &terms };
        let of = if !terms.finds(&known_as) {
            let (code, pharmacy, kana_of): (String, String, String) = (row.get(4)?, row.get(5)?, row.get(6)?);
            if !terms.finds(&Searchable::name(&[&name, &kana, &pharmacy, &kana_of, &code])) {
                continue;
            }
            &mut elsewhere
        } else if terms.begins(&known_as) {
            &mut first
        } else {
            &mut rest
        };
        of.push((learner, name, pharmacy));
    }
    for (learner, name, pharmacy) in first.into_iter().chain(rest).chain(elsewhere).take(limit) {
        let next_no = match Enrolment::newest(&db.conn, learner)? {
            Some(enrolment) => history::next_no(db, &enrolment)?,
            None => None,
        };
        found.people.push(FoundPerson {
            learner,
            name: Private::learner(learner.0.as_u128(), name),
            pharmacy: match pharmacy {
                Some(id) => people::account(db, id)?.name,
                None => Private::free(String::new()),
            },
            next_no,
        });
    }
    if !terms.is_empty() {
        found.notes = notes(db, &words, &kanji, limit)?;
    }
    Ok(found)
}

/// Short terms are common in Japanese (薬歴, 宿題): a scan of the folded column finds them all.
fn notes(db: &Db, words: &[&str], kanji: &[Vec<String>], limit: usize) -> Result<Vec<FoundNote>, Failure> {
    let mut patterns: Vec<String> = words.iter().copied().map(like).collect();
    let mut wanted = String::new();
    let (mut literal, mut spelled) = (String::from("1"), String::from("1"));
    for (n, (word, kanji)) in words.iter().zip(kanji).enumerate() {
        let as_typed = format!("n.folded LIKE ?{} ESCAPE '\\'", n + 1);
        literal = format!("{literal} AND {as_typed}");
        let in_kana = kana(word).map(|kana| {
            patterns.push(like(&kana));
            format!("n.folded LIKE ?{}", patterns.len())
        });
        let either = in_kana.map_or_else(|| as_typed.clone(), |in_kana| format!("({as_typed} OR {in_kana})"));
        spelled = format!("{spelled} AND {either}");
        let written = kanji.iter().map(|kanji| {
            patterns.push(kanji.clone());
            format!(" OR instr(n.folded, ?{})", patterns.len())
        });
        let written: String = written.collect();
        wanted = format!("{wanted} AND ({either}{written})");
    }
    // What has the words as they were typed comes before what has them in kana, and that before what may be read so.
    let sql = format!(
        "SELECT n.id, e.learner_id, n.at, n.text FROM note n LEFT JOIN enrolment e ON e.id = n.enrolment_id \
         WHERE n.deleted_at IS NULL {wanted} ORDER BY ({literal}) DESC, ({spelled}) DESC, n.at DESC LIMIT {limit}"
    );
    let mut statement = db.conn.prepare(&sql)?;
    let mut rows = statement.query(params_from_iter(&patterns))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let learner: Option<Id> = row.get(1)?;
        found.push(FoundNote {
            note: row.get(0)?,
            learner,
            name: match learner {
                Some(id) => people::learner(db, id)?.map(|p| p.name),
                None => None,
            },
            at: row.get::<_, At>(2)?.0,
            text: Private::free(row.get::<_, Option<String>>(3)?.unwrap_or_default()),
        });
    }
    Ok(found)
}

fn like(term: &str) -> String {
    let mut pattern = String::from("%");
    for c in term.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// The running session and the drafts, the newest first: the field that was left last gets the focus.
pub(super) fn resume(db: &Db) -> Result<ResumeView, Failure> {
    let live = live::first(&db.conn)?;
    let drafts: Vec<Draft> = db
        .conn
        .prepare_cached("SELECT field, owner_id, text, caret, beside, updated_at FROM draft ORDER BY updated_at DESC")?
        .query_map([], |row| {
            Ok(Draft {
                field: row.get(0)?,
                owner: row.get(1)?,
                text: row.get(2)?,
                caret: usize::try_from(row.get::<_, i64>(3)?).unwrap_or(0),
                beside: row.get(4)?,
                at: row.get::<_, At>(5)?.0,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    let last_sign = match live {
        // A talk without a key is no absence: the program was open, and says until when.
        Some(live) => {
            let newest = last_sign(db, live.session)?.map(|at| drafts.first().map_or(at, |draft| at.max(draft.at)));
            let open = db.meta::<At>(OPEN_UNTIL)?.map(|at| at.0);
            newest.map(|at| open.map_or(at, |open| at.max(open)))
        }
        None => None,
    };
    Ok(ResumeView { running: live.map(|live| live.appointment), last_sign, drafts })
}

/// The newest recording, as long as the clock of the session runs.
fn last_sign(db: &Db, session: Id) -> rusqlite::Result<Option<DateTime<Utc>>> {
    let at: Option<At> = db
        .conn
        .prepare_cached(
            "SELECT (SELECT at FROM event ORDER BY seq DESC LIMIT 1) FROM session s WHERE s.id = ?1 \
             AND s.ended_at IS NULL AND NOT EXISTS \
             (SELECT 1 FROM pause WHERE session_id = s.id AND to_at IS NULL AND deleted_at IS NULL)",
        )?
        .query_row([session], |row| row.get(0))
        .optional()?;
    Ok(at.map(|at| at.0))
}
