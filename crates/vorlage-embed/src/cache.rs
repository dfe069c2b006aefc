//! Vectors of sentences seen before, kept in a file: copies repeat sentences, and so do runs.
//!
//! The file is a header (magic, version, numbers of a vector, the model's identity) and records of one length: the sentence's hash in 16
//! bytes, the vector in 32-bit floats, a checksum. A file of another model or version is begun anew; records after a torn or damaged one
//! are dropped. Only new records are appended; a file that would pass its bound is written anew with the newest half of them.

use crate::{Model, ModelError, Vectors};
use rayon::prelude::*;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use vorlage_model::Lang;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

const MAGIC: &[u8; 8] = b"VORLAGEC";
const VERSION: u32 = 1;
/// The largest file that is kept, in bytes: about 170,000 vectors of 384 numbers.
pub const MOST_BYTES: usize = 256 << 20;

/// A cache of one model's vectors.
#[derive(Debug)]
pub struct Cache {
    path: PathBuf,
    header: Vec<u8>,
    record: usize,
    known: HashMap<u128, usize>,
    /// Records, oldest first; those from `saved` on are not in the file yet.
    records: Vec<u8>,
    saved: usize,
    most: usize,
}

impl Cache {
    /// Opens the cache of a model; a file that is missing or of no use is as an empty one.
    #[must_use]
    pub fn open(path: &Path, model: &Model) -> Self {
        Self::bounded(path, model, MOST_BYTES)
    }

    fn bounded(path: &Path, model: &Model, most: usize) -> Self {
        let dimensions = model.about().shape.hidden;
        let mut header = MAGIC.to_vec();
        header.extend(VERSION.to_le_bytes());
        header.extend((dimensions as u32).to_le_bytes());
        header.extend(model.identity());
        let record = 16 + 4 * dimensions + 8;
        let usable = fs::metadata(path).is_ok_and(|m| m.len() <= 2 * most as u64);
        let file = if usable { fs::read(path).unwrap_or_default() } else { Vec::new() };
        let mut cache =
            Self { path: path.to_owned(), header, record, known: HashMap::new(), records: Vec::new(), saved: 0, most };
        if let Some(records) = file.strip_prefix(cache.header.as_slice()) {
            records.chunks_exact(record).take_while(|r| is_whole(r)).for_each(|r| cache.add(r));
            // What is torn is dropped from the file too, when it is next written.
            cache.saved = if cache.records.len() == records.len() { cache.records.len() } else { 0 };
        }
        cache
    }

    /// Vectors that are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether none is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// As [`Model::embed`]; only texts that are not known are encoded, each once.
    pub fn embed<T: AsRef<str> + Sync>(&mut self, model: &Model, texts: &[T]) -> Vectors {
        let hashes: Vec<u128> = texts.par_iter().map(|text| xxh3_128(text.as_ref().as_bytes())).collect();
        let mut new: Vec<(u128, &str)> = Vec::new();
        for (&hash, text) in hashes.iter().zip(texts) {
            if let Entry::Vacant(place) = self.known.entry(hash) {
                place.insert(usize::MAX);
                new.push((hash, text.as_ref()));
            }
        }
        let encoded = model.embed(&new.iter().map(|(_, text)| *text).collect::<Vec<_>>());
        for ((hash, _), vector) in new.iter().zip(encoded.rows()) {
            let mut record = hash.to_le_bytes().to_vec();
            record.extend(vector.iter().flat_map(|x| x.to_le_bytes()));
            record.extend(xxh3_64(&record).to_le_bytes());
            self.add(&record);
        }
        let dimensions = model.about().shape.hidden;
        Vectors { dimensions, numbers: hashes.iter().flat_map(|hash| self.vector(self.known[hash])).collect() }
    }

    /// Writes what is new into the file.
    pub fn save(&mut self) -> Result<(), ModelError> {
        if self.saved == self.records.len() {
            return Ok(());
        }
        let whole = self.header.len() + self.records.len() > self.most;
        if whole || self.saved == 0 {
            let kept = if whole { self.records.len() / 2 / self.record * self.record } else { 0 };
            let mut file = self.header.clone();
            file.extend_from_slice(&self.records[kept..]);
            write_anew(&self.path, &file).map_err(|e| ModelError::io(&self.path, e))?;
        } else {
            let mut file =
                OpenOptions::new().append(true).open(&self.path).map_err(|e| ModelError::io(&self.path, e))?;
            file.write_all(&self.records[self.saved..]).map_err(|e| ModelError::io(&self.path, e))?;
        }
        self.saved = self.records.len();
        Ok(())
    }

    fn add(&mut self, record: &[u8]) {
        let hash = u128::from_le_bytes(record[..16].try_into().expect("sixteen bytes"));
        self.known.insert(hash, self.records.len());
        self.records.extend_from_slice(record);
    }

