//! A guard against pages made to hang a parser: tags within tags, formatting that is never closed, thousands of attributes. HTML's
//! rules take the square of each in time, and of the second in memory too.
//!
//! **Source:** measured on made pages of 1 MB without this guard: 25 s and 5 GB for formatting, 8 s for attributes, 7 s for depth.

use std::borrow::Cow;

/// Open tags beyond which further ones are ignored, as in Blink and WebKit.
pub(crate) const MAX_DEPTH: usize = 512;

/// Open formatting tags beyond which further ones are ignored; each paragraph opens all of them again.
const MAX_FORMATTING: usize = 16;

/// Attributes of one tag beyond which it is ignored.
const MAX_ATTRIBUTES: usize = 1000;

/// Tags of a page beyond which further ones are ignored; the fullest page of the labelled sets has a twentieth of it. A parsed element
/// takes some 200 bytes.
pub(crate) const MAX_TAGS: usize = 200_000;

/// What an element costs that stays open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cost {
    /// Nothing: it holds nothing, or closes itself where the next one opens.
    Nothing,
    /// Its depth.
    Depth,
    /// Its depth, and each paragraph opens it again until it is closed.
    Formatting,
    /// Its depth; what it holds is no markup. How it is closed.
    Raw(&'static [u8]),
}

/// Bytes of the longest name that is told from others.
const MAX_NAME: usize = 6;

impl Cost {
    fn of(name: &[u8]) -> Self {
        let mut lower = [0; MAX_NAME];
        let Some(lower) = lower.get_mut(..name.len()) else { return Self::Depth };
        lower.copy_from_slice(name);
        lower.make_ascii_lowercase();
        match &*lower {
            b"b" | b"big" | b"code" | b"em" | b"font" | b"i" | b"nobr" | b"s" | b"small" | b"strike" | b"strong"
            | b"u" => Self::Formatting,
            b"area" | b"base" | b"br" | b"col" | b"embed" | b"hr" | b"img" | b"input" | b"link" | b"meta"
            | b"param" | b"source" | b"track" | b"wbr" | b"p" | b"li" | b"td" | b"tr" | b"option" | b"dd" | b"dt"
            | b"a" => Self::Nothing,
            b"script" => Self::Raw(b"</script"),
            b"style" => Self::Raw(b"</style"),
            _ => Self::Depth,
        }
    }
}

/// The page without the tags that would cost too much, and how many those are.
pub(crate) fn limited(page: &str) -> (Cow<'_, str>, usize) {
    let mut scan = Scan { page, at: 0, depth: 0, formatting: 0, tags: 0, ignored: 0, copied: 0, kept: String::new() };
    while let Some(n) = memchr::memchr(b'<', &page.as_bytes()[scan.at..]) {
        scan.at += n;
        scan.tag();
    }
    if scan.ignored == 0 {
        return (Cow::Borrowed(page), 0);
    }
    scan.kept.push_str(page.get(scan.copied..).unwrap_or(""));
    (Cow::Owned(scan.kept), scan.ignored)
}

struct Scan<'a> {
    page: &'a str,
    at: usize,
    depth: usize,
    formatting: usize,
    tags: usize,
    ignored: usize,
    /// What stands before was copied, if anything was ignored yet.
    copied: usize,
    kept: String,
}

impl Scan<'_> {
    /// Takes the tag, comment or lone sign at `at`, and goes on behind it.
    fn tag(&mut self) {
        let rest = &self.page.as_bytes()[self.at..];
        if rest.starts_with(b"<!--") {
            self.at += memchr::memmem::find(rest, b"-->").unwrap_or(1).max(1);
            return;
        }
        let closing = rest.get(1) == Some(&b'/');
        let begin = 1 + usize::from(closing);
        let length = rest[begin.min(rest.len())..].iter().take(16).take_while(|b| b.is_ascii_alphanumeric()).count();
        if length == 0 {
            self.at += 1;
            return;
        }
        let name = &rest[begin..begin + length];
        let cost = Cost::of(name);
        let (formatting, counted) = (cost == Cost::Formatting, cost != Cost::Nothing);
        let end = memchr::memchr(b'>', rest).map_or(rest.len(), |n| n + 1);
        if closing {
            self.formatting = self.formatting.saturating_sub(usize::from(formatting));
            self.depth = self.depth.saturating_sub(usize::from(counted));
            self.at += end;
            return;
        }
        let attributes = if end > MAX_ATTRIBUTES { memchr::memchr_iter(b' ', &rest[..end]).count() } else { 0 };
        let many = attributes > MAX_ATTRIBUTES && memchr::memchr_iter(b'=', &rest[..end]).count() > MAX_ATTRIBUTES;
        if many
            || self.tags >= MAX_TAGS
            || counted && self.depth >= MAX_DEPTH
            || formatting && self.formatting >= MAX_FORMATTING
        {
            self.ignore(end);
            return;
        }
        self.tags += 1;
        self.formatting += usize::from(formatting);
        self.depth += usize::from(counted);
        self.at += match cost {
            Cost::Raw(close) => end_of_raw(&rest[end..], close).map_or(rest.len(), |n| end + n),
            _ => end,
        };
    }

    fn ignore(&mut self, end: usize) {
        self.ignored += 1;
        self.kept.push_str(self.page.get(self.copied..self.at).unwrap_or(""));
        self.at += end;
        self.copied = self.at;
    }
}

/// Where the closing tag of a script or style begins.
fn end_of_raw(rest: &[u8], close: &[u8]) -> Option<usize> {
    memchr::memmem::find_iter(rest, b"</")
        .find(|at| rest.get(*at..at + close.len()).is_some_and(|t| t.eq_ignore_ascii_case(close)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, ignored: usize) -> String {
        let (kept, found) = limited(page);
        assert_eq!(found, ignored);
        assert_eq!(matches!(kept, Cow::Borrowed(_)), ignored == 0);
        kept.into_owned()
    }

    #[test]
    fn a_page_of_usual_depth_stays_as_it_is() {
        check(&"<html><body><p>a<p>b<br><b>c</b></body></html>".repeat(3000), 0);
        check(&format!("<script>{}</script><!-- {} -->", "'<div>'".repeat(9000), "<div>".repeat(9000)), 0);
        check("<", 0);
        check("a </ <> < b", 0);
    }

    #[test]
    fn tags_that_stand_too_deep_are_ignored_and_their_text_is_kept() {
        assert!(check(&"<div>ä".repeat(MAX_DEPTH + 2), 2).ends_with("<div>äää"));
        check(&"<div></p>".repeat(MAX_DEPTH + 2), 2);
    }

    #[test]
    fn formatting_that_is_never_closed_is_ignored() {
        check(&"<p><font>x".repeat(MAX_FORMATTING + 3), 3);
        check(&"<p><font>x</font>".repeat(9000), 0);
    }

    #[test]
    fn a_page_of_more_tags_than_any_has_keeps_the_text_of_the_rest() {
        assert!(check(&"<br>x".repeat(MAX_TAGS + 2), 2).ends_with("<br>xxx"));
    }

    #[test]
    fn a_tag_of_a_thousand_attributes_is_ignored() {
        assert_eq!(check(&format!("a<div {}>b", "x=1 ".repeat(2000)), 1), "ab");
        check(&format!("<div data-x='{}'>", "one two ".repeat(2000)), 0);
    }
}
