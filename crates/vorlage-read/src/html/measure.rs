//! What can be measured of a block that tells whether it is article: its words, where it stands, what stands around it.
//!
//! One list of numbers a block, in the order of [`MEASURES`]. Shares are 0..1, counts are cut at [`FAR`]. A list, table or quotation
//! counts as one paragraph where it stands among paragraphs: its blocks are measured by where *it* stands.
//!
//! Cost: linear in blocks and elements, but for the levels between a block and the paragraphs (at most the depth of the page).

use super::hints::Hints;
use super::label::{Kind, first_letters, letters};
use super::outline::{Block, Outline, Tag};
use super::score::{self, ends_sentence, link_share, wide};
use crate::wordlist::{self, Words};
use std::collections::HashMap;
use vorlage_text::hash64;

/// What is measured, by name; the scorecard has a column for each.
pub const MEASURES: [&str; 58] = [
    "width", "links", "ends", "commas", "digits", "capitals", "notice", "witness", "described", "prose", "lines",
    "since prose", "until prose", "since heading", "before", "alike", "alike count", "around", "around that",
    "element links", "around links", "around that links", "around paragraphs", "around density", "around that density",
    "branch links", "branch levels", "flow before", "flow here", "flow shared", "names against", "called body",
    "in article", "heading", "opens small", "table", "quotation", "previous width", "next width", "verdict",
    "verdicts near", "verdicts span", "since title", "tag", "twice", "alike verdicts", "around verdicts",
    "previous links", "next links", "previous ends", "next ends", "previous prose", "next prose", "previous alike",
    "next alike", "previous tag", "next tag", "word length",
];

/// Measures that also tell of the blocks beside the one that has them, and where the one before stands; the one behind follows it.
const BESIDE: [(usize, usize); 6] = [(0, 37), (1, 47), (2, 49), (9, 51), (15, 53), (43, 55)];

/// A block as the training of the scorecard sees it.
#[derive(Debug, Clone)]
pub struct Measured {
    /// Its text.
    pub text: String,
    /// In the order of [`MEASURES`].
    pub measures: Vec<f32>,
    /// The element that it stands for; blocks of one list, table or quotation share it.
    pub unit: u32,
    /// What the rules call it: `article`, `outside`, or a kind of residue.
    pub verdict: &'static str,
    /// The rules have the last word on it.
    pub barred: bool,
    /// What is article in the end.
    pub article: bool,
}

/// One block's measures.
pub(crate) type Measures = [f32; MEASURES.len()];

/// Blocks beyond which distance makes no difference.
const FAR: usize = 30;

/// Characters of a notice; longer blocks that name a network or a newsletter are prose.
const NOTICE_LENGTH: usize = 400;

/// Letters of a block from which on its standing elsewhere is no chance.
const TELLING: usize = 15;

/// Letters that a block opens with for which the description is searched.
const DESCRIBED: usize = 40;

/// Letters of an article as linked data gives it from which on it speaks for or against blocks.
const WITNESS: usize = 300;

/// Bytes of linked data and description that one page's blocks may be looked for in: a made page of many blocks and a long body
/// would take their product. Real pages take a hundredth.
const MAX_WORK: usize = 1 << 30;

/// Words of notices, in small letters.
static NOTICES: Words = Words::new(|| {
    wordlist::any_of(&[
        "©", "copyright", "all rights reserved", "newsletter", "cookie", "subscri", "abonn", "facebook", "twitter",
        "whatsapp", "instagram", "e-mail", "klick", "javascript",
    ])
});

/// What the page's head says of its blocks.
pub(crate) struct Witnesses {
    /// Letters of the article as linked data gives it; empty where it gives a summary or none.
    body: String,
    /// Letters of the longest description.
    description: String,
    /// Bytes that may still be searched.
    work: usize,
}

impl Witnesses {
    /// Takes the article as linked data gives it, and the description.
    pub(crate) fn of(body: Option<&str>, description: Option<&str>) -> Self {
        let body = body.map(letters).filter(|b| b.len() >= WITNESS).unwrap_or_default();
        Self { body, description: description.map(letters).unwrap_or_default(), work: MAX_WORK }
    }

    /// Letters of the article as linked data gives it.
    pub(crate) fn letters_of_body(&self) -> usize {
        self.body.len()
    }

