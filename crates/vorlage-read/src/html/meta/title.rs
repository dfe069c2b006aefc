//! The headline: what the article calls itself, without the name of the site, as readers see it.
//!
//! **Source:** the order of witnesses was chosen on one half of 136 news pages and 415 others (docs/decisions/0011).

use super::{Page, plain};
use crate::html::label::letters;
use crate::html::outline::Tag;

/// What separates a headline from the name of the site in a title.
const SEPARATORS: [&str; 11] = [" | ", " - ", " – ", " — ", " · ", " • ", " :: ", "│", " « ", " » ", " › "];
/// What separates them only if what is left is a heading of the page, or what is cut its site.
const WEAK_SEPARATORS: [&str; 3] = [", ", ": ", " l "];
/// Letters from which on a heading that is a part of the declared title is the headline.
const HEADING: usize = 10;

/// The headline of a page.
pub(super) fn title(page: &Page<'_>) -> Option<String> {
    let tags = page.tags;
    let declared = Declared {
        all: [page.data.headline.clone(), tags.value("og:title"), tags.value("twitter:title"), tags.title.clone()]
            .map(|t| t.map(|t| plain(&t)).filter(|t| !t.is_empty())),
        headings: headings(page),
        site: page.outlet.map(squeezed).unwrap_or_default(),
    };
    let Some(main) = declared.all.iter().flatten().next() else {
        return page.headings().next();
    };
    let main = declared.without_site(main);
    let mut tops = page.headings().filter(|h| squeezed(h) != declared.site);
    let said =
        declared.all[..3].iter().flatten().filter(|t| squeezed(&declared.without_site(t)) == squeezed(&main)).count();
    let is_headline = |heading: &String| {
        let (heading, main) = (squeezed(heading), squeezed(&main));
        heading == main || said < 2 && heading.chars().count() > HEADING && main.contains(&heading)
    };
    Some(tops.find(is_headline).unwrap_or(main))
}

/// What a page declares to be its title, and what helps to find the site's name in it.
struct Declared {
    /// Linked data, Open Graph, Twitter, the title element.
    all: [Option<String>; 4],
    /// Letters of the headings.
    headings: Vec<String>,
    /// Letters of the site's name.
    site: String,
}

impl Declared {
    /// Cuts the name of the site off a title, at its end or its begin.
    fn without_site(&self, title: &str) -> String {
        let mut title = title;
        while let Some(shorter) = self.shorter(title) {
            title = shorter;
        }
        title.to_owned()
    }

    fn shorter<'t>(&self, title: &'t str) -> Option<&'t str> {
        let known = |part: &str| {
            let part = squeezed(part);
            let declared = self.all.iter().flatten().any(|t| squeezed(t) == part);
            part.chars().count() > HEADING && (declared || self.headings.contains(&part))
        };
        if self.headings.contains(&squeezed(title)) {
            return None;
        }
        let parts = |separator: &str| {
            let (last, first) = (title.rsplit_once(separator), title.split_once(separator));
            [last, first.map(|(a, b)| (b, a))].into_iter().flatten()
        };
        let named = SEPARATORS.iter().chain(&WEAK_SEPARATORS).flat_map(|s| parts(s));
        let mut named = named.filter(|(kept, cut)| !self.site.is_empty() && squeezed(cut) == self.site || known(kept));
        if let Some((kept, _)) = named.next() {
            return Some(kept.trim());
        }
        // Two that agree on the whole of it mean the whole.
        if self.all.iter().flatten().filter(|t| t.as_str() == title).count() > 1
            && !squeezed(title).ends_with(&self.site)
        {
            return None;
        }
        let long = |(kept, cut): &(&str, &str)| kept.chars().count() > 2 * cut.chars().count();
        SEPARATORS[..8].iter().filter_map(|s| title.rsplit_once(s)).find(long).map(|(kept, _)| kept.trim())
    }
}

/// The letters of the page's headings of the first two levels.
fn headings(page: &Page<'_>) -> Vec<String> {
    let outline = page.outline;
    let of = outline.blocks.iter().filter(|b| matches!(outline.tag_of(b), Tag::Title | Tag::Heading));
    of.map(|b| squeezed(outline.text_of(b))).collect()
}

/// Letters and digits, lower case.
pub(super) fn squeezed(text: &str) -> String {
    letters(text)
}

#[cfg(test)]
mod tests {
    use crate::html::document;

    fn check(head: &str, body: &str, expected: &str) {
        let page = format!("<html><head>{head}</head><body>{body}</body></html>");
        assert_eq!(document(&page, None).title.as_deref(), Some(expected), "{page}");
    }

    #[test]
    fn a_title_loses_the_name_of_its_site() {
        let named = "<meta property='og:site_name' content='Example News'>";
        check("<title>Minister resigns over budget - The Example</title>", "", "Minister resigns over budget");
        check(&format!("{named}<title>Talks fail | Example News</title>"), "", "Talks fail");
        check(&format!("{named}<title>Example News: Talks fail at last</title>"), "", "Talks fail at last");
        check("<title>War - and peace at last</title>", "", "War - and peace at last");
        check(
            "<title>Politics » Ferry line closes » 13 November</title>",
            "<h1>Ferry line closes</h1>",
            "Ferry line closes",
        );
    }

    #[test]
    fn linked_data_goes_before_what_is_made_for_networks() {
        let data = "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"headline\": \"Ferry line closes\"}</script>";
        check(
            &format!("{data}<meta property='og:title' content='You will not believe this'>"),
            "<h1>The Post</h1>",
            "Ferry line closes",
        );
    }

    #[test]
    fn a_heading_within_the_declared_title_is_the_headline_unless_two_declare_the_longer() {
        let graph = "<meta property='og:title' content='Harbour: Ferry line closes'>";
        check(graph, "<h1>Ferry line closes</h1>", "Ferry line closes");
        let twice = format!(
            "{graph}<meta name='twitter:title' content='Harbour: Ferry line closes'><title>Harbour: Ferry line closes</title>"
        );
        check(&twice, "<h1>The ferry line closes</h1>", "Harbour: Ferry line closes");
    }
}
