//! Bytes that are one thing - a file, the answer in an archive's record, a part of a message - with what is known of them from
//! outside, and how each format reads them.

use crate::detect::Format;
use crate::error::ReadError;
use crate::gathered::{Gathered, Place};
use crate::record::Record;
use crate::wire::{newsml, newsml1, nitf};
use crate::{Options, charset, feed, host, jsonl, mail, sitemap, table, text, xml};
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
                self.records(self.utf8(bytes), |stream, emit| jsonl::read_lines(stream, &self.place, options, emit))
            }
            Format::Json => {
                self.records(self.utf8(bytes), |stream, emit| jsonl::read_values(stream, &self.place, options, emit))
            }
            Format::Table(separator) => self
                .records(self.utf8(bytes), |stream, emit| table::read(stream, separator, &self.place, options, emit)),
            Format::Feed | Format::Sitemap | Format::Nitf | Format::NewsMl => self.xml(bytes, format),
            Format::Mail => self.one(mail::document(&bytes, &self.place, self.record())),
            Format::Mailbox => self.records(bytes, |stream, emit| mail::read_mailbox(stream, self, options, emit)),
            Format::Pdf => self.pdf(&bytes),
            Format::Parquet => self.parquet(bytes, options),
            Format::Empty => Gathered::failed(&ReadError::Empty { place }),
            Format::Warc => Gathered::failed(&ReadError::Unsupported { place, what: "an archive in an archive" }),
            Format::Unsupported(what) => Gathered::failed(&ReadError::Unsupported { place, what }),
            Format::Binary(what) => Gathered::failed(&ReadError::Binary { place, what }),
        };
        gathered.documents.iter_mut().for_each(|(_, document)| self.mark(document));
        gathered
    }

    /// What is known of the one document that the bytes are.
    fn record(&self) -> Record {
        Record { id: self.id.clone(), url: self.url.clone(), notes: self.notes.clone(), ..Record::default() }
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
        let mut record = self.record();
        record.notes.extend(page.notes);
        record.url = record.url.or_else(|| saved_from(&page.text));
        record.html = Some(page.text);
        record.document(&self.place, String::new)
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
            _ => self.one(nitf::document(&parsed.root, &self.place, self.record())),
        };
        for note in decoded.notes.into_iter().chain(parsed.note) {
            gathered.note(self.place.name(), note);
        }
        gathered
    }

    fn utf8(&self, bytes: Vec<u8>) -> Vec<u8> {
        charset::decode(bytes, self.charset.as_deref()).text.into_bytes()
    }

    fn records(
        &self,
        bytes: Vec<u8>,
        read: impl FnOnce(Box<dyn Read + Send>, &mut crate::gathered::Emit<'_>) -> ControlFlow<()>,
    ) -> Gathered {
        let mut all = Gathered::default();
        let _ = read(Box::new(Cursor::new(bytes)), &mut |gathered| {
            all.append(gathered);
            ControlFlow::Continue(())
        });
        all
    }

    #[cfg(feature = "pdf")]
    fn pdf(&self, bytes: &[u8]) -> Gathered {
        self.one(crate::pdf::document(bytes, &self.place, self.record()))
    }

    #[cfg(not(feature = "pdf"))]
    fn pdf(&self, _: &[u8]) -> Gathered {
        let what = "a PDF file and this build is without the feature pdf";
        Gathered::failed(&ReadError::Unsupported { place: self.place.name(), what })
    }

    #[cfg(feature = "parquet")]
    fn parquet(&self, bytes: Vec<u8>, options: &Options) -> Gathered {
        let mut all = Gathered::default();
        let _ = crate::parquet::read(bytes::Bytes::from(bytes), &self.place, options, &mut |gathered| {
            all.append(gathered);
            ControlFlow::Continue(())
        });
        all
    }

    #[cfg(not(feature = "parquet"))]
    fn parquet(&self, _: Vec<u8>, _: &Options) -> Gathered {
        let what = "a Parquet file and this build is without the feature parquet";
        Gathered::failed(&ReadError::Unsupported { place: self.place.name(), what })
    }
}

/// Letters of a page in which a browser's comment is looked for.
const COMMENT_WINDOW: usize = 4096;

/// Where a page was saved from, as browsers and extensions say in a comment: `saved from url=(0024)https://...`, or a line
/// `url: https://...` of a comment that says `saved with`.
fn saved_from(page: &str) -> Option<String> {
    let window: String = page.chars().take(COMMENT_WINDOW).collect();
    let after = match window.split_once("saved from url=(") {
        Some((_, rest)) => rest.split_once(')')?.1,
        None => window.split_once("saved with ")?.1.split_once("url: ")?.1,
    };
    let url = after.split(|c: char| c.is_whitespace() || c == '>').next()?.trim_end_matches("--");
    (url.starts_with("http://") || url.starts_with("https://")).then(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_page_says_where_it_was() {
        let check = |page: &str, expected: Option<&str>| assert_eq!(saved_from(page).as_deref(), expected);
        check(
            "<!DOCTYPE html>\n<!-- saved from url=(0024)https://www.example.org/ -->\n<html>",
            Some("https://www.example.org/"),
        );
        check(
            "<html><!--\n Page saved with Tool \n url: https://www.example.org/a \n saved date: x\n-->",
            Some("https://www.example.org/a"),
        );
        check("<!-- saved from url=(0014)about:internet -->", None);
        check("<p>He saved with url: nothing</p>", None);
    }
}
