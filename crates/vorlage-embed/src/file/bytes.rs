//! Bytes of a model: mapped from a file, or in memory; both begin at an address that every number can stand at.

use crate::ModelError;
use memmap2::Mmap;
#[cfg(unix)]
use memmap2::UncheckedAdvice;
use std::fs::File;
use std::ops::Range;
use std::path::Path;

/// The bytes of a model file.
#[derive(Debug)]
pub enum Bytes {
    /// A file, read page by page as it is used.
    Mapped(Mmap),
    /// Memory of whole words, so that numbers lie where they may; the second field is the length in bytes.
    Owned(Box<[u64]>, usize),
}

impl Bytes {
    /// Maps a file.
    #[expect(unsafe_code, reason = "a mapping can only be made so; every read of it is checked against its length")]
    pub fn map(path: &Path) -> Result<Self, ModelError> {
        let file = File::open(path).map_err(|e| ModelError::io(path, e))?;
        // SAFETY: the mapping is read-only and private to this process. A file that another program cuts while it is mapped
        // ends the process with a signal, as with every mapped file; model files are written beside and renamed, never cut.
        let map = unsafe { Mmap::map(&file) }.map_err(|e| ModelError::io(path, e))?;
        Ok(Self::Mapped(map))
    }

    /// Copies bytes into aligned memory.
    #[must_use]
    pub fn copied(bytes: &[u8]) -> Self {
        let mut words = vec![0u64; bytes.len().div_ceil(8)].into_boxed_slice();
        bytemuck::cast_slice_mut::<u64, u8>(&mut words)[..bytes.len()].copy_from_slice(bytes);
        Self::Owned(words, bytes.len())
    }

    /// Lets the system take back what of a range was read; it is read again where it is needed.
    #[expect(unsafe_code, reason = "advice that changes no byte; the file is the same as when it was mapped")]
    pub fn release(&self, range: &Range<usize>) {
        #[cfg(unix)]
        if let Self::Mapped(map) = self {
            // SAFETY: the mapping is of a file and never written to, so that its pages come back with the same bytes.
            // An error leaves the pages where they are.
            drop(unsafe { map.unchecked_advise_range(UncheckedAdvice::DontNeed, range.start, range.len()) });
        }
        #[cfg(not(unix))]
        let _ = range;
    }

    /// All bytes.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        match self {
            Self::Mapped(map) => map,
            Self::Owned(words, length) => &bytemuck::cast_slice::<u64, u8>(words)[..*length],
        }
    }
}
