//! A made-up story of seven documents, put together by hand: what every view and export is drawn from in tests.
//!
//! A ferry runs aground. A held report (`island-post`) is copied word for word and abridged; a lost agency dispatch stands above a
//! spun copy and a German translation; one page patches two of them together; one report is independent.

use vorlage_model::*;

const POST: &str = "Ferry runs aground off Hallsund, 212 people brought ashore\n\
HALLSUND - The car ferry Maria Lind ran aground on a reef outside Hallsund harbour on Tuesday evening, and 212 passengers were brought ashore by fishing boats and two lifeboats.\n\
\"We heard a long grinding noise and then the lights went out,\" said Karin Aune, who was travelling with her two children.\n\
Harbour master Ole Brekke said the crew acted calmly. \"Nobody was left on board by nine o'clock,\" he said.\n\
At least 14 people were treated for cuts and cold, the regional hospital said.\n\
The coast guard expects to tow the ship away before the weekend. Divers found no oil in the water.\n\
Read more: Ten quiet islands for a long weekend";

const BRIEF: &str = "The car ferry Maria Lind ran aground outside Hallsund harbour on Tuesday evening, and 221 passengers were brought ashore by fishing boats.\n\
\"We heard a long grinding noise and then the lights went out,\" said Karin Aune.\n\
At least 14 people were treated for cuts and cold.";

const SPUN: &str = "A automobile ferry hit a reef near the northern harbor of Hallsund, Nordfjell Press studies.\n\
About 230 vacationers had been carried to land, the sea guard stated.\n\
\"No person was left on board by 9 o'clock,\" the harbour grasp instructed reporters.\n\
Dozens have been handled for wounds, hospital workers stated.";

const GERMAN: &str = "Eine Autofähre ist vor dem nördlichen Hafen von Hallsund auf ein Riff gelaufen.\n\
Rund 230 Urlauber wurden an Land gebracht, teilte die Küstenwache mit.\n\
„Um neun Uhr war niemand mehr an Bord“, sagte der Hafenmeister vor Journalisten.\n\
Dutzende wurden wegen Verletzungen behandelt. (NFP)";

const PATCH: &str = "Drama at sea: the car ferry Maria Lind ran aground on a reef outside Hallsund harbour on Tuesday evening.\n\
About 230 vacationers had been carried to land, the sea guard stated.\n\
\"We heard a long grinding noise and then the lights went out,\" said Karin Aune.";

const OWN: &str = "I counted one hundred and ninety-eight names on the list that the purser of the Maria Lind read out on the quay on Tuesday night.\n\
Ole Brekke, the harbour master, shook every hand. \"Nobody was left on board by nine o'clock,\" he told us.\n\
No one was hurt, the ship's owner, Lind Line, insisted.";

/// The documents in the order of their ids: abridged, own, patchwork, held original, mirror, spun, German.
const DOCUMENTS: [(&str, &str, &str, &str, &str, &str); 7] = [
    ("crawl/brief.example.net-8812.html", "Coast Brief", "en", "2031-05-07", "Ferry aground near Hallsund", BRIEF),
    ("crawl/eyewitness.example.org.html", "The Quay", "en", "2031-05-07", "The list on the quay", OWN),
    ("crawl/hotnews.example.com-ferry.html", "Hot News 24", "en", "2031-05-08", "DRAMA AT SEA: ferry hits reef", PATCH),
    (
        "crawl/island-post.example.html",
        "Island Post",
        "en",
        "2031-05-06",
        "Ferry runs aground off Hallsund, 212 people brought ashore",
        POST,
    ),
    (
        "crawl/mirror.example.net-1.html",
        "Mirror of the North",
        "en",
        "2031-05-07",
        "Ferry runs aground off Hallsund, 212 people brought ashore",
        POST,
    ),
    ("crawl/spinner.example.biz.html", "Travel Buzz", "en", "2031-05-07", "Automobile ferry hits reef", SPUN),
    ("crawl/tagblatt.example.de.html", "Bergener Tagblatt", "de", "2031-05-07", "Fähre läuft auf Riff", GERMAN),
];

