//! Views and exports of a made-up story, against kept files; `UPDATE=1` writes them anew.

mod helpers;

use std::path::Path;
use vorlage_export::comparison::{self, Comparison, Finding, Side, Way};
use vorlage_export::{ansi, contract, graphs, html, styled::Line, tables, terminal, terminal_svg};
use vorlage_model::{Alignment, EdgeKind, Evidence, EvidenceKind, LostNode, NodeId, Span, Trace};

/// Compares with a kept file, or keeps it.
fn expect(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expected").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, found).expect("the folder is writable");
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == found, "{name} is other than kept; UPDATE=1 keeps this:\n{found}");
}

/// The made-up story with a lost copy of the evening report, from which two others were taken.
fn between() -> Trace {
    let mut trace = helpers::ferry();
    let stemma = &mut trace.stories[0].stemma;
    let lost = NodeId::Lost(stemma.lost.len());
    stemma.lost.push(LostNode {
        id: "lost:crawl/brief.example.net-8812.html".to_owned(),
        agency: None,
        parent: Some(helpers::POST_AT),
    });
    for edge in stemma.edges.iter_mut().filter(|e| [helpers::BRIEF_AT, helpers::MIRROR_AT].contains(&e.child)) {
        edge.evidence.truncate(1);
        edge.evidence[0].words = "as in another; no other text has these words so".to_owned();
        (edge.parent, edge.cut, edge.paste) = (lost, None, None);
    }
    trace
}

fn view(width: usize, explain: bool) -> terminal::View {
    terminal::View { width, stories: 20, explain }
}

#[test]
fn the_terminal_view_stands_at_80_and_at_140_columns() {
    let trace = helpers::ferry();
    expect("terminal-80.txt", &ansi::write(&terminal::trace(&trace, view(80, false)), false));
    expect("terminal-140.txt", &ansi::write(&terminal::trace(&trace, view(140, false)), false));
    expect("terminal-explain.txt", &ansi::write(&terminal::trace(&trace, view(100, true)), false));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for trace in [helpers::ferry(), between(), helpers::hostile()] {
        for (width, explain) in (60..170).flat_map(|w| [(w, false), (w, true)]) {
            for line in terminal::trace(&trace, view(width, explain)) {
                assert!(line.width() <= width, "{width}: {}", line.text());
            }
        }
    }
}

#[test]
fn graphs_and_tables_are_as_kept() {
    let trace = helpers::ferry();
    expect("graph.dot", &graphs::dot(&trace));
    expect("graph.graphml", &graphs::graphml(&trace));
    let all = [tables::Table::Edges, tables::Table::Documents, tables::Table::Origins, tables::Table::Ledger];
    expect("tables.csv", &all.map(|t| tables::csv(&trace, t)).join("\r\n"));
    let stem = html::page(&trace, html::Report { differ: None });
    expect("report.html", &stem);
}

#[test]
fn every_line_of_a_story_holds_its_documents() {
    let trace = helpers::ferry();
    let lines: Vec<serde_json::Value> = contract::story_lines(&trace, true).collect();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["documents"].as_array().map(Vec::len), Some(7));
    assert!(lines[0]["documents"][0]["body"].is_string());
}

/// One observation of each sort, each with words of its own, on the first word of both texts.
fn every_sort() -> Vec<Evidence> {
    let first = Some(Span::new(0, 3));
    let one = |kind: EvidenceKind| Evidence {
        kind,
        parent_span: first,
        child_span: first,
        similarity: None,
        words: format!("seen as {} here", kind.as_str()),
    };
    EvidenceKind::ALL.map(one).to_vec()
}

/// Checks that a view tells all observations of [`every_sort`], however it breaks its lines.
fn tells_every_sort(view: &str) {
    let flat = view.split_whitespace().collect::<Vec<_>>().join(" ");
    for told in every_sort() {
        assert!(flat.contains(&told.words), "{} is not told in:\n{view}", told.words);
    }
}

#[test]
fn every_view_of_an_answer_tells_every_sort_of_evidence() {
    let mut plain = helpers::ferry();
    let at = plain.stories[0].stemma.edges.iter().position(|e| matches!(e.parent, NodeId::Document(_)));
    let edge = &mut plain.stories[0].stemma.edges[at.expect("one edge has a held parent")];
    edge.evidence = every_sort();
    let mut turned = plain.clone();
    let edge = &mut turned.stories[0].stemma.edges[at.expect("the same edge")];
    edge.direction.evidence = std::mem::take(&mut edge.evidence);
    for trace in [plain, turned] {
        let none = serde_json::json!({});
        tells_every_sort(
            &serde_json::to_string(&contract::trace(&trace, false, &none, &none)).expect("answers are JSON"),
        );
        tells_every_sort(&html::page(&trace, html::Report { differ: None }));
        tells_every_sort(&ansi::write(&terminal::trace(&trace, view(200, true)), false));
    }
}

