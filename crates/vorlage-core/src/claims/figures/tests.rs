//! Behaviour of figures over whole sentences.

use super::*;

/// Checks every figure as "hedge value unit | of | source".
fn check(text: &str, lang: Lang, expected: &[&str]) {
    let all = Span::new(0, text.len());
    let found: Vec<String> = figures(text, Some(lang), &[all]).iter().map(|f| shown(text, f)).collect();
    assert_eq!(found, expected, "{text}");
}

fn shown(text: &str, figure: &Figure) -> String {
    let hedge = figure.hedge.map_or(String::new(), |h| format!("{} ", h.as_str()));
    let value = match (figure.hedge, figure.low, figure.high) {
        (Some(Hedge::Between), Some(low), Some(high)) => format!("{low}-{high}"),
        _ => format!("{}", figure.value),
    };
    let unit = figure.unit.as_deref().map_or(String::new(), |u| format!(" {u}"));
    let of = figure.of.map_or(String::new(), |s| format!(" | {}", s.of(text)));
    let source = figure.attributed_to.map_or(String::new(), |a| format!(" | by {}", a.span.of(text)));
    format!("{hedge}{value}{unit}{of}{source}")
}

#[test]
fn counts_have_hedge_and_noun() {
    check(
        "More than 4,000 northern soldiers crossed the bridge.",
        Lang::EN,
        &["more than 4000 soldier | northern soldiers"],
    );
    check("Up to 900 extra nurses are needed.", Lang::EN, &["up to 900 nurse | extra nurses"]);
    check("An estimated 7,000 island troops left.", Lang::EN, &["about 7000 troop | island troops"]);
    check("Greater than 50 boats sank, or 60 or more.", Lang::EN, &["more than 50 boat | boats", "at least 60"]);
}

#[test]
fn money_has_a_currency_and_a_scale() {
    check(
        "It cost $9 billion, HK $3.7 billion or £6m.",
        Lang::EN,
        &["9000000000 USD", "3700000000 HKD", "6000000 GBP"],
    );
    check("Rund 175 Mrd. Euro und 5 Mio. US-Dollar.", Lang::DE, &["about 175000000000 EUR", "5000000 USD"]);
    check("plus de 2,5 milliards d'euros", Lang::FR, &["more than 2500000000 EUR"]);
    check("unos 2.000 millones de dólares", Lang::ES, &["about 2000000000 USD"]);
}

#[test]
fn ranges_have_two_ends() {
    check("between 5 and 10 people", Lang::EN, &["between 5-10 people | people"]);
    check("It grew 5-10 percent.", Lang::EN, &["between 5-10 percent"]);
    check("lets get $10 to $15 billion", Lang::EN, &["between 10000000000-15000000000 USD"]);
    check("tens of thousands of fans", Lang::EN, &["between 10000-100000 fan | fans"]);
    check("zwischen 5 und 7 Prozent", Lang::DE, &["between 5-7 percent"]);
}

#[test]
fn a_change_is_no_range() {
    check("The index rose 64.5 points to 4,577.1.", Lang::EN, &["64.5 point | points", "4577.1 point"]);
    check("The index fell 88.81 to 7,182.08.", Lang::EN, &["88.81", "7182.08"]);
}

#[test]
fn numbers_that_name_are_no_figures() {
    check("The G7 met on March 3, 2021 at 5 p.m. over COVID-19.", Lang::EN, &[]);
    check("A Boeing 747 and Article 5 in 2022, the 22nd, 9/11.", Lang::EN, &[]);
    check("Am 20. Januar um 11 Uhr, seit 1999 zum 3. Mal.", Lang::DE, &[]);
    check("They won 3-2 on 575 Elm Road.", Lang::EN, &[]);
}

#[test]
fn ages_are_figures_of_their_own() {
    check("The 78-year-old met Ann Bell, 66, there.", Lang::EN, &["78 year of age", "66 year of age"]);
    check("Der 78-jährige Mann", Lang::DE, &["78 year of age"]);
}

