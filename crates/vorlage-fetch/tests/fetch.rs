//! Fetching from a server of the test's own.

mod common;

use common::{Server, ok, to};
use std::time::{Duration, Instant};
use vorlage_fetch::{Archive, Exchange, Known, Options, Step, fetch};

fn options() -> Options {
    Options { pause: Duration::ZERO, timeout: Duration::from_secs(5), allow_local: true, ..Options::default() }
}

fn run(seeds: &[String], known: &Known, options: &Options) -> (Vec<Exchange>, Vec<String>) {
    let (mut exchanges, mut failed) = (Vec::new(), Vec::new());
    fetch(seeds, known, options, |step| match step {
        Step::Exchange(exchange) => exchanges.push(exchange),
        Step::Failed(error) => failed.push(error.to_string()),
        Step::Left(n) => failed.push(format!("{n} left")),
    });
    (exchanges, failed)
}

fn serve(answers: &[(&str, String)]) -> Server {
    Server::start(&answers.iter().map(|(p, a)| (*p, a.as_str())).collect::<Vec<_>>())
}

#[test]
fn a_feed_is_fetched_with_the_pages_it_names_each_once() {
    let feed = "<rss><channel><item><link>BASE/a</link></item><item><link>/b</link></item><item><link>/a#top</link></item></channel></rss>";
    let server = serve(&[("/feed", ok(feed)), ("/a", ok("<p>A")), ("/b", ok("<p>B"))]);
    let (exchanges, failed) = run(&[format!("{}/feed", server.base)], &Known::default(), &options());
    let urls: Vec<&str> = exchanges.iter().map(|e| e.url.strip_prefix(&server.base).unwrap()).collect();
    assert_eq!((urls, failed), (vec!["/feed", "/a", "/b"], vec![]));
    assert_eq!(server.paths(), ["/robots.txt", "/feed", "/a", "/b"]);
    assert_eq!(exchanges[1].body, b"<p>A");
}

#[test]
fn an_index_of_sitemaps_leads_to_pages_and_a_limit_is_said() {
    let index = "<sitemapindex><sitemap><loc>BASE/s.xml</loc></sitemap></sitemapindex>";
    let map = "<urlset><url><loc>BASE/1</loc></url><url><loc>BASE/2</loc></url></urlset>";
    let server = serve(&[("/i.xml", ok(index)), ("/s.xml", ok(map)), ("/1", ok("<p>1")), ("/2", ok("<p>2"))]);
    let seeds = [format!("{}/i.xml", server.base)];
    let (exchanges, failed) = run(&seeds, &Known::default(), &options());
    assert_eq!((exchanges.len(), failed.len()), (4, 0));
    let (exchanges, failed) = run(&seeds, &Known::default(), &Options { most_pages: 3, ..options() });
    assert_eq!((exchanges.len(), failed), (3, vec!["1 left".to_owned()]));
}

#[test]
fn what_the_host_forbids_is_not_asked_for() {
    let server = serve(&[
        ("/robots.txt", ok("User-agent: *\nDisallow: /secret\n")),
        ("/secret/a", ok("x")),
        ("/open", to("/secret/a")),
    ]);
    let seeds = [format!("{}/secret/a", server.base), format!("{}/open", server.base)];
    let (exchanges, failed) = run(&seeds, &Known::default(), &options());
    assert_eq!(exchanges.len(), 1);
    assert!(failed.len() == 2 && failed.iter().all(|f| f.contains("robots.txt of the host forbids")), "{failed:?}");
    assert!(!server.paths().contains(&"/secret/a".to_owned()));
}

#[test]
fn a_host_whose_wishes_cannot_be_had_is_left_alone() {
    let server = Server::start(&[("/robots.txt", "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"), ("/a", "")]);
    let (exchanges, failed) = run(&[format!("{}/a", server.base)], &Known::default(), &options());
    assert!(exchanges.is_empty() && failed[0].contains("cannot be had"), "{failed:?}");
}

#[test]
fn redirects_are_kept_and_circles_are_named() {
    let server = serve(&[("/old", to("BASE/new")), ("/new", ok("<p>N")), ("/x", to("/y")), ("/y", to("/x"))]);
    let (exchanges, failed) = run(&[format!("{}/old", server.base)], &Known::default(), &options());
    assert_eq!(exchanges.iter().map(|e| e.status).collect::<Vec<_>>(), [302, 200]);
    assert!(failed.is_empty());
    let (_, failed) = run(&[format!("{}/x", server.base)], &Known::default(), &options());
    assert_eq!(failed, [format!("{}/x: redirects in a circle", server.base)]);
}

