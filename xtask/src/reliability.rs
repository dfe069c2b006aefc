//! What `cargo xtask eval` says of lineage beside the figures of each set: how far stated confidences hold, and what remains of the
//! figures on a set that the weights never saw.

use crate::root;
use anyhow::Context;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

/// Answers on sets of families with known trees, by the prefix of the pass that made them.
#[derive(Default)]
pub struct Kept(BTreeMap<&'static str, Vec<Held>>);

/// A set, as the script for reliability is told of it, and what the scorer said of it.
struct Held {
    set: String,
    told: String,
    score: Value,
}

/// Passes beside each other: by the committed weights, by weights that never saw the set.
const BESIDE: [(&str, &str, &str); 2] =
    [("without a model", "", "left_out."), ("with the model", "model.", "model.left_out.")];

impl Kept {
    /// Adds what a pass said of a set.
    pub fn add(&mut self, prefix: &'static str, set: &str, data: &Path, answer: &Path, score: Value) {
        let told = format!("{set}={}={}", data.display(), answer.display());
        self.0.entry(prefix).or_default().push(Held { set: set.to_owned(), told, score });
    }

    /// Prints the trees of each set beside those by weights that never saw it.
    pub fn beside(&self) {
        for (name, seen, unseen) in BESIDE {
            let of = |prefix: &str| self.0.get(prefix).into_iter().flatten();
            for left_out in of(unseen) {
                let Some(held) = of(seen).find(|held| held.set == left_out.set) else { continue };
                println!(
                    "{:<24} {name:<16} edges/direction/parent {}, left out {}",
                    held.set,
                    held.trees(),
                    left_out.trees()
                );
            }
        }
    }

    /// Prints the tables of each pass, by set and pooled; as lines of the CSV.
    pub fn tables(&self) -> anyhow::Result<String> {
        let mut csv = String::new();
        for (prefix, sets) in &self.0 {
            let done = Command::new("python3")
                .arg(root().join("eval/reliability.py"))
                .args(sets.iter().map(|held| &held.told))
                .output()
                .context("python3 is needed to score")?;
            anyhow::ensure!(done.status.success(), "reliability: {}", String::from_utf8_lossy(&done.stderr));
            println!("{prefix}reliability");
            for line in String::from_utf8(done.stdout)?.lines() {
                let [set, figure, value] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
                println!("  {set:<26} {figure:<20} {value}");
                writeln!(csv, "{set},{prefix}reliability.{figure},{value}")?;
            }
        }
        Ok(csv)
    }
}

impl Held {
    /// Edges, direction of met edges, parents.
    fn trees(&self) -> String {
        let score = &self.score;
        let figures = [&score["edges"]["f1"], &score["direction_of_met_edges"], &score["parent_accuracy"]];
        figures.map(|f| format!("{:.3}", f.as_f64().unwrap_or_default())).join(" / ")
    }
}
