//! Figures: how much, of what, how sure, by whom?
//!
//! In: one document's text, language and sentences. Out: its figures in order, each with value or range, hedge, unit, what is
//! counted and who gave it. Per document; linear in its length, one token buffer. A number that names rather than counts (dates,
//! times, "Boeing 747", "G7", scores, ordinals) is no figure. Never rewrites: every answer is a span of the text, or a value.
//!
//! The unit of a mere count is the counted noun as it stands, in the singular for English, French and Spanish ("soldier"); measures
//! have one name in every language. Ages are figures ("year of age", "month of age"); "threefold" and "3 times" have the unit "times";
//! a part of a whole ("one in three") has none. A bare number takes the unit of its neighbour ("15 and 17 years", "four of them").
//! "From 5 to 7" is one figure with two ends, as is "thousands".
//!
//! **Source:** what is a figure follows the annotation of CQE's news set (Almasian, Kazakova, Gertz, EMNLP 2023; 70 % of its
//! sentences read for errors, 30 % only measured); currencies are ISO 4217 instead of its names. Grammar and word lists are our own.

mod counted;
mod ellipsis;
mod hedges;
mod measures;
mod names;
mod sources;
mod words;

use vorlage_model::{Attributed, Figure, Hedge, Lang, Span};
use vorlage_text::dates::date_at;
use vorlage_text::numerals::units::{Class, class_of};
use vorlage_text::numerals::{Form, Numeral, Reader, TokenKind, tokenize};

/// Finds the figures of a text in the given sentences, in order of position.
#[must_use]
pub fn figures(text: &str, lang: Option<Lang>, sentences: &[Span]) -> Vec<Figure> {
    let lang = words::language(text, lang);
    let (mut out, mut tokens) = (Vec::new(), Vec::new());
    for &sentence in sentences {
        tokenize(text, sentence, lang, &mut tokens);
        let before = out.len();
        in_sentence(&Reader { text, tokens: &tokens, lang }, &mut out);
        if out.len() > before {
            ellipsis::complete(&Reader { text, tokens: &tokens, lang }, &mut out[before..]);
            sources::attribute(&Reader { text, tokens: &tokens, lang }, &mut out[before..]);
        }
    }
    out
}

