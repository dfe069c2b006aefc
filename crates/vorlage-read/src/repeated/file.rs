//! What hosts repeat, kept between runs: JSON with a version, packed with gzip.

use super::{MAX_LINES, MAX_PAGES, PAGE_MARKS, Page, Repeated};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io::{self, BufReader, BufWriter, Read, Write};

/// What the file is, for whoever opens it.
const NAME: &str = "lines that hosts repeat";

/// Grows when what is kept of a line changes.
const VERSION: u32 = 1;

/// Unpacked bytes of a file: some thousands of hosts with all the pages that are remembered of each.
const MAX_BYTES: u64 = 4 << 30;

#[derive(Serialize, Deserialize)]
struct Kept<'a> {
    vorlage: Cow<'a, str>,
    version: u32,
    repeated: Cow<'a, Repeated>,
}

impl Repeated {
    /// Reads what [`Self::write_to`] wrote.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidData`] where the input is something else, or longer than 4 GiB unpacked; what the input says.
    pub fn read_from(input: impl Read) -> io::Result<Self> {
        let unpacked = GzDecoder::new(BufReader::new(input)).take(MAX_BYTES);
        let kept: Kept<'_> = serde_json::from_reader(BufReader::new(unpacked)).map_err(io::Error::from)?;
        let wrong = |what: String| io::Error::new(io::ErrorKind::InvalidData, what);
        if kept.vorlage != NAME || kept.version != VERSION {
            return Err(wrong(format!(
                "{NAME} are kept in version {VERSION}, not in {:?} {}",
                kept.vorlage, kept.version
            )));
        }
        let repeated = kept.repeated.into_owned();
        let fits = |page: &Page| page.lines.len() <= MAX_LINES && page.marks.len() <= PAGE_MARKS;
        let bounded = repeated.hosts.values().all(|pages| pages.len() <= MAX_PAGES && pages.values().all(fits));
        if bounded { Ok(repeated) } else { Err(wrong("more pages or lines than are kept of a host".to_owned())) }
    }

    /// Writes what is known; the same knowledge gives the same bytes.
    ///
    /// # Errors
    /// What the output says.
    pub fn write_to(&self, output: impl Write) -> io::Result<()> {
        let kept = Kept { vorlage: Cow::Borrowed(NAME), version: VERSION, repeated: Cow::Borrowed(self) };
        let mut packer = BufWriter::new(GzEncoder::new(output, Compression::default()));
        serde_json::to_writer(&mut packer, &kept)?;
        packer.into_inner().map_err(io::IntoInnerError::into_error)?.finish()?.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vorlage_model::Document;

    fn known() -> Repeated {
        let page = |n: usize| Document {
            text: format!("Home and garden\nThe mill burnt on day {n}.\n"),
            url: Some(format!("https://example.org/{n}")),
            ..Document::default()
        };
        let mut repeated = Repeated::default();
        repeated.add(&[page(1), page(2)]);
        repeated
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let mut bytes = Vec::new();
        known().write_to(&mut bytes).unwrap();
        assert_eq!(Repeated::read_from(bytes.as_slice()).unwrap(), known());
    }

    #[test]
    fn other_versions_and_cut_or_foreign_files_are_named() {
        let mut bytes = Vec::new();
        known().write_to(&mut bytes).unwrap();
        let mut text = String::new();
        GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap();
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(text.replace("\"version\":1", "\"version\":9").as_bytes()).unwrap();
        let newer = Repeated::read_from(packer.finish().unwrap().as_slice()).unwrap_err();
        assert!(newer.to_string().contains("version 1"), "{newer}");
        assert!(Repeated::read_from(&bytes[..bytes.len() / 2]).is_err());
        assert!(Repeated::read_from(b"no gzip at all".as_slice()).is_err());
    }
}
