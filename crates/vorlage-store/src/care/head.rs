//! A damaged first page, which says where every table begins: in stores of one form that is the same, so that of a new one stands in.

use super::{beside, texts};
use crate::error::Fault;
use crate::{Store, StoreError, connect, schema};
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Calls with a store that is read by the first page of a new one; the copy that this takes is made beside the new store.
pub fn replaced<T>(
    from: &Path,
    new: &Store,
    f: impl FnOnce(&Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let part = beside(new.path(), "-part");
    let opened = || {
        let (made, copied) = heads(&part)?;
        // Tables of a store that was copied begin elsewhere.
        let other = open(from, &part, &copied)?;
        if texts(&other, "PRAGMA integrity_check(1)").is_ok_and(|found| found == ["ok"]) {
            return Ok(other);
        }
        drop(other);
        open(from, &part, &made)
    };
    let done = opened().map_err(|fault| fault.of(from)).and_then(|connection| f(&connection));
    clear(&part);
    done
}

/// The first page of a new store, and that of a copy of one.
fn heads(part: &Path) -> Result<(Vec<u8>, Vec<u8>), Fault> {
    clear(part);
    let mut connection = Connection::open(part)?;
    schema::migrate(&mut connection, 0, schema::FORM)?;
    let first = |sql: &str| -> Result<Vec<u8>, Fault> {
        connection.execute_batch(sql)?;
        let size = connection.pragma_query_value(None, "page_size", |row| row.get::<_, u32>(0))?;
        let mut bytes = fs::read(part).map_err(io("read a new store"))?;
        bytes.truncate(size as usize);
        Ok(bytes)
    };
    Ok((first("PRAGMA wal_checkpoint")?, first("VACUUM; PRAGMA wal_checkpoint")?))
}

/// Opens a copy of a store with another first page.
fn open(from: &Path, part: &Path, head: &[u8]) -> Result<Connection, Fault> {
    clear(part);
    let mut head = head.to_vec();
    // No free pages are known of, and the size of the file tells how many pages there are where these two differ.
    head[32..40].fill(0);
    head[24..28].copy_from_slice(&1_u32.to_be_bytes());
    head[92..96].fill(0);
    fs::copy(from, part).map_err(io("copy the store"))?;
    if beside(from, "-wal").is_file() {
        fs::copy(beside(from, "-wal"), beside(part, "-wal")).map_err(io("copy the store"))?;
    }
    let mut file = OpenOptions::new().write(true).open(part).map_err(io("write a copy of the store"))?;
    file.write_all(&head).map_err(io("write a copy of the store"))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    connect(part, flags).map_err(|error| Fault::Damaged(error.to_string()))
}

fn io(doing: &'static str) -> impl Fn(io::Error) -> Fault {
    move |error| Fault::Io(doing, error)
}

fn clear(part: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(beside(part, ending));
    }
}
