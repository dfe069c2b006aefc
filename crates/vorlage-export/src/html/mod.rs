//! The report as one self-contained page: no script, no outside resource, readable in print, light and dark.
//!
//! Every text of a document passes through [`escape`]; links are written for `http` and `https` addresses alone.

mod compare;
mod evidence;
mod ledger;
mod marks;
mod origins;
mod story;
mod strip;
mod timeline;

pub use crate::stemma_svg::By;
pub use compare::{compare, in_own_order, sides};
pub use marks::text as marked_text;

use crate::comparison::Differ;
use crate::tongue::Tongue;
use crate::words::{self, Names, counted};
use vorlage_model::{Story, Trace};

/// What the page is drawn with.
#[derive(Clone, Copy)]
pub struct Report {
    /// Marks the words that differ between two spans; without it spans stand unmarked.
    pub differ: Option<Differ>,
}

/// The parts of a page on the stories of an answer, each by itself.
pub struct Page<'t> {
    trace: &'t Trace,
    names: Names<'t>,
    report: Report,
    tongue: Tongue,
    /// Where the pages of documents lie; `None` where their texts stand on this page.
    documents: Option<String>,
    /// The page that shows the evidence of edges; `None` where it stands on this one.
    evidence: Option<String>,
}

impl<'t> Page<'t> {
    /// A page in English that holds the texts of its documents.
    #[must_use]
    pub fn of(trace: &'t Trace, report: Report) -> Self {
        Self { trace, names: Names::of(trace), report, tongue: Tongue::English, documents: None, evidence: None }
    }

    /// The same in another language.
    #[must_use]
    pub fn in_tongue(self, tongue: Tongue) -> Self {
        Self { tongue, ..self }
    }

    /// The same with each document on a page of its own, at this address with its letter behind.
    #[must_use]
    pub fn with_documents_at(self, address: &str) -> Self {
        Self { documents: Some(address.to_owned()), ..self }
    }

    /// The same with the evidence of edges on another page, at this address.
    #[must_use]
    pub fn with_evidence_at(self, address: &str) -> Self {
        Self { evidence: Some(address.to_owned()), ..self }
    }

    /// How many of what the story at position `n` holds.
    #[must_use]
    pub fn counts(&self, n: usize) -> String {
        self.part(n, story::counts)
    }

    /// Its family trees, with what their signs mean.
    #[must_use]
    pub fn stemma(&self, n: usize, by: By) -> String {
        self.part(n, |page, story, out| story::stemma(page, story, n, by, out))
    }

    /// Its overview strips.
    #[must_use]
    pub fn strip(&self, n: usize) -> String {
        self.part(n, |page, story, out| strip::write(page, story, n, out))
    }

    /// Its documents on a line of time; empty where hardly any is dated.
    #[must_use]
    pub fn timeline(&self, n: usize) -> String {
        self.part(n, |page, story, out| timeline::write(page, story, n, out))
    }

    /// Its origins, and why there are so many.
    #[must_use]
    pub fn origins(&self, n: usize) -> String {
        self.part(n, |page, story, out| origins::write(page, story, n, out))
    }

    /// The table of its documents.
    #[must_use]
    pub fn documents(&self, n: usize) -> String {
        self.part(n, |page, story, out| story::documents(page, story, n, out))
    }

    /// What shows each of its edges.
    #[must_use]
    pub fn evidence(&self, n: usize) -> String {
        self.part(n, |page, story, out| evidence::write(page, story, n, out))
    }

    /// Its ledger.
    #[must_use]
    pub fn ledger(&self, n: usize) -> String {
        self.part(n, |page, story, out| ledger::write(page, story, n, out))
    }

    /// Notes, and what was not measured.
    #[must_use]
    pub fn closing(&self) -> String {
        let mut out = String::new();
        closing(self, &mut out);
        out
    }

    fn part(&self, n: usize, write: impl FnOnce(&Self, &Story, &mut String)) -> String {
        let mut out = String::new();
        if let Some(story) = self.trace.stories.get(n) {
            write(self, story, &mut out);
        }
        out
    }

