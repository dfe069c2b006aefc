//! The records of an archive, one after the other, in the memory of one record and one member.
//!
//! A record that fills a gzip member, as nearly all do, is handed on as `ahead` unpacked it. Of any other, and of plain archives, the
//! bytes are gathered: a record ends where its `Content-Length` says, if the archive or a new record follows there; else it ends where
//! the next record begins, and says so. Bytes that are no record are passed over to the next one and named.

use super::damage::Damage;
use super::members::Members;
use super::record::{self, Record};
use std::collections::VecDeque;
use std::io::Read;

/// Bytes that a record's head may have; addresses can be long.
const MAX_HEAD: usize = 1 << 20;

/// Beginnings and ends of members that are remembered at a time: a record has one of each, unless blocks of it were packed.
const MAX_MARKS: usize = 1 << 16;

/// Damages that are held until they are given; of more in one place, the first ones are named.
const MAX_DAMAGES: usize = 1024;

/// Line ends behind a record and the first bytes of the next one.
const TAIL: usize = 4 + record::MAGIC.len();

/// What bounds the reading of an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a record's block; longer ones are passed over.
    pub block: usize,
    /// How many times its size an archive may unpack to.
    pub ratio: u64,
}

impl Default for Limits {
    /// Those of [`crate::Options`].
    fn default() -> Self {
        let options = crate::Options::default();
        Self { block: options.max_document, ratio: options.max_ratio }
    }
}

/// A place among the unpacked bytes where a member begins or ends.
struct Mark {
    /// The place, counted from the archive's beginning.
    at: u64,
    /// The offset in the file.
    offset: u64,
    opens: bool,
}

/// Reads an archive: plain, gzip (one member a record, or any other way), or zstd with or without a dictionary.
pub struct Reader<R> {
    members: Members<R>,
    limits: Limits,
    /// Unpacked bytes.
    bytes: Vec<u8>,
    /// The first of them that is not used yet.
    at: usize,
    /// How many unpacked bytes came before.
    base: u64,
    marks: VecDeque<Mark>,
    damages: VecDeque<Damage>,
    /// The next record, where it was read ahead.
    ready: Option<Record>,
    ended: bool,
}

impl<R: Read> Reader<R> {
    /// Begins to read; packing is told by the first bytes.
    pub fn new(input: R, limits: Limits) -> Self {
        Self {
            members: Members::new(input, limits.ratio),
            limits,
            bytes: Vec::new(),
            at: 0,
            base: 0,
            marks: VecDeque::new(),
            damages: VecDeque::new(),
            ready: None,
            ended: false,
        }
    }

    /// The next record, or what is wrong with the archive at this place; reading goes on behind it.
    fn record(&mut self) -> Option<Result<Record, Damage>> {
        self.skip_line_ends();
        if let Some(damage) = self.damages.pop_front() {
            return Some(Err(damage));
        }
        if self.bytes.len() == self.at {
            return self.ready.take().map(Ok);
        }
        let Some(head) = self.head() else {
            return Some(Err(self.pass_over()));
        };
        let fields = record::fields(&self.bytes[self.at..head]);
        let declared = record::declared_length(&fields);
        if let Some(length) = declared.filter(|length| *length > self.limits.block as u64) {
            let damage = Damage::TooLong { offset: self.place(self.at), length, limit: self.limits.block };
            self.skip(head, length);
            return Some(Err(damage));
        }
        let (begin, length) = (self.at, declared.map(|length| length as usize));
        let end = length.and_then(|length| self.end_as_declared(head + length, head)).unwrap_or_else(|| self.cut(head));
        let block = self.bytes[head..end].to_vec();
        let (range, unpacked) = self.range(begin, end);
        self.at = end;
        let odd_length = declared.filter(|length| *length != block.len() as u64).or(declared.is_none().then_some(0));
        Some(Ok(Record::new(fields, block, range, unpacked, odd_length)))
    }

    /// The place of a byte among all unpacked bytes.
    fn place(&self, at: usize) -> u64 {
        self.base + at as u64
    }

