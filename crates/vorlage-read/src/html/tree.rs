//! A parsed page: what html5ever builds, as one list of nodes that name each other by number.
//!
//! A node takes 64 bytes, attributes apart; texts are slices of the page. What comments and processing instructions say is not kept.

use super::raw;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, LocalName, ParseOpts, QualName, expanded_name, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::num::NonZeroU32;

/// The number of a node, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NodeId(NonZeroU32);

/// A node and what stands around it.
#[derive(Debug)]
pub(crate) struct Node {
    parent: Option<NodeId>,
    previous: Option<NodeId>,
    next: Option<NodeId>,
    first: Option<NodeId>,
    last: Option<NodeId>,
    /// What it is.
    pub data: NodeData,
}

/// What a node is.
#[derive(Debug)]
pub(crate) enum NodeData {
    /// The whole page, or what a template holds.
    Root,
    /// Text.
    Text(StrTendril),
    /// An element.
    Element(Element),
    /// Comments and the like.
    Other,
}

/// An element.
#[derive(Debug)]
pub(crate) struct Element {
    /// Its name; that of HTML's elements is in small letters.
    pub name: QualName,
    /// Its attributes in order, each name once.
    pub attrs: Box<[Attribute]>,
}

/// A parsed page.
#[derive(Debug)]
pub(crate) struct Tree(Vec<Node>);

impl Tree {
    /// Parses a page.
    ///
    /// What scripts and styles hold, half of the bytes of pages, is not read letter by letter: where the parser has just opened one,
    /// its text is put there whole, up to the tag that closes it.
    pub(crate) fn page(page: &str) -> Self {
        let mut parser = html5ever::parse_document(Building::new(), options(false));
        parser.tokenizer.sink.sink.tree.borrow_mut().0.reserve(page.len() / BYTES_A_NODE);
        let whole = StrTendril::from(page);
        let slice = |from: usize, to: usize| whole.subtendril(from as u32, (to - from) as u32);
        let mut at = 0;
        while let Some(opened) = raw::opened(&page[at..]) {
            parser.process(slice(at, at + opened));
            at += opened;
            let building = &parser.tokenizer.sink.sink;
            let held = building.opened().and_then(|(id, name)| Some((id, raw::held(&page[at..], name)?)));
            if let Some((id, length)) = held {
                building.hold(id, raw::text(slice(at, at + length)));
                at += length;
            }
        }
        parser.process(slice(at, page.len()));
        parser.finish()
    }

    /// Parses what stands in the body of a page.
    pub(crate) fn fragment(html: &str) -> Self {
        let body = QualName::new(None, ns!(html), local_name!("body"));
        html5ever::parse_fragment(Building::new(), options(true), body, Vec::new(), false).one(html)
    }

    /// The node that holds all others.
    pub(crate) fn root(&self) -> NodeId {
        ROOT
    }

    /// A node.
    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.0[id.index()]
    }

    /// The nodes within one, in order.
    pub(crate) fn descendants(&self, top: NodeId) -> impl Iterator<Item = &Node> {
        let mut at = top;
        std::iter::from_fn(move || {
            at = self.after(at, top)?;
            Some(self.node(at))
        })
    }

    /// A node's number with what it is, for each node within one.
    pub(crate) fn numbered(&self, top: NodeId) -> impl Iterator<Item = (NodeId, &NodeData)> {
        let mut at = top;
        std::iter::from_fn(move || {
            at = self.after(at, top)?;
            Some((at, &self.node(at).data))
        })
    }

    /// The nodes around one, innermost first.
    pub(crate) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = &Node> {
        let mut at = id;
        std::iter::from_fn(move || {
            at = self.node(at).parent?;
            Some(self.node(at))
        })
    }

    /// The texts within the whole, one after the other.
    pub(crate) fn text(&self) -> String {
        let texts = self.descendants(ROOT).filter_map(|node| match &node.data {
            NodeData::Text(text) => Some(&**text),
            _ => None,
        });
        texts.collect()
    }

    /// The node that follows one within `top`: its first child, or what follows the innermost element that ends after it.
    fn after(&self, id: NodeId, top: NodeId) -> Option<NodeId> {
        if let Some(child) = self.node(id).first {
            return Some(child);
        }
        let mut at = id;
        while at != top {
            let node = self.node(at);
            if node.next.is_some() {
                return node.next;
            }
            at = node.parent?;
        }
        None
    }
}

impl Element {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &LocalName) -> Option<&str> {
        self.attrs.iter().find(|a| a.name.local == *name).map(|a| &*a.value)
    }
}

impl Node {
    /// The node around it.
    pub(crate) fn parent(&self) -> Option<NodeId> {
        self.parent
    }

    /// The node after it.
    pub(crate) fn next(&self) -> Option<NodeId> {
        self.next
    }

    /// The first node in it.
    pub(crate) fn first(&self) -> Option<NodeId> {
        self.first
    }
}

