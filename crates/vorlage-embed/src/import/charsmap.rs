//! The precompiled map of characters of sentencepiece, as `tokenizer.json` carries it.
//!
//! Base64 of: the length of a double-array trie in bytes, the trie, replacements that end with a zero byte. **Source:** darts-clone's
//! unit layout (label in 8 bits, leaf mark in bit 8, offset in bits 10.., widened by bit 9).
//!
//! Only single characters are taken: sequences of characters in the map are compositions, which canonical composition does before.

use super::Map;
use serde_json::Value;

/// The map in a normaliser, which may be one of a list.
pub fn of_normaliser(normaliser: &Value) -> Option<Map> {
    if let Some(list) = normaliser.get("normalizers").and_then(Value::as_array) {
        return list.iter().find_map(of_normaliser);
    }
    map(&base64(normaliser.get("precompiled_charsmap")?.as_str()?)?)
}

/// All single characters that the trie maps.
fn map(bytes: &[u8]) -> Option<Map> {
    let length = u32::from_le_bytes(bytes.get(..4)?.try_into().ok()?) as usize;
    let (trie, replacements) = bytes.get(4..)?.split_at_checked(length)?;
    let units: Vec<u32> = trie.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
    let mut out = Vec::new();
    for c in ('\u{1}'..=char::MAX).take_while(|&c| c < '\u{40000}') {
        if let Some(at) = value(&units, c.encode_utf8(&mut [0; 4]).as_bytes()) {
            let text = replacements.get(at as usize..)?.split(|&b| b == 0).next()?;
            out.push((c, std::str::from_utf8(text).ok()?.chars().collect()));
        }
    }
    Some(out)
}

/// The value of a key.
fn value(units: &[u32], key: &[u8]) -> Option<u32> {
    let offset = |unit: u32| (unit >> 10) << ((unit & 1 << 9) >> 6);
    let mut at = offset(*units.first()?);
    let mut unit = 0;
    for &byte in key {
        at ^= u32::from(byte);
        unit = *units.get(at as usize)?;
        (unit & (1 << 31 | 0xFF) == u32::from(byte)).then_some(())?;
        at ^= offset(unit);
    }
    (unit & 1 << 8 != 0).then_some(())?;
    units.get(at as usize).map(|unit| unit & !(1 << 31))
}

/// Decodes base64 with or without padding; `None` at any other character.
fn base64(text: &str) -> Option<Vec<u8>> {
    let (mut bits, mut count) = (0u32, 0);
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    for byte in text.trim_end_matches('=').bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A trie that maps "a" to the text at 0: the root leads to unit 1 + 'a' by an offset of 1, its leaf stands at offset 0 from 256.
    fn sample() -> Vec<u8> {
        let mut units = vec![0u32; 512];
        units[0] = 1 << 10;
        let at = 1 ^ u32::from(b'a');
        units[at as usize] = u32::from(b'a') | 1 << 8 | (at ^ 300) << 10;
        units[300] = 1 << 31;
        let mut out = (units.len() as u32 * 4).to_le_bytes().to_vec();
        out.extend(units.iter().flat_map(|u| u.to_le_bytes()));
        out.extend(b"bc\0");
        out
    }

    #[test]
    fn single_characters_are_taken_from_the_trie() {
        assert_eq!(map(&sample()), Some(vec![('a', vec!['b', 'c'])]));
        assert_eq!(map(&sample()[..100]), None);
    }

    #[test]
    fn base64_is_decoded() {
        assert_eq!(base64("Vm9ybGFnZQ==").as_deref(), Some(&b"Vorlage"[..]));
        assert_eq!(base64("V\u{1}"), None);
    }
}
