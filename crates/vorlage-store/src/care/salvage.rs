//! What can still be read of a damaged file, row by row: a row on a damaged page is lost, all others are found by their keys.

use super::{Report, head};
use crate::documents::{self, COLUMNS};
use crate::error::Fault;
use crate::pack::Dictionaries;
use crate::{Store, StoreError, connect, people};
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use std::collections::BTreeMap;
use std::path::Path;
use vorlage_model::{Decision, Document};

/// Documents that are written in one step.
const STEP: usize = 1000;

/// Most rows that a page can hold, about: what bounds the keys where no page tells the last one.
const ROWS_OF_A_PAGE: i64 = 64;

/// Saves documents, decisions, tokens and what hosts repeat.
pub fn all(from: &Path, to: &Store) -> Result<Report, StoreError> {
    let old = connect(from, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    let tables = old.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
    if tables.is_ok_and(|tables| tables > 0) {
        return rows(&old, to);
    }
    let mut report = head::replaced(from, to, |old| rows(old, to))?;
    if report.documents + report.decisions == 0 {
        return Err(StoreError::Other { path: from.to_owned() });
    }
    report.add("page 1", "is damaged; where tables begin is taken from a new store");
    Ok(report)
}

fn rows(old: &Connection, to: &Store) -> Result<Report, StoreError> {
    let mut report = Report::default();
    documents(old, to, &mut report)?;
    decisions(old, to, &mut report)?;
    tokens(old, to, &mut report)?;
    match old.query_row("SELECT bytes FROM kept WHERE name = 'hosts'", [], |row| row.get::<_, Vec<u8>>(0)).optional() {
        Ok(Some(hosts)) => to.keep_hosts(&hosts)?,
        Ok(None) => {}
        Err(error) => report.add("what hosts repeat", error.to_string()),
    }
    Ok(report)
}

fn documents(old: &Connection, to: &Store, report: &mut Report) -> Result<(), StoreError> {
    let dictionaries = Dictionaries::default();
    let names = names(old);
    let mut batch: Vec<Document> = Vec::new();
    for key in 1..=last_key(old, "document") {
        match document(old, &dictionaries, key) {
            Ok(Some(document)) => batch.push(document),
            Ok(None) => {}
            Err(fault) => match names.get(&key) {
                Some(id) => report.add(format!("document {id}"), format!("is lost: {}", super::words(fault))),
                None if report.problems.iter().any(|p| p.place == "documents") => {}
                None => report.add("documents", "some may be lost, and no page tells which"),
            },
        }
        if batch.len() == STEP {
            report.documents += keep(to, &mut batch)?;
        }
    }
    report.documents += keep(to, &mut batch)?;
    Ok(())
}

fn keep(to: &Store, batch: &mut Vec<Document>) -> Result<usize, StoreError> {
    let added = to.add(batch)?;
    batch.clear();
    Ok(added.new + added.replaced + added.unchanged)
}

fn document(old: &Connection, dictionaries: &Dictionaries, key: i64) -> Result<Option<Document>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM document WHERE key = ? AND current = 1");
    let row = old.prepare_cached(&sql)?.query_row([key], |row| Ok(documents::kept(row))).optional()?;
    row.map(|kept| kept?.document(dictionaries, old)).transpose()
}

/// The ids of documents by their keys, as far as the index tells them.
fn names(old: &Connection) -> BTreeMap<i64, String> {
    let mut out = BTreeMap::new();
    for order in ["", " DESC"] {
        let sql =
            format!("SELECT key, id FROM document INDEXED BY document_by_id WHERE current = 1 ORDER BY id{order}");
        let read = old.prepare(&sql).and_then(|mut all| {
            let mut rows = all.query([])?;
            while let Some(row) = rows.next()? {
                out.insert(row.get(0)?, row.get(1)?);
            }
            Ok(())
        });
        if read.is_ok() {
            break;
        }
    }
    out
}

/// The last key of a table, or a bound for it.
fn last_key(old: &Connection, table: &str) -> i64 {
    let last = old.query_row(&format!("SELECT coalesce(max(key), 0) FROM {table}"), [], |row| row.get(0));
    let pages = || old.pragma_query_value(None, "page_count", |row| row.get::<_, i64>(0)).unwrap_or(0);
    last.unwrap_or_else(|_| pages() * ROWS_OF_A_PAGE)
}

fn decisions(old: &Connection, to: &Store, report: &mut Report) -> Result<(), StoreError> {
    let mut kept: Vec<Decision> = Vec::new();
    for key in 1..=last_key(old, "decision") {
        let read = old
            .prepare_cached("SELECT decision FROM decision WHERE key = ? AND undone = 0")
            .and_then(|mut one| one.query_row([key], |row| row.get::<_, String>(0)).optional());
        match read.map(|text| text.map(|text| serde_json::from_str(&text))) {
            Ok(Some(Ok(decision))) => kept.push(decision),
            Ok(None) => {}
            Ok(Some(Err(error))) => report.add("decisions", format!("number {key} is lost: {error}")),
            Err(_) if report.problems.iter().any(|p| p.place == "decisions") => {}
            Err(error) => report.add("decisions", format!("some are lost: {error}")),
        }
    }
    report.decisions = kept.len();
    to.write(|step| kept.iter().try_for_each(|decision| people::put_decision(step, decision)))
}

fn tokens(old: &Connection, to: &Store, report: &mut Report) -> Result<(), StoreError> {
    match people::all_tokens(old) {
        Ok(tokens) => to.write(|step| tokens.iter().try_for_each(|token| people::put_token(step, token))),
        Err(fault) => {
            report.add("tokens", super::words(fault));
            Ok(())
        }
    }
}
