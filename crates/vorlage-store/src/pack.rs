//! Values as bytes in the file: MessagePack with the names of fields, so that later versions read what earlier ones wrote, compressed
//! by zstd with a dictionary that was trained on documents of the same store.

use crate::error::Fault;
use rusqlite::Connection;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::{DecoderDictionary, EncoderDictionary};

/// Level of zstd. Tried on a fifth of 42,434 news documents: 6 takes 1.5 % more room, 12 is half as fast for 1 % less.
const LEVEL: i32 = 9;

/// Least and most bytes of a dictionary, and those for each value of its sample. Tried on the same documents: texts take 36.6 % of their room
/// with 256 KiB of 1,500 documents, 35.5 % with 512 KiB of 3,000, 34.5 % with 1 MiB of 6,000; with 2 MiB the dictionary takes what it saves.
const DICTIONARY_BYTES: (usize, usize, usize) = (256 << 10, 1 << 20, 175);
/// Level of zstd for dictionaries themselves.
const DICTIONARY_LEVEL: i32 = 19;

/// Values from which on a dictionary is trained, most values of a sample to train on, and the bytes looked at of each.
pub const ENOUGH: usize = 1000;
pub const SAMPLE: usize = 6000;
const SAMPLE_BYTES: usize = 16 << 10;

/// Most bytes that a value unpacks to; more is taken for damage.
const MOST_BYTES: usize = 1 << 30;

/// What dictionary a value was packed with; 0: none.
pub type DictionaryKey = i64;

/// A value in the form it is kept in.
pub struct Packed {
    /// The dictionary to read it with.
    pub dictionary: DictionaryKey,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The dictionaries of a store that were used so far.
#[derive(Default)]
pub struct Dictionaries {
    decoders: Mutex<BTreeMap<DictionaryKey, Arc<DecoderDictionary<'static>>>>,
}

/// The dictionary that new values are packed with.
#[derive(Clone, Default)]
pub struct Encoder {
    key: DictionaryKey,
    dictionary: Option<Arc<EncoderDictionary<'static>>>,
}

/// The bytes of a value before they are compressed.
pub fn plain(value: &impl Serialize) -> Result<Vec<u8>, Fault> {
    Ok(rmp_serde::to_vec_named(value)?)
}

/// What tells values apart: the first bytes of their SHA-256.
pub fn hash(plain: &[u8]) -> [u8; 16] {
    let mut out = [0; 16];
    out.copy_from_slice(&Sha256::digest(plain)[..16]);
    out
}

impl Encoder {
    /// The latest dictionary that was trained for a sort of values, if any.
    pub fn latest(connection: &Connection, sort: &str) -> Result<Self, Fault> {
        let sql = "SELECT max(key) FROM dictionary WHERE sort = ?";
        let key = connection.query_row(sql, [sort], |row| row.get::<_, Option<DictionaryKey>>(0))?;
        let encoder = key.map(|key| Ok::<_, Fault>(Self::new(key, &whole(connection, key)?)));
        Ok(encoder.transpose()?.unwrap_or_default())
    }

    /// No dictionary has been trained yet.
    pub fn is_plain(&self) -> bool {
        self.dictionary.is_none()
    }

    fn new(key: DictionaryKey, bytes: &[u8]) -> Self {
        Self { key, dictionary: Some(Arc::new(EncoderDictionary::copy(bytes, LEVEL))) }
    }

    /// Trains a dictionary on a sample and keeps it; itself where the sample shows too little.
    pub fn trained(self, connection: &Connection, sort: &str, seen: i64, sample: &[Vec<u8>]) -> Result<Self, Fault> {
        let heads: Vec<&[u8]> = sample.iter().map(|bytes| &bytes[..bytes.len().min(SAMPLE_BYTES)]).collect();
        let (least, most, each) = DICTIONARY_BYTES;
        let Ok(bytes) = zstd::dict::from_samples(&heads, (each * heads.len()).clamp(least, most)) else {
            return Ok(self);
        };
        let packed = zstd::bulk::compress(&bytes, DICTIONARY_LEVEL).map_err(|error| Fault::Io("compress", error))?;
        let sql = "INSERT INTO dictionary(sort, seen, hash, bytes) VALUES(?, ?, ?, ?)";
        connection.execute(sql, (sort, seen, hash(&bytes), &packed))?;
        let key = connection.last_insert_rowid();
        connection.execute("INSERT INTO dictionary_copy VALUES(?, ?)", (key, &packed))?;
        Ok(Self::new(key, &bytes))
    }

