//! What a desk asks of a store of stories, and what it is told.

use crate::{Counts, Lang};

/// A story in short, as a list of stories shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct StoryCard {
    /// Its id, `story:` and the id of its first document.
    pub id: String,
    /// Its heading.
    pub label: String,
    /// Earliest trusted day, ISO 8601.
    pub from: Option<String>,
    /// Latest trusted day, ISO 8601.
    pub to: Option<String>,
    /// How many of what.
    pub counts: Counts,
    /// Codes of the languages of its documents, the most frequent first, then by code.
    pub languages: Vec<String>,
    /// Ids of the agencies that its origins come from, ascending.
    pub agencies: Vec<String>,
}

/// Which stories are asked for; what is `None`, empty or zero asks for all.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct StoryFilter {
    /// Words that one of its documents holds, all of them.
    pub text: Option<String>,
    /// Stories that reach this day or a later one, ISO 8601.
    pub from: Option<String>,
    /// Stories that begin on this day or an earlier one, ISO 8601.
    pub to: Option<String>,
    /// At least so many documents.
    pub min_documents: usize,
    /// At least so many origins.
    pub min_origins: usize,
    /// With a document in this language.
    pub lang: Option<Lang>,
    /// With an origin of this agency, by its id.
    pub agency: Option<String>,
    /// Which come first.
    pub order: Order,
    /// So many are left out before the first.
    pub offset: usize,
    /// At most so many.
    pub limit: usize,
}

impl StoryFilter {
    /// Stories of one page.
    pub const PAGE: usize = 50;
}

impl Default for StoryFilter {
    fn default() -> Self {
        Self {
            text: None,
            from: None,
            to: None,
            min_documents: 0,
            min_origins: 0,
            lang: None,
            agency: None,
            order: Order::default(),
            offset: 0,
            limit: Self::PAGE,
        }
    }
}

/// The order of a list of stories; what is equal stands by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "lowercase"))]
pub enum Order {
    /// The latest first; those without a day last.
    #[default]
    Time,
    /// Those with most documents first.
    Size,
    /// Those with most origins first.
    Origins,
}

impl Order {
    /// Every order.
    pub const ALL: [Self; 3] = [Self::Time, Self::Size, Self::Origins];

    /// The printed word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Size => "size",
            Self::Origins => "origins",
        }
    }
}

/// A page of a list of stories.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct StoryList {
    /// How many stories there are of what was asked for, on all pages.
    pub total: usize,
    /// Those of this page.
    pub cards: Vec<StoryCard>,
}

/// A document that holds the words that were searched for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Hit {
    /// Its id.
    pub id: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When, ISO 8601, as exactly as known.
    pub published: Option<String>,
    /// Its language, the detected one where it was traced.
    pub lang: Option<Lang>,
    /// The story of the current run that it belongs to.
    pub story: Option<String>,
    /// Some words around the first match; true: these words match.
    pub snippet: Vec<(String, bool)>,
}

/// What an outlet publishes, by the agencies that its documents come from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct OutletShare {
    /// The outlet.
    pub outlet: String,
    /// Its documents.
    pub documents: usize,
    /// Agencies with the documents whose first attribution they are, most first, then by id.
    pub agencies: Vec<(String, usize)>,
}

/// How much a store holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct StoreCounts {
    /// Documents.
    pub documents: usize,
    /// Distinct outlets of these.
    pub publishers: usize,
    /// Stories of the current run.
    pub stories: usize,
    /// Origins of these.
    pub origins: usize,
    /// Decisions of people.
    pub decisions: usize,
    /// Submissions.
    pub submissions: usize,
    /// Bytes of all texts of these documents.
    pub text_bytes: u64,
    /// Bytes of the file.
    pub file_bytes: u64,
}
