//! Web pages: which words are the article, and what the page says of itself.
//!
//! The page is parsed once, by html5ever into a `tree`; `outline` flattens it to blocks of text, `score` finds the part that holds the
//! article, `label` says of each block whether it is article or what kind of residue: first by rules, then by a `scorecard` over what
//! was `measure`d of each block that the rules do not settle; `meta` reads title, address, people,
//! date and language. The text holds the article's blocks and, as labelled residue, what stands among them; menus, asides, footers
//! and forms are left out.
//!
//! A page costs about the time of its parsing. Pages over [`MAX_PAGE`] are cut, tags that would
//! cost the square of the page (`depth`) are ignored.

mod depth;
mod hints;
mod jsonld;
mod label;
mod measure;
mod meta;
mod outline;
mod raw;
mod score;
mod scorecard;
mod tree;
mod weights;

use crate::charset;
use label::Kind;
pub use measure::{MEASURES, Measured};
pub(crate) use tree::Tree;
use vorlage_model::{Document, Note, Residue, ResidueKind, Span};

/// Bytes of a page that are read; the largest news pages have 5 MB, nearly all of it scripts.
const MAX_PAGE: usize = 8 << 20;

/// Bytes behind them in which a page that is longer may be cut without breaking a letter.
const CUT_WINDOW: usize = 4 << 10;

/// Characters of an article in linked data from which on it is no summary, and how many times what the page shows it must be to
/// take its place. On the developers' pages only articles that a script writes are.
const TOLD: usize = 600;
const TOLD_TIMES: usize = 2;

/// What stands between two blocks in the text.
const BLOCK_BREAK: &str = "\n\n";

/// Reads a page; `url` is where it was found, if known. The document has no id yet, and its notes have no place.
pub(crate) fn document(page: &str, url: Option<&str>) -> Document {
    let mut document = Document::default();
    let mut note = |text: String| document.notes.push(Note { place: String::new(), text });
    let (page, cut) = within_limit(page);
    if cut {
        note(format!("the page is read up to byte {}", page.len()));
    }
    let (page, ignored) = depth::limited(page);
    if ignored > 0 {
        note(format!(
            "{ignored} tag(s) are ignored: nested deeper than {}, never closed, with too many attributes, or after {} others",
            depth::MAX_DEPTH,
            depth::MAX_TAGS
        ));
    }
    let tree = Tree::page(page.as_ref());
    drop(page);
    let outline = outline::outline(&tree);
    let meta = meta::read(&tree, &outline, url);
    // Labelling takes as much memory as the tree.
    drop(tree);
    let mut kinds = label::label(&outline, &meta).kinds;
    let told = meta.article_body.as_deref().filter(|body| tells_more(body, &outline, &kinds));
    if told.is_some() {
        kinds.iter_mut().filter(|k| **k == Kind::Article).for_each(|k| *k = Kind::Residue(ResidueKind::Other));
    }
    write(&outline, &kinds, &mut document);
    for line in told.into_iter().flat_map(str::lines).filter(|l| !l.trim().is_empty()) {
        push(line.trim(), &mut document.text);
    }
    document.url = meta.url;
    document.title = meta.title;
    document.outlet = meta.outlet;
    document.authors = meta.authors;
    document.head = meta.head.into_iter().filter(|line| !document.text.contains(line.as_str())).collect();
    document.published = meta.published;
    document.modified = meta.modified;
    document.canonical = meta.canonical;
    document.amp = meta.amp;
    document.section = meta.section;
    document.declared = meta.declared;
    document.lang = meta.lang;
    document
}

/// Bytes of a page's file that have to be held, by its first ones: UTF-16 has two for each letter of markup.
pub(crate) fn budget(head: &[u8]) -> usize {
    if charset::is_utf16(head) { 2 * (MAX_PAGE + CUT_WINDOW) } else { MAX_PAGE + CUT_WINDOW }
}

/// Cuts the bytes of a page that were read up to one past the [`budget`] where no letter of any charset is broken.
pub(crate) fn cut(bytes: &mut Vec<u8>) {
    let window = bytes.len().saturating_sub(CUT_WINDOW);
    let end = if charset::is_utf16(bytes) {
        bytes.len() & !1
    } else {
        bytes[window..].iter().rposition(|b| matches!(b, b'<' | b' ' | b'\n')).map_or(bytes.len(), |n| window + n)
    };
    bytes.truncate(end);
}

/// The blocks of a page with what is measured of them: what `xtask/train/article.py` trains the scorecard on.
#[must_use]
pub fn measured(page: &str, url: Option<&str>) -> Vec<Measured> {
    let (page, _) = within_limit(page);
    let (page, _) = depth::limited(page);
    let tree = Tree::page(page.as_ref());
    let outline = outline::outline(&tree);
    let meta = meta::read(&tree, &outline, url);
    let labelled = label::label(&outline, &meta);
    let of_block = |(n, block): (usize, &outline::Block)| Measured {
        text: outline.text_of(block).to_owned(),
        measures: labelled.measured.measures[n].to_vec(),
        unit: labelled.measured.units[n],
        verdict: match labelled.verdicts[n] {
            Kind::Article => "article",
            Kind::Dropped => "outside",
            Kind::Residue(kind) => kind.as_str(),
        },
        barred: labelled.barred[n],
        article: labelled.kinds[n] == Kind::Article,
    };
    outline.blocks.iter().enumerate().map(of_block).collect()
}

