//! Which segment of a family's text stands in which of its documents?
//!
//! A family is aligned along the edges of its tree: the sentences of the text at its root are its first segments, and each copy
//! carries on the segments of the sentences that its own answer, in whatever order and words. A sentence that answers nothing above
//! it is a segment of its own, placed behind what it follows in the text that brought it in.
//!
//! In: the sentences of each document, and the alignments along the edges. Out: a [`Strip`]. Per family. Cost: O(sentences of all
//! documents * log of those of one); memory the same.
//! Invariants: every sentence is in exactly one cell of its document's row; every segment stands in some row.
//!
//! **Source:** collation along a guide tree, as progressive multiple alignment has it (Feng & Doolittle 1987; for texts CollateX),
//! with the tree that the stemma found as its guide, and with moved blocks kept.

use std::ops::Range;
use vorlage_model::{Alignment, Cell, DocumentIndex, Row, SentenceLink, Span, Strip};

/// The alignment of two documents of a family, by their position in it: the first answers to the text that the second came from.
#[derive(Debug, Clone)]
pub struct Tie {
    /// The text above; `a` in the alignment.
    pub from: usize,
    /// The text below; `b` in the alignment. No document is below twice.
    pub to: usize,
    /// How their sentences answer one another.
    pub alignment: Alignment,
}

/// Aligns the documents of a family, given with their sentences in the order of the rows.
///
/// A document without a tie above it brings in all its sentences. Ties that lead round in a ring are not followed.
#[must_use]
pub fn strip(documents: &[(DocumentIndex, &[Span])], ties: &[Tie]) -> Strip {
    let mut below: Vec<Vec<&Tie>> = vec![Vec::new(); documents.len()];
    let mut is_root = vec![true; documents.len()];
    for tie in ties {
        below[tie.from].push(tie);
        is_root[tie.to] = false;
    }
    let mut order = Order::default();
    let mut held: Vec<Vec<Held>> = vec![Vec::new(); documents.len()];
    let mut todo: Vec<usize> = (0..documents.len()).rev().filter(|&d| is_root[d]).collect();
    for &root in todo.iter().rev() {
        held[root] = carried(documents[root].1, &[], &[], &[], &mut order);
    }
    while let Some(from) = todo.pop() {
        for tie in below[from].iter().rev() {
            let sentences = (documents[from].1, documents[tie.to].1);
            held[tie.to] = carried(sentences.1, sentences.0, &held[from], &tie.alignment.links, &mut order);
            todo.push(tie.to);
        }
    }
    let columns = order.columns();
    let row = |(&(document, sentences), held): (&(DocumentIndex, &[Span]), &Vec<Held>)| Row {
        document,
        cells: cells(sentences, held, &columns),
    };
    Strip { segments: columns.len(), rows: documents.iter().zip(&held).map(row).collect() }
}

/// What one sentence of a document holds.
#[derive(Debug, Clone, Default)]
struct Held {
    /// Segments, as they were brought in.
    segments: Vec<usize>,
    /// 0..1: what is left of their first words.
    kept: f64,
    /// Sentences with the same number answer the text above together.
    block: usize,
}

/// What the sentences of a document hold: what those of the text above hold that they answer, or segments of their own.
fn carried(
    sentences: &[Span],
    above: &[Span],
    held_above: &[Held],
    links: &[SentenceLink],
    order: &mut Order,
) -> Vec<Held> {
    let mut out: Vec<Option<Held>> = vec![None; sentences.len()];
    for (block, link) in links.iter().enumerate() {
        let answered = &held_above[inside(above, link.a)];
        let mut segments: Vec<usize> = answered.iter().flat_map(|h| h.segments.iter().copied()).collect();
        segments.sort_unstable();
        segments.dedup();
        if !segments.is_empty() {
            let kept = answered.iter().map(|h| h.kept).sum::<f64>() / answered.len() as f64 * link.similarity;
            out[inside(sentences, link.b)].fill(Some(Held { segments, kept, block }));
        }
    }
    let mut before = None;
    for (at, held) in out.iter_mut().enumerate() {
        let held = held.get_or_insert_with(|| Held {
            segments: vec![order.insert_after(before)],
            kept: 1.0,
            block: links.len() + at,
        });
        before = held.segments.last().copied();
    }
    out.into_iter().flatten().collect()
}

