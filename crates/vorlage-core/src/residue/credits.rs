//! Lines and line ends that credit: photo credits and their captions, agency tags, "Reporting by ...".

use crate::agencies;
use vorlage_model::{ResidueKind, Span};

/// Words of photo credits in brackets, lower case. "/afp" alone is none: "(Tsp/dpa/AFP)" credits the text.
const PHOTO: &[&str] = &[
    "photo", "foto", "bild:", "bildquelle", "bildrechte", "image:", "image credit", "picture:", "picture alliance",
    "getty", "epa-efe/", "epa/", "imago", "shutterstock", "crédit", "credit:", "courtesy", "фото", "zdjęcie", "fot.",
    "صورة", "写真", "图片", "图源", "사진", "alamy", "istock", "pixabay", "wikimedia", "unsplash", "file pic",
    "screenshot",
];
/// Credits that open a line of their own.
const CREDIT_LINES: &[&str] = &[
    "photo:", "photos:", "foto:", "fotos:", "bild:", "bilder:", "bildquelle:", "image:", "images:", "picture:",
    "photograph:", "photo by", "photo credit", "image credit", "image source", "crédit photo", "crédits photo",
    "photo credits", "titelbild:", "symbolbild:", "фото:", "фото ", "zdjęcie:", "fot.", "source photo", "foto di",
    "foto de", "写真：", "写真:", "图片来源", "图源", "사진=", "© ", "dpa-infocom, dpa:",
];
/// Openings of closing credits, lower case.
const CLOSINGS: &[&str] = &[
    "reporting by", "(reporting by", "additional reporting", "(additional reporting", "reporting and writing by",
    "(reporting and writing by", "writing by", "(writing by", "editing by", "(editing by", "compiled by",
    "(compiled by", "(bericht von", "(berichte von", "bericht von", "geschrieben von", "(geschrieben von",
    "reportage de", "(reportage", "(reporte de", "reporte de", "(reportes de", "reporte por", "(reporte por",
    "editado por", "(editado por", "(información de", "(reportagem", "reportagem de", "reportagem por", "(montagem",
    "(репортаж", "(подготовил", "(with inputs from", "with inputs from", "(with agency inputs", "(inputs from",
    "con información de", "(con información de", "con informazioni", "com informações d", "(com informações d",
    "avec afp", "(avec afp", "(this story has not been edited", "this story has not been edited", "this report was",
    "diese meldung", "(quelle:", "quelle:", "quellen:", "fuente:", "fonte:", "source:", "bron:", "źródło:",
    "источник:", "джерело:", "kaynak:", "المصدر:", "来源：", "来源:", "editor:", "the associated press contributed",
    "associated press writer", "associated press journalist", "associated press reporter", "ap writer",
];

/// Longest caption, in code points.
const LONGEST_CAPTION: usize = 600;
/// Longest photo credit at the end of a caption, in bytes.
const LONGEST_CREDIT: usize = 110;
/// Longest closing credit, in bytes.
const LONGEST_CLOSING: usize = 420;

/// The kind of a whole line that is a caption with its credit, or a credit alone.
pub(super) fn photo_line(line: &str, width: usize) -> Option<ResidueKind> {
    if width > LONGEST_CAPTION {
        return None;
    }
    if width <= LONGEST_CREDIT {
        let lower = line.to_lowercase();
        if CREDIT_LINES.iter().any(|c| lower.starts_with(c)) {
            return Some(ResidueKind::Credit);
        }
    }
    ends_in_photo_credit(line).then_some(ResidueKind::Caption)
}

/// Tells whether a line ends in a photo credit.
fn ends_in_photo_credit(line: &str) -> bool {
    if line.ends_with('.') {
        return false;
    }
    let tail = line[ceil(line, line.len().saturating_sub(2 * LONGEST_CREDIT + 4))..].to_lowercase();
    let core = tail.trim_end_matches(['.', ' ', '\u{a0}']);
    if core.ends_with([')', ']']) {
        // The credit may stand twice: "(AP Photo/Jane Roe) (Jane Roe/AP)".
        return last_bracket(core).is_some_and(|(open, words)| {
            let before = || last_bracket(core[..open].trim_end());
            is_photo_credit(words) || before().is_some_and(|(_, words)| is_photo_credit(words))
        });
    }
    let tail = &core[ceil(core, core.len().saturating_sub(LONGEST_CREDIT))..];
    let after_stop = tail.rfind(". ").map_or(tail, |n| &tail[n + 2..]);
    let named = PHOTO_LABELS.iter().any(|p| after_stop.contains(p));
    let agency = core.ends_with("getty images")
        || core.ends_with("via ap")
        || core.ends_with("/ap photo")
        || after_stop.starts_with("reuters/")
        || after_stop.starts_with("ap photo");
    // What stands before a colon must be the label: "Das schrieb die Bild:" opens a quotation.
    after_stop.split(' ').count() <= 9 && (named && !core.ends_with(':') || agency)
}

/// Labels of photo credits without brackets, lower case.
const PHOTO_LABELS: &[&str] = &[
    "foto:", "fotos:", "photo:", "photograph:", "bild:", "bilder:", "picture:", "image:", "credit:", "фото:", "fot.",
    "photo by ",
];

