//! Which pages does a feed or a sitemap name?
//!
//! In: a body, unpacked. Out: the addresses it names, in its order, absolute; nothing where it is no feed and no sitemap. RSS of all
//! versions, Atom, sitemaps and indexes of sitemaps; what breaks off gives what came before.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use url::Url;

/// Most links taken from one feed or sitemap: the sitemap protocol's own limit.
const MOST_LINKS: usize = 50_000;
/// Elements inside one another that are looked into.
const MOST_DEPTH: usize = 64;

/// The pages a feed or sitemap names.
pub fn links(base: &Url, body: &[u8]) -> Vec<Url> {
    if !looks_like_xml(body) {
        return Vec::new();
    }
    // Addresses are ASCII, whatever the encoding of the words around them.
    let body = String::from_utf8_lossy(body);
    let mut reader = Reader::from_str(&body);
    reader.config_mut().check_end_names = false;
    let mut walk = Walk { base, path: Vec::new(), text: String::new(), found: Vec::new() };
    while walk.found.len() < MOST_LINKS {
        match reader.read_event() {
            Ok(Event::Start(start)) if walk.path.len() < MOST_DEPTH => walk.open(&start),
            Ok(Event::Empty(start)) => walk.attributes(&start),
            Ok(Event::Text(text)) => walk.text.push_str(&text),
            Ok(Event::CData(text)) => walk.text.push_str(&text),
            Ok(Event::GeneralRef(name)) => walk.text.push_str(if &*name == "amp" { "&" } else { "" }),
            Ok(Event::End(_)) => walk.close(),
            Ok(Event::Start(_) | Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    walk.found
}

/// Whether a body opens as XML and not as a page: a declaration, or the root of a feed or sitemap.
fn looks_like_xml(body: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&body[..body.len().min(1024)]).to_lowercase();
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let roots = ["<rss", "<feed", "<rdf:rdf", "<urlset", "<sitemapindex"];
    let is_page = head.contains("<html") || head.contains("<!doctype html");
    !is_page && (roots.iter().any(|r| head.starts_with(r)) || head.starts_with("<?xml"))
}

/// Where the walk through the document stands.
struct Walk<'a> {
    base: &'a Url,
    path: Vec<String>,
    text: String,
    found: Vec<Url>,
}

impl Walk<'_> {
    fn open(&mut self, start: &BytesStart<'_>) {
        self.attributes(start);
        self.path.push(local_name(start));
        self.text.clear();
    }

    /// `<link href>` of an Atom entry, unless it leads to something else than the page itself.
    fn attributes(&mut self, start: &BytesStart<'_>) {
        if local_name(start) != "link" || self.path.last().is_none_or(|p| p != "entry") {
            return;
        }
        let value = |name: &str| {
            let attribute = start.try_get_attribute(name).ok().flatten()?;
            Some(attribute.value.replace("&amp;", "&"))
        };
        if value("rel").is_none_or(|rel| rel == "alternate") {
            self.take(value("href").as_deref().unwrap_or_default());
        }
    }

    fn close(&mut self) {
        let (Some(name), text) = (self.path.pop(), std::mem::take(&mut self.text)) else {
            return;
        };
        let inside = self.path.last().map_or("", String::as_str);
        if matches!((inside, name.as_str()), ("item", "link") | ("url" | "sitemap", "loc")) {
            self.take(&text);
        }
    }

    fn take(&mut self, address: &str) {
        let address = address.trim();
        if let Some(url) = self.base.join(address).ok().filter(|_| !address.is_empty()) {
            self.found.push(url);
        }
    }
}

fn local_name(start: &BytesStart<'_>) -> String {
    start.local_name().as_ref().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expected: &[&str]) {
        let base = Url::parse("https://courier.example/feed/").unwrap();
        let found: Vec<String> = links(&base, body.as_bytes()).into_iter().map(String::from).collect();
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn feeds_name_their_items() {
        check(
            "<?xml version='1.0'?><rss><channel><link>https://courier.example/</link><item><title>A</title>\
             <link>https://courier.example/a?x=1&amp;y=2</link></item><item><link> /b </link></item></channel></rss>",
            &["https://courier.example/a?x=1&y=2", "https://courier.example/b"],
        );
        check(
            "<feed><link href='https://courier.example/'/><entry><link rel='enclosure' href='/p.jpg'/><link href='c'/></entry></feed>",
            &["https://courier.example/feed/c"],
        );
        check(
            "<rdf:RDF><channel/><item><link><![CDATA[https://other.example/d]]></link></item></rdf:RDF>",
            &["https://other.example/d"],
        );
    }

    #[test]
    fn sitemaps_name_pages_and_sitemaps() {
        check(
            "<urlset><url><loc>/1</loc><image:image><image:loc>/x.jpg</image:loc></image:image></url></urlset>",
            &["https://courier.example/1"],
        );
        check(
            "<sitemapindex><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>",
            &["https://courier.example/news.xml"],
        );
    }

    #[test]
    fn what_is_broken_gives_what_came_before_and_pages_give_nothing() {
        check("<rss><item><link>/a</link></item><item><link>/b<", &["https://courier.example/a"]);
        check("<!doctype html><html><body><item><link>/a</link></item>", &[]);
        check("<?xml version='1.0'?><html><item><link>/a</link></item></html>", &[]);
        check(&"<rss>".repeat(10_000), &[]);
    }
}
