//! What do the documents themselves say of which was taken from which?
//!
//! The weighed signs of `family` compare words alone. Pages say more: padding, spin and the furniture of a republishing site are
//! added to a copy and never taken back, an agency's dateline and closing line get lost, and a news text that holds only part of
//! another was cut from it, where a page of reference grows instead.
//!
//! In: two documents and what the weighed signs made of their coverage. Out: marks, each with how far it leans.
//! Per pair. Cost: O(residue + credits). Never: outweighs certain order of versions by a single weak mark.
//!
//! **Source:** what natural families of copies show (19 stories read by hand, recorded with the project's field notes): residue is
//! inherited or added, not removed; cuts lose credits. The leans are odds of 1.6, 2.7, 7 and 20 to one, set beforehand, not fitted.

use crate::Subject;
use vorlage_model::{CreditKind, EvidenceKind, Precision, Residue, ResidueKind, Span};

/// Log-odds of a mark that nearly settles it.
const SETTLES: f64 = 3.0;
/// Log-odds of a strong mark.
const STRONG: f64 = 2.0;
/// Log-odds of a mark that leans.
const LEANS: f64 = 1.0;
/// Log-odds of a mark that sites change, too.
const HINTS: f64 = 0.5;
/// Least difference of what two documents show of their own alteration.
const SHOWS_MORE: f64 = 0.3;

/// Direct quotations with speaker and cue that make a text news where nothing else does, and bytes of text for each of them.
const SPOKEN: (usize, usize) = (1, 2000);

/// One mark of direction.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    /// Added to the log-odds that the first document is the parent.
    pub(super) lean: f64,
    pub(super) kind: EvidenceKind,
    /// Where it stands in the first document.
    pub(super) a_span: Option<Span>,
    /// Where it stands in the second document.
    pub(super) b_span: Option<Span>,
    /// The observation, for people.
    pub(super) words: String,
}

/// Reads the marks of a pair. `coverage` is what the weighed signs made of one text holding more of the other than the reverse;
/// it is fitted to pages that grow, and turned round for news.
pub(super) fn marks(a: Subject<'_>, b: Subject<'_>, coverage: f64) -> Vec<Mark> {
    let mut out = Vec::new();
    for (one, other, sense) in [(a, b, 1.0), (b, a, -1.0)] {
        out.extend(altered(one, other).into_iter().map(|m| directed(m, sense)));
        out.extend(added_furniture(one, other).map(|m| directed(m, sense)));
        out.extend(lost_credit(one, other).map(|m| directed(m, sense)));
        out.extend(later(one, other).map(|m| directed(m, sense)));
        out.extend(later_take(one, other).map(|m| directed(m, sense)));
    }
    if are_news(a, b) && coverage != 0.0 {
        let words = "part of the other text, which a news copy is cut down to".to_owned();
        out.push(Mark { lean: -2.0 * coverage, kind: EvidenceKind::Cut, a_span: None, b_span: None, words });
    }
    out
}

/// A mark made for (parent, child), turned to (first, second).
fn directed(mark: Mark, sense: f64) -> Mark {
    if sense > 0.0 {
        return mark;
    }
    Mark { lean: -mark.lean, a_span: mark.b_span, b_span: mark.a_span, ..mark }
}

/// The child shows an alteration that the parent does not.
fn altered(parent: Subject<'_>, child: Subject<'_>) -> Vec<Mark> {
    let (old, new) = (&parent.analysis.shows, &child.analysis.shows);
    let shown = [
        (new.spun - old.spun, "words were replaced by synonyms"),
        (new.rewritten - old.rewritten, "headings, conclusion or questions were added"),
        (new.round_trip - old.round_trip, "it went through another language"),
    ];
    let span = new.findings.first().map(|f| f.span);
    let mark = |(more, words): (f64, &str)| {
        (more >= SHOWS_MORE).then(|| Mark {
            lean: SETTLES * more,
            kind: EvidenceKind::SelfShown,
            a_span: None,
            b_span: span,
            words: words.to_owned(),
        })
    };
    shown.into_iter().filter_map(mark).collect()
}

/// The child stands among furniture that the parent lacks: of a sort that it has none of, or else in words that it does not hold.
fn added_furniture(parent: Subject<'_>, child: Subject<'_>) -> Option<Mark> {
    let lean = |r: &Residue| {
        let sort = match r.kind {
            ResidueKind::Padding => SETTLES,
            ResidueKind::Ticker | ResidueKind::Share | ResidueKind::Promotion | ResidueKind::Related => LEANS,
            _ => 0.0,
        };
        let held = parent.analysis.residue.iter().any(|other| other.kind == r.kind);
        if sort > 0.0 && !held { sort } else { added_line(parent, child, r) }
    };
    let added = child.analysis.residue.iter().filter(|r| lean(r) > 0.0);
    let most = added.max_by(|x, y| lean(x).total_cmp(&lean(y)).then(y.span.cmp(&x.span)))?;
    let words = format!("only this one carries {} of a page", most.kind.as_str());
    Some(Mark { lean: lean(most), kind: EvidenceKind::Residue, a_span: None, b_span: Some(most.span), words })
}

/// What it says that a text carries a line of furniture which the other does not hold.
fn added_line(parent: Subject<'_>, child: Subject<'_>, residue: &Residue) -> f64 {
    let of_a_page = matches!(
        residue.kind,
        ResidueKind::Navigation
            | ResidueKind::Ticker
            | ResidueKind::Share
            | ResidueKind::Promotion
            | ResidueKind::Related
            | ResidueKind::Cookie
            | ResidueKind::Other
    );
    let line = residue.span.of(&child.document.text).trim();
    if of_a_page && !line.is_empty() && !parent.document.text.contains(line) { HINTS } else { 0.0 }
}