#[test]
fn every_view_of_a_comparison_tells_every_sort_of_evidence() {
    let trace = helpers::ferry();
    let side = |d: usize| Side { document: &trace.documents[d].document, analysis: &trace.documents[d].analysis };
    let way = Way { kind: EdgeKind::Edited, alterations: Vec::new(), cut: 0.5, paste: 0.5 };
    let of = |evidence: Vec<Evidence>, direction: Vec<Evidence>| Comparison {
        a: side(helpers::POST_AT),
        b: side(helpers::BRIEF_AT),
        alignment: Alignment::default(),
        changes: Vec::new(),
        finding: Some(Finding {
            copied: 0.9,
            a_is_parent: 0.8,
            a_to_b: way.clone(),
            b_to_a: way.clone(),
            evidence,
            direction: direction.into_iter().map(|e| (false, e)).collect(),
        }),
    };
    for comparison in [of(every_sort(), Vec::new()), of(Vec::new(), every_sort())] {
        let none = serde_json::json!({});
        tells_every_sort(&comparison::json(&comparison, &none, &none).to_string());
        tells_every_sort(&html::compare(&comparison));
        tells_every_sort(&ansi::write(&terminal::compare(&comparison, view(200, true)), false));
    }
}

#[test]
fn markup_is_well_formed_even_of_hostile_texts() {
    for trace in [helpers::ferry(), between(), helpers::hostile()] {
        well_formed(&graphs::graphml(&trace));
        well_formed(&terminal_svg::draw(&terminal::trace(&trace, view(80, false)), "vorlage trace <x> & \"y\""));
        let page = html::page(&trace, html::Report { differ: None });
        let begin = page.find("<svg").expect("the page holds a tree");
        let end = page.find("</svg>").expect("the tree ends") + 6;
        well_formed(&page[begin..end]);
        let body = page.split("<body>").nth(1).and_then(|b| b.split("</body>").next()).expect("the page has a body");
        well_formed(&format!("<body>{}</body>", body.replace("<br>", "").replace("<details open>", "<details>")));
    }
}

#[test]
fn hostile_texts_do_nothing() {
    let trace = helpers::hostile();
    let page = html::page(&trace, html::Report { differ: None });
    assert!(!page.contains("<script") && !page.contains("href=\"javascript"));
    assert!(page.contains("default-src 'none'"));
    for text in [
        page,
        graphs::graphml(&trace),
        graphs::dot(&trace),
        ansi::write(&terminal::trace(&trace, view(80, true)), false),
        terminal_svg::draw(&terminal::trace(&trace, view(80, false)), "x"),
    ] {
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'));
    }
}

#[test]
fn the_report_needs_nothing_from_outside() {
    let page = html::page(&helpers::ferry(), html::Report { differ: None });
    for outside in ["src=", "<link", "@import", "url(", "<script", "<iframe", "style=\""] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn a_lost_copy_stands_below_what_it_was_taken_from_in_every_view() {
    let trace = between();
    let (parent, lost) = (&trace.documents[helpers::POST_AT].document.id, "lost:crawl/brief.example.net-8812.html");
    let text = ansi::write(&terminal::trace(&trace, view(100, false)), false);
    expect("terminal-between.txt", &text);
    let dot = graphs::dot(&trace);
    assert!(dot.contains(&format!("\"{parent}\" -> \"{lost}\"")), "{dot}");
    assert!(dot.contains(&format!("\"{lost}\" -> \"crawl/brief.example.net-8812.html\"")), "{dot}");
    assert!(graphs::graphml(&trace).contains(&format!("source=\"{parent}\" target=\"{lost}\"")));
    let story = contract::story_lines(&trace, false).next().expect("there is a story");
    assert_eq!(story["lost"][0]["parent"], serde_json::Value::Null);
    assert_eq!(story["lost"][1]["parent"], serde_json::json!(parent));
    let page = html::page(&trace, html::Report { differ: None });
    assert_eq!(page.matches("lost copy of D</text>").count(), 1);
    assert!(page.contains("as in another; no other text has these words so"));
}

#[test]
fn many_stories_are_cut_and_said_so() {
    let mut trace = helpers::ferry();
    let one = trace.stories[0].clone();
    trace.stories = (0..5)
        .map(|n| {
            let mut s = one.clone();
            s.id = format!("story:{n}");
            s
        })
        .collect();
    let lines = terminal::trace(&trace, terminal::View { width: 80, stories: 2, explain: false });
    let text: Vec<String> = lines.iter().map(Line::text).collect();
    assert!(text.iter().any(|l| l == "3 more stories left out; --limit 5 shows all"), "{text:#?}");
}

#[test]
fn an_empty_answer_says_so() {
    let empty = vorlage_model::Trace::default();
    assert_eq!(ansi::write(&terminal::trace(&empty, view(80, false)), false), "no documents\n");
    assert_eq!(contract::story_lines(&empty, false).count(), 0);
    well_formed(&graphs::graphml(&empty));
}

/// Fails unless the tags of a text nest, attributes are quoted, and every `&` begins an entity.
fn well_formed(text: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        entities(&rest[..at]);
        let end = at + rest[at..].find('>').expect("a tag ends");
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if tag.starts_with(['?', '!']) {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "closes another element");
            continue;
        }
        let name = tag.split([' ', '/', '\n']).next().expect("a tag has a name");
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric()), "{tag}");
        assert!(tag.matches('"').count().is_multiple_of(2) && !tag.contains('\''), "{tag}");
        tag.split('"').skip(1).step_by(2).for_each(entities);
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    entities(rest);
    assert!(open.is_empty(), "not closed: {open:?}");
}

fn entities(text: &str) {
    for after in text.split('&').skip(1) {
        let name = after.split(';').next().unwrap_or("");
        assert!(["amp", "lt", "gt", "quot", "#39"].contains(&name), "&{after}");
    }
    assert!(text.chars().all(|c| c >= ' ' || c == '\n' || c == '\t'), "a control character");
}
