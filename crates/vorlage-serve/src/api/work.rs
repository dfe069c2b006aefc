//! What takes longer: submissions, runs, and the jobs that do them.

use super::store::exported;
use super::{Pairs, bad, none};
use crate::answer::Answer;
use crate::engine::Given;
use crate::guard::Asker;
use crate::jobs::State as JobState;
use crate::problem::Problem;
use crate::token::Scope;
use crate::{Desk, MOST_BODY, submit as handed_in};
use axum::body::to_bytes;
use axum::extract::{Extension, FromRequest, Multipart, Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use serde_json::{Value, json};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use vorlage_store::RunRow;

/// Time that a client may take for a body.
const BODY: Duration = Duration::from_secs(60);
/// Pieces of one submission.
const MOST_GIVEN: usize = 200;

pub(super) async fn submit(
    State(desk): State<Arc<Desk>>,
    Extension(asker): Extension<Asker>,
    request: Request,
) -> Result<Answer, Problem> {
    desk.allow(asker, Scope::Submit)?;
    let (given, keep) = given_of(request).await?;
    accepted(handed_in::submit(&desk, given, keep)?)
}

/// What a request hands in, and whether it is to stay in the store: a form of several parts, or JSON.
pub(crate) async fn given_of(request: Request) -> Result<(Vec<Given>, bool), Problem> {
    let slow = |_| Problem::new(StatusCode::REQUEST_TIMEOUT, "the body did not arrive in time");
    tokio::time::timeout(BODY, read(request)).await.map_err(slow)?
}

async fn read(request: Request) -> Result<(Vec<Given>, bool), Problem> {
    let (mut given, keep) = match sort_of(request.headers()) {
        "multipart/form-data" => of_form(request).await?,
        "application/json" => of_json(request).await?,
        _ => {
            let words = "send multipart/form-data with text, url, file, or application/json with texts, urls";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, words));
        }
    };
    given.retain(|one| match one {
        Given::Text(text) | Given::Url(text) => !text.trim().is_empty(),
        Given::File { bytes, .. } => !bytes.is_empty(),
    });
    if given.len() > MOST_GIVEN {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, format!("at most {MOST_GIVEN} pieces at once")));
    }
    Ok((given, keep))
}

fn sort_of(headers: &HeaderMap) -> &str {
    let sort = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    sort.split(';').next().unwrap_or_default().trim()
}

async fn of_form(request: Request) -> Result<(Vec<Given>, bool), Problem> {
    let broken = |e: &dyn std::fmt::Display| bad(format!("the form cannot be read: {e}"));
    let mut form = Multipart::from_request(request, &()).await.map_err(|e| broken(&e))?;
    let (mut given, mut keep) = (Vec::new(), false);
    while let Some(field) = form.next_field().await.map_err(too_large)? {
        let (part, file) = (field.name().unwrap_or_default().to_owned(), field.file_name().map(str::to_owned));
        let bytes = field.bytes().await.map_err(too_large)?;
        let text = || String::from_utf8_lossy(&bytes).into_owned();
        match part.as_str() {
            "text" => given.push(Given::Text(text())),
            "url" => given.extend(text().split_whitespace().map(|url| Given::Url(url.to_owned()))),
            "keep" => keep = text() != "false",
            "file" | "files" => {
                given.push(Given::File { name: file.unwrap_or_else(|| "file".to_owned()), bytes: bytes.to_vec() });
            }
            other => return Err(bad(format!("the form has a part {other:?}; there are text, url, file, keep"))),
        }
    }
    Ok((given, keep))
}

fn too_large(error: axum::extract::multipart::MultipartError) -> Problem {
    Problem::new(error.status(), error.body_text())
}

