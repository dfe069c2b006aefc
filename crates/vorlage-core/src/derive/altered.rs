//! What was done to a parent to make a child, both in hand?
//!
//! In: two documents and the alignment of their sentences. Out: the kind of alteration and how much of each text the other
//! holds. Cost: O(words of the links squared), bounded by the word comparison in `align`.
//!
//! **Source:** the limits are from simulated cuts, synonym replacement and edits (known truth) and from the labelled chains,
//! rewrites and revisions; `docs/decisions/0007-lineage-without-a-model.md` has the table of kinds against operations.

use super::{SHOWN, marks::later_take};
use crate::{Subject, align, align::WordChangeKind};
use vorlage_model::{Alignment, Alteration, EdgeKind, SelfShown, Span};

/// Least share of an alteration that is named beside the main one.
const LEAST_SHARE: f64 = 0.01;
/// Share of words at which a text is held whole.
const WHOLE: f64 = 0.985;
/// Share of the child's words that must be the parent's for a mere cut.
const CUT_ONLY: f64 = 0.93;
/// Share of words kept at which a text with untouched sentences is edited rather than rewritten.
const EDITED: f64 = 0.35;
/// Least share of the child's words that replace one word each for a spun text, and of all changes that do.
const SPUN: (f64, f64) = (0.07, 0.6);
/// Least share of the linked words that stand in sentences nobody touched where a text was edited or cut by hand; rewording
/// leaves hardly a sentence as it was.
const UNTOUCHED: f64 = 0.25;
/// Runs of a few words put in the place of others, figures aside, for each hundred words kept, from which on a text was put in other
/// words throughout, even where some sentences stayed: of 756 versions of pages nine have so many, of 273 translations there and
/// back and rephrasings most. Figures are left out, since the next take of a dispatch changes them in every line.
const REWORDED: f64 = 5.0;
/// Most words on either side of such a run; longer ones are passages that were written anew.
const REWORDED_RUN: usize = 6;
/// Most of either text that an excerpt takes up, and least of its sentences that are kept to the word.
const EXCERPT: (f64, f64) = (0.5, 0.8);

/// What was done to a parent to make a child.
#[derive(Debug, Clone, PartialEq)]
pub struct Altered {
    /// The main alteration.
    pub kind: EdgeKind,
    /// All, with the share of the child that each touches, largest first.
    pub alterations: Vec<Alteration>,
    /// Share 0..1 of the parent's words that the child has.
    pub cut: f64,
    /// Share 0..1 of the child's words that come from the parent.
    pub paste: f64,
}

/// Counts of words over an alignment.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    parent: usize,
    child: usize,
    same: usize,
    /// Words of the child that stand for exactly one other word.
    swapped: usize,
    /// Runs of changed words.
    changes: usize,
    /// Short runs in the place of others, figures aside.
    reworded: usize,
    /// Words of the child in linked sentences.
    linked: usize,
    /// Words of the child in sentences without a change.
    untouched: usize,
    /// Words of the child in sentences that were moved and not changed.
    moved: usize,
    /// Words of the parent in sentences that nothing answers.
    lost: usize,
    /// The parent has quotation marks, the child none.
    marks_dropped: bool,
}

/// Reads what was done from an alignment of parent and child.
pub(super) fn altered(parent: Subject<'_>, child: Subject<'_>, alignment: &Alignment) -> Altered {
    let count = count(parent, child, alignment);
    let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    let (cut, paste) = (share(count.same, count.parent), share(count.same, count.child));
    let kind = kind(parent, child, &count, cut, paste);
    let shares = [
        (EdgeKind::Abridged, share(count.lost, count.parent)),
        (EdgeKind::Spun, share(count.swapped, count.child)),
        (EdgeKind::Edited, share(count.by_hand(), count.child)),
        (EdgeKind::Excerpt, share(count.linked, count.child)),
    ];
    let measured = |wanted: EdgeKind| shares.iter().find(|s| s.0 == wanted && by_parts(wanted)).map(|s| s.1);
    // Words cannot be counted across languages.
    let beside = shares[..3].iter().filter(|s| s.1 > LEAST_SHARE && s.0 != kind && kind != EdgeKind::Translated);
    let mut alterations: Vec<Alteration> = beside.map(|&(kind, share)| Alteration { kind, share }).collect();
    alterations.push(Alteration { kind, share: measured(kind).unwrap_or(1.0) });
    alterations.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.kind.cmp(&b.kind)));
    Altered { kind, alterations, cut, paste }
}

