//! Mails: single ones (`.eml`), mailboxes (mbox, RFC 4155), and pages that a browser saved as one (`.mhtml`, RFC 2557).
//!
//! The text of a mail is its plain part, else its HTML part; attachments are counted, not read.

use crate::Options;
use crate::arrival::Arrival;
use crate::error::ReadError;
use crate::gathered::{Emit, Gathered, Place, read_ahead};
use crate::record::Record;
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use rayon::prelude::*;
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;
use vorlage_model::{Document, Published, Source};

/// Bytes of mails that are parsed at a time.
const BATCH: usize = 8 << 20;

/// Bytes that are read at a time.
const BLOCK: usize = 256 << 10;

/// Header fields of which a mail has at least two among its first lines.
const FIELDS: [&str; 12] = [
    "from:", "to:", "subject:", "date:", "message-id:", "mime-version:", "received:", "return-path:", "delivered-to:",
    "content-type:", "snapshot-content-location:", "reply-to:",
];

/// Lines in which they are looked for.
const LINES: usize = 40;

/// Whether a text begins as a mailbox does.
pub(crate) fn is_mailbox(text: &str) -> bool {
    text.starts_with("From ") && text.split_once('\n').is_some_and(|(_, rest)| is_mail(rest))
}

/// Whether a text begins as a mail does: with header lines only, at least two of them known.
pub(crate) fn is_mail(text: &str) -> bool {
    let mut known = 0;
    for line in text.lines().take(LINES).take_while(|line| !line.is_empty()) {
        let name = line.split(':').next().unwrap_or_default();
        let goes_on = line.starts_with([' ', '\t']);
        if !goes_on && (name.len() == line.len() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')) {
            return false;
        }
        let lower = line.to_ascii_lowercase();
        known += usize::from(FIELDS.iter().any(|field| lower.starts_with(field)));
    }
    known >= 2
}

/// Reads a mailbox mail by mail.
pub(crate) fn read_mailbox(
    stream: Box<dyn Read + Send>,
    arrival: &Arrival,
    options: &Options,
    emit: &mut Emit<'_>,
) -> ControlFlow<()> {
    let mut mails = Mails::new(stream, options.max_document);
    let next = || Some(mails.next_batch()).filter(|batch| !batch.is_empty());
    let read = |batch: Vec<Mail>| {
        let read: Vec<_> = batch.par_iter().map(|mail| of_mailbox(mail, &arrival.place, options)).collect();
        let mut gathered = Gathered::default();
        read.into_iter().for_each(|part| gathered.append(part));
        gathered
    };
    read_ahead(next, read, emit)
}

fn of_mailbox(mail: &Mail, whole: &Place, options: &Options) -> Gathered {
    let place = whole.element(mail.number);
    if mail.length > options.max_document as u64 {
        let (length, limit) = (mail.length, options.max_document);
        return Gathered::failed(&ReadError::TooLong { place: place.name(), length, limit });
    }
    let mut gathered = Gathered::default();
    gathered.take(place.clone(), document(&mail.bytes, &place, Record::default()));
    gathered
}

/// The document of a mail or saved page; `record` holds what its container says.
pub(crate) fn document(bytes: &[u8], place: &Place, mut record: Record) -> Result<Document, ReadError> {
    let nothing = || ReadError::Empty { place: place.name() };
    let mail = MessageParser::default().parse(bytes).ok_or_else(nothing)?;
    let page = saved_page(&mail);
    record.title = record.title.or_else(|| mail.subject().map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()));
    let sent = mail.date().map(mail_parser::DateTime::to_rfc3339);
    if let Some((html, url)) = page {
        record.html = Some(html);
        record.url = record.url.or(Some(url));
        // The title of a saved page is told by the page.
        record.title = None;
        let mut document = record.document(place, String::new)?;
        let saved = sent.as_deref().and_then(crate::dates::parse);
        document.crawled = saved.map(|(at, precision)| Published { at, precision, from: "Date".to_owned() });
        return Ok(document);
    }
    record.published = sent;
    record.published_from = Some("Date".to_owned());
    body(&mail, &mut record);
    sender(&mail, &mut record);
    record.declared.item = mail.message_id().map(str::to_owned);
    let attachments =
        mail.attachments().filter(|part| !matches!(part.body, PartType::Text(_) | PartType::Html(_))).count();
    if attachments > 0 {
        record.notes.push(format!("has {attachments} attachment(s), which are not read"));
    }
    record.document(place, || "no text".to_owned())
}