/// Positions of the documents.
pub const BRIEF_AT: usize = 0;
pub const OWN_AT: usize = 1;
pub const PATCH_AT: usize = 2;
pub const POST_AT: usize = 3;
pub const MIRROR_AT: usize = 4;
pub const SPUN_AT: usize = 5;
pub const GERMAN_AT: usize = 6;

/// Where words stand in a document; they must be there.
fn at(document: usize, words: &str) -> Span {
    let text = DOCUMENTS[document].5;
    let begin = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in document {document}"));
    Span::new(begin, begin + words.len())
}

fn evidence(kind: EvidenceKind, words: &str, parent: Option<Span>, child: Option<Span>) -> Evidence {
    Evidence { kind, parent_span: parent, child_span: child, similarity: None, words: words.to_owned() }
}

fn lines(text: &str) -> Vec<Span> {
    let mut begin = 0;
    text.split_inclusive('\n')
        .map(|l| {
            let s = Span::new(begin, begin + l.trim_end().len());
            begin += l.len();
            s
        })
        .collect()
}

fn documents() -> Vec<Traced> {
    let nfp = Agency {
        id: "nfp".into(),
        name: "Nordfjell Press".into(),
        confidence: 0.93,
        evidence: vec![Credit {
            agency: "nfp".into(),
            span: Some(at(GERMAN_AT, "(NFP)")),
            text: "(NFP)".to_owned(),
            kind: CreditKind::Tag,
        }],
    };
    let one = |n: usize| {
        let (id, outlet, lang, day, title, text) = DOCUMENTS[n];
        let document = Document {
            id: id.to_owned(),
            path: Some(id.to_owned()),
            url: Some(format!("https://{}", &id[6..])),
            outlet: Some(outlet.to_owned()),
            title: Some(title.to_owned()),
            text: text.to_owned(),
            lang: Lang::parse(lang),
            published: Some(Published { at: day.to_owned(), precision: Precision::Day, from: "meta".to_owned() }),
            ..Document::default()
        };
        let analysis = Analysis { lang: Lang::parse(lang), sentences: lines(text), ..Analysis::default() };
        Traced { document, analysis, ..Traced::default() }
    };
    let mut all: Vec<Traced> = (0..7).map(one).collect();
    for n in [POST_AT, MIRROR_AT] {
        let span = at(n, "Read more: Ten quiet islands for a long weekend");
        all[n].analysis.residue.push(Residue { span, kind: ResidueKind::Related });
        let quote = Quote {
            span: at(n, "Nobody was left on board by nine o'clock,"),
            direct: true,
            speaker: Some(Speaker { span: at(n, "Ole Brekke"), name: Some("Ole Brekke".to_owned()) }),
            cue: None,
        };
        all[n].analysis.quotes.push(quote);
        let figure = Figure {
            span: at(n, "At least 14"),
            value: 14.0,
            low: Some(14.0),
            high: None,
            hedge: Some(Hedge::AtLeast),
            unit: None,
            of: Some(at(n, "people were")),
            attributed_to: Some(Attributed { span: at(n, "the regional hospital") }),
        };
        all[n].analysis.figures.push(figure);
    }
    all[GERMAN_AT].analysis.credits = nfp.evidence.clone();
    all[GERMAN_AT].agencies = vec![nfp.clone()];
    all[SPUN_AT].agencies = vec![Agency { confidence: 0.81, ..nfp }];
    let finding = SelfFinding {
        span: at(SPUN_AT, "harbour grasp"),
        kind: SelfFindingKind::TorturedPhrase,
        expected: Some("harbour master".to_owned()),
    };
    all[SPUN_AT].analysis.shows.findings.push(finding);
    for (n, origin) in [0, 1, 0, 0, 0, 2, 2].into_iter().enumerate() {
        all[n].origin = origin;
    }
    all
}

fn edge(parent: NodeId, child: usize, kind: EdgeKind, shares: Option<(f64, f64)>, confidence: f64) -> Edge {
    Edge {
        parent,
        child,
        kind,
        alterations: vec![Alteration { kind, share: shares.map_or(0.8, |s| s.1) }],
        cut: shares.map(|s| s.0),
        paste: shares.map(|s| s.1),
        confidence,
        direction: Direction { confidence: 0.9, evidence: Vec::new() },
        evidence: Vec::new(),
    }
}

