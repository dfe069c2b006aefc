//! Where a claim stands in a text that may have been read anew.

use vorlage_model::{ClaimAt, Span};

/// The words of a claim in `text`: at their place, else the nearest place where they stand now; `None` where they stand nowhere.
pub(super) fn locate(text: &str, claim: &ClaimAt) -> Option<Span> {
    let (begin, end) = (byte(text, claim.begin), byte(text, claim.end));
    let there = begin.zip(end).and_then(|(b, e)| (b < e).then(|| Span::new(b, e)));
    if claim.words.is_empty() {
        return there;
    }
    there.filter(|s| s.of(text) == claim.words).or_else(|| {
        let near = begin.unwrap_or(text.len());
        let at = text.match_indices(&claim.words).map(|(at, _)| at).min_by_key(|at| at.abs_diff(near))?;
        Some(Span::new(at, at + claim.words.len()))
    })
}

/// The byte at which code point `at` begins; the end of the text counts.
fn byte(text: &str, at: usize) -> Option<usize> {
    text.char_indices().map(|(byte, _)| byte).chain([text.len()]).nth(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, place: (usize, usize), words: &str, expected: Option<&str>) {
        let claim = ClaimAt { document: String::new(), begin: place.0, end: place.1, words: words.to_owned() };
        assert_eq!(locate(text, &claim).map(|s| s.of(text)), expected);
    }

    #[test]
    fn words_are_found_where_they_stand_now() {
        check("Zürich: 12 tote", (8, 10), "12", Some("12"));
        check("In Zürich am Dienstag: 12 tote", (8, 10), "12", Some("12"));
        check("Zürich: 13 tote", (8, 10), "12", None);
        check("Zürich: 13 tote", (8, 10), "", Some("13"));
        check("Zürich", (8, 10), "", None);
    }

    #[test]
    fn of_words_that_stand_twice_the_nearer_are_meant() {
        let claim = ClaimAt { document: String::new(), begin: 9, end: 11, words: "12".to_owned() };
        assert_eq!(locate("12 and then 12 more", &claim), Some(Span::new(12, 14)));
    }
}
