//! Were words replaced by synonyms?
//!
//! Three sorts of places speak for it: expressions that only spinners write ("White Home"), words that never stand beside their
//! neighbour although a synonym of theirs does all the time ("rising strain" where news has "growing pressure"), and debris of the
//! tool ("{dollars}", "with out"). One place proves nothing; the confidence comes from how densely they stand and how many differ.

use super::prose::Prose;
use super::tables::Tables;
use crate::Background;
use crate::background::{Thesaurus, joined};
use vorlage_model::{Lang, SelfFinding, SelfFindingKind, Span};
use vorlage_text::{Word, hash64};

/// Documents in which the expected words must stand together.
const LEAST_EXPECTED: u32 = 8;
/// How many times more often than the words in the text.
const TIMES_EXPECTED: u32 = 12;
/// How many times more often than the words in the text, for the higher weights.
const TIMES_STRONG: u32 = 40;
/// Documents from which on a word is at home beside its other neighbour, so that it is no replacement.
const AT_HOME: u32 = 2;
/// The expected words are a fixed expression where they make up this share of the rarer one's documents, in hundredths.
const FIXED: u32 = 30;
/// They go together where they make up this share.
const TOGETHER: u32 = 10;
/// A word of this share of all documents, in hundredths, is common: it stands beside anything.
const COMMON: u32 = 30;
/// A word replaced is looked for among this many synonyms at most.
const MOST_ORIGINALS: usize = 40;
/// Weight in bits of an expression of the table, or of debris.
const PHRASE_BITS: u32 = 8;
/// Places of less weight are not mentioned where the whole text does not look spun.
const TELLING_BITS: u32 = 7;
/// Words added to the length of a text, so that two places in a short one do not make it spun.
const PADDING_WORDS: usize = 100;
/// Different words replaced below which nothing is said: one writer's habit ("stated") is no spin.
const LEAST_PLACES: usize = 3;
/// Bits per 100 words at which replacements of the table leave spun and untouched even: 0.1 % of 2,286 untouched articles reach it,
/// 0.6 % of 649 paraphrases and back-translations, 78 % of articles with 5 % of their words replaced, 99 % with 15 % (decision 0005).
const OWN_DOUBT: f64 = 4.2;
/// The same with those that only a thesaurus has: 0.3 %, and 96 % of articles with 15 % of their words replaced from a thesaurus.
const ALL_DOUBT: f64 = 4.6;

/// A place with what it is worth.
struct Place {
    finding: SelfFinding,
    /// How much more likely it is in a spun text than in another: binary logarithm.
    bits: u32,
    /// The table of spinners has it; else only a thesaurus does.
    own: bool,
    /// Hash of the word replaced or of the first word of the expression; one word counts once.
    word: u64,
}

/// Finds the places; their order is that of the text.
#[must_use]
pub fn find(prose: &Prose<'_>, background: &Background) -> (Vec<SelfFinding>, f64) {
    let (tables, thesaurus) = (Tables::of(prose.lang), background.thesaurus(prose.lang));
    if tables.is_empty() && thesaurus.is_none() {
        return (Vec::new(), 0.0);
    }
    let sight = Sight { prose, background, tables, thesaurus };
    let mut places = Vec::new();
    for run in &prose.runs {
        sight.read(run, &mut places);
    }
    braces(prose, &mut places);
    places.sort_by_key(|p| (p.finding.span, p.finding.kind));
    let confidence = confidence(prose, &places);
    let least = if confidence < super::SHOWN { TELLING_BITS } else { 0 };
    (places.into_iter().filter(|p| p.bits >= least).map(|p| p.finding).collect(), confidence)
}

/// What is looked with.
struct Sight<'a> {
    prose: &'a Prose<'a>,
    background: &'a Background,
    tables: &'static Tables,
    thesaurus: Option<&'a Thesaurus>,
}

