//! Quotations: which words did somebody say, and who?
//!
//! In: text, language, sentences of the article, names. Out: direct and indirect quotations in order of position, each with cue and
//! speaker. Per document; linear in the text, memory a few words a token.
//! Stages: `marks` pairs the quotation marks, `direct` tells speech from titles and scare quotes and has its attribution read by
//! `attribution` and `groups`,
//! `indirect` reads reported clauses, `speakers` finds the fullest name for "he", "the minister", "Rutte".
//! Invariants: quotations are sorted; direct ones do not overlap each other; no span starts or ends with a mark.
//! A speech that an inserted "he said" interrupts is one quotation from its first word to its last; [`spoken`] gives its pieces.
//! English reports with a partial quotation inside ("said it was a “disaster”") are one indirect quotation, as in PolNeAR; in the
//! other languages the words between marks are a direct quotation of their own, as in the Wikinews set.
//! Never: invents a speaker: where the words leave it open, the speaker is absent.
//! **Source:** PolNeAR (English) and the German Wikinews quotation corpus for what counts; own rules.

mod attribution;
mod direct;
mod groups;
mod indirect;
mod marks;
mod speakers;

use super::lexicon::Lexicon;
use super::names::{Run, runs};
use super::tokens::{Kind, Token, tokens};
use attribution::{Attribution, Scene};
use std::ops::Range;
use vorlage_model::{Cue, Lang, Name, Quote, Span, Speaker};

/// A quotation before its speaker has a name; token ranges.
#[derive(Debug, Clone)]
struct Found {
    words: Range<usize>,
    direct: bool,
    by: Attribution,
    /// The speaker of the quotation before goes on speaking.
    inherits: bool,
}

/// Finds the quotations of a text, in order of position.
#[must_use]
pub fn quotes(text: &str, lang: Option<Lang>, sentences: &[Span], _names: &[Name]) -> Vec<Quote> {
    let lexicon = Lexicon::of(lang);
    let tokens = tokens(text, sentences, lexicon);
    of_runs(text, &tokens, lexicon, &runs(text, &tokens, lexicon))
}

/// Finds the quotations of a text whose tokens and names were found before.
pub fn of_runs(text: &str, tokens: &[Token], lexicon: &Lexicon, runs: &[Run]) -> Vec<Quote> {
    let scene = Scene { text, tokens, lexicon };
    let marked = marks::marked(text, tokens);
    let mut found = direct::speeches(&scene, &marked);
    let reported = indirect::reports(&scene, &marked, &found);
    found.extend(reported);
    found.sort_by_key(|f| (f.words.start, !f.direct, f.words.end));
    let named = speakers::name_all(&scene, runs, &found);
    let pairs = found.iter().zip(named);
    pairs.filter_map(|(f, speaker)| quote(&scene, f, speaker)).collect()
}

/// The words of a quotation that stand between marks: a speech without the inserted "he said", or the partial quotations inside a
/// report. A direct quotation without inner marks is its own single piece; a report without marks has none.
#[must_use]
pub fn spoken(text: &str, quote: &Quote) -> Vec<Span> {
    let all = [quote.span];
    let tokens = tokens(text, &all, Lexicon::of(None));
    let mut out = Vec::new();
    let mut begin = 0;
    let mut inside = quote.direct;
    for (at, token) in tokens.iter().enumerate() {
        if token.kind != Kind::Mark || !marks::turns(text, &tokens, at, inside) {
            continue;
        }
        if inside && begin < at {
            out.push(Span { begin: tokens[begin].begin, end: tokens[at - 1].end });
        }
        inside = !inside;
        begin = at + 1;
    }
    if inside && begin < tokens.len() {
        out.push(Span { begin: tokens[begin].begin, end: quote.span.end });
    }
    out
}

/// Turns token ranges to spans; a quotation of nothing is none.
fn quote(scene: &Scene<'_>, found: &Found, speaker: Option<Speaker>) -> Option<Quote> {
    let span = span(scene, &found.words)?;
    let cue = found.by.cue.as_ref().and_then(|c| self::span(scene, c)).map(|span| Cue { span });
    Some(Quote { span, direct: found.direct, speaker, cue })
}

