//! `vorlage add`.

use super::{open, told};
use crate::args::Add as Command;
use crate::context::Context;
use crate::out;
use vorlage_store::{Access, Added};

/// The index of words is put in order where one in so many documents is new to it.
const MANY: usize = 4;

/// Adds the documents of the inputs, batch by batch, and says how many were new.
pub fn run(command: &Command, context: &Context) -> anyhow::Result<u8> {
    let store = open(&command.store, Access::Write)?;
    let mut all = Added::default();
    let mut done = Ok(());
    let skipped = context.read_each(&command.inputs, |documents| {
        let added = if command.no_words { store.add_unindexed(&documents) } else { store.add(&documents) };
        done = added.map(|added| {
            all.new += added.new;
            all.replaced += added.replaced;
            all.unchanged += added.unchanged;
        });
        done.is_ok()
    });
    // What was added before a batch that failed is kept, and said.
    let counts = format!("{} new, {} replaced, {} unchanged\n", all.new, all.replaced, all.unchanged);
    out::text(None, &counts)?;
    done.map_err(told)?;
    if !command.no_words {
        let words = store.index_words().map_err(told)? + all.new + all.replaced;
        if words * MANY >= store.counts().map_err(told)?.documents {
            store.order_words().map_err(told)?;
        }
    }
    Ok(u8::from(skipped?))
}
