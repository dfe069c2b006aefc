//! Which ties rest on a passage alone, and who gave it to whom?
//!
//! A text that takes a passage over from another is not of that one's family: its origin is that of its main narration. Nor are its
//! copies, which inherit the passage. So a tie of two texts that share some whole sentences, and hardly a run of words beside them,
//! is taken out of the families where these sentences are the lesser part of one text and not the whole of the other. What is then
//! not of one family is kept as a passage, given by the family whose members hold it more often.
//!
//! In: a story and its ties. Out: ties without those, and the passages. Cost: O(words * log words) for each tie of texts that share
//! much to the word.
//! Never: takes a long text apart into its own cuts: those stand in it whole, while a giver keeps much to itself; nor the states of a
//! page of reference, which is revised, but for one block amid both.
//!
//! **Source:** measured on simulated families, chains, rewrites and revisions: `docs/decisions/0015-passages.md`.

use super::{
    copied::taken_over,
    kin::PLAIN,
    marks::are_news,
    profile::{Profile, run, shared},
};
use crate::{StoryView, Subject};
use rustc_hash::{FxHashMap, FxHashSet};
use std::{cmp::Reverse, collections::BTreeSet};

/// A pair of positions in the story, smaller first, and the confidence that the two come from one text, by themselves.
pub(super) type Tie = ((usize, usize), f64);

/// Words in the runs by which a sentence is found in another text: short, so that a spun or misspelt one still is.
const RUN: usize = 3;
/// Fewest words of a sentence that is looked for.
const LEAST_WORDS: usize = 4;
/// Share of its runs that a sentence must have in the other text to stand there.
const STANDS: f64 = 0.5;
/// Share of a text's words below which what it shares is a passage of it.
const LESSER_PART: f64 = 0.6;
/// Share of the giver's words that may stand in the other; a text that stands in it whole is rather its cut.
const MOST_GIVEN: f64 = 0.85;
/// Share of the runs of all other sentences that may stand in the other text, too; independent texts share fewer, reworded ones more.
const LEAST_REST: f64 = 0.06;
/// Most blocks that a passage makes in one of the two texts.
const MOST_BLOCKS: usize = 2;
/// Share of a text from which on what it opens with is its narration.
const NARRATION: f64 = 0.5;
/// Share of a text that is neither from one giver nor from another, below which it has no narration of its own.
const NO_OWN: f64 = 0.25;
/// One sentence in so many may stand in the main parent, too.
const OVERLAP: usize = 4;
/// By how much more a text must share with a relative than with another text for their passage to be that relative's as well.
const BETTER: f64 = 0.1;
/// A pair that shares more than this part of the runs of both is no passage, whatever its sentences.
const PLAINLY_ONE: f64 = 0.8;

/// Two texts that share a passage, by positions in the story.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Passage {
    pub(super) giver: usize,
    pub(super) taker: usize,
    /// The families of both hold it as often, so that the comparison of the two has to say which of them gave it.
    pub(super) open: bool,
    /// Confidence that it was taken over.
    pub(super) copied: f64,
}

/// What a text shares with another.
#[derive(Debug, Clone, Default)]
struct Part {
    /// Share 0..1 of its words in sentences that stand in the other.
    share: f64,
    /// Share 0..1 of the runs of its other sentences that do.
    rest: f64,
    /// These sentences with their words, by number among those that are long enough, and the words of all of those.
    sentences: Vec<(usize, usize)>,
    of: usize,
    /// How many blocks they make.
    blocks: usize,
    /// Its first sentence is among them.
    opens: bool,
}

impl Part {
    /// The whole of a text that is the other's, but for little.
    fn whole() -> Self {
        Self { share: 1.0, opens: true, ..Self::default() }
    }

    /// Tells whether a text opens with what makes up most of it: then that is its narration.
    fn is_narration(&self) -> bool {
        self.opens && self.share >= NARRATION
    }
}

/// A tie with what the text of the smaller position shares with the other, and that with the first.
struct Measured {
    tie: Tie,
    parts: [Part; 2],
}

impl Measured {
    /// What one of the two shares with the other.
    fn part(&self, of: usize) -> &Part {
        if self.tie.0.0 == of { &self.parts[0] } else { &self.parts[1] }
    }

    /// The other of the two.
    fn other(&self, than: usize) -> usize {
        let (a, b) = self.tie.0;
        if a == than { b } else { a }
    }

    /// Tells whether the two share a passage and nothing else.
    fn is_passage(&self) -> bool {
        let lesser = |one: &Part, other: &Part| one.share < LESSER_PART && other.share <= MOST_GIVEN;
        let [a, b] = &self.parts;
        (1..=MOST_BLOCKS).contains(&a.blocks.min(b.blocks))
            && (lesser(a, b) || lesser(b, a))
            && a.rest.max(b.rest) <= LEAST_REST
            && !self.open_alike()
            && !a.is_narration()
            && !b.is_narration()
    }

