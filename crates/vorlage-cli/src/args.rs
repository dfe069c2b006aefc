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
