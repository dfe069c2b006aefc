//! What can be typed.

use clap::{Args as ClapArgs, Parser, Subcommand};

/// Reconstructs who copied a news story from whom.
#[derive(Parser)]
#[command(name = "vorlage", version)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Verbs.
#[derive(Subcommand)]
pub enum Command {
    /// Trace documents to families of copies, independent origins and a ledger.
    Trace(Inputs),
    /// Show what was read: article, residue, credits.
    Read(Inputs),
    /// List quotations and figures.
    Claims(Inputs),
    /// Count the words of news text, by which rare words and odd pairs of words are told.
    #[command(subcommand)]
    Background(BackgroundCommand),
}

/// What to do with background counts.
#[derive(Subcommand)]
pub enum BackgroundCommand {
    /// Count the words of the inputs into a counts file.
    Build(BackgroundBuild),
}

/// How to count.
#[derive(ClapArgs)]
pub struct BackgroundBuild {
    /// Files, folders, globs, or `-` for standard input.
    #[arg(required = true)]
    pub inputs: Vec<String>,
    /// The counts file to write.
    #[arg(long)]
    pub out: std::path::PathBuf,
    /// Least number of documents of a word to be kept.
    #[arg(long, default_value_t = vorlage_core::background::Limits::default().words)]
    pub least_word: u32,
    /// Least number of documents of a pair of words to be kept.
    #[arg(long, default_value_t = vorlage_core::background::Limits::default().pairs)]
    pub least_pair: u32,
    /// Most pairs to keep for a language.
    #[arg(long, default_value_t = vorlage_core::background::Limits::default().most)]
    pub most_pairs: usize,
}

/// Inputs and format.
#[derive(ClapArgs)]
pub struct Inputs {
    /// Files, folders, globs, or `-` for standard input.
    #[arg(required = true)]
    pub inputs: Vec<String>,
    /// How to print.
    #[arg(long, default_value = "json")]
    pub format: String,
    /// Add the article's body to each document.
    #[arg(long)]
    pub bodies: bool,
}