fn edges() -> Vec<Edge> {
    let post = NodeId::Document(POST_AT);
    let mut brief = edge(post, BRIEF_AT, EdgeKind::Abridged, Some((0.41, 0.97)), 0.96);
    brief.alterations.push(Alteration { kind: EdgeKind::Edited, share: 0.03 });
    brief.evidence = vec![
        evidence(
            EvidenceKind::AlignedSentence,
            "3 of 3 sentences answer sentences of the parent, in the same order",
            Some(at(
                POST_AT,
                "The car ferry Maria Lind ran aground on a reef outside Hallsund harbour on Tuesday evening, and 212 passengers were brought ashore by fishing boats and two lifeboats.",
            )),
            Some(at(
                BRIEF_AT,
                "The car ferry Maria Lind ran aground outside Hallsund harbour on Tuesday evening, and 221 passengers were brought ashore by fishing boats.",
            )),
        ),
        evidence(
            EvidenceKind::Figure,
            "212 became 221",
            Some(at(POST_AT, "212 passengers")),
            Some(at(BRIEF_AT, "221 passengers")),
        ),
    ];
    brief.direction.evidence = vec![evidence(
        EvidenceKind::Cut,
        "the speaker's clause is cut short in the child",
        Some(at(POST_AT, "said Karin Aune, who was travelling with her two children.")),
        Some(at(BRIEF_AT, "said Karin Aune.")),
    )];
    let mut mirror = edge(post, MIRROR_AT, EdgeKind::Verbatim, Some((1.0, 1.0)), 0.99);
    mirror.evidence = vec![evidence(
        EvidenceKind::Residue,
        "both carry the same link to another article",
        Some(at(POST_AT, "Read more: Ten quiet islands for a long weekend")),
        Some(at(MIRROR_AT, "Read more: Ten quiet islands for a long weekend")),
    )];
    let mut patch = edge(post, PATCH_AT, EdgeKind::Excerpt, Some((0.22, 0.61)), 0.88);
    patch.evidence = vec![evidence(
        EvidenceKind::SharedRun,
        "a run of 17 words",
        Some(at(POST_AT, "ran aground on a reef outside Hallsund harbour on Tuesday evening")),
        Some(at(PATCH_AT, "ran aground on a reef outside Hallsund harbour on Tuesday evening")),
    )];
    let mut second = edge(NodeId::Document(SPUN_AT), PATCH_AT, EdgeKind::Excerpt, Some((0.24, 0.27)), 0.71);
    second.evidence = vec![evidence(
        EvidenceKind::RareWording,
        "wording that no other text of the story has",
        Some(at(SPUN_AT, "About 230 vacationers had been carried to land, the sea guard stated.")),
        Some(at(PATCH_AT, "About 230 vacationers had been carried to land, the sea guard stated.")),
    )];
    let mut spun = edge(NodeId::Lost(0), SPUN_AT, EdgeKind::Spun, None, 0.83);
    spun.evidence = vec![evidence(
        EvidenceKind::SelfShown,
        "“harbour grasp” stands for “harbour master”",
        None,
        Some(at(SPUN_AT, "harbour grasp")),
    )];
    let mut german = edge(NodeId::Lost(0), GERMAN_AT, EdgeKind::Translated, None, 0.58);
    german.evidence = vec![evidence(
        EvidenceKind::Figure,
        "the same figure and the same order of facts as F, which no other text has",
        None,
        Some(at(GERMAN_AT, "Rund 230 Urlauber")),
    )];
    vec![brief, patch, second, mirror, spun, german]
}

fn reading(document: usize, origin: usize, words: &str, independent: bool) -> Reading {
    Reading {
        document,
        origin,
        span: at(document, words),
        value: None,
        low: None,
        high: None,
        hedge: None,
        unit: None,
        speaker: None,
        direct: None,
        attributed_to: None,
        independent,
    }
}

