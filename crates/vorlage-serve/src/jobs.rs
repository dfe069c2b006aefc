//! Work that takes longer than a request: one piece at a time, in the order it was asked for, watched as it goes.

use crate::problem::Problem;
use axum::http::StatusCode;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// Jobs that may wait; who comes later is asked to come again.
const MOST_WAITING: usize = 16;
/// Ended jobs that are remembered.
const MOST_KEPT: usize = 256;

/// How far a job is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {
    /// Others are before it.
    Waiting,
    /// So many of so many steps of a stage are done.
    Working(&'static str, usize, usize),
    /// Done: the address of what came of it, and what could not be done on the way.
    Done(String, Vec<String>),
    /// It came to nothing.
    Failed(Problem),
}

impl State {
    /// Nothing follows.
    pub(crate) fn ended(&self) -> bool {
        matches!(self, Self::Done(..) | Self::Failed(_))
    }

    /// The state in one word.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Working(..) => "working",
            Self::Done(..) => "done",
            Self::Failed(_) => "failed",
        }
    }

    /// As JSON.
    pub(crate) fn value(&self) -> Value {
        match self {
            Self::Waiting => json!({"state": self.word()}),
            Self::Working(stage, done, of) => json!({"state": self.word(), "stage": stage, "done": done, "of": of}),
            Self::Done(at, notes) => json!({"state": self.word(), "result": at, "notes": notes}),
            Self::Failed(problem) => {
                json!({"state": self.word(), "status": problem.status.as_u16(), "detail": problem.detail})
            }
        }
    }
}

/// Where a job says how far it is.
#[derive(Clone)]
pub(crate) struct Job(Arc<watch::Sender<State>>);

impl Job {
    pub(crate) fn say(&self, state: State) {
        self.0.send_replace(state);
    }
}

/// All jobs of this server.
pub(crate) struct Jobs {
    next: AtomicU64,
    all: Mutex<BTreeMap<u64, watch::Receiver<State>>>,
    turn: Arc<tokio::sync::Mutex<()>>,
}

impl Default for Jobs {
    fn default() -> Self {
        Self { next: AtomicU64::new(1), all: Mutex::default(), turn: Arc::default() }
    }
}

impl Jobs {
    /// Takes a piece of work on; it begins when those before it have ended. Its number, or too many wait.
    pub(crate) fn start(&self, work: impl FnOnce(&Job) -> State + Send + 'static) -> Result<u64, Problem> {
        let (say, watched) = watch::channel(State::Waiting);
        let id = self.enter(watched)?;
        let (turn, job) = (Arc::clone(&self.turn), Job(Arc::new(say)));
        tokio::spawn(async move {
            let _turn = turn.lock_owned().await;
            let told = job.clone();
            let ended = tokio::task::spawn_blocking(move || work(&told)).await;
            let broken = |_| {
                State::Failed(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "this job failed; the server goes on"))
            };
            job.say(ended.unwrap_or_else(broken));
        });
        Ok(id)
    }

    fn enter(&self, watched: watch::Receiver<State>) -> Result<u64, Problem> {
        let mut all = self.all();
        let ended: Vec<u64> = all.iter().filter(|(_, job)| job.borrow().ended()).map(|(id, _)| *id).collect();
        if all.len() - ended.len() >= MOST_WAITING {
            return Err(Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "too much work is waiting; try again in a minute",
            ));
        }
        for old in &ended[..ended.len().saturating_sub(MOST_KEPT)] {
            all.remove(old);
        }
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        all.insert(id, watched);
        Ok(id)
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<u64, watch::Receiver<State>>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Follows a job.
    pub(crate) fn watch(&self, id: u64) -> Option<watch::Receiver<State>> {
        self.all().get(&id).cloned()
    }

    /// Jobs by state.
    pub(crate) fn counts(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::from([("waiting", 0), ("working", 0), ("done", 0), ("failed", 0)]);
        for job in self.all().values() {
            *counts.entry(job.borrow().word()).or_default() += 1;
        }
        counts
    }
}
