//! Bytes that are one thing - a file, the answer in an archive's record, a part of a message - with what is known of them from
//! outside, and how each format reads them.

use crate::detect::Format;
use crate::error::ReadError;
use crate::gathered::{Gathered, Place};
use crate::record::Record;
use crate::wire::{newsml, newsml1, nitf};
use crate::{Options, charset, feed, host, jsonl, sitemap, table, text, xml};
use std::io::{Cursor, Read};
use std::ops::ControlFlow;
use vorlage_model::{Archived, Document, Published};

/// What is known of bytes before they are read.
#[derive(Debug, Clone)]
pub(crate) struct Arrival {
    /// Where they stand.
    pub place: Place,
    /// The id that the container gives them.
    pub id: Option<String>,
    /// Where they were fetched.
    pub url: Option<String>,
    /// When they were fetched.
    pub crawled: Option<Published>,
    /// The charset that the container declares.
    pub charset: Option<String>,
    /// Their record in an archive.
    pub archived: Option<Archived>,
    /// What was odd on the way.
    pub notes: Vec<String>,
}

impl Arrival {
    /// A file of which nothing is known but its name.
    pub(crate) fn file(name: &str) -> Self {
        Self {
            place: Place::whole(name),
            id: None,
            url: None,
            crawled: None,
            charset: None,
            archived: None,
            notes: Vec::new(),
        }
    }

    /// Reads the bytes.
    pub(crate) fn read(&self, bytes: Vec<u8>, format: Format, options: &Options) -> Gathered {
        let place = self.place.name();
        let mut gathered = match format {
            Format::Html => self.one(self.page(bytes)),
            Format::Text => self.one(self.text(bytes)),
            Format::JsonLines => {
                self.records(bytes, |stream, emit| jsonl::read_lines(stream, &self.place, options, emit))
            }
            Format::Json => self.records(bytes, |stream, emit| jsonl::read_values(stream, &self.place, options, emit)),
            Format::Table(separator) => {
                self.records(bytes, |stream, emit| table::read(stream, separator, &self.place, options, emit))
            }
            Format::Feed | Format::Sitemap | Format::Nitf | Format::NewsMl => self.xml(bytes, format),
            Format::Empty => Gathered::failed(&ReadError::Empty { place }),
            Format::Warc => Gathered::failed(&ReadError::Unsupported { place, what: "an archive in an archive" }),
            Format::Unsupported(what) => Gathered::failed(&ReadError::Unsupported { place, what }),
            Format::Binary(what) => Gathered::failed(&ReadError::Binary { place, what }),
        };
        gathered.documents.iter_mut().for_each(|(_, document)| self.mark(document));
        gathered
    }

    /// What the container knows of each document in it.
    fn mark(&self, document: &mut Document) {
        document.archived = self.archived;
        document.crawled = document.crawled.take().or_else(|| self.crawled.clone());
    }

    fn one(&self, document: Result<Document, ReadError>) -> Gathered {
        let mut gathered = Gathered::default();
        gathered.take(self.place.clone(), document);
        gathered
    }

    fn page(&self, bytes: Vec<u8>) -> Result<Document, ReadError> {
        let declared = self.charset.clone().or_else(|| charset::declared_in_html(&bytes));
        let page = charset::decode(bytes, declared.as_deref());
        let notes = self.notes.iter().cloned().chain(page.notes).collect();
        let (id, url) = (self.id.clone(), self.url.clone());
        Record { id, url, html: Some(page.text), notes, ..Record::default() }.document(&self.place, String::new)
    }

    fn text(&self, bytes: Vec<u8>) -> Result<Document, ReadError> {
        let mut decoded = charset::decode(bytes, self.charset.as_deref());
        decoded.notes.splice(0..0, self.notes.iter().cloned());
        let id = self.id.clone().unwrap_or_else(|| self.place.name());
        let mut document = text::document(decoded, id, &self.place)?;
        document.outlet = self.url.as_deref().and_then(host::publisher);
        document.url.clone_from(&self.url);
        Ok(document)
    }

    fn xml(&self, bytes: Vec<u8>, format: Format) -> Gathered {
        let declared = self.charset.clone().or_else(|| charset::declared_in_html(&bytes));
        let decoded = charset::decode(bytes, declared.as_deref());
        let Some(parsed) = xml::parse(&decoded.text) else {
            return Gathered::failed(&ReadError::NoElement { place: self.place.name() });
        };
        let mut gathered = match format {
            Format::Feed => feed::read(&parsed.root, self),
            Format::Sitemap => sitemap::read(&parsed.root, self),
            Format::NewsMl if parsed.root.name == "NewsML" => newsml1::read(&parsed.root, self),
            Format::NewsMl => newsml::read(&parsed.root, self),
            _ => {
                self.one(nitf::document(&parsed.root, &self.place, Record { id: self.id.clone(), ..Record::default() }))
            }
        };
        for note in self.notes.iter().cloned().chain(decoded.notes).chain(parsed.note) {
            gathered.note(self.place.name(), note);
        }
        gathered
    }

    fn records(
        &self,
        bytes: Vec<u8>,
        read: impl FnOnce(Box<dyn Read + Send>, &mut crate::gathered::Emit<'_>) -> ControlFlow<()>,
    ) -> Gathered {
        let decoded = charset::decode(bytes, self.charset.as_deref());
        let mut all = Gathered::default();
        decoded.notes.into_iter().for_each(|note| all.note(self.place.name(), note));
        let stream = Box::new(Cursor::new(decoded.text.into_bytes()));
        let _ = read(stream, &mut |gathered| {
            all.append(gathered);
            ControlFlow::Continue(())
        });
        all
    }
}
