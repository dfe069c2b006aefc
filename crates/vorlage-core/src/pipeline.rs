//! The stages from top to bottom.
//!
//! ```text
//! Document --residue--> --claims--> --agency-->                      per document
//!     candidates --> stories                                         corpus
//!         derive (with align) --> stemma --> origins --> ledger      per story
//! ```

use crate::{
    Background, Knowledge, StoryView, Subject, Weights, agency, candidates, claims,
    decisions::{self, Bound},
    derive, ledger, meaning, residue,
    sets::{find, join, singles},
    stemma, stories,
};
use rayon::prelude::*;
use std::collections::BTreeMap;
use vorlage_model::{
    Agency, Analysis, Counts, Credit, Document, DocumentIndex, LedgerRow, Note, Pair, Span, Stemma, Story, Trace,
    Traced,
};

/// Learns how far a run is; called from several threads.
pub trait Watch: Sync {
    /// `done` of `of` steps of a stage are complete.
    fn step(&self, stage: &'static str, done: usize, of: usize);
}

/// A watch that does not look.
impl Watch for () {
    fn step(&self, _stage: &'static str, _done: usize, _of: usize) {}
}

/// Traces documents to stories, families of copies, independent origins and ledgers.
///
/// The answer depends on the set of documents alone, not on their order or the number of threads. Ids must be unique, which
/// reading guarantees; of two documents with one id the later is dropped with a note.
#[must_use]
pub fn trace(mut documents: Vec<Document>, knowledge: Knowledge<'_>, watch: &dyn Watch) -> Trace {
    let mut notes = Vec::new();
    documents.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| a.text.cmp(&b.text)));
    documents.dedup_by(|later, kept| later.id == kept.id && note_twin(later, &mut notes));
    let analyses = analyse_all(&documents, knowledge.background, watch);
    let subjects: Vec<Subject<'_>> =
        documents.iter().zip(&analyses).map(|(document, analysis)| Subject::new(document, analysis)).collect();
    let bound = decisions::bind(&documents, knowledge.decisions, &mut notes);
    watch.step("candidates", 0, 1);
    let mut candidates = candidates::find(&subjects, knowledge.background);
    watch.step("stories", 0, 1);
    let groups = joined(&subjects, &mut candidates, knowledge);
    let groups = bound.joined(groups, documents.len());
    let groups = parted(&subjects, &candidates, groups, knowledge, &bound);
    let pairs_of = pairs_by_group(&groups, candidates.pairs, documents.len());
    let told = tell_all(&subjects, &groups, &pairs_of, knowledge, &bound, watch);
    notes.extend(told.iter().flat_map(|t| t.notes.iter().cloned()));
    let not_measured = not_measured(knowledge);
    Trace { notes, not_measured, ..assemble(documents, analyses, groups, told) }
}

/// Parts the stories that hold documents of which people said that they tell of two events.
fn parted(
    subjects: &[Subject<'_>],
    candidates: &candidates::Candidates,
    groups: Vec<Vec<DocumentIndex>>,
    knowledge: Knowledge<'_>,
    bound: &Bound,
) -> Vec<Vec<DocumentIndex>> {
    let (torn, mut whole): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| bound.parts(group));
    if torn.is_empty() {
        return whole;
    }
    let pairs_of = pairs_by_group(&torn, candidates.pairs.clone(), subjects.len());
    let told = tell_all(subjects, &torn, &pairs_of, knowledge, bound, &());
    let likeness = |a, b| stories::likeness(candidates, a, b);
    let parts = |(group, told): (_, Told)| decisions::part(group, &told.stemma, bound, &likeness);
    whole.extend(torn.into_iter().zip(told).flat_map(parts));
    whole.sort_unstable();
    whole
}

/// What could not be measured, in words for the user.
fn not_measured(knowledge: Knowledge<'_>) -> Vec<String> {
    match knowledge.model {
        Some(_) => Vec::new(),
        None => {
            vec!["no sentence model: translations and free rewrites are found by names and figures alone".to_owned()]
        }
    }
}

