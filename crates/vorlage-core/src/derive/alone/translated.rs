//! Was it translated from another language?
//!
//! What speaks for it: a call to an English outlet's app or page in the words of another language; a line that credits a translator;
//! in German, the words of a link left standing with the capital of its own beginning in mid-sentence, and a quotation left open at
//! the end of a paragraph and opened again in the next, as English sets it. Fluent translations show none of this and are not found.

use super::lines::{Line, lines};
use vorlage_model::{Analysis, Credit, CreditKind, Lang, SelfFinding, SelfFindingKind, Span};
use vorlage_text::words;

/// Calls to click, read or install, by language.
const CALLS: [(&str, &[&str]); 10] = [
    (
        "de",
        &["klicken sie hier", "hier klicken", "laden sie die", "holen sie sich die", "zu erhalten", "melden sie sich"],
    ),
    ("fr", &["cliquez ici", "téléchargez l'application", "obtenir l'application", "inscrivez-vous"]),
    ("es", &["haga clic aquí", "haz clic aquí", "pulse aquí", "descargue la aplicación", "para obtener la aplicación"]),
    ("it", &["clicca qui", "fare clic qui", "cliccate qui", "per ottenere l'app"]),
    ("pt", &["clique aqui", "baixe o aplicativo", "para obter o aplicativo"]),
    ("nl", &["klik hier", "download de app"]),
    ("pl", &["kliknij tutaj", "pobierz aplikację"]),
    ("ru", &["нажмите здесь", "скачайте приложение"]),
    ("tr", &["buraya tıklayın", "uygulamasını indirin"]),
    ("cs", &["klikněte sem", "stáhněte si aplikaci"]),
];
/// Outlets that write in English.
const ENGLISH_OUTLETS: [&str; 18] = [
    "fox news", "fox-news", "fox business", "cnn", "nbc news", "cbs news", "abc news", "new york post",
    "new york times", "washington post", "daily mail", "daily caller", "breitbart", "newsmax", "epoch times",
    "usa today", "associated press", "sky news",
];
/// Beginnings of lines that credit a translator or say that the text is a translation.
const TRANSLATOR_LINES: [&str; 16] = [
    "übersetzt von",
    "übersetzung:",
    "aus dem englischen von",
    "aus dem englischen übersetzt",
    "dieser artikel wurde maschinell übersetzt",
    "traduit de l'anglais",
    "traduit par",
    "traduction :",
    "traducido por",
    "traducción de",
    "traducido del inglés",
    "tradotto da",
    "traduzione di",
    "translated by",
    "translated from",
    "this article was translated",
];
/// Longest line, in bytes, that can be a call or a credit.
const FURNITURE_BYTES: usize = 160;
/// Articles and pronouns that begin a German sentence; "Ihre" and "Sie" are left out, for politeness capitalises them anywhere.
const BEGINNINGS: [&str; 7] = ["Der", "Die", "Das", "Ein", "Eine", "Einen", "Einem"];
/// Least letters of a noun after them; shorter names of papers and parties ("Die Zeit") stand in mid-sentence.
const NOUN_LETTERS: usize = 4;

/// Link texts after which no more are looked for.
const MOST_LINKS: usize = 16;

/// Confidence of a translated call. None of 6,419 English and German articles that were held out has one.
const CALL: f64 = 0.9;
/// Confidence of a translator's line: 0.02 % of the same.
const TRANSLATOR: f64 = 0.8;
/// Confidence of two or more link texts left standing: 0.2 % of 4,133 German articles.
const LINKS: f64 = 0.6;
/// Confidence of one: 1.4 %, titles of books and papers for the most part.
const LINK: f64 = 0.2;
/// Confidence of a quotation that goes on by the English rule: 0.5 % of German articles, 14 % of translations from English.
const GOES_ON: f64 = 0.4;

/// Finds the places, and the confidence that they speak for together.
#[must_use]
pub fn find(text: &str, lang: Lang, analysis: &Analysis) -> (Vec<SelfFinding>, f64) {
    let lines = lines(text);
    let calls = calls(text, &lines, lang, &analysis.credits);
    let translators = translators(text, &lines);
    let (links, open) =
        if lang == Lang::DE { (links(text, analysis), goes_on(text, &lines)) } else { (Vec::new(), Vec::new()) };
    let link = match links.len() {
        0 => 0.0,
        1 => LINK,
        _ => LINKS,
    };
    let given = [(calls.len(), CALL), (translators.len(), TRANSLATOR), (open.len(), GOES_ON)];
    let doubt = given.iter().filter(|(n, _)| *n > 0).fold(1.0 - link, |doubt, (_, c)| doubt * (1.0 - c));
    let all = [
        (calls, SelfFindingKind::TranslatedFurniture),
        (translators, SelfFindingKind::TranslatedFurniture),
        (links, SelfFindingKind::Calque),
        (open, SelfFindingKind::HalvedQuotation),
    ];
    let findings = all.into_iter().flat_map(|(spans, kind)| spans.into_iter().map(move |s| super::finding(s, kind)));
    (findings.collect(), 1.0 - doubt)
}

