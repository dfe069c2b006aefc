//! Behaviour of whole ledgers: small stories, each document its own origin unless said otherwise.

use super::*;
use crate::{Background, Weights, decisions::Bound};
use vorlage_model::{Analysis, Document, Lang, LostNode, NodeId, Origin};

/// Documents as (language, origin, text).
fn ledger(documents: &[(Lang, usize, &str)]) -> (Vec<Document>, Vec<LedgerRow>) {
    let held: Vec<Document> = documents
        .iter()
        .enumerate()
        .map(|(n, (_, _, text))| Document { id: format!("d{n}"), text: (*text).to_owned(), ..Document::default() })
        .collect();
    let analyses: Vec<Analysis> = documents.iter().zip(&held).map(|(d, held)| analysed(d.0, &held.text)).collect();
    let subjects: Vec<Subject<'_>> =
        held.iter().zip(&analyses).map(|(document, analysis)| Subject::new(document, analysis)).collect();
    let indices: Vec<usize> = (0..documents.len()).collect();
    let background = Background::default();
    let story = StoryView {
        subjects: &subjects,
        documents: &indices,
        pairs: &[],
        background: &background,
        weights: &Weights::COMMITTED,
        decisions: &Bound::default(),
    };
    let (rows, _) = keep(&story, &stemma(documents));
    (held.clone(), rows)
}

fn analysed(lang: Lang, text: &str) -> Analysis {
    let sentences = vorlage_text::sentences(text, Some(lang));
    let claims = crate::claims::find(text, Some(lang), &sentences);
    Analysis { lang: Some(lang), figures: claims.figures, quotes: claims.quotes, sentences, ..Analysis::default() }
}

fn stemma(documents: &[(Lang, usize, &str)]) -> Stemma {
    let count = documents.iter().map(|d| d.1 + 1).max().unwrap_or(0);
    let origins = (0..count).map(|o| Origin {
        id: format!("origin:{o}"),
        root: NodeId::Lost(o),
        agency: None,
        documents: (0..documents.len()).filter(|&d| documents[d].1 == o).collect(),
        at_most: 1,
        strip: vorlage_model::Strip::default(),
    });
    let lost = (0..count).map(|o| LostNode { id: format!("lost:{o}"), agency: None, parent: None });
    Stemma { lost: lost.collect(), origins: origins.collect(), ..Stemma::default() }
}

/// Checks the rows of figures as "verdict: values by document".
fn check(documents: &[(Lang, usize, &str)], expected: &[&str]) {
    let (_, rows) = ledger(documents);
    let found: Vec<String> = rows
        .iter()
        .filter(|r| r.kind == ClaimKind::Figure)
        .map(|r| {
            let values: Vec<String> =
                r.readings.iter().map(|x| format!("d{} {}", x.document, x.value.unwrap_or(0.0))).collect();
            format!("{}: {}", r.verdict.as_str(), values.join(", "))
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn counts_of_one_thing_meet_over_origins_and_languages() {
    check(
        &[
            (Lang::EN, 0, "Utopia said more than 5,000 East Lunar soldiers had landed on the coast."),
            (Lang::EN, 1, "An estimated 6,000 East Lunar troops were deployed, the ministry said."),
            (Lang::DE, 2, "Etwa 3.000 russische Soldaten seien dort."),
            (Lang::FR, 3, "Quelque 4.000 soldats russes sont arrivés."),
        ],
        &["differs: d0 5000, d1 6000", "differs: d2 3000, d3 4000"],
    );
}

#[test]
fn shares_of_different_things_stay_apart() {
    check(
        &[
            (Lang::EN, 0, "Most members spend above 2% of their GDP on arms, but he would insist on 3% from allies."),
            (Lang::EN, 1, "Prices of bread rose 2% in May while rents rose 7%."),
        ],
        &["single: d0 2", "single: d0 3", "single: d1 2", "single: d1 7"],
    );
}

#[test]
fn a_copy_that_drops_the_hedge_drifts() {
    check(
        &[
            (Lang::EN, 0, "The state plans to spend more than $9 billion of remaining funding on dams."),
            (Lang::EN, 0, "The state plans to spend $9 billion of remaining funding on dams."),
        ],
        &["drift: d0 9000000000, d1 9000000000"],
    );
}

#[test]
fn a_copy_that_changes_the_value_drifts() {
    check(
        &[
            (Lang::EN, 0, "The fire destroyed 120 houses in the old town, the mayor said on Monday."),
            (Lang::EN, 0, "The fire destroyed 210 houses in the old town, the mayor said on Monday."),
        ],
        &["drift: d0 120, d1 210"],
    );
}

#[test]
fn tolls_meet_by_what_befell_people() {
    check(
        &[
            (Lang::EN, 0, "At least 12 people were killed and 40 injured in the flood."),
            (Lang::DE, 1, "Bei dem Hochwasser gab es 15 Tote und 40 Verletzte."),
        ],
        &["conflict: d0 12", "agree: d0 40, d1 40"]
            .map(|s| if s == "conflict: d0 12" { "differs: d0 12, d1 15" } else { s }),
    );
}

#[test]
fn origins_of_one_value_agree() {
    check(
        &[
            (Lang::EN, 0, "The bridge cost 35 million euros, the town of Nowhere said."),
            (Lang::EN, 1, "Nowhere paid 35 million euros for its bridge."),
        ],
        &["agree: d0 35000000, d1 35000000"],
    );
}

#[test]
fn only_the_first_reading_of_an_origin_is_independent() {
    let (_, rows) = ledger(&[
        (Lang::EN, 0, "The fire destroyed 120 houses in the old town."),
        (Lang::EN, 0, "The fire destroyed 120 houses in the old town."),
        (Lang::EN, 1, "Fire took 120 houses in the old town, police said."),
    ]);
    let row = rows.iter().find(|r| r.kind == ClaimKind::Figure).expect("a row of houses");
    assert_eq!(row.readings.iter().map(|r| r.independent).collect::<Vec<_>>(), [true, false, true]);
    assert_eq!(row.label, "houses");
}

#[test]
fn quotations_meet_whole_and_shortened() {
    let (_, rows) = ledger(&[
        (Lang::EN, 0, "\"We will rebuild every bridge before the winter comes,\" said Ada Bell."),
        (
            Lang::EN,
            1,
            "\"We will rebuild every bridge before the winter comes, and we will pay for it,\" Ada Bell said.",
        ),
        (Lang::EN, 2, "\"Nobody asked the farmers about the price of water,\" said Carl Dorn."),
    ]);
    let quotes: Vec<(Verdict, usize)> =
        rows.iter().filter(|r| r.kind == ClaimKind::Quote).map(|r| (r.verdict, r.readings.len())).collect();
    assert_eq!(quotes, [(Verdict::Agree, 2), (Verdict::Single, 1)]);
}

#[test]
fn a_story_of_hundreds_of_documents_is_kept_in_bounded_time() {
    let texts: Vec<String> = (0..400)
        .map(|n| format!("At least {} people were killed in flood number {n}, said office {n}.", n % 50))
        .collect();
    let documents: Vec<(Lang, usize, &str)> =
        texts.iter().enumerate().map(|(n, t)| (Lang::EN, n, t.as_str())).collect();
    assert!(!ledger(&documents).1.is_empty());
}
