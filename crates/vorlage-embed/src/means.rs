//! Means of sentence vectors, of all languages together and of each: what is common to all sentences, and says nothing.
//!
//! A section `means` is a list of rows: a language code of four bytes (zeros: all languages), then as many 32-bit floats as a vector has.
//! **Source:** Mu and Viswanath, "All-but-the-top", 2018 (its first step, centring).

use crate::Vectors;
use vorlage_model::Lang;

/// Zeros that are counted with the vectors of a language where their mean is taken on the spot.
const ZEROS: f32 = 20.0;

/// The means of a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Means {
    all: Option<Vec<f32>>,
    by_language: Vec<(Lang, Vec<f32>)>,
    dimensions: usize,
}

impl Means {
    /// No means: centring then changes nothing.
    #[must_use]
    pub fn none(dimensions: usize) -> Self {
        Self { all: None, by_language: Vec::new(), dimensions }
    }

    /// The means of vectors with their languages: of each language, and of all with each language weighing the same.
    #[must_use]
    pub fn of(vectors: &Vectors, languages: &[Option<Lang>]) -> Self {
        let mut known: Vec<Lang> = languages.iter().flatten().copied().collect();
        known.sort();
        known.dedup();
        let mean_of = |wanted: Lang| {
            let rows =
                vectors.rows().zip(languages).filter(move |(_, lang)| **lang == Some(wanted)).map(|(row, _)| row);
            (wanted, mean(rows, vectors.dimensions))
        };
        let by_language: Vec<(Lang, Vec<f32>)> = known.into_iter().map(mean_of).collect();
        let all = match by_language.is_empty() {
            true => (!vectors.is_empty()).then(|| mean(vectors.rows(), vectors.dimensions)),
            false => Some(mean(by_language.iter().map(|(_, m)| m.as_slice()), vectors.dimensions)),
        };
        Self { all, by_language, dimensions: vectors.dimensions }
    }

    /// Languages that have a mean of their own.
    pub fn languages(&self) -> impl Iterator<Item = Lang> {
        self.by_language.iter().map(|(lang, _)| *lang)
    }

    /// Whether there is any.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_none()
    }

    /// Takes the mean of a vector's language (of all, where the language is not known) from it and brings it to length 1.
    pub fn centre(&self, vector: &mut [f32], lang: Option<Lang>) {
        self.take(vector, lang);
        crate::encoder::floats::unit(vector);
    }

    /// As [`Means::centre`], without bringing the vector to length 1.
    pub(crate) fn take(&self, vector: &mut [f32], lang: Option<Lang>) {
        let own = lang.and_then(|lang| self.by_language.iter().find(|(l, _)| *l == lang)).map(|(_, mean)| mean);
        if let Some(mean) = own.or(self.all.as_ref()) {
            vector.iter_mut().zip(mean).for_each(|(v, m)| *v -= m);
        }
    }

    /// Reads a section; `None` where it is not whole.
    #[must_use]
    pub fn read(bytes: &[u8], dimensions: usize) -> Option<Self> {
        let mut out = Self::none(dimensions);
        let rows = bytes.chunks_exact(4 + 4 * dimensions);
        if !rows.remainder().is_empty() {
            return None;
        }
        for row in rows {
            let (code, numbers) = row.split_at(4);
            let mean: Vec<f32> =
                numbers.chunks_exact(4).map(|n| f32::from_le_bytes([n[0], n[1], n[2], n[3]])).collect();
            match std::str::from_utf8(code).ok()?.trim_end_matches('\0') {
                "" => out.all = Some(mean),
                code => out.by_language.push((Lang::parse(code)?, mean)),
            }
        }
        Some(out)
    }

    /// Writes a section.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let named = self.by_language.iter().map(|(lang, mean)| (lang.code().as_bytes(), mean));
        for (code, mean) in self.all.iter().map(|mean| (&[][..], mean)).chain(named) {
            out.extend((0..4).map(|i| code.get(i).copied().unwrap_or(0)));
            out.extend(mean.iter().flat_map(|n| n.to_le_bytes()));
        }
        out
    }
}

/// The mean of rows, of which there is at least one.
/// Takes from each part of `width` numbers of each vector the mean of its language's, and brings part and vector to length 1.
///
/// Of few vectors the mean says less: so many more of zeros are counted with them.
pub(crate) fn centre_together(vectors: &mut Vectors, width: usize, languages: &[Option<Lang>]) {
    let mut known = languages.to_vec();
    known.sort_unstable();
    known.dedup();
    let dimensions = vectors.dimensions;
    for lang in known {
        let mut sum = vec![0f32; dimensions];
        let mut count = ZEROS;
        for (row, _) in vectors.rows().zip(languages).filter(|(_, own)| **own == lang) {
            sum.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
            count += 1.0;
        }
        let rows = vectors.numbers.chunks_exact_mut(dimensions).zip(languages);
        for (row, _) in rows.filter(|(_, own)| **own == lang) {
            row.iter_mut().zip(&sum).for_each(|(x, sum)| *x -= sum / count);
            row.chunks_exact_mut(width).for_each(crate::encoder::floats::unit);
        }
    }
    vectors.bring_to_length_one();
}

fn mean<'a>(rows: impl Iterator<Item = &'a [f32]>, dimensions: usize) -> Vec<f32> {
    let (mut sums, mut count) = (vec![0f64; dimensions], 0f64);
    for row in rows {
        sums.iter_mut().zip(row).for_each(|(sum, &x)| *sum += f64::from(x));
        count += 1.0;
    }
    sums.into_iter().map(|sum| (sum / count) as f32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Means {
        let mut numbers = vec![0.0; 48];
        (numbers[0], numbers[16], numbers[32]) = (2.0, 4.0, 9.0);
        Means::of(&Vectors { dimensions: 16, numbers }, &[Some(Lang::EN), Some(Lang::EN), Some(Lang::DE)])
    }

    #[test]
    fn each_language_weighs_the_same() {
        let means = sample();
        let centred = |first: f32, lang| {
            let mut vector = vec![0.0; 16];
            vector[0] = first;
            vector[1] = 1.0;
            means.centre(&mut vector, lang);
            vector[0]
        };
        assert_eq!((centred(3.0, Some(Lang::EN)), centred(9.0, Some(Lang::DE))), (0.0, 0.0));
        assert_eq!((centred(6.0, None), centred(6.0, Some(Lang::FR))), (0.0, 0.0));
    }

    #[test]
    fn means_come_back_as_they_were_written() {
        let bytes = sample().write();
        assert_eq!(Means::read(&bytes, 16), Some(sample()));
        assert_eq!(Means::read(&bytes[1..], 16), None);
        assert!(Means::read(&[], 16).is_some_and(|m| m.is_empty()));
    }
}
