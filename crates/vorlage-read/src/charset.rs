//! From bytes to characters: byte order mark, valid UTF-8, declared charset, UTF-16 by its zeros, then a guess.

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, Read};

/// Valid multi-byte sequences for each broken one from which on a text counts as UTF-8 with damage, not as another charset: in
/// windows-125x text valid UTF-8 sequences are rarer than one in ten letters beyond ASCII.
const UTF8_PER_BREAK: usize = 3;

/// Share of the even (or odd) bytes that are zero from which on text is UTF-16: Latin, Cyrillic and Greek texts have a constant
/// high byte, and their spaces and digits are zero-padded in any language.
const UTF16_ZEROS: f64 = 0.1;

/// Bytes of a page in which its charset declaration is looked for (the HTML standard asks for 1,024; pages in the wild are late).
const META_WINDOW: usize = 4096;

/// A text with how it was decoded.
#[derive(Debug)]
pub(crate) struct Decoded {
    /// The characters, without a byte order mark.
    pub text: String,
    /// What is worth knowing about it, if anything.
    pub notes: Vec<String>,
}

/// Decodes a whole text; `declared` is a charset's name as some header gives it.
pub(crate) fn decode(mut bytes: Vec<u8>, declared: Option<&str>) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(&bytes) {
        bytes.drain(..length);
        return finish(bytes, encoding, None);
    }
    if let Some(encoding) = utf16_by_zeros(&bytes) {
        return finish(bytes, encoding, Some("no byte order mark"));
    }
    let bytes = match valid_utf8(bytes) {
        Ok(text) => {
            return Decoded { text, notes: Vec::new() };
        }
        Err(bytes) => bytes,
    };
    let (valid, broken) = utf8_sequences(&bytes);
    if valid >= broken * UTF8_PER_BREAK && broken > 0 {
        return finish(bytes, UTF_8, None);
    }
    // A page that declares UTF-16 in readable ASCII is no UTF-16 (HTML standard), and one that declares UTF-8 was refuted.
    let declared = declared.and_then(|d| Encoding::for_label(d.trim().as_bytes()));
    match declared.filter(|e| *e != UTF_8 && *e != UTF_16LE && *e != UTF_16BE) {
        Some(encoding) => finish(bytes, encoding, None),
        None => {
            let encoding = guess(&bytes);
            finish(bytes, encoding, Some("not declared"))
        }
    }
}

/// The bytes as they are if they are UTF-8; escapes of ISO-2022-JP are ASCII too and are not.
fn valid_utf8(bytes: Vec<u8>) -> Result<String, Vec<u8>> {
    let escapes = |at: usize| matches!(bytes[at + 1..], [b'$', b'B' | b'@', ..]);
    if memchr::memchr_iter(0x1b, &bytes).any(escapes) && bytes.is_ascii() {
        return Err(bytes);
    }
    String::from_utf8(bytes).map_err(std::string::FromUtf8Error::into_bytes)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

fn finish(bytes: Vec<u8>, encoding: &'static Encoding, why_noted: Option<&str>) -> Decoded {
    let mut notes = Vec::new();
    if let Some(why) = why_noted {
        notes.push(format!("read as {} ({why})", encoding.name().to_ascii_lowercase()));
    }
    let bytes = if encoding == UTF_8 {
        match String::from_utf8(bytes) {
            Ok(text) => return Decoded { text, notes },
            Err(error) => error.into_bytes(),
        }
    } else {
        bytes
    };
    let (text, replaced) = with_replacement(&bytes, encoding);
    notes.extend(replaced.map(|r| r.note(encoding)));
    Decoded { text, notes }
}

struct Replaced {
    first: usize,
    count: usize,
}

impl Replaced {
    fn note(&self, encoding: &'static Encoding) -> String {
        let name = encoding.name().to_ascii_lowercase();
        format!("{} broken {name} sequence(s) replaced by U+FFFD, the first at byte {}", self.count, self.first)
    }
}

fn with_replacement(bytes: &[u8], encoding: &'static Encoding) -> (String, Option<Replaced>) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let mut at = 0;
    let mut replaced: Option<Replaced> = None;
    loop {
        let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len() - at).unwrap_or(bytes.len() * 3 + 16);
        text.reserve(room);
        let (result, read) = decoder.decode_to_string_without_replacement(&bytes[at..], &mut text, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => return (text, replaced),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                let first = at.saturating_sub(usize::from(length) + usize::from(after));
                replaced.get_or_insert(Replaced { first, count: 0 }).count += 1;
                text.push('\u{fffd}');
            }
        }
    }
}

