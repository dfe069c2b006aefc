//! What is each block: article, a kind of residue, or left out?

use super::hints::Hints;
use super::measure::{self, Measurement, Witnesses};
use super::meta::Meta;
use super::outline::{Block, Outline, Tag};
use super::score::{self, Scores, Trust};
use super::scorecard;
use std::collections::HashSet;
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

/// Openings of blocks that lead to other articles or call for something, where the block is short; by kind.
const CALLS: [(ResidueKind, &[&str]); 5] = [
    (
        ResidueKind::Related,
        &[
            "read more", "read also", "also read", "read next", "related:", "related articles", "related stories",
            "related topics", "see also", "see more:", "more:", "more on this", "don't miss", "don’t miss",
            "continue reading", "lesen sie auch", "mehr zum thema", "auch interessant", "das könnte sie",
            "das könnte dich", "zum weiterlesen", "weitere beiträge", "weitere artikel", "te puede interesar",
            "puedes ver:", "ti potrebbe interessare", "lire aussi", "à lire aussi", "lea también", "leer más",
            "leggi anche", "leia também", "leia mais", "lees ook", "les også", "læs også", "läs också", "läs även",
            "lue myös", "czytaj też", "czytaj także", "zobacz także", "przeczytaj także", "čtěte také", "citește și",
            "baca juga", "διαβάστε επίσης", "διαβάστε ακόμα", "читайте также", "читайте також", "по теме:", "相关阅读",
            "延伸閱讀", "関連記事", "관련기사",
        ],
    ),
    (
        ResidueKind::Promotion,
        &[
            "advertisement", "anzeige", "werbung", "publicidad", "publicité", "annonce", "reklama", "sign up",
            "subscribe", "click here", "already a subscriber", "to continue reading", "jetzt abonnieren",
            "abonnez-vous", "suscríbete", "iscriviti",
        ],
    ),
    (ResidueKind::Share, &["follow us", "share this", "folgen sie uns", "suivez-nous", "síguenos"]),
    (
        ResidueKind::Other,
        &[
            "this summary was", "summary by ai", "ai-generated summary", "diese zusammenfassung wurde",
            "sammendraget er", "leave a comment", "leave a reply", "post a comment", "schreibe einen kommentar",
            "kommentar verfassen", "kommentieren sie", "deja un comentario", "laisser un commentaire",
            "lascia un commento",
        ],
    ),
    (
        ResidueKind::Cookie,
        &[
            "empfohlener redaktioneller inhalt",
            "empfohlener externer inhalt",
            "an dieser stelle find",
            "ich bin damit einverstanden",
            "recommended editorial content",
            "to view this content",
            "this content is not available due to your",
        ],
    ),
];

/// Characters of a block in which one of them is looked for; the longest has fewer.
const LONGEST_OPENING: usize = 64;

/// How a block opens that is followed by what readers wrote, in small letters.
const COMMENTS: [&str; 34] = [
    "leave a comment",
    "leave a reply",
    "post a comment",
    "post your comment",
    "add a comment",
    "add your comment",
    "add comment",
    "submitted comments",
    "comments",
    "reader comments",
    "readers' comments",
    "your comments",
    "комментари",
    "оставить комментарий",
    "добавить комментарий",
    "ваш комментарий",
    "написать комментарий",
    "komentarz",
    "dodaj komentarz",
    "skomentuj",
    "kommentare",
    "leserkommentare",
    "kommentar schreiben",
    "commentaires",
    "comentarios",
    "comentários",
    "commenti",
    "σχόλια",
    "网友评论",
    "发表评论",
    "發表評論",
    "коментар",
    "reacties",
    "コメント",
];

/// Characters of a block that opens comments.
const COMMENTS_LENGTH: usize = 100;

/// Characters of prose before it: a line of the article's head counts the comments too.
const BEFORE_COMMENTS: f64 = 300.0;

