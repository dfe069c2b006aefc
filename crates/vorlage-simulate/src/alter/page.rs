//! What pages put around an article.

use crate::draft::{Draft, Role};
use crate::furniture::{self, OUTLETS};
use crate::random::Random;

/// Words of a headline made from the first sentence.
const HEADLINE_WORDS: (usize, usize) = (6, 10);

/// Puts furniture around it: one to three of a line above, a line inside, a line below, the outlet's name, a tag of the agency.
pub fn furnish(draft: &mut Draft, agency: &str, random: &mut Random) -> bool {
    let lines = furniture::lines(draft.lang);
    let spellings = random.pick(&OUTLETS);
    let outlet = random.pick(&spellings);
    let mut places = [0, 1, 2, 3, 4];
    random.shuffle(&mut places);
    for place in &places[..random.between(1, 3)] {
        let end = draft.pieces.len();
        let line = |text: &str| vec![text.to_owned()];
        match place {
            0 => draft.insert(0, line(random.pick(lines.above)), Role::Furniture),
            1 => draft.insert(paragraph(draft, random), line(random.pick(lines.inside)), Role::Furniture),
            2 => draft.insert(end, line(random.pick(lines.below)), Role::Furniture),
            3 => draft.insert(end, line(&format!("© {outlet}")), Role::Furniture),
            _ => draft.insert(end, line(&format!("({agency})")), Role::Furniture),
        }
    }
    true
}

/// The beginning of a paragraph, not of the first one; the end where there is none.
fn paragraph(draft: &Draft, random: &mut Random) -> usize {
    let opens = |&at: &usize| draft.pieces[at].opens && draft.pieces[at].role == Role::Article;
    let places: Vec<usize> = draft.article().into_iter().skip(1).filter(opens).collect();
    if places.is_empty() { draft.pieces.len() } else { random.pick(&places) }
}

/// Takes all furniture away; the headline stays.
pub fn strip(draft: &mut Draft) -> bool {
    let before = draft.pieces.len();
    draft.remove(|_, piece| piece.role == Role::Furniture);
    draft.pieces.len() < before
}

/// Puts the beginning of the first sentence in place of the headline, or where there was none.
pub fn headline(draft: &mut Draft, random: &mut Random) -> bool {
    let Some(first) = draft.article().first().copied() else { return false };
    let wanted = random.between(HEADLINE_WORDS.0, HEADLINE_WORDS.1);
    let words: Vec<&str> = draft.pieces[first].text.split(' ').take(wanted).collect();
    let new = words.join(" ").trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let old = draft.pieces.iter().position(|p| p.role == Role::Headline);
    if old.is_some_and(|at| draft.pieces[at].text == new) {
        return false;
    }
    match old {
        Some(at) => draft.pieces[at].text = new,
        None => draft.insert(0, vec![new], Role::Headline),
    }
    true
}
