//! The pages at their addresses.

use crate::Desk;
use crate::answer::Answer;
use crate::api::{self, Pairs, value};
use crate::guard::Asker;
use crate::jobs::State as JobState;
use crate::pages::{self, Beside, View};
use crate::problem::Problem;
use crate::submit as handed_in;
use crate::token::Scope;
use axum::Router;
use axum::extract::{Extension, Form, Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;
use vorlage_export::html::{self, By};
use vorlage_export::tongue::Tongue;
use vorlage_export::words::siglum;
use vorlage_model::{Document, Trace};

/// Questions of the review queue on one page.
const ASKED: usize = 25;
/// Documents that a search lists.
const HITS: usize = 50;
/// Documents that are set beside the base at once.
const BESIDE: usize = 8;
/// Cookies: the language, and how the person who decides was called last.
const TONGUE: &str = "tongue";
const WHO: &str = "who";
/// A cookie is kept so long, in seconds: a year.
const KEPT: u32 = 365 * 86_400;

/// The routes of pages.
pub(crate) fn routes() -> Router<Arc<Desk>> {
    let story_at = |base: &str| {
        Router::new()
            .route(base, get(story))
            .route(&format!("{base}/ledger"), get(ledger))
            .route(&format!("{base}/evidence"), get(evidence))
            .route(&format!("{base}/compare"), get(compare))
            .route(&format!("{base}/document/{{letter}}"), get(document))
            .route(&format!("{base}/export/{{format}}"), get(export))
    };
    Router::new()
        .route("/", get(start))
        .route("/submit", post(submit))
        .route("/runs", post(run))
        .route("/job/{id}", get(job))
        .route("/stories", get(stories))
        .route("/submission/{id}", get(submission))
        .route("/outlets", get(outlets))
        .route("/search", get(find))
        .route("/review", get(review).post(decide))
        .route("/review/undo", post(undo))
        .route("/about", get(about))
        .route("/static/style.css", get(async || Answer::new("text/css; charset=utf-8", pages::style())))
        .route("/static/icon.svg", get(async || Answer::new("image/svg+xml", include_str!("pages/icon.svg"))))
        .route("/static/desk.js", get(async || Answer::new("text/javascript; charset=utf-8", pages::SCRIPT)))
        .merge(story_at("/story/{id}"))
        .merge(story_at("/submission/{id}/{n}"))
}

/// Finds out who looks, remembers the language they choose, and shows them what is wrong as a page. The API goes its own way.
pub(crate) async fn for_people(State(desk): State<Arc<Desk>>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if path.starts_with("/api/") || path == "/healthz" || path == "/metrics" {
        return next.run(request).await;
    }
    let (view, chosen) = looking(&desk, &request);
    request.extensions_mut().insert(view.clone());
    let mut answer = shown(&view, next.run(request).await).await;
    if let Some(Ok(cookie)) = chosen.map(|tongue| cookie(TONGUE, tongue.code()).parse()) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}

/// Who looks from where, and the language they have just chosen.
fn looking(desk: &Desk, request: &Request) -> (View, Option<Tongue>) {
    let path = request.uri().path().to_owned();
    let asked = Query::<Pairs>::try_from_uri(request.uri()).map(|Query(pairs)| pairs).unwrap_or_default();
    let chosen = value(&asked, "tongue").and_then(Tongue::of);
    let asker = request.extensions().get::<Asker>().copied();
    let allowed = |scope| asker.is_some_and(|asker| desk.allow(asker, scope).is_ok());
    let view = View {
        tongue: chosen.or_else(|| remembered(request.headers())).unwrap_or_else(|| preferred(request.headers())),
        query: asked.into_iter().filter(|(key, _)| key != "tongue").collect(),
        may_submit: allowed(Scope::Submit),
        may_decide: allowed(Scope::Decide),
        path,
    };
    (view, chosen)
}

/// A problem as a page.
async fn shown(view: &View, answer: Response) -> Response {
    let status = answer.status();
    let problem = answer.headers().get(header::CONTENT_TYPE).is_some_and(|sort| sort == "application/problem+json");
    if !problem {
        return answer;
    }
    let body = axum::body::to_bytes(answer.into_body(), 1 << 16).await.unwrap_or_default();
    let told: Value = serde_json::from_slice(&body).unwrap_or_default();
    let words = told["detail"].as_str().unwrap_or_default();
    page(view, pages::message(view, status.as_u16(), words)).status(status).into_response()
}

fn page(view: &View, html: String) -> Answer {
    Answer::new("text/html; charset=utf-8", html)
        .with(header::VARY, "accept-language, cookie")
        .with(header::CONTENT_LANGUAGE, view.tongue.code())
}

fn cookie(name: &str, value: &str) -> String {
    format!("{name}={}; Path=/; SameSite=Strict; HttpOnly; Max-Age={KEPT}", pages::encoded(value))
}

fn cookie_of(headers: &HeaderMap, name: &str) -> Option<String> {
    let pairs = headers.get(header::COOKIE)?.to_str().ok()?.split(';');
    let value = pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(key, _)| *key == name)?.1;
    Some(decoded(value))
}

