//! What a host lets robots do.
//!
//! In: the text of `robots.txt`. Out: whether a path may be fetched, and the pause it asks for. The longest rule that matches decides,
//! and of two of one length the one that allows; a robot that has a group of its own ignores the group of all. Own code because the rules
//! are few and the text is hostile: matching takes the time of path times rule, and nothing is compiled.
//!
//! **Source:** RFC 9309; `Crawl-delay` is not part of it, but widely written.

use std::time::Duration;

/// Bytes of `robots.txt` that are read; RFC 9309 asks for at least 500 KiB.
pub(crate) const MOST_BYTES: usize = 512 * 1024;
/// The longest pause that is kept, however long a host asks for.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The rules that hold for one robot on one host.
#[derive(Debug, Default, PartialEq)]
pub struct Rules {
    /// (allow, pattern)
    rules: Vec<(bool, String)>,
    /// Pause between two requests, where the host asks for one.
    pub pause: Option<Duration>,
}

impl Rules {
    /// The rules for a robot (its product name, any case) in the text of `robots.txt`.
    pub fn of(robot: &str, text: &str) -> Self {
        let (mut own, mut all) = (None::<Self>, None::<Self>);
        let mut named: Vec<String> = Vec::new();
        let mut in_rules = false;
        for (field, value) in text.lines().filter_map(line) {
            if field == "user-agent" {
                if std::mem::take(&mut in_rules) {
                    named.clear();
                }
                named.push(value.to_lowercase());
                continue;
            }
            in_rules = true;
            if named.iter().any(|n| n == &robot.to_lowercase()) {
                own.get_or_insert_default().add(&field, value);
            } else if named.iter().any(|n| n == "*") {
                all.get_or_insert_default().add(&field, value);
            }
        }
        own.or(all).unwrap_or_default()
    }

    fn add(&mut self, field: &str, value: &str) {
        match field {
            "allow" | "disallow" if !value.is_empty() => self.rules.push((field == "allow", value.to_owned())),
            "crawl-delay" => {
                let seconds = value.parse::<f32>().ok().filter(|s| s.is_finite() && *s >= 0.0);
                self.pause = seconds.map(|s| Duration::from_secs_f32(s.min(LONGEST_PAUSE.as_secs_f32())));
            }
            _ => {}
        }
    }

    /// Whether a path with its query may be fetched.
    pub fn allow(&self, path: &str) -> bool {
        let matching = self.rules.iter().filter(|(_, pattern)| matches(pattern, path));
        matching.map(|(allow, pattern)| (pattern.len(), *allow)).max().is_none_or(|(_, allow)| allow)
    }
}

/// `Field: value # comment`
fn line(line: &str) -> Option<(String, &str)> {
    let (field, value) = line.split('#').next()?.split_once(':')?;
    Some((field.trim().to_lowercase(), value.trim()))
}

/// Whether a pattern with `*` and a closing `$` fits the beginning of a path.
fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, to_the_end) = pattern.strip_suffix('$').map_or((pattern, false), |p| (p, true));
    let mut pieces = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(pieces.next().unwrap_or_default()) else {
        return false;
    };
    let mut pieces = pieces.peekable();
    let mut open = false;
    while let Some(piece) = pieces.next() {
        open = piece.is_empty();
        if to_the_end && pieces.peek().is_none() {
            return rest.ends_with(piece);
        }
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    !to_the_end || open || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_decides() {
        let rules =
            Rules::of("Vorlage", "User-agent: *\nDisallow: /news\nAllow: /news/world # but this\nCrawl-delay: 2.5\n");
        assert!(!rules.allow("/news/sport"));
        assert!(rules.allow("/news/world/1.html"));
        assert!(rules.allow("/"));
        assert_eq!(rules.pause, Some(Duration::from_millis(2500)));
    }

    #[test]
    fn a_group_of_ones_own_counts_alone() {
        let text = "User-agent: other\nUser-agent: VORLAGE\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n";
        let rules = Rules::of("vorlage", text);
        assert!(!rules.allow("/a") && rules.allow("/b"));
        assert!(!Rules::of("someone", text).allow("/b"));
    }

    #[test]
    fn stars_and_ends_match() {
        for (pattern, path, fits) in [
            ("/*.pdf$", "/a/b.pdf", true),
            ("/*.pdf$", "/a/b.pdf?x", false),
            ("/a*b*c", "/axxbyyc/z", true),
            ("/a*b*c", "/axxcyyb", false),
            ("/a$", "/a", true),
            ("/a$", "/ab", false),
            ("/a*$", "/abc", true),
            ("", "/x", true),
        ] {
            assert_eq!(matches(pattern, path), fits, "{pattern} {path}");
        }
    }

    #[test]
    fn broken_lines_and_endless_pauses_do_no_harm() {
        let rules = Rules::of("vorlage", "nonsense\n:::\nDisallow: /x\nUser-agent: *\nCrawl-delay: 1e30\nDisallow:\n");
        assert_eq!(rules, Rules { rules: vec![], pause: Some(LONGEST_PAUSE) });
    }
}
