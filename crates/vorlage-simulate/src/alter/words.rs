//! Words replaced, misspelt, freed of quotation marks.

use crate::draft::{Draft, Role};
use crate::random::Random;
use crate::spinner::Spinner;
use vorlage_model::Span;
use vorlage_text::{Word, words};

/// Share of the words that spinning replaces, in hundredths, as far as there are synonyms.
const SPUN: (usize, usize) = (8, 30);
/// Fewest letters of a word that is replaced; shorter ones are articles and the like.
const LEAST_SPUN: usize = 4;
/// Fewest letters of a word that is misspelt.
const LEAST_MISSPELT: usize = 6;
/// Words misspelt in a copy.
const MISSPELT: (usize, usize) = (1, 3);
/// Quotation marks; the apostrophe is none.
const MARKS: [char; 7] = ['"', '“', '”', '„', '‟', '«', '»'];

/// A word of the article: its piece, and the word there.
type Place = (usize, Word);

/// Words of the article that `of` takes, with the number of all.
fn places(draft: &Draft, of: impl Fn(&Draft, &Word, &str) -> bool) -> (Vec<Place>, usize) {
    let (mut out, mut all) = (Vec::new(), 0);
    for at in draft.article() {
        let text = &draft.pieces[at].text;
        let found = words(text);
        all += found.len();
        out.extend(found.into_iter().filter(|w| of(draft, w, w.span.of(text))).map(|w| (at, w)));
    }
    (out, all)
}

/// Replaces words, the last ones first, so that the places of the others stay true.
fn replace(draft: &mut Draft, mut new: Vec<(usize, Span, String)>) -> bool {
    new.sort_by_key(|n| std::cmp::Reverse((n.0, n.1)));
    for (at, span, word) in &new {
        draft.pieces[*at].text.replace_range(span.range(), word);
    }
    !new.is_empty()
}

/// Replaces words by synonyms; names stay.
pub fn spin(draft: &mut Draft, spinner: &Spinner<'_>, random: &mut Random) -> bool {
    let small = |d: &Draft, w: &Word, text: &str| {
        text.chars().count() >= LEAST_SPUN
            && text.chars().all(char::is_lowercase)
            && !spinner.synonyms(d.lang, w.hash).is_empty()
    };
    let (mut places, all) = places(draft, small);
    random.shuffle(&mut places);
    places.truncate(all * random.between(SPUN.0, SPUN.1) / 100);
    let synonym = |(at, word): Place| {
        let new = random.pick(&spinner.synonyms(draft.lang, word.hash));
        (new != word.span.of(&draft.pieces[at].text)).then(|| (at, word.span, new.to_owned()))
    };
    let new = places.into_iter().filter_map(synonym).collect();
    replace(draft, new)
}

/// Drops all quotation marks of the article.
pub fn unquote(draft: &mut Draft) -> bool {
    let mut changed = false;
    for piece in draft.pieces.iter_mut().filter(|p| p.role == Role::Article && p.text.contains(MARKS)) {
        piece.text.retain(|c| !MARKS.contains(&c));
        changed = true;
    }
    changed
}

/// Misspells long words, or writes a name small.
pub fn misspell(draft: &mut Draft, random: &mut Random) -> bool {
    let long = |_: &Draft, word: &Word, text: &str| {
        let small = text.chars().all(char::is_lowercase);
        let name =
            word.span.begin > 0 && text.starts_with(char::is_uppercase) && text.chars().skip(1).all(char::is_lowercase);
        text.chars().count() >= LEAST_MISSPELT && (small || name)
    };
    let (mut places, _) = places(draft, long);
    random.shuffle(&mut places);
    places.truncate(random.between(MISSPELT.0, MISSPELT.1));
    let wrong = |(at, word): Place| (at, word.span, misspelt(word.span.of(&draft.pieces[at].text), random));
    let new = places.into_iter().map(wrong).collect();
    replace(draft, new)
}

/// The word with a letter doubled or left out, two letters exchanged, or its capital small.
fn misspelt(word: &str, random: &mut Random) -> String {
    if word.starts_with(char::is_uppercase) {
        return word.to_lowercase();
    }
    let mut letters: Vec<char> = word.chars().collect();
    let at = random.between(1, letters.len() - 3);
    match random.below(3) {
        0 if letters[at] != letters[at + 1] => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        _ => letters.insert(at, letters[at]),
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_word_is_another_word() {
        for seed in 0..60 {
            for word in ["harbour", "bookkeeping", "Ollenmouth", "straße"] {
                assert_ne!(misspelt(word, &mut Random::new(seed, word)), word);
            }
        }
    }
}
