//! Tokens a second, tokenised, as static vectors, and encoded by instruction set: `speed MODEL TEXTS`, one text a line.

use std::path::Path;
use std::time::Instant;
use vorlage_embed::{Instructions, Model};

/// Times that what is fast is done, so that hundredths of seconds tell.
const ROUNDS: usize = 20;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(&arguments[2]).expect("texts can be read");
    let texts: Vec<&str> = text.lines().collect();
    let begun = Instant::now();
    let model = Model::open(Path::new(&arguments[1])).expect("the model opens");
    println!("load {:.4} s", begun.elapsed().as_secs_f64());
    let begun = busy();
    let mut tokens = 0;
    for _ in 0..ROUNDS {
        tokens = texts.iter().map(|text| model.tokens(text, usize::MAX / 2).len()).sum::<usize>();
    }
    println!("tokenizer {:.0} tokens/CPU-s", ROUNDS as f64 * tokens as f64 / (busy() - begun));
    let fed = tokens + texts.len() * (2 + model.tokens("query: ", 9).len());
    let begun = busy();
    for _ in 0..ROUNDS {
        assert_eq!(model.static_vectors(&texts, &vec![None; texts.len()]).len(), texts.len());
    }
    let (busy_static, parts) = (busy() - begun, 1 + usize::from(model.static_types() > 0));
    println!("static vectors of {parts} parts {:.0} tokens/CPU-s", (ROUNDS * tokens) as f64 / busy_static);
    let mut kept = None;
    let mut model = model;
    for set in Instructions::available().into_iter().rev().filter(|&s| s != Instructions::Scalar) {
        model = model.with_instructions(set);
        let (begun, wall) = (busy(), Instant::now());
        let vectors = model.embed(&texts);
        let (busy, wall) = (busy() - begun, wall.elapsed().as_secs_f64());
        println!("{} {:.0} tokens/CPU-s {:.0} tokens/s", set.name(), fed as f64 / busy, fed as f64 / wall);
        assert!(kept.get_or_insert_with(|| vectors.clone()) == &vectors, "the vectors are the same");
    }
}

/// Seconds that this process has had of the processors (Linux, in hundredths).
fn busy() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux tells the time of processes");
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    (fields[11].parse::<f64>().expect("user time") + fields[12].parse::<f64>().expect("system time")) / 100.0
}
