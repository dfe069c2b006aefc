//! What can go wrong with a model file, each with the file and the place in it.

use std::io;
use std::path::Path;

/// A reason why a model cannot be had from a file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The system refuses.
    #[error("{place}: cannot be read or written")]
    Io {
        /// The file.
        place: String,
        /// What the system says.
        source: io::Error,
    },
    /// Not what it should be: no model file, no wheel, no weights.
    #[error("{place}: {reason}")]
    Foreign {
        /// The file.
        place: String,
        /// What is missed in it.
        reason: &'static str,
    },
    /// A model file of another version of this program.
    #[error("{place}: is a model file of version {found}, this program reads version {known}")]
    Version {
        /// The file.
        place: String,
        /// The version it says.
        found: u32,
        /// The version that is read.
        known: u32,
    },
    /// A part is broken, cut off or does not fit the others.
    #[error("{place}: {part}: {reason}")]
    Damaged {
        /// The file.
        place: String,
        /// The section or entry.
        part: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl ModelError {
    /// An error of the system at a file.
    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        Self::Io { place: path.display().to_string(), source }
    }

    /// A broken part of a file.
    pub(crate) fn damaged(place: &str, part: &str, reason: impl Into<String>) -> Self {
        Self::Damaged { place: place.to_owned(), part: part.to_owned(), reason: reason.into() }
    }
}