/// Undoes percent signs; what is no UTF-8 then becomes a replacement sign.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(&byte) = bytes.get(at) {
        let hex = text.get(at + 1..at + 3).filter(|_| byte == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(hex.unwrap_or(byte));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn remembered(headers: &HeaderMap) -> Option<Tongue> {
    Tongue::of(&cookie_of(headers, TONGUE)?)
}

/// The first language of a browser's list that there is; the lists stand in order in every browser.
fn preferred(headers: &HeaderMap) -> Tongue {
    let list = headers.get(header::ACCEPT_LANGUAGE).and_then(|list| list.to_str().ok()).unwrap_or_default();
    list.split(',').find_map(|one| Tongue::of(one.split(';').next()?)).unwrap_or_default()
}

/// Which story an address below `/story` or `/submission` means, and what else stands in it.
type Place = Path<HashMap<String, String>>;

fn part<'p>(place: &'p HashMap<String, String>, name: &str) -> &'p str {
    place.get(name).map_or("", String::as_str)
}

/// The one-story trace of an address, and the address.
fn told(desk: &Desk, place: &HashMap<String, String>) -> Result<(Trace, String), Problem> {
    let id = part(place, "id");
    let Some(n) = place.get("n") else {
        let trace = desk.store.story(id).map_err(|e| desk.failed(&e))?.ok_or_else(|| api::none("story", id))?;
        return Ok((trace, format!("/story/{}", pages::encoded(id))));
    };
    let whole = desk.store.submission(id).map_err(|e| desk.failed(&e))?.ok_or_else(|| api::none("submission", id))?;
    let at = n.parse::<usize>().ok().filter(|at| *at < whole.stories.len()).ok_or_else(|| api::none("story", n))?;
    Ok((whole.story(at), format!("/submission/{}/{at}", pages::encoded(id))))
}

/// The position of a document by its letter.
fn by_letter(trace: &Trace, letter: &str) -> Result<usize, Problem> {
    let found = trace.stories.first().and_then(|story| story.documents.iter().find(|&&d| siglum(story, d) == letter));
    found.copied().ok_or_else(|| api::none("document", letter))
}

type Shown = Result<Answer, Problem>;
type DeskState = State<Arc<Desk>>;

async fn start(State(desk): DeskState, Extension(view): Extension<View>) -> Shown {
    let counts = desk.ask(|desk| desk.store.counts().map_err(|e| desk.failed(&e))).await?;
    Ok(page(&view, pages::start(&view, &counts)))
}

async fn stories(State(desk): DeskState, Extension(view): Extension<View>, Query(pairs): Query<Pairs>) -> Shown {
    let filter = api::filter_of(&pairs)?;
    desk.ask(move |desk| {
        let list = desk.store.stories(&filter).map_err(|e| desk.failed(&e))?;
        Ok(page(&view, pages::stories(&view, &list, &filter)))
    })
    .await
}

