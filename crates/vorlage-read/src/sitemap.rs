//! Sitemaps name pages and hold no text: each page is noted with what is said of it, so that it can be fetched.

use crate::arrival::Arrival;
use crate::gathered::Gathered;
use crate::xml::Element;

/// Notes the pages that a sitemap names, or the sitemaps that an index names.
pub(crate) fn read(root: &Element, arrival: &Arrival) -> Gathered {
    let mut gathered = Gathered::default();
    let mut number = 0;
    for entry in root.elements().filter(|e| e.name == "url" || e.name == "sitemap") {
        number += 1;
        let Some(address) = entry.child_text("loc") else { continue };
        let news = entry.child("news:news");
        let title = news.and_then(|news| news.child_text("news:title")).map(|title| format!(": {title}"));
        let date =
            news.and_then(|news| news.child_text("news:publication_date")).or_else(|| entry.child_text("lastmod"));
        let date = date.map(|date| format!(" ({date})"));
        let what = if entry.name == "url" { "names a page" } else { "names a sitemap" };
        let text =
            format!("{what} without its text: {address}{}{}", title.unwrap_or_default(), date.unwrap_or_default());
        gathered.note(arrival.place.element(number).name(), text);
    }
    if number == 0 {
        gathered.note(arrival.place.name(), "is a sitemap without pages".to_owned());
    }
    gathered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml;

    #[test]
    fn each_page_is_noted_with_its_title_and_date() {
        let text = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>\
            <url><loc>https://example.org/a</loc><n:news><n:publication_date>2024-11-13</n:publication_date><n:title>Ferry</n:title></n:news></url>\
            <url><loc>https://example.org/b</loc></url></urlset>";
        let gathered = read(&xml::parse(text).unwrap().root, &Arrival::file("s.xml"));
        let notes: Vec<_> = gathered.notes.iter().map(|n| format!("{}: {}", n.place, n.text)).collect();
        let expected = [
            "s.xml#1: names a page without its text: https://example.org/a: Ferry (2024-11-13)",
            "s.xml#2: names a page without its text: https://example.org/b",
        ];
        assert_eq!(notes, expected);
        assert!(!gathered.skipped);
    }
}