    /// Unpacks some more; false at the end.
    fn pull(&mut self) -> bool {
        if self.ended {
            return false;
        }
        let opens_at = self.place(self.bytes.len());
        let Some(step) = self.members.step(&mut self.bytes) else {
            self.ended = true;
            return false;
        };
        let closes_at = self.place(self.bytes.len());
        self.mark(step.opens.map(|offset| Mark { at: opens_at, offset, opens: true }));
        self.mark(step.closes.map(|offset| Mark { at: closes_at, offset, opens: false }));
        self.damages.extend(step.damage.filter(|_| self.damages.len() < MAX_DAMAGES));
        true
    }

    /// Remembers a mark; a member without content leaves none.
    fn mark(&mut self, mark: Option<Mark>) {
        let Some(mark) = mark else { return };
        if !mark.opens && self.marks.back().is_some_and(|last| last.opens && last.at == mark.at) {
            self.marks.pop_back();
        } else if self.marks.len() < MAX_MARKS {
            self.marks.push_back(mark);
        }
    }

    /// The marks from a place on.
    fn marks_from(&self, place: u64) -> impl Iterator<Item = &Mark> {
        self.marks.range(self.marks.partition_point(|mark| mark.at < place)..)
    }

    /// Unpacks until `count` bytes follow `at`; whether they do.
    fn has(&mut self, at: usize, count: usize) -> bool {
        while self.bytes.len() < at + count {
            if !self.pull() {
                return false;
            }
        }
        true
    }

    /// Drops what is used, once it is more than what is not.
    fn drop_used(&mut self) {
        if self.at < self.bytes.len() - self.at {
            return;
        }
        self.bytes.drain(..self.at);
        self.base += self.at as u64;
        self.at = 0;
        let base = self.base;
        while self.marks.front().is_some_and(|mark| mark.at < base) {
            self.marks.pop_front();
        }
    }

    /// Passes over line ends, to the next other byte or to a record that was read ahead.
    fn skip_line_ends(&mut self) {
        loop {
            while matches!(self.bytes.get(self.at), Some(b'\r' | b'\n')) {
                self.at += 1;
            }
            self.drop_used();
            if self.at < self.bytes.len() || self.is_ready() || !self.pull() {
                return;
            }
        }
    }

    /// Whether a record was read ahead that no byte of another one stands before.
    fn is_ready(&mut self) -> bool {
        if self.ready.is_none()
            && let Some((record, length)) = self.members.record(self.limits.block)
        {
            self.base += length as u64;
            self.ready = Some(record);
        }
        self.ready.is_some()
    }

    /// The end of the head that begins here; `None` where none does.
    fn head(&mut self) -> Option<usize> {
        let mut searched = self.at;
        if !self.has(self.at, record::MAGIC.len()) || !self.bytes[self.at..].starts_with(record::MAGIC) {
            return None;
        }
        loop {
            if let Some(end) = record::blank_line(&self.bytes[searched..]) {
                return Some(searched + end);
            }
            // A blank line that stands across the edge is found the next time.
            searched = self.bytes.len().saturating_sub(3).max(self.at);
            let from = self.bytes.len();
            if from - self.at > MAX_HEAD || !self.pull() || self.opens_record(from) {
                return None;
            }
        }
    }

    /// Passes over what is no record.
    fn pass_over(&mut self) -> Damage {
        let offset = self.place(self.at);
        self.at += 1;
        loop {
            if let Some(next) = self.next_record(self.at) {
                self.at = next;
                break;
            }
            self.at = self.bytes.len().saturating_sub(TAIL).max(self.at);
            self.drop_used();
            if !self.pull() {
                self.at = self.bytes.len();
                break;
            }
        }
        Damage::NoRecord { offset, length: self.place(self.at) - offset }
    }

