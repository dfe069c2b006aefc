//! The text of PDF files, page by page; lines are joined to paragraphs again.
//!
//! A PDF knows glyphs and places, not words and paragraphs: columns and tables may come out of order, and scans hold no text.

mod page;

use crate::error::ReadError;
use crate::gathered::Place;
use crate::record::Record;
use lopdf::{LoadOptions, Object, ObjectId};
use std::panic::{AssertUnwindSafe, catch_unwind};
use vorlage_model::Document;

/// Bytes that a stream of a page may unpack to: the words of a page are a few thousand bytes, drawings a few million.
const MAX_STREAM: usize = 32 << 20;

/// Pages that are read.
const MAX_PAGES: usize = 2000;

/// Bytes of text that are kept.
const MAX_TEXT: usize = 16 << 20;

/// A line is full, so that its sentence goes on in the next one, from this share of the page's longest line on.
const FULL_LINE: f64 = 0.75;

/// Reads a file; `record` holds what its container says.
pub(crate) fn document(bytes: &[u8], place: &Place, record: Record) -> Result<Document, ReadError> {
    // What the parser was not prepared for costs this file alone.
    let read = catch_unwind(AssertUnwindSafe(|| read(bytes, record)));
    let failed = |what: String| ReadError::Pdf { place: place.name(), what };
    read.unwrap_or_else(|_| Err("its structure is broken".to_owned())).map_err(failed)?.document(place, String::new)
}

fn read(bytes: &[u8], mut record: Record) -> Result<Record, String> {
    let options = LoadOptions { max_decompressed_size: Some(MAX_STREAM), ..LoadOptions::default() };
    let file = lopdf::Document::load_mem_with_options(bytes, options).map_err(|error| error.to_string())?;
    let pages: Vec<ObjectId> = file.get_pages().into_values().take(MAX_PAGES).collect();
    let (mut text, mut unread) = (String::new(), 0);
    for page in &pages {
        match page::text(&file, *page) {
            Ok(found) if text.len() + found.len() <= MAX_TEXT => {
                text.push_str(&paragraphs(&found));
                text.push_str("\n\n");
            }
            _ => unread += 1,
        }
    }
    if text.trim().is_empty() {
        return Err(
            if unread > 0 { "its pages cannot be read" } else { "it holds no text, perhaps pictures of it" }.to_owned()
        );
    }
    if unread > 0 {
        record.notes.push(format!("{unread} of {} page(s) cannot be read", pages.len()));
    }
    text.truncate(text.trim_end().len());
    record.text = Some(text);
    let info = |key: &[u8]| information(&file, key);
    record.title = record.title.or_else(|| info(b"Title"));
    if record.authors.is_empty() {
        record.authors = info(b"Author").map(|names| crate::record::people(&names)).unwrap_or_default();
    }
    if let Some(date) = info(b"CreationDate") {
        record.published = Some(date.trim_start_matches("D:").chars().take(8).collect());
        record.published_from = Some("CreationDate".to_owned());
    }
    Ok(record)
}

/// A string of the file's information dictionary.
fn information(file: &lopdf::Document, key: &[u8]) -> Option<String> {
    let (_, info) = file.dereference(file.trailer.get(b"Info").ok()?).ok()?;
    let (_, value) = file.dereference(info.as_dict().ok()?.get(key).ok()?).ok()?;
    let Object::String(bytes, _) = value else { return None };
    let text = if bytes.starts_with(b"\xfe\xff") || bytes.starts_with(b"\xff\xfe") {
        crate::charset::decode(bytes.clone(), None).text
    } else {
        bytes.iter().map(|b| char::from(*b)).collect()
    };
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Joins the lines of a page to paragraphs: a full line goes on in the next one, unless an empty line stands between them.
fn paragraphs(page: &str) -> String {
    let lines: Vec<&str> = page.lines().map(str::trim).collect();
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let mut out = String::with_capacity(page.len());
    for (n, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        out.push_str(line);
        let full = line.chars().count() as f64 >= longest as f64 * FULL_LINE;
        let goes_on = full && lines.get(n + 1).is_some_and(|next| !next.is_empty());
        out.push(if goes_on { ' ' } else { '\n' });
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::content::{Content, Operation};
    use lopdf::{Stream, dictionary};

    fn file(lines: &[&str]) -> Vec<u8> {
        let mut file = lopdf::Document::with_version("1.5");
        let pages = file.new_object_id();
        let font = file.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier" });
        let resources = file.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
        let mut operations = vec![Operation::new("BT", vec![]), Operation::new("Tf", vec!["F1".into(), 12.into()])];
        for line in lines {
            operations.push(Operation::new("Td", vec![0.into(), (-14).into()]));
            // The pen is moved back by a blank between words, and by a hair within them.
            let words = line.split(' ').map(|word| vec![Object::string_literal(word), (-300).into()]);
            operations.push(Operation::new("TJ", vec![Object::Array(words.flatten().collect())]));
        }
        operations.push(Operation::new("ET", vec![]));
        let content = Content { operations }.encode().unwrap();
        let content = file.add_object(Stream::new(dictionary! {}, content));
        let page = file.add_object(
            dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources },
        );
        file.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
        let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        let info = file.add_object(dictionary! { "Title" => Object::string_literal("Ferry"), "CreationDate" => Object::string_literal("D:20241113100200Z") });
        file.trailer.set("Root", catalog);
        file.trailer.set("Info", info);
        let mut bytes = Vec::new();
        file.save_to(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn the_words_of_a_page_are_read() {
        let bytes = file(&["The last ferry to the island will sail on", "Friday.", "A bridge was refused."]);
        let document = document(&bytes, &Place::whole("a.pdf"), Record::default()).unwrap();
        assert_eq!(document.text, "The last ferry to the island will sail on Friday.\nA bridge was refused.");
        assert_eq!((document.title.as_deref(), document.published.unwrap().at.as_str()), (Some("Ferry"), "2024-11-13"));
    }

    #[test]
    fn a_broken_file_is_named() {
        let bytes = file(&["One."]);
        for end in [0, 9, bytes.len() / 3, bytes.len() / 2] {
            let error = document(&bytes[..end], &Place::whole("a.pdf"), Record::default()).unwrap_err();
            assert!(error.to_string().starts_with("a.pdf: the PDF cannot be read: "), "{error}");
        }
    }
}
