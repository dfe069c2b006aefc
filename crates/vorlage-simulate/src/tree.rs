//! One family: copies of copies, and which of them are lost.

use crate::alter::{Alteration, Done, alter};
use crate::furniture::AGENCIES;
use crate::{Descent, Draft, Held, Lost, Material, Original, Pack, Random, Spinner};
use std::collections::BTreeSet;
use vorlage_model::EdgeKind;
use vorlage_text::hash64;

/// How often an original is lost, in hundredths.
const ROOT_LOST: usize = 33;
/// How often a copy is lost that others were made from, in hundredths.
const COPY_LOST: usize = 25;
/// Alterations on the way to a copy.
const ALTERATIONS: (usize, usize) = (1, 3);
/// Kinds, the one that decides first.
const PRECEDENCE: [EdgeKind; 4] = [EdgeKind::Spun, EdgeKind::Abridged, EdgeKind::Edited, EdgeKind::Verbatim];

/// A text of the tree.
struct Node {
    id: String,
    parent: Option<usize>,
    draft: Draft,
    text: String,
    /// What was done to the parent's text.
    done: Vec<Done>,
    lost: bool,
}

/// Grows the family of an original; it stays alone where no copies are wanted.
pub fn grow(
    original: &Original,
    copies: usize,
    seed: u64,
    spinner: &Spinner<'_>,
    others: &[(&str, &Draft)],
    mut random: Random,
) -> Pack {
    let story = &original.document.id;
    let agency = original.agency.as_deref().unwrap_or_else(|| random.pick(&AGENCIES));
    let material = Material { spinner, others, agency };
    let (draft, text) = (original.draft.clone(), original.document.text.clone());
    let mut nodes = vec![Node { id: id(seed, story, 0), parent: None, draft, text, done: Vec::new(), lost: false }];
    for number in 1..=copies {
        let parent = random.below(nodes.len());
        let (draft, done) = copy(&nodes[parent].draft, &material, &mut random);
        let text = draft.text();
        if nodes.iter().all(|n| n.text != text) {
            nodes.push(Node { id: id(seed, story, number), parent: Some(parent), draft, text, done, lost: false });
        }
    }
    lose(&mut nodes, &mut random);
    pack(story, &nodes)
}

/// The name of a text: which family and which place in it cannot be told from it.
fn id(seed: u64, story: &str, number: usize) -> String {
    format!("{:016x}", hash64(format!("{seed}/{number}/{story}").as_bytes()))
}

/// Makes a copy.
fn copy(parent: &Draft, material: &Material<'_>, random: &mut Random) -> (Draft, Vec<Done>) {
    let (mut draft, mut done) = (parent.clone(), Vec::new());
    let mut all = Alteration::ALL;
    random.shuffle(&mut all);
    let wanted = random.between(ALTERATIONS.0, ALTERATIONS.1);
    for alteration in all {
        if done.len() < wanted {
            done.extend(alter(&mut draft, alteration, material, random));
        }
    }
    (draft, done)
}

/// Loses the original, and copies that others were made from; two documents stay at least.
fn lose(nodes: &mut [Node], random: &mut Random) {
    let mut held = nodes.len();
    for at in 0..nodes.len() {
        let copied = nodes.iter().any(|n| n.parent == Some(at));
        let often = if at == 0 { ROOT_LOST } else { COPY_LOST };
        if copied && random.chance(often) && held > 2 {
            nodes[at].lost = true;
            held -= 1;
        }
    }
}

fn pack(story: &str, nodes: &[Node]) -> Pack {
    let lang = nodes[0].draft.lang.map(|l| l.to_string());
    let held = || nodes.iter().enumerate().filter(|(_, n)| !n.lost);
    let document = |n: &Node| Held { id: n.id.clone(), lang: lang.clone(), text: n.text.clone() };
    let mut documents: Vec<Held> = held().map(|(_, n)| document(n)).collect();
    let mut edges: Vec<Descent> = held().filter_map(|(at, _)| descent(nodes, at)).collect();
    let parent = |n: &Node| n.parent.map(|p| nodes[p].id.clone());
    let mut lost: Vec<Lost> =
        nodes.iter().filter(|n| n.lost).map(|n| Lost { id: n.id.clone(), parent: parent(n) }).collect();
    documents.sort_by(|a, b| a.id.cmp(&b.id));
    edges.sort_by(|a, b| a.child.cmp(&b.child));
    lost.sort();
    Pack { story: story.to_owned(), set: "simulated", root_held: !nodes[0].lost, documents, edges, lost }
}

/// How a text came from the nearest held one; `None` of an original.
fn descent(nodes: &[Node], at: usize) -> Option<Descent> {
    let made_from = nodes[at].parent?;
    let (mut above, mut lost, mut done) = (made_from, 0, nodes[at].done.iter().collect::<BTreeSet<_>>());
    while nodes[above].lost {
        let Some(next) = nodes[above].parent else { break };
        done.extend(&nodes[above].done);
        (above, lost) = (next, lost + 1);
    }
    let kinds: BTreeSet<EdgeKind> = done.iter().map(|d| d.alteration.kind()).collect();
    let kind = PRECEDENCE.into_iter().find(|k| kinds.contains(k)).unwrap_or(EdgeKind::Verbatim);
    let names: BTreeSet<&'static str> = done.iter().map(|d| d.alteration.as_str()).collect();
    let from: BTreeSet<String> = done.iter().filter_map(|d| d.from.clone()).collect();
    Some(Descent {
        parent: (!nodes[above].lost).then(|| nodes[above].id.clone()),
        child: nodes[at].id.clone(),
        op: kind.as_str(),
        lost,
        made_from: nodes[made_from].id.clone(),
        alterations: names.into_iter().collect(),
        pasted_from: from.into_iter().collect(),
    })
}
