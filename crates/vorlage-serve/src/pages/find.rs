//! Documents that hold words.

use super::{View, address, encoded, frame};
use vorlage_export::html::escape;
use vorlage_model::Hit;

/// Draws what a search has found.
pub(crate) fn find(view: &View, words: &str, hits: &[Hit]) -> String {
    let say = |words| view.say(words);
    let mut body = format!(
        "<p class=\"faint\" role=\"status\">{}</p>\n<ul class=\"cards\">\n",
        view.tongue.counted(hits.len(), "document")
    );
    if hits.is_empty() {
        let why =
            if words.trim().is_empty() { say("No words to look for.") } else { say("No document holds these words.") };
        body = format!("<p class=\"empty\">{why}</p>\n<ul class=\"cards\">\n");
    }
    for hit in hits {
        let title = escape(hit.title.as_deref().unwrap_or(&hit.id));
        let lang = hit.lang.map(|lang| format!(" lang=\"{}\"", escape(&lang.to_string()))).unwrap_or_default();
        let heading = match &hit.story {
            Some(story) => format!("<a href=\"/story/{}\"><bdi{lang}>{title}</bdi></a>", encoded(story)),
            None => format!("<bdi{lang}>{title}</bdi>"),
        };
        let snippet: String = hit
            .snippet
            .iter()
            .map(|(text, found)| if *found { format!("<mark>{}</mark>", escape(text)) } else { escape(text) })
            .collect();
        let day = hit.published.as_deref().map(|at| view.tongue.day(at));
        let about: Vec<String> = [hit.outlet.clone(), day]
            .into_iter()
            .flatten()
            .map(|part| format!("<bdi>{}</bdi>", escape(&part)))
            .collect();
        body.push_str(&format!(
            "<li><h2>{heading}</h2><p dir=\"auto\"{lang}>{snippet}</p><p class=\"faint\">{}</p></li>\n",
            about.join(" · ")
        ));
    }
    body.push_str("</ul>\n");
    body.push_str(&format!(
        "<p class=\"exports\"><a href=\"{}\">JSON</a></p>\n",
        escape(&address("/api/v1/search", &[("q", words)]))
    ));
    let title = format!("{}: {words}", say("Find"));
    frame::page(view, &title, &frame::heading(&title), &body)
}
