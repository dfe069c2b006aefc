//! Pages of a few words: how far a job is, and what is wrong.

use super::{View, frame};
use crate::jobs::State;
use vorlage_export::html::escape;

/// What is wrong.
pub(crate) fn message(view: &View, status: u16, words: &str) -> String {
    let title = match status {
        404 => view.say("It is not there"),
        401 | 403 => view.say("That is not allowed"),
        400..=499 => view.say("That cannot be done so"),
        _ => view.say("Something is broken"),
    };
    let body = format!(
        "<p class=\"empty\"><bdi lang=\"en\">{}</bdi> <span class=\"faint\">({status})</span></p>\n",
        escape(words)
    );
    frame::page(view, title, &frame::heading(title), &body)
}

/// How far a job is; the page asks again by itself.
pub(crate) fn progress(view: &View, state: &State) -> String {
    let title = view.say("At work");
    let words = match state {
        State::Working(stage, done, of) if *of > 1 => format!("{} {done}/{of}", view.say(stage)),
        State::Working(stage, ..) => view.say(stage).to_owned(),
        _ => view.say("others are before it").to_owned(),
    };
    let bar = match state {
        State::Working(_, done, of) if *of > 1 => format!("<progress value=\"{done}\" max=\"{of}\">{words}</progress>"),
        _ => format!("<progress>{words}</progress>"),
    };
    let body = format!(
        "<p role=\"status\">{}</p><p>{bar}</p><p><a href=\"{}\">{}</a></p>\n",
        escape(&words),
        escape(&view.path),
        view.say("Look again")
    );
    frame::page(view, title, &frame::heading(title), &body)
}
