//! A window that moves over the packed bytes of an archive: what is needed is there at once, what is done with is dropped.

use std::io::{self, Read};

/// Bytes that are read at a time.
const BLOCK: usize = 256 << 10;

/// The bytes of an input from a place that may be returned to.
pub(super) struct Window<R> {
    input: R,
    bytes: Vec<u8>,
    /// The next byte in `bytes`.
    at: usize,
    /// The first byte in `bytes` that is still needed.
    kept: usize,
    /// Where `bytes` begins in the input.
    base: u64,
    ended: bool,
    error: Option<io::Error>,
}

impl<R: Read> Window<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, bytes: Vec::new(), at: 0, kept: 0, base: 0, ended: false, error: None }
    }

    /// The offset of the next byte.
    pub(super) fn offset(&self) -> u64 {
        self.base + self.at as u64
    }

    /// The bytes that follow: at least `least`, fewer only where the input ends.
    pub(super) fn ahead(&mut self, least: usize) -> &[u8] {
        while self.bytes.len() - self.at < least && !self.ended {
            self.more();
        }
        &self.bytes[self.at..]
    }

    /// Passes over bytes that were seen ahead.
    pub(super) fn pass(&mut self, count: usize) {
        self.at = (self.at + count).min(self.bytes.len());
    }

    /// Keeps what follows, so that [`Self::back`] can return to here.
    pub(super) fn keep(&mut self) {
        self.kept = self.at;
    }

    /// Returns to the byte after the one that was kept, if it is still there.
    pub(super) fn back(&mut self) {
        self.at = self.at.min(self.kept + 1);
    }

    /// Bytes since the kept one.
    pub(super) fn since(&self) -> usize {
        self.at.saturating_sub(self.kept)
    }

    /// What the input said when it broke.
    pub(super) fn error(&mut self) -> Option<io::Error> {
        self.error.take()
    }

    fn more(&mut self) {
        let done = self.kept.min(self.at);
        self.bytes.drain(..done);
        self.base += done as u64;
        self.at -= done;
        self.kept -= done;
        let filled = self.bytes.len();
        self.bytes.reserve(BLOCK);
        let read = self.input.by_ref().take(BLOCK as u64).read_to_end(&mut self.bytes);
        self.ended = self.bytes.len() < filled + BLOCK;
        self.error = read.err();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_returned_to_until_the_next_is_kept() {
        let mut window = Window::new(&b"abcdef"[..]);
        assert_eq!(window.ahead(2), b"abcdef");
        window.pass(1);
        window.keep();
        window.pass(3);
        assert_eq!((window.offset(), window.since(), window.ahead(9)), (4, 3, &b"ef"[..]));
        window.back();
        assert_eq!((window.offset(), window.ahead(1)), (2, &b"cdef"[..]));
    }
}
