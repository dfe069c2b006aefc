//! The tables of the file, and how those of an older file become those of this version.

use crate::StoreError;
use crate::error::Fault;
use rusqlite::Connection;
use std::path::Path;

/// Written into the header of the file, by which a store is told: `Vrlg`.
pub const APPLICATION: i32 = 0x5672_6C67;

/// What to do to come from each form of the file to the next one; an empty file has form 0.
const STEPS: &[&str] = &[include_str!("schema/documents.sql"), include_str!("schema/runs.sql")];

/// The views that others may read; they are made anew with each step.
const VIEWS: &str = include_str!("schema/views.sql");

/// The form that this version writes.
pub const FORM: i64 = STEPS.len() as i64;

/// Bytes of a page of the file: compressed documents fill small pages badly. Of 42,434 documents, 16 KiB leave 5.7 % unused, 32 KiB 3.1 %,
/// 64 KiB as much as they save in the index of words.
const PAGE_BYTES: i64 = 32 << 10;

/// The form of a file; fails where it is no store or a newer one.
pub fn form(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    let number = |name| {
        connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(|e| Fault::from(e).of(path))
    };
    let (application, found) = (number("application_id")?, number("user_version")?);
    let empty = || number("schema_version").map(|version| version == 0);
    if application != i64::from(APPLICATION) && !(application == 0 && found == 0 && empty()?) {
        return Err(StoreError::Other { path: path.to_owned() });
    }
    if found > FORM {
        return Err(StoreError::Newer { path: path.to_owned(), found, known: FORM });
    }
    Ok(found)
}

/// Brings a file of some form to form `to`, all or nothing.
pub fn migrate(connection: &mut Connection, from: i64, to: i64) -> Result<(), Fault> {
    if from == 0 {
        connection.pragma_update(None, "page_size", PAGE_BYTES)?;
        connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    }
    if from != to {
        steps(connection, from, to)?;
    }
    // Not before the first step: its header, by which a store is told, must stand in the file itself and not in a log beside it.
    Ok(connection.pragma_update(None, "journal_mode", "WAL")?)
}

fn steps(connection: &mut Connection, from: i64, to: i64) -> Result<(), Fault> {
    let step = connection.transaction()?;
    drop_views(&step)?;
    for sql in STEPS.iter().take(to as usize).skip(from as usize) {
        step.execute_batch(sql)?;
    }
    if to == FORM {
        step.execute_batch(VIEWS)?;
    }
    step.pragma_update(None, "application_id", APPLICATION)?;
    step.pragma_update(None, "user_version", to)?;
    Ok(step.commit()?)
}

fn drop_views(connection: &Connection) -> Result<(), Fault> {
    for view in views(connection)? {
        connection.execute_batch(&format!("DROP VIEW \"{}\"", view.replace('"', "\"\"")))?;
    }
    Ok(())
}

/// The names of the views, ascending.
pub fn views(connection: &Connection) -> Result<Vec<String>, Fault> {
    let mut names = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")?;
    Ok(names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{self, Encoder};
    use crate::{Access, RunAbout, Store};
    use vorlage_model::{Document, Trace};

    /// A file of form 1, which knows no runs, with one document.
    fn of_form_1(path: &Path) -> Document {
        let document = Document { text: "The ferry ran aground.".into(), ..Document::default() };
        let mut connection = Connection::open(path).unwrap();
        migrate(&mut connection, 0, 1).unwrap();
        let plain = pack::plain(&document).unwrap();
        let packed = Encoder::default().packer().unwrap().pack(&plain).unwrap();
        let sql =
            "INSERT INTO document(id, current, hash, size, dictionary, body) VALUES('a', 1, zeroblob(16), 22, 0, ?)";
        connection.execute(sql, [&packed.bytes]).unwrap();
        Document { id: "a".into(), ..document }
    }

    #[test]
    fn an_older_file_is_brought_to_this_form() {
        for access in [Access::Read, Access::Write] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("desk.vorlage");
            let document = of_form_1(&path);
            let store = Store::open(&path, access).unwrap();
            assert_eq!(store.document("a").unwrap(), Some(document));
            drop(store);
            let store = Store::open(&path, Access::Write).unwrap();
            assert_eq!((store.index_words().unwrap(), store.search("ferry", 9).unwrap().len()), (1, 1));
            store.put_run(&Trace::default(), &RunAbout::default()).unwrap();
        }
    }

    #[test]
    fn an_older_file_that_cannot_be_written_to_is_said_to_be_older() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.vorlage");
        of_form_1(&path);
        let _held = crate::lock::Lock::take(&path).unwrap();
        let error = Store::open(&path, Access::Read).err().unwrap().to_string();
        assert!(error.ends_with("was made by an older vorlage, and must be opened once for writing"), "{error}");
    }

    #[test]
    fn a_newer_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.vorlage");
        drop(Store::open(&path, Access::Write).unwrap());
        Connection::open(&path).unwrap().pragma_update(None, "user_version", FORM + 1).unwrap();
        for access in [Access::Read, Access::Write] {
            let error = Store::open(&path, access).err().unwrap().to_string();
            assert!(error.contains("was made by a newer vorlage: its form is 3"), "{error}");
        }
    }
}
