//! A folder as model hubs give it: `model.safetensors`, `tokenizer.json`, `config.json`, and where it is there `README.md`.

use super::{Map, Pieces, Raw, Tensors, charsmap, file_name, read, source};
use crate::ModelError;
use crate::about::{Control, RowFormat, Shape, Source};
use crate::quant::{half, pack_row};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Names of tensors: in the folder (without `embeddings.` or `encoder.layer.N.`), here.
const EMBEDDINGS: &[(&str, &str)] = &[
    ("position_embeddings.weight", "emb.pos"),
    ("token_type_embeddings.weight", "emb.type"),
    ("LayerNorm.weight", "emb.ln.w"),
    ("LayerNorm.bias", "emb.ln.b"),
];
const LAYER: &[(&str, &str)] = &[
    ("attention.self.query", "q"),
    ("attention.self.key", "k"),
    ("attention.self.value", "v"),
    ("attention.output.dense", "ao"),
    ("attention.output.LayerNorm", "aln"),
    ("intermediate.dense", "fi"),
    ("output.dense", "fo"),
    ("output.LayerNorm", "oln"),
];
/// Word vectors, in the folder.
const WORDS: &str = "word_embeddings.weight";

/// Reads the folder.
pub fn read_folder(folder: &Path) -> Result<Raw, ModelError> {
    let place = folder.display().to_string();
    let damaged = |file: &str, reason: &str| ModelError::damaged(&place, file, reason);
    let weights = read(&folder.join("model.safetensors"))?;
    let tokenizer = read(&folder.join("tokenizer.json"))?;
    let config = read(&folder.join("config.json"))?;
    let json = |file: &str, bytes: &[u8]| {
        serde_json::from_slice::<Value>(bytes).map_err(|e| ModelError::damaged(&place, file, e.to_string()))
    };
    let shape =
        shape(&json("config.json", &config)?).ok_or_else(|| damaged("config.json", "names no shape that can run"))?;
    let (rows, tensors) = tensors(&weights, &shape)
        .ok_or_else(|| damaged("model.safetensors", "is cut off, or lacks what the shape asks for"))?;
    let tokenizer = json("tokenizer.json", &tokenizer).map(|t| vocabulary(&t))?;
    let (control, pieces, map) = tokenizer.ok_or_else(|| damaged("tokenizer.json", "holds no Unigram vocabulary"))?;
    let named = |file: &str, bytes: &[u8]| source(file.to_owned(), bytes);
    let sources: Vec<Source> = vec![named("model.safetensors", &weights)];
    let readme = std::fs::read_to_string(folder.join("README.md")).unwrap_or_default();
    let licence = readme.lines().take(200).find_map(|line| line.strip_prefix("license:")).map_or("unknown", str::trim);
    let (name, licence) = (file_name(folder), licence.to_owned());
    Ok(Raw { shape, control, pieces, map, rows, format: RowFormat::Q8, tensors, name, licence, sources })
}

fn shape(config: &Value) -> Option<Shape> {
    let size = |name: &str| usize::try_from(config.get(name)?.as_u64()?).ok();
    let shape = Shape {
        hidden: size("hidden_size")?,
        layers: size("num_hidden_layers")?,
        heads: size("num_attention_heads")?,
        inner: size("intermediate_size")?,
        words: size("vocab_size")?,
        positions: size("max_position_embeddings")?,
        epsilon_e15: (config.get("layer_norm_eps")?.as_f64()? * 1e15).round() as u64,
    };
    shape.refused().is_none().then_some(shape)
}

/// Packed word vectors and all other numbers.
fn tensors(file: &[u8], shape: &Shape) -> Option<(Vec<u8>, Tensors)> {
    let length = usize::try_from(u64::from_le_bytes(file.get(..8)?.try_into().ok()?)).ok()?;
    let end = length.checked_add(8)?;
    let header: Value = serde_json::from_slice(file.get(8..end)?).ok()?;
    let data = file.get(end..)?;
    let (mut rows, mut out) = (Vec::new(), BTreeMap::new());
    for (name, entry) in header.as_object()? {
        let name = name.strip_prefix("bert.").unwrap_or(name);
        if name.strip_prefix("embeddings.") == Some(WORDS) {
            let numbers = numbers(entry, data)?;
            (numbers.len() == shape.words * shape.hidden).then(|| pack_row(&numbers, &mut rows))?;
        } else if let Some(ours) = own_name(name) {
            out.insert(ours, numbers(entry, data)?);
        }
    }
    (!rows.is_empty()).then_some((rows, out))
}

