//! What reading gathers on its way: documents with the place each was read at, notes, and whether anything was left out.

use crate::error::ReadError;
use vorlage_model::{Document, Note};

/// Where a document stands: the file, and the line, row or element within it (0 where the file is the document).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The file as given.
    pub path: String,
    /// Line, row or element, from 1; 0 for the whole file.
    pub number: u64,
}

impl Place {
    /// The whole of a file.
    pub(crate) fn whole(path: &str) -> Self {
        Self { path: path.to_owned(), number: 0 }
    }

    /// A part of a file.
    pub(crate) fn part(path: &str, number: u64) -> Self {
        Self { path: path.to_owned(), number }
    }

    /// As printed, which is also the id of a document that brings none: `path` or `path#number`.
    pub(crate) fn name(&self) -> String {
        if self.number == 0 { self.path.clone() } else { format!("{}#{}", self.path, self.number) }
    }
}

/// Documents and notes of one input, in its order.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// What was read.
    pub documents: Vec<(Place, Document)>,
    /// What is worth knowing about the inputs.
    pub notes: Vec<Note>,
    /// Something was left out.
    pub skipped: bool,
}

impl Gathered {
    /// Notes an error.
    pub(crate) fn fail(&mut self, error: &ReadError) {
        self.skipped |= error.loses();
        self.notes.push(error.note());
    }

    /// Takes a document or notes why there is none.
    pub(crate) fn take(&mut self, place: Place, document: Result<Document, ReadError>) {
        match document {
            Ok(document) => self.documents.push((place, document)),
            Err(error) => self.fail(&error),
        }
    }

    /// Adds what another input gave.
    pub(crate) fn append(&mut self, mut other: Self) {
        self.documents.append(&mut other.documents);
        self.notes.append(&mut other.notes);
        self.skipped |= other.skipped;
    }
}
