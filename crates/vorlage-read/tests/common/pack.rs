//! Packing, for tests.

use std::io::Write;

/// Packs bytes as one gzip member.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory takes writes");
    encoder.finish().expect("memory takes writes")
}
