//! Numerals: which number do these words and digits name?
//!
//! In: the tokens of one sentence and a position. Out: the number that begins there, with its span, or nothing. Per sentence; one
//! pass, no allocation beyond the token buffer; every token is read a bounded number of times. Never fails, never guesses: a word
//! that can also be something else ("second", "a", "one" as a pronoun) is left to the caller, who sees the sentence.
//!
//! Vague plurals ("thousands", "tens of thousands", "Dutzende") are a range from one to ten of their scale.
//!
//! **Source:** the scale of the vague plurals follows the annotation of CQE's news set (Almasian, Kazakova, Gertz, EMNLP 2023),
//! where "dozens" is 12 to 120; grammars are our own.

mod digits;
mod lexicon;
mod notation;
mod phrase;
pub mod tokens;
pub mod units;

pub use digits::value_of_digits;
pub use tokens::{Token, TokenKind, tokenize};

use lexicon::{Count, Lex, Use, lex};
use phrase::Phrase;
use vorlage_model::{Lang, Span};

/// A number as it stands in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Numeral {
    /// Its words or digits with scale words.
    pub span: Span,
    /// First token after it.
    pub next: usize,
    /// The number; of a vague plural, the upper end.
    pub value: f64,
    /// Lowest and highest value of a vague plural.
    pub vague: Option<(f64, f64)>,
    /// A round collective ("une vingtaine") that means about so many.
    pub round: bool,
    /// How it is written.
    pub form: Form,
    /// The scale word or letter that multiplies it ("$9 billion": 1e9), else 1.
    pub scale: f64,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Digits without separator or scale ("2024").
    Plain,
    /// Digits with separator, decimals or scale ("10,000", "1.5 million").
    Digits,
    /// Words ("twenty-five").
    Words,
    /// A part of a whole ("two-thirds", "1/16").
    Fraction,
}

/// How far a vague plural reaches above its scale: "thousands" may be ten thousand, then one says "tens of thousands".
const VAGUE_REACH: f64 = 10.0;

/// The longest number word that is looked up, in bytes.
const LONGEST_WORD: usize = 80;

/// Finds the numerals of a text in a language, in order; ordinals, dates and names with numbers are the caller's to sort out.
#[must_use]
pub fn numerals(text: &str, lang: Option<Lang>) -> Vec<Numeral> {
    let mut tokens = Vec::new();
    tokenize(text, Span::new(0, text.len()), lang, &mut tokens);
    let reader = Reader { text, tokens: &tokens, lang };
    let (mut out, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        match reader.read(at, false) {
            Some(numeral) => {
                at = numeral.next;
                out.push(numeral);
            }
            None => at += 1,
        }
    }
    out
}

/// Reads numbers off the tokens of one sentence.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'t> {
    /// The whole text.
    pub text: &'t str,
    /// Tokens of the sentence.
    pub tokens: &'t [Token],
    /// Its language; `None` reads digits and English words.
    pub lang: Option<Lang>,
}

impl<'t> Reader<'t> {
    /// Reads the number that begins at a token; `money` says that a currency sign stands before it, where "m" is a million.
    #[must_use]
    pub fn read(&self, at: usize, money: bool) -> Option<Numeral> {
        let token = self.tokens.get(at)?;
        if let Some(ratio) = self.ratio(at) {
            return Some(ratio);
        }
        match token.kind {
            TokenKind::Digits => self.read_digits(at, money),
            TokenKind::Word => self.read_words(at),
            TokenKind::Mark => self.read_sign(at),
        }
    }

