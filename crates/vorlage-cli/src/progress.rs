//! How far a run is: a bar on standard error, on a terminal only, and only where the work takes long.

use indicatif::{ProgressBar, ProgressStyle};
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use vorlage_core::Watch;

/// Work that is done sooner shows no bar.
const PATIENCE: Duration = Duration::from_millis(700);

/// Draws the steps of the pipeline.
pub struct Progress {
    begun: Instant,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    /// Begins to watch.
    #[must_use]
    pub fn new() -> Self {
        Self { begun: Instant::now(), bar: OnceLock::new() }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

impl Watch for Progress {
    fn step(&self, stage: &'static str, done: usize, of: usize) {
        if self.begun.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_init(|| {
            let style = ProgressStyle::with_template("{msg:<12} {wide_bar} {human_pos}/{human_len} {elapsed}");
            ProgressBar::new(of as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        bar.set_message(stage);
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    }
}
