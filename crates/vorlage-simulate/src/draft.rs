//! A text in pieces that can be altered: sentences of the article, the headline, and the furniture around them.

use std::mem;
use vorlage_model::{Analysis, Document, Lang, Span};
use vorlage_text::Layout;

/// What a piece is to the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A sentence of the article.
    Article,
    /// The headline.
    Headline,
    /// Datelines, credits, and what a page puts around the article.
    Furniture,
}

/// A sentence or a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its words, without line breaks.
    pub text: String,
    /// It begins a paragraph.
    pub opens: bool,
    /// What it is.
    pub role: Role,
}

/// A text that can be altered.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its pieces in order.
    pub pieces: Vec<Piece>,
    /// Its language, where it was told.
    pub lang: Option<Lang>,
    /// What stands between two paragraphs.
    between: &'static str,
}

impl Draft {
    /// Cuts a document into pieces along its analysis.
    pub fn read(document: &Document, analysis: &Analysis) -> Self {
        let mut cutter = Cutter::new(document, analysis);
        for &sentence in &analysis.sentences {
            cutter.furniture(sentence.begin as usize);
            cutter.push(sentence, Role::Article);
        }
        cutter.furniture(document.text.len());
        let between = if document.text.contains("\n\n") { "\n\n" } else { "\n" };
        Self { pieces: cutter.pieces, lang: analysis.lang, between }
    }

    /// The text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            if !out.is_empty() {
                out.push_str(if piece.opens { self.between } else { " " });
            }
            out.push_str(&piece.text);
        }
        out
    }

    /// Where the sentences of the article stand among the pieces.
    pub fn article(&self) -> Vec<usize> {
        (0..self.pieces.len()).filter(|&at| self.pieces[at].role == Role::Article).collect()
    }

    /// Takes out the pieces that `gone` names; what follows one that began a paragraph begins it instead.
    pub fn remove(&mut self, gone: impl Fn(usize, &Piece) -> bool) {
        let mut opens = false;
        for (at, mut piece) in mem::take(&mut self.pieces).into_iter().enumerate() {
            opens |= piece.opens;
            if !gone(at, &piece) {
                piece.opens = mem::take(&mut opens);
                self.pieces.push(piece);
            }
        }
    }

    /// Puts paragraphs at a place; what stood there begins a paragraph after them.
    pub fn insert(&mut self, at: usize, lines: Vec<String>, role: Role) {
        if let Some(next) = self.pieces.get_mut(at) {
            next.opens = true;
        }
        self.pieces.splice(at..at, lines.into_iter().map(|text| Piece { text, opens: true, role }));
    }
}

/// Cuts a text from its beginning to its end.
struct Cutter<'a> {
    text: &'a str,
    title: Option<Span>,
    /// Line breaks that end a paragraph: two where lines are only wrapped.
    least_breaks: usize,
    at: usize,
    /// Line breaks since the last piece.
    breaks: usize,
    pieces: Vec<Piece>,
}

impl<'a> Cutter<'a> {
    fn new(document: &'a Document, analysis: &Analysis) -> Self {
        let least_breaks = if Layout::of(&document.text).wrap.is_some() { 2 } else { 1 };
        Self { text: &document.text, title: analysis.title, least_breaks, at: 0, breaks: 0, pieces: Vec::new() }
    }

    /// Takes what stands before `end` and is no sentence, line by line.
    fn furniture(&mut self, end: usize) {
        let text = self.text;
        for line in text.get(self.at..end).unwrap_or("").split_inclusive('\n') {
            let begin = self.at;
            let words = line.trim_end_matches('\n');
            if !words.trim().is_empty() {
                let span = Span::new(begin, begin + words.len());
                let role = if self.title.is_some_and(|t| t.overlaps(span)) { Role::Headline } else { Role::Furniture };
                self.push(span, role);
            }
            self.breaks += line.len() - words.len();
            self.at = begin + line.len();
        }
    }

    fn push(&mut self, span: Span, role: Role) {
        let text = span.of(self.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let opens = self.pieces.is_empty() || mem::take(&mut self.breaks) >= self.least_breaks;
        self.pieces.push(Piece { text, opens, role });
        self.at = span.end as usize;
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use vorlage_core::Background;

    /// A report of invented events, with headline, dateline, figures and a quotation.
    pub const REPORT: &str = "Bridge at Ollenmouth closed for the winter
OLLENMOUTH, Nov. 3 (Reuters) - The old bridge at Ollenmouth was closed on Friday after divers found 38 cracks in its piers, the harbour board said. It carries 12,400 vehicles a day.
\"Nobody is going to drive over it before spring,\" said the engineer Marta Quill, who led the inspection. Drivers must use the ferry at Sandwick until then.
The repair will cost about 9,750 crowns for every metre, according to the board. Merchants on the northern bank fear for their business.
The council will discuss a temporary crossing next week. The bridge was built in 1887 by prisoners from the quarry. Two of its arches were renewed after the flood of 1953.";

    /// The draft of a text.
    pub fn draft(text: &str) -> Draft {
        let document = Document { id: "report".to_owned(), text: text.to_owned(), ..Document::default() };
        Draft::read(&document, &vorlage_core::analyse(&document, &Background::shipped()))
    }

    #[test]
    fn pieces_make_up_the_text_again() {
        assert_eq!(draft(REPORT).text(), REPORT);
        assert_eq!(draft("").text(), "");
    }

    #[test]
    fn furniture_is_told_from_the_article() {
        let draft = draft(REPORT);
        assert!(draft.article().len() >= 9, "{draft:?}");
        assert!(draft.pieces[0].role != Role::Article && draft.pieces[0].text.starts_with("Bridge at"));
    }

    #[test]
    fn a_paragraph_keeps_its_beginning_when_its_first_sentence_goes() {
        let mut draft =
            draft("One came home early. Two stayed out all night.\nThree were never seen again. Four sent a letter.");
        draft.remove(|_, piece| piece.text.starts_with("Three"));
        assert_eq!(draft.text(), "One came home early. Two stayed out all night.\nFour sent a letter.");
    }
}