/// Words that say who made a picture, in small letters: before a colon they open a caption, in brackets they end one.
const CREDITS: [&str; 24] = [
    "image", "images", "image credit", "image source", "photo", "photos", "photo credit", "photograph", "picture",
    "pictures", "pic", "credit", "foto", "fotos", "fot", "bild", "bilder", "titelbild", "symbolbild", "grafik",
    "illustration", "crédit", "source", "quelle",
];

/// Characters of a caption that is told by its credit alone.
const CAPTION_LENGTH: usize = 200;

/// Characters of a call; longer blocks that begin alike are prose.
const CALL_LENGTH: usize = 160;

/// Characters of a consent notice in place of an embedded post.
const CONSENT_LENGTH: usize = 400;

/// Share of the page's prose that the article must have; where it has less, the names of elements misled.
const LEAST_SHARE: f64 = 0.2;

/// Share of the prose that the rules found which the scorecard must leave; where it leaves less, the rules stand.
const LEAST_KEPT: f64 = 0.05;

/// Letters of the article as linked data gives it from which on it is a witness; shorter ones are summaries.
const WITNESS: usize = 600;

/// Points from which on a block stays article, and those from which on one becomes it (log odds; .23 and .62 as shares): before the
/// article of the rules, where standfirsts are, and elsewhere. Between -1.6 and -.8, and 0 and 1, no set changes by more than .004.
const KEEP: f32 = -1.2;
const TAKE_BEFORE: f32 = 0.0;
const TAKE: f32 = 0.5;

/// Share of linked characters of a table of data; layouts and menus have more.
const FEW_LINKS: f32 = 0.05;

/// The blocks of a page, labelled, with what decided.
pub(crate) struct Labelled {
    /// What each block is.
    pub kinds: Vec<Kind>,
    /// What the rules alone call it.
    pub verdicts: Vec<Kind>,
    /// What was measured of it.
    pub measured: Measurement,
    /// Whether the rules have the last word on it.
    pub barred: Vec<bool>,
}

/// Labels the blocks of a page.
///
/// Rules speak first: container, names, calls. The scorecard then weighs each block that they call article, or neither article nor a
/// certain kind of residue.
pub(crate) fn label(outline: &Outline, meta: &Meta) -> Labelled {
    let title = meta.title.as_deref();
    let mut witnesses = Witnesses::of(meta.article_body.as_deref(), meta.description.as_deref());
    let (scores, verdicts) = by_rules(outline, title, &mut witnesses);
    let measured = measure::measure(outline, &scores.inherited, &verdicts, &mut witnesses);
    let first = first_of(&verdicts);
    let barred: Vec<bool> = (0..verdicts.len())
        .map(|n| settled(&measured, n, verdicts[n]) || is_barred(outline, &scores, n, &verdicts, first, title))
        .collect();
    let mut kinds = weighed(&measured, &verdicts, &barred, first);
    if article_prose(outline, &kinds) < LEAST_KEPT * article_prose(outline, &verdicts)
        || !kinds.contains(&Kind::Article)
    {
        kinds.clone_from(&verdicts);
    }
    cut_comments(outline, &scores, &mut kinds);
    keep_what_stands_among(outline, &scores, &mut kinds);
    headline(outline, &mut kinds, title);
    Labelled { kinds, verdicts, measured, barred }
}

/// The verdicts of the rules as the scorecard leaves them; `first` is the first block that the rules call article.
fn weighed(measured: &Measurement, verdicts: &[Kind], barred: &[bool], first: usize) -> Vec<Kind> {
    let mut kinds = verdicts.to_vec();
    let points = scorecard::points(measured);
    for (n, kind) in kinds.iter_mut().enumerate().filter(|(n, _)| !barred[*n]) {
        let least = match verdicts[n] {
            Kind::Article => KEEP,
            _ if n < first => TAKE_BEFORE,
            _ => TAKE,
        };
        if points[n] > least {
            *kind = Kind::Article;
        } else if *kind == Kind::Article {
            *kind = Kind::Residue(ResidueKind::Other);
        }
    }
    kinds
}