/// Place and words of the bracket that ends a text.
fn last_bracket(core: &str) -> Option<(usize, &str)> {
    let inner = core.strip_suffix([')', ']'])?;
    let open = inner.rfind(['(', '['])?;
    Some((open, &inner[open + 1..]))
}

/// "(8 photos)" tells what a page holds and credits nobody.
const BARE: &[&str] = &[
    "photo", "photos", "foto", "fotos", "fotos:", "video", "videos", "wideo", "zdjęcia", "фото", "видео", "відео",
    "und", "and", "y", "i", "и",
];

/// A bracket that holds a sentence is no credit.
fn is_photo_credit(words: &str) -> bool {
    let bare = |w: &str| w.bytes().all(|b| b.is_ascii_digit()) || BARE.contains(&w);
    words.len() <= LONGEST_CREDIT
        && words.split(' ').count() <= 14
        && !words.contains(". ")
        && PHOTO.iter().any(|p| words.contains(p))
        && !words.split([' ', ',', '+']).filter(|w| !w.is_empty()).all(bare)
}

/// The begin of a credit that ends a line: a tag in brackets, or "Reporting by ...; Editing by ...".
pub(super) fn tail(line: &str) -> Option<Span> {
    let core = line.trim_end();
    closing(core).or_else(|| bracketed(core))
}

/// "(dpa)", "(Mit Material von dts)" at the end of a line, perhaps with a dot behind.
fn bracketed(core: &str) -> Option<Span> {
    let inner = core.trim_end_matches(['.', ' ']).strip_suffix([')', ']'])?;
    let open = inner.rfind(['(', '['])?;
    let list = agencies::tag_list(&inner[open + 1..])?;
    if !agencies::stands_alone(&inner[open + 1..], &list) {
        return None;
    }
    Some(Span::new(open, core.len()))
}

/// "Reporting by ...": a line of its own, or a bracket that closes one.
fn closing(core: &str) -> Option<Span> {
    let lowered = |text: &str| -> String { text.chars().take(LONGEST_OPENING).flat_map(char::to_lowercase).collect() };
    let opens = |lower: &str| CLOSINGS.iter().any(|c| lower.starts_with(c));
    if core.len() <= LONGEST_CLOSING && opens(&lowered(core)) {
        return Some(Span::new(0, core.len()));
    }
    if !core.trim_end_matches(['.', ' ', '"', '”']).ends_with(')') {
        return None;
    }
    let from = ceil(core, core.len().saturating_sub(LONGEST_CLOSING));
    let found = core[from..].match_indices('(').find(|(at, _)| {
        let rest = &core[from + at..];
        opens(&lowered(rest))
    });
    found.map(|(at, _)| Span::new(from + at, core.len()))
}

/// Code points of the longest opening of a closing credit.
const LONGEST_OPENING: usize = 48;

/// A short line that names agencies and nothing else ("dpa", "AFP/dpa/jmb", "Quelle: dpa").
pub(super) fn is_tag_line(line: &str) -> bool {
    let inner =
        line.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '*' | '_' | '.' | '-' | '–' | '—' | ' '));
    let words = inner.split_whitespace().count();
    let sentence = line.ends_with('.');
    !sentence
        && inner.len() <= 80
        && words <= 8
        && agencies::tag_list(inner)
            .is_some_and(|l| agencies::stands_alone(inner, &l) && !l.mixed && (l.said || l.others <= l.agencies.len()))
}

fn ceil(text: &str, at: usize) -> usize {
    let mut at = at;
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tail_of(line: &str) -> &str {
        tail(line).map_or("", |s| s.of(line))
    }

    #[test]
    fn captions_end_in_photo_credits() {
        let check = |line: &str, kind| assert_eq!(photo_line(line, line.chars().count()), kind, "{line}");
        check("Jane Roe speaks in Linz, Monday, Nov. 4, 2024. (AP Photo/John Doe)", Some(ResidueKind::Caption));
        check("Die Brücke in Linz am Montag. Foto: Max Muster/dpa", Some(ResidueKind::Caption));
        check("Foto: dpa", Some(ResidueKind::Credit));
        check("The bridge in Linz on Monday. REUTERS/John Doe", Some(ResidueKind::Caption));
        check("The council of Linz met on Monday (for the third time).", None);
        check("She took a photo of the bridge.", None);
    }

    #[test]
    fn credits_end_a_line() {
        assert_eq!(tail_of("Es gab Streit. (dpa)"), "(dpa)");
        assert_eq!(tail_of("Es gab Streit.(Tsp/dpa/AFP)"), "(Tsp/dpa/AFP)");
        assert_eq!(
            tail_of("It fell. (Reporting by Jane Roe; Editing by John Doe)"),
            "(Reporting by Jane Roe; Editing by John Doe)"
        );
        assert_eq!(tail_of("Reporting by Jane Roe; Editing by John Doe"), "Reporting by Jane Roe; Editing by John Doe");
        assert_eq!(tail_of("Der Abgeordnete (CDU)"), "");
    }

    #[test]
    fn a_line_of_tags_is_a_credit() {
        assert!(is_tag_line("AFP/dpa/jmb") && is_tag_line("dpa") && is_tag_line("Quelle: dpa"));
        assert!(!is_tag_line("Reuters Institute for Journalism in Oxford") && !is_tag_line("Linz"));
    }
}
