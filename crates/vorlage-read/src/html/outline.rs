//! A page as a list of blocks of text in a tree of block elements; one walk over the parsed tree.

use super::hints::{self, Hints};
use dom_query::{Element, NodeData, NodeId, Tree, local_name};
use vorlage_text::hash64;

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
    Block(Tag, Hints),
}

impl Walk {
    fn run(&mut self, tree: &Tree) {
        let mut at = Some(tree.root().id);
        while let Some(id) = at {
            let (child, sibling) = self.enter(tree, id);
            at = child.or_else(|| {
                self.leave(tree, id);
                sibling.or_else(|| self.climb(tree, id))
            });
        }
    }

    /// The next node after all of `id`'s parents that end with it.
    fn climb(&mut self, tree: &Tree, id: NodeId) -> Option<NodeId> {
        let mut at = id;
        loop {
            at = tree.get(&at)?.query_or(None, |n| n.parent)?;
            self.leave(tree, at);
            if let Some(next) = tree.get(&at)?.query_or(None, |n| n.next_sibling) {
                return Some(next);
            }
        }
    }

    /// Takes a node; its first child if that is to be walked, and its next sibling.
    fn enter(&mut self, tree: &Tree, id: NodeId) -> (Option<NodeId>, Option<NodeId>) {
        let taken = tree.query_node(&id, |node| {
            let walked = match &node.data {
                NodeData::Text { contents } => {
                    self.text(contents);
                    false
                }
                NodeData::Element(element) => self.element(element),
                NodeData::Document | NodeData::Fragment => true,
                _ => false,
            };
            (node.first_child.filter(|_| walked), node.next_sibling)
        });
        taken.unwrap_or((None, None))
    }

    /// Starts an element; false if its content is passed over.
    fn element(&mut self, element: &Element) -> bool {
        match role(element) {
            Role::Skip => return false,
            Role::Inline => {}
            Role::Link => self.links += 1,
            Role::Break => self.breaks += 1,
            Role::Block(tag, hints) => {
                self.flush();
                self.push_node(tag, hints, look(element));
                self.pre += usize::from(tag == Tag::Pre);
            }
        }
        true
    }

    fn leave(&mut self, tree: &Tree, id: NodeId) {
        tree.query_node(&id, |node| {
            let NodeData::Element(element) = &node.data else { return };
            match role(element) {
                Role::Link => self.links = self.links.saturating_sub(1),
                Role::Block(tag, _) => {
                    self.flush();
                    self.pre -= usize::from(tag == Tag::Pre);
                    if let Some(done) = self.open.pop() {
                        self.outline.nodes[done as usize].end = self.outline.nodes.len() as u32;
                    }
                }
                Role::Skip | Role::Inline | Role::Break => {}
            }
        });
    }

    fn push_node(&mut self, tag: Tag, hints: Hints, look: u64) {
        let number = self.outline.nodes.len() as u32;
        let parent = self.open.last().copied().unwrap_or(0);
        self.outline.nodes.push(Node { parent, end: number + 1, tag, hints, look });
        self.open.push(number);
    }

    /// Adds text to the current block, blanks collapsed.
    fn text(&mut self, text: &str) {
        for word in text.split_inclusive(is_blank) {
            let blank = word.ends_with(is_blank);
            let letters = word.trim_end_matches(is_blank);
            if !letters.is_empty() {
                self.word(letters);
            }
            self.space |= blank;
            if self.pre > 0 && word.ends_with('\n') {
                self.breaks += 1;
            }
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
    let tag = match &*element.name.local {
        "script" | "style" | "noscript" | "template" | "svg" | "iframe" | "object" | "button" | "select"
        | "textarea" | "input" | "canvas" | "audio" | "video" | "dialog" | "map" | "math" | "title" | "datalist"
        | "label" | "progress" => return Role::Skip,
        "a" => return Role::Link,
        "br" => return Role::Break,
        "abbr" | "acronym" | "b" | "bdi" | "bdo" | "big" | "cite" | "code" | "data" | "del" | "dfn" | "em" | "font"
        | "i" | "ins" | "kbd" | "mark" | "q" | "rp" | "rt" | "ruby" | "s" | "samp" | "small" | "span" | "strike"
        | "strong" | "sub" | "sup" | "time" | "tt" | "u" | "var" | "wbr" | "img" | "picture" | "source" | "o:p"
        | "center" | "nobr" | "link" | "meta" | "head" => {
            return Role::Inline;
        }
        "article" => return Role::Block(Tag::Article, names(element).with(Hints::ARTICLE)),
        "main" => Tag::Main,
        "p" => Tag::Paragraph,
        "h1" => Tag::Title,
        "h2" | "h3" | "h4" | "h5" | "h6" => Tag::Heading,
        "li" | "dd" | "dt" => Tag::Item,
        "ul" | "ol" | "dl" => Tag::List,
        "blockquote" => Tag::Quote,
        "figcaption" | "amp-carousel" => Tag::Caption,
        "figure" => Tag::Figure,
        "table" => Tag::Table,
        "pre" => Tag::Pre,
        "header" => Tag::Header,
        "aside" | "nav" | "footer" | "form" | "menu" => {
            return Role::Block(Tag::Other, names(element).with(Hints::OUTSIDE));
        }
        "body" | "html" => return Role::Block(Tag::Other, Hints::default()),
        _ => Tag::Other,
    };
    Role::Block(tag, names(element))
}

/// A hash of name and class.
fn look(element: &Element) -> u64 {
    let class = element.attrs.iter().find(|a| a.name.local == local_name!("class"));
    let class = class.map_or("", |a| &*a.value);
    hash64(element.name.local.as_bytes()) ^ hash64(class.as_bytes()).rotate_left(1)
}

fn names(element: &Element) -> Hints {
    let mut hints = Hints::default();
    for attribute in &element.attrs {
        match &attribute.name.local {
            local if *local == local_name!("class") || *local == local_name!("id") => {
                hints = hints.with(hints::of_names(&attribute.value))
            }
            local if &**local == "role" || &**local == "itemprop" => {
                hints = hints.with(hints::of_names(&attribute.value))
            }
            local if *local == local_name!("hidden") => hints = hints.with(Hints::HIDDEN),
            local if &**local == "aria-hidden" && &*attribute.value == "true" => hints = hints.with(Hints::HIDDEN),
            local if *local == local_name!("style") => {
                let style: String = attribute.value.chars().filter(|c| !c.is_whitespace()).collect();
                if style.contains("display:none") || style.contains("visibility:hidden") {
                    hints = hints.with(Hints::HIDDEN);
                }
            }
            _ => {}
        }
    }
    hints
}