impl Sight<'_> {
    /// Looks at every word of a run once.
    fn read(&self, run: &[Word], places: &mut Vec<Place>) {
        let mut at = 0;
        while at < run.len() {
            if let Some((phrase, length)) = self.tables.phrase(&run[at..]) {
                let span = Span { begin: run[at].span.begin, end: run[at + length - 1].span.end };
                let kind =
                    if phrase.artefact { SelfFindingKind::SpinnerArtefact } else { SelfFindingKind::TorturedPhrase };
                let expected = cased(phrase.expected, span.of(self.prose.text));
                places.push(place(span, kind, expected, (PHRASE_BITS, true, run[at].hash)));
                at += length;
                continue;
            }
            places.extend(self.replaced(run, at));
            at += 1;
        }
    }

    /// A word beside which a synonym of it would be at home, and it is not.
    fn replaced(&self, run: &[Word], at: usize) -> Option<Place> {
        let here = self.contexts(run, at);
        let mut best: Option<(Better, String, bool)> = None;
        for (original, own) in self.originals(&run[at]) {
            let better = self.better(&here, &run[at], &original, own);
            if let Some(better) =
                better.filter(|n| best.as_ref().is_none_or(|b| (n.bits, n.would) > (b.0.bits, b.0.would)))
            {
                best = Some((better, original, own));
            }
        }
        let (better, original, own) = best?;
        let kind = if better.fixed { SelfFindingKind::TorturedPhrase } else { SelfFindingKind::OddPair };
        Some(place(
            better.span,
            kind,
            self.expected(&run[at], &original, better.span),
            (better.bits, own, run[at].hash),
        ))
    }

    /// What may have stood there; `true` where the table of spinners says so.
    fn originals(&self, word: &Word) -> Vec<(String, bool)> {
        let mut out: Vec<(String, bool)> = self.tables.originals(word.hash).map(|o| (o.to_owned(), true)).collect();
        if let Some(thesaurus) = self.thesaurus {
            out.extend(thesaurus.synonyms(word.hash).map(|o| (o.to_lowercase(), false)));
            if let Some(one) = self.prose.of(word).strip_suffix('s') {
                let one = hash64(vorlage_text::fold(one).as_bytes());
                out.extend(thesaurus.synonyms(one).map(|o| (format!("{}s", o.to_lowercase()), false)));
            }
        }
        out.truncate(MOST_ORIGINALS);
        out
    }

    /// The neighbours of a word.
    fn contexts(&self, run: &[Word], at: usize) -> Vec<Context> {
        let text = self.prose.text;
        let link = |n: usize| n + 1 < run.len() && joined(text, &run[n], &run[n + 1]);
        let mut out = Vec::with_capacity(4);
        if at >= 1 && link(at - 1) {
            out.push(Context { side: Side::Before(run[at - 1]), middle: None });
            if at >= 2 && link(at - 2) && run[at - 1].span.len() <= 4 {
                out.push(Context { side: Side::Before(run[at - 2]), middle: Some(run[at - 1].hash) });
            }
        }
        if link(at) {
            out.push(Context { side: Side::After(run[at + 1]), middle: None });
            if link(at + 1) && run[at + 1].span.len() <= 4 {
                out.push(Context { side: Side::After(run[at + 2]), middle: Some(run[at + 1].hash) });
            }
        }
        out
    }

    /// How much better a word would stand here; `None` where it would not.
    fn better(&self, contexts: &[Context], word: &Word, original: &str, own: bool) -> Option<Better> {
        let hash = hash64(original.as_bytes());
        let mut best: Option<Better> = None;
        for context in contexts {
            let (is, would) = (self.count(context, word.hash), self.count(context, hash));
            if is >= AT_HOME && is > would / TIMES_EXPECTED {
                return None;
            }
            if would >= LEAST_EXPECTED && would >= TIMES_EXPECTED * (is + 1) {
                let found = self.weigh(context, word, hash, (is, would), own);
                if best.as_ref().is_none_or(|b| (found.bits, found.would) > (b.bits, b.would)) {
                    best = Some(found);
                }
            }
        }
        best.filter(|b| b.bits > 0)
    }

    /// Weighs a context in which the original is at home and the word is not.
    fn weigh(&self, context: &Context, word: &Word, original: u64, (is, would): (u32, u32), own: bool) -> Better {
        let (Side::Before(other) | Side::After(other)) = context.side;
        let neighbour = self.frequency(other.hash);
        let rarer = neighbour.min(self.frequency(original)).max(1);
        let share = (u64::from(would) * 100 / u64::from(rarer)) as u32;
        let common =
            u64::from(neighbour) * 100 >= u64::from(COMMON) * u64::from(self.background.documents(self.prose.lang));
        let unseen = is == 0;
        let strong = unseen && would >= TIMES_STRONG;
        let bits = if own { own_bits(strong, share, common) } else { thesaurus_bits(unseen, strong, share, common) };
        let span = Span { begin: word.span.begin.min(other.span.begin), end: word.span.end.max(other.span.end) };
        Better { bits, would, fixed: strong && share >= TOGETHER, span }
    }

    fn frequency(&self, hash: u64) -> u32 {
        self.background.document_frequency_of_hash(self.prose.lang, hash)
    }

    /// In how many documents a word stands in a context.
    fn count(&self, context: &Context, hash: u64) -> u32 {
        let lang: Lang = self.prose.lang;
        match (context.side, context.middle) {
            (Side::Before(b), None) => self.background.following_of_hashes(lang, b.hash, hash),
            (Side::Before(b), Some(m)) => self.background.triple_of_hashes(lang, b.hash, m, hash),
            (Side::After(a), None) => self.background.following_of_hashes(lang, hash, a.hash),
            (Side::After(a), Some(m)) => self.background.triple_of_hashes(lang, hash, m, a.hash),
        }
    }

    /// The words of a span with the original in its place, in the case of the text.
    fn expected(&self, word: &Word, original: &str, span: Span) -> String {
        let text = self.prose.text;
        let before = text.get(span.begin as usize..word.span.begin as usize).unwrap_or("");
        let after = text.get(word.span.end as usize..span.end as usize).unwrap_or("");
        format!("{before}{}{after}", cased(original, self.prose.of(word)))
    }
}

