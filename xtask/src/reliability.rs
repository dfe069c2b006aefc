//! How far stated confidences hold: tables of reliability beside the figures of `cargo xtask eval`.

use crate::root;
use anyhow::Context;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

/// Answers on sets of families with known trees, by the prefix of the pass that made them.
#[derive(Default)]
pub struct Kept(BTreeMap<&'static str, Vec<String>>);

impl Kept {
    /// Adds what a pass said of a set.
    pub fn add(&mut self, prefix: &'static str, set: &str, data: &Path, answer: &Path) {
        self.0.entry(prefix).or_default().push(format!("{set}={}={}", data.display(), answer.display()));
    }

    /// Prints the tables of each pass, by set and pooled; as lines of the CSV.
    pub fn tables(&self) -> anyhow::Result<String> {
        let mut csv = String::new();
        for (prefix, sets) in &self.0 {
            let done = Command::new("python3")
                .arg(root().join("eval/reliability.py"))
                .args(sets)
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
