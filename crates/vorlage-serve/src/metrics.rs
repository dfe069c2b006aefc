//! Figures about the server itself, as Prometheus reads them.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// Upper bounds of the classes of time, in seconds.
const BOUNDS: [f64; 8] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 10.0];

/// Counters since the start.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    /// Answers by the first digit of their status.
    answers: [AtomicU64; 6],
    /// Answers that took at most as long as each bound.
    within: [AtomicU64; BOUNDS.len()],
    microseconds: AtomicU64,
}

impl Metrics {
    /// Counts an answer.
    pub(crate) fn answered(&self, status: u16, took: Duration) {
        if let Some(answers) = self.answers.get(usize::from(status / 100)) {
            answers.fetch_add(1, Relaxed);
        }
        for (bound, within) in BOUNDS.iter().zip(&self.within) {
            within.fetch_add(u64::from(took.as_secs_f64() <= *bound), Relaxed);
        }
        self.microseconds.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Relaxed);
    }

    /// The counters, and `gauges`: name, labels, what it is, value.
    pub(crate) fn text(&self, gauges: &[(&str, String, &str, u64)]) -> String {
        let mut out = String::from(
            "# HELP vorlage_answers_total Answers by class of status.\n# TYPE vorlage_answers_total counter\n",
        );
        for (class, count) in self.answers.iter().enumerate().skip(1) {
            let _ = writeln!(out, "vorlage_answers_total{{status=\"{class}xx\"}} {}", count.load(Relaxed));
        }
        let all: u64 = self.answers.iter().map(|count| count.load(Relaxed)).sum();
        out.push_str(
            "# HELP vorlage_answer_seconds Time until an answer began.\n# TYPE vorlage_answer_seconds histogram\n",
        );
        for (bound, within) in BOUNDS.iter().zip(&self.within) {
            let _ = writeln!(out, "vorlage_answer_seconds_bucket{{le=\"{bound}\"}} {}", within.load(Relaxed));
        }
        let sum = Duration::from_micros(self.microseconds.load(Relaxed)).as_secs_f64();
        let _ = write!(
            out,
            "vorlage_answer_seconds_bucket{{le=\"+Inf\"}} {all}\nvorlage_answer_seconds_sum {sum}\nvorlage_answer_seconds_count {all}\n"
        );
        let mut before = "";
        for (name, labels, help, value) in gauges {
            if before != *name {
                let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} gauge");
                before = name;
            }
            let _ = writeln!(out, "{name}{labels} {value}");
        }
        out
    }
}
