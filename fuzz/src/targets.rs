//! The parsers, each with the words of its format.

use crate::mutate::hash;
use crate::vectors;
use std::io::Write;
use std::sync::LazyLock;
use vorlage_core::Background;
use vorlage_embed::sample;
use vorlage_model::Document;
use vorlage_read::warc::{Kind, NewRecord, Packing, Writer};
use vorlage_read::{Batch, Options, read_bytes};

/// A parser to be tried.
pub struct Target {
    /// Its name, and that of its folder in the corpus.
    pub name: &'static str,
    /// Words of its format.
    pub words: &'static [&'static str],
    /// Tries an input; the kind of answer.
    pub run: fn(&[u8]) -> u64,
}

/// All parsers.
pub const ALL: [Target; 21] = [
    Target { name: "html", words: HTML, run: |input| file("a.html", input) },
    Target { name: "warc", words: WARC, run: |input| file("a.warc", input) },
    Target { name: "feed", words: XML, run: |input| file("a.xml", input) },
    Target { name: "nitf", words: XML, run: |input| file("a.xml", input) },
    Target { name: "newsml", words: XML, run: |input| file("a.xml", input) },
    Target { name: "ninjs", words: JSON, run: |input| file("a.json", input) },
    Target { name: "jsonl", words: JSON, run: |input| file("a.jsonl", input) },
    Target { name: "table", words: &["\"", ",", "\t", "\r\n", "text", "\"\"", ";"], run: |input| file("a.csv", input) },
    Target { name: "dates", words: DATES, run: dates },
    Target { name: "numerals", words: NUMERALS, run: numerals },
    Target { name: "mail", words: MAIL, run: |input| file("a.eml", input) },
    Target {
        name: "charset",
        words: &["\u{feff}", "charset=", "windows-1251", "Ã¼", "\0", "ü"],
        run: |input| file("a.txt", input),
    },
    Target {
        name: "pdf",
        words: &["obj", "endobj", "stream", "<<", ">>", "/Filter", "/FlateDecode", "[", "]", "(", " 0 R"],
        run: |input| file("a.pdf", input),
    },
    Target {
        name: "robots",
        words: &["User-agent: *\n", "user-agent: vorlage\n", "Disallow: ", "Allow: ", "Crawl-delay: ", "*", "$", "%2F"],
        run: robots,
    },
    Target { name: "links", words: XML, run: links },
    Target { name: "hosts", words: JSON, run: hosts },
    Target { name: "packed", words: &["\u{1f}", "BZh9", "PAR1"], run: |input| file("a", input) },
    Target { name: "model", words: MODEL, run: vectors::model },
    Target { name: "import", words: MODEL, run: vectors::imported },
    Target { name: "tokens", words: TOKENS, run: vectors::tokens },
    Target { name: "vectors", words: &["VORLAGEC", "\u{7f}", "\0\0\0\0"], run: vectors::cached },
];

const HTML: &[&str] = &[
    "<div>", "</div>", "<p>", "<table><tr><td>", "<script type=\"application/ld+json\">", "</script>", "<!--", "-->",
    "<![CDATA[", "&#x110000;", "&nbsp;", "<svg><foreignObject>", "<template>", "<meta charset=utf-16>",
    "<a href=\"/\">", "<br><br>", "<time datetime=\"", "class=\"", "<article>", "{\"@type\": \"NewsArticle\", ",
    "\"datePublished\": \"", "\u{2028}", "ü", "💧", "<h1>", "<figure><figcaption>", "<li>", "<select><option>",
];

const WARC: &[&str] = &[
    "WARC/1.0\r\n",
    "WARC/1.1\r\n",
    "WARC-Type: response\r\n",
    "WARC-Type: revisit\r\n",
    "Content-Length: ",
    "\r\n\r\n",
    "HTTP/1.1 200 OK\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Content-Encoding: gzip\r\n",
    "Content-Encoding: br\r\n",
    "Content-Encoding: deflate\r\n",
    "Content-Type: text/html\r\n",
    "WARC-Target-URI: https://example.org/\r\n",
    "WARC-Date: 2024-11-13T10:02:00Z\r\n",
    "ffffffffffffffff\r\n",
    "0\r\n\r\n",
];

