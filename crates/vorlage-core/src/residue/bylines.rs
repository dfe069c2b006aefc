//! Bylines: "By Jane Roe (JO:)", "Von Erika Muster", "(X.Name--CODE)".

use vorlage_model::Span;

/// A byline: where it stands and whom it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Byline {
    /// Where, within the line.
    pub span: Span,
    /// People, as written.
    pub authors: Vec<String>,
}

/// Words that open a byline, lower case, a blank behind each.
const OPENERS: &[&str] = &[
    "by", "written by", "story by", "reported by", "report by", "von", "par", "por", "di", "de", "door", "autor:",
    "autorin:", "autoren:", "author:", "auteur:", "autore:", "autor", "av", "af", "przez", "автор:", "автори:",
    "авторы:", "текст:", "text:", "yazan:", "بقلم", "بقلم:", "كتب", "كتبت", "作者：", "作者:", "记者", "文/", "文／",
];
/// Longest byline line, in code points.
const LONGEST: usize = 140;

/// Reads a whole line as a byline.
pub(super) fn read(line: &str) -> Option<Byline> {
    if line.chars().count() > LONGEST {
        return None;
    }
    let rest = after_opener(line)?;
    let people =
        rest.split(['(', '|', '•', '·', '@', '–', '—']).next().unwrap_or("").trim_end_matches([' ', ',', '.', ':']);
    let authors = names(people)?;
    Some(Byline { span: Span::new(0, line.len()), authors })
}

/// What stands behind the opening word.
fn after_opener(line: &str) -> Option<&str> {
    let folded: Vec<char> = line.chars().take(16).flat_map(char::to_lowercase).collect();
    OPENERS
        .iter()
        .filter_map(|opener| {
            let len = opener.chars().count();
            let same = folded.len() > len && opener.chars().eq(folded[..len].iter().copied());
            let bytes: usize = line.chars().take(len).map(char::len_utf8).sum();
            let rest = &line[bytes..];
            (same && (rest.starts_with([' ', ':', '\u{a0}']) || opener.ends_with(['：', '/', '／'])))
                .then(|| rest.trim_start_matches([' ', ':', '\u{a0}']))
        })
        .min_by_key(|rest| rest.len())
}

/// Splits "Jane Roe, John Doe and Ann Lee, Example Press" into names; `None` where a part is none.
fn names(people: &str) -> Option<Vec<String>> {
    let mut out = Vec::new();
    let joined =
        [" and ", " und ", " et ", " y ", " e ", " en ", " i ", " и ", " та ", " ve ", " & ", " AND ", " UND "]
            .iter()
            .fold(people.to_owned(), |s, j| s.replace(j, ", "));
    for (n, part) in joined.split([',', ';', '/', '、']).map(str::trim).filter(|p| !p.is_empty()).enumerate() {
        if is_name(part) {
            out.push(part.to_owned());
        } else if n == 0 {
            return None;
        }
    }
    (!out.is_empty()).then_some(out)
}

/// Two to five words with capitals ("Ludwig van Beethoven", "J. R. Roe", "Jean-Luc Roe"), or one in a script without case.
fn is_name(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    let caseless = part.chars().any(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase());
    if caseless {
        return (1..=5).contains(&words.len()) && part.chars().count() <= 30;
    }
    let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    (2..=5).contains(&words.len())
        && capital(words[0])
        && words.last().is_some_and(|w| capital(w))
        && words.iter().all(|w| capital(w) || is_particle(w))
        && !part.contains(|c: char| c.is_ascii_digit() || matches!(c, '"' | '“' | '”' | '?' | '!'))
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "van"
            | "von"
            | "der"
            | "den"
            | "da"
            | "dos"
            | "di"
            | "del"
            | "della"
            | "la"
            | "le"
            | "al"
            | "bin"
            | "ibn"
            | "el"
            | "zu"
            | "y"
            | "ter"
            | "af"
            | "av"
    )
}

/// Reads "(X.Name--CODE)" at the end of a line, as sites set it that republish dispatches.
pub(super) fn read_code(line: &str) -> Option<Byline> {
    const LONGEST_CODE: usize = 60;
    let core = line.trim_end();
    let inner = core.strip_suffix(')')?;
    let open = inner.rfind('(')?;
    let (name, code) = inner[open + 1..].split_once("--")?;
    let (name, code) = (name.trim(), code.trim());
    let fine = core.len() - open <= LONGEST_CODE
        && name.chars().any(char::is_uppercase)
        && name.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | ' ' | '-' | '\'' | '’'))
        && (2..=8).contains(&code.len())
        && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    fine.then(|| Byline { span: Span::new(open, core.len()), authors: vec![name.to_owned()] })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[&str]) {
        let found = read(line).or_else(|| read_code(line)).map(|b| b.authors).unwrap_or_default();
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn bylines_name_people() {
        check("By Jane Roe (JO:)", &["Jane Roe"]);
        check("BY JANE ROE AND JOHN DOE", &["JANE ROE", "JOHN DOE"]);
        check("By Jane Roe, John Doe and Ann van Lee", &["Jane Roe", "John Doe", "Ann van Lee"]);
        check("By Jane Roe, Associated Press", &["Jane Roe", "Associated Press"]);
        check("Von Erika Muster und Max Muster", &["Erika Muster", "Max Muster"]);
        check("It fell. (K.Müster--XYZ)", &["K.Müster"]);
    }

    #[test]
    fn sentences_are_no_bylines() {
        check("By Monday the council had no money left for the bridge.", &[]);
        check("Von der Brücke blieb nichts übrig.", &[]);
        check("De Gaulle avait raison de le dire ainsi.", &[]);
        check("By then", &[]);
    }
}
