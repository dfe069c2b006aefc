//! The sentence model: its file, those it is imported from, its tokenizer, and the file of vectors.

use crate::mutate::hash;
use std::path::Path;
use std::sync::LazyLock;
use vorlage_embed::{Cache, Instructions, Model, ModelError, Vectors, import, sample, score};
use xxhash_rust::xxh3::xxh3_64;

/// Texts that a model and a file of vectors are tried with.
const TEXTS: [&str; 5] = ["the cat", "", "a dog, the cat: eating \u{a0} 1 €", "the cat", "\u{2581}zzz\u{301}"];
/// Most tokens of a text that are looked at.
const MOST_TOKENS: usize = 64;
/// Bytes of a file of vectors before its records, of a record's checksum, and of a record of the sample's vectors.
const HEADER: usize = 48;
const CHECKSUM: usize = 8;
const RECORD: usize = 16 + 4 * sample::HIDDEN + CHECKSUM;

static MODEL: LazyLock<Model> = LazyLock::new(|| sample::model(1));

/// A model file, as it is and with the digest that it asks for.
pub fn model(input: &[u8]) -> u64 {
    let mut signed = input.to_vec();
    sample::signed(&mut signed);
    let opened = [input, &signed].map(|bytes| used(Model::from_bytes(bytes, "")));
    hash(opened.join("\n").as_bytes())
}

/// A file of others, and what it becomes.
pub fn imported(input: &[u8]) -> u64 {
    let model =
        import::import_bytes(input, "").map(|file| Model::from_bytes(&file, "").expect("what is written opens"));
    hash(used(model).as_bytes())
}

/// Any text: tokens and vectors, the same in any batch and by any instructions.
pub fn tokens(input: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(input);
    let tokens = MODEL.tokens(&text, usize::MAX / 2);
    assert!(tokens.iter().all(|&token| (token as usize) < MODEL.about().shape.words), "there is no such token");
    assert!(tokens.starts_with(&MODEL.tokens(&text, MOST_TOKENS)), "fewer tokens are others");
    let alone = MODEL.embed(&[&text]);
    assert!(alone.numbers.iter().all(|x| x.is_finite()), "a number is none");
    for set in Instructions::available() {
        let among = sample::model(1).with_instructions(set).embed(&[TEXTS[0], &text, TEXTS[2]]);
        assert!(among.row(1) == alone.row(0), "{}: another vector", set.name());
    }
    let mut types = tokens.clone();
    types.sort_unstable();
    types.dedup();
    hash(format!("{} {}", types.len(), tokens.len().checked_ilog2().unwrap_or(0)).as_bytes())
}

/// A file of vectors, as it is and with the checksums that it asks for.
pub fn cached(input: &[u8]) -> u64 {
    let mut signed = input.to_vec();
    for record in signed.get_mut(HEADER..).unwrap_or_default().chunks_exact_mut(RECORD) {
        let (content, sum) = record.split_at_mut(RECORD - CHECKSUM);
        sum.copy_from_slice(&xxh3_64(content).to_le_bytes());
    }
    let path = std::env::temp_dir().join(format!("vorlage-fuzz-{}.cache", std::process::id()));
    let found = [input, &signed].map(|bytes| {
        std::fs::write(&path, bytes).expect("the folder for temporary files is writable");
        reopened(&path)
    });
    std::fs::remove_file(&path).expect("it was just written");
    hash(found.join("\n").as_bytes())
}

/// Files of vectors as samples: of some texts, and of one.
pub fn caches() -> Vec<Vec<u8>> {
    let path = std::env::temp_dir().join(format!("vorlage-fuzz-sample-{}.cache", std::process::id()));
    let of = |texts: &[&str]| {
        let mut cache = Cache::open(&path, &MODEL);
        cache.embed(&MODEL, texts);
        cache.save().expect("the folder for temporary files is writable");
        let bytes = std::fs::read(&path).expect("it was just written");
        std::fs::remove_file(&path).expect("it was just written");
        bytes
    };
    vec![of(&TEXTS), of(&["one"])]
}

/// What comes of using a model.
fn used(opened: Result<Model, ModelError>) -> String {
    let model = match opened {
        Err(error) => return error.to_string().chars().filter(char::is_ascii_lowercase).take(40).collect(),
        Ok(model) => model,
    };
    let tokens = TEXTS.map(|text| model.tokens(text, MOST_TOKENS).len());
    let mut vectors = model.embed(&TEXTS);
    assert_eq!(vectors.len(), TEXTS.len());
    vectors.numbers.chunks_exact_mut(vectors.dimensions).for_each(|row| model.means().centre(row, None));
    let table = model.static_vectors(&TEXTS, &[None; TEXTS.len()]);
    let pairs = [&vectors, &table].map(|side| score::mutual_best(side, side, side, side).len());
    let languages = model.means().languages().count().min(3);
    let whole = model.verify().is_ok();
    format!("{tokens:?} {} {languages} {pairs:?} {whole} {}", finite(&vectors), model.sections().count())
}

/// What comes of a file of vectors: how many it holds, and that it can be written and read again.
fn reopened(path: &Path) -> String {
    let mut cache = Cache::open(path, &MODEL);
    let known = cache.len();
    let vectors = cache.embed(&MODEL, &TEXTS);
    assert_eq!(vectors.len(), TEXTS.len());
    let pairs = score::mutual_best(&vectors, &vectors, &vectors, &vectors).len();
    cache.save().expect("the folder for temporary files is writable");
    let again = Cache::open(path, &MODEL).len();
    assert_eq!(again, cache.len(), "what was saved is there");
    format!("{} {pairs} {}", known.min(9), finite(&vectors))
}

fn finite(vectors: &Vectors) -> bool {
    vectors.numbers.iter().all(|x| x.is_finite())
}
