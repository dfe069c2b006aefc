//! Cutting, moving and pasting whole sentences.

use crate::draft::{Draft, Role};
use crate::random::Random;
use std::collections::BTreeSet;

/// Fewest sentences that a cut leaves.
const LEAST_LEFT: usize = 3;
/// Share of the sentences that stays when the end is cut off, in hundredths.
const TAIL_LEFT: (usize, usize) = (45, 85);
/// Share of the sentences that is cut out of the middle, in hundredths.
const MIDDLE_CUT: (usize, usize) = (12, 40);
/// Sentences of a passage that is pasted in.
const PASTED: (usize, usize) = (2, 4);

/// Cuts the end off.
pub fn cut_tail(draft: &mut Draft, random: &mut Random) -> bool {
    let article = draft.article();
    let left = (article.len() * random.between(TAIL_LEFT.0, TAIL_LEFT.1) / 100).max(LEAST_LEFT);
    let Some(&first_gone) = article.get(left) else { return false };
    draft.remove(|at, piece| at >= first_gone && piece.role == Role::Article);
    true
}

/// Cuts sentences out, never the first one.
pub fn cut_middle(draft: &mut Draft, random: &mut Random) -> bool {
    let article = draft.article();
    let most = article.len().saturating_sub(LEAST_LEFT);
    let wanted = (article.len() * random.between(MIDDLE_CUT.0, MIDDLE_CUT.1) / 100).max(1).min(most);
    let mut inner = article.get(1..).unwrap_or_default().to_vec();
    random.shuffle(&mut inner);
    let gone: BTreeSet<usize> = inner.into_iter().take(wanted).collect();
    draft.remove(|at, _| gone.contains(&at));
    !gone.is_empty()
}

/// Moves a block of up to a quarter of the sentences; the first one stays.
pub fn move_block(draft: &mut Draft, random: &mut Random) -> bool {
    let article = draft.article();
    if article.len() <= LEAST_LEFT {
        return false;
    }
    let length = random.between(1, (article.len() / 4).max(1));
    let begin = random.between(1, article.len() - length);
    let mut to = random.between(1, article.len() - length - 1);
    to += usize::from(to >= begin);
    let mut order = article.clone();
    let block: Vec<usize> = order.drain(begin..begin + length).collect();
    order.splice(to..to, block);
    let mut sentences: Vec<_> = order.iter().map(|&at| draft.pieces[at].clone()).collect();
    for opening in [to, to + length] {
        sentences.get_mut(opening).into_iter().for_each(|s| s.opens = true);
    }
    for (at, sentence) in article.into_iter().zip(sentences) {
        draft.pieces[at] = sentence;
    }
    true
}

/// Pastes a passage of another text in as a paragraph; the id of the other text.
pub fn paste(draft: &mut Draft, others: &[(&str, &Draft)], random: &mut Random) -> Option<String> {
    let article = draft.article();
    if others.is_empty() || article.len() < LEAST_LEFT {
        return None;
    }
    let (id, other) = random.pick(others);
    let sentences = other.article();
    let length = random.between(PASTED.0, PASTED.1).min(sentences.len());
    let begin = random.below(sentences.len() - length + 1);
    let passage: Vec<&str> =
        sentences[begin..begin + length].iter().map(|&at| other.pieces[at].text.as_str()).collect();
    if passage.len() < PASTED.0 {
        return None;
    }
    let at = article[random.between(1, article.len() - 1)];
    draft.insert(at, passage.into_iter().map(str::to_owned).collect(), Role::Article);
    for sentence in &mut draft.pieces[at + 1..at + length] {
        sentence.opens = false;
    }
    Some(id.to_owned())
}
