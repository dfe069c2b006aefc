//! Vectors of a small generated model: against a slow reference in 64-bit floats, and the same for every kernel, batch and thread count.

use std::collections::BTreeMap;
use vorlage_embed::sample::{self, HEADS, HIDDEN, INNER, LAYERS};
use vorlage_embed::{Instructions, Model};

const TEXTS: &[&str] = &[
    "the cat",
    "a dog.",
    "",
    "the cat ate a dog, eating",
    "\u{a0}the\u{a0}cat",
    "zzz \u{1F600}\u{1F600} ж",
    "the the the the the the the",
    "e\u{301}",
    "\0\u{7}\u{FFFF}\u{10FFFF}",
    "abcdefghijklmnopqrstuvwxyz abcdefghijklmnopqrstuvwxyz abcdefghijklmnopqrstuvwxyz",
];

/// The encoder as the paper has it, without any trick.
struct Reference(BTreeMap<String, Vec<f32>>);

impl Reference {
    fn linear(&self, name: &str, x: &[f64]) -> Vec<f64> {
        let (weight, bias) = (&self.0[&format!("{name}.w")], &self.0[&format!("{name}.b")]);
        let product = |row: &[f32]| row.iter().zip(x).map(|(&w, x)| f64::from(w) * x).sum::<f64>();
        weight.chunks(x.len()).zip(bias).map(|(row, &b)| product(row) + f64::from(b)).collect()
    }

    fn normal(&self, name: &str, x: &[f64]) -> Vec<f64> {
        let mean = x.iter().sum::<f64>() / x.len() as f64;
        let variance = x.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / x.len() as f64;
        let (weight, bias) = (&self.0[&format!("{name}.w")], &self.0[&format!("{name}.b")]);
        let one = |((v, &w), &b): ((&f64, &f32), &f32)| (v - mean) / variance.sqrt() * f64::from(w) + f64::from(b);
        x.iter().zip(weight).zip(bias).map(one).collect()
    }

    fn attention(&self, layer: usize, x: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let all = |name: &str| x.iter().map(|x| self.linear(&format!("l{layer}.{name}"), x)).collect::<Vec<_>>();
        let (q, k, v) = (all("q"), all("k"), all("v"));
        let width = HIDDEN / HEADS;
        let mut out = vec![vec![0.0; HIDDEN]; x.len()];
        for head in (0..HIDDEN).step_by(width) {
            for (q, out) in q.iter().zip(&mut out) {
                let answer =
                    |k: &Vec<f64>| (head..head + width).map(|i| q[i] * k[i]).sum::<f64>() / (width as f64).sqrt();
                let shares: Vec<f64> = k.iter().map(|k| answer(k).exp()).collect();
                let total: f64 = shares.iter().sum();
                for (share, v) in shares.iter().zip(&v) {
                    (head..head + width).for_each(|i| out[i] += share / total * v[i]);
                }
            }
        }
        out
    }

    fn vector(&self, tokens: &[u32]) -> Vec<f64> {
        let row = |name: &str, at: usize| self.0[name][at * HIDDEN..][..HIDDEN].to_vec();
        let mut x: Vec<Vec<f64>> = Vec::new();
        for (position, &token) in tokens.iter().enumerate() {
            let sum = row("emb.word", token as usize).into_iter().zip(row("emb.pos", position)).zip(row("emb.type", 0));
            x.push(self.normal(
                "emb.ln",
                &sum.map(|((a, b), c)| f64::from(a) + f64::from(b) + f64::from(c)).collect::<Vec<_>>(),
            ));
        }
        let add = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a + b).collect::<Vec<_>>();
        for layer in 0..LAYERS {
            let mixed = self.attention(layer, &x);
            for (x, mixed) in x.iter_mut().zip(mixed) {
                let y = self.normal(&format!("l{layer}.aln"), &add(x, &self.linear(&format!("l{layer}.ao"), &mixed)));
                let inner: Vec<f64> = self.linear(&format!("l{layer}.fi"), &y).into_iter().map(gelu).collect();
                assert_eq!(inner.len(), INNER);
                *x = self.normal(&format!("l{layer}.oln"), &add(&y, &self.linear(&format!("l{layer}.fo"), &inner)));
            }
        }
        let sum = x.iter().fold(vec![0.0; HIDDEN], |sum, x| add(&sum, x));
        let length = sum.iter().map(|v| v * v).sum::<f64>().sqrt();
        sum.into_iter().map(|v| v / length).collect()
    }
}

