//! A guard against pages of tags within tags: a parser needs the square of the depth in time.

use std::borrow::Cow;

/// Open tags beyond which further ones are ignored. Browsers stop at 512 (Blink, WebKit); tags that close themselves (`p`, `li`)
/// are counted here as open, so the limit is wider.
pub(crate) const MAX_DEPTH: usize = 4096;

/// Elements that hold nothing, or whose content is no markup or closes itself all the time.
const NOT_COUNTED: [&str; 20] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "td", "tr", "option", "dd",
];

/// The page without the tags that stand too deep, and how many those are.
pub(crate) fn limited(page: &str) -> (Cow<'_, str>, usize) {
    let bytes = page.as_bytes();
    let (mut depth, mut ignored, mut copied) = (0usize, 0usize, 0usize);
    let mut out = String::new();
    for at in memchr::memchr_iter(b'<', bytes) {
        let closing = bytes.get(at + 1) == Some(&b'/');
        let begin = at + 1 + usize::from(closing);
        if !bytes.get(begin).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        if closing {
            depth = depth.saturating_sub(1);
            continue;
        }
        let length = bytes[begin..]
            .iter()
            .take(16)
            .take_while(|b| b.is_ascii_alphanumeric())
            .count();
        if NOT_COUNTED
            .iter()
            .any(|n| n.as_bytes().eq_ignore_ascii_case(&bytes[begin..begin + length]))
        {
            continue;
        }
        depth += 1;
        if depth > MAX_DEPTH {
            depth -= 1;
            ignored += 1;
            let end = memchr::memchr(b'>', &bytes[at..]).map_or(bytes.len(), |n| at + n + 1);
            if at >= copied {
                out.push_str(&page[copied..at]);
                copied = end;
            }
        }
    }
    if ignored == 0 {
        return (Cow::Borrowed(page), 0);
    }
    out.push_str(page.get(copied..).unwrap_or(""));
    (Cow::Owned(out), ignored)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_usual_depth_stays_as_it_is() {
        let page = "<html><body><p>a<p>b<br></body></html>".repeat(3000);
        let (kept, ignored) = limited(&page);
        assert!(matches!(kept, Cow::Borrowed(_)) && ignored == 0);
    }

    #[test]
    fn tags_that_stand_too_deep_are_ignored_and_their_text_is_kept() {
        let page = "<div>a".repeat(MAX_DEPTH + 2);
        let (kept, ignored) = limited(&page);
        assert_eq!(ignored, 2);
        assert!(kept.ends_with("<div>aaa"));
    }
}