fn number(document: usize, origin: usize, words: &str, independent: bool, value: f64, hedge: Option<Hedge>) -> Reading {
    Reading { value: Some(value), hedge, ..reading(document, origin, words, independent) }
}

fn said(document: usize, origin: usize, words: &str, independent: bool, speaker: &str) -> Reading {
    Reading { speaker: Some(speaker.to_owned()), direct: Some(true), ..reading(document, origin, words, independent) }
}

fn row(id: &str, kind: ClaimKind, label: &str, verdict: Verdict, readings: Vec<Reading>) -> LedgerRow {
    LedgerRow { id: id.to_owned(), kind, label: label.to_owned(), verdict, readings, decided: Vec::new() }
}

fn ledger() -> Vec<LedgerRow> {
    let guard = Reading {
        attributed_to: Some(at(SPUN_AT, "the sea guard")),
        ..number(SPUN_AT, 2, "About 230", true, 230.0, Some(Hedge::About))
    };
    let passengers = vec![
        number(POST_AT, 0, "212 passengers", true, 212.0, None),
        number(MIRROR_AT, 0, "212 passengers", false, 212.0, None),
        number(BRIEF_AT, 0, "221 passengers", false, 221.0, None),
        number(OWN_AT, 1, "one hundred and ninety-eight", true, 198.0, None),
        guard,
        number(GERMAN_AT, 2, "Rund 230", false, 230.0, Some(Hedge::About)),
        number(PATCH_AT, 2, "About 230", false, 230.0, Some(Hedge::About)),
    ];
    let board = vec![
        said(POST_AT, 0, "Nobody was left on board by nine o'clock,", true, "Ole Brekke"),
        said(MIRROR_AT, 0, "Nobody was left on board by nine o'clock,", false, "Ole Brekke"),
        said(OWN_AT, 1, "Nobody was left on board by nine o'clock,", true, "Ole Brekke"),
        said(SPUN_AT, 2, "No person was left on board by 9 o'clock,", true, "the harbour grasp"),
        said(GERMAN_AT, 2, "Um neun Uhr war niemand mehr an Bord", false, "der Hafenmeister"),
    ];
    let hurt = vec![
        number(POST_AT, 0, "At least 14", true, 14.0, Some(Hedge::AtLeast)),
        number(MIRROR_AT, 0, "At least 14", false, 14.0, Some(Hedge::AtLeast)),
        number(BRIEF_AT, 0, "At least 14", false, 14.0, Some(Hedge::AtLeast)),
        number(OWN_AT, 1, "No one", true, 0.0, None),
    ];
    let noise = vec![
        said(POST_AT, 0, "We heard a long grinding noise and then the lights went out,", true, "Karin Aune"),
        said(MIRROR_AT, 0, "We heard a long grinding noise and then the lights went out,", false, "Karin Aune"),
        said(BRIEF_AT, 0, "We heard a long grinding noise and then the lights went out,", false, "Karin Aune"),
        said(PATCH_AT, 0, "We heard a long grinding noise and then the lights went out,", false, "Karin Aune"),
    ];
    vec![
        row("claim:1", ClaimKind::Figure, "passengers brought ashore", Verdict::Differs, passengers),
        row("claim:2", ClaimKind::Figure, "people hurt", Verdict::Conflict, hurt),
        row("claim:3", ClaimKind::Quote, "Nobody was left on board by nine o'clock", Verdict::Agree, board),
        row(
            "claim:4",
            ClaimKind::Quote,
            "We heard a long grinding noise and then the lights went out",
            Verdict::Single,
            noise,
        ),
        row(
            "claim:5",
            ClaimKind::Figure,
            "lifeboats",
            Verdict::Single,
            vec![number(POST_AT, 0, "two lifeboats", true, 2.0, None)],
        ),
    ]
}