/// The page that a browser saved, with its address.
fn saved_page(mail: &Message<'_>) -> Option<(String, String)> {
    let part = mail.html_bodies().next()?;
    let PartType::Html(html) = &part.body else { return None };
    let snapshot = mail.header("Snapshot-Content-Location").and_then(|value| value.as_text());
    let url = snapshot.or_else(|| part.content_location()).filter(|url| url.starts_with("http"))?;
    Some((html.to_string(), url.trim().to_owned()))
}

fn body(mail: &Message<'_>, record: &mut Record) {
    let plain = mail.text_bodies().find_map(|part| match &part.body {
        PartType::Text(text) if !text.trim().is_empty() => Some(text.to_string()),
        _ => None,
    });
    let html = || {
        mail.html_bodies().find_map(|part| match &part.body {
            PartType::Html(html) => Some(html.to_string()),
            _ => None,
        })
    };
    match plain {
        Some(text) => record.text = Some(text),
        None => record.html = html(),
    }
}

fn sender(mail: &Message<'_>, record: &mut Record) {
    let Some(from) = mail.from().and_then(|from| from.first()) else { return };
    let name = from.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let address = from.address.as_deref();
    record.authors.extend(name.map(str::to_owned));
    let source = name.or(address).map(|n| Source {
        name: n.to_owned(),
        uri: address.map(str::to_owned),
        role: "from".to_owned(),
    });
    record.declared.sources.extend(source);
    record.outlet = record.outlet.take().or_else(|| address?.rsplit_once('@').map(|(_, host)| host.to_lowercase()));
}

/// A mail of a mailbox.
struct Mail {
    number: u64,
    /// Its bytes; fewer than its length if it is over the limit.
    bytes: Vec<u8>,
    length: u64,
}

/// Cuts a mailbox at the lines that begin with `From `, behind an empty line.
struct Mails {
    lines: BufReader<Box<dyn Read + Send>>,
    limit: usize,
    number: u64,
    ended: bool,
}

impl Mails {
    fn new(stream: Box<dyn Read + Send>, limit: usize) -> Self {
        Self { lines: BufReader::with_capacity(BLOCK, stream), limit, number: 0, ended: false }
    }

    fn next_batch(&mut self) -> Vec<Mail> {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while bytes < BATCH
            && let Some(mail) = self.next_mail()
        {
            bytes += mail.bytes.len();
            batch.extend(Some(mail).filter(|mail| mail.length > 0));
        }
        batch
    }