/// Adds the figures of one sentence.
fn in_sentence(reader: &Reader<'_>, out: &mut Vec<Figure>) {
    let mut at = 0;
    while at < reader.tokens.len() {
        if !reader.may_begin(at) {
            at += 1;
            continue;
        }
        if let Some(next) = passed_over(reader, at) {
            at = next.max(at + 1);
            continue;
        }
        match read(reader, at) {
            Some(Read { figure, next }) => {
                out.extend(figure);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
}

/// Where to go on if dates, times, names or ordinals stand here.
fn passed_over(reader: &Reader<'_>, at: usize) -> Option<usize> {
    if reader.tokens[at].kind != TokenKind::Digits {
        return None;
    }
    let date = date_at(reader, at).filter(|_| measures::before(reader, at).is_none());
    date.map(|d| d.next).or_else(|| names::number_in_name(reader, at))
}

/// What was read at a position: a figure or a number that is none, and where to go on.
struct Read {
    figure: Option<Figure>,
    next: usize,
}

/// One or two ends with unit, before hedge and counted noun are known.
struct Amount {
    begin: usize,
    next: usize,
    first: Numeral,
    low: Option<f64>,
    high: Option<f64>,
    value: f64,
    range: bool,
    unit: Option<String>,
}

fn read(reader: &Reader<'_>, at: usize) -> Option<Read> {
    let amount = amount(reader, at)?;
    let pass = |next| Some(Read { figure: None, next });
    let plain_next = amount.next;
    if names::is_no_figure(reader, at, &amount.first, amount.unit.is_some()) {
        return pass(amount.first.next);
    }
    let age = measures::age(reader, amount.begin, amount.next, amount.unit.as_deref(), amount.value);
    let (unit, next) = match age.clone() {
        Some((unit, next)) => (Some(unit), next),
        None => (amount.unit.clone(), plain_next),
    };
    let asked = counted::Asked { begin: amount.begin, next, value: amount.value, measured: unit.is_some() };
    let counted = if age.is_some() { None } else { counted::counted(reader, &asked) };
    let before = hedges::before(reader, amount.begin);
    let hedged = before.as_ref().map_or(amount.begin, |h| h.begin);
    if unit.is_none() && names::is_year(reader, at, hedged, &amount.first) {
        return pass(amount.first.next);
    }
    let after = hedges::after(reader, next);
    let naked = unit.is_none() && before.is_none() && after.is_none() && !amount.range;
    if naked && names::is_name_like(reader, at, &amount.first, counted.as_ref().is_some_and(|c| c.head.is_some())) {
        return pass(amount.first.next);
    }
    let years = || names::is_span_of_years(reader, at, amount.low, amount.high);
    if amount.range && unit.is_none() && counted.is_none() && (names::is_score(reader, at) || years()) {
        return pass(next);
    }
    let before = before.filter(|h| !hedges::is_duration(h, unit.as_deref()));
    Some(Read { figure: Some(assemble(reader, &amount, unit, before, after, counted, next)), next })
}

/// Reads a number with currency before it, unit after it and, in a range, its second end.
fn amount(reader: &Reader<'_>, at: usize) -> Option<Amount> {
    let digits = reader.tokens.get(at)?.kind == TokenKind::Digits;
    let worded = if digits { None } else { Some(reader.read(at, false)?) };
    let money = measures::before(reader, at);
    let first = worded.or_else(|| reader.read(at, money.is_some()))?;
    let minus = measures::minus(reader, money.as_ref().map_or(at, |m| m.begin));
    let begin = minus.or(money.as_ref().map(|m| m.begin)).unwrap_or(at);
    let sign = if minus.is_some() { -1.0 } else { 1.0 };
    let after = measures::after(reader, first.next, &first);
    let unit = money.as_ref().map(|m| m.name.to_owned());
    let mut amount = Amount {
        begin,
        next: first.next,
        low: first.vague.map(|(low, _)| low),
        high: first.vague.map(|(_, high)| high),
        value: first.value * sign,
        range: false,
        first,
        unit,
    };
    if let Some(after) = &after {
        amount.unit = Some(match &amount.unit {
            Some(money) => format!("{money}{}", after.rate),
            None => format!("{}{}", after.name, after.rate).trim_start().to_owned(),
        });
        amount.next = after.next;
    }
    if amount.unit.is_none() && names::is_multiple(reader, first.next) {
        amount.unit = Some(measures::TIMES.to_owned());
    }
    if let Some(second) = second_end(reader, &amount, first.next, after.is_some()) {
        amount = second;
    }
    Some(amount)
}

/// The second end of a range, if one follows: "5-10 percent", "from $75 to $90", "between 15 kHz and 17 kHz".
fn second_end(reader: &Reader<'_>, one: &Amount, number_end: usize, measured: bool) -> Option<Amount> {
    let join = hedges::joins_range(reader, one.begin, one.next, one.unit.is_some())?;
    let at = measures::skip_sign(reader, join);
    if reader.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Digits)
        && date_at(reader, at).is_some()
        && one.unit.is_none()
    {
        return None;
    }
    let money = measures::before(reader, at).filter(|m| m.begin >= join);
    let second = reader.read(at, money.is_some() || one.unit.is_some())?;
    let after = measures::after(reader, second.next, &second);
    let unit = match (&money, &after) {
        (Some(m), after) => Some(format!("{}{}", m.name, after.as_ref().map_or("", |a| &a.rate))),
        (None, Some(after)) => Some(match &one.unit {
            Some(u) if class_of(u) == Some(Class::Money) && after.name.is_empty() => format!("{u}{}", after.rate),
            _ => format!("{}{}", after.name, after.rate),
        }),
        (None, None) => None,
    };
    if unit.is_none() && one.unit.is_none() && reader.raw(one.next) == "to" && hedges::is_changed(reader, one.begin) {
        return None;
    }
    let (begin_unit, end_unit) = (one.unit.as_deref(), unit.as_deref());
    if matches!((begin_unit, end_unit), (Some(a), Some(b)) if a.split(" per ").next() != b.split(" per ").next()) {
        return None;
    }
    let scaled =
        one.first.scale == 1.0 && second.scale > 1.0 && one.value < 1e3 && one.value * second.scale <= second.value;
    let first = if scaled { one.value * second.scale } else { one.value };
    let (low, high) = if first <= second.value { (first, second.value) } else { (second.value, first) };
    let same_place = number_end == one.next || measured;
    same_place.then(|| Amount {
        begin: one.begin,
        next: after.as_ref().map_or(second.next, |a| a.next),
        first: one.first,
        low: Some(low),
        high: Some(high),
        value: high,
        range: true,
        unit: unit.or_else(|| one.unit.clone()),
    })
}

/// Puts a figure together.
fn assemble(
    reader: &Reader<'_>,
    amount: &Amount,
    unit: Option<String>,
    before: Option<hedges::Found>,
    after: Option<hedges::Found>,
    counted: Option<counted::Counted>,
    next: usize,
) -> Figure {
    let vague = amount.first.vague.is_some();
    let round = amount.first.round.then_some(Hedge::About);
    let before = before.filter(|h| h.hedge != Hedge::Between || amount.range);
    let said = after.as_ref().or(before.as_ref()).map(|h| h.hedge).or(round);
    let hedge =
        if amount.range || vague { said.filter(|_| vague && !amount.range).or(Some(Hedge::Between)) } else { said };
    let (low, high) = ends(amount, hedge);
    let begin = before.as_ref().map_or(amount.begin, |h| h.begin);
    let end = after.as_ref().map_or(next, |h| h.end);
    let written = reader.raw(amount.first.next) != "of" && reader.tokens[amount.begin].kind != TokenKind::Word;
    let fraction = amount.first.form == Form::Fraction && !written;
    let noun = counted.as_ref().and_then(|c| c.head.clone()).filter(|_| !fraction);
    Figure {
        span: Span { begin: reader.tokens[begin].span.begin, end: reader.tokens[end - 1].span.end },
        value: amount.value,
        low,
        high,
        hedge,
        unit: unit.or(noun),
        of: counted.map(|c| c.span),
        attributed_to: None::<Attributed>,
    }
}

/// Lowest and highest value meant.
fn ends(amount: &Amount, hedge: Option<Hedge>) -> (Option<f64>, Option<f64>) {
    match hedge {
        _ if amount.low.is_some() => (amount.low, amount.high),
        Some(Hedge::MoreThan | Hedge::AtLeast) => (Some(amount.value), None),
        Some(Hedge::LessThan | Hedge::UpTo) => (None, Some(amount.value)),
        _ => (None, None),
    }
}

#[cfg(test)]
mod tests;
