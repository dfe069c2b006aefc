//! Languages by their ISO 639-1 code.

use std::fmt;

/// A language, as its two-letter ISO 639-1 code (`en`, `de`, ...) or the three-letter code where there is none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang([u8; 3]);

impl Lang {
    /// English.
    pub const EN: Self = Self(*b"en ");
    /// German.
    pub const DE: Self = Self(*b"de ");
    /// French.
    pub const FR: Self = Self(*b"fr ");
    /// Spanish.
    pub const ES: Self = Self(*b"es ");

    /// Reads a code such as `en`, `de-AT`, `pt_BR`; `None` unless it starts with two or three ASCII letters.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let primary = code.trim().split(['-', '_']).next()?.as_bytes();
        if !(2..=3).contains(&primary.len()) || !primary.iter().all(u8::is_ascii_alphabetic) {
            return None;
        }
        let mut letters = *b"   ";
        for (to, from) in letters.iter_mut().zip(primary) {
            *to = from.to_ascii_lowercase();
        }
        Some(Self(letters))
    }

    /// The code without padding.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).map_or("und", str::trim_end)
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Lang {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Lang {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&code).ok_or_else(|| serde::de::Error::custom("no code of a language"))
    }
}