#[test]
fn ages_stand_beside_names_and_in_lists() {
    check("Nora Vale, 21; and Jane Orr, 20, left.", Lang::EN, &["21 year of age", "20 year of age"]);
    check("Anna Field 44 has a boat.", Lang::EN, &["44 year of age"]);
    check("Two girls, ages 3 and 5, ran.", Lang::EN, &["2 girl | girls", "3 year of age", "5 year of age"]);
    check("She was only 15 when her 18 month-old son fell.", Lang::EN, &["15 year of age", "18 month of age"]);
    check("He won the match 6-2 and was 3 points up.", Lang::EN, &["3 point | points"]);
}

#[test]
fn bare_numbers_take_the_unit_of_a_neighbour() {
    check("The bears are 15 and 17 years old.", Lang::EN, &["15 year of age", "17 year of age"]);
    check("Nine races were held, four of which were short.", Lang::EN, &["9 race | races", "4 race"]);
    check("She won 22 of the 23 games.", Lang::EN, &["22 game", "23 game | games"]);
    check("Hay 459 heridos, de los cuales 229 duermen.", Lang::ES, &["459 herido | heridos", "229 herido"]);
    check("They lost 460 boats, compared with 63.", Lang::EN, &["460 boat | boats", "63 boat"]);
    check("It rose 3 percent from 250,000.", Lang::EN, &["3 percent", "250000"]);
}

#[test]
fn the_head_of_a_phrase_is_its_unit() {
    check("Three harbour police officers came.", Lang::EN, &["3 officer | harbour police officers"]);
    check("The two injured rowers slept.", Lang::EN, &["2 rower | injured rowers"]);
    check("One keeper told the mayor.", Lang::EN, &["1 keeper | keeper"]);
    check("Two 26-year-old bakers met.", Lang::EN, &["2 baker | bakers", "26 year of age"]);
    check("It is one of the most gifted and lively teams.", Lang::EN, &["1 team | gifted and lively teams"]);
    check("Six gas producers and seven buses", Lang::EN, &["6 producer | gas producers", "7 bus | buses"]);
}

#[test]
fn multiples_and_parts_have_their_own_unit() {
    check("Sales grew sixfold; he rang 40 times.", Lang::EN, &["6 times", "40 times"]);
    check("Il a appelé trois fois.", Lang::FR, &["3 times"]);
    check("One in five villages is dry.", Lang::EN, &["0.2 | villages"]);
    check("It costs $5 per square metre or 3 kg/day.", Lang::EN, &["5 USD per square metre", "3 kilogram per day"]);
}

#[test]
fn years_and_labels_are_no_figures() {
    check("An 1881 painting hung there since at least 1988, in 1868 or 1869.", Lang::EN, &[]);
    check("Call (555) 462-2020; it ran 1879-1882 and, at one point, stood.", Lang::EN, &[]);
    check("She called 911 on day two of the fair.", Lang::EN, &[]);
}

#[test]
fn units_are_one_over_languages() {
    check("a 1,000-km line, 20 miles per hour", Lang::EN, &["1000 kilometre | line", "20 mile per hour"]);
    check("3 % und 5 Prozentpunkte, 20 °C", Lang::DE, &["3 percent", "5 percentage point", "20 celsius"]);
}

#[test]
fn sources_are_found_on_both_sides() {
    check("Utopia said last week that it had lost 300 tanks.", Lang::EN, &["300 tank | tanks | by Utopia"]);
    check(
        "Etwa 800 nordische Soldaten seien dort, warnte Berta Braun.",
        Lang::DE,
        &["about 800 Soldaten | nordische Soldaten | by Berta Braun"],
    );
    check(
        "Some 40 ships left, according to the port of Utopia.",
        Lang::EN,
        &["about 40 ship | ships | by port of Utopia"],
    );
}

#[test]
fn halves_and_headlines_are_read() {
    check("Plus de la moitié des villages sont vides.", Lang::FR, &["more than 0.5 | villages"]);
    check("Storm Kills 6 In Northern Town", Lang::EN, &["6"]);
}

#[test]
fn hostile_text_is_survived() {
    for text in
        ["$", "$$$ 1 1 1 1/ / / -", "between", "9 9 9 9 9", "%1 to", "one of", "½½½", "1-1-1-1-1-1", "\u{301}5\u{301}"]
    {
        for lang in [Lang::EN, Lang::DE, Lang::FR, Lang::ES] {
            let _ = figures(text, Some(lang), &[Span::new(0, text.len())]);
        }
    }
}
