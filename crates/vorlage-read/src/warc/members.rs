//! An archive unpacked piece by piece: plain, gzip members, or zstd frames with or without a dictionary.
//!
//! A gzip member that fits into the window is unpacked at once by libdeflate; one that does not, or that is broken, is unpacked
//! bit by bit by `flate2`, which gives what comes before the break. After a break the next member is looked for from where the broken
//! one began, but only once in a row and for as many bytes as the archive has, so that no input is read more than about twice.

use super::damage::Damage;
use super::gzip::{Gzip, Unpacked};
use super::record::Record;
use super::window::Window;
use super::zstd::Zstd;
use std::io::Read;

/// Bytes of a plain archive that are given at a time.
pub(super) const PIECE: usize = 256 << 10;

/// Unpacked bytes below which no ratio is suspected.
const RATIO_FREE: u64 = 16 << 20;

/// A member that is longer than this is not looked through again when it breaks.
const KEPT: usize = 8 << 20;

/// What the next step gave, beside bytes.
#[derive(Debug, Default)]
pub(super) struct Step {
    /// The offset in the file of the member that begins with these bytes.
    pub opens: Option<u64>,
    /// The offset in the file at which the member ends with these bytes.
    pub closes: Option<u64>,
    /// What is wrong; reading goes on behind it.
    pub damage: Option<Damage>,
}

impl Step {
    fn damaged(damage: Damage) -> Self {
        Self { damage: Some(damage), ..Self::default() }
    }
}

/// How the archive is packed.
enum Packed {
    Plain,
    Gzip(Box<Gzip>),
    Zstd(Zstd),
}

/// Where the next member begins.
enum Found {
    Here,
    Behind(Damage),
    Nowhere,
}

/// The members of an archive.
pub(super) struct Members<R> {
    window: Window<R>,
    packed: Option<Packed>,
    /// The offset of the member that is being unpacked.
    open: Option<u64>,
    /// The last member broke, and the next one was looked for from its beginning.
    returned: bool,
    /// Bytes that were read a second time for it.
    again: u64,
    ratio: u64,
    unpacked: u64,
    ended: bool,
}

impl<R: Read> Members<R> {
    /// The members of an input that may unpack to `ratio` times its size.
    pub(super) fn new(input: R, ratio: u64) -> Self {
        let window = Window::new(input);
        Self { window, packed: None, open: None, returned: false, again: 0, ratio, unpacked: 0, ended: false }
    }

    /// Whether the archive is packed, so that offsets of the file and of unpacked bytes differ; known after the first step.
    pub(super) fn packed(&self) -> bool {
        !matches!(self.packed, None | Some(Packed::Plain))
    }

    /// The record of the next member, if that was unpacked ahead and holds one whole record, with a block of `most` bytes at most;
    /// and the bytes that the member unpacks to.
    pub(super) fn record(&mut self, most: usize) -> Option<(Record, usize)> {
        let (false, None, Some(Packed::Gzip(gzip))) = (self.ended, self.open, &mut self.packed) else {
            return None;
        };
        let offset = self.window.offset();
        let member = gzip.ahead.next(&mut self.window)?;
        let end = offset + member.length() as u64;
        let parts = member.unpacked().map(<[u8]>::len);
        let unpacked: usize = parts.iter().sum();
        if parts[1] > most || is_bomb(self.unpacked + unpacked as u64, end, self.ratio) {
            return None;
        }
        let fields = member.fields()?;
        let block = gzip.ahead.take()?.block();
        self.window.keep();
        self.window.pass((end - offset) as usize);
        self.returned = false;
        self.unpacked += unpacked as u64;
        Some((Record::new(fields, block, offset..end, false, None), unpacked))
    }

    /// Adds the next bytes to `out`; `None` at the end.
    pub(super) fn step(&mut self, out: &mut Vec<u8>) -> Option<Step> {
        if self.ended {
            return None;
        }
        if self.packed.is_none() {
            match self.begin() {
                Ok(packed) => self.packed = Some(packed),
                Err(damage) => return Some(self.end(damage)),
            }
        }
        let before = out.len();
        let step = if self.packed() { self.member(out) } else { self.plain(out) };
        self.unpacked += (out.len() - before) as u64;
        let offset = self.window.offset();
        if self.packed() && is_bomb(self.unpacked, offset, self.ratio) {
            return Some(self.end(Damage::Bomb { offset, ratio: self.ratio }));
        }
        step.or_else(|| self.window.error().map(|source| self.end(Damage::Input { offset, source })))
    }

