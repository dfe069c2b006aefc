//! Do sentences find their translations? `retrieval MODEL SET`: SET is gzip JSON Lines of stories with sentence-aligned documents in
//! several languages; English is searched for by each other language.
//!
//! Prints for each language and half of the stories (by hash of their name): P@1 within documents by cosine of centred vectors, F1 of the
//! mutual bests whose margin passes a threshold (chosen on half 0), P@1 within the whole set, and R@20 of static vectors, as the
//! candidates of `score::candidates` and by cosine alone.

use rayon::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use vorlage_embed::{Model, Vectors, score};
use vorlage_model::Lang;
use xxhash_rust::xxh3::xxh3_64;

/// Candidates that are looked at for each sentence.
const CANDIDATES: usize = 20;

/// Sentences of one language in a half of the set, story after story.
#[derive(Default)]
struct Side {
    texts: Vec<String>,
    stories: Vec<std::ops::Range<usize>>,
}

/// What one language reaches in one half.
struct Row {
    name: String,
    inside: f64,
    /// Margins of the mutual bests, and whether they are right.
    pairs: Vec<(f32, bool)>,
    all: usize,
    whole: f64,
    table: f64,
    table_cosine: f64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let model = Model::open(Path::new(&arguments[1])).expect("the model opens");
    let halves = [0, 1].map(|half| measured(&model, &arguments[2], half));
    let mean_f1 = |threshold: f32| halves[0].iter().map(|row| f1(row, threshold)).sum::<f64>();
    let thresholds = (80..160).step_by(5).map(|t| t as f32 / 100.0);
    let threshold = thresholds.reduce(|a, b| if mean_f1(b) > mean_f1(a) { b } else { a }).unwrap_or(1.0);
    println!("margin.threshold {threshold:.2}");
    for row in halves.iter().flatten() {
        println!("{}.p1_document {:.4}", row.name, row.inside);
        println!("{}.f1_margin {:.4}", row.name, f1(row, threshold));
        println!("{}.p1_set {:.4}", row.name, row.whole);
        println!("{}.static_r20 {:.4}", row.name, row.table);
        println!("{}.static_r20_cosine {:.4}", row.name, row.table_cosine);
    }
    for (half, rows) in halves.iter().enumerate() {
        let mean = |of: fn(&Row) -> f64| rows.iter().map(of).sum::<f64>() / rows.len().max(1) as f64;
        println!("half{half}.mean.static_r20 {:.4}", mean(|row| row.table));
        println!("half{half}.mean.static_r20_cosine {:.4}", mean(|row| row.table_cosine));
    }
}

/// F1 of the pairs that pass a threshold.
fn f1(row: &Row, threshold: f32) -> f64 {
    let taken = row.pairs.iter().filter(|(margin, _)| *margin >= threshold);
    let right = taken.clone().filter(|(_, right)| *right).count();
    2.0 * right as f64 / (taken.count() + row.all) as f64
}

/// All languages but English, in a half of the stories.
fn measured(model: &Model, set: &str, half: u64) -> Vec<Row> {
    let sides = read(set, half);
    let encoded: BTreeMap<&str, (Vectors, Vectors)> =
        sides.iter().map(|(lang, side)| (lang.as_str(), encode(model, lang, side))).collect();
    let row = |(lang, side): (&String, &Side)| {
        let ((english, english_static), (own, own_static)) = (&encoded["en"], &encoded[lang.as_str()]);
        let (inside, pairs) = within_documents(english, own, &side.stories);
        let found = score::candidates(own_static, english_static, CANDIDATES);
        let right = found.iter().enumerate().filter(|(at, found)| found.contains(at)).count();
        Row {
            name: format!("half{half}.{lang}"),
            inside,
            pairs,
            all: own.len(),
            whole: recall(own, english, 1),
            table: right as f64 / own.len().max(1) as f64,
            table_cosine: recall(own_static, english_static, CANDIDATES),
        }
    };
    sides.iter().filter(|(lang, _)| *lang != "en").map(row).collect()
}

fn read(path: &str, half: u64) -> BTreeMap<String, Side> {
    let mut text = String::new();
    let file = std::fs::File::open(path).expect("the set can be read");
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).expect("the set is gzip");
    let mut sides: BTreeMap<String, Side> = BTreeMap::new();
    let stories = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a story is JSON"));
    for story in stories.filter(|s| xxh3_64(s["story"].as_str().unwrap_or_default().as_bytes()) % 2 == half) {
        for document in story["documents"].as_array().into_iter().flatten() {
            let side = sides.entry(document["lang"].as_str().unwrap_or_default().to_owned()).or_default();
            let begin = side.texts.len();
            side.texts.extend(
                document["sentences"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned),
            );
            side.stories.push(begin..side.texts.len());
        }
    }
    sides
}

fn encode(model: &Model, lang: &str, side: &Side) -> (Vectors, Vectors) {
    let mut vectors = model.embed(&side.texts);
    vectors.numbers.chunks_exact_mut(vectors.dimensions).for_each(|row| model.means().centre(row, Lang::parse(lang)));
    let languages = vec![Lang::parse(lang); side.texts.len()];
    (vectors, model.static_vectors(&side.texts, &languages))
}

/// P@1 by cosine inside each story's document, and the mutual bests with their margins.
fn within_documents(english: &Vectors, own: &Vectors, stories: &[std::ops::Range<usize>]) -> (f64, Vec<(f32, bool)>) {
    let cut = |v: &Vectors, r: &std::ops::Range<usize>| Vectors {
        dimensions: v.dimensions,
        numbers: v.numbers[r.start * v.dimensions..r.end * v.dimensions].to_vec(),
    };
    let (mut right, mut pairs) = (0.0, Vec::new());
    for range in stories {
        let (a, b) = (cut(own, range), cut(english, range));
        right += recall(&a, &b, 1) * range.len() as f64;
        pairs.extend(score::mutual_best(&a, &b, &a, &b).iter().map(|m| (m.margin, m.left == m.right)));
    }
    (right / own.len().max(1) as f64, pairs)
}

/// The share of rows whose counterpart is among the `most` nearest.
fn recall(from: &Vectors, to: &Vectors, most: usize) -> f64 {
    let found = (0..from.len()).into_par_iter().filter(|&at| {
        let own = score::cosine(from.row(at), to.row(at));
        to.rows().filter(|row| score::cosine(from.row(at), row) > own).count() < most
    });
    found.count() as f64 / from.len().max(1) as f64
}