/// `encoder.layer.3.output.dense.bias` is `l3.fo.b` here.
fn own_name(name: &str) -> Option<String> {
    if let Some(rest) = name.strip_prefix("embeddings.") {
        return EMBEDDINGS.iter().find(|(theirs, _)| *theirs == rest).map(|(_, ours)| (*ours).to_owned());
    }
    let (layer, rest) = name.strip_prefix("encoder.layer.")?.split_once('.')?;
    let (part, kind) = rest.rsplit_once('.')?;
    let ours = LAYER.iter().find(|(theirs, _)| *theirs == part)?.1;
    Some(format!("l{layer}.{ours}.{}", kind.get(..1)?))
}

/// The numbers of a tensor, of 32 or 16 bits.
fn numbers(entry: &Value, data: &[u8]) -> Option<Vec<f32>> {
    let at = |i: usize| usize::try_from(entry.get("data_offsets")?.get(i)?.as_u64()?).ok();
    let data = data.get(at(0)?..at(1)?)?;
    let short = |b: &[u8]| u16::from_le_bytes([b[0], b[1]]);
    Some(match entry.get("dtype")?.as_str()? {
        "F32" => data.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect(),
        "F16" => data.chunks_exact(2).map(|b| half(short(b))).collect(),
        "BF16" => data.chunks_exact(2).map(|b| f32::from_bits(u32::from(short(b)) << 16)).collect(),
        _ => return None,
    })
}

type Vocabulary = (Control, Pieces, Map);

/// Control tokens, pieces and map of characters of a `tokenizer.json`.
fn vocabulary(json: &Value) -> Option<Vocabulary> {
    let model = json.get("model")?;
    let mut pieces = Vec::new();
    for piece in model.get("vocab")?.as_array()? {
        pieces.push((piece.get(0)?.as_str()?.as_bytes().to_vec(), piece.get(1)?.as_f64()? as f32));
    }
    let token = |text: &[u8]| pieces.iter().position(|(piece, _)| piece == text).and_then(|at| u32::try_from(at).ok());
    let unknown = model.get("unk_id").and_then(Value::as_u64).and_then(|u| u32::try_from(u).ok())?;
    let control = Control { begin: token(b"<s>")?, end: token(b"</s>")?, unknown };
    let special = |json: &Value| Some((json.get("special")?.as_bool()?, json.get("id")?.as_u64()?));
    for (_, at) in
        json.get("added_tokens").and_then(Value::as_array).into_iter().flatten().filter_map(special).filter(|s| s.0)
    {
        if let Some((piece, _)) = usize::try_from(at).ok().and_then(|at| pieces.get_mut(at)) {
            piece.clear();
        }
    }
    let map = json.get("normalizer").and_then(charsmap::of_normaliser).unwrap_or_default();
    Some((control, pieces, map))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tensors_are_named_as_here() {
        assert_eq!(own_name("encoder.layer.3.output.dense.bias").as_deref(), Some("l3.fo.b"));
        assert_eq!(own_name("encoder.layer.0.attention.output.LayerNorm.weight").as_deref(), Some("l0.aln.w"));
        assert_eq!(own_name("embeddings.LayerNorm.bias").as_deref(), Some("emb.ln.b"));
        assert_eq!(own_name("pooler.dense.weight"), None);
    }

    #[test]
    fn numbers_of_all_widths_are_read() {
        let entry = |dtype: &str| serde_json::json!({"dtype": dtype, "shape": [1], "data_offsets": [0, 4]});
        assert_eq!(numbers(&entry("F32"), &1.5f32.to_le_bytes()), Some(vec![1.5]));
        assert_eq!(numbers(&entry("F16"), &[0, 0x3C, 0, 0xC0]), Some(vec![1.0, -2.0]));
        assert_eq!(numbers(&entry("BF16"), &[0x80, 0x3F, 0, 0]), Some(vec![1.0, 0.0]));
        assert_eq!(numbers(&entry("F32"), &[0, 0]), None);
    }
}
