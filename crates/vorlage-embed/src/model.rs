//! An open model: texts in, vectors out.

use crate::ModelError;
use crate::about::{About, Shape};
use crate::encoder::{Encoder, Workspace, floats};
use crate::file::{Bytes, Container, Hash};
use crate::kernels::Instructions;
use crate::layout;
use crate::means::{self, Means};
use crate::quant::unpack_row;
use crate::table::Table;
use crate::tokens::{Normaliser, Tokenizer, Trie, WORD, worst_score};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use vorlage_model::Lang;

/// Tokens of a batch: enough that a matrix is read once for many, few enough that what is worked on stays in the caches.
const BATCH_TOKENS: usize = 512;
/// Texts that are tokenised and encoded before more are looked at; bounds memory, changes no vector.
const TEXTS_TOGETHER: usize = 4096;

/// The frequency at which a token weighs half in a static vector: of 3e-6 to 1e-4, the best on half 0 of `translation/ntrex`.
/// **Source:** Arora et al., "A simple but tough-to-beat baseline", 2017.
const SMOOTH: f32 = 3e-5;
/// Scores below this weigh as this one does: fully.
const LEAST_SCORE: f32 = -40.0;

/// A sentence model, ready to use. Opening costs milliseconds: the file is mapped and read as it is used.
#[derive(Debug)]
pub struct Model {
    container: Container,
    about: About,
    normaliser: Normaliser,
    means: Means,
    table: Option<Table>,
    worst: f64,
    parts: Parts,
    prefix: Vec<u32>,
    instructions: Instructions,
}

/// Where the sections lie.
#[derive(Debug)]
struct Parts {
    trie: Range<usize>,
    scores: Range<usize>,
    words: Range<usize>,
    floats: Range<usize>,
    packed: Range<usize>,
    sums: Range<usize>,
}

/// Vectors of as many numbers each, one after the other.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Vectors {
    /// Numbers of a vector.
    pub dimensions: usize,
    /// All numbers.
    pub numbers: Vec<f32>,
}

impl Vectors {
    /// The vectors in order.
    pub fn rows(&self) -> std::slice::ChunksExact<'_, f32> {
        self.numbers.chunks_exact(self.dimensions.max(1))
    }

    /// One vector.
    #[must_use]
    pub fn row(&self, at: usize) -> &[f32] {
        &self.numbers[at * self.dimensions..][..self.dimensions]
    }

    /// Brings every vector to length 1; zeros stay.
    pub fn bring_to_length_one(&mut self) {
        self.numbers.chunks_exact_mut(self.dimensions.max(1)).for_each(floats::unit);
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len() / self.dimensions.max(1)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }
}

impl Model {
    /// Opens a model file.
    pub fn open(path: &Path) -> Result<Self, ModelError> {
        Self::of(Container::open(path)?)
    }

    /// Opens a model file's bytes; `place` names them in errors.
    pub fn from_bytes(bytes: &[u8], place: &str) -> Result<Self, ModelError> {
        Self::of(Container::read(Bytes::copied(bytes), place.to_owned())?)
    }

    fn of(container: Container) -> Result<Self, ModelError> {
        let damaged = |part: &str, reason: &str| ModelError::damaged(container.place(), part, reason);
        let about: About = serde_json::from_slice(container.bytes(&container.needed("about")?))
            .map_err(|e| damaged("about", &e.to_string()))?;
        if let Some(reason) = about.shape.refused() {
            return Err(damaged("about", reason));
        }
        let parts = Parts::find(&container, &about)?;
        let normaliser = Normaliser::read(container.numbers(&container.needed("normaliser")?))
            .ok_or_else(|| damaged("normaliser", "is not whole"))?;
        let means = match container.range("means") {
            None => Means::none(about.shape.hidden),
            Some(range) => Means::read(container.bytes(&range), about.shape.hidden)
                .ok_or_else(|| damaged("means", "is not whole"))?,
        };
        let table = match container.range("static") {
            None => None,
            Some(range) => {
                let table = Table::read(container.bytes(&range), about.shape.hidden, about.shape.words);
                Some(table.ok_or_else(|| damaged("static", "is not whole"))?)
            }
        };
        let worst = worst_score(container.numbers(&parts.scores));
        let mut model = Self {
            container,
            about,
            normaliser,
            means,
            table,
            worst,
            parts,
            prefix: Vec::new(),
            instructions: Instructions::best(),
        };
        let mut prefix = vec![model.about.control.begin];
        model.tokenizer().tokens(&model.about.prefix, model.about.shape.positions / 2, &mut prefix);
        model.prefix = prefix;
        Ok(model)
    }

