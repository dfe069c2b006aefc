//! Which part of the page holds the article? The smallest element that holds nearly all of the page's prose.
//!
//! Each block has a worth: prose counts by its length, links and menus against it. An element is worth the sum of its blocks. From
//! the root the search goes down as long as one child holds nearly all the worth, so that several containers side by side are
//! found through the element around them.
//!
//! **Source:** the weights follow Arc90's Readability (commas, length, share of links), with sums over whole subtrees in place of
//! its points for parents and grandparents; thresholds were set on the developers' pages of the sets aeb, fundus and traf: body F1
//! .974 and .959 on aeb and fundus, .901 of segments on traf, where Readability has .953, .915 and Trafilatura .960, .949, .925.

use super::hints::Hints;
use super::outline::{Block, Outline, Tag};

/// Share of an element's worth that a child must hold for the search to go down into it.
const CHILD_SHARE: f64 = 0.85;

/// Share of the page's prose from which on an element's hints are wrong: nothing that holds the article is a sidebar.
pub(crate) const HOLDS_PAGE: f64 = 0.6;

/// Characters of prose outside of comments from which on comments that hold the page's prose are long comments, and no misnomer.
const BESIDE_COMMENTS: f64 = 300.0;

/// What prose within an element that is called the article's body counts, against prose elsewhere.
const BODY_WEIGHT: f64 = 4.0;

/// Headings that are links from which on an element is a list of other articles, and how many paragraphs each may have.
const LINKED_HEADINGS: usize = 2;
const PARAGRAPHS_A_HEADING: usize = 3;

/// Characters from which on a block without a sentence's end counts as prose.
const LONG: usize = 100;

/// Least characters of prose.
const SHORT: usize = 25;

/// Share of linked characters from which on a block is a list of links.
pub(crate) const MANY_LINKS: f64 = 0.5;

/// Share of linked characters up to which an item that ends as sentences end is prose.
const FEW_LINKS: f64 = 0.3;

/// What an outline is worth.
#[derive(Debug)]
pub(crate) struct Scores {
    /// Hints by element: its own, without those that are wrong, and those of the elements around it.
    pub inherited: Vec<Hints>,
    /// The element that holds the article.
    pub container: u32,
}

/// Whether names of elements are believed where they speak against a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    /// They are.
    Names,
    /// Only what stands outside of the page's flow, or is hidden, is left out.
    Structure,
}

/// Scores a page.
pub(crate) fn score(outline: &Outline, trust: Trust) -> Scores {
    let prose: Vec<f64> = outline.blocks.iter().map(|b| prose(outline, b)).collect();
    let prose_sums = sums(outline, &prose);
    let lists = lists_of_articles(outline, &prose);
    let inherited = inherited(outline, &prose_sums, &lists, trust);
    let worth: Vec<f64> =
        outline.blocks.iter().zip(&prose).map(|(b, p)| worth(b, *p, inherited[b.node as usize])).collect();
    let container = container(outline, &sums(outline, &worth));
    Scores { inherited, container }
}

/// Characters of prose in a block: 0 where it is no sentence.
pub(crate) fn prose(outline: &Outline, block: &Block) -> f64 {
    let text = outline.text_of(block);
    let free = (block.chars - block.linked) as f64;
    if link_share(block) > MANY_LINKS || block.chars < SHORT && !wide(text) {
        return 0.0;
    }
    let tag = outline.tag_of(block);
    if matches!(tag, Tag::Title | Tag::Heading) {
        return 0.0;
    }
    if !(ends_sentence(text) || text.contains(", ") || block.chars >= LONG) {
        return 0.0;
    }
    match tag {
        Tag::Paragraph | Tag::Quote | Tag::Pre => free,
        Tag::Item if link_share(block) < FEW_LINKS && ends_sentence(text) => 0.8 * free,
        Tag::Item | Tag::Table | Tag::Caption => 0.3 * free,
        _ => 0.8 * free,
    }
}

/// Chinese and Japanese say in ten characters what others say in thirty.
pub(crate) fn wide(text: &str) -> bool {
    text.chars().take(4).any(|c| ('\u{3040}'..='\u{9fff}').contains(&c)) && text.len() >= SHORT
}

/// Ends as sentences end.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '“', '»', '«', '’', ')', ']', '」', ' ', '\u{a0}']);
    text.ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？', '।', '؟', '۔'])
}

