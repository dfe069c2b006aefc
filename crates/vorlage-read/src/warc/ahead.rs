//! Gzip members that lie whole in the window, unpacked by all processors before they are asked for.
//!
//! Where a member ends is known only when it is unpacked; but where two beginnings follow each other, the bytes between them are a
//! member if they unpack as one. What only looks like a beginning, inside of a member, makes two pieces that do not unpack, and the
//! member is then unpacked in its turn as if nobody had looked. Every byte is looked at once, and what a look may hold is bounded.
//!
//! Threads unpack into room of their own, which stays in their cache, and copy the block of a record once, to where it is handed on.
//! **Source:** `benches/archives`; with one place for all that a look unpacks to, copying took an eighth of the time.

use super::gzip::{self, Gzip};
use super::record;
use super::window::Window;
use libdeflater::Decompressor;
use std::collections::VecDeque;
use std::io::Read;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Packed bytes that are looked at together for each thread: with what they unpack to, they stay in a core's cache. Of looks of 64 KiB
/// to 1 MiB in all, 1 MiB took a fifth more processor time than 256 KiB (`benches/archives`, two threads).
const LOOK: usize = 128 << 10;

/// Threads that a look is for at most.
const MAX_THREADS: usize = 16;

/// Unpacked bytes of the members of one look; what would be more is left to its turn.
const HELD: usize = 32 << 20;

/// Unpacked bytes that a thread has room for from one member to the next.
const ROOM: usize = 1 << 20;

/// Unpacked members, waiting for their turn.
#[derive(Default)]
pub(super) struct Ahead {
    /// Where in the file the last look began.
    begin: u64,
    /// Where it ended: nothing before is looked at again.
    end: u64,
    /// Those whose turn has not come.
    members: VecDeque<Member>,
    /// One for each thread.
    unpackers: Vec<Unpacker>,
}

/// A member that was unpacked.
pub(super) struct Member {
    /// Its bytes, from the look's beginning.
    packed: Range<usize>,
    /// What it holds, up to the block of a record.
    head: Vec<u8>,
    /// The block, if it seems to hold one record and the line ends behind.
    block: Option<Vec<u8>>,
}

impl Member {
    fn new(packed: Range<usize>, unpacked: &[u8]) -> Self {
        let head = record::blank_line(unpacked).filter(|_| unpacked.starts_with(record::MAGIC));
        let block = head.and_then(|head| unpacked.get(head..)?.strip_suffix(record::END));
        let head = head.filter(|_| block.is_some()).unwrap_or(unpacked.len());
        Self { packed, head: unpacked[..head].to_vec(), block: block.map(<[u8]>::to_vec) }
    }

    /// Its packed length.
    pub(super) fn length(&self) -> usize {
        self.packed.len()
    }

    /// What it holds.
    pub(super) fn unpacked(&self) -> [&[u8]; 3] {
        [&self.head, self.block.as_deref().unwrap_or_default(), self.block.as_ref().map_or(&[], |_| record::END)]
    }

    /// The fields of its record, if it holds one and nothing else.
    pub(super) fn fields(&self) -> Option<Vec<(String, String)>> {
        let length = self.block.as_ref()?.len() as u64;
        Some(record::fields(&self.head)).filter(|fields| record::declared_length(fields) == Some(length))
    }

    /// The block of its record.
    pub(super) fn block(self) -> Vec<u8> {
        self.block.unwrap_or_default()
    }
}

impl Ahead {
    /// The member at the window's place, if it was unpacked.
    pub(super) fn next<R: Read>(&mut self, window: &mut Window<R>) -> Option<&Member> {
        if window.offset() >= self.end {
            self.begin = window.offset();
            self.look(window.ahead(LOOK * rayon::current_num_threads().min(MAX_THREADS)));
        }
        let here = (window.offset() - self.begin) as usize;
        while self.members.front()?.packed.start < here {
            self.members.pop_front();
        }
        self.members.front().filter(|member| member.packed.start == here)
    }

    /// Takes that member.
    pub(super) fn take(&mut self) -> Option<Member> {
        self.members.pop_front()
    }

    /// Unpacks what seem to be members; this thread has its share, so that it waits for no other to begin.
    fn look(&mut self, packed: &[u8]) {
        let found = between_beginnings(packed);
        self.end = self.begin + found.last().map_or(1, |(last, _)| last.end) as u64;
        let threads = rayon::current_num_threads().min(MAX_THREADS).min(found.len()).max(1);
        self.unpackers.resize_with(threads.max(self.unpackers.len()), Unpacker::new);
        let next = AtomicUsize::new(0);
        let next = || found.get(next.fetch_add(1, Ordering::Relaxed));
        rayon::in_place_scope(|scope| {
            let (own, others) = self.unpackers[..threads].split_at_mut(1);
            for unpacker in others {
                scope.spawn(|_| unpacker.unpack(packed, next));
            }
            own[0].unpack(packed, next);
        });
        let mut members: Vec<Member> =
            self.unpackers.iter_mut().flat_map(|unpacker| unpacker.members.drain(..)).collect();
        members.sort_unstable_by_key(|member| member.packed.start);
        self.members = members.into();
    }
}

/// What a thread unpacks with.
struct Unpacker {
    unpacker: Decompressor,
    room: Vec<u8>,
    /// What it has unpacked.
    members: Vec<Member>,
}

impl Unpacker {
    fn new() -> Self {
        Self { unpacker: Decompressor::new(), room: Vec::new(), members: Vec::new() }
    }

    /// Unpacks one after the other; what does not unpack is left out.
    fn unpack<'a>(&mut self, packed: &[u8], next: impl Fn() -> Option<&'a Found>) {
        while let Some((member, length)) = next() {
            self.room.resize(self.room.len().max(*length), 0);
            let unpacked = &mut self.room[..*length];
            if gzip::unpack_whole(&mut self.unpacker, &packed[member.clone()], unpacked) {
                self.members.push(Member::new(member.clone(), unpacked));
            }
            if *length > ROOM {
                self.room = Vec::new();
            }
        }
    }
}

/// What lies between two beginnings, and the bytes that it says it unpacks to.
type Found = (Range<usize>, usize);

/// What lies between one beginning and the next, as long as what it says it unpacks to can be held.
fn between_beginnings(packed: &[u8]) -> Vec<Found> {
    let begins: Vec<usize> =
        memchr::memmem::find_iter(packed, &Gzip::MAGIC).filter(|at| Gzip::begins(&packed[*at..])).collect();
    let between = |pair: &[usize]| (pair[0]..pair[1], gzip::said_length(&packed[pair[0]..pair[1]]).unwrap_or(0));
    let mut held = 0;
    let holds = |(_, length): &Found| {
        held += length;
        held <= HELD
    };
    begins.windows(2).map(between).take_while(holds).collect()
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
