//! The counts file as bytes: how it is laid out, checked and looked into.
//!
//! All integers are little-endian `u32` unless said.
//!
//! ```text
//! "VORLBG1\n"  languages
//! per language, in order of code:  code (4 bytes, zero-padded)  documents  3 x (entries, bits, least)      words, pairs, triples
//! per language and table:          2^bits + 1 bucket starts     entries x u16 remainders, sorted in a bucket     entries x u8 levels
//! ```
//!
//! The first `bits` bits of a 64-bit key choose its bucket, its last 16 are the remainder. A level is a count, see [`level_of`].

use vorlage_model::Lang;

/// First bytes of a counts file; the digit is the version.
pub const MAGIC: &[u8; 8] = b"VORLBG1\n";
/// Entries that share a bucket on average; more are slower, fewer take more room for bucket starts.
const PER_BUCKET: usize = 8;
/// Most bits of a bucket number: 2^22 buckets hold 33 million entries.
const MAX_BITS: u32 = 22;
/// Counts below this are stored exactly.
const EXACT: u32 = 32;

/// Why bytes are no counts file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackgroundError {
    /// It does not begin as one of this version does.
    Magic,
    /// It ends before, or after, the place that its head names.
    Length {
        /// Bytes that the head asks for.
        expected: usize,
        /// Bytes that are there.
        found: usize,
    },
    /// A language code or table size is impossible.
    Head {
        /// Byte offset of the entry.
        at: usize,
    },
    /// Bucket starts do not rise from zero to the number of entries.
    Buckets {
        /// Byte offset of the table.
        at: usize,
    },
}

impl std::fmt::Display for BackgroundError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Magic => write!(f, "not a counts file of this version"),
            Self::Length { expected, found } => write!(f, "counts file has {found} bytes where {expected} are named"),
            Self::Head { at } => write!(f, "counts file has an impossible entry at byte {at}"),
            Self::Buckets { at } => write!(f, "counts file has disordered buckets at byte {at}"),
        }
    }
}

impl std::error::Error for BackgroundError {}

/// What is known of one language.
#[derive(Debug, Clone, Copy)]
pub struct Language {
    pub lang: Lang,
    pub documents: u32,
    pub words: Table,
    pub pairs: Table,
    pub triples: Table,
}

/// Where one table lies in the bytes.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Number of entries.
    entries: usize,
    /// Bits of a key that choose the bucket.
    bits: u32,
    /// Least count that was kept.
    pub least: u32,
    /// Byte offset of the bucket starts.
    at: usize,
}

impl Table {
    fn buckets(&self) -> usize {
        1 << self.bits
    }

    /// Bytes that the table takes.
    fn len(&self) -> usize {
        (self.buckets() + 1) * 4 + self.entries * 3
    }

    fn remainders_at(&self) -> usize {
        self.at + (self.buckets() + 1) * 4
    }

    /// The count of a key; 0 where it is not held.
    pub fn get(&self, bytes: &[u8], key: u64) -> u32 {
        let (bucket, remainder) = place(key, self.bits);
        let start = |n: usize| u32_at(bytes, self.at + n * 4).unwrap_or(0) as usize;
        let (begin, end) = (start(bucket), start(bucket + 1));
        let remainders = bytes.get(self.remainders_at() + begin * 2..self.remainders_at() + end * 2).unwrap_or(&[]);
        let found = remainders.chunks_exact(2).position(|c| u16::from_le_bytes([c[0], c[1]]) == remainder);
        let level = found.and_then(|n| bytes.get(self.remainders_at() + self.entries * 2 + begin + n));
        level.map_or(0, |&l| most_of(l))
    }

    /// Checks that bucket starts rise from zero to the number of entries.
    fn check(&self, bytes: &[u8]) -> Result<(), BackgroundError> {
        let starts = bytes.get(self.at..self.remainders_at()).unwrap_or(&[]);
        let mut before = 0;
        for chunk in starts.chunks_exact(4) {
            let start = u32::from_le_bytes([chunk[0], chunk[1], chunk[2], chunk[3]]);
            if start < before {
                return Err(BackgroundError::Buckets { at: self.at });
            }
            before = start;
        }
        let whole = u32_at(bytes, self.at) == Some(0) && before as usize == self.entries;
        if whole { Ok(()) } else { Err(BackgroundError::Buckets { at: self.at }) }
    }
}

/// Reads and checks the head of a counts file.
pub fn read(bytes: &[u8]) -> Result<Vec<Language>, BackgroundError> {
    if bytes.get(..MAGIC.len()) != Some(MAGIC) {
        return Err(BackgroundError::Magic);
    }
    let mut head = Head { bytes, at: MAGIC.len() };
    let count = head.next()? as usize;
    let mut languages = Vec::new();
    for _ in 0..count {
        languages.push(head.language()?);
    }
    let mut at = head.at;
    for table in languages.iter_mut().flat_map(|l: &mut Language| [&mut l.words, &mut l.pairs, &mut l.triples]) {
        table.at = at;
        at += table.len();
    }
    if at != bytes.len() {
        return Err(BackgroundError::Length { expected: at, found: bytes.len() });
    }
    for language in &languages {
        for table in [language.words, language.pairs, language.triples] {
            table.check(bytes)?;
        }
    }
    Ok(languages)
}

