//! The lines of one text and what has been marked on them so far.

use super::lines::Line;
use vorlage_model::{Residue, ResidueKind, Span};

/// A text under examination.
pub(super) struct Page<'t> {
    /// All of the text.
    pub text: &'t str,
    /// Its lines, blank ones left out.
    pub lines: Vec<Line<'t>>,
    /// The kind of each line that is residue as a whole.
    pub kinds: Vec<Option<ResidueKind>>,
    /// Parts of lines.
    parts: Vec<Residue>,
    /// What reading found.
    given: Vec<Residue>,
}

impl<'t> Page<'t> {
    /// Takes the lines that are not blank; those that reading marked already count as marked.
    pub fn new(text: &'t str, lines: &[Line<'t>], given: &[Residue]) -> Self {
        let lines: Vec<Line<'t>> = lines.iter().filter(|l| !l.is_blank()).copied().collect();
        let mut kinds = Vec::with_capacity(lines.len());
        let mut at = 0;
        for line in &lines {
            while at < given.len() && given[at].span.end <= line.span.begin {
                at += 1;
            }
            kinds.push(given.get(at).filter(|r| r.span.overlaps(line.span)).map(|r| r.kind));
        }
        Self { text, lines, kinds, parts: Vec::new(), given: given.to_vec() }
    }

    /// Marks a whole line unless it is marked already.
    pub fn mark(&mut self, line: usize, kind: ResidueKind) {
        self.kinds[line].get_or_insert(kind);
    }

    /// Marks a part of a line.
    pub fn mark_part(&mut self, begin: usize, end: usize, kind: ResidueKind) {
        if begin < end {
            self.parts.push(Residue { span: Span::new(begin, end), kind });
        }
    }

    /// Tells whether a line is not residue.
    pub fn is_free(&self, line: usize) -> bool {
        self.kinds[line].is_none()
    }

    /// Tells whether a line is a paragraph of the article.
    pub fn is_prose(&self, line: usize) -> bool {
        self.is_free(line) && self.lines[line].prose
    }

    /// Sorts the marks; what reading found stays, whole lines win over parts, of two parts the earlier.
    pub fn into_residue(self) -> Vec<Residue> {
        let lines = self.lines.iter().zip(&self.kinds).filter_map(|(l, k)| Some(Residue { span: l.span, kind: (*k)? }));
        let ranked = self
            .given
            .iter()
            .copied()
            .map(|r| (0, r))
            .chain(lines.map(|r| (1, r)))
            .chain(self.parts.iter().copied().map(|r| (2, r)));
        let mut all: Vec<(u8, Residue)> = ranked.collect();
        all.sort_by_key(|&(rank, r)| (r.span.begin, rank, r.span.end, r.kind));
        let mut out: Vec<Residue> = Vec::with_capacity(all.len());
        for (_, mut r) in all {
            if let Some(last) = out.last() {
                r.span.begin = r.span.begin.max(last.span.end);
            }
            if r.span.begin < r.span.end {
                out.push(r);
            }
        }
        out
    }
}
