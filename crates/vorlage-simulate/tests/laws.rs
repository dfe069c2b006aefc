//! Laws that hold for any texts and seeds: the same bytes for any order and threads, trees without cycles, lost texts not held, copies
//! that differ.

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use vorlage_core::Background;
use vorlage_model::Document;
use vorlage_simulate::{Options, Pack, Simulated, simulate};

/// Sentences that random texts are made of.
const SENTENCES: &[&str] = &[
    "The lighthouse at Corran was sold for 1,250,000 crowns on Friday, the ministry of harbours said.",
    "\"Nobody asked the people who live here,\" said Ruth Averill, a teacher.",
    "The buyer wants to open a school for bakers in it next summer.",
    "Its lamp was put out in 1998 after 143 years of service.",
    "More than 400 residents have signed a letter of protest.",
    "Die Lampe wurde nach 143 Jahren gelöscht, teilte das Ministerium mit.",
    "„Niemand hat uns gefragt“, sagte die Lehrerin Ruth Averill.",
    "Share on Facebook",
    "(AFP)",
    "船は夜明けに沈没した。",
    "Officials declined to comment on the price of the keeper's cottage.",
    "A similar tower farther north had stood empty for two decades before it fell.",
    "The keeper's daughter remembers how the whole house smelled of oil and bread.",
];

fn documents() -> impl Strategy<Value = Vec<Document>> {
    let text = proptest::collection::vec((0..SENTENCES.len(), any::<bool>()), 0..14);
    proptest::collection::vec(text, 1..5).prop_map(|texts| {
        let sentence = |&(at, opens): &(usize, bool)| format!("{}{}", SENTENCES[at], if opens { "\n" } else { " " });
        let document = |(n, picks): (usize, Vec<_>)| Document {
            id: format!("d{n}"),
            // Words of its own, so that not every text shares its passages with the one before.
            text: format!("Report {n}{n} of day {n} came in. ") + &picks.iter().map(sentence).collect::<String>(),
            ..Document::default()
        };
        texts.into_iter().enumerate().map(document).collect()
    })
}

fn grown(documents: &[Document], seed: u64, threads: usize) -> Simulated {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start");
    let options = Options { seed, families: 3, copies: 6 };
    pool.install(|| simulate(documents.to_vec(), &Background::shipped(), &options))
}

/// The text that each text of a tree was made from.
fn made_from(pack: &Pack) -> BTreeMap<&str, Option<&str>> {
    let held = pack.edges.iter().map(|e| (e.child.as_str(), Some(e.made_from.as_str())));
    held.chain(pack.lost.iter().map(|l| (l.id.as_str(), l.parent.as_deref()))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_seed_gives_the_same_families_in_any_order(documents in documents(), seed in any::<u64>()) {
        let turned: Vec<Document> = documents.iter().rev().cloned().collect();
        prop_assert_eq!(grown(&documents, seed, 1), grown(&turned, seed, 2));
    }

    #[test]
    fn a_tree_leads_from_every_text_to_one_original(documents in documents(), seed in any::<u64>()) {
        for pack in grown(&documents, seed, 1).packs {
            let made_from = made_from(&pack);
            let mut roots = BTreeSet::new();
            for document in &pack.documents {
                let (mut at, mut steps) = (document.id.as_str(), 0);
                while let Some(Some(next)) = made_from.get(at) {
                    (at, steps) = (next, steps + 1);
                    prop_assert!(steps <= made_from.len());
                }
                roots.insert(at);
            }
            prop_assert_eq!(roots.len(), 1);
            prop_assert_eq!(pack.root_held, pack.documents.iter().any(|d| roots.contains(d.id.as_str())));
        }
    }

    #[test]
    fn what_is_lost_is_not_held_and_edges_join_what_is(documents in documents(), seed in any::<u64>()) {
        for pack in grown(&documents, seed, 1).packs {
            let held: BTreeSet<&str> = pack.documents.iter().map(|d| d.id.as_str()).collect();
            prop_assert!(pack.lost.iter().all(|l| !held.contains(l.id.as_str())));
            prop_assert_eq!(pack.edges.len(), held.len() - usize::from(pack.root_held));
            for edge in &pack.edges {
                prop_assert!(held.contains(edge.child.as_str()));
                prop_assert!(edge.parent.as_deref().is_none_or(|p| held.contains(p)));
                prop_assert!(!edge.alterations.is_empty());
            }
        }
    }

    #[test]
    fn no_two_documents_have_one_id_or_one_text_in_a_pack(documents in documents(), seed in any::<u64>()) {
        let mut ids = BTreeSet::new();
        for pack in grown(&documents, seed, 1).packs {
            let texts: BTreeSet<&str> = pack.documents.iter().map(|d| d.text.as_str()).collect();
            prop_assert_eq!(texts.len(), pack.documents.len());
            prop_assert!(pack.documents.iter().all(|d| ids.insert(d.id.clone())));
        }
    }
}

#[test]
fn other_seeds_give_other_families_and_a_third_of_the_originals_is_lost() {
    let text = SENTENCES[..6].join(" ") + " " + &SENTENCES[10..].join("\n");
    let document = Document { id: "d".to_owned(), text, ..Document::default() };
    let packs: Vec<Pack> = (0..90).flat_map(|seed| grown(std::slice::from_ref(&document), seed, 1).packs).collect();
    assert_ne!(packs[0], packs[1]);
    let lost = packs.iter().filter(|p| !p.root_held).count();
    assert!((15..=45).contains(&lost), "{lost} of 90");
    let seen: BTreeSet<&str> =
        packs.iter().flat_map(|p| &p.edges).flat_map(|e| e.alterations.iter().copied()).collect();
    assert_eq!(seen.len(), 10, "all but pasted, for which there is no other text: {seen:?}");
}

#[test]
fn a_text_that_shares_passages_with_another_is_left_out_and_a_short_one_stays_alone() {
    let document = |id: &str, text: String| Document { id: id.to_owned(), text, ..Document::default() };
    let long = SENTENCES[..5].join(" ") + " " + &SENTENCES[10..].join(" ");
    let documents = [
        document("a", long.clone()),
        document("b", format!("A preface of its own. {long}")),
        document("c", "The ferry was late by two hours again on Monday.".to_owned()),
    ];
    let found = grown(&documents, 5, 1);
    assert_eq!(found.packs.iter().map(|p| p.story.as_str()).collect::<Vec<_>>(), ["a", "c"]);
    assert_eq!(found.notes[0].place, "b");
    assert!(found.packs[1].edges.is_empty() && found.packs[1].root_held && found.packs[1].documents.len() == 1);
}