    /// Tells whether the passage is one block amid both texts, and next to nothing else is shared.
    fn is_one_block(&self) -> bool {
        self.parts.iter().all(|part| !part.opens && part.blocks == 1 && part.rest <= LEAST_REST / 3.0)
    }

    /// Tells whether both open with what they share, as copies of one text do.
    fn open_alike(&self) -> bool {
        self.parts[0].opens && self.parts[1].opens
    }
}

/// Takes the ties that rest on a passage out of those of a story; returns them.
pub(super) fn set_apart(story: &StoryView<'_>, profiles: &[Profile], ties: &mut Vec<Tie>) -> Vec<Tie> {
    let measured = measure(story, profiles, ties);
    let mut of_document: Vec<Vec<usize>> = vec![Vec::new(); story.documents.len()];
    for (at, found) in measured.iter().enumerate() {
        of_document[found.tie.0.0].push(at);
        of_document[found.tie.0.1].push(at);
    }
    let subject = |at: usize| story.subjects[story.documents[at]];
    let news = |found: &Measured| are_news(subject(found.tie.0.0), subject(found.tie.0.1));
    let may_be = |found: &Measured| found.is_one_block() || news(found);
    let mut own: Vec<bool> = measured.iter().map(|found| may_be(found) && found.is_passage()).collect();
    let tied: FxHashSet<(usize, usize)> = ties.iter().filter(|tie| tie.1 >= PLAIN).map(|tie| tie.0).collect();
    for (main, lesser) in main_parents(&measured, &of_document, &tied) {
        own[main] = false;
        lesser.into_iter().for_each(|at| own[at] = true);
    }
    let apart: FxHashSet<(usize, usize)> = (0..own.len()).filter(|&at| own[at]).map(|at| measured[at].tie.0).collect();
    let is_apart = |found: &&Measured| {
        apart.contains(&found.tie.0) || may_be(found) && inherited(found, &measured, &of_document, &apart)
    };
    let out: Vec<Tie> = measured.iter().filter(is_apart).map(|found| found.tie).collect();
    ties.retain(|tie| out.binary_search_by_key(&tie.0, |o| o.0).is_err());
    out
}

/// Measures the ties of texts in one language that share much to the word; ties stay in order.
fn measure(story: &StoryView<'_>, profiles: &[Profile], ties: &[Tie]) -> Vec<Measured> {
    let subject = |at: usize| story.subjects[story.documents[at]];
    let mut runs: FxHashMap<usize, Vec<Sentence>> = FxHashMap::default();
    let mut out = Vec::new();
    for &tie in ties.iter().filter(|tie| tie.1 >= PLAIN) {
        let (i, j) = tie.0;
        let (a, b) = (&profiles[i], &profiles[j]);
        let both = shared(&a.runs[RUN - 1], &b.runs[RUN - 1]) as f64;
        if both > PLAINLY_ONE * a.runs[RUN - 1].len().max(b.runs[RUN - 1].len()) as f64 {
            out.push(Measured { tie, parts: [Part::whole(), Part::whole()] });
            continue;
        }
        if subject(i).analysis.lang != subject(j).analysis.lang || !taken_over(&a.narration, &b.narration) {
            continue;
        }
        let mut part = |of: usize, other: &Profile| {
            let sentences = runs.entry(of).or_insert_with(|| sentences(subject(of)));
            part(sentences, &other.runs[RUN - 1])
        };
        out.push(Measured { tie, parts: [part(i, b), part(j, a)] });
    }
    out
}

/// A sentence as its words and its runs.
struct Sentence {
    words: usize,
    runs: Vec<u64>,
}

fn sentences(subject: Subject<'_>) -> Vec<Sentence> {
    let read = |span: &vorlage_model::Span| {
        let words: Vec<u64> = vorlage_text::words(span.of(&subject.document.text)).iter().map(|w| w.hash).collect();
        Sentence { words: words.len(), runs: words.windows(RUN).map(run).collect() }
    };
    subject.analysis.sentences.iter().map(read).collect()
}