    /// The letters of a block, as many as the witnesses are asked for.
    fn told_by(&self, text: &str) -> String {
        if self.body.is_empty() { first_letters(text, DESCRIBED) } else { letters(text) }
    }

    /// Whether linked data has a block's letters as the article's; `None` where it tells nothing.
    pub(crate) fn in_body(&mut self, told: &str) -> Option<bool> {
        let tells = !self.body.is_empty() && told.len() > TELLING && self.take(self.body.len());
        tells.then(|| self.body.contains(told))
    }

    fn in_description(&mut self, told: &str) -> bool {
        let opening = told.char_indices().nth(DESCRIBED).map_or(told, |(end, _)| &told[..end]);
        told.len() > TELLING && self.take(self.description.len()) && self.description.contains(opening)
    }

    /// Takes bytes from the budget, if there are so many left.
    fn take(&mut self, bytes: usize) -> bool {
        let left = self.work.checked_sub(bytes);
        self.work = left.unwrap_or(0);
        left.is_some()
    }
}

/// Sums over elements.
struct Sums {
    prose: Vec<f64>,
    chars: Vec<f64>,
    linked: Vec<f64>,
    paragraphs: Vec<f64>,
    /// Prose of an element's own paragraphs, those within further elements left out.
    flow: Vec<f64>,
}

struct Page<'a> {
    outline: &'a Outline,
    inherited: &'a [Hints],
    prose: Vec<f64>,
    sums: Sums,
    /// The page's prose, at least 1.
    total: f64,
    /// The element that a block stands for: the list, table or quotation around it, or its own.
    unit: Vec<u32>,
    /// The element with most paragraphs of its own.
    flow: u32,
    /// Which elements hold `flow`.
    holds_flow: Vec<bool>,
}

/// What was measured of a page.
pub(crate) struct Measurement {
    /// Of each block.
    pub measures: Vec<Measures>,
    /// The element that each block stands for: the list, table or quotation around it, or its own.
    pub units: Vec<u32>,
}

impl Measurement {
    /// Whether a block is part of a table, of a quotation, and the share of links where it stands.
    pub(crate) fn of_unit(&self, block: usize) -> [f32; 3] {
        let m = &self.measures[block];
        [m[35], m[36], m[25]]
    }
}

/// Measures all blocks of a page; `kinds` is what the rules call them, `inherited` the hints by element.
pub(crate) fn measure(
    outline: &Outline,
    inherited: &[Hints],
    kinds: &[Kind],
    witnesses: &mut Witnesses,
) -> Measurement {
    let page = Page::new(outline, inherited);
    let mut out = vec![[0.0; MEASURES.len()]; outline.blocks.len()];
    page.words(&mut out, witnesses);
    page.places(&mut out);
    page.alike(&mut out);
    page.surroundings(&mut out);
    beside(&mut out);
    verdicts(kinds, &mut out);
    page.verdicts_around(kinds, &mut out);
    Measurement { measures: out, units: page.unit }
}

impl<'a> Page<'a> {
    fn new(outline: &'a Outline, inherited: &'a [Hints]) -> Self {
        let unseen = |b: &Block| inherited[b.node as usize].has(Hints::COMMENT.with(Hints::HIDDEN));
        let prose = |b: &Block| if unseen(b) { 0.0 } else { score::prose(outline, b) };
        let prose: Vec<f64> = outline.blocks.iter().map(prose).collect();
        let by = |value: fn(&Block) -> f64| outline.blocks.iter().map(value).collect::<Vec<f64>>();
        let counted: Vec<f64> = prose.iter().map(|p| f64::from(u8::from(*p > 0.0))).collect();
        let sums = Sums {
            chars: score::sums(outline, &by(|b| b.chars as f64)),
            linked: score::sums(outline, &by(|b| b.linked as f64)),
            paragraphs: score::sums(outline, &counted),
            flow: flow(outline, &prose),
            prose: score::sums(outline, &prose),
        };
        let total = sums.prose[0].max(1.0);
        let unit = outline.blocks.iter().map(|b| unit(outline, &sums.prose, total, b.node)).collect();
        let flow = (0..outline.nodes.len()).max_by(|a, b| sums.flow[*a].total_cmp(&sums.flow[*b]).then(b.cmp(a)));
        let flow = flow.unwrap_or(0) as u32;
        let mut holds_flow = vec![false; outline.nodes.len()];
        outline.ancestors(flow).for_each(|n| holds_flow[n as usize] = true);
        Self { outline, inherited, prose, sums, total, unit, flow, holds_flow }
    }