    /// A hand that packs many values.
    pub fn packer(&self) -> Result<Packer<'_>, Fault> {
        let compressor = match &self.dictionary {
            Some(dictionary) => Compressor::with_prepared_dictionary(dictionary),
            None => Compressor::new(LEVEL),
        };
        Ok(Packer { key: self.key, compressor: compressor.map_err(|error| Fault::Io("compress", error))? })
    }
}

/// Packs values one after the other.
pub struct Packer<'a> {
    key: DictionaryKey,
    compressor: Compressor<'a>,
}

impl Packer<'_> {
    /// Packs a value.
    pub fn pack(&mut self, plain: &[u8]) -> Result<Packed, Fault> {
        let bytes = self.compressor.compress(plain).map_err(|error| Fault::Io("compress", error))?;
        Ok(Packed { dictionary: self.key, bytes })
    }
}

impl Dictionaries {
    /// Reads a packed value back.
    pub fn unpack<T: DeserializeOwned>(&self, connection: &Connection, packed: &Packed) -> Result<T, Fault> {
        let plain = self.plain(connection, packed)?;
        rmp_serde::from_slice(&plain).map_err(|error| Fault::Damaged(error.to_string()))
    }

    /// The bytes of a packed value.
    pub fn plain(&self, connection: &Connection, packed: &Packed) -> Result<Vec<u8>, Fault> {
        let dictionary = self.decoder(connection, packed.dictionary)?;
        let mut unpacker = match &dictionary {
            Some(dictionary) => Decompressor::with_prepared_dictionary(dictionary),
            None => Decompressor::new(),
        }
        .map_err(|error| Fault::Io("unpack", error))?;
        let size = zstd::zstd_safe::get_frame_content_size(&packed.bytes).ok().flatten();
        let size = size.and_then(|size| usize::try_from(size).ok()).filter(|size| *size <= MOST_BYTES);
        let size = size.ok_or_else(|| Fault::Damaged("a value has no size that can be".to_owned()))?;
        unpacker.decompress(&packed.bytes, size).map_err(|error| Fault::Damaged(error.to_string()))
    }

    fn decoder(
        &self,
        connection: &Connection,
        key: DictionaryKey,
    ) -> Result<Option<Arc<DecoderDictionary<'static>>>, Fault> {
        if key == 0 {
            return Ok(None);
        }
        let mut decoders = self.decoders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(decoder) = decoders.get(&key) {
            return Ok(Some(Arc::clone(decoder)));
        }
        let bytes = whole(connection, key)?;
        let decoder = Arc::new(DecoderDictionary::copy(&bytes));
        decoders.insert(key, Arc::clone(&decoder));
        Ok(Some(decoder))
    }
}

/// The bytes of a dictionary, of whichever copy is as it was written.
fn whole(connection: &Connection, key: DictionaryKey) -> Result<Vec<u8>, Fault> {
    for sql in [
        "SELECT bytes, hash FROM dictionary WHERE key = ?",
        "SELECT dictionary_copy.bytes, hash FROM dictionary_copy JOIN dictionary USING(key) WHERE key = ?",
    ] {
        let read = connection.query_row(sql, [key], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, [u8; 16]>(1)?)));
        let unpacked = |(packed, expected): (Vec<u8>, [u8; 16])| {
            let bytes = zstd::bulk::decompress(&packed, DICTIONARY_BYTES.1).ok()?;
            (hash(&bytes) == expected).then_some(bytes)
        };
        if let Some(bytes) = read.ok().and_then(unpacked) {
            return Ok(bytes);
        }
    }
    Err(Fault::Damaged(format!("dictionary {key} cannot be read")))
}
