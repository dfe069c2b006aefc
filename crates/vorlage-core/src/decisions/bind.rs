//! From decisions over ids to decisions over the documents of a run, the later before the earlier.

use super::{Bound, Parent, Said, Same, claim::locate, not_followed, when::instant};
use crate::sets::{find, join, singles};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use vorlage_model::{ClaimAt, Decision, Document, DocumentIndex, EdgeKind, Note, Ruling, Span};

/// How the ids of lost texts begin.
const LOST: &str = "lost:";

/// Finds what decisions say of the documents of a run, which are sorted by id; what cannot be followed is noted.
pub(crate) fn bind(documents: &[Document], decisions: &[Decision], notes: &mut Vec<Note>) -> Bound {
    let mut latest: Vec<&Decision> = decisions.iter().collect();
    latest.sort_by(|a, b| (instant(&b.at), &b.id, b).cmp(&(instant(&a.at), &a.id, a)));
    let mut seen = BTreeSet::new();
    latest.retain(|d| seen.insert(&d.id));
    let mut taken = Taken { bound: Bound::default(), stories: singles(documents.len()) };
    for (at, decision) in latest.iter().enumerate() {
        let said = Said { rank: latest.len() - 1 - at, words: words(decision) };
        let refused = match fact(documents, &decision.ruling) {
            Ok(Some(fact)) => taken.take(fact, &decision.id, said).err(),
            Ok(None) => None,
            Err(why) => Some(why),
        };
        notes.extend(refused.map(|why| not_followed(&decision.id, &why)));
    }
    taken.bound.same.sort_by_key(|s| s.said.rank);
    taken.bound.apart.sort_by_key(|a| Reverse(a.1.rank));
    taken.bound
}

/// A decision in words.
fn words(decision: &Decision) -> String {
    let what = match &decision.ruling {
        Ruling::Confirm { .. } => "confirmed".to_owned(),
        Ruling::Reject { parent, child } => format!("{child} as a copy of {parent} rejected"),
        Ruling::Parent { .. } => "named as the parent".to_owned(),
        Ruling::Kind { kind, .. } => format!("called {}", kind.as_str()),
        Ruling::SameClaim { .. } => "called one claim".to_owned(),
        Ruling::DifferentStories { one, other } => format!("{one} and {other} put in two stories"),
    };
    let day = decision.at.get(..10).unwrap_or(&decision.at);
    let why = decision.why.trim().trim_end_matches('.');
    let why = if why.is_empty() { String::new() } else { format!(": {why}") };
    format!("{what} by {}, {day}{why}", decision.who)
}

/// A ruling over documents of the run.
enum Fact {
    Confirm { parent: DocumentIndex, child: DocumentIndex },
    Main { parent: Parent, child: DocumentIndex },
    Reject { parent: Parent, child: DocumentIndex },
    Kind { parent: Parent, child: DocumentIndex, kind: EdgeKind },
    Same([(DocumentIndex, Span); 2]),
    Apart(DocumentIndex, DocumentIndex),
}

/// Finds the documents of a ruling; `None` where one is not in the run.
fn fact(documents: &[Document], ruling: &Ruling) -> Result<Option<Fact>, String> {
    let held = |id: &str| documents.binary_search_by(|d| d.id.as_str().cmp(id)).ok();
    let parent = |id: &str| if id.starts_with(LOST) && held(id).is_none() { Some(None) } else { held(id).map(Some) };
    let edge = |p: &str, c: &str| parent(p).zip(held(c));
    Ok(match ruling {
        Ruling::Confirm { parent, child } => edge(parent, child).map(|(parent, child)| match parent {
            Some(parent) => Fact::Confirm { parent, child },
            None => Fact::Main { parent, child },
        }),
        Ruling::Reject { parent, child } => edge(parent, child).map(|(parent, child)| Fact::Reject { parent, child }),
        Ruling::Parent { child, parent: None } => held(child).map(|child| Fact::Main { parent: None, child }),
        Ruling::Parent { child, parent: Some(p) } => edge(p, child).map(|(parent, child)| Fact::Main { parent, child }),
        Ruling::Kind { parent, child, kind } => {
            edge(parent, child).map(|(parent, child)| Fact::Kind { parent, child, kind: *kind })
        }
        Ruling::SameClaim { one, other } => match held(&one.document).zip(held(&other.document)) {
            Some((a, b)) => Some(Fact::Same([found(documents, a, one)?, found(documents, b, other)?])),
            None => None,
        },
        Ruling::DifferentStories { one, other } => held(one).zip(held(other)).map(|(a, b)| Fact::Apart(a, b)),
    })
}

/// Where a claim stands.
fn found(documents: &[Document], document: DocumentIndex, claim: &ClaimAt) -> Result<(DocumentIndex, Span), String> {
    let gone = || format!("its words are no longer in {}: “{}”", claim.document, claim.words);
    locate(&documents[document].text, claim).map(|span| (document, span)).ok_or_else(gone)
}