    fn parent(&self, node: u32) -> u32 {
        self.outline.nodes[node as usize].parent
    }

    /// What the words of a block say of it.
    fn words(&self, out: &mut [Measures], witnesses: &mut Witnesses) {
        for ((block, prose), m) in self.outline.blocks.iter().zip(&self.prose).zip(out) {
            let text = self.outline.text_of(block);
            let counts = Counts::of(text);
            let chars = block.chars.max(1) as f32;
            m[0] = width(block, text);
            m[1] = link_share(block) as f32;
            m[2] = flag(ends_sentence(text));
            m[3] = 100.0 * counts.commas as f32 / (chars + 20.0);
            m[4] = counts.digits as f32 / chars;
            m[5] = counts.capitals as f32 / chars;
            m[6] = flag(block.chars <= NOTICE_LENGTH && wordlist::holds(text, &NOTICES));
            m[43] = rank(self.outline.tag_of(block));
            let told = witnesses.told_by(text);
            m[7] = witnesses.in_body(&told).map_or(0.0, |has| if has { 1.0 } else { -1.0 });
            m[8] = flag(witnesses.in_description(&told));
            m[9] = (prose / self.total) as f32;
            m[10] = counts.lines as f32;
            m[34] = flag(text.starts_with(char::is_lowercase));
            let between = (counts.blanks + counts.lines) as f32;
            m[57] = (chars - between) / (between + 1.0);
        }
    }

    /// Where a block stands among paragraphs and headings.
    fn places(&self, out: &mut [Measures]) {
        let (mut since_prose, mut since_heading, mut since_title, mut before) = (FAR, FAR, FAR, 0.0);
        let mut until = FAR;
        for (m, prose) in out.iter_mut().zip(&self.prose).rev() {
            m[12] = until as f32;
            until = if *prose > 0.0 { 0 } else { (until + 1).min(FAR) };
        }
        for ((m, block), prose) in out.iter_mut().zip(&self.outline.blocks).zip(&self.prose) {
            let heading = matches!(self.outline.tag_of(block), Tag::Heading | Tag::Title);
            let title = self.outline.tag_of(block) == Tag::Title;
            since_title = if title { 0 } else { (since_title + 1).min(FAR) };
            m[42] = since_title as f32;
            since_heading = if heading { 0 } else { (since_heading + 1).min(FAR) };
            (m[11], m[13], m[14]) = (since_prose as f32, since_heading as f32, (before / self.total) as f32);
            m[33] = flag(heading);
            before += prose;
            since_prose = if *prose > 0.0 { 0 } else { (since_prose + 1).min(FAR) };
        }
    }

    /// How much of the page's prose is set like a block: elements of the same names within elements of the same names.
    fn alike(&self, out: &mut [Measures]) {
        let mut all: HashMap<(u64, u64), (f64, u32)> = HashMap::new();
        for (block, prose) in self.outline.blocks.iter().zip(&self.prose) {
            let entry = all.entry(self.look(block)).or_default();
            *entry = (entry.0 + prose, entry.1 + 1);
        }
        for (block, m) in self.outline.blocks.iter().zip(out) {
            let (prose, count) = all.get(&self.look(block)).copied().unwrap_or_default();
            m[15] = (prose / self.total) as f32;
            m[16] = count.min(FAR as u32) as f32;
        }
    }