async fn submission(
    State(desk): DeskState,
    Extension(view): Extension<View>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    desk.ask(move |desk| {
        let trace =
            desk.store.submission(&id).map_err(|e| desk.failed(&e))?.ok_or_else(|| api::none("submission", &id))?;
        if trace.stories.len() == 1 {
            return Ok(away(&format!("/submission/{}/0", pages::encoded(&id))).into_response());
        }
        Ok(page(&view, pages::several(&view, &trace)).into_response())
    })
    .await
}

async fn story(State(desk): DeskState, Extension(view): Extension<View>, Path(place): Place) -> Shown {
    desk.ask(move |desk| {
        let (trace, base) = told(desk, &place)?;
        let by = By::ALL.into_iter().find(|by| value(&view.query, "by") == Some(by.as_str())).unwrap_or_default();
        Ok(page(&view, pages::story(&view, &trace, &base, by, desk.engine.words())))
    })
    .await
}

async fn ledger(State(desk): DeskState, Extension(view): Extension<View>, Path(place): Place) -> Shown {
    desk.ask(move |desk| {
        let (trace, base) = told(desk, &place)?;
        Ok(page(&view, pages::ledger(&view, &trace, &base)))
    })
    .await
}

async fn evidence(State(desk): DeskState, Extension(view): Extension<View>, Path(place): Place) -> Shown {
    desk.ask(move |desk| {
        let (trace, base) = told(desk, &place)?;
        Ok(page(&view, pages::evidence(&view, &trace, &base, desk.engine.words())))
    })
    .await
}

async fn document(State(desk): DeskState, Extension(view): Extension<View>, Path(place): Place) -> Shown {
    desk.ask(move |desk| {
        let (trace, base) = told(desk, &place)?;
        let at = by_letter(&trace, part(&place, "letter"))?;
        Ok(page(&view, pages::document(&view, &trace, &base, at)))
    })
    .await
}

async fn compare(State(desk): DeskState, Extension(view): Extension<View>, Path(place): Place) -> Shown {
    desk.ask(move |desk| {
        let (trace, address) = told(desk, &place)?;
        let base = by_letter(&trace, value(&view.query, "base").unwrap_or("A"))?;
        let letters = view.query.iter().filter(|(key, _)| key == "with").map(|(_, letter)| letter.as_str());
        let mut beside = Vec::new();
        for letter in letters.take(BESIDE) {
            let document = by_letter(&trace, letter)?;
            if document != base && beside.iter().all(|b: &Beside| b.document != document) {
                beside.push(Beside {
                    document,
                    sides: sides(desk, &view, [text(&trace, base), text(&trace, document)], beside.len()),
                });
            }
        }
        Ok(page(&view, pages::compare(&view, &trace, &address, base, &beside)))
    })
    .await
}

fn text(trace: &Trace, at: usize) -> &Document {
    &trace.documents[at].document
}

/// Two texts side by side, all or what is asked for.
fn sides(desk: &Desk, view: &View, documents: [&Document; 2], nth: usize) -> String {
    let mut out = String::new();
    let show = value(&view.query, "show");
    desk.engine.compare(documents, &mut |found| {
        out = match show {
            Some("order") => html::in_own_order(found, view.tongue, &format!("p{nth}")),
            _ => html::sides(found, view.tongue),
        };
    });
    match show {
        Some(show @ ("differences" | "agreements")) => {
            out.replacen("class=\"sides\"", &format!("class=\"sides {show}\""), 1)
        }
        _ => out,
    }
}

async fn export(State(desk): DeskState, Path(place): Place, Query(mut pairs): Query<Pairs>) -> Shown {
    desk.ask(move |desk| {
        let (trace, _) = told(desk, &place)?;
        pairs.push(("format".to_owned(), part(&place, "format").to_owned()));
        let about = desk.engine.about();
        api::exported(&trace, &pairs, "story", (&about.models, &about.settings))
    })
    .await
}

