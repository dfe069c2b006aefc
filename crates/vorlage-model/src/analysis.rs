//! What one document says, found without looking at any other.

use crate::{Agency, Credit, Lang, Note, Residue, Span};

/// Everything that the per-document stages find in one document.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Analysis {
    /// Detected language; `None` where the text is too short or no known language fits.
    pub lang: Option<Lang>,
    /// Spans that are no part of the article; sorted, not overlapping.
    pub residue: Vec<Residue>,
    /// Sentences of the article in order, outside residue.
    pub sentences: Vec<Span>,
    /// Names of people, places and bodies, in order of position.
    pub names: Vec<Name>,
    /// Words said, with speaker, in order of position.
    pub quotes: Vec<Quote>,
    /// Figures, in order of position.
    pub figures: Vec<Figure>,
    /// Marks of agencies and wire-like outlets, in order of position.
    pub credits: Vec<Credit>,
    /// Agencies that the marks of this document alone speak for, best first.
    pub agencies: Vec<Agency>,
    /// People named in bylines of the text itself.
    pub authors: Vec<String>,
    /// Place and date that open the dispatch, as they stand.
    pub dateline: Option<Span>,
    /// The headline, where the text itself carries it.
    pub title: Option<Span>,
    /// What the document itself shows of how it was altered.
    pub shows: SelfShown,
    /// What could not be done, and why.
    pub notes: Vec<Note>,
}

/// A name as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Name {
    /// Where.
    pub span: Span,
    /// Folded key under which spellings of one name meet (`sybiga`, `sybiha`, `Сибіга` alike).
    pub key: String,
}

/// Words that somebody said or is said to have said.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Quote {
    /// The words said, without the quotation marks.
    pub span: Span,
    /// Between quotation marks.
    pub direct: bool,
    /// Who said it.
    pub speaker: Option<Speaker>,
    /// The word that says that it was said ("said", "warned", "laut").
    pub cue: Option<Cue>,
}

/// Who said something.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Speaker {
    /// The words that name the speaker where the quotation stands ("he", "a spokesman", "Rutte").
    pub span: Span,
    /// The fullest name in the document that these words stand for, where one was found.
    pub name: Option<String>,
}

/// The word of saying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Cue {
    /// Where.
    pub span: Span,
}

/// A quantity with what it counts.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Figure {
    /// The words of the figure with hedge and unit ("more than 10,000 North Korean soldiers" -> "more than 10,000").
    pub span: Span,
    /// The number named: "$9 billion" -> 9000000000; of a range, its upper end.
    pub value: f64,
    /// Lowest value meant.
    pub low: Option<f64>,
    /// Highest value meant.
    pub high: Option<f64>,
    /// How sure the text is of the value; `None`: exact.
    pub hedge: Option<Hedge>,
    /// Currency code, SI or other unit, `percent`; of a mere count, the noun counted (singular where its language has a rule).
    pub unit: Option<String>,
    /// The words that say what is counted ("North Korean soldiers").
    pub of: Option<Span>,
    /// Who is said to have given the figure.
    pub attributed_to: Option<Attributed>,
}

/// The source that a figure is attributed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Attributed {
    /// The words that name it.
    pub span: Span,
}

/// How a text hedges a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Hedge {
    /// About, some, an estimated.
    About,
    /// More than, over.
    MoreThan,
    /// At least.
    AtLeast,
    /// Less than, under.
    LessThan,
    /// Up to, as many as.
    UpTo,
    /// Nearly, almost.
    Nearly,
    /// Between two values.
    Between,
}

impl Hedge {
    /// The printed words.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::MoreThan => "more than",
            Self::AtLeast => "at least",
            Self::LessThan => "less than",
            Self::UpTo => "up to",
            Self::Nearly => "nearly",
            Self::Between => "between",
        }
    }
}

/// What a document shows of its own alteration, its parent unseen.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct SelfShown {
    /// Single findings in order of position.
    pub findings: Vec<SelfFinding>,
    /// Confidence 0..1 that words were replaced by synonyms.
    pub spun: f64,
    /// Confidence 0..1 that it was translated from another language.
    pub translated: f64,
    /// Confidence 0..1 that it was translated and back.
    pub round_trip: f64,
    /// Confidence 0..1 that it was rewritten (headings, conclusion, FAQ added).
    pub rewritten: f64,
}

/// One place where a document shows how it was altered.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SelfFinding {
    /// Where.
    pub span: Span,
    /// What is seen there.
    pub kind: SelfFindingKind,
    /// What the words should have been ("State Department" for "State Division"), where known.
    pub expected: Option<String>,
}

/// Sorts of findings in one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum SelfFindingKind {
    /// A fixed expression with one word replaced.
    TorturedPhrase,
    /// Debris that spinning tools leave ("{dollars}", "with out").
    SpinnerArtefact,
    /// Two words that do not stand together.
    OddPair,
    /// Furniture in another language, or furniture of another language in this one.
    TranslatedFurniture,
    /// A construction of another language.
    Calque,
    /// A quotation mark without its partner.
    HalvedQuotation,
    /// A heading, conclusion or FAQ that adds nothing.
    Padding,
}

impl SelfFindingKind {
    /// The printed word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TorturedPhrase => "tortured-phrase",
            Self::SpinnerArtefact => "spinner-artefact",
            Self::OddPair => "odd-pair",
            Self::TranslatedFurniture => "translated-furniture",
            Self::Calque => "calque",
            Self::HalvedQuotation => "halved-quotation",
            Self::Padding => "padding",
        }
    }
}
