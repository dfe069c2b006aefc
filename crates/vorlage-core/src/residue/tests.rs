//! What residue must find and must leave.

use super::*;
use vorlage_model::ResidueKind;

const PROSE: &str =
    "The council of the town met on Monday to talk about the bridge that the flood had carried away in the night.";

fn found(text: &str) -> Vec<(String, ResidueKind)> {
    let document = Document { text: text.to_owned(), ..Document::default() };
    find(&document, None).residue.iter().map(|r| (r.span.of(text).to_owned(), r.kind)).collect()
}

fn check(text: &str, expected: &[(&str, ResidueKind)]) {
    let expected: Vec<(String, ResidueKind)> = expected.iter().map(|&(t, k)| (t.to_owned(), k)).collect();
    assert_eq!(found(text), expected);
}

#[test]
fn prose_alone_loses_nothing() {
    check(&format!("{PROSE}\n{PROSE} Nobody paid.\n\nNobody."), &[]);
    check("One\nTwo\nThree", &[]);
    check("", &[]);
}

#[test]
fn tickers_and_byline_codes_are_marked() {
    check(
        &format!("ABX\n-0.4500\n{PROSE}\n- 'As they say' -\n{PROSE}\n(X.Müster--QQZ)"),
        &[
            ("ABX", ResidueKind::Ticker),
            ("-0.4500", ResidueKind::Ticker),
            ("- 'As they say' -", ResidueKind::Crosshead),
            ("(X.Müster--QQZ)", ResidueKind::Byline),
        ],
    );
}

#[test]
fn a_signature_that_a_host_repeats_stays_a_credit() {
    let text = format!("Home and garden\n{PROSE}\ndpa");
    let (menu, tag) = (Span::new(0, 15), Span::new(text.len() - 3, text.len()));
    let given = [menu, tag].map(|span| Residue { span, kind: ResidueKind::Navigation }).to_vec();
    let residue = find(&Document { text, residue: given, ..Document::default() }, None).residue;
    let kinds: Vec<(Span, ResidueKind)> = residue.iter().map(|r| (r.span, r.kind)).collect();
    assert_eq!(kinds, [(menu, ResidueKind::Navigation), (tag, ResidueKind::Credit)]);
}

#[test]
fn a_dispatch_head_is_taken_apart() {
    let text = format!(
        "By Jane Roe (JO:)\nLINZ (Reuters) – {PROSE}\nMONEY IS SHORT\n{PROSE} (Reporting by Jane Roe; Editing by John Doe)"
    );
    check(
        &text,
        &[
            ("By Jane Roe (JO:)", ResidueKind::Byline),
            ("LINZ (Reuters) –", ResidueKind::Dateline),
            ("MONEY IS SHORT", ResidueKind::Crosshead),
            ("(Reporting by Jane Roe; Editing by John Doe)", ResidueKind::Credit),
        ],
    );
}

#[test]
fn furniture_of_a_content_farm_is_marked() {
    let title = "The council of Linz is asking the county to pay for the lost bridge in its town.";
    let caption = "Mayor Jane Roe speaks in Linz, Monday, Nov. 4, 2024. (AP Photo/John Doe ) (John Doe/AP)";
    let text = format!(
        "close\nclose\n\nMi-sitename\n\nAlways: More News!\n\n{title}\nqxecifo\n\n{title}\n\nThe mayor and her men.\n\n{caption}\n\nLINZ — {PROSE}"
    );
    check(
        &text,
        &[
            ("close", ResidueKind::Navigation),
            ("close", ResidueKind::Navigation),
            ("Mi-sitename", ResidueKind::Artefact),
            ("Always: More News!", ResidueKind::Other),
            (title, ResidueKind::Headline),
            ("qxecifo", ResidueKind::Artefact),
            (title, ResidueKind::Headline),
            ("The mayor and her men.", ResidueKind::Caption),
            (caption, ResidueKind::Caption),
            ("LINZ —", ResidueKind::Dateline),
        ],
    );
}

#[test]
fn a_conclusion_and_faq_that_add_nothing_are_padding() {
    let text = format!(
        "The Bridge of Linz Is Gone\nMoney Is Short\n{PROSE}\nConclusion\nThe council met on Monday about the bridge that the flood had carried away.\nFAQs\nQ: What was lost?\nA: The bridge."
    );
    let kinds: Vec<ResidueKind> = found(&text).iter().map(|(_, k)| *k).collect();
    let padding = ResidueKind::Padding;
    assert_eq!(kinds, [ResidueKind::Headline, ResidueKind::Crosshead, padding, padding, padding, padding, padding]);
}

#[test]
fn app_calls_are_promotion_in_any_language() {
    for call in [
        "CLICK HERE TO GET THE FOX NEWS APP",
        "KLICKEN SIE HIER, UM DIE FOX NEWS-APP ZU ERHALTEN",
        "НАЖМИТЕ ЗДЕСЬ, ЧТОБЫ ПОЛУЧИТЬ ПРИЛОЖЕНИЕ",
        "点击这里获取应用程序",
    ] {
        check(&format!("{PROSE}\n{call}\n{PROSE}"), &[(call, ResidueKind::Promotion)]);
        check(&format!("{PROSE} {PROSE} {call}. {PROSE}"), &[(&format!("{call}."), ResidueKind::Promotion)]);
    }
}

#[test]
fn calls_to_follow_the_outlet_are_no_article() {
    for call in [
        "Follow Harbour News on Facebook, X and Instagram. Send your story ideas to desk@harbour.example.",
        "Got a story? Get in touch at tips@harbour.example",
        "Suivez la rédaction sur Facebook, Instagram et TikTok.",
    ] {
        check(&format!("{PROSE}\n{call}"), &[(call, ResidueKind::Share)]);
    }
    check(&format!("{PROSE}\nFacebook and Instagram were fined again, and WhatsApp is to follow next year."), &[]);
}

#[test]
fn a_call_in_capitals_takes_no_word_of_the_next_sentence() {
    let call = "CLICK HERE TO GET THE FOX NEWS APP";
    check(&format!("{PROSE} {call} {PROSE}"), &[(call, ResidueKind::Promotion)]);
}

#[test]
fn a_broken_line_is_neither_headline_nor_credit() {
    check(
        "Mediq Works Inc said its\nbridge of Linz was sold by the council to the county for 11 cts, two\nmen told Reuters.",
        &[],
    );
    check(
        &format!("Pictures of the bridge (8 photos) [FOTO]\n{PROSE}"),
        &[("Pictures of the bridge (8 photos) [FOTO]", ResidueKind::Headline)],
    );
}

#[test]
fn strange_input_is_linear_and_safe() {
    for unit in [
        "a", "\n", "A\n", "(", ")", "(dpa) ", "close\n", "By A B\n", "CLICK HERE ", "\u{0}", "é", "1.5\nABC\n",
        "Conclusion\n", "Faq\nx\n",
    ] {
        let text = unit.repeat(200_000 / unit.len());
        let document = Document { text, ..Document::default() };
        let furniture = find(&document, None);
        assert!(furniture.residue.windows(2).all(|w| w[0].span.end <= w[1].span.begin));
    }
}