    /// Works with other instructions than the best that the processor has; changes no vector.
    #[must_use]
    pub fn with_instructions(mut self, instructions: Instructions) -> Self {
        self.instructions = instructions;
        self
    }

    /// What the model is.
    #[must_use]
    pub fn about(&self) -> &About {
        &self.about
    }

    /// The means that vectors are centred by.
    #[must_use]
    pub fn means(&self) -> &Means {
        &self.means
    }

    /// The model's identity, by which cached vectors know it.
    #[must_use]
    pub fn identity(&self) -> Hash {
        self.container.identity()
    }

    /// Names and lengths of the file's sections.
    pub fn sections(&self) -> impl Iterator<Item = (&str, usize)> {
        self.container.sections()
    }

    /// Reads the whole file and compares digests.
    pub fn verify(&self) -> Result<(), ModelError> {
        self.container.verify()
    }

    /// Token numbers of a text, without prefix and control tokens; at most `most`.
    #[must_use]
    pub fn tokens(&self, text: &str, most: usize) -> Vec<u32> {
        let mut out = Vec::new();
        self.tokenizer().tokens(text, most, &mut out);
        out
    }

    /// The vectors of texts, each of length 1, in the same order. Of a long text, the first tokens that the model has positions for.
    #[must_use]
    pub fn embed<T: AsRef<str> + Sync>(&self, texts: &[T]) -> Vectors {
        let h = self.about.shape.hidden;
        let mut numbers = Vec::with_capacity(texts.len() * h);
        let encoder = self.encoder();
        for texts in texts.chunks(TEXTS_TOGETHER) {
            let sentences: Vec<Vec<u32>> = texts.par_iter().map(|text| self.sentence(text.as_ref())).collect();
            let encoded: Vec<Vec<f32>> = batches(&sentences)
                .into_par_iter()
                .map_init(Workspace::default, |workspace, batch| {
                    let vectors = encode(&encoder, batch, workspace);
                    // Rows of words lie far apart: without this, most of them stay in memory by and by.
                    self.container.release(&self.parts.words);
                    vectors
                })
                .collect();
            numbers.extend(encoded.into_iter().flatten());
        }
        Vectors { dimensions: h, numbers }
    }

    /// Vectors of texts without the encoder, to find candidates with: far faster, and less good. Of length 1, in the same order; zeros
    /// where no token of a text is known.
    ///
    /// A vector is the weighted sum of the rows of its words, and beside it, where the model has a static table, that of the table's
    /// rows. From each the mean of the texts of the same language is taken, so that the texts to be compared must be given together.
    #[must_use]
    pub fn static_vectors<T: AsRef<str> + Sync>(&self, texts: &[T], languages: &[Option<Lang>]) -> Vectors {
        let hidden = self.about.shape.hidden;
        let dimensions = hidden * (1 + usize::from(self.table.is_some()));
        let mut numbers = vec![0.0; texts.len() * dimensions];
        numbers
            .par_chunks_exact_mut(dimensions)
            .zip(texts)
            .for_each(|(out, text)| self.static_vector(text.as_ref(), out));
        self.container.release(&self.parts.words);
        let mut vectors = Vectors { dimensions, numbers };
        means::centre_together(&mut vectors, hidden, languages);
        vectors
    }

    /// Adds up the rows of a text's tokens; each part is brought to length 1.
    fn static_vector(&self, text: &str, out: &mut [f32]) {
        let Shape { hidden, positions, .. } = self.about.shape;
        let (words, bytes) = (self.container.bytes(&self.parts.words), self.about.rows.row_bytes(hidden));
        let section = self.container.range("static").map(|range| self.container.bytes(&range)).unwrap_or_default();
        let mut row = vec![0.0; hidden];
        let (own, learned) = out.split_at_mut(hidden);
        for token in self.tokens(text, positions) {
            let weight = self.weight(token);
            unpack_row(&words[token as usize * bytes..][..bytes], self.about.rows, &mut row);
            own.iter_mut().zip(&row).for_each(|(own, row)| *own += weight * row);
            if let Some(table) = &self.table {
                table.add(section, token, weight, learned);
            }
        }
        floats::unit(own);
        floats::unit(learned);
    }

