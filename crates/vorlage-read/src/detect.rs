//! What is it? Told by content first, then by name.

use crate::{charset, mail};

/// What an input holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Nothing.
    Empty,
    /// One JSON object a line.
    JsonLines,
    /// An array of objects, or objects over several lines.
    Json,
    /// Rows with a header, and what parts its columns.
    Table(u8),
    /// A web page.
    Html,
    /// One document of plain text.
    Text,
    /// An archive of WARC or WET records.
    Warc,
    /// RSS or Atom.
    Feed,
    /// A sitemap or an index of them.
    Sitemap,
    /// A NITF item.
    Nitf,
    /// NewsML-G2, or NewsML 1.
    NewsMl,
    /// A mail, or a page saved as one.
    Mail,
    /// A mailbox of mails.
    Mailbox,
    /// A PDF file.
    Pdf,
    /// A Parquet file.
    Parquet,
    /// A known format that is not read.
    Unsupported(&'static str),
    /// No text at all.
    Binary(&'static str),
}

/// First bytes of formats that are no text.
const MAGIC: [(&[u8], &str); 14] = [
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or office file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\0\0\x01\0", "an icon"),
    (b"\0\0\xfe\xff", "UTF-32 text"),
    (b"\xff\xfe\0\0", "UTF-32 text"),
];

/// First bytes of news formats to come.
const NOT_YET: [(&[u8], &str); 1] = [(b"ARROW1", "an Arrow file")];

/// First bytes of formats that are read and no text.
const READ: [(&[u8], Format); 3] = [(b"WARC/", Format::Warc), (b"%PDF-", Format::Pdf), (b"PAR1", Format::Parquet)];

/// Control characters that text does not hold: fewer are dirt, more (in number and share) make a file binary. Random bytes hold
/// one in ten.
const MIN_CONTROLS: usize = 4;
const CONTROL_SHARE: usize = 50;

/// Bytes in which the root element of a page or feed is looked for.
const ROOT_WINDOW: usize = 4096;

/// Separators of columns; the header decides.
const SEPARATORS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Bytes of a column's name in a table that does not call itself one; a sentence with commas has longer parts.
const MAX_COLUMN_NAME: usize = 40;

/// Tells what an input holds by its first bytes, then by its name without suffixes of packing. `text_columns` are the names a
/// column of text or HTML may have.
pub(crate) fn detect(head: &[u8], name: &str, text_columns: &[&str]) -> Format {
    if head.is_empty() {
        return Format::Empty;
    }
    if let Some((_, format)) = READ.iter().find(|(bytes, _)| head.starts_with(bytes)) {
        return *format;
    }
    if let Some(what) = magic(head, &NOT_YET) {
        return Format::Unsupported(what);
    }
    if let Some(what) = magic(head, &MAGIC).or_else(|| is_binary(head).then_some("binary data")) {
        return Format::Binary(what);
    }
    let head = charset::decode(head.to_vec(), None).text;
    let text = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let name = name.to_ascii_lowercase();
    if let Some(format) = json(text, &name) {
        return format;
    }
    if let Some(format) = markup(text, &name) {
        return format;
    }
    if mail::is_mailbox(text) {
        return Format::Mailbox;
    }
    if mail::is_mail(text) {
        return Format::Mail;
    }
    table(text, &name, text_columns).unwrap_or(Format::Text)
}

fn magic(head: &[u8], known: &[(&[u8], &'static str)]) -> Option<&'static str> {
    known.iter().find(|(bytes, _)| head.starts_with(bytes)).map(|(_, what)| *what)
}

/// Told apart from UTF-16 and single-byte charsets by its control characters.
fn is_binary(head: &[u8]) -> bool {
    if charset::is_utf16(head) {
        return false;
    }
    let control = |b: &u8| u8::from((*b < 0x20) & !matches!(*b, 0x09..=0x0d) & (*b != 0x1b) | (*b == 0x7f));
    // Counted in bytes, which the compiler adds up many at a time.
    let controls: usize = head.chunks(255).map(|some| usize::from(some.iter().map(control).sum::<u8>())).sum();
    controls >= MIN_CONTROLS && controls * CONTROL_SHARE > head.len()
}

fn json(text: &str, name: &str) -> Option<Format> {
    let lines = [".jsonl", ".ndjson", ".jsonlines"].iter().any(|s| name.ends_with(s));
    let after = |bracket: char| text.strip_prefix(bracket).map(str::trim_start);
    if after('{').is_some_and(|rest| rest.starts_with(['"', '}'])) {
        let first = text.lines().next().unwrap_or(text).trim_end();
        // A first line longer than the head is still a line; an object over several lines ends its first one early.
        let whole = first.len() == text.len() || first.ends_with('}');
        return Some(if lines || whole { Format::JsonLines } else { Format::Json });
    }
    if !lines && after('[').is_some_and(|rest| rest.starts_with(['{', ']'])) {
        return Some(Format::Json);
    }
    lines.then_some(Format::JsonLines)
}

fn markup(text: &str, name: &str) -> Option<Format> {
    if !text.starts_with('<') {
        return None;
    }
    let end = text.char_indices().map(|(i, _)| i).take_while(|i| *i <= ROOT_WINDOW).last().unwrap_or(0);
    let window = text[..end].to_ascii_lowercase();
    let root = |tags: &[&str]| tags.iter().any(|tag| window.contains(tag));
    match root_name(&window) {
        "rss" | "feed" => return Some(Format::Feed),
        "rdf" if window.contains("purl.org/rss/") || window.contains("my.netscape.com/rdf") => {
            return Some(Format::Feed);
        }
        "nitf" => return Some(Format::Nitf),
        "newsitem" | "packageitem" | "newsmessage" | "newsml" => return Some(Format::NewsMl),
        "urlset" | "sitemapindex" => return Some(Format::Sitemap),
        _ => {}
    }
    if root(&["<!doctype html", "<html", "<head>", "<body"]) {
        return Some(Format::Html);
    }
    let named = [".html", ".htm", ".xhtml", ".shtml", ".php"].iter().any(|s| name.ends_with(s));
    if named || root(&["<meta", "<title", "<article", "<div", "<p>", "<h1"]) {
        return Some(Format::Html);
    }
    text.starts_with("<?xml").then_some(Format::Unsupported("an XML file of no known kind"))
}

/// The name of the first element, without a prefix; empty where there is none. What comes before it is passed over.
fn root_name(lower: &str) -> &str {
    let mut rest = lower;
    while let Some((_, after)) = rest.split_once('<') {
        rest = match after.as_bytes().first() {
            Some(b'?') => after.split_once("?>").map_or("", |(_, rest)| rest),
            Some(b'!') if after.starts_with("!--") => after.split_once("-->").map_or("", |(_, rest)| rest),
            Some(b'!') => after.split_once('>').map_or("", |(_, rest)| rest),
            _ => {
                let end = after.find(|c: char| !c.is_alphanumeric() && !matches!(c, ':' | '_' | '-' | '.'));
                let name = &after[..end.unwrap_or(after.len())];
                return name.rsplit(':').next().unwrap_or(name);
            }
        };
    }
    ""
}

fn table(text: &str, name: &str, text_columns: &[&str]) -> Option<Format> {
    let header = text.lines().next()?;
    let named =
        [(".csv", None), (".tsv", Some(b'\t')), (".tab", Some(b'\t'))].into_iter().find(|(s, _)| name.ends_with(s));
    let count = |separator: u8| memchr::memchr_iter(separator, header.as_bytes()).count();
    let separator = SEPARATORS.into_iter().rev().max_by_key(|s| count(*s))?;
    if let Some((_, given)) = named {
        return Some(Format::Table(if count(separator) > 0 { separator } else { given.unwrap_or(b',') }));
    }
    let columns: Vec<&str> = header.split(char::from(separator)).map(|c| c.trim().trim_matches('"')).collect();
    let known = columns.iter().any(|c| text_columns.iter().any(|t| c.eq_ignore_ascii_case(t)));
    let short = columns.iter().all(|c| c.len() <= MAX_COLUMN_NAME);
    (known && short && columns.len() > 1).then_some(Format::Table(separator))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &str, name: &str, expected: Format) {
        assert_eq!(detect(head.as_bytes(), name, &["text", "html"]), expected, "{head:?} {name}");
    }

    #[test]
    fn content_decides_before_the_name() {
        check("{\"id\": 1, \"text\": \"a\"}\n{\"id\": 2}", "a.txt", Format::JsonLines);
        check("[\n {\"text\": \"a\"}]", "a.txt", Format::Json);
        check("{\n \"text\": \"a\"\n}", "a", Format::Json);
        check("<!DOCTYPE html><p>a", "a.txt", Format::Html);
        check("id,text\n1,a", "-", Format::Table(b','));
        check("id\ttext\n1\ta", "-", Format::Table(b'\t'));
        check("\"id\";\"Text\"\n1;a", "-", Format::Table(b';'));
    }

    #[test]
    fn the_name_decides_where_content_does_not() {
        check("no json", "a.JSONL", Format::JsonLines);
        check("id,content\n", "a.csv", Format::Table(b','));
        check("<b>Bold</b> and plain", "a.html", Format::Html);
        check("<b>Bold</b> and plain", "a.txt", Format::Text);
    }

    #[test]
    fn dirty_text_is_text() {
        check("[caption] The minister, text and html", "a.txt", Format::Text);
        check("{{headline}} The minister", "a.txt", Format::Text);
        check("(JO:) The minister\u{0}", "a.txt", Format::Text);
        check("He sent the text, she said", "a", Format::Text);
    }

    #[test]
    fn what_is_not_read_is_named() {
        check("%PDF-1.4 ...", "a.txt", Format::Pdf);
        check("PAR1...", "a", Format::Parquet);
        check("ARROW1...", "a", Format::Unsupported("an Arrow file"));
        let noise: Vec<u8> = (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(detect(&noise, "a.txt", &["text"]), Format::Binary("binary data"));
    }

    #[test]
    fn xml_is_told_by_its_first_element() {
        check("<?xml version=\"1.0\"?><!-- <html> --><rss><channel>", "a", Format::Feed);
        check("<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\">", "a", Format::Feed);
        check("<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\">", "a", Format::Feed);
        check("<!DOCTYPE nitf SYSTEM \"nitf.dtd\"><nitf><head>", "a", Format::Nitf);
        check("<newsItem><contentSet><html><body>", "a", Format::NewsMl);
        check("<urlset xmlns=\"x\"><url>", "a.xml", Format::Sitemap);
        check("<?xml version=\"1.0\"?><other/>", "a.xml", Format::Unsupported("an XML file of no known kind"));
    }

    #[test]
    fn odd_encodings_are_not_binary() {
        let utf16: Vec<u8> = "Der Minister sagte".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(detect(&utf16, "a.txt", &["text"]), Format::Text);
        assert_eq!(detect(&encoding_rs::WINDOWS_1251.encode("Министр сказал").0, "a", &["text"]), Format::Text);
    }
}
