//! `cargo xtask fuzz TARGET [--minutes N] [--seed N]`: mutated inputs for one parser, on stable Rust and the same in each run.
//!
//! The corpus is a folder of small files a target, written for this project. An input that a parser answers in a new way (other notes,
//! another number of documents) joins the corpus of the run, which leads the mutations into the parser as coverage would. A finding is a
//! panic, an input that takes over [`MOST_SECONDS`], or memory over [`MOST_MEGABYTES`]; it is kept in `fuzz/findings/`.

mod mutate;
mod targets;
mod vectors;

use mutate::Mutator;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Instant;
use targets::Target;

/// Seconds that an input of some kilobytes may take.
const MOST_SECONDS: f64 = 3.0;

/// Memory that reading such inputs may take; bombs are among them.
const MOST_MEGABYTES: u64 = 1500;

/// Inputs that join the corpus of a run.
const MOST_KEPT: usize = 5000;

/// Inputs between two looks at clock and memory.
const ROUND: u64 = 64;

const USAGE: &str = "usage: fuzz TARGET|all [--minutes N] [--seed N]";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number =
        |flag: &str| arguments.iter().position(|a| a == flag).and_then(|at| arguments.get(at + 1)?.parse::<f64>().ok());
    let minutes = number("--minutes").unwrap_or(1.0);
    let seed = number("--seed").unwrap_or(1.0) as u64;
    let named = arguments.first().map(String::as_str).unwrap_or_default();
    let chosen: Vec<&Target> = targets::ALL.iter().filter(|target| named == "all" || target.name == named).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = targets::ALL.iter().map(|target| target.name).collect();
        eprintln!("{USAGE}\ntargets: {}", names.join(" "));
        std::process::exit(2);
    }
    // One thread: minutes are then minutes of one processor, and a finding is the same each time.
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("no pool was built before");
    let found = chosen.into_iter().filter(|target| !run(target, minutes, seed)).count();
    std::process::exit(i32::from(found > 0));
}

/// Runs a target; whether nothing was found.
fn run(target: &Target, minutes: f64, seed: u64) -> bool {
    let mut corpus = corpus(target.name);
    let mut seen: HashSet<u64> = HashSet::new();
    let mut mutator = Mutator::new(seed, target.words);
    let mut inputs = 0u64;
    let begun = processor_seconds();
    for sample in corpus.clone() {
        let Some(answer) = tried(target, &sample) else { return false };
        seen.insert(answer);
    }
    while processor_seconds() - begun < minutes * 60.0 {
        for _ in 0..ROUND {
            inputs += 1;
            let input = mutator.mutated(&corpus);
            let Some(answer) = tried(target, &input) else { return false };
            if seen.insert(answer) && corpus.len() < MOST_KEPT {
                corpus.push(input);
            }
        }
        let megabytes = most_megabytes();
        if megabytes > MOST_MEGABYTES {
            println!("{}: {megabytes} MB after {inputs} inputs", target.name);
            return false;
        }
    }
    println!(
        "{:10} {:.1} CPU-minutes, {inputs} inputs, {} kinds of answers, {} MB at most, nothing found",
        target.name,
        (processor_seconds() - begun) / 60.0,
        seen.len(),
        most_megabytes()
    );
    true
}

/// The kind of answer to an input; `None` where it is a finding, which is kept.
fn tried(target: &Target, input: &[u8]) -> Option<u64> {
    let begun = Instant::now();
    let answer = catch_unwind(AssertUnwindSafe(|| (target.run)(input)));
    // The clock also counts what other programs take; where it says too much, the input is timed again by the processor.
    let long = begun.elapsed().as_secs_f64() > MOST_SECONDS;
    let seconds = if long && answer.is_ok() { processor_seconds_of(|| (target.run)(input)) } else { 0.0 };
    let what = match &answer {
        Err(_) => "panics",
        Ok(_) if seconds > MOST_SECONDS => "takes long",
        Ok(answer) => return Some(*answer),
    };
    let path = folder("findings").join(format!("{}-{:016x}", target.name, mutate::hash(input)));
    std::fs::create_dir_all(folder("findings")).expect("the project's folder is writable");
    std::fs::write(&path, input).expect("the project's folder is writable");
    println!("{}: {what} ({seconds:.1} s): {}", target.name, path.display());
    None
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The samples of a target in the order of their names.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let entries = std::fs::read_dir(folder("corpus").join(target)).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    let mut samples: Vec<Vec<u8>> = paths.iter().filter_map(|path| std::fs::read(path).ok()).collect();
    samples.extend(targets::packed(target, &samples));
    if samples.is_empty() {
        samples.push(Vec::new());
    }
    samples
}

/// Seconds of processor time of this process; the clock's where the system does not tell.
fn processor_seconds() -> f64 {
    /// Ticks of `/proc` a second, the same on all Linux systems.
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|f| f.parse::<f64>().ok());
    match (ticks(11), ticks(12)) {
        (Some(user), Some(system)) => (user + system) / TICKS,
        _ => std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0.0, |t| t.as_secs_f64()),
    }
}

fn processor_seconds_of(run: impl FnOnce() -> u64) -> f64 {
    let begun = processor_seconds();
    run();
    processor_seconds() - begun
}

/// The most memory that this process had, in megabytes.
fn most_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1000
}