/// What was taken so far, and which documents that puts in one story.
struct Taken {
    bound: Bound,
    stories: Vec<usize>,
}

const LATER: &str = "a later decision says otherwise";
const ITSELF: &str = "it speaks of one document twice";

impl Taken {
    /// Takes a fact, or says why not.
    fn take(&mut self, fact: Fact, id: &str, said: Said) -> Result<(), String> {
        match fact {
            Fact::Confirm { parent, child } => {
                let other = self.bound.main(child).is_some_and(|main| main != Some(parent));
                self.hang(parent, child, other, said)
            }
            Fact::Main { parent: Some(parent), child } => {
                let other = self.bound.main(child).is_some_and(|main| main != Some(parent));
                self.hang(parent, child, other, said.clone())?;
                self.bound.mains.entry(child).or_insert((Some(parent), said));
                Ok(())
            }
            Fact::Main { parent: None, child } => self.lose(child, said),
            Fact::Reject { parent, child } => self.reject(parent, child, said),
            Fact::Kind { parent, child, kind } => self.call((parent, child), kind, said),
            Fact::Same(claims) => self.same(claims, id, said),
            Fact::Apart(a, b) => self.part(a, b, said),
        }
    }

    /// Takes an edge between held documents; `other`: the child was later given another main parent.
    fn hang(&mut self, parent: DocumentIndex, child: DocumentIndex, other: bool, said: Said) -> Result<(), String> {
        if parent == child {
            return Err(ITSELF.to_owned());
        }
        if other || self.bound.rejects(Some(parent), child) {
            return Err(LATER.to_owned());
        }
        if self.is_above(child, parent) {
            return Err("with later ones it would make a text its own ancestor".to_owned());
        }
        self.put_together(parent, child)?;
        self.bound.confirmed.entry((parent, child)).or_insert(said);
        Ok(())
    }

    fn lose(&mut self, child: DocumentIndex, said: Said) -> Result<(), String> {
        let hangs = self.bound.confirmed.keys().any(|&(_, c)| c == child);
        if hangs || self.bound.rejects(None, child) {
            return Err(LATER.to_owned());
        }
        self.bound.mains.entry(child).or_insert((None, said));
        Ok(())
    }

    fn reject(&mut self, parent: Parent, child: DocumentIndex, said: Said) -> Result<(), String> {
        let stands = match parent {
            Some(parent) => self.bound.confirms(parent, child),
            None => self.bound.main(child) == Some(None),
        };
        match stands {
            true => Err(LATER.to_owned()),
            false => {
                self.bound.rejected.entry((parent, child)).or_insert(said);
                Ok(())
            }
        }
    }

    fn call(&mut self, edge: (Parent, DocumentIndex), kind: EdgeKind, said: Said) -> Result<(), String> {
        let (later, _) = self.bound.kinds.entry(edge).or_insert((kind, said));
        if *later == kind { Ok(()) } else { Err(LATER.to_owned()) }
    }

    fn same(&mut self, claims: [(DocumentIndex, Span); 2], id: &str, said: Said) -> Result<(), String> {
        self.put_together(claims[0].0, claims[1].0)?;
        self.bound.same.push(Same { id: id.to_owned(), said, claims });
        Ok(())
    }

    fn part(&mut self, a: DocumentIndex, b: DocumentIndex, said: Said) -> Result<(), String> {
        if a == b {
            return Err(ITSELF.to_owned());
        }
        if find(&mut self.stories, a) == find(&mut self.stories, b) {
            return Err(LATER.to_owned());
        }
        self.bound.apart.push(((a.min(b), a.max(b)), said));
        Ok(())
    }

    /// Puts two documents in one story, unless a later decision tells them apart.
    fn put_together(&mut self, a: DocumentIndex, b: DocumentIndex) -> Result<(), String> {
        let of = [find(&mut self.stories, a), find(&mut self.stories, b)];
        let Self { bound, stories } = self;
        let apart = bound.apart.iter().any(|&((x, y), _)| {
            let ends = [find(stories, x), find(stories, y)];
            ends == of || ends == [of[1], of[0]]
        });
        if apart {
            return Err(LATER.to_owned());
        }
        join(stories, a, b);
        Ok(())
    }

    /// Tells whether confirmed edges lead down from `above` to `below`.
    fn is_above(&self, above: DocumentIndex, below: DocumentIndex) -> bool {
        let mut seen = BTreeSet::from([above]);
        let mut todo = vec![above];
        while let Some(next) = todo.pop() {
            if next == below {
                return true;
            }
            let children = self.bound.confirmed.range((next, 0)..=(next, DocumentIndex::MAX)).map(|((_, c), _)| *c);
            todo.extend(children.filter(|&c| seen.insert(c)));
        }
        false
    }
}
