//! `vorlage decide`, and decisions for the commands that follow them.

use crate::args::{Decide as Command, RulingTyped};
use crate::context::Context;
use crate::hint::hinted;
use crate::{out, store};
use anyhow::Context as _;
use std::io::Write;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use vorlage_export::decisions::{self, Line};
use vorlage_model::{ClaimAt, Decision, Document, Note, Ruling, Span};
use vorlage_store::Access;
use vorlage_text::CodePoints;

/// Adds a decision to the file and prints its id.
pub fn run(command: &Command, context: &Context) -> anyhow::Result<u8> {
    let (at, who, why) = (now(), command.who.clone(), command.why.clone());
    if who.trim().is_empty() {
        return Err(hinted("--who is empty", "a decision says who took it"));
    }
    let (id, line) = match &command.ruling {
        RulingTyped::Undo { id } => (id.clone(), Line::Undone { at, who, why, decision: id.clone() }),
        typed => {
            let ruling = ruling(typed, command, context)?;
            let id = decisions::id_of(&at, &who, &ruling);
            (id.clone(), Line::Decided(Decision { id, at, who, why, ruling }))
        }
    };
    match (&command.store, &command.file) {
        (Some(store), _) => keep(store, &line)?,
        (None, Some(file)) => write(file, &line)?,
        (None, None) => unreachable!("one of the two is asked for"),
    }
    out::text(None, &format!("{id}\n"))?;
    Ok(0)
}

/// Keeps a decision in a store, or takes one of it back.
fn keep(store: &Path, line: &Line) -> anyhow::Result<()> {
    let held = store::open(store, Access::Write)?;
    match line {
        Line::Decided(decision) => held.decide(decision).map_err(store::told),
        Line::Undone { decision, .. } => {
            if held.undo(decision).map_err(store::told)? {
                Ok(())
            } else {
                Err(none_stands(store, decision))
            }
        }
    }
}

/// Adds a decision to a file, or one that takes another back.
fn write(file: &Path, line: &Line) -> anyhow::Result<()> {
    if let Line::Undone { decision, .. } = line
        && !standing(file)?.0.iter().any(|d| d.id == *decision)
    {
        return Err(none_stands(file, decision));
    }
    append(file, &decisions::line(line))
}

fn none_stands(place: &Path, id: &str) -> anyhow::Error {
    let hint = "ids stand there and are printed when a decision is taken";
    hinted(format!("{}: no decision {id} stands", place.display()), hint)
}

/// The decisions of a file, and what of it are none.
pub fn read(file: Option<&Path>) -> anyhow::Result<(Vec<Decision>, Vec<Note>)> {
    file.map_or_else(|| Ok(Default::default()), standing)
}

fn standing(file: &Path) -> anyhow::Result<(Vec<Decision>, Vec<Note>)> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    let (standing, wrong) = decisions::standing(&text);
    let note =
        |(line, why)| Note { place: format!("{} line {line}", file.display()), text: format!("no decision: {why}") };
    Ok((standing, wrong.into_iter().map(note).collect()))
}

/// What was typed as a ruling.
fn ruling(typed: &RulingTyped, command: &Command, context: &Context) -> anyhow::Result<Ruling> {
    Ok(match typed {
        RulingTyped::Confirm { parent, child } => Ruling::Confirm { parent: parent.clone(), child: child.clone() },
        RulingTyped::Reject { parent, child } => Ruling::Reject { parent: parent.clone(), child: child.clone() },
        RulingTyped::Parent { child, parent } => {
            Ruling::Parent { child: child.clone(), parent: (parent != "lost").then(|| parent.clone()) }
        }
        RulingTyped::Kind { parent, child, kind } => {
            let hint = "vorlage help decide kind lists them";
            let kind = decisions::kind(kind).map_err(|why| hinted(why.to_string(), hint))?;
            Ruling::Kind { parent: parent.clone(), child: child.clone(), kind }
        }
        RulingTyped::SameClaim { one, other } => {
            let documents =
                if command.inputs.is_empty() { Vec::new() } else { context.read(&command.inputs)?.documents };
            Ruling::SameClaim { one: claim(one, &documents)?, other: claim(other, &documents)? }
        }
        RulingTyped::DifferentStories { one, other } => {
            Ruling::DifferentStories { one: one.clone(), other: other.clone() }
        }
        RulingTyped::Undo { .. } => unreachable!("taking back is no ruling"),
    })
}

/// Reads `DOCUMENT:BEGIN-END`, and the words there where the documents are at hand.
fn claim(typed: &str, documents: &[Document]) -> anyhow::Result<ClaimAt> {
    let hint = "a claim is DOCUMENT:BEGIN-END, in code points, as `vorlage claims --format jsonl` prints its span";
    let parts = typed.rsplit_once(':').and_then(|(document, span)| {
        let (begin, end) = span.split_once('-')?;
        Some((document, begin.parse::<usize>().ok()?, end.parse::<usize>().ok()?))
    });
    let (document, begin, end) =
        parts.filter(|p| p.1 < p.2).ok_or_else(|| hinted(format!("{typed}: is no claim"), hint))?;
    let words = match documents.iter().find(|d| d.id == document) {
        None if documents.is_empty() => String::new(),
        None => return Err(hinted(format!("{document}: is not among what --in names"), hint)),
        Some(held) => {
            words(held, begin, end).ok_or_else(|| hinted(format!("{typed}: lies outside of the text"), hint))?
        }
    };
    Ok(ClaimAt { document: document.to_owned(), begin, end, words })
}

/// The words between two code points.
fn words(document: &Document, begin: usize, end: usize) -> Option<String> {
    let whole = Span::new(0, document.text.len());
    let [_, length] = CodePoints::new(&document.text).span(whole);
    (end <= length).then(|| document.text.chars().skip(begin).take(end - begin).collect())
}

/// Adds a line at the end of a file.
fn append(file: &Path, line: &str) -> anyhow::Result<()> {
    let unfinished = std::fs::read(file).is_ok_and(|bytes| bytes.last().is_some_and(|&b| b != b'\n'));
    let line = format!("{}{line}\n", if unfinished { "\n" } else { "" });
    let mut open = std::fs::OpenOptions::new();
    let done = open.create(true).append(true).open(file).and_then(|mut file| file.write_all(line.as_bytes()));
    done.with_context(|| format!("cannot write {}", file.display()))
}

/// This second, RFC 3339 in UTC.
pub fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    utc(seconds)
}

/// Seconds since 1970 as RFC 3339.
fn utc(seconds: u64) -> String {
    let (days, clock) = (seconds / 86_400, seconds % 86_400);
    // Years begin in March and the days are counted from the first of March of the year nought.
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (date, month, next) =
        (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 }, u64::from(month >= 10));
    let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
    format!("{:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:{second:02}Z", era * 400 + year + next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_dates() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_799, "2000-02-29T23:59:59Z"),
            (1_772_442_000, "2026-03-02T09:00:00Z"),
        ] {
            assert_eq!(utc(seconds), expected);
        }
    }

    #[test]
    fn a_claim_keeps_its_words() {
        let document =
            Document { id: "a:b.txt".to_owned(), text: "Zürich: 12 tote".to_owned(), ..Document::default() };
        let found = claim("a:b.txt:8-10", std::slice::from_ref(&document)).expect("it is a claim");
        assert_eq!((found.document.as_str(), found.words.as_str()), ("a:b.txt", "12"));
        for wrong in ["a:b.txt", "a:b.txt:10-8", "a:b.txt:8-99", "c.txt:8-10"] {
            assert!(claim(wrong, std::slice::from_ref(&document)).is_err(), "{wrong}");
        }
    }
}
