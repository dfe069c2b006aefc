//! The commands of stores, and stores as inputs of the others.

pub mod add;
pub mod care;
pub mod export;
pub mod search;
pub mod show;

use crate::hint::hinted;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use vorlage_model::{Document, Note};
use vorlage_store::{Access, Store, StoreError};

/// Opens a store; what stands in the way comes with what to do about it.
pub fn open(path: &Path, access: Access) -> anyhow::Result<Store> {
    Store::open(path, access).map_err(told)
}

/// An error of a store with what to do about it.
pub fn told(error: StoreError) -> anyhow::Error {
    let hint = match &error {
        StoreError::Missing { .. } => "vorlage add STORE INPUT makes one",
        StoreError::Damaged { .. } => "vorlage check says what is wrong; --repair FILE saves what can be read",
        StoreError::Held { .. } => "one process writes at a time; reading goes on meanwhile",
        StoreError::Full { .. } => "make room and do it again",
        _ => return error.into(),
    };
    hinted(format!("{:#}", anyhow::Error::new(error)), hint)
}

/// Inputs apart: stores, told by what they hold, and what else there is.
pub fn apart(inputs: &[String]) -> (Vec<PathBuf>, Vec<String>) {
    let (stores, others): (Vec<&String>, Vec<&String>) =
        inputs.iter().partition(|input| vorlage_store::is_store(Path::new(input)));
    (stores.into_iter().map(PathBuf::from).collect(), others.into_iter().cloned().collect())
}

/// The one store that is all of the inputs.
pub fn alone(inputs: &[String]) -> Option<&Path> {
    let [input] = inputs else { return None };
    Some(Path::new(input)).filter(|path| vorlage_store::is_store(path))
}

/// Hands over the documents of a store, ascending by id, until `f` breaks; what cannot be read of it is a note.
pub fn each_document(path: &Path, f: impl FnMut(Document) -> ControlFlow<()>) -> Option<Note> {
    let read = Store::open(path, Access::Read).and_then(|store| store.each_document(f));
    let note = |error: StoreError| Note {
        place: path.display().to_string(),
        text: format!("{:#}", anyhow::Error::new(error)),
    };
    read.err().map(note)
}