    fn vector(&self, at: usize) -> impl Iterator<Item = f32> {
        let numbers = &self.records[at + 16..at + self.record - 8];
        numbers.chunks_exact(4).map(|n| f32::from_le_bytes([n[0], n[1], n[2], n[3]]))
    }
}

/// A model with the vectors that it made before, in this run or in earlier ones.
#[derive(Debug)]
pub struct CachedModel {
    model: Model,
    cache: Option<Mutex<Cache>>,
}

impl CachedModel {
    /// A model and the cache that keeps its vectors; `None` keeps none.
    #[must_use]
    pub fn new(model: Model, cache: Option<Cache>) -> Self {
        Self { model, cache: cache.map(Mutex::new) }
    }

    /// The model.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Vectors of sentences as the model makes them, of length 1, in the same order.
    ///
    /// To be called from one thread at a time: it works on all of them, and others that wait for it would wait for themselves.
    pub fn embed<T: AsRef<str> + Sync>(&self, texts: &[T]) -> Vectors {
        match &self.cache {
            Some(cache) => cache.lock().unwrap_or_else(std::sync::PoisonError::into_inner).embed(&self.model, texts),
            None => self.model.embed(texts),
        }
    }

    /// Vectors of sentences from which the mean of their language was taken, of length 1: unrelated ones have a cosine near 0.
    pub fn centred<T: AsRef<str> + Sync>(&self, texts: &[T], languages: &[Option<Lang>]) -> Vectors {
        let mut vectors = self.embed(texts);
        let rows = vectors.numbers.par_chunks_exact_mut(vectors.dimensions);
        rows.zip(languages).for_each(|(row, lang)| self.model.means().centre(row, *lang));
        vectors
    }

    /// Keeps what is new for later runs.
    ///
    /// # Errors
    ///
    /// Fails where the file cannot be written.
    pub fn save(&self) -> Result<(), ModelError> {
        match &self.cache {
            Some(cache) => cache.lock().unwrap_or_else(std::sync::PoisonError::into_inner).save(),
            None => Ok(()),
        }
    }
}

/// Whether a record's checksum is its own.
fn is_whole(record: &[u8]) -> bool {
    let (content, sum) = record.split_at(record.len() - 8);
    xxh3_64(content).to_le_bytes() == sum
}

/// Writes a file beside and renames it, so that no reader sees half of it.
pub fn write_anew(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.new", std::process::id()));
    fs::write(&beside, bytes)?;
    fs::rename(&beside, path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    /// Bytes of the header.
    const HEADER: usize = 48;

    #[test]
    fn vectors_survive_runs_and_are_the_same() {
        let model = sample::model(1);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/vectors.cache");
        let texts = ["a cat", "the dog", "a cat", ""];
        let mut cache = Cache::open(&path, &model);
        assert_eq!(cache.embed(&model, &texts), model.embed(&texts));
        cache.save().unwrap();
        let mut cache = Cache::open(&path, &model);
        assert_eq!(cache.len(), 3);
        assert_eq!(cache.embed(&model, &["the dog", "new"]), model.embed(&["the dog", "new"]));
        cache.save().unwrap();
        assert_eq!(Cache::open(&path, &model).len(), 4);
        assert!(Cache::open(&path, &sample::model(2)).is_empty(), "of another model");
    }

    #[test]
    fn torn_and_damaged_records_are_dropped() {
        let model = sample::model(1);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vectors.cache");
        let mut cache = Cache::open(&path, &model);
        cache.embed(&model, &["one", "two", "three"]);
        cache.save().unwrap();
        let whole = fs::read(&path).unwrap();
        for (cut, left) in [(whole.len() - 1, 2), (HEADER + 3, 0), (HEADER - 1, 0), (0, 0)] {
            fs::write(&path, &whole[..cut]).unwrap();
            let mut cache = Cache::open(&path, &model);
            assert_eq!(cache.len(), left, "{cut}");
            cache.embed(&model, &["one", "two", "three"]);
            cache.save().unwrap();
            assert_eq!(Cache::open(&path, &model).len(), 3);
        }
        let mut damaged = whole;
        damaged[HEADER + cache.record + 20] ^= 1;
        fs::write(&path, &damaged).unwrap();
        assert_eq!(Cache::open(&path, &model).len(), 1);
    }

    #[test]
    fn the_file_stays_bounded() {
        let model = sample::model(1);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vectors.cache");
        for round in 0..20 {
            let mut cache = Cache::bounded(&path, &model, 4000);
            cache.embed(&model, &[format!("a {round}"), format!("b {round}")]);
            cache.save().unwrap();
            assert!(fs::metadata(&path).unwrap().len() <= 4000);
        }
        assert!(!Cache::bounded(&path, &model, 4000).is_empty());
    }
}
