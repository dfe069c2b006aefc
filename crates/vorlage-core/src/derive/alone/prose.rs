//! The words of an article as its own narration has them: residue and direct quotations left out.

use vorlage_model::{Analysis, Lang, Span};
use vorlage_text::{Word, words};

/// Narration of one document.
pub struct Prose<'t> {
    /// The whole text of the document.
    pub text: &'t str,
    /// Its language.
    pub lang: Lang,
    /// Words of each sentence outside direct quotations; a sentence that holds one is cut into several runs.
    pub runs: Vec<Vec<Word>>,
}

impl<'t> Prose<'t> {
    /// Takes the narration out of an analysed text.
    #[must_use]
    pub fn new(text: &'t str, lang: Lang, analysis: &Analysis) -> Self {
        let said: Vec<Span> = analysis.quotes.iter().filter(|q| q.direct).map(|q| q.span).collect();
        let mut runs = Vec::with_capacity(analysis.sentences.len());
        let mut next = 0;
        for &sentence in &analysis.sentences {
            let mut begin = sentence.begin;
            while next < said.len() && said[next].end <= begin {
                next += 1;
            }
            for quote in said[next..].iter().take_while(|q| q.begin < sentence.end) {
                push_run(text, begin, quote.begin, &mut runs);
                begin = begin.max(quote.end);
            }
            push_run(text, begin, sentence.end, &mut runs);
        }
        Self { text, lang, runs }
    }

    /// Number of words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.runs.iter().map(Vec::len).sum()
    }

    /// The words of a span.
    #[must_use]
    pub fn of(&self, word: &Word) -> &'t str {
        word.span.of(self.text)
    }
}

/// Adds the words between two places of the text.
fn push_run(text: &str, begin: u32, end: u32, runs: &mut Vec<Vec<Word>>) {
    let Some(slice) = text.get(begin as usize..end.max(begin) as usize) else {
        return;
    };
    let shift = |w: Word| Word { span: Span { begin: w.span.begin + begin, end: w.span.end + begin }, ..w };
    let found: Vec<Word> = words(slice).into_iter().map(shift).collect();
    if !found.is_empty() {
        runs.push(found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vorlage_model::Quote;

    #[test]
    fn words_that_somebody_said_are_left_out() {
        let text = "He said \"never again\" today. Rain fell.";
        let quote = Quote { span: Span::new(9, 20), direct: true, speaker: None, cue: None };
        let sentences = vec![Span::new(0, 28), Span::new(29, 39)];
        let analysis = Analysis { sentences, quotes: vec![quote], ..Analysis::default() };
        let prose = Prose::new(text, Lang::EN, &analysis);
        let runs: Vec<Vec<&str>> = prose.runs.iter().map(|r| r.iter().map(|w| prose.of(w)).collect()).collect();
        assert_eq!(runs, [vec!["He", "said"], vec!["today"], vec!["Rain", "fell"]]);
        assert_eq!(prose.len(), 5);
    }
}
