//! Gzip members (RFC 1952): whole ones at once, long or broken ones bit by bit.

use super::ahead::Ahead;
use super::window::Window;
use flate2::{Decompress, FlushDecompress, Status};
use libdeflater::{DecompressionError, Decompressor, crc32};
use std::io::Read;

/// Unpacked bytes up to which a member is unpacked at once: all but a few records of an archive of news are shorter.
const AT_ONCE: usize = 16 << 20;

/// Packed bytes up to which a member is unpacked at once.
const WINDOW: usize = 1 << 20;

/// Bytes that are unpacked at a time where a member is not unpacked at once.
const PIECE: usize = 256 << 10;

/// What unpacking gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unpacked {
    /// Some bytes; the member goes on.
    Some,
    /// The rest of the member.
    Ended,
    /// The rest of the member, but its checksum is wrong.
    Checksum,
    /// What was left before the input ended.
    Cut,
    /// What was left before the break.
    Broken,
}

/// Times its length that a member can unpack to: two bits give at most 258 bytes.
const MOST_RATIO: usize = 1032;

/// The bytes that a member's end says it unpacks to, if they are to be unpacked at once.
pub(super) fn said_length(member: &[u8]) -> Option<usize> {
    let said = u32::from_le_bytes(*member.last_chunk()?) as usize;
    (said <= AT_ONCE.min(member.len() * MOST_RATIO)).then_some(said)
}

/// Unpacks a member that fills `member`, and fills `unpacked` with what it holds; whether they did.
pub(super) fn unpack_whole(unpacker: &mut Decompressor, member: &[u8], unpacked: &mut [u8]) -> bool {
    let packed = header(member).and_then(|begin| member.get(begin..));
    packed.is_some_and(|packed| unpacker.deflate_decompress(packed, unpacked) == Ok(unpacked.len()))
        && member.ends_with(&trailer(unpacked))
}

/// What stands behind a member: checksum and length.
fn trailer(unpacked: &[u8]) -> Vec<u8> {
    [crc32(unpacked).to_le_bytes(), (unpacked.len() as u32).to_le_bytes()].concat()
}

/// Unpacks gzip members.
pub(super) struct Gzip {
    /// Members that were unpacked before their turn.
    pub(super) ahead: Ahead,
    at_once: Decompressor,
    scratch: Vec<u8>,
    slowly: Decompress,
    checksum: libdeflater::Crc,
    length: u32,
}

impl Gzip {
    pub(super) const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];
    /// Bytes of the shortest member: header, an empty block, trailer.
    pub(super) const LEAST: usize = 20;

    pub(super) fn new() -> Self {
        Self {
            ahead: Ahead::default(),
            at_once: Decompressor::new(),
            scratch: vec![0; PIECE],
            slowly: Decompress::new(false),
            checksum: libdeflater::Crc::new(),
            length: 0,
        }
    }

    /// Whether a member begins here: magic, no reserved flag, a known kind of first block.
    pub(super) fn begins(ahead: &[u8]) -> bool {
        ahead.starts_with(&Self::MAGIC) && ahead.len() >= Self::LEAST && ahead[3] & 0xe0 == 0
    }

    /// Unpacks the member at the window's place, or goes on with it.
    pub(super) fn unpack<R: Read>(&mut self, window: &mut Window<R>, opens: bool, out: &mut Vec<u8>) -> Unpacked {
        if opens {
            if self.ahead.next(window).is_some()
                && let Some(member) = self.ahead.take()
            {
                member.unpacked().iter().for_each(|part| out.extend_from_slice(part));
                window.pass(member.length());
                return Unpacked::Ended;
            }
            if let Some(length) = self.whole(window.ahead(WINDOW), out) {
                window.pass(length);
                return Unpacked::Ended;
            }
            let Some(header) = header(window.ahead(WINDOW)) else {
                return Unpacked::Cut;
            };
            window.pass(header);
            self.slowly.reset(false);
            self.checksum = libdeflater::Crc::new();
            self.length = 0;
        }
        self.some(window, out)
    }

    /// Unpacks a member that lies in the window, and tells its packed length.
    fn whole(&mut self, packed: &[u8], out: &mut Vec<u8>) -> Option<usize> {
        let length = loop {
            match self.at_once.gzip_decompress(packed, &mut self.scratch) {
                Ok(length) => break length,
                Err(DecompressionError::InsufficientSpace) if self.scratch.len() < AT_ONCE => {
                    self.scratch.resize(self.scratch.len() * 2, 0);
                }
                Err(_) => return None,
            }
        };
        let unpacked = &self.scratch[..length];
        // libdeflate does not say where a member ends, but its trailer is known from what was unpacked.
        let trailer = trailer(unpacked);
        let end = memchr::memmem::find(packed, &trailer)? + trailer.len();
        out.extend_from_slice(unpacked);
        Some(end)
    }

    fn some<R: Read>(&mut self, window: &mut Window<R>, out: &mut Vec<u8>) -> Unpacked {
        let packed = window.ahead(1);
        let begin = out.len();
        out.reserve(PIECE);
        let before = self.slowly.total_in();
        let status = self.slowly.decompress_vec(packed, out, FlushDecompress::None);
        let taken = (self.slowly.total_in() - before) as usize;
        let ended = packed.is_empty();
        window.pass(taken);
        self.checksum.update(&out[begin..]);
        self.length = self.length.wrapping_add((out.len() - begin) as u32);
        match status {
            Ok(Status::StreamEnd) => self.trailer(window),
            Ok(_) if taken > 0 || out.len() > begin => Unpacked::Some,
            Ok(_) if ended => Unpacked::Cut,
            _ => Unpacked::Broken,
        }
    }

    fn trailer<R: Read>(&mut self, window: &mut Window<R>) -> Unpacked {
        let expected = [self.checksum.sum().to_le_bytes(), self.length.to_le_bytes()].concat();
        let ahead = window.ahead(expected.len());
        if ahead.len() < expected.len() {
            let rest = ahead.len();
            window.pass(rest);
            return Unpacked::Cut;
        }
        if ahead.starts_with(&expected) {
            window.pass(expected.len());
            return Unpacked::Ended;
        }
        // A member that ended too early has no trailer here: the next one may begin within these bytes.
        if Self::begins(&window.ahead(expected.len() + Self::LEAST)[expected.len()..]) {
            window.pass(expected.len());
        }
        Unpacked::Checksum
    }
}

/// The length of a member's header; `None` where it is cut.
fn header(member: &[u8]) -> Option<usize> {
    const EXTRA: u8 = 4;
    const NAME: u8 = 8;
    const COMMENT: u8 = 16;
    const CHECKSUM: u8 = 2;
    let flags = *member.get(3)?;
    let mut at = 10;
    if flags & EXTRA != 0 {
        at += 2 + usize::from(u16::from_le_bytes([*member.get(at)?, *member.get(at + 1)?]));
    }
    for flag in [NAME, COMMENT] {
        if flags & flag != 0 {
            at += memchr::memchr(0, member.get(at..)?)? + 1;
        }
    }
    if flags & CHECKSUM != 0 {
        at += 2;
    }
    (at <= member.len()).then_some(at)
}