const XML: &[&str] = &[
    "<item>",
    "</item>",
    "<![CDATA[",
    "]]>",
    "&amp;",
    "&x;",
    "<!DOCTYPE a [<!ENTITY x \"y\">]>",
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"",
    "<dc:creator>",
    "<description>",
    "<content:encoded>",
    "<entry>",
    "<p>",
    "<body.content>",
    "<inlineXML>",
    "<?xml version=\"1.0\" encoding=\"utf-16\"?>",
    "<!--",
    "<rss>",
    "<feed>",
    "<urlset>",
    "<nitf>",
    "<newsItem>",
    "<NewsML>",
    "<media:credit>",
    "type=\"xhtml\"",
    "<byline>",
    "<creditline>",
];

const JSON: &[&str] = &[
    "{\"text\": \"", "\"html\": \"", "\\ud800", "\\u0000", "[[[[", "]]]]", "{\"a\":", "\"bodies\": [{\"value\": \"",
    "\"uri\": \"", "null", "true", "\"authors\": ", "\"published\": ", "\n", ",", "\"versioncreated\": \"",
    "\"altids\": {", "1.50", "\"id\": ",
];

const DATES: &[&str] = &[
    "2024-11-13", "T10:02:00Z", "+01:00", "13. November 2024", "Nov 13, 2024", "13/11/2024", "1731492120", "20241113",
    "ноября", "10:02 PM EST", "Wed, ", "2024年11月13日", "٢٠٢٤", "de", "-00-00", "9999", "0000",
];

const NUMERALS: &[&str] = &[
    "10,000", "8.000", "$9 billion", "1,5 Mio.", "between ", " and ", "more than ", "per cent", "%", "€",
    "half a dozen", "3:1", "2024", "one in three", "\u{a0}", "“", "”", "«", "said", "»", "sagte", "-", "–", "½", "٣",
    "12'000", "1e9", "killed",
];

const MAIL: &[&str] = &[
    "From: a@b.c\r\n",
    "\nFrom a@b.c Wed Nov 13 10:02:00 2024\n",
    "Content-Type: multipart/mixed; boundary=x\r\n",
    "--x\r\n",
    "--x--\r\n",
    "=?utf-8?b?",
    "Content-Transfer-Encoding: base64\r\n",
    "Content-Transfer-Encoding: quoted-printable\r\n",
    "Content-Type: message/rfc822\r\n\r\n",
    "Date: ",
    "=\r\n",
    "Content-Type: text/html; charset=koi8-r\r\n",
    "Snapshot-Content-Location: https://example.org/\r\n",
    "\r\n\r\n",
    ">From ",
];

const MODEL: &[&str] = &[
    "VORLAGEM", "E5S1", "about", "normaliser", "static", "means", "words", "packed", "\0\0\0\0", "\0\0\u{40}\0",
    "\u{7f}\u{7f}", "\"hidden\":32,", "\"heads\":", "\"positions\":8192,", "\"words\":", "\"q8\"", "emb.word",
];

const TOKENS: &[&str] = &[
    "the", " cat", "\u{2581}", "\u{a0}", "<s>", "</s>", "<unk>", "\u{301}", "é", "ﷺ", "\u{fffd}", "한",
    "\u{1100}\u{1161}", "💧", "\0", "\u{200b}", "zzz", " ", "eating", "\u{10ffff}", "\u{2028}",
];

/// What came of reading a file, without its numbers, so that a new kind of answer shows.
fn file(name: &str, input: &[u8]) -> u64 {
    kind_of(&read_bytes(name, input.to_vec(), &Options::default()))
}

