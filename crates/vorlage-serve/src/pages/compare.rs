//! Documents side by side with the one that is their base.

use super::{View, frame};
use vorlage_export::html::escape;
use vorlage_export::words::siglum;
use vorlage_model::Trace;

/// A document beside the base.
pub(crate) struct Beside {
    /// Its position in the one-story trace.
    pub(crate) document: usize,
    /// Both texts side by side (HTML), the base on the left.
    pub(crate) sides: String,
}

/// Draws them.
pub(crate) fn compare(view: &View, trace: &Trace, base_address: &str, base: usize, beside: &[Beside]) -> String {
    let Some(told) = trace.stories.first() else {
        return super::message(view, 404, view.say("there is no such story"));
    };
    let name = |d: usize| {
        let document = &trace.documents[d].document;
        let words = document.title.as_deref().unwrap_or(&document.id);
        format!(
            "<a class=\"siglum\" href=\"{}/document/{letter}\">{letter}</a> <bdi>{}</bdi>",
            escape(base_address),
            escape(words),
            letter = siglum(told, d)
        )
    };
    let mut body = layers(view);
    if beside.is_empty() {
        body.push_str(&format!("<p class=\"empty\">{}</p>\n", view.say("Choose a document to set beside it.")));
    }
    for one in beside {
        let turned = super::address(
            &format!("{base_address}/compare"),
            &[("base", &siglum(told, one.document)), ("with", &siglum(told, base))],
        );
        body.push_str(&format!(
            "<section><h2>{} <span class=\"faint\">{}</span> {}</h2><p><a href=\"{}\">{}</a></p>{}</section>\n",
            name(base),
            view.say("and"),
            name(one.document),
            escape(&turned),
            view.say("Change sides"),
            one.sides
        ));
    }
    let others: Vec<String> = told
        .documents
        .iter()
        .filter(|d| **d != base && !beside.iter().any(|b| b.document == **d))
        .map(|&d| {
            let mut query: Vec<(String, String)> = view.query.clone();
            query.push(("with".to_owned(), siglum(told, d)));
            let pairs: Vec<(&str, &str)> = query.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            format!(
                "<a class=\"siglum\" href=\"{}\">{}</a>",
                escape(&super::address(&view.path, &pairs)),
                siglum(told, d)
            )
        })
        .collect();
    if !others.is_empty() {
        body.push_str(&format!("<p>{} {}</p>\n", view.say("Set beside it, too:"), others.join(" ")));
    }
    let title = view.say("Side by side");
    let top = format!(
        "<p class=\"up\"><a href=\"{}\">← {}</a></p>{}",
        escape(base_address),
        view.say("The story"),
        frame::heading(title)
    );
    frame::page(view, title, &top, &body)
}

/// What is shown: everything, what differs, or what agrees.
fn layers(view: &View) -> String {
    let shown = view.query.iter().find(|(key, _)| key == "show").map_or("all", |(_, value)| value.as_str());
    let link = |value: &str, words: &str| {
        let here = if value == shown { " aria-current=\"true\"" } else { "" };
        format!("<a href=\"{}\"{here}>{words}</a>", escape(&view.with("show", Some(value))))
    };
    format!(
        "<nav class=\"switch\" aria-label=\"{}\">{} {} {} {}</nav>\n",
        view.say("What is shown"),
        link("all", view.say("everything")),
        link("differences", view.say("differences")),
        link("agreements", view.say("agreements")),
        link("order", view.say("both in their own order")),
    )
}
