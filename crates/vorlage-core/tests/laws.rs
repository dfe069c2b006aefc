//! Laws that hold for any documents: spans lie in their texts, alignments lose no sentence, answers do not depend on order or
//! threads, trees have no cycle, every document has one origin.

use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use vorlage_core::{Background, Knowledge, Weights};
use vorlage_embed::{CachedModel, sample};
use vorlage_model::{ClaimAt, Decision, Document, EdgeKind, NodeId, Ruling, Span, Trace};

/// Sentences that random stories are made of; some say the same thing, some hold quotations, figures, furniture and foreign script.
const SENTENCES: &[&str] = &[
    "The ferry sank off Lemnos at dawn on Tuesday, the coast guard said.",
    "ATHENS (Reuters) - The ferry sank off Lemnos at dawn.",
    "At daybreak on Tuesday the ship went down near Lemnos, according to the coast guard.",
    "\"We saw nothing but smoke,\" said Maria Kostas, who was on deck.",
    "Divers found 9 of the 231 passengers in the hull.",
    "More than 1,200 people use the line every day.",
    "The owner declined to comment.",
    "Share on Facebook",
    "„Wir haben nichts als Rauch gesehen“, sagte Maria Kostas.",
    "Etwa 1.200 Menschen nutzen die Linie täglich.",
    "Судно затонуло на рассвете у Лемноса.",
    "船は夜明けに沈没した。",
    "Wheat prices rose 3 percent in Odessa {and",
    "(AFP)",
    "Conclusion",
];

fn documents() -> impl Strategy<Value = Vec<Document>> {
    let text = proptest::collection::vec(0..SENTENCES.len(), 0..9);
    proptest::collection::vec(text, 1..7).prop_map(|texts| {
        let document = |(n, picks): (usize, Vec<usize>)| Document {
            id: format!("d{n}"),
            text: picks.iter().map(|&p| SENTENCES[p]).collect::<Vec<_>>().join("\n"),
            ..Document::default()
        };
        texts.into_iter().enumerate().map(document).collect()
    })
}

fn trace(documents: &[Document], threads: usize) -> Trace {
    trace_knowing(None, documents, threads)
}

/// A small model whose vectors mean nothing, but are vectors.
static MODEL: LazyLock<CachedModel> = LazyLock::new(|| CachedModel::new(sample::model(1), None));

fn trace_knowing(model: Option<&CachedModel>, documents: &[Document], threads: usize) -> Trace {
    trace_deciding(&[], model, documents, threads)
}

fn trace_deciding(
    decisions: &[Decision],
    model: Option<&CachedModel>,
    documents: &[Document],
    threads: usize,
) -> Trace {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start");
    let knowledge = Knowledge { background: &Background::shipped(), model, weights: &Weights::COMMITTED, decisions };
    pool.install(|| vorlage_core::trace(documents.to_vec(), knowledge, &()))
}

/// Any decisions over documents, of which some are not there; some are taken in the same second.
fn decisions() -> impl Strategy<Value = Vec<Decision>> {
    let one = (0..8usize, 0..8usize, 0..7usize, 0..40usize, 0..4u8);
    proptest::collection::vec(one, 0..8).prop_map(|all| {
        let decide = |(n, (a, b, sort, at, second))| Decision {
            id: format!("x{n}"),
            at: format!("2026-03-02T09:00:0{second}Z"),
            who: "Ada".to_owned(),
            why: String::new(),
            ruling: ruling(sort, format!("d{a}"), format!("d{b}"), at),
        };
        all.into_iter().enumerate().map(decide).collect()
    })
}

fn ruling(sort: usize, a: String, b: String, at: usize) -> Ruling {
    let claim =
        |document: &str| ClaimAt { document: document.to_owned(), begin: at, end: at + 9, words: String::new() };
    match sort {
        0 => Ruling::Confirm { parent: a, child: b },
        1 => Ruling::Reject { parent: a, child: b },
        2 => Ruling::Parent { child: a, parent: (!at.is_multiple_of(3)).then_some(b) },
        3 => Ruling::Kind { parent: a, child: b, kind: EdgeKind::ALL[at % EdgeKind::ALL.len()] },
        4 => Ruling::SameClaim { one: claim(&a), other: claim(&b) },
        5 => Ruling::DifferentStories { one: a, other: b },
        _ => Ruling::Reject { parent: format!("lost:{a}"), child: b },
    }
}

/// Every edge as ids and kind, a lost parent being `lost`.
fn edges(trace: &Trace) -> Vec<(&str, &str, EdgeKind)> {
    let id = |d: usize| trace.documents[d].document.id.as_str();
    let parent = |node| if let NodeId::Document(d) = node { id(d) } else { "lost" };
    let all = trace.stories.iter().flat_map(|s| &s.stemma.edges);
    all.map(|e| (parent(e.parent), id(e.child), e.kind)).collect()
}

