//! The publisher in an address.

/// Parts of a host name that say how a page is delivered, not who publishes it.
const DELIVERY: [&str; 7] = ["www.", "www2.", "m.", "amp.", "mobile.", "mobil.", "touch."];

/// The host of a URL without `www.`, `m.`, `amp.`; `None` where there is no host with a dot in it.
pub(crate) fn publisher(url: &str) -> Option<String> {
    let rest = url.trim().split_once("://").map(|(_, rest)| rest).or_else(|| url.trim().strip_prefix("//"))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.trim_end_matches('.').to_lowercase();
    let mut name = host.as_str();
    while let Some(shorter) = DELIVERY.iter().find_map(|d| name.strip_prefix(d)).filter(|n| n.contains('.')) {
        name = shorter;
    }
    let valid = name.contains('.') && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
    valid.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expected: Option<&str>) {
        assert_eq!(publisher(url).as_deref(), expected, "{url}");
    }

    #[test]
    fn the_host_loses_what_only_delivers() {
        check("https://www.example.com/a?b#c", Some("example.com"));
        check("http://amp.m.Example.co.uk:8080/x", Some("example.co.uk"));
        check("https://user@news.example.org", Some("news.example.org"));
        check("//m.example.org/a", Some("example.org"));
        check("https://m.com/", Some("m.com"));
    }

    #[test]
    fn what_is_no_address_has_no_publisher() {
        check("example.com/a", None);
        check("file:///tmp/a.html", None);
        check("https://localhost/x", None);
        check("", None);
    }
}