/// The first block that is called article; one past the last if none is.
fn first_of(kinds: &[Kind]) -> usize {
    kinds.iter().position(|k| *k == Kind::Article).unwrap_or(kinds.len())
}

/// Characters of prose in what is called article.
fn article_prose(outline: &Outline, kinds: &[Kind]) -> f64 {
    let of_article = outline.blocks.iter().zip(kinds).filter(|(_, k)| **k == Kind::Article);
    of_article.map(|(b, _)| score::prose(outline, b)).sum()
}

/// Quotations, and tables that hold data: their blocks say little alone, and where they stand has been judged.
fn settled(measured: &Measurement, n: usize, verdict: Kind) -> bool {
    let [table, quotation, links] = measured.of_unit(n);
    verdict == Kind::Article && (quotation > 0.0 || table > 0.0 && links < FEW_LINKS)
}

/// What no score makes article: certain residue, what is hidden or said by others, captions, the headline of this page or a like one.
fn is_barred(
    outline: &Outline,
    scores: &Scores,
    n: usize,
    verdicts: &[Kind],
    first: usize,
    title: Option<&str>,
) -> bool {
    let (block, kind) = (&outline.blocks[n], verdicts[n]);
    let hints = scores.inherited[block.node as usize];
    let certain =
        !matches!(kind, Kind::Article | Kind::Dropped | Kind::Residue(ResidueKind::Other | ResidueKind::Byline));
    certain
        || hints.has(Hints::HIDDEN.with(Hints::COOKIE).with(Hints::COMMENT))
        || outline.tag_of(block) == Tag::Title && n < first
        || is_credited(outline.text_of(block), block)
        || title.is_some_and(|t| same_words(t, outline.text_of(block)))
}

/// The labels by rules, staged: names are believed unless what they leave is too little of the page.
fn by_rules(outline: &Outline, title: Option<&str>, witnesses: &mut Witnesses) -> (Scores, Vec<Kind>) {
    let (scores, mut kinds) = labelled(outline, title, Trust::Names);
    let said_by_others = |b: &&Block| scores.inherited[b.node as usize].has(Hints::COMMENT);
    let prose: f64 = outline.blocks.iter().filter(|b| !said_by_others(b)).map(|b| score::prose(outline, b)).sum();
    if article_prose(outline, &kinds) < LEAST_SHARE * prose {
        let (_, lenient) = labelled(outline, title, Trust::Structure);
        if article_prose(outline, &lenient) > 2.0 * article_prose(outline, &kinds) {
            kinds = lenient;
        }
    }
    cut_after(outline, &mut kinds, witnesses);
    (scores, kinds)
}

fn labelled(outline: &Outline, title: Option<&str>, trust: Trust) -> (Scores, Vec<Kind>) {
    let scores = score::score(outline, trust);
    let inside = inside(outline, &scores);
    let label = |(n, b): (usize, &Block)| kind(outline, &scores, b, inside.contains(&n), title);
    let mut kinds: Vec<Kind> = outline.blocks.iter().enumerate().map(label).collect();
    trim(outline, &mut kinds);
    (scores, kinds)
}

