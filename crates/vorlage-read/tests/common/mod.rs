//! What the tests of reading share.

mod pack;

pub use pack::gzip;

use vorlage_read::{Batch, Options, read};

/// Reads a file of this name and content; the notes without the folder it lay in.
pub fn read_file(name: &str, bytes: &[u8]) -> (Batch, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder of the test's own takes files");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a folder of the test's own takes files");
    let batch = read(&[path.display().to_string()], &Options::default());
    let prefix = format!("{}/", folder.path().display());
    let notes = batch.notes.iter().map(|n| format!("{}: {}", n.place, n.text).replace(&prefix, "")).collect();
    (batch, notes)
}
