//! `vorlage read`.

use crate::args::Listing;
use crate::context::Context;
use crate::listing::{self, Shown};
use vorlage_export::{contract, terminal};

/// Prints what was read.
pub fn run(command: &Listing, context: &Context) -> anyhow::Result<u8> {
    let values = |document: &_, analysis: &_| vec![contract::read_line(document, analysis)];
    listing::run(command, context, &Shown { values, page: terminal::read })
}
