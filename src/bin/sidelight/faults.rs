//! How the command says what went wrong.

use std::process::ExitCode;

/// Prints an error with its causes, and gives the status to leave with.
///
/// A closed pipe, as by `head`, is no error.
pub fn exit(error: &anyhow::Error) -> ExitCode {
    let closed = error.chain().any(|cause| {
        cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    });
    if closed {
        return ExitCode::SUCCESS;
    }
    anstream::eprintln!("sidelight: {error:#}");
    ExitCode::from(1)
}
