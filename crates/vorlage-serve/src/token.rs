//! Tokens: who holds one may do what its scopes name. Only their hashes are kept.

use sha2::{Digest, Sha256};
use std::fmt;
use std::fmt::Write as _;

/// Bytes of a token's secret. So many random bits cannot be guessed, hence a plain hash of them is enough (no slow one).
pub const SECRET_BYTES: usize = 32;
/// What a written token begins with, so that one left in a file is recognised.
const MARK: &str = "vorlage_";

/// One thing that a token may allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// See stories and documents.
    Read,
    /// Hand in documents.
    Submit,
    /// Confirm or reject what was reconstructed.
    Decide,
    /// Everything.
    Admin,
}

/// Every scope, in the order they are written.
const SCOPES: [(Scope, &str); 4] =
    [(Scope::Read, "read"), (Scope::Submit, "submit"), (Scope::Decide, "decide"), (Scope::Admin, "admin")];

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(SCOPES[*self as usize].1)
    }
}

impl Scope {
    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// What one token allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scopes(u8);

impl Scopes {
    /// Reads scopes parted by commas or blanks; the first unknown one is the error.
    pub fn parse(words: &str) -> Result<Self, String> {
        let mut scopes = Self::default();
        for word in words.split([',', ' ']).filter(|word| !word.is_empty()) {
            let (scope, _) = SCOPES.iter().find(|(_, name)| *name == word).ok_or_else(|| word.to_owned())?;
            scopes.0 |= scope.bit();
        }
        Ok(scopes)
    }

    /// Whether they allow it: by name or as admin.
    #[must_use]
    pub const fn allow(self, scope: Scope) -> bool {
        self.0 & (scope.bit() | Scope::Admin.bit()) != 0
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> =
            SCOPES.iter().filter(|(scope, _)| self.0 & scope.bit() != 0).map(|(_, name)| *name).collect();
        f.write_str(&names.join(","))
    }
}

/// A token as it is kept: its hash, never itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// SHA-256 of the written token.
    pub hash: [u8; 32],
    /// What it allows.
    pub scopes: Scopes,
}

/// The token of a random secret, as it is shown once to whom it is given.
#[must_use]
pub fn written(secret: &[u8; SECRET_BYTES]) -> String {
    secret.iter().fold(MARK.to_owned(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What is kept of a written token.
#[must_use]
pub fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// What the token allows; `None` when it is not kept. Takes as long for a wrong token as for a right one.
#[must_use]
pub fn scopes(kept: &[Kept], token: &str) -> Option<Scopes> {
    let asked = hash(token);
    kept.iter().fold(None, |found, row| if same(&row.hash, &asked) { Some(row.scopes) } else { found })
}

/// Equality that looks at every byte, whatever the first ones were.
fn same(one: &[u8; 32], other: &[u8; 32]) -> bool {
    one.iter().zip(other).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_read_as_they_are_written() {
        let scopes = Scopes::parse("decide, read").unwrap();
        assert_eq!(scopes.to_string(), "read,decide");
        assert!(scopes.allow(Scope::Read) && !scopes.allow(Scope::Submit) && !scopes.allow(Scope::Admin));
        assert_eq!(Scopes::parse("read,write"), Err("write".to_owned()));
        assert!(Scopes::parse("admin").unwrap().allow(Scope::Decide));
    }

    #[test]
    fn only_the_whole_token_is_known() {
        let token = written(&[7; SECRET_BYTES]);
        let kept = [Kept { hash: hash(&token), scopes: Scopes::parse("read").unwrap() }];
        assert_eq!(scopes(&kept, &token), Some(kept[0].scopes));
        assert_eq!(scopes(&kept, &token[..token.len() - 1]), None);
        assert_eq!(scopes(&kept, ""), None);
    }
}
