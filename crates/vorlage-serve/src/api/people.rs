//! What people decide, and what they are asked.

use super::{Pairs, bad, limit, none};
use crate::Desk;
use crate::answer::Answer;
use crate::guard::Asker;
use crate::problem::Problem;
use crate::token::Scope;
use axum::body::Bytes;
use axum::extract::{Extension, Path, Query, State};
use axum::http::StatusCode;
use serde_json::{Value, json};
use std::sync::Arc;
use vorlage_export::{decisions as lines, review as queue};
use vorlage_model::Decision;

/// Edges that are asked about where nobody says how many.
const ASKED: usize = 50;

pub(super) async fn review(State(desk): State<Arc<Desk>>, Query(pairs): Query<Pairs>) -> Result<Answer, Problem> {
    let limit = limit(&pairs, ASKED)?;
    let mut items = desk.ask(Desk::review).await?;
    items.truncate(limit);
    Ok(Answer::json(&queue::value(&items)))
}

pub(super) async fn decisions(State(desk): State<Arc<Desk>>) -> Result<Answer, Problem> {
    let all = desk.ask(|desk| desk.store.decisions().map_err(|e| desk.failed(&e))).await?;
    Ok(Answer::json(&json!({"decisions": all.iter().map(lines::value).collect::<Vec<_>>()})))
}

pub(super) async fn decide(
    State(desk): State<Arc<Desk>>,
    Extension(asker): Extension<Asker>,
    body: Bytes,
) -> Result<Answer, Problem> {
    desk.allow(asker, Scope::Decide)?;
    let value: Value = serde_json::from_slice(&body).map_err(|e| bad(format!("not JSON: {e}")))?;
    let decision = decision_of(&value, desk.engine.about().at.unwrap_or_default())?;
    let kept = decision.clone();
    desk.ask(move |desk| desk.store.decide(&kept).map_err(|e| desk.failed(&e))).await?;
    Ok(Answer::json(&lines::value(&decision)).status(StatusCode::CREATED))
}

/// What somebody decides now.
pub(crate) fn decision_of(value: &Value, at: String) -> Result<Decision, Problem> {
    let unfit = |words: String| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, words);
    let fields = value.as_object().ok_or_else(|| unfit("not an object".to_owned()))?;
    let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let (who, why) = (text("who"), text("why"));
    if who.is_empty() {
        return Err(unfit("`who` is missing: a decision says who took it".to_owned()));
    }
    let ruling = lines::ruling(fields).map_err(|wrong| unfit(wrong.to_string()))?;
    Ok(Decision { id: lines::id_of(&at, &who, &ruling), at, who, why, ruling })
}

pub(super) async fn undo(
    State(desk): State<Arc<Desk>>,
    Extension(asker): Extension<Asker>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    desk.allow(asker, Scope::Decide)?;
    desk.ask(move |desk| match desk.store.undo(&id).map_err(|e| desk.failed(&e))? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(none("decision that stands", &id)),
    })
    .await
}
