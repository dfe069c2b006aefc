//! Numbers in several parts: powers of ten, spoken decimals, ratios, digits after a scale.
//!
//! "1.99×10−30", "1e10"; "deux virgule trois", "two point five"; "one in three", "un sur trois". A ratio is the
//! part of a whole that it names. The tests stand in the parent module, over whole texts.

use super::lexicon::Lex;
use super::units::unit;
use super::{Form, Numeral, Reader, TokenKind};
use vorlage_model::Lang;

/// Largest power of ten, either way; what is larger is a code, no quantity.
const LARGEST_POWER: i32 = 40;
/// Largest whole of a ratio ("one in a million" is said with a scale).
const LARGEST_WHOLE: f64 = 1e6;
/// Plain numbers from here on stand after "in" as years.
const FIRST_YEAR: f64 = 1500.0;
/// Most words after a decimal word.
const DECIMAL_WORDS: usize = 6;

impl Reader<'_> {
    /// The power of ten that follows digits, as a factor, and the token after it.
    pub(super) fn power(&self, next: usize) -> Option<(f64, usize)> {
        let sign_at = match self.raw(next) {
            "e" | "E" if self.touch(next - 1) && self.touch(next) => next + 1,
            "×" | "x" | "·" if self.raw(next + 1) == "10" => {
                let hat = usize::from(self.raw(next + 2) == "^");
                (self.touch(next + 1) && self.touch(next + 1 + hat)).then_some(next + 2 + hat)?
            }
            _ => return None,
        };
        let minus = matches!(self.raw(sign_at), "-" | "−" | "–");
        let signed = minus || self.raw(sign_at) == "+";
        let at = sign_at + usize::from(signed);
        let digits = self.tokens.get(at).filter(|t| t.kind == TokenKind::Digits && self.touch(at - 1))?;
        let size: i32 = digits.of(self.text).parse().ok().filter(|n| (0..=LARGEST_POWER).contains(n))?;
        // A power written out is parsed as the text of a number is: portable and exact to the last bit.
        let factor = format!("1e{}", if minus { -size } else { size }).parse().ok()?;
        Some((factor, at + 1))
    }

    /// The decimals said after a whole number in words or digits, as an amount below one, and the token after them.
    pub(super) fn spoken_decimals(&self, next: usize) -> Option<(f64, usize)> {
        let point = match self.lang.unwrap_or(Lang::EN) {
            Lang::EN => "point",
            Lang::DE => "komma",
            Lang::FR => "virgule",
            Lang::ES => "coma",
            _ => return None,
        };
        if self.word(next)? != point {
            return None;
        }
        let mut at = next + 1;
        let mut decimals = String::from("0.");
        while let Some(Lex::Small(digit)) = self.lex(at).filter(|_| at <= next + DECIMAL_WORDS) {
            decimals.push_str(&format!("{digit}"));
            at += 1;
            if digit >= 10.0 {
                break;
            }
        }
        if let Some(Lex::Tens(tens)) = self.lex(at).filter(|_| at == next + 1) {
            let ones_at = at + 1 + usize::from(self.raw(at + 1) == "-");
            let ones = if let Some(Lex::Small(v)) = self.lex(ones_at) { v } else { 0.0 };
            let fits = (1.0..10.0).contains(&ones);
            decimals.push_str(&format!("{}", tens + if fits { ones } else { 0.0 }));
            at = if fits { ones_at + 1 } else { at + 1 };
        }
        Some((decimals.parse().ok().filter(|_| at > next + 1)?, at))
    }

    /// "786 mil **228**", "5 millones **300 mil**", as Spanish writes large numbers: what digits add below a scale.
    pub(super) fn mil_and_digits(&self, mut next: usize, mut scale: f64) -> (f64, usize) {
        let mut rest = 0.0;
        while self.lang == Some(Lang::ES) && scale >= 1e3 {
            let small = self.tokens.get(next).filter(|t| t.kind == TokenKind::Digits && t.span.len() <= 3);
            let Some(value) = small.and_then(|t| t.of(self.text).parse::<f64>().ok()) else { break };
            let (by, end) = self.scales(next + 1, false, next);
            if by >= scale || value * by >= scale {
                break;
            }
            (rest, next, scale) = (rest + value * by, end, by);
        }
        (rest, next)
    }

    /// "one in three", "1 in 3", "un sur trois", "uno de cada tres".
    pub(super) fn ratio(&self, at: usize) -> Option<Numeral> {
        let one = self.word(at).unwrap_or_else(|| self.raw(at).to_owned());
        let lang = self.lang.unwrap_or(Lang::EN);
        let after = at + 1;
        let whole_at = match (lang, one.as_str(), self.raw(after)) {
            (Lang::EN, "one" | "1", "in") | (Lang::FR, "un" | "une" | "1", "sur") => after + 1,
            (Lang::ES, "uno" | "una" | "1", "de") if self.raw(after + 1) == "cada" => after + 2,
            _ => return None,
        };
        let whole = match self.tokens.get(whole_at)?.kind {
            TokenKind::Digits => self.read_digits(whole_at, false)?,
            TokenKind::Word => self.read_words(whole_at)?,
            TokenKind::Mark => return None,
        };
        let year = whole.form == Form::Plain && whole.value >= FIRST_YEAR;
        let counts =
            whole.vague.is_none() && whole.value.fract() == 0.0 && (2.0..=LARGEST_WHOLE).contains(&whole.value);
        let measured = self.word(whole.next).is_some_and(|w| unit(&w, self.lang).is_some());
        (counts && !year && !measured).then(|| self.numeral(at, whole.next, 1.0 / whole.value, Form::Fraction))
    }
}