#[test]
fn the_own_net_is_refused_by_address_by_name_and_after_a_redirect() {
    let server = serve(&[("/a", to("http://127.0.0.1:9/b")), ("/f", to("file:///etc/passwd"))]);
    let port = server.base.rsplit(':').next().unwrap();
    let closed = Options { allow_local: false, ..options() };
    for host in ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0"] {
        let (exchanges, failed) = run(&[format!("http://{host}:{port}/a")], &Known::default(), &closed);
        assert!(exchanges.is_empty(), "{host}");
        assert!(failed[0].contains("no address of the public internet"), "{failed:?}");
    }
    assert!(server.paths().is_empty());
    let (_, failed) = run(&[format!("{}/f", server.base)], &Known::default(), &options());
    assert_eq!(failed, [format!("{}/f: redirects to \"file:///etc/passwd\"", server.base)]);
}

#[test]
fn a_page_that_is_held_is_asked_for_conditionally() {
    let server = serve(&[("/a", ok("<p>A"))]);
    let url = format!("{}/a", server.base);
    let mut known = Known::default();
    known.insert(&url, Some("\"v1\"".to_owned()), None);
    let (exchanges, failed) = run(&[url], &known, &options());
    assert_eq!((exchanges[0].status, exchanges[0].body.len(), failed.len()), (304, 0, 0));
}

#[test]
fn wishes_hold_even_where_they_were_fetched_as_a_page() {
    let server = serve(&[("/robots.txt", ok("User-agent: *\nDisallow: /secret\n")), ("/secret", ok("x"))]);
    let mut known = Known::default();
    known.insert(&format!("{}/robots.txt", server.base), Some("\"v1\"".to_owned()), None);
    let (exchanges, failed) = run(&[format!("{}/secret", server.base)], &known, &options());
    assert!(exchanges.is_empty() && failed[0].contains("forbids"), "{failed:?}");
}

#[test]
fn too_much_too_slow_and_broken_answers_are_named_and_the_rest_is_fetched() {
    let long = format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}", "x".repeat(70_000));
    let server = Server::start(&[
        ("/long", long.as_str()),
        ("/short", "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nbreaks off"),
        ("/noise", "\u{1}\u{2}nothing\r\n\r\n"),
        ("/good", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"),
    ]);
    let seeds = ["/long", "/short", "/noise", "/gone", "/good"].map(|p| format!("{}{p}", server.base));
    let limits = Options { max_bytes: 60_000, ..options() };
    let (exchanges, failed) = run(&seeds, &Known::default(), &limits);
    assert_eq!(exchanges.len(), 1, "{failed:?}");
    assert_eq!(failed[0], format!("{}/long: has more than 60000 bytes", server.base));
    assert_eq!(failed[3], format!("{}/gone: answers 404", server.base));
    assert_eq!(failed.len(), 4);
}

#[test]
fn one_host_is_asked_at_its_pace() {
    let server = serve(&[
        ("/robots.txt", ok("User-agent: vorlage\nCrawl-delay: 0.2")),
        ("/a", ok("")),
        ("/b", ok("")),
        ("/c", ok("")),
    ]);
    let seeds = ["/a", "/b", "/c"].map(|p| format!("{}{p}", server.base));
    let start = Instant::now();
    run(&seeds, &Known::default(), &options());
    assert!(start.elapsed() >= Duration::from_millis(400));
}

#[test]
fn what_is_no_address_is_named() {
    let (_, failed) = run(&["file:///etc/passwd".to_owned(), "news".to_owned()], &Known::default(), &options());
    assert_eq!(failed, ["file:///etc/passwd: is no http or https address", "news: is no http or https address"]);
}

#[test]
fn what_was_fetched_can_be_read_and_is_not_fetched_twice() {
    let page = "<html><head><title>Fire</title></head><body><article><p>The ferry Aurora sank off Lemnos before dawn with sixty \
                passengers aboard.</p></article></body></html>";
    let chunked =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>Hi\r\n0\r\n\r\n";
    let server = serve(&[("/a", ok(page)), ("/c", chunked.to_owned())]);
    let seeds = [format!("{}/a", server.base), format!("{}/c", server.base)];
    let folder = tempfile::tempdir().unwrap();
    for (name, again) in [("news.warc.gz", 304), ("news.warc", 304)] {
        let path = folder.path().join(name);
        for status in [200, again] {
            let known = Archive::known(&path).unwrap();
            let mut archive = Archive::open(&path, &options()).unwrap();
            let (exchanges, _) = run(&seeds, &known, &options());
            exchanges.iter().for_each(|e| archive.write(e).unwrap());
            archive.finish().unwrap();
            assert_eq!(exchanges[0].status, status, "{name}");
        }
        let batch = vorlage_read::read(&[path.display().to_string()], &vorlage_read::Options::default());
        let text: Vec<&str> = batch.documents.iter().map(|d| d.text.trim()).collect();
        assert!(text[0].contains("The ferry Aurora sank") && text[1].contains("Hi"), "{text:?} {:?}", batch.notes);
        assert_eq!(batch.documents[0].url.as_deref(), Some(seeds[0].as_str()));
    }
}
