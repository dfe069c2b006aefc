//! Errors that say what to do about them.

use std::fmt;

/// A message with a hint for the user.
#[derive(Debug)]
pub struct Hinted {
    message: String,
    hint: String,
}

impl fmt::Display for Hinted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Hinted {}

/// An error with a hint.
pub fn hinted(message: impl Into<String>, hint: impl Into<String>) -> anyhow::Error {
    anyhow::Error::new(Hinted { message: message.into(), hint: hint.into() })
}

/// The hint of an error: its own, else a general one.
#[must_use]
pub fn hint_of(error: &anyhow::Error) -> &str {
    let own = error.chain().find_map(|e| e.downcast_ref::<Hinted>());
    own.map_or("vorlage help shows commands and examples", |h| h.hint.as_str())
}
