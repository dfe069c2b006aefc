//! A record of fields, from a JSON object or a table's row, becomes a document.

use crate::error::ReadError;
use crate::gathered::Place;
use crate::{dates, host, html, text};
use std::collections::BTreeMap;
use vorlage_model::{Declared, Document, Lang, Published, Residue, ResidueKind, Span};

/// The fields of the contract; every other one passes through.
pub(crate) const FIELDS: [&str; 10] =
    ["id", "text", "html", "url", "title", "outlet", "published", "lang", "authors", "series"];

/// What separates people in one string.
const AUTHOR_SEPARATORS: [char; 2] = [';', '|'];

/// Fields as strings; an absent, null or blank field is `None`.
#[derive(Debug, Default)]
pub(crate) struct Record {
    pub id: Option<String>,
    pub text: Option<String>,
    pub html: Option<String>,
    pub url: Option<String>,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<String>,
    pub lang: Option<String>,
    pub authors: Vec<String>,
    pub series: Option<String>,
    /// The text where it comes in parts, some of which are no article.
    pub blocks: Vec<Block>,
    /// The field that `published` was read from; its own name if not said.
    pub published_from: Option<String>,
    pub modified: Option<String>,
    pub declared: Declared,
    /// Other fields as JSON text.
    pub extra: BTreeMap<String, String>,
    /// What was odd in reading the fields.
    pub notes: Vec<String>,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    pub text: String,
    /// What it is if it is no part of the article.
    pub kind: Option<ResidueKind>,
}

impl Record {
    /// The place of a field that holds one string.
    pub(crate) fn field(&mut self, name: &str) -> Option<&mut Option<String>> {
        Some(match name {
            "id" => &mut self.id,
            "text" => &mut self.text,
            "html" => &mut self.html,
            "url" => &mut self.url,
            "title" => &mut self.title,
            "outlet" => &mut self.outlet,
            "published" => &mut self.published,
            "lang" => &mut self.lang,
            "series" => &mut self.series,
            _ => return None,
        })
    }

    /// The document; `names` are the fields that the record has, for the note that it lacks text.
    pub(crate) fn document(self, place: &Place, names: impl FnOnce() -> String) -> Result<Document, ReadError> {
        let mut document = match (&self.text, &self.html) {
            (Some(_), _) => Document { text: self.text.unwrap_or_default(), ..Document::default() },
            (None, Some(page)) => html::document(page, self.url.as_deref()),
            (None, None) if self.blocks.is_empty() => {
                return Err(ReadError::NoText { place: place.name(), fields: names() });
            }
            (None, None) => joined(self.blocks),
        };
        document.id = self.id.unwrap_or_else(|| place.name());
        document.path = Some(place.path.clone());
        let html_notes = std::mem::take(&mut document.notes).into_iter().map(|n| n.text).collect();
        if document.text.trim().is_empty() {
            return Err(ReadError::Empty { place: place.name() });
        }
        document.url = self.url.or(document.url);
        document.title = self.title.or(document.title);
        document.series = self.series;
        if self.declared != Declared::default() {
            document.declared = self.declared;
        }
        document.extra = self.extra;
        document.outlet = self.outlet.or(document.outlet).or_else(|| host::publisher(document.url.as_deref()?));
        if !self.authors.is_empty() {
            document.authors = self.authors;
        }
        let mut notes = self.notes;
        if let Some(given) = self.lang {
            match Lang::parse(&given) {
                Some(lang) => document.lang = Some(lang),
                None => keep(&mut document, &mut notes, "lang", &given, "language code"),
            }
        }
        let from = self.published_from.unwrap_or_else(|| "published".to_owned());
        if let Some(given) = self.published {
            match dates::parse(&given) {
                Some((at, precision)) => document.published = Some(Published { at, precision, from }),
                None => keep(&mut document, &mut notes, &from, &given, "date that is understood"),
            }
        }
        if let Some((at, precision)) = self.modified.as_deref().and_then(dates::parse) {
            document.modified = Some(Published { at, precision, from: "modified".to_owned() });
        }
        text::add_notes(&mut document, html_notes);
        text::add_notes(&mut document, notes);
        text::note_oddities(&mut document);
        Ok(document)
    }
}

/// A text of blocks, those that are no article marked.
fn joined(blocks: Vec<Block>) -> Document {
    const BREAK: &str = "\n\n";
    let mut document = Document::default();
    for block in blocks {
        if !document.text.is_empty() {
            document.text.push_str(BREAK);
        }
        let begin = document.text.len();
        document.text.push_str(&block.text);
        if let Some(kind) = block.kind {
            document.residue.push(Residue { span: Span::new(begin, document.text.len()), kind });
        }
    }
    document
}

/// Keeps a field that says nothing under `extra`, with a note.
fn keep(document: &mut Document, notes: &mut Vec<String>, field: &str, given: &str, what: &str) {
    notes.push(format!("field {field} holds no {what}: {}", shortened(given)));
    document.extra.insert(field.to_owned(), json_string(given));
}

/// The people in one string.
pub(crate) fn people(given: &str) -> Vec<String> {
    given.split(AUTHOR_SEPARATORS).map(str::trim).filter(|a| !a.is_empty()).map(str::to_owned).collect()
}

/// A string as JSON text.
pub(crate) fn json_string(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

/// The first letters of a value, for a note.
pub(crate) fn shortened(value: &str) -> String {
    const LETTERS: usize = 60;
    match value.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}...", &value[..end]),
        None => value.to_owned(),
    }
}