/// Valid multi-byte sequences of UTF-8 and broken ones.
fn utf8_sequences(bytes: &[u8]) -> (usize, usize) {
    let (mut valid, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    (valid, broken)
}

/// UTF-16, by its byte order mark or its zeros.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || utf16_by_zeros(bytes).is_some()
}

/// UTF-16 without a byte order mark: zeros stand on even or on odd places only.
fn utf16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let window = &bytes[..bytes.len().min(crate::decompress::HEAD)];
    let half = window.len() / 2;
    if half < 2 || memchr::memchr(0, window).is_none() {
        return None;
    }
    let zeros = |from: usize| window.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = |n: usize, other: usize| n as f64 >= half as f64 * UTF16_ZEROS && n >= 2 && other * 20 <= n;
    if enough(odd, even) {
        Some(UTF_16LE)
    } else if enough(even, odd) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The encoding of a long stream where it is not UTF-8, with what to note; told from its first bytes.
fn of_stream(head: &[u8]) -> Option<(&'static Encoding, Option<String>)> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return (encoding != UTF_8).then_some((encoding, None));
    }
    let noted = |encoding: &'static Encoding, why: &str| {
        Some((encoding, Some(format!("read as {} ({why})", encoding.name().to_ascii_lowercase()))))
    };
    if let Some(encoding) = utf16_by_zeros(head) {
        return noted(encoding, "no byte order mark");
    }
    let (valid, broken) = utf8_sequences(head);
    // The last sequence of a head may be cut.
    if broken <= 1 || valid >= broken * UTF8_PER_BREAK {
        return None;
    }
    noted(guess(head), "not declared")
}

/// A stream as UTF-8 without byte order mark, with what to note, if anything.
///
/// What is broken in a stream of UTF-8 stays as it is (its lines are decoded one by one); in another charset it is replaced.
pub(crate) fn utf8_stream(opened: crate::decompress::Opened) -> (Box<dyn Read + Send>, Option<String>) {
    let Some((encoding, note)) = of_stream(&opened.head) else {
        let marked = opened.head.starts_with(UTF8_MARK);
        let mut stream = opened.stream();
        if marked {
            // The mark stands in the head, which is held in memory.
            let _ = stream.read_exact(&mut [0; UTF8_MARK.len()]);
        }
        return (stream, None);
    };
    let decoder = encoding.new_decoder_with_bom_removal();
    let transcoded = Transcoded {
        inner: opened.stream(),
        decoder,
        raw: vec![0; RAW],
        filled: 0,
        ended: false,
        out: vec![0; 4 * RAW],
        from: 0,
        to: 0,
    };
    (Box::new(transcoded), note)
}

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// Bytes that are decoded at a time; the widest growth is from one byte to three.
const RAW: usize = 32 << 10;

/// Decodes a stream to UTF-8 on the way.
struct Transcoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    filled: usize,
    ended: bool,
    out: Vec<u8>,
    from: usize,
    to: usize,
}

