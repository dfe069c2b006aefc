//! Documents go in and come out as they were, whatever they hold and in whatever order they come.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use proptest::prelude::*;
use std::ops::ControlFlow;
use std::path::Path;
use tempfile::TempDir;
use vorlage_model::{Declared, Document, Lang, Note, Precision, Published, Source};
use vorlage_store::{Access, Added, Store, StoreError};

fn document(id: &str, text: &str) -> Document {
    Document { id: id.to_owned(), text: text.to_owned(), ..Document::default() }
}

fn fresh() -> (TempDir, Store) {
    let folder = TempDir::new().unwrap();
    let store = Store::open(&folder.path().join("desk.vorlage"), Access::Write).unwrap();
    (folder, store)
}

fn all(store: &Store) -> Vec<Document> {
    let mut out = Vec::new();
    store
        .each_document(|document| {
            out.push(document);
            ControlFlow::Continue(())
        })
        .unwrap();
    out
}

fn ids(store: &Store, query: &str) -> Vec<String> {
    store.search(query, 10).unwrap().into_iter().map(|hit| hit.id).collect()
}

fn full() -> Document {
    Document {
        url: Some("https://courier.example/ferry".into()),
        outlet: Some("Courier".into()),
        title: Some("Ferry aground".into()),
        lang: Lang::parse("en"),
        authors: vec!["Ada Kvist".into()],
        published: Some(Published { at: "2024-05-02".into(), precision: Precision::Day, from: "line".into() }),
        declared: Declared {
            sources: vec![Source { name: "NFP".into(), uri: None, role: "provider".into() }],
            ..Declared::default()
        },
        notes: vec![Note { place: "a".into(), text: "is short".into() }],
        extra: [("desk".to_owned(), "\"coast\"".to_owned())].into(),
        ..document("a", "The ferry ran aground off Nordfjell.")
    }
}

#[test]
fn every_field_comes_back() {
    let (_folder, store) = fresh();
    store.add(&[full()]).unwrap();
    assert_eq!(store.document("a").unwrap(), Some(full()));
    assert_eq!(store.document("b").unwrap(), None);
}

#[test]
fn adding_again_changes_nothing_and_a_change_replaces() {
    let (_folder, store) = fresh();
    let count = |documents: &[Document]| store.add(documents).unwrap();
    assert_eq!(count(&[full(), document("b", "x")]), Added { new: 2, replaced: 0, unchanged: 0 });
    assert_eq!(count(&[full(), document("b", "x")]), Added { new: 0, replaced: 0, unchanged: 2 });
    let changed = document("b", "harbour");
    assert_eq!(count(std::slice::from_ref(&changed)), Added { new: 0, replaced: 1, unchanged: 0 });
    assert_eq!(all(&store), [full(), changed]);
    assert_eq!(ids(&store, "harbour"), ["b"]);
    assert!(ids(&store, "x").is_empty());
    let titled = Document { title: Some("Ferry afloat".into()), ..full() };
    assert_eq!(count(&[titled]), Added { new: 0, replaced: 1, unchanged: 0 });
}

#[test]
fn what_is_removed_is_found_no_more() {
    let (_folder, store) = fresh();
    store.add(&[full(), document("b", "A ferry.")]).unwrap();
    assert_eq!(store.remove(&["a", "absent"]).unwrap(), 1);
    assert_eq!(ids(&store, "ferry"), ["b"]);
    assert_eq!(store.document("a").unwrap(), None);
    assert_eq!(store.counts().unwrap().documents, 1);
}

#[test]
fn words_may_be_indexed_later() {
    let (_folder, store) = fresh();
    store.add_unindexed(&[full(), document("b", "A quay.")]).unwrap();
    assert!(ids(&store, "ferry").is_empty());
    assert_eq!(store.unindexed().unwrap(), 2);
    assert_eq!(store.index_words().unwrap(), 2);
    assert_eq!((ids(&store, "ferry"), store.unindexed().unwrap()), (vec!["a".to_owned()], 0));
}