impl NodeId {
    fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    fn of_index(index: usize) -> Self {
        Self(u32::try_from(index).map_or(NonZeroU32::MAX, |n| NonZeroU32::MIN.saturating_add(n)))
    }
}

/// Bytes of a page for each of its nodes, in pages with long scripts.
const BYTES_A_NODE: usize = 100;

const ROOT: NodeId = NodeId(NonZeroU32::MIN);

fn options(drop_doctype: bool) -> ParseOpts {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, drop_doctype, ..TreeBuilderOpts::default() };
    ParseOpts { tree_builder, ..ParseOpts::default() }
}

impl Tree {
    fn new() -> Self {
        let mut tree = Self(Vec::new());
        tree.create(NodeData::Root);
        tree
    }

    fn create(&mut self, data: NodeData) -> NodeId {
        let id = NodeId::of_index(self.0.len());
        self.0.push(Node { parent: None, previous: None, next: None, first: None, last: None, data });
        id
    }

    fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.0[id.index()]
    }

    /// Puts a node that stands nowhere between two others, or at an end.
    fn put(&mut self, id: NodeId, parent: Option<NodeId>, previous: Option<NodeId>, next: Option<NodeId>) {
        let node = self.node_mut(id);
        (node.parent, node.previous, node.next) = (parent, previous, next);
        match (previous, parent) {
            (Some(previous), _) => self.node_mut(previous).next = Some(id),
            (None, Some(parent)) => self.node_mut(parent).first = Some(id),
            (None, None) => {}
        }
        match (next, parent) {
            (Some(next), _) => self.node_mut(next).previous = Some(id),
            (None, Some(parent)) => self.node_mut(parent).last = Some(id),
            (None, None) => {}
        }
    }

    /// Takes a node from where it stands.
    fn detach(&mut self, id: NodeId) {
        let node = self.node_mut(id);
        let (parent, previous, next) = (node.parent.take(), node.previous.take(), node.next.take());
        if let Some(previous) = previous {
            self.node_mut(previous).next = next;
        } else if let Some(parent) = parent {
            self.node_mut(parent).first = next;
        }
        if let Some(next) = next {
            self.node_mut(next).previous = previous;
        } else if let Some(parent) = parent {
            self.node_mut(parent).last = previous;
        }
    }

    /// Puts a node or text behind `previous`; a text that follows a text becomes part of it.
    fn insert(
        &mut self,
        child: NodeOrText<NodeId>,
        parent: Option<NodeId>,
        previous: Option<NodeId>,
        next: Option<NodeId>,
    ) {
        match child {
            NodeOrText::AppendNode(id) => {
                self.put(id, parent, previous, next);
            }
            NodeOrText::AppendText(text) => {
                if let Some(NodeData::Text(before)) = previous.map(|p| &mut self.node_mut(p).data) {
                    before.push_tendril(&text);
                    return;
                }
                let id = self.create(NodeData::Text(text));
                self.put(id, parent, previous, next);
            }
        }
    }

    fn append(&mut self, parent: NodeId, child: NodeOrText<NodeId>) {
        self.detach_node(&child);
        let last = self.node(parent).last;
        self.insert(child, Some(parent), last, None);
    }

    fn insert_before(&mut self, sibling: NodeId, child: NodeOrText<NodeId>) {
        self.detach_node(&child);
        let node = self.node(sibling);
        let (parent, previous) = (node.parent, node.previous);
        self.insert(child, parent, previous, Some(sibling));
    }

    fn detach_node(&mut self, child: &NodeOrText<NodeId>) {
        if let NodeOrText::AppendNode(id) = child {
            self.detach(*id);
        }
    }

    fn move_children(&mut self, from: NodeId, to: NodeId) {
        while let Some(child) = self.node(from).first {
            self.detach(child);
            let last = self.node(to).last;
            self.put(child, Some(to), last, None);
        }
    }
}

/// A tree that html5ever is building.
struct Building {
    tree: RefCell<Tree>,
    /// The element that ended last.
    ended: Cell<Option<NodeId>>,
}

impl Building {
    fn new() -> Self {
        Self { tree: RefCell::new(Tree::new()), ended: Cell::new(None) }
    }

    /// The script or style that was opened last, if nothing came after its tag, with its name.
    fn opened(&self) -> Option<(NodeId, &'static str)> {
        let tree = self.tree.borrow();
        let id = NodeId::of_index(tree.0.len() - 1);
        let NodeData::Element(element) = &tree.node(id).data else { return None };
        let name = match element.name.local {
            local_name!("script") => "script",
            local_name!("style") => "style",
            _ => return None,
        };
        (element.name.ns == ns!(html) && self.ended.get() != Some(id)).then_some((id, name))
    }

    fn hold(&self, id: NodeId, text: StrTendril) {
        if !text.is_empty() {
            self.append(&id, NodeOrText::AppendText(text));
        }
    }
}

