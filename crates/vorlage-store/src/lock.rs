//! One process writes into a store at a time, and the others are told which one it is.
//!
//! The lock is on a file of its own beside the store; the system takes it away when its process ends, however that comes about.

use crate::StoreError;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Most bytes read of what a holder says of itself.
const MOST_WORDS: u64 = 200;

/// The right to write, until it is dropped.
pub struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the right to write into a store; fails with the name of the process that holds it.
    pub fn take(store: &Path) -> Result<Self, StoreError> {
        let path = beside(store);
        let cannot = |source| StoreError::Io { path: path.clone(), doing: "take the right to write", source };
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(cannot)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::Held { path: store.to_owned(), holder: holder(&mut file) });
            }
            Err(TryLockError::Error(source)) => return Err(cannot(source)),
        }
        file.set_len(0).and_then(|()| file.write_all(own_name().as_bytes())).map_err(cannot)?;
        Ok(Self { file, path })
    }
}

impl Drop for Lock {
    /// Whoever opened the file in this moment finds itself alone with a nameless lock; the database keeps such writers apart.
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

/// `desk.vorlage-writer` beside `desk.vorlage`.
fn beside(store: &Path) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push("-writer");
    name.into()
}

/// `process 4711 (vorlage serve)`.
fn own_name() -> String {
    let words: Vec<String> = std::env::args_os().take(2).map(|word| word.to_string_lossy().into_owned()).collect();
    let program = words.first().map_or("", |path| path.rsplit(['/', '\\']).next().unwrap_or(path));
    let verb = words.get(1).filter(|word| word.chars().all(|c| c.is_ascii_lowercase())).map(|word| format!(" {word}"));
    format!("process {} ({program}{})", std::process::id(), verb.unwrap_or_default())
}

/// What the holder says of itself.
fn holder(file: &mut File) -> String {
    let mut words = Vec::new();
    let read = file.take(MOST_WORDS).read_to_end(&mut words);
    let words = String::from_utf8_lossy(&words).replace(char::is_control, " ");
    if read.is_err() || words.trim().is_empty() { "another process".to_owned() } else { words }
}