fn within_limit(page: &str) -> (&str, bool) {
    if page.len() <= MAX_PAGE {
        return (page, false);
    }
    let end = (0..=MAX_PAGE).rev().find(|at| page.is_char_boundary(*at)).unwrap_or(0);
    (&page[..end], true)
}

/// Whether linked data has an article of which the page shows but a part: its own script would write the rest.
fn tells_more(body: &str, outline: &outline::Outline, kinds: &[Kind]) -> bool {
    let shown = outline.blocks.iter().zip(kinds).filter(|(_, k)| **k == Kind::Article);
    let shown: usize = shown.map(|(block, _)| block.chars).sum();
    let told = body.chars().count();
    told >= TOLD && shown * TOLD_TIMES < told
}

/// Appends a block to a text; where it begins.
fn push(block: &str, text: &mut String) -> usize {
    if !text.is_empty() {
        text.push_str(BLOCK_BREAK);
    }
    let begin = text.len();
    text.push_str(block);
    begin
}

/// Writes the kept blocks as text, residue as spans.
fn write(outline: &outline::Outline, kinds: &[Kind], document: &mut Document) {
    for (block, kind) in outline.blocks.iter().zip(kinds) {
        if *kind == Kind::Dropped {
            continue;
        }
        let begin = push(outline.text_of(block), &mut document.text);
        if let Kind::Residue(kind) = kind {
            document.residue.push(Residue { span: Span::new(begin, document.text.len()), kind: *kind });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><html lang="en-GB"><head><title>Ferry line closes - The Example Post</title>
        <meta property="og:title" content="Ferry line closes"><meta property="og:site_name" content="The Example Post">
        <meta name="author" content="By Ann Lee and Bo Chen"><meta property="article:published_time" content="2024-11-13T10:02:00Z">
        <link rel="canonical" href="https://www.example.org/a"><script>var x = "<p>No text, at all.</p>";</script></head>
        <body><nav><a href="/">Home</a> <a href="/n">News</a></nav><div class="page has-sidebar"><h1>Ferry line closes</h1>
        <div class="article-body"><p>The last ferry to the island will sail on Friday, the operator said.</p>
        <figure><img src="x"><figcaption>The ferry in port.</figcaption></figure>
        <p>Read more: <a href="/b">Fares rise again</a></p>
        <h2>What comes next</h2><p>Boats will run <a href="/c">twice a week</a> until spring, it said.<br><br>A bridge was refused.</p>
        <div class="share-tools">Share this on the network</div></div>
        <div class="related"><h3><a href="/d">Bridge talks fail</a></h3><p>Talks on a bridge failed on Monday, officials said.</p></div>
        <aside>Weather, sunny and mild all week long.</aside></div><footer>All rights reserved, The Example Post.</footer></body></html>"#;

    fn article(document: &Document) -> Vec<&str> {
        let residue: Vec<&str> = document.residue.iter().map(|r| r.span.of(&document.text)).collect();
        document.text.split(BLOCK_BREAK).filter(|b| !residue.contains(b)).collect()
    }

    fn check(page: &str, expected: &[&str]) {
        assert_eq!(article(&document(page, None)), expected);
    }

    #[test]
    fn what_readers_wrote_behind_the_article_is_none() {
        let paragraphs = |word: &str| -> String {
            let line = |n| {
                format!(
                    "<p>The {word} was shut on day {n} after a rope had torn, the {word} office said at noon, as before.</p>"
                )
            };
            (0..5).map(line).collect()
        };
        let page = |before: &str| {
            format!(
                "<h1>Ferry shut</h1><div>{before}{}</div><p>Comments (5)</p><div>{}</div>",
                paragraphs("ferry"),
                paragraphs("mill")
            )
        };
        let read = |html: &str| article(&document(html, None)).join(" ");
        let text = read(&page(""));
        assert!(text.contains("The ferry was shut on day 4") && !text.contains("mill"), "{text}");
        let text = read(&page("<p>Comments (5)</p>"));
        assert!(text.contains("The ferry was shut on day 4"), "a line of the head counts the comments: {text}");
        let called =
            format!("{}<p>Comments (5)</p><div class=article-body>{}</div>", paragraphs("mill"), paragraphs("ferry"));
        let text = read(&called);
        assert!(text.contains("The ferry was shut on day 4"), "no reader wrote the article's body: {text}");
    }

    #[test]
    fn the_article_stands_in_order_and_what_is_among_it_is_labelled() {
        let document = document(PAGE, None);
        let expected = [
            "The last ferry to the island will sail on Friday, the operator said.",
            "What comes next",
            "Boats will run twice a week until spring, it said.",
            "A bridge was refused.",
        ];
        assert_eq!(article(&document), expected);
        let residue: Vec<_> = document.residue.iter().map(|r| (r.kind.as_str(), r.span.of(&document.text))).collect();
        let labelled = [
            ("headline", "Ferry line closes"),
            ("caption", "The ferry in port."),
            ("related", "Read more: Fares rise again"),
            ("share", "Share this on the network"),
        ];
        assert_eq!(residue, labelled);
    }

    #[test]
    fn a_page_says_what_it_is() {
        let document = document(PAGE, None);
        assert_eq!(document.title.as_deref(), Some("Ferry line closes"));
        assert_eq!(document.outlet.as_deref(), Some("The Example Post"));
        assert_eq!(document.url.as_deref(), Some("https://www.example.org/a"));
        assert_eq!(document.authors, ["Ann Lee", "Bo Chen"]);
        assert_eq!(document.lang.map(|l| l.to_string()).as_deref(), Some("en"));
        let published = document.published.unwrap();
        assert_eq!(
            (published.at.as_str(), published.from.as_str()),
            ("2024-11-13T10:02:00Z", "meta article:published_time")
        );
    }

    #[test]
    fn a_form_or_sidebar_around_the_whole_page_is_no_form_and_no_sidebar() {
        let text = "The council met on Monday, and nothing was decided.";
        check(
            &format!("<form><div class=\"sidebar\"><p>{text}</p><p>{text} Twice.</p></div></form>"),
            &[text, &format!("{text} Twice.")],
        );
    }

    #[test]
    fn paragraphs_are_parted_by_two_breaks_and_lines_by_one() {
        check(
            "<div>The council met, at last.<br>It rained.<br><br>Nothing was decided, though.</div>",
            &["The council met, at last.\nIt rained.", "Nothing was decided, though."],
        );
    }

    #[test]
    fn what_stands_among_paragraphs_is_kept_and_told_by_its_kind() {
        let prose = "The council met on Monday, and it was decided that nothing would be done before the spring.";
        let page = document(
            &format!(
                "<article><p>{prose}</p><aside class=cookie-note>We use small files.</aside><p>{prose} Twice.</p>\
                 <div class=newsticker>Oil falls again</div><p>Les også: <a href=/b>The mill burns</a></p><p>{prose} Thrice.</p></article>"
            ),
            None,
        );
        let residue: Vec<_> = page.residue.iter().map(|r| (r.kind.as_str(), r.span.of(&page.text))).collect();
        let expected =
            [("cookie", "We use small files."), ("ticker", "Oil falls again"), ("related", "Les også: The mill burns")];
        assert_eq!(residue, expected);
    }

    #[test]
    fn an_article_that_a_script_would_write_is_read_from_linked_data() {
        let told =
            "The council met on Monday, and nothing was decided, as nobody knew of what it should decide. ".repeat(8);
        let page = format!(
            "<script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\",\"headline\":\"A meeting\",\
             \"articleBody\":\"{told}\"}}</script><p>The council met on Monday, and nothing was decided.</p>"
        );
        check(&page, &[told.trim()]);
    }

    #[test]
    fn comments_longer_than_the_article_are_none_of_it() {
        let prose = "The council met on Monday, and it was decided that nothing would be done before the spring.";
        let said = "<p>I was there on Monday, and I can tell you that nobody listened to any of us.</p>";
        let article = [&format!("{prose} {prose}")[..], &format!("{prose} {prose} Twice.")];
        let page =
            format!("<div><p>{}</p><p>{}</p></div><div id=comments>{}</div>", article[0], article[1], said.repeat(20));
        check(&page, &article);
    }

    #[test]
    fn what_opens_over_a_name_is_not_read_as_its_text() {
        let card = "<span id=c><img src=x><a href=/1>Ann Lee</a> <a href=/2>A bridge was refused, at last</a></span>";
        check(
            &format!(
                "<p>On Monday Mayor <span><a href=/1>Ann Lee</a>{card}</span> said <span class=sr-only>so</span> nothing at all.</p>"
            ),
            &["On Monday Mayor Ann Lee said nothing at all."],
        );
    }

    #[test]
    fn a_short_block_with_the_credit_of_a_picture_is_its_caption() {
        let prose = "The council met on Monday, and it was decided that nothing would be done before the spring.";
        let credited = ["The ferry in port, at last (Image: LEE)", "Foto: Ann Lee", "© Ann Lee, Example Post"];
        let blocks: String = credited.iter().map(|c| format!("<p>{c}</p><p>{prose} {prose} {c}</p>")).collect();
        let page = document(&format!("<article><p>{prose}</p>{blocks}</article>"), None);
        let captions: Vec<_> = page.residue.iter().map(|r| (r.kind.as_str(), r.span.of(&page.text))).collect();
        assert_eq!(captions, credited.map(|c| ("caption", c)));
    }

    #[test]
    fn a_page_without_prose_is_what_it_shows() {
        check("<html><body>Peace</body></html>", &["Peace"]);
        check("<html><body></body></html>", &[""]);
    }
}