async fn of_json(request: Request) -> Result<(Vec<Given>, bool), Problem> {
    let over = |_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, format!("a body has at most {MOST_BODY} bytes"));
    let body = to_bytes(request.into_body(), MOST_BODY).await.map_err(over)?;
    let value: Value = serde_json::from_slice(&body).map_err(|e| bad(format!("not JSON: {e}")))?;
    let list = |name: &str| -> Result<Vec<String>, Problem> {
        let wrong = || bad(format!("`{name}` is no list of texts"));
        match &value[name] {
            Value::Null => Ok(Vec::new()),
            Value::Array(all) => all.iter().map(|one| one.as_str().map(str::to_owned).ok_or_else(wrong)).collect(),
            _ => Err(wrong()),
        }
    };
    let texts = list("texts")?.into_iter().map(Given::Text);
    let given = texts.chain(list("urls")?.into_iter().map(Given::Url)).collect();
    Ok((given, value["keep"].as_bool().unwrap_or(false)))
}

/// A job was taken on.
fn accepted(job: u64) -> Result<Answer, Problem> {
    let at = format!("/api/v1/jobs/{job}");
    let value = json!({"job": job, "status": at, "events": format!("{at}/events")});
    Ok(Answer::json(&value).status(StatusCode::ACCEPTED).with(header::LOCATION, at))
}

pub(super) async fn submissions(State(desk): State<Arc<Desk>>) -> Result<Answer, Problem> {
    let rows = desk.ask(|desk| desk.store.submissions().map_err(|e| desk.failed(&e))).await?;
    Ok(Answer::json(&json!({"submissions": rows.iter().map(row).collect::<Vec<_>>()})))
}

pub(super) async fn runs(State(desk): State<Arc<Desk>>) -> Result<Answer, Problem> {
    let rows = desk.ask(|desk| desk.store.runs().map_err(|e| desk.failed(&e))).await?;
    Ok(Answer::json(&json!({"runs": rows.iter().map(row).collect::<Vec<_>>()})))
}

fn row(row: &RunRow) -> Value {
    json!({
        "id": row.id, "at": row.about.at, "program": row.about.program, "current": row.current, "documents": row.documents,
        "stories": row.stories, "origins": row.origins, "not_measured": row.not_measured,
    })
}

pub(super) async fn submission(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Answer, Problem> {
    desk.ask(move |desk| {
        let trace = desk.store.submission(&id).map_err(|e| desk.failed(&e))?.ok_or_else(|| none("submission", &id))?;
        let rows = desk.store.submissions().map_err(|e| desk.failed(&e))?;
        let about = rows.into_iter().find(|row| row.id == id).unwrap_or_default().about;
        exported(&trace, &pairs, "submission", (&about.models, &about.settings))
    })
    .await
}

pub(super) async fn run(State(desk): State<Arc<Desk>>, Extension(asker): Extension<Asker>) -> Result<Answer, Problem> {
    desk.allow(asker, Scope::Submit)?;
    accepted(handed_in::trace_anew(&desk)?)
}

/// The job of a number as it stands in an address.
fn watched(desk: &Desk, id: &str) -> Result<(u64, tokio::sync::watch::Receiver<JobState>), Problem> {
    let found = id.parse().ok().and_then(|number| Some((number, desk.jobs.watch(number)?)));
    found.ok_or_else(|| none("job", id))
}

pub(super) async fn job(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Result<Answer, Problem> {
    let (number, job) = watched(&desk, &id)?;
    let mut value = job.borrow().value();
    value["job"] = json!(number);
    Ok(Answer::json(&value))
}

/// The states of a job as they come, the present one first; the stream ends with the job.
pub(super) async fn events(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let (_, mut job) = watched(&desk, &id)?;
    job.mark_changed();
    let next = |(mut job, ended): (tokio::sync::watch::Receiver<JobState>, bool)| async move {
        if ended || job.changed().await.is_err() {
            return None;
        }
        let state = job.borrow_and_update().clone();
        let event = Event::default().event(state.word()).data(state.value().to_string());
        Some((Ok(event), (job, state.ended())))
    };
    Ok(Sse::new(futures_util::stream::unfold((job, false), next)).keep_alive(KeepAlive::default()))
}
