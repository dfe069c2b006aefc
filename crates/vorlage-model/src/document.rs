//! What was read: a text with what is known of it from outside.

use crate::{Analysis, Lang, Span};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A text as received, with outlet, time and language where known.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Document {
    /// The user's id, or the path (with `#line` or `#record` where a file holds several); unique within a run.
    pub id: String,
    /// The file it was read from, as given.
    pub path: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The address that the page itself declares to be its own; that of the original on many a copy.
    pub canonical: Option<String>,
    /// The address of its shortened version for phones.
    pub amp: Option<String>,
    /// The publisher's name or host, as given or taken from the URL.
    pub outlet: Option<String>,
    /// The part of the outlet that it stands in, as declared.
    pub section: Option<String>,
    /// The headline, as given or read from the page.
    pub title: Option<String>,
    /// The text that was read, untouched; every span points into it.
    pub text: String,
    /// The language as declared by the input; the detected one stands in the analysis.
    pub lang: Option<Lang>,
    /// People as declared by the input or read from a byline.
    pub authors: Vec<String>,
    /// Short lines by the headline of a page that its text does not hold; they can credit an agency.
    pub head: Vec<String>,
    /// When it was published, with precision and source.
    pub published: Option<Published>,
    /// When it was last changed, or when this version of it was made.
    pub modified: Option<Published>,
    /// When a crawler fetched it.
    pub crawled: Option<Published>,
    /// What it declares of its own making.
    pub declared: Declared,
    /// Where its bytes lie, if the file is an archive.
    pub archived: Option<Archived>,
    /// The user's series or feed key.
    pub series: Option<String>,
    /// What reading itself already found to be no part of the article (navigation of a page, say); sorted, not overlapping.
    pub residue: Vec<Residue>,
    /// What went wrong or is worth knowing about this document.
    pub notes: Vec<Note>,
    /// Every other field of the input, as JSON text by name.
    pub extra: BTreeMap<String, String>,
}

impl Document {
    /// The document as an answer shows it: without a title of its own it has the headline that its text carries.
    #[must_use]
    pub fn titled(mut self, analysis: &Analysis) -> Self {
        if self.title.is_none() {
            self.title = analysis.title.map(|t| t.of(&self.text).to_owned());
        }
        self
    }

    /// The document as it was before [`Document::titled`]; `None` where its title is its own.
    #[must_use]
    pub fn untitled(&self, analysis: &Analysis) -> Option<Self> {
        let headline = analysis.title.map(|t| t.of(&self.text));
        (headline.is_some() && headline == self.title.as_deref()).then(|| Self { title: None, ..self.clone() })
    }
}

/// What a document declares of its own making, in the fields of its page, feed or wire format; each is a claim of its maker.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Declared {
    /// The credit line (`creditText`, `creditline`, `media:credit`).
    pub credit: Option<String>,
    /// Who made or supplied it (`sourceOrganization`, `infosource`, `provider`, `<source>`), in the order given.
    pub sources: Vec<Source>,
    /// Addresses or ids of what it was made from (`isBasedOn`, `wasderivedfrom`, `<source url>`).
    pub based_on: Vec<String>,
    /// The maker's own id of the item (`guid`, `uri`), the same in all its versions.
    pub item: Option<String>,
    /// Other ids of the item with what they are called (`altids`, slugs).
    pub other_ids: Vec<(String, String)>,
    /// Its version or take, as spelled.
    pub version: Option<String>,
    /// Notes of the editors: `CORRECTS spelling in 3rd graf`.
    pub editors_notes: Vec<String>,
    /// 1 (most urgent) to 9.
    pub urgency: Option<u8>,
    /// Until when it may not be published, ISO 8601.
    pub embargo: Option<String>,
    /// Whose right it is.
    pub copyright: Option<String>,
    /// How it may be used.
    pub usage: Option<String>,
}

/// Who made or supplied a document, as declared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default))]
pub struct Source {
    /// The name, or the code where there is no name.
    pub name: String,
    /// An address or code for it.
    pub uri: Option<String>,
    /// What it is to the document: the field, and a role if given (`infosource`, `provider`).
    pub role: String,
}