/// What a text shares with another that holds these runs, sorted.
fn part(of: &[Sentence], held: &[u64]) -> Part {
    let words: usize = of.iter().map(|s| s.words).sum();
    let (mut taken, mut rest, mut rest_held, mut before) = (0, 0, 0, false);
    let mut out = Part::default();
    for (at, sentence) in of.iter().filter(|s| s.words >= LEAST_WORDS).enumerate() {
        let found = sentence.runs.iter().filter(|r| held.binary_search(r).is_ok()).count();
        let stands = found as f64 >= STANDS * sentence.runs.len() as f64;
        if stands {
            taken += sentence.words;
            out.sentences.push((at, sentence.words));
            out.blocks += usize::from(!before);
            out.opens |= at == 0;
        } else {
            rest += sentence.runs.len();
            rest_held += found;
        }
        before = stands;
        out.of += sentence.words;
    }
    out.share = taken as f64 / words.max(1) as f64;
    out.rest = rest_held as f64 / rest.max(1) as f64;
    out
}

/// The ties by which texts that have no narration of their own belong to a family, the greatest of each; with them the lesser ties of
/// these texts, to what is not tied to the main parent.
fn main_parents(
    measured: &[Measured],
    of_document: &[Vec<usize>],
    tied: &FxHashSet<(usize, usize)>,
) -> Vec<(usize, Vec<usize>)> {
    let main = |(document, ties): (usize, &Vec<usize>)| {
        let part = |at: usize| measured[at].part(document);
        let given: BTreeSet<(usize, usize)> = ties.iter().flat_map(|&at| part(at).sentences.iter().copied()).collect();
        let most = ties.iter().copied().min_by(|&x, &y| part(y).share.total_cmp(&part(x).share).then(x.cmp(&y)))?;
        let words: usize = given.iter().map(|sentence| sentence.1).sum();
        let patched = words as f64 >= (1.0 - NO_OWN) * part(most).of as f64;
        let other = |at: usize| measured[at].other(document);
        let apart = |at: usize| !tied.contains(&(other(at).min(other(most)), other(at).max(other(most))));
        let both = |at: usize| part(at).sentences.iter().filter(|s| part(most).sentences.contains(s)).count();
        let beside = |at: usize| part(most).blocks > 0 && both(at) * OVERLAP <= part(at).sentences.len();
        let stranger = |&at: &usize| at != most && apart(at) && beside(at);
        patched.then(|| (most, ties.iter().copied().filter(stranger).collect()))
    };
    of_document.iter().enumerate().filter_map(main).collect()
}

/// Tells whether one of two texts has a nearer relative that shares a passage, and nothing else, with the other.
fn inherited(
    found: &Measured,
    measured: &[Measured],
    of_document: &[Vec<usize>],
    apart: &FxHashSet<(usize, usize)>,
) -> bool {
    let (i, j) = found.tie.0;
    !found.open_alike()
        && [(i, j), (j, i)].into_iter().any(|(of, other)| {
            of_document[of].iter().map(|&at| &measured[at]).any(|near| {
                let relative = near.other(of);
                apart.contains(&(relative.min(other), relative.max(other)))
                    && !apart.contains(&near.tie.0)
                    && near.part(of).share >= found.part(of).share + BETTER
            })
        })
}

