//! The head of a text, before its first paragraph: headline, byline, dateline, date line, debris.

use super::lines::{Line, plain};
use super::page::Page;
use super::{bylines, dateline};
use vorlage_model::ResidueKind::{Artefact, Byline, Caption, Dateline, Headline, Navigation, Other};
use vorlage_model::Span;

/// What the head says.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    /// People of the bylines, each once.
    pub authors: Vec<String>,
    /// Place and date.
    pub dateline: Option<Span>,
    /// The headline.
    pub title: Option<Span>,
}

/// Lines looked at for a head.
const HEAD_LINES: usize = 40;
/// Lines after the first paragraph and before the end in which a byline may stand.
const BYLINE_LINES: usize = 3;
/// Paragraphs that may open with a dateline.
const DATELINE_PARAGRAPHS: usize = 3;
/// Widest headline.
const HEADLINE: usize = 200;
/// Width of a lone word or slogan among the debris of a head.
const DEBRIS: usize = 45;

/// Marks the head.
pub(super) fn mark(page: &mut Page<'_>, given_title: Option<&str>) -> Head {
    let mut head = Head::default();
    mark_bylines(page, &mut head);
    mark_dateline(page, &mut head);
    let Some(prose) = first_prose(page) else { return head };
    mark_date_lines(page, prose);
    head.title = mark_headline(page, prose, given_title);
    mark_debris(page, prose, head.title);
    mark_caption_neighbours(page, prose);
    head
}

/// The first paragraph of the article.
fn first_prose(page: &Page<'_>) -> Option<usize> {
    let free = (0..page.lines.len().min(HEAD_LINES)).filter(|&n| page.is_prose(n));
    // A headline that ends in a full stop stands twice; the first paragraph is neither of the two.
    free.clone().find(|&n| !stands_again(page, n)).or_else(|| free.clone().next())
}

/// Tells whether the same line stands elsewhere in the head.
fn stands_again(page: &Page<'_>, line: usize) -> bool {
    let text = page.lines[line].text;
    page.lines[line].width <= HEADLINE
        && (0..page.lines.len().min(HEAD_LINES)).any(|n| n != line && page.lines[n].text == text)
}

fn mark_bylines(page: &mut Page<'_>, head: &mut Head) {
    let first = first_prose(page).unwrap_or(0);
    let last = page.lines.len().saturating_sub(BYLINE_LINES);
    for n in (0..page.lines.len()).filter(|&n| n <= first + BYLINE_LINES || n >= last) {
        let line = page.lines[n];
        if let Some(code) = bylines::read_code(line.text) {
            add(&mut head.authors, code.authors);
        }
        if !page.is_free(n) || line.prose {
            continue;
        }
        if let Some(byline) = bylines::read(line.text) {
            add(&mut head.authors, byline.authors);
            page.mark(n, Byline);
        }
    }
}

fn add(authors: &mut Vec<String>, more: Vec<String>) {
    for author in more {
        if !authors.contains(&author) {
            authors.push(author);
        }
    }
}

fn mark_dateline(page: &mut Page<'_>, head: &mut Head) {
    let long = (0..page.lines.len().min(HEAD_LINES)).filter(|&n| page.is_free(n) && page.lines[n].width >= 30);
    for n in long.take(DATELINE_PARAGRAPHS * 2).collect::<Vec<_>>() {
        let line = page.lines[n];
        if let Some(found) = dateline::read(line.text, line.span.begin as usize) {
            head.dateline = Some(found.place);
            page.mark_part(found.span.begin as usize, found.span.end as usize, Dateline);
            return;
        }
    }
}

/// Marks "Published: 13 Nov 2024, 10:02 GMT".
fn mark_date_lines(page: &mut Page<'_>, prose: usize) {
    for n in 0..prose {
        if page.is_free(n) && page.lines[n].width <= 80 && is_date_line(page.lines[n].text) {
            page.mark(n, Other);
        }
    }
}

