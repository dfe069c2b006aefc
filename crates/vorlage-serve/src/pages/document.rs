//! One document: its text with what was found in it, and what is known of it.

use super::{View, encoded, frame};
use vorlage_export::html::{escape, legend, marked_text};
use vorlage_export::words::{language, percent, siglum};
use vorlage_model::Trace;

/// Draws the document at a position of a one-story trace.
pub(crate) fn document(view: &View, trace: &Trace, base: &str, at: usize) -> String {
    let (Some(traced), Some(told)) = (trace.documents.get(at), trace.stories.first()) else {
        return super::message(view, 404, view.say("there is no such document"));
    };
    let document = &traced.document;
    let title = document.title.as_deref().unwrap_or(&document.id);
    let letter = siglum(told, at);
    let mut facts: Vec<(&str, String)> = vec![("Id", format!("<bdi>{}</bdi>", escape(&document.id)))];
    let mut fact =
        |name, value: Option<String>| facts.extend(value.map(|value| (name, format!("<bdi>{}</bdi>", escape(&value)))));
    fact(view.say("Publisher"), document.outlet.clone());
    fact(view.say("Date"), document.published.as_ref().map(|p| view.tongue.day(&p.at)));
    fact(view.say("Language"), language(trace, at));
    fact(view.say("Origin"), Some(view.tongue.origin(trace, told, traced.origin)));
    for agency in &traced.agencies {
        fact(view.say("Agency"), Some(format!("{} {}", agency.name, percent(agency.confidence))));
    }
    let facts: String = facts.iter().map(|(name, value)| format!("<dt>{name}</dt><dd>{value}</dd>")).collect();
    let lang = language(trace, at).map(|l| format!(" lang=\"{}\"", escape(&l))).unwrap_or_default();
    let (before, after) = (told.documents.iter().rev().find(|d| **d < at), told.documents.iter().find(|d| **d > at));
    let step = |d: Option<&usize>, rel: &str, words: &str| {
        let letter = d.map(|&d| siglum(told, d));
        letter
            .map(|l| format!("<a rel=\"{rel}\" href=\"{}/document/{l}\">{words} {l}</a> ", escape(base)))
            .unwrap_or_default()
    };
    let body = format!(
        "<dl class=\"facts\">{facts}</dl>\n<nav class=\"pages\" aria-label=\"{}\">{}{}<a href=\"/api/v1/documents/{}\">JSON</a></nav>\n{}<article class=\"text\" dir=\"auto\"{lang}>{}</article>\n",
        view.say("Documents of this story"),
        step(before, "prev", "←"),
        step(after, "next", "→"),
        encoded(&document.id),
        legend(view.tongue),
        marked_text(document, &traced.analysis, view.tongue),
    );
    let top = format!(
        "<p class=\"up\"><a href=\"{}\">← {}</a></p><h1><span class=\"siglum\">{letter}</span> <bdi{lang}>{}</bdi></h1>",
        escape(base),
        view.say("The story"),
        escape(title)
    );
    frame::page(view, title, &top, &body)
}
