//! An HTTP message as an archive keeps it: head and body, the body freed of its transfer and content codings (RFC 9112, RFC 9110).
//!
//! Many archives keep the head as it came and the body as it was decoded: a coding that the body does not bear out is passed over.

use crate::warc::{blank_line, fields, find};
use std::io::Read;

/// Codings of one body that are undone.
const MAX_CODINGS: usize = 4;

/// Unpacked bytes below which no ratio is suspected.
const RATIO_FREE: usize = 1 << 20;

/// What a server answered.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// Three digits.
    pub status: u16,
    /// The fields of the head.
    pub fields: Vec<(String, String)>,
    /// The body without codings.
    pub body: Vec<u8>,
    /// What was odd.
    pub notes: Vec<String>,
}

/// Bounds on a body.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Bytes it may have.
    pub body: usize,
    /// How many times its size it may unpack to.
    pub ratio: u64,
}

/// Reads an answer; `None` if the bytes are none.
pub(crate) fn answer(message: &[u8], limits: Limits) -> Option<Answer> {
    let line = message.split(|b| *b == b'\n').next()?;
    let status = std::str::from_utf8(line).ok()?.strip_prefix("HTTP/")?.split_ascii_whitespace().nth(1)?;
    let status = status.parse().ok()?;
    let end = blank_line(message).unwrap_or(message.len());
    let fields = fields(&message[..end]);
    let mut notes = Vec::new();
    let mut body = message[end..].to_vec();
    if find(&fields, "Transfer-Encoding").is_some_and(|c| c.to_ascii_lowercase().contains("chunked")) {
        match without_chunks(&body) {
            Chunks::Whole(whole) => body = whole,
            Chunks::Cut(part) => {
                notes.push("the chunks of its body break off".to_owned());
                body = part;
            }
            Chunks::None => {}
        }
    }
    let codings = find(&fields, "Content-Encoding").unwrap_or_default().to_ascii_lowercase();
    for coding in codings.split(',').map(str::trim).rev().take(MAX_CODINGS) {
        if let Some((decoded, note)) = decoded(coding, &body, limits) {
            body = decoded;
            notes.extend(note);
        }
    }
    Some(Answer { status, fields, body, notes })
}

enum Chunks {
    Whole(Vec<u8>),
    Cut(Vec<u8>),
    /// The body does not begin with a chunk.
    None,
}

fn without_chunks(body: &[u8]) -> Chunks {
    let (mut rest, mut out) = (body, Vec::new());
    loop {
        let line = memchr::memchr(b'\n', &rest[..rest.len().min(256)]);
        let size = line.and_then(|end| std::str::from_utf8(&rest[..end]).ok());
        let size = size.and_then(|l| usize::from_str_radix(l.split(';').next()?.trim(), 16).ok());
        let (Some(end), Some(size)) = (line, size) else {
            return if out.is_empty() { Chunks::None } else { Chunks::Cut(out) };
        };
        rest = &rest[end + 1..];
        if size == 0 {
            return Chunks::Whole(out);
        }
        out.extend_from_slice(&rest[..size.min(rest.len())]);
        if size >= rest.len() {
            return Chunks::Cut(out);
        }
        rest = &rest[size..];
        rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
}

/// The body without one coding, with what to note; `None` if it does not have that coding.
fn decoded(coding: &str, body: &[u8], limits: Limits) -> Option<(Vec<u8>, Option<String>)> {
    match coding {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            unpacked(coding, flate2::read::MultiGzDecoder::new(body), body.len(), limits)
        }
        "deflate" => unpacked(coding, flate2::read::ZlibDecoder::new(body), body.len(), limits)
            .or_else(|| unpacked(coding, flate2::read::DeflateDecoder::new(body), body.len(), limits)),
        "br" => unpacked(coding, brotli_decompressor::Decompressor::new(body, 4096), body.len(), limits),
        "zstd" if body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
            unpacked(coding, zstd::stream::read::Decoder::new(body).ok()?, body.len(), limits)
        }
        _ => None,
    }
}

