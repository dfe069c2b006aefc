//! Number words of English, German, French and Spanish.
//!
//! One table a language, from the word (folded) to what it does in a number phrase. German compounds ("fünfundzwanzig") are taken
//! apart, not listed. Ordinals are absent on purpose: "the second attempt" counts nothing.

use vorlage_model::Lang;

/// What a word does in a number phrase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Lex {
    /// Below a hundred and complete: may follow tens if below ten, or hundreds.
    Small(f64),
    /// 20, 30, .. 90.
    Tens(f64),
    /// Hundreds in one word ("doscientos").
    Hundreds(f64),
    /// Multiplies what stands before it.
    Scale(f64, Use),
    /// A round number of about so many ("une vingtaine").
    About(f64),
    /// "and", "y", "et" inside numbers.
    And,
    /// "half" before a scale.
    Half,
    /// A whole of one part ("third": 3); plural form or not.
    Part(f64, Count),
    /// "moitié", "Hälfte": half of what follows.
    Moiety,
    /// "a", "ein", "une": one, before a scale.
    Article,
    /// "of" between scales ("tens of thousands").
    Of,
}

/// How a scale word may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Only after a number or an article ("million").
    Counted,
    /// Also alone, as one of it ("mille", "mil", "hundert").
    Bare,
    /// Alone it is vague ("thousands": 1,000 to 10,000).
    Plural,
}

/// Number of a fraction's denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    /// "third"
    One,
    /// "thirds"
    Many,
    /// The same word for both ("Drittel", "tiers").
    Either,
}

use Count::{Either, Many, One};
use Lex::{About, And, Article, Half, Hundreds, Moiety, Of, Part, Scale, Small, Tens};
use Use::{Bare, Counted, Plural};

/// Looks a folded word up; `None` for a language without a table.
pub(super) fn lex(word: &str, lang: Lang) -> Option<Lex> {
    match lang {
        Lang::EN => english(word),
        Lang::DE => german(word),
        Lang::FR => french(word),
        Lang::ES => spanish(word),
        _ => None,
    }
}

fn english(word: &str) -> Option<Lex> {
    Some(match word {
        "a" | "an" => Article,
        "and" => And,
        "of" => Of,
        "half" => Half,
        "zero" => Small(0.0),
        "one" => Small(1.0),
        "two" => Small(2.0),
        "three" => Small(3.0),
        "four" => Small(4.0),
        "five" => Small(5.0),
        "six" => Small(6.0),
        "seven" => Small(7.0),
        "eight" => Small(8.0),
        "nine" => Small(9.0),
        "ten" => Small(10.0),
        "eleven" => Small(11.0),
        "twelve" => Small(12.0),
        "thirteen" => Small(13.0),
        "fourteen" => Small(14.0),
        "fifteen" => Small(15.0),
        "sixteen" => Small(16.0),
        "seventeen" => Small(17.0),
        "eighteen" => Small(18.0),
        "nineteen" => Small(19.0),
        "twenty" => Tens(20.0),
        "thirty" => Tens(30.0),
        "forty" | "fourty" => Tens(40.0),
        "fifty" => Tens(50.0),
        "sixty" => Tens(60.0),
        "seventy" => Tens(70.0),
        "eighty" => Tens(80.0),
        "ninety" => Tens(90.0),
        "tens" => Scale(10.0, Plural),
        "dozen" => Scale(12.0, Counted),
        "dozens" => Scale(12.0, Plural),
        "hundred" => Scale(1e2, Counted),
        "hundreds" => Scale(1e2, Plural),
        "thousand" => Scale(1e3, Counted),
        "thousands" => Scale(1e3, Plural),
        "lakh" => Scale(1e5, Counted),
        "million" | "mln" | "mn" => Scale(1e6, Counted),
        "millions" => Scale(1e6, Plural),
        "crore" => Scale(1e7, Counted),
        "billion" | "bn" | "bln" => Scale(1e9, Counted),
        "billions" => Scale(1e9, Plural),
        "trillion" | "trn" | "tn" => Scale(1e12, Counted),
        "trillions" => Scale(1e12, Plural),
        "third" => Part(3.0, One),
        "quarter" => Part(4.0, One),
        "fifth" => Part(5.0, One),
        "sixth" => Part(6.0, One),
        "seventh" => Part(7.0, One),
        "eighth" => Part(8.0, One),
        "tenth" => Part(10.0, One),
        "halves" => Part(2.0, Many),
        "thirds" => Part(3.0, Many),
        "quarters" | "fourths" => Part(4.0, Many),
        "fifths" => Part(5.0, Many),
        "sixths" => Part(6.0, Many),
        "sevenths" => Part(7.0, Many),
        "eighths" => Part(8.0, Many),
        "ninths" => Part(9.0, Many),
        "tenths" => Part(10.0, Many),
        "hundredths" => Part(100.0, Many),
        _ => return english(word.strip_suffix("fold")?).filter(|l| matches!(l, Small(_) | Tens(_))),
    })
}