async fn outlets(State(desk): DeskState, Extension(view): Extension<View>) -> Shown {
    desk.ask(move |desk| {
        let found = desk.store.outlets(api::OUTLETS).map_err(|e| desk.failed(&e))?;
        Ok(page(&view, pages::outlets(&view, &found)))
    })
    .await
}

async fn find(State(desk): DeskState, Extension(view): Extension<View>, Query(pairs): Query<Pairs>) -> Shown {
    desk.ask(move |desk| {
        let words = value(&pairs, "q").unwrap_or_default();
        let hits = desk.store.search(words, HITS).map_err(|e| desk.failed(&e))?;
        Ok(page(&view, pages::find(&view, words, &hits)))
    })
    .await
}

async fn review(State(desk): DeskState, Extension(view): Extension<View>, headers: HeaderMap) -> Shown {
    desk.ask(move |desk| {
        let items = desk.review()?;
        let decisions = desk.store.decisions().map_err(|e| desk.failed(&e))?;
        let who = cookie_of(&headers, WHO).unwrap_or_default();
        let shown = &items[..items.len().min(ASKED)];
        Ok(page(&view, pages::review(&view, shown, items.len(), &decisions, &who)))
    })
    .await
}

async fn decide(
    State(desk): DeskState,
    Extension(asker): Extension<Asker>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Problem> {
    desk.allow(asker, Scope::Decide)?;
    let said: serde_json::Map<String, Value> = pairs.iter().map(|(key, value)| (key.clone(), json!(value))).collect();
    let decision = api::decision_of(&Value::Object(said), desk.engine.about().at.unwrap_or_default())?;
    let who = [(header::SET_COOKIE, cookie(WHO, &decision.who))];
    desk.ask(move |desk| desk.store.decide(&decision).map_err(|e| desk.failed(&e))).await?;
    Ok((who, away("/review")).into_response())
}

async fn undo(
    State(desk): DeskState,
    Extension(asker): Extension<Asker>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Problem> {
    desk.allow(asker, Scope::Decide)?;
    let id = value(&pairs, "id").unwrap_or_default().to_owned();
    desk.ask(move |desk| desk.store.undo(&id).map_err(|e| desk.failed(&e))).await?;
    Ok(away("/review").into_response())
}

async fn submit(
    State(desk): DeskState,
    Extension(asker): Extension<Asker>,
    request: Request,
) -> Result<Response, Problem> {
    desk.allow(asker, Scope::Submit)?;
    let (given, keep) = api::given_of(request).await?;
    Ok(away(&format!("/job/{}", handed_in::submit(&desk, given, keep)?)).into_response())
}

async fn run(State(desk): DeskState, Extension(asker): Extension<Asker>) -> Result<Response, Problem> {
    desk.allow(asker, Scope::Submit)?;
    Ok(away(&format!("/job/{}", handed_in::trace_anew(&desk)?)).into_response())
}

async fn job(
    State(desk): DeskState,
    Extension(view): Extension<View>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let watched = id.parse().ok().and_then(|number| desk.jobs.watch(number)).ok_or_else(|| api::none("job", &id))?;
    let state = watched.borrow().clone();
    Ok(match state {
        JobState::Done(at, _) => away(&at).into_response(),
        JobState::Failed(problem) => problem.into_response(),
        state => {
            page(&view, pages::progress(&view, &state)).with(HeaderName::from_static("refresh"), "1").into_response()
        }
    })
}

async fn about(State(desk): DeskState, Extension(view): Extension<View>) -> Shown {
    Ok(page(&view, pages::about(&view, &desk.engine.about())))
}

/// Look there instead.
fn away(address: &str) -> impl IntoResponse + use<> {
    (StatusCode::SEE_OTHER, [(header::LOCATION, address.to_owned())])
}