/// The passages between families, each with the family that gave it: of each text that took one over, the tie that is surest.
pub(super) fn passages(apart: &[Tie], families: &[Vec<usize>], profiles: &[Profile]) -> Vec<Passage> {
    let n = profiles.len();
    let mut family: Vec<usize> = (0..n).map(|at| families.len() + at).collect();
    for (f, members) in families.iter().enumerate() {
        members.iter().for_each(|&m| family[m] = f);
    }
    let size = |f: usize| families.get(f).map_or(1, Vec::len);
    let mut between: FxHashMap<(usize, usize), Vec<Tie>> = FxHashMap::default();
    for &((i, j), copied) in apart.iter().filter(|tie| family[tie.0.0] != family[tie.0.1]) {
        let tie = if family[i] < family[j] { ((i, j), copied) } else { ((j, i), copied) };
        between.entry((family[i].min(family[j]), family[i].max(family[j]))).or_default().push(tie);
    }
    let mut between: Vec<_> = between.into_iter().collect();
    between.sort_unstable_by_key(|(families, _)| *families);
    let mut out = Vec::new();
    for ((f, g), ties) in between {
        let holders = |side: fn(&Tie) -> usize| {
            let mut all: Vec<usize> = ties.iter().map(side).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let (of_f, of_g) = (holders(|t| t.0.0), holders(|t| t.0.1));
        // Shares of each family that hold the passage, over one denominator.
        let (more_f, more_g) = (of_f.len() * size(g), of_g.len() * size(f));
        let takers = if more_f <= more_g { of_f } else { of_g };
        for taker in takers {
            let other = |t: &Tie| if t.0.0 == taker { t.0.1 } else { t.0.0 };
            let common = |t: &Tie| shared(&profiles[taker].runs[RUN - 1], &profiles[other(t)].runs[RUN - 1]);
            let best =
                ties.iter().filter(|t| t.0.0 == taker || t.0.1 == taker).min_by_key(|t| (Reverse(common(t)), other(t)));
            out.extend(best.map(|t| Passage { giver: other(t), taker, open: more_f == more_g, copied: t.1 }));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::profile::tests::read;
    use super::*;
    use crate::{Background, Weights, decisions::Bound};
    use vorlage_model::{Analysis, Document};

    const FERRY: [&str; 6] = [
        "The car ferry Aurora sank off Lemnos before dawn with sixty passengers aboard.",
        "\"We heard the hull tear,\" said Maria Kostas, a nurse who was travelling home.",
        "Divers from the coast guard found nine people alive inside the flooded hull.",
        "The harbour master blamed a broken rudder and thick morning fog.",
        "Relatives waited on the quay through the night with candles and blankets.",
        "The owner of the line promised to pay for every funeral in full.",
    ];
    const BAKERS: [&str; 6] = [
        "Bakers in Thessaloniki walked out on Monday over the price of flour.",
        "\"We cannot sell bread below what it costs us,\" said Yannis Petrou of their guild.",
        "Supermarkets limited each customer to two loaves and a bag of rolls.",
        "The ministry called both sides to talks and offered a loan for mills.",
        "Farmers on the plain say that drought has halved this summer's harvest.",
        "Schools will hand out rice instead of sandwiches until the strike is over.",
    ];

    /// The pairs of texts that only a passage ties, all that share anything being sure before.
    fn check(texts: &[String], expected: &[(usize, usize)]) {
        let held: Vec<(Document, Analysis)> = texts.iter().map(|t| read(t)).collect();
        let subjects: Vec<Subject<'_>> = held.iter().map(|(d, a)| Subject::new(d, a)).collect();
        let documents: Vec<usize> = (0..texts.len()).collect();
        let background = Background::shipped();
        let story = StoryView {
            subjects: &subjects,
            documents: &documents,
            pairs: &[],
            background: &background,
            weights: &Weights::COMMITTED,
            decisions: &Bound::default(),
        };
        let profiles: Vec<Profile> = subjects.iter().map(|&s| Profile::new(s)).collect();
        let pairs = documents.iter().flat_map(|&i| (i + 1..texts.len()).map(move |j| (i, j)));
        let sure =
            |(i, j): (usize, usize)| f64::from(u8::from(taken_over(&profiles[i].narration, &profiles[j].narration)));
        let mut ties: Vec<Tie> = pairs.map(|pair| (pair, sure(pair))).collect();
        let all = ties.len();
        let apart = set_apart(&story, &profiles, &mut ties);
        assert_eq!(apart.iter().map(|t| t.0).collect::<Vec<_>>(), expected);
        assert_eq!(ties.len() + apart.len(), all);
    }

    fn text(sentences: &[&str]) -> String {
        sentences.join("\n")
    }

    fn patched() -> String {
        text(&[&FERRY[..3], &BAKERS[2..4], &FERRY[3..]].concat())
    }

    #[test]
    fn a_pasted_passage_ties_no_families() {
        check(&[text(&FERRY), patched(), text(&BAKERS)], &[(1, 2)]);
    }

    #[test]
    fn a_copy_that_kept_most_of_the_passage_belongs_to_its_own_family() {
        let cut = text(&[&FERRY[2..3], &BAKERS[2..4], &FERRY[3..4]].concat());
        check(&[text(&FERRY), patched(), text(&BAKERS), cut], &[(1, 2), (2, 3)]);
    }

    #[test]
    fn a_text_cut_to_its_beginning_or_held_whole_is_of_the_family() {
        check(&[text(&FERRY), text(&FERRY[..2])], &[]);
        check(&[text(&FERRY), text(&[&BAKERS[..], &FERRY[2..4]].concat()), text(&FERRY[2..4])], &[(0, 1)]);
    }

    #[test]
    fn a_text_of_two_halves_stays_with_the_greater() {
        let halves = text(&[&FERRY[2..5], &BAKERS[2..5]].concat());
        check(&[text(&FERRY), halves, text(&BAKERS)], &[(0, 1)]);
    }

    #[test]
    fn the_family_in_which_fewer_hold_a_passage_took_it() {
        let texts = [text(&FERRY), patched(), text(&BAKERS)];
        let held: Vec<(Document, Analysis)> = texts.iter().map(|t| read(t)).collect();
        let profiles: Vec<Profile> = held.iter().map(|(d, a)| Profile::new(Subject::new(d, a))).collect();
        let found = passages(&[((1, 2), 0.9)], &[vec![0, 1]], &profiles);
        assert_eq!(found, [Passage { giver: 2, taker: 1, open: false, copied: 0.9 }]);
    }
}