    fn end(&mut self, damage: Damage) -> Step {
        self.ended = true;
        Step::damaged(damage)
    }

    fn begin(&mut self) -> Result<Packed, Damage> {
        let head = self.window.ahead(4);
        if head.starts_with(&Gzip::MAGIC) {
            return Ok(Packed::Gzip(Box::new(Gzip::new())));
        }
        if Zstd::begins(head) {
            return Zstd::open(&mut self.window).map(Packed::Zstd);
        }
        Ok(Packed::Plain)
    }

    fn plain(&mut self, out: &mut Vec<u8>) -> Option<Step> {
        let bytes = self.window.ahead(1);
        let count = bytes.len().min(PIECE);
        out.extend_from_slice(&bytes[..count]);
        self.window.pass(count);
        self.window.keep();
        (count > 0).then(Step::default)
    }

    fn member(&mut self, out: &mut Vec<u8>) -> Option<Step> {
        let opens = match self.open {
            Some(_) => None,
            None => match self.find() {
                Found::Here => Some(self.window.offset()),
                Found::Behind(damage) => return Some(Step::damaged(damage)),
                Found::Nowhere => return None,
            },
        };
        if opens.is_some() || self.window.since() > KEPT {
            self.window.keep();
        }
        let offset = *self.open.get_or_insert(opens.unwrap_or_default());
        let unpacked = match &mut self.packed {
            Some(Packed::Gzip(gzip)) => gzip.unpack(&mut self.window, opens.is_some(), out),
            Some(Packed::Zstd(zstd)) => zstd.unpack(&mut self.window, opens.is_some(), out),
            Some(Packed::Plain) | None => return None,
        };
        if unpacked == Unpacked::Some {
            return Some(Step { opens, ..Step::default() });
        }
        self.open = None;
        let closes = Some(self.window.offset());
        let damage = match unpacked {
            Unpacked::Checksum => Some(Damage::Checksum { offset }),
            Unpacked::Cut => Some(Damage::Cut { offset }),
            Unpacked::Broken => Some(Damage::Broken { offset }),
            Unpacked::Some | Unpacked::Ended => None,
        };
        let broken = unpacked == Unpacked::Broken;
        // What cannot even be begun is passed over by a byte.
        if damage.is_some() && self.window.offset() == offset {
            self.window.pass(1);
        }
        let since = self.window.since() as u64;
        if broken && !self.returned && self.again + since <= self.window.offset() + KEPT as u64 {
            self.again += since;
            self.window.back();
        }
        self.returned = broken;
        Some(Step { opens, closes, damage })
    }

    /// Goes to where the next member begins.
    fn find(&mut self) -> Found {
        let begins: fn(&[u8]) -> bool = match &self.packed {
            Some(Packed::Zstd(_)) => Zstd::begins,
            _ => Gzip::begins,
        };
        let offset = self.window.offset();
        loop {
            let ahead = self.window.ahead(PIECE);
            if let Some(at) = (0..ahead.len()).find(|at| begins(&ahead[*at..])) {
                self.window.pass(at);
                break;
            }
            // A beginning that stands across the edge is seen whole the next time.
            let seen = if ahead.len() < PIECE { ahead.len() } else { ahead.len() - Gzip::LEAST };
            self.window.pass(seen);
            self.window.keep();
            if seen == 0 {
                break;
            }
        }
        let length = self.window.offset() - offset;
        // What is left of a broken member was named with it.
        if length > 0 && !self.returned {
            return Found::Behind(Damage::Stray { offset, length });
        }
        if self.window.ahead(1).is_empty() { Found::Nowhere } else { Found::Here }
    }
}

/// Whether an archive of whose packed bytes `packed` were read has unpacked to too many.
fn is_bomb(unpacked: u64, packed: u64, ratio: u64) -> bool {
    unpacked > RATIO_FREE.max(packed.saturating_mul(ratio))
}