    /// Some words in the language of the page.
    fn say(&self, english: &'static str) -> &'static str {
        self.tongue.say(english)
    }

    /// The address of a document's text, by its letter.
    fn href(&self, n: usize, letter: &str) -> String {
        match &self.documents {
            Some(address) => escape(&format!("{address}{letter}")),
            None => format!("#s{n}-{letter}"),
        }
    }
}

/// The looks of all pages.
pub const STYLE: &str = concat!(include_str!("colours.css"), include_str!("style.css"), include_str!("pictures.css"));

/// The looks of pictures that stand alone.
pub(crate) const STYLE_OF_PICTURES: &str = concat!(include_str!("colours.css"), include_str!("pictures.css"));

/// The meaning of the marks in a text.
#[must_use]
pub fn legend(tongue: Tongue) -> String {
    let say = |words| tongue.say(words);
    format!(
        "<p class=\"legend\"><mark class=\"quote\">{}</mark> <mark class=\"figure\">{}</mark> <mark class=\"credit\">{}</mark> \
         <mark class=\"shows\">{}</mark> <mark class=\"residue\">{}</mark></p>\n",
        say("words said"),
        say("figure"),
        say("credit"),
        say("sign of alteration"),
        say("no part of the article"),
    )
}

/// Writes the report of an answer.
#[must_use]
pub fn page(trace: &Trace, report: Report) -> String {
    let page = Page::of(trace, report);
    let several: Vec<usize> = (0..trace.stories.len()).filter(|&n| trace.stories[n].documents.len() > 1).collect();
    let alone: Vec<usize> = (0..trace.stories.len()).filter(|&n| trace.stories[n].documents.len() == 1).collect();
    let full = if several.is_empty() && alone.len() == 1 { &alone } else { &several };
    let title = match full.as_slice() {
        &[only] => words::heading(trace, &trace.stories[only]),
        _ => format!("{} in {}", counted(trace.documents.len(), "document"), counted(trace.stories.len(), "story")),
    };
    let mut body = format!("<header><p class=\"brand\">Vorlage</p><h1><bdi>{}</bdi></h1>", escape(&title));
    if full.len() > 1 {
        body.push_str(&contents(&page, full));
    }
    body.push_str("</header>\n<main>\n");
    for &n in full {
        story::write(&page, n, full.len() > 1, &mut body);
    }
    if !(several.is_empty() && alone.len() == 1) {
        singletons(&page, &alone, &mut body);
    }
    closing(&page, &mut body);
    body.push_str("</main>\n");
    frame(&title, &body)
}

/// The document around a body.
fn frame(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"Vorlage {}\">\n\
         <title>{} - Vorlage</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{body}\
         <footer><p>Drawn by Vorlage {}. Copies of one text are one source; the marked words show why.</p></footer>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION"),
        escape(title),
        env!("CARGO_PKG_VERSION"),
    )
}

/// A list of the stories of the page.
fn contents(page: &Page<'_>, stories: &[usize]) -> String {
    let mut out = String::from("<nav><ol>");
    for &n in stories {
        let story = &page.trace.stories[n];
        let heading = escape(&words::heading(page.trace, story));
        let counts = escape(&words::counts(page.trace, story)[..3].join(" · "));
        out.push_str(&format!(
            "<li><a href=\"#s{n}\"><bdi>{heading}</bdi></a> <span class=\"faint\">{counts}</span></li>"
        ));
    }
    out.push_str("</ol></nav>");
    out
}

fn singletons(page: &Page<'_>, alone: &[usize], out: &mut String) {
    if alone.is_empty() {
        return;
    }
    let count = counted(alone.len(), "document");
    out.push_str(&format!(
        "<section><h2>Told once</h2><details><summary>{count}, each with a story of its own</summary><ul>"
    ));
    for &n in alone {
        let story = &page.trace.stories[n];
        let name = escape(page.names.document(story.documents[0]));
        let agency = story.stemma.origins.first().and_then(|o| o.agency.as_deref());
        let agency = agency.map(|id| format!(" ({})", escape(&words::agency_name(page.trace, id)))).unwrap_or_default();
        out.push_str(&format!("<li><bdi>{name}</bdi>{agency}</li>"));
    }
    out.push_str("</ul></details></section>\n");
}

/// Notes, and what was not measured.
fn closing(page: &Page<'_>, out: &mut String) {
    let trace = page.trace;
    let of_documents = trace.documents.iter().flat_map(|t| t.document.notes.iter().chain(&t.analysis.notes));
    let notes: Vec<String> = trace
        .notes
        .iter()
        .chain(of_documents)
        .map(|n| format!("<li><b><bdi>{}</bdi></b>: {}</li>", escape(&n.place), escape(&n.text)))
        .collect();
    if !notes.is_empty() {
        out.push_str(&format!("<section><h2>{}</h2><ul>{}</ul></section>\n", page.say("Notes"), notes.concat()));
    }
    let missing: Vec<String> = trace.not_measured.iter().map(|n| format!("<li>{}</li>", escape(n))).collect();
    if !missing.is_empty() {
        out.push_str(&format!(
            "<section><h2>{}</h2><ul>{}</ul></section>\n",
            page.say("Not measured"),
            missing.concat()
        ));
    }
}

/// Makes a text harmless in HTML and XML, in elements and in quoted attributes: markup becomes entities, characters that XML
/// forbids or that turn the writing direction of what follows become a replacement sign.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            '\r' => {}
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

/// A link where the address is of the web, else the bare text.
fn link(address: &str, text: &str) -> String {
    let lower = address.to_ascii_lowercase();
    let web = lower.starts_with("http://") || lower.starts_with("https://");
    if !web || address.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return format!("<bdi>{}</bdi>", escape(text));
    }
    format!("<a href=\"{}\" rel=\"noopener noreferrer nofollow\"><bdi>{}</bdi></a>", escape(address), escape(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text() {
        assert_eq!(escape("<a href='x'>\"&\u{1}\u{202e}"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;\u{fffd}\u{fffd}");
    }

    #[test]
    fn only_web_addresses_are_links() {
        assert!(link("https://example.org/a?b=\"", "x").starts_with("<a href=\"https://example.org/a?b=&quot;\""));
        for bad in ["javascript:alert(1)", "data:text/html,x", " https://x", "https://a b", "file:///etc"] {
            assert_eq!(link(bad, "<x>"), "<bdi>&lt;x&gt;</bdi>");
        }
    }
}