    /// What the rules say of blocks that are set like a block, itself left out, and of those in the element around it.
    fn verdicts_around(&self, kinds: &[Kind], out: &mut [Measures]) {
        let article: Vec<f64> = kinds.iter().map(|k| f64::from(u8::from(*k == Kind::Article))).collect();
        let mut texts: HashMap<u64, u32> = HashMap::new();
        let mut looks: HashMap<(u64, u64), (f64, f64)> = HashMap::new();
        for (block, article) in self.outline.blocks.iter().zip(&article) {
            *texts.entry(hash64(self.outline.text_of(block).as_bytes())).or_default() += 1;
            let entry = looks.entry(self.look(block)).or_default();
            *entry = (entry.0 + article, entry.1 + 1.0);
        }
        let chars = |(b, a): (&Block, &f64)| b.chars as f64 * a;
        let within =
            score::sums(self.outline, &self.outline.blocks.iter().zip(&article).map(chars).collect::<Vec<_>>());
        for ((n, block), m) in self.outline.blocks.iter().enumerate().zip(out) {
            m[44] = flag(texts.get(&hash64(self.outline.text_of(block).as_bytes())).is_some_and(|t| *t > 1));
            let (sum, count) = looks.get(&self.look(block)).copied().unwrap_or_default();
            m[45] = if count > 1.0 { ((sum - article[n]) / (count - 1.0)) as f32 } else { -1.0 };
            let around = self.parent(self.unit[n]) as usize;
            let (own, all) = (block.chars as f64, self.sums.chars[around]);
            m[46] = if all > own { ((within[around] - own * article[n]) / (all - own)) as f32 } else { -1.0 };
        }
    }

    /// How a block is set: the names of its element and of the one around it.
    fn look(&self, block: &Block) -> (u64, u64) {
        let node = self.outline.nodes[block.node as usize];
        (node.look, self.outline.nodes[node.parent as usize].look)
    }

    /// What the elements around a block hold.
    fn surroundings(&self, out: &mut [Measures]) {
        let mut flow_before = 0.0;
        let in_flow = self.sums.flow[self.flow as usize].max(1.0);
        for ((n, block), m) in self.outline.blocks.iter().enumerate().zip(out) {
            let unit = self.unit[n];
            let around = self.parent(unit);
            let beyond = self.parent(around);
            let share = |sums: &[f64], node: u32| (sums[node as usize] / self.total) as f32;
            m[17] = share(&self.sums.prose, around);
            m[18] = share(&self.sums.prose, beyond);
            (m[19], m[20], m[21]) = (self.links(block.node), self.links(around), self.links(beyond));
            m[22] = (self.sums.paragraphs[around as usize] as f32).min(FAR as f32);
            (m[23], m[24]) = (self.density(around), self.density(beyond));
            let branch = self.branch(block.node);
            m[25] = self.links(branch.top);
            m[26] = branch.levels as f32;
            m[27] = (flow_before / in_flow) as f32;
            m[28] = share(&self.sums.flow, around);
            m[29] = share(&self.sums.flow, branch.shared);
            m[30] = branch.against as f32;
            m[31] = flag(self.inherited[block.node as usize].has(Hints::BODY));
            m[32] = flag(self.inherited[block.node as usize].has(Hints::ARTICLE));
            match self.outline.nodes[unit as usize].tag {
                Tag::Table => m[35] = 1.0,
                Tag::Quote => m[36] = 1.0,
                _ => {}
            }
            if block.node == self.flow || self.parent(block.node) == self.flow {
                flow_before += self.prose[n];
            }
        }
    }

    fn links(&self, node: u32) -> f32 {
        (self.sums.linked[node as usize] / self.sums.chars[node as usize].max(1.0)) as f32
    }

    fn density(&self, node: u32) -> f32 {
        (self.sums.prose[node as usize] / self.sums.chars[node as usize].max(1.0)) as f32
    }

    /// The way from a block up to an element that also holds the flow of paragraphs.
    fn branch(&self, node: u32) -> Branch {
        let mut branch = Branch { top: node, shared: node, levels: 0, against: 0 };
        let mut hints = Hints::default();
        while !self.holds_flow[branch.shared as usize] {
            hints = hints.with(self.outline.nodes[branch.shared as usize].hints);
            branch.top = branch.shared;
            branch.shared = self.parent(branch.shared);
            branch.levels += 1;
        }
        branch.against = hints.only(Hints::AGAINST).count();
        branch
    }
}

/// See [`Page::branch`].
struct Branch {
    /// The outermost element that does not hold the flow.
    top: u32,
    /// The one around it, which does.
    shared: u32,
    /// Elements passed.
    levels: usize,
    /// Sorts of names on the way that speak against article.
    against: u32,
}

/// Prose that stands directly in an element or in its paragraphs.
fn flow(outline: &Outline, prose: &[f64]) -> Vec<f64> {
    let mut flow = vec![0.0; outline.nodes.len()];
    for (block, prose) in outline.blocks.iter().zip(prose) {
        let node = outline.nodes[block.node as usize];
        flow[node.parent as usize] += prose;
        if matches!(node.tag, Tag::Other | Tag::Article | Tag::Main) {
            flow[block.node as usize] += prose;
        }
    }
    flow
}

