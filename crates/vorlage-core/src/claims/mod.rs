//! Claims: what does it say, who says so, how many?
//!
//! In: one document's text, language and sentences. Out: names, quotations with speaker, figures with hedge, unit and what is
//! counted.

mod figures;
mod lexicon;
mod names;
mod quotes;
mod tokens;

pub use figures::figures;
pub use names::names;
pub use quotes::{quotes, spoken};

use vorlage_model::{Figure, Lang, Name, Quote, Span};

/// The claims of one document.
#[derive(Debug, Clone, Default)]
pub struct Claims {
    /// Names in order of position.
    pub names: Vec<Name>,
    /// Quotations in order of position.
    pub quotes: Vec<Quote>,
    /// Figures in order of position.
    pub figures: Vec<Figure>,
}

/// Finds the claims of a text in the given sentences.
#[must_use]
pub fn find(text: &str, lang: Option<Lang>, sentences: &[Span]) -> Claims {
    let lexicon = lexicon::Lexicon::of(lang);
    let tokens = tokens::tokens(text, sentences, lexicon);
    let runs = names::runs(text, &tokens, lexicon);
    let names = names::of_runs(text, &tokens, &runs);
    let quotes = quotes::of_runs(text, &tokens, lexicon, &runs);
    let figures = figures(text, lang, sentences);
    Claims { names, quotes, figures }
}