fn unpacked(coding: &str, reader: impl Read, packed: usize, limits: Limits) -> Option<(Vec<u8>, Option<String>)> {
    let ratio = usize::try_from(limits.ratio).unwrap_or(usize::MAX);
    let limit = packed.saturating_mul(ratio).max(RATIO_FREE).min(limits.body);
    let mut out = Vec::new();
    let read = reader.take(limit as u64 + 1).read_to_end(&mut out);
    if out.len() > limit {
        out.truncate(limit);
        return Some((
            out,
            Some(format!("its {coding} body unpacks to more than {limit} bytes; the rest is not read")),
        ));
    }
    match read {
        Ok(_) => Some((out, None)),
        Err(_) if out.is_empty() => None,
        Err(_) => Some((out, Some(format!("its {coding} body breaks off; what came before is used")))),
    }
}

/// A media type with its charset: `text/html; charset="utf-8"`.
pub(crate) fn media_type(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';');
    let media = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.filter_map(|p| p.split_once('=')).find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    (media, charset.map(|(_, c)| c.trim().trim_matches(['"', '\'']).to_owned()).filter(|c| !c.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const LIMITS: Limits = Limits { body: 4 << 20, ratio: 200 };

    fn check(head: &str, body: &[u8], expected: &str, noted: &[&str]) {
        let message = [b"HTTP/1.1 200 OK\r\n", head.as_bytes(), b"\r\n\r\n", body].concat();
        let answer = answer(&message, LIMITS).unwrap();
        assert_eq!(String::from_utf8_lossy(&answer.body), expected, "{head}");
        assert_eq!(answer.notes, noted, "{head}");
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn codings_are_undone_in_their_order() {
        let chunked =
            |bytes: &[u8]| [format!("{:x};x=y\r\n", bytes.len()).as_bytes(), bytes, b"\r\n0\r\n\r\n"].concat();
        check("Transfer-Encoding: chunked", b"3\r\nOne\r\n4\r\n two\r\n0\r\n\r\n", "One two", &[]);
        check("Content-Encoding: gzip", &gzip(b"One"), "One", &[]);
        let head = "transfer-encoding: Chunked\r\ncontent-encoding: gzip";
        check(head, &chunked(&gzip(b"One")), "One", &[]);
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(b"One").unwrap();
        check("Content-Encoding: deflate", &zlib.finish().unwrap(), "One", &[]);
        check("Content-Encoding: zstd", &zstd::encode_all(&b"One"[..], 1).unwrap(), "One", &[]);
        // One meta-block that is not packed (RFC 7932): window of 16 bits, 3 bytes, the end.
        check("Content-Encoding: br", b"\x0b\x01\x80One\x03", "One", &[]);
    }

    #[test]
    fn a_body_that_was_decoded_before_is_kept() {
        for head in ["Transfer-Encoding: chunked", "Content-Encoding: gzip", "Content-Encoding: br, deflate"] {
            check(head, b"<p>One.</p>", "<p>One.</p>", &[]);
        }
    }

    #[test]
    fn what_breaks_off_is_used_and_noted() {
        let note = "the chunks of its body break off";
        check("Transfer-Encoding: chunked", b"3\r\nOne\r\nff\r\n two", "One two", &[note]);
        let bomb = gzip(&vec![b'x'; 3 << 20]);
        let message = [b"HTTP/1.0 200\r\nContent-Encoding: gzip\n\n", bomb.as_slice()].concat();
        let answer = answer(&message, LIMITS).unwrap();
        assert_eq!((answer.status, answer.body.len()), (200, 1 << 20));
        assert!(answer.notes[0].contains("unpacks to more than 1048576 bytes"));
    }

    #[test]
    fn media_types_lose_their_parameters() {
        let (media, charset) = media_type("Text/HTML; charset=\"ISO-8859-2\"; x=y");
        assert_eq!((media.as_str(), charset.as_deref()), ("text/html", Some("ISO-8859-2")));
        assert_eq!(media_type(""), (String::new(), None));
    }
}
