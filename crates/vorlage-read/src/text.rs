//! Plain text: dirty, as pasted or scraped; one file is one document, and its text is kept as decoded.

use crate::charset::Decoded;
use crate::error::ReadError;
use crate::gathered::Place;
use crate::mojibake;
use vorlage_model::{Document, Note};

/// Makes a document of a whole text.
pub(crate) fn document(decoded: Decoded, id: String, place: &Place) -> Result<Document, ReadError> {
    if decoded.text.trim().is_empty() {
        return Err(ReadError::Empty { place: place.name() });
    }
    let mut document = Document { id, path: Some(place.path.clone()), text: decoded.text, ..Document::default() };
    add_notes(&mut document, decoded.notes);
    note_oddities(&mut document);
    Ok(document)
}

/// Adds notes about the document itself.
pub(crate) fn add_notes(document: &mut Document, notes: Vec<String>) {
    let place = document.id.clone();
    document.notes.extend(notes.into_iter().map(|text| Note { place: place.clone(), text }));
}

/// Notes what a text should not hold: NUL characters and mojibake.
pub(crate) fn note_oddities(document: &mut Document) {
    let nuls = memchr::memchr_iter(0, document.text.as_bytes()).count();
    let mut notes = Vec::new();
    if nuls > 0 {
        notes.push(format!("holds {nuls} NUL character(s)"));
    }
    notes.extend(mojibake::note(&document.text));
    add_notes(document, notes);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Document, ReadError> {
        document(Decoded { text: text.into(), notes: Vec::new() }, "a.txt".into(), &Place::whole("a.txt"))
    }

    #[test]
    fn a_text_is_kept_to_the_byte() {
        let text = "  One word.\r\n\r\n\tTwo\u{a0}words.\n";
        let document = read(text).unwrap();
        assert_eq!((document.text.as_str(), document.id.as_str(), document.notes.len()), (text, "a.txt", 0));
    }

    #[test]
    fn one_word_is_a_document_and_blanks_are_not() {
        assert_eq!(read("Peace").unwrap().text, "Peace");
        assert!(matches!(read(" \r\n\t\u{a0}"), Err(ReadError::Empty { .. })));
    }

    #[test]
    fn nul_characters_stay_and_are_noted() {
        let document = read("a\0b\0c").unwrap();
        assert_eq!(document.text, "a\0b\0c");
        assert_eq!(document.notes[0].text, "holds 2 NUL character(s)");
    }
}