/// The parent carries an agency's dateline or closing line that the child has lost. Translators drop and add them freely.
fn lost_credit(parent: Subject<'_>, child: Subject<'_>) -> Option<Mark> {
    if parent.analysis.lang != child.analysis.lang {
        return None;
    }
    let telling = |kind| matches!(kind, CreditKind::Dateline | CreditKind::Closing);
    let lost = |kind| !child.analysis.credits.iter().any(|c| c.kind == kind);
    let credit = parent.analysis.credits.iter().find(|c| telling(c.kind) && lost(c.kind))?;
    let words = format!("the {} that credits {} was lost", credit.kind.as_str().replace('-', " "), credit.agency);
    Some(Mark { lean: STRONG, kind: EvidenceKind::Credit, a_span: credit.span, b_span: None, words })
}

/// The child is dated later.
fn later(parent: Subject<'_>, child: Subject<'_>) -> Option<Mark> {
    let (old, new) = (parent.document.published.as_ref()?, child.document.published.as_ref()?);
    let days = old.precision.min(new.precision) >= Precision::Day;
    // Two texts of one day are told apart only where both have a time.
    let known = if old.precision.min(new.precision) == Precision::Time { 16 } else { 10 };
    let (old, new) = (old.at.get(..known)?, new.at.get(..known)?);
    let words = format!("the parent is dated {old}, the child {new}");
    (days && old < new).then_some(Mark { lean: LEANS, kind: EvidenceKind::Date, a_span: None, b_span: None, words })
}

/// The child is a later take: its dateline is the parent's but for a later day.
pub(super) fn later_take(parent: Subject<'_>, child: Subject<'_>) -> Option<Mark> {
    let ((old_line, old_day, old), (new_line, new_day, new)) = (dateline(parent)?, dateline(child)?);
    let words = format!("the dateline is a later one: {new_day} instead of {old_day}");
    (old_line == new_line && old_day < new_day).then_some(Mark {
        lean: STRONG,
        kind: EvidenceKind::Date,
        a_span: Some(old),
        b_span: Some(new),
        words,
    })
}

/// A dateline without its day, the day, and where it stands; `None` where it names no day or more than one number.
fn dateline(subject: Subject<'_>) -> Option<(String, u32, Span)> {
    let span = subject.analysis.dateline?;
    let line = span.of(&subject.document.text);
    let mut numbers = line.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty());
    let day: u32 = numbers.next()?.parse().ok()?;
    (numbers.next().is_none() && day <= 31).then(|| (line.replace(|c: char| c.is_ascii_digit(), ""), day, span))
}

/// Tells whether two versions of one text are news: copies of a dispatch, not states of a page of reference.
pub(super) fn are_news(a: Subject<'_>, b: Subject<'_>) -> bool {
    is_news(a) || is_news(b)
}

/// Tells whether a document is news and no page of reference: it credits, dates or signs itself, or lets people speak.
fn is_news(subject: Subject<'_>) -> bool {
    let analysis = subject.analysis;
    let spoken = analysis.quotes.iter().filter(|q| q.direct && q.cue.is_some() && q.speaker.is_some()).count();
    analysis.dateline.is_some()
        || !analysis.credits.is_empty()
        || subject.document.outlet.is_some() && subject.document.published.is_some()
        || spoken >= SPOKEN.0 && spoken * SPOKEN.1 >= subject.document.text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use vorlage_model::{Analysis, Credit, Document};

    fn lean(a: &Analysis, b: &Analysis, coverage: f64) -> f64 {
        let document = Document::default();
        let subject = |analysis| Subject::new(&document, analysis);
        marks(subject(a), subject(b), coverage).iter().map(|m| m.lean).sum()
    }

    fn with_residue(kind: ResidueKind) -> Analysis {
        Analysis { residue: vec![Residue { span: Span::new(0, 9), kind }], ..Analysis::default() }
    }

    fn with_credit(kind: CreditKind) -> Analysis {
        let credit = Credit { agency: "afp".into(), span: None, text: "(AFP)".to_owned(), kind };
        Analysis { credits: vec![credit], ..Analysis::default() }
    }

    #[test]
    fn a_padded_text_is_the_child_either_way_round() {
        let (plain, padded) = (Analysis::default(), with_residue(ResidueKind::Padding));
        assert!(lean(&plain, &padded, 0.0) >= SETTLES);
        assert!(lean(&padded, &plain, 0.0) <= -SETTLES);
    }

    #[test]
    fn a_lost_dateline_makes_the_child() {
        assert!(lean(&with_credit(CreditKind::Dateline), &Analysis::default(), 0.0) > 0.0);
        assert!(lean(&with_credit(CreditKind::Photo), &Analysis::default(), 0.0).abs() < 1e-9);
    }

    #[test]
    fn a_later_dateline_makes_the_child() {
        let read = |text: &str| {
            let analysis = Analysis { dateline: Some(Span::new(0, text.len())), ..Analysis::default() };
            (Document { text: text.to_owned(), ..Document::default() }, analysis)
        };
        let (old, new) = (read("SAN TELMO, Nov. 3 (EFE).-"), read("SAN TELMO, Nov. 14 (EFE).-"));
        let subject = |(document, analysis)| Subject::new(document, analysis);
        assert!(later_take(subject((&old.0, &old.1)), subject((&new.0, &new.1))).is_some());
        assert!(later_take(subject((&new.0, &new.1)), subject((&old.0, &old.1))).is_none());
    }

    #[test]
    fn coverage_is_turned_round_for_news_alone() {
        let news = with_credit(CreditKind::Tag);
        assert!(lean(&news, &news, -1.0) > 0.0);
        assert!(lean(&Analysis::default(), &Analysis::default(), -1.0).abs() < 1e-9);
    }
}