/// What follows the last block that linked data has as the article's is none of it, if linked data has most of it.
fn cut_after(outline: &Outline, kinds: &mut [Kind], witnesses: &mut Witnesses) {
    let body = witnesses.letters_of_body();
    if body < WITNESS {
        return;
    }
    let (mut last, mut held) = (None, 0);
    for (n, block) in outline.blocks.iter().enumerate().filter(|(n, _)| kinds[*n] == Kind::Article) {
        let text = letters(outline.text_of(block));
        if witnesses.in_body(&text) == Some(true) {
            last = Some(n);
            held += text.len();
        }
    }
    let Some(last) = last.filter(|_| 10 * held > 8 * body) else {
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
    if is_credited(text, block) {
        return Kind::Residue(ResidueKind::Caption);
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
        (Hints::TICKER, ResidueKind::Ticker),
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
    if block.chars > CONSENT_LENGTH {
        return None;
    }
    let opening = text.char_indices().nth(LONGEST_OPENING).map_or(text, |(end, _)| &text[..end]);
    let lower = opening.to_lowercase();
    let called = CALLS.iter().find(|(_, openings)| openings.iter().any(|o| lower.starts_with(o)));
    called.map(|(kind, _)| *kind).filter(|k| *k == ResidueKind::Cookie || block.chars <= CALL_LENGTH)
}

/// Whether a short block opens or ends with the credit of a picture: "Photo: Ann Lee", "The ferry in port (Image: Lee)", "© Lee".
fn is_credited(text: &str, block: &Block) -> bool {
    if block.chars > CAPTION_LENGTH {
        return false;
    }
    let lower = text.to_lowercase();
    let opens = lower.split_once(':').is_some_and(|(word, _)| CREDITS.contains(&word.trim()));
    let bracket =
        lower.trim_end_matches(['.', ' ']).strip_suffix(')').and_then(|t| t.rsplit_once('(')).map(|(_, last)| last);
    let first = |last: &str| {
        last.split(|c: char| !c.is_alphabetic()).find(|w| !w.is_empty()).is_some_and(|w| CREDITS.contains(&w))
    };
    opens || lower.starts_with('©') || bracket.is_some_and(first)
}

/// Behind the line that opens the comments, what stands in other elements than the article before it was written by readers, unless
/// it is called the article's body: a head may count the comments too.
fn cut_comments(outline: &Outline, scores: &Scores, kinds: &mut [Kind]) {
    let place = |block: &Block| {
        let node = &outline.nodes[block.node as usize];
        if matches!(node.tag, Tag::Paragraph | Tag::Heading | Tag::Item) { node.parent } else { block.node }
    };
    let (mut prose, mut own, mut opened) = (0.0, HashSet::new(), false);
    for (block, kind) in outline.blocks.iter().zip(kinds) {
        opened |= prose >= BEFORE_COMMENTS && opens_comments(outline.text_of(block), block);
        if *kind != Kind::Article {
            continue;
        }
        if !opened {
            prose += score::prose(outline, block);
            own.insert(place(block));
        } else if !own.contains(&place(block)) && !scores.inherited[block.node as usize].has(Hints::BODY) {
            *kind = Kind::Residue(ResidueKind::Other);
        }
    }
}

fn opens_comments(text: &str, block: &Block) -> bool {
    if block.chars > COMMENTS_LENGTH {
        return false;
    }
    let lower = text.to_lowercase();
    COMMENTS.iter().any(|words| lower.starts_with(words))
}

/// What stands among the article's blocks and can be seen is kept, whatever it is.
fn keep_what_stands_among(outline: &Outline, scores: &Scores, kinds: &mut [Kind]) {
    let first = first_of(kinds);
    let last = kinds.iter().rposition(|k| *k == Kind::Article).unwrap_or(first);
    for (kind, block) in kinds[first..last].iter_mut().zip(&outline.blocks[first..last]) {
        let hints = scores.inherited[block.node as usize];
        if *kind == Kind::Dropped && !hints.has(Hints::HIDDEN) {
            *kind = Kind::Residue(standing_among(hints, block));
        }
    }
}

fn standing_among(hints: Hints, block: &Block) -> ResidueKind {
    let of_place = [(Hints::COOKIE, ResidueKind::Cookie), (Hints::NAVIGATION, ResidueKind::Navigation)];
    let of_place = of_place.into_iter().find_map(|(hint, kind)| hints.has(hint).then_some(kind));
    let of_links = if score::link_share(block) > score::MANY_LINKS { ResidueKind::Related } else { ResidueKind::Other };
    of_place.or_else(|| residue_of(hints)).unwrap_or(of_links)
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
    let mut a = folded(a).peekable();
    a.peek().is_some() && a.eq(folded(b))
}

fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// The letters and digits of a text, small.
pub(super) fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            letters.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            letters.extend(c.to_lowercase());
        }
    }
    letters
}

/// As many of them as a text opens with.
pub(super) fn first_letters(text: &str, count: usize) -> String {
    folded(text).take(count).collect()
}
