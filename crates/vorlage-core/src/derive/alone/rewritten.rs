//! Was it rewritten, with headings, a conclusion and questions added?
//!
//! News has no section named "Conclusion" and no list of questions and answers that repeats it; content farms add both.

use super::lines::lines;
use vorlage_model::{SelfFinding, SelfFindingKind, Span};

/// Headings of a conclusion, in small letters without marks.
const CONCLUSIONS: [&str; 9] = [
    "conclusion", "in conclusion", "final thoughts", "key takeaways", "fazit", "schlussfolgerung", "conclusión",
    "conclusions", "conclusione",
];
/// Headings of a list of questions.
const QUESTIONS: [&str; 8] = [
    "faq", "faqs", "frequently asked questions", "häufig gestellte fragen", "preguntas frecuentes",
    "foire aux questions", "domande frequenti", "perguntas frequentes",
];
/// Marks of a question and its answer.
const PAIRS: [(&str, &str); 3] = [("q:", "a:"), ("f:", "a:"), ("p:", "r:")];
/// Longest heading in bytes.
const HEADING_BYTES: usize = 60;
/// Question-and-answer pairs that make a list.
const LEAST_PAIRS: usize = 2;

/// Confidence of a conclusion: 20 of 42,434 articles have one.
const CONCLUSION: f64 = 0.55;
/// Confidence of a heading over questions: none of them.
const HEADED: f64 = 0.8;
/// Confidence of questions and answers without a heading: 22 of them, interviews among them.
const ANSWERED: f64 = 0.3;

/// Finds the places, and the confidence that they speak for together.
#[must_use]
pub fn find(text: &str) -> (Vec<SelfFinding>, f64) {
    let mut conclusions: Vec<Span> = Vec::new();
    let mut headings: Vec<Span> = Vec::new();
    let mut pairs: Vec<Span> = Vec::new();
    let mut asked: Option<(Span, &str)> = None;
    for line in lines(text) {
        let slice = line.span.of(text);
        let begins = slice.get(..2).map(str::to_lowercase).unwrap_or_default();
        if let Some((question, _)) = asked.take().filter(|(_, answer)| *answer == begins) {
            pairs.push(Span { begin: question.begin, end: line.span.end });
        }
        asked = PAIRS.iter().find(|(q, _)| *q == begins).map(|&(_, answer)| (line.span, answer));
        if slice.len() <= HEADING_BYTES {
            let bare = slice.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            let bare = bare.strip_suffix(" (faqs)").or_else(|| bare.strip_suffix(" (faq")).unwrap_or(&bare);
            if CONCLUSIONS.contains(&bare) {
                conclusions.push(line.span);
            } else if QUESTIONS.iter().any(|q| bare == *q || bare.strip_suffix(" (faqs").is_some_and(|b| b == *q)) {
                headings.push(line.span);
            }
        }
    }
    if pairs.len() < LEAST_PAIRS {
        pairs.clear();
    }
    let given = [(conclusions.len(), CONCLUSION), (headings.len(), HEADED), (pairs.len(), ANSWERED)];
    let doubt = given.iter().filter(|(n, _)| *n > 0).fold(1.0, |doubt, (_, c)| doubt * (1.0 - c));
    let places = conclusions.into_iter().chain(headings).chain(pairs);
    (places.map(|s| super::finding(s, SelfFindingKind::Padding)).collect(), 1.0 - doubt)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, places: usize, shown: bool) {
        let (findings, confidence) = find(text);
        assert_eq!((findings.len(), confidence >= super::super::SHOWN), (places, shown), "{confidence}");
    }

    #[test]
    fn a_conclusion_or_a_list_of_questions_is_padding() {
        check(
            "It rained.\n## Conclusion\nRain matters.\nFAQs\nQ: Did it rain?\nA: Yes.\nQ: Much?\nA: It remains to be seen.",
            4,
            true,
        );
        check("Es regnete.\nFazit:\nRegen ist nass.", 1, true);
    }

    #[test]
    fn an_interview_or_the_word_alone_is_none() {
        check("Q: Did it rain?\nA: Yes.\nQ: Much?\nA: A lot.", 2, false);
        check("The conclusion was clear.\nNo conclusion.", 0, false);
        check("", 0, false);
    }
}
