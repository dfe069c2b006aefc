//! A page as a list of blocks of text in a tree of block elements; one walk over the parsed tree.

use super::hints::{self, Hints};
use super::tree::{self, Element, NodeData, NodeId, Tree};
use html5ever::local_name;
use vorlage_text::hash64;

/// Classes of words that only a screen reader says.
const UNSEEN: [&str; 5] = ["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only"];

/// A flattened page.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// Block elements in document order; the first is the root.
    pub nodes: Vec<Node>,
    /// Blocks of text in document order.
    pub blocks: Vec<Block>,
    /// The text of all blocks.
    text: String,
}

/// A block element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    /// The block element around it; its own number for the root.
    pub parent: u32,
    /// One past the last element within it.
    pub end: u32,
    /// What it is.
    pub tag: Tag,
    /// What its names say.
    pub hints: Hints,
    /// A number that elements of one name and class share.
    pub look: u64,
}

/// A run of text that no block element interrupts.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// The element it stands in.
    pub node: u32,
    begin: usize,
    end: usize,
    /// Its characters.
    pub chars: usize,
    /// Those of them that stand in links.
    pub linked: usize,
}

/// Kinds of block elements that make a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    Root,
    Article,
    Main,
    Paragraph,
    Title,
    Heading,
    Item,
    List,
    Quote,
    Caption,
    Figure,
    Table,
    Pre,
    Header,
    Other,
}

impl Outline {
    /// The text of a block.
    pub(crate) fn text_of(&self, block: &Block) -> &str {
        &self.text[block.begin..block.end]
    }

    /// The tag of a block's element.
    pub(crate) fn tag_of(&self, block: &Block) -> Tag {
        self.nodes[block.node as usize].tag
    }

    /// An element and those around it, innermost first.
    pub(crate) fn ancestors(&self, node: u32) -> impl Iterator<Item = u32> {
        let mut next = Some(node);
        std::iter::from_fn(move || {
            let current = next?;
            let parent = self.nodes[current as usize].parent;
            next = (parent != current).then_some(parent);
            Some(current)
        })
    }
}

/// Flattens a parsed page.
pub(crate) fn outline(tree: &Tree) -> Outline {
    let mut walk = Walk {
        outline: Outline::default(),
        open: Vec::new(),
        links: 0,
        current: None,
        breaks: 0,
        space: false,
        pre: 0,
    };
    walk.push_node(Tag::Root, Hints::default(), 0);
    walk.run(tree);
    walk.flush();
    walk.outline.nodes[0].end = walk.outline.nodes.len() as u32;
    walk.outline
}

struct Walk {
    outline: Outline,
    /// Open block elements, innermost last.
    open: Vec<u32>,
    links: usize,
    current: Option<Block>,
    /// Line breaks since the last character of the current block.
    breaks: usize,
    space: bool,
    pre: usize,
}

/// What an element does to the walk.
enum Role {
    Skip,
    Inline,
    Link,
    Break,
    Block(Tag),
}

impl Walk {
    fn run(&mut self, tree: &Tree) {
        let mut at = tree.root();
        loop {
            let next = self.enter(tree, at).or_else(|| {
                self.leave(tree.node(at));
                tree.node(at).next().or_else(|| self.climb(tree, at))
            });
            match next {
                Some(next) => at = next,
                None => return,
            }
        }
    }

    /// The next node after all of `id`'s parents that end with it.
    fn climb(&mut self, tree: &Tree, id: NodeId) -> Option<NodeId> {
        let mut at = id;
        loop {
            at = tree.node(at).parent()?;
            self.leave(tree.node(at));
            if let Some(next) = tree.node(at).next() {
                return Some(next);
            }
        }
    }

    /// Takes a node; its first child if that is to be walked.
    fn enter(&mut self, tree: &Tree, id: NodeId) -> Option<NodeId> {
        let node = tree.node(id);
        let walked = match &node.data {
            NodeData::Text(text) => {
                self.text(text);
                false
            }
            NodeData::Element(element) => self.element(tree, id, element),
            NodeData::Root => true,
            NodeData::Other => false,
        };
        node.first().filter(|_| walked)
    }

    /// Starts an element; false if its content is passed over.
    fn element(&mut self, tree: &Tree, id: NodeId, element: &Element) -> bool {
        match role(element) {
            Role::Skip => return false,
            Role::Inline => return !is_card(tree, element, id) && !is_unseen(tree, element, id),
            Role::Link => self.links += 1,
            Role::Break => self.breaks += 1,
            Role::Block(tag) => {
                self.flush();
                self.push_node(tag, hints_of(element), look(element));
                self.pre += usize::from(tag == Tag::Pre);
            }
        }
        true
    }

