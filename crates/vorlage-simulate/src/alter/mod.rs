//! What copyists do to a text, one alteration at a time.

mod figures;
mod order;
mod page;
mod words;

use crate::draft::Draft;
use crate::random::Random;
use crate::spinner::Spinner;
use vorlage_model::EdgeKind;

/// What can be done to a text on its way from parent to child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alteration {
    /// The end is cut off.
    CutTail,
    /// Sentences are cut out.
    CutMiddle,
    /// A block of sentences is moved.
    Moved,
    /// Words are replaced by synonyms.
    Spun,
    /// Furniture of a page, a dateline or a closing line is put around it.
    ResidueAdded,
    /// The furniture around it is taken away.
    ResidueRemoved,
    /// A passage of another document is pasted in.
    Pasted,
    /// A figure is rounded and hedged, or one digit of it changed.
    FigureChanged,
    /// Quotation marks are dropped.
    QuotationMarks,
    /// Words are misspelt, or names written small.
    Misspelt,
    /// Another headline.
    Headline,
}

impl Alteration {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::CutTail,
        Self::CutMiddle,
        Self::Moved,
        Self::Spun,
        Self::ResidueAdded,
        Self::ResidueRemoved,
        Self::Pasted,
        Self::FigureChanged,
        Self::QuotationMarks,
        Self::Misspelt,
        Self::Headline,
    ];

    /// The printed word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CutTail => "cut-tail",
            Self::CutMiddle => "cut-middle",
            Self::Moved => "moved",
            Self::Spun => "spun",
            Self::ResidueAdded => "residue-added",
            Self::ResidueRemoved => "residue-removed",
            Self::Pasted => "pasted",
            Self::FigureChanged => "figure-changed",
            Self::QuotationMarks => "quotation-marks",
            Self::Misspelt => "misspelt",
            Self::Headline => "headline",
        }
    }

    /// The kind of an edge on which nothing else was done. Furniture and headline are no words of the article.
    #[must_use]
    pub fn kind(self) -> EdgeKind {
        match self {
            Self::ResidueAdded | Self::ResidueRemoved | Self::Headline => EdgeKind::Verbatim,
            Self::CutTail | Self::CutMiddle => EdgeKind::Abridged,
            Self::Spun => EdgeKind::Spun,
            Self::Moved | Self::Pasted | Self::FigureChanged | Self::QuotationMarks | Self::Misspelt => {
                EdgeKind::Edited
            }
        }
    }
}

/// What copyists of a family work with.
pub struct Material<'a> {
    /// Synonyms.
    pub spinner: &'a Spinner<'a>,
    /// Other texts of its language, by the id of their document.
    pub others: &'a [(&'a str, &'a Draft)],
    /// The agency that its pages name.
    pub agency: &'a str,
}

/// Something done.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Done {
    /// What.
    pub alteration: Alteration,
    /// The document that a passage was taken from.
    pub from: Option<String>,
}