/// Gives the words of `expected` the capitals of the words of `seen`.
fn cased(expected: &str, seen: &str) -> String {
    let capitals: Vec<bool> = seen.split(' ').map(|w| w.starts_with(char::is_uppercase)).collect();
    let all = capitals.iter().filter(|&&c| c).count() > 1;
    let mut out = String::with_capacity(expected.len());
    for (n, word) in expected.split(' ').enumerate() {
        let like = if n + 1 == expected.split(' ').count() { capitals.last() } else { capitals.get(n) };
        let capital = like.copied().unwrap_or(all);
        let mut letters = word.chars();
        out.push_str(if n > 0 { " " } else { "" });
        match letters.next() {
            Some(first) if capital => out.extend(first.to_uppercase()),
            Some(first) => out.push(first),
            None => {}
        }
        out.push_str(letters.as_str());
    }
    out
}

/// What stands better in a place, and how much.
struct Better {
    bits: u32,
    would: u32,
    fixed: bool,
    span: Span,
}

/// A neighbour, with the short word between where there is one.
#[derive(Debug, Clone, Copy)]
struct Context {
    side: Side,
    middle: Option<u64>,
}

/// On which side a neighbour stands.
#[derive(Debug, Clone, Copy)]
enum Side {
    Before(Word),
    After(Word),
}

/// Weight of a replacement that the table of spinners has.
///
/// Measured: rate in articles with 5 % of their words replaced against the rate in untouched ones, by class (decision 0005).
fn own_bits(strong: bool, share: u32, common: bool) -> u32 {
    let strength = match (strong, share) {
        (false, _) => 0,
        (true, FIXED..) => 4,
        (true, TOGETHER..) => 3,
        (true, _) => 2,
    };
    3 + strength + u32::from(!common)
}

/// Weight of a replacement that only a thesaurus has; measured in the same way.
fn thesaurus_bits(unseen: bool, strong: bool, share: u32, common: bool) -> u32 {
    if !unseen {
        return 0;
    }
    let fixed = strong && share >= FIXED;
    let rare_together = strong && !common && share >= TOGETHER;
    1 + u32::from(strong) + u32::from(!common) + u32::from(fixed) + u32::from(rare_together)
}

