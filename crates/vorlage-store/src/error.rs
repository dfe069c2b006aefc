//! What can go wrong with a store, each with the file it went wrong in.

use rusqlite::ErrorCode;
use std::io;
use std::path::{Path, PathBuf};

/// A reason why a store could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Nothing is there under this name.
    #[error("{path}: there is no store here")]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{path}: is no store of documents")]
    Other {
        /// The file.
        path: PathBuf,
    },
    /// Something is there already, where a new file was to be made.
    #[error("{path}: is there already, and is not written over")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A later version of the program has made it.
    #[error("{path}: was made by a newer vorlage: its form is {found}, and this one knows forms up to {known}")]
    Newer {
        /// The file.
        path: PathBuf,
        /// The number of its form.
        found: i64,
        /// The highest number known.
        known: i64,
    },
    /// An earlier version of the program has made it, and it cannot be written to now.
    #[error("{path}: was made by an older vorlage, and must be opened once for writing")]
    Older {
        /// The file.
        path: PathBuf,
    },
    /// Another process writes into it.
    #[error("{path}: is being written to by {holder}")]
    Held {
        /// The file.
        path: PathBuf,
        /// Which process that is.
        holder: String,
    },
    /// It was opened for reading alone.
    #[error("{path}: is open for reading only")]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// There is no room for what was to be kept.
    #[error("{path}: the disk is full; nothing of this step was kept, and what was kept before is whole")]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// Some of its bytes are not what was written.
    #[error("{path}: is damaged: {place}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Where, in words.
        place: String,
    },
    /// The system refuses.
    #[error("{path}: cannot {doing}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What was tried.
        doing: &'static str,
        /// What the system says.
        source: io::Error,
    },
    /// The database refuses.
    #[error("{path}: cannot be read or written")]
    Database {
        /// The file.
        path: PathBuf,
        /// What the database says.
        source: rusqlite::Error,
    },
}

/// What went wrong inside, before the file is named.
#[derive(Debug)]
pub enum Fault {
    /// The database refuses.
    Sql(rusqlite::Error),
    /// Bytes that are not what was written.
    Damaged(String),
    /// The system refuses.
    Io(&'static str, io::Error),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<rmp_serde::encode::Error> for Fault {
    fn from(error: rmp_serde::encode::Error) -> Self {
        Self::Io("write a value", io::Error::other(error))
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}

impl Fault {
    /// Names the file.
    pub fn of(self, path: &Path) -> StoreError {
        let path = path.to_owned();
        match self {
            Self::Damaged(place) => StoreError::Damaged { path, place },
            Self::Io(doing, source) => StoreError::Io { path, doing, source },
            Self::Sql(source) => match source.sqlite_error_code() {
                Some(ErrorCode::DiskFull) => StoreError::Full { path },
                Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged { path, place: source.to_string() },
                Some(ErrorCode::NotADatabase) => StoreError::Other { path },
                _ => StoreError::Database { path, source },
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Access, Store, StoreError};
    use vorlage_model::Document;

    #[test]
    fn a_full_disk_is_said_and_what_was_kept_stays() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("desk.vorlage"), Access::Write).unwrap();
        let add = |id: &str, text: String| store.add(&[Document { id: id.into(), text, ..Document::default() }]);
        add("a", "The ferry ran aground.".into()).unwrap();
        let pages = |most: i64| {
            store.write(|step| Ok(step.pragma_update_and_check(None, "max_page_count", most, |_| Ok(()))?)).unwrap();
        };
        pages(1);
        let large = || (0..200_000_u64).map(|n| format!("{:x} ", n.wrapping_mul(0x9E37_79B9_7F4A_7C15))).collect();
        assert!(matches!(add("b", large()), Err(StoreError::Full { .. })));
        assert_eq!((store.counts().unwrap().documents, store.search("ferry", 9).unwrap().len()), (1, 1));
        assert_eq!(store.check().unwrap().problems, vec![]);
        pages(1 << 30);
        add("b", large()).unwrap();
    }
}
