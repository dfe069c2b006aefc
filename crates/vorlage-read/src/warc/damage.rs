//! What can be wrong with an archive, each with the offset it is wrong at.

/// A reason why some bytes of an archive gave no record.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Damage {
    /// The input broke off.
    #[error("reading breaks off")]
    Input {
        /// Offset in the file.
        offset: u64,
        /// What the system says.
        source: std::io::Error,
    },
    /// A packed member that ends before its end.
    #[error("its packed bytes break off; what came before is used")]
    Cut {
        /// Offset of the member in the file.
        offset: u64,
    },
    /// A packed member that cannot be unpacked.
    #[error("its packed bytes are broken; what came before is used")]
    Broken {
        /// Offset of the member in the file.
        offset: u64,
    },
    /// A packed member with a wrong checksum or length.
    #[error("its checksum is wrong; it is used as it is")]
    Checksum {
        /// Offset of the member in the file.
        offset: u64,
    },
    /// Bytes between members that belong to none.
    #[error("{length} bytes are no packed member; passed over")]
    Stray {
        /// Offset in the file.
        offset: u64,
        /// How many bytes.
        length: u64,
    },
    /// Unpacked bytes that belong to no record.
    #[error("{length} bytes are no record; passed over")]
    NoRecord {
        /// Offset among the unpacked bytes.
        offset: u64,
        /// How many bytes.
        length: u64,
    },
    /// A record over the limit.
    #[error("a record of {length} bytes is over the limit of {limit}; skipped")]
    TooLong {
        /// Offset among the unpacked bytes.
        offset: u64,
        /// Its declared length.
        length: u64,
        /// The limit.
        limit: usize,
    },
    /// An archive that grows too much.
    #[error("unpacks to more than {ratio} times its size; the rest is not read")]
    Bomb {
        /// Offset in the file.
        offset: u64,
        /// The limit.
        ratio: u64,
    },
    /// A dictionary that is not one.
    #[error("its dictionary cannot be used")]
    Dictionary {
        /// Offset in the file.
        offset: u64,
    },
}

impl Damage {
    /// Where: in the file, or among the unpacked bytes where the damage is not one of packing.
    #[must_use]
    pub fn offset(&self) -> u64 {
        match self {
            Self::Input { offset, .. }
            | Self::Cut { offset }
            | Self::Broken { offset }
            | Self::Checksum { offset }
            | Self::Stray { offset, .. }
            | Self::NoRecord { offset, .. }
            | Self::TooLong { offset, .. }
            | Self::Bomb { offset, .. }
            | Self::Dictionary { offset } => *offset,
        }
    }
}