impl TreeSink for Building {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn pop(&self, node: &NodeId) {
        self.ended.set(Some(*node));
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn get_document(&self) -> NodeId {
        ROOT
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn elem_name(&self, target: &NodeId) -> Ref<'_, QualName> {
        Ref::map(self.tree.borrow(), |tree| match &tree.node(*target).data {
            NodeData::Element(element) => &element.name,
            _ => unreachable!("html5ever asks for names of elements only"),
        })
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let mut tree = self.tree.borrow_mut();
        let id = tree.create(NodeData::Element(Element { name, attrs: attrs.into() }));
        if flags.template {
            // What a template holds stands apart from the page, right behind it in the list.
            tree.create(NodeData::Root);
        }
        id
    }

    fn get_template_contents(&self, template: &NodeId) -> NodeId {
        NodeId::of_index(template.index() + 1)
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.tree.borrow_mut().create(NodeData::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.tree.borrow_mut().create(NodeData::Other)
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.tree.borrow_mut().append(*parent, child);
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        self.tree.borrow_mut().insert_before(*sibling, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let mut tree = self.tree.borrow_mut();
        if tree.node(*element).parent.is_some() {
            tree.insert_before(*element, child);
        } else {
            tree.append(*previous, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        if let NodeData::Element(element) = &mut tree.node_mut(*target).data {
            let missing = |a: &Attribute| element.attrs.iter().all(|known| known.name != a.name);
            let missing: Vec<Attribute> = attrs.into_iter().filter(missing).collect();
            element.attrs = std::mem::take(&mut element.attrs).into_iter().chain(missing).collect();
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.tree.borrow_mut().move_children(*node, *new_parent);
    }

    fn is_mathml_annotation_xml_integration_point(&self, target: &NodeId) -> bool {
        let tree = self.tree.borrow();
        let NodeData::Element(element) = &tree.node(*target).data else { return false };
        let html = ["text/html", "application/xhtml+xml"];
        let encoding = element.attrs.iter().find(|a| a.name.expanded() == expanded_name!("", "encoding"));
        element.name.expanded() == expanded_name!(mathml "annotation-xml")
            && encoding.is_some_and(|a| html.iter().any(|h| a.value.eq_ignore_ascii_case(h)))
    }
}

#[cfg(test)]
impl Tree {
    /// A page parsed by html5ever alone.
    pub(crate) fn letter_by_letter(page: &str) -> Self {
        let letters = page.chars().map(String::from);
        html5ever::parse_document(Building::new(), options(false)).from_iter(letters)
    }

    /// The tree in brackets: names of elements, texts in quotation marks.
    pub(crate) fn shape(&self, id: NodeId) -> String {
        let mut children = Vec::new();
        let mut next = self.node(id).first();
        while let Some(child) = next {
            children.push(self.shape(child));
            next = self.node(child).next();
        }
        let children = children.join(" ");
        match &self.node(id).data {
            NodeData::Root => children,
            NodeData::Text(text) => format!("'{text}'"),
            NodeData::Element(element) if children.is_empty() => element.name.local.to_string(),
            NodeData::Element(element) => format!("{}({children})", element.name.local),
            NodeData::Other => "-".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expected: &str) {
        let tree = Tree::page(&format!("<!doctype html><body>{body}"));
        assert_eq!(tree.shape(tree.root()), format!("html(head body({expected}))"), "{body}");
    }

    #[test]
    fn what_is_written_well_stands_as_it_is_written() {
        check("<p>a <b>c</b></p><!-- d --><br>e &amp; f", "p('a ' b('c')) - br 'e & f'");
    }

    #[test]
    fn what_is_written_wrongly_is_put_where_browsers_put_it() {
        check("<p>a<p>b", "p('a') p('b')");
        check("<p>a<b>b<p>c", "p('a' b('b')) p(b('c'))");
        check("<b>a<p>b</b>c", "b('a') p(b('b') 'c')");
        check("<table>a<tr>b<td>c</table>d", "'ab' table(tbody(tr(td('c')))) 'd'");
        check("<table><i>a</i>b<tr><td>c</table>", "i('a') 'b' table(tbody(tr(td('c'))))");
        check("<body class=a id=b><template><p>a</template>b", "template 'b'");
    }

    #[test]
    fn a_second_body_adds_what_the_first_one_lacks() {
        let tree = Tree::page("<body class=a><body class=b id=c>");
        let found = tree.descendants(tree.root()).find_map(|node| match &node.data {
            NodeData::Element(element) if &*element.name.local == "body" => Some(element),
            _ => None,
        });
        let attributes: Vec<(&str, &str)> =
            found.iter().flat_map(|e| &e.attrs).map(|a| (&*a.name.local, &*a.value)).collect();
        assert_eq!(attributes, [("class", "a"), ("id", "c")]);
    }

    #[test]
    fn nodes_within_one_and_around_one_are_found() {
        let tree = Tree::fragment("<p>a<i>b</i></p><p>c</p>");
        assert_eq!(tree.text(), "abc");
        let (inner, _) = tree.numbered(tree.root()).last().unwrap();
        assert_eq!(tree.descendants(inner).count(), 0);
        assert_eq!(tree.ancestors(inner).count(), 3);
    }
}
