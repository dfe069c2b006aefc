//! Vectors of the sentences of documents, where there is a sentence model.
//!
//! In: documents and the model. Out: a vector a sentence, centred by language, of length 1. The model is the slowest part of a run, so
//! only documents that have others beside them are asked for, each once a batch.

use crate::{MOST_SENTENCES, Subject};
use vorlage_embed::{CachedModel, Vectors};
use vorlage_model::{DocumentIndex, Lang};

/// Vectors of the sentences of documents, by document; none without a model.
#[must_use]
pub fn vectors(
    subjects: &[Subject<'_>],
    mut documents: Vec<DocumentIndex>,
    model: Option<&CachedModel>,
) -> Vec<(DocumentIndex, Vectors)> {
    let Some(model) = model else { return Vec::new() };
    documents.sort_unstable();
    documents.dedup();
    let count = |d: DocumentIndex| subjects[d].analysis.sentences.len().min(MOST_SENTENCES);
    let texts: Vec<&str> = documents.iter().flat_map(|&d| subjects[d].embedded_sentences()).collect();
    let languages: Vec<Option<Lang>> =
        documents.iter().flat_map(|&d| std::iter::repeat_n(subjects[d].analysis.lang, count(d))).collect();
    let all = model.centred(&texts, &languages);
    let mut rest = all.numbers.as_slice();
    let mut own = |d: DocumentIndex| {
        let (numbers, behind) = rest.split_at(count(d) * all.dimensions);
        rest = behind;
        (d, Vectors { dimensions: all.dimensions, numbers: numbers.to_vec() })
    };
    documents.iter().map(|&d| own(d)).collect()
}

/// Documents with the vectors that were made of some.
#[must_use]
pub fn with_vectors<'a>(subjects: &[Subject<'a>], vectors: &'a [(DocumentIndex, Vectors)]) -> Vec<Subject<'a>> {
    let mut out = subjects.to_vec();
    for (d, own) in vectors {
        out[*d].vectors = Some(own);
    }
    out
}
