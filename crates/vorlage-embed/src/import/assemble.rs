//! What was read, packed and written as the sections of a model file.

use super::Raw;
use crate::about::{About, Learned};
use crate::file::{Container, Sections, write};
use crate::layout;
use crate::means::Means;
use crate::quant::pack_matrix;
use crate::tokens::{Normaliser, build_trie};
use crate::{Model, ModelError};

/// A section that was learned.
pub type Part = (&'static str, Vec<u8>);

/// What is put before every text: the model was trained so, and measured so on both sides of a pair.
const PREFIX: &str = "query: ";
/// The means of multilingual-e5-small over news sentences, as `vorlage model distil` measured them (docs/sentence-model.md).
const MEANS: &[u8] = include_bytes!("../../data/means.bin");
/// What they were measured on.
const MEANS_FROM: &str = include_str!("../../data/means.txt");
/// The model that they are of.
const MEANS_OF: &str = "multilingual-e5-small";

/// Packs a model.
pub(super) fn model_file(raw: Raw, place: &str) -> Result<Vec<u8>, ModelError> {
    if let Some(reason) = raw.shape.refused() {
        return Err(ModelError::damaged(place, "shape", reason));
    }
    let (floats, packed, sums) = numbers(&raw, place)?;
    let mut learned = Vec::new();
    let mut means = Vec::new();
    if raw.name.contains(MEANS_OF) && Means::read(MEANS, raw.shape.hidden).is_some_and(|m| !m.is_empty()) {
        means = MEANS.to_vec();
        let (sentences, from) = MEANS_FROM.trim().split_once(' ').unwrap_or_default();
        learned.push(Learned {
            part: "means".to_owned(),
            from: from.to_owned(),
            sentences: sentences.parse().unwrap_or(0),
        });
    }
    let about = About {
        name: raw.name,
        licence: raw.licence,
        sources: raw.sources,
        made_by: concat!("vorlage ", env!("CARGO_PKG_VERSION")).to_owned(),
        shape: raw.shape,
        rows: raw.format,
        control: raw.control,
        prefix: PREFIX.to_owned(),
        learned,
    };
    let scores = raw.pieces.iter().flat_map(|(_, score)| score.to_le_bytes()).collect();
    let mut sections: Sections = vec![
        ("about", json(&about)),
        ("normaliser", le(&Normaliser::write(&raw.map))),
        ("trie", trie(&raw.pieces)),
        ("scores", scores),
        ("floats", le(&floats)),
        ("sums", le(&sums)),
        ("packed", bytemuck::cast_slice(&packed).to_vec()),
        ("words", raw.rows),
    ];
    if !means.is_empty() {
        sections.push(("means", means));
    }
    let file = write(&sections);
    // Whatever else does not fit together in a hostile file is told now, and not when the model is needed.
    Model::from_bytes(&file, place)?;
    Ok(file)
}

/// A model file with learned sections put in place of those it has; `learned` says what they were learned from.
pub fn attach(container: &Container, parts: &[Part], learned: &[Learned]) -> Result<Vec<u8>, ModelError> {
    container.verify()?;
    let about = container.bytes(&container.needed("about")?);
    let mut about: About =
        serde_json::from_slice(about).map_err(|e| ModelError::damaged(container.place(), "about", e.to_string()))?;
    let replaced = |name: &str| parts.iter().any(|(part, _)| *part == name);
    about.learned.retain(|learned| !replaced(&learned.part));
    about.learned.extend_from_slice(learned);
    let mut sections = vec![("about", json(&about))];
    let kept = container.sections().map(|(name, _)| name).filter(|name| *name != "about" && !replaced(name));
    sections.extend(kept.filter_map(|name| Some((name, container.bytes(&container.range(name)?).to_vec()))));
    sections.extend(parts.iter().cloned());
    Ok(write(&sections))
}

fn json(about: &About) -> Vec<u8> {
    serde_json::to_vec_pretty(about).expect("plain fields become JSON")
}

/// Numbers as little-endian bytes.
fn le<T: bytemuck::Pod>(numbers: &[T]) -> Vec<u8> {
    bytemuck::cast_slice(numbers).to_vec()
}

/// The trie of all pieces that text can hold.
fn trie(pieces: &[(Vec<u8>, f32)]) -> Vec<u8> {
    let mut strings: Vec<(&[u8], u32)> =
        pieces.iter().zip(0..).map(|((piece, _), token)| (piece.as_slice(), token)).collect();
    strings.retain(|(piece, _)| !piece.is_empty() && !piece.contains(&0));
    strings.sort();
    strings.dedup_by_key(|(piece, _)| *piece);
    le(&build_trie(&strings))
}

/// The sections `floats`, `packed`, `sums`.
type Numbers = (Vec<f32>, Vec<i8>, Vec<i32>);

/// Puts the numbers of a model in the order of the layout.
fn numbers(raw: &Raw, place: &str) -> Result<Numbers, ModelError> {
    let (h, f) = (raw.shape.hidden, raw.shape.inner);
    let tensor = |name: &str, length: usize| match raw.tensors.get(name) {
        Some(numbers) if numbers.len() == length => Ok(numbers.as_slice()),
        Some(_) => Err(ModelError::damaged(place, name, "does not have the length that the shape asks for")),
        None => Err(ModelError::damaged(place, name, "is missing")),
    };
    let mut floats = tensor("emb.pos", raw.shape.positions * h)?.to_vec();
    let of_type = raw.tensors.get("emb.type").filter(|t| t.len() >= h).map_or(&[][..], |t| &t[..h]);
    for position in floats.chunks_exact_mut(h) {
        position.iter_mut().zip(of_type).for_each(|(p, t)| *p += t);
    }
    let (mut packed, mut sums) = (Vec::new(), Vec::new());
    floats.extend(tensor("emb.ln.w", h)?.iter().chain(tensor("emb.ln.b", h)?));
    for layer in 0..raw.shape.layers {
        for (matrices, columns, rows, norm) in names(h, f) {
            let (mut matrix, mut bias) = (Vec::new(), Vec::new());
            for name in matrices {
                matrix.extend_from_slice(tensor(&format!("l{layer}.{name}.w"), rows * columns)?);
                bias.extend_from_slice(tensor(&format!("l{layer}.{name}.b"), rows)?);
            }
            let matrix = pack_matrix(&matrix, columns);
            packed.extend(matrix.packed);
            sums.extend(matrix.sums);
            floats.extend(matrix.scales.into_iter().chain(bias));
            if let Some(norm) = norm {
                floats.extend(
                    tensor(&format!("l{layer}.{norm}.w"), h)?.iter().chain(tensor(&format!("l{layer}.{norm}.b"), h)?),
                );
            }
        }
    }
    debug_assert_eq!((floats.len(), packed.len(), sums.len()), layout::lengths(&raw.shape), "as the layout says");
    Ok((floats, packed, sums))
}

/// The matrices of a layer in the order of the layout: names that are put together, columns, rows of each, and the normalisation after.
#[must_use]
fn names(hidden: usize, inner: usize) -> [(&'static [&'static str], usize, usize, Option<&'static str>); 4] {
    [
        (&["q", "k", "v"], hidden, hidden, None),
        (&["ao"], hidden, hidden, Some("aln")),
        (&["fi"], hidden, inner, None),
        (&["fo"], inner, hidden, Some("oln")),
    ]
}
