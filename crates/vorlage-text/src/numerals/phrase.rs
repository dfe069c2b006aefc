//! Composes number words into a number: what may follow what in "two hundred and five thousand".
//!
//! One value is open (`current`) until a scale closes it into `total`; a scale larger than the one before multiplies all ("dos mil
//! millones"). The tests stand in the parent module, over whole texts.

use super::lexicon::{Lex, Use};
use vorlage_model::Lang;

/// A number under composition.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    /// What scales have closed.
    pub(super) total: f64,
    /// What the next scale will multiply.
    pub(super) current: Option<f64>,
    /// The last scale.
    pub(super) last: f64,
    /// The largest scale.
    pub(super) scale: f64,
}

impl Default for Phrase {
    fn default() -> Self {
        Self { total: 0.0, current: None, last: f64::INFINITY, scale: 1.0 }
    }
}

impl Phrase {
    /// Takes a word in; false where it does not continue the number.
    pub(super) fn add(&mut self, word: Lex, lang: Option<Lang>) -> bool {
        match word {
            Lex::Small(v) => self.add_small(v, lang),
            Lex::Tens(v) => self.add_tens(v),
            Lex::Hundreds(v) => self.current.is_none() && self.set(v),
            Lex::Article if self.after_tens() && matches!(lang, Some(Lang::FR | Lang::ES)) => {
                self.set(self.current.unwrap_or(0.0) + 1.0)
            }
            Lex::Scale(1e2, how) => self.hundred(how),
            Lex::Scale(by, how) => self.multiply(by, how),
            _ => false,
        }
    }

    fn set(&mut self, v: f64) -> bool {
        self.current = Some(v);
        true
    }

    fn add_small(&mut self, v: f64, lang: Option<Lang>) -> bool {
        let Some(current) = self.current else {
            return self.set(v);
        };
        let below = current % 100.0;
        let french = lang == Some(Lang::FR) && (below == 60.0 || below == 80.0) && (10.0..20.0).contains(&v);
        let after_ten = lang == Some(Lang::FR) && matches!(below as u32, 10 | 70 | 90) && (7.0..10.0).contains(&v);
        let fits =
            (current >= 100.0 && below == 0.0) || (below >= 20.0 && below % 10.0 == 0.0 && (1.0..10.0).contains(&v));
        (fits || french || after_ten) && self.set(current + v)
    }

    fn add_tens(&mut self, v: f64) -> bool {
        match self.current {
            None => self.set(v),
            Some(c) if v == 20.0 && c % 100.0 == 4.0 => self.set(c - 4.0 + 80.0),
            Some(c) => c >= 100.0 && c % 100.0 == 0.0 && self.set(c + v),
        }
    }

    fn hundred(&mut self, how: Use) -> bool {
        self.scale = self.scale.max(1e2);
        match self.current {
            None => how == Use::Bare && self.set(1e2),
            Some(c) => c > 0.0 && c < 100.0 && self.set(c * 1e2),
        }
    }

    fn multiply(&mut self, by: f64, how: Use) -> bool {
        if self.current.is_none() && self.total == 0.0 && how != Use::Bare {
            return false;
        }
        if self.current.is_none() && by <= self.last && self.last.is_finite() {
            return false;
        }
        let current = self.current.take();
        if by > self.last {
            // "tres billones cinco mil millones": what a larger scale closed stays as it is.
            let above = if self.scale > by { self.total - self.total % self.scale } else { 0.0 };
            self.total = above + (self.total - above + current.unwrap_or(0.0)) * by;
        } else {
            self.total += current.unwrap_or(1.0) * by;
        }
        self.last = by;
        self.scale = self.scale.max(by);
        true
    }

    /// Tells whether "and" may lead on to `after`.
    pub(super) fn joins(&self, after: Lex, lang: Option<Lang>) -> bool {
        let tens = self.after_tens();
        match (lang, after) {
            (Some(Lang::ES), Lex::Small(v)) => tens && v < 10.0,
            (Some(Lang::ES | Lang::FR), Lex::Article) => tens,
            (Some(Lang::FR), Lex::Small(v)) => self.current == Some(60.0) && v == 11.0,
            (_, Lex::Small(_) | Lex::Tens(_)) => {
                self.scale >= 1e2 && self.scale < 1e6 && self.current.is_none_or(|c| c >= 100.0)
            }
            _ => false,
        }
    }

    /// The last word was 20, 30, .. 90.
    fn after_tens(&self) -> bool {
        let below = self.current.unwrap_or(0.0) % 100.0;
        below >= 20.0 && below % 10.0 == 0.0
    }

    /// The whole number so far, where it can stand above a denominator.
    pub(super) fn above(&self) -> Option<f64> {
        self.current.filter(|&c| self.total == 0.0 && (1.0..100.0).contains(&c))
    }

    /// The scale that closes the number ("two million and a half"); 1 where a smaller number follows it.
    pub(super) fn last_scale(&self) -> f64 {
        if self.current.is_none() && self.last.is_finite() { self.last } else { 1.0 }
    }

    pub(super) fn value(&self) -> Option<f64> {
        let value = self.total + self.current.unwrap_or(0.0);
        (self.current.is_some() || self.total > 0.0).then_some(value).filter(|v| v.is_finite())
    }
}