    /// The lines up to the next `From ` line, which is dropped; before the first one there is nothing.
    fn next_mail(&mut self) -> Option<Mail> {
        if self.ended {
            return None;
        }
        let mut mail = Mail { number: self.number, bytes: Vec::new(), length: 0 };
        let (mut line, mut blank) = (Vec::new(), true);
        loop {
            line.clear();
            let read = (&mut self.lines).take(BLOCK as u64).read_until(b'\n', &mut line).unwrap_or(0);
            self.ended = read == 0;
            if self.ended || blank && line.starts_with(b"From ") {
                self.number += 1;
                return Some(mail);
            }
            blank = line.trim_ascii().is_empty();
            mail.length += read as u64;
            // A line of the text that begins with "From " was set off by a bracket.
            let quoted = line.iter().take_while(|b| **b == b'>').count();
            let line = if quoted > 0 && line[quoted..].starts_with(b"From ") { &line[1..] } else { line.as_slice() };
            if mail.length <= self.limit as u64 {
                mail.bytes.extend_from_slice(line);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    const MAIL: &str = "From: \"Ann Lee\" <ann@news.example.org>\r\nTo: desk@example.com\r\nSubject: =?utf-8?q?F=C3=A4hre?=\r\n\
        Date: Wed, 13 Nov 2024 10:02:00 +0100\r\nMessage-ID: <17@news.example.org>\r\nMIME-Version: 1.0\r\n";

    fn read_one(rest: &str) -> Document {
        let text = format!("{MAIL}{rest}");
        assert!(is_mail(&text));
        document(text.as_bytes(), &Place::whole("a.eml"), Record::default()).unwrap()
    }

    #[test]
    fn a_mail_says_who_sent_it_and_when() {
        let document = read_one(
            "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
             Die F=E4hre f=E4hrt am Freitag zum letzten Mal.\r\n",
        );
        assert_eq!(document.text.trim(), "Die Fähre fährt am Freitag zum letzten Mal.");
        assert_eq!(
            (document.title.as_deref(), document.authors.as_slice()),
            (Some("Fähre"), &["Ann Lee".to_owned()][..])
        );
        let published = document.published.unwrap();
        assert_eq!((published.at.as_str(), published.from.as_str()), ("2024-11-13T10:02:00+01:00", "Date"));
        assert_eq!(document.outlet.as_deref(), Some("news.example.org"));
        assert_eq!(document.declared.item.as_deref(), Some("17@news.example.org"));
    }

    #[test]
    fn html_is_read_where_there_is_no_plain_text() {
        let document = read_one(
            "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>The last ferry sails on Friday.</p>\r\n\
             --x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n--x--\r\n",
        );
        assert_eq!(document.text, "The last ferry sails on Friday.");
        assert_eq!(document.notes[0].text, "has 1 attachment(s), which are not read");
    }

    #[test]
    fn a_saved_page_is_a_page_with_its_address() {
        let text = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.example.org/2024/a\r\nSubject: Ferry\r\n\
            Date: Thu, 14 Nov 2024 08:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"x\"\r\n\r\n\
            --x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://www.example.org/2024/a\r\n\r\n\
            <html><head><title>Ferry line closes</title></head><body><p>The last ferry sails on Friday, the operator said.</p></body></html>\r\n\
            --x--\r\n";
        assert!(is_mail(text));
        let document = document(text.as_bytes(), &Place::whole("a.mhtml"), Record::default()).unwrap();
        assert_eq!(document.text, "The last ferry sails on Friday, the operator said.");
        assert_eq!(document.url.as_deref(), Some("https://www.example.org/2024/a"));
        assert_eq!(document.title.as_deref(), Some("Ferry line closes"));
        assert_eq!(document.crawled.unwrap().at, "2024-11-14T08:00:00Z");
    }

    #[test]
    fn a_mailbox_is_cut_into_its_mails() {
        let mailbox = format!(
            "From ann@news.example.org Wed Nov 13 10:02:00 2024\r\n{MAIL}\r\nOne.\r\n\r\n>From here on, two.\r\n\r\n\
             From bo@news.example.org Wed Nov 13 10:03:00 2024\r\n{MAIL}\r\nThree.\r\n"
        );
        assert!(is_mailbox(&mailbox));
        let mut all = Gathered::default();
        let stream = Box::new(Cursor::new(mailbox.into_bytes()));
        let _ = read_mailbox(stream, &Arrival::file("m"), &Options::default(), &mut |part| {
            all.append(part);
            ControlFlow::Continue(())
        });
        let read: Vec<_> = all.documents.iter().map(|(_, d)| (d.id.as_str(), d.text.trim())).collect();
        assert_eq!(read, [("m#1", "One.\r\n\r\nFrom here on, two."), ("m#2", "Three.")]);
    }

    #[test]
    fn a_text_with_colons_is_no_mail() {
        assert!(!is_mail("From: the desk\nThe minister said: no.\nSubject: x\n"));
        assert!(!is_mail("Date: today\n\nA text."));
        assert!(!is_mailbox("From Monday on, ferries sail.\nTwice a day."));
    }
}
