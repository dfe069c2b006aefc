//! Web pages: which words are the article, and what the page says of itself.
//!
//! The page is parsed once (html5ever's tree); `outline` flattens it to blocks of text, `score` finds the part that holds the
//! article, `label` says of each block of it whether it is article or what kind of residue; `meta` reads title, address, people,
//! date and language. The text holds the article's blocks and, as labelled residue, what stands among them; menus, asides, footers
//! and forms are left out.
//!
//! A page costs about the time of its parsing. Pages over [`MAX_PAGE`] are cut, tags nested deeper than a browser would are ignored.

mod depth;
mod hints;
mod jsonld;
mod label;
mod meta;
mod outline;
mod score;

use label::Kind;
use vorlage_model::{Document, Note, Residue, Span};

/// Bytes of a page that are read; the largest news pages have 5 MB, nearly all of it scripts.
const MAX_PAGE: usize = 16 << 20;

/// What stands between two blocks in the text.
const BLOCK_BREAK: &str = "\n\n";

/// Reads a page; `url` is where it was found, if known. The document has no id yet, and its notes have no place.
pub(crate) fn document(page: &str, url: Option<&str>) -> Document {
    let mut document = Document::default();
    let mut note = |text: String| {
        document.notes.push(Note {
            place: String::new(),
            text,
        })
    };
    let (page, cut) = within_limit(page);
    if cut {
        note(format!("the page is read up to byte {}", page.len()));
    }
    let (page, ignored) = depth::limited(page);
    if ignored > 0 {
        note(format!(
            "{ignored} tag(s) nested deeper than {} are ignored",
            depth::MAX_DEPTH
        ));
    }
    let tree = dom_query::Document::from(page.as_ref());
    let outline = outline::outline(&tree.tree);
    let meta = meta::read(&outline, url);
    let kinds = label::label(&outline, meta.title.as_deref(), meta.article_body.as_deref());
    write(&outline, &kinds, &mut document);
    document.url = meta.url;
    document.title = meta.title;
    document.outlet = meta.outlet;
    document.authors = meta.authors;
    document.published = meta.published;
    document.lang = meta.lang;
    document
}

fn within_limit(page: &str) -> (&str, bool) {
    if page.len() <= MAX_PAGE {
        return (page, false);
    }
    (&page[..page.floor_char_boundary(MAX_PAGE)], true)
}

/// Writes the kept blocks as text, residue as spans.
fn write(outline: &outline::Outline, kinds: &[Kind], document: &mut Document) {
    for (block, kind) in outline.blocks.iter().zip(kinds) {
        if *kind == Kind::Dropped {
            continue;
        }
        if !document.text.is_empty() {
            document.text.push_str(BLOCK_BREAK);
        }
        let begin = document.text.len();
        document.text.push_str(outline.text_of(block));
        if let Kind::Residue(kind) = kind {
            document.residue.push(Residue {
                span: Span::new(begin, document.text.len()),
                kind: *kind,
            });
        }
    }
}
