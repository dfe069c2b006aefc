//! Story tests: one Markdown file is one story, with its true tree and Vorlage's answer.
//!
//! A file of `examples/trees/` speaks of the documents in the folder of its name in `examples/stories/`; a file of
//! `tests/stories/` holds its documents as code blocks marked `document ID`. The block `truth` is written by people: one line an
//! edge, `CHILD <- PARENT KIND`, with `|` between answers that are equally right, `lost` for a parent not in hand, and a last line
//! `origins: A B | C`. The block `answer` is what Vorlage says, with every line of the truth that it misses; `UPDATE=1` rewrites it.
//! A known wrong answer therefore stands in the file as such, and any change of it shows. Each block `decisions` is a run of its own,
//! of which the answer says what it changes: one line a decision, its words as `vorlage decide` takes them, claims as `ID "WORDS"`, and
//! the later line is the later decision.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use vorlage_core::{Background, Knowledge, Weights};
use vorlage_model::{ClaimAt, Decision, Document, EdgeKind, NodeId, Ruling, Story, Trace};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Files of a folder with an extension, sorted.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path());
    let mut files: Vec<PathBuf> = entries.filter(|p| p.extension().is_some_and(|e| e == extension)).collect();
    files.sort();
    files
}

/// The inside of the first code block marked `mark`.
fn block<'t>(page: &'t str, mark: &str) -> Option<&'t str> {
    let from = page.find(&format!("```{mark}\n"))? + mark.len() + 4;
    let to = page[from..].find("```")? + from;
    Some(&page[from..to])
}

fn stem(path: &Path) -> String {
    path.file_stem().expect("files have names").to_string_lossy().into_owned()
}

/// The documents of a story page.
fn documents(page: &str, path: &Path) -> Vec<Document> {
    let beside = root().join("examples/stories").join(stem(path));
    if beside.is_dir() {
        let read = |p: PathBuf| Document {
            id: stem(&p),
            text: std::fs::read_to_string(&p).expect("examples are text"),
            ..Document::default()
        };
        return files(&beside, "txt").into_iter().map(read).collect();
    }
    let inline = page.split("```document ").skip(1).filter_map(|rest| {
        let (head, rest) = rest.split_once('\n')?;
        let text = rest.split("```").next()?;
        Some(Document { id: head.trim().to_owned(), text: text.to_owned(), ..Document::default() })
    });
    inline.collect()
}

/// The printed name of a node; every lost node is `lost`.
fn name(trace: &Trace, node: NodeId) -> &str {
    match node {
        NodeId::Document(d) => &trace.documents[d].document.id,
        NodeId::Lost(_) => "lost",
    }
}

/// `CHILD <- PARENT KIND` of every edge that hangs from a held document or whose lost parent has several children or shows a kind.
fn edge_lines(trace: &Trace, story: &Story) -> Vec<String> {
    let line = |e: &vorlage_model::Edge| {
        format!("{} <- {} {}", trace.documents[e.child].document.id, name(trace, e.parent), e.kind.as_str())
    };
    story.stemma.edges.iter().map(line).collect()
}

fn origins_line(trace: &Trace) -> String {
    let names = |documents: &[usize]| {
        documents.iter().map(|&d| trace.documents[d].document.id.as_str()).collect::<Vec<_>>().join(" ")
    };
    let origins = trace.stories.iter().flat_map(|s| s.stemma.origins.iter().map(|o| names(&o.documents)));
    let sorted: BTreeSet<String> = origins.collect();
    format!("origins: {}", sorted.into_iter().collect::<Vec<_>>().join(" | "))
}

/// Rows of the ledger that more than one document speaks to.
fn ledger_lines(trace: &Trace, story: &Story) -> Vec<String> {
    let rows = story.ledger.iter().filter(|r| r.readings.len() > 1);
    let line = |row: &vorlage_model::LedgerRow| {
        let readings: Vec<String> = row
            .readings
            .iter()
            .map(|r| {
                let document = &trace.documents[r.document].document;
                let copy = if r.independent { "" } else { " (copy)" };
                let said = match r.value {
                    Some(value) => format!("{}{value}", r.hedge.map_or(String::new(), |h| format!("{} ", h.as_str()))),
                    None => r.speaker.clone().unwrap_or_else(|| "?".to_owned()),
                };
                format!("{} {said}{copy}", document.id)
            })
            .collect();
        format!("  {} | {} | {}", row.verdict.as_str(), row.label.replace('\n', " "), readings.join("; "))
    };
    rows.map(line).collect()
}

/// Tells whether a line of the truth is met by a line of the answer.
fn met(truth: &str, answer: &[String]) -> bool {
    let Some((child, rest)) = truth.split_once(" <- ") else {
        return answer.iter().any(|a| a == truth);
    };
    let Some((parents, kinds)) = rest.split_once(' ') else {
        return false;
    };
    parents.split('|').any(|p| kinds.split('|').any(|k| answer.contains(&format!("{child} <- {p} {k}"))))
}

/// The decisions of each block of a page.
fn decisions(page: &str) -> Vec<Vec<Decision>> {
    let blocks = page.split("```decisions\n").skip(1).filter_map(|rest| rest.split("```").next());
    let decided = |(n, line): (usize, &str)| Decision {
        id: format!("x{n}"),
        at: format!("2026-03-02T09:00:{n:02}Z"),
        who: "Ada".to_owned(),
        why: String::new(),
        ruling: ruling(line).unwrap_or_else(|| panic!("no decision: {line}")),
    };
    blocks.map(|block| block.lines().enumerate().map(decided).collect()).collect()
}

