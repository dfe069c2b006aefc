//! Mutations: bits, bytes, numbers, words of the format, pieces cut out, doubled, moved, taken from another sample.

/// Bytes that an input may grow to.
const MOST_BYTES: usize = 64 << 10;

/// Numbers at which parsers stumble.
const NUMBERS: [&str; 12] = [
    "0", "-1", "1", "127", "128", "255", "65536", "2147483648", "4294967295", "9223372036854775807",
    "18446744073709551616", "1e999",
];

/// Makes inputs from samples, the same for the same seed.
pub struct Mutator {
    state: u64,
    words: &'static [&'static str],
}

impl Mutator {
    /// Begins with a seed; `words` are those of the format.
    pub fn new(seed: u64, words: &'static [&'static str]) -> Self {
        Self { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1, words }
    }

    /// A number below `limit`, 0 where that is 0 (xorshift).
    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        if limit == 0 { 0 } else { (self.state >> 11) as usize % limit }
    }

    /// A sample with one to eight mutations; young samples are taken more often.
    pub fn mutated(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
        let young = corpus.len() / 2 * (self.below(2));
        let mut input = corpus[young + self.below(corpus.len() - young)].clone();
        for _ in 0..=self.below(8) {
            self.mutate(&mut input, corpus);
        }
        input.truncate(MOST_BYTES);
        input
    }

    fn mutate(&mut self, input: &mut Vec<u8>, corpus: &[Vec<u8>]) {
        let at = self.below(input.len() + 1);
        let end = at + self.below((input.len() - at).min(64) + 1);
        match self.below(10) {
            0 | 1 if at < input.len() => input[at] ^= 1 << self.below(8),
            2 if at < input.len() => input[at] = [0, 0xff, b'<', b'"', b'\n', 0x80, b'{', b'&'][self.below(8)],
            3 => drop(input.drain(at..end)),
            4 => {
                let piece = input[at..end].to_vec();
                let times = 1 << self.below(8);
                drop(input.splice(at..at, piece.repeat(times)));
            }
            5 => drop(input.splice(at..end, NUMBERS[self.below(NUMBERS.len())].bytes())),
            6 | 7 if !self.words.is_empty() => {
                drop(input.splice(at..at, self.words[self.below(self.words.len())].bytes()))
            }
            8 => {
                let other = &corpus[self.below(corpus.len())];
                let from = self.below(other.len() + 1);
                let to = from + self.below(other.len() - from + 1);
                drop(input.splice(at..end, other[from..to].iter().copied()));
            }
            _ => input.truncate(at),
        }
    }
}

/// A hash of bytes (FNV-1a).
pub fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
