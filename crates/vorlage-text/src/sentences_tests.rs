//! What sentence splitting must survive.

use super::*;

fn check(text: &str, expected: &[&str]) {
    check_in(text, None, expected);
}

fn check_in(text: &str, lang: Option<Lang>, expected: &[&str]) {
    let found: Vec<&str> = sentences(text, lang).iter().map(|s| s.of(text)).collect();
    assert_eq!(found, expected);
}

fn whole(text: &str) {
    check(text, &[text]);
}

#[test]
fn titles_and_initials_end_no_sentence() {
    whole("Lt. Gen. Paul Smith and Dr. J. R. Weaver met Prof. M. Dupont.");
    whole("On Nov. 5 the U.S. Senate voted, Sen. Ann B. Lee said.");
    check("He left the U.S. The rest stayed.", &["He left the U.S.", "The rest stayed."]);
    check("They chose plan B. The others did not.", &["They chose plan B.", "The others did not."]);
    check("M. Le Goff est parti. Mme. Roux reste.", &["M. Le Goff est parti.", "Mme. Roux reste."]);
}

#[test]
fn abbreviations_of_other_languages_end_no_sentence() {
    check_in(
        "Das gilt z. B. Für Wien, d.h. Österreich, seit dem 13. November.",
        Some(Lang::DE),
        &["Das gilt z. B. Für Wien, d.h. Österreich, seit dem 13. November."],
    );
    check_in(
        "Der 2. Senat tagte. Er fand 3 Mrd. Euro.",
        Some(Lang::DE),
        &["Der 2. Senat tagte.", "Er fand 3 Mrd. Euro."],
    );
    check_in(
        "Hay otros, p. ej. Madrid. El Sr. García calla.",
        Some(Lang::ES),
        &["Hay otros, p. ej. Madrid.", "El Sr. García calla."],
    );
    check("В 2024 г. Москва и 5 млн. человек. Они ушли.", &["В 2024 г.", "Москва и 5 млн. человек.", "Они ушли."]);
}

#[test]
fn numbers_keep_their_points() {
    check("It rose 3.5 percent. 12 men left.", &["It rose 3.5 percent.", "12 men left."]);
    check("1. The first. 2. The second.", &["1. The first.", "2. The second."]);
    check(
        "See No. 5 and Art. 3. It ended in 2019. Rain fell.",
        &["See No. 5 and Art. 3.", "It ended in 2019.", "Rain fell."],
    );
}

#[test]
fn quotations_close_their_sentences() {
    check("\"We go.\" He left.", &["\"We go.\"", "He left."]);
    check(
        "\"Why?\" he asked. “We stay. All of us.” Nobody did.",
        &["\"Why?\" he asked.", "“We stay.", "All of us.”", "Nobody did."],
    );
    check(
        "„Das ist zerstört.“ Er ging. „Warum?“, fragte sie.",
        &["„Das ist zerstört.“", "Er ging.", "„Warum?“, fragte sie."],
    );
    check("« C'est fini. » Il part.", &["« C'est fini. »", "Il part."]);
}

#[test]
fn ellipses_end_only_before_a_capital() {
    whole("The work that they can do … is to wait ... and see.");
    check("They wait... Nobody comes.", &["They wait...", "Nobody comes."]);
}

#[test]
fn datelines_hold_together() {
    whole("Madrid, 13 nov (EFE).- El consejo aprobó la ley.");
    whole("MOSCOW, November 13. /TASS/. The council met.");
    whole("BEIJING, Nov. 13 (Xinhua) -- The council met.");
}

#[test]
fn tokenised_text_is_split_like_set_text() {
    check(
        "`` We go . '' Mr . Hill left . It was 3 . 5 miles .",
        &["`` We go . ''", "Mr . Hill left .", "It was 3 . 5 miles ."],
    );
}

#[test]
fn scripts_with_their_own_stops() {
    check("会议开始了。没有人来！为什么？", &["会议开始了。", "没有人来！", "为什么？"]);
    check("「行く。」と述べた。雨だ。", &["「行く。」と述べた。", "雨だ。"]);
    check("वह गया। कोई नहीं आया।", &["वह गया।", "कोई नहीं आया।"]);
    check("هل جاء؟ لا. ذهب د. علي.", &["هل جاء؟", "لا.", "ذهب د. علي."]);
}

#[test]
fn a_lost_blank_is_seen_but_names_of_sites_are_not_split() {
    check("They ended the war.The president left.(dpa)", &["They ended the war.", "The president left.", "(dpa)"]);
    whole("Look at example.com or Node.js now.");
}

#[test]
fn a_line_is_a_paragraph_unless_the_text_is_wrapped() {
    check("No full stop here\nA second line.", &["No full stop here", "A second line."]);
    let text = "The council met on Monday to talk about the bridge that the flood had\ncarried away in the night. \
        Nobody knew who would pay for a new one. The\nmayor said that the town had no money left for it, and that the county\n\
        would have to help, as it had done in the year before when Lt. Gen. Paul\nSmith asked for it.";
    assert_eq!(sentences(text, None).len(), 3);
}

#[test]
fn a_ragged_wire_text_is_joined_and_an_indent_opens_a_paragraph() {
    let text = "Linz Works Inc said it raised its\nquarterly dividend to 11 cts a share from nine cts\nand declared a split of its common \
        stock.\n    The company said the dividend will be paid on May\n13 to holders of record on the first of the month.";
    assert_eq!(sentences(text, None).len(), 2);
    for bullet in ["•", "–", "-", "*"] {
        assert!(sentences(&format!("{text}\n{bullet} one\n{bullet}two"), None).len() > 2);
    }
}

#[test]
fn lower_cased_text_is_split() {
    check(
        "hengest (d. 488?) was a ruler of kent in the far south. he fought the picts there.",
        &["hengest (d. 488?) was a ruler of kent in the far south.", "he fought the picts there."],
    );
}

#[test]
fn strange_input_is_linear_and_safe() {
    for unit in [".", "a.B", "\"", "...\n", "1. ", " ", "é.", "。」", "[1]", "\u{0}?", "Aaa.B"] {
        let text = unit.repeat(300_000);
        for s in sentences(&text, None) {
            assert!(text.get(s.range()).is_some());
        }
    }
}