/// Tells whether an alteration touches parts of a text; others go through all of it.
fn by_parts(kind: EdgeKind) -> bool {
    matches!(kind, EdgeKind::Abridged | EdgeKind::Edited | EdgeKind::Excerpt)
}

impl Count {
    /// Words of the child that were changed, added or moved by hand.
    fn by_hand(&self) -> usize {
        (self.child + self.moved).saturating_sub(self.same + self.swapped).min(self.child)
    }

    /// Tells whether anything at all was done to what both hold.
    fn is_touched(&self) -> bool {
        self.changes > 0 || self.moved > 0 || self.marks_dropped
    }
}

fn count(parent: Subject<'_>, child: Subject<'_>, alignment: &Alignment) -> Count {
    let all = |s: Subject<'_>| s.analysis.sentences.iter().map(|&span| words(&s.document.text, span)).sum();
    let lost = alignment.only_a.iter().map(|&span| words(&parent.document.text, span)).sum();
    let marks_dropped = has_quotation_marks(parent) && !has_quotation_marks(child);
    let mut count = Count { parent: all(parent), child: all(child), lost, marks_dropped, ..Count::default() };
    for link in &alignment.links {
        let (linked, before) = (words(&child.document.text, link.b), count.changes);
        count.linked += linked;
        for change in align::words(&parent.document.text, link.a, &child.document.text, link.b) {
            let (old, new) = (words(&parent.document.text, change.a), words(&child.document.text, change.b));
            match change.kind {
                WordChangeKind::Same => count.same += new,
                WordChangeKind::Replaced => {
                    count.changes += 1;
                    count.swapped += if old == new && new <= 2 { new } else { 0 };
                    let texts = [change.a.of(&parent.document.text), change.b.of(&child.document.text)];
                    count.reworded += usize::from(old.max(new) <= REWORDED_RUN && !texts.iter().all(|t| is_figure(t)));
                }
                WordChangeKind::Cut | WordChangeKind::Added => count.changes += 1,
            }
        }
        if count.changes == before {
            count.untouched += linked;
            count.moved += if link.moved { linked } else { 0 };
        }
    }
    count
}

/// Every word of it holds a digit.
fn is_figure(text: &str) -> bool {
    text.split_whitespace().all(|word| word.contains(|c: char| c.is_ascii_digit()))
}

fn has_quotation_marks(subject: Subject<'_>) -> bool {
    let marked = |span: &Span| span.of(&subject.document.text).contains(['"', '“', '”', '«', '»', '„']);
    subject.analysis.sentences.iter().any(marked)
}

fn words(text: &str, span: Span) -> usize {
    vorlage_text::words(span.of(text)).len()
}

/// Names the main alteration.
fn kind(parent: Subject<'_>, child: Subject<'_>, count: &Count, cut: f64, paste: f64) -> EdgeKind {
    let (old, new) = (&parent.analysis.shows, &child.analysis.shows);
    // What the parent shows as well was done before it, not on the way from it.
    let shown = |of: fn(&SelfShown) -> f64| of(new) >= SHOWN && of(old) < SHOWN;
    let swapped = count.swapped as f64;
    let by_hand = count.untouched as f64 >= UNTOUCHED * count.linked as f64
        && (count.reworded as f64) < REWORDED / 100.0 * count.same as f64;
    if matches!((parent.analysis.lang, child.analysis.lang), (Some(x), Some(y)) if x != y) {
        EdgeKind::Translated
    } else if cut >= WHOLE && paste >= WHOLE && !count.is_touched() {
        EdgeKind::Verbatim
    } else if paste.max(cut) < EXCERPT.0 && count.linked > 0 && count.same as f64 >= EXCERPT.1 * count.linked as f64 {
        EdgeKind::Excerpt
    } else if (same_series(parent, child) || later_take(parent, child).is_some()) && paste.max(cut) >= EDITED {
        EdgeKind::Revised
    } else if cut >= WHOLE && paste >= WHOLE {
        EdgeKind::Edited
    } else if by_hand && paste >= CUT_ONLY && cut < CUT_ONLY {
        EdgeKind::Abridged
    } else if !by_hand && shown(|s| s.round_trip) {
        EdgeKind::RoundTrip
    } else if shown(|s| s.rewritten) {
        EdgeKind::Rewritten
    } else if shown(|s| s.spun) || (swapped >= SPUN.0 * count.child as f64 && swapped >= SPUN.1 * count.changes as f64)
    {
        EdgeKind::Spun
    } else if by_hand && paste.max(cut) >= EDITED {
        if count.lost > count.by_hand() { EdgeKind::Abridged } else { EdgeKind::Edited }
    } else {
        EdgeKind::Rewritten
    }
}

