//! Documents handed in: read, traced beside the stories of the store that they may belong to, and kept under an address of their own.

use crate::desk::Desk;
use crate::engine::Given;
use crate::jobs::{Job, State};
use crate::problem::Problem;
use axum::http::StatusCode;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vorlage_model::{Document, Note, Trace};

/// Searches for one document, each for two of its telling words that stand side by side in their order of rarity.
const SEARCHES: usize = 8;
/// Documents that one such search brings.
const HITS: usize = 20;
/// Stories of the store that are traced beside what was handed in.
const MOST_STORIES: usize = 8;
/// Documents of these in all; what is beyond is said to be left out.
const MOST_BESIDE: usize = 400;

/// Takes documents on; the number of the job. With `keep` they are added to the store, too.
pub(crate) fn submit(desk: &Arc<Desk>, given: Vec<Given>, keep: bool) -> Result<u64, Problem> {
    if given.is_empty() {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "there is no text, address or file in this"));
    }
    let desk_of_job = Arc::clone(desk);
    desk.jobs.start(move |job| work(&desk_of_job, job, given, keep).unwrap_or_else(State::Failed))
}

/// Traces the whole store anew as people have decided; the number of the job.
pub(crate) fn trace_anew(desk: &Arc<Desk>) -> Result<u64, Problem> {
    let desk_of_job = Arc::clone(desk);
    desk.jobs.start(move |job| all(&desk_of_job, job).unwrap_or_else(State::Failed))
}

fn all(desk: &Desk, job: &Job) -> Result<State, Problem> {
    let failed = |e| desk.failed(&e);
    job.say(State::Working("reading", 0, 1));
    let mut documents = Vec::new();
    let read = desk.store.each_document(|document| {
        documents.push(document);
        std::ops::ControlFlow::Continue(())
    });
    read.map_err(failed)?;
    let trace = traced(desk, job, documents)?;
    job.say(State::Working("keeping", 0, 1));
    desk.store.put_run(&trace, &desk.engine.about()).map_err(failed)?;
    Ok(State::Done("/stories".to_owned(), told(&trace.notes)))
}

fn work(desk: &Desk, job: &Job, given: Vec<Given>, keep: bool) -> Result<State, Problem> {
    let failed = |e| desk.failed(&e);
    job.say(State::Working("reading", 0, 1));
    let taken = desk.engine.read(given);
    if taken.documents.is_empty() {
        let why = if taken.notes.is_empty() { "it holds no text".to_owned() } else { told(&taken.notes).join("; ") };
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, format!("nothing could be read: {why}")));
    }
    job.say(State::Working("looking for its stories", 0, 1));
    let mut notes = taken.notes;
    let own: BTreeSet<String> = taken.documents.iter().map(|document| document.id.clone()).collect();
    let beside = beside(desk, &taken.documents, &own, &mut notes)?;
    if keep {
        desk.store.add(&taken.documents).map_err(failed)?;
    }
    let mut trace = traced(desk, job, taken.documents.into_iter().chain(beside).collect())?;
    let holds_own =
        |n: &usize| trace.stories[*n].documents.iter().any(|&d| own.contains(&trace.documents[d].document.id));
    let wanted: Vec<usize> = (0..trace.stories.len()).filter(holds_own).collect();
    let refused = trace.notes.iter().filter(|note| note.place.starts_with("decision ")).cloned();
    notes.extend(refused);
    trace = trace.only(&wanted);
    trace.notes.extend(notes.iter().cloned());
    job.say(State::Working("keeping", 0, 1));
    let id = desk.store.put_submission(&trace, &desk.engine.about()).map_err(failed)?;
    Ok(State::Done(format!("/submission/{id}"), told(&notes)))
}

fn traced(desk: &Desk, job: &Job, documents: Vec<Document>) -> Result<Trace, Problem> {
    let decisions = desk.store.decisions().map_err(|e| desk.failed(&e))?;
    Ok(desk.engine.trace(documents, &decisions, &|stage, done, of| job.say(State::Working(stage, done, of))))
}

/// The documents of those stories of the store that share the most telling words with what was handed in.
fn beside(
    desk: &Desk,
    given: &[Document],
    own: &BTreeSet<String>,
    notes: &mut Vec<Note>,
) -> Result<Vec<Document>, Problem> {
    let failed = |e| desk.failed(&e);
    // Counted a story, and documents that no run has put into one.
    let (mut stories, mut loose) = (BTreeMap::<String, usize>::new(), BTreeSet::<String>::new());
    for document in given {
        let words = desk.engine.telling_words(document);
        for pair in words.windows(2).take(SEARCHES) {
            for hit in desk.store.search(&pair.join(" "), HITS).map_err(failed)? {
                match hit.story {
                    Some(story) => *stories.entry(story).or_default() += 1,
                    None => _ = loose.insert(hit.id),
                }
            }
        }
    }
    let mut order: Vec<(usize, String)> = stories.into_iter().map(|(id, n)| (n, id)).collect();
    order.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut left = order.len().saturating_sub(MOST_STORIES);
    let mut found = Vec::new();
    for (_, id) in order.into_iter().take(MOST_STORIES) {
        let trace = desk.store.story(&id).map_err(failed)?.unwrap_or_default();
        if found.len() + trace.documents.len() > MOST_BESIDE {
            left += 1;
            continue;
        }
        found.extend(trace.documents.into_iter().map(|traced| traced.document));
    }
    for id in loose.iter().take(MOST_BESIDE.saturating_sub(found.len())) {
        found.extend(desk.store.document(id).map_err(failed)?);
    }
    if left > 0 {
        let text = format!("{left} more stories of the store share words with it and were not traced beside it");
        notes.push(Note { place: "submission".to_owned(), text });
    }
    found.retain(|document| !own.contains(&document.id));
    Ok(found)
}

fn told(notes: &[Note]) -> Vec<String> {
    notes.iter().map(|note| format!("{}: {}", note.place, note.text)).collect()
}
