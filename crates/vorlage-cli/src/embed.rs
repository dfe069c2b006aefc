//! `vorlage embed`.

use crate::args::{Embed, EmbedFormat};
use crate::context::Context;
use crate::out;
use crate::vectors::{self, Row};
use rayon::prelude::*;
use vorlage_core::Background;
use vorlage_embed::{CachedModel, Vectors};
use vorlage_model::{Document, Lang, Span};
use vorlage_text::CodePoints;

/// Something with a vector of its own: a sentence, or with `--whole` a document. The place of its document, which of its sentences it is,
/// where it stands, its language.
struct Place {
    document: usize,
    number: usize,
    span: Span,
    lang: Option<Lang>,
}

/// Writes the vectors of the inputs' sentences, or of whole documents.
pub fn run(command: &Embed, context: &Context) -> anyhow::Result<u8> {
    let model = context.model()?;
    let cache = context.vector_cache(&model).filter(|_| !command.no_cache);
    let model = CachedModel::new(model, cache);
    let background = context.background()?;
    let batch = context.read(&command.io.inputs)?;
    let mut places: Vec<Place> =
        batch.documents.par_iter().enumerate().flat_map_iter(|(at, d)| sentences(at, d, &background)).collect();
    let mut vectors = embed(&model, &batch.documents, &places);
    if command.whole {
        (places, vectors) = whole(&places, &vectors, &batch.documents);
    }
    if command.centred {
        let rows = vectors.numbers.chunks_exact_mut(vectors.dimensions);
        rows.zip(&places).for_each(|(row, place)| model.model().means().centre(row, place.lang));
    }
    let output = command.io.output.as_deref();
    match command.format {
        EmbedFormat::Jsonl => out::json_lines(output, rows(&batch.documents, &places, &vectors)),
        EmbedFormat::Npy => out::to(output, |out| vectors::npy(&vectors, out)),
        EmbedFormat::Parquet => {
            let rows = rows(&batch.documents, &places, &vectors);
            out::to(output, |out| vectors::parquet(rows, vectors.dimensions, out))
        }
    }?;
    Ok(u8::from(batch.skipped))
}

/// The article's sentences of a document.
fn sentences(at: usize, document: &Document, background: &Background) -> Vec<Place> {
    let analysis = vorlage_core::analyse(document, background);
    let lang = analysis.lang;
    let numbered = analysis.sentences.into_iter().enumerate();
    numbered.map(|(number, span)| Place { document: at, number, span, lang }).collect()
}

/// The vectors of sentences, from earlier runs where they are kept.
fn embed(model: &CachedModel, documents: &[Document], places: &[Place]) -> Vectors {
    let texts: Vec<&str> = places.iter().map(|p| p.span.of(&documents[p.document].text)).collect();
    let vectors = model.embed(&texts);
    Context::keep_vectors(Some(model));
    vectors
}

/// One vector a document: the mean of its sentences, of length 1; zeros where it has none.
fn whole(places: &[Place], vectors: &Vectors, documents: &[Document]) -> (Vec<Place>, Vectors) {
    let dimensions = vectors.dimensions;
    let mut numbers = vec![0.0; documents.len() * dimensions];
    let place = |document: usize| {
        let lang = places.iter().find(|p| p.document == document).and_then(|p| p.lang);
        Place { document, number: 0, span: Span::new(0, documents[document].text.len()), lang }
    };
    for (place, vector) in places.iter().zip(vectors.rows()) {
        let sum = &mut numbers[place.document * dimensions..][..dimensions];
        sum.iter_mut().zip(vector).for_each(|(sum, x)| *sum += x);
    }
    let mut mean = Vectors { dimensions, numbers };
    mean.bring_to_length_one();
    ((0..documents.len()).map(place).collect(), mean)
}

/// The rows of a file, one a vector.
fn rows<'a>(documents: &'a [Document], places: &'a [Place], vectors: &'a Vectors) -> impl Iterator<Item = Row<'a>> {
    let points: Vec<CodePoints<'_>> = documents.iter().map(|d| CodePoints::new(&d.text)).collect();
    places.iter().zip(vectors.rows()).map(move |(place, vector)| {
        let document = &documents[place.document];
        let (span, text) = (points[place.document].span(place.span), place.span.of(&document.text));
        let lang = place.lang.map(|l| l.to_string());
        Row { document: &document.id, sentence: place.number, span, lang, text, vector }
    })
}
