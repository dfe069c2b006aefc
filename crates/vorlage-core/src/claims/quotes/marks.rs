//! Which quotation mark opens, which closes, and what lies between?
//!
//! In: tokens. Out: the marked stretches that lie in no other one, in order. Per paragraph; linear, a stack of bounded depth.
//! Every style is read: `"…"`, `“…”`, `„…“`, `«…»`, `»…«`, `‚…‘`, `‘…’`, `'…'`, `` ``…'' ``. A mark whose partner is missing is kept as
//! `open_ended` (the speech runs to the end of its paragraph or sentence) or as `headless` (it starts with its sentence).
//! Invariants: stretches do not overlap, none is empty, none crosses a paragraph.
//! Never: takes an apostrophe for a mark; single marks count only in pairs.
//! **Source:** own rules; halved pairs are what a translation and back leaves (seen in content-farm copies).

use crate::claims::tokens::{Kind, Token};

/// Deepest nesting that is followed; marks below it are read as words.
const DEEPEST: usize = 6;

/// Longest stretch between single marks, tokens; a longer one is two apostrophes.
const LONGEST_SINGLE: usize = 120;

/// Tokens between two marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marked {
    /// First token after the opening mark.
    pub first: usize,
    /// One past the last token before the closing mark.
    pub last: usize,
    /// The closing mark is missing.
    pub open_ended: bool,
    /// The opening mark is missing.
    pub headless: bool,
    /// Between single marks.
    pub single: bool,
}

/// What a mark can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Power {
    opens: bool,
    closes: bool,
    family: Family,
}

/// Marks that pair with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Double,
    Angle,
    Single,
}

/// Pairs the quotation marks of a document.
pub fn marked(text: &str, tokens: &[Token]) -> Vec<Marked> {
    let mut out = Vec::new();
    let mut begin = 0;
    for (at, token) in tokens.iter().enumerate() {
        if token.kind == Kind::Break {
            paragraph(text, tokens, begin, at, &mut out);
            begin = at + 1;
        }
    }
    paragraph(text, tokens, begin, tokens.len(), &mut out);
    out
}

/// Inside a quotation's own text, tells whether the mark at `at` ends the speech (`inside`) or takes it up again.
pub fn turns(text: &str, tokens: &[Token], at: usize, inside: bool) -> bool {
    let power = power(text, tokens, at);
    power.family != Family::Single && if inside { power.closes && !power.opens } else { power.opens }
}

/// Pairs the marks of `tokens[begin..end]`.
fn paragraph(text: &str, tokens: &[Token], begin: usize, end: usize, out: &mut Vec<Marked>) {
    let mut found: Vec<Marked> = Vec::new();
    let mut stack: Vec<(usize, Family)> = Vec::new();
    let mut floor = begin;
    for at in begin..end {
        if tokens[at].kind != Kind::Mark {
            continue;
        }
        let power = power(text, tokens, at);
        let partner = stack.iter().rposition(|&(_, family)| family == power.family);
        let closes = power.closes && partner.is_some_and(|p| fits(&stack, p, at, power));
        if let (true, Some(p)) = (closes, partner) {
            push(&mut found, stack[p].0 + 1, at, power.family == Family::Single, false, false);
            stack.truncate(p);
            floor = at + 1;
        } else if power.opens && stack.len() < DEEPEST {
            if let Some(p) = partner.filter(|_| power.family != Family::Single) {
                let from = stack[p].0 + 1;
                push(&mut found, from, clause_end(tokens, from, at), false, true, false);
                stack.truncate(p);
            }
            stack.push((at, power.family));
        } else if power.closes && power.family != Family::Single && stack.is_empty() {
            push(&mut found, sentence_begin(tokens, floor, at), at, false, false, true);
            floor = at + 1;
        }
    }
    if let Some(&(open, _)) = stack.iter().find(|(_, family)| *family != Family::Single) {
        found.retain(|m| m.first < open);
        push(&mut found, open + 1, end, false, true, false);
    }
    keep_outermost(found, out);
}

/// The mark at `at` may close what stands at `p` of the stack.
fn fits(stack: &[(usize, Family)], p: usize, at: usize, power: Power) -> bool {
    let single = power.family == Family::Single;
    (!power.opens || stack.len() - p <= 2) && !(single && at - stack[p].0 > LONGEST_SINGLE)
}

fn push(found: &mut Vec<Marked>, first: usize, last: usize, single: bool, open_ended: bool, headless: bool) {
    if first < last {
        found.push(Marked { first, last, open_ended, headless, single });
    }
}

/// Sorts by position and leaves out what lies inside another stretch.
fn keep_outermost(mut found: Vec<Marked>, out: &mut Vec<Marked>) {
    found.sort_by(|a, b| a.first.cmp(&b.first).then(b.last.cmp(&a.last)));
    let mut reach = 0;
    for marked in found {
        if marked.first >= reach {
            reach = marked.last;
            out.push(marked);
        }
    }
}

/// Where a speech without closing mark ends before the next opening one: after its last stop or comma, else there.
fn clause_end(tokens: &[Token], first: usize, next: usize) -> usize {
    let stop = (first..next).rev().find(|&n| matches!(tokens[n].kind, Kind::Stop | Kind::Comma));
    stop.map_or(next, |n| n + 1)
}

