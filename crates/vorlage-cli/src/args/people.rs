//! What can be typed of decisions of people.

use super::InOut;
use clap::{Args as ClapArgs, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

/// `vorlage decide`.
#[derive(Debug, ClapArgs)]
pub struct Decide {
    /// The file of decisions, one a line; made where it is not there, and added to.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, required_unless_present = "store")]
    pub file: Option<PathBuf>,
    /// The store to keep the decision in, instead of a file.
    #[arg(long, value_name = "STORE", value_hint = ValueHint::FilePath, conflicts_with = "file")]
    pub store: Option<PathBuf>,
    /// Who decides.
    #[arg(long, value_name = "NAME")]
    pub who: String,
    /// Why.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub why: String,
    /// Where the documents of claims are read, so that the decision keeps their words.
    #[arg(long = "in", value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<String>,
    /// What is decided.
    #[command(subcommand)]
    pub ruling: RulingTyped,
}

/// What can be decided; documents by their ids.
#[derive(Debug, Subcommand)]
pub enum RulingTyped {
    /// The edge stands: CHILD was taken from PARENT.
    Confirm {
        /// The text copied from.
        parent: String,
        /// The copy.
        child: String,
    },
    /// The edge never stands: CHILD was not taken from PARENT.
    Reject {
        /// The text not copied from; an id that begins with `lost:` means any lost text.
        parent: String,
        /// The document that is not its copy.
        child: String,
    },
    /// CHILD was taken in the main from PARENT, or from a text that is `lost`.
    Parent {
        /// The copy.
        child: String,
        /// The text copied from, or `lost`.
        parent: String,
    },
    /// What was done on the way from PARENT to CHILD.
    Kind {
        /// The text copied from.
        parent: String,
        /// The copy.
        child: String,
        /// `verbatim`, `abridged`, `edited`, `revised`, `spun`, `rewritten`, `translated`, `round-trip`, `excerpt` or `unknown`.
        kind: String,
    },
    /// Two figures, or two quotations, are one claim.
    SameClaim {
        /// A claim by its document and code points.
        #[arg(value_name = "DOCUMENT:BEGIN-END")]
        one: String,
        /// The same, told elsewhere.
        #[arg(value_name = "DOCUMENT:BEGIN-END")]
        other: String,
    },
    /// Two documents tell of two events.
    DifferentStories {
        /// A document.
        one: String,
        /// A document of another story.
        other: String,
    },
    /// Take a decision back.
    Undo {
        /// Its id, as it was printed.
        id: String,
    },
}

/// `vorlage review`.
#[derive(Debug, ClapArgs)]
pub struct Review {
    /// Inputs and output.
    #[command(flatten)]
    pub io: InOut,
    /// How to print the edges.
    #[arg(long, short, value_enum, default_value_t = ReviewFormat::Text)]
    pub format: ReviewFormat,
    /// Decisions taken so far.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub decisions: Option<PathBuf>,
    /// Confidence from which on an edge is asked about, 0 to 1.
    #[arg(long, value_name = "CONFIDENCE", default_value_t = vorlage_core::Thresholds::default().suggest)]
    pub suggest: f64,
    /// Confidence from which on an edge needs no one, 0 to 1.
    #[arg(long, value_name = "CONFIDENCE", default_value_t = vorlage_core::Thresholds::default().confirm)]
    pub confirm: f64,
    /// Most edges shown.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

/// How the queue is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReviewFormat {
    /// To read.
    Text,
    /// One JSON object.
    Json,
}

/// How decisions are taken.
pub const DECIDE_EXAMPLES: &str = "Examples:
  vorlage decide --file d.jsonl --who Ada confirm agency.txt paper.txt
  vorlage decide --file d.jsonl --who Ada --why 'it has a reporter there' reject agency.txt radio.txt
  vorlage decide --file d.jsonl --who Ada parent paper.txt lost
  vorlage decide --file d.jsonl --who Ada --in articles/ same-claim a.txt:120-122 b.txt:64-66
  vorlage decide --file d.jsonl --who Ada undo d3f0a5c1b2e4
  vorlage trace articles/ --decisions d.jsonl";

/// How edges are reviewed.
pub const REVIEW_EXAMPLES: &str = "Examples:
  vorlage review articles/                          the edges most worth a look, first
  vorlage review articles/ --decisions d.jsonl      those that are still open
  vorlage review articles/ --suggest 0.4 --limit 20 --format json";