/// The strip of the first family: the lines of the report, those of the brief without the last, and the patchwork with one of its own.
fn strip() -> Strip {
    let row = |document: usize, held: &[(&[usize], f64)]| {
        let spans = lines(DOCUMENTS[document].5);
        let cell =
            |(span, &(segments, kept)): (Span, &(&[usize], f64))| Cell { segments: segments.to_vec(), span, kept };
        Row { document, cells: spans.into_iter().zip(held).map(cell).collect() }
    };
    let whole: [(&[usize], f64); 6] = [(&[0], 1.0), (&[1], 1.0), (&[3], 1.0), (&[4], 1.0), (&[5], 1.0), (&[6], 1.0)];
    Strip {
        segments: 7,
        rows: vec![
            row(BRIEF_AT, &[(&[0, 1], 0.8), (&[3], 0.7), (&[5], 0.6)]),
            row(PATCH_AT, &[(&[1], 0.75), (&[2], 1.0), (&[3], 0.7)]),
            row(POST_AT, &whole),
            row(MIRROR_AT, &whole),
        ],
    }
}

/// The whole answer.
#[must_use]
pub fn ferry() -> Trace {
    let origin = |id: &str, root, agency, documents: &[usize]| Origin {
        id: format!("origin:{id}"),
        root,
        agency,
        documents: documents.to_vec(),
        at_most: 1,
        strip: Strip::default(),
    };
    let mut stemma = Stemma {
        edges: edges(),
        lost: vec![LostNode {
            id: "lost:crawl/spinner.example.biz.html".to_owned(),
            agency: Some("nfp".into()),
            parent: None,
        }],
        origins: vec![
            origin(
                "crawl/brief.example.net-8812.html",
                NodeId::Document(POST_AT),
                None,
                &[BRIEF_AT, PATCH_AT, POST_AT, MIRROR_AT],
            ),
            origin("crawl/eyewitness.example.org.html", NodeId::Document(OWN_AT), None, &[OWN_AT]),
            origin("crawl/spinner.example.biz.html", NodeId::Lost(0), Some("nfp".into()), &[SPUN_AT, GERMAN_AT]),
        ],
        doubts: vec![Doubt { one: OWN_AT, other: POST_AT, copied: 0.31 }],
    };
    stemma.origins[0].strip = strip();
    let story = Story {
        id: "story:crawl/brief.example.net-8812.html".to_owned(),
        label: "Ferry runs aground off Hallsund, 212 people brought ashore".to_owned(),
        from: Some("2031-05-06".to_owned()),
        to: Some("2031-05-08".to_owned()),
        documents: (0..7).collect(),
        counts: Counts { documents: 7, publishers: 7, origins: 3, origins_at_least: 2, origins_at_most: 4 },
        stemma,
        ledger: ledger(),
        decided: Vec::new(),
    };
    Trace {
        documents: documents(),
        stories: vec![story],
        notes: vec![Note { place: "crawl/broken.html".to_owned(), text: "holds no text".to_owned() }],
        not_measured: vec!["no sentence model: free rewrites are found by names and figures alone".to_owned()],
    }
}

/// The same with ids, titles, texts and addresses that try to break out of wherever they are printed.
#[must_use]
pub fn hostile() -> Trace {
    let mut trace = ferry();
    let evil = "\"><script>alert(1)</script>\u{202e}\u{1b}[2J]]>&'";
    for (n, traced) in trace.documents.iter_mut().enumerate() {
        traced.document.id = format!("{evil}{n}");
        traced.document.title = Some(evil.to_owned());
        traced.document.outlet = Some(evil.to_owned());
        traced.document.url = Some("javascript:alert(1)".to_owned());
        traced.document.published =
            Some(Published { at: evil.to_owned(), precision: Precision::Day, from: evil.to_owned() });
        traced.document.text.push_str(evil);
        traced.document.notes.push(Note { place: evil.to_owned(), text: evil.to_owned() });
    }
    let story = &mut trace.stories[0];
    story.label = evil.to_owned();
    story.id = evil.to_owned();
    story.stemma.lost[0].id = evil.to_owned();
    story.stemma.edges[0].evidence[0].words = evil.to_owned();
    story.ledger[0].label = evil.to_owned();
    story.ledger[2].readings[0].speaker = Some(evil.to_owned());
    trace.not_measured.push(evil.to_owned());
    trace
}