/// The bytes of an archive that hold a document; the archive is the document's `path`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Archived {
    /// The first byte of its record.
    pub offset: u64,
    /// Bytes of the record, as packed.
    pub length: u64,
    /// Both count the bytes that the archive unpacks to, because its records are not packed one by one.
    pub unpacked: bool,
}

/// A point in time with how exactly and from where it is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Published {
    /// ISO 8601: `2024-11-13`, `2024-11-13T10:02:00+01:00`.
    pub at: String,
    /// How much of `at` is known.
    pub precision: Precision,
    /// Which field, tag or line said so.
    pub from: String,
}

/// How exactly a time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Precision {
    /// The year alone.
    Year,
    /// Year and month.
    Month,
    /// The day.
    Day,
    /// Hour and minute or better.
    Time,
}

impl Precision {
    /// The printed word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
            Self::Time => "time",
        }
    }
}

/// Something that a user should know about an input: where, and what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Note {
    /// The document, file and line, or record meant.
    pub place: String,
    /// What is the case, lower case, no full stop.
    pub text: String,
}

/// A span that is no part of the article, with its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Residue {
    /// Where.
    pub span: Span,
    /// What it is.
    pub kind: ResidueKind,
}

/// Kinds of residue, as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum ResidueKind {
    /// Menus, breadcrumbs, "close", "skip to content".
    Navigation,
    /// Stock tickers, live tickers.
    Ticker,
    /// Subscriptions, newsletters, app calls, advertisements.
    Promotion,
    /// Calls to share or follow.
    Share,
    /// Links to other articles.
    Related,
    /// Consent notices.
    Cookie,
    /// Words under a picture.
    Caption,
    /// Who is credited: agency tags, photo credits, "Reporting by".
    Credit,
    /// Who wrote it.
    Byline,
    /// Place and date that open a dispatch.
    Dateline,
    /// A heading between paragraphs.
    Crosshead,
    /// The headline, or its repetition in the body.
    Headline,
    /// A conclusion or FAQ that adds nothing.
    Padding,
    /// Debris of machines: stray braces, template words, codes.
    Artefact,
    /// None of these.
    Other,
}

impl ResidueKind {
    /// The printed word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Navigation => "navigation",
            Self::Ticker => "ticker",
            Self::Promotion => "promotion",
            Self::Share => "share",
            Self::Related => "related",
            Self::Cookie => "cookie",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Crosshead => "crosshead",
            Self::Headline => "headline",
            Self::Padding => "padding",
            Self::Artefact => "artefact",
            Self::Other => "other",
        }
    }
}

/// One mark of an agency or wire-like outlet in a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Credit {
    /// Id of the agency or outlet, lower case (`afp`, `fox-news`).
    pub agency: Cow<'static, str>,
    /// Where the mark stands in the text; `None` where it stands in a field (outlet, author, URL).
    pub span: Option<Span>,
    /// The words of the mark.
    pub text: String,
    /// What sort of mark it is.
    pub kind: CreditKind,
}

/// Sorts of agency marks, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum CreditKind {
    /// `WASHINGTON (Reuters) -`
    Dateline,
    /// `(dpa)` as a tag of its own, at the start or end of a text.
    Tag,
    /// `By ... , Associated Press`
    Byline,
    /// `Reporting by ...; Editing by ...`, `Quelle: dpa`
    Closing,
    /// `CLICK HERE TO GET THE FOX NEWS APP`, in any language.
    AppCall,
    /// A metadata field names it.
    Field,
    /// `(AP Photo/...)`; says who made the picture, and is weak for the text.
    Photo,
    /// A way of setting or spelling that one agency uses.
    HouseStyle,
    /// "told AFP": the text names the agency as the one that was spoken to.
    ToldTo,
}

impl CreditKind {
    /// The printed word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dateline => "dateline",
            Self::Tag => "tag",
            Self::Byline => "byline",
            Self::Closing => "closing",
            Self::AppCall => "app-call",
            Self::Field => "field",
            Self::Photo => "photo",
            Self::HouseStyle => "house-style",
            Self::ToldTo => "told-to",
        }
    }
}

/// An agency or outlet that a document (or family) is attributed to.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Agency {
    /// Lower-case id.
    pub id: Cow<'static, str>,
    /// The usual name.
    pub name: Cow<'static, str>,
    /// 0..1.
    pub confidence: f64,
    /// The marks that say so.
    pub evidence: Vec<Credit>,
}
