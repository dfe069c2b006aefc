//! What is each block: article, a kind of residue, or left out?

use super::hints::Hints;
use super::outline::{Block, Outline, Tag};
use super::score::{self, Scores, Trust};
use vorlage_model::ResidueKind;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A part of the article.
    Article,
    /// Stands among it and is none.
    Residue(ResidueKind),
    /// Stands elsewhere on the page.
    Dropped,
}

/// Openings of blocks that lead to other articles or call for something, where most of the block is a link or it is short.
const CALLS: [(&str, ResidueKind); 26] = [
    ("read more", ResidueKind::Related),
    ("read also", ResidueKind::Related),
    ("also read", ResidueKind::Related),
    ("read next", ResidueKind::Related),
    ("related:", ResidueKind::Related),
    ("related articles", ResidueKind::Related),
    ("related stories", ResidueKind::Related),
    ("related topics", ResidueKind::Related),
    ("see also", ResidueKind::Related),
    ("more:", ResidueKind::Related),
    ("lesen sie auch", ResidueKind::Related),
    ("mehr zum thema", ResidueKind::Related),
    ("lire aussi", ResidueKind::Related),
    ("à lire aussi", ResidueKind::Related),
    ("lea también", ResidueKind::Related),
    ("leggi anche", ResidueKind::Related),
    ("читайте также", ResidueKind::Related),
    ("читайте також", ResidueKind::Related),
    ("advertisement", ResidueKind::Promotion),
    ("anzeige", ResidueKind::Promotion),
    ("publicidad", ResidueKind::Promotion),
    ("sign up", ResidueKind::Promotion),
    ("subscribe", ResidueKind::Promotion),
    ("click here", ResidueKind::Promotion),
    ("follow us", ResidueKind::Share),
    ("share this", ResidueKind::Share),
];

/// Characters of a call; longer blocks that begin alike are prose.
const CALL_LENGTH: usize = 160;

/// Share of the page's prose that the article must have; where it has less, the names of elements misled.
const LEAST_SHARE: f64 = 0.2;

/// Letters of the article as linked data gives it from which on it is a witness; shorter ones are summaries.
const WITNESS: usize = 600;

/// Labels the blocks of a page; `body` is the article as its linked data gives it.
pub(crate) fn label(outline: &Outline, title: Option<&str>, body: Option<&str>) -> Vec<Kind> {
    let strict = labelled(outline, title, Trust::Names);
    let prose: f64 = outline.blocks.iter().map(|b| score::prose(outline, b)).sum();
    let article = |kinds: &[Kind]| -> f64 {
        let of_article = outline.blocks.iter().zip(kinds).filter(|(_, k)| **k == Kind::Article);
        of_article.map(|(b, _)| score::prose(outline, b)).sum()
    };
    let mut kinds = strict;
    if article(&kinds) < LEAST_SHARE * prose {
        let lenient = labelled(outline, title, Trust::Structure);
        if article(&lenient) > 2.0 * article(&kinds) {
            kinds = lenient;
        }
    }
    if let Some(body) = body {
        cut_after(outline, &mut kinds, body);
    }
    headline(outline, &mut kinds, title);
    kinds
}

fn labelled(outline: &Outline, title: Option<&str>, trust: Trust) -> Vec<Kind> {
    let scores = score::score(outline, trust);
    let inside = inside(outline, &scores);
    let label = |(n, b): (usize, &Block)| kind(outline, &scores, b, inside.contains(&n), title);
    let mut kinds: Vec<Kind> = outline.blocks.iter().enumerate().map(label).collect();
    trim(outline, &mut kinds);
    kinds
}

/// What follows the last block that linked data has as the article's is none of it, if linked data has most of it.
fn cut_after(outline: &Outline, kinds: &mut [Kind], body: &str) {
    let body = letters(body);
    if body.len() < WITNESS {
        return;
    }
    let (mut last, mut held) = (None, 0);
    for (n, block) in outline.blocks.iter().enumerate() {
        let text = letters(outline.text_of(block));
        if kinds[n] == Kind::Article && text.len() > 20 && body.contains(&text) {
            last = Some(n);
            held += text.len();
        }
    }
    let Some(last) = last.filter(|_| 10 * held > 8 * body.len()) else {
        return;
    };
    for kind in kinds.iter_mut().skip(last + 1).filter(|k| **k == Kind::Article) {
        *kind = Kind::Residue(ResidueKind::Other);
    }
}

