//! Runs come back as they were put in, and stores are copied, checked and saved.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::os::unix::fs::FileExt;
use std::path::Path;
use tempfile::TempDir;
use vorlage_model::{
    Alteration, Counts, Decision, Direction, Document, Edge, EdgeKind, Evidence, EvidenceKind, NodeId, Origin, Ruling,
    Span, Stemma, Story, StoryFilter, Strip, Trace, Traced,
};
use vorlage_store::{Access, RunAbout, Store, TABLES};

fn document(n: usize) -> Document {
    let text = format!("Report {n}: the ferry ran aground off Nordfjell, and the harbour was closed for {n} days. ")
        .repeat(12);
    Document { id: format!("d{n:04}"), text, ..Document::default() }
}

fn origin(n: usize) -> Origin {
    Origin {
        id: format!("origin:{n}"),
        root: NodeId::Document(n),
        agency: Some("nfp".into()),
        documents: vec![n],
        at_most: 1,
        strip: Strip::default(),
    }
}

fn edge() -> Edge {
    let evidence = Evidence {
        kind: EvidenceKind::SharedRun,
        parent_span: Some(Span::new(0, 6)),
        child_span: Some(Span::new(0, 6)),
        similarity: Some(0.1 + 0.2),
        words: "share a run".into(),
    };
    Edge {
        parent: NodeId::Document(0),
        child: 2,
        kind: EdgeKind::Edited,
        alterations: vec![Alteration { kind: EdgeKind::Edited, share: 0.3 }],
        cut: Some(0.5),
        paste: None,
        confidence: 0.9,
        direction: Direction { confidence: 0.7, evidence: vec![evidence.clone()] },
        evidence: vec![evidence],
    }
}

fn trace() -> Trace {
    let story = |id: &str, documents: Vec<usize>, edges: Vec<Edge>| Story {
        id: id.into(),
        label: "Ferry".into(),
        counts: Counts { documents: documents.len(), origins: 1, ..Counts::default() },
        stemma: Stemma { edges, origins: vec![origin(documents[0])], ..Stemma::default() },
        documents,
        ..Story::default()
    };
    let traced = |n: usize, story: usize| Traced { document: document(n), story, ..Traced::default() };
    Trace {
        documents: vec![traced(0, 0), traced(1, 1), traced(2, 0)],
        stories: vec![story("story:d0000", vec![0, 2], vec![edge()]), story("story:d0001", vec![1], vec![])],
        ..Trace::default()
    }
}

fn desk(folder: &TempDir) -> Store {
    Store::open(&folder.path().join("desk.vorlage"), Access::Write).unwrap()
}

#[test]
fn a_run_comes_back_as_it_was() {
    let folder = TempDir::new().unwrap();
    let store = desk(&folder);
    store.add(&[document(0), document(1), document(2)]).unwrap();
    let trace = trace();
    store.put_run(&trace, &RunAbout::default()).unwrap();
    store.put_run(&trace, &RunAbout::default()).unwrap();
    assert_eq!(store.current_run().unwrap(), Some(trace.clone()));
    assert_eq!(store.story("story:d0000").unwrap(), Some(trace.story(0)));
    store.add(&[Document { title: Some("Anew".into()), ..document(2) }]).unwrap();
    assert_eq!(store.story("story:d0000").unwrap(), Some(trace.story(0)), "a run shows what it saw");
    let list = store.stories(&StoryFilter { text: Some("ferry".into()), ..StoryFilter::default() }).unwrap();
    assert_eq!((list.total, list.cards[0].agencies.as_slice()), (2, &["nfp".to_owned()][..]));
    assert_eq!(store.search("ferry", 9).unwrap()[0].story.as_deref(), Some("story:d0000"));
    let id = store.put_submission(&trace, &RunAbout::default()).unwrap();
    assert_eq!((store.submission(&id).unwrap(), store.runs().unwrap().len()), (Some(trace), 2));
    for table in TABLES {
        store
            .each_row(table, |row| {
                assert_eq!(row.len(), table.columns.len());
                std::ops::ControlFlow::Continue(())
            })
            .unwrap();
    }
    assert_eq!(store.check().unwrap().problems, vec![]);
    assert_eq!(store.remove(&["d0000"]).unwrap(), 1);
    assert_eq!(store.story("story:d0000").unwrap(), None);
}

#[test]
fn a_copy_is_whole_and_a_damaged_store_is_saved() {
    let folder = TempDir::new().unwrap();
    let store = desk(&folder);
    let documents: Vec<Document> = (0..3000).map(document).collect();
    documents.chunks(1000).for_each(|batch| {
        store.add(batch).unwrap();
    });
    let ruling = Ruling::Confirm { parent: "d0000".into(), child: "d0002".into() };
    let decision =
        Decision { id: "1".into(), at: "2026-01-01T00:00:00Z".into(), who: "Ada".into(), why: String::new(), ruling };
    store.decide(&decision).unwrap();
    let copy = folder.path().join("copy.vorlage");
    store.backup(&copy).unwrap();
    assert!(store.backup(&copy).is_err());
    assert_eq!(Store::open(&copy, Access::Read).unwrap().check().unwrap().documents, 3000);
    let size = std::fs::metadata(&copy).unwrap().len();
    let file = std::fs::OpenOptions::new().write(true).open(&copy).unwrap();
    file.write_all_at(&vec![0xA5; 16 << 10], size / 2 / (16 << 10) * (16 << 10)).unwrap();
    let report = Store::open(&copy, Access::Read).unwrap().check().unwrap();
    assert!(!report.problems.is_empty());
    let saved = folder.path().join("saved.vorlage");
    let report = Store::repair(&copy, &saved).unwrap();
    assert!(report.documents > 2000 && Store::open(&saved, Access::Read).unwrap().decisions().unwrap() == [decision]);
}

#[test]
fn every_column_is_told_of() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/store.md");
    let page = std::fs::read_to_string(page).expect("the page is there");
    for table in TABLES {
        let row = page.lines().find(|line| line.starts_with(&format!("| `{}` |", table.name)));
        let row = row.unwrap_or_else(|| panic!("{} is not told of", table.name));
        for (column, _) in table.columns {
            assert!(row.contains(&format!("`{column}`")), "{}.{column} is not told of", table.name);
        }
    }
}
