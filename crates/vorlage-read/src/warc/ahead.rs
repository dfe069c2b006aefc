//! Gzip members that lie whole in the window, unpacked by all processors before they are asked for.
//!
//! Where a member ends is known only when it is unpacked; but where two beginnings follow each other, the bytes between them are a
//! member if they unpack as one. What only looks like a beginning, inside of a member, makes two pieces that do not unpack, and the
//! member is then unpacked in its turn as if nobody had looked. Every byte is looked at once, and what a look may hold is bounded.

use super::gzip::{self, Gzip};
use super::window::Window;
use libdeflater::Decompressor;
use rayon::prelude::*;
use std::collections::VecDeque;
use std::io::Read;
use std::ops::Range;

/// Packed bytes that are looked at together: dozens of pages.
const LOOK: usize = 1 << 20;

/// Unpacked bytes of the members of one look; what would be more is left to its turn.
const HELD: usize = 32 << 20;

/// Unpacked members, waiting for their turn.
#[derive(Default)]
pub(super) struct Ahead {
    /// Where in the file the last look began.
    begin: u64,
    /// Where it ended: nothing before is looked at again.
    end: u64,
    /// What the members of the last look hold, one behind the other.
    bytes: Vec<u8>,
    /// Those whose turn has not come.
    members: VecDeque<Member>,
}

/// A member, or what lies between two beginnings.
struct Member {
    /// Its bytes, from the look's beginning.
    packed: Range<usize>,
    /// Where what it holds lies among the unpacked bytes.
    unpacked: Range<usize>,
}

impl Ahead {
    /// Adds what the member at the window's place holds, if it was unpacked; its packed length.
    pub(super) fn take<R: Read>(&mut self, window: &mut Window<R>, out: &mut Vec<u8>) -> Option<usize> {
        if window.offset() >= self.end {
            self.begin = window.offset();
            self.look(window.ahead(LOOK));
        }
        let here = (window.offset() - self.begin) as usize;
        while self.members.front()?.packed.start < here {
            self.members.pop_front();
        }
        let member = self.members.front().filter(|member| member.packed.start == here)?;
        out.extend_from_slice(&self.bytes[member.unpacked.clone()]);
        Some(member.packed.len())
    }

    fn look(&mut self, packed: &[u8]) {
        let found = between_beginnings(packed);
        let (looked, held) = found.last().map_or((1, 0), |last| (last.packed.end, last.unpacked.end));
        self.end = self.begin + looked as u64;
        self.bytes.resize(held.max(self.bytes.len()), 0);
        let mut free = self.bytes.as_mut_slice();
        let mut place = |member: &Member| free.split_off_mut(..member.unpacked.len()).unwrap_or_default();
        let places: Vec<&mut [u8]> = found.iter().map(&mut place).collect();
        let unpack = |unpacker: &mut Decompressor, (member, place): (Member, &mut [u8])| {
            gzip::unpack_whole(unpacker, &packed[member.packed.clone()], place).then_some(member)
        };
        let whole: Vec<_> = found.into_par_iter().zip(places).map_init(Decompressor::new, unpack).collect();
        self.members = whole.into_iter().flatten().collect();
    }
}

/// What lies between one beginning and the next, as long as what it says it unpacks to can be held.
fn between_beginnings(packed: &[u8]) -> Vec<Member> {
    let begins: Vec<usize> =
        memchr::memmem::find_iter(packed, &Gzip::MAGIC).filter(|at| Gzip::begins(&packed[*at..])).collect();
    let mut held = 0;
    let between = |pair: &[usize]| {
        let begin = held;
        held += gzip::said_length(&packed[pair[0]..pair[1]]).unwrap_or(0);
        Member { packed: pair[0]..pair[1], unpacked: begin..held }
    };
    begins.windows(2).map(between).take_while(|member| member.unpacked.end <= HELD).collect()
}

#[cfg(test)]
mod tests {
    use super::super::members::Members;
    use std::io::Write;

    fn packed(bytes: &[u8], level: u32) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(level));
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    /// What an archive holds, and where its members begin.
    fn unpacked(archive: &[u8]) -> (Vec<u8>, Vec<u64>) {
        let (mut members, mut bytes, mut begins) = (Members::new(archive, u64::MAX), Vec::new(), Vec::new());
        while let Some(step) = members.step(&mut bytes) {
            assert!(step.damage.is_none(), "{:?}", step.damage);
            begins.extend(step.opens);
        }
        (bytes, begins)
    }

    #[test]
    fn a_member_within_a_member_is_no_member_of_the_archive() {
        let inner = packed(b"a page that was packed by its own server, ", 6);
        let outer = [b"HTTP/1.1 200 OK, ".as_slice(), &inner, b"and what follows it, "].concat();
        let members = [packed(b"first, ", 6), packed(&outer, 0), packed(b"third, ", 6), packed(b"last.", 6)];
        let begins: Vec<u64> = (0..members.len()).map(|n| members[..n].iter().map(|m| m.len() as u64).sum()).collect();
        let expected = [b"first, ".as_slice(), &outer, b"third, last."].concat();
        assert_eq!(unpacked(&members.concat()), (expected, begins));
    }

    #[test]
    fn many_members_are_the_same_however_they_lie_in_the_window() {
        let texts: Vec<Vec<u8>> = (0..3000u32)
            .map(|n| (0..n % 900).flat_map(|k| format!("{} ", n.wrapping_mul(k)).into_bytes()).collect())
            .collect();
        let members: Vec<Vec<u8>> = texts.iter().map(|text| packed(text, 6)).collect();
        let (bytes, begins) = unpacked(&members.concat());
        assert_eq!((bytes == texts.concat(), begins.len()), (true, members.len()));
    }
}
