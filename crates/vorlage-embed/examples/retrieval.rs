//! Do sentences find their translations? `retrieval MODEL SET`: SET is gzip JSON Lines of stories with sentence-aligned documents in
//! several languages; English is searched for by each other language.
//!
//! Prints for each language and half of the stories (by hash of their name): P@1 within documents by cosine of centred vectors, F1 of
//! telling right pairs by margin of mutual bests at [`THRESHOLD`], P@1 within the whole set, and R@20 of the static table.

use rayon::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use vorlage_embed::{Model, Vectors, score};
use vorlage_model::Lang;
use xxhash_rust::xxh3::xxh3_64;

/// The margin from which on a mutual best counts as a pair.
const THRESHOLD: f32 = 1.1;

/// Sentences of one language in a half of the set, story after story.
#[derive(Default)]
struct Side {
    texts: Vec<String>,
    stories: Vec<std::ops::Range<usize>>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let model = Model::open(Path::new(&arguments[1])).expect("the model opens");
    for half in [0, 1] {
        let sides = read(&arguments[2], half);
        let encoded: BTreeMap<&str, (Vectors, Option<Vectors>)> =
            sides.iter().map(|(lang, side)| (lang.as_str(), encode(&model, lang, side))).collect();
        for (lang, side) in sides.iter().filter(|(lang, _)| *lang != "en") {
            let ((english, english_static), (own, own_static)) = (&encoded["en"], &encoded[lang.as_str()]);
            let (inside, f1) = within_documents(english, own, &side.stories);
            print!(
                "half {half} {lang} P@1-document {inside:.4} F1-margin {f1:.4} P@1-set {:.4}",
                recall(own, english, 1)
            );
            match (english_static, own_static) {
                (Some(english), Some(own)) => println!(" static-R@20 {:.4}", recall(own, english, 20)),
                _ => println!(),
            }
        }
    }
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

fn encode(model: &Model, lang: &str, side: &Side) -> (Vectors, Option<Vectors>) {
    let mut vectors = model.embed(&side.texts);
    vectors.numbers.chunks_exact_mut(vectors.dimensions).for_each(|row| model.means().centre(row, Lang::parse(lang)));
    (vectors, model.static_vectors(&side.texts))
}

/// P@1 by cosine inside each story's document, and F1 of the pairs that margins take.
fn within_documents(english: &Vectors, own: &Vectors, stories: &[std::ops::Range<usize>]) -> (f64, f64) {
    let cut = |v: &Vectors, r: &std::ops::Range<usize>| Vectors {
        dimensions: v.dimensions,
        numbers: v.numbers[r.start * v.dimensions..r.end * v.dimensions].to_vec(),
    };
    let (mut right, mut taken, mut hit, mut all) = (0.0, 0.0, 0.0, 0.0);
    for range in stories {
        let (a, b) = (cut(own, range), cut(english, range));
        right += recall(&a, &b, 1) * range.len() as f64;
        all += range.len() as f64;
        for pair in score::mutual_best(&a, &b, &a, &b).iter().filter(|m| m.margin >= THRESHOLD) {
            taken += 1.0;
            hit += f64::from(u8::from(pair.left == pair.right));
        }
    }
    (right / all, 2.0 * hit / (taken + all))
}

/// The share of rows whose counterpart is among the `most` nearest.
fn recall(from: &Vectors, to: &Vectors, most: usize) -> f64 {
    let found = (0..from.len()).into_par_iter().filter(|&at| {
        let own = score::cosine(from.row(at), to.row(at));
        to.rows().filter(|row| score::cosine(from.row(at), row) > own).count() < most
    });
    found.count() as f64 / from.len().max(1) as f64
}