/// Finds what one document says, without looking at any other.
#[must_use]
pub fn analyse(document: &Document, background: &Background) -> Analysis {
    let lang = vorlage_text::detect(&document.text).or(document.lang);
    let furniture = residue::find(document, lang);
    let sentences = sentences_of_article(&document.text, lang, &furniture);
    let claims = claims::find(&document.text, lang, &sentences);
    let credits = agency::credits(document, lang, &furniture.residue);
    let mut analysis = Analysis {
        lang,
        agencies: agency::attribute(&credits),
        residue: furniture.residue,
        sentences,
        names: claims.names,
        quotes: claims.quotes,
        figures: claims.figures,
        credits,
        authors: furniture.authors,
        dateline: furniture.dateline,
        title: furniture.title,
        ..Analysis::default()
    };
    analysis.shows = derive::alone(document, &analysis, background);
    analysis
}

/// Sentences between residue spans.
fn sentences_of_article(text: &str, lang: Option<vorlage_model::Lang>, furniture: &residue::Furniture) -> Vec<Span> {
    let mut out = Vec::new();
    let layout = vorlage_text::Layout::of(text);
    for part in residue::article_spans(text, &furniture.residue) {
        let shift = part.begin as usize;
        let found = vorlage_text::sentences_laid(part.of(text), lang, layout);
        out.extend(found.iter().map(|s| Span::new(s.begin as usize + shift, s.end as usize + shift)));
    }
    out
}

fn analyse_all(documents: &[Document], background: &Background, watch: &dyn Watch) -> Vec<Analysis> {
    let done = std::sync::atomic::AtomicUsize::new(0);
    documents
        .par_iter()
        .map(|document| {
            let analysis = analyse(document, background);
            let done = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
            watch.step("documents", done, documents.len());
            analysis
        })
        .collect()
}

/// Says that a document was dropped because another has its id.
fn note_twin(later: &Document, notes: &mut Vec<Note>) -> bool {
    notes.push(Note { place: later.id.clone(), text: "a second document of this id was left out".to_owned() });
    true
}