/// x times the normal distribution's share below it, by Simpson's rule.
fn gelu(x: f64) -> f64 {
    let density = |t: f64| (-t * t / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let step = x / 400.0;
    let inner: f64 = (1..400).map(|i| density(f64::from(i) * step) * if i % 2 == 1 { 4.0 } else { 2.0 }).sum();
    x * (0.5 + (density(0.0) + inner + density(x)) * step / 3.0)
}

#[test]
fn vectors_are_near_those_of_the_reference() {
    for seed in 1..4 {
        let model = sample::model(seed);
        let reference = Reference(sample::file(seed).tensors.into_iter().collect());
        let vectors = model.embed(TEXTS);
        for (text, vector) in TEXTS.iter().zip(vectors.rows()) {
            let mut tokens = vec![0];
            tokens.extend(model.tokens(&format!("query: {text}"), sample::POSITIONS - 2));
            tokens.push(2);
            let cosine: f64 = reference.vector(&tokens).iter().zip(vector).map(|(a, &b)| a * f64::from(b)).sum();
            assert!(cosine > 0.9985, "{text:?}: {cosine}");
        }
    }
}

#[test]
fn kernels_batches_and_threads_change_nothing() {
    let many: Vec<String> = (0..300).map(|i| format!("{} {}", TEXTS[i % TEXTS.len()], "cat ".repeat(i % 30))).collect();
    let bytes = sample::imported(7);
    let expected = Model::from_bytes(&bytes, "sample").unwrap().with_instructions(Instructions::Scalar).embed(&many);
    for set in Instructions::available() {
        let model = Model::from_bytes(&bytes, "sample").unwrap().with_instructions(set);
        assert_eq!(model.embed(&many), expected, "{}", set.name());
        for threads in [1, 3] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            assert_eq!(pool.install(|| model.embed(&many)), expected, "{threads} threads");
        }
        let alone: Vec<f32> = many.iter().flat_map(|text| model.embed(&[text]).numbers).collect();
        assert_eq!(alone, expected.numbers);
    }
}

#[test]
fn any_text_has_a_vector_of_length_one() {
    let model = sample::model(1);
    let long = "a long text ".repeat(90_000);
    let accents = "e\u{301}\u{302}".repeat(100_000);
    let one_word = "x".repeat(1_000_000);
    for text in TEXTS.iter().copied().chain([long.as_str(), &accents, &one_word, &"\u{200b}".repeat(1000)]) {
        let vector = model.embed(&[text]).numbers;
        let length: f32 = vector.iter().map(|v| v * v).sum();
        assert!((length - 1.0).abs() < 1e-4, "{length}");
    }
    assert!(model.embed::<&str>(&[]).is_empty());
}

/// Every section of a file changed at many places, then opened and used: an error or other vectors, never a panic or a read outside.
#[test]
fn damaged_files_do_no_harm() {
    let bytes = sample::imported(3);
    let mut state = 88_172_645_463_325_252u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as usize % below
    };
    let mut opened = 0;
    for _ in 0..600 {
        let mut damaged = bytes.clone();
        for _ in 0..=random(20) {
            let at = random(damaged.len());
            damaged[at] = [0, 0xFF, 0x7F, damaged[at] ^ 1 << random(8)][random(4)];
        }
        if random(4) == 0 {
            damaged.truncate(random(bytes.len()));
        }
        if let Ok(model) = Model::from_bytes(&damaged, "damaged") {
            opened += 1;
            assert_eq!(model.embed(TEXTS).len(), TEXTS.len());
            assert!(model.verify().is_err() || damaged == bytes);
        }
    }
    assert!(opened > 100, "{opened}");
}

/// The same for files of others.
#[test]
fn damaged_imports_do_no_harm() {
    let bytes = sample::file(3).bytes;
    for at in (0..bytes.len()).step_by(37) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0xFF;
        if let Ok(file) = vorlage_embed::import::import_bytes(&damaged, "damaged") {
            let model = Model::from_bytes(&file, "damaged").expect("what is written can be read");
            assert_eq!(model.embed(TEXTS).len(), TEXTS.len());
        }
        assert!(vorlage_embed::import::import_bytes(&bytes[..at], "cut").is_err());
    }
    // The numbers of the control tokens stand after seven sizes, two floats and numbers, and the count of pieces.
    let mut damaged = bytes;
    damaged[44..48].copy_from_slice(&u32::to_le_bytes(1 << 20));
    assert!(vorlage_embed::import::import_bytes(&damaged, "damaged").is_err());
}