fn kind_of(batch: &Batch) -> u64 {
    let mut kinds = vec![format!("{}", batch.documents.len().min(4))];
    for document in &batch.documents {
        assert_spans(document);
        let residue: Vec<&str> = document.residue.iter().map(|r| r.kind.as_str()).collect();
        let from = document.published.as_ref().map(|p| p.from.as_str()).unwrap_or_default();
        kinds.push(format!("{} {residue:?} {from} {}", document.title.is_some(), document.authors.len().min(3)));
    }
    let notes = batch.notes.iter().chain(batch.documents.iter().flat_map(|d| &d.notes));
    kinds.extend(notes.map(|note| note.text.chars().filter(|c| c.is_ascii_lowercase()).take(24).collect()));
    kinds.sort();
    kinds.dedup();
    hash(kinds.join("\n").as_bytes())
}

fn assert_spans(document: &Document) {
    let mut end = 0;
    for residue in &document.residue {
        assert!(residue.span.begin as usize >= end, "residue overlaps");
        assert!(
            document.text.get(residue.span.begin as usize..residue.span.end as usize).is_some(),
            "a span cuts a letter"
        );
        end = residue.span.end as usize;
    }
}

/// A date stands in a field, in a meta element, and in the visible text.
fn dates(input: &[u8]) -> u64 {
    let given = String::from_utf8_lossy(input);
    let escaped = given.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let page = format!(
        "<html><head><meta name=date content=\"{escaped}\"></head><body><p class=date>{escaped}</p><p>A text, it said.</p></body></html>"
    );
    let feed = format!(
        "<rss><channel><item><description>A text.</description><pubDate>{escaped}</pubDate></item></channel></rss>"
    );
    file("a.html", page.as_bytes()) ^ file("a.xml", feed.as_bytes()).rotate_left(1)
}

/// The wishes of a host, and a path that is made of the same bytes.
fn robots(input: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(input);
    let rules = vorlage_fetch::Rules::of("vorlage", &text);
    let path: String = text.chars().filter(|c| !c.is_whitespace()).take(2000).collect();
    hash(format!("{:?} {}", rules.pause.map(|p| p.as_secs().min(9)), rules.allow(&format!("/{path}"))).as_bytes())
}

/// The pages that a feed or sitemap names.
fn links(input: &[u8]) -> u64 {
    let base = url::Url::parse("https://example.org/feed").expect("an address");
    let named = vorlage_fetch::links(&base, input);
    hash(format!("{} {:?}", named.len().min(8), named.first().is_some_and(|url| url.scheme() == "https")).as_bytes())
}

/// What hosts repeat, as it is kept.
fn hosts(input: &[u8]) -> u64 {
    let kept = vorlage_read::Repeated::read_from(gzip(input).as_slice());
    let said = kept.map_or_else(|error| error.to_string(), |_| String::new());
    hash(said.chars().filter(char::is_ascii_lowercase).take(24).collect::<String>().as_bytes())
}

static BACKGROUND: LazyLock<Background> = LazyLock::new(Background::shipped);

/// The text of a document: its figures and quotations.
fn numerals(input: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(input).into_owned();
    let document = Document { id: "a".to_owned(), text, ..Document::default() };
    let analysis = vorlage_core::analyse(&document, &BACKGROUND);
    let figures: Vec<String> = analysis.figures.iter().map(|f| format!("{:?}", f.hedge)).collect();
    hash(format!("{figures:?} {}", analysis.quotes.len().min(5)).as_bytes())
}

/// Samples that are packed or generated here, so that the corpus holds what a person can read.
pub fn packed(target: &str, samples: &[Vec<u8>]) -> Vec<Vec<u8>> {
    match target {
        "warc" | "packed" => samples.iter().map(|sample| archive(sample)).collect(),
        "model" => vec![sample::imported(1), sample::learned(2)],
        "import" => vec![sample::file(1).bytes],
        "vectors" => vectors::caches(),
        _ => Vec::new(),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).and_then(|()| packer.finish()).expect("memory takes writes")
}

/// A sample as the answer in a packed archive.
fn archive(block: &[u8]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), Packing::Gzip);
    let date = "2024-11-13T10:02:00Z";
    for kind in [Kind::Response, Kind::Conversion] {
        let record =
            NewRecord { kind, uri: Some("https://example.org/"), date, content_type: None, fields: &[], block };
        writer.write(&record).expect("memory takes writes");
    }
    writer.finish().expect("memory takes writes")
}