#[test]
fn headlines_come_first_then_the_latest() {
    let (_folder, store) = fresh();
    let dated = |id: &str, title: &str, at: &str| Document {
        title: Some(title.into()),
        published: Some(Published { at: at.into(), precision: Precision::Day, from: "line".into() }),
        ..document(id, "Dolphins in the fjord.")
    };
    let documents =
        [dated("old", "Fjord", "2020-01-01"), dated("new", "Sea", "2024-01-01"), dated("mid", "", "2022-01-01")];
    store.add(&documents).unwrap();
    assert_eq!(ids(&store, "fjord"), ["old", "new", "mid"]);
    assert_eq!(ids(&store, "\"dolphins in\""), ["new", "mid", "old"]);
    assert!(ids(&store, "\"in dolphins\"").is_empty());
    assert_eq!(store.search("fjord", 1).unwrap().len(), 1);
}

#[test]
fn hostile_words_are_just_words() {
    let (_folder, store) = fresh();
    store.add(&[document("a\0b", "nul \0 here \u{202E}desrever\u{202C} OR near")]).unwrap();
    assert_eq!(ids(&store, "\" OR NEAR("), ["a\0b"]);
    assert_eq!(ids(&store, "nul\0here"), ["a\0b"]);
    assert_eq!(ids(&store, "desrever"), ["a\0b"]);
    for query in ["\"", "*", "-", "^", "a:b", "NEAR(", "(", "\0", "words:nul", "{a b}", "' OR 1=1 --"] {
        store.search(query, 5).unwrap();
    }
}

#[test]
fn one_process_writes_and_the_next_is_told_who() {
    let (folder, store) = fresh();
    let path = folder.path().join("desk.vorlage");
    let error = Store::open(&path, Access::Write).err().map(|error| error.to_string()).unwrap();
    assert!(error.contains(&format!("is being written to by process {}", std::process::id())), "{error}");
    let reader = Store::open(&path, Access::Read).unwrap();
    assert!(matches!(reader.add(&[full()]), Err(StoreError::ReadOnly { .. })));
    store.add(&[full()]).unwrap();
    assert_eq!(reader.counts().unwrap().documents, 1);
    drop((store, reader));
    Store::open(&path, Access::Write).unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "one file is left");
}

#[test]
fn what_is_no_store_is_refused() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("notes.txt");
    let open = |access| Store::open(&path, access).err().map(|error| error.to_string()).unwrap();
    assert!(open(Access::Read).ends_with("there is no store here"));
    std::fs::write(&path, "Only a note, and no store at all.".repeat(200)).unwrap();
    for access in [Access::Read, Access::Write] {
        assert!(open(access).ends_with("is no store of documents"));
    }
    assert!(!vorlage_store::is_store(&path));
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("Only a note"));
}

fn any_document() -> impl Strategy<Value = Document> {
    let word = "\\PC{0,40}";
    let named = (prop::option::of(word), prop::option::of(word), prop::option::of(word), ".{0,60}");
    ("[a-f\0é]{1,3}", named, prop::collection::vec(word, 0..3), prop::collection::btree_map(word, word, 0..3)).prop_map(
        |(id, (url, title, outlet, text), authors, extra)| Document {
            url,
            title,
            outlet,
            authors,
            extra,
            ..document(&id, &text)
        },
    )
}

fn kept(path: &Path, batches: &[Vec<Document>]) -> Vec<Document> {
    let store = Store::open(path, Access::Write).unwrap();
    for batch in batches {
        store.add(batch).unwrap();
    }
    all(&store)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_documents_come_out_as_they_went_in(documents in prop::collection::vec(any_document(), 0..12), query in "\\PC{0,30}") {
        let (_folder, store) = fresh();
        store.add(&documents).unwrap();
        for document in all(&store) {
            let last = documents.iter().rev().find(|d| d.id == document.id);
            prop_assert_eq!(last, Some(&document));
        }
        store.search(&query, 5).unwrap();
        prop_assert_eq!(store.check().unwrap().problems, vec![]);
    }

    #[test]
    fn the_order_of_adding_does_not_matter(mut documents in prop::collection::vec(any_document(), 0..10), cut in 0usize..10) {
        documents.sort_by(|a, b| a.id.cmp(&b.id));
        documents.dedup_by(|a, b| a.id == b.id);
        let folder = TempDir::new().unwrap();
        let one = kept(&folder.path().join("one"), &[documents.clone()]);
        let (front, back) = documents.split_at(cut.min(documents.len()));
        let reversed = |part: &[Document]| part.iter().rev().cloned().collect::<Vec<_>>();
        let other = kept(&folder.path().join("other"), &[reversed(back), reversed(front)]);
        prop_assert_eq!(one, other);
    }
}