/// What a line of a block of decisions rules.
fn ruling(line: &str) -> Option<Ruling> {
    let (word, rest) = line.split_once(' ')?;
    if word == "same-claim" {
        let parts: Vec<&str> = rest.split('"').map(str::trim).collect();
        // Where the words stand is left open, so that they are looked for.
        let at = |document: &str, words: &str| ClaimAt {
            document: document.to_owned(),
            begin: 0,
            end: 1,
            words: words.to_owned(),
        };
        return Some(Ruling::SameClaim {
            one: at(parts.first()?, parts.get(1)?),
            other: at(parts.get(2)?, parts.get(3)?),
        });
    }
    let ids: Vec<String> = rest.split(' ').map(str::to_owned).collect();
    let (one, other) = (ids.first()?.clone(), ids.get(1)?.clone());
    let kind = || EdgeKind::ALL.into_iter().find(|k| ids.get(2).is_some_and(|word| k.as_str() == word));
    Some(match word {
        "confirm" => Ruling::Confirm { parent: one, child: other },
        "reject" => Ruling::Reject { parent: one, child: other },
        "parent" => Ruling::Parent { child: one, parent: (other != "lost").then_some(other) },
        "kind" => Ruling::Kind { parent: one, child: other, kind: kind()? },
        "different-stories" => Ruling::DifferentStories { one, other },
        _ => return None,
    })
}

/// What Vorlage says of documents under decisions.
fn traced(page: &str, path: &Path, decisions: &[Decision]) -> Trace {
    let background = Background::shipped();
    let knowledge = Knowledge { background: &background, model: None, weights: &Weights::COMMITTED, decisions };
    vorlage_core::trace(documents(page, path), knowledge, &())
}

/// Everything that decisions can change, line by line.
fn all_lines(trace: &Trace) -> Vec<String> {
    let mut lines: Vec<String> = trace.stories.iter().flat_map(|s| edge_lines(trace, s)).collect();
    lines.push(origins_line(trace));
    lines.push(format!("stories: {}", trace.stories.len()));
    lines.extend(trace.stories.iter().flat_map(|s| ledger_lines(trace, s)));
    let edges = trace.stories.iter().flat_map(|s| &s.stemma.edges);
    let said = edges.flat_map(|e| &e.evidence).filter(|e| e.kind == vorlage_model::EvidenceKind::Decision);
    lines.extend(said.map(|e| format!("evidence: {}", e.words)));
    let told = trace.stories.iter().flat_map(|s| s.decided.iter().chain(s.ledger.iter().flat_map(|r| &r.decided)));
    lines.extend(told.map(|words| format!("decided: {words}")));
    lines.extend(trace.notes.iter().map(|n| format!("note: {}: {}", n.place, n.text)));
    lines
}

/// What decisions change of an answer: lines gone and lines new.
fn changed(before: &[String], after: &[String]) -> String {
    let gone = before.iter().filter(|l| !after.contains(l)).map(|l| format!("  - {}\n", l.trim()));
    let new = after.iter().filter(|l| !before.contains(l)).map(|l| format!("  + {}\n", l.trim()));
    gone.chain(new).collect()
}

/// What Vorlage says of a story, and what of the truth it misses.
fn answer(page: &str, path: &Path) -> String {
    let trace = traced(page, path, &[]);
    let mut lines: Vec<String> = trace.stories.iter().flat_map(|s| edge_lines(&trace, s)).collect();
    lines.push(origins_line(&trace));
    let truth = block(page, "truth").expect("a story page has a block of truth");
    let missed: Vec<&str> = truth.lines().filter(|t| !met(t, &lines)).collect();
    let mut out = lines.join("\n") + "\n";
    writeln!(out, "stories: {}", trace.stories.len()).expect("strings take writes");
    writeln!(out, "missed: {} of {}", missed.len(), truth.lines().count()).expect("strings take writes");
    for line in missed {
        writeln!(out, "  {line}").expect("strings take writes");
    }
    out.push_str("ledger:\n");
    for line in trace.stories.iter().flat_map(|s| ledger_lines(&trace, s)) {
        out.push_str(&line);
        out.push('\n');
    }
    for (n, decisions) in decisions(page).into_iter().enumerate() {
        writeln!(out, "decisions {}:", n + 1).expect("strings take writes");
        out.push_str(&changed(&all_lines(&trace), &all_lines(&traced(page, path, &decisions))));
    }
    out
}

#[test]
fn every_story_is_answered_as_its_page_says() {
    let pages = [root().join("examples/trees"), root().join("tests/stories")];
    let mut wrong = String::new();
    for path in pages.iter().flat_map(|folder| files(folder, "md")) {
        let page = std::fs::read_to_string(&path).expect("story pages are text");
        let found = answer(&page, &path);
        let recorded = block(&page, "answer").unwrap_or_default();
        if found == recorded {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            let kept = page.split("\n```answer\n").next().unwrap_or(&page).trim_end();
            std::fs::write(&path, format!("{kept}\n\n```answer\n{found}```\n")).expect("story pages can be written");
        } else {
            write!(wrong, "{}:\n{found}\n", path.display()).expect("strings take writes");
        }
    }
    assert!(wrong.is_empty(), "answers changed (UPDATE=1 rewrites the pages):\n{wrong}");
}
