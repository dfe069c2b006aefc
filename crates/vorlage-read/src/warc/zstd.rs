//! Zstandard frames (RFC 8878), with a dictionary in a first skippable frame as the WARC community packs them (`.warc.zst`).

use super::damage::Damage;
use super::gzip::Unpacked;
use super::window::Window;
use std::io::Read;
use zstd::stream::raw::{Decoder, Operation};

/// Magic bytes of a frame, of a dictionary, and of the skippable frame that holds one.
const FRAME: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
const DICTIONARY_FRAME: [u8; 4] = [0x5d, 0x2a, 0x4d, 0x18];

/// Bytes that a dictionary may have, packed or not; those in use have about 100 kB.
const MAX_DICTIONARY: usize = 8 << 20;

/// Bytes that are unpacked at a time.
const PIECE: usize = 256 << 10;

/// Unpacks zstd frames.
pub(super) struct Zstd {
    decoder: Decoder<'static>,
    scratch: Vec<u8>,
}

impl Zstd {
    /// Whether a frame begins here, a skippable one among them.
    pub(super) fn begins(ahead: &[u8]) -> bool {
        ahead.starts_with(&FRAME) || matches!(ahead, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
    }

    /// Reads the dictionary, if the archive begins with one.
    pub(super) fn open<R: Read>(window: &mut Window<R>) -> Result<Self, Damage> {
        let failed = |_| Damage::Dictionary { offset: 0 };
        let scratch = vec![0; PIECE];
        let head = window.ahead(8);
        if !head.starts_with(&DICTIONARY_FRAME) || head.len() < 8 {
            return Ok(Self { decoder: Decoder::new().map_err(failed)?, scratch });
        }
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        if length > MAX_DICTIONARY || window.ahead(8 + length).len() < 8 + length {
            return Err(Damage::Dictionary { offset: 0 });
        }
        let given = &window.ahead(8 + length)[8..8 + length];
        let dictionary = if given.starts_with(&FRAME) {
            zstd::bulk::decompress(given, MAX_DICTIONARY).map_err(failed)?
        } else {
            given.to_vec()
        };
        window.pass(8 + length);
        Ok(Self { decoder: Decoder::with_dictionary(&dictionary).map_err(failed)?, scratch })
    }

    /// Unpacks the frame at the window's place, or goes on with it.
    pub(super) fn unpack<R: Read>(&mut self, window: &mut Window<R>, opens: bool, out: &mut Vec<u8>) -> Unpacked {
        if opens && self.decoder.reinit().is_err() {
            return Unpacked::Broken;
        }
        let packed = window.ahead(1);
        let ended = packed.is_empty();
        let Ok(status) = self.decoder.run_on_buffers(packed, &mut self.scratch) else {
            return Unpacked::Broken;
        };
        out.extend_from_slice(&self.scratch[..status.bytes_written]);
        window.pass(status.bytes_read);
        match status {
            status if status.remaining == 0 => Unpacked::Ended,
            status if status.bytes_read > 0 || status.bytes_written > 0 => Unpacked::Some,
            _ if ended => Unpacked::Cut,
            _ => Unpacked::Broken,
        }
    }
}