/// The sample as a folder of a model hub: what `own_name` of the import undoes.
fn hub_folder(seed: u64, folder: &std::path::Path) {
    let theirs = |name: &str| {
        let (layer, rest) = name.split_once('.').expect("names have dots");
        let (part, kind) = rest.rsplit_once('.').unwrap_or((rest, "w"));
        let kind = if kind == "b" { "bias" } else { "weight" };
        let part = match part {
            "word" => "word_embeddings",
            "pos" => "position_embeddings",
            "type" => "token_type_embeddings",
            "ln" => "LayerNorm",
            "q" => "attention.self.query",
            "k" => "attention.self.key",
            "v" => "attention.self.value",
            "ao" => "attention.output.dense",
            "aln" => "attention.output.LayerNorm",
            "fi" => "intermediate.dense",
            "fo" => "output.dense",
            other => {
                if other == "oln" {
                    "output.LayerNorm"
                } else {
                    other
                }
            }
        };
        let place = layer.strip_prefix('l').map_or("embeddings".to_owned(), |n| format!("encoder.layer.{n}"));
        format!("{place}.{part}.{kind}")
    };
    let (mut header, mut data) = (serde_json::Map::new(), Vec::new());
    for (name, numbers) in sample::file(seed).tensors {
        let begin = data.len();
        data.extend(numbers.iter().flat_map(|n| n.to_le_bytes()));
        let entry = serde_json::json!({"dtype": "F32", "shape": [numbers.len()], "data_offsets": [begin, data.len()]});
        header.insert(theirs(&name), entry);
    }
    let header = serde_json::to_vec(&header).expect("names and places become JSON");
    let file = [&(header.len() as u64).to_le_bytes()[..], &header, &data].concat();
    std::fs::write(folder.join("model.safetensors"), file).expect("the folder is writable");
    let pieces = sample::pieces();
    let vocabulary: Vec<_> =
        pieces.iter().enumerate().map(|(at, p)| serde_json::json!([p, sample::score(at, p)])).collect();
    let special: Vec<_> = (0..4).map(|id| serde_json::json!({"id": id, "special": true})).collect();
    let tokenizer = serde_json::json!({"added_tokens": special, "normalizer": null,
        "model": {"type": "Unigram", "unk_id": 3, "vocab": vocabulary}});
    std::fs::write(folder.join("tokenizer.json"), tokenizer.to_string()).expect("the folder is writable");
    let config = serde_json::json!({"hidden_size": HIDDEN, "num_hidden_layers": LAYERS, "num_attention_heads": HEADS,
        "intermediate_size": INNER, "vocab_size": pieces.len(), "max_position_embeddings": sample::POSITIONS, "layer_norm_eps": 1e-12});
    std::fs::write(folder.join("config.json"), config.to_string()).expect("the folder is writable");
    std::fs::write(folder.join("README.md"), "---\nlicense: mit\n---\n").expect("the folder is writable");
}

#[test]
fn a_folder_of_a_hub_gives_the_same_model() {
    let folder = tempfile::tempdir().unwrap();
    hub_folder(4, folder.path());
    let hub = Model::from_bytes(&vorlage_embed::import::import(folder.path()).unwrap(), "hub").unwrap();
    assert_eq!((hub.about().licence.as_str(), hub.about().sources.len()), ("mit", 1));
    let texts = ["the cat", "a dog, eating", "query the query"];
    let (ours, theirs) = (sample::model(4).embed(&texts), hub.embed(&texts));
    for (a, b) in ours.rows().zip(theirs.rows()) {
        assert!(vorlage_embed::score::cosine(a, b) > 0.9995);
    }
    let weights = std::fs::read(folder.path().join("model.safetensors")).unwrap();
    for cut in (0..weights.len()).step_by(997) {
        std::fs::write(folder.path().join("model.safetensors"), &weights[..cut]).unwrap();
        assert!(vorlage_embed::import::import(folder.path()).is_err(), "{cut}");
    }
}