/// Alters a text; `None`, and the text as it was, where it gives no hold for that.
pub fn alter(draft: &mut Draft, alteration: Alteration, material: &Material<'_>, random: &mut Random) -> Option<Done> {
    let changed = match alteration {
        Alteration::CutTail => order::cut_tail(draft, random),
        Alteration::CutMiddle => order::cut_middle(draft, random),
        Alteration::Moved => order::move_block(draft, random),
        Alteration::Spun => words::spin(draft, material.spinner, random),
        Alteration::ResidueAdded => page::furnish(draft, material.agency, random),
        Alteration::ResidueRemoved => page::strip(draft),
        Alteration::Pasted => {
            let from = order::paste(draft, material.others, random)?;
            return Some(Done { alteration, from: Some(from) });
        }
        Alteration::FigureChanged => figures::drift(draft, random),
        Alteration::QuotationMarks => words::unquote(draft),
        Alteration::Misspelt => words::misspell(draft, random),
        Alteration::Headline => page::headline(draft, random),
    };
    changed.then_some(Done { alteration, from: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::tests::{REPORT, draft};
    use vorlage_core::Background;

    const OTHER: &str = "The choir of Fenwick has sold its organ. A museum in the capital paid for it with a cheque.
Forty singers had played it for three weddings and a storm. The vicar will miss the pipes most in winter.";

    /// The text after an alteration, for some seed that gives it a hold.
    fn altered(alteration: Alteration) -> (String, Done) {
        let (mut report, other, background) = (draft(REPORT), draft(OTHER), Background::shipped());
        let spinner = Spinner::new(&background);
        let material = Material { spinner: &spinner, others: &[("choir", &other)], agency: "EFE" };
        let done = alter(&mut report, alteration, &material, &mut Random::new(3, alteration.as_str()));
        (report.text(), done.expect("the report gives a hold"))
    }

    #[test]
    fn every_alteration_changes_the_text() {
        for alteration in Alteration::ALL {
            let (text, done) = altered(alteration);
            assert_ne!(text, REPORT, "{}", alteration.as_str());
            assert_eq!(done.alteration, alteration);
        }
    }

    #[test]
    fn a_cut_text_holds_only_words_of_its_parent() {
        let tail = altered(Alteration::CutTail).0;
        assert!(REPORT.starts_with(&tail), "{tail}");
        let middle = altered(Alteration::CutMiddle).0;
        assert!(middle.len() < REPORT.len());
        let sentences = draft(&middle);
        assert!(sentences.article().iter().all(|&at| REPORT.contains(&sentences.pieces[at].text)), "{middle}");
    }

    #[test]
    fn a_moved_block_changes_the_order_alone() {
        let sorted = |text: &str| {
            let mut words: Vec<&str> = text.split_whitespace().collect();
            words.sort_unstable();
            words.join(" ")
        };
        assert_eq!(sorted(&altered(Alteration::Moved).0), sorted(REPORT));
    }

    #[test]
    fn words_are_replaced_one_for_one() {
        let spun = altered(Alteration::Spun).0;
        let (new, old): (Vec<&str>, Vec<&str>) =
            (spun.split_whitespace().collect(), REPORT.split_whitespace().collect());
        assert_eq!(new.len(), old.len(), "{spun}");
        assert!(new.iter().zip(&old).filter(|(a, b)| a != b).count() >= 3, "{spun}");
    }

    #[test]
    fn a_pasted_passage_names_where_it_is_from() {
        let (text, done) = altered(Alteration::Pasted);
        assert_eq!(done.from.as_deref(), Some("choir"));
        let other = draft(OTHER);
        assert!(other.pieces.iter().filter(|p| text.contains(&p.text)).count() >= 2, "{text}");
    }

    #[test]
    fn furniture_comes_and_goes_around_the_same_sentences() {
        let article = |text: &str| {
            let draft = draft(text);
            draft.article().iter().map(|&at| draft.pieces[at].text.clone()).collect::<Vec<_>>()
        };
        assert!(altered(Alteration::ResidueAdded).0.len() > REPORT.len());
        assert_eq!(article(&altered(Alteration::ResidueRemoved).0), article(REPORT));
    }

    #[test]
    fn a_figure_a_word_and_the_marks_change_where_they_stand() {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        assert_ne!(digits(&altered(Alteration::FigureChanged).0), digits(REPORT));
        assert_eq!(altered(Alteration::QuotationMarks).0, REPORT.replace('"', ""));
        let misspelt = altered(Alteration::Misspelt).0;
        assert_eq!(misspelt.split_whitespace().count(), REPORT.split_whitespace().count());
        assert!(!altered(Alteration::Headline).0.starts_with("Bridge at Ollenmouth closed for the winter\n"));
    }

    #[test]
    fn a_text_without_a_hold_stays_as_it_is() {
        let (mut short, background) = (draft("Nothing."), Background::shipped());
        let spinner = Spinner::new(&background);
        let material = Material { spinner: &spinner, others: &[], agency: "EFE" };
        for alteration in
            Alteration::ALL.into_iter().filter(|a| *a != Alteration::ResidueAdded && *a != Alteration::Headline)
        {
            assert_eq!(alter(&mut short, alteration, &material, &mut Random::new(1, "short")), None, "{alteration:?}");
            assert_eq!(short.text(), "Nothing.");
        }
    }
}
