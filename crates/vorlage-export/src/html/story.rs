//! One story of the report: headline, counts, tree, overview, documents, evidence, ledger, texts.

use super::{Page, escape, evidence, ledger, legend, link, marks, origins, strip, timeline};
use crate::stemma_svg::{self, By, Drawn};
use crate::words::{self, percent, siglum};
use vorlage_model::{EdgeKind, NodeId, Story};

/// Writes a story; `headed` adds its headline, which a page of one story bears itself.
pub(super) fn write(page: &Page<'_>, n: usize, headed: bool, out: &mut String) {
    let story = &page.trace.stories[n];
    out.push_str(&format!("<section class=\"story\" id=\"s{n}\">\n"));
    if headed {
        out.push_str(&format!("<h2><bdi>{}</bdi></h2>\n", escape(&words::heading(page.trace, story))));
    }
    counts(page, story, out);
    stemma(page, story, n, By::Depth, out);
    origins::write(page, story, n, out);
    strip::write(page, story, n, out);
    timeline::write(page, story, n, out);
    documents(page, story, n, out);
    evidence::write(page, story, n, out);
    ledger::write(page, story, n, out);
    texts(page, story, n, out);
    out.push_str("</section>\n");
}

/// The counts as figures side by side.
pub(super) fn counts(page: &Page<'_>, story: &Story, out: &mut String) {
    out.push_str("<ul class=\"counts\">");
    for (n, part) in words::counts_in(page.tongue, page.trace, story).iter().enumerate() {
        let is_count = n < 3 || part.ends_with(page.say("languages"));
        let (number, word) = part.split_once(' ').filter(|_| is_count).unwrap_or(("", part));
        let (class, which) = if n == 2 { (" class=\"main\"", page.say("independent ")) } else { ("", "") };
        out.push_str(&format!("<li{class}><b>{}</b> {which}{}</li>", escape(number), escape(word)));
    }
    out.push_str("</ul>\n");
}

pub(super) fn stemma(page: &Page<'_>, story: &Story, n: usize, by: By, out: &mut String) {
    out.push_str("<figure class=\"stemma\">");
    out.push_str(&stemma_svg::draw(&Drawn {
        trace: page.trace,
        story,
        names: &page.names,
        tongue: page.tongue,
        by,
        evidence: &format!("{}#s{n}", page.evidence.as_deref().map(escape).unwrap_or_default()),
        href: &|letter| page.href(n, letter),
    }));
    out.push_str("<figcaption>");
    out.push_str(&format!("<span class=\"key\"><i class=\"dot held\"></i>{}</span>", page.say("in hand")));
    if !story.stemma.lost.is_empty() {
        out.push_str(&format!("<span class=\"key\"><i class=\"dot\"></i>{}</span>", page.say("not in hand")));
    }
    if story.stemma.edges.iter().any(|e| words::is_unsure(e) && e.kind != EdgeKind::Unknown) {
        out.push_str(&format!("<span class=\"key\"><i class=\"line dashed\"></i>{}</span>", page.say("not certain")));
    }
    let mut kinds: Vec<EdgeKind> = story.stemma.edges.iter().map(|e| e.kind).collect();
    kinds.retain(|&k| k != EdgeKind::Unknown);
    kinds.sort();
    kinds.dedup();
    for kind in kinds {
        let (class, meaning) = (stemma_svg::class(kind), page.say(words::kind_meaning(kind)));
        out.push_str(&format!(
            "<span class=\"key\"><i class=\"line {class}\"></i>{}: {meaning}</span>",
            page.say(kind.as_str())
        ));
    }
    let shares = page.say("cut: share of the parent that was taken; paste: share of the copy that comes from it");
    out.push_str(&format!("<span class=\"key\">{shares}</span>"));
    out.push_str("</figcaption></figure>\n");
}

/// Headings of the table of documents.
const HEADINGS: [&str; 7] = ["", "Document", "Publisher", "Date", "Language", "Origin", "Because"];

