//! The command line: annotates texts; with the feature `train` it also rebuilds the weights.

mod annotate;
mod faults;
mod html;
mod shipped;
mod stream;
mod terminal;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Annotates English articles: who is named, what kind of statement each sentence makes, and who is quoted.
///
/// Nothing is sent anywhere.
#[derive(Parser)]
#[command(name = "sidelight", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Annotates a text or a stream of texts.
    Annotate(annotate::Options),
    /// Prints the JSON Schema of the annotations.
    Schema,
    #[cfg(feature = "train")]
    /// Rebuilds the weights from the data sets.
    Train(train::Options),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Annotate(options) => annotate::run(&options),
        Command::Schema => annotate::schema(),
        #[cfg(feature = "train")]
        Command::Train(options) => train::run(&options),
    };
    result.unwrap_or_else(|error| faults::exit(&error))
}

#[cfg(feature = "train")]
mod train;