    fn leave(&mut self, node: &tree::Node) {
        let NodeData::Element(element) = &node.data else { return };
        match role(element) {
            Role::Link => self.links = self.links.saturating_sub(1),
            Role::Block(tag) => {
                self.flush();
                self.pre -= usize::from(tag == Tag::Pre);
                if let Some(done) = self.open.pop() {
                    self.outline.nodes[done as usize].end = self.outline.nodes.len() as u32;
                }
            }
            Role::Skip | Role::Inline | Role::Break => {}
        }
    }

    fn push_node(&mut self, tag: Tag, hints: Hints, look: u64) {
        let number = self.outline.nodes.len() as u32;
        let parent = self.open.last().copied().unwrap_or(0);
        self.outline.nodes.push(Node { parent, end: number + 1, tag, hints, look });
        self.open.push(number);
    }

    /// Adds text to the current block, blanks collapsed.
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let letters = rest.trim_start_matches(is_blank);
            let blanks = &rest[..rest.len() - letters.len()];
            self.space |= !blanks.is_empty();
            if self.pre > 0 {
                self.breaks += blanks.matches('\n').count();
            }
            let end = letters.find(is_blank).unwrap_or(letters.len());
            if end > 0 {
                self.word(&letters[..end]);
            }
            rest = &letters[end..];
        }
    }

    fn word(&mut self, word: &str) {
        // Two line breaks part paragraphs, one parts lines.
        if self.breaks > 1 {
            self.flush();
        }
        let node = self.open.last().copied().unwrap_or(0);
        let begin = self.outline.text.len();
        let block = self.current.get_or_insert(Block { node, begin, end: begin, chars: 0, linked: 0 });
        if block.end > block.begin && (self.breaks > 0 || self.space) {
            self.outline.text.push(if self.breaks > 0 { '\n' } else { ' ' });
            block.chars += 1;
        }
        self.outline.text.push_str(word);
        block.end = self.outline.text.len();
        let chars = word.chars().count();
        block.chars += chars;
        block.linked += if self.links > 0 { chars + 1 } else { 0 };
        self.breaks = 0;
        self.space = false;
    }

    fn flush(&mut self) {
        self.breaks = 0;
        self.space = false;
        if let Some(mut block) = self.current.take() {
            block.linked = block.linked.min(block.chars);
            self.outline.blocks.push(block);
        }
    }
}

/// Blanks that a page shows as one: those of HTML, and line separators, which no page shows as such. A fixed space is a letter.
fn is_blank(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{1c}'..='\u{1e}')
}

fn role(element: &Element) -> Role {
    // Names that the parser knows are numbers.
    let tag = match element.name.local {
        local_name!("script")
        | local_name!("style")
        | local_name!("noscript")
        | local_name!("template")
        | local_name!("svg")
        | local_name!("iframe")
        | local_name!("object")
        | local_name!("button")
        | local_name!("select")
        | local_name!("textarea")
        | local_name!("input")
        | local_name!("canvas")
        | local_name!("audio")
        | local_name!("video")
        | local_name!("dialog")
        | local_name!("map")
        | local_name!("math")
        | local_name!("title")
        | local_name!("datalist")
        | local_name!("label")
        | local_name!("progress") => return Role::Skip,
        local_name!("a") => return Role::Link,
        local_name!("br") => return Role::Break,
        local_name!("abbr")
        | local_name!("acronym")
        | local_name!("b")
        | local_name!("bdi")
        | local_name!("bdo")
        | local_name!("big")
        | local_name!("cite")
        | local_name!("code")
        | local_name!("data")
        | local_name!("del")
        | local_name!("dfn")
        | local_name!("em")
        | local_name!("font")
        | local_name!("i")
        | local_name!("ins")
        | local_name!("kbd")
        | local_name!("mark")
        | local_name!("q")
        | local_name!("rp")
        | local_name!("rt")
        | local_name!("ruby")
        | local_name!("s")
        | local_name!("samp")
        | local_name!("small")
        | local_name!("span")
        | local_name!("strike")
        | local_name!("strong")
        | local_name!("sub")
        | local_name!("sup")
        | local_name!("time")
        | local_name!("tt")
        | local_name!("u")
        | local_name!("var")
        | local_name!("wbr")
        | local_name!("img")
        | local_name!("picture")
        | local_name!("source")
        | local_name!("center")
        | local_name!("nobr")
        | local_name!("link")
        | local_name!("meta")
        | local_name!("head") => return Role::Inline,
        local_name!("article") => Tag::Article,
        local_name!("main") => Tag::Main,
        local_name!("p") => Tag::Paragraph,
        local_name!("h1") => Tag::Title,
        local_name!("h2") | local_name!("h3") | local_name!("h4") | local_name!("h5") | local_name!("h6") => {
            Tag::Heading
        }
        local_name!("li") | local_name!("dd") | local_name!("dt") => Tag::Item,
        local_name!("ul") | local_name!("ol") | local_name!("dl") => Tag::List,
        local_name!("blockquote") => Tag::Quote,
        local_name!("figcaption") => Tag::Caption,
        local_name!("figure") => Tag::Figure,
        local_name!("table") => Tag::Table,
        local_name!("pre") => Tag::Pre,
        local_name!("header") => Tag::Header,
        local_name!("div") | local_name!("section") | local_name!("td") | local_name!("tr") => Tag::Other,
        ref other => match &**other {
            "o:p" => return Role::Inline,
            "amp-carousel" => Tag::Caption,
            _ => Tag::Other,
        },
    };
    Role::Block(tag)
}

