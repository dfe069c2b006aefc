//! What holds of decisions before any text is looked at.

use super::{bind, part};
use vorlage_model::{Decision, Document, Edge, EdgeKind, NodeId, Note, Ruling, Stemma};

fn documents(count: usize) -> Vec<Document> {
    (0..count).map(|n| Document { id: format!("d{n}"), ..Document::default() }).collect()
}

fn decided(rulings: Vec<Ruling>) -> Vec<Decision> {
    let of_ruling = |(n, ruling)| Decision {
        id: format!("x{n}"),
        at: format!("2026-03-02T09:00:{n:02}Z"),
        who: "Ada".to_owned(),
        why: "both have the slip.".to_owned(),
        ruling,
    };
    rulings.into_iter().enumerate().map(of_ruling).collect()
}

fn confirm(parent: &str, child: &str) -> Ruling {
    Ruling::Confirm { parent: parent.to_owned(), child: child.to_owned() }
}

fn reject(parent: &str, child: &str) -> Ruling {
    Ruling::Reject { parent: parent.to_owned(), child: child.to_owned() }
}

fn parent(child: &str, parent: Option<&str>) -> Ruling {
    Ruling::Parent { child: child.to_owned(), parent: parent.map(str::to_owned) }
}

fn apart(one: &str, other: &str) -> Ruling {
    Ruling::DifferentStories { one: one.to_owned(), other: other.to_owned() }
}

/// Checks which decisions over four documents are not followed.
fn check(rulings: Vec<Ruling>, refused: &[&str]) {
    let mut notes: Vec<Note> = Vec::new();
    let mut given = decided(rulings);
    let bound = bind(&documents(4), &given, &mut notes);
    assert_eq!(notes.iter().map(|n| n.place.as_str()).collect::<Vec<_>>(), refused, "{notes:?}");
    given.reverse();
    assert_eq!(bind(&documents(4), &given, &mut Vec::new()), bound);
}

#[test]
fn of_decisions_that_contradict_each_other_the_later_holds() {
    check(vec![confirm("d0", "d1"), reject("d0", "d1")], &["decision x0"]);
    check(vec![reject("d0", "d1"), confirm("d0", "d1")], &["decision x0"]);
    check(vec![parent("d1", Some("d0")), parent("d1", None)], &["decision x0"]);
    check(vec![parent("d1", None), confirm("d0", "d1")], &["decision x0"]);
    check(vec![confirm("d0", "d1"), parent("d1", Some("d2"))], &["decision x0"]);
    check(vec![confirm("d0", "d1"), confirm("d1", "d2"), apart("d0", "d2")], &["decision x0"]);
    check(vec![apart("d0", "d1"), confirm("d0", "d1")], &["decision x0"]);
    check(vec![reject("lost:d0", "d1"), parent("d1", None)], &["decision x0"]);
}

#[test]
fn a_document_may_have_two_confirmed_parents() {
    check(vec![confirm("d0", "d2"), confirm("d1", "d2")], &[]);
    check(vec![parent("d2", Some("d0")), confirm("d1", "d2")], &[]);
}

#[test]
fn confirmed_edges_run_in_no_ring() {
    check(vec![confirm("d0", "d1"), confirm("d1", "d2"), confirm("d2", "d0")], &["decision x0"]);
    check(vec![confirm("d0", "d0")], &["decision x0"]);
}

#[test]
fn decisions_over_other_documents_say_nothing() {
    check(vec![confirm("elsewhere", "d1"), apart("d0", "elsewhere"), reject("lost:elsewhere", "elsewhere")], &[]);
}

/// A chain from each to the next, with confidences.
fn chain(confidences: &[f64]) -> Stemma {
    let edge = |(n, &confidence): (usize, &f64)| Edge {
        parent: NodeId::Document(n),
        child: n + 1,
        kind: EdgeKind::Edited,
        alterations: Vec::new(),
        cut: None,
        paste: None,
        confidence,
        direction: Default::default(),
        evidence: Vec::new(),
    };
    Stemma { edges: confidences.iter().enumerate().map(edge).collect(), ..Stemma::default() }
}

#[test]
fn a_story_is_cut_at_its_weakest_edge_that_nobody_confirmed() {
    let cut = |rulings| {
        let bound = bind(&documents(4), &decided(rulings), &mut Vec::new());
        part(vec![0, 1, 2, 3], &chain(&[0.9, 0.2, 0.8]), &bound, &|_, _| 0)
    };
    assert_eq!(cut(vec![apart("d0", "d3")]), [vec![0, 1], vec![2, 3]]);
    assert_eq!(cut(vec![confirm("d1", "d2"), apart("d0", "d3")]), [vec![0, 1, 2], vec![3]]);
    assert_eq!(cut(vec![apart("d0", "d3"), apart("d2", "d3")]), [vec![0, 1, 2], vec![3]]);
    assert_eq!(cut(vec![apart("d2", "d3"), apart("d0", "d2")]), [vec![0, 1], vec![2], vec![3]]);
}

#[test]
fn what_hangs_from_neither_goes_with_the_one_it_resembles() {
    let bound = bind(&documents(4), &decided(vec![apart("d0", "d1")]), &mut Vec::new());
    let near_d1 = |document: usize, to: usize| u64::from(document == 3 && to == 1);
    assert_eq!(part(vec![0, 1, 2, 3], &Stemma::default(), &bound, &near_d1), [vec![0, 2], vec![1, 3]]);
}