fn german(word: &str) -> Option<Lex> {
    Some(match word {
        "ein" | "eine" | "einen" | "einem" | "einer" | "eines" => Article,
        "hälfte" => Moiety,
        "halbe" | "halben" | "halbes" | "halber" => Half,
        "von" => Of,
        "dutzend" => Scale(12.0, Counted),
        "dutzende" | "dutzenden" | "dutzender" => Scale(12.0, Plural),
        "hundert" => Scale(1e2, Bare),
        "hunderte" | "hunderten" | "hunderter" => Scale(1e2, Plural),
        "tausend" | "tsd" => Scale(1e3, Bare),
        "tausende" | "tausenden" | "tausender" => Scale(1e3, Plural),
        "zehntausende" | "zehntausenden" | "zehntausender" => Scale(1e4, Plural),
        "hunderttausende" | "hunderttausenden" | "hunderttausender" => Scale(1e5, Plural),
        "million" | "mio" | "mill" => Scale(1e6, Counted),
        "millionen" => Scale(1e6, Plural),
        "milliarde" | "mrd" | "mia" | "md" => Scale(1e9, Counted),
        "milliarden" => Scale(1e9, Plural),
        "billion" | "bio" => Scale(1e12, Counted),
        "billionen" => Scale(1e12, Plural),
        "drittel" | "dritteln" => Part(3.0, Either),
        "viertel" | "vierteln" => Part(4.0, Either),
        "fünftel" | "fünfteln" => Part(5.0, Either),
        "sechstel" => Part(6.0, Either),
        "siebtel" => Part(7.0, Either),
        "achtel" => Part(8.0, Either),
        "neuntel" => Part(9.0, Either),
        "zehntel" => Part(10.0, Either),
        "hundertstel" => Part(100.0, Either),
        _ => Small(german_compound(word)?),
    })
}

/// Longest German number word that is taken apart, in bytes.
const LONGEST_COMPOUND: usize = 80;

/// Takes a German number word below a million apart.
fn german_compound(word: &str) -> Option<f64> {
    if word.len() > LONGEST_COMPOUND || word.len() < 3 {
        return None;
    }
    if let Some(whole) = word.strip_suffix("einhalb") {
        let whole = whole.strip_suffix("und").unwrap_or(whole);
        return Some(below_hundred(whole).filter(|&v| v < 100.0)? + 0.5);
    }
    match word {
        "anderthalb" => return Some(1.5),
        "eins" => return Some(1.0),
        "beide" | "beiden" => return None,
        _ => {}
    }
    let (thousands, rest) = match word.split_once("tausend") {
        Some(("", rest)) => (1.0, rest),
        Some((left, rest)) => (below_thousand(left)?, rest),
        None => (0.0, word),
    };
    let rest = if thousands > 0.0 { rest.strip_prefix("und").unwrap_or(rest) } else { rest };
    let small = if rest.is_empty() && thousands > 0.0 { 0.0 } else { below_thousand(rest)? };
    (word != "ein").then_some(thousands * 1e3 + small)
}

fn below_thousand(word: &str) -> Option<f64> {
    let Some((left, rest)) = word.split_once("hundert") else {
        return below_hundred(word);
    };
    let hundreds = if left.is_empty() { 1.0 } else { below_hundred(left)? };
    let rest = rest.strip_prefix("und").unwrap_or(rest);
    Some(hundreds * 1e2 + if rest.is_empty() { 0.0 } else { below_hundred(rest)? })
}

