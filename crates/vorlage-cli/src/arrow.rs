//! The Arrow schema that a Parquet file of vectors carries, which tells readers that know it that every vector is as long.
//!
//! It is a message of Arrow's streams: a marker, a length, and FlatBuffers, in which a table is a distance to a list of the places of its
//! fields, and the fields; what a field refers to lies at a distance after it. Here every field has eight bytes of its own.
//! **Source:** Apache Arrow, `Schema.fbs` and `Message.fbs`; FlatBuffers, "Internals".

/// The name of the schema among the values of a Parquet file.
pub const KEY: &str = "ARROW:schema";

/// Kinds of types, as `Schema.fbs` numbers them.
const INT: u64 = 2;
const FLOAT: u64 = 3;
const TEXT: u64 = 5;
const FIXED_LIST: u64 = 16;

/// What a field of a FlatBuffers table holds.
enum Held {
    Number(u64),
    Text(&'static str),
    Table(Table),
    Tables(Vec<Table>),
}

/// A table: numbers of fields, and what they hold.
type Table = Vec<(usize, Held)>;

/// The schema of the columns of vectors with so many numbers, in base 64.
#[must_use]
pub fn schema(dimensions: usize) -> String {
    let text = |name, nullable| column(name, nullable, TEXT, Vec::new(), Vec::new());
    let whole = |name, bits| column(name, 0, INT, vec![(0, Held::Number(bits)), (1, Held::Number(1))], Vec::new());
    let element = column("element", 0, FLOAT, vec![(0, Held::Number(1))], Vec::new());
    let vector = column("vector", 0, FIXED_LIST, vec![(0, Held::Number(dimensions as u64))], vec![element]);
    let columns = vec![
        text("id", 0),
        text("document", 0),
        whole("sentence", 32),
        whole("begin", 64),
        whole("end", 64),
        text("lang", 1),
        text("text", 0),
        vector,
    ];
    // A message of version 5 whose header is of kind 1, a schema; it has no body.
    let message = vec![(0, Held::Number(4)), (1, Held::Number(1)), (2, Held::Table(vec![(1, Held::Tables(columns))]))];
    let mut buffer = vec![0; 8];
    let root = put_table(&mut buffer, &message);
    buffer[..4].copy_from_slice(&(root as u32).to_le_bytes());
    let mut out = vec![0xFF; 4];
    out.extend((buffer.len() as u32).to_le_bytes());
    out.extend(buffer);
    base64(&out)
}

/// A column: name, whether it may be null, its type, the columns inside.
fn column(name: &'static str, nullable: u64, kind: u64, of_kind: Table, inside: Vec<Table>) -> Table {
    let (nullable, kind) = (Held::Number(nullable), Held::Number(kind));
    vec![(0, Held::Text(name)), (1, nullable), (2, kind), (3, Held::Table(of_kind)), (5, Held::Tables(inside))]
}

/// Appends a table and all that it refers to; where it begins.
fn put_table(out: &mut Vec<u8>, table: &Table) -> usize {
    let fields = table.iter().map(|(number, _)| number + 1).max().unwrap_or(0);
    let cell = |at: usize| 8 * (at + 1);
    let places = out.len();
    let mut numbers = vec![0u16; fields];
    table.iter().enumerate().for_each(|(at, (number, _))| numbers[*number] = cell(at) as u16);
    let head = [(4 + 2 * fields) as u16, cell(table.len()) as u16];
    out.extend(head.iter().chain(&numbers).flat_map(|n| n.to_le_bytes()));
    pad(out);
    let begin = out.len();
    out.resize(begin + cell(table.len()), 0);
    out[begin..begin + 4].copy_from_slice(&((begin - places) as u32).to_le_bytes());
    for (at, (_, held)) in table.iter().enumerate() {
        let here = begin + cell(at);
        match held {
            Held::Number(number) => out[here..here + 8].copy_from_slice(&number.to_le_bytes()),
            held => {
                let there = put(out, held);
                point(out, here, there);
            }
        }
    }
    begin
}

/// Appends what a field refers to; where it begins.
fn put(out: &mut Vec<u8>, held: &Held) -> usize {
    let begin = out.len();
    match held {
        Held::Number(_) => {}
        Held::Table(table) => return put_table(out, table),
        Held::Text(text) => {
            out.extend((text.len() as u32).to_le_bytes());
            out.extend(text.bytes().chain([0]));
            pad(out);
        }
        Held::Tables(tables) => {
            out.extend((tables.len() as u32).to_le_bytes());
            out.resize(begin + 4 + 4 * tables.len(), 0);
            pad(out);
            for (at, table) in tables.iter().enumerate() {
                let there = put_table(out, table);
                point(out, begin + 4 + 4 * at, there);
            }
        }
    }
    begin
}

/// Writes the distance from one place to another into the former.
fn point(out: &mut [u8], from: usize, to: usize) {
    out[from..from + 4].copy_from_slice(&((to - from) as u32).to_le_bytes());
}

fn pad(out: &mut Vec<u8>) {
    out.resize(out.len().next_multiple_of(8), 0);
}

/// Bytes in base 64 (RFC 4648), filled up to four.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let four = |three: &[u8]| {
        let number = (0..3).fold(0u32, |n, at| n << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
        let digit = move |at: usize| DIGITS[(number >> (18 - 6 * at)) as usize & 63];
        let count = three.len() + 1;
        (0..4).map(move |at| if at < count { digit(at) as char } else { '=' })
    };
    bytes.chunks(3).flat_map(four).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_in_base_64() {
        let written: Vec<String> =
            ["", "a", "ab", "abc", "\u{ff}\u{fe}"].iter().map(|t| base64(t.as_bytes())).collect();
        assert_eq!(written, ["", "YQ==", "YWI=", "YWJj", "w7/Dvg=="]);
    }

    #[test]
    fn a_table_says_where_its_fields_are() {
        let mut out = vec![0; 8];
        let at = put_table(&mut out, &vec![(0, Held::Text("id")), (2, Held::Number(7))]);
        let four = |at: usize| u32::from_le_bytes([out[at], out[at + 1], out[at + 2], out[at + 3]]) as usize;
        let two = |at: usize| usize::from(u16::from_le_bytes([out[at], out[at + 1]]));
        let places = at - four(at);
        assert_eq!([0, 2, 4, 6, 8].map(|n| two(places + n)), [10, 24, 8, 0, 16]);
        assert_eq!(four(at + 16), 7);
        let text = at + 8 + four(at + 8);
        assert_eq!((four(text), &out[text + 4..text + 7]), (2, &b"id\0"[..]));
    }
}