fn place(span: Span, kind: SelfFindingKind, expected: String, (bits, own, word): (u32, bool, u64)) -> Place {
    Place { finding: SelfFinding { span, kind, expected: Some(expected) }, bits, own, word }
}

/// Finds single words in braces, where a spinner's list of choices was left open.
fn braces(prose: &Prose<'_>, places: &mut Vec<Place>) {
    for run in &prose.runs {
        for word in run {
            let (begin, end) = (word.span.begin as usize, word.span.end as usize);
            let inside = prose.text[..begin].ends_with('{') && prose.text[end..].starts_with('}');
            if inside && prose.of(word).chars().all(char::is_lowercase) {
                let span = Span::new(begin - 1, end + 1);
                let kind = SelfFindingKind::SpinnerArtefact;
                places.push(place(span, kind, prose.of(word).to_owned(), (PHRASE_BITS, true, word.hash)));
            }
        }
    }
}

/// Turns places into a confidence.
fn confidence(prose: &Prose<'_>, places: &[Place]) -> f64 {
    let mut different: Vec<(u64, u32, bool)> = places.iter().map(|p| (p.word, p.bits, p.own)).collect();
    different.sort_unstable_by_key(|d| (d.0, std::cmp::Reverse(d.1)));
    different.dedup_by_key(|d| d.0);
    if different.len() < LEAST_PLACES {
        return 0.0;
    }
    let own: u32 = different.iter().filter(|d| d.2).map(|d| d.1).sum();
    let all: u32 = different.iter().map(|d| d.1).sum();
    let per = 100.0 / (prose.len() + PADDING_WORDS) as f64;
    let (own, all) = (f64::from(own) * per / OWN_DOUBT, f64::from(all) * per / ALL_DOUBT);
    super::rising(own.max(all))
}

#[cfg(test)]
mod tests {
    use super::*;
    use vorlage_model::Analysis;

    const SPUN: &str = "The State Division stated on Tuesday that officers had been beneath rising strain with out naming them. \
        A suppose tank in town stated final week that billions of {dollars} in navy assist would cease, in accordance with a doable plan \
        of the White Home, and the Home of Representatives has been crucial of it.";
    const PLAIN: &str = "The State Department said on Tuesday that officials had come under growing pressure without naming them. \
        A think tank in the city said last week that billions of dollars in military aid would stop under a possible plan of the \
        White House, and the House of Representatives has been critical of it.";

    fn found(text: &str) -> (Vec<SelfFinding>, f64) {
        let analysis = Analysis { sentences: sentences_of(text), ..Analysis::default() };
        find(&Prose::new(text, Lang::EN, &analysis), &Background::shipped())
    }

    fn sentences_of(text: &str) -> Vec<Span> {
        vorlage_text::sentences(text, Some(Lang::EN))
    }

    fn check(words: &str, expected: &str) {
        let (findings, _) = found(SPUN);
        let meant = findings.iter().find(|f| f.span.of(SPUN) == words).and_then(|f| f.expected.as_deref());
        assert_eq!(meant, Some(expected), "{findings:?}");
    }

    #[test]
    fn replaced_words_are_marked_with_what_stood_there() {
        check("State Division", "State Department");
        check("White Home", "White House");
        check("suppose tank", "think tank");
        check("navy assist", "military aid");
        check("beneath rising", "under growing");
        check("with out", "without");
        check("{dollars}", "dollars");
    }

    #[test]
    fn a_text_full_of_them_is_spun_and_the_same_text_unspun_is_not() {
        assert!(found(SPUN).1 > 0.9);
        assert_eq!(found(PLAIN).1, 0.0);
        assert_eq!(found(""), (Vec::new(), 0.0));
    }

    #[test]
    fn a_single_odd_word_in_a_plain_text_is_not_mentioned() {
        let text = PLAIN.replace("said last", "stated last");
        assert_eq!(found(&text), (Vec::new(), 0.0));
    }
}