    /// Where the next record seems to begin, at or after `from`: behind a line's end or where a member begins.
    fn next_record(&self, from: usize) -> Option<usize> {
        let found = memchr::memmem::find_iter(&self.bytes[from..], record::MAGIC).map(|at| from + at);
        let mut found =
            found.filter(|at| self.bytes[*at + record::MAGIC.len()..].first().is_none_or(u8::is_ascii_digit));
        found.find(|at| *at > 0 && self.bytes[*at - 1] == b'\n' || self.opens(*at))
    }

    /// A member begins at this byte.
    fn opens(&self, at: usize) -> bool {
        let place = self.place(at);
        self.marks_from(place).take_while(|mark| mark.at == place).any(|mark| mark.opens)
    }

    /// A member begins at this byte, and a record with it.
    fn opens_record(&self, at: usize) -> bool {
        self.bytes[at..].starts_with(record::MAGIC) && self.opens(at)
    }

    /// `end` if the record ends there: two line ends follow, or behind fewer the next record, the end of the member or of the archive.
    fn end_as_declared(&mut self, end: usize, head: usize) -> Option<usize> {
        while self.bytes.len() < end {
            // A member that opens with a record of its own ends this one.
            let from = self.bytes.len();
            if !self.pull() || from > head && self.opens_record(from) {
                return None;
            }
        }
        if self.has(end, 4) && self.bytes[end..].starts_with(record::END) {
            return Some(end);
        }
        let mut behind = end;
        loop {
            let limit = (end + 4).min(self.bytes.len());
            while behind < limit && matches!(self.bytes[behind], b'\r' | b'\n') {
                behind += 1;
            }
            let place = self.place(behind);
            if self.marks_from(place).take_while(|mark| mark.at == place).any(|mark| !mark.opens) {
                return Some(end);
            }
            if self.bytes.len() >= behind + record::MAGIC.len() {
                return self.bytes[behind..].starts_with(record::MAGIC).then_some(end);
            }
            if !self.pull() {
                return (behind == self.bytes.len()).then_some(end);
            }
        }
    }

    /// Where a record ends whose length is wrong: before the next record, at the end of the archive, or at the limit.
    fn cut(&mut self, head: usize) -> usize {
        let mut searched = head;
        let end = loop {
            if let Some(next) = self.next_record(searched) {
                break next;
            }
            searched = self.bytes.len().saturating_sub(TAIL).max(head);
            if self.bytes.len() - head > self.limits.block || !self.pull() {
                break self.bytes.len().min(head + self.limits.block);
            }
        };
        let blank = self.bytes[head..end].iter().rev().take(4).take_while(|b| matches!(b, b'\r' | b'\n')).count();
        end - blank
    }

    /// Passes over a block that is too long to hold.
    fn skip(&mut self, head: usize, length: u64) {
        let end = self.place(head).saturating_add(length);
        self.at = head;
        loop {
            let here = self.place(self.at);
            let left = usize::try_from(end - here).unwrap_or(usize::MAX).min(self.bytes.len() - self.at);
            // The next record's own member ends this one, whatever its length.
            let opened = self.marks_from(here).filter(|m| m.opens).map(|m| (m.at - self.base) as usize);
            let next =
                opened.take_while(|at| *at < self.at + left).find(|at| self.bytes[*at..].starts_with(record::MAGIC));
            self.at = next.unwrap_or(self.at + left);
            if next.is_some() || self.place(self.at) == end {
                return;
            }
            self.drop_used();
            if !self.pull() {
                return;
            }
        }
    }

    /// The bytes of a record: those of its member if it has one of its own, else those among the unpacked ones.
    fn range(&self, begin: usize, end: usize) -> (std::ops::Range<u64>, bool) {
        let (begin, end) = (self.place(begin), self.place(end));
        let opens = self.marks_from(begin).take_while(|mark| mark.at == begin).find(|mark| mark.opens);
        let closes = self.marks_from(end).take_while(|mark| mark.at <= end + 4).find(|mark| !mark.opens);
        match (opens, closes) {
            (Some(opens), Some(closes)) => (opens.offset..closes.offset, false),
            _ => (begin..end, self.members.packed()),
        }
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Record, Damage>;

    fn next(&mut self) -> Option<Self::Item> {
        self.record()
    }
}