/// Two versions in one place: the same series, or the same outlet, as far as these are known.
fn same_series(a: Subject<'_>, b: Subject<'_>) -> bool {
    let same = |x: &Option<String>, y: &Option<String>| x.is_some() && x == y;
    same(&a.document.series, &b.document.series) || same(&a.document.outlet, &b.document.outlet)
}

#[cfg(test)]
mod tests {
    use super::super::profile::tests::read;
    use super::*;

    const PARENT: &str = "The ferry Aurora sank off Lemnos before dawn with sixty passengers aboard.\nDivers from the coast guard found nine people alive inside the flooded hull.\nThe harbour master blamed a broken rudder and thick morning fog.\nRelatives waited on the quay through the night.\n";

    fn check(parent: &str, child: &str, expected: EdgeKind) {
        let ((pd, pa), (cd, ca)) = (read(parent), read(child));
        let parent = Subject::new(&pd, &pa);
        let child = Subject::new(&cd, &ca);
        assert_eq!(altered(parent, child, &align::align(parent, child)).kind, expected);
    }

    #[test]
    fn the_same_words_are_verbatim() {
        check(PARENT, PARENT, EdgeKind::Verbatim);
    }

    #[test]
    fn fewer_sentences_are_abridged() {
        let cut: Vec<&str> = PARENT.lines().take(2).collect();
        check(PARENT, &cut.join("\n"), EdgeKind::Abridged);
    }

    #[test]
    fn single_words_replaced_in_place_are_spun() {
        let spun = PARENT
            .replace("sank", "foundered")
            .replace("aboard", "onboard")
            .replace("found", "discovered")
            .replace("alive", "living")
            .replace("broken", "damaged")
            .replace("thick", "dense")
            .replace("waited", "stood");
        check(PARENT, &spun, EdgeKind::Spun);
    }

    #[test]
    fn a_sentence_added_is_edited() {
        check(PARENT, &format!("{PARENT}A second ferry will sail on Friday.\n"), EdgeKind::Edited);
    }

    #[test]
    fn a_changed_figure_a_moved_block_or_lost_quotation_marks_are_edited_however_little_they_are() {
        let long: String = (0..40).map(|n| format!("Witness number {n} described the harbour that night.\n")).collect();
        let whole = format!("{long}\"Sixty were aboard,\" said the owner.\n");
        check(&whole, &whole.replace("Sixty", "Fifty"), EdgeKind::Edited);
        check(&whole, &whole.replace('"', ""), EdgeKind::Edited);
        let (head, tail) = PARENT.split_at(PARENT.find("Divers").expect("it is there"));
        check(PARENT, &format!("{tail}{head}"), EdgeKind::Edited);
    }

    #[test]
    fn more_cut_than_added_is_abridged_and_says_both() {
        let cut: Vec<&str> = PARENT.lines().take(2).collect();
        let child = format!("{}\nNo one spoke.\n", cut.join("\n"));
        check(PARENT, &child, EdgeKind::Abridged);
        let ((pd, pa), (cd, ca)) = (read(PARENT), read(&child));
        let (parent, child) = (Subject::new(&pd, &pa), Subject::new(&cd, &ca));
        let found = altered(parent, child, &align::align(parent, child));
        let kinds: Vec<EdgeKind> = found.alterations.iter().map(|a| a.kind).collect();
        assert_eq!(kinds, [EdgeKind::Abridged, EdgeKind::Edited]);
        assert!(found.alterations.iter().all(|a| a.share < 0.5));
    }

    #[test]
    fn other_words_throughout_are_rewritten() {
        let rewritten = "Before dawn, the Aurora, a ferry carrying sixty passengers, went down near Lemnos.\nCoast guard divers reached the flooded hull and pulled nine people out alive.\nAccording to the harbour master, fog in the morning and a rudder that broke were to blame.\nAll night relatives stood waiting at the quay.\n";
        check(PARENT, rewritten, EdgeKind::Rewritten);
    }
}