    /// Tells quickly whether a number may begin at a token.
    #[must_use]
    pub fn may_begin(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| match t.kind {
            TokenKind::Digits => true,
            TokenKind::Word => may_be_number(t.of(self.text), self.lang.unwrap_or(Lang::EN)),
            TokenKind::Mark => t.span.len() > 1,
        })
    }

    /// The folded word at a token; `None` for other tokens and the end.
    #[must_use]
    pub fn word(&self, at: usize) -> Option<String> {
        let token = self.tokens.get(at).filter(|t| t.kind == TokenKind::Word && t.span.len() <= LONGEST_WORD)?;
        Some(crate::fold(token.of(self.text)))
    }

    /// The token's text; empty past the end.
    #[must_use]
    pub fn raw(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |t| t.of(self.text))
    }

    /// Tells whether two tokens in a row touch.
    #[must_use]
    pub fn touch(&self, first: usize) -> bool {
        matches!((self.tokens.get(first), self.tokens.get(first + 1)), (Some(a), Some(b)) if a.touches(b))
    }

    fn lex(&self, at: usize) -> Option<Lex> {
        let token = self.tokens.get(at).filter(|t| t.kind == TokenKind::Word && t.span.len() <= LONGEST_WORD)?;
        let raw = token.of(self.text);
        let lang = self.lang.unwrap_or(Lang::EN);
        if !may_be_number(raw, lang) {
            return None;
        }
        let mut buffer = [0u8; LONGEST_WORD];
        let room = &mut buffer[..raw.len()];
        if !raw.is_ascii() {
            return lex(&crate::fold(raw), lang);
        }
        room.copy_from_slice(raw.as_bytes());
        room.make_ascii_lowercase();
        lex(std::str::from_utf8(room).unwrap_or(""), lang)
    }

    /// A single-character fraction ("½").
    fn read_sign(&self, at: usize) -> Option<Numeral> {
        let value = sign_fraction(self.raw(at))?;
        Some(self.numeral(at, at + 1, value, Form::Fraction))
    }

    fn numeral(&self, begin: usize, next: usize, value: f64, form: Form) -> Numeral {
        let span = Span { begin: self.tokens[begin].span.begin, end: self.tokens[next - 1].span.end };
        Numeral { span, next, value, vague: None, round: false, form, scale: 1.0 }
    }

    fn read_digits(&self, at: usize, money: bool) -> Option<Numeral> {
        let (value, next, grouped) = self.digit_groups(at)?;
        if let Some(fraction) = self.slash_fraction(at, next, value) {
            return Some(fraction);
        }
        let (value, next, mixed) = self.mixed(value, next);
        let (scale, next) = self.scales(next, money, at);
        let plain = !grouped && !mixed && scale == 1.0 && self.raw(at).bytes().all(|b| b.is_ascii_digit());
        if let Some((factor, end)) = self.power(next).filter(|_| scale == 1.0) {
            return Some(self.numeral(at, end, value * factor, Form::Digits));
        }
        let (half, next, scale) = self.and_a_half(next, scale);
        let form = if plain { Form::Plain } else { Form::Digits };
        let value = scaled(value + half, scale);
        let (rest, next) = self.mil_and_digits(next, scale);
        Some(Numeral { scale, ..self.numeral(at, next, value + rest, form) })
    }

    /// Digits at a token with the space-separated groups of three that follow it.
    fn digit_groups(&self, at: usize) -> Option<(f64, usize, bool)> {
        let mut next = at + 1;
        let first = self.raw(at);
        if first.len() > 3 || !first.bytes().all(|b| b.is_ascii_digit()) || !self.group_follows(next) {
            return Some((value_of_digits(first, self.lang)?, next, false));
        }
        let mut joined = first.to_owned();
        while self.group_follows(next) && joined.len() < 20 {
            let group = self.raw(next).replace(',', ".");
            joined.push_str(&group);
            next += 1;
            if group.len() > 3 {
                break;
            }
        }
        Some((joined.parse().ok()?, next, true))
    }

    /// Tells whether a group of three digits (perhaps with decimals) follows after one thin or plain space.
    fn group_follows(&self, next: usize) -> bool {
        let Some(token) = self.tokens.get(next).filter(|t| t.kind == TokenKind::Digits) else {
            return false;
        };
        let gap = &self.text[self.tokens[next - 1].span.end as usize..token.span.begin as usize];
        let spaced = matches!(gap, "\u{a0}" | "\u{202f}" | "\u{2009}" | "\u{2008}")
            || (gap == " " && self.lang.is_some_and(|l| l != Lang::EN));
        let raw = token.of(self.text);
        let whole = raw.split(['.', ',']).next().unwrap_or("");
        spaced && whole.len() == 3 && raw.matches(['.', ',']).count() <= 1
    }

    /// "1/16", "1⁄32"; "24/7" and "9/11" are no fractions.
    fn slash_fraction(&self, at: usize, next: usize, above: f64) -> Option<Numeral> {
        let slash = matches!(self.raw(next), "/" | "⁄") && self.touch(next - 1) && self.touch(next);
        let below: f64 =
            self.tokens.get(next + 1).filter(|t| slash && t.kind == TokenKind::Digits)?.of(self.text).parse().ok()?;
        let whole = above.fract() == 0.0 && below.fract() == 0.0 && above > 0.0 && above < below;
        let known = below <= 10.0 || [12.0, 16.0, 20.0, 32.0, 64.0, 100.0, 128.0, 1000.0].contains(&below);
        let chained = matches!(self.raw(next + 2), "/" | "-") && self.touch(next + 1);
        (whole && known && !chained).then(|| self.numeral(at, next + 2, above / below, Form::Fraction))
    }

    /// "2 1/2", "2½": the whole with its fraction.
    fn mixed(&self, value: f64, next: usize) -> (f64, usize, bool) {
        if let Some(part) = sign_fraction(self.raw(next)) {
            return (value + part, next + 1, true);
        }
        let Some(TokenKind::Digits) = self.tokens.get(next).map(|t| t.kind) else {
            return (value, next, false);
        };
        let Ok(above) = self.raw(next).parse::<f64>() else {
            return (value, next, false);
        };
        match self.slash_fraction(next, next + 1, above) {
            Some(part) if value.fract() == 0.0 => (value + part.value, part.next, true),
            _ => (value, next, false),
        }
    }

    /// Scale letters and words after digits: "bn", "K", " million", " Mrd.", " mil millones".
    fn scales(&self, mut next: usize, money: bool, at: usize) -> (f64, usize) {
        let mut scale = 1.0;
        if let Some(letter) = self.scale_letter(next, money) {
            (scale, next) = (letter, next + 1);
            return (scale, self.dot_of_abbreviation(next));
        }
        loop {
            let hyphen = usize::from(self.raw(next) == "-" && next > at && self.touch(next - 1) && self.touch(next));
            match self.lex(next + hyphen) {
                Some(Lex::Scale(by, use_)) if by >= 12.0 && !self.is_ordinary_word(next + hyphen, use_) => scale *= by,
                _ => return (scale, next),
            }
            next = self.dot_of_abbreviation(next + hyphen + 1);
            if scale > 1e18 {
                return (scale, next);
            }
        }
    }

    /// In French and Spanish "cents" is money and "cent" after digits belongs to "pour cent".
    fn is_ordinary_word(&self, at: usize, _use: Use) -> bool {
        matches!(self.raw(at), "cent" | "cents")
    }

    /// Letters that touch digits and multiply them.
    fn scale_letter(&self, next: usize, money: bool) -> Option<f64> {
        let touches = next > 0 && self.touch(next - 1);
        let sign_follows = self.touch(next) && units::sign(self.raw(next + 1)).is_some();
        Some(match self.raw(next) {
            "k" | "K" if touches => 1e3,
            "M" if touches || sign_follows => 1e6,
            "m" if touches && money => 1e6,
            "m" if money && self.lang.is_none_or(|l| l == Lang::EN) => 1e6,
            "B" if touches || self.word_follows(next) => 1e9,
            "b" if touches && money => 1e9,
            "T" | "t" if touches && money => 1e12,
            "Md" | "Mds" if touches || sign_follows => 1e9,
            _ => return None,
        })
    }

    fn word_follows(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Word)
    }

    /// "Mio." and "Mrd." take their dot with them where the sentence goes on.
    fn dot_of_abbreviation(&self, next: usize) -> usize {
        let short =
            matches!(self.raw(next.wrapping_sub(1)), "Mio" | "Mrd" | "Mill" | "Tsd" | "Bio" | "Mia" | "mio" | "mrd");
        if short && self.raw(next) == "." && self.touch(next - 1) { next + 1 } else { next }
    }

    /// "and a half", "et demi", "y medio": after a number and its scale ("2 millones y medio"), or before it ("two and a half million").
    fn and_a_half(&self, next: usize, scale: f64) -> (f64, usize, f64) {
        let article = usize::from(self.lex(next + 1) == Some(Lex::Article));
        let after = next + 1 + article;
        let bare = scale > 1.0 && article == 0 && self.lang.is_none_or(|l| l == Lang::EN);
        if self.lex(next) != Some(Lex::And) || self.lex(after) != Some(Lex::Half) || bare {
            return (0.0, next, scale);
        }
        let (by, end) = self.scales(after + 1, false, after + 1);
        if by > 1.0 && scale > 1.0 { (0.0, next, scale) } else { (0.5, end, scale * by) }
    }

    fn read_words(&self, at: usize) -> Option<Numeral> {
        match self.lex(at)? {
            Lex::Article => self.after_article(at),
            Lex::Half => self.half(at, at),
            Lex::Scale(scale, Use::Plural) => self.vague(at, scale),
            Lex::About(value) => Some(Numeral { round: true, ..self.numeral(at, at + 1, value, Form::Words) }),
            Lex::Small(_) | Lex::Tens(_) | Lex::Hundreds(_) | Lex::Scale(_, Use::Bare) => {
                self.phrase(at, at, Phrase::default())
            }
            Lex::Moiety => self.of_follows(at + 1).then(|| self.numeral(at, at + 1, 0.5, Form::Fraction)),
            Lex::Scale(..) | Lex::Part(..) | Lex::And | Lex::Of => None,
        }
    }

    /// "a million", "ein Drittel", "une dizaine", "a half".
    fn after_article(&self, at: usize) -> Option<Numeral> {
        let hyphen = usize::from(self.raw(at + 1) == "-");
        let next = at + 1 + hyphen;
        match self.lex(next)? {
            Lex::Scale(_, Use::Counted | Use::Bare) => {
                self.phrase(at, next, Phrase { current: Some(1.0), ..Phrase::default() })
            }
            Lex::About(value) => {
                let (scale, end) = self.of_scale(next + 1);
                let vague = (scale > 1.0).then_some((value * scale, value * scale));
                Some(Numeral {
                    round: vague.is_none() || value > 1.0,
                    scale,
                    ..self.numeral(at, end, value * scale, Form::Words)
                })
            }
            Lex::Half => self.half(at, next),
            Lex::Part(parts, Count::One | Count::Either) if self.of_follows(next + 1) => {
                Some(self.numeral(at, next + 1, 1.0 / parts, Form::Fraction))
            }
            _ => None,
        }
    }

    /// "of" in its forms, also German genitives.
    fn of_follows(&self, at: usize) -> bool {
        self.lex(at) == Some(Lex::Of)
            || matches!(self.raw(at), "der" | "des" | "aller" | "dieser" | "du" | "del" | "d’")
    }

    /// "half a million", "half of", "halbe Million", "demi-million", "medio millón".
    fn half(&self, begin: usize, at: usize) -> Option<Numeral> {
        let skip = usize::from(self.raw(at + 1) == "-" || self.lex(at + 1) == Some(Lex::Article));
        if let Some(Lex::Scale(scale, _)) = self.lex(at + 1 + skip) {
            let (more, end) = self.scales(at + 2 + skip, false, at);
            return Some(Numeral { scale, ..self.numeral(begin, end, 0.5 * scale * more, Form::Words) });
        }
        if self.lang.is_some_and(|l| l != Lang::EN) {
            return None;
        }
        if skip == 1 && self.word(at + 2).is_some_and(|w| units::unit(&w, self.lang).is_some()) {
            return Some(self.numeral(begin, at + 2, 0.5, Form::Words));
        }
        self.is_share(begin, at).then(|| self.numeral(begin, at + 1, 0.5, Form::Fraction))
    }

    /// "half of", "half the villages", but not "the second half of".
    fn is_share(&self, begin: usize, at: usize) -> bool {
        const HALVES: [&str; 10] =
            ["first", "second", "latter", "last", "other", "top", "bottom", "back", "better", "opening"];
        let named = begin.checked_sub(1).is_some_and(|n| HALVES.contains(&self.raw(n)));
        let whole = matches!(self.raw(at + 1), "of" | "the" | "its" | "their" | "his" | "her" | "our" | "all");
        whole && !named
    }

    /// "thousands", "tens of thousands", "dizaines de milliers", "hundreds of millions".
    fn vague(&self, at: usize, scale: f64) -> Option<Numeral> {
        let (more, next) = self.of_scale(at + 1);
        let low = scale * more;
        let vague = Some((low, low * VAGUE_REACH));
        Some(Numeral { vague, scale: low, ..self.numeral(at, next, low * VAGUE_REACH, Form::Words) })
    }

    /// "of thousands" after a scale, as a factor.
    fn of_scale(&self, next: usize) -> (f64, usize) {
        let of = usize::from(self.lex(next) == Some(Lex::Of));
        match self.lex(next + of) {
            Some(Lex::Scale(by, Use::Plural)) if of == 1 || self.lang == Some(Lang::DE) => (by, next + of + 1),
            Some(Lex::Scale(by, Use::Bare | Use::Counted)) if of == 0 => (by, next + 1),
            _ => (1.0, next),
        }
    }

    /// Composes the words from `next` on into one number.
    fn phrase(&self, begin: usize, mut next: usize, mut phrase: Phrase) -> Option<Numeral> {
        let mut end = next;
        loop {
            let hyphen = usize::from(self.raw(next) == "-" && end > begin && self.touch(next - 1) && self.touch(next));
            let Some(word) = self.lex(next + hyphen) else { break };
            if word == Lex::And {
                if !self.lex(next + 1).is_some_and(|after| phrase.joins(after, self.lang)) {
                    break;
                }
                next += 1;
                continue;
            }
            if let (Lex::Part(parts, count), Some(above)) = (word, phrase.above()) {
                return self.fraction(begin, next + hyphen + 1, above, parts, count);
            }
            if !phrase.add(word, self.lang) {
                break;
            }
            next += hyphen + 1;
            end = next;
        }
        let value = phrase.value()?;
        if let Some((decimals, end)) = self.spoken_decimals(end) {
            let (scale, end) = self.scales(end, false, end);
            return Some(Numeral { scale, ..self.numeral(begin, end, (value + decimals) * scale, Form::Words) });
        }
        let last = phrase.last_scale();
        let (half, after, scale) = self.and_a_half(end, last);
        let value = value * (scale / last) + half * scale;
        let (rest, after) = self.mil_and_digits(after, last);
        let value = value + rest;
        Some(Numeral { scale: phrase.scale.max(scale), ..self.numeral(begin, after.max(end), value, Form::Words) })
    }

    /// "two-thirds", "drei Viertel", "one third of".
    fn fraction(&self, begin: usize, next: usize, above: f64, parts: f64, count: Count) -> Option<Numeral> {
        let fits = match count {
            Count::One => above == 1.0 && (parts > 4.0 || self.of_follows(next)),
            Count::Many => above > 1.0,
            Count::Either => true,
        };
        (fits && above < parts)
            .then(|| self.numeral(begin, next, above / parts, Form::Fraction))
            .or_else(|| Some(self.numeral(begin, begin + 1, above, Form::Words)))
    }
}

