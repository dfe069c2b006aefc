//! Unpacking: gzip, zstd, bzip2 and xz, told by their first bytes, several members long and once nested, within limits.
//!
//! What breaks on the way (a cut file, a bomb) ends the stream and is reported beside it, so that what came before is used.

use crate::Options;
use crate::error::ReadError;
use lzma_rust2::XzReader;
use std::io::{self, BufReader, Chain, Cursor, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Layers of packing that are opened: a file, and a file packed within it.
const MAX_LAYERS: usize = 2;

/// Bytes that are looked at to tell what an input is.
pub(crate) const HEAD: usize = 64 << 10;

/// Unpacked bytes below which no ratio is suspected: a short file of one repeated line packs a thousandfold.
const RATIO_FREE: u64 = 16 << 20;

/// Suffixes that a packed file's name carries.
const SUFFIXES: [&str; 7] = [".gz", ".gzip", ".zst", ".zstd", ".bz2", ".bzip2", ".xz"];

/// Memory that unpacking xz may take, in KiB; `xz -9` needs 65 MiB.
const MAX_XZ_KIB: u32 = 96 << 10;

/// The bytes of an input, its first ones held ready for a look.
pub(crate) struct Opened {
    /// The first bytes, up to [`HEAD`]; fewer only where the input ends.
    pub head: Vec<u8>,
    rest: Box<dyn Read + Send>,
    /// What broke while reading; read it when the stream has ended.
    pub breaks: Breaks,
}

impl Opened {
    /// The whole stream, head included.
    pub(crate) fn stream(self) -> Box<dyn Read + Send> {
        Box::new(Cursor::new(self.head).chain(self.rest))
    }
}

/// What broke in the layers of a stream, shared between them and the reader.
#[derive(Clone, Default)]
pub(crate) struct Breaks(Arc<Mutex<Vec<ReadError>>>);

impl Breaks {
    fn add(&self, error: ReadError) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(error);
    }

    /// Takes what broke so far.
    pub(crate) fn take(&self) -> Vec<ReadError> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Opens a stream of bytes through its layers of packing.
pub(crate) fn open(raw: Box<dyn Read + Send>, name: &str, options: &Options) -> Result<Opened, ReadError> {
    let breaks = Breaks::default();
    let place = name.to_owned();
    let mut rest: Box<dyn Read + Send> =
        Box::new(Guard { inner: raw, place, limits: None, out: 0, breaks: breaks.clone(), ended: false });
    for layer in 0.. {
        let head = peek(&mut rest);
        let Some(packing) = Packing::of(&head) else {
            return Ok(Opened { head, rest, breaks });
        };
        if layer == MAX_LAYERS {
            return Err(ReadError::TooManyLayers { place: name.to_owned(), layers: MAX_LAYERS });
        }
        rest = unpacked(packing, Cursor::new(head).chain(rest), name, options, &breaks);
    }
    unreachable!("the layers end at their limit")
}

/// The name without suffixes of packing: what the content would be called.
pub(crate) fn bare_name(name: &str) -> &str {
    let mut bare = name;
    for _ in 0..MAX_LAYERS {
        let lower = bare.to_ascii_lowercase();
        let cut = SUFFIXES.iter().find(|s| lower.ends_with(*s)).map_or(0, |s| s.len());
        bare = &bare[..bare.len() - cut];
    }
    bare
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}

impl Packing {
    /// Tells a packing by its magic bytes (RFC 1952, RFC 8878 with skippable frames, the bzip2 format).
    fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, 8, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Self::Xz),
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, ..] => Some(Self::Bzip2),
            [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, 0x45, 0x38, 0x50, 0x90, ..] => Some(Self::Bzip2),
            _ => None,
        }
    }
}

type Packed = Chain<Cursor<Vec<u8>>, Box<dyn Read + Send>>;

fn unpacked(packing: Packing, packed: Packed, name: &str, options: &Options, breaks: &Breaks) -> Box<dyn Read + Send> {
    let read = Arc::new(AtomicU64::new(0));
    let counted = BufReader::with_capacity(HEAD, Counted { inner: packed, read: read.clone() });
    let place = name.to_owned();
    let limits = Some(Limits { packed: read, bytes: options.max_input, ratio: options.max_ratio });
    let inner: Box<dyn Read + Send> = match packing {
        Packing::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(counted)),
        Packing::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(counted)),
        Packing::Xz => Box::new(XzReader::new_mem_limit(counted, true, MAX_XZ_KIB)),
        Packing::Zstd => match zstd::stream::read::Decoder::with_buffer(counted) {
            Ok(decoder) => Box::new(decoder),
            Err(source) => {
                breaks.add(ReadError::Io { place: name.to_owned(), source });
                Box::new(io::empty())
            }
        },
    };
    Box::new(Guard { inner, place, limits, out: 0, breaks: breaks.clone(), ended: false })
}

/// Reads up to [`HEAD`] bytes.
pub(crate) fn peek(from: &mut dyn Read) -> Vec<u8> {
    let mut head = Vec::with_capacity(HEAD);
    // A guarded stream reports its errors beside itself and ends.
    let _ = from.take(HEAD as u64).read_to_end(&mut head);
    head
}

struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

struct Limits {
    packed: Arc<AtomicU64>,
    bytes: u64,
    ratio: u64,
}