/// Groups documents into stories, and joins stories whose documents are copies across them, in one language or in two, or that tell
/// of one event in two.
fn joined(
    subjects: &[Subject<'_>],
    candidates: &mut candidates::Candidates,
    knowledge: Knowledge<'_>,
) -> Vec<Vec<DocumentIndex>> {
    let groups = stories::group(candidates, knowledge.model.is_some());
    let group_of = stories::group_of(&groups, subjects.len());
    let by_words: Vec<Pair> = candidates.pairs.iter().filter(|p| group_of[p.a] != group_of[p.b]).cloned().collect();
    let mut found = confidences(subjects, &by_words, knowledge.weights);
    let mut told = Vec::new();
    if let Some(model) = knowledge.model {
        let lang = |d: DocumentIndex| subjects[d].analysis.lang;
        let mut by_meaning = candidates::by_meaning(subjects, candidates, &group_of, model.model());
        by_meaning.extend(by_words.into_iter().filter(|p| lang(p.a) != lang(p.b)));
        for batch in batches(&by_meaning, |p| sentences(subjects, &[p.a, p.b])) {
            let documents: Vec<DocumentIndex> = batch.iter().flat_map(|p| [p.a, p.b]).collect();
            let vectors = meaning::vectors(subjects, documents, knowledge.model);
            let subjects = meaning::with_vectors(subjects, &vectors);
            found.extend(confidences(&subjects, batch, knowledge.weights));
            told.extend(derive::told_across(&subjects, batch));
        }
        candidates.add(by_meaning);
    }
    // A pair that both words and meaning offered counts once.
    found.sort_by(|x, y| (x.0, x.1).cmp(&(y.0, y.1)).then(y.2.total_cmp(&x.2)));
    found.dedup_by_key(|f| (f.0, f.1));
    stories::join_copies(groups, candidates, &found, &told)
}

/// Pairs with the confidence that they are copies.
fn confidences(
    subjects: &[Subject<'_>],
    pairs: &[Pair],
    weights: &Weights,
) -> Vec<(DocumentIndex, DocumentIndex, f64)> {
    let pairs: Vec<(DocumentIndex, DocumentIndex)> = pairs.iter().map(|p| (p.a, p.b)).collect();
    let confidence = derive::copied_across(subjects, &pairs, weights);
    pairs.into_iter().zip(confidence).map(|((a, b), confidence)| (a, b, confidence)).collect()
}

/// Sentences whose vectors are held at a time: 50 MB of them.
const HELD_SENTENCES: usize = 32_768;

/// Cuts items into batches of at most [`HELD_SENTENCES`], or of one item.
fn batches<T>(items: &[T], sentences: impl Fn(&T) -> usize) -> Vec<&[T]> {
    let (mut out, mut begin, mut held) = (Vec::new(), 0, 0);
    for (at, item) in items.iter().enumerate() {
        let own = sentences(item);
        if held + own > HELD_SENTENCES && at > begin {
            out.push(&items[begin..at]);
            (begin, held) = (at, 0);
        }
        held += own;
    }
    out.push(&items[begin..]);
    out
}

/// Sentences of documents.
fn sentences(subjects: &[Subject<'_>], documents: &[DocumentIndex]) -> usize {
    documents.iter().map(|&d| subjects[d].analysis.sentences.len()).sum()
}

/// Performs the per-story stages of all stories.
fn tell_all(
    subjects: &[Subject<'_>],
    groups: &[Vec<DocumentIndex>],
    pairs_of: &[Vec<Pair>],
    knowledge: Knowledge<'_>,
    decisions: &Bound,
    watch: &dyn Watch,
) -> Vec<Told> {
    let Knowledge { background, weights, .. } = knowledge;
    let mut told = Vec::new();
    for batch in batches(groups, |group| sentences(subjects, group)) {
        watch.step("families", told.len(), groups.len());
        let shared = batch.iter().filter(|group| group.len() > 1).flatten().copied().collect();
        let vectors = meaning::vectors(subjects, shared, knowledge.model);
        let subjects = &meaning::with_vectors(subjects, &vectors);
        let pairs = &pairs_of[told.len()..][..batch.len()];
        let views = batch.par_iter().zip(pairs);
        let tell_one = |(group, pairs): (&Vec<_>, &Vec<_>)| {
            tell(&StoryView { subjects, documents: group, pairs, background, weights, decisions })
        };
        let of_batch: Vec<Told> = views.map(tell_one).collect();
        told.extend(of_batch);
    }
    told
}

/// Sorts pairs to the story that both their documents belong to; pairs across stories are dropped.
fn pairs_by_group(groups: &[Vec<DocumentIndex>], pairs: Vec<Pair>, documents: usize) -> Vec<Vec<Pair>> {
    let group_of = stories::group_of(groups, documents);
    let mut out = vec![Vec::new(); groups.len()];
    for pair in pairs {
        if group_of[pair.a] == group_of[pair.b] {
            out[group_of[pair.a]].push(pair);
        }
    }
    out
}

/// What the per-story stages say of one story.
struct Told {
    stemma: Stemma,
    ledger: Vec<LedgerRow>,
    /// What people decided that no edge or row shows.
    decided: Vec<String>,
    notes: Vec<Note>,
}

/// Performs the per-story stages.
fn tell(story: &StoryView<'_>) -> Told {
    let mut stemma = stemma::grow(story, &derive::derive(story));
    attribute_origins(story, &mut stemma);
    let (ledger, notes) = ledger::keep(story, &stemma);
    Told { stemma, ledger, decided: story.decisions.unseen(story.documents), notes }
}

/// Names the agency of each origin from the marks of all its documents together, where they are sure.
fn attribute_origins(story: &StoryView<'_>, stemma: &mut Stemma) {
    for origin in &mut stemma.origins {
        let family = agencies_of_family(&origin.documents, |d| &story.subjects[d].analysis.credits);
        origin.agency = family.first().filter(|best| best.confidence >= agency::SURE).map(|best| best.id.clone());
        if let vorlage_model::NodeId::Lost(n) = origin.root {
            stemma.lost[n].agency.clone_from(&origin.agency);
        }
    }
}

/// Weighs the marks of all members of a family.
fn agencies_of_family<'a>(members: &[DocumentIndex], credits: impl Fn(DocumentIndex) -> &'a [Credit]) -> Vec<Agency> {
    let marks: Vec<Credit> = members.iter().flat_map(|&d| credits(d).iter().cloned()).collect();
    agency::attribute(&marks)
}

/// Puts the answer together.
fn assemble(
    documents: Vec<Document>,
    analyses: Vec<Analysis>,
    groups: Vec<Vec<DocumentIndex>>,
    told: Vec<Told>,
) -> Trace {
    let mut traced: Vec<Traced> = documents
        .into_iter()
        .zip(analyses)
        .map(|(document, analysis)| Traced {
            agencies: analysis.agencies.clone(),
            document: document.titled(&analysis),
            analysis,
            ..Traced::default()
        })
        .collect();
    let mut stories: Vec<Story> =
        groups.into_iter().zip(told).map(|(group, told)| story(&traced, group, told)).collect();
    stories.sort_by(|a, b| b.documents.len().cmp(&a.documents.len()).then_with(|| a.documents.cmp(&b.documents)));
    for (n, story) in stories.iter().enumerate() {
        for (o, origin) in story.stemma.origins.iter().enumerate() {
            let family = agencies_of_family(&origin.documents, |d| &traced[d].analysis.credits);
            for &document in &origin.documents {
                let own = &traced[document].analysis;
                traced[document].agencies = agency::inherit(&own.agencies, &own.credits, &family);
                traced[document].story = n;
                traced[document].origin = o;
            }
        }
    }
    Trace { documents: traced, stories, ..Trace::default() }
}

/// Puts one story together.
fn story(traced: &[Traced], documents: Vec<DocumentIndex>, told: Told) -> Story {
    let first = &traced[documents[0]];
    let days: Vec<&str> =
        documents.iter().filter_map(|&d| traced[d].document.published.as_ref()?.at.get(..10)).collect();
    let mut outlets: Vec<&str> =
        documents.iter().map(|&d| traced[d].document.outlet.as_deref().unwrap_or(&traced[d].document.id)).collect();
    outlets.sort_unstable();
    outlets.dedup();
    let origins = told.stemma.origins.len();
    Story {
        id: format!("story:{}", first.document.id),
        label: label(traced, &documents),
        from: days.iter().min().map(|&d| d.to_owned()),
        to: days.iter().max().map(|&d| d.to_owned()),
        counts: Counts {
            documents: documents.len(),
            publishers: outlets.len(),
            origins,
            origins_at_least: at_least(&told.stemma),
            origins_at_most: told.stemma.origins.iter().map(|o| o.at_most).sum(),
        },
        documents,
        stemma: told.stemma,
        ledger: told.ledger,
        decided: told.decided,
    }
}

/// Origins that are left if all of those that may be one are.
fn at_least(stemma: &Stemma) -> usize {
    let all = || stemma.origins.iter().enumerate();
    let origin: BTreeMap<DocumentIndex, usize> =
        all().flat_map(|(o, of)| of.documents.iter().map(move |&d| (d, o))).collect();
    let of = |d: DocumentIndex| origin.get(&d).copied();
    let mut top = singles(stemma.origins.len());
    for (one, other) in stemma.doubts.iter().filter_map(|doubt| Some((of(doubt.one)?, of(doubt.other)?))) {
        join(&mut top, one, other);
    }
    (0..top.len()).filter(|&origin| find(&mut top, origin) == origin).count()
}

/// Most characters of a label made from a sentence.
const LABEL_LENGTH: usize = 90;

/// A heading for a story: the first title among its documents, else the beginning of the first sentence.
fn label(traced: &[Traced], documents: &[DocumentIndex]) -> String {
    if let Some(title) = documents.iter().find_map(|&d| traced[d].document.title.as_deref()) {
        return title.trim().to_owned();
    }
    let sentence = |d: &DocumentIndex| traced[*d].analysis.sentences.first().map(|s| s.of(&traced[*d].document.text));
    let sentence = documents.iter().find_map(sentence).unwrap_or_default().trim();
    let mut label: String = sentence.chars().take(LABEL_LENGTH).collect();
    if label.len() < sentence.len() {
        label.truncate(label.rfind(' ').unwrap_or(label.len()));
        label.push('…');
    }
    label
}
