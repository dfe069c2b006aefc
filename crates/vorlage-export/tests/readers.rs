//! Exports are read by programs that are not ours (networkx, prov, jsonschema, pydot, PyLD, lxml), through `readers.py`.

mod helpers;

use serde_json::json;
use std::path::Path;
use std::process::Command;
use vorlage_export::Format;
use vorlage_model::{Story, Trace};

/// What a reader must find: ids of nodes, whole texts, how many of what.
fn expected(trace: &Trace) -> serde_json::Value {
    let documents = trace.documents.iter().map(|t| &t.document);
    let lost = trace.stories.iter().flat_map(|s| s.stemma.lost.iter().map(|l| l.id.as_str()));
    let texts: serde_json::Map<_, _> = documents.clone().map(|d| (d.id.clone(), json!(d.text))).collect();
    json!({
        "nodes": documents.map(|d| d.id.as_str()).chain(lost).collect::<Vec<_>>(),
        "documents": trace.documents.len(),
        "copies": trace.stories.iter().map(|s| s.stemma.edges.len()).sum::<usize>(),
        "edges": trace.stories.iter().map(|s| s.stemma.edges.len() + taken_by_lost(s)).sum::<usize>(),
        "claims": trace.stories.iter().map(|s| s.ledger.len()).sum::<usize>(),
        "texts": texts,
    })
}

/// How many lost texts were taken from held ones.
fn taken_by_lost(story: &Story) -> usize {
    story.stemma.lost.iter().filter(|lost| lost.parent.is_some()).count()
}

/// Writes all formats and lets the readers read them; says what could not be tried.
fn read_by_others(name: &str, trace: &Trace) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readers").join(name);
    std::fs::create_dir_all(&folder).expect("the folder of the tests is writable");
    for &format in Format::ALL {
        std::fs::write(folder.join(format.name()), format.write(trace)).expect("the folder is writable");
    }
    std::fs::write(folder.join("counts.json"), expected(trace).to_string()).expect("the folder is writable");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let run = Command::new("python3")
        .arg(root.join("tests/readers.py"))
        .arg(&folder)
        .env("PYTHONPATH", root.join("../../target/readers"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output();
    match run {
        Err(error) => eprintln!("exports of {name} were read by nobody: python3: {error}"),
        Ok(run) => {
            let (said, errors) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
            eprint!("exports of {name}:\n{said}");
            assert!(run.status.success(), "{name}:\n{said}\n{errors}");
        }
    }
}

#[test]
fn a_story_is_read_by_others() {
    read_by_others("ferry", &helpers::ferry());
}

#[test]
fn a_hostile_story_is_read_by_others() {
    let mut trace = helpers::hostile();
    trace.stories[0].stemma.lost[0].parent = Some(trace.stories[0].stemma.origins[0].documents[0]);
    trace.documents[0].document.id.push_str("\0nul\n=cmd()");
    trace.documents[1].document.id.insert_str(0, "=cmd()'");
    trace.documents[2].document.title = Some("\u{ffff}\u{b} ]]> \\u0000".to_owned());
    trace.documents[3].document.text.push_str("\r\n\u{1} \\u0001 tail");
    read_by_others("hostile", &trace);
}

#[test]
fn every_format_has_a_name_of_its_own_and_gives_the_same_bytes_twice() {
    let trace = helpers::ferry();
    for &format in Format::ALL {
        assert_eq!(Format::of(format.name()), Some(format));
        assert_eq!(format.write(&trace), format.write(&trace), "{}", format.name());
        assert!(!format.write(&Trace::default()).is_empty() || format.content_type() == "application/jsonl");
    }
}