/// Where a speech without opening mark begins: after the last stop or colon before it.
fn sentence_begin(tokens: &[Token], floor: usize, at: usize) -> usize {
    let inner = at.saturating_sub(2).max(floor);
    (floor..inner).rev().find(|&n| matches!(tokens[n].kind, Kind::Stop | Kind::Colon)).map_or(floor, |n| n + 1)
}

/// What the mark at `at` can do, from its shape and what stands beside it.
fn power(text: &str, tokens: &[Token], at: usize) -> Power {
    let token = tokens[at];
    let before = text[..token.begin as usize].chars().next_back().unwrap_or(' ');
    let after = text[token.end as usize..].chars().next().unwrap_or(' ');
    let free_left = before.is_whitespace() || matches!(before, '(' | '[' | '—' | '–' | '-' | '/') || is_mark(before);
    let free_right =
        after.is_whitespace() || !(after.is_alphanumeric() || matches!(after, '(' | '[' | '$' | '€' | '#' | '@'));
    let both = |family| Power { opens: free_left && !after.is_whitespace(), closes: free_right || !free_left, family };
    match token.of(text) {
        "„" | "‟" | "``" | "「" => Power { opens: true, closes: false, family: Family::Double },
        "”" => Power { opens: free_left && !free_right, closes: true, family: Family::Double },
        "“" => Power {
            opens: !after.is_whitespace() && (free_left || !free_right),
            closes: free_right || !free_left,
            family: Family::Double,
        },
        "「」" | "」" => Power { opens: false, closes: true, family: Family::Double },
        "«" => angle(before, after, true),
        "»" => angle(before, after, false),
        "''" | "\"" => both(Family::Double),
        "‚" | "‹" => Power { opens: true, closes: false, family: Family::Single },
        "›" => Power { opens: false, closes: true, family: Family::Single },
        "‘" => Power {
            opens: free_left && !after.is_whitespace(),
            closes: free_right && !free_left,
            family: Family::Single,
        },
        _ => Power {
            opens: free_left && after.is_alphanumeric(),
            closes: free_right && !before.is_whitespace() && !possessive(tokens, at, before),
            family: Family::Single,
        },
    }
}

/// Angle marks point outwards in French and Spanish, inwards in German; the letters beside them tell, else the French way holds.
fn angle(before: char, after: char, left: bool) -> Power {
    let touches_left = before.is_alphanumeric() || matches!(before, '.' | ',' | '!' | '?' | '…');
    let touches_right = after.is_alphanumeric();
    let opens = if touches_left == touches_right { left } else { touches_right };
    Power { opens, closes: !opens, family: Family::Angle }
}

/// An apostrophe after a plural s that a lower-case word follows ("officials' plan") is no closing mark.
fn possessive(tokens: &[Token], at: usize, before: char) -> bool {
    let next = tokens.get(at + 1);
    matches!(before, 's' | 'z' | 'x') && next.is_some_and(|t| t.kind == Kind::Word && t.begin > tokens[at].end)
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '‚' | '`' | '‹' | '›')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::{lexicon::Lexicon, tokens::tokens};
    use vorlage_model::Span;

    fn check(text: &str, expected: &[&str]) {
        let tokens = tokens(text, &[Span::new(0, text.len())], Lexicon::of(None));
        let found: Vec<&str> = marked(text, &tokens)
            .iter()
            .map(|m| &text[tokens[m.first].begin as usize..tokens[m.last - 1].end as usize])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_style_is_read() {
        check("He said \"yes we do\" twice.", &["yes we do"]);
        check("He said “yes we do” twice.", &["yes we do"]);
        check("Er sagte: „Wir gehen.“ Dann „Nein“.", &["Wir gehen.", "Nein"]);
        check("Il dit : « Nous partons » hier.", &["Nous partons"]);
        check("Er sagte: »Wir gehen«, dann »nein«.", &["Wir gehen", "nein"]);
        check("``We go,'' he said. ''We do.''", &["We go,", "We do."]);
        check("The plan is 'very bad', he said.", &["very bad"]);
        check("Das ist ‚nicht gut‘, hieß es.", &["nicht gut"]);
    }

    #[test]
    fn nested_marks_belong_to_the_outer_speech() {
        check("“He told me ‘go home’ and I went,” she said.", &["He told me ‘go home’ and I went,"]);
        check("\"He said 'no' to us,\" she said.", &["He said 'no' to us,"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        check("The officials' plan wasn't the workers' idea.", &[]);
        check("It's the '90s, rock 'n' roll.", &["n"]);
    }

    #[test]
    fn a_missing_partner_is_bridged() {
        check("He said “we go home.\nThey left.", &["we go home."]);
        check("He left. We go home,” he said.", &["We go home,"]);
        check("“We go, he said. “We stay.”", &["We go, he said.", "We stay."]);
    }

    #[test]
    fn a_megabyte_of_marks_takes_linear_time() {
        for mark in ["\"", "“", "„", "'", "« ", "''a", "“a "] {
            let text = mark.repeat(200_000);
            let tokens = tokens(&text, &[Span::new(0, text.len())], Lexicon::of(None));
            let _ = marked(&text, &tokens);
        }
    }
}
