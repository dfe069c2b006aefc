//! What reading gathers on its way: documents with the place each was read at, notes, and whether anything was left out.

use crate::error::ReadError;
use std::ops::ControlFlow;
use vorlage_model::{Document, Note};

/// Where a document stands: the file, the record of an archive, and the line, row or element within it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The file as given.
    pub path: String,
    /// The first byte of the archive's record.
    pub offset: Option<u64>,
    /// Line, row or element, from 1; 0 for the whole file or record.
    pub number: u64,
}

impl Place {
    /// The whole of a file.
    pub(crate) fn whole(path: &str) -> Self {
        Self::part(path, 0)
    }

    /// A part of a file.
    pub(crate) fn part(path: &str, number: u64) -> Self {
        Self { path: path.to_owned(), offset: None, number }
    }

    /// A record of an archive.
    pub(crate) fn record(path: &str, offset: u64) -> Self {
        Self { path: path.to_owned(), offset: Some(offset), number: 0 }
    }

    /// An element of what stands here.
    pub(crate) fn element(&self, number: u64) -> Self {
        Self { number, ..self.clone() }
    }

    /// As printed, which is also the id of a document that brings none: `path`, `path@offset`, `path#number`, `path@offset#number`.
    pub(crate) fn name(&self) -> String {
        let mut name = self.path.clone();
        if let Some(offset) = self.offset {
            name.push_str(&format!("@{offset}"));
        }
        if self.number > 0 {
            name.push_str(&format!("#{}", self.number));
        }
        name
    }
}

/// Takes what an input gave, in its order; may ask to stop.
pub(crate) type Emit<'a> = dyn FnMut(Gathered) -> ControlFlow<()> + 'a;

/// Reads batch by batch, the next one being cut while this one is read: memory holds two batches and the documents of one.
pub(crate) fn read_ahead<B: Send>(
    mut next: impl FnMut() -> Option<B> + Send,
    mut read: impl FnMut(B) -> Gathered + Send,
    emit: &mut Emit<'_>,
) -> ControlFlow<()> {
    let mut batch = next();
    while let Some(this) = batch {
        let (ahead, gathered) = rayon::join(&mut next, || read(this));
        emit(gathered)?;
        batch = ahead;
    }
    ControlFlow::Continue(())
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
    /// All that reading gives, in one piece.
    pub(crate) fn all_of(read: impl FnOnce(&mut Emit<'_>) -> ControlFlow<()>) -> Self {
        let mut all = Self::default();
        let _ = read(&mut |gathered| {
            all.append(gathered);
            ControlFlow::Continue(())
        });
        all
    }

    /// Nothing but an error.
    pub(crate) fn failed(error: &ReadError) -> Self {
        Self::all_failed(std::slice::from_ref(error))
    }

    /// Nothing but errors.
    pub(crate) fn all_failed(errors: &[ReadError]) -> Self {
        let mut gathered = Self::default();
        errors.iter().for_each(|error| gathered.fail(error));
        gathered
    }

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

    /// Notes something about a place, without loss.
    pub(crate) fn note(&mut self, place: String, text: String) {
        self.notes.push(Note { place, text });
    }

    /// Bytes of text it holds, in documents and notes.
    pub(crate) fn bytes(&self) -> usize {
        let notes: usize = self.notes.iter().map(|note| note.place.len() + note.text.len()).sum();
        notes + self.documents.iter().map(|(_, document)| document.text.len()).sum::<usize>()
    }

    /// Adds what another input gave.
    pub(crate) fn append(&mut self, mut other: Self) {
        self.documents.append(&mut other.documents);
        self.notes.append(&mut other.notes);
        self.skipped |= other.skipped;
    }
}