/// The blocks within the container; they follow each other.
fn inside(outline: &Outline, scores: &Scores) -> std::ops::Range<usize> {
    let end = outline.nodes[scores.container as usize].end;
    let within = |b: &Block| (scores.container..end).contains(&b.node);
    let first = outline.blocks.iter().position(within).unwrap_or(0);
    let last = outline.blocks.iter().rposition(within).map_or(0, |n| n + 1);
    first..last
}

fn kind(outline: &Outline, scores: &Scores, block: &Block, inside: bool, title: Option<&str>) -> Kind {
    let hints = scores.inherited[block.node as usize];
    if !inside
        || hints
            .has(Hints::OUTSIDE.with(Hints::HIDDEN).with(Hints::NAVIGATION).with(Hints::COOKIE).with(Hints::COMMENT))
    {
        return Kind::Dropped;
    }
    let text = outline.text_of(block);
    if title.is_some_and(|t| same_words(t, text)) {
        return Kind::Residue(ResidueKind::Headline);
    }
    if let Some(kind) = residue_of(hints).or_else(|| call(text, block)) {
        return Kind::Residue(kind);
    }
    let caption =
        outline.ancestors(block.node).any(|n| matches!(outline.nodes[n as usize].tag, Tag::Caption | Tag::Figure));
    if caption {
        return Kind::Residue(ResidueKind::Caption);
    }
    if score::link_share(block) > 0.8 && !score::ends_sentence(text) {
        return Kind::Residue(ResidueKind::Related);
    }
    Kind::Article
}

fn residue_of(hints: Hints) -> Option<ResidueKind> {
    [
        (Hints::RELATED, ResidueKind::Related),
        (Hints::SHARE, ResidueKind::Share),
        (Hints::PROMOTION, ResidueKind::Promotion),
        (Hints::CAPTION, ResidueKind::Caption),
        (Hints::BYLINE, ResidueKind::Byline),
        (Hints::FOOTER, ResidueKind::Other),
    ]
    .into_iter()
    .find_map(|(hint, kind)| hints.has(hint).then_some(kind))
}

fn call(text: &str, block: &Block) -> Option<ResidueKind> {
    if block.chars > CALL_LENGTH {
        return None;
    }
    let lower = text.to_lowercase();
    CALLS.iter().find(|(opening, _)| lower.starts_with(opening)).map(|(_, kind)| *kind)
}

/// What stands before the first and after the last paragraph of prose and is none is no article; paragraphs and items without a
/// link may follow (recipes, fixtures, a last word).
fn trim(outline: &Outline, kinds: &mut [Kind]) {
    let prose = |n: &usize| kinds[*n] == Kind::Article && score::prose(outline, &outline.blocks[*n]) > 0.0;
    let Some(first) = (0..kinds.len()).find(prose) else {
        return;
    };
    let last = (0..kinds.len()).rev().find(prose).unwrap_or(first);
    let may_follow = |b: &Block| b.linked == 0 && matches!(outline.tag_of(b), Tag::Item | Tag::Paragraph);
    for (n, kind) in kinds.iter_mut().enumerate() {
        let outside = n < first || n > last && !may_follow(&outline.blocks[n]);
        if *kind == Kind::Article && outside {
            *kind = Kind::Residue(ResidueKind::Other);
        }
    }
}

/// The headline stands in the text even where it stands outside of the container.
fn headline(outline: &Outline, kinds: &mut [Kind], title: Option<&str>) {
    if kinds.contains(&Kind::Residue(ResidueKind::Headline)) {
        return;
    }
    let first = kinds.iter().position(|k| *k != Kind::Dropped).unwrap_or(kinds.len());
    let found = (0..first).rev().find(|n| {
        let block = &outline.blocks[*n];
        outline.tag_of(block) == Tag::Title && title.is_some_and(|t| same_words(t, outline.text_of(block)))
    });
    if let Some(n) = found {
        kinds[n] = Kind::Residue(ResidueKind::Headline);
    }
}

/// The same letters and digits, whatever stands between them.
fn same_words(a: &str, b: &str) -> bool {
    let a = letters(a);
    !a.is_empty() && a == letters(b)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
