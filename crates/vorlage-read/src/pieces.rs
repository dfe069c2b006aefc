//! A stream cut into lines or into JSON values, a batch at a time, with pieces over the limit measured but not held.

use std::io::Read;
use std::ops::Range;

/// Bytes of a batch: enough that threads share it evenly, little against the texts.
const BATCH: usize = 8 << 20;

/// Bytes that are read at a time.
const BLOCK: usize = 256 << 10;

/// A line or value.
pub(crate) struct Piece {
    /// Its number in the stream, from 1.
    pub number: u64,
    /// Where it stands in the batch; empty if it is over the limit.
    pub range: Range<usize>,
    /// Its length in bytes.
    pub length: u64,
}

/// Some pieces; none at the end of the stream.
#[derive(Default)]
pub(crate) struct Batch {
    /// The bytes of all pieces.
    pub bytes: Vec<u8>,
    /// The pieces in order.
    pub pieces: Vec<Piece>,
}

/// How a stream is cut.
pub(crate) enum Cut {
    /// After each line feed.
    Lines,
    /// After each value of JSON.
    Values(Values),
}

/// A stream and how far it is cut.
pub(crate) struct Pieces {
    stream: Box<dyn Read + Send>,
    cut: Cut,
    limit: u64,
    block: Vec<u8>,
    from: usize,
    to: usize,
    number: u64,
}

/// What the cutter makes of the next bytes: some are passed over, some belong to the piece, which may end with them.
struct Found {
    skip: usize,
    take: usize,
    ends: bool,
}

impl Pieces {
    /// Cuts a stream; pieces of more than `limit` bytes are not held.
    pub(crate) fn new(stream: Box<dyn Read + Send>, cut: Cut, limit: usize) -> Self {
        Self { stream, cut, limit: limit as u64, block: vec![0; BLOCK], from: 0, to: 0, number: 0 }
    }

    /// The next pieces.
    pub(crate) fn next_batch(&mut self) -> Batch {
        let mut batch = Batch::default();
        let (mut begin, mut length) = (0, 0u64);
        loop {
            if self.from == self.to && !self.fill() {
                if length > 0 {
                    self.end_piece(&mut batch, begin, length);
                }
                return batch;
            }
            let block = &self.block[self.from..self.to];
            let found = match &mut self.cut {
                Cut::Lines => next_line(block),
                Cut::Values(values) => values.next(block),
            };
            length += found.take as u64;
            if length <= self.limit {
                batch.bytes.extend_from_slice(&block[found.skip..found.skip + found.take]);
            } else {
                batch.bytes.truncate(begin);
            }
            self.from += found.skip + found.take;
            if found.ends {
                self.end_piece(&mut batch, begin, length);
                (begin, length) = (batch.bytes.len(), 0);
                if begin >= BATCH {
                    return batch;
                }
            }
        }
    }

    fn end_piece(&mut self, batch: &mut Batch, begin: usize, length: u64) {
        self.number += 1;
        batch.pieces.push(Piece { number: self.number, range: begin..batch.bytes.len(), length });
    }

    /// Reads the next block; false at the end, which is also where the stream breaks (it reports that itself).
    fn fill(&mut self) -> bool {
        self.from = 0;
        self.to = 0;
        while self.to == 0 {
            match self.stream.read(&mut self.block) {
                Ok(0) => return false,
                Ok(n) => self.to = n,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(_) => return false,
            }
        }
        true
    }
}

fn next_line(block: &[u8]) -> Found {
    match memchr::memchr(b'\n', block) {
        Some(at) => Found { skip: 0, take: at + 1, ends: true },
        None => Found { skip: 0, take: block.len(), ends: false },
    }
}

/// Where in JSON the cutter stands: values on the top level, or within one array that holds them all.
#[derive(Default)]
pub(crate) struct Values {
    /// The first byte of the first value, or the bracket of the array, was seen.
    started: bool,
    state: State,
    depth: u64,
}

#[derive(Default, Clone, Copy, PartialEq)]
enum State {
    /// Between values.
    #[default]
    Between,
    /// Within one.
    Inside,
    /// Within a string of one.
    String,
    /// After a backslash of a string.
    Escape,
}

impl Values {
    fn next(&mut self, block: &[u8]) -> Found {
        let skip = if self.state == State::Between { self.skip(block) } else { 0 };
        for (at, byte) in block.iter().enumerate().skip(skip) {
            if self.ends_before(*byte) {
                self.state = State::Between;
                return Found { skip, take: at - skip, ends: true };
            }
            if self.ends_with(*byte) {
                self.state = State::Between;
                return Found { skip, take: at + 1 - skip, ends: true };
            }
        }
        Found { skip, take: block.len() - skip, ends: false }
    }

    /// Bytes between values: blanks, commas, and the brackets of the array around all.
    fn skip(&mut self, block: &[u8]) -> usize {
        for (at, byte) in block.iter().enumerate() {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b',' | b']' => {}
                b'[' if !self.started => self.started = true,
                _ => {
                    self.started = true;
                    self.state = State::Inside;
                    return at;
                }
            }
        }
        block.len()
    }

    /// A bare number or word ends before what follows it.
    fn ends_before(&self, byte: u8) -> bool {
        self.state == State::Inside && self.depth == 0 && matches!(byte, b',' | b']' | b' ' | b'\t' | b'\r' | b'\n')
    }

    /// An object, array or string ends with its closing sign.
    fn ends_with(&mut self, byte: u8) -> bool {
        match (self.state, byte) {
            (State::String, b'\\') => self.state = State::Escape,
            (State::Escape, _) => self.state = State::String,
            (State::String, b'"') => {
                self.state = State::Inside;
                return self.depth == 0;
            }
            (State::Inside, b'"') => self.state = State::String,
            (State::Inside, b'{' | b'[') => self.depth += 1,
            (State::Inside, b'}' | b']') => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn check(input: &str, values: bool, limit: usize, expected: &[(u64, &str, u64)]) {
        let cut = if values { Cut::Values(Values::default()) } else { Cut::Lines };
        let mut pieces = Pieces::new(Box::new(Cursor::new(input.as_bytes().to_vec())), cut, limit);
        let batch = pieces.next_batch();
        let found: Vec<_> = batch
            .pieces
            .iter()
            .map(|p| (p.number, std::str::from_utf8(&batch.bytes[p.range.clone()]).unwrap(), p.length))
            .collect();
        assert_eq!(found, expected, "{input}");
        assert!(pieces.next_batch().pieces.is_empty());
    }

    #[test]
    fn lines_keep_their_numbers_and_long_ones_are_measured() {
        check("a\n\nbcdefgh\ni", false, 4, &[(1, "a\n", 2), (2, "\n", 1), (3, "", 8), (4, "i", 1)]);
        check("", false, 4, &[]);
    }

    #[test]
    fn values_of_an_array_and_values_in_a_row_are_cut() {
        check(
            r#" [ {"a": "}]\""}, [1,[2]] ,"x,y", 7 ]"#,
            true,
            99,
            &[(1, r#"{"a": "}]\""}"#, 13), (2, "[1,[2]]", 7), (3, r#""x,y""#, 5), (4, "7", 1)],
        );
        check("{\n \"a\": 1}\n{}{}", true, 99, &[(1, "{\n \"a\": 1}", 10), (2, "{}", 2), (3, "{}", 2)]);
        check("[{\"a\": [1}", true, 99, &[(1, "{\"a\": [1}", 9)]);
    }
}
