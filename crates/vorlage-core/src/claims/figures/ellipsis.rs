//! Figures that leave their noun or unit to another: "nine races, four of which", "15 and 17 years", "460 cars, compared with 63".
//!
//! In: the figures of one sentence. What is bare takes the unit of its neighbour: of the next where "and", "or" or a comma joins
//! the two numbers, of the one before after a word of comparison or before "of them". Never money by comparison with a share, and
//! never over a unit that stands there.

use super::measures::AGE;
use super::words::is_word;
use vorlage_model::{Figure, Lang};
use vorlage_text::numerals::Reader;
use vorlage_text::numerals::units::{Class, class_of};

/// Words after "of" that stand for what was counted before.
const THEM: &[&str] = &[
    "them", "those", "these", "which", "whom", "denen", "ihnen", "davon", "darunter", "eux", "elles", "ellos", "ellas",
];
/// Words right before a number that is a part of what was counted before: "de los **cuales** 229".
const OF_WHICH: &[&str] = &["cuales", "ellos", "ellas", "dont", "davon", "darunter", "whom"];
/// Words and phrases before a number that compare it with the one before.
const COMPARED: &[&str] = &[
    "compared with", "compared to", "up from", "down from", "instead of", "versus", "against", "rather than",
    "verglichen mit", "gegenüber", "contre", "frente a",
];
/// Least size at which a number beside a share is one itself no longer ("up 3 percent from 250,000").
const LARGEST_SHARE: f64 = 100.0;

/// Gives the bare figures of one sentence the unit that they leave out.
pub(super) fn complete(reader: &Reader<'_>, figures: &mut [Figure]) {
    for n in (0..figures.len()).rev() {
        if is_bare(&figures[n]) && figures.get(n + 1).is_some_and(|next| joined(reader, &figures[n], next)) {
            figures[n].unit = figures[n + 1].unit.clone();
        }
    }
    for n in 1..figures.len() {
        let (before, rest) = figures.split_at_mut(n);
        let (last, figure) = (&before[n - 1], &mut rest[0]);
        if is_bare(figure) && (lists_age(reader, last, figure) || repeats(reader, last, figure)) {
            figure.unit.clone_from(&last.unit);
        }
    }
}

/// Neither unit nor anything counted, and no part of a whole.
fn is_bare(figure: &Figure) -> bool {
    figure.unit.is_none() && figure.of.is_none() && !(figure.value > 0.0 && figure.value < 1.0)
}

/// The first token at or after a byte.
fn token_at(reader: &Reader<'_>, byte: u32) -> usize {
    reader.tokens.partition_point(|t| t.span.begin < byte)
}

/// "15 **and** 17 years", "six **or** five years", "22 **of the** 23 throws": nothing else stands between two numbers.
fn joined(reader: &Reader<'_>, figure: &Figure, next: &Figure) -> bool {
    let (at, end) = (token_at(reader, figure.span.end), token_at(reader, next.span.begin));
    let link =
        matches!(reader.raw(at), "and" | "or" | "und" | "oder" | "et" | "ou" | "y" | "o" | "e" | "bis" | "," | "to");
    let measured = next.unit.as_deref().is_some_and(|u| class_of(u) != Some(Class::Money) || reader.raw(at) != ",");
    let part = |n: usize| PART_OF.contains(&reader.raw(n));
    let of_so_many = end > at && end <= at + 3 && (at..end).all(part);
    (link && end == at + 1 || of_so_many) && measured
}

/// Words between a number and the number of all: "two out of three".
const PART_OF: &[&str] =
    &["of", "out", "the", "all", "its", "his", "her", "their", "des", "les", "de", "los", "las", "von", "der", "den"];

/// "aged 43, 55, and 58": small numbers in a row after an age.
fn lists_age(reader: &Reader<'_>, last: &Figure, figure: &Figure) -> bool {
    let (at, end) = (token_at(reader, last.span.end), token_at(reader, figure.span.begin));
    let between = |n: usize| matches!(reader.raw(n), "," | "and" | "or" | "und" | "oder" | "et" | "ou" | "y" | "o");
    last.unit.as_deref() == Some(AGE) && end > at && end <= at + 2 && (at..end).all(between)
}

/// "of them" after a figure, or a comparison before it.
fn repeats(reader: &Reader<'_>, last: &Figure, figure: &Figure) -> bool {
    let Some(unit) = last.unit.as_deref() else { return false };
    let (begin, next) = (token_at(reader, figure.span.begin), token_at(reader, figure.span.end));
    let of = matches!(reader.raw(next), "of" | "von" | "d'" | "d’" | "de");
    let stands_for = is_word(reader, next + usize::from(of))
        && reader.word(next + usize::from(of)).is_some_and(|w| THEM.contains(&w.as_str()));
    let follows_them = begin > 0 && reader.word(begin - 1).is_some_and(|w| OF_WHICH.contains(&w.as_str()));
    if stands_for || follows_them {
        return class_of(unit).is_none();
    }
    let share = class_of(unit) == Some(Class::Share);
    compared(reader, begin) && (!share || figure.value < LARGEST_SHARE)
        || reached(reader, last, begin) && !share && class_of(unit).is_none_or(|c| c != Class::Time)
}

/// A phrase of comparison ends right before a token.
fn compared(reader: &Reader<'_>, begin: usize) -> bool {
    let word = |n: usize| begin.checked_sub(n).and_then(|at| reader.word(at)).unwrap_or_default();
    let (last, two) = (word(1), format!("{} {}", word(2), word(1)));
    COMPARED.iter().any(|&c| c == last || c == two)
}

/// "rose 64 points **to** 4,577": where a change ended.
fn reached(reader: &Reader<'_>, last: &Figure, begin: usize) -> bool {
    let end = last.of.map_or(last.span.end, |of| of.end.max(last.span.end));
    let to = token_at(reader, end);
    reader.lang.is_none_or(|l| l == Lang::EN) && reader.raw(to) == "to" && to + 1 == begin
}