fn below_hundred(word: &str) -> Option<f64> {
    if let Some(v) = german_small(word) {
        return Some(v);
    }
    let (unit, tens) = word.split_once("und").filter(|(u, _)| !u.is_empty())?;
    let (unit, tens) = (german_small(unit)?, german_small(tens)?);
    (unit < 10.0 && tens >= 20.0).then_some(unit + tens)
}

fn german_small(word: &str) -> Option<f64> {
    Some(match word {
        "null" => 0.0,
        "ein" => 1.0,
        "zwei" | "zwo" => 2.0,
        "drei" => 3.0,
        "vier" => 4.0,
        "fünf" | "fuenf" => 5.0,
        "sechs" => 6.0,
        "sieben" => 7.0,
        "acht" => 8.0,
        "neun" => 9.0,
        "zehn" => 10.0,
        "elf" => 11.0,
        "zwölf" | "zwoelf" => 12.0,
        "dreizehn" => 13.0,
        "vierzehn" => 14.0,
        "fünfzehn" | "fuenfzehn" => 15.0,
        "sechzehn" => 16.0,
        "siebzehn" => 17.0,
        "achtzehn" => 18.0,
        "neunzehn" => 19.0,
        "zwanzig" => 20.0,
        "dreißig" | "dreissig" => 30.0,
        "vierzig" => 40.0,
        "fünfzig" | "fuenfzig" => 50.0,
        "sechzig" => 60.0,
        "siebzig" => 70.0,
        "achtzig" => 80.0,
        "neunzig" => 90.0,
        _ => return None,
    })
}

fn french(word: &str) -> Option<Lex> {
    Some(match word {
        "un" | "une" => Article,
        "et" => And,
        "de" | "d'" => Of,
        "demi" | "demie" => Half,
        "moitié" => Moiety,
        "zéro" => Small(0.0),
        "deux" => Small(2.0),
        "trois" => Small(3.0),
        "quatre" => Small(4.0),
        "cinq" => Small(5.0),
        "six" => Small(6.0),
        "sept" => Small(7.0),
        "huit" => Small(8.0),
        "neuf" => Small(9.0),
        "dix" => Small(10.0),
        "onze" => Small(11.0),
        "douze" => Small(12.0),
        "treize" => Small(13.0),
        "quatorze" => Small(14.0),
        "quinze" => Small(15.0),
        "seize" => Small(16.0),
        "vingt" | "vingts" => Tens(20.0),
        "trente" => Tens(30.0),
        "quarante" => Tens(40.0),
        "cinquante" => Tens(50.0),
        "soixante" => Tens(60.0),
        "septante" => Tens(70.0),
        "huitante" | "octante" => Tens(80.0),
        "nonante" => Tens(90.0),
        "cent" | "cents" => Scale(1e2, Bare),
        "mille" => Scale(1e3, Bare),
        "dizaine" => About(10.0),
        "douzaine" => Scale(12.0, Counted),
        "quinzaine" => About(15.0),
        "vingtaine" => About(20.0),
        "trentaine" => About(30.0),
        "quarantaine" => About(40.0),
        "cinquantaine" => About(50.0),
        "soixantaine" => About(60.0),
        "centaine" => About(100.0),
        "millier" => About(1e3),
        "dizaines" => Scale(10.0, Plural),
        "douzaines" => Scale(12.0, Plural),
        "centaines" => Scale(1e2, Plural),
        "milliers" => Scale(1e3, Plural),
        "million" | "mio" => Scale(1e6, Counted),
        "millions" => Scale(1e6, Plural),
        "milliard" | "md" | "mds" | "mrd" => Scale(1e9, Counted),
        "milliards" => Scale(1e9, Plural),
        "billion" => Scale(1e12, Counted),
        "billions" => Scale(1e12, Plural),
        "tiers" => Part(3.0, Either),
        "quart" => Part(4.0, One),
        "quarts" => Part(4.0, Many),
        "cinquième" => Part(5.0, One),
        "cinquièmes" => Part(5.0, Many),
        "sixièmes" => Part(6.0, Many),
        "septièmes" => Part(7.0, Many),
        "huitièmes" => Part(8.0, Many),
        "neuvièmes" => Part(9.0, Many),
        "dixième" => Part(10.0, One),
        "dixièmes" => Part(10.0, Many),
        _ => return None,
    })
}

