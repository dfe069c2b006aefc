//! One story: its family tree, overview, times, origins, documents and evidence; its ledger on a page of its own.

use super::{View, Words, frame};
use vorlage_export::Format;
use vorlage_export::html::{By, Page, Report, escape};
use vorlage_export::words::{heading, siglum};
use vorlage_model::{Story, Trace};

/// Edges whose evidence stands on the page of the story; of more it has a page of its own.
const FEW: usize = 60;

/// The page of a story; `base` is its address without what is below it.
pub(crate) fn story(view: &View, trace: &Trace, base: &str, by: By, words: Words) -> String {
    let Some(told) = trace.stories.first() else {
        return super::message(view, 404, view.say("there is no such story"));
    };
    let page = parts(view, trace, base, words);
    let few = told.stemma.edges.len() <= FEW;
    let page = if few { page } else { page.with_evidence_at(&format!("{base}/evidence")) };
    let mut body = page.counts(0);
    body.push_str(&ways(view, told, base));
    if told.documents.len() == 1 {
        body.push_str(&format!("<p class=\"empty\">{}</p>\n", view.say("Nobody else in the store tells this story.")));
    }
    body.push_str(&layers(view, by));
    body.push_str(&page.stemma(0, by));
    body.push_str(&page.origins(0));
    body.push_str(&page.strip(0));
    body.push_str(&page.timeline(0));
    body.push_str(&page.documents(0));
    if few {
        body.push_str(&page.evidence(0));
    }
    body.push_str(&compare_form(view, trace, told, base));
    body.push_str(&page.closing());
    body.push_str(&exports(view, base));
    let title = heading(trace, told);
    frame::page(view, &title, &frame::heading(&title), &body)
}

/// The parts of a story, with each document on a page of its own.
pub(super) fn parts<'t>(view: &View, trace: &'t Trace, base: &str, differ: Words) -> Page<'t> {
    Page::of(trace, Report { differ }).in_tongue(view.tongue).with_documents_at(&format!("{base}/document/"))
}

/// What shows each edge.
pub(crate) fn evidence(view: &View, trace: &Trace, base: &str, words: Words) -> String {
    below(view, trace, base, view.say("Evidence"), parts(view, trace, base, words).evidence(0))
}

/// The ledger.
pub(crate) fn ledger(view: &View, trace: &Trace, base: &str) -> String {
    let mut body = parts(view, trace, base, None).ledger(0);
    if body.is_empty() {
        body =
            format!("<p class=\"empty\">{}</p>\n", view.say("No figures and no words said were found in this story."));
    } else {
        let more = [("ledger", "CSV"), ("origins", "CSV")];
        let (table, name) = more[0];
        body.push_str(&format!(
            "<p class=\"exports\"><a href=\"{}/export/csv?table={table}\">{name}</a> <a href=\"{0}/export/claimreview\">JSON-LD</a> <a href=\"{0}/export/tei\">TEI</a></p>\n",
            escape(base)
        ));
    }
    below(view, trace, base, view.say("Ledger"), body)
}

/// A page below that of a story.
fn below(view: &View, trace: &Trace, base: &str, what: &str, body: String) -> String {
    let Some(told) = trace.stories.first() else {
        return super::message(view, 404, view.say("there is no such story"));
    };
    let title = heading(trace, told);
    let top = format!(
        "<p class=\"up\"><a href=\"{}\">← {}</a></p>{}",
        escape(base),
        view.say("The story"),
        frame::heading(&title)
    );
    // The part's own heading is one of a third rank, as on the page of the story.
    let body = format!("<h2 class=\"unseen\">{what}</h2>\n{body}");
    frame::page(view, &format!("{what}: {title}"), &top, &body)
}

/// What else there is of a story.
fn ways(view: &View, told: &Story, base: &str) -> String {
    let mut links = vec![(
        format!("{base}/ledger"),
        format!("{} ({})", view.say("Ledger"), view.tongue.counted(told.ledger.len(), "claim")),
    )];
    if told.stemma.edges.len() > FEW {
        links.push((format!("{base}/evidence"), view.say("Evidence").to_owned()));
    }
    let links: Vec<String> =
        links.iter().map(|(address, words)| format!("<a href=\"{}\">{}</a>", escape(address), escape(words))).collect();
    format!("<nav class=\"ways\" aria-label=\"{}\">{}</nav>\n", view.say("More of this story"), links.join(" "))
}

/// What the layers of the tree stand for.
fn layers(view: &View, by: By) -> String {
    let links: Vec<String> = By::ALL
        .into_iter()
        .map(|way| {
            let name = match way {
                By::Depth => view.say("steps from the origin"),
                By::Time => view.say("time"),
                By::Change => view.say("amount of change"),
            };
            let here = if way == by { " aria-current=\"true\"" } else { "" };
            format!("<a href=\"{}\"{here}>{name}</a>", escape(&view.with("by", Some(way.as_str()))))
        })
        .collect();
    format!(
        "<h2>{}</h2>\n<nav class=\"switch\" aria-label=\"{}\"><span class=\"faint\">{}</span> {}</nav>\n",
        view.say("Family tree"),
        view.say("Layers of the tree"),
        view.say("to the right:"),
        links.join(" ")
    )
}

/// Two documents to set side by side.
fn compare_form(view: &View, trace: &Trace, told: &Story, base: &str) -> String {
    if told.documents.len() < 2 {
        return String::new();
    }
    let options = |chosen: usize| -> String {
        let option = |(at, &d): (usize, &usize)| {
            let letter = siglum(told, d);
            let name = trace.documents[d].document.title.as_deref().unwrap_or(&trace.documents[d].document.id);
            let here = if at == chosen { " selected" } else { "" };
            format!(
                "<option value=\"{letter}\"{here}>{letter} {}</option>",
                escape(&vorlage_export::styled::cut_text(name, 60))
            )
        };
        told.documents.iter().enumerate().map(option).collect()
    };
    format!(
        "<h3>{}</h3>\n<form class=\"filters\" action=\"{}/compare\"><p><label for=\"c-base\">{}</label><select id=\"c-base\" name=\"base\">{}</select></p>\
         <p><label for=\"c-with\">{}</label><select id=\"c-with\" name=\"with\">{}</select></p><p><button>{}</button></p></form>\n",
        view.say("Side by side"),
        escape(base),
        view.say("Left"),
        options(0),
        view.say("Right"),
        options(1),
        view.say("Compare"),
    )
}

/// The story in all formats.
fn exports(view: &View, base: &str) -> String {
    let links: Vec<String> = Format::ALL
        .iter()
        .map(|format| format!("<a href=\"{}/export/{name}\">{name}</a>", escape(base), name = format.name()))
        .collect();
    format!("<h3>{}</h3>\n<p class=\"exports\">{}</p>\n", view.say("Take it with you"), links.join(" "))
}