/// The sentences inside a span, by number.
fn inside(sentences: &[Span], span: Span) -> Range<usize> {
    let from = sentences.partition_point(|s| s.begin < span.begin);
    from..from.max(sentences.partition_point(|s| s.begin < span.end))
}

/// Neighbouring sentences that answer the text above together, as one cell.
fn cells(sentences: &[Span], held: &[Held], columns: &[usize]) -> Vec<Cell> {
    let mut out: Vec<(usize, Cell)> = Vec::new();
    for (span, held) in sentences.iter().zip(held) {
        match out.last_mut() {
            Some((block, cell)) if *block == held.block => cell.span.end = span.end,
            _ => {
                let mut segments: Vec<usize> = held.segments.iter().map(|&s| columns[s]).collect();
                segments.sort_unstable();
                out.push((held.block, Cell { segments, span: *span, kept: held.kept }));
            }
        }
    }
    out.into_iter().map(|(_, cell)| cell).collect()
}

/// Segments in the order of the strip, as a chain into which new ones are put.
#[derive(Debug, Default)]
struct Order {
    first: Option<usize>,
    next: Vec<Option<usize>>,
}

impl Order {
    /// Brings in a segment behind another, or before all.
    fn insert_after(&mut self, before: Option<usize>) -> usize {
        let new = self.next.len();
        let place = match before {
            Some(before) => &mut self.next[before],
            None => &mut self.first,
        };
        let behind = place.replace(new);
        self.next.push(behind);
        new
    }

    /// The column of each segment.
    fn columns(&self) -> Vec<usize> {
        let mut out = vec![0; self.next.len()];
        let mut at = self.first;
        let mut column = 0;
        while let Some(segment) = at {
            out[segment] = column;
            column += 1;
            at = self.next[segment];
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::align_spans;
    use super::*;

    const OLD: &str = "The ferry Aurora sank off Lemnos before dawn.\nDivers found nine people alive in the hull.\nRelatives waited on the quay.\n";
    const MOVED: &str = "Divers found nine people alive in the hull.\nThe ferry Aurora sank off Lemnos before dawn.\nThe owner said nothing.\n";
    const CUT: &str = "The ferry Aurora sank off Lemnos before dawn.\nThe owner said nothing.\n";
    const WRAPPED: &str = "Our harbour mourns today.\nThe ferry Aurora sank off Lemnos before dawn, and divers found nine people alive in the hull.\n";

    /// The strip of texts of which each came from the one before it: a row a text, `segments:kept in tenths` a cell.
    fn check(texts: &[&str], segments: usize, expected: &[&str]) {
        let sentences: Vec<Vec<Span>> = texts.iter().map(|t| vorlage_text::sentences(t, None)).collect();
        let documents: Vec<(usize, &[Span])> = sentences.iter().map(Vec::as_slice).enumerate().collect();
        let tie = |to: usize| Tie {
            from: to - 1,
            to,
            alignment: align_spans(texts[to - 1], &sentences[to - 1], texts[to], &sentences[to], None),
        };
        let found = strip(&documents, &(1..texts.len()).map(tie).collect::<Vec<_>>());
        let cell = |c: &Cell| format!("{:?}:{:.0}", c.segments, c.kept * 10.0);
        let rows: Vec<String> =
            found.rows.iter().map(|r| r.cells.iter().map(cell).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(
            (found.segments, rows.iter().map(String::as_str).collect::<Vec<_>>()),
            (segments, expected.to_vec())
        );
    }

    #[test]
    fn a_moved_block_keeps_its_column_and_a_new_sentence_has_one_beside_what_it_follows() {
        check(&[OLD, MOVED], 4, &["[0]:10 [2]:10 [3]:10", "[2]:10 [0]:10 [1]:10"]);
    }

    #[test]
    fn a_sentence_that_a_copy_brought_in_is_the_same_in_its_own_copies() {
        check(&[OLD, MOVED, CUT], 4, &["[0]:10 [2]:10 [3]:10", "[2]:10 [0]:10 [1]:10", "[0]:10 [1]:10"]);
    }

    #[test]
    fn two_sentences_made_one_stand_in_both_columns() {
        check(&[OLD, WRAPPED], 4, &["[1]:10 [2]:10 [3]:10", "[0]:10 [1, 2]:10"]);
    }

    #[test]
    fn an_empty_text_has_an_empty_row() {
        check(&["", OLD], 3, &["", "[0]:10 [1]:10 [2]:10"]);
        assert_eq!(strip(&[], &[]), Strip::default());
    }
}