/// A line of numbers, months, weekdays and words of publishing, with a year or an hour in it.
fn is_date_line(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "published", "updated", "posted", "last", "modified", "first", "on", "at", "by", "am", "pm", "a", "m", "p",
        "et", "est", "edt", "gmt", "utc", "bst", "cet", "ist", "pt", "pst", "uhr", "um", "stand", "aktualisiert",
        "veröffentlicht", "publié", "le", "à", "mis", "jour", "publicado", "el", "actualizado", "a", "las", "h",
        "pubblicato", "il", "alle", "ore", "the", "of", "de", "del", "st", "nd", "rd", "th", "date", "datum", "fecha",
        "г", "в", "min", "read", "minutes", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept",
        "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    ];
    const LONG: &[&str] = &[
        "januar", "februar", "march", "märz", "april", "juni", "juli", "june", "july", "august", "septem", "octob",
        "oktob", "novem", "decem", "dezem", "janvier", "févr", "mars", "avril", "juin", "juil", "août", "sept", "octo",
        "déc", "enero", "febr", "marzo", "abril", "mayo", "agosto", "dicie", "янв", "фев", "мар", "апр", "мая", "июн",
        "июл", "авг", "сен", "окт", "ноя", "дек", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
        "sunday", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "lundi", "mardi",
        "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lunes", "martes", "miércoles", "jueves", "viernes",
        "sábado", "domingo",
    ];
    let plain = plain(text);
    let words: Vec<&str> = plain.split(' ').filter(|w| !w.is_empty()).collect();
    let numbers = words.iter().filter(|w| w.bytes().next().is_some_and(|b| b.is_ascii_digit())).count();
    let fitting = words
        .iter()
        .filter(|w| {
            w.bytes().next().is_some_and(|b| b.is_ascii_digit())
                || WORDS.contains(w)
                || LONG.iter().any(|l| w.starts_with(l))
        })
        .count();
    numbers >= 2 && fitting == words.len()
}

/// Finds the headline: the given title, a line that stands twice, or a first line without full stop before the first paragraph.
fn mark_headline(page: &mut Page<'_>, prose: usize, given: Option<&str>) -> Option<Span> {
    let given = given.map(plain).filter(|g| !g.is_empty());
    let candidates: Vec<usize> =
        (0..prose).filter(|&n| page.is_free(n) && (10..=HEADLINE).contains(&page.lines[n].width)).collect();
    let named = candidates.iter().copied().find(|&n| given.as_ref().is_some_and(|g| *g == plain(page.lines[n].text)));
    let twice = candidates.iter().copied().find(|&n| page.lines[n].words >= 4 && stands_again(page, n));
    let opening =
        candidates.iter().copied().find(|&n| page.lines[n].words >= 4 || page.lines[n].width >= 20).filter(|&n| {
            !page.lines.get(n + 1).is_some_and(Line::flows_on)
                && given.is_none()
                && !page.lines[n].ends_in_full_stop()
                && !page.lines[n].text.ends_with([':', ','])
        });
    let title = named.or(twice).or(opening)?;
    let text = page.lines[title].text;
    for n in 0..page.lines.len().min(HEAD_LINES) {
        if page.lines[n].text == text {
            page.mark(n, Headline);
        }
    }
    Some(page.lines[title].span)
}

/// Marks lone words and slogans around the headline.
fn mark_debris(page: &mut Page<'_>, prose: usize, title: Option<Span>) {
    let Some(title) = title else { return };
    for n in 0..prose {
        let line = page.lines[n];
        if !page.is_free(n) || line.width > DEBRIS || line.ends_in_full_stop() {
            continue;
        }
        let lone = line.words == 1;
        if lone && line.text.ends_with(|c: char| c.is_alphanumeric()) {
            page.mark(
                n,
                if line.text.chars().next().is_some_and(char::is_lowercase) || line.text.contains(['-', '_']) {
                    Artefact
                } else {
                    Navigation
                },
            );
        } else if line.span.begin < title.begin && line.words <= 5 {
            page.mark(n, Other);
        }
    }
}

/// Marks the short sentence before a caption with its credit: the same picture's alternative text.
fn mark_caption_neighbours(page: &mut Page<'_>, prose: usize) {
    const NEIGHBOUR: usize = 160;
    for n in 1..prose {
        if page.kinds[n] == Some(Caption)
            && page.is_free(n - 1)
            && page.lines[n - 1].width <= NEIGHBOUR
            && page.lines[n - 1].words > 1
        {
            page.mark(n - 1, Caption);
        }
    }
}