/// Lines that call to an English outlet in the language of the text.
fn calls(text: &str, lines: &[Line], lang: Lang, credits: &[Credit]) -> Vec<Span> {
    let Some((_, phrases)) = CALLS.iter().find(|(code, _)| *code == lang.code()) else {
        return Vec::new();
    };
    let marks: Vec<Span> = credits.iter().filter(|c| c.kind == CreditKind::AppCall).filter_map(|c| c.span).collect();
    let marked =
        |span: Span| marks.get(marks.partition_point(|m| m.end <= span.begin)).is_some_and(|m| m.overlaps(span));
    let fits = |line: &&Line| {
        let lower = line.span.of(text).to_lowercase().replace('’', "'");
        let called = phrases.iter().any(|p| lower.contains(p));
        called && (marked(line.span) || ENGLISH_OUTLETS.iter().any(|o| lower.contains(o)))
    };
    lines.iter().filter(|l| l.span.len() <= FURNITURE_BYTES).filter(fits).map(|l| l.span).collect()
}

/// Lines that credit a translator.
fn translators(text: &str, lines: &[Line]) -> Vec<Span> {
    let fits = |line: &&Line| {
        let lower = line.span.of(text).trim_start_matches(['(', '[', '*', '–', '-', ' ']).to_lowercase();
        TRANSLATOR_LINES.iter().any(|t| lower.starts_with(t))
    };
    lines.iter().filter(|l| l.span.len() <= FURNITURE_BYTES).filter(fits).map(|l| l.span).collect()
}

/// German link texts that kept the capital of their own beginning: "in einer Warnung Nordkoreas Militär Die Beteiligung am".
fn links(text: &str, analysis: &Analysis) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for sentence in &analysis.sentences {
        let slice = sentence.of(text);
        for four in words(slice).windows(4) {
            let [before, article, noun, after] = [four[0], four[1], four[2], four[3]].map(|w| w.span.of(slice));
            let spaced = slice.get(four[0].span.begin as usize..four[3].span.end as usize);
            let lower = |w: &str| w.chars().all(char::is_lowercase);
            let capital = |w: &str| w.starts_with(char::is_uppercase);
            let subject = (lower(noun) && capital(after))
                || (capital(noun) && noun.chars().count() >= NOUN_LETTERS && lower(after));
            let fits = BEGINNINGS.contains(&article)
                && before.ends_with(char::is_lowercase)
                && before.len() > 2
                && subject
                && spaced.is_some_and(|s| {
                    s.split(' ').count() == 4 && s.len() == four.iter().map(|w| w.span.len()).sum::<usize>() + 3
                });
            let span = Span { begin: four[1].span.begin + sentence.begin, end: four[2].span.end + sentence.begin };
            if fits && out.len() < MOST_LINKS && !out.iter().any(|s| s.of(text) == span.of(text)) {
                out.push(span);
            }
        }
    }
    out
}

/// Opening marks of German quotations that are left open at the end of a paragraph and opened again in the next.
fn goes_on(text: &str, lines: &[Line]) -> Vec<Span> {
    let mut out = Vec::new();
    for pair in lines.windows(2) {
        let (first, second) = (pair[0].span.of(text), pair[1].span.of(text));
        let opened = first.matches('„').count();
        let closed = first.matches(['“', '”']).count();
        if opened > closed && second.starts_with('„') {
            let at = pair[0].span.begin as usize + first.rfind('„').unwrap_or(0);
            out.push(Span::new(at, at + '„'.len_utf8()));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lang: &str, text: &str, expected: &[&str], least: f64) {
        let lang = Lang::parse(lang).unwrap();
        let sentences = vorlage_text::sentences(text, Some(lang));
        let analysis = Analysis { sentences, ..Analysis::default() };
        let (findings, confidence) = find(text, lang, &analysis);
        assert_eq!(findings.iter().map(|f| f.span.of(text)).collect::<Vec<_>>(), expected);
        assert!(confidence >= least && (least > 0.0 || confidence < 0.5), "{confidence}");
    }

    #[test]
    fn a_translated_app_call_shows_the_language_of_the_source() {
        check(
            "de",
            "Er ging.\nKLICKEN SIE HIER FÜR DIE FOX NEWS-APP\nSie kam.",
            &["KLICKEN SIE HIER FÜR DIE FOX NEWS-APP"],
            0.9,
        );
        check("es", "Llovió.\nHaga clic aquí para leer más en CNN", &["Haga clic aquí para leer más en CNN"], 0.9);
        check("en", "It rained.\nCLICK HERE TO GET THE FOX NEWS APP", &[], 0.0);
        check("de", "Klicken Sie hier für unseren Rundbrief", &[], 0.0);
    }

    #[test]
    fn link_texts_left_in_mid_sentence_show_a_machine() {
        let text = "Das sagte er am Montag in einer Rede über den Hafen Die Erweiterung kostet mehr als erwartet. \
                    Offen bleibt, wer zahlt Der neue Rat der Stadt stimmt ab.";
        check("de", text, &["Die Erweiterung", "Der neue"], 0.6);
        check("de", "Sie las am Abend Die Zeit und schlief.", &["Die Zeit"], 0.0);
        check("de", "Er kam. Die Stadt schlief. „Die Stadt schlief“, sagte er.", &[], 0.0);
    }

    #[test]
    fn an_english_paragraph_of_speech_in_german_is_a_hint() {
        check("de", "Er sagte: „Wir warten.\n„Und wir hoffen“, sagte er.", &["„"], 0.3);
        check("de", "Er sagte: „Wir warten.“\n„Und wir hoffen“, sagte er.", &[], 0.0);
    }

    #[test]
    fn a_translators_line_is_believed() {
        check("de", "Es regnete.\n(Übersetzt von Max Muster)", &["(Übersetzt von Max Muster)"], 0.8);
        check("de", "Der Roman, übersetzt von Max Muster, ist gut.", &[], 0.0);
    }
}
