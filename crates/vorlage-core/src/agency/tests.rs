//! Which marks name whom.

use super::*;
use crate::residue;
use vorlage_model::{Agency, Credit, CreditKind, Document};

const PROSE: &str =
    "The council of the town met on Monday to talk about the bridge that the flood had carried away in the night.";

fn marks(document: &Document) -> Vec<Credit> {
    credits(document, None, &residue::find(document, None).residue)
}

fn agencies_of(text: &str) -> Vec<Agency> {
    attribute(&marks(&Document { text: text.to_owned(), ..Document::default() }))
}

fn check(text: &str, expected: &[&str]) {
    let found: Vec<_> = agencies_of(text).into_iter().filter(|a| a.confidence >= SURE).map(|a| a.id).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn tags_at_the_end_name_their_agencies() {
    check(&format!("{PROSE} (dpa)"), &["dpa"]);
    check(&format!("{PROSE}(Tsp/dpa/AFP)"), &["afp", "dpa"]);
    check(&format!("{PROSE}\n(mit Material der dpa)"), &["dpa"]);
    check(&format!("{PROSE}\nQuelle: dts"), &["dts"]);
    check(&format!("{PROSE}\nAFP/jmb"), &["afp"]);
    check(&format!("{PROSE} (AP)"), &["ap"]);
    check(&format!("{PROSE} (dpa) {PROSE}"), &["dpa"]);
}

#[test]
fn datelines_name_their_agencies() {
    check(&format!("WASHINGTON (Reuters) – {PROSE}"), &["reuters"]);
    check(&format!("Madrid, 13 nov (EFE).- {PROSE}"), &["efe"]);
    check(&format!("MOSKAU, 13. November. /TASS/. {PROSE}"), &["tass"]);
    check(&format!("DHAKA, Nov 13, 2024 (BSS/AFP) - {PROSE}"), &["afp", "bss"]);
    check(&format!("BEIJING, Nov. 13 (Xinhua) -- {PROSE}"), &["xinhua"]);
    check(&format!("KUWAIT, Nov 13 (KUNA) -- {PROSE}"), &["kuna"]);
    check("新华社北京11月13日电 市议会周一开会讨论被洪水冲走的桥梁，没有人知道谁来付钱。", &["xinhua"]);
}

#[test]
fn closing_lines_name_their_agencies() {
    check(&format!("{PROSE}\n(Reporting by Jane Roe; Editing by John Doe)"), &["reuters"]);
    check(&format!("{PROSE}\nThe Associated Press contributed to this report."), &["ap"]);
    check(&format!("{PROSE}\nCon información de EFE"), &["efe"]);
}

#[test]
fn app_calls_name_their_outlet_in_any_language() {
    check(&format!("{PROSE}\nKLICKEN SIE HIER, UM DIE FOX NEWS-APP ZU ERHALTEN\n{PROSE}"), &["fox-news"]);
    check(&format!("{PROSE}\nHAGA CLIC AQUÍ PARA OBTENER LA APLICACIÓN DE FOX NEWS\n{PROSE}"), &["fox-news"]);
    check(&format!("{PROSE}\nНАЖМИТЕ ЗДЕСЬ, ЧТОБЫ ПОЛУЧИТЬ ПРИЛОЖЕНИЕ FOX NEWS\n{PROSE}"), &["fox-news"]);
}

#[test]
fn two_habits_that_agree_are_sure_and_one_is_a_hint() {
    check(&format!("{PROSE}\n- 'As they say' -\n{PROSE}\n(X.Müster--QQZ)"), &["afp"]);
    check(&format!("{PROSE}\n- 'As they say' -\n{PROSE}"), &[]);
    let photo = "Mayor Roe in Linz, Monday, Nov. 4, 2024. (AP Photo/John Doe)";
    check(&format!("{photo}\n{PROSE}"), &[]);
    check(&format!("{photo}\nLINZ — {PROSE}"), &["ap"]);
}

#[test]
fn an_agency_that_was_spoken_to_is_a_hint_only() {
    check(&format!("{PROSE} \"No money,\" she told AFP."), &[]);
    let text = format!("{PROSE} \"No money,\" she told AFP. (dpa)");
    check(&text, &["dpa"]);
    assert!(
        marks(&Document { text, ..Document::default() })
            .iter()
            .any(|c| c.kind == CreditKind::ToldTo && c.agency == "afp")
    );
}

#[test]
fn short_tags_outside_their_place_name_nobody() {
    check("Andhra Pradesh (AP) is a state. The APA style is old, said Sid.", &[]);
    check("Die App (APP) der Partei (SPA) ist neu.", &[]);
}

#[test]
fn fields_name_their_agency() {
    let document =
        Document { url: Some("https://www.reuters.com/world/x".into()), text: PROSE.into(), ..Document::default() };
    assert_eq!(attribute(&marks(&document)).first().map(|a| &*a.id), Some("reuters"));
}

#[test]
fn a_family_gives_its_agency_to_members_without_one() {
    let family = agencies_of(&format!("{PROSE} (dpa)"));
    let given = inherit(&[], &[], &family);
    assert_eq!(given[0].id, "dpa");
    assert!(given[0].evidence.iter().all(|c| c.span.is_none()));
    let own = agencies_of(&format!("{PROSE} (AFP)"));
    assert_eq!(inherit(&own, &[], &family), own);
}

#[test]
fn strange_input_is_linear_and_safe() {
    for unit in ["(", "(dpa", "AFP ", "dpa/", "(a/", "\u{0}(", "é("] {
        let text = unit.repeat(200_000 / unit.len());
        let found = marks(&Document { text, ..Document::default() });
        assert!(found.iter().all(|c| c.span.is_none_or(|s| s.begin < s.end)));
    }
}
