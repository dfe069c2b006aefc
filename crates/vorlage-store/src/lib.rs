//! Documents, runs and decisions of people, kept in one SQLite file; the only crate that knows the database.
//!
//! One process writes ([`Access::Write`]), any number read; readers see what was last written whole and never wait. What a call
//! has confirmed by returning is on the disk. Others may open the file with any SQLite and read its views, which [`TABLES`]
//! names; documents and answers in it are compressed.

mod care;
mod documents;
mod error;
mod lock;
mod pack;
mod parallel;
mod people;
mod runs;
mod schema;
mod search;
mod stories;
mod tables;
mod words;

pub use care::{Problem, Report};
pub use documents::Added;
pub use error::StoreError;
pub use people::TokenRow;
pub use runs::{RunAbout, RunId, RunRow};
pub use tables::{Cell, Holds, TABLES, Table};

use error::Fault;
use lock::Lock;
use pack::{Dictionaries, Encoder};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use vorlage_model::StoreCounts;

/// How long to wait for another connection in the rare moments in which one must.
const PATIENCE: Duration = Duration::from_secs(10);

/// Kibibytes of pages that the writer and each reader keep in memory.
const WRITER_CACHE_KIB: i64 = 64 << 10;
const READER_CACHE_KIB: i64 = 16 << 10;

/// Bytes that the journal may keep between two steps.
const JOURNAL_BYTES: i64 = 64 << 20;

/// Readers kept open while nobody reads.
const IDLE_READERS: usize = 8;

/// What a store is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To read, while another process may write.
    Read,
    /// To read and write; makes the file where there is none.
    Write,
}

/// A store of documents; shared freely among threads.
pub struct Store {
    path: PathBuf,
    // Closed before the writer, which tidies up as the last one.
    readers: Mutex<Vec<Connection>>,
    writer: Option<Writer>,
    dictionaries: Dictionaries,
    encoder: Mutex<Option<Encoder>>,
}

struct Writer {
    // Closed before the lock is let go.
    connection: Mutex<Connection>,
    _lock: Lock,
}

/// Tells by its first bytes whether a file is a store.
#[must_use]
pub fn is_store(path: &Path) -> bool {
    let mut head = [0; 72];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head.starts_with(b"SQLite format 3\0") && head[68..] == schema::APPLICATION.to_be_bytes()
}

impl Store {
    /// Opens a store.
    ///
    /// # Errors
    /// Where the file is none, is missing (to read), is newer than this program, or another process writes into it (to write).
    pub fn open(path: &Path, access: Access) -> Result<Self, StoreError> {
        let writer = match access {
            Access::Read => {
                can_be_read(path)?;
                None
            }
            Access::Write => Some(open_writer(path)?),
        };
        let store = Self {
            path: path.to_owned(),
            readers: Mutex::default(),
            writer,
            dictionaries: Dictionaries::default(),
            encoder: Mutex::default(),
        };
        store.read(|_| Ok(()))?;
        Ok(store)
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How much it holds.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn counts(&self) -> Result<StoreCounts, StoreError> {
        let file_bytes = std::fs::metadata(&self.path).map_or(0, |about| about.len());
        self.read(|connection| {
            let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).map(|n| n.max(0) as u64);
            Ok(StoreCounts {
                documents: number("SELECT count(*) FROM document WHERE current = 1")? as usize,
                publishers: number("SELECT count(DISTINCT outlet) FROM document WHERE current = 1")? as usize,
                stories: number("SELECT coalesce(sum(stories), 0) FROM run WHERE current = 1")? as usize,
                origins: number("SELECT coalesce(sum(origins), 0) FROM run WHERE current = 1")? as usize,
                decisions: number("SELECT count(*) FROM decision WHERE undone = 0")? as usize,
                submissions: number("SELECT count(*) FROM run WHERE sort = 'submission'")? as usize,
                text_bytes: number("SELECT coalesce(sum(size), 0) FROM document WHERE current = 1")?,
                file_bytes,
            })
        })
    }

