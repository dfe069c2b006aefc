//! Work on many values on all cores.

use crate::error::Fault;
use std::num::NonZero;

/// Applies `f` to runs of `items`, a run a core, and joins the results in order.
pub fn map<T: Sync, R: Send>(items: &[T], f: impl Fn(&[T]) -> Result<Vec<R>, Fault> + Sync) -> Result<Vec<R>, Fault> {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    if cores == 1 || items.len() < 2 * cores {
        return f(items);
    }
    let done = std::thread::scope(|scope| {
        let f = &f;
        let runs: Vec<_> = items.chunks(items.len().div_ceil(cores)).map(|run| scope.spawn(move || f(run))).collect();
        let ended = |_| Fault::Damaged("a thread ended early".to_owned());
        runs.into_iter().map(|run| run.join().map_err(ended)?).collect::<Result<Vec<_>, Fault>>()
    })?;
    Ok(done.into_iter().flatten().collect())
}
