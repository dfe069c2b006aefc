//! A double-array trie from byte strings to numbers.
//!
//! Units are pairs of `base` and `check`. The child of the unit at `s` by byte `b` is the unit at `base(s) + b`, if its `check` is `s`;
//! the unit at `base(s) + 0` holds in its `base` the number of the string that ends at `s`. No string holds a zero byte.
//! **Source:** Aoe, "An efficient digital search algorithm by using a double-array structure", 1989.

/// A `check` of units that are not in use.
const FREE: u32 = u32::MAX;
/// Once this share of a stretch of units is taken, it is not searched again.
const DENSE: f32 = 0.95;

/// A trie over units that lie elsewhere, in a model file that may be hostile: every step checks its index.
#[derive(Debug, Clone, Copy)]
pub struct Trie<'a> {
    units: &'a [[u32; 2]],
}

impl<'a> Trie<'a> {
    /// A trie over units as [`build`] makes them.
    #[must_use]
    pub fn new(units: &'a [[u32; 2]]) -> Self {
        Self { units }
    }

    /// Calls `found` with length and number of every string of the trie that `bytes` begins with, shorter ones first.
    #[inline]
    pub fn prefixes(self, bytes: &[u8], mut found: impl FnMut(usize, u32)) {
        let mut at = 0;
        for (length, &byte) in bytes.iter().enumerate() {
            let Some(next) = self.child(at, byte).filter(|_| byte != 0) else {
                return;
            };
            at = next;
            if let Some(end) = self.child(at, 0) {
                found(length + 1, self.units[end as usize][0]);
            }
        }
    }

    /// All strings of the trie with their numbers, sorted by string. Cost: 256 looks at a unit.
    #[must_use]
    pub fn strings(self) -> Vec<(Vec<u8>, u32)> {
        let mut out = Vec::new();
        let mut seen = vec![false; self.units.len()];
        let mut open = vec![(0u32, Vec::new())];
        while let Some((at, string)) = open.pop() {
            // Hostile units may lead in a circle.
            if seen.get_mut(at as usize).is_none_or(|seen| std::mem::replace(seen, true)) {
                continue;
            }
            if let Some(end) = self.child(at, 0) {
                out.push((string.clone(), self.units[end as usize][0]));
            }
            let longer = (1..=255u8).rev().filter_map(|byte| Some((self.child(at, byte)?, byte)));
            open.extend(longer.map(|(next, byte)| (next, [&string[..], &[byte]].concat())));
        }
        out
    }

    #[inline]
    fn child(self, at: u32, byte: u8) -> Option<u32> {
        let base = self.units.get(at as usize)?[0];
        let next = base.wrapping_add(u32::from(byte));
        self.units.get(next as usize).filter(|unit| unit[1] == at).map(|_| next)
    }
}

/// Builds the units for strings that are sorted, unique, not empty and without zero bytes.
#[must_use]
pub fn build(strings: &[(&[u8], u32)]) -> Vec<[u32; 2]> {
    let mut builder = Builder { units: vec![[0, FREE]; 256], first: 1 };
    builder.units[0][1] = 0;
    let mut open = vec![(0u32, 0usize, 0..strings.len())];
    while let Some((at, depth, range)) = open.pop() {
        let children = children(strings, depth, range);
        let base = builder.place(&children.iter().map(|(byte, _)| *byte).collect::<Vec<_>>());
        builder.units[at as usize][0] = base;
        for (byte, inner) in &children {
            builder.units[base as usize + usize::from(*byte)] = [0, at];
            if *byte == 0 {
                builder.units[base as usize][0] = strings[inner.start].1;
            }
        }
        let deeper = children.into_iter().rev().filter(|(byte, _)| *byte != 0);
        open.extend(deeper.map(|(byte, inner)| (base + u32::from(byte), depth + 1, inner)));
    }
    builder.units
}

/// The strings of a range, which agree up to `depth`, by their next byte; 0 for the one that ends there.
fn children(
    strings: &[(&[u8], u32)],
    depth: usize,
    range: std::ops::Range<usize>,
) -> Vec<(u8, std::ops::Range<usize>)> {
    let mut out: Vec<(u8, std::ops::Range<usize>)> = Vec::new();
    for at in range {
        let byte = strings[at].0.get(depth).copied().unwrap_or(0);
        match out.last_mut() {
            Some((last, inner)) if *last == byte => inner.end = at + 1,
            _ => out.push((byte, at..at + 1)),
        }
    }
    out
}

struct Builder {
    units: Vec<[u32; 2]>,
    /// No search begins before this unit.
    first: usize,
}

impl Builder {
    /// Finds a base at which all `bytes` fall on free units; takes none.
    fn place(&mut self, bytes: &[u8]) -> u32 {
        let lowest = usize::from(bytes.first().copied().unwrap_or(0));
        let begin = self.first.max(lowest + 1);
        let (mut at, mut taken) = (begin, 0usize);
        loop {
            if self.units.len() < at + 256 {
                self.units.resize(at + 512, [0, FREE]);
            }
            if self.units[at][1] != FREE {
                taken += 1;
            } else if bytes.iter().all(|&b| self.units[at - lowest + usize::from(b)][1] == FREE) {
                break;
            }
            at += 1;
        }
        if at > begin && taken as f32 >= DENSE * (at - begin) as f32 {
            self.first = at;
        }
        (at - lowest) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(units: &[[u32; 2]], text: &str) -> Vec<(usize, u32)> {
        let mut out = Vec::new();
        Trie::new(units).prefixes(text.as_bytes(), |length, number| out.push((length, number)));
        out
    }

    #[test]
    fn prefixes_come_shortest_first() {
        let units = build(&[(b"a", 5), (b"ab", 0), (b"abcd", 7), (b"b", 9)]);
        assert_eq!(found(&units, "abcde"), [(1, 5), (2, 0), (4, 7)]);
        assert_eq!(found(&units, "b"), [(1, 9)]);
        assert_eq!(found(&units, "c\0a"), []);
        assert_eq!(found(&units, "a\0"), [(1, 5)]);
    }

    #[test]
    fn many_strings_are_all_found() {
        let mut strings: Vec<String> = (0..5000u32).map(|i| format!("{:x}", i.wrapping_mul(2_654_435_761))).collect();
        strings.sort();
        strings.dedup();
        let pairs: Vec<(&[u8], u32)> = strings.iter().enumerate().map(|(i, s)| (s.as_bytes(), i as u32)).collect();
        let units = build(&pairs);
        for (text, number) in &pairs {
            let text = std::str::from_utf8(text).unwrap();
            assert_eq!(found(&units, text).last(), Some(&(text.len(), *number)), "{text}");
        }
        let listed = Trie::new(&units).strings();
        assert!(listed.iter().map(|(text, number)| (text.as_slice(), *number)).eq(pairs));
    }

    #[test]
    fn hostile_units_lead_nowhere() {
        for unit in [[u32::MAX, 0], [0, 0], [0, u32::MAX]] {
            found(&[unit], "abc");
            assert!(Trie::new(&[unit]).strings().len() < 2);
        }
        found(&[], "abc");
    }
}