    /// Lets `f` read one state of the store, whatever is written meanwhile.
    fn read<T>(&self, f: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, StoreError> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => open_reader(&self.path)?,
        };
        let done = state(&connection, f);
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < IDLE_READERS {
            readers.push(connection);
        }
        done.map_err(|fault| fault.of(&self.path))
    }

    /// Gives room that nothing needs any more back to the system.
    fn give_back(&self) -> Result<(), StoreError> {
        let read_only = || StoreError::ReadOnly { path: self.path.clone() };
        let writer = self.writer.as_ref().ok_or_else(read_only)?;
        let connection = writer.connection.lock().unwrap_or_else(PoisonError::into_inner);
        // A row a page: all of them must be asked for.
        let given_back = || -> Result<(), Fault> {
            let mut vacuum = connection.prepare("PRAGMA incremental_vacuum")?;
            let mut pages = vacuum.query([])?;
            while pages.next()?.is_some() {}
            Ok(())
        };
        given_back().map_err(|fault| fault.of(&self.path))
    }

    /// Lets `f` write, all or nothing.
    fn write<T>(&self, f: impl FnOnce(&Transaction<'_>) -> Result<T, Fault>) -> Result<T, StoreError> {
        let read_only = || StoreError::ReadOnly { path: self.path.clone() };
        let writer = self.writer.as_ref().ok_or_else(read_only)?;
        let mut connection = writer.connection.lock().unwrap_or_else(PoisonError::into_inner);
        step(&mut connection, f).map_err(|fault| fault.of(&self.path))
    }
}

fn state<T>(connection: &Connection, f: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Fault> {
    let state = connection.unchecked_transaction()?;
    f(&state)
}

fn step<T>(connection: &mut Connection, f: impl FnOnce(&Transaction<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
    let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = f(&step)?;
    step.commit()?;
    Ok(done)
}

/// Opens the one connection that writes, and brings the file to the form of this version.
fn open_writer(path: &Path) -> Result<Writer, StoreError> {
    let lock = Lock::take(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = connect(path, flags)?;
    let form = schema::form(&connection, path)?;
    writes(&mut connection, form).map_err(|fault| fault.of(path))?;
    Ok(Writer { connection: Mutex::new(connection), _lock: lock })
}

/// What holds for the connection that writes. Each step is synced to the disk before it is confirmed: steps are batches of documents or
/// decisions of people, of which none may be lost when the power fails.
fn writes(connection: &mut Connection, form: i64) -> Result<(), Fault> {
    schema::migrate(connection, form, schema::FORM)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "journal_size_limit", JOURNAL_BYTES)?;
    connection.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)?;
    Ok(())
}

/// Fails where a file cannot be read by this version; one of an older form is brought to this one, if nobody writes.
fn can_be_read(path: &Path) -> Result<(), StoreError> {
    if !path.is_file() {
        return Err(StoreError::Missing { path: path.to_owned() });
    }
    let form = || schema::form(&open_reader(path)?, path);
    let form = match form() {
        Err(StoreError::Database { source, .. }) if is_unsettled(&source) => {
            settle(path)?;
            form()?
        }
        found => found?,
    };
    match form {
        schema::FORM => Ok(()),
        0 => Err(StoreError::Other { path: path.to_owned() }),
        _ => open_writer(path).map(drop).map_err(|_| StoreError::Older { path: path.to_owned() }),
    }
}

/// A writer was stopped in the middle of a step, and who only reads may not take it back.
fn is_unsettled(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error().map(|error| error.extended_code);
    code == Some(rusqlite::ffi::SQLITE_READONLY_ROLLBACK) || code == Some(rusqlite::ffi::SQLITE_READONLY_RECOVERY)
}

/// Takes back the step in which a writer was stopped: opening for writing does it.
fn settle(path: &Path) -> Result<(), StoreError> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    schema::form(&connection, path).map(drop)
}

fn open_reader(path: &Path) -> Result<Connection, StoreError> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.pragma_update(None, "cache_size", -READER_CACHE_KIB).map_err(|e| Fault::from(e).of(path))?;
    Ok(connection)
}

/// Opens a connection that trusts nothing which the file says of itself.
fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let open = || {
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        connection.pragma_update(None, "cell_size_check", true)?;
        Ok(connection)
    };
    open().map_err(|error: rusqlite::Error| Fault::from(error).of(path))
}
