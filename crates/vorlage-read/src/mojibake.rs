//! Mojibake: UTF-8 that someone read as windows-1252 or windows-1251 and wrote again ("MÃ¼ller", "РњРёРЅСЃРє"). It is told, not changed.

use encoding_rs::{Encoding, WINDOWS_1251, WINDOWS_1252};

/// Letters of a single run that are enough alone (`â€œ`); of two-letter runs (`Ã¼`) two are needed, for `Ã©` can be meant.
const LONG_RUN: usize = 3;

/// Characters of a run that are looked at; a run of mojibake is a word or a sign.
const MAX_RUN: usize = 256;

/// What to say of mojibake in a text, if there is any.
pub(crate) fn note(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    [WINDOWS_1252, WINDOWS_1251].into_iter().find_map(|encoding| note_of(text, encoding))
}

fn note_of(text: &str, encoding: &'static Encoding) -> Option<String> {
    let (mut count, mut longest) = (0usize, 0usize);
    let mut first: Option<(usize, &str, String)> = None;
    for (at, run) in runs(text) {
        let Some(meant) = undone(run, encoding) else { continue };
        count += 1;
        longest = longest.max(run.chars().count());
        first.get_or_insert((at, run, meant));
    }
    let (at, run, meant) = first?;
    if count < 2 && longest < LONG_RUN {
        return None;
    }
    let name = encoding.name().to_ascii_lowercase();
    Some(format!("looks like utf-8 read as {name} in {count} place(s), the first at byte {at}: {run} for {meant}"))
}

/// The maximal runs beyond ASCII with their byte offsets.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let begin = at + bytes[at..].iter().position(|b| !b.is_ascii())?;
        let end = bytes[begin..].iter().position(u8::is_ascii).map_or(bytes.len(), |n| begin + n);
        at = end;
        Some((begin, &text[begin..end]))
    })
}

/// The run as it was meant, if its letters in `encoding` are the bytes of UTF-8.
fn undone(run: &str, encoding: &'static Encoding) -> Option<String> {
    // The letters that bytes which open a sequence of UTF-8 decode to.
    let opening = if encoding == WINDOWS_1252 { '\u{c2}'..='\u{f4}' } else { 'В'..='ф' };
    if !run.starts_with(|c| opening.contains(&c)) {
        return None;
    }
    let mut bytes = Vec::new();
    for (n, letter) in run.chars().take(MAX_RUN).enumerate() {
        let byte = byte_of(letter, encoding)?;
        let fits = match n {
            0 => (0xc2..=0xf4).contains(&byte),
            1 => (0x80..=0xbf).contains(&byte),
            _ => byte >= 0x80,
        };
        if !fits {
            return None;
        }
        bytes.push(byte);
    }
    let end = if run.chars().nth(MAX_RUN).is_some() { valid_up_to(&bytes) } else { bytes.len() };
    let meant = String::from_utf8(bytes[..end].to_vec()).ok()?;
    (meant.chars().count() > 0).then_some(meant)
}

fn valid_up_to(bytes: &[u8]) -> usize {
    std::str::from_utf8(bytes).map_or_else(|e| e.valid_up_to(), str::len)
}

/// The byte that decodes to the letter; control characters stand for bytes that the charset leaves open.
fn byte_of(letter: char, encoding: &'static Encoding) -> Option<u8> {
    if ('\u{80}'..='\u{9f}').contains(&letter) {
        return u8::try_from(u32::from(letter)).ok();
    }
    // The letters of both charsets that stand in a row.
    if encoding == WINDOWS_1252 && ('\u{a0}'..='\u{ff}').contains(&letter) {
        return u8::try_from(u32::from(letter)).ok();
    }
    if encoding == WINDOWS_1251 && ('А'..='я').contains(&letter) {
        return u8::try_from(u32::from(letter) - u32::from('А') + 0xc0).ok();
    }
    let mut utf8 = [0; 4];
    let (bytes, _, unmappable) = encoding.encode(letter.encode_utf8(&mut utf8));
    match (unmappable, bytes.as_ref()) {
        (false, [byte]) => Some(*byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(note(text).as_deref(), expected);
    }

    #[test]
    fn utf8_read_as_windows_1252_is_told() {
        check(
            "Herr MÃ¼ller und Frau KÃ¶nig",
            Some("looks like utf-8 read as windows-1252 in 2 place(s), the first at byte 6: Ã¼ for ü"),
        );
        check(
            "He said â€œno",
            Some("looks like utf-8 read as windows-1252 in 1 place(s), the first at byte 8: â€œ for “"),
        );
    }

    #[test]
    fn utf8_read_as_windows_1251_is_told() {
        let (meant, _, _) = WINDOWS_1251.decode("Киев".as_bytes());
        check(
            &meant,
            Some(&format!(
                "looks like utf-8 read as windows-1251 in 1 place(s), the first at byte 0: {meant} for Киев"
            )),
        );
    }

    #[test]
    fn letters_of_living_languages_are_none() {
        check("Müller, “naïve”, São Paulo, NÃO, 5 °C, Łódź, Київ, ёлка, Рёмер, 北京, Ελλάδα", None);
        check("Ã© alone may be meant", None);
    }
}