    /// How much a token weighs in a sum, 0..1: less the more frequent it is, by its score, which is the logarithm of its frequency.
    pub(crate) fn weight(&self, token: u32) -> f32 {
        let scores: &[f32] = self.container.numbers(&self.parts.scores);
        let frequency = scores.get(token as usize).map_or(0.0, |&score| floats::exp(score.clamp(LEAST_SCORE, 0.0)));
        SMOOTH / (SMOOTH + frequency)
    }

    /// The texts of the vocabulary, without what marks the beginning of a word, each with its tokens.
    pub(crate) fn words(&self) -> BTreeMap<String, Vec<u32>> {
        let mut words: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (piece, token) in Trie::new(self.container.numbers(&self.parts.trie)).strings() {
            let word = String::from_utf8_lossy(&piece).replace(WORD, "");
            if !word.is_empty() && (token as usize) < self.about.shape.words {
                words.entry(word).or_default().push(token);
            }
        }
        words
    }

    /// Tokens that have a row in the static table.
    #[must_use]
    pub fn static_types(&self) -> usize {
        self.table.as_ref().map_or(0, Table::len)
    }

    /// The tokens that stand for a text: begin, prefix, text, end.
    fn sentence(&self, text: &str) -> Vec<u32> {
        let mut out = self.prefix.clone();
        self.tokenizer().tokens(text, self.about.shape.positions - 1 - out.len(), &mut out);
        out.push(self.about.control.end);
        out
    }

    fn tokenizer(&self) -> Tokenizer<'_> {
        let numbers = &self.container;
        let trie = Trie::new(numbers.numbers(&self.parts.trie));
        let unknown = self.about.control.unknown;
        Tokenizer::new(trie, numbers.numbers(&self.parts.scores), &self.normaliser, unknown, self.worst)
    }

    fn encoder(&self) -> Encoder<'_> {
        let (shape, parts, container) = (self.about.shape, &self.parts, &self.container);
        let weights = layout::cut(
            &shape,
            container.numbers(&parts.floats),
            container.numbers(&parts.packed),
            container.numbers(&parts.sums),
        );
        let rows = container.bytes(&parts.words);
        Encoder { shape, weights, rows, format: self.about.rows, instructions: self.instructions }
    }
}

impl Parts {
    /// Finds the sections and checks that each has the length that the shape asks for.
    fn find(container: &Container, about: &About) -> Result<Self, ModelError> {
        let (shape, control) = (&about.shape, &about.control);
        let sized = |name: &str, length: Option<usize>, unit: usize| {
            let range = container.needed(name)?;
            if range.len() % unit != 0 || length.is_some_and(|l| l * unit != range.len()) {
                return Err(ModelError::damaged(
                    container.place(),
                    name,
                    "does not have the length that the shape asks for",
                ));
            }
            Ok(range)
        };
        let (floats, packed, sums) = layout::lengths(shape);
        let scores = sized("scores", None, 4)?;
        let words = shape.words;
        if scores.len() / 4 > words
            || [control.begin, control.end, control.unknown].iter().any(|&t| t as usize >= words)
        {
            return Err(ModelError::damaged(container.place(), "scores", "name words that have no vector"));
        }
        Ok(Self {
            trie: sized("trie", None, 8)?,
            scores,
            words: sized("words", Some(words * about.rows.row_bytes(shape.hidden)), 1)?,
            floats: sized("floats", Some(floats), 4)?,
            packed: sized("packed", Some(packed), 1)?,
            sums: sized("sums", Some(sums), 4)?,
        })
    }
}

/// Cuts sentences into runs of at most [`BATCH_TOKENS`] tokens; a longer sentence is a run of its own.
fn batches(sentences: &[Vec<u32>]) -> Vec<&[Vec<u32>]> {
    let mut out = Vec::new();
    let (mut first, mut tokens) = (0, 0);
    for (at, sentence) in sentences.iter().enumerate() {
        if tokens + sentence.len() > BATCH_TOKENS && at > first {
            out.push(&sentences[first..at]);
            (first, tokens) = (at, 0);
        }
        tokens += sentence.len();
    }
    out.extend((first < sentences.len()).then(|| &sentences[first..]));
    out
}

fn encode(encoder: &Encoder<'_>, sentences: &[Vec<u32>], workspace: &mut Workspace) -> Vec<f32> {
    let sentences: Vec<&[u32]> = sentences.iter().map(Vec::as_slice).collect();
    let mut out = vec![0.0; sentences.len() * encoder.shape.hidden];
    encoder.encode(&sentences, workspace, &mut out);
    out
}