/// A reading position in the head.
struct Head<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Head<'_> {
    fn next(&mut self) -> Result<u32, BackgroundError> {
        let value = u32_at(self.bytes, self.at)
            .ok_or(BackgroundError::Length { expected: self.at + 4, found: self.bytes.len() })?;
        self.at += 4;
        Ok(value)
    }

    fn language(&mut self) -> Result<Language, BackgroundError> {
        let at = self.at;
        let code = self.next()?.to_le_bytes();
        let code = std::str::from_utf8(&code).ok().map(|c| c.trim_end_matches('\0'));
        let lang = code.and_then(Lang::parse).ok_or(BackgroundError::Head { at })?;
        Ok(Language {
            lang,
            documents: self.next()?,
            words: self.table()?,
            pairs: self.table()?,
            triples: self.table()?,
        })
    }

    fn table(&mut self) -> Result<Table, BackgroundError> {
        let at = self.at;
        let (entries, bits, least) = (self.next()? as usize, self.next()?, self.next()?);
        if bits > MAX_BITS || entries > PER_BUCKET << MAX_BITS {
            return Err(BackgroundError::Head { at });
        }
        Ok(Table { entries, bits, least, at: 0 })
    }
}

/// Writes the head entry of a table.
pub fn write_head(entries: usize, least: u32, out: &mut Vec<u8>) {
    for value in [entries as u32, bits_for(entries), least] {
        out.extend(value.to_le_bytes());
    }
}

/// Brings counted keys into the order of a table; of keys that fall together the larger count stays.
pub fn arrange(mut counts: Vec<(u64, u32)>) -> Vec<(u64, u32)> {
    loop {
        let bits = bits_for(counts.len());
        let before = counts.len();
        counts.sort_unstable_by_key(|&(key, count)| (place(key, bits), std::cmp::Reverse(count)));
        counts.dedup_by_key(|entry| place(entry.0, bits));
        if counts.len() == before || bits_for(counts.len()) == bits {
            return counts;
        }
    }
}

/// Writes the body of a table from arranged counts.
pub fn write_body(arranged: &[(u64, u32)], out: &mut Vec<u8>) {
    let bits = bits_for(arranged.len());
    let mut at = 0;
    for bucket in 0..=1usize << bits {
        while at < arranged.len() && place(arranged[at].0, bits).0 < bucket {
            at += 1;
        }
        out.extend((at as u32).to_le_bytes());
    }
    out.extend(arranged.iter().flat_map(|&(key, _)| place(key, bits).1.to_le_bytes()));
    out.extend(arranged.iter().map(|&(_, count)| level_of(count)));
}

/// Bucket and remainder of a key.
fn place(key: u64, bits: u32) -> (usize, u16) {
    let bucket = if bits == 0 { 0 } else { key >> (64 - bits) };
    (bucket as usize, key as u16)
}

/// Bits of the bucket number for a number of entries.
fn bits_for(entries: usize) -> u32 {
    entries.div_ceil(PER_BUCKET).next_power_of_two().trailing_zeros().min(MAX_BITS)
}

/// One byte for a count: itself below 32, then its power of two and the three bits that follow the first.
fn level_of(count: u32) -> u8 {
    if count < EXACT {
        return count as u8;
    }
    let power = count.ilog2();
    let level = EXACT + (power - 5) * 8 + ((count >> (power - 3)) & 7);
    level.min(255) as u8
}

/// The largest count that has a level.
fn most_of(level: u8) -> u32 {
    let level = u32::from(level);
    if level < EXACT {
        return level;
    }
    let (power, eighth) = ((level - EXACT) / 8 + 5, (level - EXACT) % 8);
    let most = (u64::from(8 + eighth + 1) << (power - 3)) - 1;
    u32::try_from(most).unwrap_or(u32::MAX)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let chunk = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes([chunk[0], chunk[1], chunk[2], chunk[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_keep_counts_within_an_eighth_and_never_below() {
        for count in (0..5_000).chain([70_000, 1_000_000, u32::MAX]) {
            let most = most_of(level_of(count));
            assert!(most >= count && u64::from(most) <= u64::from(count) + u64::from(count) / 8, "{count} -> {most}");
        }
    }

    #[test]
    fn bytes_that_are_no_counts_file_are_refused() {
        let good = crate::background::Counter::default().finish(&crate::background::Limits::default());
        assert!(read(&good).is_ok());
        assert_eq!(read(b"").unwrap_err(), BackgroundError::Magic);
        assert_eq!(
            read(b"VORLBG1\n\xff\xff\xff\xff").unwrap_err(),
            BackgroundError::Length { expected: 16, found: 12 }
        );
        let mut long = good.clone();
        long.push(0);
        assert!(matches!(read(&long), Err(BackgroundError::Length { .. })));
    }

    #[test]
    fn no_damaged_byte_makes_a_look_up_panic() {
        let mut counter = crate::background::Counter::default();
        for n in 0..40 {
            counter.add(Lang::EN, &format!("word{} of word{} and more", n % 7, n % 5));
        }
        let good = counter.finish(&crate::background::Limits { words: 1, pairs: 1, most: 100 });
        for at in 0..good.len() {
            for value in [0, 1, 0x7f, 0xff] {
                let mut bad = good.clone();
                bad[at] = value;
                if let Ok(languages) = read(&bad) {
                    for language in languages {
                        language.words.get(&bad, 0);
                        language.pairs.get(&bad, u64::MAX);
                    }
                }
            }
        }
    }
}
