//! The answer as lines for a terminal: per story a headline, the counts, the tree, the ledger; then what is left to say.
//!
//! Pure layout: a trace and a width in, styled lines out. [`crate::ansi`] and [`crate::terminal_svg`] draw them.

mod claims;
mod compare;
mod explain;
mod ledger;
mod read;
mod tree;

pub use claims::claims;
pub use compare::compare;
pub use read::read;

use crate::styled::{Ink, Line};
use crate::words::{self, Names, counted};
use vorlage_model::{Story, Trace};

/// How a terminal view is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// Columns to use; narrower than [`View::NARROWEST`] counts as that.
    pub width: usize,
    /// Most stories shown in full.
    pub stories: usize,
    /// Every piece of evidence in words, and claims of a single origin in full.
    pub explain: bool,
}

impl View {
    /// The layout needs this many columns.
    pub const NARROWEST: usize = 60;

    /// Lines of running text stop here, however wide the terminal is.
    pub const WIDEST: usize = 160;

    /// The columns that are used.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.width.clamp(Self::NARROWEST, Self::WIDEST)
    }
}

/// Most claims of several texts shown in full unless everything is asked for.
const FULL_CLAIMS: usize = 12;

/// Most claims of a single origin listed under a story unless everything is asked for.
const SINGLE_CLAIMS: usize = 6;

/// What the parts of a view share.
struct Page<'t> {
    trace: &'t Trace,
    names: Names<'t>,
    view: View,
    width: usize,
    /// Column at which the table beside the trees of the present story begins.
    table: usize,
    lines: Vec<Line>,
}

impl Page<'_> {
    fn push(&mut self, line: Line) {
        self.lines.push(line);
    }

    fn blank(&mut self) {
        if self.lines.last().is_some_and(|l| !l.pieces.is_empty()) {
            self.lines.push(Line::new());
        }
    }

    /// Adds a line, wrapped, all but the first row set in by `hang`, every row by `indent`.
    fn paragraph(&mut self, indent: usize, hang: usize, line: &Line) {
        for (n, row) in line.wrap(self.width.saturating_sub(indent + hang)).into_iter().enumerate() {
            let margin = if n == 0 { indent } else { indent + hang };
            self.lines.push(set_in(margin, &row));
        }
    }
}

/// A line after a margin of spaces.
fn set_in(margin: usize, line: &Line) -> Line {
    let mut out = Line::of(Ink::Plain, &" ".repeat(margin));
    out.append(line);
    out
}

/// Lays out the answer of `vorlage trace`.
#[must_use]
pub fn trace(trace: &Trace, view: View) -> Vec<Line> {
    let mut page = Page { trace, names: Names::of(trace), view, width: view.columns(), table: 0, lines: Vec::new() };
    if trace.documents.is_empty() {
        page.push(Line::of(Ink::Plain, "no documents"));
    }
    let several: Vec<&Story> = trace.stories.iter().filter(|s| s.documents.len() > 1).collect();
    let alone: Vec<&Story> = trace.stories.iter().filter(|s| s.documents.len() == 1).collect();
    if trace.stories.len() > 1 {
        totals(&mut page);
    }
    let full = if several.is_empty() && alone.len() == 1 { &alone } else { &several };
    for story in full.iter().take(view.stories) {
        one_story(&mut page, story);
    }
    if full.len() > view.stories {
        let left = counted(full.len() - view.stories, "more story");
        page.blank();
        page.push(Line::of(Ink::Faint, &format!("{left} left out; --limit {} shows all", full.len())));
    }
    if !(several.is_empty() && alone.len() == 1) {
        singletons(&mut page, &alone, several.is_empty());
    }
    closing(&mut page);
    page.lines
}

/// One line over everything, where there are several stories.
fn totals(page: &mut Page<'_>) {
    let stories = &page.trace.stories;
    let origins = stories.iter().map(|s| s.counts.origins).sum();
    let parts =
        [counted(page.trace.documents.len(), "document"), counted(stories.len(), "story"), counted(origins, "origin")];
    let folder = page.names.folder();
    let place = if folder.is_empty() { String::new() } else { format!(" · in {folder}") };
    page.push(Line::of(Ink::Faint, &format!("{}{place}", parts.join(" · "))).cut(page.width));
}

fn one_story(page: &mut Page<'_>, story: &Story) {
    page.blank();
    page.paragraph(0, 0, &Line::of(Ink::Strong, &words::heading(page.trace, story)));
    let counts = words::counts(page.trace, story);
    let mut line = Line::new();
    for (n, part) in counts.iter().enumerate() {
        if n > 0 {
            line.push(Ink::Faint, " · ");
        }
        line.push(if n == 2 { Ink::Strong } else { Ink::Plain }, part);
    }
    page.paragraph(0, 0, &line);
    page.blank();
    tree::draw(page, story);
    if page.view.explain {
        explain::edges(page, story);
    }
    ledger::draw(page, story);
}

/// Stories of one document, in one paragraph.
fn singletons(page: &mut Page<'_>, alone: &[&Story], only: bool) {
    const NAMED: usize = 12;
    if alone.is_empty() {
        return;
    }
    page.blank();
    let more = if only { "" } else { " more" };
    let verb =
        if alone.len() == 1 { "document tells a story of its own" } else { "documents tell stories of their own" };
    let mut line = Line::of(Ink::Plain, &format!("{}{more} {verb}: ", words::grouped(alone.len() as f64)));
    let named: Vec<String> = alone.iter().take(NAMED).map(|s| named(page, s)).collect();
    line.push(Ink::Faint, &named.join(", "));
    if alone.len() > NAMED {
        line.push(Ink::Faint, &format!(" and {}", counted(alone.len() - NAMED, "other")));
    }
    page.paragraph(0, 2, &line);
}

/// A lone document with its agency.
fn named(page: &Page<'_>, story: &Story) -> String {
    let name = crate::styled::cut_middle(page.names.document(story.documents[0]), 40);
    match story.stemma.origins.first().and_then(|o| o.agency.as_deref()) {
        Some(id) => format!("{name} ({})", words::agency_name(page.trace, id)),
        None => name,
    }
}

/// Notes, and what was not measured.
fn closing(page: &mut Page<'_>) {
    let trace = page.trace;
    let of_documents = trace.documents.iter().flat_map(|t| t.document.notes.iter().chain(&t.analysis.notes));
    let notes: Vec<Line> = trace
        .notes
        .iter()
        .chain(of_documents)
        .map(|n| Line::of(Ink::Warn, &n.place).with(Ink::Plain, ": ").with(Ink::Plain, &n.text))
        .collect();
    section(page, "Notes", &notes);
    let missing: Vec<Line> = trace.not_measured.iter().map(|n| Line::of(Ink::Plain, n)).collect();
    section(page, "Not measured", &missing);
}

fn section(page: &mut Page<'_>, heading: &str, lines: &[Line]) {
    if lines.is_empty() {
        return;
    }
    page.blank();
    page.push(Line::of(Ink::Strong, heading));
    for line in lines {
        page.paragraph(2, 2, line);
    }
}