/// The span of a token range.
fn span(scene: &Scene<'_>, range: &Range<usize>) -> Option<Span> {
    let first = scene.tokens.get(range.start)?;
    let last = scene.tokens.get(range.end.checked_sub(1)?)?;
    (first.begin < last.end).then_some(Span { begin: first.begin, end: last.end })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lang: Lang, text: &str) -> Vec<(String, bool, String)> {
        let sentences = vorlage_text::sentences(text, Some(lang));
        let quotes = quotes(text, Some(lang), &sentences, &[]);
        let name = |q: &Quote| q.speaker.as_ref().and_then(|s| s.name.clone()).unwrap_or_default();
        quotes.iter().map(|q| (q.span.of(text).to_owned(), q.direct, name(q))).collect()
    }

    fn check(lang: Lang, text: &str, expected: &[(&str, &str)]) {
        let found = found(lang, text);
        let direct: Vec<(&str, &str)> = found.iter().filter(|f| f.1).map(|f| (f.0.as_str(), f.2.as_str())).collect();
        assert_eq!(direct, expected);
    }

    fn check_report(lang: Lang, text: &str, expected: (&str, &str)) {
        let found = found(lang, text);
        let reports: Vec<(&str, &str)> = found.iter().filter(|f| !f.1).map(|f| (f.0.as_str(), f.2.as_str())).collect();
        assert!(reports.contains(&expected), "{reports:?}");
    }

    #[test]
    fn a_speech_has_its_speaker_behind_or_before_it() {
        check(
            Lang::EN,
            "“The bridge will open in May,” said Maria Kessler, the mayor of Ulm.",
            &[("The bridge will open in May,", "Maria Kessler")],
        );
        check(
            Lang::EN,
            "Mayor Maria Kessler said: “The bridge will open.”",
            &[("The bridge will open.", "Maria Kessler")],
        );
        check(
            Lang::DE,
            "„Die Brücke wird im Mai eröffnet“, sagte Maria Kessler am Montag.",
            &[("Die Brücke wird im Mai eröffnet", "Maria Kessler")],
        );
        check(
            Lang::FR,
            "« Le pont ouvrira en mai », a déclaré Maria Kessler lundi.",
            &[("Le pont ouvrira en mai", "Maria Kessler")],
        );
        check(
            Lang::ES,
            "«El puente abrirá en mayo», dijo María Kessler el lunes.",
            &[("El puente abrirá en mayo", "María Kessler")],
        );
    }

    #[test]
    fn an_inserted_attribution_stays_inside_one_english_speech() {
        let text = "“We are late,” Anna Holt said. “We will finish.”";
        check(Lang::EN, text, &[("We are late,” Anna Holt said. “We will finish.", "Anna Holt")]);
        let quote = Quote { span: Span::new(3, text.len() - 3), direct: true, speaker: None, cue: None };
        let pieces: Vec<&str> = spoken(text, &quote).iter().map(|s| s.of(text)).collect();
        assert_eq!(pieces, ["We are late,", "We will finish."]);
    }

    #[test]
    fn pronouns_and_titles_find_their_person() {
        let text = "Foreign Minister Olena Sybiga met Paul Keller.
“It is agreed,” Sybiga said.
“We sign tomorrow,” she added.
“I am tired,” the minister said.";
        let name = "Olena Sybiga";
        check(Lang::EN, text, &[("It is agreed,", name), ("We sign tomorrow,", name), ("I am tired,", name)]);
        let text = "Der dänische Außenminister Lars Holm sprach mit Anna Weber. „Es eilt“, sagte Weber.
Der dänische Außenminister warnte: „Wir haben wenig Zeit.“ „Es bleibt dabei“, fügte er hinzu.";
        check(
            Lang::DE,
            text,
            &[("Es eilt", "Anna Weber"), ("Wir haben wenig Zeit.", "Lars Holm"), ("Es bleibt dabei", "Lars Holm")],
        );
    }

    #[test]
    fn a_bare_spokesman_speaks_for_the_body_before() {
        let text = "The Harbour Ministry confirmed the delay.
“We need another week,” a spokesman said.";
        check(Lang::EN, text, &[("We need another week,", "Harbour Ministry spokesman")]);
    }

    #[test]
    fn titles_and_scare_quotes_are_no_speech() {
        check(Lang::EN, "The film “Night Ferry” is a “small” success.", &[]);
        check(Lang::DE, "Das Schiff „Nordstern“ liegt im Hafen, die Zeitung „Der Bote“ berichtete.", &[]);
    }

    #[test]
    fn a_halved_quotation_runs_to_the_end_of_its_paragraph() {
        check(
            Lang::EN,
            "Anna Holt said: “We are late and we know it.
The port is closed.",
            &[("We are late and we know it.", "Anna Holt")],
        );
    }

    #[test]
    fn reports_have_clause_and_speaker() {
        check_report(Lang::EN, "Anna Holt said that the port was closed.", ("that the port was closed", "Anna Holt"));
        check_report(
            Lang::EN,
            "The port is closed until Friday, Anna Holt said.",
            ("The port is closed until Friday", "Anna Holt"),
        );
        check_report(Lang::EN, "According to Anna Holt, the port was closed.", ("the port was closed", "Anna Holt"));
        check_report(
            Lang::DE,
            "Anna Weber erklärte, der Hafen sei geschlossen.",
            ("der Hafen sei geschlossen", "Anna Weber"),
        );
        check_report(
            Lang::FR,
            "Anna Weber a affirmé que le port était fermé.",
            ("que le port était fermé", "Anna Weber"),
        );
        check_report(
            Lang::ES,
            "Anna Weber afirmó que el puerto estaba cerrado.",
            ("que el puerto estaba cerrado", "Anna Weber"),
        );
    }

    #[test]
    fn hostile_texts_end() {
        for unit in ["“a ” said he ", "\"", "„Er sagte: ", "he said that ", "''x'' ", "the minister said. "] {
            let text = unit.repeat(40_000);
            let _ = quotes(&text, Some(Lang::EN), &[Span::new(0, text.len())], &[]);
        }
    }
}