/// Share of a block's characters in links.
pub(crate) fn link_share(block: &Block) -> f64 {
    block.linked as f64 / block.chars.max(1) as f64
}

fn worth(block: &Block, prose: f64, hints: Hints) -> f64 {
    if hints.has(Hints::AGAINST) {
        return -0.2 * block.chars as f64;
    }
    if prose > 0.0 {
        return if hints.has(Hints::BODY) { BODY_WEIGHT * prose } else { prose };
    }
    -(block.chars.min(LONG) as f64) * if link_share(block) > MANY_LINKS { 1.0 } else { 0.3 }
}

/// Sums over each element's blocks and those within it.
pub(crate) fn sums(outline: &Outline, values: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; outline.nodes.len()];
    for (block, value) in outline.blocks.iter().zip(values) {
        sums[block.node as usize] += value;
    }
    for node in (1..outline.nodes.len()).rev() {
        let parent = outline.nodes[node].parent as usize;
        sums[parent] += sums[node];
    }
    sums
}

/// The hints of each element with those around it; hints against an element that holds the page's prose are void.
fn inherited(outline: &Outline, prose: &[f64], lists: &[bool], trust: Trust) -> Vec<Hints> {
    let mut all = vec![Hints::default(); outline.nodes.len()];
    for (n, node) in outline.nodes.iter().enumerate() {
        let mut own = match trust {
            Trust::Names if lists[n] => node.hints.with(Hints::RELATED),
            Trust::Names => node.hints,
            Trust::Structure => node.hints.only(Hints::BODY.with(Hints::OUTSIDE).with(Hints::HIDDEN)),
        };
        if prose[n] > HOLDS_PAGE * prose[0] {
            let comments = own.only(Hints::COMMENT);
            own = own.without(Hints::AGAINST);
            if comments != Hints::default() && prose[0] - prose[n] >= BESIDE_COMMENTS && !holds_title(outline, n) {
                own = own.with(comments);
            }
        }
        let around = if n == 0 { Hints::default() } else { all[node.parent as usize] };
        all[n] = own.with(around);
    }
    all
}

/// Whether an element holds a headline.
fn holds_title(outline: &Outline, n: usize) -> bool {
    outline.nodes[n..outline.nodes[n].end as usize].iter().any(|node| node.tag == Tag::Title)
}

/// Elements that list other articles: several of their headings are links, with little text each.
fn lists_of_articles(outline: &Outline, prose: &[f64]) -> Vec<bool> {
    let heading = |b: &Block| matches!(outline.tag_of(b), Tag::Heading | Tag::Title) && link_share(b) > 0.8;
    let headings: Vec<f64> = outline.blocks.iter().map(|b| f64::from(u8::from(heading(b)))).collect();
    let paragraphs: Vec<f64> = prose.iter().map(|p| f64::from(u8::from(*p > 0.0))).collect();
    let (headings, paragraphs) = (sums(outline, &headings), sums(outline, &paragraphs));
    let lists = headings
        .iter()
        .zip(&paragraphs)
        .map(|(h, p)| *h >= LINKED_HEADINGS as f64 && *p <= h * PARAGRAPHS_A_HEADING as f64);
    lists.collect()
}

fn container(outline: &Outline, worth: &[f64]) -> u32 {
    let mut at = 0u32;
    loop {
        let here = worth[at as usize].max(0.0);
        let best =
            children(outline, at).max_by(|a, b| worth[*a as usize].total_cmp(&worth[*b as usize]).then(b.cmp(a)));
        match best {
            Some(child)
                if worth[child as usize] > 0.0
                    && worth[child as usize] >= CHILD_SHARE * here
                    && !leaf(outline, child) =>
            {
                at = child
            }
            _ => return at,
        }
    }
}

/// A paragraph is never the container: what stands beside it belongs to it.
fn leaf(outline: &Outline, node: u32) -> bool {
    matches!(
        outline.nodes[node as usize].tag,
        Tag::Paragraph | Tag::Item | Tag::Quote | Tag::Heading | Tag::Title | Tag::Caption
    )
}

/// The elements directly within one.
pub(crate) fn children(outline: &Outline, node: u32) -> impl Iterator<Item = u32> {
    let end = outline.nodes[node as usize].end;
    let mut next = node + 1;
    std::iter::from_fn(move || {
        if next >= end {
            return None;
        }
        let child = next;
        next = outline.nodes[child as usize].end;
        Some(child)
    })
}