/// Tells whether an answer is as a decision says, which was not refused.
fn follows(trace: &Trace, decision: &Decision) -> bool {
    let story = |id: &str| trace.documents.iter().find(|t| t.document.id == id).map(|t| t.story);
    let held = |id: &str| story(id).is_some();
    let edges = edges(trace);
    let has = |p: &str, c: &str| edges.iter().any(|(parent, child, _)| *parent == p && *child == c);
    match &decision.ruling {
        Ruling::Confirm { parent, child } | Ruling::Parent { child, parent: Some(parent) } => {
            has(parent, child) || !held(parent) || !held(child)
        }
        Ruling::Parent { child, parent: None } => has("lost", child) || !held(child),
        Ruling::Reject { parent, child } if parent.starts_with("lost:") => !has("lost", child),
        Ruling::Reject { parent, child } => !has(parent, child),
        Ruling::Kind { parent, child, kind } => !edges.iter().any(|(p, c, k)| p == parent && c == child && k != kind),
        Ruling::DifferentStories { one, other } => story(one).is_none() || story(one) != story(other),
        Ruling::SameClaim { .. } => true,
    }
}

/// Every span that an answer gives for the document at `at`.
fn spans(trace: &Trace, at: usize) -> Vec<Span> {
    let a = &trace.documents[at].analysis;
    let mut all: Vec<Span> = a.residue.iter().map(|r| r.span).chain(a.sentences.iter().copied()).collect();
    all.extend(a.names.iter().map(|n| n.span));
    all.extend(a.figures.iter().flat_map(|f| [Some(f.span), f.of, f.attributed_to.map(|x| x.span)]).flatten());
    for q in &a.quotes {
        all.extend([Some(q.span), q.speaker.as_ref().map(|s| s.span), q.cue.map(|c| c.span)].into_iter().flatten());
    }
    all.extend(a.credits.iter().filter_map(|c| c.span));
    all.extend(a.shows.findings.iter().map(|f| f.span));
    all
}

/// Parents by child, documents only; of a lost text between documents the one that it was taken from.
fn parents(trace: &Trace) -> BTreeMap<usize, Vec<usize>> {
    let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for stemma in trace.stories.iter().map(|s| &s.stemma) {
        for edge in &stemma.edges {
            if let Some(parent) = stemma.held_parent(edge.parent) {
                out.entry(edge.child).or_default().push(parent);
            }
        }
    }
    out
}

/// Tells whether `at` is its own ancestor.
fn is_own_ancestor(parents: &BTreeMap<usize, Vec<usize>>, at: usize) -> bool {
    let mut todo = parents.get(&at).cloned().unwrap_or_default();
    let mut seen = Vec::new();
    while let Some(next) = todo.pop() {
        if next == at {
            return true;
        }
        if !seen.contains(&next) {
            seen.push(next);
            todo.extend(parents.get(&next).into_iter().flatten());
        }
    }
    false
}