/// A number times a scale, without the last bit that 16.4 million would lose.
fn scaled(value: f64, scale: f64) -> f64 {
    let (exact, whole) = (value * scale, (value * scale).round());
    if (exact - whole).abs() < whole * f64::EPSILON { whole } else { exact }
}

/// The value of "½" and the like.
fn sign_fraction(mark: &str) -> Option<f64> {
    Some(match mark {
        "½" => 0.5,
        "¼" => 0.25,
        "¾" => 0.75,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        "⅛" => 0.125,
        "⅜" => 0.375,
        "⅝" => 0.625,
        "⅞" => 0.875,
        "⅕" => 0.2,
        "⅖" => 0.4,
        "⅗" => 0.6,
        "⅘" => 0.8,
        "⅙" => 1.0 / 6.0,
        "⅚" => 5.0 / 6.0,
        _ => return None,
    })
}

/// First two letters of the words in `lexicon` by language: most words begin no number, and are not looked up.
const PREFIXES: [(Lang, &str); 4] = [
    (Lang::EN, "of ha ze on tw th fo fi si se ei ni te el do hu la mi ml mn cr bi bn bl tr tn qu an"),
    (Lang::DE, "ei ha vo du hu ta ts ze mi mr md bi dr vi se si ac ne nu zw el an fu fo"),
    (Lang::FR, "un et de d' d’ mo ze tr qu ci si se hu ne di on do vi so no ce mi md mr bi oc ti ci"),
    (Lang::ES, "un de me mi ce do tr cu ci se si oc nu di on ve qu no de bi te md"),
];

/// A bit for each pair of letters.
type Pairs = [u32; 26];

static PAIRS: std::sync::LazyLock<[Pairs; 4]> = std::sync::LazyLock::new(|| {
    PREFIXES.map(|(_, prefixes)| {
        let mut pairs = [0; 26];
        for pair in prefixes.split(' ').map(str::as_bytes).filter(|p| p[1].is_ascii_lowercase()) {
            pairs[usize::from(pair[0] - b'a')] |= 1 << (pair[1] - b'a');
        }
        pairs
    })
});

/// Quick look at the first two letters.
fn may_be_number(word: &str, lang: Lang) -> bool {
    let bytes = word.as_bytes();
    let Some(table) = PREFIXES.iter().position(|(l, _)| *l == lang) else {
        return false;
    };
    let (first, second) = (bytes[0].to_ascii_lowercase(), bytes.get(1).map_or(b'\'', u8::to_ascii_lowercase));
    if !first.is_ascii_lowercase() || !second.is_ascii_lowercase() {
        return bytes.len() == 1 || !first.is_ascii() || !second.is_ascii() || second == b'\'';
    }
    PAIRS[table][usize::from(first - b'a')] & (1 << (second - b'a')) != 0
}

#[cfg(test)]
mod tests;
