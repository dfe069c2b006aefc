//! Folding of words and names so that spellings meet.

use unicode_normalization::UnicodeNormalization;

/// Folds a word: NFKC, lower case, typographic apostrophes to ASCII; keeps letters of every script.
#[must_use]
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfkc()
        .flat_map(char::to_lowercase)
        .map(|c| if c == '’' || c == 'ʼ' { '\'' } else { c })
        .collect()
}

/// Folds a name to a key under which its spellings and transliterations meet ("Sybiga", "Sybiha", "Сибіга").
#[must_use]
pub fn name_key(name: &str) -> String {
    any_ascii::any_ascii(name).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_ignores_case_and_apostrophes() {
        assert_eq!(fold("Ukraine’s"), "ukraine's");
        assert_eq!(fold("ÉCOLE"), "école");
    }
}