/// Checks that every document has one story and one origin, and that trees have no cycle.
fn stands(trace: &Trace, documents: usize) -> Result<(), TestCaseError> {
    prop_assert_eq!(trace.documents.len(), documents);
    for (at, traced) in trace.documents.iter().enumerate() {
        let story = &trace.stories[traced.story];
        prop_assert!(story.documents.contains(&at));
        let holding = story.stemma.origins.iter().filter(|o| o.documents.contains(&at)).count();
        prop_assert_eq!(holding, 1);
        prop_assert!(story.stemma.origins[traced.origin].documents.contains(&at));
    }
    let parents = parents(trace);
    for &child in parents.keys() {
        prop_assert!(!is_own_ancestor(&parents, child));
    }
    for story in &trace.stories {
        let ids: std::collections::BTreeSet<&str> = story.stemma.lost.iter().map(|l| l.id.as_str()).collect();
        prop_assert_eq!(ids.len(), story.stemma.lost.len());
        for (n, lost) in story.stemma.lost.iter().enumerate() {
            let below = story.stemma.edges.iter().filter(|e| e.parent == NodeId::Lost(n)).count();
            let fewest = 1 + usize::from(lost.parent.is_some());
            prop_assert!(below >= fewest);
        }
        prop_assert_eq!(story.counts.origins, story.stemma.origins.len());
        prop_assert!(story.counts.origins_at_least <= story.counts.origins);
        prop_assert!(story.counts.origins <= story.counts.origins_at_most);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_lie_in_their_texts(documents in documents()) {
        let trace = trace(&documents, 1);
        for (at, traced) in trace.documents.iter().enumerate() {
            for span in spans(&trace, at) {
                prop_assert!(traced.document.text.get(span.range()).is_some(), "{span:?} of {:?}", traced.document.text);
            }
            let sorted = traced.analysis.residue.windows(2).all(|w| w[0].span.end <= w[1].span.begin);
            prop_assert!(sorted, "residue overlaps in {:?}", traced.document.text);
        }
    }

    #[test]
    fn a_family_is_tiled_by_its_segments(documents in documents()) {
        for trace in [trace(&documents, 1), trace_knowing(Some(&*MODEL), &documents, 1)] {
            for origin in trace.stories.iter().flat_map(|s| &s.stemma.origins) {
                let mut held: Vec<bool> = vec![false; origin.strip.segments];
                let rows: Vec<usize> = origin.strip.rows.iter().map(|r| r.document).collect();
                prop_assert!(rows == origin.documents || origin.documents.len() == 1);
                for row in &origin.strip.rows {
                    let sentences = &trace.documents[row.document].analysis.sentences;
                    for sentence in sentences {
                        let holders = row.cells.iter().filter(|c| c.span.contains(*sentence)).count();
                        prop_assert_eq!(holders, 1, "{:?} of {:?}", sentence, row);
                    }
                    prop_assert!(row.cells.windows(2).all(|c| c[0].span.end <= c[1].span.begin));
                    prop_assert!(row.cells.iter().all(|c| !c.segments.is_empty() && (0.0..=1.0).contains(&c.kept)));
                    row.cells.iter().flat_map(|c| &c.segments).for_each(|&s| held[s] = true);
                }
                prop_assert!(held.iter().all(|h| *h), "a segment stands nowhere");
            }
        }
    }

    #[test]
    fn an_answer_does_not_depend_on_order_or_threads(documents in documents(), seed in any::<u64>()) {
        let mut shuffled = documents.clone();
        for at in (1..shuffled.len()).rev() {
            shuffled.swap(at, (seed.rotate_left(at as u32) % (at as u64 + 1)) as usize);
        }
        prop_assert_eq!(trace(&documents, 1), trace(&shuffled, 2));
        let model = Some(&*MODEL);
        prop_assert_eq!(trace_knowing(model, &documents, 1), trace_knowing(model, &shuffled, 2));
    }

    #[test]
    fn every_document_has_one_story_and_one_origin_and_trees_have_no_cycle(documents in documents()) {
        stands(&trace(&documents, 1), documents.len())?;
    }

    #[test]
    fn any_decisions_are_followed_or_refused_whatever_their_order(
        documents in documents(), decisions in decisions(), seed in any::<u64>(),
    ) {
        let trace = trace_deciding(&decisions, None, &documents, 1);
        stands(&trace, documents.len())?;
        let refused = |d: &Decision| trace.notes.iter().any(|n| n.place == format!("decision {}", d.id));
        for decision in decisions.iter().filter(|d| !refused(d)) {
            prop_assert!(follows(&trace, decision), "{decision:?} of {:?} in {:?}", decisions, edges(&trace));
        }
        let mut shuffled = decisions.clone();
        for at in (1..shuffled.len()).rev() {
            shuffled.swap(at, (seed.rotate_left(at as u32) % (at as u64 + 1)) as usize);
        }
        prop_assert_eq!(&trace, &trace_deciding(&shuffled, None, &documents, 2));
        let items = vorlage_core::review(&trace, &vorlage_core::Thresholds::default());
        prop_assert!(items.iter().all(|i| i.worth >= 0.0 && i.confidence < 1.0));
    }

    #[test]
    fn an_alignment_loses_no_sentence(documents in documents()) {
        let trace = trace(&documents, 1);
        for a in &trace.documents {
            for b in &trace.documents {
                let (a_text, b_text) = (&a.document.text, &b.document.text);
                let alignment =
                    vorlage_core::align::align_spans(a_text, &a.analysis.sentences, b_text, &b.analysis.sentences, None);
                let covered = |sentence: &Span, links: Vec<Span>, only: &[Span]| {
                    links.iter().filter(|l| l.contains(*sentence)).count() + only.iter().filter(|o| *o == sentence).count()
                };
                for s in &a.analysis.sentences {
                    prop_assert_eq!(covered(s, alignment.links.iter().map(|l| l.a).collect(), &alignment.only_a), 1);
                }
                for s in &b.analysis.sentences {
                    prop_assert_eq!(covered(s, alignment.links.iter().map(|l| l.b).collect(), &alignment.only_b), 1);
                }
            }
        }
    }
}