/// What the element and its names say of its content.
fn hints_of(element: &Element) -> Hints {
    match element.name.local {
        local_name!("body") | local_name!("html") => Hints::default(),
        local_name!("article") => names(element).with(Hints::ARTICLE),
        local_name!("aside")
        | local_name!("nav")
        | local_name!("footer")
        | local_name!("form")
        | local_name!("menu") => names(element).with(Hints::OUTSIDE),
        _ => names(element),
    }
}

/// Nodes of a card at most.
const CARD: usize = 48;

/// Whether an element within a line of text is a card that opens over it: a picture, then links, and no word beside them.
fn is_card(tree: &Tree, element: &Element, id: NodeId) -> bool {
    if element.name.local != local_name!("span") {
        return false;
    }
    // The last one first, so that the first one is taken first.
    let children = |id: NodeId| {
        let all = std::iter::successors(tree.node(id).first(), |child| tree.node(*child).next());
        let mut some: Vec<NodeId> = all.take(CARD + 1).collect();
        some.reverse();
        some
    };
    let (mut links, mut pictures, mut seen) = (0, 0, 0);
    let mut open: Vec<NodeId> = children(id);
    while let Some(id) = open.pop() {
        seen += 1;
        let words = match &tree.node(id).data {
            NodeData::Text(text) => text.contains(|c: char| !c.is_whitespace()),
            NodeData::Element(element) if element.name.local == local_name!("a") => {
                links += 1;
                false
            }
            NodeData::Element(element) => {
                pictures += usize::from(element.name.local == local_name!("img"));
                open.extend(children(id));
                false
            }
            NodeData::Root | NodeData::Other => false,
        };
        if words || links > 0 && pictures == 0 || seen > CARD {
            return false;
        }
    }
    links > 1 && pictures > 0
}

/// Whether a page does not show an element within a line of text, and it holds words: a sign alone parts what stands around it.
fn is_unseen(tree: &Tree, element: &Element, id: NodeId) -> bool {
    let mut attributes = element.attrs.iter();
    let unseen = attributes.any(|a| match &a.name.local {
        local if *local == local_name!("hidden") => true,
        local if *local == local_name!("style") => {
            a.value.contains("display:none") || a.value.contains("display: none")
        }
        local if *local == local_name!("class") => a.value.split_ascii_whitespace().any(|c| UNSEEN.contains(&c)),
        _ => false,
    });
    let says = |node: &tree::Node| matches!(&node.data, NodeData::Text(text) if text.contains(char::is_alphanumeric));
    unseen && tree.descendants(id).any(says)
}

/// A hash of name and class.
fn look(element: &Element) -> u64 {
    let class = element.attribute(&local_name!("class")).unwrap_or("");
    hash64(element.name.local.as_bytes()) ^ hash64(class.as_bytes()).rotate_left(1)
}

fn names(element: &Element) -> Hints {
    let mut hints = Hints::default();
    for attribute in &element.attrs {
        let value = &*attribute.value;
        let said = match attribute.name.local {
            local_name!("class") | local_name!("id") | local_name!("role") | local_name!("itemprop") => {
                hints::of_names(value)
            }
            local_name!("hidden") => Hints::HIDDEN,
            local_name!("aria-hidden") if value == "true" => Hints::HIDDEN,
            local_name!("style") if hides(value) => Hints::HIDDEN,
            _ => Hints::default(),
        };
        hints = hints.with(said);
    }
    hints
}

/// Whether a style takes an element out of sight.
fn hides(style: &str) -> bool {
    if !style.contains("display") && !style.contains("visibility") {
        return false;
    }
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    style.contains("display:none") || style.contains("visibility:hidden")
}