/// A stream that ends where it breaks or grows over its limits, and says so beside itself.
struct Guard {
    inner: Box<dyn Read + Send>,
    place: String,
    limits: Option<Limits>,
    out: u64,
    breaks: Breaks,
    ended: bool,
}

impl Guard {
    fn end(&mut self, error: ReadError) -> io::Result<usize> {
        self.ended = true;
        self.breaks.add(error);
        Ok(0)
    }

    fn over(&self) -> Option<ReadError> {
        let limits = self.limits.as_ref()?;
        let place = self.place.clone();
        if self.out > limits.bytes {
            return Some(ReadError::TooMuch { place, limit: limits.bytes });
        }
        let allowed = limits.packed.load(Ordering::Relaxed).saturating_mul(limits.ratio).max(RATIO_FREE);
        (self.out > allowed).then_some(ReadError::Bomb { place, ratio: limits.ratio, offset: self.out })
    }
}

impl Read for Guard {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.ended || buffer.is_empty() {
            return Ok(0);
        }
        let n = match self.inner.read(buffer) {
            Ok(n) => n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            Err(source) if self.out == 0 => {
                return self.end(ReadError::Io { place: self.place.clone(), source });
            }
            Err(source) => {
                return self.end(ReadError::Truncated { place: self.place.clone(), offset: self.out, source });
            }
        };
        self.out += n as u64;
        match self.over() {
            Some(error) => self.end(error),
            None => Ok(n),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn bzip2(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ::bzip2::write::BzEncoder::new(Vec::new(), ::bzip2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        ::zstd::encode_all(bytes, 3).unwrap()
    }

    fn unpack(bytes: Vec<u8>, options: &Options) -> (Vec<u8>, Vec<String>) {
        let opened = match open(Box::new(Cursor::new(bytes)), "x", options) {
            Ok(opened) => opened,
            Err(error) => return (Vec::new(), vec![error.to_string()]),
        };
        let breaks = opened.breaks.clone();
        let mut all = Vec::new();
        opened.stream().read_to_end(&mut all).unwrap();
        (all, breaks.take().iter().map(ToString::to_string).collect())
    }

    fn check(packed: Vec<u8>, expected: &[u8]) {
        assert_eq!(unpack(packed, &Options::default()), (expected.to_vec(), vec![]));
    }

    #[test]
    fn each_packing_is_told_by_its_bytes() {
        check(gzip(b"a text"), b"a text");
        check(zstd(b"a text"), b"a text");
        check(bzip2(b"a text"), b"a text");
        // `printf 'a text' | xz`, which this crate cannot write.
        let xz = "fd377a585a000004e6d6b4460200210116000000742fe5a301000561207465787400000022729d19666ef06100011e06c12fa41d1fb6f37d010000000004595a";
        check((0..xz.len()).step_by(2).map(|at| u8::from_str_radix(&xz[at..at + 2], 16).unwrap()).collect(), b"a text");
        check(b"a text".to_vec(), b"a text");
        check(gzip(b""), b"");
    }

    #[test]
    fn several_members_are_read_as_one() {
        check([gzip(b"one "), gzip(b"two")].concat(), b"one two");
        check([zstd(b"one "), zstd(b"two")].concat(), b"one two");
        check([bzip2(b"one "), bzip2(b"two")].concat(), b"one two");
    }

    #[test]
    fn a_packed_file_in_a_packed_file_is_read_and_a_third_layer_is_not() {
        check(zstd(&gzip(b"a text")), b"a text");
        let (all, breaks) = unpack(bzip2(&zstd(&gzip(b"a text"))), &Options::default());
        assert!(all.is_empty());
        assert_eq!(breaks, ["x: is packed more than 2 times over"]);
    }

    #[test]
    fn a_cut_file_gives_what_came_before_the_break() {
        let text: Vec<u8> =
            (0..200_000u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_string().into_bytes()).collect();
        for packed in [gzip(&text), zstd(&text), bzip2(&text)] {
            let (all, breaks) = unpack(packed[..packed.len() * 3 / 4].to_vec(), &Options::default());
            assert!(all.len() > text.len() / 4 && text.starts_with(&all), "{}", all.len());
            assert_eq!(breaks.len(), 1);
            assert!(breaks[0].contains("breaks off after"), "{}", breaks[0]);
        }
    }

    #[test]
    fn a_bomb_is_stopped_by_ratio_and_by_size() {
        let zeros = vec![b'0'; 40 << 20];
        let (all, breaks) = unpack(gzip(&zeros), &Options::default());
        assert!(all.len() <= (17 << 20) && breaks[0].contains("unpacks to more than 200 times its size"), "{breaks:?}");
        let (all, breaks) = unpack(gzip(&zeros), &Options { max_input: 1 << 20, ..Options::default() });
        assert!(all.len() <= 1 << 20 && breaks[0].contains("unpacks to more than 1048576 bytes"), "{breaks:?}");
    }

    #[test]
    fn a_name_loses_its_suffixes() {
        assert_eq!(bare_name("a/b.jsonl.GZ"), "a/b.jsonl");
        assert_eq!(bare_name("b.csv.gz.zst"), "b.csv");
        assert_eq!(bare_name("b.txt"), "b.txt");
    }
}