/// The outermost list, table or quotation around an element that does not hold the page's prose.
fn unit(outline: &Outline, prose: &[f64], total: f64, node: u32) -> u32 {
    let whole = |n: &u32| {
        matches!(outline.nodes[*n as usize].tag, Tag::Table | Tag::List | Tag::Quote)
            && prose[*n as usize] < score::HOLDS_PAGE * total
    };
    outline.ancestors(node).filter(whole).last().unwrap_or(node)
}

/// What the rules say of a block and of those near it.
fn verdicts(kinds: &[Kind], out: &mut [Measures]) {
    let near = 5;
    let article = |n: usize| u32::from(kinds[n] == Kind::Article);
    let mut sums = vec![0u32];
    (0..kinds.len()).for_each(|n| sums.push(sums[n] + article(n)));
    let first = kinds.iter().position(|k| *k == Kind::Article).unwrap_or(kinds.len());
    let last = kinds.iter().rposition(|k| *k == Kind::Article).unwrap_or(0);
    for (n, m) in out.iter_mut().enumerate() {
        m[39] = match kinds[n] {
            Kind::Article => 1.0,
            Kind::Residue(_) => 0.0,
            Kind::Dropped => -1.0,
        };
        let (begin, end) = (n.saturating_sub(near), (n + near + 1).min(kinds.len()));
        m[40] = (sums[end] - sums[begin]) as f32 / (end - begin) as f32;
        // Blocks before the first (negative) or behind the last one that they call article.
        m[41] = if n < first { -((first - n).min(FAR) as f32) } else { n.saturating_sub(last).min(FAR) as f32 };
    }
}

/// What is measured of the blocks before and behind each; nothing stands beyond the first and the last.
fn beside(out: &mut [Measures]) {
    for (of, to) in BESIDE {
        for n in 1..out.len() {
            out[n][to] = out[n - 1][of];
            out[n - 1][to + 1] = out[n][of];
        }
    }
}

/// Elements by how seldom their text is article.
fn rank(tag: Tag) -> f32 {
    f32::from(match tag {
        Tag::Paragraph => 0u8,
        Tag::Quote | Tag::Pre => 1,
        Tag::Heading | Tag::Title => 2,
        Tag::Root | Tag::Article | Tag::Main | Tag::Header | Tag::Other => 3,
        Tag::Item | Tag::List => 4,
        Tag::Table => 5,
        Tag::Caption | Tag::Figure => 6,
    })
}

fn flag(value: bool) -> f32 {
    f32::from(u8::from(value))
}

/// The logarithm of its letters; one of Chinese or Japanese says what three say elsewhere. Cut to a step that every machine gives.
fn width(block: &Block, text: &str) -> f32 {
    let chars = block.chars * if wide(text) { 3 } else { 1 };
    // Sixteenths of a doubling, by whole numbers alone.
    let doublings = usize::BITS - 1 - (chars + 1).leading_zeros();
    let rest = ((chars + 1) << 4 >> doublings) - 16;
    doublings as f32 + rest as f32 / 16.0
}

#[derive(Default)]
struct Counts {
    commas: usize,
    digits: usize,
    capitals: usize,
    lines: usize,
    blanks: usize,
}

impl Counts {
    fn of(text: &str) -> Self {
        let mut counts = Self::default();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                ',' => counts.commas += usize::from(chars.peek() == Some(&' ')),
                '，' | '、' => counts.commas += 1,
                ' ' => counts.blanks += 1,
                '\n' => counts.lines += 1,
                c if c.is_numeric() => counts.digits += 1,
                c if c.is_uppercase() => counts.capitals += 1,
                _ => {}
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_knows_what_stands_beside_it() {
        let mut out = [[0.0; MEASURES.len()]; 3];
        (out[0][1], out[1][1], out[2][1]) = (0.1, 0.2, 0.3);
        beside(&mut out);
        let at = |name| MEASURES.iter().position(|m| *m == name).expect("a measure");
        let links = out.map(|m| (m[at("previous links")], m[at("next links")]));
        assert_eq!(links, [(0.0, 0.2), (0.1, 0.3), (0.2, 0.0)]);
    }
}
