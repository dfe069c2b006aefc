//! Figures that drift.

use crate::draft::{Draft, Role};
use crate::furniture;
use crate::random::Random;
use vorlage_text::words;

/// Rounds and hedges one figure of the article, or changes one digit of it.
pub fn drift(draft: &mut Draft, random: &mut Random) -> bool {
    let mut places = Vec::new();
    for at in draft.article() {
        let text = &draft.pieces[at].text;
        let figures = words(text).into_iter().map(|w| w.span).filter(|span| drifts(span.of(text)));
        places.extend(figures.map(|span| (at, span)));
    }
    if places.is_empty() {
        return false;
    }
    let (at, span) = random.pick(&places);
    let about = furniture::lines(draft.lang).about;
    let piece = &mut draft.pieces[at];
    debug_assert_eq!(piece.role, Role::Article);
    let old = span.of(&piece.text);
    let rounded = rounded(old).filter(|r| r != old && random.chance(50));
    let new = match rounded {
        Some(rounded) if about.is_empty() || piece.text[..span.range().start].trim_end().ends_with(about) => rounded,
        Some(rounded) => format!("{about} {rounded}"),
        None => other_digit(old, random),
    };
    piece.text.replace_range(span.range(), &new);
    true
}

/// A figure of two digits or more that is not a year.
fn drifts(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let figure = word.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',');
    figure
        && digits >= 2
        && !(word.len() == 4 && (word.starts_with("19") || word.starts_with("20") || word.starts_with("18")))
}

/// The figure with its first digit rounded and all others nought; `None` where the first digit is 9 or there are decimals.
fn rounded(figure: &str) -> Option<String> {
    let thousands = figure.split(['.', ',']).skip(1).all(|group| group.len() == 3);
    let digits: Vec<u32> = figure.chars().filter_map(|c| c.to_digit(10)).collect();
    let (&first, &second) = (digits.first()?, digits.get(1)?);
    let first = first + u32::from(second >= 5);
    let mut seen = false;
    let nought = |c: char| match c.to_digit(10) {
        Some(_) if std::mem::replace(&mut seen, true) => '0',
        Some(_) => char::from_digit(first, 10).unwrap_or('9'),
        None => c,
    };
    (thousands && first <= 9 && first > 0).then(|| figure.chars().map(nought).collect())
}

/// The figure with one digit changed that is not its first.
fn other_digit(figure: &str, random: &mut Random) -> String {
    let inner = |(at, c): (usize, char)| c.is_ascii_digit().then_some(at);
    let places: Vec<usize> = figure.char_indices().filter_map(inner).skip(1).collect();
    let (at, more) = (random.pick(&places), random.between(1, 9) as u32);
    let changed = |(n, c): (usize, char)| match c.to_digit(10) {
        Some(digit) if n == at => char::from_digit((digit + more) % 10, 10).unwrap_or(c),
        _ => c,
    };
    figure.char_indices().map(changed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_rounded_with_their_separators() {
        for (figure, expected) in
            [("12,400", Some("10,000")), ("38", Some("40")), ("97", None), ("8.4", None), ("1.750", Some("2.000"))]
        {
            assert_eq!(rounded(figure).as_deref(), expected, "{figure}");
        }
    }

    #[test]
    fn years_and_single_digits_do_not_drift() {
        assert_eq!(["1953", "2024", "7", "12", "1,953", "3rd"].map(drifts), [false, false, false, true, true, false]);
    }

    #[test]
    fn one_digit_changes_and_never_the_first() {
        for seed in 0..40 {
            let new = other_digit("12,400", &mut Random::new(seed, "digit"));
            let differ = new.chars().zip("12,400".chars()).filter(|(a, b)| a != b).count();
            assert!(differ == 1 && new.starts_with('1') && new.contains(','), "{new}");
        }
    }
}
