//! Pages: what a browser shows, drawn from values alone. No script is needed; every address can be kept and passed on.
//!
//! `frame` is what all share; the parts of a story come from `vorlage_export::html`, so that a page and the report of one file show the
//! same. Words of Vorlage are in English and German ([`Tongue`]), texts of documents as they are.

mod about;
mod compare;
mod document;
mod find;
mod frame;
mod message;
mod outlets;
mod review;
mod start;
mod stories;
mod story;

pub(crate) use about::about;
pub(crate) use compare::{Beside, compare};
pub(crate) use document::document;
pub(crate) use find::find;
pub(crate) use message::{message, progress};
pub(crate) use outlets::outlets;
pub(crate) use review::review;
pub(crate) use start::start;
pub(crate) use stories::{several, stories};
pub(crate) use story::{evidence, ledger, story};

use vorlage_export::comparison::Differ;
use vorlage_export::html::STYLE;
use vorlage_export::tongue::Tongue;

/// The looks of all pages.
pub(crate) fn style() -> String {
    format!("{STYLE}{}", include_str!("style.css"))
}

/// What pages do beyond; empty where it was not built.
pub(crate) const SCRIPT: &str = include_str!(concat!(env!("OUT_DIR"), "/desk.js"));

/// Who looks at a page, and from where.
#[derive(Debug, Clone, Default)]
pub(crate) struct View {
    /// The language.
    pub(crate) tongue: Tongue,
    /// The path of this page.
    pub(crate) path: String,
    /// What stands behind its `?`, without the language.
    pub(crate) query: Vec<(String, String)>,
    /// Documents may be handed in.
    pub(crate) may_submit: bool,
    /// Decisions may be taken.
    pub(crate) may_decide: bool,
}

impl View {
    pub(crate) fn say(&self, english: &'static str) -> &'static str {
        self.tongue.say(english)
    }

    /// This page with some value changed; no value takes it away.
    fn with(&self, name: &str, value: Option<&str>) -> String {
        let mut pairs: Vec<(&str, &str)> =
            self.query.iter().filter(|(key, _)| key != name).map(|(k, v)| (k.as_str(), v.as_str())).collect();
        pairs.extend(value.map(|value| (name, value)));
        address(&self.path, &pairs)
    }
}

/// A path with what stands behind its `?`.
pub(crate) fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let query: Vec<String> = pairs.iter().map(|(key, value)| format!("{}={}", encoded(key), encoded(value))).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// One part of a path or query: all but plain letters, digits and `-_.~` as percent signs.
pub(crate) fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(byte as char);
        } else {
            // Writing into a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// What the words of two spans have become; the engine knows.
pub(crate) type Words = Option<Differ>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_any_id() {
        let view = View { path: format!("/story/{}", encoded("story:a/b\"ü?.txt")), ..View::default() };
        assert_eq!(view.with("by", Some("a&b")), "/story/story%3Aa%2Fb%22%C3%BC%3F.txt?by=a%26b");
        assert_eq!(view.with("by", None), view.path);
    }

    /// Every word that a page says must be known in German, too.
    #[test]
    fn all_words_are_in_both_languages() {
        let folders = ["src/pages", "../vorlage-export/src/html", "../vorlage-export/src"];
        let mut missing = Vec::new();
        for folder in folders {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            for file in std::fs::read_dir(folder).expect("a folder").flatten().filter(|f| f.path().is_file()) {
                let source = std::fs::read_to_string(file.path()).unwrap_or_default();
                let source = source.split("#[cfg(test)]").next().unwrap_or_default();
                for part in source.split("say(").skip(1) {
                    let Some(part) = part.trim_start().strip_prefix('"') else { continue };
                    let words = part.split('"').next().unwrap_or_default();
                    if !Tongue::knows(words) {
                        missing.push(words.to_owned());
                    }
                }
            }
        }
        missing.extend(vorlage_export::tongue::named().filter(|words| !Tongue::knows(words)).map(str::to_owned));
        missing.sort();
        missing.dedup();
        assert!(missing.is_empty(), "no German for {missing:#?}");
    }
}