impl<R: Read> Transcoded<R> {
    /// Decodes the next bytes into an empty `out`; nothing is in it afterwards only at the end.
    fn refill(&mut self) -> io::Result<()> {
        self.from = 0;
        self.to = 0;
        while self.to == 0 {
            if !self.ended && self.filled < self.raw.len() {
                let n = self.inner.read(&mut self.raw[self.filled..])?;
                self.ended = n == 0;
                self.filled += n;
            }
            let (result, read, written, _) =
                self.decoder.decode_to_utf8(&self.raw[..self.filled], &mut self.out, self.ended);
            self.raw.copy_within(read..self.filled, 0);
            self.filled -= read;
            self.to = written;
            if self.ended && result == encoding_rs::CoderResult::InputEmpty {
                // A decoder may not be called after its last bytes.
                self.decoder = UTF_8.new_decoder_without_bom_handling();
                break;
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.from == self.to {
            self.refill()?;
        }
        let n = buffer.len().min(self.to - self.from);
        buffer[..n].copy_from_slice(&self.out[self.from..self.from + n]);
        self.from += n;
        Ok(n)
    }
}

/// The charset that a page declares in its first bytes.
pub(crate) fn declared_in_html(bytes: &[u8]) -> Option<String> {
    let window = bytes[..bytes.len().min(META_WINDOW)].to_ascii_lowercase();
    let in_xml = || {
        let end = window.starts_with(b"<?xml").then(|| memchr::memmem::find(&window, b"?>")).flatten()?;
        memchr::memmem::find(&window[..end], b"encoding=").map(|i| i + 9)
    };
    let at = in_xml().or_else(|| memchr::memmem::find(&window, b"charset=").map(|i| i + 8))?;
    let name = window[at..].iter().skip_while(|b| matches!(b, b'"' | b'\'' | b' '));
    let name: Vec<u8> =
        name.take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':')).copied().collect();
    String::from_utf8(name).ok().filter(|n| !n.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], declared: Option<&str>, text: &str, note: &str) {
        let decoded = decode(bytes.to_vec(), declared);
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.notes.join("; "), note);
    }

    fn utf16(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn byte_order_marks_decide_and_go() {
        check(b"\xef\xbb\xbfa \xc3\xbc", None, "a ü", "");
        check(&[b"\xff\xfe".to_vec(), utf16("Минск, 1")].concat(), None, "Минск, 1", "");
    }

    #[test]
    fn utf16_without_a_mark_is_told_by_its_zeros() {
        check(
            &utf16("The minister said on Monday."),
            None,
            "The minister said on Monday.",
            "read as utf-16le (no byte order mark)",
        );
    }

    #[test]
    fn valid_utf8_wins_over_a_wrong_declaration() {
        check("Müller".as_bytes(), Some("iso-8859-1"), "Müller", "");
    }

    #[test]
    fn a_legacy_charset_is_declared_or_guessed() {
        let russian = "Президент заявил в понедельник, что переговоры продолжатся";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
        check(&bytes, Some("windows-1251"), russian, "");
        check(&bytes, None, russian, "read as windows-1251 (not declared)");
        let german = "Die Außenministerin erklärte am Montag, die Gespräche würden fortgeführt – „ohne Bedingungen“.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(german);
        check(&bytes, None, german, "read as windows-1252 (not declared)");
    }

    #[test]
    fn damage_in_utf8_is_replaced_and_placed() {
        let bytes = [b"\xc3\xa4\xc3\xb6\xc3\xbc \xff ".as_slice(), b"\xc3\x9f"].concat();
        check(&bytes, None, "äöü \u{fffd} ß", "1 broken utf-8 sequence(s) replaced by U+FFFD, the first at byte 7");
    }

    #[test]
    fn a_page_declares_its_charset_in_several_spellings() {
        assert_eq!(declared_in_html(b"<meta charset=\"Windows-1251\">").as_deref(), Some("windows-1251"));
        assert_eq!(declared_in_html(b"<meta content='text/html; charset=koi8-r'>").as_deref(), Some("koi8-r"));
        assert_eq!(declared_in_html(b"<?xml version='1.0' encoding='iso-8859-2'?>").as_deref(), Some("iso-8859-2"));
        let both = b"<?xml version='1.0' encoding='koi8-r'?><rss><a type='text/html; charset=utf-8'/>";
        assert_eq!(declared_in_html(both).as_deref(), Some("koi8-r"));
        assert_eq!(declared_in_html(b"<html>"), None);
    }
}
