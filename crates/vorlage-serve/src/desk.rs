//! The desk: a store, what works on it, and what is under way.

use crate::engine::Engine;
use crate::guard::Asker;
use crate::jobs::Jobs;
use crate::metrics::Metrics;
use crate::problem::Problem;
use crate::token::Scope;
use axum::http::StatusCode;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;
use vorlage_model::{ReviewItem, Ruling};
use vorlage_store::{Store, StoreError};

/// Questions that the store answers at once: it reads in parallel, but a page takes no longer than a few of them.
const AT_ONCE: usize = 8;

/// Edges that people may be asked about, of one run.
type Reviewed = Option<(String, Arc<Vec<ReviewItem>>)>;

/// Everything that routes need.
pub struct Desk {
    pub(crate) store: Store,
    pub(crate) engine: Box<dyn Engine>,
    pub(crate) jobs: Jobs,
    pub(crate) metrics: Metrics,
    /// Nothing is written, whatever a token allows.
    pub(crate) read_only: bool,
    questions: Arc<Semaphore>,
    reviewed: Mutex<Reviewed>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk")
            .field("store", &self.store.path())
            .field("read_only", &self.read_only)
            .finish_non_exhaustive()
    }
}

impl Desk {
    /// A desk over a store. `read_only` where the store was opened for reading.
    #[must_use]
    pub fn new(store: Store, engine: Box<dyn Engine>, read_only: bool) -> Arc<Self> {
        Arc::new(Self {
            store,
            engine,
            jobs: Jobs::default(),
            metrics: Metrics::default(),
            read_only,
            questions: Arc::new(Semaphore::new(AT_ONCE)),
            reviewed: Mutex::default(),
        })
    }

    /// Asks the store or the engine something, off the threads that serve.
    pub(crate) async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        question: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let Ok(permit) = Arc::clone(&self.questions).acquire_owned().await else {
            return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the server is stopping"));
        };
        let desk = Arc::clone(self);
        let answer = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            question(&desk)
        });
        answer.await.unwrap_or_else(|error| {
            self.engine.tell(&format!("a request failed: {error}"));
            Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "this request failed; the server goes on"))
        })
    }

    /// What a store's error is to a client. Where the file lies is not their affair; whoever runs the server is told.
    pub(crate) fn failed(&self, error: &StoreError) -> Problem {
        self.engine.tell(&error.to_string());
        let (status, words) = match error {
            StoreError::Full { .. } => {
                (StatusCode::INSUFFICIENT_STORAGE, "the disk of the server is full; nothing was kept")
            }
            StoreError::ReadOnly { .. } => (StatusCode::FORBIDDEN, "this server only reads"),
            StoreError::Held { .. } => (StatusCode::SERVICE_UNAVAILABLE, "another process writes into the store"),
            StoreError::Damaged { .. } => (StatusCode::INTERNAL_SERVER_ERROR, "the store is damaged here"),
            _ => (StatusCode::INTERNAL_SERVER_ERROR, "the store cannot be read or written"),
        };
        Problem::new(status, words)
    }

    /// Fails unless the asker may do it here.
    pub(crate) fn allow(&self, asker: Asker, scope: Scope) -> Result<(), Problem> {
        if self.read_only {
            return Err(Problem::new(StatusCode::FORBIDDEN, "this server only reads"));
        }
        if asker.scopes.allow(scope) {
            return Ok(());
        }
        Err(Problem::new(StatusCode::FORBIDDEN, format!("that needs a token with the scope {scope}")))
    }

    /// What people should look at in the current run, what they have ruled on since left out.
    pub(crate) fn review(&self) -> Result<Vec<ReviewItem>, Problem> {
        let runs = self.store.runs().map_err(|e| self.failed(&e))?;
        let Some(current) = runs.into_iter().find(|run| run.current) else { return Ok(Vec::new()) };
        let items = self.reviewed(current.id)?;
        let ruled = self.store.decisions().map_err(|e| self.failed(&e))?;
        let about = |item: &ReviewItem, ruling: &Ruling| match ruling {
            Ruling::Confirm { parent, child }
            | Ruling::Reject { parent, child }
            | Ruling::Kind { parent, child, .. } => {
                *parent == item.parent && *child == item.child || *parent == item.child && *child == item.parent
            }
            Ruling::Parent { child, .. } => *child == item.child,
            Ruling::DifferentStories { one, other } => {
                [one, other] == [&item.parent, &item.child] || [other, one] == [&item.parent, &item.child]
            }
            Ruling::SameClaim { .. } => false,
        };
        Ok(items.iter().filter(|item| !ruled.iter().any(|d| about(item, &d.ruling))).cloned().collect())
    }

    /// The same before anybody ruled; made once a run.
    fn reviewed(&self, run: String) -> Result<Arc<Vec<ReviewItem>>, Problem> {
        let mut held = self.reviewed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, items)) = held.as_ref().filter(|(of, _)| *of == run) {
            let _ = of;
            return Ok(Arc::clone(items));
        }
        // Story by story: a run may be larger than the memory.
        let mut items = Vec::new();
        let read = self.store.each_story(|trace| {
            items.extend(self.engine.review(&trace));
            ControlFlow::Continue(())
        });
        read.map_err(|e| self.failed(&e))?;
        items.sort_by(|a, b| {
            let ids = |item: &ReviewItem| [item.story.clone(), item.child.clone(), item.parent.clone()];
            b.worth.total_cmp(&a.worth).then_with(|| ids(a).cmp(&ids(b)))
        });
        let items = Arc::new(items);
        *held = Some((run, Arc::clone(&items)));
        Ok(items)
    }
}
