//! What the engine knows in these tests: the shipped weights and cards, and weights that are mere noise.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use sidelight::card::CardIndex;
use sidelight::content::{SourceFile, load_cards};
use sidelight::model::{LABELS, Model, NameWeights, SparseRows, StanceWeights};

/// The weights and cards that the command line carries.
pub fn shipped() -> &'static (Model, CardIndex) {
    static SHIPPED: LazyLock<(Model, CardIndex)> = LazyLock::new(|| {
        // The fuzzer's package, which shares this, lies two folders deeper.
        let source = Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .map(|folder| folder.join("src"))
            .find(|source| source.join("model").is_dir())
            .expect("the project's folder");
        let weights = fs::read(source.join("model/sidelight.weights")).expect("a file of weights");
        let files: Vec<_> = fs::read_dir(source.join("content/cards"))
            .expect("a folder of cards")
            .map(|entry| {
                let path = entry.expect("an entry").path();
                let text = fs::read_to_string(&path).expect("a readable card");
                SourceFile {
                    path: path.display().to_string(),
                    text,
                }
            })
            .collect();
        let cards = load_cards(&files).unwrap_or_else(|faults| panic!("{faults:#?}"));
        (
            Model::read(&weights).expect("valid weights"),
            CardIndex::of(cards.iter()),
        )
    });
    &SHIPPED
}

/// Weights drawn from `seed`: they find names in odd places and labels without reason, as no trained ones would.
pub fn noise(seed: u64) -> Model {
    let mut state = seed | 1;
    let mut draw = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3].cast_signed()
    };
    let mut column = |length: usize| (0..length).map(|_| draw()).collect::<Vec<i8>>();
    let mut names = NameWeights::default();
    for rows in [&mut names.rows, &mut names.votes] {
        *rows = SparseRows {
            bits: 8,
            steps: vec![1; 255],
            columns: (0..LABELS).map(|_| column(255)).collect(),
        };
    }
    names.unit = 0.05;
    names.transitions = column(LABELS * LABELS).into_iter().map(i16::from).collect();
    let mut stance = StanceWeights::default();
    stance.unit = 0.02;
    stance.bits = 8;
    stance.columns = (0..4).map(|_| column(256)).collect();
    Model {
        names: names.ready(),
        stance: stance.ready(),
        ..Model::default()
    }
}
