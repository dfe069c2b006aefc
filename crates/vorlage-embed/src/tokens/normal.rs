//! Normalised characters of a text: canonical composition (NFC), then the model's own map of characters.
//!
//! The map is a list of numbers: how many characters it maps, n; n pairs of a character and where its replacement begins; the end of the
//! last replacement; the characters of all replacements.

use unicode_normalization::{IsNormalized, Recompositions, UnicodeNormalization, is_nfc_quick};

/// Characters that one may be replaced by, so that a text grows by no more; the longest replacement of Unicode's NFKC has 18.
const MOST_REPLACED: u32 = 32;

/// The model's map of characters, ready for looking up.
#[derive(Debug, Default)]
pub struct Normaliser {
    /// By character: 0, or 1 + its place in `spans`.
    index: Vec<u16>,
    spans: Vec<(u32, u32)>,
    replacements: Vec<char>,
}

impl Normaliser {
    /// Reads the map; `None` where it is not whole.
    #[must_use]
    pub fn read(numbers: &[u32]) -> Option<Self> {
        let (&count, rest) = numbers.split_first()?;
        let count = usize::try_from(count).ok().filter(|&c| c < usize::from(u16::MAX))?;
        let (pairs, rest) = rest.split_at_checked(count * 2)?;
        let (&end, replacements) = rest.split_first()?;
        let replacements = replacements.iter().map(|&r| char::from_u32(r)).collect::<Option<Vec<_>>>()?;
        let ends = pairs.chunks_exact(2).skip(1).map(|pair| pair[1]).chain([end]);
        let spans: Vec<(u32, u32)> = pairs.chunks_exact(2).zip(ends).map(|(pair, end)| (pair[1], end)).collect();
        let whole = |&(begin, end): &(u32, u32)| {
            end.checked_sub(begin).is_some_and(|length| length <= MOST_REPLACED) && end as usize <= replacements.len()
        };
        if !spans.iter().all(whole) {
            return None;
        }
        let mut index = Vec::new();
        for (pair, number) in pairs.chunks_exact(2).zip(1..) {
            let at = char::from_u32(pair[0])? as usize;
            if index.len() <= at {
                index.resize(at + 1, 0);
            }
            index[at] = number;
        }
        Some(Self { index, spans, replacements })
    }

    /// Writes a map, sorted by character, as [`Normaliser::read`] reads it.
    #[must_use]
    pub fn write(map: &[(char, Vec<char>)]) -> Vec<u32> {
        let mut out = vec![map.len() as u32];
        let mut begin = 0;
        for (from, to) in map {
            out.extend([*from as u32, begin]);
            begin += to.len() as u32;
        }
        out.push(begin);
        out.extend(map.iter().flat_map(|(_, to)| to).map(|&c| c as u32));
        out
    }

    /// The characters of a text, normalised.
    #[must_use]
    pub fn normal<'a>(&'a self, text: &'a str) -> Normal<'a> {
        let source = match text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
            true => Source::Plain(text.chars()),
            false => Source::Composed(Box::new(text.nfc())),
        };
        Normal { normaliser: self, source, pending: [].iter() }
    }
}

/// Iterator over normalised characters.
pub struct Normal<'a> {
    normaliser: &'a Normaliser,
    source: Source<'a>,
    pending: std::slice::Iter<'a, char>,
}

enum Source<'a> {
    Plain(std::str::Chars<'a>),
    Composed(Box<Recompositions<std::str::Chars<'a>>>),
}

impl Iterator for Normal<'_> {
    type Item = char;

    #[inline]
    fn next(&mut self) -> Option<char> {
        loop {
            if let Some(&c) = self.pending.next() {
                return Some(c);
            }
            let c = match &mut self.source {
                Source::Plain(chars) => chars.next()?,
                Source::Composed(chars) => chars.next()?,
            };
            match self.normaliser.index.get(c as usize) {
                None | Some(0) => return Some(c),
                Some(&number) => {
                    let (begin, end) = self.normaliser.spans[usize::from(number) - 1];
                    self.pending = self.normaliser.replacements[begin as usize..end as usize].iter();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_replaced_removed_and_composed() {
        let map = [('\u{1}', vec![]), ('\u{a0}', vec![' ']), ('½', vec!['1', '\u{2044}', '2'])];
        let normaliser = Normaliser::read(&Normaliser::write(&map)).expect("the map is whole");
        let normal = |text: &str| normaliser.normal(text).collect::<String>();
        assert_eq!(normal("a\u{1}b\u{a0}½"), "ab 1\u{2044}2");
        assert_eq!(normal("e\u{301}"), "é");
        assert_eq!(normal(""), "");
    }

    #[test]
    fn broken_maps_are_refused() {
        for map in
            [&[][..], &[1], &[1, 97, 0], &[1, 97, 0, 2, 98], &[1, 97, 3, 1, 98], &[1, 0xD800, 0, 1, 98], &[1 << 30]]
        {
            assert!(Normaliser::read(map).is_none(), "{map:?}");
        }
        let long = |length: u32| [&[1, 97, 0, length][..], &vec![98; length as usize]].concat();
        assert!(Normaliser::read(&long(32)).is_some() && Normaliser::read(&long(33)).is_none());
    }
}
