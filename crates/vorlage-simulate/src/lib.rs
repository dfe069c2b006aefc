//! Families of copies, grown from given texts, whose true trees are known.
//!
//! In: documents, synonyms, a seed. Out: a [`Pack`] for each text: the tree of copies that were made of it, or the text alone. Each
//! copy is made from the original or from an earlier copy by one to three [`Alteration`]s; its own copies inherit them. A third of
//! the originals and some of the copies between are lost: they are in the tree, not among the documents.
//! Per document. Cost: one analysis of each input, then linear in the texts of the copies; memory: the same.
//! Invariants: the answer depends on the set of documents and the options alone, not on order or threads; an id tells nothing but
//! that a document is another one; no two documents of a pack have one text.
//! Never: asks the tracing stages anything but where the sentences and the furniture of a text are.
//!
//! **Source:** ours. Texts that share over a fifth of their five-word shingles with an earlier one are left out, so that the truth
//! is what was planted; translations among the inputs are not told.

mod alter;
mod draft;
mod furniture;
mod random;
mod spinner;
mod tree;

pub use alter::Alteration;

use alter::Material;
use draft::Draft;
use random::Random;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::Serialize;
use spinner::Spinner;
use std::borrow::Cow;
use std::collections::BTreeSet;
use vorlage_core::Background;
use vorlage_model::{Document, Note};
use vorlage_text::{hash64, words};

/// Fewest sentences of a text that copies are made of.
const LEAST_SENTENCES: usize = 6;
/// Words of a shingle.
const SHINGLE: usize = 5;
/// A text is no original of its own where one in so many of its shingles stood in an earlier one.
const SHARED: usize = 5;

/// What to grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Other seeds give other families.
    pub seed: u64,
    /// Most texts that copies are made of; the others stay alone.
    pub families: usize,
    /// Copies made of each, those that are lost included.
    pub copies: usize,
}

/// What was grown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Simulated {
    /// One of each text, sorted by `story`.
    pub packs: Vec<Pack>,
    /// What was left out, and why.
    pub notes: Vec<Note>,
}

/// The documents of one origin with their true tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pack {
    /// The id of the input that it was grown from.
    pub story: String,
    /// `simulated`.
    pub set: &'static str,
    /// The original is among the documents.
    pub root_held: bool,
    /// Sorted by id.
    pub documents: Vec<Held>,
    /// One to each document but a held original, sorted by child.
    pub edges: Vec<Descent>,
    /// Lost texts, sorted by id.
    pub lost: Vec<Lost>,
}

/// A document in hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// A number that follows from the seed.
    pub id: String,
    /// The language, where it was told.
    pub lang: Option<String>,
    /// The text.
    pub text: String,
}

/// From which text a document was made, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Descent {
    /// The nearest document in hand that it comes from; `None` where there is none.
    pub parent: Option<String>,
    /// The document.
    pub child: String,
    /// The kind that an edge between the two would have.
    pub op: &'static str,
    /// Lost copies between the two, or since the original.
    pub lost: usize,
    /// The text that it was made from, in hand or lost.
    pub made_from: String,
    /// All that was done since the parent, sorted.
    pub alterations: Vec<&'static str>,
    /// Inputs from which passages were pasted in since the parent, sorted.
    pub pasted_from: Vec<String>,
}

/// A text of the tree that is not among the documents.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Lost {
    /// Its number.
    pub id: String,
    /// The text that it was made from; `None` of an original.
    pub parent: Option<String>,
}

/// A text that copies can be made of.
struct Original {
    document: Document,
    draft: Draft,
    agency: Option<Cow<'static, str>>,
}

/// Grows families from documents, one of each text that is long enough, up to the number asked for.
#[must_use]
pub fn simulate(mut documents: Vec<Document>, background: &Background, options: &Options) -> Simulated {
    let mut notes = Vec::new();
    documents.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| a.text.cmp(&b.text)));
    keep_originals(&mut documents, &mut notes);
    let originals: Vec<Original> = documents.into_par_iter().map(|d| original(d, background)).collect();
    let spinner = Spinner::new(background);
    let chosen = chosen(&originals, options);
    notes.extend(not_spun(&originals, &chosen, &spinner));
    let grow = |at: usize| {
        let others = others(&originals, at);
        let (random, original) = (Random::new(options.seed, &originals[at].document.id), &originals[at]);
        let copies = if chosen.contains(&at) { options.copies } else { 0 };
        tree::grow(original, copies, options.seed, &spinner, &others, random)
    };
    Simulated { packs: (0..originals.len()).into_par_iter().map(grow).collect(), notes }
}

/// Leaves out empty texts and those that share passages with an earlier one.
fn keep_originals(documents: &mut Vec<Document>, notes: &mut Vec<Note>) {
    let mut seen = FxHashSet::default();
    documents.retain(|document| {
        let hashes: Vec<u64> = words(&document.text).iter().map(|w| w.hash).collect();
        let shingle = |window: &[u64]| hash64(&window.iter().flat_map(|h| h.to_le_bytes()).collect::<Vec<u8>>());
        let own: FxHashSet<u64> = hashes.windows(SHINGLE.min(hashes.len().max(1))).map(shingle).collect();
        let shared = own.intersection(&seen).count();
        let keep = !own.is_empty() && shared * SHARED <= own.len();
        if keep {
            seen.extend(own);
        } else {
            let why = if own.is_empty() {
                "there is no text"
            } else {
                "left out, because it shares passages with another input"
            };
            notes.push(Note { place: document.id.clone(), text: why.to_owned() });
        }
        keep
    });
}

fn original(document: Document, background: &Background) -> Original {
    let analysis = vorlage_core::analyse(&document, background);
    let draft = Draft::read(&document, &analysis);
    Original { draft, agency: analysis.agencies.first().map(|a| a.name.clone()), document }
}

/// The texts that copies are made of: of those long enough as many as wanted, by the seed.
fn chosen(originals: &[Original], options: &Options) -> BTreeSet<usize> {
    let long = |at: &usize| originals[*at].draft.article().len() >= LEAST_SENTENCES;
    let mut all: Vec<usize> = (0..originals.len()).filter(long).collect();
    Random::new(options.seed, "families").shuffle(&mut all);
    all.into_iter().take(options.families).collect()
}

/// Says in which languages no words are replaced.
fn not_spun(originals: &[Original], chosen: &BTreeSet<usize>, spinner: &Spinner<'_>) -> Option<Note> {
    let without = chosen.iter().map(|&at| originals[at].draft.lang).filter(|&lang| !spinner.knows(lang));
    let names: BTreeSet<String> = without.map(|lang| lang.map_or("unknown".to_owned(), |l| l.to_string())).collect();
    let names: Vec<String> = names.into_iter().collect();
    let text = || format!("no thesaurus for {}: no words are replaced there", names.join(", "));
    (!names.is_empty()).then(|| Note { place: "spun".to_owned(), text: text() })
}

/// The other texts of a text's language, from which passages can be pasted.
fn others(originals: &[Original], at: usize) -> Vec<(&str, &Draft)> {
    let fits = |(other, o): &(usize, &Original)| *other != at && o.draft.lang == originals[at].draft.lang;
    originals.iter().enumerate().filter(fits).map(|(_, o)| (o.document.id.as_str(), &o.draft)).collect()
}
