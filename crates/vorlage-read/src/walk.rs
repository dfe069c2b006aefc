//! From what was named to the files to read: folders walked in the order of names, globs resolved, links followed once.

use crate::error::ReadError;
use crate::gathered::Gathered;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The name that stands for standard input.
pub(crate) const STANDARD_INPUT: &str = "-";

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    /// Where it is; `None` is standard input.
    pub path: Option<PathBuf>,
    /// Its name in ids and notes.
    pub name: String,
}

/// The files of all inputs: in the order of the inputs, those of a folder or glob sorted by path, each file once.
pub(crate) fn sources(inputs: &[String], gathered: &mut Gathered) -> Vec<Source> {
    let mut found = Vec::new();
    for input in inputs {
        resolve(input, &mut found, gathered);
    }
    each_once(found, gathered)
}

/// Files up to this size are read side by side, larger ones one after the other, each of them in parallel.
const SMALL: u64 = 1 << 20;

/// Files that are read side by side at most.
const GROUP: usize = 512;

/// How many of the first files are read together: at least one.
pub(crate) fn group(sources: &[Source]) -> usize {
    let small = |source: &&Source| {
        source.path.as_deref().is_some_and(|path| std::fs::metadata(path).is_ok_and(|meta| meta.len() <= SMALL))
    };
    sources.iter().take(GROUP).take_while(small).count().max(1)
}

fn resolve(input: &str, found: &mut Vec<Source>, gathered: &mut Gathered) {
    if input == STANDARD_INPUT {
        found.push(Source { path: None, name: STANDARD_INPUT.to_owned() });
        return;
    }
    let path = Path::new(input);
    match std::fs::metadata(path) {
        Ok(meta) if meta.is_dir() => walk(path, found, gathered),
        Ok(_) => found.push(file(path)),
        Err(_) if std::fs::symlink_metadata(path).is_ok_and(|m| m.is_symlink()) => {
            gathered.fail(&ReadError::Dangling { place: input.to_owned() });
        }
        Err(_) if input.contains(['*', '?', '[']) => expand(input, found, gathered),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            gathered.fail(&ReadError::Missing { place: input.to_owned() });
        }
        Err(source) => gathered.fail(&ReadError::Io { place: input.to_owned(), source }),
    }
}

fn file(path: &Path) -> Source {
    Source { path: Some(path.to_path_buf()), name: path.display().to_string() }
}

/// A pattern that the shell left alone.
fn expand(pattern: &str, found: &mut Vec<Source>, gathered: &mut Gathered) {
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::default() };
    let paths = match glob::glob_with(pattern, options) {
        Ok(paths) => paths,
        Err(source) => {
            return gathered.fail(&ReadError::Pattern { place: pattern.to_owned(), source });
        }
    };
    let mut matched = Vec::new();
    for path in paths {
        match path {
            Ok(path) => matched.push(path),
            Err(error) => {
                let place = error.path().display().to_string();
                gathered.fail(&ReadError::Io { place, source: error.into() });
            }
        }
    }
    matched.sort();
    if matched.is_empty() {
        gathered.fail(&ReadError::NoMatch { place: pattern.to_owned() });
    }
    for path in matched {
        match std::fs::metadata(&path) {
            Ok(meta) if meta.is_dir() => walk(&path, found, gathered),
            Ok(_) => found.push(file(&path)),
            Err(_) => gathered.fail(&ReadError::Dangling { place: path.display().to_string() }),
        }
    }
}

/// The regular files below a folder; what is hidden is left out, and a folder reached twice through links is walked once.
fn walk(folder: &Path, found: &mut Vec<Source>, gathered: &mut Gathered) {
    let mut walked: HashMap<PathBuf, String> = HashMap::new();
    let mut again = Vec::new();
    let entries = walkdir::WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    let entries = entries.filter_entry(|entry| {
        if entry.depth() > 0 && hidden(entry.path()) {
            return false;
        }
        if !entry.file_type().is_dir() {
            return true;
        }
        let place = entry.path().display().to_string();
        let real = std::fs::canonicalize(entry.path()).unwrap_or_else(|_| entry.path().to_path_buf());
        if let Some(first) = walked.get(&real) {
            again.push(ReadError::SameFile { place, first: first.clone() });
            return false;
        }
        walked.insert(real, place);
        true
    });
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_file() => found.push(file(entry.path())),
            Ok(_) => {}
            Err(error) => walk_error(folder, error, gathered),
        }
    }
    again.iter().for_each(|error| gathered.fail(error));
}

fn hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|n| n.as_encoded_bytes().starts_with(b"."))
}

fn walk_error(folder: &Path, error: walkdir::Error, gathered: &mut Gathered) {
    let path = error.path().unwrap_or(folder).to_path_buf();
    let place = path.display().to_string();
    if path != folder && hidden(&path) {
        return;
    }
    if error.loop_ancestor().is_some() {
        return gathered.fail(&ReadError::Loop { place });
    }
    if std::fs::symlink_metadata(&path).is_ok_and(|m| m.is_symlink()) && std::fs::metadata(&path).is_err() {
        return gathered.fail(&ReadError::Dangling { place });
    }
    let source = error.into_io_error().unwrap_or_else(|| std::io::Error::other("the folder cannot be walked"));
    gathered.fail(&ReadError::Io { place, source });
}

/// Leaves out files that were named before, under the same name silently, under another with a note.
fn each_once(found: Vec<Source>, gathered: &mut Gathered) -> Vec<Source> {
    let mut names: HashMap<PathBuf, String> = HashMap::new();
    let mut standard_input = false;
    let mut kept = Vec::with_capacity(found.len());
    for source in found {
        let Some(path) = &source.path else {
            if !std::mem::replace(&mut standard_input, true) {
                kept.push(source);
            }
            continue;
        };
        let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        match names.get(&real) {
            Some(first) if *first == source.name => {}
            Some(first) => gathered.fail(&ReadError::SameFile { place: source.name, first: first.clone() }),
            None => {
                names.insert(real, source.name.clone());
                kept.push(source);
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(inputs: &[&str]) -> (Vec<String>, Gathered) {
        let mut gathered = Gathered::default();
        let inputs: Vec<String> = inputs.iter().map(|&i| i.to_owned()).collect();
        (sources(&inputs, &mut gathered).into_iter().map(|s| s.name).collect(), gathered)
    }

    #[test]
    fn standard_input_is_read_once() {
        assert_eq!(names(&["-", "-"]).0, ["-"]);
    }

    #[test]
    fn what_is_not_there_is_named() {
        let (found, gathered) = names(&["no/such.txt", "no/such*.txt", "no/[.txt"]);
        assert!(found.is_empty() && gathered.skipped);
        let texts: Vec<_> = gathered.notes.iter().map(|n| n.text.as_str()).collect();
        assert_eq!(texts[..2], ["no such file or folder", "no file matches"]);
        assert!(texts[2].starts_with("is no valid pattern: "), "{}", texts[2]);
    }
}
