//! Text to token numbers: normalise, cut at white space, best path of pieces through each word.
//!
//! In: any text. Out: at most as many tokens as are asked for; what lies beyond is not looked at. Cost: one step of the trie for each
//! byte of each piece that could begin at each character; memory: that of the longest word.
//!
//! Empty text has no token. A run of characters that no piece holds is one unknown token. Names of control tokens (`<s>`) in a text are
//! plain text.
//! **Source:** Kudo, "Subword regularization", 2018 (Unigram); the order of sums and of ties is that of the Hugging Face tokenizers, whose
//! numbers these are.

mod normal;
mod trie;

pub use normal::Normaliser;
pub use trie::{Trie, build as build_trie};

/// What stands before a word in pieces: U+2581.
pub const WORD: &str = "\u{2581}";
/// An unknown character costs this much more than the worst piece (sentencepiece's constant).
const UNKNOWN_PENALTY: f64 = 10.0;

/// A tokenizer over the vocabulary of an open model.
#[derive(Debug, Clone, Copy)]
pub struct Tokenizer<'a> {
    trie: Trie<'a>,
    scores: &'a [f32],
    normaliser: &'a Normaliser,
    unknown: u32,
    worst: f64,
}

/// The best way to some byte of a word.
#[derive(Debug, Clone, Copy)]
struct Step {
    score: f64,
    from: u32,
    token: u32,
}

/// A byte that no way leads to yet.
const UNREACHED: Step = Step { score: f64::NEG_INFINITY, from: 0, token: 0 };

/// The lowest score of the pieces, which prices unknown characters.
#[must_use]
pub fn worst_score(scores: &[f32]) -> f64 {
    scores.iter().copied().fold(0.0, f32::min).into()
}

impl<'a> Tokenizer<'a> {
    /// A tokenizer over the parts of a model; `worst` is what [`worst_score`] says of `scores`.
    #[must_use]
    pub fn new(trie: Trie<'a>, scores: &'a [f32], normaliser: &'a Normaliser, unknown: u32, worst: f64) -> Self {
        Self { trie, scores, normaliser, unknown, worst }
    }

    /// Appends at most `most` tokens of a text.
    pub fn tokens(&self, text: &str, most: usize, out: &mut Vec<u32>) {
        let end = out.len() + most;
        let mut steps = Vec::new();
        let mut word = String::from(WORD);
        let mut flush = |word: &mut String, out: &mut Vec<u32>| {
            if word.len() > WORD.len() {
                self.word(word.as_bytes(), &mut steps, out);
                word.truncate(WORD.len());
            }
            out.len() < end
        };
        for c in self.normaliser.normal(text) {
            if !c.is_whitespace() {
                word.push(c);
            } else if !flush(&mut word, out) {
                break;
            }
        }
        flush(&mut word, out);
        out.truncate(end);
    }

    /// Appends the tokens of one word, which begins with [`WORD`].
    fn word(&self, word: &[u8], steps: &mut Vec<Step>, out: &mut Vec<u32>) {
        steps.clear();
        steps.resize(word.len() + 1, UNREACHED);
        steps[0].score = 0.0;
        let mut at = 0;
        while at < word.len() {
            let next = at + width(word[at]).min(word.len() - at);
            self.reach(word, at, next, steps);
            at = next;
        }
        self.walk_back(steps, out);
    }

    /// Prolongs the best way to `at` by every piece that begins there.
    #[inline]
    fn reach(&self, word: &[u8], at: usize, next: usize, steps: &mut [Step]) {
        let score = steps[at].score;
        let mut single = false;
        let offer = |steps: &mut [Step], end: usize, score: f64, token: u32| {
            if score > steps[end].score {
                steps[end] = Step { score, from: at as u32, token };
            }
        };
        self.trie.prefixes(&word[at..], |length, token| {
            single |= at + length == next;
            let own = self.scores.get(token as usize).copied().unwrap_or(f32::NEG_INFINITY);
            offer(steps, at + length, score + f64::from(own), token);
        });
        if !single {
            offer(steps, next, score + self.worst - UNKNOWN_PENALTY, self.unknown);
        }
    }

    /// Appends the tokens of the best way to the end; a run of unknown ones counts once.
    fn walk_back(&self, steps: &[Step], out: &mut Vec<u32>) {
        let begin = out.len();
        let mut at = steps.len() - 1;
        while at > 0 {
            let step = steps[at];
            if step.token != self.unknown || out.len() == begin || out.last() != Some(&self.unknown) {
                out.push(step.token);
            }
            at = (step.from as usize).min(at - 1);
        }
        out[begin..].reverse();
    }
}

/// Bytes of the character that begins with a byte.
#[inline]
fn width(first: u8) -> usize {
    match first {
        ..0xC0 => 1,
        0xC0..0xE0 => 2,
        0xE0..0xF0 => 3,
        0xF0.. => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIECES: &[(&str, f32)] =
        &[("a", -3.0), ("ab", -2.0), ("b", -3.0), ("\u{2581}", -4.0), ("\u{2581}a", -2.5), ("\u{2581}ab", -6.0)];

    fn tokens(text: &str, most: usize) -> Vec<&'static str> {
        let mut pairs: Vec<(&[u8], u32)> = PIECES.iter().zip(0..).map(|((p, _), i)| (p.as_bytes(), i)).collect();
        pairs.sort();
        let units = build_trie(&pairs);
        let scores: Vec<f32> = PIECES.iter().map(|p| p.1).collect();
        let normaliser = Normaliser::read(&[1, 'ａ' as u32, 0, 1, 'a' as u32]).expect("the map is whole");
        let worst = worst_score(&scores);
        let mut out = Vec::new();
        Tokenizer::new(Trie::new(&units), &scores, &normaliser, 99, worst).tokens(text, most, &mut out);
        out.iter().map(|&t| PIECES.get(t as usize).map_or("?", |p| p.0)).collect()
    }

    #[test]
    fn the_best_way_wins() {
        assert_eq!(tokens("ab", 9), ["\u{2581}a", "b"]);
        assert_eq!(tokens("aab  b", 9), ["\u{2581}a", "ab", "\u{2581}", "b"]);
    }

    #[test]
    fn a_run_of_unknown_characters_is_one_token() {
        assert_eq!(tokens("xyz", 9), ["\u{2581}", "?"]);
        assert_eq!(tokens("x yaz", 9), ["\u{2581}", "?", "\u{2581}", "?", "a", "?"]);
    }

    #[test]
    fn what_lies_beyond_is_not_looked_at() {
        assert_eq!(tokens("a a a a", 2), ["\u{2581}a", "\u{2581}a"]);
        assert_eq!(tokens("abab", 2), ["\u{2581}a", "b"]);
        assert_eq!(tokens(&"ab ".repeat(300_000), 3).len(), 3);
    }

    #[test]
    fn text_is_normalised_first() {
        assert_eq!(tokens("ａ\u{3000}ａ", 9), ["\u{2581}a", "\u{2581}a"]);
        assert_eq!(tokens(" \n ", 9), [""; 0]);
        assert_eq!(tokens("", 9), [""; 0]);
        assert_eq!(tokens("\0", 9), ["\u{2581}", "?"]);
    }
}
