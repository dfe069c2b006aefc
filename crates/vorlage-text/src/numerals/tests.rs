//! Behaviour of numerals over short texts of four languages.

use super::*;

fn check(text: &str, lang: Lang, expected: &[f64]) {
    let found: Vec<f64> = numerals(text, Some(lang)).iter().map(|n| n.value).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn english_numbers() {
    check("twenty-five of 10,000 and 1.5 million", Lang::EN, &[25.0, 10_000.0, 1_500_000.0]);
    check("half a million, a dozen, two-thirds of", Lang::EN, &[500_000.0, 12.0, 2.0 / 3.0]);
    check("two hundred and five; three thousand four hundred", Lang::EN, &[205.0, 3400.0]);
    check("16.4 million, 2.3 million", Lang::EN, &[16_400_000.0, 2_300_000.0]);
    check("10K, 4.3M and 1.5bn; two and a half million", Lang::EN, &[10_000.0, 4_300_000.0, 1.5e9, 2.5e6]);
    check("a third of them, 1/16 inch, 2 1/2 miles", Lang::EN, &[1.0 / 3.0, 0.0625, 2.5]);
    check("the second attempt, the second half of the year", Lang::EN, &[]);
    check("half the money, half an hour", Lang::EN, &[0.5, 0.5]);
}

#[test]
fn numbers_in_several_parts() {
    check("one in three, 1 in 20, one in 2019, one in three days", Lang::EN, &[1.0 / 3.0, 0.05, 1.0, 2019.0, 1.0, 3.0]);
    check("un village sur deux, un sur cinq", Lang::FR, &[2.0, 0.2]);
    check("uno de cada tres", Lang::ES, &[1.0 / 3.0]);
    check("eine von vier Inseln, eine Breite von 19 nm", Lang::DE, &[4.0, 19.0]);
    check("1.5e6, 2×10^3 and 5 x 10−2; 1e999", Lang::EN, &[1.5e6, 2000.0, 0.05, 1.0, 999.0]);
    check("two point five million", Lang::EN, &[2.5e6]);
    check("deux virgule zéro cinq", Lang::FR, &[2.05]);
    check("tres coma veinticinco", Lang::ES, &[3.25]);
    check("dos millones y medio, 3 millones y medio", Lang::ES, &[2.5e6, 3.5e6]);
    check(&"one in ".repeat(500), Lang::EN, &[1.0; 500]);
}

#[test]
fn vague_plurals_are_ranges() {
    let found = numerals("tens of thousands fled, dozens stayed", Some(Lang::EN));
    assert_eq!(found[0].vague, Some((10_000.0, 100_000.0)));
    assert_eq!(found[1].vague, Some((12.0, 120.0)));
    assert_eq!(numerals("des dizaines de milliers", Some(Lang::FR))[0].vague, Some((10_000.0, 100_000.0)));
    assert_eq!(numerals("Zehntausende Menschen", Some(Lang::DE))[0].vague, Some((10_000.0, 100_000.0)));
}

#[test]
fn german_numbers() {
    check("fünfundzwanzig von 8.000", Lang::DE, &[25.0, 8_000.0]);
    check("175 Mrd. Euro, 1,5 Millionen, eine halbe Million", Lang::DE, &[175e9, 1.5e6, 5e5]);
    check("zwei Drittel, anderthalb Jahre, 10 000 Mann", Lang::DE, &[2.0 / 3.0, 1.5, 10_000.0]);
}

#[test]
fn french_numbers() {
    check("quatre-vingt-dix et soixante-quinze", Lang::FR, &[90.0, 75.0]);
    check("quatre-vingt-dix-sept, soixante et onze, vingt et un", Lang::FR, &[97.0, 71.0, 21.0]);
    check("10 000 soldats, 2,5 milliards, deux cents, mille", Lang::FR, &[10_000.0, 2.5e9, 200.0, 1_000.0]);
    check("une vingtaine, un demi-million", Lang::FR, &[20.0, 500_000.0]);
}

#[test]
fn spanish_numbers() {
    check("veinticinco, treinta y cinco, doscientos diez", Lang::ES, &[25.0, 35.0, 210.0]);
    check("dos mil quinientos millones, 2.000 millones, 3 mil millones", Lang::ES, &[2.5e9, 2e9, 3e9]);
    check("786 mil 228, 5 millones 300 mil, mil 94, 2 mil 2020", Lang::ES, &[786_228.0, 5.3e6, 1094.0, 2000.0, 2020.0]);
    check("veintiun mil, dos billones tres mil cinco millones", Lang::ES, &[21_000.0, 2_003_005_000_000.0]);
    check("medio millón, un millar", Lang::ES, &[500_000.0, 1_000.0]);
}

#[test]
fn dates_of_the_form_9_11_are_no_fractions() {
    check("9/11", Lang::EN, &[9.0, 11.0]);
}

#[test]
fn huge_numbers_do_not_overflow() {
    check(&"9".repeat(500), Lang::EN, &[]);
    check(&"million ".repeat(50), Lang::EN, &[]);
    assert!(
        numerals(&"two thousand million billion trillion ".repeat(20), Some(Lang::EN))
            .iter()
            .all(|n| n.value.is_finite())
    );
}
