//! Who wrote the article.

use super::Page;
use super::tags::By;

/// Meta elements that name the author.
const AUTHOR: [&str; 8] = [
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",
    "article:author_name",
];

/// Words that open a byline.
const BY: [&str; 9] = ["by ", "von ", "par ", "por ", "di ", "door ", "od ", "автор: ", "text: "];

pub(super) fn authors(page: &Page<'_>) -> Vec<String> {
    let of_data = cleaned(page.data.authors.iter().map(|a| a.name.clone()).collect());
    if !of_data.is_empty() {
        return of_data;
    }
    for name in AUTHOR {
        let values = page.tags.values(name);
        let found = cleaned(values.filter(|v| !v.contains("://") && !v.contains(".com")).collect());
        if !found.is_empty() {
            return found;
        }
    }
    cleaned(
        page.tags
            .authors
            .iter()
            .filter(|m| m.by != By::Name)
            .map(|m| m.value.clone().unwrap_or_else(|| m.text.clone()))
            .collect(),
    )
}

/// Single names, each once.
fn cleaned(given: Vec<String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for one in given.iter().filter(|g| !g.contains("://")) {
        for name in one.split([';', '|', '/']).flat_map(|n| n.split(" and ")).flat_map(|n| n.split(" und ")) {
            let mut name = name.trim().trim_matches(',').trim();
            for by in BY {
                if let Some(head) = name.get(..by.len()).filter(|h| h.to_lowercase() == by) {
                    name = name[head.len()..].trim();
                }
            }
            let plausible = (2..=80).contains(&name.chars().count())
                && !name.starts_with('@')
                && name.chars().any(char::is_alphabetic);
            if plausible && !names.iter().any(|n| n == name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_single_and_without_by() {
        assert_eq!(
            cleaned(vec!["By Ann Lee and Bo Chen; Ann Lee".into(), "https://x.y/z".into()]),
            ["Ann Lee", "Bo Chen"]
        );
    }
}
