//! Copies of a store, whether it is whole, and what can be saved of one that is not.

mod head;
mod salvage;

use crate::documents::{self, COLUMNS};
use crate::error::Fault;
use crate::{Access, Store, StoreError};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode};
use std::path::{Path, PathBuf};

/// Most problems that a check lists.
const MOST_PROBLEMS: usize = 100;

/// What a check or a salvage has found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Documents that were read whole.
    pub documents: usize,
    /// Stories that were read whole; a salvage leaves runs behind, which tracing makes again.
    pub stories: usize,
    /// Decisions of people that were read whole.
    pub decisions: usize,
    /// What is wrong; none where the file is whole.
    pub problems: Vec<Problem>,
}

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What it concerns: a document by its id, a table, a page of the file.
    pub place: String,
    /// What is the case, lower case, no full stop.
    pub words: String,
}

impl Report {
    fn add(&mut self, place: impl Into<String>, words: impl Into<String>) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(Problem { place: place.into(), words: words.into() });
        }
    }
}

impl Store {
    /// Writes a copy of the store as it is now into a new file, while others read and write.
    ///
    /// # Errors
    /// Where there is such a file, it cannot be written, or the store is damaged; no part of a file is left then.
    pub fn backup(&self, to: &Path) -> Result<(), StoreError> {
        if to.exists() {
            return Err(StoreError::Exists { path: to.to_owned() });
        }
        let part = beside(to, "-part");
        let _ = std::fs::remove_file(&part);
        let copy = || {
            let connection = crate::open_reader(&self.path)?;
            connection.execute("VACUUM INTO ?", [name(&part)]).map_err(|error| Fault::from(error).of(&self.path))?;
            let moved =
                std::fs::File::open(&part).and_then(|file| file.sync_all()).and_then(|()| std::fs::rename(&part, to));
            moved.map_err(|source| StoreError::Io { path: to.to_owned(), doing: "write the copy", source })
        };
        copy().inspect_err(|_| {
            let _ = std::fs::remove_file(&part);
        })
    }

    /// Reads everything and says what is not as it was written.
    ///
    /// # Errors
    /// Where the file cannot be read at all.
    pub fn check(&self) -> Result<Report, StoreError> {
        self.read(|connection| {
            let mut report = Report::default();
            pages(connection, &mut report);
            self.bodies(connection, &mut report)?;
            self.answers(connection, &mut report)?;
            self.rulings(connection, &mut report)?;
            Ok(report)
        })
    }

    /// Saves what can be read of a damaged store into a new one: documents, decisions, tokens, what hosts repeat. Runs are left
    /// behind; tracing makes them again.
    ///
    /// # Errors
    /// Where the new file is there already or cannot be written, or nothing at all can be read of the old one.
    pub fn repair(from: &Path, to: &Path) -> Result<Report, StoreError> {
        if !from.is_file() {
            return Err(StoreError::Missing { path: from.to_owned() });
        }
        if to.exists() {
            return Err(StoreError::Exists { path: to.to_owned() });
        }
        let saved = Self::open(to, Access::Write).and_then(|new| salvage::all(from, &new));
        saved.inspect_err(|_| {
            let _ = std::fs::remove_file(to);
        })
    }

    /// Unpacks every document.
    fn bodies(&self, connection: &Connection, report: &mut Report) -> Result<(), Fault> {
        let mut all = connection.prepare(&format!("SELECT {COLUMNS}, hash FROM document ORDER BY key"))?;
        let mut rows = all.query([])?;
        loop {
            match rows.next() {
                Ok(None) => return Ok(()),
                Ok(Some(row)) => {
                    let hash: [u8; 16] = row.get(7)?;
                    let document = documents::kept(row)?.document(&self.dictionaries, connection);
                    let same =
                        document.and_then(|d| Ok(documents::plain(&[&d])?.iter().all(|plain| plain.hash == hash)));
                    match same {
                        Ok(true) => report.documents += 1,
                        Ok(false) => {
                            report.add(format!("document {}", row.get::<_, String>(0)?), "is not as it was written")
                        }
                        Err(fault) => report.add("documents", words(fault)),
                    }
                }
                Err(error) => return ended(report, "documents", error),
            }
        }
    }