/// The table of documents, without the columns that are empty in every row.
pub(super) fn documents(page: &Page<'_>, story: &Story, n: usize, out: &mut String) {
    let rows: Vec<[String; 7]> = story.documents.iter().map(|&d| document(page, story, n, d)).collect();
    let columns: Vec<usize> = (0..HEADINGS.len()).filter(|&c| rows.iter().any(|r| !r[c].is_empty())).collect();
    let cells = |tag: &str, cell: &dyn Fn(usize) -> String| -> String {
        columns.iter().map(|&c| format!("<{tag}>{}</{tag}>", cell(c))).collect()
    };
    out.push_str(&format!(
        "<h3>{}</h3>\n<div class=\"wide\" tabindex=\"0\"><table class=\"documents\"><thead><tr>",
        page.say("Documents")
    ));
    out.push_str(&cells("th", &|c| heading(page, c)));
    out.push_str("</tr></thead><tbody>\n");
    for row in &rows {
        out.push_str(&format!("<tr>{}</tr>\n", cells("td", &|c| row[c].clone())));
    }
    out.push_str("</tbody></table></div>\n");
}

/// The heading of a column; the letters need none that is seen.
fn heading(page: &Page<'_>, column: usize) -> String {
    match HEADINGS[column] {
        "" => format!("<span class=\"unseen\">{}</span>", page.say("Letter")),
        named => page.say(named).to_owned(),
    }
}

/// The cells of a document's row.
fn document(page: &Page<'_>, story: &Story, n: usize, d: usize) -> [String; 7] {
    let traced = &page.trace.documents[d];
    let document = &traced.document;
    let letter = siglum(story, d);
    let short = page.names.document(d);
    let name = document.title.as_deref().unwrap_or(short);
    let mut shown = document.url.as_deref().map_or_else(|| format!("<bdi>{}</bdi>", escape(name)), |u| link(u, name));
    if document.title.is_some() {
        shown.push_str(&format!("<br><span class=\"faint id\"><bdi>{}</bdi></span>", escape(short)));
    }
    let outlet = document.outlet.as_deref().map(|o| format!("<bdi>{}</bdi>", escape(o)));
    let day =
        document.published.as_ref().map(|p| format!("<span class=\"day\">{}</span>", escape(&page.tongue.day(&p.at))));
    let because = Some(attribution(page, d)).filter(|b| !b.is_empty());
    [
        format!("<a class=\"siglum\" href=\"{}\">{letter}</a>", page.href(n, &letter)),
        shown,
        outlet.unwrap_or_default(),
        day.unwrap_or_default(),
        escape(&words::language(page.trace, d).unwrap_or_default()),
        escape(&page.tongue.origin(page.trace, story, traced.origin)),
        because.map(|b| format!("<span class=\"faint\">{b}</span>")).unwrap_or_default(),
    ]
}

/// The marks that name a document's agency.
fn attribution(page: &Page<'_>, document: usize) -> String {
    let Some(agency) = page.trace.documents[document].agencies.first() else {
        return String::new();
    };
    let marks: Vec<String> = agency
        .evidence
        .iter()
        .take(3)
        .map(|c| format!("{} <q><bdi>{}</bdi></q>", page.say(c.kind.as_str()), escape(&c.text)))
        .collect();
    format!("{} {}: {}", escape(&agency.name), percent(agency.confidence), marks.join(", "))
}

fn texts(page: &Page<'_>, story: &Story, n: usize, out: &mut String) {
    out.push_str(&format!("<h3>{}</h3>\n{}", page.say("Texts"), legend(page.tongue)));
    for &d in &story.documents {
        let traced = &page.trace.documents[d];
        let letter = siglum(story, d);
        let lang = words::language(page.trace, d).map(|l| format!(" lang=\"{}\"", escape(&l))).unwrap_or_default();
        out.push_str(&format!(
            "<details class=\"text\" id=\"s{n}-{letter}\"><summary><span class=\"siglum\">{letter}</span> <bdi>{}</bdi></summary><div{lang} dir=\"auto\">{}</div></details>\n",
            escape(page.names.document(d)),
            marks::text(&traced.document, &traced.analysis, page.tongue),
        ));
    }
}

/// How a node is named on the page.
pub(super) fn node(page: &Page<'_>, story: &Story, node: NodeId) -> String {
    match node {
        NodeId::Document(d) => format!("<span class=\"siglum\">{}</span>", siglum(story, d)),
        NodeId::Lost(n) => format!("<span class=\"lost\">{}</span>", escape(&page.tongue.lost(page.trace, story, n))),
    }
}
