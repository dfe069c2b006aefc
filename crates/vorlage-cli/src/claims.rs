//! `vorlage claims`.

use crate::args::Listing;
use crate::context::Context;
use crate::listing::{self, Shown};
use vorlage_export::{contract, terminal};

/// Prints quotations and figures.
pub fn run(command: &Listing, context: &Context) -> anyhow::Result<u8> {
    listing::run(command, context, &Shown { values: contract::claim_lines, page: terminal::claims })
}