    /// Unpacks the answer of every story.
    fn answers(&self, connection: &Connection, report: &mut Report) -> Result<(), Fault> {
        let mut all = connection.prepare("SELECT key, dictionary, answer, id FROM story ORDER BY key")?;
        let mut rows = all.query([])?;
        loop {
            match rows.next() {
                Ok(None) => return Ok(()),
                Ok(Some(row)) => match self.answer_is_whole(connection, row) {
                    Ok(()) => report.stories += 1,
                    Err(fault) => report.add(row.get::<_, String>(3)?, words(fault)),
                },
                Err(error) => return ended(report, "stories", error),
            }
        }
    }

    fn rulings(&self, connection: &Connection, report: &mut Report) -> Result<(), Fault> {
        let mut all = connection.prepare("SELECT id, decision FROM decision ORDER BY key")?;
        let mut rows = all.query([])?;
        loop {
            match rows.next() {
                Ok(None) => return Ok(()),
                Ok(Some(row)) => match serde_json::from_str::<vorlage_model::Decision>(&row.get::<_, String>(1)?) {
                    Ok(_) => report.decisions += 1,
                    Err(error) => report.add(format!("decision {}", row.get::<_, String>(0)?), error.to_string()),
                },
                Err(error) => return ended(report, "decisions", error),
            }
        }
    }
}

/// What the database itself finds: pages, indices, rows that refer to nothing.
fn pages(connection: &Connection, report: &mut Report) {
    match texts(connection, "PRAGMA integrity_check(50)") {
        Ok(found) => found.iter().flat_map(|words| words.lines()).for_each(|line| finding(connection, report, line)),
        Err(error) => tables(connection, report, &error),
    }
    match texts(connection, "PRAGMA foreign_key_check") {
        Ok(found) => found.into_iter().for_each(|table| report.add(table, "a row refers to one that is not there")),
        Err(error) => report.add("rows that refer to others", error.to_string()),
    }
}

/// A line such as `Tree 9 page 84 cell 2: Rowid 7 out of order`, in which a tree goes by the page that it begins at.
fn finding(connection: &Connection, report: &mut Report, line: &str) {
    if line == "ok" || line.starts_with("***") {
        return;
    }
    let number = |after: &str| line.split_once(after)?.1.split([' ', ':']).next()?.parse::<i64>().ok();
    let table = |root: i64| {
        let sql = "SELECT tbl_name FROM sqlite_schema WHERE rootpage = ?";
        connection.query_row(sql, [root], |row| row.get::<_, String>(0)).ok()
    };
    let place = match (number("page "), number("Tree ").and_then(table)) {
        (Some(page), Some(table)) => format!("page {page} (table {table})"),
        (Some(page), None) => format!("page {page}"),
        (None, _) => "file".to_owned(),
    };
    report.add(place, line);
}

/// The database has given up on the whole file; table by table it tells at which.
fn tables(connection: &Connection, report: &mut Report, whole: &rusqlite::Error) {
    let before = report.problems.len();
    let names = texts(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    for table in names.unwrap_or_default() {
        if let Err(error) = texts(connection, &format!("PRAGMA integrity_check(\"{}\")", table.replace('"', "\"\""))) {
            report.add(format!("table {table}"), error.to_string());
        }
    }
    if report.problems.len() == before {
        report.add("file", whole.to_string());
    }
}

/// The first column of what a statement yields.
fn texts(connection: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}

/// A table that cannot be read on is a finding; anything else ends the check.
fn ended(report: &mut Report, table: &str, error: rusqlite::Error) -> Result<(), Fault> {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt) => {
            report.add(table, "cannot be read to the end");
            Ok(())
        }
        _ => Err(error.into()),
    }
}

/// What went wrong, in words.
fn words(fault: Fault) -> String {
    match fault {
        Fault::Damaged(words) => words,
        Fault::Sql(error) => error.to_string(),
        Fault::Io(doing, error) => format!("cannot {doing}: {error}"),
    }
}

/// A file beside another one.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The name of a file as the database takes it: its bytes, be they UTF-8 or not.
fn name(path: &Path) -> ToSqlOutput<'_> {
    ToSqlOutput::Borrowed(ValueRef::Text(path.as_os_str().as_encoded_bytes()))
}