fn spanish(word: &str) -> Option<Lex> {
    Some(match word {
        "un" | "una" => Article,
        "y" => And,
        "de" => Of,
        "medio" | "media" => Half,
        "mitad" => Moiety,
        "cero" => Small(0.0),
        "dos" => Small(2.0),
        "tres" => Small(3.0),
        "cuatro" => Small(4.0),
        "cinco" => Small(5.0),
        "seis" => Small(6.0),
        "siete" => Small(7.0),
        "ocho" => Small(8.0),
        "nueve" => Small(9.0),
        "diez" => Small(10.0),
        "once" => Small(11.0),
        "doce" => Small(12.0),
        "trece" => Small(13.0),
        "catorce" => Small(14.0),
        "quince" => Small(15.0),
        "dieciséis" | "dieciseis" => Small(16.0),
        "diecisiete" => Small(17.0),
        "dieciocho" => Small(18.0),
        "diecinueve" => Small(19.0),
        "veinte" => Tens(20.0),
        "veintiuno" | "veintiún" | "veintiun" | "veintiuna" => Small(21.0),
        "veintidós" | "veintidos" => Small(22.0),
        "veintitrés" | "veintitres" => Small(23.0),
        "veinticuatro" => Small(24.0),
        "veinticinco" => Small(25.0),
        "veintiséis" | "veintiseis" => Small(26.0),
        "veintisiete" => Small(27.0),
        "veintiocho" => Small(28.0),
        "veintinueve" => Small(29.0),
        "treinta" => Tens(30.0),
        "cuarenta" => Tens(40.0),
        "cincuenta" => Tens(50.0),
        "sesenta" => Tens(60.0),
        "setenta" => Tens(70.0),
        "ochenta" => Tens(80.0),
        "noventa" => Tens(90.0),
        "cien" | "ciento" => Hundreds(100.0),
        "doscientos" | "doscientas" => Hundreds(200.0),
        "trescientos" | "trescientas" => Hundreds(300.0),
        "cuatrocientos" | "cuatrocientas" => Hundreds(400.0),
        "quinientos" | "quinientas" => Hundreds(500.0),
        "seiscientos" | "seiscientas" => Hundreds(600.0),
        "setecientos" | "setecientas" => Hundreds(700.0),
        "ochocientos" | "ochocientas" => Hundreds(800.0),
        "novecientos" | "novecientas" => Hundreds(900.0),
        "mil" => Scale(1e3, Bare),
        "decena" => About(10.0),
        "docena" => Scale(12.0, Counted),
        "quincena" => About(15.0),
        "veintena" => About(20.0),
        "treintena" => About(30.0),
        "cuarentena" => return None,
        "cincuentena" => About(50.0),
        "centenar" | "centena" => About(100.0),
        "millar" => About(1e3),
        "decenas" => Scale(10.0, Plural),
        "docenas" => Scale(12.0, Plural),
        "cientos" | "centenares" | "centenas" => Scale(1e2, Plural),
        "miles" | "millares" => Scale(1e3, Plural),
        "millón" | "millon" | "mdd" => Scale(1e6, Counted),
        "millones" => Scale(1e6, Plural),
        "millardo" | "millardos" => Scale(1e9, Counted),
        "billón" | "billon" => Scale(1e12, Counted),
        "billones" => Scale(1e12, Plural),
        "tercio" => Part(3.0, One),
        "tercios" => Part(3.0, Many),
        "cuarto" => Part(4.0, One),
        "cuartos" => Part(4.0, Many),
        "quinto" => Part(5.0, One),
        "quintos" => Part(5.0, Many),
        "décimo" => Part(10.0, One),
        "décimos" => Part(10.0, Many),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: Option<f64>) {
        assert_eq!(german_compound(word), expected, "{word}");
    }

    #[test]
    fn german_compounds_are_taken_apart() {
        check("fünfundzwanzig", Some(25.0));
        check("zweihundertdrei", Some(203.0));
        check("dreitausendvierhundert", Some(3400.0));
        check("hunderteinundzwanzigtausend", Some(121_000.0));
        check("tausendundeins", None);
        check("zweieinhalb", Some(2.5));
        check("anderthalb", Some(1.5));
    }

    #[test]
    fn other_words_are_no_numbers() {
        check("hund", None);
        check("undund", None);
        check("einhalb", None);
        check("achtung", None);
        check("tausendsassa", None);
        check(&"tausend".repeat(30), None);
    }
}
