//! `vorlage review`.

use crate::args::{Review as Command, ReviewFormat};
use crate::context::Context;
use crate::hint::hinted;
use crate::{decide, out, trace};
use vorlage_core::Thresholds;
use vorlage_export::review;

/// Prints the uncertain edges of the inputs, the most valuable first.
pub fn run(command: &Command, context: &Context) -> anyhow::Result<u8> {
    let share = 0.0..=1.0;
    if !share.contains(&command.suggest) || !share.contains(&command.confirm) || command.suggest > command.confirm {
        return Err(hinted("the thresholds do not fit", "0 <= --suggest <= --confirm <= 1"));
    }
    let (decisions, wrong) = decide::read(command.decisions.as_deref())?;
    let traced = trace::traced(&command.io.inputs, decisions, wrong, context)?;
    let thresholds = Thresholds { suggest: command.suggest, confirm: command.confirm };
    let mut items = vorlage_core::review(&traced.trace, &thresholds);
    items.truncate(command.limit.unwrap_or(usize::MAX));
    let output = command.io.output.as_deref();
    match command.format {
        ReviewFormat::Text => out::text(output, &review::text(&items)),
        ReviewFormat::Json => out::json_lines(output, [review::value(&items)]),
    }?;
    Ok(u8::from(traced.skipped))
}
